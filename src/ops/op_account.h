#ifndef OPS_OP_ACCOUNT_H
#define OPS_OP_ACCOUNT_H

/*
 * Accounts and what they may do.  Accounts belong to the installation (region
 * 0), grants name the region.  Passwords are argon2id; a new account and a
 * reset get a one-time password that must be changed at the first login.
 *
 * 三员分立 (setting duties_split): then nobody holds two of the three admin
 * roles, and none of them together with a role of the programme.
 */

#include "store/ask.h"

/*
 * The first start: when there is no account yet, makes one (login "admin")
 * with the three admin grants; *password is its one-time password, to be shown
 * once.  Otherwise *made is false and nothing happens.
 */
enum rc op_first_start(const struct ask *k, bool *made, struct str *password, struct err *err) NODISCARD;

/* MAY_ACCOUNTS.  login: 2–40 letters, digits, . _ - or Chinese. */
enum rc op_account_create(const struct ask *k, struct str login, struct str name, int64_t *id,
			  struct str *password, struct err *err) NODISCARD;
enum rc op_account_edit(const struct ask *k, int64_t account, int64_t version, struct str name, bool active,
			struct err *err) NODISCARD;
enum rc op_account_reset(const struct ask *k, int64_t account, struct str *password, struct err *err) NODISCARD;
enum rc op_account_unlock(const struct ask *k, int64_t account, struct err *err) NODISCARD;

/* MAY_GRANTS.  grant.id is ignored; unit 0 for none. */
enum rc op_grant_add(const struct ask *k, int64_t account, const struct grant *grant, int64_t *id,
		     struct err *err) NODISCARD;
enum rc op_grant_end(const struct ask *k, int64_t account, int64_t grant, struct err *err) NODISCARD;

/* One's own; ends all other sessions.  The sentence says which rule a new password breaks. */
enum rc op_password_change(const struct ask *k, struct str own_token, struct str old, struct str new,
			   struct err *err) NODISCARD;

/* By the operator of the machine (`minsheng user`): sets it without the old one. */
enum rc op_password_set(const struct ask *k, int64_t account, struct str new, struct err *err) NODISCARD;

#endif
