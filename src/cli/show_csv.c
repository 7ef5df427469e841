#include "cli/show.h"
#include "cli/words.h"
#include "model/programme_json.h"

/*
 * CSV for people with a spreadsheet: UTF-8 with a byte order mark, CRLF,
 * quotes per RFC 4180.  A cell that a spreadsheet would take for a formula
 * gets an apostrophe in front.  Money stands on the first row of its project
 * only, so that the column can be summed.
 */

enum column {
	COL_NO,
	COL_NAME,
	COL_FIELD,
	COL_TASK,
	COL_LEAD,
	COL_SUPPORT,
	COL_IMPLEMENT,
	COL_LEADERS,
	COL_FUNDS,
	COL_SOURCES,
	COL_SUB,
	COL_FROM,
	COL_DUE,
	COL_RECURS,
	COL_TEXT,
	COL_FIGURES,
	COL_PROGRESS,
	COL_PROBLEMS,
	COL_NEXT,
	COL_STATUS,
	COL_COUNT,
};

static const char *const heads[COL_COUNT] = {
	[COL_NO] = "序号",	       [COL_NAME] = "项目",	    [COL_FIELD] = "领域",
	[COL_TASK] = "年度任务",       [COL_LEAD] = "牵头单位",	    [COL_SUPPORT] = "配合单位",
	[COL_IMPLEMENT] = "实施单位",  [COL_LEADERS] = "责任人",    [COL_FUNDS] = "资金(万元)",
	[COL_SOURCES] = "资金来源",    [COL_SUB] = "节点小标题",    [COL_FROM] = "开始",
	[COL_DUE] = "时限",	       [COL_RECURS] = "周期",	    [COL_TEXT] = "节点内容",
	[COL_FIGURES] = "节点数量",    [COL_PROGRESS] = "进展情况", [COL_PROBLEMS] = "存在问题",
	[COL_NEXT] = "下步打算",       [COL_STATUS] = "状态",
};

static void put_cell(struct buf *out, struct str s, bool last)
{
	bool formula = s.n > 0 && memchr("=+-@\t\r", s.p[0], 6) != NULL;
	bool quotes = false;

	for (size_t i = 0; i < s.n && !quotes; i++)
		quotes = memchr(",\"\r\n", s.p[i], 4) != NULL;
	if (quotes)
		buf_char(out, '"');
	if (formula)
		buf_char(out, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_char(out, '"');
		buf_char(out, s.p[i]);
	}
	if (quotes)
		buf_char(out, '"');
	buf_str(out, last ? STR("\r\n") : STR(","));
}

static void put_row(struct buf *out, const struct str *file, const struct str cells[COL_COUNT])
{
	if (file != NULL)
		put_cell(out, *file, false);
	for (size_t c = 0; c < COL_COUNT; c++)
		put_cell(out, cells[c], c + 1 == COL_COUNT);
}

void show_csv_head(struct buf *out, bool with_file)
{
	struct str file = STR("文件"), cells[COL_COUNT];

	for (size_t c = 0; c < COL_COUNT; c++)
		cells[c] = str_of(heads[c]);
	buf_str(out, STR("\xEF\xBB\xBF"));
	put_row(out, with_file ? &file : NULL, cells);
}

static void item_cells(struct arena *a, const struct item *it, struct str cells[COL_COUNT])
{
	cells[COL_TASK] = it->task;
	cells[COL_LEAD] = unit_words(a, &it->lead);
	cells[COL_SUPPORT] = unit_words(a, &it->support);
	cells[COL_IMPLEMENT] = unit_words(a, &it->implement);
	cells[COL_LEADERS] = leader_words(a, &it->leaders);
	cells[COL_PROGRESS] = it->progress;
	cells[COL_PROBLEMS] = it->problems;
	cells[COL_NEXT] = it->next_plan;
	cells[COL_STATUS] = it->status;
}

static void milestone_cells(struct arena *a, const struct milestone *m,
			    struct str cells[COL_COUNT])
{
	cells[COL_SUB] = m->sub;
	cells[COL_FROM] = day_str(a, m->from);
	cells[COL_DUE] = day_str(a, m->due);
	cells[COL_RECURS] = str_of(recurs_words(m->recurs));
	cells[COL_TEXT] = m->text;
	cells[COL_FIGURES] = figures_words(a, &m->figures);
}

static void show_item(struct buf *out, struct arena *a, const struct item *it,
		      const struct str *file, struct str cells[COL_COUNT])
{
	item_cells(a, it, cells);
	for (size_t i = 0; i < it->milestones.n || i == 0; i++) {
		static const struct milestone none;

		milestone_cells(a, it->milestones.n > 0 ? &it->milestones.v[i] : &none, cells);
		put_row(out, file, cells);
		cells[COL_FUNDS] = cells[COL_SOURCES] = (struct str){ 0 };
	}
}

void show_csv(struct buf *out, struct arena *a, const struct shown *s, bool with_file)
{
	const struct project_list *l = &s->programme->projects;

	for (size_t i = 0; i < l->n; i++) {
		const struct project *p = &l->v[i];
		struct str cells[COL_COUNT] = {
			[COL_NO] = p->no,
			[COL_NAME] = p->name,
			[COL_FIELD] = p->field,
			[COL_FUNDS] = p->funds.has_total ? wan_plain(a, p->funds.total_fen) :
							  (struct str){ 0 },
			[COL_SOURCES] = source_words(a, &p->funds.sources),
		};

		for (size_t k = 0; k < p->items.n || k == 0; k++) {
			static const struct item none;

			show_item(out, a, p->items.n > 0 ? &p->items.v[k] : &none,
				  with_file ? &s->file : NULL, cells);
		}
	}
}
