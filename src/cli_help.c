/* --help and shell completion, from the tables. */
#include "cli.h"
#include "model/rule.h"

#include <string.h>

enum { HELP_COLUMN = 26 };

static void help_usage(const struct cli_command *command, bool first, FILE *f)
{
	fprintf(f, "%s haggle%s%s [OPTIONS]%s%s\n", first ? "usage:" : "      ",
		command->name[0] ? " " : "", command->name, command->operands[0] ? " " : "",
		command->operands);
}

static void help_option(const struct cli_option *o, FILE *f)
{
	char form[80];
	int n = snprintf(form, sizeof form, "  %c%c%s --%s%s%s", o->letter ? '-' : ' ',
		o->letter ? o->letter : ' ', o->letter ? "," : " ", o->name, o->argument ? "=" : "",
		o->argument ? o->argument : "");
	if (n < HELP_COLUMN - 1)
		fprintf(f, "%-*s%s\n", HELP_COLUMN, form, o->help);
	else
		fprintf(f, "%s\n%*s%s\n", form, HELP_COLUMN, "", o->help);
}

static void help_words(FILE *f)
{
	fputs("\nViews:", f);
	for (int i = 0; i < VIEWS; i++)
		fprintf(f, "%s %s", i ? "," : "", view_info((enum view_id)i)->name);
	fputs(".\nBargaining rules (--set bargain=RULE):\n  ", f);
	for (int i = 0; i < RULES; i++)
		fprintf(f, "%s%s%s", i ? i == RULE_KALAI_SMORODINSKY ? ",\n  " : ", " : "",
			rule_info((enum rule)i)->name, i == RULE_POWERFUL_SPECIALIST ? "ID" : "");
	fputs(".\n", f);
}

void cli_help(const struct cli *c, FILE *f)
{
	bool one = c->command != COMMAND_EXPLORE;
	fputs("haggle: play with the fine-tuning game: who invests, who free-rides, who gets "
	      "what\n\n",
		f);
	for (int i = 0; i < COMMANDS; i++)
		if (!one || i == (int)c->command)
			help_usage(&cli_commands[i], one || i == 0, f);
	fputc('\n', f);
	for (int i = 0; i < COMMANDS; i++)
		if (!one || i == (int)c->command)
			fprintf(f, "  %-*s%s\n", HELP_COLUMN - 2,
				cli_commands[i].name[0] ? cli_commands[i].name : "(no command)",
				cli_commands[i].help);
	fputs("\nA SCENARIO is a preset's name (symmetric), a path (with a / or ending in .ini), "
	      "or -\n"
	      "for standard input.\n\nOptions:\n",
		f);
	for (int i = 0; i < cli_option_count; i++)
		if (!one || cli_options[i].commands & 1u << c->command)
			help_option(&cli_options[i], f);
	if (!one)
		help_words(f);
	fputs("\nExit status: 0 done; 1 the input is wrong; 2 the usage is; 3 there is no "
	      "equilibrium,\nor no time to find it; 4 the terminal or the system failed.\n"
	      "Environment: HAGGLE_PRESETS, XDG_DATA_HOME, XDG_CONFIG_HOME, HAGGLE_RESTRICTED, "
	      "NO_COLOR,\nHAGGLE_COLORS.\n"
	      "More: man haggle, man haggle-scenario, man haggle-theory.\n",
		f);
}

/* ---- completion ---------------------------------------------------------- */

static void list_commands(FILE *f)
{
	for (int i = 1; i < COMMANDS; i++)
		fprintf(f, "%s%s", i > 1 ? " " : "", cli_commands[i].name);
}

static void list_options(FILE *f)
{
	for (int i = 0; i < cli_option_count; i++)
		fprintf(f, "%s--%s%s", i ? " " : "", cli_options[i].name,
			cli_options[i].argument ? "=" : "");
}

static void bash_words(FILE *f)
{
	for (int i = 0; i < cli_option_count; i++)
		if (cli_options[i].words)
			fprintf(f,
				"\t--%s) COMPREPLY=($(compgen -W '%s' -- \"$word\")); return ;;\n",
				cli_options[i].name, cli_options[i].words);
}

static void bash_completion(FILE *f)
{
	fputs("# bash completion for haggle, printed by haggle --completion=bash\n"
	      "_haggle() {\n"
	      "\tlocal word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]}\n"
	      "\tif [ \"$word\" = = ]; then word=; option=${COMP_WORDS[COMP_CWORD-1]}\n"
	      "\telif [ \"$option\" = = ]; then option=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
	      "\tcase $option in\n",
		f);
	bash_words(f);
	fputs("\tesac\n"
	      "\tif [[ $word == -* ]]; then\n"
	      "\t\tCOMPREPLY=($(compgen -W '",
		f);
	list_options(f);
	fputs("' -- \"$word\"))\n"
	      "\t\t[[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace\n"
	      "\t\treturn\n"
	      "\tfi\n"
	      "\tlocal commands=\n"
	      "\t[ \"$COMP_CWORD\" -eq 1 ] && commands='",
		f);
	list_commands(f);
	fputs("'\n"
	      "\tcompopt -o filenames\n"
	      "\tCOMPREPLY=($(compgen -W \"$commands $(haggle presets 2>/dev/null | cut -d' ' "
	      "-f1)\""
	      " -- \"$word\")\n"
	      "\t\t$(compgen -f -X '!*.ini' -- \"$word\") $(compgen -d -- \"$word\"))\n"
	      "}\n"
	      "complete -F _haggle haggle\n",
		f);
}

/* Help texts for zsh: what would end or group there is quoted. */
static void zsh_text(const char *text, FILE *f)
{
	for (; *text; text++) {
		if (strchr("[]:\\", *text))
			fputc('\\', f);
		if (*text == '\'')
			fputs("'\\'", f);
		fputc(*text, f);
	}
}

static void zsh_completion(FILE *f)
{
	fputs("#compdef haggle\n"
	      "# zsh completion for haggle, printed by haggle --completion=zsh\n"
	      "_haggle_scenario() {\n"
	      "\tlocal -a names\n"
	      "\tnames=(${(f)\"$(haggle presets 2>/dev/null | cut -d' ' -f1)\"})\n"
	      "\t(( CURRENT == 2 )) && names+=(",
		f);
	list_commands(f);
	fputs(")\n"
	      "\tcompadd -a names\n"
	      "\t_files -g '*.ini'\n"
	      "}\n"
	      "_arguments -s \\\n",
		f);
	for (int i = 0; i < cli_option_count; i++) {
		const struct cli_option *o = &cli_options[i];
		fprintf(f, "\t'*--%s%s[", o->name, o->argument ? "=" : "");
		zsh_text(o->help, f);
		fputc(']', f);
		if (o->words)
			fprintf(f, ":%s:(%s)", o->name, o->words);
		else if (o->argument)
			fprintf(f, ":%s:", o->name);
		fputs("' \\\n", f);
	}
	fputs("\t'*:scenario:_haggle_scenario'\n", f);
}

enum status cli_completion(const char *shell, FILE *f)
{
	struct error err;
	if (strcmp(shell, "bash") == 0)
		bash_completion(f);
	else if (strcmp(shell, "zsh") == 0)
		zsh_completion(f);
	else {
		error_set(&err, STATUS_USAGE, "no completion for '%.80s': bash or zsh", shell);
		return cli_complain(&err);
	}
	return STATUS_OK;
}
