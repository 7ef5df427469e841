/*
 * Plain formats.  The first byte chooses the name's ending, or that every
 * line is a paragraph (what pdftotext's output goes through); its highest bit
 * whether the faces of the command line are drawn too.  The rest is the file.
 */

#include "document/decode.h"
#include "document/text.h"
#include "fuzz.h"

enum { SHOWN = 0x80 };

static const struct str names[] = {
	STR_INIT("a.txt"), STR_INIT("a.csv"), STR_INIT("a.md"), STR_INIT("a.html"), STR_INIT("a.tsv"), STR_INIT(""),
};

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	return fuzz_mutate(data, size, max, seed, 1);
}

static void parse_lines(struct str bytes)
{
	struct arena *a = arena_new();
	struct document doc = { 0 };
	struct err err = { 0 };
	struct str text;

	if (doc_decode(a, bytes, &text, &err) == RC_OK &&
	    doc_parse_lines(a, text, &FUZZ_LIMITS, &doc, &err) == RC_OK)
		fuzz_document(a, &doc, false);
	else
		MUST(err.msg[0] != '\0');
	arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data + 1, size - 1 };
	size_t choice;

	if (size < 2)
		return 0;
	choice = (data[0] & (SHOWN - 1)) % (COUNT(names) + 1);
	if (choice < COUNT(names))
		fuzz_parse(bytes, names[choice], (data[0] & SHOWN) != 0);
	else
		parse_lines(bytes);
	return 0;
}
