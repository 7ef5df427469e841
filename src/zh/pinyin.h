#ifndef ZH_PINYIN_H
#define ZH_PINYIN_H

/*
 * Initials of a Chinese text as people type them: 公共充电桩 → ggcdz.
 * Letters and digits stay (lower case), everything else is left out.
 */

#include "base/arena.h"

struct str zh_initials(struct arena *a, struct str s);

#endif
