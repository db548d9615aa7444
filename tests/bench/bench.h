/* What haggle's speed and size are: figures, a line each. */
#ifndef HAGGLE_TESTS_BENCH_H
#define HAGGLE_TESTS_BENCH_H

#include "model/scenario.h"

#include <stdbool.h>

/* CPU time of this thread, and wall time, in seconds. */
double bench_cpu(void);
double bench_wall(void);

/* Calls work(context, i) for i = 0, 1, ... until enough CPU time has passed for
 * a figure; returns CPU seconds a call, the best of a few rounds, so that what
 * else the machine does counts as little as possible. */
double bench_call(void (*work)(void *context, long i), void *context, double seconds);

/* A heading; a line: what, figure, what was aimed at (NULL: nothing in particular). */
void bench_head(const char *title);
void bench_line(const char *what, const char *goal, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* "1.23 us", "4.5 ms" into out. */
char *bench_time(double seconds, char *out, size_t size);

/* Reads text as a scenario; ends the program where it does not read. */
void bench_open(const char *text, struct scenario *s);
/* An even spread of values over [0, 1], the same every time. */
double bench_spread(long i);

void bench_equilibria(void);
void bench_studies(void);
void bench_terms(void);
/* For counters of instructions: so many full re-solves of a family's game under one of the terms,
 * whose names it prints; false: there are no such ones. */
bool bench_resolve(int family, int terms, int count);
void bench_maps(void);
void bench_promises(void);
void bench_sweeps(const char *program);
void bench_starts(const char *program);
void bench_keys(const char *program);

/* The families that equilibria are timed for. */
struct bench_family {
	const char *name;
	const char *generalist; /* lines of its section */
	const char *specialist; /* lines of each one's section but for revenue.scale */
	double scale;
	const char *goal;       /* equilibria a second, n = 1 */
};
extern const struct bench_family bench_family[];
extern const int bench_families;
/* The scenario of a family with n specialists, not quite alike, and a common
 * share. */
void bench_family_open(const struct bench_family *f, int n, struct scenario *s);

#endif
