/* random_games [GAMES [FIRST [STUDY]]]: solves random games, the mad ones
 * included, and holds every result to what can be said of any:
 *
 *   - it is an equilibrium of finite numbers, or a failure with a reason;
 *   - nobody gains by a deviation, sampled from 1e-9 to beyond the range;
 *   - what is called unbounded grows to the end of the range, or has its best beyond it;
 *   - it takes a bounded time.
 *
 * The second and third are asked of families up to extreme numbers and of
 * formulas in tame ones: what the others hide between magnitudes, sampling (the
 * solver's or this one) cannot be relied on to find.
 *
 * Every STUDY-th game (default 1000; 0: none) is studied whole. Prints what was
 * found, the game of each trouble with it; exit status 1 where there is any. */
#include "random_games.h"

#include "bargain/study.h"
#include "solver/equilibrium.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TROUBLES_SHOWN = 20, HANG_SECONDS = 600 };

struct tally {
	long games, equilibria, invested, unbounded, refused, studies, troubles;
	double slowest, slowest_study;
	uint64_t slowest_game, slowest_study_game;
	long troubles_of[WILDNESSES];
	const struct scenario *now;
	enum wildness wild;
	bool formulas;
};

static const char *const wildness_names[WILDNESSES] = {"tame", "wide", "extreme",
	"absurd"};

static char current[64]; /* for the alarm */

static void hangs(int sig)
{
	(void)sig;
	ssize_t n = write(2, current, strlen(current));
	_exit(n < 0 ? 3 : 2);
}

static double cpu(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

__attribute__((format(printf, 2, 3)))
static void trouble(struct tally *t, const char *format, ...)
{
	va_list ap;
	char *text = NULL;

	t->troubles_of[t->wild]++;
	if (t->troubles++ >= TROUBLES_SHOWN)
		return;
	printf("--- %s (%s): ", t->now->title, wildness_names[t->wild]);
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	putchar('\n');
	if (scenario_write(t->now, &text, NULL) == STATUS_OK)
		fputs(text, stdout);
	free(text);
	fflush(stdout);
}

/* What is lost to rounding where numbers of this size are added up. */
static double slack(double size)
{
	return 1e-6 * fmax(1, fabs(size));
}

/* Whether levels must be the best there are. */
static bool held_to_optimum(const struct tally *t)
{
	return t->formulas ? t->wild == TAME : t->wild < ABSURD;
}

/* ---- outcomes --------------------------------------------------------------- */

static bool is_finite(const struct outcome *o)
{
	bool good = isfinite(o->alpha0) && isfinite(o->u_generalist) && isfinite(o->joint) &&
		isfinite(o->performance);
	for (int i = 0; i < o->n; i++) {
		const struct domain_outcome *d = &o->domain[i];
		good = good && isfinite(d->alpha) && isfinite(d->investment) &&
			isfinite(d->revenue) && isfinite(d->utility);
	}
	return good;
}

/* Level number k of a dense walk over all magnitudes. */
static double walk(int k)
{
	return k == 0 ? 0 : 1e-9 * pow(10, (k - 1) / 20.0);
}

enum { WALK = 21 * 20 + 1 }; /* to 1e12 */
enum { FURTHER = 8 * 20 };   /* to 1e20 */

static void check_specialist(struct tally *t, int i, double delta, double a0,
	const struct domain_outcome *o)
{
	const struct specialist *d = &t->now->game.specialist[i];
	double got = o->regime == REGIME_ABSTAIN ? 0 : o->utility;

	for (int k = 0; k < WALK + 40; k++) {
		double x = k < WALK ? walk(k) : o->investment * (.6 + .02 * (k - WALK));
		double u = specialist_payoff(d, delta, a0, x);
		double size = fmax(fabs(cost_value(&d->cost, x, a0)), fabs(got));
		if (a0 > 0 && a0 + x == o->alpha) /* the same level, as far as doubles tell */
			continue;
		if (u > got + slack(size) && isfinite(u)) {
			trouble(t, "%s, %s at share %.17g and a0 = %.17g, gets %.17g at x = %.17g, "
				"but %.17g at x = %.17g", d->id, regime_name(o->regime), delta, a0, got,
				o->investment, u, x);
			return;
		}
	}
}

static void check_outcome(struct tally *t, struct solver *solver, const double *delta,
	const struct outcome *o, struct outcome *other)
{
	const struct game *g = &t->now->game;

	if (!is_finite(o)) {
		trouble(t, "an equilibrium that is not finite at share %.17g", delta[0]);
		return;
	}
	if ((o->u_generalist < -1e-8 && held_to_optimum(t)) || (o->invests && o->alpha0 < 0))
		trouble(t, "the generalist takes part for %.17g at share %.17g", o->u_generalist,
			delta[0]);
	t->invested += o->invests;
	if (!held_to_optimum(t))
		return;
	for (int i = 0; i < g->n && o->invests; i++) {
		if (o->domain[i].utility < -1e-8 * fmax(1, o->domain[i].revenue))
			trouble(t, "%s takes part for %.17g at share %.17g", g->specialist[i].id,
				o->domain[i].utility, delta[i]);
		check_specialist(t, i, delta[i], o->alpha0, &o->domain[i]);
	}
	for (int k = 0; k < WALK + 40; k += 3) {
		double a0 = k < WALK ? walk(k) : o->alpha0 * (.6 + .02 * (k - WALK));
		if (solver_play(solver, delta, a0, other, NULL) != STATUS_OK)
			continue;
		double size = fmax(cost_value(&g->generalist.cost, a0, 0), fabs(o->u_generalist));
		if (other->u_generalist > o->u_generalist + slack(size) && isfinite(other->u_generalist)) {
			trouble(t, "at share %.17g the generalist gets %.17g at a0 = %.17g, but %.17g "
				"at %.17g", delta[0], o->u_generalist, o->alpha0,
				other->u_generalist, a0);
			return;
		}
	}
}

/* ---- failures ---------------------------------------------------------------- */

/* Whether some revenue a^p has a higher exponent than the cost of the player
 * named, or of the generalist (who < 0): then it wins in the end, wherever. */
static bool outgrows(const struct game *g, const double *delta, int who)
{
	const struct cost *c = who < 0 ? &g->generalist.cost : &g->specialist[who].cost;
	bool straight = c->scale == 0 || (c->family == COST_POWER && c->exponent == 1);
	double equals = 0;

	for (int i = 0; i < g->n; i++) {
		const struct revenue *r = &g->specialist[i].revenue;
		double part = who < 0 ? delta[i] : 1 - delta[i];
		if ((who >= 0 && who != i) || part <= 0 || r->scale <= 0)
			continue;
		/* Linear in both: every level is as good as none, and none is highest. */
		if (r->family == REVENUE_LINEAR && straight &&
			part * r->scale >= c->scale + c->marginal)
			return true;
		if (r->family != REVENUE_POWER)
			continue;
		if (c->scale == 0 && r->exponent > 1)
			return true;
		if (c->family == COST_POWER && r->exponent > c->exponent)
			return true;
		if (c->family == COST_POWER && r->exponent == c->exponent)
			equals += part * r->scale;
	}
	/* Where both cancel, what others bring only rises: to a limit, or without. */
	return equals > c->scale || (equals > 0 && equals == c->scale && g->n > 1);
}

/* The payoff at the largest levels exceeds all before, where it is called
 * unbounded: the specialist's own, or the generalist's. */
static bool grows(struct tally *t, struct solver *solver, const double *delta,
	struct outcome *other, const char *reason)
{
	const struct game *g = &t->now->game;
	char id[64];
	double top = -INFINITY, last = -INFINITY;
	int who = -1, at = 0, end = 0;

	for (int i = 0; i < g->n; i++) {
		snprintf(id, sizeof id, "specialist %s ", g->specialist[i].id);
		if (strstr(reason, id))
			who = i;
	}
	bool beyond = strstr(reason, "beyond") != NULL;
	if (outgrows(g, delta, who))
		return true;
	/* A best level beyond the range is looked for there. */
	for (int k = 0; k < (beyond ? WALK + FURTHER : WALK); k++) {
		if (who < 0 && solver_play(solver, delta, walk(k), other, NULL) != STATUS_OK)
			continue;
		last = who < 0 ? other->u_generalist
			: specialist_payoff(&g->specialist[who], delta[who], 0, walk(k));
		end = k;
		if (last > top) {
			top = last;
			at = k;
		}
	}
	/* Where payoffs rise to a limit there is no highest level either. Beyond
	 * what doubles hold everything is said with right. */
	bool level = last >= top - 1e-9 * fmax(1, fabs(top));
	if (beyond && isfinite(last) && isfinite(top)) /* or up to where it overflows */
		return level || at >= WALK - 2 || (end < WALK + FURTHER - 1 && at == end);
	return level || at >= end - 40 || !isfinite(last) || !isfinite(top);
}

static void check_failure(struct tally *t, struct solver *solver, const double *delta,
	enum status status, const struct error *err, struct outcome *other)
{
	if (status != STATUS_NO_EQUILIBRIUM || strlen(err->text) < 10) {
		trouble(t, "fails with status %d and the reason '%s'", (int)status, err->text);
		return;
	}
	if (!strstr(err->text, "unbounded")) {
		t->refused++;
		if (!t->formulas && held_to_optimum(t) && !strstr(err->text, "too large"))
			trouble(t, "refused at share %.17g: %s", delta[0], err->text);
		return;
	}
	t->unbounded++;
	if (!t->formulas && held_to_optimum(t) && !grows(t, solver, delta, other, err->text))
		trouble(t, "not so at share %.17g: %s", delta[0], err->text);
}

static void solve(struct tally *t, uint64_t number)
{
	static const double ends[] = {0, 1};
	const struct game *g = &t->now->game;
	struct solver *solver = NULL;
	struct outcome out, other;
	struct error err;
	double delta[4];

	if (solver_alloc(g, &solver, &err) != STATUS_OK || outcome_init(&out, g->n, &err) ||
		outcome_init(&other, g->n, &err))
		abort();
	for (int k = 0; k < 3; k++) {
		for (int i = 0; i < g->n; i++)
			delta[i] = k < 2 ? ends[k] : t->now->delta[i];
		memset(&err, 0, sizeof err);
		double start = cpu();
		enum status status = solver_equilibrium(solver, delta, &out, &err);
		double took = cpu() - start;
		if (took > t->slowest) {
			t->slowest = took;
			t->slowest_game = number;
		}
		t->equilibria++;
		if (status == STATUS_OK)
			check_outcome(t, solver, delta, &out, &other);
		else
			check_failure(t, solver, delta, status, &err, &other);
	}
	outcome_free(&out);
	outcome_free(&other);
	solver_free(solver);
}

/* ---- studies ------------------------------------------------------------------ */

static bool in_order(const struct study *st)
{
	for (int i = 0; i < st->curve.count; i++) {
		const struct trace_node *n = &st->curve.node[i];
		if (!(n->x >= 0 && n->x <= 1) || (n->ok && !is_finite(&n->out)) ||
			(i > 0 && n->x < n[-1].x))
			return false;
	}
	for (int i = 0; i < st->intervals; i++) {
		const struct share_interval *p = &st->interval[i];
		if (!(p->from >= 0 && p->from <= p->to && p->to <= 1) ||
			(i > 0 && p->from < p[-1].to))
			return false;
	}
	for (int i = 0; i < st->thresholds; i++)
		if (!(st->threshold[i].x >= 0 && st->threshold[i].x <= 1) ||
			isnan(st->threshold[i].jump))
			return false;
	return true;
}

static void check_solutions(struct tally *t, const struct study *st)
{
	char name[64];

	for (int i = 0; i < st->solutions; i++) {
		const struct solution *s = &st->solution[i];
		scenario_bargain_name(t->now, s->rule, name, sizeof name);
		if (!s->done)
			trouble(t, "%s is not computed", name);
		if (!s->done || !s->agreement)
			continue;
		if (!is_finite(&s->out) || isnan(s->objective))
			trouble(t, "%s is not finite", name);
		for (int k = 0; k < st->n; k++)
			if (!(s->delta[k] >= 0 && s->delta[k] <= 1))
				trouble(t, "%s has a share of %.17g", name, s->delta[k]);
		if (s->efficiency > 1 + 1e-6 && st->first_best_status == STATUS_OK)
			trouble(t, "%s is more efficient than the first best: %.17g", name,
				s->efficiency);
		for (int k = 0; k <= st->n; k++) {
			double outside = k ? t->now->game.specialist[k - 1].outside
				: t->now->game.generalist.outside;
			if (outcome_utility(&s->out, k) < outside - slack(outside))
				trouble(t, "%s gives player %d %.17g, which has %.17g outside", name,
					k, outcome_utility(&s->out, k), outside);
		}
	}
}

static void study(struct tally *t, uint64_t number)
{
	struct study *st = NULL;
	struct study_plan plan = {.want = HAVE_PRESENT | HAVE_CURVE | HAVE_FIRST_BEST |
		HAVE_SOLUTIONS | HAVE_PARETO | HAVE_THRESHOLDS, .axis = -1};
	struct error err;
	double start = cpu();

	if (study_alloc(&st, &err) != STATUS_OK || study_reset(st, t->now, &plan, &err))
		abort();
	study_step(st, -1);
	double took = cpu() - start;
	if (took > t->slowest_study) {
		t->slowest_study = took;
		t->slowest_study_game = number;
	}
	t->studies++;
	if (study_progress(st) < 1)
		trouble(t, "a study that is not done has nothing left to do");
	if (st->status != STATUS_OK && !*st->error.text)
		trouble(t, "a study without an outcome gives no reason");
	if (st->status == STATUS_OK && !is_finite(&st->present))
		trouble(t, "the study's outcome is not finite");
	if (!in_order(st))
		trouble(t, "the study is not in order");
	if (st->have & HAVE_SOLUTIONS)
		check_solutions(t, st);
	study_free(st);
}

int main(int argc, char **argv)
{
	long games = argc > 1 ? atol(argv[1]) : 2000, every = argc > 3 ? atol(argv[3]) : 1000;
	uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
	struct tally t = {0};

	gsl_set_error_handler_off();
	signal(SIGALRM, hangs);
	for (uint64_t i = first; t.games < games; i++, t.games++) {
		struct scenario s;
		random_game(i, &s, &t.wild, &t.formulas);
		t.now = &s;
		snprintf(current, sizeof current, "Random game %llu hangs\n", (unsigned long long)i);
		alarm(HANG_SECONDS);
		solve(&t, i);
		if (every > 0 && i % (uint64_t)every == 0)
			study(&t, i);
		scenario_free(&s);
	}
	printf("slowest equilibrium %.1f ms (game %llu), study %.1f ms (game %llu)\n",
		1e3 * t.slowest, (unsigned long long)t.slowest_game, 1e3 * t.slowest_study,
		(unsigned long long)t.slowest_study_game);
	if (t.troubles)
		printf("troubles: %ld in tame games, %ld in wide, %ld in extreme, %ld in absurd "
			"ones\n", t.troubles_of[TAME], t.troubles_of[WIDE],
			t.troubles_of[EXTREME], t.troubles_of[ABSURD]);
	printf("%ld games, %ld equilibria sought (%ld unbounded, %ld refused for a formula or for numbers too "
		"large), "
		"%ld studies: %ld troubles\n", t.games, t.equilibria, t.unbounded, t.refused,
		t.studies, t.troubles);
	return t.troubles > 0;
}
