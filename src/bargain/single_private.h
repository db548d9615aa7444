/* Private to the search along the one share: what it looks at, and how. single.c finds
 * solutions, single_nodes.c what else the curve should have nodes at; both look along a line
 * (single_at.c) at its humps (single_line.c, and single_slope.c where values do not tell), and of
 * what is as good as the best single_ties.c finds all. */
#ifndef HAGGLE_BARGAIN_SINGLE_PRIVATE_H
#define HAGGLE_BARGAIN_SINGLE_PRIVATE_H

#include "bargain/study_private.h"

#include "base/bracket.h"

/* A tie must be wider than this: a smooth top is as good as its neighbours only over
 * ROUNDING_SHARE or so. */
#define TIE_WIDTH 1e-3

/* Stretches narrower than this have no inside. */
#define NARROW 1e-12

struct line {
	struct study *st;
	struct bargain rule;
	const double *ideal;
	const bool *bystander;
	enum {
		OF_RULE,     /* the rule's objective, -inf where that is not individually rational */
		OF_LEAST,    /* the smallest gain */
		OF_PLAYER,   /* the utility of one player */
		OF_LOSS,     /* less of it */
	} of;
	int player;
};

/* What l looks at, a struct line, at share x; -inf where there is no equilibrium. Its outcome is
 * then the scratch of the study's work. */
double line_at(void *l, double x);
/* The same at all nodes, the caller's to free; NULL: out of memory. */
double *line_nodes(const struct line *l);
/* What is as good as something along a line. */
struct as_good {
	struct line *l;
	double least; /* it comes to this or more */
};
/* Whether what l, a struct as_good, says is so at share x. */
enum bracket_side line_side(void *as_good, double x);
/* Values of what l looks at that differ by less are equal. */
double line_room(const struct line *l, double value);
/* Whether nodes i and i + 1 belong to one smooth piece. */
bool line_joined(const struct trace *c, int i);
/* Whether node i, by the values v, is above its neighbours on its piece; of a plateau, whose last
 * digits may differ, the first. The sides of what happens at a share are a plateau, on a slope as
 * well. */
bool line_is_hump(const struct line *l, const double *v, int i);
/* Polishes the hump at node i; the share found into *x. Returns what it comes to. */
double line_hump(struct line *l, int i, const double *v, double *x);
/* Where values do not tell a smooth top between a stretch's ends that is about at *x, moves it to where
 * slopes say it is (single_slope.c). */
void line_by_slopes(struct line *l, const struct stretch *s, double *x, double *value);
/* How high a hump at node i may be: a top between two nodes, a kink above all, rises
 * beyond the higher one by no more than is usual from node to node there. */
double line_promise(const struct trace *c, const double *v, int i);

/* A share that may be the solution. */
struct candidate {
	double share, value, joint;
};

/* All ties into sol, and the best of each into c, which must have room for one a node: what is
 * not below `least` is as good as the best. Returns how many. */
int line_ties(struct line *l, const double *v, double least, struct solution *sol,
	struct candidate *c);

#endif
