#!/usr/bin/env python3
"""Bad requests against the delivered server: every route, logged in and not; afterwards the store is as it was.

    tests/fault/http_abuse.py --bin build/minsheng [--mutations 3000] [--seed 1]

In each part nothing may be answered 5xx, nothing forbidden 2xx, the server must live, and an honest request must still be answered. The
control at the end shows that the comparison of stores sees a change.
"""
import argparse
import hashlib
import os
import random
import re
import socket
import sqlite3
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "http"))
from world import World  # noqa: E402

wrong = []
held = 0
FORM = "application/x-www-form-urlencoded"


def check(good, what):
    global held
    if good:
        held += 1
    else:
        wrong.append(what)
        print("wrong: " + what)


# ---------------------------------------------------------------- a client that sends what it is told

def raw(port, data, wait=10.0):
    """The status of the answer, 0 when there is none."""
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as s:
        try:
            s.sendall(data)
            s.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # refused already; the answer may be there
        got = b""
        try:
            while b"\r\n" not in got:
                piece = s.recv(65536)
                if not piece:
                    break
                got += piece
        except OSError:
            return 0
    m = re.match(rb"HTTP/1\.1 ([0-9]{3}) ", got)
    return int(m.group(1)) if m else 0


def request(method, path, client=None, body=b"", kind=FORM, headers=()):
    head = [b"%s %s HTTP/1.1" % (method.encode(), path if isinstance(path, bytes) else path.encode()), b"Host: 127.0.0.1"]
    if client is not None:
        head.append(b"Cookie: " + "; ".join("%s=%s" % c for c in client.cookies.items()).encode())
        head.append(b"X-CSRF-Token: " + client.csrf.encode())
    head += headers
    if body or method == "POST":
        head += [b"Content-Type: " + kind.encode(), b"Content-Length: %d" % len(body)]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


def honest(world):
    began = time.monotonic()
    status = raw(world.port, request("GET", "/healthz"))
    return status == 200 and time.monotonic() - began < 1.0


def fingerprint(world):
    """All rows but those of sessions, which move when they are used."""
    db = sqlite3.connect("file:%s?mode=ro" % world.db, uri=True)
    tables = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'session' ORDER BY name")]
    h = hashlib.sha256()
    for t in tables:
        rows = sorted(repr(r) for r in db.execute("SELECT * FROM \"%s\"" % t))
        h.update(repr((t, rows)).encode())
    db.close()
    return h.hexdigest()


def part(world, name, run):
    before, failed = fingerprint(world), len(wrong)
    run(world)
    check(world.process.poll() is None, name + ": the server lives")
    check(honest(world), name + ": an honest request is answered within a second")
    check(fingerprint(world) == before, name + ": the store is as it was")
    check(world.client("clerk").get("/api/v1/session").status == 200, name + ": nobody was logged out")
    print("%s: %s" % (name, "good" if len(wrong) == failed else "wrong"))


# ---------------------------------------------------------------- the routes

class Route:
    def __init__(self, line):
        cells = line.split("\t")
        self.method, self.pattern, self.rights, self.body = cells[0], cells[1], cells[2], int(cells[4])
        self.params = re.findall(r"([a-z_.*]+):([a-z]+)(!?)", cells[6])

    def path(self, world, **taken):
        def fill(m):
            name = m.group(1)
            if name in taken:
                return taken[name]
            return {"region": str(world.region) if "/office/" in self.pattern or "/admin/" in self.pattern else "%E7%A4%BA%E4%BE%8B%E5%8E%BF",
                    "year": "2025", "code": "aaaa", "link": "x" * 32, "key": "session_idle"}.get(name, "1")
        return re.sub(r"\{([a-z_]+)\}", fill, self.pattern)


def routes(binary):
    out = subprocess.run([binary, "serve", "--routes"], capture_output=True, text=True, check=True).stdout
    return [Route(line) for line in out.splitlines()]


def who(world, route):
    return world.client("admin") if "/admin/" in route.pattern else world.client("clerk")


def methods(world):
    all_routes = routes(world.binary)
    gets = {r.pattern for r in all_routes if r.method == "GET"}
    posts = {r.pattern for r in all_routes if r.method == "POST"}
    for r in all_routes:
        client = who(world, r)
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"):
            status = raw(world.port, request(method, r.path(world), client))
            check(status == 405, "%s %s: %d" % (method, r.pattern, status))
        if r.pattern not in gets and not any(same_shape(r.pattern, g) for g in gets):
            check(raw(world.port, request("GET", r.path(world), client)) == 405, "GET " + r.pattern)
        if r.pattern not in posts and not any(same_shape(r.pattern, p) for p in posts):
            check(raw(world.port, request("POST", r.path(world), client)) == 405, "POST " + r.pattern)
        for header in (b"X-HTTP-Method-Override: POST", b"X-Method-Override: POST"):
            if r.method == "GET":
                status = raw(world.port, request("GET", r.path(world), client, headers=(header,)))
                check(status < 500, "%s and %s: %d" % (r.pattern, header.decode(), status))


def same_shape(a, b):
    """Could a path of `a` be one of `b`?"""
    x, y = a.split("/"), b.split("/")
    return len(x) == len(y) and all(i == j or "{" in i or "{" in j for i, j in zip(x, y))


def paths(world):
    clerk = world.client("clerk")
    for r in routes(world.binary):
        p = r.path(world)
        for changed in ("/" + p, p + "//", "/." + p, p + "/..", p.replace("/", "/./", 1), p + "/%2e%2e", p + "%2f", p + "%5c", p + "%00",
                        p + "%", p + "%g1", p + "/%c0%ae", p + "/%ff", p + "\\..", p + "/" + "a" * 9000):
            status = raw(world.port, request(r.method, changed, clerk))
            check(400 <= status < 500 or (status == 308 and r.method == "GET"), "%s %s: %d" % (r.method, changed[:60], status))
        for changed in (p.encode() + b"\xff", p.encode() + b"\x00", p.encode() + b" x", p.encode() + b"\tx"):
            status = raw(world.port, request(r.method, changed, clerk))
            # a blank in the target: the library closes without a word
            check(400 <= status < 500 or (status == 0 and b" x" in changed), "%s %r: %d" % (r.method, changed[-60:], status))


VALUES = {"id": "1", "int": "1", "dec": "1.5", "day": "2025-06-30", "code": "a", "flag": "1"}


def parameters(world):
    """Each parameter of each form twice, not UTF-8, with a NUL, and one nobody declared."""
    tried = 0
    for r in routes(world.binary):
        fields = [(n, t) for n, t, _ in r.params if "{%s}" % n not in r.pattern and t != "file"]
        if r.method != "POST":
            for name, kind in fields:
                for query in ("%s=a&%s=b", "%s=%%ff&%s=", "%s=%%00&x%s="):
                    status = raw(world.port, request("GET", r.path(world) + "?" + query % (name, name), who(world, r)))
                    check(status < 500, "GET %s?%s: %d" % (r.pattern, query, status))
            continue
        if r.pattern in ("/logout", "/elder", "/api/v1/session/end"):
            continue  # these do what they are asked
        client = who(world, r)
        for name, kind in fields:
            name = name.replace("*", "1")
            value = VALUES.get(kind, "a")
            for what, body in (("twice", "%s=%s&%s=%s" % (name, value, name, value)), ("not UTF-8", "%s=%%ff%%fe" % name),
                               ("NUL", "%s=%%00" % name), ("a broken code", "%s=%%zz" % name), ("half a character", "%s=%%e7%%a4" % name),
                               ("undeclared", "%s=%s&is_admin=1" % (name, value))):
                status = raw(world.port, request("POST", r.path(world), client, body.encode()))
                check(400 <= status < 500, "POST %s, %s %s: %d" % (r.pattern, name, what, status))
                tried += 1
        body = "&".join("f%d=1" % i for i in range(700)).encode()
        check(400 <= raw(world.port, request("POST", r.path(world), client, body)) < 500, "POST %s with 700 fields" % r.pattern)
    check(tried > 100, "only %d parameters were tried" % tried)


def sizes(world):
    clerk = world.client("clerk")
    for n in (24 << 10, 64 << 10, 1 << 20):
        status = raw(world.port, request("GET", "/", headers=(b"X-A: " + b"a" * n,)))
        check(status == 431, "a header of %d bytes: %d" % (n, status))
        status = raw(world.port, request("GET", "/" + "a" * n))
        check(status in (414, 431), "a target of %d bytes: %d" % (n, status))
        status = raw(world.port, request("GET", "/", headers=(b"Cookie: sid=" + b"a" * n,)))
        check(status == 431, "a cookie of %d bytes: %d" % (n, status))
    for r in routes(world.binary):
        if r.method != "POST":
            continue
        for length in (r.body + 1, r.body * 2 + 100000, 1 << 40):
            head = request("POST", r.path(world), clerk, headers=(b"Expect: 100-continue",)).replace(
                b"Content-Length: 0", b"Content-Length: %d" % length)
            status = raw(world.port, head)
            check(status in (401, 403, 404, 413), "POST %s says %d bytes: %d" % (r.pattern, length, status))


def multipart(world):
    """Bodies no browser makes, at the upload of documents."""
    clerk = world.client("clerk")
    name = b"Content-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
    good = b"1. \xe5\x8f\xa3\xe8\xa2\x8b\xe5\x85\xac\xe5\x9b\xad"

    def piece(field, data, extra=b"", more=b""):
        return b"--B\r\n" + more + name % (field, extra) + data + b"\r\n"

    token = piece(b"token", clerk.csrf.encode())
    file = piece(b"file", good, b"; filename=\"a.txt\"")
    bodies = {
        "no end": token + file,
        "nothing": b"",
        "only the end": b"--B--\r\n",
        "another boundary": token.replace(b"--B", b"--C") + b"--C--\r\n",
        "a file twice": token + file + file + b"--B--\r\n",
        "a field twice": token + token + file + b"--B--\r\n",
        "a part without a name": token + b"--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--\r\n",
        "a part without a head": token + b"--B\r\nx\r\n--B--\r\n",
        "a long head": token + piece(b"file", good, b"; filename=\"a.txt\"", b"X-A: " + b"a" * 9000 + b"\r\n") + b"--B--\r\n",
        "many parts": token + b"".join(piece(b"f%d" % i, b"x") for i in range(400)) + b"--B--\r\n",
        "a NUL in the name": token + piece(b"file", good, b"; filename=\"a\0.txt\"") + b"--B--\r\n",
        "a name that is not UTF-8": token + piece(b"file", good, b"; filename=\"\xff\xfe.txt\"") + b"--B--\r\n",
        "a field that is not UTF-8": token + piece(b"year", b"\xff\xfe") + file + b"--B--\r\n",
        "a nested multipart": token + b"--B\r\nContent-Type: multipart/mixed; boundary=C\r\n" + name % (b"file", b"") + b"--C\r\n\r\nx\r\n--C--\r\n--B--\r\n",
        "undeclared": token + piece(b"is_admin", b"1") + file + b"--B--\r\n",
        "an empty file": token + piece(b"file", b"", b"; filename=\"a.txt\"") + b"--B--\r\n",
        "a file that is none": token + piece(b"file", b"PK\x03\x04" + b"\0" * 40, b"; filename=\"a.docx\"") + b"--B--\r\n",
    }
    kinds = {"no boundary": "multipart/form-data", "an empty boundary": "multipart/form-data; boundary=",
             "a long boundary": "multipart/form-data; boundary=" + "b" * 200, "two boundaries": "multipart/form-data; boundary=B; boundary=C",
             "mixed": "multipart/mixed; boundary=B", "JSON": "application/json", "XML": "text/xml", "no type": "x"}
    for path in ("/api/v1/office/%d/imports" % world.region, "/office/%d/imports" % world.region):
        for what, body in bodies.items():
            status = raw(world.port, request("POST", path, clerk, body, "multipart/form-data; boundary=B"))
            check(400 <= status < 500, "%s, %s: %d" % (path, what, status))
        for what, kind in kinds.items():
            status = raw(world.port, request("POST", path, clerk, token + file.replace(good, b"nothing of use") + b"--B--\r\n", kind))
            check(400 <= status < 500, "%s, %s: %d" % (path, what, status))


def mutations(world):
    """Good requests with some bytes changed, cut, doubled or swapped; without the session, so that none may change anything."""
    rng = random.Random(world.seed)
    seeds = [request("GET", "/"), request("GET", "/search?q=%E9%A3%9F%E5%A0%82"), request("GET", "/api/v1/regions"),
             request("POST", "/login", body=b"login=a&password=b"), request("GET", "/office/account"),
             request("POST", "/office/1/imports", body=b"--B\r\n", kind="multipart/form-data; boundary=B"),
             b"POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n"]
    odd = [b"\0", b"\r", b"\n", b"\r\n", b":", b" ", b"\t", b"%", b"%00", b"/", b"..", b"?", b"&", b";", b"\xff", b"\xe7\xa4", b"-1",
           b"99999999999999999999", b"Content-Length: 7\r\n", b"Transfer-Encoding: chunked\r\n", b"Host: b\r\n", b"HTTP/1.1", b"Expect: 100-continue\r\n"]
    sizes_seen = []
    bad = {}
    for i in range(world.mutations):
        data = bytearray(rng.choice(seeds))
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(data) + 1)
            way = rng.randrange(4)
            if way == 0:
                data[at:at] = rng.choice(odd)
            elif way == 1:
                del data[at:at + rng.randint(1, 12)]
            elif way == 2 and at < len(data):
                data[at] = rng.randrange(256)
            else:
                data[at:at] = data[max(0, at - rng.randint(1, 30)):at]
        status = raw(world.port, bytes(data))
        if status >= 500 and status != 505:
            bad.setdefault(status, bytes(data))
        if i in (world.mutations // 3, world.mutations - 1):
            sizes_seen.append(resident(world))
    check(not bad, "mutated requests answered %r" % bad)
    check(sizes_seen[1] < sizes_seen[0] * 1.05 + (1 << 20), "memory grew from %d to %d" % tuple(sizes_seen))


def resident(world):
    with open("/proc/%d/status" % world.process.pid) as f:
        return int(re.search(r"VmRSS:\s+([0-9]+) kB", f.read()).group(1)) * 1024


# ---------------------------------------------------------------- slow clients, with the limits as delivered

def slow_clients(world):
    """200 drip a head, 100 a body, 100 do not read: honest clients are served, and drippers on the head are gone after 8 s."""
    clerk = world.client("clerk")
    head = request("POST", "/login", body=b"x" * 50000)[:-50000]
    page = request("GET", "/api/v1/office/%d/programmes" % world.region, clerk)
    slow = []
    for i in range(400):
        s = socket.create_connection(("127.0.0.1", world.port))
        s.setblocking(False)
        s.send(b"GET / HTTP/1.1\r\nHost: a\r\nX-A: " if i < 200 else head if i < 300 else page * 8)
        slow.append(s)
    began, times, dripping = time.monotonic(), [], set(range(300))
    while time.monotonic() - began < 13:
        before = time.monotonic()
        check_honest = raw(world.port, request("GET", "/healthz"))
        if check_honest != 200:
            check(False, "an honest client got %d beside slow ones" % check_honest)
        times.append(time.monotonic() - before)
        for i in list(dripping):
            try:
                slow[i].send(b"a")
            except BlockingIOError:
                pass
            except OSError:
                dripping.discard(i)
        time.sleep(0.2)
    times.sort()
    check(times[int(len(times) * 0.95)] < 1.0, "the 95th percentile of honest clients is %.2f s" % times[int(len(times) * 0.95)])
    left = len([i for i in dripping if i < 200])
    check(left == 0, "%d of 200 drippers on the head are still there after 13 s" % left)
    for s in slow:
        s.close()


def control(world):
    """What compares stores must see a change."""
    before = fingerprint(world)
    clerk = world.client("clerk")
    units = clerk.post("/api/v1/office/%d/units" % world.region, name="新的一个局", kind="government")
    check(units.status == 200, "a unit is made: %d" % units.status)
    check(fingerprint(world) != before, "the comparison sees a new unit")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", default="build/minsheng")
    parser.add_argument("--mutations", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with World(options.bin) as world:
        world.mutations, world.seed = options.mutations, options.seed
        for name, run in (("methods", methods), ("paths", paths), ("parameters", parameters), ("sizes", sizes), ("multipart", multipart),
                          ("mutations", mutations), ("slow clients", slow_clients)):
            part(world, name, run)
        control(world)
        check(world.stop() == 0, "it stops when told to")
    print("%d passed, %d failed" % (held, len(wrong)))
    return 1 if wrong else 0


sys.exit(main())
