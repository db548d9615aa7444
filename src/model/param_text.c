/* Parameters as text: as files and --set give them. */
#include "param_private.h"

#include "base/num.h"
#include "base/text.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *param_get_text(const struct scenario *s, const struct param_ref *ref, char *out,
	size_t size)
{
	const struct formula_slot *slot;

	switch (ref->info->kind) {
	case PARAM_NUMBER:
		return num_format(param_get(s, ref), out, size);
	case PARAM_CHOICE:
		return param_choice(s, ref, (int)param_get(s, ref), out, size);
	case PARAM_TEXT:
		snprintf(out, size, "%s", (const char *)param_place(s, ref));
		return out;
	case PARAM_FORMULA:
		slot = *param_slot(s, ref);
		snprintf(out, size, "%s", slot ? slot->text : "");
		return out;
	}
	return out;
}

/* Of a text (name, title): UTF-8, no control characters, at most size - 1 bytes, and, unless it is
 * prose, nothing a file would take for a comment. */
static enum status check_text(const char *name, const char *text, size_t size, bool prose,
	struct error *err)
{
	size_t n = strlen(text);

	if (n >= size)
		return error_set(err, STATUS_INPUT, "%s is too long: %zu bytes, at most %zu", name,
			n, size - 1);
	if (!utf8_is_valid(text, n))
		return error_set(err, STATUS_INPUT, "%s is not valid UTF-8", name);
	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
			return error_set(err, STATUS_INPUT, "%s has a control character", name);
		/* In a file it would start a comment there. */
		if (!prose && text[i] == ';' && (i == 0 || text[i - 1] == ' '))
			return error_set(err, STATUS_INPUT, "%s has a ; after a blank, which "
				"starts a comment in files: write it without the blank", name);
	}
	return STATUS_OK;
}

/* Copies text without the blanks around it, which no file would keep. */
static char *trimmed(const char *text)
{
	size_t n;

	while (*text == ' ' || *text == '\t')
		text++;
	n = strlen(text);
	while (n && (text[n - 1] == ' ' || text[n - 1] == '\t'))
		n--;
	return strndup(text, n);
}

static enum status set_text(struct scenario *s, const struct param_ref *ref, const char *text,
	struct error *err)
{
	char name[160];
	enum status status;

	param_name(s, ref, name, sizeof(name));
	if (!*text && ref->player >= 0)
		return error_set(err, STATUS_INPUT, "%s is empty: give a name", name);
	status = check_text(name, text, ref->info->size, ref->info->prose, err);
	if (status == STATUS_OK)
		strcpy(param_place(s, ref), text);
	return status;
}

/* Whether a blank after *p leaves the tokens of the formula that starts at text
 * as they are: not so within a name or number, of which the sign in 1e-5 is
 * part, nor within <=. */
static bool ends_token(const char *text, const char *p)
{
	bool exponent = p - text >= 2 && (p[-1] == 'e' || p[-1] == 'E') &&
		((p[-2] >= '0' && p[-2] <= '9') || p[-2] == '.');

	if (*p == '+' || *p == '-')
		return !exponent;
	if (strchr("<>=!", *p))
		return p[1] != '=';
	return strchr("*/^,()", *p) != NULL;
}

/* A formula with a blank in every long run without one, so that it can be
 * written on lines that a file may have. Malloced; NULL when out of memory. */
static char *spaced(const char *text)
{
	enum { RUN = 150 };
	char *out = malloc(2 * strlen(text) + 1), *at = out;
	int run = 0;

	for (const char *p = text; out && *p; p++) {
		run = *p == ' ' || *p == '\t' ? 0 : run + 1;
		*at++ = *p;
		if (run > RUN && p[1] && ends_token(text, p)) {
			*at++ = ' ';
			run = 0;
		}
	}
	if (out)
		*at = '\0';
	return out;
}

/* Names in the text that are no constants yet become some, with value 1;
 * constants that it no longer has go. */
static enum status set_formula(struct scenario *s, const struct param_ref *ref,
	const char *text, struct error *err)
{
	struct formula_slot **slot = param_slot(s, ref), fresh = { .count = 0 };
	size_t n;

	for (const char *at = text; (n = formula_next_name(&at)) > 0; at += n) {
		char name[FORMULA_NAME_MAX + 1];
		int old;

		snprintf(name, sizeof(name), "%.*s", (int)n, at);
		/* Too long a name is left for the compiler to name, with its column. */
		if (n > FORMULA_NAME_MAX || param_formula_reserved(name) ||
			formula_slot_constant(&fresh, name) >= 0)
			continue;
		if (fresh.count == FORMULA_CONSTANTS_MAX)
			return error_set(err, STATUS_INPUT,
				"the formula has more than %d constants", FORMULA_CONSTANTS_MAX);
		old = formula_slot_constant(*slot, name);
		strcpy(fresh.name[fresh.count], name);
		fresh.value[fresh.count++] = old < 0 ? 1 : (*slot)->value[old];
	}
	return param_formula_make(ref->player, ref->info->function, text, &fresh, slot, err);
}

/* All the words there are, as far as they fit. */
static char *words(const struct scenario *s, const struct param_ref *ref, char *out, size_t size)
{
	int count = param_choices(s, ref);
	char word[64];

	out[0] = '\0';
	for (int i = 0; i < count; i++) {
		param_choice(s, ref, i, word, sizeof(word));
		if (strlen(out) + strlen(word) + 8 >= size) {
			text_append(out, size, ", ...");
			break;
		}
		text_append(out, size, "%s%s", *out ? ", " : "", word);
	}
	return out;
}

static enum status set_choice(struct scenario *s, const struct param_ref *ref, const char *text,
	struct error *err)
{
	char word[64], name[160], list[260];
	int count = param_choices(s, ref);
	struct bargain rule;

	for (int i = 0; i < count; i++)
		if (!strcmp(param_choice(s, ref, i, word, sizeof(word)), text))
			return param_set(s, ref, i, err);
	if (ref->info->store == STORE_BARGAIN && scenario_bargain_find(s, text, &rule))
		return error_set(err, STATUS_INPUT, "bargain = %s needs one specialist; this "
			"scenario has %d", text, s->game.n);
	param_name(s, ref, name, sizeof(name));
	if (ref->info->store == STORE_FIRST) {
		const char *others = strchr(words(s, ref, list, sizeof(list)), ' ');
		return error_set(err, STATUS_INPUT, "%s: no specialist \"%.40s\"; generalist%s%s",
			name, text, others ? " or" : "", others ? others : "");
	}
	if (ref->info->contract)
		return error_set(err, STATUS_INPUT, "%s: \"%.40s\" is not one of %s", name, text,
			words(s, ref, list, sizeof(list)));
	return error_set(err, STATUS_INPUT, "%s = %.40s is not one of %s", name, text,
		words(s, ref, list, sizeof(list)));
}

/* One share for all, or one a specialist, blanks between. */
static enum status set_shares(struct scenario *s, const struct param_ref *ref, char *text,
	struct error *err)
{
	int n = s->game.n, count = 0;
	double *share = malloc((size_t)(n > 1 ? n : 1) * sizeof(*share));
	char *save = NULL;
	enum status status = STATUS_OK;

	if (!share)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	for (char *word = strtok_r(text, " \t", &save); word && status == STATUS_OK;
		word = strtok_r(NULL, " \t", &save), count++) {
		double value;

		if (!num_parse(word, &value))
			status = error_set(err, STATUS_INPUT, "delta: %.40s is not a number: "
				"shares from 0 to 1, blanks between", word);
		else
			status = param_allowed(ref->info, "delta", value, err);
		if (status == STATUS_OK && count < n)
			share[count] = value;
	}
	if (status == STATUS_OK && s->game.common && count > 1)
		status = error_set(err, STATUS_INPUT, "delta has %d shares, but share = common: "
			"there is one for all", count);
	if (status == STATUS_OK && count != 1 && count != n)
		status = error_set(err, STATUS_INPUT, "delta has %d shares: one for all, or %d, "
			"one a specialist", count, n);
	for (int i = 0; status == STATUS_OK && i < n; i++)
		s->delta[i] = share[count == n ? i : 0] + 0.0;
	free(share);
	return status;
}

static enum status set_number(struct scenario *s, const struct param_ref *ref, const char *text,
	struct error *err)
{
	char name[160], low[NUM_TEXT_MAX], high[NUM_TEXT_MAX], slip[64];
	double value;

	param_name(s, ref, name, sizeof(name));
	if (num_parse(text, &value)) {
		enum status status = param_allowed(ref->info, name, value, err);

		return status == STATUS_OK ? param_set(s, ref, value, err) : status;
	}
	num_format(ref->info->min, low, sizeof(low));
	num_format(ref->info->max, high, sizeof(high));
	if (*num_slip(text, slip, sizeof(slip)))
		return error_set(err, STATUS_INPUT, "%s = %.40s is not a number%s", name, text, slip);
	return error_set(err, STATUS_INPUT, "%s = %.40s is not a number: %s %s to %s", name, text,
		ref->info->above_min ? "above" : "from", low, high);
}

enum status param_set_text(struct scenario *s, const struct param_ref *ref, const char *text,
	struct error *err)
{
	char *copy = trimmed(text);
	enum status status = STATUS_OK;

	if (!copy)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	switch (ref->info->kind) {
	case PARAM_NUMBER:
		if (ref->info->store == STORE_DELTA && ref->player < 0)
			status = set_shares(s, ref, copy, err);
		else
			status = set_number(s, ref, copy, err);
		if (status == STATUS_OK && ref->info->store == STORE_DELTA)
			s->bargain = (struct bargain){ RULE_FIXED, 0 };
		break;
	case PARAM_CHOICE:
		status = set_choice(s, ref, copy, err);
		break;
	case PARAM_TEXT:
		status = set_text(s, ref, copy, err);
		break;
	case PARAM_FORMULA: {
		char *formula = spaced(copy);

		status = formula ? set_formula(s, ref, formula, err) :
			error_set(err, STATUS_SYSTEM, "out of memory");
		free(formula);
		break;
	}
	}
	free(copy);
	return status;
}

enum status param_assign(struct scenario *s, const char *assignment, struct error *err)
{
	const char *equals = strchr(assignment, '=');
	struct param_ref ref;
	char name[128];
	size_t length;
	enum status status;

	if (!equals)
		return error_set(err, STATUS_INPUT, "%.80s: write PARAM=VALUE, as in "
			"generalist.cost.scale=2", assignment);
	length = (size_t)(equals - assignment);
	while (length && (assignment[length - 1] == ' ' || assignment[length - 1] == '\t'))
		length--;
	while (length && (*assignment == ' ' || *assignment == '\t')) {
		assignment++;
		length--;
	}
	if (!length || length >= sizeof(name))
		return error_set(err, STATUS_INPUT, "%.80s: no parameter has that name",
			length ? assignment : "\"\"");
	memcpy(name, assignment, length);
	name[length] = '\0';
	status = param_find(s, name, &ref, err);
	return status == STATUS_OK ? param_set_text(s, &ref, equals + 1, err) : status;
}
