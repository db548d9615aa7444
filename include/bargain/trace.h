/* Outcomes traced along one coordinate: a share, a parameter, the generalist's level. First
 * nodes spread over the range, then every jump and every change of regimes closed in on.
 * At each, two nodes stand next to each other, one a side.
 *
 *   trace_start -> trace_step until it returns false -> trace_thresholds; trace_free. */
#ifndef HAGGLE_BARGAIN_TRACE_H
#define HAGGLE_BARGAIN_TRACE_H

#include "solver/outcome.h"

#include "base/status.h"

#include <stdbool.h>

/* What a scenario lacks that has no outcome; LACK_TIME: the time to find it. */
enum lack { LACK_NOTHING, LACK_AGREEMENT, LACK_EQUILIBRIUM, LACK_GAME, LACK_TIME, LACKS };

/* Why a play failed so: the values make no game, or it has no equilibrium. */
enum lack lack_of(enum status status);
/* "", "no-agreement", "no-equilibrium", "not-allowed", "timed-out". */
const char *lack_name(enum lack lack);

/* One play along the coordinate. */
struct trace_node {
	double x;          /* the coordinate */
	bool done;         /* played: the fields below are there */
	bool ok;           /* false: no outcome here */
	enum lack lack;    /* as there is not this */
	bool break_after;  /* something jumps before the next node: do not join */
	bool turns;        /* towards this side of an event the generalist's level is as steep as a
	                    * root, as there is no other beyond */
	bool kink;         /* utilities are smooth up to here and from here on */
	double smooth_at;  /* where, before the next node, it has been closed in on and found steep,
	                    * but smooth; NaN: nowhere */
	bool dominated;    /* by another node, where a study has found out */
	double *delta;     /* owned, n: the shares agreed, where they are not the coordinate */
	double first_best; /* joint surplus, where it is asked for; NaN: unbounded */
	struct outcome out;
};

/* Plays at node->x and fills in what is below `done`, which is not its own. False: given
 * up, now and from now on. */
typedef bool trace_play(void *context, struct trace_node *node);

/* The ends of events are nearer to each other than this part of the range, and where outcomes are
 * steep beside them than this part of that. */
#define TRACE_EXACT 1e-4
#define TRACE_WIDTH 1e-10

struct trace_plan {
	double low, high;   /* the range, low < high */
	bool open;          /* its ends are no part of it: if something sets one apart from all the
	                     * rest, a cost of nothing, say, the two are only not joined */
	int nodes;          /* to begin with, at least 2, evenly spread */
	int stride;         /* every so manieth first, then those between; 1: in order */
	bool levels;        /* specialists' levels are looked at, not only a0 and utilities: with no
	                     * share to give, one may leap where no utility does */
	bool last_digits;   /* where the generalist's utility jumps, the last digits of x are looked at */
	bool held;          /* where a specialist begins to be held at its participation, or no longer
	                     * is, is closed in on: all goes another way from there on */
	bool smooth;        /* outcomes are known to jump nowhere: only changes of regimes, and where
	                     * there begins to be no outcome, are closed in on */
	double fine;        /* nodes are added until utilities are smooth from one to the next, or as
	                     * near as this; 0: none are */
	int events;         /* closed in on, at most; there may be more, which then show as steep */
	double width, part; /* how near the sides of an event are: this, and this part of x */
	trace_play *play;
	void *context;
};

/* Plays on one side of an event, all of the same doing, the nearest last: the coordinate, the
 * generalist's level, and the utility that is the same on both sides where they meet. */
enum { TRACE_SIDE_MAX = 4 };
struct trace_side {
	int count;
	struct trace_seen { double x, level, u; } at[TRACE_SIDE_MAX];
};

/* Where an event is foretold by what plays on both sides of it know (trace_foretell.c). */
struct trace_guide {
	struct trace_side side[2]; /* before, behind */
	int who;       /* whose utility is to meet */
	int turns;     /* the side whose level is foretold to turn at the event; -1: neither */
	double turn;   /* where that was foretold last; NaN: nowhere */
	int aim;       /* the side of the event that was looked at last; -1: none was */
	double more;   /* how many times further than by its error to look, after looks too near */
	double apart, near; /* the sides' distance some looks ago, and the nearer one's from there */
	int looks;
};

/* What is being closed in on, a play a step. */
struct trace_event {
	int after;       /* the node before it; -1: there is nothing */
	int l, u, mid;   /* which of the spare nodes is either side, and the play between them */
	int part;        /* what stands out of what outcomes are compared by; -1: they all count */
	bool held;       /* it is who is held that changes, and no regime does */
	double first;    /* the sides' difference to begin with */
	double steep[2]; /* how outcomes changed when that side came nearer last */
	int halvings;
	int kept[2];     /* sides left behind that are nodes now */
	bool none;       /* there is nothing after all, or it is smooth */
	struct trace_guide guide;
};

struct trace {
	int n;                   /* specialists */
	int count;
	struct trace_node *node; /* owned; rising in x */
	/* private */
	struct trace_plan plan;
	int capacity;            /* nodes with storage */
	int stride, at, events;
	int unproved;            /* plays whose outcome is not proved */
	int quiet;               /* of the last stretches so many are known to hold no event */
	bool gave_up;            /* there was more to look at than its budgets allow */
	int fine, fine_at;       /* nodes added, and where it goes on */
	double money, level;     /* the largest utility and level, when all nodes are played */
	struct trace_event event;
	struct trace_node spare[3];
};

/* Something that happens between two neighbours. */
enum threshold_kind { THRESHOLD_JUMP, THRESHOLD_REGIME, THRESHOLD_VERDICT };
struct threshold {
	enum threshold_kind kind;
	double x;                  /* an end of the range exactly, where that is apart from all
	                            * the rest; else to the trace's width */
	int specialist;            /* whose regime changes; -1: the generalist's, or nobody's */
	enum regime before, after; /* of that specialist; for the generalist: ABSTAIN or CONTRIBUTE */
	int verdict_before, verdict_after; /* on the law, where that turns: enum verdict */
	enum lack lack_before, lack_after; /* no outcome there, for want of this */
	double u_before, u_after;  /* the generalist's utility, either side */
	double jump;               /* largest jump of a utility */
};

/* Starts over: plan->nodes nodes, none played, and all storage for n specialists. The caller
 * may spread them otherwise. *t is zero the first time. STATUS_SYSTEM: out of memory. */
enum status trace_start(struct trace *t, int n, const struct trace_plan *plan, struct error *err);
void trace_free(struct trace *t);
/* Plays a node, or once more to close in on an event; false: there is nothing left to do. Nodes
 * may be read in the middle of it. */
bool trace_step(struct trace *t);
/* When nothing is left to do: nodes may come as near as `fine` from now on, and trace_step goes on. */
void trace_refine(struct trace *t, double fine);
/* The part of the nodes that are played, 0..1. */
double trace_progress(const struct trace *t);
/* What nodes that foretell utilities may miss, in parts of the trace's scale of them. */
#define TRACE_MISS 1e-5
/* The utilities at x, between nodes i and i + 1, as these and their neighbours foretell them,
 * into u (n + 1): to within TRACE_MISS of t->money, as far as nodes tell. False: the nodes are
 * too far apart, or on no one smooth stretch. */
bool trace_foretell(const struct trace *t, int i, double x, double *u);
/* The node at x, played and inserted unless it is there. Returns its index; that of the node
 * before where it cannot be had. */
int trace_insert(struct trace *t, double x);
/* A copy of the nodes from low to high, both included, to go on with as with the other. */
enum status trace_copy(struct trace *to, const struct trace *from, double low, double high,
	struct error *err);
/* A node of its own at x, behind all others and not joined to them, played. */
enum status trace_append(struct trace *t, double x, struct error *err);
/* What happens along the trace, rising in x, into *list (reallocated). Returns how much. */
int trace_thresholds(const struct trace *t, struct threshold **list);

#endif
