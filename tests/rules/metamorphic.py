#!/usr/bin/env python3
"""What must not change a count: ballots in another order, projects under other numbers and names, blank ballots beside the others.

  metamorphic.py --bin build/minsheng [--votes 600] [--seed 7]

Votes and rules (random ones and the presets) come from second_count.py; only answers of the program are compared with each other. The last line counts
the comparisons.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from second_count import as_sheet, expected, random_vote, some_rules  # noqa: E402


def shuffled(rng, v):
    return dict(v, ballots=rng.sample(v["ballots"], len(v["ballots"])))


def renamed(rng, order, v):
    """The projects in another order, under other numbers and names."""
    nos = rng.sample(range(10 ** 6), len(order))
    candidates = [dict(v["candidates"][old], no="%s%d" % (rng.choice(["", "项", "A-"]), no), name="改名%d" % no) for no, old in zip(nos, order)]
    return dict(v, candidates=candidates, ballots=["".join(b[old] for old in order) for b in v["ballots"]])


def with_blanks(n, v):
    more = {k: v[k] + n for k in ("present", "issued")}
    return dict(v, ballots=v["ballots"] + ["." * len(v["candidates"])] * n, **more)


def told(answer, order=None):
    """What was decided, with the projects' first numbers."""
    nos = [p["no"] for p in answer["projects"]]
    first = {no: str((order[i] if order else i) + 1) for i, no in enumerate(nos)}
    what = {k: sorted(first[no] for no in answer[k]) for k in ("selected", "tied")}
    what["votes"] = {first[no]: n for no, n in answer["votes"].items()}
    what["score"] = {first[no]: str(n) for no, n in answer["score"].items()}
    for key in ("passed", "margin", "grade", "place"):
        what[key] = {first[p["no"]]: p.get(key) for p in answer["projects"]}
    return dict(what, **{k: answer[k] for k in ("valid", "invalid", "holds")})


def compare(kind, r, answer, other, order):
    if "error" in answer or "error" in other:
        return None if "error" in answer and "error" in other else "one of the two is refused: %s" % (answer.get("error") or other.get("error"))
    here, there = told(answer), told(other, order)
    keys = here.keys() if kind != "blanks" else blanks_keep(r, here, there)
    return next(("%s: %s, then %s" % (k, here[k], there[k]) for k in keys if here[k] != there[k]), None)


def blanks_keep(r, here, there):
    """Blank ballots add to no project; with a base they do not move they decide nothing either, if both votes hold."""
    decided = ("selected", "tied", "passed", "margin", "grade", "place")
    return ("votes", "score") + (decided if r["pass_base"] == "all" and here["holds"] and there["holds"] else ())


def ask(binary, texts):
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, "%04d" % i) for i in range(len(texts))]
        for path, text in zip(paths, texts):
            with open(path, "w", encoding="utf-8", newline="") as f:
                f.write(text)
        run = subprocess.run([binary, "count", "--format", "json"] + paths, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return json.loads(run.stdout, parse_float=str)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--votes", type=int, default=600)
    ap.add_argument("--seed", type=int, default=7)
    args = ap.parse_args()
    rng = random.Random(args.seed)
    cases, texts = [], []
    for _ in range(args.votes):
        r = some_rules(rng)
        v = random_vote(rng, r)
        if not v["ballots"]:
            continue
        n = len(v["candidates"])
        order = rng.sample(range(n), n)
        kinds = [("as it is", v, None), ("shuffled", shuffled(rng, v), None), ("renamed", renamed(rng, order, v), order)]
        if max(v["present"], v["issued"], len(v["ballots"])) + 2 <= v["due"]:
            kinds.append(("blanks", with_blanks(2, v), None))
        cases.append((r, len(texts), [(kind, o) for kind, _, o in kinds]))
        texts += [as_sheet(r, each, expected(r, each), False) for _, each, _ in kinds]
    answers = ask(args.bin, texts)
    done = wrong = counted = 0
    for r, at, kinds in cases:
        counted += "error" not in answers[at]
        for i, (kind, order) in enumerate(kinds[1:], 1):
            found = compare(kind, r, answers[at], answers[at + i], order)
            done += 1
            wrong += found is not None
            if found and wrong <= 5:
                print("%s: %s\n%s" % (kind, found, texts[at + i]))
    if counted * 2 < len(cases):
        wrong += 1
        print("only %d of %d votes were counted at all" % (counted, len(cases)))
    print("%d passed, %d failed, 0 skipped" % (done - wrong, wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
