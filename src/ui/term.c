/* The terminal: opened, lent to the shell, closed. Only it and its other files, which draw
 * and read, know curses. */
#include "base/clock.h"
#include "ui/signals.h"
#include "ui/term_private.h"
#include "ui/terminfo.h"
#include "ui/tty.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>


/* ---- opening -------------------------------------------------------------- */

/* Sets up the description of the terminal called so, the host's before our own. */
static bool set_up(const char *name, int *found)
{
	int ours;

	return setupterm(name, STDOUT_FILENO, found) != ERR
		|| (terminfo_bring(name) && setupterm(name, STDOUT_FILENO, &ours) != ERR);
}

/* That of the terminal called so, else that of one like it: *like. */
static bool find_description(const char *name, const char **like, int *found)
{
	const char *const *other = tty_like(name);
	int not_found = 0;

	*like = NULL;
	if (set_up(name, found))
		return true;
	for (int i = 0; *found < 1 && other && i < TTY_LIKE; i++) {
		*like = other[i];
		if (set_up(*like, &not_found))
			return true;
	}
	return false;
}

/* Is the terminal's description there, and can it place the cursor? Told here
 * because newterm says nothing and initscr exits. */
static enum status check_description(const char **like, struct error *err)
{
	const char *name = getenv("TERM");
	const char *cup;
	int found;

	if (!name || !*name)
		return error_set(err, STATUS_SYSTEM,
			"TERM is not set: it names the kind of terminal, e.g. TERM=xterm-256color");
	if (!find_description(name, like, &found))
		return error_set(err, STATUS_SYSTEM, found < 0
			? "no terminal descriptions (terminfo) are installed, so TERM=%s means nothing"
			: "TERM=%s is not a terminal known here; try TERM=xterm or TERM=vt100", name);
	cup = tigetstr("cup");
	found = cup && cup != (char *)-1;
	del_curterm(cur_term);
	if (!found)
		return error_set(err, STATUS_SYSTEM,
			"TERM=%s cannot place its cursor, which a full screen needs; use `haggle --plain` "
			"or `haggle solve`", name);
	return STATUS_OK;
}

/* curses must take our size, not that of the window or a stale environment. */
static SCREEN *new_screen(const struct terminal *t)
{
	char text[16];
	SCREEN *screen;

	use_env(TRUE);
	use_tioctl(FALSE);
	snprintf(text, sizeof text, "%d", t->is.rows);
	setenv("LINES", text, 1);
	snprintf(text, sizeof text, "%d", t->is.cols);
	setenv("COLUMNS", text, 1);
	screen = newterm(t->is.like, gather_file(t->gather), stdin);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	return screen;
}

/* Ctrl-S is no key to freeze a screen with that nobody knows how to thaw, and
 * what Ctrl-C gives up depends on what is in front. */
static void free_keys(void)
{
	struct termios modes;

	if (tcgetattr(STDIN_FILENO, &modes) != 0)
		return;
	modes.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
	modes.c_cc[VINTR] = _POSIX_VDISABLE;
	tcsetattr(STDIN_FILENO, TCSANOW, &modes);
	def_prog_mode();
}

static enum status set_modes(struct terminal *t, struct error *err)
{
	if (t->restricted)
		raw();
	else
		cbreak();
	noecho();
	nonl();
	free_keys();
	typeahead(-1);
	set_escdelay(tty_escape_delay());
	t->input = newpad(1, 1);
	if (!t->input)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	meta(t->input, TRUE);
	keypad(t->input, TRUE);
	nodelay(t->input, TRUE);
	keypad(stdscr, TRUE);
	term_define_keys();
	curs_set(0);
	t->hidden = true;
	leaveok(stdscr, TRUE);
	return STATUS_OK;
}

/* ---- what a crash sends --------------------------------------------------- */

struct bytes {
	char text[SIGNALS_RESTORE_MAX];
	size_t length;
};

/* Appends a string, without the padding marks ($<5>) of old terminals. */
static void append(struct bytes *b, const char *text)
{
	if (!text || text == (const char *)-1)
		return;
	for (; *text; text++) {
		const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;

		if (end)
			text = end;
		else if (b->length < sizeof b->text)
			b->text[b->length++] = *text;
	}
}

static void prepare_restore(const struct terminal *t, const struct termios *before)
{
	struct bytes b = {.length = 0};

	if (t->private_modes)
		append(&b, MOUSE_OFF PASTE_OFF);
	append(&b, tigetstr("rmkx"));
	append(&b, tigetstr("sgr0"));
	append(&b, tigetstr("op"));
	append(&b, tigetstr("cnorm"));
	append(&b, tigetstr("rmcup"));
	signals_prepare(b.text, b.length, before);
}

/* Only whoever has colours to choose from asks. */
static void ask_ground(struct terminal *t)
{
	t->query.rgb = -1;
	if (t->is.colors == 0 || !t->private_modes)
		return;
	term_send(t, GROUND_QUESTION);
	ground_ask(&t->query, clock_now());
}

/* ---- opening, all in all --------------------------------------------------- */

static enum status start(struct terminal *t, const struct term_options *o, struct error *err)
{
	struct termios before;
	enum status status;

	tcgetattr(STDIN_FILENO, &before);
	tty_size(80, 24, &t->is.cols, &t->is.rows);
	status = gather_open(&t->gather, err);
	if (status != STATUS_OK)
		return status;
	t->screen = new_screen(t);
	if (!t->screen)
		return error_set(err, STATUS_SYSTEM, "the terminal %s cannot be opened",
			getenv("TERM"));
	status = set_modes(t, err);
	if (status == STATUS_OK)
		status = term_make_room(t, err);
	if (status != STATUS_OK)
		return status;
	t->is.colors = term_count_colors(o->color);
	t->is.unicode = !strcmp(nl_langinfo(CODESET), "UTF-8");
	t->is.copy_most = t->restricted ? 0 : tty_copy_most(getenv("TERM"));
	t->private_modes = tty_private_modes(getenv("TERM"));
	prepare_restore(t, &before);
	term_modes_on(t);
	term_set_scheme(t, SCHEME_AUTO, GROUND_UNKNOWN);
	ask_ground(t);
	return STATUS_OK;
}

enum status term_open(const struct term_options *o, struct terminal **out, struct error *err)
{
	struct terminal *t;
	enum status status;
	const char *like = NULL;

	setlocale(LC_CTYPE, "");
	*out = NULL;
	if ((status = tty_check(err)) != STATUS_OK
		|| (status = check_description(&like, err)) != STATUS_OK
		|| (status = signals_open(err)) != STATUS_OK)
		return status;
	t = calloc(1, sizeof *t);
	if (!t) {
		signals_close();
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	t->is.like = like;
	t->mouse = o->mouse;
	t->restricted = o->restricted;
	status = start(t, o, err);
	if (status != STATUS_OK) {
		term_close(t);
		return status;
	}
	*out = t;
	return STATUS_OK;
}

const struct term_facts *term_facts(const struct terminal *t)
{
	return &t->is;
}

/* ---- coming and going ------------------------------------------------------ */

void term_suspend(struct terminal *t)
{
	term_modes_off(t);
	endwin();
	signals_watch(0); /* time goes on for who is stopped */
	signals_stop();
	term_take_over(t);
}

void term_copy(struct terminal *t, const char *text)
{
	size_t length = strlen(text);
	char *out;

	if (length == 0 || length > t->is.copy_most)
		return;
	out = malloc(BASE64_BYTES(length));
	if (!out)
		return;
	term_send(t, "\033]52;c;");
	tty_write(out, base64_encode(text, length, out));
	term_send(t, "\a");
	free(out);
}

/* ---- closing --------------------------------------------------------------- */

/* What is still on its way would be typed to whoever has the terminal next. */
static void await_answer(struct terminal *t)
{
	double left;

	while (!t->gone && (left = ground_left(&t->query, clock_now())) > 0) {
		struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};

		if (poll(&in, 1, term_within(-1, left)) > 0)
			term_note_input(t, in.revents);
		while (term_read(t))
			for (int i = 0; i < t->queued; i++)
				term_takes_answer(t, &t->queue[i]);
	}
}

void term_close(struct terminal *t)
{
	if (!t)
		return;
	signals_watch(SIGNALS_PATIENCE); /* it may take nothing any more */
	if (t->input) {
		await_answer(t);
		term_modes_off(t);
		delwin(t->input);
	}
	if (t->screen) {
		curs_set(1);
		endwin();
		delscreen(t->screen);
	}
	gather_close(t->gather);
	signals_close();
	free(t->shown);
	free(t);
}
