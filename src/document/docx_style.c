#include "document/docx_style.h"

#include <stdlib.h>
#include <strings.h>

enum { STYLES_MAX = 20000, BASED_ON_MAX = 16 };

static const struct docx_ppr PPR_NONE = { .outline = -1, .list = -1, .ilvl = -1 };

static void numpr_read(struct xml *x, struct docx_ppr *p)
{
	for (int d = x->depth; xml_inside(x, d);) {
		if (xml_opens(x, XML_W, "ilvl"))
			p->ilvl = xml_attr_int(x, "val", -1, DOCX_LEVELS - 1);
		else if (xml_opens(x, XML_W, "numId"))
			p->list = xml_attr_int(x, "val", -1, 1L << 30);
	}
}

/* The paragraph mark's own run properties. */
static void mark_read(struct xml *x, struct docx_ppr *p)
{
	for (int d = x->depth; xml_inside(x, d);)
		if (xml_opens(x, XML_W, "del") || xml_opens(x, XML_W, "moveFrom"))
			p->mark_deleted = true;
}

struct docx_ppr docx_ppr_read(struct xml *x, struct arena *a)
{
	struct docx_ppr p = PPR_NONE;

	for (int d = x->depth; xml_inside(x, d);) {
		if (x->event != XML_OPEN)
			continue;
		if (xml_is(x, XML_W, "pStyle"))
			p.style = arena_str(a, xml_attr(x, "val"));
		else if (xml_is(x, XML_W, "outlineLvl"))
			p.outline = xml_attr_int(x, "val", -1, DOCX_LEVELS);
		else if (xml_is(x, XML_W, "numPr"))
			numpr_read(x, &p);
		else if (xml_is(x, XML_W, "rPr"))
			mark_read(x, &p);
		else
			xml_skip(x); /* pPrChange holds the properties before a change */
	}
	return p;
}

static void style_read(struct xml *x, struct arena *a, struct docx_style *s)
{
	s->id = arena_str(a, xml_attr(x, "styleId"));
	s->ppr = PPR_NONE;
	for (int d = x->depth; xml_inside(x, d);) {
		if (x->event != XML_OPEN)
			continue;
		if (xml_is(x, XML_W, "name"))
			s->name = arena_str(a, xml_attr(x, "val"));
		else if (xml_is(x, XML_W, "basedOn"))
			s->based_on = arena_str(a, xml_attr(x, "val"));
		else if (xml_is(x, XML_W, "pPr"))
			s->ppr = docx_ppr_read(x, a);
		else
			xml_skip(x);
	}
}

static int by_id(const void *a, const void *b)
{
	return str_cmp(((const struct docx_style *)a)->id, ((const struct docx_style *)b)->id);
}

enum rc docx_styles_read(struct arena *a, struct str part, const struct doc_limits *limits,
			 struct docx_styles *ret, struct err *err)
{
	struct docx_styles list = { 0 };
	struct xml x;
	enum rc rc;

	xml_open(&x, part, limits, err);
	while (xml_next(&x)) {
		if (!xml_opens(&x, XML_W, "style"))
			continue;
		if (list.n == STYLES_MAX)
			xml_fail(&x, "文档的样式超过 %d 个，不像正常的文档；请用 Word 或 WPS 打开后另存为新文件再试",
				 STYLES_MAX);
		else
			style_read(&x, a, list_add(&list, a));
	}
	rc = xml_close(&x);
	if (rc != RC_OK)
		return rc;
	if (list.n > 0)
		qsort(list.v, list.n, sizeof(*list.v), by_id);
	*ret = list;
	return RC_OK;
}

static const struct docx_style *style_find(const struct docx_styles *styles, struct str id)
{
	struct docx_style key = { .id = id };

	if (styles->n == 0 || id.n == 0)
		return NULL;
	return bsearch(&key, styles->v, styles->n, sizeof(*styles->v), by_id);
}

void docx_ppr_inherit(struct docx_ppr *p, const struct docx_styles *styles)
{
	struct str id = p->style;

	for (int hop = 0; hop < BASED_ON_MAX; hop++) {
		const struct docx_style *s = style_find(styles, id);

		if (s == NULL)
			return;
		if (p->outline < 0)
			p->outline = s->ppr.outline;
		if (p->list < 0 && s->ppr.list >= 0) {
			p->list = s->ppr.list;
			p->ilvl = p->ilvl < 0 ? s->ppr.ilvl : p->ilvl;
			p->list_from_style = true;
		}
		id = s->based_on;
	}
}

/* "heading 2", "标题 2", and as an id "Heading2" or WPS's "2". */
static int level_of_name(struct str name)
{
	size_t skip = 0;

	if (name.n >= 7 && strncasecmp(name.p, "heading", 7) == 0)
		skip = 7;
	else if (str_starts(name, STR("标题")))
		skip = STR("标题").n;
	else if (name.n == 5 && strncasecmp(name.p, "title", 5) == 0)
		return 1;
	if (skip > 0 && skip == name.n)
		return 1;
	name = str_trim(str_from(name, skip));
	if (name.n == 1 && name.p[0] >= '1' && name.p[0] <= '9')
		return name.p[0] > '6' ? 6 : name.p[0] - '0';
	return 0;
}

int docx_heading(const struct docx_ppr *p, const struct docx_styles *styles)
{
	struct str id = p->style;

	if (p->outline >= 0)
		return p->outline == DOCX_LEVELS ? 0 : p->outline > 5 ? 6 : (int)p->outline + 1;
	if (styles->n == 0)
		return level_of_name(id);
	for (int hop = 0; hop < BASED_ON_MAX; hop++) {
		const struct docx_style *s = style_find(styles, id);
		/* a digit alone is a heading as an id, but not as a name */
		int level = s == NULL || s->name.n < 3 ? 0 : level_of_name(s->name);

		if (level > 0 || s == NULL)
			return level;
		id = s->based_on;
	}
	return 0;
}
