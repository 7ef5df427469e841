#include "cli/show_count.h"

#include "base/utf8.h"

/* One showing. */
struct page {
	struct cli *cli;
	struct buf *out;
	struct arena *a;
	const struct counted *c;
};

enum { LABEL_WIDTH = 8 };

void show_label(struct cli *cli, struct arena *a, const char *label, enum style style, struct str text)
{
	struct buf *out = &cli->out.b;
	size_t w = utf8_width(str_of(label));

	if (text.n == 0)
		return;
	style_text(out, STYLE_DIM, cli->colour, str_of(label));
	text_spaces(out, w < LABEL_WIDTH ? LABEL_WIDTH - w : 1);
	style_on(out, style, cli->colour);
	text_wrapped(out, text_clean(a, text), w < LABEL_WIDTH ? LABEL_WIDTH : w + 1, cli->width);
	style_off(out, style, cli->colour);
}

static void label(const struct page *pg, const char *name, struct str text)
{
	show_label(pg->cli, pg->a, name, STYLE_PLAIN, text);
}

/* ---- heading ---- */

static void show_title(const struct page *pg)
{
	const struct vote_file *v = &pg->c->vote;
	struct str title = v->title;

	if (title.n == 0)
		title = arena_printf(pg->a, "民生实事项目%s", v->rules.subject == SUBJECT_SATISFACTION ?
								      "满意度测评" :
								      vote_words(&v->rules));
	style_text(pg->out, STYLE_BOLD, pg->cli->colour, text_clean(pg->a, title));
	buf_char(pg->out, '\n');
	style_text(pg->out, STYLE_BOLD, pg->cli->colour, STR("计票结果报告单"));
	buf_char(pg->out, '\n');
	style_text(pg->out, STYLE_DIM, pg->cli->colour,
		   text_short(pg->a, arena_printf(pg->a, "文件 %.*s", STR_ARG(pg->c->file)), pg->cli->width));
	buf_str(pg->out, STR("\n\n"));
}

/* "12,345,678.90" of fen; whole yuan without the point. */
static struct str yuan_words(struct arena *a, int64_t fen)
{
	char digits[32];
	struct buf b = BUF_INIT(64);
	struct str s;
	int64_t yuan = fen / 100;
	int n = 0;

	do {
		digits[n++] = (char)('0' + yuan % 10);
		yuan /= 10;
	} while (yuan > 0);
	while (n-- > 0) {
		buf_char(&b, digits[n]);
		if (n > 0 && n % 3 == 0)
			buf_char(&b, ',');
	}
	if (fen % 100 != 0)
		buf_printf(&b, ".%02d", (int)(fen % 100));
	s = arena_str(a, buf_text(&b));
	buf_free(&b);
	return s;
}

struct str show_manner(struct arena *a, const struct ruleset *r, size_t candidates)
{
	struct str s = arena_printf(a, "%s · %s", ruleset_word("body", r->body),
				    ruleset_word("marking", r->marking));

	if (r->limit > 0 && r->subject == SUBJECT_PROJECTS)
		s = arena_printf(a, "%.*s，每票最多 %d 项", STR_ARG(s), r->limit);
	if (r->subject == SUBJECT_SATISFACTION)
		s = arena_printf(a, "%.*s · %zu 项 · 基数 %s", STR_ARG(s), candidates,
				 ruleset_base_words(r->pass_base));
	else if (r->selection == SELECT_SEATS)
		s = arena_printf(a, "%.*s · 候选 %zu 项，应选 %d 项", STR_ARG(s), candidates, r->seats);
	else
		s = arena_printf(a, "%.*s · 候选 %zu 项，%s（%.*s 元）", STR_ARG(s), candidates,
				 ruleset_word("selection", r->selection),
				 STR_ARG(yuan_words(a, r->ceiling_fen)));
	if (r->subject == SUBJECT_PROJECTS && r->pass_base != BASE_NONE)
		s = arena_printf(a, "%.*s · 通过线 赞成%.*s", STR_ARG(s),
				 STR_ARG(fraction_words(a, r->pass, ruleset_base_words(r->pass_base))));
	return s;
}

static void show_rules(const struct page *pg)
{
	const struct vote_file *v = &pg->c->vote;
	const struct ruleset *r = &v->rules;
	struct arena *a = pg->a;

	label(pg, "规则", arena_printf(a, "%.*s，版本 %.*s，%.*s 起施行", STR_ARG(r->name), STR_ARG(r->version),
				       STR_ARG(day_str(a, r->effective))));
	label(pg, "依据", r->source);
	label(pg, "方式", show_manner(a, r, v->candidates.n));
	label(pg, "指纹", arena_printf(a, "SM3 %s（规则、项目、应到人数）", v->fingerprint));
	if (v->digest[0] != '\0')
		label(pg, "校验码", arena_printf(a, "SM3 %s（选票文件）", v->digest));
	buf_char(pg->out, '\n');
}

/* ---- papers and people ---- */

static struct str flaws_words(struct arena *a, const struct tally *t)
{
	struct str s = { 0 };

	for (int i = FLAW_NONE + 1; t->flaws_known && i < FLAWS; i++)
		if (t->flaws[i] > 0)
			s = arena_printf(a, "%.*s%s%s %lld", STR_ARG(s), s.n > 0 ? "，" : "",
					 ballot_flaw_words((enum ballot_flaw)i), (long long)t->flaws[i]);
	return s.n > 0 ? arena_printf(a, "（%.*s）", STR_ARG(s)) : s;
}

static void show_papers(const struct page *pg)
{
	const struct tally *t = &pg->c->vote.tally;
	const struct result *res = &pg->c->result;

	label(pg, "清点", arena_printf(pg->a, "应到 %lld，实到 %lld，发出 %lld，收回 %lld，有效 %lld，无效 %lld%.*s",
				       (long long)t->due, (long long)t->present, (long long)t->issued,
				       (long long)t->returned, (long long)t->valid, (long long)t->invalid,
				       STR_ARG(flaws_words(pg->a, t))));
	for (size_t i = 0; i < pg->c->equations.n; i++)
		label(pg, i == 0 ? "核对" : "",
		      arena_printf(pg->a, "✓ %.*s", STR_ARG(pg->c->equations.v[i].says)));
	show_label(pg->cli, pg->a, "效力", res->validity == VOTE_HOLDS ? STYLE_PLAIN : STYLE_BAD, res->why);
	buf_char(pg->out, '\n');
}

/* ---- the table ---- */

/* Columns as the rules need them. */
struct grid {
	struct column v[COLUMNS_MAX];
	size_t n;
};

static size_t add_column(struct grid *g, const char *head, enum align align)
{
	if (g->n == COLUMNS_MAX)
		return COLUMNS_MAX;
	g->v[g->n] = (struct column){ .head = head, .align = align };
	return g->n++;
}

static void put(struct table *t, size_t column, struct str text, enum style style)
{
	if (column < COLUMNS_MAX)
		table_put(t, column, (struct cell_text){ .text = text, .style = style });
}

static void put_number(struct table *t, size_t column, int64_t n)
{
	put(t, column, arena_printf(t->a, "%lld", (long long)n), STYLE_PLAIN);
}

static enum style verdict_style(enum verdict v)
{
	switch (v) {
	case VERDICT_SELECTED:
		return STYLE_GOOD;
	case VERDICT_TIED:
		return STYLE_ASK;
	case VERDICT_NOT_PASSED:
		return STYLE_BAD;
	default:
		return STYLE_PLAIN;
	}
}

static void put_name(struct table *t, const struct candidate *c)
{
	struct str name = text_clean(t->a, c->name);

	if (c->has_cost)
		name = arena_printf(t->a, "%.*s（%.*s 元）", STR_ARG(name),
				    STR_ARG(yuan_words(t->a, c->cost_fen)));
	put(t, 0, text_clean(t->a, c->no), STYLE_PLAIN);
	put(t, 1, name, STYLE_BOLD);
}

static struct str margin_words(struct arena *a, const struct outcome *o)
{
	return o->margin < 0 ? arena_printf(a, "差 %lld", (long long)-o->margin) :
			       arena_printf(a, "+%lld", (long long)o->margin);
}

static void show_projects(const struct page *pg)
{
	const struct vote_file *v = &pg->c->vote;
	const struct ruleset *r = &v->rules;
	bool each = r->marking == MARKING_EACH, rank = r->marking == MARKING_RANK;
	struct grid g = { 0 };
	size_t against = COLUMNS_MAX, abstain = COLUMNS_MAX, blank, none = COLUMNS_MAX, points = COLUMNS_MAX;
	size_t votes, share = COLUMNS_MAX, margin = COLUMNS_MAX, place, verdict;
	struct table t;

	add_column(&g, "编号", ALIGN_RIGHT);
	add_column(&g, "项目", ALIGN_LEFT);
	g.v[1].share = 1;
	g.v[1].min = 20;
	votes = add_column(&g, rank ? "写名次" : "赞成", ALIGN_RIGHT);
	if (each) {
		against = add_column(&g, "反对", ALIGN_RIGHT);
		abstain = add_column(&g, "弃权", ALIGN_RIGHT);
	}
	blank = add_column(&g, "未填", ALIGN_RIGHT);
	if (each)
		none = add_column(&g, "无效", ALIGN_RIGHT);
	if (rank)
		points = add_column(&g, "得分", ALIGN_RIGHT);
	if (r->pass_base != BASE_NONE) {
		share = add_column(&g, "赞成率", ALIGN_RIGHT);
		margin = add_column(&g, "比线", ALIGN_RIGHT);
	}
	place = add_column(&g, rank ? "得分序" : "得票序", ALIGN_RIGHT);
	verdict = add_column(&g, "结果", ALIGN_LEFT);
	t = table_start(pg->a, g.v, g.n);
	for (size_t i = 0; i < v->candidates.n; i++) {
		const struct outcome *o = &pg->c->result.v[i];
		const struct count_row *row = &v->tally.rows[i];

		table_row(&t, false);
		put_name(&t, &v->candidates.v[i]);
		put_number(&t, votes, row->n[MARK_FOR]);
		put_number(&t, against, row->n[MARK_AGAINST]);
		put_number(&t, abstain, row->n[MARK_ABSTAIN]);
		put_number(&t, blank, row->n[MARK_BLANK]);
		put_number(&t, none, row->n[MARK_VOID]);
		put_number(&t, points, row->points);
		put(&t, share, percent_words(pg->a, o->votes, o->base), STYLE_PLAIN);
		put(&t, margin, margin_words(pg->a, o), STYLE_PLAIN);
		put_number(&t, place, o->place);
		put(&t, verdict, str_of(verdict_words(o->verdict)), verdict_style(o->verdict));
	}
	table_print(&t, pg->out, pg->cli->width, pg->cli->colour);
	buf_char(pg->out, '\n');
}

/* The share of the best grade, and of all but the worst, with the base of the row. */
static void put_rates(struct table *t, size_t at, const struct ruleset *r, const struct count_row *row,
		      const struct outcome *o)
{
	int64_t better = 0;

	for (size_t k = 0; k + 1 < r->grades.n; k++)
		better += row->n[k];
	put_number(t, at, o->base);
	put(t, at + 1, percent_words(t->a, row->n[0], o->base), STYLE_PLAIN);
	put(t, at + 2, percent_words(t->a, better, o->base), STYLE_PLAIN);
}

static void show_grades(const struct page *pg)
{
	const struct vote_file *v = &pg->c->vote;
	const struct ruleset *r = &v->rules;
	struct grid g = { 0 };
	size_t first, rest = COLUMNS_MAX, none = COLUMNS_MAX, rates = COLUMNS_MAX, verdict;
	struct table t;

	add_column(&g, "编号", ALIGN_RIGHT);
	add_column(&g, "项目", ALIGN_LEFT);
	g.v[1].share = 1;
	g.v[1].min = 20;
	first = g.n;
	for (size_t i = 0; i < r->grades.n; i++)
		add_column(&g, arena_cstr(pg->a, text_clean(pg->a, r->grades.v[i])), ALIGN_RIGHT);
	if (r->apart.n > 0 && g.n + 1 < COLUMNS_MAX)
		rest = add_column(&g, arena_cstr(pg->a, text_clean(pg->a, r->apart)), ALIGN_RIGHT);
	if (g.n + 1 < COLUMNS_MAX)
		none = add_column(&g, "无效", ALIGN_RIGHT);
	if (g.n + 4 <= COLUMNS_MAX) {
		rates = add_column(&g, "基数", ALIGN_RIGHT);
		add_column(&g, arena_cstr(pg->a, arena_printf(pg->a, "%.*s率", STR_ARG(r->grades.v[0]))),
			   ALIGN_RIGHT);
		add_column(&g, "综合率", ALIGN_RIGHT);
	}
	verdict = add_column(&g, "等次", ALIGN_LEFT);
	t = table_start(pg->a, g.v, g.n);
	for (size_t i = 0; i < v->candidates.n; i++) {
		const struct outcome *o = &pg->c->result.v[i];
		const struct count_row *row = &v->tally.rows[i];
		bool graded = pg->c->result.validity == VOTE_HOLDS && o->grade >= 0;

		table_row(&t, false);
		put_name(&t, &v->candidates.v[i]);
		for (size_t k = 0; k < r->grades.n; k++)
			put_number(&t, first + k, row->n[k]);
		put_number(&t, rest, row->n[MARK_APART]);
		put_number(&t, none, row->n[MARK_BLANK] + row->n[MARK_VOID]);
		if (rates < COLUMNS_MAX)
			put_rates(&t, rates, r, row, o);
		put(&t, verdict, graded ? text_clean(pg->a, r->grades.v[o->grade]) : STR("—"),
		    graded && !o->passed ? STYLE_BAD : STYLE_GOOD);
	}
	table_print(&t, pg->out, pg->cli->width, pg->cli->colour);
	buf_char(pg->out, '\n');
}

/* ---- what follows ---- */

/* One sentence per project. */
static void show_reasons(const struct page *pg)
{
	const struct candidate_list *l = &pg->c->vote.candidates;

	for (size_t i = 0; i < l->n && pg->c->result.validity == VOTE_HOLDS; i++)
		label(pg, arena_cstr(pg->a, arena_printf(pg->a, "第%.*s项", STR_ARG(text_clean(pg->a, l->v[i].no)))),
		      pg->c->result.v[i].reason);
	if (pg->c->result.validity == VOTE_HOLDS)
		buf_char(pg->out, '\n');
}

static void show_outcome(const struct page *pg)
{
	const struct vote_file *v = &pg->c->vote;
	const struct result *res = &pg->c->result;
	struct str list = verdict_list(pg->a, &v->candidates, res, VERDICT_SELECTED);

	if (v->rules.subject == SUBJECT_PROJECTS && res->validity == VOTE_HOLDS)
		show_label(pg->cli, pg->a, "结果", STYLE_BOLD,
			   res->selected == 0 ?
				   STR("没有项目入选。") :
				   arena_printf(pg->a, "%zu 项入选：%.*s。", res->selected, STR_ARG(list)));
	if (v->rules.selection != SELECT_SEATS && res->validity == VOTE_HOLDS)
		label(pg, "资金", arena_printf(pg->a, "入选项目合计 %.*s 元，总额 %.*s 元。",
					       STR_ARG(yuan_words(pg->a, res->spent_fen)),
					       STR_ARG(yuan_words(pg->a, v->rules.ceiling_fen))));
	show_label(pg->cli, pg->a, "下一步", STYLE_BOLD, res->next);
	for (size_t i = 0; i < res->notes.n; i++)
		label(pg, i == 0 ? "说明" : "", res->notes.v[i]);
}

/* Lines to sign on; names where the file gives them. */
static void show_signatures(const struct page *pg)
{
	static const char *const roles[] = { "总监票人", "监票人", "计票人" };
	const struct officer_list *l = &pg->c->vote.officers;

	buf_char(pg->out, '\n');
	for (size_t i = 0; i < l->n; i++)
		buf_printf(pg->out, "%s%.*s %.*s ________", i == 0 ? "" : "  ",
			   STR_ARG(text_clean(pg->a, l->v[i].role)), STR_ARG(text_clean(pg->a, l->v[i].name)));
	for (size_t i = 0; l->n == 0 && i < COUNT(roles); i++)
		buf_printf(pg->out, "%s%s ____________", i == 0 ? "" : "  ", roles[i]);
	buf_str(pg->out, STR("    年  月  日  时  分\n"));
}

void show_count(struct cli *cli, struct arena *a, const struct counted *c)
{
	struct page pg = { cli, &cli->out.b, a, c };

	show_title(&pg);
	show_rules(&pg);
	show_papers(&pg);
	if (c->vote.rules.subject == SUBJECT_SATISFACTION)
		show_grades(&pg);
	else
		show_projects(&pg);
	show_reasons(&pg);
	show_outcome(&pg);
	show_signatures(&pg);
}
