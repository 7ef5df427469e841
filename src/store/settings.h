#ifndef STORE_SETTINGS_H
#define STORE_SETTINGS_H

/*
 * Settings as rows; what they mean is known above (ops/op_setting.h).
 */

#include "store/store_write.h"

enum rc setting_get(struct sql *db, struct arena *a, int64_t region, struct str key, struct str *ret, bool *is_set,
		    struct err *err) NODISCARD;
enum rc setting_put(struct txn *t, struct str key, struct str value, struct err *err) NODISCARD;

#endif
