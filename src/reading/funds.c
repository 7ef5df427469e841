/*
 * Planned money and where it comes from (docs/format.md).  Amounts are fen;
 * what is open-ended (据实结算) stays unset, never 0.  A part for a purpose
 * (其中购买保险80万元) is no source.
 */

#include "reading/fill.h"

#include "base/utf8.h"
#include "reading/funds_words.h"
#include "reading/kind.h"
#include "zh/money.h"

static enum compare compare_of(enum zh_compare c)
{
	static const enum compare map[] = { CMP_NONE, CMP_AT_LEAST, CMP_ABOVE, CMP_AT_MOST, CMP_ABOUT, CMP_ASPIRE };

	return map[c];
}

static bool says_total(struct str s)
{
	static const struct str words[] = { STR_INIT("总投资"), STR_INIT("总概算"), STR_INIT("共需"), STR_INIT("约需"), STR_INIT("需"),
					    STR_INIT("总计"),	STR_INIT("合计"), STR_INIT("概算"), STR_INIT("估算"),
					    STR_INIT("预算"),	STR_INIT("投资"), STR_INIT("投入"), STR_INIT("筹措"),
					    STR_INIT("总额"),	STR_INIT("所需资金"), STR_INIT("资金"), STR_INIT("共计") };

	for (size_t k = 0; k < COUNT(words); k++)
		if (str_has(s, words[k]))
			return true;
	return s.n == 0;
}

static bool is_stop(struct str s, size_t i)
{
	return s.p[i] == ',' || s.p[i] == ';' || s.p[i] == ':' || s.p[i] == '\n' || s.p[i] == '(' || s.p[i] == ')' || s.p[i] == '+' ||
	       str_at(s, i, STR("。")) || str_at(s, i, STR("、"));
}

/* The words right before an amount: back to a stop or to the end of the amount before. */
static size_t words_start(struct str s, size_t floor, size_t i)
{
	while (i > floor) {
		size_t at = i;

		utf8_prev(s, &at);
		if (is_stop(s, at))
			break;
		i = at;
	}
	return i;
}

/* Source words without what only leads to the amount: 由县财政承担 → 县财政. */
static void trim_source(struct str s, size_t *from, size_t *to)
{
	static const struct str lead[] = {
		STR_INIT("其中"), STR_INIT("所需资金"), STR_INIT("资金来源"), STR_INIT("资金"), STR_INIT("为"), STR_INIT("由"), STR_INIT("申请"), STR_INIT("向上争取"), STR_INIT("积极争取"), STR_INIT("争取"),
		STR_INIT("计划"), STR_INIT("拟"), STR_INIT("通过"), STR_INIT("使用"), STR_INIT("利用"), STR_INIT("来源于"), STR_INIT("全部"), STR_INIT("包括"), STR_INIT("统筹使用"), STR_INIT("为"), STR_INIT("来自"), STR_INIT("从"), STR_INIT("列入"), STR_INIT("和"), STR_INIT("及"), STR_INIT("安排使用"), STR_INIT("需"),
	};
	static const struct str tail[] = {
		STR_INIT("承担"), STR_INIT("解决"), STR_INIT("负担"), STR_INIT("安排"), STR_INIT("约需"), STR_INIT("约"),   STR_INIT("为"), STR_INIT("计"),
		STR_INIT("投入"), STR_INIT("列支"), STR_INIT("保障"), STR_INIT("出资"), STR_INIT("需"), STR_INIT("共"), STR_INIT("支出"), STR_INIT("统一"), STR_INIT("按比例分担"), STR_INIT("按比例"), STR_INIT("分担"), STR_INIT("全额"), STR_INIT("中"), STR_INIT("予以"), STR_INIT("落实"), STR_INIT("给予"), STR_INIT("共同"), STR_INIT("等"),
		STR_INIT("据实结算"), STR_INIT("据实列支"), STR_INIT("据实安排"), STR_INIT("据实承担"), STR_INIT("据实拨付"), STR_INIT("据实"), STR_INIT("兜底"), STR_INIT("统筹解决"), STR_INIT("按实结算"), STR_INIT("按标准"), STR_INIT("足额"),
	};
	bool more = true;

	while (more && *to > *from) {
		more = false;
		for (size_t k = 0; k < COUNT(lead); k++) {
			struct str t = str_cut(s, *from, *to);

			if (str_starts(t, lead[k]) && t.n > lead[k].n) {
				*from += lead[k].n;
				more = true;
			}
		}
		for (size_t k = 0; k < COUNT(tail); k++) {
			struct str t = str_cut(s, *from, *to);

			if (str_ends(t, tail[k]) && t.n > tail[k].n) {
				*to -= tail[k].n;
				more = true;
			}
		}
	}
}

static struct source *add_source(struct arena *a, const struct text *t, size_t from, size_t to,
				 struct funds *ret)
{
	struct source *src;
	struct str name = text_print(a, t, from, to);

	for (size_t i = 0; i < ret->sources.n; i++)
		if (str_eq(ret->sources.v[i].name, name) && !ret->sources.v[i].has_amount)
			return &ret->sources.v[i];
	src = list_add(&ret->sources, a);
	src->name = name;
	text_mark(a, t, from, to, "source", &src->at);
	return src;
}

static void set_total(struct arena *a, const struct text *t, size_t from, size_t to, int64_t fen,
		      enum zh_compare cmp, struct funds *ret)
{
	if (ret->has_total)
		return;
	ret->has_total = true;
	ret->total_fen = fen;
	ret->cmp = compare_of(cmp);
	text_mark(a, t, from, to, "total_yuan", &ret->at);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_digit(s.p[i]))
			return true;
	return false;
}

/* Names of sources in words without an amount: "由县财政承担", "省、市、区财政按比例分担". */
static void bare_sources(struct arena *a, const struct text *t, size_t from, size_t to,
			 struct funds *ret)
{
	struct str s = t->s;
	size_t i = from, begin = from;

	for (; i <= to; i += i < to ? utf8_len((unsigned char)s.p[i]) : 1) {
		size_t b, e;

		if (i < to && !is_stop(s, i))
			continue;
		b = begin;
		e = i;
		begin = i < to ? i + utf8_len((unsigned char)s.p[i]) : to;
		if (e <= b)
			continue;
		trim_source(s, &b, &e);
		if (e > b && !has_digit(str_cut(s, b, e)) && !str_eq(str_cut(s, b, e), STR("其")) && (funds_names_source(str_cut(s, b, e)) || utf8_count(str_cut(s, b, e)) == 1) &&
		    utf8_count(str_cut(s, b, e)) <= 18 && !kind_is_nothing(str_cut(s, b, e)) &&
		    !funds_only_announces(str_cut(s, b, e)))
			add_source(a, t, b, e, ret);
	}
}

/* "96万元由区福彩公益金列支": who pays stands behind the amount. */
static void source_behind(struct arena *a, const struct text *t, size_t i, struct funds *ret)
{
	static const struct str verbs[] = { STR_INIT("列支"), STR_INIT("承担"), STR_INIT("解决"), STR_INIT("安排"), STR_INIT("保障"),
					    STR_INIT("出资"), STR_INIT("负担"), STR_INIT("支出"), STR_INIT("自筹"), STR_INIT("统筹") };
	struct str s = t->s;
	size_t from, to;

	static const struct str between[] = { STR_INIT(","), STR_INIT("左右"), STR_INIT("所需资金"), STR_INIT("资金"), STR_INIT("全部"), STR_INIT("均"), STR_INIT("全额"), STR_INIT("计划") };

	for (size_t k = 0; k < COUNT(between); k++)
		if (str_at(s, i, between[k]))
			i += between[k].n;
	if (!str_at(s, i, STR("由")) && !str_at(s, i, STR("从")))
		return;
	from = i + 3;
	for (to = from; to < s.n && !is_stop(s, to); to += utf8_len((unsigned char)s.p[to]))
		for (size_t k = 0; k < COUNT(verbs); k++)
			if (str_at(s, to, verbs[k]) && to > from && to - from <= 54) {
				bool self = str_eq(verbs[k], STR("自筹"));

				add_source(a, t, from, self ? to + verbs[k].n : to, ret);
				return;
			}
}

/* "省级补助20" in [from, to): the name and, behind it, the number. */
static bool numbered_source(struct arena *a, const struct text *t, size_t from, size_t digit, size_t to, int64_t unit, struct funds *ret)
{
	struct str s = t->s;
	struct zh_money m;
	struct source *src;
	size_t name_to = digit;

	if (!zh_money_bare(str_cut(s, digit, to), unit, &m))
		return false;
	if (digit == from || (says_total(str_cut(s, from, digit)) && !funds_names_source(str_cut(s, from, digit)))) {
		set_total(a, t, digit, to, m.fen, m.cmp, ret);
		return true;
	}
	trim_source(s, &from, &name_to);
	src = add_source(a, t, from, name_to, ret);
	src->has_amount = true;
	src->fen = m.fen;
	text_mark(a, t, digit, to, "yuan", &src->at);
	return true;
}

/*
 * "中央水利发展资金1500、县级配套960" in a column of 万元: names with bare numbers,
 * also without a stop between them; "35(其中上级补助20、镇财政15)", "260,就业补助资金".
 */
static bool numbered_sources(struct arena *a, const struct text *t, int64_t unit, struct funds *ret)
{
	struct str s = t->s;
	bool any = false;

	for (size_t i = 0; i < s.n;) {
		size_t digit = i, to;

		if (is_stop(s, i)) {
			i += utf8_len((unsigned char)s.p[i]);
			continue;
		}
		while (digit < s.n && !is_stop(s, digit) && !is_digit(s.p[digit]))
			digit += utf8_len((unsigned char)s.p[digit]);
		for (to = digit; to < s.n && (is_digit(s.p[to]) || s.p[to] == '.'); to++)
			;
		if (to == digit) { /* words alone: who pays what was named before */
			if (any && ret->has_total)
				bare_sources(a, t, i, digit, ret);
		} else if (digit == i && any) {
			; /* a number without a name behind the first */
		} else {
			any = numbered_source(a, t, i, digit, to, unit, ret) || any;
		}
		while (to < s.n && (str_at(s, to, STR("万元")) || str_at(s, to, STR("左右"))))
			to += 6;
		i = to > i ? to : i + 1;
	}
	return any;
}

/* One clause of money text: [from, to) holds the amounts [first, last). */
/*
 * "中央、省、县财政分别承担1.2亿元、6500万元、5000万元": names and amounts in the same
 * order.  Returns how many amounts were paired, 0 when this is no such phrase.
 */
static size_t paired_sources(struct arena *a, const struct text *t, const struct zh_money_list *list,
			     size_t first, size_t floor, struct funds *ret)
{
	struct str s = t->s;
	size_t at = str_rfind(str_cut(s, floor, list->v[first].from), STR("分别"));
	size_t begin, n = 0, names = 0, count = 1, from[8], to[8];

	if (at == STR_NONE || list->v[first].from - (floor + at) > 30)
		return 0;
	at += floor;
	begin = at;
	while (begin > floor && s.p[begin - 1] != ',' && s.p[begin - 1] != ';' && s.p[begin - 1] != '(' && s.p[begin - 1] != ':' &&
	       !(begin >= 3 && str_at(s, begin - 3, STR("。"))))
		begin--;
	for (size_t i = begin, b = begin; i <= at && names < COUNT(from); i += i < at ? utf8_len((unsigned char)s.p[i]) : 1) {
		bool cut = i == at || str_at(s, i, STR("、")) || str_at(s, i, STR("和"));

		if (!cut || i <= b)
			continue;
		from[names] = b;
		to[names] = i;
		trim_source(s, &from[names], &to[names]);
		names++;
		b = i + 3;
	}
	while (first + count < list->n && list->v[first + count].from - list->v[first + count - 1].to <= 3)
		count++;
	if (names != count || names < 2 || !funds_names_source(str_cut(s, begin, at)))
		return 0;
	for (n = 0; n < names; n++) {
		struct source *src = list_add(&ret->sources, a);
		bool shared = str_ends(str_cut(s, from[names - 1], to[names - 1]), STR("财政")) &&
			      !funds_names_source(str_cut(s, from[n], to[n]));

		src->name = text_print(a, t, from[n], to[n]);
		if (shared || (to[n] - from[n] <= 6 && !str_has(src->name, STR("财政"))))
			src->name = arena_cat(a, src->name, STR("财政"));
		text_mark(a, t, from[n], to[n], "source", &src->at);
		src->has_amount = true;
		src->fen = list->v[first + n].fen;
		text_mark(a, t, list->v[first + n].from, list->v[first + n].to, "yuan", &src->at);
	}
	return n;
}

/* "其余由企业自筹": a source whose amount nobody printed. */
static void rest_source(struct arena *a, const struct text *t, struct funds *ret)
{
	struct str s = t->s;
	size_t at = str_find(s, STR("其余")), to;

	if (at == STR_NONE || ret->sources.n == 0)
		return;
	at += STR("其余").n;
	for (;;) {
		if (str_at(s, at, STR("资金")))
			at += 6;
		else if (str_at(s, at, STR("由")) || str_at(s, at, STR("为")))
			at += 3;
		else
			break;
	}
	for (to = at; to < s.n && !is_stop(s, to); to += utf8_len((unsigned char)s.p[to]))
		;
	trim_source(s, &at, &to);
	if (to > at && to - at <= 54 && funds_names_source(str_cut(s, at, to)) && !has_digit(str_cut(s, at, to)))
		add_source(a, t, at, to, ret);
}

/* The amount that the words call the total wins over others. */
static void grand_total(struct arena *a, const struct text *t, const struct zh_money_list *list,
			struct funds *ret)
{
	static const struct str words[] = { STR_INIT("总投资"), STR_INIT("投资总额"), STR_INIT("资金总额"), STR_INIT("总金额") };

	for (size_t i = 0; i < list->n; i++) {
		struct str head = str_cut(t->s, words_start(t->s, i ? list->v[i - 1].to : 0, list->v[i].from), list->v[i].from);

		for (size_t k = 0; k < COUNT(words); k++)
			if (!list->v[i].standard && str_has(head, words[k]) && !str_has(head, STR("完成"))) {
				set_total(a, t, list->v[i].from, list->v[i].to, list->v[i].fen, list->v[i].cmp, ret);
				return;
			}
	}
}

static void read_amounts(struct arena *a, const struct text *t, const struct zh_money_list *list,
			 bool cell, struct funds *ret)
{
	struct str s = t->s;
	size_t floor = 0;

	grand_total(a, t, list, ret);
	for (size_t i = 0; i < list->n; i++) {
		const struct zh_money *m = &list->v[i];
		size_t from = words_start(s, floor, m->from), to = m->from;
		struct str words = str_cut(s, from, to);
		size_t pairs = paired_sources(a, t, list, i, floor, ret);

		if (pairs > 0) {
			i += pairs - 1;
			floor = list->v[i].to;
			continue;
		}
		if (m->standard) {
			floor = m->to;
			continue;
		}
		if (funds_names_source(words) && !funds_only_announces(words) && !(says_total(words) && str_has(words, STR("总投资")))) {
			struct source *src;

			trim_source(s, &from, &to);
			if (to > from && utf8_count(str_cut(s, from, to)) <= 20) {
				bool grand = !ret->has_total && list->n == 1 && str_has(words, STR("需"));

				src = add_source(a, t, from, to, ret);
				src->has_amount = true;
				src->fen = m->fen;
				text_mark(a, t, m->from, m->to, "yuan", &src->at);
				if (grand)
					set_total(a, t, m->from, m->to, m->fen, m->cmp, ret);
			}
		} else if (!ret->has_total && says_total(words)) {
			if (cell)
				bare_sources(a, t, floor, from, ret);
			set_total(a, t, m->from, m->to, m->fen, m->cmp, ret);
			source_behind(a, t, m->to, ret);
		} else if (ret->has_total && m->fen == ret->total_fen) {
			if (cell)
				bare_sources(a, t, floor, from, ret);
			source_behind(a, t, m->to, ret);
		}
		floor = m->to;
	}
	rest_source(a, t, ret);
	/* "计划投资900万元，资金来源为福彩公益金、县级配套资金" */
	if (ret->sources.n == 0 && list->n > 0) {
		size_t at = str_find_from(s, floor, STR("资金来源"));

		if (cell || at != STR_NONE)
			bare_sources(a, t, cell && at == STR_NONE ? floor : at, s.n, ret);
	}
}

void fill_money(struct arena *a, const struct text *t, struct str label, int64_t unit,
		struct funds *ret)
{
	struct zh_money_list list = { 0 };
	struct zh_money bare;

	if (zh_money_bare(t->s, unit ? unit : 10000, &bare)) {
		set_total(a, t, bare.from, bare.to, bare.fen, bare.cmp, ret);
	} else {
		zh_moneys(a, t->s, &list);
		if (list.n > 0)
			read_amounts(a, t, &list, true, ret);
		else if (!unit || !numbered_sources(a, t, unit, ret))
			bare_sources(a, t, 0, t->s.n, ret);
		if (!ret->has_total && list.n == 1 && !list.v[0].standard && (ret->sources.n == 0 || !ret->sources.v[0].has_amount))
			set_total(a, t, list.v[0].from, list.v[0].to, list.v[0].fen, list.v[0].cmp, ret);
	}
	if (str_has(label, STR("财政")) && ret->sources.n == 0 && ret->has_total) {
		struct source *src = list_add(&ret->sources, a);

		src->name = STR("财政");
		src->has_amount = true;
		src->fen = ret->total_fen;
		text_mark(a, t, 0, t->s.n, "yuan", &src->at);
	}
}

void fill_source(struct arena *a, const struct text *t, int64_t unit, struct funds *ret)
{
	struct zh_money_list list = { 0 };
	struct zh_money bare;

	if (kind_is_nothing(t->s))
		return;
	if (unit && zh_money_bare(t->s, unit, &bare)) {
		set_total(a, t, bare.from, bare.to, bare.fen, bare.cmp, ret);
		return;
	}
	zh_moneys(a, t->s, &list);
	if (list.n > 0)
		read_amounts(a, t, &list, true, ret);
	else if (unit && numbered_sources(a, t, unit, ret))
		return;
	if (ret->sources.n == 0)
		bare_sources(a, t, 0, t->s.n, ret);
	if (!ret->has_total && list.n == 1 && ret->sources.n <= 1 && !list.v[0].standard)
		set_total(a, t, list.v[0].from, list.v[0].to, list.v[0].fen, list.v[0].cmp, ret);
}

void fill_source_amount(struct arena *a, const struct text *t, struct str label, int64_t unit,
			struct funds *ret)
{
	struct zh_money m;
	struct zh_money_list list = { 0 };
	struct source *src;

	if (!zh_money_bare(t->s, unit ? unit : 10000, &m)) {
		zh_moneys(a, t->s, &list);
		if (list.n != 1)
			return;
		m = list.v[0];
	}
	if (m.fen == 0)
		return;
	src = list_add(&ret->sources, a);
	src->name = label;
	src->has_amount = true;
	src->fen = m.fen;
	text_mark(a, t, m.from, m.to, "yuan", &src->at);
}

/* Words in a task that announce the project's money, not what it hands out. */
static bool announces(struct str s)
{
	static const struct str words[] = {
		STR_INIT("总投资"), STR_INIT("计划投入"), STR_INIT("计划投资"), STR_INIT("投入资金"), STR_INIT("筹措资金"), STR_INIT("投资估算"), STR_INIT("估算投资"),
		STR_INIT("概算"), STR_INIT("预算"), STR_INIT("约需"), STR_INIT("共需"), STR_INIT("所需资金"), STR_INIT("投资"), STR_INIT("安排资金"), STR_INIT("需资金"), STR_INIT("投入"), STR_INIT("资金约"), STR_INIT("专项资金"), STR_INIT("总额"), STR_INIT("需财政"), STR_INIT("所需"),
	};
	static const struct str not[] = { STR_INIT("完成投资"), STR_INIT("贷款"), STR_INIT("补贴"), STR_INIT("吸引投资"), STR_INIT("引进"), STR_INIT("带动投资"), STR_INIT("保额"), STR_INIT("提高到"), STR_INIT("限额"), STR_INIT("发放"), STR_INIT("返还"), STR_INIT("减免"), STR_INIT("兑付"), STR_INIT("兑现") };

	for (size_t k = 0; k < COUNT(not); k++)
		if (str_has(s, not[k]))
			return false;
	for (size_t k = 0; k < COUNT(words); k++)
		if (str_has(s, words[k]))
			return true;
	return str_ends(s, STR("资金"));
}

/* "所需资金由县财政承担，约需1450万元": who pays stands in front of the amount. */
static void source_in_front(struct arena *a, const struct text *t, size_t before, struct funds *ret)
{
	size_t at = str_rfind(str_cut(t->s, 0, before), STR("由"));

	if (at != STR_NONE && before - at <= 75 && str_find_from(str_cut(t->s, 0, before), at, STR("。")) == STR_NONE)
		source_behind(a, t, at, ret);
	if (ret->sources.n > 0 && !funds_names_source(ret->sources.v[0].name))
		ret->sources.n = 0;
}

void fill_task_money(struct arena *a, const struct text *t, struct funds *ret)
{
	struct zh_money_list list = { 0 }, kept = { 0 };
	size_t floor = 0;
	bool after = false;

	zh_moneys(a, t->s, &list);
	for (size_t i = 0; i < list.n; i++) {
		const struct zh_money *m = &list.v[i];
		size_t from = words_start(t->s, floor, m->from);
		struct str words = str_cut(t->s, from, m->from);

		if (!m->standard && (announces(words) || (after && (funds_names_source(words) || m->from - floor <= 3)) ||
				     (funds_names_source(words) && (str_has(words, STR("列支")) || str_has(words, STR("安排")) || str_has(words, STR("承担")))))) {
			after = true;
			*list_add(&kept, a) = *m;
		}
		floor = m->to;
	}
	if (kept.n == 0)
		return;
	read_amounts(a, t, &kept, false, ret);
	if (ret->sources.n == 0)
		source_in_front(a, t, kept.v[0].from, ret);
	if (!ret->has_total && ret->sources.n == 0)
		set_total(a, t, kept.v[0].from, kept.v[0].to, kept.v[0].fen, kept.v[0].cmp, ret);
}

void funds_finish(struct funds *f)
{
	int64_t sum = 0;
	bool all = f->sources.n > 0;

	for (size_t i = 0; i < f->sources.n; i++) {
		all = all && f->sources.v[i].has_amount;
		if (f->sources.v[i].has_amount && __builtin_add_overflow(sum, f->sources.v[i].fen, &sum))
			all = false;
	}
	/* a sole source pays all; the sum of all sources is the total when none is printed */
	if (f->has_total && f->sources.n == 1 && !f->sources.v[0].has_amount) {
		f->sources.v[0].has_amount = true;
		f->sources.v[0].fen = f->total_fen;
	} else if (!f->has_total && all) {
		f->has_total = true;
		f->total_fen = sum;
	}
}
