/* haggle lesson: a lesson on paper. */
#include "cli.h"

#include "model/preset.h"
#include "ui/lesson_sheet.h"

#include <string.h>

/* A preset's name that is no lesson's, or nobody's: which lesson may be meant. */
static enum status check_name(const struct cli *c, struct error *err)
{
	const char *name = c->operand[0];
	const struct preset *near;
	struct preset_list list;
	bool is_lesson = false;
	enum status status = preset_list_read(&list, c->explore.presets, err);
	if (status != STATUS_OK)
		return status;
	for (int i = 0; i < list.count; i++)
		is_lesson = is_lesson || (strcmp(list.item[i].name, name) == 0 &&
			(list.item[i].lesson || list.item[i].bad));
	near = preset_nearest(&list, name, true);
	if (!is_lesson && near)
		status = error_set(err, STATUS_INPUT, "there is no lesson '%.60s': did you mean %s, "
			"'%.80s'?", name, near->name, near->title);
	else if (!is_lesson)
		status = error_set(err, STATUS_INPUT, "there is no lesson '%.60s': haggle presets has "
			"their names", name);
	preset_list_free(&list);
	return status;
}

static enum status check(const struct cli *c, const struct scenario *s, struct error *err)
{
	if (s->lesson.steps == 0)
		return error_set(err, STATUS_INPUT, "it has no lesson: no [lesson] section");
	if (c->step > s->lesson.steps)
		return error_set(err, STATUS_INPUT, "the lesson has %d steps, not %d",
			s->lesson.steps, c->step);
	if (s->game.n > GAME_SPECIALISTS_EXPLORER)
		return error_set(err, STATUS_INPUT,
			"%d specialists are too many to draw (at most %d)", s->game.n,
			GAME_SPECIALISTS_EXPLORER);
	return STATUS_OK;
}

enum status cmd_lesson(const struct cli *c)
{
	struct scenario s;
	struct error err;
	enum status status = cli_is_file(c->operand[0]) ? STATUS_OK : check_name(c, &err);
	if (status != STATUS_OK)
		return cli_complain(&err);
	status = cli_open(c, c->operand[0], &s, NULL);
	if (status != STATUS_OK)
		return status;
	struct lesson_sheet sheet = {
		.scenario = &s,
		.format = c->format == REPORT_HTML ? SHEET_HTML
			: c->format == REPORT_MD ? SHEET_MD : SHEET_TEXT,
		.step = c->step - 1,
		.answers = c->answers,
		.unicode = c->explore.glyphs == GLYPHS_UNICODE,
		.pictures = !c->explore.restricted,
	};
	status = check(c, &s, &err);
	if (status == STATUS_OK)
		status = lesson_sheet_write(&sheet, stdout, &err);
	if (status != STATUS_OK) {
		error_place(&err, s.name, 0, 0);
		cli_complain(&err);
	}
	scenario_free(&s);
	return status;
}
