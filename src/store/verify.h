#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

/*
 * Is the store what it was left as?  One line per check:
 *
 *     数据库结构完好       the engine's own check of its pages and indexes
 *     关联完好             every foreign key leads somewhere
 *     示例县 操作记录连续  the audit chain, record by record, and its head
 *     示例县 内容与记录一致 every field is what its last record says
 *     示例县 文件完好      stored files and baselines against their hashes
 *
 * A flipped byte in a record, a field or a file is found, and the sentence
 * names it.  What the chain cannot tell is that its end was cut off together
 * with the head: compare the printed head with one noted elsewhere.
 */

#include "store/store.h"

struct verdict_line {
	bool ok;
	struct str what; /* 示例县 操作记录 */
	struct str says; /* how many were looked at, or the first thing that is wrong */
};

struct verdict_list {
	struct verdict_line *v;
	size_t n, cap;
};

/* RC_OK when everything could be looked at, whatever was found. */
enum rc store_verify(struct store *st, struct arena *a, struct verdict_list *ret, struct err *err) NODISCARD;

#endif
