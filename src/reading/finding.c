#include "reading/finding.h"

#include "base/utf8.h"
#include "model/copy.h"
#include "zh/fold.h"

struct finding *finding_add(struct check *c, const char *check, const struct project *about,
			    bool ok)
{
	struct finding *f = list_add(&c->p->findings, c->keep);

	f->check = check;
	f->ok = ok;
	if (about)
		*list_add(&f->projects, c->a) = about->no.n > 0 ? about->no : about->name;
	return f;
}

size_t finding_spans(struct check *c, struct finding *f, const struct mark_list *at,
		     const char *field)
{
	size_t n = 0;

	for (size_t i = 0; i < at->n; i++) {
		const struct mark *m = &at->v[i];

		if (m->given || (field && strcmp(m->field, field) != 0))
			continue;
		*list_add(&f->spans, c->a) = m->span;
		n++;
	}
	return n;
}

void finding_settle(struct check *c)
{
	for (; c->settled < c->p->findings.n; c->settled++)
		c->p->findings.v[c->settled] = finding_copy(c->keep, &c->p->findings.v[c->settled]);
	arena_reset(c->a);
}

struct str project_word(struct arena *a, const struct project *p)
{
	if (p->no.n > 0)
		return arena_printf(a, "第%.*s件", STR_ARG(p->no));
	return arena_printf(a, "“%.*s”", STR_ARG(p->name));
}

struct str check_fold(struct arena *a, struct str s)
{
	char *out = arena_bytes(a, s.n * 2 + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n;) {
		size_t run = zh_plain_run(s, i);
		uint32_t c;

		if (run > 0) {
			memcpy(out + n, s.p + i, run);
			n += run;
			i += run;
			continue;
		}
		c = zh_fold(utf8_next(s, &i));
		if (c == (uint32_t)ZH_DROP || c == ' ')
			continue;
		n += utf8_put(out + n, c);
	}
	arena_trim(a, out, s.n * 2 + 1, n);
	return (struct str){ out, n };
}

static bool digit_at(struct str s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/* "2.2个省级" on the second line of a list: the first 2 numbers the line. */
static struct str without_list_number(struct str line, int *expected)
{
	size_t i = 0;
	int n = 0;

	while (digit_at(line, i) && i < 2)
		n = n * 10 + (line.p[i++] - '0');
	if (i == 0 || n != *expected || i >= line.n)
		return line;
	if (line.p[i] == '.')
		i++;
	else if (str_at(line, i, STR("、")))
		i += STR("、").n;
	else
		return line;
	/* "1.5公里" opens no list: a list goes on, or no digit follows */
	if (*expected == 1 && digit_at(line, i))
		return line;
	(*expected)++;
	return str_from(line, i);
}

/* No cell of people's making holds more; it bounds what the checks compare. */
enum { SENTENCES_MAX = 500, QUANTITIES_MAX = 200 };

static void add_sentence(struct arena *a, struct sentence_list *l, struct str text)
{
	struct sentence *s;

	if (text.n == 0 || l->n >= SENTENCES_MAX)
		return;
	s = list_add(l, a);
	s->text = text;
	zh_quantities(a, text, &s->q);
	if (s->q.n > QUANTITIES_MAX)
		s->q.n = QUANTITIES_MAX;
}

struct sentence_list sentences_of(struct arena *a, struct str text)
{
	struct sentence_list ret = { 0 };
	struct str s = check_fold(a, text);
	int expected = 1;

	while (s.n > 0) {
		size_t end = str_find(s, STR("\n"));
		struct str line = str_cut(s, 0, end == STR_NONE ? s.n : end);

		s = str_from(s, end == STR_NONE ? s.n : end + 1);
		line = without_list_number(line, &expected);
		while (line.n > 0) {
			size_t stop = 0, skip = 0;

			while (stop < line.n && skip == 0) {
				if (line.p[stop] == ';')
					skip = 1;
				else if (str_at(line, stop, STR("。")))
					skip = STR("。").n;
				else
					stop += utf8_len((unsigned char)line.p[stop]);
			}
			stop = stop < line.n ? stop : line.n;
			add_sentence(a, &ret, str_cut(line, 0, stop));
			line = str_from(line, stop + skip < line.n ? stop + skip : line.n);
		}
	}
	return ret;
}

static bool stops_clause(struct str s, size_t i)
{
	return s.p[i] == ',' || s.p[i] == ';' || s.p[i] == ':' || str_at(s, i, STR("。"));
}

struct str clause_around(struct str sentence, const struct zh_quantity *q)
{
	size_t from = q->from, to = q->to;

	while (from > 0) {
		size_t at = from;

		utf8_prev(sentence, &at);
		if (stops_clause(sentence, at))
			break;
		from = at;
	}
	while (to < sentence.n && !stops_clause(sentence, to))
		to += utf8_len((unsigned char)sentence.p[to]);
	return str_cut(sentence, from, to < sentence.n ? to : sentence.n);
}

struct str wan_str(struct arena *a, int64_t fen)
{
	return dec_str(a, dec_norm((struct dec){ fen, 6 }));
}

struct str money_str(struct arena *a, int64_t fen)
{
	if (fen >= 1000000)
		return arena_printf(a, "%.*s万元", STR_ARG(wan_str(a, fen)));
	return arena_printf(a, "%.*s元", STR_ARG(fen_str(a, fen)));
}

bool within_a_point(struct dec left, struct dec right)
{
	struct dec gap, hundred;

	if (!dec_sub(left, right, &gap))
		return false;
	if (gap.n < 0)
		gap.n = -gap.n;
	return dec_mul(gap, dec_int(100), &hundred) && dec_cmp(hundred, right) <= 0;
}

struct str span_text(const struct document *doc, struct span s)
{
	const struct block *b;
	const struct cell *cell;

	if (!doc || s.block >= doc->blocks.n)
		return (struct str){ 0 };
	b = &doc->blocks.v[s.block];
	if (b->kind == BLOCK_PARAGRAPH)
		return b->text;
	if (s.row < 0 || s.col < 0)
		return (struct str){ 0 };
	cell = doc_cell(b, (uint32_t)s.row, (uint32_t)s.col);
	return cell ? cell->text : (struct str){ 0 };
}
