/* Figures over parameters: statics and maps. And the table of solutions, as bars. */
#include "figure.h"
#include "statics.h"

#include "bargain/map.h"
#include "model/rule.h"

#include <math.h>

static const char *missing_text(const struct view_model *m)
{
	const char *text = curve_missing(m);

	return text ? text : "Nothing solved yet.";
}

/* ---- statics -------------------------------------------------------------------------- */

static void add_line(struct figure *g, const struct statics *st, struct quantity q, int player,
	bool pinned)
{
	struct samples s = { 0 };
	bool own = player >= 0 && !pinned;

	samples_of_statics(&s, st, q);
	figure_curve(g, &s, player_ink(player), pinned ? FIGURE_PINNED : FIGURE_SOLID,
		own ? player_mark(g->m->scenario, player) : '\0', pinned ? "pinned"
		: own ? player_name(g->m->scenario, player) : NULL);
}

/* What the vertical axis shows, and from where to where, where that is known. */
static struct figure_axis value_axis(const struct statics *st)
{
	enum quantity_kind kind = st->quantity.kind;
	struct figure_axis y = { .title = quantity_info(kind)->label };
	int count;

	if (class_looks(kind, &count)) {
		y.low = -0.2;
		y.high = count - 1 + 0.2;
	} else if (kind == QUANTITY_SHARE || kind == QUANTITY_EFFICIENCY) {
		y.high = 1;
	} else {
		y.robust = true;
	}
	return y;
}

/* The words at an axis whose values stand for them. */
static void put_words(FILE *f, const char *axis, enum quantity_kind kind)
{
	int count;
	const struct class_look *looks = class_looks(kind, &count);

	for (int i = 0; i < count; i++) {
		if (i == 0)
			fprintf(f, "set %s (", axis);
		fprintf(f, "\"%s\" %d%s", looks[i].mark.text, i, i + 1 < count ? ", " : ")\n");
	}
}

void figure_of_statics(struct figure *g)
{
	const struct statics *st = g->m->lab;
	struct statics_lines l;
	char name[SHEET_NAME_MAX];
	struct figure_axis x = { .title = name }, y;
	struct roster roster;

	if (g->m->hide || !st || st->trace.count == 0) {
		figure_nothing(g, NULL, NULL, missing_text(g->m));
		return;
	}
	param_caption(g->m->scenario, &st->param, name, sizeof name);
	x.low = st->span.low;
	x.high = st->span.high;
	x.log = st->span.log;
	y = value_axis(st);
	figure_begin(g, 1, 1, st->thresholds > 0 ?
		"@ now   ^ somebody switches, or an outcome jumps" : "@ now");
	put_words(g->f, "ytics", st->quantity.kind);
	figure_panel(g, "", &x, &y);
	statics_roster(g->m, st, &roster);
	l = statics_lines(g->m, &roster);
	for (int j = 1; j >= 0; j--)
		for (int i = 0; l.of[j] && i < l.count; i++)
			add_line(g, l.of[j], l.quantity[i], roster.player[i], j == 1);
	figure_widen(g, st->present, 0);
	figure_upright(g, st->present);
	figure_mark(g, FIGURE_FOOT, st->present, 0, MARK_PRESENT);
	for (int i = 0; i < st->thresholds; i++)
		figure_mark(g, FIGURE_FOOT, st->threshold[i].x, 0, MARK_THRESHOLD);
	figure_plot(g, "");
	figure_end(g);
}

/* ---- maps --------------------------------------------------------------------------- */

/* Where a cell begins along an axis of `count` cells, whose values are from end to end. */
static double cell_edge(const struct map_axis *a, int i, int count)
{
	return span_value(&a->span, count > 1 ? (i - 0.5) / (count - 1) : i);
}

/* A box a cell: x, y, its corners, the value. False where there is none to draw. */
static bool put_cells(struct figure *g, const struct map *mp)
{
	bool any = false;

	for (int i = 0; i < mp->cols * mp->rows; i++) {
		const struct map_cell *cell = &mp->cell[i];
		int col = i % mp->cols, row = i / mp->cols;

		if (!cell->block || !isfinite(cell->value))
			continue;
		if (!any)
			figure_block(g);
		any = true;
		fprintf(g->f, "%.7g %.7g %.7g %.7g %.7g %.7g %.7g\n", map_x(mp, col),
			map_y(mp, row), cell_edge(&mp->x, col, mp->cols),
			cell_edge(&mp->x, col + 1, mp->cols), cell_edge(&mp->y, row, mp->rows),
			cell_edge(&mp->y, row + 1, mp->rows), (double)cell->value);
	}
	if (any)
		fputs("END\n", g->f);
	return any;
}

/* From yellow to dark blue; of words a colour each, with their names. */
static void put_palette(FILE *f, const struct map *mp)
{
	double low = mp->min, high = mp->max;
	int count;
	const struct class_look *looks = class_looks(mp->quantity.kind, &count);

	if (looks) {
		fprintf(f, "set palette maxcolors %d defined (", count);
		for (int i = 0; i < count; i++)
			fprintf(f, "%d '%s'%s", i, looks[i].paper, i + 1 < count ? ", " : ")\n");
		fprintf(f, "set cbrange [-0.5:%g]\n", count - 0.5);
		put_words(f, "cbtics", mp->quantity.kind);
		return;
	}
	fputs("set palette defined (0 '#ffffd9', 0.25 '#a9dfb5', 0.5 '#41a7c3', 0.75 '#2456a0', "
	      "1 '#081d58')\n",
		f);
	if (!(high - low > 1e-6 * fmax(fabs(low), fabs(high))))
		plot_range(mp->min, mp->max, &low, &high);
	fprintf(f, "set cbrange [%.9g:%.9g]\n", low, high);
}

static struct figure_axis map_axis(const struct view_model *m, const struct map_axis *a,
	int count, char *name, size_t size)
{
	param_caption(m->scenario, &a->param, name, size);
	return (struct figure_axis){ .title = name, .low = cell_edge(a, 0, count),
		.high = cell_edge(a, count, count), .log = a->span.log };
}

void figure_of_map(struct figure *g)
{
	const struct map *mp = g->m->lab;
	char xt[SHEET_NAME_MAX], yt[SHEET_NAME_MAX], label[NAME_MAX_BYTES * 2];
	struct figure_axis x, y;

	if (g->m->hide || !mp || !mp->cell) {
		figure_nothing(g, NULL, NULL, missing_text(g->m));
		return;
	}
	x = map_axis(g->m, &mp->x, mp->cols, xt, sizeof xt);
	y = map_axis(g->m, &mp->y, mp->rows, yt, sizeof yt);
	figure_begin(g, 1, 1, "@ now   blank: none");
	g->boxed = true;
	fputs("set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.3,0.3\n"
	      "set rmargin 12\nset cblabel ",
		g->f);
	figure_text(g->f, quantity_label(g->m->scenario, mp->quantity, label, sizeof label));
	fputc('\n', g->f);
	put_palette(g->f, mp);
	figure_panel(g, "", &x, &y);
	if (put_cells(g, mp)) {
		fprintf(figure_clause(g), "$b%d using 1:2:3:4:5:6:7 with boxxyerror fs solid "
			"border lw 0.5 lc palette notitle", g->blocks);
		figure_mark(g, FIGURE_POINT, mp->present_x, mp->present_y, MARK_PRESENT);
	}
	figure_plot(g, "Nothing to show: there is no such outcome here.");
	figure_end(g);
}

/* ---- solutions ------------------------------------------------------------------------ */

/* A group of bars a solution: its number, its name and share, utilities from g on. */
static int put_solutions(struct figure *g)
{
	const struct study *st = g->m->study;
	int groups = 0, block = 0;

	for (int i = 0; i < st->solutions; i++) {
		const struct solution *s = &st->solution[i];
		char share[NUMBER_MAX];

		if (!solution_marked(g->m, s))
			continue;
		if (!block)
			block = figure_block(g);
		fprintf(g->f, "%d \"%s%c\\n%s\\n", groups++, bargain_same(g->m->scenario->bargain, s->rule) ? "@" : "",
			bargain_mark(g->m->scenario, s->rule),
			st->shares == 1 ? caption_share(s->delta[0], 4, 8, share) : "");
		if (isfinite(s->efficiency))
			fputs(caption_percent(s->efficiency, NUMBER_MAX, share), g->f);
		fputc('"', g->f);
		for (int k = 0; k <= st->n && k < ROSTER_MAX; k++) {
			double v = study_tidy(st, outcome_utility(&s->out, k));

			fprintf(g->f, " %.9g", v);
			figure_widen(g, groups, v);
		}
		fputc('\n', g->f);
	}
	if (block)
		fputs("END\n", g->f);
	return groups;
}

void figure_of_solutions(struct figure *g)
{
	const struct study *st = g->m->study;
	struct figure_axis x = { .low = -0.5, .title = st && st->shares == 1
		? "rule, its share of g, its part of first best" : "rule, its part of first best" };
	const struct figure_axis y = { .title = "utility" };
	char caption[512];
	int groups;

	if (g->m->hide || !st || st->solutions == 0) {
		figure_nothing(g, NULL, NULL, missing_text(g->m));
		return;
	}
	figure_begin(g, 1, 1, figure_caption(g->m, "@ now", caption, sizeof caption));
	fputs("set style fill solid 0.7\nset xlabel offset 0,-2\n", g->f);
	g->foot += 2; /* rows of the groups' names */
	figure_panel(g, "", &x, &y);
	figure_widen(g, 0, 0);
	groups = put_solutions(g);
	g->x.high = groups - 0.5;
	for (int k = 0; groups > 0 && k <= st->n && k < ROSTER_MAX; k++) {
		FILE *f = figure_clause(g);
		int bars = (st->n < ROSTER_MAX ? st->n : ROSTER_MAX - 1) + 1;
		double width = 0.8 / bars;

		fprintf(f, "$b%d using ($1%+g):%d:(%g)%s with boxes lc rgb '%s' title ", g->blocks,
			(k - (bars - 1) / 2.0) * width, k + 3, 0.9 * width,
			k ? "" : ":xtic(2)", figure_color(player_ink(k)));
		figure_text(f, player_name(g->m->scenario, k));
	}
	figure_plot(g, "No deal by any rule.");
	figure_end(g);
}
