#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/programme_json.h"
#include "sample_programme.h"

/* The whole JSON of the sample, in an arena. */
static const char *written(struct arena *a, const struct programme *p, enum json_style style)
{
	struct buf out = BUF_INIT(1 << 20);
	struct json w = json_start(&out, style);
	const char *ret;

	json_object(&w);
	programme_json(&w, p, a);
	json_end(&w);
	assert_int_equal(w.depth, 0);
	ret = arena_cstr(a, buf_text(&out));
	buf_free(&out);
	return ret;
}

/* Parts that must stand in the JSON of the sample, "!" before what must not. */
static const char *const parts[] = {
	"{\"kind\": \"tasks\",\"region\": \"示例县\",\"year\": 2025,\"title\": \"\",\"as_of\": \"\",",
	/* money to the fen, exact; a source without an amount */
	"\"funds\": {\"total_yuan\": 5000000.5,\"sources\": [{\"source\": \"企业自筹\", \"yuan\": null, \"at\": {}}]",
	"\"total_yuan\": null,\"sources\": []",
	/* project level is derived: strings, in order, once */
	"\"tasks\": [\"改造金谷园东侧、南侧巷道\",\"改造麻沟西巷\"]",
	"\"lead\": [\"县住建局\", \"龙港镇\"]",
	"\"progress\": \"已开工。\\n=1+1，已完成“设计”\"",
	/* 无 stays with the item only */
	"\"progress\": \"\",\"problems\": \"\",\"next_plan\": \"\",\"items\"",
	"\"problems\": \"无\"",
	/* items carry units as objects with places */
	"{\"name\": \"县能源局\", \"at\": {\"name\": [{\"block\": 3, \"row\": 1, \"col\": 1, \"from\": 0, \"to\": 12}]}}",
	/* paragraphs have no row and column; the project's places name its derived keys */
	"\"at\": {\"name\": [{\"block\": 1, \"row\": null, \"col\": null, \"from\": 0, \"to\": 21}], \"tasks\": [{",
	"\"lead\": [{\"block\": 0, \"row\": null, \"col\": null, \"from\": 0, \"to\": 9}]}",
	/* milestones with figures */
	"{\"sub\": \"\",\"from\": \"2025-01-01\",\"due\": \"2025-03-31\",\"text\": \"第一季度：完成30个\",\"figures\": [{\"n\": 30, \"unit\": \"个\", \"mode\": \"increment\", \"at\": {}}]",
	"!\"bare\"", "!\"recurs\"", "!\"compare\"", "!\"headline\"",
	/* doubts, remainder, findings, what the command line gave */
	"{\"field\": \"due\",\"concerns\": \"第8件 时限\",\"readings\": \"2025-03-31 或 2025-04-10\"",
	"\"remainder\": [{\"block\": 2, \"row\": null, \"col\": null, \"from\": 0, \"to\": 12}]",
	"{\"check\": \"sum_of_increments\",\"projects\": [\"7\"],\"left\": \"\",\"right\": \"\",\"unit\": \"\",\"ok\": true,",
	"\"projects\": [],\"left\": \"\",\"right\": \"\",\"unit\": \"\",\"ok\": false,\"says\": \"标题写“10件”",
	"\"at\": {\"region\": [{\"block\": 0, \"row\": null, \"col\": null, \"from\": 0, \"to\": 9}], \"year\": [{\"given\": true}]}}",
};

static void writes_the_schema(void **state)
{
	struct arena *a = arena_new();
	struct programme p = { 0 };
	const char *got;
	int wrong = 0;

	(void)state;
	sample_programme(a, &p);
	got = written(a, &p, JSON_COMPACT);
	for (size_t i = 0; i < COUNT(parts); i++) {
		bool unwanted = parts[i][0] == '!';

		if ((strstr(got, parts[i] + unwanted) != NULL) == unwanted) {
			print_error("row %zu: %s\n", i, parts[i]);
			wrong++;
		}
	}
	if (wrong > 0)
		print_error("%s\n", got);
	assert_int_equal(wrong, 0);
	arena_free(a);
}

static void writes_what_is_rare(void **state)
{
	struct arena *a = arena_new();
	struct programme p = { .headline_count = 10, .has_headline_money = true,
			       .headline_fen = 12600000000, .headline_text = STR("10件、1.26亿元") };
	struct project *project = list_add(&p.projects, a);
	struct item *it = list_add(&project->items, a);
	struct milestone *m = list_add(&it->milestones, a);
	struct completed *c = list_add(&p.completed, a);
	const char *got;

	(void)state;
	m->bare = true;
	m->recurs = RECURS_MONTH;
	*list_add(&it->targets, a) = (struct figure){ .n = { 267, 2 }, .unit = STR("万人次"),
						      .what = STR("游客"), .cmp = CMP_AT_LEAST };
	project->funds.cmp = CMP_ABOUT;
	c->name = STR("县乡村道水毁修复");
	got = written(a, &p, JSON_COMPACT);
	assert_non_null(strstr(got, "\"kind\": \"unknown\",\"region\": \"\",\"year\": null"));
	assert_non_null(strstr(got, "\"headline\": {\"count\": 10, \"total_yuan\": 126000000, "
				    "\"text\": \"10件、1.26亿元\"}"));
	assert_non_null(strstr(got, "\"due\": \"\",\"text\": \"\",\"recurs\": \"month\",\"bare\": true"));
	assert_non_null(strstr(got, "{\"n\": 2.67, \"unit\": \"万人次\", \"what\": \"游客\", "
				    "\"compare\": \"at_least\", \"mode\": \"unknown\", \"at\": {}}"));
	assert_non_null(strstr(got, "\"compare\": \"about\""));
	assert_non_null(strstr(got, "{\"name\": \"县乡村道水毁修复\",\"invested_yuan\": null,"));
	arena_free(a);
}

/* The texts of items, joined by '+' ("" stands for no text); what the project says. */
static const struct {
	const char *items[4], *want;
} texts[] = {
	{ { "甲", "乙" }, "甲\n乙" },
	{ { "甲", "甲", "乙" }, "甲\n乙" },
	{ { "无", "乙", "暂无" }, "乙" },
	{ { " 无。 ", "/", "-" }, "" },
	{ { "", "甲", "" }, "甲" },
	{ { "无障碍改造完成" }, "无障碍改造完成" },
	{ { "乙", "甲", "乙", "甲" }, "乙\n甲" },
};

static void joins_texts(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct arena *a = arena_new();
		struct project p = { 0 };
		struct str got;

		for (size_t k = 0; k < COUNT(texts[i].items) && texts[i].items[k] != NULL; k++)
			list_add(&p.items, a)->problems = str_of(texts[i].items[k]);
		got = project_text(&p, a, offsetof(struct item, problems));
		if (!str_eq(got, str_of(texts[i].want))) {
			print_error("row %zu: got %.*s\n", i, STR_ARG(got));
			wrong++;
		}
		arena_free(a);
	}
	assert_int_equal(wrong, 0);
}

/* One project of 50,000 items, as a hostile table may make it, takes no noticeable time. */
static void stays_linear(void **state)
{
	enum { MANY = 50000 };
	struct arena *a = arena_new();
	struct project p = { 0 };
	struct unit_list units;
	struct str all;

	(void)state;
	for (uint32_t i = 0; i < MANY; i++) {
		struct item *it = list_add(&p.items, a);

		it->progress = arena_printf(a, "第%u项已完成", i);
		sample_unit(&it->lead, a, arena_printf(a, "单位%u", i % 1000), sample_span(i, 0, 9));
	}
	units = project_units(&p, a, offsetof(struct item, lead));
	assert_int_equal(units.n, 1000);
	assert_int_equal(units.v[999].at.n, MANY / 1000);
	all = project_text(&p, a, offsetof(struct item, progress));
	assert_true(str_ends(all, STR("\n第49999项已完成")));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_the_schema),
		cmocka_unit_test(writes_what_is_rare),
		cmocka_unit_test(joins_texts),
		cmocka_unit_test(stays_linear),
	};

	return cmocka_run_group_tests_name("programme_json", tests, NULL, NULL);
}
