/* Word documents: what a person sees is what is read. */

#include "office_made.h"

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define TC(pr, text) "<w:tc><w:tcPr>" pr "</w:tcPr>" P(text) "</w:tc>"
#define NUM(id, level, text)                                                                  \
	"<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" id              \
	"\"/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define LVL(i, fmt, text)                                                                     \
	"<w:lvl w:ilvl=\"" i "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" fmt                 \
	"\"/><w:lvlText w:val=\"" text "\"/></w:lvl>"

static const char styles[] =
	"<w:styles " W_NS ">"
	"<w:style w:type=\"paragraph\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>"
	"<w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style>"
	"<w:style w:styleId=\"b\"><w:name w:val=\"小标题\"/><w:basedOn w:val=\"1\"/></w:style>"
	"<w:style w:styleId=\"c\"><w:name w:val=\"三级\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>"
	"<w:style w:styleId=\"loop\"><w:name w:val=\"loop\"/><w:basedOn w:val=\"loop\"/></w:style>"
	"<w:style w:styleId=\"item\"><w:name w:val=\"条目\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
	"</w:styles>";

static const char numbering[] =
	"<w:numbering " W_NS ">"
	"<w:abstractNum w:abstractNumId=\"7\">" LVL("0", "chineseCounting", "%1、")
	LVL("1", "chineseCounting", "（%2）") LVL("2", "decimal", "%3.") "</w:abstractNum>"
	"<w:abstractNum w:abstractNumId=\"8\">" LVL("0", "decimal", "第%1条")
	LVL("1", "decimal", "%1.%2") "</w:abstractNum>"
	"<w:abstractNum w:abstractNumId=\"9\">" LVL("0", "bullet", "\xEF\x82\xB7") "</w:abstractNum>"
	"<w:abstractNum w:abstractNumId=\"10\">" LVL("0", "hebrew1", "%1.") LVL("1", "decimal", "%2") "</w:abstractNum>"
	"<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>"
	"<w:num w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num>"
	"<w:num w:numId=\"3\"><w:abstractNumId w:val=\"9\"/></w:num>"
	"<w:num w:numId=\"4\"><w:abstractNumId w:val=\"10\"/></w:num>"
	"<w:num w:numId=\"5\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
	"<w:num w:numId=\"6\"><w:abstractNumId w:val=\"99\"/></w:num>"
	"</w:numbering>";

/* The document written out, or "! " and the sentence. */
static struct str parsed(struct arena *a, struct str body)
{
	struct part parts[] = { { "word/document.xml", body },
				{ "word/styles.xml", str_of(styles) },
				{ "word/numbering.xml", str_of(numbering) } };
	struct document doc;
	struct err err = { 0 };
	enum rc rc = doc_parse_docx(a, zip_of(a, parts, COUNT(parts)), &limits_upload, &doc, &err);

	if (rc == RC_OK)
		return written_out(a, &doc);
	assert_int_equal(rc, RC_INPUT);
	return arena_printf(a, "! %s", err.msg);
}

static const struct {
	const char *what, *body, *want;
} rows[] = {
	{ "runs join", W_DOC("<w:p><w:r><w:t>民生</w:t></w:r><w:r><w:t xml:space=\"preserve\">实 事</w:t></w:r></w:p>"),
	  "P0 民生实 事\n" },
	{ "tabs, breaks, page breaks",
	  W_DOC("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t>"
		"<w:br/><w:t>c</w:t><w:br w:type=\"page\"/><w:t>d</w:t></w:r></w:p>"),
	  "P0 a\tb\nP0 cd\n" },
	{ "empty paragraphs stay", W_DOC(P("a") "<w:p/>" P("b")), "P0 a\nP0 \nP0 b\n" },
	{ "insertions count, deletions do not",
	  W_DOC("<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
		"<w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo></w:p>"
		"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>整段</w:delText></w:r></w:del></w:p>"),
	  "P0 新来\n" },
	{ "links, fields, content controls, smart tags",
	  W_DOC("<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:instrText> PAGE </w:instrText></w:r>"
		"<w:fldSimple><w:r><w:t>域</w:t></w:r></w:fldSimple></w:p>"
		"<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>" P("控件") "</w:sdtContent></w:sdt>"
		"<w:p><w:sdt><w:sdtPr><w:t>not</w:t></w:sdtPr><w:sdtContent><w:r><w:t>行内</w:t></w:r></w:sdtContent></w:sdt></w:p>"),
	  "P0 链接域\nP0 控件\nP0 行内\n" },
	{ "hidden text, notes, guides",
	  W_DOC("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>显</w:t>"
		"<w:footnoteReference w:id=\"1\"/></w:r><w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt>"
		"<w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"),
	  "P0 显字\n" },
	{ "a text box once, after its paragraph",
	  W_DOC("<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>" P("框") "</w:txbxContent></w:drawing></mc:Choice>"
		"<mc:Fallback><w:pict><w:txbxContent>" P("框") "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent><w:t>文</w:t></w:r></w:p>"),
	  "P0 文\nP0 框\n" },
	{ "check marks", W_DOC("<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t>是</w:t></w:r></w:p>"), "P0 ☑是\n" },
	{ "headings",
	  W_DOC("<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t>一</w:t></w:r></w:p>"
		"<w:p><w:pPr><w:pStyle w:val=\"b\"/></w:pPr><w:r><w:t>二</w:t></w:r></w:p>"
		"<w:p><w:pPr><w:pStyle w:val=\"c\"/></w:pPr><w:r><w:t>三</w:t></w:r></w:p>"
		"<w:p><w:pPr><w:pStyle w:val=\"1\"/><w:outlineLvl w:val=\"9\"/></w:pPr><w:r><w:t>四</w:t></w:r></w:p>"
		"<w:p><w:pPr><w:outlineLvl w:val=\"7\"/></w:pPr><w:r><w:t>五</w:t></w:r></w:p>"
		"<w:p><w:pPr><w:pStyle w:val=\"loop\"/></w:pPr><w:r><w:t>六</w:t></w:r></w:p>"),
	  "P1 一\nP1 二\nP3 三\nP0 四\nP6 五\nP0 六\n" },
	{ "numbers of Word",
	  W_DOC(NUM("1", "0", "教育") NUM("1", "1", "学校") NUM("1", "1", "托位") NUM("1", "2", "甲") NUM("1", "0", "养老")
		NUM("1", "1", "餐厅") "<w:p><w:pPr><w:pStyle w:val=\"item\"/></w:pPr><w:r><w:t>就业</w:t></w:r></w:p>"),
	  "P0 一、教育\nP0 （一）学校\nP0 （二）托位\nP0 1. 甲\nP0 二、养老\nP0 （一）餐厅\nP0 三、就业\n" },
	{ "other forms, restarts, unknown forms",
	  W_DOC(NUM("2", "0", "总则") NUM("2", "1", "3所") NUM("2", "0", "附则") NUM("3", "0", "点") NUM("4", "0", "x") NUM("4", "1", "3所学校")
		NUM("1", "0", "甲") NUM("5", "0", "乙") NUM("6", "0", "无") NUM("77", "0", "无") NUM("0", "0", "无")),
	  "P0 第1条 总则\nP0 1.1 3所\nP0 第2条 附则\nP0 点\nP0 x\nP0 1 3所学校\nP0 一、甲\nP0 一、乙\nP0 无\nP0 无\nP0 无\n" },
	{ "an automatic number alone in its cell",
	  W_DOC("<w:tbl><w:tr><w:tc>" NUM("4", "1", "") "</w:tc>" TC("", "学校") "</w:tr><w:tr><w:tc>" NUM("4", "1", "") "</w:tc>" TC("", "餐厅") "</w:tr></w:tbl>"),
	  "T2x2\n(0,0) 1\n(0,1) 学校\n(1,0) 2\n(1,1) 餐厅\n" },
	{ "merged cells",
	  W_DOC("<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>"
		"<w:tr>" TC("<w:gridSpan w:val=\"3\"/>", "标题") "</w:tr>"
		"<w:tr>" TC("<w:vMerge w:val=\"restart\"/>", "1") TC("", "a") TC("<w:vMerge w:val=\"restart\"/>", "局") "</w:tr>"
		"<w:tr>" TC("<w:vMerge/>", "") TC("", "b") TC("<w:vMerge w:val=\"continue\"/>", "") "</w:tr>"
		"<w:tr>" TC("<w:vMerge w:val=\"restart\"/>", "2") TC("", "c") TC("", "院") "</w:tr></w:tbl>"),
	  "T4x3\n(0,0 1x3) 标题\n(1,0 2x1) 1\n(1,1) a\n(1,2 2x1) 局\n(2,1) b\n(3,0) 2\n(3,1) c\n(3,2) 院\n" },
	{ "a merge continues nothing; old horizontal merges; gaps",
	  W_DOC("<w:tbl><w:tr>" TC("<w:vMerge/>", "a") TC("<w:hMerge w:val=\"restart\"/>", "b") TC("<w:hMerge/>", "") "</w:tr>"
		"<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" TC("", "c") "</w:tr>"
		"<w:tr><w:trPr><w:del/></w:trPr>" TC("", "gone") "</w:tr></w:tbl>"),
	  "T2x3\n(0,0) a\n(0,1 1x2) b\n(1,1) c\n" },
	{ "lines in a cell, a table in a cell",
	  W_DOC("<w:tbl><w:tr><w:tc>" P("一") P("二") "</w:tc><w:tc>" P("甲") "<w:tbl><w:tr>" TC("", "1") TC("", "2") "</w:tr><w:tr>" TC("", "3") TC("", "4")
		"</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"),
	  "T1x2\n(0,0) 一|二\n(0,1) 甲|1\t2|3\t4\n" },
	{ "nothing to read", W_DOC("<w:p/>"), "! 文档里没有文字，可能只有图片；请提供可以选中文字的版本" },
	{ "a doctype", "<!DOCTYPE x [<!ENTITY a \"b\">]><w:document " W_NS "/>",
	  "! 文档内部含有不允许的声明（DOCTYPE），可能是恶意文件；请用 Word 或 WPS 打开后另存为新文件再试" },
	{ "billion laughs",
	  "<!DOCTYPE l [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\">]><w:document " W_NS ">&b;</w:document>",
	  "! 文档内部含有不允许的声明（DOCTYPE），可能是恶意文件；请用 Word 或 WPS 打开后另存为新文件再试" },
	{ "external entity", "<?xml version=\"1.0\"?><!DOCTYPE l SYSTEM \"file:///etc/passwd\"><w:document " W_NS "/>",
	  "! 文档内部含有不允许的声明（DOCTYPE），可能是恶意文件；请用 Word 或 WPS 打开后另存为新文件再试" },
};

#define BROKEN "! 文档内部结构损坏或不规范，无法读取；请用 Word 或 WPS 打开后另存为新文件再试"

static void reads_what_is_seen(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena *a = arena_new();

		wrong += differs(rows[i].what, parsed(a, str_of(rows[i].body)), rows[i].want);
		arena_free(a);
	}
	assert_int_equal(wrong, 0);
}

static struct str in_body(struct arena *a, struct str s)
{
	return arena_cat(a, arena_cat(a, STR("<w:document " W_NS "><w:body>"), s),
			 STR("</w:body></w:document>"));
}

static struct str nested(struct arena *a, const char *open, const char *in, const char *close, size_t n)
{
	return arena_cat(a, arena_cat(a, repeat(a, open, n), str_of(in)), repeat(a, close, n));
}

/* Each must be refused with a sentence, or read, in no time. */
static void survives_hostile_parts(void **state)
{
	struct arena *a = arena_new();
	const char *tbl = "<w:tbl><w:tr><w:tc>", *lbt = "</w:tc></w:tr></w:tbl>";
	struct str attrs = repeat(a, " a=\"\"", 200000), ok = STR(P("好"));
	struct str hostile = arena_cat(a, arena_cat(a, STR("<x"), attrs), STR("/>"));
	int wrong = 0;

	(void)state;
	wrong += differs("20 nested tables", parsed(a, in_body(a, nested(a, tbl, P("x"), lbt, 20))), "T1x1\n(0,0) x\n");
	wrong += differs("10000 nested tables", parsed(a, in_body(a, nested(a, tbl, P("x"), lbt, 10000))),
			 "! 文档中的表格嵌套超过 20 层，无法读取；请把内层表格改为普通文字后再试");
	wrong += differs("depth 200000", parsed(a, in_body(a, nested(a, "<a>", "", "</a>", 200000))),
			 "! 文档内部嵌套超过 256 层，不像正常的文档；请用 Word 或 WPS 打开后另存为新文件再试");
	wrong += differs("200000 attributes", parsed(a, in_body(a, hostile)), BROKEN);
	attrs = str_cut(attrs, 0, 5 * 10000);
	hostile = arena_cat(a, arena_cat(a, STR("<x"), attrs), STR("/>"));
	wrong += differs("10000 attributes", parsed(a, in_body(a, hostile)), BROKEN);
	wrong += differs("a 12 MB text", parsed(a, in_body(a, repeat(a, "0123456789ab", 1 << 20))),
			 "! 文档内部有过长的内容，读取被中止；请删去多余的内容或拆成几个文件后再试");
	wrong += differs("3 million elements", parsed(a, in_body(a, repeat(a, "<a/>", 3000000))),
			 "! 文档内部的节点过多，读取被中止；请删去多余的内容或拆成几个文件后再试");
	wrong += differs("invalid UTF-8", parsed(a, STR("<a>\xFF</a>")), BROKEN);
	wrong += differs("UTF-16", parsed(a, STR("\xFF\xFE<\0a\0/\0>\0")), BROKEN);
	wrong += differs("GB18030 as UTF-8", parsed(a, STR("<a>\xC3\xF1\xC9\xFA</a>")), BROKEN);
	wrong += differs("UTF-8 that says GBK", parsed(a, arena_cat(a, STR("<?xml version=\"1.0\" encoding=\"GBK\"?>"), in_body(a, ok))), "P0 好\n");
	wrong += differs("cut off", parsed(a, STR("<w:document " W_NS "><w:body>" P("x"))), BROKEN);
	wrong += differs("empty part", parsed(a, STR("")), BROKEN);
	wrong += differs("an unknown entity", parsed(a, in_body(a, STR("<w:p>&x;</w:p>"))), BROKEN);
	wrong += differs("an unknown prefix", parsed(a, in_body(a, STR("<y:p/>" P("好")))), "P0 好\n");
	wrong += differs("2000 columns", parsed(a, in_body(a, STR("<w:tbl><w:tr>" TC("<w:gridSpan w:val=\"2000\"/>", "x") "</w:tr></w:tbl>"))),
			 "! 文档中一张表格超过 1024 列，不像正常的表格；请检查表格后另存再试");
	assert_int_equal(wrong, 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_is_seen),
		cmocka_unit_test(survives_hostile_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
