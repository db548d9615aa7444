/* The explorer: the interactive program. main parses the command line, opens
 * the first scenario and hands both over. */
#ifndef HAGGLE_UI_EXPLORER_H
#define HAGGLE_UI_EXPLORER_H

#include "model/scenario.h"
#include "ui/style.h"
#include "view/view.h"

/* The first of each: what the user chose last time, else ASCII. */
enum glyphs { GLYPHS_REMEMBERED, GLYPHS_ASCII, GLYPHS_UNICODE };

/* Auto: colour where the terminal has it, unless NO_COLOR is set and not empty. */
enum color { COLOR_AUTO, COLOR_NEVER, COLOR_ALWAYS };
/* Whether it is asked for, or nobody asked against it. */
bool explorer_wants_color(enum color color);

/* All zero but `scenario` is a sensible choice. */
struct explorer_options {
	const struct scenario *scenario; /* to begin with; borrowed, copied */
	const struct scenario *base;     /* the same before --set: what Backspace and the marks of
	                                  * change go by; borrowed, copied. NULL: scenario */
	bool chosen;          /* by the user: what there is to try is said instead of a welcome */
	int lesson_step;      /* that a lesson begins at, from 1; it has so many; 0: the first */
	enum view_id view;
	const char *axis[2];  /* "PARAM[=FROM:TO[:log]]" along its axes, or NULL */
	const char *show;     /* the quantity it shows, by its name, or NULL */
	enum glyphs glyphs;
	enum color color;
	int scheme;           /* 1 + enum scheme; 0: what the user chose last time, else auto */
	bool restricted;      /* no saving, exporting, paths, suspending, files of the user's */
	const char *presets;  /* the only directory that presets come from; NULL: the usual ones */
	unsigned idle;        /* ends after so many seconds without a key; 0: never */
	bool no_config;       /* neither reads nor writes the user's choices */
};

/* Runs until the user quits. STATUS_OK; STATUS_SYSTEM with *err filled where
 * the terminal does not do (not a terminal, unknown or too plain TERM), where
 * it went away, or where memory ran out. The terminal is as it was before in
 * every case. */
enum status explorer_run(const struct explorer_options *o, struct error *err);

#endif
