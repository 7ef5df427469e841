#!/usr/bin/env python3
"""Runs the transcripts tests/http/*.http against a served store; the last line counts their requests.

    python3 tests/http/run.py --bin build/minsheng [--only NAME]

A transcript is lines:

    # a remark                              as clerk                    who asks from here on; nobody at first
    GET /path                               > Header: value             of the request
    | field=value                           of the form, percent-encoded as written; {token} and {NAME} are filled in
    + file=3-ledger-q1.xlsx                 a file of examples/; the form is then multipart
    + file=空.txt:WORDS                      a file with these words
    => 200                                  the status that must come
    < Header: value                         a header that must stand there so; "< Header:" alone: must not be there
    has TEXT / not TEXT                     in the body
    save NAME REGEX                         keeps the first group for {NAME}
    place NAME REGEX                        … of the header Location
    schema                                  the JSON has the form that assets/openapi.json promises
"""
import argparse
import glob
import json
import os
import re
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import world  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, "..", "..", "assets", "openapi.json"), encoding="utf-8") as f:
    OPENAPI = json.load(f)


# ---- JSON against the description ----

def misfit(value, schema, at="$"):
    """The first place where value is not as schema says, or None.  The part of JSON Schema the file uses."""
    if "$ref" in schema:
        node = OPENAPI
        for step in schema["$ref"].lstrip("#/").split("/"):
            node = node[step]
        return misfit(value, node, at)
    for each in schema.get("allOf", []):
        wrong = misfit(value, each, at)
        if wrong:
            return wrong
    if "const" in schema and value != schema["const"]:
        return "%s is %r" % (at, value)
    if "enum" in schema and value not in schema["enum"]:
        return "%s is %r" % (at, value)
    kinds = schema.get("type")
    if kinds:
        kinds = kinds if isinstance(kinds, list) else [kinds]
        have = ("null" if value is None else "boolean" if isinstance(value, bool) else "integer" if isinstance(value, int)
                else "string" if isinstance(value, str) else "array" if isinstance(value, list) else
                "object" if isinstance(value, dict) else "number")
        if have not in kinds:
            return "%s is %s, not %s" % (at, have, kinds)
    if isinstance(value, dict):
        for key in schema.get("required", []):
            if key not in value:
                return "%s lacks %s" % (at, key)
        for key, each in schema.get("properties", {}).items():
            if key in value:
                wrong = misfit(value[key], each, "%s.%s" % (at, key))
                if wrong:
                    return wrong
    if isinstance(value, list) and "items" in schema:
        for i, each in enumerate(value):
            wrong = misfit(each, schema["items"], "%s[%d]" % (at, i))
            if wrong:
                return wrong
    return None


def described(method, path):
    path = path.split("?")[0].split("/")
    best = None
    for pattern, methods in OPENAPI["paths"].items():
        steps = pattern.split("/")
        if len(steps) == len(path) and method.lower() in methods and all(s == p or s.startswith("{") for s, p in zip(steps, path)):
            literal = [not s.startswith("{") for s in steps]
            if best is None or literal > best[0]:
                best = (literal, methods[method.lower()])
    return best[1] if best else None


def schema_misfit(method, path, answer):
    op = described(method, path)
    if op is None:
        return "%s %s is not described" % (method, path)
    code = "200" if answer.status == 200 else "default"
    response = op["responses"][code]
    if "$ref" in response:
        response = OPENAPI["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
    return misfit(json.loads(answer.body), response["content"]["application/json"]["schema"])


# ---- transcripts ----

class Request:
    def __init__(self, line, number):
        self.method, self.path = line.split(" ", 1)
        self.number, self.headers, self.fields, self.files, self.checks = number, [], [], [], []


def parse(name):
    steps = []
    with open(name, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if not line.strip() or line.startswith("#"):
                continue
            if re.match("(GET|POST|HEAD|PUT|DELETE|OPTIONS) ", line):
                steps.append(Request(line, number))
            elif line.startswith("as "):
                steps.append(line[3:].strip())
            elif line.startswith("> "):
                steps[-1].headers.append(tuple(line[2:].split(": ", 1)))
            elif line.startswith("| "):
                steps[-1].fields.append(line[2:])
            elif line.startswith("+ "):
                steps[-1].files.append(line[2:])
            else:
                steps[-1].checks.append((number, line))
    return steps


def fill(text, values):
    return re.sub(r"{([A-Z_a-z]+)}", lambda m: str(values.get(m.group(1), m.group(0))), text)


BOUNDARY = "----x7s9"


def multipart(fields, files):
    body = b""
    for field in fields:
        name, _, value = field.partition("=")
        value = urllib.parse.unquote_plus(value)
        body += ('--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (BOUNDARY, name, value)).encode()
    for file in files:
        field, _, rest = file.partition("=")
        name, inline, words = rest.partition(":")
        data = words.encode()
        if not inline:
            with open(os.path.join(world.EXAMPLES, name), "rb") as f:
                data = f.read()
        body += ('--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n\r\n' % (BOUNDARY, field, name)).encode()
        body += data + b"\r\n"
    return body + ("--%s--\r\n" % BOUNDARY).encode()


def send(client, request, values):
    values["token"] = client.csrf
    headers = [(k, fill(v, values)) for k, v in request.headers]
    body = None
    if request.method == "POST":
        fields = [f for line in request.fields for f in fill(line, values).split("&")]
        body = "&".join(fields).encode()
        if request.files:
            body = multipart(fields, request.files)
            headers.append(("Content-Type", "multipart/form-data; boundary=" + BOUNDARY))
        if not any(k.lower() == "content-type" for k, _ in headers):
            headers.append(("Content-Type", "application/x-www-form-urlencoded"))
    headers = [(k, v.encode("utf-8").decode("latin-1")) for k, v in headers]
    return client.ask(request.method, fill(request.path, values), headers, body)


def check(line, request, answer, values):
    """What does not hold, or None."""
    word, _, rest = line.partition(" ")
    rest = fill(rest, values)
    text = answer.text()
    if word == "=>":
        return None if answer.status == int(rest) else "status is %d" % answer.status
    if word == "<":
        name, _, value = rest.partition(":")
        have, want = answer.header(name), value.strip()
        return None if (have or "") == want else "%s is %s" % (name, have)
    if word == "has":
        return None if rest in text else "not in the body"
    if word == "not":
        return None if rest not in text else "in the body"
    if word == "save":
        name, pattern = rest.split(" ", 1)
        m = re.search(pattern, text)
        if not m:
            return "nothing to save"
        values[name] = m.group(1)
        return None
    if word == "place":
        name, pattern = rest.split(" ", 1)
        m = re.search(pattern, answer.header("Location") or "")
        if not m:
            return "no such place: %s" % answer.header("Location")
        values[name] = m.group(1)
        return None
    if word == "schema":
        return schema_misfit(request.method, fill(request.path, values), answer)
    return "no such check"


def run(name, w):
    values = {"region": w.region}
    client, passed, failed = w.nobody(), 0, 0
    for step in parse(name):
        if isinstance(step, str):
            client = w.nobody() if step == "nobody" else w.client(step)
            continue
        answer = send(client, step, values)
        wrong = [(n, line, why) for n, line in step.checks for why in [check(line, step, answer, values)] if why]
        for n, line, why in wrong:
            print("%s:%d: %s %s: %s: %s" % (os.path.basename(name), n, step.method, step.path, line, why))
        if wrong:
            print("    " + answer.text()[:600].replace("\n", "\n    "))
        failed += bool(wrong)
        passed += not wrong
    return passed, failed


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--bin", required=True)
    ap.add_argument("--only")
    args = ap.parse_args()
    passed = failed = 0
    with world.World(args.bin) as w:
        w.make_roles()
        for name in sorted(glob.glob(os.path.join(HERE, "*.http"))):
            if args.only and args.only not in name:
                continue
            ok, bad = run(name, w)
            passed, failed = passed + ok, failed + bad
        if "request " in w.errors():
            print(w.errors())
            failed += 1
    print("%d passed, %d failed, 0 skipped" % (passed, failed))
    sys.exit(1 if failed or not passed else 0)


main()
