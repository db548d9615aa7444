#include "bargain/induction.h"

#include "base/clock.h"

#include "bargain/resolve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NODES_DEFAULT = 200, EVENTS_MAX = 48 };

/* What is being done: the grid's end, then each path. */
enum phase { PHASE_START, PHASE_PATHS, PHASE_DONE };

/* The paths in the order in which they are computed. */
enum { PATH_PRESENT, PATH_PINNED, PATH_OTHER, PATHS };

struct induction_work {
	struct match *match[PATHS]; /* that of the other path is not used */
	bool wanted[PATHS];
	enum phase phase;
	int path;
	int at, nodes;
	double end;    /* the grid's, as far as it is known */
};

enum status induction_alloc(struct induction **out, struct error *err)
{
	struct induction *st = calloc(1, sizeof *st);
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

static struct induction_path *path_number(struct induction *st, int i)
{
	return i == PATH_PRESENT ? &st->present : i == PATH_PINNED ? &st->pinned : &st->other;
}

static struct match *match_of(const struct induction *st, int path)
{
	return st->work->match[path == PATH_PINNED ? PATH_PINNED : PATH_PRESENT];
}

static void free_paths(struct induction *st)
{
	for (int which = 0; which < PATHS; which++) {
		struct induction_path *p = path_number(st, which);
		trace_free(&p->trace);
		outcome_free(&p->best);
		free(p->delta);
		p->delta = NULL;
	}
}

void induction_free(struct induction *st)
{
	if (!st)
		return;
	free_paths(st);
	for (int which = 0; which < PATHS; which++)
		match_free(st->work->match[which]);
	free(st->work);
	free(st);
}

static enum status size_paths(struct induction *st, int n, struct error *err)
{
	free_paths(st);
	st->n = n;
	for (int which = 0; which < PATHS; which++) {
		struct induction_path *p = path_number(st, which);
		p->delta = calloc((size_t)n + 1, sizeof *p->delta);
		if (!p->delta || outcome_init(&p->best, n, err) != STATUS_OK) {
			st->n = 0; /* to be sized again the next time */
			return error_set(err, STATUS_SYSTEM, "out of memory");
		}
	}
	return STATUS_OK;
}

static void set_shares(struct induction *st, const struct induction_plan *plan)
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

static enum status check(const struct scenario *s, const struct induction_plan *plan,
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

static enum status bind(struct match **match, const struct scenario *s, struct error *err)
{
	return *match ? match_rebind(*match, &s->game, err) : match_alloc(&s->game, match, err);
}

enum status induction_reset(struct induction *st, const struct scenario *s,
	const struct induction_plan *plan, struct error *err)
{
	struct induction_work *w = st->work;
	enum status status = check(s, plan, err);
	w->phase = PHASE_DONE;
	if (status != STATUS_OK)
		return status;
	w->nodes = plan->nodes > 1 ? plan->nodes : NODES_DEFAULT;
	if (st->n != s->game.n)
		status = size_paths(st, s->game.n, err);
	if (status == STATUS_OK)
		status = bind(&w->match[PATH_PRESENT], s, err);
	if (status == STATUS_OK && plan->pinned)
		status = bind(&w->match[PATH_PINNED], plan->pinned, err);
	if (status != STATUS_OK)
		return status;
	st->scenario = s;
	st->status = STATUS_OK;
	st->a0_max = 1;
	for (int which = 0; which < PATHS; which++) {
		path_number(st, which)->trace.count = 0;
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
static double right_end(struct induction *st, int which, double end)
{
	const struct induction_path *p = path_number(st, which);
	double horizon;
	struct error err;
	if (p->ok)
		end = fmax(end, 1.6 * p->level);
	if (which == PATH_PINNED)
		return end;
	if (match_level_max(match_of(st, which), p->delta, &horizon, &err) != STATUS_OK)
		horizon = 1;
	if (end <= 0 || which == PATH_OTHER)
		end = fmax(end, fmin(horizon, end > 0 ? 2 * end : horizon));
	return end;
}

/* Solves one path's equilibrium; the last one settles the right end. False:
 * that was the last. */
static bool step_start(struct induction *st)
{
	static const int order[PATHS] = {PATH_PRESENT, PATH_OTHER, PATH_PINNED};
	struct induction_work *w = st->work;
	int which = order[w->at++];
	struct induction_path *p = path_number(st, which);
	if (w->wanted[which]) {
		struct error err;
		enum status status =
			match_equilibrium(match_of(st, which), p->delta, &p->best, &err);
		p->ok = status == STATUS_OK;
		p->level = p->ok ? match_level(match_of(st, which), &p->best) : 0;
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

static bool play_level(void *context, struct trace_node *node)
{
	struct induction *st = context;
	const struct induction_path *p = path_number(st, st->work->path);
	struct error err;
	node->ok = match_play(match_of(st, st->work->path), p->delta, node->x, &node->out,
		&err) == STATUS_OK;
	node->lack = LACK_EQUILIBRIUM;
	return true;
}

/* The grid, with the equilibrium's level among its nodes. */
static bool start_path(struct induction *st, struct induction_path *p)
{
	struct trace_plan plan = {.high = st->a0_max, .nodes = st->work->nodes, .stride = 1,
		.levels = true, .events = EVENTS_MAX, .width = TRACE_WIDTH * st->a0_max, .play = play_level, .context = st};
	double h = st->a0_max / (st->work->nodes - 1);
	struct error err;
	if (trace_start(&p->trace, st->n, &plan, &err) != STATUS_OK)
		return false;
	for (int i = 0; i < p->trace.count; i++)
		if (p->ok && fabs(p->level - p->trace.node[i].x) <= .5 * h)
			p->trace.node[i].x = p->level;
	return true;
}

/* One node or one event of the path at hand; on to the next one that is wanted when
 * nothing is left of it. */
static bool step_path(struct induction *st)
{
	struct induction_work *w = st->work;
	struct induction_path *p = path_number(st, w->path);
	bool begun = p->trace.count > 0 || start_path(st, p);
	if (begun && trace_step(&p->trace))
		return true;
	do
		w->path++;
	while (w->path < PATHS && !w->wanted[w->path]);
	return w->path < PATHS;
}

static bool step(struct induction *st)
{
	struct induction_work *w = st->work;
	bool more = w->phase == PHASE_START ? step_start(st) :
		w->phase == PHASE_PATHS && step_path(st);
	if (!more && w->phase != PHASE_DONE)
		w->phase++;
	return w->phase != PHASE_DONE;
}

bool induction_step(struct induction *st, double seconds)
{
	double end = clock_now() + seconds;
	while (step(st))
		if (seconds >= 0 && clock_now() >= end)
			return true;
	return false;
}

double induction_progress(const struct induction *st)
{
	const struct induction_work *w = st->work;
	if (w->phase == PHASE_DONE)
		return 1;
	const struct trace *path[PATHS] = {&st->present.trace, &st->pinned.trace, &st->other.trace};
	const struct trace *at = path[w->path];
	double part = at->count > 0 ? trace_progress(at) : 0;
	return (w->path + part) / (double)PATHS;
}
