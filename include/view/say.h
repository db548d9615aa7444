/* Outcomes in words, as figures and spoken reports have them. */
#ifndef HAGGLE_VIEW_SAY_H
#define HAGGLE_VIEW_SAY_H

#include "bargain/study.h"

#define SAY_MAX 512

/* "g 0.1875, m 0.1875, joint 0.3750, 75% of first best": what everybody gets at an
 * outcome of the study's game, and the word where that is not proved; of many specialists the
 * first ones. Returns out. */
char *say_utilities(const struct scenario *s, const struct study *st,
	const struct outcome *o, char *out, size_t size);
/* The present bargain, which must be there (study_has_outcome): "Rule Nash: share 0.5000."
 * and the utilities, or that there is no deal. Returns out. */
char *say_outcome(const struct scenario *s, const struct study *st, char *out, size_t size);
/* "share 0.5000", or "shares 0.5000 0.4000" of several that differ. Returns out. */
char *say_shares(const struct study *st, const double *delta, char *out, size_t size);

/* Where the first best is looked for, and there is none. */
#define SAY_NO_FIRST_BEST "There is no first best: a single owner of everything would gain ever " \
	"more at ever higher levels."

/* What follows "the equilibrium is": "proved: ...". */
const char *proof_says(enum proof proof);
/* What follows "the shares are": "sampled: ..."; "" where there is nothing to warn of. */
const char *search_says(enum searched search);
/* How sure the agreements that there are, or the least sure of them, are: sentence 0 is of their
 * shares, 1 of what is played at them. False, and "": there is nothing to warn of. */
bool say_certainty(const struct study *st, int sentence, char out[SAY_MAX]);
/* What is known of an outcome's numbers together: its part of the first best is no more certain
 * than that is. */
enum proof proof_of_numbers(const struct study *st, const struct outcome *o);
/* The one word for a screen; "" where it is proved: nothing need be said. */
const char *proof_word(enum proof proof);

#endif
