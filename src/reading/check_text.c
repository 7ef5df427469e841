/*
 * Wording: problem_none_but_asks ("无" beside a plan to seek money), term_variants
 * (免申即享 and 免审即享) and uncovered_text (what no value holds).
 */

#include "base/buf.h"
#include "base/utf8.h"
#include "reading/finding.h"

static bool says_none(struct str problems)
{
	static const struct str none[] = { STR_INIT("无"),     STR_INIT("暂无"),
					   STR_INIT("没有"),   STR_INIT("无。"),
					   STR_INIT("暂无。"), STR_INIT("无存在问题"),
					   STR_INIT("无问题") };
	struct str s = str_trim(problems);

	for (size_t i = 0; i < COUNT(none); i++)
		if (str_eq(s, none[i]))
			return true;
	return false;
}

/* 争取…资金, 筹措资金, 申请…批复: a seeking verb, and what is sought within the same clause. */
static bool asks(struct str clause)
{
	static const struct str seek[] = { STR_INIT("争取"), STR_INIT("筹措"),	   STR_INIT("申请"),
					   STR_INIT("筹集"), STR_INIT("协调解决"), STR_INIT("报请"),
					   STR_INIT("恳请"), STR_INIT("请求") };
	static const struct str sought[] = { STR_INIT("资金"), STR_INIT("经费"), STR_INIT("补助"),
					     STR_INIT("指标"), STR_INIT("批复"), STR_INIT("审批"),
					     STR_INIT("批准") };
	size_t at = STR_NONE;

	for (size_t i = 0; i < COUNT(seek) && at == STR_NONE; i++)
		at = str_find(clause, seek[i]);
	return at != STR_NONE && str_has_any(str_from(clause, at), sought, COUNT(sought));
}

static void check_asks(struct check *c, const struct project *pr, const struct item *item)
{
	struct str s;

	if (!says_none(item->problems))
		return;
	s = check_fold(c->a, item->next_plan);
	while (s.n > 0) {
		size_t end = 0;
		struct str clause;
		struct finding *f;

		while (end < s.n && s.p[end] != ',' && s.p[end] != ';' && s.p[end] != '\n' &&
		       !str_at(s, end, STR("。")))
			end += utf8_len((unsigned char)s.p[end]);
		end = end < s.n ? end : s.n;
		clause = str_cut(s, 0, end);
		if (end < s.n)
			end += utf8_len((unsigned char)s.p[end]);
		s = str_from(s, end < s.n ? end : s.n);
		if (!asks(clause))
			continue;
		f = finding_add(c, "problem_none_but_asks", pr, false);
		f->left = STR("无");
		f->right = clause;
		finding_spans(c, f, &item->at, "problems");
		finding_spans(c, f, &item->at, "next_plan");
		f->says = arena_printf(c->a, "存在问题写“无”，下步计划却要“%.*s”", STR_ARG(clause));
		return;
	}
}

/*
 * Characters that are mistaken for one another when typed by sound or by
 * shape.  To add a pair: one line, both orders are tried.
 */
static const struct {
	const char *a, *b;
} confused[] = {
	{ "申", "审" }, { "账", "帐" }, { "已", "己" }, { "象", "像" }, { "订", "定" },
	{ "致", "至" }, { "复", "覆" }, { "拨", "拔" }, { "既", "即" }, { "坐", "座" },
	{ "份", "分" }, { "记", "纪" }, { "联", "连" }, { "惠", "慧" }, { "型", "形" },
	{ "式", "试" }, { "辨", "辩" }, { "划", "化" }, { "须", "需" }, { "竟", "竞" },
	{ "站", "栈" }, { "帮", "邦" }, { "侯", "候" }, { "燥", "躁" },
};

/* The confusable counterpart of the character c, or empty. */
static struct str counterpart(struct str c)
{
	for (size_t i = 0; i < COUNT(confused); i++) {
		if (str_eq(c, str_of(confused[i].a)))
			return str_of(confused[i].b);
		if (str_eq(c, str_of(confused[i].b)))
			return str_of(confused[i].a);
	}
	return (struct str){ 0 };
}

/* All words of a project, line by line. */
static void project_words(const struct project *pr, struct buf *b)
{
	buf_reset(b);
	buf_str(b, pr->name);
	for (size_t i = 0; i < pr->items.n; i++) {
		const struct item *it = &pr->items.v[i];
		const struct str texts[] = { it->task, it->progress, it->problems, it->next_plan,
					     it->remark };

		for (size_t k = 0; k < COUNT(texts); k++) {
			buf_char(b, '\n');
			buf_str(b, texts[k]);
		}
		for (size_t k = 0; k < it->milestones.n; k++) {
			buf_char(b, '\n');
			buf_str(b, it->milestones.v[k].text);
		}
	}
}

struct texts {
	struct str *v;
	size_t n;
};

static bool any_text_has(const struct texts *t, struct str what)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_has(t->v[i], what))
			return true;
	return false;
}

static bool known_pair(const struct check *c, struct str a, struct str b)
{
	for (size_t i = 0; i < c->p->findings.n; i++) {
		const struct finding *f = &c->p->findings.v[i];

		if (strcmp(f->check, "term_variants") == 0 &&
		    ((str_eq(f->left, a) && str_eq(f->right, b)) ||
		     (str_eq(f->left, b) && str_eq(f->right, a))))
			return true;
	}
	return false;
}

static void report_variant(struct check *c, const struct texts *t, struct str term,
			   struct str other)
{
	struct finding *f;

	if (known_pair(c, term, other))
		return;
	f = finding_add(c, "term_variants", NULL, false);
	f->left = term;
	f->right = other;
	for (size_t i = 0; i < t->n; i++) {
		const struct project *pr = &c->p->projects.v[i];

		if (str_has(t->v[i], term) || str_has(t->v[i], other))
			*list_add(&f->projects, c->a) = pr->no.n > 0 ? pr->no : pr->name;
	}
	f->says = arena_printf(c->a, "同一用语有两种写法：“%.*s”“%.*s”，请统一", STR_ARG(term),
			       STR_ARG(other));
}

/* Every one-character slip of the term, looked up in all projects; returns how many were. */
static size_t check_term(struct check *c, const struct texts *t, struct str term)
{
	size_t n = utf8_count(term), looked = 0;

	if (n < 3 || n > 8)
		return 0;
	for (size_t i = 0; i < term.n;) {
		size_t step = utf8_len((unsigned char)term.p[i]);
		struct str other = counterpart(str_cut(term, i, i + step));

		if (other.n > 0) {
			other = arena_printf(c->a, "%.*s%.*s%.*s", STR_ARG(str_cut(term, 0, i)),
					     STR_ARG(other), STR_ARG(str_from(term, i + step)));
			if (any_text_has(t, other))
				report_variant(c, t, term, other);
			looked++;
		}
		i += step;
	}
	return looked;
}

/* The words of all projects, folded, to look terms up in; none when no project has a term in quotation marks. */
static struct texts all_words(struct check *c)
{
	struct buf b = BUF_INIT(4 << 20);
	struct texts t = { arena_alloc(c->a, (c->p->projects.n + 1) * sizeof(struct str)), c->p->projects.n };
	bool quotes = false;

	for (size_t i = 0; i < t.n && !quotes; i++) {
		project_words(&c->p->projects.v[i], &b);
		quotes = str_has(buf_text(&b), STR("“"));
	}
	for (size_t i = 0; i < t.n && quotes; i++) {
		project_words(&c->p->projects.v[i], &b);
		t.v[i] = check_fold(c->a, buf_text(&b));
	}
	buf_free(&b);
	return quotes ? t : (struct texts){ 0 };
}

static void check_terms(struct check *c)
{
	enum { LOOKED_MAX = 400 };
	size_t looked = 0;
	struct texts t = all_words(c);

	for (size_t i = 0; i < t.n; i++) {
		struct str s = t.v[i];
		size_t at = 0;

		while ((at = str_find_from(s, at, STR("“"))) != STR_NONE && looked < LOOKED_MAX) {
			size_t from = at + STR("“").n, to = str_find_from(s, from, STR("”"));

			if (to == STR_NONE)
				break;
			looked += check_term(c, &t, str_cut(s, from, to));
			at = to;
		}
	}
}

/* Characters of a span that carry words. */
static size_t words_in(const struct document *doc, struct span s, struct str *sample)
{
	struct str t = span_text(doc, s);
	size_t n = 0;

	if (s.from > s.to || s.to > t.n)
		return 0;
	t = str_cut(t, s.from, s.to);
	for (size_t i = 0; i < t.n;) {
		uint32_t c = utf8_next(t, &i);

		n += utf8_is_han(c) || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		     (c >= 'a' && c <= 'z');
	}
	if (n > 0 && sample->n == 0)
		*sample = str_trim(t);
	return n;
}

/* The first characters, so that a person finds the place. */
static struct str short_of(struct arena *a, struct str s)
{
	enum { SAMPLE = 20 };
	size_t i = 0;

	for (size_t k = 0; k < SAMPLE && i < s.n; k++)
		utf8_next(s, &i);
	return i < s.n ? arena_cat(a, str_cut(s, 0, i), STR("…")) : s;
}

/* Labels and particles between values (责任领导：, 承担，约需) are no loss; only longer runs count.
 */
static void check_cover(struct check *c, const struct project *pr, const struct span_list *rest,
			size_t trifle)
{
	enum { SCRAP = 6 };
	struct str sample = { 0 };
	struct finding *f;
	size_t n = 0;

	for (size_t i = 0; i < rest->n; i++) {
		struct str words = { 0 };
		size_t here = words_in(c->in->doc, rest->v[i], &words);

		if (here <= SCRAP)
			continue;
		n += here;
		if (sample.n == 0)
			sample = words;
	}
	if (n <= trifle)
		return;
	f = finding_add(c, "uncovered_text", pr, pr == NULL);
	f->left = arena_printf(c->a, "%zu", n);
	f->unit = STR("字");
	for (size_t i = 0; i < rest->n; i++)
		*list_add(&f->spans, c->a) = rest->v[i];
	sample = short_of(c->a, sample);
	if (pr)
		f->says = arena_printf(c->a, "%.*s有%zu字没有读入任何一栏：“%.*s”，请核对",
				       STR_ARG(project_word(c->a, pr)), n, STR_ARG(sample));
	else
		f->says = arena_printf(c->a, "项目之外有%zu字没有读入（如“%.*s”），请浏览一遍", n,
				       STR_ARG(sample));
}

void check_text(struct check *c)
{
	enum { PROJECT_TRIFLE = 12, DOCUMENT_TRIFLE = 20 };

	for (size_t i = 0; i < c->p->projects.n; i++) {
		const struct project *pr = &c->p->projects.v[i];

		for (size_t k = 0; k < pr->items.n; k++)
			check_asks(c, pr, &pr->items.v[k]);
		if (c->in->doc)
			check_cover(c, pr, &pr->remainder, PROJECT_TRIFLE);
		finding_settle(c);
	}
	check_terms(c);
	if (c->in->doc)
		check_cover(c, NULL, &c->p->remainder, DOCUMENT_TRIFLE);
}
