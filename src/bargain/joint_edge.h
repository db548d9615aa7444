/* Private to the search for shares: along edges. joint_slope.c says how all go with the shares
 * around a bargain, joint_program.c what a step may be by that, joint_edge.c steps where that
 * promises most, joint_crest.c ends at the top of the edge, joint_turn.c climbs by such steps and
 * turns off them. */
#ifndef HAGGLE_BARGAIN_JOINT_EDGE_H
#define HAGGLE_BARGAIN_JOINT_EDGE_H

#include "bargain/joint.h"
#include "bargain/joint_linear.h"

/* By whom the level is held: by nobody where the generalist's payoff is level there, or it is 0. */
enum { EDGE_SHARES = MODEL_FULL, EDGE_SMOOTH = -1, EDGE_OTHERS = 3, EDGE_CUTS = 3 };

/* So many of a share's last digits may be off. */
enum { EDGE_DIGITS = 4 };

/* A bargain, and how all go with the shares and with parts of the level: utilities in parts of the
 * scale, the performance in parts of the best. The generalist first, then the specialists, the
 * performance. */
struct near {
	double x[EDGE_SHARES], level;
	bool active[EDGE_SHARES];
	double over[EDGE_SHARES + 1]; /* what players get beyond what they must */
	double by_share[EDGE_SHARES + 2][EDGE_SHARES], by_level[EDGE_SHARES + 2];
	/* What specialists get beyond what they would else, and how that goes; by how much a reply leaps
	 * at the bargain, or 0; whether it has a kink there. */
	double gap[EDGE_SHARES], gap_by_share[EDGE_SHARES], gap_by_level[EDGE_SHARES];
	double leap[EDGE_SHARES];
	bool kink[EDGE_SHARES];
	double turn[EDGE_SHARES], bend; /* of the generalist's by_level, by share and level */
};

/* What the generalist gets at quite another level, and its slopes by the shares. */
struct other {
	double level, over, at[EDGE_SHARES], by[EDGE_SHARES];
};

/* A condition, which row of the program it is, as a step that broke it has shown it to go. */
struct cut {
	int of;
	double row[LINEAR_VARIABLES], room;
};

/* A step is one of all shares; but where a specialist holds the level, a part of that takes the
 * place of its share, which may hardly change. */
struct climber {
	struct joint *j;
	int n, held;
	double scale, unit; /* of utilities; of the objective */
	double radius;      /* of a step */
	double gentle;      /* slopes that lead to no edge are climbed if they are steeper */
	bool steep_stay;    /* shares at an end that all go steeply beside */
	struct near here;   /* the best bargain, and its value */
	double value;
	double slope[EDGE_SHARES + 2][EDGE_SHARES]; /* how all go with a step */
	double level[EDGE_SHARES],
		along; /* the level, by a step; the share of who holds it, by that */
	struct other other[EDGE_OTHERS];
	int others;
	struct cut cut[EDGE_CUTS]; /* that steps from here have shown; so many */
	int cuts;
};

/* joint_slope.c */
/* What is around the last play, at x. False: it is not known. */
bool edge_look(const struct climber *e, const double *x, struct near *q);
/* Whether specialist i, or nobody, may hold the level there. */
bool edge_may_hold(const struct near *q, int i);
/* Sets how all go with a step from e->here. False: it is not known. */
bool edge_set_slopes(struct climber *e);
/* The level and the shares that a step leads to; false: none. */
double edge_level(const struct climber *e, const double *step);
bool edge_shares(const struct climber *e, const double *step, double *x);
/* What players would get there beyond what they must if the generalist stayed at that level. */
bool edge_foresee(const struct climber *e, const double *x, double level, double *over);
/* The share, near one given, up to which specialist i does at a level as it does at e->here, and
 * gets what it must, or at which its reply has its kink. NaN: none. */
double edge_share_kept(const struct climber *e, int i, double share, double level);
/* Whether the last play, at x, is at another level's, as that was seen. */
bool edge_is_other(const struct climber *e, const struct other *o, const double *x);
/* Takes down the last play, at x, as what the generalist would get elsewhere. */
void edge_add_other(struct climber *e, const double *x);

/* joint_program.c */
/* What the next step may be, as far as slopes tell: of all shares, and, where the least is
 * maximised, of that; rows for what players get, for other levels, for the least; cuts. */
void edge_program(struct linear *l, const struct climber *e);
/* What is left of each row's room by a step to shares x at which players get so much. */
void edge_rows_left(const struct climber *e, const double *step, const double *x,
	const double *over, double *left);
/* Whose payoff a row is of; -1: what the generalist would get elsewhere. */
int edge_row_player(const struct climber *e, int row);
/* Which rows are met, and kept to by the best step. */
void edge_tight(const struct linear *l, bool *tight);
/* The slope of the goal along tight rows, by the variables. What it rises by, a unit of it; 0: it
 * is not known. */
double edge_slope(const struct linear *l, int shares, const bool *tight, double *slope);
/* Whether a share is at an end beside which somebody's payoff goes steeply. */
bool edge_is_any_steep(const struct climber *e);

/* joint_edge.c */
/* Plays a step, and corrects it until the tight rows have no room left and the generalist goes
 * elsewhere just beyond; the shares, and what it comes to, in the unit of the objective, or NaN
 * where it leads elsewhere. */
double edge_play(struct climber *e, const struct linear *l, const bool *tight, double *step,
	double *x);
/* Whether the last play is at quite another level than such a step leads to. */
bool edge_is_elsewhere(const struct climber *e, const double *step);
/* From the best bargain on, the level held by each in turn until a step gains what it promises;
 * false: no step gains, or would gain only by being shorter. */
bool edge_step(struct climber *e);

/* joint_crest.c: from the best bargain, which no step betters, to the top along its edge, to more
 * digits than climbing gives. False: that is not known, or it is a corner. */
bool edge_crest(struct climber *e);

#endif
