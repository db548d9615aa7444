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

static enum status play(void *own, const double *delta, double level, struct outcome *out,
	struct error *err)
{
	return solver_play(own, delta, level, out, err);
}

static enum status level_max(void *own, const double *delta, double *level, struct error *err)
{
	return solver_a0_max(own, delta, level, err);
}

static double level_of(const struct outcome *out)
{
	return out->alpha0;
}

static struct solver *solver_in(void *own)
{
	return own;
}

const struct game_ops finetune_ops = {
	.alloc = open,
	.free = end,
	.rebind = rebind,
	.pause = set_pause,
	.equilibrium = equilibrium,
	.first_best = first_best,
	.play = play,
	.level_max = level_max,
	.level = level_of,
	.solver = solver_in,
};
