#include "rules/result.h"

/* What a result is said with. */
struct speech {
	struct arena *a;
	const struct ruleset *r;
	const struct candidate_list *l;
	const struct tally *t;
	struct result *res;
};

struct str percent_words(struct arena *a, int64_t n, int64_t base)
{
	int64_t tenths;

	if (base <= 0)
		return STR("—");
	tenths = (int64_t)(((int128)n * 2000 + base) / (2 * (int128)base));
	return arena_printf(a, "%lld.%lld%%", (long long)(tenths / 10), (long long)(tenths % 10));
}

struct str fraction_words(struct arena *a, struct fraction f, const char *base)
{
	return arena_printf(a, "%s%s的%d/%d", f.inclusive ? "达到" : "超过", base, f.num, f.den);
}

static void join_no(struct arena *a, struct str *s, struct str no)
{
	*s = arena_printf(a, "%.*s%s%.*s", STR_ARG(*s), s->n > 0 ? "、" : "第", STR_ARG(no));
}

struct str verdict_list(struct arena *a, const struct candidate_list *l, const struct result *res,
			enum verdict v)
{
	struct str s = { 0 };

	for (size_t i = 0; i < res->n; i++)
		if (res->v[i].verdict == v)
			join_no(a, &s, l->v[i].no);
	return s.n > 0 ? arena_cat(a, s, STR("项")) : s;
}

/* The other candidates of the same verdict and score. */
static struct str equals_of(const struct speech *sp, size_t at)
{
	const struct outcome *o = &sp->res->v[at];
	struct str s = { 0 };

	for (size_t i = 0; i < sp->res->n; i++)
		if (i != at && sp->res->v[i].score == o->score && sp->res->v[i].passed)
			join_no(sp->a, &s, sp->l->v[i].no);
	return s.n > 0 ? arena_cat(sp->a, s, STR("项")) : s;
}

/* ---- is it valid? ---- */

static struct str why_no_quorum(const struct speech *sp)
{
	const struct tally *t = sp->t;

	return arena_printf(sp->a, "应到 %lld 人，法定人数 %lld 人，实到 %lld 人，差 %lld 人，本次%s无效。",
			    (long long)t->due, (long long)sp->res->quorum, (long long)t->present,
			    (long long)(sp->res->quorum - t->present), vote_words(sp->r));
}

static void say_validity(const struct speech *sp)
{
	const struct tally *t = sp->t;
	const struct ruleset *r = sp->r;
	struct result *res = sp->res;

	switch (res->validity) {
	case VOTE_HOLDS:
		res->why = arena_printf(sp->a,
					"实到 %lld 人，达到法定人数 %lld 人；收回 %lld 张，不多于发出 %lld 张，本次%s有效。",
					(long long)t->present, (long long)res->quorum,
					(long long)t->returned, (long long)t->issued, vote_words(r));
		break;
	case VOTE_NO_QUORUM:
		res->why = why_no_quorum(sp);
		res->next = arena_printf(sp->a, "待到会人数达到 %lld 人后重新%s。", (long long)res->quorum,
					 vote_words(r));
		break;
	case VOTE_OVER_RETURNED:
		res->why = arena_printf(sp->a, "收回 %lld 张，多于发出 %lld 张，本次%s无效。",
					(long long)t->returned, (long long)t->issued, vote_words(r));
		res->next = STR("重新发票、投票。");
		break;
	case VOTE_NO_SURPLUS:
		res->why = arena_printf(sp->a, "候选 %zu 项，应选 %d 项，差额少于规定的 %d 项，不得%s。",
					t->n, r->seats, r->min_surplus, vote_words(r));
		res->next = STR("补充候选项目或减少应选数后再表决。");
		break;
	}
}

/* ---- projects ---- */

/* "赞成 98 票"; with ranks "98 票写了名次，得 1203 分". */
static struct str votes_said(const struct speech *sp, const struct outcome *o)
{
	if (sp->r->marking == MARKING_RANK)
		return arena_printf(sp->a, "%lld 票写了名次，得 %lld 分", (long long)o->votes,
				    (long long)o->score);
	return arena_printf(sp->a, "赞成 %lld 票", (long long)o->votes);
}

static struct str line_said(const struct speech *sp, const struct outcome *o)
{
	const struct ruleset *r = sp->r;

	if (r->pass_base == BASE_NONE)
		return STR("");
	if (!o->passed)
		return arena_printf(sp->a, "，没有%.*s，要 %lld 票，差 %lld 票",
				    STR_ARG(fraction_words(sp->a, r->pass, ruleset_base_words(r->pass_base))),
				    (long long)o->line, (long long)-o->margin);
	return arena_printf(sp->a, "，%.*s（%lld 票）",
			    STR_ARG(fraction_words(sp->a, r->pass, ruleset_base_words(r->pass_base))),
			    (long long)o->line);
}

/* The lowest score among the selected. */
static int64_t last_score(const struct result *res)
{
	int64_t last = INT64_MAX;

	for (size_t i = 0; i < res->n; i++)
		if (res->v[i].verdict == VERDICT_SELECTED && res->v[i].score < last)
			last = res->v[i].score;
	return last;
}

static struct str no_seat_said(const struct speech *sp, const struct outcome *o)
{
	const char *unit = sp->r->marking == MARKING_RANK ? "分" : "票";
	int64_t last = last_score(sp->res);

	if (last == INT64_MAX || sp->res->tied > 0)
		return arena_printf(sp->a, "得票排第 %d，轮不到，未入选", o->place);
	return arena_printf(sp->a, "排第 %d，应选 %d 项已满，比末位入选的差 %lld %s，未入选", o->place,
			    sp->r->seats, (long long)(last - o->score), unit);
}

static struct str selected_said(const struct speech *sp, size_t i)
{
	const struct outcome *o = &sp->res->v[i];
	const struct ruleset *r = sp->r;

	if (o->partly)
		return arena_printf(sp->a, "排第 %d，余下的资金不够全额，够它的 80%%，按规则列入，入选", o->place);
	if (r->selection != SELECT_SEATS)
		return arena_printf(sp->a, "排第 %d，资金总额放得下，入选", o->place);
	if (r->tie == TIE_TAKE_ALL && sp->res->open_seats > 0 && o->score == last_score(sp->res))
		return arena_printf(sp->a, "与%.*s并列末位，按规则并列的全部入选", STR_ARG(equals_of(sp, i)));
	return arena_printf(sp->a, "排第 %d，在应选 %d 项之内，入选", o->place, r->seats);
}

static struct str tied_said(const struct speech *sp, size_t i)
{
	struct str others = equals_of(sp, i);
	const char *what = sp->r->marking == MARKING_RANK ? "得分" : "得票";

	if (sp->r->selection != SELECT_SEATS && others.n == 0)
		return STR("能否列入取决于前面并列的项目怎样取舍，待定");
	if (sp->r->selection != SELECT_SEATS)
		return arena_printf(sp->a, "与%.*s%s相同，余下的资金放不下全部，待定", STR_ARG(others), what);
	return arena_printf(sp->a, "与%.*s%s相同，并列争 %zu 个名额，待定", STR_ARG(others), what,
			    sp->res->open_seats);
}

static void say_project(const struct speech *sp, size_t i)
{
	struct outcome *o = &sp->res->v[i];
	struct str end = STR("未通过");

	switch (o->verdict) {
	case VERDICT_SELECTED:
		end = selected_said(sp, i);
		break;
	case VERDICT_TIED:
		end = tied_said(sp, i);
		break;
	case VERDICT_TIE_DROPPED:
		end = arena_printf(sp->a, "与%.*s并列末位，按规则并列的全部不入选", STR_ARG(equals_of(sp, i)));
		break;
	case VERDICT_NO_SEAT:
		end = no_seat_said(sp, o);
		break;
	case VERDICT_NO_MONEY:
		end = arena_printf(sp->a, o->open ? "排第 %d，余下的资金不够，未列入" :
						    "排第 %d，前面已经放不下，到此为止，未列入",
				   o->place);
		break;
	case VERDICT_NOT_PASSED:
		break;
	case VERDICT_NONE:
		end = arena_printf(sp->a, "本次%s无效，没有结果", vote_words(sp->r));
	}
	o->reason = arena_printf(sp->a, "%.*s%.*s，%.*s。", STR_ARG(votes_said(sp, o)),
				 STR_ARG(o->verdict == VERDICT_NONE ? STR("") : line_said(sp, o)),
				 STR_ARG(end));
}

static void add_next(const struct speech *sp, struct str s)
{
	sp->res->next = arena_cat(sp->a, sp->res->next, s);
}

static void say_tie(const struct speech *sp)
{
	struct result *res = sp->res;
	struct str list = verdict_list(sp->a, sp->l, res, VERDICT_TIED);

	if (res->tied == 0)
		return;
	if (sp->r->selection != SELECT_SEATS)
		add_next(sp, arena_printf(sp->a, "%.*s并列，哪些列入取决于先后，%s。", STR_ARG(list),
					  sp->r->tie == TIE_PRESIDIUM ? "由主席团决定" : "对并列的再次票决"));
	else if (sp->r->tie == TIE_PRESIDIUM)
		add_next(sp, arena_printf(sp->a, "%.*s并列末位，由主席团决定从中确定 %zu 项。", STR_ARG(list),
					  res->open_seats));
	else
		add_next(sp, arena_printf(sp->a, "%.*s并列末位，对这 %zu 项再次%s，从中确定 %zu 项。",
					  STR_ARG(list), res->tied, vote_words(sp->r), res->open_seats));
}

static void say_shortfall(const struct speech *sp)
{
	struct result *res = sp->res;
	size_t sure = res->selected + (res->tied > 0 ? res->open_seats : 0);
	size_t seats = (size_t)sp->r->seats;

	if (sp->r->selection != SELECT_SEATS || sure >= seats)
		return;
	if (sp->r->shortfall == SHORTFALL_ACCEPT || res->n == res->selected)
		add_next(sp, arena_printf(sp->a, "应选 %zu 项，只确定了 %zu 项，按规则不再补选。", seats,
					  sure));
	else
		add_next(sp, arena_printf(sp->a, "应选 %zu 项，只确定了 %zu 项，对没有入选的 %zu 项再次%s，从中确定 %zu 项。",
					  seats, sure, res->n - res->selected, vote_words(sp->r),
					  seats - sure));
}

static void add_note(const struct speech *sp, struct str s)
{
	*list_add(&sp->res->notes, sp->a) = s;
}

static void say_notes(const struct speech *sp)
{
	const struct ruleset *r = sp->r;

	if (r->subject == SUBJECT_PROJECTS && r->selection == SELECT_SEATS &&
	    r->surplus_short == SURPLUS_WARN && (int64_t)sp->t->n < (int64_t)r->seats + r->min_surplus)
		add_note(sp, arena_printf(sp->a, "候选 %zu 项，应选 %d 项，差额少于 %d 项，请核对票决办法。",
					  sp->t->n, r->seats, r->min_surplus));
	if (r->subject == SUBJECT_PROJECTS && r->selection == SELECT_SEATS && r->min_surplus == 0)
		add_note(sp, STR("规则允许等额：候选项目可以和应选数一样多，请核对票决办法。"));
	if (r->publish == PUBLISH_BALLOTS && sp->t->single > 0)
		add_note(sp, arena_printf(sp->a,
					  "规则公布选票文件：%lld 张票里有 %lld 张的填法和别的票都不同，知道谁会这样填的人可能认出来；"
					  "不愿这样的，改为公布各项票数（publish totals）。",
					  (long long)sp->t->returned, (long long)sp->t->single));
	if (r->pass_base != BASE_ALL)
		add_note(sp, arena_printf(sp->a, "计算基数不是全体应到人数（%s），依据：%.*s。",
					  ruleset_base_words(r->pass_base), STR_ARG(r->base_document)));
	if (r->confirmation == CONFIRM_REQUIRED)
		add_note(sp, arena_printf(sp->a, "%s结果报经确认后生效。", vote_words(r)));
	if (r->proxies == RULE_YES)
		add_note(sp, STR("本次允许委托投票。"));
}

/* ---- satisfaction ---- */

static void say_grade(const struct speech *sp, size_t i)
{
	const struct ruleset *r = sp->r;
	struct outcome *o = &sp->res->v[i];
	struct str first = r->grades.v[0];
	const char *base = ruleset_base_words(r->pass_base);

	if (sp->res->validity != VOTE_HOLDS) {
		o->reason = arena_printf(sp->a, "本次%s无效，没有结果。", vote_words(r));
	} else if (o->grade < 0) {
		o->reason = STR("没有人评等次，没有结果。");
	} else if (!o->passed) {
		o->reason = arena_printf(sp->a, "%.*s及以上合计 %lld 票，要 %lld 票（基数 %lld，%s），差 %lld 票，评为%.*s。",
					 STR_ARG(r->grades.v[r->grades.n - 2]), (long long)o->upto,
					 (long long)o->line, (long long)o->base, base,
					 (long long)-o->margin, STR_ARG(r->grades.v[o->grade]));
	} else {
		o->reason = arena_printf(sp->a, "%.*s%s %lld 票，%.*s（基数 %lld，要 %lld 票），评为%.*s。",
					 STR_ARG(o->grade == 0 ? first : r->grades.v[o->grade]),
					 o->grade == 0 ? "" : "及以上合计", (long long)o->upto,
					 STR_ARG(fraction_words(sp->a, r->grade_pass.v[o->grade], base)),
					 (long long)o->base, (long long)o->line,
					 STR_ARG(r->grades.v[o->grade]));
	}
}

static void say_rectification(const struct speech *sp)
{
	struct str s = { 0 };
	size_t worst = 0;

	for (size_t i = 0; i < sp->res->n; i++) {
		if (sp->res->v[i].grade != (int)sp->r->grades.n - 1)
			continue;
		join_no(sp->a, &s, sp->l->v[i].no);
		worst++;
	}
	if (worst > 0 && sp->res->validity == VOTE_HOLDS)
		add_next(sp, arena_printf(sp->a, "%.*s项评为%.*s：60 天内整改，下次会议再次测评（通常做法，以本地办法为准）。",
					  STR_ARG(s), STR_ARG(sp->r->grades.v[sp->r->grades.n - 1])));
}

void result_say(struct arena *a, const struct ruleset *r, const struct candidate_list *l,
		const struct tally *t, struct result *res)
{
	struct speech sp = { a, r, l, t, res };

	say_validity(&sp);
	for (size_t i = 0; i < res->n; i++) {
		if (r->subject == SUBJECT_SATISFACTION)
			say_grade(&sp, i);
		else
			say_project(&sp, i);
	}
	if (r->subject == SUBJECT_SATISFACTION) {
		say_rectification(&sp);
	} else if (res->validity == VOTE_HOLDS) {
		say_tie(&sp);
		say_shortfall(&sp);
	}
	say_notes(&sp);
}
