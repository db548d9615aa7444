/* Levels a0 at which a specialist's cost switches to something else, whatever is invested, as that of
 * if(a0 == .5, 0, x) does. Where levels are only sampled, nothing else tells that there is one. */
#include "solver/pieces.h"

#include "solver/stage.h"

/* So many looks are taken at most: some sixty close in on one switch. */
enum { LOOKS_MAX = 1000 };

static void look(const struct cost *c, double low, double high, int *left, struct switches *out)
{
	struct formula_sides at = {.second = 0};
	struct cost_span span;
	double mid = between_levels(low, high);
	cost_sides(c, (struct range){0, 0}, (struct range){low, high}, &at, &span);
	if (!at.steps || (*left)-- <= 0 || out->count + 2 > SWITCHES_MAX)
		return;
	if (mid > low && mid < high) {
		look(c, low, mid, left, out);
		look(c, mid, high, left, out);
		return;
	}
	if (out->count == 0 || out->level[out->count - 1] != low)
		out->level[out->count++] = low;
	out->level[out->count++] = high;
}

void cost_switches(const struct cost *c, struct switches *out)
{
	int left = LOOKS_MAX;
	out->count = 0;
	look(c, 0, LEVEL_MAX, &left, out);
}
