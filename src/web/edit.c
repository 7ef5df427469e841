/*
 * Changing projects, items and milestones.  The form brings back a mark of
 * what each field held; only fields the person changed are sent on, so two
 * people may change different fields of one project at the same time.  Where both
 * changed the same one, the page comes again with both values.
 */

#include <inttypes.h>

#include "http/http.h"
#include "web/office.h"
#include "web/web.h"

enum { HISTORY_LOOK = 200 };

/* ---- the view of a form ---- */

/* The fields of a part that this person may change. */
static void fill_lines(const struct ask *k, struct edit_view *e)
{
	bool all = e->v.may_edit;

	for (const struct edit_field *f = edit_fields; f->name != NULL && e->n < EDIT_FIELDS; f++)
		if (f->kind == e->part.kind && f->type != EDIT_FLAG && (all || f->unit)) {
			struct edit_line *l = &e->line[e->n++];

			l->f = f;
			l->now = edit_value(k->a, &e->part, f);
			l->typed = l->now;
		}
}

static enum object_kind kind_of(const struct request *rq)
{
	bool item = strstr(rq->route->pattern, "/items/") != NULL;

	return item ? OBJECT_ITEM : strstr(rq->route->pattern, "/milestones/") != NULL ? OBJECT_MILESTONE : OBJECT_PROJECT;
}

static int64_t part_of(const struct request *rq)
{
	return kind_of(rq) == OBJECT_PROJECT ? 0 : param_int(rq, "part");
}

static enum rc read_view(const struct request *rq, const struct ask *k, struct edit_view *e, struct err *err)
{
	enum rc rc = store_read_project(k, param_int(rq, "region"), param_int(rq, "id"), &e->v, err);

	if (rc != RC_OK)
		return rc;
	if (!edit_part_find(&e->v.p, kind_of(rq), part_of(rq), &e->part))
		return err_why(err, RC_REFUSED, WHY_MISSING, "这一项已不在这件实事里，请回到项目页再看");
	if (!e->v.may_edit && (e->part.it == NULL || !e->v.may_edit_item[e->part.n - 1]))
		return actor_refuse(err);
	e->may_remove = e->v.may_edit && !(e->part.kind == OBJECT_ITEM && e->v.p.items.n == 1);
	fill_lines(k, e);
	return RC_OK;
}

static void send_form(struct request *rq, struct reply *rp, const struct edit_view *e, struct str wrong)
{
	struct page p = page_office(rq, "修改", &e->v.region);

	p.here = MENU_HOME;
	p.wrong = wrong;
	office_crumb(&p, &e->v.region);
	page_crumbf(&p, e->v.p.name, "/office/%" PRId64 "/projects/%" PRId64, e->v.region.id, e->v.p.id);
	page_crumb(&p, STR(""), STR("修改"));
	put_office_edit(&rp->body, &p, e);
}

static enum rc page_edit(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct edit_view e = { 0 };
	enum rc rc = read_view(rq, &k, &e, err);

	if (rc == RC_OK)
		send_form(rq, rp, &e, STR(""));
	return rc;
}

/* ---- saving ---- */

static struct str mark_of(const struct request *rq, const char *field)
{
	const struct field_list *l = param_many(rq, "w.*");

	for (size_t i = 0; i < l->n; i++)
		if (str_eq(l->v[i].tail, str_of(field)))
			return l->v[i].value;
	return STR("");
}

/* "This field as it is now, not as I wrote it." */
static bool given_up(const struct request *rq, const char *field)
{
	const struct field_list *l = param_many(rq, "k.*");

	for (size_t i = 0; i < l->n; i++)
		if (str_eq(l->v[i].tail, str_of(field)))
			return true;
	return false;
}

/* What was typed, and which fields were changed by whom. */
static enum rc read_typed(const struct request *rq, struct edit_view *e, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < e->n; i++) {
		struct edit_line *l = &e->line[i];
		struct str was = mark_of(rq, l->f->name);
		enum rc one = rc == RC_OK ? edit_typed(rq, l->f, &l->given, &l->typed, err) : RC_OK;

		if (one != RC_OK)
			rc = one;
		if (one != RC_OK || given_up(rq, l->f->name))
			l->given = false;
		if (!l->given)
			continue;
		l->touched = !str_eq(l->typed, l->now) && !str_eq(edit_mark(rq->arena, l->typed), was);
		l->clash = l->touched && was.n > 0 && !str_eq(edit_mark(rq->arena, l->now), was);
		if (!l->touched)
			l->given = false; /* somebody else's newer value stays */
	}
	return rc;
}

static bool any_clash(const struct edit_view *e)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->line[i].clash)
			return true;
	return false;
}

/* Who changed the fields that clash, from the newest record of each. */
static enum rc name_others(const struct ask *k, struct edit_view *e, struct err *err)
{
	struct change_list l = { 0 };
	int64_t id = edit_part_id(&e->part);
	enum rc rc = store_read_history(k, e->v.region.id, e->v.p.id, HISTORY_LOOK, &l, err);

	for (size_t i = 0; rc == RC_OK && i < e->n; i++)
		for (size_t c = 0; c < l.n && e->line[i].clash && e->line[i].other.n == 0; c++)
			if (l.v[c].object == id && str_eq(l.v[c].field, str_of(e->line[i].f->name)))
				e->line[i].other = arena_printf(k->a, "%.*s %.*s", STR_ARG(l.v[c].actor),
								STR_ARG(time_words(k->a, l.v[c].at, k->today)));
	return rc;
}

static enum rc send_clash(struct request *rq, struct reply *rp, const struct ask *k, struct edit_view *e, struct err *err)
{
	enum rc rc = name_others(k, e, err);

	if (rc != RC_OK)
		return rc;
	reply_code(rp, 409);
	send_form(rq, rp, e, STR("您修改期间，别人也改了同一栏，还没有保存。请看下面两种写法，选好后再保存。"));
	return RC_OK;
}

static struct field_edit_list edits_of(const struct ask *k, const struct edit_view *e)
{
	struct field_edit_list l = { 0 };

	for (size_t i = 0; i < e->n; i++)
		if (e->line[i].touched)
			*list_add(&l, k->a) = (struct field_edit){ e->part.kind, edit_part_id(&e->part),
								   str_of(e->line[i].f->name), e->line[i].typed };
	return l;
}

/* A form with marks is compared field by field with what is there now; one without holds the version it came from. */
static int64_t version_of(const struct request *rq, const struct edit_view *e)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->line[i].touched && mark_of(rq, e->line[i].f->name).n == 0)
			return param_int(rq, "version");
	return e->v.version;
}

static enum rc do_edit(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct edit_view e = { .reason = param_str(rq, "reason") };
	struct field_edit_list edits;
	size_t changed = 0;
	enum rc rc = read_view(rq, &k, &e, err), typed;

	if (rc != RC_OK)
		return rc;
	typed = read_typed(rq, &e, err);
	if (typed == RC_OK && any_clash(&e))
		return send_clash(rq, rp, &k, &e, err);
	edits = edits_of(&k, &e);
	rc = typed != RC_OK ? typed :
			      op_project_edit(&k, e.v.region.id, e.v.p.id, version_of(rq, &e), &edits, e.reason, &changed, err);
	if (rc == RC_OK)
		reply_see(rp, rq, "/office/%" PRId64 "/projects/%" PRId64 "?done=%s", e.v.region.id, e.v.p.id,
			  changed > 0 ? "saved" : "nothing-new");
	return rc;
}

static enum rc edit_again(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct typed t = { &rq->typed };
	struct edit_view e = { .reason = typed_str(&t, "reason", STR("")) };
	struct str wrong = page_sentence(rq, err);
	enum rc rc = read_view(rq, &k, &e, err);

	if (rc != RC_OK)
		return rc;
	if (read_typed(rq, &e, err) != RC_OK)
		err_log(err, "a field of a refused form cannot be read"); /* the sentence about it is in wrong */
	send_form(rq, rp, &e, wrong);
	return RC_OK;
}

/* ---- single acts: taking away, bringing back, a milestone met ---- */

static enum rc project_again(struct request *rq, struct reply *rp, struct err *err)
{
	return office_project_page(rq, rp, page_sentence(rq, err), err);
}

static enum rc project_done(struct request *rq, struct reply *rp, enum rc rc, const char *done)
{
	if (rc == RC_OK)
		reply_see(rp, rq, "/office/%" PRId64 "/projects/%" PRId64 "?done=%s", param_int(rq, "region"), param_int(rq, "id"), done);
	return rc;
}

static enum rc edit_one(const struct request *rq, enum object_kind kind, int64_t part, const char *field, struct str value,
			struct err *err)
{
	struct ask k = door_ask(rq);
	struct field_edit one = { kind, part, str_of(field), value };
	struct field_edit_list edits = { &one, 1, 1 };
	size_t changed;

	return op_project_edit(&k, param_int(rq, "region"), param_int(rq, "id"), param_int(rq, "version"), &edits,
			       param_str(rq, "reason"), &changed, err);
}

static enum rc do_remove(struct request *rq, struct reply *rp, struct err *err)
{
	return project_done(rq, rp, edit_one(rq, kind_of(rq), part_of(rq), "gone", STR("1"), err), "removed");
}

static enum rc do_restore(struct request *rq, struct reply *rp, struct err *err)
{
	enum object_kind kind = (enum object_kind)param_int(rq, "kind");

	return project_done(rq, rp, edit_one(rq, kind, param_int(rq, "part"), "gone", STR("0"), err), "restored");
}

static enum rc do_met(struct request *rq, struct reply *rp, struct err *err)
{
	struct str met = day_str(rq->arena, param_day(rq, "met"));

	return project_done(rq, rp, edit_one(rq, OBJECT_MILESTONE, param_int(rq, "part"), "met", met, err), met.n > 0 ? "met" : "open");
}

/* ---- new ones ---- */

static enum rc do_item_add(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t item = 0;

	return project_done(rq, rp, op_item_add(&k, param_int(rq, "region"), param_int(rq, "id"), param_str(rq, "task"), &item, err),
			    "added");
}

static enum rc do_milestone_add(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct office_project v;
	struct edit_part part;
	int64_t region = param_int(rq, "region"), item = param_int(rq, "part"), id = 0;
	enum rc rc = store_read_project(&k, region, param_int(rq, "id"), &v, err);

	if (rc == RC_OK && !edit_part_find(&v.p, OBJECT_ITEM, item, &part))
		rc = err_why(err, RC_REFUSED, WHY_MISSING, "这一项已不在这件实事里，请回到项目页再看");
	if (rc == RC_OK)
		rc = op_milestone_add(&k, region, item, param_day(rq, "due"), param_str(rq, "text"), &id, err);
	return project_done(rq, rp, rc, "added");
}

#define REGION { "region", PARAM_ID, REQUIRED, .label = "地区" }
#define ID { "id", PARAM_ID, REQUIRED }
#define PART { "part", PARAM_ID, REQUIRED }
#define VERSION { "version", PARAM_INT, REQUIRED, .min = 0, .max = INT64_MAX, .label = "版本" }
#define REASON { "reason", PARAM_TEXT, .max = 600, .label = "修改原因" }
#define EDITED VERSION, REASON, EDIT_PARAMS, { "k.*", PARAM_CODE }

static const struct param project_params[] = { REGION, ID, { 0 } };
static const struct param part_params[] = { REGION, ID, PART, { 0 } };
static const struct param project_edit_params[] = { REGION, ID, EDITED, { 0 } };
static const struct param part_edit_params[] = { REGION, ID, PART, EDITED, { 0 } };
static const struct param project_remove_params[] = { REGION, ID, VERSION, REASON, { 0 } };
static const struct param part_remove_params[] = { REGION, ID, PART, VERSION, REASON, { 0 } };
static const struct param restore_params[] = {
	REGION, ID, VERSION, REASON,
	{ "kind", PARAM_WORD, REQUIRED, .words = "project|item|milestone" }, /* as enum object_kind */
	PART,
	{ 0 },
};
static const struct param met_params[] = {
	REGION, ID, PART, VERSION, REASON, { "met", PARAM_DAY, .label = "完成日期" }, { 0 },
};
static const struct param item_params[] = { REGION, ID, { "task", PARAM_TEXT, REQUIRED, .max = 12000, .label = "年度任务" }, { 0 } };
static const struct param milestone_params[] = {
	REGION, ID, PART,
	{ "due", PARAM_DAY, .label = "时限" },
	{ "text", PARAM_TEXT, REQUIRED, .max = 6000, .label = "节点内容" },
	{ 0 },
};

#define PROJECT "/office/{region}/projects/{id}"
#define SHOWS(pattern, list) { GET, PROJECT pattern, page_edit, .may = NEEDS(MAY_EDIT), .params = list }
#define SAVES(pattern, list) \
	{ POST, PROJECT pattern, do_edit, edit_again, .may = NEEDS(MAY_EDIT), .params = list, .body_max = EDIT_BODY_MAX, .fields_max = EDIT_FIELDS_MAX }
#define DOES(pattern, handler, right, list) { POST, PROJECT pattern, handler, project_again, .may = NEEDS(right), .params = list }

const struct route web_edit_routes[] = {
	SHOWS("/edit", project_params),
	SHOWS("/items/{part}", part_params),
	SHOWS("/milestones/{part}", part_params),
	SAVES("/edit", project_edit_params),
	SAVES("/items/{part}", part_edit_params),
	SAVES("/milestones/{part}", part_edit_params),
	DOES("/edit/remove", do_remove, MAY_EDIT_ALL, project_remove_params),
	DOES("/items/{part}/remove", do_remove, MAY_EDIT_ALL, part_remove_params),
	DOES("/milestones/{part}/remove", do_remove, MAY_EDIT_ALL, part_remove_params),
	DOES("/restore", do_restore, MAY_EDIT_ALL, restore_params),
	DOES("/milestones/{part}/met", do_met, MAY_EDIT, met_params),
	DOES("/items", do_item_add, MAY_EDIT_ALL, item_params),
	DOES("/items/{part}/milestones", do_milestone_add, MAY_EDIT_ALL, milestone_params),
	{ 0 },
};
