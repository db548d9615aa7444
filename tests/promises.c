#include "promises.h"

#include "bargain/axioms.h"
#include "games.h"

#include <math.h>

/* ---- offers in turn ---------------------------------------------------------------- */

bool promises_offers_game(uint64_t seed, struct scenario *s)
{
	struct rng rng = {seed};
	if (!games_make(GAMES_ANALYTIC, seed, 1, s))
		return false;
	s->game.generalist.patience = rng_between(&rng, 0, .99);
	s->game.specialist[0].patience = rng_between(&rng, 0, .99);
	s->offers.first = rng_below(&rng, 2);
	return true;
}

/* What comes of scenario s, whose bargain becomes alternating. */
struct came { double greatest, least; int roots; double scale; };

static struct came play(struct scenario *s, int rounds)
{
	struct study_plan plan = {.want = HAVE_PRESENT};
	struct study *st;
	struct error err;
	struct came came = {NAN, NAN, 0, 1};
	s->bargain = (struct bargain){RULE_ALTERNATING, 0};
	s->offers.rounds = rounds;
	if (study_alloc(&st, &err) != STATUS_OK)
		return came;
	if (study_reset(st, s, &plan, &err) != STATUS_OK) {
		study_free(st);
		return came;
	}
	study_step(st, -1);
	const struct solution *sol = study_solution(st, s->bargain);
	came.scale = st->scale;
	came.roots = sol->roots;
	if (sol->agreement) {
		came.greatest = sol->root[0].first;
		came.least = sol->root[sol->roots - 1].first;
	}
	study_free(st);
	return came;
}

/* Values of finite games stay on their sides of the endless ones, which an odd number of
 * rounds nears from above, an even one from below; a unit of revenue is but a unit. */
bool promises_offers_keep(struct scenario *s, int *roots)
{
	struct came endless = play(s, 0), last[2] = {{INFINITY, 0, 0, 1}, {0, 0, 0, 1}};
	double room = 1e-6 * endless.scale;
	*roots = endless.roots;
	for (int rounds = 1; rounds <= 6 && endless.roots > 0; rounds++) {
		struct came c = play(s, rounds), *before = &last[rounds % 2 == 0];
		bool odd = rounds % 2 == 1;
		if (odd ? !(c.greatest >= endless.greatest - room && c.greatest <= before->greatest + room) :
			  !(c.greatest <= endless.least + room && c.greatest >= before->greatest - room))
			return false;
		*before = c;
	}
	games_scale(s, 8);
	struct came scaled = play(s, 0);
	return scaled.roots == endless.roots && (endless.roots == 0 ||
		fabs(scaled.greatest - 8 * endless.greatest) <= 8 * room);
}

/* ---- axioms ------------------------------------------------------------------------ */

/* Verdicts of `always` are not contradicted where all is tried. */
static int contradicted(const struct axioms *proved, const struct axioms *all, FILE *f)
{
	int wrong = 0;
	for (int i = 0; i < all->rows; i++)
		for (int x = 0; x < AXIOMS; x++) {
			if (proved->row[i].result[x].verdict != AXIOM_ALWAYS ||
				all->row[i].result[x].verdict != AXIOM_FAILS)
				continue;
			const struct axiom_result *r = &all->row[i].result[x];
			fprintf(f, "%s, %s: %d of %d fail, %.9g (%.9g %.9g) to %.9g (%.9g %.9g)\n",
				rule_info(all->row[i].rule.rule)->name, axiom_info((enum axiom)x)->name,
				r->failed, r->tests, r->before.share, r->before.u[0], r->before.u[1],
				r->after.share, r->after.u[0], r->after.u[1]);
			wrong++;
		}
	return wrong;
}

static struct axioms *tried(const struct scenario *s, bool all)
{
	struct axioms_plan plan = {.all = all};
	struct axioms *a = NULL;
	if (axioms_alloc(&a, NULL) != STATUS_OK)
		return NULL;
	if (axioms_reset(a, s, &plan, NULL) == STATUS_OK)
		axioms_step(a, -1);
	return a;
}

int promises_axioms_broken(const struct scenario *s, FILE *f)
{
	struct axioms *proved = tried(s, false), *all = tried(s, true);
	int wrong = proved && all && proved->rows > 0 && proved->rows == all->rows ?
		contradicted(proved, all, f) : 1;
	axioms_free(proved);
	axioms_free(all);
	return wrong;
}
