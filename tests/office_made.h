#ifndef OFFICE_MADE_H
#define OFFICE_MADE_H

/*
 * Office files made for tests: whole ones through libzip, crooked ones byte
 * by byte, and a document written out so that a test can compare it.
 *
 *     P1 title            a paragraph and its level
 *     T2x3                rows x cols, then one line per cell:
 *     (0,0) text          one place
 *     (0,1 2x1) text      row, col, rowspan x colspan; line ends print as |
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <zip.h>

#include "document/office.h"

#define UNUSED __attribute__((unused))

static const struct doc_limits limits_upload = { (size_t)20 << 20, (size_t)64 << 20, (size_t)512 << 20, 5 };

struct part {
	const char *name;
	struct str bytes;
};

UNUSED static struct str zip_of(struct arena *a, const struct part *parts, size_t n)
{
	zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *z = zip_open_from_source(s, ZIP_TRUNCATE, NULL);
	zip_stat_t st;
	char *out;

	assert_non_null(z);
	for (size_t i = 0; i < n; i++)
		assert_true(zip_file_add(z, parts[i].name, zip_source_buffer(z, parts[i].bytes.p, parts[i].bytes.n, 0), 0) >= 0);
	zip_source_keep(s);
	assert_int_equal(zip_close(z), 0);
	assert_int_equal(zip_source_stat(s, &st), 0);
	out = arena_bytes(a, st.size);
	assert_int_equal(zip_source_open(s), 0);
	assert_int_equal(zip_source_read(s, out, st.size), (zip_int64_t)st.size);
	zip_source_close(s);
	zip_source_free(s);
	return (struct str){ out, st.size };
}

/* An entry written as told, true or not. */
struct raw {
	const char *name;
	struct str bytes; /* as packed */
	uint32_t crc, size; /* as declared */
	uint16_t flags, method;
	uint32_t mode;
	bool same_place; /* the directory points to the entry before */
};

UNUSED static uint32_t crc_of(struct str s)
{
	uint32_t c = 0xFFFFFFFFu;

	for (size_t i = 0; i < s.n; i++) {
		c ^= (unsigned char)s.p[i];
		for (int k = 0; k < 8; k++)
			c = c >> 1 ^ (c & 1 ? 0xEDB88320u : 0);
	}
	return ~c;
}

UNUSED static void le(struct buf *b, uint32_t n, int bytes)
{
	for (int i = 0; i < bytes; i++, n >>= 8)
		buf_char(b, (char)(n & 255));
}

UNUSED static void raw_fields(struct buf *b, const struct raw *r)
{
	le(b, r->flags, 2);
	le(b, r->method, 2);
	le(b, 0x00210000, 4); /* 1980-01-01 */
	le(b, r->crc, 4);
	le(b, (uint32_t)r->bytes.n, 4);
	le(b, r->size, 4);
	le(b, (uint32_t)strlen(r->name), 2);
	le(b, 0, 2);
}

UNUSED static struct str zip_raw(struct arena *a, const struct raw *r, size_t n, struct str tail)
{
	struct buf b = BUF_INIT((size_t)256 << 20), dir = BUF_INIT((size_t)64 << 20);
	struct str out;
	uint32_t at = 0;

	for (size_t i = 0; i < n; i++) {
		if (!r[i].same_place) {
			at = (uint32_t)b.n;
			le(&b, 0x04034b50, 4);
			le(&b, 20, 2);
			raw_fields(&b, &r[i]);
			buf_str(&b, str_of(r[i].name));
			buf_str(&b, r[i].bytes);
		}
		le(&dir, 0x02014b50, 4);
		le(&dir, 3 << 8 | 20, 2);
		le(&dir, 20, 2);
		raw_fields(&dir, &r[i]);
		le(&dir, 0, 2);
		le(&dir, 0, 2);
		le(&dir, 0, 2);
		le(&dir, r[i].mode << 16, 4);
		le(&dir, at, 4);
		buf_str(&dir, str_of(r[i].name));
	}
	at = (uint32_t)b.n;
	buf_str(&b, buf_text(&dir));
	le(&b, 0x06054b50, 4);
	le(&b, 0, 4);
	le(&b, (uint32_t)n, 2);
	le(&b, (uint32_t)n, 2);
	le(&b, (uint32_t)dir.n, 4);
	le(&b, at, 4);
	le(&b, 0, 2);
	buf_str(&b, tail);
	out = arena_str(a, buf_text(&b));
	buf_free(&b);
	buf_free(&dir);
	return out;
}

/* Deflated zeros: a literal, then matches of 258 at distance 1 in fixed codes; n - 1 is a multiple of 258. */
UNUSED static struct str deflated_zeros(struct arena *a, size_t n)
{
	struct buf b = BUF_INIT((size_t)64 << 20);
	uint64_t bits = 0;
	unsigned have = 0;
	struct str out;
#define PUT(value, width)                                    \
	for (bits |= (uint64_t)(value) << have, have += (width); have >= 8; have -= 8, bits >>= 8) \
		buf_char(&b, (char)(bits & 255))

	PUT(1 | 1 << 1, 3);  /* last block, fixed codes */
	PUT(0x0C, 8);	     /* literal 0: 00110000, from its highest bit */
	for (size_t i = 1; i < n; i += 258)
		PUT(0xA3, 13); /* 285: 11000101, then distance code 0 */
	PUT(0, 7);
	PUT(0, 8);
#undef PUT
	out = arena_str(a, buf_text(&b));
	buf_free(&b);
	return out;
}

#define W_NS "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"" \
	" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
#define W_DOC(body) "<?xml version=\"1.0\"?><w:document " W_NS "><w:body>" body "</w:body></w:document>"
#define S_NS "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"" \
	" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""

UNUSED static struct str repeat(struct arena *a, const char *s, size_t times)
{
	size_t n = strlen(s);
	char *p = arena_bytes(a, n * times + 1);

	for (size_t i = 0; i < times; i++)
		memcpy(p + i * n, s, n);
	return (struct str){ p, n * times };
}

UNUSED static struct str written_out(struct arena *a, const struct document *doc)
{
	struct buf b = BUF_INIT((size_t)16 << 20);
	struct str out;

	for (size_t i = 0; i < doc->blocks.n; i++) {
		const struct block *k = &doc->blocks.v[i];

		if (k->kind == BLOCK_PARAGRAPH) {
			buf_printf(&b, "P%d %.*s\n", k->level, STR_ARG(k->text));
			continue;
		}
		buf_printf(&b, "T%ux%u\n", k->rows, k->cols);
		for (size_t c = 0; c < k->cell_count; c++) {
			const struct cell *x = &k->cells[c];
			char *text = arena_cstr(a, x->text);

			for (char *p = text; *p != '\0'; p++)
				*p = *p == '\n' ? '|' : *p;
			if (x->rowspan == 1 && x->colspan == 1)
				buf_printf(&b, "(%u,%u) %s\n", x->row, x->col, text);
			else
				buf_printf(&b, "(%u,%u %ux%u) %s\n", x->row, x->col, x->rowspan, x->colspan, text);
		}
	}
	out = arena_str(a, buf_text(&b));
	buf_free(&b);
	return out;
}

/* Prints the difference and counts it, so that a table shows every wrong row at once. */
UNUSED static int differs(const char *what, struct str got, const char *want)
{
	if (str_eq(got, str_of(want)))
		return 0;
	print_error("%s:\ngot\n%.*s\nwant\n%s\n", what, STR_ARG(got), want);
	return 1;
}

#endif
