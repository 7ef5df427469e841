/* The header of a flattened table: words below each other, or in one line. */

#include "reading/flat_part.h"

#include "base/utf8.h"
#include "reading/kind.h"

enum { HEADER_MIN = 3 };

struct piece flat_piece(const struct document *doc, uint32_t block)
{
	return piece_of_line(doc->blocks.v[block].text, block, 0);
}

bool flat_has_tab(struct str s)
{
	size_t i = 0;

	while (i < s.n && s.p[i] == ' ')
		i++;
	return i < s.n && s.p[i] == '\t';
}

struct str flat_text(struct arena *a, const struct document *doc, uint32_t block)
{
	struct piece *p = arena_alloc(a, sizeof(*p));

	*p = flat_piece(doc, block);
	return text_of(a, p, 1, TEXT_TIGHT).s;
}

struct piece_list flat_blank_parts(struct arena *a, const struct document *doc, uint32_t block)
{
	struct str s = doc->blocks.v[block].text;
	struct piece_list list = { 0 };
	size_t from = 0;

	for (size_t i = 0; i <= s.n;) {
		size_t at = i;
		bool blank = i == s.n || s.p[i] == ' ' || s.p[i] == '\t' || str_at(s, i, STR("\u3000"));

		i += i == s.n ? 1 : utf8_len((unsigned char)s.p[i]);
		if (!blank)
			continue;
		if (at > from)
			*list_add(&list, a) = piece_of_line(str_cut(s, from, at), block, from);
		from = i;
	}
	return list;
}

static struct str word_str(struct arena *a, const struct flat_header *h, size_t k)
{
	return text_of(a, h->word[k].v, h->word[k].n, TEXT_TIGHT).s;
}

/* No header ends so, alone or with the lines below. */
static bool ends_sentence(struct str raw)
{
	return str_ends(raw, STR("。")) || str_ends(raw, STR(";")) || str_ends(raw, STR("；"));
}

/* Reads a header word from lines [block, block + *lines); broken words (序 / 号) take up to three. */
static bool heading_lines(struct arena *a, const struct document *doc, uint32_t block, int year,
			  uint32_t *lines, struct heading *h)
{
	struct piece_list all = { 0 };
	bool found = false, sure;

	*h = (struct heading){ 0 };
	*lines = 0;
	if (!heading_may_begin(text_first(doc->blocks.v[block].text)) || ends_sentence(doc->blocks.v[block].text))
		return false;
	for (uint32_t i = block; i < doc->blocks.n && i < block + 3; i++) {
		struct str raw = doc->blocks.v[i].text;
		struct heading word;
		struct text t;

		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH || raw.n > 90 || str_trim(raw).n == 0 ||
		    (i > block && (flat_has_tab(raw) || raw.n > 15)))
			break;
		*list_add(&all, a) = flat_piece(doc, i);
		all.v[all.n - 1].glued = i > block;
		t = text_of(a, all.v, all.n, TEXT_TIGHT);
		if (t.s.n > 60)
			break;
		sure = heading_sure(a, t.s, year, &word);
		if (word.timed && word.words.n == 0 && str_ends(t.s, STR("日"))) /* the date of a letter */
			break;
		if (sure && !(found && word.composed)) {
			/* 责任 / 单位 is longer than 责任; 项目名称 stays alone */
			*h = word;
			*lines = i - block + 1;
			found = true;
		}
		if (found && raw.n > 9)
			break;
	}
	return found;
}

static bool short_line(const struct document *doc, uint32_t block)
{
	const struct block *b = &doc->blocks.v[block];

	return b->kind == BLOCK_PARAGRAPH && b->text.n <= 50 && str_trim(b->text).n > 0;
}

static void add_word(struct arena *a, const struct document *doc, struct flat_header *h, uint32_t block,
		     uint32_t lines)
{
	for (uint32_t i = block; i < block + lines; i++) {
		*list_add(&h->word[h->n], a) = flat_piece(doc, i);
		h->word[h->n].v[h->word[h->n].n - 1].glued = i > block;
	}
	h->n++;
}

/* A line that is no sure word: the rest of the one before, a word of its own, or (false) a value. */
static bool add_unknown(struct arena *a, const struct document *doc, struct flat_header *h, uint32_t block, bool tabs)
{
	struct str s;

	if (tabs && h->n > 0 && !flat_has_tab(doc->blocks.v[block].text)) { /* 攻坚目标 / 任务 */
		*list_add(&h->word[h->n - 1], a) = flat_piece(doc, block);
		return true;
	}
	s = flat_text(a, doc, block);
	if (kind_number(s) >= 0 || kind_of_cell(s) == CELL_AMOUNT)
		return false;
	add_word(a, doc, h, block, 1);
	return true;
}

/* Reads a header that begins at this block; needs three different sure words close together. */
static bool header_at(struct arena *a, const struct document *doc, uint32_t from, int year,
		      struct flat_header *ret)
{
	struct flat_header h = { 0 };
	struct heading word;
	uint64_t seen = 0;
	uint32_t i = from, end = from, gap = 0, lines;
	int unknown = 0, tabs = 0;
	size_t n_at_last_sure = 0;

	if (!heading_lines(a, doc, from, year, &lines, &word) || (word.timed && word.words.n == 0))
		return false;
	while (i < doc->blocks.n && h.n < FLAT_COLUMNS_MAX) {
		const struct block *b = &doc->blocks.v[i];

		if (b->kind != BLOCK_PARAGRAPH)
			break;
		if (str_trim(b->text).n == 0) {
			if (++gap > 2)
				break;
			i++;
			continue;
		}
		gap = 0;
		if (heading_lines(a, doc, i, year, &lines, &word)) {
			/* the first word again: the body has begun, or the header repeats */
			if (seen & 1ull << word.field && (word.field == FIELD_NO || word.field == FIELD_NAME))
				break;
			seen |= 1ull << word.field;
			h.sure++;
			add_word(a, doc, &h, i, lines);
			tabs += flat_has_tab(b->text);
			i += lines;
			end = i;
			n_at_last_sure = h.n;
			unknown = 0;
			continue;
		}
		if (!short_line(doc, i) || ++unknown > 2)
			break;
		if (!add_unknown(a, doc, &h, i, tabs > 0))
			break;
		i++;
	}
	h.n = n_at_last_sure;
	h.end = end;
	h.tabs = tabs * 2 > h.sure;
	/* label, value, label, value: cards */
	if (h.sure < HEADER_MIN || h.n < HEADER_MIN || (size_t)h.sure * 10 < h.n * 6)
		return false;
	*ret = h;
	return true;
}

/* "序号 项目名称 项目内容 牵头单位": a header in one line. */
static bool spaced_header_at(struct arena *a, const struct document *doc, uint32_t block, int year,
			     struct flat_header *ret)
{
	struct flat_header h = { .spaced = true, .end = block + 1 };
	struct piece_list parts;

	if (doc->blocks.v[block].kind != BLOCK_PARAGRAPH || doc->blocks.v[block].text.n > 300)
		return false;
	/* wide blanks set columns apart (aligned.h) */
	if (str_has(str_trim(doc->blocks.v[block].text), STR("  ")) || str_has(doc->blocks.v[block].text, STR("\t")))
		return false;
	parts = flat_blank_parts(a, doc, block);
	if (parts.n < 4 || parts.n > FLAT_COLUMNS_MAX)
		return false;
	for (size_t k = 0; k < parts.n; k++) {
		struct heading word;

		*list_add(&h.word[k], a) = parts.v[k];
		h.n = k + 1;
		word = heading_read(a, word_str(a, &h, k), year);
		h.sure += word.field != FIELD_NONE && word.sure;
	}
	if (h.sure < HEADER_MIN || (size_t)h.sure * 10 < h.n * 6)
		return false;
	*ret = h;
	return true;
}

bool flat_header_at(struct arena *a, const struct document *doc, uint32_t block, int year, struct flat_header *ret)
{
	return header_at(a, doc, block, year, ret) || spaced_header_at(a, doc, block, year, ret);
}

bool flat_header_again(struct arena *a, const struct document *doc, uint32_t block, int year, bool spaced,
		       struct flat_header *ret)
{
	return spaced ? spaced_header_at(a, doc, block, year, ret) : header_at(a, doc, block, year, ret);
}

bool flat_same_header(struct arena *a, const struct flat_header *x, const struct flat_header *y)
{
	int same = 0;

	if (x->n != y->n)
		return false;
	for (size_t k = 0; k < x->n; k++)
		same += str_eq(word_str(a, x, k), word_str(a, y, k));
	return (size_t)same * 3 >= x->n * 2;
}
