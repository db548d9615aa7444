/* What plays came to, kept for as long as the game is played the same: searches along one share
 * come back to the same shares again and again, and a change of the rule, of the share or of an
 * outside option to all of them. A play depends on nothing but the game and the shares, so that
 * nothing comes out differently for it. */
#include "bargain/study_private.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* So many plays are kept at most, of no more specialists than that altogether. */
enum { PLAYS_LEAST = 128, PLAYS_MAX = 4096, SPECIALISTS_MAX = 1 << 17 };
/* Places for them, a power of two: half of them stay empty. */
enum { PLACES = 2 * PLAYS_MAX };

void recall_free(struct recall *r)
{
	game_free(&r->game);
	free(r->place);
	free(r->play);
	free(r->domain);
	outcome_free(&r->first_best);
	*r = (struct recall){.known = false};
}

static void forget(struct recall *r)
{
	if (r->place && r->count > 0)
		memset(r->place, 0, PLACES * sizeof *r->place);
	r->count = 0;
	r->has_first_best = false;
}

void recall_game(struct recall *r, const struct game *g, bool worth)
{
	if (!worth && !r->known)
		return;
	if (worth && r->known && game_plays_same(&r->game, g)) {
		/* Searches after small changes go on adding: what is full begins anew. */
		if (r->count > PLAYS_MAX / 2)
			forget(r);
		return;
	}
	if (r->game.n != g->n)
		recall_free(r);
	forget(r);
	game_free(&r->game);
	r->known = worth && g->n <= SPECIALISTS_MAX / PLAYS_LEAST &&
		game_copy(&r->game, g, NULL) == STATUS_OK;
}

/* Where the play at a share is, or would be. */
static unsigned place_of(const struct recall *r, double share)
{
	uint64_t bits;
	memcpy(&bits, &share, sizeof bits);
	unsigned at = (unsigned)((bits * 0x9e3779b97f4a7c15u) >> 32) % PLACES;
	while (r->place[at] > 0 && r->play[r->place[at] - 1].share != share)
		at = (at + 1) % PLACES;
	return at;
}

/* The share that all have; below 0: they have not the same. */
static double common_share(const double *delta, int n)
{
	for (int i = 1; i < n; i++)
		if (delta[i] != delta[0])
			return -1;
	return n > 0 ? delta[0] : -1;
}

bool recall_play(const struct recall *r, const double *delta, struct outcome *out)
{
	double share = r->known && r->count > 0 ? common_share(delta, out->n) : -1;
	if (!(share >= 0))
		return false;
	int found = r->place[place_of(r, share)];
	if (found == 0)
		return false;
	struct outcome kept = r->play[found - 1].out;
	kept.domain = r->domain + (size_t)(found - 1) * (size_t)out->n;
	outcome_copy(out, &kept);
	return true;
}

static bool make_room(struct recall *r, int n)
{
	if (r->count < r->room)
		return true;
	int room = r->room > 0 ? 2 * r->room : PLAYS_LEAST;
	if (room > PLAYS_MAX || (size_t)room * (size_t)n > SPECIALISTS_MAX)
		return false;
	struct recalled *play = realloc(r->play, (size_t)room * sizeof *play);
	if (play)
		r->play = play;
	struct domain_outcome *domain =
		realloc(r->domain, (size_t)room * (size_t)n * sizeof *domain);
	if (domain)
		r->domain = domain;
	if (!r->place)
		r->place = calloc(PLACES, sizeof *r->place);
	if (!play || !domain || !r->place)
		return false;
	r->room = room;
	return true;
}

void recall_keep(struct recall *r, const double *delta, const struct outcome *out)
{
	double share = r->known ? common_share(delta, out->n) : -1;
	if (!(share >= 0) || !make_room(r, out->n))
		return;
	unsigned at = place_of(r, share);
	if (r->place[at] > 0)
		return;
	struct recalled *play = &r->play[r->count];
	struct domain_outcome *domain = r->domain + (size_t)r->count * (size_t)out->n;
	*play = (struct recalled){share, *out};
	memcpy(domain, out->domain, (size_t)out->n * sizeof *domain);
	/* What comes after a play is no part of it. */
	play->out.payment = 0;
	play->out.verdict = 0;
	for (int i = 0; i < out->n; i++)
		domain[i].payment = 0;
	r->place[at] = ++r->count;
}

bool recall_first_best(const struct recall *r, struct outcome *out)
{
	if (r->has_first_best)
		outcome_copy(out, &r->first_best);
	return r->has_first_best;
}

void recall_keep_first_best(struct recall *r, const struct outcome *out)
{
	if (!r->known || (r->first_best.n != out->n &&
				 outcome_init(&r->first_best, out->n, NULL) != STATUS_OK))
		return;
	outcome_copy(&r->first_best, out);
	r->has_first_best = true;
}
