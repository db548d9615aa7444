/* The figure of the view of axioms: one cell of its table, with the set before and after. */
#include "axioms.h"
#include "figure.h"

static void put_sets(struct figure *g, const struct axioms *a, const struct axioms_row *row,
	const struct axiom_result *r)
{
	struct samples set = { 0 }, changed = { 0 }, added = { 0 };
	double after[2];

	axioms_samples(a, NULL, &set);
	figure_curve(g, &set, INK_JOINT, FIGURE_DOTTED, 0, "the set");
	if (axioms_moves_set(r)) {
		axioms_samples(a, &r->change, &changed);
		figure_curve(g, &changed, INK_PARETO, FIGURE_STRONG, 0, "changed");
	}
	if (r->verdict != AXIOM_FAILS) {
		if (row->settled.agreement)
			figure_mark(g, FIGURE_POINT, row->settled.u[0], row->settled.u[1], MARK_PRESENT);
		return;
	}
	if (r->change.kind == CHANGE_ADD && samples_add(&added, r->change.u[0], r->change.u[1], true))
		figure_points(g, &added, INK_PARETO, "added");
	axioms_after(r, after);
	figure_mark(g, FIGURE_POINT, r->before.u[0], r->before.u[1], MARK_BEFORE);
	figure_mark(g, FIGURE_POINT, after[0], after[1], MARK_PRESENT);
}

void figure_of_axioms(struct figure *g)
{
	const struct axioms *a = g->m->lab;
	const char *missing = axioms_missing(g->m);
	struct figure_axis x = { .title = "utility of the generalist" };
	struct figure_axis y = { .title = "utility of the specialist" };
	char words[AXIOM_WORDS_MAX];
	struct axioms_cell cell;

	if (missing) {
		figure_nothing(g, &x, &y, missing);
		return;
	}
	cell = axioms_cell_of(g->m, a);
	figure_begin(g, 1, 1, "& before   @ after");
	figure_panel(g, axiom_words(a, cell.row, cell.axiom, words, sizeof words), &x, &y);
	put_sets(g, a, &a->row[cell.row], &a->row[cell.row].result[cell.axiom]);
	figure_plot(g, "Nothing is agreed on.");
	figure_end(g);
}
