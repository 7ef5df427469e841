#!/usr/bin/env python3
"""Reads the documents of examples/ and checks what their README promises: how many projects, and which two sums do not hold.
Our own papers about commands, formats and measurements hold tables and numbered headings, but no list of projects: they are refused.

  examples.py --bin build/minsheng
"""

import argparse
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "reading"))

import scored  # noqa: E402

EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "examples")

# file, kind, year, projects, findings that fail: (check, project, left, right)
PROMISED = [
    ("1-candidates.docx", "candidates", 2025, 12, {("sources_vs_total", "10", "90+134", "234")}),
    ("2-tasks.txt", "tasks", 2025, 10, {("sum_of_increments", "9", "30+70+70+20", "200")}),
    ("3-ledger-q1.xlsx", "ledger", 2025, 10, set()),
    ("4-duties.md", "tasks", 2025, 10, set()),
    ("5-completion-report.txt", "report", 2025, 10, set()),
]

NO_LISTS = ["README.md", "examples/README.md", "docs/MAP.md", "docs/format.md", "docs/performance.md", "docs/glossary.md", "docs/count.zh-CN.md"]


def differences(got, kind, year, count, failing):
    if not got:
        return
    if (got["kind"], got["region"], got["year"]) != (kind, "示例县", year):
        yield "is %s of %s %s" % (got["kind"], got["region"], got["year"])
    if len(got["projects"]) != count:
        yield "%d projects instead of %d" % (len(got["projects"]), count)
    found = {(f["check"], "、".join(f["projects"]), f["left"], f["right"]) for f in got["findings"] if not f["ok"]}
    for f in sorted(found - failing):
        yield "a finding too much: %s" % (f,)
    for f in sorted(failing - found):
        yield "a finding missing: %s" % (f,)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    args = ap.parse_args()

    failed = 0
    for name, *promise in PROMISED:
        got, why = scored.read(os.path.abspath(args.bin), os.path.join(EXAMPLES, name))
        wrong = ([why] if why else []) + list(differences(got, *promise))
        failed += bool(wrong)
        for line in wrong:
            print("%s: %s" % (name, line))
    for name in NO_LISTS:
        got, why = scored.read(os.path.abspath(args.bin), os.path.join(EXAMPLES, "..", name))
        if got or "没有找到民生实事项目" not in str(why):
            failed += 1
            print("%s: read as a list, or refused for another reason: %s" % (name, why))
    print("%d passed, %d failed, 0 skipped" % (len(PROMISED) + len(NO_LISTS) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
