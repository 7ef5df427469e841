/*
 * People in duty columns: names without posts, telephones and blanks.  A post
 * without a name (分管副县长) is a vacancy, not a person (docs/format.md).
 */

#include "reading/fill.h"

#include "base/utf8.h"
#include "zh/name.h"
#include "zh/number.h"

struct word {
	size_t from, to;
};

struct word_list {
	struct word *v;
	size_t n, cap;
};

static size_t break_at(struct str s, size_t i)
{
	static const struct str marks[] = { STR_INIT("、"), STR_INIT("。"), STR_INIT("及") };
	char c = s.p[i];

	if (c == ' ' || c == '\n' || c == ',' || c == ';' || c == '/' || c == ':' || c == '*' || c == '-' ||
	    zh_is_digit(s, i))
		return 1;
	for (size_t k = 0; k < COUNT(marks); k++)
		if (str_at(s, i, marks[k]))
			return marks[k].n;
	return 0;
}

/* Words outside brackets; digits and stars (telephones) are breaks. */
static void split(struct arena *a, struct str s, struct word_list *out)
{
	size_t from = 0, i = 0;
	int depth = 0;

	while (i <= s.n) {
		size_t n = i == s.n ? 1 : break_at(s, i);
		bool open = i < s.n && s.p[i] == '(';

		if (depth == 0 && (i == s.n || n > 0 || open)) {
			if (i > from)
				*list_add(out, a) = (struct word){ from, i };
			from = i + (n ? n : 1);
		}
		if (open)
			depth++;
		else if (i < s.n && s.p[i] == ')') {
			if (depth > 0)
				depth--;
			from = i + 1;
		}
		i += n ? n : utf8_len((unsigned char)s.p[i < s.n ? i : s.n - 1]);
	}
}

/* Ideographs of three bytes; 0 when anything else stands in the word. */
static size_t han(struct str s, struct word w)
{
	size_t n = 0;

	for (size_t i = w.from; i < w.to; n++) {
		size_t at = i;

		if (!utf8_is_han(utf8_next(s, &i)) || i - at != 3)
			return 0;
	}
	return n;
}

static bool may_begin_name(struct str s, struct word w)
{
	return zh_has_surname(str_cut(s, w.from, w.to));
}

/*
 * Names padded with blanks: 任 伟, 农 子 衿, 祁仲 平 are one each; 陆 明俞 悦 are
 * two.  A short piece goes with the one before it until a name is full; a
 * piece that begins with a surname and has a partner begins a new one.
 */
static void join_padded(struct arena *a, struct str s, struct word_list *list)
{
	struct word_list out = { 0 };

	for (size_t i = 0; i < list->n; i++) {
		struct word w = list->v[i];
		size_t n = han(s, w);

		while (n > 0 && n < 3 && i + 1 < list->n) {
			struct word next = list->v[i + 1];
			size_t m = han(s, next);

			if (next.from - w.to > 6 || m == 0 || m > 2 || n + m > 3)
				break;
			if (n == 1 && m == 2 && i + 2 < list->n && han(s, list->v[i + 2]) == 1 &&
			    list->v[i + 2].from - next.to <= 3 &&
			    zh_has_surname(str_cut(s, next.from + 3, next.to)) &&
			    !(i + 3 < list->n && han(s, list->v[i + 3]) == 1)) {
				w.to = next.from + 3; /* 陆 明|俞 悦 */
				list->v[i + 1].from += 3;
				n = 2;
				break;
			}
			if (n == 2 && m == 1 && may_begin_name(s, next) && i + 2 < list->n &&
			    han(s, list->v[i + 2]) <= 2 && !(han(s, list->v[i + 2]) == 2 && may_begin_name(s, list->v[i + 2])))
				break; /* 张三 李 四 */
			if (n == 2 && m == 2)
				break;
			w.to = next.to;
			n += m;
			i++;
		}
		*list_add(&out, a) = w;
	}
	*list = out;
}

/* 副县长张三, 张三副县长: the name beside its post. */
static struct word without_post(struct str s, struct word w)
{
	static const struct str posts[] = {
		STR_INIT("常务副县长"), STR_INIT("常务副区长"), STR_INIT("常务副市长"), STR_INIT("副县长"), STR_INIT("副区长"),
		STR_INIT("副市长"), STR_INIT("副镇长"), STR_INIT("副乡长"), STR_INIT("副书记"), STR_INIT("副主任"), STR_INIT("副局长"), STR_INIT("副主席"), STR_INIT("县长"), STR_INIT("区长"), STR_INIT("市长"), STR_INIT("镇长"), STR_INIT("乡长"), STR_INIT("书记"),
		STR_INIT("主任"), STR_INIT("局长"), STR_INIT("常委"), STR_INIT("部长"), STR_INIT("主席"), STR_INIT("委员"), STR_INIT("同志"), STR_INIT("科长"), STR_INIT("股长"), STR_INIT("院长"), STR_INIT("经理"), STR_INIT("所长"), STR_INIT("站长"), STR_INIT("校长"), STR_INIT("调研员"), STR_INIT("秘书长"), STR_INIT("主要负责人"), STR_INIT("负责人"),
	};
	struct str t = str_cut(s, w.from, w.to);

	for (size_t k = 0; k < COUNT(posts); k++) {
		size_t at = str_rfind(t, posts[k]);
		struct str head, tail;

		if (at == STR_NONE)
			continue;
		head = str_cut(t, 0, at);
		tail = str_from(t, at + posts[k].n);
		if (zh_is_person(tail))
			return (struct word){ w.from + at + posts[k].n, w.to };
		if (zh_is_person(head))
			return (struct word){ w.from, w.from + at };
		return (struct word){ w.from, w.from };
	}
	return w;
}

static struct str clean_role(struct str role)
{
	static const struct str tails[] = { STR_INIT("及联系电话"), STR_INIT("及电话"), STR_INIT("及联系方式"),
					    STR_INIT("和联系电话"), STR_INIT("、联系电话"), STR_INIT("联系电话"), STR_INIT("及职务"), STR_INIT("姓名") };

	for (size_t k = 0; k < COUNT(tails); k++)
		if (str_ends(role, tails[k]) && role.n > tails[k].n)
			role.n -= tails[k].n;
	return role;
}

static bool may_be_name(struct str name)
{
	size_t n = utf8_count(name);
	bool dot = str_has(name, STR("·"));

	static const struct str never[] = { STR_INIT("结算"), STR_INIT("另行"), STR_INIT("待定"), STR_INIT("尚未"), STR_INIT("未定"), STR_INIT("明确"), STR_INIT("空缺"), STR_INIT("负责"), STR_INIT("按照"), STR_INIT("单位"), STR_INIT("预算"), STR_INIT("姓名"), STR_INIT("电话"), STR_INIT("手机"), STR_INIT("职务"), STR_INIT("党政") };

	for (size_t k = 0; k < COUNT(never); k++)
		if (str_has(name, never[k]))
			return false;
	if (dot)
		return zh_is_person(name);
	if (n < 2 || n > 6 || zh_is_post(name))
		return false;
	if (zh_is_person(name))
		return true;
	return n <= 4 ? !zh_is_unit(name) : zh_unit_ending(name) == 0;
}

/* 分管副县长, also broken over two lines: nobody is named. */
static bool is_vacancy(struct str s)
{
	return zh_is_post(s) && utf8_count(s) <= 12 &&
	       (str_starts(s, STR("分管")) || str_starts(s, STR("主管")) || str_starts(s, STR("联系")) || str_starts(s, STR("常务")));
}

void fill_leaders(struct arena *a, const struct text *t, struct str role, struct item *ret)
{
	struct text s = text_part(a, t, 0, t->s.n, TEXT_SPACED);
	struct word_list list = { 0 };

	if (is_vacancy(t->s))
		return;
	split(a, s.s, &list);
	join_padded(a, s.s, &list);
	for (size_t i = 0; i < list.n; i++) {
		struct word w = without_post(s.s, list.v[i]);
		struct text part;
		struct leader *l;
		bool twice = false;

		if (w.to == w.from)
			continue;
		part = text_part(a, &s, w.from, w.to, TEXT_TIGHT);
		if (!may_be_name(part.s))
			continue;
		for (size_t k = 0; k < ret->leaders.n; k++)
			twice = twice || (str_eq(ret->leaders.v[k].name, part.s) &&
					  str_eq(ret->leaders.v[k].role, clean_role(role)));
		if (twice)
			continue;
		l = list_add(&ret->leaders, a);
		l->role = clean_role(role);
		l->name = text_print(a, &part, 0, part.s.n);
		text_mark(a, &s, w.from, w.to, "name", &l->at);
	}
}
