#ifndef READING_TEXT_H
#define READING_TEXT_H

/*
 * Text with a way back.  A value is often joined from several pieces of the
 * document (a sentence over two lines, a cell over a page break); a text is
 * their folded form (zh/fold.h) in which every byte knows where it came from.
 *
 *     struct text t = text_of(a, pieces, n, TEXT_TIGHT);
 *     text_mark(a, &t, from, to, "due", &m->at);
 *     m->text = text_print(a, &t, from, to);
 *
 * Where only the words matter (most cells and lines are looked at and passed
 * over), text_words() is enough; the way back is then found when it is asked for.
 *
 * TEXT_TIGHT drops blanks beside Chinese characters and punctuation (OCR
 * spaces); a line end stays as '\n'.  TEXT_SPACED keeps one blank, because
 * lists of units and people are separated by it.
 */

#include "document/block.h"
#include "model/programme.h"

/* Bytes of one paragraph or cell: s begins `from` bytes into its text.  A long list has a million of them. */
struct piece {
	struct str s;
	uint32_t block;
	int32_t row, col;
	uint32_t from : 31;
	bool glued : 1; /* goes on where the piece before it ended: a full line of a narrow column */
};

enum { PIECE_FROM_MAX = INT32_MAX };

/* Bytes of a paragraph, s beginning `from` bytes into it. */
static inline struct piece piece_of_line(struct str s, uint32_t block, size_t from)
{
	return (struct piece){ .s = s, .block = block, .row = SPAN_NO_CELL, .col = SPAN_NO_CELL,
			       .from = from & PIECE_FROM_MAX };
}

struct piece_list {
	struct piece *v;
	size_t n, cap;
};

/* Folded bytes from `at` on stand for `len` source bytes at `from` of the piece. */
struct text_seg {
	uint32_t at, piece, from, len;
};

struct text {
	struct str s;
	const struct piece *pieces;
	struct text_seg *seg;
	uint32_t npieces, nseg;
};

enum text_blanks { TEXT_TIGHT, TEXT_SPACED };

struct text text_of(struct arena *a, const struct piece *pieces, size_t n,
		    enum text_blanks blanks);

/* The same, tight, without the way back. */
struct text text_words(struct arena *a, const struct piece *pieces, size_t n);

/* The first character of a line behind its blanks, folded; 0 for none. */
uint32_t text_first(struct str raw);

/* Marks where folded bytes [from, to) came from; one mark per contiguous source range. */
void text_mark(struct arena *a, const struct text *t, size_t from, size_t to,
	       const char *field, struct mark_list *at);

/* The original characters of [from, to): as printed, without dropped blanks and soft line ends. */
struct str text_print(struct arena *a, const struct text *t, size_t from, size_t to);

/* Folded bytes [from, to) as a text of their own, folded again in the given way. */
struct text text_part(struct arena *a, const struct text *t, size_t from, size_t to,
		      enum text_blanks blanks);

/* Two texts after each other, a line end between them. */
struct text text_join(struct arena *a, const struct text *left, const struct text *right);

#endif
