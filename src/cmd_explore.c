/* haggle [SCENARIO]: the explorer. */
#include "cli.h"

enum status cmd_explore(const struct cli *c)
{
	struct scenario s, base;
	struct error err;
	enum status status = cli_open(c, c->operands ? c->operand[0] : "symmetric", &s, &base);
	if (status != STATUS_OK)
		return status;
	struct explorer_options options = {
		.scenario = &s,
		.base = &base,
		.view = c->view,
		.glyphs = c->glyphs,
		.color = c->color,
		.restricted = c->restricted,
		.presets = c->presets,
		.idle = c->idle,
		.no_config = c->restricted,
	};
	if (s.game.n > GAME_SPECIALISTS_EXPLORER)
		status = error_set(&err, STATUS_INPUT,
			"%d specialists are too many to explore (at most %d); try 'haggle solve'",
			s.game.n, GAME_SPECIALISTS_EXPLORER);
	else
		status = explorer_run(&options, &err);
	if (status != STATUS_OK)
		cli_complain(&err);
	scenario_free(&base);
	scenario_free(&s);
	return status;
}
