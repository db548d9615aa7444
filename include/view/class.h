/* The screens of a class: a student's, and the teacher's, which is the projector's. */
#ifndef HAGGLE_VIEW_CLASS_H
#define HAGGLE_VIEW_CLASS_H

#include "room/told.h"
#include "view/canvas.h"
#include "view/panel.h"

#define CLASS_COLS_MIN 60
#define CLASS_ROWS_MIN 16

/* What is to be seen; everything is borrowed for the call. */
struct class_model {
	const struct told *told;
	const char *directory; /* where one joins, as --dir has it; NULL: where it is usual */
	char letter[SEATS];  /* of the players in plots; 0: g and s */
	int left;            /* ms that the clock shows now; -1: there is none */
	/* What a student is about to do: a share, a level, an addition. */
	double value;
	double beside;       /* of an offer of two numbers, the other one */
	bool on_term;        /* value is the term beside the share */
	const char *typed;   /* instead of it, as typed so far; NULL: nothing */
	double worth;        /* to the student, of the value; NaN: not known */
	double theirs_worth; /* of the other's offer, where it is of two numbers; NaN: not known */
	double mine_worth;   /* of one's own */
	const double *along; /* what the student would get along the share at the term that is being
	                      * chosen, a number for each point of the theory; NULL: as told */
	double at_term;      /* that term */
	const char *worth_of; /* what goes with it: "if the other answers as the theory has it" */
	const char *message; /* of the last key; or NULL */
	enum ink message_ink;
	const char *notice;  /* for all: the connection is lost, the disk is full; or NULL */
	struct { const struct key_entry *key; int keys; } hint[2];
};

/* Over the whole canvas. */
void class_draw_student(struct canvas *c, const struct class_model *m);
void class_draw_teacher(struct canvas *c, const struct class_model *m);

/* Whether a student is asked for a number now. */
bool class_asks(const struct told *t);

#endif
