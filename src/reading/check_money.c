/*
 * Money: sources_vs_total, projects_vs_headline, prose_vs_annex and
 * standard_times_people.  Exact in fen; 约 allows one hundredth.
 */

#include "base/utf8.h"
#include "reading/finding.h"
#include "zh/number.h"

static bool add_fen(int64_t *sum, int64_t fen)
{
	return !__builtin_add_overflow(*sum, fen, sum);
}

/* 约, 左右: the total itself is rounded. */
static bool fen_agree(int64_t sum, int64_t total, enum compare cmp)
{
	if (cmp == CMP_ABOUT)
		return within_a_point(dec_int(sum), dec_int(total));
	return sum == total;
}

/* Both lie below one hundred million million yuan, so the gap fits. */
static struct str gap_str(struct arena *a, int64_t left, int64_t right)
{
	return money_str(a, left > right ? left - right : right - left);
}

static void check_sources(struct check *c, const struct project *pr)
{
	const struct funds *fu = &pr->funds;
	struct str left = { 0 };
	struct finding *f;
	int64_t sum = 0;
	bool ok;

	if (!fu->has_total || fu->sources.n < 2)
		return;
	for (size_t i = 0; i < fu->sources.n; i++) {
		const struct source *s = &fu->sources.v[i];

		if (!s->has_amount || !add_fen(&sum, s->fen))
			return;
		left = arena_printf(c->a, "%.*s%s%.*s", STR_ARG(left), i > 0 ? "+" : "",
				    STR_ARG(wan_str(c->a, s->fen)));
	}
	ok = fen_agree(sum, fu->total_fen, fu->cmp);
	f = finding_add(c, "sources_vs_total", pr, ok);
	f->left = left;
	f->right = wan_str(c->a, fu->total_fen);
	f->unit = STR("万元");
	for (size_t i = 0; i < fu->sources.n; i++)
		finding_spans(c, f, &fu->sources.v[i].at, NULL);
	finding_spans(c, f, &fu->at, NULL);
	if (ok)
		f->says = arena_printf(c->a, "各来源合计%.*s = %.*s万元，与总额相符", STR_ARG(left),
				       STR_ARG(f->right));
	else
		f->says =
			arena_printf(c->a, "各来源合计%.*s = %.*s万元，总额写%.*s万元，相差%.*s",
				     STR_ARG(left), STR_ARG(wan_str(c->a, sum)), STR_ARG(f->right),
				     STR_ARG(gap_str(c->a, sum, fu->total_fen)));
}

/* One unit of the headline's last printed digit: 0.01亿 of "1.26亿元". */
static int64_t headline_step(const struct programme *p)
{
	bool yi = str_has(p->headline_text, STR("亿")) ||
		  (!str_has(p->headline_text, STR("万")) && p->headline_fen >= 10000000000);
	int64_t step = yi ? 10000000000 : 1000000;

	for (int i = 0; i < p->headline_scale && step > 1; i++)
		step /= 10;
	return step;
}

static void check_headline_money(struct check *c)
{
	const struct programme *p = c->p;
	size_t silent = 0, n = p->projects.n;
	int64_t sum = 0, gap, step;
	struct finding *f;
	bool ok;

	if (!p->has_headline_money || n == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		const struct funds *fu = &p->projects.v[i].funds;

		if (!fu->has_total)
			silent++;
		else if (!add_fen(&sum, fu->total_fen))
			return;
	}
	if (__builtin_sub_overflow(sum, p->headline_fen, &gap))
		return;
	step = headline_step(p);
	/* with totals missing only too large a sum is a contradiction */
	if (silent > 0 && gap <= step / 2)
		return;
	ok = gap <= step / 2 && gap >= -(step / 2);
	f = finding_add(c, "projects_vs_headline", NULL, ok);
	f->left = wan_str(c->a, sum);
	f->right = wan_str(c->a, p->headline_fen);
	f->unit = STR("万元");
	finding_spans(c, f, &p->at, "headline_money");
	f->says = arena_printf(c->a, "%zu件项目资金合计%.*s万元，文中总投资写%.*s万元，%s",
			       n - silent, STR_ARG(f->left), STR_ARG(f->right),
			       !ok	  ? "不符"
			       : gap == 0 ? "相符"
					  : "四舍五入后相符");
}

static const struct project *project_of(const struct programme *p, const struct prose_amount *pa)
{
	const struct project *found = NULL;

	for (size_t i = 0; i < p->projects.n; i++) {
		const struct project *pr = &p->projects.v[i];
		bool same = pa->no.n > 0 ? str_eq(pr->no, pa->no) : str_eq(pr->name, pa->name);

		if (same && found)
			return NULL;
		if (same)
			found = pr;
	}
	return found;
}

static void check_prose(struct check *c)
{
	for (size_t i = 0; i < c->in->prose.n; i++) {
		const struct prose_amount *pa = &c->in->prose.v[i];
		const struct project *pr = project_of(c->p, pa);
		struct finding *f;
		bool ok;

		if (!pr || !pr->funds.has_total)
			continue;
		ok = pa->fen == pr->funds.total_fen;
		f = finding_add(c, "prose_vs_annex", pr, ok);
		f->left = wan_str(c->a, pa->fen);
		f->right = wan_str(c->a, pr->funds.total_fen);
		f->unit = STR("万元");
		*list_add(&f->spans, c->a) = pa->span;
		finding_spans(c, f, &pr->funds.at, NULL);
		f->says = arena_printf(c->a, "%.*s正文写%.*s万元，附件写%.*s万元，%s",
				       STR_ARG(project_word(c->a, pr)), STR_ARG(f->left),
				       STR_ARG(f->right), ok ? "相符" : "不符");
	}
}

/* A standard: so much money for each of a measure. */
struct standard {
	int64_t fen;
	struct str per; /* 户 of 每户4000元, 人 of 50元/人 */
};

/* "4000元", "1.8万元" at byte i. */
static bool amount_at(struct str s, size_t *i, int64_t *fen)
{
	size_t k = *i;
	struct dec n;

	if (!zh_digits(s, &k, &n))
		return false;
	if (str_at(s, k, STR("万元"))) {
		if (!dec_mul(n, dec_int(10000), &n))
			return false;
		k += STR("万元").n;
	} else if (str_at(s, k, STR("元"))) {
		k += STR("元").n;
	} else {
		return false;
	}
	*i = k;
	return dec_to_fen(n, fen);
}

/* 每户4000元, 每部补助18万元; what is paid by the month has no yearly product. */
static bool each_at(struct str s, size_t i, struct standard *ret)
{
	size_t per = i + STR("每").n, k, n;

	n = str_at(s, per, STR("餐")) ? STR("餐").n : zh_measure_at(s, per);
	if (n == 0 || str_at(s, per, STR("月")) || str_at(s, per, STR("年")))
		return false;
	k = per + n;
	for (size_t step = 0; step < 8 && k < s.n; step++) {
		size_t end = k;

		if (zh_is_digit(s, k)) {
			if (!amount_at(s, &end, &ret->fen) || str_at(s, end, STR("/")))
				return false;
			ret->per = str_cut(s, per, per + n);
			return true;
		}
		if (str_at(s, k, STR("月")) || s.p[k] == ',' || s.p[k] == ';' ||
		    str_at(s, k, STR("。")))
			return false;
		k += utf8_len((unsigned char)s.p[k]);
	}
	return false;
}

/* 50元/人, 16000元/人年. */
static bool slash_at(struct str s, size_t *i, struct standard *ret)
{
	size_t k = *i, n;

	if (!amount_at(s, &k, &ret->fen))
		return false;
	*i = k;
	if (k >= s.n || s.p[k] != '/')
		return false;
	n = str_at(s, k + 1, STR("餐")) ? STR("餐").n : zh_measure_at(s, k + 1);
	if (n == 0 || str_at(s, k + 1 + n, STR("月")) || str_at(s, k + 1 + n, STR("/月")) ||
	    str_at(s, k + 1 + n, STR("·月")))
		return false;
	ret->per = str_cut(s, k + 1, k + 1 + n);
	return true;
}

struct standard_list {
	struct standard *v;
	size_t n, cap;
};

static struct standard_list standards_of(struct arena *a, struct str s)
{
	struct standard_list ret = { 0 };

	for (size_t i = 0; i < s.n;) {
		size_t step = utf8_len((unsigned char)s.p[i]), at = i;
		struct standard st;

		if (str_at(s, i, STR("每")) && each_at(s, i, &st)) {
			*list_add(&ret, a) = st;
		} else if (zh_is_digit(s, i) && (i == 0 || !zh_is_digit(s, i - 1))) {
			if (slash_at(s, &at, &st))
				*list_add(&ret, a) = st;
			if (at > i)
				step = at - i;
		}
		i += step;
	}
	return ret;
}

/* A meal or a visit is one 人次. */
static struct measure per_measure(const struct standard *st)
{
	bool times = str_eq(st->per, STR("餐")) || str_eq(st->per, STR("次"));

	return measure_of(dec_int(1), times ? STR("人次") : st->per);
}

/* How many the standard is paid to: the only count in its measure, under the only standard for it.
 */
static bool count_for(struct arena *a, struct str task, const struct standard_list *all,
		      size_t which, struct dec *ret)
{
	struct measure per = per_measure(&all->v[which]);
	struct zh_quantity_list q = { 0 };
	size_t found = 0;

	for (size_t i = 0; i < all->n; i++)
		if (i != which && measure_same(per, per_measure(&all->v[i])))
			return false;
	zh_quantities(a, task, &q);
	for (size_t i = 0; i < q.n; i++) {
		struct measure m = quantity_measure(&q.v[i]);

		if (!measure_same(m, per))
			continue;
		*ret = m.n;
		found++;
	}
	return found == 1;
}

/* 4000元 × 300户 against the planned money: more than it cannot be paid. */
static void report_standard(struct check *c, const struct project *pr, const struct item *item,
			    const struct standard *st, struct dec people)
{
	struct dec product;
	struct finding *f;
	int64_t total = pr->funds.total_fen, fen;
	struct str per = per_measure(st).unit;
	bool ok;

	if (!dec_mul(dec_int(st->fen), people, &product) || product.scale != 0)
		return;
	fen = product.n;
	ok = fen <= total ||
	     (pr->funds.cmp == CMP_ABOUT && within_a_point(product, dec_int(total)));
	f = finding_add(c, "standard_times_people", pr, ok);
	f->left = arena_printf(c->a, "%.*s×%.*s", STR_ARG(fen_str(c->a, st->fen)),
			       STR_ARG(dec_str(c->a, people)));
	f->right = fen_str(c->a, total);
	f->unit = STR("元");
	finding_spans(c, f, &pr->funds.at, NULL);
	finding_spans(c, f, &item->at, "task");
	f->says = arena_printf(c->a, "每%.*s%.*s，%.*s%.*s需%.*s，%s计划资金%.*s", STR_ARG(st->per),
			       STR_ARG(money_str(c->a, st->fen)), STR_ARG(dec_str(c->a, people)),
			       STR_ARG(per), STR_ARG(money_str(c->a, fen)),
			       fen == total ? "等于"
			       : ok	    ? "不超过"
					    : "超过",
			       STR_ARG(money_str(c->a, total)));
}

static void check_standards(struct check *c, const struct project *pr, const struct item *item)
{
	struct str task;
	struct standard_list all;

	if (!pr->funds.has_total)
		return;
	task = check_fold(c->a, item->task);
	all = standards_of(c->a, task);
	for (size_t i = 0; i < all.n; i++) {
		struct dec people;

		if (count_for(c->a, task, &all, i, &people))
			report_standard(c, pr, item, &all.v[i], people);
	}
}

void check_money(struct check *c)
{
	for (size_t i = 0; i < c->p->projects.n; i++) {
		const struct project *pr = &c->p->projects.v[i];

		check_sources(c, pr);
		for (size_t k = 0; k < pr->items.n; k++)
			check_standards(c, pr, &pr->items.v[k]);
		finding_settle(c);
	}
	check_headline_money(c);
	check_prose(c);
}
