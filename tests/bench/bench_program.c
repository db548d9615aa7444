/* The program as its users have it: sweeps, starting, keys in a terminal. */
#include "bench.h"

#include "pty.h"

#include "base/num.h"

#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Runs a program with its output thrown away; wall seconds, memory at most (MiB). */
static double run(char *const *argv, double *mib)
{
	struct rusage used;
	double start = bench_wall();
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);
		dup2(null, STDOUT_FILENO);
		execv(argv[0], argv);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0) {
		fprintf(stderr, "bench: %s failed\n", argv[0]);
		return NAN;
	}
	double took = bench_wall() - start;
	getrusage(RUSAGE_CHILDREN, &used);
	*mib = (double)used.ru_maxrss / 1024;
	return took;
}

/* jobs 0: as many as there are processors. */
static void sweep_line(const char *program, const char *what, const char *goal, long jobs,
	const char *set, const char *a, const char *b)
{
	char threads[32], figure[40];
	char *argv[] = {(char *)program, "sweep", threads, (char *)set, (char *)a, (char *)b,
		"presets/symmetric.ini", NULL};
	double mib, best = INFINITY;
	snprintf(threads, sizeof threads, "--jobs=%ld", jobs ? jobs : sysconf(_SC_NPROCESSORS_ONLN));
	for (int i = 0; i < 2; i++)
		best = fmin(best, run(argv, &mib));
	bench_line(what, goal, "%s", bench_time(best, figure, sizeof figure));
}

void bench_sweeps(const char *program)
{
	static const char c0[] = "--vary=generalist.cost.scale=0.5:2:1000";
	static const char c1[] = "--vary=medicine.cost.scale=0.5:2:1000";
	static const char d[] = "--vary=delta=0:1:1000";
	bench_head("A sweep of 1,000,000 rows as CSV, wall time");
	sweep_line(program, "costs at a fixed share, one thread", NULL, 1, "--set=delta=.5", c0, c1);
	sweep_line(program, "costs at a fixed share, all processors", "2 s", 0, "--set=delta=.5", c0, c1);
	sweep_line(program, "cost and share, one thread", NULL, 1, "--set=delta=.5", c0, d);
	sweep_line(program, "cost and share, all processors", "2 s", 0, "--set=delta=.5", c0,
		d);
	bench_head("A sweep of 10,000 rows, Nash anew in each");
	sweep_line(program, "costs, all processors", NULL, 0, "--set=bargain=nash",
		"--vary=generalist.cost.scale=0.5:2:100", "--vary=medicine.cost.scale=0.5:2:100");
}

static double percentile(double *v, int n, double p)
{
	qsort(v, (size_t)n, sizeof *v, num_rising);
	return n > 0 ? v[(int)fmin(n - 1, p * n)] : NAN;
}

/* ---- in a terminal ------------------------------------------------------------------- */

enum { QUIET = 30 }; /* ms without output: settled */

static struct pty *start_explorer(const char *program, const char *file)
{
	const char *argv[] = {program, file, NULL};
	struct pty_options o = {.argv = argv};
	return pty_start(&o);
}

/* Reads until nothing comes for QUIET; seconds from `start` to the last byte. */
static double settle(struct pty *p, double start)
{
	double last = start;
	while (pty_pump(p, QUIET) > 0)
		last = bench_wall();
	return last - start;
}

/* Resident memory of a process in MiB. */
static double resident(pid_t pid, const char *field)
{
	char path[40], line[128];
	long kib = -1;
	snprintf(path, sizeof path, "/proc/%ld/status", (long)pid);
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (strncmp(line, field, strlen(field)) == 0)
			kib = strtol(line + strlen(field), NULL, 10);
	if (f)
		fclose(f);
	return (double)kib / 1024;
}

void bench_starts(const char *program)
{
	char *version[] = {(char *)program, "--version", NULL};
	char *solve[] = {(char *)program, "solve", "presets/symmetric.ini", NULL};
	double took[20], mib, memory = 0, peak = 0;
	char figure[40];
	bench_head("Starting, wall time: median of 20");
	for (int i = 0; i < 20; i++)
		took[i] = run(version, &mib);
	bench_line("haggle --version", NULL, "%s",
		bench_time(percentile(took, 20, .5), figure, sizeof figure));
	for (int i = 0; i < 20; i++)
		took[i] = run(solve, &mib);
	bench_line("haggle solve symmetric", NULL, "%s",
		bench_time(percentile(took, 20, .5), figure, sizeof figure));
	for (int i = 0; i < 20; i++) {
		double start = bench_wall();
		struct pty *p = start_explorer(program, "presets/symmetric.ini");
		if (!p || !pty_wait_for(p, "quit", PTY_WAIT))
			fprintf(stderr, "bench: the explorer does not start\n");
		took[i] = bench_wall() - start;
		if (p) {
			settle(p, start);
			memory = resident(pty_pid(p), "VmRSS:");
			peak = resident(pty_pid(p), "VmHWM:");
		}
		pty_free(p);
	}
	bench_line("explorer, to its first screen", "30 ms", "%s",
		bench_time(percentile(took, 20, .5), figure, sizeof figure));
	bench_line("explorer, resident memory (and at most)", "12 MiB", "%.1f MiB (%.1f MiB)", memory,
		peak);
}

enum { ROUNDS = 12, KEYS = 10 };

/* The ten commonest keys, in an order that brings the screen back. */
static const char *const keys[KEYS] = {"<Down>", "<Right>", "<Left>", "<Up>", ".", ",", "b", "B",
	"u", "<C-r>"};

static void key_line(struct pty *p, const char *name, double *took, double *bytes)
{
	char latency[40], tail[40];
	int n = 0;
	for (int round = 0; round < ROUNDS; round++)
		for (int k = 0; k < KEYS; k++) {
			double start;
			pty_count_reset(p);
			start = bench_wall();
			pty_send(p, keys[k]);
			double settled = settle(p, start);
			if (pty_count(p) == 0)
				continue;
			took[n] = settled;
			bytes[n++] = (double)pty_count(p);
		}
	bench_time(percentile(took, n, .5), latency, sizeof latency);
	bench_time(percentile(took, n, .95), tail, sizeof tail);
	bench_line(name, strcmp(name, "1 overview") == 0 ? "1 ms; 1,400 bytes" : NULL,
		"%s, p95 %s", latency, tail);
	bench_line("", NULL, "%.0f bytes, p95 %.0f", percentile(bytes, n, .5),
		percentile(bytes, n, .95));
}

static void each_view(struct pty *p)
{
	static const char *const view[] = {"1 overview", "2 utilities", "3 frontier",
		"4 investment", "5 response", "6 functions", "7 statics", "8 map", "9 solutions"};
	static double took[ROUNDS * KEYS], bytes[ROUNDS * KEYS];

	bench_head("Key to settled screen, 80 x 24, by view: median of the ten commonest keys");
	for (int i = 0; i < 9; i++) {
		char key[2] = {view[i][0], '\0'};
		pty_send(p, key);
		settle(p, bench_wall());
		key_line(p, view[i], took, bytes);
	}
}

/* A floor goes up and down; what that takes, and what of it the processor. */
static void floor_line(struct pty *p, const char *view, const char *name)
{
	enum { TIMES = 60 };
	double took[TIMES];
	char figure[40], tail[40], used[40];
	long cpu;

	pty_send(p, view);
	settle(p, bench_wall());
	cpu = pty_cpu(p);
	for (int i = 0; i < TIMES; i++) {
		double start = bench_wall();
		pty_send(p, i % 2 ? "<Left>" : "<Right>");
		took[i] = settle(p, start);
	}
	cpu = pty_cpu(p) - cpu;
	bench_line(name, "3 ms", "%s, p95 %s, processor %s",
		bench_time(percentile(took, TIMES, .5), figure, sizeof figure),
		bench_time(percentile(took, TIMES, .95), tail, sizeof tail),
		bench_time(1e-3 * (double)cpu / TIMES, used, sizeof used));
}

static void law_lines(struct pty *p)
{
	bench_head("The same under a law: the floor on the specialist");
	pty_send(p, "<Down>");
	pty_send(p, "<Down>");
	pty_send(p, "<Down>");
	settle(p, bench_wall());
	floor_line(p, "1", "1 overview");
	floor_line(p, "6", "6 functions");
	floor_line(p, "0", "0 paths");
}

void bench_keys(const char *program)
{
	static const struct { const char *file; void (*lines)(struct pty *p); } games[] = {
		{"presets/symmetric.ini", each_view}, {"presets/weak-floor.ini", law_lines}};

	for (size_t i = 0; i < sizeof games / sizeof *games; i++) {
		struct pty *p = start_explorer(program, games[i].file);

		if (p && pty_wait_for(p, "quit", PTY_WAIT)) {
			games[i].lines(p);
			pty_send(p, "q");
		} else {
			fprintf(stderr, "bench: the explorer does not start\n");
		}
		pty_free(p);
	}
}
