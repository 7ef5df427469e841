#include <stdlib.h>

#include "rules/pb.h"
#include "rules/pb_voters.h"
#include "rules/result.h"

/* A cost of 999999999 stands for a project that was taken back; it must not end the money of those behind it. */
#define WITHDRAWN_FEN 99999999900

static void add_note(struct arena *a, struct pb *pb, struct str s)
{
	*list_add(&pb->notes, a) = s;
}

/* ---- the rule ---- */

/*
 * greedy-custom is what the file says it is.  Amsterdam: the key leftover_budget.  Poznań: the 80 % rule,
 * told in the comment; it also stands in for words that are not known here.
 */
static enum pb_rule custom_rule(const struct pb *pb)
{
	struct str leftover = pb_meta(pb, "leftover_budget");

	if (str_eq(leftover, STR("Fund additional projects that fit within leftover budget ordered by score")))
		return PB_GREEDY;
	if (str_eq(leftover, STR("Partially fund one additional project with highest score")))
		return PB_PARTLY;
	return PB_80;
}

/* By which of its words it is computed. */
static void tell_custom(struct arena *a, struct pb *pb)
{
	struct str leftover = pb_meta(pb, "leftover_budget"), comment = pb_meta(pb, "comment");

	if (pb->rule != PB_80)
		add_note(a, pb, arena_printf(a, "规则「greedy-custom」按 META 的 leftover_budget 计算：%s。",
					     pb->rule == PB_GREEDY ? "放不下的跳过，后面放得下的列入" :
								     "首个放不下的得到余款，到此为止"));
	else if (leftover.n > 0 || (comment.n > 0 && !str_has(comment, STR("80%"))))
		add_note(a, pb, STR("规则「greedy-custom」的办法没有写明，按「遇到放不下的为止，余款够它的 80% 也列入」计算。"));
}

/* What else decides there, and is not computed. */
static void tell_left_aside(struct arena *a, struct pb *pb)
{
	if (pb_meta(pb, "budget_per_category").n > 0 || pb_meta(pb, "budget_per_neighborhood").n > 0)
		add_note(a, pb, STR("META 写有分类、分片的资金上限，没有计入。"));
	if (str_has(pb_meta(pb, "comment"), STR("weighted")))
		add_note(a, pb, STR("META 说有的票另有权重，文件里没有，没有计入。"));
}

static enum pb_rule rule_of(const struct pb *pb, struct str s)
{
	if (str_eq(s, STR("greedy")) || str_eq(s, STR("greedy-threshold")))
		return PB_GREEDY;
	if (str_eq(s, STR("greedy-no-skip")))
		return PB_NO_SKIP;
	if (str_eq(s, STR("greedy-custom")))
		return custom_rule(pb);
	return PB_NOT_COMPUTED;
}

/* A sum of fen in units of costs. */
static int128 from_fen(int64_t fen)
{
	int128 n = fen;

	for (int i = 2; i < PB_COST_SCALE; i++)
		n *= 10;
	return n;
}

/* The file's own rule and its threshold; *lowest is the score that takes part. */
static void file_rule(struct arena *a, struct pb *pb, int128 *lowest)
{
	struct str threshold = pb_meta(pb, "min_project_score_threshold");
	int128 n;

	pb->rule_name = pb_meta(pb, "rule");
	pb->rule = pb->budget < 0 ? PB_NOT_COMPUTED : rule_of(pb, pb->rule_name);
	if (pb->budget < 0)
		add_note(a, pb, STR("META 里没有 budget（资金总额）：只列出票数和得分，没有入选结果。"));
	else if (pb->rule_name.n == 0)
		add_note(a, pb, STR("META 里没有 rule（规则）：只列出票数和得分，没有入选结果。"));
	else if (pb->rule == PB_NOT_COMPUTED)
		add_note(a, pb, arena_printf(a, "规则「%.*s」不在这里计算：只列出票数和得分，没有入选结果。",
					     STR_ARG(pb->rule_name)));
	else if (str_eq(pb->rule_name, STR("greedy-custom")))
		tell_custom(a, pb);
	if (pb->rule != PB_NOT_COMPUTED)
		tell_left_aside(a, pb);
	/* a threshold may have more digits than the points: then compare in its units, rounding up */
	if (threshold.n > 0 && pb_number(threshold, PB_POINTS_SCALE, &n)) {
		for (int i = pb->scale; i < PB_POINTS_SCALE; i++)
			n = (n + 9) / 10;
		*lowest = n;
	} else if (threshold.n > 0 || str_eq(pb->rule_name, STR("greedy-threshold"))) {
		add_note(a, pb, STR("META 里没有可用的 min_project_score_threshold，没有按门槛排除项目。"));
	}
}

static enum rc given_rule(struct arena *a, struct pb *pb, const struct ruleset *r, int128 *lowest,
			  struct err *err)
{
	if (r->subject != SUBJECT_PROJECTS)
		return err_set(err, RC_INPUT, "--rules 是满意度测评的规则，不能用于 .pb 文件");
	if (r->pass_base == BASE_ALL || r->pass_base == BASE_PRESENT)
		return err_set(err, RC_INPUT,
			       ".pb 文件没有应到、实到人数，pass_base 不能是 %s；请用 valid（有效票数）或 none",
			       r->pass_base == BASE_ALL ? "all" : "present");
	pb->rule_name = r->name;
	pb->rule = r->selection == SELECT_SEATS	       ? PB_SEATS :
		   r->selection == SELECT_MONEY_SKIP   ? PB_GREEDY :
		   r->selection == SELECT_MONEY_NO_SKIP ? PB_NO_SKIP :
							  PB_80;
	if (r->ceiling_fen > 0)
		pb->budget = from_fen(r->ceiling_fen);
	if (pb->budget < 0 && pb->rule != PB_SEATS)
		return err_set(err, RC_INPUT,
			       "规则按资金总额确定项目，规则里没有 ceiling（资金总额），文件里也没有 budget，请补上一处");
	if (r->pass_base != BASE_NONE) {
		*lowest = fraction_votes(r->pass, pb->ballots);
		add_note(a, pb, arena_printf(a, "通过线：点到它的票%.*s，要 %lld 票。",
					     STR_ARG(fraction_words(a, r->pass, "有效票数")),
					     (long long)*lowest));
	}
	return RC_OK;
}

/* ---- what the file says of itself ---- */

/* Is the published score the one that was counted?  "12", "12.0" and "-3.5" are numbers. */
static bool same_score(const struct pb *pb, const struct pb_project *p)
{
	struct str s = p->published.score;
	bool minus = str_starts(s, STR("-"));
	int128 n, ours = p->score;

	for (int i = pb->scale; i < PB_POINTS_SCALE; i++)
		if (__builtin_mul_overflow(ours, 10, &ours))
			return false;
	return pb_number(minus ? str_from(s, 1) : s, PB_POINTS_SCALE, &n) && (minus ? -n : n) == ours;
}

static void compare_votes(struct arena *a, struct pb *pb)
{
	size_t votes = 0, scores = 0;
	struct str first = { 0 };

	for (size_t i = 0; i < pb->projects.n; i++) {
		const struct pb_project *p = &pb->projects.v[i];
		bool other_votes = p->published.votes >= 0 && p->published.votes != p->votes;
		bool other_score = p->published.has_score && !same_score(pb, p);

		if ((other_votes || other_score) && first.n == 0)
			first = p->id;
		votes += other_votes;
		scores += other_score;
	}
	if (votes + scores > 0)
		add_note(a, pb, arena_printf(a, "文件里写的和逐张计出的不同：票数 %zu 项，得分 %zu 项，第一处是「%.*s」；以逐张计出的为准。",
					     votes, scores, STR_ARG(first)));
}

static void add_odd(struct arena *a, struct pb *pb, struct pb_odd odd, const char *what)
{
	if (odd.rows > 0)
		add_note(a, pb, arena_printf(a, "第%lld行：%s（这样的共 %lld 行）。", (long long)odd.first, what,
					     (long long)odd.rows));
}

/* What the file says against itself. */
static void tell_odd(struct arena *a, struct pb *pb)
{
	add_odd(a, pb, pb->meta_again, "META 里这一项前面写过，内容不同，用前面的");
	add_odd(a, pb, pb->again, "这一行的 voter_id 前面已经有一张票了，照原文件都计入");
	add_odd(a, pb, pb->commas, "points 的个数是项目的两倍，逗号当作小数点");
	add_odd(a, pb, pb->few, "points 比 vote 里的项目少，按顺序计分，缺的不计分");
	add_odd(a, pb, pb->unlisted, "这张票点到 PROJECTS 里没有的项目，那一项不计，其余照计");
}

static void compare_meta(struct arena *a, struct pb *pb)
{
	int128 n;

	if (pb_number(pb_meta(pb, "num_votes"), 0, &n) && n != pb->ballots)
		add_note(a, pb, arena_printf(a, "META 写有 %.*s 张票，逐张计出 %lld 张。",
					     STR_ARG(pb_meta(pb, "num_votes")), (long long)pb->ballots));
	if (pb_number(pb_meta(pb, "num_projects"), 0, &n) && n != (int128)pb->projects.n)
		add_note(a, pb, arena_printf(a, "META 写有 %.*s 个项目，PROJECTS 里有 %zu 个。",
					     STR_ARG(pb_meta(pb, "num_projects")), pb->projects.n));
	if (pb->many_voters)
		add_note(a, pb, arena_printf(a, "选票很多：voter_id 有没有重复，只核对了其中 %d 个。", PB_VOTERS_MAX));
	if (pb_number(pb_meta(pb, "default_score"), PB_POINTS_SCALE, &n) && n != 0)
		add_note(a, pb, arena_printf(a, "META 写有 default_score %.*s：没有点到的项目不加这个分。",
					     STR_ARG(pb_meta(pb, "default_score"))));
	if (pb->outside > 0)
		add_note(a, pb, arena_printf(a, "%lld 张票超出 META 写的数量或金额限制，照原文件计入。",
					     (long long)pb->outside));
	if (pb->kind == PB_OTHER)
		add_note(a, pb, arena_printf(a, "vote_type「%.*s」不认识，有分数的按分数、没有的按票数计。",
					     STR_ARG(pb_meta(pb, "vote_type"))));
}

/*
 * 2 means another thing in every city: the 80 % rule where the rule has one, elsewhere money beside the
 * budget, or below the threshold.  Then it says nothing of the rule.
 */
static bool published_by_rule(const struct pb *pb, const struct pb_project *p)
{
	int s = p->published.selected;

	return s == 0 || s == 1 || ((pb->rule == PB_80 || pb->rule == PB_PARTLY) && s > 0);
}

static void compare_selected(struct arena *a, struct pb *pb)
{
	size_t other = 0;
	struct str first = { 0 };

	for (size_t i = 0; i < pb->projects.n && pb->rule != PB_NOT_COMPUTED; i++) {
		const struct pb_project *p = &pb->projects.v[i];
		bool in = p->published.selected == 1 || p->published.selected == 2;
		bool ours = p->selected == SELECTED_YES || p->selected == SELECTED_PARTLY;

		if (!published_by_rule(pb, p) || p->selected == SELECTED_TIED || in == ours)
			continue;
		first = other++ == 0 ? p->id : first;
	}
	if (other > 0)
		add_note(a, pb, arena_printf(a, "文件公布的入选结果和按规则算出的有 %zu 项不同，第一处是「%.*s」。",
					     other, STR_ARG(first)));
}

/* ---- who is chosen ---- */

static void set_scores(struct pb *pb)
{
	bool points = false;

	for (size_t i = 0; i < pb->projects.n; i++)
		points |= pb->projects.v[i].score != 0;
	if (points || pb->kind == PB_CUMULATIVE || pb->kind == PB_SCORING)
		return;
	pb->scale = 0;
	for (size_t i = 0; i < pb->projects.n; i++)
		pb->projects.v[i].score = pb->projects.v[i].votes;
}

static int by_score(const void *l, const void *r)
{
	const struct pb_project *a = *(struct pb_project *const *)l, *b = *(struct pb_project *const *)r;

	return (a->score < b->score) - (a->score > b->score);
}

/* Equal scores share a place: 1, 2, 2, 4. */
static void set_places(struct arena *a, struct pb *pb)
{
	struct pb_project **order = arena_alloc(a, pb->projects.n * sizeof(*order));

	for (size_t i = 0; i < pb->projects.n; i++)
		order[i] = &pb->projects.v[i];
	qsort(order, pb->projects.n, sizeof(struct pb_project *), by_score);
	for (size_t i = 0; i < pb->projects.n; i++)
		order[i]->place = i > 0 && order[i]->score == order[i - 1]->score ? order[i - 1]->place :
										    (int)i + 1;
}

enum rc pb_select(struct arena *a, struct pb *pb, const struct ruleset *given, struct err *err)
{
	size_t n = pb->projects.n;
	struct contender *v = arena_alloc(a, n * sizeof(*v));
	int128 lowest = 0;
	enum rc rc = RC_OK;

	set_scores(pb);
	set_places(a, pb);
	if (given != NULL)
		rc = given_rule(a, pb, given, &lowest, err);
	else
		file_rule(a, pb, &lowest);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < n; i++) {
		struct pb_project *p = &pb->projects.v[i];

		p->below = given != NULL ? p->votes < lowest : p->score < lowest;
		p->withdrawn = p->cost == from_fen(WITHDRAWN_FEN);
		v[i] = (struct contender){ p->score, p->cost, !p->below && !p->withdrawn, SELECTED_NO, -1 };
	}
	if (pb->rule == PB_SEATS)
		pb->open_seats = select_seats(a, v, n, (size_t)given->seats);
	else if (pb->rule != PB_NOT_COMPUTED)
		select_money(a, v, n, pb->budget,
			     pb->rule == PB_GREEDY  ? MONEY_SKIP :
			     pb->rule == PB_NO_SKIP ? MONEY_NO_SKIP :
			     pb->rule == PB_PARTLY  ? MONEY_PARTLY :
						      MONEY_80);
	for (size_t i = 0; i < n; i++) {
		pb->projects.v[i].selected = v[i].selected;
		pb->projects.v[i].left = v[i].left;
	}
	tell_odd(a, pb);
	compare_meta(a, pb);
	compare_votes(a, pb);
	compare_selected(a, pb);
	return RC_OK;
}

/* ---- a sentence ---- */

static struct str equals_of(struct arena *a, const struct pb *pb, size_t at)
{
	enum { NAMED_MAX = 6 };
	struct str s = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < pb->projects.n; i++) {
		if (i == at || pb->projects.v[i].score != pb->projects.v[at].score || pb->projects.v[i].below)
			continue;
		if (n++ < NAMED_MAX)
			s = arena_printf(a, "%.*s%s%.*s", STR_ARG(s), s.n > 0 ? "、" : "",
					 STR_ARG(pb->projects.v[i].id));
	}
	return n > NAMED_MAX ? arena_printf(a, "%.*s等 %zu 项", STR_ARG(s), n) : s;
}

static struct str money_said(struct arena *a, const struct pb *pb, const struct pb_project *p)
{
	struct str cost = pb_digits(a, p->cost, PB_COST_SCALE), left = pb_digits(a, p->left, PB_COST_SCALE);

	if (pb->rule == PB_SEATS)
		return STR("");
	if (p->left < 0)
		return arena_printf(a, "，要 %.*s", STR_ARG(cost));
	return arena_printf(a, "，轮到它时余款 %.*s，要 %.*s", STR_ARG(left), STR_ARG(cost));
}

static struct str end_said(struct arena *a, const struct pb *pb, size_t at)
{
	const struct pb_project *p = &pb->projects.v[at];
	struct str equals = equals_of(a, pb, at);

	switch (p->selected) {
	case SELECTED_YES:
		return STR("，入选");
	case SELECTED_PARTLY:
		return pb->rule == PB_PARTLY ? STR("，放不下，得到余款，部分列入") :
					       STR("，放不下，但余款够它的 80%，入选");
	case SELECTED_TIED:
		if (equals.n == 0)
			return STR("，能否入选取决于前面并列的项目怎样取舍，规则没有定");
		return arena_printf(a, "，和%.*s得分相同，谁先谁后规则没有定，并列待定", STR_ARG(equals));
	case SELECTED_NO:
		break;
	}
	if (pb->rule == PB_NOT_COMPUTED)
		return STR("；没有计算入选结果");
	if (p->withdrawn)
		return STR("，金额 999999999 表示已撤回，未入选");
	if (p->below)
		return STR("，没有达到门槛，未入选");
	if (pb->rule == PB_SEATS)
		return STR("，名额已满，未入选");
	return pb->rule != PB_GREEDY && p->left < 0 ? STR("，前面已经放不下，到此为止，未入选") :
						      STR("，放不下，未入选");
}

struct str pb_reason(struct arena *a, const struct pb *pb, size_t at)
{
	const struct pb_project *p = &pb->projects.v[at];
	struct str score = { 0 };

	if (p->score != p->votes || pb->scale > 0)
		score = arena_printf(a, "，得分 %.*s", STR_ARG(pb_digits(a, p->score, pb->scale)));
	return arena_printf(a, "%lld 张票点到%.*s，排第 %d%.*s%.*s。", (long long)p->votes, STR_ARG(score), p->place,
			    STR_ARG(pb->rule == PB_NOT_COMPUTED || p->below || p->withdrawn ? STR("") : money_said(a, pb, p)),
			    STR_ARG(end_said(a, pb, at)));
}
