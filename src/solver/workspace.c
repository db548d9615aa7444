/* A solver: what is kept of a game, whatever its shares. */
#include "solver/equilibrium.h"

#include "solver/closed.h"
#include "solver/pieces.h"
#include "solver/solver_private.h"

#include <stdlib.h>

static void clear_domains(struct solver *s)
{
	for (int i = 0; s->domain && i < s->n; i++)
		domain_clear(&s->domain[i]);
}

/* The generalist's cost, where it is a formula: its pieces, and why it cannot be played. */
static enum status classify_cost(struct solver *s, const struct cost *c, struct error *err)
{
	struct cost_facts facts;
	struct cost_jet first;
	enum status st;

	pieces_free(s->cost);
	s->cost = NULL;
	s->unsound.status = STATUS_OK;
	stage_cost(s->stage, NULL, NULL);
	if (c->family != COST_FORMULA)
		return STATUS_OK;
	cost_jet(c, 0, 0, &first);
	s->unsound.status = sound_cost(NULL, 0, 0, &first, &s->unsound);
	st = pieces_cost(c, &s->cost, &facts, err);
	if (st != STATUS_OK)
		return st;
	if (s->unsound.status == STATUS_OK && facts.falls < INFINITY)
		s->unsound.status = sound_falls(NULL, 0, facts.falls, &s->unsound);
	stage_cost(s->stage, s->cost, &facts);
	return STATUS_OK;
}

enum status solver_rebind(struct solver *s, const struct game *g, struct error *err)
{
	if (g->n != s->n || !s->stage) {
		clear_domains(s);
		free(s->domain);
		free(s->first);
		stage_free(s->stage);
		s->stage = NULL;
		s->n = g->n;
		s->domain = calloc((size_t)g->n + 1, sizeof *s->domain);
		s->first = NULL;
		if (!s->domain)
			return error_set(err, STATUS_SYSTEM, "out of memory");
		enum status st = stage_alloc(&s->stage, g->n, err);
		if (st != STATUS_OK)
			return st;
		stage_pause(s->stage, s->pause);
	}
	s->game = g;
	for (int i = 0; i < g->n; i++) {
		enum status st = domain_classify(&s->domain[i], &g->specialist[i], err);
		if (st != STATUS_OK)
			return st;
		s->domain[i].matched = g->contract != CONTRACT_TERMS;
		s->domain[i].base_cost = &g->generalist.cost;
		s->domain[i].same = i > 0 && specialist_same(&g->specialist[i - 1], &g->specialist[i]);
	}
	s->terms = game_has_terms(g);
	s->limited = s->has_pot = false;
	s->closed = closed_applies(g);
	enum status st = classify_cost(s, &g->generalist.cost, err);
	if (st == STATUS_OK && s->unsound.status == STATUS_OK)
		s->unsound.status = game_check(g, &s->unsound);
	return st;
}

enum status solver_alloc(const struct game *g, struct solver **out, struct error *err)
{
	struct solver *s = calloc(1, sizeof *s);
	if (!s)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	enum status st = solver_rebind(s, g, err);
	if (st != STATUS_OK) {
		solver_free(s);
		return st;
	}
	*out = s;
	return STATUS_OK;
}

bool solver_is_closed(const struct solver *s)
{
	return s->closed;
}

bool solver_is_smooth(const struct solver *s)
{
	return s->closed && !s->terms && closed_is_smooth(s->game);
}

int solver_kinks(const struct solver *s, double *kink)
{
	bool under_terms = s->closed && s->terms && s->game->contract != CONTRACT_PROFIT;
	bool known = under_terms || solver_is_smooth(s);
	return known ? closed_kinks(s->game, kink) : 0;
}

void solver_free(struct solver *s)
{
	if (!s)
		return;
	clear_domains(s);
	pieces_free(s->cost);
	outcome_free(&s->pot);
	free(s->domain);
	free(s->first);
	stage_free(s->stage);
	free(s);
}

void solver_pause(struct solver *s, struct pause pause)
{
	s->pause = pause;
	stage_pause(s->stage, pause);
}
