#ifndef ZH_PERSONAL_H
#define ZH_PERSONAL_H

/*
 * Personal data in running text: mobile and landline numbers (zeroed samples
 * and partly starred ones too) and identity numbers of 15 or 18 digits.
 * Short hotlines (110, 12345) are not personal.  Works on unfolded text:
 * full-width digits count.  The law behind it: 个人信息保护法, art. 28, 51.
 */

#include "base/str.h"

/* Finds the next number at or after *from; false when none.  Bytes [*from, *to). */
bool zh_personal_next(struct str s, size_t *from, size_t *to);

#endif
