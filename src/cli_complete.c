/* What a word on the command line can become: the shells' completions ask for it, a candidate a
 * line, and have only to hand on the words. Those that begin with a colon ask the shell for
 * files: ":files", ":directories", ":scenarios". */
#include "cli.h"

#include "model/param.h"
#include "model/preset.h"
#include "room/export.h"

#include <string.h>

enum { NAME = 200, OPERANDS = 3, SETS = 32 };

/* The words before the one at hand, as far as they matter. */
struct line {
	FILE *f;
	const char *presets;     /* the directory they come from alone, or NULL */
	const char *word;        /* at hand, maybe empty */
	const struct cli_option *open; /* the option whose value it is, or NULL */
	const struct cli_command *command; /* the explorer's where none was said */
	bool ended;              /* options are, by "--" */
	int operands, sets;      /* without the command; of --set */
	const char *operand[OPERANDS], *set[SETS];
	struct scenario scenario; /* that was said, or else one that always can be read */
};

/* ---- candidates ------------------------------------------------------------ */

/* `before` and name, where the word may become that. */
static void offer(const struct line *l, const char *before, const char *name, const char *after,
	const char *help)
{
	char all[3 * NAME];
	snprintf(all, sizeof all, "%s%s%s", before, name, after);
	if (strncmp(all, l->word, strlen(l->word)) == 0)
		fprintf(l->f, "%s%s%s\n", all, help ? "\t" : "", help ? help : "");
}

/* Words separated by blanks, or by a comma and a blank. */
static void offer_words(const struct line *l, const char *before, const char *words)
{
	char word[NAME];
	for (const char *at = words; *at; at += strspn(at, ", ")) {
		size_t n = strcspn(at, ", ");
		snprintf(word, sizeof word, "%.*s", (int)n, at);
		offer(l, before, word, "", NULL);
		at += n;
	}
}

static void offer_presets(const struct line *l)
{
	struct preset_list list;
	if (preset_list_read(&list, l->presets, NULL) != STATUS_OK)
		return;
	for (int i = 0; i < list.count; i++)
		offer(l, "", list.item[i].name, "", list.item[i].title);
	preset_list_free(&list);
	fputs(":scenarios\n", l->f);
}

/* The words that a parameter can be; a number has none. */
static void offer_choices(const struct line *l, const char *before, const char *name)
{
	char start[2 * NAME + 2], word[NAME];
	struct param_ref ref;
	snprintf(start, sizeof start, "%s%s=", before, name);
	if (param_find(&l->scenario, name, &ref, NULL) != STATUS_OK)
		return;
	for (int i = 0; ref.info->kind == PARAM_CHOICE && i < param_choices(&l->scenario, &ref); i++)
		offer(l, start, param_choice(&l->scenario, &ref, i, word, sizeof word), "", NULL);
}

/* Parameters, and, behind their '=', what they can be. */
static void offer_params(const struct line *l, const char *before, bool numbers)
{
	const char *value = l->word + strlen(before), *equals = strchr(value, '=');
	char name[NAME];
	struct param_ref ref;
	if (equals) {
		snprintf(name, sizeof name, "%.*s", (int)(equals - value), value);
		offer_choices(l, before, name);
		return;
	}
	for (int i = 0; param_at(&l->scenario, i, &ref); i++)
		if (!numbers || ref.info->kind == PARAM_NUMBER)
			offer(l, before, param_name(&l->scenario, &ref, name, sizeof name), "=",
				ref.info->help);
}

static void offer_formats(const struct line *l, const char *before, const struct cli_option *o)
{
	unsigned formats = l->command->formats;
	if (formats & FORMATS_OWN)
		offer_words(l, before, export_format_names());
	else if (!formats)
		offer_words(l, before, o->words);
	for (int i = 0; i < REPORT_FORMATS; i++)
		if (!(formats & FORMATS_OWN) && formats & 1u << i)
			offer(l, before, report_format_name((enum report_format)i), "", NULL);
}

static void offer_value(const struct line *l, const char *before, const struct cli_option *o)
{
	switch (o->value) {
	case CLI_FORMAT: offer_formats(l, before, o); break;
	case CLI_SETTING: offer_params(l, before, false); break;
	case CLI_NUMBER: offer_params(l, before, true); break;
	case CLI_FILE: fputs(":files\n", l->f); break;
	case CLI_DIRECTORY: fputs(":directories\n", l->f); break;
	case CLI_SPECIALIST:
		for (int i = 0; i < l->scenario.game.n; i++)
			offer(l, before, l->scenario.game.specialist[i].id, "", NULL);
		break;
	case CLI_WORDS:
	default: offer_words(l, before, o->words ? o->words : ""); break;
	}
}

static void offer_options(const struct line *l)
{
	int command = (int)(l->command - cli_commands);
	for (int i = 0; i < cli_option_count; i++)
		if (command == COMMAND_EXPLORE || cli_options[i].commands & 1u << command)
			offer(l, "--", cli_options[i].name, cli_options[i].argument ? "=" : "",
				cli_options[i].help);
}

static void offer_operand(const struct line *l)
{
	const struct cli_command *c = l->command;
	int command = (int)(c - cli_commands);
	for (int i = 0; command == COMMAND_EXPLORE && l->operands == 0 && i < COMMANDS; i++)
		if (cli_commands[i].name[0])
			offer(l, "", cli_commands[i].name, "", cli_commands[i].help);
	for (int i = 0; command == COMMAND_ROOM && l->operands == 0 && cmd_room_word(i); i++)
		offer(l, "", cmd_room_word(i), "", NULL);
	if (command == COMMAND_ROOM
			? l->operands == 2 && strcmp(l->operand[0], "serve") == 0
			: c->most < 0 || l->operands < c->most)
		offer_presets(l);
}

/* ---- the words before -------------------------------------------------------- */

static const struct cli_option *by_name(const char *name, size_t n)
{
	for (int i = 0; i < cli_option_count; i++)
		if (strlen(cli_options[i].name) == n && strncmp(cli_options[i].name, name, n) == 0)
			return &cli_options[i];
	return NULL;
}

static const struct cli_option *by_letter(char letter)
{
	for (int i = 0; i < cli_option_count; i++)
		if (cli_options[i].letter == letter)
			return &cli_options[i];
	return NULL;
}

/* The option that a word gives, or leaves open, and where its value begins; NULL: none. */
static const struct cli_option *read_option(const char *word, const char **value)
{
	const struct cli_option *o = NULL;
	size_t n;
	*value = NULL;
	if (word[0] != '-' || !word[1])
		return NULL;
	if (word[1] == '-') {
		n = strcspn(word + 2, "=");
		o = by_name(word + 2, n);
		*value = word[2 + n] ? word + 2 + n + 1 : NULL;
	} else {
		for (word++; *word && (o = by_letter(*word)) && !o->argument; word++)
			;
		*value = *word && word[1] ? word + 1 : NULL;
	}
	return o && o->argument ? o : NULL;
}

static void take_operand(struct line *l, const char *word)
{
	bool first = l->operands == 0 && l->command == cli_commands;
	const struct cli_command *command = first ? cli_find_command(word) : NULL;
	if (command)
		l->command = command;
	else if (l->operands < OPERANDS)
		l->operand[l->operands++] = word;
}

/* The value of an option, with it or as the word behind it. */
static void take_value(struct line *l, const struct cli_option *o, const char *value)
{
	l->open = value ? NULL : o;
	if (value && o->value == CLI_SETTING && l->sets < SETS)
		l->set[l->sets++] = value;
}

static void take_word(struct line *l, const char *word)
{
	const char *value;
	const struct cli_option *o;
	if (l->ended)
		take_operand(l, word);
	else if (l->open)
		take_value(l, l->open, word);
	else if (strcmp(word, "--") == 0)
		l->ended = true;
	else if ((o = read_option(word, &value)))
		take_value(l, o, value);
	else if (word[0] != '-' || !word[1])
		take_operand(l, word);
}

/* That was said, where it may be opened, or else one that always can be. */
static void open_scenario(struct line *l, const struct explorer_options *o)
{
	bool room = l->command == &cli_commands[COMMAND_ROOM];
	const char *name = l->operands > (room ? 2 : 0) ? l->operand[room ? 2 : 0] : "-";
	bool file = scenario_is_path(name), preset = !file && (o->presets || o->restricted);
	struct error_list errors;
	error_list_init(&errors);
	if (strcmp(name, "-") != 0 && !(file && o->restricted) &&
		(preset ? preset_open(name, o->presets, &l->scenario, &errors) :
			scenario_open(name, &l->scenario, &errors)) == STATUS_OK)
		return;
	error_list_init(&errors);
	if (scenario_open("symmetric", &l->scenario, &errors) != STATUS_OK)
		scenario_init(&l->scenario);
}

void cli_complete(const struct cli *c, FILE *f)
{
	const char *const *words = c->operand;
	int count = c->operands;
	struct line l = {.f = f, .presets = c->explore.presets, .word = count > 0 ? words[count - 1] : "",
		.command = cli_commands};
	const char *value = NULL;
	char before[NAME] = "";
	for (int i = 0; i < count - 1; i++)
		take_word(&l, words[i]);
	open_scenario(&l, &c->explore);
	for (int i = 0; i < l.sets; i++)
		param_assign(&l.scenario, l.set[i], NULL);
	const struct cli_option *o = l.open || l.ended ? l.open : read_option(l.word, &value);
	if (value)
		snprintf(before, sizeof before, "%.*s", (int)(value - l.word), l.word);
	if (l.open || value)
		offer_value(&l, before, o);
	else if (!l.ended && l.word[0] == '-')
		offer_options(&l);
	else
		offer_operand(&l);
	scenario_free(&l.scenario);
}
