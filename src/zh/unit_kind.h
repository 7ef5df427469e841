#ifndef ZH_UNIT_KIND_H
#define ZH_UNIT_KIND_H

/*
 * What kind of body a name is, by its words: 县医保局 government, 县委组织部
 * party, 县妇联 mass, 龙港镇 township.  A proposal for a person to correct.
 */

#include "base/str.h"

/* government party mass judicial vertical company institution township other */
const char *zh_unit_kind(struct str name);

/* Two names of one unit: 卫体局 and 县卫体局, 县住建局 and 住建局. */
bool zh_unit_alike(struct str a, struct str b);

/* They differ in the level in front alone: 住建局 and 县住建局. */
bool zh_unit_same(struct str a, struct str b);

#endif
