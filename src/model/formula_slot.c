/* Formulas as scenarios hold them: names in their text, constants, program. */
#include "formula_private.h"


#include <stdlib.h>
#include <string.h>

bool formula_name_ok(const char *name)
{
	int least, most;
	size_t n = formula_name_length(name);
	return n > 0 && n <= FORMULA_NAME_MAX && name[n] == '\0' &&
	       formula_variable_number(name, n) < 0 && formula_function(name, n, &least, &most) < 0;
}

static enum status compile(struct formula_slot *slot, struct error *err)
{
	const char *name[FORMULA_CONSTANTS_MAX];

	for (int i = 0; i < slot->count; i++)
		name[i] = slot->name[i];
	return formula_compile(slot->text, name, slot->count, slot->variables, &slot->program,
		err);
}

enum status formula_slot_make(const char *text, const struct formula_slot *like,
	unsigned variables, struct formula_slot **out, struct error *err)
{
	struct formula_slot *slot;
	enum status status;

	if (strlen(text) > FORMULA_TEXT_MAX) /* the compiler says so, with the column */
		return formula_compile(text, NULL, 0, variables, NULL, err);
	slot = calloc(1, sizeof *slot);
	if (!slot)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	if (like)
		*slot = *like;
	strcpy(slot->text, text);
	slot->variables = variables;
	status = compile(slot, err);
	if (status != STATUS_OK)
		free(slot);
	else
		*out = slot;
	return status;
}

int formula_slot_constant(const struct formula_slot *slot, const char *name)
{
	for (int i = 0; slot && i < slot->count; i++)
		if (strcmp(slot->name[i], name) == 0)
			return i;
	return -1;
}

struct formula_slot *formula_slot_copy(const struct formula_slot *slot)
{
	struct formula_slot *copy = malloc(sizeof *copy);
	size_t size = sizeof *slot->program +
		(size_t)slot->program->all * sizeof slot->program->code[0];

	if (!copy)
		return NULL;
	*copy = *slot;
	copy->program = malloc(size);
	if (!copy->program) {
		free(copy);
		return NULL;
	}
	memcpy(copy->program, slot->program, size);
	return copy;
}

void formula_slot_free(struct formula_slot *slot)
{
	if (!slot)
		return;
	formula_free(slot->program);
	free(slot);
}
