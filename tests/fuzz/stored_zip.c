/* A zip of stored entries, so that the XML inside it can be fuzzed as it is. */

#include "base/buf.h"
#include "fuzz.h"

static uint32_t crc_of(struct str s)
{
	static uint32_t table[256];
	uint32_t c = UINT32_MAX;

	for (uint32_t i = 0; i < 256 && table[255] == 0; i++) {
		table[i] = i;
		for (int k = 0; k < 8; k++)
			table[i] = table[i] >> 1 ^ (table[i] & 1 ? 0xEDB88320u : 0);
	}
	for (size_t i = 0; i < s.n; i++)
		c = c >> 8 ^ table[(c ^ (unsigned char)s.p[i]) & 255];
	return ~c;
}

static void put(struct buf *b, uint32_t n, int bytes)
{
	for (int i = 0; i < bytes; i++, n >>= 8)
		buf_char(b, (char)(n & 255));
}

/* The fields that a local header and a directory entry have in common. */
static void put_entry(struct buf *b, const struct fuzz_part *p)
{
	put(b, 20, 2);
	put(b, 0, 2); /* flags */
	put(b, 0, 2); /* stored */
	put(b, 0x00210000, 4); /* 1980-01-01 */
	put(b, crc_of(p->bytes), 4);
	put(b, (uint32_t)p->bytes.n, 4);
	put(b, (uint32_t)p->bytes.n, 4);
	put(b, (uint32_t)strlen(p->name), 2);
	put(b, 0, 2);
}

struct str fuzz_zip(struct arena *a, const struct fuzz_part *parts, size_t n)
{
	struct buf b = BUF_INIT((size_t)64 << 20), dir = BUF_INIT(1 << 20);
	struct str ret;
	uint32_t start;

	for (size_t i = 0; i < n; i++) {
		put(&dir, 0x02014b50, 4);
		put(&dir, 20, 2);
		put_entry(&dir, &parts[i]);
		put(&dir, 0, 4); /* comment, disk */
		put(&dir, 0, 2);
		put(&dir, 0, 4);
		put(&dir, (uint32_t)b.n, 4);
		buf_str(&dir, str_of(parts[i].name));

		put(&b, 0x04034b50, 4);
		put_entry(&b, &parts[i]);
		buf_str(&b, str_of(parts[i].name));
		buf_str(&b, parts[i].bytes);
	}
	start = (uint32_t)b.n;
	buf_str(&b, buf_text(&dir));
	put(&b, 0x06054b50, 4);
	put(&b, 0, 4);
	put(&b, (uint32_t)n, 2);
	put(&b, (uint32_t)n, 2);
	put(&b, (uint32_t)dir.n, 4);
	put(&b, start, 4);
	put(&b, 0, 2);
	ret = arena_str(a, buf_text(&b));
	buf_free(&b);
	buf_free(&dir);
	return ret;
}

struct str fuzz_next(struct str *rest)
{
	size_t end = str_find(*rest, (struct str){ "", 1 });
	struct str s = *rest;

	if (end == STR_NONE) {
		*rest = str_from(s, s.n);
		return s;
	}
	*rest = str_from(s, end + 1);
	return str_cut(s, 0, end);
}
