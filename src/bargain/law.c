/* What a law comes to: the same scenario without it, its rule applied anew. */
#include "bargain/study_private.h"

#include "game/verdict.h"

enum status law_reset(struct study *st, struct error *err)
{
	struct study_work *w = st->work;
	struct study_plan plan = w->plan;
	enum status status = STATUS_OK;

	st->unregulated = NULL;
	st->present.verdict = VERDICT_NONE;
	st->present.welfare = 0;
	if (!(w->plan.want & HAVE_LAW) || !verdict_applies(&st->scenario->game))
		return STATUS_OK;
	if (!w->bare_study)
		status = study_alloc(&w->bare_study, err);
	if (status != STATUS_OK)
		return status;
	w->bare = *st->scenario;
	w->bare.game.unregulated = true;
	plan.want = HAVE_PRESENT | (w->plan.want & (HAVE_FIRST_BEST | HAVE_CURVE));
	status = study_reset(w->bare_study, &w->bare, &plan, err);
	if (status == STATUS_OK)
		st->unregulated = w->bare_study;
	return status;
}

bool law_step(struct study *st)
{
	struct study *bare = st->unregulated;

	if (!(st->work->plan.want & HAVE_LAW))
		return false;
	if (bare && study_step(bare, 0))
		return true;
	if (bare && bare->work->given_up)
		st->work->given_up = true;
	else if (bare && study_has_outcome(st) && study_has_outcome(bare))
		st->present.verdict = (int)verdict_of(&st->present, &bare->present, NULL);
	st->have |= HAVE_LAW;
	return false;
}
