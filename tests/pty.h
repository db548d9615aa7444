/* A real pseudo-terminal with the program under test on one side and a
 * terminal emulator (libvterm) on the other: what a user would see, as cells.
 *
 * Nothing is waited for by sleeping: a wait ends as soon as what it is for is
 * there, and its timeout says only when to give the program up. Timeouts are
 * milliseconds of wall time. */
#ifndef HAGGLE_TESTS_PTY_H
#define HAGGLE_TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define PTY_WAIT 10000 /* generous: a loaded machine under sanitizers */

struct pty;

struct pty_options {
	const char *const *argv; /* NULL-terminated; argv[0] is found by PATH unless it has a / */
	int cols, rows;          /* 0: 80 x 24 */
	const char *term;        /* TERM; NULL: xterm-256color; "": unset */
	const char *const *env;  /* "NAME=value", NULL-terminated, on top of a clean environment
	                          * (PATH, HOME=/nonexistent, LC_ALL=C.UTF-8, sanitizer options);
	                          * "NAME" alone unsets; may be NULL */
	bool ignore_hangup;      /* start it with SIGHUP ignored */
	const char *ground;      /* answered to who asks for the ground, as "rgb:ff/ff/ff";
	                          * NULL: only what a terminal is is answered (DA1) */
	bool mute;               /* answers nothing at all */
};

/* What a cell looks like. Colours: palette index, -1 the default colour. */
struct pty_cell {
	unsigned cp; /* code point; ' ' where blank */
	bool bold, reverse, underline, blink;
	int fg, bg;
};

/* Starts the program. NULL (with a message on stderr) where that failed. */
struct pty *pty_start(const struct pty_options *o);
/* Ends the program if it still runs (SIGKILL) and frees everything. NULL is fine. */
void pty_free(struct pty *p);

/* ---- input --------------------------------------------------------------- */

/* Writes bytes as they are; while the terminal does not take them, its output
 * is read, so that long input cannot lock up. False where the program's side
 * is gone. */
bool pty_write(struct pty *p, const char *bytes, size_t n);
/* Sends keys. Text stands for itself; names stand in <>: Up Down Left Right
 * Home End PgUp PgDn Ins Del BS Tab S-Tab Enter Esc Space F1..F12, S-Left,
 * S-Right, S-Up, S-Down, C-x for Ctrl and a letter, <lt> for "<". Arrows follow the
 * mode the program asked for. Esc is sent as the kitty keyboard protocol has it: a bare
 * byte would be taken together with a key that follows at once. False on an unknown
 * name. */
bool pty_send(struct pty *p, const char *keys);
/* A mouse event in the SGR encoding at cell (x, y) from 0. button: 0 left,
 * 1 middle, 2 right, 64 wheel up, 65 wheel down; +32 for motion. */
bool pty_mouse(struct pty *p, int button, int x, int y, bool press);

/* ---- waiting ------------------------------------------------------------- */

/* Reads what there is to read, waiting at most `timeout` for the first byte.
 * Returns the bytes read, 0 for none, -1 at the end of output. */
long pty_pump(struct pty *p, int timeout);
/* Waits until text stands on the screen, within one row. */
bool pty_wait_for(struct pty *p, const char *text, int timeout);
/* The same for as long as PTY_WAIT, and where it stands, as pty_find has it. What is still
 * computed comes to the screen after what is not, so a place is waited for, not looked up. */
bool pty_wait_at(struct pty *p, const char *text, int *x, int *y);
/* Waits until text stands on the screen no more. */
bool pty_wait_gone(struct pty *p, const char *text, int timeout);
/* Waits until nothing has been written for `quiet` and nothing in the terminal works, or would
 * if it had a processor: what is computed has been shown. False if that never
 * happened before timeout or the program closed its terminal. */
bool pty_wait_quiet(struct pty *p, int quiet, int timeout);
/* Sends keys and waits for text: the commonest step of a test. */
bool pty_press(struct pty *p, const char *keys, const char *text);
/* Waits until the program has ended. *status as waitpid gives it. */
bool pty_wait_exit(struct pty *p, int timeout, int *status);

/* ---- the screen ---------------------------------------------------------- */

int pty_cols(const struct pty *p);
int pty_rows(const struct pty *p);
/* Row y as UTF-8 without trailing blanks; valid until the next call of
 * pty_row or pty_screen for this row. "" outside. */
const char *pty_row(struct pty *p, int y);
/* All rows joined by newlines, malloced. */
char *pty_screen(struct pty *p);
/* Where text first stands (row by row, within one); x counts cells. x and y may be NULL. */
bool pty_find(struct pty *p, const char *text, int *x, int *y);
/* Milliseconds from the start to the answer of what the ground is; -1: not asked yet. */
long pty_answered(const struct pty *p);
/* The cell; blank outside the screen. */
struct pty_cell pty_cell(const struct pty *p, int x, int y);
bool pty_cursor(const struct pty *p, int *x, int *y); /* returns whether it is visible */
bool pty_altscreen(const struct pty *p);
bool pty_mouse_on(const struct pty *p);               /* the program asked for mouse events */

/* ---- everything that was written ----------------------------------------- */

/* Bytes since the start, or since pty_count_reset. */
size_t pty_count(const struct pty *p);
void pty_count_reset(struct pty *p);
/* The raw bytes that pty_count counts (the last mebibyte of them). */
const char *pty_output(const struct pty *p, size_t *n);
/* Whether these bytes occur in it. */
bool pty_wrote(const struct pty *p, const char *bytes, size_t n);
/* How often it clears the screen, or from the cursor to its end. */
int pty_clears(const struct pty *p);

/* ---- the other end of the line ------------------------------------------- */

/* Changes the window's size, which sends SIGWINCH. */
bool pty_resize(struct pty *p, int cols, int rows);
/* The terminal vanishes: its side is closed. The program gets SIGHUP unless it
 * ignores it, and end of file. Only pty_wait_exit and pty_free make sense then. */
void pty_hangup(struct pty *p);
bool pty_signal(struct pty *p, int signal);
pid_t pty_pid(const struct pty *p);
/* The terminal's side as a descriptor to poll; -1 after a hang-up. */
int pty_fd(const struct pty *p);
/* CPU time used by the program so far, in milliseconds; -1 where unknown. */
long pty_cpu(const struct pty *p);
/* Whether the line is in the state a shell needs: echo and canonical input. */
bool pty_cooked(const struct pty *p);

#endif
