/* Documents become programmes: drafts, questions, confirmation, identity, undo.  On both engines. */

#include "store_case.h"

#include "ops/op_project.h"
#include "store/store_public.h"
#include "store/store_read.h"
#include "store/verify.h"
#include "store_docs.h"

static struct import_ref upload(struct bench *b, const char *name, const char *text)
{
	struct import_ref ref = { 0 };

	OK(op_import_upload(&b->k,
			    &(struct import_given){ .file = str_of(name), .bytes = str_of(text), .limits = &DOC_UPLOAD }, &ref,
			    &b->err));
	return ref;
}

static struct office_programme year_2025(struct bench *b, int64_t region)
{
	struct office_programme view = { 0 };

	OK(store_read_year(&b->k, region, 2025, &view, &b->err));
	return view;
}

static const struct question *question_of(const struct import_view *v, enum question_kind kind)
{
	for (size_t i = 0; i < v->questions.n; i++)
		if (v->questions.v[i].kind == kind)
			return &v->questions.v[i];
	return NULL;
}

/* A task list becomes the year's programme; nothing of it is public before it is published. */
static void task_list_arrives(void **state)
{
	struct bench *b = *state;
	struct public_programme view;
	struct public_project one;
	struct region region;
	int64_t id;
	struct import_done done = bench_import(b, "任务清单.tsv", tasks_text, &id);

	assert_int_equal(done.fresh, 3);
	assert_int_equal(done.year, 2025);
	REFUSED(store_public_programme(b->st, b->a, id, 2025, &view, &b->err), WHY_MISSING);
	OK(op_publish(&b->k, id, done.programme, true, &b->err));
	OK(store_public_region(b->st, b->a, STR("示例县"), &region, &b->err));
	assert_int_equal(region.id, id);
	OK(store_public_programme(b->st, b->a, id, 2025, &view, &b->err));
	assert_int_equal(view.p.projects.n, 3);
	assert_false(view.candidates);
	EQUAL(view.p.projects.v[1].name, "农村供水保障");
	assert_int_equal(view.p.projects.v[1].funds.total_fen, 1840000000);
	OK(store_public_project(b->st, b->a, id, 2025, 1, &one, &b->err));
	EQUAL(one.p.items.v[0].lead.v[0].name, "县能源局");
	EQUAL(one.p.items.v[0].support.v[0].name, "县交通局");
	EQUAL(one.p.items.v[0].leaders.v[0].name, "沈若舟");
	assert_int_equal(one.p.items.v[0].milestones.n, 4);
	EQUAL(day_str(b->a, one.p.items.v[0].milestones.v[1].due), "2025-06-30");
	assert_int_equal(one.p.items.v[0].milestones.v[1].figures.v[0].n.n, 70);
	assert_int_equal(one.p.items.v[0].milestones.v[1].figures.v[0].mode, MODE_INCREMENT);
	assert_int_equal(one.before, 0);
	assert_int_equal(one.after, 2);
	OK(op_publish(&b->k, id, done.programme, false, &b->err));
	REFUSED(store_public_project(b->st, b->a, id, 2025, 1, &one, &b->err), WHY_MISSING);
}

/* The same bytes for the same year: no new import, no change, no record. */
static void same_file_changes_nothing(void **state)
{
	struct bench *b = *state;
	struct import_done done;
	struct import_ref ref;
	int64_t region, before, after;
	struct str hex;

	bench_import(b, "任务清单.tsv", tasks_text, &region);
	OK(store_read_head(&b->k, region, &before, &hex, &b->err));
	ref = upload(b, "换了名字.tsv", tasks_text);
	assert_true(ref.again);
	OK(op_import_confirm(&b->k, region, ref.id, false, &done, &b->err));
	assert_true(done.nothing);
	OK(store_read_head(&b->k, region, &after, &hex, &b->err));
	assert_int_equal(before, after);
	/* other bytes with the same words: a new import, and still no change */
	ref = upload(b, "任务清单2.tsv", arena_cstr(b->a, arena_cat(b->a, str_of(tasks_text), STR("\n"))));
	assert_false(ref.again);
	OK(op_import_confirm(&b->k, region, ref.id, false, &done, &b->err));
	assert_true(done.nothing);
	assert_int_equal(done.same, 3);
}

/* A changed file asks about likeness, names of units, and old or new; nothing is done silently. */
static void changed_file_asks(void **state)
{
	struct bench *b = *state;
	struct import_view v = { 0 };
	struct import_done done;
	struct import_ref ref;
	const struct question *q;
	struct office_programme view;
	int64_t region;

	bench_import(b, "任务清单.tsv", tasks_text, &region);
	ref = upload(b, "新任务清单.tsv", tasks_changed);
	OK(op_import_preview(&b->k, region, ref.id, &v, &b->err));
	assert_int_equal(v.counts.open, 2);
	q = question_of(&v, ASK_MATCH);
	assert_non_null(q);
	assert_int_equal(q->project, 2);
	REFUSED(op_import_confirm(&b->k, region, ref.id, false, &done, &b->err), WHY_UNSAID);
	OK(op_import_decide(&b->k, region, ref.id, q->key, q->choices.v[0].value, false, &b->err));
	q = question_of(&v, ASK_UNIT);
	assert_non_null(q);
	EQUAL(q->key, "unit:文旅局");
	OK(op_import_decide(&b->k, region, ref.id, q->key, q->choices.v[0].value, true, &b->err));
	OK(op_import_preview(&b->k, region, ref.id, &v, &b->err));
	assert_int_equal(v.counts.open, 0);
	assert_int_equal(v.counts.fresh, 1);
	assert_int_equal(v.answers, 2);
	q = question_of(&v, ASK_CHANGE);
	assert_non_null(q);
	EQUAL(q->old, "18400000");
	EQUAL(q->new, "20000000");
	OK(op_import_decide(&b->k, region, ref.id, q->key, STR("old"), false, &b->err));
	OK(op_import_confirm(&b->k, region, ref.id, false, &done, &b->err));
	assert_int_equal(done.fresh, 1);
	view = year_2025(b, region);
	assert_int_equal(view.p.projects.n, 4);
	assert_int_equal(view.p.projects.v[1].funds.total_fen, 1840000000);
	EQUAL(view.p.projects.v[2].name, "群众文化惠民演出活动");
	EQUAL(view.p.projects.v[2].items.v[0].lead.v[0].name, "县文旅局");
	assert_int_equal(view.p.projects.v[2].items.v[0].milestones.n, 4);
}

/* An alias a person has said once is known ever after. */
static void alias_is_remembered(void **state)
{
	struct bench *b = *state;
	struct unit_row_list units;
	struct import_view v = { 0 };
	struct import_ref ref;
	const struct question *q;
	struct import_done done;
	int64_t region;
	size_t found = 0;

	bench_import(b, "任务清单.tsv", tasks_text, &region);
	ref = upload(b, "新.tsv", tasks_changed);
	OK(op_import_preview(&b->k, region, ref.id, &v, &b->err));
	q = question_of(&v, ASK_UNIT);
	OK(op_import_decide(&b->k, region, ref.id, q->key, q->choices.v[0].value, true, &b->err));
	OK(op_import_confirm(&b->k, region, ref.id, true, &done, &b->err));
	OK(store_read_units(&b->k, region, &units, &b->err));
	for (size_t i = 0; i < units.n; i++)
		for (size_t k = 0; k < units.v[i].aliases.n; k++)
			found += str_eq(units.v[i].name, STR("县文旅局")) && str_eq(units.v[i].aliases.v[k], STR("文旅局"));
	assert_int_equal(found, 1);
	ref = upload(b, "再来.tsv", arena_cstr(b->a, arena_cat(b->a, str_of(tasks_changed), STR("\n"))));
	OK(op_import_preview(&b->k, region, ref.id, &v, &b->err));
	assert_null(question_of(&v, ASK_UNIT));
}

/* Numbers that others hold already: each newcomer gets one of its own. */
static void taken_numbers_give_way(void **state)
{
	struct bench *b = *state;
	struct office_programme view;
	struct import_done done;
	struct import_ref ref;
	int64_t region;

	bench_import(b, "任务清单.tsv", tasks_text, &region);
	ref = upload(b, "另一份.tsv", tasks_other);
	OK(op_import_confirm(&b->k, region, ref.id, true, &done, &b->err));
	assert_int_equal(done.fresh, 2);
	view = year_2025(b, region);
	assert_int_equal(view.p.projects.n, 5);
	EQUAL(view.p.projects.v[3].no, "4");
	EQUAL(view.p.projects.v[3].name, "普惠托育服务");
	EQUAL(view.p.projects.v[4].no, "5");
}

/* Candidates, then the task list of those that were chosen: numbers of both, the rest stays a candidate. */
static void candidates_become_tasks(void **state)
{
	struct bench *b = *state;
	struct public_project one;
	struct public_place place;
	struct public_programme view;
	struct import_done done;
	struct str code;
	int64_t region;

	done = bench_import(b, "候选.tsv", candidates_text, &region);
	assert_int_equal(done.fresh, 4);
	OK(op_publish(&b->k, region, done.programme, true, &b->err));
	OK(store_public_candidate(b->st, b->a, region, 2025, 2, &one, &b->err));
	EQUAL(one.p.name, "公共充电桩建设");
	code = one.p.code;
	done = bench_import(b, "任务.tsv", tasks_text, &region);
	assert_int_equal(done.fresh, 0);
	assert_int_equal(done.changed, 3);
	OK(store_public_candidate(b->st, b->a, region, 2025, 2, &one, &b->err));
	EQUAL(one.p.no, "1");
	assert_int_equal(one.p.state, PROJECT_RUNNING);
	OK(store_public_code(b->st, b->a, code, &place, &b->err));
	assert_int_equal(place.no, 1);
	OK(store_public_programme(b->st, b->a, region, 2025, &view, &b->err));
	assert_int_equal(view.p.projects.n, 3);
	OK(store_public_candidate(b->st, b->a, region, 2025, 3, &one, &b->err));
	assert_int_equal(one.p.state, PROJECT_CANDIDATE);
}

/* A ledger tells how things go and leaves the plan alone. */
static void ledger_brings_progress(void **state)
{
	struct bench *b = *state;
	struct office_programme view;
	struct import_done done;
	int64_t region;

	bench_import(b, "任务.tsv", tasks_text, &region);
	done = bench_import(b, "台账.tsv", ledger_text, &region);
	assert_int_equal(done.fresh, 0);
	view = year_2025(b, region);
	assert_int_equal(view.p.projects.n, 3);
	EQUAL(view.p.projects.v[0].items.v[0].progress, "已建成34个。");
	EQUAL(view.p.projects.v[1].items.v[0].problems, "市级资金未到位。");
	EQUAL(view.p.projects.v[0].items.v[0].task, "新建公共充电桩200个");
	assert_int_equal(view.p.projects.v[0].items.v[0].milestones.n, 4);
}

static size_t wrong_lines(struct bench *b)
{
	struct verdict_list l;
	size_t wrong = 0;

	OK(store_verify(b->st, b->a, &l, &b->err));
	for (size_t i = 0; i < l.n; i++)
		if (!l.v[i].ok) {
			print_error("%s: %s: %s\n", b->engine, arena_cstr(b->a, l.v[i].what), arena_cstr(b->a, l.v[i].says));
			wrong++;
		}
	return wrong;
}

/* Undo is a new change set; what a person changed since stays; the same file may be confirmed again. */
static void import_is_taken_back(void **state)
{
	struct bench *b = *state;
	struct office_programme view;
	struct office_project one;
	struct field_edit edit = { OBJECT_PROJECT, 0, STR("field"), STR("交通") };
	struct import_done done;
	struct import_ref ref;
	int64_t region, project;
	size_t changed;

	bench_import(b, "任务.tsv", tasks_text, &region);
	project = year_2025(b, region).p.projects.v[0].id;
	ref = upload(b, "台账.tsv", ledger_text);
	OK(op_import_confirm(&b->k, region, ref.id, true, &done, &b->err));
	OK(store_read_project(&b->k, region, project, &one, &b->err));
	OK(op_project_edit(&b->k, region, project, one.version, &(struct field_edit_list){ &edit, 1, 1 }, STR("补填"), &changed,
			   &b->err));
	OK(op_import_undo(&b->k, region, ref.id, &done, &b->err));
	view = year_2025(b, region);
	EQUAL(view.p.projects.v[0].items.v[0].progress, "");
	EQUAL(view.p.projects.v[0].field, "交通");
	assert_int_equal(view.p.projects.n, 3);
	ref = upload(b, "任务.tsv", tasks_text);
	assert_true(ref.again);
	OK(op_import_undo(&b->k, region, ref.id, &done, &b->err));
	assert_int_equal(year_2025(b, region).p.projects.n, 0);
	REFUSED(op_import_undo(&b->k, region, ref.id, &done, &b->err), WHY_UNSAID);
	ref = upload(b, "任务.tsv", tasks_text);
	assert_false(ref.again);
	OK(op_import_confirm(&b->k, region, ref.id, true, &done, &b->err));
	view = year_2025(b, region);
	assert_int_equal(view.p.projects.n, 3);
	assert_int_equal(view.p.projects.v[0].id, project); /* the same one, its code with it */
	assert_int_equal(view.p.projects.v[0].items.v[0].milestones.n, 4);
	assert_int_equal(wrong_lines(b), 0);
}

/* What was taken back returns, under another number when its own was given away meanwhile. */
static void returns_beside_others(void **state)
{
	static const char other_text[] = "示例县2025年民生实事任务清单\n序号\t项目名称\t年度任务\t完成时限\t牵头单位\n"
					 "1\t城区公厕新建\t新建公共厕所20座\t6月底\t县城管局\n"
					 "2\t校园食堂改造\t改造食堂5个\t9月底\t县教育局\n";
	struct bench *b = *state;
	struct import_done done;
	struct import_ref ref;
	struct office_programme view;
	struct office_project one;
	struct field_edit away = { OBJECT_PROJECT, 0, STR("gone"), STR("1") }, back = { OBJECT_PROJECT, 0, STR("gone"), STR("0") };
	struct field_edit renumber = { OBJECT_PROJECT, 0, STR("no"), STR("1") };
	struct field_edit_list edits = { &away, 1, 1 };
	int64_t region, first;
	size_t changed;

	bench_import(b, "任务.tsv", tasks_text, &region);
	first = year_2025(b, region).p.projects.v[0].id;
	ref = upload(b, "任务.tsv", tasks_text);
	OK(op_import_undo(&b->k, region, ref.id, &done, &b->err));
	ref = upload(b, "其他.tsv", other_text);
	OK(op_import_confirm(&b->k, region, ref.id, true, &done, &b->err));
	ref = upload(b, "任务.tsv", tasks_text);
	OK(op_import_confirm(&b->k, region, ref.id, true, &done, &b->err));
	view = year_2025(b, region);
	assert_int_equal(view.p.projects.n, 5);
	EQUAL(view.p.projects.v[0].name, "城区公厕新建");
	EQUAL(view.p.projects.v[0].no, "1");
	for (size_t i = 0; i < view.p.projects.n; i++)
		for (size_t k = 0; k < i; k++)
			assert_false(str_eq(view.p.projects.v[i].no, view.p.projects.v[k].no));
	OK(store_read_project(&b->k, region, first, &one, &b->err));
	assert_int_equal(wrong_lines(b), 0);
	/* moved away by hand, its number given to another: bringing it back names that one */
	OK(op_project_edit(&b->k, region, first, one.version, &edits, STR(""), &changed, &b->err));
	renumber.value = one.p.no;
	edits.v = &renumber;
	OK(store_read_project(&b->k, region, view.p.projects.v[0].id, &one, &b->err));
	OK(op_project_edit(&b->k, region, one.p.id, one.version, &edits, STR(""), &changed, &b->err));
	OK(store_read_project(&b->k, region, first, &one, &b->err));
	edits.v = &back;
	REFUSED(op_project_edit(&b->k, region, first, one.version, &edits, STR(""), &changed, &b->err), WHY_CONFLICT);
	assert_non_null(strstr(b->err.msg, "已是「城区公厕新建」，请先给那一件换一个序号"));
}

/* Answers: set: values, wrong ones refused, the last one taken back. */
static void answers_are_checked(void **state)
{
	struct bench *b = *state;
	struct import_view v = { 0 };
	struct import_ref ref = upload(b, "任务.tsv", tasks_text);
	int64_t r = ref.region;

	OK(op_import_decide(&b->k, r, ref.id, STR("set:0:name"), STR("公共充电桩"), false, &b->err));
	OK(op_import_decide(&b->k, r, ref.id, STR("set:1:0:lead"), STR("县水利局\n县住建局"), false, &b->err));
	OK(op_import_decide(&b->k, r, ref.id, STR("set:1:0:0:due"), STR("2025-07-15"), false, &b->err));
	REFUSED(op_import_decide(&b->k, r, ref.id, STR("set:1:0:0:due"), STR("七月"), false, &b->err), WHY_UNSAID);
	REFUSED(op_import_decide(&b->k, r, ref.id, STR("set:9:name"), STR("x"), false, &b->err), WHY_UNSAID);
	REFUSED(op_import_decide(&b->k, r, ref.id, STR("set:0:colour"), STR("x"), false, &b->err), WHY_UNSAID);
	REFUSED(op_import_decide(&b->k, r, ref.id, STR("nonsense"), STR("x"), false, &b->err), WHY_UNSAID);
	OK(op_import_preview(&b->k, r, ref.id, &v, &b->err));
	EQUAL(v.p.projects.v[0].name, "公共充电桩");
	assert_int_equal(v.p.projects.v[1].items.v[0].lead.n, 2);
	EQUAL(day_str(b->a, v.p.projects.v[1].items.v[0].milestones.v[0].due), "2025-07-15");
	OK(op_import_back(&b->k, r, ref.id, &b->err));
	OK(op_import_preview(&b->k, r, ref.id, &v, &b->err));
	EQUAL(day_str(b->a, v.p.projects.v[1].items.v[0].milestones.v[0].due), "2025-06-30");
	OK(op_import_drop(&b->k, r, ref.id, &b->err));
	REFUSED(op_import_back(&b->k, r, ref.id, &b->err), WHY_UNSAID);
}

/* Items and milestones come and go; what follows a removed one moves up, and each step can be taken back. */
static void parts_come_and_go(void **state)
{
	static const char text[] = "示例县2025年民生实事任务清单\n序号\t项目名称\t年度任务\t完成时限\t牵头单位\n"
				   "1\t公共充电桩建设\t新建公共充电桩200个\t6月前\t县能源局\n"
				   "2\t农村供水保障\t改造供水管网46公里\t9月底\t县水利局\n";
	struct bench *b = *state;
	struct import_ref ref = upload(b, "任务.tsv", text);
	struct decision many[] = { { STR("set:0:0:0:text"), STR("开工") },	   { STR("add:0:0"), STR("通电") },
				   { STR("set:0:0:1:due"), STR("2025-11-30") }, { STR("add:0"), STR("改造老旧充电桩20个") },
				   { STR("set:0:1:lead"), STR("县住建局") },	   { STR("gone:0:0:0"), STR("") } };
	struct decision_list l = { many, COUNT(many), COUNT(many) }, bad = { many, 2, 2 };
	struct import_view v = { 0 };
	struct import_done done;
	const struct project *p;
	int64_t r = ref.region;

	OK(op_import_preview(&b->k, r, ref.id, &v, &b->err));
	assert_non_null(question_of(&v, ASK_DOUBT)); /* 6月前 */
	OK(op_import_decide_all(&b->k, r, ref.id, &l, v.answers, &b->err));
	/* the same page sent again: its places hold no more, and nothing of it is kept */
	REFUSED(op_import_decide_all(&b->k, r, ref.id, &l, v.answers, &b->err), WHY_CONFLICT);
	many[1] = (struct decision){ STR("gone:0:5"), STR("") };
	REFUSED(op_import_decide_all(&b->k, r, ref.id, &bad, SIZE_MAX, &b->err), WHY_UNSAID);
	OK(op_import_preview(&b->k, r, ref.id, &v, &b->err));
	assert_int_equal(v.answers, 6);
	p = &v.p.projects.v[0];
	assert_int_equal(p->items.n, 2);
	EQUAL(p->items.v[1].task, "改造老旧充电桩20个");
	EQUAL(p->items.v[1].lead.v[0].name, "县住建局");
	assert_int_equal(p->items.v[0].milestones.n, 1);
	EQUAL(p->items.v[0].milestones.v[0].text, "通电");
	EQUAL(day_str(b->a, p->items.v[0].milestones.v[0].due), "2025-11-30");
	assert_null(question_of(&v, ASK_DOUBT)); /* it went with its milestone */
	REFUSED(op_import_decide(&b->k, r, ref.id, STR("gone:1:0"), STR(""), false, &b->err), WHY_UNSAID); /* the only one */
	REFUSED(op_import_decide(&b->k, r, ref.id, STR("add:0"), STR(""), false, &b->err), WHY_UNSAID);
	REFUSED(op_import_decide(&b->k, r, ref.id, STR("add:0:7"), STR("x"), false, &b->err), WHY_UNSAID);
	REFUSED(op_import_decide(&b->k, r, ref.id, STR("gone:0:0:x"), STR(""), false, &b->err), WHY_UNSAID);
	OK(op_import_back(&b->k, r, ref.id, &b->err));
	OK(op_import_preview(&b->k, r, ref.id, &v, &b->err));
	assert_int_equal(v.p.projects.v[0].items.v[0].milestones.n, 2);
	EQUAL(v.p.projects.v[0].items.v[0].milestones.v[0].text, "开工");
	assert_non_null(question_of(&v, ASK_DOUBT));
	OK(op_import_decide(&b->k, r, ref.id, STR("gone:0:0"), STR(""), false, &b->err));
	OK(op_import_confirm(&b->k, r, ref.id, true, &done, &b->err));
	p = &year_2025(b, r).p.projects.v[0];
	assert_int_equal(p->items.n, 1);
	EQUAL(p->items.v[0].task, "改造老旧充电桩20个");
	EQUAL(p->items.v[0].lead.v[0].name, "县住建局");
	assert_int_equal(p->items.v[0].milestones.n, 0);
	assert_int_equal(wrong_lines(b), 0);
}

/* Doubts settle into the reading; without an answer the field stays empty. */
static void doubts_are_settled(void **state)
{
	static const char text[] = "示例县2025年民生实事任务清单\n序号\t项目名称\t年度任务\t完成时限\t牵头单位\n"
				   "1\t公共充电桩建设\t新建公共充电桩200个\t6月前\t县能源局\n"
				   "2\t农村供水保障\t改造供水管网46公里\t9月前\t县水利局\n";
	struct bench *b = *state;
	struct import_view v = { 0 };
	struct import_done done;
	struct import_ref ref = upload(b, "任务.tsv", text);
	struct office_programme view;
	const struct question *q;

	OK(op_import_preview(&b->k, ref.region, ref.id, &v, &b->err));
	q = question_of(&v, ASK_DOUBT);
	assert_non_null(q);
	assert_int_equal(q->choices.n, 2);
	EQUAL(q->choices.v[0].value, "2025-05-31");
	EQUAL(q->choices.v[1].value, "2025-06-30");
	OK(op_import_decide(&b->k, ref.region, ref.id, q->key, q->choices.v[1].value, false, &b->err));
	OK(op_import_confirm(&b->k, ref.region, ref.id, true, &done, &b->err));
	view = year_2025(b, ref.region);
	EQUAL(day_str(b->a, view.p.projects.v[0].items.v[0].milestones.v[0].due), "2025-06-30");
	EQUAL(day_str(b->a, view.p.projects.v[1].items.v[0].milestones.v[0].due), "");
}

/* Rights: a reporter may not import, a clerk of another county neither. */
static void import_needs_its_right(void **state)
{
	struct bench *b = *state;
	struct import_ref ref;
	struct import_view v;
	struct import_given given = { .file = STR("任务.tsv"), .bytes = str_of(tasks_text), .limits = &DOC_UPLOAD };
	int64_t region;
	struct ask k;

	bench_import(b, "任务.tsv", tasks_text, &region);
	given.region = region;
	k = bench_as(b, ROLE_REPORTER, region, 1);
	REFUSED(op_import_upload(&k, &given, &ref, &b->err), WHY_FORBIDDEN);
	k = bench_as(b, ROLE_CLERK, region + 1000, 0);
	REFUSED(op_import_upload(&k, &given, &ref, &b->err), WHY_FORBIDDEN);
	REFUSED(op_import_preview(&k, region, 1, &v, &b->err), WHY_FORBIDDEN);
	k = bench_as(b, ROLE_CLERK, region, 0);
	OK(op_import_upload(&k, &given, &ref, &b->err));
	assert_true(ref.again);
	given.region = 0;
	given.region_name = STR("别的县");
	REFUSED(op_import_upload(&k, &given, &ref, &b->err), WHY_UNSAID);
}

/* A file that is no list is refused and leaves nothing behind. */
static void bad_files_leave_nothing(void **state)
{
	struct bench *b = *state;
	struct import_ref ref;
	struct region_list regions;
	static const char *const texts[] = { "", "今天天气很好。\n", "\x00\x01\x02" };

	for (size_t i = 0; i < COUNT(texts); i++) {
		enum rc rc = op_import_upload(&b->k,
					      &(struct import_given){ .file = STR("坏.txt"), .bytes = str_of(texts[i]), .limits = &DOC_UPLOAD },
					      &ref, &b->err);

		assert_int_equal(rc, RC_INPUT);
	}
	OK(store_read_regions(&b->k, &regions, &b->err));
	assert_int_equal(regions.n, 0);
}

/* Telephone numbers stay in the original file, and nowhere else. */
static void telephones_stay_inside(void **state)
{
	static const char text[] = "示例县2025年民生实事任务清单\n序号\t项目名称\t年度任务\t牵头单位\t责任人及联系电话\n"
				   "1\t公共充电桩建设\t新建公共充电桩200个\t县能源局\t童云起 13800000000\n";
	struct bench *b = *state;
	struct public_project one;
	struct import_done done;
	struct hit_list hits;
	struct change_list log;
	int64_t region;

	done = bench_import(b, "任务.tsv", text, &region);
	OK(op_publish(&b->k, region, done.programme, true, &b->err));
	OK(store_public_project(b->st, b->a, region, 2025, 1, &one, &b->err));
	assert_false(str_has(one.p.rest, STR("1380000")));
	OK(store_public_search(b->st, b->a, 0, STR("13800000000"), 10, &hits, &b->err));
	assert_int_equal(hits.n, 0);
	OK(store_read_log(&b->k, region, 0, 1000, &log, &b->err));
	for (size_t i = 0; i < log.n; i++)
		assert_false(str_has(log.v[i].new, STR("1380000")));
}

static void search_finds(void **state)
{
	static const struct {
		const char *query;
		size_t hits;
	} rows[] = {
		{ "充电桩", 1 }, { "ggcdz", 1 },     { "县财政局", 2 }, { "顾晓棠", 1 },  { "管网 46", 1 }, { "Ｇgcdz", 1 },
		{ "", 0 },	 { "桩电充", 0 },    { "供", 1 },	{ "cdzx", 0 },	  { "送戏 财政", 1 }, { "'; DROP TABLE", 0 },
		{ "%", 0 },
	};
	struct bench *b = *state;
	struct hit_list hits;
	struct import_done done;
	int64_t region;
	int wrong = 0;

	done = bench_import(b, "任务.tsv", tasks_text, &region);
	OK(store_public_search(b->st, b->a, 0, STR("充电桩"), 10, &hits, &b->err));
	assert_int_equal(hits.n, 0); /* not yet published */
	OK(op_publish(&b->k, region, done.programme, true, &b->err));
	for (size_t i = 0; i < COUNT(rows); i++) {
		OK(store_public_search(b->st, b->a, region, str_of(rows[i].query), 10, &hits, &b->err));
		if (hits.n != rows[i].hits) {
			print_error("%s 「%s」: %zu hits, want %zu\n", b->engine, rows[i].query, hits.n, rows[i].hits);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
	OK(store_public_search(b->st, b->a, 0, STR("县能源局"), 10, &hits, &b->err));
	EQUAL(hits.v[0].found, "县能源局");
	EQUAL(hits.v[0].region.name, "示例县");
}

/* A report to the congress tells of last year and presents the candidates of this one. */
static void reports_bring_candidates(void **state)
{
	static const char text[] = "示例县人民政府关于2024年民生实事完成情况和2025年民生实事候选项目情况的报告\n"
				   "一、2024年民生实事完成情况\n一是建成农村公路12公里，投资300万元。二是改造老旧小区3个，投资500万元。\n"
				   "二、2025年民生实事候选项目情况\n（一）农村供水保障工程。改造供水管网46公里，投资1840万元。牵头单位：县水利局。\n"
				   "（二）公共充电桩建设。新建公共充电桩200个，投资500万元。牵头单位：县能源局。\n";
	struct bench *b = *state;
	struct office_programme view;
	int64_t region;
	struct import_done done = bench_import(b, "报告.txt", text, &region);

	OK(store_read_programme(&b->k, region, done.programme, &view, &b->err));
	assert_int_equal(view.row.state, PROGRAMME_CANDIDATES);
	assert_true(view.p.projects.n >= 2);
	for (size_t i = 0; i < view.p.projects.n; i++)
		assert_int_equal(view.p.projects.v[i].state, PROJECT_CANDIDATE);
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest cases[] = {
		STORE_CASE(task_list_arrives),	     STORE_CASE(same_file_changes_nothing),
		STORE_CASE(changed_file_asks),	     STORE_CASE(alias_is_remembered),
		STORE_CASE(candidates_become_tasks), STORE_CASE(ledger_brings_progress),
		STORE_CASE(import_is_taken_back),    STORE_CASE(answers_are_checked),
		STORE_CASE(parts_come_and_go),
		STORE_CASE(returns_beside_others),
		STORE_CASE(doubts_are_settled),	     STORE_CASE(import_needs_its_right),
		STORE_CASE(bad_files_leave_nothing), STORE_CASE(telephones_stay_inside),
		STORE_CASE(search_finds),	     STORE_CASE(taken_numbers_give_way),
		STORE_CASE(reports_bring_candidates),
	};

	return store_cases_main(argc, argv, cases, COUNT(cases));
}
