#include "document/csv.h"

#include "document/markup.h"
#include "document/text.h"

enum {
	SAMPLE_BYTES = 256 << 10,
	SAMPLE_RECORDS = 500,
	WIDTH_MAX = 128, /* wider records count as this wide when guessing */
};

/*
 * The closing quote of the field that opens at r->at, or STR_NONE when it is
 * no quoted field.  The search passes only over doubled quotes, and those end
 * their own fields at once, so all searches together are linear.
 */
static size_t closing_quote(const struct csv *r, bool *doubled)
{
	size_t i = r->at + 1;

	for (;;) {
		const char *q = i < r->s.n ? memchr(r->s.p + i, '"', r->s.n - i) : NULL;

		if (q == NULL)
			return STR_NONE;
		i = (size_t)(q - r->s.p) + 1;
		if (i == r->s.n || r->s.p[i] == r->delimiter || r->s.p[i] == '\n')
			return i - 1;
		if (r->s.p[i] != '"')
			return STR_NONE;
		*doubled = true;
		i++;
	}
}

/* Moves past what ended the field; true when it was a delimiter. */
static bool step_over(struct csv *r)
{
	bool more = r->at < r->s.n && r->s.p[r->at] == r->delimiter;

	if (r->at < r->s.n)
		r->at++;
	return more;
}

/* The end of the line that r->at is in; it is looked for once a line, not once a field. */
static size_t line_end(struct csv *r)
{
	if (r->line_end < r->at || (r->line_end == r->at && r->at < r->s.n && r->s.p[r->at] != '\n')) {
		const char *end = r->at < r->s.n ? memchr(r->s.p + r->at, '\n', r->s.n - r->at) : NULL;

		r->line_end = end ? (size_t)(end - r->s.p) : r->s.n;
	}
	return r->line_end;
}

bool csv_field(struct csv *r, struct csv_field *ret)
{
	const char *stop;
	size_t end;

	ret->doubled = false;
	if (r->at < r->s.n && r->s.p[r->at] == '"') {
		size_t close = closing_quote(r, &ret->doubled);

		if (close != STR_NONE) {
			ret->text = str_cut(r->s, r->at + 1, close);
			r->at = close + 1;
			return step_over(r);
		}
		ret->doubled = false;
	}
	end = line_end(r);
	stop = r->at < end ? memchr(r->s.p + r->at, r->delimiter, end - r->at) : NULL;
	if (stop != NULL)
		end = (size_t)(stop - r->s.p);
	ret->text = str_cut(r->s, r->at, end);
	r->at = end;
	return step_over(r);
}

struct csv_record csv_record(struct csv *r)
{
	struct csv_record rec = { 0 };
	struct csv_field f;
	bool more;

	do {
		more = csv_field(r, &f);
		rec.fields++;
		if (str_trim(f.text).n > 0)
			rec.filled = rec.fields;
	} while (more);
	return rec;
}

struct str csv_text(struct arena *a, struct csv_field f)
{
	struct str s = str_trim(f.text);

	if (f.doubled) {
		char *p = arena_bytes(a, s.n + 1);
		size_t out = 0;

		for (size_t i = 0; i < s.n; i++) {
			p[out++] = s.p[i];
			if (s.p[i] == '"' && i + 1 < s.n && s.p[i + 1] == '"')
				i++;
		}
		s = (struct str){ p, out };
	}
	return markup_text(a, s);
}

/* How well a delimiter fits: the commonest number of fields and how many records have it. */
struct fit {
	size_t width, agree, records;
};

static struct fit fit_of(struct str text, char delimiter)
{
	struct csv r = { .s = text, .delimiter = delimiter };
	size_t seen[WIDTH_MAX + 1] = { 0 };
	struct fit fit = { 0 };

	if (r.s.n > SAMPLE_BYTES)
		r.s.n = SAMPLE_BYTES;
	while (r.at < r.s.n && fit.records < SAMPLE_RECORDS) {
		struct csv_record rec = csv_record(&r);

		if (rec.fields == 1 && rec.filled == 0)
			continue; /* a blank line */
		fit.records++;
		seen[rec.fields < WIDTH_MAX ? rec.fields : WIDTH_MAX]++;
	}
	for (size_t w = 2; w <= WIDTH_MAX; w++)
		if (seen[w] > 0 && seen[w] >= fit.agree) {
			fit.agree = seen[w];
			fit.width = w;
		}
	return fit;
}

static char best_of(struct str text, const char *delimiters, struct fit *best)
{
	char found = '\0';

	*best = (struct fit){ 0 };
	for (const char *d = delimiters; *d != '\0'; d++) {
		struct fit fit = fit_of(text, *d);

		if (fit.agree > best->agree ||
		    (fit.agree == best->agree && fit.width > best->width)) {
			*best = fit;
			found = *d;
		}
	}
	return found;
}

char doc_csv_delimiter(struct str text)
{
	struct fit fit;

	if (text.n > 5 && str_starts(text, STR("sep=")) && (text.p[5] == '\n'))
		return text.p[4];
	return best_of(text, ",;\t|", &fit);
}

bool doc_looks_csv(struct str text, char *delimiter)
{
	struct fit fit;
	char found = best_of(text, ",;", &fit);

	if (found == '\0' || fit.width < 3 || fit.agree < 3 || fit.agree * 2 <= fit.records)
		return false;
	*delimiter = found;
	return true;
}

size_t doc_cells_max(const struct doc_limits *limits)
{
	/* A cell costs 32 bytes; half a quarter of the memory may go into them. */
	return limits->memory_max ? limits->memory_max / 128 : (size_t)16 << 20;
}

enum rc doc_too_many_cells(size_t max, struct err *err)
{
	return err_set(err, RC_INPUT, "文件里的表格超过 %zu 万格；请拆成几个文件再试", max / 10000);
}

enum rc doc_check_text_size(const struct document *doc, const struct doc_limits *limits,
			    struct err *err)
{
	if (doc_text_bytes(doc) <= limits->text_max)
		return RC_OK;
	return err_set(err, RC_INPUT, "文件里的文字超过 %zu MB；请拆成几个文件再试",
		       limits->text_max >> 20);
}

/* The records from here up to one without any delimiter: one table. */
struct run {
	size_t rows, cells, cols;
	size_t end; /* offset */
};

static struct run run_from(struct csv r)
{
	struct run run = { .end = r.at };
	size_t rows = 0, cells = 0;

	while (r.at < r.s.n) {
		struct csv_record rec = csv_record(&r);

		if (rec.fields == 1 && rec.filled == 1)
			break;
		run.end = r.at;
		if (rec.fields == 1)
			continue;
		rows++;
		cells += rec.fields;
		if (rec.filled > run.cols)
			run.cols = rec.filled;
		if (rec.filled > 0) { /* rows of commas at the end do not count */
			run.rows = rows;
			run.cells = cells;
		}
	}
	return run;
}

static void add_table(struct document *doc, struct arena *a, struct csv *r, struct run run)
{
	struct block *b = list_add(&doc->blocks, a);
	uint32_t row = 0;

	b->kind = BLOCK_TABLE;
	b->rows = (uint32_t)run.rows;
	b->cols = (uint32_t)run.cols;
	b->cells = arena_alloc(a, (run.cells + 1) * sizeof(*b->cells));
	while (row < run.rows) {
		struct csv_field f;
		uint32_t col = 0;
		size_t from = b->cell_count;
		bool more;

		do {
			more = csv_field(r, &f);
			if (col < run.cols)
				b->cells[b->cell_count++] =
					(struct cell){ row, col, 1, 1, csv_text(a, f) };
			col++;
		} while (more);
		if (col == 1) /* a blank line */
			b->cell_count = from;
		else
			row++;
	}
}

/* A record without delimiter: its lines are paragraphs. */
static void add_lines(struct document *doc, struct arena *a, struct str text)
{
	while (text.n > 0) {
		const char *end = memchr(text.p, '\n', text.n);
		size_t n = end ? (size_t)(end - text.p) : text.n;
		struct block *b = list_add(&doc->blocks, a);

		b->kind = BLOCK_PARAGRAPH;
		b->text = (struct str){ text.p, n };
		text = str_from(text, end ? n + 1 : n);
	}
}

enum rc doc_parse_csv(struct arena *a, struct str text, char delimiter,
		      const struct doc_limits *limits, struct document *ret, struct err *err)
{
	struct document doc = { .format = DOC_CSV };
	struct csv r = { .s = text, .delimiter = delimiter };
	size_t cells = 0, max = doc_cells_max(limits);
	enum rc rc;

	if (str_starts(text, STR("sep=")))
		csv_record(&r);
	while (r.at < r.s.n) {
		struct run run = run_from(r);
		struct csv_field f;

		cells += run.cells;
		if (cells > max)
			return doc_too_many_cells(max, err);
		if (run.rows > 0)
			add_table(&doc, a, &r, run);
		if (run.end > r.at)
			r.at = run.end;
		if (r.at < r.s.n) {
			csv_field(&r, &f);
			add_lines(&doc, a, csv_text(a, f));
		}
	}
	rc = doc_check_text_size(&doc, limits, err);
	if (rc == RC_OK)
		*ret = doc;
	return rc;
}
