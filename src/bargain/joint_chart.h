/* Private to the search for shares: a chart of the game over a box of shares.
 *
 * What a specialist does depends on the level a0 and on its own share alone. So
 * its responses are tabled over a few shares and many levels, and a bargain of
 * tabled shares is played by adding columns and looking for the highest sum:
 * a hundred times faster than an equilibrium, and nearly as good. The chart
 * says where to look; only plays of the game itself say what is there. */
#ifndef HAGGLE_BARGAIN_JOINT_CHART_H
#define HAGGLE_BARGAIN_JOINT_CHART_H

#include "bargain/study_private.h"

/* Up to this many shares there are charts. */
enum { CHART_MOST = 6 };

/* A specialist's response at one share and level. */
struct chart_cell {
	double utility, alpha;
	enum regime regime;
};

/* Where a specialist's reply leaps at one share: it starts to take part, or its
 * effort leaps up. Often what the generalist's level is raised to, and hardly ever
 * a tabled one. */
struct chart_leap {
	int below;          /* the last tabled level that is not above it; -1: none */
	double level, cost; /* a0, and what it costs the generalist */
	double gain;        /* the generalist's part of the revenue there */
	struct chart_cell cell;
};
enum { LEAP_ENTRY, LEAP_EFFORT, LEAPS };

/* What some levels of a row have at most, so that those that cannot matter are passed by: its
 * values; and its slopes from one level to the next, up from the first of them to the end, and
 * down from the first behind them. */
struct chart_block {
	double most, beyond, below;
};
enum { CHART_BLOCK = 4 };

/* The level that a bargain is played at: weights of up to three tabled ones, or
 * one where a specialist's reply leaps (LEAPS times the specialist and which). */
struct spot {
	int first, count;
	double a0, payoff, weight[3];
	int leap;
};

struct chart {
	int n, side, levels;     /* shares an axis, levels, in use */
	int side_most, levels_most;
	double *share;           /* n x side */
	double *level, *cost;    /* levels, rising; the generalist's cost */
	double least;            /* with a payoff below it the generalist does not play */
	bool *earns;             /* n: its level counts as performance */
	double *gain;            /* n x side x levels: of the revenue, the generalist's */
	struct chart_block *block; /* n x side x blocks: of these */
	struct chart_cell *cell; /* n x side x levels */
	struct chart_leap *leap; /* n x side x LEAPS */
	/* scratch of a tour */
	double *sum;             /* n x levels: gains of the first specialists, less the cost */
	struct chart_block *sum_block; /* n x blocks: of these sums */
	int top;                 /* the level at which the last bargain is played */
	double *total;           /* levels: the generalist's payoff, where it is looked at */
	int *index;              /* n: the tabled share of each specialist */
	double *delta;           /* n */
	struct spot *spot;       /* side^n: where each bargain is played */
	struct outcome out, end[2];
};

/* Where the row of gains and cells of specialist i at its share s starts. */
static inline size_t row_at(const struct chart *c, int i, int s)
{
	return ((size_t)i * (size_t)c->side + (size_t)s) * (size_t)c->levels;
}

static inline int chart_blocks(int levels)
{
	return (levels + CHART_BLOCK - 1) / CHART_BLOCK;
}

static inline struct chart_block *blocks_of(const struct chart *c, int i, int s)
{
	return c->block + ((size_t)i * (size_t)c->side + (size_t)s) * (size_t)chart_blocks(c->levels);
}

static inline struct chart_leap *leaps_of(const struct chart *c, int i, int s)
{
	return c->leap + (i * c->side + s) * LEAPS;
}

/* The last level but one, or the last that is not above a0 if that is lower. */
static inline int chart_step(const struct chart *c, double a0)
{
	int low = 0, high = c->levels - 1;
	while (high - low > 1) {
		int mid = (low + high) / 2;
		*(c->level[mid] <= a0 ? &low : &high) = mid;
	}
	return low;
}

/* joint_table.c */
/* Room for boxes of `side` shares an axis and `levels` levels; NULL when out of
 * memory. */
struct chart *chart_alloc(int n, int side, int levels);
void chart_free(struct chart *c); /* NULL is fine */

/* Sets specialist i's shares within `radius` of `middle` and [0,1]: some of them
 * evenly spread, the others so that the levels from which it takes part are among
 * those tabled, the same for all: around `centre`, or all over if that is below 0.
 * Such levels rise without bound towards shares that the specialist does not take
 * part at all at, and levels are what the others feel; and the best bargains often
 * have two specialists enter at the same level. */
void chart_shares(struct chart *c, struct study_work *w, int i, double middle, double radius,
	double centre);
/* Fills the table for the shares and levels that are set. False: given up, by
 * the study's pause. Levels at which a specialist has no best response are not
 * played. */
bool chart_fill(struct chart *c, struct study_work *w);

/* joint_hill.c */
/* The blocks of a row of levels. */
void chart_set_blocks(const struct chart *c, const double *row, struct chart_block *block);
/* What the generalist gets at a bargain, level by level: the sums of some rows. */
struct hill {
	int rows, levels;
	const double *row[CHART_MOST + 1];
	const struct chart_block *block[CHART_MOST + 1];
};
/* At the shares of index[] of the specialists from `first` on, that on the axis last, on top of the
 * sums of those before. */
struct hill hill_at(const struct chart *c, int first, int axis);

static inline double hill_total(const struct hill *h, int l)
{
	double total = h->row[0][l];
	for (int r = 1; r < h->rows; r++)
		total += h->row[r][l];
	return total;
}

/* The lowest of the highest levels, looked for from level l on, which may be a good one. */
int hill_highest(const struct hill *h, int l);
/* Up from a level to a peak. */
int hill_climb(const struct hill *h, int l);
/* The peak above level l, or below it for a step of -1, other than the one that l leads up to;
 * -1: none. */
int hill_next_peak(const struct hill *h, int l, int step);

/* joint_chart.c */
/* Called for bargains of the box, as far as they can be played; `guessed`: their
 * outcome is interpolated. False ends the tour. */
typedef bool chart_visit(void *context, const double *delta, const struct outcome *out,
	bool guessed);
/* Visits all side^n bargains, and both sides of every edge between two of them
 * that differ in one share only: where the generalist, at one best level before and
 * at quite another one behind, does not care which. Edges are found by
 * interpolation, so that charts of boxes half the size have them four times as
 * exact. */
void chart_tour(struct chart *c, chart_visit *visit, void *context);

#endif
