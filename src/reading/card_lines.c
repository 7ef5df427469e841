/* Lines of labels and values, laid out as the grid that records_of_card() reads. */

#include "reading/card.h"

#include "base/utf8.h"
#include "reading/kind.h"
#include "reading/outline.h"
#include "zh/number.h"

enum { LABEL_BYTES = 60, YEAR_ANY = 2000 };

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

/* "02 项目名称：…": the label behind the number of its card. */
static bool name_behind_number(struct arena *a, struct str raw, int year, struct card_label *ret)
{
	struct piece label;
	struct heading h;
	size_t i = 0, end, value;

	while (i < raw.n && i < 4 && raw.p[i] >= '0' && raw.p[i] <= '9')
		i++;
	if (i == 0)
		return false;
	i += str_at(raw, i, STR("、")) || str_at(raw, i, STR("．")) ? 3 : str_at(raw, i, STR("."));
	while (i < raw.n && raw.p[i] == ' ')
		i++;
	if (!colon_line(str_from(raw, i), &end, &value))
		return false;
	label = piece_of_line(str_cut(raw, i, i + end), 0, 0);
	if (!card_is_label(a, text_of(a, &label, 1, TEXT_TIGHT).s, year, &h) || h.field != FIELD_NAME)
		return false;
	*ret = (struct card_label){ .begin = (uint32_t)i, .end = (uint32_t)(i + end), .value = (uint32_t)(i + value), .stop = (uint32_t)raw.n,
				    .field = h.field };
	return true;
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
		if (!card_is_label(a, text_of(a, &label, 1, TEXT_TIGHT).s, year, &h))
			continue;
		*ret = (struct card_label){ .end = (uint32_t)end, .value = (uint32_t)value, .stop = (uint32_t)raw.n, .field = h.field };
		return true;
	}
	return name_behind_number(a, raw, year, ret);
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
		if (!card_is_label(a, text_of(a, &label, 1, TEXT_TIGHT).s, year, &h))
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

/* The same labels come again and again: three of them at least, three times, and nearly as often as the most frequent. */
static bool are_regular(const size_t count[FIELD_COUNT_OF])
{
	size_t most = 0, often = 0;

	for (size_t f = 0; f < FIELD_COUNT_OF; f++)
		most = count[f] > most ? count[f] : most;
	for (size_t f = 0; f < FIELD_COUNT_OF; f++)
		often += count[f] * 3 >= most * 2;
	return most >= 3 && often >= 3;
}

/* Too few lines begin with a label, or no label names a project. */
static bool too_few(const struct card_labels *all, enum card_names need)
{
	size_t count[FIELD_COUNT_OF] = { 0 }, names;
	int distinct = 0;

	for (size_t k = 0; k < all->n; k++)
		distinct += count[all->v[k].field]++ == 0;
	names = count[FIELD_NAME] + count[FIELD_NO];
	if (distinct < 3 || all->n < 4 || (names == 0 && (need == CARD_NAMES_LABELLED || all->n < 8)))
		return true;
	return are_regular(count) ? all->n * 6 < (size_t)all->rows : all->n * 5 < (size_t)all->rows * 2;
}

/* The lines laid out: a label and its value, or a line by itself over both columns. */
struct card_layout {
	struct arena *a;
	struct grid g;
	uint32_t row;
	struct piece_list open; /* the value that further lines go on with */
	bool in_value;
	enum field field; /* of the last label */
};

static void close_value(struct card_layout *l)
{
	if (l->open.n > 0 && l->row > 0)
		grid_put(l->a, &l->g, l->row - 1, 1, 1, 1, l->open.v, l->open.n);
	l->open = (struct piece_list){ 0 };
}

/* "2026.03 ──▶ 完成施工图设计" below a value that is no text: a step of the plan, which has no label. */
static bool is_step(const struct card_layout *l, struct str raw)
{
	struct piece p = piece_of_line(raw, 0, 0);
	struct zh_when w;

	switch (l->field) {
	case FIELD_MONEY:
	case FIELD_SOURCE:
	case FIELD_LEAD:
	case FIELD_SUPPORT:
	case FIELD_LEADER:
	case FIELD_CONTACT:
	case FIELD_SITE:
		return heading_may_begin(text_first(raw)) && zh_when_at(text_words(l->a, &p, 1).s, 0, YEAR_ANY, &w) && w.due.month > 0;
	default:
		return false;
	}
}

/* `label` is NULL for a line without one. */
static void put_line(struct card_layout *l, struct str raw, uint32_t block, const struct card_label *label)
{
	struct piece *p;

	if (label == NULL && l->in_value && is_step(l, raw)) {
		close_value(l);
		p = arena_alloc(l->a, sizeof(*p));
		*p = piece_of_line(STR("推进计划"), block, 0);
		grid_put(l->a, &l->g, l->row++, 0, 1, 1, p, 1);
		l->field = FIELD_PLAN;
	}
	if (label == NULL && l->in_value) {
		*list_add(&l->open, l->a) = piece_of_line(raw, block, 0);
		return;
	}
	close_value(l);
	l->in_value = label != NULL;
	l->field = label ? label->field : FIELD_NONE;
	p = arena_alloc(l->a, sizeof(*p));
	*p = label ? piece_of_line(str_cut(raw, label->begin, label->end), block, label->begin) : piece_of_line(raw, block, 0);
	grid_put(l->a, &l->g, l->row++, 0, 1, label ? 1 : 2, p, 1);
	if (label && label->value < label->stop)
		*list_add(&l->open, l->a) = piece_of_line(str_cut(raw, label->value, label->stop), block, label->value);
}

/* Is block i the last line before label k that says anything? */
static bool right_before(const struct document *doc, const struct card_labels *all, size_t k, uint32_t i)
{
	if (k >= all->n || all->v[k].block <= i)
		return false;
	for (i++; i < all->v[k].block; i++)
		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH || !is_empty_line(doc->blocks.v[i].text))
			return false;
	return true;
}

/*
 * Where no label names the projects: the label that each card begins with, below its title.  Of those that
 * nearly always follow an unlabelled line, and about as often as any, it comes first; FIELD_NONE when there is none.
 */
static enum field first_of_card(const struct document *doc, const struct card_labels *all)
{
	enum { CARDS_MIN = 3 };
	uint32_t times[FIELD_COUNT_OF] = { 0 }, below[FIELD_COUNT_OF] = { 0 }, most = 0;
	bool open = false; /* the label above has its value in the next line */
	size_t k = 0;

	for (uint32_t i = 0; i < doc->blocks.n; i++) {
		bool labelled = k < all->n && all->v[k].block == i;

		while (k < all->n && all->v[k].block == i) {
			open = all->v[k].value >= all->v[k].stop;
			times[all->v[k++].field]++;
		}
		if (labelled || doc->blocks.v[i].kind != BLOCK_PARAGRAPH || is_empty_line(doc->blocks.v[i].text))
			continue;
		if (!open && right_before(doc, all, k, i))
			below[all->v[k].field]++;
		open = false;
	}
	if (times[FIELD_NAME] + times[FIELD_NO] > 0)
		return FIELD_NONE;
	for (enum field f = FIELD_NONE + 1; f < FIELD_COUNT_OF; f++)
		if (below[f] >= CARDS_MIN && below[f] * 10 >= times[f] * 8 && below[f] > most)
			most = below[f];
	for (k = 0; most > 0 && k < all->n; k++) {
		enum field f = all->v[k].field;

		if (below[f] * 10 >= most * 8 && below[f] * 10 >= times[f] * 8)
			return f;
	}
	return FIELD_NONE;
}

/* "三、保障措施" behind the cards: what follows is said of none of them. */
static bool ends_cards(struct arena *a, struct str raw)
{
	static const struct str words[] = { STR_INIT("保障措施"), STR_INIT("工作要求"), STR_INIT("有关要求"), STR_INIT("组织领导"), STR_INIT("组织保障"), STR_INIT("下一步工作") };
	enum { HEADING_BYTES = 60 };
	struct piece p = piece_of_line(raw, 0, 0);
	size_t n;
	int number;

	if (str_has(raw, STR("小编")))
		return true;
	for (size_t k = 0; k < COUNT(words) && raw.n <= HEADING_BYTES; k++)
		if (str_has(raw, words[k]))
			return outline_number(text_words(a, &p, 1).s, 0, &n, &number) == NUM_CHAPTER;
	return false;
}

/* "实事2", "第三件", "No.4" alone on its line: the next card begins. */
static bool numbers_card(struct arena *a, struct str raw)
{
	enum { NUMBER_BYTES = 21 };
	struct piece p = piece_of_line(raw, 0, 0);
	struct text t;
	size_t n;
	int number;

	if (str_trim(raw).n > NUMBER_BYTES)
		return false;
	t = text_words(a, &p, 1);
	return outline_number(t.s, 0, &n, &number) == NUM_ITEM ? n >= t.s.n :
	       (str_starts(t.s, STR("实事")) || str_starts(t.s, STR("项目"))) && kind_number(str_from(t.s, STR("实事").n)) > 0;
}

/* The number that a line begins with, 0 for none: "3." and "3 口袋公园". */
static int leading_number(struct arena *a, struct str raw)
{
	struct piece p = piece_of_line(raw, 0, 0);
	struct text t = text_words(a, &p, 1);
	size_t n;
	int number = 0;

	if (outline_number(t.s, 0, &n, &number) == NUM_NONE && outline_blank_number(raw, t.s) > 0)
		zh_small(t.s, &(size_t){ 0 }, &number);
	return number;
}

/* A short line right above a label, its number going on from the last title's: the title of the next card. */
static bool titles_card(struct arena *a, const struct card_labels *all, size_t k, const struct document *doc, uint32_t block, int *last)
{
	enum { TITLE_BYTES = 120 };
	struct str raw = str_trim(doc->blocks.v[block].text);
	int number;

	if (raw.n > TITLE_BYTES || str_ends(raw, STR("。")) || str_ends(raw, STR("；")) || str_ends(raw, STR(";")) ||
	    !right_before(doc, all, k, block))
		return false;
	number = leading_number(a, raw);
	if (number == 0 || number != *last + 1)
		return false;
	*last = number;
	return true;
}

bool card_lines(struct arena *a, const struct document *doc, const struct card_labels *all, enum card_names need,
		struct grid *ret)
{
	struct card_layout l = { .a = a };
	enum field first;
	size_t k = 0;
	int last = 0; /* number of the title before */

	if (too_few(all, need))
		return false;
	l.g = grid_empty(a, all->rows + 3 * (uint32_t)all->n + 1, 2);
	l.g.last_block = doc->blocks.n ? (uint32_t)doc->blocks.n - 1 : 0;
	first = first_of_card(doc, all);
	for (uint32_t i = 0; i < doc->blocks.n; i++) {
		struct str raw = doc->blocks.v[i].text;

		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH)
			continue;
		if (first != FIELD_NONE && right_before(doc, all, k, i) && all->v[k].field == first)
			l.in_value = false; /* the title of the next card */
		if (is_empty_line(raw)) {
			if (l.open.n > 0)
				l.in_value = false;
			continue;
		}
		if (k > 0 && ends_cards(a, raw))
			break;
		if (k == all->n || all->v[k].block != i) {
			/* "03" alone, and 项目名称 below it: the number of the next card */
			if (k < all->n && all->v[k].block == i + 1 && all->v[k].field == FIELD_NAME && kind_number(str_trim(raw)) > 0)
				l.in_value = false;
			else if (l.open.n > 0 && (numbers_card(a, raw) || titles_card(a, all, k, doc, i, &last)))
				l.in_value = false;
			put_line(&l, raw, i, NULL);
		} else if (all->v[k].field == FIELD_NAME && str_trim(str_cut(raw, 0, all->v[k].begin)).n > 0) {
			l.in_value = false;
			put_line(&l, str_cut(raw, 0, all->v[k].begin), i, NULL);
		}
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
