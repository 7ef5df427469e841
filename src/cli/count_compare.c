#include "cli/count_file.h"
#include "cli/load.h"

/* Two counts side by side. */
struct pair {
	struct cli *cli;
	struct arena *a;
	const struct count_loaded *l, *r;
	size_t differences;
};

enum { SHOWN_MAX = 200 };

static void differ(struct pair *p, struct str says)
{
	if (p->differences++ < SHOWN_MAX) {
		buf_str(&p->cli->out.b, text_clean(p->a, says));
		buf_char(&p->cli->out.b, '\n');
	}
}

/* ---- people, papers, sums ---- */

static void compare_number(struct pair *p, const char *what, int64_t l, int64_t r)
{
	if (l != r)
		differ(p, arena_printf(p->a, "%s：甲 %lld，乙 %lld", what, (long long)l, (long long)r));
}

static void compare_papers(struct pair *p)
{
	const struct tally *l = &p->l->counted.vote.tally, *r = &p->r->counted.vote.tally;

	compare_number(p, "应到", l->due, r->due);
	compare_number(p, "实到", l->present, r->present);
	compare_number(p, "发出", l->issued, r->issued);
	compare_number(p, "收回", l->returned, r->returned);
	compare_number(p, "有效", l->valid, r->valid);
	compare_number(p, "无效", l->invalid, r->invalid);
}

static void compare_rows(struct pair *p)
{
	const struct vote_file *l = &p->l->counted.vote, *r = &p->r->counted.vote;

	for (size_t i = 0; i < l->candidates.n; i++) {
		struct str mine = show_marks(p->a, &l->rules, &l->tally.rows[i]);
		struct str theirs = show_marks(p->a, &r->rules, &r->tally.rows[i]);

		if (!str_eq(mine, theirs))
			differ(p, arena_printf(p->a, "第%.*s项：甲 %.*s；乙 %.*s", STR_ARG(l->candidates.v[i].no),
					       STR_ARG(mine), STR_ARG(theirs)));
	}
}

/* ---- ballots ---- */

/* Two tellers type the same pile in the same order: the n-th of one is the n-th of the other. */
static void compare_typed(struct pair *p)
{
	const struct typed_ballots *l = &p->l->typed, *r = &p->r->typed;
	const struct candidate_list *c = &p->l->counted.vote.candidates;
	size_t both = l->n < r->n ? l->n : r->n;

	for (size_t i = 0; i < both; i++) {
		struct str where = { 0 };

		for (size_t k = 0; k < c->n; k++)
			if (l->v[i][k] != r->v[i][k])
				where = arena_printf(p->a, "%.*s%s第%.*s项甲「%c」乙「%c」", STR_ARG(where),
						     where.n > 0 ? "，" : "", STR_ARG(c->v[k].no), l->v[i][k],
						     r->v[i][k]);
		if (where.n > 0)
			differ(p, arena_printf(p->a, "第%zu张票：%.*s", i + 1, STR_ARG(where)));
	}
	for (size_t i = both; i < l->n || i < r->n; i++)
		differ(p, arena_printf(p->a, "第%zu张票：只有%s有，%s", i + 1, i < l->n ? "甲" : "乙",
				       i < l->n ? l->v[i] : r->v[i]));
}

/* The ballots of a ballot file, from its bytes that were checked before. */
static enum rc ballots_of(const char *name, struct buf *bytes, struct str *ret, struct err *err)
{
	enum rc rc = load_file(name, bytes, err);
	struct str s = buf_text(bytes);
	size_t from, to;

	if (rc != RC_OK)
		return rc;
	from = str_find(s, STR("\nballots "));
	to = str_rfind(s, STR("\nvalid "));
	if (from == STR_NONE || to == STR_NONE)
		return err_set(err, RC_INPUT, "文件在比较时变了，请再试一次");
	from = str_find_from(s, from + 1, STR("\n")) + 1;
	*ret = to + 1 > from ? str_cut(s, from, to + 1) : STR("");
	return RC_OK;
}

/* Both are sorted: what one has more often than the other. */
static void compare_sorted(struct pair *p, struct str l, struct str r)
{
	size_t step = p->l->counted.vote.candidates.n + 1;

	while (l.n >= step || r.n >= step) {
		struct str mine = str_cut(l, 0, l.n < step ? 0 : step - 1);
		struct str theirs = str_cut(r, 0, r.n < step ? 0 : step - 1);
		int order = mine.n == 0 ? 1 : theirs.n == 0 ? -1 : memcmp(mine.p, theirs.p, step - 1);

		if (order != 0)
			differ(p, arena_printf(p->a, "只有%s有的票：%.*s", order < 0 ? "甲" : "乙",
					       STR_ARG(order < 0 ? mine : theirs)));
		l = order <= 0 ? str_from(l, step) : l;
		r = order >= 0 ? str_from(r, step) : r;
	}
}

static enum rc compare_files(struct pair *p, const char *left, const char *right, struct err *err)
{
	enum { FILE_MAX = 1 << 30 };
	struct buf l = BUF_INIT(FILE_MAX), r = BUF_INIT(FILE_MAX);
	struct str mine = { 0 }, theirs = { 0 };
	enum rc rc = ballots_of(left, &l, &mine, err);

	if (rc == RC_OK)
		rc = ballots_of(right, &r, &theirs, err);
	if (rc == RC_OK)
		compare_sorted(p, mine, theirs);
	buf_free(&l);
	buf_free(&r);
	return rc;
}

/* ---- both ---- */

static enum rc compare(struct pair *p, const char *left, const char *right, struct err *err)
{
	const struct vote_file *l = &p->l->counted.vote, *r = &p->r->counted.vote;

	if (p->l->kind == COUNT_PB || p->r->kind == COUNT_PB)
		return err_set(err, RC_INPUT, ".pb 文件不用「--compare」；请比较选票文件或计票表");
	if (l->tally.due == r->tally.due && strcmp(l->fingerprint, r->fingerprint) != 0)
		return err_set(err, RC_INPUT, "两份文件的规则或项目不同（指纹 %.12s… 和 %.12s…），不是同一次表决",
			       l->fingerprint, r->fingerprint);
	if (l->candidates.n != r->candidates.n || l->rules.marking != r->rules.marking)
		return err_set(err, RC_INPUT, "两份文件的项目数或填票方式不同，不是同一次表决");
	compare_papers(p);
	compare_rows(p);
	if (p->l->typed.n > 0 && p->r->typed.n > 0)
		compare_typed(p);
	else if (p->l->kind == COUNT_BALLOTS && p->r->kind == COUNT_BALLOTS)
		return compare_files(p, left, right, err);
	return RC_OK;
}

enum rc count_compare(struct cli *cli, struct arena *a, const char *left, const char *right,
		      const struct ruleset *given, struct err *err)
{
	struct count_loaded l = { 0 }, r = { 0 };
	struct pair p = { cli, a, &l, &r, 0 };
	enum rc rc = count_load(a, left, given, &l, err);

	if (rc != RC_OK)
		return err_within(err, rc, "计票「%s」", left);
	rc = count_load(a, right, given, &r, err);
	if (rc != RC_OK)
		return err_within(err, rc, "计票「%s」", right);
	buf_printf(&cli->out.b, "甲 %.*s\n乙 %.*s\n\n", STR_ARG(text_clean(a, text_valid(a, str_of(left)))),
		   STR_ARG(text_clean(a, text_valid(a, str_of(right)))));
	rc = compare(&p, left, right, err);
	if (rc != RC_OK)
		return rc;
	if (p.differences > SHOWN_MAX)
		buf_printf(&cli->out.b, "……\n");
	if (p.differences == 0)
		buf_str(&cli->out.b, STR("两份一致。\n"));
	else
		buf_printf(&cli->out.b, "\n共 %zu 处不同，请对照原票核对。\n", p.differences);
	return p.differences == 0 ? RC_OK : RC_REFUSED;
}
