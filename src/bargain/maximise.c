/* Maximisation along a line. Objectives here are smooth between kinks and may
 * be kinked at the very maximum (egalitarian). Where they are smooth three
 * values foretell about where the maximum is; else GSL's Brent closes in. Then,
 * since comparing values alone gives x to 1e-8 only, the maximum of the quartic
 * through five points around it is taken, if it proves to foretell the value
 * there; if it does not there is a kink, where lines along both sides meet, or
 * a jump, and golden section goes on, which does not care. */
#include "bargain/study_private.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_min.h>
#include <math.h>

/* How near golden section comes, of 1 + x. */
#define GOLDEN 1e-13
/* Half the distance between the outer points of the quartic. */
#define REACH 4e-3
/* How far its top may lie from its middle, in its own steps: where that is found by hand, and
 * where three values have foretold it, to so much of what they differ by. */
#define OFF_CENTRE 1.5
#define CENTRED .5
#define RIGHT .02
/* So many plays bring two lines together at a kink, or there is none, and so few ten times nearer;
 * and they come no nearer to where they meet at once, of the distance between them. */
enum { LINES_MAX = 40, LINES_FEW = 6 };
#define ASIDE 1e-4
/* How far from an end one looks for a place that is higher, of the stretch. */
#define INWARD .4
/* Where both sides of a kink show beside it, in x: far more than GOLDEN, and hardly off it. */
#define BESIDE 1e-10
/* To so much of what it falls by at a step, a value is foretold roughly, and by steps so many
 * times as long mostly exactly. */
#define ROUGHLY 1e-2
#define NEARER .15
/* How well it must tell the place, in x; by more than a value's own last digits, of the value. */
#define PLACE 1e-11
#define LAST_DIGITS 1e-15
/* How well it must foretell a value, of what is equal; and of that, what it may cost. */
#define FORETOLD 1e-3
#define WORSE 1e-2

struct counted {
	bracket_function *f;
	void *context;
};

static double negative(double x, void *p)
{
	struct counted *c = p;
	double v = c->f(c->context, x);
	return isfinite(v) ? -v : 1e300;
}

/* Narrows a strict bracket until the middle is known to `accuracy`. */
static bool brent(bracket_function *f, void *context, struct stretch *b, double accuracy)
{
	struct counted c = {f, context};
	gsl_function fn = {negative, &c};
	double f_low = isfinite(b->f_low) ? -b->f_low : 1e300;
	double f_high = isfinite(b->f_high) ? -b->f_high : 1e300;
	if (!(-b->f_mid < f_low && -b->f_mid < f_high && b->mid > b->low && b->mid < b->high))
		return false;
	gsl_min_fminimizer *m = gsl_min_fminimizer_alloc(gsl_min_fminimizer_brent);
	if (!m)
		return false;
	int status = gsl_min_fminimizer_set_with_values(m, &fn, b->mid, -b->f_mid, b->low, f_low,
		b->high, f_high);
	for (int i = 0; i < 60 && status == GSL_SUCCESS; i++) {
		double before = gsl_min_fminimizer_x_minimum(m);
		status = gsl_min_fminimizer_iterate(m);
		double x = gsl_min_fminimizer_x_minimum(m);
		double width = gsl_min_fminimizer_x_upper(m) - gsl_min_fminimizer_x_lower(m);
		if (width < accuracy || (i > 2 && x != before && fabs(x - before) < .1 * accuracy))
			break;
	}
	b->mid = gsl_min_fminimizer_x_minimum(m);
	b->f_mid = -gsl_min_fminimizer_f_minimum(m);
	gsl_min_fminimizer_free(m);
	return isfinite(b->f_mid);
}

/* The quartic y0 + t(c1 + t(c2 + t(c3 + t c4))) through (-2,-1,0,1,2). */
static void quartic(const double y[5], double c[5])
{
	double odd1 = .5 * (y[3] - y[1]), odd2 = .5 * (y[4] - y[0]);
	double even1 = .5 * (y[3] + y[1]) - y[2], even2 = .5 * (y[4] + y[0]) - y[2];
	c[0] = y[2];
	c[3] = (odd2 - 2 * odd1) / 6;
	c[1] = odd1 - c[3];
	c[4] = (even2 - 4 * even1) / 12;
	c[2] = even1 - c[4];
}

/* What a quartic tells of a top. */
enum polished { POLISHED, POLISHED_ROUGHLY, NOT_POLISHED };

/* Moves *x to the top of the quartic around it, by places h apart, if f is smooth there, and that
 * top is within `most` of its steps; where it foretells the value but roughly, only if that gains. */
static enum polished polish_by(bracket_function *f, void *context, double h, bool near,
	const struct stretch *s, double most, double *x, double *value)
{
	double y[5], c[5], t = 0;
	for (int i = 0; i < 5; i++)
		y[i] = i == 2 ? *value : f(context, *x + (i - 2) * h);
	quartic(y, c);
	for (int i = 0; i < 8; i++) {
		double slope = c[1] + t * (2 * c[2] + t * (3 * c[3] + t * 4 * c[4]));
		double curve = 2 * c[2] + t * (6 * c[3] + t * 12 * c[4]);
		if (!(curve < 0))
			return NOT_POLISHED;
		double before = t;
		t -= slope / curve;
		if (!(fabs(t) < most))
			return NOT_POLISHED;
		if (t == before)
			break;
	}
	double at = *x + t * h, v = f(context, at);
	double told = c[0] + t * (c[1] + t * (c[2] + t * (c[3] + t * c[4])));
	/* The quartic must foretell the value; and it must be nearly a parabola, or
	 * its top is not f's to the accuracy wanted. */
	double room = fmax(FORETOLD * s->room, ROUNDING * fabs(v));
	if (!(fabs(v - told) <= ROUGHLY * fabs(c[2])) || fabs(c[4]) > .01 * fabs(c[2]))
		return NOT_POLISHED;
	/* Next to its own middle it foretells whatever the value is there: so much less tells that the
	 * top is where it should be. Of places that are near no more can be asked. */
	double told_by = near ? INFINITY : fmin(fabs(t), 1) * 2 * fabs(c[2]) * fmax(s->place, PLACE) / h;
	bool tells = told_by > LAST_DIGITS * fabs(v);
	bool good = tells && fabs(v - told) <= fmin(room, told_by) && v >= *value - WORSE * room;
	if (good || v > *value) {
		*x = at;
		*value = v;
	}
	return good ? POLISHED : POLISHED_ROUGHLY;
}

/* The same as far as the ends of a stretch allow, and where that tells roughly, by places nearer to
 * each other. */
static bool polish(bracket_function *f, void *context, double low, double high,
	const struct stretch *s, double most, double *x, double *value)
{
	double h = fmin(.5 * REACH, .45 * fmin(*x - low, high - *x));
	if (h < 1e-7)
		return false;
	enum polished told = polish_by(f, context, h, false, s, most, x, value);
	if (told == POLISHED_ROUGHLY)
		told = polish_by(f, context, NEARER * h, true, s, most, x, value);
	return told == POLISHED;
}

/* Where the ends and the middle of a stretch foretell the top by a parabola, and are right
 * about the value there, a few more values tell it exactly. */
static bool by_parabola(bracket_function *f, void *context, const struct stretch *b, double *x,
	double *value)
{
	double l = b->low - b->mid, u = b->high - b->mid;
	double at_l = (b->f_low - b->f_mid) / l, at_u = (b->f_high - b->f_mid) / u;
	double bend = (at_u - at_l) / (u - l), slope = at_l - bend * l, t = -.5 * slope / bend;
	double told = b->f_mid + t * (slope + t * bend);
	if (!(l < 0 && u > 0 && at_l > 0 && at_u < 0 && bend < 0 && t > l && t < u))
		return false;
	*x = b->mid + t;
	*value = f(context, *x);
	if (!(fabs(*value - told) <= RIGHT * (told - fmin(b->f_low, b->f_high))))
		return false;
	if (!polish(f, context, b->low, b->high, b, CENTRED, x, value) || *value < b->f_mid)
		return false;
	if (fabs(*x - b->mid) <= SHARE_EXACT) { /* not to be told apart: the rounder one */
		*x = b->mid;
		*value = b->f_mid;
	}
	return true;
}

/* Two places on one side of a kink, the nearer one second. */
struct branch {
	double x[2], f[2], slope;
	double off; /* what it foretold last was off by that; INFINITY: nothing was foretold */
};

static void set_branch(struct branch *b, double x, double f)
{
	b->x[0] = b->x[1];
	b->f[0] = b->f[1];
	b->x[1] = x;
	b->f[1] = f;
	b->slope = (b->f[1] - b->f[0]) / (b->x[1] - b->x[0]);
}

static double foretold(const struct branch *b, double x)
{
	return b->f[1] + b->slope * (x - b->x[1]);
}

/* So many times further aside from where both lines meet than they may be off. */
#define SURELY 4
#define ASIDE_MOST .1

/* Between two branches that meet in a kinked top: where lines along them meet, but for `aside`,
 * so that which branch the place is on shows by what either foretells. */
static bool close_in(bracket_function *f, void *context, struct branch *l, struct branch *u)
{
	double least = u->x[1] - l->x[1];
	for (int i = 0; i < LINES_MAX; i++) {
		double width = u->x[1] - l->x[1], steep = l->slope - u->slope;
		if (!(l->slope > 0 && u->slope < 0))
			return false;
		if (width <= GOLDEN)
			return true;
		if (i % LINES_FEW == LINES_FEW - 1 && width > .1 * least)
			return false;
		if (i % LINES_FEW == LINES_FEW - 1)
			least = width;
		double aside = SURELY * (l->off + u->off) / (steep * width);
		aside = fmin(fmax(aside, ASIDE), ASIDE_MOST);
		double x = l->x[1] + (u->f[1] - l->f[1] + u->slope * (l->x[1] - u->x[1])) / steep;
		x += (i % 2 ? aside : -aside) * width;
		if (!(x > l->x[1] && x < u->x[1]))
			x = .5 * (l->x[1] + u->x[1]);
		double v = f(context, x), off_l = fabs(v - foretold(l, x));
		double off_u = fabs(v - foretold(u, x));
		struct branch *on = off_l < off_u ? l : u;
		set_branch(on, x, v);
		on->off = fmin(off_l, off_u);
	}
	return false;
}

/* Whether the top is between both: next to them, away from each other, there is no more. A place
 * taken to be on the wrong side of the kink would pass for the top. */
static bool are_around(bracket_function *f, void *context, const struct branch *l,
	const struct branch *u)
{
	return f(context, l->x[1] - BESIDE) <= l->f[1] && f(context, u->x[1] + BESIDE) <= u->f[1];
}

/* The same from a place near the top on, between low and high. Where lines do not tell the top to
 * the last digit, it lies `within` what they do tell. */
static bool by_lines(bracket_function *f, void *context, double low, double high, double *x,
	double *value, double within[2])
{
	double h = fmin(.5 * REACH, .45 * fmin(*x - low, high - *x));
	struct branch l = {.off = INFINITY}, u = l;
	if (h < 1e-7)
		return false;
	for (int i = 2; i >= 1; i--) {
		set_branch(&l, *x - i * h, f(context, *x - i * h));
		set_branch(&u, *x + i * h, f(context, *x + i * h));
	}
	if (!(l.f[1] < *value && u.f[1] < *value))
		return false;
	bool around = l.slope > 0 && u.slope < 0, met = close_in(f, context, &l, &u);
	around = around && are_around(f, context, &l, &u);
	if (around) { /* the last place may be off its line by what values are known to */
		within[0] = l.x[l.slope > 0];
		within[1] = u.x[u.slope < 0];
	}
	if (!met || !around)
		return false;
	const struct branch *top = l.f[1] >= u.f[1] ? &l : &u;
	if (!(top->f[1] >= *value))
		return false;
	*x = top->x[1];
	*value = top->f[1];
	return true;
}

/* Where the middle of a stretch is an end of it, a place inside becomes the middle, if one that is
 * soon found is higher. */
static void go_inside(bracket_function *f, void *context, struct stretch *b)
{
	enum { LOOKS = 12 };
	for (int i = 0; i < LOOKS && (b->mid == b->low) != (b->mid == b->high); i++) {
		bool at_low = b->mid == b->low;
		double x = b->mid + INWARD * ((at_low ? b->high : b->low) - b->mid), v = f(context, x);
		if (v > b->f_mid) {
			b->mid = x;
			b->f_mid = v;
		} else if (at_low) {
			b->high = x;
			b->f_high = v;
		} else {
			b->low = x;
			b->f_low = v;
		}
	}
}

double maximise_line(bracket_function *f, void *context, const struct stretch *stretch, double *value)
{
	bool sure;
	return maximise_surely(f, context, stretch, value, &sure);
}

double maximise_surely(bracket_function *f, void *context, const struct stretch *stretch,
	double *value, bool *sure)
{
	struct stretch between = *stretch;
	go_inside(f, context, &between);
	struct stretch b = between;
	double x, low = b.low, high = b.high, within[2] = {low, high};
	*sure = true;
	if (by_parabola(f, context, &b, &x, value))
		return x;
	if (brent(f, context, &b, .3 * REACH)) {
		x = b.mid;
		*value = b.f_mid;
		if (polish(f, context, low, high, &b, OFF_CENTRE, &x, value) ||
			by_lines(f, context, low, high, &x, value, within))
			return x;
		/* Nearer, where a kink or a bend close by may be out of reach. */
		struct stretch near = between;
		if (brent(f, context, &near, 1e-5)) {
			x = near.mid;
			*value = near.f_mid;
			if (polish(f, context, fmax(low, x - 3e-5), fmin(high, x + 3e-5), &b,
				    OFF_CENTRE, &x, value) ||
				by_lines(f, context, fmax(low, x - 1e-4), fmin(high, x + 1e-4), &x,
					value, within))
				return x;
		}
	} else {
		x = b.mid;
		*value = b.f_mid;
	}
	double best, best_x = bracket_maximum(f, context, within[0], within[1], GOLDEN,
		GOLDEN, &best);
	if (best > *value) {
		*value = best;
		x = best_x;
	}
	if (b.f_low >= *value) {
		*value = b.f_low;
		x = b.low;
	}
	if (b.f_high > *value) {
		*value = b.f_high;
		x = b.high;
	}
	*sure = polish(f, context, b.low, b.high, &b, OFF_CENTRE, &x, value);
	return x;
}

double maximise_boundary(bracket_test *side, void *context, double in, double out)
{
	struct bracket_ends ends = {.in = in, .out = out, .width = SHARE_EXACT};
	bracket_boundary(side, context, &ends);
	return ends.in;
}

bool nearing_look(struct nearing *n, double told, double *x)
{
	enum { TURNS = 3 };
	double middle = .5 * (n->in + n->out), width = fabs(n->out - n->in);
	if (width <= SHARE_EXACT || middle == n->in || middle == n->out)
		return false;
	double off = fmax(2 * fabs(told - n->told), .5 * SHARE_EXACT);
	off = isnan(off) ? .05 * width : fmin(off, .25 * width);
	*x = told + copysign(off, n->looks++ % 2 ? n->out - n->in : n->in - n->out);
	bool turn = n->looks % TURNS == 0, slow = turn && width > .25 * n->width;
	if (slow || !((*x - n->in) * (*x - n->out) < 0))
		*x = middle;
	n->told = slow ? n->told : told;
	n->width = turn ? width : n->width;
	return true;
}
