/* The figure of paths: everybody's way in the plane of performance and safety. */
#include "figure.h"

#include <math.h>

static void add_way(struct figure *g, const struct outcome *out, int k, bool ghost, const char *title)
{
	double x[2], y[2];

	if (!paths_of(out, k, x, y))
		return;
	figure_line(g, x, y, player_ink(k), ghost ? FIGURE_PINNED : FIGURE_STRONG, '\0', title);
	figure_mark(g, FIGURE_POINT, x[1], y[1], ghost ? MARK_BEFORE : MARK_PRESENT);
}

/* A dotted line a floor, as far as products go. */
static void add_floors(struct figure *g)
{
	double right = 0;

	for (int k = 0; k <= g->m->study->n; k++) {
		double x[2], y[2];

		if (paths_of(&g->m->study->present, k, x, y))
			right = fmax(right, x[1]);
	}
	for (int k = 0; k <= g->m->study->n; k++) {
		double floor = game_floor(&g->m->scenario->game, k);
		const double x[2] = { 0, 1.1 * fmax(right, 1e-3) }, y[2] = { floor, floor };

		if (floor > 0)
			figure_line(g, x, y, player_ink(k), FIGURE_DOTTED,
				player_mark(g->m->scenario, k), NULL);
	}
}

void figure_of_paths(struct figure *g)
{
	const struct view_model *m = g->m;
	const struct figure_axis x = { .title = "performance" }, y = { .title = "safety" };
	const struct outcome *ghost;

	if (m->hide || !m->study || !study_has_outcome(m->study)) {
		figure_nothing(g, &x, &y, curve_missing(m));
		return;
	}
	ghost = paths_ghost(m);
	figure_begin(g, 1, 1, !ghost ? "@ now   dotted: floors" : m->pinned ?
		"@ now   & pinned   dotted: floors" : "@ now   & without the law   dotted: floors");
	figure_panel(g, "", &x, &y);
	figure_widen(g, 0, 0);
	for (int k = 0; ghost && k <= ghost->n; k++)
		add_way(g, ghost, k, true, NULL);
	for (int k = 0; k <= m->study->n; k++)
		add_way(g, &m->study->present, k, false, player_name(m->scenario, k));
	add_floors(g);
	figure_plot(g, "");
	figure_end(g);
}
