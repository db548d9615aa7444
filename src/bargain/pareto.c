/* The Pareto set along one share, as intervals: its nodes, what lies between them that is
 * otherwise, and where each piece ends. dominance.c judges a bargain. */
#include "bargain/dominance.h"

#include <math.h>
#include <stdlib.h>

/* Nodes that foretell little are to be no further apart: beside a kink a player may fare worst and
 * best, one as soon as the other. */
#define WIDE 1e-4

/* The undominated are in. */
static enum bracket_side side_of_set(void *context, double x)
{
	struct judge *j = context;
	if (!work_play_line(j->st->work, j->st->axis, x, j->trial))
		return BRACKET_OUT;
	j->p = j->trial;
	j->p_delta = x;
	return judge_dominated(j) ? BRACKET_OUT : BRACKET_IN;
}

void pareto_add(struct study *st, double from, double to)
{
	struct share_interval *more = realloc(st->interval,
		(size_t)(st->intervals + 1) * sizeof *more);
	if (!more)
		return;
	st->interval = more;
	st->interval[st->intervals++] = (struct share_interval){from, to};
}

static bool is_dominated_at(struct judge *j, const struct trace_node *node)
{
	j->p = &node->out;
	j->p_delta = node->x;
	return judge_dominated(j);
}

/* By how much a bargain between both witnesses, a part t of the way, leaves a player better off
 * than p: at + t rise. */
struct lead {
	double at, rise;
};

static double lead_at(struct lead l, double t)
{
	return l.at + t * l.rise;
}

/* The player's that has the least there. */
static struct lead least_lead(const struct judge *j, const struct outcome *p, double t)
{
	struct lead least = {INFINITY, 0};
	for (int k = 0; k <= p->n; k++) {
		double a = outcome_utility(&j->witness[0], k), b = outcome_utility(&j->witness[1], k);
		struct lead l = {a - outcome_utility(p, k), b - a};
		if (lead_at(l, t) < lead_at(least, t))
			least = l;
	}
	return least;
}

/* The most that it can be for everybody: of those that rise and of those that fall with t the one
 * that is least where both meet, from the witnesses on, until none is less there. */
static double lead(const struct judge *j, const struct outcome *p)
{
	struct lead up = least_lead(j, p, 0), down = least_lead(j, p, 1);
	if (up.rise <= 0)
		return lead_at(up, 0);
	if (down.rise >= 0)
		return lead_at(down, 1);
	for (int k = 0; k <= p->n; k++) {
		double t = (down.at - up.at) / (up.rise - down.rise);
		struct lead least = least_lead(j, p, t);
		if (!(lead_at(least, t) < lead_at(up, t) && lead_at(least, t) < lead_at(down, t)))
			break;
		*(least.rise > 0 ? &up : &down) = least;
	}
	return lead_at(up, (down.at - up.at) / (up.rise - down.rise));
}

/* Closes in on an edge of the set, from a bargain that is in and one that is out; returns the side
 * that is in. The witness against the one is none against the other about where its lead is 0. */
static double close_in(struct judge *j, struct nearing *at, struct outcome *in, struct outcome *out)
{
	double f_in = lead(j, in), f_out = lead(j, out), x;
	while (nearing_look(at, at->in + (at->out - at->in) * f_in / (f_in - f_out), &x)) {
		bool is_in = side_of_set(j, x) == BRACKET_IN;
		*(is_in ? &at->in : &at->out) = x;
		outcome_copy(is_in ? in : out, j->trial);
		f_in = lead(j, in);
		f_out = lead(j, out);
	}
	return at->in;
}

/* Where, between an undominated node and a dominated neighbour, the set ends. */
static double edge(struct judge *j, const struct trace_node *in, const struct trace_node *out,
	bool joined)
{
	double width = out->x - in->x;
	if (!joined || !out->ok)
		return in->x;
	bool narrow = fabs(width) <= 4 * ROUNDING_SHARE;
	double near = in->x + (narrow ? 0 : copysign(2 * ROUNDING_SHARE, width));
	/* The best of a player is a node; what lies within rounding of it is it. */
	if (narrow ? !judge_tells(j, &in->out, &out->out) : side_of_set(j, near) == BRACKET_OUT)
		return in->x;
	struct nearing at = {.in = near, .out = out->x, .told = NAN, .width = INFINITY};
	struct outcome at_in = {.n = 0}, at_out = {.n = 0};
	double found = in->x;
	if (outcome_init(&at_in, out->out.n, NULL) == STATUS_OK &&
		outcome_init(&at_out, out->out.n, NULL) == STATUS_OK) {
		outcome_copy(&at_in, narrow ? &in->out : j->trial);
		outcome_copy(&at_out, &out->out);
		is_dominated_at(j, out); /* for its witness */
		found = close_in(j, &at, &at_in, &at_out);
	}
	outcome_free(&at_in);
	outcome_free(&at_out);
	return found;
}

static void judge_node(struct judge *j, struct trace_node *node)
{
	node->dominated = !node->ok || is_dominated_at(j, node);
}

/* Whether the bargain at x, between nodes i and i + 1, is in the set if they are, or out of it
 * if they are, by what nodes foretell, whatever that may miss. */
static bool is_as_beside(struct judge *j, int i, double x)
{
	const struct trace *c = &j->st->curve;
	bool dominated = c->node[i].dominated;
	double room = TRACE_MISS * c->money, *u = j->st->work->utility;
	if (!trace_foretell(c, i, x, u))
		return false;
	for (int k = 0; k <= c->n; k++)
		*(k > 0 ? &j->trial->domain[k - 1].utility : &j->trial->u_generalist) =
			u[k] + (dominated ? room : -room);
	j->p = j->trial;
	j->p_delta = x;
	return judge_dominated(j) == dominated;
}

/* Stretches wider than WIDE may hold a gap, or a piece, of the set although both ends are
 * alike: where the middle is not, it becomes a node. */
/* The stretch after node i; returns the node to go on from. */
static int judge_middle(struct judge *j, int i)
{
	struct trace *c = &j->st->curve;
	const struct trace_node *a = &c->node[i], *b = a + 1;
	double middle = .5 * (a->x + b->x);
	if (a->break_after || b->x - a->x <= WIDE || a->dominated != b->dominated ||
		is_as_beside(j, i, middle) || (side_of_set(j, middle) == BRACKET_IN) != a->dominated)
		return i + 1;
	bool dominated = !a->dominated;
	int at = trace_insert(c, middle);
	c->node[at].dominated = dominated;
	return at + 1;
}

/* The piece of the set from node i to node last. */
static struct share_interval piece(struct judge *j, int i, int last)
{
	const struct trace *c = &j->st->curve;
	const struct trace_node *node = c->node;
	struct share_interval in = {node[i].x, node[last].x};
	if (i > 0)
		in.from = edge(j, &node[i], &node[i - 1], !node[i - 1].break_after);
	if (last + 1 < c->count)
		in.to = edge(j, &node[last], &node[last + 1], !node[last].break_after);
	return in;
}

/* The share of a piece that is but a point: the node that the most is had at. */
static double point_of(const struct judge *j, int i, int last)
{
	const struct trace_node *node = j->st->curve.node;
	int best = i;
	for (int k = i; k <= last; k++)
		if (node[k].out.joint > node[best].out.joint)
			best = k;
	return node[best].x;
}

/* An end of a piece is worse than its best by what is equal, and what the end is known to. */
#define ALIKE 4

static bool nobody_tells(const struct judge *j, const struct outcome *a, const struct outcome *b)
{
	for (int k = 0; k <= j->st->n; k++)
		if (fabs(outcome_utility(a, k) - outcome_utility(b, k)) > ALIKE * j->room)
			return false;
	return true;
}

/* Whether nobody can tell the nodes from i to last apart, nor them from a piece's end. */
static bool is_alike(const struct judge *j, int i, int last, struct share_interval in)
{
	const struct trace_node *node = j->st->curve.node;
	struct study_work *w = j->st->work;
	for (int at = i + 1; at <= last; at++)
		if (!nobody_tells(j, &node[at].out, &node[i].out))
			return false;
	for (int end = 0; end < 2; end++)
		if (!work_play_line(w, j->st->axis, end ? in.to : in.from, &w->scratch) ||
			!nobody_tells(j, &w->scratch, &node[i].out))
			return false;
	return true;
}

/* The piece that begins at node i, if one does; returns the node to go on from. */
static int find_piece(struct judge *j, int i)
{
	struct study *st = j->st;
	const struct trace_node *node = st->curve.node;
	int last = i;
	if (node[i].dominated)
		return i + 1;
	while (last + 1 < st->curve.count && !node[last + 1].dominated)
		last++;
	struct share_interval in = piece(j, i, last);
	if (in.to - in.from <= 4 * ROUNDING_SHARE && is_alike(j, i, last, in))
		in.from = in.to = point_of(j, i, last);
	pareto_add(st, in.from, in.to);
	return last + 1;
}

static bool next_stage(struct pareto_work *p)
{
	bool more = p->stage != PARETO_PIECES;
	if (more)
		*p = (struct pareto_work){p->stage + 1, 0};
	return more;
}

/* One node, or piece, of the curve, which is complete. */
static bool step_nodes(struct study *st)
{
	struct judge j;
	struct pareto_work *p = &st->work->pareto;
	int count = st->curve.count - (p->stage == PARETO_MIDDLES);
	struct error err;
	if (p->at >= count)
		return next_stage(p);
	if (judge_init(&j, st, &err) != STATUS_OK)
		return false;
	if (p->stage == PARETO_NODES)
		judge_node(&j, &st->curve.node[p->at++]);
	else
		p->at = (p->stage == PARETO_MIDDLES ? judge_middle : find_piece)(&j, p->at);
	return true;
}

bool pareto_step(struct study *st)
{
	struct pareto_work *p = &st->work->pareto;
	switch (p->stage) {
	case PARETO_FINE:
		if (p->at++ == 0)
			trace_refine(&st->curve, WIDE);
		return trace_step(&st->curve) || next_stage(p);
	case PARETO_EXTREMES:
		return single_extremes(st, &st->work->tops) || next_stage(p);
	default:
		return step_nodes(st);
	}
}

static bool all_gain(const struct study *st, const struct outcome *out)
{
	const struct study_work *w = st->work;
	for (int k = 0; k < w->players; k++)
		if (!st->bystander[k] &&
			outcome_utility(out, k) - w->outside[k] <= NO_GAIN * st->scale)
			return false;
	return true;
}

bool shares_inside(const struct study *st, const double *delta)
{
	for (int i = 0; i < st->n; i++)
		if (delta[i] > 0 && delta[i] < 1)
			return true;
	return false;
}

static bool anybody(const struct study *st)
{
	for (int k = 0; k <= st->n; k++)
		if (!st->bystander[k])
			return true;
	return false;
}

/* Of several shares: by another rule's bargain, or one of the frontier. Each of these is known
 * to ROUNDING_SHARE where a payoff has its top, and so is what others get there: two rules may
 * come to the same top, with shares that differ by less. And each may have taken as much as rounding
 * from somebody, for what others gain by that. */
static bool is_bettered(struct judge *j)
{
	enum { TAKEN = 3 };
	const struct study *st = j->st;
	double gain = ROUNDING_SHARE * st->scale;
	j->room = TAKEN * ROUNDING * st->scale;
	for (int q = 0; q < st->solutions; q++)
		if (st->solution[q].agreement &&
			judge_beats(j, payoffs_of(st->work, &st->solution[q].out).u, gain))
			return true;
	for (int q = 0; q < st->points; q++)
		if (judge_beats(j, st->point[q].u, gain))
			return true;
	return false;
}

/* Marks the solutions that are Pareto-optimal and says whether profit-sharing
 * exists. */
void pareto_flags(struct study *st)
{
	struct judge j;
	struct error err;
	st->profit_sharing = false;
	if (!anybody(st) || judge_init(&j, st, &err) != STATUS_OK)
		return;
	for (int s = 0; s < st->solutions; s++) {
		struct solution *sol = &st->solution[s];
		if (!sol->agreement || !sol->done)
			continue;
		j.p = &sol->out;
		j.p_delta = sol->delta[0];
		if (st->shares == 1) {
			sol->pareto = !judge_dominated(&j);
		} else {
			sol->pareto = !is_bettered(&j);
		}
		if (sol->pareto && shares_inside(st, sol->delta) && all_gain(st, &sol->out))
			st->profit_sharing = true;
	}
	for (int i = 0; st->shares == 1 && i < st->curve.count; i++) {
		const struct trace_node *node = &st->curve.node[i];
		if (node->ok && !node->dominated && node->x > 0 && node->x < 1 &&
			all_gain(st, &node->out))
			st->profit_sharing = true;
	}
}
