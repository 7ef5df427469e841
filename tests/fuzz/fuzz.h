#ifndef FUZZ_H
#define FUZZ_H

/*
 * What all fuzz targets share.  A target turns its input into a document and
 * hands it to fuzz_document(); whatever must hold for every document, however
 * strange, is asserted there and in fuzz_reading().
 *
 * An input that breaks an assertion ends the process with one line that says
 * which; libFuzzer keeps the input.  To add a target: fuzz_NAME.c, a line in
 * meson.build, seeds in corpus/NAME.
 */

#include <stdint.h>

#include "document/document.h"
#include "model/programme.h"

#define MUST(what)                                                  \
	do {                                                        \
		if (!(what))                                        \
			fuzz_broken(__FILE__, __LINE__, #what);     \
	} while (0)

_Noreturn void fuzz_broken(const char *file, int line, const char *what);

/* Small ceilings, so that an execution costs little; the checks against them are the real ones. */
extern const struct doc_limits FUZZ_LIMITS;

/*
 * A parsed document: valid text, cells in order and inside their table, the
 * same after a trip through the frame.  Then it is masked, read and shown.
 */
void fuzz_document(struct arena *a, struct document *doc, bool shown);

/* A programme read from this document: every span on characters inside its place. */
void fuzz_reading(const struct document *doc, const struct programme *p);

/* Valid JSON without trailing words; strings are checked as UTF-8. */
bool fuzz_is_json(struct str s);

/* A mobile number that stands on its own, in ASCII or full-width digits; offset or STR_NONE. */
size_t fuzz_mobile(struct str s);

/* doc_parse() on bytes that are not a PDF: its reader starts another program. */
void fuzz_parse(struct str bytes, struct str name, bool shown);

/* ---- inputs ---- */

/*
 * Mutates text by its pieces (characters, cells, lines, XML elements) as well
 * as by bytes, and mostly leaves valid UTF-8 behind.  The first `head` bytes
 * choose what a target does; they are changed rarely.
 */
size_t fuzz_mutate(uint8_t *data, size_t size, size_t max, unsigned seed, size_t head);

/* A part of an office file; a zip of stored entries in the arena. */
struct fuzz_part {
	const char *name;
	struct str bytes;
};

struct str fuzz_zip(struct arena *a, const struct fuzz_part *parts, size_t n);

/* The next piece of an input whose pieces end in NUL; the rest may be empty. */
struct str fuzz_next(struct str *rest);

/* libFuzzer's side. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed);

#endif
