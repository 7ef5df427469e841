#!/usr/bin/env python3
"""Who sees and changes which objects: own unit, another unit, another region.  The last line counts.

    python3 tests/http/objects.py --bin build/minsheng

The right to a route is tests/test_rights.c's matter; here the ids in it are another's.
"""
import argparse
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import world  # noqa: E402

passed = failed = 0


def case(says, good, seen=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print("%s: %s" % (says, seen))


def expect(says, answer, *codes):
    case(says, answer.status in codes, "%d %s" % (answer.status, answer.text()[:300]))


def lead_of(project):
    return [u["name"] if isinstance(u, dict) else u for item in project["programme"]["projects"][0]["items"] for u in item.get("lead", [])]


def reporter_sees_own_work(w, clerk, region):
    programme = clerk.get("/api/v1/office/%d/programmes" % region).json()["programmes"][0]["id"]
    everything = clerk.get("/api/v1/office/%d/programmes/%d" % (region, programme)).json()["programme"]["projects"]
    names = {u["name"]: u["id"] for u in w.units}
    hits = [clerk.get("/api/v1/office/%d/search?q=%s" % (region, world.urllib.parse.quote(p["name"]))).json()["hits"][0]["project"]
            for p in everything]
    projects = [clerk.get("/api/v1/office/%d/projects/%d" % (region, i)).json() for i in hits]
    own = next(p for p in projects if any(u in names for u in lead_of(p)))
    unit = next(u for u in lead_of(own) if u in names)
    other = next(p for p in projects if unit not in str(p["programme"]))
    reporter = w.account("unit-reporter", "reporter", region, names[unit])

    expect("own project", reporter.get("/api/v1/office/%d/projects/%d" % (region, own["id"])), 200)
    expect("another unit's project", reporter.get("/api/v1/office/%d/projects/%d" % (region, other["id"])), 404)
    expect("another unit's history", reporter.get("/api/v1/office/%d/projects/%d/history" % (region, other["id"])), 404)
    expect("own history", reporter.get("/api/v1/office/%d/projects/%d/history" % (region, own["id"])), 200)
    seen = reporter.get("/api/v1/office/%d/programmes/%d" % (region, programme))
    expect("the programme", seen, 200)
    case("the programme shows own projects alone",
         own["programme"]["projects"][0]["name"] in seen.text() and other["programme"]["projects"][0]["name"] not in seen.text(),
         seen.text()[:300])
    found = reporter.get("/api/v1/office/%d/search?q=%s" % (region, world.urllib.parse.quote(other["programme"]["projects"][0]["name"])))
    case("the search finds own projects alone", found.json()["hits"] == [], found.text()[:300])

    item = next(i for i in own["items"])
    path = "/api/v1/office/%d/projects/%d" % (region, own["id"])
    fresh = reporter.get(path).json()
    expect("progress of an item the unit leads", reporter.post(path, version=fresh["version"], **{"item.%d.progress" % item["id"]: "已完成一半"}), 200)
    fresh = reporter.get(path).json()
    expect("its task is not the unit's to change",
           reporter.post(path, version=fresh["version"], **{"item.%d.task" % item["id"]: "别的任务"}), 403, 404)
    expect("nor the project's name", reporter.post(path, version=fresh["version"], **{"project.name": "别的名称"}), 403, 404)
    path = "/api/v1/office/%d/projects/%d" % (region, other["id"])
    expect("another unit's progress",
           reporter.post(path, version=other["version"], **{"item.%d.progress" % other["items"][0]["id"]: "已完成"}), 403, 404)
    # an item of another project named inside one's own
    path = "/api/v1/office/%d/projects/%d" % (region, own["id"])
    fresh = reporter.get(path).json()
    expect("another unit's item through one's own project",
           reporter.post(path, version=fresh["version"], **{"item.%d.progress" % other["items"][0]["id"]: "已完成"}), 403, 404, 422)
    after = clerk.get("/api/v1/office/%d/projects/%d" % (region, other["id"])).json()
    case("nothing of the other unit has changed", after["version"] == other["version"], after["version"])
    expect("upload is not a reporter's", reporter.upload("/api/v1/office/%d/imports" % region, "a.txt", b"x"), 403)
    expect("publishing is not a reporter's", reporter.post("/api/v1/office/%d/programmes/%d/publish" % (region, programme), publish="0"), 403)
    return own, programme


def other_regions_are_closed(w, clerk, own, programme, region, second):
    stranger = w.account("stranger", "clerk", second)
    for path in ["/projects/%d" % own["id"], "/projects/%d/history" % own["id"], "/programmes/%d" % programme, "/programmes/%d/gaps" % programme,
                 "/programmes", "/units", "/people", "/imports", "/search?q=a"]:
        expect("another region's " + path, stranger.get("/api/v1/office/%d%s" % (region, path)), 403, 404)
        # ids are counted by region: the same number there is that region's own
        here = stranger.get("/api/v1/office/%d%s" % (second, path))
        case("own region, foreign id " + path, here.status == 404 or own["code"] not in here.text(), here.text()[:300])
    expect("another region's edit", stranger.post("/api/v1/office/%d/projects/%d" % (region, own["id"]), version=1, **{"project.name": "x"}), 403, 404)
    version = clerk.get("/api/v1/office/%d/projects/%d" % (region, own["id"])).json()["version"]
    stranger.post("/api/v1/office/%d/projects/%d" % (second, own["id"]), version=version, **{"project.name": "x"})
    still = clerk.get("/api/v1/office/%d/projects/%d" % (region, own["id"])).json()
    case("an edit there changes nothing here", still["version"] == version, still["version"])
    expect("another region's publication", stranger.post("/api/v1/office/%d/programmes/%d/publish" % (region, programme), publish="0"), 403, 404)
    expect("another region's upload", stranger.upload("/api/v1/office/%d/imports" % region, "a.txt", "一、项目".encode()), 403, 404)


def pages_are_closed_too(w, clerk, own, programme, region):
    """The same through the pages: another unit's work, another region's ids."""
    reporter, stranger = w.client("unit-reporter"), w.client("stranger")
    rows = clerk.get("/office/%d/programmes/%d" % (region, programme)).text()
    ids = [int(i) for i in re.findall("/projects/([0-9]+)\"", rows)]
    other = next(i for i in ids if reporter.get("/office/%d/projects/%d" % (region, i)).status == 404)
    page = clerk.get("/office/%d/projects/%d" % (region, other)).text()
    item, mile = re.search("/items/([0-9]+)\"", page).group(1), re.search("/milestones/([0-9]+)\"", page).group(1)
    version = re.search("name=\"version\" value=\"([0-9]+)\"", page).group(1)
    unit = re.search("/units/([0-9]+)\"", clerk.get("/office/%d/units" % region).text()).group(1)
    gets = ["", "/programmes/%d" % programme, "/projects/%d" % other, "/projects/%d/edit" % other, "/projects/%d/items/%s" % (other, item),
            "/projects/%d/milestones/%s" % (other, mile), "/units", "/units/%s" % unit, "/people", "/search?q=a", "/log"]
    for path in gets:
        expect("another region's page " + path, stranger.get("/office/%d%s" % (region, path)), 403, 404)
    for path in gets[2:]:
        if not path.startswith("/search"):
            expect("a unit's page " + path, reporter.get("/office/%d%s" % (region, path)), 403, 404)
    posts = [("/programmes/%d" % programme, {"title": "x", "state": "running"}), ("/programmes/%d/projects" % programme, {"name": "x"}),
             ("/programmes/%d/publish" % programme, {"publish": "0"}), ("/projects/%d/edit" % other, {"version": version, "f.name": "x"}),
             ("/projects/%d/items/%s" % (other, item), {"version": version, "f.progress": "x"}),
             ("/projects/%d/milestones/%s/met" % (other, mile), {"version": version, "met": "2025-03-01"}),
             ("/projects/%d/items/%s/remove" % (other, item), {"version": version}), ("/projects/%d/items" % other, {"task": "x"}),
             ("/projects/%d/items/%s/milestones" % (other, item), {"text": "x"}), ("/units", {"name": "x", "kind": "other"}),
             ("/units/%s" % unit, {"version": "1", "name": "x", "kind": "other"}), ("/units/%s/merge" % unit, {"into": str(int(unit) + 1)}),
             ("/people", {"name": "x"})]
    before = [clerk.get("/office/%d%s" % (region, path)).body for path in ["/projects/%d?history=all" % other, "/units", "/people"]]
    for path, fields in posts:
        expect("another region's act " + path, stranger.post("/office/%d%s" % (region, path), **fields), 403, 404)
        expect("a unit's act " + path, reporter.post("/office/%d%s" % (region, path), **fields), 403, 404)
    # an item and a milestone of another project named inside one's own
    for path, fields in [("/items/%s" % item, {"f.progress": "x"}), ("/milestones/%s/met" % mile, {"met": "2025-03-01"})]:
        fresh = reporter.get("/api/v1/office/%d/projects/%d" % (region, own["id"])).json()
        expect("another unit's through one's own " + path,
               reporter.post("/office/%d/projects/%d%s" % (region, own["id"], path), version=fresh["version"], **fields), 403, 404)
    after = [clerk.get("/office/%d%s" % (region, path)).body for path in ["/projects/%d?history=all" % other, "/units", "/people"]]
    case("nothing has changed", [untoken(x) for x in before] == [untoken(x) for x in after])


def untoken(page):
    return re.sub(b"name=\"token\" value=\"[0-9a-f]+\"", b"", page)


def drafts_are_not_public(w, clerk, region, programme):
    public = w.nobody()
    path = "/api/v1/%s/2025" % world.urllib.parse.quote("示例县")
    expect("published", public.get(path), 200)
    expect("taken back", clerk.post("/api/v1/office/%d/programmes/%d/publish" % (region, programme), publish="0"), 200)
    expect("no more public, at once", public.get(path), 404)
    expect("published again", clerk.post("/api/v1/office/%d/programmes/%d/publish" % (region, programme), publish="1"), 200)
    expect("public again", public.get(path), 200)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--bin", required=True)
    args = ap.parse_args()
    with world.World(args.bin) as w:
        clerk = w.client("clerk")
        # a second county
        run = world.subprocess.run([w.binary, "import", "--db", w.db, "--yes", "--publish", "--region", "邻县", "-y", "2025",
                                    os.path.join(world.EXAMPLES, "2-tasks.txt")], capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        regions = {r["name"]: r["id"] for r in w.nobody().get("/api/v1/regions").json()["regions"]}
        own, programme = reporter_sees_own_work(w, clerk, w.region)
        other_regions_are_closed(w, clerk, own, programme, w.region, regions["邻县"])
        pages_are_closed_too(w, clerk, own, programme, w.region)
        drafts_are_not_public(w, clerk, w.region, programme)
    print("%d passed, %d failed, 0 skipped" % (passed, failed))
    sys.exit(1 if failed else 0)


main()
