#include "zh/unit_kind.h"

/* The first row whose word fits decides. */
static const struct {
	struct str word;
	bool at_end;
	const char *kind;
} rows[] = {
	{ STR_INIT("乡镇"), false, "township" },
	{ STR_INIT("镇"), true, "township" },
	{ STR_INIT("乡"), true, "township" },
	{ STR_INIT("街道"), true, "township" },
	{ STR_INIT("街道办"), true, "township" },
	{ STR_INIT("街道办事处"), true, "township" },
	{ STR_INIT("镇政府"), true, "township" },
	{ STR_INIT("镇人民政府"), true, "township" },
	{ STR_INIT("乡政府"), true, "township" },
	{ STR_INIT("公司"), true, "company" },
	{ STR_INIT("集团"), true, "company" },
	{ STR_INIT("法院"), true, "judicial" },
	{ STR_INIT("检察院"), true, "judicial" },
	{ STR_INIT("税务局"), true, "vertical" },
	{ STR_INIT("气象局"), true, "vertical" },
	{ STR_INIT("邮政局"), true, "vertical" },
	{ STR_INIT("烟草局"), true, "vertical" },
	{ STR_INIT("供电"), false, "company" },
	{ STR_INIT("妇联"), true, "mass" },
	{ STR_INIT("残联"), true, "mass" },
	{ STR_INIT("工会"), true, "mass" },
	{ STR_INIT("团县委"), true, "mass" },
	{ STR_INIT("团委"), true, "mass" },
	{ STR_INIT("科协"), true, "mass" },
	{ STR_INIT("文联"), true, "mass" },
	{ STR_INIT("工商联"), true, "mass" },
	{ STR_INIT("红十字会"), true, "mass" },
	{ STR_INIT("组织部"), true, "party" },
	{ STR_INIT("宣传部"), true, "party" },
	{ STR_INIT("统战部"), true, "party" },
	{ STR_INIT("政法委"), true, "party" },
	{ STR_INIT("社会工作部"), true, "party" },
	{ STR_INIT("社工部"), true, "party" },
	{ STR_INIT("县委"), false, "party" },
	{ STR_INIT("区委"), false, "party" },
	{ STR_INIT("市委"), false, "party" },
	{ STR_INIT("医院"), true, "institution" },
	{ STR_INIT("学校"), true, "institution" },
	{ STR_INIT("中学"), true, "institution" },
	{ STR_INIT("小学"), true, "institution" },
	{ STR_INIT("中心"), true, "institution" },
	{ STR_INIT("馆"), true, "institution" },
	{ STR_INIT("局"), true, "government" },
	{ STR_INIT("委"), true, "government" },
	{ STR_INIT("办"), true, "government" },
	{ STR_INIT("政府"), false, "government" },
	{ STR_INIT("委员会"), true, "government" },
	{ STR_INIT("办公室"), true, "government" },
	{ STR_INIT("大队"), true, "government" },
};

const char *zh_unit_kind(struct str name)
{
	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].at_end ? str_ends(name, rows[i].word) : str_has(name, rows[i].word))
			return rows[i].kind;
	return "other";
}

/* Without the level in front: 县, 市, 区. */
static struct str core(struct str s)
{
	static const struct str levels[] = { STR_INIT("县"), STR_INIT("市"), STR_INIT("区") };

	for (size_t i = 0; i < COUNT(levels); i++)
		if (str_starts(s, levels[i]) && s.n > 3 * levels[i].n)
			return str_from(s, levels[i].n);
	return s;
}

bool zh_unit_same(struct str a, struct str b)
{
	return str_eq(core(a), core(b));
}

bool zh_unit_alike(struct str a, struct str b)
{
	struct str x = core(a), y = core(b);

	if (str_eq(a, b))
		return false;
	return str_eq(x, y) || (x.n > y.n ? str_ends(x, y) && y.n >= 9 && x.n - y.n <= 12 :
					    str_ends(y, x) && x.n >= 9 && y.n - x.n <= 12);
}
