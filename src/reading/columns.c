#include "reading/columns.h"

#include "base/utf8.h"
#include "reading/funds_words.h"
#include "reading/kind.h"
#include "zh/money.h"
#include "zh/number.h"

enum { HEADER_SEARCH_ROWS = 12, SAMPLE_ROWS = 60 };

/* How many cells of a row are header words, and how many are not. */
struct row_words {
	int sure, half, other, timed;
	uint32_t filled;
};

static struct row_words count_words(struct arena *a, const struct grid *g, uint32_t row, int year)
{
	struct row_words n = { 0 };
	uint32_t fields = 0;

	for (uint32_t c = 0; c < g->cols; c++) {
		struct heading h;

		if (!grid_own(g, row, c) || grid_str(g, row, c).n == 0)
			continue;
		n.filled++;
		h = heading_read(a, grid_str(g, row, c), year);
		if (h.field == FIELD_NONE) {
			n.other++;
		} else if (h.sure) {
			/* the same word twice counts once: a column of 备注 is no header */
			n.sure += !(fields & 1u << h.field) || h.timed;
			fields |= 1u << h.field;
			n.timed += h.timed;
		} else {
			n.half++;
		}
	}
	return n;
}

static bool is_header(struct row_words n)
{
	if (n.sure >= 3)
		return n.other <= n.sure + n.half;
	return n.sure == 2 && (uint32_t)(n.sure + n.half) >= n.filled - (n.filled > 3) && n.filled >= 2;
}

/* A format without merging: short words, some of them below empty header places, none on the left. */
static bool lists_parts(const struct grid *g, uint32_t header, uint32_t row)
{
	uint32_t below_empty = 0, filled = 0;

	if (grid_str(g, row, 0).n > 0 && grid_own(g, row, 0))
		return false;
	for (uint32_t c = 0; c < g->cols; c++) {
		struct str s = grid_str(g, row, c);

		if (!grid_own(g, row, c) || s.n == 0)
			continue;
		if (s.n > 45 || kind_of_cell(s) != CELL_SHORT)
			return false;
		filled++;
		below_empty += grid_str(g, header, c).n == 0;
	}
	return below_empty > 0 && filled <= g->cols / 2 + 1;
}

/* A second header row stands below spanning cells and holds words, not values. */
static bool is_subheader(struct arena *a, const struct grid *g, uint32_t header, uint32_t row,
			 int year)
{
	bool any = false;

	if (lists_parts(g, header, row))
		return true;
	for (uint32_t c = 0; c < g->cols; c++) {
		const struct gcell *up = grid_at(g, header, c);
		struct heading h;

		if (!grid_own(g, row, c))
			continue;
		if (grid_str(g, row, c).n == 0)
			continue;
		if (grid_str(g, row, c).n > 60)
			return false;
		h = heading_read(a, grid_str(g, row, c), year);
		if (up->colspan > 1 || (h.field != FIELD_NONE && h.sure) || up->text.s.n == 0) {
			any = true;
			continue;
		}
		/* formats without merging: the cells right of a filled header are its parts */
		return false;
	}
	if (!any)
		return false;
	/* a first body row has a number in the first column or long cells */
	return kind_of_cell(grid_str(g, row, 0)) != CELL_NUMBER;
}

static bool find_header(struct arena *a, const struct grid *g, int year, struct columns *ret)
{
	uint32_t last = g->rows < HEADER_SEARCH_ROWS ? g->rows : HEADER_SEARCH_ROWS;

	for (uint32_t r = 0; r < last; r++) {
		struct row_words n = count_words(a, g, r, year);

		if (!is_header(n))
			continue;
		ret->header_row = r;
		ret->header_rows = 1;
		ret->sure = n.sure;
		for (uint32_t k = 1; k <= 3 && r + k < g->rows; k++) {
			if (!is_subheader(a, g, r, r + k, year))
				break;
			ret->header_rows++;
		}
		ret->body_row = r + ret->header_rows;
		return true;
	}
	return false;
}

/* The parent header of a column in an upper row, also where the format lost the merge. */
static const struct gcell *parent_of(const struct grid *g, const struct columns *cs, uint32_t col)
{
	for (uint32_t c = col + 1; c-- > 0;) {
		const struct gcell *up = grid_at(g, cs->header_row, c);

		if (up->text.s.n > 0)
			return up;
	}
	return NULL;
}

static bool is_sum_word(struct str s)
{
	return str_eq(s, STR("合计")) || str_eq(s, STR("总计")) || str_eq(s, STR("小计")) ||
	       str_eq(s, STR("总额")) || str_eq(s, STR("总投资")) || str_eq(s, STR("总数")) ||
	       str_eq(s, STR("共计"));
}

static void set_from(struct column *col, struct heading h)
{
	col->field = h.field;
	col->listed = h.sure && !h.composed;
	col->when = h.when;
	if (h.money_unit)
		col->money_unit = h.money_unit;
}

/* A part under 资金来源 or 总投资 names a source unless it is a sum. */
static void under_money(struct column *col, struct heading sub, struct str words, int64_t unit)
{
	col->money_unit = sub.money_unit ? sub.money_unit : unit;
	/* 县级资金 says who pays, 年度总投资 does not */
	if (is_sum_word(sub.words) || (sub.field == FIELD_MONEY && sub.sure && (!sub.composed || funds_only_announces(words))))
		col->field = FIELD_MONEY;
	else if (sub.field == FIELD_MONEY_DONE)
		col->field = FIELD_MONEY_DONE;
	else if (sub.field == FIELD_SOURCE && sub.sure)
		col->field = FIELD_SOURCE;
	else {
		col->field = FIELD_SOURCE_AMOUNT;
		col->label = words;
	}
}

static void type_by_header(struct arena *a, const struct grid *g, struct columns *cs, uint32_t c,
			   int year)
{
	struct column *col = &cs->v[c];
	uint32_t last = cs->header_row + cs->header_rows - 1;
	const struct gcell *low = grid_at(g, last, c);
	const struct gcell *up = cs->header_rows > 1 ? parent_of(g, cs, c) : NULL;
	struct heading h, parent;

	for (uint32_t r = last; low->text.s.n == 0 && r > cs->header_row; r--)
		low = grid_at(g, r - 1, c);
	h = heading_read(a, low->text.s, year);
	col->label = h.words.n ? h.words : low->text.s;
	set_from(col, h);
	/* 其中：县级财政 beside 年度投资 */
	if (str_starts(low->text.s, STR("其中")) && low->text.s.n > STR("其中:").n) {
		size_t from = STR("其中").n + (low->text.s.p[STR("其中").n] == ':');

		col->field = FIELD_SOURCE_AMOUNT;
		col->label = str_from(low->text.s, from);
		return;
	}
	if (up == NULL || up == low)
		return;
	parent = heading_read(a, up->text.s, year);
	if (!col->money_unit)
		col->money_unit = parent.money_unit;
	if (parent.field == FIELD_MONEY || parent.field == FIELD_SOURCE ||
	    str_has(up->text.s, STR("其中"))) {
		under_money(col, h, low->text.s, parent.money_unit);
	} else if (parent.field == FIELD_MONEY_DONE) {
		col->field = FIELD_MONEY_DONE;
	} else if (h.timed && (h.words.n == 0 || h.field == FIELD_PERIOD)) {
		col->field = parent.field == FIELD_PROGRESS ? FIELD_PROGRESS : FIELD_PERIOD;
	} else if (h.field == FIELD_NONE) {
		col->field = parent.field;
		if (parent.field == FIELD_LEADER)
			col->label = low->text.s;
	}
}

bool columns_find_header(struct arena *a, const struct grid *g, int year, struct columns *ret)
{
	struct columns cs = { 0 };

	cs.v = arena_alloc(a, g->cols * sizeof(*cs.v));
	if (!find_header(a, g, year, &cs))
		return false;
	for (uint32_t c = 0; c < g->cols; c++)
		type_by_header(a, g, &cs, c, year);
	columns_settle(a, g, &cs);
	*ret = cs;
	return true;
}

/*
 * A first row of short words without any number, over a body that has longer texts or numbers: headers
 * in words nobody knows.  Its columns are told by hints and by what they hold.
 */
static bool words_only(const struct grid *g, uint32_t row)
{
	enum { WORD_CHARS = 14 };
	uint32_t filled = 0;

	for (uint32_t c = 0; c < g->cols; c++) {
		struct str s = grid_str(g, row, c);

		if (!grid_own(g, row, c) || s.n == 0)
			continue;
		filled++;
		if (utf8_count(s) > WORD_CHARS || str_has(s, STR("。")) || str_has(s, STR(";")))
			return false;
		for (size_t i = 0; i < s.n; i++)
			if (zh_is_digit(s, i))
				return false;
	}
	return filled >= 3 && filled * 3 >= g->cols * 2;
}

/* Numbers, times and units below words that are none of these: how many columns. */
static int typed_below(const struct grid *g, uint32_t row)
{
	int columns = 0;

	for (uint32_t c = 0; c < g->cols; c++) {
		enum cell_kind head = kind_of_cell(grid_str(g, row, c));
		int n[CELL_KINDS] = { 0 }, own = 0;

		for (uint32_t r = row + 1; r < g->rows && r < row + SAMPLE_ROWS; r++)
			if (grid_own(g, r, c) && grid_str(g, r, c).n > 0) {
				n[kind_of_cell(grid_str(g, r, c))]++;
				own++;
			}
		for (int k = CELL_NUMBER; k <= CELL_PEOPLE; k++)
			columns += own > 1 && n[k] * 3 >= own * 2 && (int)head != k;
	}
	return columns;
}

static bool longer_below(const struct grid *g, uint32_t row)
{
	size_t head = 0, body = 0, rows = 0;
	bool number = false;

	for (uint32_t r = row; r < g->rows && r < row + SAMPLE_ROWS; r++)
		for (uint32_t c = 0; c < g->cols; c++) {
			struct str s = grid_own(g, r, c) ? grid_str(g, r, c) : STR("");

			*(r == row ? &head : &body) += utf8_count(s);
			rows += r > row && c == 0;
			number = number || (r > row && s.n > 0 && zh_is_digit(s, 0));
		}
	return rows >= 2 && number && (body * 2 > head * rows * 3 || typed_below(g, row) >= 3);
}

static bool unknown_header(struct arena *a, const struct grid *g, int year, struct columns *cs)
{
	enum { TITLE_ROWS = 4 };

	for (uint32_t r = 0; r + 2 < g->rows && r < TITLE_ROWS; r++) {
		if (!words_only(g, r) || !longer_below(g, r))
			continue;
		cs->header_row = r;
		cs->header_rows = 1;
		cs->body_row = r + 1;
		for (uint32_t c = 0; c < g->cols; c++)
			type_by_header(a, g, cs, c, year);
		return true;
	}
	return false;
}

bool columns_find(struct arena *a, const struct grid *g, int year, struct columns *ret)
{
	struct columns cs = { 0 };
	bool name = false, duty = false;

	if (columns_find_header(a, g, year, ret))
		return true;
	if (g->rows < 2 || g->cols < 2)
		return false;
	cs.v = arena_alloc(a, g->cols * sizeof(*cs.v));
	unknown_header(a, g, year, &cs);
	columns_settle(a, g, &cs);
	for (uint32_t c = 0; c < g->cols; c++) {
		name = name || cs.v[c].field == FIELD_NAME || cs.v[c].field == FIELD_TASK;
		duty = duty || cs.v[c].field == FIELD_LEAD || cs.v[c].field == FIELD_PLAN ||
		       cs.v[c].field == FIELD_DUTY || cs.v[c].field == FIELD_NO;
	}
	if (!name || !duty)
		return false;
	*ret = cs;
	return true;
}

bool columns_repeats(const struct grid *g, const struct columns *cs, uint32_t row)
{
	uint32_t same = 0, filled = 0;

	if (cs->header_rows == 0)
		return false;
	for (uint32_t c = 0; c < g->cols; c++) {
		struct str s = grid_str(g, row, c);

		if (s.n == 0)
			continue;
		filled++;
		for (uint32_t r = cs->header_row; r < cs->body_row; r++)
			if (str_eq(s, grid_str(g, r, c))) {
				same++;
				break;
			}
	}
	return filled >= 2 && same * 3 >= filled * 2;
}

bool columns_continue(struct arena *a, const struct grid *g, const struct columns *earlier,
		      uint32_t earlier_cols, struct columns *ret)
{
	if (g->cols != earlier_cols)
		return false;
	*ret = *earlier;
	ret->v = arena_alloc(a, g->cols * sizeof(*ret->v));
	memcpy(ret->v, earlier->v, g->cols * sizeof(*ret->v));
	ret->header_row = ret->body_row = 0;
	ret->header_rows = 0;
	return true;
}
