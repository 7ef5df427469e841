#!/usr/bin/env python3
"""How fast `minsheng count` is, beside a plain Python loop in the same run.

  count.py [BUILD] [--ballots 1000000,10000000] [--pb 200000] [--markdown FILE]

BUILD (default: build) holds minsheng and bench/bench_count of a release build. Ballot files (30 projects) and .pb files (60 projects) are made by bench_count.
The Python loop does on a .pb file only what a count needs: csv.reader, a dictionary of votes. Everything runs on one core; the
median of three; files are in the page cache. Memory is the peak of the process (ru_maxrss). Processor time is that of user and kernel, from the start of
the process: what is left when other programs share the machine.
"""

import argparse
import collections
import csv
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 3


def python_loop(path):
    """Votes per project of an approval .pb file."""
    votes = collections.Counter()
    section, column = None, None
    with open(path, encoding="utf-8", newline="") as f:
        for row in csv.reader(f, delimiter=";"):
            if row and row[0] in ("META", "PROJECTS", "VOTES"):
                section, column = row[0], None
            elif section == "VOTES" and column is None:
                column = row.index("vote")
            elif section == "VOTES":
                for project in row[column].split(","):
                    votes[project] += 1
    return votes


def measure(args):
    """(seconds, processor seconds, peak bytes, standard output); the command must succeed."""
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        process = subprocess.Popen(args, stdout=out)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        if status != 0:
            sys.exit("count.py: %s: status %d" % (" ".join(args), status))
        out.seek(0)
        return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, out.read()


def several(args):
    runs = [measure(args) for _ in range(RUNS)]
    return statistics.median(r[0] for r in runs), statistics.median(r[1] for r in runs), max(r[2] for r in runs), runs[0][3]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("build", nargs="?", default="build")
    ap.add_argument("--ballots", default="1000000,10000000")
    ap.add_argument("--pb", default="200000,2000000")
    ap.add_argument("--markdown")
    args = ap.parse_args()
    program, maker = os.path.join(args.build, "minsheng"), os.path.join(args.build, "bench", "bench_count")
    lines = ["%s, %s, one core, %s" % (platform.processor() or platform.machine(), platform.system(), time.strftime("%Y-%m-%d")), "",
             "| ballots × 30 projects | from memory, ballots/s | from a file, ballots/s | MB/s | peak memory |", "| ---: | ---: | ---: | ---: | ---: |"]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "votes")
        for n in map(int, args.ballots.split(",")):
            memory = float(measure([maker, "memory", str(n)])[3].split()[1])
            measure([maker, "ballots", str(n), path])
            seconds, _, peak, _ = several([program, "count", path, "--format", "json"])
            lines.append("| %d | %.1f M | %.1f M | %.0f | %.1f MiB |" % (n, memory / 1e6, n / seconds / 1e6, os.path.getsize(path) / seconds / 1e6, peak / 2**20))
        lines += ["", "| .pb, 60 projects | size | `minsheng count`, MB/s | Python loop, MB/s | ratio | by processor time, MB/s | Python, MB/s | ratio | peak memory |",
                  "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
        for n in map(int, args.pb.split(",")):
            measure([maker, "pb", str(n), path])
            size = os.path.getsize(path)
            seconds, processor, peak, out = several([program, "count", path, "--format", "json"])
            slow = []
            for _ in range(RUNS):
                start, begun = time.monotonic(), time.process_time()
                votes = python_loop(path)
                slow.append((time.monotonic() - start, time.process_time() - begun))
            if dict(votes) != {k: v for k, v in json.loads(out)["votes"].items() if v}:
                sys.exit("count.py: the two counts differ")
            loop, worked = (statistics.median(r[i] for r in slow) for i in (0, 1))
            lines.append("| %d ballots | %.0f MB | %.0f | %.1f | %.0f | %.0f | %.1f | %.0f | %.1f MiB |" % (
                n, size / 1e6, size / seconds / 1e6, size / loop / 1e6, loop / seconds, size / processor / 1e6, size / worked / 1e6, worked / processor, peak / 2**20))
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if args.markdown:
        with open(args.markdown, "w", encoding="utf-8") as f:
            f.write(text)


if __name__ == "__main__":
    main()
