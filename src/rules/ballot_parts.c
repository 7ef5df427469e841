#include "base/dec.h"
#include "base/utf8.h"
#include "rules/ballot_file.h"

/* Lines and words that ballot files and teller sheets share. */

enum { NO_MAX = 20, NAME_MAX_BYTES = 600 };

/* The word up to the next blank; *s moves past it and past the blank. */
static struct str next_word(struct str *s)
{
	size_t blank = str_find(*s, STR(" "));
	struct str word = str_cut(*s, 0, blank == STR_NONE ? s->n : blank);

	*s = str_from(*s, blank == STR_NONE ? s->n : blank + 1);
	return word;
}

bool votes_parse(struct str s, int64_t *ret)
{
	enum { DIGITS_MAX = 12 };
	int64_t n = 0;

	if (s.n == 0 || s.n > DIGITS_MAX || (s.n > 1 && s.p[0] == '0'))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		n = n * 10 + (s.p[i] - '0');
	}
	*ret = n;
	return true;
}

/* ---- candidates ---- */

static bool parse_cost(struct str s, struct candidate *c)
{
	struct dec yuan;

	if (str_eq(s, STR("-")))
		return true;
	c->has_cost = true;
	return dec_parse(s, &yuan) && dec_to_fen(yuan, &c->cost_fen) && c->cost_fen >= 0;
}

static bool is_text(struct str s, size_t max)
{
	if (s.n == 0 || s.n > max || s.p[0] == ' ' || s.p[s.n - 1] == ' ')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F)
			return false;
	return utf8_invalid(s) == STR_NONE;
}

enum rc candidate_read(struct arena *a, struct str s, struct candidate_list *l, struct err *err)
{
	struct candidate c = { 0 };
	struct str cost;

	c.no = next_word(&s);
	cost = next_word(&s);
	c.name = s;
	if (!is_text(c.no, NO_MAX) || !is_text(c.name, NAME_MAX_BYTES))
		return err_set(err, RC_INPUT,
			       "项目要写成「编号 金额 名称」，没有金额写「-」，如：1 - 农村饮水提升工程");
	if (!parse_cost(cost, &c))
		return err_set(err, RC_INPUT, "项目「%.*s」的金额「%.*s」要是元数，最多两位小数，没有就写「-」",
			       STR_ARG(c.no), STR_ARG(cost));
	for (size_t i = 0; i < l->n; i++)
		if (str_eq(l->v[i].no, c.no))
			return err_set(err, RC_INPUT, "编号「%.*s」用了两次", STR_ARG(c.no));
	if (l->n == CANDIDATES_MAX)
		return err_set(err, RC_INPUT, "项目超过 %d 个", CANDIDATES_MAX);
	c.no = arena_str(a, c.no);
	c.name = arena_str(a, c.name);
	*list_add(l, a) = c;
	return RC_OK;
}

void fingerprint_bytes(struct buf *out, const struct ruleset *r, const struct candidate_list *l,
		       int64_t due)
{
	ruleset_write(out, r);
	for (size_t i = 0; i < l->n; i++) {
		const struct candidate *c = &l->v[i];

		buf_printf(out, "candidate %.*s ", STR_ARG(c->no));
		if (c->has_cost)
			buf_printf(out, "%lld.%02d ", (long long)(c->cost_fen / 100),
				   (int)(c->cost_fen % 100));
		else
			buf_str(out, STR("- "));
		buf_str(out, c->name);
		buf_char(out, '\n');
	}
	buf_printf(out, "due %lld\n", (long long)due);
}

/* ---- sums ---- */

struct sum_word {
	const char *word, *chinese;
	int mark;
	unsigned markings; /* bit per enum rule_marking */
};

enum { POINTS = MARKS, M_EACH = 1 << MARKING_EACH, M_RANK = 1 << MARKING_RANK, M_GRADES = 1 << MARKING_GRADES,
       M_PICK = 1 << MARKING_PICK | 1 << MARKING_APPROVE };

/* Grades stand before these, as grade1, grade2 …; in Chinese by their own names. */
static const struct sum_word sum_words[] = {
	{ "for", "赞成", MARK_FOR, M_EACH | M_PICK | M_RANK },
	{ "against", "反对", MARK_AGAINST, M_EACH },
	{ "abstain", "弃权", MARK_ABSTAIN, M_EACH },
	{ "apart", "另列", MARK_APART, M_GRADES },
	{ "blank", "未填", MARK_BLANK, M_EACH | M_PICK | M_RANK | M_GRADES },
	{ "void", "该项无效", MARK_VOID, M_EACH | M_GRADES },
	{ "points", "得分", POINTS, M_RANK },
};

static bool word_applies(const struct ruleset *r, const struct sum_word *w)
{
	if ((w->markings & 1u << r->marking) == 0)
		return false;
	return w->mark != MARK_APART || r->apart.n > 0;
}

/* The mark a word stands for, -1 for none. */
static int mark_of(const struct ruleset *r, struct str word, bool chinese)
{
	for (size_t i = 0; i < COUNT(sum_words); i++) {
		const struct sum_word *w = &sum_words[i];

		if (word_applies(r, w) &&
		    (str_eq(word, str_of(w->word)) || (chinese && str_eq(word, str_of(w->chinese)))))
			return w->mark;
	}
	for (size_t i = 0; r->marking == MARKING_GRADES && i < r->grades.n; i++) {
		char name[] = "grade1";

		name[5] = (char)('1' + i);
		if (str_eq(word, str_of(name)) || (chinese && str_eq(word, r->grades.v[i])))
			return (int)i;
	}
	if (chinese && r->apart.n > 0 && str_eq(word, r->apart))
		return MARK_APART;
	return -1;
}

bool sum_read(const struct ruleset *r, struct str s, struct count_row *row, bool chinese)
{
	unsigned seen = 0;
	struct count_row got = { 0 };

	while (s.n > 0) {
		struct str word = next_word(&s), number = next_word(&s);
		int mark = mark_of(r, word, chinese);

		if (mark < 0 || (seen & 1u << mark) != 0 ||
		    !votes_parse(number, mark == POINTS ? &got.points : &got.n[mark]))
			return false;
		seen |= 1u << mark;
	}
	if (seen == 0)
		return false;
	*row = got;
	return true;
}

void sum_write(struct buf *out, const struct ruleset *r, const struct count_row *row)
{
	for (size_t i = 0; r->marking == MARKING_GRADES && i < r->grades.n; i++)
		buf_printf(out, " grade%zu %lld", i + 1, (long long)row->n[i]);
	for (size_t i = 0; i < COUNT(sum_words); i++) {
		const struct sum_word *w = &sum_words[i];

		if (word_applies(r, w))
			buf_printf(out, " %s %lld", w->word,
				   (long long)(w->mark == POINTS ? row->points : row->n[w->mark]));
	}
}
