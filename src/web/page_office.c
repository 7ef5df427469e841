/* Where people with duties begin: what waits, the lists of the years, what was changed lately. */

#include <inttypes.h>

#include "model/words.h"
#include "web/office.h"

/* ---- what is due ---- */

static void due_of_item(struct arena *a, const struct project *p, const struct item *it, struct day today, int ahead,
			struct due_list *l)
{
	for (size_t i = 0; i < it->milestones.n; i++) {
		const struct milestone *m = &it->milestones.v[i];
		int days;
		size_t at;

		if (!day_is(m->due) || day_is(m->met) || m->recurs != RECURS_NO)
			continue;
		days = day_count(today, m->due);
		if (days > ahead)
			continue;
		(void)list_add(l, a);
		for (at = l->n - 1; at > 0 && l->v[at - 1].days > days; at--)
			l->v[at] = l->v[at - 1];
		l->v[at] = (struct due){ p, it, m, days };
	}
}

void due_of(struct arena *a, const struct programme *p, struct day today, int ahead, struct due_list *l)
{
	for (size_t i = 0; i < p->projects.n; i++) {
		const struct project *pr = &p->projects.v[i];

		for (size_t k = 0; k < pr->items.n && pr->state == PROJECT_RUNNING; k++)
			if (!day_is(pr->items.v[k].done_on))
				due_of_item(a, pr, &pr->items.v[k], today, ahead, l);
	}
}

void put_due_tag(struct buf *b, int days)
{
	enum { SOON = 7 };

	if (days < 0)
		put_tag(b, DRAW_BAD, "逾期");
	else if (days <= SOON)
		put_tag(b, DRAW_LATE, "临期");
	else
		put_tag(b, DRAW_IDLE, "未到");
}

static void put_days(struct buf *b, int days)
{
	if (days < 0)
		html_textf(b, "已过%d天", -days);
	else if (days == 0)
		html(b, "今天");
	else
		html_textf(b, "还有%d天", days);
}

static void put_due_row(struct buf *b, const struct page *p, int64_t region, const struct due *d)
{
	bool named = !d->m->bare && d->m->text.n > 0; /* else a day for the whole project */

	html(b, "<tr><td><a");
	put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64 "#m%" PRId64, region, d->p->id, d->m->id);
	html(b, "><b>");
	html_text(b, named ? d->m->text : d->p->name);
	html(b, "</b></a><br><span class=\"mut\">");
	if (named)
		html_textf(b, "%.*s %.*s", STR_ARG(d->p->no), STR_ARG(d->p->name));
	else
		html_textf(b, "第%.*s件，全部完成", STR_ARG(d->p->no));
	html(b, "</span></td><td data-l=\"牵头\">");
	html_text(b, d->it->lead.n > 0 ? unit_words(p->a, &d->it->lead) : STR("没有写"));
	html(b, "</td><td data-l=\"期限\" class=\"nw\">");
	html_text(b, day_str(p->a, d->m->due));
	html(b, " <span class=\"mut\">");
	put_days(b, d->days);
	html(b, "</span></td><td>");
	put_due_tag(b, d->days);
	html(b, "</td></tr>");
}

static void put_due_rows(struct buf *b, const struct page *p, int64_t region, const struct due_list *l, size_t from,
			 size_t to)
{
	html(b, "<div class=\"scroll\"><table class=\"stack\"><thead><tr><th scope=\"col\">节点</th><th scope=\"col\">牵头单位</th>"
		"<th scope=\"col\">期限</th><th scope=\"col\">情况</th></tr></thead><tbody>");
	for (size_t i = from; i < to; i++)
		put_due_row(b, p, region, &l->v[i]);
	html(b, "</tbody></table></div>");
}

/* As a table; beyond `first` rows the rest is folded. */
static void put_due(struct buf *b, const struct page *p, int64_t region, const struct due_list *l, size_t first)
{
	size_t shown = l->n < first + 3 ? l->n : first;

	put_due_rows(b, p, region, l, 0, shown);
	if (shown == l->n)
		return;
	html(b, "<details class=\"more\"><summary>");
	html_textf(b, "另外%zu个节点", l->n - shown);
	html(b, "</summary>");
	put_due_rows(b, p, region, l, shown, l->n);
	html(b, "</details>");
}

/* ---- what else waits ---- */

static void put_drafts(struct buf *b, const struct page *p, const struct office_home *v)
{
	for (size_t i = 0; i < v->drafts.n; i++) {
		const struct import_row *m = &v->drafts.v[i];

		html(b, "<li><div><b>导入待核对</b> ");
		html_text(b, m->name);
		html(b, "<br><span class=\"mut\">");
		html_textf(b, "%d年，%zu件，%.*s上传", m->year, m->projects, STR_ARG(time_words(p->a, m->at, p->today)));
		html(b, "</span></div><a class=\"btn s\"");
		put_href(b, p, "/office/%" PRId64 "/imports/%" PRId64, v->region.id, m->id);
		html(b, ">去核对</a></li>");
	}
}

static void put_unpublished(struct buf *b, const struct page *p, const struct office_home *v)
{
	for (size_t i = 0; i < v->now_n; i++) {
		const struct programme_row *r = &v->now[i].row;

		if (r->published || r->projects == 0)
			continue;
		html(b, "<li><div><b>还没有公开</b> ");
		html_textf(b, "%d年%s，%zu件", r->year, r->state == PROGRAMME_CANDIDATES ? "候选清单" : "清单", r->projects);
		html(b, "<br><span class=\"mut\">公众现在看不到，核对无误后再公开</span></div><a class=\"btn s\"");
		put_href(b, p, "/office/%" PRId64 "/programmes/%" PRId64, v->region.id, r->id);
		html(b, ">去看看</a></li>");
	}
}

static void put_gaps_line(struct buf *b, const struct page *p, const struct office_home *v)
{
	bool first = true;

	if (v->gaps_n == 0)
		return;
	html(b, "<li><div><b>还差什么</b> ");
	for (int i = 0; i < GAP_COUNT; i++) {
		if (v->gaps[i] == 0)
			continue;
		if (!first)
			html(b, "，");
		html_textf(b, "%s%zu处", gap_label((enum gap_kind)i), v->gaps[i]);
		first = false;
	}
	html(b, "<br><span class=\"mut\">文件里没有写到的，请补上或请单位补</span></div><a class=\"btn s\"");
	put_href(b, p, "/office/%" PRId64 "/programmes/%" PRId64 "/gaps", v->region.id, v->gaps_of);
	html(b, ">去补充</a></li>");
}

static size_t todo_count(const struct office_home *v)
{
	size_t n = v->imports ? v->drafts.n : 0;

	for (size_t i = 0; i < v->now_n && v->publishes; i++)
		n += !v->now[i].row.published && v->now[i].row.projects > 0;
	return n + (v->edits_all && v->gaps_n > 0);
}

static void put_todo(struct buf *b, const struct page *p, const struct office_home *v)
{
	if (todo_count(v) == 0)
		return;
	html(b, "<section class=\"card\"><header><h2>等您办理</h2></header><ul class=\"todo\">");
	if (v->imports)
		put_drafts(b, p, v);
	if (v->publishes)
		put_unpublished(b, p, v);
	if (v->edits_all)
		put_gaps_line(b, p, v);
	html(b, "</ul></section>");
}

/* ---- the lists ---- */

static void put_counts(struct buf *b, const struct page *p, const struct programme *pr)
{
	html(b, "<div class=\"kpis\">");
	put_state_counts(b, p, pr);
	html(b, "</div>");
}

static void put_year(struct buf *b, const struct page *p, const struct office_programme *v)
{
	bool candidates = v->row.state == PROGRAMME_CANDIDATES;

	html(b, "<section class=\"card\"><header><h2><a");
	put_href(b, p, "/office/%" PRId64 "/programmes/%" PRId64, v->region.id, v->row.id);
	html(b, ">");
	html_textf(b, "%d年%s", v->row.year, candidates ? "候选项目" : "民生实事");
	html(b, "</a></h2><span class=\"mut\">");
	html_textf(b, "%zu件%s，%s，%.*s改动", v->p.projects.n, candidates ? "候选" : "",
		   v->row.published ? "已公开" : "未公开", STR_ARG(time_words(p->a, v->changed_at, p->today)));
	html(b, "</span></header><div class=\"bd\">");
	if (!candidates)
		put_counts(b, p, &v->p);
	put_strip(b, p, &v->p, v->row.year, STRIP_OFFICE);
	html(b, "</div></section>");
}

static void put_older(struct buf *b, const struct page *p, const struct office_home *v)
{
	if (v->years.n <= v->now_n)
		return;
	html(b, "<section class=\"card\"><header><h2>往年</h2></header><div class=\"bd\"><ul>");
	for (size_t i = v->now_n; i < v->years.n; i++) {
		const struct programme_row *r = &v->years.v[i];

		html(b, "<li><a");
		put_href(b, p, "/office/%" PRId64 "/programmes/%" PRId64, v->region.id, r->id);
		html(b, ">");
		html_textf(b, "%d年", r->year);
		html(b, "</a> <span class=\"mut\">");
		html_textf(b, "%zu件，已完成%zu件%s", r->projects, r->closed, r->published ? "" : "，未公开");
		html(b, "</span></li>");
	}
	html(b, "</ul></div></section>");
}

static void put_new_list(struct buf *b, const struct page *p, const struct region *r)
{
	struct typed t = typed_in(p, "/office/%" PRId64 "/programmes", r->id);
	struct str kind = typed_str(&t, "kind", STR("tasks"));

	html(b, "<details class=\"card fold\"");
	html_flag(b, "open", t.in != NULL);
	html(b, "><summary>手工新建一年的清单</summary><div class=\"bd\">");
	form_begin(b, p, "", "/office/%" PRId64 "/programmes", r->id);
	html(b, "<div class=\"row\"><div class=\"field\"><label for=\"ny\">年份</label><input id=\"ny\" name=\"year\" inputmode=\"numeric\" "
		"required maxlength=\"4\"");
	html_attr(b, "value", typed_str(&t, "year", int_str(p->a, p->today.year)));
	html(b, "></div><div class=\"field\"><label for=\"nk\">是什么清单</label><select id=\"nk\" name=\"kind\">"
		"<option value=\"tasks\">任务清单</option><option value=\"candidates\"");
	html_flag(b, "selected", str_eq(kind, STR("candidates")));
	html(b, ">候选项目清单</option></select></div></div>"
		"<div class=\"field\"><label for=\"nt\">标题</label><input id=\"nt\" name=\"title\" required maxlength=\"200\" "
		"placeholder=\"如 示例县2026年民生实事项目清单\"");
	html_attr(b, "value", typed_str(&t, "title", STR("")));
	html(b, "></div><button class=\"btn\">新建清单</button></form></div></details>");
}

/* ---- lately ---- */

static const char *recent_says(const struct recent_row *r)
{
	bool publish = str_eq(r->action, STR("publish")), withdraw = str_eq(r->action, STR("withdraw"));

	if (str_eq(r->kind, STR("file")))
		return publish ? "公开了一份文件" : withdraw ? "取消公开一份文件" : "存入了一份文件";
	if (publish)
		return "公开了清单";
	if (withdraw)
		return "取消公开清单";
	if (str_eq(r->kind, STR("unit")) || str_eq(r->kind, STR("person")))
		return r->projects == 0 ? "整理了单位和人员" : NULL;
	return r->projects == 0 ? "修改了清单" : NULL;
}

static void put_recent_row(struct buf *b, const struct page *p, int64_t region, const struct recent_row *r)
{
	const char *says = recent_says(r);

	html(b, "<li>");
	if (says != NULL) {
		html_say(b, says);
	} else if (r->project != 0) {
		html(b, "<a");
		put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64 "#history", region, r->project);
		html(b, ">");
		html_text(b, r->project_name);
		html(b, "</a> ");
		html_textf(b, "改了%zu处", r->changes);
	} else {
		html_textf(b, "%zu件实事，共%zu处", r->projects, r->changes);
	}
	if (r->reason.n > 0) {
		html(b, "：");
		html_text(b, r->reason);
	}
	html(b, "<br><span class=\"mut\">");
	html_text(b, time_words(p->a, r->at, p->today));
	html(b, " ");
	html_text(b, r->actor);
	html(b, "</span></li>");
}

static void put_recent(struct buf *b, const struct page *p, const struct office_home *v)
{
	if (v->recent.n == 0)
		return;
	html(b, "<section class=\"card\"><header><h2>最近改动</h2></header><div class=\"bd\"><ul class=\"plain\">");
	for (size_t i = 0; i < v->recent.n; i++)
		put_recent_row(b, p, v->region.id, &v->recent.v[i]);
	html(b, "</ul></div></section>");
}

/* ---- home ---- */

static size_t late_count(const struct due_list *l)
{
	size_t n = 0;

	while (n < l->n && l->v[n].days < 0)
		n++;
	return n;
}

/* Nothing of a plan is due while there are candidates alone. */
static bool waits_for_vote(const struct office_home *v)
{
	return v->now_n > 0 && v->gaps_of == 0;
}

static void put_home_head(struct buf *b, const struct page *p, const struct office_home *v)
{
	size_t late = late_count(&v->due), todo = todo_count(v);

	html(b, "<div class=\"head\"><div><h1>");
	html_textf(b, "%d月%d日，", p->today.month, p->today.day);
	if (todo > 0)
		html_textf(b, "有%zu件事等您办理", todo);
	else if (late > 0)
		html_textf(b, "%zu个节点到期还没有完成", late);
	else if (waits_for_vote(v))
		html_textf(b, "%d年的%zu件候选项目等待票决", v->now[0].row.year, v->now[0].p.projects.n);
	else
		html(b, "没有到期未完成的节点");
	html(b, "</h1><div class=\"mut\">");
	if (v->gaps_of != 0)
		html_textf(b, "到期未完成的节点%zu个，一个月内到期的%zu个", late, v->due.n - late);
	html(b, "</div></div><div class=\"acts\">");
	if (v->imports) {
		html(b, "<a class=\"btn p\"");
		put_href(b, p, "/office/%" PRId64 "/imports", v->region.id);
		html(b, ">导入文件</a>");
	}
	html(b, "</div></div>");
}

static void put_nothing(struct buf *b, const struct page *p, const struct office_home *v)
{
	html(b, "<div class=\"card empty\"><p>");
	html_say(b, v->reads_all ? "还没有民生实事清单。" : "现在没有本单位牵头、配合或实施的民生实事。");
	html(b, "</p>");
	if (v->imports) {
		html(b, "<p>把今年的清单文件（Word、Excel、PDF都可以）传上来，系统会读成项目，核对后再写入。</p><p><a class=\"btn p\"");
		put_href(b, p, "/office/%" PRId64 "/imports", v->region.id);
		html(b, ">导入文件</a></p>");
	}
	html(b, "</div>");
}

void put_office_home(struct buf *b, const struct page *p, const struct office_home *v)
{
	enum { DUE_FIRST = 8, DUE_READER = 5 };
	bool aside = v->edits_all || v->recent.n > 0 || v->years.n > v->now_n;

	page_begin(b, p);
	put_home_head(b, p, v);
	if (v->years.n == 0)
		put_nothing(b, p, v);
	if (aside)
		html(b, "<div class=\"two\">");
	html(b, "<div>");
	put_todo(b, p, v);
	if (v->due.n > 0) {
		html(b, "<section class=\"card\"><header><h2>节点</h2><span class=\"mut\">");
		html_say(b, v->edits_all ? "按期限先后，点开可以记完成" : "按期限先后");
		html(b, "</span></header>");
		put_due(b, p, v->region.id, &v->due, v->edits_all ? DUE_FIRST : DUE_READER);
		html(b, "</section>");
	}
	for (size_t i = 0; i < v->now_n; i++)
		put_year(b, p, &v->now[i]);
	html(b, "</div>");
	if (aside) {
		html(b, "<aside>");
		put_recent(b, p, v);
		put_older(b, p, v);
		if (v->edits_all)
			put_new_list(b, p, &v->region);
		html(b, "</aside></div>");
	}
	page_end(b, p);
}

/* ---- the start of those who look after the installation, or several regions ---- */

static void put_place(struct buf *b, const struct page *p, const char *path, const char *name, const char *says)
{
	html(b, "<li><h3><a");
	put_href(b, p, "%s", path);
	html(b, ">");
	html_say(b, name);
	html(b, "</a></h3><p>");
	html_say(b, says);
	html(b, "</p></li>");
}

static void put_region_tiles(struct buf *b, const struct page *p, const struct region_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		html(b, "<li><h3><a");
		put_href(b, p, "/office/%" PRId64, l->v[i].id);
		html(b, ">");
		html_text(b, l->v[i].name);
		html(b, "</a></h3><p>民生实事项目</p></li>");
	}
}

static void put_log_tiles(struct buf *b, const struct page *p, const struct office_start *v)
{
	if (v->log_of_all)
		put_place(b, p, "/office/0/log", "操作日志：账号与设置", "谁在什么时候改了账号、授权和设置");
	for (size_t i = 0; i < v->logs.n; i++) {
		html(b, "<li><h3><a");
		put_href(b, p, "/office/%" PRId64 "/log", v->logs.v[i].id);
		html(b, ">操作日志：");
		html_text(b, v->logs.v[i].name);
		html(b, "</a></h3><p>项目、单位和公开的每一次改动</p></li>");
	}
}

static void put_region_form(struct buf *b, const struct page *p, bool open)
{
	struct typed t = typed_in(p, "/office/regions");

	html(b, "<details class=\"card fold\"");
	html_flag(b, "open", open || t.in != NULL);
	html(b, "><summary>添加地区</summary><div class=\"bd\">");
	form_begin(b, p, "", "/office/regions");
	html(b, "<div class=\"row\"><div class=\"field\"><label for=\"rn\">名称</label><input id=\"rn\" name=\"name\" required "
		"maxlength=\"40\" placeholder=\"如 示例县\"");
	html_attr(b, "value", typed_str(&t, "name", STR("")));
	html(b, "></div><div class=\"field\"><label for=\"rc\">行政区划代码（可不填）</label>"
		"<input id=\"rc\" name=\"code\" inputmode=\"numeric\" maxlength=\"12\"");
	html_attr(b, "value", typed_str(&t, "code", STR("")));
	html(b, "></div></div><button class=\"btn\">添加地区</button></form></div></details>");
}

/* A new installation has one account and no county: what comes first, in order. */
static void put_first_steps(struct buf *b, const struct page *p, const struct office_start *v)
{
	html(b, "<section class=\"card\"><header><h2>第一次使用，按这个顺序</h2></header><div class=\"bd\"><ol>");
	html(b, "<li><b>添加地区</b>：本县的名称，知道行政区划代码就一起填");
	if (v->logs.n > 0 || v->regions.n > 0)
		html(b, " <span class=\"mut\">（已有）</span>");
	html(b, "</li><li><b>新建账号</b>：给督查室（政府办）的每个人各建一个，一次性密码只显示一次</li>"
		"<li><b>授权</b>：把“督查室（政府办）”这个角色授给他们，地区选本县</li>"
		"<li><b>交给督查室</b>：他们登录后导入清单、核对、公开</li></ol></div></section>");
	put_region_form(b, p, v->logs.n == 0 && v->regions.n == 0);
}

void put_office_start(struct buf *b, const struct page *p, const struct office_start *v)
{
	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>");
	html_textf(b, "%d月%d日", p->today.month, p->today.day);
	if (p->actor != NULL) {
		html(b, "，");
		html_text(b, p->actor->name);
	}
	html(b, "</h1><div class=\"mut\">您的账号可以做下面这些事</div></div></div>");
	if (v->accounts && v->accounts_n < 3)
		put_first_steps(b, p, v);
	html(b, "<ul class=\"tiles\">");
	put_region_tiles(b, p, &v->regions);
	if (v->accounts || v->grants)
		put_place(b, p, "/office/accounts", "账号与权限",
			  v->accounts && v->grants ? "新建账号、重置密码，决定谁能做什么" :
			  v->accounts		   ? "新建账号、重置密码、停用" :
						     "决定谁能做什么");
	if (v->settings || v->grants)
		put_place(b, p, "/office/settings", "设置", "密码要求、退出时间、三员分立");
	put_log_tiles(b, p, v);
	html(b, "</ul>");
	if (v->regions.n == 0 && !v->accounts && !v->grants && !v->settings && v->logs.n == 0)
		html(b, "<div class=\"card empty\">您的账号现在没有要处理的事。需要权限的话，请联系安全管理员授权。</div>");
	if (v->accounts && v->accounts_n >= 3)
		put_region_form(b, p, false);
	page_end(b, p);
}
