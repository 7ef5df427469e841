#include "document/office.h"

#include "document/xml.h"

#define UTF16(c) c "\0"

static const char password_stream[] = UTF16("E") UTF16("n") UTF16("c") UTF16("r") UTF16("y")
	UTF16("p") UTF16("t") UTF16("e") UTF16("d") UTF16("P") UTF16("a") UTF16("c") UTF16("k");

enum doc_office doc_office_kind(struct str bytes)
{
	if (str_starts(bytes, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))) {
		struct str name = { password_stream, sizeof(password_stream) - 1 };

		return str_has(bytes, name) ? DOC_OFFICE_PASSWORD : DOC_OFFICE_OLD;
	}
	if (!str_starts(bytes, STR("PK\x03\x04")) && !str_starts(bytes, STR("PK\x05\x06")))
		return DOC_OFFICE_NOT;
	switch (doc_zip_kind(bytes)) {
	case DOC_ZIP_DOCX:
		return DOC_OFFICE_DOCX;
	case DOC_ZIP_XLSX:
		return DOC_OFFICE_XLSX;
	default:
		return DOC_OFFICE_OTHER_ZIP;
	}
}

/* What the zip is, when its first entries say so. */
static const char *zip_name(struct str bytes)
{
	struct str head = str_cut(bytes, 0, bytes.n < 4096 ? bytes.n : 4096);

	if (str_has(head, STR("opendocument.text")))
		return "odt 文档";
	if (str_has(head, STR("opendocument.spreadsheet")))
		return "ods 表格";
	if (str_has(bytes, STR("ppt/presentation.xml")))
		return "pptx 演示文稿";
	if (str_has(head, STR("OFD.xml")))
		return "ofd 版式文件";
	return NULL;
}

enum rc doc_office_refuse(enum doc_office kind, struct str bytes, struct err *err)
{
	const char *name;

	if (kind == DOC_OFFICE_PASSWORD)
		return err_set(err, RC_INPUT,
			       "文件有密码，无法读取；请用 Word 或 WPS 打开，取消密码后另存再试");
	if (kind == DOC_OFFICE_OLD)
		return err_set(err, RC_INPUT,
			       "这是旧格式的文件（doc、xls、wps 或 et），无法读取；请用 Word 或 WPS 打开，另存为 docx 或 xlsx 后再试");
	if (doc_zip_kind(bytes) == DOC_ZIP_BROKEN)
		return err_set(err, RC_INPUT,
			       "文件不完整或已损坏，无法打开；请重新下载，或用 Word、WPS 打开后另存为新文件再试");
	name = zip_name(bytes);
	if (name != NULL)
		return err_set(err, RC_INPUT, "这是%s，无法读取；请另存为 docx、xlsx 或 pdf 后再试",
			       name);
	return err_set(err, RC_INPUT,
		       "这是压缩包，里面不是 docx 或 xlsx 文档；请解压后逐个选择其中的文件");
}

struct str doc_core_title(struct arena *a, struct doc_zip *z, const struct doc_limits *limits)
{
	struct buf part = { 0 }, title = BUF_INIT(4096);
	struct err ignored = { 0 };
	struct str ret = { "", 0 };
	struct xml x;

	if (doc_zip_has(z, "docProps/core.xml") &&
	    doc_zip_read(z, "docProps/core.xml", &part, &ignored) == RC_OK) {
		xml_open(&x, buf_text(&part), limits, &ignored);
		while (xml_next(&x))
			if (xml_opens(&x, XML_DC, "title"))
				xml_read_text(&x, &title);
		if (xml_close(&x) == RC_OK)
			ret = arena_str(a, str_trim(buf_text(&title)));
	}
	buf_free(&part);
	buf_free(&title);
	return ret;
}
