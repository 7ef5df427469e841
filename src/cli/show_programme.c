#include <stddef.h>

#include "base/utf8.h"
#include "cli/show.h"
#include "cli/table.h"
#include "cli/words.h"
#include "model/programme_json.h"
#include "reading/reading.h"

/* One showing. */
struct page {
	struct buf *out;
	struct arena *a;
	const struct shown *s;
	size_t width;
	bool colour;
};

/* ---- what is open ---- */

static struct span_list all_remainder(struct arena *a, const struct programme *p)
{
	struct span_list all = { 0 };

	for (size_t i = 0; i < p->projects.n; i++)
		for (size_t k = 0; k < p->projects.v[i].remainder.n; k++)
			*list_add(&all, a) = p->projects.v[i].remainder.v[k];
	for (size_t k = 0; k < p->remainder.n; k++)
		*list_add(&all, a) = p->remainder.v[k];
	return all;
}

struct open_points open_points(struct arena *a, const struct shown *s)
{
	const struct programme *p = s->programme;
	struct span_list rest = all_remainder(a, p);
	struct open_points open = { .doubts = p->doubts.n, .pieces = rest.n };

	for (size_t i = 0; i < p->projects.n; i++)
		open.doubts += p->projects.v[i].doubts.n;
	for (size_t i = 0; i < p->findings.n; i++) {
		open.failed += !p->findings.v[i].ok;
		open.holding += p->findings.v[i].ok;
	}
	for (size_t i = 0; i < rest.n; i++)
		open.characters += utf8_count(say_span(s->doc, rest.v[i]));
	return open;
}

/* ---- heading ---- */

static void show_heading(const struct page *pg)
{
	const struct programme *p = pg->s->programme;
	struct arena *a = pg->a;
	struct str region = p->region.n > 0 ? text_clean(a, p->region) : STR("（未写明县区）");
	struct str year = p->year != 0 ? arena_printf(a, "%d年", p->year) : STR("（未写明年份）");
	struct str file = arena_printf(a, "文件 %.*s", STR_ARG(pg->s->file));

	style_text(pg->out, STYLE_BOLD, pg->colour,
		   arena_printf(a, "%.*s %.*s %s", STR_ARG(region), STR_ARG(year),
				kind_words(p->kind)));
	buf_char(pg->out, '\n');
	if (day_is(p->as_of))
		file = arena_printf(a, "截至 %.*s · %.*s", STR_ARG(day_str(a, p->as_of)),
				    STR_ARG(file));
	style_text(pg->out, STYLE_DIM, pg->colour, text_short(a, file, pg->width));
	buf_str(pg->out, STR("\n\n"));
}

/* ---- the projects ---- */

enum { COL_NO, COL_NAME, COL_UNITS, COL_DUE, COL_STEPS, COL_FUNDS, COL_PROGRESS, COL_COUNT };

static const struct column columns[COL_COUNT] = {
	[COL_NO] = { .head = "序号", .align = ALIGN_RIGHT },
	[COL_NAME] = { .head = "项目", .share = 5, .min = 20 },
	[COL_UNITS] = { .head = "牵头单位", .share = 3, .min = 12 },
	[COL_DUE] = { .head = "时限" },
	[COL_STEPS] = { .head = "节点", .align = ALIGN_RIGHT },
	[COL_FUNDS] = { .head = "万元", .align = ALIGN_POINT },
	[COL_PROGRESS] = { .head = "进展", .share = 4, .min = 16 },
};

enum { TASK_LINES = 2, SUPPORT_LINES = 2, PROGRESS_LINES = 4 };

/* The table of projects while it is filled. */
struct sheet {
	struct table t;
	int year;
	bool progress_below; /* too narrow for a column of its own: under the task */
};

static bool same_units(const struct unit_list *l, const struct unit_list *m)
{
	if (l->n != m->n)
		return false;
	for (size_t i = 0; i < l->n; i++)
		if (!str_eq(l->v[i].name, m->v[i].name))
			return false;
	return true;
}

/* Do all items of the project name the same units? */
static bool one_team(const struct project *p)
{
	for (size_t i = 1; i < p->items.n; i++) {
		const struct item *first = &p->items.v[0], *it = &p->items.v[i];

		if (!same_units(&first->lead, &it->lead) ||
		    !same_units(&first->support, &it->support) ||
		    !same_units(&first->implement, &it->implement))
			return false;
	}
	return true;
}

static void put_units(struct table *t, const struct item *it)
{
	struct arena *a = t->a;
	struct str support = unit_words(a, &it->support), implement = unit_words(a, &it->implement);

	table_put(t, COL_UNITS, (struct cell_text){ .text = unit_words(a, &it->lead) });
	if (support.n > 0)
		table_put(t, COL_UNITS,
			  (struct cell_text){
				  .text = arena_printf(a, "配合：%.*s", STR_ARG(support)),
				  .style = STYLE_DIM,
				  .lines_max = SUPPORT_LINES });
	if (implement.n > 0)
		table_put(t, COL_UNITS,
			  (struct cell_text){
				  .text = arena_printf(a, "实施：%.*s", STR_ARG(implement)),
				  .style = STYLE_DIM,
				  .lines_max = SUPPORT_LINES });
}

/* The last deadline and the number of milestones of items [from, to). */
static void put_steps(struct table *t, const struct project *p, size_t from, size_t to, int year,
		      enum style style)
{
	struct day last = DAY_NONE;
	size_t count = 0;

	for (size_t i = from; i < to; i++) {
		const struct milestone_list *l = &p->items.v[i].milestones;

		count += l->n;
		for (size_t k = 0; k < l->n; k++)
			if (!day_is(last) || day_cmp(l->v[k].due, last) > 0)
				last = l->v[k].due;
	}
	if (count == 0)
		return;
	table_put(t, COL_DUE,
		  (struct cell_text){ .text = due_words(t->a, last, year), .style = style });
	table_put(t, COL_STEPS,
		  (struct cell_text){ .text = arena_printf(t->a, "%zu", count), .style = style });
}

static void put_progress(struct sheet *sh, const struct item *it)
{
	if (!sh->progress_below) {
		table_put(&sh->t, COL_PROGRESS,
			  (struct cell_text){ .text = it->status, .style = STYLE_BOLD });
		table_put(&sh->t, COL_PROGRESS,
			  (struct cell_text){ .text = it->progress, .lines_max = PROGRESS_LINES });
		return;
	}
	if (it->status.n + it->progress.n > 0)
		table_put(&sh->t, COL_NAME,
			  (struct cell_text){
				  .text = arena_printf(sh->t.a, "进展：%.*s%s%.*s",
						       STR_ARG(it->status),
						       it->status.n > 0 ? "；" : "",
						       STR_ARG(it->progress)),
				  .indent = 2,
				  .lines_max = PROGRESS_LINES });
}

/* "约" and the like stay before the amount; sums below are of the amounts. */
static struct str funds_words(struct arena *a, const struct funds *f)
{
	if (!f->has_total)
		return (struct str){ 0 };
	return arena_printf(a, "%s%.*s", compare_words(f->cmp), STR_ARG(wan_words(a, f->total_fen)));
}

/* The only item of a project shares its row. */
static void put_only_item(struct sheet *sh, const struct project *p)
{
	const struct item *it = &p->items.v[0];

	if (!str_eq(it->task, p->name))
		table_put(&sh->t, COL_NAME,
			  (struct cell_text){ .text = it->task,
					      .style = STYLE_DIM,
					      .indent = 2,
					      .lines_max = TASK_LINES });
	put_progress(sh, it);
}

static void put_item(struct sheet *sh, const struct project *p, size_t at, bool with_units)
{
	const struct item *it = &p->items.v[at];

	table_row(&sh->t, false);
	table_put(&sh->t, COL_NAME,
		  (struct cell_text){ .text = it->task,
				      .indent = 2,
				      .mark = STR("·"),
				      .lines_max = TASK_LINES });
	put_steps(&sh->t, p, at, at + 1, sh->year, STYLE_DIM);
	if (with_units)
		put_units(&sh->t, it);
	put_progress(sh, it);
}

static void put_project(struct sheet *sh, const struct project *p)
{
	struct table *t = &sh->t;
	bool together = one_team(p);

	table_row(t, true);
	table_put(t, COL_NO, (struct cell_text){ .text = p->no });
	table_put(t, COL_NAME, (struct cell_text){ .text = p->name, .style = STYLE_BOLD });
	table_put(t, COL_FUNDS, (struct cell_text){ .text = funds_words(t->a, &p->funds) });
	put_steps(t, p, 0, p->items.n, sh->year, STYLE_PLAIN);
	if (p->items.n > 0 && together)
		put_units(t, &p->items.v[0]);
	if (p->items.n == 1)
		put_only_item(sh, p);
	for (size_t i = 0; p->items.n > 1 && i < p->items.n; i++)
		put_item(sh, p, i, !together);
}

/* Do the projects state money or milestones, which take columns too? */
static bool has_plan(const struct programme *p)
{
	for (size_t i = 0; i < p->projects.n; i++) {
		const struct project *project = &p->projects.v[i];

		if (project->funds.has_total)
			return true;
		for (size_t k = 0; k < project->items.n; k++)
			if (project->items.v[k].milestones.n > 0)
				return true;
	}
	return false;
}

static void show_projects(const struct page *pg)
{
	enum { WIDE = 100 };
	const struct programme *p = pg->s->programme;
	struct sheet sh = { table_start(pg->a, columns, COL_COUNT), p->year,
			    pg->width < WIDE && has_plan(p) };

	for (size_t i = 0; i < p->projects.n; i++)
		put_project(&sh, &p->projects.v[i]);
	table_print(&sh.t, pg->out, pg->width, pg->colour);
	buf_char(pg->out, '\n');
}

/* ---- projects finished last year ---- */

static const struct column done_columns[] = {
	{ .head = "上年完成的项目", .share = 3, .min = 20 },
	{ .head = "万元", .align = ALIGN_POINT },
	{ .head = "数量", .share = 4, .min = 16 },
};

static void show_completed(const struct page *pg)
{
	const struct completed_list *l = &pg->s->programme->completed;
	struct table t = table_start(pg->a, done_columns, COUNT(done_columns));

	if (l->n == 0)
		return;
	for (size_t i = 0; i < l->n; i++) {
		const struct completed *c = &l->v[i];

		table_row(&t, false);
		table_put(&t, 0, (struct cell_text){ .text = c->name });
		if (c->has_invested)
			table_put(&t, 1,
				  (struct cell_text){ .text = wan_words(pg->a, c->invested_fen) });
		table_put(&t, 2,
			  (struct cell_text){ .text = figures_words(pg->a, &c->figures),
					      .style = STYLE_DIM });
	}
	table_print(&t, pg->out, pg->width, pg->colour);
	buf_char(pg->out, '\n');
}

/* ---- summary ---- */

/* All planned funds in 万元; "未列" when no project states any. */
static struct str total_words(struct arena *a, const struct programme *p)
{
	int64_t sum = 0;
	bool any = false;

	for (size_t i = 0; i < p->projects.n; i++) {
		const struct funds *f = &p->projects.v[i].funds;

		if (!f->has_total)
			continue;
		any = true;
		if (__builtin_add_overflow(sum, f->total_fen, &sum))
			return STR("数目过大，没有合计");
	}
	return any ? arena_printf(a, "%.*s 万元", STR_ARG(wan_words(a, sum))) : STR("未列");
}

/* "15 件 · 21 子项 · 46 节点 · 资金 7,970 万元 · 检查 12 ✓ 2 ▲" */
static void show_summary(const struct page *pg, const struct open_points *open)
{
	const struct programme *p = pg->s->programme;
	size_t items = 0, steps = 0;

	for (size_t i = 0; i < p->projects.n; i++) {
		items += p->projects.v[i].items.n;
		for (size_t k = 0; k < p->projects.v[i].items.n; k++)
			steps += p->projects.v[i].items.v[k].milestones.n;
	}
	style_text(pg->out, STYLE_BOLD, pg->colour,
		   arena_printf(pg->a, "%zu 件 · %zu 子项 · %zu 节点 · 资金 %.*s · 检查 ",
				p->projects.n, items, steps, STR_ARG(total_words(pg->a, p))));
	style_text(pg->out, STYLE_GOOD, pg->colour, arena_printf(pg->a, "%zu ✓", open->holding));
	buf_char(pg->out, ' ');
	style_text(pg->out, open->failed > 0 ? STYLE_BAD : STYLE_PLAIN, pg->colour,
		   arena_printf(pg->a, "%zu ▲", open->failed));
	buf_char(pg->out, '\n');
}

/* ---- lists below ---- */

enum { LABEL_MAX = 16, SIGN_WIDTH = 2 };

/* "▲ 第7件  …", the text wrapped under itself when the label is short. */
static void show_point(const struct page *pg, const char *sign, enum style style, struct str label,
		       size_t label_width, struct str text)
{
	size_t w = utf8_width(label);
	size_t pad = label_width > w ? label_width - w : 0;
	size_t indent = SIGN_WIDTH + w + pad + 2;

	style_text(pg->out, style, pg->colour, str_of(sign));
	buf_char(pg->out, ' ');
	buf_str(pg->out, label);
	if (w > LABEL_MAX && indent + utf8_width(text) > pg->width) {
		indent = SIGN_WIDTH + 2;
		buf_char(pg->out, '\n');
		text_spaces(pg->out, indent);
	} else {
		text_spaces(pg->out, pad + 2);
	}
	text_wrapped(pg->out, text, indent, pg->width);
}

static size_t label_width(size_t widest, struct str label)
{
	size_t w = utf8_width(label);

	return w > widest && w <= LABEL_MAX ? w : widest;
}

static void show_findings(const struct page *pg)
{
	const struct finding_list *l = &pg->s->programme->findings;
	size_t widest = 0;

	if (l->n == 0)
		return;
	for (size_t i = 0; i < l->n; i++)
		widest = label_width(widest, concerned_words(pg->a, &l->v[i].projects));
	buf_char(pg->out, '\n');
	for (int holding = 0; holding < 2; holding++) {
		for (size_t i = 0; i < l->n; i++) {
			const struct finding *f = &l->v[i];

			if (f->ok != (holding == 1))
				continue;
			show_point(pg, f->ok ? "✓" : "▲", f->ok ? STYLE_GOOD : STYLE_BAD,
				   concerned_words(pg->a, &f->projects), widest,
				   text_clean(pg->a, f->says));
		}
	}
}

static struct doubt_list all_doubts(const struct page *pg)
{
	const struct programme *p = pg->s->programme;
	struct doubt_list all = { 0 };

	for (size_t i = 0; i < p->projects.n; i++)
		for (size_t k = 0; k < p->projects.v[i].doubts.n; k++)
			*list_add(&all, pg->a) = p->projects.v[i].doubts.v[k];
	for (size_t k = 0; k < p->doubts.n; k++)
		*list_add(&all, pg->a) = p->doubts.v[k];
	return all;
}

static void show_doubts(const struct page *pg)
{
	struct doubt_list l = all_doubts(pg);
	size_t widest = 0;

	if (l.n == 0)
		return;
	for (size_t i = 0; i < l.n; i++)
		widest = label_width(widest, text_clean(pg->a, l.v[i].at));
	buf_char(pg->out, '\n');
	style_text(pg->out, STYLE_BOLD, pg->colour, arena_printf(pg->a, "请核对 %zu 处", l.n));
	buf_char(pg->out, '\n');
	for (size_t i = 0; i < l.n; i++) {
		struct str readings = text_clean(pg->a, l.v[i].readings);
		struct str why = text_clean(pg->a, l.v[i].why);

		show_point(pg, "?", STYLE_ASK, text_clean(pg->a, l.v[i].at), widest,
			   arena_printf(pg->a, "%.*s%s%.*s", STR_ARG(readings),
					readings.n > 0 && why.n > 0 ? " — " : "", STR_ARG(why)));
	}
}

static void show_remainder(const struct page *pg, const struct open_points *open)
{
	enum { PIECES = 8, CHARACTERS = 400 };
	struct span_list l = all_remainder(pg->a, pg->s->programme);
	int cover = reading_cover(pg->s->doc, pg->s->programme);
	size_t widest = 0;

	buf_char(pg->out, '\n');
	if (l.n == 0) {
		buf_str(pg->out, STR("全文读入 100%，没有未读懂的文字\n"));
		return;
	}
	style_text(pg->out, STYLE_BOLD, pg->colour,
		   arena_printf(pg->a, "未读懂的文字 %zu 处，%zu 字（全文读入 %d.%d%%）", open->pieces,
				open->characters, cover / 10, cover % 10));
	if (open->pieces > PIECES || open->characters > CHARACTERS) {
		buf_str(pg->out, STR("；用 --format json 看全部位置\n"));
		return;
	}
	buf_char(pg->out, '\n');
	for (size_t i = 0; i < l.n; i++)
		widest = label_width(widest, place_words(pg->a, pg->s->doc, l.v[i]));
	for (size_t i = 0; i < l.n; i++)
		show_point(pg, " ", STYLE_PLAIN, place_words(pg->a, pg->s->doc, l.v[i]), widest,
			   text_clean(pg->a, say_span(pg->s->doc, l.v[i])));
}

void show_programme(struct cli *cli, struct arena *a, const struct shown *s)
{
	struct page pg = { &cli->out.b, a, s, cli->width, cli->colour };
	struct open_points open = open_points(a, s);

	show_heading(&pg);
	show_projects(&pg);
	show_completed(&pg);
	show_summary(&pg, &open);
	show_findings(&pg);
	show_doubts(&pg);
	show_remainder(&pg, &open);
}
