#!/usr/bin/env python3
"""Makes the seeds in corpus/ from invented documents: small pieces, in the forms the targets take.

  corpus.py MINSHENG       build/minsheng; frames are made by its document child

Sources are ../reading/docs and what ../reading/reshape renders from invented programmes. Seeds that fuzzing found
(named by their hash) are left alone; those made here begin with "seed-".
"""

import glob
import os
import re
import struct
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
READING = os.path.join(os.path.dirname(HERE), "reading")
TEXT = 2400                              # bytes of a text seed
FEW = {"w:tr": 3, "row": 5, "w:p": 12}   # elements left in an office seed
SELECTOR = {".txt": 0, ".csv": 1, ".md": 2, ".html": 3, ".tsv": 4}
NAMELESS, SHOWN = 5, 0x80      # see fuzz_text.c


def save(target, name, data):
    with open(os.path.join(HERE, "corpus", target, "seed-" + name), "wb") as f:
        f.write(data)


def head_of(text, size):
    """Whole lines where there are any, else whole characters."""
    cut = text.encode()[:size].decode("utf-8", "ignore")
    return cut[:cut.rfind("\n") + 1] if "\n" in cut[size // 3:] else cut


# ---------------------------------------------------------------- text

def text_seeds(path, number):
    stem, ending = os.path.splitext(os.path.basename(path))
    text = open(path, encoding="utf-8").read()
    seed = head_of(text, TEXT)
    save("text", stem + ending, bytes([SELECTOR[ending] | (SHOWN if number % 3 == 0 else 0)]) + seed.encode())
    if number % 8 == 0:
        save("text", stem + "-gb18030" + ending, bytes([NAMELESS]) + head_of(text, 900).encode("gb18030"))
    if number % 16 == 0:
        save("text", stem + "-utf16" + ending, bytes([NAMELESS]) + head_of(text, 900).encode("utf-16"))


# ---------------------------------------------------------------- pages of a PDF

def page_seed(name, rows, ruled, pages=2):
    """The rows of a table, and a paragraph and page number around it, as pdftotext -tsv and pdftocairo -svg tell of them."""
    words, lines, cols = [], [], max(map(len, rows))
    for page in range(1, pages + 1):
        words.append("1\t%d\t0\t0\t0\t0\t0.0\t0.0\t595.0\t842.0\t-1\t###PAGE###" % page)
        placed = [(90, 60, "示例县2025年民生实事任务清单"), (290, 800, "— %d —" % page)]
        placed += [(56 + 120 * c, 106 + 40 * r, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)]
        for x, y, text in placed:
            words.append("5\t%d\t0\t0\t0\t0\t%.2f\t%.2f\t%.2f\t12.00\t100\t%s" % (page, x, y, len(text) * 12, text))
        lines.append("<page>")
        for r in range(len(rows) + 1 if ruled else 0):
            lines.append('<path style="fill:none;stroke:rgb(0%%,0%%,0%%);" d="M 50 %d L %d %d "/>' % (100 + 40 * r, 50 + 120 * cols, 100 + 40 * r))
        for c in range(cols + 1 if ruled else 0):
            lines.append('<path style=" stroke:none;fill:rgb(0%%,0%%,0%%);" d="M %d 100 L %d 100 L %d %d L %d %d Z "/>'
                         % (50 + 120 * c, 51 + 120 * c, 51 + 120 * c, 100 + 40 * len(rows), 50 + 120 * c, 100 + 40 * len(rows)))
        lines.append("</page>")
    save("pages", name, ("\n".join(words) + "\n%%\n" + "\n".join(lines)).encode())


def page_seeds():
    rows = [["序号", "项目名称", "责任单位", "完成时限"], ["1", "新建公厕2座", "县住建局", "6月底前"], ["", "改造3座", "县水利局", "年底前"]]
    page_seed("ruled", rows, True)
    page_seed("columns", rows, False)
    page_seed("one-page", [row[:2] for row in rows], True, 1)


# ---------------------------------------------------------------- office

def parts_of(path):
    with zipfile.ZipFile(path) as z:
        return {i.filename: z.read(i).decode("utf-8") for i in z.infolist()}


def few(xml, element):
    """Without all but the first few elements of this name in a row."""
    found = list(re.finditer(r"<%s[ >].*?</%s>" % (element, element), xml, re.S))
    keep = FEW[element]
    return xml[:found[keep].start()] + xml[found[-1].end():] if len(found) > keep + 1 else xml


def stored(parts):
    with tempfile.TemporaryFile() as f:
        with zipfile.ZipFile(f, "w", zipfile.ZIP_STORED) as z:
            for name, xml in parts.items():
                z.writestr(zipfile.ZipInfo(name), xml.encode())
        f.seek(0)
        return f.read()


def office_seeds(path, target, body, rest):
    stem = os.path.splitext(os.path.basename(path))[0]
    parts = parts_of(path)
    parts[body] = few(parts[body], "row" if target == "xlsx" else "w:tr" if "<w:tr" in parts[body] else "w:p")
    save(target, stem + "-part", bytes([1]) + parts[body].encode())
    save(target, stem + "-parts", bytes([2]) + b"\0".join(parts.get(n, "").encode() for n in [body] + rest))
    if len(parts[body]) < 9000:
        save(target, stem + "-zip", bytes([0]) + stored(parts))


def bold_list(target):
    """Automatic numbers, styles and changes, which the other documents do not have."""
    w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    document = ("<w:document %s><w:body><w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>2025年示例县民生实事</w:t></w:r></w:p>"
                "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>幼儿园建设</w:t><w:tab/>"
                "<w:br/></w:r><w:ins><w:r><w:t>6月底前建成2所</w:t></w:r></w:ins><w:del><w:r><w:delText>1所</w:delText></w:r></w:del></w:p>"
                "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/><w:gridSpan w:val=\"2\"/></w:tcPr><w:p/></w:tc></w:tr>"
                "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>" % w)
    styles = ("<w:styles %s><w:style w:styleId=\"a\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"b\"/><w:pPr>"
              "<w:outlineLvl w:val=\"0\"/></w:pPr></w:style></w:styles>" % w)
    numbers = ("<w:numbering %s><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
               "<w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%%1、\"/></w:lvl></w:abstractNum>"
               "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>" % w)
    save(target, "numbered-parts", bytes([2]) + b"\0".join(s.encode() for s in (document, styles, numbers)))


# ---------------------------------------------------------------- frames

def frame(binary, name, data):
    """What the document child answers (src/document/read.c says how to ask it)."""
    ask = struct.pack("<QQI", 20 << 20, 64 << 20, len(name)) + name.encode() + data
    return subprocess.run([binary, "--child", "document", "upload"], input=ask, stdout=subprocess.PIPE, check=True).stdout


def main():
    binary = os.path.abspath(sys.argv[1])
    for old in glob.glob(os.path.join(HERE, "corpus", "*", "seed-*")):
        os.remove(old)
    with tempfile.TemporaryDirectory() as made:
        subprocess.run([sys.executable, os.path.join(READING, "reshape", "run.py"), "--selfcheck", "--sample", "--keep", made],
                       check=True, stdout=subprocess.DEVNULL)
        paths = sorted(glob.glob(os.path.join(READING, "docs", "*.*")) + glob.glob(os.path.join(made, "*.*")))
        texts = [p for p in paths if os.path.splitext(p)[1] in SELECTOR]
        for i, path in enumerate(texts):
            if i % 2 == 0 or READING in path:
                text_seeds(path, i)
            if i % 5 == 0:
                stem, ending = os.path.splitext(os.path.basename(path))
                save("frame", stem, frame(binary, "a" + ending, head_of(open(path, encoding="utf-8").read(), 1200).encode()))
        save("frame", "refusal", frame(binary, "a.txt", b" "))
        for path in [p for p in paths if p.endswith(".docx")][::2]:
            office_seeds(path, "docx", "word/document.xml", ["word/styles.xml", "word/numbering.xml", "docProps/core.xml"])
        for path in [p for p in paths if p.endswith(".xlsx")]:
            office_seeds(path, "xlsx", "xl/worksheets/sheet1.xml",
                         ["xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
        bold_list("docx")
    page_seeds()


if __name__ == "__main__":
    main()
