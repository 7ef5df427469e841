#ifndef READING_OUTLINE_H
#define READING_OUTLINE_H

/*
 * Prose as an outline: lines with their numbering.  A paragraph broken by a
 * page is joined; markers inside one paragraph (一是…二是…, （1）…（2）…) make
 * lines of their own, but only in ascending sequence, so that 1.5公里 or
 * （2）型 is no marker.
 */

#include "reading/reading.h"
#include "reading/text.h"

enum numbering {
	NUM_NONE,
	NUM_CHAPTER, /* 一、 */
	NUM_SECTION, /* （一） */
	NUM_POINT,   /* 1.  1、 01 */
	NUM_CLAUSE,  /* （1） 1) */
	NUM_CIRCLE,  /* ① */
	NUM_ITEM,    /* 第一件、第1项、实事一 */
	NUM_TOPIC,   /* 关于X。 at the start of a paragraph */
	NUM_FIRSTLY, /* 一是 */
	NUM_BULLET,  /* - ■ ● */
	NUM_STYLES,
};

struct line {
	struct text text; /* tight, numbering included */
	enum numbering style;
	int number;	  /* 0 for bullets and none */
	size_t skip;	  /* bytes of the numbering */
	uint32_t block;	  /* first block */
	int level;	  /* heading level of the format, 0 for none */
	bool inner;	  /* cut out of a longer paragraph */
};

struct line_list {
	struct line *v;
	size_t n, cap;
};

/* Lines of the paragraphs in blocks [begin, end); tables are passed over. */
struct line_list outline_lines(struct arena *a, const struct document *doc, uint32_t begin,
			       uint32_t end);

/* Numbering at byte i; its length in *n, its number in *number. */
enum numbering outline_number(struct str s, size_t i, size_t *n, int *number);

#endif
