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

/* What can be offered the program says itself (cli_complete.c); these hand it the words. */

/* Bash has cut them at = and :, and replaces only what stands behind the last of these. */
static const char bash[] =
	"# bash completion for haggle, printed by haggle --completion=bash\n"
	"_haggle() {\n"
	"\tlocal word cut item i\n"
	"\tlocal -a words=() files=()\n"
	"\tfor ((i = 1; i <= COMP_CWORD; i++)); do\n"
	"\t\titem=${COMP_WORDS[i]}\n"
	"\t\tif ((i > 1)) && [[ $item == [=:]* || ${COMP_WORDS[i-1]} == [=:] ]]; then\n"
	"\t\t\twords[${#words[@]}-1]+=$item\n"
	"\t\telse\n"
	"\t\t\twords+=(\"$item\")\n"
	"\t\tfi\n"
	"\tdone\n"
	"\tword=${words[${#words[@]}-1]//\\\\/}\n"
	"\tword=${word#[\\'\\\"]}\n"
	"\twords[${#words[@]}-1]=$word\n"
	"\tcut=${word%\"${word##*[=:]}\"}\n"
	"\tCOMPREPLY=()\n"
	"\twhile IFS=$'\\t' read -r item _; do\n"
	"\t\tcase $item in\n"
	"\t\t:files) mapfile -t files < <(compgen -f -- \"${word#\"$cut\"}\") ;;\n"
	"\t\t:directories) mapfile -t files < <(compgen -d -- \"${word#\"$cut\"}\") ;;\n"
	"\t\t:scenarios) mapfile -t files < <(compgen -f -X '!*.ini' -- \"$word\"\n"
	"\t\t\tcompgen -d -- \"$word\") ;;\n"
	"\t\t*) COMPREPLY+=(\"${item#\"$cut\"}\") ;;\n"
	"\t\tesac\n"
	"\tdone < <(haggle --completion=words -- \"${words[@]}\" 2>/dev/null)\n"
	"\t((${#files[@]})) && compopt -o filenames && COMPREPLY+=(\"${files[@]}\")\n"
	"\t[[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace\n"
	"\treturn 0\n"
	"}\n"
	"complete -F _haggle haggle\n";

static const char zsh[] =
	"#compdef haggle\n"
	"# zsh completion for haggle, printed by haggle --completion=zsh\n"
	"_haggle() {\n"
	"\tlocal line item help cut=\n"
	"\tlocal -a found open offered opened\n"
	"\tfor line in \"${(@f)$(haggle --completion=words -- \"${(@Q)words[2,CURRENT]}\" 2>/dev/null)}\"; do\n"
	"\t\titem=${line%%$'\\t'*}\n"
	"\t\thelp=${line#*$'\\t'}\n"
	"\t\t[[ $help == $line ]] && help= || help=\" -- $help\"\n"
	"\t\tcase $item in\n"
	"\t\t'') ;;\n"
	"\t\t:files) [[ $PREFIX == --*=* ]] && compset -P 1 '*='; _files ;;\n"
	"\t\t:directories) [[ $PREFIX == --*=* ]] && compset -P 1 '*='; _files -/ ;;\n"
	"\t\t:scenarios) _files -g '*.ini' ;;\n"
	"\t\t*=) open+=(\"$item\"); opened+=(\"$item$help\") ;;\n"
	"\t\t*) found+=(\"$item\"); offered+=(\"$item$help\") ;;\n"
	"\t\tesac\n"
	"\tdone\n"
	"\t(($#found)) && compadd -l -d offered -a found\n"
	"\t(($#open)) && compadd -S '' -l -d opened -a open\n"
	"\treturn 0\n"
	"}\n"
	"_haggle \"$@\"\n";

static const char fish[] =
	"# fish completion for haggle, printed by haggle --completion=fish\n"
	"function __haggle_words\n"
	"\tset -l word (commandline -ct)\n"
	"\tset -l before (commandline -opc)[2..-1]\n"
	"\tset -l option (string match -r -- '^--[a-z-]+=' $word)\n"
	"\tset -l value (string replace -r -- '^--[a-z-]+=' '' $word)\n"
	"\tfor line in (haggle --completion=words -- $before \"$word\" 2>/dev/null)\n"
	"\t\tswitch $line\n"
	"\t\tcase :files\n"
	"\t\t\tfor path in (__fish_complete_path \"$value\")\n"
	"\t\t\t\techo \"$option$path\"\n"
	"\t\t\tend\n"
	"\t\tcase :directories\n"
	"\t\t\tfor path in (__fish_complete_directories \"$value\" '')\n"
	"\t\t\t\techo \"$option$path\"\n"
	"\t\t\tend\n"
	"\t\tcase :scenarios\n"
	"\t\t\t__fish_complete_suffix .ini\n"
	"\t\tcase '*'\n"
	"\t\t\techo $line\n"
	"\t\tend\n"
	"\tend\n"
	"end\n"
	"complete -c haggle -f -a '(__haggle_words)'\n";

enum status cli_completion(const struct cli *c, FILE *f)
{
	static const struct { const char *name, *text; } shells[] = {
		{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
	struct error err;
	if (strcmp(c->completion, "words") == 0) {
		cli_complete(c, f);
		return STATUS_OK;
	}
	for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
		if (strcmp(c->completion, shells[i].name) == 0) {
			fputs(shells[i].text, f);
			return STATUS_OK;
		}
	error_set(&err, STATUS_USAGE, "no completion for '%.80s': bash, zsh or fish", c->completion);
	return cli_complain(&err);
}
