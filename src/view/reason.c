#include "sentences.h"

#include "base/text.h"
#include "draw.h"
#include "model/rule.h"

#include <math.h>
#include <stdio.h>

/* Of more players gains are not listed. */
enum { LISTED_MAX = 6 };

/* What each rule picks, and what its value is called: by itself, and after the gains that it is
 * made of. */
static const struct wording {
	const char *picks, *value, *of_gains;
	bool ideals; /* listed too */
} wording[RULES] = {
	[RULE_VERTICAL_MONOPOLY] = {"with the most joint surplus", "The joint surplus is", NULL, false},
	[RULE_NASH] = {"with the largest product of gains", "The product is", "product", false},
	[RULE_EGALITARIAN] = {"at which the smallest gain is as large as possible", "The smallest gain is",
		"the smallest", false},
	[RULE_KALAI_SMORODINSKY] = {"at which the smallest part of a best case is as large as possible",
		"The smallest part is", "the smallest part", true},
	[RULE_POWERFUL_GENERALIST] = {"that it would dictate", "Its utility is", NULL, false},
	[RULE_POWERFUL_SPECIALIST] = {"that it would dictate", "Its utility is", NULL, false},
	[RULE_MAX_PERFORMANCE] = {"with the highest final levels, at any cost", "Their sum is",
		NULL, false},
};

#define add(out, ...) text_append(out, REASON_MAX, __VA_ARGS__)

/* "0.1, 0.2 and 0.3" of all players that count. */
static void add_amounts(char *out, const struct study *st, const double *v)
{
	struct numerals f = {.next = 0};
	const char *text[LISTED_MAX];
	double of[LISTED_MAX] = {0};
	int count = 0;

	for (int k = 0; k <= st->n; k++)
		if (!st->bystander[k])
			of[count++] = study_tidy(st, v[k]);
	numerals_compare(&f, of, count, text);
	for (int i = 0; i < count; i++)
		add(out, "%s %s", i == 0 ? "" : i + 1 < count ? "," : " and", text[i]);
}

static void add_gains(char *out, const struct study *st, const struct wording *w)
{
	const struct game *g = &st->scenario->game;
	double gain[LISTED_MAX] = {0};
	bool outside = g->generalist.outside != 0;

	for (int k = 0; k <= st->n; k++) {
		double option = k ? g->specialist[k - 1].outside : g->generalist.outside;

		gain[k] = outcome_utility(&st->present, k) - option;
		outside |= option != 0;
	}
	add(out, "Gains%s", outside ? " over the outside options" : "");
	add_amounts(out, st, gain);
	if (w->ideals) {
		add(out, ", at best");
		add_amounts(out, st, st->ideal);
	}
}

/* Whether numbers hold what the rule maximises, here and beside. */
static bool is_measured(const struct study *st)
{
	bool held = !isnan(st->value);
	for (int side = 0; side < 2; side++)
		held = held && !(st->beside[side].known && isnan(st->beside[side].value));
	return held;
}

/* Whether some share cannot be moved by as much, to that side: it goes to 0, or 1, instead. */
static bool meets_end(const struct study *st, int side)
{
	for (int i = 0; i < st->n; i++) {
		double x = st->delta[i];
		if (side == 0 ? x < st->beside[0].at : x > 1 - st->beside[1].at)
			return true;
	}
	return false;
}

/* "; at a share of 0.6 it would be 0.0156, at 0.8 0.01485" */
static void add_beside(char *out, const struct study *st, const char *const *value)
{
	static const char *const way[] = {"lower", "higher"};
	bool one = st->shares == 1, said = false, named = false;

	for (int side = 0; side < 2; side++) {
		const struct beside *b = &st->beside[side];
		struct numerals f = {.next = 0};

		if (!b->known)
			continue;
		if (one)
			add(out, said ? ", at %s " : "; at a share of %s ", numeral_share(&f, b->at));
		else
			add(out, "%s %s %s%s ", said ? "," : "; with every share",
				numeral_share(&f, b->at), way[side], !meets_end(st, side) ? "" :
				side == 0 ? ", but none below 0," : ", but none above 1,");
		if (b->refuses >= 0)
			add(out, "%s would get less than its outside option",
				player_name(st->scenario, b->refuses));
		else
			add(out, "%s%s", named ? "" : "it would be ", value[side + 1]);
		named = named || b->refuses < 0;
		said = true;
	}
}

/* The equilibria other than the one agreed on, and what leads to which: along games with a last
 * round those of odd length fall to the first proposer's best, those of even length rise to its
 * worst, so that whoever moves last has at least its own. */
static void add_roots(char *out, const struct solution *sol, int first)
{
	struct numerals f = {.next = 0};
	const struct offer *last = &sol->root[sol->roots - 1];

	if (sol->roots < 2)
		return;
	add(out, " There are %d equilibria. Two agreements are stable; in a game of 200 rounds the "
		"%s's, in one of 201 the %s's. The %s's is at a share of %s, at which the first proposer "
		"gains %s: who moves last decides, however late.",
		sol->roots, first ? "generalist" : "specialist", first ? "specialist" : "generalist",
		first ? "generalist" : "specialist", numeral_share(&f, last->share), numeral(&f, last->first));
}

static void add_offers(char *out, const struct study *st)
{
	const struct scenario *s = st->scenario;
	const struct solution *sol = study_solution(st, s->bargain);
	const char *first = player_name(s, s->offers.first), *other = player_name(s, !s->offers.first);
	struct numerals f = {.next = 0};

	if (!sol || sol->roots == 0)
		return;
	add(out, "Alternating offers: %s proposes a share of %s at once, and %s accepts. ", first,
		numeral_share(&f, sol->delta[0]), other);
	if (s->offers.rounds == 1)
		add(out, "To refuse would leave it its outside option: this is the only round.");
	else
		add(out, "To wait for its own turn to propose, at a patience of %s, would bring it no "
			"more.",
			numeral(&f, s->offers.first ? s->game.generalist.patience :
						      s->game.specialist[0].patience));
	add_roots(out, sol, s->offers.first);
}

/* How a rule splits what there is to gain, where any split can be had. */
static const char *const splitting[RULES] = {
	[RULE_VERTICAL_MONOPOLY] = "left as it falls, except that nobody ends up below its outside option",
	[RULE_NASH] = "split evenly",
	[RULE_EGALITARIAN] = "split evenly",
	[RULE_KALAI_SMORODINSKY] = "split evenly",
	[RULE_POWERFUL_GENERALIST] = "all its own",
	[RULE_POWERFUL_SPECIALIST] = "all its own",
	[RULE_MAX_PERFORMANCE] = "left as it falls, except that nobody ends up below its outside option",
	[RULE_ALTERNATING] = "split as offers in turn split a pie",
};

static double payment_of(const struct outcome *out, int k)
{
	return k ? out->domain[k - 1].payment : out->payment;
}

/* "Payments move 0.02083 from Foundation lab to Hospital group; no level changes." */
static void add_payments(char *out, const struct study *st)
{
	const struct outcome *o = &st->present;
	struct numerals f = {.next = 0};
	int from = 0, to = 0;
	double moved = 0;

	for (int k = 0; k <= st->n; k++) {
		moved += fmax(payment_of(o, k), 0);
		from = payment_of(o, k) < payment_of(o, from) ? k : from;
		to = payment_of(o, k) > payment_of(o, to) ? k : to;
	}
	if (study_tidy(st, moved) == 0) {
		add(out, " Nobody pays anybody.");
		return;
	}
	add(out, " Payments move %s", numeral(&f, moved));
	if (st->n == 1)
		add(out, " from %s to %s", player_name(st->scenario, from),
			player_name(st->scenario, to));
	add(out, "; no level changes.");
}

/* Where a pie is bargained over. */
static void add_pie(char *out, const struct study *st, struct bargain b)
{
	const struct game *g = &st->scenario->game;
	double gain = st->present.joint - g->generalist.outside;
	struct numerals f = {.next = 0};
	bool weighted = b.rule == RULE_NASH && game_weighted(g);

	for (int i = 0; i < st->n; i++)
		gain -= g->specialist[i].outside;
	add(out, "%s", rule_info(b.rule)->label);
	if (b.rule == RULE_POWERFUL_SPECIALIST)
		add(out, ", %s", player_name(st->scenario, b.specialist + 1));
	if (!g->transfers)
		add(out, ": all want the one pot as large as possible.");
	else
		add(out, ": the share%s %s%s.", st->shares == 1 ? "" : "s",
			wording[b.rule == RULE_MAX_PERFORMANCE ? b.rule : RULE_VERTICAL_MONOPOLY].picks,
			b.rule == RULE_MAX_PERFORMANCE ? "" : ", as payments can split it in any way");
	add(out, " What there is to gain, %s, is %s.", numeral(&f, study_tidy(st, gain)),
		weighted ? "split by the weights" : splitting[b.rule]);
	if (g->transfers)
		add_payments(out, st);
}

bool bystander_text(const struct study *st, int player, char out[REASON_MAX])
{
	out[0] = '\0';
	if (st->bystander && st->bystander[player])
		add(out, "%s gains nothing at any share that all accept: a bystander, left out of "
			"products and minima.", player_name(st->scenario, player));
	return out[0] != '\0';
}

bool reason_of_gains(const struct study *st)
{
	return !st->no_agreement && st->have & HAVE_SOLUTIONS &&
		wording[st->scenario->bargain.rule].of_gains;
}

void reason_text(const struct study *st, char out[REASON_MAX])
{
	struct bargain b = st->scenario->bargain;
	const struct wording *w = &wording[b.rule];
	struct numerals f = {.next = 0};
	const char *value[3];
	bool weighted = game_weighted(&st->scenario->game);

	out[0] = '\0';
	if (!study_has_outcome(st) || st->no_agreement)
		return;
	if (b.rule != RULE_FIXED &&
		(st->scenario->game.transfers || st->scenario->game.contract == CONTRACT_PROFIT)) {
		add_pie(out, st, b);
		return;
	}
	if (b.rule == RULE_ALTERNATING)
		add_offers(out, st);
	if (!w->picks)
		return;
	add(out, "%s", rule_info(b.rule)->label);
	if (b.rule == RULE_POWERFUL_SPECIALIST)
		add(out, ", %s", player_name(st->scenario, b.specialist + 1));
	add(out, ": the share%s %s%s.", st->shares == 1 ? "" : "s", w->picks,
		b.rule == RULE_NASH && weighted ? ", each raised to its weight" : "");
	if (!(st->have & HAVE_BESIDE))
		return;
	bool listed = w->of_gains && st->n < LISTED_MAX;
	add(out, " ");
	if (listed)
		add_gains(out, st, w);
	if (is_measured(st)) {
		numerals_compare(&f, (double[]){st->value, st->beside[0].value, st->beside[1].value},
			3, value);
		add(out, "%s%s %s", listed ? ", " : "", listed ? w->of_gains : w->value, value[0]);
		add_beside(out, st, value);
	}
	add(out, ".");
}
