#include "reading/outline.h"

#include "base/utf8.h"
#include "reading/field.h"
#include "reading/kind.h"
#include "reading/unnumbered.h"
#include "zh/number.h"
#include "zh/quantity.h"

static bool ends_closed(struct str s)
{
	static const struct str ends[] = { STR_INIT("。"), STR_INIT(";"), STR_INIT(":"), STR_INIT("!"), STR_INIT("?"),
					   STR_INIT(")"), STR_INIT("”"), STR_INIT("》"), STR_INIT("】") };

	for (size_t k = 0; k < COUNT(ends); k++)
		if (str_ends(s, ends[k]))
			return true;
	return false;
}

static bool begins_label(struct str s)
{
	size_t n;

	return label_of_line(s, 0, &n) != FIELD_NONE && (n == s.n || s.p[n] == ':' || s.p[n] == ' ');
}

static bool has_label(struct str s)
{
	for (size_t i = 0; i < s.n && i < 60; i += utf8_len((unsigned char)s.p[i])) {
		size_t n;

		if (label_at(s, i, &n) != FIELD_NONE && i + n < s.n && s.p[i + n] == ':')
			return true;
	}
	return false;
}

/* "关于推进公租房建设。…": the topic of a paragraph, not the title of a letter. */
static bool is_topic(struct str s)
{
	size_t stop;

	if (!str_starts(s, STR("关于")))
		return false;
	stop = str_find(s, STR("。"));
	return stop != STR_NONE && stop < 96 && stop + 3 < s.n &&
	       !str_has(str_cut(s, 0, stop), STR(",")) && !str_has(str_cut(s, 0, stop), STR("通知")) &&
	       !str_has(str_cut(s, 0, stop), STR("通报"));
}

size_t outline_blank_number(struct str raw, struct str folded)
{
	enum { HEADING_BYTES = 60 };
	size_t n = 0, blank;

	raw = str_trim(raw);
	while (n < raw.n && n < 3 && zh_is_digit(raw, n))
		n++;
	blank = n;
	while (blank < raw.n && (raw.p[blank] == ' ' || raw.p[blank] == '\t' || str_at(raw, blank, STR("\u3000"))))
		blank += utf8_len((unsigned char)raw.p[blank]);
	if (n == 0 || n > 2 || blank == n || raw.p[0] == '0' || raw.n > HEADING_BYTES || n >= folded.n || !utf8_is_han(utf8_wide_at(folded, n)) ||
	    zh_measure_at(folded, n) > 0 || str_has(folded, STR("。")) || str_has(folded, STR(",")))
		return 0;
	return n;
}

static struct line make_line(struct arena *a, const struct piece *p, size_t n, int level)
{
	struct line l = { .level = level, .block = p[0].block };

	l.text = text_of(a, p, n, TEXT_TIGHT);
	l.style = outline_number(l.text.s, 0, &l.skip, &l.number);
	if (l.style == NUM_NONE && (l.skip = outline_blank_number(p[0].s, l.text.s)) > 0) {
		l.style = NUM_POINT;
		zh_small(l.text.s, &(size_t){ 0 }, &l.number);
	}
	if (l.style == NUM_NONE && is_topic(l.text.s))
		l.style = NUM_TOPIC;
	return l;
}

static bool may_split_at(struct str s, size_t i)
{
	if (i == 0)
		return true;
	if (s.p[i - 1] == ';' || s.p[i - 1] == ':' || s.p[i - 1] == '\n' || s.p[i - 1] == ' ' || s.p[i - 1] == ')' || s.p[i - 1] == ',')
		return true;
	return i >= 3 && (str_at(s, i - 3, STR("。")) || str_at(s, i - 3, STR("”")) || str_at(s, i - 3, STR("!")));
}

struct marker {
	size_t at, n;
	int number;
};

struct marker_list {
	struct marker *v;
	size_t n, cap;
};

/* The styles that cut a paragraph; of equal ones the first wins. */
static const enum numbering inner_styles[] = { NUM_FIRSTLY, NUM_CHAPTER, NUM_SECTION, NUM_POINT, NUM_CLAUSE, NUM_CIRCLE };

/*
 * Markers of each style in ascending sequence from 1 (or from the paragraph's own number on).  A list in
 * one sentence may go on in the next paragraph: 在城乡便利方面,五是… after 四是; `carry` is the last number.
 */
static void find_markers(struct arena *a, struct str s, const int carry[NUM_STYLES], struct marker_list lists[NUM_STYLES])
{
	int want[NUM_STYLES];

	for (size_t k = 0; k < NUM_STYLES; k++)
		want[k] = 1;
	for (size_t i = 0; i < s.n; i += utf8_len((unsigned char)s.p[i])) {
		size_t n;
		int number;
		bool boundary;
		enum numbering style;

		if (!outline_may_number(s, i))
			continue;
		boundary = may_split_at(s, i);
		/* inside a sentence only (1), 1) and ① begin anything */
		if (!boundary && s.p[i] != '(' && !zh_is_digit(s, i) && (unsigned char)s.p[i] != 0xE2)
			continue;
		style = outline_number(s, i, &n, &number);
		if (style == NUM_NONE)
			continue;
		if (!boundary && !(style == NUM_CLAUSE || style == NUM_SECTION || style == NUM_CIRCLE))
			continue;
		if (lists[style].n == 0 && (i == 0 || (carry && style == NUM_FIRSTLY && number > 1 && number == carry[style] + 1)))
			want[style] = number;
		/* "2.守护健康。任务：1.…2.…3.…": a list of its own inside the entry */
		if (number == 1 && style == NUM_POINT && i > 0 && s.p[i - 1] == ':' && lists[style].n == 1 && lists[style].v[0].at == 0)
			want[style] = 0;
		if (number != want[style])
			continue;
		*list_add(&lists[style], a) = (struct marker){ i, n, number };
		want[style] = number + 1;
	}
}

static void add_part(struct arena *a, const struct line *l, size_t from, size_t to,
		     struct line_list *out)
{
	struct line part = { .block = l->block, .inner = from > 0, .level = from ? 0 : l->level };

	if (from >= to)
		return;
	part.text = text_part(a, &l->text, from, to, TEXT_TIGHT);
	if (part.text.s.n == 0)
		return;
	part.style = outline_number(part.text.s, 0, &part.skip, &part.number);
	if (from == 0 && l->style == NUM_TOPIC)
		part.style = NUM_TOPIC;
	*list_add(out, a) = part;
}

/* Cuts a paragraph at its inner markers; deeper styles are cut in a second pass. */
static void split_line(struct arena *a, const struct line *l, const int *carry, struct line_list *out, int depth)
{
	struct marker_list lists[NUM_STYLES] = { 0 }, best = { 0 };
	bool goes_on;

	if (l->text.s.n < 24 || depth > 3 || str_starts(l->text.s, STR("附件"))) {
		*list_add(out, a) = *l;
		return;
	}
	find_markers(a, l->text.s, carry, lists);
	for (size_t k = 0; k < COUNT(inner_styles); k++) {
		struct marker_list m = lists[inner_styles[k]];

		if ((m.n >= 2 || (m.n == 1 && m.v[0].at > 0 && m.v[0].number > 1)) && (best.n == 0 || m.v[0].at < best.v[0].at ||
				    (m.v[0].at == best.v[0].at && m.n > best.n)))
			best = m;
	}
	goes_on = best.n > 0 && best.v[0].at > 0 && best.v[0].number > 1;
	if (best.n < 2 && !goes_on) {
		*list_add(out, a) = *l;
		return;
	}
	/* the words in front of 五是 belong to no entry: they head a group of them */
	if (!goes_on || utf8_count(str_cut(l->text.s, 0, best.v[0].at)) > 30)
		add_part(a, l, 0, best.v[0].at, out);
	for (size_t k = 0; k < best.n; k++) {
		struct line_list part = { 0 };
		size_t end = k + 1 < best.n ? best.v[k + 1].at : l->text.s.n;

		add_part(a, l, best.v[k].at, end, &part);
		for (size_t i = 0; i < part.n; i++) {
			part.v[i].inner = best.v[0].at > 0 || k > 0;
			split_line(a, &part.v[i], NULL, out, depth + 1);
		}
	}
}

static size_t mean_chars(const struct document *doc, uint32_t begin, uint32_t end)
{
	size_t sum = 0, n = 0;

	for (uint32_t i = begin; i < end; i++) {
		const struct block *b = &doc->blocks.v[i];

		if (b->kind == BLOCK_PARAGRAPH && b->text.n > 60) {
			sum += utf8_count(b->text);
			n++;
		}
	}
	return n ? sum / n : 0;
}

enum { LONG_LINE = 64, HEADS = 20 };

/*
 * The lines of a document as they come: one is open until it is known that
 * the next does not go on with it.  However many do, it is folded once more
 * at its end, and on the way only while it is short enough for its length to
 * matter.
 */
struct outlining {
	struct arena *a;
	struct line_list out;
	int carry[NUM_STYLES];
	struct line open; /* its text stands for the whole while chars <= LONG_LINE */
	struct piece_list pieces;
	struct str tail;  /* the folded words of its last piece */
	size_t chars;
	bool is_open;
	struct str heads[HEADS]; /* the first lines, closed */
	size_t heads_n;
};

static void close_line(struct outlining *o)
{
	size_t seen = o->out.n;

	if (!o->is_open)
		return;
	if (o->pieces.n > 1)
		o->open.text = text_of(o->a, o->pieces.v, o->pieces.n, TEXT_TIGHT);
	if (o->heads_n < HEADS)
		o->heads[o->heads_n++] = o->open.text.s;
	split_line(o->a, &o->open, o->carry, &o->out, 0);
	for (; seen < o->out.n; seen++)
		if (o->out.v[seen].style != NUM_NONE)
			o->carry[o->out.v[seen].style] = o->out.v[seen].number;
	o->is_open = false;
}

static void open_line(struct outlining *o, const struct line *l, struct piece *p)
{
	close_line(o);
	o->open = *l;
	o->pieces = (struct piece_list){ p, 1, 1 };
	o->tail = l->text.s;
	o->chars = utf8_count(l->text.s);
	o->is_open = true;
}

static void prolong_line(struct outlining *o, const struct line *l, struct piece p)
{
	p.glued = true;
	*list_add(&o->pieces, o->a) = p;
	o->tail = l->text.s;
	if (o->chars > LONG_LINE)
		return;
	o->open.text = text_of(o->a, o->pieces.v, o->pieces.n, TEXT_TIGHT);
	o->chars = utf8_count(o->open.text.s);
}

/* "2026.03 完成施工图设计": a day in digits begins no second half of a sentence. */
static bool is_step(struct str s)
{
	enum { YEAR_ANY = 2000 };
	struct zh_when w;

	return zh_is_digit(s, 0) && zh_is_digit(s, 3) && s.n > 5 && !zh_is_digit(s, 4) && zh_when_at(s, 0, YEAR_ANY, &w) && w.has_year;
}

/* A page break inside a sentence: the line is long, open, and what follows begins nothing new. */
static bool continues(const struct outlining *o, const struct line *l, size_t mean)
{
	struct str next = l->text.s;
	size_t n;
	int number;

	if (l->style == NUM_POINT || !o->is_open || o->tail.n == 0 || next.n == 0 || o->open.level > 0)
		return false;
	if (ends_closed(o->tail) || begins_label(next) || (o->chars < 25 && has_label(o->open.text.s)))
		return false;
	if (outline_number(next, 0, &n, &number) != NUM_NONE || is_step(next) || (prose_closes(l) && !str_ends(o->tail, STR("、"))))
		return false;
	return o->chars >= 20 && o->chars * 10 >= mean * 6;
}

/* The head of a page repeats the title, perhaps in the middle of a sentence. */
static bool repeats_title(const struct outlining *o, struct str s)
{
	if (s.n > 150 || !(str_has(s, STR("民生")) || str_has(s, STR("实事"))))
		return false;
	for (size_t i = 0; i < o->heads_n; i++)
		if (str_eq(o->heads[i], s))
			return true;
	return false;
}

static size_t count_lines(const struct document *doc, uint32_t begin, uint32_t end)
{
	size_t n = 0;

	for (uint32_t i = begin; i < end; i++)
		n += doc->blocks.v[i].kind == BLOCK_PARAGRAPH && doc->blocks.v[i].text.n > 0;
	return n;
}

struct line_list outline_lines(struct arena *a, const struct document *doc, uint32_t begin,
			       uint32_t end)
{
	struct outlining o = { .a = a };
	size_t mean = mean_chars(doc, begin, end);
	int card = 0;

	if (mean > 60)
		mean = 60;
	list_reserve(&o.out, a, count_lines(doc, begin, end));
	for (uint32_t i = begin; i < end; i++) {
		const struct block *b = &doc->blocks.v[i];
		struct piece *p;
		struct line l;

		if (b->kind != BLOCK_PARAGRAPH || str_trim(b->text).n == 0)
			continue;
		p = arena_alloc(a, sizeof(*p));
		*p = piece_of_line(b->text, i, 0);
		l = make_line(a, p, 1, b->level);
		if (kind_numbers_card(l.text.s, &card)) {
			l.style = NUM_POINT;
			l.number = card;
			l.skip = l.text.s.n;
		} else if (l.text.s.n == 0 || kind_is_page_mark(l.text.s) || repeats_title(&o, l.text.s))
			continue;
		if (b->level == 0 && continues(&o, &l, mean))
			prolong_line(&o, &l, *p);
		else
			open_line(&o, &l, p);
	}
	close_line(&o);
	return o.out;
}
