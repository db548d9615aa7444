/* A job's own stack is a thread's: one of two sleeps at any time. Where there
 * is no other thread to be had, jobs run at once and to their end. */
#include "ui/coroutine.h"

#include "base/clock.h"
#include "ui/signals.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#ifdef __GLIBC__ /* which any of these has defined */
#include <malloc.h>
#endif

enum { LOWERED = 10 }; /* the priority of jobs that stepped back, as nice(1) has it */
#define STACK_BYTES ((size_t)1 << 22) /* of which only what is used takes memory */

struct coroutine {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool threaded;          /* the thread exists */
	bool theirs;            /* the thread's turn */
	bool inside;            /* of a job */
	bool give_up, end;      /* the job is to return; the thread is */
	bool low, lowered;      /* jobs are to step back; the thread has */
	double until;           /* s: when the job's time is up */
	void (*job)(void *context);
	void *context;
};

/* Lets the other side go on until it is one's own turn again. */
static void hand_over(struct coroutine *t, bool to_thread)
{
	pthread_mutex_lock(&t->lock);
	t->theirs = to_thread;
	pthread_cond_signal(&t->changed);
	while (t->theirs == to_thread)
		pthread_cond_wait(&t->changed, &t->lock);
	pthread_mutex_unlock(&t->lock);
}

static void take_jobs(struct coroutine *t)
{
	pthread_mutex_lock(&t->lock);
	while (!t->theirs)
		pthread_cond_wait(&t->changed, &t->lock);
	pthread_mutex_unlock(&t->lock);
	while (!t->end) {
		t->job(t->context);
		t->inside = false;
		hand_over(t, false);
	}
}

/* The stack for a crash lies at the other end of the one that may overflow. */
static void *run_jobs(void *context)
{
	char rescue[SIGNALS_STACK];
	stack_t stack = {.ss_sp = rescue, .ss_size = sizeof rescue}, before;

	sigaltstack(&stack, &before);
	take_jobs(context);
	sigaltstack(&before, NULL);
	return NULL;
}

/* Of the calling thread alone. There is no way back without privileges. */
static void step_back(struct coroutine *t)
{
#ifdef __linux__
	if (getpriority(PRIO_PROCESS, 0) < LOWERED)
		setpriority(PRIO_PROCESS, 0, LOWERED);
#endif
	t->lowered = true;
}

static bool go_on(void *context)
{
	struct coroutine *t = context;

	if (t->threaded && t->low && !t->lowered)
		step_back(t);
	if (t->threaded && !t->give_up && clock_now() >= t->until)
		hand_over(t, false);
	return !t->give_up;
}

struct pause coroutine_pause(struct coroutine *t)
{
	return (struct pause){go_on, t};
}

/* Signals are the other threads' business, but for crashes of its own. */
static bool start_thread(struct coroutine *t)
{
	pthread_attr_t attributes;
	sigset_t others, before;

#ifdef __GLIBC__
	/* Two that take turns need but one heap, and each further one would take
	 * 64 MiB of the address space that there may be little of. */
	mallopt(M_ARENA_MAX, 1);
#endif
	if (pthread_attr_init(&attributes) != 0)
		return false;
	signals_of_others(&others);
	pthread_sigmask(SIG_SETMASK, &others, &before);
	t->threaded = pthread_attr_setstacksize(&attributes, STACK_BYTES) == 0
		&& pthread_create(&t->thread, &attributes, run_jobs, t) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
	return t->threaded;
}

struct coroutine *coroutine_alloc(void)
{
	struct coroutine *t = calloc(1, sizeof *t);

	if (!t)
		return NULL;
	if (pthread_mutex_init(&t->lock, NULL) == 0) {
		if (pthread_cond_init(&t->changed, NULL) == 0)
			return t;
		pthread_mutex_destroy(&t->lock);
	}
	free(t);
	return NULL;
}

static void end_thread(struct coroutine *t)
{
	pthread_mutex_lock(&t->lock);
	t->end = t->theirs = true;
	pthread_cond_signal(&t->changed);
	pthread_mutex_unlock(&t->lock);
	pthread_join(t->thread, NULL);
	t->threaded = t->lowered = t->end = t->theirs = false;
}

void coroutine_lower(struct coroutine *t, bool low)
{
	t->low = low;
}

bool coroutine_run(struct coroutine *t, void (*job)(void *context), void *context, double seconds)
{
	t->until = clock_now() + seconds;
	if (!t->inside) {
		/* A thread comes back no more: another takes its place. */
		if (t->lowered && !t->low)
			end_thread(t);
		t->job = job;
		t->context = context;
		if (!t->threaded && !start_thread(t)) {
			job(context);
			return true;
		}
		t->inside = true;
	}
	hand_over(t, true);
	return !t->inside;
}

void coroutine_stop(struct coroutine *t)
{
	if (!t->inside)
		return;
	t->give_up = true;
	hand_over(t, true);
	t->give_up = false;
}

void coroutine_free(struct coroutine *t)
{
	if (!t)
		return;
	coroutine_stop(t);
	if (t->threaded)
		end_thread(t);
	pthread_cond_destroy(&t->changed);
	pthread_mutex_destroy(&t->lock);
	free(t);
}
