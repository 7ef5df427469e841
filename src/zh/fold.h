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

/* The folded character, ' ' for any blank, ZH_DROP for what has no meaning (zero width). */
uint32_t zh_fold(uint32_t c);

#endif
