#include "cli/table.h"

#include "base/utf8.h"

/* ---- text ---- */

/* Characters that would move the cursor, ring, or turn the direction of writing. */
static bool is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x200E && c <= 0x200F) ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

struct str text_valid(struct arena *a, struct str s)
{
	char *to = arena_bytes(a, 3 * s.n + 1);
	size_t n = 0, bad;

	while ((bad = utf8_invalid(s)) != STR_NONE) {
		memcpy(to + n, s.p, bad);
		n += bad;
		n += utf8_put(to + n, 0xFFFD);
		s = str_from(s, bad + 1);
	}
	if (s.n > 0)
		memcpy(to + n, s.p, s.n);
	return (struct str){ to, n + s.n };
}

struct str text_clean(struct arena *a, struct str s)
{
	char *to = arena_bytes(a, s.n + 1);
	size_t n = 0;
	bool space = false;

	s = str_trim(s);
	for (size_t i = 0; i < s.n;) {
		size_t from = i;
		uint32_t c = utf8_next(s, &i);

		if (c == '\n' || c == '\t' || c == ' ') {
			if (!space)
				to[n++] = ' ';
			space = true;
			continue;
		}
		space = false;
		if (is_control(c)) {
			to[n++] = '?';
			continue;
		}
		memcpy(to + n, s.p + from, i - from);
		n += i - from;
	}
	return (struct str){ to, n };
}

static bool one_of(uint32_t c, struct str set)
{
	for (size_t i = 0; i < set.n;)
		if (utf8_next(set, &i) == c)
			return true;
	return false;
}

static bool may_not_begin(uint32_t c)
{
	return one_of(c, STR("，。；：、！？）】》〉」』〕”’％‰…·—～,.;:!?)]}%℃"));
}

static bool may_not_end(uint32_t c)
{
	return one_of(c, STR("（【《〈「『〔“‘([{￥№"));
}

static bool in_word(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       one_of(c, STR("+-_.,/:@%=#"));
}

/* May a line end before byte i, which is neither the start nor the end of s? */
static bool may_break(struct str s, size_t i)
{
	size_t before = i, after = i;
	uint32_t left = utf8_prev(s, &before), right = utf8_next(s, &after);

	if (left == ' ' || right == ' ')
		return true;
	if (in_word(left) && in_word(right))
		return false;
	return !may_not_end(left) && !may_not_begin(right);
}

size_t text_fit(struct str s, size_t width)
{
	size_t used = 0, most = 0;

	while (most < s.n) {
		size_t next = most;
		size_t w = (size_t)utf8_char_width(utf8_next(s, &next));

		if (used + w > width && most > 0)
			break;
		used += w;
		most = next;
	}
	if (most == s.n)
		return most;
	for (size_t i = most; i > 0; utf8_prev(s, &i))
		if (may_break(s, i))
			return i;
	return most;
}

struct str text_line(struct str *s, size_t width)
{
	size_t n = text_fit(*s, width);
	struct str line = str_cut(*s, 0, n);

	while (line.n > 0 && line.p[line.n - 1] == ' ')
		line.n--;
	while (n < s->n && s->p[n] == ' ')
		n++;
	*s = str_from(*s, n);
	return line;
}

void text_spaces(struct buf *out, size_t n)
{
	while (n-- > 0)
		buf_char(out, ' ');
}

void text_wrapped(struct buf *out, struct str s, size_t indent, size_t width)
{
	size_t room = width > indent + 10 ? width - indent : 10;
	bool first = true;

	do {
		if (!first)
			text_spaces(out, indent);
		buf_str(out, text_line(&s, room));
		buf_char(out, '\n');
		first = false;
	} while (s.n > 0);
}

struct str text_short(struct arena *a, struct str s, size_t width)
{
	size_t used = 0, n = 0;

	s = text_clean(a, s);
	if (utf8_width(s) <= width)
		return s;
	while (n < s.n) {
		size_t next = n;
		size_t w = (size_t)utf8_char_width(utf8_next(s, &next));

		if (used + w + 1 > width)
			break;
		used += w;
		n = next;
	}
	return arena_cat(a, str_cut(s, 0, n), STR("…"));
}

/* ---- styles ---- */

static const char *const style_codes[] = {
	[STYLE_PLAIN] = "",	[STYLE_BOLD] = "1",   [STYLE_DIM] = "2",   [STYLE_GOOD] = "32",
	[STYLE_BAD] = "1;31", [STYLE_ASK] = "33", [STYLE_PLACE] = "1;4;36",
};

void style_on(struct buf *out, enum style style, bool colour)
{
	if (colour && style != STYLE_PLAIN)
		buf_printf(out, "\033[%sm", style_codes[style]);
}

void style_off(struct buf *out, enum style style, bool colour)
{
	if (colour && style != STYLE_PLAIN)
		buf_str(out, STR("\033[0m"));
}

void style_text(struct buf *out, enum style style, bool colour, struct str s)
{
	style_on(out, style, colour);
	buf_str(out, s);
	style_off(out, style, colour);
}

/* ---- tables ---- */

struct table table_start(struct arena *a, const struct column *columns, size_t count)
{
	return (struct table){ .a = a, .columns = columns, .column_count = count };
}

void table_row(struct table *t, bool begins)
{
	list_add(&t->rows, t->a)->begins = begins;
}

void table_put(struct table *t, size_t column, struct cell_text text)
{
	text.text = text_clean(t->a, text.text);
	if (text.text.n > 0)
		*list_add(&t->rows.v[t->rows.n - 1].cells[column], t->a) = text;
}

/* Columns from the decimal point to the end; 0 for whole numbers. */
static size_t fraction_width(struct str s)
{
	size_t point = str_rfind(s, STR("."));

	return point == STR_NONE ? 0 : s.n - point;
}

/* Fills numbers up behind, so that flush right puts their decimal points in one line. */
static void align_points(const struct table *t, size_t column)
{
	size_t most = 0;

	for (size_t r = 0; r < t->rows.n; r++) {
		const struct cell_text_list *l = &t->rows.v[r].cells[column];

		for (size_t k = 0; k < l->n; k++)
			if (fraction_width(l->v[k].text) > most)
				most = fraction_width(l->v[k].text);
	}
	for (size_t r = 0; r < t->rows.n; r++) {
		const struct cell_text_list *l = &t->rows.v[r].cells[column];

		for (size_t k = 0; k < l->n; k++) {
			int fill = (int)(most - fraction_width(l->v[k].text));

			l->v[k].text = arena_printf(t->a, "%.*s%*s", STR_ARG(l->v[k].text), fill, "");
		}
	}
}

/* Widths the columns would like; 0 for a column without any text. */
static void natural_widths(const struct table *t, size_t widths[COLUMNS_MAX])
{
	for (size_t c = 0; c < t->column_count; c++) {
		widths[c] = 0;
		for (size_t r = 0; r < t->rows.n; r++) {
			const struct cell_text_list *l = &t->rows.v[r].cells[c];

			for (size_t k = 0; k < l->n; k++) {
				size_t w = utf8_width(l->v[k].text) + l->v[k].indent;

				widths[c] = w > widths[c] ? w : widths[c];
			}
		}
		if (widths[c] > 0) {
			size_t w = utf8_width(str_of(t->columns[c].head));

			widths[c] = w > widths[c] ? w : widths[c];
		}
	}
}

/* Gives a column its wish when that is within its share; returns false when none was. */
static bool settle_one(const struct table *t, const size_t wish[], bool settled[], size_t *room,
		       unsigned *shares)
{
	for (size_t c = 0; c < t->column_count; c++) {
		unsigned share = t->columns[c].share;

		if (settled[c] || wish[c] * *shares > *room * share)
			continue;
		settled[c] = true;
		*room -= wish[c];
		*shares -= share;
		return true;
	}
	return false;
}

/* Divides what room there is among the columns that are not settled; their minima hold only where
 * all of them fit. */
static void divide_room(const struct table *t, const bool settled[], size_t room, unsigned shares,
			size_t widths[])
{
	enum { LEAST = 6 };
	size_t minima = 0;

	for (size_t c = 0; c < t->column_count; c++)
		minima += settled[c] ? 0 : t->columns[c].min;
	for (size_t c = 0; c < t->column_count; c++) {
		size_t least = minima <= room ? t->columns[c].min : LEAST;

		if (settled[c])
			continue;
		widths[c] = room * t->columns[c].share / shares;
		if (widths[c] < least)
			widths[c] = least;
		room = room > widths[c] ? room - widths[c] : 0;
		shares -= t->columns[c].share;
	}
}

static void set_widths(const struct table *t, size_t width, size_t widths[COLUMNS_MAX])
{
	size_t room = width, gaps = 0;
	bool settled[COLUMNS_MAX] = { false };
	unsigned shares = 0;

	natural_widths(t, widths);
	for (size_t c = 0; c < t->column_count; c++) {
		if (widths[c] > 0 && gaps++ > 0)
			room = room > COLUMN_GAP ? room - COLUMN_GAP : 0;
		settled[c] = widths[c] == 0 || t->columns[c].share == 0;
		if (settled[c])
			room = room > widths[c] ? room - widths[c] : 0;
		else
			shares += t->columns[c].share;
	}
	while (shares > 0 && settle_one(t, widths, settled, &room, &shares))
		;
	if (shares > 0)
		divide_room(t, settled, room, shares, widths);
}

/* A line of a cell, ready to print. */
struct cell_line {
	struct str text;
	enum style style;
	size_t indent;
	struct str mark;
};

struct cell_line_list {
	struct cell_line *v;
	size_t n, cap;
};

static struct cell_line_list wrap_cell(struct arena *a, const struct cell_text_list *cell,
				       size_t width)
{
	struct cell_line_list lines = { 0 };

	for (size_t k = 0; k < cell->n; k++) {
		const struct cell_text *t = &cell->v[k];
		size_t room = width > t->indent + 2 ? width - t->indent : 2, done = 0;
		struct str rest = t->text;

		while (rest.n > 0) {
			bool last = ++done == t->lines_max;
			struct cell_line *l = list_add(&lines, a);

			l->style = t->style;
			l->indent = t->indent;
			if (done == 1)
				l->mark = t->mark;
			if (last)
				l->text = text_short(a, rest, room);
			else
				l->text = text_line(&rest, room);
			if (last)
				break;
		}
	}
	return lines;
}

static void print_cell(struct buf *out, const struct cell_line *l, size_t width, bool right,
		       bool last, bool colour)
{
	size_t used = l == NULL ? 0 : utf8_width(l->text) + l->indent;
	size_t pad = width > used ? width - used : 0;

	if (l == NULL) {
		if (!last)
			text_spaces(out, pad);
		return;
	}
	text_spaces(out, right ? pad : 0);
	buf_str(out, l->mark);
	text_spaces(out, l->indent - utf8_width(l->mark));
	style_text(out, l->style, colour, l->text);
	if (!right && !last)
		text_spaces(out, pad);
}

/* Ends a line of output without the spaces that stand before its end. */
static void end_line(struct buf *out)
{
	while (out->n > 0 && out->p[out->n - 1] == ' ')
		out->n--;
	buf_char(out, '\n');
}

static size_t last_column(const struct table *t, const size_t widths[])
{
	size_t last = 0;

	for (size_t c = 0; c < t->column_count; c++)
		if (widths[c] > 0)
			last = c;
	return last;
}

static void print_lines(const struct table *t, const struct cell_line_list cells[],
			const size_t widths[], struct buf *out, bool colour)
{
	size_t most = 0, last = last_column(t, widths);

	for (size_t c = 0; c < t->column_count; c++)
		most = cells[c].n > most ? cells[c].n : most;
	for (size_t i = 0; i < most; i++) {
		bool first = true;

		for (size_t c = 0; c < t->column_count; c++) {
			if (widths[c] == 0)
				continue;
			if (!first)
				text_spaces(out, COLUMN_GAP);
			first = false;
			print_cell(out, i < cells[c].n ? &cells[c].v[i] : NULL, widths[c],
				   t->columns[c].align != ALIGN_LEFT, c == last, colour);
		}
		end_line(out);
	}
}

static void print_head(const struct table *t, const size_t widths[], struct buf *out, bool colour)
{
	struct cell_line heads[COLUMNS_MAX] = { 0 };
	struct cell_line_list cells[COLUMNS_MAX] = { 0 };
	size_t total = 0;

	for (size_t c = 0; c < t->column_count; c++) {
		heads[c] = (struct cell_line){ .text = str_of(t->columns[c].head), .style = STYLE_DIM };
		cells[c] = (struct cell_line_list){ &heads[c], widths[c] > 0, 1 };
		if (widths[c] > 0)
			total += widths[c] + (total > 0 ? COLUMN_GAP : 0);
	}
	print_lines(t, cells, widths, out, colour);
	style_on(out, STYLE_DIM, colour);
	while (total-- > 0)
		buf_str(out, STR("─"));
	style_off(out, STYLE_DIM, colour);
	buf_char(out, '\n');
}

/* Does every row take one line?  Then rows need no space between them. */
static bool all_short(const struct table *t, const size_t widths[])
{
	for (size_t r = 0; r < t->rows.n; r++) {
		for (size_t c = 0; c < t->column_count; c++) {
			const struct cell_text_list *l = &t->rows.v[r].cells[c];

			if (l->n > 1 ||
			    (l->n == 1 && utf8_width(l->v[0].text) + l->v[0].indent > widths[c]))
				return false;
		}
	}
	return true;
}

void table_print(const struct table *t, struct buf *out, size_t width, bool colour)
{
	size_t widths[COLUMNS_MAX];
	bool dense;

	for (size_t c = 0; c < t->column_count; c++)
		if (t->columns[c].align == ALIGN_POINT)
			align_points(t, c);
	set_widths(t, width, widths);
	dense = all_short(t, widths);
	print_head(t, widths, out, colour);
	for (size_t r = 0; r < t->rows.n; r++) {
		struct cell_line_list cells[COLUMNS_MAX] = { 0 };

		for (size_t c = 0; c < t->column_count; c++)
			cells[c] = wrap_cell(t->a, &t->rows.v[r].cells[c], widths[c]);
		if (r > 0 && t->rows.v[r].begins && !dense)
			buf_char(out, '\n');
		print_lines(t, cells, widths, out, colour);
	}
}
