#include "document/html_spans.h"

static unsigned class_number(const char *name)
{
	unsigned h = 5381;

	for (; *name != '\0'; name++)
		h = h * 33 + (unsigned char)*name;
	return h;
}

void spans_open(struct spans *p, const char *class, int depth, size_t at)
{
	if (p->inside)
		return;
	p->inside = depth;
	if (p->count < SPANS_MAX)
		p->at[p->count] = at;
	if (++p->count == 1)
		p->first = class_number(class);
	else if (p->count == 2)
		p->second = class_number(class);
}

static void put_blanks(struct buf *text, size_t at, size_t n)
{
	size_t behind = text->n - at;

	if (at == 0 || behind == 0 || !buf_room(text, n))
		return;
	memmove(text->p + at + n, text->p + at, behind);
	memset(text->p + at, ' ', n);
	text->n += n;
}

void spans_end(struct spans *p, struct buf *text)
{
	bool row = p->count > 2 && p->count <= SPANS_MAX;

	if (!p->beside && (row || (p->count == 2 && p->first != p->second)))
		for (size_t k = p->count; k-- > 1;)
			put_blanks(text, p->at[k], row ? 2 : 1);
	*p = (struct spans){ .inside = p->inside, .beside = p->inside > 0 };
}
