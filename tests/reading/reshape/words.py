"""Header words: what real documents print above a column or before a colon.

`common` words are what an undamaged rendering chooses from; the damage "renamed headers" takes another word, the rare ones
included. Choices are seeded by shape and programme, so a cell of the table is the same document on every machine.
"""

COMMON = {
    "no": ["序号"],
    "name": ["项目名称", "实事名称", "实事项目"],
    "task": ["年度工作任务", "实事内容", "项目内容", "主要内容"],
    "plan": ["推进计划", "时间节点", "进度安排", "工作进度安排"],
    "deadline": ["完成时限", "完成时间"],
    "lead": ["牵头单位"],
    "lead_alone": ["责任单位"],
    "support": ["配合单位"],
    "implement": ["实施单位"],
    "duty": ["责任单位"],
    "money": ["总投资", "投资估算"],
    "source": ["资金来源"],
    "progress": ["进展情况", "推进情况"],
    "problems": ["存在问题"],
    "next_plan": ["下步打算", "下一步计划"],
}

RARE = {
    "no": ["编号", "项目序号"],
    "name": ["民生实事项目", "工程名称", "事项", "重点工作", "任务名称"],
    "task": ["具体项目内容", "建设内容", "建设规模及内容", "项目概况", "工作任务", "内容与要求"],
    "plan": ["时间进度", "序时进度", "节点计划", "逐月计划", "工作任务安排", "实施计划", "完成时限"],
    "deadline": ["办结时限", "完成日期", "竣工时间", "建设时间", "实施周期", "工期"],
    "lead": ["牵头部门", "承办单位", "主办单位", "责任单位"],
    "lead_alone": ["责任部门", "承办单位", "主办单位", "牵头单位", "建设单位", "项目业主", "主管部门", "实施主体", "责任主体", "实施单位"],
    "support": ["配合部门", "协办单位", "协同单位", "协助单位", "参与单位", "相关单位"],
    "implement": ["实施单位"],
    "duty": ["责任部门", "实施单位", "承办单位"],
    "money": ["项目概算", "估算投资", "年度投资金额", "计划投入资金", "所需资金", "资金需求"],
    "source": ["资金渠道", "资金筹措", "资金构成"],
    "progress": ["完成情况", "落实情况", "当前进度", "形象进度"],
    "problems": ["存在困难", "困难问题", "问题及原因", "需协调解决的问题", "滞后原因"],
    "next_plan": ["下一步工作", "下月计划", "下阶段安排"],
}

# One role column may be called any of these; with several roles the words tell the people apart and stay.
LEADER = ["责任领导", "分管领导", "县级分管领导", "包抓领导", "牵头领导", "挂钩领导", "联系领导", "单位主要负责人", "分管负责人"]

# The prose labels of group headings; invented, they carry no fact.
GROUPS = ["一、教育医疗类", "二、基础设施类", "三、社会保障类", "四、便民服务类"]


def header_words(programme, ctx, keys):
    """The printed word of each column in keys, as a dict."""
    words = {}
    for key in keys:
        if key.startswith("role:"):
            words[key] = role_word(programme, key[5:], ctx)
        else:
            words[key] = ctx.rng("head " + key).choice(candidates(programme, key, keys, ctx))
    return pair_up(words, ctx)


def candidates(programme, key, keys, ctx):
    pool = list(RARE[key] if ctx.renamed else COMMON[key])
    if key == "plan" and ("deadline" in keys or not dated_plans(programme)):
        # 完成时限 is a plan column only where every cell holds dated clauses.
        pool = [w for w in pool if w != "完成时限"]
    if key == "money" and sole_treasury(programme):
        pool.append("需财政投入资金")
    if key == "lead_alone" and "implement" in keys:
        pool = [w for w in pool if w != "实施单位"]
    return pool


def dated_plans(programme):
    rows = [r for p in programme.projects for r in p.rows]
    return all(len(r.milestones) > 1 and not any(m.get("optional") for m in r.milestones) for r in rows)


def sole_treasury(programme):
    """需财政投入资金 names a source by itself: allowed where the gold already says 财政."""
    sources = [s["source"] for p in programme.projects for s in p.funds["sources"]]
    return bool(sources) and set(sources) == {"财政"}


def role_word(programme, role, ctx):
    if not ctx.renamed or len(programme.roles()) > 1:
        return role
    return ctx.rng("head role").choice([w for w in LEADER if w != role])


def pair_up(words, ctx):
    """Words that only mean what they should side by side."""
    if not ctx.renamed:
        return words
    if "support" in words and ctx.rng("pair").random() < 0.25:
        words["lead"], words["support"] = "牵头单位", "责任单位"
    if words.get("task") == "具体项目内容" and "name" in words:
        words["name"] = "目标任务"
    return words
