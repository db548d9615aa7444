/* A study goes through its phases in small pieces of work; every phase can be
 * left out where the plan does not want it. */
#include "bargain/study_phase.h"

#include "base/clock.h"

#include <math.h>

/* A piece of the study beside, if there is one: whether anything is left. Giving up is this
 * one's, too. */
static bool step_bare(struct study *st, struct study *bare)
{
	if (bare && study_step(bare, 0))
		return true;
	if (bare && bare->work->given_up)
		st->work->given_up = true;
	return false;
}

static bool phase_nobody(struct study *st)
{
	return step_bare(st, st->work->some);
}

static bool phase_law(struct study *st)
{
	if (!study_wants(st, HAVE_LAW))
		return false;
	if (step_bare(st, st->unregulated))
		return true;
	st->have |= HAVE_LAW;
	law_judge(st);
	return false;
}

static bool phase_plain(struct study *st)
{
	if (!study_wants(st, HAVE_PLAIN))
		return false;
	if (step_bare(st, st->unpaid ? st->unpaid : st->plain))
		return true;
	st->have |= HAVE_PLAIN;
	return false;
}

/* One piece of the phase at hand; false when the phase is over. What is given
 * up on the way tells nothing that was not known before. */
static bool step_phase(struct study *st)
{
	static bool (*const step[])(struct study *) = {
		[PHASE_FIRST_BEST] = phase_first_best,
		[PHASE_FIXED] = phase_fixed,
		[PHASE_LINE] = phase_line,
		[PHASE_ROUGH] = phase_rough,
		[PHASE_RATIONAL] = phase_rational,
		[PHASE_IDEALS] = phase_ideals,
		[PHASE_NOBODY] = phase_nobody,
		[PHASE_SAMPLE] = phase_sample,
		[PHASE_POWERFUL] = phase_powerful,
		[PHASE_CHOSEN] = phase_chosen,
		[PHASE_LAW] = phase_law,
		[PHASE_CURVE] = phase_axis_curve,
		[PHASE_SOLUTIONS] = phase_solutions,
		[PHASE_COMPARE] = phase_compare,
		[PHASE_PARETO] = phase_pareto,
		[PHASE_BESIDE] = beside_step,
		[PHASE_PLAIN] = phase_plain,
	};
	unsigned have = st->have;
	bool more = step[st->work->phase](st);
	if (st->work->given_up)
		st->have = have;
	return more;
}

bool study_step(struct study *st, double seconds)
{
	struct study_work *w = st->work;
	double end = seconds < 0 ? INFINITY : clock_now() + seconds;
	while (w->phase != PHASE_DONE) {
		bool more = step_phase(st);
		if (w->given_up)
			break;
		if (w->unsound.unsound) {
			st->status = w->unsound.status;
			st->error = w->unsound;
			more = false;
		}
		if (!more) {
			/* Without memory there is no going on, nor with what is no game. */
			bool ends = st->status == STATUS_SYSTEM || w->unsound.unsound;
			w->phase = ends ? PHASE_DONE : w->phase + 1;
			w->at = 0;
		}
		if (seconds >= 0 && clock_now() >= end)
			break;
	}
	return w->phase != PHASE_DONE;
}

double study_progress(const struct study *st)
{
	const struct study_work *w = st->work;
	double inside = 0;
	if (w->phase == PHASE_SOLUTIONS && st->solutions > 0)
		inside = (double)w->at / st->solutions;
	return fmin(((double)w->phase + inside) / (double)PHASE_DONE, 1);
}
