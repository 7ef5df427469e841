#include "store/store_write.h"

/*
 * The bytes that are hashed (docs/format.md): numbers are eight bytes, highest
 * first; texts have their length in four bytes in front, a missing one has
 * the length 0xFFFFFFFF.
 */

static void add_u32(struct digest *h, uint32_t n)
{
	const uint8_t b[4] = { (uint8_t)(n >> 24), (uint8_t)(n >> 16), (uint8_t)(n >> 8), (uint8_t)n };

	digest_add(h, b, sizeof(b));
}

static void add_int(struct digest *h, int64_t n)
{
	add_u32(h, (uint32_t)((uint64_t)n >> 32));
	add_u32(h, (uint32_t)((uint64_t)n & 0xFFFFFFFFu));
}

static void add_text(struct digest *h, bool has, struct str s)
{
	add_u32(h, has ? (uint32_t)s.n : UINT32_MAX);
	if (has)
		digest_add(h, s.p == NULL ? "" : s.p, s.n);
}

void audit_hash(const uint8_t prev[DIGEST_BYTES], const struct audit_full *r, uint8_t out[DIGEST_BYTES])
{
	struct digest h = digest_start(DIGEST_SM3);

	digest_add(&h, "MSA1", 4);
	digest_add(&h, prev, DIGEST_BYTES);
	add_int(&h, r->region);
	add_int(&h, r->seq);
	add_int(&h, r->at);
	add_int(&h, r->account);
	add_text(&h, true, r->actor);
	add_text(&h, true, r->action);
	add_text(&h, true, r->kind);
	add_int(&h, r->object);
	add_int(&h, r->owner);
	add_text(&h, true, r->field);
	add_text(&h, r->has_old, r->old);
	add_text(&h, r->has_new, r->new);
	add_text(&h, true, r->reason);
	add_int(&h, r->set);
	digest_end(&h, out);
}

static enum rc insert(struct txn *t, const struct audit_full *r, struct err *err)
{
	static const char text[] =
		"INSERT INTO audit (region, seq, at, account, actor, action, kind, object, owner, field, old, new, reason,"
		" change_set, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, r->region);
	sql_bind_int(&q, 2, r->seq);
	sql_bind_int(&q, 3, r->at);
	sql_bind_int(&q, 4, r->account);
	sql_bind_text(&q, 5, r->actor);
	sql_bind_text(&q, 6, r->action);
	sql_bind_text(&q, 7, r->kind);
	sql_bind_int(&q, 8, r->object);
	sql_bind_int_if(&q, 9, r->owner != 0, r->owner);
	sql_bind_text(&q, 10, r->field);
	sql_bind_text_if(&q, 11, r->has_old, r->old);
	sql_bind_text_if(&q, 12, r->has_new, r->new);
	sql_bind_text(&q, 13, r->reason);
	sql_bind_int(&q, 14, r->set);
	sql_bind_bytes(&q, 15, (struct str){ (const char *)t->head, DIGEST_BYTES });
	return sql_finish(&q, err);
}

enum rc txn_audit(struct txn *t, const struct audit_record *r, struct err *err)
{
	struct audit_full full = {
		.region = t->region,
		.seq = ++t->seq,
		.at = t->k->now,
		.account = t->k->actor->account,
		.actor = t->k->actor->name,
		.action = str_of(r->action),
		.kind = str_of(r->kind),
		.field = str_of(r->field == NULL ? "" : r->field),
		.reason = t->reason,
		.object = r->object,
		.owner = r->owner,
		.has_old = r->has_old,
		.has_new = r->has_new,
		.old = r->old,
		.new = r->new,
	};
	uint8_t hash[DIGEST_BYTES];

	if (t->set == 0)
		t->set = full.seq;
	full.set = t->set;
	audit_hash(t->head, &full, hash);
	memcpy(t->head, hash, DIGEST_BYTES);
	t->changes++;
	return insert(t, &full, err);
}
