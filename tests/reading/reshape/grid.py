"""A programme as a table, before any file format: columns, lines, pages.

A cell is a list of printed lines; None means "merged with the cell above". Renderers of one format each live in tables.py and
office.py and know nothing of programmes.
"""

import re
from dataclasses import dataclass, field

import model
import phrases
import words

MAX_SPLIT_SOURCES = 8


@dataclass
class Column:
    key: str
    word: str
    parent: str = ""


@dataclass
class Line:
    cells: list
    group: str = ""                              # a heading across the table instead of cells
    spans: dict = field(default_factory=dict)    # column index -> number of columns it covers


@dataclass
class Grid:
    title: list
    columns: list
    lines: list
    role_words: dict


@dataclass
class Style:
    """What a shape prints; the defaults are a plain table."""
    units: str = "two"           # two columns | duty (X牵头；Y配合) | label (牵头：X)
    money: str = "amount"        # amount and source | sentence | split by source
    unit_lines: bool = False     # one unit a line inside a cell
    number: bool = True
    remark: bool = False
    levels: bool = False         # two header rows
    groups: bool = False
    quarters: str = ""           # "merge" | "single": quarter columns instead of a plan column


def build(programme, ctx, style):
    columns = make_columns(programme, ctx, style)
    lines = []
    for i, project in enumerate(programme.projects):
        if style.groups and i % 3 == 0:
            lines.append(Line([], ctx.text(words.GROUPS[i // 3 % len(words.GROUPS)])))
        lines += project_lines(project, columns, ctx, style)
    return Grid([ctx.text(programme.title())], columns, lines, printed_roles(programme, ctx))


def printed_roles(programme, ctx):
    """The word above each leader's column, before damage: the role that the gold of this cell expects."""
    return {role: words.role_word(programme, role, ctx) for role in programme.roles()}


# ---------------------------------------------------------------- columns

def make_columns(programme, ctx, style):
    keys = column_keys(programme, style)
    printed = words.header_words(programme, ctx, [k for k in keys if ":" not in k or k.startswith("role:")])
    columns = [Column(k, head_text(k, printed, ctx), parent_of(k, style, ctx)) for k in keys]
    return columns + ([Column("remark", ctx.head("备注"))] if style.remark else [])


def column_keys(programme, style):
    keys = ["no"] if style.number else []
    keys += ["task"] if programme.nameless() else ["name", "task"]
    if any(r.plan() for r in programme.rows()):
        keys += ["quarter:%d" % q for q in range(4)] if style.quarters else ["plan"]
    if any(r.deadlines() for r in programme.rows()):
        keys.append("deadline")
    keys += unit_keys(programme, style) + ["role:" + r for r in programme.roles()] + money_keys(programme, style)
    return keys + [k for k in ("progress", "problems", "next_plan") if programme.has(k)]


def unit_keys(programme, style):
    if not programme.has("support") and not programme.has("implement"):
        return ["lead_alone"]
    if style.units != "two":
        return ["duty"]
    return ["lead"] + [k for k in ("support", "implement") if programme.has(k)]


def money_keys(programme, style):
    funds = [p.funds for p in programme.projects]
    sources = list(dict.fromkeys(s["source"] for f in funds for s in phrases.printed_sources(f)))
    if model.money_in_tasks(programme) or not (sources or any(f["total_yuan"] for f in funds)):
        return []
    if style.money == "sentence":
        return ["source"]
    if style.money == "split" and 0 < len(sources) <= MAX_SPLIT_SOURCES:
        return ["total:"] + ["part:" + s for s in sources]
    return ["money"] + (["source"] if sources else [])


def head_text(key, printed, ctx):
    kind, _, rest = key.partition(":")
    if kind == "quarter":
        return ctx.head(("第%s季度" if not ctx.renamed else "%s季度计划") % phrases.NUMERALS[int(rest)])
    if kind == "total":
        return ctx.head("合计")
    if kind == "part":
        return ctx.head(rest)
    word = printed[key]
    if key == "money" and ctx.rng("money unit").random() < 0.5:
        return ctx.head(word) + ctx.text("（万元）")
    return ctx.head(word)


def parent_of(key, style, ctx):
    """The upper header row, where a shape has two."""
    if not style.levels:
        return ""
    kind = key.partition(":")[0]
    if kind in ("total", "part"):
        return ctx.head("资金来源") + ctx.text("（万元）")
    return {"quarter": ctx.head("进度安排"), "lead": ctx.head("责任分工"), "support": ctx.head("责任分工"),
            "implement": ctx.head("责任分工")}.get(kind, "")


# ---------------------------------------------------------------- cells

PROJECT_KEYS = ("no", "name", "money", "source", "total:")


def project_lines(project, columns, ctx, style):
    same_leaders = all(r.leaders == project.rows[0].leaders for r in project.rows)
    lines = []
    for i, row in enumerate(project.rows):
        texts, spans = quarter_cells(row, ctx, style) if style.quarters else ([], {})
        cells = []
        for c in columns:
            merged = c.key in PROJECT_KEYS or c.key.startswith("part:") or (same_leaders and c.key.startswith("role:"))
            cells.append(None if i and merged else cell(c, project, row, texts, ctx, style))
        first = next((j for j, c in enumerate(columns) if c.key == "quarter:0"), 0)
        lines.append(Line(cells, spans={first + q: n for q, n in spans.items()}))
    return lines


def cell(column, project, row, quarter_texts, ctx, style):
    kind, _, rest = column.key.partition(":")
    if kind == "quarter":
        return quarter_texts[int(rest)]
    if kind == "role":
        return filled(phrases.people(row, rest, ctx))
    if kind == "part":
        return filled("".join(ctx.text(model.wan(s["yuan"])) for s in project.funds["sources"] if s["source"] == rest and s["yuan"]))
    if kind in ("money", "total", "source"):
        return filled(money_cell(kind, column, project, ctx, style))
    return row_cell(kind, project, row, ctx, style)


def money_cell(kind, column, project, ctx, style):
    if kind == "source":
        return phrases.money_sentence(project.funds, ctx) if style.money == "sentence" else phrases.source_list(project.funds, ctx)
    if kind == "total":
        return phrases.amount(project.funds, ctx)
    return phrases.amount(project.funds, ctx, "" if ctx.rng("money unit").random() < 0.5 else "万元")


def row_cell(kind, project, row, ctx, style):
    if kind == "no":
        return filled(ctx.text(project.no))
    if kind == "name":
        return [ctx.text(project.name)]
    if kind == "task":
        return phrases.task_lines(row, ctx)
    if kind == "plan":
        return phrases.plan_lines(row, ctx)
    if kind == "deadline":
        return [ctx.text(d) for d in row.deadlines()]
    if kind == "duty":
        return phrases.duty_labels(row, ctx) if style.units == "label" or row.implement else phrases.duty_sentence(row, ctx)
    if kind in ("lead", "lead_alone", "support", "implement"):
        return phrases.unit_lines(getattr(row, kind.split("_")[0]), ctx, style.unit_lines)
    if kind in ("progress", "problems", "next_plan"):
        return said(row, kind, ctx)
    return []


def said(row, kind, ctx):
    text = getattr(row, kind)
    if kind == "problems" and not text and row.next_plan:
        text = "无"          # what a clerk writes; an empty cell here could not be told from the next one once dropped
    return [ctx.text(t) for t in text.split("\n")] if text else []


def filled(text):
    return [text] if text else []


# ---------------------------------------------------------------- quarters

def quarter_cells(row, ctx, style):
    """The plan as four cells, and the spans of clauses that cover several quarters (merge only)."""
    groups, spans = [[] for _ in range(4)], {}
    for m in row.plan():
        first, last = quarters_of(m)
        alone = all(o is m or quarters_of(o)[1] < first or quarters_of(o)[0] > last for o in row.plan())
        if first < last and alone and style.quarters == "merge":
            spans[first], last = last - first + 1, first
        groups[last].append(m)
    return [phrases.clauses([m["text"] for m in g], ctx) if g else [] for g in groups], spans


QUARTER = re.compile("^第?[一二三四](?:[、至-][一二三四])*季度(?!末|（)[：，]?")


def quartered(programme, mode):
    """Takes the anchor off every clause that stands alone in its quarter column: the column is its date. Projects whose plan
    mixes several headings in one row are left out, a quarter cell has no place for a heading."""
    p = model.by_rows(programme)
    p.projects = [x for x in p.projects if not any(r.subs() for r in x.rows)]
    for row in p.rows():
        for m in row.plan():
            first, last = quarters_of(m)
            shared = [o for o in row.plan() if o is not m and quarters_of(o)[0] <= last and quarters_of(o)[1] >= first]
            if m["from"] and not shared and (first == last or mode == "merge"):
                m["text"] = QUARTER.sub("", m["text"])
    return p


def quarters_of(m):
    month = lambda day: int(day[5:7]) - 1
    return month(m["from"] or m["due"]) // 3, month(m["due"]) // 3


# ---------------------------------------------------------------- pages

def pages(grid, ctx):
    """The lines of each page. A page ends every few rows, sometimes inside a project or (without headers) inside a row."""
    if not ctx.pages:
        return [grid.lines]
    rng, size, out = ctx.rng("pages"), ctx.rng("page size").choice([3, 4]), [[]]
    for i, line in enumerate(grid.lines):
        if len(out[-1]) >= size:
            rest = split_row(out[-1], grid) if ctx.pages == "bare" and rng.random() < 0.5 else None
            out.append([rest] if rest else [])
            if not rest:
                line = page_start(line, grid.lines[:i], ctx)
        out[-1].append(line)
    return out


def split_row(page, grid):
    """Moves the end of the last row's plan to a row of its own, as a page break through a table row does."""
    at = next((i for i, c in enumerate(grid.columns) if c.key == "plan"), None)
    last = page[-1]
    if at is None or last.group or len(last.cells[at]) < 3:
        return None
    keep = len(last.cells[at]) // 2
    rest = Line([[] for _ in grid.columns])
    rest.cells[at] = last.cells[at][keep:]
    page[-1] = Line(last.cells[:at] + [last.cells[at][:keep]] + last.cells[at + 1:], last.group, last.spans)
    return rest


def page_start(line, above, ctx):
    """Merged cells cannot reach across a page: number and name are printed again (headed) or stay empty (bare)."""
    if line.group or None not in line.cells:
        return line
    filled_above = lambda i: next(l.cells[i] for l in reversed(above) if not l.group and l.cells[i] is not None)
    cells = [c if c is not None else (filled_above(i) if ctx.pages == "headed" else []) for i, c in enumerate(line.cells)]
    return Line(cells, line.group, line.spans)


def page_number(n, ctx):
    return ctx.rng("page number").choice(["— %d —", "- %d -", "第%d页"]) % n
