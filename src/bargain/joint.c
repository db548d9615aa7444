/* Solutions where several shares are bargained over: a joint, global search
 * over [0,1]^n.
 *
 * Objectives jump where a specialist stops taking part and are kinked where a
 * smallest gain changes hands, so no gradients are trusted. A Sobol sample,
 * shared by all rules, finds the basins; from the best few of them each rule
 * climbs by line searches along the axes (global ones, that can leave a basin),
 * along the directions that paid before, and by GSL's simplex, until none of
 * them gains. */
#include "bargain/work.h"

#include <gsl/gsl_multimin.h>
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLES_MOST = 1800, DIMENSIONS = 40, STARTS = 6, FINALISTS = 2, RIVALS = 3 };
/* Plays that a rule may take a share: the first steps from each start, an ascent from one start, the last climb. */
enum { RACE_PLAYS = 24, ASCENT_PLAYS = 70, CLIMB_PLAYS = 150, SHAKES = 16 };
/* Samples of one signature this near each other are taken for one basin. */
#define BASIN .2
/* Up to this many shares models have mixed second derivatives. */
enum { MODEL_FULL = 8 };
/* The most points of a line search. */
enum { LINE_POINTS = 17 };

/* Quadratic models of every output (utilities and performance) around x. */
struct model {
	unsigned long signature;
	double *x;        /* n */
	double *y;        /* outputs */
	double *gradient; /* outputs x n */
	double *hessian;  /* outputs x n x n */
};

struct joint {
	int n, players;
	int count, want;      /* sampled bargains */
	double *delta;        /* count x n */
	double *u;            /* count x players */
	double *performance;  /* count */
	unsigned long *signature; /* count */
	double *value;        /* count: of the objective at hand */
	int side, grid;       /* points a side of the grid, in all */
	gsl_qrng *sobol;
	gsl_multimin_fminimizer *simplex;
	gsl_vector *start, *step;
	/* the search at hand */
	struct study *st;
	struct bargain rule;
	double *x, *best_x, *from, *direction, *low, *high, *centre, *target, *top_x; /* n each */
	double *race;         /* STARTS x n */
	double *y;            /* 2 x outputs, scratch */
	struct model *model_store;
	struct model *rival[RIVALS]; /* of other pieces, newest first */
	int rivals;
	bool any_gain;        /* some rational bargain gains somebody something */
	bool model;           /* climb on the model, not in the game */
	double best;
	unsigned long evaluations, limit;
};

static void model_free(struct model *m)
{
	if (m)
		free(m->x);
	free(m);
}

static struct model *model_alloc(size_t n)
{
	struct model *m = calloc(1, sizeof *m);
	size_t outputs = n + 2;
	if (m)
		m->x = malloc((n + outputs * (1 + n + n * n)) * sizeof *m->x);
	if (!m || !m->x) {
		free(m);
		return NULL;
	}
	m->y = m->x + n;
	m->gradient = m->y + outputs;
	m->hessian = m->gradient + outputs * n;
	return m;
}

void joint_free(struct joint *j)
{
	if (!j)
		return;
	free(j->delta);
	free(j->u);
	free(j->performance);
	free(j->signature);
	free(j->value);
	free(j->x);
	free(j->y);
	model_free(j->model_store);
	for (int r = 0; r < RIVALS; r++)
		model_free(j->rival[r]);
	if (j->sobol)
		gsl_qrng_free(j->sobol);
	if (j->simplex)
		gsl_multimin_fminimizer_free(j->simplex);
	if (j->start)
		gsl_vector_free(j->start);
	if (j->step)
		gsl_vector_free(j->step);
	free(j);
}

enum status joint_start(struct study *st, struct error *err)
{
	struct study_work *w = st->work;
	struct joint *j = w->joint;
	if (j && j->n != st->n) {
		joint_free(j);
		j = w->joint = NULL;
	}
	if (!j) {
		size_t n = (size_t)st->n;
		size_t most = SAMPLES_MOST;
		w->joint = j = calloc(1, sizeof *j);
		if (!j)
			return error_set(err, STATUS_SYSTEM, "out of memory");
		j->n = st->n;
		j->players = st->n + 1;
		j->delta = malloc(most * n * sizeof *j->delta);
		j->u = malloc(most * (n + 1) * sizeof *j->u);
		j->performance = malloc(most * sizeof *j->performance);
		j->x = malloc((9 + STARTS) * n * sizeof *j->x);
		j->value = malloc(most * sizeof *j->value);
		j->y = malloc(2 * (n + 2) * sizeof *j->y);
		j->model_store = model_alloc(n);
		j->signature = malloc(most * sizeof *j->signature);
		bool rivals = true;
		for (int r = 0; r < RIVALS; r++)
			rivals &= (j->rival[r] = model_alloc(n)) != NULL;
		j->simplex = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, n);
		j->start = gsl_vector_alloc(n);
		j->step = gsl_vector_alloc(n);
		j->sobol = gsl_qrng_alloc(gsl_qrng_sobol, st->n > DIMENSIONS ? DIMENSIONS :
						(unsigned)st->n);
		if (!j->delta || !j->u || !j->performance || !j->x || !j->y || !j->value || !j->model_store || !j->signature || !rivals ||
			!j->simplex ||
			!j->start || !j->step || !j->sobol)
			return error_set(err, STATUS_SYSTEM, "out of memory");
		j->best_x = j->x + n;
		j->from = j->x + 2 * n;
		j->direction = j->x + 3 * n;
		j->low = j->x + 4 * n;
		j->high = j->x + 5 * n;
		j->centre = j->x + 6 * n;
		j->target = j->x + 7 * n;
		j->top_x = j->x + 8 * n;
		j->race = j->x + 9 * n;
		for (size_t k = 0; k < n; k++) {
			j->low[k] = 0;
			j->high[k] = 1;
		}
	}
	j->st = st;
	j->count = 0;
	j->any_gain = false;
	/* Of the sample about a third is the grid, up to six shares. */
	static const int side[] = {0, 0, 23, 8, 5, 3, 3};
	j->side = j->grid = 0;
	if (st->n <= 6) {
		j->side = side[st->n];
		j->grid = 1;
		for (int k = 0; k < st->n; k++)
			j->grid *= j->side;
	}
	j->want = st->n == 2 ? 1100 : SAMPLES_MOST - RULES - st->n;
	gsl_qrng_init(j->sobol);
	return STATUS_OK;
}

/* First a grid that holds the faces and corners, where many solutions lie; then
 * the diagonal; then Sobol's sequence (beyond its 40 dimensions the further
 * shares repeat the earlier ones, shifted). */
static void next_sample(struct joint *j, double *delta)
{
	enum { DIAGONAL = 17 };
	int i = j->count;
	double q[DIMENSIONS];
	if (i < j->grid) {
		for (int k = 0; k < j->n; k++, i /= j->side)
			delta[k] = (double)(i % j->side) / (j->side - 1);
		return;
	}
	i -= j->grid;
	if (i < DIAGONAL) {
		for (int k = 0; k < j->n; k++)
			delta[k] = (double)i / (DIAGONAL - 1);
		return;
	}
	gsl_qrng_get(j->sobol, q);
	for (int k = 0; k < j->n; k++)
		delta[k] = k < DIMENSIONS ? q[k] : fmod(q[k % DIMENSIONS] + .381966 * (k / 40), 1);
}

/* Which regimes a play has, and who is held at its participation: bargains of
 * one signature tend to lie on one smooth piece. */
static unsigned long signature(const struct outcome *o)
{
	unsigned long s = o->invests;
	for (int i = 0; i < o->n; i++)
		s = s * 31 + (unsigned long)o->domain[i].regime + 1 +
			(o->domain[i].utility < 1e-9 ? 3 : 0);
	return s;
}

bool joint_sample(struct study *st)
{
	struct study_work *w = st->work;
	struct joint *j = w->joint;
	for (int tries = 0; tries < 16 && j->count < j->want; tries++) {
		double *delta = j->delta + (size_t)j->count * (size_t)j->n;
		double *u = j->u + (size_t)j->count * (size_t)j->players;
		next_sample(j, delta);
		bool ok = work_play(w, delta, &w->scratch);
		for (int k = 0; k < j->players; k++)
			u[k] = ok ? outcome_utility(&w->scratch, k) : -INFINITY;
		if (ok && gains_of(w, &w->scratch, w->gain))
			for (int k = 0; k < j->players; k++)
				j->any_gain |= w->gain[k] > GAIN_NONE;
		j->signature[j->count] = ok ? signature(&w->scratch) : 0;
		j->performance[j->count++] = ok ? w->scratch.performance : 0;
	}
	return j->count < j->want;
}

/* -------------------------------------------------------------- evaluation */

static double model_value(struct joint *j, const double *x);

static double try_at(struct joint *j, const double *x)
{
	struct study *st = j->st;
	struct study_work *w = st->work;
	double value = -INFINITY;
	for (int k = 0; k < j->n; k++)
		w->probe[k] = fmin(fmax(x[k], 0), 1);
	j->evaluations++;
	if (work_play(w, w->probe, &w->scratch))
		value = objective_value(w, j->rule, st->ideal, st->bystander, &w->scratch);
	if (value > j->best) {
		j->best = value;
		memcpy(j->best_x, w->probe, (size_t)j->n * sizeof *j->best_x);
	}
	return value;
}

/* What climbing evaluates: the game itself, or a model of it. */
static double value_at(struct joint *j, const double *x)
{
	double value;
	if (!j->model)
		return try_at(j, x);
	value = model_value(j, x);
	if (value > j->best) {
		j->best = value;
		for (int k = 0; k < j->n; k++)
			j->best_x[k] = x[k];
	}
	return value;
}

static double along(void *context, double t)
{
	struct joint *j = context;
	for (int k = 0; k < j->n; k++)
		j->x[k] = fmin(fmax(j->from[k] + t * j->direction[k], j->low[k]), j->high[k]);
	return value_at(j, j->x);
}

/* How far one can go from `from` along the direction within the box. */
static void reach(const struct joint *j, double *low, double *high)
{
	*low = -INFINITY;
	*high = INFINITY;
	for (int k = 0; k < j->n; k++) {
		double d = j->direction[k];
		if (fabs(d) < 1e-14)
			continue;
		double a = (j->low[k] - j->from[k]) / d, b = (j->high[k] - j->from[k]) / d;
		*low = fmax(*low, fmin(a, b));
		*high = fmin(*high, fmax(a, b));
	}
	*low = isfinite(*low) ? fmin(*low, 0) : 0;
	*high = isfinite(*high) ? fmax(*high, 0) : 0;
}

/* The best along the direction within [low, high], by `points` points, polished
 * around the best of them. */
static void line_search(struct joint *j, double low, double high, int points)
{
	double v[LINE_POINTS], h = (high - low) / (points - 1), value;
	int top = 0;
	if (!(h > 1e-12))
		return;
	for (int i = 0; i < points; i++) {
		v[i] = along(j, low + i * h);
		if (v[i] > v[top])
			top = i;
	}
	int a = top > 0 ? top - 1 : top, b = top + 1 < points ? top + 1 : top;
	struct bracket stretch = {low + a * h, v[a], low + top * h, v[top], low + b * h, v[b]};
	if (isfinite(v[top]))
		line_maximise(along, j, &stretch, &value);
}

static void axes(struct joint *j, double range, int points)
{
	for (int k = 0; k < j->n && j->evaluations < j->limit; k++) {
		double low, high;
		memcpy(j->from, j->best_x, (size_t)j->n * sizeof *j->from);
		memset(j->direction, 0, (size_t)j->n * sizeof *j->direction);
		j->direction[k] = 1;
		reach(j, &low, &high);
		line_search(j, fmax(low, -range), fmin(high, range), points);
	}
}

/* Along the step that the last round made. */
static void again(struct joint *j, const double *before, int points)
{
	double low, high, length = 0;
	for (int k = 0; k < j->n; k++) {
		j->direction[k] = j->best_x[k] - before[k];
		length = fmax(length, fabs(j->direction[k]));
	}
	if (length < 1e-10)
		return;
	memcpy(j->from, j->best_x, (size_t)j->n * sizeof *j->from);
	reach(j, &low, &high);
	line_search(j, fmax(low, -4), fmin(high, 4), points);
}

static double simplex_value(const gsl_vector *v, void *context)
{
	struct joint *j = context;
	double outside = 0;
	for (int k = 0; k < j->n; k++) {
		double x = gsl_vector_get(v, (size_t)k);
		j->x[k] = fmin(fmax(x, j->low[k]), j->high[k]);
		outside += fabs(x - j->x[k]);
	}
	double value = value_at(j, j->x);
	return isfinite(value) ? -value + outside : 1e30 + outside;
}

static void simplex(struct joint *j, double size)
{
	gsl_multimin_function f = {simplex_value, (size_t)j->n, j};
	for (int k = 0; k < j->n; k++) {
		double x = j->best_x[k];
		gsl_vector_set(j->start, (size_t)k, x);
		gsl_vector_set(j->step, (size_t)k, x + size <= j->high[k] ? size : -size);
	}
	if (gsl_multimin_fminimizer_set(j->simplex, &f, j->start, j->step))
		return;
	for (int i = 0; i < 100 * j->n && j->evaluations < j->limit; i++)
		if (gsl_multimin_fminimizer_iterate(j->simplex) ||
			gsl_multimin_fminimizer_size(j->simplex) < 1e-9)
			break;
}

/* From best_x up to where nothing gains any more, in steps of `range` and less. */
static void climb(struct joint *j, double range, int rounds, int points)
{
	double before[GAME_SPECIALISTS_EXPLORER], size = .2 * range;
	int few = j->n <= GAME_SPECIALISTS_EXPLORER ? j->n : 0;
	for (int round = 0; round < rounds && j->evaluations < j->limit; round++) {
		double was = j->best;
		memcpy(before, j->best_x, (size_t)few * sizeof *before);
		axes(j, range, points);
		if (few)
			again(j, before, 9);
		if (j->n > 1 && j->n <= 12)
			simplex(j, size);
		range *= .3;
		size *= .3;
		if (j->best - was <= 1e-12 * fmax(1e-3, fabs(was)))
			break;
	}
}

/* ------------------------------------------------- models of the utilities */

/* Outputs of a play: utilities, then the performance. */
static bool outputs_at(struct joint *j, const double *x, double *y)
{
	struct study_work *w = j->st->work;
	double value = try_at(j, x);
	if (w->error_store.status != STATUS_OK)
		return false;
	for (int k = 0; k < j->players; k++)
		y[k] = outcome_utility(&w->scratch, k);
	y[j->players] = w->scratch.performance;
	(void)value;
	return true;
}

/* Two plays beside the centre along axis k, h apart: one on each side where
 * regimes allow, else both on the side where they stay. Fills the gradient and
 * the second derivative. */
static bool model_axis(struct joint *j, struct model *m, int k, double h)
{
	double up = m->x[k] + h <= 1 ? h : -h, t[2] = {up, -up};
	int outputs = j->players + 1;
	double *y0 = j->y, *y1 = j->y + outputs;
	if (m->x[k] - fabs(up) < 0)
		t[1] = 2 * up;
	for (int tries = 0; tries < 4; tries++) {
		double *y[2] = {y0, y1};
		bool same[2];
		for (int s = 0; s < 2; s++) {
			memcpy(j->x, m->x, (size_t)j->n * sizeof *j->x);
			j->x[k] = fmin(fmax(m->x[k] + t[s], 0), 1);
			if (!outputs_at(j, j->x, y[s]))
				return false;
			same[s] = signature(&j->st->work->scratch) == m->signature;
		}
		if (same[0] && same[1])
			break;
		if (same[0] == same[1] || t[0] * t[1] > 0) { /* the piece is thinner */
			t[0] *= .1;
			t[1] *= .1;
			continue;
		}
		double side = same[0] ? t[0] : t[1];
		if (m->x[k] + 2 * side < 0 || m->x[k] + 2 * side > 1)
			side *= .5;
		t[0] = side;
		t[1] = .5 * side;
	}
	for (int o = 0; o < outputs; o++) {
		double d0 = (y0[o] - m->y[o]) / t[0], d1 = (y1[o] - m->y[o]) / t[1];
		double second = 2 * (d0 - d1) / (t[0] - t[1]);
		m->gradient[o * j->n + k] = d0 - .5 * second * t[0];
		m->hessian[(o * j->n + k) * j->n + k] = second;
	}
	return true;
}

/* The mixed second derivatives, one play a pair. */
static bool model_pairs(struct joint *j, struct model *m, double h)
{
	int n = j->n, outputs = j->players + 1;
	for (int a = 0; a < n; a++)
		for (int b = 0; b < a; b++) {
			double ha = m->x[a] + h <= 1 ? h : -h, hb = m->x[b] + h <= 1 ? h : -h;
			memcpy(j->x, m->x, (size_t)n * sizeof *j->x);
			j->x[a] += ha;
			j->x[b] += hb;
			if (!outputs_at(j, j->x, j->y))
				return false;
			for (int o = 0; o < outputs; o++) {
				const double *g = m->gradient + o * n;
				double *hess = m->hessian + o * n * n;
				double mixed = (j->y[o] - m->y[o] - g[a] * ha - g[b] * hb -
						       .5 * hess[a * n + a] * ha * ha -
						       .5 * hess[b * n + b] * hb * hb) /
					(ha * hb);
				hess[a * n + b] = hess[b * n + a] = mixed;
			}
		}
	return true;
}

/* Quadratic models of all outputs around x. */
static bool model_build(struct joint *j, struct model *m, const double *x, double h, bool full)
{
	int n = j->n, outputs = j->players + 1;
	memcpy(m->x, x, (size_t)n * sizeof *m->x);
	memset(m->hessian, 0, (size_t)(outputs * n * n) * sizeof *m->hessian);
	if (!outputs_at(j, x, m->y))
		return false;
	m->signature = signature(&j->st->work->scratch);
	for (int k = 0; k < n; k++)
		if (!model_axis(j, m, k, h))
			return false;
	return !full || n > MODEL_FULL || model_pairs(j, m, h);
}

static double model_output(const struct model *m, int n, int o, const double *x)
{
	double v = m->y[o];
	const double *g = m->gradient + o * n, *hess = m->hessian + o * n * n;
	for (int a = 0; a < n; a++) {
		double d = x[a] - m->x[a], s = g[a];
		if (d == 0)
			continue;
		for (int b = 0; b < n; b++)
			s += .5 * hess[a * n + b] * (x[b] - m->x[b]);
		v += d * s;
	}
	return v;
}

static double model_value(struct joint *j, const double *x)
{
	struct outcome *out = &j->st->work->scratch;
	double joint = 0;
	for (int k = 0; k < j->players; k++) {
		double u = model_output(j->model_store, j->n, k, x);
		joint += u;
		if (k == 0)
			out->u_generalist = u;
		else
			out->domain[k - 1].utility = u;
	}
	out->joint = joint;
	out->performance = j->rule.rule == RULE_MAX_PERFORMANCE ?
		model_output(j->model_store, j->n, j->players, x) : 0;
	/* Where the generalist would rather play as on another piece, it does. */
	for (int r = 0; r < j->rivals; r++)
		if (model_output(j->rival[r], j->n, 0, x) > out->u_generalist - 1e-10)
			return -INFINITY;
	return objective_value(j->st->work, j->rule, j->st->ideal, j->st->bystander, out);
}

/* The best that the model promises within radius of its centre, into best_x.
 * Returns the promise; *best is left as the game has it. */
static double model_climb(struct joint *j, double radius, double *promised_x)
{
	struct model *m = j->model_store;
	double known = j->best;
	memcpy(promised_x, j->best_x, (size_t)j->n * sizeof *promised_x);
	for (int k = 0; k < j->n; k++) {
		j->low[k] = fmax(m->x[k] - radius, 0);
		j->high[k] = fmin(m->x[k] + radius, 1);
	}
	j->model = true;
	j->best = -INFINITY;
	value_at(j, m->x);
	climb(j, radius, 6, 5);
	j->model = false;
	double promise = j->best;
	for (int k = 0; k < j->n; k++) {
		double t = promised_x[k];
		promised_x[k] = j->best_x[k];
		j->best_x[k] = t;
		j->low[k] = 0;
		j->high[k] = 1;
	}
	j->best = known;
	return promise;
}

/* The segment from the centre to the target leaves the centre's piece: closes in
 * on where, and where outcomes jump there keeps a model of what the generalist
 * gets on the other side. At a jump it is indifferent between both plays, so
 * that "its utility here is at least that of the rival play" is the border. */
static bool add_rival(struct joint *j, double h)
{
	struct study_work *w = j->st->work;
	unsigned long home = j->model_store->signature;
	double in = 0, out = 1, inside = 0, *x = j->from;
	double y[2] = {0, 0};
	for (int i = 0; i < 14; i++) {
		double t = i == 0 ? 1 : .5 * (in + out);
		for (int k = 0; k < j->n; k++)
			x[k] = j->centre[k] + t * (j->target[k] - j->centre[k]);
		try_at(j, x);
		if (w->error_store.status != STATUS_OK)
			return false;
		bool same = signature(&w->scratch) == home;
		y[same ? 0 : 1] = w->scratch.joint + w->scratch.alpha0;
		inside += same;
		*(same ? &in : &out) = t;
		if (i == 0 && same)
			return false;
	}
	if (inside > 0 && fabs(y[0] - y[1]) < 1e-4 * (1 + fabs(y[0])))
		return false; /* a kink, no jump */
	for (int k = 0; k < j->n; k++)
		x[k] = j->centre[k] + out * (j->target[k] - j->centre[k]);
	struct model *last = j->rival[RIVALS - 1];
	memmove(&j->rival[1], &j->rival[0], (RIVALS - 1) * sizeof j->rival[0]);
	j->rival[0] = last;
	if (!model_build(j, last, x, fmin(h, 1e-3), false)) {
		j->rivals = 0;
		return false;
	}
	if (j->rivals < RIVALS)
		j->rivals++;
	return true;
}

/* Steps to where models of the utilities promise the best, within a radius
 * that grows where they keep their promise. True when it ended where nothing
 * more is promised; false where the game breaks the model (a kink). */
static bool ascend(struct joint *j)
{
	struct model *m = j->model_store;
	double radius = .15;
	bool tight = true;
	j->rivals = 0;
	m->signature = 0;
	for (int i = 0; i < 24 && j->evaluations < j->limit; i++) {
		unsigned long home = m->signature;
		double h = fmin(fmax(.25 * radius, 2e-4), .02);
		memcpy(j->centre, j->best_x, (size_t)j->n * sizeof *j->centre);
		if (!model_build(j, m, j->centre, h, true))
			return false;
		if (m->signature != home)
			j->rivals = 0;
		double was = j->best, promise = model_climb(j, radius, j->target);
		double gain = promise - was;
		if (gain <= 1e-12 * fmax(1e-3, fabs(was))) {
			if (h <= 2e-4)
				return tight;
			radius = fmin(radius * .2, .0008);
			continue;
		}
		double got = try_at(j, j->target) - was;
		bool left = j->st->work->error_store.status != STATUS_OK ||
			signature(&j->st->work->scratch) != m->signature;
		tight = got > 0 || left;
		if (got > .7 * gain)
			radius = fmin(2 * radius, .3);
		else if (left && !(got > 0) && add_rival(j, h))
			radius *= .7;
		else if (!(got > .3 * gain))
			radius *= .25;
		if (radius < 1e-6)
			return got > 0 && h <= 2e-4;
	}
	return false;
}

/* ------------------------------------------------------------------- solve */

static double sample_value(struct joint *j, int i)
{
	struct study_work *w = j->st->work;
	const double *u = j->u + (size_t)i * (size_t)j->players;
	double joint = 0;
	if (!isfinite(u[0]))
		return -INFINITY;
	w->scratch.u_generalist = u[0];
	for (int k = 0; k < j->n; k++)
		w->scratch.domain[k].utility = u[k + 1];
	for (int k = 0; k < j->players; k++)
		joint += u[k];
	w->scratch.joint = joint;
	w->scratch.performance = j->performance[i];
	return objective_value(w, j->rule, j->st->ideal, j->st->bystander, &w->scratch);
}

/* Whether sample i lies near sample t, on what may be the same piece. */
static bool same_basin(const struct joint *j, int i, int t)
{
	double apart = 0;
	if (j->signature[i] != j->signature[t])
		return false;
	for (int k = 0; k < j->n; k++)
		apart = fmax(apart, fabs(j->delta[(size_t)i * (size_t)j->n + (size_t)k] -
				j->delta[(size_t)t * (size_t)j->n + (size_t)k]));
	return apart < BASIN;
}

/* The best sample in a basin that none of taken[] lies in; -1: none. */
static int next_start(struct joint *j, const int *taken, int count)
{
	int best = -1;
	double top = -INFINITY;
	for (int i = 0; i < j->count; i++) {
		bool known = !(j->value[i] > top);
		for (int t = 0; t < count && !known; t++)
			known = same_basin(j, i, taken[t]);
		if (!known) {
			best = i;
			top = j->value[i];
		}
	}
	return best;
}

/* Climbs from what the other rules found, too: good bargains lie together. */
static void climb_from_solutions(struct joint *j, const struct solution *self)
{
	const struct study *st = j->st;
	for (int s = 0; s < st->solutions; s++) {
		const struct solution *o = &st->solution[s];
		if (o != self && o->done && o->agreement)
			try_at(j, o->delta);
	}
}

/* One ascent from x; best and best_x are what it found. */
static bool ascend_from(struct joint *j, const double *x, int plays)
{
	j->best = -INFINITY;
	j->evaluations = 0;
	j->limit = (unsigned long)(plays * j->n);
	try_at(j, x);
	return ascend(j);
}

/* Ascends from the best samples of several basins: a few steps from each, then
 * all the way from those that lead. best_x is the best of all; true when its
 * ascent ended where nothing more is promised. */
static bool ascend_all(struct joint *j, const struct solution *sol)
{
	int taken[STARTS], count = 0, lead = 0;
	double value[STARTS];
	bool ended[STARTS], tight = false;
	size_t n = (size_t)j->n;
	for (int i = 0; i < j->count; i++)
		j->value[i] = sample_value(j, i);
	for (; count < STARTS; count++) {
		double *x = j->race + (size_t)count * n;
		taken[count] = next_start(j, taken, count);
		if (taken[count] < 0)
			break;
		ended[count] = ascend_from(j, j->delta + (size_t)taken[count] * n, RACE_PLAYS);
		if (count == 0)
			climb_from_solutions(j, sol);
		value[count] = j->best;
		memcpy(x, j->best_x, n * sizeof *x);
		if (value[count] > value[lead])
			lead = count;
	}
	j->best = -INFINITY;
	for (int round = 0; round < FINALISTS && count > 0; round++) {
		double was = j->best, *x = j->race + (size_t)lead * n;
		memcpy(j->top_x, j->best_x, n * sizeof *x);
		bool done = ended[lead] || ascend_from(j, x, ASCENT_PLAYS);
		if (ended[lead]) {
			j->best = value[lead];
			memcpy(j->best_x, x, n * sizeof *x);
		}
		if (round > 0 && !(j->best > was)) {
			j->best = was;
			memcpy(j->best_x, j->top_x, n * sizeof *x);
		} else {
			tight = done;
		}
		value[lead] = -INFINITY;
		for (int s = 0; s < count; s++)
			if (value[s] > value[lead])
				lead = s;
		if (!isfinite(value[lead]))
			break;
	}
	return tight;
}

/* Tries bargains scattered around the best, within `radius`: pieces may be thin
 * and better ones near. Whether one was better. */
static bool shake(struct joint *j, double radius)
{
	double was = j->best, q[DIMENSIONS];
	memcpy(j->top_x, j->best_x, (size_t)j->n * sizeof *j->top_x);
	gsl_qrng_init(j->sobol);
	for (int i = 0; i < SHAKES * j->n; i++) {
		gsl_qrng_get(j->sobol, q);
		for (int k = 0; k < j->n; k++)
			j->x[k] = j->top_x[k] + radius * (2 * q[k % DIMENSIONS] - 1);
		try_at(j, j->x);
	}
	return j->best > was + 1e-9 * fmax(1e-3, fabs(was));
}

void joint_ideals(struct study *st)
{
	struct study_work *w = st->work;
	struct joint *j = w->joint;
	memset(st->ideal, 0, (size_t)w->players * sizeof *st->ideal);
	for (int i = 0; i < j->count; i++) {
		const double *u = j->u + (size_t)i * (size_t)j->players;
		bool rational = true;
		for (int k = 0; k < w->players; k++)
			rational &= u[k] >= w->outside[k] - GAIN_NONE;
		for (int k = 0; rational && k < w->players; k++)
			st->ideal[k] = fmax(st->ideal[k], u[k] - w->outside[k]);
	}
	for (int k = 0; k < w->players; k++)
		st->bystander[k] = st->ideal[k] <= GAIN_NONE;
}

void joint_solve(struct study *st, struct solution *sol)
{
	struct joint *j = st->work->joint;
	double radius = .12;
	j->rule = sol->rule;
	bool tight = ascend_all(j, sol);
	for (int round = 0; round < 3 && isfinite(j->best); round++, radius *= .4) {
		if (!shake(j, radius))
			continue;
		j->evaluations = 0;
		j->limit = (unsigned long)(ASCENT_PLAYS * st->n);
		tight = ascend(j);
	}
	if (isfinite(j->best) && !tight) {
		j->evaluations = 0;
		j->limit = (unsigned long)(CLIMB_PLAYS * st->n);
		climb(j, .02, 3, 5);
	}
	sol->agreement = isfinite(j->best);
	if (sol->agreement) {
		memcpy(sol->delta, j->best_x, (size_t)st->n * sizeof *sol->delta);
		sol->objective = j->best;
	}
	solution_fill(st, sol);
	sol->agreement = sol->agreement && j->any_gain;
}

/* --------------------------------------------------------------- frontier */

static bool better_all(const double *q, const double *p, int players)
{
	bool better = false;
	for (int k = 0; k < players; k++) {
		if (q[k] < p[k])
			return false;
		better |= q[k] > p[k] + GAIN_NONE;
	}
	return better;
}

/* The sample and the solutions, parted into undominated and dominated. */
void joint_frontier(struct study *st)
{
	struct joint *j = st->work->joint;
	size_t n = (size_t)j->n, m = (size_t)j->players;

	/* The solutions join the sample where there is room. */
	for (int s = 0; s < st->solutions && j->count < SAMPLES_MOST; s++) {
		const struct solution *sol = &st->solution[s];
		if (!sol->agreement)
			continue;
		memcpy(j->delta + (size_t)j->count * n, sol->delta, n * sizeof *j->delta);
		for (int k = 0; k < j->players; k++)
			j->u[(size_t)j->count * m + (size_t)k] = outcome_utility(&sol->out, k);
		j->count++;
	}
	st->point = malloc((size_t)j->count * sizeof *st->point);
	st->dominated_point = malloc((size_t)j->count * sizeof *st->dominated_point);
	if (!st->point || !st->dominated_point)
		return;
	for (int i = 0; i < j->count; i++) {
		const double *u = j->u + (size_t)i * m;
		struct frontier_point p = {j->delta + (size_t)i * n, u};
		bool beaten = false;
		if (!isfinite(u[0]))
			continue;
		for (int q = 0; q < j->count && !beaten; q++)
			beaten = better_all(j->u + (size_t)q * m, u, j->players);
		if (beaten)
			st->dominated_point[st->dominated_points++] = p;
		else
			st->point[st->points++] = p;
	}
}
