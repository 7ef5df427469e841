#include "cli/opts.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "cli/table.h"

enum { WORD_MAX = 32, OPTS_MAX = 64 };

/* ---- the nearest word ---- */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters to insert, delete, replace, or swap with a neighbour. */
static size_t distance(const char *s, const char *t)
{
	size_t n = strlen(s), m = strlen(t);
	size_t d[WORD_MAX + 1][WORD_MAX + 1];

	if (n > WORD_MAX || m > WORD_MAX)
		return WORD_MAX;
	for (size_t i = 0; i <= n; i++)
		d[i][0] = i;
	for (size_t k = 0; k <= m; k++)
		d[0][k] = k;
	for (size_t i = 1; i <= n; i++) {
		for (size_t k = 1; k <= m; k++) {
			size_t change = d[i - 1][k - 1] + (s[i - 1] != t[k - 1]);

			d[i][k] = least(change, least(d[i - 1][k], d[i][k - 1]) + 1);
			if (i > 1 && k > 1 && s[i - 1] == t[k - 2] && s[i - 2] == t[k - 1])
				d[i][k] = least(d[i][k], d[i - 2][k - 2] + 1);
		}
	}
	return d[n][m];
}

const char *nearest_word(const char *typed, const char *const *words, size_t count)
{
	size_t n = strlen(typed), best = n < 3 ? 2 : n / 2 + 1;
	const char *ret = NULL;

	for (size_t i = 0; i < count; i++) {
		size_t d = distance(typed, words[i]);

		if (n >= 2 && strncmp(words[i], typed, n) == 0)
			d = 0;
		if (d < best) {
			best = d;
			ret = words[i];
		}
	}
	return ret;
}

/* ---- reading ---- */

struct parse {
	const struct opt *table;
	char *into;
	struct err *err;
};

static const struct opt *by_name(const struct opt *table, struct str name)
{
	for (; table->type != OPT_END; table++)
		if (str_eq(str_of(table->name), name))
			return table;
	return NULL;
}

static const struct opt *by_letter(const struct opt *table, char letter)
{
	for (; table->type != OPT_END; table++)
		if (table->letter != 0 && table->letter == letter)
			return table;
	return NULL;
}

static enum rc unknown_name(const struct parse *p, struct str name)
{
	const char *words[OPTS_MAX];
	char typed[WORD_MAX + 1] = "";
	size_t n = 0;
	const char *near = NULL;

	for (const struct opt *o = p->table; o->type != OPT_END && n < OPTS_MAX; o++)
		words[n++] = o->name;
	if (name.n > 0 && name.n <= WORD_MAX) {
		memcpy(typed, name.p, name.n);
		near = nearest_word(typed, words, n);
	}
	if (near != NULL)
		return err_set(p->err, RC_INPUT, "没有选项「--%.*s」，您要的是「--%s」吗？",
			       STR_ARG(name), near);
	return err_set(p->err, RC_INPUT, "没有选项「--%.*s」，用「--help」看全部选项",
		       STR_ARG(name));
}

static enum rc read_int(const struct parse *p, const struct opt *o, const char *typed,
			const char *value)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(value, &end, 10);
	if (*value == '\0' || *end != '\0' || errno != 0 || n < o->min || n > o->max)
		return err_set(p->err, RC_INPUT,
			       "选项「%s」后面应是 %lld 到 %lld 之间的整数，现在写的是「%s」", typed,
			       (long long)o->min, (long long)o->max, value);
	*(int *)(void *)(p->into + o->offset) = (int)n;
	return RC_OK;
}

static enum rc read_choice(const struct parse *p, const struct opt *o, const char *typed,
			   const char *value)
{
	const char *word = o->value;

	for (int i = 0;; i++) {
		size_t n = strcspn(word, "|");

		if (strlen(value) == n && memcmp(word, value, n) == 0) {
			*(int *)(void *)(p->into + o->offset) = i;
			return RC_OK;
		}
		if (word[n] == '\0')
			break;
		word += n + 1;
	}
	return err_set(p->err, RC_INPUT, "选项「%s」后面只能写 %s 之一，现在写的是「%s」", typed,
		       o->value, value);
}

/* Bytes in one unit of the suffix (K, M, G, also KB, KiB …), 0 for another word. */
static size_t size_unit(const char *suffix)
{
	static const char letters[] = "KMG";
	size_t unit = 1;

	if (suffix[0] == '\0' || strcmp(suffix, "B") == 0)
		return 1;
	for (size_t i = 0; letters[i] != '\0'; i++) {
		unit *= 1024;
		if ((suffix[0] & ~0x20) == letters[i] &&
		    (suffix[1] == '\0' || strcmp(suffix + 1, "B") == 0 ||
		     strcmp(suffix + 1, "iB") == 0))
			return unit;
	}
	return 0;
}

static enum rc read_size(const struct parse *p, const struct opt *o, const char *typed,
			 const char *value)
{
	char *end;
	unsigned long long n = 0;
	size_t unit = 0;

	errno = 0;
	if (*value >= '0' && *value <= '9') {
		n = strtoull(value, &end, 10);
		unit = size_unit(end);
	}
	if (unit == 0 || n == 0 || errno != 0 || n > (SIZE_MAX >> 1) / unit)
		return err_set(p->err, RC_INPUT,
			       "选项「%s」后面应是大小，如 512K、200M、1G，现在写的是「%s」", typed,
			       value);
	*(size_t *)(void *)(p->into + o->offset) = (size_t)n * unit;
	return RC_OK;
}

static enum rc read_text(const struct parse *p, const struct opt *o, const char *typed,
			 const char *value)
{
	struct str s = str_of(value);

	if (s.n == 0)
		return err_set(p->err, RC_INPUT, "选项「%s」后面是空的，请写上 %s", typed, o->value);
	if (utf8_invalid(s) != STR_NONE)
		return err_set(p->err, RC_INPUT, "选项「%s」后面的文字不是 UTF-8 编码", typed);
	if (o->max > 0 && s.n > (size_t)o->max)
		return err_set(p->err, RC_INPUT, "选项「%s」后面的文字太长，最多 %lld 字节", typed,
			       (long long)o->max);
	*(struct str *)(void *)(p->into + o->offset) = s;
	return RC_OK;
}

static enum rc read_value(const struct parse *p, const struct opt *o, const char *typed,
			  const char *value)
{
	switch (o->type) {
	case OPT_INT:
		return read_int(p, o, typed, value);
	case OPT_CHOICE:
		return read_choice(p, o, typed, value);
	case OPT_SIZE:
		return read_size(p, o, typed, value);
	case OPT_TEXT:
		return read_text(p, o, typed, value);
	case OPT_FLAG:
		*(bool *)(void *)(p->into + o->offset) = true;
		return RC_OK;
	case OPT_END:
		break;
	}
	return RC_OK;
}

/* Applies an option; `glued` is the value in the same word, `next` the following word; either may
 * be NULL.  *used tells whether `next` was taken. */
static enum rc apply(const struct parse *p, const struct opt *o, const char *typed,
		     const char *glued, const char *next, bool *used)
{
	*used = false;
	if (o->type == OPT_FLAG) {
		if (glued != NULL)
			return err_set(p->err, RC_INPUT, "选项「%s」后面不带内容，请去掉「=%s」", typed,
				       glued);
		return read_value(p, o, typed, NULL);
	}
	if (glued != NULL)
		return read_value(p, o, typed, glued);
	if (next == NULL)
		return err_set(p->err, RC_INPUT, "选项「%s」后面缺少 %s", typed, o->value);
	*used = true;
	return read_value(p, o, typed, next);
}

static enum rc long_option(const struct parse *p, const char *word, const char *next, bool *used)
{
	struct str name = str_of(word + 2);
	size_t eq = str_find(name, STR("="));
	const char *glued = eq == STR_NONE ? NULL : name.p + eq + 1;
	const struct opt *o;
	char typed[WORD_MAX + 3];

	if (eq != STR_NONE)
		name.n = eq;
	o = by_name(p->table, name);
	if (o == NULL)
		return unknown_name(p, name);
	memcpy(typed, word, name.n + 2);
	typed[name.n + 2] = '\0';
	return apply(p, o, typed, glued, next, used);
}

/* "-n", "-y2025", "-y=2025", "-ny 2025". */
static enum rc short_options(const struct parse *p, const char *word, const char *next, bool *used)
{
	for (const char *c = word + 1; *c != '\0'; c++) {
		const struct opt *o = by_letter(p->table, *c);
		char typed[] = { '-', *c, '\0' };
		const char *glued = NULL;
		enum rc rc;

		if (o == NULL)
			return err_set(p->err, RC_INPUT, "没有选项「%s」，用「--help」看全部选项", word);
		if (o->type != OPT_FLAG && c[1] != '\0')
			glued = c[1] == '=' ? c + 2 : c + 1;
		rc = apply(p, o, typed, glued, next, used);
		if (rc != RC_OK || o->type != OPT_FLAG)
			return rc;
	}
	return RC_OK;
}

enum rc opts_parse(const struct opt *table, void *into, int argc, const char **argv,
		   struct args *rest, struct err *err)
{
	struct parse p = { table, into, err };
	size_t kept = 0;
	bool ended = false;

	for (int i = 0; i < argc; i++) {
		const char *word = argv[i], *next = i + 1 < argc ? argv[i + 1] : NULL;
		bool used = false;
		enum rc rc = RC_OK;

		if (ended || word[0] != '-' || word[1] == '\0')
			argv[kept++] = word;
		else if (strcmp(word, "--") == 0)
			ended = true;
		else if (word[1] == '-')
			rc = long_option(&p, word, next, &used);
		else
			rc = short_options(&p, word, next, &used);
		if (rc != RC_OK)
			return rc;
		i += used;
	}
	*rest = (struct args){ argv, kept };
	return RC_OK;
}

/* ---- help ---- */

void opts_help(struct buf *out, const struct opt *table, size_t width)
{
	enum { LEFT = 28 };

	for (const struct opt *o = table; o->type != OPT_END; o++) {
		size_t at = out->n, used;

		if (o->letter != 0)
			buf_printf(out, "  -%c, --%s", o->letter, o->name);
		else
			buf_printf(out, "      --%s", o->name);
		if (o->value != NULL)
			buf_printf(out, " %s", o->value);
		used = out->n - at;
		if (used + 2 > LEFT) {
			buf_char(out, '\n');
			used = 0;
		}
		buf_printf(out, "%*s", (int)(LEFT - used), "");
		text_wrapped(out, str_of(o->help), LEFT, width);
	}
}
