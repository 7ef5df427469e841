/*
 * Word documents (docx) → blocks.
 *
 * What a person sees in the printed document is what is read: insertions
 * count and deletions do not, hidden text does not, automatic numbers do
 * (docx_number.h).  A soft line break ends a paragraph block, as a line of a
 * text file does.  Text boxes follow the paragraph they hang on.  Notes,
 * headers and footers, comments and pictures are left out.
 *
 * A table inside a cell becomes text of the cell: a line per row, cells
 * separated by tabs.  The readers below recurse along the file's own nesting,
 * which xml.h limits to 256 levels.
 */

#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "document/decode.h"
#include "document/docx_number.h"
#include "document/office.h"
#include "document/text.h"
#include "document/zip.h"

enum { TABLES_NESTED_MAX = 20, COLS_MAX = 1024 };

struct docx {
	struct arena *a;
	struct xml *x;
	struct docx_styles styles;
	struct docx_numbers *numbers; /* may be NULL */
	const struct doc_limits *limits;
	size_t text, cells; /* so far */
	int tables;	    /* open around this place */
};

typedef void element_fn(struct docx *d, void *into);

/* Gives every element inside the one just opened to fn, which may leave it open: its children come next. */
static void children(struct docx *d, element_fn *fn, void *into)
{
	int depth = d->x->depth;

	while (xml_inside(d->x, depth))
		if (d->x->event == XML_OPEN)
			fn(d, into);
}

/* Of mc:AlternateContent the first offer, usually the modern form of a text box. */
static void alternate(struct docx *d, element_fn *fn, void *into)
{
	int depth = d->x->depth;
	bool taken = false;

	while (xml_inside(d->x, depth)) {
		if (d->x->event != XML_OPEN)
			continue;
		if (taken)
			xml_skip(d->x);
		else
			children(d, fn, into);
		taken = true;
	}
}

static bool is_removed(const struct xml *x)
{
	return xml_is(x, XML_W, "del") || xml_is(x, XML_W, "moveFrom");
}

static void count_text(struct docx *d, size_t n)
{
	d->text += n;
	if (d->text > d->limits->text_max)
		xml_fail(d->x, "文档文字超过 %zu MB，读取被中止；请删去多余的内容或拆成几个文件后再试",
			 d->limits->text_max >> 20);
}

/* Paragraphs */

struct para {
	struct buf text;
	struct docx_ppr ppr;
	bool hidden; /* the run being read */
	struct document boxes; /* text boxes: they come after the paragraph */
};

static element_fn block_element;

/* w:sym: a character of a symbol font.  The few that mean something in a form are told. */
static void symbol(struct docx *d, struct para *p)
{
	static const struct { const char *code, *text; } known[] = {
		{ "F0FC", "✓" }, { "F050", "✓" }, { "F0FE", "☑" }, { "F052", "☑" },
		{ "F0A8", "□" }, { "F06F", "□" }, { "F0A3", "□" }, { "F02A", "□" },
		{ "F0FB", "×" }, { "F0FD", "☒" },
	};
	struct str code = xml_attr(d->x, "char");

	for (size_t i = 0; i < COUNT(known); i++) {
		if (str_eq(code, str_of(known[i].code))) {
			buf_str(&p->text, str_of(known[i].text));
			return;
		}
	}
	buf_str(&p->text, STR("\uFFFD"));
}

static void line_break(struct docx *d, struct para *p)
{
	struct str type = xml_attr(d->x, "type");

	if (!str_eq(type, STR("page")) && !str_eq(type, STR("column")))
		buf_char(&p->text, '\n');
}

/* w:rPr of a run: only whether it can be seen. */
static void run_properties(struct docx *d, struct para *p)
{
	for (int depth = d->x->depth; xml_inside(d->x, depth);) {
		if (xml_opens(d->x, XML_W, "vanish")) {
			struct str on = xml_attr(d->x, "val");

			p->hidden = !str_eq(on, STR("0")) && !str_eq(on, STR("false"));
		} else if (xml_opens(d->x, XML_W, "rPrChange")) {
			xml_skip(d->x);
		}
	}
}

/* What stands for a character; false for anything else. */
static bool character(struct docx *d, struct para *p)
{
	struct xml *x = d->x;

	if (xml_is(x, XML_W, "tab") || xml_is(x, XML_W, "ptab"))
		buf_char(&p->text, '\t');
	else if (xml_is(x, XML_W, "br"))
		line_break(d, p);
	else if (xml_is(x, XML_W, "cr"))
		buf_char(&p->text, '\n');
	else if (xml_is(x, XML_W, "noBreakHyphen"))
		buf_char(&p->text, '-');
	else if (xml_is(x, XML_W, "sym"))
		symbol(d, p);
	else
		return false;
	return true;
}

static void para_element(struct docx *d, void *into)
{
	struct para *p = into;
	struct xml *x = d->x;

	if (xml_is(x, XML_MC, "AlternateContent")) {
		alternate(d, para_element, p);
	} else if (x->ns == XML_M && strcmp(x->name, "t") == 0) {
		xml_read_text(x, &p->text);
	} else if (x->ns != XML_W) {
		return; /* drawings: look inside for a text box */
	} else if (xml_is(x, XML_W, "r")) {
		p->hidden = false;
	} else if (xml_is(x, XML_W, "rPr")) {
		run_properties(d, p);
	} else if (xml_is(x, XML_W, "pPr")) {
		p->ppr = docx_ppr_read(x, d->a);
	} else if (xml_is(x, XML_W, "txbxContent")) {
		bool hidden = p->hidden;

		children(d, block_element, &p->boxes);
		p->hidden = hidden;
	} else if (is_removed(x) || p->hidden || xml_is(x, XML_W, "sdtPr") ||
		   xml_is(x, XML_W, "instrText") || xml_is(x, XML_W, "delText") ||
		   xml_is(x, XML_W, "rt")) {
		xml_skip(x);
	} else if (xml_is(x, XML_W, "t")) {
		xml_read_text(x, &p->text);
	} else {
		character(d, p);
	}
}

/* The label and the text do not run together: "3" before "所学校" must not count schools. */
static struct str with_label(struct docx *d, struct str label, struct str text)
{
	size_t end = label.n;
	uint32_t last;

	if (label.n == 0 || text.n == 0)
		return label.n == 0 ? text : label;
	last = utf8_prev(label, &end);
	if (last < 0x80 || utf8_is_han(last) || (last >= 0xFF10 && last <= 0xFF5A))
		label = arena_cat(d->a, label, STR(" "));
	return arena_cat(d->a, label, text);
}

/* One paragraph block per line. */
static void add_lines(struct docx *d, struct document *into, struct str text, int level)
{
	size_t from = 0, end;

	do {
		end = str_find_from(text, from, STR("\n"));
		doc_add_paragraph(into, d->a, str_cut(text, from, end == STR_NONE ? text.n : end))
			->level = level;
		from = end + 1;
	} while (end != STR_NONE);
}

static void move_blocks(struct docx *d, struct document *into, const struct document *from)
{
	for (size_t i = 0; i < from->blocks.n; i++)
		*list_add(&into->blocks, d->a) = from->blocks.v[i];
}

static void read_paragraph(struct docx *d, struct document *into)
{
	struct para p = { .text = BUF_INIT(d->limits->text_max),
			  .ppr = { .outline = -1, .list = -1, .ilvl = -1 } };
	struct str text;

	children(d, para_element, &p);
	count_text(d, p.text.full ? SIZE_MAX - d->text : p.text.n);
	docx_ppr_inherit(&p.ppr, &d->styles);
	if (d->x->rc == RC_OK && !(p.ppr.mark_deleted && p.text.n == 0)) {
		text = with_label(d, docx_number_next(d->numbers, d->a, &p.ppr), buf_text(&p.text));
		add_lines(d, into, text, docx_heading(&p.ppr, &d->styles));
	}
	move_blocks(d, into, &p.boxes);
	buf_free(&p.text);
}

/* Tables */

struct row {
	struct table *table;
	bool removed;
	uint32_t col;
};

/* A column that a vertically merged cell may still grow in. */
struct column {
	size_t cell;   /* index of its anchor plus one, 0 for none */
	uint32_t until; /* the row after its last */
};

struct table {
	struct { struct cell *v; size_t n, cap; } cells;
	struct { struct column *v; size_t n, cap; } columns;
	uint32_t rows, cols;
};

struct tc {
	struct document content;
	long span;
	bool down, right; /* continues the merged cell above, on the left */
	bool starts_down;
};

/* What a cell's blocks say as text, tables with tabs. */
static struct str flat_text(struct docx *d, const struct document *doc)
{
	struct buf out = BUF_INIT(d->limits->text_max);
	struct str text;

	if (doc->blocks.n == 1 && doc->blocks.v[0].kind == BLOCK_PARAGRAPH)
		return str_trim(doc->blocks.v[0].text);
	for (size_t i = 0; i < doc->blocks.n; i++) {
		const struct block *b = &doc->blocks.v[i];

		if (i > 0)
			buf_char(&out, '\n');
		buf_str(&out, b->text);
		for (size_t k = 0; k < b->cell_count; k++) {
			if (k > 0)
				buf_char(&out, b->cells[k].row == b->cells[k - 1].row ? '\t' : '\n');
			buf_str(&out, b->cells[k].text);
		}
	}
	if (out.full)
		count_text(d, SIZE_MAX - d->text);
	text = arena_str(d->a, str_trim(buf_text(&out)));
	buf_free(&out);
	return text;
}

static void cell_properties(struct docx *d, struct tc *c)
{
	for (int depth = d->x->depth; xml_inside(d->x, depth);) {
		if (d->x->event != XML_OPEN)
			continue;
		if (xml_is(d->x, XML_W, "gridSpan")) {
			c->span = xml_attr_int(d->x, "val", COLS_MAX + 1, COLS_MAX);
			c->span = c->span == 0 ? 1 : c->span;
		} else if (xml_is(d->x, XML_W, "vMerge")) {
			c->starts_down = str_eq(xml_attr(d->x, "val"), STR("restart"));
			c->down = !c->starts_down;
		} else if (xml_is(d->x, XML_W, "hMerge")) {
			c->right = !str_eq(xml_attr(d->x, "val"), STR("restart"));
		} else if (xml_is(d->x, XML_W, "tcPrChange")) {
			xml_skip(d->x);
		}
	}
}

static void cell_element(struct docx *d, void *into)
{
	struct tc *c = into;

	if (xml_is(d->x, XML_W, "tcPr"))
		cell_properties(d, c);
	else
		block_element(d, &c->content);
}

/* The anchor that a continued cell at this place belongs to, or NULL. */
static struct cell *anchor_above(struct table *t, const struct row *r, long span)
{
	const struct column *c = r->col < t->columns.n ? &t->columns.v[r->col] : NULL;
	struct cell *anchor = c != NULL && c->cell > 0 ? &t->cells.v[c->cell - 1] : NULL;

	if (anchor == NULL || c->until != t->rows || anchor->colspan != (uint32_t)span)
		return NULL;
	return anchor;
}

static struct cell *anchor_left(struct table *t, const struct row *r)
{
	struct cell *c = t->cells.n > 0 ? &t->cells.v[t->cells.n - 1] : NULL;

	return c != NULL && c->row == t->rows && c->col + c->colspan == r->col ? c : NULL;
}

static void place_cell(struct docx *d, struct row *r, struct tc *c)
{
	struct table *t = r->table;
	struct cell *anchor = c->right ? anchor_left(t, r) : NULL;

	if (c->span + (long)r->col > COLS_MAX) {
		xml_fail(d->x, "文档中一张表格超过 %d 列，不像正常的表格；请检查表格后另存再试", COLS_MAX);
		return;
	}
	while (t->columns.n < r->col + (size_t)c->span)
		list_add(&t->columns, d->a);
	if (anchor != NULL) {
		anchor->colspan += (uint32_t)c->span;
	} else if (c->down && (anchor = anchor_above(t, r, c->span)) != NULL) {
		anchor->rowspan++;
		t->columns.v[r->col].until = t->rows + 1;
	} else {
		anchor = list_add(&t->cells, d->a);
		*anchor = (struct cell){ t->rows, r->col, 1, (uint32_t)c->span, flat_text(d, &c->content) };
		t->columns.v[r->col] = (struct column){
			c->starts_down || c->down ? t->cells.n : 0, t->rows + 1 };
	}
	r->col += (uint32_t)c->span;
}

static void read_cell(struct docx *d, struct row *r)
{
	struct tc c = { .span = 1 };

	if (++d->cells > doc_cells_max(d->limits) && d->x->rc == RC_OK)
		d->x->rc = doc_too_many_cells(doc_cells_max(d->limits), d->x->err);
	children(d, cell_element, &c);
	if (d->x->rc == RC_OK && !r->removed)
		place_cell(d, r, &c);
}

/* Columns to the left of the first cell; never back over cells that are placed. */
static void skip_columns(struct row *r, long n)
{
	if (r->col < (uint32_t)n)
		r->col = (uint32_t)n;
}

static void row_properties(struct docx *d, struct row *r)
{
	for (int depth = d->x->depth; xml_inside(d->x, depth);) {
		if (xml_opens(d->x, XML_W, "gridBefore"))
			skip_columns(r, xml_attr_int(d->x, "val", 0, COLS_MAX));
		else if (xml_opens(d->x, XML_W, "del"))
			r->removed = true;
		else if (xml_opens(d->x, XML_W, "trPrChange"))
			xml_skip(d->x);
	}
}

static void row_element(struct docx *d, void *into)
{
	struct row *r = into;

	if (xml_is(d->x, XML_W, "tc"))
		read_cell(d, r);
	else if (xml_is(d->x, XML_W, "trPr"))
		row_properties(d, r);
	else if (xml_is(d->x, XML_W, "tblPrEx") || xml_is(d->x, XML_W, "sdtPr"))
		xml_skip(d->x);
}

static void table_element(struct docx *d, void *into)
{
	struct table *t = into;

	if (xml_is(d->x, XML_W, "tr")) {
		struct row r = { .table = t };

		children(d, row_element, &r);
		t->cols = r.col > t->cols ? r.col : t->cols;
		t->rows += !r.removed;
	} else if (xml_is(d->x, XML_W, "tblPr") || xml_is(d->x, XML_W, "tblGrid") ||
		   xml_is(d->x, XML_W, "sdtPr") || is_removed(d->x)) {
		xml_skip(d->x);
	}
}

static void read_table(struct docx *d, struct document *into)
{
	struct table t = { .rows = 0 };
	struct block *b;

	if (++d->tables > TABLES_NESTED_MAX)
		xml_fail(d->x, "文档中的表格嵌套超过 %d 层，无法读取；请把内层表格改为普通文字后再试",
			 TABLES_NESTED_MAX);
	children(d, table_element, &t);
	d->tables--;
	if (d->x->rc != RC_OK || t.cells.n == 0)
		return;
	b = list_add(&into->blocks, d->a);
	b->kind = BLOCK_TABLE;
	b->cells = t.cells.v;
	b->cell_count = t.cells.n;
	b->rows = t.rows;
	b->cols = t.cols;
}

static void block_element(struct docx *d, void *into)
{
	struct xml *x = d->x;

	if (xml_is(x, XML_W, "p"))
		read_paragraph(d, into);
	else if (xml_is(x, XML_W, "tbl"))
		read_table(d, into);
	else if (xml_is(x, XML_MC, "AlternateContent"))
		alternate(d, block_element, into);
	else if (xml_is(x, XML_W, "sdtPr") || xml_is(x, XML_W, "sectPr") || is_removed(x))
		xml_skip(x);
	/* w:sdt, w:ins, w:customXml …: their children come next */
}

static enum rc read_body(struct docx *d, struct str part, struct document *ret, struct err *err)
{
	struct xml x;

	xml_open(&x, part, d->limits, err);
	d->x = &x;
	while (xml_next(&x))
		if (xml_opens(&x, XML_W, "body"))
			children(d, block_element, ret);
	return xml_close(&x);
}

/* Styles and numbers are optional parts, but what is there must be whole. */
static enum rc read_definitions(struct docx *d, struct doc_zip *z, struct err *err)
{
	struct buf part = { 0 };
	enum rc rc = RC_OK;

	if (doc_zip_has(z, "word/styles.xml")) {
		rc = doc_zip_read(z, "word/styles.xml", &part, err);
		if (rc == RC_OK)
			rc = docx_styles_read(d->a, buf_text(&part), d->limits, &d->styles, err);
		buf_free(&part);
	}
	if (rc == RC_OK && doc_zip_has(z, "word/numbering.xml")) {
		rc = doc_zip_read(z, "word/numbering.xml", &part, err);
		if (rc == RC_OK)
			rc = docx_numbers_read(d->a, buf_text(&part), d->limits, &d->numbers, err);
		buf_free(&part);
	}
	return rc;
}

enum rc doc_parse_docx(struct arena *a, struct str bytes, const struct doc_limits *limits,
		       struct document *ret, struct err *err)
{
	struct docx d = { .a = a, .limits = limits };
	struct document doc = { .format = DOC_DOCX };
	struct doc_zip z = { 0 };
	struct buf part = { 0 };
	enum rc rc;

	rc = doc_zip_open(bytes, limits, &z, err);
	if (rc == RC_OK)
		rc = read_definitions(&d, &z, err);
	if (rc == RC_OK)
		rc = doc_zip_read(&z, "word/document.xml", &part, err);
	if (rc == RC_OK)
		rc = read_body(&d, buf_text(&part), &doc, err);
	if (rc == RC_OK)
		doc.title = doc_core_title(a, &z, limits);
	if (rc == RC_OK && doc_text_bytes(&doc) == 0)
		rc = err_set(err, RC_INPUT,
			     "文档里没有文字，可能只有图片；请提供可以选中文字的版本");
	if (rc == RC_OK)
		*ret = doc;
	buf_free(&part);
	doc_zip_close(&z);
	return rc;
}
