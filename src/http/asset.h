#ifndef HTTP_ASSET_H
#define HTTP_ASSET_H

/*
 * The files of assets/, inside the program.  script/embed writes them at
 * build time, each also compressed; the name a page links to holds a hash of
 * the contents, so browsers may keep it for a year.
 *
 *     asset_path("app.css")      "/assets/app.0f3a9c21.css"
 */

#include "http/http.h"

struct asset {
	const char *name;   /* "app.css" */
	const char *linked; /* "app.0f3a9c21.css" */
	const char *type;
	const char *etag;
	const unsigned char *bytes, *gzip; /* gzip is NULL when it saves nothing */
	size_t n, gzip_n;
};

extern const struct asset asset_files[]; /* ends with name NULL; made by script/embed */

/* The path to link to, without the prefix; the name must be one of assets/. */
const char *asset_path(const char *name);

/* GET /assets/{file} */
extern const struct route asset_routes[];

#endif
