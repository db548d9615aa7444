/* The terminal. The only file that knows curses.
 *
 * curses keeps what the terminal shows and sends the difference; before it,
 * cells that are what they were are not even handed over. Input is read byte
 * by byte: curses recognises the keys that the terminal's description names,
 * decode.c does the rest. */
#include "ui/term.h"

#include "base/clock.h"
#include "ui/action.h"
#include "ui/ascii.h"
#include "ui/decode.h"
#include "ui/glyph.h"
#include "ui/signals.h"
#include "ui/terminfo.h"
#include "ui/tty.h"

#include <curses.h>
#include <errno.h>
#include <locale.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

#define CODE_BASE 4000     /* of our own key definitions, beyond curses' */
#define PATIENCE 0.5       /* s without a byte that end what had no end: a paste, a sequence */
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define MOUSE_ON "\033[?1000h\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1002l\033[?1000l"

struct look {
	attr_t attr;
	short pair;
};

struct terminal {
	SCREEN *screen;
	WINDOW *input;    /* a pad: reading from it refreshes nothing */
	int cols, rows;
	bool unicode, private_modes, mouse, restricted, gone, readable, resized;
	bool hidden;      /* the cursor */
	int colors;       /* how many, as style_get has it */
	struct look look[INKS];
	struct cell *shown; /* owned: what curses was last given, cols * rows */
	bool forget;      /* what is shown is not known */
	struct decoder decoder;
	char known[DECODE_BYTES]; /* of a key that curses knows better than we do: its bytes, */
	const char *rest;         /* and those of them that are still to be read; or NULL */
	struct event queue[DECODE_EVENTS];
	int queued, taken;
	double heard;     /* when something last came in */
	struct ground_query query;
	bool met;         /* EVENT_GROUND was given */
	const char *like; /* whose description it goes by; NULL: its own */
};

static const struct {
	int code, key;
} codes[] = {
	{KEY_UP, K_UP}, {KEY_DOWN, K_DOWN}, {KEY_LEFT, K_LEFT}, {KEY_RIGHT, K_RIGHT},
	{KEY_SR, K_SHIFT_UP}, {KEY_SF, K_SHIFT_DOWN},
	{KEY_SLEFT, K_SHIFT_LEFT}, {KEY_SRIGHT, K_SHIFT_RIGHT},
	{KEY_HOME, K_HOME}, {KEY_END, K_END}, {KEY_PPAGE, K_PAGE_UP}, {KEY_NPAGE, K_PAGE_DOWN},
	{KEY_A1, K_HOME}, {KEY_C1, K_END}, {KEY_A3, K_PAGE_UP}, {KEY_C3, K_PAGE_DOWN},
	{KEY_FIND, K_HOME}, {KEY_SELECT, K_END},
	{KEY_IC, K_INSERT}, {KEY_DC, K_DELETE}, {KEY_BTAB, K_SHIFT_TAB},
	{KEY_BACKSPACE, K_BACKSPACE}, {KEY_ENTER, K_ENTER},
};

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
static SCREEN *new_screen(const char *name, int cols, int rows)
{
	char text[16];
	SCREEN *screen;

	use_env(TRUE);
	use_tioctl(FALSE);
	snprintf(text, sizeof text, "%d", rows);
	setenv("LINES", text, 1);
	snprintf(text, sizeof text, "%d", cols);
	setenv("COLUMNS", text, 1);
	screen = newterm(name, stdout, stdin);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	return screen;
}

/* A terminal whose function key looks like an old mouse report sends none. */
static bool is_function_key(const char *bytes)
{
	int code = key_defined(bytes);

	return code > KEY_F0 && code < KEY_F0 + 64;
}

static void define_keys(void)
{
	int count;
	const struct decode_sequence *sequence = decode_sequences(&count);

	for (int i = 0; i < count; i++)
		if (sequence[i].key != K_MOUSE_X10 || !is_function_key(sequence[i].bytes))
			define_key(sequence[i].bytes, CODE_BASE + i);
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
	define_keys();
	curs_set(0);
	t->hidden = true;
	leaveok(stdscr, TRUE);
	return STATUS_OK;
}

/* Whether the terminal takes a colour's number for its red, green and blue. What it
 * would be sent says so: some take the first 256 from a palette all the same. */
static bool is_direct(void)
{
	const char *set = COLORS > 256 ? tigetstr("setaf") : NULL;
	const char *sent = set && set != (char *)-1 ? tiparm(set, 255) : NULL;

	return sent && (strstr(sent, ":2:") || strstr(sent, ";2;"));
}

static int count_colors(bool wanted)
{
	if (!wanted || !has_colors() || start_color() == ERR)
		return 0;
	use_default_colors();
	if (COLORS < 8 || COLOR_PAIRS <= INKS)
		return 0;
	return COLORS < 16 ? 8 : COLORS < 256 ? 16 : is_direct() ? STYLE_DIRECT : 256;
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

/* ---- private modes -------------------------------------------------------- */

static void send(const struct terminal *t, const char *text)
{
	if (t->private_modes)
		tty_write(text, strlen(text));
}

static void modes_on(const struct terminal *t)
{
	send(t, PASTE_ON);
	if (t->mouse)
		send(t, MOUSE_ON);
}

static void modes_off(const struct terminal *t)
{
	if (t->mouse)
		send(t, MOUSE_OFF);
	send(t, PASTE_OFF);
}

void term_set_mouse(struct terminal *t, bool on)
{
	if (t->mouse == on)
		return;
	t->mouse = on;
	send(t, on ? MOUSE_ON : MOUSE_OFF);
}

/* Only whoever has colours to choose from asks. */
static void ask_ground(struct terminal *t)
{
	t->query.rgb = -1;
	if (t->colors == 0 || !t->private_modes)
		return;
	send(t, GROUND_QUESTION);
	ground_ask(&t->query, clock_now());
}

/* ---- opening, all in all --------------------------------------------------- */

static enum status make_room(struct terminal *t, struct error *err)
{
	size_t cells = (size_t)t->cols * (size_t)t->rows;
	struct cell *shown = realloc(t->shown, cells * sizeof *shown);

	if (!shown)
		return error_set(err, STATUS_SYSTEM, "out of memory for %d x %d cells", t->cols,
			t->rows);
	t->shown = shown;
	t->forget = true;
	return STATUS_OK;
}

static enum status start(struct terminal *t, const struct term_options *o, struct error *err)
{
	struct termios before;
	enum status status;

	tcgetattr(STDIN_FILENO, &before);
	tty_size(80, 24, &t->cols, &t->rows);
	t->screen = new_screen(t->like, t->cols, t->rows);
	if (!t->screen)
		return error_set(err, STATUS_SYSTEM, "the terminal %s cannot be opened",
			getenv("TERM"));
	status = set_modes(t, err);
	if (status == STATUS_OK)
		status = make_room(t, err);
	if (status != STATUS_OK)
		return status;
	t->colors = count_colors(o->color);
	t->unicode = window_utf8();
	t->private_modes = tty_private_modes(getenv("TERM"));
	decoder_init(&t->decoder);
	prepare_restore(t, &before);
	modes_on(t);
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
	t->like = like;
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

int term_cols(const struct terminal *t)
{
	return t->cols;
}

int term_rows(const struct terminal *t)
{
	return t->rows;
}

bool term_unicode(const struct terminal *t)
{
	return t->unicode;
}

/* ---- drawing -------------------------------------------------------------- */

static attr_t curses_attr(unsigned attr)
{
	return (attr & STYLE_BOLD ? A_BOLD : 0) | (attr & STYLE_DIM ? A_DIM : 0)
		| (attr & STYLE_REVERSE ? A_REVERSE : 0)
		| (attr & STYLE_UNDERLINE ? A_UNDERLINE : 0);
}

int term_colors(const struct terminal *t)
{
	return t->colors;
}

void term_set_scheme(struct terminal *t, enum scheme scheme, enum ground ground)
{
	struct style style[INKS];

	for (int i = 0; i < INKS; i++) {
		short pair = 0;

		style[i] = style_get(scheme, ground, (enum ink)i, t->colors);
		/* Roles of equal colours share a pair: curses would send the same
		 * colours again between different pairs. */
		for (int j = 0; j < i && pair == 0; j++)
			if (style[j].fg == style[i].fg && style[j].bg == style[i].bg)
				pair = t->look[j].pair;
		if (pair == 0 && (style[i].fg >= 0 || style[i].bg >= 0)) {
			pair = (short)(i + 1);
			init_extended_pair(pair, style[i].fg, style[i].bg);
		}
		t->look[i].pair = pair;
		t->look[i].attr = curses_attr(style[i].attr);
	}
	t->forget = true;
}

static uint32_t shown_character(const struct terminal *t, uint32_t cp)
{
	if (cp == 0)
		return ' ';
	if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
		return '?';
	return t->unicode ? cp : (uint32_t)ascii_for(cp);
}

static void put_glyph(const struct look *look, int x, int y, const wchar_t *text)
{
	cchar_t glyph;

	setcchar(&glyph, text, look->attr, look->pair, NULL);
	mvadd_wch(y, x, &glyph);
}

static void put_cell(const struct terminal *t, const struct canvas *c, int x, int y)
{
	const struct cell *cell = canvas_at(c, x, y), *right = canvas_at(c, x + 1, y);
	const struct look *look = &t->look[cell->ink < INKS ? cell->ink : INK_TEXT];
	bool wide = t->unicode && right && right->cp == 0;
	struct glyph glyph[2];
	int count;

	/* The right half of a wide character came with its left one. */
	if (cell->cp == 0 && t->unicode)
		return;
	if (wide) /* for what curses takes to be narrow */
		put_glyph(look, x + 1, y, L" ");
	count = glyph_split(shown_character(t, cell->cp), t->unicode ? canvas_rest(c, cell) : "",
		wide ? 2 : 1, glyph);
	for (int i = 0; i < count; i++)
		put_glyph(look, x + glyph[i].column, y, glyph[i].text);
}

static void put_cells(struct terminal *t, const struct canvas *c)
{
	int cols = c->cols < t->cols ? c->cols : t->cols;
	int rows = c->rows < t->rows ? c->rows : t->rows;

	if (t->forget)
		erase();
	for (int y = 0; y < rows; y++)
		for (int x = 0; x < cols; x++) {
			const struct cell *cell = &c->cell[y * c->cols + x];
			struct cell *old = &t->shown[y * t->cols + x];

			if (!t->forget && old->cp == cell->cp && old->rest == cell->rest
				&& old->ink == cell->ink)
				continue;
			put_cell(t, c, x, y);
			*old = *cell;
		}
	t->forget = false;
}

void term_draw(struct terminal *t, const struct canvas *c, int x, int y)
{
	bool hide = x < 0 || x >= t->cols || y < 0 || y >= t->rows;

	put_cells(t, c);
	if (hide != t->hidden) {
		curs_set(hide ? 0 : 1);
		leaveok(stdscr, hide);
		t->hidden = hide;
	}
	if (!hide)
		move(y, x);
	wnoutrefresh(stdscr);
	doupdate();
}

void term_forget(struct terminal *t)
{
	clearok(curscr, TRUE);
	t->forget = true;
}

/* ---- events --------------------------------------------------------------- */

static void resize(struct terminal *t)
{
	int cols, rows;

	t->resized = false;
	tty_size(t->cols, t->rows, &cols, &rows);
	if (cols == t->cols && rows == t->rows)
		return;
	resizeterm(rows, cols);
	t->cols = cols;
	t->rows = rows;
	if (make_room(t, NULL) != STATUS_OK)
		t->gone = true; /* nothing can be shown any more */
}

/* Seconds that were left of the patience at that time; at most 0: none. */
static double patience(const struct terminal *t, double at)
{
	return PATIENCE - (at - t->heard);
}

/* At most so many seconds. */
static int within(int timeout, double seconds)
{
	int left = (int)ceil(1000 * fmax(0, seconds));

	return timeout < 0 || timeout > left ? left : timeout;
}

int term_timeout(const struct terminal *t, int timeout)
{
	double now = clock_now();

	if (t->taken < t->queued || t->gone)
		return 0;
	if (decoder_waits(&t->decoder))
		timeout = within(timeout, patience(t, now));
	return t->met ? timeout : within(timeout, ground_left(&t->query, now));
}

static unsigned note_input(void *terminal, short happened)
{
	struct terminal *t = terminal;

	if (happened & (POLLHUP | POLLERR | POLLNVAL))
		t->gone = true;
	t->readable = (happened & POLLIN) != 0;
	return EFFECT_NONE; /* term_event says what has come in */
}

void term_sources(struct terminal *t, struct sources *s)
{
	*source_add(s) = (struct source){STDIN_FILENO, POLLIN, note_input, t};
	*source_add(s) = (struct source){.fd = signals_fd(), .events = POLLIN};
}

/* The shell had the terminal meanwhile: its modes, its screen and its size are
 * not known any more. Curses sets up anew, with the next draw, what it was told
 * to end. */
static void take_over(struct terminal *t)
{
	endwin();
	reset_prog_mode();
	modes_on(t);
	t->resized = true;
	t->heard = clock_now(); /* what was on its way is still */
	t->readable = false;    /* unless the shell has read it */
	term_forget(t);
}

static bool next_signal(struct terminal *t, struct event *e)
{
	int number;

	while ((number = signals_next()) != 0) {
		switch (number) {
		case SIGWINCH:
			t->resized = true; /* many of them are one */
			continue;
		case SIGTSTP:
			if (t->restricted)
				continue;
			e->kind = EVENT_SUSPEND;
			return true;
		case SIGCONT:
			take_over(t);
			e->kind = EVENT_RESUME;
			return true;
		case SIGHUP:
			e->kind = EVENT_GONE;
			return true;
		default:
			e->kind = EVENT_END;
			return true;
		}
	}
	return false;
}

/* A key that only the terminal's description has, with modifiers mostly: its bytes tell. */
static int take_apart(struct terminal *t, int code)
{
	char *bytes = keybound(code, 0);
	bool fits = bytes && strlen(bytes) < sizeof t->known && bytes[0];

	if (fits) {
		strcpy(t->known, bytes);
		t->rest = t->known + 1;
	}
	free(bytes);
	return fits ? (unsigned char)t->known[0] : K_UNKNOWN;
}

/* One byte or key, K_NONE where there is none for now. */
static int read_unit(struct terminal *t)
{
	int count;
	const struct decode_sequence *sequence = decode_sequences(&count);

	if (t->rest && *t->rest)
		return (unsigned char)*t->rest++;
	for (;;) {
		int code = wgetch(t->input);

		if (code == ERR)
			return K_NONE;
		if (code == KEY_RESIZE)
			continue; /* resizeterm's own; ours came by signal */
		if (code == 0)
			return K_UNKNOWN; /* Ctrl-Space; no input is something else */
		if (code < 0x100)
			return code;
		if (code >= CODE_BASE && code < CODE_BASE + count)
			return sequence[code - CODE_BASE].key;
		if (code > KEY_F0 && code <= KEY_F0 + 12)
			return K_F1 + code - KEY_F0 - 1;
		for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
			if (codes[i].code == code)
				return codes[i].key;
		return take_apart(t, code);
	}
}

/* poll said that there is input and there was none: the end of it. */
static bool at_end(struct terminal *t)
{
	int bytes = 0;

	if (!t->readable)
		return false;
	t->readable = false;
	return ioctl(STDIN_FILENO, FIONREAD, &bytes) != 0 || bytes == 0;
}

/* The time is asked for before the input: however long this process then lay
 * still, bytes that came meanwhile are read first. */
static bool read_keys(struct terminal *t)
{
	t->taken = t->queued = 0;
	for (;;) {
		double asked = clock_now();
		int unit = read_unit(t);

		if (unit == K_NONE && at_end(t))
			t->gone = true;
		if (unit == K_NONE)
			return (t->queued = decoder_flush(&t->decoder,
				patience(t, asked) <= 0, t->queue)) > 0;
		t->readable = false;
		t->queued = decoder_feed(&t->decoder, unit, t->queue);
		if (decoder_waits(&t->decoder))
			t->heard = clock_now();
		if (t->queued > 0)
			return true;
	}
}

/* Whether it is an answer; whoever asked too long ago has stopped to listen. */
static bool take_answer(struct terminal *t, const struct event *e)
{
	if (e->kind == EVENT_COLOR)
		ground_told(&t->query, e->rgb, clock_now());
	else if (e->kind == EVENT_KIND)
		ground_over(&t->query);
	return e->kind == EVENT_COLOR || e->kind == EVENT_KIND;
}

/* Says what the ground is as soon as that will not be known better. */
static bool meet(struct terminal *t, double now, struct event *e)
{
	if (t->met || ground_left(&t->query, now) > 0)
		return false;
	t->met = true;
	*e = (struct event){.kind = EVENT_GROUND, .rgb = t->query.rgb};
	e->ground = t->query.rgb >= 0 ? ground_of_color((unsigned)t->query.rgb)
		: ground_usual(getenv("COLORFGBG"), getenv("TERM"));
	return true;
}

bool term_event(struct terminal *t, struct event *e)
{
	double asked = clock_now(); /* before the input, as in read_keys */

	memset(e, 0, sizeof *e);
	if (next_signal(t, e))
		return true;
	if (t->resized) {
		resize(t);
		e->kind = EVENT_RESIZE;
		return true;
	}
	while (t->taken < t->queued || (!t->gone && read_keys(t))) {
		*e = t->queue[t->taken++];
		if (!take_answer(t, e))
			return true;
	}
	memset(e, 0, sizeof *e);
	if (t->gone)
		e->kind = EVENT_GONE;
	return t->gone || meet(t, asked, e);
}

/* ---- the rest ------------------------------------------------------------- */

void term_suspend(struct terminal *t)
{
	modes_off(t);
	endwin();
	signals_watch(0); /* time goes on for who is stopped */
	signals_stop();
	take_over(t);
}

size_t term_copy_most(const struct terminal *t)
{
	return t->restricted ? 0 : tty_copy_most(getenv("TERM"));
}

const char *term_like(const struct terminal *t)
{
	return t->like;
}

void term_copy(struct terminal *t, const char *text)
{
	size_t length = strlen(text);
	char *out;

	if (length == 0 || length > term_copy_most(t))
		return;
	out = malloc(BASE64_BYTES(length));
	if (!out)
		return;
	send(t, "\033]52;c;");
	tty_write(out, base64_encode(text, length, out));
	send(t, "\a");
	free(out);
}

/* ---- closing --------------------------------------------------------------- */

/* What is still on its way would be typed to whoever has the terminal next. */
static void await_answer(struct terminal *t)
{
	double left;

	while (!t->gone && (left = ground_left(&t->query, clock_now())) > 0) {
		struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};

		if (poll(&in, 1, within(-1, left)) > 0)
			note_input(t, in.revents);
		while (read_keys(t))
			for (int i = 0; i < t->queued; i++)
				take_answer(t, &t->queue[i]);
	}
}

void term_close(struct terminal *t)
{
	if (!t)
		return;
	signals_watch(SIGNALS_PATIENCE); /* it may take nothing any more */
	if (t->input) {
		await_answer(t);
		modes_off(t);
		delwin(t->input);
	}
	if (t->screen) {
		curs_set(1);
		endwin();
		delscreen(t->screen);
	}
	signals_close();
	free(t->shown);
	free(t);
}
