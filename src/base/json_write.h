#ifndef BASE_JSON_WRITE_H
#define BASE_JSON_WRITE_H

/*
 * Writes JSON into a buffer.  The writer keeps the commas and the
 * indentation; the caller keeps the order.  Strings must be valid UTF-8.
 *
 *     struct json w = json_start(&out, JSON_PRETTY);
 *     json_object(&w);
 *     json_key(&w, "name");  json_str(&w, name);
 *     json_end(&w);
 *
 * An object or array opened with json_row() stays on one line.
 *
 * Long output need not stand whole in memory: who sets `drain` may send and
 * empty the buffer whenever the writer calls it, between two elements of a
 * long list.
 */

#include "base/buf.h"
#include "base/dec.h"

enum json_style { JSON_COMPACT, JSON_PRETTY };
enum { JSON_DEPTH_MAX = 32 };

struct json {
	struct buf *out;
	enum json_style style;
	int depth;
	int row_from; /* depth at which one-line writing began, 0 for none */
	char close[JSON_DEPTH_MAX];
	bool any[JSON_DEPTH_MAX];
	bool after_key;
	void (*drain)(void *to); /* NULL: everything stays in the buffer */
	void *drain_to;
};

struct json json_start(struct buf *out, enum json_style style);
void json_object(struct json *w);
void json_array(struct json *w);
void json_row_object(struct json *w);
void json_row_array(struct json *w);
void json_end(struct json *w); /* closes the innermost object or array */
void json_key(struct json *w, const char *key);
void json_key_of(struct json *w, struct str key); /* a key from outside: escaped */
void json_str(struct json *w, struct str s);
void json_int(struct json *w, int64_t n);
void json_dec(struct json *w, struct dec d);
void json_digits(struct json *w, struct str digits); /* a number already written: -?[0-9]+(.[0-9]+)? */
void json_bool(struct json *w, bool b);
void json_null(struct json *w);
void json_drain(struct json *w); /* between elements: calls drain, if there is one */

#endif
