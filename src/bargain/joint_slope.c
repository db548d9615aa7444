/* How all go with the shares around a bargain. What a specialist does depends on its share and on
 * the level alone: so slopes are told by its replies, without plays. The level goes with the
 * shares: it stays where the generalist's payoff is level, or on the border beyond which one
 * specialist does otherwise: it would leave, leap to another way to act, or go on otherwise, as
 * where its revenue has a kink. */
#include "bargain/joint_edge.h"

#include "base/bracket.h"
#include "solver/why.h"

#include <math.h>
#include <string.h>

/* Differences that slopes and bends are taken by, of a share and in parts of the level. */
#define FOR_SLOPE 1e-6
#define FOR_BEND 1e-4
/* Who gets no more than this over what it would else may hold the level, of the scale. */
#define KEPT NO_GAIN_HELD
/* A reply that changes by more beside a bargain, of the level, leaps there; one whose slope by the
 * level, in parts of both, changes by more has a kink. */
#define LEAP 1e-4
#define KINK .05
/* How far off a leap is looked for, of a share. */
#define LEAP_NEAR 1e-10
#define LEAP_FAR .1
/* A level at which the generalist's payoff rises by no more, in parts of both, is level. */
#define LEVEL_ROOM 1e-3
/* How far off a kink its tangents are taken, of a share, first, last, and how much nearer each time. */
#define KINK_FAR 1e-4
#define KINK_NEAR 1e-9
#define KINK_NEARER .1
/* Levels that differ by less, of the level, are one, seen twice; or by so many times what the
 * shares do at which they are seen. */
#define SAME_LEVEL 1e-3
#define SAME_BY_SHARE 4

/* A reply; or how it goes with a share, or with parts of the level. */
struct reply {
	double own, paid, alpha;
};

static struct reply reply_of(const struct climber *e, const struct domain_outcome *d)
{
	return (struct reply){d->utility / e->scale, d->paid / e->scale, d->alpha};
}

static bool reply_at(const struct climber *e, int i, double share, double level, struct reply *r)
{
	struct domain_outcome d;
	if (solver_active_payoff(e->j->st->work->solver, i, share, level, &d, NULL) != STATUS_OK)
		return false;
	*r = reply_of(e, &d);
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

static bool is_nearer(const struct reply *a, const struct reply *b, const struct reply *to)
{
	return fabs(a->alpha - to->alpha) < fabs(b->alpha - to->alpha);
}

static struct reply slope(const struct reply *from, const struct reply *to, double apart)
{
	return (struct reply){(to->own - from->own) / apart, (to->paid - from->paid) / apart,
		(to->alpha - from->alpha) / apart};
}

/* How a reply goes with the share and with the level. */
struct slopes {
	struct reply by_share, by_level;
};

/* The reply of specialist i at a bargain and around it, and on which side of a border through that
 * it is as there. */
struct sides {
	struct reply at, r[4];
	bool lower, upper;
};

/* On that side, or beyond the border. */
static struct slopes slopes_on(const struct sides *b, bool here)
{
	const struct reply *at = &b->at, *r = b->r;
	double h = FOR_SLOPE;
	return (struct slopes){b->lower == here ? slope(&r[0], at, h) : slope(at, &r[1], h),
		b->upper == here ? slope(at, &r[3], h) : slope(&r[2], at, h)};
}

/* Whether at once a lower share and a higher level change the reply as both do one by one: no kink
 * is between. */
static bool adds_up(const struct climber *e, const struct near *q, int i, const struct sides *b)
{
	struct reply both;
	if (!reply_at(e, i, q->x[i] - FOR_SLOPE, q->level * (1 + FOR_SLOPE), &both))
		return false;
	return fabs(both.alpha + b->at.alpha - b->r[0].alpha - b->r[3].alpha) <=
		KINK * FOR_SLOPE * q->level;
}

/* Whether a border goes through the bargain; sets its sides. Where a reply has a kink it is the
 * same on both: here is then where it rises more by the level. At a share's ends none is sought. */
static bool find_border(const struct climber *e, struct near *q, int i, struct sides *b)
{
	double jump = fabs(b->r[3].alpha - b->r[2].alpha);
	double turn = b->r[2].alpha + b->r[3].alpha - 2 * b->at.alpha;
	if (q->x[i] < FOR_SLOPE || q->x[i] > 1 - FOR_SLOPE)
		return false;
	if (jump > LEAP * q->level) {
		q->leap[i] = jump;
		b->upper = is_nearer(&b->r[3], &b->r[2], &b->at);
		b->lower = is_nearer(&b->r[0], &b->r[1], &b->at);
	} else if (fabs(turn) > KINK * FOR_SLOPE * q->level) {
		q->kink[i] = true;
		b->upper = turn > 0;
		b->lower = adds_up(e, q, i, b) == b->upper;
	}
	return q->leap[i] > 0 || q->kink[i];
}

/* How much more specialist i gets by what it does here than beyond, or, at a kink, how much more
 * its reply rises. */
static double gap(const struct near *q, int i, const struct reply *here, const struct reply *beyond)
{
	return q->kink[i] ? here->alpha - beyond->alpha : here->own - beyond->own;
}

static bool add_slopes(const struct climber *e, struct near *q, int i)
{
	const struct study_work *w = e->j->st->work;
	double apart, earns = revenue_earns(&w->order.game.specialist[i].revenue) ?
		1 / fabs(e->unit) : 0;
	struct sides b = {.at = reply_of(e, &w->scratch.domain[i])};
	if (!around(e, q, i, FOR_SLOPE, false, b.r, &apart))
		return false;
	struct slopes s = {slope(&b.r[0], &b.r[1], apart), slope(&b.r[2], &b.r[3], 2 * FOR_SLOPE)};
	struct slopes beyond = {0}; /* where it stays away */
	q->gap[i] = q->over[1 + i];
	if (find_border(e, q, i, &b)) {
		q->gap[i] = 0;
		s = slopes_on(&b, true);
		beyond = slopes_on(&b, false);
	}
	q->gap_by_share[i] = gap(q, i, &s.by_share, &beyond.by_share);
	q->gap_by_level[i] = gap(q, i, &s.by_level, &beyond.by_level);
	q->by_share[0][i] = s.by_share.paid;
	q->by_share[1 + i][i] = s.by_share.own;
	q->by_share[e->n + 1][i] = earns * s.by_share.alpha;
	q->by_level[0] += s.by_level.paid;
	q->by_level[1 + i] = s.by_level.own;
	q->by_level[e->n + 1] += earns * s.by_level.alpha;
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

/* One specialist at a level, by its share: how it replies below a leap, and above. */
struct leaping {
	const struct climber *e;
	int i;
	double level;
	struct reply below, above;
};

static enum bracket_side is_below(void *context, double share)
{
	const struct leaping *l = context;
	struct reply r;
	if (!reply_at(l->e, l->i, share, l->level, &r))
		return BRACKET_STOP;
	return is_nearer(&l->below, &l->above, &r) ? BRACKET_IN : BRACKET_OUT;
}

/* The last share below a leap, which is near one given. NaN: none. */
static double share_at_leap(const struct climber *e, int i, double share, double level)
{
	struct leaping l = {.e = e, .i = i, .level = level};
	for (double off = LEAP_NEAR; off <= LEAP_FAR; off *= 4) {
		struct bracket_ends ends = {.in = fmax(share - off, 0), .out = fmin(share + off, 1)};
		if (!reply_at(e, i, ends.in, level, &l.below) ||
			!reply_at(e, i, ends.out, level, &l.above))
			return NAN;
		if (fabs(l.below.alpha - l.above.alpha) > .5 * e->here.leap[i])
			return bracket_boundary(is_below, &l, &ends) ? ends.in : NAN;
	}
	return NAN;
}

/* How far beyond a share the tangents of a reply from both sides of it meet; NaN: none do. */
static double to_kink(const struct climber *e, int i, double share, double level, double off)
{
	struct reply low[2], high[2];
	if (!(share >= 2 * off && share <= 1 - 2 * off))
		return NAN;
	for (int k = 0; k < 2; k++)
		if (!reply_at(e, i, share - (k + 1) * off, level, &low[k]) ||
			!reply_at(e, i, share + (k + 1) * off, level, &high[k]))
			return NAN;
	double before = low[0].alpha - low[1].alpha, after = high[1].alpha - high[0].alpha;
	return off * (high[0].alpha - low[0].alpha - before - after) / (before - after);
}

/* The share, near one given, at which a reply has its kink at a level; as given where that is
 * further off. */
static double share_at_kink(const struct climber *e, int i, double share, double level)
{
	for (double off = KINK_FAR; off >= KINK_NEAR; off *= KINK_NEARER) {
		double beyond = to_kink(e, i, share, level, off);
		if (!(fabs(beyond) < off))
			break;
		share += beyond;
	}
	return share;
}

/* A payoff is convex in the share: Newton's steps end where it is what it must be. */
static double share_that_pays(const struct climber *e, int i, double share, double level)
{
	enum { NEWTON = 20 };
	const struct study_work *w = e->j->st->work;
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

double edge_share_kept(const struct climber *e, int i, double share, double level)
{
	if (e->here.kink[i])
		return share_at_kink(e, i, share, level);
	return (e->here.leap[i] > 0 ? share_at_leap : share_that_pays)(e, i, share, level);
}

static bool is_kept(const struct near *q, int i)
{
	return q->active[i] && q->x[i] > 0 && q->x[i] < 1 && q->gap[i] <= KEPT;
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
		e->along = -fmax(q->gap_by_level[held], 0) / q->gap_by_share[held];
		if (!(q->gap_by_level[held] > -ROUNDING / FOR_SLOPE) || !isfinite(e->along))
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
		x[e->held] = edge_share_kept(e, e->held, x[e->held], edge_level(e, step));
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

bool edge_is_other(const struct climber *e, const struct other *o, const double *x)
{
	double room = SAME_LEVEL + SAME_BY_SHARE * work_apart(e->n, o->at, x);
	return fabs(o->level - e->j->st->work->scratch.alpha0) <= room * e->here.level;
}

void edge_add_other(struct climber *e, const double *x)
{
	struct near q;
	struct other o = {0};
	int held = EDGE_SMOOTH;
	/* That it would rather stay away is a condition already. */
	if (!e->j->st->work->scratch.invests || !edge_look(e, x, &q))
		return;
	o.level = q.level;
	o.over = q.over[0];
	memcpy(o.at, x, (size_t)e->n * sizeof *x);
	for (int i = 0; i < e->n; i++)
		if (is_kept(&q, i) && (held == EDGE_SMOOTH || q.gap[i] < q.gap[held]))
			held = i;
	memcpy(o.by, q.by_share[0], sizeof o.by);
	if (held != EDGE_SMOOTH && q.gap_by_level[held] > 0)
		o.by[held] -= q.by_level[0] * q.gap_by_share[held] / q.gap_by_level[held];
	int at = 0;
	while (at < e->others && !edge_is_other(e, &e->other[at], x))
		at++;
	if (at == EDGE_OTHERS) {
		memmove(e->other, e->other + 1, (EDGE_OTHERS - 1) * sizeof *e->other);
		at--;
	}
	e->other[at] = o;
	e->others += at == e->others;
}
