/* What the files of the laws share. */
#ifndef HAGGLE_TESTS_LAWS_PRIVATE_H
#define HAGGLE_TESTS_LAWS_PRIVATE_H

#include "laws.h"

#include "bargain/study.h"

enum { LAWS_SPECIALISTS = 5 }; /* four, and nobody */

/* A game beside another, and what may differ. */
struct twin {
	enum law law;
	struct scenario scenario;
	double money, level;          /* a unit of the other is so many of its own */
	double room;                  /* shares may differ by this, and payoffs by it times the scale */
	bool exact;                   /* every number is the other's, or a power of two times it: so
	                               * are answers, sampled ones too */
	int of[LAWS_SPECIALISTS];     /* specialist i of the other is of[i] of this one */
};

/* One more breach; the first are printed, with both games. Twin may be NULL. */
__attribute__((format(printf, 5, 6)))
void laws_breach(struct laws_tally *t, enum law law, const struct scenario *s,
	const struct twin *twin, const char *format, ...);

/* The scale of what a study's utilities are differences of. */
double laws_scale(const struct study *st);
/* Where an outcome differs from its twin's by more than there is room for, in words, or NULL.
 * What they are compared by: payoffs, and who takes part and how. */
const char *laws_differ(const struct outcome *o, const struct outcome *other,
	const struct twin *w, double scale, char *text, size_t size);

/* The goal of a rule at a bargain, in a unit in which 1e-7 `scale` is as little as in utilities: the
 * Nash product is made a mean of the gains. */
double laws_goal(const struct study *st, struct bargain b, const struct outcome *o, double scale);
/* Whether nobody gets less than outside, by more than `room`. */
bool laws_rational(const struct study *st, const struct outcome *o, double room);

/* The laws of one study's table. */
void laws_table(struct laws_tally *t, const struct study *st);
/* The row of a study's table held to the study of the same game with its rule alone. */
void laws_alone(struct laws_tally *t, const struct study *st, const struct solution *row,
	const struct study *alone);
/* LAW_CURVE, where there is one share. */
void laws_curve(struct laws_tally *t, const struct study *st);
/* Two studies, of a game and its twin. */
void laws_compare(struct laws_tally *t, const struct study *st, const struct study *other,
	const struct twin *w);

#endif
