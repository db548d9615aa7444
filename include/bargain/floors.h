/* A regulator's best floors: those on the generalist's safety and on the specialists' that give
 * the most welfare, the scenario's rule applied anew under each pair of them.
 *
 *   floors_alloc -> floors_step until it returns false -> floors_best
 *
 * They are searched for on a grid that goes as far as anybody can be had, and closer and closer
 * in around the best of it: nothing proves that there is nothing better. A specialist's own
 * floor stays. */
#ifndef HAGGLE_BARGAIN_FLOORS_H
#define HAGGLE_BARGAIN_FLOORS_H

#include "model/scenario.h"

struct floors;

struct best_floors {
	bool found;        /* somebody takes part somewhere */
	double generalist, specialists; /* of floors that do equally well the lowest */
	double welfare;
};

/* Whether a scenario has floors to be chosen, and few enough shares to agree on for that. */
bool floors_apply(const struct scenario *s);
/* s is copied. */
enum status floors_alloc(struct floors **out, const struct scenario *s, struct error *err);
void floors_free(struct floors *f); /* NULL is fine */
/* Tries some pairs of floors; whether any are left. */
bool floors_step(struct floors *f);
/* The best so far. */
const struct best_floors *floors_best(const struct floors *f);

#endif
