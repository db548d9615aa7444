#include "cli.h"

#include "base/text.h"

#include <getopt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_MAX = 64, LONG_FIRST = 256 }; /* as many as bits in what was given */
enum { SLIPS = 2 }; /* in a word that was meant for a command or an option */

const struct cli_command *cli_find_command(const char *word)
{
	for (int i = 0; i < COMMANDS; i++)
		if (cli_commands[i].name[0] && strcmp(cli_commands[i].name, word) == 0)
			return &cli_commands[i];
	return NULL;
}

static enum status bad_usage(const struct error *err)
{
	cli_complain(err);
	fputs("haggle: try 'haggle --help'\n", stderr);
	return STATUS_USAGE;
}

/* getopt's two forms of the option table. */
static void getopt_tables(struct option *longs, char *shorts)
{
	*shorts++ = '-'; /* operands come in their place, whatever POSIXLY_CORRECT says */
	*shorts++ = ':'; /* we say ourselves what is wrong */
	for (int i = 0; i < cli_option_count; i++) {
		const struct cli_option *o = &cli_options[i];
		longs[i] = (struct option){.name = o->name,
			.has_arg = o->argument ? required_argument : no_argument,
			.val = LONG_FIRST + i};
		if (!o->letter)
			continue;
		*shorts++ = o->letter;
		if (o->argument)
			*shorts++ = ':';
	}
	longs[cli_option_count] = (struct option){0};
	*shorts = '\0';
}

static int option_index(int value)
{
	if (value >= LONG_FIRST)
		return value - LONG_FIRST;
	for (int i = 0; i < cli_option_count; i++)
		if (cli_options[i].letter == value)
			return i;
	return -1;
}

/* Up to `size` bytes of the options that begin with the first n bytes of word, and how many. */
static int options_like(const char *word, size_t n, char *out, size_t size)
{
	int count = 0;
	out[0] = '\0';
	for (int i = 0; i < cli_option_count; i++)
		if (strncmp(cli_options[i].name, word, n) == 0)
			text_append(out, size, "%s--%s", count++ ? ", " : "", cli_options[i].name);
	return count;
}

static const char *option_name(int i)
{
	return i < cli_option_count ? cli_options[i].name : NULL;
}

/* "": the explorer's has none. */
static const char *command_name(int i)
{
	return i < COMMANDS ? cli_commands[i].name : NULL;
}

/* Which of the names word may have been meant for, or NULL. name(i) is NULL behind the last. */
static const char *nearest(const char *word, const char *(*name)(int i))
{
	const char *near = NULL;
	int best = SLIPS + 1;
	for (int i = 0; name(i); i++) {
		int far = name(i)[0] ? text_distance(word, name(i)) : TEXT_FAR;
		if (far < best) {
			best = far;
			near = name(i);
		}
	}
	return near;
}

static enum status unknown_long(const char *word, struct error *err)
{
	char like[160], name[80];
	size_t n = strcspn(word + 2, "=");
	snprintf(name, sizeof name, "%.*s", (int)n, word + 2);
	const char *near = nearest(name, option_name);
	if (n > 0 && options_like(word + 2, n, like, sizeof like) > 1)
		return error_set(err, STATUS_USAGE, "'%.*s' may be %s", (int)n + 2, word, like);
	return error_set(err, STATUS_USAGE, "there is no option '%.80s'%s%s%s", word,
		near ? ": did you mean --" : "", near ? near : "", near ? "?" : "");
}

/* What getopt did not know, in or just before argv[optind]; optopt is its letter, or what it
 * stands for where it takes no value and has one. */
static enum status unknown_option(char **argv, struct error *err)
{
	if (optopt >= LONG_FIRST)
		return error_set(err, STATUS_USAGE, "--%s takes nothing",
			cli_options[option_index(optopt)].name);
	if (optopt == 0)
		return unknown_long(argv[optind - 1], err);
	if (optopt > 0 && optopt < 0x80)
		return error_set(err, STATUS_USAGE, "there is no option '-%c'", optopt);
	/* the first byte of a letter of several, so that there is more to come of it */
	return error_set(err, STATUS_USAGE, "there is no option '%.80s'", argv[optind]);
}

/* One result of getopt. *given collects the options seen. */
static enum status take_option(
	struct cli *c, int value, char **argv, uint64_t *given, struct error *err)
{
	int i = option_index(value == ':' ? optopt : value);
	if (value == 1) {
		c->operand[c->operands++] = optarg;
		return STATUS_OK;
	}
	if (value == '?' || i < 0)
		return unknown_option(argv, err);
	if (value == ':')
		return error_set(err, STATUS_USAGE, "--%s takes %s", cli_options[i].name,
			cli_options[i].argument);
	*given |= UINT64_C(1) << i;
	void *at = (char *)c + cli_options[i].at;
	if (cli_options[i].take)
		return cli_options[i].take(c, &cli_options[i], optarg, err);
	if (cli_options[i].argument)
		*(const char **)at = optarg;
	else
		*(bool *)at = true;
	return STATUS_OK;
}

/* The second of two would find nothing. */
static bool reads_twice(const struct cli *c)
{
	int inputs = 0;
	for (int i = 0; i < c->operands; i++)
		inputs += strcmp(c->operand[i], "-") == 0;
	return inputs > 1;
}

/* The format that was named, if the command has it. */
static enum status take_format(
	struct cli *c, const struct cli_command *command, struct error *err)
{
	char names[80] = "";
	int format = c->format_name ? report_format_find(c->format_name) : REPORT_TEXT;
	if (command->formats & FORMATS_OWN)
		return STATUS_OK;
	if (!c->format_name || (format >= 0 && command->formats & 1u << format)) {
		c->format = (enum report_format)format;
		return STATUS_OK;
	}
	for (int i = 0; i < REPORT_FORMATS; i++)
		if (command->formats & 1u << i) {
			strcat(names, names[0] ? ", " : "");
			strcat(names, report_format_name((enum report_format)i));
		}
	return error_set(err, STATUS_USAGE, "no format '%.80s' for %s: %s", c->format_name,
		command->name, names);
}

/* Too few operands, or too many. */
static enum status wrong_count(const struct cli *c, const struct cli_command *command,
	struct error *err)
{
	bool explores = c->command == COMMAND_EXPLORE, many = command->most < 0;
	const char *near = explores ? nearest(c->operand[0], command_name) : NULL;
	if (near)
		return error_set(err, STATUS_USAGE, "there is no command '%.40s': did you mean %s?",
			c->operand[0], near);
	if (c->command == COMMAND_ROOM && c->operands < command->least)
		return error_set(err, STATUS_USAGE, "room takes %s", command->operands);
	if (c->operands < command->least)
		return error_set(err, STATUS_USAGE, "%s needs %s: a preset's name, a path, or - for "
			"standard input", command->name, many ? "at least one scenario" : "a scenario");
	return error_set(err, STATUS_USAGE, "%s takes %s, not also '%.80s'",
		explores ? "the explorer" : command->name, command->most > 1 ? command->operands :
		command->most ? "one scenario" : "no scenario", c->operand[command->most]);
}

/* The command's word out of the operands, and whether all that was given goes with it. */
static enum status take_command(struct cli *c, uint64_t given, struct error *err)
{
	const struct cli_command *command = c->operands > 0 ? cli_find_command(c->operand[0]) : NULL;
	if (c->completion) /* they are another line's words */
		return STATUS_OK;
	if (command) {
		c->command = (enum command)(command - cli_commands);
		c->operands--;
		memmove(c->operand, c->operand + 1, (size_t)c->operands * sizeof *c->operand);
	}
	command = &cli_commands[c->command];
	const char *name = command->name[0] ? command->name : "the explorer";
	if (c->help || c->version)
		return STATUS_OK;
	for (int i = 0; i < cli_option_count; i++)
		if (given & UINT64_C(1) << i && !(cli_options[i].commands & 1u << c->command))
			return error_set(
				err, STATUS_USAGE, "--%s is not for %s", cli_options[i].name, name);
	if (c->operands < command->least || (command->most >= 0 && c->operands > command->most))
		return wrong_count(c, command, err);
	if (reads_twice(c))
		return error_set(err, STATUS_USAGE,
			"'-' is given twice: standard input was read already by then");
	return take_format(c, command, err);
}

enum status cli_parse(int argc, char **argv, struct cli *c)
{
	struct option longs[OPTIONS_MAX];
	char shorts[2 * OPTIONS_MAX + 3];
	struct error err;
	uint64_t given = 0;
	int value;

	size_t room = (size_t)argc + 1;
	*c = (struct cli){.cols = 80, .rows = 24, .shard = 1, .shards = 1};
	c->operand = calloc(3 * room, sizeof *c->operand);
	if (!c->operand) {
		error_set(&err, STATUS_SYSTEM, "out of memory");
		return cli_complain(&err);
	}
	c->set = c->operand + room;
	c->vary = c->set + room;
	getopt_tables(longs, shorts);
	opterr = 0;
	while ((value = getopt_long(argc, argv, shorts, longs, NULL)) != -1)
		if (take_option(c, value, argv, &given, &err) != STATUS_OK)
			return bad_usage(&err);
	while (optind < argc)
		c->operand[c->operands++] = argv[optind++];
	if (take_command(c, given, &err) != STATUS_OK)
		return bad_usage(&err);
	const char *restricted = getenv("HAGGLE_RESTRICTED");
	if (restricted && restricted[0])
		c->explore.restricted = true;
	return STATUS_OK;
}

void cli_free(struct cli *c)
{
	free(c->operand);
	*c = (struct cli){0};
}
