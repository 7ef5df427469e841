#include "document/decode.h"

#include "base/utf8.h"
#include "document/libraries.h"

enum {
	SAMPLE = 64 << 10, /* bytes looked at to tell a binary file or UTF-16 */
	PIVOT = 4096,	   /* UTF-16 units between GB18030 and UTF-8 */
};

const char DOC_NOT_A_DOCUMENT[] =
	"这不是文档，而是程序、图片或其他二进制文件；请上传 docx、xlsx、pdf、html、md、csv 或 txt 文件";

/* Bytes at which doc_clean() has to look closer: controls, and the leads of E2 80–81 xx, EF BB BF. */
static const unsigned char odd_byte[256] = {
	[0x00] = 1, [0x01] = 1, [0x02] = 1, [0x03] = 1, [0x04] = 1, [0x05] = 1, [0x06] = 1,
	[0x07] = 1, [0x08] = 1, [0x0B] = 1, [0x0C] = 1, [0x0D] = 1, [0x0E] = 1, [0x0F] = 1,
	[0x10] = 1, [0x11] = 1, [0x12] = 1, [0x13] = 1, [0x14] = 1, [0x15] = 1, [0x16] = 1,
	[0x17] = 1, [0x18] = 1, [0x19] = 1, [0x1A] = 1, [0x1B] = 1, [0x1C] = 1, [0x1D] = 1,
	[0x1E] = 1, [0x1F] = 1, [0x7F] = 1, [0xE2] = 1, [0xEF] = 1,
};

/*
 * What stands at an odd byte: how many bytes to take away, and in *put the
 * character that comes instead, '\0' for none.  0: an ordinary character.
 */
static size_t odd_length(const unsigned char *p, size_t n, char *put)
{
	*put = '\0';
	if (p[0] < 0x80) {
		if (p[0] >= 0x0B && p[0] <= 0x0D)
			*put = '\n';
		return p[0] == '\r' && n > 1 && p[1] == '\n' ? 2 : 1;
	}
	if (n < 3)
		return 0;
	if (p[0] == 0xEF)
		return p[1] == 0xBB && p[2] == 0xBF ? 3 : 0;
	if (p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9)) {
		*put = '\n';
		return 3;
	}
	if (p[1] == 0x80)
		return (p[2] >= 0x8B && p[2] <= 0x8F) || (p[2] >= 0xAA && p[2] <= 0xAE) ? 3 : 0;
	return p[1] == 0x81 && p[2] >= 0xA0 && p[2] <= 0xA9 ? 3 : 0;
}

/* Cleans valid text from → to, which may be the same place; returns the length written. */
static size_t clean(char *to, const char *from, size_t n)
{
	const unsigned char *p = (const unsigned char *)from;
	size_t out = 0, run = 0, i = 0;

	while (i < n) {
		size_t skip;
		char put;

		if (!odd_byte[p[i]] || (skip = odd_length(p + i, n - i, &put)) == 0) {
			i += utf8_len(p[i]); /* valid text: this never leads past n */
			continue;
		}
		memmove(to + out, from + run, i - run);
		out += i - run;
		i += skip;
		run = i;
		if (put != '\0')
			to[out++] = put;
	}
	if (n > run)
		memmove(to + out, from + run, n - run);
	return out + (n - run);
}

size_t doc_clean(char *text, size_t n)
{
	return clean(text, text, n);
}

bool doc_is_binary(struct str bytes)
{
	size_t n = bytes.n < SAMPLE ? bytes.n : SAMPLE, controls = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)bytes.p[i];

		controls += c < 0x20 && odd_byte[c] && !(c >= 0x0B && c <= 0x0D) && c != 0x1A &&
			    c != 0x1B;
	}
	return controls > 2 && controls * 20 > n;
}

/* Says where a text is broken; `unit` is 2 for UTF-16, with `low` the offset of a unit's low byte. */
static enum rc bad_encoding(struct str bytes, size_t at, size_t unit, size_t low, struct err *err)
{
	size_t line = 1, start = 0;

	for (size_t i = 0; i + unit <= at; i += unit) {
		bool wide = unit == 2 && bytes.p[i + 1 - low] != 0;
		char c = bytes.p[i + low], next = i + unit < at ? bytes.p[i + unit + low] : '\0';

		if (!wide && (c == '\n' || (c == '\r' && next != '\n'))) {
			line++;
			start = i + unit;
		}
	}
	return err_set(err, RC_INPUT,
		       "第%zu行第%zu个字节不是有效的文字编码（试过 UTF-8、UTF-16、GB18030）；"
		       "请用记事本另存为 UTF-8 再试",
		       line, at - start + 1);
}

/* Valid UTF-8 into the arena, cleaned on the way. */
static void from_utf8(struct arena *a, struct str s, struct str *ret)
{
	char *p = arena_bytes(a, s.n + 1);

	*ret = (struct str){ p, clean(p, s.p, s.n) };
}

static uint32_t unit_at(struct str s, size_t i, size_t low)
{
	const unsigned char *p = (const unsigned char *)s.p + i;

	return (uint32_t)p[low] | (uint32_t)p[1 - low] << 8;
}

/* `low` is the place of the low byte in a unit: 0 little-endian, 1 big-endian. */
static enum rc from_utf16(struct arena *a, struct str all, size_t from, size_t low,
			  struct str *ret, struct err *err)
{
	size_t n = all.n, out = 0;
	char *p;

	if (n % 2 == 1) { /* a stray last line end is common, anything else is damage */
		if (all.p[n - 1] != '\n' && all.p[n - 1] != '\0')
			return bad_encoding(all, n - 1, 2, low, err);
		n--;
	}
	p = arena_bytes(a, n / 2 * 3 + 4);
	for (size_t i = from; i + 2 <= n; i += 2) {
		uint32_t c = unit_at(all, i, low);

		if (c >= 0xD800 && c <= 0xDFFF) {
			uint32_t d = i + 4 <= n ? unit_at(all, i + 2, low) : 0;

			if (c > 0xDBFF || d < 0xDC00 || d > 0xDFFF)
				return bad_encoding(all, i, 2, low, err);
			c = 0x10000 + ((c - 0xD800) << 10) + (d - 0xDC00);
			i += 2;
		}
		out += utf8_put(p + out, c);
	}
	*ret = (struct str){ p, doc_clean(p, out) };
	return RC_OK;
}

/* A character that Chinese office text is made of. */
static bool is_plausible(uint32_t c)
{
	return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n' || c == '\r' ||
	       (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3000 && c <= 0x303F) ||
	       (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x2000 && c <= 0x206F);
}

/*
 * UTF-16 without a mark: nearly all units are plausible in one byte order and
 * few in the other.  GB18030 and UTF-8 bytes read as units are Hangul,
 * private use or unassigned; ASCII pairs are plausible both ways, so the
 * comparison excludes them.
 */
static bool is_utf16(struct str s, size_t *low)
{
	size_t n = (s.n < SAMPLE ? s.n : SAMPLE) / 2, little = 0, big = 0, best;

	for (size_t i = 0; i < n; i++) {
		little += is_plausible(unit_at(s, i * 2, 0));
		big += is_plausible(unit_at(s, i * 2, 1));
	}
	*low = big > little;
	best = big > little ? big : little;
	return n >= 2 && best * 100 >= n * 85 && best > (little + big - best) * 2;
}

/* Counts valid three-byte UTF-8 characters (nearly all of Chinese) and bytes invalid in UTF-8. */
static void weigh_utf8(struct str line, size_t *three, size_t *bad)
{
	for (size_t i = 0; i < line.n;) {
		size_t n = utf8_len((unsigned char)line.p[i]);

		if (n > line.n - i)
			n = line.n - i;
		if (n > 1 && utf8_invalid(str_cut(line, i, i + n)) != STR_NONE) {
			*bad += 1;
			n = 1;
		} else if (n == 1 && (unsigned char)line.p[i] >= 0x80) {
			*bad += 1;
		}
		*three += n == 3;
		i += n;
	}
}

static size_t first_high(struct str s, size_t i)
{
	while (i < s.n && (unsigned char)s.p[i] < 0x80)
		i++;
	return i;
}

/*
 * GB18030 accepts nearly any pair of bytes, so damaged UTF-8 would pass as
 * nonsense.  Returns the offset of the damage when lines of this text are
 * clearly UTF-8, STR_NONE when none is.
 */
static size_t damaged_utf8(struct str s, size_t first_bad)
{
	size_t three = 0, bad = 0, mixed = STR_NONE;

	for (size_t i = 0; i < s.n;) {
		const char *end = memchr(s.p + i, '\n', s.n - i);
		struct str line = str_cut(s, i, end ? (size_t)(end - s.p) : s.n);
		size_t line_three = 0, line_bad = 0;

		weigh_utf8(line, &line_three, &line_bad);
		if (line_three >= 3 && line_three > line_bad && mixed == STR_NONE)
			mixed = first_high(s, i);
		three += line_three;
		bad += line_bad;
		i += line.n + 1;
	}
	return three > bad ? first_bad : mixed;
}

/* Converts with ICU, stopping at the first sequence that GB18030 does not know. */
static enum rc convert(UConverter *gb, UConverter *utf8, struct str s, char *to, size_t room,
		       struct str *ret, struct err *err)
{
	UChar pivot[PIVOT], *pivot_from = pivot, *pivot_to = pivot;
	char *target = to, invalid[16];
	const char *source = s.p;
	UErrorCode status = U_ZERO_ERROR, asked = U_ZERO_ERROR;
	int8_t length = (int8_t)sizeof(invalid);
	size_t at;

	libicu.ucnv_convertEx(utf8, gb, &target, to + room, &source, s.p + s.n, pivot, &pivot_from,
		       &pivot_to, pivot + PIVOT, 1, 1, &status);
	if (U_SUCCESS(status)) {
		*ret = (struct str){ to, doc_clean(to, (size_t)(target - to)) };
		return RC_OK;
	}
	libicu.ucnv_getInvalidChars(gb, invalid, &length, &asked);
	at = (size_t)(source - s.p);
	if (U_SUCCESS(asked) && length > 0 && (size_t)length <= at)
		at -= (size_t)length;
	return bad_encoding(s, at, 1, 0, err);
}

static enum rc from_gb18030(struct arena *a, struct str s, struct str *ret, struct err *err)
{
	size_t room = s.n + s.n / 2 + 8; /* two bytes become three, four stay four */
	UErrorCode status = U_ZERO_ERROR;
	UConverter *gb, *utf8;
	enum rc rc;

	doc_libraries();
	gb = libicu.ucnv_open("gb18030", &status);
	utf8 = libicu.ucnv_open("UTF-8", &status);
	libicu.ucnv_setToUCallBack(gb, libicu.UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	if (U_FAILURE(status)) {
		err_log(err, "ucnv: %s", libicu.u_errorName(status));
		rc = err_set(err, RC_OUTSIDE, "本机缺少 GB18030 编码表；请管理员检查 libicu 的安装");
	} else {
		rc = convert(gb, utf8, s, arena_bytes(a, room), room, ret, err);
	}
	libicu.ucnv_close(gb); /* accepts NULL */
	libicu.ucnv_close(utf8);
	return rc;
}

static enum rc without_mark(struct arena *a, struct str s, struct str *ret, struct err *err)
{
	size_t bad = utf8_invalid(s), low, at;
	bool nul = memchr(s.p, '\0', s.n) != NULL;

	if (bad == STR_NONE && !nul) {
		from_utf8(a, s, ret);
		return RC_OK;
	}
	if (is_utf16(s, &low))
		return from_utf16(a, s, 0, low, ret, err);
	if (doc_is_binary(s))
		return err_set(err, RC_INPUT, "%s", DOC_NOT_A_DOCUMENT);
	if (bad == STR_NONE) {
		from_utf8(a, s, ret);
		return RC_OK;
	}
	at = damaged_utf8(s, bad);
	if (at != STR_NONE)
		return bad_encoding(s, at, 1, 0, err);
	return from_gb18030(a, s, ret, err);
}

enum rc doc_decode(struct arena *a, struct str bytes, struct str *ret, struct err *err)
{
	struct str s = bytes;
	size_t bad;

	if (str_starts(s, STR("\xFF\xFE")))
		return from_utf16(a, s, 2, 0, ret, err);
	if (str_starts(s, STR("\xFE\xFF")))
		return from_utf16(a, s, 2, 1, ret, err);
	/* A crash or an old editor fills the end with NUL or Ctrl-Z. */
	while (s.n > 1 && (s.p[s.n - 1] == '\x1A' || (s.p[s.n - 1] == '\0' && s.p[s.n - 2] == '\0')))
		s.n--;
	if (s.n == 0) {
		*ret = (struct str){ "", 0 };
		return RC_OK;
	}
	if (str_starts(s, STR("\x84\x31\x95\x33")))
		return from_gb18030(a, s, ret, err);
	if (!str_starts(s, STR("\xEF\xBB\xBF")))
		return without_mark(a, s, ret, err);
	bad = utf8_invalid(s);
	if (bad != STR_NONE)
		return bad_encoding(s, bad, 1, 0, err);
	from_utf8(a, s, ret);
	return RC_OK;
}
