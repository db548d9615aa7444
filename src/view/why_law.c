#include "sentences.h"

#include "base/num.h"
#include "draw.h"
#include "game/verdict.h"

#include <math.h>
#include <stdio.h>

#define TOLD 1e-6 /* differences in safety worth a sentence, in parts of it */

static const char *four(double v, char *out)
{
	return num_format_short(v, 4, out, NUM_TEXT_MAX);
}

/* The generalist's payoff under the law at another safety; NaN: cannot be told. */
static double pays_at(const struct study *st, double safety)
{
	struct match *m = NULL;
	struct outcome out = { 0 };
	double u = NAN;

	if (match_alloc(&st->scenario->game, &m, NULL) == STATUS_OK &&
		outcome_init(&out, st->n, NULL) == STATUS_OK &&
		match_play(m, st->delta, safety, &out, NULL) == STATUS_OK)
		u = out.u_generalist;
	outcome_free(&out);
	match_free(m);
	return u;
}

/* There is a law, and what would be without it is known. */
static bool bare_known(const struct study *st)
{
	return game_floors(&st->scenario->game) && st->unregulated &&
		study_has_outcome(st->unregulated);
}

static void of_generalist(const struct study *st, char out[LAW_TEXT_MAX])
{
	const struct outcome *now = &st->present;
	const char *name = player_name(st->scenario, 0);
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX], e[NUM_TEXT_MAX];
	double bare = bare_known(st) ? st->unregulated->present.safety0 : NAN, other;
	int n;

	if (!now->invests) {
		snprintf(out, LAW_TEXT_MAX, "%s abstains: no product that the law allows pays it.",
			name);
		return;
	}
	n = snprintf(out, LAW_TEXT_MAX, "%s stops at safety %s and performance %s, which pays it %s",
		name, four(now->safety0, a), four(now->alpha0, b),
		four(study_tidy(st, now->u_generalist), c));
	other = now->safety0 < bare - TOLD * bare ? pays_at(st, bare) : NAN;
	if (isnan(other) || n >= LAW_TEXT_MAX)
		snprintf(out + n, (size_t)(LAW_TEXT_MAX - n), ".");
	else
		snprintf(out + n, (size_t)(LAW_TEXT_MAX - n),
			": the floor has to be reached anyway, and building %s of safety itself "
			"would pay it %s.", four(bare, a), four(study_tidy(st, other), e));
}

static void of_specialist(const struct study *st, int player, char out[LAW_TEXT_MAX])
{
	const struct domain_outcome *d = &st->present.domain[player - 1];
	const char *name = player_name(st->scenario, player);
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX], e[NUM_TEXT_MAX], was[80] = "";

	if (!st->present.invests) {
		snprintf(out, LAW_TEXT_MAX, "There is nothing for %s to adapt.", name);
		return;
	}
	if (d->regime == REGIME_ABSTAIN) {
		snprintf(out, LAW_TEXT_MAX, "%s abstains: no product that the law allows pays it.",
			name);
		return;
	}
	if (bare_known(st))
		snprintf(was, sizeof was, ", and would get %s without the law",
			four(study_tidy(st,
			st->unregulated->present.domain[player - 1].utility), e));
	snprintf(out, LAW_TEXT_MAX, "%s %s safety %s and performance %s: it gets %s%s.", name,
		d->regime == REGIME_FREE_RIDE ? "takes the product as it is, with" : "goes to",
		four(d->safety, a), four(d->alpha, b), four(study_tidy(st, d->utility), c), was);
}

void law_sentence(const struct study *st, int player, char out[LAW_TEXT_MAX])
{
	out[0] = '\0';
	if (!verdict_applies(&st->scenario->game))
		return;
	if (player == 0)
		of_generalist(st, out);
	else
		of_specialist(st, player, out);
}

void law_verdict(const struct study *st, char out[LAW_TEXT_MAX])
{
	static const char *const says[] = {
		[VERDICT_NONE] = "The law makes no product less safe, but does not make everybody "
			"better off.",
		[VERDICT_BACKFIRES] = "The law backfires: what is sold is less safe than without it.",
		[VERDICT_MUTUAL] = "The law makes everybody better off than they would be without it.",
		[VERDICT_AWAY] = "The law drives somebody away who would take part without it.",
	};

	snprintf(out, LAW_TEXT_MAX, "%s", !game_floors(&st->scenario->game) ?
		"No law is in force: all floors are 0." :
		bare_known(st) ? says[st->present.verdict] : "");
}
