/* Random revenues and costs of every shape that somebody may type as a formula, with what
 * their makers know of them: where they are steep or break, and how fast they grow. */
#ifndef HAGGLE_TESTS_SHAPES_H
#define HAGGLE_TESTS_SHAPES_H

#include "games.h"
#include "tree.h"

#include "model/game.h"

#include <stdbool.h>

enum { SHAPE_FEATURES = 64, SHAPE_NAME = 64 };

/* Something happens at at + moves a0, over about `width` to both sides; 0: a kink or a jump there. */
struct feature {
	enum tree_op of; /* TREE_A, TREE_X or TREE_A0: the variable that it is of */
	double at, width;
	double moves;    /* of TREE_X alone */
};

struct shape {
	struct tree tree;
	int root;
	char name[SHAPE_NAME]; /* its forms: "hump+steps" */
	int features;
	struct feature feature[SHAPE_FEATURES];
	/* A revenue is at most top + slope a. A cost does not fall in x, and is at least
	 * least max(0, x - from)^power. */
	double top, slope;
	double least, power, from;
	bool tails; /* it rises, somewhere, by less than a number has digits for */
	/* Where it is one of the family of power costs as well, that is m x + c x^power + F. */
	bool plain;
	double marginal, fixed;
};

enum shapes {
	SHAPES_CONCAVE, /* one concave form, costs convex and without a fixed part */
	SHAPES_ALL,    /* and sums, kinks, steps, humps, bumps down to 1e-5 wide, jumps */
	SHAPES_MOVING, /* and specialists' costs have kinks and steps that move with a0 */
};

/* Jumps up hold from their level on, jumps down to theirs, so that a best level exists. */
void shape_revenue(struct shape *s, struct rng *r, enum shapes which);
/* special: a specialist's, which may depend on a0. */
void shape_cost(struct shape *s, struct rng *r, enum shapes which, bool special);

/* As a game holds them. */
void shape_give_revenue(const struct shape *s, struct revenue *r);
void shape_give_cost(const struct shape *s, bool special, struct cost *c);

#endif
