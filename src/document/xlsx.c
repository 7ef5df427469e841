/*
 * Workbooks (xlsx) → blocks: for each visible sheet, in the order of the
 * tabs, a heading with its name and a table (xlsx_sheet.h).  Hidden sheets,
 * chart sheets and empty sheets are left out, macros and links to other files
 * are not looked at.
 */

#include <stdint.h>

#include "document/office.h"
#include "document/xlsx_sheet.h"

enum { SHEETS_MAX = 1000 };

struct tab {
	struct str name, link; /* r:id */
	const char *part; /* in the zip, or NULL for what is not a worksheet */
};

struct tabs {
	struct tab *v;
	size_t n, cap;
	bool from_1904;
};

static enum rc read_workbook(struct xlsx_book *b, struct str part, struct tabs *ret, struct err *err)
{
	struct xml x;

	xml_open(&x, part, b->limits, err);
	while (xml_next(&x)) {
		if (xml_opens(&x, XML_S, "workbookPr")) {
			struct str on = xml_attr(&x, "date1904");

			ret->from_1904 = str_eq(on, STR("1")) || str_eq(on, STR("true"));
		} else if (xml_opens(&x, XML_S, "sheet")) {
			struct str state = xml_attr(&x, "state");
			struct tab *t;

			if (str_eq(state, STR("hidden")) || str_eq(state, STR("veryHidden")))
				continue;
			if (ret->n == SHEETS_MAX) {
				xml_fail(&x, "工作簿超过 %d 张工作表；请拆成几个文件后再试", SHEETS_MAX);
				break;
			}
			t = list_add(ret, b->a);
			t->name = arena_str(b->a, xml_attr(&x, "name"));
			t->link = arena_str(b->a, xml_attr(&x, "id"));
		}
	}
	return xml_close(&x);
}

/* "worksheets/sheet1.xml" → "xl/worksheets/sheet1.xml"; NULL for anything of another form. */
static const char *part_name(struct arena *a, struct str target)
{
	struct str folder = STR("worksheets/");

	if (str_starts(target, STR("/xl/")))
		target = str_from(target, 4);
	if (!str_starts(target, folder) || !str_ends(target, STR(".xml")) || target.n > 100)
		return NULL;
	for (size_t i = folder.n; i < target.n; i++)
		if ((unsigned char)target.p[i] <= ' ' || strchr("/\\:%", target.p[i]) != NULL)
			return NULL;
	return arena_printf(a, "xl/%.*s", STR_ARG(target)).p;
}

static enum rc read_links(struct xlsx_book *b, struct str part, struct tabs *tabs, struct err *err)
{
	struct xml x;

	xml_open(&x, part, b->limits, err);
	while (xml_next(&x)) {
		struct str id;

		if (!xml_opens(&x, XML_RELS, "Relationship") ||
		    str_eq(xml_attr(&x, "TargetMode"), STR("External")))
			continue;
		id = xml_attr(&x, "Id");
		for (size_t i = 0; i < tabs->n; i++)
			if (tabs->v[i].part == NULL && id.n > 0 && str_eq(tabs->v[i].link, id)) {
				tabs->v[i].part = part_name(b->a, xml_attr(&x, "Target"));
				break;
			}
	}
	return xml_close(&x);
}

static enum rc read_strings(struct xlsx_book *b, struct str part, struct err *err)
{
	size_t text = 0;
	struct xml x;

	xml_open(&x, part, b->limits, err);
	while (xml_next(&x)) {
		struct str s;

		if (!xml_opens(&x, XML_S, "si"))
			continue;
		s = xlsx_rich_text(&x, b->a, b->limits->text_max - text);
		text += s.n;
		*list_add(&b->strings, b->a) = s;
	}
	return xml_close(&x);
}

/* The parts all sheets share.  Strings and styles are optional. */
static enum rc read_book(struct xlsx_book *b, struct doc_zip *z, struct tabs *tabs, struct err *err)
{
	struct buf part = { 0 };
	enum rc rc = doc_zip_read(z, "xl/workbook.xml", &part, err);

	if (rc == RC_OK)
		rc = read_workbook(b, buf_text(&part), tabs, err);
	buf_free(&part);
	if (rc == RC_OK)
		rc = doc_zip_read(z, "xl/_rels/workbook.xml.rels", &part, err);
	if (rc == RC_OK)
		rc = read_links(b, buf_text(&part), tabs, err);
	buf_free(&part);
	if (rc == RC_OK && doc_zip_has(z, "xl/styles.xml")) {
		rc = doc_zip_read(z, "xl/styles.xml", &part, err);
		if (rc == RC_OK)
			rc = xlsx_formats_read(b->a, buf_text(&part), b->limits, &b->formats, err);
		buf_free(&part);
	}
	b->formats.from_1904 = tabs->from_1904;
	if (rc == RC_OK && doc_zip_has(z, "xl/sharedStrings.xml")) {
		rc = doc_zip_read(z, "xl/sharedStrings.xml", &part, err);
		if (rc == RC_OK)
			rc = read_strings(b, buf_text(&part), err);
		buf_free(&part);
	}
	return rc;
}

static enum rc read_sheet(struct xlsx_book *b, struct doc_zip *z, const struct tab *t,
			  struct document *doc, struct err *err)
{
	struct block table = { .kind = BLOCK_TABLE };
	struct buf part = { 0 };
	enum rc rc = doc_zip_read(z, t->part, &part, err);

	if (rc == RC_OK)
		rc = xlsx_sheet_read(b, buf_text(&part), &table, err);
	buf_free(&part);
	if (rc != RC_OK || table.rows == 0)
		return err_within(err, rc, "工作表「%.*s」", STR_ARG(t->name));
	doc_add_paragraph(doc, b->a, t->name)->level = 1;
	*list_add(&doc->blocks, b->a) = table;
	return RC_OK;
}

enum rc doc_parse_xlsx(struct arena *a, struct str bytes, const struct doc_limits *limits,
		       struct document *ret, struct err *err)
{
	struct xlsx_book b = { .a = a, .limits = limits };
	struct document doc = { .format = DOC_XLSX };
	struct doc_zip z = { 0 };
	struct tabs tabs = { 0 };
	enum rc rc = doc_zip_open(bytes, limits, &z, err);

	if (rc == RC_OK)
		rc = read_book(&b, &z, &tabs, err);
	for (size_t i = 0; i < tabs.n && rc == RC_OK; i++)
		if (tabs.v[i].part != NULL)
			rc = read_sheet(&b, &z, &tabs.v[i], &doc, err);
	if (rc == RC_OK)
		doc.title = doc_core_title(a, &z, limits);
	if (rc == RC_OK && doc.blocks.n == 0)
		rc = err_set(err, RC_INPUT,
			     "工作簿里没有内容（隐藏的工作表不读）；请检查是否选错文件，或取消隐藏后另存再试");
	if (rc == RC_OK)
		*ret = doc;
	doc_zip_close(&z);
	return rc;
}
