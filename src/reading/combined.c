#include "reading/combined.h"

#include "base/utf8.h"
#include "reading/duty.h"
#include "zh/number.h"

enum { NAME_CHARS_MIN = 4, NAME_CHARS_MAX = 28 };

/* 项目名称及主要内容: a header that promises both. */
static bool promises_both(struct str label)
{
	bool name = str_has(label, STR("名称")) || str_has(label, STR("项目及")) || str_has(label, STR("项目和")) || str_has(label, STR("实事及"));
	bool task = str_has(label, STR("内容")) || str_has(label, STR("任务")) || str_has(label, STR("目标")) || str_has(label, STR("概况"));

	return name && task;
}

/* Where the name in front of a colon, or alone on the first line, ends; STR_NONE where the text has none. */
static size_t name_end(struct str s, bool lines)
{
	size_t colon = str_find(s, STR(":")), line = lines ? str_find(s, STR("\n")) : STR_NONE;
	size_t end = line < colon ? line : colon, chars;

	if (end == STR_NONE || end + 1 >= s.n || str_has(str_cut(s, 0, end), STR("。")) || str_has(str_cut(s, 0, end), STR(",")) ||
	    str_has(str_cut(s, 0, end), STR(";")))
		return STR_NONE;
	chars = utf8_count(str_cut(s, 0, end));
	return chars >= NAME_CHARS_MIN && chars <= NAME_CHARS_MAX ? end : STR_NONE;
}

/* A first line without figures over a sentence. */
static bool titled(struct str s)
{
	size_t line = str_find(s, STR("\n"));

	if (line == STR_NONE || !(str_ends(s, STR("。")) || s.n > 3 * line))
		return false;
	for (size_t i = 0; i < line; i++)
		if (zh_is_digit(s, i))
			return false;
	return true;
}

/* The text that may hold both: the task of a nameless project, or the name of one without a task. */
static const struct text *both_of(const struct record *r, bool *promised)
{
	const struct value *task = r->rows.n == 1 ? row_value(&r->rows.v[0], FIELD_TASK) : NULL;

	*promised = false;
	if (r->name.s.n == 0 && task) {
		*promised = promises_both(task->label) || titled(task->text.s);
		return *promised ? &task->text : NULL;
	}
	return r->name.s.n > 0 && r->rows.n == 1 && !task && !row_value(&r->rows.v[0], FIELD_TARGET) ? &r->name : NULL;
}

void records_part_names(struct arena *a, struct record_list *list, size_t before)
{
	size_t both = 0;

	for (size_t i = before; i < list->n; i++) {
		bool promised;
		const struct text *t = both_of(&list->v[i], &promised);

		both += t && name_end(t->s, promised) != STR_NONE;
	}
	if (both < 2 || both * 3 < (list->n - before) * 2)
		return;
	for (size_t i = before; i < list->n; i++) {
		struct record *r = &list->v[i];
		bool promised;
		const struct text *t = both_of(r, &promised);
		size_t end = t ? name_end(t->s, promised) : STR_NONE;
		struct text all;

		if (end == STR_NONE)
			continue;
		all = text_of(a, t->pieces, t->npieces, TEXT_TIGHT);
		r->name = text_part(a, &all, 0, end, TEXT_TIGHT);
		all = text_part(a, &all, end + 1, all.s.n, TEXT_TIGHT);
		for (size_t k = 0; k < r->rows.v[0].values.n; k++)
			if (promised && r->rows.v[0].values.v[k].field == FIELD_TASK)
				r->rows.v[0].values.v[k].text = all;
		if (!promised)
			record_add(a, r, FIELD_TASK, STR(""), all);
	}
}

/* Where the bracket of units at the end of a name opens; STR_NONE for none. */
static size_t unit_bracket(struct str s)
{
	size_t open = str_rfind(s, STR("(")), from, to;

	return open != STR_NONE && open >= 3 * NAME_CHARS_MIN && str_ends(s, STR(")")) && duty_bracket(s, open, &from, &to) ? open : STR_NONE;
}

void records_part_units(struct arena *a, struct record_list *list, size_t before)
{
	size_t bracketed = 0;

	for (size_t i = before; i < list->n; i++) {
		bracketed += unit_bracket(list->v[i].name.s) != STR_NONE;
		for (size_t k = 0; k < list->v[i].rows.n; k++)
			if (row_value(&list->v[i].rows.v[k], FIELD_LEAD) || row_value(&list->v[i].rows.v[k], FIELD_DUTY))
				return;
	}
	if (bracketed < 2 || bracketed * 10 < (list->n - before) * 8)
		return;
	for (size_t i = before; i < list->n; i++) {
		struct record *r = &list->v[i];
		size_t open = unit_bracket(r->name.s);
		struct text all;

		if (open == STR_NONE || r->rows.n == 0)
			continue;
		all = text_of(a, r->name.pieces, r->name.npieces, TEXT_TIGHT);
		r->name = text_part(a, &all, 0, open, TEXT_TIGHT);
		record_add(a, r, FIELD_DUTY, STR(""), text_part(a, &all, open + 1, all.s.n - 1, TEXT_TIGHT));
	}
}
