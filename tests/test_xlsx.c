/* Workbooks: values as a person sees them, places as Excel names them. */

#include "office_made.h"

#define STYLES(codes, styles)                                                       \
	"<styleSheet " S_NS "><numFmts>" codes "</numFmts>"                         \
	"<cellStyleXfs><xf numFmtId=\"10\"/><xf numFmtId=\"10\"/></cellStyleXfs>"   \
	"<cellXfs><xf numFmtId=\"0\"/>" styles "</cellXfs></styleSheet>"
#define BOOK(sheets) "<workbook " S_NS "><workbookPr/><sheets>" sheets "</sheets></workbook>"
#define ONE_SHEET BOOK("<sheet name=\"清单\" sheetId=\"1\" r:id=\"r1\"/>")
#define REL(id, target) "<Relationship Id=\"" id "\" Type=\"worksheet\" Target=\"" target "\"/>"
#define SHEET(rows) "<worksheet " S_NS "><dimension ref=\"A1:XFD1048576\"/><sheetData>" rows "</sheetData></worksheet>"

static const char rels[] =
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	REL("r1", "worksheets/sheet1.xml") REL("r2", "/xl/worksheets/sheet2.xml") REL("r3", "../../etc/passwd")
	REL("r4", "chartsheets/sheet1.xml") "</Relationships>";

static const char strings[] =
	"<sst " S_NS "><si><t>序号</t></si><si><r><t>民生</t></r><r><rPr><b/></rPr><t>实事</t></r>"
	"<rPh sb=\"0\" eb=\"1\"><t>minsheng</t></rPh></si><si><t>一_x000D_\n二_x0041_</t></si><si/></sst>";

struct book {
	const char *workbook, *styles;
	struct str sheet1;
	const char *sheet2;
};

static struct str parsed(struct arena *a, struct book b)
{
	struct part parts[6] = { { "xl/workbook.xml", str_of(b.workbook ? b.workbook : ONE_SHEET) },
				 { "xl/_rels/workbook.xml.rels", str_of(rels) },
				 { "xl/sharedStrings.xml", str_of(strings) },
				 { "xl/worksheets/sheet1.xml", b.sheet1 } };
	struct document doc;
	struct err err = { 0 };
	size_t n = 4;
	enum rc rc;

	if (b.styles != NULL)
		parts[n++] = (struct part){ "xl/styles.xml", str_of(b.styles) };
	if (b.sheet2 != NULL)
		parts[n++] = (struct part){ "xl/worksheets/sheet2.xml", str_of(b.sheet2) };
	rc = doc_parse_xlsx(a, zip_of(a, parts, n), &limits_upload, &doc, &err);
	if (rc == RC_OK)
		return written_out(a, &doc);
	assert_int_equal(rc, RC_INPUT);
	return arena_printf(a, "! %s", err.msg);
}

static const struct {
	const char *what, *rows, *after, *want;
} sheets[] = {
	{ "strings of all kinds",
	  "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c>"
	  "<c r=\"D1\" t=\"inlineStr\"><is><r><t>行</t></r><t>内</t></is></c><c r=\"E1\" t=\"str\"><f>A1</f><v>公式</v></c>"
	  "<c r=\"F1\" t=\"s\"><v>3</v></c></row>", "",
	  "T1x5\n(0,0) 序号\n(0,1) 民生实事\n(0,2) 一|二A\n(0,3) 行内\n(0,4) 公式\n" },
	{ "other values",
	  "<row r=\"2\"><c r=\"A2\" t=\"b\"><v>1</v></c><c r=\"B2\" t=\"e\"><v>#REF!</v></c><c r=\"C2\"><f>SUM(A1:B1)</f></c>"
	  "<c r=\"D2\"><f>1+1</f><v>2</v></c><c r=\"E2\" t=\"d\"><v>2025-03-31T00:00:00</v></c></row>", "",
	  "T2x5\n(1,0) TRUE\n(1,1) #REF!\n(1,2) =SUM(A1:B1)\n(1,3) 2\n(1,4) 2025-03-31\n" },
	{ "General",
	  "<row><c><v>574</v></c><c><v>0.30000000000000004</v></c><c><v>1.5E3</v></c><c><v>-2.5E-2</v></c><c><v>191.33333333333334</v></c>"
	  "<c><v>123456789012345678</v></c><c><v>0</v></c><c><v>1e400</v></c><c><v>0.1</v></c><c><v>abc</v></c></row>", "",
	  "T1x10\n(0,0) 574\n(0,1) 0.3\n(0,2) 1500\n(0,3) -0.025\n(0,4) 191.333333333333\n(0,5) 123456789012346000\n(0,6) 0\n(0,7) 1e400\n"
	  "(0,8) 0.1\n(0,9) abc\n" },
	{ "cells without references, rows out of order, trailing blanks",
	  "<row r=\"3\"><c><v>5</v></c></row><row r=\"1\"><c r=\"B1\"><v>1</v></c><c><v>2</v></c><c r=\"Z1\" t=\"inlineStr\"><is><t>  </t></is></c></row>"
	  "<row r=\"9\"><c r=\"J9\" s=\"0\"/></row>", "",
	  "T3x3\n(0,1) 1\n(0,2) 2\n(2,0) 5\n" },
	{ "merged ranges: clipped, hidden text, overlap",
	  "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>99</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c><c r=\"C2\"><v>3</v></c></row>"
	  "<row r=\"3\"><c r=\"C3\"><v>4</v></c></row>",
	  "<mergeCells><mergeCell ref=\"A1:K1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"A3:B3\"/><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"M1:N9\"/></mergeCells>",
	  "T3x3\n(0,0 1x3) 1\n(1,0 2x1) 2\n(1,1 2x1) \n(1,2) 3\n(2,2) 4\n" },
	{ "a merged range over the whole sheet", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
	  "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>", "T1x1\n(0,0) 1\n" },
};

static void reads_sheets(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(sheets); i++) {
		struct arena *a = arena_new();
		struct book b = { .sheet1 = arena_printf(a, "<worksheet " S_NS "><sheetData>%s</sheetData>%s</worksheet>",
							 sheets[i].rows, sheets[i].after) };
		struct str want = arena_printf(a, "P1 清单\n%s", sheets[i].want);

		wrong += differs(sheets[i].what, parsed(a, b), arena_cstr(a, want));
		arena_free(a);
	}
	assert_int_equal(wrong, 0);
}

/* A format code, a value, what is seen. */
static const struct {
	const char *code, *value, *want;
} formats[] = {
	{ "0%", "0.86", "86%" },
	{ "0.00%", "0.8567", "85.67%" },
	{ "0.0%", "0.33333333333333331", "33.3%" },
	{ "0%", "1.1000000000000001", "110%" },
	{ "0.00%", "0", "0.00%" },
	{ "0.00", "12.345", "12.345" }, /* typed digits stay */
	{ "0.00", "191.33333333333334", "191.33" }, /* computed ones go */
	{ "#,##0.00_ ", "1450", "1450" },
	{ "0.00&quot;万元&quot;", "12.5", "12.5万元" },
	{ "&quot;第&quot;0&quot;件&quot;", "3", "第3件" },
	{ "General&quot;万元&quot;", "574", "574万元" },
	{ "[$¥-804]#,##0", "-3", "-¥3" },
	{ "#,##0;[Red]#,##0", "-3", "-3" },
	{ "000", "7", "007" },
	{ "0.0,", "12345", "12.345" },
	{ "000\\-0000", "1234567", "1234567" },
	{ "0.00E+00", "1500", "1500" },
	{ "# ?/?", "0.5", "0.5" },
	{ "@", "12", "12" },
	{ "[Red][&gt;5]0;0", "7.5", "7.5" },
	{ "yyyy/m/d", "45747", "2025-03-31" },
	{ "yyyy\\-mm\\-dd;@", "45747", "2025-03-31" },
	{ "[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", "45747", "2025年3月31日" },
	{ "[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;;@", "45747", "2025年3月" },
	{ "m&quot;月&quot;d&quot;日&quot;", "45747", "3月31日" },
	{ "yyyy年mm月", "45747", "2025年03月" },
	{ "mmm\\-yy", "45747", "2025-03" },
	{ "m/d/yy h:mm", "45747.354166666664", "2025-03-31 08:30" },
	{ "h:mm", "0.35416666666666669", "08:30" },
	{ "[h]:mm", "1.5", "36:00" },
	{ "上午/下午h&quot;时&quot;mm&quot;分&quot;", "0.625", "下午3时00分" },
	{ "yyyy/m/d", "60", "1900-02-29" },
	{ "yyyy/m/d", "59", "1900-02-28" },
	{ "yyyy/m/d", "61", "1900-03-01" },
	{ "yyyy/m/d", "0.5", "0.5" },
	{ "yyyy/m/d", "-5", "-5" },
	{ "yyyy/m/d", "2958466", "2958466" },
	{ "yyyy", "45747", "2025" },
	{ "&quot;unclosed", "5", "5" },
	{ "\\", "5", "5" },
};

static void prints_numbers_as_seen(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		struct arena *a = arena_new();
		struct str styles = arena_printf(a, STYLES("<numFmt numFmtId=\"200\" formatCode=\"%s\"/>", "<xf numFmtId=\"200\"/>"), formats[i].code);
		struct book b = { .styles = arena_cstr(a, styles),
				  .sheet1 = arena_printf(a, SHEET("<row><c s=\"1\"><v>%s</v></c></row>"), formats[i].value) };
		struct str want = arena_printf(a, "P1 清单\nT1x1\n(0,0) %s\n", formats[i].want);

		wrong += differs(formats[i].code, parsed(a, b), arena_cstr(a, want));
		arena_free(a);
	}
	assert_int_equal(wrong, 0);
}

static void knows_built_in_formats(void **state)
{
	static const struct { int id; const char *value, *want; } rows[] = {
		{ 9, "0.5", "50%" }, { 10, "0.5", "50.00%" }, { 14, "45747", "2025-03-31" }, { 17, "45747", "2025-03" },
		{ 22, "45747.5", "2025-03-31 12:00" }, { 27, "45747", "2025年3月" }, { 31, "45747", "2025年3月31日" },
		{ 57, "45747", "2025年3月" }, { 58, "45747", "3月31日" }, { 4, "1234.5", "1234.5" }, { 49, "7", "7" }, { 12, "0.5", "0.5" },
	};
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena *a = arena_new();
		struct str styles = arena_printf(a, STYLES("", "<xf numFmtId=\"%d\"/>"), rows[i].id);
		struct book b = { .styles = arena_cstr(a, styles),
				  .sheet1 = arena_printf(a, SHEET("<row><c s=\"1\"><v>%s</v></c></row>"), rows[i].value) };
		struct str want = arena_printf(a, "P1 清单\nT1x1\n(0,0) %s\n", rows[i].want);

		wrong += differs(arena_cstr(a, styles), parsed(a, b), arena_cstr(a, want));
		arena_free(a);
	}
	assert_int_equal(wrong, 0);
}

static void reads_visible_sheets_in_order(void **state)
{
	const struct book b = {
		.workbook = BOOK("<sheet name=\"乙\" r:id=\"r2\"/><sheet name=\"藏\" state=\"hidden\" r:id=\"r1\"/><sheet name=\"图\" r:id=\"r4\"/>"
				 "<sheet name=\"外\" r:id=\"r3\"/><sheet name=\"甲\" r:id=\"r1\"/>"),
		.sheet1 = STR(SHEET("<row><c><v>1</v></c></row>")),
		.sheet2 = SHEET("<row><c><v>2</v></c></row>"),
	};
	const struct book hidden = { .workbook = BOOK("<sheet name=\"藏\" state=\"veryHidden\" r:id=\"r1\"/>"),
				     .sheet1 = STR(SHEET("<row><c><v>1</v></c></row>")) };
	struct book from_1904 = { .workbook = "<workbook " S_NS "><workbookPr date1904=\"1\"/><sheets><sheet name=\"清单\" r:id=\"r1\"/></sheets></workbook>",
				  .styles = STYLES("", "<xf numFmtId=\"14\"/>"),
				  .sheet1 = STR(SHEET("<row><c s=\"1\"><v>44285</v></c></row>")) };
	struct arena *a = arena_new();
	int wrong = 0;

	(void)state;
	wrong += differs("order", parsed(a, b), "P1 乙\nT1x1\n(0,0) 2\nP1 甲\nT1x1\n(0,0) 1\n");
	wrong += differs("hidden", parsed(a, hidden), "! 工作簿里没有内容（隐藏的工作表不读）；请检查是否选错文件，或取消隐藏后另存再试");
	wrong += differs("1904", parsed(a, from_1904), "P1 清单\nT1x1\n(0,0) 2025-03-31\n");
	assert_int_equal(wrong, 0);
	arena_free(a);
}

#define BAD_PLACE "! 工作表「清单」：表格中有单元格的位置超出范围（最多 1048576 行、16384 列），文件可能已损坏；请用 Excel 或 WPS 打开后另存为新文件再试"
#define BAD_STRING "! 工作表「清单」：表格第 1 行有单元格找不到对应的文字，文件可能已损坏；请用 Excel 或 WPS 打开后另存为新文件再试"

static void survives_hostile_sheets(void **state)
{
	static const struct { const char *sheet, *want; } rows[] = {
		{ SHEET("<row><c r=\"ZZZ9999999\"><v>1</v></c></row>"), BAD_PLACE },
		{ SHEET("<row><c r=\"A0\"><v>1</v></c></row>"), BAD_PLACE },
		{ SHEET("<row><c r=\"1A\"><v>1</v></c></row>"), BAD_PLACE },
		{ SHEET("<row><c r=\"XFE1\"><v>1</v></c></row>"), BAD_PLACE },
		{ SHEET("<row r=\"1048577\"><c><v>1</v></c></row>"), BAD_PLACE },
		{ SHEET("<row r=\"-1\"><c><v>1</v></c></row>"), BAD_PLACE },
		{ SHEET("<c><v>1</v></c>"), BAD_PLACE },
		{ SHEET("<row><c r=\"XFD1\"/><c><v>1</v></c></row>"), BAD_PLACE },
		{ SHEET("<row><c t=\"s\"><v>4</v></c></row>"), BAD_STRING },
		{ SHEET("<row><c t=\"s\"><v>-1</v></c></row>"), BAD_STRING },
		{ SHEET("<row><c t=\"s\"><v>99999999999999999999</v></c></row>"), BAD_STRING },
		{ SHEET("<row><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"),
		  "! 工作表「清单」：表格内容散布到第 1048576 行、第 16384 列，范围过大；请删去远处多余的内容后再试" },
		{ SHEET("<row><c t=\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" s=\"99999\"><v>1</v></c></row>"), "P1 清单\nT1x1\n(0,0) 1\n" },
	};
	struct arena *a = arena_new();
	struct str merges = repeat(a, "<mergeCell ref=\"A1:XFD1048576\"/>", 200000);
	struct str cells = repeat(a, "<c t=\"s\"><v>1</v></c>", 15000);
	struct book b = { .sheet1 = { NULL, 0 } };
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		b.sheet1 = str_of(rows[i].sheet);
		wrong += differs(rows[i].sheet, parsed(a, b), rows[i].want);
	}
	b.sheet1 = arena_cat(a, STR("<worksheet " S_NS "><row><c><v>1</v></c></row>"), merges);
	b.sheet1 = arena_cat(a, b.sheet1, STR("</worksheet>"));
	wrong += differs("200000 merges", parsed(a, b), "P1 清单\nT1x1\n(0,0) 1\n");
	b.sheet1 = arena_cat(a, arena_cat(a, STR("<worksheet " S_NS "><row>"), cells), STR("</row></worksheet>"));
	wrong += str_starts(parsed(a, b), STR("P1 清单\nT1x15000\n(0,0) 民生实事\n")) ? 0 : 1;
	assert_int_equal(wrong, 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_sheets),		  cmocka_unit_test(prints_numbers_as_seen),
		cmocka_unit_test(knows_built_in_formats), cmocka_unit_test(reads_visible_sheets_in_order),
		cmocka_unit_test(survives_hostile_sheets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
