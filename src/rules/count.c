#include "rules/count.h"

typedef uint8_t lanes __attribute__((vector_size(LANES)));

enum { FLUSH_AFTER = 255 };

const char *ballot_flaw_words(enum ballot_flaw flaw)
{
	static const char *const words[FLAWS] = {
		[FLAW_NONE] = "",	       [FLAW_UNREADABLE] = "无法辨认",
		[FLAW_TWO_MARKS] = "一项填了几个记号", [FLAW_TOO_MANY] = "所选超过限额",
		[FLAW_RANKS] = "名次重复或空缺",   [FLAW_BLANK] = "空白票",
	};

	return words[flaw];
}

/* ---- the alphabet ---- */

static const char places[] = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

static void add_kind(struct counter *c, char ch, int mark)
{
	c->chars[c->kinds] = (uint8_t)ch;
	c->marks[c->kinds++] = (uint8_t)mark;
}

static void set_alphabet(struct counter *c)
{
	const struct ruleset *r = c->rules;

	switch ((enum rule_marking)r->marking) {
	case MARKING_EACH:
		add_kind(c, '+', MARK_FOR);
		add_kind(c, '-', MARK_AGAINST);
		add_kind(c, '0', MARK_ABSTAIN);
		add_kind(c, 'x', MARK_VOID);
		break;
	case MARKING_PICK:
	case MARKING_APPROVE:
		add_kind(c, '+', MARK_FOR);
		break;
	case MARKING_GRADES:
		for (size_t i = 0; i < r->grades.n; i++)
			add_kind(c, (char)('1' + i), (int)i);
		if (r->apart.n > 0)
			add_kind(c, 'n', MARK_APART);
		add_kind(c, 'x', MARK_VOID);
		break;
	case MARKING_RANK:
		memset(c->rank_points, -1, sizeof(c->rank_points));
		for (int i = 0; i < RANKS_MAX; i++)
			c->rank_points[(uint8_t)places[i]] = i + 1;
		break;
	}
	add_kind(c, '.', MARK_BLANK);
	add_kind(c, '?', MARK_VOID);
}

struct str counter_alphabet(struct arena *a, const struct ruleset *rules)
{
	struct counter c = { .rules = rules };

	set_alphabet(&c);
	if (rules->marking == MARKING_RANK)
		return arena_printf(a, "%.*s.?", rules->limit, places);
	return arena_str(a, (struct str){ (const char *)c.chars, c.kinds });
}

void counter_init(struct counter *c, struct arena *a, const struct ruleset *rules, size_t n)
{
	*c = (struct counter){ .rules = rules, .n = n, .blocks = (n + LANES - 1) / LANES };
	set_alphabet(c);
	c->rows = arena_alloc(a, n * sizeof(*c->rows));
	c->block_sums = arena_alloc(a, c->kinds * c->blocks * LANES);
}

/* ---- marks of equal standing ---- */

static void flush(struct counter *c)
{
	for (size_t k = 0; k < c->kinds; k++) {
		uint8_t *sums = c->block_sums + k * c->blocks * LANES;

		for (size_t i = 0; i < c->n; i++)
			c->rows[i].n[c->marks[k]] += sums[i];
		memset(sums, 0, c->blocks * LANES);
	}
	c->pending = 0;
}

static inline lanes load(const void *at)
{
	lanes v;

	memcpy(&v, at, sizeof(v));
	return v;
}

static inline bool any_lane(lanes v)
{
	uint64_t half[2];

	memcpy(half, &v, sizeof(half));
	return (half[0] | half[1]) != 0;
}

/* Lanes of block b that hold marks of the ballot; the others hold whatever follows the line. */
static inline lanes live_lanes(const struct counter *c, size_t b)
{
	static const uint8_t edge[2 * LANES] = { 255, 255, 255, 255, 255, 255, 255, 255,
						 255, 255, 255, 255, 255, 255, 255, 255 };
	size_t live = c->n - b * LANES;

	return load(edge + LANES - (live < LANES ? live : LANES));
}

/* How many marks of a line are ch. */
static size_t count_char(const struct counter *c, const char *line, char ch)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += line[i] == ch;
	return n;
}

static size_t place_outside(const struct counter *c, const char *line)
{
	for (size_t i = 0; i < c->n; i++)
		if (memchr(c->chars, line[i], c->kinds) == NULL)
			return i;
	return c->n;
}

/* Adds (sign 1) or takes back (sign -1) a line; true when every mark is of the alphabet.  *odd tells
 * of marks x and ?. */
static inline bool add_line(struct counter *c, const char *line, int sign, bool *odd)
{
	size_t stride = c->blocks * LANES;
	lanes outside = { 0 }, strange = { 0 };

	for (size_t b = 0; b < c->blocks; b++) {
		lanes v = load(line + b * LANES), known = { 0 };
		uint8_t *sums = c->block_sums + b * LANES;

		for (size_t k = 0; k < c->kinds; k++, sums += stride) {
			lanes here = (lanes)(v == c->chars[k]);
			lanes sum = load(sums);

			known |= here;
			sum = sign > 0 ? sum - here : sum + here;
			memcpy(sums, &sum, sizeof(sum));
		}
		outside |= ~known & live_lanes(c, b);
		strange |= (lanes)((v == 'x') | (v == '?')) & live_lanes(c, b);
	}
	*odd = any_lane(strange);
	return !any_lane(outside);
}

static enum ballot_flaw judge(const struct counter *c, const char *line, bool odd)
{
	const struct ruleset *r = c->rules;

	if (odd) {
		size_t unread = count_char(c, line, '?');

		if (unread == c->n || (unread > 0 && r->over_vote == OVER_BALLOT))
			return FLAW_UNREADABLE;
		if (r->over_vote == OVER_BALLOT)
			return FLAW_TWO_MARKS;
	}
	if (r->limit > 0 && count_char(c, line, '+') > (size_t)r->limit)
		return FLAW_TOO_MANY;
	if (r->all_blank == BLANK_INVALID && count_char(c, line, '.') == c->n)
		return FLAW_BLANK;
	return FLAW_NONE;
}

/* ---- places ---- */

static enum ballot_flaw judge_ranks(const struct counter *c, const char *line)
{
	uint64_t given = 0;
	int64_t highest = 0, marks = 0;
	bool twice = false;

	for (size_t i = 0; i < c->n; i++) {
		int64_t place = c->rank_points[(uint8_t)line[i]];

		if (place < 0)
			continue;
		twice |= (given >> place & 1) != 0;
		given |= (uint64_t)1 << place;
		highest = place > highest ? place : highest;
		marks++;
	}
	if (count_char(c, line, '?') > 0)
		return FLAW_UNREADABLE;
	if (marks > c->rules->limit || highest > c->rules->limit)
		return FLAW_TOO_MANY;
	if (twice || highest != marks)
		return FLAW_RANKS;
	return marks == 0 && c->rules->all_blank == BLANK_INVALID ? FLAW_BLANK : FLAW_NONE;
}

static void add_ranks(struct counter *c, const char *line)
{
	for (size_t i = 0; i < c->n; i++) {
		int64_t place = c->rank_points[(uint8_t)line[i]];

		c->rows[i].n[place < 0 ? MARK_BLANK : MARK_FOR]++;
		c->rows[i].points += place < 0 ? 0 : c->rules->limit + 1 - place;
	}
}

static bool add_ranked(struct counter *c, const char *line, enum ballot_flaw *flaw, size_t *bad)
{
	for (size_t i = 0; i < c->n; i++) {
		if (c->rank_points[(uint8_t)line[i]] < 0 && line[i] != '.' && line[i] != '?') {
			*bad = i;
			return false;
		}
	}
	*flaw = judge_ranks(c, line);
	if (*flaw == FLAW_NONE)
		add_ranks(c, line);
	return true;
}

/* ---- a ballot ---- */

bool counter_add(struct counter *c, const char *line, size_t *bad)
{
	enum ballot_flaw flaw;
	bool odd;

	if (c->rules->marking == MARKING_RANK) {
		if (!add_ranked(c, line, &flaw, bad))
			return false;
	} else {
		bool known = add_line(c, line, 1, &odd);

		flaw = known ? judge(c, line, odd) : FLAW_UNREADABLE;
		if (flaw != FLAW_NONE)
			add_line(c, line, -1, &odd);
		if (!known) {
			*bad = place_outside(c, line);
			return false;
		}
		if (++c->pending == FLUSH_AFTER)
			flush(c);
	}
	c->flaws[flaw]++;
	if (flaw == FLAW_NONE)
		c->valid++;
	else
		c->invalid++;
	return true;
}

void counter_sums(struct counter *c, struct tally *t)
{
	if (c->rules->marking != MARKING_RANK)
		flush(c);
	t->n = c->n;
	t->rows = c->rows;
	t->valid = c->valid;
	t->invalid = c->invalid;
	memcpy(t->flaws, c->flaws, sizeof(t->flaws));
	t->flaws[FLAW_NONE] = 0;
	t->flaws_known = true;
}
