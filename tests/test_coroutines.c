/* Long work in turn with the keys: it pauses between equilibria, gives up when
 * told to, and finds the same as without. */
#include "drive.h"

#include "bargain/statics.h"

#include "ui/signals.h"
#include "ui/budget.h"
#include "ui/coroutine.h"

#include <CUnit/CUnit.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* In closed form, so that equilibria are many and cost next to nothing. */
static const char one_share[] = "[scenario]\nshare = common\n[generalist]\noutside = .01\n"
				"[specialist law]\noutside = .01\n[specialist art]\n"
				"cost.scale = 2\n";
static const char two_shares[] = "[scenario]\nbargain = kalai-smorodinsky\n[generalist]\n"
				 "[specialist law]\n[specialist art]\ncost.scale = 2\n";

/* Of unknown shape, so that an equilibrium takes long and is given up within. */
static const char formulas[] = "[scenario]\nshare = common\nbargain = egalitarian\n[generalist]\n"
			       "cost = formula\ncost.formula = .3*a^2+.1*tanh(5*(a-1))\n"
			       "[specialist law]\n";

/* ---- turns ---------------------------------------------------------------- */

struct count {
	struct coroutine *turn;
	int steps, most;
	bool gave_up;
};

/* Asks after every step. */
static void count_up(void *context)
{
	struct count *c = context;
	struct pause pause = coroutine_pause(c->turn);

	c->gave_up = false;
	while (c->steps < c->most) {
		c->steps++;
		if (!pause.go_on(pause.context)) {
			c->gave_up = true;
			return;
		}
	}
}

static void test_turns(void)
{
	struct count c = {.turn = coroutine_alloc(), .most = 5};

	CU_ASSERT_PTR_NOT_NULL_FATAL(c.turn);
	coroutine_stop(c.turn); /* nothing to stop */
	/* no time: a step each time, and then it has returned */
	for (int i = 1; i <= 5; i++) {
		CU_ASSERT_FALSE(coroutine_run(c.turn, count_up, &c, 0));
		CU_ASSERT_EQUAL(c.steps, i);
	}
	CU_ASSERT_TRUE(coroutine_run(c.turn, count_up, &c, 0));
	CU_ASSERT_EQUAL(c.steps, 5);
	/* time enough: all at once, and another job after it */
	c.most = 10;
	CU_ASSERT_TRUE(coroutine_run(c.turn, count_up, &c, 1e6));
	CU_ASSERT_EQUAL(c.steps, 10);
	/* stopped in the middle, and begun again */
	c.most = 20;
	CU_ASSERT_FALSE(coroutine_run(c.turn, count_up, &c, 0));
	coroutine_stop(c.turn);
	CU_ASSERT_TRUE(c.gave_up);
	CU_ASSERT_EQUAL(c.steps, 11);
	CU_ASSERT_TRUE(coroutine_run(c.turn, count_up, &c, 1e6));
	CU_ASSERT_FALSE(c.gave_up);
	CU_ASSERT_EQUAL(c.steps, 20);
	/* freed in the middle */
	c.most = 30;
	CU_ASSERT_FALSE(coroutine_run(c.turn, count_up, &c, 0));
	coroutine_free(c.turn);
	CU_ASSERT_TRUE(c.gave_up);
	CU_ASSERT_EQUAL(c.steps, 21);
	coroutine_free(NULL);
}

/* Asks forever, and notes the priority it has. */
static void note_priority(void *context)
{
	struct count *c = context;
	struct pause pause = coroutine_pause(c->turn);

	do
		c->most = getpriority(PRIO_PROCESS, 0);
	while (pause.go_on(pause.context));
}

/* It steps back, alone; the next job does not. */
static void test_lower(void)
{
#ifdef __linux__
	struct count c = {.turn = coroutine_alloc()};
	int own = getpriority(PRIO_PROCESS, 0);

	CU_ASSERT_PTR_NOT_NULL_FATAL(c.turn);
	for (int i = 0; i < 2; i++) {
		CU_ASSERT_FALSE(coroutine_run(c.turn, note_priority, &c, 0));
		CU_ASSERT_EQUAL(c.most, own);
	}
	coroutine_lower(c.turn, true);
	for (int i = 0; i < 3; i++)
		CU_ASSERT_FALSE(coroutine_run(c.turn, note_priority, &c, 0));
	CU_ASSERT_EQUAL(c.most, own > 10 ? own : 10);
	CU_ASSERT_EQUAL(getpriority(PRIO_PROCESS, 0), own);
	coroutine_lower(c.turn, false);
	coroutine_stop(c.turn);
	CU_ASSERT_FALSE(coroutine_run(c.turn, note_priority, &c, 0));
	CU_ASSERT_EQUAL(c.most, own);
	coroutine_free(c.turn);
#endif
}

/* A key's time, and a stranger's session's. */
static void test_budget(void)
{
	struct budget own = {.limited = false}, stranger = {.limited = true};

	CU_ASSERT_FALSE(budget_spend(&own, .02) || budget_low(&own));
	CU_ASSERT_FALSE(budget_spend(&own, .01));
	CU_ASSERT_TRUE(budget_low(&own));
	CU_ASSERT_TRUE(budget_spend(&own, 20));
	budget_key(&own);
	CU_ASSERT_FALSE(budget_over(&own) || budget_low(&own));
	for (int i = 0; i < 60; i++) {
		budget_key(&own);
		CU_ASSERT_FALSE(budget_spend(&own, 19));
		budget_key(&stranger);
		CU_ASSERT_EQUAL(budget_spend(&stranger, 19), i >= 31);
	}
	/* Ten minutes are over: a key still gets its picture. */
	CU_ASSERT_TRUE(budget_used(&stranger) && !budget_used(&own));
	budget_key(&stranger);
	CU_ASSERT_FALSE(budget_spend(&stranger, .2));
	CU_ASSERT_TRUE(budget_spend(&stranger, .4));
}

static void fault(void *page)
{
	*(volatile char *)page = 1;
}

static void overflow(void *depth)
{
	volatile int frame[250] = {*(int *)depth + 1};
	int deeper = frame[0];

	if (deeper < 100000000)
		overflow(&deeper);
	frame[1] = frame[0];
}

/* A process whose job crashes; what it writes. Its status. */
static int crash(void (*job)(void *context), void *context, char *written, size_t size)
{
	struct termios modes;
	int ends[2], status = -1;
	ssize_t n;
	pid_t pid;

	memset(&modes, 0, sizeof modes);
	CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDOUT_FILENO);
		dup2(open("/dev/null", O_RDONLY), STDIN_FILENO); /* whose modes are set */
		if (signals_open(NULL) != STATUS_OK)
			_exit(1);
		signals_prepare("back ", 5, &modes);
		coroutine_run(coroutine_alloc(), job, context, 1e6);
		_exit(2);
	}
	close(ends[1]);
	n = read(ends[0], written, size - 1);
	written[n < 0 ? 0 : n] = '\0';
	CU_ASSERT_EQUAL(waitpid(pid, &status, 0), pid);
	close(ends[0]);
	return status;
}

/* Crashes of the thread put the terminal back like any other. */
static void test_crash(void)
{
	int fd = open("/dev/zero", O_RDONLY), zero = 0;
	void *page = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE, fd, 0);

	close(fd);
	CU_ASSERT_TRUE_FATAL(page != MAP_FAILED);
	for (int i = 0; i < 2; i++) {
		char written[100];
		int status = i == 0 ? crash(fault, page, written, sizeof written)
			: crash(overflow, &zero, written, sizeof written);

		CU_ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
		CU_ASSERT_PTR_NOT_NULL(strstr(written, "back "));
	}
	munmap(page, 1);
}

/* ---- studies -------------------------------------------------------------- */

struct allowance {
	const struct study *study;
	long left;
	unsigned have; /* of the study when the last play was asked for */
};

static bool spend(void *context)
{
	struct allowance *a = context;

	if (a->left-- <= 0)
		return false;
	a->have = a->study->have;
	return true;
}

/* The plays of a whole study; what it found in `found`, 4 numbers. */
static long whole(struct study *st, const struct scenario *s, double found[4])
{
	struct allowance a = {.study = st, .left = 1000000000};
	struct study_plan plan = {.want = ~0u, .axis = -1, .pause = {spend, &a}};

	CU_ASSERT_EQUAL_FATAL(study_reset(st, s, &plan, NULL), STATUS_OK);
	CU_ASSERT_FALSE(study_step(st, -1));
	found[0] = st->delta[0];
	found[1] = st->present.joint;
	found[2] = st->curve.count;
	found[3] = st->intervals + st->points;
	return 1000000000 - a.left;
}

/* Given up anywhere, a study says no more than it knew, and starts over well. */
static void check_giving_up(const char *ini)
{
	struct error_list errors;
	struct scenario s;
	struct study *st;
	double found[4], again[4];
	long plays;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("t", ini, strlen(ini), &s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	plays = whole(st, &s, found);
	CU_ASSERT_TRUE(plays > 100);
	for (long i = 0; i < plays; i += 1 + plays / 23) {
		struct allowance a = {.study = st, .left = i};
		struct study_plan plan = {.want = ~0u, .axis = -1, .pause = {spend, &a}};

		study_free(st); /* it keeps the plays of this game */
		CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
		a.study = st;
		CU_ASSERT_EQUAL_FATAL(study_reset(st, &s, &plan, NULL), STATUS_OK);
		CU_ASSERT_TRUE(study_step(st, -1));
		CU_ASSERT_EQUAL(a.left, -1); /* asked no more */
		CU_ASSERT_TRUE(study_progress(st) < 1);
		CU_ASSERT_EQUAL(st->have & ~a.have & (HAVE_SOLUTIONS | HAVE_PARETO), 0);
		CU_ASSERT_EQUAL(st->status, STATUS_OK);
		for (int k = 0; k < st->solutions; k++)
			if (st->solution[k].done && st->solution[k].agreement)
				CU_ASSERT_TRUE(st->solution[k].out.joint > 0);
		if (st->have & HAVE_CURVE)
			for (int k = 0; k < st->curve.count; k++)
				CU_ASSERT_TRUE(st->curve.node[k].ok);
	}
	CU_ASSERT_TRUE(whole(st, &s, again) <= plays); /* none that is known is made again */
	for (int i = 0; i < 4; i++)
		CU_ASSERT_EQUAL(again[i], found[i]);
	study_free(st);
	scenario_free(&s);
}

/* Asked far more often than there are equilibria, where one takes long. */
static void test_within(void)
{
	const double delta[] = {.5};
	struct error_list errors;
	struct error err;
	struct outcome out;
	struct scenario s;
	struct solver *solver;
	struct study none = {.have = 0};
	struct allowance a = {.study = &none, .left = 1000};
	double alpha0;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(
		scenario_parse("t", formulas, strlen(formulas), &s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(solver_alloc(&s.game, &solver, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&out, 1, NULL), STATUS_OK);
	solver_pause(solver, (struct pause){spend, &a});
	CU_ASSERT_EQUAL(solver_equilibrium(solver, delta, &out, &err), STATUS_OK);
	CU_ASSERT_TRUE(a.left < 995 && a.left > 0);
	alpha0 = out.alpha0;
	a.left = 3;
	CU_ASSERT_EQUAL(solver_equilibrium(solver, delta, &out, &err), STATUS_SYSTEM);
	CU_ASSERT_EQUAL(a.left, -1);
	a.left = 3;
	CU_ASSERT_EQUAL(solver_first_best(solver, &out, &err), STATUS_SYSTEM);
	CU_ASSERT_EQUAL(a.left, -1);
	solver_pause(solver, (struct pause){NULL, NULL});
	CU_ASSERT_EQUAL(solver_equilibrium(solver, delta, &out, &err), STATUS_OK);
	CU_ASSERT_EQUAL(out.alpha0, alpha0);
	outcome_free(&out);
	solver_free(solver);
	scenario_free(&s);
}

/* The first picture of a rule comes before the ideals: it is near what the rule comes to,
 * nothing else passes for known by it, and what is found in the end is all the same. */
static void test_rough(void)
{
	static const char nash[] = "[scenario]\nbargain = nash\n[generalist]\noutside = .01\n"
				   "[specialist law]\ncost.scale = 2\n";
	struct study_plan plan = {.want = ~0u, .axis = -1};
	struct error_list errors;
	struct scenario s;
	struct study *st, *at_once;
	double rough = -1;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(
		scenario_parse("t", nash, strlen(nash), &s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&at_once, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_reset(at_once, &s, &plan, NULL), STATUS_OK);
	CU_ASSERT_FALSE(study_step(at_once, -1));
	CU_ASSERT_EQUAL_FATAL(study_reset(st, &s, &plan, NULL), STATUS_OK);
	while (study_step(st, 0)) {
		if (!st->rough)
			continue;
		rough = st->delta[0];
		CU_ASSERT_TRUE(st->have & HAVE_PRESENT);
		CU_ASSERT_FALSE(st->have & (HAVE_SOLUTIONS | HAVE_PARETO));
		CU_ASSERT_FALSE(study_solution(st, s.bargain)->done);
	}
	CU_ASSERT_FALSE(st->rough);
	CU_ASSERT_DOUBLE_EQUAL(rough, st->delta[0], 1e-6);
	CU_ASSERT_EQUAL(st->delta[0], at_once->delta[0]);
	CU_ASSERT_EQUAL(st->present.joint, at_once->present.joint);
	CU_ASSERT_EQUAL(st->curve.count, at_once->curve.count);
	CU_ASSERT_EQUAL_FATAL(st->intervals, at_once->intervals);
	for (int i = 0; i < st->intervals; i++) {
		CU_ASSERT_EQUAL(st->interval[i].from, at_once->interval[i].from);
		CU_ASSERT_EQUAL(st->interval[i].to, at_once->interval[i].to);
	}
	study_free(at_once);
	study_free(st);
	scenario_free(&s);
}

static void test_giving_up(void)
{
	check_giving_up(one_share);
	check_giving_up(two_shares);
	check_giving_up(formulas);
}

/* ---- the explorer --------------------------------------------------------- */

static bool same_study(const struct study *a, const struct study *b)
{
	if (a->have != b->have || a->curve.count != b->curve.count
		|| a->solutions != b->solutions || a->points != b->points)
		return false;
	for (int i = 0; i < a->n; i++)
		if (a->delta[i] != b->delta[i])
			return false;
	return a->present.joint == b->present.joint;
}

/* An equilibrium or so at a time, with the screen drawn and keys pressed in
 * between, is all the same in the end. */
static void test_interrupted(void)
{
	struct explorer at_once, slowly;
	const struct study *pinned;
	long turns = 0;

	drive_start_text(&at_once, two_shares);
	drive_start_text(&slowly, two_shares);
	CU_ASSERT_FALSE(pipeline_left(&slowly));
	drive_press(&slowly, 'p');
	drive_press(&slowly, '7');
	drive_go(&slowly, "generalist.cost.scale");
	drive_go(&at_once, "generalist.cost.scale");
	drive_act(&slowly, ACTION_STEP_UP);
	drive_act(&at_once, ACTION_STEP_UP);
	while (slowly.pipeline.study_left || slowly.pin.left) {
		pipeline_step(&slowly, 0);
		if (turns++ % 97 == 0)
			explorer_draw(&slowly);
		if (turns == 500) { /* there and back: what was being done is dropped */
			drive_act(&slowly, ACTION_STEP_UP);
			drive_act(&slowly, ACTION_STEP_DOWN);
			drive_press(&slowly, '8');
			drive_press(&slowly, '1');
		}
	}
	/* far more turns than pieces of work */
	CU_ASSERT_TRUE(turns > 3000);
	drive_solve(&at_once);
	CU_ASSERT_TRUE(same_study(at_once.pipeline.study, slowly.pipeline.study));
	pinned = slowly.pin.study;
	CU_ASSERT_EQUAL(pinned->have, slowly.pipeline.study->have);
	/* let go of in the middle of everything */
	drive_act(&slowly, ACTION_STEP_UP);
	drive_press(&slowly, 'p');
	drive_press(&slowly, 'p');
	for (int i = 0; i < 50; i++)
		pipeline_step(&slowly, 0);
	explorer_free(&slowly);
	explorer_free(&at_once);
}

/* What a view alone needs, and the ghosts in it. */
static void test_extra(void)
{
	struct explorer e;
	long turns = 0;

	drive_start_text(&e, one_share);
	drive_press(&e, 'p');
	drive_press(&e, '7');
	drive_act(&e, ACTION_STEP_UP);
	while (pipeline_step(&e, 0) && turns < 10000000)
		turns++;
	CU_ASSERT_TRUE(turns > 10 * ((const struct statics *)e.pipeline.lab.work)->trace.count);
	CU_ASSERT_TRUE_FATAL(e.pin.lab_ok);
	CU_ASSERT_EQUAL(lab_progress(&e.pipeline.lab), 1);
	CU_ASSERT_EQUAL(lab_progress(&e.pin.lab), 1);
	explorer_free(&e);
}

void suite_coroutines(void)
{
	CU_pSuite s = CU_add_suite("turns", NULL, NULL);

	CU_add_test(s, "stepping back", test_lower);
	CU_add_test(s, "what there is to spend", test_budget);
	CU_add_test(s, "a job and who runs it", test_turns);
	CU_add_test(s, "a job that crashes", test_crash);
	CU_add_test(s, "an equilibrium given up", test_within);
	CU_add_test(s, "studies given up", test_giving_up);
	CU_add_test(s, "a first picture", test_rough);
	CU_add_test(s, "an explorer interrupted", test_interrupted);
	CU_add_test(s, "what a view needs", test_extra);
}
