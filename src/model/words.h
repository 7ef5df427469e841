#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

/*
 * Values of a programme in the words of the people who read it: money in
 * 万元, dates, units joined by 、.  Shared by everything that shows them: the
 * terminal, spreadsheets and pages.
 */

#include "model/programme.h"

const char *kind_words(enum programme_kind kind);     /* 候选项目清单 */
const char *mode_words(enum figure_mode mode);	      /* 当期数 */
const char *compare_words(enum compare cmp);	      /* 约; "" for none */
const char *recurs_words(enum recurs recurs);	      /* 每月; "" for none */

/* Fen in 万元 with thousands separators: 7970000000 → "7,970"; nothing is rounded. */
struct str wan_words(struct arena *a, int64_t fen);

/* The same without separators, for spreadsheets that add up a column. */
struct str wan_plain(struct arena *a, int64_t fen);

/* "12-31" within the plan's year, else "2026-06-30". */
struct str due_words(struct arena *a, struct day d, int year);

struct str unit_words(struct arena *a, const struct unit_list *units);	   /* 甲、乙 */
struct str leader_words(struct arena *a, const struct leader_list *l);	   /* 责任领导 某某；… */
struct str source_words(struct arena *a, const struct source_list *l);	   /* 县财政 860万元；… */
struct str figure_words(struct arena *a, const struct figure *f);	   /* 建成示范村 15个 */
struct str figures_words(struct arena *a, const struct figure_list *l);	   /* joined by ； */

#endif
