#!/usr/bin/env python3
"""Large files are simply counted, in constant memory: a ballot file of 2 GB, a .pb file of 100 MB.

  big.py --bin build/minsheng [--gigabytes 2]

Both are written here piece by piece; the counts are known from how they are made.
"""

import argparse
import hashlib
import json
import os
import sys
import tempfile

LIMIT = 64 << 20
MARKS = ["+" * 30, "+-" * 15, "-" * 30]


def write_ballots(path, size):
    each = size // (31 * len(MARKS))
    n = each * len(MARKS)
    digest = hashlib.new("sm3")
    head = "\n".join(
        ["rule %s" % r for r in (
            "name 试验办法", "version 1", "source 试验", "effective 2025-01-01", "subject projects", "body county_congress", "marking each", "selection seats",
            "seats 20", "limit 0", "quorum >=2/3", "pass_base all", "pass >1/2", "min_surplus 1", "surplus_short warn", "over_vote void_row", "all_blank valid",
            "tie_at_last_seat revote_tied", "shortfall accept_fewer", "returned_more_than_issued void_vote", "proxies no", "write_ins no", "confirmation none",
            "publish names_and_hash")] + ["candidate %d - 项目%d" % (i, i) for i in range(1, 31)] + ["due %d" % n]) + "\n"
    with open(path, "wb") as f:
        def put(data):
            digest.update(data)
            f.write(data)
        put(("minsheng ballots 1\n" + head + "fingerprint sm3 %s\n" % hashlib.new("sm3", head.encode()).hexdigest()).encode())
        put(("present %d\nissued %d\nreturned %d\nballots %d\n" % (n, n, n, n)).encode())
        for marks in sorted(MARKS):
            block = (marks + "\n").encode() * 10000
            for _ in range(each // 10000):
                put(block)
            put((marks + "\n").encode() * (each % 10000))
        put(("valid %d\ninvalid 0\n" % n).encode())
        for i in range(1, 31):
            column = [m[i - 1] for m in MARKS]
            put(("sum %d for %d against %d abstain 0 blank 0 void 0\n" % (i, column.count("+") * each, column.count("-") * each)).encode())
        f.write(("sm3 %s\n" % digest.hexdigest()).encode())
    return [[m[i] for m in MARKS].count("+") * each for i in range(30)]


def write_pb(path, size):
    rows = 0
    with open(path, "w", encoding="utf-8") as f:
        f.write("META\nkey;value\nbudget;100\nvote_type;approval\nrule;greedy\nPROJECTS\nproject_id;cost\n1;60\n2;50\n3;40\nVOTES\nvoter_id;vote\n")
        while f.tell() < size:
            for i in range(rows, rows + 60000, 3):
                f.write("%d;1,2\n%d;\n%d;\"3,1\"\n" % (i, i + 1, i + 2))
            rows += 60000
    return [rows // 3 * 2, rows // 3, rows // 3]


def count(binary, path):
    """(votes, peak memory in bytes)"""
    out = path + ".json"
    pid = os.fork()
    if pid == 0:
        fd = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(fd, 1)
        os.execv(binary, [binary, "count", path, "--format", "json"])
    _, status, used = os.wait4(pid, 0)
    if status != 0:
        return [], 0
    with open(out, encoding="utf-8") as f:
        return list(json.load(f)["votes"].values()), used.ru_maxrss * 1024


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--gigabytes", type=float, default=2)
    args = ap.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "votes")
        for name, want in (("ballot file", lambda: write_ballots(path, int(args.gigabytes * 1e9))), (".pb file", lambda: write_pb(path, 100000000))):
            votes = want()
            got, peak = count(args.bin, path)
            print("%s of %.1f MB: peak memory %.1f MiB" % (name, os.path.getsize(path) / 1e6, peak / 2**20))
            if got != votes or peak > LIMIT:
                failed += 1
                print("%s: %s, not %s" % (name, got, votes))
    print("%d passed, %d failed, 0 skipped" % (2 - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
