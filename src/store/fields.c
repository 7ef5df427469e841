#include "store/fields.h"

#include "model/lines.h"
#include "store/inside.h"

#define COLUMN_OF(table, column)                                                  \
	.get = "SELECT " column " FROM " table " WHERE region = $1 AND id = $2",  \
	.set = "UPDATE " table " SET " column " = $3 WHERE region = $1 AND id = $2"
#define SCALAR(thing_, table, column, name_, label_, type_) \
	{ .thing = thing_, .name = name_, .label = label_, .type = type_, COLUMN_OF(table, column) }
#define LIST(thing_, name_, label_, type_) { .thing = thing_, .name = name_, .label = label_, .type = type_ }

const struct field store_fields[] = {
	SCALAR(THING_PROGRAMME, "programme", "title", "title", "标题", FIELD_WORDS),
	SCALAR(THING_PROGRAMME, "programme", "state", "state", "阶段", FIELD_WORD),
	SCALAR(THING_PROGRAMME, "programme", "rest", "rest", "其他文字", FIELD_WORDS),

	SCALAR(THING_PROJECT, "project", "no", "no", "序号", FIELD_NUMBER),
	SCALAR(THING_PROJECT, "project", "candidate_no", "candidate_no", "候选序号", FIELD_NUMBER),
	SCALAR(THING_PROJECT, "project", "name", "name", "项目名称", FIELD_NAME),
	SCALAR(THING_PROJECT, "project", "field", "field", "领域", FIELD_WORDS),
	SCALAR(THING_PROJECT, "project", "state", "state", "状态", FIELD_WORD),
	SCALAR(THING_PROJECT, "project", "closed_on", "closed_on", "销号日期", FIELD_DATE),
	SCALAR(THING_PROJECT, "project", "total_fen", "total_yuan", "总投入", FIELD_YUAN),
	SCALAR(THING_PROJECT, "project", "compare", "compare", "金额口径", FIELD_WORD),
	SCALAR(THING_PROJECT, "project", "funds_text", "funds_text", "资金说明", FIELD_WORDS),
	LIST(THING_PROJECT, "sources", "资金来源", FIELD_SOURCES),
	SCALAR(THING_PROJECT, "project", "rest", "rest", "备注原文", FIELD_WORDS),
	SCALAR(THING_PROJECT, "project", "gone", "gone", "移走", FIELD_YES),

	SCALAR(THING_ITEM, "item", "task", "task", "年度任务", FIELD_WORDS),
	LIST(THING_ITEM, "lead", "牵头单位", FIELD_UNITS),
	LIST(THING_ITEM, "support", "配合单位", FIELD_UNITS),
	LIST(THING_ITEM, "implement", "实施单位", FIELD_UNITS),
	LIST(THING_ITEM, "leaders", "责任人", FIELD_LEADERS),
	LIST(THING_ITEM, "targets", "目标", FIELD_TARGETS),
	SCALAR(THING_ITEM, "item", "progress", "progress", "进展情况", FIELD_WORDS),
	SCALAR(THING_ITEM, "item", "problems", "problems", "存在问题", FIELD_WORDS),
	SCALAR(THING_ITEM, "item", "next_plan", "next_plan", "下步打算", FIELD_WORDS),
	SCALAR(THING_ITEM, "item", "status", "status", "状态", FIELD_WORDS),
	SCALAR(THING_ITEM, "item", "remark", "remark", "备注", FIELD_WORDS),
	SCALAR(THING_ITEM, "item", "site", "site", "地点", FIELD_PLACES),
	SCALAR(THING_ITEM, "item", "done_on", "done_on", "完成日期", FIELD_DATE),
	SCALAR(THING_ITEM, "item", "gone", "gone", "移走", FIELD_YES),

	SCALAR(THING_MILESTONE, "milestone", "sub", "sub", "小标题", FIELD_WORDS),
	SCALAR(THING_MILESTONE, "milestone", "from_day", "from", "开始", FIELD_DATE),
	SCALAR(THING_MILESTONE, "milestone", "due", "due", "时限", FIELD_DATE),
	SCALAR(THING_MILESTONE, "milestone", "text", "text", "节点内容", FIELD_WORDS),
	SCALAR(THING_MILESTONE, "milestone", "recurs", "recurs", "周期", FIELD_WORD),
	LIST(THING_MILESTONE, "figures", "节点数量", FIELD_FIGURES),
	SCALAR(THING_MILESTONE, "milestone", "bare", "bare", "只有时限", FIELD_YES),
	SCALAR(THING_MILESTONE, "milestone", "met", "met", "完成日期", FIELD_DATE),
	SCALAR(THING_MILESTONE, "milestone", "gone", "gone", "移走", FIELD_YES),

	SCALAR(THING_UNIT, "unit", "name", "name", "单位名称", FIELD_NAME),
	SCALAR(THING_UNIT, "unit", "kind", "kind", "单位类别", FIELD_WORD),
	SCALAR(THING_UNIT, "unit", "phone", "phone", "办公电话", FIELD_WORDS),
	SCALAR(THING_UNIT, "unit", "gone", "gone", "停用", FIELD_YES),

	SCALAR(THING_PERSON, "person", "name", "name", "姓名", FIELD_NAME),
	SCALAR(THING_PERSON, "person", "post", "post", "职务", FIELD_WORDS),
	SCALAR(THING_PERSON, "person", "unit", "unit", "单位", FIELD_REF),
	SCALAR(THING_PERSON, "person", "gone", "gone", "停用", FIELD_YES),
};
const size_t store_fields_count = COUNT(store_fields);

static const char *const words[THING_COUNT] = {
	[THING_PROGRAMME] = "programme", [THING_PROJECT] = "project", [THING_ITEM] = "item",
	[THING_MILESTONE] = "milestone", [THING_UNIT] = "unit",	      [THING_PERSON] = "person",
};

const char *thing_word(enum thing thing)
{
	return words[thing];
}

bool thing_parse(struct str word, enum thing *ret)
{
	for (int i = 0; i < THING_COUNT; i++)
		if (str_eq(word, str_of(words[i]))) {
			*ret = (enum thing)i;
			return true;
		}
	return false;
}

const struct field *field_find(enum thing thing, struct str name)
{
	for (size_t i = 0; i < store_fields_count; i++)
		if (store_fields[i].thing == thing && str_eq(name, str_of(store_fields[i].name)))
			return &store_fields[i];
	return NULL;
}

static bool is_list(const struct field *f)
{
	return f->get == NULL;
}

/* ---- reading ---- */

static struct str column_value(struct arena *a, const struct field *f, struct sql_stmt *q)
{
	if (sql_null(q, 0))
		return STR("");
	switch (f->type) {
	case FIELD_YUAN:
		return fen_str(a, sql_int(q, 0));
	case FIELD_NUMBER:
	case FIELD_REF:
		return arena_printf(a, "%lld", (long long)sql_int(q, 0));
	case FIELD_YES:
		return sql_int(q, 0) != 0 ? STR("1") : STR("");
	default:
		return arena_str(a, sql_text(q, 0));
	}
}

enum rc field_get(struct sql *db, struct arena *a, const struct field *f, int64_t region, int64_t id,
		  struct str *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc;

	if (is_list(f))
		return list_get(db, a, f, region, id, ret, err);
	rc = sql_start(db, f->get, &q, err);
	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, id);
	if (sql_next(&q, &rc, err))
		*ret = column_value(a, f, &q);
	else if (rc == RC_OK)
		rc = missing(err, "要改的内容");
	sql_end(&q);
	return rc;
}

/* ---- values ---- */

static bool parse_number(struct str s, int64_t *ret)
{
	struct dec d;

	if (!dec_parse(s, &d) || d.scale != 0 || d.n < 1)
		return false;
	*ret = d.n;
	return true;
}

static bool parse_fen(struct str s, int64_t *ret)
{
	struct dec d;

	return dec_parse(s, &d) && dec_to_fen(d, ret) && *ret >= 0;
}

static enum rc canonical_list(struct arena *a, const struct field *f, struct str value, struct str *ret,
			      struct err *err)
{
	struct unit_list units;
	struct leader_list leaders;
	struct source_list sources;
	struct figure_list figures;
	enum rc rc;

	switch (f->type) {
	case FIELD_UNITS:
		rc = units_of_lines(a, value, &units, err);
		if (rc == RC_OK)
			*ret = lines_of_units(a, &units);
		return rc;
	case FIELD_LEADERS:
		rc = leaders_of_lines(a, value, &leaders, err);
		if (rc == RC_OK)
			*ret = lines_of_leaders(a, &leaders);
		return rc;
	case FIELD_SOURCES:
		rc = sources_of_lines(a, value, &sources, err);
		if (rc == RC_OK)
			*ret = lines_of_sources(a, &sources);
		return rc;
	default:
		rc = figures_of_lines(a, value, &figures, err);
		if (rc == RC_OK)
			*ret = lines_of_figures(a, &figures);
		return rc;
	}
}

static enum rc canonical_scalar(struct arena *a, const struct field *f, struct str value, struct str *ret,
				struct err *err)
{
	struct day day;
	int64_t n;

	value = str_trim(value);
	switch (f->type) {
	case FIELD_NAME:
		if (value.n == 0)
			return err_set(err, RC_INPUT, "不能是空的，请填写");
		break;
	case FIELD_DATE:
		if (value.n > 0 && !day_parse(value, &day))
			return err_set(err, RC_INPUT, "要写成 2025-06-30 这样的日期，没有就留空");
		break;
	case FIELD_YUAN:
		if (value.n > 0 && !parse_fen(value, &n))
			return err_set(err, RC_INPUT, "要写成以元为单位的数，如 1200000，没有就留空");
		value = value.n > 0 ? fen_str(a, n) : value;
		break;
	case FIELD_NUMBER:
	case FIELD_REF:
		if (value.n > 0 && !parse_number(value, &n))
			return err_set(err, RC_INPUT, "要写成 1、2、3 这样的序号");
		value = value.n > 0 ? arena_printf(a, "%lld", (long long)n) : value;
		break;
	case FIELD_YES:
		value = str_eq(value, STR("0")) ? STR("") : value;
		if (value.n > 0 && !str_eq(value, STR("1")))
			return err_set(err, RC_INPUT, "只能是 1 或 0");
		break;
	default:
		break;
	}
	*ret = value;
	return RC_OK;
}

enum { VALUE_MAX = 100000 };

/* The form in which a value is kept and compared, or why it cannot be. */
static enum rc field_canonical(struct arena *a, const struct field *f, struct str value, struct str *ret, struct err *err)
{
	enum rc rc;

	if (value.n > VALUE_MAX)
		rc = err_set(err, RC_INPUT, "太长，请控制在三万字以内");
	else
		rc = is_list(f) ? canonical_list(a, f, value, ret, err) : canonical_scalar(a, f, value, ret, err);
	return err_within(err, rc, "「%s」", f->label);
}

/* ---- writing ---- */

static void bind_value(struct sql_stmt *q, const struct field *f, struct str value)
{
	int64_t n = 0;
	bool has;

	switch (f->type) {
	case FIELD_DATE:
		sql_bind_text_if(q, 3, value.n > 0, value);
		break;
	case FIELD_YUAN:
		has = value.n > 0 && parse_fen(value, &n);
		sql_bind_int_if(q, 3, has, n);
		break;
	case FIELD_NUMBER:
	case FIELD_REF:
		has = value.n > 0 && parse_number(value, &n);
		sql_bind_int_if(q, 3, has, n);
		break;
	case FIELD_YES:
		sql_bind_bool(q, 3, value.n > 0);
		break;
	default:
		sql_bind_text(q, 3, value);
	}
}

static enum rc split_places(struct sql *db, int64_t region, int64_t item, struct str places, struct err *err);

/* Writes a value in its canonical form, and the columns that follow from it; the record of the change is the caller's. */
static enum rc field_set(struct sql *db, struct arena *a, const struct field *f, int64_t region, int64_t id,
		  struct str value, struct err *err)
{
	struct sql_stmt q;
	enum rc rc;

	if (is_list(f))
		return list_set(db, a, f, region, id, value, err);
	rc = sql_start(db, f->set, &q, err);
	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, id);
	bind_value(&q, f, value);
	rc = sql_finish(&q, err);
	if (rc == RC_OK && f->type == FIELD_PLACES)
		rc = split_places(db, region, id, value, err);
	return rc;
}

static enum rc clear_places(struct sql *db, int64_t region, int64_t item, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, "DELETE FROM site WHERE region = $1 AND item = $2", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, item);
	return sql_finish(&q, err);
}

static enum rc add_place(struct sql *db, int64_t region, int64_t item, int64_t ord, struct str name, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, "INSERT INTO site (region, item, ord, name) VALUES ($1, $2, $3, $4)", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, item);
	sql_bind_int(&q, 3, ord);
	sql_bind_text(&q, 4, name);
	return sql_finish(&q, err);
}

/* "龙港镇、郑庄镇；嘉峰镇" one by one; a piece too long to be a place stays in the text alone. */
static enum rc split_places(struct sql *db, int64_t region, int64_t item, struct str places, struct err *err)
{
	static const struct str marks[] = { STR_INIT("、"), STR_INIT("，"), STR_INIT("；"), STR_INIT(";"), STR_INIT(","),
					    STR_INIT("\n"), STR_INIT("。") };
	enum { PLACE_MAX = 120, PLACES_MAX = 500 };
	enum rc rc = clear_places(db, region, item, err);
	size_t from = 0;
	int64_t ord = 0;

	for (size_t i = 0; rc == RC_OK && i <= places.n && ord < PLACES_MAX; i++) {
		size_t cut = i == places.n ? 1 : 0;
		struct str piece;

		for (size_t m = 0; m < COUNT(marks) && cut == 0; m++)
			cut = str_at(places, i, marks[m]) ? marks[m].n : 0;
		if (cut == 0)
			continue;
		piece = str_trim(str_cut(places, from, i));
		from = i + cut < places.n ? i + cut : places.n;
		if (piece.n > 0 && piece.n <= PLACE_MAX)
			rc = add_place(db, region, item, ++ord, piece, err);
	}
	return rc;
}

enum rc txn_put(struct txn *t, enum thing thing, int64_t id, int64_t owner, const char *field, struct str value,
		bool *changed, struct err *err)
{
	const struct field *f = field_find(thing, str_of(field));
	struct str old = STR(""), new;
	enum rc rc;

	*changed = false;
	if (f == NULL)
		return err_set(err, RC_INPUT, "没有「%s」这个栏目", field);
	rc = field_canonical(t->a, f, value, &new, err);
	if (rc == RC_OK)
		rc = field_get(t->db, t->a, f, t->region, id, &old, err);
	if (rc != RC_OK || str_eq(old, new))
		return rc;
	rc = err_within(err, field_set(t->db, t->a, f, t->region, id, new, err), "「%s」", f->label);
	if (rc == RC_OK && is_list(f)) /* names of units in their one form */
		rc = field_get(t->db, t->a, f, t->region, id, &new, err);
	if (rc != RC_OK || str_eq(old, new))
		return rc;
	*changed = true;
	return txn_audit(t,
			 &(struct audit_record){ .action = "edit",
						 .kind = thing_word(thing),
						 .object = id,
						 .owner = owner,
						 .field = field,
						 .has_old = old.n > 0,
						 .old = old,
						 .has_new = new.n > 0,
						 .new = new },
			 err);
}
