#include "document/document.h"

#include "document/decode.h"
#include "document/html.h"
#include "document/mht.h"
#include "document/office.h"
#include "document/pdf.h"
#include "document/text.h"

enum { SNIFF_BYTES = 4096 };

const struct doc_limits DOC_UPLOAD = {
	.file_max = (size_t)20 << 20,
	.text_max = (size_t)64 << 20,
	.memory_max = (size_t)512 << 20,
	.cpu_seconds = 5,
};

const struct doc_limits DOC_CLI = {
	.file_max = (size_t)200 << 20,
	.text_max = (size_t)640 << 20,
	.memory_max = (size_t)3 << 30,
	.cpu_seconds = 60,
};

static const char an_image[] =
	"这是图片；请上传文字版文件（docx、xlsx、pdf、html、md、csv 或 txt），或先用文字识别软件转成文字";
static const char an_archive[] = "这是压缩包；请解压后上传里面的文件";
static const char an_rtf[] = "这是 RTF 文件；请用 Word 或 WPS 打开，另存为 docx 再试";

/* First bytes that settle the matter; to add a kind, add a row. */
static const struct {
	struct str magic;
	const char *says;
} refused[] = {
	{ STR_INIT("\x89PNG\r\n"), an_image },
	{ STR_INIT("\xFF\xD8\xFF"), an_image },
	{ STR_INIT("GIF8"), an_image },
	{ STR_INIT("II*\0"), an_image },
	{ STR_INIT("MM\0*"), an_image },
	{ STR_INIT("Rar!\x1A"), an_archive },
	{ STR_INIT("7z\xBC\xAF"), an_archive },
	{ STR_INIT("\x1F\x8B"), an_archive },
	{ STR_INIT("{\\rtf"), an_rtf },
	{ STR_INIT("\x7F" "ELF"), DOC_NOT_A_DOCUMENT },
	{ STR_INIT("MZ\x90\0"), DOC_NOT_A_DOCUMENT },
	{ STR_INIT("SQLite format 3"), DOC_NOT_A_DOCUMENT },
};

static const char *refusal(struct str bytes)
{
	for (size_t i = 0; i < COUNT(refused); i++)
		if (str_starts(bytes, refused[i].magic))
			return refused[i].says;
	if (str_starts(bytes, STR("RIFF")) && str_at(bytes, 8, STR("WEBP")))
		return an_image;
	if (str_starts(bytes, STR("BM")) && str_at(bytes, 6, STR("\0\0\0\0")))
		return an_image;
	if (str_at(bytes, 4, STR("ftyphei")) || str_at(bytes, 4, STR("ftypmif")))
		return an_image;
	return NULL;
}

/* True when the name ends so, in either case. */
static bool ends(struct str name, const char *ending)
{
	size_t n = strlen(ending);

	if (name.n < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		char c = name.p[name.n - n + i];

		if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != ending[i])
			return false;
	}
	return true;
}

/* XML that Word and Excel 2003 wrote, and any other data in XML. */
static enum rc refuse_xml(struct str head, struct err *err)
{
	if (str_has(head, STR("Excel.Sheet")) || str_has(head, STR("office:spreadsheet")))
		return err_set(err, RC_INPUT,
			       "这是 2003 版的 XML 表格；请用 Excel 或 WPS 打开，另存为 xlsx 再试");
	if (str_has(head, STR("Word.Document")) || str_has(head, STR("wordml")))
		return err_set(err, RC_INPUT,
			       "这是 2003 版的 XML 文档；请用 Word 或 WPS 打开，另存为 docx 再试");
	return err_set(err, RC_INPUT, "这是 XML 数据，不是文档；请上传 docx、xlsx、pdf、html、md、csv "
				      "或 txt 文件");
}

static enum rc parse_csv(struct arena *a, struct str text, const struct doc_limits *limits,
			 struct document *ret, struct err *err)
{
	char delimiter = doc_csv_delimiter(text);

	if (delimiter == '\0')
		return doc_parse_text(a, text, limits, ret, err);
	return doc_parse_csv(a, text, delimiter, limits, ret, err);
}

/* Decoded text: the name's ending decides between plain formats, then the look. */
static enum rc parse_decoded(struct arena *a, struct str text, struct str name,
			     const struct doc_limits *limits, struct document *ret, struct err *err)
{
	struct str head = str_cut(text, 0, text.n < SNIFF_BYTES ? text.n : SNIFF_BYTES);
	bool tabs = memchr(text.p, '\t', text.n) != NULL;
	char delimiter;

	if (ends(name, ".md") || ends(name, ".markdown"))
		return doc_parse_markdown(a, text, limits, ret, err);
	if (ends(name, ".csv"))
		return parse_csv(a, text, limits, ret, err);
	if (ends(name, ".tsv"))
		return doc_parse_text(a, text, limits, ret, err);
	if (ends(name, ".html") || ends(name, ".htm") || doc_looks_html(text))
		return doc_parse_html(a, text, limits, ret, err);
	if (str_starts(str_trim(head), STR("<?xml")))
		return refuse_xml(head, err);
	if (!tabs && doc_looks_markdown(text))
		return doc_parse_markdown(a, text, limits, ret, err);
	if (!tabs && doc_looks_csv(text, &delimiter))
		return doc_parse_csv(a, text, delimiter, limits, ret, err);
	return doc_parse_text(a, text, limits, ret, err);
}

static enum rc parse_text(struct arena *a, struct str bytes, struct str name,
			  const struct doc_limits *limits, struct document *ret, struct err *err)
{
	struct str text, page;
	enum rc rc;

	if (mht_is(bytes)) {
		rc = mht_page(a, bytes, &page, err);
		if (rc == RC_OK)
			rc = doc_decode(a, page, &text, err);
		return rc == RC_OK ? doc_parse_html(a, text, limits, ret, err) : rc;
	}
	rc = doc_decode(a, bytes, &text, err);
	if (rc != RC_OK)
		return rc;
	if (str_trim(text).n == 0)
		return err_set(err, RC_INPUT, "文件里没有文字；请确认选对了文件");
	return parse_decoded(a, text, name, limits, ret, err);
}

enum rc doc_parse(struct arena *a, struct str bytes, struct str name,
		  const struct doc_limits *limits, struct document *ret, struct err *err)
{
	const char *says = refusal(bytes);
	enum doc_office office;

	if (bytes.n == 0)
		return err_set(err, RC_INPUT, "文件是空的；请确认选对了文件");
	if (bytes.n > limits->file_max)
		return err_set(err, RC_INPUT,
			       "文件有 %zu MB，超过上限 %zu MB；请删去图片或拆成几个文件再试",
			       (bytes.n >> 20) + 1, limits->file_max >> 20);
	if (says != NULL)
		return err_set(err, RC_INPUT, "%s", says);
	if (doc_is_pdf(bytes))
		return doc_parse_pdf(a, bytes, limits, ret, err);
	office = doc_office_kind(bytes);
	switch (office) {
	case DOC_OFFICE_DOCX:
		return doc_parse_docx(a, bytes, limits, ret, err);
	case DOC_OFFICE_XLSX:
		return doc_parse_xlsx(a, bytes, limits, ret, err);
	case DOC_OFFICE_OTHER_ZIP:
	case DOC_OFFICE_OLD:
	case DOC_OFFICE_PASSWORD:
		return doc_office_refuse(office, bytes, err);
	case DOC_OFFICE_NOT:
		break;
	}
	return parse_text(a, bytes, name, limits, ret, err);
}
