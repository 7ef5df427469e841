#include "cli/show_count.h"

static void key_int(struct json *w, const char *key, int64_t n)
{
	json_key(w, key);
	json_int(w, n);
}

static void key_str(struct json *w, const char *key, struct str s)
{
	json_key(w, key);
	json_str(w, s);
}

/* {"1": 150, …} of one number per project. */
static void by_project(struct json *w, const struct counted *c, const char *key,
		       int64_t (*number)(const struct counted *c, size_t i))
{
	const struct candidate_list *l = &c->vote.candidates;

	json_key(w, key);
	json_row_object(w);
	for (size_t i = 0; i < l->n; i++) {
		json_key_of(w, l->v[i].no);
		json_int(w, number(c, i));
	}
	json_end(w);
}

static int64_t votes_of(const struct counted *c, size_t i)
{
	return c->result.v[i].votes;
}

static int64_t score_of(const struct counted *c, size_t i)
{
	return c->result.v[i].score;
}

static void verdict_array(struct json *w, const struct counted *c, const char *key, enum verdict v)
{
	json_key(w, key);
	json_row_array(w);
	for (size_t i = 0; i < c->result.n; i++)
		if (c->result.v[i].verdict == v)
			json_str(w, c->vote.candidates.v[i].no);
	json_end(w);
}

static void row_json(struct json *w, const struct counted *c, size_t i)
{
	const struct ruleset *r = &c->vote.rules;
	const struct count_row *row = &c->vote.tally.rows[i];
	const struct outcome *o = &c->result.v[i];

	json_row_object(w);
	key_str(w, "no", c->vote.candidates.v[i].no);
	key_str(w, "name", c->vote.candidates.v[i].name);
	if (r->subject == SUBJECT_SATISFACTION) {
		json_key(w, "grades");
		json_row_array(w);
		for (size_t k = 0; k < r->grades.n; k++)
			json_int(w, row->n[k]);
		json_end(w);
		key_int(w, "apart", row->n[MARK_APART]);
		key_int(w, "base", o->base);
		key_str(w, "grade", o->grade >= 0 && c->result.validity == VOTE_HOLDS ?
					    r->grades.v[o->grade] :
					    STR(""));
	} else {
		key_int(w, "for", row->n[MARK_FOR]);
		key_int(w, "against", row->n[MARK_AGAINST]);
		key_int(w, "abstain", row->n[MARK_ABSTAIN]);
		key_int(w, "line", o->line);
		json_key(w, "passed");
		json_bool(w, o->passed);
		key_int(w, "place", o->place);
		key_str(w, "verdict", str_of(verdict_words(o->verdict)));
	}
	key_int(w, "blank", row->n[MARK_BLANK]);
	key_int(w, "void", row->n[MARK_VOID]);
	key_int(w, "margin", o->margin);
	key_str(w, "reason", o->reason);
	json_end(w);
}

static void papers_json(struct json *w, const struct tally *t)
{
	key_int(w, "due", t->due);
	key_int(w, "present", t->present);
	key_int(w, "issued", t->issued);
	key_int(w, "returned", t->returned);
	key_int(w, "valid", t->valid);
	key_int(w, "invalid", t->invalid);
}

void show_count_json(struct json *w, const struct counted *c, bool with_file)
{
	const struct result *res = &c->result;

	json_object(w);
	if (with_file)
		key_str(w, "file", c->file);
	by_project(w, c, "votes", votes_of);
	by_project(w, c, "score", score_of);
	verdict_array(w, c, "selected", VERDICT_SELECTED);
	verdict_array(w, c, "tied", VERDICT_TIED);
	key_str(w, "rule", c->vote.rules.name);
	papers_json(w, &c->vote.tally);
	json_key(w, "holds");
	json_bool(w, res->validity == VOTE_HOLDS);
	key_str(w, "why", res->why);
	key_str(w, "next", res->next);
	key_str(w, "fingerprint", str_of(c->vote.fingerprint));
	if (c->vote.digest[0] != '\0')
		key_str(w, "sm3", str_of(c->vote.digest));
	json_key(w, "notes");
	json_array(w);
	for (size_t i = 0; i < res->notes.n; i++)
		json_str(w, res->notes.v[i]);
	json_end(w);
	json_key(w, "projects");
	json_array(w);
	for (size_t i = 0; i < res->n; i++)
		row_json(w, c, i);
	json_end(w);
	json_end(w);
}
