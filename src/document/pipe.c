#include "document/pipe.h"

static const struct str wide_pipe = STR_INIT("｜");

/* Bytes of the pipe at i, 0 when there is none. */
static size_t pipe_at(struct str line, size_t i)
{
	if (i < line.n && line.p[i] == '|')
		return 1;
	return str_at(line, i, wide_pipe) ? wide_pipe.n : 0;
}

static size_t next_pipe(struct str line, size_t from)
{
	size_t wide = str_find_from(line, from, wide_pipe);

	if (wide == STR_NONE)
		wide = line.n;
	for (size_t i = from; i < wide; i++) {
		const char *hit = memchr(line.p + i, '|', wide - i);

		if (hit == NULL)
			return wide;
		i = (size_t)(hit - line.p);
		if (i == 0 || hit[-1] != '\\')
			return i;
	}
	return wide;
}

static size_t past_spaces(struct str line, size_t i)
{
	while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
		i++;
	return i;
}

bool pipe_cell(struct str line, enum pipe_left left, size_t *at, struct str *ret)
{
	size_t from = *at, to;

	if (from == 0) {
		from = past_spaces(line, 0);
		if (left == PIPE_BORDER)
			from += pipe_at(line, from);
	} else if (past_spaces(line, from) >= line.n) {
		return false; /* neither does the one on the right */
	}
	to = next_pipe(line, from);
	*ret = str_trim(str_cut(line, from, to));
	*at = to < line.n ? to + pipe_at(line, to) : line.n;
	return true;
}

bool pipe_in(struct str s)
{
	return s.n > 0 && (memchr(s.p, '|', s.n) != NULL || str_has(s, wide_pipe));
}

size_t pipe_cells(struct str line, enum pipe_left left)
{
	struct str cell;
	size_t at = 0, n = 0;

	while ((at < line.n || n == 0) && pipe_cell(line, left, &at, &cell))
		n++;
	return n;
}

bool pipe_parts_labels(struct str line)
{
	enum { LABEL_BYTES = 30 };
	struct str cell;
	size_t at = 0, n = 0;

	while ((at < line.n || n == 0) && pipe_cell(line, PIPE_BORDER, &at, &cell)) {
		size_t colon = str_find(cell, STR("：")), narrow = str_find(cell, STR(":"));

		colon = narrow < colon ? narrow : colon;
		if (colon > LABEL_BYTES || colon < 6 || colon + 3 >= cell.n)
			return false;
		n++;
	}
	return n >= 2;
}

bool pipe_is_rule(struct str line)
{
	size_t pipes = 0, dashes = 0;

	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];

		if (c != '|' && c != '-' && c != ':' && c != ' ' && c != '\t')
			return false;
		pipes += c == '|';
		dashes += c == '-';
	}
	return pipes > 0 && dashes > 0;
}
