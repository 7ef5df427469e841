#define _POSIX_C_SOURCE 200809L
#include <time.h>

#include "api/api.h"
#include "model/programme_json.h"
#include "model/standing.h"

struct json api_begin(struct reply *rp)
{
	struct json w = json_start(&rp->body, JSON_COMPACT);

	rp->type = "application/json; charset=utf-8";
	json_object(&w);
	return w;
}

void api_end(struct json *w)
{
	json_end(w);
	buf_char(w->out, '\n');
}

enum rc api_done(struct reply *rp, enum rc rc)
{
	struct json w;

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	key_flag(&w, "done", true);
	api_end(&w);
	return RC_OK;
}

void key_text(struct json *w, const char *key, struct str s)
{
	json_key(w, key);
	json_str(w, s);
}

void key_number(struct json *w, const char *key, int64_t n)
{
	json_key(w, key);
	json_int(w, n);
}

void key_flag(struct json *w, const char *key, bool b)
{
	json_key(w, key);
	json_bool(w, b);
}

void key_time(struct json *w, const char *key, int64_t ms)
{
	time_t seconds = (time_t)(ms / 1000);
	struct tm tm;
	char text[32];

	json_key(w, key);
	if (ms == 0 || gmtime_r(&seconds, &tm) == NULL || strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		json_null(w);
	else
		json_str(w, str_of(text));
}

void region_json(struct json *w, const struct region *r)
{
	json_object(w);
	key_number(w, "id", r->id);
	key_text(w, "code", r->code);
	key_text(w, "name", r->name);
	key_text(w, "path", r->path);
	key_number(w, "latest_year", r->latest_year);
	json_end(w);
}

void programme_row_json(struct json *w, const struct programme_row *r)
{
	json_object(w);
	key_number(w, "id", r->id);
	key_number(w, "year", r->year);
	key_number(w, "batch", r->batch);
	key_text(w, "title", r->title);
	key_text(w, "state", str_of(programme_state_word(r->state)));
	key_number(w, "projects", (int64_t)r->projects);
	key_number(w, "closed", (int64_t)r->closed);
	key_flag(w, "published", r->published);
	key_time(w, "published_at", r->published_at);
	json_end(w);
}

void files_json(struct json *w, const struct file_row_list *l)
{
	json_key(w, "files");
	json_array(w);
	for (size_t i = 0; i < l->n; i++) {
		const struct file_row *f = &l->v[i];

		json_object(w);
		key_number(w, "id", f->id);
		key_text(w, "name", f->name);
		key_text(w, "kind", f->kind);
		key_text(w, "media", f->media);
		key_number(w, "bytes", (int64_t)f->bytes);
		key_time(w, "at", f->at);
		key_flag(w, "open", f->open);
		json_end(w);
	}
	json_end(w);
}

/* A programme with this project alone: the form readers already know. */
void one_project_json(struct json *w, struct arena *a, const struct programme_row *row, const struct region *region,
		      const struct project *p)
{
	struct project copy = *p;
	struct programme one = { .kind = KIND_TASKS, .region = region->name, .year = row->year, .title = row->title };

	one.projects = (struct project_list){ &copy, 1, 1 };
	json_key(w, "programme");
	json_object(w);
	programme_json(w, &one, a);
	json_end(w);
	key_text(w, "state", str_of(project_state_word(p->state)));
	key_text(w, "code", p->code);
}

void hits_json(struct json *w, const struct hit_list *l)
{
	json_key(w, "hits");
	json_array(w);
	for (size_t i = 0; i < l->n; i++) {
		const struct hit *h = &l->v[i];

		json_object(w);
		key_text(w, "region", h->region.path);
		key_number(w, "year", h->year);
		key_number(w, "no", h->no);
		key_number(w, "candidate_no", h->candidate_no);
		key_number(w, "project", h->project);
		key_text(w, "name", h->name);
		key_text(w, "state", str_of(project_state_word(h->state)));
		key_text(w, "found", h->found);
		json_end(w);
	}
	json_end(w);
}

void grants_json(struct json *w, const struct grant_list *l)
{
	json_key(w, "grants");
	json_array(w);
	for (size_t i = 0; i < l->n; i++) {
		json_object(w);
		key_number(w, "id", l->v[i].id);
		key_text(w, "role", str_of(role_word(l->v[i].role)));
		key_number(w, "region", l->v[i].region);
		key_number(w, "unit", l->v[i].unit);
		json_end(w);
	}
	json_end(w);
}
