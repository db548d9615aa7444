/* Climbs along edges. */
#include "bargain/joint_edge.h"

/* The first step of shares. */
#define STEP_FIRST .02
/* Up a slope that is gentler less than 1e-9 of the objective is to be gained. */
#define GENTLE 5e-5

/* Steps in all. */
enum { STEPS = 60 };

/* Steps from the best bargain on, at most so many. */
static void climb(struct joint *j, int steps, double gentle)
{
	struct climber e = {.j = j, .n = j->n, .held = EDGE_SMOOTH, .scale = j->st->scale,
		.radius = STEP_FIRST, .gentle = gentle};
	for (; steps > 0 && !j->st->work->given_up; steps--) {
		e.unit = joint_room(j, j->best) / ROUNDING;
		if (!edge_step(&e))
			break;
	}
}

void joint_edge(struct joint *j)
{
	if (j->n <= EDGE_SHARES)
		climb(j, STEPS, GENTLE);
}
