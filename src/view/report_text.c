/* A study in aligned columns and sentences, for people and screen readers. */
#include "bargain/quantity.h"
#include "game/verdict.h"
#include "base/num.h"
#include "base/text.h"
#include "sentences.h"
#include "view/caption.h"
#include "view/say.h"
#include "view/report_private.h"
#include "view/why.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	EACH_MAX = 6, /* specialists with a column of their own */
	LABEL_MAX = GAME_NAME_MAX + GAME_ID_MAX + 40,
};

static void number(FILE *f, const char *before, double value, const char *after)
{
	char text[NUM_TEXT_MAX];
	fprintf(f, "%s%s%s", before, num_format_short(value, 6, text, sizeof text), after);
}

void report_heading(FILE *f, const struct scenario *s)
{
	char name[ERROR_FILE_MAX], title[sizeof s->title];
	text_sanitise(s->name, name, sizeof name);
	text_sanitise(s->title, title, sizeof title);
	fprintf(f, "%s%s%s\n", name, title[0] ? ": " : "", title);
}

/* "Generalist", "Hospital group (medicine)". */
static char *player_label(const struct study *st, int k, char *out, size_t size)
{
	const struct game *g = &st->scenario->game;
	if (k == 0)
		snprintf(out, size, "%s", g->generalist.name);
	else if (strcmp(g->specialist[k - 1].name, g->specialist[k - 1].id) == 0)
		snprintf(out, size, "%s", g->specialist[k - 1].id);
	else
		snprintf(out, size, "%s (%s)", g->specialist[k - 1].name, g->specialist[k - 1].id);
	return out;
}

static char *rule_label(const struct study *st, struct bargain b, char *out, size_t size)
{
	if (b.rule == RULE_POWERFUL_SPECIALIST)
		snprintf(out, size, "Powerful %s", st->scenario->game.specialist[b.specialist].id);
	else
		snprintf(out, size, "%s", rule_info(b.rule)->label);
	return out;
}

static void write_bargain(FILE *f, const struct study *st)
{
	char label[LABEL_MAX];
	struct bargain b = st->scenario->bargain;
	bool given = b.rule == RULE_FIXED, pot = st->scenario->game.contract == CONTRACT_PROFIT;
	report_say(f, "Bargain: %s%s%s.", rule_label(st, b, label, sizeof label),
		given ? "" : ", which maximises ",
		given ? "" : rule_maximises(b.rule, game_weighted(&st->scenario->game)));
	if (st->no_agreement)
		report_say(f, "No deal: all keep their outside options.");
	else if (st->shares == 1)
		number(f, pot ? "The generalist's share of the pot is " :
			"The generalist's share of revenue is ", st->delta[0],
			st->n > 1 && !pot ? " in every domain.\n" : ".\n");
}

/* The generalist takes part also where it builds nothing. */
static const char *said_regime(const struct outcome *out, int k)
{
	bool nothing = k == 0 && out->invests && out->alpha0 == 0 && out->safety0 == 0;
	return nothing ? "none" : report_regime(out, k);
}

static void write_players(FILE *f, const struct study *st)
{
	static const char *const heading[] = {
		"Player", "Regime", "Share", "Level", "Investment", "Utility"};
	const struct game *g = &st->scenario->game;
	bool attributes = quantity_exists(g, QUANTITY_SAFETY);
	int pays = game_has_terms(g) ? 6 : 0, payment = g->transfers ? 6 + (pays > 0) : 0;
	struct columns t;
	char label[LABEL_MAX];
	columns_init(&t, 6 + (pays > 0) + (payment > 0));
	columns_row(&t);
	if (pays)
		columns_set(&t, pays, "Pays g");
	if (payment)
		columns_set(&t, payment, "Payment");
	for (int i = 0; i < 6; i++)
		columns_set(&t, i, attributes && i == 3 ? "Performance" :
			attributes && i == 4 ? "Safety" : heading[i]);
	for (int k = 0; k <= st->n; k++) {
		const struct domain_outcome *d = k ? &st->present.domain[k - 1] : NULL;
		columns_row(&t);
		columns_set(&t, 0, player_label(st, k, label, sizeof label));
		columns_set(&t, 1, said_regime(&st->present, k));
		if (d && !st->no_agreement)
			columns_part(&t, 2, st->delta[k - 1]);
		columns_number(&t, 3, d ? d->alpha : st->present.alpha0);
		columns_number(&t, 4, attributes ? d ? d->safety : st->present.safety0 :
			d ? d->investment : st->present.alpha0);
		columns_number(&t, 5, study_tidy(st, outcome_utility(&st->present, k)));
		if (pays && d)
			columns_number(&t, pays, study_tidy(st, d->paid));
		if (payment)
			columns_number(&t, payment, study_tidy(st, d ? d->payment :
				st->present.payment));
	}
	fputc('\n', f);
	columns_print(&t, 2, f);
	columns_free(&t);
}

/* What the law comes to, beside the same scenario without it. */
static void write_law(FILE *f, const struct study *st)
{
	const struct study *bare = st->unregulated;
	char verdict[LAW_TEXT_MAX];
	if (!bare || !study_has_outcome(bare))
		return;
	number(f, "Welfare is ", st->present.welfare, "");
	number(f, ", without the law ", bare->present.welfare, ".\n");
	law_verdict(st, verdict);
	report_wrapped(f, verdict);
}

static void write_floors(FILE *f, const struct best_floors *floors)
{
	if (!floors || !floors->found)
		return;
	char generalist[NUM_TEXT_MAX], specialists[NUM_TEXT_MAX], welfare[NUM_TEXT_MAX];
	num_format_short(floors->generalist, 6, generalist, sizeof generalist);
	num_format_short(floors->specialists, 6, specialists, sizeof specialists);
	num_format_short(floors->welfare, 6, welfare, sizeof welfare);
	report_say(f, "Welfare is largest, as far as a search can tell, with floors of %s on the generalist "
		"and %s on the specialists: %s.", generalist, specialists, welfare);
}

static void write_first_best(FILE *f, const struct study *st)
{
	const struct outcome *best = &st->first_best;
	char joint[NUM_TEXT_MAX], level[NUM_TEXT_MAX], safety[NUM_TEXT_MAX];
	if (!(st->have & HAVE_FIRST_BEST))
		return;
	if (st->first_best_status != STATUS_OK) {
		report_wrapped(f, SAY_NO_FIRST_BEST);
		return;
	}
	num_format_short(best->joint, 6, joint, sizeof joint);
	num_format_short(best->alpha0, 6, level, sizeof level);
	num_format_short(best->safety0, 6, safety, sizeof safety);
	if (quantity_exists(&st->scenario->game, QUANTITY_SAFETY))
		report_say(f, "The first best is %s, with the generalist at performance %s and safety %s.",
			joint, level, safety);
	else
		report_say(f, "The first best is %s, with the generalist at a level of %s.", joint, level);
	if (best->proof != PROOF_PROVED)
		report_say(f, "It is %s.", proof_says(best->proof));
}

static void write_surplus(FILE *f, const struct study *st, const struct best_floors *floors)
{
	double joint = study_tidy(st, st->present.joint);
	char part[NUM_TEXT_MAX];
	fputc('\n', f);
	number(f, st->no_agreement ? "Together the outside options are " : "The joint surplus is ",
		joint, "");
	if (isfinite(st->efficiency))
		fprintf(f, ", %s%% of first best",
			num_format_percent(study_efficiency(st, joint), 1, part));
	fputs(".\n", f);
	if (!st->no_agreement)
		fprintf(f, "The equilibrium is %s.\n", proof_says(st->present.proof));
	write_law(f, st);
	write_floors(f, floors);
	write_first_best(f, st);
}

/* What each player does and why, in sentences. */
static void write_why(FILE *f, const struct study *st)
{
	struct why why;
	if (!(st->have & HAVE_SOLUTIONS) || why_explain(st, &why, NULL) != STATUS_OK)
		return;
	fputc('\n', f);
	for (int i = 0; i < why.count; i++)
		report_wrapped(f, why.line[i]);
	why_free(&why);
}

/* ---- solutions ----------------------------------------------------------- */

static void solutions_heading(const struct study *st, struct columns *t)
{
	char label[LABEL_MAX];
	int c = 0;
	columns_row(t);
	columns_set(t, c++, "Solution");
	if (st->shares == 1)
		columns_set(t, c++, "Share");
	columns_set(t, c++, "g gets");
	snprintf(label, sizeof label, "%c gets", player_mark(st->scenario, 1));
	columns_set(t, c++, st->n == 1 ? label : "Others get");
	if (st->scenario->game.transfers)
		columns_set(t, c++, "Payment to g");
	columns_set(t, c++, "Joint");
	columns_set(t, c++, "Of first best");
	if (st->have & HAVE_PARETO)
		columns_set(t, c++, "Pareto");
}

static void solutions_row(const struct study *st, const struct solution *sol, struct columns *t)
{
	char label[LABEL_MAX];
	double joint = study_tidy(st, sol->out.joint);
	int c = 0;
	columns_row(t);
	columns_set(t, c++, rule_label(st, sol->rule, label, sizeof label));
	if (!sol->agreement) {
		columns_set(t, c, "no deal");
		return;
	}
	if (st->shares == 1)
		columns_part(t, c++, sol->delta[0]);
	columns_number(t, c++, study_tidy(st, sol->out.u_generalist));
	columns_number(t, c++, study_tidy(st, sol->out.joint - sol->out.u_generalist));
	if (st->scenario->game.transfers)
		columns_number(t, c++, study_tidy(st, sol->out.payment));
	columns_number(t, c++, joint);
	columns_part(t, c++, study_efficiency(st, joint));
	if (st->have & HAVE_PARETO)
		columns_set(t, c++, sol->pareto ? "yes" : "no");
}

/* What a solution has a number of for each specialist. */
enum each { EACH_UTILITY, EACH_SHARE, EACH_PAYMENT };

static double each_value(const struct study *st, const struct solution *sol, enum each what, int i)
{
	const struct domain_outcome *d = &sol->out.domain[i];
	return what == EACH_SHARE ? sol->delta[i] :
		study_tidy(st, what == EACH_PAYMENT ? d->payment : d->utility);
}

/* A row a solution of one number a specialist, or of their range. */
static void each_row(
	const struct study *st, const struct solution *sol, enum each what, struct columns *t)
{
	char label[LABEL_MAX];
	double low = INFINITY, high = -INFINITY;
	columns_row(t);
	columns_set(t, 0, rule_label(st, sol->rule, label, sizeof label));
	for (int i = 0; i < st->n; i++) {
		double value = each_value(st, sol, what, i);
		if (st->n <= EACH_MAX)
			columns_number(t, i + 1, value);
		low = fmin(low, value);
		high = fmax(high, value);
	}
	if (st->n > EACH_MAX) {
		columns_number(t, 1, low);
		columns_number(t, 2, high);
	}
}

/* Every solution, specialist by specialist. */
static void write_each(FILE *f, const struct study *st, enum each what)
{
	static const char *const heading[] = {[EACH_UTILITY] = "Utilities",
		[EACH_SHARE] = "Generalist's shares", [EACH_PAYMENT] = "Payments"};
	struct columns t;
	bool each = st->n <= EACH_MAX;
	columns_init(&t, 1 + (each ? st->n : 2));
	columns_row(&t);
	columns_set(&t, 0, heading[what]);
	for (int i = 0; each && i < st->n; i++)
		columns_set(&t, i + 1, report_player(st->scenario, i + 1));
	if (!each) {
		columns_set(&t, 1, "Lowest");
		columns_set(&t, 2, "Highest");
	}
	for (int i = 0; i < report_solutions(st); i++)
		if (st->solution[i].done && st->solution[i].agreement)
			each_row(st, &st->solution[i], what, &t);
	fputc('\n', f);
	columns_print(&t, 1, f);
	columns_free(&t);
}

static void write_ties(FILE *f, const struct study *st)
{
	char label[LABEL_MAX];
	for (int i = 0; i < report_solutions(st); i++) {
		const struct solution *sol = &st->solution[i];
		if (!sol->done || !sol->agreement || sol->ties == 0)
			continue;
		fprintf(f, "%s: every share", rule_label(st, sol->rule, label, sizeof label));
		for (int t = 0; t < sol->ties; t++) {
			number(f, t == 0 ? " from " : t + 1 < sol->ties ? ", from " : " and from ",
				sol->tie[t].from, "");
			number(f, " to ", sol->tie[t].to, "");
		}
		fputs(" does equally well.\n", f);
	}
}

static void write_solutions(FILE *f, const struct study *st)
{
	struct columns t;
	char said[SAY_MAX];
	int done = 0, agreed = 0;
	columns_init(&t, 8);
	solutions_heading(st, &t);
	for (int i = 0; i < report_solutions(st); i++) {
		if (!st->solution[i].done)
			continue;
		solutions_row(st, &st->solution[i], &t);
		done++;
		agreed += st->solution[i].agreement;
	}
	if (done > 0) {
		fputc('\n', f);
		columns_print(&t, 1, f);
		write_ties(f, st);
	}
	columns_free(&t);
	if (agreed > 0 && st->n > 1)
		write_each(f, st, EACH_UTILITY);
	if (agreed > 0 && st->shares > 1)
		write_each(f, st, EACH_SHARE);
	if (agreed > 0 && st->n > 1 && st->scenario->game.transfers)
		write_each(f, st, EACH_PAYMENT);
	for (int i = 0; i < 2; i++)
		if (say_certainty(st, i, said))
			report_wrapped(f, said);
	if (done > 0 && agreed == 0)
		fputs("No deal: no bargain leaves everybody at least as well off, and somebody better "
			"off.\n", f);
}

/* ---- the line of shares -------------------------------------------------- */

static void write_pareto(FILE *f, const struct study *st)
{
	if (!(st->have & HAVE_PARETO))
		return;
	fputc('\n', f);
	if (st->shares == 1) {
		bool one = st->intervals == 1 && st->interval[0].from == st->interval[0].to;
		fputs(st->intervals == 0 ? "No share is Pareto-optimal" :
			one ? "The only Pareto-optimal share is" : "The Pareto-optimal shares are",
			f);
		for (int i = 0; i < st->intervals; i++) {
			struct share_interval in = st->interval[i];
			fputs(i == 0 ? " " : i + 1 < st->intervals ? ", " : " and ", f);
			if (in.to > in.from)
				number(f, "from ", in.from, " to ");
			number(f, "", in.to, "");
		}
		fputs(".\n", f);
	}
	report_wrapped(f, st->profit_sharing ?
		"Profit-sharing exists: some Pareto-optimal share strictly between 0 and 1 gives "
		"a gain to every player that can gain at all." :
		"There is no profit-sharing: no Pareto-optimal share strictly between 0 and 1 "
		"gives a gain to every player that can gain at all.");
}

void report_text(FILE *f, const struct study *st, const struct best_floors *floors)
{
	const struct scenario *s = st->scenario;
	report_heading(f, s);
	report_wrapped(f, s->summary);
	fputc('\n', f);
	write_bargain(f, st);
	if (!st->no_agreement)
		write_players(f, st);
	write_surplus(f, st, floors);
	write_why(f, st);
	write_solutions(f, st);
	write_pareto(f, st);
}
