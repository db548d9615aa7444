/* Any text as a formula: it is refused with a place and a reason, or compiled
 * to a program whose evaluators agree. */
#include "fuzz.h"

#include "base/text.h"
#include "base/utf8.h"
#include "model/formula.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *fuzz_message(const struct error *err)
{
	size_t n = strlen(err->text);
	unsigned cp;

	if (n == 0)
		return "an error says nothing";
	/* Pictures may be joined: what text_sanitise leaves is tests/test_text.c's. */
	for (size_t i = 0; i < n; i += utf8_decode(err->text + i, n - i, &cp))
		if (utf8_decode(err->text + i, n - i, &cp) == 0
			|| (utf8_unsafe(cp) && cp != UTF8_JOINER))
			return "a message could steer the terminal";
	return utf8_is_valid(err->text, n) ? NULL : "a message is not UTF-8";
}

char *fuzz_string(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	if (!text)
		abort();
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	return text;
}

static bool same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

/* All evaluators give one value, and derivatives that do not depend on who
 * asks. */
static const char *evaluate(const struct formula *f, const double *constants)
{
	static const struct formula_point in_x = {1, 0, 1}, in_a0 = {0, 1, 1};
	static const struct formula_point points[] = {
		{0, 0, 0}, {1, 0, 1}, {.25, .5, .75}, {1e-300, 2, 2}, {1e300, 1e300, 2e300}};

	for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
		struct dual2 d, m;
		double v = formula_value(f, &points[i], constants);
		formula_dual(f, &points[i], &in_x, constants, &d);
		formula_mixed(f, &points[i], &in_x, &in_a0, constants, &m);
		if (!same(v, d.v) || !same(v, m.v))
			return "the evaluators disagree about a value";
		if (!same(d.d, m.d) || !same(d.dd, m.dd))
			return "the evaluators disagree about a derivative";
		formula_dual(f, &points[i], &(struct formula_point){0, 0, 0}, constants, &d);
		if (!same(v, d.v) || !(d.d == 0 && d.dd == 0))
			return "a formula changes where nothing moves";
	}
	return NULL;
}

/* The names in text that can be constants, each once: how many there are, though
 * name has but FORMULA_CONSTANTS_MAX of them. */
static int find_constants(const char *text, char name[][FORMULA_NAME_MAX + 1])
{
	int count = 0;
	size_t n;

	for (const char *at = text; (n = formula_next_name(&at)) > 0; at += n) {
		char one[FORMULA_NAME_MAX + 1];
		bool seen;

		snprintf(one, sizeof one, "%.*s", (int)n, at);
		seen = n > FORMULA_NAME_MAX || !formula_name_ok(one);
		for (int i = 0; i < count && i < FORMULA_CONSTANTS_MAX && !seen; i++)
			seen = strcmp(name[i], one) == 0;
		if (!seen && count < FORMULA_CONSTANTS_MAX)
			strcpy(name[count], one);
		count += !seen;
	}
	return count;
}

/* As a scenario holds it, with all its unknown names as constants. */
static const char *hold(const char *text, unsigned variables)
{
	struct formula_slot like = {.value = {2, .5, 0, 1, 3, 1e-9, 1e9, 7}};
	struct formula_slot *slot = NULL, *copy;
	struct error err = {.status = STATUS_OK};
	int count = find_constants(text, like.name);
	const char *wrong = NULL;

	if (count > FORMULA_CONSTANTS_MAX)
		return NULL;
	like.count = count;
	if (formula_slot_make(text, &like, variables, &slot, &err) != STATUS_OK)
		return fuzz_message(&err);
	copy = formula_slot_copy(slot);
	if (!copy || strcmp(copy->text, slot->text) != 0 || copy->count != slot->count ||
		formula_uses(copy->program) != formula_uses(slot->program))
		wrong = "a copy differs";
	formula_slot_free(slot);
	if (copy && !wrong)
		wrong = evaluate(copy->program, copy->value);
	formula_slot_free(copy);
	return wrong;
}

const char *fuzz_formula(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"c", "h", "R"};
	static const double constants[] = {.4, 0, 10};
	static const unsigned allowed[] = {FORMULA_X | FORMULA_A0 | FORMULA_A, FORMULA_A,
		FORMULA_X | FORMULA_LEVEL, FORMULA_X | FORMULA_A0};
	struct formula *f = NULL;
	struct error err = {.status = STATUS_OK};

	if (size == 0)
		return NULL;
	unsigned variables = allowed[data[0] % 4];
	char *text = fuzz_string(data + 1, size - 1);
	const char *wrong;
	enum status status = formula_compile(text, names, 3, variables, &f, &err);
	if (status == STATUS_OK) {
		wrong = formula_uses(f) & ~(unsigned)(FORMULA_X | FORMULA_A0 | FORMULA_A)
			? "it uses what there is not" : evaluate(f, constants);
		formula_free(f);
	} else if (err.column < 1 || (size_t)err.column > strlen(text) + 1) {
		wrong = "an error lies outside the text";
	} else {
		wrong = status == STATUS_INPUT ? fuzz_message(&err) : "not an error of the input";
	}
	if (!wrong)
		wrong = hold(text, variables);
	free(text);
	return wrong;
}
