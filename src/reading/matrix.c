#include "reading/matrix.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "reading/kind.h"
#include "reading/outline.h"
#include "zh/number.h"
#include "zh/quantity.h"

enum { HEAD_ROWS = 6, PROGRESS_BYTES = 1 << 16 };

static bool any_of(struct str s, const struct str *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (str_has(s, words[k]))
			return true;
	return false;
}

static bool is_whole(struct str s)
{
	static const struct str words[] = { STR_INIT("全市"), STR_INIT("全县"), STR_INIT("全区"), STR_INIT("全镇"), STR_INIT("全州"), STR_INIT("全旗"),
					    STR_INIT("合计"), STR_INIT("总计"), STR_INIT("共计"), STR_INIT("总数"), STR_INIT("全市合计"),
					    STR_INIT("全县合计"), STR_INIT("全区合计"), STR_INIT("全省"), STR_INIT("全市总计") };

	for (size_t k = 0; k < COUNT(words); k++)
		if (str_eq(s, words[k]))
			return true;
	return false;
}

bool matrix_place(struct str s)
{
	static const struct str ends[] = { STR_INIT("县"), STR_INIT("区"), STR_INIT("市"), STR_INIT("旗"), STR_INIT("镇"), STR_INIT("乡"), STR_INIT("街道"),
					   STR_INIT("办事处"), STR_INIT("管委会"), STR_INIT("社区"), STR_INIT("村"), STR_INIT("农场"), STR_INIT("林场"),
					   STR_INIT("园"), STR_INIT("本级"), STR_INIT("苏木"), STR_INIT("直属"), STR_INIT("县直"), STR_INIT("市直"), STR_INIT("区直"),
					   STR_INIT("街办"), STR_INIT("服务中心"), STR_INIT("管理处") };

	static const struct str heads[] = { STR_INIT("地区"), STR_INIT("县区"), STR_INIT("区县"), STR_INIT("市县"), STR_INIT("县市"), STR_INIT("市区"),
					    STR_INIT("县市区"), STR_INIT("乡镇"), STR_INIT("镇村"), STR_INIT("街镇"), STR_INIT("乡镇街道"), STR_INIT("镇街道"),
					    STR_INIT("县、市、区"), STR_INIT("县、区"), STR_INIT("乡、镇"), STR_INIT("镇、街道"), STR_INIT("所属乡镇"), STR_INIT("小区") };

	if (is_whole(s))
		return true;
	for (size_t k = 0; k < COUNT(heads); k++)
		if (str_eq(s, heads[k]))
			return false;
	if (s.n < 6 || utf8_count(s) > 14)
		return false;
	for (size_t k = 0; k < COUNT(ends); k++)
		if (str_ends(s, ends[k]))
			return true;
	return false;
}

bool matrix_number(struct str s)
{
	enum cell_kind kind = kind_of_cell(s);
	size_t i = 0;
	struct dec n;

	if (kind == CELL_EMPTY || kind == CELL_NOTHING || kind == CELL_AMOUNT || kind == CELL_PERCENT ||
	    (kind == CELL_NUMBER && zh_is_digit(s, 0)))
		return true;
	return utf8_count(s) <= 10 && zh_digits(s, &i, &n);
}

/* What a header cell says. */
enum says { SAYS_NOTHING, SAYS_NAME, SAYS_DUTY, SAYS_TIME, SAYS_MEASURE, SAYS_TARGET, SAYS_DONE, SAYS_RATE, SAYS_MONEY, SAYS_OTHER };

struct matrix {
	struct arena *a;
	const struct grid *g;
	int year;
	bool results;
	uint32_t place, body; /* column of the places, first row of numbers */
};

/* The header cell over a column; where merges are lost, the filled one to the left reaches over the empty ones. */
static const struct gcell *head_at(const struct matrix *m, uint32_t row, uint32_t col)
{
	const struct gcell *c = grid_at(m->g, row, col);

	if (c->text.s.n > 0 || m->g->merges || row + 1 == m->body)
		return c;
	for (uint32_t k = col; k-- > m->place + 1;)
		if (grid_str(m->g, row, k).n > 0)
			return grid_at(m->g, row, k);
	return c;
}

/* The words without a bracket at the end; the bracket's inside, empty when none. */
static struct str cut_bracket(struct str s, struct str *inside)
{
	size_t open = str_rfind(s, STR("("));

	*inside = STR("");
	if (open == STR_NONE || !str_ends(s, STR(")")))
		return s;
	*inside = str_cut(s, open + 1, s.n - 1);
	return str_cut(s, 0, open);
}

static struct str cut_bracket_inside(struct str s)
{
	struct str inside;

	cut_bracket(s, &inside);
	return inside;
}

static bool is_measure(struct str s)
{
	if (str_starts(s, STR("万")) || str_starts(s, STR("亿")))
		s = str_from(s, STR("万").n);
	return s.n > 0 && (zh_measure_at(s, 0) == s.n || str_eq(s, STR("%")));
}

static bool is_duty(struct str s)
{
	static const struct str levels[] = { STR_INIT("县"), STR_INIT("区"), STR_INIT("市"), STR_INIT("省"), STR_INIT("镇"), STR_INIT("各"), STR_INIT("旗") };
	size_t n;
	enum field f = label_at(s, 0, &n);

	if ((f == FIELD_LEAD || f == FIELD_DUTY || f == FIELD_SUPPORT || f == FIELD_IMPLEMENT) && n < s.n && s.p[n] == ':')
		return true;
	if (s.n > 0 && s.p[0] == '(' && str_ends(s, STR(")")))
		s = str_cut(s, 1, s.n - 1);
	if (kind_of_cell(s) != CELL_UNITS || is_measure(cut_bracket_inside(s)))
		return false;
	for (size_t k = 0; k < COUNT(levels); k++)
		if (str_starts(s, levels[k]))
			return true;
	return str_has(s, STR("局")) || str_ends(s, STR("委")) || str_ends(s, STR("联"));
}

static enum says judge_word(const struct matrix *m, struct str s)
{
	static const struct str rate[] = { STR_INIT("比例"), STR_INIT("占比"), STR_INIT("完成率"), STR_INIT("开工率"), STR_INIT("拨付率"), STR_INIT("百分比"), STR_INIT("支付率") };
	static const struct str money[] = { STR_INIT("资金"), STR_INIT("投资"), STR_INIT("拨付"), STR_INIT("预算") };
	static const struct str target[] = { STR_INIT("目标"), STR_INIT("任务"), STR_INIT("计划") };
	static const struct str done[] = { STR_INIT("完成"), STR_INIT("进度"), STR_INIT("进展"), STR_INIT("开工"), STR_INIT("竣工"), STR_INIT("完工"), STR_INIT("推进情况"), STR_INIT("实施情况"), STR_INIT("累计") };
	struct heading h = heading_read(m->a, s, m->year);
	struct str inside, words = cut_bracket(s, &inside);

	if (words.n == 0)
		return is_measure(inside) ? SAYS_MEASURE : SAYS_NOTHING;
	if (is_measure(words))
		return SAYS_MEASURE;
	if (utf8_count(words) > 10 && !h.sure)
		return SAYS_NAME;
	if (any_of(words, rate, COUNT(rate)))
		return SAYS_RATE;
	if (any_of(words, money, COUNT(money)))
		return SAYS_MONEY;
	if ((h.sure && (h.field == FIELD_COUNT_DONE || h.field == FIELD_PROGRESS)) || (utf8_count(words) <= 6 && any_of(words, done, COUNT(done))))
		return SAYS_DONE;
	if ((h.sure && (h.field == FIELD_TARGET || h.field == FIELD_COUNT_TARGET || h.field == FIELD_TASK)) ||
	    (utf8_count(words) <= 6 && any_of(words, target, COUNT(target))))
		return SAYS_TARGET;
	if (h.sure)
		return SAYS_OTHER;
	return utf8_count(words) <= 1 ? SAYS_OTHER : SAYS_NAME;
}

static enum says judge_head(const struct matrix *m, struct str s)
{
	if (s.n == 0)
		return SAYS_NOTHING;
	if (kind_of_cell(s) == CELL_TIME)
		return SAYS_TIME;
	return is_duty(s) ? SAYS_DUTY : judge_word(m, s);
}

/* 一、教育类 over the names, not a name. */
static bool is_class(struct str s)
{
	return str_ends(s, STR("类")) || str_ends(s, STR("方面")) || str_ends(s, STR("领域"));
}

/* A row of the header that one cell fills: a title, or the name of the table's only project. */
static bool is_title(const struct matrix *m, uint32_t row)
{
	uint32_t filled = 0;

	for (uint32_t c = 0; c < m->g->cols; c++)
		filled += grid_own(m->g, row, c) && grid_str(m->g, row, c).n > 0;
	return filled == 1 && grid_str(m->g, row, 0).n > 0;
}

/* The cell that names the project of a column: the first name below classes; else the title row. */
static const struct gcell *name_of(const struct matrix *m, uint32_t col)
{
	const struct gcell *title = NULL;

	for (uint32_t r = 0; r < m->body; r++) {
		const struct gcell *c = head_at(m, r, col);

		if (is_title(m, r)) {
			title = grid_at(m->g, r, 0);
			continue;
		}
		if (judge_head(m, c->text.s) == SAYS_NAME && !is_class(c->text.s))
			return c;
	}
	return title;
}

/* Places below each other, numbers beside them: where the body begins, 0 when this is no matrix. */
static uint32_t find_body(const struct grid *g, uint32_t place)
{
	uint32_t body = 0, places = 0, rows = 0, numbers = 0, cells = 0, digits = 0;

	for (uint32_t r = 1; r < g->rows; r++) {
		struct str s = grid_str(g, r, place);
		bool own = grid_at(g, r, place)->row == r, here = own && matrix_place(s);

		if (body == 0 && (!here || r > HEAD_ROWS))
			continue;
		if (body == 0)
			body = r;
		if (!own || s.n == 0 || str_starts(s, STR("注")) || str_starts(s, STR("备注")))
			continue;
		rows++;
		places += here;
		for (uint32_t c = place + 1; here && c < g->cols; c++) {
			struct str n = grid_str(g, r, c);

			cells++;
			numbers += matrix_number(n);
			digits += zh_is_digit(n, 0);
		}
	}
	return places >= 2 && places * 10 >= rows * 8 && numbers * 10 >= cells * 8 && digits * 3 >= cells ? body : 0;
}

/* The measure of a column: in brackets of its lowest header that has one, or a header of its own. */
static struct str measure_of(const struct matrix *m, uint32_t col)
{
	for (uint32_t r = m->body; r-- > 0;) {
		struct str inside, words = cut_bracket(head_at(m, r, col)->text.s, &inside);

		if (is_measure(inside))
			return inside;
		if (is_measure(words))
			return words;
		/* 资金(万元、%): money measures are no measure words */
		if (str_has(inside, STR("万元")))
			return STR("万元");
		if (str_ends(inside, STR("元")))
			return inside;
	}
	return STR("");
}

/* The header words below the name: 目标任务, or 新建 under 农村公路; 项目推进情况 over 目标任务 adds nothing. */
static struct str label_of(const struct matrix *m, uint32_t col, const struct gcell *name)
{
	struct str label = STR(""), inside;
	const struct gcell *last = NULL;

	for (uint32_t r = 0; r < m->body; r++) {
		const struct gcell *c = head_at(m, r, col);
		enum says says = judge_head(m, c->text.s);

		if (c == name || c == last || is_title(m, r) || is_class(c->text.s) || says == SAYS_NOTHING || says == SAYS_DUTY ||
		    says == SAYS_MEASURE || says == SAYS_TIME)
			continue;
		label = arena_cat(m->a, says == SAYS_NAME || (last && judge_head(m, last->text.s) == SAYS_NAME) ? label : STR(""),
				  cut_bracket(c->text.s, &inside));
		last = c;
	}
	return label;
}

/* What the lowest telling header of a column says of its numbers. */
static enum says column_says(const struct matrix *m, uint32_t col, const struct gcell *name)
{
	for (uint32_t r = m->body; r-- > 0;) {
		const struct gcell *c = head_at(m, r, col);
		enum says says = judge_head(m, c->text.s);

		if (c == name)
			break;
		if (says != SAYS_NOTHING && says != SAYS_DUTY && says != SAYS_MEASURE && says != SAYS_NAME && says != SAYS_TIME)
			return says;
	}
	return m->results ? SAYS_DONE : SAYS_TARGET;
}

/* The columns [from, to) of one project. */
struct part {
	uint32_t from, to;
	const struct gcell *name;
	struct piece_list pieces; /* of the numbers that its words were made of */
};

static void add_pieces(struct arena *a, struct piece_list *to, const struct gcell *c)
{
	for (size_t k = 0; k < c->text.npieces; k++)
		*list_add(to, a) = c->text.pieces[k];
}

/* "目标任务24所" of one place and column. */
static void say_cell(struct matrix *m, struct buf *b, uint32_t row, uint32_t col, const struct part *p, bool first)
{
	struct str n = grid_str(m->g, row, col), label = label_of(m, col, p->name);
	enum says says = column_says(m, col, p->name);
	struct str measure = measure_of(m, col);

	if (!first)
		buf_str(b, STR("，"));
	buf_str(b, label);
	buf_str(b, n);
	if (n.n > 0 && zh_is_digit(n, n.n - 1))
		buf_str(b, says == SAYS_RATE ? STR("%") : measure);
}

/* The row of all places, or 0. */
static uint32_t whole_row(const struct matrix *m)
{
	for (uint32_t r = m->body; r < m->g->rows; r++)
		if (is_whole(grid_str(m->g, r, m->place)))
			return r;
	return 0;
}

/* Progress: a line for each place that has a number. */
static struct str say_places(struct matrix *m, const struct part *p, struct piece_list *pieces)
{
	struct buf b = BUF_INIT(PROGRESS_BYTES);
	struct str said;

	for (uint32_t r = m->body; r < m->g->rows; r++) {
		bool any = false;

		if (grid_at(m->g, r, m->place)->row != r || !matrix_place(grid_str(m->g, r, m->place)))
			continue;
		for (uint32_t c = p->from; c < p->to; c++) {
			if (grid_str(m->g, r, c).n == 0 || kind_is_nothing(grid_str(m->g, r, c)))
				continue;
			if (!any) {
				if (b.n > 0)
					buf_char(&b, '\n');
				buf_str(&b, grid_str(m->g, r, m->place));
				buf_str(&b, STR("："));
				add_pieces(m->a, pieces, grid_at(m->g, r, m->place));
			}
			say_cell(m, &b, r, c, p, !any);
			add_pieces(m->a, pieces, grid_at(m->g, r, c));
			any = true;
		}
	}
	said = arena_str(m->a, buf_text(&b));
	buf_free(&b);
	return said;
}

static struct value *add_said(struct matrix *m, struct record *r, enum field f, struct str said, const struct piece_list *pieces)
{
	struct value *v = record_add(m->a, r, f, STR(""), text_of(m->a, pieces->v, pieces->n, TEXT_TIGHT));

	v->said = said;
	return v;
}

/* Units in the header over the project, in cells of their own or in a bracket behind its name. */
static void add_duties(struct matrix *m, struct record *r, const struct part *p, size_t name_to)
{
	const struct gcell *last = NULL;
	const struct text *t = &p->name->text;

	for (uint32_t row = 0; row < m->body; row++)
		for (uint32_t c = p->from; c < p->to; c++) {
			const struct gcell *cell = head_at(m, row, c);
			struct str s = cell->text.s;
			bool bracket;

			if (cell == last || cell == p->name || judge_head(m, s) != SAYS_DUTY)
				continue;
			last = cell;
			bracket = s.p[0] == '(' && s.n > 2;
			record_add(m->a, r, FIELD_DUTY, STR(""),
				   text_part(m->a, &cell->text, bracket, s.n - bracket, TEXT_TIGHT));
		}
	if (name_to + 2 < t->s.n && t->s.p[name_to] == '(' && is_duty(str_from(t->s, name_to)))
		record_add(m->a, r, FIELD_DUTY, STR(""), text_part(m->a, t, name_to + 1, t->s.n - 1, TEXT_TIGHT));
}

/* A row of deadlines in the header: 完成时限 | 10月底前 | 9月底前. */
static void add_times(struct matrix *m, struct record *r, const struct part *p)
{
	const struct gcell *last = NULL;

	for (uint32_t row = 0; row < m->body; row++) {
		const struct gcell *cell = head_at(m, row, p->from);

		if (cell == last || judge_head(m, cell->text.s) != SAYS_TIME)
			continue;
		last = cell;
		record_add(m->a, r, FIELD_DEADLINE, grid_str(m->g, row, m->place), cell->text);
		add_pieces(m->a, &r->pieces, cell);
	}
}

static size_t name_end(struct str s)
{
	struct str inside, words = cut_bracket(s, &inside);

	return is_measure(inside) || str_ends(inside, STR("元")) || is_duty(inside) ? words.n : s.n;
}

/* "农村危房改造1500户": the whole's targets behind the name. */
static void add_task(struct matrix *m, struct record *r, struct part *p)
{
	struct piece_list pieces = { 0 };
	uint32_t whole = whole_row(m);
	struct str said = r->name.s;
	size_t targets = 0;

	for (uint32_t c = p->from; c < p->to; c++)
		targets += column_says(m, c, p->name) == SAYS_TARGET;
	for (size_t k = 0; k < r->name.npieces; k++)
		*list_add(&pieces, m->a) = r->name.pieces[k];
	for (uint32_t c = p->from; whole && c < p->to; c++) {
		struct str n = grid_str(m->g, whole, c), label = label_of(m, c, p->name);

		if (column_says(m, c, p->name) != SAYS_TARGET || n.n == 0 || kind_is_nothing(n))
			continue;
		if (targets > 1)
			said = arena_printf(m->a, "%.*s%s%.*s", STR_ARG(said), str_ends(said, r->name.s) ? "：" : "，", STR_ARG(label));
		said = arena_cat(m->a, arena_cat(m->a, said, n), zh_is_digit(n, n.n - 1) ? measure_of(m, c) : STR(""));
		add_pieces(m->a, &pieces, grid_at(m->g, whole, c));
	}
	add_said(m, r, FIELD_TASK, said, &pieces);
}

static void add_record(struct matrix *m, struct part *p, struct record_list *ret)
{
	struct record *r = list_add(ret, m->a);
	struct piece_list pieces = { 0 };
	const struct text *t = &p->name->text;
	size_t n = 0, to = name_end(t->s);
	int number = 0;
	struct str said;
	bool done = false;

	if (zh_is_digit(t->s, 0) || t->s.p[0] == '(' || zh_digit_at(t->s, 0) >= 0)
		outline_number(t->s, 0, &n, &number);
	if (n >= to)
		n = 0;
	r->name = text_part(m->a, t, n, to, TEXT_TIGHT);
	if (n > 0) {
		r->no = arena_printf(m->a, "%d", number);
		r->no_text = text_part(m->a, t, 0, n, TEXT_TIGHT);
	}
	r->block = m->g->first_block;
	list_add(&r->rows, m->a);
	add_pieces(m->a, &r->pieces, p->name);
	add_task(m, r, p);
	add_duties(m, r, p, to);
	add_times(m, r, p);
	said = say_places(m, p, &pieces);
	for (uint32_t c = p->from; c < p->to; c++)
		done = done || column_says(m, c, p->name) != SAYS_TARGET;
	if (pieces.n > 0) /* without results they tell how the target is shared out */
		add_said(m, r, done ? FIELD_PROGRESS : FIELD_REMARK, said, &pieces);
	for (size_t k = 0; k < pieces.n; k++)
		*list_add(&r->pieces, m->a) = pieces.v[k];
}

bool records_of_matrix(struct arena *a, const struct grid *g, int year, bool results, struct record_list *ret)
{
	struct matrix m = { .a = a, .g = g, .year = year, .results = results };
	struct part part = { 0 };
	uint32_t named = 0;

	if (g->rows < 3 || g->cols < 2)
		return false;
	m.body = find_body(g, 0);
	if (m.body == 0 && g->cols > 2) {
		m.place = 1;
		m.body = find_body(g, 1);
	}
	if (m.body == 0)
		return false;
	for (uint32_t c = m.place + 1; c < g->cols; c++)
		named += name_of(&m, c) != NULL;
	if (named * 3 < (g->cols - m.place - 1) * 2)
		return false;
	for (uint32_t c = m.place + 1; c <= g->cols; c++) {
		const struct gcell *name = c < g->cols ? name_of(&m, c) : NULL;

		if (part.name && name != part.name) {
			part.to = c;
			add_record(&m, &part, ret);
		}
		if (name != part.name)
			part = (struct part){ .from = c, .name = name };
	}
	return true;
}
