#include "model/words.h"

#include "base/buf.h"

const char *kind_words(enum programme_kind kind)
{
	switch (kind) {
	case KIND_CANDIDATES:
		return "民生实事候选项目清单";
	case KIND_TASKS:
		return "民生实事任务清单";
	case KIND_LEDGER:
		return "民生实事进展台账";
	case KIND_REPORT:
		return "民生实事完成情况报告";
	case KIND_UNKNOWN:
		break;
	}
	return "民生实事文件（类别不明）";
}

const char *mode_words(enum figure_mode mode)
{
	switch (mode) {
	case MODE_INCREMENT:
		return "当期数";
	case MODE_CUMULATIVE:
		return "累计数";
	case MODE_UNKNOWN:
		break;
	}
	return "";
}

const char *compare_words(enum compare cmp)
{
	switch (cmp) {
	case CMP_AT_LEAST:
		return "不少于";
	case CMP_ABOVE:
		return "超过";
	case CMP_AT_MOST:
		return "不超过";
	case CMP_ABOUT:
		return "约";
	case CMP_ASPIRE:
		return "力争";
	case CMP_NONE:
		break;
	}
	return "";
}

const char *recurs_words(enum recurs recurs)
{
	switch (recurs) {
	case RECURS_MONTH:
		return "每月";
	case RECURS_QUARTER:
		return "每季度";
	case RECURS_YEAR:
		return "每年";
	case RECURS_NO:
		break;
	}
	return "";
}

struct str wan_plain(struct arena *a, int64_t fen)
{
	return dec_str(a, dec_norm((struct dec){ fen, 6 }));
}

struct str wan_words(struct arena *a, int64_t fen)
{
	struct str plain = wan_plain(a, fen);
	size_t point = str_find(plain, STR("."));
	size_t digits = point == STR_NONE ? plain.n : point;
	char *to = arena_bytes(a, plain.n * 2);
	size_t n = 0;

	for (size_t i = 0; i < plain.n; i++) {
		to[n++] = plain.p[i];
		if (i + 1 < digits && (digits - i - 1) % 3 == 0 && plain.p[i] != '-')
			to[n++] = ',';
	}
	return (struct str){ to, n };
}

struct str due_words(struct arena *a, struct day d, int year)
{
	struct str s = day_str(a, d);

	return d.year == year && s.n > 5 ? str_from(s, 5) : s;
}

/* ---- lists ---- */

static void joined(struct buf *b, struct str separator, struct str s)
{
	if (s.n == 0)
		return;
	if (b->n > 0)
		buf_str(b, separator);
	buf_str(b, s);
}

/* The buffer's text in the arena; the buffer is freed. */
static struct str kept(struct arena *a, struct buf *b)
{
	struct str s = arena_str(a, buf_text(b));

	buf_free(b);
	return s;
}

enum { WORDS_MAX = 64 << 20 };

struct str unit_words(struct arena *a, const struct unit_list *units)
{
	struct buf b = BUF_INIT(WORDS_MAX);

	for (size_t i = 0; i < units->n; i++)
		joined(&b, STR("、"), units->v[i].name);
	return kept(a, &b);
}

struct str leader_words(struct arena *a, const struct leader_list *l)
{
	struct buf b = BUF_INIT(WORDS_MAX);

	for (size_t i = 0; i < l->n; i++)
		joined(&b, STR("；"),
		       arena_printf(a, "%.*s%s%.*s", STR_ARG(l->v[i].role),
				    l->v[i].role.n > 0 ? " " : "", STR_ARG(l->v[i].name)));
	return kept(a, &b);
}

struct str source_words(struct arena *a, const struct source_list *l)
{
	struct buf b = BUF_INIT(WORDS_MAX);

	for (size_t i = 0; i < l->n; i++) {
		const struct source *s = &l->v[i];
		struct str amount = s->has_amount ? wan_plain(a, s->fen) : (struct str){ 0 };

		joined(&b, STR("；"),
		       arena_printf(a, "%.*s%s%.*s%s", STR_ARG(s->name), amount.n > 0 ? " " : "",
				    STR_ARG(amount), amount.n > 0 ? "万元" : ""));
	}
	return kept(a, &b);
}

struct str figure_words(struct arena *a, const struct figure *f)
{
	return arena_printf(a, "%.*s%.*s%s%s%.*s%.*s", STR_ARG(f->stage), STR_ARG(f->what),
			    f->stage.n + f->what.n > 0 ? " " : "", compare_words(f->cmp),
			    STR_ARG(dec_str(a, f->n)), STR_ARG(f->unit));
}

struct str figures_words(struct arena *a, const struct figure_list *l)
{
	struct buf b = BUF_INIT(WORDS_MAX);

	for (size_t i = 0; i < l->n; i++) {
		const struct figure *f = &l->v[i];
		struct str s = figure_words(a, f);

		if (f->mode != MODE_UNKNOWN)
			s = arena_printf(a, "%.*s（%s）", STR_ARG(s), mode_words(f->mode));
		joined(&b, STR("；"), s);
	}
	return kept(a, &b);
}
