#include "ops/op_first_day.h"

#include "ops/link.h"
#include "ops/op_account.h"
#include "ops/op_unit.h"
#include "zh/name.h"
#include "zh/unit_kind.h"

/* What the documents named: units and people over all items of a programme. */
struct named {
	struct office_programme view;
	struct unit_row_list units;
	struct person_row_list people;
	struct account_row_list accounts;
	bool knows_accounts; /* the actor may see and make them */
};

static enum rc look_at(const struct ask *k, int64_t region, int64_t programme, struct named *ret, struct err *err)
{
	enum rc rc;

	if (!actor_may(k->actor, MAY_UNITS, region))
		return actor_refuse(err);
	rc = store_read_programme(k, region, programme, &ret->view, err);
	if (rc == RC_OK)
		rc = store_read_units(k, region, &ret->units, err);
	if (rc == RC_OK)
		rc = store_read_people(k, region, &ret->people, err);
	ret->knows_accounts = actor_may(k->actor, MAY_ACCOUNTS, 0) && actor_may(k->actor, MAY_GRANTS, region);
	if (rc == RC_OK && ret->knows_accounts)
		rc = store_read_accounts(k, region, &ret->accounts, err);
	return rc;
}

static struct proposal *propose(const struct ask *k, struct proposal_list *l, enum proposal_kind kind,
				struct str key, struct str name)
{
	struct proposal *p = list_add(l, k->a);

	p->kind = kind;
	p->key = key;
	p->name = name;
	return p;
}

/* ---- units: kinds, and two names of one unit ---- */

static void propose_kinds(const struct ask *k, const struct named *n, struct proposal_list *l)
{
	for (size_t i = 0; i < n->units.n; i++) {
		const struct unit_row *u = &n->units.v[i];
		const char *kind = zh_unit_kind(u->name);
		struct proposal *p;

		if (u->gone || !str_eq(u->kind, STR("other")) || strcmp(kind, "other") == 0)
			continue;
		p = propose(k, l, PROPOSE_UNIT_KIND, arena_printf(k->a, "kind:%lld:%s", (long long)u->id, kind), u->name);
		p->unit = u->id;
		p->detail = str_of(kind);
		p->items = u->items;
		p->says = arena_printf(k->a, "「%.*s」的类别还没有填", STR_ARG(u->name));
	}
}

static void propose_alias(const struct ask *k, const struct unit_row *from, const struct unit_row *into,
			  struct proposal_list *l)
{
	struct proposal *p = propose(k, l, PROPOSE_ALIAS,
				     arena_printf(k->a, "alias:%lld:%lld", (long long)from->id, (long long)into->id), from->name);

	p->unit = into->id;
	p->detail = into->name;
	p->items = from->items;
	p->says = arena_printf(k->a, "「%.*s」像是「%.*s」的另一种写法，合成一个", STR_ARG(from->name), STR_ARG(into->name));
}

static void propose_aliases(const struct ask *k, const struct named *n, struct proposal_list *l)
{
	for (size_t i = 0; i < n->units.n; i++)
		for (size_t j = i + 1; j < n->units.n; j++) {
			const struct unit_row *x = &n->units.v[i], *y = &n->units.v[j];

			if (x->gone || y->gone || !zh_unit_alike(x->name, y->name))
				continue;
			if (x->items >= y->items)
				propose_alias(k, y, x, l);
			else
				propose_alias(k, x, y, l);
		}
}

/* ---- people ---- */

/* A county leader belongs to no unit of the list; a contact or head to the unit that leads the item. */
static bool is_of_unit(struct str role)
{
	return !str_has(role, STR("县级")) && !str_has(role, STR("包抓")) && !str_has(role, STR("挂钩")) &&
	       !str_has(role, STR("责任领导")) && !str_has(role, STR("分管领导")) && !str_has(role, STR("牵头领导"));
}

static bool known_person(const struct named *n, struct str name)
{
	for (size_t i = 0; i < n->people.n; i++)
		if (str_eq(n->people.v[i].name, name))
			return true;
	return false;
}

static struct proposal *proposed(struct proposal_list *l, struct str key)
{
	for (size_t i = 0; i < l->n; i++)
		if (str_eq(l->v[i].key, key))
			return &l->v[i];
	return NULL;
}

static void propose_person(const struct ask *k, const struct named *n, const struct item *it,
			   const struct leader *leader, struct proposal_list *l)
{
	bool of_unit = is_of_unit(leader->role) && it->lead.n == 1;
	int64_t unit = of_unit ? it->lead.v[0].id : 0;
	struct str key;
	struct proposal *p;

	if (known_person(n, leader->name) || !zh_is_person(leader->name))
		return;
	key = arena_printf(k->a, "person:%lld:%.*s:%.*s", (long long)unit, STR_ARG(leader->name), STR_ARG(leader->role));
	p = proposed(l, key);
	if (p == NULL) {
		p = propose(k, l, PROPOSE_PERSON, key, leader->name);
		p->unit = unit;
		p->detail = leader->role;
		p->says = of_unit ? arena_printf(k->a, "%.*s，%.*s，%.*s", STR_ARG(leader->name), STR_ARG(it->lead.v[0].name),
						 STR_ARG(leader->role)) :
				    arena_printf(k->a, "%.*s，%.*s", STR_ARG(leader->name), STR_ARG(leader->role));
	}
	p->items++;
}

static void propose_people(const struct ask *k, const struct named *n, struct proposal_list *l)
{
	for (size_t i = 0; i < n->view.p.projects.n; i++)
		for (size_t m = 0; m < n->view.p.projects.v[i].items.n; m++) {
			const struct item *it = &n->view.p.projects.v[i].items.v[m];

			for (size_t x = 0; x < it->leaders.n; x++)
				propose_person(k, n, it, &it->leaders.v[x], l);
		}
}

/* ---- accounts ---- */

static bool has_account(const struct named *n, int64_t unit)
{
	for (size_t i = 0; i < n->accounts.n; i++)
		for (size_t g = 0; g < n->accounts.v[i].grants.n; g++)
			if (n->accounts.v[i].active && n->accounts.v[i].grants.v[g].unit == unit)
				return true;
	return false;
}

/* 各乡镇, 相关部门 are no body that could log in. */
static bool is_group(struct str name)
{
	return str_starts(name, STR("各")) || str_starts(name, STR("相关")) || str_starts(name, STR("有关"));
}

static void propose_accounts(const struct ask *k, const struct named *n, struct proposal_list *l)
{
	for (size_t i = 0; n->knows_accounts && i < n->units.n; i++) {
		const struct unit_row *u = &n->units.v[i];
		struct proposal *p;

		if (u->gone || u->items == 0 || is_group(u->name) || has_account(n, u->id))
			continue;
		p = propose(k, l, PROPOSE_ACCOUNT, arena_printf(k->a, "account:%lld", (long long)u->id), u->name);
		p->unit = u->id;
		p->detail = str_of(role_label(ROLE_REPORTER));
		p->items = u->items;
		p->says = arena_printf(k->a, "给「%.*s」开一个填报账号", STR_ARG(u->name));
	}
}

enum rc op_proposals(const struct ask *k, int64_t region, int64_t programme, struct proposal_list *ret,
		     struct err *err)
{
	struct named n = { 0 };
	struct proposal_list l = { 0 };
	enum rc rc = look_at(k, region, programme, &n, err);

	if (rc != RC_OK)
		return rc;
	propose_aliases(k, &n, &l);
	propose_kinds(k, &n, &l);
	propose_people(k, &n, &l);
	propose_accounts(k, &n, &l);
	*ret = l;
	return RC_OK;
}

/* ---- taking them: each by the operation a person would use ---- */

static enum rc take_kind(const struct ask *k, int64_t region, const struct proposal *p, struct err *err)
{
	struct unit_row u;
	enum rc rc = store_read_unit(k, region, p->unit, &u, err);

	return rc == RC_OK ? op_unit_edit(k, region, u.id, u.version, u.name, p->detail, u.phone, u.gone, err) : rc;
}

static enum rc take_alias(const struct ask *k, int64_t region, const struct proposal *p, struct err *err)
{
	struct str rest = str_from(p->key, 6);
	size_t cut = str_find(rest, STR(":"));
	struct dec from, into;

	if (cut == STR_NONE || !dec_parse(str_cut(rest, 0, cut), &from) || !dec_parse(str_from(rest, cut + 1), &into))
		return err_set(err, RC_INPUT, "没有这一条建议，请刷新页面");
	return op_unit_merge(k, region, from.n, into.n, err);
}

/* Is the unit one that another chosen proposal makes a name of a second one? */
static bool merged_away(const struct ask *k, const struct str_list *keys, int64_t unit)
{
	struct str head = arena_printf(k->a, "alias:%lld:", (long long)unit);

	for (size_t i = 0; i < keys->n; i++)
		if (str_starts(keys->v[i], head))
			return true;
	return false;
}

static enum rc take_account(const struct ask *k, int64_t region, const struct proposal *p, struct taken_list *ret,
			    struct err *err)
{
	struct grant g = { .role = ROLE_REPORTER, .region = region, .unit = p->unit };
	struct taken t = { .name = p->name, .login = p->name };
	int64_t account, grant;
	enum rc rc = op_account_create(k, t.login, t.name, &account, &t.password, err);

	if (rc == RC_OK)
		rc = op_grant_add(k, account, &g, &grant, err);
	if (rc == RC_OK)
		*list_add(ret, k->a) = t;
	return rc;
}

static enum rc take(const struct ask *k, int64_t region, const struct proposal *p, struct taken_list *ret,
		    struct err *err)
{
	int64_t id;

	switch (p->kind) {
	case PROPOSE_UNIT_KIND:
		return take_kind(k, region, p, err);
	case PROPOSE_ALIAS:
		return take_alias(k, region, p, err);
	case PROPOSE_PERSON:
		return op_person_add(k, region, p->name, p->detail, p->unit, &id, err);
	case PROPOSE_ACCOUNT:
		break;
	}
	return take_account(k, region, p, ret, err);
}

/* The same person under two roles is one person. */
static bool taken_before(const struct proposal_list *l, const struct str_list *keys, size_t upto)
{
	const struct proposal *p = NULL;

	for (size_t i = 0; i < l->n; i++)
		if (str_eq(l->v[i].key, keys->v[upto]))
			p = &l->v[i];
	for (size_t i = 0; p != NULL && p->kind == PROPOSE_PERSON && i < upto; i++)
		for (size_t m = 0; m < l->n; m++)
			if (str_eq(l->v[m].key, keys->v[i]) && l->v[m].kind == PROPOSE_PERSON && str_eq(l->v[m].name, p->name))
				return true;
	return false;
}

enum rc op_proposals_take(const struct ask *k, int64_t region, int64_t programme, const struct str_list *keys,
			  struct taken_list *ret, struct err *err)
{
	struct proposal_list l = { 0 };
	struct taken_list made = { 0 };
	enum rc rc = op_proposals(k, region, programme, &l, err);

	for (size_t i = 0; rc == RC_OK && i < keys->n; i++) {
		const struct proposal *p = proposed(&l, keys->v[i]);

		if (p == NULL)
			rc = err_why(err, RC_REFUSED, WHY_CONFLICT, "建议已经变了，请刷新页面再选");
		else if (!taken_before(&l, keys, i) && (p->kind == PROPOSE_ALIAS || !merged_away(k, keys, p->unit)))
			rc = take(k, region, p, &made, err);
	}
	*ret = made; /* passwords of accounts that were made are shown even when a later one failed */
	return rc;
}

/* ---- slips ---- */

static bool has(const struct unit_list *l, int64_t unit)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].id == unit)
			return true;
	return false;
}

static struct str head_of(struct arena *a, const struct project *p)
{
	struct str no = p->no.n > 0 ? p->no : p->candidate_no;

	return no.n > 0 ? arena_printf(a, "%.*s %.*s", STR_ARG(no), STR_ARG(p->name)) : p->name;
}

/* What one unit has to do in the programme. */
static void work_of(const struct ask *k, const struct office_programme *view, struct slip *s)
{
	for (size_t i = 0; i < view->p.projects.n; i++) {
		const struct project *p = &view->p.projects.v[i];
		size_t before = s->lead + s->other;

		if (view->row.state != PROGRAMME_CANDIDATES && p->no.n == 0)
			continue;
		for (size_t m = 0; m < p->items.n; m++) {
			const struct item *it = &p->items.v[m];

			if (has(&it->lead, s->unit))
				s->lead++;
			else if (has(&it->support, s->unit) || has(&it->implement, s->unit))
				s->other++;
		}
		if (s->lead + s->other > before)
			*list_add(&s->projects, k->a) = head_of(k->a, p);
	}
}

static struct str words_of(const struct ask *k, const struct office_programme *view, const struct slip *s)
{
	struct str out = arena_printf(k->a, "%.*s：%.*s%d年民生实事，您单位", STR_ARG(s->unit_name), STR_ARG(view->region.name),
				      view->row.year);

	if (s->lead > 0)
		out = arena_cat(k->a, out, arena_printf(k->a, "牵头%zu项", s->lead));
	if (s->other > 0)
		out = arena_cat(k->a, out, arena_printf(k->a, "%s配合或实施%zu项", s->lead > 0 ? "、" : "", s->other));
	out = arena_cat(k->a, out, STR("："));
	for (size_t i = 0; i < s->projects.n; i++) {
		out = arena_cat(k->a, out, i == 0 ? STR("") : STR("；"));
		out = arena_cat(k->a, out, s->projects.v[i]);
	}
	return arena_cat(k->a, out, STR("。请打开 {link} 查看和填报，链接只能用一次，请不要转发。"));
}

static enum rc end_old_links(struct txn *t, int64_t unit, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "UPDATE one_time_link SET ends = $3 WHERE region = $1 AND unit = $2 AND used_at IS NULL AND ends > $3",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, unit);
	sql_bind_int(&q, 3, t->k->now);
	return sql_finish(&q, err);
}

static enum rc make_links(struct txn *t, struct slip_list *l, int64_t ends, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < l->n; i++) {
		rc = end_old_links(t, l->v[i].unit, err);
		if (rc == RC_OK)
			rc = link_make(t, l->v[i].unit, ends, &l->v[i].link, err);
		l->v[i].ends = ends;
	}
	return rc;
}

static void slips_of(const struct ask *k, const struct office_programme *view, const struct unit_row_list *units,
		     int64_t only, struct slip_list *ret)
{
	for (size_t i = 0; i < units->n; i++) {
		const struct unit_row *u = &units->v[i];
		struct slip s = { .unit = u->id, .unit_name = u->name };

		if (u->gone || (only != 0 && u->id != only) || (only == 0 && is_group(u->name)))
			continue;
		work_of(k, view, &s);
		if (s.projects.n == 0)
			continue;
		s.text = words_of(k, view, &s);
		*list_add(ret, k->a) = s;
	}
}

enum rc op_slips(const struct ask *k, int64_t region, int64_t programme, int64_t unit, struct slip_list *ret,
		 struct err *err)
{
	struct office_programme view = { 0 };
	struct unit_row_list units = { 0 };
	struct slip_list l = { 0 };
	int64_t ends = 0;
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_UNITS, region))
		return actor_refuse(err);
	rc = store_read_programme(k, region, programme, &view, err);
	if (rc == RC_OK)
		rc = store_read_units(k, region, &units, err);
	if (rc == RC_OK)
		rc = link_ends(k, region, &ends, err);
	if (rc != RC_OK)
		return rc;
	slips_of(k, &view, &units, unit, &l);
	if (l.n == 0)
		return err_set(err, RC_REFUSED, "没有要发的单位：清单里还没有单位，或这个单位没有任务");
	rc = txn_begin(k, region, &t, err);
	if (rc == RC_OK)
		rc = txn_end(&t, make_links(&t, &l, ends, err), err);
	if (rc == RC_OK)
		*ret = l;
	return rc;
}
