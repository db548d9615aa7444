/* The overview: utilities against the share, and the frontier below or, where
 * it is wide, beside it. */
#include "draw.h"

#define SIDE_BY_SIDE_COLS 96
#define BOTH_ROWS 16
#define KEY_ROWS 26 /* from here on the letters are explained below */
#define TABLE_ROWS 36 /* and from here on, side by side, by what each rule picks */

/* What the letters stand for, at the foot of r; returns the rows. */
static int draw_key(const struct view_model *m, struct canvas *c, struct rect r)
{
	int rows = r.h >= TABLE_ROWS && r.w >= SIDE_BY_SIDE_COLS ? draw_solution_table(m, c, r) : 0;

	return rows > 0 ? rows : draw_solution_key(m, c, r);
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	struct view_hit beside;
	int half, width = (r.w - 3) / 2;

	if (r.h >= KEY_ROWS && !curve_missing(m))
		r.h -= draw_key(m, c, r);
	half = (r.h + 1) / 2; /* the upper one has the letters of the rules below it */
	if (r.w >= SIDE_BY_SIDE_COLS && r.h < r.w / 2) {
		draw_utilities(m, c, (struct rect){ r.x, r.y, width, r.h }, hit);
		/* as high as the plot beside it, without what is below its ticks */
		draw_frontier(m, c, (struct rect){ r.x + r.w - width, r.y, width,
			hit->inner.w > 0 ? hit->inner.y + hit->inner.h + 2 - r.y : r.h }, &beside);
	} else if (r.h >= BOTH_ROWS) {
		draw_utilities(m, c, (struct rect){ r.x, r.y, r.w, half }, hit);
		draw_frontier(m, c, (struct rect){ r.x, r.y + half, r.w, r.h - half }, &beside);
	} else {
		draw_utilities(m, c, r, hit);
	}
}

const struct view_info view_overview = {
	.id = VIEW_OVERVIEW,
	.name = view_name[VIEW_OVERVIEW],
	.label = "Overview",
	.tab = 4,
	.min_rows = 8,
	.need = HAVE_FIRST | HAVE_RULES | HAVE_PLAIN,
	.draw = draw,
	.read = &read_share,
	.sheet = sheet_of_curve,
	.figure = figure_of_overview,
};
