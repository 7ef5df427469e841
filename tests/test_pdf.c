#define _POSIX_C_SOURCE 200809L /* setenv */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/child.h"
#include "document/pdf.h"
#include "show_blocks.h"

enum { OBJECTS = 9 };

#define NEXT_PAGE "\f"

static struct str stream(struct arena *a, struct str s)
{
	return arena_printf(a, "<< /Length %zu >>\nstream\n%.*s\nendstream", s.n, STR_ARG(s));
}

static struct str page(struct arena *a, int contents, const char *says)
{
	return arena_printf(a, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] %s /Contents %d 0 R "
			       "/Resources << /Font << /F1 5 0 R >> >> >>", says, contents);
}

/*
 * A PDF of two pages around the given drawing, equal ones unless the drawing
 * has a form feed (NEXT_PAGE); `page_says` stands in both.  Its font F1 has characters numbered as
 * Unicode does, so "<53BF>" draws 县.
 */
static struct str make_page_pdf(struct arena *a, const char *drawing, const char *page_says)
{
	static const char map[] =
		"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
		"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
		"3 beginbfrange <0000> <00FF> <0000> <5300> <53FF> <5300> <6500> <65FF> <6500> "
		"endbfrange\nendcmap end end";
	struct str all = str_of(drawing);
	size_t feed = str_find(all, STR(NEXT_PAGE));
	struct str objects[OBJECTS] = {
		STR("<< /Type /Catalog /Pages 2 0 R >>"),
		STR("<< /Type /Pages /Kids [3 0 R 8 0 R] /Count 2 >>"),
		page(a, 4, page_says),
		stream(a, feed == STR_NONE ? all : str_cut(all, 0, feed)),
		STR("<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
		    "/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>"),
		STR("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000 /CIDSystemInfo "
		    "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"),
		stream(a, str_of(map)),
		page(a, 9, page_says),
		stream(a, feed == STR_NONE ? all : str_from(all, feed + 1)),
	};
	struct str out = STR("%PDF-1.4\n"), xref = STR("0000000000 65535 f \n");
	size_t at;

	for (size_t i = 0; i < OBJECTS; i++) {
		xref = arena_cat(a, xref, arena_printf(a, "%010zu 00000 n \n", out.n));
		out = arena_cat(a, out, arena_printf(a, "%zu 0 obj\n%.*s\nendobj\n", i + 1,
						     STR_ARG(objects[i])));
	}
	at = out.n;
	out = arena_cat(a, out, arena_printf(a, "xref\n0 %d\n%.*strailer << /Size %d /Root 1 0 R >>\n",
					     OBJECTS + 1, STR_ARG(xref), OBJECTS + 1));
	return arena_cat(a, out, arena_printf(a, "startxref\n%zu\n%%%%EOF\n", at));
}

static struct str make_pdf(struct arena *a, const char *drawing)
{
	return make_page_pdf(a, drawing, "");
}

static bool has_pdftotext(void)
{
	if (access("/usr/bin/pdftotext", X_OK) == 0)
		return true;
	print_message("skipped: pdftotext is not installed (package poppler-utils)\n");
	return false;
}

static void lines_are_paragraphs(void **state)
{
	struct arena *a = arena_new();
	/* 县 at the left margin and 文 far right of it; below, 斗 */
	struct str pdf = make_pdf(a, "BT /F1 12 Tf 72 720 Td <53BF> Tj 240 0 Td <6587> Tj "
				     "-240 -20 Td <6597> Tj ET");
	struct document doc;
	struct err err = { 0 };
	size_t gap;

	(void)state;
	if (!has_pdftotext()) {
		arena_free(a);
		skip();
	}
	if (doc_parse(a, pdf, STR("清单.pdf"), &DOC_UPLOAD, &doc, &err) != RC_OK)
		fail_msg("%s [%s]", err.msg, err.log);
	assert_int_equal(doc.format, DOC_PDF);
	assert_true(doc.blocks.n >= 5); /* two lines, a page's end, two lines */
	gap = str_find(doc.blocks.v[0].text, STR("  "));
	assert_true(str_starts(str_trim(doc.blocks.v[0].text), STR("县")));
	assert_true(str_ends(doc.blocks.v[0].text, STR("文")));
	assert_true(gap != STR_NONE); /* the column shows as spaces */
	assert_true(str_eq(str_trim(doc.blocks.v[1].text), STR("斗")));
	assert_int_equal(doc.blocks.v[2].text.n, 0);
	arena_free(a);
}

struct drawn {
	const char *drawing, *says;
};

static void check_drawings(const struct drawn *rows, size_t n)
{
	struct arena *a;
	int failed = 0;

	if (!has_pdftotext())
		skip();
	a = arena_new();
	for (size_t i = 0; i < n; i++) {
		const char *got = show_parsed(a, make_pdf(a, rows[i].drawing), "a.pdf");

		if (strcmp(got, rows[i].says) != 0) {
			print_message("row %zu: %s, expected %s\n", i, got, rows[i].says);
			failed++;
		}
	}
	arena_free(a);
	assert_int_equal(failed, 0);
}

/* Lines of a drawing: columns at x = 50, 150, 250, rows at y = 700, 660, 620 from below. */
#define FRAME "50 700 m 250 700 l S 50 620 m 250 620 l S 50 700 m 50 620 l S 250 700 m 250 620 l S "
#define FLAT "50 660 m 250 660 l S "
#define UPRIGHT "150 700 m 150 620 l S "
#define AT(x, y, text) "BT /F1 12 Tf " #x " " #y " Td <" text "> Tj ET "

/* Mostly both pages of the file are the same: what a table does at the end of a page shows in each case. */
static void ruled_tables_are_tables(void **state)
{
	static const struct drawn rows[] = {
		/* 县 | 文 over 斗 | 厂, going on on the second page */
		{ FRAME FLAT UPRIGHT AT(60, 675, "53BF") AT(160, 675, "6587") AT(60, 635, "6597") AT(160, 635, "5382"),
		  "{县|文/斗|厂/县|文/斗|厂}" },
		/* borders as thin filled rectangles; what stands above the table keeps its place and ends the table before */
		{ "50 699 200 1 re f 50 660 200 1 re f 50 620 200 1 re f 50 620 1 80 re f 150 620 1 80 re f 249 620 1 80 re f "
		  AT(60, 735, "53BF6587") AT(60, 675, "53BF") AT(160, 675, "6587") AT(60, 635, "6597") AT(160, 635, "5382"),
		  "[县文]{县|文/斗|厂}[][县文]{县|文/斗|厂}" },
		/* no line between the rows of the first column, none between the columns of the second row */
		{ FRAME UPRIGHT "150 660 m 250 660 l S " AT(60, 655, "53BF") AT(160, 675, "6587") AT(160, 635, "5382"), "{县@2x1|文/厂/县@2x1|文/厂}" },
		{ FRAME FLAT "150 700 m 150 660 l S " AT(60, 675, "53BF") AT(160, 675, "6587") AT(60, 635, "6597"), "{县|文/斗@1x2/县|文/斗@1x2}" },
		/* open sides: lines across only, and an upright one between */
		{ "50 700 m 250 700 l S 50 660 m 250 660 l S 50 620 m 250 620 l S " UPRIGHT AT(60, 675, "53BF") AT(160, 675, "6587") AT(60, 635, "6597"),
		  "{县|文/斗|/县|文/斗|}" },
		/* a page number between the parts comes behind the table */
		{ FRAME FLAT UPRIGHT AT(60, 675, "53BF") AT(160, 675, "6587") AT(60, 635, "6597") AT(160, 635, "5382") AT(300, 40, "0033"),
		  "{县|文/斗|厂/县|文/斗|厂}[3][3]" },
		/* a full line goes on in the next, a short one ends */
		{ FRAME FLAT UPRIGHT AT(56, 685, "53BF53BF53BF53BF53BF53BF53BF") AT(56, 670, "6587") AT(156, 685, "53BF53BF53BF") AT(156, 670, "6587")
		  AT(60, 635, "6597") AT(160, 635, "5382"),
		  "{县县县县县县县文|县县县↵文/斗|厂/县县县县县县县文|县县县↵文/斗|厂}" },
		/* the last row goes on below the header printed again; with a number in front, or where nothing broke off, it is another */
		{ FRAME FLAT UPRIGHT AT(60, 675, "53BF") AT(160, 675, "6587") AT(60, 635, "6597") AT(156, 635, "5382538253825382538253825382") NEXT_PAGE
		  FRAME FLAT UPRIGHT AT(60, 675, "53BF") AT(160, 675, "6587") AT(160, 635, "6587"),
		  "{县|文/斗|厂厂厂厂厂厂厂文}" },
		{ FRAME FLAT UPRIGHT AT(60, 675, "53BF") AT(160, 675, "6587") AT(60, 635, "6597") AT(156, 635, "5382538253825382538253825382") NEXT_PAGE
		  FRAME FLAT UPRIGHT AT(60, 675, "53BF") AT(160, 675, "6587") AT(60, 635, "0032") AT(160, 635, "6587"),
		  "{县|文/斗|厂厂厂厂厂厂厂/县|文/2|文}" },
		{ FRAME FLAT UPRIGHT AT(60, 675, "53BF") AT(160, 675, "6587") AT(60, 635, "6597") AT(160, 635, "5382") NEXT_PAGE
		  FRAME FLAT UPRIGHT AT(60, 675, "53BF") AT(160, 675, "6587") AT(160, 635, "6587"),
		  "{县|文/斗|厂/县|文/|文}" },
		/* a word over the border of two cells is parted there */
		{ FRAME FLAT UPRIGHT AT(126, 675, "53BF53BF65876587") AT(60, 635, "6597") AT(160, 635, "5382"), "{县县|文文/斗|厂/县县|文文/斗|厂}" },
		/* a frame around one text, an underline and a slanted line are no tables */
		{ FRAME AT(60, 675, "53BF"), "[县][][县]" },
		{ FRAME UPRIGHT AT(60, 675, "53BF"), "[县][县]" },
		{ "50 670 m 250 670 l S 50 700 m 250 620 l S " AT(60, 675, "53BF"), "[县][][县]" },
	};

	(void)state;
	check_drawings(rows, COUNT(rows));
}

/* Words and lines are told from the same corner, whatever part of the page shows and which way it is turned. */
static void boxes_and_turns_keep_tables(void **state)
{
	static const char table[] = FRAME FLAT UPRIGHT AT(60, 675, "53BF") AT(160, 675, "6587") AT(60, 635, "6597") AT(160, 635, "5382");
	static const char turned[] = "q 0 1 -1 0 600 0 cm 1 0 0 1 200 -200 cm " FRAME FLAT UPRIGHT AT(60, 675, "53BF") AT(160, 675, "6587")
		AT(60, 635, "6597") AT(160, 635, "5382") "Q ";
	static const char says[] = "{县|文/斗|厂/县|文/斗|厂}";
	struct arena *a = arena_new();

	(void)state;
	if (!has_pdftotext()) {
		arena_free(a);
		skip();
	}
	assert_string_equal(show_parsed(a, make_page_pdf(a, table, "/CropBox [30 40 400 760]"), "a.pdf"), says);
	assert_string_equal(show_parsed(a, make_page_pdf(a, table, "/UserUnit 1 /CropBox [0 0 600.4 800.4]"), "a.pdf"), says);
	assert_string_equal(show_parsed(a, make_page_pdf(a, turned, "/Rotate 90"), "a.pdf"), says);
	arena_free(a);
}

/* Both pages again; 38 characters of 12 points fill the line between margins of 72. */
#define FULL "53BF53BF53BF53BF53BF53BF53BF53BF53BF53BF53BF53BF53BF53BF53BF53BF53BF53BF53BF"
#define FULL_SAYS "县县县县县县县县县县县县县县县县县县县"

static void wrapped_lines_are_paragraphs(void **state)
{
	static const struct drawn rows[] = {
		/* a full line goes on; the next ended before the margin, and so did the page */
		{ AT(72, 720, FULL FULL) AT(72, 704, "6587") AT(72, 688, "6597"), "[" FULL_SAYS FULL_SAYS "文][斗][][" FULL_SAYS FULL_SAYS "文][斗]" },
		/* over the end of the page, with a number at its foot */
		{ AT(72, 720, "6587") AT(72, 704, FULL FULL) AT(290, 40, "0033"), "[文][" FULL_SAYS FULL_SAYS "文][3][" FULL_SAYS FULL_SAYS "][3]" },
		/* an indented line begins a paragraph, a line far below too */
		{ AT(72, 720, FULL FULL) AT(96, 704, "6587"), "[" FULL_SAYS FULL_SAYS "][    文][][" FULL_SAYS FULL_SAYS "][    文]" },
		{ AT(72, 720, FULL FULL) AT(72, 620, "6587"), "[" FULL_SAYS FULL_SAYS "][文][][" FULL_SAYS FULL_SAYS "][文]" },
		/* the number of an item begins one at the margin */
		{ AT(72, 720, FULL FULL) AT(72, 704, "0033002E6587"), "[" FULL_SAYS FULL_SAYS "][3.文][][" FULL_SAYS FULL_SAYS "][3.文]" },
		/* columns stay columns */
		{ AT(72, 720, FULL) AT(480, 720, "6597") AT(72, 704, "6587"), "[" FULL_SAYS "                              斗][文][][" FULL_SAYS "                              斗][文]" },
	};

	(void)state;
	check_drawings(rows, COUNT(rows));
}

static void refuses_unreadable_ones(void **state)
{
	static const struct {
		const char *pdf, *says;
	} rows[] = {
		{ NULL, "扫描件" },
		{ "%PDF-1.4\nnothing else\n%%EOF\n", "损坏" },
		{ "%PDF-1.4\n<< /Encrypt 9 0 R >>\n%%EOF\n", "密码" },
	};
	struct arena *a = arena_new();

	(void)state;
	if (!has_pdftotext()) {
		arena_free(a);
		skip();
	}
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str pdf = rows[i].pdf ? str_of(rows[i].pdf) : make_pdf(a, "");
		const char *got = show_parsed(a, pdf, "a.pdf");

		if (strstr(got, rows[i].says) == NULL)
			fail_msg("row %zu: %s", i, got);
	}
	arena_free(a);
}

static void names_the_missing_package(void **state)
{
	struct arena *a = arena_new();
	const char *path = getenv("PATH");
	char *before = path ? arena_cstr(a, str_of(path)) : NULL;
	struct document doc;
	struct err err = { 0 };
	enum rc rc;

	(void)state;
	setenv("PATH", "/nonexistent:relative", 1);
	rc = doc_parse_pdf(a, STR("%PDF-1.4"), &DOC_UPLOAD, &doc, &err);
	if (before != NULL)
		setenv("PATH", before, 1);
	assert_int_equal(rc, RC_OUTSIDE);
	assert_non_null(strstr(err.msg, "poppler-utils"));
	arena_free(a);
}

static void knows_a_pdf(void **state)
{
	(void)state;
	assert_true(doc_is_pdf(STR("%PDF-1.7\n")));
	assert_true(doc_is_pdf(STR("\r\n%PDF-1.7\n")));
	assert_true(doc_is_pdf(STR("HTTP/1.1 200 OK\r\n\r\n%PDF-1.7\n…\n%%EOF\n")));
	assert_false(doc_is_pdf(STR("格式以 %PDF-1.7 开头")));
	assert_false(doc_is_pdf(STR("")));
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_paragraphs),
		cmocka_unit_test(ruled_tables_are_tables),
		cmocka_unit_test(wrapped_lines_are_paragraphs),
		cmocka_unit_test(boxes_and_turns_keep_tables),
		cmocka_unit_test(refuses_unreadable_ones),
		cmocka_unit_test(names_the_missing_package),
		cmocka_unit_test(knows_a_pdf),
	};

	/* a child re-executes this program: it answers as minsheng does */
	if (argc > 3 && strcmp(argv[1], "--child") == 0 && strcmp(argv[2], "tool") == 0)
		return child_tool_main(argv + 3);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
