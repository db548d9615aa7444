/* Reading a plot: its places of note, and a sentence on one of them. */
#include "view/reading.h"

#include "draw.h"

#include "base/num.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_GAIN 1e-9 /* of the game's scale */
#define BESIDE 1e-6     /* shares that differ by less are told as one */
#define NAMED_MOST 3 /* specialists whose regimes are told one by one */

void reading_mark(double mark[READING_MARKS], int *count, double x)
{
	if (*count < READING_MARKS && isfinite(x))
		mark[(*count)++] = x;
}

int reading_sort(double mark[READING_MARKS], int count)
{
	int kept = 0;

	qsort(mark, (size_t)count, sizeof *mark, num_rising);
	for (int i = 0; i < count; i++)
		if (kept == 0 || mark[i] > mark[kept - 1])
			mark[kept++] = mark[i];
	return kept;
}

static int share_marks(const struct view_model *m, double mark[READING_MARKS])
{
	const struct study *st = m->study;
	int count = 0;
	double share;

	if (!st)
		return 0;
	for (int i = 0; i < st->solutions; i++)
		if (solution_share(m, &st->solution[i], &share))
			reading_mark(mark, &count, share);
	for (int i = 0; (st->have & HAVE_THRESHOLDS) && i < st->thresholds; i++)
		reading_mark(mark, &count, st->threshold[i].x);
	for (int i = 0; st->shares == 1 && i < st->intervals; i++) {
		reading_mark(mark, &count, st->interval[i].from);
		reading_mark(mark, &count, st->interval[i].to);
	}
	return reading_sort(mark, count);
}

char *reading_regimes(const struct scenario *s, const struct outcome *out, char *text, size_t size)
{
	static const char *const verb[] = { [REGIME_ABSTAIN] = "abstains",
		[REGIME_FREE_RIDE] = "free-rides", [REGIME_CONTRIBUTE] = "contributes" };
	int of[3] = { 0 };
	size_t used = 0;

	text[0] = '\0';
	for (int i = 0; i < out->n; i++) {
		of[out->domain[i].regime]++;
		if (out->n <= NAMED_MOST && used < size)
			used += (size_t)snprintf(text + used, size - used, "%s%c %s",
				i > 0 ? ", " : "", player_mark(s, i + 1),
				verb[out->domain[i].regime]);
	}
	if (out->n > NAMED_MOST)
		snprintf(text, size, "%d contribute, %d free-ride, %d abstain",
			of[REGIME_CONTRIBUTE], of[REGIME_FREE_RIDE], of[REGIME_ABSTAIN]);
	return text;
}

/* By more than rounding. */
static bool all_gain(const struct study *st, const struct outcome *more, const struct outcome *less)
{
	for (int k = 0; k <= less->n; k++)
		if (!(outcome_utility(more, k) > outcome_utility(less, k) + LEAST_GAIN * st->scale))
			return false;
	return true;
}

/* The node of the curve nearest to x at which all have more than at `out`, or NULL. */
static const struct trace_node *better_node(const struct study *st, double x,
	const struct outcome *out)
{
	const struct trace_node *best = NULL;

	for (int i = 0; i < st->curve.count; i++) {
		const struct trace_node *n = &st->curve.node[i];

		if (n->ok && !n->dominated && all_gain(st, &n->out, out)
			&& (!best || fabs(n->x - x) < fabs(best->x - x)))
			best = n;
	}
	return best;
}

const struct outcome *reading_better(const struct study *st, double share,
	const struct outcome *out, double *better)
{
	const struct trace_node *n = better_node(st, share, out);

	if (!n)
		return NULL;
	*better = n->x;
	/* what is next to an end of the Pareto set stands for that end */
	for (int i = 0; i < 2 * st->intervals; i++) {
		double end = i % 2 ? st->interval[i / 2].to : st->interval[i / 2].from;

		if (fabs(end - n->x) < BESIDE)
			*better = end;
	}
	return &n->out;
}

bool reading_in_pareto(const struct study *st, double x)
{
	for (int i = 0; i < st->intervals; i++)
		if (x >= st->interval[i].from && x <= st->interval[i].to)
			return true;
	return false;
}

static void say_pareto(const struct study *st, const struct reading *r, char *text, size_t size)
{
	const struct outcome *there;
	char share[32], g[32], m[32];
	double at;

	text[0] = '\0';
	if (st->shares != 1 || !(st->have & HAVE_PARETO))
		return;
	if (reading_in_pareto(st, r->at[0])) {
		snprintf(text, size, " Pareto: no share is better for %s.",
			st->n == 1 ? "both" : "all");
		return;
	}
	there = reading_better(st, r->at[0], r->out, &at);
	if (!there) {
		snprintf(text, size, " Not Pareto.");
		return;
	}
	caption_rounded(at, 3, share, sizeof share);
	snprintf(text, size, " Not Pareto: at %s %s get more", share, st->n == 1 ? "both" : "all");
	if (st->n == 1) {
		size_t used = strlen(text);

		snprintf(text + used, size - used, " (g %s, %c %s)",
			caption_rounded(there->u_generalist, 3, g, sizeof g),
			player_mark(st->scenario, 1),
			caption_rounded(there->domain[0].utility, 3, m, sizeof m));
	}
}

static void tell_share(const struct view_model *m, char *out, size_t size)
{
	const struct reading *r = m->reading;
	char regimes[160], pareto[160], share[32];

	caption_rounded(r->at[0], 3, share, sizeof share);
	if (!r->out) {
		snprintf(out, size, "At %s: %s", share, r->why ? r->why : "not known yet");
		return;
	}
	reading_regimes(m->scenario, r->out, regimes, sizeof regimes);
	say_pareto(m->study, r, pareto, sizeof pareto);
	snprintf(out, size, "At %s %s.%s", share, regimes, pareto);
}

const struct view_read read_share = { READS_SHARE, share_marks, tell_share };

void tell_axes(const struct view_model *m, char *out, size_t size)
{
	const struct reading *r = m->reading;
	char caption[NAME_MAX_BYTES], value[NUMBER_MAX], regimes[160];
	size_t used = 0;

	for (int i = 0; i < r->params && used < size; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%s %s", i > 0 ? ", " : "At ",
			param_caption(m->scenario, &r->param[i], caption, sizeof caption),
			caption_number(r->at[i], value, sizeof value));
	if (used < size)
		snprintf(out + used, size - used, ": %s", !r->out ? r->why :
			reading_regimes(m->scenario, r->out, regimes, sizeof regimes));
}
