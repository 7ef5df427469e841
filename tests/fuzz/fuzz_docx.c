/*
 * Word files.  The first byte chooses what the rest is:
 *
 *     0   the file, a zip
 *     1   word/document.xml
 *     2   word/document.xml, word/styles.xml, word/numbering.xml, docProps/core.xml, each ending in NUL
 */

#include "fuzz.h"

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	if (size > 0 && data[0] % 3 == 0)
		return LLVMFuzzerMutate(data, size, max);
	return fuzz_mutate(data, size, max, seed, 1);
}

static void parse_parts(struct str rest, bool several)
{
	struct fuzz_part parts[] = {
		{ "word/document.xml", rest },
		{ "word/styles.xml", { 0 } },
		{ "word/numbering.xml", { 0 } },
		{ "docProps/core.xml", { 0 } },
	};
	struct arena *a = arena_new();
	size_t n = 1;

	if (several)
		for (n = 0; n < COUNT(parts) && (n == 0 || rest.n > 0); n++)
			parts[n].bytes = fuzz_next(&rest);
	fuzz_parse(fuzz_zip(a, parts, n), STR("a.docx"), false);
	arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = { (const char *)data + 1, size - 1 };

	if (size < 2)
		return 0;
	if (data[0] % 3 == 0)
		fuzz_parse(rest, STR("a.docx"), false);
	else
		parse_parts(rest, data[0] % 3 == 2);
	return 0;
}
