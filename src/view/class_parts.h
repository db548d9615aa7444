/* What the screens of a class share. */
#ifndef HAGGLE_VIEW_CLASS_PARTS_H
#define HAGGLE_VIEW_CLASS_PARTS_H

#include "base/num.h"
#include "view/class.h"

/* A text that goes down a column, row by row; y is where it goes on. */
struct column {
	struct canvas *canvas;
	int x, y, w, end; /* rows up to end, which is not its own */
};

/* Wrapped; what has no room is left out as a whole from some line on. */
void column_text(struct column *at, enum ink ink, const char *text);
void column_say(struct column *at, enum ink ink, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Clears it; false: it is too small, which it says. */
bool class_begin(struct canvas *c);
/* The row on top: where the class is left, what there is of it right. */
void class_title(struct canvas *c, const struct told *t, const char *right);
/* A number to three digits that count, "-" where there is none. Returns out. */
const char *class_figure(double x, char out[NUM_TEXT_MAX]);
/* Notice or message, then the two lines of keys. */
void class_foot(struct canvas *c, const struct class_model *m);
/* What is between. */
struct rect class_body(const struct canvas *c);

/* The letter of a player, as in all plots of its game; of the i-th solution. */
char class_letter(const struct class_model *m, int seat);
char class_mark(const struct class_model *m, int i);
/* Its name, into out, in at most 15 columns. */
#define CLASS_RULE_MAX 16
char *class_rule(const struct class_model *m, int i, char out[CLASS_RULE_MAX]);
/* What the solutions' letters mean, at the bottom of r, where that leaves `most` rows; rows used. */
int class_marks(struct canvas *c, struct rect r, int most, const struct class_model *m);
/* "1:05", into out. */
char *class_clock(int left, char out[16]);
/* The choices of a question, with the votes as bars where they are known. */
void class_choices(struct column *at, const struct told *t, bool bars);
/* How the pairs play, in a sentence or two. */
void class_rules(struct column *at, const struct told *t);

/* Own payoff along the share, with the offers and the cursor. */
void class_payoff_plot(struct canvas *c, struct rect r, const struct class_model *m);
/* All pairs over the theory's frontier. */
void class_frontier_plot(struct canvas *c, struct rect r, const struct class_model *m);
/* Agreed shares below the theory's curves. */
void class_share_plot(struct canvas *c, struct rect r, const struct class_model *m);
/* Round by round. */
void class_rounds(struct column *at, const struct class_model *m);

#endif
