/* Closes in on the generalist's best level, where the slope of its goal changes sign. */
#include "solver/level.h"

/* Two levels so near, relative, tell how the slope goes on. */
#define NEARBY 1e-3
/* A step along a line leaves out so little, in parts of the level, if that times how far off
 * the line was drawn is no more; and is the last if it leaves no more than this of the slope. */
#define LEFT_OUT 1e-17
#define SETTLED .01
/* As long as each step is no more than this part of the one before, such steps go on. */
#define CLOSER .1
/* So many times steeper than the whole, the slope has a kink. */
#define STEEP 64

/* Where a line through two values has its root, if they close in on it; else no number. *sure:
 * what that leaves out is less than levels can be told apart by. */
static double along_line(double x, double fx, double y, double fy, bool *sure)
{
	double step = -fy * (y - x) / (fy - fx), part = fabs(y - x) / y;
	*sure = part <= NEARBY && part * fabs(step) <= LEFT_OUT * y;
	return fabs(step) <= CLOSER * fabs(y - x) ? y + step : NAN;
}

/* Where it has come to. */
struct polish {
	double a, b;         /* the ends: the slope is above 0 at a, below at b */
	double at_a, at_b;   /* what it is there */
	double fa, fb;       /* as these count */
	double last, f_last; /* the last look */
	double secant;       /* where a line through the last two leads; no number: nowhere */
	double turn;         /* where a reply is to change its ways */
	double width;        /* of the last step from an end */
	int side;            /* that end: a 1, b -1 */
	bool sure;           /* of that: what it leaves out is next to nothing */
	bool along;          /* the last look was where such a line led */
	bool beside;         /* or beside where a reply is to change its ways */
	bool kinked;         /* and on the near side of a kink */
};

/* Where to look next. */
static double look_at(struct polish *r, int i)
{
	double a = r->a, b = r->b, x = .5 * (a + b);
	r->along = r->secant > a && r->secant < b;
	if (r->along)
		x = r->secant;
	else if (isfinite(r->fa) && isfinite(r->fb) && i % 4 != 3 && !r->kinked)
		x = (a * r->fb - b * r->fa) / (r->fb - r->fa);
	else if (b > 16 * a)
		x = a > 0 ? between_magnitudes(a, b) : b / 1024;
	/* The slope may change its sign where a reply changes its ways. */
	r->beside = i % 2 && r->turn > a && r->turn < b && !r->along;
	if (r->beside)
		x = stage_beside_switch(r->turn, a, i % 4 == 1);
	return x > a && x < b ? x : .5 * (a + b);
}

/* Whether, as the slope goes on, the root is as near as levels can be told apart: unless it is
 * much steeper on the other side, beyond a kink. */
static bool is_root(const struct polish *r, double x, double f)
{
	double own = f > 0 ? (r->at_a - f) / (x - r->a) : (f - r->at_b) / (r->b - x);
	double step = fabs(x - r->last), differs = fabs(f - r->f_last);
	return f == 0 || (step <= NEARBY * x && isfinite(r->f_last) && differs <= STEEP * own * step &&
		fabs(f * (x - r->last)) <= 4e-16 * x * differs);
}

/* The slope at x is f: it becomes an end. */
static void take_look(struct polish *r, double x, double f)
{
	/* A short step from the near end that has left the slope as it was: the other end
	 * is far down a kink. */
	r->kinked = fmin(x - r->a, r->b - x) < .01 * (r->b - r->a) &&
		fabs(f) > .5 * fabs(f > 0 ? r->at_a : r->at_b);
	if (f > 0) {
		r->width = x - r->a;
		r->a = x;
		r->fa = r->at_a = f;
		r->fb *= r->side == 1 ? .5 : 1;
		r->side = 1;
	} else {
		r->width = r->b - x;
		r->b = x;
		r->fb = r->at_b = f;
		r->fa *= r->side == -1 ? .5 : 1;
		r->side = -1;
	}
}

/* As bracket_signs, but that slopes have kinks: where one is foretold it is looked at from both
 * sides, beyond one the far end's slope counts for nothing, and a short step ends it only where
 * there is none. Ends are in levels' magnitudes, and may be infinitely steep. */
void stage_polish(struct stage *s, const struct point *l, const struct point *u,
	struct point *p)
{
	struct polish r = {.a = l->a0, .b = u->a0, .at_a = l->slope, .at_b = u->slope_left,
		.fa = l->slope, .fb = u->slope_left, .last = l->a0, .f_last = l->slope,
		.secant = NAN, .turn = stage_switch_after(s, l), .width = u->a0 - l->a0};
	for (int i = 0; i < 200 && s->status == STATUS_OK; i++) {
		double x = look_at(&r, i);
		stage_evaluate(s, x, p);
		double f = p->slope;
		if (r.along && r.sure && fabs(f) <= SETTLED * fabs(r.f_last))
			break;
		if (f > 0)
			r.turn = stage_switch_after(s, p);
		if (is_root(&r, x, f))
			break;
		r.secant = along_line(r.last, r.f_last, x, f, &r.sure);
		r.last = x;
		r.f_last = f;
		if (r.b - r.a <= 4e-16 * r.b || r.b < 1e-300)
			break;
		take_look(&r, x, f);
		/* Small steps from one end say nothing while the other, where the
		 * slope may be steeper by far, has not come near; nor do those over a switch. */
		if (r.width <= 1e-15 * x && r.b - r.a <= .01 * r.b && i > 6 && !r.kinked && !r.beside)
			break;
	}
	if (!isfinite(p->cost) && s->status == STATUS_OK) /* the near side of an overflow */
		stage_evaluate(s, r.a, p);
	p->slope = p->slope_left = 0;
}

/* What is beside a level is looked for from a hair off on, of the level or of the range. */
#define HAIR 1e-10

/* Whether what is beside the best level pays less although the goal rises towards it. */
static bool is_below(const struct best *best, const struct point *p)
{
	return p->gain - p->cost < best->value - TIE * best->gain;
}

static void take(struct best *best, const struct point *p)
{
	*best = (struct best){.a0 = p->a0, .value = p->gain - p->cost, .gain = p->gain};
}

/* The top between two points beside the best level, towards which the goal rises from both. */
static void take_top(struct stage *s, const struct point *l, const struct point *u,
	struct point *top, struct best *best)
{
	stage_polish(s, l, u, top);
	if (s->status == STATUS_OK && top->gain - top->cost >= best->value - TIE * top->gain)
		take(best, top);
}

/* Whether the goal rises no further than to p on the way up (side 1) or down (-1). */
static bool has_turned(const struct point *p, int side)
{
	return side * (side > 0 ? p->slope_left : p->slope) <= 0;
}

/* Between `far`, which pays less, and the best level, which is at `here`, from which the goal rises
 * on that side, something leaps: the best is where it has, or on the way there. */
static void close_in(struct stage *s, int side, double far, struct point *here, struct point *p,
	struct point *top, struct best *best)
{
	for (double x = .5 * (far + best->a0); x != far && x != best->a0 && s->status == STATUS_OK;
		x = .5 * (far + best->a0)) {
		stage_evaluate(s, x, p);
		if (is_below(best, p)) {
			far = x;
			continue;
		}
		if (has_turned(p, side)) {
			take_top(s, side > 0 ? here : p, side > 0 ? p : here, top, best);
			return;
		}
		take(best, p);
		struct point *was = here;
		here = p;
		p = was;
	}
}

/* From the best of the points seen, where no peak is as good, or from a level of 0 on which the
 * goal rises: what lies beside it could pay no more than MISSED more, and was left aside. The
 * slope tells where that ends, or a leap, so that units do not. */
void stage_beside_best(struct stage *s, struct best *best)
{
	struct point *here = stage_point(s, DEPTH_FIRST), *beside = stage_point(s, DEPTH_FIRST + 1);
	struct point *top = stage_point(s, DEPTH_FIRST + 2);
	if (s->status != STATUS_OK)
		return;
	stage_evaluate(s, best->a0, here);
	int side = here->slope > 0 ? 1 : -1;
	if (best->a0 <= 0 && side < 0)
		return;
	double unit = best->a0 > 0 ? best->a0 : s->range;
	for (double step = HAIR; step < 1 && here->slope != 0 && s->status == STATUS_OK; step *= 8) {
		stage_evaluate(s, best->a0 + side * step * unit, beside);
		if (!has_turned(beside, side) && !is_below(best, beside))
			continue;
		if (has_turned(beside, side))
			take_top(s, side > 0 ? here : beside, side > 0 ? beside : here, top, best);
		else
			close_in(s, side, beside->a0, here, beside, top, best);
		return;
	}
}
