#ifndef OPS_OP_SETTING_H
#define OPS_OP_SETTING_H

/*
 * Settings, as a table: page, check and manual come from its rows.  Only what
 * something already reads is here.
 */

#include "store/ask.h"

enum setting_type { SETTING_TEXT, SETTING_FLAG, SETTING_INT, SETTING_CHOICE };

struct setting {
	const char *key;
	const char *label, *help;
	enum setting_type type;
	const char *fallback; /* the default */
	const char *words;    /* SETTING_CHOICE: "dengbao|asvs" */
	int64_t min, max;     /* SETTING_INT; SETTING_TEXT: bytes at most */
	bool region;	      /* may differ between regions; else of the installation only */
};

extern const struct setting settings[];
extern const size_t settings_count;

const struct setting *setting_find(struct str key);

/* The value that holds in a region; NULL-safe default when nothing is set. */
enum rc op_setting_get(const struct ask *k, int64_t region, const char *key, struct str *ret,
		       struct err *err) NODISCARD;

/* MAY_SETTINGS; RC_INPUT with what is accepted.  `duties_split` needs MAY_GRANTS. */
enum rc op_setting_set(const struct ask *k, int64_t region, struct str key, struct str value,
		       struct err *err) NODISCARD;

#endif
