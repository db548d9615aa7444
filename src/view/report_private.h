/* Private to the reports. */
#ifndef HAGGLE_VIEW_REPORT_PRIVATE_H
#define HAGGLE_VIEW_REPORT_PRIVATE_H

#include "view/report.h"

#include <stdio.h>

void report_text(FILE *f, const struct study *st, const struct best_floors *floors);
void report_json(FILE *f, const struct study *st, const struct best_floors *floors);
void report_csv(FILE *f, const struct study *st, const struct report_more *more);
void report_json_lack(FILE *f, const struct scenario *s, enum lack lack);
void report_csv_lack(FILE *f, const struct scenario *s, enum lack lack,
	const struct report_more *more);

/* What stands before a number, such as ",\"joint\":", and the number; several in brackets: null
 * where one is not finite. */
void json_number(FILE *f, const char *before, double value);
void json_numbers(FILE *f, const double *value, int n);

/* What it is about: "NAME: TITLE". */
void report_heading(FILE *f, const struct scenario *s);
/* A text of any length, broken into lines; without memory it is left out. */
void report_wrapped(FILE *f, const char *text);
/* The same of a sentence made of parts, of 400 bytes at most. */
void report_say(FILE *f, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Player k's id: "generalist", or that of specialist k - 1. */
const char *report_player(const struct scenario *s, int k);
/* Its regime: "invest" or "abstain" for the generalist. */
const char *report_regime(const struct outcome *out, int k);

/* Solutions to report: none unless all of them were asked for, though the
 * bargain chosen may have needed some. */
int report_solutions(const struct study *st);

/* ---- tables of aligned columns ------------------------------------------- */

struct columns {
	int columns, rows; /* rows filled so far, the heading included */
	int capacity;
	char **cell; /* owned; rows * columns, NULL: blank */
	bool failed; /* out of memory: printed as nothing */
};

void columns_init(struct columns *t, int columns);
void columns_free(struct columns *t);
/* Starts a row. */
void columns_row(struct columns *t);
/* Sets a cell of the last row. */
void columns_set(struct columns *t, int column, const char *text);
/* A number to 6 significant digits; "-" where it is not finite. */
void columns_number(struct columns *t, int column, double value);
void columns_part(struct columns *t, int column, double part); /* num_format_part */
/* Prints it: the first `left` columns aligned left, the others right, two
 * blanks between, no trailing blanks. */
void columns_print(const struct columns *t, int left, FILE *f);

#endif
