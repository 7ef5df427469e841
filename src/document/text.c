#include "document/text.h"

#include "document/csv.h"
#include "document/drawn.h"
#include "document/lone_pipe.h"
#include "document/markup.h"
#include "document/pipe.h"

enum {
	ROW_CELLS_MIN = 3, /* fewer is a label and its value, or a flattened cell */
	VARY = 2,	   /* how many cells a row may have more than the widest before it */
	WIDTH_MAX = 64,	   /* wider rows are one class when counting lone rows */
	WRAP_COLS_MIN = 4, /* narrower tables are not looked through for cells of several lines */
	WRAP_LINES = 60,   /* lines that one row may take */
};

enum row_kind { ROW_NONE, ROW_TAB, ROW_PIPE };

/* One line, or a record whose quoted cells run over several. */
struct row {
	enum row_kind kind;
	size_t cells;
	size_t end; /* offset of the next */
	bool wrapped; /* line ends stand inside cells, unquoted */
};

/* Where we are; `widths` counts the rows of each kind and width in the whole text. */
struct reader {
	struct arena *a;
	struct str s;
	struct document *doc;
	bool tabs, pipes, drawn;
	enum pipe_left left;
	size_t widths[ROW_PIPE + 1][WIDTH_MAX + 1];
	size_t cells, cells_max;
	size_t no_lone; /* no table of lone pipes begins before this byte */
};

static struct str line_at(struct str s, size_t i)
{
	const char *end = memchr(s.p + i, '\n', s.n - i);

	return str_cut(s, i, end ? (size_t)(end - s.p) : s.n);
}

/* Reads the cells of a line with tabs; quoted ones may take in the lines below. */
static struct row tab_row(const struct reader *r, size_t i)
{
	struct csv csv = { .s = r->s, .at = i, .delimiter = '\t' };
	struct csv_record rec = csv_record(&csv);

	return (struct row){ ROW_TAB, rec.fields, csv.at, false };
}

static struct row row_at(const struct reader *r, size_t i)
{
	struct str line = line_at(r->s, i);
	struct row row = { ROW_NONE, 1, i + line.n + 1, false };

	if (r->tabs && line.n > 0 && memchr(line.p, '\t', line.n)) {
		struct row tab = tab_row(r, i);

		if (tab.cells >= ROW_CELLS_MIN)
			return tab;
	}
	if (r->pipes && pipe_in(line) && !pipe_parts_labels(line)) {
		row.cells = pipe_cells(line, r->left);
		if (row.cells >= ROW_CELLS_MIN)
			row.kind = ROW_PIPE;
	}
	return row;
}

static size_t width_class(size_t cells)
{
	return cells < WIDTH_MAX ? cells : WIDTH_MAX;
}

/* A first pass over texts that hold tabs or pipes at all. */
static void count_rows(struct reader *r)
{
	for (size_t i = 0; i < r->s.n;) {
		struct row row = row_at(r, i);

		r->widths[row.kind][width_class(row.cells)]++;
		i = row.end;
	}
}

/* A lone row is a table only when the text has another row like it. */
static bool has_company(const struct reader *r, struct row row)
{
	size_t w = width_class(row.cells), n = 0;

	for (size_t k = w > VARY ? w - VARY : 0; k <= w + VARY && k <= WIDTH_MAX; k++)
		n += r->widths[row.kind][k];
	return n > 1;
}

static size_t tabs_in(struct str line)
{
	size_t n = 0;

	for (size_t i = 0; i < line.n; i++)
		n += line.p[i] == '\t';
	return n;
}

/* "12<tab>": a numbered row begins here. */
static bool begins_row(struct str line)
{
	size_t i = 0;

	while (i < line.n && line.p[i] >= '0' && line.p[i] <= '9')
		i++;
	return i > 0 && i <= 3 && i < line.n && line.p[i] == '\t';
}

/* A row whose cells were pasted with their line ends: lines are taken in until it is as wide as the header. */
static void wrapped_row(const struct reader *r, size_t i, size_t cols, struct row *ret)
{
	struct str line = line_at(r->s, i);
	size_t cells = 1 + tabs_in(line), end = i + line.n + 1;
	bool blank = false;

	if (cells < 2 || cells >= cols)
		return;
	for (size_t n = 0; n < WRAP_LINES && end < r->s.n; n++) {
		size_t tabs;

		line = line_at(r->s, end);
		tabs = tabs_in(line);
		if (begins_row(line) || tabs + 1 >= cols || (blank && line.n == 0))
			return;
		blank = line.n == 0;
		cells += tabs;
		end += line.n + 1;
		if (cells > cols)
			return;
		if (cells == cols) {
			*ret = (struct row){ ROW_TAB, cols, end, true };
			return;
		}
	}
}

/* Lines without tabs between two rows, numbered or as wide, go on with the last cell of the first. */
static size_t further_lines(const struct reader *r, size_t end, size_t cols)
{
	size_t at = end;

	for (size_t n = 0; n < WRAP_LINES && at < r->s.n; n++) {
		struct str line = line_at(r->s, at);

		if (tabs_in(line) > 0)
			return begins_row(line) || tabs_in(line) + 1 == cols ? at : end;
		if (line.n == 0)
			return end;
		at += line.n + 1;
	}
	return end;
}

/* The row at i of a table that is `cols` wide so far, 0 for its first. */
static struct row table_row(const struct reader *r, size_t i, enum row_kind kind, size_t cols)
{
	struct row row = row_at(r, i);

	if (kind != ROW_TAB || cols < WRAP_COLS_MIN)
		return row;
	if (row.cells < cols)
		wrapped_row(r, i, cols, &row);
	if (row.kind == ROW_TAB && row.cells == cols) {
		size_t end = further_lines(r, row.end, cols);

		row.wrapped = row.wrapped || end > row.end;
		row.end = end;
	}
	return row;
}

struct run {
	size_t rows, cells, cols, end;
};

/* Rows of one kind without a line of prose between them. */
static struct run run_from(const struct reader *r, size_t i, struct row first)
{
	struct run run = { 0 };
	struct row row = first;

	while (row.kind == first.kind && (run.rows == 0 || row.cells <= run.cols + VARY)) {
		run.rows++;
		run.cells += row.cells;
		if (row.cells > run.cols)
			run.cols = row.cells;
		run.end = i = row.end;
		if (i >= r->s.n)
			break;
		row = table_row(r, i, first.kind, run.cols);
	}
	return run;
}

static void add_cell(struct block *b, size_t row, size_t col, struct str text)
{
	b->cells[b->cell_count++] = (struct cell){ (uint32_t)row, (uint32_t)col, 1, 1, text };
}

/* Cells between tabs, line ends among their text. */
static size_t fill_wrapped_row(struct reader *r, struct block *b, size_t row, size_t i, size_t end)
{
	size_t col = 0;

	for (size_t from = i, k = i; k <= end && k <= r->s.n; k++) {
		bool last = k == end || k == r->s.n;

		if (!last && r->s.p[k] != '\t')
			continue;
		add_cell(b, row, col++, str_trim(str_cut(r->s, from, k)));
		from = k + 1;
	}
	return end;
}

/* These two return the offset of the next row. */
static size_t fill_tab_row(struct reader *r, struct block *b, size_t row, size_t i)
{
	struct csv csv = { .s = r->s, .at = i, .delimiter = '\t' };
	struct csv_field f;
	size_t col = 0;
	bool more;

	do {
		more = csv_field(&csv, &f);
		add_cell(b, row, col++, csv_text(r->a, f));
	} while (more);
	return csv.at;
}

static size_t fill_pipe_row(struct reader *r, struct block *b, size_t row, size_t i)
{
	struct str line = line_at(r->s, i), cell;
	size_t at = 0, col = 0;

	while (at < line.n && pipe_cell(line, r->left, &at, &cell))
		add_cell(b, row, col++, markup_text(r->a, cell));
	return i + line.n + 1;
}

static void add_table(struct reader *r, size_t i, enum row_kind kind, struct run run)
{
	struct block *b = list_add(&r->doc->blocks, r->a);
	size_t row = 0, cols = 0;

	b->kind = BLOCK_TABLE;
	b->cols = (uint32_t)run.cols;
	b->cells = arena_alloc(r->a, run.cells * sizeof(*b->cells));
	while (i < run.end && i < r->s.n) {
		struct str line = line_at(r->s, i);

		if (kind == ROW_TAB) {
			struct row now = table_row(r, i, kind, cols);

			i = now.wrapped ? fill_wrapped_row(r, b, row++, i, now.end) : fill_tab_row(r, b, row++, i);
			cols = now.cells > cols ? now.cells : cols;
		}
		else if (!pipe_is_rule(line))
			i = fill_pipe_row(r, b, row++, i);
		else
			i += line.n + 1;
	}
	b->rows = (uint32_t)row;
	if (row == 0) /* rules alone */
		r->doc->blocks.n--;
}

/* A paragraph keeps its leading white space and every tab; spaces at the end go. */
static struct str without_end(struct str line)
{
	for (;;) {
		if (line.n > 0 && line.p[line.n - 1] == ' ')
			line.n--;
		else if (str_ends(line, STR("\u3000")))
			line.n -= 3;
		else if (str_ends(line, STR("\u00a0")))
			line.n -= 2;
		else
			return line;
	}
}

static void add_line(struct reader *r, struct str line)
{
	struct block *b = list_add(&r->doc->blocks, r->a);

	b->kind = BLOCK_PARAGRAPH;
	b->text = without_end(line);
}

void doc_reserve_lines(struct document *doc, struct arena *a, struct str text)
{
	size_t lines = 1;
	const char *p = text.p, *end = p + text.n;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		lines++;
		p++;
	}
	doc->blocks.v = arena_alloc(a, lines * sizeof(*doc->blocks.v));
	doc->blocks.cap = lines;
}

/* A table that begins with the line at i, cell under cell; false when there is none. */
static bool add_lone_table(struct reader *r, struct str line, size_t *i)
{
	struct block table;
	size_t end;

	if (*i < r->no_lone || !lone_pipe(line))
		return false;
	if (!lone_pipe_table(r->a, r->s, *i, r->cells_max - r->cells, &table, &end)) {
		r->no_lone = end;
		return false;
	}
	r->cells += table.cell_count;
	*list_add(&r->doc->blocks, r->a) = table;
	*i = end;
	return true;
}

/* A table drawn with lines, its top rule at i; false when there is none. */
static bool add_drawn_table(struct reader *r, size_t *i)
{
	struct block table;
	size_t end;

	if (!drawn_begins(line_at(r->s, *i)) || !drawn_table(r->a, r->s, *i, r->cells_max - r->cells, &table, &end))
		return false;
	r->cells += table.cell_count;
	*list_add(&r->doc->blocks, r->a) = table;
	*i = end;
	return true;
}

static enum rc read_rows(struct reader *r, struct err *err)
{
	count_rows(r);
	for (size_t i = 0; i < r->s.n;) {
		struct row row;
		struct run run;

		if (r->drawn && add_drawn_table(r, &i))
			continue;
		row = row_at(r, i);

		if (row.kind == ROW_NONE || !has_company(r, row)) {
			struct str line = line_at(r->s, i);

			if (r->pipes && add_lone_table(r, line, &i))
				continue;
			add_line(r, r->pipes ? lone_pipe_cut(line) : line);
			i += line.n + 1;
			continue;
		}
		run = run_from(r, i, row);
		r->cells += run.cells;
		if (r->cells > r->cells_max)
			return doc_too_many_cells(r->cells_max, err);
		add_table(r, i, row.kind, run);
		i = run.end;
	}
	return RC_OK;
}

static void read_lines(struct reader *r)
{
	for (size_t i = 0; i < r->s.n;) {
		struct str line = line_at(r->s, i);

		add_line(r, line);
		i += line.n + 1;
	}
}

/* The first row tells whether rows have an outer pipe on the left. */
static enum pipe_left left_pipe(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		struct str line = line_at(s, i);

		if (pipe_cells(line, PIPE_BORDER) >= ROW_CELLS_MIN)
			return str_starts(str_trim(line), STR("|")) ? PIPE_BORDER : PIPE_EMPTY_CELL;
		i += line.n + 1;
	}
	return PIPE_BORDER;
}

enum rc doc_parse_text(struct arena *a, struct str text, const struct doc_limits *limits,
		       struct document *ret, struct err *err)
{
	struct document doc = { .format = DOC_TXT };
	struct reader r = {
		.a = a,
		.s = text,
		.doc = &doc,
		.tabs = text.n > 0 && memchr(text.p, '\t', text.n) != NULL,
		.pipes = pipe_in(text),
		.drawn = str_has(text, STR("──")) || str_has(text, STR("━━")) || str_has(text, STR("══")) || str_has(text, STR("+--")) ||
			 str_has(text, STR("+==")),
		.cells_max = doc_cells_max(limits),
	};
	enum rc rc = RC_OK;

	if (r.pipes)
		r.left = left_pipe(text);
	doc_reserve_lines(&doc, a, text);
	if (r.tabs || r.pipes || r.drawn)
		rc = read_rows(&r, err);
	else
		read_lines(&r);
	if (rc == RC_OK)
		rc = doc_check_text_size(&doc, limits, err);
	if (rc == RC_OK)
		*ret = doc;
	return rc;
}
