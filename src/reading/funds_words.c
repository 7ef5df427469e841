#include "reading/funds_words.h"

#include "base/words.h"
#include "rules/measure.h"

/* 不需财政投入、无需新增资金: nobody pays. */
static bool no_money_needed(struct str s)
{
	static const struct str words[] = { STR_INIT("不涉及"), STR_INIT("无需"), STR_INIT("不需"), STR_INIT("不新增"), STR_INIT("不另"), STR_INIT("零投入") };

	return str_has_any(s, words, COUNT(words));
}

static bool ends_as_fund(struct str s)
{
	static const struct str ends[] = { STR_INIT("资金"), STR_INIT("经费"), STR_INIT("补助"), STR_INIT("基金"), STR_INIT("公益金"), STR_INIT("保障金"), STR_INIT("专项"), STR_INIT("补贴") };

	static const struct str tails[] = { STR_INIT("列支"), STR_INIT("承担"), STR_INIT("解决"), STR_INIT("安排"), STR_INIT("保障"), STR_INIT("负担"), STR_INIT("中"), STR_INIT("约") };

	for (size_t k = 0; k < COUNT(tails); k++)
		if (str_ends(s, tails[k]))
			s.n -= tails[k].n;
	for (size_t k = 0; k < COUNT(ends); k++)
		if (str_ends(s, ends[k]))
			return true;
	return false;
}

/* In the list of what is no source: the first of those that may stand inside a fund's name. */
enum { PURPOSE_WORDS = 10 };

/* Words by which a source of money is known. */
bool funds_names_source(struct str s)
{
	static const struct str words[] = {
		STR_INIT("财政"),     STR_INIT("自筹"),	    STR_INIT("专项"),	  STR_INIT("债"),	STR_INIT("补助资金"),
		STR_INIT("补助"),     STR_INIT("配套"),	    STR_INIT("奖补"),	  STR_INIT("社会投资"), STR_INIT("社会资"),
		STR_INIT("公益金"),   STR_INIT("残保金"),   STR_INIT("基金"),	  STR_INIT("捐"),	STR_INIT("贷款"),
		STR_INIT("预算内"),   STR_INIT("衔接"),	    STR_INIT("收益"),	  STR_INIT("上级"),	STR_INIT("省级"),
		STR_INIT("市级"),     STR_INIT("区级"),	    STR_INIT("县级"),	  STR_INIT("镇级"),	STR_INIT("乡级"),
		STR_INIT("村级"),     STR_INIT("中央"),	    STR_INIT("本级"),	  STR_INIT("资本"),	STR_INIT("融资"),
		STR_INIT("企业投"),   STR_INIT("企业出"),   STR_INIT("统筹"),	  STR_INIT("彩"),	STR_INIT("援"),
		STR_INIT("协作资金"), STR_INIT("移民"),	    STR_INIT("转移支付"), STR_INIT("一事一议"), STR_INIT("以工代赈"),
		STR_INIT("业主"),     STR_INIT("出资"),	    STR_INIT("村集体"),	  STR_INIT("集体经济"), STR_INIT("开发商"),
		STR_INIT("省资金"),   STR_INIT("市资金"),   STR_INIT("县资金"),	  STR_INIT("区资金"),	STR_INIT("争取"),
		STR_INIT("电网"),     STR_INIT("运营商"),   STR_INIT("党费"),	  STR_INIT("省补"),	STR_INIT("市补"),
		STR_INIT("国补"),     STR_INIT("企业资金"), STR_INIT("社会力量"), STR_INIT("公司"), STR_INIT("资金"), STR_INIT("经费"), STR_INIT("保障金"), STR_INIT("社会资本"), STR_INIT("慈善"),
		STR_INIT("福利金"), STR_INIT("出让金"), STR_INIT("出让收入"), STR_INIT("预备费"), STR_INIT("保险费"), STR_INIT("社会捐"), STR_INIT("赞助"), STR_INIT("众筹"), STR_INIT("会费"),
	};
	static const struct str not[] = {
		STR_INIT("据实"), STR_INIT("以实际"), STR_INIT("按实际"), STR_INIT("群众缴费"), STR_INIT("标准"), STR_INIT("最终"), STR_INIT("结算"), STR_INIT("年度预算"), STR_INIT("预算安排"), STR_INIT("纳入"), STR_INIT("服务"), STR_INIT("实行"), STR_INIT("开展"),
	};

	if (no_money_needed(s))
		return false;
	/* 公共文化服务补助资金 ends as a fund does, whatever stands inside */
	return !str_has_any(s, not, ends_as_fund(s) ? PURPOSE_WORDS : COUNT(not)) && str_has_any(s, words, COUNT(words));
}

/* Only an announcement of money: 总投资, 所需资金, 计划投入经费约. */
static const struct str announce_words[] = {
	STR_INIT("所需"), STR_INIT("计划"), STR_INIT("拟"), STR_INIT("预计"), STR_INIT("总"), STR_INIT("投入"), STR_INIT("安排"), STR_INIT("资金"),
	STR_INIT("经费"), STR_INIT("投资"), STR_INIT("约"), STR_INIT("共计"), STR_INIT("共"), STR_INIT("需要"), STR_INIT("需"), STR_INIT("筹措"),
	STR_INIT("筹集"), STR_INIT("合计"), STR_INIT("概算"), STR_INIT("估算"), STR_INIT("预算"), STR_INIT("年度"), STR_INIT("年"), STR_INIT("项目"),
	STR_INIT("工程"), STR_INIT("金额"), STR_INIT("总额"), STR_INIT("来源"), STR_INIT("额度"), STR_INIT("需求"), STR_INIT("为"), STR_INIT("全部"), STR_INIT("累计"),
};
static struct words announcing = WORDS(announce_words);

__attribute__((constructor)) static void index_words(void)
{
	words_index(&announcing);
}

bool funds_only_announces(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t n = words_at(&announcing, s, i);

		if (n == 0)
			return false;
		i += n;
	}
	return s.n > 0;
}
