/* What each axiom promises, and how a rule breaks it, in words. Private to the view layer. */
#ifndef HAGGLE_VIEW_AXIOMS_H
#define HAGGLE_VIEW_AXIOMS_H

#include "bargain/axioms.h"

#define AXIOM_WORDS_MAX 400

/* '+' always, '.' held, 'x' fails, '-' says nothing, ' ' not tried yet. */
char axiom_mark(enum axiom_verdict v);
/* One sentence, or two, on a rule and an axiom: how it fails, or how well it is known to hold.
 * Returns out. */
char *axiom_words(const struct axioms *a, int row, enum axiom axiom, char *out, size_t size);

#endif
