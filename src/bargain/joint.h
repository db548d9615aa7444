/* Private to the search for shares: its parts. joint.c samples and keeps what
 * is found, joint_climb.c climbs by line searches and a simplex, joint_model.c
 * by models of the utilities, joint_solve.c directs them. */
#ifndef HAGGLE_BARGAIN_JOINT_H
#define HAGGLE_BARGAIN_JOINT_H

#include "bargain/work.h"

#include <gsl/gsl_multimin.h>
#include <gsl/gsl_qrng.h>

enum { SAMPLES_MOST = 5632, DIMENSIONS = 40, STARTS = 7, FINALISTS = 2, RIVALS = 3 };
/* Plays that a rule may take a share: the first steps from each start, an ascent
 * from one start, the last climb. */
enum { RACE_PLAYS = 24, ASCENT_PLAYS = 70, CLIMB_PLAYS = 150, SHAKES = 24 };
/* Samples of one signature this near each other are taken for one basin. */
#define BASIN .12
/* Up to this many shares models have mixed second derivatives. */
enum { MODEL_FULL = 8 };
/* Up to this many shares edges are followed pair by pair. */
enum { SLIDE_MOST = 4, SLIDES = 10 };
/* The first step along an edge, and one that is too short to be worth it. */
#define SLIDE_FIRST .12
#define SLIDE_LAST 1e-3
/* The most points of a line search. */
enum { LINE_POINTS = 17 };

/* Quadratic models of every output (utilities and performance) around x. */
struct model {
	unsigned long signature;
	double *x;        /* n */
	double *y;        /* outputs */
	double *gradient; /* outputs x n */
	double *hessian;  /* outputs x n x n */
};

struct joint {
	int n, players;
	int count, want;      /* sampled bargains */
	double *delta;        /* count x n */
	double *u;            /* count x players */
	double *performance;  /* count */
	unsigned long *signature; /* count */
	double *value;        /* count: of the objective at hand */
	int side, grid;       /* points a side of the grid, in all */
	gsl_qrng *sobol;
	gsl_multimin_fminimizer *simplex;
	gsl_vector *start, *step;
	/* the search at hand */
	struct study *st;
	struct bargain rule;
	double *x, *best_x, *from, *direction, *low, *high, *centre, *target, *top_x; /* n each */
	double *race;         /* STARTS x n */
	double *y;            /* 2 x outputs, scratch */
	struct model *model_store;
	struct model *rival[RIVALS]; /* of other pieces, newest first */
	int rivals;
	double hope;          /* > 0: the objective is joint_reach, this much a player */
	bool any_gain;        /* some rational bargain gains somebody something */
	bool model;           /* climb on the model, not in the game */
	double best;
	unsigned long evaluations, limit;
};

/* joint.c */
/* Which regimes a play has, and who is held at its participation: bargains of
 * one signature tend to lie on one smooth piece. */
unsigned long joint_signature(const struct outcome *o);

/* How near an outcome is to one where everybody gains j->hope: the sum of what
 * each gains up to that. Says where to go where the rules' objectives are flat
 * or do not exist. */
double joint_reach(struct joint *j, const struct outcome *out);
/* The objective at hand. */
double joint_objective(struct joint *j, const struct outcome *out);

/* Plays at x and adds it to the sample, if there is room. */
void joint_add_sample(struct joint *j, const double *x);

/* joint_climb.c */
/* Plays at x (brought into [0,1]) and keeps it if it is the best; the value of
 * the objective at hand. */
double joint_try(struct joint *j, const double *x);
/* The same in the game or, while j->model is set, on the model. */
double joint_value(struct joint *j, const double *x);
/* From best_x up to where nothing gains any more, in steps of `range` and less. */
void joint_climb(struct joint *j, double range, int rounds, int points);

/* joint_model.c */
struct model *model_alloc(size_t n); /* NULL when out of memory */
void model_free(struct model *m);    /* NULL is fine */
/* The objective at x by the model. */
double model_value(struct joint *j, const double *x);
/* Steps from best_x to where models of the utilities promise the best, within a
 * radius that grows where they keep their promise. True when it ended where
 * nothing more is promised; false where the game breaks the model (a kink). */
bool joint_ascend(struct joint *j);

#endif
