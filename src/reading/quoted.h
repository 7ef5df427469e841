#ifndef READING_QUOTED_H
#define READING_QUOTED_H

/*
 * Lists as a newspaper tells them: a paragraph for each project, which it
 * names in quotes, without any number:
 *
 *     路好走，是乡亲们的心愿。“联网路硬化工程”将硬化道路4.2公里，计划投资
 *     186万元，由镇村镇建设办牵头，镇财政所配合，10月底前完工。
 *
 * A quote is a name when it ends as names do, within the quotes or right behind
 * them (“白改黑”工程), and what is told of it says two of these: an amount, who
 * does it, by when.  What people are quoted as saying is none.
 */

#include "reading/outline.h"
#include "reading/record.h"

/* Appends a record for each project told so; false when there are fewer than three. */
bool quoted_projects(struct arena *a, const struct line_list *lines, struct record_list *ret);

#endif
