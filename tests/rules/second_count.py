#!/usr/bin/env python3
"""A second count, slow and obvious, against `minsheng count`.

  second_count.py --bin build/minsheng [--votes N] [--seed N] [--keep DIR]

Makes random votes under random rule sets (every marking, base, line, tie rule, selection) and the presets, writes each as a teller sheet with totals, a
sheet with single ballots, a sealed ballot file or a .pb file, counts it here in the plainest way, and compares every number and verdict of the JSON.

Nothing is shared with the program: ties are found by trying every order of the candidates that the scores allow; fractions are Python's; ballot files
are written from docs/format.md alone. Many files go to one process.
"""

import argparse
import hashlib
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction

CHUNK = 400
PRESETS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "rules")
PLACES = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
FRACTIONS = [">1/2", ">=1/2", ">2/3", ">=2/3", ">1/3", ">=3/4", ">=1/1", ">=4/5"]
ORDER = """name version source effective subject body marking selection seats ceiling limit quorum pass_base pass base_document min_surplus surplus_short
over_vote all_blank tie_at_last_seat shortfall returned_more_than_issued proxies write_ins confirmation publish grades grade_pass apart apart_in_base""".split()


# ---- rules


def reaches(votes, line, base):
    share = Fraction(line.lstrip(">="))
    return votes >= share * base if line.startswith(">=") else votes > share * base


def least(line, base):
    n = 0
    while not reaches(n, line, base):
        n += 1
    return n


def random_rules(rng):
    r = {"name": "试验办法%d" % rng.randrange(9), "version": "1", "source": "试验", "effective": "2025-01-01"}
    r["body"] = rng.choice(["county_congress", "township_congress", "street_council", "committee"])
    r["confirmation"] = "required" if r["body"] == "street_council" else rng.choice(["none", "required"])
    r["quorum"] = rng.choice([">=2/3", ">1/2", ">=1/2", ">=3/4"])
    r["proxies"] = rng.choice(["no", "no", "yes"])
    r["all_blank"] = rng.choice(["valid", "invalid"])
    r["publish"] = rng.choice(["names_and_hash", "totals", "ballot_file"])
    r["returned_more_than_issued"], r["write_ins"] = "void_vote", "no"
    r["subject"] = rng.choice(["projects", "projects", "projects", "satisfaction"])
    if r["subject"] == "satisfaction":
        r["marking"] = "grades"
        r["pass_base"] = rng.choice(["all", "present", "returned", "valid"])
        n = rng.randint(2, 5)
        r["grades"] = "|".join(["甲", "乙", "丙", "丁", "戊"][:n])
        r["grade_pass"] = " ".join(rng.choice([">1/2", ">=1/2", ">=2/3", ">1/3"]) for _ in range(n - 1))
        r["over_vote"] = rng.choice(["void_row", "void_ballot"])
        if rng.random() < 0.4:
            r["apart"] = "不了解"
            r["apart_in_base"] = rng.choice(["no", "yes"])
    else:
        r["marking"] = rng.choice(["each", "pick", "approve", "rank"])
        r["selection"] = rng.choice(["seats", "seats", "seats", "money_skip", "money_no_skip", "money_80"])
        r["pass_base"] = rng.choice(["all", "all", "present", "returned", "valid", "none"])
        if r["pass_base"] != "none":
            r["pass"] = rng.choice(FRACTIONS)
        r["over_vote"] = rng.choice(["void_row", "void_ballot"]) if r["marking"] == "each" else "void_ballot"
        r["tie_at_last_seat"] = rng.choice(["revote_tied", "drop_all", "presidium_decides", "take_all"])
        if r["selection"] == "seats":
            r["seats"] = str(rng.randint(1, 5))
            r["min_surplus"] = str(rng.randint(0, 2))
            r["surplus_short"] = rng.choice(["warn", "refuse"]) if r["min_surplus"] != "0" else "warn"
            r["shortfall"] = rng.choice(["accept_fewer", "second_round"])
        else:
            if r["tie_at_last_seat"] == "take_all":
                r["tie_at_last_seat"] = "revote_tied"
            r["ceiling"] = "%d.%02d" % (rng.randint(1, 300), rng.choice([0, 0, 50]))
        if r["marking"] == "each":
            r["limit"] = rng.choice(["0", "0", r.get("seats", "3")])
        elif r["marking"] == "pick":
            r["limit"] = r.get("seats", str(rng.randint(1, 4)))
        elif r["marking"] == "rank":
            r["limit"] = str(rng.randint(1, 6))
    if r["pass_base"] == "present":
        r["proxies"] = "no"
    if r["pass_base"] != "all":
        r["base_document"] = "某次会议通过的办法"
    return r


def preset_rules(rng):
    """One of data/rules, with what it leaves to the meeting and to defaults."""
    preset = rng.choice(sorted(os.listdir(PRESETS)))[:-len(".rules")]
    r = {"preset": preset, "proxies": "no", "publish": "names_and_hash", "returned_more_than_issued": "void_vote", "write_ins": "no", "all_blank": "valid"}
    r.update(preset_lines(preset))
    r.setdefault("confirmation", "none")
    if r["subject"] == "projects":
        r["seats"] = str(rng.randint(1, 4))
    if r["marking"] in ("each", "pick", "rank"):
        r["limit"] = "0" if r["marking"] == "each" else r["seats"]
    return r


def preset_lines(preset):
    with open(os.path.join(PRESETS, preset + ".rules"), encoding="utf-8") as f:
        return dict(line.rstrip("\n").split(" ", 1) for line in f.readlines()[1:] if not line.startswith("#"))


def some_rules(rng):
    return preset_rules(rng) if rng.random() < 0.25 else random_rules(rng)


def canonical(r, candidates, due):
    lines = ["rule %s %s" % (k, r[k]) for k in ORDER if k in r]
    lines += ["candidate %s %s %s" % (c["no"], c["cost"] or "-", c["name"]) for c in candidates]
    return "\n".join(lines + ["due %d" % due]) + "\n"


# ---- ballots


def random_ballot(rng, r, n):
    style = rng.random()
    if style < 0.04:
        return "?" * n
    if style < 0.10:
        return "." * n
    if r["marking"] == "each":
        return "".join(rng.choice("++++++--0." + ("x?" if style < 0.2 else "")) for _ in range(n))
    if r["marking"] in ("pick", "approve"):
        return "".join(rng.choice("+++." + ("?" if style < 0.12 else "")) for _ in range(n))
    if r["marking"] == "grades":
        some = "".join(PLACES[i] for i in range(len(r["grades"].split("|")))) + ("n" if "apart" in r else "") + "."
        return "".join(rng.choice(some + ("x?" if style < 0.2 else "")) for _ in range(n))
    if style < 0.25:
        return "".join(rng.choice(".123456" + ("?" if style < 0.12 else "")) for _ in range(n))
    marks = ["."] * n
    for place, at in enumerate(rng.sample(range(n), rng.randint(0, min(n, int(r["limit"]) + (style > 0.95))))):
        marks[at] = PLACES[place]
    return "".join(marks)


def is_valid(r, ballot):
    n, whole = len(ballot), r["over_vote"] == "void_ballot"
    if ballot == "?" * n or (whole and "?" in ballot) or (whole and "x" in ballot):
        return False
    limit = int(r.get("limit", "0"))
    if r["marking"] == "rank":
        places = sorted(PLACES.index(c) + 1 for c in ballot if c != ".")
        if places != list(range(1, len(places) + 1)) or len(places) > limit:
            return False
    elif limit and ballot.count("+") > limit:
        return False
    return not (r["all_blank"] == "invalid" and set(ballot) == {"."})


def sums(r, valid, n):
    rows = []
    for i in range(n):
        column = [b[i] for b in valid]
        if r["marking"] == "rank":
            places = [PLACES.index(c) + 1 for c in column if c != "."]
            row = {"for": len(places), "blank": column.count("."), "points": sum(int(r["limit"]) + 1 - p for p in places)}
        elif r["marking"] == "grades":
            row = {"grade%d" % (k + 1): column.count(PLACES[k]) for k in range(len(r["grades"].split("|")))}
            if "apart" in r:
                row["apart"] = column.count("n")
            row["blank"], row["void"] = column.count("."), column.count("x") + column.count("?")
        else:
            row = {"for": column.count("+")}
            if r["marking"] == "each":
                row["against"], row["abstain"] = column.count("-"), column.count("0")
            row["blank"] = column.count(".")
            if r["marking"] == "each":
                row["void"] = column.count("x") + column.count("?")
        rows.append(row)
    return rows


# ---- who is chosen: by every order that the scores allow


def orders(scores, eligible):
    groups = {}
    for i in eligible:
        groups.setdefault(scores[i], []).append(i)
    parts = [list(itertools.permutations(groups[s])) for s in sorted(groups, reverse=True)]
    for choice in itertools.product(*parts):
        yield [i for part in choice for i in part]


def chosen(order, how, seats, costs, money):
    if how == "seats":
        return set(order[:seats])
    got = set()
    for i in order:
        if costs[i] <= money:
            got.add(i)
            money -= costs[i]
        elif how == "money_80" and money >= costs[i] * Fraction(4, 5):
            return got | {i}
        elif how != "money_skip":
            return got
    return got


def select(scores, eligible, how, seats, costs, money):
    """(surely chosen, chosen under some orders only)"""
    outcomes = [chosen(o, how, seats, costs, money) for o in orders(scores, eligible)] or [set()]
    return set.intersection(*outcomes), set.union(*outcomes) - set.intersection(*outcomes)


# ---- a whole vote


def expected(r, v):
    n = len(v["candidates"])
    valid = [b for b in v["ballots"] if is_valid(r, b)]
    rows = sums(r, valid, n)
    base = {"all": v["due"], "present": v["present"], "returned": len(v["ballots"]), "valid": len(valid), "none": 0}[r["pass_base"]]
    want = {"valid": len(valid), "invalid": len(v["ballots"]) - len(valid), "selected": [], "tied": [], "rows": rows}
    want["holds"] = reaches(v["present"], r["quorum"], v["due"]) and len(v["ballots"]) <= v["issued"]
    if r.get("surplus_short") == "refuse" and n < int(r["seats"]) + int(r["min_surplus"]):
        want["holds"] = False
    if r["subject"] == "satisfaction":
        want["grade"] = [grade(r, row, base) if want["holds"] else "" for row in rows]
        return want
    scores = [row["points"] if r["marking"] == "rank" else row["for"] for row in rows]
    want["votes"], want["score"] = [row["for"] for row in rows], scores
    passed = [i for i in range(n) if r["pass_base"] == "none" or reaches(rows[i]["for"], r["pass"], base)]
    want["passed"] = passed
    if r["pass_base"] != "none":
        want["line"] = least(r["pass"], base)
    if not want["holds"]:
        return want
    costs = [Fraction(c["cost"] or "0") for c in v["candidates"]]
    sure, maybe = select(scores, passed, r["selection"], int(r.get("seats", "0")), costs, Fraction(r.get("ceiling", "0")))
    tie = r["tie_at_last_seat"]
    if tie == "take_all":
        sure, maybe = sure | maybe, set()
    if tie == "drop_all":
        maybe = set()
    want["selected"], want["tied"] = sorted(sure), sorted(maybe)
    return want


def grade(r, row, base):
    names = r["grades"].split("|")
    if r["pass_base"] == "valid":
        base -= row["blank"] + row["void"]
    if "apart" in r and r["apart_in_base"] == "no":
        base -= row["apart"]
    if base == 0:
        return ""
    together = 0
    for k, line in enumerate(r["grade_pass"].split()):
        together += row["grade%d" % (k + 1)]
        if reaches(together, line, base):
            return names[k]
    return names[-1]


def random_vote(rng, r):
    n = rng.randint(1, 6)
    due = rng.randint(1, 14)
    present = rng.randint(max(0, due * 2 // 3), due)
    most = due if r["proxies"] == "yes" else present
    issued = most if rng.random() < 0.9 else rng.randint(0, most)
    returned = issued if rng.random() < 0.7 else rng.randint(0, issued)
    if rng.random() < 0.05:
        returned = min(due, issued + 1)
    costs = r.get("selection", "seats") != "seats" or rng.random() < 0.2
    candidates = [{"no": str(i + 1), "name": "项目%d" % (i + 1),
                   "cost": "%d.%02d" % (rng.choice([0, 10, 20, 30, 50, 80, rng.randint(1, 200)]), rng.choice([0, 0, 25])) if costs else None}
                  for i in range(n)]
    alike = random_ballot(rng, r, n)
    likeness = rng.choice([0.1, 0.5, 0.8])
    ballots = [alike if rng.random() < likeness else random_ballot(rng, r, n) for _ in range(returned)]
    return {"due": due, "present": present, "issued": issued, "candidates": candidates, "ballots": ballots}


# ---- files


def row_text(row):
    return " ".join("%s %d" % item for item in row.items())


def as_sheet(r, v, want, totals):
    written = ORDER if "preset" not in r else ["seats"] if "seats" in r else []
    lines = ["minsheng tally 1"] + ["preset " + r["preset"] for _ in range("preset" in r)] + ["rule %s %s" % (k, r[k]) for k in written if k in r]
    lines += ["candidate %s %s %s" % (c["no"], c["cost"] or "-", c["name"]) for c in v["candidates"]]
    lines += ["due %d" % v["due"], "present %d" % v["present"], "issued %d" % v["issued"], "returned %d" % len(v["ballots"])]
    lines += ["valid %d" % want["valid"], "invalid %d" % want["invalid"]]
    if totals:
        lines += ["row %s %s" % (c["no"], row_text(row)) for c, row in zip(v["candidates"], want["rows"])]
    else:
        lines += ["ballot " + b for b in v["ballots"]]
    return "\n".join(lines) + "\n"


def as_ballot_file(r, v, want):
    head = canonical(r, v["candidates"], v["due"])
    text = "minsheng ballots 1\n" + head + "fingerprint sm3 %s\n" % hashlib.new("sm3", head.encode()).hexdigest()
    n = len(v["ballots"])
    text += "present %d\nissued %d\nreturned %d\nballots %d\n" % (v["present"], v["issued"], n, n)
    text += "".join(b + "\n" for b in sorted(v["ballots"], key=str.encode))
    text += "valid %d\ninvalid %d\n" % (want["valid"], want["invalid"])
    text += "".join("sum %s %s\n" % (c["no"], row_text(row)) for c, row in zip(v["candidates"], want["rows"]))
    return text + "sm3 %s\n" % hashlib.new("sm3", text.encode()).hexdigest()


def differences(want, got, candidates):
    """Names what differs, field by field."""
    if "error" in got:
        yield "refused: " + got["error"]
        return
    nos = [c["no"] for c in candidates]
    pairs = [("valid", want["valid"], got["valid"]), ("invalid", want["invalid"], got["invalid"]), ("holds", want["holds"], got["holds"]),
             ("selected", [nos[i] for i in want["selected"]], got["selected"]), ("tied", [nos[i] for i in want["tied"]], got["tied"])]
    if "grade" in want:
        pairs.append(("grade", want["grade"], [p["grade"] for p in got["projects"]]))
    else:
        pairs += [("votes", want["votes"], [got["votes"][no] for no in nos]), ("score", want["score"], [got["score"][no] for no in nos]),
                  ("passed", want["passed"], [i for i, p in enumerate(got["projects"]) if p["passed"]])]
        if "line" in want:
            pairs += [("line", [want["line"]] * len(nos), [p["line"] for p in got["projects"]]),
                      ("margin", [x - want["line"] for x in want["votes"]], [p["margin"] for p in got["projects"]])]
    for what, mine, theirs in pairs:
        if mine != theirs:
            yield "%s: here %s, there %s" % (what, mine, theirs)


# ---- .pb files


def random_pb(rng):
    n = rng.randint(1, 6)
    ids = ["%s%d" % (rng.choice(["", "A-", "long-project-"]), i) for i in range(n)]
    kind = rng.choice(["approval", "choose-1", "cumulative", "ordinal"])
    costs = [rng.choice(["10", "20", "20", "35.5", "50", "0.25", str(rng.randint(1, 99))]) for _ in range(n)]
    budget = rng.choice(["50", "60", "100", "75.5", str(rng.randint(1, 200))])
    rule = rng.choice(["greedy", "greedy-no-skip", "greedy-custom", "greedy-threshold"])
    threshold = rng.choice([None, None, str(rng.randint(0, 6))]) if rule != "greedy-threshold" else str(rng.randint(0, 6))
    votes, scores, rows = [0] * n, [Fraction(0)] * n, []
    for voter in range(rng.randint(0, 12)):
        named = rng.sample(range(n), 1 if kind == "choose-1" else rng.randint(0, n))
        points = [rng.choice(["1", "2", "3", "0", "0.5", "1.25"]) for _ in named]
        for k, i in enumerate(named):
            votes[i] += 1
            scores[i] += {"cumulative": Fraction(points[k]), "ordinal": len(named) - k}.get(kind, 1)
        quote = rng.choice(["", "", '"'])
        cells = ["v%d" % voter, quote + ",".join(ids[i] for i in named) + quote]
        rows.append(";".join(cells + ([",".join(points)] if kind == "cumulative" else []) + [str(rng.randint(18, 90))]))
    lines = ["META", "key;value", "description;试验", "budget;" + budget, "vote_type;" + kind, "rule;" + rule]
    lines += ["min_project_score_threshold;" + threshold] if threshold else []
    lines += ["PROJECTS", "project_id;cost;name"] + ['%s;%s;"名称; %s"' % (ids[i], costs[i], ids[i]) for i in range(n)]
    lines += ["VOTES", "voter_id;vote" + (";points" if kind == "cumulative" else "") + ";age"] + rows
    end = rng.choice(["\n", "\r\n"])
    eligible = [i for i in range(n) if not threshold or scores[i] >= int(threshold)]
    how = {"greedy": "money_skip", "greedy-threshold": "money_skip", "greedy-no-skip": "money_no_skip", "greedy-custom": "money_80"}[rule]
    sure, maybe = select(scores, eligible, how, 0, [Fraction(c) for c in costs], Fraction(budget))
    want = {"votes": votes, "score": scores, "selected": [ids[i] for i in sorted(sure)], "tied": [ids[i] for i in sorted(maybe)], "ids": ids,
            "valid": len(rows)}
    return (end.join(lines) + rng.choice(["", end])), want


def pb_differences(want, got):
    if "error" in got:
        yield "refused: " + got["error"]
        return
    for what, mine, theirs in [("votes", want["votes"], [got["votes"][i] for i in want["ids"]]),
                               ("score", want["score"], [Fraction(str(got["score"][i])) for i in want["ids"]]),
                               ("selected", want["selected"], got["selected"]), ("tied", want["tied"], got["tied"]), ("valid", want["valid"], got["valid"])]:
        if mine != theirs:
            yield "%s: here %s, there %s" % (what, mine, theirs)


# ---- running


def make(rng):
    """(text of the file, function from the program's answer to differences)"""
    if rng.random() < 0.2:
        text, want = random_pb(rng)
        return text, lambda got: list(pb_differences(want, got))
    r = some_rules(rng)
    v = random_vote(rng, r)
    want = expected(r, v)
    form = rng.choice(["totals", "ballots", "sealed"])
    text = as_ballot_file(r, v, want) if form == "sealed" or not v["ballots"] else as_sheet(r, v, want, form == "totals")
    return text, lambda got: list(differences(want, got, v["candidates"]))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--votes", type=int, default=4000)
    ap.add_argument("--seed", type=int, default=2025)
    ap.add_argument("--keep", help="where files of differing votes are kept")
    args = ap.parse_args()

    rng = random.Random(args.seed)
    wrong = done = 0
    while done < args.votes:
        with tempfile.TemporaryDirectory() as folder:
            checks = []
            for i in range(min(CHUNK, args.votes - done)):
                text, check = make(rng)
                path = os.path.join(folder, "%04d" % i)
                with open(path, "w", encoding="utf-8", newline="") as f:
                    f.write(text)
                checks.append((path, check))
            run = subprocess.run([args.bin, "count", "--format", "json"] + [p for p, _ in checks], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            answers = json.loads(run.stdout, parse_float=str)
            if len(checks) == 1:
                answers = [answers]
            for (path, check), got in zip(checks, answers):
                found = check(got)
                done += 1
                if found:
                    wrong += 1
                    if wrong <= 5:
                        print("vote %d: %s" % (done, "; ".join(found)))
                        if args.keep:
                            shutil.copy(path, os.path.join(args.keep, "%d.txt" % done))
    print("%d passed, %d failed, 0 skipped" % (done - wrong, wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
