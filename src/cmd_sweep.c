/* haggle sweep: outcomes over a grid of parameters, a row a point. */
#include "cli.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/num.h"
#include "bargain/sweep.h"
#include "view/report_sweep.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Of address space, that a thread takes at most: glibc sets 64 MiB apart for each to allocate
 * from, and its stack is 8 MiB. */
#define THREAD_SPACE (72UL << 20)

/* ---- --vary ----------------------------------------------------------------- */

static enum status bad_vary(const char *text, const char *wrong, struct error *err)
{
	return error_set(err, STATUS_USAGE,
		"--vary %s: %s; write PARAM=FROM:TO:COUNT, or PARAM=FROM:TO:COUNT:log", text, wrong);
}

/* Cuts the next piece up to ':' out of *rest; NULL when there is none. */
static char *piece(char **rest)
{
	char *from = *rest;
	if (!from)
		return NULL;
	char *colon = strchr(from, ':');
	*rest = colon ? colon + 1 : NULL;
	if (colon)
		*colon = '\0';
	return from;
}

static enum status parse_vary(const char *text, const struct scenario *s, struct sweep_axis *a,
	struct error *err)
{
	char copy[256], *rest, *from, *to, *count, *log;
	if (strlen(text) >= sizeof copy)
		return bad_vary("...", "this is too long", err);
	strcpy(copy, text);
	rest = strchr(copy, '=');
	if (!rest)
		return bad_vary(text, "there is no '='", err);
	*rest++ = '\0';
	from = piece(&rest);
	to = piece(&rest);
	count = piece(&rest);
	log = piece(&rest);
	if (!count || rest)
		return bad_vary(text, "three parts are needed, FROM, TO and COUNT", err);
	if (!num_parse(from, &a->from) || !num_parse(to, &a->to))
		return bad_vary(text, "FROM and TO must be numbers", err);
	if (!num_parse_int(count, 1, LONG_MAX, &a->count))
		return bad_vary(text, "COUNT must be a whole number from 1", err);
	if (log && strcmp(log, "log") != 0)
		return bad_vary(text, "after COUNT only 'log' may follow", err);
	a->log = log != NULL;
	return param_find(s, copy, &a->param, err);
}

/* ---- output ----------------------------------------------------------------- */

/* Set by a signal's handler, which also says so. */
static volatile sig_atomic_t interrupted;
static bool on_terminal; /* standard error is */

struct output {
	const struct sweep_plan *plan;
	long long rows;
	bool progress;      /* shown on standard error */
	double start, shown; /* s, by the clock */
	int failed;         /* errno of the write that failed, or 0 */
};

static void show_progress(struct output *o)
{
	double done = (double)o->rows / (double)o->plan->rows, now = clock_now();
	double elapsed = now - o->start;
	if (!o->progress || now - o->shown < .2)
		return;
	o->shown = now;
	fprintf(stderr, "\r%3.0f %%  %lld of %lld rows, about %.0f s left\033[K", floor(100 * done),
		o->rows, o->plan->rows, elapsed / done - elapsed);
}

static void end_progress(const struct output *o)
{
	if (o->progress && o->shown != o->start)
		fputs("\r\033[K", stderr);
}

static bool write_whole(struct output *o, const char *text, size_t n)
{
	bool whole = file_put(STDOUT_FILENO, text, n);
	if (!whole)
		o->failed = errno;
	return whole;
}

static bool write_rows(void *context, const char *text, size_t n, long long rows)
{
	struct output *o = context;
	if (!write_whole(o, text, n))
		return false;
	o->rows += rows;
	show_progress(o);
	return true;
}

/* ---- signals ---------------------------------------------------------------- */

static void say(const char *text)
{
	ssize_t written = write(STDERR_FILENO, text, strlen(text));
	(void)written; /* who does not hear it sees it end */
}

static void on_signal(int number)
{
	int before = errno;
	interrupted = number;
	if (on_terminal)
		say("\r\033[K"); /* over the progress */
	say("haggle: ending after whole rows; again: at once\n");
	errno = before;
}

/* The first signal asks for an end after whole rows, the one in work given up; the second
 * ends at once. */
static void catch_signals(void)
{
	struct sigaction on = {.sa_handler = on_signal, .sa_flags = SA_RESTART}, was;
	static const int number[] = {SIGINT, SIGTERM, SIGHUP};
	on.sa_flags |= (int)SA_RESETHAND;
	sigemptyset(&on.sa_mask);
	for (size_t i = 0; i < sizeof number / sizeof *number; i++)
		/* What nohup or a shell's & has switched off stays off. */
		if (sigaction(number[i], NULL, &was) == 0 && was.sa_handler != SIG_IGN)
			sigaction(number[i], &on, NULL);
}

/* ---- the command ------------------------------------------------------------ */

/* How many threads help: one a processor, as long as there is address space for all. */
static int helpful(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	struct rlimit space;
	if (getrlimit(RLIMIT_AS, &space) == 0 && space.rlim_cur != RLIM_INFINITY &&
		space.rlim_cur / THREAD_SPACE < (rlim_t)n)
		n = (long)(space.rlim_cur / THREAD_SPACE);
	return n < 1 ? 1 : n > SWEEP_JOBS_MAX ? SWEEP_JOBS_MAX : (int)n;
}

static enum status make_plan(const struct cli *c, const struct scenario *s,
	struct sweep_plan *plan, struct error *err)
{
	enum status status = STATUS_OK;
	memset(plan, 0, sizeof *plan);
	plan->scenario = s;
	if (c->varies == 0)
		return error_set(err, STATUS_USAGE, "sweep needs what to vary: --vary=PARAM=FROM:TO:COUNT, or PARAM=FROM:TO:COUNT:log");
	if (c->varies > SWEEP_AXES_MAX)
		return error_set(err, STATUS_USAGE, "--vary at most %d times", SWEEP_AXES_MAX);
	plan->axes = c->varies;
	for (int i = 0; i < c->varies && status == STATUS_OK; i++)
		status = parse_vary(c->vary[i], s, &plan->axis[i], err);
	if (status != STATUS_OK)
		return status;
	if (sweep_rows(plan) < 0)
		return error_set(err, STATUS_USAGE, "a grid of more than %lld points", SWEEP_ROWS_MAX);
	sweep_shard(plan, c->shard, c->shards);
	plan->jobs = helpful();
	if (c->jobs && c->jobs < plan->jobs)
		plan->jobs = c->jobs;
	plan->stop = &interrupted;
	plan->timeout = c->timeout;
	return STATUS_OK;
}

/* Of `count` rows what they lack, and why the first does. */
static void say_lacking(const struct cli *c, const struct sweep_result *result, long long count,
	const char *what, long long first, const struct error *why)
{
	struct error said;
	if (count == 0)
		return;
	error_set(&said, STATUS_NO_EQUILIBRIUM, "%lld of %lld points %s; the first, in row %lld: %s",
		count, result->rows, what, first + 1, why->text);
	error_place(&said, c->operand[0], 0, 0);
	cli_complain(&said);
}

/* What rows lack, and how many. STATUS_NO_EQUILIBRIUM where all do. */
static enum status say_unsolved(const struct cli *c, const struct sweep_result *result)
{
	struct error said;
	say_lacking(c, result, result->unsolved, "have no equilibrium", result->first_unsolved,
		&result->why);
	say_lacking(c, result, result->refused, "are not allowed", result->first_refused,
		&result->refusal);
	if (result->late > 0) {
		error_set(&said, STATUS_NO_EQUILIBRIUM, "%lld of %lld points were not solved within "
			"%g s; the first is row %lld", result->late, result->rows, c->timeout,
			result->first_late + 1);
		error_place(&said, c->operand[0], 0, 0);
		cli_complain(&said);
	}
	return result->rows > 0 && result->unsolved + result->refused + result->late == result->rows ?
		STATUS_NO_EQUILIBRIUM : STATUS_OK;
}

static enum status run(const struct cli *c, const struct sweep_plan *made, struct error *err)
{
	struct sweep_plan plan = *made; /* with what lives only here */
	struct sweep_table table;
	struct sweep_result result;
	struct output o = {.plan = &plan, .progress = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO)};
	bool json = c->format == REPORT_JSON;
	char *header;
	enum status status = sweep_table_init(&table, &plan, json, err);

	if (status != STATUS_OK)
		return status;
	on_terminal = isatty(STDERR_FILENO);
	catch_signals();
	o.shown = o.start = clock_now();
	plan.row_max = table.row_max;
	plan.format = sweep_table_row;
	plan.format_context = &table;
	plan.write = write_rows;
	plan.write_context = &o;
	header = c->shard == 1 ? sweep_table_header(&table) : NULL;
	status = c->shard == 1 && !header ? error_set(err, STATUS_SYSTEM, "out of memory")
					  : sweep_check(&plan, err);
	if (status == STATUS_OK && header)
		write_whole(&o, header, strlen(header));
	memset(&result, 0, sizeof result);
	if (status == STATUS_OK && !o.failed)
		status = sweep_run(&plan, &result, err);
	end_progress(&o);
	free(header);
	sweep_table_free(&table);
	if (status != STATUS_OK)
		return status;
	enum status solved = say_unsolved(c, &result);
	if (o.failed == EPIPE)
		cli_end_by(SIGPIPE);
	if (o.failed)
		return error_set(err, STATUS_SYSTEM, "standard output: %s, after %lld of %lld rows",
			strerror(o.failed), o.rows, plan.rows);
	if (interrupted)
		return error_set(err, STATUS_SYSTEM, "interrupted after %lld of %lld rows", o.rows,
			plan.rows);
	return solved;
}

enum status cmd_sweep(const struct cli *c)
{
	struct scenario s;
	struct sweep_plan plan;
	struct error err = {.status = STATUS_OK};
	enum status status = cli_open(c, c->operand[0], &s, NULL);
	if (status != STATUS_OK)
		return status;
	status = make_plan(c, &s, &plan, &err);
	if (status == STATUS_OK)
		status = run(c, &plan, &err);
	if (status == STATUS_INPUT)
		error_place(&err, c->operand[0], 0, 0);
	scenario_free(&s);
	if (status != STATUS_OK && err.status != STATUS_OK) /* else it has been said */
		cli_complain(&err);
	if (interrupted)
		cli_end_by(interrupted);
	return status;
}
