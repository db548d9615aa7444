/* The parts around the views, as pure drawing: title row, side panel with the
 * parameters and their sliders, outcome line, sentence, key line, prompt,
 * scrolling lists, lesson strip. Composed by view/screen.h; nothing here keeps
 * state or computes equilibria. All strings and pointers are borrowed for the
 * call. */
#ifndef HAGGLE_VIEW_PANEL_H
#define HAGGLE_VIEW_PANEL_H

#include "bargain/study.h"
#include "model/param.h"
#include "view/canvas.h"
#include "view/rows.h"
#include "view/view.h"

#define PANEL_COLS 26     /* of the side panel on narrow terminals */
#define PANEL_ROWS_MAX CANVAS_ROWS_MAX

/* ---- the side panel ------------------------------------------------------ */

struct panel_model {
	const struct scenario *scenario;
	const struct scenario *base;   /* as opened: what differs is marked; NULL: nothing is */
	const struct study *study;     /* may be NULL */
	const struct study *rules;     /* whose Pareto set is shown, dim where it is not the study's;
	                                * NULL: study */
	const struct row_folds *folds; /* NULL: all closed */
	int choice;                    /* the row that is marked and always visible (view/rows.h) */
	int first;                     /* panel_rows.first of the last drawing, 0 at the start:
	                                * it scrolls only when it must */
	bool hide;                     /* outcomes are to be guessed */
};

/* What came to stand where, for the mouse. */
struct panel_rows {
	int first;                 /* the row below the title, of view/rows.h */
	int rows;                  /* all there are */
	int top;                   /* y of the first */
	int count;                 /* lines drawn */
	int param[PANEL_ROWS_MAX]; /* y - top -> choice of the row, or ROW_NONE */
	int slider_x, slider_w;    /* columns of the sliders; w 0: none drawn */
};

/* Draws the scenario's title, the bargain and the players' parameters into r: label,
 * value and slider a row. Where they are more than r has room for, its first and last
 * line say what is beyond. shown may be NULL. */
void panel_draw(struct canvas *c, struct rect r, const struct panel_model *m,
	struct panel_rows *shown);

/* The value of a slider at column x of a panel drawn before (the mouse): false
 * where the parameter is not a number or x is not on the slider. */
bool panel_slider_value(const struct scenario *s, const struct panel_rows *rows, int param,
	int x, double *value);

/* ---- lines --------------------------------------------------------------- */

/* The title row: the tabs of the views that apply, the shown one between brackets, a badge ("restricted";
 * NULL: none) where there is room, how far work is (0..1; else none), the help's key. */
void panel_tabs(struct canvas *c, int y, const struct scenario *s, enum view_id shown,
	double progress, const char *badge);
/* In its place where one view is all: scenario, rule, view. */
void panel_name(struct canvas *c, int y, const struct scenario *s, enum view_id shown);

/* " share 0.6911   g 0.1461  m 0.1127  joint 0.2588   83% of first best [#######-]" in
 * row y; with `differences`, and a pinned study, its changes in the row below. Drops
 * what matters least where the row is short, but never the share and the percentage: of
 * many specialists the selected one stays longest. Numbers that look other than before
 * the last key are marked. Without an equilibrium it says so. Whether the row below was
 * used. */
bool panel_numbers(struct canvas *c, int x, int y, int max, const struct view_model *m,
	bool differences);

/* "Change to come: cost scale of m 1.00 to 4.00, rule now Nash": what differs between two
 * scenarios of the same players. */
void panel_changes(struct canvas *c, int x, int y, int max, const struct scenario *before,
	const struct scenario *after);

/* What the selected specialist does and why, or why there is no equilibrium: one
 * sentence that fits max columns (the longest of several wordings that fits). */
void panel_sentence(struct canvas *c, int x, int y, int max, const struct study *st,
	int specialist);

/* One entry of the key line: what to press, what it does. */
struct key_entry {
	const char *key;
	const char *text;
};

/* Whole entries only, in the order given, while they fit. */
void panel_keys(struct canvas *c, int y, const struct key_entry *key, int count);

/* One line of input. The text scrolls sideways so that the cursor is visible. */
struct prompt {
	const char *label; /* "generalist.cost.scale" */
	const char *text;  /* as typed, UTF-8 */
	int cursor;        /* where the next character goes: bytes into text */
	bool marked;       /* what is typed next replaces it */
	const char *hint;  /* "0.1 to 10", left out where the text needs the room; or NULL */
	const char *error; /* what is wrong about the text, or NULL */
	int bad_column;    /* of the text, from 1, marked as wrong; 0: none */
};

/* Over row y; hint right-aligned. Returns the terminal cursor's column. */
int panel_prompt(struct canvas *c, int y, const struct prompt *p);
/* The error as a whole, wrapped, its last line over row y. */
void panel_prompt_error(struct canvas *c, int y, const struct prompt *p);

/* Share, utilities and efficiency in large figures (3 or 5 rows high) for a projector, over r,
 * with what they are in a pinned bargain below. Returns the rows used; 0 where r is too small. */
int panel_figures(struct canvas *c, struct rect r, const struct view_model *m);

/* ---- lists (help, presets, reasons) -------------------------------------- */

struct list_item {
	const char *left;  /* key, preset's name; NULL: none */
	const char *text;  /* wrapped under itself where it is long */
	enum ink ink;    /* of the text: INK_TEXT, INK_HEADING, INK_DIM, INK_ERROR... */
	const char *right; /* at the right of its line; NULL: nothing */
	int tag;           /* what it stands for, whoever made it says */
};

/* A pop-over list, over the middle of the screen. */
struct list_box {
	const char *title;
	const char *filter;  /* what has been typed to narrow it; NULL: no filter line */
	int count;
	const struct list_item *item; /* those that pass the filter */
	int cursor;          /* chosen item; -1: the list only scrolls */
	int first;           /* first line shown: of the last drawing, or scrolled by the user */
	const char *detail;  /* about the chosen item (a summary), wrapped below; or NULL */
	const char *hint;    /* keys, on the lower edge: "Enter open  Esc close" */
	const char *narrow;  /* another key, beside the filter; or NULL */
	const char *empty;   /* said when count is 0: "nothing matches" */
	bool samples;        /* two rows show what all inks look like */
};

/* What was drawn, for keys and mouse. */
struct list_shown {
	struct rect box;     /* with its border */
	struct rect inner;   /* the lines */
	int first;           /* line in the first row, after scrolling to cursor and limits */
	int lines;           /* of all items, wrapped */
	int item[CANVAS_ROWS_MAX]; /* row - inner.y -> item index, or -1 */
	int filter_x, filter_y;    /* where the terminal's cursor belongs; -1: none */
};

/* Draws the box within r (it takes what it needs, centred). shown may be NULL. */
void panel_list(struct canvas *c, struct rect r, const struct list_box *l,
	struct list_shown *shown);

/* ---- the lesson strip ---------------------------------------------------- */

struct lesson_strip {
	int step, steps;     /* step from 0 */
	const char *title;
	const char *text;    /* "\n" between paragraphs */
	const struct lesson_lab *lab; /* what a class does in it; or NULL */
	const char *question;/* or NULL */
	int choices;
	const char *const *choice; /* shown as "a" "b" ... */
	int chosen;          /* -1: none yet */
	int answer;          /* -1: open question */
	bool revealed;       /* then the answer is marked and `reveal` shown */
	const char *reveal;  /* or NULL */
	const char *because; /* what is said to whoever chose that; or NULL */
	int right, answered; /* so far, to be told on the last step */
	bool away;           /* the user plays freely; the strip is one line */
	int first;           /* first line shown, where the text is too long */
};

/* Rows that the strip takes at this width, its upper line included, at most
 * `most`. */
int panel_lesson_rows(const struct lesson_strip *l, int cols, int most);
/* Draws it into r. *first (may be NULL) and *lines: as list_shown has them. */
void panel_lesson(struct canvas *c, struct rect r, const struct lesson_strip *l, int *first,
	int *lines);

#endif
