/* What a search along the one share looks at: its values there. */
#include "bargain/single_private.h"

#include <math.h>
#include <stdlib.h>

/* What utilities u leave over of a pie; where none is bargained over, `none`. */
static double pie_over(const struct study_work *w, const double *u, double none)
{
	double over = -w->least;
	for (int k = 0; k < w->players; k++)
		over += u[k];
	return isfinite(w->least) ? over : none;
}

static double value_of(const struct line *l, const struct outcome *out)
{
	struct study_work *w = l->st->work;
	if (l->of == OF_PLAYER)
		return outcome_utility(out, l->player);
	if (l->of == OF_LOSS)
		return -outcome_utility(out, l->player);
	struct payoffs p = payoffs_of(w, out);
	if (l->of == OF_LEAST)
		return pie_over(w, p.u, smallest_gain(w, l->bystander, p.u));
	return objective_value(w, l->rule, l->ideal, l->bystander, &p);
}

double line_at(void *context, double x)
{
	struct line *l = context;
	struct study_work *w = l->st->work;
	if (!work_play_line(w, l->st->axis, x, &w->scratch))
		return -INFINITY;
	return value_of(l, &w->scratch);
}

enum bracket_side line_side(void *context, double x)
{
	struct as_good *g = context;
	return line_at(g->l, x) >= g->least ? BRACKET_IN : BRACKET_OUT;
}

static double node_value(const struct line *l, const struct trace_node *node)
{
	return node->ok ? value_of(l, &node->out) : -INFINITY;
}

double line_room(const struct line *l, double value)
{
	return l->of == OF_RULE ? objective_room(l->st, l->rule, value) : ROUNDING * l->st->scale;
}

double *line_nodes(const struct line *l)
{
	const struct trace *c = &l->st->curve;
	double *v = malloc((size_t)c->count * sizeof *v);
	for (int i = 0; v && i < c->count; i++)
		v[i] = node_value(l, &c->node[i]);
	return v;
}
