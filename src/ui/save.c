/* Saving and exporting: where to, the prompts for it, the wait for an export. */

#include "base/clock.h"
#include "base/file.h"
#include "ui/handout.h"
#include "ui/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PICTURE_COLS 80 /* of what gnuplot draws, in the cells of ui/handout.h */
#define PICTURE_ROWS 24
#define PATIENCE 0.03 /* s: so short a wait is none, and keys typed ahead need none */

/* Back to where it came from; a preset goes to a file of its name here. */
unsigned act_save(struct explorer *e, UNUSED int unused)
{
	const char *name = e->base.name;
	char path[ERROR_FILE_MAX + 8];

	snprintf(path, sizeof path, scenario_is_path(name) ? "%s" : "%s.ini", name);
	prompt_open(e, PROMPT_SAVE, "", path);
	return EFFECT_REDRAW;
}

unsigned act_export(struct explorer *e, UNUSED int unused)
{
	char path[ERROR_FILE_MAX + 64], stem[ERROR_FILE_MAX];
	const char *slash = strrchr(e->base.name, '/');
	size_t length;

	snprintf(stem, sizeof stem, "%s", slash ? slash + 1 : e->base.name);
	length = strlen(stem);
	if (length > 4 && !strcmp(stem + length - 4, ".ini"))
		stem[length - 4] = '\0';
	snprintf(path, sizeof path, "%s-%s.txt", stem, view_info(e->view)->name);
	prompt_open(e, PROMPT_EXPORT, "", path);
	return EFFECT_REDRAW;
}

/* What goes before a path that would name a preset instead. */
static const char *named_here(const char *path)
{
	return scenario_is_path(path) ? "" : "./";
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
	snprintf(e->base.name, sizeof e->base.name, "%s%s", named_here(path), path);
	memcpy(e->scenario.name, e->base.name, sizeof e->scenario.name);
	return STATUS_OK;
}

const char *save_doubt(const struct explorer *e, const char *path, bool scenario)
{
	const char *own = e->base.name;

	if (access(path, F_OK) != 0)
		return NULL;
	scenario = scenario && scenario_is_path(own) &&
		(!strcmp(path, own) || (!strncmp(own, "./", 2) && !strcmp(path, own + 2)));
	if (scenario && scenario_outdated(&e->base))
		return "changed on disk since it was opened";
	if (file_has_names(path))
		return "it has other names (hard links), which keep what is there";
	return scenario ? NULL : "it exists";
}

/* The base has the text that its file holds, which tells whether somebody else
 * has written it since. text is taken over. */
static void keep_text(struct explorer *e, char *text)
{
	free(e->base.text);
	e->base.text = text;
}

enum status save_scenario(struct explorer *e, const char *path, struct error *err)
{
	enum status status;
	char *text;
	size_t most;

	if (e->restricted)
		return error_set(err, STATUS_INPUT, "saving is switched off here");
	most = sizeof e->base.name - 1 - strlen(named_here(path));
	if (strlen(path) > most)
		return error_set(err, STATUS_INPUT, "a path has at most %zu bytes", most);
	status = scenario_save(&e->scenario, path, &text, err);
	if (status != STATUS_OK)
		return status;
	/* A lesson's steps build on the scenario as it was: it stays the base. */
	if (!lesson_on(e))
		status = rebase(e, path, err);
	if (status == STATUS_OK && (!lesson_on(e) || !strcmp(path, e->base.name)))
		keep_text(e, text);
	else
		free(text);
	return status;
}

/* ---- exporting ------------------------------------------------------------ */

enum status export_check(const struct explorer *e, const char *path, struct error *err)
{
	if (e->restricted)
		return error_set(err, STATUS_INPUT, "exporting is switched off here");
	if (lesson_hides(e) || role_hides(e))
		return error_set(err, STATUS_INPUT,
			"nothing is exported before the answer is shown");
	if (export_format_of(path) < 0)
		return error_set(err, STATUS_INPUT,
			"an unknown kind of file: end its name in " EXPORT_ENDINGS);
	return STATUS_OK;
}

enum status export_view(const struct explorer *e, const char *path, struct error *err)
{
	struct view_model model = {0};
	struct export x = {.view = view_info(e->view), .model = &model,
		.name = e->base.name, .cols = e->canvas.cols, .rows = e->canvas.rows,
		.unicode = e->unicode};
	enum report_format format;
	char *text;
	size_t length;
	enum status status = export_check(e, path, err);

	if (status != STATUS_OK)
		return status;
	format = (enum report_format)export_format_of(path);
	if (format == REPORT_SVG || format == REPORT_PDF || format == REPORT_PNG) {
		x.cols = PICTURE_COLS; /* whatever the window is */
		x.rows = PICTURE_ROWS;
	}
	frame_view(e, &model);
	status = handout_write(&x, format, &text, &length, err);
	if (status != STATUS_OK)
		return status;
	status = file_write(path, text, length, err);
	free(text);
	return status;
}

/* The prompt that was asked for meanwhile, with what was typed for it. */
static unsigned prompt_next(struct explorer *e)
{
	e->exports_again = false;
	act_export(e, 0);
	if (e->export_next.length > 0)
		e->prompt.line = e->export_next;
	return EFFECT_REDRAW;
}

/* What is exported is finished, not the coarse beginning. */
unsigned export_turn(struct explorer *e)
{
	struct error err = {.status = STATUS_OK};

	if (e->mode != MODE_EXPORT || e->due || pipeline_left(e))
		return EFFECT_NONE;
	e->mode = MODE_PLAY;
	if (export_view(e, e->prompt.line.text, &err) != STATUS_OK)
		return prompt_complain(e, &err);
	explorer_say(e, INK_STATUS, "written: %s", e->prompt.line.text);
	return e->exports_again ? prompt_next(e) : EFFECT_REDRAW;
}

unsigned export_begin(struct explorer *e)
{
	double end = clock_now() + PATIENCE;

	e->mode = MODE_EXPORT;
	e->exports_again = false;
	pipeline_catch_up(e);
	while (pipeline_left(e) && clock_now() < end)
		pipeline_step(e, end - clock_now());
	return EFFECT_REDRAW | export_turn(e);
}

/* Nothing that would change what is being exported; and nothing is swallowed in silence. */
unsigned export_key(struct explorer *e, int key)
{
	int action = action_find(key);

	if (key == K_ESC || key == KEY_CTRL('c') || key == KEY_CTRL('g')) {
		e->mode = MODE_PLAY;
		return explorer_say(e, INK_STATUS, "nothing was exported");
	}
	if (e->exports_again) {
		line_key(&e->export_next, key);
		return EFFECT_REDRAW; /* it is shown with how far the export is */
	}
	if (action == ACTION_EXPORT) {
		e->exports_again = true;
		line_init(&e->export_next, "");
		return EFFECT_REDRAW;
	}
	if (action == ACTION_QUIT || action == ACTION_SUSPEND || action == ACTION_REPAINT)
		return action_run(e, (enum action_id)action);
	return explorer_say(e, INK_WARNING, "still computing what %s shows; Esc cancels",
		e->prompt.line.text);
}
