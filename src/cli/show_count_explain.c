#include "cli/show_count.h"

static size_t find_no(const struct candidate_list *l, struct str no)
{
	size_t i = 0;

	while (i < l->n && !str_eq(l->v[i].no, no))
		i++;
	return i;
}

struct str show_marks(struct arena *a, const struct ruleset *r, const struct count_row *row)
{
	struct buf b = BUF_INIT(4096);
	struct str s;

	if (r->subject == SUBJECT_SATISFACTION) {
		for (size_t i = 0; i < r->grades.n; i++)
			buf_printf(&b, "%.*s %lld + ", STR_ARG(r->grades.v[i]), (long long)row->n[i]);
		if (r->apart.n > 0)
			buf_printf(&b, "%.*s %lld + ", STR_ARG(r->apart), (long long)row->n[MARK_APART]);
	} else if (r->marking == MARKING_EACH) {
		buf_printf(&b, "赞成 %lld + 反对 %lld + 弃权 %lld + ", (long long)row->n[MARK_FOR],
			   (long long)row->n[MARK_AGAINST], (long long)row->n[MARK_ABSTAIN]);
	} else {
		buf_printf(&b, "%s %lld + ", r->marking == MARKING_RANK ? "写名次" : "赞成",
			   (long long)row->n[MARK_FOR]);
	}
	buf_printf(&b, "未填 %lld", (long long)row->n[MARK_BLANK]);
	if (r->marking == MARKING_EACH || r->marking == MARKING_GRADES)
		buf_printf(&b, " + 该项无效 %lld", (long long)row->n[MARK_VOID]);
	if (r->marking == MARKING_RANK)
		buf_printf(&b, "，得 %lld 分", (long long)row->points);
	s = arena_str(a, buf_text(&b));
	buf_free(&b);
	return s;
}

/* "201 的 1/2 是 100.5，超过它的最小整数是 101" without decimals: 201 × 1 ÷ 2. */
static struct str line_words(struct arena *a, struct fraction f, int64_t base, int64_t line)
{
	return arena_printf(a, "基数 %lld × %d ÷ %d = %lld%s，%s它要 %lld 票", (long long)base, f.num, f.den,
			    (long long)(base * f.num / f.den),
			    base * f.num % f.den != 0 ?
				    arena_cstr(a, arena_printf(a, " 余 %lld/%d",
							       (long long)(base * f.num % f.den), f.den)) :
				    "",
			    f.inclusive ? "达到" : "超过", (long long)line);
}

static void explain_order(struct cli *cli, struct arena *a, const struct counted *c, size_t at)
{
	const struct result *res = &c->result;
	const struct outcome *o = &res->v[at];
	size_t above = 0, equal = 0;

	for (size_t i = 0; i < res->n; i++) {
		if (i == at || !res->v[i].passed)
			continue;
		above += res->v[i].score > o->score;
		equal += res->v[i].score == o->score;
	}
	if (!o->passed)
		return;
	show_label(cli, a, "排序", STYLE_PLAIN,
		   arena_printf(a, "通过的 %zu 项里，%zu 项在它前面，%zu 项和它相同", res->passed, above, equal));
	if (c->vote.rules.selection == SELECT_SEATS)
		show_label(cli, a, "名额", STYLE_PLAIN,
			   arena_printf(a, "应选 %d 项，轮到它时还有 %lld 个名额", c->vote.rules.seats,
					above < (size_t)c->vote.rules.seats ?
						(long long)((size_t)c->vote.rules.seats - above) :
						0LL));
}

static void explain_grades(struct cli *cli, struct arena *a, const struct counted *c, size_t at)
{
	const struct ruleset *r = &c->vote.rules;
	const struct count_row *row = &c->vote.tally.rows[at];
	const struct outcome *o = &c->result.v[at];
	int64_t upto = 0;

	for (size_t k = 0; o->base > 0 && k + 1 < r->grades.n; k++) {
		int64_t line = fraction_votes(r->grade_pass.v[k], o->base);

		upto += row->n[k];
		show_label(cli, a, k == 0 ? "等次" : "", STYLE_PLAIN,
			   arena_printf(a, "%.*s%s %lld；%.*s：%s", STR_ARG(r->grades.v[k]),
					k == 0 ? "" : "及以上", (long long)upto,
					STR_ARG(line_words(a, r->grade_pass.v[k], o->base, line)),
					upto >= line ? "够" : "不够"));
		if (upto >= line)
			break;
	}
}

enum rc show_count_explain(struct cli *cli, struct arena *a, const struct counted *c, struct str no,
			   struct err *err)
{
	const struct candidate_list *l = &c->vote.candidates;
	const struct ruleset *r = &c->vote.rules;
	const struct tally *t = &c->vote.tally;
	size_t at = find_no(l, no);
	const struct outcome *o;

	if (at == l->n)
		return err_set(err, RC_INPUT, "没有编号为「%.*s」的项目，编号从「%.*s」到「%.*s」", STR_ARG(no),
			       STR_ARG(l->v[0].no), STR_ARG(l->v[l->n - 1].no));
	o = &c->result.v[at];
	style_text(&cli->out.b, STYLE_BOLD, cli->colour,
		   arena_printf(a, "第%.*s项 %.*s", STR_ARG(text_clean(a, l->v[at].no)),
				STR_ARG(text_clean(a, l->v[at].name))));
	buf_str(&cli->out.b, STR("\n\n"));
	show_label(cli, a, "规则", STYLE_PLAIN, r->name);
	show_label(cli, a, "方式", STYLE_PLAIN, show_manner(a, r, l->n));
	show_label(cli, a, "效力", STYLE_PLAIN, c->result.why);
	show_label(cli, a, "票数", STYLE_PLAIN,
		   arena_printf(a, "有效 %lld = %.*s", (long long)t->valid,
				STR_ARG(show_marks(a, r, &t->rows[at]))));
	if (r->marking == MARKING_RANK)
		show_label(cli, a, "得分", STYLE_PLAIN,
			   arena_printf(a, "%lld；第1位得 %d 分，依次少 1 分", (long long)o->score, r->limit));
	if (r->subject == SUBJECT_SATISFACTION) {
		explain_grades(cli, a, c, at);
	} else if (r->pass_base != BASE_NONE) {
		show_label(cli, a, "通过线", STYLE_PLAIN,
			   arena_printf(a, "%.*s；%s", STR_ARG(line_words(a, r->pass, o->base, o->line)),
					o->passed ? "够，通过" : "不够，没有通过"));
	}
	if (r->subject == SUBJECT_PROJECTS)
		explain_order(cli, a, c, at);
	show_label(cli, a, "结论", STYLE_BOLD, o->reason);
	return RC_OK;
}
