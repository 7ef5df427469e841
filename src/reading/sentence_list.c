#include "reading/sentence_list.h"

#include "base/utf8.h"
#include "reading/prose.h"
#include "zh/number.h"

enum { PARTS_MAX = 200, PARTS_MIN = 3, NAME_CHARS_MIN = 4, NAME_CHARS_MAX = 48, HEAD_CHARS_MAX = 24, ABOVE_BYTES = 600, TAIL_BYTES_MAX = 90 };

/* The parts of one list: bytes of the line. */
struct parts {
	size_t from[PARTS_MAX], to[PARTS_MAX], n;
	size_t end;   /* of the list */
	int said;     /* "等6个项目": how many it says there are, 0 for unsaid */
	bool others;  /* it ends in 等领域 or the like: words, no names */
};

static bool any_at(struct str s, size_t i, const struct str *words, size_t n, size_t *len)
{
	for (size_t k = 0; k < n; k++)
		if (str_at(s, i, words[k])) {
			*len = words[k].n;
			return true;
		}
	return false;
}

static bool any_ends(struct str s, const struct str *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (str_ends(s, words[k]))
			return true;
	return false;
}

/* Does the byte open (+1) or close (-1) brackets or quotes? */
static int depth_at(struct str s, size_t i)
{
	static const struct str opens[] = { STR_INIT("("), STR_INIT("“"), STR_INIT("《"), STR_INIT("【"), STR_INIT("‘") };
	static const struct str closes[] = { STR_INIT(")"), STR_INIT("”"), STR_INIT("》"), STR_INIT("】"), STR_INIT("’") };
	size_t len;

	return any_at(s, i, opens, COUNT(opens), &len) ? 1 : any_at(s, i, closes, COUNT(closes), &len) ? -1 : 0;
}

/* Cuts [from, …) at `mark` outside brackets, up to a full stop or one of the bytes in `stops`. */
static void cut_parts(struct str s, size_t from, struct str mark, const char *stops, struct parts *ret)
{
	size_t begin = from, i = from;
	int depth = 0;

	*ret = (struct parts){ 0 };
	for (; i < s.n && ret->n + 1 < PARTS_MAX; i += utf8_len((unsigned char)s.p[i])) {
		depth += depth_at(s, i);
		depth = depth < 0 ? 0 : depth;
		if (depth == 0 && (str_at(s, i, STR("。")) || s.p[i] == '\n' || strchr(stops, s.p[i])))
			break;
		if (depth == 0 && str_at(s, i, mark)) {
			ret->from[ret->n] = begin;
			ret->to[ret->n++] = i;
			begin = i + mark.n;
		}
	}
	ret->end = i;
	if (i > begin) {
		ret->from[ret->n] = begin;
		ret->to[ret->n++] = i;
	}
}

/* "…等6个项目", "…等领域" behind the last name. */
static void cut_tail(struct str s, struct parts *p)
{
	size_t *to = &p->to[p->n - 1], from = p->from[p->n - 1], at, i;
	int n;

	at = str_rfind(str_cut(s, from, *to), STR("等"));
	if (at == STR_NONE || at == 0 || *to - (from + at) > TAIL_BYTES_MAX)
		return;
	i = from + at + STR("等").n;
	if (i < *to && zh_small(s, &i, &n) && i < *to) {
		p->said = n;
		*to = from + at;
	} else if (i == *to) {
		*to = from + at;
	} else if (str_at(s, i, STR("领域")) || str_at(s, i, STR("方面")) || str_at(s, i, STR("工作")) || str_at(s, i, STR("内容")) || str_at(s, i, STR("各"))) {
		p->others = true;
	} else if (str_at(s, i, STR("项目")) || str_at(s, i, STR("民生")) || str_at(s, i, STR("实事"))) {
		*to = from + at;
	}
}

/* Ends like the name of something that is built or done. */
static bool is_nominal(struct str s)
{
	static const struct str ends[] = {
		STR_INIT("工程"), STR_INIT("项目"), STR_INIT("行动"), STR_INIT("建设"), STR_INIT("改造"), STR_INIT("提升"), STR_INIT("整治"), STR_INIT("治理"),
		STR_INIT("服务"), STR_INIT("计划"), STR_INIT("修缮"), STR_INIT("维修"), STR_INIT("扩建"), STR_INIT("迁建"), STR_INIT("新建"), STR_INIT("更新"),
		STR_INIT("保障"), STR_INIT("救助"), STR_INIT("补贴"), STR_INIT("筛查"), STR_INIT("培训"), STR_INIT("亮化"), STR_INIT("绿化"), STR_INIT("硬化"),
		STR_INIT("美化"), STR_INIT("整修"), STR_INIT("疏浚"), STR_INIT("清淤"), STR_INIT("供给"), STR_INIT("评估"), STR_INIT("拓宽"), STR_INIT("扩容"),
	};

	if (str_ends(s, STR(")"))) {
		size_t open = str_rfind(s, STR("("));

		s.n = open == STR_NONE ? s.n : open;
	}
	return any_ends(s, ends, COUNT(ends));
}

/* Names by 、, and not the words of a sentence. */
static bool are_names(struct str s, const struct parts *p, int headline)
{
	size_t nominal = 0;

	if (p->n < 2 || p->others)
		return false;
	for (size_t k = 0; k < p->n; k++) {
		struct str name = str_cut(s, p->from[k], p->to[k]);
		size_t chars = utf8_count(name);

		if (chars < NAME_CHARS_MIN || chars > NAME_CHARS_MAX)
			return false;
		nominal += is_nominal(name);
	}
	if ((int)p->n == headline || (p->said > 0 && (int)p->n == p->said))
		return true;
	return p->n >= PARTS_MIN && nominal * 10 >= p->n * 6;
}

/* "A、B、C和D" where four are said: the last two are one part so far. */
static void split_last(struct str s, int headline, struct parts *p)
{
	size_t from = p->from[p->n - 1], to = p->to[p->n - 1];
	int said = p->said > 0 ? p->said : headline;

	if ((int)p->n + 1 != said)
		return;
	for (int way = 0; way < 2; way++) {
		struct str word = way == 0 ? STR("和") : STR("及");
		size_t at = str_find(str_cut(s, from, to), word);

		if (at == STR_NONE || at < 12 || from + at + word.n + 12 > to)
			continue;
		p->to[p->n - 1] = from + at;
		p->from[p->n] = from + at + word.n;
		p->to[p->n++] = to;
		return;
	}
}

static void names_by_dun(struct str s, size_t from, int headline, struct parts *ret)
{
	cut_parts(s, from, STR("、"), ",;:", ret);
	if (ret->n < 2)
		return;
	cut_tail(s, ret);
	split_last(s, headline, ret);
}

/* "5个项目包括A,B,…,E,总投资…": as many names as are said. */
static bool names_by_comma(struct str s, size_t from, int said, struct parts *ret)
{
	cut_parts(s, from, STR(","), ";:", ret);
	if (said < PARTS_MIN || (int)ret->n < said)
		return false;
	ret->n = (size_t)said;
	ret->end = ret->to[ret->n - 1];
	for (size_t k = 0; k < ret->n; k++)
		if (!is_nominal(str_cut(s, ret->from[k], ret->to[k])))
			return false;
	return are_names(s, ret, said);
}

/* "《A》《B》《C》": titles side by side, or with 、 between them. */
static bool names_by_titles(struct str s, size_t from, struct parts *ret)
{
	size_t i = from;

	*ret = (struct parts){ 0 };
	while (str_at(s, i, STR("《")) && ret->n < PARTS_MAX) {
		size_t end = str_find_from(s, i, STR("》"));

		if (end == STR_NONE)
			break;
		ret->from[ret->n] = i + STR("《").n;
		ret->to[ret->n++] = end;
		i = end + STR("》").n;
		if (str_at(s, i, STR("、")) || str_at(s, i, STR("和")))
			i += STR("、").n;
	}
	ret->end = i;
	return ret->n >= PARTS_MIN;
}

/* What may stand between the subject and its list. */
static size_t opens_list(struct str s, size_t i)
{
	static const struct str words[] = { STR_INIT("分别为"), STR_INIT("分别是"), STR_INIT("具体为"), STR_INIT("具体是"), STR_INIT("具体包括"), STR_INIT("主要包括"),
					    STR_INIT("主要有"), STR_INIT("主要是"), STR_INIT("包括"), STR_INIT("包含"), STR_INIT(",即") };
	size_t len = 0;

	if (s.p[i] == ':')
		return 1;
	if (!any_at(s, i, words, COUNT(words), &len))
		return 0;
	return len + (i + len < s.n && s.p[i + len] == ':');
}

/*
 * Does what stands in front of the list speak of 民生实事?  A short "分别为" speaks of what came before it, at the
 * beginning of a paragraph of the whole document.
 */
static bool announced(struct str s, size_t at)
{
	static const struct str bare[] = { STR_INIT("个项目"), STR_INIT("项项目"), STR_INIT("件项目"), STR_INIT("项工程"), STR_INIT("个工程") };
	enum { SUBJECT_BYTES = 45 };
	struct str above = str_cut(s, at > ABOVE_BYTES ? at - ABOVE_BYTES : 0, at);
	size_t stop = str_rfind(above, STR("。"));
	struct str sentence = stop == STR_NONE ? above : str_from(above, stop + STR("。").n);

	if (stop == STR_NONE && at > 0 && at <= SUBJECT_BYTES && s.p[at] != ':' &&
	    (str_at(s, at, STR("分别")) || any_ends(sentence, bare, COUNT(bare))))
		return true;
	if ((sentence.n > SUBJECT_BYTES || str_has(sentence, STR("项目")) || str_has(sentence, STR("实事"))) &&
	    !(sentence.n <= SUBJECT_BYTES / 2 && any_ends(sentence, bare, COUNT(bare))))
		above = sentence;
	return str_has(above, STR("实事")) || str_has(above, STR("民生"));
}

size_t sentence_name_end(struct str s, size_t from, size_t to)
{
	size_t comma = str_find_from(s, from, STR(",")), colon = str_find_from(s, from, STR(":"));
	size_t end = colon < comma ? colon : comma;

	return end < to && is_nominal(str_cut(s, from, end)) && utf8_count(str_cut(s, from, end)) <= HEAD_CHARS_MAX ? end : STR_NONE;
}

struct record *sentence_entry(struct arena *a, const struct line *l, size_t from, size_t to, bool cut_name, struct record_list *ret)
{
	size_t end = cut_name ? sentence_name_end(l->text.s, from, to) : STR_NONE;
	struct record *r = list_add(ret, a);
	struct text rest;

	r->block = l->block;
	r->prose = true;
	if (end != STR_NONE) {
		r->name = text_part(a, &l->text, from, end, TEXT_TIGHT);
		for (size_t k = 0; k < r->name.npieces; k++)
			*list_add(&r->pieces, a) = r->name.pieces[k];
		from = end + 1;
	}
	rest = text_part(a, &l->text, from, to, TEXT_TIGHT);
	body_read(a, &rest, false, false, r);
	return r;
}

/* "低保暖心工程，为…；交通惠民工程，新建…": half of the parts begin with a name. */
static bool named_parts(struct str s, const struct parts *p)
{
	size_t named = 0;

	for (size_t k = 0; k < p->n; k++)
		named += sentence_name_end(s, p->from[k], p->to[k]) != STR_NONE;
	return named * 2 >= p->n;
}

static void add_list(struct arena *a, const struct line *l, const struct parts *p, bool semicolons, struct record_list *ret)
{
	enum { ENTRY_BYTES = 9 };
	bool cut_name = semicolons && named_parts(l->text.s, p);

	for (size_t k = 0; k < p->n; k++) {
		struct str part = str_cut(l->text.s, p->from[k], p->to[k]);

		if (part.n >= ENTRY_BYTES)
			sentence_entry(a, l, p->from[k], p->to[k], cut_name, ret);
	}
}

/* "…实施民生实事项目6项,分别为": how many the words in front of the list say; `headline` when they say none. */
static int said_before(struct str s, size_t at, int headline)
{
	enum { BACK_BYTES = 60 };
	size_t from = at > BACK_BYTES ? at - BACK_BYTES : 0;
	int said = headline;

	while (from < at && ((unsigned char)s.p[from] & 0xC0) == 0x80)
		from++;
	for (size_t i = from; i < at; i += utf8_len((unsigned char)s.p[i])) {
		size_t k = i;
		int n;

		if (str_at(s, i, STR("。")))
			said = headline;
		else if (!(i > 0 && zh_is_digit(s, i - 1)) && zh_small(s, &k, &n) && n > 1 && n < PARTS_MAX &&
			 (str_at(s, k, STR("项")) || str_at(s, k, STR("件")) || str_at(s, k, STR("个"))))
			said = n;
	}
	return said;
}

/* The list that opens at byte `from`, its parts added; 0 when there is none, else where it ends. */
static size_t list_at(struct arena *a, const struct line *l, size_t from, int headline, struct record_list *ret)
{
	struct parts p;

	cut_parts(l->text.s, from, STR(";"), "", &p);
	if (p.n >= PARTS_MIN) {
		add_list(a, l, &p, true, ret);
		return p.end;
	}
	names_by_dun(l->text.s, from, headline, &p);
	if ((p.n < PARTS_MIN || !are_names(l->text.s, &p, headline)) && !names_by_comma(l->text.s, from, headline, &p) &&
	    !names_by_titles(l->text.s, from, &p))
		return 0;
	add_list(a, l, &p, false, ret);
	return p.end;
}

/* Where the first name begins in a clause that ends with the list: behind 对, 了, 将 or 通过. */
static size_t first_name(struct str s, size_t clause, size_t dun)
{
	static const struct str verbs[] = { STR_INIT("对"), STR_INIT("了"), STR_INIT("将"), STR_INIT("把"), STR_INIT("通过"), STR_INIT("票决"), STR_INIT("确定"), STR_INIT("审议") };
	size_t from = clause;

	for (size_t k = 0; k < COUNT(verbs); k++) {
		size_t at = str_rfind(str_cut(s, clause, dun), verbs[k]);

		if (at != STR_NONE && clause + at + verbs[k].n > from)
			from = clause + at + verbs[k].n;
	}
	return from;
}

/* "代表对A、B、C、D等4个民生实事项目进行了审议": a list that is counted behind its last name. */
static bool counted_behind(struct arena *a, const struct line *l, struct record_list *ret)
{
	struct str s = l->text.s;

	for (size_t at = str_find(s, STR("等")); at != STR_NONE; at = str_find_from(s, at + 3, STR("等"))) {
		size_t i = at + STR("等").n, clause = at, dun;
		struct parts p;
		int n;

		if (!zh_small(s, &i, &n) || n < PARTS_MIN || !str_has(str_cut(s, i, i + 36 < s.n ? i + 36 : s.n), STR("实事")))
			continue;
		while (clause > 0 && s.p[clause - 1] != ',' && s.p[clause - 1] != ';' && s.p[clause - 1] != ':' &&
		       !(clause >= 3 && str_at(s, clause - 3, STR("。"))))
			clause--;
		dun = str_find_from(s, clause, STR("、"));
		if (dun == STR_NONE || dun > at)
			continue;
		names_by_dun(s, first_name(s, clause, dun), n, &p);
		if (p.said != n || (int)p.n != n || !are_names(s, &p, n))
			continue;
		add_list(a, l, &p, false, ret);
		return true;
	}
	return false;
}

bool sentence_lists(struct arena *a, const struct line_list *lines, int headline, struct record_list *ret)
{
	size_t before = ret->n;

	for (size_t i = 0; i < lines->n; i++) {
		struct str s = lines->v[i].text.s;

		for (size_t at = 0; at < s.n;) {
			size_t n = opens_list(s, at), end = 0, had = ret->n;

			if (n > 0 && (announced(s, at) || str_at(s, at + n, STR("《"))))
				end = list_at(a, &lines->v[i], at + n, said_before(s, at, headline), ret);
			/* the list whose length the headline says is the only one */
			if (end > 0 && headline > 0 && (int)(ret->n - had) == headline) {
				memmove(ret->v + before, ret->v + had, (ret->n - had) * sizeof(*ret->v));
				ret->n -= had - before;
				return true;
			}
			at = end > at ? end : at + (n > 0 ? n : utf8_len((unsigned char)s.p[at]));
		}
	}
	for (size_t i = 0; ret->n == before && i < lines->n; i++)
		counted_behind(a, &lines->v[i], ret);
	return ret->n > before;
}

bool sentence_group(struct arena *a, const struct line *l, struct record_list *ret)
{
	static const struct str words[] = { STR_INIT(",包括"), STR_INIT(",主要包括"), STR_INIT(",主要有"), STR_INIT(",具体包括"), STR_INIT(",分别是"), STR_INIT(",分别为") };
	struct str s = l->text.s;

	for (size_t i = l->skip; i < s.n && i < l->skip + ABOVE_BYTES / 6; i += utf8_len((unsigned char)s.p[i])) {
		struct parts p;
		size_t len, before = ret->n;

		if (s.p[i] != ',' || !any_at(s, i, words, COUNT(words), &len))
			continue;
		len += i + len < s.n && s.p[i + len] == ':';
		names_by_dun(s, i + len, 0, &p);
		if (p.said < 2 || (int)p.n != p.said || !are_names(s, &p, 0))
			return false;
		add_list(a, l, &p, false, ret);
		for (size_t k = before; k < ret->n; k++)
			ret->v[k].group = text_part(a, &l->text, l->skip, i, TEXT_TIGHT);
		return ret->n > before;
	}
	return false;
}
