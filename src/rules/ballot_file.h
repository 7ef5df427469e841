#ifndef RULES_BALLOT_FILE_H
#define RULES_BALLOT_FILE_H

/*
 * Ballot files (选票文件): one vote, sealed, that anybody can count again.
 * docs/format.md describes them byte by byte; the same vote gives the same
 * bytes, whatever the order in which the ballots came.
 *
 *     struct ballot_reader *r = ballot_reader_new(arena, &hash);
 *     while (… bytes …)
 *             ballot_push(r, bytes, err);
 *     ballot_end(r, &file, err);
 *
 * A push reader: bytes come in any pieces, memory does not grow with the
 * ballots.  Everything is checked: the form of every line, the order, the
 * fingerprint, the sums, the digest.  The digest itself is passed in, so that
 * this room stays free of libraries.
 */

#include "rules/result.h"

enum { LINE_MAX_BYTES = 64 << 10, DIGEST_SIZE = 65 };

/* SM3, from base/hash.h or a test's substitute; hex ends in NUL. */
struct digest {
	void *to;
	void (*add)(void *to, struct str bytes);
	void (*hex)(void *to, char hex[DIGEST_SIZE]); /* and starts anew */
	void (*once)(struct str bytes, char hex[DIGEST_SIZE]);
};

struct officer {
	struct str role, name; /* 总监票人 张三 */
};

struct officer_list {
	struct officer *v;
	size_t n, cap;
};

/* A vote as a file holds it. */
struct vote_file {
	struct ruleset rules;
	struct candidate_list candidates;
	struct str title; /* "" when not given */
	struct officer_list officers;
	struct tally tally;
	char fingerprint[DIGEST_SIZE]; /* of rules, candidates and roll */
	char digest[DIGEST_SIZE];      /* of the ballot file; "" elsewhere */
};

struct ballot_reader;

struct ballot_reader *ballot_reader_new(struct arena *a, const struct digest *digest);

/* RC_INPUT with one sentence that begins with the line; nothing may be pushed after that. */
enum rc ballot_push(struct ballot_reader *r, struct str bytes, struct err *err);
enum rc ballot_end(struct ballot_reader *r, struct vote_file *ret, struct err *err);

/* ---- parts that teller sheets share ---- */

/* "rule …" lines, "candidate …" lines and "due N": what a fingerprint is made of. */
void fingerprint_bytes(struct buf *out, const struct ruleset *r, const struct candidate_list *l,
		       int64_t due);

/* "1 - 农村饮水提升工程" or "1 14500000.00 …". */
enum rc candidate_read(struct arena *a, struct str s, struct candidate_list *l, struct err *err);

/* Numbers of votes and people: digits only, below 10^12. */
bool votes_parse(struct str s, int64_t *ret);

/*
 * The words of a sum: for, against, abstain, blank, void; grade1 …, apart;
 * points.  Fills what is named; false on an unknown word or number, or a word twice.
 */
bool sum_read(const struct ruleset *r, struct str s, struct count_row *row, bool chinese);
void sum_write(struct buf *out, const struct ruleset *r, const struct count_row *row);

/* ---- writing ---- */

/*
 * Writes the file of a vote.  `lines` are its ballots, each of as many marks as
 * there are candidates and a NUL; they are sorted in place.  The tally's people and
 * papers must be set; its sums are counted here.  False when a ballot has a
 * mark outside the alphabet: *bad is the ballot, from 0.
 */
bool ballot_write(struct buf *out, struct arena *a, struct vote_file *f, char **lines, size_t count,
		  const struct digest *digest, size_t *bad);

#endif
