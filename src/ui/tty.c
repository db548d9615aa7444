/* The terminal before and beside curses. */
#include "ui/tty.h"

#include "base/num.h"
#include "view/canvas.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define ESCAPE_DELAY 100
#define ESCAPE_DELAY_MIN 10
#define ESCAPE_DELAY_MAX 500
#define COPY_MOST 49152
#define SCREEN_COPY_MOST 540 /* in base64 720: screen takes 768 bytes */
#define XTERM "xterm-256color", "xterm"
#define WRITE_PATIENCE 1000 /* ms for a terminal that takes nothing */

static int clamp(int value, int max)
{
	return value < 1 ? 1 : value > max ? max : value;
}

void tty_size(int fallback_cols, int fallback_rows, int *cols, int *rows)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
		memset(&size, 0, sizeof size);
	*cols = clamp(size.ws_col ? size.ws_col : fallback_cols, CANVAS_COLS_MAX);
	*rows = clamp(size.ws_row ? size.ws_row : fallback_rows, CANVAS_ROWS_MAX);
}

enum status tty_check(struct error *err)
{
	const char *which = !isatty(STDIN_FILENO) ? "standard input"
		: !isatty(STDOUT_FILENO) ? "standard output" : NULL;

	if (!which)
		return STATUS_OK;
	return error_set(err, STATUS_SYSTEM,
		"%s is not a terminal; without one, use `haggle --plain`, `haggle solve` for numbers or "
		"`haggle plot` for a picture", which);
}

/* Terminals that take xterm's private modes, by how their names begin, and what
 * describes them well enough where they are not known themselves. */
static const struct family {
	const char *begins;
	const char *like[TTY_LIKE];
} families[] = {
	{"screen", {"screen-256color", "screen"}}, {"tmux", {"screen-256color", "screen"}},
	{"rxvt", {"rxvt-256color", "rxvt"}}, {"xterm", {XTERM}}, {"putty", {XTERM}},
	{"vte", {XTERM}}, {"gnome", {XTERM}}, {"konsole", {XTERM}}, {"alacritty", {XTERM}},
	{"kitty", {XTERM}}, {"foot", {XTERM}}, {"st-", {XTERM}}, {"iterm", {XTERM}},
	{"wezterm", {XTERM}}, {"contour", {XTERM}}, {"mintty", {XTERM}}, {"ghostty", {XTERM}},
	{"rio", {XTERM}}, {"ms-terminal", {XTERM}}, {"mlterm", {XTERM}}, {"Eterm", {XTERM}},
};

static const struct family *family_of(const char *term)
{
	if (!strcmp(term, "st"))
		term = "st-";
	for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
		if (!strncmp(term, families[i].begins, strlen(families[i].begins)))
			return &families[i];
	return NULL;
}

bool tty_private_modes(const char *term)
{
	return family_of(term) != NULL;
}

const char *const *tty_like(const char *term)
{
	const struct family *family = family_of(term);

	return family ? family->like : NULL;
}

size_t tty_copy_most(const char *term)
{
	if (!tty_private_modes(term))
		return 0;
	/* GNU screen spills what is longer over the window; tmux, which may have the same
	 * name, does not. */
	return !strncmp(term, "screen", 6) && !getenv("TMUX") ? SCREEN_COPY_MOST : COPY_MOST;
}

int tty_escape_delay(void)
{
	const char *text = getenv("ESCDELAY");
	long delay;

	if (!text || !num_parse_int(text, 0, 1000000, &delay))
		return ESCAPE_DELAY;
	return delay < ESCAPE_DELAY_MIN ? ESCAPE_DELAY_MIN
		: delay > ESCAPE_DELAY_MAX ? ESCAPE_DELAY_MAX : (int)delay;
}

void tty_write(const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes, length);

		if (n > 0) {
			bytes += n;
			length -= (size_t)n;
		} else if (n < 0 && errno == EAGAIN) {
			struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};

			if (poll(&out, 1, WRITE_PATIENCE) <= 0)
				return;
		} else if (n == 0 || errno != EINTR) {
			return;
		}
	}
}

size_t base64_encode(const char *text, size_t length, char *out)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t n = 0;

	for (size_t i = 0; i < length; i += 3) {
		unsigned long bits = (unsigned long)(unsigned char)text[i] << 16;

		if (i + 1 < length)
			bits |= (unsigned long)(unsigned char)text[i + 1] << 8;
		if (i + 2 < length)
			bits |= (unsigned char)text[i + 2];
		out[n++] = digits[bits >> 18 & 63];
		out[n++] = digits[bits >> 12 & 63];
		out[n++] = i + 1 < length ? digits[bits >> 6 & 63] : '=';
		out[n++] = i + 2 < length ? digits[bits & 63] : '=';
	}
	return n;
}
