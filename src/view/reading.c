/* Reading a plot: its places of note, and a sentence on one of them. */
#include "view/reading.h"

#include "draw.h"

#include "base/num.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define LEAST_GAIN 1e-9 /* of the game's scale */
#define BESIDE 1e-6     /* shares that differ by less are told as one */
#define TOLD 3      /* decimals */
#define TOLD_COLS 8
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
	const struct study *st = m->study, *rules = rules_of(m);
	int count = 0;
	double share;

	if (!st)
		return 0;
	for (int i = 0; i < rules->solutions; i++)
		if (solution_share(m, &rules->solution[i], &share))
			reading_mark(mark, &count, share);
	for (int i = 0; (st->have & HAVE_THRESHOLDS) && i < st->thresholds; i++)
		reading_mark(mark, &count, st->threshold[i].x);
	for (int i = 0; rules->shares == 1 && i < rules->intervals; i++) {
		reading_mark(mark, &count, rules->interval[i].from);
		reading_mark(mark, &count, rules->interval[i].to);
	}
	return reading_sort(mark, count);
}

char *reading_regimes(const struct scenario *s, const struct outcome *out, char *text, size_t size)
{
	static const char *const verb[] = { [REGIME_ABSTAIN] = "abstains",
		[REGIME_FREE_RIDE] = "free-rides", [REGIME_CONTRIBUTE] = "contributes" };
	int of[3] = { 0 };

	text[0] = '\0';
	for (int i = 0; i < out->n; i++) {
		of[out->domain[i].regime]++;
		if (out->n <= NAMED_MOST)
			text_append(text, size, "%s%c %s",
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

/* Where a node lies; what is next to an end of the Pareto set stands for that end. */
static double better_at(const struct study *st, const struct trace_node *n)
{
	for (int i = 0; i < 2 * st->intervals; i++) {
		double end = i % 2 ? st->interval[i / 2].to : st->interval[i / 2].from;

		if (fabs(end - n->x) < BESIDE)
			return end;
	}
	return n->x;
}

/* Whether a node's share, rounded to `shown`, is on the other side of a jump: not all have more
 * there. Both sides of a jump are nodes. */
static bool falls_off(const struct study *st, const struct trace_node *n, double shown,
	const struct outcome *out)
{
	int way = shown < n->x ? -1 : 1, i = (int)(n - st->curve.node) + way;

	for (; i >= 0 && i < st->curve.count; i += way) {
		const struct trace_node *beside = &st->curve.node[i];

		if ((beside->x - shown) * way >= 0)
			break;
		if (!beside->ok || !all_gain(st, &beside->out, out))
			return true;
	}
	return false;
}

static bool in_pareto(const struct study *st, double x)
{
	for (int i = 0; i < st->intervals; i++)
		if (x >= st->interval[i].from && x <= st->interval[i].to)
			return true;
	return false;
}

const struct outcome *reading_pareto(const struct study *st, double share,
	const struct outcome *out, int decimals, char *text, size_t size)
{
	const char *all = st->n == 1 ? "both" : "all";
	const struct trace_node *n;
	char at[32];
	double shown;

	text[0] = '\0';
	if (st->shares != 1 || !(st->have & HAVE_PARETO))
		return NULL;
	if (in_pareto(st, share)) {
		snprintf(text, size, "Pareto: no share is better for %s", all);
		return NULL;
	}
	n = better_node(st, share, out);
	if (!n) {
		snprintf(text, size, "Not Pareto");
		return NULL;
	}
	num_parse(caption_rounded(better_at(st, n), decimals, at, sizeof at), &shown);
	snprintf(text, size, "Not Pareto: %s %s %s get more", !falls_off(st, n, shown, out) ? "at" :
		shown < n->x ? "just above" : "just below", at, all);
	return &n->out;
}

/* "(g 0.077, m 0.143)": what the two would get. */
static void say_gains(const struct study *st, const struct outcome *there, char *text, size_t size)
{
	char g[32], m[32];

	snprintf(text, size, " (g %s, %c %s)",
		number_text(study_tidy(st, there->u_generalist), TOLD, TOLD_COLS, g),
		player_mark(st->scenario, 1),
		number_text(study_tidy(st, there->domain[0].utility), TOLD, TOLD_COLS, m));
}

static void tell_share(const struct view_model *m, char *out, size_t size)
{
	const struct reading *r = m->reading;
	char regimes[160], pareto[80], gains[80] = ".", share[32];
	const struct outcome *there;

	caption_share(r->at[0], TOLD, sizeof share - 1, share);
	if (!r->out) {
		snprintf(out, size, "At %s: %s", share, r->why ? r->why : "not known yet");
		return;
	}
	reading_regimes(m->scenario, r->out, regimes, sizeof regimes);
	there = reading_pareto(m->study, r->at[0], r->out, TOLD, pareto, sizeof pareto);
	if (there && m->study->n == 1)
		say_gains(m->study, there, gains, sizeof gains);
	snprintf(out, size, "At %s %s.%s%s%s", share, regimes, *pareto ? " " : "", pareto,
		*pareto ? gains : "");
}

const struct view_read read_share = { READS_SHARE, share_marks, tell_share };

void tell_axes(const struct view_model *m, char *out, size_t size)
{
	const struct reading *r = m->reading;
	char caption[NAME_MAX_BYTES], value[NUMBER_MAX], regimes[160];

	out[0] = '\0';
	for (int i = 0; i < r->params; i++)
		text_append(out, size, "%s%s %s", i > 0 ? ", " : "At ",
			param_caption(m->scenario, &r->param[i], caption, sizeof caption),
			caption_number(r->at[i], value, sizeof value));
	text_append(out, size, ": %s", !r->out ? r->why :
		reading_regimes(m->scenario, r->out, regimes, sizeof regimes));
}
