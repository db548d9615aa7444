#include "bargain/play.h"

#include "bargain/study_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Steps of the search for the best share. */
#define SHARES 100
/* A difference of utilities that nobody would regret, relative to them. */
#define UNFELT 1e-6

void play_set_share(const struct game *g, int specialist, double share, double *delta)
{
	for (int i = 0; i < g->n; i++)
		if (i == specialist || game_shares(g) < 2)
			delta[i] = share;
}

static struct match_choice added_by(const struct game *g, const struct outcome *o, int i)
{
	if (o->domain[i].regime == REGIME_ABSTAIN)
		return (struct match_choice){{PLAY_STAY_OUT}};
	return match_added(g, o, i);
}

static bool takes_part(const struct play *p)
{
	return p->added.of[0] != PLAY_STAY_OUT;
}

static struct division divided(const struct game *g, const struct play *p)
{
	return match_division(g, p->specialist, p->delta[p->specialist], &p->level, &p->added);
}

static bool felt(double difference, double of, double size)
{
	return fabs(difference) > UNFELT * fmax(size, fabs(of));
}

double play_regret(double best, double got, double size)
{
	return best > got && felt(best - got, best, size) ? best - got : 0;
}

/* All that the domains earn. */
static double earned(const struct outcome *o)
{
	double sum = 0;
	for (int i = 0; i < o->n; i++)
		sum += fabs(o->domain[i].revenue);
	return sum;
}

/* What a domain puts into one pot of all profits. */
static double put_in(const struct game *g, const struct play *p, const struct match_choice *added)
{
	int i = p->specialist;
	if (added->of[0] == PLAY_STAY_OUT)
		return 0;
	return revenue_value(&g->specialist[i].revenue, p->level.of[0] + added->of[0]) -
		match_cost(g, i + 1, &p->level, added);
}

/* The pot as played, where `o` has the specialist answer best, as the others do. */
static double pot(const struct game *g, const struct play *p, const struct outcome *o)
{
	struct match_choice best = added_by(g, o, p->specialist);
	return o->joint - put_in(g, p, &best) + put_in(g, p, &p->added);
}

/* The specialist's payoff, before lump sums. */
static double specialist_gets(const struct game *g, const struct play *p,
	const struct outcome *o)
{
	if (g->contract == CONTRACT_PROFIT) /* in or out, it has its part */
		return (1 - p->delta[p->specialist]) / g->n * pot(g, p, o);
	return takes_part(p) ? divided(g, p).own : 0;
}

/* The generalist's: `o` has the specialist answer best, which it need not have. */
static double generalist_gets(const struct game *g, const struct play *p,
	const struct outcome *o)
{
	if (g->contract == CONTRACT_PROFIT)
		return p->delta[p->specialist] * pot(g, p, o);
	int i = p->specialist;
	double u = o->u_generalist;
	if (o->domain[i].regime != REGIME_ABSTAIN)
		u -= o->domain[i].paid;
	return takes_part(p) ? u + divided(g, p).paid : u;
}

/* eq: the equilibrium; o: the best answers to the level played. */
static void compare(const struct game *g, const struct play *p, const struct outcome *eq,
	const struct outcome *o, struct play_result *r)
{
	const struct domain_outcome *best = &o->domain[p->specialist];
	const struct domain_outcome *there = &eq->domain[p->specialist];
	r->u_generalist = generalist_gets(g, p, o);
	r->u_specialist = specialist_gets(g, p, o);
	r->best_added = added_by(g, o, p->specialist);
	r->best_u_specialist = best->utility;
	r->level = match_first(g, eq);
	r->added = added_by(g, eq, p->specialist);
	r->eq_u_generalist = eq->u_generalist;
	r->eq_u_specialist = there->utility;
	r->size = fmax(earned(eq), earned(o));
	double lost = o->u_generalist - r->u_generalist;
	r->lost = felt(lost, o->u_generalist, r->size) ? lost : 0;
	r->regret_generalist = play_regret(eq->u_generalist, o->u_generalist, r->size);
	r->regret_specialist = play_regret(best->utility, r->u_specialist, r->size);
}

/* What was paid at signing is sunk: it moves all utilities, and no regret. */
static void pay(double payment, struct play_result *r)
{
	r->u_generalist -= payment;
	r->eq_u_generalist -= payment;
	r->u_specialist += payment;
	r->best_u_specialist += payment;
	r->eq_u_specialist += payment;
}

enum status play_result(struct match *m, struct play *p, struct play_result *r,
	struct error *err)
{
	const struct game *g = match_game(m);
	struct outcome eq = {.n = 0}, o = {.n = 0};
	enum status status = outcome_init(&eq, g->n, err);
	if (status == STATUS_OK)
		status = outcome_init(&o, g->n, err);
	if (status == STATUS_OK)
		status = match_equilibrium(m, p->delta, &eq, err);
	if (status == STATUS_OK && p->part == PART_SPECIALIST)
		p->level = match_first(g, &eq);
	if (status == STATUS_OK)
		status = match_reply(m, p->delta, &p->level, &o, err);
	if (status == STATUS_OK && p->part == PART_GENERALIST)
		p->added = added_by(g, &o, p->specialist);
	if (status == STATUS_OK)
		compare(g, p, &eq, &o, r);
	if (status == STATUS_OK)
		pay(p->payment, r);
	outcome_free(&eq);
	outcome_free(&o);
	return status;
}

enum status play_payoffs(struct match *m, const struct play *p, double *u_generalist,
	double *u_specialist, struct error *err)
{
	const struct game *g = match_game(m);
	struct outcome o = {.n = 0};
	enum status status = outcome_init(&o, g->n, err);

	if (status == STATUS_OK)
		status = match_reply(m, p->delta, &p->level, &o, err);
	if (status == STATUS_OK) {
		*u_generalist = generalist_gets(g, p, &o) - p->payment;
		*u_specialist = specialist_gets(g, p, &o) + p->payment;
	}
	outcome_free(&o);
	return status;
}

/* ---------------------------------------------------------- the best share */

struct search {
	struct match *match;
	const struct play *play;
	struct pause pause;
	double *delta;
	struct outcome out;
	double payment; /* to the specialist, at the share tried last */
	bool failed;
};

/* What the player gets at a share; -infinity where the other would not agree. */
static double at_share(void *context, double share)
{
	struct search *s = context;
	const struct game *g = match_game(s->match);
	int i = s->play->specialist;
	const struct domain_outcome *d = &s->out.domain[i];
	bool ours = s->play->part == PART_GENERALIST;
	play_set_share(g, i, share, s->delta);
	s->failed = s->failed || (s->pause.go_on && !s->pause.go_on(s->pause.context)) ||
		match_equilibrium(s->match, s->delta, &s->out, NULL) != STATUS_OK;
	if (s->failed)
		return -INFINITY;
	double other = ours ? d->utility : s->out.u_generalist;
	double least = ours ? g->specialist[i].outside : g->generalist.outside;
	double scale = fmax(least, fmax(fabs(s->out.u_generalist), fabs(d->utility)));
	if (g->transfers) { /* the other is paid down, or up, to that */
		s->payment = ours ? least - other : other - least;
		return s->out.u_generalist + d->utility - least;
	}
	if (other < least - ROUNDING * scale)
		return -INFINITY;
	return ours ? s->out.u_generalist : d->utility;
}

/* The best of even steps, then the best between its neighbours. */
static void search(struct search *s, struct play_share *best)
{
	double value[SHARES + 1], utility;
	int top = 0;
	for (int i = 0; i <= SHARES; i++) {
		value[i] = at_share(s, (double)i / SHARES);
		if (value[i] > value[top])
			top = i;
	}
	best->share = (double)top / SHARES;
	best->utility = value[top];
	int low = top > 0 ? top - 1 : 0, high = top < SHARES ? top + 1 : SHARES;
	struct stretch b = {(double)low / SHARES, value[low], best->share, value[top],
		(double)high / SHARES, value[high], ROUNDING * fabs(value[top]), 0};
	double share = maximise_line(at_share, s, &b, &utility);
	if (utility > best->utility) {
		best->share = share;
		best->utility = utility;
	}
	at_share(s, best->share);
	best->payment = s->payment;
	best->action = s->play->part == PART_GENERALIST ?
		match_first(match_game(s->match), &s->out) :
		match_added(match_game(s->match), &s->out, s->play->specialist);
}

bool play_best_share(struct match *m, const struct play *p, struct pause pause,
	struct play_share *best)
{
	int n = match_game(m)->n;
	size_t size = (size_t)n * sizeof(double);
	struct search s = {.match = m, .play = p, .pause = pause, .delta = malloc(size)};
	if (s.delta && outcome_init(&s.out, n, NULL) == STATUS_OK) {
		memcpy(s.delta, p->delta, size);
		search(&s, best);
	} else {
		s.failed = true;
	}
	outcome_free(&s.out);
	free(s.delta);
	return !s.failed && best->utility > -INFINITY;
}
