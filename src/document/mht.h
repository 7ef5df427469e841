#ifndef DOCUMENT_MHT_H
#define DOCUMENT_MHT_H

/*
 * A web page saved as one file (.mht, .mhtml, also under the name .doc):
 * a MIME message whose first text/html part is the page.
 *
 *     MIME-Version: 1.0
 *     Content-Type: multipart/related; boundary="----=_x"
 *
 *     ------=_x
 *     Content-Type: text/html; charset="gb2312"
 *     Content-Transfer-Encoding: quoted-printable
 *
 *     <html>=D0=F2=BA=C5…
 */

#include "base/arena.h"

bool mht_is(struct str bytes);

/* The bytes of the page, in whatever encoding it was written; in the arena. */
enum rc mht_page(struct arena *a, struct str bytes, struct str *ret, struct err *err);

#endif
