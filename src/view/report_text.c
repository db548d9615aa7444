/* A study in aligned columns and sentences, for people and screen readers. */
#include "base/num.h"
#include "base/text.h"
#include "view/report_private.h"

#include <math.h>
#include <string.h>

enum {
	TEXT_COLS = 79,
	UTILITIES_MAX = 3, /* specialists with a column of their own in the solutions */
	SHARES_MAX = 8,    /* and among their shares */
	LABEL_MAX = GAME_NAME_MAX + GAME_ID_MAX + 40,
};

static void number(FILE *f, const char *before, double value, const char *after)
{
	char text[NUM_TEXT_MAX];
	fprintf(f, "%s%s%s", before, num_format_short(value, 6, text, sizeof text), after);
}

static void wrapped(FILE *f, const char *text)
{
	while (*text) {
		const char *next;
		size_t n = text_wrap(text, TEXT_COLS, &next);
		fprintf(f, "%.*s\n", (int)n, text);
		text = next;
	}
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
	fprintf(f, "Bargain: %s", rule_label(st, b, label, sizeof label));
	if (b.rule != RULE_FIXED)
		fprintf(f, ", which maximises %s", rule_info(b.rule)->maximises);
	if (st->no_agreement) {
		fputs(".\nThere is no agreement: no share that all would accept gains anything.\n",
			f);
		return;
	}
	if (st->shares == 1)
		number(f, ".\nThe generalist's share of revenue is ", st->delta[0],
			st->n > 1 ? " in every domain.\n" : ".\n");
	else
		fputs(".\n", f);
}

static void write_players(FILE *f, const struct study *st)
{
	static const char *const heading[] = {
		"Player", "Regime", "Share", "Level", "Investment", "Utility"};
	struct columns t;
	char label[LABEL_MAX];
	columns_init(&t, 6);
	columns_row(&t);
	for (int i = 0; i < 6; i++)
		columns_set(&t, i, heading[i]);
	for (int k = 0; k <= st->n; k++) {
		const struct domain_outcome *d = k ? &st->present.domain[k - 1] : NULL;
		columns_row(&t);
		columns_set(&t, 0, player_label(st, k, label, sizeof label));
		columns_set(&t, 1, report_regime(&st->present, k));
		if (d)
			columns_number(&t, 2, st->delta[k - 1]);
		columns_number(&t, 3, d ? d->alpha : st->present.alpha0);
		columns_number(&t, 4, d ? d->investment : st->present.alpha0);
		columns_number(&t, 5, outcome_utility(&st->present, k));
	}
	fputc('\n', f);
	columns_print(&t, 2, f);
	columns_free(&t);
}

static void write_surplus(FILE *f, const struct study *st)
{
	double efficiency = report_efficiency(st, st->present.joint);
	fputc('\n', f);
	if (!st->no_agreement) {
		number(f, "The joint surplus is ", st->present.joint, "");
		if (isfinite(efficiency))
			number(f, ", ", 100 * efficiency, " % of the first best");
		fputs(".\n", f);
	}
	if (!(st->have & HAVE_FIRST_BEST))
		return;
	if (st->first_best_status == STATUS_OK) {
		number(f, "The first best is ", st->first_best.joint, "");
		number(f, ", with the generalist at a level of ", st->first_best.alpha0, ".\n");
	} else {
		fputs("There is no first best: a firm that owned everything would gain without "
		      "limit.\n",
			f);
	}
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
	columns_set(t, c++, "U generalist");
	for (int i = 0; i < st->n && st->n <= UTILITIES_MAX; i++) {
		snprintf(label, sizeof label, "U %s", report_player(st, i + 1));
		columns_set(t, c++, label);
	}
	if (st->n > UTILITIES_MAX)
		columns_set(t, c++, "U specialists");
	columns_set(t, c++, "Joint");
	columns_set(t, c++, "Efficiency");
	if (st->have & HAVE_PARETO)
		columns_set(t, c++, "Pareto");
}

static void solutions_row(const struct study *st, const struct solution *sol, struct columns *t)
{
	char label[LABEL_MAX];
	int c = 0;
	columns_row(t);
	columns_set(t, c++, rule_label(st, sol->rule, label, sizeof label));
	if (!sol->agreement) {
		columns_set(t, c, "none");
		return;
	}
	if (st->shares == 1)
		columns_number(t, c++, sol->delta[0]);
	columns_number(t, c++, sol->out.u_generalist);
	for (int i = 0; i < st->n && st->n <= UTILITIES_MAX; i++)
		columns_number(t, c++, sol->out.domain[i].utility);
	if (st->n > UTILITIES_MAX)
		columns_number(t, c++, sol->out.joint - sol->out.u_generalist);
	columns_number(t, c++, sol->out.joint);
	columns_number(t, c++, report_efficiency(st, sol->out.joint));
	if (st->have & HAVE_PARETO)
		columns_set(t, c++, sol->pareto ? "yes" : "no");
}

static void shares_row(const struct study *st, const struct solution *sol, struct columns *t)
{
	char label[LABEL_MAX];
	double low = INFINITY, high = -INFINITY;
	columns_row(t);
	columns_set(t, 0, rule_label(st, sol->rule, label, sizeof label));
	for (int i = 0; i < st->n; i++) {
		if (st->n <= SHARES_MAX)
			columns_number(t, i + 1, sol->delta[i]);
		low = fmin(low, sol->delta[i]);
		high = fmax(high, sol->delta[i]);
	}
	if (st->n > SHARES_MAX) {
		columns_number(t, 1, low);
		columns_number(t, 2, high);
	}
}

/* Where each domain has a share of its own: the shares of every solution. */
static void write_shares(FILE *f, const struct study *st)
{
	struct columns t;
	bool each = st->n <= SHARES_MAX;
	columns_init(&t, 1 + (each ? st->n : 2));
	columns_row(&t);
	columns_set(&t, 0, "Shares of the generalist");
	for (int i = 0; each && i < st->n; i++)
		columns_set(&t, i + 1, report_player(st, i + 1));
	if (!each) {
		columns_set(&t, 1, "Lowest");
		columns_set(&t, 2, "Highest");
	}
	for (int i = 0; i < st->solutions; i++)
		if (st->solution[i].done && st->solution[i].agreement)
			shares_row(st, &st->solution[i], &t);
	fputc('\n', f);
	columns_print(&t, 1, f);
	columns_free(&t);
}

static void write_ties(FILE *f, const struct study *st)
{
	char label[LABEL_MAX];
	for (int i = 0; i < st->solutions; i++) {
		const struct solution *sol = &st->solution[i];
		if (!sol->done || !sol->agreement || !sol->tie)
			continue;
		fprintf(f, "%s: every share", rule_label(st, sol->rule, label, sizeof label));
		number(f, " from ", sol->tie_from, "");
		number(f, " to ", sol->tie_to, " does equally well.\n");
	}
}

static void write_solutions(FILE *f, const struct study *st)
{
	struct columns t;
	int done = 0, agreed = 0;
	columns_init(&t, 6 + UTILITIES_MAX);
	solutions_heading(st, &t);
	for (int i = 0; i < st->solutions; i++) {
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
	if (agreed > 0 && st->shares > 1)
		write_shares(f, st);
	if (done > 0 && agreed == 0)
		fputs("No bargain that all would accept gains anything: there is no agreement.\n",
			f);
}

/* ---- the line of shares -------------------------------------------------- */

static void write_pareto(FILE *f, const struct study *st)
{
	if (!(st->have & HAVE_PARETO))
		return;
	fputc('\n', f);
	if (st->shares == 1) {
		fputs(st->intervals == 0 ? "No share is Pareto-optimal"
					 : "The Pareto-optimal shares are",
			f);
		for (int i = 0; i < st->intervals; i++) {
			struct pareto_interval in = st->interval[i];
			fputs(i == 0 ? " " : i + 1 < st->intervals ? ", " : " and ", f);
			if (in.to > in.from)
				number(f, "from ", in.from, " to ");
			number(f, "", in.to, "");
		}
		fputs(".\n", f);
	}
	wrapped(f, st->profit_sharing ? "Profit-sharing exists: some Pareto-optimal share strictly "
					"between 0 and 1 gives every"
					" player a gain."
				      : "There is no profit-sharing: no Pareto-optimal share "
					"strictly between 0 and 1 gives"
					" every player a gain.");
}

static void write_thresholds(FILE *f, const struct study *st)
{
	if (!(st->have & HAVE_THRESHOLDS) || st->shares > 1 || st->thresholds == 0)
		return;
	fputc('\n', f);
	for (int i = 0; i < st->thresholds; i++) {
		const struct threshold *t = &st->threshold[i];
		number(f, "At a share of ", t->delta, ", ");
		if (t->kind == THRESHOLD_REGIME && t->specialist >= 0)
			fprintf(f, "%s turns from %s to %s", report_player(st, t->specialist + 1),
				regime_name(t->before), regime_name(t->after));
		else if (t->kind == THRESHOLD_REGIME)
			fprintf(f, "the generalist %s",
				t->after == REGIME_ABSTAIN ? "ceases to invest"
							   : "begins to invest");
		else
			number(f, "a utility jumps by ", t->jump, "");
		fputs(".\n", f);
	}
}

void report_text(FILE *f, const struct study *st)
{
	const struct scenario *s = st->scenario;
	char name[ERROR_FILE_MAX];
	/* A file's name is the one text here that no reader has cleaned. */
	text_sanitise(s->name, name, sizeof name);
	fprintf(f, "%s%s%s\n", name, s->title[0] ? ": " : "", s->title);
	wrapped(f, s->summary);
	fputc('\n', f);
	write_bargain(f, st);
	if (!st->no_agreement)
		write_players(f, st);
	write_surplus(f, st);
	write_solutions(f, st);
	write_pareto(f, st);
	write_thresholds(f, st);
}
