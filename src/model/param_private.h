/* Shared by the files of the parameter table; nobody else includes this. */
#ifndef HAGGLE_MODEL_PARAM_PRIVATE_H
#define HAGGLE_MODEL_PARAM_PRIVATE_H

#include "model/param.h"

#include <stddef.h>

/* How a row's value is kept. */
enum param_store {
	STORE_DOUBLE,
	STORE_TEXT,
	STORE_REVENUE,   /* enum revenue_family */
	STORE_COST,      /* enum cost_family */
	STORE_BASIS,     /* enum cost_basis */
	STORE_SHARE,     /* game.common */
	STORE_BARGAIN,   /* struct bargain */
	STORE_DELTA,     /* the shares */
	STORE_FORMULA,   /* struct formula_slot, its text */
	STORE_CONSTANT,  /* struct formula_slot, one value */
};

/* A row with the place its value has in the owner's structure. */
struct param_row {
	struct param_info info; /* first: a ref's info points here */
	enum param_store store;
	size_t general;         /* offset in struct generalist, or struct scenario */
	size_t special;         /* offset in struct specialist */
	size_t size;            /* of a text, with its NUL */
	/* OR of 1 << family: where the unit is that of info per performance, or per
	 * performance to the power of the family's exponent */
	unsigned per_performance, per_power;
};

/* Row i of the table with its place. */
const struct param_row *param_row_at(int i);
/* The row behind a ref's info. */
const struct param_row *param_row_of(const struct param_info *info);
/* The row with this key for this owner, or NULL. */
const struct param_row *param_row_find(const char *key, enum param_owner owner);
/* The row that stands for the constants of the cost's or revenue's formula. */
const struct param_row *param_row_constant(bool cost);
enum param_owner param_player_owner(int player);

/* Whether a row belongs to the families that the player uses now. */
bool param_row_used(const struct scenario *s, const struct param_row *row, int player);

/* The cost and revenue (NULL for the generalist) of a player >= 0. */
struct cost *param_cost(const struct scenario *s, int player);
struct revenue *param_revenue(const struct scenario *s, int player);
/* The formula a ref is about; NULL where there is none. */
struct formula_slot **param_slot(const struct scenario *s, const struct param_ref *ref);

/* Where the ref's value is kept; for STORE_DOUBLE and STORE_TEXT. */
void *param_place(const struct scenario *s, const struct param_ref *ref);

/* "medicine.cost.scale: " and such for messages. */
char *param_title(const struct scenario *s, const struct param_ref *ref, char *out, size_t size);

/* Checks a number against what the row allows. */
enum status param_allowed(const struct param_info *info, const char *name, double value,
	struct error *err);

/* Checks a text (name, title): UTF-8, no control characters, nothing a file
 * would take for a comment, at most size - 1 bytes. */
enum status param_check_text(const char *name, const char *text, size_t size,
	struct error *err);

/* Compiles text as the formula of a player's cost or revenue. Constants are
 * names with values; the new slot replaces *slot only on success. */
enum status param_formula_make(int player, bool cost, const char *text, int count,
	const char (*names)[FORMULA_NAME_MAX + 1], const double *values,
	struct formula_slot **slot, struct error *err);
/* Whether name can be no constant, whatever the formula: a variable, a
 * function, or another key of the section. */
bool param_formula_reserved(const char *name);
/* Gives the player's family `formula` something to start from: a formula with
 * the same shape as a simple family, if it has none yet. */
enum status param_formula_default(struct scenario *s, int player, bool cost, struct error *err);

/* How far two words are apart (insertions, deletions, changes, swaps), cut at 4. */
int param_distance(const char *a, const char *b);

#endif
