#include "reading/captions.h"

#include "base/utf8.h"
#include "reading/meta.h"
#include "reading/outline.h"
#include "zh/money.h"

enum { LINES_ABOVE = 3, CAPTION_BYTES = 120, NAME_CHARS = 40 };

int64_t caption_money_unit(struct arena *a, const struct document *doc, uint32_t table)
{
	for (uint32_t i = table; i-- > 0 && table - i <= LINES_ABOVE && doc->blocks.v[i].kind == BLOCK_PARAGRAPH;) {
		struct str raw = doc->blocks.v[i].text, s;
		struct piece p = piece_of_line(raw, i, 0);

		if (raw.n > CAPTION_BYTES || !str_has(raw, STR("单位")))
			continue;
		s = text_words(a, &p, 1).s;
		if (str_has(s, STR("单位:")))
			return zh_money_unit(s);
	}
	return 0;
}

void caption_names(struct arena *a, const struct document *doc, uint32_t table, struct record *r)
{
	for (uint32_t i = table; i-- > 0 && table - i <= LINES_ABOVE && doc->blocks.v[i].kind == BLOCK_PARAGRAPH;) {
		struct str raw = doc->blocks.v[i].text;
		struct piece *p;
		struct text t;
		size_t skip = 0;
		int number = 0;

		if (str_trim(raw).n == 0)
			continue;
		p = arena_alloc(a, sizeof(*p));
		*p = piece_of_line(raw, i, 0);
		t = text_of(a, p, 1, TEXT_TIGHT);
		outline_number(t.s, 0, &skip, &number);
		if (utf8_count(t.s) > NAME_CHARS || skip >= t.s.n || (number == 0 && meta_names_programme(t.s)) || str_ends(t.s, STR("。")) || str_ends(t.s, STR(":")) ||
		    str_has(t.s, STR("单位:")))
			return;
		if (r->name.s.n > 0 && !str_eq(str_from(t.s, skip), r->name.s))
			return;
		if (r->name.s.n == 0)
			r->name = text_part(a, &t, skip, t.s.n, TEXT_TIGHT);
		if (number > 0 && r->no.n == 0) {
			r->no = arena_printf(a, "%d", number);
			r->no_text = text_part(a, &t, 0, skip, TEXT_TIGHT);
		}
		*list_add(&r->pieces, a) = *p;
		return;
	}
}
