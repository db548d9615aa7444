/* Where a specialist's reply leaps from one local maximum of its payoff to another: where both
 * pay the same. Of a formula each end of an interval knows what it passes over, so that the
 * place is the root of a smooth function whose slope is known as well. */
#include "solver/level.h"

#include <float.h>

enum { LEAP_STEPS = 40 };
/* So many times what a step is reckoned to leave out is surely beyond it. */
#define SURELY 2

/* How much more a reply pays than what it passes over, and how that falls towards the other end,
 * where that is chosen. */
struct lead {
	bool known;
	double value, rate;
};

/* Of the reply at one end, if what is chosen at the other comes next to its best. */
static struct lead lead_over(const struct reply *here, const struct reply *other, bool is_left)
{
	bool same = here->rival_u > -INFINITY &&
	            fabs(here->rival - other->a) < .25 * fabs(here->a - other->a);
	double rate = here->rival_gain - here->gain;
	return (struct lead){
	        same, same ? fmax(here->u - here->rival_u, 0) : 0, is_left ? rate : -rate};
}

static bool leaps(const struct domain *m, const struct point *l, const struct reply *at_l,
        const struct point *u, const struct reply *at_u)
{
	/* Under terms replies leap whether or not it takes part. */
	bool on = m->by.terms || (domain_active(m, l->a0, at_l) && domain_active(m, u->a0, at_u));
	return on && (lead_over(at_l, at_u, true).known || lead_over(at_u, at_l, false).known);
}

int stage_leaping(const struct stage *s, const struct point *l, const struct point *u)
{
	for (int i = 0; i < s->n && s->pieces; i++) {
		const struct domain *m = &s->domain[i];
		if (m->kind == KIND_PIECES && m->threshold <= l->a0 &&
		        leaps(m, l, &l->reply[i], u, &u->reply[i]))
			return i;
	}
	return -1;
}

/* How far an end is from the leap, if its lead goes on to fall so. */
static double distance(const struct lead *lead)
{
	return lead->known && lead->rate > 0 ? lead->value / lead->rate : INFINITY;
}

/* A leap closed in on, between two points. */
struct leap {
	const struct domain *m;
	int i;
	const struct point *l, *u;
	double near; /* what levels are known to there, by rounding, or at worst, by what is as good
	              */
	double equal;  /* as equal: then no look nearer by tells on which side it is */
	double aside;  /* how far from where it is reckoned to be to look, at least */
	double bend;   /* of a step of Newton's its square, times this, is left out */
	bool exact;    /* in the next step that is nothing */
	bool was_left; /* the last look was on the left side */
};

static void leads(const struct leap *at, struct lead *l, struct lead *u)
{
	*l = lead_over(&at->l->reply[at->i], &at->u->reply[at->i], true);
	*u = lead_over(&at->u->reply[at->i], &at->l->reply[at->i], false);
}

/* What `part` of what is earned makes of levels. */
static double in_levels(const struct leap *at, double part)
{
	struct lead l, u;
	leads(at, &l, &u);
	double rate = fmax(l.known ? l.rate : 0, u.known ? u.rate : 0);
	double earned = at->m->w * (fabs(at->l->reply[at->i].r) + fabs(at->u->reply[at->i].r));
	return 2 * DBL_EPSILON * at->u->a0 + part * earned / rate;
}

/* Where the leads are 0: of both, by the cubic through them. */
static double first_look(const struct leap *at)
{
	struct lead l, u;
	leads(at, &l, &u);
	if (l.known && u.known) {
		struct bracket_tangent p = {at->l->a0, l.value, -l.rate},
		                       q = {at->u->a0, -u.value, -u.rate};
		return bracket_cubic(&p, &q, 0);
	}
	return l.known ? at->l->a0 + distance(&l) : at->u->a0 - distance(&u);
}

/* As reckoned from the end that is nearer: a little beyond if it is the one that has come near
 * last, so that the other comes near as well, else a little before. */
static double next_look(struct leap *at)
{
	struct lead l, u;
	leads(at, &l, &u);
	double t_l = distance(&l), t_u = distance(&u), t = fmin(t_l, t_u);
	bool from_left = t_l < t_u;
	double off = SURELY * at->bend * t * t;
	at->exact = off <= at->near;
	off += at->aside;
	t += from_left == at->was_left ? off : -off;
	return from_left ? at->l->a0 + t : at->u->a0 - t;
}

/* By how the lead's rate has changed from one place to another. */
static void set_bend(struct leap *at, const struct lead *p, const struct lead *q, double h)
{
	if (p->known && q->known && p->rate > 0 && q->rate > 0)
		at->bend = fabs(p->rate - q->rate) / (2 * fmin(p->rate, q->rate) * h);
}

/* The reply at x takes the side that it is on. */
static bool look(struct stage *s, struct leap *at, double x, int depth)
{
	int spare = depth;
	while (spare < s->used && (&s->pool[spare] == at->l || &s->pool[spare] == at->u))
		spare++;
	struct point *p = stage_point(s, spare);
	if (!p)
		return false;
	s->left--;
	stage_evaluate(s, x, p);
	if (s->status != STATUS_OK)
		return false;
	const struct reply *l = &at->l->reply[at->i], *u = &at->u->reply[at->i],
	                   *here = &p->reply[at->i];
	bool left = fabs(here->a - l->a) < fabs(here->a - u->a);
	if (left ? !leaps(at->m, p, here, at->u, u) : !leaps(at->m, at->l, l, p, here))
		return false; /* to some other level */
	const struct point **end = left ? &at->l : &at->u;
	struct lead before = lead_over(left ? l : u, left ? u : l, left);
	struct lead now = lead_over(here, left ? u : l, left);
	set_bend(at, &before, &now, fabs(x - (*end)->a0));
	bool again = left == at->was_left;
	if (again && at->exact) /* payoffs have not told */
		at->near = fmax(at->near, at->equal);
	at->aside = again ? fmax(2 * at->aside, at->near) : at->near;
	at->was_left = left;
	*end = p;
	return true;
}

bool stage_leap(struct stage *s, int i, const struct point **l, const struct point **u, int depth)
{
	struct leap at = {.m = &s->domain[i], .i = i, .l = *l, .u = *u};
	struct lead of_l, of_u;
	leads(&at, &of_l, &of_u);
	at.near = at.aside = in_levels(&at, DBL_EPSILON);
	at.equal = in_levels(&at, TIE);
	at.bend = 1 / ((*u)->a0 - (*l)->a0);
	set_bend(&at, &of_l, &of_u, (*u)->a0 - (*l)->a0);
	double x = first_look(&at);
	for (int k = 0; k < LEAP_STEPS && at.u->a0 - at.l->a0 > 4 * at.near && s->left > 0; k++) {
		if (!(x > at.l->a0 && x < at.u->a0))
			x = .5 * (at.l->a0 + at.u->a0);
		if (!look(s, &at, x, depth))
			break;
		x = next_look(&at);
	}
	bool moved = at.l != *l || at.u != *u;
	*l = at.l;
	*u = at.u;
	return moved;
}
