#include "ops/op_demo.h"

#include "ops/demo_data.h"
#include "ops/op_account.h"
#include "ops/op_project.h"
#include "store/store_read.h"

/* The demo's one password; the accounts exist in stores that `minsheng demo` makes, and nowhere else. */
static const char demo_password[] = "Shili-xian-2025";

/* ---- a year of projects ---- */

enum demo_year { YEAR_FINISHED, YEAR_RUNNING };

struct maker {
	const struct ask *k;
	int64_t region, programme;
	int year;
	enum demo_year kind;
};

static void set(const struct ask *k, struct field_edit_list *l, enum object_kind kind, int64_t id, const char *field,
		struct str value)
{
	if (value.n > 0)
		*list_add(l, k->a) = (struct field_edit){ kind, id, str_of(field), value };
}

static struct str text(const char *s)
{
	return s == NULL ? STR("") : str_of(s);
}

static size_t steps_of(const struct demo_project *p)
{
	size_t n = 0;

	while (n < DEMO_STEPS && p->steps[n].text != NULL)
		n++;
	return n;
}

/* When a step was reached: a few days before it was due; none for one that is late or still to come. */
static struct day met_on(const struct maker *m, const struct demo_project *p, size_t step)
{
	const struct demo_step *s = &p->steps[step];
	struct day due = day_of(m->year, s->month, s->day);

	if (m->kind == YEAR_RUNNING && (day_cmp(due, m->k->today) >= 0 || (int)step >= p->met_on_time))
		return DAY_NONE;
	return day_of(m->year, s->month, s->day > 6 ? s->day - 3 - (int)(step % 3) : s->day);
}

/* What the unit has written by today, and the day on which the last step was reached. */
static void set_progress(const struct maker *m, const struct demo_project *p, int64_t item, struct field_edit_list *l)
{
	const struct ask *k = m->k;
	struct day last = met_on(m, p, steps_of(p) - 1);

	set(k, l, OBJECT_ITEM, item, "done_on", day_str(k->a, last));
	if (m->kind == YEAR_FINISHED) {
		set(k, l, OBJECT_ITEM, item, "progress", STR("全年任务已完成并销号。"));
		set(k, l, OBJECT_PROJECT, 0, "state", STR("closed"));
		set(k, l, OBJECT_PROJECT, 0, "closed_on", day_str(k->a, last));
	} else if (day_cmp(day_of(m->year, p->said.month, p->said.day), k->today) < 0) {
		set(k, l, OBJECT_ITEM, item, "progress", text(p->said.progress));
		set(k, l, OBJECT_ITEM, item, "problems", text(p->said.problems));
	}
}

static void set_item(const struct maker *m, const struct demo_project *p, int64_t item, struct field_edit_list *l)
{
	const struct ask *k = m->k;

	set(k, l, OBJECT_ITEM, item, "task", text(p->task));
	set(k, l, OBJECT_ITEM, item, "lead", text(p->lead));
	set(k, l, OBJECT_ITEM, item, "support", text(p->support));
	set(k, l, OBJECT_ITEM, item, "leaders", text(p->leaders));
	set(k, l, OBJECT_ITEM, item, "targets", text(p->targets));
	set(k, l, OBJECT_ITEM, item, "site", text(p->site));
	set_progress(m, p, item, l);
}

static enum rc add_steps(const struct maker *m, const struct demo_project *p, int64_t item, struct field_edit_list *l,
			 struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t s = 0, n = steps_of(p); rc == RC_OK && s < n; s++) {
		int64_t id;

		rc = op_milestone_add(m->k, m->region, item, day_of(m->year, p->steps[s].month, p->steps[s].day),
				      str_of(p->steps[s].text), &id, err);
		if (rc != RC_OK)
			break;
		set(m->k, l, OBJECT_MILESTONE, id, "figures", text(p->steps[s].figures));
		set(m->k, l, OBJECT_MILESTONE, id, "met", day_str(m->k->a, met_on(m, p, s)));
	}
	return rc;
}

static enum rc add_project(const struct maker *m, const struct demo_project *p, struct err *err)
{
	const struct ask *k = m->k;
	struct office_project view;
	struct field_edit_list l = { 0 };
	int64_t project = 0;
	size_t changed;
	enum rc rc = op_project_add(k, m->region, m->programme, str_of(p->name), &project, err);

	if (rc == RC_OK)
		rc = store_read_project(k, m->region, project, &view, err);
	if (rc != RC_OK)
		return rc;
	set(k, &l, OBJECT_PROJECT, 0, "field", str_of(p->field));
	set(k, &l, OBJECT_PROJECT, 0, "total_yuan", str_of(p->total_yuan));
	set(k, &l, OBJECT_PROJECT, 0, "sources", text(p->sources));
	set_item(m, p, view.p.items.v[0].id, &l);
	rc = add_steps(m, p, view.p.items.v[0].id, &l, err);
	if (rc == RC_OK)
		rc = store_read_project(k, m->region, project, &view, err);
	return rc == RC_OK ? op_project_edit(k, m->region, project, view.version, &l, STR("示例数据"), &changed, err) : rc;
}

static enum rc add_year(const struct ask *k, int64_t region, int year, enum demo_year kind, struct err *err)
{
	struct maker m = { .k = k, .region = region, .year = year, .kind = kind };
	const struct demo_project *projects = kind == YEAR_FINISHED ? demo_finished : demo_running;
	size_t n = kind == YEAR_FINISHED ? demo_finished_count : demo_running_count;
	enum rc rc = op_programme_add(k, region, year, arena_printf(k->a, "示例县%d年民生实事", year), false, &m.programme,
				      err);

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = add_project(&m, &projects[i], err);
	if (rc == RC_OK && kind == YEAR_FINISHED)
		rc = op_programme_edit(k, region, m.programme, STR("state"), STR("finished"), err);
	return rc == RC_OK ? op_publish(k, region, m.programme, true, err) : rc;
}

static enum rc add_candidate(const struct ask *k, int64_t region, int64_t programme, const struct demo_candidate *c,
			     struct err *err)
{
	struct office_project view;
	struct field_edit_list l = { 0 };
	int64_t project = 0;
	size_t changed;
	enum rc rc = op_project_add(k, region, programme, str_of(c->name), &project, err);

	if (rc == RC_OK)
		rc = store_read_project(k, region, project, &view, err);
	if (rc != RC_OK)
		return rc;
	set(k, &l, OBJECT_PROJECT, 0, "field", str_of(c->field));
	set(k, &l, OBJECT_PROJECT, 0, "total_yuan", str_of(c->total_yuan));
	set(k, &l, OBJECT_ITEM, view.p.items.v[0].id, "task", str_of(c->task));
	set(k, &l, OBJECT_ITEM, view.p.items.v[0].id, "lead", str_of(c->lead));
	return op_project_edit(k, region, project, view.version, &l, STR("示例数据"), &changed, err);
}

static enum rc add_candidates(const struct ask *k, int64_t region, int year, struct err *err)
{
	int64_t programme = 0;
	enum rc rc = op_programme_add(k, region, year, arena_printf(k->a, "示例县%d年民生实事候选项目", year), true, &programme,
				      err);

	for (size_t i = 0; rc == RC_OK && i < demo_candidates_count; i++)
		rc = add_candidate(k, region, programme, &demo_candidates[i], err);
	return rc == RC_OK ? op_publish(k, region, programme, true, err) : rc;
}

/* ---- accounts ---- */

enum holds { IN_REGIONS, IN_ONE_UNIT, EVERYWHERE };

static const struct {
	const char *login, *name, *says;
	enum role role;
	enum holds holds;
} people[] = {
	{ "督查室", "李示例", "县政府督查室：导入、修改、公布、发通知单", ROLE_CLERK, IN_REGIONS },
	{ "填报员", "王示例", "一个单位的填报人：只看本单位的任务", ROLE_REPORTER, IN_ONE_UNIT },
	{ "县领导", "沈若舟", "县领导：看全县进度", ROLE_LEADER, IN_REGIONS },
	{ "人大", "周示例", "人大工作人员：看全县进度", ROLE_CONGRESS_STAFF, IN_REGIONS },
	{ "审计", "吴示例", "审计：看数据和操作记录", ROLE_AUDITOR, IN_REGIONS },
	{ "系统管理员", "郑示例", "建账号、改设置", ROLE_SYSTEM_ADMIN, EVERYWHERE },
	{ "安全管理员", "冯示例", "给账号分配角色", ROLE_SECURITY_ADMIN, EVERYWHERE },
	{ "审计管理员", "陈示例", "看操作记录", ROLE_AUDIT_ADMIN, EVERYWHERE },
};

/* Items of lists that are not finished which the unit leads. */
static size_t led_by(const struct office_programme *list, size_t n, int64_t unit)
{
	size_t led = 0;

	for (size_t l = 0; l < n; l++)
		for (size_t p = 0; p < list[l].p.projects.n; p++)
			for (size_t i = 0; i < list[l].p.projects.v[p].items.n; i++) {
				const struct unit_list *lead = &list[l].p.projects.v[p].items.v[i].lead;

				for (size_t u = 0; u < lead->n; u++)
					led += lead->v[u].id == unit;
			}
	return led;
}

static enum rc running_lists(const struct ask *k, int64_t region, struct office_programme **ret, size_t *n, struct err *err)
{
	struct programme_row_list rows = { 0 };
	enum rc rc = store_read_programmes(k, region, &rows, err);

	*n = 0;
	*ret = arena_alloc(k->a, (rows.n + 1) * sizeof(**ret));
	for (size_t i = 0; rc == RC_OK && i < rows.n; i++)
		if (rows.v[i].state == PROGRAMME_RUNNING)
			rc = store_read_programme(k, region, rows.v[i].id, &(*ret)[(*n)++], err);
	return rc;
}

/* The unit that leads the most, then takes part in the most, of all the regions: its reporter has something to report. */
static enum rc busiest_unit(const struct ask *k, const int64_t *regions, size_t n, struct grant *ret, struct err *err)
{
	size_t most = 0;
	enum rc rc = RC_OK;

	for (size_t r = 0; rc == RC_OK && r < n; r++) {
		struct unit_row_list units = { 0 };
		struct office_programme *lists = NULL;
		size_t lists_n = 0;

		rc = store_read_units(k, regions[r], &units, err);
		if (rc == RC_OK)
			rc = running_lists(k, regions[r], &lists, &lists_n, err);
		for (size_t i = 0; rc == RC_OK && i < units.n; i++) {
			size_t work = 1000 * led_by(lists, lists_n, units.v[i].id) + units.v[i].items;

			if (units.v[i].gone || work <= most)
				continue;
			most = work;
			ret->region = regions[r];
			ret->unit = units.v[i].id;
		}
	}
	return rc;
}

static enum rc add_person(const struct ask *k, const int64_t *regions, size_t n, const struct grant *unit, size_t at,
			  struct err *err)
{
	enum holds holds = people[at].holds;
	size_t grants = holds == IN_REGIONS ? n : 1;
	int64_t account = 0;
	struct str once;
	enum rc rc = op_account_create(k, str_of(people[at].login), str_of(people[at].name), &account, &once, err);

	if (rc == RC_OK)
		rc = op_password_set(k, account, str_of(demo_password), err);
	for (size_t i = 0; rc == RC_OK && i < grants; i++) {
		struct grant g = { .role = people[at].role };
		int64_t id;

		if (holds != EVERYWHERE)
			g.region = holds == IN_ONE_UNIT ? unit->region : regions[i];
		if (holds == IN_ONE_UNIT)
			g.unit = unit->unit;
		rc = op_grant_add(k, account, &g, &id, err);
	}
	return rc;
}

enum rc op_demo_accounts(const struct ask *k, const int64_t *regions, size_t n, struct demo_account_list *ret,
			 struct err *err)
{
	struct demo_account_list l = { 0 };
	struct grant unit = { 0 };
	enum rc rc = busiest_unit(k, regions, n, &unit, err);

	for (size_t i = 0; rc == RC_OK && i < COUNT(people); i++) {
		if (people[i].holds == IN_ONE_UNIT && unit.unit == 0)
			continue;
		rc = add_person(k, regions, n, &unit, i, err);
		*list_add(&l, k->a) = (struct demo_account){ str_of(people[i].login), str_of(demo_password),
							     str_of(people[i].says) };
	}
	if (rc == RC_OK)
		*ret = l;
	return rc;
}

enum rc op_demo(const struct ask *k, struct demo_account_list *ret, struct err *err)
{
	struct region_list regions = { 0 };
	int64_t region = 0;
	int year = k->today.year;
	enum rc rc;

	if (!k->actor->local)
		return actor_refuse(err);
	rc = store_read_regions(k, &regions, err);
	if (rc == RC_OK && regions.n > 0)
		rc = err_set(err, RC_REFUSED, "数据库里已经有内容；示例只能放进新的数据库");
	if (rc == RC_OK)
		rc = op_region_add(k, 0, STR(""), STR("示例县"), &region, err);
	if (rc == RC_OK)
		rc = add_year(k, region, year - 1, YEAR_FINISHED, err);
	if (rc == RC_OK)
		rc = add_year(k, region, year, YEAR_RUNNING, err);
	if (rc == RC_OK)
		rc = add_candidates(k, region, year + 1, err);
	return rc == RC_OK ? op_demo_accounts(k, &region, 1, ret, err) : rc;
}
