/* Cuts functions into pieces of certain slope and curvature. */
#include "solver/pieces.h"

#include "solver/stage.h"

#include "base/status.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* A doubling takes a few dozen intervals, hundreds where it holds kinks or inflections;
 * what is left after that many is of unknown curvature, as are all of the others once the
 * whole table has taken BOXES_MAX: rational functions flatten out by so little that each
 * doubling takes more of them. Replies can do with that, at some cost. */
enum { DOUBLING_BOXES_MAX = 1000, BOXES_MAX = 4000 };
/* Doubles between two pieces, beyond which they are not looked at one by one. */
enum { GAP_MAX = 64 };
/* Below this levels are 0. */
#define LEVEL_MIN 1e-290
/* And values, which may have vanished below the smallest number on their way. */
#define VALUE_MIN 1e-200
/* What is smaller, next to a value, is rounding. */
#define ROUNDING (4 * DBL_EPSILON)

double pieces_doubling(int i)
{
	return fmin(ldexp(1, i + DOUBLING_LOW), LEVEL_MAX);
}

int pieces_doubling_of(double level)
{
	int e;
	double m = frexp(level, &e); /* level = m 2^e, .5 <= m < 1 */
	int i = (m == .5 ? e - 1 : e) - DOUBLING_LOW;
	return level <= 0 || i < 0 ? 0 : i >= DOUBLINGS ? DOUBLINGS - 1 : i;
}

static double value_of(const struct pieces *p, double z)
{
	return p->revenue ? revenue_value(p->revenue, z) : cost_value(p->cost, z, 0);
}

static struct jet jet_of(const struct pieces *p, double z)
{
	struct cost_jet c;
	struct jet r;
	if (p->revenue) {
		revenue_jet(p->revenue, z, &r);
		return r;
	}
	cost_jet(p->cost, z, 0, &c);
	return (struct jet){c.v, c.d1, c.d2};
}

static void span_of(const struct pieces *p, double lo, double hi, struct span *out)
{
	struct cost_span c;
	if (p->revenue) {
		revenue_span(p->revenue, lo, hi, out);
		return;
	}
	cost_span(p->cost, (struct range){lo, hi}, (struct range){0, 0}, &c);
	*out = (struct span){c.v, c.d1, c.d2, c.d3, c.defined};
}

/* Values over [lo, hi], from those at its ends inwards as well. */
static struct range values(const struct pieces *p, double lo, double hi, const struct span *s)
{
	double h = hi - lo, l = value_of(p, lo), u = value_of(p, hi);
	struct range v = s->v;
	if (!s->defined)
		return (struct range){-INFINITY, INFINITY};
	if (!isfinite(s->d1.lo) || !isfinite(s->d1.hi))
		return v;
	double rise = fmax(s->d1.hi, 0) * h, fall = -fmin(s->d1.lo, 0) * h;
	double room = ROUNDING * (fabs(l) + fabs(u) + rise + fall);
	v.hi = fmin(v.hi, fmin(l + rise, u + fall) + room);
	v.lo = fmax(v.lo, fmax(l - fall, u - rise) - room);
	return v;
}

static void measure(struct pieces *p)
{
	struct span s;
	for (int i = 0; i < DOUBLINGS; i++) {
		double lo = i > 0 ? pieces_doubling(i - 1) : 0, hi = pieces_doubling(i);
		span_of(p, lo, hi, &s);
		p->value[i] = values(p, lo, hi, &s);
		p->rises[i] = s.defined && s.d1.lo >= 0;
	}
}

enum status pieces_alloc(const struct revenue *revenue, const struct cost *cost,
	struct pieces **out, struct error *err)
{
	struct pieces *p = calloc(1, sizeof *p);
	if (!p)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	p->revenue = revenue;
	p->cost = cost;
	p->undefined = INFINITY;
	p->share = -1;
	p->common = DOUBLINGS;
	measure(p);
	*out = p;
	return STATUS_OK;
}

void pieces_free(struct pieces *p)
{
	if (!p)
		return;
	free(p->piece);
	free(p);
}

int pieces_find(const struct pieces *p, double level)
{
	int low = 0, high = p->count - 1;
	while (low < high) {
		int mid = (low + high + 1) / 2;
		if (p->piece[mid].lo <= level)
			low = mid;
		else
			high = mid - 1;
	}
	return low;
}

/* What is next to nothing beside values. */
static bool falls_between(const struct piece *p, const struct piece *next)
{
	return next->v_lo < p->v_hi - ROUNDING * fabs(p->v_hi);
}

bool pieces_rise(const struct pieces *p, double from, double to)
{
	for (int i = from < p->end ? pieces_find(p, from) : p->count; i < p->count; i++) {
		const struct piece *at = &p->piece[i];
		if (at->lo >= to)
			break;
		if (at->slope == SIGN_FALLS || at->slope == SIGN_UNKNOWN)
			return false;
		if (i + 1 < p->count && at->hi < to && falls_between(at, at + 1))
			return false;
	}
	return to <= p->end;
}

/* ------------------------------------------------------------------ cutting */

struct cut {
	struct pieces *p;
	int left; /* intervals */
	bool full; /* no memory */
};

/* The sign of what lies in r; what is next to nothing has either. */
static enum sign sign_of(struct range r, double nothing)
{
	bool rises = r.lo >= -nothing, falls = r.hi <= nothing;
	return rises && falls ? SIGN_NONE : rises ? SIGN_RISES : falls ? SIGN_FALLS : SIGN_UNKNOWN;
}

static struct piece *append(struct cut *cut)
{
	struct pieces *p = cut->p;
	if (p->count == p->capacity) {
		int capacity = p->capacity > 0 ? 2 * p->capacity : 16;
		struct piece *piece = realloc(p->piece, (size_t)capacity * sizeof *piece);
		if (!piece) {
			cut->full = true;
			return NULL;
		}
		p->piece = piece;
		p->capacity = capacity;
	}
	return &p->piece[p->count++];
}

static void add(struct cut *cut, double lo, double hi, enum sign slope, enum sign bend, double top)
{
	struct pieces *p = cut->p;
	struct piece *last = p->count > 0 ? &p->piece[p->count - 1] : NULL;
	struct jet at_hi = jet_of(p, hi);
	/* Of certain slope the higher end is the top, to the last bit. */
	if (slope != SIGN_UNKNOWN)
		top = -INFINITY;
	bool apart = p->next >= p->common && lo == p->end;
	if (!apart && last && last->hi == lo && last->slope == slope && last->bend == bend) {
		last->hi = last->in_hi = hi;
		last->at_hi = at_hi;
		last->v_hi = at_hi.v;
		last->top = fmax(fmax(last->top, top), at_hi.v);
		return;
	}
	struct piece *new = append(cut);
	if (!new)
		return;
	struct jet at_lo = jet_of(p, lo);
	*new = (struct piece){.lo = lo, .hi = hi, .in_lo = lo, .in_hi = hi, .v_lo = at_lo.v,
		.v_hi = at_hi.v, .at_lo = at_lo, .at_hi = at_hi,
		.top = fmax(top, fmax(at_lo.v, at_hi.v)), .slope = slope, .bend = bend};
}

/* Whether v belongs with a rather than with b; where these hardly differ, at a kink, it
 * does. */
static bool is_near(double v, double a, double b)
{
	return fabs(v - a) <= 1e-12 * (fabs(a) + fabs(b)) + .01 * fabs(b - a);
}

/* The doubles between the last piece and what begins at `lo` go to the one whose value
 * they have; what has neither is a piece of its own: the value at one level alone. */
static void close_gap(struct cut *cut, double lo)
{
	struct pieces *p = cut->p;
	double v_lo = value_of(p, lo), from = lo;
	if (p->count == 0 || p->piece[p->count - 1].hi >= lo)
		return;
	struct piece *last = &p->piece[p->count - 1];
	double before = last->v_hi;
	for (int i = 0; i < GAP_MAX; i++) {
		double next = nextafter(last->hi, INFINITY), v = value_of(p, next);
		if (next >= lo || !is_near(v, before, v_lo))
			break;
		last->hi = next;
		last->v_hi = v;
		last->top = fmax(last->top, v);
	}
	for (int i = 0; i < GAP_MAX; i++) {
		double next = nextafter(from, 0);
		if (next <= last->hi || !is_near(value_of(p, next), v_lo, before))
			break;
		from = next;
	}
	if (from < LEVEL_MIN) /* all that is next to 0 goes with what comes */
		from = nextafter(last->hi, INFINITY);
	double z = nextafter(last->hi, INFINITY);
	for (int i = 0; i < GAP_MAX && z < from && !cut->full; i++, z = nextafter(z, INFINITY))
		add(cut, z, z, SIGN_NONE, SIGN_NONE, -INFINITY);
	if (z < from && !cut->full) { /* too many to be looked at one by one */
		struct span s;
		span_of(p, z, from, &s);
		add(cut, z, from, SIGN_UNKNOWN, SIGN_UNKNOWN, s.defined ? s.v.hi : INFINITY);
	}
	if (cut->full)
		return;
	if (from < lo) { /* the next piece begins there */
		struct piece *new = append(cut);
		if (!new)
			return;
		double v = value_of(p, from);
		*new = (struct piece){.lo = from, .hi = lo, .in_lo = lo, .in_hi = lo, .v_lo = v,
			.v_hi = v_lo, .top = fmax(v, v_lo)};
	}
}

/* A piece that begins where close_gap has left a stub takes that in. */
static void join_stub(struct pieces *p, int at)
{
	struct piece *stub = &p->piece[at], *next = &p->piece[at + 1];
	if (at + 1 >= p->count || stub->hi != next->lo || stub->in_lo != stub->hi ||
		stub->lo == stub->hi)
		return;
	next->lo = stub->lo;
	next->v_lo = stub->v_lo;
	next->top = fmax(next->top, stub->top);
	for (int i = at; i + 1 < p->count; i++)
		p->piece[i] = p->piece[i + 1];
	p->count--;
}

static double middle(double lo, double hi)
{
	return lo > 0 ? .5 * (lo + hi) : hi / 1024;
}

static void put(struct cut *cut, double lo, double hi, enum sign slope, enum sign bend, double top)
{
	int before;
	close_gap(cut, lo);
	before = cut->p->count;
	if (!cut->full)
		add(cut, lo, hi, slope, bend, top);
	if (!cut->full && before > 0 && cut->p->count > before)
		join_stub(cut->p, before - 1);
}

static bool is_finite(struct range r)
{
	return r.lo > -INFINITY && r.hi < INFINITY;
}

/* Whether the function has no finite value, or no bound, between two levels next to each
 * other: next to a pole values are larger by far than a little way off. */
static bool is_pole(const struct pieces *p, double lo, double hi)
{
	double most = 0, off = fabs(value_of(p, lo * (1 - 1e-8))) + fabs(value_of(p, hi * (1 + 1e-8)));
	for (int i = 0; i <= GAP_MAX && lo <= hi; i++, lo = nextafter(lo, INFINITY)) {
		double v = value_of(p, lo);
		if (!isfinite(v))
			return true;
		most = fmax(most, fabs(v));
	}
	return most > 1e5 * off && isfinite(off);
}

static void cut_between(struct cut *cut, double lo, double hi, int depth)
{
	struct pieces *p = cut->p;
	struct span s;
	double h = hi - lo;
	if (cut->full || lo >= p->undefined)
		return;
	span_of(p, lo, hi, &s);
	cut->left--;
	p->boxes++;
	double nothing = ROUNDING * fmax(fabs(s.v.lo), fabs(s.v.hi)) + VALUE_MIN;
	bool known = s.defined && is_finite(s.v);
	enum sign slope = known ? sign_of(s.d1, nothing / h) : SIGN_UNKNOWN;
	enum sign bend = known ? sign_of(s.d2, nothing / h / h) : SIGN_UNKNOWN;
	/* A kink is to be an end. What begins infinitely steep does so at 0. */
	bool kinked = !is_finite(s.d2) && lo > 0;
	if (slope != SIGN_UNKNOWN && bend != SIGN_UNKNOWN && !kinked) {
		put(cut, lo, hi, slope, bend, s.v.hi);
		return;
	}
	double mid = middle(lo, hi);
	bool narrow = h <= 4 * DBL_EPSILON * hi || hi < LEVEL_MIN || !(mid > lo && mid < hi);
	if (narrow || depth == 0) {
		if (!known && is_pole(p, lo, hi))
			p->undefined = lo;
		return; /* what comes next closes the gap */
	}
	if (cut->left <= 0) {
		if (known)
			put(cut, lo, hi, slope, kinked ? SIGN_UNKNOWN : bend, values(p, lo, hi, &s).hi);
		else
			p->undefined = lo;
		return;
	}
	cut_between(cut, lo, mid, depth - 1);
	cut_between(cut, mid, hi, depth - 1);
}

enum status pieces_extend(struct pieces *p, struct error *err)
{
	struct cut cut = {p, DOUBLING_BOXES_MAX, false};
	if (p->next >= DOUBLINGS || p->undefined < INFINITY)
		return STATUS_OK;
	if (p->boxes >= BOXES_MAX)
		cut.left = 1;
	double lo = p->end, hi = pieces_doubling(p->next);
	/* The first number is a piece, whatever begins there. */
	if (p->count == 0)
		add(&cut, 0, 0, SIGN_NONE, SIGN_NONE, -INFINITY);
	cut_between(&cut, lo, hi, 400);
	if (p->undefined == INFINITY && !cut.full) { /* nothing may be left out at the end */
		struct piece *last = &p->piece[p->count - 1];
		if (last->hi < hi)
			put(&cut, hi, hi, SIGN_NONE, SIGN_NONE, -INFINITY);
	}
	if (cut.full)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	p->end = p->undefined < INFINITY ? p->undefined : hi;
	p->next++;
	return STATUS_OK;
}

enum status pieces_extend_to(struct pieces *p, double level, struct error *err)
{
	enum status st = STATUS_OK;
	while (p->end < level && p->undefined == INFINITY && p->next < DOUBLINGS && st == STATUS_OK)
		st = pieces_extend(p, err);
	return st;
}
