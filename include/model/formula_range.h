/* What a formula can be over a box of its variables: its program run on intervals.
 *
 * All bounds hold for certain: every operation rounds outwards. They are as a rule
 * wider than what the formula really does, and come close to it as the box shrinks.
 * A kink is a curvature without bound on one side (min and concave: below; max and
 * abs: above), a step a slope without bound: so slopes bound what a formula can
 * change by, and curvatures what its slope can, across kinks and steps as well. */
#ifndef HAGGLE_MODEL_FORMULA_RANGE_H
#define HAGGLE_MODEL_FORMULA_RANGE_H

#include "model/formula.h"

/* From lo to hi, lo <= hi; either may be infinite. */
struct range {
	double lo, hi;
};

/* The variables' ranges. */
struct formula_box {
	struct range x, a0, a;
};

struct formula_range {
	struct range v, d, dd; /* value, first and second derivative along the direction */
	struct range e, de;    /* along `other`, and the mixed second derivative */
	struct range ddd;      /* the third derivative, by formula_range_third; else all numbers */
	bool defined;          /* false: somewhere it may be no number */
};

/* Over a box, along direction and `other` as formula_mixed has them; other NULL: e and
 * de are 0. Reentrant, allocates nothing. */
void formula_range(const struct formula *f, const struct formula_box *box,
        const struct formula_point *direction, const struct formula_point *other,
        const double *constants, struct formula_range *out);
/* The same along direction alone, with the third derivative. Where the second may step, that
 * has no bounds. */
void formula_range_third(const struct formula *f, const struct formula_box *box,
        const struct formula_point *direction, const double *constants,
        struct formula_range *out);

/* One side of each kink and step of which a box does not tell on which side it is. The formula as
 * it is on these sides alone is smooth there, and wherever it is on them in the box its values and
 * derivatives are among those found. */
struct formula_sides {
	unsigned second;     /* bit i: of the i-th that is met the second operand's side is taken,
	                      * of a comparison that it does not hold */
	int met;             /* how many were met */
	bool steps;          /* some of them is a comparison */
	struct range border; /* by how much more the operands' difference changes along `other` than
	                      * along direction, of all that were met; lo > hi: none moves */
};
enum { SIDES_MAX = 8 * sizeof(unsigned) };
/* As formula_range, `other` not NULL, on the sides that *sides says; fills in the rest of it. */
void formula_range_sides(const struct formula *f, const struct formula_box *box,
        const struct formula_point *direction, const struct formula_point *other,
        const double *constants, struct formula_sides *sides, struct formula_range *out);

#endif
