/* Plots of a class: what pairs did, over what the theory has. */
#include "class_parts.h"
#include "draw.h"

#include "base/num.h"
#include "view/plot.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* No player's letter: those name the curves. */
#define MARK_MINE '*'
#define MARK_THEIRS 'o'
#define LEGEND_GAP 2 /* from the axis's title */
#define MARK_NOW '|'
#define MARK_OFFERED '^'

struct curve { double x[ROOM_CURVE], y[SEATS][ROOM_CURVE]; int count; };

static struct curve theory(const struct told *t)
{
	struct curve c = {.count = t->points};

	for (int i = 0; i < t->points; i++) {
		c.x[i] = t->point[i].share;
		for (int k = 0; k < SEATS; k++)
			c.y[k][i] = t->point[i].u[k];
	}
	return c;
}

/* Of what seat k gets: by the theory and in all pairs; own, unless that is NULL, also by the offers
 * made to a student and the term being chosen. */
static void range_of(const struct told *t, enum seat k, const struct class_model *own, double *low,
	double *high)
{
	double min = fmin(0, isnan(t->outside[k]) ? 0 : t->outside[k]), max = min;

	for (int i = 0; i < t->points; i++) {
		widen(&min, &max, t->point[i].u[k]);
		widen(&min, &max, own && own->along ? own->along[i] : NAN);
	}
	for (int i = 0; i < t->pairs; i++)
		widen(&min, &max, t->pairing[i].u[k]);
	widen(&min, &max, own ? own->theirs_worth : NAN);
	widen(&min, &max, own ? own->mine_worth : NAN);
	plot_range(min, max, low, high);
}

/* ---- a student's own -------------------------------------------------------------- */

/* worth: of an offer with a term beside its share, which then lies off the curve; else it is y's. */
static void offer(struct plot *p, const struct curve *c, const double *y, double share,
	double worth, char mark, enum ink ink)
{
	int i = (int)(share * (c->count - 1) + .5);

	if (isnan(share) || c->count == 0)
		return;
	plot_axis_mark(p, share, mark, ink);
	if (isnan(worth))
		worth = y[i];
	if (isfinite(worth))
		plot_marker(p, share, worth, mark, ink);
}

void class_payoff_plot(struct canvas *canvas, struct rect r, const struct class_model *m)
{
	const struct told *t = m->told;
	enum seat k = t->seat == SEAT_SPECIALIST ? SEAT_SPECIALIST : SEAT_GENERALIST;
	struct curve c = theory(t);
	struct axis x = {.low = 0, .high = 1, .title = "share"};
	char title[80] = "What you would get";
	struct axis y = {.title = title};
	const double *along = m->along ? m->along : c.y[k];
	struct plot p;
	const struct legend_entry e[] = {{MARK_MINE, INK_SOLUTION, "your offer"},
		{MARK_THEIRS, INK_WARNING, "theirs"}, {MARK_NOW, INK_CURSOR, "now"}};

	if (t->over != LAB_SHARE)
		snprintf(title, sizeof title, "What you would get at a %s of %g",
			lab_over_name((enum lab_over)t->over), num_tidy(m->along ? m->at_term : t->usual));
	range_of(t, k, m, &y.low, &y.high);
	if (c.count < 2 || plot_begin(&p, canvas, r, &x, &y, NULL) != STATUS_OK)
		return;
	plot_legend(canvas, p.top.x + LEGEND_GAP, p.top.y, p.top.w - LEGEND_GAP, e, 3);
	if (class_asks(t) && t->pair_stage == PAIR_BARGAIN)
		plot_read_line(&p, m->on_term ? m->beside : m->value);
	plot_curve(&p, c.x, along, NULL, c.count, class_letter(m, (int)k),
		k == SEAT_GENERALIST ? INK_GENERALIST : INK_SPECIALIST);
	offer(&p, &c, along, t->offer[1 - (int)k], m->theirs_worth, MARK_THEIRS, INK_WARNING);
	offer(&p, &c, along, t->offer[k], m->mine_worth, MARK_MINE, INK_SOLUTION);
	plot_end(&p);
}

/* ---- the class ------------------------------------------------------------------- */

/* How many pairs stand in each cell: one alone is "o", more a digit. */
static void pairs_in(struct plot *p, const struct told *t)
{
	int cells = p->inner.w * p->inner.h;
	int *count = calloc((size_t)cells, sizeof *count);

	for (int i = 0; count && i < t->pairs; i++) {
		const struct told_pair *q = &t->pairing[i];
		int cx, cy, n;
		bool deal = (int)q->stage == PAIR_DONE;
		if (!isfinite(q->u[0]) || !isfinite(q->u[1]) ||
			!plot_cell(p, q->u[0], q->u[1], &cx, &cy))
			continue;
		n = ++count[(cy - p->inner.y) * p->inner.w + cx - p->inner.x];
		plot_marker(p, q->u[0], q->u[1], n == 1 ? (deal ? 'o' : 'x') : n < 10 ?
			(char)('0' + n) : '#', deal ? INK_PRESENT : INK_WARNING);
	}
	free(count);
}

void class_frontier_plot(struct canvas *canvas, struct rect r, const struct class_model *m)
{
	const struct told *t = m->told;
	struct curve c = theory(t);
	char g_gets[] = {class_letter(m, 0), ' ', 'g', 'e', 't', 's', '\0'};
	char s_gets[] = {class_letter(m, 1), ' ', 'g', 'e', 't', 's', '\0'};
	struct axis x = {.title = g_gets}, y = {.title = s_gets};
	struct plot p;
	char curve_of[40] = "theory";
	const struct legend_entry e[] = {{'o', INK_PRESENT, "a pair"}, {'3', INK_PRESENT, "three"},
		{'x', INK_WARNING, "no deal"}, {'.', INK_DOMINATED, curve_of}};

	if (t->over != LAB_SHARE)
		snprintf(curve_of, sizeof curve_of, "theory, %s %g",
			lab_over_name((enum lab_over)t->over), num_tidy(t->usual));
	range_of(t, SEAT_GENERALIST, NULL, &x.low, &x.high);
	range_of(t, SEAT_SPECIALIST, NULL, &y.low, &y.high);
	if (c.count < 2 || plot_begin(&p, canvas, r, &x, &y, NULL) != STATUS_OK)
		return;
	plot_legend(canvas, p.top.x + LEGEND_GAP, p.top.y, p.top.w - LEGEND_GAP, e, 4);
	plot_points(&p, c.y[SEAT_GENERALIST], c.y[SEAT_SPECIALIST], c.count, '.', INK_DOMINATED);
	for (int i = 0; i < t->marks; i++)
		plot_marker(&p, t->mark[i].u[0], t->mark[i].u[1], class_mark(m, i), INK_SOLUTION);
	pairs_in(&p, t);
	plot_end(&p);
}

void class_share_plot(struct canvas *canvas, struct rect r, const struct class_model *m)
{
	const struct told *t = m->told;
	struct curve c = theory(t);
	struct axis x = {.low = 0, .high = 1, .title = "share", .below = 2};
	char title[80] = "What they got, at the share agreed";
	struct axis y = {.title = title};
	double low[SEATS], high[SEATS];
	struct plot_mark marks[RULES];
	struct plot p;

	for (int k = 0; k < SEATS; k++)
		range_of(t, (enum seat)k, NULL, &low[k], &high[k]);
	y.low = fmin(low[0], low[1]);
	y.high = fmax(high[0], high[1]);
	if (t->over != LAB_SHARE)
		snprintf(title, sizeof title, "What they got; curves: at a %s of %g",
			lab_over_name((enum lab_over)t->over), num_tidy(t->usual));
	if (c.count < 2 || plot_begin(&p, canvas, r, &x, &y, NULL) != STATUS_OK)
		return;
	for (int k = 0; k < SEATS; k++)
		plot_curve(&p, c.x, c.y[k], NULL, c.count, class_letter(m, k),
			k ? INK_SPECIALIST : INK_GENERALIST);
	for (int i = 0; i < t->pairs; i++)
		for (int k = 0; k < SEATS; k++)
			if (isfinite(t->pairing[i].share) && isfinite(t->pairing[i].u[k]))
				plot_marker(&p, t->pairing[i].share, t->pairing[i].u[k],
					(char)toupper((unsigned char)class_letter(m, k)), k ? INK_SPECIALIST : INK_GENERALIST);
	for (int i = 0; i < t->pairs; i++)
		if (isfinite(t->pairing[i].share))
			plot_axis_mark(&p, t->pairing[i].share, MARK_OFFERED, INK_PRESENT);
	for (int i = 0; i < t->marks; i++)
		marks[i] = (struct plot_mark){t->mark[i].share, class_mark(m, i), INK_SOLUTION};
	plot_strip(&p, marks, t->marks, 2, "theory");
	plot_end(&p);
}
