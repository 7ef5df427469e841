"""Programmes as running text: labelled lists, brackets, newspaper paragraphs, cards. Each returns a list of paragraphs."""

import html
import re

import grid as grids
import phrases
import tables


# ---------------------------------------------------------------- labelled facts of one project

def labels(programme, ctx, style):
    """Column words serve as labels; what is a column there is a label here."""
    return grids.make_columns(programme, ctx, style), grids.printed_roles(programme, ctx)


def facts(project, columns, ctx, style, numbering="%d."):
    """[(key, label, [line])] in column order. The plan is running text."""
    row = project.rows[0]
    out = []
    for c in columns:
        lines = grids.cell(c, project, row, [], ctx, style)
        if c.key == "plan":
            lines = [phrases.plan_sentence(row, ctx, numbering)] if row.plan() else []
        out.append((c.key, c.word, lines))
    return out


def labelled(found, skip=("no", "name")):
    return [label + "：" + join_lines(key, lines) for key, label, lines in found if lines and key not in skip]


def join_lines(key, lines):
    return " ".join(lines) if key == "duty" else "".join(lines)


def task_text(project, ctx):
    """Empty where the name already is the task."""
    return "" if project.task_is_name() else "".join(phrases.ended(t) for t in phrases.task_lines(project.rows[0], ctx))


def heading(i, project, ctx):
    return ctx.text("（%s）%s" % (phrases.numeral(i), phrases.ended(project.name)))


def opening(programme, ctx):
    said = "%s坚持尽力而为、量力而行，谋划实施%d年%d件民生实事，现将有关事项明确如下。"
    return ctx.text(said % (programme.region, programme.year, len(programme.projects)))


CLOSING = ["（一）压实责任。各牵头单位要制定具体实施方案，明确路线图和责任人。",
           "（二）严格督查。督查部门要加强跟踪问效，对推进不力的单位予以通报。"]


# ---------------------------------------------------------------- shapes

def markdown_list(programme, ctx):
    style = grids.Style(units="two")
    columns, roles = labels(programme, ctx, style)
    out = ["# " + ctx.text(programme.title()), opening(programme, ctx), "## " + ctx.text("一、实事内容")]
    for i, p in enumerate(programme.projects, 1):
        out.append("**%s**%s" % (heading(i, p, ctx), task_text(p, ctx)))
        out += labelled(facts(p, columns, ctx, style), ("no", "name", "task"))
    out += ["## " + ctx.text("二、工作要求")] + ["**%s。**%s" % tuple(ctx.text(t).split("。", 1)) for t in CLOSING]
    return broken(out, ctx, ctx.text(programme.title())), roles


def plain_list(programme, ctx):
    """一、 / （一） / 1. with the labels of each project in an order of its own."""
    style = grids.Style(units="two")
    columns, roles = labels(programme, ctx, style)
    out = [ctx.text(programme.title()), "", opening(programme, ctx), "", ctx.text("一、实事内容")]
    for i, p in enumerate(programme.projects, 1):
        found = facts(p, columns, ctx, style, "（%d）")
        ctx.rng("order %d" % i).shuffle(found)
        if p.task_is_name():
            found = [f for f in found if f[0] != "task"]
        out.append(heading(i, p, ctx).rstrip("。"))
        out += [ctx.text("%d." % n) + t for n, t in enumerate(labelled(found), 1)]
    out += [ctx.text("二、工作要求")] + [ctx.text(t) for t in CLOSING]
    return broken(out, ctx, out[0]), roles


def duty_brackets(programme, ctx):
    """（一）name。task。plan。（牵头单位：…；配合单位：…；完成时限：…）"""
    style = grids.Style(units="two", money="sentence")
    columns, roles = labels(programme, ctx, style)
    out = [ctx.text(programme.title()), ""]
    for i, p in enumerate(programme.projects, 1):
        found = facts(p, columns, ctx, style)
        said = [lines[0] for key, _, lines in found if lines and key in ("plan", "source")]
        inside = labelled(found, ("no", "name", "task", "plan", "source"))
        duties = "；".join(t.rstrip("。") for t in inside)
        out.append(heading(i, p, ctx) + task_text(p, ctx) + "".join(said) + "（" + duties + "）")
    return broken(out, ctx, out[0]), roles


def newspaper(programme, ctx):
    """One paragraph a project: 一是甲工程。… 由县教育局牵头，县财政局、各乡镇配合。"""
    style = grids.Style(money="sentence")
    columns, roles = labels(programme, ctx, style)
    region, year, count = programme.region, programme.year, len(programme.projects)
    out = [ctx.text("%s%d年将办好%d件民生实事" % (region, year, count)), "",
           ctx.text("记者从%s人民政府获悉，%d年%s将办好以下%d件民生实事。" % (region, year, region, count))]
    for i, p in enumerate(programme.projects, 1):
        found = {key: lines[0] for key, _, lines in facts(p, columns, ctx, style) if lines}
        row = p.rows[0]
        due = "".join(ctx.text("计划于%s完成。" % d) for d in row.deadlines())
        who = "由" + phrases.units(row.lead, ctx) + ("牵头，" + phrases.units(row.support, ctx) + "配合。" if row.support else "负责。")
        out.append(ctx.text("%s是%s" % (phrases.numeral(i), phrases.ended(p.name))) + task_text(p, ctx) +
                   found.get("source", "") + found.get("plan", "") + due + who)
    return broken(out, ctx, out[0]), roles


def cards_text(programme, ctx):
    """Label, tab, value; an empty line between projects. Empty values are printed unless dropped."""
    style = grids.Style(units="two")
    columns, roles = labels(programme, ctx, style)
    tab = " " if ctx.lost_tabs else "\t"
    out = [ctx.text(programme.title())]
    for i, p in enumerate(programme.projects):
        out += page_gap(i, ctx, ctx.text(programme.title())) + [""]
        for key, label, lines in with_plan_lines(facts(p, columns, ctx, style), p, ctx):
            if lines or not ctx.drop_empty:
                out += [label + tab + (lines[0] if lines else "")] + lines[1:]
    return out, roles


def with_plan_lines(found, project, ctx):
    """Cards have room: the plan keeps its lines."""
    return [(key, label, phrases.plan_lines(project.rows[0], ctx) if key == "plan" else lines) for key, label, lines in found]


def page_gap(i, ctx, title):
    """Between two projects, every third of them."""
    if not ctx.pages or not i or i % 3:
        return []
    return ["", grids.page_number(i // 3, ctx), "", title] if ctx.pages == "headed" else ["", "\f"]


SHORT = ("no", "name", "deadline", "lead", "lead_alone", "support", "implement", "money")


def cards_html(programme, ctx):
    """A form per project: two label-value pairs a row, long values across the table."""
    style = grids.Style(units="two")
    columns, roles = labels(programme, ctx, style)
    parts = []
    for i, p in enumerate(programme.projects):
        parts += ["<p>%s</p>" % html.escape(t) for t in page_gap(i, ctx, ctx.text(programme.title())) if t.strip()]
        found = with_plan_lines(facts(p, columns, ctx, style), p, ctx)
        parts.append("<table>\n%s\n</table>" % "\n".join(card_rows([f for f in found if f[2] or not ctx.drop_empty])))
    return tables.page_html(ctx.text(programme.title()), "\n".join(parts)), roles


def card_rows(found):
    rows, pair = [], []
    for key, label, lines in found:
        if key in SHORT or key.startswith("role:"):
            pair.append(tables.td([label]) + tables.td(lines))
        else:
            rows.append(tables.td([label]) + tables.td(lines, ' colspan="3"'))
        if len(pair) == 2:
            rows.append("".join(pair))
            pair = []
    rows += pair
    return ["<tr>%s</tr>" % r for r in rows]


# ---------------------------------------------------------------- page breaks in prose

def broken(paragraphs, ctx, title):
    """Cuts a long paragraph on every page in two, between characters, as text taken from a PDF is."""
    if not ctx.pages:
        return paragraphs
    rng, out, since, page = ctx.rng("prose pages"), [], 0, 1
    for p in paragraphs:
        since += 1
        at = cut(p, rng) if since >= 6 else None
        if at is None:
            out.append(p)
            continue
        page, since = page + 1, 0
        between = ["", grids.page_number(page - 1, ctx), "", title, ""] if ctx.pages == "headed" else ["", ""]
        out += [p[:at]] + between + [p[at:]]
    return out


def cut(paragraph, rng):
    """A place between two Chinese characters in the middle of a long paragraph, behind the project's name, or None."""
    if len(paragraph) < 60 or paragraph.startswith("#"):
        return None
    spots = [m.start() + 2 for m in re.finditer("[\u4e00-\u9fff]{4}", paragraph)]
    spots = [i for i in spots if max(25, paragraph.find("。") + 3) <= i <= len(paragraph) - 10]
    return rng.choice(spots) if spots else None
