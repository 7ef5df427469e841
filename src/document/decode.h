#ifndef DOCUMENT_DECODE_H
#define DOCUMENT_DECODE_H

/*
 * Bytes of a text file → clean, valid UTF-8.
 *
 *     UTF-8, with or without byte order mark       as it is
 *     UTF-16 LE/BE, with or without mark           recognised by plausible characters
 *     GB18030 (and so GBK and GB2312)              strict: the first bad byte refuses
 *
 * The bytes decide, never a declaration inside them (HTML's meta charset is
 * wrong too often).  Text that is valid in none of the three, or that mixes
 * two of them, is refused with line and byte; nothing is replaced by U+FFFD.
 *
 * Cleaned means: '\r\n', '\r', vertical tab, form feed and U+2028/2029 are
 * '\n'; NUL, other control characters, byte order marks, zero-width and
 * direction characters are gone.  All other characters stay as they were
 * written, full-width ones too.
 */

#include "base/arena.h"

/* The text lives in the arena in one piece; *ret is set only with RC_OK. */
enum rc doc_decode(struct arena *a, struct str bytes, struct str *ret, struct err *err);

/* Cleans valid UTF-8 in place and returns its new length, never more than n. */
size_t doc_clean(char *text, size_t n);

/* True when the first bytes hold too many control characters for any text. */
bool doc_is_binary(struct str bytes);

extern const char DOC_NOT_A_DOCUMENT[]; /* the sentence for such a file */

#endif
