/* Searches on a stretch of a line that is known to hold what is sought: a boundary, a
 * root, a maximum. None allocates, none fails; each ends after at most 2,200 calls,
 * whatever the function does, and mostly after 50. `context` is handed on to it. */
#ifndef HAGGLE_BASE_BRACKET_H
#define HAGGLE_BASE_BRACKET_H

#include <stdbool.h>

/* Halfway in magnitude between a and b, both >= 0. Not sqrt(a * b): from 1e-316 to 1e-9
 * that is 0. */
double between_magnitudes(double a, double b);

/* A function's value and slope at a place. */
struct bracket_tangent { double at, value, slope; };

/* Where it comes to `value`, by the cubic that its inverse is where it goes one way from one
 * place to the other; else anywhere, or no number. */
double bracket_cubic(const struct bracket_tangent *p, const struct bracket_tangent *q, double value);

/* ------------------------------------------------------- a boundary, by halving */

enum bracket_side {
	BRACKET_OUT,
	BRACKET_IN,
	BRACKET_STOP, /* there is no boundary after all, or no need to know it better */
};

/* Which side of the boundary x is on. */
typedef enum bracket_side bracket_test(void *context, double x);

/* Two points, in either order, with a boundary between them. */
struct bracket_ends {
	double in, out;
	double width, part; /* near enough: `width` apart, and `part` of the larger one; with width 0
	                     * also where one is 0 and the other next to nothing for doubles */
};

/* Halves the distance between the ends once, where width is 0 and they are far from each other by
 * magnitude. False: they are near enough, no double lies between them, or, as *stopped says, the
 * test has said BRACKET_STOP. */
bool bracket_halve(bracket_test *test, void *context, struct bracket_ends *ends, bool *stopped);

/* Halves the distance between the ends, each staying on its side, until they are near
 * enough or no double lies between them. The ends themselves are not tested. False, with
 * the ends where they were then, as soon as the test says BRACKET_STOP. */
bool bracket_boundary(bracket_test *test, void *context, struct bracket_ends *ends);

/* ------------------------------------------- a root, by Newton where that is safe */

/* A function that falls through 0, at one point. */
struct bracket_value {
	double value;
	double slope; /* NAN: not known, and halving does it alone */
	double small; /* only from values within this of 0 is a last step taken on trust */
};

typedef void bracket_falling(void *context, double x, struct bracket_value *at);

/* The values at low (> 0) and at high (<= 0) are taken for granted. */
struct bracket_root {
	double low, high;   /* 0 <= low < high; INFINITY: not known, and sought up to `most` */
	double most;        /* with high = INFINITY: no root beyond this is of interest */
	double guess;       /* where to begin, if it is inside */
	double part;        /* near enough, for the ends: of the higher one */
	double step;        /* a step of Newton's is the last one if it is this part of x: what it
	                     * leaves is of the order of its square */
};

enum bracket_end {
	BRACKET_HIT,    /* the value at x is 0 */
	BRACKET_STEP,   /* x is one last small step from *last, where the function was asked last */
	BRACKET_NARROW, /* low and high are near enough; x was asked last, and is one of them */
	BRACKET_ZERO,   /* the root is 0, as are low, x and *last: as near to it as doubles have all
	                 * their digits, the value is not above 0 */
	BRACKET_BEYOND, /* the value is still above 0 at most */
};

/* Finds the root; low and high come as near as was needed. Slow steps of Newton's (down a
 * steep exponential all are as long) give way to halving, by magnitudes where the ends are
 * far from each other. */
enum bracket_end bracket_root(bracket_falling *f, void *context, struct bracket_root *root,
	double *x, double *last);

/* ------------------------------------------------ a root, by values on both sides of it */

typedef double bracket_function(void *context, double x);

/* Two places, in either order, between which a function comes through 0. */
struct bracket_signs {
	double in, at_in;   /* where it is >= 0, and what it is there */
	double out, at_out; /* where it is below; -INFINITY: no more is known of it */
	double width;       /* near enough */
};

/* Brings them together by false position, where what an end that stays has counts half (Illinois),
 * and by halving where they come no nearer, until they are near enough, at_in is 0, or no double
 * lies between them. False, with the ends where they were then, as soon as the function has no
 * number there. */
bool bracket_signs(bracket_function *f, void *context, struct bracket_signs *s);

/* ---------------------------------------------------- a maximum, by golden section */

/* The maximum of a function with one hump on [low, high], to width + part times the larger
 * end, or as near as comparing values tells; of a plateau, the lower end. Returns x, the
 * value there in *value. */
double bracket_maximum(bracket_function *f, void *context, double low, double high, double width,
	double part, double *value);

#endif
