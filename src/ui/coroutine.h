/* Work that others interrupt: a job runs on a stack of its own, strictly in
 * turn with whoever runs it. Never do both go on at once, so that nothing needs
 * a lock, and what the job works on may be looked at while it pauses. */
#ifndef HAGGLE_UI_COROUTINE_H
#define HAGGLE_UI_COROUTINE_H

#include "bargain/study.h"

struct coroutine;

/* NULL without memory. */
struct coroutine *coroutine_alloc(void);
void coroutine_free(struct coroutine *t); /* stops it first; NULL is fine */

/* What a job asks between two pieces of its work. */
struct pause coroutine_pause(struct coroutine *t);

/* Begins the job, or goes on with the one that paused, until it returns or its
 * time is up and it asks. Whether it has returned: then another can begin. */
bool coroutine_run(struct coroutine *t, void (*job)(void *context), void *context, double seconds);
/* Whether jobs are to step back behind other processes' work (on Linux, where each thread has
 * a priority of its own): at once, and for one job at least; what comes later, no more. */
void coroutine_lower(struct coroutine *t, bool low);
/* Tells a job that paused to give up, and waits until it has returned. */
void coroutine_stop(struct coroutine *t);

#endif
