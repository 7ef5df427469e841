#ifndef OPS_PASSWORD_H
#define OPS_PASSWORD_H

/*
 * What a new password must be.  Always: 12 to 128 characters, not the login,
 * not one of the words everybody tries first, not a run or a repetition.
 * With `classes` (等保) three of: capital, small letter, digit, other.
 */

#include "base/err.h"
#include "base/str.h"

enum rc password_check(struct str password, struct str login, bool classes, struct err *err) NODISCARD;

#endif
