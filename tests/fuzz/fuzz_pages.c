/*
 * Pages of a PDF, as the two tools tell of them: words with their places, a
 * line of "%%", the lines that are drawn.  The PDF itself is the tools' to
 * read.
 */

#include "document/decode.h"
#include "document/pdf_page.h"
#include "fuzz.h"

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	return fuzz_mutate(data, size, max, seed, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct str between = STR_INIT("\n%%\n");
	struct str bytes = { (const char *)data, size }, text;
	size_t at = str_find(bytes, between);
	struct arena *a = arena_new();
	struct pdf_drawing drawing = { 0 };
	struct pdf_text words = { 0 };
	struct document doc = { 0 };
	struct err err = { 0 };

	if (doc_decode(a, str_cut(bytes, 0, at == STR_NONE ? size : at), &text, &err) == RC_OK) {
		pdf_words_of_tsv(a, text, &words);
		pdf_lines_of_svg(a, str_from(bytes, at == STR_NONE ? size : at + between.n), &drawing);
		if (pdf_blocks(a, &words, &drawing, &FUZZ_LIMITS, &doc, &err) == RC_OK)
			fuzz_document(a, &doc, false);
		else
			MUST(err.msg[0] != '\0');
	}
	arena_free(a);
	return 0;
}
