#ifndef READING_OUTLINE_H
#define READING_OUTLINE_H

/*
 * Prose as an outline: lines with their numbering.  A paragraph broken by a
 * page is joined; markers inside one paragraph (一是…二是…, （1）…（2）…) make
 * lines of their own, but only in ascending sequence, so that 1.5公里 or
 * （2）型 is no marker.
 */

#include "base/han_set.h"
#include "base/utf8.h"
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
	NUM_LEVELS,  /* 1.2 */
	NUM_PART,    /* 第一部分、第二章 */
	NUM_FRAME,   /* 【name】 at the start of a line */
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

/* The ideographs that numbering may begin with: 一, 第, 实. */
extern struct han_set outline_firsts;

/* Could numbering begin with this character?  Tried at every character of a paragraph, before outline_number(). */
static inline bool outline_may_number(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];
	uint32_t wide;

	if (c < 0xE0)
		return (c >= '0' && c <= '9') || c == '(' || c == '[' || c == '-' || c == '*' || c == 'N' || c == 0xC2; /* · */
	wide = utf8_wide_at(s, i);
	return c == 0xE2 || c == 0xF0 || wide == U'〇' || wide == U'【' || han_set_has(&outline_firsts, wide); /* E2: ① and bullets, F0: 🔟 */
}

/* "2  交通便民": a number and a blank, which the folded text has lost, in front of a heading; its digits, 0 for none. */
size_t outline_blank_number(struct str raw, struct str folded);

/* 1️⃣ (a digit, a selector, a frame) or 🔟 at byte i; its bytes, 0 for none. */
size_t outline_keycap(struct str s, size_t i, int *number);

/* Numbering at byte i; its length in *n, its number in *number. */
enum numbering outline_number(struct str s, size_t i, size_t *n, int *number);

#endif
