/* Tables of a view's data. */
#include "ui/table.h"

#include "ui/state.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLES 201

void table_init(struct table *t)
{
	memset(t, 0, sizeof *t);
}

void table_free(struct table *t)
{
	free(t->name);
	free(t->value);
	table_init(t);
}

void table_column(struct table *t, const char *format, ...)
{
	char(*name)[TABLE_NAME_MAX] =
		realloc(t->name, (size_t)(t->columns + 1) * sizeof *name);
	va_list args;

	if (!name) {
		t->failed = true;
		return;
	}
	t->name = name;
	va_start(args, format);
	vsnprintf(t->name[t->columns++], TABLE_NAME_MAX, format, args);
	va_end(args);
}

struct value *table_row(struct table *t)
{
	struct value *row;

	if (t->rows == t->capacity) {
		int capacity = t->capacity ? 2 * t->capacity : 256;
		struct value *value = realloc(t->value,
			(size_t)capacity * (size_t)t->columns * sizeof *value);

		if (!value) {
			t->failed = true;
			return NULL;
		}
		t->value = value;
		t->capacity = capacity;
	}
	row = t->value + (size_t)t->rows++ * (size_t)t->columns;
	for (int i = 0; i < t->columns; i++)
		row[i] = (struct value){NULL, NAN, false};
	return row;
}

/* ---- outcomes ------------------------------------------------------------- */

static const char *id(const struct explorer *e, int i)
{
	return e->scenario.game.specialist[i].id;
}

static void outcome_columns(const struct explorer *e, struct table *t, bool shares)
{
	int n = e->scenario.game.n;

	for (int i = 0; i < n && shares; i++)
		table_column(t, "delta_%s", id(e, i));
	table_column(t, "alpha0");
	for (int i = 0; i < n; i++)
		table_column(t, "alpha_%s", id(e, i));
	table_column(t, "u_generalist");
	for (int i = 0; i < n; i++)
		table_column(t, "u_%s", id(e, i));
	for (int i = 0; i < n; i++)
		table_column(t, "regime_%s", id(e, i));
	table_column(t, "joint");
}

/* Fills the columns of outcome_columns; delta NULL where there are none. */
static void put_outcome(struct value *v, const double *delta, const struct outcome *o)
{
	for (int i = 0; i < o->n && delta; i++)
		(v++)->number = delta[i];
	(v++)->number = o->alpha0;
	for (int i = 0; i < o->n; i++)
		(v++)->number = o->domain[i].alpha;
	(v++)->number = o->u_generalist;
	for (int i = 0; i < o->n; i++)
		(v++)->number = o->domain[i].utility;
	for (int i = 0; i < o->n; i++)
		(v++)->word = regime_name(o->domain[i].regime);
	v->number = o->joint;
}

/* ---- one function a view --------------------------------------------------- */

static void curve_table(const struct explorer *e, struct table *t)
{
	const struct curve *c = &e->work.study->curve;
	bool gap = false;

	if (c->axis < 0 || c->axis >= e->scenario.game.n)
		table_column(t, "delta");
	else
		table_column(t, "delta_%s", id(e, c->axis));
	outcome_columns(e, t, false);
	table_column(t, "dominated");
	for (int i = 0; i < c->count && (e->work.study->have & HAVE_CURVE); i++) {
		const struct curve_node *node = &c->node[i];
		struct value *row = table_row(t);

		if (!row)
			return;
		row[0].number = node->delta;
		row[0].gap = gap;
		gap = node->break_after || !node->ok;
		if (!node->ok)
			continue;
		put_outcome(row + 1, NULL, &node->out);
		row[t->columns - 1].number = node->dominated;
	}
}

static void staging_table(const struct explorer *e, struct table *t)
{
	const struct staging_path *path = &e->work.staging->present;
	bool gap = false;

	table_column(t, "a0");
	outcome_columns(e, t, false);
	for (int i = 0; i < path->count && e->work.extra_ok; i++) {
		struct value *row = table_row(t);

		if (!row)
			return;
		row[0].number = path->node[i].a0;
		row[0].gap = gap;
		gap = path->node[i].break_after || !path->node[i].ok;
		if (path->node[i].ok)
			put_outcome(row + 1, NULL, &path->node[i].out);
	}
}

static double highest_level(const struct explorer *e)
{
	const struct study *st = e->work.study;
	double highest = 0;

	if (study_has_outcome(st))
		for (int i = 0; i < st->n; i++)
			highest = fmax(highest, st->present.domain[i].alpha);
	if ((st->have & HAVE_FIRST_BEST) && st->first_best_status == STATUS_OK)
		for (int i = 0; i < st->n; i++)
			highest = fmax(highest, st->first_best.domain[i].alpha);
	return highest > 0 ? 1.5 * highest : 1;
}

/* Costs from scratch, and revenues, with their margins. */
static void functions_table(const struct explorer *e, struct table *t)
{
	const struct game *g = &e->scenario.game;
	double top = highest_level(e);

	table_column(t, "a");
	table_column(t, "cost_generalist");
	table_column(t, "marginal_cost_generalist");
	for (int i = 0; i < g->n; i++) {
		table_column(t, "revenue_%s", id(e, i));
		table_column(t, "marginal_revenue_%s", id(e, i));
		table_column(t, "cost_%s", id(e, i));
		table_column(t, "marginal_cost_%s", id(e, i));
	}
	for (int k = 0; k < SAMPLES; k++) {
		double a = top * k / (SAMPLES - 1);
		struct value *row = table_row(t);
		struct cost_jet cost;
		struct jet revenue;

		if (!row)
			return;
		(row++)->number = a;
		cost_jet(&g->generalist.cost, a, 0, &cost);
		(row++)->number = cost.v;
		(row++)->number = cost.d1;
		for (int i = 0; i < g->n; i++) {
			revenue_jet(&g->specialist[i].revenue, a, &revenue);
			cost_jet(&g->specialist[i].cost, a, 0, &cost);
			(row++)->number = revenue.v;
			(row++)->number = revenue.d1;
			(row++)->number = cost.v;
			(row++)->number = cost.d1;
		}
	}
}

static void statics_table(const struct explorer *e, struct table *t)
{
	const struct statics *st = e->work.statics;
	char name[PARAM_NAME_MAX] = "parameter";
	bool gap = false;

	if (e->work.extra_ok)
		param_name(&e->scenario, &st->param, name, sizeof name);
	table_column(t, "%s", name);
	outcome_columns(e, t, true);
	table_column(t, "efficiency");
	for (int i = 0; e->work.extra_ok && i < st->count; i++) {
		const struct statics_node *node = &st->node[i];
		struct value *row = node->done ? table_row(t) : NULL;

		if (!row)
			continue;
		row[0].number = node->value;
		row[0].gap = gap;
		gap = node->break_after || !node->ok;
		if (!node->ok)
			continue;
		put_outcome(row + 1, node->delta, &node->out);
		if (node->first_best > 0)
			row[t->columns - 1].number = node->out.joint / node->first_best;
	}
}

static void map_table(const struct explorer *e, struct table *t)
{
	const struct map *m = e->work.map;
	char x[PARAM_NAME_MAX] = "x", y[PARAM_NAME_MAX] = "y", value[PARAM_NAME_MAX] = "value";

	if (e->work.extra_ok) {
		param_name(&e->scenario, &m->x.param, x, sizeof x);
		param_name(&e->scenario, &m->y.param, y, sizeof y);
		quantity_name(&e->scenario, m->quantity, value, sizeof value);
	}
	table_column(t, "%s", x);
	table_column(t, "%s", y);
	table_column(t, "%s", value);
	for (int r = 0; e->work.extra_ok && r < m->rows; r++)
		for (int c = 0; c < m->cols; c++) {
			const struct map_cell *cell = &m->cell[r * m->cols + c];
			struct value *row = cell->block ? table_row(t) : NULL;

			if (!row)
				continue;
			row[0].number = map_x(m, c);
			row[0].gap = c == 0 && r > 0;
			row[1].number = map_y(m, r);
			row[2].number = (double)cell->value;
		}
}

static void solutions_table(const struct explorer *e, struct table *t)
{
	const struct study *st = e->work.study;

	table_column(t, "rule");
	outcome_columns(e, t, true);
	table_column(t, "efficiency");
	table_column(t, "pareto");
	for (int i = 0; i < st->solutions; i++) {
		const struct solution *s = &st->solution[i];
		struct value *row = s->done ? table_row(t) : NULL;

		if (!row)
			continue;
		row[0].word = s->rule.rule == RULE_POWERFUL_SPECIALIST
			? id(e, s->rule.specialist) : rule_info(s->rule.rule)->label;
		if (!s->agreement)
			continue;
		put_outcome(row + 1, s->delta, &s->out);
		row[t->columns - 2].number = s->efficiency;
		row[t->columns - 1].number = s->pareto;
	}
}

void table_of_view(const struct explorer *e, struct table *t)
{
	table_init(t);
	switch (e->view) {
	case VIEW_RESPONSE:
		staging_table(e, t);
		break;
	case VIEW_FUNCTIONS:
		functions_table(e, t);
		break;
	case VIEW_STATICS:
		statics_table(e, t);
		break;
	case VIEW_MAP:
		map_table(e, t);
		break;
	case VIEW_SOLUTIONS:
		solutions_table(e, t);
		break;
	case VIEW_OVERVIEW:
	case VIEW_UTILITIES:
	case VIEW_FRONTIER:
	case VIEW_INVESTMENT:
	case VIEWS:
	default:
		curve_table(e, t);
		break;
	}
}
