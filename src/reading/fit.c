#include "reading/fit.h"

#include <limits.h>

#include "base/utf8.h"
#include "base/words.h"
#include "zh/when.h"

static const struct str steps_words[] = {
	STR_INIT("加快"), STR_INIT("继续"), STR_INIT("持续"), STR_INIT("抓紧"), STR_INIT("尽快"), STR_INIT("推动"), STR_INIT("推进"), STR_INIT("督促"),
	STR_INIT("做好"), STR_INIT("进一步"), STR_INIT("积极"), STR_INIT("协调"), STR_INIT("启动"), STR_INIT("完善"), STR_INIT("加强"), STR_INIT("力争"), STR_INIT("计划"), STR_INIT("筹备"), STR_INIT("按照"), STR_INIT("待"), STR_INIT("指导"),
};
static const struct str trouble_words[] = {
	STR_INIT("困难"), STR_INIT("滞后"), STR_INIT("未下达"), STR_INIT("不足"), STR_INIT("影响"), STR_INIT("未到位"), STR_INIT("缺口"), STR_INIT("不平衡"),
	STR_INIT("流标"), STR_INIT("尚未"), STR_INIT("较慢"), STR_INIT("缓慢"), STR_INIT("不高"), STR_INIT("难度"), STR_INIT("压力"), STR_INIT("矛盾"), STR_INIT("不够"), STR_INIT("问题"), STR_INIT("紧张"), STR_INIT("偏低"), STR_INIT("偏慢"), STR_INIT("受限"), STR_INIT("延迟"), STR_INIT("无法"), STR_INIT("纠纷"), STR_INIT("未落实"), STR_INIT("制约"), STR_INIT("缺乏"), STR_INIT("缺少"), STR_INIT("短缺"), STR_INIT("不到位"), STR_INIT("未完成"), STR_INIT("延误"), STR_INIT("阻工"),
};
static const struct str money_words[] = { STR_INIT("财政"), STR_INIT("资金"), STR_INIT("万元"), STR_INIT("亿元"), STR_INIT("自筹"), STR_INIT("债券"), STR_INIT("投资"), STR_INIT("补助"), STR_INIT("配套"), STR_INIT("据实"), STR_INIT("结算"), STR_INIT("预算"), STR_INIT("列支"), STR_INIT("公益金"), STR_INIT("不涉及") };
static const struct str duty_words[] = { STR_INIT("牵头"), STR_INIT("配合"), STR_INIT("主办"), STR_INIT("协办"), STR_INIT("实施:") };
static const struct str verbs_words[] = {
	STR_INIT("新建"), STR_INIT("实施"), STR_INIT("开展"), STR_INIT("为"),   STR_INIT("对"),   STR_INIT("建设"), STR_INIT("改造"), STR_INIT("完成"), STR_INIT("新增"),
	STR_INIT("推进"), STR_INIT("提升"), STR_INIT("打造"), STR_INIT("举办"), STR_INIT("建成"), STR_INIT("扩建"), STR_INIT("改扩建"), STR_INIT("硬化"), STR_INIT("购置"), STR_INIT("安装"), STR_INIT("更换"), STR_INIT("培训"), STR_INIT("组织"), STR_INIT("在"), STR_INIT("通过"), STR_INIT("支持"),
};
static struct words steps = WORDS(steps_words), trouble = WORDS(trouble_words), money = WORDS(money_words), duty = WORDS(duty_words), verbs = WORDS(verbs_words);

__attribute__((constructor)) static void index_words(void)
{
	struct words *const all[] = { &steps, &trouble, &money, &duty, &verbs };

	for (size_t k = 0; k < COUNT(all); k++)
		words_index(all[k]);
}

struct fit_facts fit_look(struct str s)
{
	struct fit_facts f = { .number = -1 };
	struct str bare = str_trim(s);
	struct cell_time time = { 0 };

	f.kind = kind_and_time(bare, &time);
	if (bare.n < s.n)
		time.looked = false;
	f.chars = utf8_count(s);
	if (f.kind == CELL_NUMBER)
		f.number = kind_number(s);
	f.progress = kind_says_progress(s);
	f.steps = words_begin(&steps, s);
	f.trouble = words_in(&trouble, s);
	f.money = words_in(&money, s);
	f.duty = words_in(&duty, s);
	f.verb = words_begin(&verbs, s);
	f.total = str_eq(s, STR("合计")) || str_eq(s, STR("总计")) || str_eq(s, STR("小计")) || str_eq(s, STR("共计"));
	f.closed = str_ends(s, STR("。")) || str_ends(s, STR(";")) || str_ends(s, STR("!"));
	f.has_time = kind_first_time(s, &time);
	f.dated = f.has_time && time.when.begin <= 9;
	return f;
}

/*
 * Greedy: a number belongs to the numbering when it is the last one plus one,
 * repeats it (page break) or starts again at 1; a page number rarely does.
 */
void fit_sequence(struct fit_facts *facts, size_t n)
{
	int last = -1;

	for (size_t i = 0; i < n; i++) {
		struct fit_facts *f = &facts[i];

		if (f->kind != CELL_NUMBER)
			continue;
		f->in_sequence = last < 0 || f->number == last + 1 || f->number == last || f->number == 1;
		if (f->in_sequence)
			last = f->number;
	}
}

static int text_fit(enum field f, const struct fit_facts *x)
{
	int fit;

	switch (f) {
	case FIELD_NAME:
		fit = x->kind == CELL_SHORT ? 20 : x->kind == CELL_LONG ? (x->closed ? -20 : x->chars <= 40 ? 4 : -12) : x->kind == CELL_UNITS ? -8 : -25;
		return fit + (x->closed ? -10 : 4) - (x->dated ? 10 : 0);
	case FIELD_GROUP:
		return x->kind == CELL_SHORT && x->chars <= 12 ? 12 : -20;
	case FIELD_TASK:
	case FIELD_TARGET:
		fit = x->kind == CELL_LONG ? 22 : x->kind == CELL_SHORT ? 3 : x->kind == CELL_PLAN ? (x->dated ? -8 : 10) : -25;
		return fit + (x->closed ? 5 : 0) + (x->verb ? 8 : 0) - (x->progress ? 12 : 0);
	case FIELD_PLAN:
		fit = x->kind == CELL_PLAN ? 30 : x->kind == CELL_TIME ? 15 : x->kind == CELL_LONG ? -6 : x->kind == CELL_SHORT ? -8 : -30;
		return fit + (x->dated ? 8 : 0) - (x->progress ? 8 : 0);
	case FIELD_PROGRESS:
	case FIELD_MIXED:
		fit = x->kind == CELL_LONG || x->kind == CELL_PLAN ? 12 : x->kind == CELL_SHORT ? 6 : -20;
		return fit + (x->progress ? 15 : 0) - (x->steps ? 8 : 0);
	case FIELD_PROBLEMS:
		fit = x->kind == CELL_NOTHING ? 22 : x->kind == CELL_LONG || x->kind == CELL_SHORT ? 2 : -18;
		return fit + (x->trouble ? 18 : 0) - (x->steps ? 10 : 0);
	case FIELD_NEXT:
		fit = x->kind == CELL_NOTHING ? 5 : x->kind == CELL_LONG || x->kind == CELL_PLAN ? 10 : x->kind == CELL_SHORT ? 4 : -20;
		return fit + (x->steps ? 14 : 0) - (x->trouble && !x->steps ? 6 : 0) - (x->progress && !x->steps ? 4 : 0);
	case FIELD_PERIOD:
		return x->kind == CELL_LONG || x->kind == CELL_SHORT ? 8 : x->kind == CELL_NOTHING ? 4 : x->kind == CELL_PLAN ? 6 : -10;
	case FIELD_STATUS:
		return x->kind == CELL_SHORT && x->chars <= 10 ? 12 : -20;
	default:
		return x->kind == CELL_NOTHING ? 6 : x->kind == CELL_SHORT ? 0 : x->kind == CELL_LONG ? -8 : -10;
	}
}

int fit_score(enum field f, const struct fit_facts *x)
{
	if (x->kind == CELL_EMPTY)
		return f == FIELD_REMARK ? 4 : 0;
	/* a dash or 无 may fill any cell, best where nothing is usual */
	if (x->kind == CELL_NOTHING && (f == FIELD_NO || f == FIELD_NAME || f == FIELD_TASK || f == FIELD_PLAN ||
					f == FIELD_LEADER || f == FIELD_CONTACT || f == FIELD_LEAD || f == FIELD_DUTY ||
					f == FIELD_GROUP || f == FIELD_DEADLINE || f == FIELD_IMPLEMENT || f == FIELD_TARGET))
		return -4;
	switch (f) {
	case FIELD_NO:
		return x->kind == CELL_NUMBER ? (x->in_sequence ? 50 : -10) : x->total ? 30 : -80;
	case FIELD_LEAD:
	case FIELD_SUPPORT:
	case FIELD_IMPLEMENT:
	case FIELD_DUTY:
		if (x->kind == CELL_NOTHING)
			return f == FIELD_SUPPORT ? 6 : -5;
		return (x->kind == CELL_UNITS ? 30 : x->kind == CELL_SHORT ? -8 : -30) + (x->duty && f == FIELD_DUTY ? 5 : 0);
	case FIELD_LEADER:
	case FIELD_CONTACT:
		return x->kind == CELL_PEOPLE ? 30 : x->kind == CELL_SHORT && x->chars <= 6 ? -2 : -30;
	case FIELD_DEADLINE:
		return x->kind == CELL_TIME ? 30 : x->kind == CELL_PLAN ? 15 : -25;
	case FIELD_MONEY:
	case FIELD_SOURCE_AMOUNT:
	case FIELD_MONEY_DONE:
		return x->kind == CELL_AMOUNT ? 28 : x->kind == CELL_NUMBER ? 20 : x->kind == CELL_NOTHING ? 5 :
		       x->money ? 12 : x->kind == CELL_PERCENT && f == FIELD_MONEY_DONE ? 15 : -28;
	case FIELD_SOURCE:
		return x->money ? 30 : x->kind == CELL_NOTHING ? 5 : x->kind == CELL_AMOUNT ? 5 : -22;
	case FIELD_COUNT_TARGET:
	case FIELD_COUNT_DONE:
		return x->kind == CELL_AMOUNT || x->kind == CELL_NUMBER ? 25 : -20;
	case FIELD_COUNT_RATE:
		return x->kind == CELL_PERCENT ? 30 : x->kind == CELL_AMOUNT || x->kind == CELL_NUMBER ? 15 : -20;
	case FIELD_MEASURE:
		return x->chars <= 4 ? 15 : -25;
	case FIELD_PHONE:
		return x->kind == CELL_AMOUNT ? 10 : -25;
	case FIELD_SITE:
		return x->kind == CELL_UNITS || x->kind == CELL_SHORT ? 5 : -8;
	default:
		if (x->kind == CELL_NUMBER && f != FIELD_REMARK)
			return -30;
		return text_fit(f, x);
	}
}

int fit_further(enum field f, const struct fit_facts *x)
{
	int fit = fit_score(f, x);

	if (fit < 0 && (f == FIELD_NAME || f == FIELD_TASK || f == FIELD_PLAN || f == FIELD_PROGRESS ||
			f == FIELD_PROBLEMS || f == FIELD_NEXT || f == FIELD_TARGET || f == FIELD_SOURCE))
		return x->kind == CELL_NUMBER || x->kind == CELL_NOTHING || x->kind == CELL_PEOPLE ? -30 : fit / 3;
	return fit / 2;
}

int fit_skip(enum field f)
{
	switch (f) {
	case FIELD_REMARK:
	case FIELD_PHONE:
	case FIELD_SITE:
		return 2;
	case FIELD_SUPPORT:
	case FIELD_IMPLEMENT:
	case FIELD_STATUS:
		return 8;
	case FIELD_NO:
		return 16;
	case FIELD_GROUP:
		return 6;
	case FIELD_NAME:
		return 14;
	case FIELD_PROBLEMS:
	case FIELD_NEXT:
	case FIELD_SOURCE:
	case FIELD_SOURCE_AMOUNT:
	case FIELD_PERIOD:
		return 10;
	case FIELD_TASK:
		return 22;
	default:
		return 15;
	}
}

int fit_stay(enum field f, const struct fit_facts *last, const struct fit_facts *now,
	     bool after_gap)
{
	/* one leads, many support: of two ways the one with fewer leads */
	int cost = (after_gap ? 12 : 0) + (f == FIELD_LEAD);

	switch (f) {
	case FIELD_NO:
	case FIELD_MONEY:
	case FIELD_SOURCE_AMOUNT:
	case FIELD_DEADLINE:
	case FIELD_STATUS:
	case FIELD_COUNT_DONE:
	case FIELD_COUNT_RATE:
	case FIELD_COUNT_TARGET:
	case FIELD_MEASURE:
		if (f == FIELD_DEADLINE && now->dated)
			return 2;
		return INT_MAX;
	case FIELD_NAME:
		return cost + (last->closed ? 30 : 14) + (now->chars > 12 ? 10 : 0);
	case FIELD_PLAN:
		return now->dated ? 0 : 6 + (last->closed ? 4 : 0);
	case FIELD_TASK:
	case FIELD_TARGET:
	case FIELD_PROGRESS:
	case FIELD_PROBLEMS:
	case FIELD_NEXT:
	case FIELD_MIXED:
	case FIELD_SOURCE:
		return cost + (last->closed ? 14 : last->chars < 14 ? 16 : 6);
	case FIELD_LEAD:
	case FIELD_SUPPORT:
	case FIELD_IMPLEMENT:
	case FIELD_DUTY:
		return cost + (last->kind == CELL_UNITS && now->kind == CELL_UNITS ? 4 : 10);
	case FIELD_LEADER:
	case FIELD_CONTACT:
		return cost + 8;
	default:
		return cost + 12;
	}
}
