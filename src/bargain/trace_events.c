/* What happens between two nodes of a trace: whether their outcomes tell of something, closing
 * in on it from both sides, and telling of it as a threshold. */
#include "bargain/trace_private.h"

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
enum { SMOOTH_AFTER = 6 };
#define SMOOTH_PART .0625
/* What still differs by more once it is closed in on has jumped. */
#define JUMP_LEAST 1e-7
/* The same for the level of a specialist whose regime changes: that is steep before it. */
#define LEAP_LEAST 1e-3
/* The same for a utility that is reported. */
#define JUMP_LEAST_UTILITY 1e-6
/* So much further than where a utility seems to come down to nothing, of the way there. */
#define ASIDE 1e-2
/* And that many times as far, where it is not reached. */
#define FURTHER 6
/* As near to an end, in parts of the range, one is at that end. */
#define END_PART 1e-9
#define END_ROOM 1e-8

double trace_width_at(const struct trace *t, double x)
{
	return t->plan.width + t->plan.part * fabs(x);
}

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
		most = fmax(most, part_gap(t, a, b, part));
	return most;
}

void trace_find_scales(struct trace *t)
{
	for (int i = 0; i < t->count; i++) {
		const struct outcome *out = &t->node[i].out;
		if (!t->node[i].ok)
			continue;
		t->level = fmax(t->level, out->alpha0);
		for (int k = 0; k <= t->n; k++)
			t->money = fmax(t->money, fabs(outcome_utility(out, k)));
		for (int k = 0; k < t->n; k++)
			t->level = fmax(t->level, out->domain[k].alpha);
	}
}

static bool same_regimes(const struct trace_node *a, const struct trace_node *b)
{
	return outcome_same_regimes(&a->out, &b->out);
}

static bool is_held(const struct domain_outcome *d)
{
	return d->regime != REGIME_ABSTAIN && d->utility == 0;
}

/* Whether the same specialists are held at their participation. */
static bool same_held(const struct trace_node *a, const struct trace_node *b)
{
	for (int i = 0; i < a->out.n; i++)
		if (is_held(&a->out.domain[i]) != is_held(&b->out.domain[i]))
			return false;
	return true;
}

/* What a stretch as wide as h would differ by if it went on as from a to b. */
static double expected(const struct trace *t, const struct trace_node *a,
	const struct trace_node *b, double h, int part)
{
	return part_gap(t, a, b, part) * h / fmax(b->x - a->x, trace_width_at(t, b->x));
}

/* Whether one part differs more from node i to the next than its own neighbours' do: what is
 * steep hides no jump of another. */
static bool stands_out(const struct trace *t, int i, int part)
{
	const struct trace_node *a = &t->node[i], *b = a + 1;
	double around = 0, h = b->x - a->x, here = part_gap(t, a, b, part);
	if (here < SUSPICIOUS_LEAST)
		return false;
	if (i > 0 && a[-1].ok && !a[-1].break_after)
		around = expected(t, a - 1, a, h, part);
	if (i + 2 < t->count && b[1].ok && !b->break_after)
		around = fmax(around, expected(t, b, b + 1, h, part));
	return here > SUSPICIOUS_TIMES * around;
}

/* The part that differs most of those that stand out between nodes i and i + 1; -1: none does. */
static int outstanding(const struct trace *t, int i)
{
	int best = -1;
	double most = 0;
	for (int part = 0; part < parts(t); part++) {
		double here = part_gap(t, &t->node[i], &t->node[i + 1], part);
		if (here > most && stands_out(t, i, part)) {
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
	if (!same_regimes(a, b) || (t->plan.held && !same_held(a, b)))
		return true;
	return b->x > a->x && outstanding(t, i) >= 0;
}

/* Both sides of what is closed in on, and the play between them. */
struct event {
	struct trace *t;
	struct trace_node *l, *u, *mid;
	int part;     /* that stands out, of what outcomes are compared by; -1: they all count */
	bool held;    /* it is who is held that changes, and no regime does */
	double first; /* the sides' difference to begin with */
	int halvings;
};

static bool same_doing(const struct event *e, const struct trace_node *a,
	const struct trace_node *b)
{
	return same_regimes(a, b) && (!e->held || same_held(a, b));
}

static double event_gap(const struct event *e, const struct trace_node *a,
	const struct trace_node *b)
{
	return e->part >= 0 ? part_gap(e->t, a, b, e->part) : gap(e->t, a, b);
}

static void swap(struct trace_node **a, struct trace_node **b)
{
	struct trace_node *node = *a;
	*a = *b;
	*b = node;
}

/* Whether the event lies to the left of the play in the middle: where outcomes begin or end,
 * else where regimes change, else where they differ most. */
static bool lies_left(const struct event *e)
{
	if (!e->l->ok || !e->u->ok)
		return e->mid->ok != e->l->ok;
	if (!e->mid->ok)
		return true;
	bool same_l = same_doing(e, e->l, e->mid), same_u = same_doing(e, e->mid, e->u);
	return same_l == same_u ? event_gap(e, e->l, e->mid) > event_gap(e, e->mid, e->u) : same_u;
}

/* Steep, but smooth: no regime changes, and the difference comes down with the width. */
static bool is_smooth(const struct event *e)
{
	return e->halvings > SMOOTH_AFTER && e->l->ok && e->u->ok && e->mid->ok &&
		same_doing(e, e->l, e->mid) && same_doing(e, e->mid, e->u) &&
		event_gap(e, e->l, e->u) < SMOOTH_PART * e->first;
}

/* Which side of the event x is on; left is in. */
static enum bracket_side side_of_event(void *context, double x)
{
	struct event *e = context;
	e->halvings++;
	if (!trace_play_at(e->t, e->mid, x) || is_smooth(e))
		return BRACKET_STOP;
	bool left = lies_left(e);
	swap(left ? &e->u : &e->l, &e->mid);
	return left ? BRACKET_OUT : BRACKET_IN;
}

/* Who gets something on one side and nothing on the other, by what changes there: whether the
 * generalist goes on, or whether a specialist is held; -1: nobody. */
static int at_nothing(const struct event *e)
{
	const struct outcome *l = &e->l->out, *u = &e->u->out;
	if (!e->l->ok || !e->u->ok)
		return -1;
	for (int k = 0; k <= l->n; k++)
		if ((k == 0 ? l->invests != u->invests :
			    e->held && is_held(&l->domain[k - 1]) != is_held(&u->domain[k - 1])))
			return k;
	return -1;
}

/* A utility that comes down to nothing says where, by the side that gets something and the node
 * before it: the sides of the event, between nodes i and i + 1, come near to each other in a few
 * plays. What is left is halved. */
static bool follow(struct event *e, int i)
{
	enum { MOST = 12 };
	const struct trace *t = e->t;
	int k = t->plan.held ? at_nothing(e) : -1;
	if (k < 0)
		return true;
	bool left = outcome_utility(&e->l->out, k) > outcome_utility(&e->u->out, k);
	int at = left ? i - 1 : i + 2, next = left ? at : i + 1;
	if (at < 0 || at >= t->count || !t->node[at].ok || t->node[next].break_after)
		return true;
	double less = 0;
	double x0 = t->node[at].x, u0 = outcome_utility(&t->node[at].out, k);
	for (int turn = 0; turn < MOST; turn++) {
		const struct trace_node *near = left ? e->l : e->u, *far = left ? e->u : e->l;
		double x1 = near->x, u1 = outcome_utility(&near->out, k), out = left ? 1 : -1;
		double width = .5 * trace_width_at(t, x1), step = u1 * (x1 - x0) / (u0 - u1);
		if (fabs(far->x - x1) <= 2 * width)
			return true;
		/* A little further than there; and if that is beyond, a little before it. */
		double x = x1 + step * (1 - less) + out * (less > 0 ? 0 : fmax(width, ASIDE * fabs(step)));
		if ((far->x - x) * out <= 0)
			x = x1 + step * (1 - (less = ASIDE));
		if (!(u1 > 0 && (far->x - x) * out > 0 && (x - x1) * out > 0))
			return true;
		if (side_of_event(e, x) == BRACKET_STOP)
			return false;
		if ((left ? e->l : e->u) == near) {
			less = less > 0 ? FURTHER * less : ASIDE;
			continue;
		}
		less = 0;
		x0 = x1;
		u0 = u1;
	}
	return true;
}

/* That somebody with nothing (or all) to gain no longer (only then) contributes, at an end of
 * the range, is no event on the way: one play next to the end tells. */
static bool only_at_end(struct event *e)
{
	const struct trace_plan *p = &e->t->plan;
	bool at_high = e->u->x >= p->high;
	double room = END_PART * (p->high - p->low);
	if (!e->l->ok || !e->u->ok || (!at_high && e->l->x > p->low))
		return false;
	if (!trace_play_at(e->t, e->mid, at_high ? p->high - room : p->low + room) || !e->mid->ok)
		return false;
	const struct trace_node *end = at_high ? e->u : e->l, *far = at_high ? e->l : e->u;
	return !same_doing(e, end, e->mid) && same_doing(e, far, e->mid) &&
		gap(e->t, e->mid, end) < JUMP_LEAST;
}

/* Whether what was closed in on, between nodes i and i + 1, is the side of an event that is
 * known already: outcomes may become infinitely steep there. */
static bool is_side_of_another(const struct trace *t, int i, const struct event *e)
{
	const struct trace_node *l = &t->node[i], *u = l + 1;
	bool left = i > 0 && l[-1].break_after && e->l->x == l->x;
	bool right = u->break_after && e->u->x == u->x;
	return (left || right) && e->l->ok && e->u->ok && same_doing(e, e->l, e->u);
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

int trace_resolve(struct trace *t, int i)
{
	struct event e = {t, &t->spare[0], &t->spare[1], &t->spare[2], -1, false, INFINITY, 0};
	const struct trace_plan *p = &t->plan;
	double room = END_ROOM * (p->high - p->low);
	struct bracket_ends ends = {t->node[i].x, t->node[i + 1].x, p->width, p->part};
	if (ends.out - ends.in <= 2 * trace_width_at(t, ends.out))
		return 0;
	copy(e.l, &t->node[i]);
	copy(e.u, &t->node[i + 1]);
	if (e.l->ok && e.u->ok) {
		e.part = outstanding(t, i);
		e.held = p->held && same_regimes(e.l, e.u) && !same_held(e.l, e.u);
		e.first = event_gap(&e, e.l, e.u);
	}
	bool found = !only_at_end(&e) && follow(&e, i);
	ends.in = e.l->x;
	ends.out = e.u->x;
	found = found && bracket_boundary(side_of_event, &e, &ends);
	if (!found)
		t->node[i].smooth_at = .5 * (e.l->x + e.u->x);
	if (!found || is_side_of_another(t, i, &e))
		return 0;
	bool jump = !e.l->ok || !e.u->ok || gap(t, e.l, e.u) > JUMP_LEAST ||
		leaps(t, &e.l->out, &e.u->out);
	bool at_end = ends.in < p->low + room || ends.out > p->high - room;
	int at = i;
	if (at_end && (p->open || !jump)) {
		t->node[i].break_after = jump;
		return 0;
	}
	if (ends.in > t->node[i].x && trace_insert_after(t, i, e.l))
		at++;
	int inserted = at - i;
	if (ends.out < t->node[at + 1].x && trace_insert_after(t, at, e.u))
		inserted++;
	t->node[at].break_after = jump;
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

/* The largest difference of a utility between two neighbours; 0 where it is no
 * more than what rounding, or closing in on it, leaves. */
static double utility_jump(const struct trace *t, const struct trace_node *a,
	const struct trace_node *b)
{
	double jump = 0;
	for (int k = 0; a->ok && b->ok && k <= t->n; k++)
		jump = fmax(jump, fabs(outcome_utility(&a->out, k) - outcome_utility(&b->out, k)));
	return jump > JUMP_LEAST_UTILITY * t->money ? jump : 0;
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
	if (count == 0 && (turn || (a->ok != b->ok || (a->break_after && jump > 0))))
		found[count++] = threshold_of(t, a, b, -1, jump);
	return count;
}

int trace_thresholds(const struct trace *t, struct threshold **list)
{
	int count = 0;
	for (int i = 0; i + 1 < t->count; i++) {
		const struct trace_node *a = &t->node[i], *b = a + 1;
		if (b->x - a->x > 2 * trace_width_at(t, b->x))
			continue;
		size_t room = (size_t)(count + t->n + 2) * sizeof **list;
		struct threshold *more = realloc(*list, room);
		if (!more)
			return count;
		*list = more;
		count += find_thresholds(t, a, b, *list + count);
	}
	return count;
}
