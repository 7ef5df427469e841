#!/usr/bin/env python3
"""How fast pages are served, beside nginx with the same bytes, Redmine and Fossil with the same programme, in one run.

  web.py [BUILD] [--seconds 4] [--rounds 3] [--only public,office,peers,start] [--peers FOLDER]

BUILD (default: build) holds minsheng of a release build. A programme of 15 projects, 6 milestones and 12 notes each is imported into a new
store and served on the loopback; wrk asks for one page at a time over 8 and 32 kept connections. Each round measures every server once, in
turn, and the table has medians. Redmine and Fossil (bench/peers) are measured where Debian's packages are installed; FOLDER keeps
their databases, so that a second run starts at once. Every reply must be 200 with a whole body.
"""

import argparse
import http.client
import json
import os
import platform
import re
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tests", "http"))
from world import Client  # noqa: E402

COUNTY, YEAR, PROJECTS, NOTES = "示例县", 2026, 15, 12
CONNECTIONS = (8, 32)
STARTS = 15
ONE_TIME = "Shishi-2026-mima"
MONTHS = (2, 4, 6, 8, 10, 11)


# ---------------------------------------------------------------- the programme

def document():
    """The list as a table; its names and sentences are those of bench/peers."""
    rows = ["%s%d年民生实事任务清单" % (COUNTY, YEAR), "序号\t项目名称\t主要内容\t推进计划\t责任单位"]
    for i in range(1, PROJECTS + 1):
        plan = "".join("%d月底前，完成主体施工%d公里。" % (m, 5 * (n + 1)) for n, m in enumerate(MONTHS))
        rows.append("%d\t第%d件 乡镇卫生院能力提升\t新建改扩建农村道路30公里，方便沿线群众出行。\t%s\t县交通局" % (i, i, plan))
    return "\n".join(rows) + "\n"


def notes():
    return "\n".join("第%d次调度：进度正常，累计完成投资%d万元。" % (n, n * 40) for n in range(1, NOTES + 1))


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Ours:
    name = "minsheng"

    def __init__(self, binary, folder):
        self.binary, self.db = binary, os.path.join(folder, "bench.db")
        source = os.path.join(folder, "清单.txt")
        with open(source, "w", encoding="utf-8") as f:
            f.write(document())
        run = subprocess.run([binary, "import", "--db", self.db, "--yes", "--publish", source], capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit("web.py: import: " + run.stderr)
        self.start()

    def fill(self):
        self.accounts()
        self.add_notes()

    def start(self):
        self.process = subprocess.Popen([self.binary, "serve", "--db", self.db, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                                        text=True)
        said = ""
        while "http://" not in said:
            said += self.process.stdout.readline()
        self.port = int(re.search(r"http://127\.0\.0\.1:([0-9]+)", said).group(1))
        found = re.search("一次性密码：(.*)", said)
        self.one_time = found.group(1).strip() if found else None

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)
        self.process.stdout.close()

    def accounts(self):
        admin = Client(self.port).first_login("admin", self.one_time)
        self.region = Client(self.port).get("/api/v1/regions").json()["regions"][0]["id"]
        self.clerk = self.account(admin, "clerk", 0)
        unit = self.clerk.get("/api/v1/office/%d/units" % self.region).json()["units"][0]["id"]
        self.reporter = self.account(admin, "reporter", unit)
        self.programme = self.clerk.get("/api/v1/office/%d/programmes" % self.region).json()["programmes"][0]["id"]

    def account(self, admin, role, unit):
        made = admin.post("/api/v1/admin/accounts", login=role, name="测试").json()
        if admin.post("/api/v1/admin/accounts/%d/grants" % made["id"], role=role, region=self.region, unit=unit).status != 200:
            sys.exit("web.py: no account for the " + role)
        return Client(self.port).first_login(role, made["password"])

    def add_notes(self):
        view = self.clerk.get("/api/v1/office/%d/programmes/%d" % (self.region, self.programme)).json()
        projects = view["programme"]["projects"]
        with sqlite3.connect("file:%s?mode=ro" % self.db, uri=True) as db:
            ids = [row[0] for row in db.execute("SELECT id FROM project WHERE region = ? ORDER BY id", (self.region,))]
        milestones = sum(len(p["milestones"]) for p in projects)
        if len(projects) != PROJECTS or milestones != PROJECTS * len(MONTHS):
            sys.exit("web.py: %d projects, %d milestones were read" % (len(projects), milestones))
        self.first = ids[0]
        for each in ids:
            path = "/api/v1/office/%d/projects/%d" % (self.region, each)
            one = self.clerk.get(path).json()
            r = self.clerk.post(path, version=one["version"], reason="调度",
                                **{"item.%d.progress" % one["items"][0]["id"]: notes()})
            if r.status != 200:
                sys.exit("web.py: notes: %d %s" % (r.status, r.text()))

    def resident(self):
        with open("/proc/%d/status" % self.process.pid) as f:
            return int(re.search(r"VmRSS:\s+([0-9]+) kB", f.read()).group(1)) * 1024


# ---------------------------------------------------------------- the others

class Nginx:
    """Debian's settings (sendfile, tcp_nopush, a worker for each core), log off, the pages as files."""

    name = "nginx"

    def __init__(self, folder, pages):
        self.port, self.folder = free_port(), os.path.join(folder, "nginx")
        os.makedirs(os.path.join(self.folder, "root"))
        os.chmod(folder, 0o755)
        for name, body in pages.items():
            with open(os.path.join(self.folder, "root", name + ".html"), "wb") as f:
                f.write(body)
        conf = os.path.join(self.folder, "nginx.conf")
        with open(conf, "w") as f:
            f.write("""worker_processes auto; pid {0}/pid; error_log {0}/error.log; daemon off;
events {{ worker_connections 768; }}
http {{ sendfile on; tcp_nopush on; access_log off; types {{ text/html html; }} charset utf-8; keepalive_requests 1000000;
client_body_temp_path {0}/body; proxy_temp_path {0}/proxy; fastcgi_temp_path {0}/fastcgi; uwsgi_temp_path {0}/uwsgi; scgi_temp_path {0}/scgi;
server {{ listen 127.0.0.1:{1}; root {0}/root; }} }}
""".format(self.folder, self.port))
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        self.process = subprocess.Popen([program, "-c", conf], stderr=subprocess.DEVNULL)
        wait_for(self.port, "/home.html", 10)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)


class Peer:
    def __init__(self, name, folder, needs):
        self.name, self.port = name, free_port()
        self.folder = os.path.join(folder, name.lower())
        self.process = None
        if not needs:
            return
        log = open(os.path.join(folder, name.lower() + ".log"), "w")
        self.process = subprocess.Popen([os.path.join(HERE, "peers", name.lower() + ".sh"), self.folder, str(self.port)], stdout=log,
                                        stderr=subprocess.STDOUT, start_new_session=True)
        log.close()

    def stop(self):
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(timeout=30)


def peers(folder):
    """Name, list and detail of those that are installed and came up."""
    found = []
    for name, there, first in (("Redmine", os.path.isdir("/usr/share/redmine"), "/issues/1"),
                               ("Fossil", shutil.which("fossil") is not None, "/rptview?rn=1")):
        if not there:
            print("not measured: %s is not installed" % name)
            continue
        peer = Peer(name, folder, there)
        if not wait_for(peer.port, first, 900, peer.process):
            sys.exit("web.py: %s did not come up: %s.log" % (name, os.path.join(folder, name.lower())))
        if name == "Redmine":
            peer.list, peer.detail = "/projects/minsheng/issues?set_filter=1&parent_id=%21*", "/issues/1"
        else:
            with open(os.path.join(peer.folder, "detail")) as f:
                peer.list, peer.detail = first, f.read().strip()
        found.append(peer)
    return found


# ---------------------------------------------------------------- asking

def fetch(port, path, headers=()):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        c.request("GET", path, headers=dict(headers))
        r = c.getresponse()
        return r.status, r.read()
    finally:
        c.close()


def wait_for(port, path, seconds, process=None):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if fetch(port, path)[0] == 200:
                return True
        except OSError:
            pass
        if process is not None and process.poll() is not None:
            return False
        time.sleep(0.1)
    return False


UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


def wrk(port, path, connections, seconds, headers=()):
    """Requests a second and the 99th percentile in ms; stops the program on any reply that is not 200."""
    command = ["wrk", "-t1" if connections < 16 else "-t2", "-c%d" % connections, "-d%ds" % seconds, "--timeout", "60s", "--latency"]
    for name, value in headers:
        command += ["-H", "%s: %s" % (name, value)]
    said = subprocess.run(command + ["http://127.0.0.1:%d%s" % (port, path)], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit("web.py: %s: %s" % (path, said))
    number, unit = re.search(r"99%\s+([0-9.]+)(us|ms|s|m)", said).groups()
    return float(re.search(r"Requests/sec:\s+([0-9.]+)", said).group(1)), float(number) * UNITS[unit]


class Watch(threading.Thread):
    """The largest resident size while it runs."""

    def __init__(self, ours):
        super().__init__(daemon=True)
        self.ours, self.peak, self.end = ours, 0, threading.Event()

    def run(self):
        while not self.end.wait(0.02):
            self.peak = max(self.peak, self.ours.resident())


def rounds(pages, options):
    """pages: (label, server, port, path, headers); {(label, server, c): (requests a second, p99)}, medians."""
    seen = {}
    for _, _, port, path, headers in pages:
        wrk(port, path, 8, 1, headers)
    for _ in range(options.rounds):
        for connections in CONNECTIONS:
            for label, server, port, path, headers in pages:
                seen.setdefault((label, server, connections), []).append(wrk(port, path, connections, options.seconds, headers))
    return {k: (statistics.median(r for r, _ in v), statistics.median(p for _, p in v)) for k, v in seen.items()}


# ---------------------------------------------------------------- the tables

def row(*cells):
    print("| " + " | ".join(cells) + " |")


def head(*cells):
    row(*cells)
    print("| --- |" + " ---: |" * (len(cells) - 1))


def rate(v):
    return "%s" % format(round(v), ",") if v >= 100 else "%.1f" % v


def public_table(ours, paths, folder, options):
    bodies = {name: fetch(ours.port, path)[1] for name, path in paths.items()}
    nginx = Nginx(folder, bodies)
    try:
        pages = []
        for name, path in paths.items():
            pages += [(name, "minsheng", ours.port, path, ()), (name, "nginx", nginx.port, "/%s.html" % name, ())]
        seen = rounds(pages, options)
    finally:
        nginx.stop()
    head("public page, the same bytes", "KB", "connections", "minsheng, requests/s", "p99 ms", "nginx, requests/s", "p99 ms", "ratio")
    for name in paths:
        for c in CONNECTIONS:
            a, b = seen[name, "minsheng", c], seen[name, "nginx", c]
            row(name, "%.1f" % (len(bodies[name]) / 1e3), str(c), rate(a[0]), "%.2f" % a[1], rate(b[0]), "%.2f" % b[1],
                "%.2f" % (a[0] / b[0]))
    print()


def office_table(ours, options):
    """Pages as people have them open; label, path, who."""
    pages = [("a unit's own items, 15 with 6 milestones", "/office/mine", ours.reporter),
             ("a project with its whole history", "/office/%d/projects/%d?history=all" % (ours.region, ours.first), ours.clerk),
             ("the year's list", "/office/%d/programmes/%d" % (ours.region, ours.programme), ours.clerk),
             ("the year's list as JSON", "/api/v1/office/%d/programmes/%d" % (ours.region, ours.programme), ours.clerk)]
    asks, size = [], {}
    for label, path, who in pages:
        cookie = (("Cookie", "; ".join("%s=%s" % c for c in who.cookies.items())),)
        if fetch(ours.port, path)[0] == 200:
            sys.exit("web.py: %s needs no login" % path)
        status, body = fetch(ours.port, path, cookie)
        if status != 200 or "乡镇卫生院能力提升" not in body.decode():
            sys.exit("web.py: %s: %d, without the project" % (path, status))
        size[label] = len(body)
        asks.append((label, "minsheng", ours.port, path, cookie))
    watch = Watch(ours)
    watch.start()
    seen = rounds(asks, options)
    watch.end.set()
    head("office page, logged in, rights checked", "KB", "connections", "requests/s", "p99 ms")
    for label, _, _ in pages:
        for c in CONNECTIONS:
            v = seen[label, "minsheng", c]
            row(label, "%.1f" % (size[label] / 1e3), str(c), rate(v[0]), "%.2f" % v[1])
    print("\nLargest resident memory meanwhile: %.1f MB.\n" % (watch.peak / 1e6))


def peer_table(ours, paths, folder, options):
    others = peers(folder)
    try:
        pages = [("list", "minsheng", ours.port, paths["home"], ()), ("detail", "minsheng", ours.port, paths["project"], ())]
        size = {}
        for p in others:
            pages += [("list", p.name, p.port, p.list, ()), ("detail", p.name, p.port, p.detail, ())]
        for label, server, port, path, _ in pages:
            status, body = fetch(port, path)
            if status != 200 or "乡镇卫生院能力提升" not in body.decode("utf-8", "replace"):
                sys.exit("web.py: %s %s: %d, without the project" % (server, path, status))
            size[label, server] = len(body)
        seen = rounds(pages, options)
    finally:
        for p in others:
            p.stop()
    head("anonymous, the same programme", "page", "KB", "connections", "requests/s", "p99 ms", "minsheng is faster by")
    for label in ("list", "detail"):
        for server in ["minsheng"] + [p.name for p in others]:
            for c in CONNECTIONS:
                v = seen[label, server, c]
                row(server, label, "%.1f" % (size[label, server] / 1e3), str(c), rate(v[0]), "%.2f" % v[1],
                    "%.0f ×" % (seen[label, "minsheng", c][0] / v[0]))
    print()


def start_ms(ours):
    """From exec to the first 200 of /healthz, on the store that is there."""
    port = free_port()
    request = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    began = time.monotonic()
    process = subprocess.Popen([ours.binary, "serve", "--db", ours.db, "--listen", "127.0.0.1:%d" % port], stdout=subprocess.DEVNULL)
    try:
        while time.monotonic() - began < 10:
            try:
                with socket.create_connection(("127.0.0.1", port)) as s:
                    s.sendall(request)
                    if s.recv(4096).startswith(b"HTTP/1.1 200"):
                        return (time.monotonic() - began) * 1e3
            except OSError:
                time.sleep(0.0005)
    finally:
        process.terminate()
        process.wait()
    return sys.exit("web.py: it did not start")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", default="build")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="public,office,peers,start")
    parser.add_argument("--peers", metavar="FOLDER")
    options = parser.parse_args()
    only = options.only.split(",")
    folder = tempfile.mkdtemp(prefix="minsheng-bench-web-")
    ours = Ours(os.path.join(os.path.abspath(options.build), "minsheng"), folder)
    try:
        ours.fill()
        county = "/" + urllib.parse.quote(COUNTY)
        paths = {"home": "/", "project": "%s/%d/1" % (county, YEAR)}
        text = fetch(ours.port, paths["project"])[1].decode()
        if "第12次调度" not in text or text.count("完成主体施工") < 6:
            sys.exit("web.py: the project's page lacks its notes or milestones")
        print("%s, %d cores, %s; %s\n" % (platform.machine(), os.cpu_count(), platform.system(), time.strftime("%Y-%m-%d")))
        if "public" in only:
            public_table(ours, paths, folder, options)
        if "office" in only:
            office_table(ours, options)
        if "start" in only:
            times = [start_ms(ours) for _ in range(STARTS)]
            print("Start, exec to the first 200 of /healthz: %.0f ms (median of %d; %.0f to %.0f).\n" %
                  (statistics.median(times), STARTS, min(times), max(times)))
        if "peers" in only:
            kept = options.peers or os.path.join(folder, "peers")
            os.makedirs(kept, exist_ok=True)
            peer_table(ours, paths, kept, options)
    finally:
        ours.stop()
        shutil.rmtree(folder, ignore_errors=True)


main()
