"""Runs the program on one document and scores what it read; shared by levels.py and ../documents/run.py."""

import json
import math
import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import score  # noqa: E402

TIMEOUT = 60


def read(binary, path):
    """(extraction, why there is none)"""
    try:
        run = subprocess.run([binary, "read", path, "--format", "json"], capture_output=True, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return {}, "no answer in %d s" % TIMEOUT
    try:
        return json.loads(run.stdout.decode("utf-8")), ""
    except ValueError:
        said = run.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        return {}, "status %d: %s" % (run.returncode, said[:200])


def f1(counts):
    """Micro-F1 of a score; a document with nothing to find and nothing found is read perfectly."""
    got = score.prf(counts.micro())
    return got[2] if got else 1.0


def load(path, default=None):
    if default is not None and not os.path.exists(path):
        return default
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def dump(path, value):
    with open(path, "w", encoding="utf-8") as f:
        json.dump(value, f, ensure_ascii=False, indent=1, sort_keys=True)
        f.write("\n")


def rounded_down(value):
    return math.floor(value * 10000) / 10000
