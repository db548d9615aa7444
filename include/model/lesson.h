/* Lessons: steps that a scenario file can carry, for teaching. Each step sets
 * parameters, chooses a view, shows a text and may ask a question whose answer
 * stays hidden until it is revealed. */
#ifndef HAGGLE_MODEL_LESSON_H
#define HAGGLE_MODEL_LESSON_H

#include "base/status.h"

#include <stdbool.h>

#define LESSON_CHOICES_MAX 5
#define LESSON_STEPS_MAX 40
#define LESSON_SETS_MAX 16

/* What a question keeps back. */
enum lesson_hide {
	HIDE_NOTHING,
	HIDE_OUTCOMES, /* "yes": no curve and no number is shown */
	HIDE_CHANGE,   /* "change": all is shown as it was before the step's changes */
};

/* One [lesson] section. All strings are owned by the lesson. */
struct lesson_step {
	int line;             /* where its section starts in the file */
	char *title;          /* of the step */
	char *text;           /* to be wrapped; "\n" between paragraphs */
	char *view;           /* a view's name, or NULL: as it was */
	int response_step;    /* of the view response, from 0 */
	char *specialist;     /* the id of the one to select, or NULL: as it was */
	int specialist_line;  /* in the file */
	int sets;             /* parameter changes, as by --set, on top of the steps before */
	char *set[LESSON_SETS_MAX];
	int set_line[LESSON_SETS_MAX]; /* in the file */
	bool pin;             /* pin the curves as they were before the changes */
	bool unpin;
	char *question;       /* or NULL */
	int choices;
	char *choice[LESSON_CHOICES_MAX];
	int answer;           /* of the choices, from 0; -1: open question */
	char *reveal;         /* the explanation shown on Space, or NULL */
	enum lesson_hide hide; /* what is kept back until revealed */
};

struct lesson {
	int steps;
	struct lesson_step *step; /* owned */
};

void lesson_free(struct lesson *l);
enum status lesson_copy(struct lesson *to, const struct lesson *from, struct error *err);

#endif
