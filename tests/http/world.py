"""A served store for tests: the examples imported and published, an account for every role.

    with World("build/minsheng") as w:
        w.client("clerk").get("/api/v1/office/regions")

Two units and a second region stand beside, so that "own" and "other" can be told apart.
"""
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.join(HERE, "..", "..", "examples")
ROLES = ["clerk", "reporter", "reviewer", "leader", "congress_staff", "deputy", "township", "authority", "teller", "finance",
         "auditor", "system_admin", "security_admin", "audit_admin"]
BY_UNIT = ["reporter", "reviewer", "township", "authority"]
PASSWORD = "Shishi-2026-mima"


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def header(self, name):
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)

    def json(self):
        return json.loads(self.body)

    def text(self):
        return self.body.decode("utf-8", "replace")


class Client:
    """Keeps cookies as a browser does; follows nothing."""

    def __init__(self, port, prefix=""):
        self.port, self.prefix, self.cookies, self.csrf = port, prefix, {}, ""

    def ask(self, method, path, headers=(), body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, self.prefix + path, skip_accept_encoding=True)
            for name, value in headers:
                connection.putheader(name, value)
            if self.cookies:
                connection.putheader("Cookie", "; ".join("%s=%s" % c for c in self.cookies.items()))
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            r = connection.getresponse()
            answer = Answer(r.status, r.getheaders(), r.read())
        finally:
            connection.close()
        for k, v in answer.headers:
            if k.lower() == "set-cookie":
                name, value = v.split(";")[0].split("=", 1)
                if "Max-Age=0" in v:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = value
        return answer

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, token=True, headers=(), **fields):
        if token:
            fields["token"] = self.csrf
        body = urllib.parse.urlencode(fields).encode()
        return self.ask("POST", path, [("Content-Type", "application/x-www-form-urlencoded")] + list(headers), body)

    def upload(self, path, name, data, **fields):
        fields["token"] = self.csrf
        boundary = "----x7s9"
        parts = b""
        for k, v in fields.items():
            parts += ("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n" % (boundary, k, v)).encode()
        parts += ("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n" % (boundary, name)).encode()
        parts += data + ("\r\n--%s--\r\n" % boundary).encode()
        return self.ask("POST", path, [("Content-Type", "multipart/form-data; boundary=" + boundary)], parts)

    def login(self, login, password):
        r = self.post("/login", token=False, login=login, password=password)
        if r.status == 303:
            self.csrf = self.get("/api/v1/session").json()["csrf"]
        return r

    def first_login(self, login, one_time):
        r = self.login(login, one_time)
        assert r.status == 303, (login, r.status, r.text())
        r = self.post("/office/account/password", old=one_time, new=PASSWORD, again=PASSWORD)
        assert r.status == 303, (login, r.status, r.text())
        return self


class World:
    def __init__(self, binary, accounts=True, prefix="", documents=("2-tasks.txt",), db=None, extra=()):
        self.binary, self.prefix, self.wants_accounts = os.path.abspath(binary), prefix, accounts
        self.documents, self.extra, self.given_db = documents, list(extra), db
        self.process = None
        self.clients = {}

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="minsheng-http-")
        self.db = self.given_db or os.path.join(self.folder, "t.db")
        for document in self.documents:
            run = subprocess.run([self.binary, "import", "--db", self.db, "--yes", "--publish", os.path.join(EXAMPLES, document)],
                                 capture_output=True, text=True)
            assert run.returncode == 0, run.stderr
        self.start()
        if self.wants_accounts:
            self.make_accounts()
        return self

    def start(self):
        self.log = open(os.path.join(self.folder, "log"), "a+", encoding="utf-8")
        command = [self.binary, "serve", "--db", self.db, "--listen", "127.0.0.1:0"] + self.extra
        if self.prefix:
            command += ["--prefix", self.prefix]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.said = ""
        while "http://" not in self.said:
            line = self.process.stdout.readline()
            assert line, "the server did not start: " + self.errors()
            self.said += line
        self.port = int(re.search(r"http://127\.0\.0\.1:([0-9]+)", self.said).group(1))
        m = re.search("一次性密码：(.*)", self.said)
        self.one_time = m.group(1).strip() if m else None

    def stop(self, how=signal.SIGTERM):
        if self.process is None:
            return None
        self.process.send_signal(how)
        code = self.process.wait(timeout=20)
        self.process.stdout.close()
        self.process = None
        return code

    def errors(self):
        self.log.flush()
        with open(self.log.name, encoding="utf-8") as f:
            return f.read()

    def nobody(self):
        return Client(self.port, self.prefix)

    def client(self, who):
        return self.clients[who]

    def account(self, login, role, region, unit=0):
        one_time = self.admin.post("/api/v1/admin/accounts", login=login, name="测试" + login).json()
        r = self.admin.post("/api/v1/admin/accounts/%d/grants" % one_time["id"], role=role, region=region, unit=unit)
        assert r.status == 200, (login, role, r.status, r.text())
        self.clients[login] = self.nobody().first_login(login, one_time["password"])
        return self.clients[login]

    def make_accounts(self):
        self.admin = self.nobody().first_login("admin", self.one_time)
        self.clients["admin"] = self.admin
        self.region = self.nobody().get("/api/v1/regions").json()["regions"][0]["id"]
        clerk = self.account("clerk", "clerk", self.region)
        self.units = clerk.get("/api/v1/office/%d/units" % self.region).json()["units"]

    def make_roles(self):
        for role in ROLES:
            if role not in self.clients:
                self.account(role, role, 0 if role.endswith("_admin") else self.region,
                             self.units[0]["id"] if role in BY_UNIT else 0)

    def __exit__(self, *ignored):
        if self.process is not None:
            try:
                self.stop()
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def wait_until(condition, seconds=5.0):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False
