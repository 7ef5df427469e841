"""The shapes: how each reduces a programme to what it can carry, and how it prints it.

To add one: write a renderer, add a line to SHAPES with the damages it knows beyond COMMON, run `run.py --selfcheck`.
"""

from dataclasses import dataclass

import grid as grids
import model
import office
import prose
import tables
from damage import Context
from grid import Style

# Every shape has pages, characters and words to damage; tabs and empty cells only some.
COMMON = ("none", "pages_headed", "pages_bare", "spaces", "fullwidth", "headers")


@dataclass
class Shape:
    name: str
    says: str
    suffix: str
    prepare: object     # programme -> programme, None where the shape cannot carry it
    render: object      # programme, context -> (str or bytes, printed role words)
    damages: tuple


@dataclass
class Document:
    """One rendered file and the gold of exactly what it prints."""
    name: str
    data: bytes
    gold: dict


def document(shape, programme, damage):
    """None where the damage or the programme does not apply to the shape."""
    if damage not in shape.damages:
        return None
    carried = shape.prepare(programme)
    if carried is None:
        return None
    ctx = Context(shape.name, programme.key, damage)
    text, roles = shape.render(carried, ctx)
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    name = "%s-%s-%s.%s" % (shape.name, damage, programme.key, shape.suffix)
    return Document(name, data, model.to_gold(carried, roles))


# ---------------------------------------------------------------- what shapes carry

def flattened(programme):
    return model.flat(programme)


def numberless(programme):
    return model.unnumbered(model.by_rows(programme))


def sources_split(programme):
    """Amounts by column: a source without an amount has no cell to stand in."""
    p = model.by_rows(programme)
    for project in p.projects:
        project.funds["sources"] = [s for s in project.funds["sources"] if s["yuan"] is not None]
    return p


def ledger_only(programme):
    """The monthly ledger: what was done, what hinders, what comes next; no plan, no money."""
    if not programme.has("progress"):
        return None
    return model.by_rows(model.without(programme, "milestones", "leaders", "funds", "implement"))


def news(programme):
    return model.flat(model.without(programme, "leaders", "implement", "progress", "problems", "next_plan"))


def quarters(mode):
    return lambda programme: grids.quartered(programme, mode)


# ---------------------------------------------------------------- renderers

def table(style, printer):
    def render(programme, ctx):
        grid = grids.build(programme, ctx, style)
        return printer(grid, ctx), grid.role_words
    return render


def ledger(programme, ctx):
    grid = grids.build(programme, ctx, Style(units="duty"))
    grid.title = ["[bookmark: _GoBack]" + grid.title[0]]
    return tables.flat_tabs(grid, ctx), grid.role_words


def text(writer, blank_lines=False):
    def render(programme, ctx):
        lines, roles = writer(programme, ctx)
        return ("\n\n" if blank_lines else "\n").join(lines) + "\n", roles
    return render


def docx_list(programme, ctx):
    lines, roles = prose.markdown_list(programme, ctx)
    return office.docx_paragraphs([t.replace("**", "").lstrip("# ") for t in lines]), roles


def plain_html(grid, ctx):
    return tables.html_table(grid, ctx, rowspan=False)


TABS, EMPTY = COMMON + ("tabs",), COMMON + ("empties",)
BOTH = COMMON + ("tabs", "empties")
ROWS = model.by_rows

SHAPES = [
    Shape("flat_tabs", "one cell a line behind a tab", "txt", ROWS, table(Style("duty", "sentence", remark=True), tables.flat_tabs), BOTH),
    Shape("flat_plain", "one cell a line, no tabs", "txt", ROWS, table(Style(), tables.flat_plain), EMPTY),
    Shape("tab_rows", "a row a line, tabs between cells", "txt", ROWS, table(Style("label", remark=True), tables.tab_rows), BOTH),
    Shape("pipe_rows", "a row a line, pipes after cells", "txt", ROWS, table(Style(), tables.pipe_rows), EMPTY),
    Shape("md_table", "Markdown table", "md", ROWS, table(Style(), tables.markdown), EMPTY),
    Shape("html_rowspan", "HTML, merged cells", "html", ROWS, table(Style(unit_lines=True), tables.html_table), EMPTY),
    Shape("html_two_headers", "HTML, two header rows, nothing merged", "html", sources_split,
          table(Style(money="split", levels=True), plain_html), EMPTY),
    Shape("csv", "comma-separated", "csv", ROWS, table(Style(), tables.comma), EMPTY),
    Shape("multi_header", "CSV with title, two header rows, money by source", "csv", sources_split,
          table(Style(money="split", levels=True, unit_lines=True), tables.comma), EMPTY),
    Shape("xlsx", "Excel sheet, merged cells", "xlsx", ROWS, table(Style(unit_lines=True), office.xlsx_table), COMMON),
    Shape("docx", "Word table, merged cells", "docx", ROWS, table(Style("label", remark=True), office.docx_table), EMPTY),
    Shape("aligned", "columns aligned by spaces", "txt", ROWS, table(Style(), tables.aligned), COMMON),
    Shape("no_number", "HTML without a number column", "html", numberless, table(Style(number=False), tables.html_table), EMPTY),
    Shape("quarters_html", "quarter columns, spans merged", "html", quarters("merge"),
          table(Style(quarters="merge", levels=True), tables.html_table), EMPTY),
    Shape("quarters_tabs", "quarter columns in tab rows", "txt", quarters("single"),
          table(Style(quarters="single"), tables.tab_rows), BOTH),
    Shape("transposed", "projects as columns", "html", flattened, table(Style(), tables.transposed), COMMON),
    Shape("group_rows", "pipe rows under group headings", "txt", ROWS, table(Style("duty", groups=True), tables.pipe_rows), EMPTY),
    Shape("docx_groups", "Word table with group headings", "docx", ROWS,
          table(Style(groups=True, money="sentence"), office.docx_table), EMPTY),
    Shape("ledger_flat", "ledger, one cell a line behind a tab", "txt", ledger_only, ledger, BOTH),
    Shape("card_text", "a card per project, label and value", "txt", flattened, text(prose.cards_text), BOTH),
    Shape("card_html", "an HTML form per project", "html", flattened, prose.cards_html, EMPTY),
    Shape("md_list", "Markdown list with labels", "md", flattened, text(prose.markdown_list, True), COMMON),
    Shape("docx_list", "Word paragraphs with labels", "docx", flattened, docx_list, COMMON),
    Shape("txt_list", "numbered list, labels shuffled", "txt", flattened, text(prose.plain_list), COMMON),
    Shape("duty_brackets", "prose, duties in brackets", "txt", flattened, text(prose.duty_brackets), COMMON),
    Shape("newspaper", "newspaper paragraphs", "txt", news, text(prose.newspaper), COMMON),
]

# Facts that a damage takes out of the document for good: neutral there, and only there.
NEUTRAL = {
    ("quarters_html", "empties"): "milestones",       # the column is the date; a dropped neighbour moves it
    ("quarters_tabs", "empties"): "milestones",
    ("html_two_headers", "empties"): "funds_src",     # the column is the source
    ("multi_header", "empties"): "funds_src",
}

# What a neutral field means to the scorer.
COUNTERS = {"milestones": ("ms_due", "figures", "modes"), "funds_src": ("funds_src",)}
