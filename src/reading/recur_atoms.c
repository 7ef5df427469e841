#include "reading/recur_atoms.h"

#include "base/utf8.h"
#include "reading/outline.h"
#include "reading/unnumbered.h"
#include "zh/name.h"
#include "zh/number.h"

enum { ATOMS_MAX = 3000, TIMES_MIN = 3, LABEL_CHARS = 12, LONG_BYTES = 240, KNOWN_LABEL_BYTES = 12 };

/* Opening brackets are marks that stay with the text: their closing half is in it. */
static bool is_frame(uint32_t c)
{
	return c == U'【' || c == U'(' || c == U'“' || c == U'[';
}

static bool is_symbol(uint32_t c)
{
	if (c < 0x80)
		return c == '*' || c == '#' || c == '>' || c == '+' || c == '~' || c == '-' || c == '=';
	return !utf8_is_han(c) && !is_frame(c) && c != U'〇' && c != U'。' && c != U'、' && (c < 0x2460 || c > 0x24FF) && (c < 0x0391 || c > 0x03C9);
}

static void skip_marks(struct atom *x)
{
	struct str s = x->text.s;
	size_t i = outline_keycap(s, 0, &x->number), n;

	if (i > 0)
		x->style = NUM_POINT;
	while (i < s.n) {
		size_t k = i;
		uint32_t c = utf8_next(s, &k);

		if (is_frame(c) && x->mark == 0)
			x->mark = c;
		if (!is_symbol(c) && c != ' ')
			break;
		if (x->mark == 0 && c != ' ')
			x->mark = c;
		i = k;
	}
	if (x->style == 0 && kind_of_cell(str_from(s, i)) != CELL_TIME && kind_of_cell(str_from(s, i)) != CELL_AMOUNT) {
		x->style = (int)outline_number(s, i, &n, &x->number);
		i += x->style != NUM_NONE && x->style != NUM_FRAME ? n : 0;
	}
	/* "1项目名称口袋公园": in front of a label the number needs no point */
	if (x->style == NUM_NONE && zh_is_digit(s, i)) {
		size_t k = i;

		if (zh_small(s, &k, &x->number) && label_at(s, k, &n) == FIELD_NAME) {
			x->style = NUM_POINT;
			i = k;
		} else {
			x->number = 0;
		}
	}
	x->skip = x->value = i;
}

/* Set apart by a colon or an equals sign, the word in front is a label; a long known label needs neither. */
static void find_label(struct atom *x)
{
	struct str s = x->text.s;
	size_t n, chars = 0, from = x->skip + (str_at(s, x->skip, STR("【")) ? STR("【").n : 0);

	for (size_t i = from; i < s.n && chars <= LABEL_CHARS; i += utf8_len((unsigned char)s.p[i]), chars++) {
		bool ends = s.p[i] == ':' || s.p[i] == '=' || s.p[i] == '?' || str_at(s, i, STR("】"));

		if (strchr(",;\n()", s.p[i]) || str_at(s, i, STR("。")) || str_at(s, i, STR("、")))
			break;
		if (!ends)
			continue;
		if (chars < 2)
			return;
		x->label = str_cut(s, from, i);
		x->field = label_field(x->label);
		x->unit = x->field == FIELD_NONE && i + 1 < s.n && zh_unit_ending(x->label) > 0 && kind_of_cell(x->label) == CELL_UNITS;
		x->value = i + utf8_len((unsigned char)s.p[i]);
		x->value += x->value < s.n && s.p[x->value] == ':';
		return;
	}
	x->field = label_at(s, x->skip, &n);
	if (x->field == FIELD_NONE || n < KNOWN_LABEL_BYTES || x->skip + n >= s.n || s.p[x->skip + n] == ',' || str_at(s, x->skip + n, STR("、"))) {
		x->field = FIELD_NONE;
		return;
	}
	x->label = str_cut(s, x->skip, x->skip + n);
	x->value = x->skip + n;
}

static void add_atom(struct arena *a, struct piece p, bool apart, int level, struct atom_list *ret)
{
	struct piece *kept = arena_alloc(a, sizeof(*kept));
	struct atom x = { .block = p.block, .apart = apart, .level = level };

	*kept = p;
	x.inner = ret->n > 0 && ret->v[ret->n - 1].block == p.block;
	x.text = text_of(a, kept, 1, TEXT_TIGHT);
	if (x.text.s.n == 0 || (!kind_numbers_card(x.text.s, &ret->card) && kind_is_page_mark(x.text.s)))
		return;
	skip_marks(&x);
	find_label(&x);
	x.kind = kind_of_cell(atom_says(&x));
	*list_add(ret, a) = x;
}

/* "口袋公园  目标任务  新建6个  牵头单位  县城管局": cells of one line, parted by wide blanks.  False when there are no three. */
static bool add_cells(struct arena *a, const struct block *b, uint32_t block, bool apart, struct atom_list *ret)
{
	enum { CELLS_MIN = 3 };
	size_t wide = 0, from = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < b->text.n;) {
			size_t begin = i;

			while (i < b->text.n && (b->text.p[i] == ' ' || b->text.p[i] == '\t'))
				i++;
			if (i == begin) {
				i += utf8_len((unsigned char)b->text.p[i]);
				continue;
			}
			if (i - begin < 2 || begin == 0)
				continue;
			wide += pass == 0;
			if (pass == 1) {
				add_atom(a, piece_of_line(str_cut(b->text, from, begin), block, from), apart && from == 0, b->level, ret);
				from = i;
			}
		}
		if (wide + 1 < CELLS_MIN)
			return false;
	}
	add_atom(a, piece_of_line(str_from(b->text, from), block, from), false, b->level, ret);
	return true;
}

/* Where a paragraph without line ends is cut: in front of labels that come again, and of numbers that go on. */
struct cut_list {
	size_t *v;
	size_t n, cap;
};

static void label_cuts(struct arena *a, struct str s, struct cut_list *ret)
{
	uint32_t times[FIELD_COUNT_OF] = { 0 };

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < s.n;) {
			size_t n;
			enum field f = heading_may_begin(utf8_wide_at(s, i)) ? label_at(s, i, &n) : FIELD_NONE;

			if (f == FIELD_NONE || n < KNOWN_LABEL_BYTES) {
				i += utf8_len((unsigned char)s.p[i]);
				continue;
			}
			if (pass == 0)
				times[f]++;
			else if (times[f] >= TIMES_MIN)
				*list_add(ret, a) = i;
			i += n;
		}
}

/* 一、…二、…三、: each number that goes on begins a part, whatever stands in front of it. */
static void number_cuts(struct arena *a, struct str s, struct cut_list *ret)
{
	static const enum numbering styles[] = { NUM_CHAPTER, NUM_SECTION, NUM_POINT, NUM_CIRCLE, NUM_ITEM };

	for (size_t k = 0; k < COUNT(styles); k++) {
		struct cut_list now = { 0 };
		int want = 1;

		for (size_t i = 0; i < s.n; i += utf8_len((unsigned char)s.p[i])) {
			size_t n;
			int number;

			if (!outline_may_number(s, i) || (i > 0 && zh_is_digit(s, i) && zh_is_digit(s, i - 1)) ||
			    outline_number(s, i, &n, &number) != styles[k] || number != want)
				continue;
			*list_add(&now, a) = i;
			want++;
		}
		if (now.n >= TIMES_MIN) {
			for (size_t i = 0; i < now.n; i++)
				*list_add(ret, a) = now.v[i];
			return;
		}
	}
}

static void sort_cuts(struct cut_list *l)
{
	for (size_t i = 1; i < l->n; i++) {
		size_t x = l->v[i], k = i;

		for (; k > 0 && l->v[k - 1] > x; k--)
			l->v[k] = l->v[k - 1];
		l->v[k] = x;
	}
}

/* The source byte of each folded one is found through the text; the paragraph is cut there. */
static void add_cut(struct arena *a, const struct document *doc, uint32_t block, bool apart, struct atom_list *ret)
{
	const struct block *b = &doc->blocks.v[block];
	struct piece p = piece_of_line(b->text, block, 0);
	struct cut_list cuts = { 0 };
	struct text t = text_of(a, &p, 1, TEXT_TIGHT);
	size_t from = 0;

	number_cuts(a, t.s, &cuts);
	label_cuts(a, t.s, &cuts);
	sort_cuts(&cuts);
	for (size_t k = 0; k <= cuts.n; k++) {
		size_t to = k < cuts.n ? cuts.v[k] : t.s.n;

		if (to > from) {
			struct text part = text_part(a, &t, from, to, TEXT_TIGHT);

			if (part.npieces > 0) {
				struct piece whole = part.pieces[0];
				const struct piece *last = &part.pieces[part.npieces - 1];

				whole.s.n = (size_t)(last->s.p - whole.s.p) + last->s.n;
				add_atom(a, whole, apart && from == 0, b->level, ret);
			}
		}
		from = to;
	}
}

static size_t times_said(const struct atom_list *l, struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += str_eq(l->v[i].text.s, s);
	return n;
}

/* A short line that comes again word by word is the label of the line below it. */
static bool is_bare_label(const struct atom_list *l, size_t i)
{
	enum { BARE_BYTES = 30 };
	const struct atom *x = &l->v[i], *next = i + 1 < l->n ? x + 1 : NULL;

	return next && x->text.s.n <= BARE_BYTES && x->label.n == 0 && next->label.n == 0 &&
	       (x->kind == CELL_SHORT || label_field(str_from(x->text.s, x->skip)) != FIELD_NONE) && !kind_says_progress(x->text.s) &&
	       times_said(l, x->text.s) >= TIMES_MIN && !str_eq(next->text.s, x->text.s);
}

static void join_bare_labels(struct arena *a, struct atom_list *l)
{
	bool *bare = arena_alloc(a, (l->n + 1) * sizeof(*bare)); /* told before any is joined: joined ones are said no more */
	size_t k = 0;

	for (size_t i = 0; i < l->n; i++)
		bare[i] = !(i > 0 && bare[i - 1]) && is_bare_label(l, i);
	for (size_t i = 0; i < l->n; i++) {
		const struct atom x = l->v[i];
		struct str label = str_from(x.text.s, x.skip);

		if (!bare[i]) {
			l->v[k++] = x;
			continue;
		}
		l->v[k] = l->v[++i];
		l->v[k].label = label;
		l->v[k].field = label_field(label);
		l->v[k++].apart |= x.apart;
	}
	l->n = k;
}

static bool is_time(const struct atom *x)
{
	return x->kind == CELL_TIME && x->label.n == 0 && x->level == 0;
}

static bool is_step_text(const struct atom *x)
{
	return x->kind != CELL_TIME && x->kind != CELL_NUMBER && x->label.n == 0 && x->level == 0 && x->number == 0;
}

/* Below 进度安排 a line says by when and the next one what, and so on: "3月底前", "完成施工招标". One value. */
static void join_steps(struct arena *a, struct atom_list *l)
{
	size_t k = 0;

	for (size_t i = 0; i < l->n; i++) {
		struct atom *x = &l->v[k];
		struct piece_list pieces = { 0 };
		size_t end = i;

		*x = l->v[i];
		k++;
		if (x->field != FIELD_PLAN || x->kind != CELL_TIME || x->inner || x->value > 0)
			continue;
		while (end + 1 < l->n && (end == i || is_time(&l->v[end])) && is_step_text(&l->v[end + 1]) &&
		       l->v[end].text.npieces == 1 && l->v[end + 1].text.npieces == 1) {
			*list_add(&pieces, a) = l->v[end].text.pieces[0];
			*list_add(&pieces, a) = l->v[end + 1].text.pieces[0];
			pieces.v[pieces.n - 1].glued = true;
			end += 2;
		}
		if (pieces.n == 0)
			continue;
		x->text = text_of(a, pieces.v, pieces.n, TEXT_TIGHT);
		x->kind = kind_of_cell(x->text.s);
		i = end - 1;
	}
	l->n = k;
}

/* Labels that nobody knows count only where they come again. */
static void drop_lone_labels(struct atom_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct atom *x = &l->v[i];
		size_t n = 0;

		if (x->label.n == 0 || x->field != FIELD_NONE || x->unit)
			continue;
		for (size_t k = 0; k < l->n && n < TIMES_MIN; k++)
			n += str_eq(l->v[k].label, x->label);
		if (n >= TIMES_MIN)
			continue;
		x->label = STR("");
		x->value = x->skip;
		x->kind = kind_of_cell(atom_says(x));
	}
}

struct atom_list atoms_of(struct arena *a, const struct document *doc)
{
	struct atom_list ret = { 0 };
	bool apart = false;

	for (uint32_t i = 0; i < doc->blocks.n && ret.n < ATOMS_MAX; i++) {
		const struct block *b = &doc->blocks.v[i];

		if (b->kind != BLOCK_PARAGRAPH)
			continue;
		if (str_trim(b->text).n == 0) {
			apart = true;
			continue;
		}
		if (add_cells(a, b, i, apart, &ret))
			;
		else if (b->text.n > LONG_BYTES)
			add_cut(a, doc, i, apart, &ret);
		else
			add_atom(a, piece_of_line(b->text, i, 0), apart, b->level, &ret);
		apart = false;
	}
	if (ret.n >= ATOMS_MAX)
		return (struct atom_list){ 0 };
	join_bare_labels(a, &ret);
	join_steps(a, &ret);
	drop_lone_labels(&ret);
	return ret;
}
