/*
 * People in duty columns: "祝明远、秦岚", "-" for nobody.  All names are
 * invented, telephone numbers end in zeros.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "phrases.h"
#include "reading/fill.h"

static const struct phrase named[] = {
	{ "祝明远", "祝明远" },
	{ "祝明远、秦岚", "祝明远、秦岚" },
	{ "祝明远，秦岚", "祝明远、秦岚" },
	{ "祝明远 秦岚", "祝明远、秦岚" },
	{ "祝明远\n秦岚", "祝明远、秦岚" },
	{ "祝明远；柳青禾；郝川", "祝明远、柳青禾、郝川" },
	{ "秦　岚", "秦岚" },
	{ "秦  岚", "秦岚" },
	{ "秦 岚 祝明远", "秦岚、祝明远" },
	{ "祝 明 远", "祝明远" },
	{ "副县长祝明远", "祝明远" },
	{ "祝明远副县长", "祝明远" },
	{ "祝明远（副县长）", "祝明远" },
	{ "祝明远 副县长", "祝明远" },
	{ "县委常委、副县长 祝明远", "祝明远" },
	{ "县教育局局长柳青禾", "柳青禾" },
	{ "柳青禾同志", "柳青禾" },
	{ "祝明远 13800000000", "祝明远" },
	{ "祝明远13800000000", "祝明远" },
	{ "祝明远 138****0000", "祝明远" },
	{ "祝明远：0356-7000000", "祝明远" },
	{ "祝明远/13800000000", "祝明远" },
	{ "祝明远 １３８００００００００\n秦岚 １３９００００００００", "祝明远、秦岚" },
	{ "阿依努尔·艾力", "阿依努尔·艾力" },
	{ "阿依努尔•艾力、秦岚", "阿依努尔•艾力、秦岚" },
	{ "欧阳明月", "欧阳明月" },
	{ "祝明远、祝明远", "祝明远" },
	{ "祝明远及秦岚", "祝明远、秦岚" },
	{ "姓名：祝明远", "祝明远" },
};

static const struct phrase nobody[] = {
	{ "分管副县长", "-" },
	{ "分管\n副县长", "-" },
	{ "常务副县长", "-" },
	{ "各单位分管负责人", "-" },
	{ "主管副局长", "-" },
	{ "党政主要负责人", "-" },
	{ "县教育局", "-" },
	{ "白鹭镇", "-" },
	{ "无", "-" },
	{ "/", "-" },
	{ "—", "-" },
	{ "", "-" },
	{ "13800000000", "-" },
	{ "0356-7000000", "-" },
	{ "另行安排", "-" },
	{ "待定", "-" },
};

/* The role is the column without what speaks of telephones. */
static const struct phrase roles[] = {
	{ "责任领导", "责任领导" },
	{ "县级分管领导", "县级分管领导" },
	{ "责任人及联系电话", "责任人" },
	{ "联系人及联系方式", "联系人" },
	{ "联系人、联系电话", "联系人" },
	{ "联系人姓名", "联系人" },
};

static struct str read_names(struct arena *a, const struct phrase *row)
{
	struct text t = phrase_text(a, row->text, TEXT_TIGHT);
	struct item item = { 0 };
	struct str got = STR("");

	fill_leaders(a, &t, STR("责任领导"), &item);
	for (size_t i = 0; i < item.leaders.n; i++)
		got = phrase_add(a, got, "、", item.leaders.v[i].name);
	return got.n ? got : STR("-");
}

static struct str read_role(struct arena *a, const struct phrase *row)
{
	struct text t = phrase_text(a, "祝明远", TEXT_TIGHT);
	struct item item = { 0 };

	fill_leaders(a, &t, phrase_fold(a, row->text), &item);
	return item.leaders.n == 1 ? item.leaders.v[0].role : STR("-");
}

static void reads_names(void **state)
{
	(void)state;
	phrases_hold(named, COUNT(named), read_names);
}

static void names_nobody(void **state)
{
	(void)state;
	phrases_hold(nobody, COUNT(nobody), read_names);
}

static void reads_roles(void **state)
{
	(void)state;
	phrases_hold(roles, COUNT(roles), read_role);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_names),
		cmocka_unit_test(names_nobody),
		cmocka_unit_test(reads_roles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
