/* To the top of what a climb ends on, by plays: there may be borders, beyond which values fall or
 * the bargain is not accepted, and ridges, where what somebody does changes. Both run across the
 * axes. A share that is held by one follows it as others move: it goes to its best for those, and
 * what that comes to is smooth again, or held by a second one. */
#include "bargain/joint.h"

#include <math.h>
#include <string.h>

/* Up to so many shares. */
enum { SHARES = 4 };
/* Where it shows that one share alone is not at its best. */
#define HAIR 1e-9
/* Where a ridge shows, sharp or rounded. */
#define ASIDE 1e-4

/* Shares are stepped along by places, which lie the denser the nearer they are to 0 and 1, down to
 * so near: what is there may be as thin as what is left of a share. */
#define END 1e-6
/* The first step of a share that moves, and how exactly one that follows is found, in places. */
#define STEP 4e-3
#define EXACT 1e-13
/* How far a share is taken to follow another one, per unit of that and per place; and how near it
 * is looked at in any case, from both sides. */
#define STEEP 4
#define BESIDE 1e-7

static double place_of(double share)
{
	return log((share + END) / (1 - share + END));
}

static double share_at(double place)
{
	if (place <= place_of(0) || place >= place_of(1))
		return place > 0;
	double odds = exp(place);
	return fmin(fmax((odds * (1 + END) - END) / (1 + odds), 0), 1);
}

/* The share so many places beside one. */
static double beside(double share, double by)
{
	return share_at(place_of(share) + by);
}

/* Those of the shares that follow, from the first that others do not follow to the one that is
 * played for each of their places. */
struct nest {
	struct joint *j;
	int count, follows[SHARES];
	double *x; /* n: where all are */
};

/* The share that moves, and those that follow it from the i-th on. */
struct mover {
	struct nest *w;
	int share, next;
};

static double best_of(struct nest *w, int i);

static double moved_to(void *context, double x)
{
	struct mover *m = context;
	m->w->x[m->share] = x;
	return best_of(m->w, m->next);
}

static double moved_to_place(void *context, double place)
{
	return moved_to(context, share_at(place));
}

/* The best of the places of a share between two: around the best of a few, as beyond a border there
 * may be another slope that leads away from it. */
static double best_place(struct mover *m, double low, double high)
{
	enum { CELLS = 6 };
	double value, best = -INFINITY, cell = (high - low) / CELLS, at = low;
	for (int i = 0; i <= CELLS; i++) {
		double x = i < CELLS ? low + i * cell : high;
		value = moved_to_place(m, x);
		if (!(value > best))
			continue;
		best = value;
		at = x;
	}
	double x = bracket_maximum(moved_to_place, m, fmax(at - cell, low), fmin(at + cell, high),
		EXACT, 0, &value);
	return value >= best ? x : at;
}

/* Whether a share is one of those that follow, from the i-th on. */
static bool follows(const struct nest *w, int i, int share)
{
	for (; i < w->count; i++)
		if (w->follows[i] == share)
			return true;
	return false;
}

/* Around where the i-th share that follows may be, for how far those that it follows are from the
 * best bargain. What follows where others are elsewhere says nothing: it may have lost its way. */
static void range_of(const struct nest *w, int i, double *low, double *high)
{
	const double *best = w->j->best_x;
	double at = best[w->follows[i]], by = 0, places = 0;
	for (int k = 0; k < w->j->n; k++) {
		if (follows(w, i, k))
			continue;
		by = fmax(by, fabs(w->x[k] - best[k]));
		places = fmax(places, fabs(place_of(w->x[k]) - place_of(best[k])));
	}
	by = STEEP * by + BESIDE;
	places = STEEP * places;
	*low = fmin(place_of(fmax(at - by, 0)), fmax(place_of(at) - places, place_of(0)));
	*high = fmax(place_of(fmin(at + by, 1)), fmin(place_of(at) + places, place_of(1)));
}

/* The best of the shares that follow from the i-th on, and where that is; the same where none is
 * left. */
static double best_of(struct nest *w, int i)
{
	struct joint *j = w->j;
	if (j->evaluations >= j->limit)
		return -INFINITY;
	if (i == w->count)
		return joint_try(j, w->x);
	struct mover m = {w, w->follows[i], i + 1};
	double low, high;
	range_of(w, i, &low, &high);
	return moved_to_place(&m, best_place(&m, low, high));
}

/* From the middle of a stretch on to one side in longer and longer steps while that is higher. */
static void widen(struct mover *m, struct stretch *s, double step)
{
	while (m->w->j->evaluations < m->w->j->limit) {
		bool up = step > 0;
		double to = up ? s->high : s->low, value = up ? s->f_high : s->f_low;
		if (!(value > s->f_mid))
			return;
		step *= 2;
		double next = beside(to, step);
		double f_next = next != to ? moved_to(m, next) : value;
		struct stretch on = *s;
		on.low = up ? s->mid : next;
		on.f_low = up ? s->f_mid : f_next;
		on.mid = to;
		on.f_mid = value;
		on.high = up ? next : s->mid;
		on.f_high = up ? f_next : s->f_mid;
		*s = on;
	}
}

/* One share to its best from the best bargain on, and those that follow it. */
static void go(struct nest *w, int share)
{
	struct joint *j = w->j;
	struct mover m = {w, share, 0};
	memcpy(w->x, j->best_x, (size_t)j->n * sizeof *w->x);
	double value, at = w->x[share];
	struct stretch s = {.low = beside(at, -STEP), .mid = at, .high = beside(at, STEP),
		.room = joint_room(j, j->best)};
	s.f_mid = moved_to(&m, s.mid);
	s.f_low = s.low < at ? moved_to(&m, s.low) : s.f_mid;
	s.f_high = s.high > at ? moved_to(&m, s.high) : s.f_mid;
	widen(&m, &s, STEP);
	widen(&m, &s, -STEP);
	if (s.f_low == s.f_mid && s.f_high == s.f_mid)
		return;
	at = maximise_line(moved_to, &m, &s, &value);
	moved_to(&m, at);
	if (j->evaluations < j->limit)
		joint_take_equal(j, w->x, 1);
}

/* Whether there is more a hair beside a share. */
static bool rises(struct nest *w, int share)
{
	struct joint *j = w->j;
	double best = j->best;
	bool more = false;
	memcpy(w->x, j->best_x, (size_t)j->n * sizeof *w->x);
	for (int side = -1; side <= 1 && !more; side += 2) {
		w->x[share] = fmin(fmax(j->best_x[share] + side * HAIR, 0), 1);
		more = joint_gains(j, best, joint_try(j, w->x), ROUNDING);
	}
	return more;
}

/* All shares that do not follow, one by one, while that gains. */
static void go_all(struct nest *w)
{
	enum { ROUNDS = 20 };
	struct joint *j = w->j;
	double was = -INFINITY;
	for (int i = 0; i < ROUNDS && (i == 0 || joint_gains(j, was, j->best, ROUNDING)); i++) {
		was = j->best;
		for (int k = 0; k < j->n; k++)
			if (w->count > 0 ? !follows(w, 0, k) : rises(w, k))
				go(w, k);
	}
}

/* By how much less there is at least that far beside a share, on both sides. */
static double falls(struct nest *w, int share, double aside)
{
	struct joint *j = w->j;
	double least = INFINITY, best = j->best;
	for (int side = -1; side <= 1; side += 2) {
		struct mover m = {w, share, 0};
		memcpy(w->x, j->best_x, (size_t)j->n * sizeof *w->x);
		double x = fmin(fmax(w->x[share] + side * aside, 0), 1);
		if (x == w->x[share])
			return 0;
		least = fmin(least, best - moved_to(&m, x));
	}
	return least;
}

/* One more follows, that from which values fall most: of those left to others, one at whose best
 * they have a kink. False: there is none, or no other would be left to move. */
static bool add_follower(struct nest *w)
{
	double most = joint_room(w->j, w->j->best);
	int held = -1;
	for (int k = 0; k < w->j->n; k++) {
		double by = follows(w, 0, k) ? 0 : falls(w, k, w->count > 0 ? BESIDE : ASIDE);
		if (!(by > most))
			continue;
		most = by;
		held = k;
	}
	if (held < 0 || w->count + 1 >= w->j->n)
		return false;
	memmove(w->follows + 1, w->follows, (size_t)w->count * sizeof *w->follows);
	w->follows[0] = held;
	w->count++;
	return true;
}

bool joint_follow(struct joint *j)
{
	enum { PLAYS = 12000 };
	struct nest w = {.j = j, .x = j->top_x};
	j->evaluations = 0;
	j->limit = PLAYS;
	go_all(&w);
	bool top = joint_polish(j);
	while (!top && j->n <= SHARES && j->evaluations < j->limit && add_follower(&w))
		go_all(&w);
	return top;
}
