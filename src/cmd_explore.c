/* haggle [SCENARIO]: the explorer. */
#include "cli.h"

#include <stdlib.h>

/* Of HAGGLE_COLORS, where no option says it. */
static enum status take_environment(struct explorer_options *o, struct error *err)
{
	const char *name = getenv("HAGGLE_COLORS");
	int scheme = name && name[0] ? style_scheme_find(name) : -1;
	if (o->scheme_given || !name || !name[0])
		return STATUS_OK;
	if (scheme < 0)
		return error_set(err, STATUS_USAGE, "HAGGLE_COLORS: no colours '%.80s': %s", name,
			SCHEME_NAME_LIST);
	o->scheme_given = true;
	o->scheme = (enum scheme)scheme;
	return STATUS_OK;
}

enum status cmd_explore(const struct cli *c)
{
	struct scenario s, base;
	struct error err = {.status = STATUS_OK};
	if (c->room.only && cmd_room_only(c, &err) != STATUS_OK)
		return cli_complain(&err);
	if (c->room.only)
		return STATUS_OK;
	enum status status = cli_open(c, c->operands ? c->operand[0] : "symmetric", &s, &base);
	if (status != STATUS_OK)
		return status;
	struct explorer_options options = {
		.scenario = &s,
		.base = &base,
		.chosen = c->operands > 0,
		.view = c->view,
		.lesson_step = c->lesson_step > 0 ? c->lesson_step - 1 : 0,
		.axis = {c->axis[0], c->axis[1]},
		.show = c->show,
		.glyphs = c->glyphs,
		.color = c->color,
		.scheme_given = c->scheme > 0,
		.scheme = (enum scheme)(c->scheme > 0 ? c->scheme - 1 : 0),
		.restricted = c->restricted,
		.presets = c->presets,
		.idle = (unsigned)c->idle,
		.no_config = c->restricted,
	};
	if (s.game.n > GAME_SPECIALISTS_EXPLORER)
		status = error_set(&err, STATUS_INPUT,
			"%d specialists are too many to explore (at most %d); try 'haggle solve'",
			s.game.n, GAME_SPECIALISTS_EXPLORER);
	else if (c->lesson_step > s.lesson.steps)
		status = error_set(&err, STATUS_USAGE, "%s has no step %d: its lesson has %d",
			base.name, c->lesson_step, s.lesson.steps);
	else if (plain_wanted(c))
		status = cmd_plain(c, &options, &err);
	else if ((status = take_environment(&options, &err)) == STATUS_OK)
		status = explorer_run(&options, &err);
	if (status != STATUS_OK && err.status != STATUS_OK) /* else it has been said */
		cli_complain(&err);
	scenario_free(&base);
	scenario_free(&s);
	return status;
}
