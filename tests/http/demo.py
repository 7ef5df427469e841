#!/usr/bin/env python3
"""`minsheng demo` as a person meets it: started, looked at, logged in, stopped; nothing is left behind.

    tests/http/demo.py --bin build/minsheng
"""
import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from world import EXAMPLES, Client  # noqa: E402

wrong = []
held = 0


def check(good, what):
    global held
    if good:
        held += 1
    else:
        wrong.append(what)
        print("wrong: " + what)


class Demo:
    """A running `minsheng demo` with a temporary folder of its own."""

    def __init__(self, binary, *arguments):
        self.tmp = tempfile.mkdtemp(prefix="minsheng-demo-test-")
        self.errors = open(os.path.join(self.tmp, "stderr"), "w+", encoding="utf-8")
        self.process = subprocess.Popen([os.path.abspath(binary), "demo", "--listen", "127.0.0.1:0", *arguments],
                                        stdout=subprocess.PIPE, stderr=self.errors, text=True,
                                        env=dict(os.environ, TMPDIR=self.tmp))

    def wait_ready(self):
        self.said = ""
        while "Ctrl+C" not in self.said:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("the demo did not start: " + self.said + self.wrote())
            self.said += line
        self.port = int(re.search(r"http://127\.0\.0\.1:([0-9]+)/", self.said).group(1))
        rows = self.said.split("能做什么\n")[1].split("\n\n")[0].splitlines()
        self.accounts = [row.split(None, 2) for row in rows]
        return self

    def wrote(self):
        self.errors.flush()
        with open(self.errors.name, encoding="utf-8") as f:
            return f.read()

    def folders(self):
        return [f for f in os.listdir(self.tmp) if f.startswith("minsheng-demo-")]

    def stop(self, how=signal.SIGINT):
        self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.errors.close()
        shutil.rmtree(self.tmp, ignore_errors=True)


def invented_county(binary):
    demo = Demo(binary).wait_ready()
    try:
        nobody = Client(demo.port)
        region = nobody.get("/api/v1/regions").json()["regions"]
        check([r["name"] for r in region] == ["示例县"], "the county is 示例县: %r" % region)
        county = "/" + urllib.parse.quote("示例县")
        years = {y["year"]: y for y in nobody.get("/api/v1" + county).json()["programmes"]}
        this = time.localtime().tm_year
        check(sorted(years) == [this - 1, this, this + 1], "three years: %r" % sorted(years))
        check([years[y]["state"] for y in sorted(years)] == ["finished", "running", "candidates"], "their states: %r" % years)
        for path in ("/", county, county + "/%d" % (this - 1), county + "/%d" % this, county + "/%d/8" % this,
                     county + "/%d/candidates/3" % (this + 1), "/login", "/healthz", "/readyz"):
            check(nobody.get(path).status == 200, path)
        check("%d年" % this in nobody.get("/").text(), "the home page names the year")
        for no in range(1, 11):
            done = nobody.get(county + "/%d/%d" % (this - 1, no))
            steps = len(nobody.get("/api/v1" + county + "/%d/%d" % (this - 1, no)).json()["programme"]["projects"][0]["milestones"])
            check(steps >= 2 and len(re.findall(r"已于[0-9]+月[0-9]+日完成", done.text())) >= steps,
                  "last year's project %d: each of %d steps has the day it was reached" % (no, steps))
        check(len(demo.accounts) == 8, "eight accounts: %r" % demo.accounts)
        for login, password, _ in demo.accounts:
            person = Client(demo.port)
            check(person.login(login, password).status == 303, "%s logs in" % login)
            check(person.get("/api/v1/session").status == 200, "%s has a session" % login)
        check(Client(demo.port).login("督查室", "wrong-password-1").status != 303, "a wrong password is refused")
        check(len(demo.folders()) == 1, "one folder while it runs")
        check(demo.stop() == 0, "Ctrl+C ends with 0: " + demo.wrote())
        check(demo.folders() == [], "the folder is gone: %r" % os.listdir(demo.tmp))
    finally:
        demo.close()


def with_documents(binary):
    other = os.path.join(tempfile.gettempdir(), "minsheng-demo-other-%d.txt" % os.getpid())
    with open(other, "w", encoding="utf-8") as f:
        f.write("样例市2024年民生实事项目清单\n序号\t项目名称\t主要内容\t责任单位\n1\t口袋公园建设\t新建口袋公园6个\t市住建局\n")
    bad = os.path.join(EXAMPLES, "vote", "1-vote.ballots")
    documents = [os.path.join(EXAMPLES, f) for f in ("1-candidates.docx", "2-tasks.txt", "3-ledger-q1.xlsx")]
    demo = Demo(binary, "--documents", *documents, bad, other).wait_ready()
    try:
        nobody = Client(demo.port)
        names = sorted(r["name"] for r in nobody.get("/api/v1/regions").json()["regions"])
        check(names == sorted(["示例县", "样例市"]), "each county is a region: %r" % names)
        check("1-vote.ballots" in demo.wrote(), "the bad file is named: " + demo.wrote())
        for name in names:
            check(nobody.get("/" + urllib.parse.quote(name)).status == 200, name)
        clerk = Client(demo.port)
        login, password, _ = demo.accounts[0]
        check(clerk.login(login, password).status == 303, "the clerk logs in")
        mine = clerk.get("/api/v1/office/regions").json()["regions"]
        check(sorted(r["name"] for r in mine) == names, "the clerk works in every county: %r" % mine)
        check(demo.stop(signal.SIGTERM) == 0, "SIGTERM ends with 0")
        check(demo.folders() == [], "the folder is gone")
    finally:
        demo.close()
        os.unlink(other)


def stopped_early(binary):
    """Ctrl+C while the data is still being made, the terminal closed."""
    demo = Demo(binary)
    try:
        until = time.monotonic() + 10
        while not demo.folders() and time.monotonic() < until:
            time.sleep(0.005)
        check(demo.stop() == 0, "stopped before it served")
        check(demo.folders() == [], "the folder of an early stop is gone")
        check(demo.process.stdout.read() == "", "no address was printed")
    finally:
        demo.close()
    demo = Demo(binary).wait_ready()
    try:
        check(demo.stop(signal.SIGHUP) == 0, "a closed terminal ends it")
        check(demo.folders() == [], "its folder is gone")
    finally:
        demo.close()


def wrong_use(binary):
    cases = [(["demo", "清单.txt"], "--documents 清单.txt"), (["demo", "--documents"], "要读入的文件"),
             (["demo", "--documents", "/没有/这份.txt"], "没有读到一份清单"), (["demo", "--listen", "nowhere"], "监听地址"),
             (["demo", "--prefix", "x"], "前缀"), (["demo", "--db", "x.db"], "没有选项「--db」")]
    for arguments, says in cases:
        tmp = tempfile.mkdtemp(prefix="minsheng-demo-test-")
        try:
            run = subprocess.run([os.path.abspath(binary), *arguments], capture_output=True, text=True, timeout=60,
                                 env=dict(os.environ, TMPDIR=tmp))
            check(run.returncode == 2, "%r ends with %d" % (arguments, run.returncode))
            check(says in run.stderr and run.stdout == "", "%r says %r %r" % (arguments, run.stderr, run.stdout))
            check(os.listdir(tmp) == [], "%r leaves %r" % (arguments, os.listdir(tmp)))
        finally:
            shutil.rmtree(tmp)
    run = subprocess.run([os.path.abspath(binary), "demo"], capture_output=True, text=True, timeout=60,
                         env=dict(os.environ, TMPDIR="/没有这个文件夹"))
    check(run.returncode == 3 and "TMPDIR" in run.stderr, "no temporary folder: %d %s" % (run.returncode, run.stderr))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", default="build/minsheng")
    binary = parser.parse_args().bin
    for part in (invented_county, with_documents, stopped_early, wrong_use):
        part(binary)
    print("%d passed, %d failed" % (held, len(wrong)))
    return 1 if wrong else 0


sys.exit(main())
