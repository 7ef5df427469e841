#include <qrencode.h>

#include "base/escape.h"
#include "draw/draw.h"

enum { QUIET = 4, TEXT_MAX = 1000 }; /* the standard's margin, in modules */

/* The dark runs of one row: "M x y h LENGTH v 1 h -LENGTH z". */
static void row(struct buf *b, const unsigned char *modules, int width, int y)
{
	for (int x = 0; x < width;) {
		int from = x;

		while (x < width && (modules[x] & 1))
			x++;
		if (x > from)
			buf_printf(b, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from, x - from);
		else
			x++;
	}
}

bool draw_qr(struct buf *b, struct str text, struct str says)
{
	QRcode *code;
	int size;

	if (text.n == 0 || text.n > TEXT_MAX)
		return false;
	code = QRcode_encodeData((int)text.n, (const unsigned char *)text.p, 0, QR_ECLEVEL_M);
	if (code == NULL)
		return false;
	size = code->width + 2 * QUIET;
	buf_printf(b, "<svg class=\"qr\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\" role=\"img\"><title>", size,
		   size);
	buf_escaped(b, says);
	buf_printf(b, "</title><path class=\"p\" d=\"M0 0h%dv%dH0z\"/><path d=\"", size, size);
	for (int y = 0; y < code->width; y++)
		row(b, code->data + (ptrdiff_t)y * code->width, code->width, y);
	buf_str(b, STR("\"/></svg>"));
	QRcode_free(code);
	return true;
}
