#include "model/programme_json.h"

#include <stddef.h>

#include "model/derive.h"

/* ---- words ---- */

const char *programme_kind_word(enum programme_kind kind)
{
	switch (kind) {
	case KIND_CANDIDATES:
		return "candidates";
	case KIND_TASKS:
		return "tasks";
	case KIND_LEDGER:
		return "ledger";
	case KIND_REPORT:
		return "report";
	case KIND_UNKNOWN:
		break;
	}
	return "unknown";
}

const char *figure_mode_word(enum figure_mode mode)
{
	switch (mode) {
	case MODE_INCREMENT:
		return "increment";
	case MODE_CUMULATIVE:
		return "cumulative";
	case MODE_UNKNOWN:
		break;
	}
	return "unknown";
}

const char *compare_word(enum compare cmp)
{
	switch (cmp) {
	case CMP_AT_LEAST:
		return "at_least";
	case CMP_ABOVE:
		return "above";
	case CMP_AT_MOST:
		return "at_most";
	case CMP_ABOUT:
		return "about";
	case CMP_ASPIRE:
		return "aspire";
	case CMP_NONE:
		break;
	}
	return NULL;
}

const char *recurs_word(enum recurs recurs)
{
	switch (recurs) {
	case RECURS_MONTH:
		return "month";
	case RECURS_QUARTER:
		return "quarter";
	case RECURS_YEAR:
		return "year";
	case RECURS_NO:
		break;
	}
	return NULL;
}

/* The empty word is the first value. */
static bool is_word(struct str word, const char *of, int i)
{
	return str_eq(word, str_of(of)) || (i == 0 && word.n == 0);
}

bool programme_kind_parse(struct str word, enum programme_kind *ret)
{
	for (int i = 0; i <= KIND_REPORT; i++)
		if (is_word(word, programme_kind_word((enum programme_kind)i), i)) {
			*ret = (enum programme_kind)i;
			return true;
		}
	return false;
}

bool figure_mode_parse(struct str word, enum figure_mode *ret)
{
	for (int i = 0; i <= MODE_CUMULATIVE; i++)
		if (is_word(word, figure_mode_word((enum figure_mode)i), i)) {
			*ret = (enum figure_mode)i;
			return true;
		}
	return false;
}

bool compare_parse(struct str word, enum compare *ret)
{
	for (int i = 0; i <= CMP_ASPIRE; i++)
		if (is_word(word, compare_word((enum compare)i), i)) {
			*ret = (enum compare)i;
			return true;
		}
	return false;
}

bool recurs_parse(struct str word, enum recurs *ret)
{
	for (int i = 0; i <= RECURS_YEAR; i++)
		if (is_word(word, recurs_word((enum recurs)i), i)) {
			*ret = (enum recurs)i;
			return true;
		}
	return false;
}

/* ---- places ---- */

static void span_json(struct json *w, struct span s)
{
	json_row_object(w);
	json_key(w, "block");
	json_int(w, s.block);
	json_key(w, "row");
	if (s.row == SPAN_NO_CELL)
		json_null(w);
	else
		json_int(w, s.row);
	json_key(w, "col");
	if (s.col == SPAN_NO_CELL)
		json_null(w);
	else
		json_int(w, s.col);
	json_key(w, "from");
	json_int(w, s.from);
	json_key(w, "to");
	json_int(w, s.to);
	json_end(w);
}

static void spans_json(struct json *w, const char *key, const struct span_list *l)
{
	json_key(w, key);
	json_array(w);
	for (size_t i = 0; i < l->n; i++)
		span_json(w, l->v[i]);
	json_end(w);
}

static void mark_json(struct json *w, const struct mark *m)
{
	if (!m->given) {
		span_json(w, m->span);
		return;
	}
	json_row_object(w);
	json_key(w, "given");
	json_bool(w, true);
	json_end(w);
}

enum { FIELDS_MAX = 32 };

/* The distinct fields of a list, in the order in which they were first marked. */
static size_t fields_of(const struct mark_list *l, const char *fields[FIELDS_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		size_t k = 0;

		while (k < n && strcmp(fields[k], l->v[i].field) != 0)
			k++;
		if (k == n && n < FIELDS_MAX)
			fields[n++] = l->v[i].field;
	}
	return n;
}

/* "at": {"field": [places]} */
static void marks_json(struct json *w, const struct mark_list *l)
{
	const char *fields[FIELDS_MAX];
	size_t n = fields_of(l, fields);

	json_key(w, "at");
	json_row_object(w);
	for (size_t f = 0; f < n; f++) {
		json_key(w, fields[f]);
		json_row_array(w);
		for (size_t i = 0; i < l->n; i++)
			if (strcmp(l->v[i].field, fields[f]) == 0)
				mark_json(w, &l->v[i]);
		json_end(w);
	}
	json_end(w);
}

/* ---- leaves ---- */

static void key_str(struct json *w, const char *key, struct str s)
{
	json_key(w, key);
	json_str(w, s);
}

static void key_str_if(struct json *w, const char *key, struct str s)
{
	if (s.n > 0)
		key_str(w, key, s);
}

static void key_word_if(struct json *w, const char *key, const char *word)
{
	if (word != NULL)
		key_str(w, key, str_of(word));
}

static void key_day(struct json *w, const char *key, struct day d)
{
	char room[DAY_DIGITS_MAX];

	key_str(w, key, day_digits(room, d));
}

static void key_yuan(struct json *w, const char *key, bool known, int64_t fen)
{
	json_key(w, key);
	if (known)
		json_dec(w, (struct dec){ fen, 2 });
	else
		json_null(w);
}

static void figures_json(struct json *w, const char *key, const struct figure_list *l)
{
	json_key(w, key);
	json_array(w);
	for (size_t i = 0; i < l->n; i++) {
		const struct figure *f = &l->v[i];

		json_row_object(w);
		json_key(w, "n");
		json_dec(w, f->n);
		key_str(w, "unit", f->unit);
		key_str_if(w, "what", f->what);
		key_str_if(w, "stage", f->stage);
		key_word_if(w, "compare", compare_word(f->cmp));
		key_str(w, "mode", str_of(figure_mode_word(f->mode)));
		marks_json(w, &f->at);
		json_end(w);
	}
	json_end(w);
}

static void milestone_json(struct json *w, const struct milestone *m)
{
	json_object(w);
	key_str(w, "sub", m->sub);
	key_day(w, "from", m->from);
	key_day(w, "due", m->due);
	key_str(w, "text", m->text);
	key_word_if(w, "recurs", recurs_word(m->recurs));
	if (m->bare) {
		json_key(w, "bare");
		json_bool(w, true);
	}
	figures_json(w, "figures", &m->figures);
	marks_json(w, &m->at);
	json_end(w);
}

static void leaders_json(struct json *w, const struct leader_list *l)
{
	json_key(w, "leaders");
	json_array(w);
	for (size_t i = 0; i < l->n; i++) {
		json_row_object(w);
		key_str(w, "role", l->v[i].role);
		key_str(w, "name", l->v[i].name);
		marks_json(w, &l->v[i].at);
		json_end(w);
	}
	json_end(w);
}

static void funds_json(struct json *w, const struct funds *f)
{
	json_key(w, "funds");
	json_object(w);
	key_yuan(w, "total_yuan", f->has_total, f->total_fen);
	key_word_if(w, "compare", compare_word(f->cmp));
	if (f->text.n > 0)
		key_str(w, "text", f->text);
	json_key(w, "sources");
	json_array(w);
	for (size_t i = 0; i < f->sources.n; i++) {
		const struct source *s = &f->sources.v[i];

		json_row_object(w);
		key_str(w, "source", s->name);
		key_yuan(w, "yuan", s->has_amount, s->fen);
		marks_json(w, &s->at);
		json_end(w);
	}
	json_end(w);
	marks_json(w, &f->at);
	json_end(w);
}

static void doubts_json(struct json *w, const struct doubt_list *l)
{
	json_key(w, "doubts");
	json_array(w);
	for (size_t i = 0; i < l->n; i++) {
		const struct doubt *d = &l->v[i];

		json_object(w);
		key_str(w, "field", str_of(d->field));
		key_str(w, "concerns", d->at);
		key_str(w, "readings", d->readings);
		key_str(w, "why", d->why);
		spans_json(w, "at", &d->spans);
		json_end(w);
	}
	json_end(w);
}

/* ---- items ---- */

static void item_units_json(struct json *w, const char *key, const struct unit_list *l)
{
	json_key(w, key);
	json_array(w);
	for (size_t i = 0; i < l->n; i++) {
		json_row_object(w);
		key_str(w, "name", l->v[i].name);
		marks_json(w, &l->v[i].at);
		json_end(w);
	}
	json_end(w);
}

static void item_json(struct json *w, const struct item *it)
{
	json_object(w);
	key_str(w, "task", it->task);
	item_units_json(w, "lead", &it->lead);
	item_units_json(w, "support", &it->support);
	item_units_json(w, "implement", &it->implement);
	leaders_json(w, &it->leaders);
	figures_json(w, "targets", &it->targets);
	json_key(w, "milestones");
	json_array(w);
	for (size_t i = 0; i < it->milestones.n; i++)
		milestone_json(w, &it->milestones.v[i]);
	json_end(w);
	key_str(w, "progress", it->progress);
	key_str(w, "problems", it->problems);
	key_str(w, "next_plan", it->next_plan);
	key_str_if(w, "status", it->status);
	key_str_if(w, "remark", it->remark);
	key_str_if(w, "site", it->site);
	marks_json(w, &it->at);
	json_end(w);
}

/* ---- projects ---- */

static const struct {
	const char *key;
	size_t offset;
} unit_keys[] = {
	{ "lead", offsetof(struct item, lead) },
	{ "support", offsetof(struct item, support) },
	{ "implement", offsetof(struct item, implement) },
};

static const struct {
	const char *key;
	size_t offset;
} text_keys[] = {
	{ "progress", offsetof(struct item, progress) },
	{ "problems", offsetof(struct item, problems) },
	{ "next_plan", offsetof(struct item, next_plan) },
};

static void project_units_json(struct json *w, struct arena *a, const struct project *p)
{
	for (size_t k = 0; k < COUNT(unit_keys); k++) {
		struct unit_list units = project_units(p, a, unit_keys[k].offset);

		json_key(w, unit_keys[k].key);
		json_row_array(w);
		for (size_t i = 0; i < units.n; i++)
			json_str(w, units.v[i].name);
		json_end(w);
	}
}

static void project_tasks_json(struct json *w, struct arena *a, const struct project *p)
{
	struct str_list tasks = project_tasks(p, a);

	json_key(w, "tasks");
	json_array(w);
	for (size_t i = 0; i < tasks.n; i++)
		json_str(w, tasks.v[i]);
	json_end(w);
}

static void project_targets_json(struct json *w, struct arena *a, const struct project *p)
{
	struct figure_list all = { 0 };

	for (size_t i = 0; i < p->items.n; i++)
		for (size_t k = 0; k < p->items.v[i].targets.n; k++)
			*list_add(&all, a) = p->items.v[i].targets.v[k];
	figures_json(w, "targets", &all);
}

static void project_milestones_json(struct json *w, const struct project *p)
{
	json_key(w, "milestones");
	json_array(w);
	for (size_t i = 0; i < p->items.n; i++)
		for (size_t k = 0; k < p->items.v[i].milestones.n; k++)
			milestone_json(w, &p->items.v[i].milestones.v[k]);
	json_end(w);
}

static void project_json(struct json *w, struct arena *a, const struct project *p)
{
	struct mark_list marks = project_marks(p, a);
	struct leader_list leaders = project_leaders(p, a);

	json_object(w);
	key_str(w, "no", p->no);
	key_str(w, "name", p->name);
	key_str_if(w, "field", p->field);
	project_tasks_json(w, a, p);
	project_units_json(w, a, p);
	leaders_json(w, &leaders);
	funds_json(w, &p->funds);
	project_targets_json(w, a, p);
	project_milestones_json(w, p);
	for (size_t k = 0; k < COUNT(text_keys); k++)
		key_str(w, text_keys[k].key, project_text(p, a, text_keys[k].offset));
	json_key(w, "items");
	json_array(w);
	for (size_t i = 0; i < p->items.n; i++)
		item_json(w, &p->items.v[i]);
	json_end(w);
	doubts_json(w, &p->doubts);
	spans_json(w, "remainder", &p->remainder);
	marks_json(w, &marks);
	json_end(w);
}

/* ---- the programme ---- */

static void completed_json(struct json *w, const struct completed_list *l)
{
	json_key(w, "completed_last_year");
	json_array(w);
	for (size_t i = 0; i < l->n; i++) {
		const struct completed *c = &l->v[i];

		json_object(w);
		key_str(w, "name", c->name);
		key_yuan(w, "invested_yuan", c->has_invested, c->invested_fen);
		figures_json(w, "figures", &c->figures);
		marks_json(w, &c->at);
		json_end(w);
	}
	json_end(w);
}

static void finding_json(struct json *w, const struct finding *f)
{
	json_object(w);
	key_str(w, "check", str_of(f->check));
	json_key(w, "projects");
	json_row_array(w);
	for (size_t i = 0; i < f->projects.n; i++)
		json_str(w, f->projects.v[i]);
	json_end(w);
	key_str(w, "left", f->left);
	key_str(w, "right", f->right);
	key_str(w, "unit", f->unit);
	json_key(w, "ok");
	json_bool(w, f->ok);
	key_str(w, "says", f->says);
	spans_json(w, "at", &f->spans);
	json_end(w);
}

/* What title and preamble promise for the whole: "10件", "总投资1.26亿元". */
static void headline_json(struct json *w, const struct programme *p)
{
	if (p->headline_count == 0 && !p->has_headline_money)
		return;
	json_key(w, "headline");
	json_row_object(w);
	if (p->headline_count > 0) {
		json_key(w, "count");
		json_int(w, p->headline_count);
	}
	if (p->has_headline_money)
		key_yuan(w, "total_yuan", true, p->headline_fen);
	key_str_if(w, "text", p->headline_text);
	json_end(w);
}

void programme_json(struct json *w, const struct programme *p, struct arena *a)
{
	key_str(w, "kind", str_of(programme_kind_word(p->kind)));
	key_str(w, "region", p->region);
	json_key(w, "year");
	if (p->year != 0)
		json_int(w, p->year);
	else
		json_null(w);
	key_str(w, "title", p->title);
	key_day(w, "as_of", p->as_of);
	headline_json(w, p);
	json_key(w, "projects");
	json_array(w);
	for (size_t i = 0; i < p->projects.n; i++) {
		struct arena_mark at = arena_mark(a);

		project_json(w, a, &p->projects.v[i]);
		arena_release(a, at);
		json_drain(w);
	}
	json_end(w);
	completed_json(w, &p->completed);
	json_key(w, "findings");
	json_array(w);
	for (size_t i = 0; i < p->findings.n; i++) {
		finding_json(w, &p->findings.v[i]);
		json_drain(w);
	}
	json_end(w);
	doubts_json(w, &p->doubts);
	spans_json(w, "remainder", &p->remainder);
	marks_json(w, &p->at);
}
