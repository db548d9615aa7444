/* Formulas as parameters: their text, and the constants that come and go with
 * it. */
#include "param_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

unsigned param_formula_variables(int player, bool cost)
{
	if (!cost)
		return FORMULA_A;
	/* The generalist's own level is its x: a0 and a mean the same there. */
	return player ? FORMULA_X | FORMULA_A0 | FORMULA_A : FORMULA_X | FORMULA_LEVEL;
}

static bool name_start(char c)
{
	return isalpha((unsigned char)c) && (unsigned char)c < 128;
}

static bool name_part(char c)
{
	return name_start(c) || (c >= '0' && c <= '9') || c == '_';
}

/* Past a number, its exponent included, so that 1e5 is not taken for a name. */
static const char *skip_number(const char *p)
{
	while ((*p >= '0' && *p <= '9') || *p == '.')
		p++;
	if (*p == 'e' || *p == 'E') {
		const char *q = p + 1;

		if (*q == '+' || *q == '-')
			q++;
		if (*q >= '0' && *q <= '9') {
			while (*q >= '0' && *q <= '9')
				q++;
			return q;
		}
	}
	return p;
}

size_t param_formula_name(const char **at)
{
	const char *p = *at;

	while (*p) {
		if ((*p >= '0' && *p <= '9') || *p == '.') {
			p = skip_number(p);
		} else if (name_start(*p)) {
			const char *end = p, *next;

			while (name_part(*end))
				end++;
			next = end;
			while (*next == ' ' || *next == '\t')
				next++;
			if (*next != '(') {
				*at = p;
				return (size_t)(end - p);
			}
			p = end;
		} else {
			p++;
		}
	}
	*at = p;
	return 0;
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
	const char *list[FORMULA_CONSTANTS_MAX];
	enum status status;

	if (strlen(text) > FORMULA_TEXT_MAX)
		return error_set(err, STATUS_INPUT, "the formula is longer than %d characters",
			FORMULA_TEXT_MAX);
	fresh = calloc(1, sizeof(*fresh));
	if (!fresh)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	strcpy(fresh->text, text);
	fresh->count = count;
	for (int i = 0; i < count; i++) {
		strcpy(fresh->name[i], names[i]);
		fresh->value[i] = values[i];
		list[i] = fresh->name[i];
	}
	fresh->variables = param_formula_variables(player, cost);
	status = formula_compile(fresh->text, list, count, fresh->variables, &fresh->program, err);
	if (status != STATUS_OK) {
		free(fresh);
		return status;
	}
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
