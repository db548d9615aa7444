/* What must hold of every game, on random ones: that units, the order of the specialists
 * and those who earn nothing change no answer, and that rules do what they say. */
#ifndef HAGGLE_TESTS_LAWS_H
#define HAGGLE_TESTS_LAWS_H

#include <stdbool.h>
#include <stdint.h>

enum law {
	LAW_MONEY,      /* revenues, costs and outside options in another unit */
	LAW_LEVEL,      /* performance in another unit */
	LAW_ORDER,      /* the specialists in another order */
	LAW_NOBODY,     /* a specialist more, who earns nothing */
	LAW_DUALITY,    /* with straight revenue the two sides may be swapped */
	LAW_FIRST_BEST, /* no bargain's joint surplus is more */
	LAW_RATIONAL,   /* no bargain gives anybody less than its outside option */
	LAW_GOAL,       /* no rule is bettered at its own goal by another's bargain */
	LAW_TIES,       /* nor is there a bargain as good for it and better for all together,
	                 * or as good for all and with a smaller share */
	LAW_PARETO,     /* Nash and the vertical monopoly are in the Pareto set */
	LAW_ALONE,      /* a rule by itself, as sweeps ask for it, comes to what it does among all */
	LAW_CURVE,      /* of one share: at no share of a grid is a rule bettered, does somebody do
	                 * otherwise than thresholds tell, or is dominated what is called Pareto-optimal */
	LAWS
};

const char *law_name(enum law law); /* "money" */

struct laws_tally {
	unsigned laws;  /* those asked for: OR of 1 << enum law */
	bool tame;      /* outside options of 0, and no formulas but concave or S-shaped ones */
	long shown;     /* breaches that are printed; games with them, the first third */
	long games, refused, breaches;
	long tried[LAWS], broken[LAWS];
	long unproved[LAWS]; /* not counted among them: by answers that say they are not proved */
};

/* Game `number` with n specialists, one to four, at the shares it has: outcomes, and what
 * the laws of outcomes say. */
void laws_at_shares(struct laws_tally *t, uint64_t number, int n);
/* The same game with all rules, the Pareto set and the thresholds. */
void laws_of_rules(struct laws_tally *t, uint64_t number, int n);

#endif
