/* What shares alone would give: the same scenario without its contract, to be laid under the
 * curve, or the frontier of several shares, with it. */
#include "bargain/study_phase.h"

#include <stdlib.h>
#include <string.h>

/* The scenario without terms into w->bare; false without memory. */
static bool strip(struct study_work *w, const struct scenario *s)
{
	const struct game *g = &s->game;
	size_t n = (size_t)g->n;
	struct specialist *copy = realloc(w->bare_specialist, (n + 1) * sizeof *copy);

	if (!copy)
		return false;
	w->bare_specialist = copy;
	memcpy(copy, g->specialist, n * sizeof *copy);
	for (int i = 0; i < g->n; i++)
		copy[i].terms = (struct terms){0};
	w->bare = *s;
	w->bare.bargain.rule = RULE_FIXED; /* no rule is to be solved for a curve */
	w->bare.game.contract = CONTRACT_TERMS;
	w->bare.game.transfers = false;
	w->bare.game.specialist = copy;
	return true;
}

/* Along one share lump sums move no curve, but of several shares they leave no frontier to be
 * looked at: that without them is a study of its own, which has the plain one beside it. */
static unsigned without_lump_sums(struct study_work *w, const struct scenario *s)
{
	w->bare = *s;
	w->bare.bargain.rule = RULE_FIXED;
	w->bare.game.transfers = false;
	return HAVE_PARETO | HAVE_PLAIN;
}

enum status plain_strip(struct study *st, unsigned *want, struct error *err)
{
	const struct scenario *s = st->scenario;

	*want = 0;
	if (study_wants(st, HAVE_PLAIN) && s->game.transfers && st->shares > 1)
		*want = without_lump_sums(st->work, s);
	if (*want || !study_wants(st, HAVE_PLAIN) || !game_has_terms(&s->game))
		return STATUS_OK;
	if (!strip(st->work, s))
		return error_set(err, STATUS_SYSTEM, "out of memory");
	*want = st->shares > 1 ? HAVE_PARETO : HAVE_CURVE;
	return STATUS_OK;
}
