/* Numbers out of studies: curves, ranges, values as text. */
#include "draw.h"

#include "base/num.h"
#include "game/match.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double value_utility(const struct outcome *out, int k)
{
	double sum = 0;

	if (k == PLAYER_JOINT)
		return out->joint;
	if (k != PLAYER_SPECIALISTS)
		return k <= out->n ? outcome_utility(out, k) : NAN;
	for (int i = 0; i < out->n; i++)
		sum += out->domain[i].utility;
	return sum;
}

double value_level(const struct outcome *out, int k)
{
	if (k == 0)
		return out->alpha0;
	if (k < 1 || k > out->n || out->domain[k - 1].regime == REGIME_ABSTAIN)
		return NAN; /* who stays out has none */
	return out->domain[k - 1].alpha;
}

static double value_safety(const struct outcome *out, int k)
{
	if (k == 0)
		return out->safety0;
	if (k < 1 || k > out->n || out->domain[k - 1].regime == REGIME_ABSTAIN)
		return NAN;
	return out->domain[k - 1].safety;
}

static double zero_if_out(outcome_value value, const struct outcome *out, int k)
{
	double v = value(out, k);

	return isnan(v) ? 0 : v;
}

static double answered_level(const struct outcome *out, int k)
{
	return zero_if_out(value_level, out, k);
}

static double answered_safety(const struct outcome *out, int k)
{
	return zero_if_out(value_safety, out, k);
}

const struct answers *answers_of(const struct game *g)
{
	static const struct answers level = { "level", "a0", value_level, answered_level },
		safety = { "safety", "safety", value_safety, answered_safety };

	return match_along(g) > 0 ? &safety : &level;
}

bool samples_add(struct samples *s, double x, double y, bool brk)
{
	if (s->count == s->room) {
		size_t room = s->room > 0 ? (size_t)s->room * 2 : 256;
		double *grown_x = realloc(s->x, room * sizeof *grown_x);
		double *grown_y = grown_x ? realloc(s->y, room * sizeof *grown_y) : NULL;
		bool *grown_brk = grown_y ? realloc(s->brk, room * sizeof *grown_brk) : NULL;

		s->x = grown_x ? grown_x : s->x;
		s->y = grown_y ? grown_y : s->y;
		s->brk = grown_brk ? grown_brk : s->brk;
		if (!grown_brk)
			return false;
		s->room = (int)room;
	}
	s->x[s->count] = x;
	s->y[s->count] = y;
	s->brk[s->count] = brk;
	s->count++;
	return true;
}

void samples_free(struct samples *s)
{
	free(s->x);
	free(s->y);
	free(s->brk);
	memset(s, 0, sizeof *s);
}

void samples_of_curve(struct samples *s, const struct trace *curve, outcome_value value, int k)
{
	for (int i = 0; i < curve->count; i++) {
		const struct trace_node *n = &curve->node[i];
		double y = n->ok ? value(&n->out, k) : NAN;

		if (!samples_add(s, n->x, y, n->break_after))
			return;
	}
}

void widen(double *min, double *max, double v)
{
	if (!isfinite(v))
		return;
	*min = fmin(*min, v);
	*max = fmax(*max, v);
}

void widen_by_curve(double *min, double *max, const struct trace *curve, outcome_value value, int k)
{
	for (int i = 0; i < curve->count; i++)
		if (curve->node[i].ok)
			widen(min, max, value(&curve->node[i].out, k));
}

bool steady(double *min, double *max, double size)
{
	if (*max - *min > 1e-6 * size)
		return false;
	*max = *min + (size > 0 ? size : 1);
	return true;
}

double robust_top(double *v, int count)
{
	double most, usual;

	if (count < 1)
		return 0;
	qsort(v, (size_t)count, sizeof *v, num_rising);
	most = v[count - 1];
	usual = v[(count - 1) * 9 / 10];
	return usual > 0 && most > 3 * usual ? 1.5 * usual : most;
}

char *number_text(double v, int decimals, int width, char *out)
{
	if (!isfinite(v))
		return strcpy(out, "--");
	v = num_tidy(v);
	for (int d = decimals; d >= 0; d--) {
		double shown = fabs(v) < 0.5 * pow(10, -d) ? 0 : v;

		/* a small number that decimals would show as 0 needs a power */
		if (v != 0 && shown == 0)
			break;
		if (fabs(v) < 1e15 && snprintf(out, NUMBER_MAX, "%.*f", d, shown) <= width)
			return out;
	}
	for (int digits = decimals > 1 ? decimals : 1; digits >= 1; digits--) {
		snprintf(out, NUMBER_MAX, "%.*e", digits - 1, v);
		number_shorten(out);
		if ((int)strlen(out) <= width)
			break;
	}
	return out;
}

int number_decimals(double largest, int significant)
{
	int whole = largest >= 1 && isfinite(largest) ? (int)floor(log10(largest)) + 1 : 0;
	int decimals = significant - whole;

	return decimals < 0 ? 0 : decimals > significant ? significant : decimals;
}

const struct trace_node *curve_nearest(const struct trace *curve, double share)
{
	const struct trace_node *best = NULL;
	double nearest = INFINITY;

	for (int i = 0; i < curve->count; i++) {
		const struct trace_node *n = &curve->node[i];

		double away = n->done ? fabs(n->x - share) : INFINITY;

		/* of two as near, the one that has an outcome */
		if (away < nearest || (away == nearest && best && !best->ok)) {
			nearest = away;
			best = n;
		}
	}
	return best && best->ok ? best : NULL;
}

/* ---- data ------------------------------------------------------------------------ */

void sheet_of_curve(const struct view_model *m, struct sheet *t)
{
	const struct study *st = m->study;
	const struct trace *c = &st->curve;
	const struct game *g = &m->scenario->game;

	if (st->axis < 0 || st->axis >= g->n)
		sheet_column(t, "delta");
	else
		sheet_column(t, "delta_%s", g->specialist[st->axis].id);
	sheet_outcome_columns(t, g, false);
	sheet_column(t, "dominated");
	for (int i = 0; i < c->count && (st->have & HAVE_CURVE); i++) {
		const struct trace_node *node = &c->node[i];
		struct value *row = sheet_point(t, node->x, NULL, node->ok ? &node->out : NULL,
			node->break_after);

		if (row && node->ok)
			row[t->columns - 1].number = node->dominated;
	}
}
