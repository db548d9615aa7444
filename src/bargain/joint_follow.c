/* Along a wall: where the value rises up to a border, beyond which it falls or the bargain is
 * not accepted, the best on the border may be far from where a climb along the axes meets it.
 * One share moves, another one follows the border. Or the generalist's level does, and the shares
 * of all whom it gives no more than they must get, each by what it asks to be there: several
 * borders meet at such bargains, and along no axis is there another one as good. */
#include "bargain/joint.h"

#include "solver/why.h"

#include <math.h>
#include <string.h>

/* How near the border is looked at, from both sides; how exactly it is found; and the steps
 * along it, first and last. */
#define BESIDE 1e-7
#define EXACT 1e-13
#define STEP_FIRST 4e-3
#define STEP_LAST 1e-5
/* Steps whose parabola tells the top to the last digits that values have. */
#define LEAN 1e-4
/* Per unit of the share that moves, how much the border may. */
#define STEEP 4
/* Who gets no more than this over what it must is kept to that, in parts of the scale. */
#define KEPT NO_GAIN_HELD

enum { LEVEL = -1, NOBODY = -1 };

/* From the bargain `from` share a moves, or the generalist's level, in parts of it; share b
 * follows, the border lying on its side `out`. */
struct walk {
	struct joint *j;
	int a, b;
	double out;
	double from[MODEL_FULL];
	double x[MODEL_FULL];
	double level;          /* the generalist's, */
	bool kept[MODEL_FULL]; /* and whose shares go with it */
};

/* Who is kept to what it must get; how many. Several shares only move together. */
static int find_kept(struct walk *w)
{
	struct joint *j = w->j;
	const struct study_work *work = j->st->work;
	const struct outcome *out = &work->scratch;
	int count = 0;
	memcpy(w->from, j->best_x, (size_t)j->n * sizeof *w->from);
	joint_value(j, w->from);
	w->level = out->alpha0;
	for (int i = 0; i < j->n; i++) {
		const struct domain_outcome *d = &out->domain[i];
		w->kept[i] = d->regime != REGIME_ABSTAIN && w->from[i] > 0 && w->from[i] < 1 &&
			d->utility <= work->outside[1 + i] + KEPT * *work->scale;
		count += w->kept[i];
	}
	return work->solver ? count : 0;
}

/* The share at which specialist i gets what it must at a level, from share *x on. A payoff is
 * convex in the share: Newton's steps end where it gets no less. */
static bool keep_at(const struct walk *w, int i, double level, double *x)
{
	enum { STEPS = 20 };
	const struct study_work *work = w->j->st->work;
	struct domain_outcome d;
	for (int k = 0; k < STEPS; k++) {
		if (solver_active_payoff(work->solver, i, *x, level, &d, NULL) != STATUS_OK)
			return false;
		double step = (d.utility - work->outside[1 + i]) / d.revenue;
		*x = fmin(fmax(*x + step, 0), 1);
		if (!(fabs(step) > EXACT))
			break;
	}
	return !isnan(*x);
}

/* The bargain a step away, share b aside. */
static bool set_step(struct walk *w, double t)
{
	memcpy(w->x, w->from, sizeof w->x);
	if (w->a != LEVEL)
		w->x[w->a] += t;
	for (int i = 0; i < w->j->n && w->a == LEVEL; i++)
		if (w->kept[i] && i != w->b && !keep_at(w, i, w->level * (1 + t), &w->x[i]))
			return false;
	return true;
}

static double beside_border(void *context, double s)
{
	struct walk *w = context;
	w->x[w->b] = w->from[w->b] + w->out * s;
	return joint_try(w->j, w->x);
}

/* The best that share b can do a step away. */
static double at_step(void *context, double t)
{
	struct walk *w = context;
	double value, reach = STEEP * fabs(t) + BESIDE;
	if (w->j->evaluations >= w->j->limit || !set_step(w, t))
		return -INFINITY;
	if (w->b == NOBODY)
		return joint_try(w->j, w->x);
	bracket_maximum(beside_border, w, -reach, reach, EXACT, 0, &value);
	return value;
}

/* Goes on in one direction by longer and longer steps, then looks between the last ones. */
static bool follow(struct walk *w, double step)
{
	struct joint *j = w->j;
	double at = w->a == LEVEL ? 0 : w->from[w->a];
	double end = step > 0 ? 1 - at : w->a == LEVEL ? -1 : -at;
	double last = 0, best = j->best, next = step, value;
	while (last != end) {
		next = step > 0 ? fmin(next, end) : fmax(next, end);
		value = at_step(w, next);
		if (!joint_gains(j, best, value, ROUNDING))
			break;
		best = value;
		last = next;
		next *= 2;
	}
	if (last == end)
		at_step(w, end);
	else if (last != 0)
		bracket_maximum(at_step, w, fmin(.5 * last, next), fmax(.5 * last, next), BESIDE, 0,
			&value);
	return last != 0;
}

/* Whether share b is held on that side of it by a border, towards which the value rises. */
static bool is_held(struct joint *j, int b, double out)
{
	double best = j->best, x[MODEL_FULL];
	memcpy(x, j->best_x, (size_t)j->n * sizeof *x);
	x[b] += out * BESIDE;
	if (x[b] < 0 || x[b] > 1)
		return false;
	double beyond = joint_try(j, x);
	x[b] -= 2 * out * BESIDE;
	double within = joint_try(j, x);
	/* A smooth top falls on both sides by about as much. */
	return within < best && best - beyond > 10 * (best - within);
}

/* Where neither of two steps gains, at the top of the parabola through what they come to. */
static bool lean(struct walk *w)
{
	struct joint *j = w->j;
	double best = j->best, up = at_step(w, LEAN), down = at_step(w, -LEAN);
	double bend = up + down - 2 * best, t = .5 * LEAN * (down - up) / bend;
	return bend < 0 && fabs(t) < LEAN && joint_gains(j, best, at_step(w, t), ROUNDING);
}

static bool walk(struct walk *w)
{
	for (double step = STEP_FIRST; step >= STEP_LAST; step *= .01)
		if (follow(w, step) || follow(w, -step))
			return true;
	return lean(w);
}

static bool follow_border(struct joint *j, int a, int b, double out)
{
	struct walk w = {.j = j, .a = a, .b = b, .out = out};
	memcpy(w.from, j->best_x, (size_t)j->n * sizeof *w.from);
	return walk(&w);
}

/* With the level, alone or beside a share on a border of its own. */
static bool follow_level(struct joint *j)
{
	struct walk w = {.j = j, .a = LEVEL, .b = NOBODY};
	int kept = find_kept(&w);
	if (kept == 0)
		return false;
	bool moved = kept > 1 && walk(&w); /* one share's moves have been tried */
	for (w.b = 0; w.b < j->n; w.b++)
		for (w.out = -1; w.out <= 1; w.out += 2)
			if (!w.kept[w.b] && is_held(j, w.b, w.out) && find_kept(&w) > 0 && !w.kept[w.b])
				moved |= walk(&w);
	return moved;
}

void joint_follow(struct joint *j)
{
	enum { SHARES = 4, ROUNDS = 20, PLAYS = 30000 };
	bool moved = j->n >= 2 && j->n <= MODEL_FULL;
	j->evaluations = 0;
	j->limit = PLAYS;
	for (int round = 0; round < ROUNDS && moved; round++) {
		moved = follow_level(j);
		for (int b = 0; b < j->n && j->n <= SHARES; b++)
			for (int out = -1; out <= 1; out += 2) {
				if (!is_held(j, b, out))
					continue;
				for (int a = 0; a < j->n; a++)
					moved |= a != b && follow_border(j, a, b, out);
			}
	}
}
