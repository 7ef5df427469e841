#include "web/preview.h"

#include <inttypes.h>
#include <stddef.h>

#include "model/words.h"

/* What was understood, project by project, each value with its place in the document. */

/* ---- places ---- */

const char *ref_class(enum ref_kind kind)
{
	static const char *const classes[] = { "k-w", "k-n", "k-t", "k-u", "k-f", "k-o" };

	return classes[kind];
}

static size_t place_add(struct preview *v, size_t n, const struct span *at, enum ref_kind kind, bool doubt)
{
	if (n == 0)
		n = ++v->values;
	*list_add(&v->refs, v->a) = (struct ref){ *at, n, kind, doubt };
	return n;
}

size_t ref_marks(struct preview *v, const struct mark_list *at, const char *field, enum ref_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < at->n; i++)
		if (!at->v[i].given && (field == NULL || strcmp(at->v[i].field, field) == 0))
			n = place_add(v, n, &at->v[i].span, kind, false);
	return n;
}

size_t ref_spans(struct preview *v, const struct span_list *spans, enum ref_kind kind, bool doubt)
{
	size_t n = 0;

	for (size_t i = 0; i < spans->n; i++)
		n = place_add(v, n, &spans->v[i], kind, doubt);
	return n;
}

void value_begin(struct buf *b, size_t n, enum ref_kind kind, const char *more)
{
	if (n == 0) {
		html(b, "<span class=\"v");
	} else {
		buf_printf(b, "<a id=\"v%zu\" href=\"#s%zu\" data-r=\"%zu\" class=\"v ", n, n, n);
		html_say(b, ref_class(kind));
	}
	html_say(b, more);
	html(b, "\">");
}

void value_end(struct buf *b, size_t n)
{
	if (n == 0)
		html(b, "</span>");
	else
		html(b, "</a>");
}

void put_value(struct buf *b, size_t n, enum ref_kind kind, struct str text)
{
	value_begin(b, n, kind, "");
	html_text(b, text);
	value_end(b, n);
}

/* ---- words of the document ---- */

static struct str text_at(const struct document *doc, const struct span *s)
{
	const struct block *b = s->block < doc->blocks.n ? &doc->blocks.v[s->block] : NULL;
	struct str text = STR("");
	const struct cell *c;

	if (b == NULL)
		return text;
	if (b->kind == BLOCK_PARAGRAPH) {
		text = b->text;
	} else if (s->row >= 0 && s->col >= 0) {
		c = doc_cell(b, (uint32_t)s->row, (uint32_t)s->col);
		text = c == NULL ? text : c->text;
	}
	return s->from <= s->to && s->to <= text.n ? str_cut(text, s->from, s->to) : STR("");
}

/* At most `most` characters, with … for the rest. */
static struct str shortened(struct arena *a, struct str s, size_t most)
{
	size_t at = 0, chars = 0;

	while (at < s.n && chars < most) {
		at++;
		while (at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80)
			at++;
		chars++;
	}
	return at < s.n ? arena_cat(a, str_cut(s, 0, at), STR("…")) : s;
}

/* Is the span's text part of another one's, or said by an earlier one? */
static bool said_elsewhere(const struct document *doc, const struct span_list *spans, size_t at)
{
	struct str s = str_trim(text_at(doc, &spans->v[at]));

	for (size_t i = 0; i < spans->n; i++) {
		struct str other = str_trim(text_at(doc, &spans->v[i]));

		if (i != at && str_has(other, s) && (other.n > s.n || i < at))
			return true;
	}
	return false;
}

struct str words_of(struct arena *a, const struct document *doc, const struct span_list *spans, size_t most)
{
	enum { SPANS_SHOWN = 12 };
	struct span_list l = { spans->v, spans->n < SPANS_SHOWN ? spans->n : SPANS_SHOWN, 0 };
	struct str out = STR("");

	for (size_t i = 0; i < l.n; i++) {
		struct str s = str_trim(text_at(doc, &l.v[i]));

		if (s.n > 0 && !said_elsewhere(doc, &l, i))
			out = out.n == 0 ? s : arena_printf(a, "%.*s　%.*s", STR_ARG(out), STR_ARG(s));
	}
	return shortened(a, out, most);
}

/* ---- what has to be looked at ---- */

bool finding_is_about(const struct finding *f, const struct project *p)
{
	for (size_t i = 0; i < f->projects.n; i++)
		if (str_eq(f->projects.v[i], p->no.n > 0 ? p->no : p->name))
			return true;
	return false;
}

size_t things_to_see(const struct preview *v, size_t at)
{
	const struct import_view *import = v->import;
	size_t n = 0;

	for (size_t i = 0; i < import->questions.n; i++) {
		const struct question *q = &import->questions.v[i];

		n += q->project == at && q->must && !q->settled;
	}
	for (size_t i = 0; i < import->p.findings.n; i++) {
		const struct finding *f = &import->p.findings.v[i];

		n += !f->ok && finding_is_about(f, &import->p.projects.v[at]);
	}
	return n;
}

bool spans_meet(const struct span_list *spans, const struct mark_list *at)
{
	for (size_t s = 0; s < spans->n; s++)
		for (size_t m = 0; m < at->n; m++) {
			const struct span *x = &spans->v[s], *y = &at->v[m].span;

			if (x->block == y->block && x->row == y->row && x->col == y->col && x->from == y->from && x->to == y->to)
				return true;
		}
	return false;
}

/* The open question that points at one of these places, from 1; 0: none. */
static size_t doubt_at(const struct preview *v, size_t project, const struct mark_list *at)
{
	const struct question_list *l = &v->import->questions;

	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].project == project && l->v[i].must && !l->v[i].settled && spans_meet(&l->v[i].spans, at))
			return i + 1;
	return 0;
}

static void put_doubtful(struct buf *b, const struct preview *v, size_t project, const struct mark_list *at)
{
	size_t question = v->edits ? doubt_at(v, project, at) : 0;

	if (question == 0)
		return;
	buf_printf(b, "<a class=\"warn\" href=\"#q%zu\" title=\"这一处要您决定\">", question);
	draw_mark(b, DRAW_LATE);
	html(b, "待定</a>");
}

/* ---- one item ---- */

static void put_text(struct buf *b, struct preview *v, const char *name, struct str text, const struct mark_list *at,
		     const char *field)
{
	size_t n;

	if (text.n == 0)
		return;
	n = ref_marks(v, at, field, REF_WORDS);
	html(b, "<dt>");
	html_say(b, name);
	html(b, "</dt><dd>");
	value_begin(b, n, REF_WORDS, "");
	html_lines(b, text);
	value_end(b, n);
	html(b, "</dd>");
}

static void put_figure(struct buf *b, struct preview *v, const struct figure *f)
{
	put_value(b, ref_marks(v, &f->at, "n", REF_NUMBER), REF_NUMBER, figure_words(v->a, f));
}

static void put_targets(struct buf *b, struct preview *v, const struct figure_list *l)
{
	if (l->n == 0)
		return;
	html(b, "<dt>目标</dt><dd class=\"vals\">");
	for (size_t i = 0; i < l->n; i++)
		put_figure(b, v, &l->v[i]);
	html(b, "</dd>");
}

static void put_units(struct buf *b, struct preview *v, size_t project, const char *name, const struct unit_list *l)
{
	if (l->n == 0)
		return;
	html(b, "<dt>");
	html_say(b, name);
	html(b, "</dt><dd class=\"vals\">");
	for (size_t i = 0; i < l->n; i++) {
		put_value(b, ref_marks(v, &l->v[i].at, NULL, REF_UNIT), REF_UNIT, l->v[i].name);
		put_doubtful(b, v, project, &l->v[i].at);
	}
	html(b, "</dd>");
}

static void put_leaders(struct buf *b, struct preview *v, const struct leader_list *l)
{
	if (l->n == 0)
		return;
	html(b, "<dt>责任人</dt><dd class=\"vals\">");
	for (size_t i = 0; i < l->n; i++) {
		size_t n = ref_marks(v, &l->v[i].at, "name", REF_UNIT);

		html(b, "<span class=\"nw\"><span class=\"mut\">");
		html_text(b, l->v[i].role);
		html(b, "</span> ");
		put_value(b, n, REF_UNIT, l->v[i].name);
		html(b, "</span>");
	}
	html(b, "</dd>");
}

static void put_milestone(struct buf *b, struct preview *v, size_t project, const struct milestone *m, int year)
{
	size_t due = ref_marks(v, &m->at, "due", REF_TIME);

	html(b, "<li><span>");
	put_value(b, due, REF_TIME, when_words(v->a, m, year));
	put_doubtful(b, v, project, &m->at);
	html(b, "</span><span>");
	if (m->sub.n > 0) {
		html(b, "<span class=\"mut\">");
		html_text(b, m->sub);
		html(b, "</span> ");
	}
	if (m->text.n > 0)
		put_value(b, ref_marks(v, &m->at, "text", REF_WORDS), REF_WORDS, m->text);
	for (size_t i = 0; i < m->figures.n; i++) {
		const struct figure *f = &m->figures.v[i];

		html(b, " ");
		/* the sentence stands before it, so the number is enough */
		put_value(b, ref_marks(v, &f->at, "n", REF_NUMBER), REF_NUMBER,
			  arena_cat(v->a, dec_str(v->a, dec_norm(f->n)), f->unit));
		if (f->mode != MODE_UNKNOWN) {
			html(b, "<small class=\"mut\">");
			html_say(b, mode_words(f->mode));
			html(b, "</small>");
		}
		put_doubtful(b, v, project, &f->at);
	}
	html(b, "</span></li>");
}

/* ---- increments and sums ---- */

static bool counts_alike(const struct figure *f, const struct figure *g)
{
	return str_eq(f->unit, g->unit) && str_eq(f->what, g->what) && str_eq(f->stage, g->stage) && f->mode == g->mode;
}

/* The figures of the milestones that form one series with the first one that has a mode. */
static const struct figure *first_of_series(const struct item *it)
{
	for (size_t m = 0; m < it->milestones.n; m++)
		for (size_t f = 0; f < it->milestones.v[m].figures.n; f++)
			if (it->milestones.v[m].figures.v[f].mode != MODE_UNKNOWN)
				return &it->milestones.v[m].figures.v[f];
	return NULL;
}

static size_t series_words(struct arena *a, const struct item *it, const struct figure *first, struct str *ret)
{
	struct dec sum = dec_int(0);
	struct str out = STR("");
	size_t n = 0;

	for (size_t m = 0; m < it->milestones.n; m++)
		for (size_t i = 0; i < it->milestones.v[m].figures.n; i++) {
			const struct figure *f = &it->milestones.v[m].figures.v[i];

			if (!counts_alike(f, first))
				continue;
			if (f->mode == MODE_INCREMENT && !dec_add(sum, f->n, &sum))
				return 0;
			if (f->mode == MODE_CUMULATIVE)
				sum = f->n;
			out = arena_cat(a, out, arena_printf(a, "%s%.*s", n == 0 ? "" : " → ", STR_ARG(dec_str(a, dec_norm(sum)))));
			n++;
		}
	*ret = arena_cat(a, out, first->unit);
	return n;
}

/* "当期数 ○ 累计数 → 30 → 100 → 170 → 200个": one press turns it round. */
static void put_series(struct buf *b, struct preview *v, size_t project, size_t item, const struct item *it)
{
	const struct figure *first = first_of_series(it);
	struct str words;

	if (first == NULL || series_words(v->a, it, first, &words) < 2)
		return;
	html(b, "<dt>累计</dt><dd>");
	html_text(b, words);
	html(b, " ");
	if (v->edits) {
		preview_form(b, v, "mode", arena_cstr(v->a, arena_printf(v->a, "p%zu", project + 1)));
		buf_printf(b, "<input type=\"hidden\" name=\"project\" value=\"%zu\"><input type=\"hidden\" name=\"item\" value=\"%zu\">",
			   project + 1, item + 1);
		html(b, "<span class=\"seg\" role=\"group\" aria-label=\"这些数是\">");
		html(b, "<button name=\"mode\" value=\"increment\"");
		buf_printf(b, " aria-pressed=\"%s\">当期数</button><button name=\"mode\" value=\"cumulative\" aria-pressed=\"%s\">累计数</button>",
			   first->mode == MODE_INCREMENT ? "true" : "false", first->mode == MODE_CUMULATIVE ? "true" : "false");
		html(b, "</span></form>");
	}
	html(b, "</dd>");
}

static void put_milestones(struct buf *b, struct preview *v, size_t project, const struct item *it)
{
	if (it->milestones.n == 0)
		return;
	html(b, "<dt>节点</dt><dd><ol class=\"due\">");
	for (size_t i = 0; i < it->milestones.n; i++)
		put_milestone(b, v, project, &it->milestones.v[i], v->import->p.year);
	html(b, "</ol></dd>");
}

static void put_item(struct buf *b, struct preview *v, size_t project, size_t at, const struct item *it)
{
	static const struct {
		const char *name, *field;
		size_t offset;
	} texts[] = {
		{ "进展", "progress", offsetof(struct item, progress) }, { "问题", "problems", offsetof(struct item, problems) },
		{ "下步", "next_plan", offsetof(struct item, next_plan) }, { "状态", "status", offsetof(struct item, status) },
		{ "备注", "remark", offsetof(struct item, remark) },	   { "地点", "site", offsetof(struct item, site) },
	};

	put_text(b, v, "任务", it->task, &it->at, "task");
	put_targets(b, v, &it->targets);
	put_milestones(b, v, project, it);
	put_series(b, v, project, at, it);
	put_units(b, v, project, "牵头", &it->lead);
	put_units(b, v, project, "配合", &it->support);
	put_units(b, v, project, "实施", &it->implement);
	put_leaders(b, v, &it->leaders);
	for (size_t i = 0; i < COUNT(texts); i++) {
		const struct str *text = (const struct str *)(const void *)((const char *)it + texts[i].offset);

		put_text(b, v, texts[i].name, *text, &it->at, texts[i].field);
	}
}

/* ---- money ---- */

static void put_source_of_money(struct buf *b, struct preview *v, const struct source *s)
{
	struct str text = s->has_amount ? arena_printf(v->a, "%.*s %.*s万元", STR_ARG(s->name), STR_ARG(wan_words(v->a, s->fen))) :
					  s->name;

	put_value(b, ref_marks(v, &s->at, NULL, REF_MONEY), REF_MONEY, text);
}

static void put_money(struct buf *b, struct preview *v, size_t project, const struct funds *f)
{
	if (!f->has_total && f->sources.n == 0 && f->text.n == 0)
		return;
	html(b, "<dt>资金</dt><dd class=\"vals\">");
	if (f->has_total) {
		put_value(b, ref_marks(v, &f->at, "total_yuan", REF_MONEY), REF_MONEY,
			  arena_printf(v->a, "%s%.*s万元", compare_words(f->cmp), STR_ARG(wan_words(v->a, f->total_fen))));
		put_doubtful(b, v, project, &f->at);
	}
	for (size_t i = 0; i < f->sources.n; i++)
		put_source_of_money(b, v, &f->sources.v[i]);
	if (f->text.n > 0 && !f->has_total)
		put_value(b, ref_marks(v, &f->at, "text", REF_WORDS), REF_WORDS, f->text);
	html(b, "</dd>");
}

/* ---- one project ---- */

size_t changes_of(const struct preview *v, size_t at)
{
	size_t n = 0;

	for (size_t i = 0; i < v->import->questions.n; i++)
		n += v->import->questions.v[i].kind == ASK_CHANGE && v->import->questions.v[i].project == at;
	return n;
}

void put_edit_link(struct buf *b, const struct preview *v, size_t at)
{
	html(b, "<a class=\"btn s\"");
	put_href(b, v->page, "/office/%" PRId64 "/imports/%" PRId64 "/projects/%zu", v->import->region.id, v->import->row.id, at + 1);
}

static void put_project_head(struct buf *b, struct preview *v, size_t at, const struct project *p, size_t look)
{
	html(b, "<header><h3>");
	if (p->no.n > 0) {
		put_value(b, ref_marks(v, &p->at, "no", REF_WORDS), REF_WORDS, p->no);
		html(b, " ");
	}
	put_value(b, ref_marks(v, &p->at, "name", REF_WORDS), REF_WORDS, p->name);
	html(b, "</h3>");
	if (look > 0)
		put_tag(b, DRAW_LATE, arena_cstr(v->a, arena_printf(v->a, "%zu处要看", look)));
	else if (v->edits && v->import->match[at] == 0)
		put_tag(b, DRAW_OK, "新增");
	else if (v->edits)
		put_tag(b, changes_of(v, at) > 0 ? DRAW_ADJ : DRAW_IDLE, changes_of(v, at) > 0 ? "有变化" : "与现有相同");
	if (v->edits) {
		put_edit_link(b, v, at);
		html(b, ">修改<span class=\"hide\">");
		html_text(b, p->name);
		html(b, "</span></a>");
	}
	html(b, "</header>");
}

static void put_left_over(struct buf *b, struct preview *v, const char *name, const struct span_list *spans)
{
	if (spans->n == 0)
		return;
	html(b, "<dt>");
	html_say(b, name);
	html(b, "</dt><dd class=\"rest\">");
	for (size_t i = 0; i < spans->n; i++) {
		struct str text = str_trim(text_at(&v->import->doc, &spans->v[i]));
		size_t n;

		if (text.n == 0)
			continue;
		n = place_add(v, 0, &spans->v[i], REF_REST, false);
		html(b, "<p>");
		put_value(b, n, REF_REST, text);
		html(b, "</p>");
	}
	html(b, "</dd>");
}

void put_read_project(struct buf *b, struct preview *v, size_t at)
{
	const struct project *p = &v->import->p.projects.v[at];

	buf_printf(b, "<article class=\"pj\" id=\"p%zu\">", at + 1);
	put_project_head(b, v, at, p, v->edits ? things_to_see(v, at) : 0);
	put_changes(b, v, at);
	html(b, "<dl class=\"kv\">");
	if (p->field.n > 0) {
		html(b, "<dt>领域</dt><dd>");
		put_value(b, ref_marks(v, &p->at, "field", REF_WORDS), REF_WORDS, p->field);
		html(b, "</dd>");
	}
	for (size_t i = 0; i < p->items.n; i++) {
		if (p->items.n > 1) {
			html(b, "<dt class=\"sub\">");
			html_textf(b, "子项%zu", i + 1);
			html(b, "</dt><dd class=\"sub\"></dd>");
		}
		put_item(b, v, at, i, &p->items.v[i]);
	}
	if (p->items.n > 1)
		html(b, "<dt class=\"sub\">整件</dt><dd class=\"sub\"></dd>");
	put_money(b, v, at, &p->funds);
	put_left_over(b, v, "其他原文", &p->remainder);
	html(b, "</dl></article>");
}

/* ---- last year ---- */

void put_completed(struct buf *b, struct preview *v)
{
	const struct completed_list *l = &v->import->p.completed;

	if (l->n == 0)
		return;
	html(b, "<section class=\"pj\" id=\"completed\"><header><h3>");
	html_textf(b, "上年办成的%zu件", l->n);
	html(b, "</h3></header><p class=\"mut\">");
	html_textf(b, "报告里写已办成的，记入%d年。", v->import->p.year - 1);
	html(b, "</p><ol class=\"plain\">");
	for (size_t i = 0; i < l->n; i++) {
		const struct completed *c = &l->v[i];

		html(b, "<li class=\"vals\">");
		put_value(b, ref_marks(v, &c->at, "name", REF_WORDS), REF_WORDS, c->name);
		for (size_t f = 0; f < c->figures.n; f++)
			put_figure(b, v, &c->figures.v[f]);
		if (c->has_invested)
			put_value(b, ref_marks(v, &c->at, "invested_yuan", REF_MONEY), REF_MONEY,
				  arena_printf(v->a, "%.*s万元", STR_ARG(wan_words(v->a, c->invested_fen))));
		html(b, "</li>");
	}
	html(b, "</ol></section>");
}

/* ---- words outside ---- */

void put_rest(struct buf *b, struct preview *v)
{
	const struct span_list *l = &v->import->p.remainder;

	if (l->n == 0)
		return;
	html(b, "<section class=\"pj\" id=\"rest\"><details><summary>");
	html_textf(b, "项目以外的文字：%zu段，没有读成项目内容，原样保留", l->n);
	html(b, "</summary><dl class=\"kv\">");
	put_left_over(b, v, "原文", l);
	html(b, "</dl></details></section>");
}
