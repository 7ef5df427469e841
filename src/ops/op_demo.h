#ifndef OPS_OP_DEMO_H
#define OPS_OP_DEMO_H

/*
 * The invented county 示例县 with three years: one finished (items closed with
 * dates), one running (milestones met and open), one with candidates only; and
 * accounts ready to log in.  Built through the operations, as a person would.
 */

#include "base/arena.h"
#include "store/ask.h"

struct demo_account {
	struct str login, password, says;
};

struct demo_account_list {
	struct demo_account *v;
	size_t n, cap;
};

/* Into an empty store; the years follow today.  RC_REFUSED when the store holds a programme. */
enum rc op_demo(const struct ask *k, struct demo_account_list *ret, struct err *err) NODISCARD;

/* Only the accounts, for `minsheng demo --documents`: after the imports, each role in every one of these regions. */
enum rc op_demo_accounts(const struct ask *k, const int64_t *regions, size_t n, struct demo_account_list *ret,
			 struct err *err) NODISCARD;

#endif
