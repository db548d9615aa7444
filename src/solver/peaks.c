/* The local maxima that the generalist's stage comes across: the best of them wins, the next
 * are what it was chosen over. */
#include "solver/level.h"

#include <float.h>
#include <math.h>

/* How far from a peak, relative, others must not be better: far above rounding, and near
 * enough to tell a jump from the slope it sits on. */
#define BESIDE 1e-6

static bool is_better(const struct best *a, const struct best *b)
{
	double room = TIE * a->gain;
	return a->value > b->value + room || (a->value >= b->value - room && a->a0 < b->a0);
}

/* Whether nothing next to p is better, going by the slope there where rounding hides the
 * difference. From level 0 the slope says whether it rises: a peak may be nearer than any
 * step. */
static bool is_local(struct stage *s, const struct point *p)
{
	struct point *beside = stage_point(s, POINT_BESIDE);
	double step = BESIDE * (p->a0 > 0 ? p->a0 : s->range);
	double room = 4 * DBL_EPSILON * (fabs(p->gain) + p->cost);
	if (!beside || (p->a0 <= 0 && p->slope > 0))
		return false;
	for (int side = p->a0 > 0 ? -1 : 1; side <= 1; side += 2) {
		stage_evaluate(s, p->a0 + side * step, beside);
		double rise = (beside->at - beside->cost) - (p->at - p->cost);
		if (s->status != STATUS_OK || rise > room ||
			(rise >= -room && side * beside->slope > 0))
			return false;
	}
	return true;
}

void stage_peak(struct stage *s, const struct point *p)
{
	struct best new = {.a0 = p->a0, .value = p->at - p->cost, .gain = stage_earned(s, p)};
	int at = 0, last;

	for (; at < s->peaks && !is_better(&new, &s->peak[at]); at++)
		if (stage_same_level(new.a0, s->peak[at].a0))
			return;
	if (at == s->wanted || (s->wanted > 1 && !is_local(s, p)))
		return;
	/* In place of the one at its level, or of the last. */
	for (last = at; last < s->peaks && last < s->wanted - 1; last++)
		if (stage_same_level(new.a0, s->peak[last].a0))
			break;
	if (last == s->peaks)
		s->peaks++;
	for (; last > at; last--)
		s->peak[last] = s->peak[last - 1];
	s->peak[at] = new;
}

void stage_beginning(struct stage *s, const struct point *p)
{
	stage_peak(s, p);
	if (s->peak[0].a0 == p->a0)
		s->peak[0].rises = p->slope > 0;
}
