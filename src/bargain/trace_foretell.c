/* Where an event lies that is closed in on: what outcomes on both sides know of it leads there in
 * a few plays, where halving takes 27. Either a utility comes to the same from both sides: the
 * generalist's where it flips, begins or stops, a specialist's that begins to be held. Or what
 * holds a specialist gives way: then the generalist's level, as steep as a root, turns there. */
#include "bargain/trace_private.h"

#include "base/bracket.h"

#include <math.h>
#include <string.h>

/* So much nearer than by what is foretold, of what that is off by: where a level turns, and where
 * utilities meet, which bend more than the last plays told. */
#define ASIDE_TURN .5
#define ASIDE_MEET 2
/* Levels that differ by this part of the higher one are no two of one stretch. */
#define LEAPS .25
/* What coordinates of plays are known to, where the level is as steep as a root. */
#define ROUNDED 1e-14
/* Of the way there, where nothing is known of how far off it is; and at most. */
#define ASIDE_UNKNOWN .1
#define ASIDE_MOST .5
/* So many times as far after a look that was not beyond the event. */
#define FURTHER 6
/* Of the width that sides are to be apart, how near one of them is. */
#define CLOSE .4
/* Sides that so many looks bring no nearer than this, of their distance, are halved between. */
enum { LOOKS = 5 };
#define NEARER .25

static void add(struct trace_side *s, const struct trace_node *node, int who)
{
	if (s->count == TRACE_SIDE_MAX)
		memmove(s->at, s->at + 1, (size_t)--s->count * sizeof *s->at);
	s->at[s->count++] = (struct trace_seen){node->x, node->out.alpha0,
		outcome_utility(&node->out, who)};
}

/* ---------------------------------------------------------------- foretelling */

/* The utility at x by the polynomial through the nearest plays, so many (Neville's). */
static double extend(const struct trace_side *s, int most, double x)
{
	int n = most < s->count ? most : s->count;
	const struct trace_seen *at = &s->at[s->count - n];
	double p[TRACE_SIDE_MAX];
	for (int i = 0; i < n; i++)
		p[i] = at[i].u;
	for (int k = 1; k < n; k++)
		for (int i = 0; i + k < n; i++)
			p[i] += (p[i + 1] - p[i]) * (x - at[i].x) / (at[i + k].x - at[i].x);
	return p[0];
}

/* Both sides of an event, and how many plays of each tell where it is. */
struct sides {
	const struct trace_side *side;
	int most;
};

/* By how much the one before has more at x. */
static double lead(void *context, double x)
{
	const struct sides *s = context;
	return extend(&s->side[0], s->most, x) - extend(&s->side[1], s->most, x);
}

/* Where both have the same, by so many plays of each. */
static bool meet(const struct trace_side side[2], int most, double *x)
{
	struct sides s = {side, most};
	double a = side[0].at[side[0].count - 1].x, b = side[1].at[side[1].count - 1].x;
	struct bracket_signs ends = {a, lead(&s, a), b, lead(&s, b),
		ROUNDED * fmax(fabs(a), fabs(b))};
	if (!(ends.at_in >= 0 && ends.at_out <= 0 && ends.at_in > ends.at_out))
		return false;
	bracket_signs(lead, &s, &ends);
	*x = ends.in;
	return true;
}

/* One play tells of no slope, but where there is nothing to gain. */
static bool tells(const struct trace_side *s)
{
	return s->count > 1 || (s->count == 1 && s->at[0].u == 0);
}

bool trace_meeting(const struct trace_side side[2], struct trace_foretold *f)
{
	int most = side[0].count > side[1].count ? side[0].count : side[1].count;
	double rough;
	if (!tells(&side[0]) || !tells(&side[1]) || !meet(side, most, &f->x))
		return false;
	f->off = most > 2 && meet(side, most - 1, &rough) ? fabs(f->x - rough) : INFINITY;
	return true;
}

/* The same by three plays, or four, the nearest first: the coordinate as a polynomial in the
 * level, of which that of three has its end at once, and that of four by Newton's steps from
 * there. */
bool trace_turning(const struct trace_side *s, bool behind, struct trace_foretold *f)
{
	enum { LEAST = 3, STEPS = 6 };
	int n = s->count;
	double t[TRACE_SIDE_MAX], c[TRACE_SIDE_MAX] = {0};
	if (n < LEAST)
		return false;
	for (int i = 0; i < n; i++) {
		t[i] = s->at[n - 1 - i].level - s->at[n - 1].level;
		c[i] = s->at[n - 1 - i].x;
	}
	for (int k = 1; k < n; k++)
		for (int i = n - 1; i >= k; i--)
			c[i] = (c[i] - c[i - 1]) / (t[i] - t[i - k]);
	double at = .5 * (t[1] - c[1] / c[2]), end = c[0] + at * (c[1] + c[2] * (at - t[1]));
	f->x = end;
	f->off = INFINITY;
	for (int i = 0; n > LEAST && i < STEPS; i++) {
		double slope = c[1] + c[2] * (2 * at - t[1]) +
			c[3] * (at * (3 * at - 2 * (t[1] + t[2])) + t[1] * t[2]);
		at -= slope / (2 * c[2] + c[3] * (6 * at - 2 * (t[1] + t[2])));
	}
	if (n > LEAST) {
		f->x = c[0] + at * (c[1] + (at - t[1]) * (c[2] + c[3] * (at - t[2])));
		f->off = fabs(f->x - end);
	}
	/* The level goes on the way that it came, and the coordinate beyond the nearest play. */
	return at * t[1] < 0 && (behind ? c[2] > 0 && f->x <= c[0] : c[2] < 0 && f->x >= c[0]);
}

/* ---------------------------------------------------------------------- looking */

static const struct trace_node *event_side(const struct trace *t, bool behind)
{
	return &t->spare[behind ? t->event.u : t->event.l];
}

/* Whose utility comes from both sides to the same at the event: of a specialist that begins to be
 * held, else the generalist's, which flips where two levels pay it the same. */
static int who_meets(const struct trace *t)
{
	const struct outcome *l = &event_side(t, false)->out, *u = &event_side(t, true)->out;
	for (int k = 1; k <= l->n && t->event.held; k++)
		if (trace_is_held(&l->domain[k - 1]) != trace_is_held(&u->domain[k - 1]))
			return k;
	return 0;
}

/* From the furthest node that is of one piece with the event's side on. */
static void begin_side(struct trace *t, bool behind)
{
	struct trace_guide *g = &t->event.guide;
	int step = behind ? -1 : 1, near = t->event.after + behind, far = near;
	const struct trace_node *node = t->node, *side = event_side(t, behind);
	for (int k = 1; k < TRACE_SIDE_MAX; k++) {
		int next = far - step;
		if (next < 0 || next >= t->count || node[behind ? far : next].break_after ||
			!node[next].ok || !trace_same_ways(&node[next], side))
			break;
		far = next;
	}
	g->side[behind].count = 0;
	for (int i = far; i != near + step; i += step)
		add(&g->side[behind], &node[i], g->who);
}

void trace_guide_begin(struct trace *t)
{
	struct trace_guide *g = &t->event.guide;
	*g = (struct trace_guide){.who = who_meets(t), .turns = -1, .aim = -1, .more = 1,
		.turn = NAN, .apart = INFINITY, .near = INFINITY};
	begin_side(t, false);
	begin_side(t, true);
}

void trace_guide_note(struct trace *t, bool behind)
{
	struct trace_guide *g = &t->event.guide;
	/* The play in the middle has changed places with the one that was nearest. */
	bool same = trace_same_ways(&t->spare[t->event.mid], event_side(t, behind));
	int who = who_meets(t);
	if (!same || who != g->who)
		g->side[behind].count = 0;
	if (who != g->who) {
		g->side[!behind].count = 0;
		add(&g->side[!behind], event_side(t, !behind), who);
	}
	g->who = who;
	add(&g->side[behind], event_side(t, behind), who);
	if (g->aim >= 0)
		g->more = behind == g->aim ? 1 : FURTHER * g->more;
	g->aim = -1;
}

/* Whether somebody is held on one side whom the other side finds at something else, or at another
 * level than it comes to. */
static bool gives_way(const struct trace *t, bool behind)
{
	const struct outcome *a = &event_side(t, behind)->out, *b = &event_side(t, !behind)->out;
	bool leaps = fabs(a->alpha0 - b->alpha0) > LEAPS * fmax(a->alpha0, b->alpha0);
	for (int i = 0; i < a->n; i++)
		if (trace_is_held(&a->domain[i]) && (leaps || a->domain[i].regime != b->domain[i].regime))
			return true;
	return false;
}

/* Where a level turns that is held on the side `behind`; false: nowhere near. What was foretold
 * holds when a side has come to it but for rounding, which hides how its level goes on. */
static bool foretell_turn(struct trace *t, bool behind, struct trace_foretold *f)
{
	struct trace_guide *g = &t->event.guide;
	double low = event_side(t, false)->x, high = event_side(t, true)->x, side = behind ? high : low;
	if (!gives_way(t, behind))
		return false;
	if (!trace_turning(&g->side[behind], behind, f)) {
		*f = (struct trace_foretold){side, 0};
		return fabs(g->turn - side) <= ROUNDED * fabs(side);
	}
	/* Beyond the other side it is a guess that missed, or no turn at all. */
	double beyond = fmax(low - f->x, f->x - high);
	f->x = fmin(fmax(f->x, low), high);
	if (!(beyond <= fmax(trace_width_at(t, f->x), f->off < high - low ? f->off : 0)))
		return false;
	g->turn = f->x;
	return true;
}

/* Whatever comes first on the way from where a level turns. */
static bool foretell(struct trace *t, struct trace_foretold *f)
{
	struct trace_guide *g = &t->event.guide;
	struct trace_foretold turn;
	bool meet = trace_meeting(g->side, f);
	g->turns = -1;
	for (int behind = 0; behind < 2 && g->turns < 0; behind++)
		if (foretell_turn(t, behind, &turn) &&
			!(meet && (behind ? f->x > turn.x : f->x < turn.x)))
			g->turns = behind;
	if (g->turns >= 0)
		*f = turn;
	return meet || g->turns >= 0;
}

/* The side to be near first: where that is foretold by one side alone, that one, as each play there
 * tells more; else the further one. */
static bool first_side(const struct trace_guide *g, double to_low, double to_high)
{
	bool flat[2];
	if (g->turns >= 0)
		return g->turns;
	for (int k = 0; k < 2; k++)
		flat[k] = g->side[k].at[g->side[k].count - 1].u == 0;
	return flat[0] != flat[1] ? flat[0] : to_high > to_low;
}

/* Whether looks bring the sides no nearer to each other, nor one of them to where the event is
 * foretold. */
static bool is_slow(struct trace_guide *g, double apart, double near)
{
	bool slow = apart > NEARER * g->apart && near > NEARER * g->near;
	if (g->looks++ % LOOKS > 0)
		return false;
	g->apart = apart;
	g->near = near;
	return slow;
}

bool trace_guide_look(struct trace *t, double width, double *x)
{
	struct trace_guide *g = &t->event.guide;
	double low = event_side(t, false)->x, high = event_side(t, true)->x;
	struct trace_foretold f;
	if (!foretell(t, &f) || is_slow(g, high - low, fmin(f.x - low, high - f.x)))
		return false;
	bool behind = first_side(g, f.x - low, high - f.x);
	double far = behind ? high - f.x : f.x - low;
	if (far <= (CLOSE + .1) * width) {
		behind = !behind;
		far = behind ? high - f.x : f.x - low;
	}
	double off = f.off < INFINITY ? (g->turns >= 0 ? ASIDE_TURN : ASIDE_MEET) * f.off :
		ASIDE_UNKNOWN * far;
	double aside = fmax(CLOSE * width, fmin(g->more * fmax(off, .1 * width), ASIDE_MOST * far));
	g->aim = behind;
	*x = behind ? f.x + aside : f.x - aside;
	return *x > low && *x < high;
}
