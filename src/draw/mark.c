#include "draw/draw.h"

static const struct {
	const char *class, *shape;
} marks[] = {
	[DRAW_DONE] = { "done", "<path d=\"M4.6 10 .9 6.2l1.4-1.4 2.3 2.4 5-5.4 1.5 1.4z\"/>" },
	[DRAW_OK] = { "ok", "<circle cx=\"6\" cy=\"6\" r=\"5\"/>" },
	[DRAW_LATE] = { "late", "<path d=\"M6 .8 11.6 11H.4z\"/>" },
	[DRAW_BAD] = { "bad", "<path d=\"M1.5 1.5h9v9h-9z\"/>" },
	[DRAW_IDLE] = { "idle", "<path d=\"M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1m0 1.6a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8\"/>" },
	[DRAW_ADJ] = { "adj", "<path d=\"M6 .5 11.5 6 6 11.5.5 6zm0 2.3L2.8 6 6 9.2 9.2 6z\"/>" },
	[DRAW_GOING] = { "going", "<path d=\"M2.5 1 10.5 6l-8 5z\"/>" },
};

const char *draw_mark_class(enum draw_mark mark)
{
	return marks[mark].class;
}

void draw_symbols(struct buf *b)
{
	buf_str(b, STR("<svg width=\"0\" height=\"0\" class=\"defs\" aria-hidden=\"true\">"));
	for (size_t i = 0; i < COUNT(marks); i++)
		buf_printf(b, "<symbol id=\"m-%s\" viewBox=\"0 0 12 12\">%s</symbol>", marks[i].class,
			   marks[i].shape);
	buf_str(b, STR("</svg>"));
}

void draw_mark(struct buf *b, enum draw_mark mark)
{
	buf_printf(b, "<svg class=\"m\" aria-hidden=\"true\"><use href=\"#m-%s\"/></svg>", marks[mark].class);
}
