#include "model/standing.h"

static const struct {
	const char *word, *label;
} states[] = {
	[PROJECT_AS_READ] = { "", "" },
	[PROJECT_CANDIDATE] = { "candidate", "候选" },
	[PROJECT_RESERVE] = { "reserve", "储备" },
	[PROJECT_RUNNING] = { "running", "实施中" },
	[PROJECT_CLOSED] = { "closed", "已完成" },
	[PROJECT_STOPPED] = { "stopped", "已终止" },
};

const char *project_state_label(enum project_state state)
{
	return states[state].label;
}

const char *project_state_word(enum project_state state)
{
	return states[state].word;
}

bool project_state_parse(struct str word, enum project_state *ret)
{
	for (size_t i = 1; i < COUNT(states); i++)
		if (str_eq(word, str_of(states[i].word))) {
			*ret = (enum project_state)i;
			return true;
		}
	return false;
}

static bool earlier(const struct milestone *m, const struct milestone *than)
{
	return than == NULL || day_cmp(m->due, than->due) < 0;
}

static void count(struct standing *s, const struct item *it, const struct milestone *m, struct day today)
{
	/* what belongs to a closed item needs no date of its own */
	bool met = day_is(m->met) || day_is(it->done_on);

	s->milestones++;
	s->met += met;
	if (met && day_is(m->met) && (s->last_met == NULL || day_cmp(s->last_met->met, m->met) < 0))
		s->last_met = m;
	if (!day_is(m->due))
		return;
	if (day_cmp(m->due, today) >= 0) {
		if (!met && earlier(m, s->next)) {
			s->next = m;
			s->next_item = it;
		}
		return;
	}
	s->due++;
	s->late += !met;
	if (!met && earlier(m, s->overdue)) {
		s->overdue = m;
		s->overdue_item = it;
	}
}

struct standing project_standing(const struct project *p, struct day today)
{
	struct standing s = { 0 };

	for (size_t i = 0; i < p->items.n; i++)
		for (size_t m = 0; m < p->items.v[i].milestones.n; m++)
			count(&s, &p->items.v[i], &p->items.v[i].milestones.v[m], today);
	return s;
}
