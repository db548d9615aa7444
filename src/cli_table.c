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
#define AT(field) .at = offsetof(struct cli, field)
#define COMMA_NAME(id, name, steps) ", " #name

static enum status take_set(
	struct cli *c, UNUSED const struct cli_option *o, const char *argument, struct error *err)
{
	if (!strchr(argument, '='))
		return error_set(err, STATUS_USAGE, "--set takes PARAM=VALUE, not '%s'", argument);
	c->set[c->sets++] = argument;
	return STATUS_OK;
}

/* Read when the scenario is known. */
static enum status take_vary(struct cli *c, UNUSED const struct cli_option *o, const char *argument,
	UNUSED struct error *err)
{
	c->vary[c->varies++] = argument;
	return STATUS_OK;
}

static void *place(struct cli *c, const struct cli_option *o)
{
	return (char *)c + o->at;
}

/* One of the option's words. */
static enum status take_word(
	struct cli *c, const struct cli_option *o, const char *argument, struct error *err)
{
	int number = o->least;
	for (const char *at = o->words; *at; number++) {
		size_t n = strcspn(at, " ");
		if (strlen(argument) == n && strncmp(argument, at, n) == 0) {
			*(int *)place(c, o) = number;
			return STATUS_OK;
		}
		at += n + (at[n] == ' ');
	}
	if (o->what)
		return error_set(err, STATUS_USAGE, "no %s '%.80s': %s", o->what, argument, o->takes);
	return error_set(err, STATUS_USAGE, "--%s %s, not '%s'", o->name, o->takes, argument);
}

/* A whole number. */
static enum status take_whole(
	struct cli *c, const struct cli_option *o, const char *argument, struct error *err)
{
	long number;
	if (!num_parse_int(argument, o->least, o->most, &number))
		return error_set(err, STATUS_USAGE, "--%s takes %s%d to %d, not '%s'", o->name,
			o->takes, o->least, o->most, argument);
	*(int *)place(c, o) = (int)number;
	return STATUS_OK;
}

/* A file or directory. */
static enum status take_path(
	struct cli *c, const struct cli_option *o, const char *argument, struct error *err)
{
	if (!argument[0])
		return error_set(err, STATUS_USAGE, "--%s takes %s", o->name, o->takes);
	*(const char **)place(c, o) = argument;
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

static enum status take_size(
	struct cli *c, UNUSED const struct cli_option *o, const char *argument, struct error *err)
{
	static const int most[2] = {CANVAS_COLS_MAX, CANVAS_ROWS_MAX};
	if (take_two(argument, 'x', most, &c->cols, &c->rows))
		return STATUS_OK;
	return error_set(err, STATUS_USAGE, "--size takes COLSxROWS, at most %dx%d, not '%s'",
		CANVAS_COLS_MAX, CANVAS_ROWS_MAX, argument);
}

static enum status take_shard(
	struct cli *c, UNUSED const struct cli_option *o, const char *argument, struct error *err)
{
	static const int most[2] = {SHARDS_MAX, SHARDS_MAX};
	if (take_two(argument, '/', most, &c->shard, &c->shards) && c->shard <= c->shards)
		return STATUS_OK;
	return error_set(
		err, STATUS_USAGE, "--shard takes K/N with K from 1 to N, not '%s'", argument);
}

static enum status take_timeout(
	struct cli *c, UNUSED const struct cli_option *o, const char *argument, struct error *err)
{
	if (!num_parse(argument, &c->timeout) || !(c->timeout > 0))
		return error_set(
			err, STATUS_USAGE, "--timeout takes seconds above 0, not '%s'", argument);
	return STATUS_OK;
}

const struct cli_option cli_options[] = {
	{"set", 's', "PARAM=VALUE", NULL, SCENARIOS,
		"set a parameter, e.g. generalist.cost.scale=2", .take = take_set, .value = CLI_SETTING},
	{"format", 'f', "FORMAT", "text json csv gnuplot svg pdf png html ansi otree md",
		ONLY(SOLVE) | ONLY(PLOT) | ONLY(SWEEP) | ONLY(AXIOMS) | ONLY(ROOM) | ONLY(LESSON),
		"text, json or csv; plot: also pictures; room: otree; lesson: text, html, md",
		AT(format_name), .value = CLI_FORMAT},
	{"all", 'a', NULL, NULL, ONLY(SOLVE), "all solutions even for more than 64 specialists",
		AT(all)},
	{"vary", 'v', "PARAM=FROM:TO:COUNT[:log]", NULL, ONLY(SWEEP),
		"an axis of the grid; the last varies fastest", .take = take_vary, .value = CLI_NUMBER},
	{"shard", 0, "K/N", NULL, ONLY(SWEEP), "only block K of N; all N joined are the whole",
		.take = take_shard},
	{"jobs", 'j', "N", NULL, ONLY(SWEEP), "threads; default: one a processor", take_whole,
		AT(jobs), .least = 1, .most = 1024, .takes = "a number from "},
	{"timeout", 't', "SECONDS", NULL, ONLY(SOLVE) | ONLY(SWEEP) | ONLY(AXIOMS) | ONLY(CHECK),
		"give up a scenario, or a row of a sweep, after so long", .take = take_timeout},
	{"solve", 0, NULL, NULL, ONLY(CHECK), "also say whether it can be solved, and how fast",
		AT(solve)},
	{"view", 0, "NAME", VIEW_NAME_LIST, ALL, "view to draw, or to begin with; default: overview",
		take_word, AT(explore.view), .what = "view", .takes = &(VIEW_NAMES(COMMA_NAME))[2]},
	{"size", 0, "COLSxROWS", NULL, ONLY(PLOT), "cells to draw in; default: 80x24",
		.take = take_size},
	{"output", 'o', "FILE", NULL, ONLY(PLOT),
		"write the plot to FILE, in the format that its ending says", take_path,
		AT(output), .takes = "a file", .value = CLI_FILE},
	{"specialist", 0, "ID", NULL, ONLY(PLOT), "the specialist to look at; default: the first",
		AT(specialist), .value = CLI_SPECIALIST},
	{"step", 0, "N", NULL, ONLY(PLOT) | ONLY(LESSON),
		"step of the response view, 1 to 4; of a lesson; default: 1, all", take_whole,
		AT(step), .least = 1, .most = LESSON_STEPS_MAX, .takes = ""},
	{"answers", 0, NULL, NULL, ONLY(LESSON), "the teacher's key: with answers and notes",
		AT(answers)},
	{"lesson-step", 0, "K", NULL, ONLY(EXPLORE), "the step that a lesson begins at; default: 1",
		take_whole, AT(explore.lesson_step), .least = 1, .most = LESSON_STEPS_MAX,
		.takes = ""},
	{"x", 'x', "PARAM[=FROM:TO[:log]]", NULL, ONLY(PLOT) | ONLY(EXPLORE),
		"parameter along statics and map, and its range", AT(explore.axis[0]), .value = CLI_NUMBER},
	{"y", 'y', "PARAM[=FROM:TO[:log]]", NULL, ONLY(PLOT) | ONLY(EXPLORE),
		"parameter up a map, and its range", AT(explore.axis[1]), .value = CLI_NUMBER},
	{"show", 0, "QUANTITY", NULL, ONLY(PLOT) | ONLY(EXPLORE),
		"what statics and map show: utility, share...", AT(explore.show)},
	{"glyphs", 'g', "SET", "ascii unicode", ALL, "ascii, or unicode for braille dots",
		take_word, AT(explore.glyphs), .least = GLYPHS_ASCII, .what = "glyphs",
		.takes = "ascii or unicode"},
	{"color", 'c', "WHEN", "auto never always", ALL, "auto (default), never or always",
		take_word, AT(explore.color), .takes = "is auto, never or always"},
	{"colors", 0, "SCHEME", SCHEME_NAME_LIST, ALL,
		"the explorer's colours; default: those chosen last, else auto", take_word,
		AT(explore.scheme), .least = 1, .what = "colours", .takes = SCHEME_NAME_LIST},
	{"restricted", 'r', NULL, NULL, ALL, "for shared machines: presets only, no saving",
		AT(explore.restricted)},
	{"plain", 'p', NULL, NULL, ONLY(EXPLORE), "no screen: lines in, sentences out", AT(plain)},
	{"strict", 0, NULL, NULL, ONLY(EXPLORE), "with --plain: end at the first mistake",
		AT(strict)},
	{"presets", 0, "DIR", NULL, ALL, "take presets from this directory alone", take_path,
		AT(explore.presets), .takes = "a directory", .value = CLI_DIRECTORY},
	{"idle", 0, "SECONDS", NULL, ALL, "end the explorer after so many seconds without a key",
		take_whole, AT(explore.idle), .most = 1000000, .takes = "seconds, "},
	{"room", 0, "NAME", NULL, ONLY(EXPLORE), "join this room, and do nothing else",
		AT(room.only)},
	{"dir", 0, "DIR", NULL, ONLY(ROOM) | ONLY(EXPLORE), "where rooms are",
		AT(room.directory), .value = CLI_DIRECTORY},
	{"as", 0, "LABEL", NULL, ONLY(ROOM), "your name on the room's list", AT(room.as)},
	{"accounts", 0, "WHOSE", "own shared", ONLY(ROOM),
		"students have accounts of their own (default), or share one", take_word,
		AT(room.shared), .takes = "takes own or shared"},
	{"roster", 0, "FILE", NULL, ONLY(ROOM), "those who may join, a name a line",
		AT(room.roster), .value = CLI_FILE},
	{"away", 0, "WHAT", "bot void", ONLY(ROOM),
		"the computer plays for those away (default), or the pair is void", take_word,
		AT(room.away_void), .takes = "takes bot or void"},
	{"through", 0, "COMMAND", NULL, ONLY(ROOM), "join through COMMAND, for example ssh",
		AT(room.through)},
	{"completion", 0, "SHELL", "bash zsh fish", ONLY(EXPLORE),
		"print the completions for bash, zsh or fish", AT(completion)},
	{"help", 'h', NULL, NULL, ALL, "print this", AT(help)},
	{"version", 'V', NULL, NULL, ALL, "print the version", AT(version)},
	{"verbose", 0, NULL, NULL, ONLY(EXPLORE), "with --version: also what it was made with",
		AT(verbose)},
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
