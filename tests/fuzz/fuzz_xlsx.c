/*
 * Workbooks.  The first byte chooses what the rest is:
 *
 *     0   the file, a zip
 *     1   xl/worksheets/sheet1.xml
 *     2   that, xl/sharedStrings.xml, xl/styles.xml, xl/workbook.xml, xl/_rels/workbook.xml.rels, each ending in NUL
 */

#include "fuzz.h"

#define SHEETS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define LINKS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const struct str workbook = STR_INIT(
	"<workbook xmlns=\"" SHEETS "\" xmlns:r=\"" LINKS "\"><sheets>"
	"<sheet name=\"候选项目\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
static const struct str links = STR_INIT(
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" LINKS "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
static const struct str strings = STR_INIT(
	"<sst xmlns=\"" SHEETS "\"><si><t>序号</t></si><si><t>项目名称</t></si><si><t>工作计划</t></si>"
	"<si><t>牵头单位</t></si><si><t>投资规模（万元）</t></si><si><t>6月底前：改造10所</t></si></sst>");

enum { SHEET, STRINGS, STYLES, WORKBOOK, RELS };

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	if (size > 0 && data[0] % 3 == 0)
		return LLVMFuzzerMutate(data, size, max);
	return fuzz_mutate(data, size, max, seed, 1);
}

static void parse_parts(struct str rest, bool several)
{
	struct fuzz_part parts[] = {
		[SHEET] = { "xl/worksheets/sheet1.xml", rest },
		[STRINGS] = { "xl/sharedStrings.xml", strings },
		[STYLES] = { "xl/styles.xml", STR_INIT("<styleSheet xmlns=\"" SHEETS "\"/>") },
		[WORKBOOK] = { "xl/workbook.xml", workbook },
		[RELS] = { "xl/_rels/workbook.xml.rels", links },
	};
	struct arena *a = arena_new();

	if (several)
		for (size_t i = 0; i < COUNT(parts) && rest.n > 0; i++)
			parts[i].bytes = fuzz_next(&rest);
	fuzz_parse(fuzz_zip(a, parts, COUNT(parts)), STR("a.xlsx"), false);
	arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = { (const char *)data + 1, size - 1 };

	if (size < 2)
		return 0;
	if (data[0] % 3 == 0)
		fuzz_parse(rest, STR("a.xlsx"), false);
	else
		parse_parts(rest, data[0] % 3 == 2);
	return 0;
}
