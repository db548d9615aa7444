/* The bargaining rules: one table of names, marks and explanations, read by
 * scenario files, --set, the solver of bargains, reports, views and help. */
#ifndef HAGGLE_MODEL_RULE_H
#define HAGGLE_MODEL_RULE_H

#include <stdbool.h>

enum rule {
	RULE_FIXED, /* no rule: the share the scenario gives */
	RULE_VERTICAL_MONOPOLY,
	RULE_NASH,
	RULE_EGALITARIAN,
	RULE_KALAI_SMORODINSKY,
	RULE_POWERFUL_GENERALIST,
	RULE_POWERFUL_SPECIALIST, /* one a specialist */
	RULE_MAX_PERFORMANCE,
	RULE_ALTERNATING,
	RULES
};

struct rule_info {
	const char *name;  /* in files: "nash"; "powerful:" is followed by an id */
	const char *label; /* on screens: "Nash" */
	const char *brief; /* at most 15 columns; "powerful" is followed by a player's letter */
	char mark;         /* its letter in plots; '*': its player's, as a capital */
	const char *maximises; /* "the product of the gains" */
	const char *weighted;  /* the same where players' weights differ; NULL: all the same */
	bool one_domain;   /* for one specialist alone */
	const char *help;  /* one sentence; after label and ": " within RULE_LINE_COLS */
};

#define RULE_LINE_COLS 78 /* of a message on the smallest screen */

/* A rule as chosen: for RULE_POWERFUL_SPECIALIST, which one (from 0). */
struct bargain {
	enum rule rule;
	int specialist;
};

bool bargain_same(struct bargain a, struct bargain b);
const struct rule_info *rule_info(enum rule rule); /* rule < RULES */
/* Whether it picks the bargain that is best by a measure of its own. */
bool rule_has_goal(enum rule rule);
/* Whether that is the least gain of all, or the least part of an ideal one. */
bool rule_raises_least(enum rule rule);
/* What it maximises, in words; weighted: the players' weights differ. */
const char *rule_maximises(enum rule rule, bool weighted);

#endif
