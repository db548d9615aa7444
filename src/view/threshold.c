#include "sentences.h"

#include "game/verdict.h"

#include <math.h>
#include <stdio.h>

bool threshold_at_end(const struct threshold *h, const char *of, char *out, size_t size)
{
	if (h->x <= 0)
		snprintf(out, size, "As soon as %s is above 0", of);
	else if (h->x >= 1)
		snprintf(out, size, "When %s reaches 1", of);
	else
		return false;
	return true;
}

const char *threshold_equilibria(const struct threshold *h)
{
	if (isnan(h->u_after))
		return h->x > 0 && h->x < 1 ? "the equilibrium disappears: there is none above"
						    : "there is no equilibrium";
	if (isnan(h->u_before))
		return h->x > 0 ? "an equilibrium appears: there is none below"
				    : "an equilibrium appears: there is none at 0";
	return NULL;
}

const char *threshold_flip(const struct game *g)
{
	return verdict_applies(g) ? "flips to another product" : "flips to another level";
}
