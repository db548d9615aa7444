/* What a contract's terms have to do with a level. */
#include "sentences.h"

#include "draw.h"
#include "solver/equilibrium.h"

#include <stdio.h>

bool contract_edge(const struct study *st, int i, bool beyond, bool brief,
	char out[CONTRACT_TEXT_MAX])
{
	const struct specialist *d = &st->scenario->game.specialist[i];
	const char *g = st->scenario->game.generalist.name;
	struct numerals f = {.next = 0};
	const char *level = numeral(&f, st->present.alpha0), *fee = numeral(&f, d->terms.fee);

	out[0] = '\0';
	if (beyond && d->terms.base_share > 0)
		snprintf(out, CONTRACT_TEXT_MAX, "%s stops at %s: beyond, its cost would drive %s out.",
			g, level, d->name);
	else if (!beyond && d->terms.fee > 0 && brief)
		snprintf(out, CONTRACT_TEXT_MAX, "%s builds %s: below, %s declines the fee of %s.", g,
			level, d->name, fee);
	else if (!beyond && d->terms.fee > 0)
		snprintf(out, CONTRACT_TEXT_MAX, "%s builds %s%s: below that %s declines the fee of "
			"%s.", g, level, st->delta[i] > 0 ? "" : ", though it gets no share", d->name,
			fee);
	return out[0] != '\0';
}

double contract_adds(const struct study *st, int i, double x)
{
	struct division d = contract_division(&st->scenario->game, i, 1, st->present.alpha0, x);

	return d.paid;
}

/* A specialist's part of the pot, which a rule may split otherwise than a share does. */
static double part(const struct study *st, int i)
{
	return st->present.joint > 0 ? st->present.domain[i].utility / st->present.joint :
		(1 - st->delta[i]) / st->n;
}

double contract_kept_at(const struct study *st, int i)
{
	return st->scenario->game.contract == CONTRACT_PROFIT && study_has_outcome(st) ?
		1 - st->n * part(st, i) : st->delta[i];
}

double contract_if_adds(const struct study *st, int i, double x)
{
	const struct domain_outcome *o = &st->present.domain[i];

	if (st->scenario->game.contract != CONTRACT_PROFIT)
		return o->payment + contract_division(&st->scenario->game, i, st->delta[i],
			st->present.alpha0, x).own;
	return o->utility + part(st, i) * (contract_adds(st, i, x) - contract_adds(st, i, o->investment));
}

double contract_if_out(const struct study *st, int i)
{
	const struct domain_outcome *o = &st->present.domain[i];

	if (st->scenario->game.contract != CONTRACT_PROFIT)
		return o->payment;
	return o->utility - part(st, i) * contract_adds(st, i, o->investment);
}
