#!/usr/bin/env python3
"""Compares assets/openapi.json with the routes the program has.

    python3 tests/http/openapi.py --bin build/minsheng            every route described, nothing else, same parameters
    python3 tests/http/openapi.py --bin build/minsheng --write    brings paths and parameters up to date; keeps the rest

The last line counts: one case for each operation, one for the document.
"""
import argparse
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
FILE = os.path.join(HERE, "..", "..", "assets", "openapi.json")
BASE = "/api/v1"
KEPT = ("responses", "description", "tags")


def routes(binary):
    out = subprocess.run([binary, "serve", "--routes"], check=True, capture_output=True, text=True).stdout
    rows = []
    for line in out.splitlines():
        method, pattern, may, csrf, body, answers, params, summary = line.split("\t")
        if pattern.startswith(BASE + "/"):
            rows.append(dict(method=method, pattern=pattern, may=may.split("|"), csrf=csrf, body=int(body), answers=answers,
                             params=[param(p) for p in params.split()], summary=summary))
    return rows


def param(text):
    m = re.fullmatch(r"([^:]+):([a-z]+)(!?)(?:\((.*)\))?", text)
    name, kind, required, limits = m.groups()
    return dict(name=name, kind=kind, required=bool(required), limits=limits)


def schema(p):
    kind, limits = p["kind"], p["limits"]
    low, high = (limits.split("..") if limits and ".." in limits else ("0", "0"))
    if kind in ("id", "int"):
        s = {"type": "integer", "format": "int64"}
        if kind == "id":
            s["minimum"] = 1
        elif limits:
            s["minimum"] = int(low)
            if int(high) < 2**63 - 1:
                s["maximum"] = int(high)
        return s
    if kind == "word":
        return {"type": "string", "enum": limits.split("|")}
    if kind == "flag":
        return {"type": "string", "description": "on when the field is there"}
    if kind == "file":
        return {"type": "string", "format": "binary", "description": "at most %s bytes" % high}
    if kind == "day":
        return {"type": "string", "format": "date"}
    if kind == "dec":
        return {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}
    if kind == "secret":
        return {"type": "string", "format": "password"}
    return {"type": "string"}


def operation(row, old):
    in_path = re.findall(r"{([^}]+)}", row["pattern"])
    op = {"summary": row["summary"], "operationId": identifier(row)}
    parameters, fields, needed = [], {}, []
    for p in row["params"]:
        where = "path" if p["name"] in in_path else "query" if row["method"] == "GET" else "form"
        if where == "form":
            fields[p["name"]] = schema(p)
            if p["required"]:
                needed.append(p["name"])
            continue
        parameters.append({"name": p["name"], "in": where, "required": p["required"], "schema": schema(p)})
    if parameters:
        op["parameters"] = parameters
    if row["method"] == "POST" and fields:
        body = {"type": "object", "properties": fields, "additionalProperties": any("*" in n for n in fields)}
        if needed:
            body["required"] = needed
        kind = "multipart/form-data" if any(p["kind"] == "file" for p in row["params"]) else "application/x-www-form-urlencoded"
        op["requestBody"] = {"required": bool(needed), "content": {kind: {"schema": body}}}
    op["x-body-max"] = row["body"]
    op["x-rights"] = row["may"]
    op["security"] = [] if row["may"] == ["anyone"] else [{"bearer": []}, {"cookie": []}]
    for key in KEPT:
        if key in old:
            op[key] = old[key]
    op.setdefault("responses", {"200": {"description": "done", "content": {"application/json": {"schema": {"type": "object"}}}},
                                "default": {"$ref": "#/components/responses/Error"}})
    return op


def identifier(row):
    words = [w for w in re.split(r"[^A-Za-z0-9]+", row["pattern"][len(BASE):]) if w]
    return row["method"].lower() + "".join(w[0].upper() + w[1:] for w in words)


def expected(binary, document):
    paths = {}
    for row in routes(binary):
        path = row["pattern"]
        method = row["method"].lower()
        old = document.get("paths", {}).get(path, {}).get(method, {})
        paths.setdefault(path, {})[method] = operation(row, old)
    return paths


def references(node):
    if isinstance(node, dict):
        for k, v in node.items():
            if k == "$ref":
                yield v
            else:
                yield from references(v)
    elif isinstance(node, list):
        for v in node:
            yield from references(v)


def compare(document, paths):
    passed, wrong = 0, []
    for path in sorted(set(paths) | set(document.get("paths", {}))):
        for method in sorted(set(paths.get(path, {})) | set(document.get("paths", {}).get(path, {}))):
            have = document.get("paths", {}).get(path, {}).get(method)
            want = paths.get(path, {}).get(method)
            if have is None:
                wrong.append("%s %s is a route and not described" % (method, path))
            elif want is None:
                wrong.append("%s %s is described and no route" % (method, path))
            elif have != want:
                keys = [k for k in sorted(set(have) | set(want)) if have.get(k) != want.get(k)]
                wrong.append("%s %s differs in %s" % (method, path, ", ".join(keys)))
            else:
                passed += 1
    for ref in sorted(set(references(document))):
        node = document
        for step in ref.lstrip("#/").split("/"):
            node = node.get(step) if isinstance(node, dict) else None
        if node is None:
            wrong.append("%s leads nowhere" % ref)
    if document.get("openapi", "").startswith("3.1"):
        passed += 1
    else:
        wrong.append("not OpenAPI 3.1")
    return passed, wrong


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--bin", required=True)
    ap.add_argument("--write", action="store_true")
    args = ap.parse_args()
    with open(FILE, encoding="utf-8") as f:
        document = json.load(f)
    paths = expected(args.bin, document)
    if args.write:
        document["paths"] = paths
        with open(FILE, "w", encoding="utf-8") as f:
            json.dump(document, f, ensure_ascii=False, indent=1)
            f.write("\n")
    passed, wrong = compare(document, paths)
    for w in wrong:
        print(w)
    print("%d passed, %d failed, 0 skipped" % (passed, len(wrong)))
    sys.exit(1 if wrong else 0)


main()
