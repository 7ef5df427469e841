#ifndef WEB_PREVIEW_H
#define WEB_PREVIEW_H

/*
 * What the files of the preview share.  Each value shown on the right gets a
 * number; the same number stands at its words in the document on the left:
 *
 *     right   <a class="v" id="v5" href="#s5" data-r="5">县能源局</a>
 *     left    <mark class="k-u" id="s5" data-r="5"><a href="#v5">县能源局</a></mark>
 *
 * Without script the two lead to each other and the target is lit; with it
 * (assets/app.js) pointing at one lights the other.  So the right side is
 * written first, into a buffer of its own, and collects the places; the left
 * side is drawn from them (preview_source.c).
 */

#include "web/imports.h"

/* What a value is; colour and kind of line under its words follow. */
enum ref_kind { REF_WORDS, REF_NUMBER, REF_TIME, REF_UNIT, REF_MONEY, REF_REST };

struct ref {
	struct span at;
	size_t n; /* of the value */
	enum ref_kind kind;
	bool doubt; /* a person has to look */
};

struct ref_list {
	struct ref *v;
	size_t n, cap;
};

struct preview {
	const struct import_view *import;
	const struct page *page;
	struct arena *a;
	struct ref_list refs;
	size_t values; /* numbered so far */
	enum show show;
	bool edits; /* a draft, so with forms */
	bool open; /* the list it goes into is public already */
};

/* The class of a kind: colour and line. */
const char *ref_class(enum ref_kind kind);

/* Numbers the places of the marks with this field (NULL: all); 0 when there are none. */
size_t ref_marks(struct preview *v, const struct mark_list *at, const char *field, enum ref_kind kind);
/* The same for spans. */
size_t ref_spans(struct preview *v, const struct span_list *spans, enum ref_kind kind, bool doubt);

/* Opens <a> or, without a place, <span> of a value; value_end() closes it. */
void value_begin(struct buf *b, size_t n, enum ref_kind kind, const char *more);
void value_end(struct buf *b, size_t n);
void put_value(struct buf *b, size_t n, enum ref_kind kind, struct str text);

/* The words of spans in the document, as a person reads them: at most `most` characters, on one line. */
struct str words_of(struct arena *a, const struct document *doc, const struct span_list *spans, size_t most);

/* preview_source.c: the document as it looks, from block `first` to `last`. */
void put_source(struct buf *b, struct preview *v, size_t first, size_t last);
/* The blocks between which the places of all values so far stand. */
void source_range(const struct preview *v, size_t *first, size_t *last);

/* preview_values.c: one project with everything read. */
void put_read_project(struct buf *b, struct preview *v, size_t at);
/* <a class="btn s"> to the form of one project, up to its ">". */
void put_edit_link(struct buf *b, const struct preview *v, size_t at);
/* What a report says was done last year. */
void put_completed(struct buf *b, struct preview *v);
/* Words of the document that belong to no project. */
void put_rest(struct buf *b, struct preview *v);
/* Open questions that must be settled, and findings that do not hold, about a project. */
size_t things_to_see(const struct preview *v, size_t at);
/* Is one of the spans the place of one of the marks? */
bool spans_meet(const struct span_list *spans, const struct mark_list *at);
/* Values that differ from what is in the store. */
size_t changes_of(const struct preview *v, size_t at);
bool finding_is_about(const struct finding *f, const struct project *p);

/* preview.c: the two sides with their heads; `right` is written already. */
void put_two_sides(struct buf *b, struct preview *v, size_t first, size_t last, const struct buf *right);

/* preview_ask.c: what a person decides. */
void put_questions(struct buf *b, struct preview *v);
void put_findings(struct buf *b, struct preview *v);
/* Of all projects, as a sentence with buttons that decide them together. */
void put_all_changes(struct buf *b, struct preview *v);
/* Of one project: old beside new. */
void put_changes(struct buf *b, struct preview *v, size_t project);
void put_absent(struct buf *b, struct preview *v);
void put_settled(struct buf *b, struct preview *v);

/* A form of this import with the hidden fields that bring the person back to `back`. */
void preview_form(struct buf *b, const struct preview *v, const char *verb, const char *back);

#endif
