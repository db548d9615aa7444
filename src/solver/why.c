#include "solver/why.h"

#include "solver/stage.h"

#include <math.h>
#include <stdlib.h>

enum { GRID = 400 };

/* One scan of the generalist's payoff. */
struct scan {
	struct solver *s;
	const double *delta;
	struct outcome play;
	struct choice *choice;
	int count, most;
	enum status status;
	struct error *err;
};

static double payoff(struct scan *c, double a0)
{
	if (c->status == STATUS_OK)
		c->status = solver_play(c->s, c->delta, a0, &c->play, c->err);
	return c->status == STATUS_OK ? c->play.u_generalist : -INFINITY;
}

/* Keeps the list in order of payoff; what is as good as there and near is the same. */
static void keep(struct scan *c, struct choice new)
{
	int at = c->count;
	for (int i = 0; i < c->count; i++)
		if (fabs(c->choice[i].a0 - new.a0) <= 1e-4 * (1 + new.a0))
			return;
	while (at > 0 && c->choice[at - 1].payoff < new.payoff)
		at--;
	if (at >= c->most)
		return;
	int last = c->count < c->most ? c->count++ : c->count - 1;
	for (int i = last; i > at; i--)
		c->choice[i] = c->choice[i - 1];
	c->choice[at] = new;
}

/* Golden section in [a, b]: exact enough for a figure in a sentence. */
static struct choice refine(struct scan *c, double a, double b)
{
	const double g = 0.38196601125010515;
	double x1 = a + g * (b - a), x2 = b - g * (b - a);
	double f1 = payoff(c, x1), f2 = payoff(c, x2);
	for (int i = 0; i < 48; i++) {
		if (f1 >= f2) {
			b = x2;
			x2 = x1;
			f2 = f1;
			x1 = a + g * (b - a);
			f1 = payoff(c, x1);
		} else {
			a = x1;
			x1 = x2;
			f1 = f2;
			x2 = b - g * (b - a);
			f2 = payoff(c, x2);
		}
	}
	return f1 >= f2 ? (struct choice){x1, f1, -1} : (struct choice){x2, f2, -1};
}

/* The equilibrium's own level first: it is exact. Where the generalist abstains its
 * best level is asked for all the same: often it is where the scan ends, and no
 * local best of the grid. */
static bool add_equilibrium(struct scan *c, double *top)
{
	c->status = solver_equilibrium(c->s, c->delta, &c->play, c->err);
	if (c->status == STATUS_OK && !c->play.invests)
		c->status = solver_best_play(c->s, c->delta, &c->play, c->err);
	if (c->status != STATUS_OK)
		return false;
	*top = 3 * c->play.alpha0;
	keep(c, (struct choice){c->play.alpha0, c->play.u_generalist, -1});
	return true;
}

static void add_thresholds(struct scan *c)
{
	const struct game *g = solver_game(c->s);
	for (int i = 0; i < g->n && c->status == STATUS_OK; i++) {
		double from, v;
		c->status = solver_participation(c->s, i, c->delta[i], &from, c->err);
		if (c->status != STATUS_OK || !(from > 0 && from < 1e9))
			continue;
		for (int k = 0; k < c->count; k++)
			if (fabs(c->choice[k].a0 - from) <= 1e-7 * (1 + from))
				c->choice[k].squeezed = i;
		v = payoff(c, from);
		if (v > payoff(c, from * (1 + 1e-6)) && v > payoff(c, from * (1 - 1e-6)))
			keep(c, (struct choice){from, v, i});
	}
}

enum status solver_choices(struct solver *s, const double *delta, struct choice *choice,
	int most, int *count, struct error *err)
{
	struct scan c = {.s = s, .delta = delta, .choice = choice, .most = most, .err = err};
	double top = 0, horizon = 0;
	*count = 0;
	c.status = outcome_init(&c.play, solver_game(s)->n, err);
	if (c.status != STATUS_OK)
		return c.status;
	if (add_equilibrium(&c, &top)) {
		c.status = solver_a0_max(s, delta, &horizon, err);
		top = fmax(top, fmin(horizon, top > 0 ? 4 * top : horizon));
		add_thresholds(&c);
	}
	double before = -INFINITY, here = payoff(&c, 0);
	for (int i = 0; i < GRID && c.status == STATUS_OK; i++) {
		double next = payoff(&c, top * (i + 1) / GRID);
		if (i == 0 && here > next)
			keep(&c, (struct choice){0, here, -1});
		if (i > 0 && here >= before && here > next)
			keep(&c, refine(&c, top * (i - 1) / GRID, top * (i + 1) / GRID));
		before = here;
		here = next;
	}
	*count = c.count;
	outcome_free(&c.play);
	return c.status;
}

/* ----------------------------------------------------------------- margins */

static struct margins margins_at(const struct specialist *d, double w, double a0, double x)
{
	struct cost_jet c;
	struct jet r;
	revenue_jet(&d->revenue, a0 + x, &r);
	cost_jet(&d->cost, x, a0, &c);
	return (struct margins){.earns = w > 0 ? w * r.d1 : 0, .costs = c.d1};
}

/* As far beyond x as a part `room` of the level; of level 0 there is no part. */
static double hair(double a0, double x, double room)
{
	return x + room * (a0 + x > 0 ? a0 + x : 1);
}

struct margins specialist_margins(const struct specialist *d, double delta_i, double a0, double x)
{
	struct margins m = margins_at(d, 1 - delta_i, a0, x);
	if (!revenue_has_kinks(&d->revenue) && !cost_has_kinks(&d->cost))
		return m;
	struct margins beyond = margins_at(d, 1 - delta_i, a0, hair(a0, x, 1e-12));
	/* What is infinite at 0 is finite a hair off, and no kink. */
	return isfinite(m.earns) && isfinite(m.costs) ? beyond : m;
}

bool specialist_stop(const struct specialist *d, double delta_i, double a0, double x,
	struct margins *out)
{
	double here = specialist_payoff(d, delta_i, a0, x);
	double step = 1e-6 * (fabs(here) + cost_value(&d->cost, x, a0));
	*out = margins_at(d, 1 - delta_i, a0, x);
	/* A kink, or a step, may lie as far off as x is inexact. */
	for (double room = 1e-12; out->earns > out->costs * (1 + 1e-6); room *= 10) {
		double beyond = hair(a0, x, room);
		double loss = here - specialist_payoff(d, delta_i, a0, beyond);
		if (room > 1e-7)
			return false;
		*out = margins_at(d, 1 - delta_i, a0, beyond);
		if (loss > step && loss > 0) {
			out->loss = loss;
			return true;
		}
	}
	/* The same but for rounding, which must not show in a last digit. */
	if (fabs(out->earns - out->costs) <= 1e-6 * out->costs)
		out->earns = out->costs;
	return true;
}
