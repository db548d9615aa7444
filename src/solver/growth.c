/* What functions come to in the end. Both stages ask which of two outgrows the other, to
 * end a search, and to say why there is no end to it. */
#include "solver/stage.h"

#include <math.h>

struct growth revenue_growth(const struct revenue *r)
{
	switch (r->family) {
	case REVENUE_LINEAR:
		return (struct growth){1, r->scale};
	case REVENUE_POWER:
		return (struct growth){r->exponent, r->exponent > 0 ? r->scale : 0};
	case REVENUE_FORMULA:
		return (struct growth){NAN, NAN};
	case REVENUE_LOG: /* slower than any power */
		return (struct growth){0, r->scale};
	default: /* to a limit */
		return (struct growth){0, 0};
	}
}

struct growth cost_growth(const struct cost *c)
{
	if (c->family == COST_FORMULA)
		return (struct growth){NAN, NAN};
	if (!(c->scale > 0))
		return (struct growth){c->marginal > 0 ? 1 : 0, c->marginal};
	if (c->family == COST_EXPONENTIAL)
		return (struct growth){INFINITY, c->scale};
	return (struct growth){c->exponent, c->scale + (c->exponent > 1 ? 0 : c->marginal)};
}
