/* Alternating offers over one share, on the curve itself: haggle-theory(7), ALTERNATING OFFERS.
 *
 * Between two neighbours of the curve that are joined, both players' gains are monotone, once
 * the local bests and worsts of either are nodes. So what a player can get at best while the
 * other gets so much is at a node, or where the other's gain crosses that much. */
#include "bargain/study_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A value that offers in turn lead back to within this part of the scale is an equilibrium. */
#define SAME_VALUE 1e-8
/* Finite games end to change from this part of the scale on: the rounds before are the same. */
#define SETTLED 1e-15
/* How near shares come to where gains are such. */
#define CLOSE 1e-15
/* Values followed from the best one down, where nothing else finds an equilibrium. */
#define DESCENTS 10000

/* A play, and both gains there. */
struct spot {
	double x, gain[2];
};

struct table {
	struct study *st;
	int first;           /* player who proposes first: 0, 1 */
	double patience[2];
	double room;         /* gains of less than nothing by rounding */
	int count;
	struct spot *node;   /* the curve's, those without an outcome left out */
	bool *joined;        /* to the next one */
};

static bool play_at(struct table *t, double x, struct spot *out)
{
	struct study_work *w = t->st->work;
	if (!work_play_line(w, t->st->axis, x, &w->scratch))
		return false;
	out->x = x;
	for (int k = 0; k < 2; k++)
		out->gain[k] = outcome_utility(&w->scratch, k) - w->outside[k];
	return true;
}

/* Gain k, over `value`. */
struct crossing {
	struct table *t;
	int k;
	double value;
};

static double over(void *context, double x)
{
	struct crossing *c = context;
	struct spot s;
	return play_at(c->t, x, &s) ? s.gain[c->k] - c->value : NAN;
}

/* The point between a and b where gain k comes to `value`, which is between theirs, on the
 * side where it is no less. False: given up. */
static bool cross(struct table *t, const struct spot *a, const struct spot *b, int k, double value,
	struct spot *out)
{
	const struct spot *in = a->gain[k] >= value ? a : b, *off = in == a ? b : a;
	struct crossing c = {t, k, value};
	struct bracket_signs ends = {in->x, in->gain[k] - value, off->x, off->gain[k] - value,
		CLOSE};
	return bracket_signs(over, &c, &ends) && play_at(t, ends.in, out);
}

/* The best for k while the other gets `least`, ties to the better one for the other; false:
 * there is nothing. */
static bool best_offer(struct table *t, int k, double least, struct spot *out)
{
	bool found = false;
	for (int i = 0; i < t->count; i++) {
		const struct spot *s = &t->node[i];
		if (s->gain[1 - k] < least || s->gain[k] < -t->room)
			continue;
		if (!found || s->gain[k] > out->gain[k] ||
			(s->gain[k] == out->gain[k] && s->gain[1 - k] > out->gain[1 - k]))
			*out = *s;
		found = true;
	}
	for (int i = 0; i + 1 < t->count; i++) {
		const struct spot *a = &t->node[i], *b = a + 1;
		struct spot s;
		bool over_a = a->gain[1 - k] >= least, over_b = b->gain[1 - k] >= least;
		if (!t->joined[i] || over_a == over_b)
			continue;
		if (found && fmax(a->gain[k], b->gain[k]) <= out->gain[k])
			continue;
		if (cross(t, a, b, 1 - k, least, &s) && s.gain[k] >= -t->room &&
			(!found || s.gain[k] > out->gain[k])) {
			*out = s;
			found = true;
		}
	}
	return found;
}

/* What the first proposer offers where it gets `value` each time that it proposes again. */
static bool answer(struct table *t, double value, struct spot *offer)
{
	int one = t->first, two = 1 - one;
	struct spot counter;
	return best_offer(t, two, t->patience[one] * value, &counter) &&
		best_offer(t, one, t->patience[two] * fmax(counter.gain[two], 0), offer);
}

/* ------------------------------------------------------------------ finite */

static bool solve_finite(struct table *t, int rounds, struct spot *offer)
{
	double scale = t->st->scale, value[2] = {INFINITY, INFINITY};
	int left = rounds - 1, who = left % 2 == 0 ? t->first : 1 - t->first;
	if (!best_offer(t, who, 0, offer))
		return false;
	for (; left > 0; left--) {
		double held = fmax(offer->gain[who], 0);
		/* As much as two rounds later: so it is as much in all rounds before. */
		if (left % 2 == 0 && fabs(value[who] - held) <= SETTLED * scale &&
			who == t->first)
			break;
		value[who] = held;
		who = 1 - who;
		if (!best_offer(t, who, t->patience[1 - who] * held, offer))
			return false;
	}
	return true;
}

/* ----------------------------------------------------------------- endless */

struct roots {
	int count, room;
	struct spot *spot;
	bool failed;
};

/* Keeps s if its value leads back to itself, and is not there yet. */
static void keep(struct table *t, struct roots *r, const struct spot *s)
{
	double near = SAME_VALUE * t->st->scale, value = s->gain[t->first];
	struct spot offer;
	for (int i = 0; i < r->count; i++)
		if (fabs(r->spot[i].gain[t->first] - value) <= near)
			return;
	if (!answer(t, value, &offer) || !(fabs(offer.gain[t->first] - value) <= near))
		return;
	if (r->count == r->room) {
		int room = r->room ? 2 * r->room : 8;
		struct spot *more = realloc(r->spot, (size_t)room * sizeof *more);
		r->failed = r->failed || !more;
		if (!more)
			return;
		r->spot = more;
		r->room = room;
	}
	r->spot[r->count++] = offer;
}

static void keep_at(struct table *t, struct roots *r, double x)
{
	struct spot s;
	if (play_at(t, x, &s))
		keep(t, r, &s);
}

/* A stretch from node i to i + 1, along which one gains and the other loses. */
static bool is_opposed(const struct table *t, int i)
{
	const struct spot *a = &t->node[i], *b = a + 1;
	return t->joined[i] &&
		(b->gain[0] - a->gain[0]) * (b->gain[1] - a->gain[1]) < 0;
}

/* Whether the stretch has points where gain k is between low and high. */
static bool meets(const struct table *t, int i, int k, double low, double high)
{
	double a = t->node[i].gain[k], b = t->node[i + 1].gain[k];
	return fmin(a, b) <= high && fmax(a, b) >= low;
}

/* Offers on one stretch, of which the other offers the answer on stretch j. */
struct pair {
	struct table *t;
	int j;
};

/* The second player's gain at share x over what its patience leaves of that at y, where the first
 * one has at y what its patience leaves of x. */
static double excess(void *context, double share)
{
	const struct pair *p = context;
	struct table *t = p->t;
	int one = t->first, two = 1 - one;
	const struct spot *a = &t->node[p->j], *b = a + 1;
	struct spot x, y;
	if (!play_at(t, share, &x))
		return NAN;
	double value = t->patience[one] * x.gain[one];
	double low = fmin(a->gain[one], b->gain[one]), high = fmax(a->gain[one], b->gain[one]);
	/* The ends of what is clipped to both stretches come out a little beside them. */
	value = fmin(fmax(value, low), high);
	if (!cross(t, a, b, one, value, &y))
		return NAN;
	return x.gain[two] - t->patience[two] * y.gain[two];
}

/* The end of stretch i where the first one's gain is `value`, or the node next to that. */
static bool clip(struct table *t, int i, double value, struct spot *out)
{
	int k = t->first;
	const struct spot *a = &t->node[i], *b = a + 1;
	const struct spot *low = a->gain[k] < b->gain[k] ? a : b, *high = low == a ? b : a;
	if (value <= low->gain[k])
		*out = *low;
	else if (value >= high->gain[k])
		*out = *high;
	else
		return cross(t, a, b, k, value, out);
	return true;
}

/* Where stretches i and j answer one another. */
static void meet(struct table *t, int i, int j, struct roots *r)
{
	int one = t->first;
	double a = t->node[j].gain[one], b = t->node[j + 1].gain[one], d = t->patience[one];
	struct pair p = {t, j};
	struct spot l, u;
	if (!(d > 0) || !clip(t, i, fmin(a, b) / d, &l) || !clip(t, i, fmax(a, b) / d, &u))
		return;
	double at_l = excess(&p, l.x), at_u = excess(&p, u.x);
	if (!(at_l * at_u <= 0))
		return;
	struct bracket_signs ends = at_l >= 0 && at_u <= 0 ?
		(struct bracket_signs){l.x, at_l, u.x, at_u, CLOSE} :
		(struct bracket_signs){u.x, at_u, l.x, at_l, CLOSE};
	bracket_signs(excess, &p, &ends);
	keep_at(t, r, ends.in);
	if (ends.at_in != 0) /* else it is not near */
		keep_at(t, r, ends.out);
}

/* All pairs of stretches that can answer one another by what their ends have. */
static void find_pairs(struct table *t, struct roots *r)
{
	int one = t->first, two = 1 - one;
	double d1 = t->patience[one], d2 = t->patience[two];
	for (int i = 0; i + 1 < t->count; i++) {
		const struct spot *a = &t->node[i], *b = a + 1;
		double low1 = fmin(a->gain[one], b->gain[one]), high1 = fmax(a->gain[one], b->gain[one]);
		double low2 = fmin(a->gain[two], b->gain[two]), high2 = fmax(a->gain[two], b->gain[two]);
		for (int j = 0; is_opposed(t, i) && j + 1 < t->count; j++)
			if (is_opposed(t, j) && meets(t, j, one, d1 * low1, d1 * high1) &&
				(d2 > 0 ? meets(t, j, two, low2 / d2, high2 / d2) : low2 <= 0))
				meet(t, i, j, r);
	}
}

/* Whether node i is where a stretch ends: beside a jump, at a turn, at the end of all. */
static bool is_corner(const struct table *t, int i)
{
	return i == 0 || i + 1 == t->count || !is_opposed(t, i - 1) || !is_opposed(t, i);
}

/* Offers at corners, and those that a counter-offer at a corner leads to. */
static void find_corners(struct table *t, struct roots *r)
{
	int one = t->first, two = 1 - one;
	for (int i = 0; i < t->count; i++) {
		const struct spot *s = &t->node[i];
		struct spot offer;
		if (!is_corner(t, i) || s->gain[0] < -t->room || s->gain[1] < -t->room)
			continue;
		keep(t, r, s);
		if (best_offer(t, one, t->patience[two] * fmax(s->gain[two], 0), &offer))
			keep(t, r, &offer);
	}
}

/* From what is best of all down to the greatest value that leads back to itself. */
static void descend(struct table *t, struct roots *r)
{
	struct spot s;
	double last = INFINITY;
	if (!best_offer(t, t->first, 0, &s))
		return;
	for (int i = 0; i < DESCENTS && fabs(last - s.gain[t->first]) > SETTLED * t->st->scale; i++) {
		last = s.gain[t->first];
		if (!answer(t, last, &s))
			return;
	}
	keep(t, r, &s);
}

static int by_value(const void *a, const void *b)
{
	double u = ((const struct offer *)a)->first, v = ((const struct offer *)b)->first;
	return (u < v) - (u > v);
}

static bool solve_endless(struct table *t, struct solution *sol)
{
	struct roots r = {0, 0, NULL, false};
	find_pairs(t, &r);
	find_corners(t, &r);
	if (r.count == 0)
		descend(t, &r);
	free(sol->root);
	sol->root = r.count > 0 ? malloc((size_t)r.count * sizeof *sol->root) : NULL;
	sol->roots = sol->root ? r.count : 0;
	for (int i = 0; i < sol->roots; i++)
		sol->root[i] = (struct offer){r.spot[i].x, r.spot[i].gain[t->first]};
	if (sol->roots > 1)
		qsort(sol->root, (size_t)sol->roots, sizeof *sol->root, by_value);
	free(r.spot);
	return sol->roots > 0 && !r.failed;
}

/* ------------------------------------------------------------------- solve */

/* The curve's plays as a table; false: none gains anything, or no memory. */
static bool fill(struct table *t)
{
	struct study *st = t->st;
	const struct trace *c = &st->curve;
	bool gains = false;
	t->node = malloc((size_t)c->count * sizeof *t->node);
	t->joined = calloc((size_t)c->count, sizeof *t->joined);
	for (int i = 0; t->node && t->joined && i < c->count; i++) {
		const struct trace_node *node = &c->node[i];
		if (t->count > 0 && (!node->ok || (i > 0 && c->node[i - 1].break_after)))
			t->joined[t->count - 1] = false;
		if (!node->ok)
			continue;
		struct spot *s = &t->node[t->count];
		s->x = node->x;
		for (int k = 0; k < 2; k++)
			s->gain[k] = outcome_utility(&node->out, k) - st->work->outside[k];
		t->joined[t->count++] = true;
		gains = gains || work_gains_any(st->work, &node->out);
	}
	if (t->count > 0 && t->joined)
		t->joined[t->count - 1] = false;
	return gains;
}

static void one_root(struct solution *sol, const struct spot *offer, int first)
{
	free(sol->root);
	sol->root = malloc(sizeof *sol->root);
	sol->roots = sol->root ? 1 : 0;
	if (sol->root)
		*sol->root = (struct offer){offer->x, offer->gain[first]};
}

void alternating_solve(struct study *st, struct solution *sol)
{
	const struct scenario *s = st->scenario;
	struct table t = {.st = st, .first = s->offers.first > 0,
		.patience = {s->game.generalist.patience, s->game.specialist[0].patience},
		.room = ROUNDING * st->scale};
	int rounds = (int)s->offers.rounds;
	struct tops tops = {.count = 0};
	struct spot offer;

	while (single_extremes(st, &tops))
		;
	sol->roots = 0;
	bool found = fill(&t);
	if (found && rounds > 0) {
		found = solve_finite(&t, rounds, &offer);
		if (found)
			one_root(sol, &offer, t.first);
	} else if (found) {
		found = solve_endless(&t, sol);
	}
	free(t.node);
	free(t.joined);
	sol->agreement = found && sol->roots > 0;
	sol->search = st->curve.gave_up ? SEARCH_GAVE_UP : SEARCH_CURVE;
	sol->objective = sol->agreement ? sol->root[0].first : -INFINITY;
	sol->delta[0] = sol->agreement ? sol->root[0].share : 0;
	solution_fill(st, sol);
}
