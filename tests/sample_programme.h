#ifndef SAMPLE_PROGRAMME_H
#define SAMPLE_PROGRAMME_H

/*
 * A small programme of an invented county, built by hand, with the block list
 * its spans point into: two projects, one of them with two items, an amount
 * below one yuan, a finding that fails and one that holds, a doubt, and text
 * nobody understood.
 */

#include "document/block.h"
#include "model/programme.h"

static inline struct span sample_span(uint32_t block, uint32_t from, uint32_t to)
{
	return (struct span){ block, SPAN_NO_CELL, SPAN_NO_CELL, from, to };
}

static inline void sample_unit(struct unit_list *l, struct arena *a, struct str name,
			       struct span s)
{
	struct unit *u = list_add(l, a);

	u->name = name;
	mark_add(&u->at, a, "name", s);
}

static inline void sample_document(struct arena *a, struct document *doc)
{
	static struct cell cells[] = {
		{ 0, 0, 1, 1, STR_INIT("序号") },
		{ 0, 1, 1, 1, STR_INIT("责任单位") },
		{ 1, 0, 1, 1, STR_INIT("7") },
		{ 1, 1, 1, 1, STR_INIT("县能源局牵头；\n县住建局、相关乡镇配合。") },
	};
	struct block *table;

	doc_add_paragraph(doc, a, STR("示例县2025年民生实事任务清单"));
	doc_add_paragraph(doc, a, STR("公共充电桩建设：新建200个公共充电桩。"));
	doc_add_paragraph(doc, a, STR("联系电话见附页"));
	table = list_add(&doc->blocks, a);
	*table = (struct block){
		.kind = BLOCK_TABLE, .cells = cells, .cell_count = COUNT(cells), .rows = 2, .cols = 2
	};
}

static inline void sample_milestone(struct item *it, struct arena *a, struct day from,
				    struct day due, struct str text, int64_t n)
{
	struct milestone *m = list_add(&it->milestones, a);

	m->from = from;
	m->due = due;
	m->text = text;
	if (n > 0)
		*list_add(&m->figures, a) = (struct figure){ .n = dec_int(n),
							     .unit = STR("个"),
							     .mode = MODE_INCREMENT };
}

static inline void sample_chargers(struct project *p, struct arena *a)
{
	struct item *it = list_add(&p->items, a);
	struct span lead = { 3, 1, 1, 0, 12 };

	p->no = STR("7");
	p->name = STR("公共充电桩建设");
	mark_add(&p->at, a, "name", sample_span(1, 0, 21));
	it->task = STR("新建200个公共充电桩。");
	mark_add(&it->at, a, "task", sample_span(1, 24, 54));
	sample_unit(&it->lead, a, STR("县能源局"), lead);
	sample_unit(&it->support, a, STR("县住建局"), (struct span){ 3, 1, 1, 22, 34 });
	it->problems = STR("无");
	sample_milestone(it, a, day_of(2025, 1, 1), day_of(2025, 3, 31),
			 STR("第一季度：完成30个"), 30);
	sample_milestone(it, a, day_of(2025, 4, 1), day_of(2025, 12, 31),
			 STR("第二至四季度：完成170个"), 170);
	p->funds.has_total = true;
	p->funds.total_fen = 500000050;
	*list_add(&p->funds.sources, a) = (struct source){ .name = STR("企业自筹") };
}

static inline void sample_streets(struct project *p, struct arena *a)
{
	struct item *it;

	p->no = STR("8");
	p->name = STR("县城背街小巷综合整治");
	it = list_add(&p->items, a);
	it->task = STR("改造金谷园东侧、南侧巷道");
	it->progress = STR("已开工。");
	sample_unit(&it->lead, a, STR("县住建局"), sample_span(0, 0, 9));
	it = list_add(&p->items, a);
	it->task = STR("改造麻沟西巷");
	it->progress = STR("=1+1，已完成“设计”");
	sample_unit(&it->lead, a, STR("县住建局"), sample_span(0, 0, 9));
	sample_unit(&it->lead, a, STR("龙港镇"), sample_span(0, 0, 9));
	*list_add(&p->doubts, a) = (struct doubt){ .field = "due",
						   .at = STR("第8件 时限"),
						   .readings = STR("2025-03-31 或 2025-04-10"),
						   .why = STR("“3月底4月初”有两种读法") };
	*list_add(&p->remainder, a) = sample_span(2, 0, 12);
}

static inline void sample_finding(struct programme *p, struct arena *a, const char *check,
				  struct str project, bool ok, struct str says)
{
	struct finding *f = list_add(&p->findings, a);

	f->check = check;
	f->ok = ok;
	f->says = says;
	if (project.n > 0)
		*list_add(&f->projects, a) = project;
}

static inline void sample_programme(struct arena *a, struct programme *p)
{
	struct mark *given;

	p->kind = KIND_TASKS;
	p->region = STR("示例县");
	p->year = 2025;
	mark_add(&p->at, a, "region", sample_span(0, 0, 9));
	given = list_add(&p->at, a);
	given->field = "year";
	given->given = true;
	sample_chargers(list_add(&p->projects, a), a);
	sample_streets(list_add(&p->projects, a), a);
	sample_finding(p, a, "sum_of_increments", STR("7"), true, STR("30+170 = 200 个，相符"));
	sample_finding(p, a, "count_vs_headline", (struct str){ 0 }, false,
		       STR("标题写“10件”，清单列出 2 件，不符"));
}

#endif
