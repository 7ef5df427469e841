#ifndef MODEL_LINES_H
#define MODEL_LINES_H

/*
 * Lists as text of one line each, columns separated by tabs: the form in
 * which an edit sends them, the history shows them and an undo gives them
 * back.  Reading what was written gives the same list (marks apart).
 *
 *     units      name
 *     leaders    role TAB name
 *     sources    name TAB yuan                      yuan may be empty
 *     figures    n TAB unit TAB what TAB stage TAB compare TAB mode
 *                                                   trailing empty columns may be left out
 *
 * compare and mode are the words of the JSON form (at_least …, increment …).
 * Reading fails with RC_INPUT and a sentence that names the line.
 */

#include "model/programme.h"

struct str lines_of_units(struct arena *a, const struct unit_list *l);
struct str lines_of_leaders(struct arena *a, const struct leader_list *l);
struct str lines_of_sources(struct arena *a, const struct source_list *l);
struct str lines_of_figures(struct arena *a, const struct figure_list *l);

enum rc units_of_lines(struct arena *a, struct str lines, struct unit_list *ret, struct err *err) NODISCARD;
enum rc leaders_of_lines(struct arena *a, struct str lines, struct leader_list *ret, struct err *err) NODISCARD;
enum rc sources_of_lines(struct arena *a, struct str lines, struct source_list *ret, struct err *err) NODISCARD;
enum rc figures_of_lines(struct arena *a, struct str lines, struct figure_list *ret, struct err *err) NODISCARD;

/* Cuts the first line (or column) off *rest; false at the end. */
bool lines_next(struct str *rest, char separator, struct str *ret);

#endif
