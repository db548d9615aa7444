/* Reports: a study as text for people, JSON Lines or CSV for programs. The
 * text has no drawn lines, only aligned columns and sentences, so that it
 * reads well aloud. */
#ifndef HAGGLE_VIEW_REPORT_H
#define HAGGLE_VIEW_REPORT_H

#include "bargain/study.h"

enum report_format { REPORT_TEXT, REPORT_JSON, REPORT_CSV };
enum { REPORT_FORMATS = REPORT_CSV + 1 };

/* The format called "text", "json" or "csv", or -1. */
int report_format_find(const char *name);

/* What a study must have (an OR of enum study_have) for a full report. */
unsigned report_want(enum report_format format);

/* The study as far as it has come, malloced into *out and ended by a newline.
 * Needs HAVE_PRESENT and st->status == STATUS_OK; what else is missing is left
 * out (text), null (JSON) or empty (CSV). JSON is one object on one line. CSV
 * has a row a player and solution. STATUS_SYSTEM when out of memory. */
enum status report_write(
	const struct study *st, enum report_format format, char **out, struct error *err);

/* The first line of CSV, shared by all scenarios: with newline. */
const char *report_csv_header(void);

#endif
