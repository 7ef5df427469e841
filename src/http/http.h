#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

/*
 * A request and its reply, as a handler sees them.
 *
 *     static const struct param save_params[] = {
 *             { "no", PARAM_ID, REQUIRED },                     from the pattern's {no}
 *             { "done_on", PARAM_DAY, REQUIRED, .label = "完成日期" },
 *             { "note", PARAM_TEXT, .max = 2000, .label = "说明" },
 *             { 0 },
 *     };
 *
 *     const struct route web_project_routes[] = {
 *             { GET, "/office/projects/{no}", page_project, .may = MAY_EDIT, .params = no_param },
 *             { POST, "/office/projects/{no}", do_save, .may = MAY_EDIT, .params = save_params },
 *             { 0 },
 *     };
 *
 *     static enum rc do_save(struct request *rq, struct reply *rp, struct err *err)
 *     {
 *             int64_t no = param_int(rq, "no");
 *             ...
 *             reply_see(rp, rq, "/office/projects/%" PRId64, no);
 *             return RC_OK;
 *     }
 *
 * Before a handler runs, the request's form was checked (http/guard.h), the
 * route found, the person authenticated and the rights compared, the form
 * token compared, and every parameter read into its type.  A parameter that
 * was not declared does not exist.  Where a parameter comes from:
 *
 *     named in the pattern      the path
 *     GET                       the query; what is not declared is ignored (apps append things)
 *     POST                      the form body, urlencoded or multipart; what is not declared is refused
 *
 * A handler that fails returns a failing rc with the sentence in err and the
 * door makes the page: by err->why, else RC_REFUSED and RC_INPUT 422, RC_OUTSIDE 503, or the
 * code the handler set with reply_code().  A form that was refused (409, 422, 429), by the handler or by a
 * parameter, comes again through the route's `again`, with rq->typed to fill it.
 *
 * Everything a handler is given, and everything it allocates in rq->arena,
 * ends with the reply.  Handlers run in several threads at once.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "base/day.h"
#include "base/dec.h"

/* ---- routes ---- */

enum method { METHOD_NONE, GET, POST }; /* HEAD runs the GET route */

enum param_type {
	PARAM_END,
	PARAM_ID,   /* int64, 1 … */
	PARAM_INT,  /* int64 within min and max (both 0: any) */
	PARAM_DEC,  /* exact decimal, "12.5" */
	PARAM_DAY,  /* "2025-06-30" */
	PARAM_LINE, /* UTF-8 without control characters, at most max bytes (0: 240), trimmed */
	PARAM_TEXT, /* the same with line breaks (kept as \n), at most max bytes (0: 2000) */
	PARAM_SECRET, /* as PARAM_LINE, not trimmed; never logged, never shown again */
	PARAM_WORD, /* one of `words`, "draft|open|closed"; the value is its place */
	PARAM_CODE, /* A–Z a–z 0–9 - _ . , at most max bytes (0: 64) */
	PARAM_FLAG, /* a check box: true when it is there */
	PARAM_FILE, /* an uploaded file of at most max bytes; POST only; "file*" takes several files named "file" */
};

enum need { OPTIONAL, REQUIRED };

struct param {
	const char *name; /* a name ending in "*" stands for many: "value.*" takes value.1, value.2, … */
	enum param_type type;
	enum need need; /* an empty text field counts as not given */
	int64_t min, max;
	const char *words;
	const char *label; /* what people call it, in messages; the name when NULL */
};

/*
 * Who may: a set of bits, any one of which opens the route.  http/ gives
 * meaning to ANYONE alone; the others are the application's (web/rights.h).
 * A route without a bit does not start.
 */
typedef uint64_t rights;
#define ANYONE ((rights)1)

enum csrf {
	CSRF_TOKEN,  /* every POST: the field "token" or the header X-CSRF-Token holds the session's token */
	CSRF_ORIGIN, /* pages made without a session (login, one-time links): same origin is enough */
};

/* What errors look like on this route. */
enum answers { ANSWERS_PAGE, ANSWERS_JSON, ANSWERS_TEXT };

struct request;
struct reply;

typedef enum rc (*handler)(struct request *rq, struct reply *rp, struct err *err);

struct route {
	enum method method;
	const char *pattern; /* "/{region}/{year}/{no}": a {name} takes one segment and is declared in params */
	handler run;
	handler again; /* of a form's POST: its page once more, what was typed in it; err holds why.  NULL: the error page */
	rights may;
	const struct param *params; /* ends with { 0 }; NULL for none */
	enum csrf csrf;
	enum answers answers;
	size_t body_max;     /* bytes; 0: 64 KiB */
	unsigned fields_max; /* fields of a form; 0: 200 */
	unsigned body_rate;  /* bytes a second a body must keep after its first 10 s; 0: 1024 */
	const char *summary; /* one English sentence, for /api/v1/openapi.json */
};

/* ---- the request ---- */

struct upload {
	struct str name; /* the last part of the file name as sent: data, never a path */
	struct str type; /* the content type as claimed */
	struct str bytes;
};

/* One field of a "value.*" parameter, or one of the files of "file*". */
struct field {
	struct str tail;  /* what stood for the * */
	struct str value; /* checked by the parameter's type */
	int64_t n;	  /* of PARAM_ID, INT, WORD */
	struct upload file;
};
struct field_list {
	struct field *v;
	size_t n, cap;
};

/* A field of a form as it was sent, fit or not; never a secret or a file. */
struct typed_field {
	const struct param *param;
	struct str name, value;
};
struct typed_list {
	struct typed_field *v;
	size_t n, cap;
};

struct value {
	const struct param *param;
	bool given; /* and not empty */
	bool seen;  /* the field was there; a second one is refused */
	int64_t n;	/* ID, INT, WORD, FLAG */
	struct dec dec; /* DEC */
	struct day day; /* DAY */
	struct str s;	/* the text of every type but FILE */
	struct upload file;
	struct field_list many;
};

/* Headers in the order they came; names as sent. */
struct header {
	struct str name, value;
};
struct header_list {
	struct header *v;
	size_t n, cap;
};

struct request {
	struct arena *arena;
	struct http *http; /* http/server.h */
	void *app;	   /* what the server was started with; the application knows its type */
	const struct route *route;
	enum method method;
	bool head_only;	   /* HEAD */
	struct str path;   /* decoded, without the prefix: "/530102/2025/3" */
	struct str query;  /* as sent, without "?" */
	struct str prefix; /* "" or "/path", goes in front of every link */
	struct header_list headers;
	struct value *values;
	size_t values_n;
	struct typed_list typed; /* what a form of one of our pages held, in its order */

	struct str host;  /* "shishi.example.gov.cn:8080" */
	struct str peer;  /* address of the client; behind a configured proxy, the one it names */
	bool secure;	  /* came over TLS, as the configured proxy says */
	uint64_t number;  /* of this request since the start; in the log and on error pages */

	/* Set by the application's `authenticate`. */
	void *actor;	   /* NULL when nobody is signed in */
	rights rights;	   /* ANYONE is always added */
	struct str token;  /* the form token of this session; "" without one */
	bool by_header;	   /* authenticated by a header no browser sends by itself: no form token needed */
};

/* Values of declared parameters; asking for another name ends the program. */
bool param_given(const struct request *rq, const char *name);
int64_t param_int(const struct request *rq, const char *name); /* ID, INT, WORD; 0 when not given */
bool param_flag(const struct request *rq, const char *name);
struct str param_str(const struct request *rq, const char *name); /* "" when not given */
struct day param_day(const struct request *rq, const char *name); /* DAY_NONE when not given */
const struct upload *param_file(const struct request *rq, const char *name); /* NULL when not given */
const struct field_list *param_many(const struct request *rq, const char *name);

/* The value of a header or cookie; p is NULL when there is none, or more than one. */
struct str request_header(const struct request *rq, const char *name);
struct str request_cookie(const struct request *rq, const char *name);

/* ---- the reply ---- */

struct cached; /* http/cache.h */
struct asset;  /* http/asset.h */

struct reply {
	int code;
	bool code_set;
	const char *type; /* a literal, "text/html; charset=utf-8" when not set */
	struct buf body;  /* ceiling 16 MiB */
	struct header_list headers;
	struct arena *arena;
	struct cached *cached;	   /* instead of body: bytes kept by the cache */
	const struct asset *asset; /* instead of body: a file of the program itself */
	bool public;		   /* the bytes are the same for everybody: shared caches may keep them */
	struct str etag;	   /* with the quotes; "" for none */
	const char *cache_control; /* "no-store" when not set: right for everything behind a login */
};

enum { REPLY_MAX = 16 << 20 };

void reply_code(struct reply *rp, int code);
void reply_header(struct reply *rp, const char *name, struct str value);

/* 303 to a page of ours; the path gets the prefix in front.  Each value must already be fit for a path. */
void reply_see(struct reply *rp, const struct request *rq, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* 308: the page lives there now. */
void reply_moved(struct reply *rp, const struct request *rq, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* A cookie of this program: HttpOnly, SameSite=Lax, Secure and a "__Host-" name over TLS. seconds 0
 * ends with the browser, below 0 deletes it. */
void reply_cookie(struct reply *rp, const struct request *rq, const char *name, struct str value,
		  int seconds);

/* A file to keep: Content-Disposition attachment with this name, content sniffing off. */
void reply_attachment(struct reply *rp, const char *type, struct str file_name);
/* The same with the bytes of a stored file, whatever it holds. */
void reply_file(struct reply *rp, struct str bytes, struct str file_name);

/* The reply is a file of assets/; the name must be one of them. */
void reply_asset(struct reply *rp, const char *name);

/*
 * The rendered-bytes cache.  True when the page with this key is kept: the
 * reply is then complete.  Otherwise the handler renders into rp->body and
 * calls reply_keep() last; the key is all that the bytes depend on (path, data version,
 * rule-set version, day, elder mode).  For pages that are the same for everybody.
 */
bool reply_is_kept(struct reply *rp, const struct request *rq, struct str key);
void reply_keep(struct reply *rp, const struct request *rq, struct str key);

#endif
