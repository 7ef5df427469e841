#ifndef MODEL_PROGRAMME_H
#define MODEL_PROGRAMME_H

/*
 * The programme of one body for one year (年度民生实事), as the documents
 * state it: programme → project (实事项目) → item (子项) → milestone (时间节点).
 * Units, leaders, targets and milestones belong to items; a project without
 * sub-items has one unnamed item, and project-level values are derived when
 * the programme is written out (model/programme_json.h).
 *
 * Money is int64 fen.  Quantities are exact decimals with their unit as
 * printed.  All text lives in the arena of whoever built the programme.
 * docs/glossary.md is the source of the words.
 */

#include "base/day.h"
#include "base/dec.h"
#include "model/mark.h"

struct str_list {
	struct str *v;
	size_t n, cap;
};

enum programme_kind {
	KIND_UNKNOWN,
	KIND_CANDIDATES, /* 候选项目清单 */
	KIND_TASKS,	 /* 任务清单 */
	KIND_LEDGER,	 /* 台账、进展情况 */
	KIND_REPORT,	 /* 完成情况报告 */
};

enum figure_mode {
	MODE_UNKNOWN,	 /* a person decides once */
	MODE_INCREMENT,	 /* that period only */
	MODE_CUMULATIVE, /* contains the earlier ones */
};

enum compare {
	CMP_NONE,
	CMP_AT_LEAST, /* 不少于、以上 */
	CMP_ABOVE,    /* 超过 */
	CMP_AT_MOST,  /* 以内、不超过 */
	CMP_ABOUT,    /* 约、左右、余 */
	CMP_ASPIRE,   /* 力争 */
};

enum recurs { RECURS_NO, RECURS_MONTH, RECURS_QUARTER, RECURS_YEAR };

/* A number with its measure word: "建成示范村15个" is 15, 个, 示范村, stage 建成. */
struct figure {
	struct dec n;
	struct str unit;  /* as printed: 个, 公里, %, 万人次 */
	struct str what;  /* what is counted; may be empty */
	struct str stage; /* the verb: 开工, 建成, 新增; may be empty */
	enum compare cmp;
	enum figure_mode mode;
	bool says_total; /* 累计、总数达到: the words decide */
	bool says_period; /* 本月、当季、新完成 */
	struct mark_list at;
};

struct figure_list {
	struct figure *v;
	size_t n, cap;
};

struct milestone {
	int64_t id;	  /* in the store; 0 as read from a document */
	struct day met;	  /* the day it was reached; none while open */
	struct str sub;	  /* printed heading it stands under, or empty */
	struct day from;  /* start of a period, none for a point in time */
	struct day due;	  /* last day that is on time; none when undated */
	struct str text;  /* the clause */
	enum recurs recurs;
	bool bare; /* a deadline without a clause */
	struct figure_list figures;
	struct mark_list at;
};

struct milestone_list {
	struct milestone *v;
	size_t n, cap;
};

struct leader {
	int64_t person;	 /* in the store's list of people; 0 when not */
	struct str role; /* the column or label */
	struct str name; /* without post and spaces */
	struct mark_list at;
};

struct leader_list {
	struct leader *v;
	size_t n, cap;
};

struct unit {
	int64_t id; /* in the store's list of units; 0 as read from a document */
	struct str name;
	struct mark_list at;
};

struct unit_list {
	struct unit *v;
	size_t n, cap;
};

struct source {
	struct str name;
	bool has_amount;
	int64_t fen;
	struct mark_list at;
};

struct source_list {
	struct source *v;
	size_t n, cap;
};

struct funds {
	bool has_total;
	int64_t total_fen;
	enum compare cmp;
	struct source_list sources;
	struct str text; /* the money cells as printed: 据实结算 and shares by purpose are kept here */
	struct mark_list at;
};

struct item {
	int64_t id;	    /* in the store; 0 as read */
	struct day done_on; /* closed out; none while open */
	struct str task;
	struct unit_list lead, support, implement;
	struct leader_list leaders;
	struct figure_list targets;
	struct milestone_list milestones;
	struct str progress, problems, next_plan, status, remark, site;
	struct mark_list at;
};

struct item_list {
	struct item *v;
	size_t n, cap;
};

/* Where a project of the store stands in its life; a project as read from a document has none. */
enum project_state {
	PROJECT_AS_READ,
	PROJECT_CANDIDATE, /* 候选 */
	PROJECT_RESERVE,   /* 储备: not chosen, kept */
	PROJECT_RUNNING,   /* 实施中: on the task list */
	PROJECT_CLOSED,	   /* 已销号 */
	PROJECT_STOPPED,   /* 已终止 by an approved change */
};

struct project {
	int64_t id;	       /* in the store; 0 as read */
	enum project_state state;
	struct day closed_on;  /* when it was closed out, where that is known */
	struct str code;       /* fixed for life: /p/{code} */
	struct str candidate_no; /* its number on the list of candidates, digits, or empty */
	struct str rest;       /* words of the document that became no value, kept readable */
	struct str no;	  /* as printed, digits; empty when the document has none */
	struct str name;
	struct str field; /* 领域, the group it stands under */
	struct item_list items;
	struct funds funds;
	struct mark_list at;
	struct doubt_list doubts;
	struct span_list remainder; /* its text that no value covers */
};

struct project_list {
	struct project *v;
	size_t n, cap;
};

/* A project that a report says was finished last year. */
struct completed {
	struct str name;
	bool has_invested;
	int64_t invested_fen;
	struct figure_list figures;
	struct mark_list at;
};

struct completed_list {
	struct completed *v;
	size_t n, cap;
};

/* One arithmetic or consistency check of the document (docs/format.md). */
struct finding {
	const char *check;	    /* sum_of_increments … uncovered_text */
	struct str_list projects;   /* their numbers, or names where unnumbered */
	struct str left, right, unit;
	bool ok;
	struct str says; /* one Chinese sentence */
	struct span_list spans;
};

struct finding_list {
	struct finding *v;
	size_t n, cap;
};

struct programme {
	enum programme_kind kind;
	struct str region;
	int year;	     /* 0 when unknown */
	struct str title;
	struct day as_of;    /* 截至, none when unsaid */
	int headline_count;  /* "10件" in title or preamble, 0 when unsaid */
	bool has_headline_money;
	int64_t headline_fen; /* "总投资1.26亿元" */
	int headline_scale;  /* decimals printed of that 亿/万 amount, for rounding */
	struct str headline_text;
	struct project_list projects;
	struct completed_list completed;
	struct finding_list findings;
	struct doubt_list doubts;
	struct span_list remainder; /* text outside projects that nothing covers */
	struct mark_list at;
};

static inline void mark_add(struct mark_list *l, struct arena *a, const char *field,
			    struct span s)
{
	struct mark *m = list_add(l, a);

	m->field = field;
	m->span = s;
}

#endif
