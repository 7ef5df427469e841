#!/usr/bin/env python3
"""Findings a careful clerk expects, written by hand before the program ran.

    findings.py [--bin PROGRAM]

findings/STEM.tsv has one finding per line:

    check TAB projects (joined by ",") TAB left TAB right TAB unit TAB ok|fails

STEM.EXT.tsv instead where one form of a document lacks what the others print.

The program must print exactly these for docs/STEM.* and for the seeds in
$MINSHENG_SEEDS (default ../shared/seeds beside the source tree; skipped with a
reason where absent).  Text outside the projects (uncovered_text without a
project) differs from format to format and is left out.
"""
import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def expected(path):
    rows = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line:
            rows[tuple(line.split("\t"))] += 1
    return rows


def found(program, path):
    run = subprocess.run([program, "read", "--format", "json", str(path)], capture_output=True, check=False)
    if run.returncode not in (0, 1):
        raise RuntimeError(run.stderr.decode("utf-8", "replace").strip() or f"exit {run.returncode}")
    rows = Counter()
    for f in json.loads(run.stdout)["findings"]:
        if f["check"] == "uncovered_text" and not f["projects"]:
            continue
        rows[(f["check"], ",".join(f["projects"]), f["left"], f["right"], f["unit"],
              "ok" if f["ok"] else "fails")] += 1
    return rows


def documents(stem, seeds):
    here = sorted((HERE / "docs").glob(stem + ".*"))
    return here if here else sorted(seeds.glob(stem + ".*")) if seeds.is_dir() else []


def main():
    args = argparse.ArgumentParser(description="Compares findings with those written by hand.")
    args.add_argument("--bin", default=str(ROOT / "build" / "minsheng"), help="the program")
    program = args.parse_args().bin
    seeds = Path(os.environ.get("MINSHENG_SEEDS", ROOT.parent / "shared" / "seeds"))
    passed = failed = skipped = 0
    folder = HERE / "findings"
    for want_path in sorted(folder.glob("*.tsv")):
        if "." in want_path.stem:
            continue
        paths = documents(want_path.stem, seeds)
        if not paths:
            print(f"skipped: {want_path.stem}: no document here and none in {seeds}")
            skipped += 1
        for path in paths:
            own = folder / (path.name + ".tsv")
            want = expected(own if own.exists() else want_path)
            try:
                got = found(program, path)
            except (OSError, RuntimeError, ValueError, KeyError) as why:
                print(f"FAIL {path.name}: {why}")
                failed += 1
                continue
            for row in sorted((want - got).elements()):
                print(f"FAIL {path.name}: missing  " + " | ".join(row))
            for row in sorted((got - want).elements()):
                print(f"FAIL {path.name}: not expected  " + " | ".join(row))
            failed += got != want
            passed += got == want
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
