/* Climbs along edges, and turns off them: where one share is at an end of what it may be, or would
 * be the last that is accepted, there may be a higher edge. */
#include "bargain/joint_edge.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* The first step of shares. */
#define STEP_FIRST .02
/* A turn that costs more of the objective leads nowhere. */
#define TURN_COSTS .1

/* Levels that are further apart, in parts of them, are few. */
#define COARSE 1e-3

/* Up a slope that is gentler less than 1e-9 of the objective is to be gained. */
#define GENTLE 5e-5

/* Steps in all, and from a turn on before it leads higher. */
enum { STEPS = 200, TURN_STEPS = 10 };

/* Steps from the best bargain on, at most so many; whether that is the top to the last digits. */
static bool climb(struct joint *j, int steps, double gentle)
{
	struct climber e = {.j = j, .n = j->n, .held = EDGE_SMOOTH, .scale = j->st->scale,
		.radius = STEP_FIRST, .gentle = gentle};
	for (; steps > 0 && !j->st->work->given_up; steps--) {
		e.unit = joint_room(j, j->best) / ROUNDING;
		if (!edge_step(&e))
			break;
	}
	return isfinite(gentle) && !j->st->work->given_up && edge_crest(&e);
}

/* The best of several shares of each other specialist, for the bargain at hand. */
static void scan_others(struct joint *j, int i)
{
	enum { SHARES = 16 };
	for (int k = 0; k < j->n; k++)
		for (int s = 0; k != i && s <= SHARES; s++) {
			memcpy(j->x, j->best_x, (size_t)j->n * sizeof *j->x);
			j->x[k] = (double)s / SHARES;
			joint_try(j, j->x);
		}
}

/* From where one share is at an end of what it may be, or, if it is to be `scanned`, what others'
 * shares may make of that; whether that leads higher; then *top is whether it is the top. */
static bool turn(struct joint *j, int i, double share, bool scanned, bool *top)
{
	double x[EDGE_SHARES], best = j->best;
	size_t size = (size_t)j->n * sizeof *x;
	memcpy(x, j->best_x, size);
	j->best = -INFINITY;
	j->best_x[i] = share;
	joint_try(j, j->best_x);
	if (scanned)
		scan_others(j, i);
	if (j->best >= best - TURN_COSTS * fabs(best))
		climb(j, TURN_STEPS, INFINITY);
	if (joint_gains(j, best, j->best, ROUNDING)) {
		*top = climb(j, STEPS, GENTLE);
		return true;
	}
	j->best = best;
	memcpy(j->best_x, x, size);
	return false;
}

/* To both ends, and to where its specialist gets just what it must, if that is elsewhere. */
static bool turn_share(struct joint *j, int i, bool *top)
{
	enum { ENDS = 3 };
	struct climber e = {.j = j, .n = j->n, .scale = j->st->scale};
	bool moved = false;
	joint_try(j, j->best_x);
	double level = j->st->work->scratch.alpha0;
	double kept = edge_share_kept(&e, i, j->best_x[i], level);
	double to[ENDS] = {0, 1, kept > 0 && kept < 1 ? kept : NAN};
	for (int k = 0; k < ENDS; k++)
		if (fabs(to[k] - j->best_x[i]) > ROUNDING_SHARE)
			moved |= turn(j, i, to[k], false, top);
	return moved;
}

/* Whether specialist i holds the level and is so saturated that its share's last digits move it a
 * long way: no step leads from one such level to the next. */
static bool is_coarse(struct joint *j, int i)
{
	double level[2] = {0, 0};
	for (int s = 0; s < 2; s++) { /* below the best: beyond, the generalist may go elsewhere */
		memcpy(j->x, j->best_x, (size_t)j->n * sizeof *j->x);
		j->x[i] *= 1 - (s + 1) * EDGE_DIGITS * DBL_EPSILON;
		if (!(j->x[i] < j->best_x[i]) || !isfinite(joint_try(j, j->x)))
			return false;
		level[s] = j->st->work->scratch.alpha0;
	}
	return fabs(level[1] - level[0]) > COARSE * level[0];
}

/* To the next shares there are, one by one. */
static bool turn_digits(struct joint *j, int i, bool *top)
{
	enum { DIGITS = 8 }; /* of which none leads higher */
	bool moved = false;
	if (!is_coarse(j, i))
		return false;
	for (int end = 0; end <= 1; end++) {
		double share = j->best_x[i];
		for (int idle = 0; idle < DIGITS && share != end; idle++) {
			share = nextafter(share, end);
			if (turn(j, i, share, true, top)) {
				moved = true;
				idle = -1;
			}
		}
	}
	return moved;
}

bool joint_edge_top(struct joint *j)
{
	return climb(j, 1, GENTLE);
}

void joint_edge_along(struct joint *j)
{
	climb(j, STEPS, INFINITY);
}

bool joint_edge(struct joint *j)
{
	enum { ROUNDS = 3 };
	bool moved = true, top = climb(j, STEPS, GENTLE);
	for (int round = 0; round < ROUNDS && moved; round++) {
		moved = false;
		for (int i = 0; i < j->n; i++) {
			moved |= turn_share(j, i, &top);
			moved |= turn_digits(j, i, &top);
		}
	}
	return top;
}
