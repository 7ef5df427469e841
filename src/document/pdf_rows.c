#include "document/pdf_rows.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { BLANKS_MAX = 200 }; /* in one gap */

static int by_height(const void *a, const void *b)
{
	const struct pdf_word *v = a, *w = b;
	int64_t x = (int64_t)v->y0 + v->y1, y = (int64_t)w->y0 + w->y1;

	if (x != y)
		return (x > y) - (x < y);
	return (v->x0 > w->x0) - (v->x0 < w->x0);
}

static int by_left(const void *a, const void *b)
{
	const struct pdf_word *v = a, *w = b;

	return (v->x0 > w->x0) - (v->x0 < w->x0);
}

static int32_t em_of(const struct pdf_word *w)
{
	size_t halves = utf8_width(w->text);

	return halves > 0 ? (int32_t)(((int64_t)w->x1 - w->x0) * 2 / (int64_t)halves) : 0;
}

static int32_t middle(const struct pdf_word *w)
{
	return w->y0 + (w->y1 - w->y0) / 2;
}

/* A word stands in the row when its middle is nearer to the row's than a third of a character's height. */
static bool in_row(const struct pdf_row *row, const struct pdf_word *w)
{
	int32_t em = em_of(w) < row->em ? em_of(w) : row->em;

	return middle(w) - row->y <= em * 2 / 5;
}

static void end_row(struct pdf_row *row)
{
	qsort(row->words, row->n, sizeof(*row->words), by_left);
	row->x0 = row->words[0].x0;
	row->x1 = row->words[0].x1;
	for (size_t i = 1; i < row->n; i++)
		row->x1 = row->words[i].x1 > row->x1 ? row->words[i].x1 : row->x1;
}

void pdf_rows_of(struct arena *a, struct pdf_page *words, struct pdf_rows *ret)
{
	if (words->n > 1)
		qsort(words->v, words->n, sizeof(*words->v), by_height);
	for (size_t i = 0; i < words->n; i++) {
		struct pdf_row *row = ret->n > 0 ? &ret->v[ret->n - 1] : NULL;

		if (row == NULL || !in_row(row, &words->v[i])) {
			row = list_add(ret, a);
			*row = (struct pdf_row){ .words = &words->v[i], .y = middle(&words->v[i]), .em = em_of(&words->v[i]) };
		}
		row->n++;
		row->em = em_of(&words->v[i]) > row->em ? em_of(&words->v[i]) : row->em;
	}
	for (size_t i = 0; i < ret->n; i++)
		end_row(&ret->v[i]);
}

/* Blanks before a word that begins `at` halves of a character behind the margin, where the text already has `width`. */
static int64_t blanks_to(int64_t at, int64_t width)
{
	int64_t blanks = at - width;

	if (width > 0 && blanks < 1)
		return 1;
	return blanks < 0 ? 0 : blanks > BLANKS_MAX ? BLANKS_MAX : blanks;
}

struct str pdf_row_text(struct arena *a, const struct pdf_row *row, int32_t margin, int32_t em)
{
	struct buf out = BUF_INIT(UINT32_MAX);
	int64_t width = 0;
	struct str text;

	for (size_t i = 0; i < row->n; i++) {
		int64_t at = em > 1 ? ((int64_t)row->words[i].x0 - margin) * 2 / em : 0, blanks = blanks_to(at, width);

		width += blanks + (int64_t)utf8_width(row->words[i].text);
		while (blanks-- > 0)
			buf_char(&out, ' ');
		buf_str(&out, row->words[i].text);
	}
	text = arena_str(a, buf_text(&out));
	buf_free(&out);
	return text;
}

struct str pdf_row_plain(struct arena *a, const struct pdf_row *row)
{
	return pdf_row_text(a, row, row->x0, 0);
}

int32_t pdf_row_gap(const struct pdf_row *row)
{
	int32_t widest = 0;

	for (size_t i = 1; i < row->n; i++) {
		int32_t gap = row->words[i].x0 - row->words[i - 1].x1;

		widest = gap > widest ? gap : widest;
	}
	return widest;
}

/* Marks that do not begin a line, and those that do not end one. */
static bool is_closing(struct str s, size_t i)
{
	static const struct str marks[] = { STR_INIT("，"), STR_INIT("。"), STR_INIT("、"), STR_INIT("；"), STR_INIT("："), STR_INIT("）"), STR_INIT("”"), STR_INIT("》"), STR_INIT("】"), STR_INIT("％") };

	for (size_t k = 0; k < COUNT(marks); k++)
		if (str_at(s, i, marks[k]))
			return true;
	return i < s.n && strchr(",;:)%.", s.p[i]) != NULL;
}

static bool is_opening(struct str s, size_t i)
{
	return str_at(s, i, STR("（")) || str_at(s, i, STR("“")) || str_at(s, i, STR("《")) || str_at(s, i, STR("【")) || str_at(s, i, STR("("));
}

static bool is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

/* Halves of a character that the first of a line takes with what cannot be parted from it: a number and its measure, a word, a mark. */
static int32_t first_halves(struct str s)
{
	int32_t halves = 0;
	size_t i = 0;
	bool more = true;

	while (more && i < s.n) {
		unsigned char c = (unsigned char)s.p[i];
		bool opening = is_opening(s, i), plain = c < 0x80 && c != ' ';

		halves += utf8_char_width(utf8_next(s, &i));
		more = opening || is_closing(s, i) || c == ' ' || (is_digit(c) && i < s.n && s.p[i] == ' ') || (plain && i < s.n && (unsigned char)s.p[i] < 0x80 && s.p[i] != ' ');
	}
	return halves;
}

static bool is_latin(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A line that ends a sentence is a line of its own, full or not. */
static bool ends_sentence(struct str s)
{
	return str_ends(s, STR("。")) || str_ends(s, STR("；")) || str_ends(s, STR(";")) || str_ends(s, STR("："));
}

/* "路面宽4." and "5米": a number parted at its point. */
static bool parts_number(struct str line, struct str next)
{
	return line.n > 1 && next.n > 0 && line.p[line.n - 1] == '.' && is_digit((unsigned char)line.p[line.n - 2]) &&
	       is_digit((unsigned char)next.p[0]);
}

/* "配合：县财政局": a label begins a line, full or not the one before it. */
static bool begins_label(struct str s)
{
	enum { LABEL_CHARS = 6 };
	size_t i = 0;

	for (int k = 0; k <= LABEL_CHARS && i < s.n; k++) {
		if (str_at(s, i, STR("：")) || s.p[i] == ':')
			return k > 1;
		if (is_closing(s, i) || is_digit((unsigned char)s.p[i]))
			return false;
		i += utf8_len((unsigned char)s.p[i]);
	}
	return false;
}

bool pdf_line_goes_on(struct str line, int32_t room, int32_t em, struct str next)
{
	if (line.n == 0 || next.n == 0)
		return false;
	return parts_number(line, next) || (!ends_sentence(line) && !begins_label(next) && room < first_halves(next) * em / 2);
}

bool pdf_line_blank(struct str line, struct str next)
{
	return line.n > 0 && next.n > 0 && is_latin(line.p[line.n - 1]) && is_latin(next.p[0]);
}
