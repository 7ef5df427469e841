#ifndef READING_FIELD_COMPOSE_H
#define READING_FIELD_COMPOSE_H

/*
 * Headers that nobody listed, made of the parts that all headers are made of:
 *
 *     节点|安排              a plan
 *     牵头|单位|负责人       a leader: the last noun says what it is about
 *     县级|督办|部门         a remark
 *
 * Only a word that such parts cover from end to end is read.
 */

#include "reading/field.h"

/* The field of such a word, squeezed (no blanks, no brackets); FIELD_NONE for any other. */
enum field field_composed(struct str s);

/* The same in front of a colon, where one part is enough: 节点、钱款、协同. */
enum field field_composed_label(struct str s);

/* Could such a word begin with this character? */
bool field_part_begins(uint32_t folded);

#endif
