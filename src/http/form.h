#ifndef HTTP_FORM_H
#define HTTP_FORM_H

/*
 * The fields of a query or a form body, in both encodings browsers use.
 *
 * Fields come back in the order sent; what they mean is for http/params.h.
 * Everything has a ceiling: fields, parts, the header of a part.  Broken
 * text is refused, never repaired.
 */

#include "http/http.h"

struct form_field {
	struct str name, value;
	bool is_file;
	struct str file_name, file_type;
};
struct form {
	struct form_field *v;
	size_t n, cap;
};

enum { FIELDS_MAX = 200, PARTS_MAX = 8, PART_HEAD_MAX = 4096 };

/*
 * "a=1&b=2".  Names and values are decoded into the arena.  RC_INPUT with a
 * sentence when it is malformed or has more than `max` fields.
 */
enum rc form_urlencoded(struct arena *a, struct str s, size_t max, struct form *ret, struct err *err) NODISCARD;

/*
 * multipart/form-data (RFC 7578).  Values are slices of `body`, which must
 * outlive the form.  At most PARTS_MAX files and `max` fields.
 */
enum rc form_multipart(struct arena *a, struct str body, struct str content_type, size_t max,
		       struct form *ret, struct err *err) NODISCARD;

#endif
