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

double theory_outside(const struct room *r, enum seat k)
{
	return k == SEAT_GENERALIST ? r->now.game.generalist.outside :
		r->now.game.specialist[room_specialist(r)].outside;
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

static enum status equilibrium(struct room *r, double share, struct outcome *o,
	struct error *err)
{
	double *delta = shares_with(r, share);
	enum status status = delta ? match_equilibrium(r->match, delta, o, err) :
		error_set(err, STATUS_SYSTEM, "out of memory");

	free(delta);
	return status;
}

/* ---- the term beside the share ---------------------------------------------------- */

double *room_term(struct terms *t, enum lab_over over)
{
	switch (over) {
	case LAB_FEE:
		return &t->fee;
	case LAB_COST_SHARE:
		return &t->cost_share;
	case LAB_BASE_SHARE:
		return &t->base_share;
	default:
		return NULL;
	}
}

void room_term_limits(enum lab_over over, double *least, double *most)
{
	bool part = over == LAB_COST_SHARE || over == LAB_BASE_SHARE;

	*least = part ? 0 : -ROOM_LEVEL_MAX;
	*most = over == LAB_COST_SHARE ? .999 : part ? 1 : ROOM_LEVEL_MAX;
}

double room_lump_sum(enum lab_over over, enum seat k, double term)
{
	return over != LAB_PAYMENT || isnan(term) ? 0 : k == SEAT_SPECIALIST ? term : -term;
}

static double *term_place(struct room *r)
{
	return room_term(&r->now.game.specialist[room_specialist(r)].terms, lab_rules(r)->over);
}

/* From here on the game is that with this term; NaN: with the usual one. */
static enum status under(struct room *r, double term, struct error *err)
{
	double *at = term_place(r), value = isnan(term) ? r->theory.usual : term;

	if (!at || *at == value)
		return STATUS_OK;
	*at = value;
	return match_rebind(r->match, &r->now.game, err);
}

enum status theory_check(struct room *r, double term, struct error *err)
{
	enum lab_over over = lab_rules(r)->over;
	double *at = term_place(r), was = at ? *at : 0, least, most;
	enum status status;

	room_term_limits(over, &least, &most);
	if (!(term >= least && term <= most))
		return error_set(err, STATUS_INPUT, "%s: a number from %g to %g",
			lab_over_name(over), least, most);
	if (!at)
		return STATUS_OK;
	*at = term;
	status = game_check(&r->now.game, err);
	*at = was;
	return status;
}

double theory_worth(struct room *r, enum seat k, double share, double term)
{
	struct outcome o = {.n = 0};
	double u = NAN;

	if (outcome_init(&o, r->now.game.n, NULL) == STATUS_OK && under(r, term, NULL) == STATUS_OK &&
		equilibrium(r, share, &o, NULL) == STATUS_OK)
		u = k == SEAT_GENERALIST ? o.u_generalist : o.domain[room_specialist(r)].utility;
	outcome_free(&o);
	return u + room_lump_sum(lab_rules(r)->over, k, term);
}

/* ---- the curve --------------------------------------------------------------------- */

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

/* The point of the curve with the largest product of gains: where no solution is known. */
static double best_of_curve(const struct room *r)
{
	const struct room_theory *t = &r->theory;
	double best = .5, most = -INFINITY;

	for (int k = 0; k < ROOM_CURVE; k++) {
		double a = t->u[SEAT_GENERALIST][k] - theory_outside(r, SEAT_GENERALIST);
		double b = t->u[SEAT_SPECIALIST][k] - theory_outside(r, SEAT_SPECIALIST);
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
			if (lab_rules(r)->over == LAB_PAYMENT)
				t->best_term = s->out.domain[0].payment;
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
	r->now.game.transfers |= lab_rules(r)->over == LAB_PAYMENT;
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
	r->theory.usual = lab_rules(r)->over == LAB_SHARE ? NAN : term_place(r) ? *term_place(r) : 0;
	r->theory.best_term = r->theory.usual;
	fill_curve(r, &o);
	outcome_free(&o);
	r->theory.best = best_of_curve(r);
	r->theory.marks = 0;
	status = study_marks(r, err);
	for (int k = 0; k < SEATS; k++)
		r->theory.best_u[k] = theory_worth(r, (enum seat)k, r->theory.best,
			r->theory.best_term);
	r->theory.known = status == STATUS_OK;
	return status;
}

static double added_by(const struct domain_outcome *d)
{
	return d->regime == REGIME_ABSTAIN ? PLAY_STAY_OUT : d->investment;
}

enum status theory_play(struct room *r, const struct room_pair *p, double *level, double *added,
	struct error *err)
{
	struct outcome o = {.n = 0};
	enum status status = outcome_init(&o, r->now.game.n, err);

	if (status == STATUS_OK)
		status = under(r, p->term, err);
	if (status == STATUS_OK)
		status = equilibrium(r, p->share, &o, err);
	if (status == STATUS_OK) {
		*level = o.alpha0;
		*added = added_by(&o.domain[room_specialist(r)]);
	}
	outcome_free(&o);
	return status;
}

enum status theory_answer(struct room *r, const struct room_pair *p, double *added,
	struct error *err)
{
	struct domain_outcome d;
	enum status status = under(r, p->term, err);

	if (status == STATUS_OK)
		status = solver_response(match_solver(r->match), room_specialist(r), p->share, p->level, &d, err);
	if (status == STATUS_OK)
		*added = added_by(&d);
	return status;
}

enum status theory_pay(struct room *r, struct room_pair *p, struct error *err)
{
	double *delta = shares_with(r, p->share);
	struct play play = {.part = PART_BOTH, .specialist = room_specialist(r), .delta = delta,
		.level = {{p->level}}, .added = {{p->added}},
		.payment = room_lump_sum(lab_rules(r)->over, SEAT_SPECIALIST, p->term)};
	struct play_result got;
	enum status status = delta ? under(r, p->term, err) :
		error_set(err, STATUS_SYSTEM, "out of memory");

	if (status == STATUS_OK)
		status = play_result(r->match, &play, &got, err);
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
