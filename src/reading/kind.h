#ifndef READING_KIND_H
#define READING_KIND_H

/*
 * What one cell looks like, judged by itself.  Columns without a known
 * header, and lines of flattened tables, are told apart by these.
 */

#include "base/str.h"
#include "zh/when.h"

enum cell_kind {
	CELL_EMPTY,
	CELL_NUMBER,  /* 1, 12, 一, (3) */
	CELL_AMOUNT,  /* 12.5, 1200万元 and nothing else */
	CELL_PERCENT, /* 45%, and nothing else */
	CELL_TIME,    /* a deadline and nothing else */
	CELL_PLAN,    /* dated clauses */
	CELL_UNITS,   /* one unit or a list of them */
	CELL_PEOPLE,  /* names, perhaps with telephones */
	CELL_NOTHING, /* 无、/、— */
	CELL_SHORT,   /* up to 24 characters, no full stop: a name */
	CELL_LONG,
	CELL_KINDS,
};

/* Text is folded. */
enum cell_kind kind_of_cell(struct str s);

/* The first time in a cell, looked for when first asked for; the year is any. */
struct cell_time {
	bool looked, found;
	struct zh_when when;
};

bool kind_first_time(struct str s, struct cell_time *t);

/* The kind, with the time that was looked for on the way; s has no blanks at its ends. */
enum cell_kind kind_and_time(struct str s, struct cell_time *t);

/* The number of a numbered cell ("3", "(三)", "3."), or -1. */
int kind_number(struct str s);

/* Says that something has been done or is under way: 已、正在、累计、目前. */
bool kind_says_progress(struct str s);

/* "- 3 -", "第3页 共5页", "3/5": the foot of a page. */
bool kind_is_page_mark(struct str s);

/* "01" alone on its line numbers a card, and so does the "10" that goes on from "09": no foot of a page.  *last is the number of the card before, 0 at first. */
bool kind_numbers_card(struct str s, int *last);

/* 附件2, 填报单位:…, 分享到: a line of another part of the document, or of the page around it; a table ends before it. */
bool kind_ends_table(struct str s);

/* 无、暂无、/、- : said, and nothing. */
bool kind_is_nothing(struct str s);

#endif
