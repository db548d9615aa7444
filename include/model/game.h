/* The fine-tuning game of Laufer, Kleinberg and Heidari (arXiv 2308.04399):
 * one generalist, n specialists, each with a domain of its own. */
#ifndef HAGGLE_MODEL_GAME_H
#define HAGGLE_MODEL_GAME_H

#include "model/family.h"

#define GAME_ID_MAX 31
#define GAME_NAME_MAX 63
#define GAME_SPECIALISTS_MAX 10000     /* in batch, with a common share */
#define GAME_SPECIALISTS_EXPLORER 64

struct generalist {
	char name[GAME_NAME_MAX + 1];
	struct cost cost;
	double outside; /* outside option, >= 0, unit of revenue */
	double weight;  /* bargaining weight, >= 0 */
};

struct specialist {
	char id[GAME_ID_MAX + 1]; /* letters, digits, - and _ */
	char name[GAME_NAME_MAX + 1];
	struct revenue revenue;
	struct cost cost;
	double outside;
	double weight;
};

struct game {
	bool common; /* one share for all domains */
	struct generalist generalist;
	int n;       /* specialists */
	int capacity;
	struct specialist *specialist; /* owned, n of them */
};

/* A game without specialists. */
void game_init(struct game *g);
/* Frees what g owns and empties it. */
void game_free(struct game *g);
/* Deep copy into *to, which is overwritten (initialise or free it first). */
enum status game_copy(struct game *to, const struct game *from, struct error *err);
/* Appends a specialist with defaults; id must be valid and new. Returns NULL
 * and fills err otherwise. The pointer holds until the next change of n. */
struct specialist *game_add(struct game *g, const char *id, struct error *err);
/* The same for a caller that has checked the id: thousands are added in linear
 * time. Fails when there are GAME_SPECIALISTS_MAX, or without memory. */
struct specialist *game_append(struct game *g, const char *id, struct error *err);
/* Whether two specialists are alike in all but their id and name. */
bool specialist_same(const struct specialist *a, const struct specialist *b);
/* True where id may be a specialist's: 1 to GAME_ID_MAX letters, digits, - and
 * _, and not "generalist", which names the other side. */
bool game_id_ok(const char *id);
void game_remove(struct game *g, int i);
/* Index of the specialist with this id, or -1. */
int game_find(const struct game *g, const char *id);
/* How many shares are bargained over: 1 when common or n = 1, else n. */
int game_shares(const struct game *g);
/* Whether some player's bargaining weight is another than the others'. */
bool game_weighted(const struct game *g);

#endif
