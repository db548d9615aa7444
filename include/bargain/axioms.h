/* What bargaining solutions promise, tried on a scenario's own bargaining set: change the set
 * or the players, apply the rule anew, compare the plays. For one specialist: haggle-theory(7),
 * AXIOMS.
 *
 *   axioms_alloc -> axioms_reset(scenario) -> axioms_step until it returns false. */
#ifndef HAGGLE_BARGAIN_AXIOMS_H
#define HAGGLE_BARGAIN_AXIOMS_H

#include "bargain/study.h"

enum axiom {
	AXIOM_PARETO_WEAK,
	AXIOM_PARETO,
	AXIOM_SYMMETRY,
	AXIOM_SCALE,
	AXIOM_IRRELEVANT,
	AXIOM_RESTRICTED,
	AXIOM_MONOTONE,
	AXIOM_RATIONAL,
	AXIOM_OUTSIDE,
	AXIOMS
};

struct axiom_info {
	const char *name;  /* in JSON: "pareto-weak" */
	const char *label; /* on screens: "weak Pareto" */
	const char *says;  /* one sentence */
};

/* What is known of a rule and an axiom without trying. */
enum axiom_ground {
	AXIOM_TRY,
	AXIOM_PROVED,
	AXIOM_IF_EVEN,    /* proved where both gain as much; of Kalai-Smorodinsky, as large a part of
	                   * the ideals */
	AXIOM_IF_WEIGHTS, /* proved where weights are equal */
	AXIOM_NOTHING,    /* the axiom says nothing about the rule */
};

enum axiom_ground axiom_ground(enum rule rule, enum axiom axiom);

const struct axiom_info *axiom_info(enum axiom axiom); /* axiom < AXIOMS */

/* What is known of a rule and an axiom. */
enum axiom_verdict {
	AXIOM_OPEN,   /* not tried yet */
	AXIOM_SILENT, /* the axiom says nothing about that rule */
	AXIOM_ALWAYS, /* a proof: on this set, and where it does not look at it, on any */
	AXIOM_HELD,   /* in all tests; no proof */
	AXIOM_FAILS,  /* in some test */
};

const char *axiom_verdict_name(enum axiom_verdict v); /* "open", "silent", "always", "held", "fails" */

/* A change of the bargaining set, or of the players. */
enum change_kind {
	CHANGE_NONE,     /* nothing changes: there is a better play */
	CHANGE_EXCHANGE, /* the players' utilities and outside options change places */
	CHANGE_UNITS,    /* a player's utility u and outside option become factor u + shift */
	CHANGE_DROP,     /* only the shares, or parts, from .. to stay */
	CHANGE_ADD,      /* an alternative that comes to u for both */
	CHANGE_OUTSIDE,  /* a player's outside option becomes `outside` */
};

struct change {
	enum change_kind kind;
	int player;           /* of UNITS and OUTSIDE: 0 the generalist, 1 the specialist */
	double factor, shift;
	double from, to;
	double u[2];
	double outside;
};

const char *change_name(enum change_kind kind); /* "none", "exchange", "units", "drop", "add", "outside" */

/* Utilities of a play as they are after the change. */
void change_utilities(const struct change *c, double u[2]);

/* What a rule comes to; utilities are those of before any change of units or places. */
struct settled {
	bool agreement;
	bool added;       /* it is the alternative that was added: there is no share */
	double share;     /* of a pie: the part of what is gained that the generalist gets */
	double u[2];
};

struct axiom_result {
	enum axiom_verdict verdict;
	int tests;              /* that were made; of what is proved: 0 */
	int failed;             /* of these */
	/* The first test that failed; of CHANGE_NONE, `after` is the better play. */
	struct change change;
	struct settled before, after;
};

struct axioms_row {
	struct bargain rule;
	struct settled settled;
	struct axiom_result result[AXIOMS];
};

struct axioms {
	const struct scenario *scenario; /* as given; must stay unchanged */
	int rows;
	struct axioms_row *row;    /* owned; the study's solutions, in the order of the rule table */
	const struct trace *plays; /* the bargaining set: the curve of all shares, or, of a pie, its
	                            * splits; there with the rows */
	bool pie;                  /* what is agreed on is how a pie is split */
	double scale;              /* the game's own, of utilities */
	struct axioms_work *work;  /* private */
};

struct axioms_plan {
	bool all;           /* what is proved is tried as well; the verdict is then that of the tests */
	struct pause pause; /* as of a study */
};

enum status axioms_alloc(struct axioms **out, struct error *err);
void axioms_free(struct axioms *a); /* NULL is fine */
/* Whether they can be tried: with one specialist. STATUS_INPUT: else, and why. */
enum status axioms_check(const struct scenario *s, struct error *err);
/* Starts over. Fails where axioms_check does. */
enum status axioms_reset(struct axioms *a, const struct scenario *s,
	const struct axioms_plan *plan, struct error *err);
/* Works for about `seconds` (at least one test); whether anything is left. seconds < 0: to the
 * end. */
bool axioms_step(struct axioms *a, double seconds);
double axioms_progress(const struct axioms *a); /* 0..1 */

/* When nothing is left: STATUS_OK, else why there is nothing, or not all: no equilibrium, no
 * memory, given up. */
enum status axioms_status(const struct axioms *a, struct error *err);

/* What the rule of a row comes to after the change; rows have to be there. False: given
 * up, or no memory. */
bool axioms_resolve(struct axioms *a, int row, const struct change *c, struct settled *out);

#endif
