/* What a law comes to: the same scenario without it, its rule applied anew. */
#include "bargain/study_phase.h"

#include "game/verdict.h"

unsigned law_strip(struct study *st)
{
	struct study_work *w = st->work;

	st->present.verdict = VERDICT_NONE;
	st->present.welfare = 0;
	if (!study_wants(st, HAVE_LAW) || !verdict_applies(&st->scenario->game))
		return 0;
	w->bare = *st->scenario;
	w->bare.game.unregulated = true;
	return HAVE_PRESENT | (w->plan.want & (HAVE_FIRST_BEST | HAVE_CURVE));
}

void law_judge(struct study *st)
{
	const struct study *bare = st->unregulated;

	if (bare && !bare->work->given_up && study_has_outcome(st) && study_has_outcome(bare))
		st->present.verdict = (int)verdict_of(&st->present, &bare->present, NULL);
}
