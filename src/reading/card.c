/*
 * Cards: one label/value table per project, or lines of a label and a value.
 * A label that the card already has begins the next card.
 */

#include "reading/record.h"

#include "base/utf8.h"
#include "reading/card.h"
#include "reading/kind.h"
#include "reading/meta.h"
#include "reading/outline.h"
#include "zh/number.h"

bool card_is_label(struct arena *a, struct str s, int year, struct heading *h)
{
	return heading_sure(a, s, year, h) && !(h->timed && h->words.n == 0);
}

/* Own, filled cells of a row, left to right. */
static uint32_t row_cells(const struct grid *g, uint32_t row, uint32_t *cols, uint32_t max)
{
	uint32_t n = 0;

	for (uint32_t c = 0; c < g->cols && n < max; c++)
		if (grid_own(g, row, c) && grid_str(g, row, c).n > 0)
			cols[n++] = c;
	return n;
}

/*
 * 实施时间 | 3月 | 受益群众 | 全村: the third of four cells is a label, known or not, where it is one in other rows.  Its
 * place is looked for once; 0 for none.
 */
static uint32_t second_labels(struct arena *a, const struct grid *g, int year)
{
	for (uint32_t r = 0; r < g->rows; r++) {
		uint32_t cols[16];
		struct heading h;

		if (row_cells(g, r, cols, 16) == 4 && card_is_label(a, grid_str(g, r, cols[0]), year, &h) &&
		    card_is_label(a, grid_str(g, r, cols[2]), year, &h))
			return cols[2];
	}
	return 0;
}

/* How the rows of a grid look: label first, then one value or many. */
struct rows_look {
	uint32_t filled, labelled, single, many, paired;
	uint64_t fields;
	int distinct;
};

static struct rows_look look(struct arena *a, const struct grid *g, int year)
{
	struct rows_look l = { 0 };
	uint32_t second = second_labels(a, g, year);

	for (uint32_t r = 0; r < g->rows && r < 400; r++) {
		uint32_t cols[16], n = row_cells(g, r, cols, 16);
		struct heading h, next;

		if (n < 2) {
			l.single += n;
			continue;
		}
		l.filled++;
		h = heading_read(a, grid_str(g, r, cols[0]), year);
		if (h.field == FIELD_NONE || !h.sure || card_is_label(a, grid_str(g, r, cols[1]), year, &next)) {
			/* a row without a label goes on with the value above */
			l.filled -= cols[0] > 0 && l.labelled > 0;
			continue;
		}
		l.labelled++;
		l.distinct += !(l.fields & 1ull << h.field);
		l.fields |= 1ull << h.field;
		if ((n == 3 || n == 4) && (card_is_label(a, grid_str(g, r, cols[2]), year, &next) || (second > 0 && cols[2] == second)))
			l.paired++;
		else if (n > 2)
			l.many++;
	}
	return l;
}

bool grid_is_turned(struct arena *a, const struct grid *g, int year)
{
	struct rows_look l = look(a, g, year);

	return g->cols >= 3 && l.distinct >= 3 && l.labelled * 10 >= l.filled * 7 &&
	       l.many * 2 >= l.labelled;
}

struct carding {
	struct arena *a;
	struct record_list *out;
	struct record *now;
	uint64_t seen;
	struct str name_label; /* under which cards are named */
	bool titled; /* the card has only its title so far */
};

static void new_card(struct carding *c, const struct grid *g)
{
	c->now = list_add(c->out, c->a);
	c->now->block = g->first_block;
	list_add(&c->now->rows, c->a);
	c->seen = 0;
	c->titled = false;
}

static void keep_pieces(struct carding *c, const struct gcell *cell)
{
	for (size_t k = 0; k < cell->text.npieces; k++)
		*list_add(&c->now->pieces, c->a) = cell->text.pieces[k];
}

static void put_value(struct carding *c, const struct grid *g, struct heading h, const struct gcell *cell)
{
	struct value *v;
	bool key;

	/* 实事题目 and, further down, 具体事项: the second of two words for a name tells the task */
	if (h.field == FIELD_NAME && c->name_label.n == 0)
		c->name_label = h.words;
	else if (h.field == FIELD_NAME && c->seen & 1ull << FIELD_NAME && !str_eq(h.words, c->name_label))
		h.field = FIELD_TASK;
	key = h.field == FIELD_NAME || h.field == FIELD_NO;

	if (c->now == NULL || (key && c->seen & 1ull << h.field) ||
	    (h.field == FIELD_LEAD && c->seen & 1ull << FIELD_LEAD && !(c->seen & (1ull << FIELD_NAME | 1ull << FIELD_NO)) &&
	     !str_has(h.words, STR("责任"))))
		new_card(c, g);
	c->seen |= 1ull << h.field;
	c->titled = false;
	keep_pieces(c, cell);
	if (h.field == FIELD_NO) {
		int n = kind_number(cell->text.s);

		c->now->no = n >= 0 ? arena_printf(c->a, "%d", n) : cell->text.s;
		c->now->no_text = cell->text;
		return;
	}
	if (h.field == FIELD_NAME) {
		c->now->name = cell->text;
		return;
	}
	v = record_add(c->a, c->now, h.field, h.words, cell->text);
	if (h.field == FIELD_PERIOD) {
		v->when = arena_alloc(c->a, sizeof(*v->when));
		*v->when = h.when;
	}
	v->money_unit = h.money_unit;
}

/* Cells side by side that make one value: 3月底 | 完成招标. */
static const struct gcell *join_cells(struct arena *a, const struct grid *g, uint32_t row,
				      const uint32_t *cols, uint32_t n)
{
	struct piece_list all = { 0 };
	struct gcell *c;

	if (n == 1)
		return grid_at(g, row, cols[0]);
	for (uint32_t k = 0; k < n; k++)
		for (size_t m = 0; m < grid_at(g, row, cols[k])->text.npieces; m++) {
			struct piece p = grid_at(g, row, cols[k])->text.pieces[m];

			p.glued = k > 0 && m == 0;
			*list_add(&all, a) = p;
		}
	c = arena_alloc(a, sizeof(*c));
	c->text = text_words(a, all.v, all.n);
	return c;
}

/* A row without a label goes on with the value above it. */
static void prolong_value(struct carding *c, const struct grid *g, uint32_t row, const uint32_t *cols,
			  uint32_t n)
{
	const struct gcell *cell = join_cells(c->a, g, row, cols, n);
	struct row *r;
	struct value *v;

	if (c->now == NULL || c->now->rows.n == 0)
		return;
	r = &c->now->rows.v[c->now->rows.n - 1];
	if (r->values.n == 0)
		return;
	v = &r->values.v[r->values.n - 1];
	v->text = text_join(c->a, &v->text, &cell->text);
	keep_pieces(c, cell);
}

/* What a page has below its text. */
static bool ends_page(struct str s)
{
	static const struct str words[] = { STR_INIT("下一条"), STR_INIT("上一条"), STR_INIT("下一篇"), STR_INIT("上一篇"), STR_INIT("扫一扫"), STR_INIT("打印"), STR_INIT("责任编辑"), STR_INIT("来源"),
					    STR_INIT("版权"), STR_INIT("附件"), STR_INIT("编辑"), STR_INIT("公示时间"), STR_INIT("公示期") };

	for (size_t k = 0; k < COUNT(words); k++)
		if (str_starts(s, words[k]))
			return true;
	return false;
}

/* "项目3", "实事三", "03" alone on the line above the name. */
static bool title_number(struct carding *c, const struct text *t)
{
	static const struct str heads[] = { STR_INIT("民生实事项目"), STR_INIT("民生实事"), STR_INIT("实事项目"), STR_INIT("实事"), STR_INIT("项目"), STR_INIT("卡片"), STR_INIT("第"), STR_INIT("NO."), STR_INIT("No.") };
	struct str s = t->s;
	int n;

	for (size_t k = 0; k < COUNT(heads); k++)
		if (str_starts(s, heads[k])) {
			s = str_from(s, heads[k].n);
			break;
		}
	n = kind_number(s);
	if (n < 0)
		return false;
	c->now->no = arena_printf(c->a, "%d", n);
	c->now->no_text = *t;
	return true;
}

/* "01 口袋公园": a number set apart by a blank, which a tight text has lost. */
static void number_in_front(struct carding *c, const struct gcell *cell)
{
	struct str raw = cell->text.npieces > 0 ? str_trim(cell->text.pieces[0].s) : STR("");
	size_t digits = 0;

	while (digits < raw.n && raw.p[digits] >= '0' && raw.p[digits] <= '9')
		digits++;
	if (digits == 0 || digits > 2 || digits >= raw.n || (raw.p[digits] != ' ' && raw.p[digits] != '\t' && !str_at(raw, digits, STR("\u3000"))))
		return;
	c->now->no = arena_printf(c->a, "%d", kind_number(str_cut(cell->text.s, 0, digits)));
	c->now->no_text = text_part(c->a, &cell->text, 0, digits, TEXT_TIGHT);
	c->now->name = text_part(c->a, &cell->text, digits, cell->text.s.n, TEXT_TIGHT);
}

/* "项目一：口袋公园", "1.口袋公园建设": the card's title when no label names it. */
static void put_title(struct carding *c, const struct grid *g, const struct gcell *cell)
{
	if (cell->text.s.n > 180 || ends_page(cell->text.s))
		return;
	/* 示例县2025年民生实事台账: the title of them all */
	if (meta_names_programme(cell->text.s) && meta_year_in(cell->text.s, 0) > 0)
		return;
	if (c->now == NULL || !c->titled)
		new_card(c, g);
	if (title_number(c, &cell->text)) {
		c->titled = true;
		keep_pieces(c, cell);
		return;
	}
	c->now->name = cell->text;
	number_in_front(c, cell);
	c->titled = true;
	keep_pieces(c, cell);
}

/* Role labels of one card: 责任单位 beside 牵头单位 supports, 实施单位 alone leads. */
static void settle_card(struct record *r)
{
	struct row *row = &r->rows.v[0];
	bool chief = false, lead = false;

	for (size_t k = 0; k < row->values.n; k++) {
		const struct value *v = &row->values.v[k];

		lead = lead || v->field == FIELD_LEAD || v->field == FIELD_DUTY;
		chief = chief || (v->field == FIELD_LEAD && (str_has(v->label, STR("牵头")) || str_has(v->label, STR("主办"))));
	}
	for (size_t k = 0; k < row->values.n; k++) {
		struct value *v = &row->values.v[k];

		if (chief && v->field == FIELD_LEAD && str_starts(v->label, STR("责任")))
			v->field = FIELD_SUPPORT;
		else if (!lead && v->field == FIELD_IMPLEMENT)
			v->field = FIELD_LEAD;
	}
	/* 11月至12月工作重点 beside 10月末形象进度: what comes next */
	for (size_t k = 0; k < row->values.n; k++)
		if (row->values.v[k].field == FIELD_PERIOD && row_value(row, FIELD_PROGRESS) && !row_value(row, FIELD_NEXT))
			row->values.v[k].field = FIELD_NEXT;
	/* 目标任务 beside 具体项目内容 is the name */
	if (r->name.s.n == 0 && row_value(row, FIELD_TASK) && row_value(row, FIELD_TARGET))
		r->name = row_value(row, FIELD_TARGET)->text;
	if (row_value(row, FIELD_TASK) == NULL)
		for (size_t k = 0; k < row->values.n; k++)
			if (row->values.v[k].field == FIELD_TARGET) {
				row->values.v[k].field = FIELD_TASK;
				break;
			}
}

/* "共9张卡片，计划总投资6978万元": a line between or behind the cards is none. */
static void drop_titles(struct record_list *l, size_t before)
{
	size_t kept = before;

	for (size_t i = before; i < l->n; i++)
		if (record_says(&l->v[i]) || l->v[i].no.n > 0)
			l->v[kept++] = l->v[i];
	if (kept > before)
		l->n = kept;
}

/* Where the value of the label at cols[k] ends: at the next label. */
static uint32_t value_ends(struct arena *a, const struct grid *g, uint32_t r, const uint32_t *cols, uint32_t n, uint32_t k, uint32_t second, int year)
{
	enum { LABEL_BYTES = 24 };
	struct heading next;
	uint32_t end = k + 1;

	while (end < n && !card_is_label(a, grid_str(g, r, cols[end]), year, &next)) {
		if (second > 0 && n == 4 && cols[end] == second && grid_str(g, r, second).n <= LABEL_BYTES)
			break;
		end++;
	}
	return end;
}

bool records_of_card(struct arena *a, const struct grid *g, int year, struct record_list *ret)
{
	struct rows_look l = look(a, g, year);
	struct carding c = { .a = a, .out = ret };
	size_t before = ret->n;
	uint32_t second = second_labels(a, g, year);

	if (l.distinct < 3 || l.labelled * 10 < l.filled * 6 || l.many * 3 > l.labelled)
		return false;
	for (uint32_t r = 0; r < g->rows; r++) {
		uint32_t cols[16], n = row_cells(g, r, cols, 16);
		struct heading h;

		if (n == 1) {
			if (!card_is_label(a, grid_str(g, r, cols[0]), year, &h))
				put_title(&c, g, grid_at(g, r, cols[0]));
			continue;
		}
		for (uint32_t k = 0; k < n; k++) {
			uint32_t end;

			if (!card_is_label(a, grid_str(g, r, cols[k]), year, &h)) {
				if (k == 0)
					prolong_value(&c, g, r, cols, n);
				break;
			}
			end = value_ends(a, g, r, cols, n, k, second, year);
			if (end > k + 1)
				put_value(&c, g, h, join_cells(a, g, r, cols + k + 1, end - k - 1));
			k = end - 1;
		}
	}
	drop_titles(ret, before);
	for (size_t i = before; i < ret->n; i++)
		settle_card(&ret->v[i]);
	return ret->n > before;
}
