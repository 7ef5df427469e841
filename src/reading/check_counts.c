/*
 * How many projects: count_vs_headline (the ten of "10件民生实事", and the
 * sections of a report: 4+4+3+1 = 12) and number_sequence.
 */

#include "base/utf8.h"
#include "reading/finding.h"
#include "zh/number.h"

static void check_headline_count(struct check *c)
{
	const struct programme *p = c->p;
	struct finding *f;

	if (p->headline_count <= 0 || p->projects.n == 0)
		return;
	f = finding_add(c, "count_vs_headline", NULL, p->projects.n == (size_t)p->headline_count);
	f->left = arena_printf(c->a, "%zu", p->projects.n);
	f->right = arena_printf(c->a, "%d", p->headline_count);
	f->unit = STR("件");
	finding_spans(c, f, &p->at, "headline_count");
	f->says = arena_printf(c->a, "读到%zu件，文中写%d件，%s", p->projects.n, p->headline_count,
			       f->ok ? "相符" : "不符");
}

/* The printed number as an integer, 0 when it is none. */
static int number_of(const struct project *p)
{
	size_t i = 0;
	int n = 0;

	while (i < p->no.n && zh_is_digit(p->no, i) && n < 1000)
		n = n * 10 + (p->no.p[i++] - '0');
	return i == p->no.n ? n : 0;
}

/* "缺3、5" and "重复2": what keeps 1…n from being a sequence. */
static struct str sequence_faults(struct check *c, int highest, struct finding *f)
{
	struct str missing = { 0 }, twice = { 0 };

	for (int n = 1; n <= highest; n++) {
		size_t seen = 0;

		for (size_t i = 0; i < c->p->projects.n; i++)
			if (number_of(&c->p->projects.v[i]) == n)
				seen++;
		if (seen == 0)
			missing = arena_printf(c->a, "%.*s%s%d", STR_ARG(missing),
					       missing.n ? "、" : "", n);
		if (seen > 1)
			twice = arena_printf(c->a, "%.*s%s%d", STR_ARG(twice), twice.n ? "、" : "",
					     n);
		if (seen > 1)
			*list_add(&f->projects, c->a) = arena_printf(c->a, "%d", n);
	}
	if (missing.n > 0 && twice.n > 0)
		return arena_printf(c->a, "缺%.*s，重复%.*s", STR_ARG(missing), STR_ARG(twice));
	return missing.n > 0 ? arena_cat(c->a, STR("缺"), missing)
			     : arena_cat(c->a, STR("重复"), twice);
}

/* Whether one project stands in the list twice. */
static bool named_twice(const struct project_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < i; k++)
			if (str_eq(l->v[i].name, l->v[k].name))
				return true;
	return false;
}

/*
 * "1-3、1-3、1-4": the runs of a list that numbers each group from 1; empty when some number is out of place.
 * Where no heading became a group ("（一）加强兜底保障，实施三件民生实事："), the headline must count what is there.
 */
static struct str runs_of_groups(struct check *c)
{
	const struct project_list *l = &c->p->projects;
	struct str runs = { 0 };

	for (size_t i = 0; i < l->n;) {
		size_t end = i;
		bool grouped;

		while (end < l->n && number_of(&l->v[end]) == (int)(end - i) + 1 &&
		       (end == i || str_eq(l->v[end].field, l->v[i].field)))
			end++;
		if (end == i)
			return STR("");
		grouped = l->v[i].field.n > 0 && (i == 0 || !str_eq(l->v[i].field, l->v[i - 1].field));
		if (!grouped && (l->n != (size_t)c->p->headline_count || named_twice(l)))
			return STR("");
		runs = arena_printf(c->a, "%.*s%s1-%zu", STR_ARG(runs), i ? "、" : "", end - i);
		i = end;
	}
	return runs;
}

static void check_sequence(struct check *c)
{
	const struct project_list *l = &c->p->projects;
	struct finding *f;
	struct str runs;
	int highest = 0;
	bool ok = true;

	for (size_t i = 0; i < l->n; i++) {
		int n = number_of(&l->v[i]);

		if (n == 0)
			return; /* unnumbered, or numbered in another way */
		ok = ok && (size_t)n == i + 1;
		highest = n > highest ? n : highest;
	}
	/* numbers far apart are no sequence with gaps, but another kind of number */
	if (l->n == 0 || (size_t)highest > 2 * l->n)
		return;
	runs = ok ? STR("") : runs_of_groups(c);
	f = finding_add(c, "number_sequence", NULL, ok || runs.n > 0);
	f->left = arena_printf(c->a, "%d-%d", number_of(&l->v[0]), highest);
	f->right = arena_printf(c->a, "%zu", l->n);
	f->unit = STR("件");
	if (ok) {
		f->says = arena_printf(c->a, "序号1至%d连续，共%zu件", highest, l->n);
		return;
	}
	if (runs.n > 0) {
		f->left = runs;
		f->says = arena_printf(c->a, "各组序号连续：%.*s，共%zu件", STR_ARG(runs), l->n);
		return;
	}
	f->says = sequence_faults(c, highest, f);
	if (f->says.n == STR("重复").n)
		f->says = STR("次序颠倒");
	f->says = arena_printf(c->a, "序号不连续：%.*s，请核对", STR_ARG(f->says));
}

/* A section of a report: （一）…, with 一是 … 四是 inside. */
struct section {
	struct str text;
	int said;  /* "实施四件民生实事", 0 when unsaid */
	int items; /* counted by 一是, 二是 …; 1 without them */
};

struct section_list {
	struct section *v;
	size_t n, cap;
};

static const char *const ordinals[] = {
	"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"
};

/* 一是…二是…三是: how far the enumeration goes. */
static int count_items(struct arena *a, struct str text)
{
	size_t at = 0;
	int n = 0;

	for (size_t k = 0; k < COUNT(ordinals); k++) {
		at = str_find_from(text, at, arena_printf(a, "%s是", ordinals[k]));
		if (at == STR_NONE)
			break;
		n++;
	}
	return n > 0 ? n : 1;
}

/* "实施四件民生实事", "完成3件": the count a section states itself. */
static int said_items(struct str text)
{
	size_t at = str_find(text, STR("件民生实"));

	for (size_t back = 1; at != STR_NONE && back <= 3 && back * 3 <= at; back++) {
		size_t i = at - back * 3;
		int n;

		if (zh_small(text, &i, &n) && i == at)
			return n;
	}
	if (at != STR_NONE && at > 0 && zh_is_digit(text, at - 1)) {
		size_t i = at - 1;
		int n;

		while (i > 0 && zh_is_digit(text, i - 1))
			i--;
		if (zh_small(text, &i, &n) && i == at)
			return n;
	}
	return 0;
}

static bool heading_line(struct str line)
{
	for (size_t k = 0; k < COUNT(ordinals); k++)
		if (str_starts(line, str_of(ordinals[k])) &&
		    str_at(line, strlen(ordinals[k]), STR("、")))
			return true;
	return str_starts(line, STR("各位")) || str_starts(line, STR("附件"));
}

/*
 * The first run of （一）（二）… sections of the paragraphs; `intro` gets the
 * lines between the heading above and the first section.
 */
static struct section_list first_sections(struct arena *a, const struct document *doc,
					  struct str *intro)
{
	enum { SECTION_MAX = 8000 }; /* bytes; the counts stand at the beginning */
	struct section_list l = { 0 };

	*intro = (struct str){ 0 };
	for (size_t i = 0; i < doc->blocks.n; i++) {
		struct str line;

		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH)
			continue;
		line = check_fold(a, doc->blocks.v[i].text);
		if (l.n < COUNT(ordinals) &&
		    str_starts(line, arena_printf(a, "(%s)", ordinals[l.n]))) {
			list_add(&l, a)->text = line;
		} else if (heading_line(line)) {
			if (l.n > 0)
				break;
			*intro = (struct str){ 0 };
		} else if (l.n > 0 && l.v[l.n - 1].text.n > SECTION_MAX) {
			continue;
		} else if (l.n > 0) {
			l.v[l.n - 1].text = arena_cat(a, l.v[l.n - 1].text, line);
		} else if (intro->n < SECTION_MAX) {
			*intro = arena_cat(a, *intro, line);
		}
	}
	return l;
}

/* Sections that list last year's projects against the count before them. */
static void check_sections(struct check *c)
{
	struct section_list l;
	struct str intro, left = { 0 };
	struct finding *f;
	int sum = 0, headline;
	bool said = false;

	if (!c->in->doc || c->p->completed.n == 0)
		return;
	l = first_sections(c->a, c->in->doc, &intro);
	headline = said_items(intro);
	for (size_t i = 0; i < l.n; i++) {
		struct section *s = &l.v[i];

		s->said = said_items(s->text);
		s->items = count_items(c->a, s->text);
		if (s->said != 0 && s->said != s->items)
			return; /* not counted the way we count */
		said = said || s->said != 0;
		sum += s->items;
		left = arena_printf(c->a, "%.*s%s%d", STR_ARG(left), i > 0 ? "+" : "", s->items);
	}
	if (headline == 0 || l.n < 2 || !said)
		return;
	f = finding_add(c, "count_vs_headline", NULL, sum == headline);
	f->left = left;
	f->right = arena_printf(c->a, "%d", headline);
	f->unit = STR("件");
	f->says = arena_printf(c->a, "上年完成情况各部分%.*s = %d件，文中写%d件，%s", STR_ARG(left),
			       sum, headline, sum == headline ? "相符" : "不符");
}

void check_counts(struct check *c)
{
	check_sequence(c);
	check_headline_count(c);
	check_sections(c);
}
