#include "document/xlsx_sheet.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "document/decode.h"
#include "document/text.h"

struct cells {
	struct cell *v;
	size_t n, cap;
};

struct sheet {
	struct xlsx_book *book;
	struct xml *x;
	struct cells cells, merged;
	uint32_t row, col; /* where a cell without a reference stands */
	bool unordered;
};

/* Text */

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* _x000A_ stands for a character XML cannot hold; returns it, or 0. */
static uint32_t escaped(const char *p, size_t n)
{
	uint32_t c = 0;

	if (n < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
		return 0;
	for (int i = 2; i < 6; i++) {
		if (hex(p[i]) < 0)
			return 0;
		c = c << 4 | (uint32_t)hex(p[i]);
	}
	return c >= 0xD800 && c < 0xE000 ? 0 : c;
}

static size_t unescape(char *p, size_t n)
{
	size_t out = 0;

	for (size_t i = 0; i < n;) {
		uint32_t c = escaped(p + i, n - i);

		if (c == 0) {
			p[out++] = p[i++];
			continue;
		}
		out += utf8_put(p + out, c);
		i += 7;
	}
	return out;
}

static void read_escaped(struct xml *x, struct buf *out)
{
	size_t from = out->n;

	xml_read_text(x, out);
	if (out->n == from)
		return;
	out->n = from + unescape(out->p + from, out->n - from);
	out->n = from + doc_clean(out->p + from, out->n - from);
}

struct str xlsx_rich_text(struct xml *x, struct arena *a, size_t max)
{
	struct buf b = BUF_INIT(max);
	struct str text;

	for (int d = x->depth; xml_inside(x, d);) {
		if (xml_opens(x, XML_S, "t"))
			read_escaped(x, &b);
		else if (xml_opens(x, XML_S, "rPh") || xml_opens(x, XML_S, "phoneticPr"))
			xml_skip(x);
	}
	text = arena_str(a, buf_text(&b));
	buf_free(&b);
	return text;
}

/* Places */

/* "AB12", with or without $; row and column from 0. */
static bool place_read(struct str s, uint32_t *row, uint32_t *col)
{
	uint32_t r = 0, c = 0;
	size_t i = 0;

	for (; i < s.n && ((s.p[i] >= 'A' && s.p[i] <= 'Z') || s.p[i] == '$'); i++)
		if (s.p[i] != '$' && c <= XLSX_COLS_MAX)
			c = c * 26 + (uint32_t)(s.p[i] - 'A') + 1;
	for (; i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '$'); i++)
		if (s.p[i] != '$' && r <= XLSX_ROWS_MAX)
			r = r * 10 + (uint32_t)(s.p[i] - '0');
	if (i != s.n || r < 1 || r > XLSX_ROWS_MAX || c < 1 || c > XLSX_COLS_MAX)
		return false;
	*row = r - 1;
	*col = c - 1;
	return true;
}

static void bad_place(struct sheet *s, const char *what)
{
	err_log(s->x->err, "xlsx: %s out of bounds", what);
	xml_fail(s->x, "表格中有单元格的位置超出范围（最多 %d 行、%d 列），文件可能已损坏；请用 Excel 或 WPS 打开后另存为新文件再试",
		 XLSX_ROWS_MAX, XLSX_COLS_MAX);
}

static void read_row_start(struct sheet *s)
{
	struct str r = xml_attr(s->x, "r");
	long row = xml_attr_int(s->x, "r", 0, XLSX_ROWS_MAX);

	if (r.p != NULL && row == 0)
		bad_place(s, "row");
	else if (r.p != NULL)
		s->row = (uint32_t)row;
	else
		s->row++;
	s->col = 0;
	if (s->row > XLSX_ROWS_MAX)
		bad_place(s, "row");
}

static void read_merged(struct sheet *s)
{
	struct str ref = xml_attr(s->x, "ref");
	size_t colon = str_find(ref, STR(":"));
	uint32_t r1, c1, r2, c2, swap;
	struct cell *m;

	if (colon == STR_NONE)
		return;
	if (!place_read(str_cut(ref, 0, colon), &r1, &c1) ||
	    !place_read(str_from(ref, colon + 1), &r2, &c2)) {
		bad_place(s, "merged range");
		return;
	}
	if (r1 > r2)
		swap = r1, r1 = r2, r2 = swap;
	if (c1 > c2)
		swap = c1, c1 = c2, c2 = swap;
	m = list_add(&s->merged, s->book->a);
	*m = (struct cell){ r1, c1, r2 - r1 + 1, c2 - c1 + 1, { "", 0 } };
}

/* Values */

struct value {
	struct buf v, f; /* <v>, <f> */
	struct str inline_text;
	char type; /* first letters of t, see cell_text() */
};

static struct str shared(struct sheet *s, struct str index)
{
	size_t i = 0;
	bool ok = index.n > 0 && index.n < 10;

	for (size_t k = 0; ok && k < index.n; k++) {
		ok = index.p[k] >= '0' && index.p[k] <= '9';
		i = i * 10 + (size_t)(index.p[k] - '0');
	}
	if (ok && i < s->book->strings.n)
		return s->book->strings.v[i];
	err_log(s->x->err, "xlsx: shared string %.*s", STR_ARG(index));
	xml_fail(s->x, "表格第 %u 行有单元格找不到对应的文字，文件可能已损坏；请用 Excel 或 WPS 打开后另存为新文件再试",
		 s->row);
	return (struct str){ "", 0 };
}

/* An ISO date as a value, without a time of midnight. */
static struct str iso_date(struct str s)
{
	size_t t = str_find(s, STR("T00:00:00"));

	return t == STR_NONE ? s : str_cut(s, 0, t);
}

static struct str cell_text(struct sheet *s, struct value *v, struct str type, long style)
{
	struct arena *a = s->book->a;
	struct str raw = buf_text(&v->v), trimmed = str_trim(raw);

	if (str_eq(type, STR("inlineStr")))
		return v->inline_text;
	if (str_eq(type, STR("s")))
		return trimmed.n == 0 ? trimmed : shared(s, trimmed);
	/* a formula nobody has computed yet: shown as itself, so that a person sees it */
	if (trimmed.n == 0)
		return v->f.n > 0 ? arena_printf(a, "=%.*s", STR_ARG(buf_text(&v->f))) : trimmed;
	if (str_eq(type, STR("str")))
		return arena_str(a, raw);
	if (str_eq(type, STR("b")))
		return str_eq(trimmed, STR("0")) ? STR("FALSE") : STR("TRUE");
	if (str_eq(type, STR("d")))
		return arena_str(a, iso_date(trimmed));
	if (str_eq(type, STR("e")))
		return arena_str(a, trimmed);
	return arena_str(a, xlsx_number(a, &s->book->formats, style, trimmed));
}

static void add_cell(struct sheet *s, uint32_t row, uint32_t col, struct str text)
{
	struct xlsx_book *book = s->book;
	struct cell *last = s->cells.n > 0 ? &s->cells.v[s->cells.n - 1] : NULL;

	text = str_trim(text);
	if (text.n == 0)
		return;
	book->text += text.n;
	if (book->text > book->limits->text_max)
		xml_fail(s->x, "表格文字超过 %zu MB，读取被中止；请删去多余的内容或拆成几个文件后再试",
			 book->limits->text_max >> 20);
	if (++book->cells > doc_cells_max(book->limits) && s->x->rc == RC_OK)
		s->x->rc = doc_too_many_cells(doc_cells_max(book->limits), s->x->err);
	if (s->x->rc != RC_OK)
		return;
	if (last != NULL && (row < last->row || (row == last->row && col <= last->col)))
		s->unordered = true;
	*list_add(&s->cells, book->a) = (struct cell){ row, col, 1, 1, text };
}

static void read_content(struct sheet *s, struct value *v)
{
	struct xml *x = s->x;

	for (int d = x->depth; xml_inside(x, d);) {
		if (xml_opens(x, XML_S, "v"))
			read_escaped(x, &v->v);
		else if (xml_opens(x, XML_S, "f"))
			xml_read_text(x, &v->f);
		else if (xml_opens(x, XML_S, "is"))
			v->inline_text = xlsx_rich_text(x, s->book->a, v->v.max);
		else if (x->event == XML_OPEN)
			xml_skip(x);
	}
}

static void read_cell(struct sheet *s)
{
	struct value v = { .v = BUF_INIT(s->book->limits->text_max), .f = BUF_INIT(64 << 10) };
	struct str ref = xml_attr(s->x, "r");
	uint32_t row = s->row - 1, col = s->col;
	char type[16];
	struct str t;
	long style;

	if ((ref.p != NULL && !place_read(ref, &row, &col)) || s->row == 0 ||
	    col >= XLSX_COLS_MAX) {
		bad_place(s, "cell");
		return;
	}
	s->col = col + 1;
	t = xml_attr(s->x, "t");
	t.n = t.n < sizeof(type) ? t.n : 0;
	memcpy(type, t.n > 0 ? t.p : "", t.n);
	t.p = type;
	style = xml_attr_int(s->x, "s", 0, 1L << 30);
	read_content(s, &v);
	if (s->x->rc == RC_OK)
		add_cell(s, row, col, cell_text(s, &v, t, style));
	buf_free(&v.v);
	buf_free(&v.f);
}

/* The table */

static int by_place(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->col > y->col) - (x->col < y->col);
}

/* Cuts merged ranges to the used area; those left with one place go. */
static void clip_merged(struct sheet *s, uint32_t rows, uint32_t cols)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->merged.n; i++) {
		struct cell m = s->merged.v[i];

		if (m.row >= rows || m.col >= cols)
			continue;
		m.rowspan = m.rowspan > rows - m.row ? rows - m.row : m.rowspan;
		m.colspan = m.colspan > cols - m.col ? cols - m.col : m.colspan;
		if (m.rowspan > 1 || m.colspan > 1)
			s->merged.v[kept++] = m;
	}
	s->merged.n = kept;
	if (kept > 1)
		qsort(s->merged.v, kept, sizeof(*s->merged.v), by_place);
}

/* until[c] is the row after the last one that a placed cell covers in column c. */
static bool is_free(const uint32_t *until, const struct cell *c)
{
	for (uint32_t k = c->col; k < c->col + c->colspan; k++)
		if (until[k] > c->row)
			return false;
	return true;
}

static void place(struct cells *out, struct arena *a, uint32_t *until, const struct cell *c)
{
	for (uint32_t k = c->col; k < c->col + c->colspan; k++)
		until[k] = c->row + c->rowspan;
	*list_add(out, a) = *c;
}

/* Merges the two ordered lists; of ranges that overlap (Excel makes none) the first counts. */
static struct cells lay_out(struct sheet *s, uint32_t cols)
{
	struct arena *a = s->book->a;
	uint32_t *until = arena_alloc(a, cols * sizeof(*until));
	struct cells out = { 0 };
	size_t i = 0, k = 0;

	while (i < s->cells.n || k < s->merged.n) {
		struct cell *c = i < s->cells.n ? &s->cells.v[i] : NULL;
		struct cell *m = k < s->merged.n ? &s->merged.v[k] : NULL;
		int order = c == NULL ? 1 : m == NULL ? -1 : by_place(c, m);

		if (order < 0) {
			if (is_free(until, c))
				place(&out, a, until, c);
			i++;
			continue;
		}
		if (is_free(until, m)) {
			if (order == 0)
				m->text = c->text;
			place(&out, a, until, m);
			i += order == 0;
		}
		k++;
	}
	return out;
}

static void make_table(struct sheet *s, struct block *ret)
{
	struct cells out;
	uint32_t rows = 0, cols = 0;

	if (s->unordered)
		qsort(s->cells.v, s->cells.n, sizeof(*s->cells.v), by_place);
	for (size_t i = 0; i < s->cells.n; i++) {
		rows = s->cells.v[i].row >= rows ? s->cells.v[i].row + 1 : rows;
		cols = s->cells.v[i].col >= cols ? s->cells.v[i].col + 1 : cols;
	}
	/* readers may lay a table out in full: two cells far apart must not cost them gigabytes */
	if ((size_t)rows * cols > doc_cells_max(s->book->limits)) {
		xml_fail(s->x, "表格内容散布到第 %u 行、第 %u 列，范围过大；请删去远处多余的内容后再试",
			 rows, cols);
		return;
	}
	clip_merged(s, rows, cols);
	out = lay_out(s, cols);
	*ret = (struct block){ .kind = BLOCK_TABLE, .cells = out.v, .cell_count = out.n,
			       .rows = rows, .cols = cols };
}

enum rc xlsx_sheet_read(struct xlsx_book *book, struct str part, struct block *ret,
			struct err *err)
{
	struct sheet s = { .book = book };
	struct xml x;

	xml_open(&x, part, book->limits, err);
	s.x = &x;
	while (xml_next(&x)) {
		if (xml_opens(&x, XML_S, "row"))
			read_row_start(&s);
		else if (xml_opens(&x, XML_S, "c"))
			read_cell(&s);
		else if (xml_opens(&x, XML_S, "mergeCell"))
			read_merged(&s);
	}
	if (x.rc == RC_OK)
		make_table(&s, ret);
	return xml_close(&x);
}
