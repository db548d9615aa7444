/* What happens between two nodes of a trace: whether their outcomes tell of something, closing
 * in on it from both sides, and telling of it as a threshold. */
#include "bargain/trace_private.h"

#include "bargain/tolerance.h"

#include "base/bracket.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How far outcomes are apart is measured by the trace's own scales of utilities and levels.
 * Neighbours that are nearer are not looked between; nor those that differ by no more than
 * so many times what their own neighbours lead to expect. */
#define SUSPICIOUS_LEAST 1e-4
#define SUSPICIOUS_TIMES 2.5
/* After so many halvings, what has come down to this part of its first size is smooth. */
enum { SMOOTH_AFTER = 4 };
#define SMOOTH_PART .0625
/* What still differs by more once it is closed in on has jumped. */
#define JUMP_LEAST 1e-7
/* The same for the level of a specialist whose regime changes: that is steep before it. */
#define LEAP_LEAST 1e-3
/* The same for a utility that is reported. */
#define JUMP_LEAST_UTILITY 1e-6
/* Sides that differ by so many times what they change by on the rest of the way have jumped. */
#define STEEPER 3
/* What the sides of an event come to may change by so little on the rest of the way. */
#define UNSETTLED 1e-8
/* As near to an end, in parts of the range, one is at that end. */
#define END_PART 1e-9
#define END_ROOM 1e-8

/* A difference in parts of a scale, or of the number itself where that is beyond it. */
static double apart(double x, double y, double scale)
{
	return x != y ? fabs(x - y) / (scale + fabs(x)) : 0;
}

/* What outcomes are compared by: the level, each player's utility, each specialist's level. */
static int parts(const struct trace *t)
{
	return 2 + t->n + (t->plan.levels ? t->n : 0);
}

/* How far outcomes are apart by one of these. The level of a specialist whose regime changes as
 * well does not count: it may be steep before that. */
static double part_gap(const struct trace *t, const struct trace_node *a,
	const struct trace_node *b, int part)
{
	int k = part - 1, i = k - t->n - 1;
	if (part == 0)
		return apart(a->out.alpha0, b->out.alpha0, t->level);
	if (k <= t->n)
		return apart(outcome_utility(&a->out, k), outcome_utility(&b->out, k), t->money);
	return a->out.domain[i].regime != b->out.domain[i].regime ? 0 :
		apart(a->out.domain[i].alpha, b->out.domain[i].alpha, t->level);
}

static double gap(const struct trace *t, const struct trace_node *a, const struct trace_node *b)
{
	double most = 0;
	for (int part = 0; part < parts(t); part++)
		most = larger(most, part_gap(t, a, b, part));
	return most;
}

void trace_find_scales(struct trace *t)
{
	for (int i = 0; i < t->count; i++) {
		const struct outcome *out = &t->node[i].out;
		if (!t->node[i].ok)
			continue;
		t->level = larger(t->level, out->alpha0);
		for (int k = 0; k <= t->n; k++)
			t->money = larger(t->money, fabs(outcome_utility(out, k)));
		for (int k = 0; k < t->n; k++)
			t->level = larger(t->level, out->domain[k].alpha);
	}
}

/* A stretch beside the one in question, if there is one that joins it, and how many times as wide
 * the one in question is: then that would differ by so many times as much. */
struct beside {
	const struct trace_node *from; /* NULL: there is none */
	double times;
};

static struct beside beside(const struct trace *t, int i, double width)
{
	const struct trace_node *a = &t->node[i], *b = a + 1;
	if (i < 0 || i + 1 >= t->count || !a->ok || !b->ok || a->break_after)
		return (struct beside){NULL, 0};
	return (struct beside){a, width / fmax(b->x - a->x, trace_width_at(t, b->x))};
}

/* Whether one part differs by more than its own neighbours' do: what is steep hides no jump of
 * another. */
static bool stands_out(const struct trace *t, double here, const struct beside *by, int part)
{
	return !by->from || here > SUSPICIOUS_TIMES * (part_gap(t, by->from, by->from + 1, part) * by->times);
}

/* The part that differs most of those that stand out between nodes i and i + 1; -1: none does. */
static int outstanding(const struct trace *t, int i)
{
	const struct trace_node *a = &t->node[i], *b = a + 1;
	struct beside left = beside(t, i - 1, b->x - a->x), right = beside(t, i + 1, b->x - a->x);
	int best = -1;
	double most = 0;
	for (int part = 0; part < parts(t); part++) {
		double here = part_gap(t, a, b, part);
		if (here > most && here >= SUSPICIOUS_LEAST && stands_out(t, here, &left, part) &&
			stands_out(t, here, &right, part)) {
			most = here;
			best = part;
		}
	}
	return best;
}

bool trace_is_suspicious(const struct trace *t, int i)
{
	const struct trace_node *a = &t->node[i], *b = a + 1;
	if (a->ok != b->ok)
		return true;
	if (!a->ok)
		return false;
	if (!outcome_same_regimes(&a->out, &b->out) || (t->plan.held && !trace_same_held(a, b)))
		return true;
	return !t->plan.smooth && b->x > a->x && !a->turns && !b->turns && outstanding(t, i) >= 0;
}

/* Both sides of what is closed in on, and the play between them. */
static struct trace_node *left(struct trace *t)
{
	return &t->spare[t->event.l];
}

static struct trace_node *right(struct trace *t)
{
	return &t->spare[t->event.u];
}

static struct trace_node *between(struct trace *t)
{
	return &t->spare[t->event.mid];
}

static bool same_doing(const struct trace *t, const struct trace_node *a,
	const struct trace_node *b)
{
	return outcome_same_regimes(&a->out, &b->out) && (!t->event.held || trace_same_held(a, b));
}

static double event_gap(const struct trace *t, const struct trace_node *a,
	const struct trace_node *b)
{
	return t->event.part >= 0 ? part_gap(t, a, b, t->event.part) : gap(t, a, b);
}

static void swap(int *a, int *b)
{
	int at = *a;
	*a = *b;
	*b = at;
}

/* Whether the event lies to the left of the play in the middle: where outcomes begin or end,
 * else where regimes change, else where they differ most. */
static bool lies_left(struct trace *t)
{
	const struct trace_node *l = left(t), *u = right(t), *mid = between(t);
	if (!l->ok || !u->ok)
		return mid->ok != l->ok;
	if (!mid->ok)
		return true;
	bool same_l = same_doing(t, l, mid), same_u = same_doing(t, mid, u);
	return same_l == same_u ? event_gap(t, l, mid) > event_gap(t, mid, u) : same_u;
}

/* How much what the side would have come to changes with where it is, from where it was last. */
static double steepness(const struct trace *t, const struct trace_node *side)
{
	const struct trace_node *last = &t->spare[t->event.mid];
	return side->ok && last->ok ? gap(t, side, last) / fabs(side->x - last->x) : 0;
}

/* By how much what a side comes to changes on the rest of the way. */
static double rest_of_way(const struct trace *t)
{
	return fmax(t->event.steep[0], t->event.steep[1]) *
		(t->spare[t->event.u].x - t->spare[t->event.l].x);
}

/* Whether the sides differ by more than that: steep as a root, they come to the same. */
static bool sides_jump(const struct trace *t)
{
	const struct trace_node *l = &t->spare[t->event.l], *u = &t->spare[t->event.u];
	return !l->ok || !u->ok || gap(t, l, u) > STEEPER * rest_of_way(t);
}

/* Whether the generalist's utility jumps, along shares. It is continuous as long as the generalist
 * can go further for whoever would leave: where revenue is saturated, that goes a long way on the
 * last digits of a share. */
static bool generalist_jumps(const struct trace *t)
{
	const struct trace_node *l = &t->spare[t->event.l], *u = &t->spare[t->event.u];
	return t->plan.last_digits && l->ok && u->ok &&
		fabs(l->out.u_generalist - u->out.u_generalist) > JUMP_LEAST_UTILITY * t->money;
}

/* How near to each other the sides are to come: nearer where something jumps and what a side comes
 * to changes by more than UNSETTLED on the rest of the way, or the generalist would hold somebody. */
static struct bracket_ends ends_of(const struct trace *t)
{
	const struct trace_node *l = &t->spare[t->event.l], *u = &t->spare[t->event.u];
	bool exactly = generalist_jumps(t) || (sides_jump(t) && rest_of_way(t) > UNSETTLED);
	double part = exactly ? TRACE_EXACT : 1;
	return (struct bracket_ends){l->x, u->x, part * t->plan.width, part * t->plan.part};
}

/* Steep, but smooth: no regime changes, and the difference comes down with the width. */
static bool is_smooth(struct trace *t)
{
	const struct trace_node *l = left(t), *u = right(t), *mid = between(t);
	return t->event.halvings > SMOOTH_AFTER && l->ok && u->ok && mid->ok &&
		same_doing(t, l, mid) && same_doing(t, mid, u) &&
		event_gap(t, l, u) < SMOOTH_PART * t->event.first;
}

/* Whether where the event lies may be foretold. */
static bool is_guided(struct trace *t)
{
	return t->plan.held && left(t)->ok && right(t)->ok;
}

/* A side that is left behind becomes a node where the sides are nearer than events are closed in on
 * and it comes to something else than the new one: all that lies on these last digits. */
static void keep_side(struct trace *t, bool is_left)
{
	struct trace_event *e = &t->event;
	struct trace_node *now = is_left ? right(t) : left(t), *last = between(t);
	double width = fabs(last->x - (is_left ? left(t) : right(t))->x);
	if (t->plan.last_digits && width <= trace_width_at(t, now->x) && now->ok && last->ok &&
		gap(t, now, last) > SUSPICIOUS_LEAST &&
		trace_insert_after(t, e->after + e->kept[0], last))
		e->kept[is_left]++;
}

/* The play in the middle takes the place of a side: the event lies to the left of it, or not. Left
 * is in. */
static enum bracket_side take_side(struct trace *t, bool is_left)
{
	swap(is_left ? &t->event.u : &t->event.l, &t->event.mid);
	t->event.steep[is_left] = steepness(t, is_left ? right(t) : left(t));
	if (is_guided(t))
		trace_guide_note(t, is_left);
	keep_side(t, is_left);
	return is_left ? BRACKET_OUT : BRACKET_IN;
}

/* Which side of the event x is on. */
static enum bracket_side side_of_event(void *context, double x)
{
	struct trace *t = context;
	t->event.halvings++;
	if (!trace_play_at(t, between(t), x) || is_smooth(t))
		return BRACKET_STOP;
	return take_side(t, lies_left(t));
}

/* That somebody with nothing (or all) to gain no longer (only then) contributes, at an end of
 * the range, is no event on the way: one play next to the end tells, which takes the end's place
 * where others do otherwise before. */
static bool only_at_end(struct trace *t)
{
	const struct trace_plan *p = &t->plan;
	const struct trace_node *l = left(t), *u = right(t), *mid = between(t);
	bool at_high = u->x >= p->high;
	double room = END_PART * (p->high - p->low);
	if (!l->ok || !u->ok || (!at_high && l->x > p->low))
		return false;
	if (!trace_play_at(t, between(t), at_high ? p->high - room : p->low + room) || !mid->ok)
		return false;
	const struct trace_node *end = at_high ? u : l, *far = at_high ? l : u;
	if (same_doing(t, end, mid))
		return false;
	bool by_end = same_doing(t, far, mid), steady = gap(t, mid, end) < JUMP_LEAST;
	if (!by_end && steady)
		take_side(t, at_high);
	else if (by_end && !steady && is_guided(t))
		take_side(t, lies_left(t)); /* it lies that near */
	return by_end && steady;
}

/* Whether what was closed in on, after node i, is the side of an event that is known already:
 * outcomes may become infinitely steep there. */
static bool is_side_of_another(struct trace *t, int i)
{
	const struct trace_node *l = &t->node[i], *u = l + 1;
	bool by_left = i > 0 && l[-1].break_after && left(t)->x == l->x;
	bool by_right = u->break_after && right(t)->x == u->x;
	return (by_left || by_right) && left(t)->ok && right(t)->ok &&
		same_doing(t, left(t), right(t));
}

/* Whether a specialist's level leaps as its regime changes: with no share to give, nobody's
 * utility need jump with it. */
static bool leaps(const struct trace *t, const struct outcome *a, const struct outcome *b)
{
	for (int i = 0; i < a->n; i++)
		if (a->domain[i].regime != b->domain[i].regime &&
			apart(a->domain[i].alpha, b->domain[i].alpha, t->level) > LEAP_LEAST)
			return true;
	return false;
}

static void copy(struct trace_node *to, const struct trace_node *from)
{
	double *delta = to->delta;
	struct outcome out = to->out;
	outcome_copy(&out, &from->out);
	memcpy(delta, from->delta, (size_t)from->out.n * sizeof *delta);
	*to = *from;
	to->delta = delta;
	to->out = out;
}

void trace_begin_event(struct trace *t, int i)
{
	double low = t->node[i].x, high = t->node[i + 1].x;
	if (high - low <= 2 * trace_width_at(t, high))
		return;
	t->event = (struct trace_event){.after = i, .l = 0, .u = 1, .mid = 2, .part = -1,
		.first = INFINITY, .guide = {.turns = -1, .aim = -1, .more = 1}};
	copy(left(t), &t->node[i]);
	copy(right(t), &t->node[i + 1]);
	if (left(t)->ok && right(t)->ok) {
		t->event.part = outstanding(t, i);
		t->event.held = t->plan.held && outcome_same_regimes(&left(t)->out, &right(t)->out) &&
			!trace_same_held(left(t), right(t));
		t->event.first = event_gap(t, left(t), right(t));
		if (t->plan.held)
			trace_guide_begin(t);
	}
}

bool trace_close_in(struct trace *t)
{
	struct trace_event *e = &t->event;
	bool none = e->halvings == 0 && only_at_end(t), more = false;
	struct bracket_ends ends = ends_of(t);
	double width = ends.width + ends.part * fabs(ends.out), x;
	if (!none && is_guided(t) && ends.out - ends.in > width && trace_guide_look(t, width, &x))
		more = !(none = side_of_event(t, x) == BRACKET_STOP);
	else if (!none)
		more = bracket_halve(side_of_event, t, &ends, &none);
	if (none) /* smooth, or nothing to be closed in on */
		t->node[e->after + e->kept[0]].smooth_at = .5 * (left(t)->x + right(t)->x);
	e->none = none;
	return more;
}

int trace_end_event(struct trace *t)
{
	const struct trace_plan *p = &t->plan;
	const struct trace_event e = t->event;
	double in = left(t)->x, out = right(t)->x;
	double room = END_ROOM * (p->high - p->low);
	int at = e.after + e.kept[0], kept = e.kept[0] + e.kept[1];
	t->event.after = -1;
	if (e.none || is_side_of_another(t, at))
		return kept;
	bool leap = !left(t)->ok || !right(t)->ok || leaps(t, &left(t)->out, &right(t)->out);
	bool differ = leap || gap(t, left(t), right(t)) > JUMP_LEAST;
	bool jump = leap || (differ && sides_jump(t));
	bool at_end = in < p->low + room || out > p->high - room;
	if (at_end && (p->open || !differ)) {
		t->node[at].break_after = jump;
		return kept;
	}
	if (in > t->node[at].x && trace_insert_after(t, at, left(t)))
		at++;
	int inserted = kept + at - (e.after + e.kept[0]);
	if (out < t->node[at + 1].x && trace_insert_after(t, at, right(t)))
		inserted++;
	t->node[at].break_after = jump;
	if (e.guide.turns >= 0)
		t->node[at + e.guide.turns].turns = true;
	return inserted;
}

/* -------------------------------------------------------------- thresholds */

/* Between both sides, but for an end of the range: what sets that apart from all
 * others lies there, and not by the width of a search beside it. */
static double place(const struct trace *t, const struct trace_node *a, const struct trace_node *b)
{
	if (a->x <= t->plan.low)
		return t->plan.low;
	return b->x >= t->plan.high ? t->plan.high : .5 * (a->x + b->x);
}

/* Whether something jumps on the way from a to b. */
static bool breaks(const struct trace_node *a, const struct trace_node *b)
{
	for (; a < b; a++)
		if (a->break_after)
			return true;
	return false;
}

/* The largest difference of a utility between two neighbours; 0 where they are joined, and where
 * it is no more than what rounding, of what is earned, or closing in on it, leaves. */
static double utility_jump(const struct trace *t, const struct trace_node *a,
	const struct trace_node *b)
{
	double jump = 0, earned = 0;
	for (int k = 0; breaks(a, b) && a->ok && b->ok && k <= t->n; k++)
		jump = fmax(jump, fabs(outcome_utility(&a->out, k) - outcome_utility(&b->out, k)));
	for (int i = 0; i < t->n; i++)
		earned = fmax(earned, fmax(a->out.domain[i].revenue, b->out.domain[i].revenue));
	return jump > fmax(JUMP_LEAST_UTILITY * t->money, ROUNDING * earned) ? jump : 0;
}

static enum regime generalist_regime(const struct trace_node *node)
{
	return node->ok && node->out.invests ? REGIME_CONTRIBUTE : REGIME_ABSTAIN;
}

static struct threshold threshold_of(const struct trace *t, const struct trace_node *a,
	const struct trace_node *b, int specialist, double jump)
{
	bool both = a->ok && b->ok, own = specialist >= 0;
	return (struct threshold){
		.kind = both && jump == 0 ? THRESHOLD_REGIME : THRESHOLD_JUMP,
		.x = place(t, a, b),
		.specialist = specialist,
		.before = own ? a->out.domain[specialist].regime : generalist_regime(a),
		.after = own ? b->out.domain[specialist].regime : generalist_regime(b),
		.lack_before = a->ok ? LACK_NOTHING : a->lack,
		.lack_after = b->ok ? LACK_NOTHING : b->lack,
		.u_before = a->ok ? a->out.u_generalist : NAN,
		.u_after = b->ok ? b->out.u_generalist : NAN,
		.jump = jump,
	};
}

/* What happens between two neighbours: the generalist's turn, which takes all
 * others along, or the specialists', or a jump alone. Returns how much, at most n. */
static int find_thresholds(const struct trace *t, const struct trace_node *a,
	const struct trace_node *b, struct threshold *found)
{
	double jump = utility_jump(t, a, b);
	int count = 0;
	bool both = a->ok && b->ok, turn = both && a->out.invests != b->out.invests;
	for (int k = 0; both && !turn && k < t->n; k++)
		if (a->out.domain[k].regime != b->out.domain[k].regime)
			found[count++] = threshold_of(t, a, b, k, jump);
	if (both && a->out.verdict != b->out.verdict) {
		found[count] = threshold_of(t, a, b, -1, jump);
		found[count].kind = THRESHOLD_VERDICT;
		found[count].verdict_before = a->out.verdict;
		found[count++].verdict_after = b->out.verdict;
	}
	if (count == 0 && (turn || (a->ok != b->ok || (breaks(a, b) && jump > 0))))
		found[count++] = threshold_of(t, a, b, -1, jump);
	return count;
}

int trace_thresholds(const struct trace *t, struct threshold **list)
{
	int count = 0;
	for (int i = 0; i + 1 < t->count; i++) {
		const struct trace_node *a = &t->node[i], *b = a + 1, *end = t->node + t->count;
		double width = 2 * trace_width_at(t, b->x);
		if (b->x - a->x > width)
			continue;
		/* What one place alone has is a side of neither. */
		while (b + 1 < end && b[1].x - b->x <= width && b[1].x - a->x <= 2 * width)
			b++;
		i = (int)(b - t->node) - 1;
		size_t room = (size_t)(count + t->n + 2) * sizeof **list;
		struct threshold *more = realloc(*list, room);
		if (!more)
			return count;
		*list = more;
		count += find_thresholds(t, a, b, *list + count);
	}
	return count;
}
