/* The generalist's stage where domains have terms beside their shares: what they bring it at a
 * level and between two. A domain's part may fall there, where the generalist bears more of a
 * cost than it gets of the revenue, and a specialist may leave again further up. */
#include "solver/level.h"

#include <math.h>

/* The most that it brings between two levels, but for its part of the generalist's cost: its
 * payoff does not fall, and its level does not either, which counts against the generalist
 * where that bears more than it gets. A formula may fall: it is looked at. */
static double most(const struct domain *m, const struct point *l, const struct reply *at_l,
	const struct point *u, const struct reply *at_u)
{
	if (m->by_level)
		return pieces_part_between(m, l->a0, at_l, u->a0, at_u) + m->by.fee;
	double g = m->by.part != 0 ? m->by.part * (m->by.part > 0 ? at_u->r : at_l->r) : 0;
	return g + (m->by.cost > 0 ? m->by.cost * at_u->u : 0) + m->by.fee;
}

double stage_terms_top(const struct stage *s, const struct point *l, const struct point *u)
{
	double top = 0, part = 1;
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		struct between b;
		between_begin(&b, s, i, l, u);
		enum stance stance = s->stance[i] = between_stance(&b);
		if (stance == STANCE_OUT)
			continue;
		double g = most(m, l, &l->reply[i], u, &u->reply[i]);
		if (stance == STANCE_IN)
			part -= m->by.base;
		else
			g = fmax(0, m->by.base > 0 ? g + m->by.base * u->cost : g);
		top += g;
	}
	return top - fmax(part, 0) * l->cost;
}

/* A domain's part at a level, but for its part of the generalist's cost. */
static double without_base(const struct domain *m, const struct reply *at)
{
	return terms_paid(m, at, 0);
}

/* How such a part changes: revenue's, and of the specialist's payoff, at w, as much as the
 * generalist bears of its cost. False: it may jump. */
static bool part_slopes(struct between *b, double *low, double *high, struct turns *turns)
{
	const struct domain *m = &b->s->domain[b->i];
	*low = *high = 0;
	if (m->by.part != 0 && !between_part(b, low, high, turns))
		return false;
	if (!(m->by.cost > 0))
		return true;
	if (!between_bounds(b))
		return false;
	stage_add_turn(turns, &b->turn, m->by.cost);
	*low += m->by.cost * b->low;
	*high += m->by.cost * b->high;
	return true;
}

/* What is taken for granted: that a specialist takes part everywhere, or nowhere. */
struct suppose { int i; enum stance stance; };

/* The same level with its slopes as they are then. */
static struct point as_if(const struct point *p, struct suppose that)
{
	struct point at = *p;
	const struct side *side = that.i < 0 ? NULL : &p->side[that.i];
	bool in = that.stance == STANCE_IN;
	if (side && side->right != in)
		at.slope += in ? side->slope : -side->slope;
	if (side && side->left != in)
		at.slope_left += in ? side->slope_left : -side->slope_left;
	return at;
}

/* Where all that take part do so everywhere and what they bring is concave: then the slopes at the
 * ends bound those between. False: it is not known to be so. */
static bool bounds_by_ends(const struct stage *s, const struct point *l, const struct point *u,
	struct bounds *out)
{
	double part = 1;
	*out = (struct bounds){.smooth = true, .low = u->slope_left, .high = l->slope};
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		enum stance stance = s->stance[i];
		if (stance == STANCE_OPEN || stance == STANCE_UNSURE ||
			!domain_concave(m, s->goal, &l->reply[i], &u->reply[i]))
			return false;
		if (stance == STANCE_OUT)
			continue;
		part -= m->by.base;
		out->l += without_base(m, &l->reply[i]);
		out->u += without_base(m, &u->reply[i]);
	}
	out->l -= fmax(part, 0) * l->cost;
	out->u -= fmax(part, 0) * u->cost;
	return isfinite(out->low) && isfinite(out->high);
}

static void bounds_if(struct stage *s, const struct point *l, const struct point *u,
	const struct range *cost, struct suppose that, struct bounds *out)
{
	const struct point if_l = as_if(l, that), if_u = as_if(u, that);
	double part = 1;
	bool concave = u->a0 <= s->cost_convex_to;
	struct turns turns = {.sum = {.known = true}};
	struct between *open = that.i < 0 ? &s->open : NULL;
	*out = (struct bounds){.smooth = true};
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		const struct reply *at_l = &l->reply[i], *at_u = &u->reply[i];
		struct between own, *b = &own;
		double lo = 0, hi = 0;
		if (that.i == i) /* with what was found of it */
			b = &s->open;
		else
			between_begin(b, s, i, l, u);
		if (s->stance[i] == STANCE_UNSURE)
			s->stance[i] = between_make_sure(b, cost);
		enum stance stance = that.i == i ? that.stance : s->stance[i];
		if (stance == STANCE_OUT)
			continue;
		if (stance == STANCE_IN)
			part -= m->by.base;
		if (stance == STANCE_IN && part_slopes(b, &lo, &hi, &turns)) {
			out->low += lo;
			out->high += hi;
			out->l += without_base(m, at_l);
			out->u += without_base(m, at_u);
			concave = concave && domain_concave(m, s->goal, at_l, at_u);
			continue;
		}
		if (stance == STANCE_OPEN && open && open->i < 0)
			*open = *b;
		double g = most(m, l, at_l, u, at_u);
		if (stance == STANCE_OPEN)
			g = fmax(0, m->by.base > 0 ? g + m->by.base * u->cost : g);
		out->jumps += g;
		out->smooth = concave = false;
	}
	part = fmax(part, 0);
	out->low -= part * cost->hi;
	out->high -= part * cost->lo;
	out->l -= part * l->cost;
	out->u -= part * u->cost;
	if (out->smooth)
		stage_bend(s, &if_l, &if_u, &turns, part, out);
	if (concave) { /* the slopes at the ends bound those between */
		out->low = fmax(out->low, if_u.slope_left);
		out->high = fmin(out->high, if_l.slope);
	}
}

void stage_terms_bounds(struct stage *s, const struct point *l, const struct point *u,
	const struct range *cost, struct bounds *out)
{
	s->open.i = -1;
	if (!(u->a0 <= s->cost_convex_to && bounds_by_ends(s, l, u, out)))
		bounds_if(s, l, u, cost, (struct suppose){.i = -1}, out);
}

/* Whether a formula only bends down from one level to another, for certain. */
static bool formula_bends_down(const struct pieces *p, double lo, double hi)
{
	for (int i = pieces_find(p, lo); hi < p->end; i++) {
		const struct piece *at = &p->piece[i];
		if (at->bend != SIGN_FALLS && at->bend != SIGN_NONE)
			return false;
		if (hi <= at->in_hi || i + 1 == p->count)
			return hi <= at->in_hi;
		if (at[1].v_lo != at->v_hi || at[1].at_lo.d1 > at->at_hi.d1)
			return false;
	}
	return false;
}

/* Whether revenue only bends down between the specialist's levels at both ends: else the goal may
 * have several tops there, of which ends tell nothing. */
static bool has_one_top(const struct domain *m, const struct reply *at_l, const struct reply *at_u)
{
	if (m->kind == KIND_PIECES)
		return formula_bends_down(m->revenue_pieces, at_l->a, at_u->a);
	return m->shape == SHAPE_CONCAVE || (m->shape == SHAPE_SIGMOID && at_l->a >= m->inflection);
}

/* Of the specialist that s->open is about. */
static bool is_simple(const struct stage *s, const struct point *l, const struct point *u)
{
	int i = s->open.i;
	return i >= 0 && has_one_top(&s->domain[i], &l->reply[i], &u->reply[i]);
}

double stage_either(struct stage *s, const struct point *l, const struct point *u, double bar)
{
	const struct suppose in = {s->open.i, STANCE_IN}, out = {s->open.i, STANCE_OUT};
	struct range cost;
	struct bounds b;
	if (!is_simple(s, l, u))
		return INFINITY;
	const struct point if_l = as_if(l, in), if_u = as_if(u, in);
	if (if_l.slope > 0 && !(if_u.slope_left > 0)) /* a top between them */
		return INFINITY;
	stage_cost_slopes(s, l, u, &cost);
	bounds_if(s, l, u, &cost, in, &b);
	double top = bounds_top(&b, u->a0 - l->a0);
	if (!(top <= bar))
		return INFINITY;
	bounds_if(s, l, u, &cost, out, &b);
	return fmax(top, bounds_top(&b, u->a0 - l->a0));
}

/* Whether specialist i brings the generalist something at a level, where it takes part. */
static bool brings(const struct stage *s, int i, const struct point *p)
{
	const struct domain *m = &s->domain[i];
	return terms_paid(m, &p->reply[i], m->by.base * p->cost) >= 0;
}

double stage_turn(const struct stage *s, const struct point *l, const struct point *u)
{
	const struct suppose in = {s->open.i, STANCE_IN};
	if (!is_simple(s, l, u))
		return -1;
	const struct point if_l = as_if(l, in), if_u = as_if(u, in);
	double h = u->a0 - l->a0;
	double top = l->a0 + h * if_l.slope / (if_l.slope - if_u.slope_left);
	bool leaves = l->side[in.i].right;
	if (!(if_u.slope_left < 0))
		return -1;
	if (if_l.slope > 0 && top > l->a0 && top < u->a0) {
		double edge = between_edge(&s->open);
		return edge >= 0 && (leaves ? top < edge : top > edge) ? .5 * (top + edge) : -1;
	}
	/* Where it leaves nothing is gained then. */
	return if_l.slope <= 0 && leaves && brings(s, in.i, l) && brings(s, in.i, u) ?
		between_levels(l->a0, u->a0) : -1;
}

void stage_terms_jumps(struct stage *s)
{
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		for (int k = 0; k < m->edges; k++)
			stage_add_jump(s, m->edge[k].a0);
		/* On either side of these its payoff bends one way. */
		for (int k = 0; m->kind == KIND_LEVEL && k < m->peaks; k++)
			stage_add_jump(s, m->peak[k]);
	}
}
