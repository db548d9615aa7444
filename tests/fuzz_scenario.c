/* Any bytes as a scenario file: refused with places and reasons, or read to a
 * scenario that is written so that it reads back as the same. */
#include "fuzz.h"

#include "model/param.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LOOKED_AT = 200 }; /* parameters of one scenario: hostile ones have 100,000 */

static const char *check_errors(const struct error_list *errors, const uint8_t *data, size_t size)
{
	int lines = 1;

	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n' || data[i] == '\r';
	if (errors->total < 1 || errors->count < 1 || errors->count > errors->total)
		return "refused without an error";
	for (int i = 0; i < errors->count; i++) {
		const struct error *err = &errors->item[i];
		const char *wrong = fuzz_message(err);
		if (wrong)
			return wrong;
		if (err->status != STATUS_INPUT)
			return "an error is not one of the input";
		if (err->line < 0 || err->line > lines)
			return "an error lies outside the file";
		if (strcmp(err->file, "fuzz.ini") != 0)
			return "an error is not in the file";
		if (i > 0 && err->line < errors->item[i - 1].line && err->line > 0)
			return "errors are not in order";
	}
	return NULL;
}

/* Every parameter is in its range and can be set to what it is. */
static const char *check_params(struct scenario *s)
{
	static char text[4096], again[4096], name[256];
	struct param_ref ref, found;
	struct bargain bargain = s->bargain;
	int count = param_count(s);

	for (int i = 0; i < count && i < LOOKED_AT; i++) {
		if (!param_at(s, i, &ref))
			return "a parameter is missing";
		param_name(s, &ref, name, sizeof name);
		if (param_find(s, name, &found, NULL) != STATUS_OK || !param_same(&ref, &found))
			return "a parameter is not found by its name";
		if (ref.info->kind == PARAM_NUMBER) {
			double v = param_get(s, &ref);
			if (!(v >= ref.info->min && v <= ref.info->max) || !isfinite(v))
				return "a number is out of its range";
		}
		param_get_text(s, &ref, text, sizeof text);
		if (param_set_text(s, &ref, text, NULL) != STATUS_OK)
			return "a parameter cannot be set to what it is";
		s->bargain = bargain; /* setting a share fixes it */
		if (!param_at(s, i, &ref) || param_count(s) != count)
			return "setting a parameter to what it is changes the list";
		if (strcmp(param_get_text(s, &ref, again, sizeof again), text) != 0)
			return "a parameter set to what it is has changed";
	}
	return NULL;
}

/* What is written reads back, and is then written the same way. Takes text. */
static const char *check_written(char *text, bool plain)
{
	struct scenario back;
	struct error_list errors;
	char *again = NULL;
	const char *wrong = NULL;

	error_list_init(&errors);
	if (scenario_parse("fuzz.ini", text, strlen(text), &back, &errors) != STATUS_OK) {
		free(text);
		return "what was written does not read";
	}
	if (plain) {
		free(back.text);
		back.text = NULL;
	}
	if (scenario_write(&back, &again, NULL) != STATUS_OK)
		wrong = "what was read back cannot be written";
	else if (strcmp(text, again) != 0)
		wrong = "what was read back is written differently";
	scenario_free(&back);
	free(again);
	free(text);
	return wrong;
}

static const char *check_scenario(struct scenario *s)
{
	struct scenario copy;
	char *text = NULL, *same = NULL;
	const char *wrong;

	if (s->game.n < 1 || s->game.n > GAME_SPECIALISTS_MAX)
		return "the number of specialists is out of range";
	if (scenario_write(s, &text, NULL) != STATUS_OK)
		return "it cannot be written";
	wrong = check_written(text, false);
	if (wrong || scenario_copy(&copy, s, NULL) != STATUS_OK)
		return wrong;
	free(copy.text);
	copy.text = NULL;
	if (scenario_write(&copy, &text, NULL) != STATUS_OK) {
		scenario_free(&copy);
		return "it cannot be written without its text";
	}
	wrong = check_params(&copy);
	if (!wrong && (scenario_write(&copy, &same, NULL) != STATUS_OK || strcmp(same, text) != 0))
		wrong = "setting parameters to what they are changes the scenario";
	free(same);
	scenario_free(&copy);
	if (!wrong)
		return check_written(text, true);
	free(text);
	return wrong;
}

const char *fuzz_scenario(const uint8_t *data, size_t size)
{
	struct scenario s;
	struct error_list errors;
	const char *wrong;

	error_list_init(&errors);
	enum status status = scenario_parse("fuzz.ini", (const char *)data, size, &s, &errors);
	if (status == STATUS_OK) {
		wrong = errors.total ? "read in spite of errors" : check_scenario(&s);
		scenario_free(&s);
	} else if (s.game.n || s.game.specialist || s.delta || s.text) {
		wrong = "what was refused left something";
	} else {
		wrong = status == STATUS_INPUT ? check_errors(&errors, data, size)
			: "not an error of the input";
	}
	return wrong;
}
