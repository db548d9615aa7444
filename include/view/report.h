/* Reports: a study as text for people, JSON Lines or CSV for programs. The
 * text has no drawn lines, only aligned columns and sentences, so that it
 * reads well aloud. */
#ifndef HAGGLE_VIEW_REPORT_H
#define HAGGLE_VIEW_REPORT_H

#include "bargain/axioms.h"
#include "bargain/floors.h"
#include "bargain/study.h"

/* Of studies in the first three, of views (view/export.h) in the first four, and (by
 * ui/handout.h) in all. */
enum report_format {
	REPORT_TEXT, REPORT_JSON, REPORT_CSV, REPORT_GNUPLOT,
	REPORT_SVG, REPORT_PDF, REPORT_PNG, /* drawn by gnuplot */
	REPORT_HTML, REPORT_ANSI,           /* the text with its colours */
	REPORT_MD,                          /* Markdown: of lessons alone */
	REPORT_FORMATS
};
enum { REPORT_STUDY_FORMATS = REPORT_CSV + 1, REPORT_VIEW_FORMATS = REPORT_GNUPLOT + 1,
	REPORT_PLOT_FORMATS = REPORT_ANSI + 1 };

/* "text", "json", "csv", "gnuplot", "svg"..., and back: -1 for what is none. */
const char *report_format_name(enum report_format format);
int report_format_find(const char *name);

/* What a study must have (an OR of enum study_have) for a full report. */
unsigned report_want(enum report_format format);

/* What goes with a study. */
struct report_more {
	const struct best_floors *floors; /* the regulator's; NULL: not searched for */
	bool contracts;                   /* CSV has the columns of contracts */
};

/* The study as far as it has come, malloced into *out and ended by a newline.
 * Needs HAVE_PRESENT and st->status == STATUS_OK; what else is missing is left
 * out (text), null (JSON) or empty (CSV). JSON is one object on one line. CSV
 * has a row a player and solution. STATUS_SYSTEM when out of memory. */
enum status report_write(const struct study *st, const struct report_more *more,
	enum report_format format, char **out, struct error *err);

/* The same of a scenario for which there is no outcome for want of `lack`: in JSON an object
 * whose outcome is null, in CSV one row; in text nothing, which a message says better. */
enum status report_lack(const struct scenario *s, enum lack lack, const struct report_more *more,
	enum report_format format, char **out, struct error *err);

/* What solutions promise: all rules and axioms as far as they have been tried, malloced into *out
 * and ended by a newline. REPORT_TEXT: a table, and a sentence a failure. REPORT_JSON: one object a
 * rule, a line each. STATUS_SYSTEM when out of memory. */
enum status report_axioms(const struct axioms *a, enum report_format format, char **out,
	struct error *err);

/* The first line of CSV, shared by all scenarios: with newline. contracts: some of them has
 * terms or lump sums, and all have columns for what a domain pays and for a player's lump sum. */
const char *report_csv_header(bool contracts);

#endif
