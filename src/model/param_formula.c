/* Formulas as parameters: their text, and the constants that come and go with
 * it. */
#include "param_private.h"

#include <string.h>

static unsigned allowed_variables(int player, bool cost)
{
	if (!cost)
		return FORMULA_A;
	/* The generalist's own level is its x: a0 and a mean the same there. */
	return player ? FORMULA_X | FORMULA_A0 | FORMULA_A : FORMULA_X | FORMULA_LEVEL;
}

bool param_formula_reserved(const char *name)
{
	/* In a file, formula and basis are keys of their own where a constant's
	 * name would stand. */
	return !formula_name_ok(name) || !strcmp(name, "formula") || !strcmp(name, "basis");
}

enum status param_formula_make(int player, bool cost, const char *text, int count,
	const char (*names)[FORMULA_NAME_MAX + 1], const double *values,
	struct formula_slot **slot, struct error *err)
{
	struct formula_slot *fresh;
	enum status status = formula_slot_make(text, count, names, values,
		allowed_variables(player, cost), &fresh, err);

	if (status != STATUS_OK)
		return status;
	formula_slot_free(*slot);
	*slot = fresh;
	return STATUS_OK;
}

enum status param_formula_default(struct scenario *s, int player, bool cost, struct error *err)
{
	static const char name[2][1][FORMULA_NAME_MAX + 1] = { { "s" }, { "c" } };
	struct formula_slot **slot = cost ? &param_cost(s, player)->formula :
		&param_revenue(s, player)->formula;
	double value = cost ? param_cost(s, player)->scale : param_revenue(s, player)->scale;

	if (*slot)
		return STATUS_OK;
	return param_formula_make(player, cost, cost ? "c*x^2" : "s*a", 1, name[cost], &value, slot,
		err);
}
