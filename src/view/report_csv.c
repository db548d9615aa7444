/* A study as CSV in long form: a row a solution and player, so that scenarios
 * with different specialists share one header. */
#include "bargain/quantity.h"
#include "base/num.h"
#include "base/text.h"
#include "view/report_private.h"

#include <math.h>
#include <string.h>

#define HEADER \
	"scenario,solution,agreement,player,share,level,investment,utility,regime,joint," \
	"efficiency,pareto,status,search,safety,floor,welfare"

const char *report_csv_header(bool contracts)
{
	return contracts ? HEADER ",paid,payment\n" : HEADER "\n";
}

static void csv_name(FILE *f, const char *name)
{
	char clean[ERROR_FILE_MAX];
	text_put_csv(f, text_sanitise(name, clean, sizeof clean));
}

static void csv_number(FILE *f, double value)
{
	fputc(',', f);
	num_put(f, value, "");
}

/* What products of two attributes have besides, and the floor on it. */
static void csv_law(FILE *f, const struct study *st, const struct outcome *out, int k)
{
	const struct game *g = &st->scenario->game;
	bool there = quantity_exists(g, QUANTITY_SAFETY);
	csv_number(f, !there ? NAN : k ? out->domain[k - 1].safety : out->safety0);
	csv_number(f, there ? game_floor(g, k) : NAN);
	csv_number(f, there ? out->welfare : NAN);
}

/* Ends a row with what the contract has to do with player k in `out`; NULL: nothing. */
static void csv_contract(FILE *f, const struct report_more *more, const struct game *g,
	const struct outcome *out, int k)
{
	if (more->contracts) {
		csv_number(f, out && k && game_has_terms(g) ? out->domain[k - 1].paid : NAN);
		csv_number(f, !out || !g->transfers ? NAN :
			k ? out->domain[k - 1].payment : out->payment);
	}
	fputc('\n', f);
}

/* One outcome, every player. `pareto`: 1, 0, or -1 where not known. delta NULL: there are
 * no shares. `search`: how they were searched for, "" they were not. */
static void csv_rows(FILE *f, const struct study *st, const struct report_more *more,
	const char *solution, const double *delta, const struct outcome *out, int pareto,
	const char *search)
{
	bool first_best = out == &st->first_best, agreed = first_best || delta;
	for (int k = 0; k <= st->n; k++) {
		const struct domain_outcome *d = k ? &out->domain[k - 1] : NULL;
		csv_name(f, st->scenario->name);
		fprintf(f, ",%s,%s,%s", solution, agreed ? "yes" : "no",
			report_player(st->scenario, k));
		csv_number(f, d && delta ? delta[k - 1] : NAN);
		csv_number(f, d ? d->alpha : out->alpha0);
		csv_number(f, d ? d->investment : out->alpha0);
		csv_number(f, first_best ? NAN : outcome_utility(out, k));
		fprintf(f, ",%s", report_regime(out, k));
		csv_number(f, out->joint);
		csv_number(f, agreed ? study_efficiency(st, out->joint) : NAN);
		fprintf(f, ",%s,%s,%s", pareto < 0 ? "" : pareto ? "yes" : "no",
			agreed ? proof_name(out->proof) : lack_name(LACK_AGREEMENT), search);
		csv_law(f, st, out, k);
		csv_contract(f, more, &st->scenario->game, delta ? out : NULL, k);
	}
}

/* A regulator's best floors, a row a player. */
static void csv_floors(FILE *f, const struct study *st, const struct report_more *more)
{
	const struct best_floors *floors = more->floors;
	for (int k = 0; floors && floors->found && k <= st->n; k++) {
		double own = k ? st->scenario->game.specialist[k - 1].floor : -1;
		csv_name(f, st->scenario->name);
		fprintf(f, ",best-floors,yes,%s,,,,,,,,,,%s,", report_player(st->scenario, k),
			search_name(SEARCH_SAMPLED));
		csv_number(f, own >= 0 ? own : k ? floors->specialists : floors->generalist);
		csv_number(f, floors->welfare);
		csv_contract(f, more, &st->scenario->game, NULL, k);
	}
}

/* One row that has no numbers, and why. */
static void csv_lack(FILE *f, const struct scenario *s, const struct report_more *more,
	const char *solution, enum lack lack)
{
	csv_name(f, s->name);
	fprintf(f, ",%s,no,,,,,,,,,,%s,,,,", solution, lack_name(lack));
	csv_contract(f, more, &s->game, NULL, 0);
}

void report_csv_lack(FILE *f, const struct scenario *s, enum lack lack,
	const struct report_more *more)
{
	csv_lack(f, s, more, "outcome", lack);
}

void report_csv(FILE *f, const struct study *st, const struct report_more *more)
{
	char name[GAME_ID_MAX + 32];
	csv_rows(f, st, more, "outcome", st->no_agreement ? NULL : st->delta, &st->present, -1, "");
	if (st->have & HAVE_FIRST_BEST && st->first_best_status == STATUS_OK)
		csv_rows(f, st, more, "first-best", NULL, &st->first_best, -1, "");
	for (int i = 0; i < report_solutions(st); i++) {
		const struct solution *sol = &st->solution[i];
		if (!sol->done)
			continue;
		scenario_bargain_name(st->scenario, sol->rule, name, sizeof name);
		if (sol->agreement)
			csv_rows(f, st, more, name, sol->delta, &sol->out,
				st->have & HAVE_PARETO ? sol->pareto : -1,
				search_name(sol->search));
		else
			csv_lack(f, st->scenario, more, name, LACK_AGREEMENT);
	}
	csv_floors(f, st, more);
}
