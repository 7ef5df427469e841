#!/usr/bin/env python3
"""What `minsheng count` promises, tried from outside.

  run.py --bin build/minsheng

Worked examples of docs/count.zh-CN.md, the awk recount of docs/format.md, the forms of .pb files in pb/, every kind of bad input with its exact sentence and exit status.
"""

import argparse
import csv
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
BIN = None


def count(*args, stdin=None):
    run = subprocess.run([BIN, "count"] + list(args), input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return run.returncode, run.stdout.decode(), run.stderr.decode()


class Cases:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, ok, detail=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print("%s: %s" % (name, detail))


def write(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())
    return path


# ---- documents


def doc_examples(cases, folder):
    text = open(os.path.join(ROOT, "docs", "count.zh-CN.md"), encoding="utf-8").read()
    found = re.findall(r"<!-- example exit=(\d) -->\n```\n(.*?)```.*?<!-- says -->\n```\n(.*?)```", text, flags=re.S)
    cases.check("docs/count.zh-CN.md", len(found) >= 6, "%d examples" % len(found))
    for i, (status, sheet, says) in enumerate(found):
        code, out, err = count(write(folder, "doc%d.txt" % i, sheet))
        cases.check("example %d" % (i + 1), code == int(status), "status %d: %s" % (code, err))
        for line in says.strip().split("\n"):
            cases.check("example %d" % (i + 1), line in out + err, "does not say: %s\n%s%s" % (line, out, err))


def doc_edges(cases):
    """The tables of both sides of every rule: a base sheet, the lines that change, what is then said."""
    text = open(os.path.join(ROOT, "docs", "count.zh-CN.md"), encoding="utf-8").read()
    bases = dict(re.findall(r"<!-- base (.) -->\n```\n(.*?)```", text, flags=re.S))
    rows = re.findall(r"^\| (.) \| (.+?) \| (\d) \| (.+) \|$", text, flags=re.M)
    cases.check("docs/count.zh-CN.md", len(bases) == 6 and len(rows) >= 90, "%d base sheets, %d rows" % (len(bases), len(rows)))
    for base, changes, status, says in rows:
        lines = re.findall(r"`(.*?)`", changes)
        code, out, err = count("-", stdin=changed(bases[base], lines).encode())
        said = {re.sub(r"\s+", " ", line, count=1) for line in out.split("\n")} | {re.sub("^计票「.*?」：", "", err.strip())}
        name = "%s, %s" % (base, changes)
        cases.check(name, code == int(status), "status %d: %s" % (code, err))
        for sentence in says.split("<br>"):
            cases.check(name, sentence in said, "does not say: %s\n%s%s" % (sentence, out, err))


def what_of(line):
    words = line.split(" ")
    return words[:2] if words[0] in ("rule", "项目", "票数") else words[:1]


def changed(sheet_text, new):
    """A line replaces the one of the same key; ballots replace all ballots; a new rule stands behind the other rules."""
    lines = sheet_text.strip().split("\n")
    if ["票"] in map(what_of, new):
        lines = [line for line in lines if what_of(line) != ["票"]]
    for line in new:
        at = [i for i, old in enumerate(lines) if what_of(old) == what_of(line) != ["票"]]
        if at:
            lines[at[0]] = line
        elif line.startswith("rule "):
            lines.insert(max(i for i, old in enumerate(lines) if old.startswith(("preset ", "rule "))) + 1, line)
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def publishing(cases, folder):
    """Ballots filled like no other are pointed out where they would be published, and only there."""
    for ballots, publish, alone in [(["+-", "+-", "-+", "++"], "ballot_file", 2), (["+-", "+-", "++", "++"], "ballot_file", 0),
                                    (["+-", "-+", "++"], "totals", 0), (["+-"], "ballot_file", 1)]:
        text = sheet("shaanxi", "rule publish " + publish, 2, ballots)
        code, sealed, err = count(write(folder, "publish.txt", text), "--seal")
        code, out, err = count(write(folder, "publish.ballots", sealed))
        want = "规则公布选票文件：%d 张票里有 %d 张的填法和别的票都不同" % (len(ballots), alone)
        cases.check("publishing %s" % ballots, code == 0 and (want in out if alone else "规则公布选票文件" not in out), out + err)


def doc_keys(cases):
    """Every key, every value and every preset stands in the document."""
    text = open(os.path.join(ROOT, "docs", "count.zh-CN.md"), encoding="utf-8").read()
    source = open(os.path.join(ROOT, "src", "rules", "ruleset.c"), encoding="utf-8").read()
    table = source[source.index("ruleset_keys[] = {"):source.index("ruleset_key_count")]
    keys = re.findall(r'^\t\{ "([a-z_]+)", "', table, flags=re.M)
    values = re.findall(r'\{ "([a-z_0-9]+)", "[^"]*" \}', table)
    cases.check("keys", len(keys) >= 25, "%d found" % len(keys))
    for key in keys:
        cases.check("key", "| `%s` |" % key in text, "%s is not in docs/count.zh-CN.md" % key)
    for value in values:
        cases.check("value", "`%s`" % value in text, "%s is not in docs/count.zh-CN.md" % value)
    for file in os.listdir(os.path.join(ROOT, "data", "rules")):
        cases.check("preset", "| `%s` |" % file[:-6] in text, "%s is not in docs/count.zh-CN.md" % file)


def awk_recount(cases, folder):
    text = open(os.path.join(ROOT, "docs", "format.md"), encoding="utf-8").read()
    script = re.search(r"```awk\n(.*?)```", text, flags=re.S).group(1)
    cases.check("awk", script.count("\n") == 5, "the script is not of five lines")
    rng = random.Random(4)
    for i in range(60):
        preset = rng.choice(["shaanxi", "pick", "approve"])
        n = rng.randint(2, 40)
        more = "rule all_blank %s\n" % rng.choice(["valid", "invalid"])
        if preset == "shaanxi":
            more += "rule over_vote %s\n" % rng.choice(["void_row", "void_ballot"])
            more += "rule limit %d\n" % rng.choice([0, 1])
        marks = {"shaanxi": "+-0.x?" if i % 2 else "+-0", "pick": "...+?" if i % 2 else ".......+", "approve": "+."}[preset]
        ballots = ["".join(rng.choice(marks) for _ in range(n)) for _ in range(50)] + ["?" * n, "." * n]
        path = write(folder, "awk.txt", sheet(preset, more, n, ballots))
        code, sealed, err = count(path, "--seal")
        path = write(folder, "awk.ballots", sealed)
        answer = json.loads(count(path, "-f", "json")[1])
        awk = subprocess.run(["awk", script, path], stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")
        want = ["valid %d invalid %d" % (answer["valid"], answer["invalid"])] + ["%s %d" % v for v in answer["votes"].items()] + [""]
        cases.check("awk %d" % i, awk == want, "%s / %s" % (awk, want))
        for shell, key in [("grep -v '^sm3 ' FILE", "sm3"), ("sed -n '/^rule /p; /^candidate /p; /^due /p' FILE", "fingerprint")]:
            cases.check("format.md", shell + " | openssl dgst -sm3" in text, "the command for %s has changed" % key)
            data = subprocess.run(["sh", "-c", shell.replace("FILE", path)], stdout=subprocess.PIPE, check=True).stdout
            cases.check(key, hashlib.new("sm3", data).hexdigest() == answer[key], "not the %s of format.md" % key)


def sheet(preset, more, n, ballots, names=None, due=None):
    people = due or len(ballots)
    lines = ["minsheng tally 1", "preset " + preset] + ([] if preset.startswith("satis") else ["rule seats 1"])
    lines += [line for line in more.split("\n") if line]
    lines += ["项目 %s - %s" % ((names or {}).get(i, str(i + 1)), "名称%d" % i) for i in range(n)]
    lines += ["应到 %d" % people, "实到 %d" % people, "发出 %d" % people] + ["票 " + b for b in ballots]
    return "\n".join(lines) + "\n"


def examples(cases):
    """What examples/README.md promises of examples/vote, and what README.md shows of it."""
    folder = os.path.join(ROOT, "examples", "vote")
    files = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    code, out, err = count("-f", "json", *files)
    answers = {os.path.basename(a["file"]): a for a in json.loads(out)}
    cases.check("examples", code == 0 and err == "" and len(answers) == 6, err)
    cases.check("1-vote", answers["1-vote.ballots"]["selected"] == [str(i) for i in range(1, 11)], answers["1-vote.ballots"]["selected"])
    cases.check("2-teller", [len(answers["2-teller-%s.txt" % t]["selected"]) for t in "ab"] == [3, 2], "")
    cases.check("3-tie", answers["3-tie.txt"]["tied"] == ["2", "4"], answers["3-tie.txt"]["tied"])
    cases.check("4-satisfaction", answers["4-satisfaction.txt"]["projects"][8]["grade"] == "不满意", "")
    cases.check("5-neighbourhood", answers["5-neighbourhood.pb"]["selected"] == ["S-01", "S-02", "S-03", "S-04", "S-05"], "")
    code, out, err = count("--compare", files[1], files[2])
    cases.check("compare", code == 1 and "第13张票：第2项甲「+」乙「.」，第3项甲「.」乙「+」\n" in out, out)
    code, out, err = count(files[0])
    for name in ("README.md", "README.zh-CN.md"):
        text = open(os.path.join(ROOT, name), encoding="utf-8").read()
        shown = text[text.index("$ minsheng count examples/vote/1-vote.ballots"):].split("\n\n| ")[0].split("\n")[1:]
        for line in shown:
            cases.check(name, line.strip() in ("", "…") or line[4:] in out, "the program does not print: " + line)


# ---- bad input

TALLY = """minsheng tally 1
preset pick
rule seats 1
项目 1 - 甲
项目 2 - 乙
应到 5
实到 5
发出 5
收回 5
有效 4
无效 1
票数 1 赞成 3 未填 1
票数 2 赞成 1 未填 3
"""
SHEET = "minsheng tally 1\npreset shaanxi\nrule seats 1\n项目 1 - 甲\n项目 2 - 乙\n应到 5\n实到 4\n发出 4\n票 +-\n票 -+\n票 ++\n"


def reseal(text):
    """With the right digest again, so that what is behind it is tried."""
    body = text[:text.rindex("sm3 ")]
    return body + "sm3 %s\n" % hashlib.new("sm3", body.encode()).hexdigest()


def refingerprint(text):
    head = text[text.index("rule "):text.index("fingerprint ")]
    return reseal(re.sub(r"fingerprint sm3 .*", "fingerprint sm3 " + hashlib.new("sm3", head.encode()).hexdigest(), text))


def bad_ballots(good):
    """(name, text, sentence, status)"""
    lines = good.split("\n")
    at = {line.split(" ")[0]: i for i, line in enumerate(lines)}
    first = at["ballots"] + 1

    def swapped(i, line):
        return "\n".join(lines[:i] + [line] + lines[i + 1:])

    def where(i, says):
        return "第%d行：%s" % (i + 1, says)

    changed = "文件被改动过，请用原文件"
    yield "a ballot changed", reseal(swapped(first + 2, "--")), where(at["sum"], "项目「2」写的票数和逐张计出的不符，"
                                                                      "计出的是「for 1 against 2 abstain 0 blank 0 void 0」；文件被改动过"), 2
    yield "a ballot changed, digest kept", swapped(first, "+0"), None, 2
    yield "wrong hash", good[:-10] + "000000000\n", where(len(lines) - 2, "校验码不对，文件内容被改动过；请用封存的原文件"), 2
    yield "cut in the middle", good[:good.index("valid ")], "文件不完整，到第%d行就断了；请用封存的原文件" % at["valid"], 2
    yield "cut in a line", good[:-5], "文件不完整，到第%d行就断了；请用封存的原文件" % (len(lines) - 1), 2
    yield "a mark outside the alphabet", swapped(first, "+*"), where(first, "第2个记号不是规定的记号，只能用「+-0x.?」；" + changed), 2
    yield "a short ballot", swapped(first, "+"), where(first, "这张票有 1 个记号，应有 2 个；文件被改动过或不完整，请用原文件"), 2
    yield "a long ballot", swapped(first, "+++"), where(first, "这张票有 3 个记号，应有 2 个；文件被改动过或不完整，请用原文件"), 2
    yield "unsorted ballots", "\n".join(lines[:first] + [lines[first + 2], lines[first + 1], lines[first]] + lines[first + 3:]), \
        where(first + 1, "选票没有按顺序排列；" + changed), 2
    yield "more ballots than the roll", good.replace("returned 3", "returned 6").replace("ballots 3", "ballots 6"), \
        where(at["ballots"], "选票 6 张，多于应到 5 人"), 2
    yield "ballots and returned differ", good.replace("ballots 3", "ballots 4"), where(at["ballots"], "选票 4 张，不等于收回 3 张"), 2
    yield "two headers", good + good, where(len(lines) - 1, "又出现一个文件头；一份选票文件只装一次表决，请分成几个文件"), 2
    yield "a header among the ballots", swapped(first, "minsheng ballots 1"), where(first, "又出现一个文件头；一份选票文件只装一次表决，请分成几个文件"), 2
    yield "CRLF", good.replace("\n", "\r\n"), "第1行：行尾是 CRLF（Windows 换行）；文件被别的程序另存过，请用原文件", 2
    yield "BOM", "\ufeff" + good, "第1行：开头有 BOM 字节；文件被别的程序另存过，请用原文件", 2
    yield "another version", good.replace("ballots 1", "ballots 2", 1), \
        "第1行：这里应是「minsheng ballots 1」，现在是「minsheng ballots 2」；文件被改动过或不完整，请用原文件", 2
    yield "unknown project in a sum", reseal(swapped(at["sum"], lines[at["sum"]].replace("sum 2", "sum 9"))), \
        where(at["sum"], "这里应是项目「2」的票数；没有这个项目或顺序不对，文件被改动过"), 2
    yield "valid changed", reseal(good.replace("\nvalid 3", "\nvalid 2")), where(at["valid"], "写的有效票 2 张，逐张计出 3 张；文件被改动过"), 2
    yield "rules changed", reseal(good.replace("rule seats 1", "rule seats 2")), where(at["fingerprint"], "规则指纹不对；规则、项目或应到人数被改动过，请用原文件"), 2
    yield "due changed", reseal(good.replace("due 5", "due 4")), where(at["fingerprint"], "规则指纹不对；规则、项目或应到人数被改动过，请用原文件"), 2
    yield "unknown rule", good.replace("rule seats 1", "rule seat 1"), "第10行：没有「seat」这一项规则，各项的名称见 docs/count.zh-CN.md", 2
    yield "rules in another order", refingerprint(good.replace("rule version 1\n", "", 1).replace("rule subject", "rule version 1\nrule subject")), \
        "第3行：规则和项目的写法不是标准写法；文件被改动过，请用原文件", 2
    yield "a project twice", refingerprint(good.replace("candidate 2 -", "candidate 1 -")), "第%d行：编号「1」用了两次" % at["due"], 2
    yield "no project", good.replace("candidate 1 - 甲\ncandidate 2 - 乙\n", ""), "第%d行：没有一个项目（candidate）" % (at["due"] - 1), 2
    yield "something behind", good + "x\n", where(len(lines) - 1, "校验码后面还有内容；文件被改动过，请用原文件"), 2
    yield "a line beyond 64 KiB", good.replace("title", "x" * 70000 + "title") if "title" in good else good.replace("present", "x" * 70000, 1), \
        "第%d行：这一行超过 65536 字节，不是选票文件" % (at["present"] + 1), 2
    yield "present above due", reseal(good.replace("present 4", "present 6")), "票数对不上：实到 6 多于应到 5；请核对后再计票", 2
    yield "issued above present", reseal(good.replace("issued 4", "issued 5")), "票数对不上：发出 5 多于实到 4；请核对后再计票", 2


BAD_SHEETS = [
    ("no quorum is a result", TALLY.replace("实到 5\n发出 5\n收回 5\n有效 4\n无效 1", "实到 3\n发出 3\n收回 3\n有效 3\n无效 0")
     .replace("未填 1", "未填 0").replace("赞成 1 ", "赞成 0 "), None, 1),
    ("sum of a row", TALLY.replace("赞成 3 未填 1", "赞成 3 未填 2"), "票数对不上：第1项：赞成 3 + 未填 2 = 5，有效票是 4；请核对后再计票", 2),
    ("valid and invalid", TALLY.replace("无效 1", "无效 2"), "票数对不上：有效 4 + 无效 2 不等于收回 5；请核对后再计票", 2),
    ("more votes than marks", TALLY.replace("赞成 1 未填 3", "赞成 2 未填 2"),
     "票数对不上：赞成共 5 项次，4 张有效票每票最多 1 项；请核对后再计票", 2),
    ("issued above present", TALLY.replace("实到 5", "实到 4"), "票数对不上：发出 5 多于实到 4；请核对后再计票", 2),
    ("returned above due", TALLY.replace("收回 5", "收回 6").replace("有效 4", "有效 5"), "收回 6 张，多于应到 5 人", 2),
    ("unknown project", TALLY.replace("票数 2", "票数 3"), "第13行：没有编号为「3」的项目", 2),
    ("a row twice", TALLY.replace("票数 2", "票数 1"), "第13行：项目「1」的票数写了两次", 2),
    ("a row missing", TALLY[:TALLY.index("票数 2")], "缺少项目「2」的票数，请补上", 2),
    ("present missing", TALLY.replace("实到 5\n", ""), "缺少「实到」（present），请补上", 2),
    ("due twice", TALLY.replace("实到 5", "应到 5"), "第7行：「应到」写了两次，请只留一处", 2),
    ("no number", TALLY.replace("应到 5", "应到 五"), "第6行：「应到」后面要是整数，现在写的是「五」", 2),
    ("no members", TALLY.replace("应到 5", "应到 0"), "第6行：「应到」要是正整数", 2),
    ("an unknown word", TALLY.replace("应到 5", "应道 5"),
     "第6行：看不懂「应道」；可以写的有 项目、应到、实到、发出、收回、有效、无效、票数、票、标题、人员、preset、rule", 2),
    ("a word of another marking", TALLY.replace("未填 1", "反对 1"), "第12行：项目「1」的票数要写成「票数 1 for 0 blank 0」这样：一个名称一个数", 2),
    ("no rules", TALLY.replace("preset pick\nrule seats 1\n", ""),
     "第10行：没有写规则；请加「preset 内置规则名」和「rule 名称 内容」，或用 --rules 指定", 2),
    ("no projects", TALLY.replace("项目 1 - 甲\n项目 2 - 乙\n", ""), "第10行：还没有写项目；请先写「项目 编号 金额 名称」，再写票数", 2),
    ("a project without cost", TALLY.replace("项目 1 - 甲", "项目 1 甲"),
     "第4行：项目要写成「编号 金额 名称」，没有金额写「-」，如：1 - 农村饮水提升工程", 2),
    ("two headers", TALLY + TALLY, "第14行：又出现一个文件头；一份计票表只装一次表决，请分成几个文件", 2),
    ("ballots and totals", SHEET + "票数 1 赞成 3\n票数 2 赞成 3\n", "「票」和「票数」只能写一种", 2),
    ("a strange mark", SHEET.replace("票 -+", "票 -*"), "第10行：第2个记号不是规定的记号，只能用「+-0x.?」", 2),
    ("a short ballot", SHEET.replace("票 -+", "票 -"), "第10行：这张票有 1 个记号，应有 2 个", 2),
    ("returned differs", SHEET + "收回 4\n", "录入了 3 张票，不等于收回 4 张", 2),
    ("valid differs", SHEET + "有效 2\n", "逐张计出有效 3 张、无效 0 张，和写的不符", 2),
    ("money without a ceiling", SHEET.replace("rule seats 1", "rule selection money_skip"), "规则按资金总额确定项目，但没有写 ceiling（资金总额）", 2),
    ("money without costs", SHEET.replace("rule seats 1", "rule selection money_skip\nrule ceiling 5"), "规则按资金总额确定项目，项目「1」没有金额", 2),
    ("empty file", "", "文件是空的，没有可读的内容", 2),
    ("another file", "hello\n", "不是可以计票的文件：第一行应是「minsheng ballots 1」（选票文件）、「minsheng tally 1」（计票表）或「META」（.pb 文件）", 2),
    ("a rule file", "minsheng rules 1\n", "这是规则文件，里面没有票；请用「--rules 它」再加上选票文件或计票表", 2),
    ("not UTF-8", TALLY.encode("gb18030"), "不是 UTF-8 编码的文字，请另存为 UTF-8 再试", 2),
    ("returned above issued is a result", TALLY.replace("发出 5", "发出 4"), None, 1),
    ("CRLF and BOM in a sheet", "\ufeff" + TALLY.replace("\n", "\r\n"), None, 0),
]


def bad_input(cases, folder):
    code, good, err = count(write(folder, "good.txt", SHEET), "--seal")
    cases.check("seal", code == 0, err)
    cases.check("the good file", count("-", stdin=good.encode())[0] == 0)
    for name, text, says, status in list(bad_ballots(good)) + BAD_SHEETS:
        path = write(folder, "bad", text)
        code, out, err = count(path)
        cases.check(name, code == status, "status %d, not %d: %s" % (code, status, err))
        if says is not None:
            want = "计票「%s」：%s\n" % (path, says)
            cases.check(name, err == want and out == "", "says %s  not  %s" % (err, want))


def usage(cases, folder):
    tally, sealed = write(folder, "t.txt", TALLY), write(folder, "s.ballots", count(write(folder, "s.txt", SHEET), "--seal")[1])
    pb = write(folder, "p.pb", "META\nbudget;9\nvote_type;approval\nrule;greedy\nPROJECTS\nproject_id;cost\na;9\nVOTES\nv;vote\n1;a\n")
    rules = write(folder, "r.rules", "minsheng rules 1\npreset shaanxi\nseats 1\n")
    other = write(folder, "o.rules", "minsheng rules 1\npreset shaanxi\nseats 2\n")
    wrong = write(folder, "w.rules", "minsheng rules 1\nseat 2\n")
    grades = write(folder, "g.rules", "minsheng rules 1\npreset satisfaction\n")
    seats = write(folder, "q.rules", "minsheng rules 1\npreset approve\nseats 1\npass_base valid\nbase_document 某文件\n")
    absent = os.path.join(folder, "absent")
    for args, status, says in [
            ([], 2, "请写上要计票的文件，如 minsheng count 选票.ballots；「-」是标准输入\n"),
            (["-", "-"], 2, "标准输入「-」只能读一次，请去掉多余的「-」\n"),
            ([absent], 2, "计票「%s」：没有这个文件，请检查文件名和所在文件夹\n" % absent),
            ([folder], 2, "计票「%s」：这是文件夹，请给出里面的文件\n" % folder),
            ([tally, "--explain", "9"], 2, "计票「%s」：没有编号为「9」的项目，编号从「1」到「2」\n" % tally),
            ([pb, "--explain", "9"], 2, "计票「%s」：没有编号为「9」的项目，请用文件里的 project_id\n" % pb),
            ([tally, sealed, "--explain", "1"], 2, "选项「--explain」一次只看一份文件，也不能和 json 一起用\n"),
            ([tally, "--seal"], 2, "计票「%s」：只有逐张录入的计票表（一行一张「票」）才能封成选票文件\n" % tally),
            ([tally, sealed, "--seal"], 2, "选项「--seal」一次只封一份文件，也不能和别的输出一起用\n"),
            (["--compare", tally], 2, "选项「--compare」后面写两份文件，也不和别的输出一起用\n"),
            (["--compare", tally, pb], 2, ".pb 文件不用「--compare」；请比较选票文件或计票表\n"),
            (["--compare", sealed, sealed], 0, ""),
            ([sealed, "--rules", rules], 0, ""),
            ([sealed, "--rules", absent], 2, "规则「%s」：没有这个文件，请检查文件名和所在文件夹\n" % absent),
            ([sealed, "--rules", wrong], 2, "规则「%s」：第2行：没有「seat」这一项规则，各项的名称见 docs/count.zh-CN.md\n" % wrong),
            ([sealed, "--rules", "pick"], 2, "内置规则「pick」：缺少「seats」（应选数），selection 为 seats（按应选数）时要写，请补上\n"),
            ([pb, "--rules", grades], 2, "计票「%s」：--rules 是满意度测评的规则，不能用于 .pb 文件\n" % pb),
            ([pb, "--rules", rules], 2, "计票「%s」：.pb 文件没有应到、实到人数，pass_base 不能是 all；请用 valid（有效票数）或 none\n" % pb),
            ([pb, "--rules", seats], 0, ""),
            (["--formt", "json"], 2, "没有选项「--formt」，您要的是「--format」吗？\n")]:
        code, out, err = count(*args)
        cases.check(" ".join(args), (code, err) == (status, says), "status %d: %s" % (code, err))
    code, out, err = count(sealed, "--rules", other)
    cases.check("other rules", code == 2 and "--rules 给的规则和选票文件里封存的不一样（指纹 " in err, err)
    code, out, err = count(tally, absent, sealed, "-f", "json")
    answers = json.loads(out)
    cases.check("one bad of three", code == 2 and [sorted(a)[:2] == ["error", "file"] for a in answers] == [False, True, False], out)
    code, out, err = count(tally, absent, sealed)
    cases.check("one bad of three, text", code == 2 and out.count("计票结果报告单") == 2, out)


def pb_rows(path):
    """META and PROJECTS of a .pb file, as the csv module reads them."""
    with open(path, encoding="utf-8-sig", newline="") as f:
        rows = list(csv.reader(f, delimiter=";"))
    projects, votes = rows.index(["PROJECTS"]), rows.index(["VOTES"])
    return dict(row[:2] for row in rows[2:projects]), [dict(zip(rows[projects + 1], row)) for row in rows[projects + 2:votes]]


def pb_forms(cases):
    """Every form of .pb files: what the file says of itself is what is counted."""
    folder = os.path.join(ROOT, "tests", "rules", "pb")
    files = sorted(name for name in os.listdir(folder) if name.endswith(".pb"))
    cases.check("forms of .pb", len(files) >= 12, "%d found" % len(files))
    for name in files:
        path = os.path.join(folder, name)
        meta, projects = pb_rows(path)
        code, out, err = count(path, "--format", "json")
        got = json.loads(out, parse_float=Fraction) if code == 0 else {"votes": {}, "score": {}, "selected": [], "tied": [], "valid": -1, "computed": None}
        cases.check(name + ", votes", got["votes"] == {p["project_id"]: int(p["votes"]) for p in projects}, out + err)
        cases.check(name + ", ballots", got["valid"] == int(meta["num_votes"]), out + err)
        if "score" in projects[0]:
            cases.check(name + ", score", got["score"] == {p["project_id"]: Fraction(p["score"]) for p in projects}, out + err)
        known = not meta["rule"].startswith(("equalshares", "greedy-exclusive", "unknown"))
        cases.check(name + ", rule", got["computed"] == known, out + err)
        if known:
            marks = ("1", "2") if "80%" in meta.get("comment", "") or meta.get("leftover_budget", "").startswith("Partially") else ("1",)
            want = {p["project_id"] for p in projects if p["selected"] in marks} - set(got["tied"])
            cases.check(name + ", winners", set(got["selected"]) == want, out + err)
            cases.check(name + ", tie", ("tie" in name or "approval" in name) == bool(got["tied"]), out + err)


def main():
    global BIN
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    BIN = os.path.abspath(ap.parse_args().bin)
    os.environ.pop("COLUMNS", None)
    cases = Cases()
    with tempfile.TemporaryDirectory() as folder:
        doc_examples(cases, folder)
        doc_edges(cases)
        publishing(cases, folder)
        doc_keys(cases)
        examples(cases)
        awk_recount(cases, folder)
        pb_forms(cases)
        bad_input(cases, folder)
        usage(cases, folder)
    print("%d passed, %d failed, 0 skipped" % (cases.passed, cases.failed))
    return 1 if cases.failed else 0


if __name__ == "__main__":
    sys.exit(main())
