/*
 * Cards: one label/value table per project, or lines of a label and a value.
 * A label that the card already has begins the next card.
 */

#include "reading/record.h"

#include "base/utf8.h"
#include "reading/card.h"
#include "reading/kind.h"

static bool is_label(struct arena *a, struct str s, int year, struct heading *h)
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

/* How the rows of a grid look: label first, then one value or many. */
struct rows_look {
	uint32_t filled, labelled, single, many, paired;
	uint64_t fields;
	int distinct;
};

static struct rows_look look(struct arena *a, const struct grid *g, int year)
{
	struct rows_look l = { 0 };

	for (uint32_t r = 0; r < g->rows && r < 400; r++) {
		uint32_t cols[16], n = row_cells(g, r, cols, 16);
		struct heading h, next;

		if (n < 2) {
			l.single += n;
			continue;
		}
		l.filled++;
		h = heading_read(a, grid_str(g, r, cols[0]), year);
		if (h.field == FIELD_NONE || !h.sure || is_label(a, grid_str(g, r, cols[1]), year, &next)) {
			/* a row without a label goes on with the value above */
			l.filled -= cols[0] > 0 && l.labelled > 0;
			continue;
		}
		l.labelled++;
		l.distinct += !(l.fields & 1ull << h.field);
		l.fields |= 1ull << h.field;
		if (n == 4 && is_label(a, grid_str(g, r, cols[2]), year, &next))
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

/* "项目一：口袋公园", "1.口袋公园建设": the card's title when no label names it. */
static void put_title(struct carding *c, const struct grid *g, const struct gcell *cell)
{
	if (cell->text.s.n > 180 || ends_page(cell->text.s))
		return;
	if (c->now == NULL || !c->titled)
		new_card(c, g);
	if (title_number(c, &cell->text)) {
		c->titled = true;
		keep_pieces(c, cell);
		return;
	}
	c->now->name = cell->text;
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

bool records_of_card(struct arena *a, const struct grid *g, int year, struct record_list *ret)
{
	struct rows_look l = look(a, g, year);
	struct carding c = { .a = a, .out = ret };
	size_t before = ret->n;

	if (l.distinct < 3 || l.labelled * 10 < l.filled * 6 || l.many * 3 > l.labelled)
		return false;
	for (uint32_t r = 0; r < g->rows; r++) {
		uint32_t cols[16], n = row_cells(g, r, cols, 16);
		struct heading h, next;

		if (n == 1) {
			if (!is_label(a, grid_str(g, r, cols[0]), year, &h))
				put_title(&c, g, grid_at(g, r, cols[0]));
			continue;
		}
		for (uint32_t k = 0; k < n; k++) {
			uint32_t end = k + 1;

			if (!is_label(a, grid_str(g, r, cols[k]), year, &h)) {
				if (k == 0)
					prolong_value(&c, g, r, cols, n);
				break;
			}
			while (end < n && !is_label(a, grid_str(g, r, cols[end]), year, &next))
				end++;
			if (end > k + 1)
				put_value(&c, g, h, join_cells(a, g, r, cols + k + 1, end - k - 1));
			k = end - 1;
		}
	}
	for (size_t i = before; i < ret->n; i++)
		settle_card(&ret->v[i]);
	return ret->n > before;
}

enum { LABEL_BYTES = 60 };

/* A line that begins with a label and a tab or wide blank, or is nothing but a label. */
static bool label_line(struct str raw, bool single_blank, size_t *label_end, size_t *value)
{
	size_t i = 0, k;

	while (i < raw.n && (raw.p[i] == ' ' || raw.p[i] == '\t'))
		i++;
	for (k = i; k < raw.n && k - i <= LABEL_BYTES && raw.p[k] != '\t'; k += utf8_len((unsigned char)raw.p[k])) {
		if (raw.p[k] == ' ' && k + 1 < raw.n && (single_blank || raw.p[k + 1] == ' '))
			break;
		if (str_at(raw, k, STR("\u3000")) || str_at(raw, k, STR("：")) || raw.p[k] == ':')
			break;
	}
	if (k - i > LABEL_BYTES || k == i)
		return false;
	*label_end = k;
	while (k < raw.n && (raw.p[k] == ' ' || raw.p[k] == '\t' || raw.p[k] == ':'))
		k++;
	if (str_at(raw, k, STR("：")) || str_at(raw, k, STR("\u3000")))
		k += 3;
	*value = k;
	return true;
}

/* "领　　域：…": a padded label, up to its colon. */
static bool colon_line(struct str raw, size_t *label_end, size_t *value)
{
	for (size_t k = 0; k < raw.n && k <= LABEL_BYTES; k += utf8_len((unsigned char)raw.p[k])) {
		size_t n = raw.p[k] == ':' ? 1 : str_at(raw, k, STR("：")) ? 3 : 0;

		if (n == 0)
			continue;
		*label_end = k;
		*value = k + n;
		while (*value < raw.n && (raw.p[*value] == ' ' || raw.p[*value] == '\t'))
			++*value;
		return k > 0;
	}
	return false;
}

/* A label at the start of the line, set apart by a colon, a wide blank or, failing that, by one. */
static bool labelled(struct arena *a, struct str raw, int year, struct card_label *ret)
{
	size_t end, value, tried = STR_NONE;
	struct heading h;

	if (!heading_may_begin(text_first(raw)))
		return false;
	for (int way = 0; way < 3; way++) {
		struct piece label;

		if (!(way == 0 ? colon_line(raw, &end, &value) : label_line(raw, way == 2, &end, &value)) || end == tried)
			continue;
		tried = end;
		label = piece_of_line(str_cut(raw, 0, end), 0, 0);
		if (!is_label(a, text_of(a, &label, 1, TEXT_TIGHT).s, year, &h))
			continue;
		*ret = (struct card_label){ .end = (uint32_t)end, .value = (uint32_t)value, .stop = (uint32_t)raw.n, .field = h.field };
		return true;
	}
	return false;
}

/* Behind the next wide blank at or after byte i: two blanks, a tab, an ideographic one; s.n when there is none. */
static size_t past_wide_blank(struct str s, size_t i)
{
	for (; i < s.n; i += utf8_len((unsigned char)s.p[i])) {
		size_t from = i;

		if (s.p[i] != ' ' && s.p[i] != '\t' && !str_at(s, i, STR("\u3000")))
			continue;
		while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || str_at(s, i, STR("\u3000"))))
			i += utf8_len((unsigned char)s.p[i]);
		if (i - from > 1)
			return i;
	}
	return s.n;
}

/* "牵头单位：甲    配合单位：乙": a second label in the line, with its colon. */
static bool label_within(struct arena *a, struct str raw, size_t from, int year, struct card_label *ret)
{
	for (size_t i = past_wide_blank(raw, from); i < raw.n; i = past_wide_blank(raw, i)) {
		struct str rest = str_from(raw, i);
		struct piece label;
		size_t end, value;
		struct heading h;

		if (!heading_may_begin(text_first(rest)) || !colon_line(rest, &end, &value))
			continue;
		label = piece_of_line(str_cut(rest, 0, end), 0, 0);
		if (!is_label(a, text_of(a, &label, 1, TEXT_TIGHT).s, year, &h))
			continue;
		*ret = (struct card_label){ .begin = (uint32_t)i, .end = (uint32_t)(i + end), .value = (uint32_t)(i + value),
					    .stop = (uint32_t)raw.n, .field = h.field };
		return true;
	}
	return false;
}

/* A line drawn between cards. */
static bool is_rule(struct str s)
{
	static const struct str marks[] = { STR_INIT("─"), STR_INIT("━"), STR_INIT("═"), STR_INIT("—"), STR_INIT("－"), STR_INIT("＝"),
					    STR_INIT("＊"), STR_INIT("-"), STR_INIT("="), STR_INIT("*"), STR_INIT("_"), STR_INIT("~") };
	size_t k;

	s = str_trim(s);
	for (k = 0; k < COUNT(marks) && !str_starts(s, marks[k]); k++)
		;
	if (k == COUNT(marks) || s.n < 3 * marks[k].n)
		return false;
	for (size_t i = 0; i < s.n; i += marks[k].n)
		if (!str_at(s, i, marks[k]))
			return false;
	return true;
}

/* Says nothing: empty, or only drawn. */
static bool is_empty_line(struct str raw)
{
	return str_trim(raw).n == 0 || is_rule(raw);
}

struct card_labels card_labels_of(struct arena *a, const struct document *doc, int year)
{
	struct card_labels all = { 0 };
	struct arena *scratch = arena_new();

	for (uint32_t i = 0; i < doc->blocks.n; i++) {
		struct card_label label;

		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH || is_empty_line(doc->blocks.v[i].text))
			continue;
		all.rows++;
		arena_reset(scratch);
		for (bool more = labelled(scratch, doc->blocks.v[i].text, year, &label); more;) {
			struct card_label *now = list_add(&all, a);

			label.block = i;
			*now = label;
			more = label_within(scratch, doc->blocks.v[i].text, now->value, year, &label);
			now->stop = more ? label.begin : now->stop;
		}
	}
	arena_free(scratch);
	return all;
}

/* Too few lines begin with a label, or no label names a project. */
static bool too_few(const struct card_labels *all, enum card_names need)
{
	uint32_t names = 0;
	uint64_t fields = 0;
	int distinct = 0;

	for (size_t k = 0; k < all->n; k++) {
		enum field f = all->v[k].field;

		names += f == FIELD_NAME || f == FIELD_NO;
		distinct += !(fields & 1ull << f);
		fields |= 1ull << f;
	}
	return distinct < 3 || all->n < 4 || all->n * 5 < (size_t)all->rows * 2 ||
	       (names == 0 && (need == CARD_NAMES_LABELLED || all->n < 8));
}

/* The lines laid out: a label and its value, or a line by itself over both columns. */
struct card_layout {
	struct arena *a;
	struct grid g;
	uint32_t row;
	struct piece_list open; /* the value that further lines go on with */
	bool in_value;
};

static void close_value(struct card_layout *l)
{
	if (l->open.n > 0 && l->row > 0)
		grid_put(l->a, &l->g, l->row - 1, 1, 1, 1, l->open.v, l->open.n);
	l->open = (struct piece_list){ 0 };
}

/* `label` is NULL for a line without one. */
static void put_line(struct card_layout *l, struct str raw, uint32_t block, const struct card_label *label)
{
	struct piece *p;

	if (label == NULL && l->in_value) {
		*list_add(&l->open, l->a) = piece_of_line(raw, block, 0);
		return;
	}
	close_value(l);
	l->in_value = label != NULL;
	p = arena_alloc(l->a, sizeof(*p));
	*p = label ? piece_of_line(str_cut(raw, label->begin, label->end), block, label->begin) : piece_of_line(raw, block, 0);
	grid_put(l->a, &l->g, l->row++, 0, 1, label ? 1 : 2, p, 1);
	if (label && label->value < label->stop)
		*list_add(&l->open, l->a) = piece_of_line(str_cut(raw, label->value, label->stop), block, label->value);
}

bool card_lines(struct arena *a, const struct document *doc, const struct card_labels *all, enum card_names need,
		struct grid *ret)
{
	struct card_layout l = { .a = a };
	size_t k = 0;

	if (too_few(all, need))
		return false;
	l.g = grid_empty(a, all->rows + (uint32_t)all->n + 1, 2);
	l.g.last_block = doc->blocks.n ? (uint32_t)doc->blocks.n - 1 : 0;
	for (uint32_t i = 0; i < doc->blocks.n; i++) {
		struct str raw = doc->blocks.v[i].text;

		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH)
			continue;
		if (is_empty_line(raw)) {
			if (l.open.n > 0)
				l.in_value = false;
			continue;
		}
		if (k == all->n || all->v[k].block != i)
			put_line(&l, raw, i, NULL);
		for (; k < all->n && all->v[k].block == i; k++)
			put_line(&l, raw, i, &all->v[k]);
	}
	close_value(&l);
	*ret = l.g;
	return true;
}

bool card_lines_alternate(const struct document *doc, const struct card_labels *all)
{
	enum { LABELS_MIN = 9 };
	size_t labels = 0, followed = 0, repeats = 0, k = 0;
	uint64_t seen = 0;
	bool open = false;

	for (uint32_t i = 0; i < doc->blocks.n; i++) {
		struct str raw = doc->blocks.v[i].text;
		bool label;

		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH || is_empty_line(raw))
			continue;
		label = k < all->n && all->v[k].block == i;
		if (label && all->v[k].value >= raw.n) {
			labels++;
			repeats += (seen & 1ull << all->v[k].field) != 0;
			seen |= 1ull << all->v[k].field;
			open = true;
		} else {
			followed += open;
			open = false;
		}
		while (k < all->n && all->v[k].block == i)
			k++;
	}
	return labels >= LABELS_MIN && followed * 10 >= labels * 8 && repeats * 2 >= labels;
}
