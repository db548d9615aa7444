/* The terminal before and beside curses: what it is, how large, what it
 * understands. */
#ifndef HAGGLE_UI_TTY_H
#define HAGGLE_UI_TTY_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

/* The window's size, as the system has it, else the fallback given; clamped
 * to 1..CANVAS_COLS_MAX x 1..CANVAS_ROWS_MAX: the other end of a connection
 * chooses it and memory follows it. */
void tty_size(int fallback_cols, int fallback_rows, int *cols, int *rows);
/* Both ends a terminal? Else a message that says where to turn. */
enum status tty_check(struct error *err);
/* Whether a terminal called so takes xterm's private modes (mouse reports,
 * bracketed paste, clipboard), at least by ignoring them. */
bool tty_private_modes(const char *term);
/* Names of terminals that one called so is like, best first, TTY_LIKE of them; NULL
 * where its name says nothing. */
#define TTY_LIKE 2
const char *const *tty_like(const char *term);
/* How many bytes of text can be given to its clipboard; 0: it has none. */
size_t tty_copy_most(const char *term);
/* How long a lone Esc waits for the rest of a sequence, in milliseconds:
 * $ESCDELAY within 10..500, or 100. */
int tty_escape_delay(void);
/* Writes all of it to the terminal, past curses. */
void tty_write(const char *bytes, size_t length);

/* Room for length bytes in base64. */
#define BASE64_BYTES(length) (((length) + 2) / 3 * 4)

/* Encodes as terminals take the clipboard's text, into out (BASE64_BYTES of room, not
 * terminated); the bytes written. */
size_t base64_encode(const char *text, size_t length, char *out);

#endif
