/* Work that others interrupt: a job runs on a stack of its own, strictly in
 * turn with whoever runs it. Never do both go on at once, so that nothing needs
 * a lock, and what the job works on may be looked at while it pauses. */
#ifndef HAGGLE_UI_TURN_H
#define HAGGLE_UI_TURN_H

#include "bargain/study.h"

struct turn;

/* NULL without memory. */
struct turn *turn_alloc(void);
void turn_free(struct turn *t); /* stops it first; NULL is fine */

/* What a job asks between two pieces of its work. */
struct pause turn_pause(struct turn *t);

/* Begins the job, or goes on with the one that paused, until it returns or its
 * time is up and it asks. Whether it has returned: then another can begin. */
bool turn_run(struct turn *t, void (*job)(void *context), void *context, double seconds);
/* Tells a job that paused to give up, and waits until it has returned. */
void turn_stop(struct turn *t);

#endif
