#include "rules/tally_file.h"

#include "base/utf8.h"

enum key { KEY_TITLE, KEY_OFFICER, KEY_CANDIDATE, KEY_DUE, KEY_PRESENT, KEY_ISSUED, KEY_RETURNED, KEY_VALID,
	   KEY_INVALID, KEY_ROW, KEY_BALLOT, KEYS, KEY_NONE = KEYS };

static const struct {
	const char *word, *chinese;
} keys[KEYS] = {
	[KEY_TITLE] = { "title", "标题" },	 [KEY_OFFICER] = { "officer", "人员" },
	[KEY_CANDIDATE] = { "candidate", "项目" }, [KEY_DUE] = { "due", "应到" },
	[KEY_PRESENT] = { "present", "实到" },	 [KEY_ISSUED] = { "issued", "发出" },
	[KEY_RETURNED] = { "returned", "收回" }, [KEY_VALID] = { "valid", "有效" },
	[KEY_INVALID] = { "invalid", "无效" },	 [KEY_ROW] = { "row", "票数" },
	[KEY_BALLOT] = { "ballot", "票" },
};

struct sheet {
	struct arena *a;
	int no; /* the line being read */
	bool located; /* an error names its own line, another than this one */
	const struct ruleset *given;
	struct rule_lines rules;
	bool own_rules, rules_ended;
	struct vote_file *f;
	struct typed_ballots *typed;
	unsigned seen; /* bit per key */
	bool *row_seen;
	struct counter counter;
	bool counting;
};

static enum key key_of(struct str word)
{
	for (size_t i = 0; i < KEYS; i++)
		if (str_eq(word, str_of(keys[i].word)) || str_eq(word, str_of(keys[i].chinese)))
			return (enum key)i;
	return KEY_NONE;
}

/* Rules and candidates are complete once votes come. */
static enum rc end_rules(struct sheet *sh, struct err *err)
{
	enum rc rc = RC_OK;

	if (sh->rules_ended)
		return RC_OK;
	sh->located = sh->own_rules;
	if (sh->own_rules)
		rc = rule_lines_end(&sh->rules, &sh->f->rules, err);
	else if (sh->given != NULL)
		sh->f->rules = *sh->given;
	else
		rc = err_set(err, RC_INPUT,
			     "没有写规则；请加「preset 内置规则名」和「rule 名称 内容」，或用 --rules 指定");
	if (rc != RC_OK)
		return rc;
	sh->located = false;
	if (sh->f->candidates.n == 0)
		return err_set(err, RC_INPUT, "还没有写项目；请先写「项目 编号 金额 名称」，再写票数");
	sh->row_seen = arena_alloc(sh->a, sh->f->candidates.n * sizeof(bool));
	sh->f->tally.n = sh->f->candidates.n;
	sh->f->tally.rows = arena_alloc(sh->a, sh->f->candidates.n * sizeof(struct count_row));
	sh->rules_ended = true;
	return RC_OK;
}

static enum rc read_rule(struct sheet *sh, struct str key, struct str value, struct err *err)
{
	if (sh->rules_ended)
		return err_set(err, RC_INPUT, "规则要写在票数前面");
	if (!sh->own_rules)
		rule_lines_start(&sh->rules, sh->a);
	sh->own_rules = true;
	sh->rules.no = sh->no;
	return rule_lines_add(&sh->rules, key, value, err);
}

static enum rc read_row(struct sheet *sh, struct str value, struct err *err)
{
	size_t blank = str_find(value, STR(" ")), at = 0;
	struct str no = str_cut(value, 0, blank == STR_NONE ? value.n : blank);
	struct candidate_list *l = &sh->f->candidates;
	struct count_row *row;

	while (at < l->n && !str_eq(l->v[at].no, no))
		at++;
	if (at == l->n)
		return err_set(err, RC_INPUT, "没有编号为「%.*s」的项目", STR_ARG(no));
	if (sh->row_seen[at])
		return err_set(err, RC_INPUT, "项目「%.*s」的票数写了两次", STR_ARG(no));
	row = &sh->f->tally.rows[at];
	if (blank == STR_NONE ||
	    !sum_read(&sh->f->rules, str_trim(str_from(value, blank + 1)), row, true)) {
		struct buf b = BUF_INIT(4096);

		sum_write(&b, &sh->f->rules, row);
		err_set(err, RC_INPUT, "项目「%.*s」的票数要写成「票数 %.*s%.*s」这样：一个名称一个数", STR_ARG(no),
			STR_ARG(no), STR_ARG(buf_text(&b)));
		buf_free(&b);
		return RC_INPUT;
	}
	sh->row_seen[at] = true;
	return RC_OK;
}

static enum rc read_ballot(struct sheet *sh, struct str value, struct err *err)
{
	char padded[(CANDIDATES_MAX / LANES + 2) * LANES] = { 0 };
	size_t n = sh->f->candidates.n, bad;

	if (!sh->counting)
		counter_init(&sh->counter, sh->a, &sh->f->rules, n);
	sh->counting = true;
	if (value.n != n)
		return err_set(err, RC_INPUT, "这张票有 %zu 个记号，应有 %zu 个", value.n, n);
	memcpy(padded, value.p, n);
	if (!counter_add(&sh->counter, padded, &bad))
		return err_set(err, RC_INPUT, "第%zu个记号不是规定的记号，只能用「%.*s」", bad + 1,
			       STR_ARG(counter_alphabet(sh->a, &sh->f->rules)));
	*list_add(sh->typed, sh->a) = arena_cstr(sh->a, value);
	return RC_OK;
}

static enum rc read_number(struct sheet *sh, enum key key, struct str value, struct err *err)
{
	struct tally *t = &sh->f->tally;
	int64_t *const at[KEYS] = { [KEY_DUE] = &t->due,	   [KEY_PRESENT] = &t->present,
				    [KEY_ISSUED] = &t->issued,	   [KEY_RETURNED] = &t->returned,
				    [KEY_VALID] = &t->valid,	   [KEY_INVALID] = &t->invalid };

	if (!votes_parse(value, at[key]))
		return err_set(err, RC_INPUT, "「%s」后面要是整数，现在写的是「%.*s」", keys[key].chinese,
			       STR_ARG(value));
	if (key == KEY_DUE && t->due < 1)
		return err_set(err, RC_INPUT, "「应到」要是正整数");
	return RC_OK;
}

static enum rc read_officer(struct sheet *sh, struct str value, struct err *err)
{
	size_t blank = str_find(value, STR(" "));

	if (blank == STR_NONE)
		return err_set(err, RC_INPUT, "人员要写成「人员 职责 姓名」，如：人员 总监票人 张三");
	value = arena_str(sh->a, value);
	*list_add(&sh->f->officers, sh->a) =
		(struct officer){ str_cut(value, 0, blank), str_trim(str_from(value, blank + 1)) };
	return RC_OK;
}

static enum rc read_key(struct sheet *sh, enum key key, struct str value, struct err *err)
{
	bool repeats = key == KEY_OFFICER || key == KEY_CANDIDATE || key == KEY_ROW || key == KEY_BALLOT;
	enum rc rc = RC_OK;

	if (!repeats && (sh->seen & 1u << key) != 0)
		return err_set(err, RC_INPUT, "「%s」写了两次，请只留一处", keys[key].chinese);
	sh->seen |= 1u << key;
	switch (key) {
	case KEY_TITLE:
		sh->f->title = arena_str(sh->a, value);
		return RC_OK;
	case KEY_OFFICER:
		return read_officer(sh, value, err);
	case KEY_CANDIDATE:
		if (sh->rules_ended)
			return err_set(err, RC_INPUT, "项目要写在票数前面");
		return candidate_read(sh->a, value, &sh->f->candidates, err);
	case KEY_ROW:
	case KEY_BALLOT:
		rc = end_rules(sh, err);
		if (rc != RC_OK)
			return rc;
		return key == KEY_ROW ? read_row(sh, value, err) : read_ballot(sh, value, err);
	default:
		return read_number(sh, key, value, err);
	}
}

static enum rc read_line(struct sheet *sh, struct str line, struct err *err)
{
	struct str word, value;
	size_t blank;

	line = str_trim(line);
	if (sh->no == 1) {
		if (!str_eq(line, STR("minsheng tally 1")))
			return err_set(err, RC_INPUT, "第一行应是「minsheng tally 1」");
		return RC_OK;
	}
	if (line.n == 0 || line.p[0] == '#')
		return RC_OK;
	blank = str_find(line, STR(" "));
	if (blank == STR_NONE)
		return err_set(err, RC_INPUT, "每行要写「名称 内容」，中间空一格");
	word = str_cut(line, 0, blank);
	value = str_trim(str_from(line, blank + 1));
	if (str_eq(word, STR("minsheng")))
		return err_set(err, RC_INPUT, "又出现一个文件头；一份计票表只装一次表决，请分成几个文件");
	if (str_eq(word, STR("preset")))
		return read_rule(sh, word, value, err);
	if (str_eq(word, STR("rule")) || str_eq(word, STR("规则"))) {
		blank = str_find(value, STR(" "));
		if (blank == STR_NONE)
			return err_set(err, RC_INPUT, "规则要写成「rule 名称 内容」");
		return read_rule(sh, str_cut(value, 0, blank), str_from(value, blank + 1), err);
	}
	if (key_of(word) == KEY_NONE)
		return err_set(err, RC_INPUT, "看不懂「%.*s」；可以写的有 项目、应到、实到、发出、收回、有效、无效、票数、票、"
					      "标题、人员、preset、rule",
			       STR_ARG(utf8_head(word, 60)));
	return read_key(sh, key_of(word), value, err);
}

/* ---- the whole ---- */

static enum rc check_complete(const struct sheet *sh, struct err *err)
{
	bool ballots = sh->counting;

	for (int k = KEY_DUE; k <= KEY_INVALID; k++) {
		if ((sh->seen & 1u << k) != 0 || (ballots && k >= KEY_RETURNED))
			continue;
		return err_set(err, RC_INPUT, "缺少「%s」（%s），请补上", keys[k].chinese, keys[k].word);
	}
	if (ballots && (sh->seen & 1u << KEY_ROW) != 0)
		return err_set(err, RC_INPUT, "「票」和「票数」只能写一种");
	for (size_t i = 0; !ballots && i < sh->f->candidates.n; i++)
		if (!sh->row_seen[i])
			return err_set(err, RC_INPUT, "缺少项目「%.*s」的票数，请补上",
				       STR_ARG(sh->f->candidates.v[i].no));
	return RC_OK;
}

/* What was typed beside the ballots must agree with them. */
static enum rc count_ballots(struct sheet *sh, struct err *err)
{
	struct tally *t = &sh->f->tally, typed = *t;

	counter_sums(&sh->counter, t);
	if ((sh->seen & 1u << KEY_RETURNED) == 0)
		t->returned = (int64_t)sh->typed->n;
	if (t->returned != (int64_t)sh->typed->n)
		return err_set(err, RC_INPUT, "录入了 %zu 张票，不等于收回 %lld 张", sh->typed->n,
			       (long long)t->returned);
	if (((sh->seen & 1u << KEY_VALID) != 0 && typed.valid != t->valid) ||
	    ((sh->seen & 1u << KEY_INVALID) != 0 && typed.invalid != t->invalid))
		return err_set(err, RC_INPUT, "逐张计出有效 %lld 张、无效 %lld 张，和写的不符",
			       (long long)t->valid, (long long)t->invalid);
	return RC_OK;
}

static void set_fingerprint(struct vote_file *f, const struct ruleset *r, const struct digest *digest,
			    char hex[DIGEST_SIZE])
{
	struct buf b = BUF_INIT(4 << 20);

	fingerprint_bytes(&b, r, &f->candidates, f->tally.due);
	digest->once(buf_text(&b), hex);
	buf_free(&b);
}

static enum rc end_sheet(struct sheet *sh, const struct digest *digest, struct err *err)
{
	char other[DIGEST_SIZE];
	enum rc rc = end_rules(sh, err);

	if (rc == RC_OK)
		rc = check_complete(sh, err);
	if (rc == RC_OK && sh->counting)
		rc = count_ballots(sh, err);
	if (rc != RC_OK)
		return rc;
	if (sh->f->tally.returned > sh->f->tally.due)
		return err_set(err, RC_INPUT, "收回 %lld 张，多于应到 %lld 人",
			       (long long)sh->f->tally.returned, (long long)sh->f->tally.due);
	set_fingerprint(sh->f, &sh->f->rules, digest, sh->f->fingerprint);
	if (!sh->own_rules || sh->given == NULL)
		return RC_OK;
	set_fingerprint(sh->f, sh->given, digest, other);
	if (strcmp(other, sh->f->fingerprint) != 0)
		return err_set(err, RC_INPUT, "--rules 给的规则和表里写的规则不一样（指纹 %.12s… 和 %.12s…）",
			       other, sh->f->fingerprint);
	return RC_OK;
}

enum rc tally_read(struct arena *a, struct str text, const struct ruleset *given,
		   const struct digest *digest, struct vote_file *f, struct typed_ballots *typed,
		   struct err *err)
{
	struct sheet sh = { .a = a, .given = given, .f = f, .typed = typed };

	if (str_starts(text, STR("\xEF\xBB\xBF")))
		text = str_from(text, 3);
	if (utf8_invalid(text) != STR_NONE || (text.n > 0 && memchr(text.p, '\0', text.n) != NULL))
		return err_set(err, RC_INPUT, "不是 UTF-8 编码的文字，请另存为 UTF-8 再试");
	while (text.n > 0 || sh.no == 0) {
		size_t end = str_find(text, STR("\n"));
		enum rc rc;

		sh.no++;
		rc = read_line(&sh, str_cut(text, 0, end == STR_NONE ? text.n : end), err);
		if (rc != RC_OK)
			return sh.located ? rc : err_within(err, rc, "第%d行", sh.no);
		text = str_from(text, end == STR_NONE ? text.n : end + 1);
	}
	return end_sheet(&sh, digest, err);
}
