/* The labels of an entry in running text, and where the value of each ends. */

#include "reading/body_parts.h"

#include "base/utf8.h"
#include "reading/duty.h"
#include "reading/kind.h"
#include "reading/prose.h"
#include "zh/when.h"

enum { YEAR_ANY = 2000 };

/* 💰 and the like in front of a label: bytes of the one that ends at byte i, 0 for none. */
static size_t picture_before(struct str s, size_t i)
{
	enum { JOINER = 0x200D, SELECTOR = 0xFE0F };
	size_t at = i;
	uint32_t c = i > 0 ? utf8_prev(s, &at) : 0;
	bool picture = c == JOINER || c == SELECTOR || c >= 0x1F000 || (c >= 0x2190 && c <= 0x2BFF && !(c >= 0x2460 && c <= 0x24FF));

	return picture ? i - at : 0;
}

static bool boundary_before(struct str s, size_t i)
{
	static const char stops[] = " \n;,([:)/|-.";

	if (i == 0 || strchr(stops, s.p[i - 1]) || picture_before(s, i) > 0)
		return true;
	return i >= 3 && (str_at(s, i - 3, STR("。")) || str_at(s, i - 3, STR("、")) ||
			  str_at(s, i - 3, STR("】")) || str_at(s, i - 3, STR("【")) ||
			  str_at(s, i - 3, STR("■")) || str_at(s, i - 3, STR("●")));
}

/* "责任单位为县城管局": the label in a sentence. */
static bool names_unit_as(struct str s, size_t k, enum field f)
{
	size_t end = k;

	if ((f != FIELD_LEAD && f != FIELD_SUPPORT && f != FIELD_IMPLEMENT) || !(str_at(s, k, STR("为")) || str_at(s, k, STR("是"))))
		return false;
	while (end < s.n && s.p[end] != ',' && s.p[end] != ';' && s.p[end] != '\n' && !str_at(s, end, STR("。")))
		end += utf8_len((unsigned char)s.p[end]);
	return kind_of_cell(str_cut(s, k + STR("为").n, end)) == CELL_UNITS;
}

/* A label at i: its word and a colon (or brackets, or the end of its line). */
static bool label_here(struct str s, size_t i, struct part *ret)
{
	size_t n, k;
	bool framed, boundary = boundary_before(s, i);
	/* after a comma stands the next unit of a list more often than a label nobody listed */
	bool begins = boundary && (i == 0 || (s.p[i - 1] != ',' && !str_at(s, i - (i >= 3 ? 3 : 0), STR("、")))) &&
		      !str_at(s, i, STR("政府")); /* 各县(市、区)政府预期目标: */
	enum field f = begins ? label_of_line(s, i, &n) : label_at(s, i, &n);

	if (f == FIELD_NONE)
		return false;
	if (!boundary && n < 12)
		return false;
	k = i + n;
	if (k < s.n && s.p[k] == '(') { /* 总投资(万元): */
		size_t close = str_find_from(s, k, STR(")"));

		if (close != STR_NONE && close - k < 24)
			k = close + 1;
	}
	framed = str_at(s, k, STR("】"));
	if (framed)
		k += 3;
	if (k < s.n && (s.p[k] == ' '))
		k++;
	if (k < s.n && s.p[k] == ':') {
		k++;
	} else if (boundary && names_unit_as(s, k, f)) {
		k += STR("为").n;
	} else if (framed) {
		; /* 【牵头单位】县教育局 */
	} else if (!(boundary && (i == 0 || s.p[i - 1] == '\n') && k < s.n && s.p[k] == '\n')) {
		return false;
	}
	*ret = (struct part){ f, i, i + n, k, s.n };
	return true;
}

/* Values of these fields end with their line or sentence; texts go on to the next label. */
static bool is_short_field(enum field f)
{
	return f == FIELD_LEAD || f == FIELD_SUPPORT || f == FIELD_IMPLEMENT || f == FIELD_DUTY ||
	       f == FIELD_LEADER || f == FIELD_CONTACT || f == FIELD_DEADLINE || f == FIELD_PHONE ||
	       f == FIELD_STATUS || f == FIELD_GROUP || f == FIELD_NAME;
}

/* The bracket that the label stands in closes at this byte, or STR_NONE. */
static size_t closing_bracket(struct str s, size_t label)
{
	int depth = 0;
	size_t open = STR_NONE;

	for (size_t i = 0; i < label; i++) {
		if (s.p[i] == '(') {
			if (depth++ == 0)
				open = i;
		} else if (s.p[i] == ')' && depth > 0) {
			if (--depth == 0)
				open = STR_NONE;
		}
	}
	if (open == STR_NONE)
		return STR_NONE;
	for (size_t i = label; i < s.n; i++) {
		if (s.p[i] == '(')
			depth++;
		else if (s.p[i] == ')' && --depth == 0)
			return i;
	}
	return STR_NONE;
}

/* "责任单位：镇水利站，投资68万元，6月底前完成": where a clause behind a comma speaks of something else. */
static bool leaves_units(struct str s, size_t comma, size_t limit)
{
	static const struct str heads[] = { STR_INIT("投资"), STR_INIT("资金"), STR_INIT("总投资"), STR_INIT("计划"), STR_INIT("年底"), STR_INIT("预计") };
	size_t end = comma + 1;
	bool digit = false;

	for (size_t k = 0; k < COUNT(heads); k++)
		if (str_at(s, comma + 1, heads[k]))
			return true;
	while (end < limit && s.p[end] != ',' && s.p[end] != ';' && s.p[end] != '\n' && !str_at(s, end, STR("。"))) {
		digit = digit || (s.p[end] >= '0' && s.p[end] <= '9');
		end += utf8_len((unsigned char)s.p[end]);
	}
	return digit && kind_of_cell(str_cut(s, comma + 1, end)) != CELL_UNITS;
}

/* "2026.03 ──▶ 完成施工图设计" below an amount: where such steps of the plan begin. */
static size_t before_steps(struct str s, size_t from, size_t limit)
{
	struct zh_when w;

	for (size_t i = str_find_from(s, from, STR("\n")); i < limit; i = str_find_from(s, i + 1, STR("\n")))
		if (zh_when_at(s, i + 1, YEAR_ANY, &w))
			return i;
	return limit;
}

static size_t value_end(struct str s, const struct part *p, size_t limit)
{
	size_t close = closing_bracket(s, p->label_from), i = p->from;

	if (close != STR_NONE && close < limit)
		limit = close;
	if (p->field == FIELD_MONEY || p->field == FIELD_SOURCE || p->field == FIELD_SITE)
		return before_steps(s, p->from, limit);
	if (!is_short_field(p->field))
		return limit;
	while (i < limit && (s.p[i] == '\n' || s.p[i] == ' '))
		i++;
	for (; i < limit; i += utf8_len((unsigned char)s.p[i])) {
		if (str_at(s, i, STR("。")))
			return i;
		if (s.p[i] == ',' && p->field != FIELD_NAME && p->field != FIELD_DEADLINE && leaves_units(s, i, limit))
			return i;
		/* a list of units may go on below: only while it looks like one */
		if (s.p[i] == '\n') {
			size_t end = str_find_from(s, i + 1, STR("\n"));
			struct str next;

			if (end == STR_NONE || end > limit)
				end = limit;
			next = str_cut(s, i + 1, end);
			if ((p->field == FIELD_LEAD || p->field == FIELD_SUPPORT || p->field == FIELD_DUTY) && !str_has(next, STR(":")) &&
			    kind_of_cell(next) == CELL_UNITS && next.n < 200)
				continue;
			return i;
		}
	}
	return limit;
}

/* "\n2.牵头单位", "💰计划投资": the label's own number or picture goes with it. */
size_t body_before_number(struct str s, size_t label)
{
	size_t n, at = label;
	int number;

	for (size_t back = 1; back <= 8 && back <= label; back++)
		if (((unsigned char)s.p[label - back] & 0xC0) != 0x80 &&
		    outline_number(s, label - back, &n, &number) != NUM_NONE && n == back)
			at = label - back;
	/* 【牵头单位】: the frame's left half too */
	if (at >= 3 && str_at(s, at - 3, STR("【")))
		at -= 3;
	for (size_t bytes = picture_before(s, at); bytes > 0; bytes = picture_before(s, at))
		at -= bytes;
	return at;
}

void body_find_parts(struct arena *a, struct str s, struct part_list *ret)
{
	for (size_t i = 0; i < s.n;) {
		struct part p;

		if (((unsigned char)s.p[i] & 0xC0) != 0x80 && label_here(s, i, &p)) {
			*list_add(ret, a) = p;
			i = p.from;
			continue;
		}
		i += utf8_len((unsigned char)s.p[i]);
	}
	for (size_t k = 0; k < ret->n; k++) {
		size_t limit = k + 1 < ret->n ? body_before_number(s, ret->v[k + 1].label_from) : s.n;

		ret->v[k].to = value_end(s, &ret->v[k], limit);
	}
}

bool body_has_duty(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		struct part p;
		size_t from, to;

		if (s.p[i] == '(' && duty_bracket(s, i, &from, &to))
			return true;
		if (s.p[i] == '-' && duty_dash(s, i, s.n, &from) > 0)
			return true;
		if (label_here(s, i, &p) && p.field != FIELD_PHONE && p.field != FIELD_REMARK && p.field != FIELD_CONTACT &&
		    p.field != FIELD_GROUP && p.from < s.n)
			return true;
		i += utf8_len((unsigned char)s.p[i]);
	}
	return false;
}

bool body_steps(struct str s, const struct part *p, size_t at)
{
	struct zh_when w;

	return (p->field == FIELD_MONEY || p->field == FIELD_SOURCE || p->field == FIELD_SITE) && zh_when_at(s, at, YEAR_ANY, &w);
}
