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

/* The edge through e.here: what is met there, and directions along it, each as long as 1 and across
 * to the others. */
struct crest {
	struct climber e;
	struct other other[EDGE_OTHERS]; /* as there; so many */
	int others;
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
	c->others = c->e.others;
	c->e.radius = INFINITY;
	edge_program(&c->l, &c->e);
	c->l.low[c->e.n] = -1;
	return true;
}

/* What was seen elsewhere since the crest was found. */
static void forget_others(struct crest *c)
{
	memcpy(c->e.other, c->other, sizeof c->other);
	c->e.others = c->others;
}

static double aside(void *context, int a, double by, int b, double by_b)
{
	struct crest *c = context;
	double step[LINEAR_VARIABLES];
	forget_others(c);
	for (int k = 0; k < c->l.variables; k++) {
		step[k] = c->centre[k] + by * c->along[a][k] + by_b * c->along[b][k];
		if (!(step[k] >= c->l.low[k] && step[k] <= c->l.high[k]))
			return NAN;
	}
	return edge_play(&c->e, &c->l, c->tight, step, c->x);
}

/* Whether it has come to the top. */
static bool ascend(struct crest *c, double h)
{
	enum { STEPS = 3 };
	double by[NEWTON_MOST], most = INFINITY;
	memset(c->centre, 0, sizeof c->centre);
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
	e->cuts = 0;
	if (!edge_look(e, j->best_x, &e->here))
		return false;
	for (int held = EDGE_SMOOTH; held < e->n; held++) {
		c.e = *e;
		c.e.held = held;
		if (!find_crest(&c))
			continue;
		j->best = INFINITY; /* nothing on the way is kept */
		bool top = ascend(&c, FIT_WIDE) || ascend(&c, FIT_NARROW);
		j->best = best;
		if (top && joint_take_equal(j, c.x, MET_ROOM))
			return true;
	}
	return false;
}
