/* The options and the commands. A new one is a row here. */
#include "base/num.h"
#include "cli.h"

#include <stddef.h>
#include <string.h>

#define ONLY(command) (1u << COMMAND_##command)
#define ALL ((1u << COMMANDS) - 1)
#define SCENARIOS (ALL & ~ONLY(PRESETS))
#define AS(format) (1u << REPORT_##format)
#define SHARDS_MAX 1000000
#define KEPT(field) NULL, offsetof(struct cli, field)

static enum status take_set(struct cli *c, const char *argument, struct error *err)
{
	if (!strchr(argument, '='))
		return error_set(err, STATUS_USAGE, "--set takes PARAM=VALUE, not '%s'", argument);
	c->set[c->sets++] = argument;
	return STATUS_OK;
}

static enum status take_vary(struct cli *c, const char *argument, struct error *err)
{
	(void)err; /* read when the scenario is known */
	c->vary[c->varies++] = argument;
	return STATUS_OK;
}

static enum status take_view(struct cli *c, const char *argument, struct error *err)
{
	int view = view_find(argument);
	if (view < 0) {
		char names[200] = "";
		for (int i = 0; i < VIEWS; i++) {
			strcat(names, i ? ", " : "");
			strncat(names, view_info((enum view_id)i)->name, 18);
		}
		return error_set(err, STATUS_USAGE, "no view '%.80s': %s", argument, names);
	}
	c->view = (enum view_id)view;
	return STATUS_OK;
}

/* Two whole numbers with a character between them, each from 1 up to its most. */
static bool take_two(const char *argument, char between, const int most[2], int *a, int *b)
{
	char first[12];
	long one, two;
	const char *at = strchr(argument, between);
	size_t n = at ? (size_t)(at - argument) : 0;
	if (n == 0 || n >= sizeof first)
		return false;
	memcpy(first, argument, n);
	first[n] = '\0';
	if (!num_parse_int(first, 1, most[0], &one) || !num_parse_int(at + 1, 1, most[1], &two))
		return false;
	*a = (int)one;
	*b = (int)two;
	return true;
}

static enum status take_size(struct cli *c, const char *argument, struct error *err)
{
	static const int most[2] = {CANVAS_COLS_MAX, CANVAS_ROWS_MAX};
	if (take_two(argument, 'x', most, &c->cols, &c->rows))
		return STATUS_OK;
	return error_set(err, STATUS_USAGE, "--size takes COLSxROWS, at most %dx%d, not '%s'",
		CANVAS_COLS_MAX, CANVAS_ROWS_MAX, argument);
}

static enum status take_output(struct cli *c, const char *argument, struct error *err)
{
	if (!argument[0])
		return error_set(err, STATUS_USAGE, "--output takes a file");
	c->output = argument;
	return STATUS_OK;
}

static enum status take_step(struct cli *c, const char *argument, struct error *err)
{
	long step;
	if (!num_parse_int(argument, 1, LESSON_STEPS_MAX, &step))
		return error_set(err, STATUS_USAGE, "--step takes 1 to %d, not '%s'",
			LESSON_STEPS_MAX, argument);
	c->step = (int)step - 1;
	return STATUS_OK;
}

static enum status take_lesson_step(struct cli *c, const char *argument, struct error *err)
{
	long step;
	if (!num_parse_int(argument, 1, LESSON_STEPS_MAX, &step))
		return error_set(err, STATUS_USAGE, "--lesson-step takes 1 to %d, not '%s'",
			LESSON_STEPS_MAX, argument);
	c->lesson_step = (int)step - 1;
	return STATUS_OK;
}

static enum status take_glyphs(struct cli *c, const char *argument, struct error *err)
{
	if (strcmp(argument, "ascii") == 0)
		c->glyphs = GLYPHS_ASCII;
	else if (strcmp(argument, "unicode") == 0)
		c->glyphs = GLYPHS_UNICODE;
	else
		return error_set(err, STATUS_USAGE, "no glyphs '%.80s': ascii or unicode", argument);
	return STATUS_OK;
}

static enum status take_color(struct cli *c, const char *argument, struct error *err)
{
	if (strcmp(argument, "auto") == 0)
		c->color = COLOR_AUTO;
	else if (strcmp(argument, "never") == 0)
		c->color = COLOR_NEVER;
	else if (strcmp(argument, "always") == 0)
		c->color = COLOR_ALWAYS;
	else
		return error_set(
			err, STATUS_USAGE, "--color is auto, never or always, not '%s'", argument);
	return STATUS_OK;
}

static enum status take_colors(struct cli *c, const char *argument, struct error *err)
{
	int scheme = style_scheme_find(argument);
	if (scheme < 0)
		return error_set(err, STATUS_USAGE, "no colours '%.80s': %s", argument,
			SCHEME_NAME_LIST);
	c->scheme_given = true;
	c->scheme = (enum scheme)scheme;
	return STATUS_OK;
}

static enum status take_presets(struct cli *c, const char *argument, struct error *err)
{
	if (!argument[0])
		return error_set(err, STATUS_USAGE, "--presets takes a directory");
	c->presets = argument;
	return STATUS_OK;
}

static enum status take_accounts(struct cli *c, const char *argument, struct error *err)
{
	if (strcmp(argument, "own") && strcmp(argument, "shared"))
		return error_set(err, STATUS_USAGE, "--accounts takes own or shared, not '%s'",
			argument);
	c->room.shared = strcmp(argument, "shared") == 0;
	return STATUS_OK;
}

static enum status take_away(struct cli *c, const char *argument, struct error *err)
{
	if (strcmp(argument, "bot") && strcmp(argument, "void"))
		return error_set(err, STATUS_USAGE, "--away takes bot or void, not '%s'", argument);
	c->room.away_void = strcmp(argument, "void") == 0;
	return STATUS_OK;
}

static enum status take_idle(struct cli *c, const char *argument, struct error *err)
{
	long seconds;
	if (!num_parse_int(argument, 0, 1000000, &seconds))
		return error_set(err, STATUS_USAGE, "--idle takes seconds, 0 to 1000000, not '%s'",
			argument);
	c->idle = (unsigned)seconds;
	return STATUS_OK;
}

static enum status take_shard(struct cli *c, const char *argument, struct error *err)
{
	static const int most[2] = {SHARDS_MAX, SHARDS_MAX};
	if (take_two(argument, '/', most, &c->shard, &c->shards) && c->shard <= c->shards)
		return STATUS_OK;
	return error_set(
		err, STATUS_USAGE, "--shard takes K/N with K from 1 to N, not '%s'", argument);
}

static enum status take_jobs(struct cli *c, const char *argument, struct error *err)
{
	long jobs;
	if (!num_parse_int(argument, 1, 1024, &jobs))
		return error_set(err, STATUS_USAGE,
			"--jobs takes a number from 1 to 1024, not '%s'", argument);
	c->jobs = (int)jobs;
	return STATUS_OK;
}

static enum status take_timeout(struct cli *c, const char *argument, struct error *err)
{
	if (!num_parse(argument, &c->timeout) || !(c->timeout > 0))
		return error_set(
			err, STATUS_USAGE, "--timeout takes seconds above 0, not '%s'", argument);
	return STATUS_OK;
}

const struct cli_option cli_options[] = {
	{"set", 's', "PARAM=VALUE", NULL, SCENARIOS,
		"set a parameter, e.g. generalist.cost.scale=2", take_set, 0},
	{"format", 'f', "FORMAT", "text json csv gnuplot svg pdf png html ansi otree md",
		ONLY(SOLVE) | ONLY(PLOT) | ONLY(SWEEP) | ONLY(AXIOMS) | ONLY(ROOM) | ONLY(LESSON),
		"text, json or csv; plot: also pictures; room: otree; lesson: text, html, md",
		KEPT(format_name)},
	{"all", 'a', NULL, NULL, ONLY(SOLVE), "all solutions even for more than 64 specialists",
		KEPT(all)},
	{"vary", 'v', "PARAM=FROM:TO:COUNT[:log]", NULL, ONLY(SWEEP),
		"an axis of the grid; the last varies fastest", take_vary, 0},
	{"shard", 0, "K/N", NULL, ONLY(SWEEP), "only block K of N; all N joined are the whole",
		take_shard, 0},
	{"jobs", 'j', "N", NULL, ONLY(SWEEP), "threads; default: one a processor", take_jobs, 0},
	{"timeout", 't', "SECONDS", NULL, ONLY(SOLVE) | ONLY(SWEEP) | ONLY(AXIOMS) | ONLY(CHECK),
		"give up a scenario, or a row of a sweep, after so long", take_timeout, 0},
	{"solve", 0, NULL, NULL, ONLY(CHECK), "also say whether it can be solved, and how fast",
		KEPT(solve)},
	{"view", 0, "NAME", VIEW_NAME_LIST, ALL, "view to draw, or to begin with; default: overview", take_view, 0},
	{"size", 0, "COLSxROWS", NULL, ONLY(PLOT), "cells to draw in; default: 80x24", take_size, 0},
	{"output", 'o', "FILE", NULL, ONLY(PLOT),
		"write the plot to FILE, in the format that its ending says", take_output, 0},
	{"specialist", 0, "ID", NULL, ONLY(PLOT), "the specialist to look at; default: the first",
		KEPT(specialist)},
	{"step", 0, "N", NULL, ONLY(PLOT) | ONLY(LESSON),
		"step of the response view, 1 to 4; of a lesson; default: 1, all", take_step, 0},
	{"answers", 0, NULL, NULL, ONLY(LESSON), "the teacher's key: with answers and notes",
		KEPT(answers)},
	{"lesson-step", 0, "K", NULL, ONLY(EXPLORE), "the step that a lesson begins at; default: 1",
		take_lesson_step, 0},
	{"x", 'x', "PARAM[=FROM:TO[:log]]", NULL, ONLY(PLOT) | ONLY(EXPLORE),
		"parameter along statics and map, and its range", KEPT(axis[0])},
	{"y", 'y', "PARAM[=FROM:TO[:log]]", NULL, ONLY(PLOT) | ONLY(EXPLORE),
		"parameter up a map, and its range", KEPT(axis[1])},
	{"show", 0, "QUANTITY", NULL, ONLY(PLOT) | ONLY(EXPLORE),
		"what statics and map show: utility, share...", KEPT(show)},
	{"glyphs", 'g', "SET", "ascii unicode", ALL, "ascii, or unicode for braille dots",
		take_glyphs, 0},
	{"color", 'c', "WHEN", "auto never always", ALL, "auto (default), never or always",
		take_color, 0},
	{"colors", 0, "SCHEME", SCHEME_NAME_LIST, ALL,
		"the explorer's colours; default: those chosen last, else auto", take_colors, 0},
	{"restricted", 'r', NULL, NULL, ALL, "for shared machines: presets only, no saving",
		KEPT(restricted)},
	{"plain", 'p', NULL, NULL, ONLY(EXPLORE), "no screen: lines in, sentences out", KEPT(plain)},
	{"strict", 0, NULL, NULL, ONLY(EXPLORE), "with --plain: end at the first mistake",
		KEPT(strict)},
	{"presets", 0, "DIR", NULL, ALL, "take presets from this directory alone", take_presets, 0},
	{"idle", 0, "SECONDS", NULL, ALL, "end the explorer after so many seconds without a key",
		take_idle, 0},
	{"room", 0, "NAME", NULL, ONLY(EXPLORE), "join this room, and do nothing else", KEPT(room.only)},
	{"dir", 0, "DIR", NULL, ONLY(ROOM) | ONLY(EXPLORE), "where rooms are", KEPT(room.directory)},
	{"as", 0, "LABEL", NULL, ONLY(ROOM), "your name on the room's list", KEPT(room.as)},
	{"accounts", 0, "WHOSE", "own shared", ONLY(ROOM),
		"students have accounts of their own (default), or share one", take_accounts, 0},
	{"roster", 0, "FILE", NULL, ONLY(ROOM), "those who may join, a name a line", KEPT(room.roster)},
	{"away", 0, "WHAT", "bot void", ONLY(ROOM),
		"the computer plays for those away (default), or the pair is void", take_away, 0},
	{"through", 0, "COMMAND", NULL, ONLY(ROOM), "join through COMMAND, for example ssh",
		KEPT(room.through)},
	{"completion", 0, "SHELL", "bash zsh", ONLY(EXPLORE),
		"print the completions for bash or zsh", KEPT(completion)},
	{"help", 'h', NULL, NULL, ALL, "print this", KEPT(help)},
	{"version", 'V', NULL, NULL, ALL, "print the version", KEPT(version)},
	{"verbose", 0, NULL, NULL, ONLY(EXPLORE), "with --version: also what it was made with",
		KEPT(verbose)},
};

const int cli_option_count = sizeof cli_options / sizeof *cli_options;

const struct cli_command cli_commands[COMMANDS] = {
	[COMMAND_EXPLORE] = {"", "[SCENARIO]", 0, 1,
		0,
		"explore, beginning with SCENARIO (default: symmetric)", cmd_explore},
	[COMMAND_SOLVE] = {"solve", "SCENARIO...", 1, -1, AS(TEXT) | AS(JSON) | AS(CSV),
		"print the equilibrium and every bargaining solution", cmd_solve},
	[COMMAND_PLOT] = {"plot", "SCENARIO", 1, 1,
		(1u << REPORT_PLOT_FORMATS) - 1,
		"print one view as plain text, its data, or a picture", cmd_plot},
	[COMMAND_SWEEP] = {"sweep", "SCENARIO", 1, 1, AS(CSV) | AS(JSON),
		"print the outcome at every point of a grid of parameters", cmd_sweep},
	[COMMAND_AXIOMS] = {"axioms", "SCENARIO", 1, 1, AS(TEXT) | AS(JSON),
		"print what each bargaining solution promises, and what breaks it", cmd_axioms},
	[COMMAND_LESSON] = {"lesson", "SCENARIO", 1, 1, AS(TEXT) | AS(HTML) | AS(MD),
		"print a lesson as a handout, or as the teacher's key", cmd_lesson},
	[COMMAND_CHECK] = {"check", "SCENARIO...", 1, -1, 0, "validate; silent where all is well",
		cmd_check},
	[COMMAND_PRESETS] = {"presets", "", 0, 0, 0, "list the presets found: name, title",
		cmd_presets},
	[COMMAND_ROOM] = {"room", "serve|lead|join|list|export|connect [NAME [SCENARIO]]", 1, 3,
		FORMATS_OWN, "a class: predict together, haggle in pairs", cmd_room},
};
