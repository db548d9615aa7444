/* The whole screen of the explorer, composed into a canvas: what a terminal
 * shows, without a terminal. The ui layer fills a screen_model, calls
 * screen_draw and copies the cells. */
#ifndef HAGGLE_VIEW_SCREEN_H
#define HAGGLE_VIEW_SCREEN_H

#include "view/panel.h"
#include "view/view.h"

#define SCREEN_COLS_MIN 60
#define SCREEN_ROWS_MIN 16

/* What is to be seen. Everything is borrowed for the call; pointers are NULL
 * where there is no such thing. view.scenario must be given; view.study may
 * have nothing yet. */
struct screen_model {
	enum view_id id;
	struct view_model view;      /* what the view looks at; view.zoom: one view, no panel */
	const struct scenario *base; /* as opened: what differs is marked; may be NULL */
	int cursor;                  /* the chosen row of the panel (view/rows.h) */
	const struct row_folds *folds; /* those that are open, or NULL */
	int panel_first;             /* screen_shown.panel.first of the last drawing, 0 at first */
	double progress;             /* of work still going on, 0..1; >= 1 or < 0: none */
	const char *badge;           /* a word for the title row ("restricted"), or NULL */

	const struct prompt *prompt; /* takes the place of the last line */
	const char *message;         /* takes the place of the sentence; or NULL */
	enum ink message_ink;      /* INK_STATUS, INK_WARNING or INK_ERROR */
	const char *reading;         /* of what is read off; before the note; or NULL */
	const char *note;            /* of the row just chosen, or of what was just changed;
	                              * takes the sentence's place; or NULL */
	struct { const struct key_entry *key; int keys; } hint[2]; /* as panel_keys has them;
	                              * low or zoomed, the second ones are not shown */

	const struct scenario *to_come;    /* a lesson's step keeps its changes back: with them;
	                                    * or NULL */
	bool behind;                       /* the study is of the scenario before the last change */
	const struct lesson_strip *lesson; /* above the outcome line */
	const struct list_box *list;       /* over everything but the title and the last line */
};

/* Where things came to stand: for the mouse, scrolling and the terminal's
 * cursor. All in cells of the canvas. */
struct screen_shown {
	bool too_small;            /* only the notice was drawn */
	struct rect panel_rect;    /* w 0: no panel */
	struct panel_rows panel;
	struct rect view_rect;
	struct view_hit hit;       /* inner.w 0: no plot against the share */
	struct list_shown list;    /* box.w 0: no list */
	int lesson_first, lesson_lines;
	struct rect lesson_rect;   /* h 0: none */
	int cursor_x, cursor_y;    /* of the terminal; -1: hidden */
};

/* Clears the canvas and draws the screen, whatever the canvas's size; less
 * than SCREEN_COLS_MIN x SCREEN_ROWS_MIN: a notice with the size needed,
 * as much of it as there is room. shown may be NULL. */
void screen_draw(const struct screen_model *m, struct canvas *c, struct screen_shown *shown);

/* One view alone over the whole canvas, and the line of numbers (what `haggle plot`
 * prints). */
void screen_plot(const struct view_info *view, const struct view_model *m, struct canvas *c);
/* Where it draws the view, on a canvas of that size. */
struct rect screen_plot_rect(int cols, int rows);

#endif
