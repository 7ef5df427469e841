#include "web/first_day.h"

#include <inttypes.h>

/* Proposals with check boxes, slips to print, what is still missing. */

static void put_title(struct buf *b, const struct page *p, const char *title, const struct office_programme *v)
{
	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>");
	html_say(b, title);
	html(b, "</h1><div class=\"mut\">");
	html_text(b, v->row.title.n > 0 ? v->row.title : arena_printf(p->a, "%d年民生实事", v->row.year));
	html(b, "</div></div></div>");
}

/* ---- accounts just made ---- */

static void put_taken(struct buf *b, const struct taken_list *l)
{
	if (l->n == 0)
		return;
	html(b, "<section class=\"card\"><header><h2>新账号的一次性密码</h2><span class=\"mut\">只显示这一次，请现在打印或抄下；"
		"第一次登录后要改成自己的密码</span><button class=\"btn s noprint\" type=\"button\" data-print hidden>打印</button></header>"
		"<div class=\"scroll\"><table class=\"stack\"><thead><tr><th scope=\"col\">单位</th><th scope=\"col\">账号</th>"
		"<th scope=\"col\">一次性密码</th></tr></thead><tbody>");
	for (size_t i = 0; i < l->n; i++) {
		html(b, "<tr><td>");
		html_text(b, l->v[i].name);
		html(b, "</td><td data-l=\"账号\">");
		html_text(b, l->v[i].login);
		html(b, "</td><td data-l=\"密码\"><code class=\"secret\">");
		html_text(b, l->v[i].password);
		html(b, "</code></td></tr>");
	}
	html(b, "</tbody></table></div></section>");
}

/* ---- proposals ---- */

static const struct {
	enum proposal_kind kind;
	const char *title, *why;
} groups[] = {
	{ PROPOSE_ALIAS, "同一个单位的不同写法", "合成一个以后，两种写法都认得。" },
	{ PROPOSE_UNIT_KIND, "单位的类别", "按名称判断的，以后按类别筛选时用。" },
	{ PROPOSE_PERSON, "责任人", "文件里写到的人，记入人员名录，不含电话。" },
	{ PROPOSE_ACCOUNT, "填报账号", "每个单位一个，只看得到本单位的事项。也可以不开账号，只发下面的一次性链接。" },
};

static const char *unit_kind_says(struct str kind)
{
	static const struct {
		const char *word, *says;
	} words[] = {
		{ "government", "政府部门" }, { "party", "党委部门" },   { "mass", "群团组织" },	 { "judicial", "法检机关" },
		{ "vertical", "垂管单位" },   { "company", "企业" },	 { "institution", "事业单位" }, { "township", "乡镇（街道）" },
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_eq(kind, str_of(words[i].word)))
			return words[i].says;
	return "其他";
}

static void put_proposal(struct buf *b, const struct proposal *x, size_t n)
{
	html(b, "<li><label class=\"c\"><input type=\"checkbox\" checked");
	buf_printf(b, " name=\"key.%zu\"", n);
	html_attr(b, "value", x->key);
	html(b, "><span>");
	if (x->kind == PROPOSE_UNIT_KIND) {
		html_text(b, x->name);
		html(b, "：");
		html_say(b, unit_kind_says(x->detail));
	} else {
		html_text(b, x->says);
	}
	if (x->items > 0) {
		html(b, " <span class=\"mut\">");
		html_textf(b, "%zu项任务", x->items);
		html(b, "</span>");
	}
	html(b, "</span></label></li>");
}

static void put_group(struct buf *b, const struct proposal_list *l, size_t g)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += l->v[i].kind == groups[g].kind;
	if (n == 0)
		return;
	html(b, "<fieldset class=\"props\"><legend>");
	html_textf(b, "%s（%zu）", groups[g].title, n);
	html(b, "</legend><p class=\"mut\">");
	html_say(b, groups[g].why);
	html(b, "</p><ul>");
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].kind == groups[g].kind)
			put_proposal(b, &l->v[i], i);
	html(b, "</ul></fieldset>");
}

static void put_proposals(struct buf *b, const struct page *p, const struct first_day_view *v)
{
	html(b, "<section class=\"card\"><header><h2>建议</h2><span class=\"mut\">从导入的文件里看出来的，去掉不要的勾，其余一次办好</span></header>");
	if (v->proposals.n == 0) {
		html(b, "<div class=\"empty\">没有新的建议：单位、人员都已经在名录里了。</div></section>");
		return;
	}
	html(b, "<div class=\"bd\">");
	form_begin(b, p, "", "/office/%" PRId64 "/programmes/%" PRId64 "/first-day", v->v.region.id, v->v.row.id);
	for (size_t g = 0; g < COUNT(groups); g++)
		put_group(b, &v->proposals, g);
	if (!v->may_accounts)
		html(b, "<p class=\"mut\">填报账号由系统管理员和安全管理员开；不开账号，用下面的一次性链接也能看和填。</p>");
	html(b, "<p><button class=\"btn p\">采纳勾选的</button></p></form></div></section>");
}

/* ---- the way to slips and gaps ---- */

static void put_slips_form(struct buf *b, const struct page *p, const struct first_day_view *v)
{
	html(b, "<section class=\"card\"><header><h2>发给单位的一次性链接</h2></header><div class=\"bd\"><p>每个单位一张通知单：有哪几项、"
		"打开的链接和二维码、可以复制到短信或群里的文字。链接7天内有效，只能用一次；重新生成后，没用过的旧链接作废。</p>");
	form_begin(b, p, "", "/office/%" PRId64 "/programmes/%" PRId64 "/slips", v->v.region.id, v->v.row.id);
	html(b, "<div class=\"fill\"><label for=\"unit\">给哪个单位</label><select id=\"unit\" name=\"unit\"><option value=\"0\">所有有任务的单位</option>");
	for (size_t i = 0; i < v->units.n; i++)
		if (!v->units.v[i].gone && v->units.v[i].items > 0) {
			buf_printf(b, "<option value=\"%" PRId64 "\">", v->units.v[i].id);
			html_text(b, v->units.v[i].name);
			html(b, "</option>");
		}
	html(b, "</select><button class=\"btn\">生成通知单</button></div></form></div></section>");
}

void put_first_day_page(struct buf *b, const struct page *p, const struct first_day_view *v)
{
	put_title(b, p, "第一天：参与单位和通知单", &v->v);
	put_taken(b, &v->taken);
	put_proposals(b, p, v);
	put_slips_form(b, p, v);
	if (v->gaps_n > 0) {
		html(b, "<p><a");
		put_href(b, p, "/office/%" PRId64 "/programmes/%" PRId64 "/gaps", v->v.region.id, v->v.row.id);
		html(b, ">");
		html_textf(b, "清单里还差%zu处没有写明，去看看", v->gaps_n);
		html(b, "</a></p>");
	}
	page_end(b, p);
}

/* ---- slips ---- */

/* "{link}" of the words becomes the address. */
static struct str with_address(struct arena *a, struct str text, struct str address)
{
	size_t at = str_find(text, STR("{link}"));

	return at == STR_NONE ? text :
				arena_printf(a, "%.*s%.*s%.*s", (int)at, text.p, STR_ARG(address), STR_ARG(str_from(text, at + 6)));
}

static void put_slip(struct buf *b, const struct page *p, const struct slips_view *v, const struct slip *s, size_t n)
{
	struct str address = arena_printf(p->a, "%.*s/link/%.*s", STR_ARG(p->origin), STR_ARG(s->link));

	html(b, "<section class=\"slip\"><div><h2>");
	html_text(b, s->unit_name);
	html(b, "</h2><p>");
	html_textf(b, "%.*s%d年民生实事：", STR_ARG(v->v.region.name), v->v.row.year);
	if (s->lead > 0)
		html_textf(b, "牵头%zu项", s->lead);
	if (s->other > 0)
		html_textf(b, "%s配合或实施%zu项", s->lead > 0 ? "，" : "", s->other);
	html(b, "</p><ul>");
	for (size_t i = 0; i < s->projects.n; i++) {
		html(b, "<li>");
		html_text(b, s->projects.v[i]);
		html(b, "</li>");
	}
	html(b, "</ul><p>");
	html_textf(b, "手机扫码，或在浏览器输入下面的地址，可以查看本单位的事项。%.*s以前有效，只能用一次。",
		   STR_ARG(time_words(p->a, s->ends, p->today)));
	html(b, "</p><p class=\"addr\">");
	html_text(b, address);
	buf_printf(b, "</p><div class=\"noprint\"><label for=\"t%zu\">发短信或群消息用的文字</label><textarea id=\"t%zu\" rows=\"4\" readonly>", n, n);
	html_text(b, with_address(p->a, s->text, address));
	buf_printf(b, "</textarea><button class=\"btn s\" type=\"button\" data-copy=\"t%zu\" hidden>复制</button></div></div><div>", n);
	if (!draw_qr(b, address, arena_printf(p->a, "%.*s的一次性链接", STR_ARG(s->unit_name))))
		html(b, "<p class=\"mut\">地址太长，请用左边的文字</p>");
	html(b, "</div></section>");
}

void put_slips_page(struct buf *b, const struct page *p, const struct slips_view *v)
{
	page_begin(b, p);
	html(b, "<div class=\"head noprint\"><div><h1>通知单</h1><div class=\"mut\">");
	html_textf(b, "%zu个单位，每个单位一张。链接只在这一页显示，请现在打印或发出。", v->slips.n);
	html(b, "</div></div><div class=\"acts\"><button class=\"btn p\" type=\"button\" data-print hidden>打印全部</button></div></div>");
	for (size_t i = 0; i < v->slips.n; i++)
		put_slip(b, p, v, &v->slips.v[i], i + 1);
	page_end(b, p);
}

/* ---- 还差什么 ---- */

static void put_gap_link(struct buf *b, const struct page *p, const struct gaps_view *v, const struct gap *g)
{
	html(b, "<a class=\"btn s\"");
	if (!v->may_edit)
		put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64, v->v.region.id, g->project);
	else if (g->item == 0)
		put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64 "/edit", v->v.region.id, g->project);
	else if (g->kind == GAP_PLAN)
		/* a milestone is added on the project's page */
		put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64, v->v.region.id, g->project);
	else
		put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64 "/items/%" PRId64, v->v.region.id, g->project, g->item);
	html(b, ">");
	html_say(b, v->may_edit ? "去补" : "去看");
	html(b, "<span class=\"hide\">");
	html_text(b, g->project_name);
	html(b, "</span></a>");
}

static void put_gap_rows(struct buf *b, const struct page *p, const struct gaps_view *v, enum gap_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < v->gaps.n; i++)
		n += v->gaps.v[i].kind == kind;
	if (n == 0)
		return;
	buf_printf(b, "<section class=\"card\" id=\"g%d\"><header><h2>", (int)kind);
	html_textf(b, "%s的 %zu 处", gap_label(kind), n);
	html(b, "</h2></header><div class=\"scroll\"><table class=\"stack\"><tbody>");
	for (size_t i = 0; i < v->gaps.n; i++) {
		const struct gap *g = &v->gaps.v[i];

		if (g->kind != kind)
			continue;
		html(b, "<tr><th scope=\"row\"><a");
		put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64, v->v.region.id, g->project);
		html(b, ">");
		html_text(b, g->no.n > 0 ? arena_printf(p->a, "%.*s %.*s", STR_ARG(g->no), STR_ARG(g->project_name)) : g->project_name);
		html(b, "</a></th><td>");
		html_text(b, g->task);
		html(b, "</td><td class=\"num\">");
		put_gap_link(b, p, v, g);
		html(b, "</td></tr>");
	}
	html(b, "</tbody></table></div></section>");
}

void put_gaps_page(struct buf *b, const struct page *p, const struct gaps_view *v)
{
	size_t counts[GAP_COUNT] = { 0 };

	for (size_t i = 0; i < v->gaps.n; i++)
		counts[v->gaps.v[i].kind]++;
	put_title(b, p, "还差什么", &v->v);
	if (v->gaps.n == 0) {
		html(b, "<div class=\"card empty\">每一项都有牵头单位、责任人、目标、节点和资金，不差什么了。</div>");
	} else {
		html(b, "<ul class=\"chips\">");
		for (int k = 0; k < GAP_COUNT; k++)
			if (counts[k] > 0) {
				buf_printf(b, "<li><a href=\"#g%d\">", k);
				html_textf(b, "%s %zu", gap_label((enum gap_kind)k), counts[k]);
				html(b, "</a></li>");
			}
		html(b, "</ul>");
	}
	for (int k = 0; k < GAP_COUNT; k++)
		put_gap_rows(b, p, v, (enum gap_kind)k);
	page_end(b, p);
}
