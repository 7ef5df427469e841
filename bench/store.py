#!/usr/bin/env python3
"""How many edits a second the store acknowledges, beside the engine alone writing the same rows, on SQLite and PostgreSQL.

  store.py [BUILD] [--rounds 5] [--seconds 2] [--folder FOLDER]

BUILD (default: build) holds minsheng and bench/bench_store of a release build. SQLite's file lies in FOLDER (default: BUILD/bench),
PostgreSQL is a server of its own (tests/with_postgres, fsync on) in /tmp: both should be on the disk that matters. Medians.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLE = os.path.join(HERE, "..", "examples", "2-tasks.txt")


def measured(build, url, options):
    made = subprocess.run([os.path.join(build, "minsheng"), "import", "--db", url, "--yes", EXAMPLE], capture_output=True, text=True)
    if made.returncode != 0:
        sys.exit("store.py: " + made.stderr)
    out = subprocess.run([os.path.join(build, "bench", "bench_store"), url, str(options.rounds), str(options.seconds)], check=True,
                         capture_output=True, text=True).stdout
    return [float(x) for x in out.split()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", default="build")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--folder")
    parser.add_argument("--postgres", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    build = os.path.abspath(options.build)
    if options.postgres:
        print("%g %g %g" % tuple(measured(build, os.environ["MINSHENG_TEST_PG"], options)))
        return
    rows = []
    with tempfile.TemporaryDirectory(dir=options.folder or os.path.join(build, "bench")) as folder:
        rows.append(("SQLite, WAL, synchronous FULL", measured(build, os.path.join(folder, "bench.db"), options)))
    again = [sys.executable, os.path.abspath(__file__), build, "--postgres", "--rounds", str(options.rounds), "--seconds", str(options.seconds)]
    said = subprocess.run([os.path.join(HERE, "..", "tests", "with_postgres"), *again], check=True, capture_output=True, text=True,
                          env=dict(os.environ, MINSHENG_TEST_FSYNC="on")).stdout
    rows.append(("PostgreSQL 15, a socket away", [float(x) for x in said.split()]))
    print("%s, %d cores, %s; %s\n" % (platform.machine(), os.cpu_count(), platform.system(), time.strftime("%Y-%m-%d")))
    print("| one field edited, acknowledged | edits/s | the engine alone, same rows | ratio |\n| --- | ---: | ---: | ---: |")
    for name, (ours, bare, ratio) in rows:
        print("| %s | %s | %s | %.2f |" % (name, format(round(ours), ","), format(round(bare), ","), ratio))


main()
