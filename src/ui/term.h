/* The terminal: the only place that knows curses. It takes whole canvases and
 * gives events; what reaches the wire is what changed.
 *
 * One terminal at a time: signals and curses are the process's. */
#ifndef HAGGLE_UI_TERM_H
#define HAGGLE_UI_TERM_H

#include "base/status.h"
#include "ui/key.h"
#include "ui/source.h"
#include "ui/style.h"
#include "view/canvas.h"

struct terminal;

struct term_options {
	bool color;      /* use colours where the terminal has them */
	bool mouse;      /* report the mouse */
	bool restricted; /* no key makes a signal, nothing is copied out */
};

/* Takes over the terminal on standard input and output. STATUS_SYSTEM with a
 * message that says what to do where it does not do. */
enum status term_open(const struct term_options *o, struct terminal **out, struct error *err);
/* Puts everything back. NULL is fine. */
void term_close(struct terminal *t);

/* What there is to know of it. */
struct term_facts {
	int cols, rows;   /* in cells, at least 1 x 1, at most CANVAS_COLS_MAX x CANVAS_ROWS_MAX */
	bool unicode;     /* characters beyond ASCII can be shown */
	int colors;       /* how many it has, as style_get has it */
	const char *like; /* what it is taken for, as nobody here knows the terminal that TERM
	                   * names; or NULL */
	size_t copy_most; /* how many bytes of text it can be offered */
};
const struct term_facts *term_facts(const struct terminal *t);

void term_set_scheme(struct terminal *t, enum scheme scheme, enum ground ground);
void term_set_mouse(struct terminal *t, bool on);

/* Shows the canvas, with the cursor at (x, y), or hidden where x < 0. */
void term_draw(struct terminal *t, const struct canvas *c, int x, int y);
/* The next draw sends everything anew. */
void term_forget(struct terminal *t);

/* Adds what the terminal has the loop wait for, its input and signals, to s, which has
 * room for them. */
void term_sources(struct terminal *t, struct sources *s);
/* How long to wait for them, of timeout milliseconds (-1: for ever): not at all where an
 * event is there already, not long where a sequence has begun, which may have no end. */
int term_timeout(const struct terminal *t, int timeout);
/* The next event that has already happened; false when there is none. EVENT_GROUND comes
 * once, when the terminal has told its ground, or is not to be waited for any more. */
bool term_event(struct terminal *t, struct event *e);

/* Stops the process as Ctrl-Z does and comes back when it is continued. */
void term_suspend(struct terminal *t);
/* Offers text to the terminal's clipboard (OSC 52); nothing where it is too long. */
void term_copy(struct terminal *t, const char *text);

#endif
