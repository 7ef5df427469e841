#include "reading/text.h"

#include "zh/fold.h"

struct folding {
	struct arena *a;
	char *out;
	size_t n;
	struct {
		struct text_seg *v;
		size_t n, cap;
	} segs;
	enum text_blanks blanks;
	bool traced; /* segments are wanted */
	bool blank_due, line_due; /* a blank or line end waits for what comes next */
	uint32_t last;		  /* last character written, or its last byte; 0 at the start */
	int digits;		  /* length of the run of digits just written, without blanks */
};

/* The output's next `n` bytes stand for `len` source bytes; a verbatim run right behind another prolongs it. */
static inline void trace(struct folding *f, size_t n, uint32_t piece, uint32_t from, uint32_t len)
{
	struct text_seg *s = f->segs.n > 0 ? &f->segs.v[f->segs.n - 1] : NULL;

	if (n == len && s != NULL && s->piece == piece && s->from + s->len == from && f->n - s->at == s->len)
		s->len += len;
	else
		*list_add(&f->segs, f->a) = (struct text_seg){ (uint32_t)f->n, piece, from, len };
}

/* One character for `len` source bytes. */
static inline void add(struct folding *f, uint32_t c, uint32_t piece, uint32_t from, uint32_t len)
{
	size_t n = 1;

	if (c < 0x80)
		f->out[f->n] = (char)c;
	else
		n = utf8_put(f->out + f->n, c);
	if (f->traced)
		trace(f, n, piece, from, len);
	f->n += n;
	f->last = c;
}

/* A blank matters only between two letters or digits. */
static bool wordy(uint32_t c)
{
	return c < 0x80 && ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
}

/* `lone`: the next character is a digit that stands alone, as in 1 2 0 0. */
static void settle_blank(struct folding *f, uint32_t next, bool lone, uint32_t piece, uint32_t at)
{
	if (f->line_due) {
		if (f->last != 0)
			add(f, '\n', piece, at, 0);
	} else if (f->blank_due && f->last != 0 && !(lone && f->digits == 1)) {
		if (f->blanks == TEXT_SPACED || (wordy(f->last) && wordy(next)))
			add(f, ' ', piece, at, 0);
	}
	f->line_due = f->blank_due = false;
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* No further digit at byte i. */
static bool stands_alone(struct str s, size_t i)
{
	return i >= s.n || !is_digit(zh_fold(utf8_next(s, &i)));
}

/* Marks that copying from a page left in the text: <p>, </p>, <br/>, ** ; their length. */
static size_t leftover_tag(struct str s, size_t i)
{
	static const struct str tags[] = { STR_INIT("<p>"), STR_INIT("</p>"), STR_INIT("<br>"), STR_INIT("<br/>"), STR_INIT("<br />"),
					   STR_INIT("<P>"), STR_INIT("</P>"), STR_INIT("<BR>") };

	for (size_t k = 0; k < COUNT(tags); k++)
		if (str_at(s, i, tags[k]))
			return tags[k].n;
	/* ** is bold; *** hides a number */
	if (str_at(s, i, STR("**")) && !str_at(s, i + 2, STR("*")) && !(i > 0 && s.p[i - 1] == '*'))
		return 2;
	return 0;
}

/* Bytes that fold to themselves. */
static void add_run(struct folding *f, struct str run, uint32_t piece, uint32_t from)
{
	size_t digits = run.n;

	if (f->traced)
		trace(f, run.n, piece, from, (uint32_t)run.n);
	memcpy(f->out + f->n, run.p, run.n);
	f->n += run.n;
	f->last = (unsigned char)run.p[run.n - 1];
	while (digits > 0 && is_digit((unsigned char)run.p[digits - 1]))
		digits--;
	f->digits = (digits == 0 ? f->digits : 0) + (int)(run.n - digits);
}

static void fold_piece(struct folding *f, const struct piece *p, uint32_t index)
{
	for (size_t i = 0; i < p->s.n;) {
		size_t at = i;
		uint32_t c;

		/* most characters stay as they are, one after the other */
		if (!f->blank_due && !f->line_due) {
			size_t run = zh_plain_run(p->s, i);

			if (run > 0) {
				add_run(f, str_cut(p->s, i, i + run), index, p->from + (uint32_t)i);
				i += run;
				continue;
			}
		}
		c = zh_fold(utf8_next(p->s, &i));
		if (c == ZH_DROP || c == '\r')
			continue;
		if (c == '<' || c == '*') {
			size_t tag = leftover_tag(p->s, at);

			if (tag > 0) {
				f->line_due = f->line_due || c == '<';
				i = at + tag;
				continue;
			}
		}
		if (c == '\n') {
			f->line_due = true;
			continue;
		}
		if (c == ' ') {
			f->blank_due = true;
			continue;
		}
		bool blank = f->blank_due || f->line_due, lone = blank && is_digit(c) && stands_alone(p->s, i);

		settle_blank(f, c, lone, index, p->from + (uint32_t)at);
		f->digits = !is_digit(c) ? 0 : blank ? (lone ? 1 : 2) : f->digits + 1;
		add(f, c, index, p->from + (uint32_t)at, (uint32_t)(i - at));
	}
}

static struct text fold(struct arena *a, const struct piece *pieces, size_t n, enum text_blanks blanks, bool traced)
{
	struct folding f = { .a = a, .blanks = blanks, .traced = traced };
	size_t room = 0;

	for (size_t k = 0; k < n; k++)
		room += pieces[k].s.n + 1;
	f.out = arena_bytes(a, room + 1);
	for (size_t k = 0; k < n; k++) {
		if (k > 0 && !pieces[k].glued)
			f.line_due = true;
		fold_piece(&f, &pieces[k], (uint32_t)k);
	}
	if (traced)
		arena_trim(a, f.segs.v, f.segs.cap * sizeof(*f.segs.v), f.segs.n * sizeof(*f.segs.v));
	else
		arena_trim(a, f.out, room + 1, f.n);
	return (struct text){ { f.out, f.n }, pieces, f.segs.v, (uint32_t)n, (uint32_t)f.segs.n };
}

struct text text_of(struct arena *a, const struct piece *pieces, size_t n, enum text_blanks blanks)
{
	return fold(a, pieces, n, blanks, true);
}

struct text text_words(struct arena *a, const struct piece *pieces, size_t n)
{
	return fold(a, pieces, n, TEXT_TIGHT, false);
}

/* The text itself, or where only its words were folded, those once more with the way back. */
static const struct text *with_trace(struct arena *a, const struct text *t, struct text *again)
{
	if (t->nseg > 0 || t->s.n == 0)
		return t;
	*again = text_of(a, t->pieces, t->npieces, TEXT_TIGHT);
	return again;
}

uint32_t text_first(struct str raw)
{
	for (size_t i = 0; i < raw.n;) {
		uint32_t c = zh_fold(utf8_next(raw, &i));

		if (c != ZH_DROP && c != ' ' && c != '\n' && c != '\r')
			return c;
	}
	return 0;
}

static size_t seg_end(const struct text *t, size_t k)
{
	return k + 1 < t->nseg ? t->seg[k + 1].at : t->s.n;
}

static size_t first_seg(const struct text *t, size_t from)
{
	size_t low = 0, high = t->nseg;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (seg_end(t, mid) <= from)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Source bytes of segment k that stand for folded [from, to). */
static void seg_source(const struct text *t, size_t k, size_t from, size_t to, uint32_t *begin,
		       uint32_t *end)
{
	const struct text_seg *s = &t->seg[k];
	size_t stop = seg_end(t, k);

	*begin = s->from;
	*end = s->from + s->len;
	if (stop - s->at != s->len) /* folded: all of it */
		return;
	if (from > s->at)
		*begin = s->from + (uint32_t)(from - s->at);
	if (to < stop)
		*end = s->from + (uint32_t)(to - s->at);
}

void text_mark(struct arena *a, const struct text *t, size_t from, size_t to,
	       const char *field, struct mark_list *at)
{
	struct mark *last = NULL;
	uint32_t last_piece = 0;
	struct text again;

	if (from >= to)
		return;
	t = with_trace(a, t, &again);
	for (size_t k = first_seg(t, from); k < t->nseg && t->seg[k].at < to; k++) {
		const struct piece *p = &t->pieces[t->seg[k].piece];
		uint32_t begin, end;

		if (t->seg[k].len == 0)
			continue;
		seg_source(t, k, from, to, &begin, &end);
		/* blanks between two runs belong to the value: one range for people */
		if (last && last_piece == t->seg[k].piece && begin >= last->span.to &&
		    begin - last->span.to <= 8) {
			last->span.to = end;
			continue;
		}
		mark_add(at, a, field, (struct span){ p->block, p->row, p->col, begin, end });
		last = &at->v[at->n - 1];
		last_piece = t->seg[k].piece;
	}
}

/* After 。；： or at a numbered line a line end is meant; elsewhere it is only a wrap. */
static bool keeps_line(struct str s, size_t at)
{
	static const struct str stops[] = { STR_INIT("。"), STR_INIT(";"), STR_INIT("!"), STR_INIT(":") };

	for (size_t k = 0; k < COUNT(stops); k++)
		if (str_ends(str_cut(s, 0, at), stops[k]))
			return true;
	return false;
}

struct str text_print(struct arena *a, const struct text *t, size_t from, size_t to)
{
	struct text again;
	char *out;
	size_t n = 0;

	t = with_trace(a, t, &again);
	out = arena_bytes(a, (to - from) * 3 + 1);
	for (size_t k = first_seg(t, from); k < t->nseg && t->seg[k].at < to; k++) {
		const struct piece *p = &t->pieces[t->seg[k].piece];
		uint32_t begin, end;

		if (t->seg[k].len == 0) {
			char c = t->s.p[t->seg[k].at];

			if (c == '\n' && keeps_line(t->s, t->seg[k].at) && n > 0)
				out[n++] = '\n';
			else if (c == ' ')
				out[n++] = ' ';
			continue;
		}
		seg_source(t, k, from, to, &begin, &end);
		memcpy(out + n, p->s.p + (begin - p->from), end - begin);
		n += end - begin;
	}
	arena_trim(a, out, (to - from) * 3 + 1, n);
	return str_trim((struct str){ out, n });
}

struct text text_part(struct arena *a, const struct text *t, size_t from, size_t to,
		      enum text_blanks blanks)
{
	struct piece_list list = { 0 };
	struct piece *last = NULL;
	struct text again;

	t = with_trace(a, t, &again);
	for (size_t k = first_seg(t, from); k < t->nseg && t->seg[k].at < to; k++) {
		const struct piece *p = &t->pieces[t->seg[k].piece];
		uint32_t begin, end;

		if (t->seg[k].len == 0)
			continue;
		seg_source(t, k, from, to, &begin, &end);
		if (last && last->block == p->block && last->row == p->row && last->col == p->col &&
		    last->from + last->s.n <= begin && begin < p->from + p->s.n &&
		    last->from >= p->from) {
			last->s.n = end - last->from; /* the blanks between come along */
			continue;
		}
		last = list_add(&list, a);
		*last = *p;
		last->s = str_cut(p->s, begin - p->from, end - p->from);
		last->from = begin & PIECE_FROM_MAX;
		last->glued = p->glued && begin == p->from;
	}
	return text_of(a, list.v, list.n, blanks);
}

struct text text_join(struct arena *a, const struct text *left, const struct text *right)
{
	struct piece *both = arena_alloc(a, (left->npieces + right->npieces) * sizeof(*both));

	for (size_t k = 0; k < left->npieces; k++)
		both[k] = left->pieces[k];
	for (size_t k = 0; k < right->npieces; k++)
		both[left->npieces + k] = right->pieces[k];
	return text_of(a, both, left->npieces + right->npieces, TEXT_TIGHT);
}
