/* Formulas: a small expression language compiled to an immutable program that
 * yields a value with exact first and second derivatives (forward-mode dual
 * numbers of second order).
 *
 * Grammar, loosest first: comparison (< <= > >= == !=, value 0 or 1, not
 * associative), + -, * /, unary minus and plus, ^ (right-associative, binds
 * tighter than unary minus: -a^2 = -(a^2), and takes a signed exponent:
 * 2^-1 = 0.5), numbers, names, calls, ( ). Functions: min max (2 arguments or
 * more), abs sqrt exp log log1p expm1 tanh (1), pow (2), if (3: if(c, t, e),
 * where only the chosen branch counts). At most 500 characters, 256 nodes, depth 64. */
#ifndef HAGGLE_MODEL_FORMULA_H
#define HAGGLE_MODEL_FORMULA_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

#define FORMULA_TEXT_MAX 500  /* characters */
#define FORMULA_NODES_MAX 256
#define FORMULA_DEPTH_MAX 64
#define FORMULA_CONSTANTS_MAX 16
#define FORMULA_NAME_MAX 31   /* of a constant, bytes: a letter, then letters, digits, _ */

/* The variables a formula may use; which ones are allowed is said on compiling.
 * With FORMULA_LEVEL, a0 and a are other names of x: the generalist's own level. */
enum formula_variable { FORMULA_X = 1, FORMULA_A0 = 2, FORMULA_A = 4, FORMULA_LEVEL = 8 };

/* A compiled program. Immutable: threads may share it. */
struct formula;

/* Value, first and second derivative along the direction asked for. */
struct dual2 { double v, d, dd; };

/* Where a formula is evaluated. */
struct formula_point { double x, a0, a; };

/* Compiles text. names[0..count) are the constants that exist (their values
 * are given on evaluation, in the same order); variables is an OR of enum
 * formula_variable. On success *out is a new program that the caller frees
 * with formula_free. On failure STATUS_INPUT with err->column set (from 1) and
 * a text that names the trouble; STATUS_SYSTEM when out of memory. */
enum status formula_compile(const char *text, const char *const *names, int count,
	unsigned variables, struct formula **out, struct error *err);
void formula_free(struct formula *f); /* NULL is fine */

/* Which of the variables (an OR) the program mentions. */
unsigned formula_uses(const struct formula *f);

/* The value at a point; constants as given on compiling. Reentrant, allocates
 * nothing. Domain errors give NaN or an infinity, as IEEE arithmetic does. */
double formula_value(const struct formula *f, const struct formula_point *at,
	const double *constants);
/* Value and derivatives along direction (e.g. x: {1,0,1}, since a = a0 + x).
 * What does not depend on the direction has derivative 0, even where the
 * formula is steep. At kinks of min, max and abs the derivative is that of the
 * side to which the direction leads; comparisons have derivative 0. At 0, u^p has
 * the limits from the right, infinite for p < 1 (and the second for p < 2); a
 * moving 0 times an infinite derivative is NaN (x*sqrt(x) at 0, where x^1.5 is
 * not). */
void formula_dual(const struct formula *f, const struct formula_point *at,
	const struct formula_point *direction, const double *constants, struct dual2 *out);

/* The same, and as the result the mixed second derivative along direction and
 * `other`. */
double formula_mixed(const struct formula *f, const struct formula_point *at,
	const struct formula_point *direction, const struct formula_point *other,
	const double *constants, struct dual2 *out);

/* Length of the name that text starts with: a letter, then letters, digits, _;
 * 0: it starts with none. */
size_t formula_name_length(const char *text);
/* The next name from *at on that no ( follows, past numbers (the e5 of 1e5 is no
 * name): its length, and its start in *at, from which the caller goes on. 0, with
 * *at at the end: there is none. */
size_t formula_next_name(const char **at);
/* True where name may be a constant: letters, digits and _, a letter first,
 * at most FORMULA_NAME_MAX, not x, a0, a, nor a function. */
bool formula_name_ok(const char *name);

/* A formula as a scenario holds it: its text, its constants (which are
 * parameters like any other) and the program compiled from them. */
struct formula_slot {
	char text[FORMULA_TEXT_MAX + 1];
	int count;
	char name[FORMULA_CONSTANTS_MAX][FORMULA_NAME_MAX + 1];
	double value[FORMULA_CONSTANTS_MAX];
	unsigned variables;      /* allowed ones */
	struct formula *program; /* owned; compiled from text and name */
};

/* Compiles text, with the constants that `like` has (NULL: none), into a new slot that the
 * caller frees. Fails as formula_compile does. */
enum status formula_slot_make(const char *text, const struct formula_slot *like,
	unsigned variables, struct formula_slot **out, struct error *err);
/* Index of the constant called name, or -1; slot may be NULL. */
int formula_slot_constant(const struct formula_slot *slot, const char *name);
/* A copy with its own program; NULL when out of memory. */
struct formula_slot *formula_slot_copy(const struct formula_slot *slot);
void formula_slot_free(struct formula_slot *slot); /* NULL is fine */

#endif
