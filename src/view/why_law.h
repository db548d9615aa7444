/* Reasons in a game with a law: why everybody is as safe as it is. Private to src/view. */
#ifndef HAGGLE_SRC_VIEW_WHY_LAW_H
#define HAGGLE_SRC_VIEW_WHY_LAW_H

#include "bargain/study.h"

#define LAW_TEXT_MAX 400

/* The sentence of a player (0 the generalist) at the present bargain of st, which must have
 * an outcome, into out: what it does, what that pays it, and, of the generalist, what its
 * safety without the law would pay it under the law. "" where the game has no law. */
void law_sentence(const struct study *st, int player, char out[LAW_TEXT_MAX]);
/* What the law comes to, in one sentence. */
void law_verdict(const struct study *st, char out[LAW_TEXT_MAX]);

#endif
