/* How much of the processor an explorer takes before it steps back behind others, and before
 * it stops. Times are of the processor, so that what a crowd takes away counts for nobody. */
#ifndef HAGGLE_UI_BUDGET_H
#define HAGGLE_UI_BUDGET_H

#include <stdbool.h>

struct budget {
	double key, session; /* s of computing, since the last key and in all */
	bool limited;        /* the session is, too: strangers' explorers */
};

/* A key has come, or whatever else is news. */
void budget_key(struct budget *b);
/* So many seconds were computed. Whether that was the last that there is for this key. */
bool budget_spend(struct budget *b, double seconds);
/* Whether it is time to let others go first. */
bool budget_low(const struct budget *b);
/* Whether nothing more is computed before the next key. */
bool budget_over(const struct budget *b);
/* Whether the session's is used up: then what a key gets is little. */
bool budget_used(const struct budget *b);

#endif
