#include "cli/show_count.h"

static struct str clean_meta(struct arena *a, const struct pb *pb, const char *key)
{
	return text_clean(a, pb_meta(pb, key));
}

/* ---- the sheet ---- */

static struct str money(struct arena *a, int128 n)
{
	return pb_digits(a, n, PB_COST_SCALE);
}

static void show_head(struct cli *cli, struct arena *a, struct str file, const struct pb *pb)
{
	struct buf *out = &cli->out.b;
	struct str title = clean_meta(a, pb, "description");

	if (title.n == 0)
		title = STR("参与式预算投票");
	style_text(out, STYLE_BOLD, cli->colour, title);
	buf_char(out, '\n');
	style_text(out, STYLE_BOLD, cli->colour, STR("计票结果"));
	buf_char(out, '\n');
	style_text(out, STYLE_DIM, cli->colour,
		   text_short(a, arena_printf(a, "文件 %.*s", STR_ARG(file)), cli->width));
	buf_str(out, STR("\n\n"));
	show_label(cli, a, "地方", STYLE_PLAIN,
		   arena_printf(a, "%.*s %.*s %.*s %.*s", STR_ARG(clean_meta(a, pb, "country")),
				STR_ARG(clean_meta(a, pb, "unit")), STR_ARG(clean_meta(a, pb, "subunit")),
				STR_ARG(clean_meta(a, pb, "instance"))));
	show_label(cli, a, "填票", STYLE_PLAIN, pb_meta(pb, "vote_type"));
	show_label(cli, a, "规则", STYLE_PLAIN, pb->rule_name);
	if (pb->budget >= 0)
		show_label(cli, a, "资金", STYLE_PLAIN,
			   arena_printf(a, "%.*s %.*s", STR_ARG(money(a, pb->budget)),
					STR_ARG(clean_meta(a, pb, "currency"))));
	show_label(cli, a, "选票", STYLE_PLAIN,
		   arena_printf(a, "%lld 张，其中 %lld 张没有选任何项目；项目 %zu 个", (long long)pb->ballots,
				(long long)pb->empty, pb->projects.n));
	buf_char(out, '\n');
}

static const char *selected_words(const struct pb *pb, const struct pb_project *p)
{
	static const char *const words[] = {
		[SELECTED_NO] = "未入选", [SELECTED_YES] = "入选", [SELECTED_PARTLY] = "入选（80%）",
		[SELECTED_TIED] = "并列待定",
	};

	if (pb->rule == PB_PARTLY && p->selected == SELECTED_PARTLY)
		return "得到余款";
	return pb->rule == PB_NOT_COMPUTED ? "" : words[p->selected];
}

static const char *published_words(const struct pb *pb, const struct pb_project *p)
{
	static const char *const words[] = { "未入选", "入选", "标注 2", "标注 3" };
	static const char *const custom[] = { "未入选", "入选", "入选（80%）", "后补" };
	int selected = p->published.selected;

	if (selected < 0 || selected >= (int)COUNT(words))
		return "";
	return pb->rule == PB_80 ? custom[selected] : words[selected];
}

static enum style selected_style(enum selected s)
{
	return s == SELECTED_TIED ? STYLE_ASK : s == SELECTED_NO ? STYLE_PLAIN : STYLE_GOOD;
}

static const struct column columns[] = {
	{ .head = "编号" },
	{ .head = "项目", .share = 1, .min = 20 },
	{ .head = "金额", .align = ALIGN_POINT },
	{ .head = "票数", .align = ALIGN_RIGHT },
	{ .head = "得分", .align = ALIGN_POINT },
	{ .head = "名次", .align = ALIGN_RIGHT },
	{ .head = "结果" },
	{ .head = "公布" },
};

static bool has_points(const struct pb *pb)
{
	for (size_t i = 0; i < pb->projects.n; i++)
		if (pb->projects.v[i].score != pb->projects.v[i].votes)
			return true;
	return false;
}

static void show_table(struct cli *cli, struct arena *a, const struct pb *pb)
{
	struct table t = table_start(a, columns, COUNT(columns));
	bool points = has_points(pb);

	for (size_t i = 0; i < pb->projects.n; i++) {
		const struct pb_project *p = &pb->projects.v[i];
		const struct cell_text cells[] = {
			{ .text = text_clean(a, p->id) },
			{ .text = text_clean(a, p->name), .lines_max = 2 },
			{ .text = money(a, p->cost) },
			{ .text = arena_printf(a, "%lld", (long long)p->votes) },
			{ .text = points ? pb_digits(a, p->score, pb->scale) : STR("") },
			{ .text = arena_printf(a, "%d", p->place) },
			{ .text = str_of(selected_words(pb, p)), .style = selected_style(p->selected) },
			{ .text = str_of(published_words(pb, p)), .style = STYLE_DIM },
		};

		table_row(&t, false);
		for (size_t k = 0; k < COUNT(cells); k++)
			table_put(&t, k, cells[k]);
	}
	table_print(&t, &cli->out.b, cli->width, cli->colour);
	buf_char(&cli->out.b, '\n');
}

static struct str tied_list(struct arena *a, const struct pb *pb)
{
	struct str s = { 0 };

	for (size_t i = 0; i < pb->projects.n; i++)
		if (pb->projects.v[i].selected == SELECTED_TIED)
			s = arena_printf(a, "%.*s%s%.*s", STR_ARG(s), s.n > 0 ? "、" : "",
					 STR_ARG(pb->projects.v[i].id));
	return s;
}

void show_pb(struct cli *cli, struct arena *a, struct str file, const struct pb *pb)
{
	int128 spent = 0;
	size_t selected = 0;
	struct str tied = tied_list(a, pb);

	show_head(cli, a, file, pb);
	show_table(cli, a, pb);
	for (size_t i = 0; i < pb->projects.n; i++) {
		const struct pb_project *p = &pb->projects.v[i];

		if (p->selected != SELECTED_YES && p->selected != SELECTED_PARTLY)
			continue;
		selected++;
		spent += pb->rule == PB_PARTLY && p->selected == SELECTED_PARTLY ? p->left : p->cost;
	}
	if (pb->rule != PB_NOT_COMPUTED)
		show_label(cli, a, "结果", STYLE_BOLD,
			   arena_printf(a, "%zu 项入选，合计 %.*s。", selected, STR_ARG(money(a, spent))));
	if (tied.n > 0)
		show_label(cli, a, "并列", STYLE_BOLD,
			   arena_printf(a, "%.*s：得分相同，规则没有定谁先谁后，哪些入选取决于先后。", STR_ARG(tied)));
	for (size_t i = 0; i < pb->notes.n; i++)
		show_label(cli, a, i == 0 ? "说明" : "", STYLE_PLAIN, pb->notes.v[i]);
}

/* ---- one project ---- */

enum rc show_pb_explain(struct cli *cli, struct arena *a, const struct pb *pb, struct str id, struct err *err)
{
	size_t at = 0;
	const struct pb_project *p;

	while (at < pb->projects.n && !str_eq(pb->projects.v[at].id, id))
		at++;
	if (at == pb->projects.n)
		return err_set(err, RC_INPUT, "没有编号为「%.*s」的项目，请用文件里的 project_id", STR_ARG(id));
	p = &pb->projects.v[at];
	style_text(&cli->out.b, STYLE_BOLD, cli->colour,
		   arena_printf(a, "%.*s %.*s", STR_ARG(text_clean(a, p->id)), STR_ARG(text_clean(a, p->name))));
	buf_str(&cli->out.b, STR("\n\n"));
	show_label(cli, a, "规则", STYLE_PLAIN, pb->rule_name);
	if (pb->budget >= 0)
		show_label(cli, a, "资金", STYLE_PLAIN,
			   arena_printf(a, "总额 %.*s，这一项 %.*s", STR_ARG(money(a, pb->budget)),
					STR_ARG(money(a, p->cost))));
	show_label(cli, a, "票数", STYLE_PLAIN,
		   arena_printf(a, "%lld 张票里有 %lld 张点到它", (long long)pb->ballots, (long long)p->votes));
	show_label(cli, a, "得分", STYLE_PLAIN, pb_digits(a, p->score, pb->scale));
	show_label(cli, a, "公布", STYLE_PLAIN, str_of(published_words(pb, p)));
	show_label(cli, a, "结论", STYLE_BOLD, pb_reason(a, pb, at));
	return RC_OK;
}

/* ---- JSON ---- */

static void by_project(struct json *w, struct arena *a, const struct pb *pb, const char *key, bool score)
{
	json_key(w, key);
	json_row_object(w);
	for (size_t i = 0; i < pb->projects.n; i++) {
		const struct pb_project *p = &pb->projects.v[i];

		json_key_of(w, p->id);
		if (score)
			json_digits(w, pb_digits(a, p->score, pb->scale));
		else
			json_int(w, p->votes);
	}
	json_end(w);
}

static void by_selected(struct json *w, const struct pb *pb, const char *key, enum selected s,
			enum selected other)
{
	json_key(w, key);
	json_row_array(w);
	for (size_t i = 0; i < pb->projects.n; i++)
		if (pb->projects.v[i].selected == s || pb->projects.v[i].selected == other)
			json_str(w, pb->projects.v[i].id);
	json_end(w);
}

void show_pb_json(struct json *w, struct arena *a, struct str file, const struct pb *pb, bool with_file)
{
	json_object(w);
	if (with_file) {
		json_key(w, "file");
		json_str(w, file);
	}
	by_project(w, a, pb, "votes", false);
	by_project(w, a, pb, "score", true);
	by_selected(w, pb, "selected", SELECTED_YES, SELECTED_PARTLY);
	by_selected(w, pb, "tied", SELECTED_TIED, SELECTED_TIED);
	json_key(w, "rule");
	json_str(w, pb->rule_name);
	json_key(w, "valid");
	json_int(w, pb->ballots);
	json_key(w, "invalid");
	json_int(w, 0);
	json_key(w, "computed");
	json_bool(w, pb->rule != PB_NOT_COMPUTED);
	json_key(w, "partly");
	json_row_array(w);
	for (size_t i = 0; i < pb->projects.n; i++)
		if (pb->projects.v[i].selected == SELECTED_PARTLY)
			json_str(w, pb->projects.v[i].id);
	json_end(w);
	json_key(w, "notes");
	json_array(w);
	for (size_t i = 0; i < pb->notes.n; i++)
		json_str(w, pb->notes.v[i]);
	json_end(w);
	json_end(w);
}
