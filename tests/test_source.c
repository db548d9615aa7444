/* The loop's wait, on pipes: two as signals and the terminal are, and a third. */
#include "ui/action.h"
#include "ui/source.h"

#include <CUnit/CUnit.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIPES = 3 };

/* One pipe, and what its source was told. */
struct heard {
	int fd[2];
	int times, turn; /* turn: the how manieth it was to be told, of all */
	short last;
	int *turns;
	unsigned effects;
};

static unsigned hear(void *context, short happened)
{
	struct heard *h = context;

	h->times++;
	h->turn = ++*h->turns;
	h->last = happened;
	return h->effects;
}

struct room {
	struct sources s;
	struct heard heard[PIPES];
	int turns;
};

static void room_open(struct room *r)
{
	static const unsigned effects[PIPES] = {EFFECT_NONE, EFFECT_REDRAW, EFFECT_SOLVE};

	*r = (struct room){.turns = 0};
	for (int i = 0; i < PIPES; i++) {
		struct heard *h = &r->heard[i];
		struct source *added = source_add(&r->s);

		CU_ASSERT_FATAL(added != NULL && pipe(h->fd) == 0);
		h->turns = &r->turns;
		h->effects = effects[i];
		*added = (struct source){h->fd[0], POLLIN, hear, h};
	}
}

static void room_close(struct room *r)
{
	for (int i = 0; i < PIPES; i++) {
		close(r->heard[i].fd[0]);
		close(r->heard[i].fd[1]);
	}
}

static void say(struct room *r, int i)
{
	CU_ASSERT_EQUAL(write(r->heard[i].fd[1], "x", 1), 1);
}

static void take(struct room *r, int i)
{
	char byte;

	CU_ASSERT_EQUAL(read(r->heard[i].fd[0], &byte, 1), 1);
}

static bool told(const struct room *r, int a, int b, int c)
{
	return r->heard[0].times == a && r->heard[1].times == b && r->heard[2].times == c;
}

/* Only where something happened, and again until it has been seen to. */
static void test_told(void)
{
	struct room r;

	room_open(&r);
	CU_ASSERT_EQUAL(source_wait(&r.s, 0), EFFECT_NONE);
	CU_ASSERT_TRUE(told(&r, 0, 0, 0));
	say(&r, 2);
	CU_ASSERT_EQUAL(source_wait(&r.s, -1), EFFECT_SOLVE);
	CU_ASSERT_EQUAL(r.heard[2].last, POLLIN);
	CU_ASSERT_TRUE(told(&r, 0, 0, 1));
	CU_ASSERT_EQUAL(source_wait(&r.s, -1), EFFECT_SOLVE);
	CU_ASSERT_TRUE(told(&r, 0, 0, 2));
	take(&r, 2);
	CU_ASSERT_EQUAL(source_wait(&r.s, 0), EFFECT_NONE);
	CU_ASSERT_TRUE(told(&r, 0, 0, 2));
	room_close(&r);
}

static void test_together(void)
{
	struct room r;

	room_open(&r);
	for (int i = PIPES - 1; i >= 0; i--)
		say(&r, i);
	CU_ASSERT_EQUAL(source_wait(&r.s, -1), EFFECT_REDRAW | EFFECT_SOLVE);
	for (int i = 0; i < PIPES; i++)
		CU_ASSERT_EQUAL(r.heard[i].turn, i + 1);
	room_close(&r);
}

/* The end of one is told; one without a descriptor, or with nobody to tell, is not. */
static void test_ends(void)
{
	struct room r;

	room_open(&r);
	close(r.heard[1].fd[1]);
	CU_ASSERT_EQUAL(source_wait(&r.s, -1), EFFECT_REDRAW);
	CU_ASSERT_TRUE(r.heard[1].last & POLLHUP);
	r.s.source[1].fd = -1;
	CU_ASSERT_EQUAL(source_wait(&r.s, 0), EFFECT_NONE);
	say(&r, 0);
	r.s.source[0].ready = NULL;
	CU_ASSERT_EQUAL(source_wait(&r.s, -1), EFFECT_NONE); /* and comes back */
	CU_ASSERT_TRUE(told(&r, 0, 1, 0));
	r.heard[1].fd[1] = dup(r.heard[0].fd[1]);
	room_close(&r);
}

/* What can be written to is waited for where that is asked. */
static void test_writing(void)
{
	struct room r;

	room_open(&r);
	r.s.source[0].fd = r.heard[0].fd[1];
	r.s.source[0].events = POLLOUT;
	source_wait(&r.s, -1);
	CU_ASSERT_EQUAL(r.heard[0].last, POLLOUT);
	CU_ASSERT_TRUE(told(&r, 1, 0, 0));
	room_close(&r);
}

/* With nothing to do it lies still, until somebody else has something for the third. */
static void test_blocks(void)
{
	struct room r;
	pid_t child;
	int status = -1;

	room_open(&r);
	child = fork();
	CU_ASSERT_FATAL(child >= 0);
	if (child == 0)
		_exit(write(r.heard[2].fd[1], "x", 1) == 1 ? 0 : 1);
	CU_ASSERT_EQUAL(source_wait(&r.s, -1), EFFECT_SOLVE);
	CU_ASSERT_TRUE(told(&r, 0, 0, 1));
	CU_ASSERT_TRUE(waitpid(child, &status, 0) == child && status == 0);
	room_close(&r);
}

static void test_full(void)
{
	struct sources s = {.count = 0};

	for (int i = 0; i < SOURCES_MAX; i++)
		CU_ASSERT_PTR_EQUAL(source_add(&s), &s.source[i]);
	CU_ASSERT_PTR_NULL(source_add(&s));
}

void suite_source(void)
{
	CU_pSuite s = CU_add_suite("source", NULL, NULL);

	CU_add_test(s, "who is told", test_told);
	CU_add_test(s, "together", test_together);
	CU_add_test(s, "ends", test_ends);
	CU_add_test(s, "writing", test_writing);
	CU_add_test(s, "blocks", test_blocks);
	CU_add_test(s, "full", test_full);
}
