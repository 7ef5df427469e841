#ifndef CLI_WORDS_H
#define CLI_WORDS_H

/*
 * What a finding concerns and where in the document a span stands, in the
 * words of the people who read it; the words of values are model/words.h.
 */

#include "document/block.h"
#include "model/words.h"

/* "第7件", "第1、2、3等15件", names in 「」 where unnumbered, "全文" for none. */
struct str concerned_words(struct arena *a, const struct str_list *projects);

/* "第3段", "表2 第4行第3列"; tables and lines are counted from 1. */
struct str place_words(struct arena *a, const struct document *doc, struct span s);

/* The paragraph or cell a span points into; empty when it points nowhere. */
struct str place_text(const struct document *doc, struct span s);

/* The span cut to the text that is there, on character boundaries. */
struct span span_fitted(const struct document *doc, struct span s);

/* The words of the span itself, fitted. */
struct str say_span(const struct document *doc, struct span s);

#endif
