/* What a law comes to, told from the outcomes with it and without. */
#include "game/verdict.h"

#include <math.h>

/* A product is less safe, a player better off, if it is so by more than this part of the
 * largest level, or of the scale of utilities; sampled levels lie beside the best ones. */
#define CHANGED 1e-9
#define CHANGED_SAMPLED 1e-6

static double changed(const struct outcome *with, const struct outcome *without)
{
	return with->proof == PROOF_PROVED && without->proof == PROOF_PROVED ? CHANGED :
		CHANGED_SAMPLED;
}

const char *verdict_name(enum verdict v)
{
	static const char *const names[] = {
		[VERDICT_NONE] = "none",
		[VERDICT_BACKFIRES] = "backfires",
		[VERDICT_MUTUAL] = "mutual",
		[VERDICT_AWAY] = "regulated-away",
	};
	return names[v];
}

bool verdict_applies(const struct game *g)
{
	return g->kind == GAME_REGULATION && !g->unregulated;
}

/* How many of the domains are less safe. */
static int less_safe(const struct outcome *with, const struct outcome *without)
{
	double largest = 0;
	int n = 0;
	for (int i = 0; i < with->n; i++) {
		largest = fmax(largest, fmax(with->domain[i].safety, without->domain[i].safety));
		largest = fmax(largest, fmax(with->domain[i].alpha, without->domain[i].alpha));
	}
	for (int i = 0; i < with->n; i++)
		if (with->domain[i].safety < without->domain[i].safety - changed(with, without) * largest)
			n++;
	return n;
}

static bool all_gain(const struct outcome *with, const struct outcome *without)
{
	double scale = 0;
	for (int k = 0; k <= with->n; k++)
		scale = fmax(scale, fmax(fabs(outcome_utility(with, k)),
			fabs(outcome_utility(without, k))));
	for (int k = 0; k <= with->n; k++)
		if (!(outcome_utility(with, k) > outcome_utility(without, k) + changed(with, without) * scale))
			return false;
	return true;
}

static bool driven_away(const struct outcome *with, const struct outcome *without)
{
	for (int i = 0; i < with->n; i++)
		if (with->domain[i].regime == REGIME_ABSTAIN &&
			without->domain[i].regime != REGIME_ABSTAIN)
			return true;
	return without->invests && !with->invests;
}

enum verdict verdict_of(const struct outcome *with, const struct outcome *without, bool *all)
{
	int less = less_safe(with, without);
	if (all)
		*all = less == with->n;
	if (driven_away(with, without))
		return VERDICT_AWAY;
	if (with->active == with->n && less > 0)
		return VERDICT_BACKFIRES;
	return all_gain(with, without) ? VERDICT_MUTUAL : VERDICT_NONE;
}
