/* The fine-tuning game of Laufer, Kleinberg and Heidari (arXiv 2308.04399):
 * one generalist, n specialists, each with a domain of its own. */
#ifndef HAGGLE_MODEL_GAME_H
#define HAGGLE_MODEL_GAME_H

#include "model/family.h"

#define GAME_ID_MAX 31
#define GAME_NAME_MAX 63
#define GAME_SPECIALISTS_MAX 10000     /* in batch, with a common share */
#define GAME_SPECIALISTS_EXPLORER 64
#define GAME_PATIENCE 0.9              /* unless a scenario says otherwise */

/* What is agreed besides the shares (haggle-theory(7), "Contracts"). */
enum contract {
	CONTRACT_TERMS,   /* a fee and parts of the costs, as each specialist's terms say */
	CONTRACT_MATCHED, /* the generalist bears of each cost what it gets of the revenue */
	CONTRACT_PROFIT,  /* one pot of all profits; the share is the generalist's part of it */
	CONTRACTS
};

extern const char *const contract_words[CONTRACTS + 1]; /* each at its number; then NULL */

/* A domain's terms. All 0: the share alone. */
struct terms {
	double fee;        /* that the specialist pays for taking part; any sign, unit of revenue */
	double cost_share; /* of the specialist's cost, borne by the generalist; 0..0.999 */
	double base_share; /* of the generalist's cost, borne by the specialist; 0..1 */
};

struct generalist {
	char name[GAME_NAME_MAX + 1];
	struct cost cost;
	double outside; /* outside option, >= 0, unit of revenue */
	double weight;  /* bargaining weight, >= 0 */
	double patience; /* what a gain is worth a round later, as a part of it; 0..0.9999 */
};

struct specialist {
	char id[GAME_ID_MAX + 1]; /* letters, digits, - and _ */
	char name[GAME_NAME_MAX + 1];
	struct revenue revenue;
	struct cost cost;
	double outside;
	double weight;
	double patience;
	struct terms terms;
	double floor;  /* regulation: on its safety, in place of the common one; below 0: none */
};

/* Regulation's own. */
struct regulation {
	double floor_generalist, floor_specialists; /* on safety, >= 0 */
	double value; /* of a unit of safety, to society; >= 0 */
};

struct game {
	enum game_kind kind;
	struct regulation regulation;
	bool unregulated; /* floors are not in force: what a game with floors is compared with */
	bool common; /* one share for all domains */
	enum contract contract;
	int transfers; /* 1: lump sums change hands at signing; 0 */
	struct generalist generalist;
	int n;       /* specialists */
	int capacity;
	struct specialist *specialist; /* owned, n of them */
};

/* The kind's name in files: "fine-tuning", "regulation". */
const char *game_kind_name(enum game_kind kind);
/* Makes g a game of another kind: all functions become the kind's first families. */
void game_set_kind(struct game *g, enum game_kind kind);

/* What no single parameter shows: STATUS_INPUT where, together, they make no game. */
enum status game_check(const struct game *g, struct error *err);

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
/* Whether a domain has terms beside its share; whether the game has any, or another contract. */
bool terms_any(const struct terms *t);
bool game_has_terms(const struct game *g);
/* Whether more is agreed than shares: terms, another contract, lump sums. */
bool game_has_contract(const struct game *g);
/* Whether two functions are the same, to the letter. */
bool revenue_same(const struct revenue *a, const struct revenue *b);
bool cost_same(const struct cost *a, const struct cost *b);
/* Whether two specialists are alike in all but their id and name. */
bool specialist_same(const struct specialist *a, const struct specialist *b);
/* Whether the same comes of both at the same shares: they may differ in names, outside options,
 * weights and patience. */
bool game_plays_same(const struct game *a, const struct game *b);
/* True where id may be a specialist's: 1 to GAME_ID_MAX letters, digits, - and
 * _, and not "generalist" or "regulation", which name what else has parameters. */
bool game_id_ok(const char *id);
void game_remove(struct game *g, int i);
/* Index of the specialist with this id, or -1. */
int game_find(const struct game *g, const char *id);
/* How many shares are bargained over: 1 when common or n = 1, else n. */
int game_shares(const struct game *g);
/* Whether some player's bargaining weight is another than the others'. */
bool game_weighted(const struct game *g);
/* The floor on a player's safety (0: the generalist, k: specialist k - 1) that is in force;
 * 0: none. Whether there is any. */
double game_floor(const struct game *g, int k);
bool game_floors(const struct game *g);

#endif
