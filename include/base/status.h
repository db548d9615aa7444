/* Statuses and error messages: how every layer reports failure.
 *
 * The library never prints and never exits. A function that can fail returns
 * an enum status and, where it has something to say, fills a struct error that
 * the caller owns. main turns statuses into exit codes, the explorer turns
 * messages into its status line. */
#ifndef HAGGLE_BASE_STATUS_H
#define HAGGLE_BASE_STATUS_H

#include <stdbool.h>

/* The values are the program's exit codes, so that main needs no mapping. */
enum status {
	STATUS_OK = 0,
	STATUS_INPUT = 1,          /* a scenario, parameter or formula is wrong */
	STATUS_USAGE = 2,          /* the command line is wrong */
	STATUS_NO_EQUILIBRIUM = 3, /* the game has none, e.g. a payoff without bound */
	STATUS_SYSTEM = 4,         /* memory, files, the terminal */
};

/* Of a parameter that a table's handlers have, and this one has no need of. */
#define UNUSED __attribute__((unused))

#define ERROR_TEXT_MAX 400
#define ERROR_FILE_MAX 256
#define ERROR_LIST_MAX 20

/* One message. file may be "" and line or column 0 where there is none. */
struct error {
	enum status status;
	bool unsound;              /* a formula is not what it must be: nothing of the game holds */
	int line;                  /* from 1; 0: no line */
	int column;                /* from 1; 0: no column */
	char file[ERROR_FILE_MAX]; /* as the user named it, sanitised */
	char text[ERROR_TEXT_MAX]; /* what is wrong, and what is allowed; one sentence, sanitised */
};

/* The first ERROR_LIST_MAX messages of a file; total counts all of them. */
struct error_list {
	int count;
	int total;
	struct error item[ERROR_LIST_MAX];
};

/* Fills *err (which may be NULL) with status and a formatted text; no place.
 * Control and direction characters in the text are replaced, so that a message
 * quoting hostile input is safe to print. Returns status, for
 * `return error_set(err, STATUS_INPUT, ...)`. */
enum status error_set(struct error *err, enum status status, const char *format, ...)
	__attribute__((format(printf, 3, 4), cold));

/* Says where *err (which may be NULL) happened; file is sanitised, line and
 * column are 0 where there is none. Call it after error_set. */
void error_place(struct error *err, const char *file, int line, int column);

/* Writes "FILE:LINE:COLUMN: text" into out (always terminated), leaving out
 * the parts that are absent. Returns out. */
char *error_format(const struct error *err, char *out, unsigned long size);

/* Empties the list. */
void error_list_init(struct error_list *list);

/* Counts *err and, while there is room, keeps it. */
void error_list_add(struct error_list *list, const struct error *err);

#endif
