/* Bargains and what they come to: those that are played to begin with, and how
 * each rule values them. */
#include "bargain/joint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool sample_alloc(struct sample *s, int n, int room)
{
	size_t most = (size_t)room, shares = (size_t)n;
	s->room = room;
	s->delta = malloc(most * shares * sizeof *s->delta);
	s->u = malloc(most * (shares + 1) * sizeof *s->u);
	s->performance = malloc(most * sizeof *s->performance);
	s->a0 = malloc(most * sizeof *s->a0);
	s->value = malloc(most * sizeof *s->value);
	s->signature = malloc(most * sizeof *s->signature);
	s->out = malloc(most * sizeof *s->out);
	s->guessed = malloc(most * sizeof *s->guessed);
	return s->delta && s->u && s->guessed && s->performance && s->a0 && s->value && s->signature &&
		s->out;
}

void sample_free(struct sample *s)
{
	free(s->delta);
	free(s->u);
	free(s->performance);
	free(s->a0);
	free(s->value);
	free(s->signature);
	free(s->out);
	free(s->guessed);
}

static unsigned long who_is_out(const struct outcome *o)
{
	enum { BITS = 8 * sizeof(unsigned long) };
	unsigned long out = 0;
	for (int i = 0; i < o->n && i < BITS; i++)
		out |= (unsigned long)(o->domain[i].regime == REGIME_ABSTAIN) << i;
	return out;
}

void sample_add(struct sample *s, const struct joint *j, const double *delta,
	const struct outcome *out, bool guessed)
{
	size_t i = (size_t)s->count, n = (size_t)j->n, players = (size_t)j->players;
	if (s->count >= s->room)
		return;
	memmove(s->delta + i * n, delta, n * sizeof *delta);
	for (int k = 0; k < j->players; k++)
		s->u[i * players + (size_t)k] = out ? outcome_utility(out, k) : -INFINITY;
	s->signature[i] = out ? joint_signature(j, out) : 0;
	s->out[i] = out ? who_is_out(out) : 0;
	s->performance[i] = out ? out->performance : 0;
	s->a0[i] = out ? out->alpha0 : 0;
	s->value[i] = -INFINITY; /* not asked for yet */
	s->guessed[i] = guessed;
	s->count++;
}

static double joint_reach(const struct joint *j, const double *u)
{
	double sum = 0;
	for (int k = 0; k < j->players; k++)
		sum += fmin(u[k] - j->st->work->outside[k], j->hope);
	return sum;
}

double joint_objective(struct joint *j, const struct payoffs *p)
{
	const struct study *st = j->st;
	if (j->hope > 0)
		return joint_reach(j, p->u);
	double value = objective_value(st->work, j->rule, st->ideal, st->bystander, p);
	if (j->tied)
		return value >= j->floor ? p->joint : -INFINITY;
	return value;
}

double joint_room(const struct joint *j, double best)
{
	struct bargain joint = {RULE_VERTICAL_MONOPOLY, 0};
	return objective_room(j->st, j->tied || j->hope > 0 ? joint : j->rule, best);
}

bool joint_gains(const struct joint *j, double from, double to, double part)
{
	return to > from && !(to <= from + part / ROUNDING * joint_room(j, from));
}

double joint_value(struct joint *j, const double *x)
{
	struct study_work *w = j->st->work;
	if (!work_play(w, x, &w->scratch))
		return -INFINITY;
	struct payoffs p = payoffs_of(w, &w->scratch);
	return joint_objective(j, &p);
}

double joint_try(struct joint *j, const double *x)
{
	struct study_work *w = j->st->work;
	for (int k = 0; k < j->n; k++)
		w->probe[k] = fmin(fmax(x[k], 0), 1);
	j->evaluations++;
	double value = joint_value(j, w->probe);
	joint_keep(j, w->probe, value);
	return value;
}

void joint_keep(struct joint *j, const double *x, double value)
{
	if (!(value > j->best))
		return;
	j->best = value;
	for (int k = 0; k < j->n; k++)
		j->best_x[k] = x[k];
}

bool joint_take_equal(struct joint *j, const double *x, double rooms)
{
	double value = joint_value(j, x);
	if (!(value >= j->best - rooms * joint_room(j, j->best)))
		return false;
	memmove(j->best_x, x, (size_t)j->n * sizeof *x);
	j->best = value;
	return true;
}

static double sample_value(struct joint *j, const struct sample *s, int i)
{
	struct payoffs p = {s->u + (size_t)i * (size_t)j->players, 0, s->performance[i]};
	for (int k = 0; k < j->players; k++)
		p.joint += p.u[k];
	return isfinite(p.u[0]) ? joint_objective(j, &p) : -INFINITY;
}

void sample_values(struct joint *j, struct sample *s)
{
	for (int i = 0; i < s->count; i++)
		s->value[i] = sample_value(j, s, i);
}

int sample_top(const struct sample *s)
{
	int top = 0;
	for (int i = 1; i < s->count; i++)
		if (s->value[i] > s->value[top])
			top = i;
	return top;
}

/* Of numbers spread evenly a third each right beside 0 and right beside 1, by powers of ten, and
 * in between. */
static double beside_ends(double q)
{
	const double third = 1. / 3;
	double to_end = fmin(q, 1 - q);
	double share = to_end < third ? pow(10, 21 * to_end - 8) : .1 + 2.4 * (q - third);
	return to_end < third && q > .5 ? 1 - share : share;
}

/* First a grid that holds the faces and corners, where many solutions lie; then
 * the diagonal; then Sobol's sequence (beyond its 40 dimensions the further
 * shares repeat the earlier ones, shifted), at first brought to one face after
 * the other: what gives a squeezed specialist something may be a thin slab
 * there. Where there is no chart as many again follow, and as many right beside faces and
 * corners. */
static void next_sample(struct joint *j, double *delta)
{
	int i = j->played.count;
	double q[DIMENSIONS];
	if (i < j->grid) {
		for (int k = 0; k < j->n; k++, i /= j->side)
			delta[k] = (double)(i % j->side) / (j->side - 1);
		return;
	}
	i -= j->grid;
	if (i < SAMPLE_DIAGONAL) {
		for (int k = 0; k < j->n; k++)
			delta[k] = (double)i / (SAMPLE_DIAGONAL - 1);
		return;
	}
	gsl_qrng_get(j->sobol, q);
	for (int k = 0; k < j->n; k++)
		delta[k] = k < DIMENSIONS ? q[k] : fmod(q[k % DIMENSIONS] + .381966 * (k / 40), 1);
	i -= SAMPLE_DIAGONAL;
	if (j->side > 0 && i < 2 * SAMPLE_FACES * j->n)
		delta[i / 2 % j->n] = i % 2;
	for (int k = 0; j->side > 0 && i >= 2 * SAMPLE_CHARTED && k < j->n; k++)
		delta[k] = beside_ends(delta[k]);
}

unsigned long joint_signature(const struct joint *j, const struct outcome *o)
{
	double nothing = ROUNDING * j->st->scale;
	unsigned long s = o->invests;
	for (int i = 0; i < o->n; i++)
		s = s * 31 + (unsigned long)o->domain[i].regime + 1 +
			(o->domain[i].utility <= nothing ? 3 : 0);
	return s;
}

void joint_add_sample(struct joint *j, const double *x)
{
	struct study_work *w = j->st->work;
	bool ok = work_play(w, x, &w->scratch);
	if (ok)
		study_scale_by(j->st, &w->scratch);
	if (ok)
		j->any_gain |= work_gains_any(w, &w->scratch);
	sample_add(&j->played, j, x, ok ? &w->scratch : NULL, false);
}

bool joint_play_samples(struct joint *j, int want)
{
	if (j->played.count >= want)
		return false;
	for (int tries = 0; tries < 16 && j->played.count < want; tries++) {
		next_sample(j, j->x);
		joint_add_sample(j, j->x);
	}
	return true;
}

void joint_sampled_ideals(struct joint *j)
{
	struct study *st = j->st;
	const struct study_work *w = st->work;
	memset(st->ideal, 0, (size_t)w->players * sizeof *st->ideal);
	for (int i = 0; i < j->played.count; i++) {
		const double *u = j->played.u + (size_t)i * (size_t)j->players;
		bool rational = true;
		for (int k = 0; k < w->players; k++)
			rational &= u[k] >= w->outside[k] - ROUNDING * st->scale;
		for (int k = 0; rational && k < w->players; k++)
			st->ideal[k] = fmax(st->ideal[k], u[k] - w->outside[k]);
	}
	for (int k = 0; k < w->players; k++)
		st->bystander[k] = st->ideal[k] <= NO_GAIN * st->scale;
}
