/* The frontier's values: utilities against utilities, what is in the Pareto set apart
 * from what is not. */
#include "draw.h"

#include <math.h>

double value_point(const struct frontier_point *pt, int n, int k)
{
	double sum = 0;

	if (k >= 0)
		return pt->u[k];
	for (int i = 1; i <= n; i++)
		sum += pt->u[i];
	return sum;
}

/* Points of n specialists, by the utilities of players kx and ky. */
static void samples_of_points(struct samples *s, const struct frontier_point *pt, int count, int n,
	int kx, int ky)
{
	for (int i = 0; i < count; i++)
		if (!samples_add(s, value_point(&pt[i], n, kx), value_point(&pt[i], n, ky), false))
			return;
}

double value_outside(const struct scenario *s, int k)
{
	double sum = 0;

	if (k == 0)
		return s->game.generalist.outside;
	if (k > 0)
		return s->game.specialist[k - 1].outside;
	for (int i = 0; i < s->game.n; i++)
		sum += s->game.specialist[i].outside;
	return sum;
}

int frontier_player(const struct view_model *m, int k, int otherwise)
{
	return k < PLAYER_SPECIALISTS || k > m->scenario->game.n ? otherwise : k;
}

/* Whether the stretch from node i to the next is in the Pareto set. */
static bool pareto_stretch(const struct study *st, int i)
{
	const struct trace_node *a = &st->curve.node[i], *b = a + 1;

	return (st->have & HAVE_PARETO) && !a->dominated && !b->dominated;
}

/* Whether node i is an end of a stretch that is not in the Pareto set. */
static bool on_dominated(const struct study *st, int i)
{
	const struct trace_node *n = &st->curve.node[i];

	if (n->dominated || !(st->have & HAVE_PARETO))
		return true;
	if (i + 1 < st->curve.count && !n->break_after && !pareto_stretch(st, i))
		return true;
	return i > 0 && !n[-1].break_after && !pareto_stretch(st, i - 1);
}

static double node_value(const struct trace_node *n, int k)
{
	return k == AXIS_SHARE ? n->x : n->ok ? value_utility(&n->out, k) : NAN;
}

void samples_of_part(struct samples *s, const struct study *st, enum part part, int kx, int ky)
{
	const struct trace *cv = &st->curve;

	for (int i = 0; i < cv->count; i++) {
		const struct trace_node *n = &cv->node[i];
		bool last = i + 1 == cv->count, brk = last || n->break_after, mine = true;

		if (part == PART_PARETO)
			mine = (st->have & HAVE_PARETO) && !n->dominated;
		else if (part == PART_DOMINATED)
			mine = on_dominated(st, i);
		if (!last && part == PART_PARETO)
			brk = brk || !pareto_stretch(st, i);
		if (!last && part == PART_DOMINATED)
			brk = brk || pareto_stretch(st, i);
		if (!samples_add(s, mine && n->ok ? node_value(n, kx) : NAN, node_value(n, ky), brk))
			return;
	}
}

/* A study whose one curve can be laid under this one's. */
static bool has_curve(const struct study *bare)
{
	return bare && (bare->have & HAVE_CURVE) && bare->shares == 1;
}

/* Or, of several shares, the points of its frontier. */
static bool has_frontier(const struct study *bare)
{
	return has_curve(bare) || (bare && (bare->have & HAVE_PARETO) && bare->shares > 1);
}

const struct study *frontier_ghost(const struct view_model *m, const char **what)
{
	const struct study *st = m->study, *pinned = ghost_of(m);

	if (pinned) {
		*what = "pinned";
		return pinned;
	}
	if (st && has_curve(st->unregulated) && game_floors(&m->scenario->game)) {
		*what = "no law";
		return st->unregulated;
	}
	if (st && has_frontier(st->plain) && game_has_terms(&m->scenario->game)) {
		*what = "plain share";
		return st->plain;
	}
	return NULL;
}

const struct study *frontier_without(const struct view_model *m)
{
	const struct study *st = m->study;

	if (st->shares == 1)
		return st;
	return has_frontier(st->unpaid) ? st->unpaid : NULL;
}

/* What there is to split, where anything splits it in any way; else NaN. */
static double pie_of(const struct view_model *m)
{
	const struct game *g = &m->scenario->game;
	double most = NAN;

	for (int i = 0; m->study && i < m->study->solutions; i++) {
		const struct solution *sol = &m->study->solution[i];

		if (sol->done && sol->agreement)
			most = fmax(most, sol->out.joint);
	}
	return g->transfers || (g->contract == CONTRACT_PROFIT && g->n > 1) ? most : NAN;
}

/* What of a pie is left for players kx and ky once the others have their outside options; NaN:
 * somebody would be counted twice. */
static double left_for(const struct view_model *m, double pie, int kx, int ky)
{
	const struct game *g = &m->scenario->game;

	if (kx < 0 || ky < 0)
		return kx + ky == PLAYER_SPECIALISTS ? pie : NAN;
	for (int k = 0; k <= g->n; k++)
		if (k != kx && k != ky)
			pie -= value_outside(m->scenario, k);
	return pie;
}

bool frontier_line(const struct view_model *m, int kx, int ky, double x[2], double y[2])
{
	double left = left_for(m, pie_of(m), kx, ky);

	x[0] = value_outside(m->scenario, kx);
	y[1] = value_outside(m->scenario, ky);
	x[1] = left - y[1];
	y[0] = left - x[0];
	return x[1] > x[0];
}

/* A study's whole frontier, or a part of it: its curve, or the points of several shares. */
static void add_study(struct frontier_layer **to, const struct study *st, enum part part,
	enum frontier_role role, const char *title, int kx, int ky)
{
	struct frontier_layer *l = (*to)++;

	*l = (struct frontier_layer){ .role = role, .title = title, .joined = st->shares == 1 };
	if (l->joined)
		samples_of_part(&l->samples, st, part, kx, ky);
	else if (part == PART_DOMINATED)
		samples_of_points(&l->samples, st->dominated_point, st->dominated_points, st->n, kx,
			ky);
	else
		samples_of_points(&l->samples, st->point, st->points, st->n, kx, ky);
}

bool frontier_open(const struct view_model *m)
{
	return m->study->shares == 1 && !(m->study->have & HAVE_PARETO);
}

int frontier_layers(const struct view_model *m, int kx, int ky,
	struct frontier_layer layer[FRONTIER_LAYERS])
{
	struct frontier_layer *to = layer;
	bool sums = m->scenario->game.transfers;
	const char *what;
	const struct study *ghost = frontier_ghost(m, &what), *without;
	double x[2], y[2];

	if (ghost)
		add_study(&to, ghost, PART_ALL, FRONTIER_GHOST, what, kx, ky);
	if (!frontier_line(m, kx, ky, x, y)) {
		const struct study *st = m->study->shares == 1 ? m->study : rules_of(m);

		if (frontier_open(m)) {
			add_study(&to, st, PART_ALL, FRONTIER_OPEN, "not known yet", kx, ky);
			return (int)(to - layer);
		}
		add_study(&to, st, PART_DOMINATED, FRONTIER_DOMINATED, "not Pareto", kx, ky);
		add_study(&to, st, PART_PARETO, FRONTIER_PARETO, "Pareto set", kx, ky);
		return (int)(to - layer);
	}
	/* what there is without it, and the line on top */
	without = frontier_without(m);
	if (without)
		add_study(&to, without, PART_ALL, FRONTIER_WITHOUT, sums ? "without" :
			"others alike", kx, ky);
	*to = (struct frontier_layer){ .role = FRONTIER_PIE, .joined = true,
		.title = sums ? "payments" : "one pot" };
	for (int i = 0; i < 2; i++)
		samples_add(&to->samples, x[i], y[i], false);
	return (int)(to + 1 - layer);
}
