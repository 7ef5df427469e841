#include "model/values.h"

#include <stddef.h>

#include "model/lines.h"
#include "model/programme_json.h"

const char *const project_fields[] = { "name", "field", "total_yuan", "compare", "funds_text", "sources", "rest", NULL };
const char *const item_fields[] = { "task",	"lead",	    "support",	 "implement", "leaders", "targets", "progress",
				    "problems", "next_plan", "status", "remark",    "site",    NULL };
/* due before from: a period must not end before it begins, at any moment */
const char *const milestone_fields[] = { "sub", "due", "from", "text", "recurs", "figures", "bare", NULL };

enum value_type { TEXT, DAY, UNITS, LEADERS, FIGURES };

struct value {
	const char *field;
	enum value_type type;
	size_t offset;
};

static const struct value item_values[] = {
	{ "task", TEXT, offsetof(struct item, task) },
	{ "lead", UNITS, offsetof(struct item, lead) },
	{ "support", UNITS, offsetof(struct item, support) },
	{ "implement", UNITS, offsetof(struct item, implement) },
	{ "leaders", LEADERS, offsetof(struct item, leaders) },
	{ "targets", FIGURES, offsetof(struct item, targets) },
	{ "progress", TEXT, offsetof(struct item, progress) },
	{ "problems", TEXT, offsetof(struct item, problems) },
	{ "next_plan", TEXT, offsetof(struct item, next_plan) },
	{ "status", TEXT, offsetof(struct item, status) },
	{ "remark", TEXT, offsetof(struct item, remark) },
	{ "site", TEXT, offsetof(struct item, site) },
	{ "done_on", DAY, offsetof(struct item, done_on) },
	{ 0 },
};

static const struct value milestone_values[] = {
	{ "sub", TEXT, offsetof(struct milestone, sub) },
	{ "from", DAY, offsetof(struct milestone, from) },
	{ "due", DAY, offsetof(struct milestone, due) },
	{ "text", TEXT, offsetof(struct milestone, text) },
	{ "figures", FIGURES, offsetof(struct milestone, figures) },
	{ "met", DAY, offsetof(struct milestone, met) },
	{ 0 },
};

static const struct value *find(const struct value *table, struct str field)
{
	for (; table->field != NULL; table++)
		if (str_eq(field, str_of(table->field)))
			return table;
	return NULL;
}

static struct str get(struct arena *a, const struct value *v, const void *of)
{
	const void *at = (const char *)of + v->offset;

	switch (v->type) {
	case DAY:
		return day_str(a, *(const struct day *)at);
	case UNITS:
		return lines_of_units(a, at);
	case LEADERS:
		return lines_of_leaders(a, at);
	case FIGURES:
		return lines_of_figures(a, at);
	case TEXT:
		break;
	}
	return *(const struct str *)at;
}

static enum rc set(struct arena *a, const struct value *v, void *of, struct str value, struct err *err)
{
	void *at = (char *)of + v->offset;

	switch (v->type) {
	case DAY:
		*(struct day *)at = DAY_NONE;
		if (value.n > 0 && !day_parse(value, at))
			return err_set(err, RC_INPUT, "日期请写成 2025-06-30 的样子，没有就留空");
		return RC_OK;
	case UNITS:
		return units_of_lines(a, value, at, err);
	case LEADERS:
		return leaders_of_lines(a, value, at, err);
	case FIGURES:
		return figures_of_lines(a, value, at, err);
	case TEXT:
		break;
	}
	*(struct str *)at = arena_str(a, value);
	return RC_OK;
}

static enum rc unknown(struct err *err)
{
	return err_set(err, RC_INPUT, "没有这个栏目，请刷新页面再试");
}

static bool is(const char *field, const char *name)
{
	return strcmp(field, name) == 0;
}

struct str project_value(struct arena *a, const struct project *p, const char *field)
{
	const char *cmp = compare_word(p->funds.cmp);

	if (is(field, "name"))
		return p->name;
	if (is(field, "no"))
		return p->no;
	if (is(field, "field"))
		return p->field;
	if (is(field, "rest"))
		return p->rest;
	if (is(field, "total_yuan"))
		return p->funds.has_total ? fen_str(a, p->funds.total_fen) : STR("");
	if (is(field, "compare"))
		return str_of(cmp == NULL ? "" : cmp);
	if (is(field, "funds_text"))
		return p->funds.text;
	if (is(field, "sources"))
		return lines_of_sources(a, &p->funds.sources);
	return STR("");
}

struct str item_value(struct arena *a, const struct item *it, const char *field)
{
	const struct value *v = find(item_values, str_of(field));

	return v == NULL ? STR("") : get(a, v, it);
}

struct str milestone_value(struct arena *a, const struct milestone *m, const char *field)
{
	const struct value *v = find(milestone_values, str_of(field));
	const char *recurs = recurs_word(m->recurs);

	if (is(field, "recurs"))
		return str_of(recurs == NULL ? "" : recurs);
	if (is(field, "bare"))
		return m->bare ? STR("1") : STR("");
	return v == NULL ? STR("") : get(a, v, m);
}

static enum rc take_total(struct project *p, struct str value, struct err *err)
{
	struct dec yuan;

	p->funds.has_total = value.n > 0;
	p->funds.total_fen = 0;
	if (value.n > 0 && (!dec_parse(value, &yuan) || !dec_to_fen(yuan, &p->funds.total_fen)))
		return err_set(err, RC_INPUT, "金额请写成以元为单位的数，如 1200000，没有就留空");
	return RC_OK;
}

enum rc project_take(struct arena *a, struct project *p, struct str field, struct str value, struct err *err)
{
	if (str_eq(field, STR("total_yuan")))
		return take_total(p, value, err);
	if (str_eq(field, STR("sources")))
		return sources_of_lines(a, value, &p->funds.sources, err);
	if (str_eq(field, STR("name")) && str_trim(value).n > 0)
		p->name = arena_str(a, str_trim(value));
	else if (str_eq(field, STR("field")))
		p->field = arena_str(a, value);
	else if (str_eq(field, STR("no")))
		p->no = arena_str(a, str_trim(value));
	else if (str_eq(field, STR("funds_text")))
		p->funds.text = arena_str(a, value);
	else
		return unknown(err);
	return RC_OK;
}

enum rc item_take(struct arena *a, struct item *it, struct str field, struct str value, struct err *err)
{
	const struct value *v = find(item_values, field);

	return v == NULL ? unknown(err) : set(a, v, it, value, err);
}

enum rc milestone_take(struct arena *a, struct milestone *m, struct str field, struct str value, struct err *err)
{
	const struct value *v = find(milestone_values, field);

	return v == NULL ? unknown(err) : set(a, v, m, value, err);
}
