/* The explorer and terminals that answer, lag, stop and come back: the real
 * program in a real pseudo-terminal. */
#include "child.h"
#include "pty.h"
#include "skip.h"

#include "base/instrumented.h"

#include <CUnit/CUnit.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *const env[] = {"HAGGLE_PRESETS=presets", "XDG_CONFIG_HOME=/dev/null", NULL};

static struct pty *start_on(const char *term)
{
	const char *argv[] = {HAGGLE_PROGRAM, "symmetric", NULL};
	struct pty *p = pty_start(&(struct pty_options){.argv = argv, .env = env, .term = term});

	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	CU_ASSERT_TRUE(pty_wait_for(p, "share 0.5000", PTY_WAIT));
	pty_wait_quiet(p, 100, PTY_WAIT);
	return p;
}

static struct pty *start(void)
{
	return start_on(NULL);
}

static void send(struct pty *p, const char *bytes)
{
	CU_ASSERT_TRUE(pty_write(p, bytes, strlen(bytes)));
}

/* Time passes. */
static void lapse(struct pty *p, int ms)
{
	pty_wait_quiet(p, ms, 10 * ms);
}

/* It plays on, and nothing was changed, opened or closed before that. */
static void untouched(struct pty *p)
{
	bool ok = pty_press(p, ".", "share 0.51");

	if (!ok) {
		char *screen = pty_screen(p);

		fprintf(stderr, "no share of 0.51 on:\n%s\n", screen);
		free(screen);
	}
	CU_ASSERT_TRUE(ok);
	pty_free(p);
}

/* ---- what is no command ---------------------------------------------------- */

/* Answers to what the program before asked, come late; mouse reports as old
 * terminals send them; keys that are not there. */
static void test_not_typed(void)
{
	static const char *const sent[] = {
		"\033]11;rgb:1e1e/1e1e/1e1e\033\\", "\033]11;rgb:1e1e/1e1e/1e1e\a",
		"\033Pq\033\\", "\033_q\033\\", "\033^q\033\\",
		"\033[?64;1;2;6;9;15;18;21;22;28;29qc", "\033[M q!", "\033[M#q!\033[M q!",
		"\033[[q"};
	static const char *const terms[] = {"xterm-256color", "screen", "linux"};

	for (size_t i = 0; i < sizeof sent / sizeof sent[0]; i++)
		for (size_t k = 0; k < sizeof terms / sizeof terms[0]; k++) {
			struct pty *p = start_on(terms[k]);

			send(p, sent[i]);
			untouched(p);
		}
}

/* Ctrl-Space: a byte like others, and alone the end of nothing. */
static void test_null_byte(void)
{
	struct pty *p = start();

	CU_ASSERT_TRUE(pty_write(p, "", 1));
	lapse(p, 100);
	untouched(p);
}

static void test_old_mouse_works(void)
{
	struct pty *p = start();
	char click[16];
	int x, y;

	CU_ASSERT_TRUE_FATAL(pty_wait_at(p, "exponent", &x, &y));
	snprintf(click, sizeof click, "\033[M %c%c\033[M#%c%c", x + 33, y + 33, x + 33, y + 33);
	send(p, click);
	CU_ASSERT_TRUE(pty_press(p, "<Enter>", "cost exponent of g: 2"));
	pty_free(p);
}

/* A slow line: a sequence comes in pieces that curses does not wait for. */
static void test_pieces(void)
{
	static const char *const begin[][2] = {
		{"\033[20", "0~"}, {"\033[200", "~"}, {"\033[", "200~"}};

	for (size_t i = 0; i < sizeof begin / sizeof begin[0]; i++) {
		struct pty *p = start();

		send(p, begin[i][0]);
		lapse(p, 150);
		send(p, begin[i][1]);
		lapse(p, 20);
		send(p, "q\033[20");
		lapse(p, 150);
		send(p, "1~");
		untouched(p);
	}
}

/* The process lay still while the rest of what was pasted came in. */
static void test_paste_while_stopped(void)
{
	struct pty *p = start();

	send(p, "\033[200~abc");
	lapse(p, 100);
	CU_ASSERT_TRUE(pty_signal(p, SIGSTOP));
	send(p, "q\033[201~");
	lapse(p, 800);
	CU_ASSERT_TRUE(pty_signal(p, SIGCONT));
	untouched(p);
}

/* What never comes to its end does not take the keys that follow with it. */
static void test_unfinished(void)
{
	static const char *const begun[] = {"\033[", "\033O", "\033[<0;3", "\033[M", "\033]",
		"\033P1", "\033[200~"};

	for (size_t i = 0; i < sizeof begun / sizeof begun[0]; i++) {
		struct pty *p = start();

		send(p, begun[i]);
		lapse(p, 1000);
		untouched(p);
	}
}

/* Ctrl-C gives up what is in front; with nothing in front, that is the program. */
static void test_interrupt_key(void)
{
	static const char *const windows[][2] = {{"<Enter>", "share of g: "},
		{"o", "LESSONS"}, {"?", "Esc puts away"}, {"i", "Why"},
		{"r", "Role play"}, {"w", "save to"}};
	struct pty *p = start();
	int status = -1;

	for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
		CU_ASSERT_TRUE(pty_press(p, windows[i][0], windows[i][1]));
		CU_ASSERT_TRUE(pty_send(p, "<C-c>"));
		CU_ASSERT_TRUE(pty_wait_gone(p, windows[i][1], PTY_WAIT));
	}
	CU_ASSERT_TRUE(pty_press(p, ".", "share 0.51"));
	CU_ASSERT_TRUE(pty_send(p, "<C-c>"));
	CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, &status));
	CU_ASSERT_EQUAL(status, 0);
	CU_ASSERT_TRUE(pty_cooked(p));
	pty_free(p);
}

/* ---- stopping ------------------------------------------------------------- */

/* Below a shell with job control that does as `script` says when it has stopped;
 * *pid: the program's. */
static struct pty *start_below(const char *script, pid_t *pid)
{
	char whole[400];
	const char *argv[] = {"sh", "-c", whole, NULL}, *output, *at;
	struct pty *p;
	long number = 0;
	size_t n;

	snprintf(whole, sizeof whole,
		"set -m; sh -c 'echo pid $$; exec %s symmetric'; %s; echo done", HAGGLE_PROGRAM,
		script);
	p = pty_start(&(struct pty_options){.argv = argv, .env = env});
	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	CU_ASSERT_TRUE(pty_wait_for(p, "share 0.5000", PTY_WAIT));
	lapse(p, 100);
	output = pty_output(p, &n);
	at = n > 20 ? strstr(output, "pid ") : NULL;
	CU_ASSERT_TRUE_FATAL(at && sscanf(at + 4, "%ld", &number) == 1 && number > 1);
	*pid = (pid_t)number;
	return p;
}

static void plays_and_ends(struct pty *p)
{
	CU_ASSERT_TRUE(pty_press(p, ".", "share 0.51"));
	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	CU_ASSERT_TRUE(pty_altscreen(p));
	CU_ASSERT_TRUE(pty_mouse_on(p));
	CU_ASSERT_FALSE(pty_cursor(p, NULL, NULL));
	CU_ASSERT_FALSE(pty_cooked(p));
	/* pasted text is told apart again */
	send(p, "\033[200~q\033[201~");
	CU_ASSERT_TRUE(pty_press(p, ",,", "share 0.49"));
	send(p, "q");
	CU_ASSERT_TRUE(pty_wait_for(p, "done", PTY_WAIT));
	CU_ASSERT_FALSE(pty_altscreen(p));
	pty_free(p);
}

/* By a signal that cannot be caught; the shell then has the terminal, and gives
 * it back in its own modes, and of another size. */
static void test_stopped_from_outside(void)
{
	pid_t pid;
	struct pty *p = start_below("stty sane; printf \"\\033[?1049l\\033[?2004l"
		"\\033[?1000lstopped\"; read line; fg", &pid);

	CU_ASSERT_EQUAL(kill(pid, SIGSTOP), 0);
	CU_ASSERT_TRUE(pty_wait_for(p, "stopped", PTY_WAIT));
	CU_ASSERT_TRUE(pty_cooked(p));
	CU_ASSERT_TRUE(pty_resize(p, 100, 30));
	pty_count_reset(p);
	send(p, "\r");
	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	CU_ASSERT_TRUE(pty_wrote(p, "\033[?2004h", 8));
	plays_and_ends(p);
}

/* By its own key: the screen comes back once. */
static void test_stopped_by_key(void)
{
	pid_t pid;
	struct pty *p = start_below("printf stopped; read line; fg", &pid);
	const char *output, *at;
	size_t n;
	int count = 0;

	CU_ASSERT_TRUE(pty_press(p, "<C-z>", "stopped"));
	CU_ASSERT_TRUE(pty_cooked(p));
	CU_ASSERT_FALSE(pty_altscreen(p));
	CU_ASSERT_FALSE(pty_mouse_on(p));
	CU_ASSERT_TRUE(pty_cursor(p, NULL, NULL));
	pty_count_reset(p);
	send(p, "\r");
	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	lapse(p, 200);
	output = pty_output(p, &n);
	for (at = output; at + 8 <= output + n; at++)
		count += memcmp(at, "\033[?1049h", 8) == 0;
	CU_ASSERT_EQUAL(count, 1);
	plays_and_ends(p);
}

/* ---- ending --------------------------------------------------------------- */

static void put_back(struct pty *p)
{
	CU_ASSERT_FALSE(pty_altscreen(p));
	CU_ASSERT_FALSE(pty_mouse_on(p));
	CU_ASSERT_TRUE(pty_wrote(p, "\033[?2004l", 8));
	CU_ASSERT_TRUE(pty_cooked(p));
	pty_free(p);
}

/* Whatever it is that ends the process. SIGPIPE and SIGXFSZ are ignored. */
static void test_signals_that_end(void)
{
	const int signals[] = {SIGXCPU, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGPOLL,
		SIGSYS, SIGTRAP, SIGILL, SIGRTMIN, SIGRTMAX,
#ifdef SIGPWR
		SIGPWR,
#endif
#ifdef SIGSTKFLT
		SIGSTKFLT,
#endif
	};

	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
		struct pty *p = start();
		int status = -1;

		CU_ASSERT_TRUE(pty_signal(p, signals[i]));
		CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, &status));
		CU_ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == signals[i]);
		put_back(p);
	}
}

/* Not read any more, until the program cannot go on: it is painted anew again
 * and again, with time for each. */
static void stop_reading(const struct pty *p)
{
	const struct timespec pause = {.tv_nsec = 5000000};

	for (int i = 0; i < 600; i++) {
		CU_ASSERT_FATAL(write(pty_fd(p), "g\f", 2) == 2);
		nanosleep(&pause, NULL);
	}
}

/* Whether it ends while nobody reads. */
static bool ends_unread(const struct pty *p, int seconds)
{
	const struct timespec pause = {.tv_nsec = 10000000};
	siginfo_t info;

	for (int i = 0; i < 100 * seconds; i++) {
		info.si_pid = 0;
		if (waitid(P_PID, (id_t)pty_pid(p), &info, WEXITED | WNOHANG | WNOWAIT) == 0
			&& info.si_pid != 0)
			return true;
		nanosleep(&pause, NULL);
	}
	return false;
}

/* A terminal that takes no more: its user is gone without a word. */
static void test_unread(void)
{
	static const int signals[] = {SIGTERM, SIGSEGV, 0};

	if (SANITIZED_THREADS) {
		skip("the sanitizer of threads holds a signal back until a write has ended");
		return;
	}
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
		const char *argv[] = {HAGGLE_PROGRAM, "--idle=4", "symmetric", NULL};
		struct pty *p = signals[i] ? start()
			: pty_start(&(struct pty_options){.argv = argv, .env = env});

		CU_ASSERT_PTR_NOT_NULL_FATAL(p);
		CU_ASSERT_TRUE(pty_wait_for(p, "share 0.5000", PTY_WAIT));
		stop_reading(p);
		CU_ASSERT_FALSE(ends_unread(p, 0));
		if (signals[i])
			CU_ASSERT_TRUE(pty_signal(p, signals[i]));
		CU_ASSERT_TRUE(ends_unread(p, 20));
		/* and finds its terminal in order, should it come back */
		CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, NULL));
		put_back(p);
	}
}

/* Of a joined emoji a terminal is given what all of them draw over two columns,
 * so that the rest of its row is where it should be. */
static void test_clusters(void)
{
	char path[] = "/tmp/haggle-title.XXXXXX";
	int fd = mkstemp(path), family, text;
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");

	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	fputs("[scenario]\ntitle = \xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9 and \xf0\x9f\x87\xba"
		"\xf0\x9f\x87\xb8 cafe\xcc\x81 at odds\n[generalist]\n[specialist a]\n", f);
	fclose(f);
	const char *argv[] = {HAGGLE_PROGRAM, path, NULL};
	struct pty *p = pty_start(&(struct pty_options){.argv = argv, .env = env});

	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	CU_ASSERT_TRUE(pty_wait_for(p, "share 0.5", PTY_WAIT));
	CU_ASSERT_TRUE(pty_wait_at(p, "\xf0\x9f\x91\xa8", &family, NULL));
	CU_ASSERT_TRUE(pty_wait_at(p, "and \xf0\x9f\x87\xba\xf0\x9f\x87\xb8 cafe\xcc\x81 at odds", &text, NULL));
	CU_ASSERT_EQUAL(text, family + 3);
	CU_ASSERT_FALSE(pty_wrote(p, "\xe2\x80\x8d", 3));
	CU_ASSERT_TRUE(pty_wait_at(p, "at odds", &text, NULL));
	CU_ASSERT_EQUAL(text, family + 15);
	pty_free(p);
	unlink(path);
}

/* ---- colours --------------------------------------------------------------- */

/* Describes a terminal to which a colour is its red, green and blue. False where there
 * is no tic to do it with. */
static bool describe_direct(const char *directory)
{
	static const char *const script =
		"infocmp -1x xterm-256color | sed -e 's/^xterm-256color|/direct-for-test|/' "
		"-e 's/colors#[^,]*/colors#0x1000000/' -e 's/pairs#[^,]*/pairs#0x10000/' "
		"-e '/setaf=/s/=.*/=\\E[%?%p1%{8}%<%t3%p1%d%e38:2::%p1%{65536}%\\/%d:"
		"%p1%{256}%\\/%{255}%\\&%d:%p1%{255}%\\&%d%;m,/' "
		"-e '/setab=/s/=.*/=\\E[%?%p1%{8}%<%t4%p1%d%e48:2::%p1%{65536}%\\/%d:"
		"%p1%{256}%\\/%{255}%\\&%d:%p1%{255}%\\&%d%;m,/' "
		"-e '/initc=/d' -e '/ccc,/s/ccc/RGB/' | tic -x -o \"$0\" - 2>/dev/null";
	const char *argv[] = {"sh", "-c", script, directory, NULL};
	struct child ran;
	bool done;

	child_run(&ran, argv, NULL, NULL);
	done = ran.status == 0;
	child_free(&ran);
	return done;
}

/* Until these bytes have come. */
static bool wait_written(struct pty *p, const char *bytes)
{
	while (!pty_wrote(p, bytes, strlen(bytes)))
		if (pty_pump(p, PTY_WAIT) <= 0)
			return false;
	return true;
}

/* Until the title row no more says how far the view is. */
static bool wait_finished(struct pty *p)
{
	while (strchr(pty_row(p, 0), '%'))
		if (pty_pump(p, PTY_WAIT) <= 0)
			return false;
	return true;
}

static void test_direct_colour(void)
{
	char directory[] = "/tmp/haggle-terminfo.XXXXXX", place[80];
	const char *here[] = {"HAGGLE_PRESETS=presets", "XDG_CONFIG_HOME=/dev/null", place, NULL};
	const char *argv[] = {HAGGLE_PROGRAM, "--view=map", "symmetric", NULL};
	const char *away[] = {"rm", "-r", directory, NULL};
	struct child ran;
	struct pty *p;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	snprintf(place, sizeof place, "TERMINFO=%s", directory);
	if (describe_direct(directory)) {
		p = pty_start(&(struct pty_options){
			.argv = argv, .env = here, .term = "direct-for-test"});
		CU_ASSERT_PTR_NOT_NULL_FATAL(p);
		/* a class of the map, 24 of 256, as soon as that is computed; and 24 is no blue */
		CU_ASSERT_TRUE(wait_written(p, "48:2::0:95:135"));
		CU_ASSERT_TRUE(wait_finished(p));
		CU_ASSERT_FALSE(pty_wrote(p, "48:2::0:0:24m", 13));
		pty_free(p);
	}
	child_run(&ran, away, NULL, NULL);
	child_free(&ran);
}

/* The look of the first curve's letter g in the plot, right of the panel. */
static struct pty_cell curve_cell(struct pty *p)
{
	for (int y = 1; y < pty_rows(p) - 4; y++)
		for (int x = 34; x < pty_cols(p); x++)
			if (pty_cell(p, x, y).cp == 'g' && pty_cell(p, x - 1, y).cp == 'g')
				return pty_cell(p, x, y);
	return (struct pty_cell){.fg = -2};
}

/* Until that is its colour: the curve may be painted once more. */
static bool wait_curve(struct pty *p, int fg)
{
	while (curve_cell(p).fg != fg)
		if (pty_pump(p, PTY_WAIT) <= 0)
			return false;
	return true;
}

/* A terminal that answers in time, which on a busy machine may take several starts; keys are
 * typed ahead, and then text is waited for. */
static struct pty *start_answered(const struct pty_options *o, const char *keys, const char *text)
{
	struct pty *p;

	for (int left = 100;; left--) {
		p = pty_start(o);
		CU_ASSERT_PTR_NOT_NULL_FATAL(p);
		send(p, keys);
		CU_ASSERT_TRUE(pty_wait_for(p, text, PTY_WAIT));
		if (!o->ground || pty_answered(p) < 140 || left == 0)
			return p;
		pty_free(p);
	}
}

static struct pty *start_asked(const char *const *more, const char *ground, bool mute,
	const char *option)
{
	const char *argv[] = {HAGGLE_PROGRAM, "--view=utilities", option, "symmetric", NULL};
	struct pty *p = start_answered(
		&(struct pty_options){.argv = argv, .env = more, .ground = ground, .mute = mute}, "",
		"share 0.5000");

	pty_wait_quiet(p, 50, PTY_WAIT);
	CU_ASSERT_TRUE(pty_wrote(p, "\033]11;?\033\\\033[c", 11));
	return p;
}

/* What the terminal says of its ground chooses the colours; else its environment. */
static void test_ground(void)
{
	static const char *const fgbg[] = {"HAGGLE_PRESETS=presets", "XDG_CONFIG_HOME=/dev/null",
		"COLORFGBG=0;15", NULL};
	static const char *const scheme[] = {"HAGGLE_PRESETS=presets", "XDG_CONFIG_HOME=/dev/null",
		"HAGGLE_COLORS=light", NULL};
	static const struct {
		const char *const *env;
		const char *ground, *option;
		int generalist;
	} cases[] = {
		{env, "rgb:ffff/ffff/ffff", "--glyphs=ascii", 24},
		{env, "rgb:1e1e/1e1e/1e1e", "--glyphs=ascii", 81},
		{env, NULL, "--glyphs=ascii", 31},
		{env, "?", "--glyphs=ascii", 31},
		{fgbg, NULL, "--glyphs=ascii", 24},
		{fgbg, "rgb:0/0/0", "--glyphs=ascii", 81},
		{env, "rgb:ffff/ffff/ffff", "--colors=dark", 81},
		{env, "rgb:ffff/ffff/ffff", "--colors=safe", 25},
		{env, "rgb:ffff/ffff/ffff", "--colors=mono", -1},
		{env, "rgb:ffff/ffff/ffff", "--color=always", 24},
		{scheme, "rgb:0/0/0", "--glyphs=ascii", 24},
		{scheme, "rgb:0/0/0", "--colors=dark", 81},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct pty *p = start_asked(cases[i].env, cases[i].ground, false, cases[i].option);

		CU_ASSERT_TRUE(wait_curve(p, cases[i].generalist));
		untouched(p);
	}
}

/* It does not answer, or too late: play begins, and no answer is taken for keys. */
static void test_ground_late(void)
{
	struct pty *p = start_asked(env, NULL, true, "--glyphs=ascii");

	CU_ASSERT_TRUE(wait_curve(p, 31));
	pty_count_reset(p);
	send(p, "\033]11;rgb:ffff/ffff/ffff\033\\\033[?1;2c");
	lapse(p, 150);
	CU_ASSERT_EQUAL(pty_count(p), 0);
	CU_ASSERT_TRUE(wait_curve(p, 31));
	send(p, "\033]11;rgb:ff");
	lapse(p, 150);
	send(p, "ff/ffff/ffff\a\033[?64;1;2");
	lapse(p, 150);
	send(p, ";22c");
	untouched(p);
}

/* Keys typed before it answers wait for nothing and are not lost. */
static void test_ground_typed_ahead(void)
{
	const char *argv[] = {HAGGLE_PROGRAM, "symmetric", NULL};
	struct pty *p = start_answered(&(struct pty_options){.argv = argv, .env = env,
		.ground = "rgb:ffff/ffff/ffff"}, ".", "share 0.51");

	CU_ASSERT_TRUE(pty_press(p, ".", "share 0.52"));
	CU_ASSERT_TRUE(wait_curve(p, 24));
	pty_free(p);
}

/* Who has no colours to choose is not asked for long; nor is who would not understand. */
static void test_ground_not_asked(void)
{
	static const char *const no_color[] = {"HAGGLE_PRESETS=presets",
		"XDG_CONFIG_HOME=/dev/null", "NO_COLOR=1", NULL};
	static const char *const terms[] = {"vt100", "linux", "ansi", NULL};

	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
		const char *argv[] = {HAGGLE_PROGRAM, "symmetric", NULL};
		struct pty *p = pty_start(&(struct pty_options){.argv = argv,
			.env = terms[i] ? env : no_color, .term = terms[i]});

		CU_ASSERT_PTR_NOT_NULL_FATAL(p);
		CU_ASSERT_TRUE(pty_wait_for(p, "share 0.5000", PTY_WAIT));
		CU_ASSERT_FALSE(pty_wrote(p, "\033]11", 4));
		untouched(p);
	}
}

/* Whoever quits at once leaves no answer behind for the shell. */
static void test_ground_left_behind(void)
{
	char script[200];
	const char *argv[] = {"sh", "-c", script, NULL};
	struct pty *p;

	snprintf(script, sizeof script, "%s symmetric; echo left; read line; echo \"[$line]\"",
		HAGGLE_PROGRAM);
	p = start_answered(&(struct pty_options){.argv = argv, .env = env,
		.ground = "rgb:ffff/ffff/ffff"}, "q", "left");
	CU_ASSERT_TRUE(pty_press(p, "ok<Enter>", "[ok]"));
	pty_free(p);
}

/* Until a cell has these colours; of one that does not matter, -2. */
static bool wait_look(struct pty *p, int x, int y, int fg, int bg)
{
	while ((fg != -2 && pty_cell(p, x, y).fg != fg) || (bg != -2 && pty_cell(p, x, y).bg != bg))
		if (pty_pump(p, PTY_WAIT) <= 0)
			return false;
	return true;
}

/* On the options' screen what is chosen is shown at once, in every ink. */
static void test_options_preview(void)
{
	struct pty *p = start_asked(env, "rgb:1e1e/1e1e/1e1e", false, "--glyphs=ascii");
	int x = 0, y = 0;

	CU_ASSERT_TRUE(pty_press(p, "O", "auto: dark"));
	CU_ASSERT_TRUE(pty_wait_for(p, "#1e1e1e", PTY_WAIT));
	CU_ASSERT_TRUE_FATAL(pty_wait_at(p, "g generalist", &x, &y));
	CU_ASSERT_TRUE(wait_look(p, x, y, 81, -2));
	CU_ASSERT_TRUE(pty_press(p, "<Right><Right>", "ascii !"));
	CU_ASSERT_TRUE(wait_look(p, x, y, 24, -2));
	CU_ASSERT_TRUE_FATAL(pty_wait_at(p, " .7", &x, &y));
	CU_ASSERT_TRUE(wait_look(p, x, y, -2, 230));
	CU_ASSERT_TRUE(pty_press(p, "<BS>", "auto: dark"));
	pty_free(p);
}

/* The zoom has the projector's ground, and gives it back. */
static void test_zoom_scheme(void)
{
	struct pty *p = start_asked(env, "rgb:ffff/ffff/ffff", false, "--glyphs=ascii");

	CU_ASSERT_EQUAL(pty_cell(p, 79, 10).bg, -1);
	send(p, "z");
	CU_ASSERT_TRUE(wait_look(p, 79, 10, -2, 231));
	send(p, "z");
	CU_ASSERT_TRUE(wait_look(p, 79, 10, -2, -1));
	CU_ASSERT_TRUE(pty_wait_for(p, "? help", PTY_WAIT));
	CU_ASSERT_TRUE(wait_curve(p, 24));
	pty_free(p);
}

/* ---- what a key sends --------------------------------------------------------- */

/* How many bytes come after the key. */
static size_t sent_by(struct pty *p, const char *key)
{
	size_t before = pty_count(p);

	CU_ASSERT_TRUE(pty_send(p, key));
	if (*key) /* the answer may be late, but comes in one piece or nearly so */
		pty_pump(p, PTY_WAIT);
	pty_wait_quiet(p, 100, PTY_WAIT);
	return pty_count(p) - before;
}

/* A line between may be slow: a row of the panel chosen, a number changed on the overview. */
static void test_keys_send_little(void)
{
	struct pty *p = start();
	size_t most = 0;

	for (int i = 0; i < 13; i++) {
		size_t sent = sent_by(p, i < 9 ? "<Down>" : "<Up>");

		CU_ASSERT_TRUE(sent > 0);
		most = sent > most ? sent : most;
	}
	/* also onto a word's row and off it, when other hints come with it */
	CU_ASSERT_TRUE(most <= 350);
	most = 0;
	for (int i = 0; i < 6; i++) {
		size_t sent = sent_by(p, i < 4 ? "<Right>" : "<Left>");

		CU_ASSERT_TRUE(sent > 0);
		most = sent > most ? sent : most;
	}
	CU_ASSERT_TRUE(most > 400); /* plots did move */
	CU_ASSERT_TRUE(most <= 1700);
	CU_ASSERT_EQUAL(sent_by(p, ""), 0);
	pty_free(p);
}

void suite_explorer_terminal(void)
{
	CU_pSuite s = CU_add_suite("explorer_terminal", NULL, NULL);

	CU_add_test(s, "what is no command", test_not_typed);
	CU_add_test(s, "Ctrl-Space", test_null_byte);
	CU_add_test(s, "mouse reports of the old kind", test_old_mouse_works);
	CU_add_test(s, "sequences in pieces", test_pieces);
	CU_add_test(s, "pasting into what is stopped", test_paste_while_stopped);
	CU_add_test(s, "sequences without end", test_unfinished);
	CU_add_test(s, "Ctrl-C", test_interrupt_key);
	CU_add_test(s, "stopped from outside", test_stopped_from_outside);
	CU_add_test(s, "stopped by its key", test_stopped_by_key);
	CU_add_test(s, "signals that end", test_signals_that_end);
	CU_add_test(s, "a terminal that takes no more", test_unread);
	CU_add_test(s, "characters of several code points", test_clusters);
	CU_add_test(s, "direct colour", test_direct_colour);
	CU_add_test(s, "the terminal's ground", test_ground);
	CU_add_test(s, "its answers, too late", test_ground_late);
	CU_add_test(s, "keys before its answer", test_ground_typed_ahead);
	CU_add_test(s, "who is not asked for it", test_ground_not_asked);
	CU_add_test(s, "an answer is not left behind", test_ground_left_behind);
	CU_add_test(s, "options", test_options_preview);
	CU_add_test(s, "the zoom's ground", test_zoom_scheme);
	CU_add_test(s, "keys send little", test_keys_send_little);
}
