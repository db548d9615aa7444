/* Private to the axioms: their state, and what is tried of each. */
#ifndef HAGGLE_BARGAIN_AXIOMS_PRIVATE_H
#define HAGGLE_BARGAIN_AXIOMS_PRIVATE_H

#include "bargain/axioms.h"
#include "bargain/study_private.h"

/* Plays are the same, and nobody loses, to within this part of the scale. */
#define SAME_PLAY 1e-6

struct axioms_work {
	struct axioms_plan plan;
	struct study *study;
	struct trace plays;    /* the set as it is, with the ends of what was dropped */
	struct splits splits;  /* of a pie: then these are the set */
	double ideal[2], outside[2]; /* of the set as it is */
	bool bystander[2];
	bool ready;            /* the study is complete, rows are there */
	bool failed;           /* no memory, or given up */
	int row, axiom, test;  /* what is next */
};

/* axiom_trials.c */
/* The t-th change for a rule that comes to `now`, into the zeroed *c; false: there are no more. */
typedef bool make_change(const struct axioms *a, const struct settled *now, int t, struct change *c);
/* Whether what comes of it breaks the axiom, by more than `room` of utility. */
typedef bool breaks(const struct change *c, const struct settled *before, const struct settled *after,
	double room);

/* Nothing where an axiom looks at the plays as they are. */
struct trial {
	make_change *make;
	breaks *broken;
};

const struct trial *axiom_trial(enum axiom axiom);

#endif
