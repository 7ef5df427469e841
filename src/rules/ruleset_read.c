#include <limits.h>

#include "base/dec.h"
#include "base/utf8.h"
#include "rules/ruleset.h"

enum { TEXT_MAX = 600 };

/* ---- values ---- */

static bool is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F)
			return false;
	return utf8_invalid(s) == STR_NONE;
}

/* A whole number without sign, false on anything else or above max. */
static bool parse_count(struct str s, int max, int *ret)
{
	int n = 0;

	if (s.n == 0 || s.n > 9)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		n = n * 10 + (s.p[i] - '0');
	}
	if (n > max)
		return false;
	*ret = n;
	return true;
}

/* ">1/2", ">=2/3". */
static bool parse_fraction(struct str s, struct fraction *ret)
{
	struct fraction f = { 0 };
	size_t slash;

	if (!str_starts(s, STR(">")))
		return false;
	s = str_from(s, 1);
	if (str_starts(s, STR("="))) {
		f.inclusive = true;
		s = str_from(s, 1);
	}
	slash = str_find(s, STR("/"));
	if (slash == STR_NONE || !parse_count(str_cut(s, 0, slash), 1000, &f.num) ||
	    !parse_count(str_from(s, slash + 1), 1000, &f.den))
		return false;
	if (f.num < 1 || f.num > f.den || (f.num == f.den && !f.inclusive))
		return false;
	*ret = f;
	return true;
}

static enum rc read_word(const struct rule_key *k, struct str value, int *ret, struct err *err)
{
	char known[256] = "";
	size_t at = 0;

	for (int i = 0; i < RULE_WORDS_MAX && k->words[i].word != NULL; i++) {
		struct str word = str_of(k->words[i].word);

		if (str_eq(word, value)) {
			*ret = i;
			return RC_OK;
		}
		if (at + word.n + 4 < sizeof(known)) {
			if (at > 0) {
				memcpy(known + at, "、", 3);
				at += 3;
			}
			memcpy(known + at, word.p, word.n);
			at += word.n;
			known[at] = '\0';
		}
	}
	return err_set(err, RC_INPUT, "「%s」（%s）只能写 %s，现在写的是「%.*s」", k->name, k->chinese,
		       known, STR_ARG(value));
}

static enum rc read_grades(struct arena *a, const struct rule_key *k, struct str value,
			   struct word_list *ret, struct err *err)
{
	struct word_list l = { 0 };

	while (value.n > 0) {
		size_t bar = str_find(value, STR("|"));
		struct str word = str_trim(str_cut(value, 0, bar == STR_NONE ? value.n : bar));

		if (word.n == 0 || l.n == GRADES_MAX)
			break;
		for (size_t i = 0; i < l.n; i++)
			if (str_eq(l.v[i], word))
				return err_set(err, RC_INPUT, "「%s」（%s）里「%.*s」写了两次", k->name,
					       k->chinese, STR_ARG(word));
		l.v[l.n++] = arena_str(a, word);
		if (bar == STR_NONE) {
			value.n = 0;
			break;
		}
		value = str_from(value, bar + 1);
		if (value.n == 0)
			break;
	}
	if (l.n < 2 || value.n > 0)
		return err_set(err, RC_INPUT,
			       "「%s」（%s）要写 2 到 %d 个等次，从好到差，用「|」隔开", k->name,
			       k->chinese, GRADES_MAX);
	*ret = l;
	return RC_OK;
}

static bool parse_fractions(struct str value, struct fraction_list *ret)
{
	struct fraction_list l = { 0 };

	while (value.n > 0) {
		size_t blank = str_find(value, STR(" "));
		struct str word = str_cut(value, 0, blank == STR_NONE ? value.n : blank);

		if (l.n == GRADES_MAX || !parse_fraction(word, &l.v[l.n]))
			return false;
		l.n++;
		value = str_trim(str_from(value, word.n));
	}
	if (l.n == 0)
		return false;
	*ret = l;
	return true;
}

static enum rc read_money(const struct rule_key *k, struct str value, int64_t *ret, struct err *err)
{
	struct dec yuan;
	int64_t fen;

	if (!dec_parse(value, &yuan) || !dec_to_fen(yuan, &fen) || fen <= 0)
		return err_set(err, RC_INPUT, "「%s」（%s）要写大于零的元数，最多两位小数，现在写的是「%.*s」",
			       k->name, k->chinese, STR_ARG(value));
	*ret = fen;
	return RC_OK;
}

static enum rc bad_fraction(const struct rule_key *k, struct str value, struct err *err)
{
	return err_set(err, RC_INPUT,
		       "「%s」（%s）要写成 >1/2（过半数）、>=2/3（三分之二以上）这样的分数，现在写的是「%.*s」",
		       k->name, k->chinese, STR_ARG(value));
}

static enum rc read_value(struct arena *a, const struct rule_key *k, struct str value, char *at,
			  struct err *err)
{
	int n;

	switch (k->type) {
	case RULE_TEXT:
		*(struct str *)(void *)at = arena_str(a, value);
		return RC_OK;
	case RULE_DAY:
		if (!day_parse(value, (struct day *)(void *)at))
			return err_set(err, RC_INPUT,
				       "「%s」（%s）要写成 2025-11-28 这样的日期，现在写的是「%.*s」",
				       k->name, k->chinese, STR_ARG(value));
		return RC_OK;
	case RULE_COUNT:
		if (!parse_count(value, k->max, &n) || n < k->min)
			return err_set(err, RC_INPUT,
				       "「%s」（%s）要写 %d 到 %d 的整数，现在写的是「%.*s」", k->name,
				       k->chinese, k->min, k->max, STR_ARG(value));
		*(int *)(void *)at = n;
		return RC_OK;
	case RULE_WORD:
		return read_word(k, value, (int *)(void *)at, err);
	case RULE_FRACTION:
		return parse_fraction(value, (struct fraction *)(void *)at) ? RC_OK :
									      bad_fraction(k, value, err);
	case RULE_FRACTIONS:
		return parse_fractions(value, (struct fraction_list *)(void *)at) ?
			       RC_OK :
			       bad_fraction(k, value, err);
	case RULE_MONEY:
		return read_money(k, value, (int64_t *)(void *)at, err);
	case RULE_GRADES:
		return read_grades(a, k, value, (struct word_list *)(void *)at, err);
	}
	return RC_OK;
}

/* ---- lines ---- */

void rule_lines_start(struct rule_lines *l, struct arena *a)
{
	*l = (struct rule_lines){ .a = a };
	l->r.over_vote = -1;
	l->r.limit = -1;
	l->r.min_surplus = 1;
	l->r.surplus_short = SURPLUS_WARN;
	l->r.quorum = (struct fraction){ 2, 3, true };
}

static enum rc add_preset(struct rule_lines *l, struct str name, struct err *err)
{
	const struct preset *p = ruleset_presets;

	if (l->any)
		return err_set(err, RC_INPUT, "「preset」只能写一次，并且写在各项规则前面");
	while (p->name != NULL && !str_eq(str_of(p->name), name))
		p++;
	if (p->name == NULL)
		return err_set(err, RC_INPUT,
			       "没有「%.*s」这套内置规则，用 minsheng help count 看有哪几套", STR_ARG(name));
	for (struct str rest = str_of(p->text); rest.n > 0;) {
		size_t end = str_find(rest, STR("\n")), blank;
		struct str line = str_cut(rest, 0, end);
		enum rc rc;

		rest = str_from(rest, end + 1);
		blank = str_find(line, STR(" "));
		if (line.n == 0 || line.p[0] == '#' || str_starts(line, STR("minsheng rules ")))
			continue;
		rc = rule_lines_add(l, str_cut(line, 0, blank), str_from(line, blank + 1), err);
		if (rc != RC_OK)
			return err_within(err, rc, "内置规则「%s」", p->name);
	}
	l->preset = l->seen;
	l->seen = 0;
	l->any = true;
	return RC_OK;
}

enum rc rule_lines_add(struct rule_lines *l, struct str key, struct str value, struct err *err)
{
	const struct rule_key *k = NULL;
	uint64_t bit = 1;
	enum rc rc;

	value = str_trim(value);
	if (value.n == 0)
		return err_set(err, RC_INPUT, "「%.*s」后面是空的，请填上", STR_ARG(key));
	if (value.n > TEXT_MAX || !is_plain(value))
		return err_set(err, RC_INPUT, "「%.*s」的内容要是一行文字，UTF-8 编码，不超过 %d 字节",
			       STR_ARG(key), TEXT_MAX);
	if (str_eq(key, STR("preset")))
		return add_preset(l, value, err);
	for (size_t i = 0; i < ruleset_key_count && k == NULL; i++) {
		if (str_eq(str_of(ruleset_keys[i].name), key))
			k = &ruleset_keys[i];
		else
			bit <<= 1;
	}
	if (k == NULL)
		return err_set(err, RC_INPUT,
			       "没有「%.*s」这一项规则，各项的名称见 docs/count.zh-CN.md", STR_ARG(key));
	if (l->seen & bit)
		return err_set(err, RC_INPUT, "「%s」（%s）写了两次，请只留一处", k->name, k->chinese);
	rc = read_value(l->a, k, value, (char *)&l->r + k->offset, err);
	if (rc != RC_OK)
		return rc;
	l->any = true;
	l->seen |= bit;
	l->preset &= ~bit;
	l->lines[k - ruleset_keys] = l->no;
	return RC_OK;
}

/* ---- the whole ---- */

static void set_defaults(struct ruleset *r)
{
	if (r->over_vote < 0)
		r->over_vote = r->marking == MARKING_EACH || r->marking == MARKING_GRADES ? OVER_ROW :
											    OVER_BALLOT;
	if (r->limit < 0)
		r->limit = r->marking == MARKING_PICK || r->marking == MARKING_RANK ? r->seats : 0;
	if (r->subject == SUBJECT_SATISFACTION && r->grade_pass.n == 0)
		while (r->grade_pass.n + 1 < r->grades.n)
			r->grade_pass.v[r->grade_pass.n++] = (struct fraction){ 1, 2, false };
}

/* The line of a key, 0 for one that stands in none. */
static int line_of(const struct rule_lines *l, const char *key)
{
	for (size_t i = 0; i < ruleset_key_count; i++)
		if (strcmp(ruleset_keys[i].name, key) == 0)
			return l->lines[i];
	return 0;
}

/* Puts the later of two keys' lines in front: the one that contradicts what stands before it. */
static enum rc at_keys(const struct rule_lines *l, const char *one, const char *other, struct err *err)
{
	int here = line_of(l, one), there = line_of(l, other), line = here > there ? here : there;

	return line > 0 ? err_within(err, RC_INPUT, "第%d行", line) : RC_INPUT;
}

static enum rc satisfaction_contradiction(const struct rule_lines *l, const struct ruleset *r, struct err *err)
{
	if (r->pass_base == BASE_NONE) {
		err_set(err, RC_INPUT, "满意度测评要有计算基数，pass_base 不能是 none");
		return at_keys(l, "subject", "pass_base", err);
	}
	if (r->grade_pass.n + 1 != r->grades.n) {
		err_set(err, RC_INPUT, "grade_pass 要比等次少一个：%zu 个等次写 %zu 个分数，现在写了 %zu 个", r->grades.n,
			r->grades.n - 1, r->grade_pass.n);
		return at_keys(l, "grades", "grade_pass", err);
	}
	for (size_t i = 0; i < r->grades.n; i++) {
		if (!str_eq(r->grades.v[i], r->apart))
			continue;
		err_set(err, RC_INPUT, "「%.*s」既是等次又是另列的选项（apart），请去掉一处", STR_ARG(r->apart));
		return at_keys(l, "grades", "apart", err);
	}
	return RC_OK;
}

static enum rc limit_contradiction(const struct rule_lines *l, const struct ruleset *r, struct err *err)
{
	if (r->limit > r->seats && r->selection == SELECT_SEATS && r->marking != MARKING_RANK) {
		err_set(err, RC_INPUT, "limit（每票最多选 %d）不能大于 seats（应选 %d）", r->limit, r->seats);
		return at_keys(l, "limit", "seats", err);
	}
	if (r->marking == MARKING_PICK && r->limit == 0) {
		err_set(err, RC_INPUT, "marking pick（限额选取）要写 limit（每票最多选几项）");
		return at_keys(l, "marking", "limit", err);
	}
	if (r->marking == MARKING_RANK && (r->limit < 1 || r->limit > RANKS_MAX)) {
		err_set(err, RC_INPUT, "marking rank（排序）的 limit 要在 1 到 %d 之间", RANKS_MAX);
		return at_keys(l, "marking", "limit", err);
	}
	return RC_OK;
}

static enum rc projects_contradiction(const struct rule_lines *l, const struct ruleset *r, struct err *err)
{
	if (r->marking != MARKING_EACH && r->over_vote == OVER_ROW) {
		err_set(err, RC_INPUT,
			"over_vote void_row（该项无效）只用于逐项表决；这种填票方式多填的，整张票无效");
		return at_keys(l, "marking", "over_vote", err);
	}
	if (r->selection != SELECT_SEATS && r->tie == TIE_TAKE_ALL) {
		err_set(err, RC_INPUT,
			"按资金总额确定时，并列的全部入选（take_all）会超出总额，请改用别的办法");
		return at_keys(l, "selection", "tie_at_last_seat", err);
	}
	if (r->selection == SELECT_SEATS && r->surplus_short == SURPLUS_REFUSE && r->min_surplus == 0) {
		err_set(err, RC_INPUT, "min_surplus 0（等额）和 surplus_short refuse（差额不足不得表决）互相矛盾");
		return at_keys(l, "min_surplus", "surplus_short", err);
	}
	return limit_contradiction(l, r, err);
}

static enum rc find_contradiction(const struct rule_lines *l, const struct ruleset *r, struct err *err)
{
	if ((r->subject == SUBJECT_SATISFACTION) != (r->marking == MARKING_GRADES)) {
		err_set(err, RC_INPUT,
			"subject satisfaction（满意度测评）和 marking grades（逐项评等次）要一起写，现在只写了一个");
		return at_keys(l, "subject", "marking", err);
	}
	if (r->body == BODY_STREET && r->confirmation != CONFIRM_REQUIRED) {
		err_set(err, RC_INPUT, "街道票选的结果须再确认：body street_council 要写 confirmation required");
		return at_keys(l, "body", "confirmation", err);
	}
	if (r->proxies == RULE_YES && r->pass_base == BASE_PRESENT) {
		err_set(err, RC_INPUT, "允许委托投票（proxies yes）时，票会多于实到人数，pass_base 不能是 present");
		return at_keys(l, "proxies", "pass_base", err);
	}
	if (r->subject == SUBJECT_SATISFACTION)
		return satisfaction_contradiction(l, r, err);
	return projects_contradiction(l, r, err);
}

/* Is a key there that has nothing to say, or missing though the others ask for it? */
static enum rc check_key(const struct rule_lines *l, size_t at, const struct ruleset *r, struct err *err)
{
	const struct rule_key *k = &ruleset_keys[at];
	bool applies = k->applies == NULL || k->applies(r);
	uint64_t bit = (uint64_t)1 << at;

	if (!applies && (l->seen & bit) != 0) {
		err_set(err, RC_INPUT, "「%s」（%s）只用于 %s，和其他规则矛盾", k->name, k->chinese, k->where);
		return at_keys(l, k->name, k->by, err);
	}
	if (!applies || !k->required || ((l->seen | l->preset) & bit) != 0)
		return RC_OK;
	if (k->applies == NULL)
		return err_set(err, RC_INPUT, "缺少「%s」（%s），请补上", k->name, k->chinese);
	err_set(err, RC_INPUT, "缺少「%s」（%s），%s要写，请补上", k->name, k->chinese, k->where);
	return at_keys(l, k->by, k->by, err);
}

enum rc rule_lines_end(struct rule_lines *l, struct ruleset *ret, struct err *err)
{
	struct ruleset r = l->r;
	enum rc rc = RC_OK;

	set_defaults(&r);
	for (size_t i = 0; rc == RC_OK && i < ruleset_key_count; i++)
		rc = check_key(l, i, &r, err);
	if (rc == RC_OK)
		rc = find_contradiction(l, &r, err);
	if (rc == RC_OK)
		*ret = r;
	return rc;
}

enum rc ruleset_preset(struct arena *a, struct str name, struct ruleset *ret, struct err *err)
{
	struct rule_lines l;
	enum rc rc;

	rule_lines_start(&l, a);
	rc = rule_lines_add(&l, STR("preset"), name, err);
	return rc == RC_OK ? rule_lines_end(&l, ret, err) : rc;
}

/* One line of a rule file, without its end. */
static enum rc file_line(struct rule_lines *l, struct str line, int no, struct err *err)
{
	size_t blank;

	line = str_trim(line);
	if (no == 1) {
		if (!str_eq(line, STR("minsheng rules 1")))
			return err_set(err, RC_INPUT, "第一行应是「minsheng rules 1」");
		return RC_OK;
	}
	if (line.n == 0 || line.p[0] == '#')
		return RC_OK;
	blank = str_find(line, STR(" "));
	if (blank == STR_NONE)
		return err_set(err, RC_INPUT, "「%.*s」后面要空一格写内容",
			       STR_ARG(utf8_head(line, 60)));
	return rule_lines_add(l, str_cut(line, 0, blank), str_from(line, blank + 1), err);
}

enum rc ruleset_read(struct arena *a, struct str text, struct ruleset *ret, struct err *err)
{
	struct rule_lines l;
	int no = 0;

	rule_lines_start(&l, a);
	if (str_starts(text, STR("\xEF\xBB\xBF")))
		text = str_from(text, 3);
	if (utf8_invalid(text) != STR_NONE || (text.n > 0 && memchr(text.p, '\0', text.n) != NULL))
		return err_set(err, RC_INPUT, "不是 UTF-8 编码的文字，请另存为 UTF-8 再试");
	while (text.n > 0 || no == 0) {
		size_t end = str_find(text, STR("\n"));
		struct str line = str_cut(text, 0, end == STR_NONE ? text.n : end);
		enum rc rc;

		l.no = ++no;
		rc = file_line(&l, line, no, err);

		if (rc != RC_OK)
			return err_within(err, rc, "第%d行", no);
		text = str_from(text, end == STR_NONE ? text.n : end + 1);
	}
	return rule_lines_end(&l, ret, err);
}
