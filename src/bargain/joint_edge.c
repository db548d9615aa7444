/* Steps along edges: where a bargain is held by several conditions at once, no share alone leads to
 * a better one. A linear program says which step is the best that nobody minds, as far as slopes
 * tell; conditions that it comes to are then met exactly, by Newton's steps, and the bargain is
 * played. Where the generalist would rather go to quite another level, what it gets there is one
 * more condition. */
#include "bargain/joint_edge.h"
#include "bargain/joint_linear.h"

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
/* Of a step, where it begins. */
#define BEGINNING 1e-3
/* A payoff that changes by more, of the scale, a unit of a share, is steep. */
#define STEEP 50
/* A condition that leaves no more, of the scale, is met already. */
#define MET NO_GAIN_HELD

/* What is to rise: where bargains tie, the joint surplus. */
static enum rule goal_of(const struct joint *j)
{
	return j->tied ? RULE_VERTICAL_MONOPOLY : j->rule.rule;
}

static bool is_least(const struct joint *j)
{
	return rule_raises_least(goal_of(j));
}

/* Whether the least is not to fall: it is to rise, or bargains tie for it. */
static bool keeps_least(const struct joint *j)
{
	return rule_raises_least(j->rule.rule) && j->hope <= 0;
}

/* By what a player's gain is to be divided, where the least is maximised, as gains are here. */
static double claim(const struct climber *e, int k)
{
	return joint_claim(e->j, k) / e->scale;
}

/* The least there is. */
static double least_part(const struct climber *e)
{
	double least = INFINITY;
	for (int k = 0; k <= e->n; k++)
		if (!e->j->st->bystander[k])
			least = fmin(least, e->here.over[k] / claim(e, k));
	return least;
}

static void add_gain(struct linear *l, const struct climber *e, int o, double factor)
{
	for (int i = 0; i < e->n; i++)
		l->gain[i] += factor * e->slope[o][i];
}

/* The geometric mean of weighted gains rises by all of them, the more by those that are small. */
static void add_nash(struct linear *l, const struct climber *e)
{
	const struct joint *j = e->j;
	const double *weight = j->st->work->weight, *over = e->here.over;
	double weights = 0;
	for (int k = 0; k <= e->n; k++)
		weights += j->st->bystander[k] ? 0 : weight[k];
	for (int k = 0; k <= e->n; k++)
		if (!j->st->bystander[k] && weight[k] > 0 && over[k] > 0)
			add_gain(l, e, k, e->value / e->scale * weight[k] / weights / over[k]);
}

static void set_goal(struct linear *l, const struct climber *e)
{
	switch (goal_of(e->j)) {
	case RULE_NASH:
		add_nash(l, e);
		break;
	case RULE_EGALITARIAN:
	case RULE_KALAI_SMORODINSKY:
		l->gain[e->n] = 1;
		break;
	case RULE_POWERFUL_GENERALIST:
		add_gain(l, e, 0, 1);
		break;
	case RULE_POWERFUL_SPECIALIST:
		add_gain(l, e, 1 + e->j->rule.specialist, 1);
		break;
	case RULE_MAX_PERFORMANCE:
		add_gain(l, e, e->n + 1, 1);
		break;
	default:
		for (int k = 0; k <= e->n; k++)
			add_gain(l, e, k, 1);
	}
}

static double *add_row(struct linear *l, double room)
{
	l->room[l->rows] = fmax(room, 0);
	return memset(l->row[l->rows++], 0, sizeof *l->row);
}

/* Nobody is to get less than it must, the generalist nowhere else more, and the least of gains is
 * to rise for all, or to stay. */
static void set_rows(struct linear *l, const struct climber *e)
{
	size_t all = (size_t)e->n * sizeof(double);
	for (int k = 0; k <= e->n; k++)
		if (k == 0 || e->here.active[k - 1])
			memcpy(add_row(l, e->here.over[k]), e->slope[k], all);
	for (int k = 0; k < e->others; k++) {
		const struct other *o = &e->other[k];
		double room = e->here.over[0] - o->over;
		for (int i = 0; i < e->n; i++)
			room += o->by[i] * (o->at[i] - e->here.x[i]);
		double *row = add_row(l, room);
		for (int i = 0; i < e->n; i++)
			row[i] = e->slope[0][i] - o->by[i] * (i == e->held ? e->along : 1);
	}
	if (!keeps_least(e->j))
		return;
	double least = least_part(e);
	for (int k = 0; k <= e->n; k++) {
		if (e->j->st->bystander[k])
			continue;
		double *row = add_row(l, e->here.over[k] / claim(e, k) - least);
		for (int i = 0; i < e->n; i++)
			row[i] = e->slope[k][i] / claim(e, k);
		row[e->n] = -is_least(e->j);
	}
}

/* Whether share i is at an end beside which somebody's payoff goes so steeply as where a reply sets
 * out without bound: no slope tells then what a step off it comes to. */
static bool is_steep(const struct climber *e, int i)
{
	bool steep = false;
	for (int o = 0; o <= e->n; o++)
		steep |= fabs(e->here.by_share[o][i]) > STEEP;
	return steep && i != e->held && (e->here.x[i] <= 0 || e->here.x[i] >= 1);
}

static bool is_any_steep(const struct climber *e)
{
	bool any = false;
	for (int i = 0; i < e->n; i++)
		any |= is_steep(e, i);
	return any;
}

void edge_program(struct linear *l, const struct climber *e)
{
	memset(l, 0, sizeof *l);
	l->variables = e->n + is_least(e->j);
	for (int i = 0; i < e->n; i++) {
		bool stays = !e->here.active[i] || (e->steep_stay && is_steep(e, i));
		double moves = stays ? 0 : e->radius;
		l->low[i] = i == e->held ? -moves : -fmin(moves, e->here.x[i]);
		l->high[i] = i == e->held ? moves : fmin(moves, 1 - e->here.x[i]);
	}
	l->high[e->n] = is_least(e->j);
	set_goal(l, e);
	set_rows(l, e);
}

/* What is left of each row's room by a step to shares at which players get so much. */
static void rows_left(const struct climber *e, const double *step, const double *x,
	const double *over, double *left)
{
	int r = 0;
	for (int k = 0; k <= e->n; k++)
		if (k == 0 || e->here.active[k - 1])
			left[r++] = over[k];
	for (int k = 0; k < e->others; k++, r++) {
		const struct other *o = &e->other[k];
		left[r] = over[0] - o->over - ROUNDING;
		for (int i = 0; i < e->n; i++)
			left[r] -= o->by[i] * (x[i] - o->at[i]);
	}
	if (!keeps_least(e->j))
		return;
	double least = least_part(e) + (is_least(e->j) ? step[e->n] : 0);
	for (int k = 0; k <= e->n; k++)
		if (!e->j->st->bystander[k])
			left[r++] = over[k] / claim(e, k) - least;
}

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

/* Plays a step, and corrects it until the tight rows have no room left; what it comes to, or NaN
 * where it leads elsewhere. */
double edge_play(struct climber *e, const struct linear *l, const bool *tight, double *step)
{
	enum { CORRECTIONS = 5 };
	const struct study_work *w = e->j->st->work;
	double x[EDGE_SHARES], over[EDGE_SHARES + 1], left[LINEAR_ROWS], change[LINEAR_VARIABLES],
		value = NAN;
	bool moves[LINEAR_VARIABLES];
	int others = e->others;
	find_moving(l, step, moves);
	for (int c = 0; c <= CORRECTIONS; c++) {
		if (!edge_shares(e, step, x))
			return -INFINITY;
		value = joint_try(e->j, x);
		if (w->error.status != STATUS_OK)
			return -INFINITY;
		for (int k = 0; k <= e->n; k++)
			over[k] = (outcome_utility(&w->scratch, k) - w->outside[k]) / e->scale;
		if (edge_is_elsewhere(e, step)) {
			value = NAN;
			edge_add_other(e, x);
			if (e->others != others || !edge_foresee(e, x, edge_level(e, step), over))
				return NAN;
		} else if (is_at_kink(e) && !edge_foresee(e, x, edge_level(e, step), over)) {
			return -INFINITY;
		}
		rows_left(e, step, x, over, left);
		if (c == CORRECTIONS || !linear_change(l, tight, moves, left, change))
			break;
		double most = 0;
		for (int k = 0; k < l->variables; k++) {
			double to = fmin(fmax(step[k] - change[k], l->low[k]), l->high[k]);
			most = fmax(most, fabs(to - step[k]));
			step[k] = to;
		}
		if (most <= SHARE_EXACT && !isnan(value))
			break;
	}
	return value;
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

/* One step by the program; what it promised, or would if the generalist did not go elsewhere at
 * its end. Up a gentle slope, where it comes to no condition, is left to those who climb there. */
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
		if (!isnan(edge_play(e, &l, tight, step)))
			return promise;
		far |= !is_other_near(e, step, others);
	}
	return first;
}

/* The conditions that are met and that the best step keeps to. */
void edge_tight(const struct linear *l, bool *tight)
{
	double step[LINEAR_VARIABLES];
	linear_best(l, step, tight);
	for (int r = 0; r < l->rows; r++)
		tight[r] = tight[r] && l->room[r] <= MET;
}

/* The slope along tight conditions. What it rises by, a unit of it; 0: it is not known. */
double edge_slope(const struct linear *l, int shares, const bool *tight, double *slope)
{
	double across[LINEAR_ROWS] = {0}, rise = 0;
	bool moves[LINEAR_VARIABLES];
	for (int k = 0; k < l->variables; k++)
		moves[k] = k == shares || (l->low[k] < 0 && l->high[k] > 0);
	for (int r = 0; r < l->rows; r++)
		for (int k = 0; k < l->variables; k++)
			across[r] += moves[k] ? l->row[r][k] * l->gain[k] : 0;
	if (!linear_change(l, tight, moves, across, slope))
		return 0;
	for (int k = 0; k < l->variables; k++) {
		slope[k] = moves[k] ? l->gain[k] - slope[k] : 0;
		rise += slope[k] * slope[k];
	}
	return rise;
}

/* Where a step by the program would gain only if it were shorter, the top is between: up the slope
 * along what is tight, by a parabola. */
static void slide(struct climber *e)
{
	enum { TRIES = 2 };
	double step[LINEAR_VARIABLES], slope[LINEAR_VARIABLES], most = 0;
	bool tight[LINEAR_ROWS];
	struct linear l;
	edge_program(&l, e);
	edge_tight(&l, tight);
	double rise = edge_slope(&l, e->n, tight, slope);
	if (!(rise > 0))
		return;
	for (int i = 0; i < e->n; i++)
		most = fmax(most, fabs(slope[i]));
	double t = e->radius / most;
	if (!isfinite(t) || !(rise * t > ROUNDING))
		return;
	for (int i = 0; i < TRIES; i++) {
		for (int k = 0; k < l.variables; k++)
			step[k] = fmin(fmax(t * slope[k], l.low[k]), l.high[k]);
		double value = edge_play(e, &l, tight, step);
		double bend = rise * t - (value - e->value) / e->unit;
		if (!(bend > 0))
			break;
		t *= .5 * rise * t / bend;
	}
}

/* How much of its promise a step keeps while the level is held as it is, first without the shares
 * that are steep, where any are; 0: none promises anything, and no share is to move. */
static double step_held(struct climber *e, bool *any)
{
	double start = e->j->best, kept = 0;
	for (int stay = is_any_steep(e); stay >= 0 && !(kept > KEEPS); stay--) {
		e->steep_stay = stay;
		e->others *= !stay; /* what they were without */
		double promise = step_by(e);
		if (!(promise > 0))
			continue;
		*any = true;
		if (!(e->j->best > start + KEEPS * promise * e->unit))
			slide(e);
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
	e->others = 0;
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
