"""Facts as Chinese documents word them: plans, units, people, money. Every function returns lines (paragraphs of one cell)."""

import model

NUMERALS = "一二三四五六七八九"


def numeral(n):
    if n < 10:
        return NUMERALS[n - 1]
    tens = "" if n < 20 else NUMERALS[n // 10 - 1]
    return tens + "十" + (NUMERALS[n % 10 - 1] if n % 10 else "")


def ended(text, stop="。"):
    return text if text[-1] in "。；：" else text + stop


# ---------------------------------------------------------------- tasks and plans

def task_lines(row, ctx):
    if len(row.tasks) == 1:
        return [ctx.text(row.tasks[0])]
    return [ctx.text("%d.%s" % (i, t)) for i, t in enumerate(row.tasks, 1)]


def plan_groups(row):
    """[(sub, [clause])] in printed order; a heading stands once, as long as its clauses follow each other."""
    groups = []
    for m in row.plan():
        if not groups or groups[-1][0] != m["sub"]:
            groups.append((m["sub"], []))
        groups[-1][1].append(m["text"])
    return groups


def clauses(texts, ctx):
    return [ctx.text(t + "；") for t in texts[:-1]] + [ctx.text(texts[-1] + "。")]


def plan_lines(row, ctx):
    """One clause a line; headings inline (1.甲：…；…。) or, in half the documents, on a line of their own (（一）甲)."""
    groups = plan_groups(row)
    own_line = ctx.rng("plan headings").random() < 0.5
    lines = []
    for i, (sub, texts) in enumerate(groups, 1):
        if not sub:
            lines += clauses(texts, ctx)
        elif own_line:
            lines += [ctx.text("（%s）%s" % (numeral(i), sub))] + clauses(texts, ctx)
        else:
            lines.append(ctx.text("%d.%s：" % (i, sub)) + "".join(clauses(texts, ctx)))
    return lines


def plan_sentence(row, ctx, numbering="%d."):
    """The whole plan as running text, headings inline."""
    groups = plan_groups(row)
    parts = []
    for i, (sub, texts) in enumerate(groups, 1):
        head = "" if not sub else ctx.text((numbering % i if len(groups) > 1 else "") + sub + "：")
        parts.append(head + "".join(clauses(texts, ctx)))
    return "".join(parts)


# ---------------------------------------------------------------- units and people

def units(names, ctx, sep="、"):
    return sep.join(ctx.unit(n) for n in names)


def unit_lines(names, ctx, own_lines=False):
    if not names:
        return []
    return [ctx.unit(n) for n in names] if own_lines else [units(names, ctx)]


def duty_sentence(row, ctx):
    """县教育局牵头；县财政局、各乡镇配合。"""
    if not row.support:
        return [units(row.lead, ctx)]
    return [units(row.lead, ctx) + "牵头；" + units(row.support, ctx) + "配合。"]


def duty_labels(row, ctx):
    """牵头：… / 配合：… / 实施：…, listed with spaces as the Qinshui annex does; with OCR spaces about, 、 keeps them apart."""
    sep = "、" if ctx.damage == "spaces" else " "
    parts = [("牵头：", row.lead), ("配合：", row.support), ("实施：", row.implement)]
    return [ctx.text(word) + units(names, ctx, sep) for word, names in parts if names]


def people(row, role, ctx):
    return "、".join(ctx.person(l["name"]) for l in row.leaders if l["role"] == role)


# ---------------------------------------------------------------- money

def printed_sources(funds):
    """A bare 财政 was read from a header, not from a cell: there is nothing to print for it."""
    return [s for s in funds["sources"] if not (s.get("optional") and s["source"] == "财政")]


def amount(funds, ctx, unit=""):
    if funds["total_yuan"] is None:
        return ctx.text("据实结算") if funds["sources"] else ""
    return ctx.text(model.wan(funds["total_yuan"]) + unit)


def source_list(funds, ctx):
    sources = printed_sources(funds)
    if not sources:
        return ""
    if all(s["yuan"] is None for s in sources):
        names = "、".join(s["source"] for s in sources)
        return ctx.text(names + ("按比例分担" if len(sources) > 1 else ""))
    if len(sources) == 1:
        return ctx.text(sources[0]["source"])
    return ctx.text("，".join(s["source"] + model.money_text(s["yuan"]) for s in sources))


def money_sentence(funds, ctx):
    """所需资金由县财政承担，约需1450万元。 The wording of a document with one column for money."""
    total, sources = funds["total_yuan"], printed_sources(funds)
    if total is None:
        return ctx.text("所需资金由%s承担，据实结算。" % sources[0]["source"]) if sources else ""
    said = model.money_text(total)
    if not sources:
        return ctx.text("所需资金约%s。" % said)
    if len(sources) > 1 and all(s["yuan"] is not None for s in sources):
        return ctx.text("所需资金约%s。其中，%s。" % (said, "，".join(s["source"] + model.money_text(s["yuan"]) for s in sources)))
    if len(sources) > 1:
        return ctx.text("所需资金约%s，由%s按比例分担。" % (said, "、".join(s["source"] for s in sources)))
    name = sources[0]["source"]
    return ctx.text("所需资金由%s%s，约需%s。" % (name, "" if name.endswith("自筹") else "承担", said))
