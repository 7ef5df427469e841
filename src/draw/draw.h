#ifndef DRAW_DRAW_H
#define DRAW_DRAW_H

/*
 * Small pictures as SVG text, made on the server: icons, the milestone line,
 * QR codes.  Colours come from the style sheet by class, so that the elder
 * mode, dark screens and print follow; nothing here carries a style.
 *
 * Every picture says in words what it shows (role="img" and <title>); the page puts the
 * numbers beside it as text or table.  Positions are percentages of the
 * width: a line drawn once fits a telephone and a wall.
 */

#include "base/buf.h"
#include "base/day.h"

/* The marks of a state: shape, and class of colour (docs: a word stands beside each, always). */
enum draw_mark {
	DRAW_DONE,  /* ✓ */
	DRAW_OK,    /* ● */
	DRAW_LATE,  /* ▲ */
	DRAW_BAD,   /* ■ */
	DRAW_IDLE,  /* ○ */
	DRAW_ADJ,   /* ◇ */
	DRAW_GOING, /* ▶ */
};

const char *draw_mark_class(enum draw_mark mark); /* "done" … */

/* The shapes themselves, once per page, before the first use. */
void draw_symbols(struct buf *b);

/* One of them, beside its word. */
void draw_mark(struct buf *b, enum draw_mark mark);

/* ---- the milestone line (节点线) ---- */

struct mile {
	struct day from; /* start of a span, or none */
	struct day due;	 /* without a day it is not drawn */
	bool met;
	bool late;	 /* its day is over and it is not met; callers decide who may see that */
	struct str text;
};

/*
 * The twelve months of a year with a mark for each day on which something is
 * due: ◆ all met, ◇ open, ■ late.  `today` draws the line of the day; none: no line.
 * Days outside the year stand at its ends.
 */
void draw_miles(struct buf *b, int year, struct day today, const struct mile *v, size_t n);

/* ---- QR codes ---- */

/* Of at most some 1,000 bytes, error correction M; `says` is its title.  False when it does not fit. */
bool draw_qr(struct buf *b, struct str text, struct str says) NODISCARD;

#endif
