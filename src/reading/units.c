/*
 * Lists of units with their roles (docs/format.md): 牵头 leads, 配合 supports,
 * 实施 implements.  A role stands in front ("牵头：X"), behind ("X牵头") or in
 * the header.  A name wrapped over a line is joined.
 */

#include "reading/fill.h"

#include "base/utf8.h"
#include "reading/kind.h"
#include "zh/name.h"
#include "zh/personal.h"

enum role { ROLE_NONE, ROLE_LEAD, ROLE_SUPPORT, ROLE_IMPLEMENT, ROLE_SPLIT };

/* One name of the list: bytes of the spaced text. */
struct token {
	size_t from, to;
	enum role role;	 /* said behind the name */
	bool soft_break; /* only a blank or a line end stands before it */
	bool closes;	 /* ; or 。 behind it */
};

struct token_list {
	struct token *v;
	size_t n, cap;
};

static enum role role_of_field(enum field f)
{
	switch (f) {
	case FIELD_SUPPORT:
		return ROLE_SUPPORT;
	case FIELD_IMPLEMENT:
		return ROLE_IMPLEMENT;
	default:
		return ROLE_LEAD;
	}
}

static size_t separator_at(struct str s, size_t i)
{
	static const struct str marks[] = { STR_INIT("、"), STR_INIT("。"), STR_INIT("·") };
	char c = s.p[i];

	if (c == ',' || c == ';' || c == ' ' || c == '\n' || c == '|')
		return 1;
	for (size_t k = 0; k + 1 < COUNT(marks); k++)
		if (str_at(s, i, marks[k]))
			return marks[k].n;
	return 0;
}

/* Role words behind a name; returns how many bytes they take. */
static size_t role_behind(struct str s, enum role *role)
{
	static const struct {
		struct str word;
		enum role role;
	} words[] = {
		{ STR_INIT("按职责分工分别负责"), ROLE_SPLIT }, { STR_INIT("按照职责分工负责"), ROLE_SPLIT },
		{ STR_INIT("按职责分工负责"), ROLE_SPLIT }, { STR_INIT("按职责负责"), ROLE_SPLIT },
		{ STR_INIT("为责任单位"), ROLE_LEAD }, { STR_INIT("为牵头单位"), ROLE_LEAD }, { STR_INIT("为配合单位"), ROLE_SUPPORT },
		{ STR_INIT("具体负责实施"), ROLE_LEAD }, { STR_INIT("负责组织实施"), ROLE_LEAD }, { STR_INIT("负责具体实施"), ROLE_LEAD },
		{ STR_INIT("负责实施"), ROLE_LEAD },	 { STR_INIT("牵头负责"), ROLE_LEAD },
		{ STR_INIT("牵头实施"), ROLE_LEAD },	 { STR_INIT("分别负责"), ROLE_LEAD }, { STR_INIT("分别牵头"), ROLE_LEAD },
		{ STR_INIT("共同负责"), ROLE_LEAD },	 { STR_INIT("负责"), ROLE_LEAD },
		{ STR_INIT("牵头"), ROLE_LEAD },	 { STR_INIT("主办"), ROLE_LEAD },
		{ STR_INIT("承办"), ROLE_LEAD },	 { STR_INIT("协同配合"), ROLE_SUPPORT },
		{ STR_INIT("协助配合"), ROLE_SUPPORT },	 { STR_INIT("积极配合"), ROLE_SUPPORT },
		{ STR_INIT("配合"), ROLE_SUPPORT },	 { STR_INIT("协办"), ROLE_SUPPORT },
		{ STR_INIT("协助"), ROLE_SUPPORT },	 { STR_INIT("参与"), ROLE_SUPPORT },
		{ STR_INIT("具体实施"), ROLE_IMPLEMENT },{ STR_INIT("组织实施"), ROLE_IMPLEMENT }, { STR_INIT("实施"), ROLE_IMPLEMENT },
	};

	for (size_t k = 0; k < COUNT(words); k++)
		if (str_ends(s, words[k].word) && s.n > words[k].word.n) {
			*role = words[k].role;
			return words[k].word.n;
		}
	*role = ROLE_NONE;
	return 0;
}

/* "县住建局(牵头)": a role in brackets is said of this name alone; its length with the brackets. */
static size_t role_in_brackets(struct str s, enum role *role)
{
	size_t open = str_rfind(s, STR("(")), n;
	struct str inner;

	if (!str_ends(s, STR(")")) || open == STR_NONE || open == 0)
		return 0;
	inner = str_cut(s, open, s.n - 1); /* the bracket stands for the name */
	n = role_behind(inner, role);
	if (n + 1 != inner.n)
		return 0;
	return s.n - open;
}

/* A role word in front: 牵头：, 配合单位：; returns its length with the colon, 0 for none. */
static size_t role_before(struct str s, size_t i, enum role *role)
{
	size_t n, k;
	enum field f = label_of_line(s, i, &n);

	if (n == 0)
		return 0;
	k = i + n;
	while (k < s.n && s.p[k] == ' ')
		k++;
	if (k < s.n && s.p[k] == ':') {
		k++;
	} else if (!(k > i + n || k == s.n)) {
		return 0; /* 配合 inside a longer word */
	}
	switch (f) {
	case FIELD_LEAD:
	case FIELD_DUTY:
		*role = ROLE_LEAD;
		break;
	case FIELD_SUPPORT:
		*role = ROLE_SUPPORT;
		break;
	case FIELD_IMPLEMENT:
		*role = ROLE_IMPLEMENT;
		break;
	default:
		return 0;
	}
	return k - i;
}

static struct str cut_noise(struct str s, size_t *from, size_t *to)
{
	static const struct str lead[] = { STR_INIT("拟由"), STR_INIT("由"), STR_INIT("及"), STR_INIT("与"), STR_INIT(":") , STR_INIT("1."), STR_INIT("2."), STR_INIT("3.") };
	static const struct str tail[] = { STR_INIT("等相关部门"), STR_INIT("等相关单位"), STR_INIT("等有关单位"),
					   STR_INIT("等有关部门"), STR_INIT("等部门"),	   STR_INIT("等单位"),
					   STR_INIT("等") };
	struct str t = str_cut(s, *from, *to);

	if (str_starts(t, STR("和")) && str_has(str_from(t, 3), STR("局")))
		*from += 3;
	t = str_cut(s, *from, *to);
	for (size_t k = 0; k < COUNT(lead); k++)
		if (str_starts(t, lead[k]) && t.n > lead[k].n) {
			*from += lead[k].n;
			t = str_cut(s, *from, *to);
		}
	for (size_t k = 0; k < COUNT(tail); k++)
		if (str_ends(t, tail[k]) && t.n > tail[k].n) {
			*to -= tail[k].n;
			t = str_cut(s, *from, *to);
		}
	return t;
}

/* 县水务局县住建局: cut where an ending meets the level word the list began with. */
static size_t glued_cut(struct str s)
{
	static const struct str endings[] = { STR_INIT("局"), STR_INIT("委"), STR_INIT("办"), STR_INIT("中心"),
					      STR_INIT("公司"), STR_INIT("联"), STR_INIT("会"), STR_INIT("院"), STR_INIT("街道"), STR_INIT("镇"), STR_INIT("乡"), STR_INIT("部"), STR_INIT("办公室") };
	struct str level;

	if (s.n < 18)
		return 0;
	level = str_cut(s, 0, 3);
	for (size_t i = 6; i + 6 <= s.n; i += utf8_len((unsigned char)s.p[i])) {
		struct str head = str_cut(s, 0, i);
		bool same = (str_eq(level, STR("县")) || str_eq(level, STR("区")) || str_eq(level, STR("市")) ||
			     str_eq(level, STR("镇")) || str_eq(level, STR("乡")) || str_eq(level, STR("各"))) && (str_at(s, i, level) || str_at(s, i, STR("各")));

		for (size_t k = 0; k < COUNT(endings); k++) {
			if (!str_ends(head, endings[k]))
				continue;
			if (same && zh_is_unit(str_from(s, i)) && !str_starts(s, STR("各县")) && !str_starts(s, STR("各市")) && !str_starts(s, STR("各区")))
				return i;
			if (k < 8 && s.n - i >= 6 && s.n - i <= 15 && !str_has(str_from(s, i), STR("局")) &&
			    (str_ends(s, STR("镇")) || str_ends(s, STR("乡")) || str_ends(s, STR("街道"))))
				return i; /* 县公安局城关镇 */
			if (k >= 8 && k <= 10 && str_ends(s, endings[k]) && s.n - i >= 6 && s.n - i <= 18 && i <= 15 && !str_has(str_from(s, i), STR("(")))
				return i; /* 甲街道乙街道 */
		}
	}
	return 0;
}

/* 龙港镇及相关社区 is two; 自然资源和规划局 is one. */
static size_t and_cut(struct str s, size_t *n)
{
	static const struct str words[] = { STR_INIT("及"), STR_INIT("和"), STR_INIT("与"), STR_INIT("以及") };

	for (size_t k = 0; k < COUNT(words); k++) {
		size_t i = str_find(s, words[k]);

		if (i == STR_NONE || i < 6 || s.n - i - words[k].n < 6)
			continue;
		if (zh_is_unit(str_cut(s, 0, i)) && zh_is_unit(str_from(s, i + words[k].n)) &&
		    !str_ends(str_cut(s, 0, i), STR("社会"))) {
			*n = words[k].n;
			return i;
		}
	}
	return 0;
}

static void add_token(struct arena *a, struct str s, size_t from, size_t to, bool soft, enum role role,
		      struct token_list *out)
{
	struct str t;
	size_t cut, n = 0;

	t = cut_noise(s, &from, &to);
	if (t.n == 0)
		return;
	cut = glued_cut(t);
	if (cut == 0)
		cut = and_cut(t, &n);
	if (cut > 0) {
		add_token(a, s, from, from + cut, soft, ROLE_NONE, out);
		add_token(a, s, from + cut + n, to, false, role, out);
		return;
	}
	*list_add(out, a) = (struct token){ .from = from, .to = to, .role = role, .soft_break = soft };
}

/* 管理局 alone is nobody's name. */
static bool is_half_name(struct str s)
{
	static const struct str words[] = { STR_INIT("管理局"), STR_INIT("监督管理局"), STR_INIT("管理委员会"), STR_INIT("管理中心"), STR_INIT("服务中心"), STR_INIT("事务中心"), STR_INIT("事务局"),
					    STR_INIT("服务局"), STR_INIT("建设局"), STR_INIT("保障局"), STR_INIT("发展局"), STR_INIT("执法局"), STR_INIT("规划局") };

	for (size_t k = 0; k < COUNT(words); k++)
		if (str_eq(s, words[k]))
			return true;
	return false;
}

/* A wrapped name: the left part is no unit, or the right part is only an ending. */
static bool joins(struct str left, struct str right, struct str both)
{
	/* 市 交 通 局: characters set apart are one name */
	if (left.n <= 3 || (right.n <= 3 && !zh_is_unit(left)))
		return both.n <= 60;
	if (!zh_is_unit(left) && zh_unit_ending(right) == right.n && right.n <= 9)
		return true;
	if (is_half_name(right) && str_ends(left, STR("市")) && left.n <= STR("某某县城市").n)
		return true;
	if (zh_is_unit(left) && zh_is_unit(right))
		return false;
	return !zh_is_unit(left) && zh_is_unit(both) && left.n <= 60;
}

static void put_unit(struct arena *a, const struct text *t, struct token k, enum role role,
		     struct item *ret)
{
	struct unit_list *list = role == ROLE_SUPPORT	? &ret->support :
				 role == ROLE_IMPLEMENT ? &ret->implement :
							  &ret->lead;
	struct text part = text_part(a, t, k.from, k.to, TEXT_TIGHT);
	struct str name = text_print(a, &part, 0, part.s.n);
	struct unit *u;

	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i].name, name))
			return;
	u = list_add(list, a);
	u->name = name;
	text_mark(a, t, k.from, k.to, "name", &u->at);
}

/* "县民政局 牵头\n": a role alone at the end of its line is said of the names before; its bytes, 0 for none. */
static size_t role_alone(struct str s, size_t i, enum role *role)
{
	size_t to = i;
	struct str padded;

	while (to < s.n && separator_at(s, to) == 0)
		to += utf8_len((unsigned char)s.p[to]);
	if (to == i || i == 0 || (to < s.n && s.p[to] == ' '))
		return 0;
	padded = str_cut(s, i - 1, to); /* the blank stands for the name */
	return role_behind(padded, role) + 1 == padded.n ? to - i : 0;
}

static bool after_stop(struct str s, size_t i)
{
	return i > 0 && (s.p[i - 1] == ';' || s.p[i - 1] == '\n' || str_at(s, i - (i >= 3 ? 3 : 0), STR("。")));
}

/* Cutting a cell into names, and what is known on the way. */
struct cutting {
	struct arena *a;
	struct str s;
	struct token_list *out;
	size_t group;	 /* the first name whose role is not settled */
	enum role force; /* said in front of names: holds until another is */
	bool any_lead;	 /* a role said behind names was the lead */
	bool soft;	 /* only a blank or a line end before the next name */
};

/* The names since the last time get the role said behind them, else the one in force. */
static void settle_group(struct cutting *c, enum role said)
{
	for (size_t i = c->group; i < c->out->n; i++)
		c->out->v[i].role = said != ROLE_NONE ? said : c->force;
	c->group = c->out->n;
	c->any_lead = c->any_lead || said == ROLE_LEAD;
}

/* A role at byte i where a name could begin; its bytes, 0 for none. */
static size_t take_label(struct cutting *c, size_t i)
{
	enum role role;
	size_t n = 0;

	if (c->soft && c->out->n > c->group)
		n = role_alone(c->s, i, &role);
	if (n > 0) {
		settle_group(c, role);
		return n;
	}
	n = role_before(c->s, i, &role);
	if (n > 0) {
		settle_group(c, ROLE_NONE);
		c->force = role;
		c->soft = false;
	}
	return n;
}

/* 牵头者(牵头);甲、乙(配合): the role in brackets is said of all behind the stop. */
static bool of_all_behind_stop(const struct cutting *c, enum role role)
{
	return role == ROLE_SUPPORT && c->any_lead && c->group < c->out->n && after_stop(c->s, c->out->v[c->group].from);
}

/* The name in bytes [from, to), with a role in brackets or behind it. */
static void take_name(struct cutting *c, size_t from, size_t to)
{
	struct str name = str_cut(c->s, from, to);
	enum role role;
	size_t cut = role_in_brackets(name, &role);

	if (cut == 0)
		cut = role_behind(name, &role);
	else if (!of_all_behind_stop(c, role))
		settle_group(c, ROLE_NONE); /* the names before it keep the role in force */
	if (role == ROLE_SPLIT)
		role = c->any_lead ? ROLE_SUPPORT : ROLE_LEAD;
	if (to - cut > from)
		add_token(c->a, c->s, from, to - cut, c->soft, ROLE_NONE, c->out);
	if (role != ROLE_NONE)
		settle_group(c, role);
}

static void tokenize(struct arena *a, struct str s, enum role force, struct token_list *out)
{
	struct cutting c = { .a = a, .s = s, .out = out, .force = force };
	size_t from = 0, n;
	int depth = 0;

	for (size_t i = 0; i < s.n; i += n) {
		size_t sep = depth == 0 ? separator_at(s, i) : 0;

		n = depth == 0 && i == from ? take_label(&c, i) : 0;
		if (n > 0) {
			from = i + n;
		} else if (sep > 0) {
			take_name(&c, from, i);
			if (s.p[i] == ';' || str_at(s, i, STR("。")))
				settle_group(&c, ROLE_NONE);
			c.soft = s.p[i] == ' ' || s.p[i] == '\n';
			n = sep;
			from = i + n;
		} else {
			if (s.p[i] == '(')
				depth++;
			else if (s.p[i] == ')' && depth > 0)
				depth--;
			n = utf8_len((unsigned char)s.p[i]);
		}
	}
	take_name(&c, from, s.n);
	settle_group(&c, ROLE_NONE);
}

static void join_wrapped(struct str s, struct token_list *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		struct token *last = n ? &list->v[n - 1] : NULL;
		struct token k = list->v[i];
		struct str left, right, both;
		char squeezed[256];

		if (last && k.soft_break && last->to < k.from && last->role == k.role &&
		    k.to - last->from < sizeof(squeezed)) {
			left = str_cut(s, last->from, last->to);
			right = str_cut(s, k.from, k.to);
			memcpy(squeezed, left.p, left.n);
			memcpy(squeezed + left.n, right.p, right.n);
			both = (struct str){ squeezed, left.n + right.n };
			if (joins(left, right, both)) {
				last->to = k.to;
				continue;
			}
		}
		list->v[n++] = k;
	}
	list->n = n;
}

/* "牵头:县教科体局;责任人:苏见微": where the label of a person begins, its value in *from, *to; STR_NONE for none. */
static size_t person_label(struct str s, size_t *from, size_t *to, struct str *label)
{
	for (size_t i = 0; i < s.n; i += utf8_len((unsigned char)s.p[i])) {
		size_t n;
		enum field f;

		if (i > 0 && s.p[i - 1] != ';' && s.p[i - 1] != ',' && s.p[i - 1] != '\n' && s.p[i - 1] != ' ' && !(i >= 3 && str_at(s, i - 3, STR("。"))))
			continue;
		f = label_of_line(s, i, &n);
		if ((f != FIELD_LEADER && f != FIELD_CONTACT) || i + n >= s.n || s.p[i + n] != ':')
			continue;
		*label = str_cut(s, i, i + n);
		*from = i + n + 1;
		for (*to = *from; *to < s.n && s.p[*to] != ';' && s.p[*to] != '\n' && !str_at(s, *to, STR("。")); *to += utf8_len((unsigned char)s.p[*to]))
			;
		return i;
	}
	return STR_NONE;
}

static void fill_list(struct arena *a, const struct text *t, enum field field, struct item *ret);

void fill_units(struct arena *a, const struct text *t, enum field field, struct item *ret)
{
	size_t from, to, at;
	struct str label;

	at = person_label(t->s, &from, &to, &label);
	if (at == STR_NONE) {
		fill_list(a, t, field, ret);
		return;
	}
	if (at > 0) {
		struct text front = text_part(a, t, 0, at, TEXT_TIGHT);

		fill_list(a, &front, field, ret);
	}
	if (from < to) {
		struct text people = text_part(a, t, from, to, TEXT_TIGHT);

		fill_leaders(a, &people, arena_str(a, label), ret);
	}
	if (to + 1 < t->s.n) {
		struct text rest = text_part(a, t, to + (t->s.p[to] == ';' || t->s.p[to] == '\n' ? 1 : 3), t->s.n, TEXT_TIGHT);

		fill_units(a, &rest, field, ret);
	}
}

static void fill_list(struct arena *a, const struct text *t, enum field field, struct item *ret)
{
	struct text s = text_part(a, t, 0, t->s.n, TEXT_SPACED);
	struct token_list list = { 0 };

	tokenize(a, s.s, role_of_field(field), &list);
	join_wrapped(s.s, &list);
	for (size_t i = 0; i < list.n; i++) {
		struct str name = str_cut(s.s, list.v[i].from, list.v[i].to);
		size_t from = 0, to;

		struct zh_when when;

		if (kind_is_nothing(name) || kind_number(name) >= 0 || zh_when_only(name, 2000, &when) || zh_personal_next(name, &from, &to) ||
		    str_has(name, STR("***")))
			continue;
		put_unit(a, &s, list.v[i], list.v[i].role, ret);
	}
}

/* 主要负责人 of 牵头单位及主要负责人. */
static struct str person_role(struct str label)
{
	static const struct str joints[] = { STR_INIT("及"), STR_INIT("和"), STR_INIT("与"), STR_INIT("、"), STR_INIT("/") };

	for (size_t k = 0; k < COUNT(joints); k++) {
		size_t at = str_find(label, joints[k]);

		if (at != STR_NONE)
			return str_from(label, at + joints[k].n);
	}
	return label;
}

/* Where the next name of a person begins at or after byte i, between separators or brackets; STR_NONE for none. */
static size_t next_person(struct str s, size_t i, size_t *to)
{
	while (i < s.n) {
		size_t end = i;

		while (end < s.n && separator_at(s, end) == 0 && s.p[end] != '(' && s.p[end] != ')' && s.p[end] != ':')
			end += utf8_len((unsigned char)s.p[end]);
		if (end > i && zh_is_person(str_cut(s, i, end)) && !zh_is_unit(str_cut(s, i, end))) {
			*to = end;
			return i;
		}
		i = end < s.n ? end + (separator_at(s, end) > 0 ? separator_at(s, end) : 1) : s.n;
	}
	return STR_NONE;
}

void fill_units_and_people(struct arena *a, const struct text *t, enum field field, struct str label, struct item *ret)
{
	struct text s = text_part(a, t, 0, t->s.n, TEXT_SPACED);
	size_t from = 0, at, to = 0;

	while ((at = next_person(s.s, from, &to)) != STR_NONE) {
		size_t end = at;
		struct text part;

		while (end > from && (s.s.p[end - 1] == '(' || s.s.p[end - 1] == ':' || s.s.p[end - 1] == ' '))
			end--;
		if (end > from) {
			part = text_part(a, &s, from, end, TEXT_SPACED);
			fill_units(a, &part, field, ret);
		}
		part = text_part(a, &s, at, to, TEXT_SPACED);
		fill_leaders(a, &part, person_role(label), ret);
		from = to;
		while (from < s.s.n && (s.s.p[from] == ')' || s.s.p[from] == ' ' || s.s.p[from] == '\n' || s.s.p[from] == ';'))
			from++;
	}
	if (from < s.s.n) {
		struct text part = text_part(a, &s, from, s.s.n, TEXT_SPACED);

		fill_units(a, &part, field, ret);
	}
}
