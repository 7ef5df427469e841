#include "document/drawn.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { COLS_MAX = 64, CELL_MAX = 64 << 20 };

/* ---- one line ---- */

static bool is_horizontal(uint32_t c)
{
	switch (c) {
	case U'─': case U'━': case U'═': case U'┄': case U'┅': case U'┈': case U'┉': case U'-': case U'=':
		return true;
	default:
		return false;
	}
}

/* Corners, tees and crosses; `ascii` tells which of the two ways to draw. */
static bool is_joint(uint32_t c, bool ascii)
{
	return ascii ? c == '+' : c >= U'┌' && c <= U'╬' && !is_horizontal(c) && c != U'║';
}

static bool is_vertical(uint32_t c, bool ascii)
{
	return ascii ? c == '|' : c == U'│' || c == U'┃' || c == U'║';
}

struct seg {
	struct str text; /* with its blanks */
	bool rule;
};

struct seg_list {
	struct seg v[COLS_MAX];
	size_t n;
};

/* A "-" alone is what a cell without contents says. */
static bool is_rule(struct str s)
{
	for (size_t i = 0; i < s.n;)
		if (!is_horizontal(utf8_next(s, &i)))
			return false;
	return s.n > 1;
}

/* Cuts a line at its verticals and joints; false when it does not begin with one, or has too many. */
static bool cut_line(struct str line, bool ascii, struct seg_list *ret)
{
	size_t from = STR_NONE;

	ret->n = 0;
	line = str_trim(line);
	for (size_t i = 0; i < line.n;) {
		size_t at = i;
		uint32_t c = utf8_next(line, &i);

		if (!is_joint(c, ascii) && !is_vertical(c, ascii)) {
			if (from == STR_NONE)
				return false;
			continue;
		}
		if (from != STR_NONE) {
			struct str text = str_cut(line, from, at);

			if (ret->n == COLS_MAX)
				return false;
			ret->v[ret->n++] = (struct seg){ text, is_rule(text) };
		}
		from = i;
	}
	return ret->n > 0;
}

static bool all_rules(const struct seg_list *l)
{
	for (size_t k = 0; k < l->n; k++)
		if (!l->v[k].rule)
			return false;
	return true;
}

static bool any_rule(const struct seg_list *l)
{
	for (size_t k = 0; k < l->n; k++)
		if (l->v[k].rule)
			return true;
	return false;
}

static struct str line_at(struct str s, size_t i)
{
	const char *end = memchr(s.p + i, '\n', s.n - i);

	return str_cut(s, i, end ? (size_t)(end - s.p) : s.n);
}

static bool is_ascii(struct str line)
{
	return str_starts(str_trim(line), STR("+"));
}

bool drawn_begins(struct str line)
{
	struct str s = str_trim(line);
	struct seg_list segs;
	size_t i = 0;
	uint32_t c;

	if (s.n < 4)
		return false;
	c = utf8_next(s, &i);
	if (!(c == '+' && (s.p[1] == '-' || s.p[1] == '=')) && !(c >= U'┌' && c <= U'┏') && c != U'╔' && c != U'╒' && c != U'╓')
		return false;
	return cut_line(s, c == '+', &segs) && all_rules(&segs);
}

/* ---- the lines of a table ---- */

/* What the lines from the top rule on look like. */
struct frame {
	size_t end;	/* behind the last of them */
	size_t cols, texts, rules;
};

static struct frame measure(struct str s, size_t i, bool ascii)
{
	struct frame f = { .end = i };

	while (i < s.n) {
		struct str line = line_at(s, i);
		struct seg_list segs;

		if (!cut_line(line, ascii, &segs))
			break;
		i += line.n + 1;
		f.end = i < s.n ? i : s.n;
		f.cols = segs.n > f.cols ? segs.n : f.cols;
		if (any_rule(&segs))
			f.rules++;
		else
			f.texts++;
	}
	return f;
}

/* The cell being read in each column. */
struct open_cell {
	struct buf text;
	uint32_t row, colspan;
	bool any, full;
};

struct drawing {
	struct arena *a;
	struct block *b;
	size_t room;
	struct open_cell open[COLS_MAX];
	size_t cols;
	uint32_t row;
	bool text_in_row;
};

static void close_cell(struct drawing *d, size_t col)
{
	struct open_cell *o = &d->open[col];

	if (o->any && d->b->cell_count < d->room) {
		struct cell c = { o->row, (uint32_t)col, d->row - o->row + 1, o->colspan, arena_str(d->a, str_trim(buf_text(&o->text))) };

		d->b->cells[d->b->cell_count++] = c;
	}
	buf_reset(&o->text);
	o->any = o->full = false;
}

/* The lines of a cell after each other; a full line goes on without a break. */
static void add_text(struct drawing *d, size_t col, size_t colspan, struct str raw)
{
	struct open_cell *o = &d->open[col];
	struct str text = str_trim(raw);
	size_t behind = 0;

	if (!o->any) {
		o->row = d->row;
		o->colspan = (uint32_t)colspan;
		o->any = true;
	}
	if (text.n == 0)
		return;
	if (o->text.n > 0 && !o->full)
		buf_char(&o->text, '\n');
	buf_str(&o->text, text);
	while (behind < raw.n && raw.p[raw.n - 1 - behind] == ' ')
		behind++;
	o->full = behind <= 1 && !str_ends(raw, STR("\u3000"));
	d->text_in_row = true;
}

/* A rule ends the cells above it; those beside it go on. */
static void take_rule(struct drawing *d, const struct seg_list *segs)
{
	if (!d->text_in_row)
		return;
	for (size_t k = 0; k < d->cols; k++)
		if (k >= segs->n || segs->v[k].rule)
			close_cell(d, k);
	d->row++;
	d->text_in_row = false;
	for (size_t k = 0; k < segs->n; k++)
		if (!segs->v[k].rule && str_trim(segs->v[k].text).n > 0)
			add_text(d, k, 1, segs->v[k].text);
}

static void take_texts(struct drawing *d, const struct seg_list *segs, bool new_row)
{
	if (new_row && d->text_in_row) {
		for (size_t k = 0; k < d->cols; k++)
			close_cell(d, k);
		d->row++;
		d->text_in_row = false;
	}
	for (size_t k = 0; k < segs->n; k++)
		add_text(d, k, k + 1 == segs->n ? d->cols - k : 1, segs->v[k].text);
}

static int by_place(const void *l, const void *r)
{
	const struct cell *a = l, *b = r;

	return a->row != b->row ? (a->row > b->row) - (a->row < b->row) : (a->col > b->col) - (a->col < b->col);
}

bool drawn_table(struct arena *a, struct str s, size_t i, size_t cells_max, struct block *ret, size_t *end)
{
	bool ascii = is_ascii(line_at(s, i));
	struct frame f = measure(s, i, ascii);
	/* top, below the header, bottom: the rows have none between them */
	bool by_line = f.rules <= 3 && f.texts > 2;
	struct drawing d = { .a = a, .b = ret, .cols = f.cols };
	size_t rules = 0;

	*end = f.end;
	if (f.cols < 2 || f.texts < 2 || (f.texts + 1) * f.cols > cells_max)
		return false;
	*ret = (struct block){ .kind = BLOCK_TABLE, .cols = (uint32_t)f.cols };
	d.room = (f.texts + 1) * f.cols;
	ret->cells = arena_alloc(a, d.room * sizeof(*ret->cells));
	for (size_t k = 0; k < f.cols; k++)
		d.open[k].text = (struct buf)BUF_INIT(CELL_MAX);
	while (i < f.end) {
		struct str line = line_at(s, i);
		struct seg_list segs;

		i += line.n + 1;
		if (!cut_line(line, ascii, &segs))
			break;
		if (any_rule(&segs)) {
			take_rule(&d, &segs);
			rules++;
		} else {
			take_texts(&d, &segs, by_line && rules > 1 && str_trim(segs.v[0].text).n > 0);
		}
	}
	for (size_t k = 0; k < f.cols; k++) {
		if (d.text_in_row)
			close_cell(&d, k);
		buf_free(&d.open[k].text);
	}
	ret->rows = d.row + d.text_in_row;
	qsort(ret->cells, ret->cell_count, sizeof(*ret->cells), by_place);
	return ret->rows >= 2;
}
