/*
 * Headers centred over several lines, as narrow columns print them:
 *
 *     序                              年度    牵头    完成
 *          项目名称    主要建设内容
 *     号                              投资    单位    时限
 *
 * What stands over or under each other is one word.
 */

#include "reading/aligned_rows.h"

#include "base/utf8.h"
#include "reading/field.h"
#include "reading/kind.h"

enum { STACK_LINES = 5, WORD_BYTES = 30 };

struct stack {
	size_t left[COLS_MAX], right[COLS_MAX];
	struct piece_list words[COLS_MAX];
	size_t n;
};

/* Adds a run to the column it touches, or begins one; false when it reaches over two. */
static bool add_run(struct arena *a, const struct document *doc, uint32_t block, struct run r, struct stack *s)
{
	size_t at = SIZE_MAX;
	struct piece p = piece_of_line(str_cut(doc->blocks.v[block].text, r.from, r.to), block, r.from);

	for (size_t k = 0; k < s->n; k++) {
		if (r.left >= s->right[k] || r.right <= s->left[k])
			continue;
		if (at != SIZE_MAX)
			return false;
		at = k;
	}
	if (at == SIZE_MAX) {
		if (s->n == COLS_MAX)
			return false;
		at = s->n++;
		s->left[at] = r.left;
		s->right[at] = r.right;
	}
	s->left[at] = r.left < s->left[at] ? r.left : s->left[at];
	s->right[at] = r.right > s->right[at] ? r.right : s->right[at];
	p.glued = s->words[at].n > 0;
	*list_add(&s->words[at], a) = p;
	return true;
}

/* Short words and no number: a line that may belong to a header. */
static bool head_line(struct arena *a, const struct document *doc, uint32_t block, enum aligned_width width, struct run_list *runs)
{
	if (block >= doc->blocks.n || doc->blocks.v[block].kind != BLOCK_PARAGRAPH || doc->blocks.v[block].text.n > WIDTH_MAX * 3)
		return false;
	*runs = aligned_cut(a, doc->blocks.v[block].text, width);
	for (size_t k = 0; k < runs->n; k++) {
		struct str s = aligned_text(a, doc, block, runs->v[k]).s;

		if (s.n > WORD_BYTES || kind_number(s) >= 0 || str_has(s, STR("。")) || str_has(s, STR(";")))
			return false;
		for (size_t i = 0; i < s.n; i++)
			if (s.p[i] >= '0' && s.p[i] <= '9')
				return false;
	}
	return runs->n > 0;
}

static void sort_columns(struct stack *s)
{
	for (size_t i = 1; i < s->n; i++)
		for (size_t k = i; k > 0 && s->left[k] < s->left[k - 1]; k--) {
			size_t left = s->left[k], right = s->right[k];
			struct piece_list words = s->words[k];

			s->left[k] = s->left[k - 1];
			s->right[k] = s->right[k - 1];
			s->words[k] = s->words[k - 1];
			s->left[k - 1] = left;
			s->right[k - 1] = right;
			s->words[k - 1] = words;
		}
}

static size_t sure_words(struct arena *a, const struct stack *s, int year)
{
	size_t sure = 0;

	for (size_t k = 0; k < s->n; k++) {
		struct heading h;

		sure += heading_sure(a, text_of(a, s->words[k].v, s->words[k].n, TEXT_TIGHT).s, year, &h);
	}
	return sure;
}

bool aligned_stacked(struct arena *a, const struct document *doc, uint32_t block, int year, enum aligned_width width, struct layout *ret)
{
	struct stack s = { 0 };
	struct run_list runs;
	size_t widest = 0, first = 0, sure;
	uint32_t end = block;

	for (; end < block + STACK_LINES && head_line(a, doc, end, width, &runs); end++) {
		if (end == block && runs.n < 2) /* 单位：万元 above the table */
			return false;
		widest = runs.n > widest ? runs.n : widest;
		first = end == block ? runs.n : first;
		for (size_t k = 0; k < runs.n; k++)
			if (!add_run(a, doc, end, runs.v[k], &s))
				return false;
	}
	if (end < block + 2 || s.n < 4 || (s.n <= widest && first == widest))
		return false;
	sort_columns(&s);
	sure = sure_words(a, &s, year);
	if (sure < 3 || sure * 2 < s.n || (s.n <= widest && sure < s.n))
		return false;
	*ret = (struct layout){ .width = width, .n = s.n, .header = block, .body = end, .stacked = true, .all_sure = sure == s.n };
	for (size_t k = 0; k < s.n; k++) {
		ret->left[k] = s.left[k];
		ret->right[k] = s.right[k];
		ret->group[k] = k;
	}
	return true;
}
