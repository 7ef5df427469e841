#include "rules/result.h"

const char *verdict_words(enum verdict v)
{
	static const char *const words[] = {
		[VERDICT_NONE] = "",	    [VERDICT_SELECTED] = "入选",    [VERDICT_TIED] = "并列待定",
		[VERDICT_NO_SEAT] = "名额已满", [VERDICT_NO_MONEY] = "资金不足", [VERDICT_NOT_PASSED] = "未通过",
		[VERDICT_TIE_DROPPED] = "并列未入选",
	};

	return words[v];
}

const char *vote_words(const struct ruleset *r)
{
	if (r->subject == SUBJECT_SATISFACTION)
		return "测评";
	return r->body == BODY_STREET ? "票选" : "票决";
}

/* ---- does the vote hold? ---- */

static enum validity validity_of(const struct ruleset *r, const struct tally *t, int64_t quorum)
{
	if (t->present < quorum)
		return VOTE_NO_QUORUM;
	if (t->returned > t->issued)
		return VOTE_OVER_RETURNED;
	if (r->subject == SUBJECT_PROJECTS && r->selection == SELECT_SEATS &&
	    r->surplus_short == SURPLUS_REFUSE && (int64_t)t->n < (int64_t)r->seats + r->min_surplus)
		return VOTE_NO_SURPLUS;
	return VOTE_HOLDS;
}

static int64_t base_of(const struct ruleset *r, const struct tally *t)
{
	switch ((enum rule_base)r->pass_base) {
	case BASE_ALL:
		return t->due;
	case BASE_PRESENT:
		return t->present;
	case BASE_RETURNED:
		return t->returned;
	case BASE_VALID:
		return t->valid;
	case BASE_NONE:
		break;
	}
	return 0;
}

/* ---- projects ---- */

/* Equal scores share a place: 1, 2, 2, 4. */
static void set_places(struct result *res)
{
	for (size_t i = 0; i < res->n; i++) {
		res->v[i].place = 1;
		for (size_t k = 0; k < res->n; k++)
			res->v[i].place += res->v[k].score > res->v[i].score;
	}
}

static void set_passed(const struct ruleset *r, const struct tally *t, struct result *res)
{
	for (size_t i = 0; i < res->n; i++) {
		struct outcome *o = &res->v[i];

		o->votes = t->rows[i].n[MARK_FOR];
		o->score = r->marking == MARKING_RANK ? t->rows[i].points : o->votes;
		o->base = base_of(r, t);
		o->passed = true;
		if (r->pass_base != BASE_NONE) {
			o->line = fraction_votes(r->pass, o->base);
			o->margin = o->votes - o->line;
			o->passed = o->margin >= 0;
		}
		res->passed += o->passed;
	}
}

static enum select_money how_money(int selection)
{
	return selection == SELECT_MONEY_SKIP	   ? MONEY_SKIP :
	       selection == SELECT_MONEY_NO_SKIP ? MONEY_NO_SKIP :
						   MONEY_80;
}

static enum verdict verdict_of(const struct ruleset *r, const struct outcome *o, enum selected s)
{
	if (!o->passed)
		return VERDICT_NOT_PASSED;
	switch (s) {
	case SELECTED_YES:
	case SELECTED_PARTLY:
		return VERDICT_SELECTED;
	case SELECTED_TIED:
		if (r->tie == TIE_TAKE_ALL)
			return VERDICT_SELECTED;
		return r->tie == TIE_DROP_ALL ? VERDICT_TIE_DROPPED : VERDICT_TIED;
	case SELECTED_NO:
		break;
	}
	return r->selection == SELECT_SEATS ? VERDICT_NO_SEAT : VERDICT_NO_MONEY;
}

static void choose(struct arena *a, const struct ruleset *r, const struct candidate_list *l,
		   struct result *res)
{
	struct contender *v = arena_alloc(a, res->n * sizeof(*v));

	for (size_t i = 0; i < res->n; i++)
		v[i] = (struct contender){ .score = res->v[i].score, .cost = l->v[i].cost_fen,
					   .eligible = res->v[i].passed };
	if (r->selection == SELECT_SEATS)
		res->open_seats = select_seats(a, v, res->n, (size_t)r->seats);
	else
		select_money(a, v, res->n, r->ceiling_fen, how_money(r->selection));
	for (size_t i = 0; i < res->n; i++) {
		struct outcome *o = &res->v[i];

		o->verdict = verdict_of(r, o, v[i].selected);
		o->partly = v[i].selected == SELECTED_PARTLY;
		o->open = r->selection == SELECT_MONEY_SKIP || v[i].left >= 0;
		res->selected += o->verdict == VERDICT_SELECTED;
		res->tied += o->verdict == VERDICT_TIED;
		if (o->verdict == VERDICT_SELECTED)
			res->spent_fen += l->v[i].cost_fen;
	}
}

/* ---- satisfaction ---- */

/* The best grade that, together with the better ones, reaches its line; else the last. */
static void grade_row(const struct ruleset *r, const struct tally *t, const struct count_row *row,
		      struct outcome *o)
{
	size_t last = r->grades.n - 1;

	o->base = base_of(r, t);
	/* marks in this row: a base of valid ballots means valid marks here */
	if (r->pass_base == BASE_VALID)
		o->base -= row->n[MARK_BLANK] + row->n[MARK_VOID];
	if (r->apart.n > 0 && r->apart_in_base == RULE_NO)
		o->base -= row->n[MARK_APART];
	o->votes = row->n[0];
	o->score = row->n[0];
	o->grade = -1;
	if (o->base <= 0) /* nobody graded it: no grade, rather than the worst */
		return;
	for (o->grade = 0; (size_t)o->grade < last; o->grade++) {
		o->upto += row->n[o->grade];
		o->line = fraction_votes(r->grade_pass.v[o->grade], o->base);
		o->margin = o->upto - o->line;
		if (o->margin >= 0)
			break;
	}
	o->passed = (size_t)o->grade < last;
}

/* ---- all of it ---- */

void result_make(struct arena *a, const struct ruleset *r, const struct candidate_list *l,
		 const struct tally *t, struct result *ret)
{
	struct result res = { .n = t->n, .quorum = fraction_votes(r->quorum, t->due) };

	res.v = arena_alloc(a, t->n * sizeof(*res.v));
	res.validity = validity_of(r, t, res.quorum);
	if (r->subject == SUBJECT_SATISFACTION) {
		for (size_t i = 0; i < t->n; i++)
			grade_row(r, t, &t->rows[i], &res.v[i]);
	} else {
		set_passed(r, t, &res);
		set_places(&res);
		if (res.validity == VOTE_HOLDS)
			choose(a, r, l, &res);
	}
	result_say(a, r, l, t, &res);
	*ret = res;
}
