#include "ops/password.h"

#include "base/utf8.h"

enum { LEAST = 12, MOST = 128 };

/* Roots of the passwords that are tried first; with digits and years around them they are no better. */
static const struct str common[] = {
	STR_INIT("password"), STR_INIT("passw0rd"), STR_INIT("qwerty"),	 STR_INIT("admin"),    STR_INIT("administrator"),
	STR_INIT("welcome"),  STR_INIT("letmein"),  STR_INIT("iloveyou"), STR_INIT("woaini"),	STR_INIT("minsheng"),
	STR_INIT("zhengfu"),  STR_INIT("renda"),    STR_INIT("root"),	 STR_INIT("test"),     STR_INIT("abc"),
	STR_INIT("asdf"),     STR_INIT("zxcvbn"),   STR_INIT("1qaz2wsx"), STR_INIT("aa"),	STR_INIT("qq"),
	STR_INIT("xian"),     STR_INIT("dragon"),   STR_INIT("monkey"),	 STR_INIT("huawei"),   STR_INIT("china"),
	STR_INIT("zhongguo"), STR_INIT("mima"),	    STR_INIT("changeme"), STR_INIT("default"),	STR_INIT("user"),
};

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_letters(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (small(a.p[i]) != small(b.p[i]))
			return false;
	return true;
}

/* Without the digits and marks around it. */
static struct str root_of(struct str s)
{
	while (s.n > 0 && (small(s.p[0]) < 'a' || small(s.p[0]) > 'z'))
		s = str_from(s, 1);
	while (s.n > 0 && (small(s.p[s.n - 1]) < 'a' || small(s.p[s.n - 1]) > 'z'))
		s = str_cut(s, 0, s.n - 1);
	return s;
}

static bool is_common(struct str s)
{
	struct str root = root_of(s);

	for (size_t i = 0; i < COUNT(common); i++)
		if (same_letters(root, common[i]) || same_letters(s, common[i]))
			return true;
	return false;
}

/* How many different steps lead from one byte to the next: a run or a repetition has one or two. */
static size_t steps(struct str s)
{
	int seen[8];
	size_t n = 0;

	for (size_t i = 1; i < s.n; i++) {
		int step = (unsigned char)s.p[i] - (unsigned char)s.p[i - 1];
		size_t k = 0;

		while (k < n && seen[k] != step)
			k++;
		if (k == n && n < COUNT(seen))
			seen[n++] = step;
	}
	return n;
}

static int classes_of(struct str s)
{
	bool capital = false, letter = false, digit = false, other = false;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= 'A' && s.p[i] <= 'Z')
			capital = true;
		else if (s.p[i] >= 'a' && s.p[i] <= 'z')
			letter = true;
		else if (s.p[i] >= '0' && s.p[i] <= '9')
			digit = true;
		else
			other = true;
	}
	return capital + letter + digit + other;
}

enum rc password_check(struct str password, struct str login, bool classes, struct err *err)
{
	size_t n = utf8_invalid(password) == STR_NONE ? utf8_count(password) : 0;

	if (n < LEAST || n > MOST)
		return err_set(err, RC_INPUT, "密码要12到128位，请加长；几个不相干的词连起来既好记又难猜");
	if (str_has(password, login) || is_common(password) || steps(password) < 4)
		return err_set(err, RC_INPUT, "这个密码太容易被猜到，请换一个，不要用账号、连续或重复的字符");
	if (classes && classes_of(password) < 3)
		return err_set(err, RC_INPUT, "密码里大写字母、小写字母、数字、符号至少要有三种，请补上");
	return RC_OK;
}
