#include "base/escape.h"
#include "draw/draw.h"

/*
 * A column is a day on which something is due; several milestones of one day
 * are one mark, the worst of them, and its title tells them all.
 */

enum { WHOLE = 10000 }; /* places on the line, in 1/100 % */

/* The place of a day: month by month, so that each month is as wide as the next. */
static int place(int year, struct day d)
{
	if (d.year < year)
		return 0;
	if (d.year > year)
		return WHOLE;
	return ((d.month - 1) * WHOLE + d.day * WHOLE / day_month_last(d.year, d.month)) / 12;
}

static void put_place(struct buf *b, const char *name, int at)
{
	buf_printf(b, " %s=\"%d.%02d%%\"", name, at / 100, at % 100);
}

static void months(struct buf *b)
{
	for (int m = 1; m <= 12; m++) {
		int left = (m - 1) * WHOLE / 12;

		if (m > 1) {
			buf_str(b, STR("<line class=\"g\" y1=\"14\" y2=\"26\""));
			put_place(b, "x1", left);
			put_place(b, "x2", left);
			buf_str(b, STR("/>"));
		}
		buf_str(b, STR("<text y=\"48\""));
		put_place(b, "x", left + WHOLE / 24);
		buf_printf(b, ">%d<tspan class=\"mo\">月</tspan></text>", m);
	}
}

static void spans(struct buf *b, int year, const struct mile *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!day_is(v[i].from) || !day_is(v[i].due) || day_cmp(v[i].from, v[i].due) >= 0)
			continue;
		buf_printf(b, "<line class=\"sp%s\" y1=\"20\" y2=\"20\"", v[i].met ? " met" : "");
		put_place(b, "x1", place(year, v[i].from));
		put_place(b, "x2", place(year, v[i].due));
		buf_str(b, STR("/>"));
	}
}

static bool seen_before(const struct mile *v, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (day_cmp(v[k].due, v[i].due) == 0)
			return true;
	return false;
}

/* The mark of one day and the titles of everything due on it. */
static void column(struct buf *b, int year, const struct mile *v, size_t n, size_t first)
{
	bool met = true, late = false;
	const char *shape;

	for (size_t i = first; i < n; i++) {
		if (day_cmp(v[i].due, v[first].due) != 0)
			continue;
		met = met && v[i].met;
		late = late || v[i].late;
	}
	shape = late ? "M-6-6H6V6H-6z" : "M0-8 8 0 0 8-8 0z";
	buf_printf(b, "<svg class=\"%s\" y=\"20\" overflow=\"visible\"", late ? "late" : met ? "met" : "open");
	put_place(b, "x", place(year, v[first].due));
	buf_printf(b, "><path d=\"%s\"><title>", shape);
	buf_printf(b, "%d月%d日：", v[first].due.month, v[first].due.day);
	for (size_t i = first; i < n; i++) {
		if (day_cmp(v[i].due, v[first].due) != 0)
			continue;
		if (i > first)
			buf_str(b, STR("；"));
		buf_escaped(b, v[i].text);
	}
	buf_str(b, STR("</title></path></svg>"));
}

void draw_miles(struct buf *b, int year, struct day today, const struct mile *v, size_t n)
{
	size_t met = 0, dated = 0;

	for (size_t i = 0; i < n; i++) {
		dated += day_is(v[i].due);
		met += day_is(v[i].due) && v[i].met;
	}
	buf_str(b, STR("<svg class=\"mile\" width=\"100%\" height=\"54\" role=\"img\"><title>"));
	buf_printf(b, "%d年时间轴：%zu个有日期的节点，%zu个已完成", year, dated, met);
	buf_str(b, STR("</title><line class=\"ax\" x1=\"0\" x2=\"100%\" y1=\"20\" y2=\"20\"/>"));
	months(b);
	spans(b, year, v, n);
	if (today.year == year) {
		buf_str(b, STR("<line class=\"now\" y1=\"2\" y2=\"34\""));
		put_place(b, "x1", place(year, today));
		put_place(b, "x2", place(year, today));
		buf_printf(b, "><title>今天：%d月%d日</title></line>", today.month, today.day);
	}
	for (size_t i = 0; i < n; i++)
		if (day_is(v[i].due) && !seen_before(v, i))
			column(b, year, v, n, i);
	buf_str(b, STR("</svg>"));
}
