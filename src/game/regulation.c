/* The game under regulation, behind the door: from a scenario's parameters to the game of
 * game/regulate.h and back. */
#include "game_ops.h"

#include "game/regulate.h"

#include <math.h>
#include <stdlib.h>

struct regulation_room {
	const struct game *game;
	int n;
	struct regulate *solver;
	struct regulate_game g;
	enum status status;   /* or why the parameters make no game */
	struct error error;
};

static struct quadratic cost_of(const struct cost *c)
{
	return (struct quadratic){c->performance, c->safety, c->interaction};
}

static void read_game(struct regulation_room *r, const struct game *g)
{
	r->game = g;
	r->g.cost = cost_of(&g->generalist.cost);
	r->g.floor = game_floor(g, 0);
	r->g.n = g->n;
	for (int i = 0; i < g->n; i++) {
		const struct specialist *d = &g->specialist[i];
		r->g.domain[i] = (struct regulate_domain){
			.earns = {d->revenue.performance, d->revenue.safety},
			.cost = cost_of(&d->cost),
			.floor = game_floor(g, i + 1),
		};
	}
	r->status = game_check(g, &r->error);
	if (r->status == STATUS_OK)
		r->status = regulate_check(&r->g, &r->error);
}

static void end(void *own)
{
	struct regulation_room *r = own;
	regulate_free(r->solver);
	free(r->g.domain);
	free(r);
}

static enum status resize(struct regulation_room *r, int n, struct error *err)
{
	regulate_free(r->solver);
	free(r->g.domain);
	r->solver = NULL;
	r->n = 0;
	r->g.domain = calloc((size_t)n + 1, sizeof *r->g.domain);
	if (!r->g.domain)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	r->n = n;
	return regulate_alloc(&r->solver, n, err);
}

static enum status rebind(void *own, const struct game *g, struct error *err)
{
	struct regulation_room *r = own;
	if (!r->solver || r->n != g->n) {
		enum status status = resize(r, g->n, err);
		if (status != STATUS_OK)
			return status;
	}
	read_game(r, g);
	return STATUS_OK;
}

static enum status open(const struct game *g, void **own, struct error *err)
{
	struct regulation_room *r = calloc(1, sizeof *r);
	enum status status;
	*own = NULL;
	if (!r)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	status = rebind(r, g, err);
	if (status == STATUS_OK)
		*own = r;
	else
		end(r);
	return status;
}

/* Parameters that make no game have no equilibrium, and the reason is theirs. */
static enum status playable(const struct regulation_room *r, struct error *err)
{
	if (r->status == STATUS_OK)
		return STATUS_OK;
	return error_set(err, STATUS_NO_EQUILIBRIUM, "%s", r->error.text);
}

/* The same of what was played, with what it is worth to society. */
static enum status played(const struct regulation_room *r, struct outcome *out, struct error *err)
{
	double safety = 0;
	if (r->status != STATUS_OK)
		return playable(r, err);
	for (int i = 0; i < out->n; i++)
		safety += out->domain[i].safety;
	out->welfare = out->joint + r->game->regulation.value * safety;
	return STATUS_OK;
}

static enum status equilibrium(void *own, const double *delta, struct outcome *out,
	struct error *err)
{
	struct regulation_room *r = own;
	if (r->status == STATUS_OK)
		regulate_equilibrium(r->solver, &r->g, delta, out);
	return played(r, out, err);
}

static enum status first_best(void *own, struct outcome *out, struct error *err)
{
	struct regulation_room *r = own;
	if (r->status == STATUS_OK)
		regulate_first_best(r->solver, &r->g, out);
	return played(r, out, err);
}

/* Along the generalist's safety. */
static enum status play(void *own, const double *delta, double level, struct outcome *out,
	struct error *err)
{
	struct regulation_room *r = own;
	if (r->status == STATUS_OK)
		regulate_along_safety(r->solver, &r->g, delta, level, out);
	return played(r, out, err);
}

/* ---- by hand --------------------------------------------------------------------------- */

static double earned(const struct game *g, int i, const struct match_choice *product)
{
	const struct revenue *r = &g->specialist[i].revenue;
	return r->performance * product->of[0] + r->safety * product->of[1];
}

static double least(const struct game *g, int k, int attribute, const struct match_choice *first)
{
	if (attribute == 0)
		return 0;
	return k == 0 ? game_floor(g, 0) : fmax(0, game_floor(g, k) - first->of[1]);
}

static double cost(const struct game *g, int k, const struct match_choice *first,
	const struct match_choice *added)
{
	const struct match_choice *by = k == 0 ? first : added;
	struct quadratic q = cost_of(k == 0 ? &g->generalist.cost : &g->specialist[k - 1].cost);
	return quadratic_value(&q, by->of[0], by->of[1]);
}

static struct division divide(const struct game *g, int i, double delta_i,
	const struct match_choice *first, const struct match_choice *added)
{
	double r = earned(g, i, first) + earned(g, i, added);
	return (struct division){(1 - delta_i) * r - cost(g, i + 1, first, added), delta_i * r};
}

static double alone(const struct game *g, const double *delta, const struct match_choice *first)
{
	double sum = 0;
	for (int i = 0; i < g->n; i++)
		sum += delta[i] * earned(g, i, first);
	return sum - cost(g, 0, first, NULL);
}

static enum status reply(void *own, const double *delta, const struct match_choice *first,
	struct outcome *out, struct error *err)
{
	struct regulation_room *r = own;
	struct attributes product = {first->of[0], first->of[1]};
	if (r->status == STATUS_OK && !(product.performance >= 0 && product.safety >= r->g.floor))
		return error_set(err, STATUS_INPUT, product.performance >= 0 ?
			"the law asks the generalist for safety %.6g" : "performance is 0 or more",
			r->g.floor);
	if (r->status == STATUS_OK)
		regulate_play(r->solver, &r->g, delta, product, out);
	return played(r, out, err);
}

static enum status most(void *own, const double *delta, struct match_choice *out,
	struct error *err)
{
	struct regulation_room *r = own;
	double floor = r->g.floor, earns = 0;
	for (int i = 0; i < r->g.n; i++) {
		floor = fmax(floor, r->g.domain[i].floor);
		earns += delta[i] * (r->g.domain[i].earns.safety + r->g.domain[i].earns.performance);
	}
	out->of[0] = 1.2 * earns / r->g.cost.performance;
	out->of[1] = 1.2 * fmax(floor, earns / r->g.cost.safety);
	return playable(r, err);
}

static bool backfiring(void *own, const double *delta, double *from, double *to)
{
	struct regulation_room *r = own;
	return playable(r, NULL) == STATUS_OK && r->g.n == 1
		&& regulate_backfiring(&r->g, delta[0], from, to);
}

const struct game_ops regulation_ops = {
	.alloc = open,
	.free = end,
	.rebind = rebind,
	.equilibrium = equilibrium,
	.first_best = first_best,
	.along = 1,
	.play = play,
	.attributes = 2,
	.attribute = {"performance", "safety"},
	.least = least,
	.cost = cost,
	.divide = divide,
	.alone = alone,
	.reply = reply,
	.most = most,
	.backfiring = backfiring,
};
