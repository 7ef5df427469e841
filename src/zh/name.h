#ifndef ZH_NAME_H
#define ZH_NAME_H

/*
 * Does this look like the name of a unit (县财政局、各乡镇), of a person
 * (任 伟、阿依古丽·艾山), a post (分管副县长), a place (龙港镇)?  Judged by the
 * endings and surnames alone; used to type columns and to cut lists, never to
 * invent a value.  Text is folded and trimmed.
 */

#include "base/str.h"

/* A unit, body or group of them: ends like one and is short enough. */
bool zh_is_unit(struct str s);

/* A personal name of 2–4 characters with a known surname, or one with a middle dot. */
bool zh_is_person(struct str s);

/* A post without a name: 分管副县长, 县委常委. */
bool zh_is_post(struct str s);

/* Length of the longest unit ending (局, 委员会 …) that ends s, 0 for none. */
size_t zh_unit_ending(struct str s);

/* True when s begins with a surname. */
bool zh_has_surname(struct str s);

/*
 * Region named in s: the shortest place name that ends in 省市州县区旗镇乡街道
 * at the end of s[0..n); empty when none.  "吴忠市红寺堡区" gives 红寺堡区.
 */
struct str zh_last_region(struct str s);

#endif
