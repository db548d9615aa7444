/* Numbers in the texts of a lesson, as they stand there: in braces, by name, to be filled in
 * from what the step comes to. haggle-scenario(5), "Numbers in texts". */
#ifndef HAGGLE_MODEL_LESSON_NUMBER_H
#define HAGGLE_MODEL_LESSON_NUMBER_H

#include "model/scenario.h"

#define LESSON_NAME_MAX 120 /* of a number; of the changes it is with */
#define LESSON_DIGITS_MAX 10

enum lesson_item {
	ITEM_SHARE,       /* delta, delta_ID */
	ITEM_LEVEL,       /* alpha0; alpha_ID */
	ITEM_UTILITY,     /* u_generalist, u_ID */
	ITEM_PERFORMANCE, /* performance_generalist, performance_ID, */
	ITEM_SAFETY,      /* safety_generalist, safety_ID, */
	ITEM_WELFARE,     /* welfare: in games of performance and safety */
	ITEM_PAID,        /* paid_ID, payment_ID: in games of one level */
	ITEM_PAYMENT,
	ITEM_JOINT,
	ITEM_EFFICIENCY,  /* joint in parts of the first best */
	ITEM_FIRST_BEST,  /* the joint surplus of a single owner, */
	ITEM_FIRST_LEVEL, /* and the level it begins with */
	ITEM_IDEAL,       /* ideal_generalist, ideal_ID: the largest gain */
	ITEM_PARETO_FROM, /* pareto.1.from: an end of that piece of the Pareto set */
	ITEM_PARETO_TO,
	ITEM_THRESHOLD,   /* threshold.1: of what happens along the share, in order */
	ITEM_REGIME,      /* threshold.ID.free-ride: the first share from which on ID does that */
	ITEM_BACKFIRES,   /* backfires.from, backfires.to: of floors on a single specialist */
	ITEM_BEST_FLOOR,  /* best_floor_generalist, best_floor_specialists: by welfare */
	ITEM_PARAMETER,   /* anything that can be set */
};

/* One name. */
struct lesson_name {
	enum lesson_item item;
	bool before;           /* as it was before the step's changes */
	bool ruled;            /* of this rule's row, not of the present bargain */
	struct bargain rule;
	int player;            /* 0 the generalist, i specialist i - 1 */
	int index;             /* from 0; of ITEM_REGIME, 0 abstain, 1 free-ride, 2 contribute; of
	                        * ITEM_BACKFIRES 0 from, 1 to; of ITEM_BEST_FLOOR 0 the
	                        * generalist's, 1 the specialists' */
	char param[LESSON_NAME_MAX]; /* ITEM_PARAMETER */
	char at[LESSON_NAME_MAX];    /* the changes it is with; "" none */
};

/* What stands between braces: {NAME}, {NAME - NAME} or {NAME / NAME}, each NAME with
 * " at PARAM=VALUE" after it if wanted (several, with commas); then, if wanted, ":.3", or
 * ":.0%" for parts of a hundred. */
struct lesson_number {
	struct lesson_name name[2];
	char operation;        /* '-', '/' between the two, or 0: there is one */
	int digits;            /* after the point; -1: as many as four that count */
	bool percent;
	size_t length;         /* of the whole, braces included */
};

/* The next brace from text on that begins a number, or NULL. Two braces stand for one. */
const char *lesson_number_next(const char *text);

/* Reads the number that begins with the brace at text. STATUS_INPUT, and what is allowed,
 * where the scenario has no such thing; out->length is right in any case. */
enum status lesson_number_read(const struct scenario *s, const char *text,
	struct lesson_number *out, struct error *err);

/* Carries out changes as in `at`. */
enum status lesson_number_assign(struct scenario *s, const char *at, struct error *err);

#endif
