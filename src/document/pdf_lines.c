#include "document/pdf_lines.h"

#include "base/utf8.h"

enum {
	PAGE_LINES_MAX = 3000,
	ALL_LINES_MAX = 100000,
	THIN = 3 * PDF_PT,   /* a filled rectangle no thicker is a line */
	SHORT = 3 * PDF_PT,  /* nothing shorter is the side of a cell */
	SLANT = PDF_PT / 2,  /* a line that leans no more is straight */
	POINTS_MAX = 8,	     /* of a path that can be a rectangle */
	FAR = 20000,	     /* points; no page is larger */
};

struct point {
	double x, y;
};

/* x' = a x + c y + e, y' = b x + d y + f */
struct matrix {
	double v[6];
};

struct scan {
	struct arena *a;
	struct pdf_drawing *ret;
	size_t lines;
};

/* A decimal at *i, which moves behind it; false without one. */
static bool number(struct str s, size_t *i, double *ret)
{
	double n = 0, unit = 1;
	bool minus = false, any = false;

	while (*i < s.n && (s.p[*i] == ' ' || s.p[*i] == ','))
		++*i;
	if (*i < s.n && s.p[*i] == '-') {
		minus = true;
		++*i;
	}
	for (; *i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9'; ++*i, any = true)
		n = n < 1e9 ? n * 10 + (s.p[*i] - '0') : n;
	if (*i < s.n && s.p[*i] == '.')
		for (++*i; *i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9'; ++*i, any = true)
			n += (s.p[*i] - '0') * (unit /= 10);
	*ret = minus ? -n : n;
	return any;
}

static int32_t place(double points)
{
	double v = points < -FAR ? -FAR : points > FAR ? FAR : points;

	return (int32_t)(v * PDF_PT);
}

static struct str attribute(struct str tag, struct str name)
{
	size_t at = str_find(tag, name), end;

	if (at == STR_NONE)
		return (struct str){ NULL, 0 };
	at += name.n;
	end = str_find_from(tag, at, STR("\""));
	return str_cut(tag, at, end == STR_NONE ? tag.n : end);
}

static struct matrix matrix_of(struct str tag)
{
	struct matrix m = { { 1, 0, 0, 1, 0, 0 } }, said;
	struct str s = attribute(tag, STR("transform=\"matrix("));
	size_t at = 0;

	for (size_t k = 0; k < COUNT(said.v); k++)
		if (!number(s, &at, &said.v[k]))
			return m;
	return said;
}

static struct point turned(const struct matrix *m, struct point p)
{
	return (struct point){ m->v[0] * p.x + m->v[2] * p.y + m->v[4], m->v[1] * p.x + m->v[3] * p.y + m->v[5] };
}

static void add(struct scan *s, bool upright, int32_t at, int32_t from, int32_t to)
{
	struct pdf_line_list *page = &s->ret->v[s->ret->n - 1];

	if (to - from < SHORT || page->n >= PAGE_LINES_MAX || s->lines >= ALL_LINES_MAX)
		return;
	s->lines++;
	*list_add(page, s->a) = (struct pdf_line){ upright, at, from, to };
}

static void add_stroke(struct scan *s, struct point p, struct point q)
{
	int32_t x0 = place(p.x < q.x ? p.x : q.x), x1 = place(p.x < q.x ? q.x : p.x);
	int32_t y0 = place(p.y < q.y ? p.y : q.y), y1 = place(p.y < q.y ? q.y : p.y);

	if (x1 - x0 <= SLANT)
		add(s, true, x0 + (x1 - x0) / 2, y0, y1);
	else if (y1 - y0 <= SLANT)
		add(s, false, y0 + (y1 - y0) / 2, x0, x1);
}

/* A thin filled rectangle is a line; a wider one is the ground of a cell. */
static void add_filled(struct scan *s, const struct point *v, size_t n)
{
	struct point low = v[0], high = v[0];
	int32_t x0, x1, y0, y1;

	for (size_t k = 1; k < n; k++) {
		bool straight = place(v[k].x) == place(v[k - 1].x) || place(v[k].y) == place(v[k - 1].y);

		if (!straight)
			return;
		low.x = v[k].x < low.x ? v[k].x : low.x;
		low.y = v[k].y < low.y ? v[k].y : low.y;
		high.x = v[k].x > high.x ? v[k].x : high.x;
		high.y = v[k].y > high.y ? v[k].y : high.y;
	}
	x0 = place(low.x), x1 = place(high.x), y0 = place(low.y), y1 = place(high.y);
	if (x1 - x0 <= THIN)
		add(s, true, x0 + (x1 - x0) / 2, y0, y1);
	else if (y1 - y0 <= THIN)
		add(s, false, y0 + (y1 - y0) / 2, x0, x1);
}

/* One run of points without a gap. */
static void end_run(struct scan *s, bool stroked, const struct point *v, size_t n, bool closed)
{
	if (n < 2 || n > POINTS_MAX)
		return;
	if (!stroked) {
		add_filled(s, v, n);
		return;
	}
	for (size_t k = 1; k < n; k++)
		add_stroke(s, v[k - 1], v[k]);
	if (closed)
		add_stroke(s, v[n - 1], v[0]);
}

/* M 48.7 293.2 L 49.4 293.2 … Z: runs of straight pieces; one with a curve is none. */
static void path(struct scan *s, struct str tag)
{
	struct str d = attribute(tag, STR(" d=\""));
	struct matrix m = matrix_of(tag);
	bool stroked = str_has(tag, STR("stroke:rgb")), curved = false;
	struct point run[POINTS_MAX + 1];
	size_t n = 0;

	/* white on white is no line */
	if (!stroked && (str_has(tag, STR("fill:none")) || str_has(tag, STR("fill:rgb(100%,100%,100%)"))))
		return;
	for (size_t i = 0; i < d.n;) {
		char c = d.p[i++];
		struct point p;

		if (c == 'C')
			curved = true;
		if (c == 'M' || c == 'Z') {
			if (!curved)
				end_run(s, stroked, run, n, c == 'Z');
			n = 0;
			curved = false;
		}
		if ((c == 'M' || c == 'L') && number(d, &i, &p.x) && number(d, &i, &p.y) && n <= POINTS_MAX)
			run[n++] = turned(&m, p);
	}
	if (!curved)
		end_run(s, stroked, run, n, false);
}

/* Behind the end tag of an element that holds no line. */
static size_t past(struct str svg, size_t i, struct str end)
{
	size_t at = str_find_from(svg, i, end);

	return at == STR_NONE ? svg.n : at + end.n;
}

void pdf_lines_of_svg(struct arena *a, struct str svg, struct pdf_drawing *ret)
{
	struct scan s = { .a = a, .ret = ret };
	bool in_page = false;

	list_add(ret, a);
	for (size_t i = 0; i < svg.n;) {
		const char *open = memchr(svg.p + i, '<', svg.n - i);
		size_t end;

		if (open == NULL)
			break;
		i = (size_t)(open - svg.p);
		if (str_at(svg, i, STR("<symbol"))) {
			i = past(svg, i, STR("</symbol>"));
		} else if (str_at(svg, i, STR("<clipPath"))) {
			i = past(svg, i, STR("</clipPath>"));
		} else if (str_at(svg, i, STR("<page>"))) {
			if (in_page)
				list_add(ret, a);
			in_page = true;
			i += STR("<page>").n;
		} else {
			end = past(svg, i, STR(">"));
			if (str_at(svg, i, STR("<path ")))
				path(&s, str_cut(svg, i, end));
			i = end;
		}
	}
}
