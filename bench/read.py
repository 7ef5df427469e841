#!/usr/bin/env python3
"""How fast `minsheng read` is, beside @microsoft/recognizers-text-suite in the same run.

  read.py [BUILD] [--sizes 1,10,100] [--markdown FILE] [--no-reference]

BUILD (default: build) holds minsheng and bench/bench_read of a release build. The package is installed under BUILD/bench by npm when it
is missing. Lists are generated (bench/list.c), flattened text as published lists have it. Everything is measured on one
core, the program's own times with CLOCK_MONOTONIC; medians. Memory is the sum of the program and its document child,
looked at every 2 ms, over the size of the file.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGE = "@microsoft/recognizers-text-suite"
REFERENCE_MB = "0.2"
OFFICE_RUNS = 9
PROBES = {"月底": ("6月底前完成主体工程", "2025-06-30"), "中旬": ("3月中旬开工建设", "2025-03-20"),
          "第二、三季度": ("第二、三季度：全部发放到位", "2025-09-30"), "年底前": ("年底前完成全部任务", "2025-12-31")}
HEADER = ["序号", "项目名称", "年度工作任务", "推进计划", "责任单位", "资金来源"]


# ---------------------------------------------------------------- running

def resident(pid):
    """Bytes of a process and its children now; 0 when it has gone."""
    total = 0
    try:
        with open("/proc/%d/statm" % pid) as f:
            total = int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        for child in open("/proc/%d/task/%d/children" % (pid, pid)).read().split():
            total += resident(int(child))
    except OSError:
        pass
    return total


def watch(process, peak):
    while process.poll() is None:
        peak[0] = max(peak[0], resident(process.pid))
        time.sleep(0.002)


def read_file(binary, path, watched=False):
    """(ms, peak bytes, output bytes) of one `minsheng read`; it must succeed."""
    peak = [0]
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        p = subprocess.Popen([binary, "read", "--format", "json", "--max-size", "1000M", path], stdout=out, stderr=subprocess.PIPE)
        if watched:
            threading.Thread(target=watch, args=(p, peak), daemon=True).start()
        said = p.communicate()[1]
        ms = (time.monotonic() - start) * 1e3
        if p.returncode != 0:
            sys.exit("read.py: %s: status %d: %s" % (path, p.returncode, said.decode().strip()))
        return ms, peak[0], os.fstat(out.fileno()).st_size


def read_json(binary, path):
    return json.loads(subprocess.run([binary, "read", "--format", "json", path], capture_output=True, check=True).stdout)


# ---------------------------------------------------------------- office files

def rows(n):
    for no in range(1, n + 1):
        yield [str(no), "第%d片区农村户厕改造工程" % no, "完成农村户厕改造%d座，打造示范村%d个。" % (300 + no, 2 + no % 9),
               "第一季度：完成%d座；第二季度：完成%d座；第三、四季度：完成200座。" % (50 + no, 50), "县农业农村局牵头；各乡（镇）配合。",
               "所需资金由县财政承担，约需%d万元。" % (100 + no)]


def package(path, kind, parts):
    types = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        z.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
                   ' Type="%s/officeDocument" Target="%s"/></Relationships>' % (office, types[kind]))
        for name, xml in parts.items():
            z.writestr(name, xml)


def docx(path, n):
    cell = "<w:tc><w:tcPr><w:tcW w:w=\"1200\"/></w:tcPr><w:p><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/><w:sz w:val=\"21\"/></w:rPr><w:t>%s</w:t></w:r></w:p></w:tc>"
    table = "".join("<w:tr>%s</w:tr>" % "".join(cell % c for c in row) for row in [HEADER] + list(rows(n)))
    package(path, "docx", {"word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
                           "<w:p><w:r><w:t>2025年示例县民生实事任务清单</w:t></w:r></w:p><w:tbl>%s</w:tbl></w:body></w:document>" % table})


def xlsx(path, n):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    lines = [["2025年示例县民生实事任务清单"], HEADER] + list(rows(n))
    words = {w: i for i, w in enumerate(dict.fromkeys(c for row in lines for c in row))}
    sheet = "".join('<row r="%d">%s</row>' % (r + 1, "".join('<c r="%s%d" t="s"><v>%d</v></c>' % (chr(65 + c), r + 1, words[w])
                                                            for c, w in enumerate(row))) for r, row in enumerate(lines))
    package(path, "xlsx", {
        "xl/workbook.xml": '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="清单" sheetId="1" r:id="rId1"/></sheets></workbook>' % (main, office),
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
                                      ' Type="%s/worksheet" Target="worksheets/sheet1.xml"/></Relationships>' % office,
        "xl/sharedStrings.xml": '<sst xmlns="%s">%s</sst>' % (main, "".join("<si><t>%s</t></si>" % w for w in words)),
        "xl/worksheets/sheet1.xml": '<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (main, sheet)})


# ---------------------------------------------------------------- measuring

def reader_alone(bench, sizes):
    """[(MB, ms, MB/s, peak bytes per byte)]"""
    out = subprocess.run([bench] + [str(s) for s in sizes], capture_output=True, check=True, text=True).stdout
    found = []
    for line in out.strip().split("\n"):
        mb, size, read, written, ms, rate, peak = line.split("\t")
        if read != written:
            sys.exit("read.py: the %s MB list has %s projects, %s were read" % (mb, written, read))
        found.append((int(mb), float(ms), float(rate), float(peak) / float(size)))
    return found


def end_to_end(binary, bench, sizes, folder):
    """[(MB, ms, MB/s, peak bytes per byte, JSON bytes per byte)]"""
    found = []
    for mb in sizes:
        path = os.path.join(folder, "list%d.txt" % mb)
        subprocess.run([bench, "--write", str(mb), path], check=True)
        size = os.path.getsize(path)
        runs = [read_file(binary, path, watched=True) for _ in range(5 if mb < 50 else 3)]
        ms = statistics.median(r[0] for r in runs)
        found.append((mb, ms, size / 1e3 / ms, max(r[1] for r in runs) / size, runs[0][2] / size))
        os.remove(path)
    return found


def office_files(binary, folder):
    """[(kind, projects, ms)]"""
    found = []
    for kind, write in (("docx", docx), ("xlsx", xlsx)):
        for n in (15, 200):
            path = os.path.join(folder, "list%d.%s" % (n, kind))
            write(path, n)
            got = len(read_json(binary, path)["projects"])
            if got != n:
                sys.exit("read.py: %s has %d projects, %d were read" % (path, n, got))
            found.append((kind, n, statistics.median(read_file(binary, path)[0] for _ in range(OFFICE_RUNS))))
    return found


def probes(binary, folder):
    """{word: "found" or what was read}"""
    said = {}
    path = os.path.join(folder, "probe.md")
    for word, (clause, due) in PROBES.items():
        with open(path, "w", encoding="utf-8") as f:
            f.write("2025年示例县民生实事清单\n\n| 序号 | 项目名称 | 推进计划 | 责任单位 |\n|---|---|---|---|\n| 1 | 幼儿园建设 | %s | 县教育局 |\n" % clause)
        dues = [m["due"] for m in read_json(binary, path)["projects"][0]["milestones"]]
        said[word] = "found" if dues == [due] else " ".join(dues)
    return said


def reference(build, bench, folder):
    """What recognizers.js says, or None with a sentence on stderr."""
    prefix = os.path.join(build, "bench")
    modules = os.path.join(prefix, "node_modules")
    if not shutil.which("node") or not shutil.which("npm"):
        print("read.py: node or npm is missing, the reference is not measured", file=sys.stderr)
        return None
    if not os.path.isdir(os.path.join(modules, PACKAGE)):
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", prefix, PACKAGE], capture_output=True, text=True)
        if done.returncode != 0:
            print("read.py: npm could not install %s, the reference is not measured" % PACKAGE, file=sys.stderr)
            return None
    path = os.path.join(folder, "reference.txt")
    subprocess.run([bench, "--write", REFERENCE_MB, path], check=True)
    return json.loads(subprocess.run(["node", os.path.join(HERE, "recognizers.js"), modules, path], capture_output=True, check=True).stdout)


# ---------------------------------------------------------------- reports

def machine():
    model = platform.machine()
    with open("/proc/cpuinfo") as f:
        model = next((l.split(":")[1].strip() for l in f if l.startswith("model name")), model)
    return "%s, %d cores, %s" % (model, os.cpu_count(), platform.system())


def mark(said):
    return "yes" if said == "found" else "no (%s)" % said if said else "no"


def report(r):
    """Markdown lines, which read well on a terminal too."""
    out = ["Measured with `script/bench` (bench/read.py) on %s, %s." % (machine(), time.strftime("%Y-%m-%d")), "",
           "| reader alone, flattened list | ms | MB/s | peak memory / text |", "| --- | ---: | ---: | ---: |"]
    out += ["| %d MB | %.1f | %.1f | %.1f × |" % row for row in r["alone"]]
    out += ["", "| `minsheng read --format json`, child included | ms | MB/s | peak memory / file | JSON / file |", "| --- | ---: | ---: | ---: | ---: |"]
    out += ["| %d MB text | %.1f | %.1f | %.1f × | %.1f × |" % row for row in r["whole"]]
    out += ["| %s, %d projects | %.1f | | | |" % row for row in r["office"]]
    if r["reference"]:
        ref, alone = r["reference"], r["alone"][0]
        rate = ref["bytes"] / 1e3 / ref["ms"]
        out += ["", "| the same list | reader | %s %s (dates and numbers, line by line) |" % (PACKAGE, ref["version"]), "| --- | ---: | ---: |",
                "| MB/s | %.1f | %.3f |" % (alone[2], rate), "| ratio | %.0f | 1 |" % (alone[2] / rate)]
        out += ["| finds %s | %s | %s |" % (w, mark(r["probes"][w]), mark(ref["probes"][w])) for w in PROBES]
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("build", nargs="?", default=os.path.join(os.path.dirname(HERE), "build"))
    p.add_argument("--sizes", default="1,10,100", help="megabytes, separated by commas")
    p.add_argument("--markdown", metavar="FILE", help="write the report there too")
    p.add_argument("--no-reference", action="store_true", help="without the npm package")
    args = p.parse_args()
    args.build = os.path.abspath(args.build)  # node resolves against its own folder
    binary, bench = os.path.join(args.build, "minsheng"), os.path.join(args.build, "bench", "bench_read")
    sizes = [int(s) for s in args.sizes.split(",")]
    for program in (binary, bench):
        if not os.access(program, os.X_OK):
            sys.exit("read.py: %s is missing; build it first (ninja -C %s minsheng bench/bench_read)" % (program, args.build))
    with tempfile.TemporaryDirectory() as folder:
        r = {"alone": reader_alone(bench, sizes), "whole": end_to_end(binary, bench, sizes, folder), "office": office_files(binary, folder),
             "probes": probes(binary, folder), "reference": None if args.no_reference else reference(args.build, bench, folder)}
    lines = report(r)
    print("\n".join(lines))
    if args.markdown:
        with open(args.markdown, "w", encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n")
    first, last = r["alone"][0], r["alone"][-1]
    print("\nlinear: %.2f × the time per byte at %d MB as at %d MB" % (first[2] / last[2], last[0], first[0]))


if __name__ == "__main__":
    main()
