#include "reading/steps.h"

#include "base/utf8.h"
#include "reading/kind.h"

enum { TIME_CHARS = 16, TEXT_CHARS = 4, COLS_MAX = 3 };

/* How the cells of a column below the first row look. */
struct look {
	uint32_t filled, timed, numbers, texts;
};

static struct look look_at(const struct grid *g, uint32_t col)
{
	struct look l = { 0 };

	for (uint32_t r = 1; r < g->rows; r++) {
		struct str s = grid_str(g, r, col);
		struct cell_time t = { 0 };

		if (!grid_own(g, r, col) || s.n == 0)
			continue;
		l.filled++;
		if (kind_number(s) >= 0)
			l.numbers++;
		else if (utf8_count(s) <= TIME_CHARS && kind_first_time(s, &t))
			l.timed++;
		else
			l.texts += utf8_count(s) >= TEXT_CHARS && kind_of_cell(s) != CELL_UNITS;
	}
	return l;
}

/* A header without a number or a time in it, a column of times and one of texts; perhaps numbers before them. */
static bool is_steps(const struct grid *g, struct steps *ret)
{
	uint32_t times = 0, whats = 0;

	if (g->rows < 3 || g->cols < 2 || g->cols > COLS_MAX)
		return false;
	for (uint32_t c = 0; c < g->cols; c++) {
		struct look l = look_at(g, c);
		struct cell_time t = { 0 };

		if (grid_str(g, 0, c).n == 0 || kind_number(grid_str(g, 0, c)) >= 0 || kind_first_time(grid_str(g, 0, c), &t))
			return false;
		if (l.filled > 0 && l.timed * 10 >= l.filled * 8) {
			times++;
			ret->time = c;
		} else if (l.filled > 0 && l.texts * 10 >= l.filled * 8) {
			whats++;
			ret->what = c;
		} else if (l.numbers < l.filled) {
			return false;
		}
	}
	return times == 1 && whats == 1 && ret->time < ret->what;
}

/* A heading or label stands right above, and no table. */
static bool below_text(const struct document *doc, uint32_t table)
{
	for (uint32_t i = table; i-- > 0;)
		if (doc->blocks.v[i].kind == BLOCK_TABLE)
			return false;
		else if (str_trim(doc->blocks.v[i].text).n > 0)
			return true;
	return false;
}

struct steps_list steps_of(struct arena *a, const struct document *doc)
{
	enum { TABLES_MIN = 2 };
	struct steps_list all = { 0 };

	for (uint32_t i = 0; i < doc->blocks.n; i++) {
		struct steps s = { .block = i };

		if (doc->blocks.v[i].kind == BLOCK_TABLE && doc->blocks.v[i].cols <= COLS_MAX && below_text(doc, i) &&
		    grid_of_block(a, doc, i, &s.g) && is_steps(&s.g, &s))
			*list_add(&all, a) = s;
	}
	return all.n < TABLES_MIN ? (struct steps_list){ 0 } : all;
}

bool steps_has(const struct steps_list *l, uint32_t block)
{
	for (size_t k = 0; k < l->n; k++)
		if (l->v[k].block == block)
			return true;
	return false;
}

static void add_row(struct arena *a, const struct steps *s, uint32_t row, struct record *r)
{
	const struct gcell *time = grid_at(&s->g, row, s->time), *what = grid_at(&s->g, row, s->what);
	struct piece_list pieces = { 0 };
	struct text t;

	for (size_t k = 0; k < time->text.npieces; k++)
		*list_add(&pieces, a) = time->text.pieces[k];
	for (size_t k = 0; k < what->text.npieces; k++)
		*list_add(&pieces, a) = what->text.pieces[k];
	t = text_of(a, pieces.v, pieces.n, TEXT_TIGHT);
	if (t.s.n == 0)
		return;
	record_add(a, r, FIELD_PLAN, grid_str(&s->g, 0, s->what), t);
	for (size_t k = 0; k < pieces.n; k++)
		*list_add(&r->pieces, a) = pieces.v[k];
}

void steps_add(struct arena *a, const struct steps_list *l, struct record_list *records)
{
	for (size_t k = 0; k < l->n; k++) {
		struct record *above = NULL;

		for (size_t i = 0; i < records->n; i++) {
			struct record *r = &records->v[i];

			if (r->pieces.n > 0 && r->pieces.v[0].block < l->v[k].block &&
			    (above == NULL || r->pieces.v[0].block >= above->pieces.v[0].block))
				above = r;
		}
		for (uint32_t row = 1; above != NULL && row < l->v[k].g.rows; row++)
			add_row(a, &l->v[k], row, above);
	}
}
