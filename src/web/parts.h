#ifndef WEB_PARTS_H
#define WEB_PARTS_H

/*
 * Pieces that several pages show: the state of a project, its milestones,
 * its money, who answers for it.  Pure: a view in, HTML out.
 */

#include "model/standing.h"
#include "web/layout.h"

/* Shape and word of a project's state; lights are other rules' business. */
struct state_view {
	enum draw_mark mark;
	const char *word;
};
struct state_view state_of(const struct project *p, struct day today);
void put_tag(struct buf *b, enum draw_mark mark, const char *word);
void put_state(struct buf *b, const struct project *p, struct day today);

/* "6月30日", with its year when it is another than `year`. */
struct str day_words(struct arena *a, struct day d, int year);
/* "3月31日前", "4月1日至9月30日", "每月", "没有写日期" */
struct str when_words(struct arena *a, const struct milestone *m, int year);

/* "下一节点 6月30日：完成70个"; empty when there is none. */
struct str next_words(struct arena *a, const struct project *p, struct day today, int year);

/* All lead units of a project's items, each once. */
struct str lead_words(struct arena *a, const struct project *p);

/* "860万元", "约500万元", "以实际人数补助", "—" */
struct str funds_words(struct arena *a, const struct funds *f);

size_t programme_items(const struct programme *p);
size_t programme_milestones(const struct programme *p);
/* Sum of totals in fen; *known counts the projects with one. */
int64_t programme_fen(const struct programme *p, size_t *known);

/* The strip of all projects: number, shape, link; a whole year at a glance. */
enum strip_to { STRIP_PUBLIC, STRIP_OFFICE };
void put_strip(struct buf *b, const struct page *pg, const struct programme *p, int year, enum strip_to to);

/* href="…" of a project's public page. */
void put_project_href(struct buf *b, const struct page *pg, const struct region *r, int year, const struct project *p);

/* The milestone line of a project, or of one item, with today's line; lateness only for the office. */
enum miles_for { MILES_PUBLIC, MILES_OFFICE };
void put_project_miles(struct buf *b, const struct page *pg, const struct project *p, int year, enum miles_for who);

/* The milestones as a list; the numbers behind the line. */
void put_steps(struct buf *b, const struct page *pg, const struct item *it, int year);

/* <dt>name</dt><dd>value</dd>, nothing when the value is empty. */
void put_kv(struct buf *b, const char *name, struct str value);

/* ms UTC as "4月8日 09:05", with the year when it is another. */
struct str time_words(struct arena *a, int64_t ms, struct day today);

/* A list of files with download links under /ROOT…: public or office. */
void put_files(struct buf *b, const struct page *pg, const struct file_row_list *l, int64_t region, enum strip_to to);

/* At most so many bytes, "…" behind what is longer. */
struct str short_words(struct arena *a, struct str s, size_t max);

/* How many projects are done, under way …: those there are. */
void put_state_counts(struct buf *b, const struct page *p, const struct programme *pr);

/* A number in a text: "12" */
struct str int_str(struct arena *a, int64_t n);

#endif
