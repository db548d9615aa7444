/* Opening what the user named. */
#include "model/preset.h"
#include "scenario_file.h"
#include "section.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool scenario_is_path(const char *name)
{
	size_t n = strlen(name);

	return strchr(name, '/') || (n >= 4 && !strcmp(name + n - 4, ".ini"));
}

enum status scenario_open(const char *name, struct scenario *s, struct error_list *errors)
{
	struct reading place = { .errors = errors, .name = name };
	struct error err = { .status = STATUS_OK };
	char *text = NULL;
	size_t length = 0;
	enum status status;

	error_list_init(errors);
	scenario_init(s);
	if (!strcmp(name, "-"))
		status = scenario_file_input(SCENARIO_BYTES_MAX, &text, &length, &err);
	else if (!scenario_is_path(name))
		return preset_open(name, NULL, s, errors);
	else if (strlen(name) >= sizeof(s->name))
		status = error_set(&err, STATUS_INPUT, "the path is longer than %zu bytes: go to its "
			"directory, or make a shorter link", sizeof(s->name) - 1);
	else
		status = scenario_file_read(name, SCENARIO_BYTES_MAX, true, &text, &length, &err);
	if (status != STATUS_OK) {
		reading_error(&place, 0, 0, &err);
		return status;
	}
	status = scenario_parse(name, text, length, s, errors);
	free(text);
	return status;
}

bool scenario_outdated(const struct scenario *s)
{
	char *text = NULL;
	size_t length = 0;
	struct error err;
	bool same;

	/* The text and not the time, which a look at another branch changes. */
	if (scenario_file_read(s->name, SCENARIO_BYTES_MAX, true, &text, &length, &err) != STATUS_OK)
		return access(s->name, F_OK) == 0;
	same = s->text && strlen(s->text) == length && !memcmp(s->text, text, length);
	free(text);
	return !same;
}
