/*
 * Documents in: upload, look, decide, confirm, take back.  The operations are
 * ops/op_import.h; the pages are functions of views (web/imports.h).
 */

#include <inttypes.h>

#include "ops/op_project.h"
#include "web/imports.h"
#include "web/web.h"

enum { FILE_BYTES = 20 << 20, BODY_BYTES = 64 << 20 };

/* ---- the list ---- */

/* The region of the address and where else the person may import. */
static enum rc regions_of(struct request *rq, struct region *ret, struct region_list *may, struct err *err)
{
	struct ask k = door_ask(rq);
	struct region_list l = { 0 };
	enum rc rc = store_read_region(&k, param_int(rq, "region"), ret, err);

	if (rc == RC_OK && !actor_may(k.actor, MAY_IMPORT, ret->id))
		rc = actor_refuse(err);
	if (rc == RC_OK)
		rc = store_read_regions(&k, &l, err);
	for (size_t i = 0; rc == RC_OK && i < l.n; i++)
		if (actor_may(k.actor, MAY_IMPORT, l.v[i].id))
			*list_add(may, rq->arena) = l.v[i];
	return rc;
}

static enum rc show_list(struct request *rq, struct reply *rp, struct imports_view *v, struct err *err)
{
	struct ask k = door_ask(rq);
	struct region *r = arena_alloc(rq->arena, sizeof(*r));
	struct page p;
	enum rc rc = regions_of(rq, r, &v->regions, err);

	if (rc == RC_OK)
		rc = store_read_imports(&k, r->id, &v->rows, err);
	if (rc != RC_OK)
		return rc;
	p = page_office(rq, "导入清单", r);
	p.here = MENU_IMPORT;
	put_imports_page(&rp->body, &p, v);
	return RC_OK;
}

static enum rc page_imports(struct request *rq, struct reply *rp, struct err *err)
{
	struct imports_view v = { 0 };

	return show_list(rq, rp, &v, err);
}

/* ---- uploading ---- */

static enum rc take_file(struct request *rq, const struct upload *file, struct uploaded *ret, struct err *err)
{
	struct ask k = door_ask(rq);
	struct import_given given = { .file = file->name, .bytes = file->bytes, .region = param_int(rq, "into"),
				      .year = (int)param_int(rq, "year"), .limits = &DOC_UPLOAD };
	struct import_ref ref = { 0 };
	enum rc rc = op_import_upload(&k, &given, &ref, err);

	*ret = (struct uploaded){ .name = file->name, .region = ref.region, .import = ref.id, .again = ref.again };
	if (rc != RC_OK)
		ret->says = arena_str(rq->arena, str_of(err->msg));
	return rc;
}

/* One file that was read leads to its preview; several, or a failure, to the list with what came of each. */
static enum rc do_upload(struct request *rq, struct reply *rp, struct err *err)
{
	const struct field_list *files = param_many(rq, "file*");
	struct imports_view v = { .year = (int)param_int(rq, "year") };
	bool failed = files->n == 0;

	for (size_t i = 0; i < files->n; i++) {
		struct err one = { 0 };
		enum rc rc = take_file(rq, &files->v[i].file, list_add(&v.files, rq->arena), &one);

		if (rc == RC_OUTSIDE || one.why == WHY_FORBIDDEN || one.why == WHY_MISSING) {
			*err = one;
			return rc;
		}
		failed = failed || rc != RC_OK;
	}
	if (files->n == 1 && !failed) {
		reply_see(rp, rq, "/office/%" PRId64 "/imports/%" PRId64 "?done=%s", v.files.v[0].region, v.files.v[0].import,
			  v.files.v[0].again ? "again" : "uploaded");
		return RC_OK;
	}
	if (failed)
		reply_code(rp, 422);
	if (files->n == 0)
		v.says = STR("还没有选择文件，请先选一份清单再上传。");
	else if (files->n == 1)
		v.says = v.files.v[0].says, v.files.n = 0;
	return show_list(rq, rp, &v, err);
}

/* ---- the preview ---- */

static enum rc show(struct request *rq, struct reply *rp, struct str says, struct err *err)
{
	struct ask k = door_ask(rq);
	struct import_view *view = arena_alloc(rq->arena, sizeof(*view));
	struct preview_view v = { .import = view, .show = (enum show)param_int(rq, "show") };
	struct programme_row_list rows = { 0 };
	struct page p;
	int64_t in;
	enum rc rc = op_import_preview(&k, param_int(rq, "region"), param_int(rq, "id"), view, err);

	if (rc == RC_OK)
		rc = store_read_programmes(&k, view->region.id, &rows, err);
	if (rc != RC_OK)
		return rc;
	in = view->row.state == IMPORT_DRAFT ? view->programme : view->row.programme;
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i].id == in)
			v.in = &rows.v[i];
	v.may_publish = actor_may(k.actor, MAY_PUBLISH, view->region.id);
	v.may_units = actor_may(k.actor, MAY_UNITS, view->region.id);
	p = page_office(rq, "核对导入", &view->region);
	p.here = MENU_IMPORT;
	p.wide = true;
	p.done = rq->method == GET ? done_says(rq) : STR("");
	p.wrong = says;
	put_preview_page(&rp->body, &p, &v);
	return RC_OK;
}

static enum rc page_preview(struct request *rq, struct reply *rp, struct err *err)
{
	return show(rq, rp, STR(""), err);
}

/* Back to the preview at the place the person came from. */
static void see_preview(struct request *rq, struct reply *rp, const char *done)
{
	static const char *const shows[] = { "", "&show=doubtful", "&show=changed" };
	struct str back = param_str(rq, "back");

	reply_see(rp, rq, "/office/%" PRId64 "/imports/%" PRId64 "?done=%s%s%s%.*s", param_int(rq, "region"),
		  param_int(rq, "id"), done, shows[param_int(rq, "show")], back.n > 0 ? "#" : "", STR_ARG(back));
}

/* What a rule refuses is said on the preview itself; the rest is an error page. */
static enum rc answered(struct request *rq, struct reply *rp, enum rc rc, const char *done, struct err *err)
{
	if (rc == RC_OK) {
		see_preview(rq, rp, done);
		return RC_OK;
	}
	if (rc == RC_OUTSIDE || err->why == WHY_FORBIDDEN || err->why == WHY_MISSING)
		return rc;
	reply_code(rp, err->why == WHY_CONFLICT ? 409 : 422);
	return show(rq, rp, arena_str(rq->arena, str_of(err->msg)), err);
}

/* The answer in the form the operation takes: an amount typed in 万元, units typed with 、 between them. */
static enum rc typed_value(struct request *rq, struct str *ret, struct err *err)
{
	*ret = param_str(rq, "value");
	if (param_given(rq, "units"))
		*ret = lines_of_names(rq->arena, param_str(rq, "units"));
	return param_given(rq, "wan") ? yuan_of_wan(rq->arena, param_str(rq, "wan"), ret, err) : RC_OK;
}

static enum rc do_decide(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct str value;
	enum rc rc = typed_value(rq, &value, err);

	if (rc == RC_OK)
		rc = op_import_decide(&k, param_int(rq, "region"), param_int(rq, "id"), param_str(rq, "key"), value,
				      param_flag(rq, "remember"), err);
	return answered(rq, rp, rc, "answered", err);
}

static enum rc decide_all(struct request *rq, const struct decision_list *l, size_t seen, struct err *err)
{
	struct ask k = door_ask(rq);

	return op_import_decide_all(&k, param_int(rq, "region"), param_int(rq, "id"), l, seen, err);
}

/* All changes that nobody has decided yet, the same way. */
static enum rc do_changes(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region"), id = param_int(rq, "id");
	struct str value = param_int(rq, "use") == 1 ? STR("new") : STR("old");
	struct decision_list l = { 0 };
	struct import_view view;
	enum rc rc = op_import_preview(&k, region, id, &view, err);

	for (size_t i = 0; rc == RC_OK && i < view.questions.n; i++)
		if (view.questions.v[i].kind == ASK_CHANGE && !view.questions.v[i].settled)
			*list_add(&l, rq->arena) = (struct decision){ view.questions.v[i].key, value };
	if (rc == RC_OK)
		rc = decide_all(rq, &l, SIZE_MAX, err);
	return answered(rq, rp, rc, "answered", err);
}

/* Every unit that looks like one of the list becomes that one, from now on. */
static enum rc do_units(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region"), id = param_int(rq, "id");
	struct import_view view;
	enum rc rc = op_import_preview(&k, region, id, &view, err);

	for (size_t i = 0; rc == RC_OK && i < view.questions.n; i++) {
		const struct question *q = &view.questions.v[i];

		if (q->kind == ASK_UNIT && !q->settled && q->choices.n > 0)
			rc = op_import_decide(&k, region, id, q->key, q->choices.v[0].value, true, err);
	}
	return answered(rq, rp, rc, "answered", err);
}

/* Increments or sums: for every figure of the series, by setting the figures of its milestones. */
static enum rc do_mode(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	size_t p = (size_t)param_int(rq, "project") - 1, i = (size_t)param_int(rq, "item") - 1;
	enum figure_mode mode = param_int(rq, "mode") == 0 ? MODE_INCREMENT : MODE_CUMULATIVE;
	struct decision_list l = { 0 };
	struct import_view view;
	enum rc rc = op_import_preview(&k, param_int(rq, "region"), param_int(rq, "id"), &view, err);

	if (rc == RC_OK && (p >= view.p.projects.n || i >= view.p.projects.v[p].items.n))
		rc = err_why(err, RC_REFUSED, WHY_MISSING, "没有这一件，请刷新页面再试");
	if (rc == RC_OK)
		series_decisions(rq->arena, &view, p, i, mode, &l);
	if (rc == RC_OK)
		rc = decide_all(rq, &l, SIZE_MAX, err);
	return answered(rq, rp, rc, "answered", err);
}

/* ---- one project by hand ---- */

static enum rc show_edit(struct request *rq, struct reply *rp, const struct field_list *typed, struct str says,
			 struct err *err)
{
	struct ask k = door_ask(rq);
	struct import_view *view = arena_alloc(rq->arena, sizeof(*view));
	struct import_edit v = { .import = view, .at = (size_t)param_int(rq, "project") - 1, .typed = typed };
	struct page p;
	enum rc rc = op_import_preview(&k, param_int(rq, "region"), param_int(rq, "id"), view, err);

	if (rc == RC_OK && v.at >= view->p.projects.n)
		rc = err_why(err, RC_REFUSED, WHY_MISSING, "这份文件里没有这一件");
	if (rc == RC_OK && view->row.state != IMPORT_DRAFT)
		rc = err_set(err, RC_REFUSED, "这次导入已经确认或收起，不能再改；要改内容请到项目页面");
	if (rc != RC_OK)
		return rc;
	p = page_office(rq, "改一件", &view->region);
	p.wrong = says;
	p.done = rq->method == GET ? done_says(rq) : STR("");
	p.here = MENU_IMPORT;
	p.wide = true;
	put_edit_page(&rp->body, &p, &v);
	return RC_OK;
}

static enum rc page_edit(struct request *rq, struct reply *rp, struct err *err)
{
	return show_edit(rq, rp, NULL, STR(""), err);
}

static enum rc do_edit(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	const struct field_list *typed = param_many(rq, "f.*");
	size_t at = (size_t)param_int(rq, "project") - 1;
	struct decision_list l = { 0 };
	struct import_view view;
	enum rc rc = op_import_preview(&k, param_int(rq, "region"), param_int(rq, "id"), &view, err);

	if (rc == RC_OK && at >= view.p.projects.n)
		rc = err_why(err, RC_REFUSED, WHY_MISSING, "这份文件里没有这一件");
	if (rc == RC_OK)
		rc = edit_decisions(rq->arena, &view, at, typed, &l, err);
	if (rc == RC_OK)
		rc = decide_all(rq, &l, edit_seen(typed), err);
	if (rc == RC_OK && edit_goes_on(typed))
		reply_see(rp, rq, "/office/%" PRId64 "/imports/%" PRId64 "/projects/%zu?done=saved", view.region.id, view.row.id, at + 1);
	else if (rc == RC_OK)
		reply_see(rp, rq, "/office/%" PRId64 "/imports/%" PRId64 "?done=saved#p%zu", view.region.id, view.row.id, at + 1);
	return rc;
}

/* With what was typed, where its places still hold. */
static enum rc edit_again(struct request *rq, struct reply *rp, struct err *err)
{
	struct str wrong = page_sentence(rq, err);

	if (err->why == WHY_CONFLICT)
		return RC_REFUSED; /* the error page lists the words */
	return show_edit(rq, rp, param_many(rq, "f.*"), wrong, err);
}

static enum rc do_back(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);

	return answered(rq, rp, op_import_back(&k, param_int(rq, "region"), param_int(rq, "id"), err), "back", err);
}

static enum rc do_confirm(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct import_done done = { 0 };
	enum rc rc = op_import_confirm(&k, param_int(rq, "region"), param_int(rq, "id"), param_flag(rq, "yes"), &done, err);

	return answered(rq, rp, rc, done.nothing ? "nothing" : "confirmed", err);
}

static enum rc do_drop(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	enum rc rc = op_import_drop(&k, param_int(rq, "region"), param_int(rq, "id"), err);

	return answered(rq, rp, rc, "dropped", err);
}

static enum rc do_undo(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct import_done done = { 0 };
	enum rc rc = op_import_undo(&k, param_int(rq, "region"), param_int(rq, "id"), &done, err);

	return answered(rq, rp, rc, "undone", err);
}

static enum rc do_publish(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct import_view view;
	enum rc rc = op_import_preview(&k, param_int(rq, "region"), param_int(rq, "id"), &view, err);

	if (rc == RC_OK && view.row.programme == 0)
		rc = err_set(err, RC_REFUSED, "请先确认导入，再公开");
	if (rc == RC_OK)
		rc = op_publish(&k, view.region.id, view.row.programme, true, err);
	return answered(rq, rp, rc, "published", err);
}

#define REGION_ID { "region", PARAM_ID, REQUIRED }
#define IMPORT_ID { "id", PARAM_ID, REQUIRED }
/* Where on the preview the person was, and which projects it shows. */
#define PLACE { "back", PARAM_CODE }, { "show", PARAM_WORD, .words = SHOW_WORDS }, DONE_PARAM

static const struct param list_params[] = { REGION_ID, { 0 } };
static const struct param upload_params[] = {
	REGION_ID,
	{ "into", PARAM_INT, .max = INT64_MAX, .label = "导入到" },
	{ "file*", PARAM_FILE, .max = FILE_BYTES, .label = "清单文件" },
	{ "year", PARAM_INT, .min = 1990, .max = 2100, .label = "年度" },
	{ 0 },
};
static const struct param import_params[] = { REGION_ID, IMPORT_ID, PLACE, { 0 } };
static const struct param decide_params[] = {
	REGION_ID,
	IMPORT_ID,
	PLACE,
	{ "key", PARAM_LINE, REQUIRED, .max = 400 },
	{ "value", PARAM_TEXT, .max = 8000, .label = "内容" },
	{ "wan", PARAM_LINE, .max = 40, .label = "金额" },
	{ "units", PARAM_LINE, .max = 1000, .label = "单位" },
	{ "remember", PARAM_FLAG },
	{ 0 },
};
#define PROJECT_PLACE { "project", PARAM_INT, REQUIRED, .min = 1, .max = 100000 }
static const struct param mode_params[] = {
	REGION_ID, IMPORT_ID, PLACE, PROJECT_PLACE,
	{ "item", PARAM_INT, REQUIRED, .min = 1, .max = 100000 },
	{ "mode", PARAM_WORD, REQUIRED, .words = "increment|cumulative" },
	{ 0 },
};
static const struct param project_params[] = { REGION_ID, IMPORT_ID, PROJECT_PLACE, DONE_PARAM, { 0 } };
static const struct param edit_params[] = {
	REGION_ID, IMPORT_ID, PROJECT_PLACE, { "f.*", PARAM_TEXT, .max = 8000, .label = "内容" }, { 0 }
};
static const struct param changes_params[] = {
	REGION_ID, IMPORT_ID, PLACE, { "use", PARAM_WORD, REQUIRED, .words = "old|new" }, { 0 }
};
static const struct param confirm_params[] = { REGION_ID, IMPORT_ID, PLACE, { "yes", PARAM_FLAG }, { 0 } };

#define IMPORTS(verb, pattern, handler, list) \
	{ verb, "/office/{region}/imports" pattern, handler, .may = NEEDS(MAY_IMPORT), .params = list }

const struct route web_import_routes[] = {
	IMPORTS(GET, "", page_imports, list_params),
	{ POST, "/office/{region}/imports", do_upload, .may = NEEDS(MAY_IMPORT), .params = upload_params,
	  .body_max = BODY_BYTES, .body_rate = 16 << 10 },
	IMPORTS(GET, "/{id}", page_preview, import_params),
	IMPORTS(POST, "/{id}/decide", do_decide, decide_params),
	IMPORTS(POST, "/{id}/changes", do_changes, changes_params),
	IMPORTS(POST, "/{id}/units", do_units, import_params),
	IMPORTS(POST, "/{id}/mode", do_mode, mode_params),
	IMPORTS(GET, "/{id}/projects/{project}", page_edit, project_params),
	{ POST, "/office/{region}/imports/{id}/projects/{project}", do_edit, edit_again, .may = NEEDS(MAY_IMPORT), .params = edit_params,
	  .body_max = 1 << 20, .fields_max = 4000 },
	IMPORTS(POST, "/{id}/back", do_back, import_params),
	IMPORTS(POST, "/{id}/confirm", do_confirm, confirm_params),
	IMPORTS(POST, "/{id}/drop", do_drop, import_params),
	IMPORTS(POST, "/{id}/undo", do_undo, import_params),
	{ POST, "/office/{region}/imports/{id}/publish", do_publish, .may = NEEDS(MAY_PUBLISH), .params = import_params },
	{ 0 },
};
