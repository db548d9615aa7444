/* What the terminal's own ground is: asked of it, else told by its environment. */
#ifndef HAGGLE_UI_GROUND_H
#define HAGGLE_UI_GROUND_H

#include <stdbool.h>
#include <stddef.h>

/* What is known of it. */
enum ground { GROUND_UNKNOWN, GROUND_DARK, GROUND_LIGHT };

/* Asks for the ground (OSC 11), then for what every terminal answers (DA1): where the
 * second answer comes, the first does not come any more. */
#define GROUND_QUESTION "\033]11;?\033\\\033[c"
/* How long it may take to answer, in seconds. */
#define GROUND_PATIENCE 0.150

/* A colour as terminals answer it, "rgb:1e1e/1e1e/1e1e" with one to four digits a part,
 * "rgba:" the same and one more, or "#1e1e1e": 0xrrggbb. -1 where it is none. */
long ground_parse(const char *text);
/* Whether text is better black (light) or white (dark) on it. */
enum ground ground_of_color(unsigned rgb);
/* What COLORFGBG, set by some terminals, and the name of the terminal say; both may be
 * NULL. */
enum ground ground_usual(const char *colorfgbg, const char *term);

/* A question under way. */
struct ground_query {
	bool asked;    /* and not answered for good */
	double since;  /* when, in seconds */
	long rgb;      /* the answer; -1: none yet */
};

void ground_ask(struct ground_query *q, double now);
/* The terminal says what its ground is, which counts while it is asked for: an answer that
 * came in time is read late by a program that had no processor. */
void ground_told(struct ground_query *q, long rgb);
/* It says what it is, or the patience has ended: nothing counts any more. */
void ground_over(struct ground_query *q);
/* How long there is still to wait for an answer, in seconds; 0: no more, whatever comes
 * later is too late. */
double ground_left(const struct ground_query *q, double now);

#endif
