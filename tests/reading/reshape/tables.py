"""Grids as text formats: flattened cells, tab and pipe rows, Markdown, HTML, CSV, aligned columns. Each returns a string."""

import csv
import html
import io
import unicodedata

import grid as grids


def heads(grid):
    return [c.word for c in grid.columns]


def kept(cells, ctx):
    """The cells of a row as lists; a merged one is empty here. Dropping empty cells shifts the rest to the left."""
    cells = [c or [] for c in cells]
    return [c for c in cells if c] if ctx.drop_empty else cells


def with_pages(grid, ctx, header, row, number=lambda text: ["", text, ""], gap=("",)):
    """Lines of text: header and rows of each page with what stands between pages."""
    out = []
    for i, page in enumerate(grids.pages(grid, ctx)):
        if i:
            out += number(grids.page_number(i + 1, ctx)) if ctx.pages == "headed" else list(gap)
        if not i or ctx.pages == "headed":
            out += header
        for line in page:
            out += [line.group] if line.group else row(line)
    return out


# ---------------------------------------------------------------- one cell a line

def flat_tabs(grid, ctx):
    """Word tables saved as text: each cell on its line behind a tab, further paragraphs of a cell without one."""
    tab = "" if ctx.lost_tabs else "\t"
    gap = [""] if ctx.rng("paragraph gap").random() < 0.33 and not ctx.lost_tabs else []

    def cell(lines):
        out = [tab + (lines[0] if lines else "")]
        for text in lines[1:]:
            out += gap + [text]
        return out

    def row(line):
        return [t for c in kept(line.cells, ctx) for t in cell(c)] + [""]

    header = [tab + h for h in heads(grid)] + [""]
    return "\n".join(grid.title + with_pages(grid, ctx, header, row)) + "\n"


def flat_plain(grid, ctx):
    """A web table pasted as text: one line a cell, no tabs, a dash for what is empty, number and name in every row."""
    unmerged = repeat_merged(grid) if not ctx.drop_empty else grid

    def row(line):
        cells = kept(line.cells, ctx)
        return [" ".join(c) if c else "—" for c in cells] + [""]

    return "\n".join(grid.title + [""] + with_pages(unmerged, ctx, heads(grid) + [""], row)) + "\n"


def repeat_merged(grid):
    lines = []
    for line in grid.lines:
        above = lines[-1].cells if lines and lines[-1].cells else line.cells
        cells = [above[i] if c is None else c for i, c in enumerate(line.cells)]
        lines.append(grids.Line(cells, line.group, line.spans))
    return grids.Grid(grid.title, grid.columns, lines, grid.role_words)


# ---------------------------------------------------------------- one row a line

def tab_rows(grid, ctx):
    tab = "    " if ctx.lost_tabs else "\t"
    marked = ctx.rng("paragraph marks").random() < 0.5

    def cell(lines):
        if marked and len(lines) > 1:
            return " ".join("<p>%s</p>" % t for t in lines)
        return " ".join(lines)

    row = lambda line: [tab.join(cell(c) for c in kept(line.cells, ctx))]
    return "\n".join(grid.title + [""] + with_pages(grid, ctx, [tab.join(heads(grid))], row)) + "\n"


def pipe_rows(grid, ctx):
    row = lambda line: ["".join(" ".join(c) + " | " for c in kept(line.cells, ctx)).rstrip()]
    header = ["".join(h + " | " for h in heads(grid)).rstrip()]
    return "\n".join(grid.title + with_pages(grid, ctx, header, row)) + "\n"


def markdown(grid, ctx):
    bar = lambda cells: "| " + " | ".join(cells) + " |"
    row = lambda line: [bar("<br>".join(c) for c in kept(line.cells, ctx))]
    header = [bar(heads(grid)), "|" + " --- |" * len(grid.columns)]
    return "\n".join(["# " + grid.title[0], ""] + with_pages(grid, ctx, header, row)) + "\n"


def comma(grid, ctx):
    """CSV with a title row; two header rows where the columns have parents. A byte-order mark, as Excel writes it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    width = len(grid.columns)
    full = lambda cells: (cells + [""] * width)[:max(width, len(cells))]
    header = header_rows(grid)
    writer.writerow(full([grid.title[0]]))
    for i, page in enumerate(grids.pages(grid, ctx)):
        if i:
            writer.writerow(full(["", grids.page_number(i + 1, ctx)] if ctx.pages == "headed" else [""]))
        for cells in header if not i or ctx.pages == "headed" else []:
            writer.writerow(cells)
        for line in page:
            cells = kept(line.cells, ctx)
            writer.writerow(full([line.group]) if line.group else ["\n".join(c) for c in cells])
    return "\ufeff" + out.getvalue()


def header_rows(grid):
    """One row, or two: parents above their first child, words of parentless columns in the upper row."""
    if not any(c.parent for c in grid.columns):
        return [heads(grid)]
    upper, last = [], None
    for c in grid.columns:
        upper.append("" if c.parent and c.parent == last else c.parent or c.word)
        last = c.parent
    return [upper, [c.word if c.parent else "" for c in grid.columns]]


# ---------------------------------------------------------------- HTML

def page_html(title, body):
    head = '<html><head><meta charset="utf-8"/><title>%s</title></head><body><div id="zoom">\n' % html.escape(title)
    return head + '<p style="text-align:center"><strong>%s</strong></p>\n%s\n</div></body></html>\n' % (html.escape(title), body)


def td(lines, attrs=""):
    return "<td%s>%s</td>" % (attrs, "".join("<p>%s</p>" % html.escape(t) for t in lines) or "")


def html_table(grid, ctx, rowspan=True):
    """rowspan: merged cells span their rows; otherwise they are repeated, as sites that forbid merging do."""
    source = grid if rowspan else repeat_merged(grid)
    parts = []
    for i, page in enumerate(grids.pages(source, ctx)):
        if i and ctx.pages == "headed":
            parts.append("<p>%s</p>" % grids.page_number(i + 1, ctx))
        rows = html_header(grid) if not i or ctx.pages == "headed" else []
        rows += [html_row(page, at, len(grid.columns), ctx) for at in range(len(page))]
        parts.append("<table border=\"1\">\n%s\n</table>" % "\n".join(rows))
    return page_html(grid.title[0], "\n".join(parts))


def html_header(grid):
    if not any(c.parent for c in grid.columns):
        return ["<tr>%s</tr>" % "".join(td([h]) for h in heads(grid))]
    upper, lower, i = "", "", 0
    while i < len(grid.columns):
        c = grid.columns[i]
        run = 1
        while c.parent and i + run < len(grid.columns) and grid.columns[i + run].parent == c.parent:
            run += 1
        upper += td([c.parent], ' colspan="%d"' % run) if c.parent else td([c.word], ' rowspan="2"')
        lower += "".join(td([x.word]) for x in grid.columns[i:i + run] if c.parent)
        i += run
    return ["<tr>%s</tr>" % upper, "<tr>%s</tr>" % lower]


def html_row(page, at, width, ctx):
    line = page[at]
    if line.group:
        return "<tr>%s</tr>" % td([line.group], ' colspan="%d"' % width)
    cells, skip = "", 0
    for i, c in enumerate(line.cells):
        if skip or c is None or (ctx.drop_empty and not c):
            skip -= skip > 0
            continue
        attrs, skip = "", line.spans.get(i, 1) - 1
        if skip:
            attrs = ' colspan="%d"' % (skip + 1)
        depth = rows_below(page, at, i)
        cells += td(c, attrs + (' rowspan="%d"' % depth if depth > 1 else ""))
    return "<tr>%s</tr>" % cells


def rows_below(page, at, column):
    depth = 1
    while at + depth < len(page) and page[at + depth].cells and page[at + depth].cells[column] is None:
        depth += 1
    return depth


def transposed(grid, ctx):
    """Projects as columns, a few per table, the words of the fields at the left."""
    lines = repeat_merged(grid).lines
    blocks = [lines[i:i + 4] for i in range(0, len(lines), 4)]
    parts = []
    for n, block in enumerate(blocks):
        if n and ctx.pages == "headed":
            parts.append("<p>%s</p>" % grids.page_number(n + 1, ctx))
        rows = []
        for i, c in enumerate(grid.columns):
            left = "" if n and ctx.pages == "bare" else td([c.word])
            rows.append("<tr>%s</tr>" % (left + "".join(td(line.cells[i]) for line in block)))
        parts.append("<table>\n%s\n</table>" % "\n".join(rows))
    return page_html(grid.title[0], "\n".join(parts))


# ---------------------------------------------------------------- columns aligned by spaces

def width_of(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


CLOSING = "。，；：、）”％%"
GAP = 5


def wrap(text, width):
    """Breaks after any character, as Chinese does, but never inside a number or a word; closing marks hang over the edge."""
    pieces, word = [], ""
    for c in text:
        if c.isascii() and (c.isalnum() or c in ".*"):
            word += c
            continue
        pieces += [word, c] if word else [c]
        word = ""
    pieces += [word] if word else []
    lines, current = [], ""
    for p in pieces:
        if current and p not in CLOSING and width_of(current + p) > width:
            lines.append(current.rstrip())
            current = ""
        current += p if current or p != " " else ""
    return lines + ([current.rstrip()] if current.strip() else [])


WIDTHS = {"no": 6, "name": 18, "task": 30, "plan": 38, "progress": 30, "problems": 20, "next_plan": 24, "lead": 16, "lead_alone": 16,
          "support": 20, "duty": 24, "implement": 16, "deadline": 16, "money": 12, "source": 22, "remark": 6}


def aligned(grid, ctx):
    """What `pdftotext -layout` makes of a table: columns at fixed places, cells wrapped inside them, nothing between the rows
    of a project and an empty line between projects."""
    widths = [max(WIDTHS.get(c.key, 10), width_of(c.word)) for c in grid.columns]

    def row(line):
        columns = [[w for t in cell or [] for w in wrap(t, width)] for cell, width in zip(line.cells, widths)]
        out = []
        for i in range(max(len(c) for c in columns)):
            texts = [c[i] if i < len(c) else "" for c in columns]
            out.append("".join(t + " " * (w - width_of(t) + GAP) for t, w in zip(texts, widths)).rstrip())
        return out + [""]

    header = row(grids.Line([[h] for h in heads(grid)]))
    centred = " " * 40 + grid.title[0]
    return "\n".join([centred, ""] + with_pages(grid, ctx, header, row, lambda n: [" " * 60 + n, "\f"], ("\f",))) + "\n"
