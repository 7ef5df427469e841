#include "reading/field_compose.h"
#include "reading/field_words.h"

#include "base/han_set.h"
#include "base/utf8.h"
#include "base/words.h"
#include "zh/money.h"
#include "zh/number.h"

static unsigned first_key(struct str s)
{
	return s.n >= 3 ? ((unsigned)s.p[1] & 15) << 6 | ((unsigned)s.p[2] & 63) : 0;
}

/* The words of all tables, by their first character; built before main(), read-only afterwards. */
static struct field_word all_words[FIELD_WORDS_MAX];
static struct {
	int16_t first[1024];
	int16_t next[FIELD_WORDS_MAX];
} by_first;

/* With what words begin. */
static struct han_set firsts;

static void index_word(const struct field_word *w, int16_t place)
{
	unsigned key = first_key(w->text);

	all_words[place] = *w;
	by_first.next[place] = by_first.first[key];
	by_first.first[key] = place;
	han_set_add(&firsts, utf8_wide_at(w->text, 0));
}

__attribute__((constructor)) static void index_words(void)
{
	static const struct field_word *const tables[] = { field_words_work, field_words_people, field_words_money,
							   field_words_progress };
	int16_t n = 0;

	for (size_t i = 0; i < COUNT(by_first.first); i++)
		by_first.first[i] = -1;
	for (size_t i = 0; i < COUNT(tables); i++)
		for (const struct field_word *w = tables[i]; w->text.n > 0 && n < FIELD_WORDS_MAX; w++)
			index_word(w, n++);
}

bool heading_may_begin(uint32_t c)
{
	/* 截 and times: strip_time() */
	return c < HAN_FIRST || c > HAN_LAST || c == U'截' || zh_when_first(c) || han_set_has(&firsts, c) ||
	       field_part_begins(c);
}

/* Four characters and more are unmistakable in front of a colon, names and groups apart. */
static bool may_label(const struct field_word *w)
{
	return w->label || (w->text.n >= 12 && w->field != FIELD_NAME && w->field != FIELD_GROUP && w->field != FIELD_NO);
}

static const struct field_word *longest_word(struct str s, size_t i, bool labels)
{
	const struct field_word *best = NULL;
	struct str rest = str_from(s, i);
	uint32_t c = utf8_wide_at(s, i);

	if (c >= HAN_FIRST && c <= HAN_LAST && !han_set_has(&firsts, c))
		return NULL;

	for (int k = by_first.first[first_key(rest)]; k >= 0; k = by_first.next[k])
		if ((!labels || may_label(&all_words[k])) && str_starts(rest, all_words[k].text) &&
		    (!best || all_words[k].text.n > best->text.n))
			best = &all_words[k];
	return best;
}

static const struct field_word *whole_word(struct str s)
{
	for (int k = by_first.first[first_key(s)]; k >= 0; k = by_first.next[k])
		if (str_eq(all_words[k].text, s))
			return &all_words[k];
	return NULL;
}

enum field label_field(struct str folded)
{
	const struct field_word *w = whole_word(folded);

	return w && may_label(w) ? (enum field)w->field : FIELD_NONE;
}

enum field label_at(struct str s, size_t i, size_t *n)
{
	const struct field_word *w = i < s.n ? longest_word(s, i, true) : NULL;

	*n = w ? w->text.n : 0;
	return w ? (enum field)w->field : FIELD_NONE;
}

enum field label_of_line(struct str s, size_t i, size_t *n)
{
	enum { LABEL_BYTES = 36 };
	size_t to = i;
	enum field f = label_at(s, i, n);

	if (f != FIELD_NONE)
		return f;
	if (i >= s.n || !field_part_begins(utf8_wide_at(s, i)))
		return FIELD_NONE;
	while (to < s.n && to - i <= LABEL_BYTES && s.p[to] != ':' && s.p[to] != '\n' && s.p[to] != '(')
		to++;
	if (to == i || to >= s.n || s.p[to] == '\n' || to - i > LABEL_BYTES)
		return FIELD_NONE;
	f = field_composed_label(str_cut(s, i, to));
	*n = f == FIELD_NONE ? 0 : to - i;
	return f;
}

/* Header without blanks, line ends and bracketed parts; returns its length. */
static size_t squeeze(struct str s, char *out, size_t room)
{
	size_t n = 0;
	int depth = 0;

	for (size_t i = 0; i < s.n && n < room; i++) {
		char c = s.p[i];

		if (c == '(' || c == '[')
			depth++;
		else if ((c == ')' || c == ']') && depth > 0)
			depth--;
		else if (depth == 0 && c != ' ' && c != '\n' && c != ':' && c != '*')
			out[n++] = c;
	}
	return n;
}

/* 2025年度、全年、1-5月、4月份、截至… stripped from the front; a period is remembered. */
static struct str strip_time(struct str s, int year, struct heading *h)
{
	struct zh_when w;
	size_t i = 0;
	int n;

	if (str_starts(s, STR("截至")) || str_starts(s, STR("截止")))
		s = str_from(s, STR("截至").n);
	if (zh_when_at(s, 0, year, &w) && !w.whole_year) {
		h->timed = true;
		h->when = w;
		return str_from(s, w.end);
	}
	if (zh_is_digit(s, 0) && zh_small(s, &i, &n) && n >= 1990 && n <= 2100) {
		if (str_at(s, i, STR("年")))
			i += STR("年").n;
		if (str_at(s, i, STR("度")))
			i += STR("度").n;
		return str_from(s, i);
	}
	return s;
}

/* Part of a header that tells the field when the whole is unknown, strongest first. */
static const struct {
	struct str part;
	uint8_t field;
} hints[] = {
	{ STR_INIT("下一步"), FIELD_NEXT },	  { STR_INIT("下步"), FIELD_NEXT },
	{ STR_INIT("打算"), FIELD_NEXT },
	{ STR_INIT("下月"), FIELD_NEXT },	  { STR_INIT("存在"), FIELD_PROBLEMS },
	{ STR_INIT("问题"), FIELD_PROBLEMS },	  { STR_INIT("滞后"), FIELD_PROBLEMS },
	{ STR_INIT("原因"), FIELD_PROBLEMS },	  { STR_INIT("配合"), FIELD_SUPPORT },
	{ STR_INIT("协办"), FIELD_SUPPORT },	  { STR_INIT("协同"), FIELD_SUPPORT },
	{ STR_INIT("牵头单位"), FIELD_LEAD },	  { STR_INIT("责任单位"), FIELD_LEAD },
	{ STR_INIT("牵头部门"), FIELD_LEAD },	  { STR_INIT("责任部门"), FIELD_LEAD },
	{ STR_INIT("主办"), FIELD_LEAD },	  { STR_INIT("承办"), FIELD_LEAD },
	{ STR_INIT("实施单位"), FIELD_IMPLEMENT }, { STR_INIT("建设单位"), FIELD_LEAD },
	{ STR_INIT("领导"), FIELD_LEADER },	  { STR_INIT("联系人"), FIELD_CONTACT },
	{ STR_INIT("联络员"), FIELD_CONTACT },	  { STR_INIT("责任人"), FIELD_CONTACT },
	{ STR_INIT("负责人"), FIELD_LEADER },	  { STR_INIT("电话"), FIELD_PHONE },
	{ STR_INIT("资金来源"), FIELD_SOURCE },	  { STR_INIT("完成投资"), FIELD_MONEY_DONE },
	{ STR_INIT("投资完成"), FIELD_MONEY_DONE }, { STR_INIT("拨付"), FIELD_MONEY_DONE },
	{ STR_INIT("到位"), FIELD_MONEY_DONE },	  { STR_INIT("总投资"), FIELD_MONEY },
	{ STR_INIT("完成率"), FIELD_COUNT_RATE }, { STR_INIT("完成比例"), FIELD_COUNT_RATE },
	{ STR_INIT("完成时限"), FIELD_DEADLINE }, { STR_INIT("完成时间"), FIELD_DEADLINE },
	{ STR_INIT("时限"), FIELD_DEADLINE },	  { STR_INIT("进展"), FIELD_PROGRESS },
	{ STR_INIT("完成情况"), FIELD_PROGRESS }, { STR_INIT("推进情况"), FIELD_PROGRESS },
	{ STR_INIT("实施情况"), FIELD_PROGRESS }, { STR_INIT("落实情况"), FIELD_PROGRESS },
	{ STR_INIT("节点"), FIELD_PLAN },	  { STR_INIT("进度安排"), FIELD_PLAN },
	{ STR_INIT("推进计划"), FIELD_PLAN },	  { STR_INIT("实施计划"), FIELD_PLAN },
	{ STR_INIT("工作计划"), FIELD_PLAN },	  { STR_INIT("项目名称"), FIELD_NAME },
	{ STR_INIT("实事名称"), FIELD_NAME },	  { STR_INIT("实事项目"), FIELD_NAME },
	{ STR_INIT("建设内容"), FIELD_TASK },	  { STR_INIT("工作任务"), FIELD_TASK },
	{ STR_INIT("具体内容"), FIELD_TASK },	  { STR_INIT("主要内容"), FIELD_TASK },
	{ STR_INIT("任务"), FIELD_TARGET },	  { STR_INIT("目标"), FIELD_TARGET },
	{ STR_INIT("投资"), FIELD_MONEY },	  { STR_INIT("资金"), FIELD_MONEY },
	{ STR_INIT("地点"), FIELD_SITE },	  { STR_INIT("类别"), FIELD_GROUP },
	{ STR_INIT("备注"), FIELD_REMARK },	  { STR_INIT("序号"), FIELD_NO },
	{ STR_INIT("名称"), FIELD_NAME },
};

static struct str hint_words[COUNT(hints)];
static struct words hint_index = WORDS(hint_words);

__attribute__((constructor)) static void index_hints(void)
{
	for (size_t k = 0; k < COUNT(hints); k++)
		hint_words[k] = hints[k].part;
	words_index(&hint_index);
}

static void judge(struct heading *h, struct str s)
{
	size_t hint;

	const struct field_word *w = whole_word(s);

	h->words = s;
	if (w) {
		h->field = (enum field)w->field;
		h->sure = true;
		return;
	}
	h->field = field_composed(s);
	if (h->field != FIELD_NONE) {
		h->sure = h->composed = true;
		return;
	}
	if (utf8_count(s) > 16)
		return;
	hint = words_first_in(&hint_index, s);
	if (hint != STR_NONE)
		h->field = (enum field)hints[hint].field;
}

/* A period before the word: 一季度目标 is a plan column, 一季度完成情况 is progress. */
static void with_period(struct heading *h)
{
	if (h->words.n == 0 || h->field == FIELD_PLAN || h->field == FIELD_TARGET ||
	    h->field == FIELD_TASK || h->field == FIELD_COUNT_TARGET || h->field == FIELD_DEADLINE) {
		h->field = FIELD_PERIOD;
		h->sure = h->sure || h->words.n == 0;
	}
}

struct heading heading_read(struct arena *a, struct str folded, int year)
{
	struct heading h = { 0 };
	char kept[256];
	struct str s = { kept, 0 };

	if (folded.n == 0 || folded.n > 200)
		return h;
	s.n = squeeze(folded, kept, sizeof(kept));
	h.money_unit = zh_money_unit(folded);
	/* a header never ends a sentence or states a share */
	if (str_has(folded, STR("。")) || str_has(folded, STR(";")) || str_has(s, STR("%")))
		return h;
	judge(&h, s);
	if (!h.sure) {
		struct heading bare = h;
		struct str rest = strip_time(s, year, &bare);

		if (rest.n < s.n) {
			bare.field = FIELD_NONE;
			if (rest.n > 0)
				judge(&bare, rest);
			else
				bare.words = rest;
			if (bare.timed)
				with_period(&bare);
			h = bare;
		}
	}
	/* (推进计划) and the like: the words stand in brackets alone */
	if (h.field == FIELD_NONE && s.n == 0 && folded.n > 2 && folded.p[0] == '(')
		return heading_read(a, str_cut(folded, 1, folded.n - (folded.p[folded.n - 1] == ')')), year);
	h.words = arena_str(a, h.words);
	return h;
}

bool heading_sure(struct arena *a, struct str folded, int year, struct heading *ret)
{
	size_t i = 0;

	*ret = (struct heading){ 0 };
	if (folded.n == 0 || !heading_may_begin(utf8_next(folded, &i)))
		return false;
	/* a sentence is none: most lines end here */
	if (folded.p[folded.n - 1] == ';' || str_ends(folded, STR("。")))
		return false;
	*ret = heading_read(a, folded, year);
	return ret->field != FIELD_NONE && ret->sure;
}
