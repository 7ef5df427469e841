#include "rules/ballot_file.h"

#include "base/utf8.h"

/*
 * The lines of a ballot file, in this order; title and officers may be
 * missing.  A state is what the next line may be.
 */
enum state {
	AT_MAGIC,
	AT_RULE, /* rule, candidate or due */
	AT_CANDIDATE,
	AT_FINGERPRINT,
	AT_TITLE, /* title, officer or present */
	AT_OFFICER,
	AT_ISSUED,
	AT_RETURNED,
	AT_BALLOTS,
	AT_LINES,
	AT_VALID,
	AT_INVALID,
	AT_SUM,
	AT_DIGEST,
	AT_END,
};

/* a line of marks with room for whole blocks behind it */
enum { PADDED = (CANDIDATES_MAX + LANES) / LANES * LANES + LANES };
enum { HEADER_MAX = 4 << 20, TITLE_MAX = 300 };

struct ballot_reader {
	struct arena *a;
	const struct digest *digest;
	enum state state;
	int64_t line; /* lines read so far */
	struct rule_lines rules;
	struct buf header; /* the bytes of the fingerprint, as they stand */
	struct vote_file f;
	struct counter counter;
	int64_t left; /* ballots still to come */
	size_t sums;
	struct tally counted;
	int64_t alike; /* ballots with the marks of the last one */
	char previous[PADDED], padded[PADDED];
	struct buf carry; /* the beginning of a line whose end has not come */
};

/* ---- what is wrong ---- */

static enum rc wrong(const struct ballot_reader *r, enum rc rc, struct err *err)
{
	return err_within(err, rc, "第%lld行", (long long)r->line);
}

static enum rc expected(const struct ballot_reader *r, const char *what, struct str line, struct err *err)
{
	if (r->state != AT_MAGIC && str_starts(line, STR("minsheng ")))
		err_set(err, RC_INPUT, "又出现一个文件头；一份选票文件只装一次表决，请分成几个文件");
	else
		err_set(err, RC_INPUT, "这里应是%s，现在是「%.*s」；文件被改动过或不完整，请用原文件", what,
			STR_ARG(utf8_head(line, 60)));
	return wrong(r, RC_INPUT, err);
}

/* ---- header ---- */

static enum rc at_magic(struct ballot_reader *r, struct str line, struct err *err)
{
	if (str_starts(line, STR("\xEF\xBB\xBF")))
		return wrong(r, err_set(err, RC_INPUT, "开头有 BOM 字节；文件被别的程序另存过，请用原文件"),
			     err);
	if (!str_eq(line, STR("minsheng ballots 1")))
		return expected(r, "「minsheng ballots 1」", line, err);
	r->state = AT_RULE;
	rule_lines_start(&r->rules, r->a);
	return RC_OK;
}

/* The bytes between the first rule and due must be the ones we would write. */
static enum rc check_canonical(struct ballot_reader *r, struct err *err)
{
	struct buf ours = BUF_INIT(HEADER_MAX);
	struct str theirs = buf_text(&r->header), want;
	enum rc rc = RC_OK;
	int64_t line = 2;

	fingerprint_bytes(&ours, &r->f.rules, &r->f.candidates, r->f.tally.due);
	want = buf_text(&ours);
	for (; rc == RC_OK && theirs.n > 0; line++) {
		size_t end = str_find(theirs, STR("\n")), other = str_find(want, STR("\n"));

		if (other != end || !str_starts(theirs, str_cut(want, 0, other))) {
			err_set(err, RC_INPUT, "规则和项目的写法不是标准写法；文件被改动过，请用原文件");
			rc = err_within(err, RC_INPUT, "第%lld行", (long long)line);
			break;
		}
		theirs = str_from(theirs, end + 1);
		want = str_from(want, other + 1);
	}
	buf_free(&ours);
	return rc;
}

static enum rc at_due(struct ballot_reader *r, struct str value, struct err *err)
{
	enum rc rc;

	if (!votes_parse(value, &r->f.tally.due) || r->f.tally.due < 1)
		return wrong(r, err_set(err, RC_INPUT, "应到人数（due）要是正整数"), err);
	if (r->f.candidates.n == 0)
		return wrong(r, err_set(err, RC_INPUT, "没有一个项目（candidate）"), err);
	rc = rule_lines_end(&r->rules, &r->f.rules, err);
	if (rc != RC_OK)
		return rc;
	rc = check_canonical(r, err);
	r->state = AT_FINGERPRINT;
	return rc;
}

static enum rc at_rule(struct ballot_reader *r, struct str line, struct err *err)
{
	enum rc rc;

	buf_str(&r->header, line);
	buf_char(&r->header, '\n');
	if (r->header.full)
		return wrong(r, err_set(err, RC_INPUT, "规则和项目加起来太长"), err);
	if (r->state == AT_RULE && str_starts(line, STR("rule "))) {
		struct str rest = str_from(line, 5);
		size_t blank = str_find(rest, STR(" "));
		struct str key = str_cut(rest, 0, blank == STR_NONE ? rest.n : blank);

		if (str_eq(key, STR("preset")))
			return expected(r, "一项规则", line, err);
		r->rules.no = (int)r->line;
		return wrong(r, rule_lines_add(&r->rules, key,
					       str_from(rest, blank == STR_NONE ? rest.n : blank + 1), err),
			     err);
	}
	if (str_starts(line, STR("candidate "))) {
		r->state = AT_CANDIDATE;
		rc = candidate_read(r->a, str_from(line, 10), &r->f.candidates, err);
		return wrong(r, rc, err);
	}
	if (str_starts(line, STR("due ")))
		return at_due(r, str_from(line, 4), err);
	return expected(r, r->state == AT_RULE ? "规则（rule）或项目（candidate）" :
						 "项目（candidate）或应到人数（due）",
			line, err);
}

static enum rc at_fingerprint(struct ballot_reader *r, struct str line, struct err *err)
{
	if (!str_starts(line, STR("fingerprint sm3 ")))
		return expected(r, "规则指纹（fingerprint）", line, err);
	r->digest->once(buf_text(&r->header), r->f.fingerprint);
	if (!str_eq(str_from(line, 16), str_of(r->f.fingerprint)))
		return wrong(r, err_set(err, RC_INPUT,
					"规则指纹不对；规则、项目或应到人数被改动过，请用原文件"),
			     err);
	r->state = AT_TITLE;
	return RC_OK;
}

static bool is_text(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F)
			return false;
	return s.n > 0 && s.n <= TITLE_MAX && utf8_invalid(s) == STR_NONE;
}

static enum rc at_title(struct ballot_reader *r, struct str line, struct err *err)
{
	if (r->state == AT_TITLE && str_starts(line, STR("title ")) && is_text(str_from(line, 6))) {
		r->f.title = arena_str(r->a, str_from(line, 6));
		r->state = AT_OFFICER;
		return RC_OK;
	}
	if (str_starts(line, STR("officer ")) && is_text(line)) {
		struct str rest = str_from(line, 8);
		size_t blank = str_find(rest, STR(" "));

		if (blank == STR_NONE || blank == 0 || blank + 1 == rest.n)
			return expected(r, "「officer 职责 姓名」", line, err);
		rest = arena_str(r->a, rest);
		*list_add(&r->f.officers, r->a) =
			(struct officer){ str_cut(rest, 0, blank), str_from(rest, blank + 1) };
		r->state = AT_OFFICER;
		return RC_OK;
	}
	if (!str_starts(line, STR("present ")) || !votes_parse(str_from(line, 8), &r->f.tally.present))
		return expected(r, "实到人数（present）", line, err);
	r->state = AT_ISSUED;
	return RC_OK;
}

static enum rc at_number(struct ballot_reader *r, struct str line, struct str key, const char *what,
			 int64_t *ret, struct err *err)
{
	if (!str_starts(line, key) || !votes_parse(str_from(line, key.n), ret))
		return expected(r, what, line, err);
	r->state++;
	return RC_OK;
}

static enum rc at_ballots(struct ballot_reader *r, struct str line, struct err *err)
{
	enum rc rc = at_number(r, line, STR("ballots "), "选票张数（ballots）", &r->left, err);

	if (rc != RC_OK)
		return rc;
	if (r->left != r->f.tally.returned)
		return wrong(r, err_set(err, RC_INPUT, "选票 %lld 张，不等于收回 %lld 张",
					(long long)r->left, (long long)r->f.tally.returned),
			     err);
	if (r->left > r->f.tally.due)
		return wrong(r, err_set(err, RC_INPUT, "选票 %lld 张，多于应到 %lld 人",
					(long long)r->left, (long long)r->f.tally.due),
			     err);
	counter_init(&r->counter, r->a, &r->f.rules, r->f.candidates.n);
	if (r->left == 0)
		r->state = AT_VALID;
	return RC_OK;
}

/* ---- ballots ---- */

static enum rc windows_line(struct ballot_reader *r, struct err *err)
{
	return wrong(r, err_set(err, RC_INPUT, "行尾是 CRLF（Windows 换行）；文件被别的程序另存过，请用原文件"),
		     err);
}

static enum rc bad_ballot(struct ballot_reader *r, struct str line, size_t bad, struct err *err)
{
	size_t n = r->f.candidates.n;

	if (line.n > 0 && line.p[line.n - 1] == '\r')
		return windows_line(r, err);
	if (line.n != n) {
		err_set(err, RC_INPUT, "这张票有 %zu 个记号，应有 %zu 个；文件被改动过或不完整，请用原文件",
			line.n, n);
		return wrong(r, RC_INPUT, err);
	}
	err_set(err, RC_INPUT, "第%zu个记号不是规定的记号，只能用「%.*s」；文件被改动过，请用原文件",
		bad + 1, STR_ARG(counter_alphabet(r->a, &r->f.rules)));
	return wrong(r, RC_INPUT, err);
}

/* The ballots of one filling have all come: sorted, they stand together. */
static inline void end_alike(struct ballot_reader *r)
{
	r->counted.single += r->alike == 1;
	r->alike = 0;
}

/* A ballot whose bytes can be read in whole blocks. */
static inline bool take_ballot(struct ballot_reader *r, const char *previous, const char *line,
			       struct err *err)
{
	size_t n = r->f.candidates.n, bad = 0;
	int order;

	r->line++;
	if (!counter_add(&r->counter, line, &bad)) {
		struct str s = { line, n };
		const char *end = memchr(line, '\n', n);

		if (end != NULL)
			s.n = (size_t)(end - line);
		bad_ballot(r, s, bad, err);
		return false;
	}
	order = memcmp(previous, line, n);
	if (order > 0) {
		wrong(r, err_set(err, RC_INPUT, "选票没有按顺序排列；文件被改动过，请用原文件"), err);
		return false;
	}
	if (order < 0)
		end_alike(r);
	r->alike++;
	if (--r->left == 0)
		r->state = AT_VALID;
	return true;
}

/* Whole ballots at the beginning of s, as many as there are; *used bytes were taken. */
static enum rc take_ballots(struct ballot_reader *r, struct str s, size_t *used, struct err *err)
{
	size_t n = r->f.candidates.n, reads = counter_reads(n), at = 0;
	const char *previous = r->previous;

	reads = reads > n + 1 ? reads : n + 1;
	while (r->state == AT_LINES && s.n - at >= reads && s.p[at + n] == '\n') {
		if (!take_ballot(r, previous, s.p + at, err))
			return RC_INPUT;
		previous = s.p + at;
		at += n + 1;
	}
	if (at > 0)
		memcpy(r->previous, previous, n);
	*used = at;
	return RC_OK;
}

static enum rc at_line(struct ballot_reader *r, struct str line, struct err *err)
{
	size_t n = r->f.candidates.n;

	if (line.n != n) {
		if (str_starts(line, STR("minsheng ")))
			return expected(r, "一张选票", line, err);
		return bad_ballot(r, line, 0, err);
	}
	r->line--; /* take_ballot() counts it again */
	memcpy(r->padded, line.p, n);
	if (!take_ballot(r, r->previous, r->padded, err))
		return RC_INPUT;
	memcpy(r->previous, r->padded, n);
	return RC_OK;
}

/* ---- sums ---- */

static enum rc at_valid(struct ballot_reader *r, struct str line, struct err *err)
{
	int64_t n;
	enum rc rc;

	if (r->state == AT_VALID) {
		counter_sums(&r->counter, &r->counted);
		end_alike(r);
		rc = at_number(r, line, STR("valid "), "有效票数（valid）", &n, err);
		if (rc == RC_OK && n != r->counted.valid)
			rc = wrong(r, err_set(err, RC_INPUT, "写的有效票 %lld 张，逐张计出 %lld 张；文件被改动过",
					      (long long)n, (long long)r->counted.valid),
				   err);
		return rc;
	}
	rc = at_number(r, line, STR("invalid "), "无效票数（invalid）", &n, err);
	if (rc == RC_OK && n != r->counted.invalid)
		rc = wrong(r, err_set(err, RC_INPUT, "写的无效票 %lld 张，逐张计出 %lld 张；文件被改动过",
				      (long long)n, (long long)r->counted.invalid),
			   err);
	return rc;
}

static enum rc at_sum(struct ballot_reader *r, struct str line, struct err *err)
{
	const struct candidate *c = &r->f.candidates.v[r->sums];
	struct str head = arena_printf(r->a, "sum %.*s", STR_ARG(c->no));
	struct buf want = BUF_INIT(LINE_MAX_BYTES);
	enum rc rc = RC_OK;

	sum_write(&want, &r->f.rules, &r->counted.rows[r->sums]);
	if (!str_starts(line, STR("sum "))) {
		rc = expected(r, "各项的票数（sum）", line, err);
	} else if (!str_starts(line, arena_cat(r->a, head, STR(" ")))) {
		err_set(err, RC_INPUT, "这里应是项目「%.*s」的票数；没有这个项目或顺序不对，文件被改动过",
			STR_ARG(c->no));
		rc = wrong(r, RC_INPUT, err);
	} else if (!str_eq(str_from(line, head.n), buf_text(&want))) {
		err_set(err, RC_INPUT, "项目「%.*s」写的票数和逐张计出的不符，计出的是「%.*s」；文件被改动过",
			STR_ARG(c->no), (int)(want.n - 1), want.p + 1);
		rc = wrong(r, RC_INPUT, err);
	} else if (++r->sums == r->f.candidates.n) {
		r->state = AT_DIGEST;
	}
	buf_free(&want);
	return rc;
}

static enum rc at_digest(struct ballot_reader *r, struct str line, struct err *err)
{
	if (!str_starts(line, STR("sm3 ")))
		return expected(r, "校验码（sm3）", line, err);
	r->digest->hex(r->digest->to, r->f.digest);
	if (!str_eq(str_from(line, 4), str_of(r->f.digest)))
		return wrong(r, err_set(err, RC_INPUT, "校验码不对，文件内容被改动过；请用封存的原文件"), err);
	r->state = AT_END;
	return RC_OK;
}

/* ---- lines ---- */

static enum rc take_line(struct ballot_reader *r, struct str line, struct err *err)
{
	r->line++;
	if (line.n > 0 && line.p[line.n - 1] == '\r')
		return windows_line(r, err);
	if (r->state != AT_LINES && utf8_invalid(line) != STR_NONE)
		return wrong(r, err_set(err, RC_INPUT, "不是 UTF-8 编码的文字；文件被改动过，请用原文件"), err);
	switch (r->state) {
	case AT_MAGIC:
		return at_magic(r, line, err);
	case AT_RULE:
	case AT_CANDIDATE:
		return at_rule(r, line, err);
	case AT_FINGERPRINT:
		return at_fingerprint(r, line, err);
	case AT_TITLE:
	case AT_OFFICER:
		return at_title(r, line, err);
	case AT_ISSUED:
		return at_number(r, line, STR("issued "), "发出票数（issued）", &r->f.tally.issued, err);
	case AT_RETURNED:
		return at_number(r, line, STR("returned "), "收回票数（returned）", &r->f.tally.returned,
				 err);
	case AT_BALLOTS:
		return at_ballots(r, line, err);
	case AT_LINES:
		return at_line(r, line, err);
	case AT_VALID:
	case AT_INVALID:
		return at_valid(r, line, err);
	case AT_SUM:
		return at_sum(r, line, err);
	case AT_DIGEST:
		return at_digest(r, line, err);
	case AT_END:
		break;
	}
	if (str_starts(line, STR("minsheng ")))
		return expected(r, "文件结尾", line, err);
	return wrong(r, err_set(err, RC_INPUT, "校验码后面还有内容；文件被改动过，请用原文件"), err);
}

struct ballot_reader *ballot_reader_new(struct arena *a, const struct digest *digest)
{
	struct ballot_reader *r = arena_alloc(a, sizeof(*r));

	*r = (struct ballot_reader){ .a = a, .digest = digest, .header = BUF_INIT(HEADER_MAX),
				     .carry = BUF_INIT(LINE_MAX_BYTES) };
	return r;
}

static void let_go(struct ballot_reader *r)
{
	buf_free(&r->header);
	buf_free(&r->carry);
}

static enum rc too_long(struct ballot_reader *r, struct err *err)
{
	r->line++;
	return wrong(r, err_set(err, RC_INPUT, "这一行超过 %d 字节，不是选票文件", LINE_MAX_BYTES), err);
}

/* The first line of s (whole or its rest), *used bytes with its end. */
static enum rc next_line(struct ballot_reader *r, struct str s, size_t *used, struct err *err)
{
	const char *end = memchr(s.p, '\n', s.n);
	struct str line = { s.p, end == NULL ? s.n : (size_t)(end - s.p) };
	bool digest_line;
	enum rc rc;

	if (end == NULL || r->carry.n > 0) {
		buf_str(&r->carry, line);
		if (r->carry.full)
			return too_long(r, err);
		*used = s.n;
		if (end == NULL)
			return RC_OK;
		line = buf_text(&r->carry);
	}
	if (line.n > LINE_MAX_BYTES)
		return too_long(r, err);
	*used = (size_t)(end - s.p) + 1;
	digest_line = r->state >= AT_DIGEST;
	rc = take_line(r, line, err);
	if (!digest_line) {
		r->digest->add(r->digest->to, line);
		r->digest->add(r->digest->to, STR("\n"));
	}
	buf_reset(&r->carry);
	return rc;
}

enum rc ballot_push(struct ballot_reader *r, struct str s, struct err *err)
{
	enum rc rc = RC_OK;

	while (rc == RC_OK && s.n > 0) {
		size_t used = 0;

		if (r->state == AT_LINES && r->carry.n == 0) {
			rc = take_ballots(r, s, &used, err);
			r->digest->add(r->digest->to, str_cut(s, 0, used));
			s = str_from(s, used);
			if (rc != RC_OK || s.n == 0)
				break;
		}
		rc = next_line(r, s, &used, err);
		if (rc == RC_OK)
			s = str_from(s, used);
	}
	if (rc != RC_OK)
		let_go(r);
	return rc;
}

enum rc ballot_end(struct ballot_reader *r, struct vote_file *ret, struct err *err)
{
	struct tally *t = &r->f.tally;
	int64_t lines = r->line + (r->carry.n > 0);
	bool whole = r->state == AT_END && r->carry.n == 0;

	let_go(r);
	if (!whole)
		return err_set(err, RC_INPUT, "文件不完整，到第%lld行就断了；请用封存的原文件",
			       (long long)lines);
	r->counted.due = t->due;
	r->counted.present = t->present;
	r->counted.issued = t->issued;
	r->counted.returned = t->returned;
	*t = r->counted;
	*ret = r->f;
	return RC_OK;
}
