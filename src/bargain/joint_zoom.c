/* Charts of all shares, and of smaller and smaller boxes around what looks best.
 *
 * A box's levels are the parts of its parent's where any of the parent's
 * bargains nearby is played, each divided anew: what is never chosen there is
 * not looked at again. */
#include "bargain/joint.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>

/* Levels of a lens, where its parent plays and all over; its bargains that are
 * played in the game; charts without a gain after which it is over. */
enum { LENS_LEVELS = 32, LENS_COARSE = 12, ZOOM_PLAYS = 4, IDLE_MOST = 5 };
/* How a box shrinks, and widens along the axes whose rim is best. */
#define SHRINK .4
#define WIDEN 3
/* What a chart promises is kept if no more of the scale is missing. */
#define PROMISE 1e-4
/* The smallest box, the smallest gain (of the scale), and from which radius on one
 * smooth piece is left to those who climb. */
#define RADIUS_LAST 1e-6
#define GAIN_LAST 1e-8
#define RADIUS_SMOOTH .02

/* ------------------------------------------------------------------- levels */

/* Into rising order, each once. */
static void sort_levels(struct chart *c)
{
	int levels = 1;
	gsl_sort(c->level, 1, (size_t)c->levels);
	for (int l = 1; l < c->levels; l++)
		if (c->level[l] > c->level[levels - 1] * (1 + 1e-12))
			c->level[levels++] = c->level[l];
	c->levels = levels;
}

/* The last doubling at which it does; doublings of the first best's level, where that is known. */
double joint_break_even(const struct joint *j)
{
	enum { DOWN = 20, UP = 40 };
	const struct study *st = j->st;
	const struct game *g = &st->work->order.game;
	bool known = st->first_best_status == STATUS_OK && st->first_best.alpha0 > 0;
	double unit = known ? st->first_best.alpha0 : 1, last = 0;
	for (int d = -DOWN; d <= UP; d++) {
		double a = ldexp(unit, d);
		double revenue = 0;
		for (int i = 0; i < g->n; i++)
			revenue += revenue_value(&g->specialist[i].revenue, a);
		if (revenue >= cost_value(&g->generalist.cost, a, 0))
			last = a;
	}
	return last;
}

/* Adds levels from above low to high, each as many times the one before. */
static void add_magnitudes(struct chart *c, double low, double high, int count)
{
	for (int l = 1; l <= count; l++)
		c->level[c->levels++] = low * pow(high / low, (double)l / count);
}

/* Half of the levels where bargains of the sample are played; the others evenly
 * spread, and some beyond: edges, where levels are highest, the sample hardly ever
 * meets, and where most of it is idle none of its levels says how far they may
 * lie. False: none invests. */
static bool chart_levels(struct joint *j)
{
	struct chart *c = j->chart;
	enum { EVEN = 64, BEYOND = 24, FAR = 16 };
	double *played = j->played.value; /* scratch */
	double end = joint_break_even(j);
	int count = 0;
	for (int i = 0; i < j->played.count; i++)
		if (j->played.a0[i] > 0)
			played[count++] = j->played.a0[i];
	gsl_sort(played, 1, (size_t)count);
	double top = count > 0 ? played[count - 1] : end / 4;
	if (top <= 0)
		return false;
	c->levels = 0;
	for (int l = 0; l < EVEN; l++)
		c->level[c->levels++] = top * l / (EVEN - 1);
	add_magnitudes(c, top, 4 * top, BEYOND);
	if (end > 4 * top)
		add_magnitudes(c, 4 * top, end, FAR);
	for (int l = 0, ranks = CHART_LEVELS - c->levels; l < ranks && count > 0; l++)
		c->level[c->levels++] = played[(long)l * (count - 1) / (ranks - 1)];
	sort_levels(c);
	return c->levels > LENS_COARSE;
}

/* A box of shares around x. */
struct box {
	double x[CHART_MOST], radius[CHART_MOST];
};

/* Whether a bargain lies in the box, or less than half as far outside. */
static bool near(const struct joint *j, const struct box *box, const double *x)
{
	for (int k = 0; k < j->n; k++)
		if (fabs(x[k] - box->x[k]) > 1.5 * box->radius[k])
			return false;
	return true;
}

/* Marks the steps of c's levels around those at which bargains of s near the box
 * are played. */
static void mark_steps(const struct joint *j, const struct chart *c, const struct sample *s,
	const struct box *box, bool *hit)
{
	for (int i = 0; i < s->count; i++) {
		if (!near(j, box, s->delta + (size_t)i * (size_t)j->n))
			continue;
		int at = chart_step(c, s->a0[i]);
		for (int l = at > 0 ? at - 1 : 0; l <= at + 1 && l < c->levels - 1; l++)
			hit[l] = true;
	}
}

static void add_level(struct chart *c, double a0)
{
	if (c->levels < c->levels_most)
		c->level[c->levels++] = a0;
}

/* The lens's levels: the steps of its parent's that were hit, divided, and a few
 * of all the others, lest what is played there be forgotten. Returns whether
 * those that were hit are one stretch. */
static bool lens_levels(struct joint *j, const struct chart *parent, const bool *hit)
{
	struct chart *lens = j->lens, *all = j->chart;
	double level[CHART_LEVELS];
	int steps = 0, stretches = 0, levels = parent->levels;
	for (int l = 0; l < levels - 1; l++)
		steps += hit[l];
	int parts = LENS_LEVELS / (steps > 0 ? steps : 1);
	if (parts < 1)
		parts = 1;
	memcpy(level, parent->level, (size_t)levels * sizeof *level);
	lens->levels = 0;
	for (int l = 0; l < all->levels; l += all->levels / LENS_COARSE)
		add_level(lens, all->level[l]);
	for (int l = 0; l < levels - 1; l++) {
		if (!hit[l])
			continue;
		if (l == 0 || !hit[l - 1]) {
			stretches++;
			add_level(lens, level[l]);
		}
		for (int p = 1; p <= parts; p++)
			add_level(lens, level[l] + (level[l + 1] - level[l]) * p / parts);
	}
	sort_levels(lens);
	return stretches <= 1;
}

/* ------------------------------------------------------------------- charts */

struct looking {
	struct joint *j;
	struct sample *s;
};

static bool keep(void *context, const double *delta, const struct outcome *out, bool guessed)
{
	struct looking *look = context;
	sample_add(look->s, look->j, delta, out, guessed);
	return look->s->count % 1024 != 0 || work_go_on(look->j->st->work);
}

/* Plays c's bargains into s, and those at its edges. */
static bool look(struct joint *j, struct chart *c, struct sample *s)
{
	struct looking l = {j, s};
	s->count = 0;
	if (!chart_fill(c, j->st->work))
		return false;
	chart_tour(c, keep, &l);
	return true;
}

void joint_draw(struct joint *j)
{
	struct chart *c = j->chart;
	j->charted.count = 0;
	if (!chart_levels(j))
		return;
	for (int k = 0; k < j->n; k++)
		chart_shares(c, j->st->work, k, .5, .5, -1);
	look(j, c, &j->charted);
}

/* The best bargain seen; -1: there is none. */
static int best_seen(const struct joint *j, bool guessed)
{
	const struct sample *s = &j->seen;
	double value = -INFINITY, room = 0, u_generalist = -INFINITY;
	int top = -1;
	for (int i = 0; i < s->count; i++) {
		if ((s->guessed[i] && !guessed) || !isfinite(s->value[i]) ||
			!sample_better(j, s, i, value, room, u_generalist))
			continue;
		top = i;
		value = s->value[i];
		room = joint_room(j, value);
		u_generalist = s->u[(size_t)i * (size_t)j->players];
	}
	return top;
}

/* A bargain and what it comes to in the game. */
struct played {
	double x[CHART_MOST];
	double value, a0;
};

static struct played play(struct joint *j, const double *x)
{
	struct played p = {.value = joint_try(j, x)};
	memcpy(p.x, x, (size_t)j->n * sizeof *x);
	p.a0 = j->st->work->scratch.alpha0;
	return p;
}

/* Plays the best bargains seen in the game until one keeps what the chart
 * promised, at first any, then only those that were not interpolated; the best of
 * them, or where the box was if nothing is better. */
static struct played play_best(struct joint *j, const struct played *at)
{
	struct sample *s = &j->seen;
	struct played best = *at;
	for (int k = 0; k < ZOOM_PLAYS; k++) {
		int top = best_seen(j, k == 0);
		if (top < 0)
			break;
		double promise = s->value[top];
		struct played p = play(j, s->delta + (size_t)top * (size_t)j->n);
		s->value[top] = -INFINITY;
		if (p.value >= best.value)
			best = p;
		if (!joint_gains(j, p.value, promise, PROMISE))
			break;
	}
	return best;
}

/* Whether the bargains seen near the box have one signature. */
static bool one_piece(const struct joint *j, const struct box *box)
{
	const struct sample *s = &j->seen;
	unsigned long first = 0;
	bool any = false;
	for (int i = 0; i < s->count; i++) {
		if (!near(j, box, s->delta + (size_t)i * (size_t)j->n))
			continue;
		if (any && s->signature[i] != first)
			return false;
		first = s->signature[i];
		any = true;
	}
	return true;
}

/* Moves the box to x. It shrinks, but widens along the axes on whose rim x was: the
 * best bargains of edges lie along ridges that may be long and thin. Returns its
 * largest radius. */
static double follow(const struct joint *j, struct box *box, const double *x)
{
	double most = 0;
	for (int k = 0; k < j->n; k++) {
		double *r = &box->radius[k];
		bool rim = fabs(x[k] - box->x[k]) > .99 * *r && x[k] > 0 && x[k] < 1;
		*r = rim ? fmin(WIDEN * *r, .25) : SHRINK * *r;
		box->x[k] = x[k];
		most = fmax(most, *r);
	}
	return most;
}

/* Whether it has come to a bargain that is known to be as good. */
static bool is_known(const struct joint *j, const struct played *at, const struct zoomed *known)
{
	for (int k = 0; known && k < known->count; k++)
		if (known->value[k] >= at->value &&
			work_apart(j->n, at->x, known->x + (size_t)k * (size_t)j->n) <= known->near)
			return true;
	return false;
}

void joint_look_at(struct joint *j, double level)
{
	struct played none = {.value = -INFINITY};
	bool hit[CHART_LEVELS] = {false};
	int at = chart_step(j->chart, level);
	for (int l = at > 0 ? at - 1 : 0; l <= at + 1 && l < j->chart->levels - 1; l++)
		hit[l] = true;
	lens_levels(j, j->chart, hit);
	for (int k = 0; k < j->n; k++)
		chart_shares(j->lens, j->st->work, k, .5, .5, level);
	if (!look(j, j->lens, &j->seen))
		return;
	sample_values(j, &j->seen);
	play_best(j, &none);
}

void joint_zoom(struct joint *j, const double *x, double radius, int charts,
	const struct zoomed *known)
{
	const struct chart *parent = j->chart;
	struct played at = play(j, x);
	struct box box;
	bool hit[CHART_LEVELS] = {false};
	int idle = 0; /* charts since the last gain */
	for (int k = 0; k < j->n; k++) {
		box.x[k] = x[k];
		box.radius[k] = radius;
	}
	hit[chart_step(parent, at.a0)] = true;
	mark_steps(j, parent, &j->charted, &box, hit);
	while (charts-- > 0 && radius > RADIUS_LAST) {
		bool single = lens_levels(j, parent, hit);
		for (int k = 0; k < j->n; k++)
			chart_shares(j->lens, j->st->work, k, box.x[k], box.radius[k], at.a0);
		if (!look(j, j->lens, &j->seen))
			return;
		parent = j->lens;
		sample_values(j, &j->seen);
		double was = at.value;
		at = play_best(j, &at);
		idle = joint_gains(j, was, at.value, GAIN_LAST) ? 0 : idle + 1;
		radius = follow(j, &box, at.x);
		memset(hit, 0, sizeof hit);
		hit[chart_step(parent, at.a0)] = true;
		mark_steps(j, parent, &j->seen, &box, hit);
		if (is_known(j, &at, known) || (radius < RADIUS_SMOOTH &&
			(idle >= IDLE_MOST || (single && one_piece(j, &box)))))
			return;
	}
}
