#include "reading/reading.h"

#include "base/utf8.h"
#include "model/copy.h"
#include "reading/check.h"
#include "reading/cover.h"
#include "reading/fill.h"
#include "reading/keep.h"
#include "reading/mention.h"
#include "reading/meta.h"
#include "reading/tables.h"
#include "rules/series.h"
#include "zh/personal.h"

enum { TIMES_TEXT = 4 }; /* what is read from a document takes about so many times its text */

/* What the document holds instead, for the refusal. */
static enum rc nothing_found(const struct document *doc, struct err *err)
{
	size_t tables = 0, lines = 0;

	for (size_t i = 0; i < doc->blocks.n; i++) {
		tables += doc->blocks.v[i].kind == BLOCK_TABLE;
		lines += doc->blocks.v[i].kind == BLOCK_PARAGRAPH && str_trim(doc->blocks.v[i].text).n > 0;
	}
	if (tables + lines == 0)
		return err_set(err, RC_INPUT, "文件里没有文字；请换一份有内容的文件");
	return err_set(err, RC_INPUT,
		       "没有找到民生实事项目：读到%zu段文字、%zu张表格，但没有项目名称、责任单位或推进计划这样的表头或编号条目；请确认文件是清单、台账或报告的正文",
		       lines, tables);
}

/* A project without a name, or that is only a heading, is not kept. */
static bool worth_keeping(const struct project *p)
{
	return p->name.n > 0;
}

/* Projects of a county have Chinese names: a table of commands or file names is no list of them. */
static bool are_projects(const struct project_list *l)
{
	size_t chinese = 0;

	for (size_t i = 0; i < l->n; i++) {
		struct str name = l->v[i].name;
		size_t han = 0;

		for (size_t at = 0; at < name.n;)
			han += utf8_is_han(utf8_next(name, &at));
		chinese += han * 2 >= utf8_count(name);
	}
	return chinese * 2 >= l->n;
}

/* Reading a project takes several times the memory that its values need in the end. */
static void fill_all(struct arena *a, const struct record_list *records, struct programme *p)
{
	struct arena *scratch = arena_new();

	list_reserve(&p->projects, a, records->n);
	for (size_t i = 0; i < records->n; i++) {
		struct project project;
		struct record r;

		arena_reset(scratch);
		r = record_wake(scratch, &records->v[i]);
		fill_project(scratch, &r, p->year, &project);
		if (!worth_keeping(&project))
			continue;
		for (size_t k = 0; k < project.items.n; k++)
			series_solve(scratch, &project.items.v[k], &project.funds);
		doubts_of_modes(scratch, &project);
		cover_project(scratch, &r, &project);
		*list_add(&p->projects, a) = project_copy(a, &project);
	}
	arena_free(scratch);
}

/* What was read from prose on the way, out of the arena of the records. */
static void keep_completed(struct arena *a, struct programme *p)
{
	struct completed_list kept = { 0 };

	for (size_t i = 0; i < p->completed.n; i++)
		*list_add(&kept, a) = completed_copy(a, &p->completed.v[i]);
	p->completed = kept;
}

/* What the running text says each project of the annex costs. */
static void prose_amounts(struct arena *a, const struct record_list *beside, int year,
			  struct prose_amount_list *ret)
{
	struct arena *scratch = arena_new();

	for (size_t i = 0; i < beside->n; i++) {
		struct project p;
		struct prose_amount *m;
		struct record r;

		arena_reset(scratch);
		r = record_wake(scratch, &beside->v[i]);
		fill_project(scratch, &r, year, &p);
		if (!p.funds.has_total || p.funds.at.n == 0)
			continue;
		m = list_add(ret, a);
		m->no = arena_str(a, p.no);
		m->name = arena_str(a, p.name);
		m->fen = p.funds.total_fen;
		m->span = p.funds.at.v[0].span;
	}
	arena_free(scratch);
}

/* "列第一位者为牵头单位": the document says so once for all its lists. */
static bool first_leads(struct arena *a, const struct document *doc)
{
	static const struct str words[] = { STR_INIT("列第一位"), STR_INIT("排在首位"), STR_INIT("列首位"), STR_INIT("第一个单位为牵头"), STR_INIT("排第一位"), STR_INIT("排列第一") };

	for (uint32_t i = 0; i < doc->blocks.n && i < 200; i++) {
		struct piece p = piece_of_line(doc->blocks.v[i].text, i, 0);
		struct str s;

		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH)
			continue;
		s = text_of(a, &p, 1, TEXT_TIGHT).s;
		for (size_t k = 0; k < COUNT(words); k++)
			if (str_has(s, words[k]) && str_has(s, STR("牵头")))
				return true;
	}
	return false;
}

static void demote_further_leads(struct arena *a, struct programme *p)
{
	for (size_t i = 0; i < p->projects.n; i++)
		for (size_t k = 0; k < p->projects.v[i].items.n; k++) {
			struct item *it = &p->projects.v[i].items.v[k];

			if (it->support.n > 0 || it->lead.n < 2)
				continue;
			for (size_t u = 1; u < it->lead.n; u++)
				*list_add(&it->support, a) = it->lead.v[u];
			it->lead.n = 1;
		}
}

/* The document's records, and those of the prose beside its tables, as they rest in `rest`; p gets what was completed. */
static void find_records(struct arena *a, struct arena *rest, const struct document *doc, struct programme *p,
			 struct record_list *records, struct record_list *beside)
{
	struct arena *work = arena_new_for(doc_text_bytes(doc) * TIMES_TEXT);
	struct record_list found = { 0 }, aside = { 0 };

	records_of_document(work, doc, p, &found, &aside);
	mentions_add(work, doc, &found);
	*records = records_keep(rest, &found);
	*beside = records_keep(rest, &aside);
	keep_completed(a, p);
	arena_free(work);
}

/* Everything but the checks; the records live no longer than this.  False when nothing was found. */
static bool read_records(struct arena *a, const struct document *doc, struct reading_hints hints, struct programme *p,
			 struct prose_amount_list *prose)
{
	struct arena *work = arena_new_for(doc_text_bytes(doc) * TIMES_TEXT);
	struct record_list records, beside;
	bool found;

	meta_title(a, doc, hints, p);
	find_records(a, work, doc, p, &records, &beside);
	fill_all(a, &records, p);
	if (first_leads(work, doc))
		demote_further_leads(a, p);
	found = (p->projects.n > 0 && are_projects(&p->projects)) || p->completed.n > 0;
	if (found) {
		prose_amounts(a, &beside, p->year, prose);
		meta_kind(a, doc, &records, hints, p);
		cover_rest(a, work, doc, &records, p);
	}
	arena_free(work);
	return found;
}

enum rc reading_read(struct arena *a, const struct document *doc,
		     struct reading_hints hints, struct programme *ret, struct err *err)
{
	struct programme p = { 0 };
	struct prose_amount_list prose = { 0 };

	if (!read_records(a, doc, hints, &p, &prose))
		return nothing_found(doc, err);
	check_document(a, &(struct check_input){ .doc = doc, .prose = prose }, &p);
	*ret = p;
	return RC_OK;
}

static void mask_text(struct arena *a, struct str *s)
{
	size_t from = 0, to;
	char *copy = NULL;

	while (zh_personal_next(*s, &from, &to)) {
		if (copy == NULL) {
			copy = arena_bytes(a, s->n);
			memcpy(copy, s->p, s->n);
		}
		/* a wide digit has three bytes: as many stars keep the spans */
		memset(copy + from, '*', to - from);
		from = to;
	}
	if (copy)
		s->p = copy;
}

void reading_mask(struct arena *a, struct document *doc)
{
	for (size_t i = 0; i < doc->blocks.n; i++) {
		struct block *b = &doc->blocks.v[i];

		mask_text(a, &b->text);
		for (size_t k = 0; k < b->cell_count; k++)
			mask_text(a, &b->cells[k].text);
	}
	mask_text(a, &doc->title);
}
