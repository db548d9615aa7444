/* The table of solutions: its columns, and how they share the width. Private to
 * view_solutions.c and solutions_columns.c. */
#ifndef HAGGLE_SRC_VIEW_SOLUTIONS_H
#define HAGGLE_SRC_VIEW_SOLUTIONS_H

#include "draw.h"

#define COLUMNS_MAX 40
#define NUMBER_COLS 7
#define NUMBER_TIGHT 6
#define BAR_COLS 14
#define PERCENT_COLS 4
#define LABEL_COLS 19

enum column_kind {
	COL_SHARE,
	COL_UTILITY,
	COL_PAYMENT, /* the lump sum that a player gets at signing */
	COL_JOINT,
	COL_CHANGE, /* of the joint surplus, against the pinned */
	COL_BAR,
	COL_PERCENT,
	COL_PARETO,
};

struct column {
	enum column_kind kind;
	int player; /* of shares: specialist + 1; PLAYER_JOINT for the joint surplus */
	int width;  /* with the blank before it */
	char header[NUMBER_MAX];
};

struct table {
	const struct view_model *m;
	int name_cols; /* of the first column */
	bool brief;    /* rules by their short names */
	bool tight;    /* by the first letters of those, and figures shorter */
	int number_cols; /* of a figure, with the blank before it */
	bool powerful_fits; /* "Powerful Law firm", for every specialist */
	int columns;
	struct column column[COLUMNS_MAX];
	int rows;      /* solutions shown, and which */
	int row[VIEW_HIT_RULES];
	int hidden;    /* rows left out */
	int decimals;
	bool powers;    /* all of it is too small for these */
};

/* Chooses columns for r, the fullest form that fits first: all side by side, by
 * short names, in blocks one below the other, the selected specialist alone, or
 * that as tight as can be.
 * Block b holds the columns start[b] to start[b + 1]; returns how many blocks.
 * t's rows must have been chosen. */
int table_plan(struct table *t, struct rect r, int *start);
/* Gives what is left of the width to the efficiency bar; where there is none, to the names of
 * rules that are cut short. */
void table_stretch(struct table *t, int width);

/* ---- solutions_notes.c ------------------------------------------------------------------- */

/* First best, Pareto set, ties: as many notes as fit whole, from row y of r on. */
void table_notes(const struct table *t, struct canvas *c, struct rect r, int y);
/* What one owner of all would build and earn; false: it is not known. */
bool table_first_best(const struct table *t, char *out, size_t size);

#endif
