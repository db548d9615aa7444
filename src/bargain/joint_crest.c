/* To the top along an edge: conditions that are met there are kept to, while Newton's steps lead to
 * the top of what is left. */
#include "bargain/joint_edge.h"

#include <math.h>
#include <string.h>

/* So many times what is called equal a bargain may have more that meets its conditions but for
 * rounding: it goes up by that, times what the conditions cost. */
#define MET_ROOM 100
/* So near a bargain what is met there counts as met. */
#define NEAR 1e-7
/* Of a step, after which there is none. */
#define NEAR_ENOUGH 1e-7
/* A slope that climbs have left at a top, and no other. */
#define NEARLY_LEVEL 1e-4
/* A direction that is shorter lies across to the edge. */
#define SHORT 1e-4
/* By how much of the scale one goes beyond where the generalist would rather play otherwise, first
 * and last, and how many times further each time. */
#define BEYOND_FIRST 2e-12
#define BEYOND_LAST 1e-4
#define FURTHER 20

/* The edge through e.here: what is met there, and directions along it, each as long as 1 and across
 * to the others. */
struct crest {
	struct climber e;
	struct other other[EDGE_OTHERS]; /* as there */
	struct linear l;
	bool tight[LINEAR_ROWS];
	int count;
	double along[LINEAR_VARIABLES][LINEAR_VARIABLES];
	double centre[LINEAR_VARIABLES]; /* the step from there to where it is looked at */
	double x[EDGE_SHARES]; /* of the last play on the edge */
};

static double dot(int variables, const double *a, const double *b)
{
	double sum = 0;
	for (int k = 0; k < variables; k++)
		sum += a[k] * b[k];
	return sum;
}

static void find_directions(struct crest *c)
{
	int variables = c->l.variables;
	struct linear l = c->l;
	c->count = 0;
	for (int k = 0; k < variables; k++) {
		double *v = c->along[c->count];
		memset(l.gain, 0, sizeof l.gain);
		l.gain[k] = 1;
		edge_slope(&l, c->e.n, c->tight, v);
		for (int a = 0; a < c->count; a++) {
			double part = dot(variables, c->along[a], v);
			for (int q = 0; q < variables; q++)
				v[q] -= part * c->along[a][q];
		}
		double length = sqrt(dot(variables, v, v));
		for (int q = 0; q < variables; q++)
			v[q] /= length;
		c->count += length > SHORT;
	}
}

/* Whether e.here is nearly a top where the level is held so. */
static bool find_crest(struct crest *c)
{
	double slope[LINEAR_VARIABLES];
	c->e.radius = NEAR;
	if (!edge_may_hold(&c->e.here, c->e.held) || !edge_set_slopes(&c->e))
		return false;
	edge_program(&c->l, &c->e);
	edge_tight(&c->l, c->tight);
	if (!(edge_slope(&c->l, c->e.n, c->tight, slope) <= NEARLY_LEVEL * NEARLY_LEVEL))
		return false;
	find_directions(c);
	memcpy(c->other, c->e.other, sizeof c->other);
	memset(c->centre, 0, sizeof c->centre);
	c->e.radius = INFINITY;
	edge_program(&c->l, &c->e);
	c->l.low[c->e.n] = -1;
	return true;
}

/* The rows of other levels come after those of who takes part. */
static int first_other(const struct climber *e)
{
	int r = 1;
	for (int i = 0; i < e->n; i++)
		r += e->here.active[i];
	return r;
}

/* What the generalist would get at the level of row r is looked at again where it goes there, a
 * little beyond the step. How far beyond; INFINITY: that is not found. */
static double renew_other(struct crest *c, int r, const double *step)
{
	struct climber *e = &c->e;
	const double *row = c->l.row[r];
	double x[EDGE_SHARES], to[LINEAR_VARIABLES], size = dot(e->n, row, row);
	for (double by = BEYOND_FIRST; by <= BEYOND_LAST && size > 0; by *= FURTHER) {
		for (int k = 0; k < e->n; k++)
			to[k] = step[k] - by * row[k] / size;
		if (!edge_shares(e, to, x))
			return INFINITY;
		joint_try(e->j, x);
		if (e->j->st->work->error.status != STATUS_OK)
			return INFINITY;
		if (edge_is_elsewhere(e, to)) {
			edge_add_other(e, x);
			return by;
		}
	}
	return INFINITY;
}

/* Of those other levels that are met; the furthest. */
static double renew_others(struct crest *c, const double *step)
{
	int first = first_other(&c->e), others = c->e.others;
	double most = 0;
	for (int r = first; r < first + others; r++)
		if (c->tight[r])
			most = fmax(most, renew_other(c, r, step));
	return most;
}

/* Onto the edge from a step of all variables, in the unit of the objective; NaN: there is none. It
 * is there when the generalist goes elsewhere just beyond. */
static double play_on(struct crest *c, double *step)
{
	enum { TIMES = 4 };
	const struct study_work *w = c->e.j->st->work;
	double beyond = 0;
	for (int time = 0; time < TIMES && beyond <= BEYOND_LAST; time++) {
		double value = edge_play(&c->e, &c->l, c->tight, step);
		if (!isfinite(value) || edge_is_elsewhere(&c->e, step))
			return NAN;
		memcpy(c->x, w->probe, (size_t)c->e.n * sizeof *c->x);
		beyond = renew_others(c, step);
		if (beyond <= BEYOND_FIRST)
			return value / c->e.unit;
	}
	return NAN;
}

static double aside(void *context, int a, double by, int b, double by_b)
{
	struct crest *c = context;
	double step[LINEAR_VARIABLES];
	memcpy(c->e.other, c->other, sizeof c->other);
	for (int k = 0; k < c->l.variables; k++) {
		step[k] = c->centre[k] + by * c->along[a][k] + by_b * c->along[b][k];
		if (!(step[k] >= c->l.low[k] && step[k] <= c->l.high[k]))
			return NAN;
	}
	return play_on(c, step);
}

/* Whether it has come to the top. */
static bool ascend(struct crest *c, double h)
{
	enum { STEPS = 3 };
	double by[NEWTON_MOST], most = INFINITY;
	for (int i = 0; i < STEPS && most > NEAR_ENOUGH; i++) {
		if (!joint_newton(aside, c, c->count, h, by))
			return false;
		most = 0;
		for (int a = 0; a < c->count; a++) {
			most = fmax(most, fabs(by[a]));
			for (int k = 0; k < c->l.variables; k++)
				c->centre[k] += by[a] * c->along[a][k];
		}
	}
	return !isnan(aside(c, 0, 0, 0, 0));
}

bool edge_crest(struct climber *e)
{
	struct joint *j = e->j;
	double best = j->best;
	struct crest c;
	e->value = joint_try(j, j->best_x);
	if (!edge_look(e, j->best_x, &e->here))
		return false;
	for (int held = EDGE_SMOOTH; held < e->n; held++) {
		c.e = *e;
		c.e.held = held;
		if (!find_crest(&c))
			continue;
		j->best = INFINITY; /* nothing on the way is kept */
		bool top = ascend(&c, FIT_WIDE) || (find_crest(&c) && ascend(&c, FIT_NARROW));
		j->best = best;
		if (top && joint_take_equal(j, c.x, MET_ROOM))
			return true;
	}
	return false;
}
