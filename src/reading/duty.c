#include "reading/duty.h"

#include "base/utf8.h"
#include "reading/kind.h"
#include "zh/when.h"

/* A list part that is only a time: 年底前完成. */
bool duty_time(struct str s)
{
	struct zh_when w;

	return s.n <= 60 && zh_when_only(s, 2000, &w);
}

/* Role words or only units (and perhaps a time): what a bracket says about duty. */
static bool duty_words(struct str s)
{
	static const struct str words[] = { STR_INIT("牵头"), STR_INIT("配合"), STR_INIT("负责"), STR_INIT("主办"), STR_INIT("协办"), STR_INIT("承办") };
	bool role = false, strong;
	size_t from = 0;

	if (s.n > 400 || s.n < 9 || str_has(s, STR("。"))) /* 各乡镇(街道) */
		return false;
	for (size_t k = 0; k < COUNT(words); k++)
		role = role || str_has(s, words[k]);
	strong = str_has(s, STR("局")) || str_has(s, STR("委")) || str_has(s, STR("办")) || str_has(s, STR("中心")) ||
		 str_has(s, STR("镇")) || str_has(s, STR("街道")) || str_has(s, STR("联")) || str_has(s, STR("公司"));
	if (!role && (!strong || str_has(s, STR("含")) || str_has(s, STR("包括"))))
		return false;
	for (size_t i = 0; i <= s.n; i++) {
		struct str part;

		if (i < s.n && s.p[i] != ',' && s.p[i] != ';')
			continue;
		part = str_trim(str_cut(s, from, i));
		from = i + 1;
		if (part.n > 0 && !duty_time(part) && kind_of_cell(part) != CELL_UNITS &&
		    !(role && (str_ends(part, STR("负责")) || str_ends(part, STR("配合")) || str_ends(part, STR("牵头")))))
			return false;
	}
	return true;
}

/* "(县教育局牵头，县财政局配合)" at byte i; its inside in *from, *to. */
bool duty_bracket(struct str s, size_t i, size_t *from, size_t *to)
{
	int depth = 0;

	if (s.p[i] != '(')
		return false;
	for (size_t k = i; k < s.n; k++) {
		if (s.p[k] == '(')
			depth++;
		else if (s.p[k] == ')' && --depth == 0) {
			*from = i + 1;
			*to = k;
			return duty_words(str_cut(s, i + 1, k));
		}
	}
	/* cut by a label inside the bracket: (A牵头，B配合；完成时限：… */
	*from = i + 1;
	*to = s.n;
	while (*to > *from && (s.p[*to - 1] == ';' || s.p[*to - 1] == ','))
		--*to;
	return duty_words(str_cut(s, *from, *to));
}

static bool not_a_name(struct str s)
{
	static const struct str verbs[] = { STR_INIT("完成"), STR_INIT("建设"), STR_INIT("改造"), STR_INIT("实施"), STR_INIT("开展"), STR_INIT("新建"), STR_INIT("新增"), STR_INIT("培训"),
					    STR_INIT("资金"), STR_INIT("投入"), STR_INIT("元"), STR_INIT("前"), STR_INIT("项目") };

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	for (size_t k = 0; k < COUNT(verbs); k++)
		if (str_has(s, verbs[k]))
			return true;
	return false;
}

/* 城市管理办公室牵头，电信、移动、联通公司配合: names of enterprises have no ending, but are short. */
static bool short_names(struct str s)
{
	size_t from = 0;
	int units = 0, all = 0;

	for (size_t i = 0; i <= s.n; i++) {
		size_t mark = i == s.n || s.p[i] == ',' || s.p[i] == ';' ? 1 : str_at(s, i, STR("、")) ? 3 : 0;
		struct str part;

		if (mark == 0)
			continue;
		part = str_trim(str_cut(s, from, i));
		from = i + mark;
		i += mark - 1;
		all++;
		if (str_has(part, STR("(")) != str_has(part, STR(")")))
			return false;
		if (kind_of_cell(part) == CELL_UNITS)
			units++;
		else if (utf8_count(part) > 8 || not_a_name(part))
			return false;
	}
	return units >= 1 && all <= 8;
}

size_t duty_dash(struct str s, size_t i, size_t to, size_t *from)
{
	enum { UNITS_BYTES = 150 };
	size_t end = i;

	while (end < to && s.p[end] == '-')
		end++;
	*from = end;
	if (end < i + 2)
		return 0;
	while (end < to && s.p[end] != '\n' && !str_at(s, end, STR("。")))
		end += utf8_len((unsigned char)s.p[end]);
	return end > *from && end - *from <= UNITS_BYTES && kind_of_cell(str_cut(s, *from, end)) == CELL_UNITS ? end : 0;
}

/* A closing sentence that is all duty: 由县住建局牵头，县财政局配合。 */
bool duty_sentence(struct str s)
{
	s = str_trim(s);
	if (s.n < 9 || s.n > 300)
		return false;
	if (!(str_has(s, STR("牵头")) || str_ends(s, STR("负责")) || str_ends(s, STR("负责实施")) || str_ends(s, STR("配合")) ||
	      str_ends(s, STR("承办")) || str_ends(s, STR("主办")) || str_ends(s, STR("协助")) || str_ends(s, STR("协办")) ||
	      str_ends(s, STR("为责任单位"))))
		return false;
	if (str_starts(s, STR("由")))
		s = str_from(s, 3);
	return kind_of_cell(s) == CELL_UNITS || short_names(s);
}

/* 该项由…, 该项目由…: words that only point back to the entry. */
static size_t skip_pointer(struct str s, size_t i)
{
	static const struct str words[] = { STR_INIT("该项目"), STR_INIT("该项工作"), STR_INIT("该项"), STR_INIT("该工作"), STR_INIT("该工程"), STR_INIT("该实事"), STR_INIT("此项工作"), STR_INIT("此项"),
					    STR_INIT("本项目"), STR_INIT("本项"), STR_INIT("具体"), STR_INIT("项目") };

	for (size_t k = 0; k < COUNT(words); k++)
		if (str_at(s, i, words[k]) && str_at(s, i + words[k].n, STR("由")))
			return i + words[k].n;
	return i;
}

static size_t clause_end(struct str s, size_t i, size_t to)
{
	while (i < to && s.p[i] != ',' && s.p[i] != ';' && s.p[i] != '\n' && !str_at(s, i, STR("。")))
		i += utf8_len((unsigned char)s.p[i]);
	return i < to ? i : to;
}

size_t duty_clauses(struct str s, size_t i, size_t to, size_t *from)
{
	size_t end;

	*from = skip_pointer(s, i);
	if (!str_at(s, *from, STR("由")))
		return 0;
	end = clause_end(s, *from, to);
	if (end >= to || !duty_sentence(str_cut(s, *from, end)))
		return 0;
	/* ",旗财政局、旗发改委配合": further clauses of duty */
	while (end < to && (s.p[end] == ',' || s.p[end] == ';')) {
		size_t next = clause_end(s, end + 1, to);

		if (next == end + 1 || !duty_sentence(str_cut(s, end + 1, next)))
			break;
		end = next;
	}
	return end;
}
