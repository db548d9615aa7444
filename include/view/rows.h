/* The side panel's rows: the bargain with what is known of it, then every player with
 * its parameters. Rows at rest, which say nothing (no fixed cost, weight 1), are folded
 * behind one row a player until it is opened. Those of a contract are put away altogether where
 * there is none, until they are asked for. */
#ifndef HAGGLE_VIEW_ROWS_H
#define HAGGLE_VIEW_ROWS_H

#include "model/param.h"

#include <stdint.h>

/* What can be chosen, as one number: a parameter (index of param_at), or one of these.
 * The folded rows of a player (0 the generalist). */
#define ROW_NONE (-1) /* a heading */
#define ROW_PARETO (-2)
#define ROW_SHARING (-3)
#define ROW_REST(player) (-4 - (player))
#define ROW_IS_REST(choice) ((choice) <= -4)
#define ROW_REST_OF(choice) (-4 - (choice))

/* Which players' folds are open: a bit each, from the generalist. */
#define ROW_WORDS ((GAME_SPECIALISTS_MAX + 64) / 64)
struct row_folds {
	uint64_t open[ROW_WORDS];
	bool contract; /* its rows are shown, at rest or not */
};
bool row_fold_open(const struct row_folds *f, int player);
void row_fold_toggle(struct row_folds *f, int player);

struct row {
	int choice;     /* as above */
	int player;     /* whose; -1: the bargain's */
	int rests;      /* of ROW_REST: how many rows it stands for */
	bool open;      /* of ROW_REST: they are shown */
};

struct rows {
	int count;
	struct row *row; /* owned */
};

struct rows_plan {
	const struct scenario *scenario;
	const struct scenario *base;   /* what differs from it does not rest; or NULL */
	const struct row_folds *folds; /* NULL: all closed */
	int choice;                    /* is listed in any case */
	int room;                      /* nothing is folded where all has room in so many rows */
};

/* STATUS_SYSTEM without memory: no rows. */
enum status rows_make(struct rows *r, const struct rows_plan *plan, struct error *err);
void rows_free(struct rows *r);
/* The row with that choice, or -1. */
int rows_find(const struct rows *r, int choice);

#endif
