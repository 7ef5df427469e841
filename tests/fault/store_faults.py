#!/usr/bin/env python3
"""The store fails under a running server, and before it starts: a sentence, the right code, nothing lost and nothing half.

    tests/with_postgres tests/fault/store_faults.py --bin build/minsheng

Needs root for a disk of its own and for an account without rights; without, those parts are skipped. PostgreSQL's part needs tests/with_postgres.
"""
import argparse
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "http"))
from world import EXAMPLES, World, wait_until  # noqa: E402

wrong = []
held = 0
skipped = []


def check(good, what):
    global held
    if good:
        held += 1
    else:
        wrong.append(what)
        print("wrong: " + what)


def skip(what, why):
    skipped.append(what)
    print("skipped: %s: %s" % (what, why))


def run(binary, *arguments, prefix=()):
    return subprocess.run([*prefix, binary, *arguments], capture_output=True, text=True, timeout=60)


def sentence(text):
    """One line for a person, then at most one of details."""
    lines = text.strip().splitlines()
    return bool(lines) and re.search("[\u4e00-\u9fff]{4}", lines[0]) is not None and all(l.startswith("（细节") for l in lines[1:])


# ---------------------------------------------------------------- before it starts

def refused(binary, code, says, db, prefix=(), commands=("serve", "import", "verify")):
    for command in commands:
        more = {"serve": ["--listen", "127.0.0.1:0"], "import": [os.path.join(EXAMPLES, "2-tasks.txt"), "--yes"], "verify": []}[command]
        r = run(binary, command, "--db", db, *more, prefix=prefix)
        check(r.returncode == code and r.stdout == "", "%s %s: status %d, %r" % (command, db, r.returncode, r.stdout))
        check(says in r.stderr and sentence(r.stderr), "%s %s says %r" % (command, db, r.stderr))


def bytes_of(path):
    with open(path, "rb") as f:
        return f.read()


def unusable_files(binary):
    folder = tempfile.mkdtemp(prefix="minsheng-fault-")
    os.chmod(folder, 0o755)
    good = os.path.join(folder, "good.db")
    made = run(binary, "import", "--db", good, "--yes", os.path.join(EXAMPLES, "2-tasks.txt"))
    check(made.returncode == 0, "a store to spoil: " + made.stderr)
    try:
        missing = os.path.join(folder, "none.db")
        refused(binary, 2, "没有数据库文件", missing, commands=("verify",))
        check(not os.path.exists(missing), "verify makes no store")
        refused(binary, 2, "", os.path.join(folder, "no", "such", "folder", "x.db"))
        refused(binary, 2, "", folder)
        foreign = os.path.join(folder, "foreign.db")
        with open(foreign, "wb") as f:
            f.write(b"\x89PNG not a database at all\n" * 400)
        other = os.path.join(folder, "other.db")
        with sqlite3.connect(other) as db:
            db.execute("CREATE TABLE address_book (name TEXT)")
        db.close()
        newer = os.path.join(folder, "newer.db")
        shutil.copy(good, newer)
        with sqlite3.connect(newer) as db:
            table, column = next((t, c[1]) for (t,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
                                 for c in db.execute("PRAGMA table_info(\"%s\")" % t).fetchall() if t == "store_meta" or c[1] == "schema")
            db.execute("UPDATE \"%s\" SET \"%s\" = 99" % (table, column))
        db.close()
        for path, says in ((foreign, "不是"), (other, "不是"), (newer, "新")):
            before = bytes_of(path)
            refused(binary, 2, says, path)
            check(bytes_of(path) == before, "%s is left as it was" % path)
        locked(binary, good)
        read_only(binary, good)
        check(run(binary, "verify", "--db", good).returncode == 0, "the good store is still good")
    finally:
        shutil.rmtree(folder)


def locked(binary, good):
    holder = sqlite3.connect(good, isolation_level=None)
    try:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        holder.execute("CREATE TABLE IF NOT EXISTS x (a)")
        refused(binary, 3, "", good, commands=("import",))
        holder.execute("ROLLBACK")
    finally:
        holder.close()


def read_only(binary, good):
    if os.getuid() != 0 or shutil.which("setpriv") is None:
        skip("read-only file", "needs root")
        return
    nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--")
    os.chmod(good, 0o444)
    before = bytes_of(good)
    refused(binary, 2, "只读", good, prefix=nobody, commands=("serve", "import"))
    os.chmod(good, 0o600)
    refused(binary, 2, "权限", good, prefix=nobody)
    check(bytes_of(good) == before, "the read-only file is left as it was")


# ---------------------------------------------------------------- while it serves

class Writer:
    """Edits one field again and again; knows what was acknowledged."""

    def __init__(self, world):
        self.world, self.n, self.acknowledged = world, 0, ""
        db = sqlite3.connect("file:%s?mode=ro" % world.db, uri=True)
        self.project = db.execute("SELECT min(id) FROM project").fetchone()[0]
        db.close()

    def path(self):
        return "/api/v1/office/%d/projects/%d" % (self.world.region, self.project)

    def view(self):
        return self.world.client("clerk").get(self.path())

    def edit(self):
        self.n += 1
        text = "第%d次填写" % self.n
        view = self.view()
        if view.status != 200:
            return view
        one = view.json()
        r = self.world.client("clerk").post(self.path(), version=one["version"], reason="试",
                                            **{"item.%d.progress" % one["items"][0]["id"]: text})
        if r.status == 200:
            self.acknowledged = text
        return r

    def stored(self):
        return self.view().json()["programme"]["projects"][0]["items"][0]["progress"]


def failed_well(answer, codes):
    """The right code with a sentence; as JSON here."""
    return answer.status in codes and sentence(answer.json().get("error", ""))


def verified(world, db=None):
    return run(world.binary, "verify", "--db", db or world.db).returncode == 0


def held_by_another(binary):
    """Another program writes for long: reading goes on, saving is refused in time, and works again afterwards."""
    with World(binary) as world:
        writer = Writer(world)
        check(writer.edit().status == 200, "an edit before")
        other = sqlite3.connect(world.db, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        r = writer.edit()
        took = time.monotonic() - began
        check(failed_well(r, (503,)) and took < 30, "an edit while another writes: %d after %.1f s: %s" % (r.status, took, r.text()))
        check(writer.stored() == writer.acknowledged, "what was acknowledged is there")
        check(world.nobody().get("/").status == 200 and world.nobody().get("/readyz").status == 200, "reading goes on")
        other.execute("ROLLBACK")
        other.close()
        check(writer.edit().status == 200 and writer.stored() == writer.acknowledged, "an edit afterwards")
        check(verified(world), "the store holds")


def taken_away(binary):
    """The file is moved or deleted under the server: nothing may be acknowledged that nobody will find again."""
    with World(binary) as world:
        writer = Writer(world)
        check(writer.edit().status == 200, "an edit before")
        aside = world.db + ".aside"
        os.rename(world.db, aside)
        r = writer.edit()
        check(failed_well(r, (503,)), "an edit into a store that was moved: %d %s" % (r.status, r.text()))
        check(not os.path.exists(world.db), "no second store is made in its place")
        ready = world.nobody().get("/readyz")
        check(ready.status == 503, "/readyz of a store that was moved: %d" % ready.status)
        check(world.nobody().get("/healthz").status == 200, "the program lives")
        os.rename(aside, world.db)
        check(writer.edit().status == 200 and writer.stored() == writer.acknowledged, "an edit after it came back")
        check(world.nobody().get("/readyz").status == 200, "/readyz after it came back")
        check(world.stop() == 0 and verified(world), "the store holds")


def full_disk(binary):
    if os.getuid() != 0:
        skip("full disk", "needs root")
        return
    folder = tempfile.mkdtemp(prefix="minsheng-fault-")
    wrapper = os.path.join(folder, "serve")
    disk = os.path.join(folder, "disk")
    os.mkdir(disk)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk], capture_output=True).returncode != 0:
        shutil.rmtree(folder)
        skip("full disk", "no tmpfs can be mounted here")
        return
    try:
        with World(binary, db=os.path.join(disk, "x.db")) as world:
            writer = Writer(world)
            check(writer.edit().status == 200, "an edit before")
            with open(os.path.join(disk, "ballast"), "wb") as f:
                try:
                    while True:
                        f.write(b"\0" * 65536)
                        f.flush()
                except OSError:
                    pass
            refusals = 0
            for _ in range(300):
                r = writer.edit()
                if r.status == 200:
                    continue
                refusals += 1
                check(failed_well(r, (507,)), "an edit on a full disk: %d %s" % (r.status, r.text()))
                if refusals == 20:
                    break
            check(refusals == 20, "the disk was full for %d edits" % refusals)
            upload = world.client("clerk").upload("/api/v1/office/%d/imports" % world.region, "清单.docx",
                                                  bytes_of(os.path.join(EXAMPLES, "1-candidates.docx")))
            check(failed_well(upload, (507,)), "an upload on a full disk: %d %s" % (upload.status, upload.text()))
            check(writer.stored() == writer.acknowledged, "what was acknowledged is there")
            check(world.nobody().get("/").status == 200, "reading goes on")
            page = world.client("clerk").post("/logout")
            check(page.status in (303, 507), "a logout on a full disk: %d" % page.status)
            os.unlink(os.path.join(disk, "ballast"))
            if page.status == 303:
                check(world.client("clerk").login("clerk", "Shishi-2026-mima").status == 303, "a login with room again")
            check(writer.edit().status == 200 and writer.stored() == writer.acknowledged, "an edit with room again")
            check(world.stop() == 0 and verified(world), "the store holds")
    finally:
        subprocess.run(["umount", disk])
        shutil.rmtree(folder)


def file_limit(binary):
    """RLIMIT_FSIZE, as `ulimit -f` or a container sets it: not the end of the program."""
    with World(binary) as world:
        writer = Writer(world)
        check(writer.edit().status == 200, "an edit before")
        size = max(os.path.getsize(world.db + tail) for tail in ("", "-wal"))
        subprocess.run(["prlimit", "--pid", str(world.process.pid), "--fsize=%d:unlimited" % (size + 4096)], check=True)
        refusals = 0
        for _ in range(400):
            r = writer.edit()
            if r.status != 200:
                check(failed_well(r, (503, 507)), "an edit beyond the limit: %d %s" % (r.status, r.text()))
                refusals += 1
                if refusals == 5:
                    break
        check(refusals == 5, "the limit was reached %d times" % refusals)
        check(world.process.poll() is None, "the program lives")
        check(writer.stored() == writer.acknowledged, "what was acknowledged is there")
        subprocess.run(["prlimit", "--pid", str(world.process.pid), "--fsize=unlimited:unlimited"], check=True)
        check(writer.edit().status == 200 and writer.stored() == writer.acknowledged, "an edit without the limit")
        check(world.stop() == 0 and verified(world), "the store holds")


# ---------------------------------------------------------------- PostgreSQL

def postgres(*arguments):
    home, programs = os.environ["MINSHENG_TEST_PG_HOME"], os.environ["MINSHENG_TEST_PG_BIN"]
    user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] if os.getuid() == 0 else []
    subprocess.run([*user, programs + "/pg_ctl", "-D", home + "/data", "-w", "-l", home + "/server.log", *arguments], check=True, cwd="/",
                   stdout=subprocess.DEVNULL)


class PgWriter(Writer):
    def __init__(self, world):
        self.world, self.n, self.acknowledged = world, 0, ""
        hit = world.client("clerk").get("/api/v1/office/%d/search?q=%s" % (world.region, "%E9%A3%9F%E5%A0%82")).json()
        self.project = hit["hits"][0]["project"] if "project" in hit["hits"][0] else hit["hits"][0]["id"]


def server_gone_and_back(binary):
    url = os.environ.get("MINSHENG_TEST_PG")
    if url is None:
        skip("PostgreSQL gone and back", "needs tests/with_postgres")
        return
    start = ["-o", "-c listen_addresses='' -k %s -c fsync=off -c max_connections=60" % os.environ["MINSHENG_TEST_PG_HOME"], "start"]
    with World(binary, db=url) as world:
        writer = PgWriter(world)
        check(writer.edit().status == 200, "an edit before")
        for how in ("immediate", "fast"):
            postgres("-m", how, "stop")
            r = writer.edit()
            check(failed_well(r, (503,)), "an edit without the server: %d %s" % (r.status, r.text()))
            page = world.client("clerk").get("/office/%d" % world.region)
            check(page.status == 503 and re.search("[\u4e00-\u9fff]{6}", page.text()) is not None, "a page without the server: %d" % page.status)
            check(world.nobody().get("/readyz").status == 503, "/readyz without the server")
            check(world.nobody().get("/healthz").status == 200, "/healthz without the server")
            postgres(*start)
            check(wait_until(lambda: world.nobody().get("/readyz").status == 200), "/readyz when the server is back")
            check(writer.stored() == writer.acknowledged, "what was acknowledged is there")
            check(writer.edit().status == 200 and writer.stored() == writer.acknowledged, "an edit when the server is back")
        check("secret" not in world.errors() and "password" not in world.errors(), "no address in the log")
        check(world.stop() == 0 and verified(world, url), "the store holds")
    r = run(binary, "serve", "--db", "postgres://nobody:geheim@127.0.0.1:1/x", "--listen", "127.0.0.1:0")
    check(r.returncode == 3 and sentence(r.stderr) and "geheim" not in r.stderr + r.stdout, "no server at the start: %d %s" % (r.returncode, r.stderr))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", default="build/minsheng")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    binary = os.path.abspath(options.bin)
    for part in (unusable_files, held_by_another, taken_away, full_disk, file_limit, server_gone_and_back):
        if options.only in part.__name__:
            failed, began = len(wrong), time.monotonic()
            part(binary)
            print("%s: %s, %.0f s" % (part.__name__, "good" if len(wrong) == failed else "wrong", time.monotonic() - began))
    print("%d passed, %d failed, %d skipped" % (held, len(wrong), len(skipped)))
    return 1 if wrong else 0


signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
sys.exit(main())
