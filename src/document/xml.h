#ifndef DOCUMENT_XML_H
#define DOCUMENT_XML_H

/*
 * A pull reader over one XML part of an office document, streaming, never a
 * tree.  An empty element gives XML_OPEN and XML_CLOSE like any other.
 *
 *     xml_open(&x, bytes, limits, err);
 *     while (xml_next(&x))                      whole part
 *         if (xml_opens(&x, XML_W, "body"))
 *             for (int d = x.depth; xml_inside(&x, d);)     its content
 *                 ...
 *     rc = xml_close(&x);
 *
 * Failures end the loops: xml_next() and xml_inside() say false from then on
 * and xml_close() says why, so readers check once.  xml_fail() lets the
 * reader itself fail the same way.
 *
 * Refused: anything but UTF-8, a DOCTYPE or an entity of one's own, a tag
 * longer than 64 KiB or with more than 256 attributes, 256 levels,
 * 2 million nodes (times doc_scale()).
 */

#include "base/buf.h"
#include "document/document.h"
#include "document/libraries.h"

enum xml_event { XML_OPEN, XML_CLOSE, XML_TEXT };

/* Namespaces we know, in their transitional and strict forms. */
enum xml_ns {
	XML_OTHER,
	XML_W,	  /* wordprocessingml */
	XML_S,	  /* spreadsheetml */
	XML_M,	  /* mathematics */
	XML_MC,	  /* markup compatibility */
	XML_RELS, /* package relationships */
	XML_DC,	  /* Dublin Core: the title */
};

struct xml {
	enum xml_event event;
	int depth;	  /* of this element; of the element around a text */
	const char *name; /* local name of the element */
	enum xml_ns ns;
	struct str text; /* with XML_TEXT, valid until the next event */

	enum rc rc;
	struct err *err;
	xmlTextReaderPtr reader;
	size_t nodes_left;
	bool close_next; /* an empty element was opened */
	struct {
		const void *uri;
		enum xml_ns ns;
	} seen[8]; /* the reader interns its URIs */
	unsigned seen_n;
};

/* Starts reading; bytes outlive x.  The outcome, good or bad, is told by xml_close(). */
void xml_open(struct xml *x, struct str bytes, const struct doc_limits *limits, struct err *err);
enum rc xml_close(struct xml *x) NODISCARD;

bool xml_next(struct xml *x);

/* The next event inside the element opened at this depth; false at its close. */
bool xml_inside(struct xml *x, int depth);

/* Moves to the close of the element that was just opened. */
void xml_skip(struct xml *x);

static inline bool xml_is(const struct xml *x, enum xml_ns ns, const char *name)
{
	return x->ns == ns && strcmp(x->name, name) == 0;
}

static inline bool xml_opens(const struct xml *x, enum xml_ns ns, const char *name)
{
	return x->event == XML_OPEN && xml_is(x, ns, name);
}

/* An attribute of the element just opened, by local name; p is NULL without it.  Valid until the next call. */
struct str xml_attr(struct xml *x, const char *name);

/* The same as a number: digits only, at most max, else missing. */
long xml_attr_int(struct xml *x, const char *name, long missing, long max);

/* Adds the text of the element that was just opened, children included, cleaned (decode.h). */
void xml_read_text(struct xml *x, struct buf *out);

void xml_fail(struct xml *x, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
