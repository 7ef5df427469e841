#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "rules/pb.h"
#include "rules/pb_voters.h"

#define META(more) "META\nkey;value\nbudget;100\nvote_type;approval\nrule;greedy\n" more
#define PROJECTS "PROJECTS\nproject_id;cost\n1;60\n2;50\n3;40\n"
#define VOTES "VOTES\nvoter_id;vote\n"

#define CUSTOM(more)                                                                       \
	"META\nbudget;100\nvote_type;approval\nrule;greedy-custom\n" more PROJECTS VOTES \
	"a;1\nb;1,2\nc;1,2,3\n"
#define CUSTOM_SKIPS "规则「greedy-custom」按 META 的 leftover_budget 计算：放不下的跳过，后面放得下的列入。"
#define CUSTOM_PARTLY "规则「greedy-custom」按 META 的 leftover_budget 计算：首个放不下的得到余款，到此为止。"
#define CUSTOM_80 "规则「greedy-custom」的办法没有写明，按「遇到放不下的为止，余款够它的 80% 也列入」计算。"
/* bytes behind the last ballot, so that it can be read in blocks */
#define LINES "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"

#define AGAIN "这一行的 voter_id 前面已经有一张票了，照原文件都计入"

/* "id:votes/score/result …" and the notes, or the sentence; read in pieces of so many bytes. */
static struct str answer(struct arena *a, struct str bytes, size_t piece)
{
	static const char *const words[] = { "-", "+", "80", "=" };
	struct pb_reader *r = pb_reader_new(a);
	struct pb pb = { 0 };
	struct err err = { 0 };
	enum rc rc = RC_OK;
	struct str s = { 0 };

	while (rc == RC_OK && bytes.n > 0) {
		size_t n = bytes.n < piece ? bytes.n : piece;
		char *copy = malloc(n);

		memcpy(copy, bytes.p, n);
		rc = pb_push(r, (struct str){ copy, n }, &err);
		free(copy);
		bytes = str_from(bytes, n);
	}
	if (rc == RC_OK)
		rc = pb_end(r, &pb, &err);
	if (rc == RC_OK)
		rc = pb_select(a, &pb, NULL, &err);
	assert_int_equal(rc == RC_OK, err.msg[0] == '\0');
	if (rc != RC_OK)
		return arena_str(a, str_of(err.msg));
	for (size_t i = 0; i < pb.projects.n; i++) {
		const struct pb_project *p = &pb.projects.v[i];

		s = arena_printf(a, "%.*s%.*s:%lld/%.*s/%s ", STR_ARG(s), STR_ARG(p->id), (long long)p->votes,
				 STR_ARG(pb_digits(a, p->score, pb.scale)), words[p->selected]);
	}
	s = arena_printf(a, "%.*s%lld%s", STR_ARG(s), (long long)pb.ballots, pb.notes.n > 0 ? " " : "");
	for (size_t i = 0; i < pb.notes.n; i++)
		s = arena_printf(a, "%.*s%.*s", STR_ARG(s), STR_ARG(pb.notes.v[i]));
	return s;
}

static const struct {
	const char *text, *want;
} rows[] = {
	/* approval; what is skipped; an empty ballot; a project named twice counts once */
	{ META("") PROJECTS VOTES "a;1\nb;1,2\nc;1,2,3\nd;\ne;1,1\n", "1:4/4/+ 2:2/2/- 3:1/1/+ 5" },
	{ "META\r\nkey;value\r\nbudget;100\r\nvote_type;approval\r\nrule;greedy\r\nPROJECTS\r\nproject_id;cost\r\n1;60\r\n"
	  "VOTES\r\nvoter_id;vote\r\na;1\r\nb;\r\n",
	  "1:1/1/+ 2" },
	/* quotes, semicolons and line ends in them, ids of any length, no line end at the end */
	{ META("comment;\"#1: a; \"\"b\"\"\nc\"\n") "PROJECTS\nname;cost;project_id\n\"a;b\";10;a-very-long-id\nx;20;129-0\n"
	  "VOTES\nage;vote;voter_id\n30;\"129-0,a-very-long-id\";1\n;129-0;2\n\"3\"\"0\";\"a-very-long-id\";3",
	  "a-very-long-id:2/2/+ 129-0:2/2/+ 3" },
	/* a quote that does not begin a cell is a letter */
	{ META("") "PROJECTS\nproject_id;cost;name\n1;60;Park \"A\"\n" VOTES "a;1\n", "1:1/1/+ 1" },
	/* a voter without id is nobody in particular */
	{ META("") PROJECTS VOTES ";1\n;1\n", "1:2/2/+ 2:0/0/- 3:0/0/+ 2" },
	/* points */
	{ "META\nbudget;100\nvote_type;cumulative\nrule;greedy\n" PROJECTS "VOTES\nvoter_id;vote;points\na;1,2;3,4\nb;2;1\nc;;\n",
	  "1:1/3/- 2:2/5/+ 3:0/0/+ 3" },
	{ "META\nbudget;100\nvote_type;cumulative\nrule;greedy\n" PROJECTS
	  "VOTES\nvoter_id;points;vote\na;0.5,4;1,2\nb;0.25;1\nc;1;3\n",
	  "1:2/0.75/- 2:1/4/+ 3:1/1/+ 3" },
	/* ordinal: Borda by the ballot's own length */
	{ "META\nbudget;100\nvote_type;ordinal\nrule;greedy\n" PROJECTS VOTES "a;3,1,2\nb;2\nc;1,2\n", "1:2/4/+ 2:3/3/- 3:1/3/+ 3" },
	/* the other rules */
	{ "META\nbudget;100\nvote_type;approval\nrule;greedy-no-skip\n" PROJECTS VOTES "a;1\nb;1,2\nc;1,2,3\n", "1:3/3/+ 2:2/2/- 3:1/1/- 3" },
	{ "META\nbudget;100\nvote_type;approval\nrule;greedy-custom\n" PROJECTS VOTES "a;1\nb;1,2\nc;1,2,3\n", "1:3/3/+ 2:2/2/80 3:1/1/- 3" },
	{ "META\nbudget;99.99\nvote_type;approval\nrule;greedy-custom\n" PROJECTS VOTES "a;1\nb;1,2\nc;1,2,3\n", "1:3/3/+ 2:2/2/- 3:1/1/- 3" },
	/* greedy-custom is what the file says: leftover_budget, the 80 % rule in the comment, or nothing that is known here */
	{ CUSTOM("leftover_budget;Fund additional projects that fit within leftover budget ordered by score\n"), "1:3/3/+ 2:2/2/- 3:1/1/+ 3 " CUSTOM_SKIPS },
	{ CUSTOM("comment;#1: selected=2 marks other money\nleftover_budget;Partially fund one additional project with highest score\n"),
	  "1:3/3/+ 2:2/2/80 3:1/1/- 3 " CUSTOM_PARTLY },
	{ CUSTOM("comment;#1: if the rest covers at least 80% of it\n"), "1:3/3/+ 2:2/2/80 3:1/1/- 3" },
	{ CUSTOM("comment;#1: our own rule\n"), "1:3/3/+ 2:2/2/80 3:1/1/- 3 " CUSTOM_80 },
	{ CUSTOM("leftover_budget;Something else\n"), "1:3/3/+ 2:2/2/80 3:1/1/- 3 " CUSTOM_80 },
	{ CUSTOM("leftover_budget;Fund additional projects that fit within leftover budget ordered by score\nbudget_per_category;50,50\n"),
	  "1:3/3/+ 2:2/2/- 3:1/1/+ 3 " CUSTOM_SKIPS "META 写有分类、分片的资金上限，没有计入。" },
	{ CUSTOM("comment;#1: paper votes were weighted\nleftover_budget;Partially fund one additional project with highest score\n"),
	  "1:3/3/+ 2:2/2/80 3:1/1/- 3 " CUSTOM_PARTLY "META 说有的票另有权重，文件里没有，没有计入。" },
	{ META("budget_per_neighborhood;60,40\n") PROJECTS VOTES "a;1\n", "1:1/1/+ 2:0/0/- 3:0/0/+ 1 META 写有分类、分片的资金上限，没有计入。" },
	/* equal scores at the end of the money: 25 or 40 of 30 left; the one of 20 fits or gets 5 beside the other, the one of 25 too */
	{ "META\nbudget;100\nvote_type;approval\nrule;greedy-custom\nleftover_budget;Partially fund one additional project with highest score\n"
	  "PROJECTS\nproject_id;cost\n1;70\n2;20\n3;25\n4;5\n" VOTES "a;1,2,3\nb;1\n",
	  "1:2/2/+ 2:1/1/+ 3:1/1/+ 4:0/0/- 2 " CUSTOM_PARTLY },
	{ "META\nbudget;100\nvote_type;approval\nrule;greedy-custom\nleftover_budget;Partially fund one additional project with highest score\n"
	  "PROJECTS\nproject_id;cost\n1;70\n2;35\n3;40\n4;5\n" VOTES "a;1,2,3\nb;1\n",
	  "1:2/2/+ 2:1/1/= 3:1/1/= 4:0/0/- 2 " CUSTOM_PARTLY },
	/* nothing left, nothing to give */
	{ "META\nbudget;60\nvote_type;approval\nrule;greedy-custom\nleftover_budget;Partially fund one additional project with highest score\n" PROJECTS VOTES "a;1\nb;1,2\n",
	  "1:2/2/+ 2:1/1/- 3:0/0/- 2 " CUSTOM_PARTLY },
	/* a project that was taken back does not end the money */
	{ "META\nbudget;100\nvote_type;approval\nrule;greedy-no-skip\nPROJECTS\nproject_id;cost\n1;60\n2;999999999\n3;40\n" VOTES "a;1\nb;1,2\nc;1,2,3\n",
	  "1:3/3/+ 2:2/2/- 3:1/1/+ 3" },
	{ META("min_project_score_threshold;2\n") PROJECTS VOTES "a;1\nb;1,2\nc;1,2,3\n", "1:3/3/+ 2:2/2/- 3:1/1/- 3" },
	{ META("min_project_score_threshold;1\n") PROJECTS VOTES "a;1\nb;1,2\nc;1,2,3\n", "1:3/3/+ 2:2/2/- 3:1/1/+ 3" },
	{ "META\nbudget;100\nvote_type;approval\nrule;equalshares\n" PROJECTS VOTES "a;1\n",
	  "1:1/1/- 2:0/0/- 3:0/0/- 1 规则「equalshares」不在这里计算：只列出票数和得分，没有入选结果。" },
	{ "META\nvote_type;approval\nrule;greedy\n" PROJECTS VOTES "a;1\n",
	  "1:1/1/- 2:0/0/- 3:0/0/- 1 META 里没有 budget（资金总额）：只列出票数和得分，没有入选结果。" },
	{ "META\nbudget;\nvote_type;approval\nrule;greedy\n" PROJECTS VOTES "a;1\n",
	  "1:1/1/- 2:0/0/- 3:0/0/- 1 META 里没有 budget（资金总额）：只列出票数和得分，没有入选结果。" },
	{ "META\nbudget;100\nvote_type;approval\n" PROJECTS VOTES "a;1\n",
	  "1:1/1/- 2:0/0/- 3:0/0/- 1 META 里没有 rule（规则）：只列出票数和得分，没有入选结果。" },
	/* a threshold applies to every rule; who is below it neither takes money nor stops the others */
	{ "META\nbudget;100\nvote_type;approval\nrule;greedy-threshold\nmin_project_score_threshold;2\n" PROJECTS VOTES "a;1\nb;3,2\nc;1,3\n",
	  "1:2/2/+ 2:1/1/- 3:2/2/+ 3" },
	{ "META\nbudget;100\nvote_type;approval\nrule;greedy-no-skip\nmin_project_score_threshold;2\n" PROJECTS VOTES "a;1\nb;3,2\nc;1,3\n",
	  "1:2/2/+ 2:1/1/- 3:2/2/+ 3" },
	{ "META\nbudget;92\nvote_type;approval\nrule;greedy-custom\nmin_project_score_threshold;2\n" PROJECTS VOTES "a;1,3\nb;1,3\nc;1,2\n",
	  "1:3/3/+ 2:1/1/- 3:2/2/80 3" },
	{ "META\nbudget;100\nvote_type;approval\nrule;greedy-threshold\n" PROJECTS VOTES "a;1\n",
	  "1:1/1/+ 2:0/0/- 3:0/0/+ 1 META 里没有可用的 min_project_score_threshold，没有按门槛排除项目。" },
	{ "META\nbudget;100\nvote_type;cumulative\nrule;greedy\nmin_project_score_threshold;1,5\n" PROJECTS
	  "VOTES\nvoter_id;vote;points\na;1,2,3;1.5,1.4,1.6\n",
	  "1:1/1.5/+ 2:1/1.4/- 3:1/1.6/+ 1" },
	/* a tie without skipping: all of it before the one that stops, part of it at the stop, none behind */
	{ "META\nbudget;110\nvote_type;approval\nrule;greedy-no-skip\n" PROJECTS VOTES "a;1,2\nb;1,2,3\n", "1:2/2/+ 2:2/2/+ 3:1/1/- 2" },
	{ "META\nbudget;109\nvote_type;approval\nrule;greedy-no-skip\n" PROJECTS VOTES "a;1,2\nb;1,2,3\n", "1:2/2/= 2:2/2/= 3:1/1/- 2" },
	{ "META\nbudget;49\nvote_type;approval\nrule;greedy-no-skip\n" PROJECTS VOTES "a;1,2\nb;1,2,3\n", "1:2/2/- 2:2/2/- 3:1/1/- 2" },
	{ "META\nbudget;100\nvote_type;approval\nrule;greedy-custom\n" PROJECTS VOTES "a;1,2\nb;1,2,3\n", "1:2/2/+ 2:2/2/+ 3:1/1/- 2" },
	{ "META\nbudget;98\nvote_type;approval\nrule;greedy-custom\n" PROJECTS VOTES "a;1,2\nb;1,2,3\n", "1:2/2/+ 2:2/2/= 3:1/1/- 2" },
	/* equal scores of which only one fits, and equal scores behind the money, are no tie */
	{ META("") PROJECTS VOTES "a;1\nb;1,2,3\n", "1:2/2/+ 2:1/1/- 3:1/1/+ 2" },
	{ "META\nbudget;60\nvote_type;approval\nrule;greedy\n" PROJECTS VOTES "a;1\nb;1,2,3\n", "1:2/2/+ 2:1/1/- 3:1/1/- 2" },
	/* choose-1, and a vote_type nobody knows */
	{ "META\nbudget;100\nvote_type;choose-1\nrule;greedy\n" PROJECTS VOTES "a;1\nb;3\nc;3\n", "1:1/1/+ 2:0/0/- 3:2/2/+ 3" },
	{ "META\nbudget;100\nvote_type;veto\nrule;greedy\n" PROJECTS VOTES "a;1\n",
	  "1:1/1/+ 2:0/0/- 3:0/0/+ 1 vote_type「veto」不认识，有分数的按分数、没有的按票数计。" },
	{ "META\nbudget;100\nvote_type;scoring\nrule;greedy\ndefault_score;1\n" PROJECTS "VOTES\nvoter_id;vote;points\na;1;3\n",
	  "1:1/3/+ 2:0/0/- 3:0/0/+ 1 META 写有 default_score 1：没有点到的项目不加这个分。" },
	{ "META\nbudget;100\nvote_type;scoring\nrule;greedy\ndefault_score;0.0\n" PROJECTS "VOTES\nvoter_id;vote;points\na;1;3\n",
	  "1:1/3/+ 2:0/0/- 3:0/0/+ 1" },
	/* Borda where the column of points is there and empty; points where they are given */
	{ "META\nbudget;100\nvote_type;ordinal\nrule;greedy\n" PROJECTS "VOTES\nvoter_id;vote;points\na;3,1,2;\nb;2\nc;1,2;\n",
	  "1:2/4/+ 2:3/3/- 3:1/3/+ 3" },
	{ "META\nbudget;100\nvote_type;ordinal\nrule;greedy\n" PROJECTS "VOTES\nvoter_id;vote;points\na;3,1,2;10,5,1\n",
	  "1:1/5/+ 2:1/1/- 3:1/10/+ 1" },
	/* decimal commas in points: as many parts as two for each project */
	{ "META\nbudget;100\nvote_type;cumulative\nrule;greedy\n" PROJECTS "VOTES\nvoter_id;vote;points\na;1,2;0,5,1,25\nb;1;2\n",
	  "1:2/2.5/+ 2:1/1.25/- 3:0/0/+ 2 第12行：points 的个数是项目的两倍，逗号当作小数点（这样的共 1 行）。" },
	/* empty cells, cells missing at the end, and other orders of columns */
	{ META("") "PROJECTS\nselected;name;cost;district;project_id\n1;a;60;;1\n;;50;;2\n;b;40;x;3\n"
	  "VOTES\nsex;age;vote;voting_method;voter_id\nM;;1;;a\n;;;;b\n;30;1,2;internet;c\nF;30;2\n",
	  "1:2/2/= 2:2/2/= 3:0/0/+ 4" },
	/* 2 and 3 in the column selected: funded by the 80 % rule, and from money that came later */
	{ "META\nbudget;100\nvote_type;approval\nrule;greedy-custom\nPROJECTS\nproject_id;cost;selected\n1;60;1\n2;50;2\n3;40;3\n"
	  VOTES "a;1\nb;1,2\nc;1,2,3\n",
	  "1:3/3/+ 2:2/2/80 3:1/1/- 3" },
	/* equal scores: neither of the two is sure, the third fits beside either */
	{ META("") PROJECTS VOTES "a;1,2\nb;1,2,3\n", "1:2/2/= 2:2/2/= 3:1/1/+ 2" },
	/* a decimal comma is a point where it can be nothing else */
	{ "META\nbudget;100,5\nvote_type;approval\nrule;greedy\nPROJECTS\nproject_id;cost\n1;100,50\n" VOTES "a;1\n", "1:1/1/+ 1" },
	{ "\xEF\xBB\xBF" META("") PROJECTS VOTES "\n\na;1\n\n", "1:1/1/+ 2:0/0/- 3:0/0/+ 1" },

	/* what a file says against itself: counted, and told below the result */
	{ META("") PROJECTS VOTES "a;1\nb;4\n", "1:1/1/+ 2:0/0/- 3:0/0/+ 2 第14行：这张票点到 PROJECTS 里没有的项目，那一项不计，其余照计（这样的共 1 行）。" },
	{ "META\nbudget;100\nvote_type;cumulative\nrule;greedy\n" PROJECTS "VOTES\nvoter_id;vote;points\na;1,2;3\nb;1,2,3;4,,5\nc;2,3;1,\n",
	  "1:2/7/+ 2:3/1/- 3:2/5/+ 3 第12行：points 比 vote 里的项目少，按顺序计分，缺的不计分（这样的共 3 行）。" },
	{ "META\nbudget;100\nvote_type;ordinal\nrule;greedy\n" PROJECTS VOTES "a;3,9,1\nb;9,8\n",
	  "1:1/1/+ 2:0/0/- 3:1/3/+ 2 第12行：这张票点到 PROJECTS 里没有的项目，那一项不计，其余照计（这样的共 2 行）。" },
	{ "META\nbudget;100\nvote_type;cumulative\nrule;greedy\n" PROJECTS "VOTES\nvoter_id;vote;points\na;9,1;3,4\n",
	  "1:1/4/+ 2:0/0/- 3:0/0/+ 1 第12行：这张票点到 PROJECTS 里没有的项目，那一项不计，其余照计（这样的共 1 行）。" },
	{ META("") PROJECTS VOTES "a;1\nb;2\na;2\n", "1:1/1/- 2:2/2/+ 3:0/0/+ 3 第15行：" AGAIN "（这样的共 1 行）。" },
	{ META("") PROJECTS VOTES "a-longer-id;1\n\"a-longer-id\";2\n", "1:1/1/= 2:1/1/= 3:0/0/+ 2 第14行：" AGAIN "（这样的共 1 行）。" },
	{ META("") PROJECTS "VOTES\nvote;voter_id\n1;a\n1;a\n1;a\n", "1:3/3/+ 2:0/0/- 3:0/0/+ 3 第14行：" AGAIN "（这样的共 2 行）。" },
	{ META("comment;a\ncomment;b\ncomment;a\n") PROJECTS VOTES "a;1\n",
	  "1:1/1/+ 2:0/0/- 3:0/0/+ 1 第7行：META 里这一项前面写过，内容不同，用前面的（这样的共 1 行）。" },
	{ META("num_votes;2\nnum_projects;3\n") "PROJECTS\nproject_id;cost;votes;score;selected\n1;60;1;1.0;1\n2;50;0;;0\n" VOTES "a;1\n",
	  "1:1/1/+ 2:0/0/- 1 META 写有 2 张票，逐张计出 1 张。META 写有 3 个项目，PROJECTS 里有 2 个。" },
	{ META("") "PROJECTS\nproject_id;cost;votes;score;selected\n1;60;2;1;0\n2;50;0;1;1\n" VOTES "a;1\n",
	  "1:1/1/+ 2:0/0/- 1 文件里写的和逐张计出的不同：票数 1 项，得分 1 项，第一处是「1」；以逐张计出的为准。"
	  "文件公布的入选结果和按规则算出的有 2 项不同，第一处是「1」。" },
	/* 2 is the 80 % rule where there is one; elsewhere it says nothing of the rule */
	{ META("") "PROJECTS\nproject_id;cost;selected\n1;60;2\n2;50;2\n3;40;\n" VOTES "a;1\nb;1,2\n", "1:2/2/+ 2:1/1/- 3:0/0/+ 2" },
	{ "META\nbudget;100\nvote_type;approval\nrule;greedy-custom\nPROJECTS\nproject_id;cost;selected\n1;60;2\n2;50;2\n3;10;3\n" VOTES "a;1\nb;1,2\n",
	  "1:2/2/+ 2:1/1/80 3:0/0/- 2" },
	{ "META\nbudget;100\nvote_type;scoring\nrule;greedy\nPROJECTS\nproject_id;cost;score\n1;60;-1.50\n" "VOTES\nvoter_id;vote;points\na;1;-1.5\n",
	  "1:1/-1.5/- 1" },

	/* refused */
	{ "key;value\n", "第1行：第一行应是 META" },
	{ META(""), "文件不完整：没有 VOTES（选票）一节" },
	{ META("") PROJECTS, "文件不完整：没有 VOTES（选票）一节" },
	{ META("") PROJECTS "VOTES\n", "文件不完整：没有 VOTES（选票）一节" },
	{ "META\nbudget;1\nPROJECTS\n", "第3行：META 里没有 vote_type（怎样填票），请补上" },
	{ "META\nbudget;12,500\nvote_type;approval\nPROJECTS\n",
	  "第4行：META 里的 budget「12,500」的逗号分不清是小数点还是千位，请改写" },
	{ "META\nbudget;many\nvote_type;approval\nPROJECTS\n", "第4行：META 里的 budget「many」不是金额" },
	{ META("budget;3\n"), "第6行：META 里「budget」写了两次，内容不同" },
	{ META("") "PROJECTS\nid;cost\n", "第7行：PROJECTS 的表头里没有 project_id 一栏" },
	{ META("") "PROJECTS\nproject_id;votes\n", "第7行：PROJECTS 的表头里没有 cost 一栏" },
	{ META("") "PROJECTS\nproject_id;cost\n1;\n", "第8行：cost是空的，请补上" },
	{ META("") "PROJECTS\nproject_id;cost\n;3\n", "第8行：project_id 是空的" },
	{ META("") "PROJECTS\nproject_id;cost\n1;1\n1;2\n", "第9行：project_id「1」用了两次" },
	{ META("") "PROJECTS\nproject_id;cost\n1;-5\n", "第8行：cost「-5」不是金额" },
	{ META("") "PROJECTS\nproject_id;cost\n1;1,234\n", "第8行：cost「1,234」的逗号分不清是小数点还是千位，请改写" },
	{ META("") PROJECTS "VOTES\nvoter_id;votes\n", "第12行：VOTES 的表头里没有 vote 一栏" },
	{ META("") PROJECTS VOTES "a\n", "第13行：这一行只有 1 栏，没有 vote 一栏" },
	{ META("") PROJECTS VOTES "a;1\nMETA\n", "第14行：「META」又出现了一次；一份文件只装一次表决" },
	{ META("") "VOTES\n", "第6行：「VOTES」出现得太早；顺序是 META、PROJECTS、VOTES" },
	{ META("") "PROJECTS\nproject_id;cost\n" VOTES, "第9行：VOTES 前面没有一个项目（PROJECTS）" },
	{ "META\nbudget;9\nvote_type;cumulative\n" PROJECTS "VOTES\nvote;points\n1,2;3,0,1\n",
	  "第11行：vote 列了 2 个项目，points 有 3 个分数，对不上（分数的小数点要写成「.」）" },
	{ "META\nbudget;9\nvote_type;cumulative\n" PROJECTS "VOTES\nvote;points\n1,2;3,x\n", "第11行：points 里的「x」不是分数" },
	{ META("") PROJECTS VOTES "a;\"1\n", "第13行：这一行超过 65536 字节，或者引号没有配对" },
	{ META("") PROJECTS "VOTES\nvoter_id;vote;sex\na;1;M\nb;1;\xff\n" LINES LINES LINES LINES, "第14行：不是 UTF-8 编码的文字，请另存为 UTF-8 再试" },
	{ META("") PROJECTS "VOTES\nsex;vote\nM;1\n\xff;1\n" LINES LINES LINES LINES, "第14行：不是 UTF-8 编码的文字，请另存为 UTF-8 再试" },
	{ META("x;\xff\n"), "第6行：不是 UTF-8 编码的文字，请另存为 UTF-8 再试" },
};

/* What is counted is counted the same with empty lines behind it. */
static bool with_lines_behind(struct arena *a, const char *text, const char *want)
{
	struct str s = str_of(text);

	if (strstr(text, "VOTES\n") == NULL || strncmp(want, "第", strlen("第")) == 0 || strncmp(want, "文件", strlen("文件")) == 0)
		return true;
	s = arena_cat(a, s, STR(LINES LINES LINES LINES));
	return str_eq(answer(a, s, s.n), str_of(want));
}

static void reads_and_refuses(void **state)
{
	static const size_t pieces[] = { 1 << 20, 1, 3, 16 };
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena *a = arena_new();

		for (size_t k = 0; k < COUNT(pieces); k++) {
			struct str got = answer(a, str_of(rows[i].text), pieces[k]);

			if (!str_eq(got, str_of(rows[i].want))) {
				print_error("row %zu, pieces of %zu: got %.*s\n  want %s\n", i, pieces[k],
					    STR_ARG(got), rows[i].want);
				wrong++;
			}
		}
		if (!with_lines_behind(a, rows[i].text, rows[i].want)) {
			print_error("row %zu: another answer with empty lines behind it\n", i);
			wrong++;
		}
		arena_free(a);
	}
	assert_int_equal(wrong, 0);
}

/* What a random file is made of; quotes send a row to the reader of cells. */
struct mix {
	const char *type, *ids[4], *tail;
	bool points;
};

static const struct mix mixes[] = {
	{ "approval", { "1", "2", "3", "77" }, ";M;internet", false },
	{ "approval", { "129-0", "12345678", "123456789", "2024/SRO/0009" }, ";Śródmieście, 3;x y", false },
	{ "ordinal", { "1234567890123456", "1234567", "L18/05/IX", "a-very-long-id-that-is-longer" }, "", false },
	{ "cumulative", { "1", "22", "333", "4444" }, ";F", true },
	{ "approval", { "1", "2", "3", "3 a" }, ";\"b\"\"c\"", false },
};

static unsigned below(unsigned *seed, unsigned n)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 16) % n;
}

/* One row; `quote` stands around its list. */
static void put_row(struct buf *out, const struct mix *m, int i, unsigned seed, const char *quote)
{
	unsigned n = below(&seed, 5);

	buf_printf(out, below(&seed, 9) == 0 ? "v%d;%s" : "%d;%s", i, quote);
	for (unsigned k = 0; k < n; k++)
		buf_printf(out, "%s%s", k > 0 ? "," : "", below(&seed, 40) == 0 ? "no-such" : m->ids[below(&seed, 4)]);
	buf_printf(out, "%s%s", quote, m->points ? ";" : "");
	for (unsigned k = 0; m->points && k < n; k++)
		buf_printf(out, "%s%u", k > 0 ? "," : "", below(&seed, 1000));
	buf_printf(out, "%s%s", m->tail, below(&seed, 3) == 0 ? "\r\n" : "\n");
}

/* Plain rows and rows of cells count the same: the same ballots with and without quotes around the list. */
static void both_ways_agree(void **state)
{
	unsigned seed = 3;

	(void)state;
	for (size_t k = 0; k < COUNT(mixes); k++) {
		const struct mix *m = &mixes[k];
		struct arena *a = arena_new();
		struct buf plain = BUF_INIT(1 << 20), quoted = BUF_INIT(1 << 20), mixed = BUF_INIT(1 << 20);

		buf_printf(&plain, "META\nbudget;100\nvote_type;%s\nrule;greedy\nmax_length;3\nPROJECTS\nproject_id;cost\n", m->type);
		for (size_t i = 0; i < COUNT(m->ids); i++)
			buf_printf(&plain, "%s;%zu0\n", m->ids[i], i + 2);
		buf_printf(&plain, "VOTES\nvoter_id;vote%s\n", m->points ? ";points" : "");
		buf_str(&quoted, buf_text(&plain));
		buf_str(&mixed, buf_text(&plain));
		for (int i = 1; i <= 3000; i++) {
			below(&seed, 2);
			put_row(&plain, m, i, seed, "");
			put_row(&quoted, m, i, seed, "\"");
			put_row(&mixed, m, i, seed, seed >> 24 < 10 ? "\"" : "");
		}
		for (size_t piece = 100; piece < 1 << 20; piece = piece * 7 + 1) {
			struct str want = answer(a, buf_text(&quoted), piece);

			assert_true(str_has(want, STR("3000 ")));
			assert_string_equal(arena_cstr(a, answer(a, buf_text(&plain), piece)), arena_cstr(a, want));
			assert_string_equal(arena_cstr(a, answer(a, buf_text(&mixed), piece)), arena_cstr(a, want));
		}
		buf_free(&plain);
		buf_free(&quoted);
		buf_free(&mixed);
		arena_free(a);
	}
}

static const struct {
	const char *text;
	int scale;
	const char *want;
} numbers[] = {
	{ "12", 2, "1200" }, { "12.5", 2, "1250" }, { "12,5", 2, "1250" }, { "0.05", 2, "5" },	 { "12.", 2, "" },
	{ ".5", 2, "" },     { "1.234", 2, "" },    { "1.2.3", 4, "" },	   { "", 2, "" },	 { "-1", 2, "" },
	{ "1e5", 2, "" },    { "007", 0, "7" },	    { "1 000", 0, "" },	   { "99999999999999999999999999999999", 0, "" },
};

static void numbers_are_exact(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(numbers); i++) {
		int128 n;
		bool ok = pb_number(str_of(numbers[i].text), numbers[i].scale, &n);

		assert_string_equal(ok ? arena_cstr(a, pb_digits(a, n, 0)) : "", numbers[i].want);
	}
	assert_string_equal(arena_cstr(a, pb_digits(a, 1250, 2)), "12.5");
	assert_string_equal(arena_cstr(a, pb_digits(a, -5, 2)), "-0.05");
	assert_string_equal(arena_cstr(a, pb_digits(a, 0, 18)), "0");
	arena_free(a);
}

static struct str numbered(char id[24], int n)
{
	snprintf(id, 24, "voter-%d", n);
	return str_of(id);
}

/* Every voter once, with memory that has a ceiling; behind it nobody is compared, and that is known. */
static void voters_come_once(void **state)
{
	struct pb_voters v = { 0 };
	char id[24];

	(void)state;
	for (int i = 0; i < PB_VOTERS_MAX + 5; i++)
		pb_voters_add(&v, numbered(id, i), i + 1);
	pb_voters_settle(&v);
	assert_true(v.full);
	assert_int_equal(v.twice, 0);
	pb_voters_add(&v, numbered(id, PB_VOTERS_MAX + 1), -1);
	pb_voters_settle(&v);
	assert_int_equal(v.twice, 0);
	pb_voters_add(&v, numbered(id, 12), 77);
	pb_voters_add(&v, numbered(id, 13), 78);
	pb_voters_settle(&v);
	assert_int_equal(v.twice, 77);
	assert_int_equal(v.n, PB_VOTERS_MAX);
	assert_int_equal(v.bits, 21);
	pb_voters_free(&v);
}

/* Ids in order need no memory, wherever they begin and end. */
static void voters_in_order(void **state)
{
	static const struct {
		const char *ids;
		int64_t twice;
	} cases[] = {
		{ "1 2 3 4", 0 },	{ "7 8 9 8", 4 },     { "7 8 9 10 7", 5 }, { "1 2 4 3 4", 5 },
		{ "2 3 1 4 1", 5 },	{ "1 2 02 2 3", 4 },  { "a 1 2 1", 4 },	   { "5 5", 2 },
		{ "3 2 1 0 0", 5 },	{ "1 2 x 3 4 3", 6 }, { "9 10 01 1 01", 5 },
		{ "999999999999999 1000000000000000 1000000000000000", 3 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct pb_voters v = { 0 };
		struct str rest = str_of(cases[i].ids);

		for (int64_t line = 1; rest.n > 0; line++) {
			size_t blank = str_find(rest, STR(" "));

			pb_voters_add(&v, str_cut(rest, 0, blank == STR_NONE ? rest.n : blank), line);
			rest = str_from(rest, blank == STR_NONE ? rest.n : blank + 1);
		}
		pb_voters_settle(&v);
		if (v.twice != cases[i].twice)
			fail_msg("%s: line %lld", cases[i].ids, (long long)v.twice);
		pb_voters_free(&v);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_and_refuses),
		cmocka_unit_test(both_ways_agree),
		cmocka_unit_test(numbers_are_exact),
		cmocka_unit_test(voters_come_once),
		cmocka_unit_test(voters_in_order),
	};

	return cmocka_run_group_tests_name("pb", tests, NULL, NULL);
}
