/*
 * Progress, problems and next steps.  One cell may hold all three with labels
 * inside (存在问题：… 下一步：…); what stands before the first label is progress.
 */

#include "reading/fill.h"

#include "base/utf8.h"
#include "reading/kind.h"

/* Adds the words to a text of the item, on a new line; the same words twice stand once. */
static void append(struct arena *a, const struct text *t, size_t from, size_t to,
		   const char *field, struct str *ret, struct item *item)
{
	struct str s = text_print(a, t, from, to);

	if (s.n == 0)
		return;
	text_mark(a, t, from, to, field, &item->at);
	if (ret->n == 0)
		*ret = s;
	else if (!str_has(*ret, s))
		*ret = arena_printf(a, "%.*s\n%.*s", STR_ARG(*ret), STR_ARG(s));
}

static bool label_here(struct str s, size_t i, enum field *f, size_t *n)
{
	size_t k, len;
	enum field found;

	if (i > 0 && s.p[i - 1] != ' ' && s.p[i - 1] != '\n' && s.p[i - 1] != ';' && s.p[i - 1] != ',' &&
	    s.p[i - 1] != '.' && s.p[i - 1] != ')' && s.p[i - 1] != '[' && !str_at(s, i - (i >= 3 ? 3 : 0), STR("。")) &&
	    !str_at(s, i - (i >= 3 ? 3 : 0), STR("、")) && !str_at(s, i - (i >= 3 ? 3 : 0), STR("【")))
		return false;
	found = label_of_line(s, i, &len);
	if (found != FIELD_PROGRESS && found != FIELD_PROBLEMS && found != FIELD_NEXT)
		return false;
	k = i + len;
	if (str_at(s, k, STR("】")))
		k += 3;
	else if (k < s.n && s.p[k] == ']')
		k++;
	if (k >= s.n || !(s.p[k] == ':' || (found == FIELD_NEXT && s.p[k] == ',')))
		return false;
	*f = found;
	*n = k + 1 - i;
	return true;
}

void fill_progress(struct arena *a, const struct text *t, enum field field, struct item *ret)
{
	struct str s = t->s;
	enum field now = field == FIELD_MIXED ? FIELD_PROGRESS : field, next;
	size_t from = 0, i = 0, n;

	while (i <= s.n) {
		bool end = i == s.n;

		if (end || label_here(s, i, &next, &n)) {
			size_t to = i;

			/* the number of the label ("2.存在问题") goes with it */
			while (!end && to > from && (s.p[to - 1] == '.' || (s.p[to - 1] >= '0' && s.p[to - 1] <= '9')))
				to--;
			if (to > from) {
				if (now == FIELD_PROBLEMS)
					append(a, t, from, to, "problems", &ret->problems, ret);
				else if (now == FIELD_NEXT)
					append(a, t, from, to, "next_plan", &ret->next_plan, ret);
				else
					append(a, t, from, to, "progress", &ret->progress, ret);
			}
			if (end)
				break;
			now = next;
			i = from = i + n;
			continue;
		}
		i += utf8_len((unsigned char)s.p[i]);
	}
}
