/*
 * One entry of a prose list: its name, what labels say, duties in brackets or
 * in a closing sentence, and the rest, which is the task.
 */

#include "reading/body_parts.h"
#include "reading/prose.h"

#include "base/utf8.h"
#include "reading/duty.h"
#include "reading/kind.h"
#include "zh/name.h"
#include "zh/when.h"

enum { NAME_CHARS = 42, HEAD_CHARS = 60, DASHED_CHARS = 24 };

static void add_value(struct arena *a, const struct text *t, const struct part *p, struct record *r)
{
	struct str s = t->s;
	size_t from = p->from, to = p->to;
	struct text value;
	struct value *v;

	while (to > from && (s.p[to - 1] == ';' || s.p[to - 1] == '|' || s.p[to - 1] == ',' || s.p[to - 1] == '\n' || s.p[to - 1] == ' ' ||
			     s.p[to - 1] == '('))
		to--;
	if (p->field != FIELD_PROGRESS && p->field != FIELD_PROBLEMS && p->field != FIELD_NEXT && p->field != FIELD_TASK)
		while (to >= from + 3 && (str_at(s, to - 3, STR("。")) || str_at(s, to - 3, STR("、"))))
			to -= 3;
	if (from >= to)
		return;
	value = text_part(a, t, from, to, TEXT_TIGHT);
	if (p->field == FIELD_NAME && r->name.s.n == 0) {
		r->name = value;
		return;
	}
	v = record_add(a, r, p->field, str_cut(s, p->label_from, p->label_to), value);
	v->money_unit = 0;
}

/* Bytes [from, to) of loose text: cuts duties out, adds the rest to the pieces of the task. */
struct loose {
	struct arena *a;
	const struct text *t;
	struct record *r;
	struct piece_list task;
};

static void keep(struct loose *l, size_t from, size_t to)
{
	struct text part;

	while (to > from && l->t->s.p[to - 1] == '|')
		to--;
	if (from >= to || str_eq(str_cut(l->t->s, from, to), STR("。")))
		return;
	part = text_part(l->a, l->t, from, to, TEXT_TIGHT);
	if (part.s.n == 0)
		return;
	for (size_t k = 0; k < part.npieces; k++)
		*list_add(&l->task, l->a) = part.pieces[k];
}

/* Times among the units of a bracket are the deadline. */
static void add_times(struct loose *l, size_t from, size_t to)
{
	struct str s = l->t->s;

	for (size_t i = from, begin = from; i <= to; i++) {
		if (i < to && s.p[i] != ',' && s.p[i] != ';')
			continue;
		if (i > begin && duty_time(str_cut(s, begin, i))) {
			struct part p = { FIELD_DEADLINE, begin, begin, begin, i };

			add_value(l->a, l->t, &p, l->r);
		}
		begin = i + 1;
	}
}

/* "县交通局为责任单位", "县交通局牵头": a clause at byte i that begins with a unit and says what it does. */
static bool begins_unit(struct str s, size_t i, size_t to)
{
	static const struct str roles[] = { STR_INIT("为责任单位"), STR_INIT("为牵头单位"), STR_INIT("牵头"), STR_INIT("负责"), STR_INIT("负责实施"), STR_INIT("主办"), STR_INIT("承办") };
	size_t end = i;

	while (end < to && s.p[end] != ',' && s.p[end] != ';' && s.p[end] != '\n' && !str_at(s, end, STR("。")))
		end += utf8_len((unsigned char)s.p[end]);
	if (str_has(str_cut(s, i, end), STR("(")) != str_has(str_cut(s, i, end), STR(")")))
		return false;
	for (size_t k = 0; k < COUNT(roles); k++)
		if (str_ends(str_cut(s, i, end), roles[k]))
			return kind_of_cell(str_cut(s, i, end - roles[k].n)) == CELL_UNITS;
	return false;
}

/* Bytes [from, to) say who does it; what was not kept yet in front of `end` is task. */
static void take_duty(struct loose *l, size_t kept, size_t end, size_t from, size_t to)
{
	struct part p = { FIELD_DUTY, from, from, from, to };

	keep(l, kept, end);
	add_value(l->a, l->t, &p, l->r);
}

static size_t clause_end(struct str s, size_t i, size_t to)
{
	while (i < to && s.p[i] != ',' && s.p[i] != ';' && s.p[i] != '\n' && !str_at(s, i, STR("。")))
		i += utf8_len((unsigned char)s.p[i]);
	return i < to ? i : to;
}

/* "县城管局牵头，各街道配合，10月底前完成": the clauses of duty that begin at byte i with a unit; their end, 0 for none. */
static size_t unit_clauses(struct str s, size_t i, size_t to)
{
	size_t end;

	if (!begins_unit(s, i, to))
		return 0;
	for (end = clause_end(s, i, to); end < to && (s.p[end] == ',' || s.p[end] == ';');) {
		size_t next = clause_end(s, end + 1, to);

		if (next == end + 1 || !duty_sentence(str_cut(s, end + 1, next)))
			break;
		end = next;
	}
	return end;
}

/*
 * "…4.5万平方米，由县城管局牵头，各街道配合。": the rest of the sentence behind the comma is duty, or the clauses of it
 * that begin with a unit; its end, 0 for none.
 */
static size_t duty_behind(struct str s, size_t comma, size_t to)
{
	size_t end = str_find_from(s, comma, STR("。"));

	if (!str_at(s, comma + 1, STR("由")) && !begins_unit(s, comma + 1, to))
		return 0;
	if (end == STR_NONE || end > to)
		end = to;
	return duty_sentence(str_cut(s, comma + 1, end)) ? end : unit_clauses(s, comma + 1, to);
}

/* "…硬化道路2.4公里。县交通局": a last sentence or line that is only units says who does it. */
static bool only_units(struct str s)
{
	s = str_trim(s);
	return s.n >= 9 && zh_unit_ending(s) > 0 && kind_of_cell(s) == CELL_UNITS;
}

static void loose_text(struct loose *l, size_t from, size_t to)
{
	struct str s = l->t->s;
	size_t kept = from, sentence = from;

	for (size_t i = from; i < to;) {
		size_t b, e;
		bool stop = s.p[i] == '\n' || s.p[i] == ';' || str_at(s, i, STR("。"));

		if (s.p[i] == '(' && duty_bracket(str_cut(s, 0, to), i, &b, &e)) {
			take_duty(l, kept, i, b, e);
			add_times(l, b, e);
			i = kept = e + 1 < to ? e + 1 : to;
			while (kept < to && (s.p[kept] == ';' || s.p[kept] == ','))
				i = ++kept;
			continue;
		}
		if (s.p[i] == '-' && (e = duty_dash(s, i, to, &b)) > 0) {
			take_duty(l, kept, i, b, e);
			i = kept = sentence = e;
			continue;
		}
		/* "该项由旗教育局牵头，旗财政局配合，4月底前…": duty in front, the rest of the task behind it */
		if ((i == sentence || s.p[i - 1] == ',' || s.p[i - 1] == ' ') && (e = duty_clauses(s, i, to, &b)) > 0) {
			take_duty(l, kept, i, b, e);
			i = kept = sentence = str_at(s, e, STR("。")) ? e + 3 : e + (e < to);
			continue;
		}
		if (i == sentence && (e = unit_clauses(s, i, to)) > 0) {
			take_duty(l, kept, i, i, e);
			i = kept = sentence = str_at(s, e, STR("。")) ? e + 3 : e + (e < to);
			continue;
		}
		if (s.p[i] == ',' && (e = duty_behind(s, i, to)) > 0) {
			take_duty(l, kept, i, i + 1, e);
			i = kept = e;
			continue;
		}
		if (stop) {
			size_t next = i + (s.p[i] == '\n' || s.p[i] == ';' ? 1 : 3);

			if (duty_sentence(str_cut(s, sentence, i))) {
				take_duty(l, kept, sentence, sentence, i);
				kept = next;
			}
			sentence = next;
		}
		i += utf8_len((unsigned char)s.p[i]);
	}
	if (sentence < to && (duty_sentence(str_cut(s, sentence, to)) || (sentence > from && to == s.n && only_units(str_cut(s, sentence, to)))))
		take_duty(l, kept, sentence, sentence, to);
	else
		keep(l, kept, to);
}

/* "口袋公园建设 目标：…": the label behind the name, which has lost its blank, is no part of it. */
static size_t before_label(struct str s, size_t from, size_t colon)
{
	static const struct str labels[] = { STR_INIT("目标"), STR_INIT("内容"), STR_INIT("任务") };
	enum { NAME_BYTES = 12 };

	for (size_t k = 0; k < COUNT(labels); k++)
		if (str_ends(str_cut(s, from, colon), labels[k]) && colon - from >= labels[k].n + NAME_BYTES)
			return colon - labels[k].n;
	return colon;
}

/* Where the name ends in the first line of an entry; STR_NONE: the task is the name. */
static size_t name_end(struct str s, size_t from, size_t limit, size_t *after)
{
	size_t stop = str_find_from(s, from, STR("。"));
	size_t colon = str_find_from(s, from, STR(":"));
	size_t line = str_find_from(s, from, STR("\n")), dash = str_find_from(s, from, STR("--")), aspect;

	if (line > limit)
		line = limit;
	/* “地标工程”——…, 口袋公园建设——…: what stands in front of a dash */
	if (dash < line && dash > from + 6 && utf8_count(str_cut(s, from, dash)) <= DASHED_CHARS && !str_has(str_cut(s, from, dash), STR(",")) &&
	    (stop == STR_NONE || dash < stop)) {
		*after = dash + 2;
		return dash;
	}
	if (stop != STR_NONE && stop > limit)
		stop = STR_NONE;
	/* 老旧小区改造方面，… */
	aspect = str_find_from(s, from, STR("方面,"));
	if (aspect < line && aspect > from + 6 && utf8_count(str_cut(s, from, aspect)) <= DASHED_CHARS && !str_has(str_cut(s, from, aspect), STR(","))) {
		*after = aspect + STR("方面,").n;
		return aspect;
	}
	if (colon != STR_NONE && colon < line && (stop == STR_NONE || colon < stop) &&
	    utf8_count(str_cut(s, from, colon)) <= NAME_CHARS && colon > from + 5) {
		*after = colon + 1;
		return before_label(s, from, colon);
	}
	if (stop != STR_NONE && stop < line && utf8_count(str_cut(s, from, stop)) <= NAME_CHARS) {
		*after = stop + 3;
		return stop;
	}
	if (line < limit && (stop == STR_NONE || stop >= line) && utf8_count(str_cut(s, from, line)) <= HEAD_CHARS) {
		*after = line + 1;
		return line;
	}
	if (line == limit && (stop == STR_NONE || stop + 3 >= limit) && utf8_count(str_cut(s, from, limit)) <= NAME_CHARS) {
		*after = limit;
		return stop == STR_NONE ? limit : stop;
	}
	return STR_NONE;
}

/* 【口袋公园建设】…: the name stands in the frame. */
static bool in_frame(struct str s, size_t limit, size_t *from, size_t *end, size_t *after)
{
	size_t close = str_find_from(s, *from, STR("】"));

	if (!str_at(s, *from, STR("【")) || close == STR_NONE || close >= limit || utf8_count(str_cut(s, *from, close)) > NAME_CHARS)
		return false;
	*from += STR("【").n;
	*end = close;
	*after = close + STR("】").n;
	while (*after < limit && (s.p[*after] == ':' || s.p[*after] == '\n' || s.p[*after] == ' '))
		++*after;
	return true;
}

static bool says_result(const struct part_list *parts)
{
	for (size_t k = 0; k < parts->n; k++)
		if (parts->v[k].field == FIELD_PROGRESS || parts->v[k].field == FIELD_MIXED)
			return true;
	return false;
}

/* "年度目标：新建车棚60处。建成52处，…": in a report without a label for it the result begins behind the sentence of the plan. */
static void end_plans(struct str s, struct part_list *parts)
{
	for (size_t k = 0; k < parts->n; k++) {
		struct part *p = &parts->v[k];
		size_t stop = str_find_from(s, p->from, STR("。"));

		if ((p->field == FIELD_TARGET || p->field == FIELD_TASK) && stop != STR_NONE && stop + 3 < p->to)
			p->to = stop + 3;
	}
}

/* Past what closes a bracket or value and is no text of its own: "(牵头单位:市残联)。目标任务:…" */
static size_t past_stops(struct str s, size_t at, size_t limit)
{
	while (at < limit && (strchr("),;|\n ", s.p[at]) || str_at(s, at, STR("。"))))
		at += utf8_len((unsigned char)s.p[at]);
	return at;
}

/* A report's entry: "城区背街小巷改造，投资2150万元，改造背街小巷12条" is named before its first comma. */
static void name_before_comma(struct str s, size_t from, size_t limit, size_t *end, size_t *after)
{
	size_t comma = str_find_from(s, from, STR(","));

	if (comma == STR_NONE || comma >= limit || comma < from + 12 || utf8_count(str_cut(s, from, comma)) > NAME_CHARS)
		return;
	if (*end != STR_NONE && *end <= comma)
		return;
	*end = comma;
	*after = comma + 1;
}

/* 关于X → X, X完成情况 → X, X（4项） → X. */
static void trim_name(struct str s, size_t *from, size_t *to)
{
	static const struct str tails[] = { STR_INIT("完成情况"), STR_INIT("进展情况"), STR_INIT("实施情况"), STR_INIT("推进情况"), STR_INIT("落实情况"), STR_INIT(";"), STR_INIT(","), STR_INIT("。"), STR_INIT("(") };
	size_t open;

	if (str_at(s, *from, STR("关于")))
		*from += STR("关于").n;
	for (size_t k = 0; k < COUNT(tails); k++)
		if (str_ends(str_cut(s, *from, *to), tails[k]) && *to - *from > tails[k].n + 6)
			*to -= tails[k].n;
	if (s.p[*to - 1] == ')') {
		open = str_rfind(str_cut(s, *from, *to), STR("("));
		if (open != STR_NONE && open > 6 && (str_ends(str_cut(s, *from, *to), STR("项)")) ||
						    str_ends(str_cut(s, *from, *to), STR("件)"))))
			*to = *from + open;
	}
}

/* "计划修缮危房22户，实际完成25户": where the result begins in a sentence that states the plan, or STR_NONE. */
static size_t result_in(struct str s, size_t from, size_t to)
{
	static const struct str heads[] = { STR_INIT(",实际"), STR_INIT(",已"), STR_INIT(",现已"), STR_INIT(",目前"), STR_INIT(",截至"), STR_INIT(";实际"), STR_INIT(";已"), STR_INIT(";目前") };
	size_t best = STR_NONE;

	for (size_t k = 0; k < COUNT(heads); k++) {
		size_t at = str_find_from(s, from, heads[k]);

		if (at != STR_NONE && at < to && (best == STR_NONE || at + 1 < best))
			best = at + 1;
	}
	return best;
}

/* A report states the plan first (计划…、年度目标…): bytes of those sentences. */
/* "总投资96万元，硬化道路2.4公里。目前已完成…": what stands in front of the sentence that tells how far it is; 0 for none. */
static size_t before_now(struct str s)
{
	static const struct str heads[] = { STR_INIT("目前"), STR_INIT("截至"), STR_INIT("截止"), STR_INIT("现已") };

	for (size_t stop = str_find(s, STR("。")); stop != STR_NONE; stop = str_find_from(s, stop + 3, STR("。")))
		for (size_t k = 0; k < COUNT(heads); k++)
			if (str_at(s, stop + STR("。").n, heads[k]))
				return kind_says_progress(str_cut(s, 0, stop)) ? 0 : stop + STR("。").n;
	return 0;
}

static size_t plan_part(struct str s)
{
	static const struct str heads[] = { STR_INIT("计划"), STR_INIT("年度目标"), STR_INIT("目标任务"), STR_INIT("年初计划"), STR_INIT("年度任务"), STR_INIT("全年计划"), STR_INIT("全年目标"), STR_INIT("年度计划"), STR_INIT("目标:"), STR_INIT("任务:"), STR_INIT("原计划"), STR_INIT("承诺") };
	size_t i = 0;

	while (i < s.n) {
		size_t stop = str_find_from(s, i, STR("。")), result;
		bool plan = false;

		for (size_t k = 0; k < COUNT(heads); k++)
			plan = plan || str_at(s, i, heads[k]);
		if (!plan)
			break;
		result = result_in(s, i, stop == STR_NONE ? s.n : stop);
		if (result != STR_NONE)
			return result;
		i = stop == STR_NONE ? s.n : stop + 3;
	}
	return i > 0 ? i : before_now(s);
}

static void set_task(struct loose *l, bool report)
{
	struct text task;
	struct value *v;
	size_t plan = 0;

	if (l->task.n == 0)
		return;
	task = text_of(l->a, l->task.v, l->task.n, TEXT_TIGHT);
	if (task.s.n == 0)
		return;
	/* where a label says what was done, what stands loose is the task */
	report = report && !row_value(&l->r->rows.v[l->r->rows.n - 1], FIELD_PROGRESS);
	if (report)
		plan = plan_part(task.s);
	if (!report || plan > 0) {
		struct text head = report ? text_part(l->a, &task, 0, plan, TEXT_TIGHT) : task;

		v = record_add(l->a, l->r, FIELD_TASK, STR(""), head);
		v->money_unit = 0;
	}
	if (report && plan < task.s.n) {
		struct text rest = text_part(l->a, &task, plan, task.s.n, TEXT_TIGHT);

		v = record_add(l->a, l->r, FIELD_PROGRESS, STR(""), rest);
		v->money_unit = 0;
	}
}

/* An entry of one sentence: its name is its task, unless a report tells only what was done. */
static void name_is_task(struct arena *a, struct record *r)
{
	const struct row *row = &r->rows.v[r->rows.n - 1];
	bool done = row_value(row, FIELD_PROGRESS) || row_value(row, FIELD_MIXED);

	if (r->name.s.n == 0 || row_value(row, FIELD_TASK) || row_value(row, FIELD_TARGET) ||
	    (done && !row_value(row, FIELD_PLAN)))
		return;
	record_add(a, r, FIELD_TASK, STR(""), r->name);
}

/* "口袋公园建设（120万元）": the amount behind the name is the project's; where the name ends. */
static size_t before_amount(struct loose *l, size_t at, size_t end)
{
	struct str s = l->t->s;
	size_t open = str_rfind(str_cut(s, at, end), STR("("));
	struct part p = { .field = FIELD_MONEY };

	if (open == STR_NONE || open < 6 || s.p[end - 1] != ')' || !str_has(str_cut(s, at + open, end), STR("元")) ||
	    kind_of_cell(str_cut(s, at + open + 1, end - 1)) != CELL_AMOUNT)
		return end;
	p.label_from = p.label_to = p.from = at + open + 1;
	p.to = end - 1;
	add_value(l->a, l->t, &p, l->r);
	return at + open;
}

/* Reads the name from bytes [at, limit), in front of the first label; returns where the text goes on. */
static size_t take_name(struct loose *l, size_t at, size_t limit, bool result)
{
	struct str s = l->t->s;
	size_t b, e, end, after = 0, stop = limit;

	/* a duty bracket in the first line ends the name too */
	for (size_t i = at; i < limit; i++)
		if (s.p[i] == '(' && duty_bracket(str_cut(s, 0, limit), i, &b, &e)) {
			stop = i;
			break;
		}
	if (!in_frame(s, stop, &at, &end, &after))
		end = name_end(s, at, stop, &after);
	if (result)
		name_before_comma(s, at, stop, &end, &after);
	if (end == STR_NONE || end <= at)
		return at;
	trim_name(s, &at, &end);
	end = before_amount(l, at, end);
	l->r->name = text_part(l->a, l->t, at, end, TEXT_TIGHT);
	return after;
}

void body_read(struct arena *a, const struct text *t, bool names, bool report, struct record *r)
{
	struct part_list parts = { 0 };
	struct loose l = { .a = a, .t = t, .r = r };
	struct str s = t->s;
	size_t n, at = 0, first_limit;
	int number;

	if (r->rows.n == 0)
		list_add(&r->rows, a);
	outline_number(s, 0, &n, &number);
	at = n;
	while (at < s.n && (s.p[at] == '\n' || s.p[at] == ' '))
		at++;
	body_find_parts(a, s, &parts);
	if (report && !says_result(&parts))
		end_plans(s, &parts);
	first_limit = parts.n ? body_before_number(s, parts.v[0].label_from) : s.n;
	if (first_limit < at)
		first_limit = at;
	if (parts.n && first_limit > at && s.p[first_limit - 1] == '(')
		first_limit--;
	if (names && at < first_limit)
		at = take_name(&l, at, first_limit, report && !says_result(&parts));
	if (at < first_limit)
		loose_text(&l, at, first_limit);
	for (size_t k = 0; k < parts.n; k++) {
		size_t next = k + 1 < parts.n ? body_before_number(s, parts.v[k + 1].label_from) : s.n;

		add_value(a, t, &parts.v[k], r);
		if (k + 1 < parts.n && next > parts.v[k].to && s.p[next - 1] == '(') /* it opens in front of the next label */
			next--;
		at = past_stops(s, parts.v[k].to, next);
		if (at < next && body_steps(s, &parts.v[k], at))
			add_value(a, t, &(struct part){ FIELD_PLAN, at, at, at, next }, r);
		else if (at < next)
			loose_text(&l, at, next);
	}
	set_task(&l, report);
	if (names)
		name_is_task(a, r);
	for (size_t k = 0; k < t->npieces; k++)
		*list_add(&r->pieces, a) = t->pieces[k];
}
