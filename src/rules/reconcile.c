#include "rules/result.h"

/* One equation; the first that fails is the error. */
struct book {
	struct arena *a;
	struct equation_list list;
	struct err *err;
	enum rc rc;
};

static void enter(struct book *b, bool holds, struct str says)
{
	*list_add(&b->list, b->a) = (struct equation){ says, holds };
	if (!holds && b->rc == RC_OK)
		b->rc = err_set(b->err, RC_INPUT, "票数对不上：%.*s；请核对后再计票", STR_ARG(says));
}

static void enter_at_most(struct book *b, const char *small, int64_t n, const char *large, int64_t max)
{
	enter(b, n <= max,
	      arena_printf(b->a, n <= max ? "%s %lld 不多于%s %lld" : "%s %lld 多于%s %lld", small,
			   (long long)n, large, (long long)max));
}

static int64_t row_sum(const struct count_row *row)
{
	int64_t sum = 0;

	for (size_t k = 0; k < MARKS; k++)
		if (__builtin_add_overflow(sum, row->n[k], &sum))
			return -1;
	return sum;
}

/* "赞成 120 + 反对 30 + 弃权 10 + 未表决 35 = 195" */
static struct str row_words(struct arena *a, const struct ruleset *r, const struct count_row *row)
{
	static const char *const each[MARKS] = { [MARK_FOR] = "赞成", [MARK_AGAINST] = "反对",
						 [MARK_ABSTAIN] = "弃权", [MARK_BLANK] = "未填",
						 [MARK_VOID] = "该项无效" };
	/* marks that are named even where there is none */
	size_t usual = r->marking == MARKING_EACH || r->marking == MARKING_GRADES ? MARK_APART : MARK_FOR + 1;
	struct str s = { 0 };

	for (size_t k = 0; k < MARKS; k++) {
		struct str word = each[k] != NULL ? str_of(each[k]) : STR("");

		if (r->subject == SUBJECT_SATISFACTION && k < MARK_APART)
			word = k < r->grades.n ? r->grades.v[k] : STR("");
		else if (k == MARK_APART)
			word = r->apart;
		if (word.n == 0 || (row->n[k] == 0 && k >= usual))
			continue;
		s = arena_printf(a, "%.*s%s%.*s %lld", STR_ARG(s), s.n > 0 ? " + " : "", STR_ARG(word),
				 (long long)row->n[k]);
	}
	return s;
}

static void enter_rows(struct book *b, const struct ruleset *r, const struct candidate_list *l,
		       const struct tally *t)
{
	size_t failing = 0;

	for (size_t i = 0; i < t->n; i++) {
		int64_t sum = row_sum(&t->rows[i]);

		if (sum == t->valid)
			continue;
		failing++;
		enter(b, false,
		      arena_printf(b->a, "第%.*s项：%.*s = %lld，有效票是 %lld", STR_ARG(l->v[i].no),
				   STR_ARG(row_words(b->a, r, &t->rows[i])), (long long)sum,
				   (long long)t->valid));
	}
	if (failing == 0)
		enter(b, true,
		      arena_printf(b->a, "%zu 项各自的合计都等于有效 %lld", t->n, (long long)t->valid));
}

/* The points of all candidates against what so many ballots can give. */
static void enter_points(struct book *b, const struct ruleset *r, const struct tally *t)
{
	int128 points = 0, named = 0;
	int limit = r->limit < (int)t->n ? r->limit : (int)t->n;
	/* a ballot with k places gives limit + (limit − 1) + … points: at least half of what k times the first gives */
	for (size_t i = 0; i < t->n; i++) {
		points += t->rows[i].points;
		named += t->rows[i].n[MARK_FOR];
	}
	enter(b, named <= (int128)t->valid * limit,
	      arena_printf(b->a, "写了名次的共 %lld 项次，%lld 张有效票每票最多 %d 项",
			   (long long)named, (long long)t->valid, limit));
	enter(b, points <= named * r->limit && points >= named * (r->limit + 1 - limit),
	      arena_printf(b->a, "得分合计 %lld，%lld 项次每项 %d 到 %d 分", (long long)points,
			   (long long)named, r->limit + 1 - limit, r->limit));
}

enum rc reconcile(struct arena *a, const struct ruleset *r, const struct candidate_list *l,
		  const struct tally *t, struct equation_list *ret, struct err *err)
{
	struct book b = { .a = a, .err = err };
	int64_t named = 0;

	enter_at_most(&b, "实到", t->present, "应到", t->due);
	if (r->proxies == RULE_YES)
		enter_at_most(&b, "发出", t->issued, "应到", t->due);
	else
		enter_at_most(&b, "发出", t->issued, "实到", t->present);
	enter(&b, t->valid + t->invalid == t->returned,
	      arena_printf(a, t->valid + t->invalid == t->returned ? "有效 %lld + 无效 %lld = 收回 %lld" :
								     "有效 %lld + 无效 %lld 不等于收回 %lld",
			   (long long)t->valid, (long long)t->invalid, (long long)t->returned));
	enter_rows(&b, r, l, t);
	for (size_t i = 0; i < t->n; i++)
		named += t->rows[i].n[MARK_FOR];
	if (r->marking == MARKING_RANK)
		enter_points(&b, r, t);
	else if (r->limit > 0)
		enter(&b, named <= t->valid * r->limit,
		      arena_printf(a, "赞成共 %lld 项次，%lld 张有效票每票最多 %d 项", (long long)named,
				   (long long)t->valid, r->limit));
	if (b.rc == RC_OK)
		*ret = b.list;
	return b.rc;
}
