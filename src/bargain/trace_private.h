/* Private to traces: what trace.c, which goes through nodes, asks of trace_events.c, which closes
 * in on what happens between them, and both of trace_nodes.c, which keeps and plays them.
 * trace_foretell.c says where to look. */
#ifndef HAGGLE_BARGAIN_TRACE_PRIVATE_H
#define HAGGLE_BARGAIN_TRACE_PRIVATE_H

#include "bargain/larger.h"
#include "bargain/trace.h"

#include <math.h>

/* trace_nodes.c */
/* Puts the play in *in after node i; *in takes over unused storage. False: no memory. */
bool trace_insert_after(struct trace *t, int i, struct trace_node *in);
/* Plays at x; false: given up. */
bool trace_play_at(struct trace *t, struct trace_node *node, double x);
/* How near the sides of an event at x are. */
static inline double trace_width_at(const struct trace *t, double x)
{
	return t->plan.width + t->plan.part * fabs(x);
}
/* Whether a specialist is held at its participation. */
bool trace_is_held(const struct domain_outcome *d);
/* Whether the same ones are. */
bool trace_same_held(const struct trace_node *a, const struct trace_node *b);
/* And take part in the same way. */
bool trace_same_ways(const struct trace_node *a, const struct trace_node *b);

/* trace_events.c */
/* The scales of utilities and levels, when all nodes are played. */
void trace_find_scales(struct trace *t);
/* Whether something happens between nodes i and i + 1 that their neighbours' differences do
 * not lead to expect. */
bool trace_is_suspicious(const struct trace *t, int i);
/* Begins to close in on what happens between nodes i and i + 1, if they are not too near: then
 * it is t->event. */
void trace_begin_event(struct trace *t, int i);
/* One play more; false: it is known as well as it is to be. */
bool trace_close_in(struct trace *t);
/* Then: puts nodes at both sides, if it is an event. Returns how many came in between. */
int trace_end_event(struct trace *t);

/* trace_foretell.c */
struct trace_foretold {
	double x;
	double off; /* about as far off it may be; INFINITY: nothing is known of that */
};
/* Where utilities of both sides meet; false: nowhere between them, as far as they tell. */
bool trace_meeting(const struct trace_side side[2], struct trace_foretold *f);
/* Where the level of a side turns, and ends: there the coordinate, as a function of the level, is
 * largest (`behind`: least). False: nowhere beyond the nearest play. */
bool trace_turning(const struct trace_side *side, bool behind, struct trace_foretold *f);
/* Begins with the event's own sides, and the nodes beyond them. */
void trace_guide_begin(struct trace *t);
/* A side of the event has come nearer. */
void trace_guide_note(struct trace *t, bool behind);
/* Where to look next, for the sides to come as near as `width`; false: nothing is foretold. */
bool trace_guide_look(struct trace *t, double width, double *x);

#endif
