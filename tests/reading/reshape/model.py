"""A programme between two gold files: read from one, reduced by a shape to what it can carry, written as the cell's own gold.

A project has rows. A gold project with `items` has one row per item; every other project has one. Renderers print rows and
nothing else, and `to_gold` reports rows and nothing else, so what a cell is scored against is what was printed.
"""

import copy
import json
import os
import re
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass
class Row:
    tasks: list
    lead: list
    support: list
    implement: list
    leaders: list
    milestones: list
    progress: str = ""
    problems: str = ""
    next_plan: str = ""

    def subs(self):
        return list(dict.fromkeys(m["sub"] for m in self.milestones if m["sub"]))

    def plan(self):
        """Milestones that are printed as clauses: no bare deadlines, nothing that another printed text already contains."""
        return [m for m in self.milestones if not m.get("bare") and not self.printed_elsewhere(m)]

    def printed_elsewhere(self, m):
        others = self.tasks + [o["text"] for o in self.milestones if o is not m]
        return bool(m.get("optional")) and any(m["text"] in t for t in others)

    def deadlines(self):
        return [re.sub("^[^：]*：", "", m["text"]) for m in self.milestones if m.get("bare")]


@dataclass
class Project:
    no: str
    name: str
    rows: list
    funds: dict

    def task_is_name(self):
        return len(self.rows) == 1 and "".join(self.rows[0].tasks) == self.name


@dataclass
class Programme:
    key: str
    kind: str
    region: str
    year: int
    as_of: str
    projects: list = field(default_factory=list)

    def rows(self):
        return [r for p in self.projects for r in p.rows]

    def has(self, name):
        return any(getattr(r, name) for r in self.rows())

    def roles(self):
        return list(dict.fromkeys(l["role"] for r in self.rows() for l in r.leaders))

    def nameless(self):
        """True where the task text is the name: such documents have one column for both."""
        return all(p.task_is_name() for p in self.projects)

    def title(self):
        word = {"candidates": "候选项目清单", "ledger": "工作进展情况台账"}.get(self.kind, "任务分解表")
        when = "（截至%d月%d日）" % tuple(int(x) for x in self.as_of.split("-")[1:]) if self.as_of else ""
        return "%s%d年民生实事%s%s" % (self.region, self.year, word, when)


# ---------------------------------------------------------------- reading gold

def load(path):
    with open(path, encoding="utf-8") as f:
        gold = json.load(f)
    key = os.path.basename(path)[:-5]
    kind = {"report": "candidates"}.get(gold["kind"], gold["kind"])
    p = Programme(key, kind, gold["region"], gold["year"], gold.get("as_of") or "")
    p.projects = [read_project(g) for g in gold["projects"]]
    return p


def read_project(gold):
    rows = [read_row(gold, item) for item in gold.get("items") or [None]]
    for m in gold["milestones"]:
        rows[home_row(m, gold, rows)].milestones.append(copy.deepcopy(m))
    return Project(gold["no"], gold["name"], rows, copy.deepcopy(gold["funds"]))


def read_row(gold, item):
    if item is None:
        return Row(list(gold["tasks"]), list(gold["lead"]), list(gold["support"]), printable_units(gold), gold["leaders"], [],
                   gold["progress"], gold["problems"], gold["next_plan"])
    names = item.get("leaders")
    leaders = [l for l in gold["leaders"] if names is None or l["name"] in names]
    return Row([item["task"]], list(item["lead"]), list(item.get("support", [])), [], leaders, [],
               item.get("progress", ""), item.get("problems", ""), item.get("next_plan", ""))


def printable_units(gold):
    """The gold lists several readings of a glued name (甲局乙局); only the parts are printed."""
    units = gold.get("implement", [])
    return [u for u in units if not any(v != u and v in u for v in units)]


def home_row(m, gold, rows):
    """The item that a milestone of a merged project belongs to: its sub is worded after the item's task."""
    if len(rows) == 1:
        return 0
    for i, row in enumerate(rows):
        if not m["sub"] and m["text"] in row.tasks[0]:
            return i
    shared = [len(set(m["sub"]) & set(r.tasks[0])) for r in rows]
    return shared.index(max(shared))


# ---------------------------------------------------------------- what a shape carries

def without(programme, *fields):
    """A smaller document: the named facts are neither printed nor expected."""
    p = copy.deepcopy(programme)
    for project in p.projects:
        if "funds" in fields:
            project.funds = {"total_yuan": None, "sources": []}
        for row in project.rows:
            for name in fields:
                if name in ("progress", "problems", "next_plan"):
                    setattr(row, name, "")
                elif name in ("leaders", "support", "implement", "milestones"):
                    setattr(row, name, [])
    if p.kind == "ledger" and "progress" in fields:
        p.kind, p.as_of = "tasks", ""
    return p


def by_rows(programme):
    """For shapes with one line per item: a row's only heading is not printed, the task beside it says the same."""
    p = copy.deepcopy(programme)
    for project in p.projects:
        for row in project.rows:
            if len(project.rows) > 1 and len(row.subs()) == 1:
                for m in row.milestones:
                    m["sub"] = ""
    return p


def flat(programme):
    """For shapes with one place per project: its rows become one, headings keep their plans apart."""
    p = copy.deepcopy(programme)
    for project in p.projects:
        if len(project.rows) > 1:
            project.rows = [merge_rows(project.rows)]
    return p


def merge_rows(rows):
    def union(name):
        out = []
        for r in rows:
            out += [x for x in getattr(r, name) if x not in out]
        return out

    def joined(name):
        texts = [getattr(r, name) for r in rows]
        return "\n".join(t for t in texts if t and t != "无") or ("无" if "无" in texts else "")

    return Row([t for r in rows for t in r.tasks], union("lead"), union("support"), union("implement"), union("leaders"),
               [m for r in rows for m in r.milestones], joined("progress"), joined("problems"), joined("next_plan"))


def unnumbered(programme):
    p = copy.deepcopy(programme)
    for project in p.projects:
        project.no = ""
    return p


# ---------------------------------------------------------------- writing gold

def to_gold(programme, role_words=None):
    role_words = role_words or {}
    projects = [project_gold(p, role_words) for p in programme.projects]
    return {"kind": programme.kind, "region": programme.region, "year": programme.year, "projects": projects}


def project_gold(project, role_words):
    row = merge_rows(project.rows)
    leaders = [dict(l, role=role_words.get(l["role"], l["role"])) for l in row.leaders]
    said = {k: "" if getattr(row, k) == "无" else getattr(row, k) for k in ("progress", "problems", "next_plan")}
    return dict({"no": project.no, "name": project.name, "tasks": row.tasks, "lead": row.lead, "support": row.support,
                 "implement": row.implement, "leaders": leaders, "funds": project.funds,
                 "milestones": row.milestones}, **said)


# ---------------------------------------------------------------- numbers and money

def wan(yuan):
    """Yuan as a plain number of 万元, exact: 12858000 -> 1285.8"""
    return format((Decimal(yuan) / 10000).normalize(), "f")


def money_text(yuan):
    """As a sentence says it: round sums of 亿 are said in 亿."""
    if yuan >= 10 ** 8 and yuan % 10 ** 6 == 0:
        return format((Decimal(yuan) / 10 ** 8).normalize(), "f") + "亿元"
    return wan(yuan) + "万元"


def money_in_tasks(programme):
    """True where the task texts already give every total: a money column would say it twice."""
    def said(p):
        total, text = p.funds["total_yuan"], "".join(t for r in p.rows for t in r.tasks)
        return total is None or (wan(total) + "万元" in text) or (money_text(total) in text)
    return any(p.funds["total_yuan"] for p in programme.projects) and all(said(p) for p in programme.projects)
