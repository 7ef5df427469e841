#include "web/preview.h"

#include <inttypes.h>

#include "model/lines.h"
#include "model/programme_json.h"
#include "model/words.h"

/* What a person decides, each with its place in the document and buttons that answer it. */

void preview_form(struct buf *b, const struct preview *v, const char *verb, const char *back)
{
	form_begin(b, v->page, " class=\"in\"", "/office/%" PRId64 "/imports/%" PRId64 "/%s", v->import->region.id,
		   v->import->row.id, verb);
	html(b, "<input type=\"hidden\" name=\"back\"");
	html_attr(b, "value", str_of(back));
	html(b, ">");
	if (v->show != SHOW_ALL)
		buf_printf(b, "<input type=\"hidden\" name=\"show\" value=\"%s\">", v->show == SHOW_DOUBTFUL ? "doubtful" : "changed");
}

/* ---- values as people write them ---- */

static struct str joined_lines(struct arena *a, struct str s, struct str separator)
{
	struct str out = STR(""), line;

	while (lines_next(&s, '\n', &line))
		out = out.n == 0 ? line : arena_cat(a, arena_cat(a, out, separator), line);
	return out;
}

static struct str money_words(struct arena *a, struct str yuan)
{
	struct dec d;
	int64_t fen;

	if (!dec_parse(yuan, &d) || !dec_to_fen(d, &fen))
		return yuan;
	return arena_printf(a, "%.*s万元", STR_ARG(wan_words(a, fen)));
}

/* A value of a field as people write it: lists joined, money in 万元, words for codes. */
static struct str field_says(struct arena *a, struct str field, struct str value)
{
	struct figure_list figures = { 0 };
	struct leader_list leaders = { 0 };
	struct source_list sources = { 0 };
	struct err ignored = { 0 };
	enum compare cmp;
	enum recurs recurs;

	if (value.n == 0)
		return STR("（空）");
	if (str_eq(field, STR("lead")) || str_eq(field, STR("support")) || str_eq(field, STR("implement")))
		return joined_lines(a, value, STR("、"));
	if ((str_eq(field, STR("targets")) || str_eq(field, STR("figures"))) &&
	    figures_of_lines(a, value, &figures, &ignored) == RC_OK)
		return figures_words(a, &figures);
	if (str_eq(field, STR("leaders")) && leaders_of_lines(a, value, &leaders, &ignored) == RC_OK)
		return leader_words(a, &leaders);
	if (str_eq(field, STR("sources")) && sources_of_lines(a, value, &sources, &ignored) == RC_OK)
		return source_words(a, &sources);
	if (str_eq(field, STR("total_yuan")))
		return money_words(a, value);
	if (str_eq(field, STR("compare")) && compare_parse(value, &cmp))
		return str_of(compare_words(cmp));
	if (str_eq(field, STR("recurs")) && recurs_parse(value, &recurs))
		return str_of(recurs_words(recurs));
	if (str_eq(field, STR("bare")))
		return STR("只有时间");
	return value;
}

/* The field of "change:project:7:total_yuan". */
static struct str field_of(struct str key)
{
	size_t at = str_rfind(key, STR(":"));

	return at == STR_NONE ? key : str_from(key, at + 1);
}

/* ---- one question ---- */

static const struct doubt *doubt_of(const struct preview *v, const struct question *q)
{
	const struct project *p = q->project < v->import->p.projects.n ? &v->import->p.projects.v[q->project] : NULL;
	struct dec d;

	if (q->kind != ASK_DOUBT || p == NULL || !dec_parse(field_of(q->key), &d) || d.n < 0 || (size_t)d.n >= p->doubts.n)
		return NULL;
	return &p->doubts.v[d.n];
}

static void answer_form(struct buf *b, const struct preview *v, const struct question *q)
{
	preview_form(b, v, "decide", "ask");
	html(b, "<input type=\"hidden\" name=\"key\"");
	html_attr(b, "value", q->key);
	html(b, ">");
}

static void hidden_value(struct buf *b, struct str value)
{
	html(b, "<input type=\"hidden\" name=\"value\"");
	html_attr(b, "value", value);
	html(b, ">");
}

/* The name of a unit, once or for all imports to come. */
static void put_unit_choice(struct buf *b, const struct preview *v, const struct question *q, const struct choice *c)
{
	answer_form(b, v, q);
	hidden_value(b, c->value);
	html(b, "<button class=\"btn\" name=\"remember\" value=\"1\">");
	html_text(b, c->label);
	html(b, "，以后都这样</button><button class=\"btn\">只这一次</button></form>");
}

/* What the figures of a series come to, read as increments or as sums; empty where that cannot be told. */
static struct str series_says(const struct preview *v, const struct question *q, bool increments)
{
	const struct project *p = &v->import->p.projects.v[q->project];
	struct dec sum = dec_int(0);
	const struct figure *first = NULL;

	for (size_t i = 0; i < p->items.n; i++)
		for (size_t m = 0; m < p->items.v[i].milestones.n; m++)
			for (size_t k = 0; k < p->items.v[i].milestones.v[m].figures.n; k++) {
				const struct figure *f = &p->items.v[i].milestones.v[m].figures.v[k];

				if (first == NULL && spans_meet(&q->spans, &f->at))
					first = f;
				if (first == NULL || !str_eq(f->unit, first->unit) || !str_eq(f->what, first->what) ||
				    !str_eq(f->stage, first->stage))
					continue;
				if (!increments)
					sum = f->n;
				else if (!dec_add(sum, f->n, &sum))
					return STR("");
			}
	if (first == NULL)
		return STR("");
	return arena_printf(v->a, "，%s共%.*s%.*s", increments ? "各期相加" : "到最后", STR_ARG(dec_str(v->a, dec_norm(sum))),
			    STR_ARG(first->unit));
}

/* The words of a button: days and money as people write them, and what follows from the choice. */
static struct str choice_says(const struct preview *v, const struct question *q, const struct choice *c)
{
	const struct doubt *d = doubt_of(v, q);
	struct day day;

	if (c->label.n == 0)
		return STR("留空");
	if (d == NULL || c->value.n == 0)
		return c->label;
	if (strcmp(d->field, "due") == 0 && day_parse(c->value, &day))
		return arena_printf(v->a, "%.*s前", STR_ARG(day_words(v->a, day, v->import->p.year)));
	if (strcmp(d->field, "total_yuan") == 0)
		return money_words(v->a, c->value);
	if (strcmp(d->field, "mode") == 0 && str_eq(c->value, STR("increment")))
		return arena_cat(v->a, STR("当期数"), series_says(v, q, true));
	if (strcmp(d->field, "mode") == 0)
		return arena_cat(v->a, STR("累计数"), series_says(v, q, false));
	return c->label;
}

static void put_choices(struct buf *b, const struct preview *v, const struct question *q)
{
	for (size_t i = 0; i < q->choices.n; i++) {
		const struct choice *c = &q->choices.v[i];

		if (q->kind == ASK_UNIT && !str_eq(c->value, STR("new"))) {
			put_unit_choice(b, v, q, c);
			continue;
		}
		answer_form(b, v, q);
		html(b, "<button class=\"btn\" name=\"value\"");
		html_attr(b, "value", c->value);
		if (q->settled)
			buf_str(b, str_eq(c->value, q->value) ? STR(" aria-pressed=\"true\"") : STR(" aria-pressed=\"false\""));
		html(b, ">");
		html_text(b, choice_says(v, q, c));
		html(b, "</button></form>");
	}
}

/* What none of the buttons says. */
static void put_free_text(struct buf *b, const struct preview *v, const struct question *q, size_t number)
{
	const struct doubt *d = doubt_of(v, q);
	const char *field = d == NULL ? "" : d->field;

	if (!q->free_text || strcmp(field, "mode") == 0)
		return;
	html(b, "<details><summary>都不对，我来填</summary>");
	answer_form(b, v, q);
	buf_printf(b, "<div class=\"fill\"><label for=\"q%zu-f\">", number);
	if (strcmp(field, "due") == 0)
		buf_printf(b, "日期（留空表示没有）</label><input id=\"q%zu-f\" name=\"value\" type=\"date\">", number);
	else if (strcmp(field, "total_yuan") == 0)
		buf_printf(b, "金额，万元（留空表示没有）</label><input id=\"q%zu-f\" name=\"wan\" class=\"sh\" inputmode=\"decimal\">", number);
	else if (strcmp(field, "lead") == 0)
		buf_printf(b, "单位（几个单位用顿号隔开）</label><input id=\"q%zu-f\" name=\"units\">", number);
	else
		buf_printf(b, "内容</label><input id=\"q%zu-f\" name=\"value\">", number);
	html(b, "<button class=\"btn\">就用这个</button></div></form></details>");
}

/* The words it is about, leading to their place; what the sentence quotes already is not said twice. */
static void put_quote(struct buf *b, const struct preview *v, size_t n, const struct span_list *spans, struct str said)
{
	struct str words = words_of(v->a, &v->import->doc, spans, 60);

	if (n == 0)
		return;
	buf_printf(b, " <a id=\"v%zu\" href=\"#s%zu\" data-r=\"%zu\" class=\"quote\">", n, n, n);
	if (words.n == 0 || str_has(said, words))
		html(b, "看原文");
	else
		html_textf(b, "原文：%.*s", STR_ARG(words));
	html(b, "</a>");
}

static void put_project_link(struct buf *b, const struct project *p, size_t at)
{
	buf_printf(b, "<b><a href=\"#p%zu\">", at + 1);
	html_text(b, p->no);
	if (p->no.n > 0)
		html(b, " ");
	html_text(b, p->name);
	html(b, "</a></b>");
}

/* "1 农村供水保障工程 时限": people know their projects by name. */
static void put_about(struct buf *b, const struct preview *v, const struct question *q)
{
	const struct project *p = q->project < v->import->p.projects.n ? &v->import->p.projects.v[q->project] : NULL;
	size_t blank = str_rfind(q->at, STR(" "));

	if (p == NULL) {
		html(b, "<b>");
		html_text(b, q->at);
		html(b, "</b> ");
		return;
	}
	put_project_link(b, p, q->project);
	html(b, " ");
	if (blank != STR_NONE) {
		html(b, "<span class=\"mut\">");
		html_text(b, str_from(q->at, blank + 1));
		html(b, "</span> ");
	}
}

static void put_question(struct buf *b, struct preview *v, size_t at)
{
	const struct question *q = &v->import->questions.v[at];
	size_t n = ref_spans(v, &q->spans, REF_WORDS, !q->settled);

	buf_printf(b, "<div class=\"qn%s\" id=\"q%zu\"", q->settled ? " set" : "", at + 1);
	if (n > 0)
		buf_printf(b, " data-r=\"%zu\"", n);
	html(b, "><p class=\"why\">");
	put_about(b, v, q);
	html_text(b, q->why);
	put_quote(b, v, n, &q->spans, q->why);
	html(b, "</p>");
	if (v->edits) {
		html(b, "<div class=\"acts\">");
		put_choices(b, v, q);
		put_free_text(b, v, q, at + 1);
		html(b, "</div>");
	}
	html(b, "</div>");
}

static size_t count_questions(const struct preview *v, bool settled)
{
	size_t n = 0;

	for (size_t i = 0; i < v->import->questions.n; i++) {
		const struct question *q = &v->import->questions.v[i];

		n += q->must && q->settled == settled;
	}
	return n;
}

/* Several units written shorter than in the list: taken together with one press. */
static void put_all_units(struct buf *b, const struct preview *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->import->questions.n; i++)
		n += v->import->questions.v[i].kind == ASK_UNIT && !v->import->questions.v[i].settled;
	if (n < 3)
		return;
	html(b, "<div class=\"qn\"><p class=\"why\">");
	html_textf(b, "有%zu个单位和名录里的写法不同。逐个看，或者一次都按建议的记：", n);
	html(b, "</p>");
	preview_form(b, v, "units", "ask");
	html(b, "<button class=\"btn\">");
	html_textf(b, "%zu个都按建议的记，以后都这样", n);
	html(b, "</button></form></div>");
}

void put_questions(struct buf *b, struct preview *v)
{
	size_t n = count_questions(v, false);

	if (n == 0)
		return;
	html(b, "<section class=\"asks\" aria-labelledby=\"ask-h\"><h2 id=\"ask-h\">");
	draw_mark(b, DRAW_LATE);
	html_textf(b, "要您决定的 %zu 处", n);
	html(b, "<small class=\"mut\" data-js hidden>按 N 到下一处，P 到上一处，Ctrl+Z 撤销上一步</small></h2>");
	put_all_units(b, v);
	for (size_t i = 0; i < v->import->questions.n; i++)
		if (v->import->questions.v[i].must && !v->import->questions.v[i].settled)
			put_question(b, v, i);
	html(b, "</section>");
}

/* Answers can be changed until the import is confirmed. */
void put_settled(struct buf *b, struct preview *v)
{
	size_t n = count_questions(v, true);

	if (n == 0)
		return;
	html(b, "<section class=\"pj\"><details><summary>");
	html_textf(b, "您已经决定的 %zu 处，可以改主意", n);
	html(b, "</summary>");
	for (size_t i = 0; i < v->import->questions.n; i++)
		if (v->import->questions.v[i].must && v->import->questions.v[i].settled)
			put_question(b, v, i);
	html(b, "</details></section>");
}

/* ---- numbers of the document that do not agree ---- */

static void put_finding(struct buf *b, struct preview *v, const struct finding *f)
{
	const struct programme *p = &v->import->p;
	size_t n = ref_spans(v, &f->spans, REF_WORDS, true), about = STR_NONE;

	html(b, "<div class=\"qn\"");
	if (n > 0)
		buf_printf(b, " data-r=\"%zu\"", n);
	html(b, "><p class=\"why\">");
	for (size_t i = 0; i < p->projects.n; i++)
		if (finding_is_about(f, &p->projects.v[i])) {
			put_project_link(b, &p->projects.v[i], i);
			html(b, " ");
			about = about == STR_NONE ? i : about;
		}
	html_text(b, f->says);
	put_quote(b, v, n, &f->spans, f->says);
	html(b, "</p>");
	if (about != STR_NONE) {
		put_edit_link(b, v, about);
		html(b, ">修改这一件</a>");
	}
	html(b, "</div>");
}

void put_findings(struct buf *b, struct preview *v)
{
	const struct finding_list *l = &v->import->p.findings;

	if (v->import->counts.wrong == 0)
		return;
	html(b, "<section class=\"asks\" aria-labelledby=\"wrong-h\" id=\"wrong\"><h2 id=\"wrong-h\">");
	draw_mark(b, DRAW_LATE);
	html_textf(b, "文件里对不上的 %zu 处", v->import->counts.wrong);
	html(b, "</h2><p class=\"hint\">这是文件自己前后不一致，系统照原文读入，不影响导入；要改就点“修改这一件”。</p>");
	for (size_t i = 0; i < l->n; i++)
		if (!l->v[i].ok)
			put_finding(b, v, &l->v[i]);
	html(b, "</section>");
}

/* ---- old, new, which ---- */

static bool is_char_start(struct str s, size_t at)
{
	return at >= s.n || ((unsigned char)s.p[at] & 0xC0) != 0x80;
}

/* The text, with what differs from the other one set off: what stands between their common ends. */
static void put_differing(struct buf *b, struct str text, struct str other)
{
	size_t shorter = text.n < other.n ? text.n : other.n, head = 0, tail = 0;

	while (head < shorter && text.p[head] == other.p[head])
		head++;
	while (head > 0 && !(is_char_start(text, head) && is_char_start(other, head)))
		head--;
	while (tail < shorter - head && text.p[text.n - tail - 1] == other.p[other.n - tail - 1])
		tail++;
	while (tail > 0 && !is_char_start(text, text.n - tail))
		tail--;
	/* two texts with little in common are just two texts */
	if (head + tail < shorter / 3) {
		html_text(b, text);
		return;
	}
	html_text(b, str_cut(text, 0, head));
	if (text.n - tail > head) {
		html(b, "<b>");
		html_text(b, str_cut(text, head, text.n - tail));
		html(b, "</b>");
	}
	html_text(b, str_from(text, text.n - tail));
}

static void put_side(struct buf *b, const struct preview *v, const char *value, const char *label, struct str text,
		     struct str other, bool used)
{
	html(b, "<button name=\"value\"");
	html_attr(b, "value", str_of(value));
	html_flag(b, "disabled", !v->edits);
	buf_printf(b, " aria-pressed=\"%s\"><small>", used ? "true" : "false");
	html_say(b, label);
	html_say(b, used ? "（采用）" : "");
	html(b, "</small><span>");
	put_differing(b, text, other);
	html(b, "</span></button>");
}

static void put_change(struct buf *b, struct preview *v, size_t at)
{
	const struct question *q = &v->import->questions.v[at];
	bool new = str_eq(q->value, STR("new"));
	struct str field = field_of(q->key), was = field_says(v->a, field, q->old), is = field_says(v->a, field, q->new);
	size_t blank = str_rfind(q->at, STR(" "));

	buf_printf(b, "<div class=\"qn\" id=\"q%zu\"><p class=\"why\"><b>", at + 1);
	html_text(b, blank == STR_NONE ? q->at : str_from(q->at, blank + 1));
	html(b, "</b></p>");
	preview_form(b, v, "decide", arena_cstr(v->a, arena_printf(v->a, "q%zu", at + 1)));
	html(b, "<input type=\"hidden\" name=\"key\"");
	html_attr(b, "value", q->key);
	html(b, "><div class=\"pick\">");
	put_side(b, v, "old", "系统里", was, is, !new);
	put_side(b, v, "new", "文件里", is, was, new);
	html(b, "</div></form></div>");
}

void put_changes(struct buf *b, struct preview *v, size_t project)
{
	if (changes_of(v, project) == 0)
		return;
	html(b, "<div class=\"changes\">");
	for (size_t i = 0; i < v->import->questions.n; i++)
		if (v->import->questions.v[i].kind == ASK_CHANGE && v->import->questions.v[i].project == project)
			put_change(b, v, i);
	html(b, "</div>");
}

void put_all_changes(struct buf *b, struct preview *v)
{
	size_t n = 0, new = 0, projects = 0;

	for (size_t i = 0; i < v->import->p.projects.n; i++)
		projects += changes_of(v, i) > 0;
	for (size_t i = 0; i < v->import->questions.n; i++) {
		const struct question *q = &v->import->questions.v[i];

		n += q->kind == ASK_CHANGE;
		new += q->kind == ASK_CHANGE && str_eq(q->value, STR("new"));
	}
	if (n == 0)
		return;
	html(b, "<section class=\"asks\" id=\"changes\"><h2>");
	draw_mark(b, DRAW_ADJ);
	html_textf(b, "与现有清单不同的 %zu 处", n);
	html(b, "</h2><div class=\"qn\"><p class=\"why\">");
	html_textf(b, "在%zu件项目里，每一处都列在那一件下面，点一下就换。现在是：%zu处用文件里的，%zu处用系统里的。", projects, new, n - new);
	if (v->import->p.kind == KIND_LEDGER || v->import->p.kind == KIND_REPORT)
		html(b, "台账和报告只更新进展，任务、目标和资金不选就不动。");
	html(b, "</p>");
	preview_form(b, v, "changes", "changes");
	html(b, "<div class=\"acts\"><button class=\"btn s\" name=\"use\" value=\"new\">没选过的都用文件里的</button>"
		"<button class=\"btn s\" name=\"use\" value=\"old\">没选过的都用系统里的</button></div></form></div></section>");
}

/* ---- there, but not in the document ---- */

static void put_absent_one(struct buf *b, struct preview *v, size_t at)
{
	const struct question *q = &v->import->questions.v[at];

	buf_printf(b, "<div class=\"qn\" id=\"q%zu\"><p class=\"why\"><b>", at + 1);
	html_text(b, q->at);
	html(b, "</b></p>");
	preview_form(b, v, "decide", arena_cstr(v->a, arena_printf(v->a, "q%zu", at + 1)));
	html(b, "<input type=\"hidden\" name=\"key\"");
	html_attr(b, "value", q->key);
	html(b, "><span class=\"seg\">");
	for (size_t c = 0; c < q->choices.n; c++) {
		html(b, "<button name=\"value\"");
		html_attr(b, "value", q->choices.v[c].value);
		buf_printf(b, " aria-pressed=\"%s\">", str_eq(q->choices.v[c].value, q->value) ? "true" : "false");
		html_text(b, q->choices.v[c].label);
		html(b, "</button>");
	}
	html(b, "</span></form></div>");
}

void put_absent(struct buf *b, struct preview *v)
{
	size_t n = 0, settled = 0;

	for (size_t i = 0; i < v->import->questions.n; i++) {
		n += v->import->questions.v[i].kind == ASK_ABSENT;
		settled += v->import->questions.v[i].kind == ASK_ABSENT && v->import->questions.v[i].settled;
	}
	if (n == 0)
		return;
	html(b, "<section class=\"pj\" id=\"absent\"><details");
	html_flag(b, "open", settled > 0);
	html(b, "><summary>");
	html_textf(b, "系统里有、这份文件没有的 %zu 件，不选就保持原样", n);
	html(b, "</summary>");
	for (size_t i = 0; i < v->import->questions.n; i++)
		if (v->import->questions.v[i].kind == ASK_ABSENT)
			put_absent_one(b, v, i);
	html(b, "</details></section>");
}
