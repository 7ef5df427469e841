/* People and rights: accounts, sessions, links, the editor, units, settings, the first day.  On both engines. */

#include "store_case.h"

#include "model/standing.h"
#include "ops/op_account.h"
#include "ops/op_demo.h"
#include "ops/op_first_day.h"
#include "ops/op_project.h"
#include "ops/op_session.h"
#include "ops/op_setting.h"
#include "ops/op_unit.h"
#include "ops/password.h"
#include "store/store_read.h"
#include "store/verify.h"
#include "store_docs.h"

enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE };

static int64_t account_with(struct bench *b, const char *login, struct str *password)
{
	int64_t id = 0;

	OK(op_account_create(&b->k, str_of(login), STR("某人"), &id, password, &b->err));
	return id;
}

/* ---- coming in ---- */

static void first_start_makes_one_account(void **state)
{
	struct bench *b = *state;
	struct session s;
	struct str once, own = STR("Shui-Mo-Dan-Qing-7");
	struct account_row_list accounts;
	struct ask k = b->k;
	bool made;

	OK(op_first_start(&b->k, &made, &once, &b->err));
	assert_true(made);
	OK(op_login(b->st, b->a, STR("admin"), once, b->k.now, b->k.today, &s, &b->err));
	assert_true(s.must_change);
	assert_int_equal(s.actor.grants.n, 0); /* nothing is allowed before */
	k.actor = &s.actor;
	REFUSED(op_password_change(&k, s.token, STR("wrong"), own, &b->err), WHY_UNSAID);
	REFUSED(op_password_change(&k, s.token, once, STR("admin1234567"), &b->err), WHY_UNSAID);
	OK(op_password_change(&k, s.token, once, own, &b->err));
	OK(op_session_open(b->st, b->a, s.token, b->k.now, b->k.today, &s, &b->err));
	assert_false(s.must_change);
	assert_int_equal(s.actor.grants.n, 3);
	k.actor = &s.actor;
	OK(store_read_accounts(&k, 0, &accounts, &b->err));
	assert_int_equal(accounts.n, 1);
	OK(op_first_start(&b->k, &made, &once, &b->err));
	assert_false(made);
}

/* Idle 30 minutes, whole 12 hours, logged out, and what is stored is no token. */
static void sessions_end(void **state)
{
	struct bench *b = *state;
	struct session s, again;
	struct str once;
	int64_t t = b->k.now;

	account_with(b, "kelu", &once);
	OK(op_login(b->st, b->a, STR("kelu"), once, t, b->k.today, &s, &b->err));
	assert_true(op_csrf_ok(s.token, s.csrf));
	assert_false(op_csrf_ok(s.token, s.token));
	for (int i = 1; i <= 23; i++)
		OK(op_session_open(b->st, b->a, s.token, t + i * 29 * MINUTE, b->k.today, &again, &b->err));
	EQUAL(again.csrf, arena_cstr(b->a, s.csrf));
	REFUSED(op_session_open(b->st, b->a, s.token, t + 12 * HOUR, b->k.today, &again, &b->err), WHY_LOGIN);
	REFUSED(op_session_open(b->st, b->a, s.token, t + 23 * 29 * MINUTE + 30 * MINUTE, b->k.today, &again, &b->err),
		WHY_LOGIN);
	OK(op_login(b->st, b->a, STR("kelu"), once, t, b->k.today, &s, &b->err));
	REFUSED(op_session_open(b->st, b->a, s.token, t + 30 * MINUTE, b->k.today, &again, &b->err), WHY_LOGIN);
	OK(op_session_open(b->st, b->a, s.token, t, b->k.today, &again, &b->err));
	OK(op_logout(b->st, s.token, &b->err));
	REFUSED(op_session_open(b->st, b->a, s.token, t, b->k.today, &again, &b->err), WHY_LOGIN);
	REFUSED(op_session_open(b->st, b->a, STR("x"), t, b->k.today, &again, &b->err), WHY_LOGIN);
	REFUSED(op_session_open(b->st, b->a, STR(""), t, b->k.today, &again, &b->err), WHY_LOGIN);
}

/* The fifth failure closes the account for a minute, the sixth for two; a right password ends it. */
static void failures_lock(void **state)
{
	struct bench *b = *state;
	struct session s;
	struct str once;
	int64_t t = b->k.now, id = account_with(b, "kelu", &once);

	for (int i = 0; i < 5; i++)
		REFUSED(op_login(b->st, b->a, STR("kelu"), STR("no"), t, b->k.today, &s, &b->err), WHY_LOGIN);
	REFUSED(op_login(b->st, b->a, STR("kelu"), once, t + MINUTE - 1, b->k.today, &s, &b->err), WHY_LATER);
	REFUSED(op_login(b->st, b->a, STR("kelu"), STR("no"), t + MINUTE, b->k.today, &s, &b->err), WHY_LOGIN);
	REFUSED(op_login(b->st, b->a, STR("kelu"), once, t + 2 * MINUTE, b->k.today, &s, &b->err), WHY_LATER);
	OK(op_login(b->st, b->a, STR("kelu"), once, t + 3 * MINUTE, b->k.today, &s, &b->err));
	for (int i = 0; i < 5; i++)
		REFUSED(op_login(b->st, b->a, STR("kelu"), STR("no"), t, b->k.today, &s, &b->err), WHY_LOGIN);
	OK(op_account_unlock(&b->k, id, &b->err));
	OK(op_login(b->st, b->a, STR("kelu"), once, t, b->k.today, &s, &b->err));
	REFUSED(op_login(b->st, b->a, STR("nobody"), once, t, b->k.today, &s, &b->err), WHY_LOGIN);
}

static void links_work_once(void **state)
{
	struct bench *b = *state;
	struct session s;
	struct link_view view;
	struct str token, other;
	struct office_programme seen;
	struct ask k = b->k;
	int64_t region;
	struct import_done done = bench_import(b, "任务.tsv", tasks_text, &region);
	struct unit_row_list units;
	int64_t unit = 0;

	OK(store_read_units(&b->k, region, &units, &b->err));
	for (size_t i = 0; i < units.n; i++)
		unit = str_eq(units.v[i].name, STR("县水利局")) ? units.v[i].id : unit;
	OK(op_link_create(&b->k, region, unit, &token, &b->err));
	OK(op_link_create(&b->k, region, unit, &other, &b->err));
	OK(op_link_look(b->st, b->a, token, b->k.now, &view, &b->err));
	EQUAL(view.unit_name, "县水利局");
	OK(op_link_redeem(b->st, b->a, token, b->k.now, b->k.today, &s, &b->err));
	REFUSED(op_link_redeem(b->st, b->a, token, b->k.now, b->k.today, &s, &b->err), WHY_MISSING);
	REFUSED(op_link_redeem(b->st, b->a, other, b->k.now + 7 * 24 * HOUR, b->k.today, &s, &b->err), WHY_MISSING);
	REFUSED(op_link_look(b->st, b->a, STR("abc"), b->k.now, &view, &b->err), WHY_MISSING);
	OK(op_session_open(b->st, b->a, s.token, b->k.now, b->k.today, &s, &b->err));
	assert_int_equal(s.unit, unit);
	k.actor = &s.actor;
	OK(store_read_programme(&k, region, done.programme, &seen, &b->err));
	assert_int_equal(seen.p.projects.n, 1);
	EQUAL(seen.p.projects.v[0].name, "农村供水保障");
	REFUSED(op_publish(&k, region, done.programme, true, &b->err), WHY_FORBIDDEN);
}

static void passwords_are_judged(void **state)
{
	static const struct {
		const char *password;
		bool dengbao, asvs;
	} rows[] = {
		{ "short1!A", false, false },	   { "Minsheng2025", false, false },  { "aaaaaaaaaaaaaa", false, false },
		{ "abcdefghijklmnop", false, false }, { "kelu-kelu-kelu", false, false }, { "sanchahemigong", false, true },
		{ "Sancha-he-mi-gong", true, true },  { "三岔河米公鸡蛋汤面很好吃呀", false, true },
	};
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct err err = { 0 };
		bool d = password_check(str_of(rows[i].password), STR("kelu"), true, &err) == RC_OK;
		bool a = password_check(str_of(rows[i].password), STR("kelu"), false, &err) == RC_OK;

		if (d != rows[i].dengbao || a != rows[i].asvs) {
			print_error("「%s」: %d %d\n", rows[i].password, d, a);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

/* ---- accounts and grants ---- */

static void grants_hold_from_to(void **state)
{
	struct bench *b = *state;
	struct session s;
	struct str once;
	int64_t region, grant, id = account_with(b, "kelu", &once);

	bench_import(b, "任务.tsv", tasks_text, &region);
	OK(op_password_set(&b->k, id, STR("Shui-Mo-Dan-Qing-7"), &b->err));
	REFUSED(op_grant_add(&b->k, id, &(struct grant){ .role = ROLE_REPORTER, .region = region }, &grant, &b->err),
		WHY_UNSAID);
	REFUSED(op_grant_add(&b->k, id, &(struct grant){ .role = ROLE_REPORTER, .region = region, .unit = 99999 }, &grant,
			     &b->err),
		WHY_UNSAID);
	OK(op_grant_add(&b->k, id,
			&(struct grant){ .role = ROLE_CLERK, .region = region, .from = day_of(2025, 6, 1),
					 .to = day_of(2025, 6, 30) },
			&grant, &b->err));
	OK(op_login(b->st, b->a, STR("kelu"), STR("Shui-Mo-Dan-Qing-7"), b->k.now, day_of(2025, 6, 30), &s, &b->err));
	assert_true(actor_may(&s.actor, MAY_IMPORT, region));
	assert_false(actor_may(&s.actor, MAY_IMPORT, region + 1));
	OK(op_session_open(b->st, b->a, s.token, b->k.now, day_of(2025, 7, 1), &s, &b->err));
	assert_false(actor_may(&s.actor, MAY_IMPORT, region));
	OK(op_grant_end(&b->k, id, grant, &b->err));
	REFUSED(op_grant_end(&b->k, id, grant, &b->err), WHY_MISSING);
}

static void three_admins_are_kept_apart(void **state)
{
	struct bench *b = *state;
	struct str once;
	int64_t one = account_with(b, "one", &once), two = account_with(b, "two", &once), grant, first;
	struct account_row row;

	OK(op_grant_add(&b->k, one, &(struct grant){ .role = ROLE_SYSTEM_ADMIN }, &grant, &b->err));
	OK(op_grant_add(&b->k, one, &(struct grant){ .role = ROLE_SECURITY_ADMIN }, &first, &b->err));
	REFUSED(op_setting_set(&b->k, 0, STR("duties_split"), STR("1"), &b->err), WHY_UNSAID);
	/* the last one who can give rights stays */
	REFUSED(op_grant_end(&b->k, one, first, &b->err), WHY_UNSAID);
	OK(store_read_account(&b->k, one, &row, &b->err));
	REFUSED(op_account_edit(&b->k, one, row.version, STR("某人"), false, &b->err), WHY_UNSAID);
	OK(op_grant_add(&b->k, two, &(struct grant){ .role = ROLE_SECURITY_ADMIN }, &grant, &b->err));
	OK(op_grant_end(&b->k, one, first, &b->err));
	OK(op_setting_set(&b->k, 0, STR("duties_split"), STR("1"), &b->err));
	REFUSED(op_grant_add(&b->k, two, &(struct grant){ .role = ROLE_AUDIT_ADMIN }, &grant, &b->err), WHY_UNSAID);
	REFUSED(op_account_edit(&b->k, one, row.version - 1, STR("某人"), true, &b->err), WHY_CONFLICT);
}

static void settings_are_checked(void **state)
{
	struct bench *b = *state;
	struct str value;
	struct ask k = bench_as(b, ROLE_CLERK, 1, 0);

	OK(op_setting_get(&b->k, 0, "session_idle", &value, &b->err));
	EQUAL(value, "30");
	REFUSED(op_setting_set(&b->k, 0, STR("session_idle"), STR("4"), &b->err), WHY_UNSAID);
	REFUSED(op_setting_set(&b->k, 0, STR("password_policy"), STR("none"), &b->err), WHY_UNSAID);
	REFUSED(op_setting_set(&b->k, 0, STR("colour"), STR("red"), &b->err), WHY_UNSAID);
	REFUSED(op_setting_set(&k, 0, STR("session_idle"), STR("10"), &b->err), WHY_FORBIDDEN);
	OK(op_setting_set(&b->k, 0, STR("session_idle"), STR("10"), &b->err));
	OK(op_setting_get(&b->k, 0, "session_idle", &value, &b->err));
	EQUAL(value, "10");
}

/* ---- the editor ---- */

static int64_t unit_named(struct bench *b, int64_t region, const char *name)
{
	struct unit_row_list units;

	OK(store_read_units(&b->k, region, &units, &b->err));
	for (size_t i = 0; i < units.n; i++)
		if (str_eq(units.v[i].name, str_of(name)))
			return units.v[i].id;
	return 0;
}

static struct office_project project_at(struct bench *b, int64_t region, size_t at)
{
	struct office_programme view;
	struct office_project one = { 0 };

	OK(store_read_year(&b->k, region, 2025, &view, &b->err));
	OK(store_read_project(&b->k, region, view.p.projects.v[at].id, &one, &b->err));
	return one;
}

static enum rc edit(struct bench *b, const struct ask *k, const struct office_project *p, struct field_edit e)
{
	size_t changed;

	return op_project_edit(k, p->region.id, p->p.id, p->version, &(struct field_edit_list){ &e, 1, 1 }, STR("更正"),
			       &changed, &b->err);
}

static void edits_are_recorded(void **state)
{
	struct bench *b = *state;
	struct office_project p;
	struct change_list history;
	int64_t region;

	bench_import(b, "任务.tsv", tasks_text, &region);
	p = project_at(b, region, 0);
	OK(edit(b, &b->k, &p, (struct field_edit){ OBJECT_PROJECT, 0, STR("total_yuan"), STR("5200000") }));
	/* the second one still has the old version */
	REFUSED(edit(b, &b->k, &p, (struct field_edit){ OBJECT_PROJECT, 0, STR("name"), STR("新名") }), WHY_CONFLICT);
	p = project_at(b, region, 0);
	assert_int_equal(p.p.funds.total_fen, 520000000);
	OK(edit(b, &b->k, &p,
		(struct field_edit){ OBJECT_MILESTONE, p.p.items.v[0].milestones.v[0].id, STR("met"), STR("2025-03-30") }));
	p = project_at(b, region, 0);
	EQUAL(day_str(b->a, p.p.items.v[0].milestones.v[0].met), "2025-03-30");
	OK(store_read_history(&b->k, region, p.p.id, 100, &history, &b->err));
	EQUAL(history.v[0].field, "met");
	EQUAL(history.v[0].new, "2025-03-30");
	EQUAL(history.v[1].field, "total_yuan");
	EQUAL(history.v[1].old, "5000000");
	EQUAL(history.v[1].new, "5200000");
	EQUAL(history.v[1].reason, "更正");
	EQUAL(history.v[1].actor, "测试");
}

static void wrong_values_are_refused(void **state)
{
	static const struct {
		enum object_kind kind;
		const char *field, *value;
	} rows[] = {
		{ OBJECT_PROJECT, "total_yuan", "很多" },  { OBJECT_PROJECT, "total_yuan", "-5" },
		{ OBJECT_PROJECT, "name", "  " },	   { OBJECT_PROJECT, "state", "candidate2" },
		{ OBJECT_PROJECT, "no", "0" },		   { OBJECT_PROJECT, "no", "2" },
		{ OBJECT_PROJECT, "code", "abcdefgh" },	   { OBJECT_PROJECT, "rest", "x" },
		{ OBJECT_PROJECT, "closed_on", "2025-03-01" }, { OBJECT_ITEM, "targets", "很多\t个" },
		{ OBJECT_ITEM, "leaders", "没有姓名" },	   { OBJECT_MILESTONE, "due", "6月底" },
		{ OBJECT_MILESTONE, "due", "2025-02-30" }, { OBJECT_MILESTONE, "recurs", "daily" },
		{ OBJECT_MILESTONE, "from", "2026-01-01" },
	};
	struct bench *b = *state;
	struct office_project p;
	int64_t region;
	int wrong = 0;

	bench_import(b, "任务.tsv", tasks_text, &region);
	p = project_at(b, region, 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t id = rows[i].kind == OBJECT_ITEM ? p.p.items.v[0].id : p.p.items.v[0].milestones.v[0].id;

		b->err = (struct err){ 0 };
		if (edit(b, &b->k, &p, (struct field_edit){ rows[i].kind, id, str_of(rows[i].field), str_of(rows[i].value) }) ==
		    RC_OK) {
			print_error("%s: %s = 「%s」 was taken\n", b->engine, rows[i].field, rows[i].value);
			wrong++;
		}
		assert_true(b->err.msg[0] != '\0');
	}
	assert_int_equal(wrong, 0);
	assert_int_equal(project_at(b, region, 0).version, p.version); /* nothing half done */
}

/* What was taken away can be brought back; what belongs to another project cannot. */
static void gone_comes_back(void **state)
{
	struct bench *b = *state;
	struct office_project p, other;
	struct ask unit = b->k;
	struct field_edit gone, back;
	int64_t region, item = 0;

	bench_import(b, "任务.tsv", tasks_text, &region);
	p = project_at(b, region, 0);
	OK(op_item_add(&b->k, region, p.p.id, STR("第二项"), &item, &b->err));
	p = project_at(b, region, 0);
	gone = (struct field_edit){ OBJECT_ITEM, item, STR("gone"), STR("1") };
	back = (struct field_edit){ OBJECT_ITEM, item, STR("gone"), STR("0") };
	OK(edit(b, &b->k, &p, gone));
	other = project_at(b, region, 1);
	REFUSED(edit(b, &b->k, &other, back), WHY_MISSING);
	p = project_at(b, region, 0);
	assert_int_equal(p.p.items.n, 1);
	unit = bench_as(b, ROLE_REPORTER, region, unit_named(b, region, "县能源局"));
	REFUSED(edit(b, &unit, &p, back), WHY_FORBIDDEN);
	REFUSED(edit(b, &b->k, &p, (struct field_edit){ OBJECT_ITEM, item, STR("task"), STR("x") }), WHY_MISSING);
	OK(edit(b, &b->k, &p, back));
	p = project_at(b, region, 0);
	assert_int_equal(p.p.items.n, 2);

	gone = (struct field_edit){ OBJECT_MILESTONE, p.p.items.v[0].milestones.v[1].id, STR("gone"), STR("1") };
	back = (struct field_edit){ OBJECT_MILESTONE, gone.id, STR("gone"), STR("0") };
	OK(edit(b, &b->k, &p, gone));
	other = project_at(b, region, 1);
	REFUSED(edit(b, &b->k, &other, back), WHY_MISSING);
	p = project_at(b, region, 0);
	assert_int_equal(p.p.items.v[0].milestones.n, 3);
	OK(edit(b, &b->k, &p, back));
	assert_int_equal(project_at(b, region, 0).p.items.v[0].milestones.n, 4);
}

/* One line for each transaction, the newest first; who sees one unit alone is told nothing. */
static void changed_lately(void **state)
{
	struct bench *b = *state;
	struct office_project p;
	struct recent_list l;
	struct ask unit = b->k;
	int64_t region, id = 0;
	struct import_done done = bench_import(b, "任务.tsv", tasks_text, &region);

	OK(store_read_recent(&b->k, region, 10, &l, &b->err));
	assert_int_equal(l.n, 1);
	assert_int_equal(l.v[0].projects, 3);
	assert_int_equal(l.v[0].project, 0);
	p = project_at(b, region, 1);
	OK(edit(b, &b->k, &p, (struct field_edit){ OBJECT_ITEM, p.p.items.v[0].id, STR("progress"), STR("已招标") }));
	OK(op_publish(&b->k, region, done.programme, true, &b->err));
	OK(op_unit_add(&b->k, region, STR("县体育局"), STR("government"), &id, &b->err));
	OK(store_read_recent(&b->k, region, 10, &l, &b->err));
	assert_int_equal(l.n, 4);
	EQUAL(l.v[0].kind, "unit");
	EQUAL(l.v[1].action, "publish");
	EQUAL(l.v[2].project_name, "农村供水保障");
	EQUAL(l.v[2].reason, "更正");
	assert_int_equal(l.v[2].changes, 1);
	OK(store_read_recent(&b->k, region, 2, &l, &b->err));
	assert_int_equal(l.n, 2);
	unit = bench_as(b, ROLE_REPORTER, region, unit_named(b, region, "县水利局"));
	REFUSED(store_read_recent(&unit, region, 10, &l, &b->err), WHY_FORBIDDEN);
}

/* Numbers of the task list are promises: there is no way back to candidates. */
static void numbered_lists_stay(void **state)
{
	struct bench *b = *state;
	int64_t region, programme = 0;
	struct import_done done = bench_import(b, "任务.tsv", tasks_text, &region);

	REFUSED(op_programme_edit(&b->k, region, done.programme, STR("state"), STR("candidates"), &b->err), WHY_UNSAID);
	OK(op_programme_edit(&b->k, region, done.programme, STR("state"), STR("finished"), &b->err));
	OK(op_programme_add(&b->k, region, 2026, STR("明年"), true, &programme, &b->err));
	OK(op_programme_edit(&b->k, region, programme, STR("state"), STR("running"), &b->err));
	OK(op_programme_edit(&b->k, region, programme, STR("state"), STR("candidates"), &b->err));
}

/* Whoever gives roles picks units, and sees nothing else of a region. */
static void admins_name_units(void **state)
{
	static const enum role roles[] = { ROLE_SECURITY_ADMIN, ROLE_SYSTEM_ADMIN };
	struct bench *b = *state;
	struct unit_row_list units;
	struct person_row_list people;
	struct programme_row_list lists;
	struct ask k;
	int64_t region;

	bench_import(b, "任务.tsv", tasks_text, &region);
	for (size_t i = 0; i < COUNT(roles); i++) {
		k = bench_as(b, roles[i], 0, 0);
		OK(store_read_units(&k, region, &units, &b->err));
		assert_true(units.n > 3);
		REFUSED(store_read_people(&k, region, &people, &b->err), WHY_FORBIDDEN);
		REFUSED(store_read_programmes(&k, region, &lists, &b->err), WHY_FORBIDDEN);
	}
	k = bench_as(b, ROLE_AUDIT_ADMIN, 0, 0);
	REFUSED(store_read_units(&k, region, &units, &b->err), WHY_FORBIDDEN);
}

/* A period may move either way in one edit. */
static void dates_move_together(void **state)
{
	struct bench *b = *state;
	struct office_project p;
	int64_t region, m;
	size_t changed;

	bench_import(b, "任务.tsv", tasks_text, &region);
	for (int round = 0; round < 2; round++) {
		p = project_at(b, region, 0);
		m = p.p.items.v[0].milestones.v[0].id;
		struct field_edit late[] = { { OBJECT_MILESTONE, m, STR("from"), STR("2025-10-01") },
					     { OBJECT_MILESTONE, m, STR("due"), STR("2025-11-30") } };
		struct field_edit early[] = { { OBJECT_MILESTONE, m, STR("due"), STR("2025-02-20") },
					      { OBJECT_MILESTONE, m, STR("from"), STR("2025-02-01") } };

		OK(op_project_edit(&b->k, region, p.p.id, p.version,
				   &(struct field_edit_list){ round == 0 ? late : early, 2, 2 }, STR(""), &changed, &b->err));
		assert_int_equal(changed, 2);
	}
	p = project_at(b, region, 0);
	for (size_t i = 0; i < 4; i++)
		if (p.p.items.v[0].milestones.v[i].id == m)
			EQUAL(day_str(b->a, p.p.items.v[0].milestones.v[i].from), "2025-02-01");
}

/* A unit sees what it leads or helps with, edits what it leads, and of that only how it goes. */
static void units_stay_in_their_work(void **state)
{
	struct bench *b = *state;
	struct office_programme view;
	struct office_project p, other;
	struct change_list history;
	struct hit_list hits;
	int64_t region, unit;
	struct ask k;

	bench_import(b, "任务.tsv", tasks_text, &region);
	p = project_at(b, region, 0);	  /* 县能源局 leads, 县交通局 helps */
	other = project_at(b, region, 1); /* 县水利局 */
	unit = unit_named(b, region, "县能源局");
	k = bench_as(b, ROLE_REPORTER, region, unit);
	OK(store_read_year(&k, region, 2025, &view, &b->err));
	assert_int_equal(view.p.projects.n, 1);
	assert_int_equal(view.files.n, 0); /* originals hold telephone numbers */
	REFUSED(store_read_project(&k, region, other.p.id, &p, &b->err), WHY_MISSING);
	REFUSED(store_read_history(&k, region, other.p.id, 10, &history, &b->err), WHY_MISSING);
	REFUSED(edit(b, &k, &other, (struct field_edit){ OBJECT_ITEM, other.p.items.v[0].id, STR("progress"), STR("x") }),
		WHY_FORBIDDEN);
	OK(store_read_search(&k, region, STR("管网"), 10, &hits, &b->err));
	assert_int_equal(hits.n, 0);
	OK(store_read_search(&k, region, STR("充电桩"), 10, &hits, &b->err));
	assert_int_equal(hits.n, 1);
	p = project_at(b, region, 0);
	OK(edit(b, &k, &p, (struct field_edit){ OBJECT_ITEM, p.p.items.v[0].id, STR("progress"), STR("已建成40个。") }));
	p = project_at(b, region, 0);
	REFUSED(edit(b, &k, &p, (struct field_edit){ OBJECT_ITEM, p.p.items.v[0].id, STR("task"), STR("少建一点") }),
		WHY_FORBIDDEN);
	REFUSED(edit(b, &k, &p, (struct field_edit){ OBJECT_PROJECT, 0, STR("total_yuan"), STR("1") }), WHY_FORBIDDEN);
	k = bench_as(b, ROLE_REPORTER, region, unit_named(b, region, "县交通局"));
	OK(store_read_project(&k, region, p.p.id, &p, &b->err));
	assert_false(p.may_edit_item[0]);
	REFUSED(edit(b, &k, &p, (struct field_edit){ OBJECT_ITEM, p.p.items.v[0].id, STR("progress"), STR("x") }),
		WHY_FORBIDDEN);
	k = bench_as(b, ROLE_LEADER, region, 0);
	OK(store_read_year(&k, region, 2025, &view, &b->err));
	assert_int_equal(view.p.projects.n, 3);
	REFUSED(edit(b, &k, &p, (struct field_edit){ OBJECT_PROJECT, 0, STR("name"), STR("x") }), WHY_FORBIDDEN);
	k = bench_as(b, ROLE_CLERK, region + 5, 0);
	REFUSED(store_read_year(&k, region, 2025, &view, &b->err), WHY_FORBIDDEN);
}

/* ---- units and people ---- */

static void units_are_merged(void **state)
{
	struct bench *b = *state;
	struct office_project p;
	struct unit_row row;
	int64_t region, id, energy;
	struct hit_list hits;

	bench_import(b, "任务.tsv", tasks_text, &region);
	energy = unit_named(b, region, "县能源局");
	OK(op_unit_add(&b->k, region, STR(" 县 能源中心 "), STR(""), &id, &b->err));
	REFUSED(op_unit_add(&b->k, region, STR("县能源中心"), STR(""), &id, &b->err), WHY_CONFLICT);
	REFUSED(op_alias_add(&b->k, region, id, STR("县能源局"), &b->err), WHY_CONFLICT);
	OK(op_alias_add(&b->k, region, energy, STR("能源局"), &b->err));
	OK(op_unit_merge(&b->k, region, energy, id, &b->err));
	p = project_at(b, region, 0);
	EQUAL(p.p.items.v[0].lead.v[0].name, "县能源中心");
	OK(store_read_unit(&b->k, region, id, &row, &b->err));
	assert_int_equal(row.aliases.n, 2);
	assert_int_equal(row.items, 1);
	EQUAL(row.kind, "institution");
	OK(op_unit_edit(&b->k, region, id, row.version, STR("县能源事务中心"), STR("institution"), STR("0000-0000000"), false,
			&b->err));
	REFUSED(op_unit_edit(&b->k, region, id, row.version, STR("别的"), STR("institution"), STR(""), false, &b->err),
		WHY_CONFLICT);
	OK(store_read_search(&b->k, region, STR("能源事务"), 10, &hits, &b->err));
	assert_int_equal(hits.n, 1);
}

static void telephones_are_kept_apart(void **state)
{
	struct bench *b = *state;
	struct person_row_list people;
	struct change_list log;
	struct str phone = STR("13800000000"), got;
	struct verdict_list verdicts = { 0 };
	struct recent_list recent;
	int64_t region, id, other, last;
	struct ask k;

	bench_import(b, "任务.tsv", tasks_text, &region);
	OK(op_person_add(&b->k, region, STR("沈若舟"), STR("副县长"), 0, &id, &b->err));
	OK(store_read_people(&b->k, region, &people, &b->err));
	assert_int_equal(people.v[0].items, 1); /* tied to the assignment that names him */
	OK(op_person_edit(&b->k, region, id, people.v[0].version, STR("沈若舟"), STR("副县长"), 0, &phone, false, &b->err));
	OK(store_read_log(&b->k, region, 0, 1, &log, &b->err));
	EQUAL(log.v[0].action, "edit");
	EQUAL(log.v[0].field, "phone");
	assert_false(log.v[0].has_new);
	last = log.v[0].seq;
	/* each look is one record: who, whose, when, and not the number */
	OK(op_phone_show(&b->k, region, id, &got, &b->err));
	EQUAL(got, "13800000000");
	OK(store_read_log(&b->k, region, 0, 1, &log, &b->err));
	assert_int_equal(log.v[0].seq, last + 1);
	EQUAL(log.v[0].action, "show");
	EQUAL(log.v[0].kind, "person");
	EQUAL(log.v[0].field, "phone");
	assert_int_equal(log.v[0].object, id);
	assert_int_equal(log.v[0].at, b->k.now);
	assert_true(log.v[0].actor.n > 0);
	assert_false(log.v[0].has_old || log.v[0].has_new);
	/* refused, or no number: no record, and a look is no work on the list */
	k = bench_as(b, ROLE_LEADER, region, 0);
	REFUSED(op_phone_show(&k, region, id, &got, &b->err), WHY_FORBIDDEN);
	OK(op_person_add(&b->k, region, STR("何晚"), STR(""), 0, &other, &b->err));
	OK(store_read_log(&b->k, region, 0, 1, &log, &b->err));
	last = log.v[0].seq;
	OK(op_phone_show(&b->k, region, other, &got, &b->err));
	EQUAL(got, "");
	OK(store_read_log(&b->k, region, 0, 1, &log, &b->err));
	assert_int_equal(log.v[0].seq, last);
	OK(op_phone_show(&b->k, region, id, &got, &b->err));
	OK(store_read_recent(&b->k, region, 9, &recent, &b->err));
	for (size_t i = 0; i < recent.n; i++)
		assert_false(str_eq(recent.v[i].action, STR("show")));
	OK(store_verify(b->st, b->a, &verdicts, &b->err));
	for (size_t i = 0; i < verdicts.n; i++)
		assert_true(verdicts.v[i].ok);
}

/* ---- the first day ---- */

static void first_day(void **state)
{
	struct bench *b = *state;
	struct proposal_list l;
	struct str_list keys = { 0 };
	struct taken_list taken;
	struct slip_list slips;
	struct gap_list gaps;
	struct link_view view;
	int64_t region;
	size_t people = 0, accounts = 0;
	struct import_done done = bench_import(b, "任务.tsv", tasks_text, &region);

	OK(op_proposals(&b->k, region, done.programme, &l, &b->err));
	for (size_t i = 0; i < l.n; i++) {
		people += l.v[i].kind == PROPOSE_PERSON;
		accounts += l.v[i].kind == PROPOSE_ACCOUNT;
		if (l.v[i].kind == PROPOSE_PERSON || str_eq(l.v[i].name, STR("县能源局")))
			*list_add(&keys, b->a) = l.v[i].key;
	}
	assert_int_equal(people, 3);
	assert_int_equal(accounts, 5);
	OK(op_proposals_take(&b->k, region, done.programme, &keys, &taken, &b->err));
	assert_int_equal(taken.n, 1);
	OK(op_proposals(&b->k, region, done.programme, &l, &b->err));
	assert_int_equal(l.n, 4);
	OK(op_slips(&b->k, region, done.programme, 0, &slips, &b->err));
	assert_int_equal(slips.n, 5);
	assert_true(str_has(slips.v[0].text, STR("{link}")));
	OK(op_link_look(b->st, b->a, slips.v[0].link, b->k.now, &view, &b->err));
	OK(op_slips(&b->k, region, done.programme, slips.v[0].unit, &slips, &b->err));
	assert_int_equal(slips.n, 1);
	OK(store_read_gaps(&b->k, region, done.programme, &gaps, &b->err));
	assert_int_equal(gaps.n, 0);
	done = bench_import(b, "候选.tsv", "示例县2026年民生实事候选项目清单\n序号\t项目名称\t主要内容\t责任单位\n"
					   "1\t口袋公园建设\t新建口袋公园6个\t县住建局\n",
			    &region);
	OK(store_read_gaps(&b->k, region, done.programme, &gaps, &b->err));
	assert_int_equal(gaps.n, 3); /* leader, plan, money */
}

static size_t found(struct bench *b, int64_t region, const char *query)
{
	struct hit_list hits;

	OK(store_read_search(&b->k, region, str_of(query), 10, &hits, &b->err));
	return hits.n;
}

/* The index follows what it holds words of: name, initials, sites, people; and is left alone otherwise. */
static void search_follows_edits(void **state)
{
	static const struct {
		enum object_kind kind;
		const char *field, *value, *now, *before;
	} rows[] = {
		{ OBJECT_PROJECT, "name", "社区食堂建设", "社区食堂", "公共充电桩建设" },
		{ OBJECT_ITEM, "next_plan", "下一步通水", "社区食堂", "下一步通水" },
		{ OBJECT_ITEM, "site", "白塘镇", "白塘镇", "下一步通水" },
		{ OBJECT_ITEM, "leaders", "责任人\t段知夏", "段知夏", "沈若舟" },
		{ OBJECT_PROJECT, "gone", "1", "管网", "社区食堂" },
		{ OBJECT_PROJECT, "gone", "0", "社区食堂", "公共充电桩建设" },
	};
	struct bench *b = *state;
	struct import_done done;
	struct office_programme year;
	struct office_project one;
	int64_t region, project, item;
	size_t changed;

	done = bench_import(b, "任务.tsv", tasks_text, &region);
	OK(store_read_programme(&b->k, region, done.programme, &year, &b->err));
	project = year.p.projects.v[0].id;
	item = year.p.projects.v[0].items.v[0].id;
	assert_int_equal(found(b, region, "公共充电桩建设"), 1);
	assert_int_equal(found(b, region, "沈若舟"), 1);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct field_edit e = { rows[i].kind, item, str_of(rows[i].field), str_of(rows[i].value) };
		struct field_edit_list edits = { &e, 1, 1 };

		OK(store_read_project(&b->k, region, project, &one, &b->err));
		OK(op_project_edit(&b->k, region, project, one.version, &edits, STR("试"), &changed, &b->err));
		assert_int_equal(changed, 1);
		if (found(b, region, rows[i].now) != 1 || found(b, region, rows[i].before) != 0) {
			print_error("%s: row %zu, %s\n", b->engine, i, rows[i].value);
			fail();
		}
	}
	assert_int_equal(found(b, region, "sqst"), 1);
	assert_int_equal(found(b, region, "ggcdz"), 0);
}

/* Milestones of a published year: all, and those that were reached. */
static void count_steps(struct bench *b, int64_t region, int year, size_t *all, size_t *met)
{
	struct public_programme view;

	*all = *met = 0;
	OK(store_public_programme(b->st, b->a, region, year, &view, &b->err));
	for (size_t i = 0; i < view.p.projects.n; i++) {
		struct standing s = project_standing(&view.p.projects.v[i], b->k.today);

		*all += s.milestones;
		*met += s.met;
	}
}

/* Every account logs in, with its role alone, where it should hold. */
static void demo_people(struct bench *b, const struct demo_account_list *l, int64_t region)
{
	static const enum role roles[] = { ROLE_CLERK,	 ROLE_REPORTER,	    ROLE_LEADER,	 ROLE_CONGRESS_STAFF,
					   ROLE_AUDITOR, ROLE_SYSTEM_ADMIN, ROLE_SECURITY_ADMIN, ROLE_AUDIT_ADMIN };

	assert_int_equal(l->n, COUNT(roles));
	for (size_t i = 0; i < l->n; i++) {
		struct session s;
		const struct grant *g;

		OK(op_login(b->st, b->a, l->v[i].login, l->v[i].password, b->k.now, b->k.today, &s, &b->err));
		assert_int_equal(s.actor.grants.n, 1);
		g = &s.actor.grants.v[0];
		assert_int_equal(g->role, roles[i]);
		assert_int_equal(g->region, roles[i] >= ROLE_SYSTEM_ADMIN ? 0 : region);
		assert_int_equal(g->unit != 0, roles[i] == ROLE_REPORTER);
	}
}

/* The invented county, its accounts, and a chain that holds. */
static void demo_is_whole(void **state)
{
	struct bench *b = *state;
	struct demo_account_list accounts;
	struct region_list regions;
	struct programme_row_list years;
	struct verdict_list l;
	size_t all, met;

	OK(op_demo(&b->k, &accounts, &b->err));
	OK(store_public_regions(b->st, b->a, &regions, &b->err));
	assert_int_equal(regions.n, 1);
	OK(store_public_years(b->st, b->a, regions.v[0].id, &years, &b->err));
	assert_int_equal(years.n, 3);
	assert_int_equal(years.v[0].year, 2026);
	assert_int_equal(years.v[0].state, PROGRAMME_CANDIDATES);
	assert_int_equal(years.v[1].state, PROGRAMME_RUNNING);
	assert_int_equal(years.v[2].closed, years.v[2].projects);
	count_steps(b, regions.v[0].id, 2024, &all, &met);
	assert_true(all > 20 && met == all);
	count_steps(b, regions.v[0].id, 2025, &all, &met); /* the fifteenth of June */
	assert_true(all > 30 && met > 8 && met < all / 2);
	count_steps(b, regions.v[0].id, 2026, &all, &met);
	assert_int_equal(all, 0);
	demo_people(b, &accounts, regions.v[0].id);
	OK(store_verify(b->st, b->a, &l, &b->err));
	for (size_t i = 0; i < l.n; i++) {
		if (!l.v[i].ok)
			print_error("%s: %s %s\n", b->engine, arena_cstr(b->a, l.v[i].what), arena_cstr(b->a, l.v[i].says));
		assert_true(l.v[i].ok);
	}
	REFUSED(op_demo(&b->k, &accounts, &b->err), WHY_UNSAID);
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest cases[] = {
		STORE_CASE(first_start_makes_one_account), STORE_CASE(sessions_end),
		STORE_CASE(failures_lock),		   STORE_CASE(links_work_once),
		STORE_CASE(passwords_are_judged),	   STORE_CASE(grants_hold_from_to),
		STORE_CASE(three_admins_are_kept_apart),   STORE_CASE(settings_are_checked),
		STORE_CASE(edits_are_recorded),		   STORE_CASE(wrong_values_are_refused),
		STORE_CASE(dates_move_together),	   STORE_CASE(units_stay_in_their_work),
		STORE_CASE(units_are_merged),		   STORE_CASE(telephones_are_kept_apart),
		STORE_CASE(first_day),			   STORE_CASE(demo_is_whole),
		STORE_CASE(search_follows_edits),
		STORE_CASE(gone_comes_back),		   STORE_CASE(changed_lately),
		STORE_CASE(numbered_lists_stay),	   STORE_CASE(admins_name_units),
	};

	return store_cases_main(argc, argv, cases, COUNT(cases));
}
