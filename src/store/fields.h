#ifndef STORE_FIELDS_H
#define STORE_FIELDS_H

/*
 * Every field a person may change, as one table: how it is called, what it
 * takes as text, where it is kept.  The editor, the import and the undo go
 * through txn_put(), so each change has its record with old and new, and a
 * reader of the chain can follow every field.
 *
 *     rc = txn_put(&t, THING_PROJECT, id, 0, "total_yuan", STR("1200000"), &changed, err);
 *
 * Values are text: days ISO, money in yuan, yes and no "1" and "0", lists as
 * model/lines.h; the empty value is "not there".  A value the field does not
 * take is RC_INPUT with a sentence that names the field.
 */

#include "store/store_write.h"

enum thing { THING_PROGRAMME, THING_PROJECT, THING_ITEM, THING_MILESTONE, THING_UNIT, THING_PERSON, THING_COUNT };

enum field_type {
	FIELD_WORDS,	 /* text */
	FIELD_NAME,	 /* text, not empty */
	FIELD_DATE,	 /* null or ISO */
	FIELD_YUAN,	 /* null or fen */
	FIELD_NUMBER,	 /* null or 1…; a number on a list */
	FIELD_REF,	 /* null or an id */
	FIELD_YES,	 /* 0 or 1 */
	FIELD_WORD,	 /* one of a few words; the column checks */
	FIELD_UNITS, FIELD_LEADERS, FIELD_SOURCES, FIELD_TARGETS, FIELD_FIGURES, /* lists in tables of their own */
	FIELD_PLACES,	 /* text, and its places one by one in table site */
};

struct field {
	enum thing thing;
	const char *name, *label;
	enum field_type type;
	const char *get, *set; /* SQL; of a list: NULL, or the role in get */
};

extern const struct field store_fields[];
extern const size_t store_fields_count;

const char *thing_word(enum thing thing);
bool thing_parse(struct str word, enum thing *ret);
const struct field *field_find(enum thing thing, struct str name);

/* As it stands; "" where there is nothing.  RC_REFUSED with WHY_MISSING when there is no such thing. */
enum rc field_get(struct sql *db, struct arena *a, const struct field *f, int64_t region, int64_t id,
		  struct str *ret, struct err *err) NODISCARD;

/* Changes it and writes the record, when it differs.  Unit names must be known (txn_unit_find). */
enum rc txn_put(struct txn *t, enum thing thing, int64_t id, int64_t owner, const char *field, struct str value,
		bool *changed, struct err *err) NODISCARD;

/* The unit a name or alias stands for; 0: none. */
enum rc unit_find(struct sql *db, int64_t region, struct str name, int64_t *ret, struct err *err) NODISCARD;

/* ---- lists, for fields.c ---- */

enum rc list_get(struct sql *db, struct arena *a, const struct field *f, int64_t region, int64_t id,
		 struct str *ret, struct err *err) NODISCARD;
enum rc list_set(struct sql *db, struct arena *a, const struct field *f, int64_t region, int64_t id,
		 struct str lines, struct err *err) NODISCARD;

#endif
