/* Why: an equilibrium explained in sentences with its numbers. */
#ifndef HAGGLE_VIEW_WHY_H
#define HAGGLE_VIEW_WHY_H

#include "bargain/study.h"

/* Paragraphs, each one line of any length to be wrapped; owned. */
struct why {
	int count;
	char **line;
};

/* Explains the present outcome of a study that has HAVE_PRESENT (thresholds too
 * where it has them): for every player what it does, which margin was compared,
 * what the next best choice would have paid. STATUS_SYSTEM without memory,
 * STATUS_NO_EQUILIBRIUM where there is nothing to explain. */
enum status why_explain(const struct study *st, struct why *out, struct error *err);
void why_free(struct why *w);

#endif
