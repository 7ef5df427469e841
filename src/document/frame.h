#ifndef DOCUMENT_FRAME_H
#define DOCUMENT_FRAME_H

/*
 * The frame: a document, or the refusal of one, as bytes.  The document child
 * sends it to its parent, and an import keeps its blocks in it.
 *
 *     frame     "MSDF" version kind body          nothing follows
 *     version   1 byte, 1
 *     kind      1 byte, 'D' or 'R'
 *     body D    format title u32(blocks) block…
 *     body R    rc message log                    rc 1 byte, 1–3; strings
 *     format    1 byte: 0 txt, 1 md, 2 html, 3 csv, 4 docx, 5 xlsx, 6 pdf
 *     block     0 level text                      a paragraph; level 1 byte, 0–6
 *     block     1 u32(rows) u32(cols) u32(cells) cell…
 *     cell      u32(row) u32(col) u32(rowspan) u32(colspan) text
 *     string    u32(bytes) bytes                  UTF-8 without '\r', NUL and U+FEFF
 *
 * u32 is four bytes, lowest first.  Cells are ordered by row, then column,
 * lie inside rows × cols and do not overlap; rows × cols is at most 2^26.
 */

#include "base/buf.h"
#include "document/document.h"

enum { FRAME_GRID_MAX = 1 << 26, FRAME_COLS_MAX = 16384 };

/* RC_INPUT when the document does not fit the frame (buffer full, table too large). */
enum rc frame_write(struct buf *out, const struct document *doc, struct err *err) NODISCARD;

/* rc is not RC_OK. */
void frame_write_refusal(struct buf *out, enum rc rc, const struct err *refusal);

/*
 * Reads a frame whose writer is not trusted: every count, length and text is
 * checked against the bytes there are.  Text is copied into the arena.  A
 * refusal comes back as what it was: its rc, message and log in *err.
 * RC_OUTSIDE for bytes that are no frame.
 */
enum rc frame_read(struct arena *a, struct str bytes, struct document *ret, struct err *err)
	NODISCARD;

#endif
