#include "zh/name.h"

#include "base/han_set.h"
#include "base/utf8.h"
#include "base/words.h"

static const struct str unit_ending_words[] = {
	STR_INIT("局"),	    STR_INIT("委"),	STR_INIT("办"),	      STR_INIT("办公室"), STR_INIT("部"),
	STR_INIT("厅"),	    STR_INIT("院"),	STR_INIT("会"),	      STR_INIT("联"),	  STR_INIT("中心"),
	STR_INIT("公司"),   STR_INIT("集团"),	STR_INIT("银行"),     STR_INIT("所"),	  STR_INIT("站"),
	STR_INIT("队"),	    STR_INIT("馆"),	STR_INIT("学校"),     STR_INIT("中学"),	  STR_INIT("小学"),
	STR_INIT("医院"),   STR_INIT("指挥部"), STR_INIT("专班"),     STR_INIT("领导小组"), STR_INIT("管委会"),
	STR_INIT("工委"),   STR_INIT("办事处"), STR_INIT("街道"),     STR_INIT("镇"),	  STR_INIT("乡"),
	STR_INIT("苏木"),   STR_INIT("村"),	STR_INIT("社区"),     STR_INIT("政府"),	  STR_INIT("分局"),
	STR_INIT("法院"),   STR_INIT("检察院"), STR_INIT("武装部"),   STR_INIT("园区"),	  STR_INIT("产业园"),
	STR_INIT("开发区"), STR_INIT("合作社"), STR_INIT("商会"),     STR_INIT("协会"),	  STR_INIT("团委"),
	STR_INIT("妇联"),   STR_INIT("工会"),	STR_INIT("残联"),     STR_INIT("科协"),	  STR_INIT("文联"),
	STR_INIT("科"),	    STR_INIT("股"),	STR_INIT("处"),	      STR_INIT("单位"),	  STR_INIT("部门"),
	STR_INIT("街道)"),  STR_INIT("乡镇"),	STR_INIT("机构"),     STR_INIT("企业"),	  STR_INIT("幼儿园"),
	STR_INIT("各口"),	    STR_INIT("团县委"), STR_INIT("团市委"),   STR_INIT("团区委"), STR_INIT("县级"),
	STR_INIT("区"),	    STR_INIT("县"),	STR_INIT("市"), STR_INIT("州"), STR_INIT("旗"), STR_INIT("林场"), STR_INIT("农场"), STR_INIT("机场"), STR_INIT("供销社"), STR_INIT("旅行社"), STR_INIT("报社"), STR_INIT("合作联社"), STR_INIT("厂"), STR_INIT("电视台"), STR_INIT("气象台"), STR_INIT("校"), STR_INIT("学院"), STR_INIT("大学"), STR_INIT("工作组"), STR_INIT("小组"), STR_INIT("公园"), STR_INIT("科技园"),
};

/* Single-character surnames, most frequent first; several hundred cover nearly everyone. */
static const char surnames[] =
	"王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢"
	"汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安"
	"殷颜庄章鲁倪庞邢俞翟蓝聂齐向葛岳丘关符焦柳邬储祝纪尚毕耿芦左季管柴卜盛童凌裴路霍成苗谷甘游宁欧简包司柏饶喻单"
	"古辛冉涂闫卓褚骆靳曲蒲冷靖谈娄华申蒙项覃连车查阳景仇艾闵全佟费桑戚慈卫米时仲党屈解舒霞习敖原阮应樓楼燕宫席隋"
	"巩桂滕付肖边卞元富储麦贡池房鲍晏计牟满鄢栾晋岑瞿尤农植巫廉甄滑宗郁宿从郎权荆边练敬沙虞糜和宾雍步衡郤郄祁"
	"伍兰佘詹芮麻蔺亓冼伏禹臧桓寇茹阙湛漆揭竺尧邝阚姬仝扈帅匡晁嵇楚屠巢鞠幸逯訾迟苑邰苟";

static const struct str double_surname_words[] = {
	STR_INIT("欧阳"), STR_INIT("上官"), STR_INIT("司马"), STR_INIT("诸葛"), STR_INIT("东方"), STR_INIT("皇甫"),
	STR_INIT("尉迟"), STR_INIT("公孙"), STR_INIT("慕容"), STR_INIT("令狐"), STR_INIT("司徒"), STR_INIT("夏侯"), STR_INIT("端木"),
};

static const struct str not_name_words[] = {
	STR_INIT("完成"), STR_INIT("工作"), STR_INIT("建设"), STR_INIT("改造"), STR_INIT("工程"), STR_INIT("项目"), STR_INIT("提升"), STR_INIT("全县"),
	STR_INIT("全区"), STR_INIT("全市"), STR_INIT("和谐"), STR_INIT("万元"), STR_INIT("文明"), STR_INIT("文化"), STR_INIT("安全"), STR_INIT("成立"),
	STR_INIT("任务"), STR_INIT("方案"), STR_INIT("时限"), STR_INIT("时间"), STR_INIT("向上"), STR_INIT("农村"), STR_INIT("全年"), STR_INIT("常年"),
	STR_INIT("安装"), STR_INIT("关爱"), STR_INIT("教育"), STR_INIT("卫生"), STR_INIT("交通"), STR_INIT("住房"), STR_INIT("单位"), STR_INIT("领导"),
	STR_INIT("牵头"), STR_INIT("养老"), STR_INIT("就业"),
};

/* A name of three characters that ends so is a unit. */
static const struct str short_unit_words[] = {
	STR_INIT("局"), STR_INIT("镇"), STR_INIT("乡"), STR_INIT("办"), STR_INIT("委"), STR_INIT("街道"), STR_INIT("中心"),
	STR_INIT("县"), STR_INIT("公司"), STR_INIT("部门"), STR_INIT("村"), STR_INIT("联"),
};

static const struct str post_words[] = {
	STR_INIT("县长"), STR_INIT("区长"), STR_INIT("市长"), STR_INIT("镇长"), STR_INIT("乡长"), STR_INIT("书记"), STR_INIT("主任"), STR_INIT("局长"),
	STR_INIT("常委"), STR_INIT("主席"), STR_INIT("部长"), STR_INIT("旗长"), STR_INIT("州长"), STR_INIT("科长"), STR_INIT("股长"), STR_INIT("院长"),
	STR_INIT("校长"), STR_INIT("站长"), STR_INIT("所长"), STR_INIT("经理"), STR_INIT("董事长"), STR_INIT("负责人"), STR_INIT("领导"), STR_INIT("调研员"),
	STR_INIT("队长"), STR_INIT("委员"), STR_INIT("理事长"), STR_INIT("省长"), STR_INIT("班子成员"),
};

static struct words unit_endings = WORDS(unit_ending_words), double_surnames = WORDS(double_surname_words),
		    not_names = WORDS(not_name_words), short_units = WORDS(short_unit_words), posts = WORDS(post_words);

static struct han_set single_surnames;

__attribute__((constructor)) static void index_words(void)
{
	words_index_ends(&unit_endings);
	words_index(&double_surnames);
	words_index(&not_names);
	words_index_ends(&short_units);
	words_index_ends(&posts);
	han_set_add_all(&single_surnames, (struct str){ surnames, sizeof(surnames) - 1 });
}

size_t zh_unit_ending(struct str s)
{
	return words_end(&unit_endings, s);
}

static bool all_han(struct str s)
{
	for (size_t i = 0; i < s.n;)
		if (!utf8_is_han(utf8_next(s, &i)))
			return false;
	return s.n > 0;
}

/* 升级16所, 新建公厕3处: a number and its measure, no unit. */
static bool counted(struct str s)
{
	size_t i = s.n;

	utf8_prev(s, &i);
	return i > 0 && s.p[i - 1] >= '0' && s.p[i - 1] <= '9';
}

bool zh_is_unit(struct str s)
{
	struct str head = s;

	if (s.n < 6 || s.n > 90)
		return false;
	if (str_ends(s, STR(")"))) { /* 各乡镇(街道) */
		size_t open = str_rfind(s, STR("("));

		if (open == STR_NONE || open == 0)
			return false;
		head = str_cut(s, 0, open);
	}
	if (zh_unit_ending(head) == 0 && !str_starts(s, STR("各")) && !str_starts(s, STR("相关")) && !str_starts(s, STR("有关")))
		return false;
	if (counted(head))
		return false;
	return memchr(head.p, ',', head.n) == NULL && memchr(head.p, ':', head.n) == NULL && !str_has(head, STR("。"));
}

bool zh_has_surname(struct str s)
{
	return han_set_has(&single_surnames, utf8_wide_at(s, 0)) || words_begin(&double_surnames, s);
}

bool zh_is_person(struct str s)
{
	size_t n, dot;

	if (s.n > 14 * 4) /* no name has more characters */
		return false;
	dot = str_find(s, STR("·"));
	n = utf8_count(s);
	if (dot != STR_NONE)
		return n >= 4 && n <= 14 && all_han(str_cut(s, 0, dot)) && zh_unit_ending(s) == 0;
	if (n < 2 || n > 4 || !zh_has_surname(s) || !all_han(s) || words_in(&not_names, s))
		return false;
	return !(n >= 3 && words_end(&short_units, s) > 0 && zh_is_unit(s));
}

bool zh_is_post(struct str s)
{
	return words_end(&posts, s) > 0;
}

/* The 年 of 2025年云栖县 or 上半年全市, but not of 万年县. */
static bool ends_a_year(struct str s, size_t i)
{
	struct str head = str_cut(s, 0, i);

	return str_at(s, i, STR("年")) && i > 0 &&
	       ((s.p[i - 1] >= '0' && s.p[i - 1] <= '9') || str_ends(head, STR("半")) || str_ends(head, STR("今")));
}

struct str zh_last_region(struct str s)
{
	static const struct str levels[] = {
		STR_INIT("自治县"), STR_INIT("自治旗"), STR_INIT("街道"), STR_INIT("管委会"), STR_INIT("开发区"), STR_INIT("新区"), STR_INIT("自治州"), STR_INIT("自治区"),
		STR_INIT("县"), STR_INIT("区"), STR_INIT("市"), STR_INIT("旗"), STR_INIT("镇"), STR_INIT("乡"), STR_INIT("州"), STR_INIT("省"), STR_INIT("苏木"),
	};
	size_t tail = 0, from, chars = 0;

	for (size_t k = 0; k < COUNT(levels) && tail == 0; k++)
		if (str_ends(s, levels[k]))
			tail = levels[k].n;
	if (tail == 0)
		return STR("");
	from = s.n - tail;
	while (from > 0 && chars < 8) {
		size_t at = from;
		uint32_t c = utf8_prev(s, &at);
		struct str one = str_cut(s, at, from);

		if (!utf8_is_han(c) || ends_a_year(s, at))
			break;
		if (chars > 0 && (str_eq(one, STR("市")) || str_eq(one, STR("省")) || str_eq(one, STR("县")) ||
				  str_eq(one, STR("州")) || (str_eq(one, STR("区")) && chars > 1)))
			break;
		from = at;
		chars++;
	}
	if (chars == 0)
		return STR("");
	return str_from(s, from);
}
