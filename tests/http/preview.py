#!/usr/bin/env python3
"""The preview of every example, as a page: nothing of the document lost, every link leads somewhere, an untouched form sets
nothing.  The last line counts.

    python3 tests/http/preview.py --bin build/minsheng [FILE…]
"""
import argparse
import glob
import html.parser
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import world  # noqa: E402

VOID = {"input", "br", "meta", "link", "path", "use", "img", "hr", "line", "rect", "circle", "text"}
passed = failed = 0


def case(says, good, seen=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print("%s: %s" % (says, seen))


class Page(html.parser.HTMLParser):
    """Checks that elements nest, collects ids, links within the page, the text of the source, and the fields of the form."""

    def __init__(self, text):
        super().__init__()
        self.open, self.wrong, self.ids, self.links = [], [], [], []
        self.source, self.depth = [], 0
        self.fields, self.select, self.area = {}, None, None
        self.feed(text)
        self.close()
        if self.open:
            self.wrong.append("left open: %s" % self.open)

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if "id" in a:
            self.ids.append(a["id"])
        if a.get("href", "").startswith("#"):
            self.links.append(a["href"][1:])
        if tag == "a" and "a" in self.open:
            self.wrong.append("a link within a link")
        if tag == "form" and "form" in self.open:
            self.wrong.append("a form within a form")
        if tag not in VOID:
            self.open.append(tag)
        if self.depth or "src" in a.get("class", "").split():
            self.depth += tag not in VOID
        name = a.get("name", "")
        if name.startswith("f."):
            if tag == "input" and a.get("type") in ("checkbox", "radio") and "checked" not in a:
                pass  # a browser does not send it
            elif tag == "input":
                self.fields[name] = a.get("value", "")
            elif tag == "textarea":
                self.area = name
                self.fields[name] = ""
            elif tag == "select":
                self.select = name
        if tag == "option" and self.select and (self.select not in self.fields or "selected" in a):
            self.fields[self.select] = a.get("value", "")

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.wrong.append("</%s> closes %s at line %d" % (tag, self.open[-1:], self.getpos()[0]))
        else:
            self.open.pop()
        self.depth -= self.depth > 0
        self.area = None if tag == "textarea" else self.area
        self.select = None if tag == "select" else self.select

    def handle_data(self, data):
        if self.depth:
            self.source.append(data)
        if self.area:
            self.fields[self.area] += data[1:] if data.startswith("\n") and not self.fields[self.area] else data


def bare(text):
    return re.sub(r"\s|\u3000", "", text)


def blocks_of(binary, name):
    run = subprocess.run([binary, "read", "--format", "json", "--blocks", name], capture_output=True, text=True)
    texts = []

    def walk(x):
        if isinstance(x, dict):
            texts.extend([x["text"]] if isinstance(x.get("text"), str) else [])
            for v in x.values():
                walk(v)
        elif isinstance(x, list):
            for v in x:
                walk(v)

    walk(json.loads(run.stdout)["blocks"])
    return [bare(t) for t in texts if bare(t)]


def look(says, text):
    page = Page(text)
    case(says + ": elements nest", not page.wrong, page.wrong[:3])
    case(says + ": ids are single", len(page.ids) == len(set(page.ids)), [i for i in page.ids if page.ids.count(i) > 1][:5])
    lost = [l for l in page.links if l not in page.ids and l != "main"]
    case(says + ": links lead somewhere", not lost, lost[:5])
    return page


def one(w, client, binary, name):
    base = os.path.basename(name)
    with open(name, "rb") as f:
        answer = client.upload("/office/%d/imports" % w.region, base, f.read(), into=str(w.region))
    if answer.status != 303:
        case(base, False, answer.text()[:300])
        return
    path = answer.header("Location").split("?")[0]
    page = look(base, client.get(path).text())
    seen = bare("".join(page.source))
    missing = [t for t in blocks_of(binary, name) if t not in seen]
    case(base + ": the whole document is there", not missing, missing[:2])
    api = "/api/v1" + path
    before = client.get(api).json()
    for at in range(1, before["import"]["projects"] + 1):
        place = "%s/projects/%d" % (path, at)
        form = look("%s %d" % (base, at), client.get(place).text())
        answer = client.post(place, **form.fields)
        case("%s %d: is taken" % (base, at), answer.status == 303, answer.text()[:300])
    after = client.get(api).json()
    case(base + ": untouched forms set nothing", after["answers"] == before["answers"], after["answers"])
    case(base + ": … and change nothing", after["reading"] == before["reading"])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--bin", required=True)
    ap.add_argument("files", nargs="*")
    args = ap.parse_args()
    files = args.files or sorted(f for f in glob.glob(os.path.join(world.EXAMPLES, "[1-9]*")))
    with world.World(args.bin) as w:
        for name in files:
            one(w, w.client("clerk"), args.bin, name)
    print("%d passed, %d failed, 0 skipped" % (passed, failed))
    sys.exit(1 if failed or not passed else 0)


main()
