/* The door: each kind of game is a row of ops. */
#include "game_ops.h"

#include <stdlib.h>

struct match {
	const struct game *game;
	const struct game_ops *ops;
	void *own;
	struct pause pause;
};

static const struct game_ops *ops_of(const struct game *g)
{
	static const struct game_ops *const ops[] = {
		[GAME_FINE_TUNING] = &finetune_ops,
		[GAME_REGULATION] = &regulation_ops,
	};
	return ops[g->kind];
}

/* Its workspace for a game, where it has none. */
static enum status enter(struct match *m, const struct game *g, struct error *err)
{
	enum status status;
	m->ops = ops_of(g);
	m->game = g;
	status = m->ops->alloc(g, &m->own, err);
	if (status == STATUS_OK && m->ops->pause)
		m->ops->pause(m->own, m->pause);
	return status;
}

enum status match_alloc(const struct game *g, struct match **out, struct error *err)
{
	struct match *m = calloc(1, sizeof *m);
	enum status status;

	*out = NULL;
	if (!m)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	status = enter(m, g, err);
	if (status == STATUS_OK)
		*out = m;
	else
		match_free(m);
	return status;
}

void match_free(struct match *m)
{
	if (!m)
		return;
	if (m->own)
		m->ops->free(m->own);
	free(m);
}

enum status match_rebind(struct match *m, const struct game *g, struct error *err)
{
	if (m->own && m->ops == ops_of(g)) {
		m->game = g;
		return m->ops->rebind(m->own, g, err);
	}
	if (m->own)
		m->ops->free(m->own);
	m->own = NULL;
	return enter(m, g, err);
}

const struct game *match_game(const struct match *m)
{
	return m->game;
}

void match_pause(struct match *m, struct pause pause)
{
	m->pause = pause;
	if (m->ops->pause)
		m->ops->pause(m->own, pause);
}

enum status match_equilibrium(struct match *m, const double *delta, struct outcome *out,
	struct error *err)
{
	return m->ops->equilibrium(m->own, delta, out, err);
}

enum status match_first_best(struct match *m, struct outcome *out, struct error *err)
{
	return m->ops->first_best(m->own, out, err);
}

enum status match_play(struct match *m, const double *delta, double level, struct outcome *out,
	struct error *err)
{
	struct match_choice first = {{0}};
	if (m->ops->play)
		return m->ops->play(m->own, delta, level, out, err);
	first.of[m->ops->along] = level;
	return match_reply(m, delta, &first, out, err);
}

enum status match_level_max(struct match *m, const double *delta, double *level, struct error *err)
{
	struct match_choice most = {{0}};
	enum status status = match_most(m, delta, &most, err);
	if (status == STATUS_OK)
		*level = most.of[m->ops->along];
	return status;
}

double match_level(const struct match *m, const struct outcome *out)
{
	return match_first(m->game, out).of[m->ops->along];
}

int match_along(const struct game *g)
{
	return ops_of(g)->along;
}

bool match_backfiring(struct match *m, const double *delta, double *from, double *to)
{
	return m->ops->backfiring && m->ops->backfiring(m->own, delta, from, to);
}

bool match_by_level(const struct game *g)
{
	return ops_of(g)->solver != NULL;
}

struct solver *match_solver(struct match *m)
{
	return m->ops->solver ? m->ops->solver(m->own) : NULL;
}

/* ---- by hand --------------------------------------------------------------------------- */

int match_attributes(const struct game *g)
{
	return ops_of(g)->attributes;
}

const char *match_attribute(const struct game *g, int attribute)
{
	return ops_of(g)->attribute[attribute];
}

struct match_choice match_first(const struct game *g, const struct outcome *o)
{
	return (struct match_choice){{o->alpha0, match_attributes(g) > 1 ? o->safety0 : 0}};
}

struct match_choice match_added(const struct game *g, const struct outcome *o, int i)
{
	const struct domain_outcome *d = &o->domain[i];
	bool both = match_attributes(g) > 1 && d->regime != REGIME_ABSTAIN;
	return (struct match_choice){{d->investment, both ? d->safety - o->safety0 : 0}};
}

double match_least(const struct game *g, int k, int attribute, const struct match_choice *first)
{
	return ops_of(g)->least ? ops_of(g)->least(g, k, attribute, first) : 0;
}

double match_cost(const struct game *g, int k, const struct match_choice *first,
	const struct match_choice *added)
{
	return ops_of(g)->cost(g, k, first, added);
}

struct division match_division(const struct game *g, int i, double delta_i,
	const struct match_choice *first, const struct match_choice *added)
{
	return ops_of(g)->divide(g, i, delta_i, first, added);
}

double match_alone(const struct game *g, const double *delta, const struct match_choice *first)
{
	return ops_of(g)->alone(g, delta, first);
}

enum status match_reply(struct match *m, const double *delta, const struct match_choice *first,
	struct outcome *out, struct error *err)
{
	return m->ops->reply(m->own, delta, first, out, err);
}

enum status match_most(struct match *m, const double *delta, struct match_choice *most,
	struct error *err)
{
	return m->ops->most(m->own, delta, most, err);
}
