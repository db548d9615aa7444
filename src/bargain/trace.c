#include "bargain/tolerance.h"
#include "bargain/trace_private.h"

#include <math.h>

/* Where utilities miss by more than TRACE_MISS what their neighbours foretell, nodes are too far
 * apart; so many are added at most. */
enum { FINE_MAX = 200 };
/* What is not proved is dear, and its noise looks like events: of so many such plays more than there
 * were nodes to begin with no more is made. */
enum { UNPROVED_MAX = 300 };
/* A stretch of a piece with too few nodes to foretell anything is halved down to this part of how
 * near nodes come to each other elsewhere. */
#define SHORT 1e-3

enum lack lack_of(enum status status)
{
	return status == STATUS_INPUT ? LACK_GAME : LACK_EQUILIBRIUM;
}

const char *lack_name(enum lack lack)
{
	static const char *const name[] = {
		[LACK_NOTHING] = "",
		[LACK_AGREEMENT] = "no-agreement",
		[LACK_EQUILIBRIUM] = "no-equilibrium",
		[LACK_GAME] = "not-allowed",
		[LACK_TIME] = "timed-out",
	};
	return name[lack];
}

/* ------------------------------------------------------------------- steps */

/* Plays the next node that is not; false: all are. */
static bool step_nodes(struct trace *t)
{
	while (t->stride > 0) {
		while (t->at < t->count && t->node[t->at].done)
			t->at += t->stride;
		if (t->at < t->count) {
			trace_play_at(t, &t->node[t->at], t->node[t->at].x);
			return true;
		}
		t->stride /= 2;
		t->at = 0;
		if (t->stride == 0)
			trace_find_scales(t);
	}
	return false;
}

/* Whether the stretch after node i holds a place that has been looked at. */
static bool is_settled(const struct trace *t, int i)
{
	return t->node[i].smooth_at >= t->node[i].x && t->node[i].smooth_at <= t->node[i + 1].x;
}

/* Nodes came in between node i and what was the next one, which is `next` now: a stretch is judged
 * by itself and those beside it, so that from the one before node i to the one behind node `next`
 * all is to be looked at, once more or still. */
static void look_around(struct trace *t, int i, int next)
{
	int quiet = t->count - next - 2;
	t->at = i > 0 ? i - 1 : 0;
	if (t->quiet > quiet)
		t->quiet = quiet > 0 ? quiet : 0;
}

/* What is left of a stretch that an event was found on is met again, and so is the stretch
 * before, which the event may have made look usual. */
static void end_event(struct trace *t)
{
	int after = t->event.after, inserted = trace_end_event(t);
	if (inserted > 0) {
		t->events++;
		look_around(t, after, after + inserted + 1);
	} else {
		t->at++;
	}
}

static bool is_spent(const struct trace *t)
{
	return t->unproved > t->plan.nodes + UNPROVED_MAX;
}

/* From left to right. */
static bool step_events(struct trace *t)
{
	if (t->event.after >= 0) {
		if (!trace_close_in(t))
			end_event(t);
		return true;
	}
	for (; t->at + 1 < t->count - t->quiet; t->at++) {
		if (t->node[t->at].break_after || is_settled(t, t->at) ||
			!trace_is_suspicious(t, t->at))
			continue;
		if (t->events >= t->plan.events || is_spent(t)) {
			t->gave_up = true;
			return false;
		}
		trace_begin_event(t, t->at);
		if (t->event.after >= 0)
			return true;
	}
	return false;
}

/* Whether nodes i and i + 1 are on one smooth stretch: nothing happens between them. */
static bool joined(const struct trace *t, int i)
{
	const struct trace_node *a = &t->node[i], *b = a + 1;
	return i + 1 < t->count && a->ok && b->ok && !a->break_after &&
		b->x - a->x > 2 * trace_width_at(t, b->x);
}

/* So many nodes to either side foretell what is between them; more where fewer do not. */
enum { FEW = 2, MORE = 3 };

/* The polynomial through some nodes at one place: so much of each one's utility, whoever's. Where a
 * level turns at an end of their stretch, all goes there like a root, and is smooth in the root of
 * how far it is to that: `turn`; NaN: there is none. */
struct through {
	int count;
	double turn;
	const struct trace_node *node[2 * MORE];
	double part[2 * MORE];
};

static double place_of(const struct through *c, double x)
{
	return isnan(c->turn) ? x : copysign(sqrt(fabs(x - c->turn)), x - c->turn);
}

static void through_at(struct through *c, double x)
{
	double at[2 * MORE], off[2 * MORE], here = place_of(c, x);
	for (int p = 0; p < c->count; p++) {
		at[p] = place_of(c, c->node[p]->x);
		off[p] = here - at[p];
	}
	for (int p = 0; p < c->count; p++) {
		double above = 1, below = 1;
		for (int q = 0; q < c->count; q++) {
			if (q == p)
				continue;
			above *= off[q];
			below *= at[p] - at[q];
		}
		c->part[p] = above / below;
	}
}

/* Player k's utility there, as the nodes foretell it. */
static double through_utility(const struct through *c, int k)
{
	double sum = 0;
	for (int p = 0; p < c->count; p++)
		sum += c->part[p] * outcome_utility(&c->node[p]->out, k);
	return sum;
}

/* How far off, in parts of the scale, so many nodes on either side of node i foretell its utilities
 * at most; NAN: the nodes are on no one stretch. */
static double miss_of(const struct trace *t, int i, int reach, double turn)
{
	const struct trace_node *at = &t->node[i];
	struct through c = {.count = 2 * reach, .turn = turn};
	double most = 0;
	if (i < reach || i + reach >= t->count)
		return NAN;
	for (int k = 1 - reach; k < reach; k++)
		if (at[k].kink)
			return NAN;
	for (int k = -reach; k < reach; k++) {
		if (!joined(t, i + k))
			return NAN;
		c.node[k + reach] = &at[k < 0 ? k : k + 1];
	}
	through_at(&c, at->x);
	for (int k = 0; k <= t->n; k++)
		most = larger(most, fabs(outcome_utility(&at->out, k) - through_utility(&c, k)));
	return most / t->money;
}

/* Where the level turns at an end of the stretch that node i is on, near by; NaN: at neither. */
static double turn_near(const struct trace *t, int i)
{
	enum { NEAR = 16 };
	int k = i;
	while (k < i + NEAR && joined(t, k))
		k++;
	if (t->node[k].turns)
		return t->node[k].x;
	for (k = i; k > i - NEAR && k > 0 && joined(t, k - 1);)
		k--;
	return t->node[k].turns ? t->node[k].x : NAN;
}

static double miss(const struct trace *t, int i)
{
	double least = miss_of(t, i, FEW, NAN);
	if (least > TRACE_MISS)
		least = fmin(least, miss_of(t, i, MORE, NAN));
	double turn = least > TRACE_MISS ? turn_near(t, i) : NAN;
	if (!isnan(turn))
		least = fmin(least, miss_of(t, i, FEW, turn));
	return least;
}

/* Whether so many nodes on either side of the stretch behind node i foretell what lies in it. */
static bool foretells(const struct trace *t, int i, int reach, double turn)
{
	const struct trace_node *at = &t->node[i];
	return i + 1 < t->count && !at->kink && !at[1].kink &&
		fmax(miss_of(t, i, reach, turn), miss_of(t, i + 1, reach, turn)) <= TRACE_MISS;
}

bool trace_foretell(const struct trace *t, int i, double x, double *u)
{
	int reach = foretells(t, i, FEW, NAN) ? FEW : foretells(t, i, MORE, NAN) ? MORE : 0;
	struct through c = {.turn = NAN};
	if (reach == 0) {
		c.turn = turn_near(t, i);
		reach = !isnan(c.turn) && foretells(t, i, FEW, c.turn) ? FEW : 0;
	}
	c.count = 2 * reach;
	for (int k = 0; k < c.count; k++)
		c.node[k] = &t->node[i + 1 - reach + k];
	through_at(&c, x);
	for (int k = 0; k <= t->n && reach > 0; k++)
		u[k] = through_utility(&c, k);
	return reach > 0;
}

/* Halves the stretch behind node i, where it is wider than `least`; false: nothing was done. */
static bool halve(struct trace *t, int i, double least)
{
	double a = t->node[i].x, b = t->node[i + 1].x;
	if (b - a <= least)
		return false;
	if (t->fine >= FINE_MAX) {
		t->gave_up = true;
		return false;
	}
	bool done = trace_insert(t, .5 * (a + b)) == i + 1;
	t->fine += done;
	return done;
}

/* By how much, in parts of the scale, the four nodes from `from` on miss player k's utility at a
 * node beyond them. */
static double miss_by(const struct trace *t, int from, const struct trace_node *at, int k)
{
	const struct trace_node *n = &t->node[from];
	struct through c = {4, NAN, {n, n + 1, n + 2, n + 3}, {0}};
	through_at(&c, at->x);
	return (outcome_utility(&at->out, k) - through_utility(&c, k)) / t->money;
}

/* Where the cubics through four nodes on either side of the stretch behind node i, which bend
 * otherwise, come to the same for player k. */
static bool foretell_kink(const struct trace *t, int i, int k, double *x)
{
	struct trace_side side[2] = {{0}, {0}};
	struct trace_foretold f;
	double sign = copysign(1, miss_by(t, i - 3, &t->node[i + 1], k));
	for (int b = 0; b < 2; b++)
		for (int m = TRACE_SIDE_MAX - 1; m >= 0; m--) {
			const struct trace_node *n = &t->node[b ? i + 1 + m : i - m];
			side[b].at[side[b].count++] = (struct trace_seen){n->x, 0,
				sign * outcome_utility(&n->out, k)};
		}
	if (!trace_meeting(side, &f))
		return false;
	*x = f.x;
	return *x > t->node[i].x && *x < t->node[i + 1].x;
}

/* Where the utilities miss only across the stretch behind node i, they have a kink there: a node at
 * it, which both sides foretell, makes it known. */
static bool put_kink(struct trace *t, int i)
{
	int most = 0;
	double x;
	if (!t->plan.held || i < 4 || i + 5 >= t->count || t->fine >= FINE_MAX ||
		!(miss(t, i - 2) <= TRACE_MISS) || !(miss(t, i + 3) <= TRACE_MISS) ||
		!joined(t, i))
		return false;
	for (int k = 1; k <= t->n; k++)
		if (fabs(miss_by(t, i - 3, &t->node[i + 1], k)) >
			fabs(miss_by(t, i - 3, &t->node[i + 1], most)))
			most = k;
	if (!foretell_kink(t, i, most, &x) || trace_insert(t, x) != i + 1)
		return false;
	t->fine++;
	bool kink = t->node[i + 1].ok;
	for (int k = 0; k <= t->n && kink; k++)
		kink = fabs(miss_by(t, i - 3, &t->node[i + 1], k)) <= TRACE_MISS &&
			fabs(miss_by(t, i + 2, &t->node[i + 1], k)) <= TRACE_MISS;
	t->node[i + 1].kink = kink;
	return true;
}

/* Of a smooth piece that begins at node i and has fewer nodes than foretell what is between them, the
 * widest stretch; -1: it has enough. */
static int too_few(const struct trace *t, int i)
{
	int last = i, widest = i;
	if (i > 0 && joined(t, i - 1))
		return -1;
	for (; last < i + 2 * FEW && joined(t, last); last++)
		if (t->node[last + 1].x - t->node[last].x > t->node[widest + 1].x - t->node[widest].x)
			widest = last;
	return last > i && last < i + 2 * FEW ? widest : -1;
}

/* Where player k's utility turns in the stretch at an end of a smooth piece, the node at that end and
 * the next two on the way `step` being on one parabola, by more than rounding; NAN: it does not. */
static double end_turn(const struct trace *t, int i, int step, int k)
{
	const struct trace_node *end = &t->node[i], *next = end + step, *far = next + step;
	double h = next->x - end->x, u = outcome_utility(&next->out, k);
	double near = (u - outcome_utility(&end->out, k)) / h;
	double beyond = (outcome_utility(&far->out, k) - u) / (far->x - next->x);
	double bend = (beyond - near) / (far->x - end->x);
	double slope = near - bend * h, turn = -.5 * slope / bend;
	bool seen = !(slope * near < 0) || fabs(.5 * slope * turn) <= ROUNDING * t->money;
	return seen ? NAN : end->x + turn;
}

/* A top, or the least, of somebody's utility between the end of a smooth piece at node i and the node
 * beside it shows at no node: a node is put there. */
static bool put_turn(struct trace *t, int i)
{
	bool begins = !(i > 0 && joined(t, i - 1));
	int step = begins ? 1 : -1, first = begins ? i : i - 2;
	if (first < 0 || first + 2 >= t->count || t->fine >= FINE_MAX ||
		(!begins && joined(t, i)) || !joined(t, first) || !joined(t, first + 1))
		return false;
	double x = NAN;
	for (int k = 0; k <= t->n && isnan(x); k++)
		x = end_turn(t, i, step, k);
	int count = t->count;
	if (!(fabs(x - t->node[i].x) > 4 * trace_width_at(t, x)))
		return false;
	trace_insert(t, x);
	t->fine += t->count - count;
	return t->count > count;
}

/* Adds nodes where those around node i foretell nothing, or not what it is. */
static bool refine_at(struct trace *t, int i)
{
	int few = too_few(t, i);
	if (few >= 0)
		return halve(t, few, SHORT * t->plan.fine);
	if (put_turn(t, i))
		return true;
	if (!(miss(t, i) > TRACE_MISS))
		return false;
	if (put_kink(t, i + 1) || put_kink(t, i))
		return true;
	bool right = halve(t, i, t->plan.fine), left = halve(t, i - 1, t->plan.fine);
	return right || left;
}

/* From left to right. Where a node was put, what is around it is looked at once more, for
 * events, too. */
static bool step_fine(struct trace *t)
{
	for (; t->plan.fine > 0 && t->fine_at < t->count; t->fine_at++) {
		int i = t->fine_at;
		if (is_spent(t)) {
			t->gave_up = true;
			return false;
		}
		if (!refine_at(t, i))
			continue;
		t->quiet = t->count; /* all was looked at */
		look_around(t, i - 1, i + 2 * FEW + 1);
		t->fine_at = t->at;
		return true;
	}
	return false;
}

bool trace_step(struct trace *t)
{
	return step_nodes(t) || step_events(t) || step_fine(t);
}

void trace_refine(struct trace *t, double fine)
{
	t->plan.fine = fine;
	t->at = t->count; /* events are looked for where nodes come in */
	t->fine = t->fine_at = 0;
}

double trace_progress(const struct trace *t)
{
	int done = 0;
	for (int i = 0; i < t->count; i++)
		done += t->node[i].done;
	return t->count > 0 ? (double)done / t->count : 1;
}
