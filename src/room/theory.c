/* What the theory says about the game that pairs play. */
#include "room_private.h"

#include "bargain/play.h"
#include "bargain/study.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int room_specialist(const struct room *r)
{
	const struct lesson_step *s = room_lesson_step(r);
	int i = s && s->specialist ? game_find(&r->now.game, s->specialist) : 0;

	return i < 0 ? 0 : i;
}

void theory_free(struct room *r)
{
	match_free(r->match);
	r->match = NULL;
	r->theory = (struct room_theory){.known = false};
}

/* The shares of all specialists, with the pair's among them; owned by the caller. */
static double *shares_with(const struct room *r, double share)
{
	size_t n = (size_t)r->now.game.n;
	double *delta = malloc((n > 0 ? n : 1) * sizeof *delta);

	if (!delta)
		return NULL;
	memcpy(delta, r->now.delta, n * sizeof *delta);
	play_set_share(&r->now.game, room_specialist(r), share, delta);
	return delta;
}

static enum status no_memory(struct error *err)
{
	return error_set(err, STATUS_SYSTEM, "out of memory");
}

static enum status equilibrium(struct room *r, double share, struct outcome *o,
	struct error *err)
{
	double *delta = shares_with(r, share);
	enum status status = delta ? match_equilibrium(r->match, delta, o, err) :
		no_memory(err);

	free(delta);
	return status;
}

static void fill_curve(struct room *r, struct outcome *o)
{
	struct room_theory *t = &r->theory;
	int i = room_specialist(r);

	for (int k = 0; k < ROOM_CURVE; k++) {
		t->share[k] = (double)k / (ROOM_CURVE - 1);
		bool ok = equilibrium(r, t->share[k], o, NULL) == STATUS_OK;
		t->u[SEAT_GENERALIST][k] = ok ? o->u_generalist : NAN;
		t->u[SEAT_SPECIALIST][k] = ok ? o->domain[i].utility : NAN;
	}
}

double theory_at(const struct room_theory *t, enum seat k, double share)
{
	double at = share * (ROOM_CURVE - 1);
	int i = (int)at;

	if (i >= ROOM_CURVE - 1)
		i = ROOM_CURVE - 2;
	return t->u[k][i] + (at - i) * (t->u[k][i + 1] - t->u[k][i]);
}

/* The point of the curve with the largest product of gains: where no solution is known. */
static double best_of_curve(const struct room *r)
{
	const struct room_theory *t = &r->theory;
	double best = .5, most = -INFINITY;

	for (int k = 0; k < ROOM_CURVE; k++) {
		double a = t->u[SEAT_GENERALIST][k] - pair_outside(r, SEAT_GENERALIST);
		double b = t->u[SEAT_SPECIALIST][k] - pair_outside(r, SEAT_SPECIALIST);
		if (a >= 0 && b >= 0 && a * b > most) {
			most = a * b;
			best = t->share[k];
		}
	}
	return best;
}

/* Solutions are those of the whole game: of one share they are the pair's. */
static void take_solutions(struct room *r, const struct study *st)
{
	struct room_theory *t = &r->theory;
	bool chosen = false;

	for (int k = 0; k < st->solutions && t->marks < RULES; k++) {
		const struct solution *s = &st->solution[k];
		char letter = rule_info(s->rule.rule)->mark;
		if (!s->agreement || s->ties > 1)
			continue;
		if (s->rule.rule == RULE_POWERFUL_GENERALIST)
			letter = 'G';
		if (s->rule.rule == RULE_POWERFUL_SPECIALIST)
			letter = 'S';
		t->mark[t->marks].letter = letter;
		t->mark[t->marks].share = s->delta[0];
		t->mark[t->marks].u[SEAT_GENERALIST] = s->out.u_generalist;
		t->mark[t->marks++].u[SEAT_SPECIALIST] = s->out.domain[0].utility;
		if (s->rule.rule == r->now.bargain.rule ||
			(!chosen && s->rule.rule == RULE_NASH)) {
			t->best = s->delta[0];
			chosen = true;
		}
	}
}

static enum status study_marks(struct room *r, struct error *err)
{
	struct study_plan plan = {.want = HAVE_PRESENT | HAVE_CURVE | HAVE_SOLUTIONS, .axis = -1};
	struct study *st;
	enum status status;

	if (r->now.game.n != 1)
		return STATUS_OK;
	status = study_alloc(&st, err);
	if (status != STATUS_OK)
		return status;
	if (study_reset(st, &r->now, &plan, NULL) == STATUS_OK) {
		study_step(st, -1);
		if (st->have & HAVE_SOLUTIONS)
			take_solutions(r, st);
	}
	study_free(st);
	return STATUS_OK;
}

enum status theory_make(struct room *r, struct error *err)
{
	struct outcome o = {.n = 0};
	enum status status = match_alloc(&r->now.game, &r->match, err);

	if (status == STATUS_OK)
		status = outcome_init(&o, r->now.game.n, err);
	if (status != STATUS_OK)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	fill_curve(r, &o);
	outcome_free(&o);
	r->theory.best = best_of_curve(r);
	r->theory.marks = 0;
	status = study_marks(r, err);
	for (int k = 0; k < SEATS; k++)
		r->theory.best_u[k] = theory_at(&r->theory, (enum seat)k, r->theory.best);
	r->theory.known = status == STATUS_OK;
	return status;
}

static double added_by(const struct domain_outcome *d)
{
	return d->regime == REGIME_ABSTAIN ? PLAY_STAY_OUT : d->investment;
}

enum status theory_play(struct room *r, double share, double *level, double *added,
	struct error *err)
{
	struct outcome o = {.n = 0};
	enum status status = outcome_init(&o, r->now.game.n, err);

	if (status == STATUS_OK)
		status = equilibrium(r, share, &o, err);
	if (status == STATUS_OK) {
		*level = o.alpha0;
		*added = added_by(&o.domain[room_specialist(r)]);
	}
	outcome_free(&o);
	return status;
}

enum status theory_answer(struct room *r, double share, double level, double *added,
	struct error *err)
{
	struct domain_outcome d;
	enum status status = solver_response(match_solver(r->match), room_specialist(r), share, level,
		&d, err);

	if (status == STATUS_OK)
		*added = added_by(&d);
	return status;
}

enum status theory_pay(struct room *r, struct room_pair *p, struct error *err)
{
	double *delta = shares_with(r, p->share);
	struct play play = {.part = PART_BOTH, .specialist = room_specialist(r), .delta = delta,
		.level = {{p->level}}, .added = {{p->added}}};
	struct play_result got;
	enum status status = delta ? play_result(r->match, &play, &got, err) : no_memory(err);

	free(delta);
	if (status != STATUS_OK)
		return status;
	if (!isfinite(got.u_generalist) || !isfinite(got.u_specialist))
		return error_set(err, STATUS_NO_EQUILIBRIUM, "what was played has no value");
	p->u[SEAT_GENERALIST] = got.u_generalist;
	p->u[SEAT_SPECIALIST] = got.u_specialist;
	p->regret[SEAT_GENERALIST] = got.regret_generalist;
	p->regret[SEAT_SPECIALIST] = got.regret_specialist;
	p->theory_level = got.level.of[0];
	p->theory_u[SEAT_GENERALIST] = got.eq_u_generalist;
	p->theory_u[SEAT_SPECIALIST] = got.eq_u_specialist;
	return STATUS_OK;
}
