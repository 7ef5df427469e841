#!/usr/bin/env python3
"""Runs the unit tests of a build folder and counts their cases.

  tally.py BUILD_DIR

`meson test` counts programs; what cmocka prints inside them is counted here. A program that dies counts as one failed case.
"""

import json
import os
import re
import subprocess
import sys


def main():
    build = sys.argv[1]
    log = os.path.join(build, "meson-logs", "testlog.json")
    if os.path.exists(log):
        os.remove(log)
    run = subprocess.run(["meson", "test", "-C", build, "--no-rebuild", "--print-errorlogs"], stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT)
    passed = failed = skipped = 0
    with open(log, encoding="utf-8") as f:
        tests = [json.loads(line) for line in f if line.strip()]
    for test in tests:
        text = test.get("stdout", "") + test.get("stderr", "")
        ok = sum(map(int, re.findall(r"\[  PASSED  \] (\d+) test", text)))
        bad = sum(map(int, re.findall(r"\[  FAILED  \] (\d+) test", text)))
        skipped += sum(map(int, re.findall(r"\[  SKIPPED \] (\d+) test", text)))
        if test["result"] not in ("OK", "EXPECTEDFAIL", "SKIP") and bad == 0:
            bad = 1
        passed, failed = passed + ok, failed + bad
        print("%-28s %4d passed %4d failed  %6.1f s  %s" % (test["name"], ok, bad, test["duration"], test["result"]))
    if run.returncode != 0:
        print(run.stdout.decode("utf-8", "replace")[-20000:])
    if not tests:
        print("no test programs in %s" % build)
        failed = 1
    print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    return 1 if failed or run.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
