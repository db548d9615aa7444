/* What a play of the game comes to. */
#ifndef HAGGLE_SOLVER_OUTCOME_H
#define HAGGLE_SOLVER_OUTCOME_H

#include "base/status.h"

#include <stdbool.h>

/* A specialist's part in an equilibrium (haggle-theory(7)). */
enum regime {
	REGIME_ABSTAIN,    /* brings no revenue, pays nothing */
	REGIME_FREE_RIDE,  /* takes the technology as it is: x = 0 */
	REGIME_CONTRIBUTE, /* x > 0 */
};

const char *regime_name(enum regime regime);  /* "abstain", "free-ride", "contribute" */
const char *regime_doing(enum regime regime); /* "abstaining", ... */

/* What is known of an equilibrium beyond its numbers, from best to worst. */
enum proof {
	PROOF_PROVED,  /* closed forms, or bounds that left no room for anything better */
	PROOF_SAMPLED, /* something better may hide between samples of a formula */
	PROOF_GAVE_UP, /* a search ended by its budget, not by a bound */
};

const char *proof_name(enum proof proof); /* "proved", "sampled", "gave-up" */

struct domain_outcome {
	double alpha;      /* final level; 0 where the specialist abstains */
	double safety;     /* of its product, in games that have it; else 0 */
	double investment; /* x = alpha - alpha0; 0 where it abstains */
	double revenue;    /* of the domain, before it is shared */
	double utility;    /* the specialist's */
	double paid;       /* what the generalist gets from the domain, net */
	double payment;    /* the lump sum that it gets at signing, part of the utility */
	enum regime regime;
};

struct outcome {
	bool invests;        /* the generalist; false: it abstains, all get 0 */
	double alpha0;
	double safety0;      /* the generalist's, in games that have it; else 0 */
	double u_generalist;
	double payment;      /* as the specialists'; all of them sum to 0 */
	double joint;        /* the sum of all utilities */
	double welfare;      /* joint, and what safety is worth to society; 0 in games without */
	int verdict;         /* enum verdict, where it was held against the same game without its law;
	                      * else 0 */
	double performance;  /* sum of alpha over the active domains that can earn anything */
	int active;          /* specialists that take part */
	enum proof proof;    /* of an equilibrium, or the first best */
	int n;
	struct domain_outcome *domain; /* owned, n */
};

enum status outcome_init(struct outcome *o, int n, struct error *err);
void outcome_free(struct outcome *o);
/* Nobody plays: everybody abstains, and all is 0. */
void outcome_clear(struct outcome *o);
/* Copies values; both must have the same n. */
void outcome_copy(struct outcome *to, const struct outcome *from);
/* Utility of player k: 0 the generalist, k > 0 specialist k - 1. */
static inline double outcome_utility(const struct outcome *o, int k)
{
	return k == 0 ? o->u_generalist : o->domain[k - 1].utility;
}

/* A base level that is no more than this part of the highest final one, by rounding, is 0. */
void outcome_tidy_base(struct outcome *o, double part);
/* Who invests no more than the digits lost in a bargained share come to, takes the technology as it
 * is: says so, and that it invests nothing. A base level that is but rounding of final ones is 0. */
void outcome_tidy(struct outcome *o);
/* Whether the same players take part in the same way. */
bool outcome_same_regimes(const struct outcome *a, const struct outcome *b);

#endif
