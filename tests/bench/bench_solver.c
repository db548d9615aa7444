/* The library: equilibria, full studies, maps. */
#include "bench.h"

#include "bargain/map.h"
#include "bargain/study.h"
#include "game/regulate.h"
#include "model/param.h"
#include "solver/equilibrium.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct bench_family bench_family[] = {
	{"linear, power costs: closed form", "cost.scale = 1\n", "cost.scale = 2\n", 1,
		"5 million/s"},
	{"linear, exponential costs: closed form", "cost = exponential\ncost.scale = .3\n",
		"cost = exponential\ncost.scale = .4\n", 2, "5 million/s"},
	{"power revenue, a^0.5", "cost.scale = 1\n",
		"revenue = power\nrevenue.exponent = .5\ncost.scale = 1.5\n", 1, "200,000/s"},
	{"logarithmic revenue", "cost.scale = 1\n", "revenue = log\ncost.scale = 1.5\n", 2,
		"200,000/s"},
	{"saturating revenue", "cost.exponent = 1.7\n",
		"revenue = saturating\ncost.exponent = 2.5\n", 2, "200,000/s"},
	{"cost over the level", "cost.scale = 1\n",
		"revenue = log\ncost.basis = level\ncost.scale = 1.5\n", 2, "200,000/s"},
	{"S-curve (logistic)", "cost.scale = .5\n",
		"revenue = logistic\nrevenue.midpoint = 1.2\nrevenue.width = .2\ncost.scale = .5\n", 3,
		"20,000/s"},
	{"squeeze (fixed cost)", "cost.scale = 1\n",
		"cost.scale = 1\ncost.marginal = .2\ncost.fixed = .1\n", 1, "20,000/s"},
	{"S-curve and squeeze", "cost.scale = .5\n",
		"revenue = logistic\nrevenue.width = .2\ncost.scale = .5\ncost.fixed = .3\n", 3,
		"20,000/s"},
	{"formula, concave", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = R*(1 - exp(-a/s))\nrevenue.R = 2\nrevenue.s = 1\n",
		0, NULL},
	{"formula, S-shaped, cost in a0", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = R*a^2/(s^2 + a^2)\nrevenue.R = 3\nrevenue.s = 1\n"
		"cost = formula\ncost.formula = c*x^2 + h*x*a0\ncost.c = 1\ncost.h = .1\n", 0, NULL},
	{"formula, quadratic with a cap", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = if(a < 2, 2*a - .5*a^2, 2)\n", 0, NULL},
	{"formula, min(2a - a^2/2, 1.5)", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = min(2*a - .5*a^2, 1.5)\n", 0, NULL},
	{"formula, 2a - a^2/2", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = 2*a - .5*a^2\n", 0, NULL},
	{"formula, min(2a, 1)", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = min(2*a, 1)\n", 0, NULL},
	{"formula, a kink", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = if(a < 1, 2*a, 2 + .5*(a - 1))\n", 0, NULL},
	{"formula, a step", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = if(a >= 1, 1, 0)\n", 0, NULL},
	{"formula, tanh(a)", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = 2*tanh(a)\n", 0, NULL},
	{"formula, tanh((a-1)/.3)", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = 1 + tanh((a - 1)/.3)\n", 0, NULL},
	{"formula, a hump", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = a + 3*exp(-((a - 1.5)/.3)^2)\n", 0, NULL},
	{"formula, a/(1+a)", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = 2*a/(1 + a)\n", 0, NULL},
	{"formula, 3a^2/(1+a^2)", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = 3*a^2/(1 + a^2)\n", 0, NULL},
	{"formula, a^2/(1+a^2)", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = a^2/(1 + a^2)\n", 0, NULL},
	{"formula, two tanh steps", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = 2 + tanh((a - 1)/.2) + tanh((a - 3)/.2)\n", 0, NULL},
	{"formula, five steps", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = if(a >= 1, 1, 0) + if(a >= 2, 1, 0) + "
		"if(a >= 3, 1, 0) + if(a >= 4, 1, 0) + if(a >= 5, 1, 0)\n", 0, NULL},
	{"formula, a spike", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = a + 3*exp(-((a - 1.5)/.01)^2)\n", 0, NULL},
	{"formula, a Gauss", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = 3*exp(-((a - 1.5)/.5)^2)\n", 0, NULL},
	{"formula, a(1-a)", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = a*(1 - a)\n", 0, NULL},
	{"formula, max(0, 2(a-.5))", "cost.scale = 1\n",
		"revenue = formula\nrevenue.formula = max(0, 2*(a - .5))\n", 0, NULL},
};
const int bench_families = sizeof bench_family / sizeof *bench_family;

void bench_family_open(const struct bench_family *f, int n, struct scenario *s)
{
	size_t size = 400 + (size_t)n * 300, used;
	char *text = malloc(size);
	if (!text)
		exit(1);
	used = (size_t)snprintf(text, size, "[scenario]\nshare = common\nbargain = nash\n"
		"[generalist]\n%s", f->generalist);
	/* The pie grows with the domains, the generalist's cost does not: its
	 * level would grow too, so that each domain is worth less. */
	for (int i = 0; i < n; i++) {
		used += (size_t)snprintf(text + used, size - used, "[specialist d%d]\n%s", i,
			f->specialist);
		if (f->scale > 0)
			used += (size_t)snprintf(text + used, size - used, "revenue.scale = %.6f\n",
				f->scale * (1 + .3 * bench_spread(i)) / sqrt(n));
	}
	bench_open(text, s);
	free(text);
}

/* ---- equilibria ------------------------------------------------------------------- */

struct solving {
	struct solver *solver;
	struct outcome out;
	double *delta;
	int n;
	long failed;
};

static void solve_once(void *context, long i)
{
	struct solving *w = context;
	double share = bench_spread(i);
	for (int k = 0; k < w->n; k++)
		w->delta[k] = share;
	w->failed += solver_equilibrium(w->solver, w->delta, &w->out, NULL) != STATUS_OK;
}

static double equilibrium_time(const struct bench_family *f, int n)
{
	struct scenario s;
	struct solving w = {.n = n};
	double each;
	bench_family_open(f, n, &s);
	w.delta = calloc((size_t)n, sizeof *w.delta);
	if (!w.delta || solver_alloc(&s.game, &w.solver, NULL) != STATUS_OK ||
		outcome_init(&w.out, n, NULL) != STATUS_OK)
		exit(1);
	each = bench_call(solve_once, &w, n < 100 ? .1 : .05);
	if (w.failed)
		fprintf(stderr, "bench: %s, n = %d: %ld not solved\n", f->name, n, w.failed);
	outcome_free(&w.out);
	solver_free(w.solver);
	free(w.delta);
	scenario_free(&s);
	return each;
}

static void rate(double each, char *out, size_t size)
{
	double per = 1 / each;
	if (per >= 1e6)
		snprintf(out, size, "%.1f million/s", per / 1e6);
	else if (per >= 1e4)
		snprintf(out, size, "%.0f,000/s", per / 1e3);
	else
		snprintf(out, size, "%.0f/s", per);
}

/* ---- under regulation ------------------------------------------------------------- */

struct regulating {
	struct regulate *solver;
	struct regulate_game game;
	struct regulate_domain domain[3];
	struct outcome out;
	struct domain_outcome at[3];
	double delta[3];
};

static void regulating_init(struct regulating *w, int n)
{
	memset(w, 0, sizeof *w);
	w->game = (struct regulate_game){{1, 1, 0}, 0, n, w->domain};
	w->out = (struct outcome){.n = n, .domain = w->at};
	for (int i = 0; i < n; i++) {
		w->domain[i] = (struct regulate_domain){{1, 1}, {1 + .2 * i, 1 - .2 * i, 0}, 0};
		w->delta[i] = .5;
	}
	if (regulate_alloc(&w->solver, n, NULL) != STATUS_OK)
		exit(1);
}

static void regulate_once(void *context, long i)
{
	struct regulating *w = context;
	w->game.floor = 1.5 * bench_spread(i);
	for (int k = 0; k < w->game.n; k++)
		w->domain[k].floor = 2.5 * bench_spread(7 * i + 3);
	regulate_equilibrium(w->solver, &w->game, w->delta, &w->out);
}

/* Every game of a published figure: floors from 0 to 1.5 and from there to 2.5, by .005. */
static void regulate_grid(struct regulating *w)
{
	for (int i = 0; i <= 300; i++)
		for (int k = i; k <= 500; k++) {
			w->game.floor = .005 * i;
			w->domain[0].floor = .005 * k;
			regulate_equilibrium(w->solver, &w->game, w->delta, &w->out);
		}
}

static void bench_regulation(void)
{
	struct regulating w;
	char figure[40];
	double start;
	bench_head("Equilibria of performance and safety, one core");
	regulating_init(&w, 1);
	bench_line("one specialist", "2 us", "%s", bench_time(bench_call(regulate_once, &w, .1),
		figure, sizeof figure));
	start = bench_cpu();
	regulate_grid(&w);
	bench_line("105,651 games over both floors", "500 ms", "%s",
		bench_time(bench_cpu() - start, figure, sizeof figure));
	regulate_free(w.solver);
	regulating_init(&w, 3);
	bench_line("three specialists", NULL, "%s", bench_time(bench_call(regulate_once, &w, .1),
		figure, sizeof figure));
	regulate_free(w.solver);
}

void bench_equilibria(void)
{
	static const int many[] = {1, 10, 1000};
	char figure[64];
	for (int k = 0; k < 3; k++) {
		char head[80];
		snprintf(head, sizeof head, "Equilibria, n = %d, one core", many[k]);
		bench_head(head);
		for (int i = 0; i < bench_families; i++) {
			rate(equilibrium_time(&bench_family[i], many[k]), figure, sizeof figure);
			bench_line(bench_family[i].name, k == 0 ? bench_family[i].goal : NULL, "%s",
				figure);
		}
	}
	bench_regulation();
	bench_head("Equilibrium of 10,000 specialists, common share");
	bench_line("closed form", "100 ms",
		"%s", bench_time(equilibrium_time(&bench_family[0], 10000), figure, sizeof figure));
	bench_line("logarithmic revenue", "100 ms",
		"%s", bench_time(equilibrium_time(&bench_family[3], 10000), figure, sizeof figure));
	bench_line("S-curve and squeeze", "100 ms",
		"%s", bench_time(equilibrium_time(&bench_family[8], 10000), figure, sizeof figure));
}

/* ---- full studies ------------------------------------------------------------------ */

enum { EVERYTHING = HAVE_PRESENT | HAVE_CURVE | HAVE_FIRST_BEST | HAVE_SOLUTIONS | HAVE_PARETO |
	HAVE_THRESHOLDS };

struct studying {
	struct study *study;
	struct scenario *s;
	double scale;
	unsigned want, until;
};

/* Everything anew, each time with another cost of the generalist. */
static void study_once(void *context, long i)
{
	struct studying *w = context;
	struct study_plan plan = {.want = w->want, .axis = -1};
	bool on = true;
	w->s->game.generalist.cost.scale = w->scale * (1 + .2 * bench_spread(i));
	if (study_reset(w->study, w->s, &plan, NULL) == STATUS_OK)
		while (on && (!w->until || (w->study->have & w->until) != w->until))
			on = study_step(w->study, w->until ? 0 : -1);
}

/* Keys are looked at when a study asks whether to go on, and after each of its steps. */
struct stretch {
	double since, longest; /* s of the processor */
};

static bool note_stretch(void *context)
{
	struct stretch *t = context;
	double now = bench_cpu();
	t->longest = fmax(t->longest, now - t->since);
	t->since = now;
	return true;
}

/* The longest that a key has to wait: the least of a few rounds. */
static double longest_step(struct scenario *s)
{
	enum { ROUNDS = 6 };
	struct stretch t;
	struct study_plan plan = {.want = EVERYTHING, .axis = -1, .pause = {note_stretch, &t}};
	double scale = s->game.generalist.cost.scale, least = INFINITY;
	struct study *st;
	if (study_alloc(&st, NULL) != STATUS_OK)
		exit(1);
	for (int round = 0; round < ROUNDS; round++) {
		t = (struct stretch){bench_cpu(), 0};
		/* two games by turns: of the same one plays are known */
		s->game.generalist.cost.scale = scale * (round % 2 ? 1 : 1.1);
		bool more = study_reset(st, s, &plan, NULL) == STATUS_OK;
		while (more) {
			more = study_step(st, 0);
			note_stretch(&t);
		}
		least = fmin(least, t.longest);
	}
	study_free(st);
	scenario_free(s);
	return least;
}

/* Processor seconds of a re-solve, till all of `until` is there, of what it wants; 0: to the end.
 * *s is freed. */
static double time_until(struct scenario *s, unsigned want, unsigned until)
{
	struct studying w = {.s = s, .scale = s->game.generalist.cost.scale, .want = want,
		.until = until};
	double each;
	if (study_alloc(&w.study, NULL) != STATUS_OK)
		exit(1);
	each = bench_call(study_once, &w, .1);
	study_free(w.study);
	scenario_free(s);
	return each;
}

static double study_time(struct scenario *s, unsigned want)
{
	return time_until(s, want, 0);
}

static void study_line(const char *what, const char *goal, struct scenario *s, unsigned want)
{
	char figure[40];
	bench_line(what, goal, "%s", bench_time(study_time(s, want), figure, sizeof figure));
}

static void step_line(const char *what, struct scenario *s)
{
	char figure[40];
	bench_line(what, "5 ms", "%s", bench_time(longest_step(s), figure, sizeof figure));
}

/* Till there is something of the chosen rule to be seen, of everything. */
static void picture_line(const char *what, const char *goal, struct scenario *s)
{
	char figure[40];
	bench_line(what, goal, "%s",
		bench_time(time_until(s, EVERYTHING, HAVE_PRESENT), figure, sizeof figure));
}

static const char three[] =
	"[scenario]\nbargain = nash\n[generalist]\ncost.scale = 2\n"
	"[specialist a]\nrevenue.scale = 1\ncost.scale = .5\n"
	"[specialist b]\nrevenue = log\nrevenue.scale = 2\ncost.scale = 1\n"
	"[specialist c]\nrevenue = saturating\nrevenue.scale = 2\ncost.scale = 1.5\n";

/* Formulas as they are used in teaching: a cap, an S-curve, what falls off. */
static const char formulas[] =
	"[scenario]\nbargain = nash\n[generalist]\ncost.scale = 1\n"
	"[specialist a]\nrevenue = formula\nrevenue.formula = min(2*a, 1)\n"
	"[specialist b]\nrevenue = formula\nrevenue.formula = 1 + tanh((a - 1)/.3)\n"
	"[specialist c]\nrevenue = formula\nrevenue.formula = 2*a/(1 + a)\n";

static void formulas_open(int n, bool common, struct scenario *s)
{
	bench_open(formulas, s);
	if (n < 3)
		scenario_remove_specialist(s, 2, NULL);
	s->game.common = common;
}

static void bench_formulas(void)
{
	struct scenario s;
	bench_head("Formulas with more specialists; the chosen rule's picture comes first");
	formulas_open(2, true, &s);
	study_line("n = 2, common share", "50 ms", &s, EVERYTHING);
	formulas_open(3, true, &s);
	study_line("n = 3, common share", "200 ms", &s, EVERYTHING);
	formulas_open(2, false, &s);
	picture_line("n = 2, separate, the first picture", "50 ms", &s);
	formulas_open(3, false, &s);
	picture_line("n = 3, separate, the first picture", "200 ms", &s);
	formulas_open(2, false, &s);
	study_line("n = 2, separate, the chosen rule", "50 ms", &s, HAVE_PRESENT);
	formulas_open(3, false, &s);
	study_line("n = 3, separate, the chosen rule", "200 ms", &s, HAVE_PRESENT);
	formulas_open(2, false, &s);
	step_line("n = 2, separate, the longest step", &s);
	formulas_open(3, false, &s);
	step_line("n = 3, separate, the longest step", &s);
}

void bench_studies(void)
{
	struct scenario s;
	bench_head("Full re-solve: curve, all solutions, Pareto set, first best; n = 1, one core");
	for (int i = 0; i < bench_families; i++) {
		bench_family_open(&bench_family[i], 1, &s);
		study_line(bench_family[i].name, i < 3 ? "1 ms" : "10 ms", &s, EVERYTHING);
	}
	bench_head("The longest step of these");
	for (int i = 0; i < bench_families; i++) {
		bench_family_open(&bench_family[i], 1, &s);
		step_line(bench_family[i].name, &s);
	}
	bench_head("Full re-solve with more specialists");
	bench_open(three, &s);
	scenario_remove_specialist(&s, 2, NULL);
	study_line("n = 2, separate shares", NULL, &s, EVERYTHING);
	bench_open(three, &s);
	study_line("n = 3, separate shares", "150 ms", &s, EVERYTHING);
	bench_open(three, &s);
	s.game.specialist[1].cost.fixed = .1;
	s.game.specialist[2].revenue.family = REVENUE_LOGISTIC;
	study_line("n = 3, separate, S-curve, squeeze", "150 ms", &s, EVERYTHING);
	bench_family_open(&bench_family[3], 12, &s);
	study_line("n = 12, common share", NULL, &s, EVERYTHING);
	bench_family_open(&bench_family[3], 64, &s);
	study_line("n = 64, common share", NULL, &s, EVERYTHING);
	bench_formulas();
}

/* ---- contracts --------------------------------------------------------------------- */

static const struct { const char *name; struct terms terms; } under[] = {{"plain", {0, 0, 0}},
	{"fee", {.1, 0, 0}}, {"cost share", {0, .3, 0}}, {"base share", {0, 0, .3}},
	{"all three", {.1, .3, .3}}};
enum { UNDER = sizeof under / sizeof *under };

static void open_under(int family, int k, struct scenario *s)
{
	bench_family_open(&bench_family[family], 1, s);
	s->game.specialist[0].terms = under[k].terms;
}

/* How many times as long the same takes under terms. */
void bench_terms(void)
{
	bench_head("Full re-solve under terms, times as long: fee, cost share, base share, all three");
	for (int i = 0; i < bench_families; i++) {
		double times[UNDER];
		for (int k = 0; k < UNDER; k++) {
			struct scenario s;
			open_under(i, k, &s);
			times[k] = study_time(&s, EVERYTHING);
		}
		bench_line(bench_family[i].name, "2", "%.2f %.2f %.2f %.2f", times[1] / times[0],
			times[2] / times[0], times[3] / times[0], times[4] / times[0]);
	}
}

bool bench_resolve(int family, int terms, int count)
{
	struct scenario s;
	if (family < 0 || family >= bench_families || terms < 0 || terms >= UNDER)
		return false;
	open_under(family, terms, &s);
	struct studying w = {.s = &s, .scale = s.game.generalist.cost.scale, .want = EVERYTHING};
	if (study_alloc(&w.study, NULL) != STATUS_OK)
		exit(1);
	for (int i = 0; i < count; i++)
		study_once(&w, i);
	printf("%s, %s\n", bench_family[family].name, under[terms].name);
	study_free(w.study);
	scenario_free(&s);
	return true;
}

/* ---- maps ---------------------------------------------------------------------------- */

static void map_line(const char *what, const char *goal, const struct scenario *s, int cols,
	int jobs)
{
	struct map *m;
	struct map_plan plan = {.x.span = {.low = .5, .high = 4}, .y.span = {.low = .5, .high = 4},
		.quantity = {QUANTITY_SHARE, 1}, .cols = cols, .rows = cols / 2, .jobs = jobs};
	char figure[40];
	double start;
	if (param_find(s, "generalist.cost.scale", &plan.x.param, NULL) != STATUS_OK ||
		param_find(s, "d0.cost.scale", &plan.y.param, NULL) != STATUS_OK ||
		map_alloc(&m, NULL) != STATUS_OK)
		exit(1);
	start = bench_wall();
	if (map_reset(m, s, &plan, NULL) == STATUS_OK)
		map_step(m, -1);
	bench_line(what, goal, "%s", bench_time(bench_wall() - start, figure, sizeof figure));
	map_free(m);
}

void bench_maps(void)
{
	struct scenario s;
	int jobs = (int)sysconf(_SC_NPROCESSORS_ONLN);
	bench_head("A map of Nash shares, wall time");
	bench_family_open(&bench_family[0], 1, &s);
	map_line("power family, 200 x 100, one thread", NULL, &s, 200, 1);
	map_line("power family, 200 x 100, all processors", "1 s", &s, 200, jobs);
	scenario_free(&s);
	bench_family_open(&bench_family[6], 1, &s);
	map_line("S-curve, 40 x 20, all processors", NULL, &s, 40, jobs);
	scenario_free(&s);
}
