/* The generalist's stage: its workspace, and what a level comes to. */
#include "solver/level.h"
#include "solver/pieces.h"

#include <stdlib.h>

enum { FEW = 5 }; /* fewer specialists are soon asked for their replies */

enum status stage_alloc(struct stage **out, int n, struct error *err)
{
	struct stage *s = calloc(1, sizeof *s);
	if (s) {
		s->n = n;
		s->room = n + 1;
		s->jump = malloc(sizeof *s->jump * (size_t)s->room);
		s->stance = malloc(sizeof *s->stance * (size_t)s->room);
	}
	if (!s || !s->jump || !s->stance) {
		stage_free(s);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	*out = s;
	return STATUS_OK;
}

void stage_free(struct stage *s)
{
	if (!s)
		return;
	for (int i = 0; i < s->used; i++) {
		free(s->pool[i].reply);
		free(s->pool[i].side);
	}
	free(s->jump);
	free(s->stance);
	free(s);
}

void stage_pause(struct stage *s, struct pause pause)
{
	s->pause = pause;
}

void stage_cost(struct stage *s, const struct pieces *cost, const struct cost_facts *facts)
{
	s->cost_pieces = cost;
	s->cost_convex_to = facts ? facts->convex_to : INFINITY;
}

void stage_add_jump(struct stage *s, double a0)
{
	if (a0 > 0 && a0 < LEVEL_MAX && s->jumps < s->room)
		s->jump[s->jumps++] = a0;
}

/* Where a level is soon tried, asking would take longer. */
static void ask(struct stage *s)
{
	if (!s->pause.go_on || (!s->scan && !s->pieces && !s->cost_pieces && s->n < FEW) || s->status != STATUS_OK)
		return;
	if (!s->pause.go_on(s->pause.context))
		s->status = error_set(s->err, STATUS_SYSTEM, "given up");
}

struct point *stage_new_point(struct stage *s, int i)
{
	while (s->used <= i) {
		size_t n = s->n > 0 ? (size_t)s->n : 1;
		struct point *p = &s->pool[s->used];
		p->reply = malloc(n * sizeof *p->reply);
		p->side = malloc(n * sizeof *p->side);
		if (!p->reply || !p->side) {
			free(p->reply);
			free(p->side);
			s->status = error_set(s->err, STATUS_SYSTEM, "out of memory");
			return NULL;
		}
		s->used++;
	}
	return &s->pool[i];
}

static void consider(struct stage *s, const struct point *p)
{
	double v = p->at - p->cost;
	if (v > s->best) {
		s->best = v;
		s->best_a0 = p->a0;
		s->best_gain = stage_earned(s, p);
	}
}

void stage_evaluate(struct stage *s, double a0, struct point *p)
{
	struct cost_jet c;
	ask(s);
	cost_jet(s->cost_fn, a0, 0, &c);
	if (s->cost_fn->family == COST_FORMULA && s->status == STATUS_OK)
		s->status = sound_cost(NULL, 0, a0, &c, s->err);
	p->a0 = a0;
	p->cost = c.v;
	p->cost1 = c.d1;
	p->gain = p->gain_left = p->at = 0;
	p->slope = p->slope_left = -c.d1;
	for (int i = 0; i < s->n && s->status == STATUS_OK; i++) {
		struct domain *m = &s->domain[i];
		struct reply *at = &p->reply[i];
		if (m->threshold > a0 && !s->terms)
			continue;
		if (m->alike)
			*at = at[-1];
		else
			s->status = domain_reply(m, a0, at, s->err);
		if (s->status != STATUS_OK)
			return;
		if (s->terms) {
			stage_terms_add(s, i, p);
			continue;
		}
		if (m->by_level && !domain_active(m, a0, at))
			at->regime = REGIME_ABSTAIN;
		struct part part = stage_part(m, s->goal, at);
		p->gain += part.gain;
		p->slope += part.slope;
		if (m->threshold < a0 || a0 <= 0) {
			p->gain_left += part.gain;
			p->slope_left += part.slope;
		}
	}
	if (!s->terms)
		p->at = p->gain;
	if (p->gain == INFINITY && p->cost == INFINITY)
		s->status = error_set(s->err, STATUS_NO_EQUILIBRIUM,
			"no equilibrium: the revenue and the cost of level %.4g are too large to "
			"compute with", a0);
	if (s->status == STATUS_OK)
		consider(s, p);
}
