/*
 * date_order: work that the plan accepts before it is finished, or uses
 * before it is installed (培训 at the sites in May, 安装 in November).
 */

#include "base/utf8.h"
#include "reading/finding.h"

/* True when b as a whole lies after a. */
static bool later(const struct milestone *a, const struct milestone *b)
{
	struct day start = day_is(b->from) ? b->from : b->due;

	if (!day_is(a->due) || !day_is(b->due) || a->recurs != RECURS_NO || b->recurs != RECURS_NO)
		return false;
	/* a point in time says nothing about when the work began: "11月底完成安装" */
	return day_cmp(start, a->due) > 0;
}

/* 竣工验收, 组织验收 of the whole; not 初步验收, 分部验收, nor a later step about the acceptance.
 */
static bool is_acceptance(struct str text)
{
	static const struct str not_final[] = { STR_INIT("初步验收"), STR_INIT("分部"),
						STR_INIT("分项"),     STR_INIT("阶段"),
						STR_INIT("中期"),     STR_INIT("主体验收"),
						STR_INIT("分批"),     STR_INIT("准备"),
						STR_INIT("首批") };

	return str_has(text, STR("验收")) && !str_has_any(text, not_final, COUNT(not_final));
}

static const struct str build_words[] = { STR_INIT("安装"), STR_INIT("施工"), STR_INIT("完工"),
					  STR_INIT("竣工"), STR_INIT("铺设"), STR_INIT("开工"),
					  STR_INIT("建成") };

static bool is_building(struct str text)
{
	return str_has_any(text, build_words, COUNT(build_words)) && !str_has(text, STR("验收"));
}

/* The thing both clauses are about: two Chinese characters or three letters that are no verbs here.
 */
static bool same_object(struct arena *a, struct str x, struct str y)
{
	static const struct str idle[] = { STR_INIT("完成"), STR_INIT("培训"), STR_INIT("安装"),
					   STR_INIT("工作"), STR_INIT("组织"), STR_INIT("开展"),
					   STR_INIT("全部"), STR_INIT("项目"), STR_INIT("月份"),
					   STR_INIT("季度"), STR_INIT("所有"), STR_INIT("实施"),
					   STR_INIT("建设"), STR_INIT("工程"), STR_INIT("验收"),
					   STR_INIT("进行") };
	struct str fx = check_fold(a, x), fy = check_fold(a, y);

	for (size_t i = 0; i < fx.n; i += utf8_len((unsigned char)fx.p[i])) {
		size_t end = i, chars = 0;
		bool latin = (unsigned char)fx.p[i] < 0x80;

		while (chars < (latin ? 3u : 2u) && end < fx.n) {
			unsigned char c = (unsigned char)fx.p[end];

			if ((c < 0x80) != latin ||
			    (latin && !((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))))
				break;
			/* Chinese punctuation is no word */
			if (!latin && c < 0xE4)
				break;
			end += utf8_len(c);
			chars++;
		}
		if (chars == (latin ? 3u : 2u) && str_has(fy, str_cut(fx, i, end)) &&
		    !str_has_any(str_cut(fx, i, end), idle, COUNT(idle)))
			return true;
	}
	return false;
}

static bool accepts_too_early(const struct milestone *a, const struct milestone *b)
{
	return is_acceptance(a->text) && is_building(b->text);
}

/* Both must be about the same thing: staff may be trained before other things are installed. */
static bool uses_too_early(struct arena *arena, const struct milestone *a,
			   const struct milestone *b)
{
	static const struct str at_site[] = { STR_INIT("点"), STR_INIT("现场"), STR_INIT("使用"),
					      STR_INIT("操作") };

	return str_has(a->text, STR("培训")) && str_has_any(a->text, at_site, COUNT(at_site)) &&
	       str_has(b->text, STR("安装")) && !str_has(a->text, STR("安装")) &&
	       same_object(arena, a->text, b->text);
}

static void report(struct check *c, const struct project *pr, const struct milestone *a,
		   const struct milestone *b, const char *why)
{
	struct finding *f = finding_add(c, "date_order", pr, false);

	f->left = day_str(c->a, a->due);
	f->right = day_str(c->a, day_is(b->from) ? b->from : b->due);
	finding_spans(c, f, &a->at, NULL);
	finding_spans(c, f, &b->at, NULL);
	f->says = arena_printf(c->a, "“%.*s”排在“%.*s”之前，%s", STR_ARG(a->text), STR_ARG(b->text),
			       why);
}

/* One finding per item: the first pair. */
static void check_item(struct check *c, const struct project *pr, const struct item *item)
{
	enum { MILESTONES_MAX = 200 };
	size_t n = item->milestones.n < MILESTONES_MAX ? item->milestones.n : MILESTONES_MAX;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			const struct milestone *a = &item->milestones.v[i],
					       *b = &item->milestones.v[k];

			if (i == k || a->bare || b->bare || !str_eq(a->sub, b->sub) || !later(a, b))
				continue;
			if (uses_too_early(c->a, a, b)) {
				report(c, pr, a, b, "先培训后安装，次序请核对");
				return;
			}
			if (accepts_too_early(a, b) && same_object(c->a, a->text, b->text)) {
				report(c, pr, a, b, "先验收后施工，次序请核对");
				return;
			}
		}
}

void check_dates(struct check *c)
{
	for (size_t i = 0; i < c->p->projects.n; i++) {
		for (size_t k = 0; k < c->p->projects.v[i].items.n; k++)
			check_item(c, &c->p->projects.v[i], &c->p->projects.v[i].items.v[k]);
		finding_settle(c);
	}
}
