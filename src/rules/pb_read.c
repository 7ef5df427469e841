#include "base/utf8.h"
#include "rules/pb_reader.h"

enum { TEXT_MAX = 1 << 20, PROJECTS_MAX = 100000, META_MAX = 1000 };

enum rc pb_wrong(const struct pb_reader *r, struct err *err)
{
	return err_within(err, RC_INPUT, "第%lld行", (long long)r->row);
}

struct str pb_meta(const struct pb *pb, const char *key)
{
	for (size_t i = 0; i < pb->meta.n; i++)
		if (str_eq(pb->meta.v[i].key, str_of(key)))
			return pb->meta.v[i].value;
	return (struct str){ 0 };
}

void pb_odd_add(struct pb_odd *odd, int64_t line)
{
	odd->first = odd->rows++ == 0 ? line : odd->first;
}

/* ---- numbers ---- */

bool pb_number(struct str s, int scale, int128 *ret)
{
	enum { DIGITS_MAX = 30 };
	int128 n = 0;
	int digits = 0, behind = -1;

	for (size_t i = 0; i < s.n; i++) {
		if ((s.p[i] == '.' || s.p[i] == ',') && behind < 0 && digits > 0) {
			behind = 0;
			continue;
		}
		if (s.p[i] < '0' || s.p[i] > '9' || ++digits > DIGITS_MAX)
			return false;
		n = n * 10 + (s.p[i] - '0');
		behind += behind >= 0;
	}
	if (digits == 0 || behind == 0 || behind > scale)
		return false;
	for (int i = behind < 0 ? 0 : behind; i < scale; i++)
		if (__builtin_mul_overflow(n, 10, &n))
			return false;
	*ret = n;
	return true;
}

/* Is "12,500" twelve and a half, or twelve thousand five hundred? */
static bool is_ambiguous(struct str s)
{
	size_t comma = str_find(s, STR(","));

	return comma != STR_NONE && s.n - comma - 1 == 3;
}

struct str pb_digits(struct arena *a, int128 n, int scale)
{
	enum { ROOM = 64 };
	char *end = arena_bytes(a, ROOM) + ROOM, *p = end;
	bool minus = n < 0;

	n = minus ? -n : n;
	for (; scale > 0 && n % 10 == 0; scale--)
		n /= 10;
	for (int i = 0; n > 0 || i <= scale; i++) {
		if (i == scale && i > 0)
			*--p = '.';
		*--p = (char)('0' + (int)(n % 10));
		n /= 10;
	}
	if (minus)
		*--p = '-';
	return (struct str){ p, (size_t)(end - p) };
}

/* Money and costs, with a sentence when they are none. */
static enum rc read_money(const struct pb_reader *r, struct str s, const char *what, int128 *ret,
			  struct err *err)
{
	int128 most = 1;

	for (int i = 0; i < 15 + PB_COST_SCALE; i++)
		most *= 10;
	if (s.n == 0)
		err_set(err, RC_INPUT, "%s是空的，请补上", what);
	else if (is_ambiguous(s))
		err_set(err, RC_INPUT, "%s「%.*s」的逗号分不清是小数点还是千位，请改写", what,
			STR_ARG(utf8_head(s, 40)));
	else if (!pb_number(s, PB_COST_SCALE, ret) || *ret > most)
		err_set(err, RC_INPUT, "%s「%.*s」不是金额", what, STR_ARG(utf8_head(s, 40)));
	else
		return RC_OK;
	return pb_wrong(r, err);
}

/* ---- META ---- */

static enum pb_kind kind_of(struct str s)
{
	static const char *const words[] = { "approval", "choose-1", "cumulative", "ordinal", "scoring" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_eq(s, str_of(words[i])))
			return (enum pb_kind)i;
	return PB_OTHER;
}

/* Keys without which, or with two values of which, nobody knows how to count. */
static bool decides(struct str key)
{
	static const char *const keys[] = { "budget", "vote_type", "rule", "min_project_score_threshold" };

	for (size_t i = 0; i < COUNT(keys); i++)
		if (str_eq(key, str_of(keys[i])))
			return true;
	return false;
}

static enum rc meta_row(struct pb_reader *r, struct err *err)
{
	struct str key = str_trim(r->cells[0]), value = { 0 };

	/* prose with a semicolon that nobody quoted: put together again */
	for (size_t i = 1; i < r->cell_count; i++)
		value = i == 1 ? r->cells[i] : arena_printf(r->a, "%.*s;%.*s", STR_ARG(value),
							    STR_ARG(r->cells[i]));
	if (key.n == 0)
		return RC_OK;
	value = str_trim(value);
	for (size_t i = 0; i < r->pb.meta.n; i++) {
		if (!str_eq(r->pb.meta.v[i].key, key))
			continue;
		if (str_eq(r->pb.meta.v[i].value, value))
			return RC_OK;
		if (!decides(key)) {
			pb_odd_add(&r->pb.meta_again, r->row);
			return RC_OK;
		}
		err_set(err, RC_INPUT, "META 里「%.*s」写了两次，内容不同", STR_ARG(utf8_head(key, 40)));
		return pb_wrong(r, err);
	}
	if (r->pb.meta.n == META_MAX) {
		err_set(err, RC_INPUT, "META 超过 %d 行", META_MAX);
		return pb_wrong(r, err);
	}
	*list_add(&r->pb.meta, r->a) =
		(struct pb_meta){ arena_str(r->a, key), arena_str(r->a, value) };
	return RC_OK;
}

/* META is complete: what the count cannot do without. */
static enum rc meta_end(struct pb_reader *r, struct err *err)
{
	if (pb_meta(&r->pb, "vote_type").n == 0)
		err_set(err, RC_INPUT, "META 里没有 vote_type（怎样填票），请补上");
	else {
		r->pb.kind = kind_of(pb_meta(&r->pb, "vote_type"));
		r->pb.budget = -1;
		if (pb_meta(&r->pb, "budget").n == 0)
			return RC_OK;
		return read_money(r, pb_meta(&r->pb, "budget"), "META 里的 budget", &r->pb.budget, err);
	}
	return pb_wrong(r, err);
}

/* ---- PROJECTS ---- */

/* The column of this name, SIZE_MAX for none. */
static size_t column(const struct pb_reader *r, const char *name)
{
	for (size_t i = 0; i < r->cell_count; i++)
		if (str_eq(str_trim(r->cells[i]), str_of(name)))
			return i;
	return SIZE_MAX;
}

static enum rc projects_header(struct pb_reader *r, struct err *err)
{
	r->id = column(r, "project_id");
	r->cost = column(r, "cost");
	r->name = column(r, "name");
	r->votes_column = column(r, "votes");
	r->score = column(r, "score");
	r->selected = column(r, "selected");
	if (r->id == SIZE_MAX)
		err_set(err, RC_INPUT, "PROJECTS 的表头里没有 project_id 一栏");
	else if (r->cost == SIZE_MAX)
		err_set(err, RC_INPUT, "PROJECTS 的表头里没有 cost 一栏");
	else
		return RC_OK;
	return pb_wrong(r, err);
}

static struct str cell(const struct pb_reader *r, size_t at)
{
	return at < r->cell_count ? str_trim(r->cells[at]) : (struct str){ 0 };
}

static struct pb_published published(const struct pb_reader *r)
{
	struct pb_published p = { .votes = -1, .selected = -1, .score = arena_str(r->a, cell(r, r->score)) };
	struct str selected = cell(r, r->selected);
	int128 n;

	p.has_score = p.score.n > 0;
	if (pb_number(cell(r, r->votes_column), 0, &n) && n < INT64_MAX)
		p.votes = (int64_t)n;
	if (selected.n == 1 && selected.p[0] >= '0' && selected.p[0] <= '9')
		p.selected = selected.p[0] - '0';
	return p;
}

static enum rc project_row(struct pb_reader *r, struct err *err)
{
	struct pb_project p = { .left = -1 };
	struct str id = cell(r, r->id);
	enum rc rc;

	if (id.n == 0)
		err_set(err, RC_INPUT, "project_id 是空的");
	else if (r->pb.projects.n == PROJECTS_MAX)
		err_set(err, RC_INPUT, "项目超过 %d 个", PROJECTS_MAX);
	else if (str_has(id, STR(",")))
		err_set(err, RC_INPUT, "project_id「%.*s」里有逗号", STR_ARG(utf8_head(id, 40)));
	if (err->msg[0] != '\0')
		return pb_wrong(r, err);
	for (size_t i = 0; i < r->pb.projects.n; i++) {
		if (!str_eq(r->pb.projects.v[i].id, id))
			continue;
		err_set(err, RC_INPUT, "project_id「%.*s」用了两次", STR_ARG(utf8_head(id, 40)));
		return pb_wrong(r, err);
	}
	rc = read_money(r, cell(r, r->cost), "cost", &p.cost, err);
	if (rc != RC_OK)
		return rc;
	p.id = arena_str(r->a, id);
	p.name = arena_str(r->a, cell(r, r->name));
	p.published = published(r);
	*list_add(&r->pb.projects, r->a) = p;
	return RC_OK;
}

/* ---- VOTES ---- */

static enum rc votes_header(struct pb_reader *r, struct err *err)
{
	r->v.vote = column(r, "vote");
	r->v.points = column(r, "points");
	r->v.voter = column(r, "voter_id");
	if (r->v.vote == SIZE_MAX) {
		err_set(err, RC_INPUT, "VOTES 的表头里没有 vote 一栏");
		return pb_wrong(r, err);
	}
	return pb_votes_start(r, err);
}

/* ---- rows ---- */

/* Splits a row into cells; text of quoted ones goes to r->text.  False with too many cells. */
static bool split(struct pb_reader *r, struct str row)
{
	size_t i = 0;

	r->cell_count = 0;
	buf_reset(&r->text);
	/* cells point into the buffer, so it must not move */
	if (!buf_room(&r->text, row.n + 1))
		return false;
	for (;;) {
		size_t from = i, at = r->text.n;

		if (r->cell_count == PB_CELLS_MAX)
			return false;
		if (i < row.n && row.p[i] == '"') {
			for (i++; i < row.n; i++) {
				if (row.p[i] == '"' && i + 1 < row.n && row.p[i + 1] == '"')
					i++;
				else if (row.p[i] == '"')
					break;
				buf_char(&r->text, row.p[i]);
			}
			for (i += i < row.n; i < row.n && row.p[i] != ';'; i++)
				buf_char(&r->text, row.p[i]);
			r->cells[r->cell_count++] = (struct str){ r->text.p + at, r->text.n - at };
		} else {
			while (i < row.n && row.p[i] != ';')
				i++;
			r->cells[r->cell_count++] = str_cut(row, from, i);
		}
		if (i >= row.n)
			return true;
		i++;
	}
}

/* META, PROJECTS or VOTES alone in a row, perhaps with empty cells behind it. */
static enum pb_section title_of(const struct pb_reader *r)
{
	static const char *const titles[] = { [PB_META] = "META", [PB_PROJECTS] = "PROJECTS",
					      [PB_VOTES] = "VOTES" };

	if (r->section == PB_VOTES && r->cell_count > 1)
		return PB_NOWHERE;
	for (size_t i = 1; i < r->cell_count; i++)
		if (r->cells[i].n > 0)
			return PB_NOWHERE;
	for (int i = PB_META; i <= PB_VOTES; i++)
		if (str_eq(str_trim(r->cells[0]), str_of(titles[i])))
			return (enum pb_section)i;
	return PB_NOWHERE;
}

static enum rc begin_section(struct pb_reader *r, enum pb_section section, struct err *err)
{
	if (section != r->section + 1) {
		err_set(err, RC_INPUT, section <= r->section ? "「%.*s」又出现了一次；一份文件只装一次表决" :
							       "「%.*s」出现得太早；顺序是 META、PROJECTS、VOTES",
			STR_ARG(str_trim(r->cells[0])));
		return pb_wrong(r, err);
	}
	r->section = section;
	r->header_due = true;
	return section == PB_PROJECTS ? meta_end(r, err) : RC_OK;
}

static enum rc take_header(struct pb_reader *r, struct err *err)
{
	r->header_due = false;
	if (r->section == PB_PROJECTS)
		return projects_header(r, err);
	if (r->section == PB_VOTES)
		return votes_header(r, err);
	if (!str_eq(str_trim(r->cells[0]), STR("key")))
		return meta_row(r, err);
	return RC_OK;
}

/* An empty line; among ballots one with semicolons is a ballot that names nothing. */
static bool is_blank(const struct pb_reader *r)
{
	if (r->section == PB_VOTES && r->cell_count > 1)
		return false;
	for (size_t i = 0; i < r->cell_count; i++)
		if (str_trim(r->cells[i]).n > 0)
			return false;
	return true;
}

/* One row without its line end. */
static enum rc take_row(struct pb_reader *r, struct str row, struct err *err)
{
	enum pb_section title;

	if (row.n > 0 && row.p[row.n - 1] == '\r')
		row.n--;
	if (r->section == PB_NOWHERE && str_starts(row, STR("\xEF\xBB\xBF")))
		row = str_from(row, 3);
	if (utf8_invalid(row) != STR_NONE || (row.n > 0 && memchr(row.p, '\0', row.n) != NULL)) {
		err_set(err, RC_INPUT, "不是 UTF-8 编码的文字，请另存为 UTF-8 再试");
		return pb_wrong(r, err);
	}
	if (!split(r, row)) {
		err_set(err, RC_INPUT, "这一行超过 %d 栏", PB_CELLS_MAX);
		return pb_wrong(r, err);
	}
	title = title_of(r);
	if (title != PB_NOWHERE)
		return begin_section(r, title, err);
	if (is_blank(r))
		return RC_OK;
	if (r->section == PB_NOWHERE) {
		err_set(err, RC_INPUT, "第一行应是 META");
		return pb_wrong(r, err);
	}
	if (r->header_due)
		return take_header(r, err);
	if (r->section == PB_META)
		return meta_row(r, err);
	return r->section == PB_PROJECTS ? project_row(r, err) : pb_votes_row(r, err);
}

/* Where the row that begins at byte 0 ends: at a line end outside quotes; STR_NONE when it has not come. */
static size_t row_end(struct str s)
{
	bool quoted = false, begins = true;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (quoted && c == '"' && i + 1 < s.n && s.p[i + 1] == '"')
			i++;
		else if (quoted)
			quoted = c != '"';
		else if (c == '\n')
			return i;
		else
			quoted = c == '"' && begins;
		begins = c == ';' && !quoted;
	}
	return STR_NONE;
}

static int64_t count_lines(struct str s)
{
	int64_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

struct pb_reader *pb_reader_new(struct arena *a)
{
	struct pb_reader *r = arena_alloc(a, sizeof(*r));

	*r = (struct pb_reader){ .a = a, .carry = BUF_INIT(2 * PB_LINE_MAX), .text = BUF_INIT(TEXT_MAX) };
	return r;
}

static void let_go(struct pb_reader *r)
{
	buf_free(&r->carry);
	buf_free(&r->text);
	pb_voters_free(&r->v.voters);
}

static enum rc too_long(struct pb_reader *r, struct err *err)
{
	r->row = r->line + 1;
	err_set(err, RC_INPUT, "这一行超过 %d 字节，或者引号没有配对", PB_LINE_MAX);
	return pb_wrong(r, err);
}

/* A row that is whole, at the beginning of s. */
static enum rc take_first(struct pb_reader *r, struct str s, size_t end, struct err *err)
{
	struct str row = str_cut(s, 0, end);

	if (end > PB_LINE_MAX)
		return too_long(r, err);
	r->row = r->line + 1;
	r->line += 1 + count_lines(row);
	return take_row(r, row, err);
}

/* The row whose beginning was carried over ends in s, or goes on; *used bytes of s were taken. */
static enum rc finish_carry(struct pb_reader *r, struct str s, size_t *used, struct err *err)
{
	size_t had = r->carry.n, room = 2 * PB_LINE_MAX - had, end;
	enum rc rc = RC_OK;

	*used = s.n < room ? s.n : room;
	buf_str(&r->carry, str_cut(s, 0, *used));
	end = row_end(buf_text(&r->carry));
	if (end == STR_NONE)
		return r->carry.n > PB_LINE_MAX ? too_long(r, err) : RC_OK;
	*used = end + 1 - had;
	rc = take_first(r, buf_text(&r->carry), end, err);
	buf_reset(&r->carry);
	return rc;
}

/* Each voter should have one ballot. */
static void check_voters(struct pb_reader *r)
{
	pb_voters_settle(&r->v.voters);
	r->pb.again = (struct pb_odd){ r->v.voters.again, r->v.voters.twice };
	r->pb.many_voters = r->v.voters.full;
}

enum rc pb_push(struct pb_reader *r, struct str s, struct err *err)
{
	enum rc rc = RC_OK;

	while (rc == RC_OK && s.n > 0) {
		size_t used = 0, end;

		if (r->carry.n > 0) {
			rc = finish_carry(r, s, &used, err);
		} else {
			if (r->section == PB_VOTES && !r->header_due) {
				pb_votes_fast(r, s, &used);
				s = str_from(s, used);
				if (s.n == 0)
					break;
			}
			end = row_end(s);
			used = end == STR_NONE ? s.n : end + 1;
			if (end != STR_NONE)
				rc = take_first(r, s, end, err);
			else if (s.n > PB_LINE_MAX)
				rc = too_long(r, err);
			else
				buf_str(&r->carry, s);
		}
		s = str_from(s, used);
	}
	if (rc != RC_OK)
		let_go(r);
	return rc;
}

enum rc pb_end(struct pb_reader *r, struct pb *ret, struct err *err)
{
	enum rc rc = RC_OK;

	if (r->carry.n > 0) {
		/* the last row may lack its line end, but not a closing quote */
		buf_char(&r->carry, '\n');
		rc = row_end(buf_text(&r->carry)) == r->carry.n - 1 ?
			     take_first(r, buf_text(&r->carry), r->carry.n - 1, err) :
			     too_long(r, err);
	}
	if (rc == RC_OK && (r->section != PB_VOTES || r->header_due))
		rc = err_set(err, RC_INPUT, "文件不完整：没有 VOTES（选票）一节");
	if (rc == RC_OK) {
		check_voters(r);
		pb_votes_end(r);
	}
	let_go(r);
	if (rc == RC_OK)
		*ret = r->pb;
	return rc;
}
