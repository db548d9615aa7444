/* What is known of an equilibrium, in words for readers. */
#ifndef HAGGLE_VIEW_PROOF_H
#define HAGGLE_VIEW_PROOF_H

#include "solver/outcome.h"

/* What follows "the equilibrium is": "proved: ...". */
const char *proof_says(enum proof proof);
/* The one word for a screen; "" where it is proved: nothing need be said. */
const char *proof_word(enum proof proof);

#endif
