#include "document/text.h"

#include "document/marks.h"
#include "document/markup.h"
#include "document/pipe.h"

enum { SAMPLE_BYTES = 64 << 10 };

struct reader {
	struct arena *a;
	struct str s;
	size_t at; /* of the next line */
	struct document *doc;
	char fence;	/* '`' or '~' inside a code block, '\0' outside */
	size_t fence_n;
	size_t cells, cells_max;
};

static struct str line_at(struct str s, size_t i)
{
	const char *end = i < s.n ? memchr(s.p + i, '\n', s.n - i) : NULL;

	return i < s.n ? str_cut(s, i, end ? (size_t)(end - s.p) : s.n) : (struct str){ "", 0 };
}

static struct str without_end(struct str line)
{
	while (line.n > 0 && line.p[line.n - 1] == ' ')
		line.n--;
	return line;
}

static void add(struct reader *r, struct str text, int level)
{
	struct block *b = list_add(&r->doc->blocks, r->a);

	b->kind = BLOCK_PARAGRAPH;
	b->text = without_end(text);
	b->level = level;
}

/* A line's text without marks; <br> and <p> make several paragraphs of it. */
static void add_marked(struct reader *r, struct str line, int level)
{
	struct str text = marks_text(r->a, line);
	size_t i = 0;

	do {
		struct str part = line_at(text, i);

		add(r, part, level);
		i += part.n + 1;
	} while (i < text.n);
}

static size_t count_of(struct str line, char c)
{
	size_t n = 0;

	while (n < line.n && line.p[n] == c)
		n++;
	return n;
}

/* Opens or closes a code block; true when the line is such a fence. */
static bool is_fence(struct reader *r, struct str line)
{
	struct str s = str_trim(line);
	char c = s.n > 0 ? s.p[0] : '\0';
	size_t n = c == '`' || c == '~' ? count_of(s, c) : 0;

	if (r->fence != '\0') {
		if (c != r->fence || n < r->fence_n || n < s.n)
			return false;
		r->fence = '\0';
		return true;
	}
	if (n < 3 || (c == '`' && memchr(s.p + n, '`', s.n - n)))
		return false;
	r->fence = c;
	r->fence_n = n;
	return true;
}

/*
 * The level of "## text", and the text; 0 for other lines.  "##text" is
 * common in Chinese and counts from two signs on ("#1号楼" is text).
 */
static int heading(struct str line, struct str *ret)
{
	struct str s = str_trim(line);
	size_t n = count_of(s, '#');

	if (n == 0 || n > 6 || n == s.n)
		return 0;
	if (s.p[n] != ' ' && s.p[n] != '\t' && !str_at(s, n, STR("\u3000")) && n == 1)
		return 0;
	s = str_trim(str_from(s, n));
	while (s.n > 0 && s.p[s.n - 1] == '#')
		s.n--;
	*ret = str_trim(s);
	return (int)n;
}

/* Nothing but three or more of c, spaces between allowed. */
static bool is_line_of(struct str line, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == c)
			n++;
		else if (line.p[i] != ' ' && line.p[i] != '\t')
			return false;
	}
	return n >= 3;
}

static bool is_row(struct str line)
{
	struct str s = str_trim(line);

	return s.n > 1 && s.p[0] == '|' && pipe_cells(s, PIPE_BORDER) >= 2;
}

static bool has_pipe(struct str line)
{
	return line.n > 0 && memchr(line.p, '|', line.n) != NULL;
}

/* A table begins with a row over a rule, or with a row that has its outer pipe. */
static bool starts_table(const struct reader *r, struct str line)
{
	struct str next;

	if (!has_pipe(line))
		return false;
	next = line_at(r->s, r->at + line.n + 1);
	return is_row(line) || (pipe_is_rule(next) && pipe_cells(next, PIPE_BORDER) == pipe_cells(line, PIPE_BORDER));
}

static void fill_row(struct reader *r, struct block *b, struct str line)
{
	struct str cell;
	size_t at = 0;
	uint32_t col = 0;

	while (at < line.n && pipe_cell(line, PIPE_BORDER, &at, &cell))
		b->cells[b->cell_count++] =
			(struct cell){ b->rows, col++, 1, 1, marks_text(r->a, cell) };
	if (col > b->cols)
		b->cols = col;
	b->rows++;
}

static enum rc read_table(struct reader *r, struct err *err)
{
	struct block *b = list_add(&r->doc->blocks, r->a);
	size_t end = r->at, cells = 0;

	for (struct str line; end < r->s.n; end += line.n + 1) {
		line = line_at(r->s, end);
		if (!has_pipe(line))
			break;
		cells += pipe_cells(line, PIPE_BORDER);
	}
	r->cells += cells;
	if (r->cells > r->cells_max)
		return doc_too_many_cells(r->cells_max, err);
	b->kind = BLOCK_TABLE;
	b->cells = arena_alloc(r->a, cells * sizeof(*b->cells));
	while (r->at < end) {
		struct str line = line_at(r->s, r->at);

		if (!pipe_is_rule(line))
			fill_row(r, b, line);
		r->at += line.n + 1;
	}
	if (b->rows == 0) /* rules alone */
		r->doc->blocks.n--;
	return RC_OK;
}

/* "---" and "===" under a paragraph make it a heading; elsewhere they only draw. */
static bool underlines(struct reader *r, struct str line)
{
	size_t n = r->doc->blocks.n;
	struct block *last = n > 0 ? &r->doc->blocks.v[n - 1] : NULL;
	struct str s = str_trim(line);
	bool below = last && last->kind == BLOCK_PARAGRAPH && last->level == 0 && last->text.n > 0;

	if (s.n >= 3 && count_of(s, '=') == s.n && below) {
		last->level = 1;
		return true;
	}
	if (s.n >= 3 && count_of(s, '-') == s.n && below) {
		last->level = 2;
		return true;
	}
	return is_line_of(s, '-') || is_line_of(s, '*') || is_line_of(s, '_');
}

static struct str without_quote(struct str line)
{
	struct str s = line;

	for (;;) {
		size_t spaces = count_of(s, ' ');

		if (spaces > 3 || spaces == s.n || s.p[spaces] != '>')
			return s;
		s = str_from(s, spaces + 1);
		if (s.n > 0 && s.p[0] == ' ')
			s = str_from(s, 1);
	}
}

/* "* text" is a list item: its star is no mark. */
static size_t bullet(struct str line)
{
	size_t i = 0;

	while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
		i++;
	return i + 1 < line.n && line.p[i] == '*' && (line.p[i + 1] == ' ' || line.p[i + 1] == '\t')
		       ? i + 2
		       : 0;
}

static void read_line(struct reader *r, struct str line)
{
	struct str text;
	size_t mark;
	int level;

	if (is_fence(r, line))
		return;
	if (r->fence != '\0') {
		add(r, line, 0);
		return;
	}
	if (underlines(r, line))
		return;
	line = without_quote(line);
	level = heading(line, &text);
	if (level > 0) {
		add_marked(r, text, level);
		return;
	}
	mark = bullet(line);
	if (mark == 0) {
		add_marked(r, line, 0);
		return;
	}
	text = marks_text(r->a, str_from(line, mark));
	add(r, arena_cat(r->a, str_cut(line, 0, mark), text), 0);
}

/* "---", lines of "key: value", "---" at the very top: paragraphs, and the title. */
static void read_front(struct reader *r)
{
	size_t i;

	if (!str_starts(r->s, STR("---\n")))
		return;
	i = str_find(r->s, STR("\n---\n"));
	if (i == STR_NONE || i > SAMPLE_BYTES)
		return;
	for (r->at = 4; r->at <= i;) {
		struct str line = line_at(r->s, r->at);

		if (str_starts(line, STR("title:")))
			r->doc->title = str_trim(str_from(line, 6));
		add(r, line, 0);
		r->at += line.n + 1;
	}
	r->at = i + 5;
}

enum rc doc_parse_markdown(struct arena *a, struct str text, const struct doc_limits *limits,
			   struct document *ret, struct err *err)
{
	struct document doc = { .format = DOC_MD };
	struct reader r = { .a = a, .s = text, .doc = &doc, .cells_max = doc_cells_max(limits) };
	enum rc rc = RC_OK;

	doc_reserve_lines(&doc, a, text);
	read_front(&r);
	while (r.at < text.n && rc == RC_OK) {
		struct str line = line_at(text, r.at);

		if (r.fence == '\0' && starts_table(&r, line)) {
			rc = read_table(&r, err);
			continue;
		}
		read_line(&r, line);
		r.at += line.n + 1;
	}
	if (rc == RC_OK)
		rc = doc_check_text_size(&doc, limits, err);
	if (rc == RC_OK)
		*ret = doc;
	return rc;
}

/* Pairs of exactly two stars; masked numbers have more or fewer. */
static size_t bold_pairs(struct str line)
{
	size_t n = 0;

	for (size_t i = 0; i < line.n;) {
		size_t run = count_of(str_from(line, i), '*');

		n += run == 2;
		i += run ? run : 1;
	}
	return n / 2;
}

bool doc_looks_markdown(struct str text)
{
	size_t headings = 0, bold = 0, rules = 0;
	struct str before = { "", 0 };

	if (text.n > SAMPLE_BYTES)
		text.n = SAMPLE_BYTES;
	for (size_t i = 0; i < text.n;) {
		struct str line = line_at(text, i), rest;
		headings += heading(line, &rest) > 0;
		bold += bold_pairs(line);
		rules += pipe_is_rule(line) && has_pipe(before);
		before = line;
		i += line.n + 1;
	}
	return rules > 0 || headings > 1 || (headings == 1 && bold > 0) || bold > 2;
}
