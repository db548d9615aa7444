/* make bench: prints every figure; with words as arguments, only those parts. */
#include "bench.h"

#include <gsl/gsl_errno.h>

#include <locale.h>
#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

static double seconds(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double bench_cpu(void)
{
	return seconds(CLOCK_THREAD_CPUTIME_ID);
}

double bench_wall(void)
{
	return seconds(CLOCK_MONOTONIC);
}

double bench_spread(long i)
{
	double x = (double)(i + 1) * 0.6180339887498949;
	return x - floor(x);
}

double bench_call(void (*work)(void *context, long i), void *context, double enough)
{
	double best = INFINITY;
	long calls = 1;
	for (int round = 0; round < 4;) {
		double start = bench_cpu(), took;
		for (long i = 0; i < calls; i++)
			work(context, i);
		took = bench_cpu() - start;
		if (took < enough && calls < 1L << 40) {
			double grow = took > 0 ? 1.2 * enough / took : 1000;
			calls = (long)((double)calls * fmin(fmax(grow, 1.5), 1000)) + 1;
			continue;
		}
		best = fmin(best, took / (double)calls);
		round++;
	}
	return best;
}

void bench_head(const char *title)
{
	printf("\n%s\n", title);
	fflush(stdout);
}

void bench_line(const char *what, const char *goal, const char *format, ...)
{
	char figure[160];
	va_list ap;
	va_start(ap, format);
	vsnprintf(figure, sizeof figure, format, ap);
	va_end(ap);
	printf("  %-44s %24s", what, figure);
	if (goal)
		printf("   aim: %s", goal);
	putchar('\n');
	fflush(stdout);
}

char *bench_time(double s, char *out, size_t size)
{
	if (s < 1e-6)
		snprintf(out, size, "%.1f ns", 1e9 * s);
	else if (s < 1e-3)
		snprintf(out, size, "%.2f us", 1e6 * s);
	else if (s < 1)
		snprintf(out, size, "%.2f ms", 1e3 * s);
	else
		snprintf(out, size, "%.2f s", s);
	return out;
}

void bench_open(const char *text, struct scenario *s)
{
	struct error_list *errors = calloc(1, sizeof *errors);
	if (!errors || scenario_parse("bench", text, strlen(text), s, errors) != STATUS_OK) {
		fprintf(stderr, "bench: %s\n", errors ? errors->item[0].text : "out of memory");
		exit(1);
	}
	free(errors);
}

/* "model name : ..." of /proc/cpuinfo, where there is one. */
static void processor(char *out, size_t size)
{
	FILE *f = fopen("/proc/cpuinfo", "r");
	char line[256];
	snprintf(out, size, "unknown processor");
	while (f && fgets(line, sizeof line, f)) {
		char *colon = strchr(line, ':');
		if (strncmp(line, "model name", 10) != 0 || !colon)
			continue;
		line[strcspn(line, "\n")] = '\0';
		snprintf(out, size, "%.90s", colon + 2);
		break;
	}
	if (f)
		fclose(f);
}

#ifdef __clang__
static const char compiler[] = "clang " __clang_version__;
#else
static const char compiler[] = "gcc " __VERSION__;
#endif

static void machine_line(void)
{
	struct utsname u;
	char cpu[100];
	double load = 0;
	FILE *f = fopen("/proc/loadavg", "r");
	if (f) {
		if (fscanf(f, "%lf", &load) != 1)
			load = 0;
		fclose(f);
	}
	processor(cpu, sizeof cpu);
	uname(&u);
	printf("%s, %ld of its processors, load %.1f; %s %s; compiled by %s\n", cpu,
		sysconf(_SC_NPROCESSORS_ONLN), load, u.sysname, u.machine, compiler);
}

int main(int argc, char **argv)
{
	static const char *const part[] = {"equilibria", "studies", "terms", "maps", "sweeps", "starts",
		"keys", "promises"};
	enum { PARTS = sizeof part / sizeof *part };
	const char *program = HAGGLE_PROGRAM;
	bool chosen[PARTS] = {false}, any = false;

	gsl_set_error_handler_off();
	signal(SIGPIPE, SIG_IGN);
	setlocale(LC_CTYPE, "");
	if (argc == 5 && strcmp(argv[1], "resolve") == 0)
		return !bench_resolve(atoi(argv[2]), atoi(argv[3]), atoi(argv[4]));
	for (int a = 1; a < argc; a++)
		for (int i = 0; i < PARTS; i++)
			if (strcmp(argv[a], part[i]) == 0)
				any = chosen[i] = true;
	if (argc > 1 && !any) {
		fprintf(stderr, "usage: %s [equilibria|studies|terms|maps|sweeps|starts|keys|promises]...\n",
			argv[0]);
		return 2;
	}
	machine_line();
	if (!any || chosen[0])
		bench_equilibria();
	if (!any || chosen[1])
		bench_studies();
	if (!any || chosen[2])
		bench_terms();
	if (!any || chosen[3])
		bench_maps();
	if (!any || chosen[4])
		bench_sweeps(program);
	if (!any || chosen[5])
		bench_starts(program);
	if (!any || chosen[6])
		bench_keys(program);
	if (!any || chosen[7])
		bench_promises();
	return 0;
}
