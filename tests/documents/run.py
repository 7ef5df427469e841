#!/usr/bin/env python3
"""Reads every document of a folder and scores it against the gold beside it.

  run.py --bin build/minsheng [--folder DIR] [--only TEXT] [--detail] [--record]

The folder is this one unless told; ../blind/1 and so on are the blind sets (docs/blind.md).

NAME.txt, .md, .html, .csv, .tsv, .docx, .xlsx, .pdf each belong to NAME.json: the schema of ../reading/gold and a key "trap" that says what
makes the document hard. A document fails below its floor: 0.97, or what floors.json records for its file name. --record writes
the floors of those below 0.97, rounded down; the others need none.
"""

import argparse
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "reading"))

import scored  # noqa: E402
from scored import score  # noqa: E402

FLOOR = 0.97
KINDS = (".txt", ".md", ".html", ".csv", ".tsv", ".docx", ".xlsx", ".pdf")


def documents(folder, only):
    """[(file name, its gold)]; a document without gold, or gold without document, is a mistake of the test."""
    names = sorted(os.listdir(folder))
    files = [n for n in names if os.path.splitext(n)[1] in KINDS]
    stems = {os.path.splitext(n)[0] for n in files}
    wrong = ["%s has no gold" % n for n in files if os.path.splitext(n)[0] + ".json" not in names]
    wrong += ["%s has no document" % n for n in names if n.endswith(".json") and n != "floors.json" and n[:-5] not in stems]
    chosen = [n for n in files if not only or only in n]
    return [(n, os.path.splitext(n)[0] + ".json") for n in chosen if os.path.splitext(n)[0] + ".json" in names], wrong


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--folder", default=HERE)
    ap.add_argument("--only")
    ap.add_argument("--detail", action="store_true")
    ap.add_argument("--record", action="store_true")
    args = ap.parse_args()

    floors_file = os.path.join(args.folder, "floors.json")
    todo, wrong = documents(args.folder, args.only)
    floors = scored.load(floors_file, {})
    total, failed = score.Score(), len(wrong)
    for line in wrong:
        print(line)
    for name, gold_name in todo:
        gold = scored.load(os.path.join(args.folder, gold_name))
        got, why = scored.read(os.path.abspath(args.bin), os.path.join(args.folder, name))
        s = score.score_doc(gold, got)
        total.merge(s)
        if args.record:
            floors.pop(name, None)
            if scored.f1(s) < FLOOR:
                floors[name] = scored.rounded_down(scored.f1(s))
        low = scored.f1(s) < floors.get(name, FLOOR)
        failed += low
        if low or args.detail:
            print("%-45s %.4f%s  %s" % (name, scored.f1(s), " < %.4f" % floors.get(name, FLOOR) if low else "", why))
            print("      trap: %s" % gold.get("trap", "(none told)"))
            for line in s.log:
                print("      " + line)
    if args.record:
        scored.dump(floors_file, floors)
    if not todo and not wrong:
        print("skipped: there are no documents yet\n0 passed, 0 failed, 1 skipped")
        return 0
    print("all %.4f" % scored.f1(total))
    print("%d passed, %d failed, 0 skipped" % (len(todo) + len(wrong) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
