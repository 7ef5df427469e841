#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document/html.h"
#include "show_blocks.h"

static const struct {
	const char *html, *want;
} rows[] = {
	{ "<html><body><h1>县清单</h1><p>一、<b>总体</b>安排<br>第二行</p><div>三</div></body></html>",
	  "1#[县清单][一、总体安排][第二行][三]" },
	{ "<html><p>  空  白\n 收拢 </p><p>&nbsp;</p><p>　　首行&nbsp;&nbsp;缩进</p>",
	  "[空 白收拢][　　首行  缩进]" },
	{ "<html><p>民生\n实事 2025\nyear</p>", "[民生实事 2025 year]" },
	{ "<html><p>&lt;5&gt; &amp; &#24180; &unknown; &#8203;零宽</p>", "[<5> & 年 &unknown; 零宽]" },

	/* what a reader does not see */
	{ "<html><style>p{}</style><script>var a='<p>x</p>';</script><noscript>y</noscript>"
	  "<svg><text>z</text></svg><select><option>w</option></select><template>v</template>正文",
	  "[正文]" },
	{ "<html><div style='DISPLAY : none'><p>藏</p></div><p hidden>藏</p><p>见<span "
	  "style=\"display:none\">藏</span>了</p>",
	  "[见了]" },
	{ "<html><body style='display:none'>整页</body>", "[整页]" },
	{ "<html><!-- <p>注</p> --><![if !supportLists]>1.<![endif]>条目", "[1.条目]" },

	/* lists keep their numbers */
	{ "<html><ol><li>甲</li><li>乙<ol type=a><li>子</li></ol></li></ol><ul><li>丙</li></ul>",
	  "[1.甲][2.乙][a.子][丙]" },
	{ "<html><ol start=3><li>甲<li value=7>乙<li>丙</ol>", "[3.甲][7.乙][8.丙]" },
	{ "<html><ol><li>1.自带编号</li><li>（二）自带</li><li>2025年</li></ol>",
	  "[1.自带编号][（二）自带][3.2025年]" },
	{ "<html><ol style='list-style: none'><li>甲</li></ol>", "[甲]" },

	/* tables */
	{ "<table><tr><th>序号<th>名称<tr><td>1<td><p>一</p><p>二</p></table>", "{序号|名称/1|一↵二}" },
	{ "<table><tr><td rowspan=2>1</td><td>甲</td></tr><tr><td>乙</td></tr><tr><td colspan=2>合计"
	  "</td></tr></table>",
	  "{1@2x1|甲/乙/合计@1x2}" },
	{ "<table><thead><tr><td>a</td><td rowspan=9>b</td></tr></thead><tbody><tr><td>c</td></tr>"
	  "</tbody></table>",
	  "{a|b@2x1/c}" }, /* a span ends with the table */
	{ "<table><tr><td rowspan=2>a<td rowspan=2>b<tr></tr><tr><td>c<td>d</table>",
	  "{a@2x1|b@2x1//c|d}" }, /* a row with nothing of its own */
	{ "<table><tr><td>a<td rowspan=3>b<td>c<tr><td colspan=5>d<tr><td>e<td>f</table>",
	  "{a|b@3x1|c/d/e|f}" }, /* a span never runs over another cell */
	{ "<table><td>1<td>2<tr><td colspan=0 rowspan=x>3<td>4</table>", "{1|2/3|4}" },
	{ "<table><caption>附表</caption><tr><td>1<td>2</table>", "[附表]{1|2}" },
	{ "<p>前<table><tr><td>1<td></table>后", "[前][1][后]" },

	{ "<table><tr><td colspan=1000>a<td colspan=1000>b<td>c<tr><td>d<td>e</table>",
	  "{a@1x1000|b↵c@1x24/d|e}" }, /* 1,024 columns at most */

	/* tables that arrange the page dissolve; those of data take in small ones */
	{ "<table><tr><td><h2>题</h2><p>文</p><table><tr><td>1<td>2<tr><td>3<td>4</table></td></tr></table>",
	  "2#[题][文]{1|2/3|4}" },
	{ "<table><tr><td>导航</td><td>正文<table><tr><td>1<td>2</table></td></tr></table>",
	  "[导航][正文]{1|2}" },
	{ "<table><tr><td><p>一</p><p>二</p><tr><td>三</table>", "[一][二][三]" },
	{ "<table><tr><td>1<td>2<td>3<td>4<tr><td>5<td>6<td>7<td>注<table><tr><td>a<td>b<tr><td>c<td>d"
	  "</table></table>",
	  "{1|2|3|4/5|6|7|注↵a b↵c d}" },
	{ "<html><table></table><table><tr></tr></table>空", "[空]" },

	/* broken pages */
	{ "<html><td>无表</td><tr>格", "[无表][格]" },
	{ "<html><body>5<8个<div>a < b<p>增长<10%", "[5<8个][a < b][增长<10%]" },
	{ "<html><!--[if gte mso 9]><xml>x</xml><![endif]--><!--[if !mso]><!-->见<!--<![endif]-->",
	  "[见]" },
	{ "<html><p>没有<b>结尾", "[没有结尾]" },
	{ "<html></table></td></p>多余<</html>", "[多余<]" },
	{ "<html><table><tr><td>a<td>b", "{a|b}" },
};

static void reads_pages(void **state)
{
	struct arena *a = arena_new();
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *got = show_parsed(a, str_of(rows[i].html), "页.html");

		if (strcmp(got, rows[i].want) != 0) {
			print_error("row %zu: %s\n got %s\nwant %s\n", i, rows[i].html, got,
				    rows[i].want);
			wrong++;
		}
	}
	arena_free(a);
	assert_int_equal(wrong, 0);
}

/* The bytes decide on the encoding, whatever the page says. */
static const struct {
	struct str bytes;
	const char *name, *want;
} encodings[] = {
	{ STR_INIT("<html><meta charset=gbk><p>县</p>"), "页.html", "[县]" },
	{ STR_INIT("<html><meta charset=utf-8><p>\xCF\xD8\xB3\xC7</p>"), "页.htm", "[县城]" },
	{ STR_INIT("<html><meta http-equiv=Content-Type content='text/html; "
		   "charset=gb2312'><p>\xCF\xD8</p>"),
	  "", "[县]" },
	{ STR_INIT("<HTML xmlns:w=word><body><table><tr><td>1<td>2</table></body>"), "清单.doc", "{1|2}" },
	{ STR_INIT("\xFF\xFE<\0p\0>\0\xBF\x53<\0/\0p\0>\0"), "页.html", "[县]" },
	/* saved as one file */
	{ STR_INIT("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"--=_x\"\r\n\r\n"
		   "----=_x\r\nContent-Type: text/html; charset=\"gb2312\"\r\n"
		   "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
		   "<html><p a=3D1>=CF=D8=\r\n=B3=C7</p>\r\n\r\n----=_x\r\n"
		   "Content-Type: image/png\r\n\r\nxyz\r\n----=_x--\r\n"),
	  "清单.mht", "[县城]" },
	{ STR_INIT("MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
		   "PHA+5Y6/PC9wPg==\n"),
	  "清单.doc", "[县]" },
};

static void reads_encodings(void **state)
{
	struct arena *a = arena_new();
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(encodings); i++) {
		const char *got = show_parsed(a, encodings[i].bytes, encodings[i].name);

		if (strcmp(got, encodings[i].want) != 0) {
			print_error("row %zu: got %s, want %s\n", i, got, encodings[i].want);
			wrong++;
		}
	}
	arena_free(a);
	assert_int_equal(wrong, 0);
}

static void finds_the_title(void **state)
{
	struct arena *a = arena_new();
	struct document doc;
	struct err err;
	struct str page = STR("<html><head><title> 关于\n  清单 &amp; 通知 </title></head><p>文");

	(void)state;
	assert_int_equal(doc_parse(a, page, STR(""), &DOC_CLI, &doc, &err), RC_OK);
	assert_string_equal(arena_cstr(a, doc.title), "关于 清单 & 通知");
	assert_int_equal(doc.format, DOC_HTML);
	assert_int_equal(doc.blocks.n, 1);
	arena_free(a);
}

/* Pages built to exhaust a reader: refused with a sentence, or read. */
static const struct {
	const char *piece;
	size_t times;
	const char *says; /* part of the sentence, NULL when it is read */
} bombs[] = {
	{ "<table><tr><td>", 10000, "64 层" },
	{ "<div>", 100000, "256 层" },
	{ "<ul><li>", 100000, "256 层" },
	{ "</table><table><td>x", 50000, NULL },
	{ "<td>x", 50000, NULL },
	{ "<tr><td colspan=1000 rowspan=65000>x", 5000, NULL },
	{ "</b>", 200000, NULL },
	{ "<!--", 200000, NULL },
	{ "<a", 200000, NULL },
	{ "<", 200000, NULL },
	{ "&#20013;", 100000, NULL },
	{ "<p a=b ", 100000, NULL },
};

static void survives_bombs(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bombs); i++) {
		struct buf b = BUF_INIT(16 << 20);
		struct arena *a = arena_new();
		struct document doc;
		struct err err;
		enum rc rc;

		buf_str(&b, STR("<html><table>"));
		for (size_t k = 0; k < bombs[i].times; k++)
			buf_str(&b, str_of(bombs[i].piece));
		rc = doc_parse(a, buf_text(&b), STR("a.html"), &DOC_UPLOAD, &doc, &err);
		if (rc != (bombs[i].says ? RC_INPUT : RC_OK) ||
		    (bombs[i].says && strstr(err.msg, bombs[i].says) == NULL))
			fail_msg("bomb %zu: %d %s", i, rc, rc ? err.msg : "");
		arena_free(a);
		buf_free(&b);
	}
}

static void knows_pages_by_their_look(void **state)
{
	(void)state;
	assert_true(doc_looks_html(STR("\n <!DOCTYPE HTML><p>")));
	assert_true(doc_looks_html(STR("<?xml version='1.0'?><html>")));
	assert_true(doc_looks_html(STR("<style></style><TABLE>")));
	assert_false(doc_looks_html(STR("1<table>")));
	assert_false(doc_looks_html(STR("<关于清单>")));
	assert_false(doc_looks_html(STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_pages),
		cmocka_unit_test(reads_encodings),
		cmocka_unit_test(finds_the_title),
		cmocka_unit_test(survives_bombs),
		cmocka_unit_test(knows_pages_by_their_look),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
