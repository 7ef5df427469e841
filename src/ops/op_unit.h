#ifndef OPS_OP_UNIT_H
#define OPS_OP_UNIT_H

/*
 * Units with their aliases, and people.  MAY_UNITS.  A name or alias stands
 * for one unit of the region only; the sentence names the other one.
 */

#include "store/ask.h"

enum rc op_unit_add(const struct ask *k, int64_t region, struct str name, struct str kind, int64_t *id,
		    struct err *err) NODISCARD;
enum rc op_unit_edit(const struct ask *k, int64_t region, int64_t unit, int64_t version, struct str name,
		     struct str kind, struct str phone, bool gone, struct err *err) NODISCARD;
enum rc op_alias_add(const struct ask *k, int64_t region, int64_t unit, struct str alias, struct err *err) NODISCARD;
enum rc op_alias_remove(const struct ask *k, int64_t region, int64_t unit, struct str alias,
			struct err *err) NODISCARD;

/* `from` becomes an alias of `into`; its work moves there. */
enum rc op_unit_merge(const struct ask *k, int64_t region, int64_t from, int64_t into, struct err *err) NODISCARD;

enum rc op_person_add(const struct ask *k, int64_t region, struct str name, struct str post, int64_t unit,
		      int64_t *id, struct err *err) NODISCARD;
/* phone: NULL leaves it as it is, empty removes it.  The log says that it changed, never the number. */
enum rc op_person_edit(const struct ask *k, int64_t region, int64_t person, int64_t version, struct str name,
		       struct str post, int64_t unit, const struct str *phone, bool gone,
		       struct err *err) NODISCARD;

/* A person's number, "" for none.  The log says who looked at whose, never the number. */
enum rc op_phone_show(const struct ask *k, int64_t region, int64_t person, struct str *ret, struct err *err) NODISCARD;

#endif
