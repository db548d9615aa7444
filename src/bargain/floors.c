#include "bargain/floors.h"

#include "bargain/resolve.h"
#include "bargain/tolerance.h"

#include <math.h>
#include <stdlib.h>

/* How fine an axis is searched: cells of a grid, then halvings of how far around the best few
 * of it is looked. */
struct effort { int cells, halvings, humps; };
enum { HUMPS = 2 };

/* Where a rule is applied anew under each pair of floors, a pair takes a hundred times as long,
 * and ten times that for shares of their own. */
static struct effort effort_for(const struct scenario *s)
{
	static const struct effort fixed = {40, 24, HUMPS}, one_share = {12, 10, 1},
		shares = {6, 5, 1};

	return s->bargain.rule == RULE_FIXED ? fixed : game_shares(&s->game) == 1 ? one_share : shares;
}

/* Beyond so many specialists, or shares to agree on, a search would take minutes. */
enum { SPECIALISTS_MAX = 12, SHARES_MAX = 3 };
/* Nodes of the curve that a pair's rule is solved along, as of a map's cell. */
#define NODES 17
#define DOUBLINGS_MAX 200
/* A floor is next to none up to so many times how far around it is looked last. */
#define NEXT_TO_NONE 4

struct pair { double generalist, specialists, welfare; };

/* For each floor of the generalist's the best one of the specialists' is found: the best pair
 * often lies on a slanting edge, beyond which somebody leaves or does less. */
struct floors {
	struct resolve agree;
	double top;          /* beyond which no floor leaves anybody in */
	struct effort effort;
	int at;              /* the next row of the grid; then halvings, of one hump and the other */
	struct pair hump[HUMPS]; /* of the rows, falling */
	int humps;
	double radius;       /* around the one that is closed in on */
	struct best_floors best;
};

bool floors_apply(const struct scenario *s)
{
	return s->game.kind == GAME_REGULATION && s->game.n <= SPECIALISTS_MAX &&
		(s->bargain.rule == RULE_FIXED || game_shares(&s->game) <= SHARES_MAX);
}

/* What an owner of all under a common floor does; false: it leaves everything. */
static bool owner_stays(struct match *m, struct game *g, double floor, struct outcome *out)
{
	bool stays = false;

	g->regulation.floor_generalist = 0;
	g->regulation.floor_specialists = floor;
	for (int i = 0; i < g->n; i++)
		g->specialist[i].floor = -1;
	if (match_rebind(m, g, NULL) != STATUS_OK || match_first_best(m, out, NULL) != STATUS_OK)
		return false;
	for (int i = 0; i < g->n; i++)
		stays = stays || out->domain[i].regime != REGIME_ABSTAIN;
	return stays;
}

/* A floor of the size of what the owner does: the largest safety of anybody's; where safety is worth
 * nothing, a small part of the largest performance, whose unit is its unit too. */
static double owner_size(const struct outcome *out, int n)
{
	const double small = 1e-3;
	double safety = 0, performance = 0;

	for (int i = 0; i < n; i++) {
		safety = fmax(safety, out->domain[i].safety);
		performance = fmax(performance, out->domain[i].alpha);
	}
	return safety > 0 ? safety : small * performance;
}

/* Where not even an owner of all would stay in, nobody does: players that take part have
 * together no less than nothing. */
static enum status find_top(const struct scenario *s, double *top, struct error *err)
{
	struct scenario free_of_law;
	struct match *m = NULL;
	struct outcome out = {0};
	enum status status = scenario_copy(&free_of_law, s, err);

	*top = 0;
	if (status != STATUS_OK)
		return status;
	status = match_alloc(&free_of_law.game, &m, err);
	if (status == STATUS_OK)
		status = outcome_init(&out, s->game.n, err);
	if (status == STATUS_OK && owner_stays(m, &free_of_law.game, 0, &out)) {
		*top = owner_size(&out, s->game.n);
		for (int i = 0; i < DOUBLINGS_MAX && owner_stays(m, &free_of_law.game, *top, &out); i++)
			*top *= 2;
	}
	outcome_free(&out);
	match_free(m);
	scenario_free(&free_of_law);
	return status;
}

enum status floors_alloc(struct floors **out, const struct scenario *s, struct error *err)
{
	struct floors *f = calloc(1, sizeof *f);
	enum status status;

	*out = NULL;
	if (!f)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	status = find_top(s, &f->top, err);
	f->effort = effort_for(s);
	if (status == STATUS_OK)
		status = resolve_init(&f->agree, s, false, NODES, err);
	if (status != STATUS_OK) {
		free(f);
		return status;
	}
	*out = f;
	return STATUS_OK;
}

void floors_free(struct floors *f)
{
	if (!f)
		return;
	resolve_free(&f->agree);
	free(f);
}

/* No welfare where nobody takes part. */
static struct pair pair_at(struct floors *f, double generalist, double specialists)
{
	struct pair p = {generalist, specialists, -INFINITY};
	double first_best;

	f->agree.scenario.game.regulation.floor_generalist = generalist;
	f->agree.scenario.game.regulation.floor_specialists = specialists;
	if (resolve_solve(&f->agree, &first_best) == LACK_NOTHING &&
		f->agree.study->present.active > 0)
		p.welfare = f->agree.study->present.welfare;
	return p;
}

static bool more(const struct pair *p, const struct pair *than)
{
	return p->welfare > than->welfare + ROUNDING * fabs(p->welfare);
}

/* Puts one among the best of a grid, which come to be falling. */
static void keep_hump(const struct floors *f, struct pair hump[HUMPS], int *humps, struct pair p)
{
	int at = *humps;

	if (!isfinite(p.welfare))
		return;
	while (at > 0 && more(&p, &hump[at - 1]))
		at--;
	if (at == f->effort.humps)
		return;
	*humps += *humps < f->effort.humps;
	for (int i = *humps - 1; i > at; i--)
		hump[i] = hump[i - 1];
	hump[at] = p;
}

static void take_better(struct pair *p, struct pair other)
{
	if (more(&other, p))
		*p = other;
}

/* The best under a floor of the generalist's. */
static struct pair best_of_row(struct floors *f, double generalist)
{
	struct pair hump[HUMPS], best = {generalist, generalist, -INFINITY};
	double step = (fmax(f->top, generalist) - generalist) / f->effort.cells;
	int humps = 0;

	for (int i = 0; i <= f->effort.cells; i++)
		keep_hump(f, hump, &humps, pair_at(f, generalist, generalist + step * i));
	for (int k = 0; k < humps; k++) {
		double radius = step;

		for (int i = 0; i < f->effort.halvings; i++, radius /= 2) {
			double at = hump[k].specialists;

			take_better(&hump[k], pair_at(f, generalist, fmax(generalist, at - radius / 2)));
			take_better(&hump[k], pair_at(f, generalist, at + radius / 2));
		}
		take_better(&best, hump[k]);
	}
	return best;
}

/* Looks at the rows on both sides of a hump's. */
static void close_in(struct floors *f, struct pair *hump)
{
	double at = hump->generalist;

	take_better(hump, best_of_row(f, fmax(0, at - f->radius / 2)));
	take_better(hump, best_of_row(f, at + f->radius / 2));
	f->radius /= 2;
}

/* Next to none is none where that is as good, to what a row closed in on twice as far tells. */
static void try_none(struct floors *f, struct pair *p)
{
	struct effort effort = f->effort;
	struct pair none;

	if (p->generalist == 0 || p->generalist > NEXT_TO_NONE * f->radius)
		return;
	f->effort.halvings *= 2;
	take_better(p, best_of_row(f, p->generalist));
	none = best_of_row(f, 0);
	f->effort = effort;
	if (!more(p, &none))
		*p = none;
}

bool floors_step(struct floors *f)
{
	int at = f->at++ - f->effort.cells - 1;
	struct pair *p;

	if (at < 0) {
		keep_hump(f, f->hump, &f->humps, best_of_row(f, f->top * (f->effort.cells + 1 + at) / f->effort.cells));
		return true;
	}
	if (at / f->effort.halvings >= f->humps)
		return false;
	p = &f->hump[at / f->effort.halvings];
	if (at % f->effort.halvings == 0)
		f->radius = f->top / f->effort.cells;
	close_in(f, p);
	if ((at + 1) % f->effort.halvings == 0)
		try_none(f, p);
	if (!f->best.found || p->welfare > f->best.welfare * (1 + ROUNDING))
		f->best = (struct best_floors){true, p->generalist, p->specialists, p->welfare};
	return true;
}

const struct best_floors *floors_best(const struct floors *f)
{
	return &f->best;
}
