#include "model/lines.h"
#include "model/programme_json.h"
#include "store/fields.h"
#include "store/inside.h"

/* ---- statements with (region, id) in front ---- */

static enum rc start(struct sql *db, const char *text, int64_t region, int64_t id, struct sql_stmt *q, struct err *err)
{
	enum rc rc = sql_start(db, text, q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(q, 1, region);
	sql_bind_int(q, 2, id);
	return RC_OK;
}

static enum rc run(struct sql *db, const char *text, int64_t region, int64_t id, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = start(db, text, region, id, &q, err);

	return rc == RC_OK ? sql_finish(&q, err) : rc;
}

enum rc unit_find(struct sql *db, int64_t region, struct str name, int64_t *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, "SELECT unit FROM unit_name WHERE region = $1 AND name = $2", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_text(&q, 2, name);
	*ret = sql_next(&q, &rc, err) ? sql_int(&q, 0) : 0;
	sql_end(&q);
	return rc;
}

/* ---- units ---- */

static enum rc units_get(struct sql *db, struct arena *a, int64_t region, int64_t item, struct str role,
			 struct unit_list *ret, struct err *err)
{
	struct unit_list l = { 0 };
	struct sql_stmt q;
	enum rc rc = start(db,
			   "SELECT u.id, u.name FROM item_unit x JOIN unit u ON u.region = x.region AND u.id = x.unit"
			   " WHERE x.region = $1 AND x.item = $2 AND x.role = $3 ORDER BY x.ord",
			   region, item, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_text(&q, 3, role);
	while (sql_next(&q, &rc, err))
		*list_add(&l, a) = (struct unit){ .id = sql_int(&q, 0), .name = arena_str(a, sql_text(&q, 1)) };
	sql_end(&q);
	*ret = l;
	return rc;
}

static enum rc unit_add(struct sql *db, int64_t region, int64_t item, struct str role, int64_t ord, int64_t unit,
			struct err *err)
{
	struct sql_stmt q;
	enum rc rc = start(db, "INSERT INTO item_unit (region, item, role, ord, unit) VALUES ($1, $2, $3, $4, $5)", region,
			   item, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_text(&q, 3, role);
	sql_bind_int(&q, 4, ord);
	sql_bind_int(&q, 5, unit);
	return sql_finish(&q, err);
}

static bool has_unit(const struct unit_list *l, int64_t id)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].id == id)
			return true;
	return false;
}

/* Names and aliases to units; one that stands twice counts once. */
static enum rc units_set(struct sql *db, struct arena *a, int64_t region, int64_t item, struct str role,
			 const struct unit_list *names, struct err *err)
{
	struct unit_list done = { 0 };
	struct sql_stmt q;
	enum rc rc = start(db, "DELETE FROM item_unit WHERE region = $1 AND item = $2 AND role = $3", region, item, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_text(&q, 3, role);
	rc = sql_finish(&q, err);
	for (size_t i = 0; rc == RC_OK && i < names->n; i++) {
		int64_t id;

		rc = unit_find(db, region, names->v[i].name, &id, err);
		if (rc == RC_OK && id == 0)
			rc = err_set(err, RC_INPUT, "单位「%.*s」不在名录里，请先添加，或改成名录里的名称",
				     STR_ARG(names->v[i].name));
		if (rc != RC_OK || has_unit(&done, id))
			continue;
		list_add(&done, a)->id = id;
		rc = unit_add(db, region, item, role, (int64_t)done.n, id, err);
	}
	return rc;
}

/* ---- leaders ---- */

static enum rc leaders_get(struct sql *db, struct arena *a, int64_t region, int64_t item, struct leader_list *ret,
			   struct err *err)
{
	struct leader_list l = { 0 };
	struct sql_stmt q;
	enum rc rc = start(db, "SELECT role, name FROM assignment WHERE region = $1 AND item = $2 ORDER BY ord", region,
			   item, &q, err);

	if (rc != RC_OK)
		return rc;
	while (sql_next(&q, &rc, err)) {
		struct leader *x = list_add(&l, a);

		x->role = arena_str(a, sql_text(&q, 0));
		x->name = arena_str(a, sql_text(&q, 1));
	}
	sql_end(&q);
	*ret = l;
	return rc;
}

/* The person of that name, when the list of people has exactly one. */
static enum rc person_named(struct sql *db, int64_t region, struct str name, int64_t *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, "SELECT id FROM person WHERE region = $1 AND name = $2 AND gone = 0 ORDER BY id LIMIT 2",
			       &q, err);
	int64_t n = 0;

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_text(&q, 2, name);
	*ret = 0;
	while (sql_next(&q, &rc, err)) {
		*ret = n == 0 ? sql_int(&q, 0) : 0;
		n++;
	}
	sql_end(&q);
	return rc;
}

static enum rc leaders_set(struct sql *db, int64_t region, int64_t item, const struct leader_list *l, struct err *err)
{
	enum rc rc = run(db, "DELETE FROM assignment WHERE region = $1 AND item = $2", region, item, err);

	for (size_t i = 0; rc == RC_OK && i < l->n; i++) {
		struct sql_stmt q;
		int64_t person;

		rc = person_named(db, region, l->v[i].name, &person, err);
		if (rc == RC_OK)
			rc = start(db,
				   "INSERT INTO assignment (region, item, ord, role, name, person) VALUES ($1, $2, $3, $4, $5, $6)",
				   region, item, &q, err);
		if (rc != RC_OK)
			return rc;
		sql_bind_int(&q, 3, (int64_t)i + 1);
		sql_bind_text(&q, 4, l->v[i].role);
		sql_bind_text(&q, 5, l->v[i].name);
		sql_bind_int_if(&q, 6, person != 0, person);
		rc = sql_finish(&q, err);
	}
	return rc;
}

/* ---- sources ---- */

static enum rc sources_get(struct sql *db, struct arena *a, int64_t region, int64_t project, struct source_list *ret,
			   struct err *err)
{
	struct source_list l = { 0 };
	struct sql_stmt q;
	enum rc rc = start(db, "SELECT name, fen FROM fund_source WHERE region = $1 AND project = $2 ORDER BY ord", region,
			   project, &q, err);

	if (rc != RC_OK)
		return rc;
	while (sql_next(&q, &rc, err)) {
		struct source *x = list_add(&l, a);

		x->name = arena_str(a, sql_text(&q, 0));
		x->has_amount = !sql_null(&q, 1);
		x->fen = sql_int(&q, 1);
	}
	sql_end(&q);
	*ret = l;
	return rc;
}

static enum rc sources_set(struct sql *db, int64_t region, int64_t project, const struct source_list *l,
			   struct err *err)
{
	enum rc rc = run(db, "DELETE FROM fund_source WHERE region = $1 AND project = $2", region, project, err);

	for (size_t i = 0; rc == RC_OK && i < l->n; i++) {
		struct sql_stmt q;

		rc = start(db, "INSERT INTO fund_source (region, project, ord, name, fen) VALUES ($1, $2, $3, $4, $5)", region,
			   project, &q, err);
		if (rc != RC_OK)
			return rc;
		sql_bind_int(&q, 3, (int64_t)i + 1);
		sql_bind_text(&q, 4, l->v[i].name);
		sql_bind_int_if(&q, 5, l->v[i].has_amount, l->v[i].fen);
		rc = sql_finish(&q, err);
	}
	return rc;
}

/* ---- figures: of an item (targets) or of a milestone ---- */

struct figure_texts {
	const char *get, *clear, *add;
};

#define FIGURE_TEXTS(table, owner)                                                                             \
	{ .get = "SELECT n, scale, unit, what, stage, compare, mode FROM " table " WHERE region = $1 AND " owner \
		 " = $2 ORDER BY ord",                                                                          \
	  .clear = "DELETE FROM " table " WHERE region = $1 AND " owner " = $2",                                \
	  .add = "INSERT INTO " table " (region, " owner ", ord, n, scale, unit, what, stage, compare, mode)"   \
		 " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)" }

static const struct figure_texts target_texts = FIGURE_TEXTS("target", "item"),
				 milestone_texts = FIGURE_TEXTS("milestone_figure", "milestone");

static enum rc figures_get(struct sql *db, struct arena *a, const struct figure_texts *texts, int64_t region,
			   int64_t id, struct figure_list *ret, struct err *err)
{
	struct figure_list l = { 0 };
	struct sql_stmt q;
	enum rc rc = start(db, texts->get, region, id, &q, err);

	if (rc != RC_OK)
		return rc;
	while (sql_next(&q, &rc, err)) {
		struct figure *f = list_add(&l, a);

		f->n = (struct dec){ sql_int(&q, 0), (uint8_t)sql_int(&q, 1) };
		f->unit = arena_str(a, sql_text(&q, 2));
		f->what = arena_str(a, sql_text(&q, 3));
		f->stage = arena_str(a, sql_text(&q, 4));
		compare_parse(sql_text(&q, 5), &f->cmp);
		figure_mode_parse(sql_text(&q, 6), &f->mode);
	}
	sql_end(&q);
	*ret = l;
	return rc;
}

static enum rc figures_set(struct sql *db, const struct figure_texts *texts, int64_t region, int64_t id,
			   const struct figure_list *l, struct err *err)
{
	enum rc rc = run(db, texts->clear, region, id, err);

	for (size_t i = 0; rc == RC_OK && i < l->n; i++) {
		const struct figure *f = &l->v[i];
		const char *cmp = compare_word(f->cmp);
		struct sql_stmt q;

		rc = start(db, texts->add, region, id, &q, err);
		if (rc != RC_OK)
			return rc;
		sql_bind_int(&q, 3, (int64_t)i + 1);
		sql_bind_int(&q, 4, f->n.n);
		sql_bind_int(&q, 5, f->n.scale);
		sql_bind_text(&q, 6, f->unit);
		sql_bind_text(&q, 7, f->what);
		sql_bind_text(&q, 8, f->stage);
		sql_bind_text(&q, 9, str_of(cmp == NULL ? "" : cmp));
		sql_bind_text(&q, 10, str_of(figure_mode_word(f->mode)));
		rc = sql_finish(&q, err);
	}
	return rc;
}

/* ---- by field ---- */

enum rc list_get(struct sql *db, struct arena *a, const struct field *f, int64_t region, int64_t id,
		 struct str *ret, struct err *err)
{
	struct unit_list units = { 0 };
	struct leader_list leaders = { 0 };
	struct source_list sources = { 0 };
	struct figure_list figures = { 0 };
	enum rc rc;

	switch (f->type) {
	case FIELD_UNITS:
		rc = units_get(db, a, region, id, str_of(f->name), &units, err);
		*ret = lines_of_units(a, &units);
		return rc;
	case FIELD_LEADERS:
		rc = leaders_get(db, a, region, id, &leaders, err);
		*ret = lines_of_leaders(a, &leaders);
		return rc;
	case FIELD_SOURCES:
		rc = sources_get(db, a, region, id, &sources, err);
		*ret = lines_of_sources(a, &sources);
		return rc;
	default:
		rc = figures_get(db, a, f->type == FIELD_TARGETS ? &target_texts : &milestone_texts, region, id, &figures,
				 err);
		*ret = lines_of_figures(a, &figures);
		return rc;
	}
}

enum rc list_set(struct sql *db, struct arena *a, const struct field *f, int64_t region, int64_t id,
		 struct str lines, struct err *err)
{
	struct unit_list units;
	struct leader_list leaders;
	struct source_list sources;
	struct figure_list figures;
	enum rc rc;

	switch (f->type) {
	case FIELD_UNITS:
		rc = units_of_lines(a, lines, &units, err);
		return rc == RC_OK ? units_set(db, a, region, id, str_of(f->name), &units, err) : rc;
	case FIELD_LEADERS:
		rc = leaders_of_lines(a, lines, &leaders, err);
		return rc == RC_OK ? leaders_set(db, region, id, &leaders, err) : rc;
	case FIELD_SOURCES:
		rc = sources_of_lines(a, lines, &sources, err);
		return rc == RC_OK ? sources_set(db, region, id, &sources, err) : rc;
	default:
		rc = figures_of_lines(a, lines, &figures, err);
		return rc == RC_OK ? figures_set(db, f->type == FIELD_TARGETS ? &target_texts : &milestone_texts, region, id,
						 &figures, err) :
				     rc;
	}
}
