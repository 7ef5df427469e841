"""Grids and paragraphs as Office files, written by hand: enough of OOXML for any reader, no library needed."""

import io
import zipfile
from xml.sax.saxutils import escape

import grid as grids

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EPOCH = (2024, 3, 1, 9, 0, 0)


def package(parts):
    """A zip with a fixed date: the same input gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, XML + text)
    return out.getvalue()


def types(overrides):
    items = "".join('<Override PartName="/%s" ContentType="application/vnd.openxmlformats-officedocument.%s+xml"/>' % o for o in overrides)
    return ('<Types xmlns="%scontent-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>%s</Types>' % (PACKAGE, items))


def rels(targets):
    items = "".join('<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>' % (i, OFFICE, kind, target) for i, (kind, target) in enumerate(targets, 1))
    return '<Relationships xmlns="%srelationships">%s</Relationships>' % (PACKAGE, items)


# ---------------------------------------------------------------- docx

def docx(body):
    return package({
        "[Content_Types].xml": types([("word/document.xml", "wordprocessingml.document.main")]),
        "_rels/.rels": rels([("officeDocument", "word/document.xml")]),
        "word/document.xml": '<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (WORD, body),
    })


def paragraph(text):
    """Long texts are cut into runs, as Word does when someone edits."""
    runs = [text[i:i + 9] for i in range(0, len(text), 9)] or [""]
    return "<w:p>%s</w:p>" % "".join('<w:r><w:t xml:space="preserve">%s</w:t></w:r>' % escape(r) for r in runs)


def docx_paragraphs(lines):
    return docx("".join(paragraph(t) for t in lines))


def docx_table(grid, ctx):
    body = "".join(paragraph(t) for t in grid.title)
    for i, page in enumerate(grids.pages(grid, ctx)):
        if i:
            body += paragraph(grids.page_number(i + 1, ctx) if ctx.pages == "headed" else "")
        rows = [docx_row([[c.word] for c in grid.columns])] if not i or ctx.pages == "headed" else []
        rows += [docx_line(page, at, len(grid.columns), ctx) for at in range(len(page))]
        body += "<w:tbl><w:tblPr/><w:tblGrid>%s</w:tblGrid>%s</w:tbl>" % ('<w:gridCol w:w="1200"/>' * len(grid.columns), "".join(rows))
    return docx(body + paragraph(""))


def docx_line(page, at, width, ctx):
    line = page[at]
    if line.group:
        return "<w:tr>%s</w:tr>" % docx_cell([line.group], '<w:gridSpan w:val="%d"/>' % width)
    cells = ""
    for i, c in enumerate(line.cells):
        if ctx.drop_empty and c == []:
            continue
        below = at + 1 < len(page) and page[at + 1].cells and page[at + 1].cells[i] is None
        merge = "<w:vMerge/>" if c is None else '<w:vMerge w:val="restart"/>' if below else ""
        cells += docx_cell(c or [], merge)
    return "<w:tr>%s</w:tr>" % cells


def docx_row(cells):
    return "<w:tr><w:trPr><w:tblHeader/></w:trPr>%s</w:tr>" % "".join(docx_cell(c) for c in cells)


def docx_cell(lines, props=""):
    return "<w:tc><w:tcPr>%s</w:tcPr>%s</w:tc>" % (props, "".join(paragraph(t) for t in lines) or "<w:p/>")


# ---------------------------------------------------------------- xlsx

def xlsx_table(grid, ctx):
    """One sheet; with page breaks one sheet a page, as converters from PDF write them."""
    sheets = []
    for i, page in enumerate(grids.pages(grid, ctx)):
        rows = [[t] for t in grid.title] if not i else [[grids.page_number(i + 1, ctx)]] if ctx.pages == "headed" else []
        rows += [[c.word for c in grid.columns]] if not i or ctx.pages == "headed" else []
        sheets.append(sheet(rows, page, len(grid.columns)))
    return workbook(sheets)


def sheet(top, page, width):
    rows = [row_xml(n, [[c] for c in cells]) for n, cells in enumerate(top, 1)]
    merges = ["A1:%s1" % letter(width - 1)] if top and len(top[0]) == 1 else []
    for at, line in enumerate(page):
        n = len(top) + at + 1
        if line.group:
            rows.append(row_xml(n, [[line.group]]))
            merges.append("A%d:%s%d" % (n, letter(width - 1), n))
            continue
        rows.append(row_xml(n, [c or [] for c in line.cells]))
        merges += ["%s%d:%s%d" % (letter(i), n, letter(i), n + depth(page, at, i)) for i in range(width) if depth(page, at, i)]
    merged = '<mergeCells count="%d">%s</mergeCells>' % (len(merges), "".join('<mergeCell ref="%s"/>' % m for m in merges))
    return '<worksheet xmlns="%s"><sheetData>%s</sheetData>%s</worksheet>' % (SHEET, "".join(rows), merged if merges else "")


def depth(page, at, column):
    """How many rows below continue this merged cell; 0 for a continuation itself."""
    if page[at].cells[column] is None:
        return 0
    n = 0
    while at + n + 1 < len(page) and page[at + n + 1].cells and page[at + n + 1].cells[column] is None:
        n += 1
    return n


def letter(i):
    return (chr(64 + i // 26) if i >= 26 else "") + chr(65 + i % 26)


def row_xml(n, cells):
    return '<row r="%d">%s</row>' % (n, "".join(cell_xml("%s%d" % (letter(i), n), "\n".join(c)) for i, c in enumerate(cells)))


def cell_xml(ref, text):
    if not text:
        return '<c r="%s"/>' % ref
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return '<c r="%s"><v>%s</v></c>' % (ref, text)
    return '<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (ref, escape(text))


def workbook(sheets):
    names = "".join('<sheet name="Table %d" sheetId="%d" r:id="rId%d"/>' % (i, i, i) for i in range(1, len(sheets) + 1))
    parts = {
        "[Content_Types].xml": types([("xl/workbook.xml", "spreadsheetml.sheet.main")] +
                                     [("xl/worksheets/sheet%d.xml" % i, "spreadsheetml.worksheet") for i in range(1, len(sheets) + 1)]),
        "_rels/.rels": rels([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": '<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>' % (SHEET, OFFICE, names),
        "xl/_rels/workbook.xml.rels": rels([("worksheet", "worksheets/sheet%d.xml" % i) for i in range(1, len(sheets) + 1)]),
    }
    parts.update(("xl/worksheets/sheet%d.xml" % i, s) for i, s in enumerate(sheets, 1))
    return package(parts)
