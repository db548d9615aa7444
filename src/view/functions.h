/* Costs and revenue as functions of what is reached, for the view that draws them and its
 * figure: of the level, or, where a product has two attributes, of each of them, the other
 * one as it is played. Private to src/view. */
#ifndef HAGGLE_SRC_VIEW_FUNCTIONS_H
#define HAGGLE_SRC_VIEW_FUNCTIONS_H

#include "draw.h"

#define FUNCTIONS_POINTS 240 /* that a curve is drawn through */

/* What a product may have, by the game. */
enum { FUNCTIONS_KINDS = 2 };

/* A function of it; the parts of costs that players bear are shown where others bear the rest. */
enum shape { SHAPE_REVENUE, SHAPE_KEPT, SHAPE_GIVEN, SHAPE_COST, SHAPE_PART, SHAPE_G_COST,
	SHAPE_G_PART, SHAPES };

/* How each is called and marked in plots, and in figures. */
extern const struct shape_info { struct legend_entry plot, figure; } shape_info[SHAPES];

/* Whose functions, and where they are played at. */
struct functions_players {
	const struct cost *generalist;
	const struct specialist *who;
	const struct game *game;
	const struct study *study; /* NULL: the rest is not known */
	enum quantity_kind kind;   /* what the functions are of */
	double share;              /* at the bargain there, and what of `kind` is reached: */
	double a0, alpha;          /* by the generalist, by the specialist */
};

/* What one panel shows. */
struct functions_panel {
	struct functions_players now, pinned;
	bool ghosts;     /* pinned is there */
	bool marginal;
	unsigned shapes; /* OR of 1 << shape */
};

/* The outcomes that levels are looked at in: the present one, the first best; how many there are. */
int functions_outcomes(const struct study *st, const struct outcome *of[2]);
/* What functions of a game are of; how many there are. */
int functions_kinds(const struct game *g, enum quantity_kind kind[FUNCTIONS_KINDS]);
/* The generalist and specialist i (from 0), at the bargain of a study. */
struct functions_players functions_players_of(const struct scenario *s, const struct study *st,
	int i, enum quantity_kind kind);
/* The same now, and pinned where that can be compared, without shapes. */
struct functions_panel functions_panel_of(const struct view_model *m, int i,
	enum quantity_kind kind);
/* The floor on what the panel is of, the generalist's or the specialist's; 0: none. */
double functions_floor(const struct functions_panel *f);
/* A shape, or its slope, at level a of the kind; NaN where it does not exist. */
double functions_value(const struct functions_players *of, bool marginal, enum shape shape,
	double a);
/* It up to a level, for a curve, which breaks off above `top`. */
struct samples functions_samples(const struct functions_players *of, bool marginal, enum shape shape,
	double level, double top);
/* What of its cost the specialist, or the generalist, bears; 1: all of it. */
double functions_part(const struct functions_players *of, bool generalist);
/* How far levels are shown, of any kind: past what is played now and pinned, and floors. */
double functions_level(const struct view_model *m, int i);
/* A range that shows what matters up to a level: costs that shoot up, and marginal revenue
 * without bound at 0, run off the top. */
void functions_range(const struct functions_panel *f, double level, double *low, double *high);

#endif
