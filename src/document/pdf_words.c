#include "document/pdf_words.h"

enum {
	LEVEL, PAGE, LEFT = 6, TOP, WIDTH, HEIGHT, TEXT = 11, COLUMNS, /* of the output */
	PAGES_MAX = 100000,
	FAR = 20000 * PDF_PT, /* no page is larger */
};

static bool hundredths(struct str s, int32_t *ret)
{
	int64_t n = 0;
	int decimals = -1;
	size_t i = s.n > 0 && s.p[0] == '-';

	if (i == s.n)
		return false;
	for (; i < s.n; i++) {
		if (s.p[i] == '.' && decimals < 0) {
			decimals = 0;
		} else if (s.p[i] < '0' || s.p[i] > '9') {
			return false;
		} else if (decimals < 2) {
			n = n * 10 + (s.p[i] - '0');
			decimals += decimals >= 0;
		}
		if (n > FAR)
			return false;
	}
	for (decimals = decimals < 0 ? 0 : decimals; decimals < 2; decimals++)
		n *= 10;
	*ret = (int32_t)(s.p[0] == '-' ? -n : n);
	return n <= FAR;
}

static size_t fields_of(struct str line, struct str field[COLUMNS])
{
	size_t n = 0, from = 0;

	for (size_t i = 0; i <= line.n && n < COLUMNS; i++)
		if (i == line.n || (line.p[i] == '\t' && n < TEXT)) {
			field[n++] = str_cut(line, from, i);
			from = i + 1;
		}
	return n;
}

static void read_line(struct arena *a, struct str line, struct pdf_text *ret)
{
	struct str field[COLUMNS];
	struct pdf_page *to;
	int32_t page, left, top, width, height;

	if (fields_of(line, field) < COLUMNS || !hundredths(field[PAGE], &page) || page < PDF_PT || page / PDF_PT > PAGES_MAX)
		return;
	while (ret->n < (size_t)(page / PDF_PT))
		list_add(ret, a);
	to = &ret->v[page / PDF_PT - 1];
	if (str_eq(field[LEVEL], STR("1")) && hundredths(field[WIDTH], &width))
		to->width = width;
	if (!str_eq(field[LEVEL], STR("5")) || str_trim(field[TEXT]).n == 0 || !hundredths(field[LEFT], &left) || !hundredths(field[TOP], &top) ||
	    !hundredths(field[WIDTH], &width) || !hundredths(field[HEIGHT], &height))
		return;
	*list_add(to, a) = (struct pdf_word){ left, top, left + width, top + height, str_trim(field[TEXT]) };
}

void pdf_words_of_tsv(struct arena *a, struct str tsv, struct pdf_text *ret)
{
	for (size_t i = 0; i < tsv.n;) {
		size_t end = str_find_from(tsv, i, STR("\n"));

		if (end == STR_NONE)
			end = tsv.n;
		read_line(a, str_cut(tsv, i, end), ret);
		i = end + 1;
	}
}
