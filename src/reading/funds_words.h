#ifndef READING_FUNDS_WORDS_H
#define READING_FUNDS_WORDS_H

/* The words of money: who pays, and what only announces an amount. */

#include "base/str.h"

/* Words by which a source of money is known: 县财政, 福彩公益金, 企业自筹. */
bool funds_names_source(struct str s);

/* Only an announcement of money: 总投资, 所需经费, 计划投入资金约. */
bool funds_only_announces(struct str s);

#endif
