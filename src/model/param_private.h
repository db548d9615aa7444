/* Shared by the files of the parameter table; nobody else includes this. */
#ifndef HAGGLE_MODEL_PARAM_PRIVATE_H
#define HAGGLE_MODEL_PARAM_PRIVATE_H

#include "model/param.h"

/* The row with this key for this owner, or NULL. */
const struct param_info *param_info_find(const char *key, enum param_owner owner);
/* The row of a function's formula or of its constants. */
const struct param_info *param_info_stored(const struct function *f, enum param_store store);
enum param_owner param_player_owner(int player);

/* A row as a player's parameter; constant: -1. */
struct param_ref param_ref_of(const struct param_info *info, int player);

/* The function that a key is about, its family's ("cost") or a parameter's
 * ("cost.scale"); NULL: it is about none. */
const struct function *param_key_function(const char *key);
/* The parameter in use that a key in a player's section stands for, a formula's
 * constant included; false: none. */
bool param_key_find(const struct scenario *s, int player, const char *key,
	struct param_ref *ref);
/* STATUS_INPUT: what `name` stands for by its key ("cost.rate") does not belong
 * to the family that the player's function has; what does, and where it does. */
enum status param_foreign(const struct scenario *s, int player, const char *name,
	const char *key, struct error *err);

/* Whether a row belongs to the families that the player uses now. */
bool param_used(const struct scenario *s, const struct param_info *info, int player);

/* The family of a player's function. */
int param_family(const struct scenario *s, int player, const struct function *f);
/* The formula of a ref of STORE_FORMULA or STORE_CONSTANT. */
struct formula_slot **param_slot(const struct scenario *s, const struct param_ref *ref);

/* Where the ref's value is kept; for STORE_DOUBLE and STORE_TEXT. */
void *param_place(const struct scenario *s, const struct param_ref *ref);

/* Whether several specialists all have the same of a term: then it is the scenario's. */
bool param_term_common(const struct scenario *s, const struct param_ref *ref);

/* The own slider that the scenario gives ref, or NULL. */
const struct slider_override *param_slider_own(const struct scenario *s,
	const struct param_ref *ref);

/* value to `digits` significant decimal digits: 3 * 0.05 is to be 0.15. */
double param_round(double value, int digits);

/* Checks a number against what the row allows. */
enum status param_allowed(const struct param_info *info, const char *name, double value,
	struct error *err);

/* Compiles text as the formula of a player's function, with the constants that `like` has;
 * the new slot replaces *slot, which may be `like`, only on success. */
enum status param_formula_make(int player, const struct function *f, const char *text,
	const struct formula_slot *like, struct formula_slot **slot, struct error *err);
/* Adds the constant of key ("cost.c"), 1, to a formula, whose text need not have
 * it yet. STATUS_INPUT where it can be none, or there are too many. */
enum status param_formula_declare(struct formula_slot *slot, const char *key, struct error *err);
/* Whether name can be no constant, whatever the formula: a variable, a
 * function, or another key of the section. */
bool param_formula_reserved(const char *name);
/* Gives the player's family `formula` something to start from: a formula with
 * the same shape as a simple family, if it has none yet. */
enum status param_formula_default(struct scenario *s, int player, const struct function *f,
	struct error *err);

#endif
