/* Private to traces: what trace.c, which goes through nodes, asks of trace_events.c, which closes
 * in on what happens between them, and both of trace_nodes.c, which keeps and plays them. */
#ifndef HAGGLE_BARGAIN_TRACE_PRIVATE_H
#define HAGGLE_BARGAIN_TRACE_PRIVATE_H

#include "bargain/trace.h"

/* trace_nodes.c */
/* Puts the play in *in after node i; *in takes over unused storage. False: no memory. */
bool trace_insert_after(struct trace *t, int i, struct trace_node *in);
/* Plays at x; false: given up. */
bool trace_play_at(struct trace *t, struct trace_node *node, double x);

/* trace_events.c */
/* How near the sides of an event at x are. */
double trace_width_at(const struct trace *t, double x);
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

#endif
