#include "web/edit_form.h"

#include <inttypes.h>

#include "http/http.h"
#include "http/text.h"
#include "model/lines.h"
#include "model/programme_json.h"
#include "model/standing.h"
#include "model/values.h"
#include "model/words.h"

const struct edit_field edit_fields[] = {
	{ OBJECT_PROJECT, "no", "序号", NULL, EDIT_NUMBER, false },
	{ OBJECT_PROJECT, "name", "项目名称", NULL, EDIT_LINE, false },
	{ OBJECT_PROJECT, "field", "领域", "如 教育、医疗、交通，可不填", EDIT_LINE, false },
	{ OBJECT_PROJECT, "state", "状态", NULL, EDIT_STATE, false },
	{ OBJECT_PROJECT, "closed_on", "销号日期", "状态是“已完成”时才填", EDIT_DAY, false },
	{ OBJECT_PROJECT, "total_yuan", "资金总额（万元）", NULL, EDIT_MONEY, false },
	{ OBJECT_PROJECT, "sources", "资金来源", "金额可以不填", EDIT_SOURCES, false },
	{ OBJECT_PROJECT, "funds_text", "资金说明", "文件里的原话，如“以实际人数补助”", EDIT_TEXT, false },
	{ OBJECT_PROJECT, "gone", "移走", NULL, EDIT_FLAG, false },

	{ OBJECT_ITEM, "task", "年度任务", NULL, EDIT_TEXT, false },
	{ OBJECT_ITEM, "targets", "年度目标", NULL, EDIT_FIGURES, false },
	{ OBJECT_ITEM, "lead", "牵头单位", "每行一个", EDIT_UNITS, false },
	{ OBJECT_ITEM, "support", "配合单位", "每行一个", EDIT_UNITS, false },
	{ OBJECT_ITEM, "implement", "实施单位", "每行一个", EDIT_UNITS, false },
	{ OBJECT_ITEM, "leaders", "责任人", NULL, EDIT_LEADERS, false },
	{ OBJECT_ITEM, "site", "地点", "几处之间用顿号分开", EDIT_TEXT, false },
	{ OBJECT_ITEM, "progress", "进展情况", NULL, EDIT_TEXT, true },
	{ OBJECT_ITEM, "problems", "存在问题", "只在内部看", EDIT_TEXT, true },
	{ OBJECT_ITEM, "next_plan", "下步打算", "只在内部看", EDIT_TEXT, true },
	{ OBJECT_ITEM, "status", "状态", "文件里的说法，如“按序时推进”", EDIT_LINE, false },
	{ OBJECT_ITEM, "remark", "备注", NULL, EDIT_TEXT, false },
	{ OBJECT_ITEM, "done_on", "完成日期", "全部做完了才填", EDIT_DAY, true },
	{ OBJECT_ITEM, "gone", "移走", NULL, EDIT_FLAG, false },

	{ OBJECT_MILESTONE, "text", "节点内容", NULL, EDIT_TEXT, false },
	{ OBJECT_MILESTONE, "due", "时限", "最晚哪天完成", EDIT_DAY, false },
	{ OBJECT_MILESTONE, "from", "开始", "是一段时间时才填", EDIT_DAY, false },
	{ OBJECT_MILESTONE, "recurs", "周期", NULL, EDIT_RECURS, false },
	{ OBJECT_MILESTONE, "figures", "节点数量", NULL, EDIT_FIGURES, false },
	{ OBJECT_MILESTONE, "sub", "小标题", "计划里的分段名，可不填", EDIT_LINE, false },
	{ OBJECT_MILESTONE, "met", "完成日期", "到了那天再填", EDIT_DAY, true },
	{ OBJECT_MILESTONE, "gone", "移走", NULL, EDIT_FLAG, false },
	{ 0 },
};

const struct edit_field *edit_field_find(enum object_kind kind, struct str name)
{
	for (const struct edit_field *f = edit_fields; f->name != NULL; f++)
		if (f->kind == kind && str_eq(name, str_of(f->name)))
			return f;
	return NULL;
}

/* ---- what is edited ---- */

bool edit_part_find(const struct project *p, enum object_kind kind, int64_t id, struct edit_part *ret)
{
	*ret = (struct edit_part){ .kind = kind, .p = p };
	for (size_t i = 0; i < p->items.n; i++) {
		const struct item *it = &p->items.v[i];

		ret->it = it;
		ret->n = i + 1;
		if (kind == OBJECT_ITEM && it->id == id)
			return true;
		for (size_t m = 0; kind == OBJECT_MILESTONE && m < it->milestones.n; m++)
			if (it->milestones.v[m].id == id) {
				ret->m = &it->milestones.v[m];
				return true;
			}
	}
	ret->it = NULL;
	return kind == OBJECT_PROJECT;
}

int64_t edit_part_id(const struct edit_part *part)
{
	return part->kind == OBJECT_PROJECT ? part->p->id : part->kind == OBJECT_ITEM ? part->it->id : part->m->id;
}

static struct str value_of(struct arena *a, const struct edit_part *part, const struct edit_field *f)
{
	if (part->kind == OBJECT_ITEM)
		return item_value(a, part->it, f->name);
	if (part->kind == OBJECT_MILESTONE)
		return milestone_value(a, part->m, f->name);
	if (strcmp(f->name, "state") == 0)
		return str_of(project_state_word(part->p->state));
	if (strcmp(f->name, "closed_on") == 0)
		return day_str(a, part->p->closed_on);
	return project_value(a, part->p, f->name);
}

/* Forms trim what they send; a blank at the end is no change. */
struct str edit_value(struct arena *a, const struct edit_part *part, const struct edit_field *f)
{
	return str_trim(value_of(a, part, f));
}

struct str edit_mark(struct arena *a, struct str value)
{
	return arena_printf(a, "%08x", str_hash(value));
}

/* ---- yuan and 万元 ---- */

static struct str wan_of_yuan(struct arena *a, struct str yuan)
{
	struct dec d;
	int64_t fen;

	return dec_parse(yuan, &d) && dec_to_fen(d, &fen) ? wan_plain(a, fen) : yuan;
}

static bool yuan_of_wan(struct arena *a, struct str wan, struct str *ret)
{
	static const struct dec ten_thousand = { 10000, 0 };
	struct dec d, yuan;
	int64_t fen;

	if (!dec_parse(wan, &d) || !dec_mul(d, ten_thousand, &yuan) || !dec_to_fen(yuan, &fen))
		return false;
	*ret = fen_str(a, fen);
	return true;
}

/* ---- words ---- */

static struct str state_words(struct str value)
{
	enum project_state state;

	return project_state_parse(value, &state) ? str_of(project_state_label(state)) : value;
}

static struct str list_words(struct arena *a, enum edit_type type, struct str value)
{
	struct err none = { 0 };
	struct unit_list units = { 0 };
	struct leader_list leaders = { 0 };
	struct source_list sources = { 0 };
	struct figure_list figures = { 0 };

	if (type == EDIT_UNITS && units_of_lines(a, value, &units, &none) == RC_OK)
		return unit_words(a, &units);
	if (type == EDIT_LEADERS && leaders_of_lines(a, value, &leaders, &none) == RC_OK)
		return leader_words(a, &leaders);
	if (type == EDIT_SOURCES && sources_of_lines(a, value, &sources, &none) == RC_OK)
		return source_words(a, &sources);
	if (type == EDIT_FIGURES && figures_of_lines(a, value, &figures, &none) == RC_OK)
		return figures_words(a, &figures);
	return value;
}

struct str edit_words(struct arena *a, enum edit_type type, struct str value)
{
	enum recurs recurs;

	if (value.n == 0)
		return type == EDIT_FLAG ? STR("否") : STR("—");
	switch (type) {
	case EDIT_MONEY:
		return arena_cat(a, wan_of_yuan(a, value), STR("万元"));
	case EDIT_STATE:
		return state_words(value);
	case EDIT_RECURS:
		return recurs_parse(value, &recurs) ? str_of(recurs_words(recurs)) : value;
	case EDIT_FLAG:
		return STR("是");
	case EDIT_UNITS: case EDIT_LEADERS: case EDIT_SOURCES: case EDIT_FIGURES:
		return list_words(a, type, value);
	default:
		return value;
	}
}

/* ---- inputs ---- */

struct option {
	const char *value, *label;
};

static const struct option recurs_options[] = { { "", "一次" }, { "month", "每月" }, { "quarter", "每季度" }, { "year", "每年" }, { 0 } };
static const struct option state_options[] = { { "candidate", "候选" }, { "reserve", "储备" },	{ "running", "实施中" },
					       { "closed", "已完成（销号）" }, { "stopped", "已终止" }, { 0 } };
static const struct option compare_options[] = { { "", "正好" },	 { "at_least", "不少于" }, { "above", "超过" },
						 { "at_most", "不超过" }, { "about", "约" },	    { "aspire", "力争" }, { 0 } };
static const struct option mode_options[] = { { "", "没有说" }, { "increment", "当期数" }, { "cumulative", "累计数" }, { 0 } };

/* The columns of a list's rows. */
struct column {
	const char *label;
	const struct option *options; /* NULL: typed */
	bool narrow;
};

static const struct column leader_columns[] = { { "职责，如“责任领导”", NULL, false }, { "姓名", NULL, false }, { 0 } };
static const struct column source_columns[] = { { "来源，如“县财政”", NULL, false }, { "金额（万元）", NULL, true }, { 0 } };
static const struct column figure_columns[] = { { "数量", NULL, true },	      { "单位，如“个”", NULL, true },
						{ "是什么", NULL, false },     { "做到什么，如“建成”", NULL, false },
						{ "怎么算", compare_options, true }, { "当期还是累计", mode_options, true }, { 0 } };

static const struct column *columns_of(enum edit_type type)
{
	return type == EDIT_LEADERS ? leader_columns : type == EDIT_SOURCES ? source_columns :
	       type == EDIT_FIGURES ? figure_columns : NULL;
}

static void put_options(struct buf *b, const struct option *o, struct str value)
{
	for (; o->value != NULL; o++) {
		html(b, "<option");
		html_attr(b, "value", str_of(o->value));
		html_flag(b, "selected", str_eq(value, str_of(o->value)));
		html(b, ">");
		html_say(b, o->label);
		html(b, "</option>");
	}
}

static void put_cell(struct buf *b, const struct edit_field *f, const struct column *c, size_t row, size_t col, struct str value)
{
	html(b, "<td data-l=\"");
	html_say(b, c->label);
	if (c->narrow)
		html(b, "\" class=\"na\">");
	else
		html(b, "\">");
	if (c->options != NULL)
		html(b, "<select");
	else
		html(b, "<input maxlength=\"400\"");
	buf_printf(b, " name=\"c.%s.%zu.%zu\"", f->name, row, col);
	html_attr(b, "aria-label", str_of(c->label));
	if (c->options != NULL) {
		html(b, ">");
		put_options(b, c->options, value);
		html(b, "</select></td>");
		return;
	}
	html_attr(b, "value", value);
	html(b, "></td>");
}

static void put_rows(struct buf *b, const struct page *p, const struct edit_field *f, struct str lines)
{
	const struct column *cols = columns_of(f->type);
	/* rows to add to; the six columns of a figure are long on a telephone */
	size_t spare = f->type == EDIT_FIGURES && lines.n > 0 ? 1 : 2;
	struct str line = STR("");

	html(b, "<div class=\"scroll\"><table class=\"cells stack\"><thead><tr>");
	for (const struct column *c = cols; c->label != NULL; c++) {
		html(b, "<th scope=\"col\">");
		html_say(b, c->label);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>");
	if (lines.n == 0)
		lines.p = NULL;
	for (size_t row = 0; spare > 0; row++) {
		if (!lines_next(&lines, '\n', &line)) {
			line = STR("");
			spare--;
		}
		html(b, "<tr>");
		for (size_t i = 0; cols[i].label != NULL; i++) {
			struct str cell = STR("");

			if (!lines_next(&line, '\t', &cell))
				cell = STR("");
			put_cell(b, f, &cols[i], row, i, f->type == EDIT_SOURCES && i == 1 ? wan_of_yuan(p->a, cell) : cell);
		}
		html(b, "</tr>");
	}
	html(b, "</tbody></table></div>");
}

static void put_text(struct buf *b, const struct edit_field *f, struct str value)
{
	size_t rows = 2 + value.n / 120;

	for (size_t i = 0; i < value.n; i++)
		rows += value.p[i] == '\n';
	buf_printf(b, "<textarea id=\"f-%s\" name=\"f.%s\" rows=\"%zu\">", f->name, f->name, rows > 14 ? 14 : rows);
	/* the first line end after the tag is the parser's */
	html(b, "\n");
	html_text(b, value);
	html(b, "</textarea>");
}

static void put_input(struct buf *b, const struct page *p, const struct edit_field *f, struct str value)
{
	bool select = f->type == EDIT_STATE || f->type == EDIT_RECURS;

	if (select)
		html(b, "<select");
	else
		html(b, "<input");
	buf_printf(b, " id=\"f-%s\" name=\"f.%s\"", f->name, f->name);
	if (select) {
		html(b, ">");
		put_options(b, f->type == EDIT_STATE ? state_options : recurs_options, value);
		html(b, "</select>");
		return;
	}
	if (f->type == EDIT_DAY)
		html(b, " type=\"date\"");
	if (f->type == EDIT_NUMBER || f->type == EDIT_MONEY)
		html(b, " class=\"sh\" inputmode=\"decimal\"");
	html_attr(b, "value", f->type == EDIT_MONEY ? wan_of_yuan(p->a, value) : value);
	html(b, ">");
}

void put_edit_field(struct buf *b, const struct page *p, const struct edit_field *f, struct str value, struct str was_mark)
{
	bool rows = columns_of(f->type) != NULL;

	if (rows)
		html(b, "<div class=\"lb\">");
	else
		buf_printf(b, "<label for=\"f-%s\">", f->name);
	html_say(b, f->label);
	if (rows)
		html(b, "</div>");
	else
		html(b, "</label>");
	if (f->hint != NULL) {
		html(b, "<p class=\"hint\">");
		html_say(b, f->hint);
		html(b, "</p>");
	}
	if (rows)
		put_rows(b, p, f, value);
	else if (f->type == EDIT_TEXT || f->type == EDIT_UNITS || (f->type == EDIT_LINE && str_has(value, STR("\n"))))
		put_text(b, f, value);
	else
		put_input(b, p, f, value);
	buf_printf(b, "<input type=\"hidden\" name=\"w.%s\"", f->name);
	html_attr(b, "value", was_mark);
	html(b, ">");
}

/* ---- what came back ---- */

enum { COLUMNS_MOST = 6, ROWS_MOST = 500 };

static void drop_tabs(struct str *line)
{
	while (line->n > 0 && line->p[line->n - 1] == '\t')
		line->n--;
}

static enum rc cell_value(struct arena *a, const struct edit_field *f, uint64_t col, struct str *cell, struct err *err)
{
	if (f->type != EDIT_SOURCES || col != 1 || cell->n == 0 || yuan_of_wan(a, *cell, cell))
		return RC_OK;
	return err_set(err, RC_INPUT, "「%s」里的金额要写成以万元为单位的数，如 1450 或 12.5", f->label);
}

/* Cells in the order in which the form sent them; a row ends where its number changes. */
static enum rc rows_typed(const struct request *rq, const struct edit_field *f, bool *given, struct str *ret, struct err *err)
{
	const struct field_list *cells = param_many(rq, "c.*");
	struct arena *a = rq->arena;
	struct str out = STR(""), line = STR("");
	uint64_t at = 0, row, col;

	for (size_t i = 0; i < cells->n; i++) {
		struct str tail = cells->v[i].tail, value = cells->v[i].value;
		enum rc rc;

		if (!str_eq(cut_at(&tail, '.'), str_of(f->name)))
			continue;
		if (!digits_parse(cut_at(&tail, '.'), ROWS_MOST, &row) || !digits_parse(tail, COLUMNS_MOST - 1, &col))
			return err_set(err, RC_INPUT, "「%s」的行太多，请分几次填写", f->label);
		*given = true;
		if (row != at) {
			drop_tabs(&line);
			out = line.n == 0 ? out : arena_cat(a, out.n == 0 ? out : arena_cat(a, out, STR("\n")), line);
			line = STR("");
			at = row;
		}
		rc = cell_value(a, f, col, &value, err);
		if (rc != RC_OK)
			return rc;
		line = arena_cat(a, col == 0 ? line : arena_cat(a, line, STR("\t")), value);
	}
	drop_tabs(&line);
	*ret = line.n == 0 ? out : arena_cat(a, out.n == 0 ? out : arena_cat(a, out, STR("\n")), line);
	return RC_OK;
}

/* Units as lines, each trimmed, without empty ones. */
static struct str tidy_lines(struct arena *a, struct str text)
{
	struct str out = STR(""), line;

	while (lines_next(&text, '\n', &line)) {
		line = str_trim(line);
		if (line.n > 0)
			out = arena_cat(a, out.n == 0 ? out : arena_cat(a, out, STR("\n")), line);
	}
	return out;
}

/* A list in the form in which it is kept, so that it can be compared. */
static enum rc list_form(struct arena *a, const struct edit_field *f, struct str *value, struct err *err)
{
	struct leader_list leaders;
	struct source_list sources;
	struct figure_list figures;
	enum rc rc = RC_OK;

	if (f->type == EDIT_LEADERS && (rc = leaders_of_lines(a, *value, &leaders, err)) == RC_OK)
		*value = lines_of_leaders(a, &leaders);
	else if (f->type == EDIT_SOURCES && (rc = sources_of_lines(a, *value, &sources, err)) == RC_OK)
		*value = lines_of_sources(a, &sources);
	else if (f->type == EDIT_FIGURES && (rc = figures_of_lines(a, *value, &figures, err)) == RC_OK)
		*value = lines_of_figures(a, &figures);
	return err_within(err, rc, "「%s」", f->label);
}

enum rc edit_typed(const struct request *rq, const struct edit_field *f, bool *given, struct str *ret, struct err *err)
{
	const struct field_list *values = param_many(rq, "f.*");
	enum rc rc;

	*given = false;
	if (columns_of(f->type) != NULL) {
		rc = rows_typed(rq, f, given, ret, err);
		return rc == RC_OK && *given ? list_form(rq->arena, f, ret, err) : rc;
	}
	for (size_t i = 0; i < values->n; i++) {
		if (!str_eq(values->v[i].tail, str_of(f->name)))
			continue;
		*given = true;
		*ret = f->type == EDIT_UNITS ? tidy_lines(rq->arena, values->v[i].value) : str_trim(values->v[i].value);
	}
	if (*given && f->type == EDIT_MONEY && ret->n > 0 && !yuan_of_wan(rq->arena, *ret, ret))
		return err_set(err, RC_INPUT, "「资金总额」要写成以万元为单位的数，如 1450 或 12.5，没有就留空");
	return RC_OK;
}
