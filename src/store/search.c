#include "store/search.h"

#include "base/utf8.h"
#include "model/lines.h"
#include "model/standing.h"
#include "store/load.h"
#include "store/store_read.h"

enum { QUERY_GRAMS = 8, QUERY_WORDS = 6, TERM_MAX = 200 };

/* ASCII letters small, full-width forms as ASCII: what is typed and what is stored meet. */
static struct str folded(struct arena *a, struct str s)
{
	char *out = arena_bytes(a, s.n);
	size_t n = 0, i = 0;

	while (i < s.n) {
		uint32_t c = utf8_next(s, &i);

		if (c >= 0xFF01 && c <= 0xFF5E)
			c -= 0xFEE0;
		if (c == 0x3000)
			c = ' ';
		if (c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		n += utf8_put(out + n, c);
	}
	return (struct str){ out, n };
}

/* ---- grams ---- */

struct grams {
	struct str *v;
	size_t n, cap;
	unsigned *slots; /* 1 + place, by hash */
	size_t slot_count;
};

static void grams_rehash(struct grams *g, struct arena *a)
{
	g->slot_count = g->slot_count == 0 ? 256 : g->slot_count * 2;
	g->slots = arena_alloc(a, g->slot_count * sizeof(*g->slots));
	for (size_t i = 0; i < g->n; i++) {
		size_t k = str_hash(g->v[i]) & (g->slot_count - 1);

		while (g->slots[k] != 0)
			k = (k + 1) & (g->slot_count - 1);
		g->slots[k] = (unsigned)i + 1;
	}
}

static void gram_add(struct grams *g, struct arena *a, struct str s)
{
	size_t k;

	if (g->n * 2 >= g->slot_count)
		grams_rehash(g, a);
	k = str_hash(s) & (g->slot_count - 1);
	for (; g->slots[k] != 0; k = (k + 1) & (g->slot_count - 1))
		if (str_eq(g->v[g->slots[k] - 1], s))
			return;
	*list_add(g, a) = s;
	g->slots[k] = (unsigned)g->n;
}

static bool separates(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* One and two characters from every place of a line. */
static void grams_of(struct grams *g, struct arena *a, struct str s, bool single)
{
	size_t i = 0;

	while (i < s.n) {
		size_t from = i, one, two;

		if (separates(s.p[i])) {
			i++;
			continue;
		}
		utf8_next(s, &i);
		one = two = i;
		if (single || one >= s.n)
			gram_add(g, a, str_cut(s, from, one));
		if (two < s.n && !separates(s.p[two])) {
			utf8_next(s, &two);
			gram_add(g, a, str_cut(s, from, two));
		}
	}
}

/* ---- writing ---- */

static enum rc clear(struct txn *t, const char *text, int64_t project, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, project);
	return sql_finish(&q, err);
}

static enum rc gram_insert(struct txn *t, int64_t project, struct str gram, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "INSERT INTO search_gram (gram, region, project) VALUES ($1, $2, $3)", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_text(&q, 1, gram);
	sql_bind_int(&q, 2, t->region);
	sql_bind_int(&q, 3, project);
	return sql_finish(&q, err);
}

static enum rc text_insert(struct txn *t, int64_t project, struct str initials, struct str words, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "INSERT INTO search_text (region, project, initials, words) VALUES ($1, $2, $3, $4)",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, project);
	sql_bind_text(&q, 3, initials);
	sql_bind_text(&q, 4, words);
	return sql_finish(&q, err);
}

enum rc search_knows(struct txn *t, int64_t project, struct str words, bool *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "SELECT words FROM search_text WHERE region = $1 AND project = $2", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, project);
	*ret = sql_next(&q, &rc, err) && str_eq(sql_text(&q, 0), folded(t->a, words));
	sql_end(&q);
	return rc;
}

enum rc search_put(struct txn *t, int64_t project, struct str initials, struct str words, struct err *err)
{
	struct grams g = { 0 };
	struct str text = folded(t->a, words);
	enum rc rc = clear(t, "DELETE FROM search_gram WHERE region = $1 AND project = $2", project, err);

	if (rc == RC_OK)
		rc = clear(t, "DELETE FROM search_text WHERE region = $1 AND project = $2", project, err);
	if (rc != RC_OK || (initials.n == 0 && words.n == 0))
		return rc;
	rc = text_insert(t, project, initials, text, err);
	grams_of(&g, t->a, text, true);
	grams_of(&g, t->a, initials, true);
	for (size_t i = 0; rc == RC_OK && i < g.n; i++)
		rc = gram_insert(t, project, g.v[i], err);
	return rc;
}

/* ---- asking ---- */

struct wanted {
	struct str word[QUERY_WORDS];
	size_t words;
	struct grams grams;
};

static void understand(struct arena *a, struct str query, struct wanted *w)
{
	struct str rest, piece;

	query = folded(a, str_trim(query));
	rest = query;
	while (w->words < QUERY_WORDS && lines_next(&rest, ' ', &piece)) {
		piece = str_trim(piece);
		if (piece.n == 0 || piece.n > TERM_MAX)
			continue;
		w->word[w->words++] = piece;
		grams_of(&w->grams, a, piece, false);
	}
}

/* The line of the words that holds the piece, or nothing. */
static bool line_with(struct str words, struct str piece, size_t *line, struct str *ret)
{
	size_t n = 0;
	struct str s;

	while (lines_next(&words, '\n', &s)) {
		if (str_has(s, piece)) {
			*line = n;
			*ret = s;
			return true;
		}
		n++;
	}
	return false;
}

/* Do the words really stand there?  *found is the line to show, empty when it is the name. */
static bool holds(const struct wanted *w, struct str initials, struct str words, struct str *found)
{
	*found = STR("");
	for (size_t i = 0; i < w->words; i++) {
		size_t line = 0;
		struct str s = STR("");

		if (line_with(words, w->word[i], &line, &s)) {
			if (line > 0 && found->n == 0)
				*found = s;
		} else if (!str_has(initials, w->word[i])) {
			return false;
		}
	}
	return true;
}

#define CANDIDATES                                                                                            \
	"SELECT s.region, s.project, s.initials, s.words, g.year, p.no, p.candidate_no, p.name, p.state"       \
	" FROM search_text s JOIN project p ON p.region = s.region AND p.id = s.project AND p.gone = 0"        \
	" JOIN programme g ON g.region = p.region AND g.id = p.programme"                                      \
	" WHERE (SELECT count(*) FROM search_gram x WHERE x.region = s.region AND x.project = s.project AND"   \
	"  x.gram IN ($1, $2, $3, $4, $5, $6, $7, $8)) >= $9"                                                  \
	" AND (s.region, s.project) IN (SELECT y.region, y.project FROM search_gram y WHERE y.gram = $1"       \
	"  AND (y.region = $10 OR $10 = 0))"                                                                    \
	" AND (g.published = 1 OR $11 = 0)"                                                                     \
	" AND ($12 = 1 OR EXISTS (SELECT 1 FROM item i JOIN item_unit u ON u.region = i.region AND u.item = i.id" \
	"  WHERE i.region = p.region AND i.project = p.id AND u.unit IN ($13, $14, $15, $16)))"                 \
	" ORDER BY g.year DESC, s.region, p.no NULLS LAST, p.candidate_no NULLS LAST, p.id"

struct search {
	int64_t region;
	bool published;
	struct scope scope;
	size_t limit;
};

static void bind(struct sql_stmt *q, const struct search *s, const struct wanted *w)
{
	size_t n = w->grams.n < QUERY_GRAMS ? w->grams.n : QUERY_GRAMS;

	for (size_t i = 0; i < QUERY_GRAMS; i++)
		sql_bind_text(q, (int)i + 1, i < n ? w->grams.v[i] : STR(""));
	sql_bind_int(q, 9, (int64_t)n);
	sql_bind_int(q, 10, s->region);
	sql_bind_bool(q, 11, s->published);
	sql_bind_bool(q, 12, s->scope.all);
	for (int i = 0; i < ACTOR_UNITS_MAX; i++)
		sql_bind_int(q, 13 + i, s->scope.unit[i]);
}

static void hit_row(struct arena *a, struct sql_stmt *q, struct str found, struct hit *h)
{
	h->region.id = sql_int(q, 0);
	h->project = sql_int(q, 1);
	h->year = (int)sql_int(q, 4);
	h->no = (int)sql_int(q, 5);
	h->candidate_no = (int)sql_int(q, 6);
	h->name = arena_str(a, sql_text(q, 7));
	project_state_parse(sql_text(q, 8), &h->state);
	h->found = arena_str(a, found);
}

static enum rc hits(struct sql *db, struct arena *a, const struct search *s, const struct wanted *w,
		    struct hit_list *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, CANDIDATES, &q, err);

	if (rc != RC_OK)
		return rc;
	bind(&q, s, w);
	while (ret->n < s->limit && sql_next(&q, &rc, err)) {
		struct str found;

		if (holds(w, sql_text(&q, 2), sql_text(&q, 3), &found))
			hit_row(a, &q, found, list_add(ret, a));
	}
	sql_end(&q);
	return rc;
}

static enum rc regions_of(struct sql *db, struct arena *a, struct hit_list *l, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < l->n; i++) {
		size_t k = 0;

		while (k < i && l->v[k].region.id != l->v[i].region.id)
			k++;
		if (k < i)
			l->v[i].region = l->v[k].region;
		else
			rc = load_region(db, a, l->v[i].region.id, &l->v[i].region, err);
	}
	return rc;
}

static enum rc search(struct store *st, struct arena *a, struct str query, const struct search *s,
		      struct hit_list *ret, struct err *err)
{
	struct wanted w = { 0 };
	struct hit_list l = { 0 };
	struct look look;
	enum rc rc;

	understand(a, query, &w);
	*ret = l;
	if (w.words == 0)
		return RC_OK;
	rc = look_begin(st, &look, err);
	if (rc != RC_OK)
		return rc;
	rc = hits(look.db, a, s, &w, &l, err);
	if (rc == RC_OK)
		rc = regions_of(look.db, a, &l, err);
	if (rc == RC_OK)
		*ret = l;
	return look_end(&look, rc);
}

enum rc store_public_search(struct store *st, struct arena *a, int64_t region, struct str query, size_t limit,
			    struct hit_list *ret, struct err *err)
{
	struct search s = { .region = region, .published = true, .scope = { .all = true }, .limit = limit };

	return search(st, a, query, &s, ret, err);
}

enum rc store_read_search(const struct ask *k, int64_t region, struct str query, size_t limit, struct hit_list *ret,
			  struct err *err)
{
	struct search s = { .region = region, .limit = limit };

	if (!actor_may(k->actor, MAY_READ, region))
		return actor_refuse(err);
	s.scope = actor_scope(k->actor, MAY_READ, region);
	return search(k->st, k->a, query, &s, ret, err);
}
