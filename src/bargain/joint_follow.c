/* Up to a wall and along it, by plays: where the value rises up to a border, beyond which it falls
 * or the bargain is not accepted, the best on the border may be far from where a climb along the
 * axes meets it. One share moves, another one follows the border. */
#include "bargain/joint.h"

#include <math.h>
#include <string.h>

/* The first step towards where the value may rise up to a wall, and the longest. */
#define PRESS_FIRST 1e-9
#define PRESS_LAST 1e-3
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
/* Up to so many shares. */
enum { SHARES = 4 };

/* One share, k, on its way. */
struct moving {
	struct joint *j;
	int k;
};

/* Moves on as long as the value rises. */
static enum bracket_side rises(void *context, double share)
{
	struct moving *l = context;
	struct joint *j = l->j;
	j->top_x[l->k] = share;
	double value = joint_value(j, j->top_x);
	if (!joint_gains(j, j->best, value, ROUNDING))
		return BRACKET_OUT;
	joint_keep(j, j->top_x, value);
	return BRACKET_IN;
}

static void press(struct moving *l, double towards)
{
	struct joint *j = l->j;
	double *at = &j->best_x[l->k], next = *at;
	memcpy(j->top_x, j->best_x, (size_t)j->n * sizeof *j->top_x);
	for (double step = PRESS_FIRST; step <= PRESS_LAST && *at != towards; step *= 4) {
		next = towards > *at ? fmin(*at + step, towards) : fmax(*at - step, towards);
		if (rises(l, next) == BRACKET_IN)
			continue;
		if (step > PRESS_FIRST)
			maximise_boundary(rises, l, *at, next);
		break;
	}
}

/* Along each axis where the value rises up to a jump, up to that. */
static void press_all(struct joint *j)
{
	enum { ROUNDS = 2 };
	for (int round = 0; round < ROUNDS; round++) {
		double was = j->best;
		struct moving l = {.j = j};
		for (l.k = 0; l.k < j->n; l.k++) {
			press(&l, 0);
			press(&l, 1);
		}
		if (!joint_gains(j, was, j->best, ROUNDING))
			break;
	}
}

/* From the bargain `from` share a moves; share b follows, the border lying on its side `out`. */
struct walk {
	struct joint *j;
	int a, b;
	double out;
	double from[SHARES], x[SHARES];
};

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
	if (w->j->evaluations >= w->j->limit)
		return -INFINITY;
	memcpy(w->x, w->from, sizeof w->x);
	w->x[w->a] += t;
	bracket_maximum(beside_border, w, -reach, reach, EXACT, 0, &value);
	return value;
}

/* Goes on in one direction by longer and longer steps, then looks between the last ones. */
static bool follow(struct walk *w, double step)
{
	struct joint *j = w->j;
	double at = w->from[w->a], end = step > 0 ? 1 - at : -at;
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
	double best = j->best, x[SHARES];
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

void joint_follow(struct joint *j)
{
	enum { ROUNDS = 20, PLAYS = 30000 };
	bool moved = j->n <= SHARES;
	press_all(j);
	j->evaluations = 0;
	j->limit = PLAYS;
	for (int round = 0; round < ROUNDS && moved; round++) {
		moved = false;
		for (int b = 0; b < j->n; b++)
			for (int out = -1; out <= 1; out += 2) {
				if (!is_held(j, b, out))
					continue;
				for (int a = 0; a < j->n; a++)
					moved |= a != b && follow_border(j, a, b, out);
			}
	}
}
