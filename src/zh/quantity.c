#include "zh/quantity.h"

#include "base/utf8.h"
#include "base/words.h"
#include "zh/number.h"

/* Measure words; the longest that fits wins.  万 and 亿 in front are part of the unit. */
static const struct str measure_words[] = {
	STR_INIT("%"),	      STR_INIT("个百分点"), STR_INIT("元"),	STR_INIT("平方公里"), STR_INIT("平方米"),
	STR_INIT("平方千米"), STR_INIT("立方米"),   STR_INIT("立方"),	STR_INIT("公里"),     STR_INIT("千米"),
	STR_INIT("延米"),     STR_INIT("米"),	    STR_INIT("公顷"),	STR_INIT("公亩"),     STR_INIT("亩次"),
	STR_INIT("亩"),	      STR_INIT("吨"),	    STR_INIT("公斤"),	STR_INIT("千克"),     STR_INIT("千瓦"),
	STR_INIT("兆瓦"),     STR_INIT("千伏安"),   STR_INIT("户次"),	STR_INIT("户"),	      STR_INIT("人次"),
	STR_INIT("人份"),     STR_INIT("人"),	    STR_INIT("名"),	STR_INIT("例"),	      STR_INIT("场次"),
	STR_INIT("场"),	      STR_INIT("次"),	    STR_INIT("个"),	STR_INIT("所"),	      STR_INIT("处"),
	STR_INIT("座"),	      STR_INIT("家"),	    STR_INIT("间"),	STR_INIT("套"),	      STR_INIT("台套"),
	STR_INIT("台次"),     STR_INIT("台"),	    STR_INIT("辆"),	STR_INIT("盏"),	      STR_INIT("块"),
	STR_INIT("棵"),	      STR_INIT("株"),	    STR_INIT("条"),	STR_INIT("项"),	      STR_INIT("件次"),
	STR_INIT("件"),	      STR_INIT("张"),	    STR_INIT("批次"),	STR_INIT("批"),	      STR_INIT("栋"),
	STR_INIT("幢"),	      STR_INIT("部"),	    STR_INIT("段"),	STR_INIT("支"),	      STR_INIT("只"),
	STR_INIT("头"),	      STR_INIT("对"),	    STR_INIT("片"),	STR_INIT("口"),	      STR_INIT("眼"),
	STR_INIT("孔"),	      STR_INIT("组"),	    STR_INIT("期"),	STR_INIT("本"),	      STR_INIT("册"),
	STR_INIT("份"),	      STR_INIT("艘"),	    STR_INIT("架"),	STR_INIT("杆"),	      STR_INIT("根"),
	STR_INIT("面"),	      STR_INIT("樘"),	    STR_INIT("副"),	STR_INIT("枚"),	      STR_INIT("门"),
	STR_INIT("村"),	      STR_INIT("岗"),	    STR_INIT("床"),	STR_INIT("车次"),     STR_INIT("班次"),
	STR_INIT("课时"),     STR_INIT("学时"),	    STR_INIT("点位"),	STR_INIT("桩"),	      STR_INIT("位"),
	STR_INIT("km"),	      STR_INIT("KM"),	    STR_INIT("㎡"),	STR_INIT("m²"),	      STR_INIT("m2"),
	STR_INIT("m"),	      STR_INIT("笔"),	    STR_INIT("起"),	STR_INIT("剂次"),     STR_INIT("剂"),
	STR_INIT("针次"),     STR_INIT("针"),	    STR_INIT("篇"),	STR_INIT("封"),	      STR_INIT("宗"),
	STR_INIT("类"),	      STR_INIT("种"),	    STR_INIT("首"),	STR_INIT("部次"),     STR_INIT("尾"),
	STR_INIT("羽"),	      STR_INIT("区"),	    STR_INIT("镇"),	STR_INIT("乡"), STR_INIT("道"), STR_INIT("趟"), STR_INIT("圈"), STR_INIT("班"), STR_INIT("站"), STR_INIT("包"), STR_INIT("箱"), STR_INIT("袋"), STR_INIT("瓶"), STR_INIT("盒"), STR_INIT("伏"), STR_INIT("亿次"), STR_INIT("具"), STR_INIT("路"), STR_INIT("顶"), STR_INIT("户型"), STR_INIT("站点"), STR_INIT("亭"), STR_INIT("列"), STR_INIT("餐"), STR_INIT("吨位"), STR_INIT("批件"), STR_INIT("卷"), STR_INIT("款"), STR_INIT("堂"), STR_INIT("节"), STR_INIT("层"), STR_INIT("厅"), STR_INIT("盆"), STR_INIT("平米"),
};

/* A number before these is no quantity at all. */
static const struct str not_count_words[] = {
	STR_INIT("年"),	  STR_INIT("月"),     STR_INIT("日"),	  STR_INIT("号"),   STR_INIT("天"),
	STR_INIT("小时"), STR_INIT("分钟"),   STR_INIT("周"),	  STR_INIT("岁"),   STR_INIT("级"),
	STR_INIT("届"),	  STR_INIT("学年"),   STR_INIT("个月"),   STR_INIT("个工作日"), STR_INIT("工作日"),
	STR_INIT("个小时"), STR_INIT("年级"), STR_INIT("千伏"), STR_INIT("时"), STR_INIT("秒"), STR_INIT("度"),
	STR_INIT("个季度"), STR_INIT("个周"), STR_INIT("次元"), STR_INIT("门户"), STR_INIT("站式"), STR_INIT("道路"), STR_INIT("区域"), STR_INIT("班子"), STR_INIT("位数"), STR_INIT("点"), STR_INIT("个年度"), STR_INIT("位一体"), STR_INIT("个自然日"), STR_INIT("个日历天"), STR_INIT("节点"), STR_INIT("路段"), STR_INIT("路公交"), STR_INIT("路车"), STR_INIT("层次"), STR_INIT("堂课"), STR_INIT("款项"), STR_INIT("节约"), STR_INIT("列入"), STR_INIT("餐饮"),
};

/* Verbs that say how far a thing is; the longest wins. */
static const struct str stage_words[] = {
	STR_INIT("全面完成"), STR_INIT("全部完成"), STR_INIT("累计完成"), STR_INIT("完成"),   STR_INIT("全面开工"),
	STR_INIT("开工建设"), STR_INIT("开工"),	    STR_INIT("动工"),	  STR_INIT("启动"),   STR_INIT("完工"),
	STR_INIT("竣工"),     STR_INIT("建成投用"), STR_INIT("建成"),	  STR_INIT("建设"),   STR_INIT("新增"),
	STR_INIT("新建"),     STR_INIT("新改建"),   STR_INIT("改造提升"), STR_INIT("改造"),   STR_INIT("改建"),
	STR_INIT("扩建"),     STR_INIT("培训"),	    STR_INIT("培育"),	  STR_INIT("筛查"),   STR_INIT("体检"),
	STR_INIT("安装"),     STR_INIT("配备"),	    STR_INIT("配送"),	  STR_INIT("购置"),   STR_INIT("采购"),
	STR_INIT("发放"),     STR_INIT("举办"),	    STR_INIT("开展"),	  STR_INIT("组织"),   STR_INIT("打造"),
	STR_INIT("创建"),     STR_INIT("提升"),	    STR_INIT("整治"),	  STR_INIT("治理"),   STR_INIT("更换"),
	STR_INIT("更新"),     STR_INIT("铺设"),	    STR_INIT("硬化"),	  STR_INIT("修复"),   STR_INIT("维修"),
	STR_INIT("接种"),     STR_INIT("救助"),	    STR_INIT("资助"),	  STR_INIT("帮扶"),   STR_INIT("扶持"),
	STR_INIT("服务"),     STR_INIT("惠及"),	    STR_INIT("受益"),	  STR_INIT("验收"),   STR_INIT("办理"),
	STR_INIT("办结"),     STR_INIT("投资"),	    STR_INIT("拨付"),	  STR_INIT("达到"),   STR_INIT("实施"),
	STR_INIT("抽检"),     STR_INIT("检测"),	    STR_INIT("适配"),	  STR_INIT("打通"),   STR_INIT("招募"),
	STR_INIT("签约"),     STR_INIT("建立"),	    STR_INIT("设置"),	  STR_INIT("增设"),   STR_INIT("推广"),
	STR_INIT("清淤"),     STR_INIT("拆除"),	    STR_INIT("种植"),	  STR_INIT("栽植"),   STR_INIT("绿化"),
	STR_INIT("投放"),     STR_INIT("投入使用"), STR_INIT("投用"),	  STR_INIT("投入"),   STR_INIT("解决"),
	STR_INIT("覆盖"),     STR_INIT("提供"),	    STR_INIT("为"),	  STR_INIT("达"),     STR_INIT("带动"),
	STR_INIT("创造"),     STR_INIT("联通"),	    STR_INIT("下达"),	  STR_INIT("演出"),   STR_INIT("招聘"),
	STR_INIT("演练"),     STR_INIT("放映"),	    STR_INIT("送戏"),	  STR_INIT("交付"),   STR_INIT("养护"),
	STR_INIT("大中修"),   STR_INIT("装配"),     STR_INIT("评估"),     STR_INIT("试运行"),  STR_INIT("运行"), STR_INIT("压减"), STR_INIT("建"), STR_INIT("开设"), STR_INIT("招收"), STR_INIT("受理"), STR_INIT("增开"), STR_INIT("巡诊"), STR_INIT("走访"),
};

static struct words measures = WORDS(measure_words), not_counts = WORDS(not_count_words), stages = WORDS(stage_words);

size_t zh_measure_at(struct str s, size_t i)
{
	return words_at(&measures, s, i);
}

static size_t not_count_at(struct str s, size_t i)
{
	return words_at(&not_counts, s, i);
}

/* Letters, hyphens and plus signs before a number make it a name: G344, HPV2, 1+N, PM2.5. */
static bool part_of_name(struct str s, size_t i)
{
	char c;

	if (i == 0)
		return false;
	c = s.p[i - 1];
	if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' || c == '.' || c == '/')
		return true;
	if (i >= 3 && (str_at(s, i - 3, STR("第"))))
		return true;
	return c == '-' && i >= 2 && (s.p[i - 2] >= 'A' && s.p[i - 2] <= 'Z');
}

static bool is_boundary(struct str s, size_t i)
{
	char c = s.p[i];

	return c == ',' || c == ';' || c == ':' || c == '\n' || c == '!' || str_at(s, i, STR("、")) ||
	       str_at(s, i, STR("。"));
}

/* Start of the words that belong to a number at byte i: after the last boundary or quantity. */
static size_t clause_start(struct str s, size_t floor, size_t i)
{
	int depth = 0;

	while (i > floor) {
		size_t at = i;
		uint32_t c = utf8_prev(s, &at);

		if (c == ')')
			depth++;
		else if (c == '(' && depth > 0)
			depth--;
		else if (c == '(')
			break;
		else if (depth == 0 && is_boundary(s, at))
			break;
		i = at;
	}
	return i;
}

static bool word_before(struct str s, size_t *end, size_t start, struct str word)
{
	struct str head = str_cut(s, start, *end);

	if (!str_ends(head, word))
		return false;
	*end -= word.n;
	return true;
}

/* Words just before the number that compare: 不少于、约、力争、达到. */
static void read_compare_before(struct str s, size_t start, size_t *end, struct zh_quantity *q)
{
	static const struct {
		struct str word;
		enum zh_compare cmp;
	} words[] = {
		{ STR_INIT("不少于"), ZH_AT_LEAST }, { STR_INIT("不低于"), ZH_AT_LEAST },
		{ STR_INIT("至少"), ZH_AT_LEAST },   { STR_INIT("不超过"), ZH_AT_MOST },
		{ STR_INIT("超过"), ZH_ABOVE },	     { STR_INIT("突破"), ZH_ABOVE },
		{ STR_INIT("约"), ZH_ABOUT },	     { STR_INIT("近"), ZH_ABOUT },
		{ STR_INIT("逾"), ZH_ABOVE },	     { STR_INIT("力争"), ZH_ASPIRE },
	};
	bool more = true;

	while (more) {
		more = false;
		for (size_t k = 0; k < COUNT(words); k++)
			if (word_before(s, end, start, words[k].word)) {
				if (q->cmp == ZH_EXACT)
					q->cmp = words[k].cmp;
				more = true;
			}
	}
}

static bool skip_word(struct str s, size_t *i, struct str word)
{
	if (!str_at(s, *i, word))
		return false;
	*i += word.n;
	return true;
}

static void read_compare_after(struct str s, size_t i, struct zh_quantity *q)
{
	if (str_at(s, i, STR("以上")) || str_at(s, i, STR("及以上")))
		q->cmp = ZH_AT_LEAST;
	else if (str_at(s, i, STR("以内")) || str_at(s, i, STR("以下")))
		q->cmp = ZH_AT_MOST;
	else if (str_at(s, i, STR("左右")))
		q->cmp = ZH_ABOUT;
}

/* 余 or 多 after the number or after 万. */
static void skip_about(struct str s, size_t *i, struct zh_quantity *q)
{
	if (skip_word(s, i, STR("余")) || skip_word(s, i, STR("多")))
		q->cmp = ZH_ABOUT;
}

static bool read_unit(struct str s, size_t *i, struct zh_quantity *q)
{
	size_t k = *i, begin, m;

	skip_about(s, &k, q);
	begin = k;
	while (skip_word(s, &k, STR("万")) || skip_word(s, &k, STR("亿")) ||
	       (str_at(s, k, STR("千")) && !str_at(s, k, STR("千米")) && !str_at(s, k, STR("千瓦")) &&
		!str_at(s, k, STR("千伏")) && !str_at(s, k, STR("千克")) && skip_word(s, &k, STR("千"))))
		;
	if (k > begin && (str_at(s, k, STR("余")) || str_at(s, k, STR("多")))) {
		size_t c = k;

		skip_about(s, &c, q);
		m = zh_measure_at(s, c);
		if (m == 0)
			return false;
		q->unit = str_cut(s, begin, c + m);
		*i = c + m;
		return true;
	}
	m = zh_measure_at(s, k);
	if (m == 0 || not_count_at(s, k) > m)
		return false;
	k += m;
	/* 台(套), 所(站): a second measure in brackets belongs to it */
	if (k < s.n && s.p[k] == '(') {
		size_t inner = zh_measure_at(s, k + 1);

		if (inner > 0 && k + 1 + inner < s.n && s.p[k + 1 + inner] == ')')
			k += inner + 2;
	} else if (k < s.n && s.p[k] == '/' && zh_measure_at(s, k + 1) > 0) {
		q->standard = true;
		return false;
	}
	q->unit = str_cut(s, begin, k);
	*i = k;
	return true;
}

static void find_stage(struct str s, size_t start, size_t end, struct zh_quantity *q,
		       size_t *after)
{
	*after = start;
	for (size_t i = start; i < end;) {
		size_t n = words_at(&stages, s, i);

		if (n > 0 && i + n <= end) {
			q->stage = str_cut(s, i, i + n);
			*after = i + n;
			i += n;
		} else {
			i += utf8_len((unsigned char)s.p[i]);
		}
	}
}

static struct str bare(struct str w)
{
	static const struct str lead[] = { STR_INIT("了"), STR_INIT("的"), STR_INIT("为"), STR_INIT("到"),
					   STR_INIT("率达"), STR_INIT("共"), STR_INIT("全县"), STR_INIT("全区"),
					   STR_INIT("全市"), STR_INIT("已"), STR_INIT("并"), STR_INIT("各"), STR_INIT("免费"), STR_INIT("累计"), STR_INIT("全部"), STR_INIT("全面"), STR_INIT("和"), STR_INIT("及") };
	static const struct str tail[] = { STR_INIT("达到"), STR_INIT("达"), STR_INIT("共"), STR_INIT("约"), STR_INIT("的"), STR_INIT("累计"),
					   STR_INIT("各"),   STR_INIT("为"), STR_INIT("至少"), STR_INIT("总数"), STR_INIT("已"), STR_INIT("全部"), STR_INIT("分别"), STR_INIT("保持在"), STR_INIT("到"), STR_INIT("至"), STR_INIT("共计") };
	bool more = true;

	while (more) {
		more = false;
		for (size_t k = 0; k < COUNT(lead); k++)
			if (w.n > 0 && str_starts(w, lead[k])) {
				w = str_from(w, lead[k].n);
				more = true;
			}
		for (size_t k = 0; k < COUNT(tail); k++)
			if (w.n > 0 && str_ends(w, tail[k])) {
				w.n -= tail[k].n;
				more = true;
			}
	}
	return str_trim(w);
}

/* The words after a number: 15个【示范村】建设任务. */
static struct str words_after(struct str s, size_t i)
{
	size_t k = i;

	skip_word(s, &k, STR("以上"));
	skip_word(s, &k, STR("左右"));
	skip_word(s, &k, STR("的"));
	i = k;
	while (k < s.n && !is_boundary(s, k) && !zh_is_digit(s, k) && s.p[k] != '(' && s.p[k] != ')') {
		if (k > i && words_at(&stages, s, k) > 0)
			break;
		k += utf8_len((unsigned char)s.p[k]);
	}
	return bare(str_cut(s, i, k));
}

static const struct str totals_words[] = { STR_INIT("累计"), STR_INIT("总数"), STR_INIT("总量"), STR_INIT("合计"),
				     STR_INIT("总计"), STR_INIT("共计") };
static const struct str periods_words[] = { STR_INIT("本月"), STR_INIT("当月"), STR_INIT("当季"),
				      STR_INIT("本季度"), STR_INIT("新完成"), STR_INIT("再") };
static const struct str works_words[] = { STR_INIT("工程量"), STR_INIT("工程总量"), STR_INIT("任务"), STR_INIT("投资"), STR_INIT("开工率"), STR_INIT("进度"),
				    STR_INIT("竣工率"), STR_INIT("完工率"), STR_INIT("完成率"), STR_INIT("工程"), STR_INIT("施工"), STR_INIT("建设"), STR_INIT("铺设"), STR_INIT("改造"), STR_INIT("完成"), STR_INIT("主体"), STR_INIT("计划"), STR_INIT("目标"), STR_INIT("安装"), STR_INIT("硬化") , STR_INIT("总量"), STR_INIT("建成"), STR_INIT("绿化"), STR_INIT("铺装"), STR_INIT("拨付") };
static struct words totals = WORDS(totals_words), periods = WORDS(periods_words), works = WORDS(works_words);

static void find_words(struct str s, size_t start, size_t end, struct zh_quantity *q)
{
	struct str head = str_cut(s, start, end);
	size_t after, close = str_rfind(head, STR(")"));

	q->total = q->total || words_in(&totals, head);
	q->period = q->period || words_in(&periods, head);
	if (str_eq(q->unit, STR("%")))
		q->work = q->work || words_in(&works, head);
	/* 春季学期(3月至6月)开设10门: what stands in brackets says when or whose */
	if (close != STR_NONE && str_has(str_cut(head, 0, close), STR("(")) && start + close + 1 < end)
		start += close + 1;
	find_stage(s, start, end, q, &after);
	q->what = bare(str_cut(s, after, end));
	if (q->what.n == 0)
		q->what = words_after(s, q->to);
	if (q->what.n == 0 && after > start)
		q->what = bare(str_cut(s, start, after - q->stage.n));
	q->money = str_ends(q->unit, STR("元"));
}

static const struct str per_words[] = {
	STR_INIT("每人"), STR_INIT("每户"), STR_INIT("每月"), STR_INIT("每人每月"), STR_INIT("每人每年"), STR_INIT("每名"),
	STR_INIT("每部"), STR_INIT("每餐"), STR_INIT("每个"), STR_INIT("每处"), STR_INIT("每年"), STR_INIT("每亩"), STR_INIT("每天"),
	STR_INIT("每生"), STR_INIT("每台"), STR_INIT("每套"), STR_INIT("每位"), STR_INIT("每次"), STR_INIT("人均"), STR_INIT("户均"), STR_INIT("每辆"), STR_INIT("每件"), STR_INIT("每家"), STR_INIT("每村"), STR_INIT("每例"),
};
static struct words per = WORDS(per_words);

static bool standard_before(struct str head)
{
	return words_in(&per, head);
}

__attribute__((constructor)) static void index_words(void)
{
	struct words *const all[] = { &measures, &not_counts, &stages, &totals, &periods, &works, &per };

	for (size_t k = 0; k < COUNT(all); k++)
		words_index(all[k]);
}

/* A Chinese numeral counts only before a measure that nothing else uses: 三所、两条, not 一个专班. */
static bool numeral_quantity(struct str s, size_t *i, struct zh_quantity *q)
{
	static const struct str sure[] = { STR_INIT("所"), STR_INIT("座"), STR_INIT("栋"), STR_INIT("幢"),
					   STR_INIT("辆"), STR_INIT("条"), STR_INIT("家"), STR_INIT("处"),
					   STR_INIT("个"), STR_INIT("套"), STR_INIT("台"), STR_INIT("间"), STR_INIT("场") };
	static const struct str idioms[] = { STR_INIT("条龙"), STR_INIT("个一"), STR_INIT("个百分"), STR_INIT("套班子"), STR_INIT("个月"), STR_INIT("个季度"), STR_INIT("条例"), STR_INIT("处理"), STR_INIT("家庭"), STR_INIT("个阶段"), STR_INIT("条主线"), STR_INIT("台账"), STR_INIT("个专项"), STR_INIT("个方面"), STR_INIT("个体系"), STR_INIT("场所"), STR_INIT("个规范"), STR_INIT("个全覆盖") };
	size_t k = *i;
	int64_t n;

	if (i[0] >= 3 && (str_at(s, *i - 3, STR("第")) || zh_digit_at(s, *i - 3) >= 0 ||
			  str_at(s, *i - 3, STR("百")) || str_at(s, *i - 3, STR("分"))))
		return false;
	if (!zh_numeral(s, &k, &n) || n < 2 || str_at(s, *i, STR("十分")))
		return false;
	for (size_t m = 0; m < COUNT(idioms); m++)
		if (str_at(s, k, idioms[m]))
			return false;
	for (size_t m = 0; m < COUNT(sure); m++) {
		if (!str_at(s, k, sure[m]))
			continue;
		q->n = dec_int(n);
		q->unit = str_cut(s, k, k + sure[m].n);
		q->from = *i;
		q->to = *i = k + sure[m].n;
		return true;
	}
	return false;
}

/* 百分之八十 */
static bool percent_words(struct str s, size_t *i, struct zh_quantity *q)
{
	size_t k = *i + STR("百分之").n;
	int64_t n;

	if (!str_at(s, *i, STR("百分之")) || !zh_numeral(s, &k, &n))
		return false;
	q->n = dec_int(n);
	q->unit = STR("%");
	q->from = *i;
	q->to = *i = k;
	return true;
}

/* "21三体", "20-40人": a range is read at its lower bound. */
static bool digit_quantity(struct str s, size_t *i, struct zh_quantity *q)
{
	size_t k = *i, c;
	struct dec upper;
	bool name = part_of_name(s, k);

	q->from = k;
	if (!zh_digits(s, &k, &q->n))
		return false;
	c = k;
	*i = k;
	if (name)
		return false;
	if (c < s.n && (s.p[c] == '-' || s.p[c] == '~' || str_at(s, c, STR("至")))) {
		c += s.p[c] == '-' || s.p[c] == '~' ? 1 : 3;
		if (zh_digits(s, &c, &upper)) {
			*i = c;
			if (not_count_at(s, c) > 0 || !read_unit(s, &c, q))
				return false;
			q->to = *i = c;
			return true;
		}
		c = k;
	}
	if (c < s.n && s.p[c] == '%') {
		q->unit = STR("%");
		q->to = *i = c + 1;
		return true;
	}
	if (not_count_at(s, c) > zh_measure_at(s, c) || !read_unit(s, &c, q)) {
		size_t skip = not_count_at(s, k);

		*i = k + skip;
		return false;
	}
	q->to = *i = c;
	return true;
}

static bool range_before(struct str s, size_t i)
{
	return i >= 2 && (s.p[i - 1] == '-' || s.p[i - 1] == '~') && zh_is_digit(s, i - 2);
}

/* 万余人 is 万人, and about. */
static struct str plain_unit(struct arena *a, struct str unit)
{
	size_t i = str_find(unit, STR("余")), after;

	if (i == STR_NONE)
		i = str_find(unit, STR("多"));
	if (i == STR_NONE)
		return unit;
	after = i + STR("余").n;
	return arena_cat(a, str_cut(unit, 0, i), str_from(unit, after));
}

void zh_quantities(struct arena *a, struct str s, struct zh_quantity_list *ret)
{
	size_t floor = 0;
	int quoted = 0;

	for (size_t i = 0; i < s.n;) {
		struct zh_quantity q = { 0 };
		size_t start, end, at = i;
		bool got;

		if ((unsigned char)s.p[i] >= 0xE2) {
			if (str_at(s, i, STR("《")))
				quoted++;
			else if (quoted > 0 && str_at(s, i, STR("》")))
				quoted--;
		}
		if (quoted > 0) {
			i += utf8_len((unsigned char)s.p[i]);
			continue;
		}
		if (zh_is_digit(s, i) && !range_before(s, i))
			got = digit_quantity(s, &i, &q);
		else if (str_at(s, i, STR("百分之")))
			got = percent_words(s, &i, &q);
		else if ((unsigned char)s.p[i] >= 0xE3 && (zh_digit_at(s, i) >= 0))
			got = numeral_quantity(s, &i, &q);
		else
			got = false;
		if (!got) {
			if (i == at)
				i += utf8_len((unsigned char)s.p[i]);
			continue;
		}
		q.unit = plain_unit(a, q.unit);
		start = clause_start(s, floor, q.from);
		end = q.from;
		read_compare_before(s, start, &end, &q);
		read_compare_after(s, q.to, &q);
		find_words(s, start, end, &q);
		if (q.money && (standard_before(str_cut(s, start, end)) ||
				(q.to < s.n && (s.p[q.to] == '/' || str_at(s, q.to, STR("的标准")))) ||
				str_ends(str_cut(s, start, end), STR("标准"))))
			q.standard = true;
		if (!q.standard)
			*list_add(ret, a) = q;
		floor = q.to;
	}
}
