#include "cli/count_file.h"

#include "base/hash.h"
#include "cli/load.h"

enum { PIECE = 256 << 10, SHEET_MAX = 64 << 20, RULES_MAX = 1 << 20 };

static void digest_add(void *to, struct str bytes)
{
	hash_add(to, bytes);
}

static void digest_hex(void *to, char hex[DIGEST_SIZE])
{
	hash_hex(to, hex);
}

/* ---- rules ---- */

enum rc count_rules(struct arena *a, struct str name, struct ruleset *ret, struct err *err)
{
	struct buf bytes = BUF_INIT(RULES_MAX);
	enum rc rc;

	for (const struct preset *p = ruleset_presets; p->name != NULL; p++)
		if (str_eq(str_of(p->name), name))
			return err_within(err, ruleset_preset(a, name, ret, err), "内置规则「%s」", p->name);
	rc = load_file(arena_cstr(a, name), &bytes, err);
	if (rc == RC_OK)
		rc = ruleset_read(a, buf_text(&bytes), ret, err);
	buf_free(&bytes);
	return err_within(err, rc, "规则「%.*s」", STR_ARG(name));
}

/* ---- a file in pieces ---- */

/* The file, and what was read of it to tell its kind. */
struct feed {
	int fd;
	char *piece;
	size_t n;
};

/* The next piece; an empty one at the end. */
static enum rc next_piece(struct feed *f, struct str *ret, struct err *err)
{
	enum rc rc = RC_OK;

	if (f->n == 0)
		rc = load_piece(f->fd, f->piece, PIECE, &f->n, err);
	*ret = (struct str){ f->piece, f->n };
	f->n = 0;
	return rc;
}

static enum rc feed_open(struct arena *a, const char *name, struct feed *f, struct err *err)
{
	enum { ENOUGH = 64 };
	enum rc rc = load_open(name, &f->fd, err);
	size_t got = 1;

	if (rc != RC_OK)
		return rc;
	f->piece = arena_alloc(a, PIECE);
	f->n = 0;
	while (rc == RC_OK && f->n < ENOUGH && got > 0) {
		rc = load_piece(f->fd, f->piece + f->n, PIECE - f->n, &got, err);
		f->n += got;
	}
	if (rc == RC_OK && f->n == 0)
		rc = err_set(err, RC_INPUT, "文件是空的，没有可读的内容");
	if (rc != RC_OK)
		load_close(f->fd);
	return rc;
}

static enum rc tell_kind(struct str head, enum count_kind *ret, struct err *err)
{
	if (str_starts(head, STR("\xEF\xBB\xBF")))
		head = str_from(head, 3);
	if (str_starts(head, STR("minsheng ballots")))
		*ret = COUNT_BALLOTS;
	else if (str_starts(head, STR("minsheng tally")))
		*ret = COUNT_SHEET;
	else if (str_starts(str_trim(head), STR("META")))
		*ret = COUNT_PB;
	else if (str_starts(head, STR("minsheng rules")))
		return err_set(err, RC_INPUT, "这是规则文件，里面没有票；请用「--rules 它」再加上选票文件或计票表");
	else
		return err_set(err, RC_INPUT,
			       "不是可以计票的文件：第一行应是「minsheng ballots 1」（选票文件）、"
			       "「minsheng tally 1」（计票表）或「META」（.pb 文件）");
	return RC_OK;
}

/* ---- kinds ---- */

static enum rc load_ballots(struct arena *a, struct feed *f, struct vote_file *ret, struct err *err)
{
	struct hash *h = hash_new();
	struct digest digest = { h, digest_add, digest_hex, hash_once };
	struct ballot_reader *r = ballot_reader_new(a, &digest);
	struct str piece = { 0 };
	enum rc rc;

	do {
		rc = next_piece(f, &piece, err);
		if (rc == RC_OK && piece.n > 0)
			rc = ballot_push(r, piece, err);
	} while (rc == RC_OK && piece.n > 0);
	if (rc == RC_OK)
		rc = ballot_end(r, ret, err);
	hash_free(h);
	return rc;
}

static enum rc load_sheet(struct arena *a, struct feed *f, const struct ruleset *given,
			  struct count_loaded *l, struct err *err)
{
	struct digest digest = { .once = hash_once };
	struct buf bytes = BUF_INIT(SHEET_MAX);
	struct str piece = { 0 };
	enum rc rc;

	do {
		rc = next_piece(f, &piece, err);
		if (rc == RC_OK)
			buf_str(&bytes, piece);
	} while (rc == RC_OK && piece.n > 0 && !bytes.full);
	if (bytes.full)
		rc = err_set(err, RC_INPUT, "计票表超过 %d MiB；票很多时请用选票文件", SHEET_MAX >> 20);
	if (rc == RC_OK)
		rc = tally_read(a, buf_text(&bytes), given, &digest, &l->counted.vote, &l->typed, err);
	buf_free(&bytes);
	return rc;
}

static enum rc load_pb(struct arena *a, struct feed *f, const struct ruleset *given, struct pb *ret,
		       struct err *err)
{
	struct pb_reader *r = pb_reader_new(a);
	struct str piece = { 0 };
	enum rc rc;

	do {
		rc = next_piece(f, &piece, err);
		if (rc == RC_OK && piece.n > 0)
			rc = pb_push(r, piece, err);
	} while (rc == RC_OK && piece.n > 0);
	if (rc == RC_OK)
		rc = pb_end(r, ret, err);
	return rc == RC_OK ? pb_select(a, ret, given, err) : rc;
}

/* Rules from outside must be the ones the ballots were cast under. */
static enum rc same_rules(const struct vote_file *v, const struct ruleset *given, struct err *err)
{
	struct buf b = BUF_INIT(4 << 20);
	char hex[DIGEST_SIZE];

	fingerprint_bytes(&b, given, &v->candidates, v->tally.due);
	hash_once(buf_text(&b), hex);
	buf_free(&b);
	if (strcmp(hex, v->fingerprint) == 0)
		return RC_OK;
	return err_set(err, RC_INPUT,
		       "--rules 给的规则和选票文件里封存的不一样（指纹 %.12s… 和 %.12s…）；选票文件按它自己的规则计",
		       hex, v->fingerprint);
}

static enum rc finish(struct arena *a, struct counted *c, struct err *err)
{
	const struct vote_file *v = &c->vote;
	enum rc rc;

	if (v->rules.subject == SUBJECT_PROJECTS && v->rules.selection != SELECT_SEATS) {
		if (v->rules.ceiling_fen == 0)
			return err_set(err, RC_INPUT, "规则按资金总额确定项目，但没有写 ceiling（资金总额）");
		for (size_t i = 0; i < v->candidates.n; i++)
			if (!v->candidates.v[i].has_cost)
				return err_set(err, RC_INPUT, "规则按资金总额确定项目，项目「%.*s」没有金额",
					       STR_ARG(v->candidates.v[i].no));
	}
	rc = reconcile(a, &v->rules, &v->candidates, &v->tally, &c->equations, err);
	if (rc == RC_OK)
		result_make(a, &v->rules, &v->candidates, &v->tally, &c->result);
	return rc;
}

enum rc count_load(struct arena *a, const char *name, const struct ruleset *given,
		   struct count_loaded *ret, struct err *err)
{
	struct count_loaded l = { 0 };
	struct feed f;
	enum rc rc = feed_open(a, name, &f, err);

	if (rc != RC_OK)
		return rc;
	rc = tell_kind((struct str){ f.piece, f.n }, &l.kind, err);
	if (rc == RC_OK && l.kind == COUNT_BALLOTS) {
		rc = load_ballots(a, &f, &l.counted.vote, err);
		if (rc == RC_OK && given != NULL)
			rc = same_rules(&l.counted.vote, given, err);
	} else if (rc == RC_OK && l.kind == COUNT_SHEET) {
		rc = load_sheet(a, &f, given, &l, err);
	} else if (rc == RC_OK) {
		rc = load_pb(a, &f, given, &l.pb, err);
	}
	load_close(f.fd);
	if (rc == RC_OK && l.kind != COUNT_PB)
		rc = finish(a, &l.counted, err);
	if (rc == RC_OK)
		*ret = l;
	return rc;
}

enum rc count_seal(struct arena *a, struct count_loaded *l, struct buf *out, struct err *err)
{
	struct digest digest = { .once = hash_once };
	struct vote_file v = l->counted.vote;
	size_t bad;

	if (l->kind != COUNT_SHEET || l->typed.n == 0)
		return err_set(err, RC_INPUT, "只有逐张录入的计票表（一行一张「票」）才能封成选票文件");
	if (!ballot_write(out, a, &v, l->typed.v, l->typed.n, &digest, &bad) || out->full)
		return err_set(err, RC_INPUT, "选票太多，封不成一份选票文件");
	return RC_OK;
}
