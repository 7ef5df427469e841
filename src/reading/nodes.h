#ifndef READING_NODES_H
#define READING_NODES_H

/*
 * The numbered entries of an outline, nested, and which of their levels is the
 * level of projects: the one whose entries say who does the work.
 */

#include "reading/outline.h"

/* A numbered entry of the outline. */
struct node {
	size_t line, own_end, end; /* lines of its own text; of all below it */
	int style, number, depth;
	size_t parent; /* index, or SIZE_MAX */
	bool duty;     /* its own text says who does it */
	bool below;    /* a node below it does */
	int weak;      /* money, quantity, time in its own text */
	bool demand;   /* 加强组织领导 …: a requirement, no project */
	bool aside;    /* under "一、2025年工作回顾" in a document about 2026, or under 下半年工作安排: none of this year's list */
};

struct node_list {
	struct node *v;
	size_t n, cap;
};

/* Entries of one style at one depth: the possible level of projects. */
struct rank {
	int style, depth;
	int n, duty, weak, demand, plain;
	bool runs_on; /* numbering goes on across parents */
	int restarts;
};

struct rank_list {
	struct rank *v;
	size_t n, cap;
};

/* `year` is the programme's, 0 when unknown. */
struct node_list nodes_build(struct arena *a, const struct line_list *lines, int year);

/*
 * The rank of the projects, or NULL.  `headline` is how many the document says
 * it has, 0 when unsaid; `programme` that it speaks of 民生实事 at all.
 */
const struct rank *nodes_rank(struct arena *a, const struct line_list *lines, const struct node_list *nodes,
			      int headline, bool programme);

/* Lines [from, to) as one text. */
struct text nodes_text(struct arena *a, const struct line_list *lines, size_t from, size_t to);

#endif
