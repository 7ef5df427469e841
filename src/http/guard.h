#ifndef HTTP_GUARD_H
#define HTTP_GUARD_H

/*
 * What a request's head must look like before anything else sees it.
 *
 * Two servers in a row that read one request differently can be played
 * against each other; whatever leaves room for that is refused with 400 and
 * the connection is closed: no Host or two of them, Content-Length twice
 * or beside Transfer-Encoding, a transfer coding other than chunked, names that are no
 * tokens, control characters, "/../" and "//" in the path, broken percent codes,
 * text that is not UTF-8.  RFC 9112 §3.2, §6.
 *
 * A bare LF as line end is tolerated by the library below; behind a proxy
 * it never arrives.
 */

#include "http/http.h"

struct head {
	struct str method, target, version; /* the request line as sent */
	struct header_list headers;
	bool torn; /* the listener saw bytes that the parsed head does not hold (a NUL, a folded line) */
};

enum { HEADERS_MAX = 100, TARGET_MAX = 8192 };

/* What the head says, checked. */
struct target {
	enum method method;
	bool head_only;
	struct str path;  /* decoded; segments hold no "/", are not "", "." or ".." */
	bool slash;	  /* the path ended with one more "/" */
	struct str query; /* not decoded */
	struct str host;
	bool has_body;
	bool chunked;
	uint64_t length; /* of the body, unless chunked */
};

/* 0, or the HTTP code of the refusal with a sentence in err.  Strings live in the arena or in the head. */
int guard_check(struct arena *a, const struct head *head, struct target *ret, struct err *err);

#endif
