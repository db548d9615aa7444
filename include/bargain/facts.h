/* The numbers that the texts of a lesson's step name in braces (model/lesson_number.h), found
 * by playing the step: piece by piece, so that a screen need not wait for them.
 *
 *   facts_alloc -> facts_start -> facts_step until it returns false -> facts_fill; facts_free. */
#ifndef HAGGLE_BARGAIN_FACTS_H
#define HAGGLE_BARGAIN_FACTS_H

#include "bargain/study.h"
#include "model/lesson_number.h"

struct facts;

/* When a text is read: before the answer, or with it. */
enum lesson_moment { LESSON_ASKED, LESSON_TOLD };

enum status facts_alloc(struct facts **out, struct error *err);
void facts_free(struct facts *f); /* NULL is fine */

/* Starts over with step number `step` of the scenario's lesson, as the file has it. Changes
 * of steps that the scenario cannot carry out any more are left out. */
enum status facts_start(struct facts *f, const struct scenario *s, int step,
	const struct pause *pause, struct error *err);
/* Works for about `seconds` (< 0: to the end); whether anything is left. */
bool facts_step(struct facts *f, double seconds);

/* The text with its numbers, malloced; NULL without memory or for NULL. One that is not known
 * yet is "...", one that there is not "none". *known, where not NULL: all of them are there. */
char *facts_fill(const struct facts *f, const char *text, enum lesson_moment when, bool *known);

/* The scenario as a step has it: with all changes up to there, those of its reveal too where
 * `when` says so, into *out, which the caller frees. step -1: as the file begins. */
enum status lesson_play(const struct scenario *s, int step, enum lesson_moment when,
	struct scenario *out, struct error *err);

#endif
