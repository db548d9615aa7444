/* The explorer driven by keys without a terminal: what its loop does, but for
 * drawing to a screen. */
#ifndef HAGGLE_TESTS_DRIVE_H
#define HAGGLE_TESTS_DRIVE_H

#include "ui/state.h"

/* Begins with this scenario, called "walk", solved; on a canvas of 100 x 30.
 * explorer_free afterwards. */
void drive_start_text(struct explorer *e, const char *ini);
/* Begins with that preset, or the file of that path, solved, on a canvas of that size. explorer_free afterwards. */
void drive_open(struct explorer *e, const char *preset, int cols, int rows);
/* Everything that the screen waits for, drawn. */
void drive_finish(struct explorer *e);
/* A view, finished. */
void drive_view(struct explorer *e, enum view_id view);
/* A row of the screen as text, '?' for what is not ASCII. Returns out. */
const char *drive_row(const struct explorer *e, int y, char out[CANVAS_COLS_MAX + 1]);
/* Whether one row of the screen has these words. */
bool drive_shows(const struct explorer *e, const char *words);
/* All of what the study and the pinned one have to say. */
void drive_solve(struct explorer *e);
/* What the loop does with effects, which it returns. */
unsigned drive_settle(struct explorer *e, unsigned effects);
/* Whatever the view alone needs has been begun. */
void drive_begin(struct explorer *e);

/* An export that waits comes to its end. */
void drive_export(struct explorer *e);

unsigned drive_press(struct explorer *e, int key);
void drive_type(struct explorer *e, const char *keys);
/* Presses the action's first key. */
unsigned drive_act(struct explorer *e, enum action_id id);
/* Moves the cursor to a parameter. */
void drive_go(struct explorer *e, const char *name);

double drive_value(const struct explorer *e, const char *name);
/* The scenario as it would be saved, malloced; whether it is this one. */
char *drive_written(const struct explorer *e);
bool drive_is(const struct explorer *e, const char *expected);

#endif
