#include "document/frame.h"
#include "model/programme_json.h"
#include "ops/import.h"
#include "reading/reading.h"

/* ---- rows ---- */

static enum import_state state_of(struct str word)
{
	return str_eq(word, STR("confirmed")) ? IMPORT_CONFIRMED :
	       str_eq(word, STR("dropped"))   ? IMPORT_DROPPED :
	       str_eq(word, STR("undone"))    ? IMPORT_UNDONE :
						IMPORT_DRAFT;
}

enum rc import_row_load(struct sql *db, struct arena *a, int64_t region, int64_t id, struct import_row *ret,
			struct str *frame, struct str *reader, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db,
			       "SELECT m.id, m.programme, m.file, f.name, m.title, m.kind, m.year, m.state, m.projects, m.by, m.at,"
			       " m.confirmed_at, m.frame, m.reading FROM import m JOIN stored_file f ON f.region = m.region AND"
			       " f.id = m.file WHERE m.region = $1 AND m.id = $2",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, id);
	if (sql_next(&q, &rc, err)) {
		ret->id = sql_int(&q, 0);
		ret->programme = sql_int(&q, 1);
		ret->file = sql_int(&q, 2);
		ret->name = arena_str(a, sql_text(&q, 3));
		ret->title = arena_str(a, sql_text(&q, 4));
		ret->kind = arena_str(a, sql_text(&q, 5));
		ret->year = (int)sql_int(&q, 6);
		ret->state = state_of(sql_text(&q, 7));
		ret->projects = (size_t)sql_int(&q, 8);
		ret->by = arena_str(a, sql_text(&q, 9));
		ret->at = sql_int(&q, 10);
		ret->confirmed_at = sql_int(&q, 11);
		*frame = arena_str(a, sql_bytes(&q, 12));
		*reader = arena_str(a, sql_text(&q, 13));
	} else if (rc == RC_OK) {
		rc = err_why(err, RC_REFUSED, WHY_MISSING, "没有找到这次导入；它可能不在您的权限内");
	}
	sql_end(&q);
	return rc;
}

static enum rc answers_load(struct sql *db, struct arena *a, int64_t region, int64_t import, struct answer_list *ret,
		     struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, "SELECT key, value, keep FROM import_answer WHERE region = $1 AND import = $2 ORDER BY seq",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, import);
	while (sql_next(&q, &rc, err)) {
		struct answer *x = list_add(ret, a);

		x->key = arena_str(a, sql_text(&q, 0));
		x->value = arena_str(a, sql_text(&q, 1));
		x->keep = sql_int(&q, 2) != 0;
	}
	sql_end(&q);
	return rc;
}

const struct answer *answer_of(const struct plan *plan, struct str key)
{
	for (size_t i = plan->answers.n; i-- > 0;)
		if (str_eq(plan->answers.v[i].key, key))
			return &plan->answers.v[i];
	return NULL;
}

/* ---- reading it again ---- */

enum { READING_MAX = 800 << 20 };

/* A newer program may read other values; places that answers name would then be wrong. */
static bool reads_the_same(struct arena *a, const struct programme *p, struct str stored)
{
	struct buf now = BUF_INIT(READING_MAX);
	struct json w = json_start(&now, JSON_COMPACT);
	bool same;

	json_object(&w);
	programme_json(&w, p, a);
	json_end(&w);
	same = str_eq(buf_text(&now), stored);
	buf_free(&now);
	return same;
}

static enum rc read_again(struct arena *a, struct plan *plan, struct str frame, struct str stored, struct err *err)
{
	struct reading_hints hints = { plan->row.year, STR("") };
	enum rc rc = frame_read(a, frame, &plan->doc, err);
	struct programme plain;

	if (rc == RC_OK)
		rc = reading_read(a, &plan->doc, hints, &plan->p, err);
	if (rc != RC_OK)
		return rc;
	/* the hints of the upload are not kept; without them the reading may differ in what they gave */
	if (reads_the_same(a, &plan->p, stored))
		return RC_OK;
	hints.year = 0;
	if (reading_read(a, &plan->doc, hints, &plain, err) == RC_OK && reads_the_same(a, &plain, stored)) {
		plan->p = plain;
		return RC_OK;
	}
	hints = (struct reading_hints){ plan->row.year, plan->region.name };
	if (reading_read(a, &plan->doc, hints, &plain, err) == RC_OK && reads_the_same(a, &plain, stored)) {
		plan->p = plain;
		return RC_OK;
	}
	plan->reader_changed = true;
	return RC_OK;
}

/* The words of spans as lines. */
static struct str words_at(struct arena *a, const struct document *doc, const struct span_list *l)
{
	struct str out = STR("");

	for (size_t i = 0; i < l->n; i++) {
		const struct span *s = &l->v[i];
		const struct block *b = s->block < doc->blocks.n ? &doc->blocks.v[s->block] : NULL;
		const struct cell *c;
		struct str text;

		if (b == NULL)
			continue;
		text = b->text;
		if (b->kind == BLOCK_TABLE) {
			c = s->row < 0 || s->col < 0 ? NULL : doc_cell(b, (uint32_t)s->row, (uint32_t)s->col);
			text = c == NULL ? STR("") : c->text;
		}
		if (s->from > s->to || s->to > text.n)
			continue;
		text = str_trim(str_cut(text, s->from, s->to));
		if (text.n == 0)
			continue;
		if (out.n > 0)
			out = arena_cat(a, out, STR("\n"));
		out = arena_cat(a, out, text);
	}
	return out;
}

static void keep_rest(struct arena *a, struct plan *plan)
{
	for (size_t i = 0; i < plan->p.projects.n; i++)
		plan->p.projects.v[i].rest = words_at(a, &plan->doc, &plan->p.projects.v[i].remainder);
}

/* ---- the programme it goes into ---- */

static enum rc find_programme(struct sql *db, struct arena *a, struct plan *plan, struct err *err)
{
	struct programme_key key = { .region = plan->region.id, .year = plan->p.year };
	struct load load = { .db = db, .a = a, .region = plan->region.id, .scope = { .all = true } };
	struct programme_row row;
	struct err none = { 0 };
	struct str rest;
	int64_t changed_at;
	enum rc rc = load_programme(db, a, &key, &row, &changed_at, &rest, &none);

	if (rc != RC_OK) {
		if (none.why == WHY_MISSING)
			return RC_OK;
		*err = none;
		return rc;
	}
	plan->programme = load.key = row.id;
	rc = load_projects(&load, &plan->there, err);
	load.gone = true;
	if (rc == RC_OK)
		rc = load_projects(&load, &plan->gone, err);
	return rc;
}

static void count(struct plan *plan)
{
	struct import_counts *c = &plan->counts;

	c->projects = plan->p.projects.n;
	for (size_t i = 0; i < plan->p.projects.n; i++) {
		const struct project *p = &plan->p.projects.v[i];

		c->items += p->items.n;
		c->rest += p->remainder.n;
		for (size_t k = 0; k < p->items.n; k++)
			c->milestones += p->items.v[k].milestones.n;
		c->fresh += plan->pair[i].there == NULL;
	}
	c->rest += plan->p.remainder.n;
	for (size_t i = 0; i < plan->p.findings.n; i++)
		c->wrong += !plan->p.findings.v[i].ok;
	for (size_t i = 0; i < plan->questions.n; i++)
		c->open += plan->questions.v[i].must && !plan->questions.v[i].settled;
}

enum rc plan_build(const struct ask *k, struct sql *db, int64_t region, int64_t id, struct plan *ret, struct err *err)
{
	struct arena *a = k->a;
	struct plan plan = { 0 };
	struct str frame = STR(""), stored = STR("");
	enum rc rc = load_region(db, a, region, &plan.region, err);

	if (rc == RC_OK)
		rc = import_row_load(db, a, region, id, &plan.row, &frame, &stored, err);
	if (rc == RC_OK)
		rc = read_again(a, &plan, frame, stored, err);
	if (rc == RC_OK)
		rc = answers_load(db, a, region, id, &plan.answers, err);
	if (rc != RC_OK)
		return rc;
	if (plan.reader_changed)
		plan.answers.n = 0;
	plan.p.year = plan.row.year;
	plan.candidates = plan.p.kind == KIND_CANDIDATES || (plan.p.kind == KIND_REPORT && str_has(plan.p.title, STR("候选")));
	plan.progress_only = (plan.p.kind == KIND_LEDGER || plan.p.kind == KIND_REPORT) && !plan.candidates;
	keep_rest(a, &plan);
	answers_apply(a, &plan);
	rc = find_programme(db, a, &plan, err);
	if (rc != RC_OK)
		return rc;
	pair_projects(a, &plan);
	rc = plan_questions(k, db, &plan, err);
	if (rc != RC_OK)
		return rc;
	count(&plan);
	*ret = plan;
	return RC_OK;
}
