#include "bargain/trace.h"

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
/* Where utilities miss by more what four neighbours foretell, in parts of their scale, nodes
 * are too far apart, unless they are nearer than this part of the range; so many are added
 * at most. */
#define FINE_MISS 1e-5
#define FINE_PART 1e-3
enum { FINE_MAX = 200 };
/* As near to an end, in parts of the range, one is at that end. */
#define END_PART 1e-9
#define END_ROOM 1e-8

const char *lack_name(enum lack lack)
{
	static const char *const name[] = {
		[LACK_NOTHING] = "",
		[LACK_AGREEMENT] = "no-agreement",
		[LACK_EQUILIBRIUM] = "no-equilibrium",
		[LACK_TIME] = "timed-out",
	};
	return name[lack];
}

/* ---------------------------------------------------------------- storage */

static void node_free(struct trace_node *node)
{
	free(node->delta);
	node->delta = NULL;
	outcome_free(&node->out);
}

static enum status node_init(struct trace_node *node, int n, struct error *err)
{
	memset(node, 0, sizeof *node);
	node->delta = calloc((size_t)n + 1, sizeof *node->delta);
	if (!node->delta)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	enum status s = outcome_init(&node->out, n, err);
	if (s != STATUS_OK)
		node_free(node);
	return s;
}

void trace_free(struct trace *t)
{
	for (int i = 0; i < t->capacity; i++)
		node_free(&t->node[i]);
	for (int k = 0; k < 3; k++)
		node_free(&t->spare[k]);
	free(t->node);
	memset(t, 0, sizeof *t);
}

static enum status reserve(struct trace *t, int count, struct error *err)
{
	if (count <= t->capacity)
		return STATUS_OK;
	int want = count + count / 2 + 64;
	struct trace_node *node = realloc(t->node, (size_t)want * sizeof *node);
	if (!node)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	t->node = node;
	for (; t->capacity < want; t->capacity++) {
		enum status s = node_init(&node[t->capacity], t->n, err);
		if (s != STATUS_OK)
			return s;
	}
	return STATUS_OK;
}

enum status trace_start(struct trace *t, int n, const struct trace_plan *plan, struct error *err)
{
	if (t->n != n)
		trace_free(t);
	t->n = n;
	t->count = 0;
	t->plan = *plan;
	enum status s = reserve(t, plan->nodes, err);
	for (int k = 0; k < 3 && s == STATUS_OK; k++)
		if (!t->spare[k].delta)
			s = node_init(&t->spare[k], n, err);
	if (s != STATUS_OK)
		return s;
	for (int i = 0; i < plan->nodes; i++) {
		struct trace_node *node = &t->node[i];
		node->x = plan->low + (plan->high - plan->low) * i / (plan->nodes - 1);
		node->done = node->ok = node->break_after = node->dominated = false;
	}
	t->count = plan->nodes;
	t->stride = plan->stride;
	t->at = t->events = t->fine = t->fine_at = 0;
	t->money = t->level = 0;
	t->gave_up = false;
	return STATUS_OK;
}

/* Puts the play in *in after node i; *in takes over unused storage. False: no memory. */
static bool insert_after(struct trace *t, int i, struct trace_node *in)
{
	if (reserve(t, t->count + 1, NULL) != STATUS_OK)
		return false;
	struct trace_node *node = t->node, unused = node[t->count];
	memmove(&node[i + 2], &node[i + 1], (size_t)(t->count - i - 1) * sizeof *node);
	node[i + 1] = *in;
	node[i + 1].break_after = node[i + 1].dominated = false;
	*in = unused;
	t->count++;
	return true;
}

static bool play(struct trace *t, struct trace_node *node, double x)
{
	node->x = x;
	bool going_on = t->plan.play(t->plan.context, node);
	node->done = true; /* last: it may be looked at in the middle of this */
	return going_on;
}

int trace_insert(struct trace *t, double x)
{
	int i = 0;
	while (i + 1 < t->count && t->node[i + 1].x <= x)
		i++;
	if (t->node[i].x == x || x < t->node[0].x)
		return i;
	/* First the play: a trace may be looked at in the middle of it. */
	if (!play(t, &t->spare[0], x) || !insert_after(t, i, &t->spare[0]))
		return i;
	/* The sides of a jump are too near for it to be inside one. */
	t->node[i + 1].break_after = t->node[i].break_after;
	return i + 1;
}

/* ----------------------------------------------------------------- events */

static double width_at(const struct trace *t, double x)
{
	return t->plan.width + t->plan.part * fabs(x);
}

/* A difference in parts of a scale, or of the number itself where that is beyond it. */
static double apart(double x, double y, double scale)
{
	return x != y ? fabs(x - y) / (scale + fabs(x)) : 0;
}

/* How far outcomes are apart. The level of a specialist whose regime changes as well does not
 * count: it may be steep before that. */
static double gap(const struct trace *t, const struct trace_node *a, const struct trace_node *b)
{
	double most = apart(a->out.alpha0, b->out.alpha0, t->level);
	for (int k = 0; k <= t->n; k++)
		most = fmax(most, apart(outcome_utility(&a->out, k), outcome_utility(&b->out, k),
			t->money));
	for (int i = 0; t->plan.levels && i < t->n; i++)
		if (a->out.domain[i].regime == b->out.domain[i].regime)
			most = fmax(most,
				apart(a->out.domain[i].alpha, b->out.domain[i].alpha, t->level));
	return most;
}

/* The scales of utilities and levels, when all nodes are played. */
static void find_scales(struct trace *t)
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

/* What a stretch as wide as h would differ by if it went on as from a to b. */
static double expected(const struct trace *t, const struct trace_node *a,
	const struct trace_node *b, double h)
{
	return gap(t, a, b) * h / fmax(b->x - a->x, width_at(t, b->x));
}

/* Whether something happens between nodes i and i + 1 that their neighbours'
 * differences do not lead to expect. */
static bool suspicious(const struct trace *t, int i)
{
	const struct trace_node *a = &t->node[i], *b = a + 1;
	double around = 0, h = b->x - a->x;
	if (a->ok != b->ok)
		return true;
	if (!a->ok)
		return false;
	if (!same_regimes(a, b))
		return true;
	if (gap(t, a, b) < SUSPICIOUS_LEAST || h <= 0)
		return false;
	if (i > 0 && a[-1].ok && !a[-1].break_after)
		around = expected(t, a - 1, a, h);
	if (i + 2 < t->count && b[1].ok && !b->break_after)
		around = fmax(around, expected(t, b, b + 1, h));
	return gap(t, a, b) > SUSPICIOUS_TIMES * around;
}

/* Both sides of what is closed in on, and the play between them. */
struct event {
	struct trace *t;
	struct trace_node *l, *u, *mid;
	double first; /* the sides' difference to begin with */
	int halvings;
};

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
	bool same_l = same_regimes(e->l, e->mid), same_u = same_regimes(e->mid, e->u);
	return same_l == same_u ? gap(e->t, e->l, e->mid) > gap(e->t, e->mid, e->u) : same_u;
}

/* Steep, but smooth: no regime changes, and the difference comes down with the width. */
static bool is_smooth(const struct event *e)
{
	return e->halvings > SMOOTH_AFTER && e->l->ok && e->u->ok && e->mid->ok &&
		same_regimes(e->l, e->mid) && same_regimes(e->mid, e->u) &&
		gap(e->t, e->l, e->u) < SMOOTH_PART * e->first;
}

/* Which side of the event x is on; left is in. */
static enum bracket_side side_of_event(void *context, double x)
{
	struct event *e = context;
	e->halvings++;
	if (!play(e->t, e->mid, x) || is_smooth(e))
		return BRACKET_STOP;
	bool left = lies_left(e);
	swap(left ? &e->u : &e->l, &e->mid);
	return left ? BRACKET_OUT : BRACKET_IN;
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
	if (!play(e->t, e->mid, at_high ? p->high - room : p->low + room) || !e->mid->ok)
		return false;
	const struct trace_node *end = at_high ? e->u : e->l, *far = at_high ? e->l : e->u;
	return same_regimes(far, e->mid) && gap(e->t, e->mid, end) < JUMP_LEAST;
}

/* Whether what was closed in on, between nodes i and i + 1, is the side of an event that is
 * known already: outcomes may become infinitely steep there. */
static bool is_side_of_another(const struct trace *t, int i, const struct event *e)
{
	const struct trace_node *l = &t->node[i], *u = l + 1;
	bool left = i > 0 && l[-1].break_after && e->l->x == l->x;
	bool right = u->break_after && e->u->x == u->x;
	return (left || right) && e->l->ok && e->u->ok && same_regimes(e->l, e->u);
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

/* Puts nodes at both sides of the event between nodes i and i + 1, if there is one. Returns
 * how many came in between. */
static int resolve(struct trace *t, int i)
{
	struct event e = {t, &t->spare[0], &t->spare[1], &t->spare[2], INFINITY, 0};
	const struct trace_plan *p = &t->plan;
	double room = END_ROOM * (p->high - p->low);
	struct bracket_ends ends = {t->node[i].x, t->node[i + 1].x, p->width, p->part};
	if (ends.out - ends.in <= 2 * width_at(t, ends.out))
		return 0;
	copy(e.l, &t->node[i]);
	copy(e.u, &t->node[i + 1]);
	if (e.l->ok && e.u->ok)
		e.first = gap(t, e.l, e.u);
	if (only_at_end(&e) || !bracket_boundary(side_of_event, &e, &ends) ||
		is_side_of_another(t, i, &e))
		return 0;
	bool jump = !e.l->ok || !e.u->ok || gap(t, e.l, e.u) > JUMP_LEAST ||
		leaps(t, &e.l->out, &e.u->out);
	bool at_end = ends.in < p->low + room || ends.out > p->high - room;
	int at = i;
	if (at_end && (p->open || !jump)) {
		t->node[i].break_after = jump;
		return 0;
	}
	if (ends.in > t->node[i].x && insert_after(t, i, e.l))
		at++;
	int inserted = at - i;
	if (ends.out < t->node[at + 1].x && insert_after(t, at, e.u))
		inserted++;
	t->node[at].break_after = jump;
	return inserted;
}

/* ------------------------------------------------------------------- steps */

/* Plays the next node that is not; false: all are. */
static bool step_nodes(struct trace *t)
{
	while (t->stride > 0) {
		while (t->at < t->count && t->node[t->at].done)
			t->at += t->stride;
		if (t->at < t->count) {
			play(t, &t->node[t->at], t->node[t->at].x);
			return true;
		}
		t->stride /= 2;
		t->at = 0;
		if (t->stride == 0)
			find_scales(t);
	}
	return false;
}

/* From left to right. What is left of a stretch that an event was found on is met again, and
 * so is the stretch before, which the event may have made look usual. */
static bool step_events(struct trace *t)
{
	for (; t->at + 1 < t->count; t->at++) {
		if (t->node[t->at].break_after || !suspicious(t, t->at))
			continue;
		if (t->events >= t->plan.events) {
			t->gave_up = true;
			return false;
		}
		if (resolve(t, t->at) > 0) {
			t->events++;
			t->at -= t->at > 0;
		} else {
			t->at++;
		}
		return true;
	}
	return false;
}

/* Whether nodes i and i + 1 are on one smooth stretch: nothing happens between them. */
static bool joined(const struct trace *t, int i)
{
	const struct trace_node *a = &t->node[i], *b = a + 1;
	return a->ok && b->ok && !a->break_after && b->x - a->x > 2 * width_at(t, b->x);
}

/* Player k's utility at node i as the two nodes on either side foretell it: by the cubic
 * through them. */
static double foretold(const struct trace *t, int i, int k)
{
	static const int by[] = {-2, -1, 1, 2};
	double sum = 0;
	for (int p = 0; p < 4; p++) {
		const struct trace_node *node = &t->node[i + by[p]];
		double part = outcome_utility(&node->out, k);
		for (int q = 0; q < 4; q++)
			if (q != p)
				part *= (t->node[i].x - t->node[i + by[q]].x) /
					(node->x - t->node[i + by[q]].x);
		sum += part;
	}
	return sum;
}

/* Whether the nodes around node i are too far apart to show what utilities do. */
static bool is_coarse(const struct trace *t, int i)
{
	if (i < 2 || i + 2 >= t->count)
		return false;
	for (int k = i - 2; k < i + 2; k++)
		if (!joined(t, k))
			return false;
	for (int k = 0; k <= t->n; k++)
		if (fabs(outcome_utility(&t->node[i].out, k) - foretold(t, i, k)) >
			FINE_MISS * t->money)
			return true;
	return false;
}

/* Halves the stretch behind node i, where it is wide enough; false: nothing was done. */
static bool halve(struct trace *t, int i)
{
	double a = t->node[i].x, b = t->node[i + 1].x;
	if (b - a <= FINE_PART * (t->plan.high - t->plan.low))
		return false;
	if (t->fine >= FINE_MAX) {
		t->gave_up = true;
		return false;
	}
	bool done = trace_insert(t, .5 * (a + b)) == i + 1;
	t->fine += done;
	return done;
}

/* From left to right. Where a node was put, what is around it is looked at once more, for
 * events, too. */
static bool step_fine(struct trace *t)
{
	for (; t->plan.fine && t->fine_at < t->count; t->fine_at++) {
		int i = t->fine_at;
		if (!is_coarse(t, i))
			continue;
		bool right = halve(t, i), left = halve(t, i - 1);
		if (!right && !left)
			continue;
		t->at = i > 2 ? i - 2 : 0;
		t->fine_at = t->at;
		return true;
	}
	return false;
}

bool trace_step(struct trace *t)
{
	return step_nodes(t) || step_events(t) || step_fine(t);
}

double trace_progress(const struct trace *t)
{
	int done = 0;
	for (int i = 0; i < t->count; i++)
		done += t->node[i].done;
	return t->count > 0 ? (double)done / t->count : 1;
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
		if (b->x - a->x > 2 * width_at(t, b->x))
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
