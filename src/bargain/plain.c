/* What shares alone would give: the same scenario without its contract's terms, to be laid under
 * the curve with them. */
#include "bargain/study_private.h"

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

enum status plain_reset(struct study *st, struct error *err)
{
	struct study_work *w = st->work;
	struct study_plan plan = w->plan;
	enum status status = STATUS_OK;

	st->plain = NULL;
	if (!(w->plan.want & HAVE_PLAIN) || !game_has_terms(&st->scenario->game) || st->shares > 1)
		return STATUS_OK;
	if (!w->bare_study)
		status = study_alloc(&w->bare_study, err);
	if (status != STATUS_OK)
		return status;
	if (!strip(w, st->scenario))
		return error_set(err, STATUS_SYSTEM, "out of memory");
	plan.want = HAVE_CURVE;
	status = study_reset(w->bare_study, &w->bare, &plan, err);
	if (status == STATUS_OK)
		st->plain = w->bare_study;
	return status;
}

bool plain_step(struct study *st)
{
	struct study *plain = st->plain;

	if (!(st->work->plan.want & HAVE_PLAIN))
		return false;
	if (plain && study_step(plain, 0))
		return true;
	if (plain && plain->work->given_up)
		st->work->given_up = true;
	st->have |= HAVE_PLAIN;
	return false;
}
