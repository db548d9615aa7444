#include "bargain/staging.h"

#include "base/clock.h"

#include "bargain/agree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NODES_DEFAULT = 200, SPARE = 96, SPLITS = 40 };

/* What is being done: the grid's end, then each path's nodes, then its jumps. */
enum phase { PHASE_START, PHASE_NODES, PHASE_JUMPS, PHASE_DONE };

/* The paths in the order in which they are computed. */
enum { PATH_PRESENT, PATH_PINNED, PATH_OTHER, PATHS };

struct staging_work {
	struct solver *solver[PATHS]; /* that of the other path is not used */
	bool wanted[PATHS];
	enum phase phase;
	int path;
	int at, base;
	double end;    /* the grid's, as far as it is known */
	int capacity[PATHS];
	struct outcome spare[3];
	int spare_n;
};

enum status staging_alloc(struct staging **out, struct error *err)
{
	struct staging *st = calloc(1, sizeof *st);
	if (st)
		st->work = calloc(1, sizeof *st->work);
	if (!st || !st->work) {
		free(st);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	st->work->phase = PHASE_DONE;
	*out = st;
	return STATUS_OK;
}

static struct staging_path *path_number(struct staging *st, int i)
{
	return i == PATH_PRESENT ? &st->present : i == PATH_PINNED ? &st->pinned : &st->other;
}

static struct solver *solver_of(const struct staging *st, int path)
{
	return st->work->solver[path == PATH_PINNED ? PATH_PINNED : PATH_PRESENT];
}

static void free_path(struct staging *st, int which)
{
	struct staging_path *p = path_number(st, which);
	for (int i = 0; i < st->work->capacity[which]; i++)
		outcome_free(&p->node[i].out);
	outcome_free(&p->best);
	free(p->node);
	free(p->delta);
	memset(p, 0, sizeof *p);
	st->work->capacity[which] = 0;
}

static void free_all(struct staging *st)
{
	for (int which = 0; which < PATHS; which++)
		free_path(st, which);
	for (int i = 0; i < 3; i++)
		outcome_free(&st->work->spare[i]);
}

void staging_free(struct staging *st)
{
	if (!st)
		return;
	free_all(st);
	for (int which = 0; which < PATHS; which++)
		solver_free(st->work->solver[which]);
	free(st->work);
	free(st);
}

static enum status size_path(struct staging *st, int which, int count, struct error *err)
{
	struct staging_path *p = path_number(st, which);
	p->delta = calloc((size_t)st->n + 1, sizeof *p->delta);
	p->node = calloc((size_t)count, sizeof *p->node);
	if (!p->delta || !p->node)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	enum status status = outcome_init(&p->best, st->n, err);
	for (int i = 0; i < count && status == STATUS_OK; i++) {
		status = outcome_init(&p->node[i].out, st->n, err);
		st->work->capacity[which] = i + 1;
	}
	return status;
}

static enum status size_all(struct staging *st, int n, int count, struct error *err)
{
	enum status status = STATUS_OK;
	free_all(st);
	st->n = n;
	for (int which = 0; which < PATHS && status == STATUS_OK; which++)
		status = size_path(st, which, count, err);
	for (int i = 0; i < 3 && status == STATUS_OK; i++)
		status = outcome_init(&st->work->spare[i], n, err);
	return status;
}

static void set_shares(struct staging *st, const struct staging_plan *plan)
{
	bool down = false;
	for (int i = 0; i < st->n; i++)
		down |= plan->delta[i] + .2 > 1;
	for (int i = 0; i < st->n; i++) {
		double other = fmax(plan->delta[i] + (down ? -.2 : .2), 0);
		st->present.delta[i] = plan->delta[i];
		st->other.delta[i] = plan->other ? plan->other[i] : other;
		if (plan->pinned)
			st->pinned.delta[i] = plan->pinned_delta[i];
	}
}

static bool is_share(double delta)
{
	return delta >= 0 && delta <= 1;
}

static enum status check(const struct scenario *s, const struct staging_plan *plan,
	struct error *err)
{
	if (plan->pinned && plan->pinned->game.n != s->game.n)
		return error_set(err, STATUS_INPUT, "not as many specialists to compare with");
	for (int i = 0; i < s->game.n; i++)
		if (!is_share(plan->delta[i]) || (plan->other && !is_share(plan->other[i])) ||
			(plan->pinned && !is_share(plan->pinned_delta[i])))
			return error_set(err, STATUS_INPUT, "a share must lie between 0 and 1");
	return STATUS_OK;
}

static enum status bind(struct solver **solver, const struct scenario *s, struct error *err)
{
	return *solver ? solver_rebind(*solver, &s->game, err) :
			 solver_alloc(&s->game, solver, err);
}

enum status staging_reset(struct staging *st, const struct scenario *s,
	const struct staging_plan *plan, struct error *err)
{
	struct staging_work *w = st->work;
	enum status status = check(s, plan, err);
	w->phase = PHASE_DONE;
	if (status != STATUS_OK)
		return status;
	w->base = plan->nodes > 1 ? plan->nodes : NODES_DEFAULT;
	if (st->n != s->game.n || w->capacity[PATHS - 1] < w->base + SPARE)
		status = size_all(st, s->game.n, w->base + SPARE, err);
	if (status == STATUS_OK)
		status = bind(&w->solver[PATH_PRESENT], s, err);
	if (status == STATUS_OK && plan->pinned)
		status = bind(&w->solver[PATH_PINNED], plan->pinned, err);
	if (status != STATUS_OK)
		return status;
	st->scenario = s;
	st->status = STATUS_OK;
	st->a0_max = 1;
	for (int which = 0; which < PATHS; which++) {
		path_number(st, which)->count = 0;
		path_number(st, which)->ok = false;
		w->wanted[which] = which != PATH_PINNED || plan->pinned;
	}
	set_shares(st, plan);
	w->phase = PHASE_START;
	w->path = w->at = 0;
	w->end = 0;
	return STATUS_OK;
}

/* The right end: beyond the equilibria, with room to see the payoff fall. */
static double right_end(struct staging *st, int which, double end)
{
	const struct staging_path *p = path_number(st, which);
	double horizon;
	struct error err;
	if (p->ok)
		end = fmax(end, 1.6 * p->best.alpha0);
	if (which == PATH_PINNED)
		return end;
	if (solver_a0_max(solver_of(st, which), p->delta, &horizon, &err) != STATUS_OK)
		horizon = 1;
	if (end <= 0 || which == PATH_OTHER)
		end = fmax(end, fmin(horizon, end > 0 ? 2 * end : horizon));
	return end;
}

/* Solves one path's equilibrium; the last one settles the right end. False:
 * that was the last. */
static bool step_start(struct staging *st)
{
	static const int order[PATHS] = {PATH_PRESENT, PATH_OTHER, PATH_PINNED};
	struct staging_work *w = st->work;
	int which = order[w->at++];
	struct staging_path *p = path_number(st, which);
	if (w->wanted[which]) {
		struct error err;
		enum status status =
			solver_equilibrium(solver_of(st, which), p->delta, &p->best, &err);
		p->ok = status == STATUS_OK;
		if (which == PATH_PRESENT && !p->ok) {
			st->status = status;
			st->error = err;
		}
		w->end = right_end(st, which, w->end);
	}
	if (w->at < PATHS)
		return true;
	st->a0_max = w->end > 0 && w->end < 1e12 ? w->end : 1;
	return false;
}

static void play(struct staging *st, const struct staging_path *p, double a0, bool *ok,
	struct outcome *out)
{
	struct error err;
	*ok = solver_play(solver_of(st, st->work->path), p->delta, a0, out, &err) == STATUS_OK;
}

/* The grid, with the equilibrium's level among its nodes. */
static bool step_nodes(struct staging *st, struct staging_path *p)
{
	struct staging_work *w = st->work;
	int i = w->at++;
	struct staging_node *node = &p->node[i];
	double a0 = st->a0_max * i / (w->base - 1), h = st->a0_max / (w->base - 1);
	if (p->ok && fabs(p->best.alpha0 - a0) <= .5 * h)
		a0 = p->best.alpha0;
	node->a0 = a0;
	node->break_after = false;
	play(st, p, a0, &node->ok, &node->out);
	p->count = i + 1;
	return w->at < w->base;
}

static bool same_sides(const struct outcome *a, const struct outcome *b)
{
	for (int i = 0; i < a->n; i++)
		if ((a->domain[i].regime == REGIME_ABSTAIN) !=
			(b->domain[i].regime == REGIME_ABSTAIN))
			return false;
	return true;
}

/* How far responses differ, an abstaining specialist's counting as none. */
static double distance(const struct outcome *a, const struct outcome *b)
{
	double most = fabs(a->u_generalist - b->u_generalist);
	for (int i = 0; i < a->n; i++)
		most = fmax(most, fabs(a->domain[i].alpha - b->domain[i].alpha));
	return most;
}

static bool jumps(const struct staging_path *p, int i)
{
	const struct staging_node *a = &p->node[i], *b = a + 1;
	double around = 0;
	if (!a->ok || !b->ok)
		return false;
	if (!same_sides(&a->out, &b->out))
		return true;
	if (i > 0 && a[-1].ok && !a[-1].break_after)
		around = distance(&a[-1].out, &a->out);
	if (i + 2 < p->count && b[1].ok)
		around = fmax(around, distance(&b->out, &b[1].out));
	return distance(&a->out, &b->out) > 4 * around + 1e-9;
}

static void swap(struct outcome *a, struct outcome *b)
{
	struct outcome t = *a;
	*a = *b;
	*b = t;
}

static void insert(struct staging_path *p, int i, double a0, const struct outcome *out)
{
	struct staging_node in = p->node[p->count];
	memmove(&p->node[i + 1], &p->node[i], (size_t)(p->count - i) * sizeof *p->node);
	in.a0 = a0;
	in.ok = true;
	in.break_after = false;
	outcome_copy(&in.out, out);
	p->node[i] = in;
	p->count++;
}

static void refine(struct staging *st, struct staging_path *p, int i)
{
	struct outcome *l = &st->work->spare[0], *u = &st->work->spare[1];
	struct outcome *mid = &st->work->spare[2];
	double low = p->node[i].a0, high = p->node[i + 1].a0;
	outcome_copy(l, &p->node[i].out);
	outcome_copy(u, &p->node[i + 1].out);
	double first = distance(l, u);
	for (int k = 0; k < SPLITS && high - low > 1e-12 * (1 + high); k++) {
		double x = .5 * (low + high);
		bool ok;
		play(st, p, x, &ok, mid);
		if (!ok)
			return;
		bool left = same_sides(l, mid) == same_sides(mid, u) ?
			distance(l, mid) > distance(mid, u) : !same_sides(l, mid);
		swap(left ? u : l, mid);
		*(left ? &high : &low) = x;
	}
	if (same_sides(l, u) && distance(l, u) < .2 * first)
		return;
	if (high < p->node[i + 1].a0)
		insert(p, i + 1, high, u);
	if (low > p->node[i].a0) {
		insert(p, i + 1, low, l);
		p->node[i + 1].break_after = true;
	} else {
		p->node[i].break_after = true;
	}
}

static bool step_jumps(struct staging *st, struct staging_path *p)
{
	struct staging_work *w = st->work;
	while (--w->at >= 0 && p->count + 2 <= w->base + SPARE)
		if (jumps(p, w->at)) {
			refine(st, p, w->at);
			return true;
		}
	return false;
}

/* On to the next path that is wanted. */
static void next_path(struct staging_work *w)
{
	do
		w->path++;
	while (w->path < PATHS && !w->wanted[w->path]);
	w->phase = w->path < PATHS ? PHASE_NODES : PHASE_DONE;
	w->at = 0;
}

static bool step(struct staging *st)
{
	struct staging_work *w = st->work;
	struct staging_path *p = path_number(st, w->path);
	switch (w->phase) {
	case PHASE_START:
		if (!step_start(st)) {
			w->phase = PHASE_NODES;
			w->at = 0;
		}
		return true;
	case PHASE_NODES:
		if (!step_nodes(st, p)) {
			w->phase = PHASE_JUMPS;
			w->at = p->count - 1;
		}
		return true;
	case PHASE_JUMPS:
		if (!step_jumps(st, p))
			next_path(w);
		return w->phase != PHASE_DONE;
	default:
		return false;
	}
}

bool staging_step(struct staging *st, double seconds)
{
	double end = clock_now() + seconds;
	while (step(st))
		if (seconds >= 0 && clock_now() >= end)
			return true;
	return false;
}

double staging_progress(const struct staging *st)
{
	const struct staging_work *w = st->work;
	if (w->phase == PHASE_DONE)
		return 1;
	double part = w->phase == PHASE_START ? 0 :
		w->phase == PHASE_NODES ? (double)w->at / w->base : 1;
	return (w->path + part) / PATHS;
}
