/* haggle [SCENARIO]: the explorer. */
#include "cli.h"

#include <stdlib.h>

/* Of HAGGLE_COLORS, where no option says it. */
static enum status take_environment(struct explorer_options *o, struct error *err)
{
	const char *name = getenv("HAGGLE_COLORS");
	int scheme = name && name[0] ? style_scheme_find(name) : -1;
	if (o->scheme || !name || !name[0])
		return STATUS_OK;
	if (scheme < 0)
		return error_set(err, STATUS_USAGE, "HAGGLE_COLORS: no colours '%.80s': %s", name,
			SCHEME_NAME_LIST);
	o->scheme = 1 + scheme;
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
	struct explorer_options options = c->explore;
	options.scenario = &s;
	options.base = &base;
	options.chosen = c->operands > 0;
	if (s.game.n > GAME_SPECIALISTS_EXPLORER)
		status = error_set(&err, STATUS_INPUT,
			"%d specialists are too many to explore (at most %d); try 'haggle solve'",
			s.game.n, GAME_SPECIALISTS_EXPLORER);
	else if (c->explore.lesson_step > s.lesson.steps)
		status = error_set(&err, STATUS_USAGE, "%s has no step %d: its lesson has %d",
			base.name, c->explore.lesson_step, s.lesson.steps);
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
