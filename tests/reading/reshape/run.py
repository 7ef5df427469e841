#!/usr/bin/env python3
"""Renders known programmes in many shapes, damages them, has the program read them and scores what it read.

  run.py --bin build/minsheng [--sample] [--only SHAPE] [--damage D] [--programme P] [--jobs N]
         [--keep DIR] [--detail] [--write FILE] [--record]
  run.py --selfcheck

A cell is one shape with one damage; its score is the micro-F1 of ../score.py over all programmes that the shape can carry. Programmes
are the gold files beside this folder, the invented ones in programmes/ and, where they are at hand, those of the seeds
($MINSHENG_SEEDS, default ../shared/seeds beside the project; their gold in ../eval/gold next to them).
Exit status 1 when a cell is below its floor: 0.97, or what floors.json records for it.
"""

import argparse
import concurrent.futures
import glob
import json
import math
import os
import subprocess
import sys
import tempfile
from collections import namedtuple

HERE = os.path.dirname(os.path.abspath(__file__))
READING = os.path.dirname(HERE)
ROOT = os.path.dirname(os.path.dirname(READING))
sys.path[:0] = [HERE, READING]
sys.dont_write_bytecode = True

import check  # noqa: E402
import damage  # noqa: E402
import model  # noqa: E402
import score  # noqa: E402
import shapes  # noqa: E402

FLOOR = 0.97
FLOORS = os.path.join(HERE, "floors.json")
TIMEOUT = 20
BATCH = 16

Result = namedtuple("Result", "shape damage score documents")     # documents: [(f1, Document, Score)]


# ---------------------------------------------------------------- what is rendered

def gold_files():
    """Committed ones first: the sample is taken from these alone, so it is the same everywhere."""
    own = sorted(glob.glob(os.path.join(READING, "gold", "*.json"))) + sorted(glob.glob(os.path.join(HERE, "programmes", "*.json")))
    seeds = os.environ.get("MINSHENG_SEEDS") or os.path.join(ROOT, "..", "shared", "seeds")
    stems = sorted(os.path.splitext(n)[0] for n in os.listdir(seeds)) if os.path.isdir(seeds) else []
    beside = [os.path.join(seeds, "..", "eval", "gold", s + ".json") for s in stems]
    return own, [f for f in beside if os.path.exists(f)]


def make_cells(args):
    """[(shape, damage, [Document])] for every cell that applies and is asked for."""
    own, seeds = gold_files()
    programmes = [model.load(f) for f in (own if args.sample else own + seeds)]
    programmes = [p for p in programmes if not args.programme or args.programme in p.key]
    cells = []
    for i, shape in enumerate(shapes.SHAPES):
        if args.only and args.only != shape.name:
            continue
        carried = [p for p in programmes if shape.prepare(p) is not None]
        for d in sample_damages(shape, i) if args.sample else shape.damages:
            if args.damage and args.damage != d:
                continue
            chosen = sample_programmes(carried, i) if args.sample else carried
            cells.append((shape, d, [shapes.document(shape, p, d) for p in chosen]))
    return cells


def sample_damages(shape, i):
    """The control and one damage, another one for each shape."""
    others = [d for d in shape.damages if d != "none"]
    return ["none", others[i % len(others)]]


def sample_programmes(programmes, i):
    return [programmes[i % len(programmes)], programmes[(i + 1) % len(programmes)]] if len(programmes) > 1 else programmes


# ---------------------------------------------------------------- running the program

def read_all(binary, paths, jobs):
    """{path: extraction or {"error": why}}"""
    batches = [paths[i:i + BATCH] for i in range(0, len(paths), BATCH)]
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        done = pool.map(lambda b: read_batch(binary, b), batches)
    return {path: got for batch, results in zip(batches, done) for path, got in zip(batch, results)}


def read_batch(binary, paths):
    """One call for several files; when that fails, one call each, so that a bad file costs only itself."""
    got = call(binary, paths, TIMEOUT + len(paths))
    if isinstance(got, list) and len(got) == len(paths):
        return got
    if len(paths) == 1:
        return [got if isinstance(got, dict) else {"error": "no JSON object"}]
    return [read_batch(binary, [p])[0] for p in paths]


def call(binary, paths, seconds):
    try:
        run = subprocess.run([binary, "read"] + paths + ["--format", "json"], capture_output=True, timeout=seconds)
        return json.loads(run.stdout.decode("utf-8"))
    except subprocess.TimeoutExpired:
        return {"error": "no answer in %d s" % seconds}
    except ValueError:
        said = run.stderr.decode("utf-8", "replace").strip().split("\n")
        return {"error": "status %d, no JSON: %s" % (run.returncode, said[-1][:200])}


# ---------------------------------------------------------------- scoring

def f1(result):
    got = score.prf(result.micro())
    return got[2] if got else 1.0


def score_cell(shape, d, documents, answers):
    total, each = score.Score(), []
    for doc in documents:
        answer = answers[doc.name]
        s = score.score_doc(doc.gold, answer)
        if "error" in answer:
            s.note("program:", answer["error"])
        for counter in shapes.COUNTERS.get(shapes.NEUTRAL.get((shape.name, d)), ()):
            s.c[counter] = [0, 0, 0]
        total.merge(s)
        each.append((f1(s), doc, s))
    return Result(shape, d, total, each)


def floors(sample):
    recorded = json.load(open(FLOORS, encoding="utf-8")) if os.path.exists(FLOORS) else {}
    return recorded.get("sample" if sample else "all", {})


def floor_of(result, recorded):
    return recorded.get("%s/%s" % (result.shape.name, result.damage), FLOOR)


def record(results, sample):
    """Remembers every cell that is below the common floor, rounded down; the others need no entry."""
    known = json.load(open(FLOORS, encoding="utf-8")) if os.path.exists(FLOORS) else {}
    low = {"%s/%s" % (r.shape.name, r.damage): math.floor(f1(r.score) * 1000) / 1000 for r in results if f1(r.score) < FLOOR}
    known["sample" if sample else "all"] = low
    with open(FLOORS, "w", encoding="utf-8") as f:
        json.dump(known, f, indent=1, sort_keys=True)
        f.write("\n")


# ---------------------------------------------------------------- reports

def print_matrix(results):
    found = {(r.shape.name, r.damage): f1(r.score) for r in results}
    names = [s for s in shapes.SHAPES if any(s.name == n for n, _ in found)]
    kinds = [d for d in damage.NAMES if any(d == k for _, k in found)]
    print("%-17s" % "" + "".join("%14s" % d for d in kinds))
    for s in names:
        print("%-17s" % s.name + "".join("%14s" % mark(found, s, d) for d in kinds))
    print("* below %.2f; ~ a field is neutral; - does not apply" % FLOOR)


def mark(found, shape, d):
    if (shape.name, d) not in found:
        return "" if d in shape.damages else "-"
    value = found[shape.name, d]
    return "%.3f%s%s" % (value, "~" if (shape.name, d) in shapes.NEUTRAL else "", "*" if value < FLOOR else "")


def print_counters(results):
    total = score.Score()
    for r in results:
        total.merge(r.score)
    cells = ["%s %s" % (k, score.fmt(total.c[k]).strip()) for k in score.CORE + ["leader_role", "ms_from", "ms_sub", "meta"]]
    print("by field: " + ", ".join(cells))


def print_worst(results, detail, count=12):
    worst = sorted((d for r in results for d in r.documents), key=lambda d: d[0])
    for value, doc, s in [w for w in worst if w[0] < 1][:count]:
        print("%.3f  %s" % (value, doc.name))
        for line in s.log[:25] if detail else []:
            print("         " + line)


def markdown(results, programmes):
    found = {(r.shape.name, r.damage): f1(r.score) for r in results}
    out = ["# Reshaped programmes", "",
           "%d known programmes, rendered in %d shapes and damaged in %d ways, read by `minsheng read` and scored with tests/reading/score.py:"
           % (programmes, len(shapes.SHAPES), len(damage.NAMES) - 1),
           "the micro-F1 of each cell over all programmes that the shape can carry. Every cell stays at or above %.2f." % FLOOR, "",
           "Repeat: `python3 tests/reading/reshape/run.py --bin build/minsheng --write docs/reshape.md`; one cell with what was misread:",
           "`--only flat_tabs --damage spaces --detail`; the files themselves: `--keep DIR`; the renderers alone: `--selfcheck`.", "",
           "| shape | " + " | ".join(damage.NAMES.values()) + " |", "| --- |" + " ---: |" * len(damage.NAMES)]
    for s in shapes.SHAPES:
        values = ["%.3f%s" % (found[s.name, d], " ~" if (s.name, d) in shapes.NEUTRAL else "") if (s.name, d) in found else "n/a" for d in damage.NAMES]
        out.append("| %s: %s | " % (s.name, s.says) + " | ".join(values) + " |")
    out += ["", "n/a: the damage cannot occur in the shape (no tabs, no cells), or would move a value to another project.",
            "~: the damage takes a fact out of the document for good; this field alone is neutral in this cell:", ""]
    out += ["- %s, %s: %s" % (shape, damage.NAMES[d], field) for (shape, d), field in shapes.NEUTRAL.items()]
    return "\n".join(out) + "\n"


# ---------------------------------------------------------------- the command

def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bin")
    p.add_argument("--sample", action="store_true", help="every shape with two damages and two programmes")
    p.add_argument("--only", choices=[s.name for s in shapes.SHAPES])
    p.add_argument("--damage", choices=list(damage.NAMES))
    p.add_argument("--programme", help="part of a programme's file name")
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--keep", metavar="DIR", help="leave documents, gold (.gold.json) and readings (.read.json) there")
    p.add_argument("--detail", action="store_true", help="print what was misread in the worst documents")
    p.add_argument("--write", metavar="FILE", help="write the table as Markdown")
    p.add_argument("--record", action="store_true", help="write the floors of cells below %.2f" % FLOOR)
    p.add_argument("--selfcheck", action="store_true", help="check the renderers, without the program")
    args = p.parse_args()
    if not args.selfcheck and not args.bin:
        p.error("--bin or --selfcheck is needed")
    return args


def dump(path, value):
    with open(path, "w", encoding="utf-8") as f:
        json.dump(value, f, ensure_ascii=False, indent=1)


def read_cells(cells, args, folder):
    """Writes the documents, runs the program on them and returns {name: extraction}."""
    documents = [d for _, _, docs in cells for d in docs]
    for d in documents:
        with open(os.path.join(folder, d.name), "wb") as f:
            f.write(d.data)
    if not args.bin:
        return {}
    got = read_all(os.path.abspath(args.bin), [os.path.join(folder, d.name) for d in documents], args.jobs)
    answers = {os.path.basename(path): value if isinstance(value, dict) else {} for path, value in got.items()}
    for d in documents if args.keep else []:
        dump(os.path.join(folder, d.name + ".gold.json"), d.gold)
        dump(os.path.join(folder, d.name + ".read.json"), answers[d.name])
    return answers


def main():
    args = arguments()
    cells = make_cells(args)
    if args.selfcheck:
        if args.keep:
            os.makedirs(args.keep, exist_ok=True)
            read_cells(cells, argparse.Namespace(bin=None, keep=None), args.keep)
        bad = check.selfcheck(cells)
        print("%d passed, %d failed, 0 skipped" % (len(cells) if not bad else 0, bad))
        return 1 if bad else 0
    if not os.access(args.bin, os.X_OK):
        print("run.py: %s is not a program. Build it first, or use --selfcheck." % args.bin, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        if args.keep:
            os.makedirs(args.keep, exist_ok=True)
        answers = read_cells(cells, args, args.keep or scratch)
    return report([score_cell(s, d, docs, answers) for s, d, docs in cells], args)


def report(results, args):
    recorded = floors(args.sample)
    print_matrix(results)
    print_counters(results)
    print_worst(results, args.detail)
    if args.write:
        count = len({d.name.rsplit(".", 1)[0].split("-", 2)[2] for r in results for _, d, _ in r.documents})
        with open(args.write, "w", encoding="utf-8") as f:
            f.write(markdown(results, count))
    if args.record:
        record(results, args.sample)
    # A single programme may score lower than the cell it belongs to: then nothing is gated.
    low = [] if args.programme else [r for r in results if f1(r.score) < floor_of(r, recorded)]
    for r in low:
        print("below its floor: %s/%s %.3f < %.3f" % (r.shape.name, r.damage, f1(r.score), floor_of(r, recorded)))
    skipped = sum(d not in s.damages for s in shapes.SHAPES for d in damage.NAMES) if not (args.only or args.damage or args.sample) else 0
    print("%d passed, %d failed, %d skipped" % (len(results) - len(low), len(low), skipped))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
