/* Saving and exporting: where to, and the prompts for it. */
#include "ui/handlers.h"
#include "ui/state.h"

#include <stdio.h>
#include <string.h>

static bool is_path(const char *name)
{
	size_t length = strlen(name);

	return strchr(name, '/') || (length > 4 && !strcmp(name + length - 4, ".ini"));
}

/* Back to where it came from; a preset goes to a file of its name here. */
unsigned act_save(struct explorer *e, int unused)
{
	const char *name = e->base.name;
	char path[ERROR_FILE_MAX + 8];

	(void)unused;
	snprintf(path, sizeof path, is_path(name) ? "%s" : "%s.ini", name);
	prompt_open(e, PROMPT_SAVE, "", path);
	return EFFECT_REDRAW;
}

unsigned act_export(struct explorer *e, int unused)
{
	char path[ERROR_FILE_MAX + 64], stem[ERROR_FILE_MAX];
	const char *slash = strrchr(e->base.name, '/');
	size_t length;

	(void)unused;
	snprintf(stem, sizeof stem, "%s", slash ? slash + 1 : e->base.name);
	length = strlen(stem);
	if (length > 4 && !strcmp(stem + length - 4, ".ini"))
		stem[length - 4] = '\0';
	snprintf(path, sizeof path, "%s-%s.txt", stem, view_info(e->view)->name);
	prompt_open(e, PROMPT_EXPORT, "", path);
	return EFFECT_REDRAW;
}

/* From then on it is the scenario opened: that is what Backspace, the marks
 * of change and the command line go by. */
static enum status rebase(struct explorer *e, const char *path, struct error *err)
{
	struct scenario copy;
	enum status status = scenario_copy(&copy, &e->scenario, err);

	if (status != STATUS_OK)
		return status;
	scenario_free(&e->base);
	e->base = copy;
	snprintf(e->base.name, sizeof e->base.name, "%s%s", is_path(path) ? "" : "./", path);
	memcpy(e->scenario.name, e->base.name, sizeof e->scenario.name);
	return STATUS_OK;
}

enum status save_scenario(struct explorer *e, const char *path, struct error *err)
{
	enum status status;

	if (e->restricted)
		return error_set(err, STATUS_INPUT, "saving is switched off here");
	if (strlen(path) >= ERROR_FILE_MAX - 2)
		return error_set(err, STATUS_INPUT, "a path has at most %d bytes",
			ERROR_FILE_MAX - 3);
	status = scenario_save(&e->scenario, path, err);
	/* A lesson's steps build on the scenario as it was: it stays the base. */
	if (status != STATUS_OK || lesson_on(e))
		return status;
	return rebase(e, path, err);
}
