/* What the next step along edges may be, as a linear program: what is to rise, by all shares, and the
 * conditions that nobody minds it, as far as slopes tell. */
#include "bargain/joint_edge.h"

#include <math.h>
#include <string.h>

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

bool edge_is_any_steep(const struct climber *e)
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
	for (int c = 0; c < e->cuts; c++)
		memcpy(add_row(l, e->cut[c].room), e->cut[c].row, sizeof e->cut[c].row);
}

/* What is left of each row's room by a step to shares at which players get so much. The generalist
 * is left what rounding takes, not to go elsewhere, or stay away, for that. */
void edge_rows_left(const struct climber *e, const double *step, const double *x,
	const double *over, double *left)
{
	int r = 0;
	for (int k = 0; k <= e->n; k++)
		if (k == 0 || e->here.active[k - 1])
			left[r++] = over[k] - (k == 0 ? ROUNDING : 0);
	for (int k = 0; k < e->others; k++, r++) {
		const struct other *o = &e->other[k];
		left[r] = over[0] - o->over - ROUNDING;
		for (int i = 0; i < e->n; i++)
			left[r] -= o->by[i] * (x[i] - o->at[i]);
	}
	double least = least_part(e) + (is_least(e->j) ? step[e->n] : 0);
	for (int k = 0; k <= e->n && keeps_least(e->j); k++)
		if (!e->j->st->bystander[k])
			left[r++] = over[k] / claim(e, k) - least;
	for (int c = 0; c < e->cuts; c++)
		left[r++] = left[e->cut[c].of];
}

int edge_row_player(const struct climber *e, int row)
{
	int r = 0;
	for (int k = 0; k <= e->n; k++)
		if ((k == 0 || e->here.active[k - 1]) && r++ == row)
			return k;
	r += e->others;
	for (int k = 0; k <= e->n; k++)
		if (!e->j->st->bystander[k] && r++ == row)
			return k;
	return -1;
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
