#include "model/lines.h"
#include "model/similar.h"
#include "model/values.h"
#include "ops/import.h"
#include "zh/unit_kind.h"

/* ---- values beside each other ---- */

static bool tells_progress(const char *field)
{
	static const char *const fields[] = { "progress", "problems", "next_plan", "status", "remark", "rest" };

	for (size_t i = 0; i < COUNT(fields); i++)
		if (strcmp(field, fields[i]) == 0)
			return true;
	return false;
}

static struct str change_key(struct arena *a, const struct beside *b)
{
	return arena_printf(a, "change:%s:%lld:%s", b->thing, (long long)b->id, b->field);
}

enum verdict verdict_of(struct arena *a, const struct plan *plan, const struct beside *b)
{
	const struct answer *said;

	if (b->new.n == 0 || str_eq(b->old, b->new))
		return VERDICT_SAME;
	/* 一 件 and 一件 are one text; the one that is there stays */
	if (strcmp(b->thing, "project") == 0 && strcmp(b->field, "name") == 0 && similar_same(a, b->old, b->new))
		return VERDICT_SAME;
	if (b->old.n == 0)
		return VERDICT_FILL;
	said = answer_of(plan, change_key(a, b));
	if (said != NULL)
		return str_eq(said->value, STR("new")) ? VERDICT_NEW : VERDICT_OLD;
	return plan->progress_only && !tells_progress(b->field) ? VERDICT_OLD : VERDICT_NEW;
}

bool adds_milestones(const struct plan *plan, const struct item *there)
{
	return !plan->progress_only || there->milestones.n == 0;
}

/* ---- units ---- */

struct str unit_tidy(struct arena *a, struct str name)
{
	char *out = arena_bytes(a, name.n);
	size_t n = 0;

	for (size_t i = 0; i < name.n; i++) {
		if (str_at(name, i, STR("\u3000"))) {
			i += 2;
			continue;
		}
		if (name.p[i] != ' ' && name.p[i] != '\n' && name.p[i] != '\t')
			out[n++] = name.p[i];
	}
	return (struct str){ out, n };
}

bool is_units_field(const char *field)
{
	return strcmp(field, "lead") == 0 || strcmp(field, "support") == 0 || strcmp(field, "implement") == 0;
}

static enum rc unit_name_of(struct sql *db, struct arena *a, int64_t region, int64_t unit, struct str *ret,
			    struct err *err)
{
	return field_get(db, a, field_find(THING_UNIT, STR("name")), region, unit, ret, err);
}

/* What a person said, or what happens without an answer. */
static bool said_or_offered(struct arena *a, const struct plan *plan, struct str name, struct str *ret)
{
	struct str key = arena_cat(a, STR("unit:"), name);
	const struct answer *said = answer_of(plan, key);

	if (said != NULL)
		*ret = said->value;
	for (size_t i = 0; said == NULL && i < plan->questions.n; i++)
		if (str_eq(plan->questions.v[i].key, key)) {
			*ret = plan->questions.v[i].value;
			return true;
		}
	return said != NULL;
}

/* The unit an answer or the list of names gives; 0: none. */
static enum rc unit_meant(struct sql *db, struct arena *a, const struct plan *plan, struct str name, int64_t *ret,
			  struct err *err)
{
	struct str said;
	struct dec id;

	if (said_or_offered(a, plan, name, &said) && dec_parse(said, &id)) {
		*ret = id.n;
		return RC_OK;
	}
	return unit_find(db, plan->region.id, name, ret, err);
}

enum rc units_known(struct sql *db, struct arena *a, const struct plan *plan, struct str lines, struct str *ret,
		    struct err *err)
{
	struct unit_list l;
	size_t n = 0;
	enum rc rc = units_of_lines(a, lines, &l, err);

	for (size_t i = 0; rc == RC_OK && i < l.n; i++) {
		struct str name = unit_tidy(a, l.v[i].name);
		int64_t unit = 0;
		bool twice = false;

		rc = unit_meant(db, a, plan, name, &unit, err);
		if (rc == RC_OK && unit != 0)
			rc = unit_name_of(db, a, plan->region.id, unit, &name, err);
		for (size_t k = 0; k < n; k++)
			twice = twice || str_eq(l.v[k].name, name);
		if (!twice)
			l.v[n++].name = name;
	}
	l.n = n;
	if (rc == RC_OK)
		*ret = lines_of_units(a, &l);
	return rc;
}

/* ---- questions ---- */

static struct question *ask(struct arena *a, struct question_list *l, enum question_kind kind, struct str key,
			    const struct plan *plan)
{
	struct question *q = list_add(l, a);
	const struct answer *said = answer_of(plan, key);

	q->kind = kind;
	q->key = key;
	q->project = STR_NONE;
	q->settled = said != NULL;
	if (said != NULL)
		q->value = said->value;
	return q;
}

static void offer(struct arena *a, struct question *q, struct str value, struct str label)
{
	struct choice *c = list_add(&q->choices, a);

	c->value = value;
	c->label = label;
}

static struct str project_at(struct arena *a, const struct project *p, const char *what)
{
	if (p->no.n > 0)
		return arena_printf(a, "第%.*s件 %s", STR_ARG(p->no), what);
	return arena_printf(a, "%.*s %s", STR_ARG(p->name), what);
}

/* "6月底" in the year of the other reading. */
static struct day month_end(struct str s, struct day other)
{
	int month = 0;

	for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && month < 100; i++)
		month = month * 10 + (s.p[i] - '0');
	if (month < 1 || month > 12 || !day_is(other))
		return DAY_NONE;
	return day_of(other.year, month, day_month_last(other.year, month));
}

static void offer_reading(struct arena *a, struct question *q, const struct doubt *d, struct str reading,
			  struct str first)
{
	struct day day, other = DAY_NONE;
	size_t unit;

	if (strcmp(d->field, "mode") == 0) {
		offer(a, q, str_eq(reading, STR("累计")) ? STR("cumulative") : STR("increment"), reading);
	} else if (strcmp(d->field, "due") == 0) {
		day_parse(first, &other);
		if (!day_parse(reading, &day))
			day = month_end(reading, other);
		if (day_is(day))
			offer(a, q, day_str(a, day), reading);
	} else if (strcmp(d->field, "total_yuan") == 0) {
		unit = str_rfind(reading, STR("元"));
		offer(a, q, unit == STR_NONE ? reading : str_cut(reading, 0, unit), reading);
	} else {
		offer(a, q, str_eq(reading, STR("未填")) ? STR("") : reading, reading);
	}
}

static const struct {
	const char *field, *label;
} doubt_labels[] = { { "due", "时限" }, { "mode", "累计还是当期" }, { "total_yuan", "资金" }, { "lead", "牵头单位" } };

static bool is_moot(struct arena *a, const struct plan *plan, size_t p, size_t d)
{
	struct str key = arena_printf(a, "doubt:%zu:%zu", p, d);

	for (size_t i = 0; i < plan->moot.n; i++)
		if (str_eq(plan->moot.v[i], key))
			return true;
	return false;
}

static void ask_doubt(struct arena *a, struct plan *plan, size_t p, size_t d)
{
	const struct project *project = &plan->p.projects.v[p];
	const struct doubt *doubt = &project->doubts.v[d];
	struct question *q = ask(a, &plan->questions, ASK_DOUBT, arena_printf(a, "doubt:%zu:%zu", p, d), plan);
	struct str rest = doubt->readings, first = STR("");
	const char *label = doubt->field;

	for (size_t i = 0; i < COUNT(doubt_labels); i++)
		if (strcmp(doubt_labels[i].field, doubt->field) == 0)
			label = doubt_labels[i].label;
	q->project = p;
	q->at = project_at(a, project, label);
	q->why = doubt->why;
	q->spans = doubt->spans;
	q->must = q->free_text = true;
	while (rest.n > 0) {
		size_t cut = str_find(rest, STR(" 或 "));
		struct str one = cut == STR_NONE ? rest : str_cut(rest, 0, cut);

		if (first.n == 0)
			first = one;
		offer_reading(a, q, doubt, one, first);
		rest = cut == STR_NONE ? STR("") : str_from(rest, cut + 5);
	}
}

static void ask_match(struct arena *a, struct plan *plan, size_t p)
{
	const struct project *project = &plan->p.projects.v[p];
	struct question *q;

	if (!plan->pair[p].asked)
		return;
	q = ask(a, &plan->questions, ASK_MATCH, arena_printf(a, "match:%zu", p), plan);
	q->project = p;
	q->must = true;
	q->at = project_at(a, project, "项目");
	q->why = STR("名称与已有的一件相近，请确认是不是同一件");
	for (size_t i = 0; i < plan->there.n; i++)
		if (plan->there.v[i].id == plan->pair[p].likely)
			offer(a, q, arena_printf(a, "%lld", (long long)plan->pair[p].likely),
			      arena_printf(a, "是同一件：%.*s", STR_ARG(plan->there.v[i].name)));
	offer(a, q, STR("new"), STR("不是，另立一件"));
	q->value = STR("new");
}

static void ask_change(struct arena *a, struct plan *plan, size_t p, const struct beside *b)
{
	enum verdict v = verdict_of(a, plan, b);
	const struct field *f = field_find(THING_PROJECT, str_of(b->field));
	struct question *q;
	enum thing thing;

	plan->writes = plan->writes || v == VERDICT_NEW || v == VERDICT_FILL;
	if (v != VERDICT_NEW && v != VERDICT_OLD)
		return;
	if (thing_parse(str_of(b->thing), &thing))
		f = field_find(thing, str_of(b->field));
	q = ask(a, &plan->questions, ASK_CHANGE, change_key(a, b), plan);
	q->project = p;
	q->at = project_at(a, &plan->p.projects.v[p], f == NULL ? b->field : f->label);
	q->why = STR("文件里写的与系统里的不同，请选择用哪一个");
	q->old = b->old;
	q->new = b->new;
	offer(a, q, STR("old"), STR("保留原来的"));
	offer(a, q, STR("new"), STR("用文件里的"));
	q->value = v == VERDICT_NEW ? STR("new") : STR("old");
}

static enum rc ask_item_changes(struct sql *db, struct arena *a, struct plan *plan, size_t p, const struct item *it,
				const struct item *there, struct err *err)
{
	bool *used = arena_alloc(a, there->milestones.n + 1);
	enum rc rc = RC_OK;

	for (size_t f = 0; rc == RC_OK && item_fields[f] != NULL; f++) {
		struct beside b = { "item", item_fields[f], there->id, item_value(a, there, item_fields[f]),
				    item_value(a, it, item_fields[f]) };

		if (is_units_field(item_fields[f]))
			rc = units_known(db, a, plan, b.new, &b.new, err);
		ask_change(a, plan, p, &b);
	}
	for (size_t m = 0; rc == RC_OK && m < it->milestones.n; m++) {
		const struct milestone *x = pair_milestone(a, &it->milestones.v[m], there, used);

		plan->writes = plan->writes || (x == NULL && adds_milestones(plan, there));
		for (size_t f = 0; x != NULL && milestone_fields[f] != NULL; f++)
			ask_change(a, plan, p,
				   &(struct beside){ "milestone", milestone_fields[f], x->id,
						     milestone_value(a, x, milestone_fields[f]),
						     milestone_value(a, &it->milestones.v[m], milestone_fields[f]) });
	}
	return rc;
}

static enum rc ask_changes(struct sql *db, struct arena *a, struct plan *plan, size_t p, struct err *err)
{
	const struct project *project = &plan->p.projects.v[p], *there = plan->pair[p].there;
	bool *used;
	enum rc rc = RC_OK;

	if (there == NULL)
		return RC_OK;
	plan->writes = false;
	for (size_t f = 0; project_fields[f] != NULL; f++)
		ask_change(a, plan, p,
			   &(struct beside){ "project", project_fields[f], there->id,
					     project_value(a, there, project_fields[f]),
					     project_value(a, project, project_fields[f]) });
	used = arena_alloc(a, there->items.n + 1);
	for (size_t i = 0; rc == RC_OK && i < project->items.n; i++) {
		const struct item *x = pair_item(a, &project->items.v[i], project->items.n, there, used);

		plan->writes = plan->writes || x == NULL;
		if (x != NULL)
			rc = ask_item_changes(db, a, plan, p, &project->items.v[i], x, err);
	}
	plan->counts.changed += plan->writes;
	plan->counts.same += !plan->writes;
	return rc;
}

static void ask_absent(struct arena *a, struct plan *plan)
{
	for (size_t i = 0; i < plan->there.n; i++) {
		const struct project *there = &plan->there.v[i];
		struct question *q;
		bool named = false;

		for (size_t p = 0; p < plan->p.projects.n; p++)
			named = named || plan->pair[p].there == there;
		if (named)
			continue;
		q = ask(a, &plan->questions, ASK_ABSENT, arena_printf(a, "absent:%lld", (long long)there->id), plan);
		q->at = there->no.n > 0 ? project_at(a, there, arena_cstr(a, there->name)) : there->name;
		q->why = STR("系统里有这一件，文件里没有；不选就保持原样");
		offer(a, q, STR("keep"), STR("保持原样"));
		if (there->state == PROJECT_CANDIDATE)
			offer(a, q, STR("reserve"), STR("转入储备库"));
		offer(a, q, STR("gone"), STR("移走（可恢复）"));
		if (!q->settled)
			q->value = STR("keep");
	}
}

/* ---- units nobody knows yet, but alike to one that is known ---- */

struct known {
	int64_t id;
	struct str name;
};

struct known_list {
	struct known *v;
	size_t n, cap;
};

static enum rc known_units(struct sql *db, struct arena *a, int64_t region, struct known_list *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, "SELECT unit, name FROM unit_name WHERE region = $1 ORDER BY alias, unit, name", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	while (sql_next(&q, &rc, err)) {
		struct known *u = list_add(ret, a);

		u->id = sql_int(&q, 0);
		u->name = arena_str(a, sql_text(&q, 1));
	}
	sql_end(&q);
	return rc;
}

static void ask_unit(struct arena *a, struct plan *plan, const struct known_list *known, struct str name,
		     const struct unit *u, size_t p)
{
	struct str key = arena_cat(a, STR("unit:"), name);
	const struct known *alike = NULL;
	struct question *q;

	for (size_t i = 0; i < known->n; i++) {
		if (str_eq(known->v[i].name, name))
			return;
		if (alike == NULL && zh_unit_alike(known->v[i].name, name))
			alike = &known->v[i];
	}
	for (size_t i = 0; i < plan->questions.n; i++)
		if (str_eq(plan->questions.v[i].key, key))
			return;
	if (alike == NULL)
		return;
	q = ask(a, &plan->questions, ASK_UNIT, key, plan);
	q->project = p;
	q->must = true;
	q->at = project_at(a, &plan->p.projects.v[p], "单位");
	q->why = arena_printf(a, "「%.*s」像是名录里的「%.*s」，请确认", STR_ARG(name), STR_ARG(alike->name));
	for (size_t i = 0; i < u->at.n; i++)
		if (!u->at.v[i].given)
			*list_add(&q->spans, a) = u->at.v[i].span;
	offer(a, q, arena_printf(a, "%lld", (long long)alike->id), arena_printf(a, "记作「%.*s」", STR_ARG(alike->name)));
	offer(a, q, STR("new"), STR("是另一个单位"));
	/* the county's own bodies are often written without 县 */
	if (!q->settled)
		q->value = zh_unit_same(alike->name, name) ? q->choices.v[0].value : STR("new");
}

static enum rc ask_units(struct sql *db, struct arena *a, struct plan *plan, struct err *err)
{
	struct known_list known = { 0 };
	enum rc rc = known_units(db, a, plan->region.id, &known, err);

	for (size_t p = 0; rc == RC_OK && known.n > 0 && p < plan->p.projects.n; p++)
		for (size_t i = 0; i < plan->p.projects.v[p].items.n; i++) {
			const struct item *it = &plan->p.projects.v[p].items.v[i];
			const struct unit_list *lists[] = { &it->lead, &it->support, &it->implement };

			for (size_t l = 0; l < COUNT(lists); l++)
				for (size_t u = 0; u < lists[l]->n; u++)
					ask_unit(a, plan, &known, unit_tidy(a, lists[l]->v[u].name), &lists[l]->v[u], p);
		}
	return rc;
}

/* What must be settled comes first, in the order of the document. */
enum rc plan_questions(const struct ask *k, struct sql *db, struct plan *plan, struct err *err)
{
	struct arena *a = k->a;
	enum rc rc;

	for (size_t p = 0; p < plan->p.projects.n; p++) {
		for (size_t d = 0; d < plan->p.projects.v[p].doubts.n; d++)
			if (!is_moot(a, plan, p, d))
				ask_doubt(a, plan, p, d);
		ask_match(a, plan, p);
	}
	rc = ask_units(db, a, plan, err);
	for (size_t p = 0; rc == RC_OK && p < plan->p.projects.n; p++)
		rc = ask_changes(db, a, plan, p, err);
	ask_absent(a, plan);
	return rc;
}
