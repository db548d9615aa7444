/* Any bytes as a game that is solved: it ends soon or gives up when told to, its numbers are
 * numbers, and where it says that they are proved nobody gains by another choice. */
#include "fuzz.h"

#include "model/scenario.h"
#include "solver/equilibrium.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* Levels tried before it is given up, specialists looked at, investments tried for each. */
enum { ASKED_MOST = 20000, MOST = 4, TRIED = 60 };
/* What a deviation may pay more, as a part of what is at stake: rounding, not profit. */
#define GAIN 1e-7

static bool go_on(void *context)
{
	int *asked = context;
	return ++*asked < ASKED_MOST;
}

/* What another investment than its own pays specialist i, at the generalist's level. */
static bool gains(const struct scenario *s, const struct outcome *out, int i, double share)
{
	const struct specialist *d = &s->game.specialist[i];
	const struct domain_outcome *at = &out->domain[i];
	double most = 4 * (at->investment + 1), stake = fabs(at->utility) + fabs(at->revenue);

	for (int k = 0; k <= TRIED; k++) {
		double x = most * k / (double)TRIED;
		double u = specialist_payoff(d, share, out->alpha0, x);
		stake = fmax(stake, fabs(u));
		if (isfinite(u) && u > at->utility + GAIN * stake)
			return true;
	}
	return false;
}

static const char *check_outcome(const struct scenario *s, const struct outcome *out, double share)
{
	if (!isfinite(out->alpha0) || !isfinite(out->joint) || !isfinite(out->u_generalist))
		return "an outcome is no number";
	for (int i = 0; i < out->n; i++) {
		const struct domain_outcome *d = &out->domain[i];
		if (!isfinite(d->alpha) || !isfinite(d->utility) || d->investment < 0)
			return "what a specialist does is no number";
		if (d->regime == REGIME_ABSTAIN && d->utility != 0)
			return "who stays out earns something";
		if (out->proof == PROOF_PROVED && d->utility < -GAIN * fabs(d->revenue))
			return "a specialist loses by taking part";
		/* Where the generalist stays out, nobody has anything to choose. */
		if (out->proof == PROOF_PROVED && out->invests && gains(s, out, i, share))
			return "another investment pays more than the one that is proved best";
	}
	return NULL;
}

static const char *solve(const struct scenario *s)
{
	static const double shares[] = {0, .37, .5, 1};
	double delta[MOST];
	struct solver *solver;
	struct outcome out;
	const char *wrong = NULL;
	int asked = 0;

	if (outcome_init(&out, s->game.n, NULL) != STATUS_OK)
		return NULL;
	if (solver_alloc(&s->game, &solver, NULL) != STATUS_OK) {
		outcome_free(&out);
		return NULL;
	}
	solver_pause(solver, (struct pause){go_on, &asked});
	for (size_t k = 0; k < sizeof shares / sizeof *shares && !wrong; k++) {
		struct error err = {.status = STATUS_OK};
		for (int i = 0; i < s->game.n; i++)
			delta[i] = shares[k];
		enum status status = solver_equilibrium(solver, delta, &out, &err);
		if (status == STATUS_OK)
			wrong = check_outcome(s, &out, shares[k]);
		else if (status == STATUS_NO_EQUILIBRIUM)
			wrong = fuzz_message(&err);
		else if (status != STATUS_SYSTEM || asked < ASKED_MOST)
			wrong = "solving fails for no reason";
	}
	solver_free(solver);
	outcome_free(&out);
	return wrong;
}

const char *fuzz_solve(const uint8_t *data, size_t size)
{
	struct scenario s;
	struct error_list errors;
	const char *wrong = NULL;

	error_list_init(&errors);
	if (scenario_parse("fuzz.ini", (const char *)data, size, &s, &errors) != STATUS_OK)
		return NULL;
	if (s.game.n <= MOST)
		wrong = solve(&s);
	scenario_free(&s);
	return wrong;
}
