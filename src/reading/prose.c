#include "reading/prose.h"

#include "base/utf8.h"
#include "reading/kind.h"
#include "reading/meta.h"
#include "reading/nodes.h"
#include "reading/sentence_list.h"
#include "reading/unnumbered.h"
#include "zh/name.h"
#include "zh/number.h"
#include "zh/when.h"

static bool under_demand(const struct node_list *nodes, const struct node *n)
{
	while (n->parent != SIZE_MAX) {
		n = &nodes->v[n->parent];
		if (n->demand)
			return true;
	}
	return false;
}

/* The chapter this entry stands in speaks of last year's results beside a plan for this year. */
static bool under_results(const struct line_list *lines, const struct node_list *nodes,
			  const struct node *n, const struct programme *p)
{
	while (n->parent != SIZE_MAX) {
		struct str s;

		n = &nodes->v[n->parent];
		s = lines->v[n->line].text.s;
		if (utf8_count(s) <= 40 && (str_has(s, STR("完成情况")) || str_has(s, STR("落实情况"))) &&
		    str_has(p->title, STR("候选")))
			return true;
	}
	return false;
}

static struct str number_str(struct arena *a, int number)
{
	return number > 0 ? arena_printf(a, "%d", number) : STR("");
}

static struct text group_of(struct arena *a, const struct line_list *lines, const struct node_list *nodes, const struct node *n)
{
	if (n->parent == SIZE_MAX)
		return (struct text){ 0 };
	const struct line *l = &lines->v[nodes->v[n->parent].line];
	struct str s = str_from(l->text.s, l->skip);

	return utf8_count(s) <= 40 ? text_part(a, &l->text, l->skip, l->text.s.n, TEXT_TIGHT) : (struct text){ 0 };
}

/* 责任单位 beside 牵头单位 supports; 实施单位 alone leads. */
void records_settle_roles(struct record *r)
{
	for (size_t i = 0; i < r->rows.n; i++) {
		struct row *row = &r->rows.v[i];
		bool chief = false, lead = false, task = false;

		for (size_t k = 0; k < row->values.n; k++) {
			const struct value *v = &row->values.v[k];

			lead = lead || v->field == FIELD_LEAD || v->field == FIELD_DUTY;
			chief = chief || (v->field == FIELD_LEAD && (str_has(v->label, STR("牵头")) || str_has(v->label, STR("主要责任")) ||
								    str_has(v->label, STR("主责")) || str_has(v->label, STR("主办"))));
		}
		for (size_t k = 0; k < row->values.n; k++) {
			struct value *v = &row->values.v[k];

			task = task || v->field == FIELD_TASK;
			if (chief && v->field == FIELD_LEAD && (str_eq(v->label, STR("责任单位")) || str_eq(v->label, STR("责任部门"))))
				v->field = FIELD_SUPPORT;
			else if (!lead && v->field == FIELD_IMPLEMENT)
				v->field = FIELD_LEAD;
		}
		for (size_t k = 0; k < row->values.n && !task; k++)
			if (row->values.v[k].field == FIELD_TARGET) {
				row->values.v[k].field = FIELD_TASK;
				task = true;
			}
	}
}

static size_t before_closing(const struct line_list *lines, size_t from, size_t to)
{
	for (size_t i = from + 1; i < to; i++)
		if (prose_closes(&lines->v[i]))
			return i;
	return to;
}

/* Entries kept so far, as indices of nodes. */
struct pick_list {
	size_t *v;
	size_t n, cap;
};

/* A line that says nothing of an entry by itself: no number, no label, not cut out of its paragraph. */
static bool is_loose(const struct line *l)
{
	size_t n;

	if (l->style != NUM_NONE || l->inner || l->level > 0)
		return false;
	return label_of_line(l->text.s, 0, &n) == FIELD_NONE || (n < l->text.s.n && l->text.s.p[n] == ',');
}

static size_t loose_lines(const struct line_list *lines, const struct node *n)
{
	size_t count = 0;

	for (size_t i = n->line + 1; i < n->end; i++)
		count += is_loose(&lines->v[i]);
	return count;
}

static bool is_closed(struct str s)
{
	return str_ends(s, STR("。")) || str_ends(s, STR(")")) || str_ends(s, STR("!")) || str_ends(s, STR("”")) || str_ends(s, STR(";"));
}

static bool duty_follows(const struct line_list *lines, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (body_has_duty(lines->v[i].text.s))
			return true;
	return false;
}

/* Behind the last entry the article goes on: what no other entry has so many of is none of its lines. */
static void end_last(const struct line_list *lines, struct node_list *nodes, const struct pick_list *picks)
{
	enum { ENTRIES_MIN = 4 };
	struct node *last = &nodes->v[picks->v[picks->n - 1]];
	size_t most = 0, count = 0;

	if (picks->n < ENTRIES_MIN)
		return;
	for (size_t i = 0; i + 1 < picks->n; i++) {
		size_t n = loose_lines(lines, &nodes->v[picks->v[i]]);

		most = n > most ? n : most;
	}
	for (size_t i = last->line + 1; i < last->end; i++) {
		bool loose = is_loose(&lines->v[i]);

		count += loose;
		/* a page break inside the entry cuts a sentence, or leaves its duty below */
		if (loose && count > most && is_closed(lines->v[i - 1].text.s) && !duty_follows(lines, i, last->end)) {
			last->end = i;
			last->own_end = last->own_end < i ? last->own_end : i;
			return;
		}
	}
}

/* Children that name their own units are items; others are part of the text. */
static bool children_are_items(const struct node_list *nodes, size_t i)
{
	int children = 0, duties = 0;

	for (size_t k = i + 1; k < nodes->n && nodes->v[k].line < nodes->v[i].end; k++)
		if (nodes->v[k].parent == i) {
			children++;
			duties += nodes->v[k].duty;
		}
	return children >= 2 && duties >= 2;
}

static bool has_post(struct str s)
{
	static const struct str posts[] = { STR_INIT("长"), STR_INIT("书记"), STR_INIT("主任"), STR_INIT("常委"), STR_INIT("同志"), STR_INIT("主席") };

	for (size_t k = 0; k < COUNT(posts); k++)
		if (str_has(s, posts[k]))
			return true;
	return false;
}

/* "一、陈望舒县长主抓的实事": the leader of every entry below it. */
static void heading_leader(struct arena *a, const struct line_list *lines, const struct node_list *nodes,
			   const struct node *n, struct record *r)
{
	static const struct str verbs[] = { STR_INIT("主抓"), STR_INIT("牵头"), STR_INIT("负责"), STR_INIT("分管"), STR_INIT("包抓"), STR_INIT("领办") };
	const struct line *l = &lines->v[nodes->v[n->parent].line];
	struct str s = l->text.s;

	for (size_t k = 0; k < COUNT(verbs); k++) {
		size_t at = str_find_from(s, l->skip, verbs[k]);
		struct value *v;

		if (at == STR_NONE || at <= l->skip || at - l->skip > 60 || !has_post(str_cut(s, l->skip, at)))
			continue;
		v = record_add(a, r, FIELD_LEADER, STR("牵头领导"), text_part(a, &l->text, l->skip, at, TEXT_TIGHT));
		v->inherited = true;
		return;
	}
}

/* "二、县住建局牵头工作（3项）", "（二）县住建局": the unit of every entry below it. */
static void heading_unit(struct arena *a, const struct line_list *lines, const struct node_list *nodes,
			 const struct node *n, struct record *r)
{
	static const struct str verbs[] = { STR_INIT("牵头"), STR_INIT("负责"), STR_INIT("承担"), STR_INIT("主办"), STR_INIT("承办"), STR_INIT("实施"), STR_INIT("(") };
	const struct line *l = &lines->v[nodes->v[n->parent].line];
	size_t end = l->text.s.n;
	struct value *v;

	for (size_t k = 0; k < COUNT(verbs); k++) {
		size_t at = str_find_from(l->text.s, l->skip, verbs[k]);

		end = at < end ? at : end;
	}
	if (end <= l->skip || end - l->skip > 60 || kind_of_cell(str_cut(l->text.s, l->skip, end)) != CELL_UNITS ||
	    zh_unit_ending(str_cut(l->text.s, l->skip, end)) == 0)
		return;
	v = record_add(a, r, FIELD_LEAD, STR(""), text_part(a, &l->text, l->skip, end, TEXT_TIGHT));
	v->inherited = true;
}

static bool has_value(const struct record *r, enum field f, enum field or)
{
	for (size_t i = 0; i < r->rows.n; i++)
		if (row_value(&r->rows.v[i], f) || row_value(&r->rows.v[i], or))
			return true;
	return false;
}

/*
 * What the heading says of every entry below it that does not say it itself: the unit in its words, and labels
 * on the lines between it and the first entry ("责任领导：卢某    单位责任人：苗某").
 */
static void heading_duties(struct arena *a, const struct line_list *lines, const struct node_list *nodes,
			   const struct node *n, struct record *r)
{
	const struct node *up = &nodes->v[n->parent];
	struct record said = { 0 };

	if (up->line + 1 < up->own_end) {
		struct text t = nodes_text(a, lines, up->line + 1, up->own_end);
		bool leaders = has_value(r, FIELD_LEADER, FIELD_CONTACT), leads = has_value(r, FIELD_LEAD, FIELD_DUTY);

		if (body_has_duty(t.s))
			body_read(a, &t, false, false, &said);
		for (size_t i = 0; said.rows.n > 0 && i < said.rows.v[0].values.n; i++) {
			struct value v = said.rows.v[0].values.v[i];
			bool person = v.field == FIELD_LEADER || v.field == FIELD_CONTACT, unit = v.field == FIELD_LEAD || v.field == FIELD_DUTY;

			if (!((person && !leaders) || (unit && !leads)))
				continue;
			v.inherited = true;
			*record_add(a, r, v.field, v.label, v.text) = v;
		}
	}
	if (!has_value(r, FIELD_LEAD, FIELD_DUTY))
		heading_unit(a, lines, nodes, n, r);
}

/* "（2件）" at the end of a heading. */
static int said_in_heading(struct str s)
{
	size_t open = str_rfind(s, STR("("));
	size_t i = open + 1;
	int n;

	if (open == STR_NONE || !str_ends(s, STR(")")) || !zh_small(s, &i, &n))
		return 0;
	return str_at(s, i, STR("件")) || str_at(s, i, STR("项")) || str_at(s, i, STR("个")) ? n : 0;
}

/* "一、教育类（2件）" and below it as many paragraphs without numbers, each with who does it: one project a paragraph. */
static bool paragraph_group(struct arena *a, const struct line_list *lines, const struct node *n, struct record_list *ret)
{
	const struct line *head = &lines->v[n->line];
	int said = said_in_heading(head->text.s);
	size_t end = before_closing(lines, n->line, n->end), before = ret->n;

	if (said == 0 || end - n->line - 1 != (size_t)said ||
	    !(str_has(head->text.s, STR("类")) || str_has(head->text.s, STR("方面")) || str_has(head->text.s, STR("领域"))))
		return false;
	for (size_t i = n->line + 1; i < end; i++) {
		struct str s = lines->v[i].text.s;

		if (lines->v[i].style != NUM_NONE || !(body_has_duty(s) || str_has(s, STR("牵头")) || str_has(s, STR("负责"))))
			return false;
	}
	for (size_t i = n->line + 1; i < end; i++)
		sentence_entry(a, &lines->v[i], 0, lines->v[i].text.s.n, true, ret);
	for (size_t i = before; i < ret->n; i++) {
		ret->v[i].group = text_part(a, &head->text, head->skip, head->text.s.n, TEXT_TIGHT);
		records_settle_roles(&ret->v[i]);
	}
	return true;
}

/* Where a short clause without figures ends at its comma; STR_NONE for none. */
static size_t short_clause(struct str s, size_t from, size_t to)
{
	enum { CHARS_MIN = 4, CHARS_MAX = 18 };
	size_t comma = str_find_from(s, from, STR(",")), chars;

	if (comma == STR_NONE || comma >= to)
		return STR_NONE;
	for (size_t i = from; i < comma; i++)
		if (zh_is_digit(s, i) || s.p[i] == ':' || str_at(s, i, STR("。")))
			return STR_NONE;
	chars = utf8_count(str_cut(s, from, comma));
	return chars >= CHARS_MIN && chars <= CHARS_MAX ? comma : STR_NONE;
}

/* The entry's text; its name is what stands in front of its first comma, where the list is one of such names. */
static void read_text(struct arena *a, const struct line *l, struct text t, bool report, bool commas, struct record *r)
{
	size_t end = commas && !report ? short_clause(t.s, l->skip, l->text.s.n) : STR_NONE;

	if (end == STR_NONE) {
		body_read(a, &t, true, report, r);
		return;
	}
	r->name = text_part(a, &t, l->skip, end, TEXT_TIGHT);
	for (size_t k = 0; k < r->name.npieces; k++)
		*list_add(&r->pieces, a) = r->name.pieces[k];
	t = text_part(a, &t, end + 1, t.s.n, TEXT_TIGHT);
	body_read(a, &t, false, report, r);
}

static void add_record(struct arena *a, const struct line_list *lines, const struct node_list *nodes,
		       size_t i, bool report, bool commas, struct record_list *ret)
{
	const struct node *n = &nodes->v[i];
	struct record *r;
	struct text t;

	if ((!n->duty && !n->below && sentence_group(a, &lines->v[n->line], ret)) || paragraph_group(a, lines, n, ret))
		return;
	r = list_add(ret, a);
	r->no = n->style == NUM_LEVELS ? arena_str(a, str_cut(lines->v[n->line].text.s, 0, lines->v[n->line].skip)) : number_str(a, n->number);
	if (r->no.n > 0 && lines->v[n->line].skip > 0)
		r->no_text = text_part(a, &lines->v[n->line].text, 0, lines->v[n->line].skip, TEXT_TIGHT);
	r->group = group_of(a, lines, nodes, n);
	r->block = lines->v[n->line].block;
	r->prose = true;
	if (r->group.s.n > 0) {
		heading_leader(a, lines, nodes, n, r);
	}
	if (!children_are_items(nodes, i)) {
		t = nodes_text(a, lines, n->line, before_closing(lines, n->line, n->end));
		read_text(a, &lines->v[n->line], t, report, commas, r);
		if (r->group.s.n > 0)
			heading_duties(a, lines, nodes, n, r);
		records_settle_roles(r);
		return;
	}
	t = nodes_text(a, lines, n->line, n->own_end);
	body_read(a, &t, true, report, r);
	for (size_t k = i + 1; k < nodes->n && nodes->v[k].line < n->end; k++) {
		if (nodes->v[k].parent != i)
			continue;
		if (r->rows.v[r->rows.n - 1].values.n > 0)
			list_add(&r->rows, a);
		t = nodes_text(a, lines, nodes->v[k].line, before_closing(lines, nodes->v[k].line, nodes->v[k].end));
		body_read(a, &t, false, report, r);
	}
	records_settle_roles(r);
}

static bool speaks_of_programme(const struct line_list *lines, const struct programme *p)
{
	enum { HEAD_LINES = 40 };

	if (meta_names_programme(p->title))
		return true;
	for (size_t i = 0; i < lines->n && i < HEAD_LINES; i++)
		if (meta_names_programme(lines->v[i].text.s))
			return true;
	return false;
}

/* Does the heading right above the entry (附件2 passed over) say that the list below is the programme's? */
static bool headed_as_programme(const struct line_list *lines, const struct node *n)
{
	enum { MARK_BYTES = 12, HEADING_BYTES = 120 };

	for (size_t i = n->line; i-- > 0 && lines->v[i].style == NUM_NONE;) {
		struct str s = lines->v[i].text.s;

		if (str_starts(s, STR("附件")) && s.n <= MARK_BYTES)
			continue;
		return s.n <= HEADING_BYTES && str_has(s, STR("实事"));
	}
	return false;
}

/*
 * Several lists of one form below each other (重点工作 and 民生实事; a list and the
 * article after it): the one whose length the headline says, else the one
 * whose heading says 实事.  Numbering that starts again in each group is one list.
 */
static void choose_run(const struct line_list *lines, const struct node_list *nodes, int headline,
		       bool with_duty, struct pick_list *picks)
{
	size_t begin[64], runs = 0, chosen = SIZE_MAX;
	int named = 0, counted = 0;

	for (size_t i = 0; i < picks->n; i++) {
		const struct node *n = &nodes->v[picks->v[i]];
		const struct node *last = i ? &nodes->v[picks->v[i - 1]] : NULL;

		if (last && (n->number == 0 || n->number > last->number || n->parent != last->parent))
			continue;
		if (runs == COUNT(begin))
			return;
		begin[runs++] = i;
	}
	if (runs < 2)
		return;
	for (size_t r = 0; r < runs; r++) {
		size_t end = r + 1 < runs ? begin[r + 1] : picks->n;
		bool headed = headed_as_programme(lines, &nodes->v[picks->v[begin[r]]]);
		bool duty = false;

		for (size_t i = begin[r]; i < end; i++)
			duty = duty || nodes->v[picks->v[i]].duty || nodes->v[picks->v[i]].below;
		if (with_duty && !duty) /* a list of appendices among lists of projects */
			continue;
		if ((int)(end - begin[r]) == headline) {
			counted++;
			chosen = r;
		}
		if (headed) {
			named++;
			if (counted == 0)
				chosen = r;
		}
	}
	if (!(counted == 1 || (counted == 0 && named == 1)))
		return;
	for (size_t i = begin[chosen], k = 0; i < (chosen + 1 < runs ? begin[chosen + 1] : picks->n); i++)
		picks->v[k++] = picks->v[i];
	picks->n = (chosen + 1 < runs ? begin[chosen + 1] : picks->n) - begin[chosen];
}

/* A report or circular: what stands loose in an entry is its result. */
bool reports_results(struct str title)
{
	static const struct str words[] = { STR_INIT("完成情况"), STR_INIT("办理情况"), STR_INIT("落实情况"), STR_INIT("进展情况"),
					    STR_INIT("推进情况"), STR_INIT("实施情况"), STR_INIT("兑现情况") };

	for (size_t k = 0; k < COUNT(words); k++)
		if (str_has(title, words[k]))
			return !str_has(title, STR("候选"));
	return false;
}

/* "一是老旧小区改造，改造12个；二是…": most entries begin with a name and a comma. */
static bool names_by_comma(const struct line_list *lines, const struct node_list *nodes, const struct pick_list *picks)
{
	enum { ENTRIES_MIN = 3 };
	size_t named = 0;

	for (size_t i = 0; i < picks->n; i++) {
		const struct line *l = &lines->v[nodes->v[picks->v[i]].line];
		size_t end = sentence_name_end(l->text.s, l->skip, l->text.s.n);

		named += end != STR_NONE && l->text.s.p[end] == ',';
	}
	return named >= ENTRIES_MIN && named * 10 >= picks->n * 6;
}

bool records_of_prose(struct arena *a, const struct line_list *lines,
		      const struct programme *p, struct record_list *ret)
{
	struct node_list nodes = nodes_build(a, lines, p->year);
	const struct rank *best = nodes_rank(a, lines, &nodes, p->headline_count, speaks_of_programme(lines, p));
	size_t before = ret->n;
	struct pick_list picks = { 0 };
	bool report = reports_results(p->title), commas;

	if (best == NULL)
		return speaks_of_programme(lines, p) && unnumbered_entries(a, lines, p->headline_count, report, ret);
	for (size_t i = 0; i < nodes.n; i++) {
		const struct node *n = &nodes.v[i];

		if (n->style != best->style ||
		    (n->depth != best->depth && !(n->duty && best->duty > 0 && picks.n > 0 && n->number > nodes.v[picks.v[picks.n - 1]].number)))
			continue; /* 4. below 二、（一） goes on from 3. below 一、 */
		if (!n->duty && !n->below && (n->demand || under_demand(&nodes, n)))
			continue;
		if (n->aside || under_results(lines, &nodes, n, p))
			continue;
		/* where most entries name their units, one that does not is something else */
		if (!n->duty && !n->below && best->duty * 10 >= best->n * 4 && n->weak == 0)
			continue;
		*list_add(&picks, a) = i;
	}
	choose_run(lines, &nodes, p->headline_count, best->duty > 0, &picks);
	if (picks.n > 0)
		end_last(lines, &nodes, &picks);
	commas = names_by_comma(lines, &nodes, &picks);
	for (size_t i = 0; i < picks.n; i++)
		add_record(a, lines, &nodes, picks.v[i], report, commas, ret);
	if (ret->n - before <= 1 && speaks_of_programme(lines, p))
		titled_entries(a, lines, p->headline_count, report, before, ret);
	return ret->n > before || (speaks_of_programme(lines, p) && unnumbered_entries(a, lines, p->headline_count, report, ret));
}
