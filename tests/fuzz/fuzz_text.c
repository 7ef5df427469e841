/*
 * Plain formats.  The first byte chooses the name's ending; its highest bit
 * whether the faces of the command line are drawn too.  The rest is the file.
 */

#include "fuzz.h"

enum { SHOWN = 0x80 };

static const struct str names[] = {
	STR_INIT("a.txt"), STR_INIT("a.csv"), STR_INIT("a.md"), STR_INIT("a.html"), STR_INIT("a.tsv"), STR_INIT(""),
};

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	return fuzz_mutate(data, size, max, seed, 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data + 1, size - 1 };
	if (size < 2)
		return 0;
	fuzz_parse(bytes, names[(data[0] & (SHOWN - 1)) % COUNT(names)], (data[0] & SHOWN) != 0);
	return 0;
}
