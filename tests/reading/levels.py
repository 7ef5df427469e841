#!/usr/bin/env python3
"""Reads the documents of docs/ and the seeds and compares the scores with the recorded levels.

  levels.py --bin build/minsheng [--detail] [--record]

Two levels a document: its micro-F1 and the share of its text that was read. Seeds are the files of $MINSHENG_SEEDS (default ../shared/seeds beside the project), their gold lies in ../eval/gold next to them.
A document fails below its level in levels.json; all together fail below the level "all" ("all+seeds" with the seeds). --record
writes the scores just reached as the new levels: a level goes down only by hand, with the reason in the commit.
"""

import argparse
import glob
import os
import sys

import scored
from scored import score

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LEVELS = os.path.join(HERE, "levels.json")


def pairs(files, gold):
    """[(name, document, its gold)] of the documents that have one"""
    found = [(os.path.basename(f), f, os.path.join(gold, os.path.splitext(os.path.basename(f))[0] + ".json")) for f in sorted(files)]
    return [p for p in found if os.path.exists(p[2])]


def documents():
    own = pairs(glob.glob(os.path.join(HERE, "docs", "*")), os.path.join(HERE, "gold"))
    seeds = os.environ.get("MINSHENG_SEEDS") or os.path.join(ROOT, "..", "shared", "seeds")
    return own, pairs(glob.glob(os.path.join(seeds, "*")), os.path.join(seeds, "..", "eval", "gold"))


def measure(binary, todo, detail):
    """{name: Score}"""
    scores = {}
    for name, document, gold in todo:
        got, why = scored.read(binary, document)
        scores[name] = score.score_doc(scored.load(gold), got)
        scores[name].covered = got.get("covered", 0)
        print("%-45s %.4f  covered %.3f  %s" % (name, scored.f1(scores[name]), scores[name].covered, why))
        for line in scores[name].log if detail else []:
            print("      " + line)
    return scores


def levels_of(scores):
    """{document: micro-F1, "covered DOCUMENT": share of its text that is read}"""
    levels = {name: scored.rounded_down(scored.f1(s)) for name, s in scores.items()}
    levels.update(("covered " + name, scored.rounded_down(s.covered)) for name, s in scores.items())
    return levels


def total(scores):
    sum_of = score.Score()
    for s in scores.values():
        sum_of.merge(s)
    return sum_of


def print_fields(counts):
    print("by field: " + ", ".join("%s %s" % (k, score.fmt(counts.c[k]).strip()) for k in score.CORE + score.EXTRA))


def compare(reached, levels):
    """Names below their level; one without a level must be recorded first."""
    low = []
    for name, value in reached.items():
        if name not in levels:
            print("no level recorded: %s; run levels.py --record" % name)
            low.append(name)
        elif value < levels[name]:
            print("below its level: %s %.4f < %.4f" % (name, value, levels[name]))
            low.append(name)
    return low


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--detail", action="store_true")
    ap.add_argument("--record", action="store_true")
    args = ap.parse_args()

    own, seeds = documents()
    scores = measure(os.path.abspath(args.bin), own, args.detail)
    reached = levels_of(scores)
    reached["all"] = scored.rounded_down(scored.f1(total(scores)))
    if seeds:
        more = measure(os.path.abspath(args.bin), seeds, args.detail)
        reached.update(levels_of(more))
        scores.update(more)
        reached["all+seeds"] = scored.rounded_down(scored.f1(total(scores)))
    print_fields(total(scores))
    print("all %.4f%s" % (reached["all"], "  with seeds %.4f" % reached["all+seeds"] if seeds else ""))

    levels = scored.load(LEVELS, {})
    if args.record:
        levels.update(reached)
        scored.dump(LEVELS, levels)
    low = compare(reached, levels)
    absent = [] if seeds else [n for n in levels if n not in reached]
    if absent:
        print("skipped: the seeds are not at hand (%s)" % ", ".join(absent))
    print("%d passed, %d failed, %d skipped" % (len(reached) - len(low), len(low), len(absent)))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
