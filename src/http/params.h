#ifndef HTTP_PARAMS_H
#define HTTP_PARAMS_H

/*
 * Fills a request's values from its path, query or form, by the route's
 * table.  A value that is missing, twice there, of the wrong type or too
 * long is refused with a sentence that names it by its label.
 */

#include "http/form.h"

/*
 * `taken` are the path's segments for the pattern's {names}; `form` holds the
 * query's fields (GET) or the body's (POST).  Returns 0 and sets rq->values,
 * or the HTTP code: 404 for a path that cannot exist, 400 for a malformed
 * request, 422 for what a person can correct.
 */
int params_read(struct request *rq, const struct str *taken, const struct form *form, struct err *err);

/* Fills rq->typed from a form: what its page shows again when the form is refused. */
void params_typed(struct request *rq, const struct form *form);

/* The field of a form that holds the form token, beside the declared parameters. */
#define TOKEN_FIELD "token"

#endif
