/* What comes from the terminal. It is read byte by byte: curses recognises the keys that
 * the terminal's description names, decode.c does the rest. */
#include "base/clock.h"
#include "ui/action.h"
#include "ui/signals.h"
#include "ui/term_private.h"
#include "ui/tty.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define CODE_BASE 4000     /* of our own key definitions, beyond curses' */
#define PATIENCE 0.5       /* s without a byte that end what had no end: a paste, a sequence */

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

/* ---- private modes -------------------------------------------------------- */

void term_send(const struct terminal *t, const char *text)
{
	if (t->private_modes)
		tty_write(text, strlen(text));
}

void term_modes_on(const struct terminal *t)
{
	term_send(t, PASTE_ON);
	if (t->mouse)
		term_send(t, MOUSE_ON);
}

void term_modes_off(const struct terminal *t)
{
	if (t->mouse)
		term_send(t, MOUSE_OFF);
	term_send(t, PASTE_OFF);
}

void term_set_mouse(struct terminal *t, bool on)
{
	if (t->mouse == on)
		return;
	t->mouse = on;
	term_send(t, on ? MOUSE_ON : MOUSE_OFF);
}

/* ---- keys ------------------------------------------------------------------ */

/* A terminal whose function key looks like an old mouse report sends none. */
static bool is_function_key(const char *bytes)
{
	int code = key_defined(bytes);

	return code > KEY_F0 && code < KEY_F0 + 64;
}

void term_define_keys(void)
{
	int count;
	const struct decode_sequence *sequence = decode_sequences(&count);

	for (int i = 0; i < count; i++)
		if (sequence[i].key != K_MOUSE_X10 || !is_function_key(sequence[i].bytes))
			define_key(sequence[i].bytes, CODE_BASE + i);
}

/* ---- events --------------------------------------------------------------- */

static void resize(struct terminal *t)
{
	int cols, rows;

	t->resized = false;
	tty_size(t->is.cols, t->is.rows, &cols, &rows);
	if (cols == t->is.cols && rows == t->is.rows)
		return;
	resizeterm(rows, cols);
	t->is.cols = cols;
	t->is.rows = rows;
	if (term_make_room(t, NULL) != STATUS_OK)
		t->gone = true; /* nothing can be shown any more */
}

/* Seconds that were left of the patience at that time; at most 0: none. */
static double patience(const struct terminal *t, double at)
{
	return PATIENCE - (at - t->heard);
}

/* At most so many seconds. */
int term_within(int timeout, double seconds)
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
		timeout = term_within(timeout, patience(t, now));
	return t->met ? timeout : term_within(timeout, ground_left(&t->query, now));
}

unsigned term_note_input(void *terminal, short happened)
{
	struct terminal *t = terminal;

	if (happened & (POLLHUP | POLLERR | POLLNVAL))
		t->gone = true;
	t->readable = (happened & POLLIN) != 0;
	return EFFECT_NONE; /* term_event says what has come in */
}

void term_sources(struct terminal *t, struct sources *s)
{
	*source_add(s) = (struct source){STDIN_FILENO, POLLIN, term_note_input, t};
	*source_add(s) = (struct source){.fd = signals_fd(), .events = POLLIN};
}

/* The shell had the terminal meanwhile: its modes, its screen and its size are
 * not known any more. Curses sets up anew, with the next draw, what it was told
 * to end. */
void term_take_over(struct terminal *t)
{
	endwin();
	reset_prog_mode();
	term_modes_on(t);
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
			term_take_over(t);
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
bool term_read(struct terminal *t)
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
bool term_takes_answer(struct terminal *t, const struct event *e)
{
	if (e->kind == EVENT_COLOR)
		ground_told(&t->query, e->rgb);
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
	ground_over(&t->query);
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
	while (t->taken < t->queued || (!t->gone && term_read(t))) {
		*e = t->queue[t->taken++];
		if (!term_takes_answer(t, e))
			return true;
	}
	memset(e, 0, sizeof *e);
	if (t->gone)
		e->kind = EVENT_GONE;
	return t->gone || meet(t, asked, e);
}
