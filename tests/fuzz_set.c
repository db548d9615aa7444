/* Any lines as assignments, one after another, to one scenario: each is done,
 * or refused with a reason and without a trace. */
#include "fuzz.h"

#include "model/param.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 16 };

/* Something of every kind. */
static const char ground[] =
	"[generalist]\ncost = exponential\n"
	"[specialist medicine]\nrevenue = logistic\ncost.basis = level\n"
	"[specialist law]\nrevenue = formula\nrevenue.formula = R*(1 - exp(-a/s))\n"
	"revenue.R = 10\nrevenue.s = 2\ncost = formula\ncost.formula = c*x^2 + h*x*a0\n"
	"cost.c = 0.4\ncost.h = 0.1\n"
	"[specialist other]\nrevenue = power\nrevenue.exponent = 0.5\n";

static char *written(const struct scenario *s)
{
	char *text = NULL;
	return scenario_write(s, &text, NULL) == STATUS_OK ? text : NULL;
}

/* Assigns, with *before what s is as text; replaces it by what s is then. */
static const char *assign(struct scenario *s, const char *line, char **before)
{
	struct error err = {.status = STATUS_OK};
	enum status status = param_assign(s, line, &err);
	char *after = written(s);
	const char *wrong = NULL;

	if (!after)
		return "the scenario cannot be written";
	if (status == STATUS_INPUT)
		wrong = strcmp(after, *before) ? "a refusal changed the scenario"
			: fuzz_message(&err);
	else if (status != STATUS_OK)
		wrong = "not an error of the input";
	else if (param_assign(s, line, &err) != STATUS_OK)
		wrong = "what was done once cannot be done twice";
	free(*before);
	*before = after;
	return wrong;
}

const char *fuzz_set(const uint8_t *data, size_t size)
{
	struct scenario s, back;
	struct error_list errors;
	char *text = fuzz_string(data, size), *now;
	const char *wrong = NULL;

	error_list_init(&errors);
	if (scenario_parse("ground", ground, sizeof ground - 1, &s, &errors) != STATUS_OK) {
		free(text);
		return "the scenario to begin with does not read";
	}
	free(s.text);
	s.text = NULL;
	now = written(&s);
	char *line = text;
	for (int i = 0; i < LINES && line && !wrong; i++) {
		char *end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		wrong = assign(&s, line, &now);
		line = end;
	}
	if (!wrong && scenario_parse("fuzz.ini", now, strlen(now), &back, &errors) != STATUS_OK)
		wrong = "what came of it does not read";
	else if (!wrong)
		scenario_free(&back);
	scenario_free(&s);
	free(now);
	free(text);
	return wrong;
}
