#!/usr/bin/env python3
"""Writes the seeds of the targets ballots, pb and sheet from the random votes of tests/rules/second_count.py.

  corpus_count.py
"""

import glob
import os
import random
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "rules"))

import second_count  # noqa: E402

SEEDS = 40
FAKE = "f" * 64


def save(target, name, data):
    folder = os.path.join(HERE, "corpus", target)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "vote-" + name), "wb") as f:
        f.write(data)


def main():
    for old in glob.glob(os.path.join(HERE, "corpus", "*", "vote-*")):
        os.remove(old)
    rng = random.Random(1)
    for i in range(SEEDS):
        shown = bytes([rng.choice([0x80, 0]) | rng.choice([0, 5, 60])])
        rules = second_count.random_rules(rng)
        vote = second_count.random_vote(rng, rules)
        want = second_count.expected(rules, vote)
        sealed = re.sub(r"sm3 [0-9a-f]{64}", "sm3 " + FAKE, second_count.as_ballot_file(rules, vote, want))
        save("ballots", "%02d" % i, shown + sealed.encode())
        save("pb", "%02d" % i, shown + second_count.random_pb(rng)[0].encode())
        save("sheet", "%02d" % i, b"\1" + second_count.as_sheet(rules, vote, want, i % 2 == 0).encode())
    for path in glob.glob(os.path.join(HERE, "..", "..", "data", "rules", "*.rules")):
        save("sheet", os.path.basename(path)[:-6], b"\0" + open(path, "rb").read())
    vote_folder = os.path.join(HERE, "..", "..", "examples", "vote")
    for name in os.listdir(vote_folder):
        if name.endswith(".txt"):
            save("sheet", name[:-4], b"\1" + open(os.path.join(vote_folder, name), "rb").read())


if __name__ == "__main__":
    main()
