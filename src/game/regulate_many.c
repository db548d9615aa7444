/* The generalist's stage with several specialists, and the first best.
 *
 * Along the generalist's safety x, between kinks of anybody's reply, everybody stays on a
 * branch; further cut where two specialists' entries cross and where one is 0, the order in
 * which they enter as performance rises stays too. On such a piece the goal at its best
 * performance is the largest of a few functions, one for each number of specialists that are
 * in: with performance free, at 0, and held at the last one's entry. The best x is an end of
 * a piece or where one of these is stationary, and the goal is played at all of them. */
#include "game/regulate_private.h"

#include "base/bracket.h"
#include "base/num.h"

#include <math.h>
#include <stdlib.h>

/* With too many specialists to cut by pairs, ends are thinned to so many, and the goal is
 * taken to have one hump around the best of them. */
enum { ENDS_SAMPLED = 240, HUMPS = 3 };
#define NEAR 1e-12

struct entrant {
	int i;
	double low;  /* the performance it enters at */
	double base; /* its part of the goal at performance 0 */
	enum branch_name branch;
};

struct regulate_search {
	int n;
	const struct regulate_game *g;
	const struct regulate_side *side;
	enum regulate_goal goal;
	struct entrant *line, *piece; /* n, as they enter: where the goal is played; on a piece */
	double *end, *cut;            /* of stretches of one branch each; of pieces of one of them */
	int ends, cuts, room;
	bool found;
	struct regulate_best best;
};

static int room_for(int n)
{
	int pairs = n <= REGULATE_PROVED ? n * (n - 1) : 0;
	return n * KINKS_MAX + 2 * n + pairs + 4;
}

struct regulate_search *regulate_search_alloc(int n)
{
	struct regulate_search *s = calloc(1, sizeof *s);
	if (!s)
		return NULL;
	s->n = n;
	s->room = room_for(n);
	s->line = calloc((size_t)n + 1, sizeof *s->line);
	s->piece = calloc((size_t)n + 1, sizeof *s->piece);
	s->end = calloc((size_t)s->room, sizeof *s->end);
	s->cut = calloc((size_t)s->room, sizeof *s->cut);
	if (s->line && s->piece && s->end && s->cut)
		return s;
	regulate_search_free(s);
	return NULL;
}

void regulate_search_free(struct regulate_search *s)
{
	if (!s)
		return;
	free(s->line);
	free(s->piece);
	free(s->end);
	free(s->cut);
	free(s);
}

static int by_entry(const void *a, const void *b)
{
	const struct entrant *x = a, *y = b;
	return x->low != y->low ? (x->low > y->low) - (x->low < y->low) : x->i - y->i;
}

/* What a unit of revenue of a specialist's is worth to the goal. */
static double part_of(const struct regulate_search *s, const struct regulate_side *side)
{
	return s->goal == REGULATE_SHARE ? side->delta : 1;
}

/* All specialists at the generalist's safety, in the order in which they enter. */
static void line_up(const struct regulate_search *s, double safety, struct entrant *line)
{
	for (int i = 0; i < s->n; i++) {
		const struct regulate_side *side = &s->side[i];
		struct entrant *e = &line[i];
		struct regulate_answer a;
		regulate_answer(side, regulate_missing(side, safety), &a);
		e->i = i;
		e->branch = a.branch;
		e->low = regulate_entry(side, safety, &a);
		e->base = side->d->earns.safety * safety;
		e->base = s->goal == REGULATE_SHARE ? side->delta * (e->base + a.earns) :
			e->base + a.h;
	}
	if (s->n > 1)
		qsort(line, (size_t)s->n, sizeof *line, by_entry);
}

static void keep(struct regulate_search *s, double performance, double safety, double value,
	double size)
{
	double tie = PART_TIE * fmax(size, s->best.size);
	bool less = safety < s->best.first.safety || (safety == s->best.first.safety &&
			performance < s->best.first.performance);
	if (s->found && !(value > s->best.value + tie) && !(less && value >= s->best.value - tie))
		return;
	s->found = true;
	s->best.first = (struct attributes){performance, safety};
	s->best.value = value;
	s->best.size = size;
}

/* The goal at its best performance. */
static double play_at(struct regulate_search *s, double safety)
{
	const struct quadratic *c = &s->g->cost;
	double earns = 0, base = 0, most = -INFINITY;

	line_up(s, safety, s->line);
	for (int k = 0; k < s->n && s->line[k].low < INFINITY; k++) {
		const struct entrant *e = &s->line[k];
		const struct regulate_side *side = &s->side[e->i];
		double performance, value;
		earns += part_of(s, side) * side->d->earns.performance;
		base += e->base;
		performance = (earns / 2 - c->interaction * safety) / c->performance;
		performance = fmax(0, s->goal == REGULATE_SHARE ? fmax(e->low, performance) :
			performance);
		value = base + earns * performance - quadratic_value(c, performance, safety);
		most = fmax(most, value);
		keep(s, performance, safety, value, fabs(base) + earns * performance);
	}
	return most;
}

/* Rising, and each once. */
static int sort_out(double *x, int n)
{
	int kept = 0;
	qsort(x, (size_t)n, sizeof *x, num_rising);
	for (int i = 0; i < n; i++)
		if (kept == 0 || x[i] > x[kept - 1] + NEAR * (1 + x[i]))
			x[kept++] = x[i];
	return kept;
}

/* ---- pieces ------------------------------------------------------------------------ */

static void add_cut(struct regulate_search *s, double x, double low, double high)
{
	if (x > low && x < high && s->cuts < s->room)
		s->cut[s->cuts++] = x;
}

static const struct branch *branch_of(const struct regulate_search *s, const struct entrant *e)
{
	return &s->side[e->i].branch[e->branch];
}

/* Where two enter at the same. */
static void cut_by_pair(struct regulate_search *s, const struct entrant *a, const struct entrant *b,
	double low, double high)
{
	const struct regulate_side *x = &s->side[a->i], *y = &s->side[b->i];
	struct parabola p, q;
	double at[2];
	int n;

	if (!(x->wp > 0) || !(y->wp > 0))
		return;
	p = regulate_entry_along(x, branch_of(s, a));
	q = regulate_entry_along(y, branch_of(s, b));
	n = quadratic_roots(p.p0 - q.p0, p.p1 - q.p1, p.p2 - q.p2, at);
	while (n > 0)
		add_cut(s, at[--n], low, high);
}

/* Cuts a stretch where one enters at 0, and where two enter at the same. */
static void cut_by_entries(struct regulate_search *s, double low, double high)
{
	for (int k = 0; k < s->n; k++) {
		const struct entrant *e = &s->piece[k];
		const struct regulate_side *side = &s->side[e->i];
		double at[2];
		int n = regulate_enters(side, branch_of(s, e), at);
		while (n > 0)
			add_cut(s, at[--n], low, high);
		for (int l = 0; l < k; l++)
			cut_by_pair(s, e, &s->piece[l], low, high);
	}
}

/* A specialist's part of what further safety is worth to the goal, constant + linear x. */
static void add_worth(const struct regulate_search *s, const struct entrant *e, double *constant,
	double *linear)
{
	const struct regulate_side *side = &s->side[e->i];
	const struct branch *b = branch_of(s, e);
	if (s->goal == REGULATE_SHARE) {
		*constant += side->delta * (side->d->earns.safety - b->slope);
		return;
	}
	*constant += side->d->earns.safety - b->h1 - 2 * b->h2 * side->d->floor;
	*linear += 2 * b->h2;
}

static void play_inside(struct regulate_search *s, double x, double low, double high)
{
	if (x > low && x < high)
		play_at(s, x);
}

/* What is stationary between two ends, with the first `in` specialists in. */
static void play_stationary(struct regulate_search *s, double earns, double constant, double linear,
	const struct held *held, double low, double high)
{
	const struct quadratic *c = &s->g->cost;
	double ratio = c->interaction / c->performance, at[3];
	double curve = 2 * (c->safety - ratio * c->interaction) - linear;
	int n;

	if (curve != 0)
		play_inside(s, (constant - ratio * earns) / curve, low, high);
	if (2 * c->safety != linear)
		play_inside(s, constant / (2 * c->safety - linear), low, high);
	if (!held)
		return;
	n = regulate_held(c, earns, constant, held, at);
	while (n > 0)
		play_inside(s, at[--n], low, high);
}

static double middle(double low, double high)
{
	return high < INFINITY ? .5 * (low + high) : low + 1;
}

/* A stretch on which everybody stays on its branch and in its order. */
static void search_piece(struct regulate_search *s, double low, double high)
{
	double earns = 0, constant = 0, linear = 0;

	line_up(s, middle(low, high), s->piece);
	for (int k = 0; k < s->n && s->piece[k].low < INFINITY; k++) {
		const struct entrant *e = &s->piece[k];
		const struct regulate_side *side = &s->side[e->i];
		bool holds = s->goal == REGULATE_SHARE && e->low > 0;
		struct held held;
		if (holds)
			held = regulate_holding(side, branch_of(s, e));
		earns += part_of(s, side) * side->d->earns.performance;
		add_worth(s, e, &constant, &linear);
		play_stationary(s, earns, constant, linear, holds ? &held : NULL, low, high);
	}
}

/* A stretch on which everybody stays on its branch. */
static void search_stretch(struct regulate_search *s, double low, double high)
{
	int cuts;

	line_up(s, middle(low, high), s->piece);
	s->cuts = 0;
	cut_by_entries(s, low, high);
	cuts = sort_out(s->cut, s->cuts);
	for (int i = 0; i < cuts; i++)
		play_at(s, s->cut[i]);
	for (int i = 0; i <= cuts; i++)
		search_piece(s, i > 0 ? s->cut[i - 1] : low, i < cuts ? s->cut[i] : high);
}

static void find_ends(struct regulate_search *s)
{
	s->ends = 0;
	s->end[s->ends++] = s->g->floor;
	for (int i = 0; i < s->n; i++) {
		double kink[KINKS_MAX];
		int n = regulate_kinks(&s->side[i], kink);
		while (n-- > 0)
			if (kink[n] > s->g->floor && isfinite(kink[n]))
				s->end[s->ends++] = kink[n];
	}
	s->ends = sort_out(s->end, s->ends);
}

/* An end; beside it replies may leap. */
static double play_end(struct regulate_search *s, double x)
{
	double most = play_at(s, x);
	if (x - NEAR > s->g->floor)
		most = fmax(most, play_at(s, x - NEAR));
	return fmax(most, play_at(s, x + NEAR));
}

/* ---- with many specialists --------------------------------------------------------- */

static double goal_at(void *context, double safety)
{
	return play_at(context, safety);
}

static void thin_out(struct regulate_search *s)
{
	if (s->ends <= ENDS_SAMPLED)
		return;
	for (int i = 0; i < ENDS_SAMPLED; i++)
		s->end[i] = s->end[(long long)i * (s->ends - 1) / (ENDS_SAMPLED - 1)];
	s->ends = ENDS_SAMPLED;
}

/* From an end on, where the goal has stopped rising: costs outgrow all. */
static double beyond(struct regulate_search *s, double end)
{
	double high = 2 * end + 1;
	while (play_at(s, 2 * high) > play_at(s, high))
		high *= 2;
	return 2 * high;
}

/* The best of samples, and of the stretches around those of them that stand out. */
static void search_samples(struct regulate_search *s)
{
	double value[ENDS_SAMPLED], found;
	thin_out(s);
	for (int i = 0; i < s->ends; i++)
		value[i] = play_end(s, s->end[i]);
	for (int hump = 0; hump < HUMPS; hump++) {
		int top = 0;
		for (int i = 1; i < s->ends; i++)
			if (value[i] > value[top])
				top = i;
		for (int side = -1; side <= 0; side++) {
			int from = top + side;
			double low = s->end[from < 0 ? 0 : from];
			double high = from + 1 < s->ends ? s->end[from + 1] :
				beyond(s, low);
			if (high > low)
				bracket_maximum(goal_at, s, low, high, 0, 1e-9, &found);
		}
		value[top] = -INFINITY;
	}
	s->best.proof = PROOF_SAMPLED;
}

static void start(struct regulate_search *s, const struct regulate_game *g,
	const struct regulate_side *side, enum regulate_goal goal)
{
	s->n = g->n;
	s->g = g;
	s->side = side;
	s->goal = goal;
	s->found = false;
	s->best = (struct regulate_best){.proof = PROOF_PROVED};
}

bool regulate_at(struct regulate_search *s, const struct regulate_game *g,
	const struct regulate_side *side, double safety, struct regulate_best *best)
{
	start(s, g, side, REGULATE_SHARE);
	play_at(s, safety);
	*best = s->best;
	return s->found;
}

bool regulate_many(struct regulate_search *s, const struct regulate_game *g,
	const struct regulate_side *side, enum regulate_goal goal, struct regulate_best *best)
{
	start(s, g, side, goal);
	find_ends(s);
	if (g->n > REGULATE_PROVED) {
		search_samples(s);
	} else {
		for (int i = 0; i < s->ends; i++)
			play_end(s, s->end[i]);
		for (int i = 0; i < s->ends; i++)
			search_stretch(s, s->end[i], i + 1 < s->ends ? s->end[i + 1] : INFINITY);
	}
	*best = s->best;
	return s->found;
}
