/* The command line: one table of options, one of commands; parsing, --help and
 * shell completion all read them. Private to main. */
#ifndef HAGGLE_CLI_H
#define HAGGLE_CLI_H

#include "base/status.h"
#include "model/scenario.h"
#include "ui/explorer.h"
#include "view/report.h"
#include "view/view.h"

#include <stdio.h>

enum command {
	COMMAND_EXPLORE, /* no word of its own */
	COMMAND_SOLVE,
	COMMAND_PLOT,
	COMMAND_SWEEP,
	COMMAND_AXIOMS,
	COMMAND_LESSON,
	COMMAND_CHECK,
	COMMAND_PRESETS,
	COMMAND_ROOM,
	COMMANDS
};

/* What was asked for. Strings are borrowed from argv. */
struct cli {
	enum command command;
	int operands;
	const char **operand;
	int sets;
	const char **set; /* "PARAM=VALUE" */
	int varies;
	const char **vary;         /* "PARAM=FROM:TO:COUNT[:log]" */
	const char *format_name;   /* as given, or NULL */
	enum report_format format; /* text unless given */
	bool all;
	struct explorer_options explore; /* what of it can be said; also of plots, rooms */
	int cols, rows;         /* of a plot */
	const char *output;     /* the file that a plot goes to, or NULL */
	const char *specialist; /* the selected one's id, or NULL */
	int step;               /* of the response view or of a lesson, from 1; 0: not said */
	bool answers;           /* of a lesson: the teacher's key */
	bool plain, strict;  /* without a screen; ends at the first mistake */
	struct cli_room {
		const char *directory; /* NULL: the usual one */
		const char *as, *roster, *through; /* or NULL */
		const char *only;      /* of --room: the room to join, or NULL */
		int shared, away_void; /* 1; 0 */
	} room;
	int shard, shards;   /* from 1; 1 of 1 is all */
	int jobs;            /* 0: as many as there are processors */
	double timeout;      /* s for a scenario, or a row of a sweep; 0: as long as it takes */
	bool solve;          /* check is to solve, too */
	bool help, version;
	bool verbose;        /* all that a version is of */
	const char *completion; /* a shell's name, or NULL */
};

/* What can be a value of an option: how completions offer it. */
enum cli_value {
	CLI_WORDS,     /* those of the option, if it has any */
	CLI_FORMAT,    /* one of the command's formats */
	CLI_SETTING,   /* PARAM=VALUE */
	CLI_NUMBER,    /* PARAM=..., of one that is a number */
	CLI_SPECIALIST,
	CLI_FILE,
	CLI_DIRECTORY,
};

struct cli_option {
	const char *name;
	char letter;          /* short form, 0: none */
	const char *argument; /* what --help calls it; NULL: takes none */
	const char *words;    /* the words allowed, separated by blanks, or NULL */
	unsigned commands;    /* OR of 1 << enum command */
	const char *help;     /* one line, no full stop */
	/* Takes it in; STATUS_USAGE with what is allowed otherwise. NULL: the argument is kept as
	 * it was given, or that the option was. */
	enum status (*take)(struct cli *c, const struct cli_option *o, const char *argument,
		struct error *err);
	size_t at;         /* where in struct cli */
	int least, most;   /* of a number; the first word's */
	const char *what;  /* "no what 'x': takes", where it is none of the words; NULL: */
	const char *takes; /* "--name takes, not 'x'" */
	enum cli_value value;
};

#define FORMATS_OWN (1u << 31)

struct cli_command {
	const char *name;     /* "" for the explorer */
	const char *operands; /* "SCENARIO..." */
	int least, most;      /* operands; most < 0: any number */
	unsigned formats;     /* OR of 1 << enum report_format; FORMATS_OWN: it looks itself */
	const char *help;
	enum status (*run)(const struct cli *c);
};

/* cli_table.c */
extern const struct cli_option cli_options[];
extern const int cli_option_count;
extern const struct cli_command cli_commands[COMMANDS];

/* cli.c: fills *c from the arguments. STATUS_USAGE after a message on stderr.
 * cli_free in any case. */
enum status cli_parse(int argc, char **argv, struct cli *c);
void cli_free(struct cli *c);
/* NULL: there is no such command. */
const struct cli_command *cli_find_command(const char *word);

/* cli_help.c */
void cli_help(const struct cli *c, FILE *f);
/* A shell's completions; for "words", which those ask for, of the operands. STATUS_USAGE where
 * the shell is unknown. */
enum status cli_completion(const struct cli *c, FILE *f);

/* cli_complete.c: what the last of the operands, another line's words, can become, a candidate a
 * line, with a tab and what it is for where that is known; ":files", ":directories",
 * ":scenarios": files, too. */
void cli_complete(const struct cli *c, FILE *f);

/* cli_version.c: the version, a line; verbose: also what it was made with, where presets are
 * looked for, and what there is of a sandbox. */
void cli_version(const struct cli *c, FILE *f);

/* ---- what the commands share (cli_open.c) -------------------------------- */

/* Whether a scenario so named is a file, or standard input: else it is a preset. */
bool cli_is_file(const char *name);
/* Opens the scenario the user named and applies --set. `base`, where not NULL,
 * gets it as it was before --set. Messages go to stderr; *s (and *base) are
 * empty on failure. */
enum status cli_open(
	const struct cli *c, const char *name, struct scenario *s, struct scenario *base);
/* "haggle: FILE:LINE: text" on stderr. Returns the error's status. */
enum status cli_complain(const struct error *err);
/* Writes text, or bytes, to standard output. cli_flush at the end finds what failed. */
void cli_print(const char *text);
void cli_put(const char *bytes, size_t length);
/* Flushes standard output; STATUS_SYSTEM with a message where it could not be
 * written. A pipe that nobody reads ends the process by SIGPIPE, in silence. */
enum status cli_flush(void);
/* Ends the process as the signal would have it, so that a shell sees that. */
void cli_end_by(int number);

/* Works the study of s out as far as `want` (OR of enum study_have), no longer than --timeout,
 * with progress on standard error where that is a terminal and it takes long (cli_study.c).
 * STATUS_OK; else *err says what is wrong, with s's name, and *lack, unless it is STATUS_SYSTEM,
 * what there is none of. */
enum status cli_study(const struct cli *c, struct study *st, const struct scenario *s,
	unsigned want, enum lack *lack, struct error *err);
/* What solve and the explorer want to know of s; of the many, only what --all leaves. */
unsigned cli_wanted(const struct cli *c, const struct scenario *s);
/* That something took longer than --timeout allows; returns the status. */
enum status cli_late(const struct cli *c, struct error *err);

/* The commands, cmd_*.c. Each returns the exit status. */
enum status cmd_explore(const struct cli *c);
/* Of the explorer: whether it is to do without a screen, and that. */
bool plain_wanted(const struct cli *c);
enum status cmd_plain(const struct cli *c, const struct explorer_options *o, struct error *err);
enum status cmd_solve(const struct cli *c);
enum status cmd_plot(const struct cli *c);
enum status cmd_sweep(const struct cli *c);
enum status cmd_axioms(const struct cli *c);
enum status cmd_lesson(const struct cli *c);
enum status cmd_check(const struct cli *c);
enum status cmd_presets(const struct cli *c);
enum status cmd_room(const struct cli *c);
/* The words that `room` takes first; NULL behind the last. */
const char *cmd_room_word(int i);
/* With --room: joins it. */
enum status cmd_room_only(const struct cli *c, struct error *err);

/* restrict.c: gives up what a shared machine must not lend: environment,
 * core files, room to grow. Before anything else is done, the locale included,
 * which is read from wherever LOCPATH says. STATUS_SYSTEM where TERM is no name. */
enum status restrict_process(bool explores, struct error *err);

#endif
