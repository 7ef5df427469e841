"""Does the harness itself tell the truth? Every rendered document must hold the facts of its gold, and the gold must score 1."""

import html
import io
import re
import zipfile

import model
import score
import shapes
import tables

PAGE_LINE = re.compile(r"^\s*(?:— \d+ —|- \d+ -|第\d+页)\s*$")


def faults(document, shape):
    """What is wrong with one document, as sentences; empty when it is faithful."""
    own = score.score_doc(document.gold, document.gold)
    wrong = ["its gold does not score 1 against itself"] if any(fp or fn for _, fp, fn in own.c.values()) else []
    text = score.norm(readable(document, shape))
    return wrong + ["not printed: %s" % f for f in printed_facts(document.gold) if not any(score.norm(w) in text for w in f)]


def printed_facts(gold):
    """Each fact as the tuple of texts of which one must be found."""
    for p in gold["projects"]:
        yield (p["name"],)
        yield from ((t,) for t in p["tasks"])
        yield from ((u,) for k in ("lead", "support") for u in p[k])
        yield from ((l["name"],) for l in p["leaders"])
        yield from milestone_facts(p)
        yield from money_facts(p["funds"])
        yield from ((line,) for k in ("progress", "problems", "next_plan") for line in p[k].split("\n"))


def milestone_facts(project):
    for m in project["milestones"]:
        if m.get("optional"):
            continue
        yield (re.sub("^[^：]*：", "", m["text"]) if m.get("bare") else m["text"],)
        for f in m["figures"]:
            if not f.get("optional") and not re.search("[一二两三四五六七八九十]", m["text"]):
                yield ("%g%s" % (f["n"], f["unit"]), "%g" % f["n"])


def money_facts(funds):
    sums = [funds["total_yuan"]] + [s["yuan"] for s in funds["sources"] if len(funds["sources"]) > 1]
    yield from ((model.wan(y), model.money_text(y)) for y in sums if y is not None)
    yield from ((s["source"],) for s in funds["sources"] if not s.get("optional"))


# ---------------------------------------------------------------- what a person would see

def readable(document, shape):
    if shape.suffix in ("docx", "xlsx"):
        return office_text(document.data)
    text = document.data.decode("utf-8")
    if shape.suffix == "html":
        return html.unescape(re.sub("<[^>]*>", "", text))
    if shape.name == "aligned":
        return unwrapped(text)
    return re.sub("</?p>|<br>", "", without_page_lines(text))


def without_page_lines(text):
    """Page numbers and running titles stand in the middle of sentences; a reader skips them."""
    title, *lines = text.split("\n")
    return "\n".join([title] + [t for t in lines if not PAGE_LINE.match(t) and t not in (title, title.lstrip("# "))])


def office_text(data):
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        names = [n for n in sorted(z.namelist()) if n == "word/document.xml" or n.startswith("xl/worksheets/")]
        xml = "".join(z.read(n).decode("utf-8") for n in names)
    return without_page_lines(html.unescape(re.sub("<[^>]*>", "", re.sub("</w:p>|</c>", "\n", xml))).strip())


def unwrapped(text):
    """Aligned columns read back: blocks between empty lines, cut at the places where the header's words begin."""
    lines = text.split("\n")
    header = next(t for t in lines[1:] if t.strip())
    starts = [tables.width_of(header[:m.start()]) for m in re.finditer(r"(?<!\S)(?<!\S )\S", header)]
    out, block = [], []
    for line in lines + [""]:
        if line.strip():
            block.append(columns_of(line, starts))
            continue
        out += ["".join(cells) for cells in zip(*block)]
        block = []
    return "\n".join(out)


def columns_of(line, starts):
    cells, at, column = [""] * len(starts), 0, 0
    for c in line:
        while column + 1 < len(starts) and at >= starts[column + 1]:
            column += 1
        cells[column] += c
        at += tables.width_of(c)
    return cells


# ---------------------------------------------------------------- the whole harness

def selfcheck(cells):
    """cells: [(shape, damage, [Document])]. Prints what is wrong and returns how many documents are."""
    bad, seen = 0, 0
    for shape, damage, documents in cells:
        for d in documents:
            seen += 1
            wrong = faults(d, shape)
            bad += bool(wrong)
            for w in wrong[:6]:
                print("%s: %s" % (d.name, w))
    known = {(s.name, x) for s in shapes.SHAPES for x in s.damages}
    stray = [k for k in shapes.NEUTRAL if k not in known]
    if stray or len(shapes.NEUTRAL) > 15:
        print("NEUTRAL: %d cells, unknown %s" % (len(shapes.NEUTRAL), stray))
        bad += 1
    print("%d documents, %d not faithful; %d shapes, %d neutral cells" % (seen, bad, len(shapes.SHAPES), len(shapes.NEUTRAL)))
    return bad
