#include "document/lone_pipe.h"

enum {
	CELL_LINES = 60, /* lines that one cell may take */
	WIDE = 3,	 /* cells of a row that a table has at least two of */
};

struct cell_list {
	struct cell *v;
	size_t n, cap;
};

/* The table so far; a row is kept when its last cell is closed. */
struct scan {
	struct arena *a;
	struct str s;
	struct cell_list cells;
	size_t row, col, cols, wide, cells_max;
	size_t end; /* behind the last line that belongs to it */
};

static struct str line_at(struct str s, size_t i)
{
	const char *end = memchr(s.p + i, '\n', s.n - i);

	return str_cut(s, i, end ? (size_t)(end - s.p) : s.n);
}

/* How many pipes; SIZE_MAX when anything but pipes and blanks stands in the line. */
static size_t only_pipes(struct str line)
{
	size_t n = 0;

	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '|')
			n++;
		else if (line.p[i] != ' ' && line.p[i] != '\t')
			return SIZE_MAX;
	}
	return n;
}

bool lone_pipe(struct str line)
{
	return only_pipes(line) == 1;
}

struct str lone_pipe_cut(struct str line)
{
	struct str trimmed = str_trim(line);
	size_t end = line.n;

	if (trimmed.n < 2 || trimmed.p[trimmed.n - 1] != '|' || memchr(trimmed.p, '|', trimmed.n - 1) != NULL)
		return line;
	while (line.p[end - 1] != '|')
		end--;
	return str_cut(line, 0, end - 1);
}

static void end_row(struct scan *t)
{
	if (t->col == 0)
		return;
	t->wide += t->col >= WIDE;
	t->cols = t->col > t->cols ? t->col : t->cols;
	t->row++;
	t->col = 0;
}

static void add_cell(struct scan *t, struct str text)
{
	struct cell *c = list_add(&t->cells, t->a);

	*c = (struct cell){ (uint32_t)t->row, (uint32_t)t->col++, 1, 1, str_trim(text) };
}

/* Reads cells from byte i until something stands there that is none. */
static void scan_cells(struct scan *t, size_t i)
{
	size_t from = i, lines = 0;

	while (i < t->s.n && t->cells.n < t->cells_max) {
		struct str line = line_at(t->s, i);
		size_t pipes = only_pipes(line);
		bool open = lines > 0;

		i += line.n + 1;
		if (pipes == 0) { /* blank */
			if (!open)
				from = i;
			continue;
		}
		if (pipes == SIZE_MAX && memchr(line.p, '|', line.n) == NULL) {
			if (++lines > CELL_LINES)
				return;
			continue;
		}
		if (pipes == 1) {
			if (open || t->col == 0)
				return;
			end_row(t);
		} else if (pipes != SIZE_MAX) { /* covered by a merged cell */
			if (open)
				return;
			for (size_t k = 0; k < pipes; k++)
				add_cell(t, STR(""));
		} else if (lone_pipe_cut(line).n == line.n) {
			return;
		} else {
			size_t end = i - 1;

			while (t->s.p[--end] != '|')
				;
			add_cell(t, str_cut(t->s, from, end));
		}
		from = i;
		lines = 0;
		t->end = i < t->s.n ? i : t->s.n;
	}
}

bool lone_pipe_table(struct arena *a, struct str s, size_t i, size_t cells_max, struct block *ret, size_t *end)
{
	struct scan t = { .a = a, .s = s, .cells_max = cells_max };

	i += line_at(s, i).n + 1;
	t.end = i < s.n ? i : s.n;
	scan_cells(&t, t.end);
	*end = t.end;
	end_row(&t);
	if (t.wide < 2 || t.cells.n >= cells_max)
		return false;
	*ret = (struct block){ .kind = BLOCK_TABLE, .rows = (uint32_t)t.row, .cols = (uint32_t)t.cols,
			       .cells = t.cells.v, .cell_count = t.cells.n };
	return true;
}
