#include "fake_study.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NODES 201
#define STATICS_NODES 60
#define MAP_COLS 48
#define MAP_ROWS 14

struct costs {
	double c0, c1;
};

static double u_g(struct costs c, double d)
{
	return d * d / (4 * c.c0) + d * (1 - d) / (2 * c.c1);
}

static double u_d(struct costs c, double d)
{
	return d * (1 - d) / (2 * c.c0) + (1 - d) * (1 - d) / (4 * c.c1);
}

static double product(struct costs c, double d)
{
	return u_g(c, d) * u_d(c, d);
}

static double powerful_g(struct costs c)
{
	return c.c1 < c.c0 ? c.c0 / (2 * c.c0 - c.c1) : 1;
}

static double powerful_d(struct costs c)
{
	return c.c1 > c.c0 ? (c.c1 - c.c0) / (2 * c.c1 - c.c0) : 0;
}

static double smallest_gain(struct costs c, double d)
{
	return fmin(u_g(c, d), u_d(c, d));
}

static double smallest_part(struct costs c, double d)
{
	return fmin(u_g(c, d) / u_g(c, powerful_g(c)), u_d(c, d) / u_d(c, powerful_d(c)));
}

/* The share in the Pareto set where f, unimodal there, is largest. */
static double maximise(struct costs c, double (*f)(struct costs, double))
{
	double low = powerful_d(c), high = powerful_g(c);

	for (int i = 0; i < 200; i++) {
		double a = low + (high - low) / 3, b = high - (high - low) / 3;

		if (f(c, a) < f(c, b))
			low = a;
		else
			high = b;
	}
	return (low + high) / 2;
}

static double solution_delta(struct costs c, enum rule rule)
{
	switch (rule) {
	case RULE_VERTICAL_MONOPOLY:
		return c.c1 / (c.c0 + c.c1);
	case RULE_NASH:
		return maximise(c, product);
	case RULE_EGALITARIAN:
		return maximise(c, smallest_gain);
	case RULE_KALAI_SMORODINSKY:
		return maximise(c, smallest_part);
	case RULE_POWERFUL_GENERALIST:
		return powerful_g(c);
	case RULE_POWERFUL_SPECIALIST:
		return powerful_d(c);
	default: /* max-performance */
		return c.c0 < c.c1 ? 1 : 0;
	}
}

static void fill_outcome(struct costs c, double d, struct outcome *out)
{
	struct domain_outcome *o;

	outcome_init(out, 1, NULL);
	o = &out->domain[0];
	out->invests = true;
	out->alpha0 = d / (2 * c.c0);
	out->u_generalist = u_g(c, d);
	o->investment = (1 - d) / (2 * c.c1);
	o->alpha = out->alpha0 + o->investment;
	o->revenue = o->alpha;
	o->utility = u_d(c, d);
	o->regime = o->investment > 0 ? REGIME_CONTRIBUTE : REGIME_FREE_RIDE;
	out->joint = out->u_generalist + o->utility;
	out->performance = o->alpha;
	out->active = 1;
}

static void fill_curve(struct study *st, struct costs c)
{
	st->axis = -1;
	st->curve.count = NODES;
	st->curve.node = calloc(NODES, sizeof *st->curve.node);
	for (int i = 0; i < NODES; i++) {
		struct trace_node *n = &st->curve.node[i];

		n->x = (double)i / (NODES - 1);
		n->done = n->ok = true;
		n->dominated = n->x < powerful_d(c) - 1e-9 || n->x > powerful_g(c) + 1e-9;
		fill_outcome(c, n->x, &n->out);
	}
}

static void fill_solutions(struct study *st, struct costs c)
{
	st->solutions = RULES - 2; /* nobody asks for alternating offers */
	st->solution = calloc(RULES - 2, sizeof *st->solution);
	for (int i = 0; i < st->solutions; i++) {
		struct solution *s = &st->solution[i];

		s->rule.rule = (enum rule)(i + 1);
		s->done = s->agreement = s->pareto = true;
		s->delta = calloc(1, sizeof *s->delta);
		s->delta[0] = solution_delta(c, s->rule.rule);
		s->ties = s->rule.rule == RULE_MAX_PERFORMANCE && c.c0 == c.c1;
		s->tie = calloc(1, sizeof *s->tie);
		s->tie->to = 1;
		fill_outcome(c, s->delta[0], &s->out);
		s->efficiency = s->out.joint / st->first_best.joint;
	}
}

static void fill_study(struct study *st, const struct scenario *s, struct costs c)
{
	st->scenario = s;
	st->have = HAVE_ALL;
	st->n = st->shares = 1;
	outcome_init(&st->first_best, 1, NULL);
	st->first_best.joint = st->first_best.alpha0 = 1 / (4 * c.c0) + 1 / (4 * c.c1);
	st->first_best.domain[0].alpha = 2 * st->first_best.joint;
	st->first_best.domain[0].regime = REGIME_CONTRIBUTE;
	st->delta = calloc(1, sizeof *st->delta);
	st->delta[0] = solution_delta(c, RULE_NASH);
	fill_outcome(c, st->delta[0], &st->present);
	st->efficiency = st->present.joint / st->first_best.joint;
	fill_curve(st, c);
	fill_solutions(st, c);
	st->intervals = 1;
	st->interval = calloc(1, sizeof *st->interval);
	*st->interval = (struct share_interval){ powerful_d(c), powerful_g(c) };
	st->profit_sharing = true;
	st->ideal = calloc(2, sizeof *st->ideal);
	st->ideal[0] = u_g(c, powerful_g(c));
	st->ideal[1] = u_d(c, powerful_d(c));
	st->bystander = calloc(2, sizeof *st->bystander);
	st->value = st->present.u_generalist * st->present.domain[0].utility;
	for (int i = 0; i < 2; i++) {
		double d = round(10 * st->delta[0]) / 10 + (i ? .1 : -.1);
		st->beside[i] = (struct beside){true, d, -1, u_g(c, d) * u_d(c, d)};
	}
	st->thresholds = 1;
	st->threshold = calloc(1, sizeof *st->threshold);
	*st->threshold = (struct threshold){ .kind = THRESHOLD_REGIME, .x = 1, .before = REGIME_CONTRIBUTE,
		.after = REGIME_FREE_RIDE, .u_before = u_g(c, 1), .u_after = u_g(c, 1) };
}

static void fill_path(struct induction_path *p, struct costs c, double d, double a0_max)
{
	double x = (1 - d) / (2 * c.c1);

	p->delta = calloc(1, sizeof *p->delta);
	p->delta[0] = d;
	p->trace.count = NODES;
	p->trace.node = calloc(NODES, sizeof *p->trace.node);
	for (int i = 0; i < NODES; i++) {
		struct trace_node *n = &p->trace.node[i];

		n->x = a0_max * i / (NODES - 1);
		n->done = n->ok = true;
		fill_outcome(c, d, &n->out);
		n->out.alpha0 = n->x;
		n->out.domain[0].alpha = n->x + x;
		n->out.u_generalist = d * (n->x + x) - c.c0 * n->x * n->x;
	}
	p->ok = true;
	fill_outcome(c, d, &p->best);
	p->level = p->best.alpha0;
}

static void fill_induction(struct fake *f, struct costs c)
{
	double d = f->study.delta[0];

	f->induction.scenario = &f->scenario;
	f->induction.n = 1;
	f->induction.a0_max = 1 / c.c0;
	fill_path(&f->induction.present, c, d, f->induction.a0_max);
	fill_path(&f->induction.other, c, d > 0.7 ? d - 0.2 : d + 0.2, f->induction.a0_max);
}

static void fill_statics(struct fake *f, struct costs c)
{
	struct statics *st = &f->statics;

	st->scenario = &f->scenario;
	param_find(&f->scenario, "generalist.cost.scale", &st->param, NULL);
	st->span = (struct span){ 0.2, 5, true };
	st->quantity = (struct quantity){ QUANTITY_UTILITY, -1 };
	st->n = 1;
	st->present = c.c0;
	st->trace.count = STATICS_NODES;
	st->trace.node = calloc(STATICS_NODES, sizeof *st->trace.node);
	for (int i = 0; i < STATICS_NODES; i++) {
		struct trace_node *n = &st->trace.node[i];
		struct costs at = { 0.2 * pow(25, (double)i / (STATICS_NODES - 1)), c.c1 };

		n->x = at.c0;
		n->done = n->ok = true;
		n->delta = calloc(1, sizeof *n->delta);
		n->delta[0] = solution_delta(at, RULE_NASH);
		fill_outcome(at, n->delta[0], &n->out);
		n->first_best = 1 / (4 * at.c0) + 1 / (4 * at.c1);
	}
}

static void fill_map(struct fake *f, struct costs c)
{
	struct map *m = &f->map;

	m->scenario = &f->scenario;
	param_find(&f->scenario, "generalist.cost.scale", &m->x.param, NULL);
	param_find(&f->scenario, "medicine.cost.scale", &m->y.param, NULL);
	m->x.span = m->y.span = (struct span){ 0.01, 5, false };
	m->quantity = (struct quantity){ QUANTITY_SHARE, 1 };
	m->cols = MAP_COLS;
	m->rows = MAP_ROWS;
	m->present_x = c.c0;
	m->present_y = c.c1;
	m->min = 1;
	m->max = 0;
	m->cell = calloc(MAP_COLS * MAP_ROWS, sizeof *m->cell);
	for (int row = 0; row < m->rows; row++)
		for (int col = 0; col < m->cols; col++) {
			struct costs at = { 0.01 + 4.99 * col / (m->cols - 1),
				0.01 + 4.99 * row / (m->rows - 1) };
			double d = solution_delta(at, RULE_NASH);

			m->cell[row * m->cols + col] = (struct map_cell){ (float)d, 1, 0 };
			m->min = fmin(m->min, d);
			m->max = fmax(m->max, d);
		}
}

struct fake *fake_alloc(double c0, double c1)
{
	struct fake *f = calloc(1, sizeof *f);
	struct costs c = { c0, c1 };
	struct error_list errors;
	char text[400];

	if (!f)
		return NULL;
	snprintf(text, sizeof text,
		"[scenario]\ntitle = Two costs, %g and %g\n[generalist]\ncost.scale = %g\n"
		"[specialist medicine]\nname = Hospital group\ncost.scale = %g\n", c0, c1, c0, c1);
	if (scenario_parse("fake", text, strlen(text), &f->scenario, &errors) != STATUS_OK) {
		free(f);
		return NULL;
	}
	fill_study(&f->study, &f->scenario, c);
	fill_induction(f, c);
	fill_statics(f, c);
	fill_map(f, c);
	return f;
}

static void free_path(struct induction_path *p)
{
	for (int i = 0; i < p->trace.count; i++)
		outcome_free(&p->trace.node[i].out);
	outcome_free(&p->best);
	free(p->trace.node);
	free(p->delta);
}

void fake_free(struct fake *f)
{
	struct study *st = &f->study;

	for (int i = 0; i < st->curve.count; i++)
		outcome_free(&st->curve.node[i].out);
	for (int i = 0; i < st->solutions; i++) {
		outcome_free(&st->solution[i].out);
		free(st->solution[i].delta);
		free(st->solution[i].tie);
	}
	for (int i = 0; i < f->statics.trace.count; i++) {
		outcome_free(&f->statics.trace.node[i].out);
		free(f->statics.trace.node[i].delta);
	}
	outcome_free(&st->first_best);
	outcome_free(&st->present);
	free_path(&f->induction.present);
	free_path(&f->induction.other);
	free(st->curve.node);
	free(st->solution);
	free(st->interval);
	free(st->threshold);
	free(st->delta);
	free(st->ideal);
	free(st->bystander);
	free(f->statics.trace.node);
	free(f->map.cell);
	scenario_free(&f->scenario);
	free(f);
}

void fake_labs(const struct fake *f, const void *lab[VIEWS])
{
	memset(lab, 0, VIEWS * sizeof *lab);
	lab[VIEW_RESPONSE] = &f->induction;
	lab[VIEW_STATICS] = &f->statics;
	lab[VIEW_MAP] = &f->map;
}
