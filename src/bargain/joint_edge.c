/* Steps along edges: where a bargain is held by several conditions at once, no share alone leads to
 * a better one. A linear program says which step is the best that nobody minds, as far as slopes
 * tell; conditions that it comes to are then met exactly, by Newton's steps, and the bargain is
 * played. Where the generalist would rather go to quite another level, what it gets there is one
 * more condition. */
#include "bargain/joint_edge.h"

#include "solver/why.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* The longest step of a share, and in parts of the level; the last; and how much shorter the next
 * one is. */
#define STEP_MOST .2
#define STEP_LAST 1e-7
#define SHORTER .1
/* A step that gains less of its promise is too long, and that gains hardly any of it much. */
#define KEEPS .5
#define SOME .05
/* Levels that differ by more from where a step was to lead, of the level, and of its change, are
 * others. */
#define ELSEWHERE 1e-3
#define ELSEWHERE_BY .5
/* In parts of the level, how far the last digits of its share are taken to move who holds it, at
 * most: where it hardly gets more at a higher level they may move it without end. */
#define DIGITS_MOST .1
/* Where they move it by more, there are but levels that digits lead to. */
#define COARSE 1e-6
/* Of a step, where it begins. */
#define BEGINNING 1e-3
/* By how much of the scale one goes beyond where the generalist would rather play otherwise, first
 * and last, and how many times further each time. */
#define BEYOND_FIRST 2e-12
#define BEYOND_LAST 1e-4
#define FURTHER 20

/* Those that are not at an end of their range. */
static void find_moving(const struct linear *l, const double *step, bool *moves)
{
	for (int k = 0; k < l->variables; k++)
		moves[k] = step[k] > l->low[k] && step[k] < l->high[k];
}

/* How far they do; 0: nobody holds it. */
static double last_digits(const struct climber *e)
{
	return e->held == EDGE_SMOOTH ? 0 : fmin(EDGE_DIGITS * DBL_EPSILON / e->along, DIGITS_MOST);
}

bool edge_is_elsewhere(const struct climber *e, const double *step)
{
	double to = edge_level(e, step), off = fabs(e->j->st->work->scratch.alpha0 - to);
	double room = ELSEWHERE * e->here.level + ELSEWHERE_BY * fabs(to - e->here.level);
	return off > room + last_digits(e) * e->here.level;
}

/* Whether the level is held by a kink. Where another keeps it off that, what all get where it is
 * played tells nothing of how far. */
static bool is_at_kink(const struct climber *e)
{
	return e->held != EDGE_SMOOTH && e->here.kink[e->held];
}

/* Whether who holds the level takes part from it on, and digits of its share tell from which. */
static bool is_coarse(const struct climber *e)
{
	int i = e->held;
	return last_digits(e) > COARSE && e->here.leap[i] <= 0 && !e->here.kink[i] &&
		e->j->st->work->outside[1 + i] == 0;
}

/* Makes the level of a step the one that the share leads to. */
static void keep_level(const struct climber *e, const double *x, double *step)
{
	double from;
	int i = e->held;
	if (solver_participation(e->j->st->work->solver, i, x[i], &from, NULL) == STATUS_OK &&
		isfinite(from))
		step[i] = from / e->here.level - 1;
}

/* No correction moves it then, and other shares follow, farther than the radius if need be. */
static void free_others(const struct climber *e, struct linear *l)
{
	for (int i = 0; i < e->n; i++) {
		if (i == e->held) {
			l->low[i] = l->high[i] = NAN; /* it is inside of nothing, and outside */
		} else if (l->low[i] < l->high[i]) {
			l->low[i] = -e->here.x[i];
			l->high[i] = 1 - e->here.x[i];
		}
	}
}

/* What players get at the last play beyond what they must. */
static void find_over(const struct climber *e, double *over)
{
	const struct study_work *w = e->j->st->work;
	for (int k = 0; k <= e->n; k++)
		over[k] = (outcome_utility(&w->scratch, k) - w->outside[k]) / e->scale;
}

/* Plays a step, which leads to x: its value, NaN where the generalist goes elsewhere, and what
 * players get there beyond what they must, or would at the step's level. False: that is not known,
 * or need not be, as it was not known before where the generalist goes. */
static bool look(struct climber *e, const double *step, const double *x, double *value,
	double *over)
{
	int others = e->others;
	*value = joint_try(e->j, x);
	if (e->j->st->work->error.status != STATUS_OK) {
		*value = -INFINITY;
		return false;
	}
	find_over(e, over);
	if (edge_is_elsewhere(e, step)) {
		*value = NAN;
		edge_add_other(e, x);
		return e->others == others && edge_foresee(e, x, edge_level(e, step), over);
	}
	if (is_at_kink(e) && !edge_foresee(e, x, edge_level(e, step), over)) {
		*value = -INFINITY;
		return false;
	}
	return true;
}

/* Plays a step, and corrects it until the tight rows have no room left, as far as it is known what
 * the generalist would get elsewhere; what it comes to, or NaN where it leads elsewhere. */
static double play(struct climber *e, const struct linear *program, const bool *tight, double *step)
{
	enum { CORRECTIONS = 5 };
	double x[EDGE_SHARES], over[EDGE_SHARES + 1], left[LINEAR_ROWS], change[LINEAR_VARIABLES],
		value = NAN;
	bool moves[LINEAR_VARIABLES], coarse = is_coarse(e);
	struct linear l = *program;
	if (coarse)
		free_others(e, &l);
	find_moving(&l, step, moves);
	for (int c = 0; c <= CORRECTIONS; c++) {
		if (!edge_shares(e, step, x))
			return -INFINITY;
		if (coarse)
			keep_level(e, x, step);
		if (!look(e, step, x, &value, over))
			return value;
		edge_rows_left(e, step, x, over, left);
		if (c == CORRECTIONS || !linear_change(&l, tight, moves, left, change))
			break;
		double most = 0;
		for (int k = 0; k < l.variables; k++) {
			double to = fmin(fmax(step[k] - change[k], l.low[k]), l.high[k]);
			most = fmax(most, fabs(to - step[k]));
			step[k] = to;
		}
		if (most <= SHARE_EXACT && !isnan(value))
			break;
	}
	return value;
}

/* The step that takes a unit of room from row r, and from none of the others that are tight: beyond
 * those the generalist may go elsewhere again. */
static bool find_beyond(const struct climber *e, const struct linear *l, const bool *tight, int r,
	double *step)
{
	double less[LINEAR_ROWS] = {0};
	bool moves[LINEAR_VARIABLES];
	for (int k = 0; k < l->variables; k++)
		moves[k] = k < e->n && l->low[k] < 0 && l->high[k] > 0;
	less[r] = -1;
	return linear_change(l, tight, moves, less, step);
}

/* What the generalist would get at another level, whose row is r, is looked at again where it goes
 * there, a little beyond a step. How far beyond; INFINITY: that is not found. */
static double renew_other(struct climber *e, const struct linear *l, const bool *tight, int other,
	int r, const double *step)
{
	double x[EDGE_SHARES], to[LINEAR_VARIABLES], beyond[LINEAR_VARIABLES];
	if (!find_beyond(e, l, tight, r, beyond))
		return INFINITY;
	for (double by = BEYOND_FIRST; by <= BEYOND_LAST; by *= FURTHER) {
		for (int k = 0; k < e->n; k++)
			to[k] = step[k] + by * beyond[k];
		if (!edge_shares(e, to, x))
			return INFINITY;
		joint_try(e->j, x);
		if (e->j->st->work->error.status != STATUS_OK)
			return INFINITY;
		if (edge_is_elsewhere(e, to) && edge_is_other(e, &e->other[other], x)) {
			edge_add_other(e, x);
			return by;
		}
	}
	return INFINITY;
}

/* Of those other levels whose rows are tight, which come after those of who takes part; the
 * furthest. */
static double renew_others(struct climber *e, const struct linear *l, const bool *tight,
	const double *step)
{
	int r = 1;
	double most = 0;
	for (int i = 0; i < e->n; i++)
		r += e->here.active[i];
	for (int k = 0; k < e->others; k++, r++)
		if (tight[r])
			most = fmax(most, renew_other(e, l, tight, k, r, step));
	return most;
}

double edge_play(struct climber *e, const struct linear *l, const bool *tight, double *step,
	double *x)
{
	enum { TIMES = 4 };
	const struct study_work *w = e->j->st->work;
	double beyond = 0;
	for (int time = 0; time < TIMES && beyond <= BEYOND_LAST; time++) {
		double value = play(e, l, tight, step);
		if (!isfinite(value) || edge_is_elsewhere(e, step))
			return NAN;
		memcpy(x, w->probe, (size_t)e->n * sizeof *x);
		beyond = renew_others(e, l, tight, step);
		if (beyond <= BEYOND_FIRST)
			return value / e->unit;
	}
	return NAN;
}

/* Whether the generalist goes elsewhere from the beginning of a step on: it is looked at there, and
 * not at the end, which came after so many others. */
static bool is_other_near(struct climber *e, const double *step, int others)
{
	double x[EDGE_SHARES], part[EDGE_SHARES];
	for (int i = 0; i < e->n; i++)
		part[i] = BEGINNING * step[i];
	if (!edge_shares(e, part, x))
		return false;
	joint_try(e->j, x);
	if (e->j->st->work->error.status != STATUS_OK || !edge_is_elsewhere(e, part))
		return false;
	e->others = others;
	edge_add_other(e, x);
	return true;
}

static bool is_any(const bool *of, int count)
{
	bool any = false;
	for (int i = 0; i < count; i++)
		any |= of[i];
	return any;
}

/* Row r goes by so much more along a step than by its slopes: a specialist's payoff by its own share
 * and the level alone, the generalist's by all shares. */
static void bend_row(const struct climber *e, int r, const double *step, double by, double *row)
{
	int player = edge_row_player(e, r);
	double v[EDGE_SHARES], level = edge_level(e, step) / e->here.level - 1, along = 0;
	for (int i = 0; i < e->n; i++) {
		v[i] = player > 0 ? level * e->level[i] : 0;
		v[i] += player <= 0 || player == 1 + i ? step[i] : 0;
		along += v[i] * step[i];
	}
	for (int i = 0; i < e->n && along > 0; i++)
		row[i] += by * v[i] / along;
}

/* Conditions that the last play, by a step, breaks, though by their slopes it does not come to them,
 * bend: as much as that has shown. Whether there are any. */
static bool add_cuts(struct climber *e, const struct linear *l, const bool *tight,
	const double *step)
{
	const struct study_work *w = e->j->st->work;
	double over[EDGE_SHARES + 1], left[LINEAR_ROWS];
	int cuts = e->cuts;
	if (w->error.status != STATUS_OK)
		return false;
	find_over(e, over);
	edge_rows_left(e, step, w->probe, over, left);
	for (int r = 0; r < l->rows - cuts && e->cuts < EDGE_CUTS; r++) {
		if (tight[r] || left[r] >= -ROUNDING)
			continue;
		struct cut *cut = &e->cut[e->cuts++];
		*cut = (struct cut){.of = r, .room = l->room[r]};
		memcpy(cut->row, l->row[r], sizeof cut->row);
		double by = left[r] - l->room[r];
		for (int k = 0; k < l->variables; k++)
			by -= l->row[r][k] * step[k];
		bend_row(e, r, step, by, cut->row);
	}
	return e->cuts > cuts;
}

/* One step by the program; what it promised, or would if it did not lead elsewhere, or break
 * conditions, at its end. Up a gentle slope, where it comes to no condition, is left to those who
 * climb there. */
static double step_by(struct climber *e)
{
	enum { TRIES = 4 };
	double step[LINEAR_VARIABLES], first = 0;
	bool tight[LINEAR_ROWS], far = false;
	struct linear l;
	for (int try = 0; try < TRIES; try++) {
		int others = e->others;
		edge_program(&l, e);
		double promise = linear_best(&l, step, tight);
		if (try == 0)
			first = promise;
		if (!(promise > ROUNDING))
			return far ? first : 0;
		if (!is_any(tight, l.rows) && promise <= e->gentle * e->radius)
			return 0;
		double value = play(e, &l, tight, step);
		if (isnan(value)) {
			e->cuts = 0; /* rows may be others */
			far |= !is_other_near(e, step, others);
		} else if (!isfinite(value) && add_cuts(e, &l, tight, step)) {
			far = true;
		} else {
			return promise;
		}
	}
	return first;
}

/* Where a step by the program would gain only if it were shorter, the top is between: up the slope
 * along what is tight, by a parabola. Whether that came to another level, not known before. */
static bool slide(struct climber *e)
{
	enum { TRIES = 3 };
	double step[LINEAR_VARIABLES], slope[LINEAR_VARIABLES], x[EDGE_SHARES], most = 0;
	bool tight[LINEAR_ROWS];
	int others = e->others;
	struct linear l;
	edge_program(&l, e);
	edge_tight(&l, tight);
	double rise = edge_slope(&l, e->n, tight, slope);
	if (!(rise > 0))
		return false;
	for (int i = 0; i < e->n; i++)
		most = fmax(most, fabs(slope[i]));
	double t = e->radius / most;
	if (!isfinite(t) || !(rise * t > ROUNDING))
		return false;
	/* Of the try before, its length's square, and how far below the slope it came. */
	double square = 0, below = 0;
	for (int i = 0; i < TRIES; i++) {
		for (int k = 0; k < l.variables; k++)
			step[k] = fmin(fmax(t * slope[k], l.low[k]), l.high[k]);
		double fell = rise * t - (edge_play(e, &l, tight, step, x) - e->value / e->unit);
		double bend = (fell - below) / (t * t - square);
		if (!(bend > 0))
			return e->others > others;
		square = t * t;
		below = fell;
		t = .5 * rise / bend;
	}
	return false;
}

/* How much of its promise a step keeps while the level is held as it is, first without the shares
 * that are steep, where any are; 0: none promises anything, and no share is to move. */
static double step_held(struct climber *e, bool *any)
{
	double start = e->j->best, kept = 0;
	for (int stay = edge_is_any_steep(e); stay >= 0 && !(kept > KEEPS); stay--) {
		e->steep_stay = stay;
		e->cuts = 0;
		e->others *= !stay; /* what they were without */
		double promise = step_by(e);
		if (!(promise > 0))
			continue;
		*any = true;
		if (!(e->j->best > start + KEEPS * promise * e->unit))
			while (e->others < EDGE_OTHERS && slide(e))
				;
		kept = (e->j->best - start) / e->unit / promise;
	}
	return kept;
}

bool edge_step(struct climber *e)
{
	struct joint *j = e->j;
	double most = 0; /* of a promise that was kept */
	bool any = false;
	e->value = joint_try(j, j->best_x);
	e->others = e->cuts = 0;
	if (!edge_look(e, j->best_x, &e->here))
		return false;
	for (int k = 0; k <= e->n; k++, e->held = e->held + 1 < e->n ? e->held + 1 : EDGE_SMOOTH) {
		if (!edge_may_hold(&e->here, e->held) || !edge_set_slopes(e))
			continue;
		most = fmax(most, step_held(e, &any));
		if (most > KEEPS) {
			e->radius = fmin(2 * e->radius, STEP_MOST);
			return true;
		}
	}
	e->radius *= most > SOME ? 1 : SHORTER;
	return any && e->radius > STEP_LAST;
}
