#ifndef READING_MENTION_H
#define READING_MENTION_H

#include "reading/record.h"

/*
 * Gives each record without progress what the running text says of it by name
 * and number, as in "农村公路建设（第二项）已完成路基施工28公里"; where the text only
 * names it, the state said in front of all ("已完成项目3项。分别为…").
 */
void mentions_add(struct arena *a, const struct document *doc, struct record_list *records);

#endif
