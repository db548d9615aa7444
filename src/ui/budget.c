#include "ui/budget.h"

#define LOW_AFTER 0.025    /* s since the last key: what most scenarios take in all */
#define KEY_MOST 20.0      /* the same */
#define SESSION_MOST 600.0 /* s: ten minutes */
#define KEY_LEAST 0.5      /* what a key gets after that: enough for most first pictures */

void budget_key(struct budget *b)
{
	b->key = 0;
}

bool budget_spend(struct budget *b, double seconds)
{
	b->key += seconds;
	b->session += seconds;
	return budget_over(b);
}

bool budget_low(const struct budget *b)
{
	return b->key > LOW_AFTER || budget_used(b);
}

bool budget_over(const struct budget *b)
{
	return b->key >= (budget_used(b) ? KEY_LEAST : KEY_MOST);
}

bool budget_used(const struct budget *b)
{
	return b->limited && b->session >= SESSION_MOST;
}
