/* What a law comes to: the same scenario without it, its rule applied anew. */
#include "bargain/study_private.h"

#include "game/verdict.h"

enum status law_reset(struct study *st, struct error *err)
{
	struct study_work *w = st->work;

	st->unregulated = NULL;
	st->present.verdict = VERDICT_NONE;
	st->present.welfare = 0;
	if (!(w->plan.want & HAVE_LAW) || !verdict_applies(&st->scenario->game))
		return STATUS_OK;
	w->bare = *st->scenario;
	w->bare.game.unregulated = true;
	return bare_reset(st, HAVE_PRESENT | (w->plan.want & (HAVE_FIRST_BEST | HAVE_CURVE)),
		&st->unregulated, err);
}

bool law_step(struct study *st)
{
	struct study *bare = st->unregulated;

	if (bare_step(st, bare, HAVE_LAW))
		return true;
	if (bare && !bare->work->given_up && study_has_outcome(st) && study_has_outcome(bare))
		st->present.verdict = (int)verdict_of(&st->present, &bare->present, NULL);
	return false;
}
