#include "document/frame.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

enum {
	VERSION = 1,
	LEVEL_MAX = 6,
	LEAST_BLOCK = 6,  /* bytes of the smallest block and cell: */
	LEAST_CELL = 20,  /* a count larger than the rest allows is a lie */
};

static const struct str magic = STR_INIT("MSDF");

static void put_u32(struct buf *b, uint32_t n)
{
	const char bytes[4] = { (char)(n & 255), (char)(n >> 8 & 255), (char)(n >> 16 & 255),
				(char)(n >> 24 & 255) };

	buf_add(b, bytes, sizeof(bytes));
}

static void put_str(struct buf *b, struct str s)
{
	if (s.n > UINT32_MAX) {
		b->full = true;
		return;
	}
	put_u32(b, (uint32_t)s.n);
	buf_str(b, s);
}

static void put_head(struct buf *b, char kind)
{
	buf_str(b, magic);
	buf_char(b, VERSION);
	buf_char(b, kind);
}

static void put_table(struct buf *b, const struct block *t)
{
	buf_char(b, 1);
	put_u32(b, t->rows);
	put_u32(b, t->cols);
	put_u32(b, (uint32_t)t->cell_count);
	for (size_t i = 0; i < t->cell_count; i++) {
		const struct cell *c = &t->cells[i];

		put_u32(b, c->row);
		put_u32(b, c->col);
		put_u32(b, c->rowspan);
		put_u32(b, c->colspan);
		put_str(b, c->text);
	}
}

static bool grid_fits(uint32_t rows, uint32_t cols)
{
	return (uint64_t)rows * cols <= FRAME_GRID_MAX;
}

enum rc frame_write(struct buf *out, const struct document *doc, struct err *err)
{
	put_head(out, 'D');
	buf_char(out, (char)doc->format);
	put_str(out, doc->title);
	put_u32(out, (uint32_t)doc->blocks.n);
	for (size_t i = 0; i < doc->blocks.n && !out->full; i++) {
		const struct block *b = &doc->blocks.v[i];

		if (b->kind == BLOCK_PARAGRAPH) {
			buf_char(out, 0);
			buf_char(out, (char)b->level);
			put_str(out, b->text);
		} else if (grid_fits(b->rows, b->cols)) {
			put_table(out, b);
		} else {
			return err_set(err, RC_INPUT,
				       "一张表格有 %u 行、%u 列，范围过大；请删去多余的行列后再试",
				       b->rows, b->cols);
		}
	}
	if (out->full || doc->blocks.n > UINT32_MAX)
		return err_set(err, RC_INPUT,
			       "文件内容过多，读取被中止；请删去多余的内容或拆成几个文件后再试");
	return RC_OK;
}

void frame_write_refusal(struct buf *out, enum rc rc, const struct err *refusal)
{
	put_head(out, 'R');
	buf_char(out, (char)rc);
	put_str(out, str_of(refusal->msg));
	put_str(out, str_of(refusal->log));
}

/* Bytes still to be read.  After a wrong one `bad` stays set and everything reads as zero. */
struct frame {
	uint64_t places; /* rows × cols of the tables so far */
	struct arena *a;
	struct str rest;
	bool bad;
};

static unsigned get_byte(struct frame *f, unsigned max)
{
	unsigned c;

	if (f->bad || f->rest.n < 1)
		return f->bad = true, 0;
	c = (unsigned char)f->rest.p[0];
	f->rest = str_from(f->rest, 1);
	if (c > max)
		return f->bad = true, 0;
	return c;
}

static uint32_t get_u32(struct frame *f)
{
	const unsigned char *p = (const unsigned char *)f->rest.p;

	if (f->bad || f->rest.n < 4)
		return f->bad = true, 0;
	f->rest = str_from(f->rest, 4);
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* A count of things that take at least `least` bytes each. */
static uint32_t get_count(struct frame *f, size_t least)
{
	uint32_t n = get_u32(f);

	if (n > f->rest.n / least)
		return f->bad = true, 0;
	return n;
}

static bool is_clean(struct str s)
{
	return s.n == 0 ||
	       (utf8_invalid(s) == STR_NONE && memchr(s.p, '\0', s.n) == NULL &&
		memchr(s.p, '\r', s.n) == NULL && !str_has(s, STR("\xEF\xBB\xBF")));
}

static struct str get_str(struct frame *f)
{
	uint32_t n = get_count(f, 1);
	struct str s = str_cut(f->rest, 0, f->bad ? 0 : n);

	if (!is_clean(s))
		f->bad = true;
	if (f->bad)
		return (struct str){ "", 0 };
	f->rest = str_from(f->rest, n);
	return arena_str(f->a, s);
}

/* Marks the places of a cell as taken: until[c] is the first row that is free in column c. */
static bool take_places(const struct block *t, const struct cell *c, uint32_t *until)
{
	if (c->row >= t->rows || c->col >= t->cols || c->rowspan < 1 || c->colspan < 1 ||
	    c->rowspan > t->rows - c->row || c->colspan > t->cols - c->col)
		return false;
	for (uint32_t k = c->col; k < c->col + c->colspan; k++) {
		if (until[k] > c->row)
			return false;
		until[k] = c->row + c->rowspan;
	}
	return true;
}

static void get_cells(struct frame *f, struct block *t)
{
	uint32_t *until = calloc((size_t)t->cols + 1, sizeof(*until));
	const struct cell *last = NULL;

	if (until == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	t->cells = arena_alloc(f->a, t->cell_count * sizeof(*t->cells));
	for (size_t i = 0; i < t->cell_count && !f->bad; i++) {
		struct cell *c = &t->cells[i];

		c->row = get_u32(f);
		c->col = get_u32(f);
		c->rowspan = get_u32(f);
		c->colspan = get_u32(f);
		c->text = get_str(f);
		if (f->bad || !take_places(t, c, until) ||
		    (last != NULL &&
		     (c->row < last->row || (c->row == last->row && c->col <= last->col))))
			f->bad = true;
		last = c;
	}
	free(until);
}

static void get_block(struct frame *f, struct block *b)
{
	b->kind = get_byte(f, 1) == 1 ? BLOCK_TABLE : BLOCK_PARAGRAPH;
	if (b->kind == BLOCK_PARAGRAPH) {
		b->level = (int)get_byte(f, LEVEL_MAX);
		b->text = get_str(f);
		return;
	}
	b->rows = get_u32(f);
	b->cols = get_u32(f);
	b->cell_count = get_count(f, LEAST_CELL);
	/* the reader lays out every grid: what all tables take together is bounded too */
	f->places += (uint64_t)b->rows * b->cols;
	if (!grid_fits(b->rows, b->cols) || f->places > FRAME_GRID_MAX / 2 || b->cols > FRAME_COLS_MAX)
		f->bad = true;
	if (!f->bad)
		get_cells(f, b);
}

static enum rc get_refusal(struct frame *f, struct err *err)
{
	enum rc rc = (enum rc)get_byte(f, RC_OUTSIDE);
	struct str msg = get_str(f), log = get_str(f);

	if (f->bad || f->rest.n > 0 || rc == RC_OK)
		return RC_OK;
	if (log.n > 0)
		err_log(err, "%.*s", STR_ARG(log));
	return err_set(err, rc, "%.*s", STR_ARG(msg));
}

static void get_document(struct frame *f, struct document *doc)
{
	doc->format = (enum doc_format)get_byte(f, DOC_PDF);
	doc->title = get_str(f);
	doc->blocks.n = doc->blocks.cap = get_count(f, LEAST_BLOCK);
	if (f->bad)
		return;
	doc->blocks.v = arena_alloc(f->a, doc->blocks.n * sizeof(*doc->blocks.v));
	for (size_t i = 0; i < doc->blocks.n && !f->bad; i++)
		get_block(f, &doc->blocks.v[i]);
}

enum rc frame_read(struct arena *a, struct str bytes, struct document *ret, struct err *err)
{
	struct frame f = { .a = a, .rest = bytes };
	struct document doc = { .format = DOC_TXT };
	enum rc rc = RC_OK;
	unsigned kind;

	if (!str_starts(bytes, magic))
		f.bad = true;
	else
		f.rest = str_from(bytes, magic.n);
	if (get_byte(&f, VERSION) != VERSION)
		f.bad = true;
	kind = get_byte(&f, 'R');
	if (kind == 'R')
		rc = get_refusal(&f, err);
	else if (kind == 'D')
		get_document(&f, &doc);
	if (rc != RC_OK)
		return rc;
	if (f.bad || f.rest.n > 0 || kind != 'D')
		return err_set(err, RC_OUTSIDE, "读取文件的子进程给出的结果不完整；请再试一次，仍不行请联系管理员");
	*ret = doc;
	return RC_OK;
}
