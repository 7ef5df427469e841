#include "base/utf8.h"
#include "cli/show.h"
#include "cli/table.h"
#include "cli/words.h"

/*
 * One project, value by value, each with the line of the document it was
 * read from and the very words marked:
 *
 *     牵头单位  县水务局
 *               表1 第9行第5列  牵头：【县水务局】配合：相关乡（镇）
 *
 * Without colour the words stand in 【】.
 */

enum { LABEL = 8, INDENT = LABEL + 2, PLACES_MAX = 12 };

struct page {
	struct buf *out;
	struct arena *a;
	const struct shown *s;
	size_t width;
	bool colour;
	struct str_list missing; /* labels of values the document does not give */
};

/* ---- places ---- */

/* The last `width` columns of clean text, with … when it was cut. */
static struct str text_tail(struct arena *a, struct str s, size_t width)
{
	size_t used = 0, at = s.n;

	if (utf8_width(s) <= width)
		return s;
	while (at > 0) {
		size_t before = at;
		size_t w = (size_t)utf8_char_width(utf8_prev(s, &before));

		if (used + w + 1 > width)
			break;
		used += w;
		at = before;
	}
	return arena_cat(a, STR("…"), str_from(s, at));
}

static struct str text_middle(struct arena *a, struct str s, size_t width)
{
	size_t half = width / 2;

	if (utf8_width(s) <= width)
		return s;
	return arena_cat(a, text_short(a, s, half), text_tail(a, s, width - half - 1));
}

/* The words of a span with what stands around them on their line, in `room` columns. */
static void show_line(const struct page *pg, struct span span, size_t room)
{
	struct str text = place_text(pg->s->doc, span), words = say_span(pg->s->doc, span);
	struct arena *a = pg->a;
	size_t marks = pg->colour ? 0 : 4, from = span.from, to = span.to, side;
	struct str before, after;

	while (from > 0 && text.p[from - 1] != '\n')
		from--;
	while (to < text.n && text.p[to] != '\n')
		to++;
	before = text_clean(a, str_cut(text, from, span.from));
	after = text_clean(a, str_cut(text, span.to, to));
	words = text_middle(a, text_clean(a, words), room - marks);
	side = room - marks - utf8_width(words);
	if (utf8_width(before) + utf8_width(after) > side) {
		size_t left = utf8_width(before) < side / 2 ? utf8_width(before) : side / 2;

		after = text_short(a, after, side - left);
		left = side - utf8_width(after);
		before = text_tail(a, before, left);
	}
	style_text(pg->out, STYLE_DIM, pg->colour, before);
	buf_str(pg->out, pg->colour ? STR("") : STR("【"));
	style_text(pg->out, STYLE_PLACE, pg->colour, words);
	buf_str(pg->out, pg->colour ? STR("") : STR("】"));
	style_text(pg->out, STYLE_DIM, pg->colour, after);
	buf_char(pg->out, '\n');
}

static void show_note(const struct page *pg, const char *note)
{
	text_spaces(pg->out, INDENT);
	style_text(pg->out, STYLE_ASK, pg->colour, str_of(note));
	buf_char(pg->out, '\n');
}

/* `what` says which part of the value it is, where a value has several. */
static void show_place(const struct page *pg, const char *what, const struct mark *m)
{
	struct str place = place_words(pg->a, pg->s->doc, m->span);
	size_t used = INDENT + utf8_width(str_of(what)) + (*what == '\0' ? 0 : 1) +
		      utf8_width(place) + 2;

	if (m->given) {
		show_note(pg, "由命令行给出");
		return;
	}
	text_spaces(pg->out, INDENT);
	style_text(pg->out, STYLE_DIM, pg->colour,
		   arena_printf(pg->a, "%s%s%.*s  ", what, *what == '\0' ? "" : " ",
				STR_ARG(place)));
	if (say_span(pg->s->doc, m->span).n == 0)
		buf_str(pg->out, STR("（这里没有文字）\n"));
	else
		show_line(pg, span_fitted(pg->s->doc, m->span),
			  pg->width > used + 20 ? pg->width - used : 20);
}

/* Places of one field; NULL stands for every field of the list. */
static size_t show_places(const struct page *pg, const char *what, const struct mark_list *l,
			  const char *field)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		if (field != NULL && strcmp(l->v[i].field, field) != 0)
			continue;
		if (n++ < PLACES_MAX)
			show_place(pg, what, &l->v[i]);
	}
	if (n > PLACES_MAX)
		show_note(pg, "…还有别处");
	return n;
}

/* ---- values ---- */

static void show_value(const struct page *pg, const char *label, enum style style, struct str value)
{
	size_t w = utf8_width(str_of(label));

	style_text(pg->out, STYLE_DIM, pg->colour, str_of(label));
	text_spaces(pg->out, w < INDENT ? INDENT - w : 1);
	style_on(pg->out, style, pg->colour);
	text_wrapped(pg->out, text_clean(pg->a, value), INDENT, pg->width);
	style_off(pg->out, style, pg->colour);
}

/* A value and where it was read; an empty one is only remembered as missing. */
static void show_field(struct page *pg, const char *label, struct str value,
		       const struct mark_list *at, const char *field)
{
	if (value.n == 0) {
		*list_add(&pg->missing, pg->a) = str_of(label);
		return;
	}
	show_value(pg, label, STYLE_PLAIN, value);
	if (show_places(pg, "", at, field) == 0)
		show_note(pg, "没有记下出处");
}

static void show_units(struct page *pg, const char *label, const struct unit_list *l)
{
	if (l->n == 0)
		*list_add(&pg->missing, pg->a) = str_of(label);
	for (size_t i = 0; i < l->n; i++)
		show_field(pg, label, l->v[i].name, &l->v[i].at, NULL);
}

static void show_leaders(struct page *pg, const struct leader_list *l)
{
	if (l->n == 0)
		*list_add(&pg->missing, pg->a) = STR("责任人");
	for (size_t i = 0; i < l->n; i++) {
		struct str role = l->v[i].role;

		show_field(pg, role.n > 0 ? arena_cstr(pg->a, text_short(pg->a, role, LABEL)) : "责任人",
			   l->v[i].name, &l->v[i].at, NULL);
	}
}

static void show_figures(struct page *pg, const char *label, const struct figure_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct figure_list one = { (struct figure *)&l->v[i], 1, 1 };

		show_field(pg, label, figures_words(pg->a, &one), &l->v[i].at, NULL);
	}
}

static struct str amount_words(struct arena *a, bool known, const char *compare, int64_t fen)
{
	if (!known)
		return (struct str){ 0 };
	return arena_printf(a, "%s%.*s 万元", compare, STR_ARG(wan_words(a, fen)));
}

static void show_funds(struct page *pg, const struct funds *f)
{
	show_field(pg, "资金",
		   amount_words(pg->a, f->has_total, compare_words(f->cmp), f->total_fen), &f->at,
		   NULL);
	for (size_t i = 0; i < f->sources.n; i++) {
		const struct source *s = &f->sources.v[i];
		struct str amount = amount_words(pg->a, s->has_amount, "", s->fen);

		show_field(pg, "来源",
			   arena_printf(pg->a, "%.*s%s%.*s", STR_ARG(s->name),
					amount.n > 0 ? " " : "", STR_ARG(amount)),
			   &s->at, NULL);
	}
}

static struct str period_words(struct arena *a, const struct milestone *m)
{
	struct str from = day_str(a, m->from), due = day_str(a, m->due);

	if (from.n > 0)
		return arena_printf(a, "%.*s 至 %.*s", STR_ARG(from), STR_ARG(due));
	return due.n > 0 ? arena_printf(a, "%.*s 前", STR_ARG(due)) : STR("没有日期");
}

static void show_milestone(struct page *pg, const struct milestone *m)
{
	static const struct {
		const char *field, *what;
	} parts[] = { { "sub", "小标题" }, { "from", "开始" }, { "due", "时限" }, { "text", "内容" } };
	struct str period = period_words(pg->a, m);
	size_t places = 0;

	show_value(pg, "节点", STYLE_PLAIN,
		   arena_printf(pg->a, "%.*s %s%s%.*s%s%.*s", STR_ARG(period),
				recurs_words(m->recurs), m->sub.n > 0 ? "（" : "",
				STR_ARG(m->sub), m->sub.n > 0 ? "）" : "", STR_ARG(m->text)));
	for (size_t i = 0; i < COUNT(parts); i++)
		places += show_places(pg, parts[i].what, &m->at, parts[i].field);
	if (places == 0)
		show_note(pg, "没有记下出处");
	show_figures(pg, "  数量", &m->figures);
}

static void show_item(struct page *pg, const struct item *it)
{
	show_field(pg, "年度任务", it->task, &it->at, "task");
	show_figures(pg, "年度目标", &it->targets);
	show_units(pg, "牵头单位", &it->lead);
	show_units(pg, "配合单位", &it->support);
	show_units(pg, "实施单位", &it->implement);
	show_leaders(pg, &it->leaders);
	for (size_t i = 0; i < it->milestones.n; i++)
		show_milestone(pg, &it->milestones.v[i]);
	if (it->milestones.n == 0)
		*list_add(&pg->missing, pg->a) = STR("节点");
	show_field(pg, "进展", it->progress, &it->at, "progress");
	show_field(pg, "问题", it->problems, &it->at, "problems");
	show_field(pg, "下步", it->next_plan, &it->at, "next_plan");
	if (it->status.n > 0)
		show_field(pg, "状态", it->status, &it->at, "status");
	if (it->remark.n > 0)
		show_field(pg, "备注", it->remark, &it->at, "remark");
	if (it->site.n > 0)
		show_field(pg, "地点", it->site, &it->at, "site");
}

static void show_missing(struct page *pg)
{
	struct str all = { 0 };

	for (size_t i = 0; i < pg->missing.n; i++)
		all = arena_printf(pg->a, "%.*s%s%.*s", STR_ARG(all), i > 0 ? "、" : "",
				   STR_ARG(pg->missing.v[i]));
	if (all.n > 0)
		show_value(pg, "没有写明", STYLE_DIM, all);
	pg->missing.n = 0;
}

/* ---- what concerns the project ---- */

static bool names_project(const struct finding *f, const struct project *p)
{
	for (size_t i = 0; i < f->projects.n; i++)
		if (str_eq(f->projects.v[i], p->no.n > 0 ? p->no : p->name))
			return true;
	return false;
}

static void show_doubt(struct page *pg, const struct doubt *d)
{
	show_value(pg, "? 核对", STYLE_ASK,
		   arena_printf(pg->a, "%.*s：%.*s%s%.*s", STR_ARG(d->at), STR_ARG(d->readings),
				d->readings.n > 0 ? "。" : "", STR_ARG(d->why)));
	for (size_t i = 0; i < d->spans.n && i < PLACES_MAX; i++)
		show_place(pg, "", &(struct mark){ d->field, d->spans.v[i], false });
}

static void show_concerns(struct page *pg, const struct project *p)
{
	const struct programme *all = pg->s->programme;
	struct str here = arena_printf(pg->a, "第%.*s件", STR_ARG(p->no));

	buf_char(pg->out, '\n');
	for (size_t i = 0; i < all->findings.n; i++) {
		const struct finding *f = &all->findings.v[i];

		if (names_project(f, p))
			show_value(pg, f->ok ? "✓ 检查" : "▲ 检查",
				   f->ok ? STYLE_GOOD : STYLE_BAD, f->says);
	}
	for (size_t i = 0; i < p->doubts.n; i++)
		show_doubt(pg, &p->doubts.v[i]);
	for (size_t i = 0; i < all->doubts.n; i++)
		if (p->no.n > 0 && str_has(all->doubts.v[i].at, here))
			show_doubt(pg, &all->doubts.v[i]);
	for (size_t i = 0; i < p->remainder.n; i++) {
		struct span s = p->remainder.v[i];

		show_value(pg, "未读懂", STYLE_PLAIN, say_span(pg->s->doc, s));
		show_place(pg, "", &(struct mark){ "", s, false });
	}
}

static void show_project(struct page *pg, const struct project *p)
{
	const struct programme *all = pg->s->programme;

	style_text(pg->out, STYLE_BOLD, pg->colour,
		   text_clean(pg->a, arena_printf(pg->a, "%s%.*s%s%.*s", p->no.n > 0 ? "第" : "",
						  STR_ARG(p->no), p->no.n > 0 ? "件 " : "",
						  STR_ARG(p->name))));
	buf_str(pg->out, STR("\n\n"));
	show_field(pg, "县区", all->region, &all->at, "region");
	if (all->year != 0)
		show_field(pg, "年份", arena_printf(pg->a, "%d", all->year), &all->at, "year");
	show_field(pg, "序号", p->no, &p->at, "no");
	show_field(pg, "项目名称", p->name, &p->at, "name");
	if (p->field.n > 0)
		show_field(pg, "领域", p->field, &p->at, "field");
	show_funds(pg, &p->funds);
	show_missing(pg);
	for (size_t i = 0; i < p->items.n; i++) {
		buf_char(pg->out, '\n');
		if (p->items.n > 1) {
			style_text(pg->out, STYLE_BOLD, pg->colour,
				   arena_printf(pg->a, "子项 %zu/%zu", i + 1, p->items.n));
			buf_char(pg->out, '\n');
		}
		show_item(pg, &p->items.v[i]);
		show_missing(pg);
	}
	show_concerns(pg, p);
}

/* By number as printed, by place in the list where the document prints none, or by full name. */
static bool is_meant(const struct project *p, size_t at, struct str no, struct arena *a)
{
	if (str_eq(p->no, no) || str_eq(p->name, no))
		return true;
	return p->no.n == 0 && str_eq(arena_printf(a, "%zu", at + 1), no);
}

enum rc show_explain(struct cli *cli, struct arena *a, const struct shown *s, struct str no,
		     struct err *err)
{
	struct page pg = { &cli->out.b, a, s, cli->width, cli->colour, { 0 } };
	const struct project_list *l = &s->programme->projects;
	size_t found = 0;

	no = str_trim(no);
	for (size_t i = 0; i < l->n; i++) {
		if (!is_meant(&l->v[i], i, no, a))
			continue;
		if (found++ > 0)
			buf_char(pg.out, '\n');
		show_project(&pg, &l->v[i]);
	}
	if (found == 0 && l->n > 0 && l->v[0].no.n > 0)
		return err_set(err, RC_INPUT,
			       "「%.*s」里没有第 %.*s 件；共 %zu 件，从第 %.*s 件到第 %.*s 件",
			       STR_ARG(s->file), STR_ARG(no), l->n, STR_ARG(l->v[0].no),
			       STR_ARG(l->v[l->n - 1].no));
	if (found == 0)
		return err_set(err, RC_INPUT, "「%.*s」里没有第 %.*s 件；共 %zu 件", STR_ARG(s->file),
			       STR_ARG(no), l->n);
	return RC_OK;
}
