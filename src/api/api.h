#ifndef API_API_H
#define API_API_H

/*
 * JSON under /api/v1: the operations of the pages, in the same rights, with
 * the same parameters.  Answers are objects; lists are under one key, so that
 * more can stand beside them later.  Errors are {"code", "error"} with the HTTP
 * status.  Programmes and projects have the form of docs/format.md.
 *
 *     GET                     parameters in path and query
 *     POST                    parameters in a form, as the pages send them; "token" or X-CSRF-Token with a cookie,
 *                             nothing with "Authorization: Bearer"
 *
 * assets/openapi.json describes every route; tests/http/openapi.py compares.
 */

#include <stdint.h>

#include "base/json_write.h"
#include "door/door.h"
#include "store/store_read.h"

extern const struct route *const api_tables[]; /* ends with NULL */
extern const struct route api_public_routes[], api_session_routes[], api_office_routes[], api_edit_routes[],
	api_import_routes[], api_people_routes[], api_admin_routes[];

/* The JSON of a reply: opens its object; api_end() closes it. */
struct json api_begin(struct reply *rp);
void api_end(struct json *w);

/* Parts that several answers share; each writes one object or one key. */
void region_json(struct json *w, const struct region *r);
void programme_row_json(struct json *w, const struct programme_row *r);
void files_json(struct json *w, const struct file_row_list *l);
void one_project_json(struct json *w, struct arena *a, const struct programme_row *row, const struct region *region,
		      const struct project *p);
void hits_json(struct json *w, const struct hit_list *l);
void grants_json(struct json *w, const struct grant_list *l);
void key_time(struct json *w, const char *key, int64_t ms); /* "2025-04-08T09:05:00Z", null for 0 */
void key_text(struct json *w, const char *key, struct str s);
void key_number(struct json *w, const char *key, int64_t n);
void key_flag(struct json *w, const char *key, bool b);

/* {"done": true} for operations that answer nothing else. */
enum rc api_done(struct reply *rp, enum rc rc);

/* Parameters that stand in many routes. */
#define REGION_ID { "region", PARAM_ID, REQUIRED, .label = "地区" }

#endif
