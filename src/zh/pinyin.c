#define _POSIX_C_SOURCE 200809L
#include "zh/pinyin.h"

#include <pthread.h>
#include <unicode/utrans.h>

#include "base/library.h"
#include "base/utf8.h"

/* ICU's table of readings takes some milliseconds to load: once, when first needed. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static UTransliterator *latin;

#define ICU_FUNCTIONS(X) X(utrans_openU) X(utrans_transUChars)

static struct {
	ICU_FUNCTIONS(LIBRARY_FIELD)
} icu;

static UTransliterator *loaded(void)
{
	static const char *const names[] = { ICU_FUNCTIONS(LIBRARY_NAME) };
	static const UChar id[] = u"Han-Latin; Latin-ASCII";
	UErrorCode code = U_ZERO_ERROR;

	if (latin != NULL)
		return latin;
	library_need(LIBICUI18N_FILE, names, COUNT(names), &icu);
	latin = icu.utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
	if (latin == NULL)
		die("ICU 没有拼音数据，请安装 libicu72");
	return latin;
}

enum { UNITS_MAX = 64 };

/* The first letter of one ideograph's reading, or 0. */
static char initial(UTransliterator *t, uint32_t c)
{
	UChar text[UNITS_MAX];
	UErrorCode code = U_ZERO_ERROR;
	int32_t n = 0, limit;

	if (c >= 0x10000) {
		text[n++] = (UChar)(0xD7C0 + (c >> 10));
		text[n++] = (UChar)(0xDC00 + (c & 0x3FF));
	} else {
		text[n++] = (UChar)c;
	}
	limit = n;
	icu.utrans_transUChars(t, text, &n, UNITS_MAX, 0, &limit, &code);
	if (code > U_ZERO_ERROR || n == 0 || text[0] < 'a' || text[0] > 'z')
		return 0;
	return (char)text[0];
}

struct str zh_initials(struct arena *a, struct str s)
{
	char *out = arena_bytes(a, s.n);
	size_t n = 0, i = 0;
	UTransliterator *t;

	pthread_mutex_lock(&lock);
	t = loaded();
	while (i < s.n) {
		uint32_t c = utf8_next(s, &i);
		char letter = 0;

		if (c >= 'A' && c <= 'Z')
			letter = (char)(c - 'A' + 'a');
		else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			letter = (char)c;
		else if (utf8_is_han(c))
			letter = initial(t, c);
		if (letter != 0)
			out[n++] = letter;
	}
	pthread_mutex_unlock(&lock);
	return (struct str){ out, n };
}
