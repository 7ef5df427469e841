#include "model/lines.h"

#include "model/programme_json.h"

bool lines_next(struct str *rest, char separator, struct str *ret)
{
	size_t i = 0;

	if (rest->p == NULL)
		return false;
	while (i < rest->n && rest->p[i] != separator)
		i++;
	*ret = str_cut(*rest, 0, i);
	*rest = i < rest->n ? str_from(*rest, i + 1) : (struct str){ NULL, 0 };
	return true;
}

/* A value inside a column: its own tabs and line ends become blanks. */
static void put(struct arena *a, struct str *out, struct str s)
{
	char *copy = arena_bytes(a, s.n);

	for (size_t i = 0; i < s.n; i++)
		copy[i] = s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i];
	*out = arena_cat(a, *out, (struct str){ copy, s.n });
}

static void end_line(struct arena *a, struct str *out, bool last)
{
	size_t n = out->n;

	while (n > 0 && out->p[n - 1] == '\t')
		n--;
	out->n = n;
	if (!last)
		*out = arena_cat(a, *out, STR("\n"));
}

static void tab(struct arena *a, struct str *out)
{
	*out = arena_cat(a, *out, STR("\t"));
}

struct str lines_of_units(struct arena *a, const struct unit_list *l)
{
	struct str out = STR("");

	for (size_t i = 0; i < l->n; i++) {
		put(a, &out, l->v[i].name);
		end_line(a, &out, i + 1 == l->n);
	}
	return out;
}

struct str lines_of_leaders(struct arena *a, const struct leader_list *l)
{
	struct str out = STR("");

	for (size_t i = 0; i < l->n; i++) {
		put(a, &out, l->v[i].role);
		tab(a, &out);
		put(a, &out, l->v[i].name);
		end_line(a, &out, i + 1 == l->n);
	}
	return out;
}

struct str lines_of_sources(struct arena *a, const struct source_list *l)
{
	struct str out = STR("");

	for (size_t i = 0; i < l->n; i++) {
		put(a, &out, l->v[i].name);
		tab(a, &out);
		if (l->v[i].has_amount)
			put(a, &out, fen_str(a, l->v[i].fen));
		end_line(a, &out, i + 1 == l->n);
	}
	return out;
}

struct str lines_of_figures(struct arena *a, const struct figure_list *l)
{
	struct str out = STR("");

	for (size_t i = 0; i < l->n; i++) {
		const struct figure *f = &l->v[i];

		put(a, &out, dec_str(a, f->n));
		tab(a, &out);
		put(a, &out, f->unit);
		tab(a, &out);
		put(a, &out, f->what);
		tab(a, &out);
		put(a, &out, f->stage);
		tab(a, &out);
		put(a, &out, str_of(compare_word(f->cmp)));
		tab(a, &out);
		if (f->mode != MODE_UNKNOWN)
			put(a, &out, str_of(figure_mode_word(f->mode)));
		end_line(a, &out, i + 1 == l->n);
	}
	return out;
}

enum { COLUMNS_MAX = 6 };

/* The next line that is not empty, as columns (missing ones empty); false at the end. */
static bool columns(struct str *rest, struct str col[COLUMNS_MAX], size_t *line)
{
	struct str s, c;

	while (lines_next(rest, '\n', &s)) {
		size_t n = 0;

		(*line)++;
		if (str_trim(s).n == 0)
			continue;
		for (size_t i = 0; i < COLUMNS_MAX; i++)
			col[i] = STR("");
		while (n < COLUMNS_MAX && lines_next(&s, '\t', &c))
			col[n++] = str_trim(c);
		return true;
	}
	return false;
}

enum rc units_of_lines(struct arena *a, struct str lines, struct unit_list *ret, struct err *err)
{
	struct unit_list l = { 0 };
	struct str col[COLUMNS_MAX];
	size_t line = 0;

	while (columns(&lines, col, &line)) {
		if (col[0].n == 0 || col[0].n > 240)
			return err_set(err, RC_INPUT, "第%zu行的单位名称是空的或太长，请每行写一个单位", line);
		list_add(&l, a)->name = arena_str(a, col[0]);
	}
	*ret = l;
	return RC_OK;
}

enum rc leaders_of_lines(struct arena *a, struct str lines, struct leader_list *ret, struct err *err)
{
	struct leader_list l = { 0 };
	struct str col[COLUMNS_MAX];
	size_t line = 0;

	while (columns(&lines, col, &line)) {
		struct leader *x;

		if (col[1].n == 0)
			return err_set(err, RC_INPUT, "第%zu行请写“职责 姓名”两栏，如“责任领导”和姓名", line);
		x = list_add(&l, a);
		x->role = arena_str(a, col[0]);
		x->name = arena_str(a, col[1]);
	}
	*ret = l;
	return RC_OK;
}

enum rc sources_of_lines(struct arena *a, struct str lines, struct source_list *ret, struct err *err)
{
	struct source_list l = { 0 };
	struct str col[COLUMNS_MAX];
	size_t line = 0;

	while (columns(&lines, col, &line)) {
		struct source x = { 0 };
		struct dec yuan;

		x.has_amount = col[1].n > 0;
		if (col[0].n == 0 ||
		    (x.has_amount && (!dec_parse(col[1], &yuan) || !dec_to_fen(yuan, &x.fen))))
			return err_set(err, RC_INPUT, "第%zu行请写“来源 金额”两栏，金额用元，如 1200000", line);
		x.name = arena_str(a, col[0]);
		*list_add(&l, a) = x;
	}
	*ret = l;
	return RC_OK;
}

enum rc figures_of_lines(struct arena *a, struct str lines, struct figure_list *ret, struct err *err)
{
	struct figure_list l = { 0 };
	struct str col[COLUMNS_MAX];
	size_t line = 0;

	while (columns(&lines, col, &line)) {
		struct figure f = { 0 };

		if (!dec_parse(col[0], &f.n) || !compare_parse(col[4], &f.cmp) || !figure_mode_parse(col[5], &f.mode))
			return err_set(err, RC_INPUT, "第%zu行请先写数字，再写单位和内容，如“200 个 充电桩”", line);
		f.unit = arena_str(a, col[1]);
		f.what = arena_str(a, col[2]);
		f.stage = arena_str(a, col[3]);
		*list_add(&l, a) = f;
	}
	*ret = l;
	return RC_OK;
}
