/* The bargaining frontier: one player's utility against another's, the Pareto
 * set apart from what it dominates, and every solution by its letter. */
#include "draw.h"

#include "base/text.h"
#include "model/rule.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define KEY_ROWS 26 /* of the view that has room for a key to the letters */
#define KEY_MAX 12 /* rules with their letters below a plot */
#define MARK_WITHOUT '.' /* what shares alone come to, where lump sums split a pie; and while it is not
                          * known what is in the Pareto set */

static void widen_by_points(double *min, double *max, const struct frontier_point *pt, int count,
	int n, int k)
{
	for (int i = 0; i < count; i++)
		widen(min, max, value_point(&pt[i], n, k));
}

/* The range of player k's utility over all that is drawn. */
static void frontier_range(const struct view_model *m, int k, double *low, double *high)
{
	const char *what;
	const struct study *of[] = { m->study, frontier_ghost(m, &what), frontier_without(m),
		m->study->shares > 1 ? rules_of(m) : NULL };
	double min = INFINITY, max = -INFINITY, size = 0;

	widen(&min, &max, 0);
	widen(&min, &max, value_outside(m->scenario, k));
	for (int j = 0; j < 4; j++) {
		const struct study *st = of[j];

		if (!st || (j > 0 && st == m->study))
			continue;

		for (int i = 0; st->shares == 1 && i < st->curve.count; i++)
			if (st->curve.node[i].ok)
				widen(&min, &max, value_utility(&st->curve.node[i].out, k));
		for (int i = 0; i < st->solutions; i++)
			if (st->solution[i].done && st->solution[i].agreement) {
				widen(&min, &max, value_utility(&st->solution[i].out, k));
				size = fmax(size, fabs(st->solution[i].out.joint));
			}
		if (study_has_outcome(st))
			widen(&min, &max, value_utility(&st->present, k));
		widen_by_points(&min, &max, st->point, st->points, st->n, k);
		widen_by_points(&min, &max, st->dominated_point, st->dominated_points, st->n, k);
	}
	steady(&min, &max, size);
	plot_range(min, max, low, high);
}

static void plot_ground(struct plot *p, const struct view_model *m, int kx, int ky)
{
	static const struct { char mark; enum ink ink; } look[] = {
		[FRONTIER_GHOST] = { MARK_GHOST, INK_GHOST },
		[FRONTIER_WITHOUT] = { MARK_WITHOUT, INK_DOMINATED },
		[FRONTIER_DOMINATED] = { MARK_DOMINATED, INK_DOMINATED },
		[FRONTIER_PARETO] = { MARK_PARETO, INK_PARETO },
		[FRONTIER_PIE] = { MARK_PIE, INK_PARETO },
		[FRONTIER_OPEN] = { MARK_WITHOUT, INK_DIM },
	};
	struct frontier_layer layer[FRONTIER_LAYERS];
	int count = frontier_layers(m, kx, ky, layer);

	for (int i = 0; i < count; i++) {
		struct samples *s = &layer[i].samples;
		char mark = look[layer[i].role].mark;
		enum ink ink = look[layer[i].role].ink;

		if (layer[i].role == FRONTIER_DOMINATED || layer[i].role == FRONTIER_PARETO)
			ink = rules_ink(m, ink);
		if (!layer[i].joined)
			plot_points(p, s->x, s->y, s->count, mark, ink);
		else
			plot_curve(p, s->x, s->y, s->brk, s->count, mark, ink);
		samples_free(s);
	}
}

/* ---- marks -------------------------------------------------------------------- */

/* What stands on one cell. */
struct spot {
	int x, y;
	bool now;
	char letters[MARKS_MAX + 1];
};

struct spots {
	int count;
	struct spot spot[MARKS_MAX + 1];
};

static struct spot *spot_of(struct spots *s, const struct plot *p, double x, double y)
{
	int cx, cy;

	if (!plot_cell(p, x, y, &cx, &cy))
		return NULL;
	for (int i = 0; i < s->count; i++)
		if (s->spot[i].x == cx && s->spot[i].y == cy)
			return &s->spot[i];
	if (s->count > MARKS_MAX)
		return NULL;
	s->spot[s->count] = (struct spot){ .x = cx, .y = cy };
	return &s->spot[s->count++];
}

/* The present bargain and the solutions, those of one cell together. */
static void find_spots(struct spots *s, const struct plot *p, const struct view_model *m, int kx,
	int ky)
{
	const struct study *st = m->study;
	struct spot *at;

	s->count = 0;
	if (study_has_outcome(st) && !st->no_agreement
		&& (at = spot_of(s, p, value_utility(&st->present, kx),
			    value_utility(&st->present, ky))))
		at->now = true;
	st = rules_of(m);
	for (int i = 0; i < st->solutions; i++) {
		const struct solution *sol = &st->solution[i];
		size_t n;

		if (!solution_marked(m, sol) || solution_tie(sol)
			|| !(at = spot_of(s, p, value_utility(&sol->out, kx),
				     value_utility(&sol->out, ky))))
			continue;
		n = strlen(at->letters);
		if (n < MARKS_MAX)
			at->letters[n] = bargain_mark(m->scenario, sol->rule);
	}
	/* where nobody has more than without a deal that mark would not be seen */
	for (int i = 0, x, y; i < s->count; i++)
		if (plot_cell(p, value_outside(m->scenario, kx), value_outside(m->scenario, ky), &x, &y)
			&& s->spot[i].x == x && s->spot[i].y == y && strlen(s->spot[i].letters) < MARKS_MAX)
			s->spot[i].letters[strlen(s->spot[i].letters)] = MARK_DISAGREEMENT;
}

/* The marks in their cells; what stands on cells of several is added to out:
 * "@ VN  * GP". */
static void draw_spots(struct plot *p, const struct spots *s, enum ink letters, char *out,
	size_t size)
{
	for (int i = 0; i < s->count; i++) {
		const struct spot *at = &s->spot[i];
		bool several = at->letters[0] && at->letters[1];
		char mark = at->now ? MARK_PRESENT : several ? MARK_SEVERAL : at->letters[0];

		canvas_put(p->canvas, at->x, at->y, (unsigned char)mark,
			at->now ? INK_PRESENT : letters);
		if (several || (at->now && at->letters[0]))
			text_append(out, size, "%s%c %s", *out ? "  " : "", mark, at->letters);
	}
}

/* Where the outcome was before the last key, or the pinned one is. */
static void draw_earlier(struct plot *p, const struct view_model *m, int kx, int ky)
{
	const struct study *pinned = ghost_of(m);
	const struct outcome_before *b = m->before;

	if (pinned && study_has_outcome(pinned))
		plot_marker(p, value_utility(&pinned->present, kx),
			value_utility(&pinned->present, ky), MARK_BEFORE, INK_GHOST);
	else if (!pinned && b && b->on && b->n == m->study->n && kx >= 0 && ky >= 0)
		plot_marker(p, b->u[kx], b->u[ky], MARK_BEFORE, INK_GHOST);
}

static void draw_marks(struct plot *p, const struct view_model *m, int kx, int ky)
{
	enum ink letters = rules_ink(m, INK_SOLUTION);
	struct spots s;
	const char *what;
	char list[160] = "";
	int w, end = p->inner.x + p->inner.w;

	draw_earlier(p, m, kx, ky);
	plot_marker(p, value_outside(m->scenario, kx), value_outside(m->scenario, ky),
		MARK_DISAGREEMENT, INK_WARNING);
	find_spots(&s, p, m, kx, ky);
	/* what the legend then has no room for */
	if (frontier_ghost(m, &what))
		strcpy(list, "x no deal");
	draw_spots(p, &s, letters, list, sizeof list);
	if (m->played && kx == 0 && ky == m->played->specialist + 1)
		plot_marker(p, m->played->u_generalist, m->played->u_specialist, MARK_PLAYED,
			INK_CHANGED);
	if (m->reading && m->reading->out)
		plot_marker(p, value_utility(m->reading->out, kx),
			value_utility(m->reading->out, ky), '|', INK_CURSOR);
	w = text_width(list);
	/* In the corner that curves of bargains leave free, in the first row that is. */
	for (int y = p->inner.y; w > 0 && y < p->inner.y + p->inner.h / 2; y++) {
		bool blank = w + 1 < p->inner.w;

		for (int x = end - w - 1; x < end && blank; x++)
			blank = canvas_at(p->canvas, x, y)->cp == ' ';
		if (!blank)
			continue;
		canvas_text(p->canvas, end - w, y, w, letters, list);
		return;
	}
}

/* "g", or "all specialists". */
static const char *axis_name(const struct view_model *m, int k, char *out, size_t size)
{
	if (k < 0 && m->scenario->game.n > 1)
		snprintf(out, size, "all specialists");
	else
		snprintf(out, size, "%c", player_mark(m->scenario, k));
	return out;
}

/* With a ghost there is no room for "no deal", which then stands in the plot. */
static int frontier_legend(const struct view_model *m, int kx, int ky, struct legend_entry *e)
{
	double x[2], y[2];
	const char *what;
	int n = 0;

	if (frontier_line(m, kx, ky, x, y)) {
		e[n++] = (struct legend_entry){ MARK_PIE, INK_PARETO,
			m->scenario->game.transfers ? "payments" : "one pot" };
		if (frontier_without(m))
			e[n++] = (struct legend_entry){ MARK_WITHOUT, INK_DOMINATED,
				m->scenario->game.transfers ? "without" : "others alike" };
	} else if (frontier_open(m)) {
		e[n++] = (struct legend_entry){ MARK_WITHOUT, INK_DIM, "not known yet" };
	} else {
		e[n++] = (struct legend_entry){ MARK_PARETO, INK_PARETO, "Pareto" };
		e[n++] = (struct legend_entry){ MARK_DOMINATED, INK_DOMINATED, "not" };
	}
	if (ghost_of(m))
		e[n++] = (struct legend_entry){ MARK_GHOST, INK_GHOST,
			m->pinned_before ? "& before" : "& pinned" };
	else if (frontier_ghost(m, &what))
		e[n++] = (struct legend_entry){ MARK_GHOST, INK_GHOST, what };
	else
		e[n++] = (struct legend_entry){ MARK_DISAGREEMENT, INK_WARNING, "no deal" };
	return n;
}

void draw_frontier(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	int kx = frontier_player(m, m->frontier_x, 0), ky = frontier_player(m, m->frontier_y, 1);
	const char *missing = curve_missing(m);
	struct legend_entry e[7];
	char across[24], up[24], title[80], name[28];
	struct axis x = { .high = 1, .title = name }, y = { .high = 1, .title = title };
	struct plot p;
	int count = missing ? 0 : frontier_legend(m, kx, ky, e);

	if (m->played)
		e[count++] = (struct legend_entry){ MARK_PLAYED, INK_CHANGED, "played" };
	snprintf(title, sizeof title, "Frontier, %s against %s", axis_name(m, ky, up, sizeof up),
		axis_name(m, kx, across, sizeof across));
	snprintf(name, sizeof name, "%s =", kx < 0 && m->scenario->game.n > 1 ? "sum" : across);
	if (!missing)
		y.title = legend_title(title, "Frontier", e, count, r.w);
	y.label = 5; /* as wide as "share": two plots one above the other are in line */
	if (!missing) {
		frontier_range(m, kx, &x.low, &x.high);
		frontier_range(m, ky, &y.low, &y.high);
	}
	if (plot_begin(&p, c, r, &x, &y, NULL) != STATUS_OK)
		return;
	if (missing) {
		draw_notice(c, p.inner, missing);
	} else {
		draw_legend(c, p.top, e, count);
		plot_ground(&p, m, kx, ky);
		draw_marks(&p, m, kx, ky);
		*hit = (struct view_hit){ .reads = READS_SHARE, .inner = p.inner, .cell_w = 1,
			.x = { p.x.low, p.x.high, false }, .y = { p.y.low, p.y.high, false },
			.player = { kx, ky } };
	}
	plot_end(&p);
}

/* How far away a bargain is, in columns; rows are twice as high as those are wide. */
static double columns_to(const struct view_hit *hit, const struct outcome *out, int x, int y)
{
	double across = span_part(&hit->x, value_utility(out, hit->player[0]));
	double up = span_part(&hit->y, value_utility(out, hit->player[1]));

	return hypot(across * (hit->inner.w - 1) - x,
		2 * ((1 - up) * (hit->inner.h - 1) - y));
}

bool frontier_share_at(const struct view_model *m, const struct view_hit *hit, int x, int y,
	double *share)
{
	double nearest = INFINITY;

	for (int i = 0; m->study && i < m->study->curve.count; i++) {
		const struct trace_node *n = &m->study->curve.node[i];
		double away = n->ok ? columns_to(hit, &n->out, x, y) : INFINITY;

		if (away < nearest) {
			nearest = away;
			*share = n->x;
		}
	}
	return isfinite(nearest);
}

/* The letters of the solutions, each once, and what else is marked. */
static int key_entries(const struct view_model *m, struct legend_entry *e)
{
	const struct study *st = rules_of(m);
	int n = 0;

	for (int i = 0; i < st->solutions; i++) {
		const struct rule_info *rule = rule_info(st->solution[i].rule.rule);

		if (n < KEY_MAX && solution_marked(m, &st->solution[i]))
			e[n++] = (struct legend_entry){ bargain_mark(m->scenario,
				st->solution[i].rule), rules_ink(m, INK_SOLUTION), rule->label };
	}
	e[n++] = (struct legend_entry){ MARK_DISAGREEMENT, INK_WARNING, "no deal" };
	return n;
}

/* Draws the entries over rows of width w; with c NULL only counts the rows. */
static int key_rows(struct canvas *c, struct rect r, const struct legend_entry *e, int count)
{
	int x = 0, y = 0;

	for (int i = 0; i < count; i++) {
		int w = legend_width(&e[i], 1);

		if (x > 0 && x + w > r.w) {
			x = 0;
			y++;
		}
		if (c)
			plot_legend(c, r.x + x, r.y + y, r.w - x, &e[i], 1);
		x += w + 2;
	}
	return y + 1;
}

int draw_solution_key(const struct view_model *m, struct canvas *c, struct rect r)
{
	struct legend_entry e[KEY_MAX + 1];
	int count = key_entries(m, e), rows = key_rows(NULL, r, e, count);

	if (rows > r.h)
		return 0;
	key_rows(c, (struct rect){ r.x, r.y + r.h - rows, r.w, rows }, e, count);
	return rows;
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	int rows = 0;

	if (!curve_missing(m) && r.h >= KEY_ROWS)
		rows = draw_solution_key(m, c, r);
	draw_frontier(m, c, (struct rect){ r.x, r.y, r.w, r.h - rows }, hit);
}

const struct view_info view_frontier = {
	.id = VIEW_FRONTIER,
	.name = view_name[VIEW_FRONTIER],
	.label = "Frontier",
	.tab = 5,
	.min_rows = 8,
	.need = HAVE_FIRST | HAVE_RULES | HAVE_PLAIN,
	.draw = draw,
	.read = &read_share,
	.sheet = sheet_of_curve,
	.figure = figure_of_frontier,
};
