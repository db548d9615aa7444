/* A study beside the one that is asked for: of the same scenario without its law (law.c), without
 * its contract (plain.c) or without those who can earn nothing (nobody.c). No scenario has two of
 * these: laws and terms have none who earns nothing, or no study of its own. */
#include "bargain/study_private.h"

enum status bare_reset(struct study *st, unsigned want, struct study **out, struct error *err)
{
	struct study_work *w = st->work;
	struct study_plan plan = w->plan;
	enum status status = STATUS_OK;

	if (!w->bare_study)
		status = study_alloc(&w->bare_study, err);
	if (status != STATUS_OK)
		return status;
	plan.want = want;
	status = study_reset(w->bare_study, &w->bare, &plan, err);
	if (status == STATUS_OK)
		*out = w->bare_study;
	return status;
}

bool bare_go_on(struct study *st, struct study *bare)
{
	if (bare && study_step(bare, 0))
		return true;
	if (bare && bare->work->given_up)
		st->work->given_up = true;
	return false;
}

bool bare_step(struct study *st, struct study *bare, unsigned have)
{
	if (!(st->work->plan.want & have))
		return false;
	if (bare_go_on(st, bare))
		return true;
	st->have |= have;
	return false;
}
