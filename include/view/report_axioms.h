/* What solutions promise, as text for people or JSON Lines for programs. */
#ifndef HAGGLE_VIEW_REPORT_AXIOMS_H
#define HAGGLE_VIEW_REPORT_AXIOMS_H

#include "bargain/axioms.h"
#include "view/report.h"

/* All rules and axioms as far as they have been tried, malloced into *out and ended by a
 * newline. REPORT_TEXT: a table, and a sentence a failure. REPORT_JSON: one object a rule, a
 * line each. STATUS_SYSTEM when out of memory. */
enum status report_axioms(const struct axioms *a, enum report_format format, char **out,
	struct error *err);

#endif
