/* Private to the search for shares: small linear programs. */
#ifndef HAGGLE_BARGAIN_JOINT_LINEAR_H
#define HAGGLE_BARGAIN_JOINT_LINEAR_H

#include <stdbool.h>

enum { LINEAR_VARIABLES = 9, LINEAR_ROWS = 24 };

/* Steps of all variables, each within [low, high], which hold 0, such that of no row is taken more
 * than there is room: row . step >= -room. Coefficients are to be about 1. */
struct linear {
	int variables, rows;
	double gain[LINEAR_VARIABLES]; /* of what a step is to gain the most, by the variables */
	double low[LINEAR_VARIABLES], high[LINEAR_VARIABLES];
	double row[LINEAR_ROWS][LINEAR_VARIABLES], room[LINEAR_ROWS];
};

/* The best step, which rows it leaves no room of, and what it gains. */
double linear_best(const struct linear *l, double *step, bool *tight);
/* The least change of a step that adds so much, `more`, to each of the rows that are tight; 0 of
 * what does not move. Of rows that depend on each other but for rounding one is left out. False:
 * not to be had. */
bool linear_change(const struct linear *l, const bool *tight, const bool *moves, const double *more,
	double *change);

#endif
