/*
 * A circular above a list: "农村公路建设(第二项)已完成路基28公里" says what was
 * done about the second project of the annex.
 */

#include "reading/mention.h"

#include "base/utf8.h"
#include "zh/number.h"

/* "(第二项)" at byte i: its number and length; 0 for none. */
static size_t ordinal_at(struct str s, size_t i, int *number)
{
	size_t k = i + 1 + STR("第").n;

	if (s.p[i] != '(' || !str_at(s, i + 1, STR("第")) || !zh_small(s, &k, number))
		return 0;
	if (str_at(s, k, STR("项")) || str_at(s, k, STR("件")))
		k += STR("项").n;
	return k < s.n && s.p[k] == ')' ? k + 1 - i : 0;
}

static bool ends_clause(struct str s, size_t i)
{
	return s.p[i] == ';' || s.p[i] == '\n' || str_at(s, i, STR("。")) || str_at(s, i, STR("、"));
}

/* "已完成项目3项。分别为甲(第一项)、乙(第四项)。": the state stands once, in front of all. */
static bool state_before(struct str s, size_t at, size_t *from, size_t *to)
{
	static const struct str states[] = { STR_INIT("提前完成"), STR_INIT("已完成"), STR_INIT("已完工"), STR_INIT("按序时推进"),
					     STR_INIT("有序推进"), STR_INIT("进度滞后"), STR_INIT("滞后") };

	for (size_t k = 0; k < COUNT(states); k++) {
		*from = str_find(s, states[k]);
		*to = *from + states[k].n;
		if (*from != STR_NONE && *from < at)
			return true;
	}
	return false;
}

static struct record *numbered(const struct record_list *records, int number)
{
	for (size_t i = 0; i < records->n; i++) {
		size_t k = 0;
		int n;

		if (zh_small(records->v[i].no, &k, &n) && k == records->v[i].no.n && n == number)
			return &records->v[i];
	}
	return NULL;
}

static void add_mention(struct arena *a, const struct text *t, size_t at, size_t after, struct record *r)
{
	size_t from = after, to = after;

	if (r->rows.n == 0 || row_value(&r->rows.v[0], FIELD_PROGRESS) || row_value(&r->rows.v[0], FIELD_MIXED))
		return;
	while (to < t->s.n && !ends_clause(t->s, to))
		to += utf8_len((unsigned char)t->s.p[to]);
	if (to - from < 6 && !state_before(t->s, at, &from, &to))
		return;
	record_add(a, r, FIELD_PROGRESS, STR(""), text_part(a, t, from, to, TEXT_TIGHT));
}

void mentions_add(struct arena *a, const struct document *doc, struct record_list *records)
{
	for (uint32_t i = 0; i < doc->blocks.n; i++) {
		struct str s = doc->blocks.v[i].text;
		struct piece *p;
		struct text t;

		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH || !(str_has(s, STR("(第")) || str_has(s, STR("（第"))))
			continue;
		p = arena_alloc(a, sizeof(*p));
		*p = piece_of_line(s, i, 0);
		t = text_of(a, p, 1, TEXT_TIGHT);
		for (size_t k = 0; k < t.s.n; k++) {
			int number;
			size_t n = ordinal_at(t.s, k, &number);
			struct record *r = n ? numbered(records, number) : NULL;

			if (r && str_has(str_cut(t.s, 0, k), r->name.s))
				add_mention(a, &t, k, k + n, r);
		}
	}
}
