/* Participation squeezes: levels that the generalist would not choose if nobody could leave. */
#include "sentences.h"

#include "base/text.h"

#include <stdlib.h>

#define add(out, ...) text_append(out, SQUEEZE_TEXT_MAX, __VA_ARGS__)

static const char *name_of(const struct study *st, int i)
{
	return st->scenario->game.specialist[i].name;
}

/* What keeping them in costs the generalist. */
static double cost_of(const struct study *st, const struct squeeze *q)
{
	return study_tidy(st, q->bound.payoff - q->at.payoff);
}

void squeeze_find(const struct study *st, struct solver *s, const struct choice *c,
	struct squeeze *out)
{
	*out = (struct squeeze){.at = *c};
	out->leaves = calloc((size_t)st->n + 1, sizeof *out->leaves);
	if (!out->leaves || solver_leaving(s, c, out->leaves, NULL) != STATUS_OK)
		return;
	for (int i = 0; i < st->n; i++)
		out->count += out->leaves[i];
	out->known = out->count > 0 &&
		solver_choice_if_bound(s, st->delta, out->leaves, &out->bound, NULL) == STATUS_OK;
	out->squeezed = out->known && cost_of(st, out) > 0;
}

void squeeze_free(struct squeeze *q)
{
	free(q->leaves);
	*q = (struct squeeze){.count = 0};
}

/* " b and c would abstain below it, too." of all but the first told of. */
static void add_others(char *out, const struct study *st, const struct squeeze *q)
{
	int left = q->count - 1, named = 0;
	if (left == 0)
		return;
	for (int i = 0; i < st->n && named < SQUEEZED_LISTED; i++) {
		if (!q->leaves[i] || i == q->at.edge.specialist)
			continue;
		named++;
		add(out, "%s%s", named == 1 ? " " : named == left ? " and " : ", ", name_of(st, i));
	}
	if (named < left)
		add(out, " and %d more", left - named);
	add(out, " would abstain %s it, too.", q->at.edge.beyond ? "beyond" : "below");
}

void squeeze_text(const struct study *st, const struct squeeze *q, char out[SQUEEZE_TEXT_MAX])
{
	int i = q->at.edge.specialist;
	bool beyond = q->at.edge.beyond;
	const char *g = st->scenario->game.generalist.name, *d = name_of(st, i);
	char text[CONTRACT_TEXT_MAX];
	struct numerals f = {.next = 0};
	const struct domain_outcome *o = &st->present.domain[i];
	const char *gets = numeral(&f, study_tidy(st, o->utility - o->payment));
	out[0] = '\0';
	if (contract_edge(st, i, beyond, false, text))
		add(out, "%s At it %s gets %s", text, d, gets);
	else
		add(out, "%s %s level %s so that %s takes part: %s that level %s would abstain, and "
			"at it %s gets %s", g, beyond ? "stops at" : "goes to", numeral(&f, q->at.a0),
			d, beyond ? "beyond" : "below", d, d, gets);
	add(out, o->payment != 0 ? " beside its payment at signing." : ".");
	add_others(out, st, q);
	if (!beyond)
		add(out, " This is the participation squeeze.");
}

void squeeze_cost_text(const struct study *st, const struct squeeze *q, char out[SQUEEZE_TEXT_MAX])
{
	struct numerals f = {.next = 0};
	const char *level[2], *paid[2], *d = name_of(st, q->at.edge.specialist);
	const char *g = st->scenario->game.generalist.name;
	numerals_compare(&f, (double[]){q->bound.a0, q->at.a0}, 2, level);
	double sunk = st->present.payment; /* it has whatever it builds */
	numerals_compare(&f, (double[]){study_tidy(st, q->bound.payoff + sunk),
		study_tidy(st, q->at.payoff + sunk)}, 2, paid);
	out[0] = '\0';
	add(out, "If %s could%s leave, %s would build %s and get %s instead of %s: keeping %s in costs "
		"it %s.", q->count == 1 ? d : q->count == 2 ? "neither" : "none of them",
		q->count == 1 ? " not" : "", g, level[0], paid[0], paid[1],
		q->count == 1 ? d : "them", numeral(&f, cost_of(st, q)));
}

bool squeeze_holds(const struct study *st, int i, bool *beyond)
{
	const struct outcome *o = &st->present;
	struct solver *s;
	struct choice c;
	struct squeeze q;
	int count;
	/* Who gains by taking part is not held; nobody in one pot is. */
	bool nothing = o->alpha0 > 0 && o->domain[i].regime != REGIME_ABSTAIN &&
		study_tidy(st, o->domain[i].utility - o->domain[i].payment) == 0;
	if (!nothing || solver_alloc(&st->scenario->game, &s, NULL) != STATUS_OK)
		return false;
	bool held = false;
	if (solver_choices(s, st->delta, &c, 1, &count, NULL) == STATUS_OK && count > 0) {
		squeeze_find(st, s, &c, &q);
		held = q.squeezed && q.leaves[i];
		*beyond = q.at.edge.beyond;
		squeeze_free(&q);
	}
	solver_free(s);
	return held;
}
