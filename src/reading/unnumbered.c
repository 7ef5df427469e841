#include "reading/unnumbered.h"

#include "base/utf8.h"
#include "reading/meta.h"
#include "reading/prose.h"
#include "reading/nodes.h"
#include "reading/quoted.h"
#include "reading/sentence_list.h"
#include "zh/when.h"

enum { ENTRIES_MIN = 3 };

/* The letter is over: a date, an issuer, an appendix, who may be asked. */
bool prose_closes(const struct line *l)
{
	static const struct str heads[] = { STR_INIT("附件"), STR_INIT("抄送"), STR_INIT("各责任单位"), STR_INIT("各牵头单位"), STR_INIT("以上项目"), STR_INIT("各位代表"), STR_INIT("请各"), STR_INIT("注:"), STR_INIT("备注:"), STR_INIT("(此件"), STR_INIT("上一篇"), STR_INIT("下一篇"), STR_INIT("上一条"), STR_INIT("下一条"), STR_INIT("责任编辑"), STR_INIT("来源:"), STR_INIT("(来源"), STR_INIT("(记者"), STR_INIT("编辑:"), STR_INIT("同时,我们"), STR_INIT("公示期"), STR_INIT("公示时间"), STR_INIT("如有异议"), STR_INIT("如有意见"), STR_INIT("特此公"), STR_INIT("现予公"), STR_INIT("扫一扫"), STR_INIT("版权所有"), STR_INIT("各相关单位要"), STR_INIT("各单位要"), STR_INIT("各部门要") };
	struct str s = l->text.s;
	struct zh_when w;

	if (l->style != NUM_NONE || l->inner)
		return false;
	for (size_t k = 0; k < COUNT(heads); k++)
		if (str_starts(s, heads[k]))
			return true;
	/* the foot of a web page */
	if (str_has(s, STR("网站标识码")) || str_has(s, STR("公网安备")) || str_has(s, STR("ICP备")))
		return true;
	if (s.n <= 60 && str_ends(s, STR("日")) && zh_when_only(s, 2000, &w) && w.has_year)
		return true;
	return s.n <= 75 && !str_has(s, STR(":")) && !str_has(s, STR("、")) && !str_has(s, STR("】")) &&
	       (str_ends(s, STR("人民政府")) || str_ends(s, STR("办公室")) || str_ends(s, STR("委员会")) || str_ends(s, STR("办事处")) || str_ends(s, STR("督查室")) || str_ends(s, STR("主席团")));
}

/* Could the line be an entry of a list without numbers? */
static bool plain_entry(const struct line *l)
{
	size_t chars = utf8_count(l->text.s);

	return l->style == NUM_NONE && l->level == 0 && !l->inner && chars >= 6 && chars <= 160 && !str_ends(l->text.s, STR(":")) &&
	       !str_has(l->text.s, STR("如下")) && !str_has(l->text.s, STR("据悉")) && !str_has(l->text.s, STR("记者"));
}

/* "10件民生实事分别为：" and below it an entry a line, without any number; or as many lines as the headline says. */
static bool plain_lines(struct arena *a, const struct line_list *lines, int headline, struct record_list *ret)
{
	for (size_t i = 0; i < lines->n; i++) {
		struct str head = lines->v[i].text.s;
		bool announced = str_ends(head, STR(":")) && (str_has(head, STR("实事")) || str_has(head, STR("民生")));
		size_t end = i + 1, closed = 0;

		if (!announced && !(headline >= ENTRIES_MIN && i == 0))
			continue;
		while (end < lines->n && plain_entry(&lines->v[end]) && !prose_closes(&lines->v[end])) {
			struct str s = lines->v[end].text.s;

			closed += str_ends(s, STR(";"));
			end++;
			if (str_ends(s, STR("。")) && closed >= 2) /* a; b; c。 */
				break;
		}
		if (end - i - 1 < ENTRIES_MIN || (closed < 2 && (int)(end - i - 1) != headline))
			continue;
		for (size_t k = i + 1; k < end; k++) {
			struct record *r = list_add(ret, a);
			struct text entry = text_part(a, &lines->v[k].text, 0, lines->v[k].text.s.n, TEXT_TIGHT);

			r->block = lines->v[k].block;
			r->prose = true;
			body_read(a, &entry, false, false, r);
		}
		return true;
	}
	return false;
}

/* A short line that names what the lines below it tell. */
static bool is_title(const struct line *l)
{
	enum { CHARS_MIN = 4, CHARS_MAX = 30 };
	static const struct str ends[] = { STR_INIT("。"), STR_INIT(";"), STR_INIT(":"), STR_INIT(","), STR_INIT("、"), STR_INIT(")") };
	struct str s = l->text.s;
	size_t chars = utf8_count(s), n;

	if (l->style != NUM_NONE || l->inner || chars < CHARS_MIN || chars > CHARS_MAX || label_of_line(s, 0, &n) != FIELD_NONE || prose_closes(l))
		return false;
	for (size_t k = 0; k < COUNT(ends); k++)
		if (str_ends(s, ends[k]))
			return false;
	/* 示例县2025年民生实事项目清单: the title of them all */
	return !str_has(s, STR("。")) && !body_has_duty(s) && !(meta_names_programme(s) && meta_year_in(s, 0) > 0);
}

/* Where the entry of the title at `from` ends: the next title that has lines below it, or the end of the letter. */
static size_t entry_end(const struct line_list *lines, size_t from)
{
	size_t i = from + 1;

	while (i < lines->n && !prose_closes(&lines->v[i]) && !(is_title(&lines->v[i]) && i + 1 < lines->n && !is_title(&lines->v[i + 1])))
		i++;
	return i;
}

static bool has_duty(const struct line_list *lines, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (body_has_duty(lines->v[i].text.s))
			return true;
	return false;
}

void titled_entries(struct arena *a, const struct line_list *lines, int headline, bool report, size_t before, struct record_list *ret)
{
	size_t all = 0, duties = 0;

	for (size_t i = 0; i + 1 < lines->n; i++) {
		size_t end = entry_end(lines, i);

		if (!is_title(&lines->v[i]) || end == i + 1)
			continue;
		all++;
		duties += has_duty(lines, i + 1, end);
	}
	if (duties < ENTRIES_MIN && !((int)all == headline && headline >= ENTRIES_MIN))
		return;
	ret->n = before;
	for (size_t i = 0; i + 1 < lines->n; i++) {
		size_t end = entry_end(lines, i);
		struct record *r;
		struct text t;

		if (!is_title(&lines->v[i]) || end == i + 1 || (duties >= ENTRIES_MIN && !has_duty(lines, i + 1, end)))
			continue;
		r = list_add(ret, a);
		r->block = lines->v[i].block;
		r->prose = true;
		t = nodes_text(a, lines, i, end);
		body_read(a, &t, true, report, r);
		records_settle_roles(r);
	}
}

/* "口袋公园建设——新建6个。（县城管局）": an entry a line, each with who does it. */
static bool duty_lines(struct arena *a, const struct line_list *lines, struct record_list *ret)
{
	for (size_t i = 0, end; i < lines->n; i = end + 1) {
		for (end = i; end < lines->n && lines->v[end].style == NUM_NONE && !prose_closes(&lines->v[end]) &&
			      body_has_duty(lines->v[end].text.s); end++)
			;
		if (end - i < ENTRIES_MIN)
			continue;
		for (size_t k = i; k < end; k++) {
			struct record *r = list_add(ret, a);
			struct text entry = text_part(a, &lines->v[k].text, 0, lines->v[k].text.s.n, TEXT_TIGHT);

			r->block = lines->v[k].block;
			r->prose = true;
			body_read(a, &entry, true, false, r);
			records_settle_roles(r);
		}
		return true;
	}
	return false;
}

bool unnumbered_entries(struct arena *a, const struct line_list *lines, int headline, bool report, struct record_list *ret)
{
	size_t before = ret->n;

	if (duty_lines(a, lines, ret) || sentence_lists(a, lines, headline, ret) || quoted_projects(a, lines, ret) ||
	    plain_lines(a, lines, headline, ret))
		return true;
	titled_entries(a, lines, headline, report, before, ret);
	return ret->n > before;
}
