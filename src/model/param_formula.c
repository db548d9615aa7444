/* Formulas as parameters: their text, and the constants that come and go with
 * it. */
#include "param_private.h"

#include <stdio.h>
#include <string.h>

static unsigned allowed_variables(int player, const struct function *f)
{
	if (f == &revenue_function)
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

enum status param_formula_make(int player, const struct function *f, const char *text,
	const struct formula_slot *like, struct formula_slot **slot, struct error *err)
{
	struct formula_slot *fresh;
	enum status status = formula_slot_make(text, like, allowed_variables(player, f), &fresh,
		err);

	if (status != STATUS_OK)
		return status;
	formula_slot_free(*slot);
	*slot = fresh;
	return STATUS_OK;
}

enum status param_formula_declare(struct formula_slot *slot, const char *key, struct error *err)
{
	const char *name = strchr(key, '.') + 1;
	size_t n = formula_name_length(name);

	if (!n || n > FORMULA_NAME_MAX || name[n])
		return error_set(err, STATUS_INPUT, "%s: a constant's name is a letter, then "
			"letters, digits and _, at most %d", key, FORMULA_NAME_MAX);
	if (param_formula_reserved(name))
		return error_set(err, STATUS_INPUT, "%s: no constant can be called that: it is a "
			"variable, a function or another key", key);
	if (slot->count == FORMULA_CONSTANTS_MAX)
		return error_set(err, STATUS_INPUT, "%s: a formula has at most %d constants", key,
			FORMULA_CONSTANTS_MAX);
	strcpy(slot->name[slot->count], name);
	slot->value[slot->count++] = 1;
	return STATUS_OK;
}

enum status param_formula_default(struct scenario *s, int player, const struct function *f,
	struct error *err)
{
	struct param_ref ref = param_ref_of(param_info_stored(f, STORE_FORMULA), player), scale;
	struct formula_slot one = { .count = 1 };
	char key[40];

	if (*param_slot(s, &ref))
		return STATUS_OK;
	snprintf(key, sizeof(key), "%s.scale", f->key);
	scale = param_ref_of(param_info_find(key, param_player_owner(player)), player);
	one.value[0] = param_get(s, &scale);
	strcpy(one.name[0], f->constant);
	return param_formula_make(player, f, f->text, &one, param_slot(s, &ref), err);
}
