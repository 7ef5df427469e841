#include "document/xml.h"

#include <limits.h>
#include <stdio.h>

#include "base/utf8.h"
#include "document/decode.h"
#include "document/zip.h"

enum { TAG_MAX = 64 << 10, ATTRS_MAX = 256, DEPTH_MAX = 256, NODES_MAX = 2000000 };

static const struct {
	const char *uri;
	enum xml_ns ns;
} namespaces[] = {
	{ "http://schemas.openxmlformats.org/wordprocessingml/2006/main", XML_W },
	{ "http://purl.oclc.org/ooxml/wordprocessingml/main", XML_W },
	{ "http://schemas.openxmlformats.org/spreadsheetml/2006/main", XML_S },
	{ "http://purl.oclc.org/ooxml/spreadsheetml/main", XML_S },
	{ "http://schemas.openxmlformats.org/officeDocument/2006/math", XML_M },
	{ "http://purl.oclc.org/ooxml/officeDocument/math", XML_M },
	{ "http://schemas.openxmlformats.org/markup-compatibility/2006", XML_MC },
	{ "http://schemas.openxmlformats.org/package/2006/relationships", XML_RELS },
	{ "http://purl.org/dc/elements/1.1/", XML_DC },
};

static void broken(struct xml *x, const char *why)
{
	err_log(x->err, "xml: %s", why);
	xml_fail(x, "文档内部结构损坏或不规范，无法读取；请用 Word 或 WPS 打开后另存为新文件再试");
}

void xml_fail(struct xml *x, const char *fmt, ...)
{
	va_list ap;

	if (x->rc != RC_OK)
		return;
	va_start(ap, fmt);
	vsnprintf(x->err->msg, sizeof(x->err->msg), fmt, ap);
	va_end(ap);
	x->rc = RC_INPUT;
}

/* The byte after the end of a comment, instruction or CDATA section; n without one. */
static size_t after(struct str s, size_t from, struct str end)
{
	size_t at = str_find_from(s, from, end);

	return at == STR_NONE ? s.n : at + end.n;
}

/* The byte after a tag that starts at i, or STR_NONE when the tag is too large. */
static size_t after_tag(struct str s, size_t i)
{
	size_t end = s.n - i > TAG_MAX ? i + TAG_MAX : s.n;
	unsigned attrs = 0;
	char quote = 0;

	for (; i < end; i++) {
		char c = s.p[i];

		if (quote != 0) {
			if (c == quote)
				quote = 0;
		} else if (c == '"' || c == '\'') {
			quote = c;
			if (++attrs > ATTRS_MAX)
				return STR_NONE;
		} else if (c == '>') {
			return i + 1;
		}
	}
	return end == s.n ? s.n : STR_NONE;
}

/*
 * What libxml2 should not see: its work per tag grows with the square of the
 * attributes, and a DOCTYPE is how entities are declared.
 */
static void scan(struct xml *x, struct str s)
{
	const char *hit = s.p;
	size_t i = 0;

	while (i < s.n && (hit = memchr(s.p + i, '<', s.n - i)) != NULL) {
		i = (size_t)(hit - s.p);
		if (str_at(s, i, STR("<!--"))) {
			i = after(s, i + 4, STR("-->"));
		} else if (str_at(s, i, STR("<![CDATA["))) {
			i = after(s, i + 9, STR("]]>"));
		} else if (str_at(s, i, STR("<?"))) {
			i = after(s, i + 2, STR("?>"));
		} else if (str_at(s, i, STR("<!"))) {
			err_log(x->err, "xml: declaration at byte %zu", i);
			xml_fail(x, "文档内部含有不允许的声明（DOCTYPE），可能是恶意文件；请用 Word 或 WPS 打开后另存为新文件再试");
			return;
		} else if ((i = after_tag(s, i)) == STR_NONE) {
			broken(x, "tag too large");
			return;
		}
	}
}

static void too_deep(struct xml *x)
{
	xml_fail(x, "文档内部嵌套超过 %d 层，不像正常的文档；请用 Word 或 WPS 打开后另存为新文件再试",
		 DEPTH_MAX);
}

/* libxml2 stops at the same depth, and at a text of 10 MB, which it calls a lack of memory. */
static void on_error(void *data, xmlErrorPtr error)
{
	struct xml *x = data;

	if (error == NULL || error->message == NULL)
		return;
	err_log(x->err, "xml: line %d: %.200s", error->line, error->message);
	if (strstr(error->message, "depth") != NULL)
		too_deep(x);
	else if (error->code == XML_ERR_NO_MEMORY)
		xml_fail(x, "文档内部有过长的内容，读取被中止；请删去多余的内容或拆成几个文件后再试");
}

void xml_open(struct xml *x, struct str bytes, const struct doc_limits *limits, struct err *err)
{
	memset(x, 0, sizeof(*x));
	x->err = err;
	x->nodes_left = NODES_MAX * doc_scale(limits);
	if (str_starts(bytes, STR("\xEF\xBB\xBF")))
		bytes = str_from(bytes, 3);
	/* without its declaration a part cannot claim an encoding other than the one checked here */
	if (str_starts(bytes, STR("<?xml ")))
		bytes = str_from(bytes, after(bytes, 0, STR("?>")));
	if (bytes.n == 0 || bytes.n > INT_MAX)
		broken(x, "size");
	else if (memchr(bytes.p, '\0', bytes.n) != NULL || utf8_invalid(bytes) != STR_NONE)
		broken(x, "not UTF-8");
	else
		scan(x, bytes);
	if (x->rc != RC_OK)
		return;
	doc_libraries();
	x->reader = libxml.xmlReaderForMemory(bytes.p, (int)bytes.n, NULL, "UTF-8",
				       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (x->reader == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	libxml.xmlTextReaderSetStructuredErrorHandler(x->reader, on_error, x);
}

enum rc xml_close(struct xml *x)
{
	if (x->reader != NULL)
		libxml.xmlFreeTextReader(x->reader);
	x->reader = NULL;
	return x->rc;
}

static enum xml_ns ns_of(struct xml *x)
{
	const xmlChar *uri = libxml.xmlTextReaderConstNamespaceUri(x->reader);
	enum xml_ns ns = XML_OTHER;

	if (uri == NULL)
		return XML_OTHER;
	for (unsigned i = 0; i < x->seen_n; i++)
		if (x->seen[i].uri == uri)
			return x->seen[i].ns;
	for (size_t i = 0; i < COUNT(namespaces); i++)
		if (strcmp((const char *)uri, namespaces[i].uri) == 0)
			ns = namespaces[i].ns;
	if (x->seen_n < COUNT(x->seen)) {
		x->seen[x->seen_n].uri = uri;
		x->seen[x->seen_n++].ns = ns;
	}
	return ns;
}

static void element(struct xml *x, enum xml_event event)
{
	const xmlChar *name = libxml.xmlTextReaderConstLocalName(x->reader);

	x->event = event;
	x->name = name != NULL ? (const char *)name : "";
	x->ns = ns_of(x);
	x->depth = libxml.xmlTextReaderDepth(x->reader) + 1;
	if (event == XML_OPEN)
		x->close_next = libxml.xmlTextReaderIsEmptyElement(x->reader) == 1;
	if (x->depth > DEPTH_MAX)
		too_deep(x);
}

static bool read_node(struct xml *x)
{
	int got = libxml.xmlTextReaderRead(x->reader);

	if (got == 0)
		return false;
	if (got < 0) {
		broken(x, "malformed");
		return false;
	}
	if (libxml.xmlTextReaderNodeType(x->reader) == XML_READER_TYPE_END_ELEMENT)
		return true;
	if (x->nodes_left-- == 0) {
		x->nodes_left = 0;
		xml_fail(x, "文档内部的节点过多，读取被中止；请删去多余的内容或拆成几个文件后再试");
		return false;
	}
	return true;
}

bool xml_next(struct xml *x)
{
	if (x->rc != RC_OK)
		return false;
	if (x->close_next) {
		x->close_next = false;
		x->event = XML_CLOSE;
		return true;
	}
	while (read_node(x)) {
		switch (libxml.xmlTextReaderNodeType(x->reader)) {
		case XML_READER_TYPE_ELEMENT:
			element(x, XML_OPEN);
			return x->rc == RC_OK;
		case XML_READER_TYPE_END_ELEMENT:
			element(x, XML_CLOSE);
			return x->rc == RC_OK;
		case XML_READER_TYPE_TEXT:
		case XML_READER_TYPE_CDATA:
		case XML_READER_TYPE_WHITESPACE:
		case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
			x->event = XML_TEXT;
			x->depth = libxml.xmlTextReaderDepth(x->reader);
			x->text = str_of((const char *)libxml.xmlTextReaderConstValue(x->reader));
			return true;
		case XML_READER_TYPE_DOCUMENT_TYPE:
		case XML_READER_TYPE_ENTITY_REFERENCE:
		case XML_READER_TYPE_ENTITY:
			broken(x, "entity");
			return false;
		default: /* comments, instructions */
			break;
		}
	}
	return false;
}

bool xml_inside(struct xml *x, int depth)
{
	return xml_next(x) && !(x->event == XML_CLOSE && x->depth <= depth);
}

void xml_skip(struct xml *x)
{
	int depth = x->depth;

	while (xml_inside(x, depth))
		;
}

struct str xml_attr(struct xml *x, const char *name)
{
	struct str found = { NULL, 0 };

	for (int got = libxml.xmlTextReaderMoveToFirstAttribute(x->reader); got == 1 && found.p == NULL;
	     got = libxml.xmlTextReaderMoveToNextAttribute(x->reader)) {
		const xmlChar *local = libxml.xmlTextReaderConstLocalName(x->reader);

		if (local != NULL && strcmp((const char *)local, name) == 0) {
			const xmlChar *value = libxml.xmlTextReaderConstValue(x->reader);

			found = str_of(value != NULL ? (const char *)value : "");
		}
	}
	libxml.xmlTextReaderMoveToElement(x->reader);
	return found;
}

long xml_attr_int(struct xml *x, const char *name, long missing, long max)
{
	struct str s = xml_attr(x, name);
	long n = 0;

	if (s.n == 0)
		return missing;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return missing;
		n = n * 10 + (s.p[i] - '0');
		if (n > max)
			return missing;
	}
	return n;
}

void xml_read_text(struct xml *x, struct buf *out)
{
	size_t from = out->n;
	int depth = x->depth;

	while (xml_inside(x, depth))
		if (x->event == XML_TEXT)
			buf_str(out, x->text);
	if (out->n > from)
		out->n = from + doc_clean(out->p + from, out->n - from);
	if (out->full)
		xml_fail(x, "文档文字过多，读取被中止；请删去多余的内容或拆成几个文件后再试");
}
