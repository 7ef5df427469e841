#ifndef ZH_FOLD_H
#define ZH_FOLD_H

/*
 * One written form for one meaning: full-width letters, digits and
 * punctuation become ASCII, the many dashes become '-', the many spaces ' '.
 * Every phrase reader in this folder works on folded text and says so.
 *
 *     （一）２０２５年６月底，完成５０％。  →  (一)2025年6月底,完成50%。
 *
 * 。、“”《》 and the ideographs stay.  A character becomes exactly one
 * character or nothing, so that the way back is simple (reading/text.h).
 */

#include "base/utf8.h"

enum { ZH_DROP = 0xFFFFFFFE };

/* zh_fold() of what is neither ASCII, nor an ideograph of the basic block, nor a full-width form. */
uint32_t zh_fold_rare(uint32_t c);

/* The folded character, ' ' for any blank, ZH_DROP for what has no meaning (zero width). */
static inline uint32_t zh_fold(uint32_t c)
{
	if (c < 0x80)
		return c == '\t' || c == '\v' || c == '\f' ? ' ' : c;
	if (c >= 0x4E00 && c <= 0x9FFF)
		return c;
	if (c >= 0xFF01 && c <= 0xFF5E)
		return c - 0xFEE0;
	return zh_fold_rare(c);
}

/*
 * How many bytes from i on fold to themselves: ideographs (4E00 to 9FFF), 、
 * and 。, ASCII without blanks and without what may begin a tag or a mark
 * left over in the text (< and *).  Not necessarily all of them.
 */
static inline size_t zh_plain_run(struct str s, size_t i)
{
	size_t k = i;

	while (k < s.n) {
		unsigned char c = (unsigned char)s.p[k], d;

		if (c > ' ' && c < 0x7F && c != '<' && c != '*') {
			k++;
			continue;
		}
		if (c < 0xE3 || c > 0xE9 || s.n - k < 3)
			break;
		d = (unsigned char)s.p[k + 1];
		if (c == 0xE3 && (d != 0x80 || ((unsigned char)s.p[k + 2] != 0x81 && (unsigned char)s.p[k + 2] != 0x82)))
			break;
		if (c == 0xE4 && d < 0xB8)
			break;
		k += 3;
	}
	return k - i;
}

#endif
