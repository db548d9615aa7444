/* A study: everything that is known about a scenario's bargain, computed
 * piece by piece so that a screen can show what is there and refine.
 *
 *   study_alloc -> study_reset(scenario) -> study_step until it returns false.
 *
 * After every step the fields below are valid as far as `have` says. */
#ifndef HAGGLE_BARGAIN_STUDY_H
#define HAGGLE_BARGAIN_STUDY_H

#include "bargain/trace.h"
#include "model/scenario.h"
#include "game/match.h"

/* Shares from one to another, both included; a single share where they are equal. */
struct share_interval { double from, to; };

/* How the shares were searched for a solution, from best to worst. */
enum searched {
	SEARCH_PROVED,  /* a closed form, or bounds */
	SEARCH_CURVE,   /* one share: all pieces between located jumps refined */
	SEARCH_SAMPLED, /* several shares: something better may hide between those played */
	SEARCH_GAVE_UP, /* ended by a budget */
};

const char *search_name(enum searched search); /* "proved", "curve", "sampled", "gave-up" */

/* An equilibrium of alternating offers: what the first proposer offers, and its gain. */
struct offer { double share, first; };

/* A bargaining solution. */
struct solution {
	struct bargain rule;
	bool done;             /* computed (final) */
	bool agreement;        /* false: no individually rational bargain gains anything */
	bool pareto;
	int ties;              /* intervals of shares that do equally well (one share only) */
	struct share_interval *tie; /* owned, rising */
	int roots;             /* of alternating offers: its equilibria, the first proposer's
	                        * best one first; the solution is that */
	struct offer *root;    /* owned */
	enum searched search;
	double objective;      /* what the rule maximised, at delta */
	double *delta;         /* owned, one a specialist */
	struct outcome out;
	double efficiency;     /* joint / first best; NaN where first best is 0 */
};

/* A bargain beside the present one, and what it would give the rule. */
struct beside {
	bool known;
	double at;     /* the share, where one is bargained over; else by how much all are moved */
	int refuses;   /* the player that it leaves furthest below its outside option; -1: none */
	double value;  /* as struct study's; -inf where somebody refuses */
};

/* A point of the frontier for several shares. */
struct frontier_point {
	const double *delta;   /* n shares */
	const double *u;       /* n + 1 utilities */
};

enum study_have {
	HAVE_PRESENT = 1,      /* the present shares, and their outcome unless status says no */
	HAVE_CURVE = 2,        /* coarse or better */
	HAVE_FIRST_BEST = 4,
	HAVE_SOLUTIONS = 8,    /* all final */
	HAVE_PARETO = 16,
	HAVE_THRESHOLDS = 32,
	HAVE_BESIDE = 64,      /* what bargains beside the present one would give the rule; with
	                        * HAVE_SOLUTIONS */
	HAVE_LAW = 128,        /* the present bargain without the law; where there is one, its verdict */
	HAVE_PLAIN = 256,      /* the curve, or the frontier, without the contract, where there is one */
	HAVE_ALL = 511,
	/* What comes first, wherever a study is looked at; and what tells of every rule. */
	HAVE_FIRST = HAVE_PRESENT | HAVE_CURVE | HAVE_FIRST_BEST | HAVE_THRESHOLDS | HAVE_LAW,
	HAVE_RULES = HAVE_SOLUTIONS | HAVE_PARETO | HAVE_BESIDE,
};

struct study {
	const struct scenario *scenario; /* as given to study_reset; must stay unchanged */
	unsigned have;
	int n;                 /* specialists */
	int shares;            /* shares bargained over: 1 or n */
	enum status status;    /* STATUS_OK, or why there is no present outcome */
	struct error error;    /* the message that goes with it */

	double *delta;         /* the present bargain, n shares */
	bool no_agreement;     /* the rule chosen finds none: nobody plays, present holds the
	                        * outside options, and delta is the scenario's */
	bool rough;            /* the present bargain is but near the rule's: the exact one comes */
	struct outcome present;
	double efficiency;     /* NaN where first best is 0 or not known */
	/* What the rule maximises (of Nash's the product itself, NaN where it is larger or smaller
	 * than numbers can be), at the present bargain, and below and above it (HAVE_BESIDE). */
	double value;
	struct beside beside[2];
	/* The game's own scale of utilities: the larger of the first best and of all outside
	 * options. What is called equal, or no gain, is so in parts of it. */
	double scale;
	struct outcome first_best;
	enum status first_best_status; /* not OK: unbounded joint surplus, say */
	int axis;              /* of the curve: the specialist whose share varies; -1: all at once */
	struct trace curve;    /* outcomes along that share */

	int solutions;
	struct solution *solution; /* in the order of the rule table */
	double *ideal;         /* n + 1: largest gain of each player */
	bool *bystander;       /* n + 1 */

	int intervals;         /* for one share */
	struct share_interval *interval; /* of the Pareto set */
	int points;            /* for several shares: nondominated cloud */
	struct frontier_point *point;
	int dominated_points;  /* sampled bargains that are dominated (for the plot's ground) */
	struct frontier_point *dominated_point;
	bool profit_sharing;

	int thresholds;
	struct threshold *threshold;

	struct study *unregulated; /* the same without the law, its present bargain, curve and first
	                            * best (as far as they are wanted here); NULL: there is no law */

	struct study *plain;   /* the same with shares alone in place of its contract: its curve, or,
	                        * of several shares, the points of its frontier; NULL: no terms */
	struct study *unpaid;  /* the same with its terms but without lump sums: the points of its
	                        * frontier; NULL: no lump sums, or one share, whose curve has them */

	struct study_work *work; /* private */
};

enum status study_alloc(struct study **out, struct error *err);
void study_free(struct study *st); /* NULL is fine */

/* Options of a reset. */
struct study_plan {
	unsigned want;         /* OR of enum study_have */
	int axis;              /* the curve's varied share: specialist index, or -1 for all */
	int nodes;             /* of the curve; 0: default */
	double place;          /* how well the share at a smooth top is to be told; 0: as well as it
	                        * can be */
	struct study *known;   /* what was played for this one is taken over where it is of the same
	                        * game; it is to play no more before it is reset. NULL: none */
	struct pause pause;    /* asked before every equilibrium, and within long ones; given
	                        * up, the study is of no use before it is reset */
};

/* Starts over with scenario s. Bargain rule and delta are taken from it. */
enum status study_reset(struct study *st, const struct scenario *s,
	const struct study_plan *plan, struct error *err);

/* Works for about `seconds` (at least one piece of work); returns whether
 * anything is left. seconds < 0: to the end. */
bool study_step(struct study *st, double seconds);
/* Whether the present outcome is known, and there is one. */
bool study_has_outcome(const struct study *st);
/* What there can be to find of a scenario: OR of enum study_have. */
unsigned study_parts(const struct scenario *s);
/* Equilibria solved for it since the reset, those of the studies beside it included; what was known
 * before is none. */
long study_plays(const struct study *st);
/* How far it is, 0..1; 1: all is done. */
double study_progress(const struct study *st);

/* The utility, surplus or difference of utilities v for readers: 0 where it is no more
 * than what rounding leaves of nothing, less than 1e-8 of the largest surplus known. */
double study_tidy(const struct study *st, double v);

/* joint as a part of a first best; NaN where the first best is 0, or no more than what
 * rounding leaves of the revenues it is made of. */
double first_best_part(const struct outcome *first_best, double joint);
/* The same of the study's; NaN also where that is not known or does not exist. */
double study_efficiency(const struct study *st, double joint);

/* The interval of shares as good for the rule that its own share lies in, or NULL. */
const struct share_interval *solution_tie(const struct solution *sol);

/* The solution of a rule, or NULL. */
const struct solution *study_solution(const struct study *st, struct bargain rule);

#endif
