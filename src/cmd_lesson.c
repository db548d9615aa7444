/* haggle lesson: a lesson on paper. */
#include "cli.h"

#include "ui/lesson_sheet.h"

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
	enum status status = cli_open(c, c->operand[0], &s, NULL);
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
