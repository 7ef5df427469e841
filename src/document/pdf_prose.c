#include "document/pdf_prose.h"

#include <stdlib.h>

#include "base/utf8.h"

enum {
	COLUMN_EMS = 2,	     /* a gap so wide parts columns */
	LINE_EMS = 3,	     /* lines of a paragraph stand no farther apart */
	PAGE_NUMBER_CHARS = 20, /* with its words */
};

/* "— 3 —", "第 3 页 共 12 页", "3/12" */
static bool is_page_number(struct str s)
{
	static const struct str words[] = { STR_INIT("第"), STR_INIT("页"), STR_INIT("共"), STR_INIT("—"), STR_INIT("－"), STR_INIT("–"), STR_INIT("·") };
	bool digit = false;

	s = str_trim(s);
	if (utf8_count(s) > PAGE_NUMBER_CHARS)
		return false;
	for (size_t i = 0; i < s.n; i += utf8_len((unsigned char)s.p[i])) {
		bool known = strchr(" -/.", s.p[i]) != NULL;

		for (size_t k = 0; !known && k < COUNT(words); k++)
			known = str_at(s, i, words[k]);
		if (s.p[i] >= '0' && s.p[i] <= '9')
			digit = true;
		else if (!known)
			return false;
	}
	return digit;
}

struct pdf_prose pdf_prose_new(struct arena *a, struct document *doc)
{
	return (struct pdf_prose){ .a = a, .doc = doc, .text = BUF_INIT(UINT32_MAX) };
}

static int by_size(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static bool is_plain(const struct pdf_row *row)
{
	return pdf_row_gap(row) < row->em * COLUMN_EMS;
}

void pdf_prose_page(struct pdf_prose *p, const struct pdf_rows *rows, int32_t width)
{
	struct arena *scratch = arena_new();
	int32_t *ems = arena_alloc(scratch, (rows->n + 1) * sizeof(*ems));

	p->further = p->doc->blocks.n > 0;
	p->left = INT32_MAX;
	p->right = 0;
	for (size_t i = 0; i < rows->n; i++) {
		ems[i] = rows->v[i].em;
		p->left = rows->v[i].x0 < p->left ? rows->v[i].x0 : p->left;
		if (is_plain(&rows->v[i]))
			p->right = rows->v[i].x1 > p->right ? rows->v[i].x1 : p->right;
	}
	qsort(ems, rows->n, sizeof(*ems), by_size);
	p->em = rows->n > 0 ? ems[rows->n / 2] : 0;
	/* a page of short lines does not show where its margin is: it is as wide as the left one */
	if (rows->n > 0 && p->right < width - p->left - p->em)
		p->right = width - p->left;
	arena_free(scratch);
}

/* "3、", "3.", "（三）", "三、", "①": the number of an item, which begins a paragraph at the margin too. */
static bool begins_item(struct str s)
{
	static const struct str han[] = { STR_INIT("一"), STR_INIT("二"), STR_INIT("三"), STR_INIT("四"), STR_INIT("五"), STR_INIT("六"), STR_INIT("七"), STR_INIT("八"), STR_INIT("九"), STR_INIT("十") };
	size_t i = str_starts(s, STR("（")) ? STR("（").n : str_starts(s, STR("(")), from = i;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	for (size_t k = 0; i == from && k < COUNT(han); k++)
		if (str_at(s, i, han[k]))
			i += han[k].n;
	if (i == from)
		return s.n > 2 && (unsigned char)s.p[0] == 0xE2 && (unsigned char)s.p[1] == 0x91; /* ①–⑳ */
	return from > 0 ? str_at(s, i, STR("）")) || str_at(s, i, STR(")")) :
			  str_at(s, i, STR("、")) || ((str_at(s, i, STR(".")) || str_at(s, i, STR("．"))) && !(i + 1 < s.n && s.p[i + 1] >= '0' && s.p[i + 1] <= '9'));
}

static bool goes_on(const struct pdf_prose *p, const struct pdf_row *row, struct str text)
{
	if (!p->open || row->x0 - p->left > p->em / 2 || !is_plain(row))
		return false;
	/* above the last line: on the next page */
	if (row->y > p->y && row->y - p->y > p->em * LINE_EMS)
		return false;
	if (p->indented)
		return pdf_line_goes_on(STR("一"), p->room, p->em, text);
	return !begins_item(text) && pdf_line_goes_on(buf_text(&p->text), p->room, p->em, text);
}

static void begin(struct pdf_prose *p, const struct pdf_row *row)
{
	bool further = p->further;

	pdf_prose_end(p);
	if (further)
		doc_add_paragraph(p->doc, p->a, STR(""));
	p->block = p->doc->blocks.n;
	((struct block *)list_add(&p->doc->blocks, p->a))->kind = BLOCK_PARAGRAPH;
	p->indented = row->x0 - p->left > p->em;
	buf_str(&p->text, pdf_row_text(p->a, row, p->left, p->em));
}

bool pdf_prose_row(struct pdf_prose *p, const struct pdf_row *row)
{
	struct str text = pdf_row_text(p->a, row, row->x0, p->em);

	if (goes_on(p, row, text)) {
		if (pdf_line_blank(buf_text(&p->text), text))
			buf_char(&p->text, ' ');
		buf_str(&p->text, text);
	} else if (is_page_number(text)) {
		doc_add_paragraph(p->doc, p->a, text);
		return false;
	} else {
		begin(p, row);
	}
	p->further = false;
	p->open = is_plain(row);
	p->room = p->right - row->x1;
	p->y = row->y;
	return true;
}

void pdf_prose_end(struct pdf_prose *p)
{
	if (p->text.n > 0)
		p->doc->blocks.v[p->block].text = arena_str(p->a, buf_text(&p->text));
	buf_reset(&p->text);
	p->open = p->further = false;
}

void pdf_prose_free(struct pdf_prose *p)
{
	pdf_prose_end(p);
	buf_free(&p->text);
}
