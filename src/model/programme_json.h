#ifndef MODEL_PROGRAMME_JSON_H
#define MODEL_PROGRAMME_JSON_H

/*
 * The one JSON form of a programme, used by read, export and the API.
 * docs/format.md describes it; project-level keys (tasks, lead, milestones …)
 * are derived here from the items, in order, without repetition.
 */

#include "base/json_write.h"
#include "model/programme.h"

const char *programme_kind_word(enum programme_kind kind); /* "candidates" … */
const char *figure_mode_word(enum figure_mode mode);	   /* "increment" … */
const char *compare_word(enum compare cmp);		   /* "at_least" …; NULL for CMP_NONE */
const char *recurs_word(enum recurs recurs);		   /* "month" …; NULL for RECURS_NO */

/* The way back; the empty word is the first value.  False for any other word. */
bool programme_kind_parse(struct str word, enum programme_kind *ret);
bool figure_mode_parse(struct str word, enum figure_mode *ret);
bool compare_parse(struct str word, enum compare *ret);
bool recurs_parse(struct str word, enum recurs *ret);

/* Values of a project taken together over its items; lists are built in the arena. */
struct unit_list project_units(const struct project *p, struct arena *a,
			       size_t offset_in_item);
struct leader_list project_leaders(const struct project *p, struct arena *a);

/* Texts of the items (offset of a struct str in struct item), joined by newline; "无" and
 * repetitions are left out. */
struct str project_text(const struct project *p, struct arena *a, size_t offset_in_item);

/* Writes the keys of a programme into the open object. */
void programme_json(struct json *w, const struct programme *p, struct arena *a);

#endif
