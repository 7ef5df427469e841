#include "rules/measure.h"

#include "base/utf8.h"
#include "base/words.h"

static const struct {
	struct str unit, base;
	enum measure_class class;
	int32_t times;
} units[] = {
	{ STR_INIT("元"), STR_INIT("元"), MEASURE_MONEY, 1 },
	{ STR_INIT("%"), STR_INIT("%"), MEASURE_PERCENT, 1 },
	{ STR_INIT("％"), STR_INIT("%"), MEASURE_PERCENT, 1 },
	{ STR_INIT("个百分点"), STR_INIT("%"), MEASURE_PERCENT, 1 },
	{ STR_INIT("人"), STR_INIT("人"), MEASURE_PERSON, 1 },
	{ STR_INIT("名"), STR_INIT("人"), MEASURE_PERSON, 1 },
	{ STR_INIT("位"), STR_INIT("人"), MEASURE_PERSON, 1 },
	{ STR_INIT("人次"), STR_INIT("人次"), MEASURE_PERSON_TIME, 1 },
	{ STR_INIT("户"), STR_INIT("户"), MEASURE_HOUSEHOLD, 1 },
	{ STR_INIT("场"), STR_INIT("场"), MEASURE_EVENT, 1 },
	{ STR_INIT("场次"), STR_INIT("场"), MEASURE_EVENT, 1 },
	{ STR_INIT("公里"), STR_INIT("米"), MEASURE_LENGTH, 1000 },
	{ STR_INIT("千米"), STR_INIT("米"), MEASURE_LENGTH, 1000 },
	{ STR_INIT("km"), STR_INIT("米"), MEASURE_LENGTH, 1000 },
	{ STR_INIT("KM"), STR_INIT("米"), MEASURE_LENGTH, 1000 },
	{ STR_INIT("米"), STR_INIT("米"), MEASURE_LENGTH, 1 },
	{ STR_INIT("延米"), STR_INIT("米"), MEASURE_LENGTH, 1 },
	{ STR_INIT("m"), STR_INIT("米"), MEASURE_LENGTH, 1 },
	{ STR_INIT("个"), STR_INIT("个"), MEASURE_COUNTER, 1 },
	{ STR_INIT("处"), STR_INIT("处"), MEASURE_COUNTER, 1 },
	{ STR_INIT("座"), STR_INIT("座"), MEASURE_COUNTER, 1 },
	{ STR_INIT("所"), STR_INIT("所"), MEASURE_COUNTER, 1 },
	{ STR_INIT("家"), STR_INIT("家"), MEASURE_COUNTER, 1 },
	{ STR_INIT("项"), STR_INIT("项"), MEASURE_COUNTER, 1 },
	{ STR_INIT("件"), STR_INIT("件"), MEASURE_COUNTER, 1 },
	{ STR_INIT("台"), STR_INIT("台"), MEASURE_COUNTER, 1 },
	{ STR_INIT("套"), STR_INIT("套"), MEASURE_COUNTER, 1 },
	{ STR_INIT("村"), STR_INIT("个"), MEASURE_COUNTER, 1 },
	{ STR_INIT("平方米"), STR_INIT("平方米"), MEASURE_OTHER, 1 },
	{ STR_INIT("㎡"), STR_INIT("平方米"), MEASURE_OTHER, 1 },
	{ STR_INIT("m²"), STR_INIT("平方米"), MEASURE_OTHER, 1 },
	{ STR_INIT("m2"), STR_INIT("平方米"), MEASURE_OTHER, 1 },
};

struct measure measure_of(struct dec n, struct str unit)
{
	struct measure m = { n, unit, MEASURE_OTHER };
	struct str rest = unit;
	int64_t times = 1;
	bool more = true;

	while (more) {
		more = false;
		if (str_starts(rest, STR("万")) && times <= 100000000) {
			times *= 10000;
			rest = str_from(rest, STR("万").n);
			more = true;
		} else if (str_starts(rest, STR("亿")) && times <= 10000) {
			times *= 100000000;
			rest = str_from(rest, STR("亿").n);
			more = true;
		}
	}
	if (rest.n == 0)
		rest = STR("个");
	for (size_t i = 0; i < COUNT(units); i++)
		if (str_eq(rest, units[i].unit)) {
			rest = units[i].base;
			m.class = units[i].class;
			times *= units[i].times;
			break;
		}
	if (!dec_mul(n, dec_int(times), &m.n))
		return (struct measure){ n, unit, MEASURE_OTHER };
	m.unit = rest;
	return m;
}

bool measure_same(struct measure a, struct measure b)
{
	return a.class == b.class && str_eq(a.unit, b.unit);
}

bool measure_akin(struct measure a, struct measure b)
{
	if (measure_same(a, b))
		return true;
	if (a.class == MEASURE_COUNTER && b.class == MEASURE_COUNTER)
		return true;
	return (a.class == MEASURE_PERSON && b.class == MEASURE_PERSON_TIME) ||
	       (a.class == MEASURE_PERSON_TIME && b.class == MEASURE_PERSON);
}

/* Words that start or end a wording without saying what is counted. */
static const struct str idle_heads[] = {
	STR_INIT("全面完成"), STR_INIT("全部完成"), STR_INIT("累计完成"), STR_INIT("完成"),
	STR_INIT("累计"),     STR_INIT("实现"),	    STR_INIT("新增"),	  STR_INIT("新建"),
	STR_INIT("建成"),     STR_INIT("建设"),	    STR_INIT("实施"),	  STR_INIT("开展"),
	STR_INIT("推进"),     STR_INIT("提供"),	    STR_INIT("为"),	  STR_INIT("年度"),
	STR_INIT("全年"),     STR_INIT("剩余"),	    STR_INIT("其余"),	  STR_INIT("全部"),
	STR_INIT("“"),	      STR_INIT("”"),	    STR_INIT("\""),	  STR_INIT("的"),
	STR_INIT("了"),
};
static const struct str idle_tails[] = {
	STR_INIT("建设任务"), STR_INIT("目标任务"), STR_INIT("任务"), STR_INIT("目标"),
	STR_INIT("工作"),     STR_INIT("完成"),	    STR_INIT("“"),    STR_INIT("”"),
	STR_INIT("\""),	      STR_INIT("等"),	    STR_INIT("建设"),
};

static struct words heads = WORDS(idle_heads), tails = WORDS(idle_tails);

__attribute__((constructor)) static void index_words(void)
{
	words_index(&heads);
	words_index_ends(&tails);
}

/* Length of the first of the words at byte i, 0 for none. */
static size_t word_at(struct str s, size_t i, const struct str *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (str_at(s, i, words[k]))
			return words[k].n;
	return 0;
}

/* Without "3月底4月初", "第一、二季度" or "上半年" in front of what is counted. */
static struct str without_time(struct str s)
{
	static const struct str numbers[] = {
		STR_INIT("0"),	STR_INIT("1"),	STR_INIT("2"),	STR_INIT("3"),	STR_INIT("4"),
		STR_INIT("5"),	STR_INIT("6"),	STR_INIT("7"),	STR_INIT("8"),	STR_INIT("9"),
		STR_INIT("-"),	STR_INIT("~"),	STR_INIT("第"), STR_INIT("一"), STR_INIT("二"),
		STR_INIT("三"), STR_INIT("四"), STR_INIT("、"), STR_INIT("至"), STR_INIT("到"),
		STR_INIT("—"),
	};
	static const struct str alone[] = { STR_INIT("上半年"), STR_INIT("下半年"),
					    STR_INIT("年底"), STR_INIT("年内") };
	static const struct str after_number[] = {
		STR_INIT("月份"), STR_INIT("月"),   STR_INIT("季度"), STR_INIT("年"),
		STR_INIT("上旬"), STR_INIT("中旬"), STR_INIT("下旬"), STR_INIT("底"),
		STR_INIT("初"),	  STR_INIT("末"),   STR_INIT("日"),   STR_INIT("前"),
	};
	size_t i = 0;

	for (;;) {
		size_t at = i, n = word_at(s, i, alone, COUNT(alone)), k;

		while (n == 0 && (k = word_at(s, at, numbers, COUNT(numbers))) > 0)
			at += k;
		if (n == 0 && (at > i || i > 0))
			n = word_at(s, at, after_number, COUNT(after_number));
		if (n == 0)
			return str_from(s, i);
		i = at + n;
	}
}

struct str what_core(struct str what)
{
	bool more = true;

	what = without_time(str_trim(what));
	while (more) {
		more = false;
		for (size_t i = 0; words_begin(&heads, what) && i < COUNT(idle_heads); i++)
			if (what.n > 0 && str_starts(what, idle_heads[i])) {
				what = str_from(what, idle_heads[i].n);
				more = true;
			}
		for (size_t i = 0; words_end(&tails, what) > 0 && i < COUNT(idle_tails); i++)
			if (what.n > 0 && str_ends(what, idle_tails[i])) {
				what.n -= idle_tails[i].n;
				more = true;
			}
	}
	return str_trim(what);
}

static size_t run_at(struct str a, size_t i, struct str b, size_t j)
{
	size_t from = i;

	while (i < a.n && j < b.n) {
		size_t n = utf8_len((unsigned char)a.p[i]);

		if (i + n > a.n || !str_at(b, j, str_cut(a, i, i + n)))
			break;
		i += n;
		j += n;
	}
	return i - from;
}

/* The last `max` bytes or less, whole characters: longer wordings are no names and only cost time.
 */
static struct str last_words(struct str s, size_t max)
{
	size_t from = 0;

	while (s.n - from > max)
		from += utf8_len((unsigned char)s.p[from]);
	return str_from(s, from);
}

size_t common_run(struct str a, struct str b)
{
	enum { WORDING_MAX = 120, TEXT_MAX = 2400 };
	size_t best = 0;

	a = last_words(a, WORDING_MAX);
	b = last_words(b, TEXT_MAX);

	for (size_t i = 0; i < a.n; i += utf8_len((unsigned char)a.p[i]))
		for (size_t j = 0; j < b.n; j += utf8_len((unsigned char)b.p[j])) {
			size_t n = run_at(a, i, b, j);

			if (n > best)
				best = n;
		}
	return best;
}

int what_like(struct str a, struct str b)
{
	enum { NAME_MAX_BYTES = 120 };
	struct str small, big;
	size_t run;

	a = last_words(what_core(a), NAME_MAX_BYTES);
	b = last_words(what_core(b), NAME_MAX_BYTES);
	if (str_eq(a, b))
		return LIKE_SAME;
	if (a.n == 0 || b.n == 0)
		return LIKE_SILENT;
	small = a.n <= b.n ? a : b;
	big = a.n <= b.n ? b : a;
	if (str_ends(big, small))
		return LIKE_TAIL;
	if (str_has(big, small))
		return LIKE_INSIDE;
	run = common_run(small, big);
	if (run < STR("两字").n || run * 2 < small.n)
		return LIKE_NOT;
	return LIKE_PART;
}

enum { PAIRS = 512 };

static unsigned pair_key(const char *p)
{
	return ((unsigned char)p[0] ^ (unsigned)(unsigned char)p[1] << 3) % PAIRS;
}

/* Most words are not there: which pairs of bytes are tells so at their last two. */
bool str_has_any(struct str s, const struct str *words, size_t n)
{
	uint64_t pairs[PAIRS / 64] = { 0 };

	for (size_t i = 0; i + 1 < s.n; i++) {
		unsigned key = pair_key(s.p + i);

		pairs[key / 64] |= (uint64_t)1 << key % 64;
	}
	for (size_t i = 0; i < n; i++) {
		unsigned key = words[i].n >= 2 ? pair_key(words[i].p + words[i].n - 2) : 0;

		if (words[i].n > s.n || (words[i].n >= 2 && !(pairs[key / 64] >> key % 64 & 1)))
			continue;
		if (str_has(s, words[i]))
			return true;
	}
	return false;
}
