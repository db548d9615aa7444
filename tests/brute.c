/* See brute.h. */
#include "brute.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 4000, TOPS = 64, BLOCK = 8, LEAPS = 600 };

/* As good as equal, of the scale of what is compared: up to rounding, and where a judge
 * had better not insist. */
#define SAME 1e-14
#define NEARLY 1e-10

/* Of one specialist. */
struct table {
	const struct brute_specialist *of;
	const struct shape *own;       /* the generalist's cost */
	int levels;                    /* where the revenue is tabled, rising */
	double level[LEVELS];
	struct tree_value revenue[LEVELS];
	double top[LEVELS];            /* of the revenue, between this level and the next */
	double block_top[LEVELS / BLOCK + 1], rest_top[LEVELS / BLOCK + 1];
	int leaps;                     /* investments at which the cost does something, at the a0 */
	double leap[LEAPS];            /* that was asked for last, where any of them moves */
	bool moves;
	double reach;                  /* no level above it is worth its cost */
};

struct brute {
	const struct brute_game *game;
	double reach; /* no level of the generalist's above it is worth its cost */
	struct table *table; /* one for each specialist */
};

/* ---- the game's functions --------------------------------------------------------------- */

static struct tree_value revenue(const struct brute_specialist *p, double a)
{
	return tree_eval(&p->revenue.tree, p->revenue.root, &(struct tree_point){a, 0, a});
}

static struct tree_value cost(const struct brute_specialist *p, double x, double a0, double a)
{
	return tree_eval(&p->cost.tree, p->cost.root, &(struct tree_point){x, a0, a});
}

static double own_cost(const struct shape *own, double a0)
{
	return tree_eval(&own->tree, own->root, &(struct tree_point){a0, a0, a0}).v;
}

static double at_least(const struct shape *cost_shape, double x)
{
	return cost_shape->least * pow(fmax(0, x - cost_shape->from), cost_shape->power);
}

static double at_most(const struct brute_specialist *p, double a)
{
	return p->revenue.top + p->revenue.slope * a;
}

/* Beyond this no investment pays who bears `keep` of its cost, whatever the share. */
static double reach_of_x(const struct brute_specialist *p, double a0, double keep)
{
	double x = .5;
	while (keep * at_least(&p->cost, x) <= at_most(p, a0 + x))
		x *= 1.25;
	return x;
}

/* The most that all specialists may earn from a level. */
static double earned(const struct brute_game *g, double a0)
{
	double sum = 0;
	for (int i = 0; i < g->n; i++) {
		const struct brute_specialist *p = &g->specialist[i];
		sum += at_most(p, a0 + reach_of_x(p, a0, 1));
	}
	return sum;
}

/* Beyond this no level pays all players together. */
static double reach_of_a0(const struct brute_game *g)
{
	double a0 = .5;
	while (at_least(&g->own, a0) <= earned(g, a0))
		a0 *= 1.25;
	return a0;
}

/* ---- grids -------------------------------------------------------------------------------- */

struct grid_of {
	double *at;
	int count, most;
};

static void add(struct grid_of *g, double v)
{
	if (!(v >= 0))
		return;
	if (g->count == g->most)
		abort();
	g->at[g->count++] = v;
}

/* Dense where something happens, both sides of a break told apart. */
static void add_feature(struct grid_of *g, double at, double width)
{
	add(g, at);
	if (width == 0) {
		double near = 1e-9 * fmax(1, at);
		add(g, at - near);
		add(g, at + near);
		add(g, at - 1e4 * near);
		add(g, at + 1e4 * near);
		return;
	}
	for (int k = 1; k <= 16; k++) {
		double off = width * (k <= 10 ? .25 * k : 2.5 + .75 * (k - 10));
		add(g, at - off);
		add(g, at + off);
	}
}

static void add_range(struct grid_of *g, double reach)
{
	add(g, 0);
	for (double v = 1e-7; v < .05; v *= 2)
		add(g, v);
	for (int k = 1; k <= 80; k++)
		add(g, fmin(6, reach) * k / 80);
	for (double v = 6; v < reach; v *= 1.12)
		add(g, v);
	add(g, reach);
}

static int in_order(const void *a, const void *b)
{
	double u = *(const double *)a, v = *(const double *)b;
	return (u > v) - (u < v);
}

static void sort(struct grid_of *g, double reach)
{
	int kept = 0;
	qsort(g->at, (size_t)g->count, sizeof *g->at, in_order);
	for (int i = 0; i < g->count; i++)
		if (g->at[i] <= reach && (kept == 0 || g->at[i] > g->at[kept - 1]))
			g->at[kept++] = g->at[i];
	g->count = kept;
}

static void add_features(struct grid_of *g, const struct shape *s, enum tree_op of, double a0)
{
	for (int i = 0; i < s->features; i++)
		if (s->feature[i].of == of)
			add_feature(g, s->feature[i].at + s->feature[i].moves * a0, s->feature[i].width);
}

/* ---- the revenue's table -------------------------------------------------------------------- */

/* The highest that a function comes between two levels, as far as its values and slopes
 * there can tell. */
static double highest(struct tree_value l, struct tree_value r, double step)
{
	double ends = fmax(l.v, r.v);
	if (!(l.d > 0 && r.d < 0))
		return ends;
	return fmax(ends, fmin(l.v + l.d * step, r.v - r.d * step));
}

static void fill_table(struct table *b)
{
	for (int i = 0; i < b->levels; i++)
		b->revenue[i] = revenue(b->of, b->level[i]);
	for (int i = 0; i < b->levels; i++)
		b->top[i] = i + 1 == b->levels ? b->revenue[i].v : highest(b->revenue[i],
			b->revenue[i + 1], b->level[i + 1] - b->level[i]);
	int blocks = (b->levels + BLOCK - 1) / BLOCK;
	b->rest_top[blocks] = -INFINITY;
	for (int k = blocks - 1; k >= 0; k--) {
		b->block_top[k] = -INFINITY;
		for (int i = k * BLOCK; i < (k + 1) * BLOCK && i < b->levels; i++)
			b->block_top[k] = fmax(b->block_top[k], b->top[i]);
		b->rest_top[k] = fmax(b->block_top[k], b->rest_top[k + 1]);
	}
}

static void find_leaps(struct table *b, double a0)
{
	struct grid_of leaps = {b->leap, 0, LEAPS};
	add_features(&leaps, &b->of->cost, TREE_X, a0);
	sort(&leaps, b->reach);
	b->leaps = leaps.count;
}

static void make_table(struct table *b, double reach)
{
	struct grid_of levels = {b->level, 0, LEVELS};
	add_range(&levels, reach);
	add_features(&levels, &b->of->revenue, TREE_A, 0);
	sort(&levels, reach);
	b->levels = levels.count;
	b->reach = reach;
	fill_table(b);
	for (int i = 0; i < b->of->cost.features; i++)
		b->moves |= b->of->cost.feature[i].moves != 0;
	find_leaps(b, 0);
}

struct brute *brute_alloc(const struct brute_game *g)
{
	struct brute *b = calloc(1, sizeof *b);
	if (!b || !(b->table = calloc((size_t)g->n, sizeof *b->table)))
		abort();
	b->game = g;
	b->reach = reach_of_a0(g);
	for (int i = 0; i < g->n; i++) {
		const struct brute_specialist *p = &g->specialist[i];
		b->table[i].of = p;
		b->table[i].own = &g->own;
		make_table(&b->table[i], b->reach + reach_of_x(p, b->reach, 1 - p->cost_share));
	}
	return b;
}

void brute_free(struct brute *b)
{
	free(b->table);
	free(b);
}

/* ---- the specialist's reply ------------------------------------------------------------------ */

struct point {
	double x, a, revenue, cost; /* its own part of the cost */
	double paid; /* to the generalist, but for what does not depend on x */
	double u, d; /* its payoff, of what does, and how that changes with x */
};

struct search {
	struct table *b;
	double a0, part; /* the specialist's share */
	double best;
	int tops;
	struct point top[TOPS];
};

static struct point evaluate(const struct search *s, double x, double a, struct tree_value r)
{
	const struct brute_specialist *p = s->b->of;
	struct tree_value c = cost(p, x, s->a0, a);
	double keep = 1 - p->cost_share;
	return (struct point){x, a, r.v, keep * c.v, p->delta * r.v - p->cost_share * c.v,
		s->part * r.v - keep * c.v, s->part * r.d - keep * c.d};
}

static double size_of(const struct search *s, const struct point *p)
{
	return fmax(fabs(s->part * p->revenue), fabs(p->cost));
}

/* Which of the tops is missed least: the lowest, of a plateau's the one that brings least. */
static int least(const struct search *s)
{
	int at = 0;
	for (int i = 1; i < s->tops; i++) {
		const struct point *p = &s->top[i], *q = &s->top[at];
		if (p->u < q->u || (p->u == q->u && p->paid < q->paid))
			at = i;
	}
	return at;
}

static void keep(struct search *s, const struct point *p)
{
	if (!(p->u >= s->best - 2 * NEARLY * size_of(s, p)))
		return;
	s->best = fmax(s->best, p->u);
	s->top[s->tops < TOPS ? s->tops++ : least(s)] = *p;
}

/* The top between two points, by the sign of the slope. */
static void polish(struct search *s, struct point l, struct point r)
{
	for (int i = 0; i < 100; i++) {
		double x = l.x + (r.x - l.x) * l.d / (l.d - r.d), width = r.x - l.x;
		/* By secants, halving where those creep or the slope has none. */
		if (i % 3 == 2 || !(x > l.x && x < r.x))
			x = .5 * (l.x + r.x);
		if (!(x > l.x && x < r.x) || width < 1e-16 * r.x)
			break;
		struct point p = evaluate(s, x, s->a0 + x, revenue(s->b->of, s->a0 + x));
		if (p.d > 0)
			l = p;
		else
			r = p;
		if (p.d == 0)
			break;
	}
	keep(s, l.u > r.u ? &l : &r);
}

/* Halvings where the slopes at two points do not tell of what lies between. */
enum { HALVINGS = 6 };
#define NARROW 1e-6

/* p and the next one, to its right. */
static void between(struct search *s, const struct point *p, const struct point *next, int depth)
{
	double step = next->x - p->x, rise = (next->u - p->u) / step;
	if (p->d > 0 && next->d < 0) {
		/* A flank may grow steeper between them, up to a kink, though not to twice as much
		 * on both sides. */
		double reach = fmax(p->u + 2 * p->d * step, next->u - 2 * next->d * step);
		if (!(reach < s->best))
			polish(s, *p, *next);
		return;
	}
	/* It rises by more, or less, than it does at either end: it turns between them. */
	double off = fmax(rise - fmax(p->d, next->d), fmin(p->d, next->d) - rise);
	if (depth == HALVINGS || step < NARROW * next->x || !(off > 0) ||
		fmax(p->u, next->u) + off * step < s->best)
		return;
	double x = p->x + .5 * step;
	struct point mid = evaluate(s, x, s->a0 + x, revenue(s->b->of, s->a0 + x));
	if (mid.u > s->best)
		keep(s, &mid);
	between(s, p, &mid, depth + 1);
	between(s, &mid, next, depth + 1);
}

struct walk {
	struct point before, at; /* the last two */
	int seen;
};

static void visit(struct search *s, struct walk *w, struct point p)
{
	if (w->seen > 0) {
		between(s, &w->at, &p, 0);
		if (w->at.u >= p.u && (w->seen == 1 || w->at.u >= w->before.u))
			keep(s, &w->at);
	}
	w->before = w->at;
	w->at = p;
	w->seen++;
}

static int first_above(const struct table *b, double a0)
{
	int low = 0, high = b->levels;
	while (low < high) {
		int mid = (low + high) / 2;
		if (b->level[mid] > a0)
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}

/* All tops of the specialist's payoff that may be its best. A cost does not fall: what
 * comes after has at most the highest revenue there, less the cost so far. */
static void walk_levels(struct search *s)
{
	struct table *b = s->b;
	struct walk w = {.seen = 0};
	int j = first_above(b, s->a0), k = 0;
	visit(s, &w, evaluate(s, 0, s->a0, revenue(b->of, s->a0)));
	keep(s, &w.at);
	while (k < b->leaps && b->leap[k] <= 0)
		k++;
	while (j < b->levels) {
		double x = b->level[j] - s->a0, floor = s->best - 1e-6 * fabs(s->best);
		if (j % BLOCK == 0) {
			if (s->part * b->rest_top[j / BLOCK] - w.at.cost < floor)
				break;
			/* what comes before the block's first level counts with it */
			double top = fmax(b->block_top[j / BLOCK], w.at.revenue);
			top = j > 0 ? fmax(top, b->top[j - 1]) : top;
			if (j + BLOCK < b->levels && s->part * top - w.at.cost < floor) {
				j += BLOCK - 1;
				x = b->level[j] - s->a0;
				while (k < b->leaps && b->leap[k] <= x)
					k++;
				w.seen = 0;
				visit(s, &w, evaluate(s, x, b->level[j], b->revenue[j]));
				j++;
				continue;
			}
		}
		if (k < b->leaps && b->leap[k] <= x) {
			double a = s->a0 + b->leap[k];
			visit(s, &w, evaluate(s, b->leap[k], a, revenue(b->of, a)));
			j += b->leap[k++] == x;
			continue;
		}
		visit(s, &w, evaluate(s, x, b->level[j], b->revenue[j]));
		j++;
	}
	keep(s, &w.at);
}

/* With what does not depend on x: whether it takes part at all. */
static void settle_terms(const struct table *b, double a0, struct brute_reply *out)
{
	const struct brute_specialist *p = b->of;
	double over = p->fee + (p->base_share > 0 ? p->base_share * own_cost(b->own, a0) : 0);
	out->scale = fmax(out->scale, fmax(fabs(p->fee), fabs(over)));
	out->best -= over;
	out->high += over;
	out->low += over;
	out->takes_part = out->best >= -10 * SAME * out->scale;
	/* Who is indifferent takes part, and under terms does what the generalist prefers. */
	bool terms = p->fee != 0 || p->cost_share > 0 || p->base_share > 0;
	if (!out->takes_part || (terms && out->high < 0 && out->best <= 10 * SAME * out->scale))
		out->high = 0;
	if (out->best < NEARLY * out->scale)
		out->low = out->best < -NEARLY * out->scale ? 0 : fmin(0, out->low);
}

void brute_reply(struct brute *all, int specialist, double a0, struct brute_reply *out)
{
	struct table *b = &all->table[specialist];
	struct search s = {.b = b, .a0 = a0, .part = 1 - b->of->delta, .best = -INFINITY};
	if (b->moves)
		find_leaps(b, a0);
	walk_levels(&s);
	*out = (struct brute_reply){.best = s.best, .high = -INFINITY, .low = INFINITY};
	for (int i = 0; i < s.tops; i++)
		if (s.top[i].u == s.best)
			out->scale = fmax(out->scale, size_of(&s, &s.top[i]));
	for (int i = 0; i < s.tops; i++) {
		const struct point *p = &s.top[i];
		if (p->u >= s.best - SAME * out->scale && p->paid > out->high) {
			out->high = p->paid;
			out->x = p->x;
			out->a = p->a;
		}
		if (p->u >= s.best - NEARLY * out->scale)
			out->low = fmin(out->low, p->paid);
	}
	settle_terms(b, a0, out);
}

/* ---- the generalist --------------------------------------------------------------------------- */

struct play {
	double a0, high, low;
};

struct cell {
	struct play l, r;
};

static struct play play(struct brute *b, double a0, struct brute_best *best)
{
	struct brute_reply reply[BRUTE_SPECIALISTS];
	double c = own_cost(&b->game->own, a0);
	struct play p = {a0, -c, -c};
	for (int i = 0; i < b->game->n; i++) {
		brute_reply(b, i, a0, &reply[i]);
		p.high += reply[i].high;
		p.low += reply[i].low;
	}
	if (p.high > best->high || (p.high == best->high && a0 < best->a0)) {
		best->a0 = a0;
		best->high = p.high;
		memcpy(best->reply, reply, (size_t)b->game->n * sizeof *reply);
	}
	best->low = fmax(best->low, p.low);
	return p;
}

static int better_first(const void *a, const void *b)
{
	const struct cell *u = a, *v = b;
	double of_u = fmax(u->l.high, u->r.high), of_v = fmax(v->l.high, v->r.high);
	return (of_u < of_v) - (of_u > of_v);
}

/* The levels that the generalist tries for the sake of one specialist: those of its revenue's
 * grid, and where it or the specialist's leaps reach what the revenue has. */
static void add_levels(struct grid_of *grid, const struct table *b)
{
	const struct shape *r = &b->of->revenue, *c = &b->of->cost;
	for (int i = 0; i < b->levels; i++)
		add(grid, b->level[i]);
	add_features(grid, c, TREE_A0, 0);
	for (int k = 0; k < c->features; k++) {
		const struct feature *f = &c->feature[k];
		if (f->of != TREE_X)
			continue;
		if (f->moves != 0)
			add_feature(grid, -f->at / f->moves, 0);
		for (int i = 0; i < r->features; i++)
			add_feature(grid, (r->feature[i].at - f->at) / (1 + f->moves), 0);
	}
}

static int first_levels(struct brute *b, double *at, int most)
{
	struct grid_of grid = {at, 0, most};
	for (int i = 0; i < b->game->n; i++)
		add_levels(&grid, &b->table[i]);
	add_features(&grid, &b->game->own, TREE_X, 0);
	sort(&grid, b->reach);
	return grid.count;
}

enum { PARTS = 5, KEPT = 24 };

static int subdivide(struct brute *b, const struct cell *c, struct cell *out,
	struct brute_best *best)
{
	struct play last = c->l;
	for (int k = 1; k <= PARTS; k++) {
		double a0 = c->l.a0 + (c->r.a0 - c->l.a0) * k / (double)PARTS;
		struct play p = k == PARTS ? c->r : play(b, a0, best);
		out[k - 1] = (struct cell){last, p};
		last = p;
	}
	return PARTS;
}

void brute_play(struct brute *b, double a0, struct brute_best *best)
{
	play(b, a0, best);
}

void brute_solve(struct brute *b, struct brute_best *best)
{
	static const int widths[] = {KEPT, 16, 12, 8, 6};
	int most = (b->game->n + 1) * LEVELS;
	double *at = malloc((size_t)most * sizeof *at);
	struct cell *cell = malloc((size_t)(most + KEPT * PARTS) * sizeof *cell);
	struct cell next[KEPT * PARTS];
	if (!at || !cell)
		abort();
	*best = (struct brute_best){.a0 = INFINITY, .high = -INFINITY, .low = -INFINITY};
	int count = first_levels(b, at, most), cells = 0;
	struct play last = play(b, at[0], best);
	for (int i = 1; i < count; i++) {
		struct play p = play(b, at[i], best);
		cell[cells++] = (struct cell){last, p};
		last = p;
	}
	for (int round = 0; round < 18; round++) {
		int kept = widths[round < 4 ? round : 4], made = 0;
		qsort(cell, (size_t)cells, sizeof *cell, better_first);
		for (int i = 0; i < kept && i < cells; i++)
			made += subdivide(b, &cell[i], next + made, best);
		cells = made;
		for (int i = 0; i < made; i++)
			cell[i] = next[i];
	}
	free(at);
	free(cell);
}
