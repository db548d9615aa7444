/* How all go with the shares around a bargain. What a specialist does depends on its share and on
 * the level alone: so slopes are told by its replies, without plays. The level goes with the
 * shares: it stays where the generalist's payoff is level, or where one specialist gets no more
 * than it must, as it would leave below. */
#include "bargain/joint_edge.h"

#include "solver/why.h"

#include <math.h>
#include <string.h>

/* Differences that slopes and bends are taken by, of a share and in parts of the level. */
#define FOR_SLOPE 1e-6
#define FOR_BEND 1e-4
/* Who gets no more than this over what it must may hold the level, of the scale. */
#define KEPT NO_GAIN_HELD
/* A level at which the generalist's payoff rises by no more, in parts of both, is level. */
#define LEVEL_ROOM 1e-3
/* Levels that differ by less, of the level, are one, seen twice. */
#define SAME_LEVEL 1e-3

struct reply {
	double own, paid, alpha;
};

static bool reply_at(const struct climber *e, int i, double share, double level, struct reply *r)
{
	struct domain_outcome d;
	if (solver_active_payoff(e->j->st->work->solver, i, share, level, &d, NULL) != STATUS_OK)
		return false;
	*r = (struct reply){d.utility / e->scale, d.paid / e->scale, d.alpha};
	return isfinite(r->own) && isfinite(r->paid);
}

/* Replies around a bargain: at a lower and a higher share, and at the share at lower and higher
 * levels; or all four together. */
static bool around(const struct climber *e, const struct near *q, int i, double h, bool corners,
	struct reply r[4], double *apart)
{
	double low = fmax(q->x[i] - h, 0), high = fmin(q->x[i] + h, 1);
	double down = q->level * (1 - h), up = q->level * (1 + h);
	*apart = high - low;
	if (corners)
		return reply_at(e, i, low, down, &r[0]) && reply_at(e, i, low, up, &r[1]) &&
		       reply_at(e, i, high, down, &r[2]) && reply_at(e, i, high, up, &r[3]);
	return reply_at(e, i, low, q->level, &r[0]) && reply_at(e, i, high, q->level, &r[1]) &&
	       reply_at(e, i, q->x[i], down, &r[2]) && reply_at(e, i, q->x[i], up, &r[3]);
}

static bool add_slopes(const struct climber *e, struct near *q, int i)
{
	const struct specialist *d = &e->j->st->work->order.game.specialist[i];
	double apart, earns = revenue_earns(&d->revenue) ? 1 / fabs(e->unit) : 0;
	struct reply r[4];
	if (!around(e, q, i, FOR_SLOPE, false, r, &apart))
		return false;
	q->by_share[0][i] = (r[1].paid - r[0].paid) / apart;
	q->by_share[1 + i][i] = (r[1].own - r[0].own) / apart;
	q->by_share[e->n + 1][i] = earns * (r[1].alpha - r[0].alpha) / apart;
	q->by_level[0] += (r[3].paid - r[2].paid) / (2 * FOR_SLOPE);
	q->by_level[1 + i] = (r[3].own - r[2].own) / (2 * FOR_SLOPE);
	q->by_level[e->n + 1] += earns * (r[3].alpha - r[2].alpha) / (2 * FOR_SLOPE);
	return true;
}

static double cost_at(const struct climber *e, double level)
{
	return cost_value(&e->j->st->work->order.game.generalist.cost, level, 0) / e->scale;
}

bool edge_look(const struct climber *e, const double *x, struct near *q)
{
	const struct study_work *w = e->j->st->work;
	const struct outcome *out = &w->scratch;
	memset(q, 0, sizeof *q);
	memcpy(q->x, x, (size_t)e->n * sizeof *x);
	q->level = out->alpha0;
	for (int k = 0; k <= e->n; k++)
		q->over[k] = (outcome_utility(out, k) - w->outside[k]) / e->scale;
	if (!out->invests)
		return true;
	q->by_level[0] =
		(cost_at(e, q->level * (1 - FOR_SLOPE)) - cost_at(e, q->level * (1 + FOR_SLOPE))) /
		(2 * FOR_SLOPE);
	for (int i = 0; i < e->n; i++) {
		q->active[i] = out->domain[i].regime != REGIME_ABSTAIN;
		if (q->active[i] && !add_slopes(e, q, i))
			return false;
	}
	return true;
}

/* How the slope of the generalist's payoff by the level changes. */
static bool look_at_bend(const struct climber *e, struct near *q)
{
	double h = FOR_BEND, apart;
	struct reply r[4], at;
	q->bend = 2 * cost_at(e, q->level) - cost_at(e, q->level * (1 - h)) -
		cost_at(e, q->level * (1 + h));
	for (int i = 0; i < e->n; i++) {
		if (!q->active[i])
			continue;
		if (!around(e, q, i, h, true, r, &apart))
			return false;
		q->turn[i] = (r[3].paid - r[2].paid - r[1].paid + r[0].paid) / (2 * h * apart);
		if (!around(e, q, i, h, false, r, &apart) ||
			!reply_at(e, i, q->x[i], q->level, &at))
			return false;
		q->bend += r[2].paid + r[3].paid - 2 * at.paid;
	}
	q->bend /= h * h;
	return true;
}

/* A payoff is convex in the share: Newton's steps end where it is what it must be. */
double edge_share_kept(const struct joint *j, int i, double share, double level)
{
	enum { NEWTON = 20 };
	const struct study_work *w = j->st->work;
	struct domain_outcome d;
	for (int k = 0; k < NEWTON; k++) {
		if (solver_active_payoff(w->solver, i, share, level, &d, NULL) != STATUS_OK)
			return NAN;
		double step = (d.utility - w->outside[1 + i]) / d.revenue;
		share = fmin(fmax(share + step, 0), 1);
		if (!(fabs(step) > SHARE_EXACT))
			break;
	}
	return share;
}

static bool is_kept(const struct near *q, int i)
{
	return q->active[i] && q->x[i] > 0 && q->x[i] < 1 && q->over[1 + i] <= KEPT;
}

bool edge_may_hold(const struct near *q, int i)
{
	if (i == EDGE_SMOOTH)
		return fabs(q->by_level[0]) <= LEVEL_ROOM;
	return q->level > 0 && is_kept(q, i);
}

bool edge_set_slopes(struct climber *e)
{
	struct near *q = &e->here;
	int held = e->held;
	memset(e->level, 0, sizeof e->level);
	if (held == EDGE_SMOOTH && q->level > 0) {
		if (!look_at_bend(e, q) || !(q->bend < 0))
			return false;
		for (int i = 0; i < e->n; i++)
			e->level[i] = -q->turn[i] / q->bend;
	} else if (held != EDGE_SMOOTH) {
		e->level[held] = 1;
		e->along = -fmax(q->by_level[1 + held], 0) / q->by_share[1 + held][held];
		if (!(q->by_level[1 + held] > -ROUNDING / FOR_SLOPE) || !isfinite(e->along))
			return false;
	}
	for (int o = 0; o < e->n + 2; o++)
		for (int i = 0; i < e->n; i++)
			e->slope[o][i] = q->by_share[o][i] * (i == held ? e->along : 1) +
				q->by_level[o] * e->level[i];
	return true;
}

double edge_level(const struct climber *e, const double *step)
{
	double to = 1;
	for (int i = 0; i < e->n; i++)
		to += e->level[i] * step[i];
	return to * e->here.level;
}

bool edge_shares(const struct climber *e, const double *step, double *x)
{
	for (int i = 0; i < e->n; i++)
		x[i] = fmin(fmax(e->here.x[i] + step[i] * (i == e->held ? e->along : 1), 0), 1);
	if (e->held != EDGE_SMOOTH)
		x[e->held] = edge_share_kept(e->j, e->held, x[e->held], edge_level(e, step));
	return e->held == EDGE_SMOOTH || !isnan(x[e->held]);
}

bool edge_foresee(const struct climber *e, const double *x, double level, double *over)
{
	const struct study_work *w = e->j->st->work;
	struct reply r;
	over[0] = -cost_at(e, level) - w->outside[0] / e->scale;
	for (int i = 0; i < e->n; i++) {
		over[1 + i] = e->here.over[1 + i];
		if (!e->here.active[i])
			continue;
		if (!reply_at(e, i, x[i], level, &r))
			return false;
		over[0] += r.paid;
		over[1 + i] = r.own - w->outside[1 + i] / e->scale;
	}
	return true;
}

void edge_add_other(struct climber *e, const double *x)
{
	struct near q;
	struct other o = {0};
	int held = EDGE_SMOOTH;
	if (!edge_look(e, x, &q))
		return;
	o.level = q.level;
	o.over = q.over[0];
	memcpy(o.at, x, (size_t)e->n * sizeof *x);
	for (int i = 0; i < e->n; i++)
		if (is_kept(&q, i) && (held == EDGE_SMOOTH || q.over[1 + i] < q.over[1 + held]))
			held = i;
	memcpy(o.by, q.by_share[0], sizeof o.by);
	if (held != EDGE_SMOOTH && q.by_level[1 + held] > 0)
		o.by[held] -= q.by_level[0] * q.by_share[1 + held][held] / q.by_level[1 + held];
	int at = 0;
	while (at < e->others && fabs(e->other[at].level - o.level) > SAME_LEVEL * e->here.level)
		at++;
	if (at == EDGE_OTHERS) {
		memmove(e->other, e->other + 1, (EDGE_OTHERS - 1) * sizeof *e->other);
		at--;
	}
	e->other[at] = o;
	e->others += at == e->others;
}
