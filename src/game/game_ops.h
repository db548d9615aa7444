/* Private to the games: what each kind is to the door, match.c. */
#ifndef HAGGLE_GAME_OPS_H
#define HAGGLE_GAME_OPS_H

#include "game/match.h"

/* `own` is the kind's own workspace; the functions are those of game/match.h. */
struct game_ops {
	enum status (*alloc)(const struct game *g, void **own, struct error *err);
	void (*free)(void *own);
	enum status (*rebind)(void *own, const struct game *g, struct error *err);
	void (*pause)(void *own, struct pause pause); /* NULL: nothing in it takes long */
	enum status (*equilibrium)(void *own, const double *delta, struct outcome *out,
		struct error *err);
	enum status (*first_best)(void *own, struct outcome *out, struct error *err);
	int along; /* the attribute that backward induction is laid out along */
	/* NULL: that is all the generalist chooses */
	enum status (*play)(void *own, const double *delta, double level, struct outcome *out,
		struct error *err);
	struct solver *(*solver)(void *own); /* NULL: it has none */
	int attributes;
	const char *attribute[MATCH_ATTRIBUTES];
	double (*least)(const struct game *g, int k, int attribute,
		const struct match_choice *first); /* NULL: nothing is asked for */
	double (*cost)(const struct game *g, int k, const struct match_choice *first,
		const struct match_choice *added);
	struct division (*divide)(const struct game *g, int i, double delta_i,
		const struct match_choice *first, const struct match_choice *added);
	double (*alone)(const struct game *g, const double *delta,
		const struct match_choice *first);
	enum status (*reply)(void *own, const double *delta, const struct match_choice *first,
		struct outcome *out, struct error *err);
	enum status (*most)(void *own, const double *delta, struct match_choice *most,
		struct error *err);
	bool (*backfiring)(void *own, const double *delta, double *from, double *to); /* NULL: no */
};

extern const struct game_ops finetune_ops, regulation_ops;

#endif
