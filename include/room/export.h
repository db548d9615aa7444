/* What happened in a room as data: while it is served, and after. */
#ifndef HAGGLE_ROOM_EXPORT_H
#define HAGGLE_ROOM_EXPORT_H

#include "base/status.h"

#include <stdio.h>

enum export_format {
	EXPORT_CSV,   /* long: a row an event, and a row a payoff */
	EXPORT_OTREE, /* wide: a row a participant, with oTree's names of columns */
	EXPORT_JSON,  /* a line an event */
	EXPORT_FORMATS
};

int export_format_find(const char *name); /* or -1 */
/* "csv, otree, json" */
const char *export_format_names(void);

/* Writes a record to f; whether that went well is for the caller to ask of f.
 * STATUS_INPUT: there is no such record, or it is none. */
enum status export_record(const char *record, enum export_format format, FILE *f,
	struct error *err);
/* The same into a file, whole or not at all. */
enum status export_file(const char *record, enum export_format format, const char *path,
	struct error *err);

#endif
