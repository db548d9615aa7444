#include "threshold.h"

#include <math.h>
#include <stdio.h>

bool threshold_at_end(const struct threshold *h, const char *of, char *out, size_t size)
{
	if (h->delta <= 0)
		snprintf(out, size, "As soon as %s is above 0", of);
	else if (h->delta >= 1)
		snprintf(out, size, "When %s reaches 1", of);
	else
		return false;
	return true;
}

const char *threshold_equilibria(const struct threshold *h)
{
	if (isnan(h->u_after))
		return h->delta > 0 && h->delta < 1 ? "equilibria end: there is none above"
						    : "there is no equilibrium";
	if (isnan(h->u_before))
		return h->delta > 0 ? "equilibria begin: there is none below"
				    : "equilibria begin: there is none at 0";
	return NULL;
}
