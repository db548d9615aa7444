/* The fine-tuning game, behind the door: the solver's work alone. */
#include "game_ops.h"

static enum status open(const struct game *g, void **own, struct error *err)
{
	struct solver *s = NULL;
	enum status status = solver_alloc(g, &s, err);
	*own = s;
	return status;
}

static void end(void *own)
{
	solver_free(own);
}

static enum status rebind(void *own, const struct game *g, struct error *err)
{
	return solver_rebind(own, g, err);
}

static void set_pause(void *own, struct pause p)
{
	solver_pause(own, p);
}

static enum status equilibrium(void *own, const double *delta, struct outcome *out,
	struct error *err)
{
	return solver_equilibrium(own, delta, out, err);
}

static enum status first_best(void *own, struct outcome *out, struct error *err)
{
	return solver_first_best(own, out, err);
}

static struct solver *solver_in(void *own)
{
	return own;
}

/* ---- by hand --------------------------------------------------------------------------- */

static double cost(const struct game *g, int k, const struct match_choice *first,
	const struct match_choice *added)
{
	return k == 0 ? cost_value(&g->generalist.cost, first->of[0], 0) :
		cost_value(&g->specialist[k - 1].cost, added->of[0], first->of[0]);
}

static struct division divide(const struct game *g, int i, double delta_i,
	const struct match_choice *first, const struct match_choice *added)
{
	return contract_division(g, i, delta_i, first->of[0], added->of[0]);
}

static double alone(const struct game *g, const double *delta, const struct match_choice *first)
{
	double sum = 0, borne = g->contract == CONTRACT_PROFIT ? delta[0] : 1;
	for (int i = 0; i < g->n; i++)
		sum += contract_division(g, i, delta[i], first->of[0], 0).paid;
	return sum - borne * cost(g, 0, first, NULL);
}

static enum status reply(void *own, const double *delta, const struct match_choice *first,
	struct outcome *out, struct error *err)
{
	return solver_play(own, delta, first->of[0], out, err);
}

static enum status most(void *own, const double *delta, struct match_choice *out,
	struct error *err)
{
	*out = (struct match_choice){{0}};
	return solver_a0_max(own, delta, &out->of[0], err);
}

const struct game_ops finetune_ops = {
	.alloc = open,
	.free = end,
	.rebind = rebind,
	.pause = set_pause,
	.equilibrium = equilibrium,
	.first_best = first_best,
	.solver = solver_in,
	.attributes = 1,
	.attribute = {"level"},
	.cost = cost,
	.divide = divide,
	.alone = alone,
	.reply = reply,
	.most = most,
};
