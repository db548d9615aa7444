/* Quantities: the outcomes that statics plot and maps shade, under one name
 * each. */
#ifndef HAGGLE_BARGAIN_QUANTITY_H
#define HAGGLE_BARGAIN_QUANTITY_H

#include "model/scenario.h"
#include "solver/outcome.h"

#include <stddef.h>

enum quantity_kind {
	QUANTITY_UTILITY,    /* of a player; unit of revenue */
	QUANTITY_SHARE,      /* the generalist's, of a specialist's domain, 0..1 */
	QUANTITY_REGIME,     /* of a specialist: 0 abstain, 1 free-ride, 2 contribute */
	QUANTITY_JOINT,      /* sum of all utilities */
	QUANTITY_EFFICIENCY, /* joint / first best, 0..1 */
	QUANTITY_LEVEL,      /* performance: alpha0 for the generalist, alpha_i for specialist i */
	QUANTITY_INVESTMENT, /* alpha0 for the generalist, x_i for specialist i */
	QUANTITY_PAID,       /* what the generalist gets from a specialist's domain, net */
	QUANTITY_PAYMENT,    /* the lump sum that a player gets at signing */
	QUANTITY_PERFORMANCE, /* the level, in games where that is one of two */
	QUANTITY_SAFETY,     /* the other one */
	QUANTITY_WELFARE,    /* joint, and what safety is worth to society */
	QUANTITY_VERDICT,    /* on the law: enum verdict */
	QUANTITY_KINDS
};

/* player: 0 the generalist, i specialist i - 1; -1 all that the kind has (one
 * curve each in statics; maps take the first). Ignored by joint and
 * efficiency; share and regime know specialists only. */
struct quantity {
	enum quantity_kind kind;
	int player;
};

struct quantity_info {
	enum quantity_kind kind;
	const char *name;  /* "utility": in options, followed by ":ID" for a player */
	const char *label; /* on screens: "utility" */
	const char *unit;  /* "revenue", "performance", "" */
	bool generalist;   /* has a value for the generalist */
	bool specialist;   /* has a value for each specialist */
	unsigned games;    /* OR of 1 << enum game_kind that have it; 0: all */
	const char *link;  /* between label and player: "by"; NULL: "of" */
};

const struct quantity_info *quantity_info(enum quantity_kind kind); /* kind < QUANTITY_KINDS */

/* Its value in an outcome at n shares delta; first_best is the joint surplus of
 * the first best (NaN where not known, or nothing). player must not be -1. NaN where there
 * is no such thing. */
double quantity_value(struct quantity q, const double *delta, const struct outcome *out,
	double first_best);

/* Whether a game has such a quantity. */
bool quantity_exists(const struct game *g, enum quantity_kind kind);
/* "utility:medicine", "efficiency" and back; find returns false for what is unknown. */
char *quantity_name(const struct scenario *s, struct quantity q, char *out, size_t size);
bool quantity_find(const struct scenario *s, const char *name, struct quantity *q);
/* The same with a message: STATUS_INPUT with the names that there are. */
enum status quantity_read(const struct scenario *s, const char *name, struct quantity *q,
	struct error *err);
/* "utility of Medicine", for screens. */
char *quantity_label(const struct scenario *s, struct quantity q, char *out, size_t size);
/* What is shown before anything has been chosen: all utilities where all
 * players' values can be (statics); else (maps) the share agreed on, or, where
 * none is bargained for, the generalist's utility. */
struct quantity quantity_default(const struct scenario *s, bool all);
/* The next (+1) or previous (-1) quantity in the list of all that are distinct,
 * going round; with `all`, the values of all players together are among them. */
struct quantity quantity_next(const struct scenario *s, struct quantity q, int direction, bool all);

#endif
