/* Rows whose cells are parted by a mark: 1/口袋公园/新建6个/县城管局, 口袋公园→新建6个→县城管局. */

#include "reading/recur.h"

#include "base/utf8.h"
#include "reading/realign.h"

enum { CELLS_MAX = 24, CELLS_MIN = 3, ROWS_MIN = 3 };

/* The marks that clerks part cells with, as they stand in the source; the empty one is any run of blanks. */
static const struct str marks[] = {
	STR_INIT("／"), STR_INIT("/"), STR_INIT("→"), STR_INIT("=>"), STR_INIT("->"), STR_INIT("；"), STR_INIT(";"), STR_INIT("·"), STR_INIT("•"), STR_INIT("~"), STR_INIT("～"),
	STR_INIT("＞"), STR_INIT(">"), STR_INIT("——"), STR_INIT("--"), STR_INIT("—"), STR_INIT("＋"), STR_INIT("+"), STR_INIT("＊"), STR_INIT("*"), STR_INIT("#"), STR_INIT("\\"),
	STR_INIT("，"), STR_INIT(","), STR_INIT(""),
};

struct cells {
	size_t n;
	uint32_t from[CELLS_MAX], to[CELLS_MAX];
};

static size_t blanks_at(struct str s, size_t i)
{
	size_t from = i;

	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || str_at(s, i, STR("\u3000"))))
		i += utf8_len((unsigned char)s.p[i]);
	return i - from;
}

static bool is_blank_end(struct str s)
{
	return s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || str_ends(s, STR("\u3000"));
}

/* Cuts the line at the mark outside brackets; none when it has too many cells. */
static struct cells cut_line(struct str s, struct str mark)
{
	struct cells c = { 0 };
	size_t begin = blanks_at(s, 0), i = begin;
	int depth = 0;

	while (s.n > begin && is_blank_end(s))
		s.n -= str_ends(s, STR("\u3000")) ? 3 : 1;
	while (i < s.n) {
		size_t n = mark.n == 0 ? blanks_at(s, i) : str_at(s, i, mark) ? mark.n : 0;

		depth += s.p[i] == '(' || str_at(s, i, STR("（"));
		depth -= depth > 0 && (s.p[i] == ')' || str_at(s, i, STR("）")));
		if (n == 0 || depth > 0) {
			i += utf8_len((unsigned char)s.p[i]);
			continue;
		}
		if (c.n + 1 >= CELLS_MAX)
			return (struct cells){ 0 };
		c.from[c.n] = (uint32_t)begin;
		c.to[c.n++] = (uint32_t)i;
		begin = i += n;
	}
	c.from[c.n] = (uint32_t)begin;
	c.to[c.n++] = (uint32_t)s.n;
	return c;
}

static bool is_row_line(const struct document *doc, uint32_t i)
{
	return doc->blocks.v[i].kind == BLOCK_PARAGRAPH && doc->blocks.v[i].text.n > 0;
}

/* How many cells the most lines have, and how many lines these are; 0 when many lines with the mark have another number: a sentence. */
static size_t usual_cells(const struct document *doc, struct str mark, uint32_t *rows)
{
	uint32_t lines[CELLS_MAX + 1] = { 0 }, marked = 0;
	size_t best = 0;

	for (uint32_t i = 0; i < doc->blocks.n; i++)
		if (is_row_line(doc, i))
			lines[cut_line(doc->blocks.v[i].text, mark).n]++;
	for (size_t n = CELLS_MIN; n <= CELLS_MAX; n++)
		if (lines[n] >= ROWS_MIN && (best == 0 || lines[n] >= lines[best]))
			best = n;
	*rows = lines[best];
	for (size_t n = 2; n <= CELLS_MAX; n++)
		marked += lines[n];
	return lines[best] * 10 >= marked * 7 ? best : 0;
}

static bool grid_by_mark(struct arena *a, const struct document *doc, struct str mark, struct grid *ret)
{
	uint32_t rows, row = 0;
	size_t cols = usual_cells(doc, mark, &rows);

	if (cols == 0)
		return false;
	*ret = grid_empty(a, rows, (uint32_t)cols);
	ret->first_block = UINT32_MAX;
	for (uint32_t i = 0; i < doc->blocks.n; i++) {
		struct str s = doc->blocks.v[i].text;
		struct cells c;

		if (!is_row_line(doc, i))
			continue;
		c = cut_line(s, mark);
		if (c.n != cols)
			continue;
		for (uint32_t k = 0; k < cols; k++) {
			struct piece *p;

			if (c.from[k] >= c.to[k])
				continue;
			p = arena_alloc(a, sizeof(*p));
			*p = piece_of_line(str_cut(s, c.from[k], c.to[k]), i, c.from[k]);
			grid_put(a, ret, row, k, 1, 1, p, 1);
		}
		row++;
		ret->first_block = ret->first_block < i ? ret->first_block : i;
		ret->last_block = i;
	}
	return true;
}

/* "… 牵头单位 县城管局 …" in every row: labels between the cells, which are no row of a table. */
static bool has_labels(const struct grid *g)
{
	for (uint32_t c = 0; c < g->cols; c++) {
		uint32_t same = 0;

		for (uint32_t r = 1; r < g->rows; r++)
			same += str_eq(grid_str(g, r, c), grid_str(g, 0, c));
		if (same + 1 == g->rows && label_field(grid_str(g, 0, c)) != FIELD_NONE)
			return true;
	}
	return false;
}

void records_of_marked_rows(struct arena *a, const struct document *doc, int year, struct record_list *ret)
{
	size_t most = recur_typed(ret);

	for (size_t k = 0; k < COUNT(marks); k++) {
		struct arena_mark at = arena_mark(a);
		struct record_list now = { 0 };
		struct columns cs;
		struct grid g;

		if (grid_by_mark(a, doc, marks[k], &g) && !has_labels(&g) && columns_find(a, &g, year, &cs)) {
			rows_realign(a, &g, &cs);
			records_of_grid(a, &g, &cs, &now);
		}
		if (now.n >= ROWS_MIN && recur_typed(&now) > most) {
			*ret = now;
			most = recur_typed(ret);
		} else {
			arena_release(a, at);
		}
	}
}
