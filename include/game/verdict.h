/* What a law comes to: a game beside the same game without it. */
#ifndef HAGGLE_GAME_VERDICT_H
#define HAGGLE_GAME_VERDICT_H

#include "model/game.h"
#include "solver/outcome.h"

enum verdict {
	VERDICT_NONE,
	VERDICT_BACKFIRES, /* nobody abstains, and a domain is less safe */
	VERDICT_MUTUAL,    /* the generalist and all specialists gain */
	VERDICT_AWAY,      /* somebody abstains who would not */
	VERDICTS
};

const char *verdict_name(enum verdict v); /* "none", "backfires", "mutual", "regulated-away" */

/* *all, where it is not NULL: whether it backfires in every domain. */
enum verdict verdict_of(const struct outcome *with, const struct outcome *without, bool *all);

/* Whether g has a law, in force or not, that it can be compared without: the same game with
 * `unregulated` set. */
bool verdict_applies(const struct game *g);

#endif
