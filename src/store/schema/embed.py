#!/usr/bin/env python3
"""Writes the schema files as one C file: embed.py OUTPUT 1.sql 2.sql …"""

import sys

out = ['#include "store/inside.h"', ""]
names = []
for path in sys.argv[2:]:
    name = "schema_%d" % (len(names) + 1)
    names.append(name)
    with open(path, encoding="utf-8") as f:
        lines = [line.rstrip("\n") for line in f]
    # prose stays in the file; an empty line keeps statements apart
    lines = [line for line in lines if not line.lstrip().startswith("--")]
    out.append("static const char %s[] =" % name)
    for line in lines:
        out.append('\t"%s\\n"' % line.replace("\\", "\\\\").replace('"', '\\"'))
    out[-1] += ";"
    out.append("")
out.append("const char *const store_schemas[] = { %s };" % ", ".join(names))
out.append("const int store_schemas_count = %d;" % len(names))
with open(sys.argv[1], "w", encoding="utf-8") as f:
    f.write("\n".join(out) + "\n")
