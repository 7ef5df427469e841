#include "document/html.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "document/decode.h"
#include "document/grid.h"
#include "document/html_spans.h"
#include "document/libraries.h"
#include "document/text.h"

enum {
	CHUNK = 64 << 10,
	ELEMENTS_MAX = 256, /* open at once */
	TABLES_MAX = 64,    /* open at once */
	LISTS_MAX = 64,	    /* open at once; deeper ones go without numbers */
	TABLE_COST = 8,	    /* a table counts like this many cells against the ceiling */
	TITLE_MAX = 4096,
	CONDITION_MAX = 256,
	NUMBER_MAX = 16,
	SNIFF_BYTES = 4096,
};

struct list {
	bool numbered;
	long next;
	char type; /* '1' or 'a' or 'A' */
};

struct page {
	struct arena *a;
	const struct doc_limits *limits;
	struct document *doc;
	struct err *err;
	enum rc rc;
	htmlParserCtxtPtr parser;

	struct buf text; /* of the paragraph being read */
	bool space;	 /* white space waits for a character after it */
	bool broken;	 /* it held a line end */
	int level;	 /* of the open heading */
	char number[NUMBER_MAX]; /* of the list item, waits for its first text */
	struct buf title;
	size_t text_total, cells_total, cells_max;

	/* Elements of a kind: their depth in the parser's stack, 0 for none. */
	int skip, pre, in_title;
	struct grid *grid;
	int grids;
	struct list lists[LISTS_MAX];
	size_t list_count;
	struct spans spans;
};

enum tag {
	TAG_INLINE,
	TAG_BLOCK,
	TAG_CELL,
	TAG_HEADING,
	TAG_ITEM,
	TAG_OL,
	TAG_PRE,
	TAG_ROOT,
	TAG_ROW,
	TAG_SKIP,
	TAG_TABLE,
	TAG_TITLE,
	TAG_UL,
};

/* Sorted by name for bsearch(); what is not here is inline. */
static const struct known {
	const char *name;
	enum tag tag;
} known_tags[] = {
	{ "address", TAG_BLOCK },  { "article", TAG_BLOCK },	{ "aside", TAG_BLOCK },
	{ "blockquote", TAG_BLOCK }, { "body", TAG_ROOT },	{ "br", TAG_BLOCK },
	{ "caption", TAG_BLOCK },  { "center", TAG_BLOCK },	{ "dd", TAG_BLOCK },
	{ "dialog", TAG_BLOCK },   { "dir", TAG_UL },		{ "div", TAG_BLOCK },
	{ "dl", TAG_BLOCK },	   { "dt", TAG_BLOCK },		{ "fieldset", TAG_BLOCK },
	{ "figcaption", TAG_BLOCK }, { "figure", TAG_BLOCK },	{ "footer", TAG_BLOCK },
	{ "form", TAG_BLOCK },	   { "frameset", TAG_BLOCK },	{ "h1", TAG_HEADING },
	{ "h2", TAG_HEADING },	   { "h3", TAG_HEADING },	{ "h4", TAG_HEADING },
	{ "h5", TAG_HEADING },	   { "h6", TAG_HEADING },	{ "head", TAG_ROOT },
	{ "header", TAG_BLOCK },   { "hr", TAG_BLOCK },		{ "html", TAG_ROOT },
	{ "iframe", TAG_SKIP },	   { "legend", TAG_BLOCK },	{ "li", TAG_ITEM },
	{ "main", TAG_BLOCK },	   { "menu", TAG_UL },		{ "nav", TAG_BLOCK },
	{ "noframes", TAG_SKIP },  { "noscript", TAG_SKIP },	{ "ol", TAG_OL },
	{ "p", TAG_BLOCK },	   { "pre", TAG_PRE },		{ "rp", TAG_SKIP },
	{ "rt", TAG_SKIP },	   { "script", TAG_SKIP },	{ "section", TAG_BLOCK },
	{ "select", TAG_SKIP },	   { "style", TAG_SKIP },	{ "summary", TAG_BLOCK },
	{ "svg", TAG_SKIP },	   { "table", TAG_TABLE },	{ "tbody", TAG_BLOCK },
	{ "td", TAG_CELL },	   { "template", TAG_SKIP },	{ "textarea", TAG_SKIP },
	{ "tfoot", TAG_BLOCK },	   { "th", TAG_CELL },		{ "thead", TAG_BLOCK },
	{ "title", TAG_TITLE },	   { "tr", TAG_ROW },		{ "ul", TAG_UL },
};

static int by_name(const void *key, const void *row)
{
	return strcmp(key, ((const struct known *)row)->name);
}

static enum tag tag_of(const char *name)
{
	const struct known *k = bsearch(name, known_tags, COUNT(known_tags), sizeof(*k), by_name);

	return k ? k->tag : TAG_INLINE;
}

static void fail(struct page *pg, const char *sentence)
{
	if (pg->rc == RC_OK)
		pg->rc = err_set(pg->err, RC_INPUT, "%s", sentence);
	libxml.xmlStopParser(pg->parser);
}

static bool in_list(uint32_t c, struct str list)
{
	for (size_t i = 0; i < list.n;)
		if (utf8_next(list, &i) == c)
			return true;
	return false;
}

/* True for "1." "一、" "（三）" …: the author wrote the number already. */
static bool brings_number(struct str text)
{
	bool digits = false;

	text = str_trim(text);
	for (size_t i = 0; i < text.n;) {
		uint32_t c = utf8_next(text, &i);

		if (in_list(c, STR("0123456789一二三四五六七八九十")))
			digits = true;
		else if (!in_list(c, STR("(（第")))
			return digits && in_list(c, STR(".)、．）"));
	}
	return false;
}

static struct str without_end(struct str s)
{
	while (s.n > 0 && s.p[s.n - 1] == ' ')
		s.n--;
	return s;
}

/* Ends the paragraph: what has gathered becomes a block, unless it is only white space. */
static void flush(struct page *pg)
{
	struct str s;

	spans_end(&pg->spans, &pg->text);
	pg->text.n = doc_clean(pg->text.p, pg->text.n); /* &#8203; and the like */
	s = without_end(buf_text(&pg->text));
	if (str_trim(s).n > 0 && pg->rc == RC_OK) {
		struct block *b = list_add(&pg->doc->blocks, pg->a);
		struct str number = str_of(brings_number(s) ? "" : pg->number);

		b->kind = BLOCK_PARAGRAPH;
		b->level = pg->level;
		b->text = number.n ? arena_cat(pg->a, number, s) : arena_str(pg->a, s);
		pg->text_total += b->text.n;
		pg->number[0] = '\0';
		if (pg->text_total > pg->limits->text_max)
			fail(pg, "网页里的文字太多；请拆成几个文件再试");
	}
	buf_reset(&pg->text);
	pg->space = pg->broken = false;
}

static bool is_wide(uint32_t c)
{
	return c >= 0x2E80 || in_list(c, STR("“”‘’…—"));
}

/* Writes the space that waited, unless it is a line end between two Chinese characters. */
static void write_space(struct page *pg, struct str rest)
{
	struct str before = buf_text(&pg->text);
	size_t i = 0, k = before.n;
	bool vanishes = before.n == 0 || (pg->broken && is_wide(utf8_prev(before, &k)) &&
					  is_wide(utf8_next(rest, &i)));

	if (!vanishes)
		buf_char(&pg->text, ' ');
	pg->space = pg->broken = false;
}

static void preformatted(struct page *pg, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n')
			flush(pg);
		else
			buf_char(&pg->text, s.p[i]);
	}
}

static bool is_white(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static void flowing(struct page *pg, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t from = i;

		if (is_white(s.p[i])) {
			pg->broken |= s.p[i] == '\n';
			pg->space = true;
			i++;
			continue;
		}
		if (pg->space)
			write_space(pg, str_from(s, i));
		spans_text(&pg->spans);
		while (i < s.n && !is_white(s.p[i]) && s.p[i] != '\xC2')
			i++;
		buf_add(&pg->text, s.p + from, i - from);
		if (str_at(s, i, STR("\u00a0"))) {
			buf_char(&pg->text, ' ');
			i += 2;
		} else if (i < s.n && s.p[i] == '\xC2') {
			buf_char(&pg->text, s.p[i++]);
		}
	}
}

static void on_text(void *user, const xmlChar *bytes, int n)
{
	struct page *pg = user;
	struct str s = { (const char *)bytes, n > 0 ? (size_t)n : 0 };

	if (pg->rc != RC_OK || pg->skip)
		return;
	if (pg->in_title)
		buf_str(&pg->title, s);
	else if (pg->pre)
		preformatted(pg, s);
	else
		flowing(pg, s);
	if (pg->text.full)
		fail(pg, "网页里有一段文字太长；请拆成几个文件再试");
}

static const char *attr(const xmlChar **atts, const char *name)
{
	for (; atts != NULL && atts[0] != NULL; atts += 2)
		if (strcmp((const char *)atts[0], name) == 0)
			return atts[1] ? (const char *)atts[1] : "";
	return NULL;
}

/* True when the style holds this declaration ("display:none"), white space and case apart. */
static bool has_style(const xmlChar **atts, const char *want)
{
	const char *p = attr(atts, "style"), *w = want;

	for (; p != NULL && *p != '\0'; p++) {
		char c = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;

		if (is_white(c))
			continue;
		w = c == *w ? w + 1 : want + (c == *want);
		if (*w == '\0')
			return true;
	}
	return false;
}

static long number_attr(const xmlChar **atts, const char *name, long missing)
{
	const char *p = attr(atts, name);
	char *end;
	long n;

	if (p == NULL)
		return missing;
	n = strtol(p, &end, 10);
	return end == p || n < 0 || n > 1000000 ? missing : n;
}

static void open_table(struct page *pg)
{
	pg->number[0] = '\0';
	pg->cells_total += TABLE_COST;
	if (++pg->grids > TABLES_MAX)
		fail(pg, "网页里的表格一层套一层，超过 64 层；请用浏览器打开，复制到 Word 文档再试");
	else
		pg->grid = grid_new(pg->a, pg->grid, &pg->doc->blocks);
}

static void close_table(struct page *pg)
{
	struct grid *g = pg->grid;

	if (g == NULL)
		return;
	pg->grid = g->outer;
	pg->grids--;
	grid_finish(g, pg->a);
}

static void open_cell(struct page *pg, const xmlChar **atts)
{
	if (pg->grid == NULL)
		return;
	if (++pg->cells_total > pg->cells_max) {
		fail(pg, "网页里的表格太大；请拆成几个文件再试");
		return;
	}
	grid_cell(pg->grid, pg->a, (uint32_t)number_attr(atts, "rowspan", 1),
		  (uint32_t)number_attr(atts, "colspan", 1));
}

static void open_list(struct page *pg, enum tag tag, const xmlChar **atts)
{
	const char *type = attr(atts, "type");
	struct list *l;

	if (pg->list_count++ >= LISTS_MAX)
		return;
	l = &pg->lists[pg->list_count - 1];
	l->numbered = tag == TAG_OL && !has_style(atts, "list-style:none") &&
		      !has_style(atts, "list-style-type:none");
	l->next = number_attr(atts, "start", 1);
	l->type = type && (*type == 'a' || *type == 'A') ? *type : '1';
}

static void open_item(struct page *pg, const xmlChar **atts)
{
	struct list *l;
	long n;

	pg->number[0] = '\0';
	if (pg->list_count == 0 || pg->list_count > LISTS_MAX)
		return;
	l = &pg->lists[pg->list_count - 1];
	if (!l->numbered || has_style(atts, "list-style:none") ||
	    has_style(atts, "list-style-type:none"))
		return;
	n = number_attr(atts, "value", l->next);
	l->next = n + 1;
	if (l->type != '1' && n >= 1 && n <= 26)
		snprintf(pg->number, sizeof(pg->number), "%c.", (char)(l->type + (n - 1)));
	else
		snprintf(pg->number, sizeof(pg->number), "%ld.", n);
}

static void on_start(void *user, const xmlChar *name, const xmlChar **atts)
{
	struct page *pg = user;
	enum tag tag = tag_of((const char *)name);
	int depth = pg->parser->nameNr;

	if (pg->rc != RC_OK || pg->skip)
		return;
	if (depth > ELEMENTS_MAX) {
		fail(pg, "网页的元素一层套一层，超过 256 层；请用浏览器打开，复制到 Word 文档再试");
		return;
	}
	if (tag == TAG_SKIP ||
	    (tag != TAG_ROOT && (attr(atts, "hidden") || has_style(atts, "display:none")))) {
		pg->skip = depth;
		return;
	}
	if (tag == TAG_TITLE && !pg->in_title)
		pg->in_title = depth;
	if (tag == TAG_INLINE && attr(atts, "class"))
		spans_open(&pg->spans, attr(atts, "class"), depth, pg->text.n);
	if (tag == TAG_INLINE || tag == TAG_TITLE)
		return;
	flush(pg);
	if (tag == TAG_HEADING)
		pg->level = name[1] - '0';
	else if (tag == TAG_PRE && !pg->pre)
		pg->pre = depth;
	else if (tag == TAG_OL || tag == TAG_UL)
		open_list(pg, tag, atts);
	else if (tag == TAG_ITEM)
		open_item(pg, atts);
	else if (tag == TAG_TABLE)
		open_table(pg);
	else if (tag == TAG_ROW && pg->grid)
		grid_row(pg->grid);
	else if (tag == TAG_CELL)
		open_cell(pg, atts);
}

static void on_end(void *user, const xmlChar *name)
{
	struct page *pg = user;
	enum tag tag = tag_of((const char *)name);
	int depth = pg->parser->nameNr;

	if (pg->rc != RC_OK)
		return;
	if (pg->skip) {
		if (depth <= pg->skip)
			pg->skip = 0;
		return;
	}
	if (depth <= pg->in_title)
		pg->in_title = 0;
	spans_close(&pg->spans, depth);
	if (tag == TAG_INLINE || tag == TAG_TITLE)
		return;
	flush(pg);
	if (depth <= pg->pre)
		pg->pre = 0;
	if (tag == TAG_HEADING)
		pg->level = 0;
	else if ((tag == TAG_OL || tag == TAG_UL) && pg->list_count > 0)
		pg->list_count--;
	else if (tag == TAG_ITEM)
		pg->number[0] = '\0';
	else if (tag == TAG_TABLE)
		close_table(pg);
	else if (tag == TAG_CELL && pg->grid)
		grid_cell_end(pg->grid);
}

/* The first <title>, its white space collapsed. */
static struct str page_title(struct page *pg)
{
	char *p = pg->title.p;
	size_t n = doc_clean(p, pg->title.n), out = 0;

	if (pg->title.full) /* cut between characters, whatever it was */
		return (struct str){ "", 0 };
	for (size_t i = 0; i < n; i++)
		if (!is_white(p[i]) || (out > 0 && p[out - 1] != ' '))
			p[out++] = is_white(p[i]) ? ' ' : p[i];
	return arena_str(pg->a, str_trim((struct str){ p, out }));
}

static void feed(struct page *pg, struct str s)
{
	for (size_t i = 0; i < s.n && pg->rc == RC_OK; i += CHUNK) {
		size_t n = s.n - i < CHUNK ? s.n - i : CHUNK;

		libxml.htmlParseChunk(pg->parser, s.p + i, (int)n, 0);
	}
}

/*
 * Word writes conditions as "<![if …]>" and "<![endif]>"; the parser would
 * show them as text.  Returns the offset of the next one from i on and its
 * length, or the end.  "<![endif]-->" ends a comment and stays.
 */
static size_t next_condition(struct str text, size_t i, size_t *length)
{
	for (; (i = str_find_from(text, i, STR("<!["))) != STR_NONE; i++) {
		const char *end;

		if (!str_at(text, i + 3, STR("if")) && !str_at(text, i + 3, STR("endif")))
			continue;
		end = memchr(text.p + i, '>', text.n - i < CONDITION_MAX ? text.n - i : CONDITION_MAX);
		if (end != NULL && end[-1] == ']') {
			*length = (size_t)(end - text.p) + 1 - i;
			return i;
		}
	}
	*length = 0;
	return text.n;
}

static void run_parser(struct page *pg, struct str text)
{
	for (size_t i = 0, length; i < text.n && pg->rc == RC_OK;) {
		size_t to = next_condition(text, i, &length);

		feed(pg, str_cut(text, i, to));
		i = to + length;
	}
	if (pg->rc == RC_OK)
		libxml.htmlParseChunk(pg->parser, NULL, 0, 1);
	flush(pg);
	while (pg->grid != NULL)
		close_table(pg);
}

enum rc doc_parse_html(struct arena *a, struct str text, const struct doc_limits *limits,
		       struct document *ret, struct err *err)
{
	struct document doc = { .format = DOC_HTML };
	struct page pg = {
		.a = a,
		.limits = limits,
		.doc = &doc,
		.err = err,
		.text = BUF_INIT(limits->text_max),
		.title = BUF_INIT(TITLE_MAX),
		.cells_max = doc_cells_max(limits) / 2, /* they cost twice as much while read */
	};
	htmlSAXHandler sax = {
		.startElement = on_start,
		.endElement = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
	};

	doc_libraries();
	pg.parser = libxml.htmlCreatePushParserCtxt(&sax, &pg, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (pg.parser == NULL)
		return err_set(err, RC_OUTSIDE, "内存不足，无法读取网页；请稍后再试");
	libxml.htmlCtxtUseOptions(pg.parser, HTML_PARSE_NONET | HTML_PARSE_NOERROR |
					      HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC |
					      HTML_PARSE_NODEFDTD);
	run_parser(&pg, text);
	if (pg.rc == RC_OK) {
		doc.title = page_title(&pg);
		*ret = doc;
	}
	libxml.htmlFreeParserCtxt(pg.parser);
	buf_free(&pg.text);
	buf_free(&pg.title);
	return pg.rc;
}

/* Compares without case at byte i. */
static bool has_tag(struct str s, size_t i, const char *tag)
{
	for (; *tag != '\0'; tag++, i++) {
		char c = i < s.n ? s.p[i] : '\0';

		if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != *tag)
			return false;
	}
	return true;
}

bool doc_looks_html(struct str text)
{
	static const char *const first[] = { "<!doctype html", "<html", "<head", "<body",
					     "<table",	       "<div",	"<meta" };
	static const char *const later[] = { "<html", "<body", "<table" };
	struct str s = str_trim(str_cut(text, 0, text.n < SNIFF_BYTES ? text.n : SNIFF_BYTES));

	for (size_t k = 0; k < COUNT(first); k++)
		if (has_tag(s, 0, first[k]))
			return true;
	if (s.n == 0 || s.p[0] != '<')
		return false;
	for (size_t i = 0; i < s.n; i++)
		for (size_t k = 0; s.p[i] == '<' && k < COUNT(later); k++)
			if (has_tag(s, i, later[k]))
				return true;
	return false;
}
