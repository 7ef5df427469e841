#include "reading/meta.h"

#include "base/utf8.h"
#include "reading/outline.h"
#include "zh/money.h"
#include "zh/name.h"
#include "zh/number.h"

enum { TITLE_BLOCKS = 80, TITLE_BYTES = 240 };

static struct text block_text(struct arena *a, const struct document *doc, uint32_t i)
{
	struct piece *p = arena_alloc(a, sizeof(*p));

	*p = piece_of_line(doc->blocks.v[i].text, i, 0);
	return text_of(a, p, 1, TEXT_TIGHT);
}

bool meta_names_programme(struct str s)
{
	static const struct str words[] = { STR_INIT("民生实"), STR_INIT("民生工程"), STR_INIT("民生项目"), STR_INIT("民心工程"), STR_INIT("民生微"), STR_INIT("民生十"),
					    STR_INIT("民生大事") };

	for (size_t at = str_find(s, STR("实事")); at != STR_NONE; at = str_find_from(s, at + 6, STR("实事")))
		if (!str_at(s, at, STR("实事求是")))
			return true;
	for (size_t k = 0; k < COUNT(words); k++)
		if (str_has(s, words[k]))
			return true;
	return false;
}

int meta_year_in(struct str s, size_t from)
{
	for (size_t i = from; i < s.n; i++) {
		size_t k = i;
		int n;

		if (!zh_is_digit(s, i) || (i > 0 && zh_is_digit(s, i - 1)))
			continue;
		if (zh_small(s, &k, &n) && k - i == 4 && n >= 2000 && n <= 2099 &&
		    (str_at(s, k, STR("年")) || str_at(s, k, STR("-")) || str_at(s, k, STR("度"))))
			return n;
	}
	return 0;
}

/* "来源：某县融媒体中心 发布时间：2026-01-19": the line below the title of an article. */
static bool is_byline(struct str s)
{
	static const struct str words[] = { STR_INIT("来源:"), STR_INIT("作者:"), STR_INIT("记者:"), STR_INIT("发布时间:"), STR_INIT("发布日期:"), STR_INIT("浏览:"), STR_INIT("浏览次数:"), STR_INIT("点击数:") };
	int n = 0;

	for (size_t k = 0; k < COUNT(words); k++)
		n += str_has(s, words[k]);
	return n >= 2 && !meta_names_programme(s);
}

/* Bytes a line may have to be a title; the best line says 民生实事 and a year. */
static int title_score(struct str s)
{
	int score = 0;

	if (s.n == 0 || s.n > TITLE_BYTES || is_byline(s))
		return 0;
	if (meta_names_programme(s))
		score += 4;
	if (meta_year_in(s, 0))
		score += 2;
	if (str_has(s, STR("清单")) || str_has(s, STR("一览表")) || str_has(s, STR("台账")) || str_has(s, STR("分解表")) ||
	    str_has(s, STR("报告")) || str_has(s, STR("情况")) || str_has(s, STR("项目")) || str_has(s, STR("汇总表")))
		score += 1;
	if (str_has(s, STR("。")) || str_has(s, STR(",")) || str_has(s, STR("附件")))
		score -= 2;
	if (s.n > 150)
		score -= 1;
	return score;
}

/* "2026年民生实事候选项目" says more of the programme's year than any other date. */
static void count_programme_years(struct str s, int count[100])
{
	enum { BETWEEN_BYTES = 24 };

	for (size_t at = str_find(s, STR("年")); at != STR_NONE; at = str_find_from(s, at + 3, STR("年"))) {
		int y = at >= 4 && zh_is_digit(s, at - 4) ? meta_year_in(s, at - 4) : 0;
		size_t programme = y ? str_find(str_cut(s, at, at + BETWEEN_BYTES < s.n ? at + BETWEEN_BYTES : s.n), STR("民生实事")) : STR_NONE;

		if (y && (programme != STR_NONE || str_at(s, at, STR("年民生"))))
			count[y - 2000] += 2;
	}
}

/* The year printed most often in front of 年 in the first lines. */
static int common_year(struct arena *a, const struct document *doc)
{
	int count[100] = { 0 }, best = 0;

	for (uint32_t i = 0; i < doc->blocks.n && i < 400; i++) {
		const struct block *b = &doc->blocks.v[i];
		size_t n = b->kind == BLOCK_TABLE ? b->cell_count : 1;

		for (size_t k = 0; k < n && k < 400; k++) {
			struct piece p = { .s = b->kind == BLOCK_TABLE ? b->cells[k].text : b->text, .block = i };
			struct str s = text_of(a, &p, 1, TEXT_TIGHT).s;
			int y = meta_year_in(s, 0);

			if (y)
				count[y - 2000]++;
			count_programme_years(s, count);
		}
	}
	for (int y = 0; y < 100; y++)
		if (count[y] > count[best])
			best = y;
	return count[best] ? 2000 + best : 0;
}

static struct text best_title(struct arena *a, const struct document *doc, int common, struct span *at)
{
	struct text best = { 0 };
	int best_score = 1;

	for (uint32_t i = 0; i < doc->blocks.n && i < TITLE_BLOCKS; i++) {
		const struct block *b = &doc->blocks.v[i];
		struct text t;
		int score;

		if (b->kind == BLOCK_TABLE) {
			/* a title row inside the table */
			if (b->cell_count == 0 || b->cells[0].text.n > TITLE_BYTES)
				continue;
			struct piece *p = arena_alloc(a, sizeof(*p));

			*p = (struct piece){ .s = b->cells[0].text, .block = i, .row = (int32_t)b->cells[0].row,
					     .col = (int32_t)b->cells[0].col };
			t = text_of(a, p, 1, TEXT_TIGHT);
		} else {
			if (b->text.n > TITLE_BYTES * 2)
				continue;
			t = block_text(a, doc, i);
		}
		score = title_score(t.s);
		if (score > 0 && common && meta_year_in(t.s, 0) == common)
			score += 2;
		if (score > best_score) {
			best = t;
			best_score = score;
			*at = (struct span){ i, t.pieces[0].row, t.pieces[0].col, 0,
					     (uint32_t)t.pieces[0].s.n };
		}
	}
	return best;
}

/* Ends like the title of a paper. */
static bool ends_as_paper(struct str s)
{
	static const struct str ends[] = { STR_INIT("报告"), STR_INIT("通知"), STR_INIT("通报"), STR_INIT("公告"), STR_INIT("清单"), STR_INIT("方案"), STR_INIT("情况"), STR_INIT("计划"),
					   STR_INIT("一览表"), STR_INIT("分解表"), STR_INIT("任务书"), STR_INIT("台账"), STR_INIT("公示") };

	for (size_t k = 0; k < COUNT(ends); k++)
		if (str_ends(s, ends[k]))
			return true;
	return false;
}

/* "关于示例县2025年民生实事项目" and on the next line "实施情况的报告": the title over both. */
static struct text with_next_line(struct arena *a, const struct document *doc, struct text title)
{
	enum { REST_BYTES = 60 };
	uint32_t next = title.npieces > 0 ? title.pieces[0].block + 1 : 0;
	struct piece *p;
	struct text rest;

	if (next == 0 || next >= doc->blocks.n || title.pieces[0].row != SPAN_NO_CELL || doc->blocks.v[next].kind != BLOCK_PARAGRAPH || ends_as_paper(title.s))
		return title;
	rest = block_text(a, doc, next);
	if (rest.s.n == 0 || rest.s.n > REST_BYTES || !ends_as_paper(rest.s) || str_has(rest.s, STR(",")) || str_has(rest.s, STR("。")) ||
	    meta_year_in(rest.s, 0) > 0)
		return title;
	p = arena_alloc(a, 2 * sizeof(*p));
	p[0] = title.pieces[0];
	p[1] = rest.pieces[0];
	p[1].glued = true;
	return text_of(a, p, 2, TEXT_TIGHT);
}

/* "10件", "15个项目", "10项": how many projects the document says it has. */
static void find_headline(struct arena *a, const struct document *doc, struct programme *ret)
{
	for (uint32_t i = 0; i < doc->blocks.n && i < TITLE_BLOCKS; i++) {
		struct text t;

		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH || doc->blocks.v[i].text.n < 12)
			continue;
		t = block_text(a, doc, i);
		/* last year's ("12件民生实事全部按期完成") or one section's ("（一）…实施四件民生实事") */
		if (outline_number(t.s, 0, &(size_t){ 0 }, &(int){ 0 }) != NUM_NONE ||
		    str_has(t.s, STR("全部按期完成")) || str_has(t.s, STR("圆满完成")) || str_has(t.s, STR("全部完成")))
			continue;
		for (size_t k = 0; k < t.s.n; k++) {
			static const struct str tails[] = { STR_INIT("件民生实事"), STR_INIT("件实事"), STR_INIT("个民生实事项目"),
							    STR_INIT("项民生实事"), STR_INIT("个项目兼顾"), STR_INIT("件民生"), STR_INIT("项重点民生"), STR_INIT("项实事"), STR_INIT("个实事项目"), STR_INIT("件惠民实事"), STR_INIT("件为民") };
			size_t c = k;
			int n;

			if ((!zh_is_digit(t.s, k) && zh_digit_at(t.s, k) < 0) || (k > 0 && zh_is_digit(t.s, k - 1)))
				continue;
			if (!zh_small(t.s, &c, &n) || n < 2 || n > 200)
				continue;
			for (size_t m = 0; m < COUNT(tails); m++)
				if (str_at(t.s, c, tails[m]) && ret->headline_count == 0) {
					ret->headline_count = n;
					ret->headline_text = text_print(a, &t, 0, t.s.n);
				}
			if ((str_at(t.s, c, STR("项")) || str_at(t.s, c, STR("件"))) && str_has(str_cut(t.s, 0, k), STR("民生实事")) && ret->headline_count == 0 &&
			    (str_ends(str_cut(t.s, 0, k), STR("民生实事")) || str_ends(str_cut(t.s, 0, k), STR("民生实事项目")) || str_ends(str_cut(t.s, 0, k), STR("共"))))
				ret->headline_count = n;
			k = c;
		}
		if (!ret->has_headline_money && (str_has(t.s, STR("总投资")) || str_has(t.s, STR("总投入"))) &&
		    (str_has(t.s, STR("项目")) || meta_names_programme(t.s)) && t.s.n > 60) {
			struct zh_money_list list = { 0 };
			size_t at = str_find(t.s, STR("总投资"));

			zh_moneys(a, t.s, &list);
			for (size_t m = 0; m < list.n; m++)
				if (at != STR_NONE && list.v[m].from >= at && list.v[m].from - at < 24 && list.n == 1) {
					ret->has_headline_money = true;
					ret->headline_fen = list.v[m].fen;
					ret->headline_scale = list.v[m].scale;
				}
		}
	}
}

/* A title with two years (2022年完成情况和2023年候选项目): the plan's is the later. */
static int title_year(struct str s)
{
	int year = 0;

	for (size_t i = 0; i + 4 < s.n; i++) {
		int y = zh_is_digit(s, i) && (i == 0 || !zh_is_digit(s, i - 1)) ? meta_year_in(str_cut(s, i, s.n), 0) : 0;

		if (y > year && (str_has(s, STR("候选")) || year == 0 || str_has(s, STR("安排")) || str_has(s, STR("计划"))))
			year = y;
	}
	return year;
}

/* "二、2023年民生实事候选项目情况": where the words of a heading begin behind its number. */
static size_t behind_heading_number(struct str s)
{
	size_t n;
	int number;

	switch (outline_number(s, 0, &n, &number)) {
	case NUM_CHAPTER:
	case NUM_SECTION:
	case NUM_POINT:
		return n;
	default:
		return 0;
	}
}

void meta_title(struct arena *a, const struct document *doc, struct reading_hints hints,
		struct programme *ret)
{
	struct span at = { 0 };
	struct text title = best_title(a, doc, common_year(a, doc), &at);

	title = with_next_line(a, doc, title);
	ret->title = title.s.n ? text_print(a, &title, behind_heading_number(title.s), title.s.n) : doc->title;
	if (title.s.n)
		text_mark(a, &title, 0, title.s.n, "title", &ret->at);
	ret->year = hints.year ? hints.year : title_year(title.s);
	if (ret->year == 0) {
		struct piece p = { .s = doc->title };

		ret->year = meta_year_in(text_of(a, &p, 1, TEXT_TIGHT).s, 0);
	}
	if (ret->year == 0)
		ret->year = common_year(a, doc);
	if (hints.year)
		list_add(&ret->at, a)->field = "year", ret->at.v[ret->at.n - 1].given = true;
	else if (title.s.n && meta_year_in(title.s, 0))
		mark_add(&ret->at, a, "year", at);
	find_headline(a, doc, ret);
	for (uint32_t i = 0; i < doc->blocks.n && i < TITLE_BLOCKS && !day_is(ret->as_of); i++)
		if (doc->blocks.v[i].kind == BLOCK_PARAGRAPH && doc->blocks.v[i].text.n < 600)
			ret->as_of = zh_as_of(block_text(a, doc, i).s, ret->year);
}

static bool any_field(const struct record_list *records, enum field f)
{
	for (size_t i = 0; i < records->n; i++)
		for (size_t k = 0; k < records->v[i].rows.n; k++)
			if (row_value(&records->v[i].rows.v[k], f))
				return true;
	return false;
}

/* Place names in running text, counted: the document's own region is the most frequent. */
struct tally {
	struct str name;
	int n;
};

struct tally_list {
	struct tally *v;
	size_t n, cap;
};

/* 房山区, 西城区 and 浦东新区 are names, 偏远山区 and 主城区 are not: told by what stands behind. */
static bool says_a_kind(struct str r, bool named)
{
	static const struct str words[] = { STR_INIT("山区"), STR_INIT("城区"), STR_INIT("新区"), STR_INIT("老区") };

	for (size_t k = 0; k < COUNT(words); k++)
		if (str_ends(r, words[k]))
			return !named || r.n == words[k].n;
	return false;
}

/* `named`: 人民政府, a year or the like stands behind it. */
static bool plain_place(struct str r, bool named)
{
	static const struct str not[] = { STR_INIT("全县"), STR_INIT("全区"), STR_INIT("全市"), STR_INIT("我县"), STR_INIT("我区"), STR_INIT("我市"),
					  STR_INIT("各县"), STR_INIT("各区"), STR_INIT("社区"), STR_INIT("小区"), STR_INIT("乡镇"), STR_INIT("片区"), STR_INIT("景区"), STR_INIT("园区"), STR_INIT("地区"), STR_INIT("灾区"), STR_INIT("经市"), STR_INIT("经县"), STR_INIT("经区"), STR_INIT("从市"), STR_INIT("从县"), STR_INIT("从区"), STR_INIT("棚户区"), STR_INIT("城乡"), STR_INIT("安置区"), STR_INIT("保护区"), STR_INIT("实验区"), STR_INIT("本县"), STR_INIT("本区"), STR_INIT("本市"), STR_INIT("该县"), STR_INIT("城市"), STR_INIT("区市"), STR_INIT("县市"), STR_INIT("县区"), STR_INIT("市区"), STR_INIT("辖区"), STR_INIT("校区"), STR_INIT("院区"), STR_INIT("超市"), STR_INIT("门市"), STR_INIT("菜市"), STR_INIT("广州"), STR_INIT("库区"), STR_INIT("牧区"), STR_INIT("病区"), STR_INIT("开发区"), STR_INIT("街区"), STR_INIT("示范区"), STR_INIT("服务区"), STR_INIT("诊疗区"), STR_INIT("厂区"), STR_INIT("主城区"), STR_INIT("建成区"), STR_INIT("跨省"), STR_INIT("全省"), STR_INIT("我省"), STR_INIT("各镇"), STR_INIT("各乡"), STR_INIT("城镇"), STR_INIT("下乡"), STR_INIT("家乡"), STR_INIT("我镇"), STR_INIT("全镇"), STR_INIT("我乡"), STR_INIT("全乡"), STR_INIT("相关镇"), STR_INIT("各街道"), STR_INIT("全街道"), STR_INIT("乡街道"), STR_INIT("镇街道") };

	static const struct str running[] = { STR_INIT("所需"), STR_INIT("资金"), STR_INIT("由"), STR_INIT("申请"), STR_INIT("的"), STR_INIT("为"),
					      STR_INIT("对"), STR_INIT("在"), STR_INIT("将"), STR_INIT("按"), STR_INIT("与"), STR_INIT("是"), STR_INIT("及"),
					      STR_INIT("个"), STR_INIT("处"), STR_INIT("第"), STR_INIT("需"), STR_INIT("完成"), STR_INIT("实施"), STR_INIT("推进"),
					      STR_INIT("开展"), STR_INIT("改造"), STR_INIT("新建"), STR_INIT("联合"), STR_INIT("半年"), STR_INIT("乡镇"), STR_INIT("下"),
					      STR_INIT("等"), STR_INIT("一批"), STR_INIT("月底"), STR_INIT("人民政府"), STR_INIT("办公室"), STR_INIT("表决"), STR_INIT("通过"), STR_INIT("记者"), STR_INIT("提升"), STR_INIT("加大"), STR_INIT("打造"), STR_INIT("优化"), STR_INIT("配合"), STR_INIT("结合") };

	if (r.n < 6 || str_starts(r, STR("年")) || str_starts(r, STR("度")) || str_starts(r, STR("全")) || str_starts(r, STR("各")) || str_starts(r, STR("我")))
		return false;
	if (says_a_kind(r, named))
		return false;
	for (size_t k = 0; k < COUNT(not); k++)
		if (str_ends(r, not[k]))
			return false;
	/* words of running text are no part of a name: 所需资金由县 */
	for (size_t k = 0; k < COUNT(running); k++)
		if (str_has(r, running[k]))
			return false;
	return true;
}

/* A place at the start of a unit's name: 沁水县住建局, or in front of 人民政府. */
static struct str place_before(struct str s, size_t i, bool named)
{
	struct str r = zh_last_region(str_cut(s, 0, i));
	static const struct str cut[] = { STR_INIT("关于"), STR_INIT("印发"), STR_INIT("在"), STR_INIT("于"), STR_INIT("对"), STR_INIT("年"), STR_INIT("和"), STR_INIT("的"), STR_INIT("中共"), STR_INIT("为"), STR_INIT("由"), STR_INIT("及"), STR_INIT("到"), STR_INIT("一"), STR_INIT("度"), STR_INIT("发布"), STR_INIT("来源"), STR_INIT("成"), STR_INIT("与"), STR_INIT("实施"), STR_INIT("《") };

	for (size_t k = 0; k < COUNT(cut); k++) {
		size_t at = str_rfind(r, cut[k]);

		if (at != STR_NONE && r.n - at - cut[k].n >= 6)
			r = str_from(r, at + cut[k].n);
	}
	return plain_place(r, named) ? r : STR("");
}

static void count_place(struct arena *a, struct tally_list *list, struct str r, int weight)
{
	if (r.n == 0)
		return;
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i].name, r)) {
			list->v[i].n += weight;
			return;
		}
	if (list->n < 500)
		*list_add(list, a) = (struct tally){ arena_str(a, r), weight };
}

static void count_places(struct arena *a, struct tally_list *list, struct str s, int weight)
{
	static const struct str levels[] = { STR_INIT("县"), STR_INIT("区"), STR_INIT("市"), STR_INIT("旗"), STR_INIT("镇"), STR_INIT("乡"), STR_INIT("街道"), STR_INIT("州") };

	for (size_t i = 6; i < s.n; i++) {
		if ((unsigned char)s.p[i] < 0xE4)
			continue;
		for (size_t k = 0; k < COUNT(levels); k++)
			if (str_at(s, i, levels[k])) {
				size_t end = i + levels[k].n;

				/* 县域, 乡村, 市场: the word goes on */
				if (str_at(s, end, STR("域")) || str_at(s, end, STR("级")) || str_at(s, end, STR("村")) || (str_at(s, end, STR("场")) && !str_at(s, end, STR("场监"))))
					break;
				bool strong = str_at(s, end, STR("人民政府")) || str_at(s, end, STR("第")) || str_at(s, end, STR("人大")) ||
					      str_at(s, end, STR("20"));
				int w = k < 4 ? 2 : 1;

				count_place(a, list, place_before(s, end, strong), weight * w * (strong ? 4 : 1));
				break;
			}
	}
}

static struct str find_region(struct arena *a, const struct document *doc, struct str title)
{
	struct tally_list list = { 0 };
	const struct tally *best = NULL;
	struct piece p = { .s = title };

	count_places(a, &list, text_of(a, &p, 1, TEXT_TIGHT).s, 60);
	p.s = doc->title;
	count_places(a, &list, text_of(a, &p, 1, TEXT_TIGHT).s, 20);
	for (uint32_t i = 0; i < doc->blocks.n && i < 300; i++) {
		const struct block *b = &doc->blocks.v[i];
		size_t n = b->kind == BLOCK_TABLE ? b->cell_count : 1;

		for (size_t k = 0; k < n && k < 300; k++) {
			p.s = b->kind == BLOCK_TABLE ? b->cells[k].text : b->text;
			if (p.s.n > 5 && p.s.n < 4000)
				count_places(a, &list, text_of(a, &p, 1, i >= 4 ? TEXT_SPACED : TEXT_TIGHT).s, i < 12 && b->kind == BLOCK_PARAGRAPH ? 3 : 1);
		}
	}
	for (size_t i = 0; i < list.n; i++)
		if (!best || list.v[i].n > best->n)
			best = &list.v[i];
	return best ? best->name : STR("");
}

static enum programme_kind judge_kind(const struct programme *p, const struct record_list *records)
{
	struct str t = p->title;
	bool progress = any_field(records, FIELD_PROGRESS) || any_field(records, FIELD_MIXED) ||
			any_field(records, FIELD_COUNT_DONE) || any_field(records, FIELD_COUNT_RATE);
	bool candidates = str_has(t, STR("候选")) || str_has(t, STR("征求意见")) || str_has(t, STR("公示"));

	if (p->completed.n > 0)
		return KIND_REPORT;
	if (str_ends(t, STR("报告")) && (str_has(t, STR("完成情况")) || p->completed.n > 0))
		return KIND_REPORT;
	if (candidates && !progress)
		return KIND_CANDIDATES;
	if (progress)
		return str_has(t, STR("报告")) ?
			       (str_has(t, STR("台账")) || str_has(t, STR("进展")) ? KIND_LEDGER : KIND_REPORT) :
			       KIND_LEDGER;
	if (str_has(t, STR("完成情况")) && str_has(t, STR("报告")))
		return KIND_REPORT;
	return KIND_TASKS;
}

void meta_kind(struct arena *a, const struct document *doc, const struct record_list *records,
	       struct reading_hints hints, struct programme *ret)
{
	ret->kind = judge_kind(ret, records);
	if (hints.region.n) {
		ret->region = hints.region;
		list_add(&ret->at, a)->field = "region";
		ret->at.v[ret->at.n - 1].given = true;
	} else {
		ret->region = find_region(a, doc, ret->title);
	}
}
