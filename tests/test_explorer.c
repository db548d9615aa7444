/* The explorer as users meet it: the real program in a real pseudo-terminal. */
#include "child.h"
#include "pty.h"
#include "skip.h"

#include "base/instrumented.h"
#include "ui/action.h"
#include "ui/key.h"

#include <CUnit/CUnit.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Presets of this tree; what one test chooses is not remembered for the next. */
#define PLACES "HAGGLE_PRESETS=presets", "XDG_CONFIG_HOME=/dev/null"

static const char *const presets_env[] = {PLACES, NULL};

/* Starts haggle with up to six arguments. */
static struct pty *start_with(const struct pty_options *more, const char *const *args)
{
	const char *argv[8] = {HAGGLE_PROGRAM};
	struct pty_options o = more ? *more : (struct pty_options){0};
	struct pty *p;

	for (int i = 0; args && args[i] && i < 6; i++)
		argv[i + 1] = args[i];
	o.argv = argv;
	if (!o.env)
		o.env = presets_env;
	p = pty_start(&o);
	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	return p;
}

static struct pty *start(const char *scenario)
{
	const char *args[] = {scenario, NULL};
	struct pty *p = start_with(NULL, args);

	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	return p;
}

static void quit(struct pty *p)
{
	int status = -1;

	CU_ASSERT_TRUE(pty_send(p, "q"));
	CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, &status));
	CU_ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	CU_ASSERT_FALSE(pty_altscreen(p));
	CU_ASSERT_FALSE(pty_mouse_on(p));
	pty_free(p);
}

static bool press(struct pty *p, const char *keys, const char *text)
{
	bool ok = pty_press(p, keys, text);

	if (!ok) {
		char *screen = pty_screen(p);

		fprintf(stderr, "after %s, no \"%s\" on:\n%s\n", keys, text, screen);
		free(screen);
	}
	return ok;
}

#define SHOWS(p, keys, text) CU_ASSERT_TRUE(press(p, keys, text))

/* ---- playing -------------------------------------------------------------- */

static void test_first_steps(void)
{
	struct pty *p = start("symmetric");

	CU_ASSERT_TRUE(pty_wait_for(p, "Two equals", PTY_WAIT));
	CU_ASSERT_TRUE(pty_wait_for(p, "share 0.5000", PTY_WAIT));
	CU_ASSERT_TRUE(pty_wait_for(p, "75%", PTY_WAIT));
	/* costs 1 and 2: Nash at .622839, worth .155710 and .135237 */
	SHOWS(p, "<PgDn><PgDn><PgUp>", "q quit");
	SHOWS(p, "R", "back");
	SHOWS(p, "ocostly-sp", "costly-specialist");
	SHOWS(p, "<Enter>", "A costly specialist");
	SHOWS(p, "<Esc>osymm<Enter>", "Two equals");
	quit(p);
}

/* Goes to a row of the panel by its full name, typed nowhere: down from the top. */
static void choose(struct pty *p, int down)
{
	pty_send(p, "<Home>");
	for (int i = 0; i < down; i++)
		pty_send(p, "<Down>");
}

static void test_numbers_change(void)
{
	struct pty *p = start("symmetric");

	choose(p, 11); /* the specialist's cost scale */
	SHOWS(p, "<Enter>", "cost scale of m:");
	SHOWS(p, "2<Enter>", "share 0.6228");
	CU_ASSERT_TRUE(pty_wait_for(p, "g 0.1557", PTY_WAIT));
	SHOWS(p, "u", "share 0.5000");
	SHOWS(p, "<C-r>", "share 0.6228");
	SHOWS(p, "<BS>", "share 0.5000");
	SHOWS(p, "<Enter>nonsense<Enter>", "nonsense"); /* nothing typed is lost */
	SHOWS(p, "<C-u>4<Enter>", "share 0.6911");
	SHOWS(p, "R", "share 0.5000");
	SHOWS(p, ".", "share 0.51");
	SHOWS(p, ",,", "share 0.49");
	SHOWS(p, "b", "Vertical monopoly");
	SHOWS(p, "B", "Alternating"); /* the rules go round */
	quit(p);
}

/* What a key shows. Chained: each starts from what the last one left. */
static const struct {
	enum action_id id;
	const char *before; /* keys pressed first, or NULL */
	const char *text;   /* then stands on the screen */
} shown[] = {
	{ACTION_CURSOR_DOWN, "<Home>", NULL},
	{ACTION_CURSOR_UP, NULL, NULL},
	{ACTION_PLAYER_DOWN, NULL, NULL},
	{ACTION_PLAYER_UP, NULL, NULL},
	{ACTION_LAST, NULL, NULL},
	{ACTION_FIRST, NULL, NULL},
	{ACTION_STEP_UP, NULL, "share 0.5100"},
	{ACTION_STEP_DOWN, NULL, "share 0.5000"},
	{ACTION_FAMILY, "<Down><Down><Down><Down>", "exponential"},
	{ACTION_UNDO, NULL, "power"},
	{ACTION_REDO, NULL, "exponential"},
	{ACTION_RESET, NULL, "power"},
	{ACTION_COARSE_UP, "<Down>", "*"},
	{ACTION_COARSE_DOWN, NULL, NULL},
	{ACTION_FINE_UP, NULL, NULL},
	{ACTION_FINE_DOWN, NULL, NULL},
	{ACTION_TYPE, NULL, "cost scale of g: "},
	{ACTION_FIND, "<Esc>", "generalist.outside"},
	{ACTION_RESET_ALL, "<Esc>", "back as it was opened"},
	{ACTION_SHARE_UP, NULL, "fixed*b"},
	{ACTION_SHARE_DOWN, NULL, "share 0.5000"},
	{ACTION_RULE_NEXT, NULL, "Vertical monopoly"},
	{ACTION_RULE_PREVIOUS, NULL, "Alternating"},
	{ACTION_CONTRACT, NULL, "payments"},
	{ACTION_ADD, "C", "s2 is added"},
	{ACTION_SELECT_NEXT, NULL, NULL},
	{ACTION_SELECT_PREVIOUS, NULL, NULL},
	{ACTION_TOGETHER, NULL, "all shares together"},
	{ACTION_VIEW_3, NULL, "3 "},
	{ACTION_FRONTIER_X, NULL, NULL},
	{ACTION_FRONTIER_Y, NULL, NULL},
	{ACTION_REMOVE, NULL, "brings it back"},
	{ACTION_VIEW_1, "R", "1 Overview"},
	{ACTION_VIEW_2, NULL, "2 "},
	{ACTION_VIEW_4, NULL, "4 "},
	{ACTION_VIEW_5, NULL, "1 of 4"},
	{ACTION_NEXT, NULL, "2 of 4"},
	{ACTION_REVEAL, NULL, "3 of 4"},
	{ACTION_BACK, NULL, "2 of 4"},
	{ACTION_LESSON_UP, NULL, "No lesson is open"},
	{ACTION_LESSON_DOWN, "<Esc>", "No lesson is open"},
	{ACTION_VIEW_6, NULL, "6 "},
	{ACTION_VIEW_7, NULL, "7 "},
	{ACTION_QUANTITY_NEXT, NULL, "showing"},
	{ACTION_QUANTITY_PREVIOUS, NULL, "showing"},
	{ACTION_AXIS_X, "<Home><Down><Down><Down><Down><Down>", "along the horizontal axis"},
	{ACTION_VIEW_8, NULL, "8 "},
	{ACTION_AXIS_Y, "<PgDn><Down>", "along the vertical axis"},
	{ACTION_RANGE_WIDER, NULL, NULL},
	{ACTION_RANGE_NARROWER, NULL, NULL},
	{ACTION_LOG_ACROSS, NULL, NULL},
	{ACTION_LOG_UP, NULL, NULL},
	{ACTION_RANGE_TYPE, NULL, ":"},
	{ACTION_RIGHTWARD, "<Esc>", NULL},
	{ACTION_LEFTWARD, NULL, NULL},
	{ACTION_UPWARD, NULL, NULL},
	{ACTION_DOWNWARD, NULL, NULL},
	{ACTION_VIEW_9, NULL, "9 "},
	{ACTION_VIEW_NEXT, NULL, "0 Axioms"},
	{ACTION_VIEW_PREVIOUS, NULL, "9 "},
	{ACTION_VIEW_0, NULL, "0 Axioms"},
	{ACTION_ZOOM, "1", NULL},
	{ACTION_DISMISS, NULL, "Pareto set"},
	{ACTION_GLYPHS, NULL, "glyphs: unicode"},
	{ACTION_COLOURS, "g", "colours: dark"},
	{ACTION_READ, "2", "read"},
	{ACTION_PIN, "<Esc>1", "pinned"},
	{ACTION_SWAP, NULL, "swapped"},
	{ACTION_PIN_ANOTHER, NULL, "asymmetric-power"},
	{ACTION_FILM, "<Esc><Home>", "share of g: "},
	{ACTION_WHY, "<Esc>", "Why"},
	{ACTION_OPEN, "<Esc>", "LESSONS"},
	{ACTION_RELOAD, "<Esc>", "loaded again"},
	{ACTION_SAVE, NULL, "save to"},
	{ACTION_EXPORT, "<Esc>", "export to"},
	{ACTION_COMMAND, "<Esc>", "haggle --view=overview"},
	{ACTION_ROLE, "<Esc>", "Role play"},
	{ACTION_FOLLOW, "<Esc>", "for a class"},
	{ACTION_HELP, "<Esc>", "1 Start"},
	{ACTION_OPTIONS, "<Esc>", "mono"},
	{ACTION_MOUSE, "<Esc>", "mouse: off"},
	{ACTION_REPAINT, NULL, NULL},
	{ACTION_SUSPEND, NULL, NULL}, /* tested where it can be continued */
	{ACTION_QUIT, NULL, NULL},
};

/* The key of an action as the harness sends it: <Name> but for characters. */
static void first_key(enum action_id id, char out[32])
{
	const char *keys = action_info(id)->keys;
	int n = (int)strcspn(keys, " ");

	if (n == 1 && *keys != '<')
		snprintf(out, 32, "%c", *keys);
	else if (!strncmp(keys, "Backspace", 9))
		snprintf(out, 32, "<BS>");
	else
		snprintf(out, 32, n == 1 ? "<lt>" : "<%.*s>", n, keys);
}

/* Every action by its key. Where no text is its own, the screen has to change;
 * what the changes mean in full is held by the walk without a terminal. */
static void test_every_action(void)
{
	struct pty *p = start("symmetric");
	bool seen[ACTION_COUNT] = {false};

	for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
		char key[32], *before, *after;

		seen[shown[i].id] = true;
		if (shown[i].id == ACTION_SUSPEND || shown[i].id == ACTION_QUIT)
			continue;
		if (shown[i].before) {
			pty_send(p, shown[i].before);
			pty_wait_quiet(p, 150, PTY_WAIT);
		}
		first_key(shown[i].id, key);
		before = pty_screen(p);
		pty_count_reset(p);
		if (shown[i].text) {
			SHOWS(p, key, shown[i].text);
		} else {
			CU_ASSERT_TRUE(pty_send(p, key));
			CU_ASSERT_TRUE(pty_pump(p, PTY_WAIT) > 0);
		}
		pty_wait_quiet(p, 60, PTY_WAIT);
		after = pty_screen(p);
		if (!shown[i].text && shown[i].id != ACTION_REPAINT && strcmp(before, after) == 0) {
			fprintf(stderr, "%s changes nothing on:\n%s\n", key, after);
			CU_FAIL("an action without effect");
		}
		free(before);
		free(after);
	}
	for (int i = 0; i < ACTION_COUNT; i++)
		CU_ASSERT_TRUE(seen[i]);
	quit(p);
}

static void test_bad_scenario_changes_nothing(void)
{
	struct pty *p = start("costly-specialist");
	char *before, *after;

	SHOWS(p, "<Esc>", "contributes"); /* instead of the welcome */
	pty_wait_quiet(p, 100, PTY_WAIT);
	before = pty_screen(p);
	SHOWS(p, "o/no/such/file.ini<Enter>", "no/such/file.ini");
	SHOWS(p, "otests/test_explorer.ini<Enter>", "test_explorer.ini");
	SHOWS(p, "<Esc>", "contributes");
	pty_wait_quiet(p, 100, PTY_WAIT);
	after = pty_screen(p);
	CU_ASSERT_STRING_EQUAL(before, after);
	free(before);
	free(after);
	quit(p);
}

/* Letters in prompts and lists are letters. */
static void test_typing_runs_nothing(void)
{
	struct pty *p = start("symmetric");

	SHOWS(p, "<Enter>qxaRb", "qxaRb");
	SHOWS(p, "<Esc>oqqq", "qqq");
	SHOWS(p, "<Esc>?/xyzzy", "othing matches");
	SHOWS(p, "<Esc>", "share 0.5000");
	/* pasted commands do not run, and a prompt takes them as text */
	pty_write(p, "\033[200~qqq\rRx\033[201~", 19);
	choose(p, 5);
	SHOWS(p, "<Enter>", "cost scale of g:");
	pty_write(p, "\033[200~3.5\r\033[201~", 16);
	CU_ASSERT_TRUE(pty_wait_for(p, "3.5", PTY_WAIT));
	SHOWS(p, "<Enter>", "3.50");
	quit(p);
}

static void test_mouse(void)
{
	struct pty *p = start("symmetric");
	int x, y;

	CU_ASSERT_TRUE(pty_mouse_on(p));
	CU_ASSERT_TRUE(pty_wait_at(p, "linear f", &x, &y));
	pty_mouse(p, 0, 4, y + 3, true); /* the specialist's cost scale, below its revenue */
	pty_mouse(p, 0, 4, y + 3, false);
	SHOWS(p, "<Enter>", "cost scale of m:");
	SHOWS(p, "<Esc>", "q quit");
	pty_mouse(p, 64, 4, y + 3, true); /* the wheel steps it up, and the share with it */
	CU_ASSERT_TRUE(pty_wait_gone(p, "share 0.5000", PTY_WAIT));
	SHOWS(p, "u", "share 0.5000");
	/* a click in the plot against the share reads there; Enter takes it */
	CU_ASSERT_TRUE(pty_wait_at(p, "share 0 ", &x, &y));
	pty_mouse(p, 0, x + 12, y - 4, true);
	pty_mouse(p, 0, x + 12, y - 4, false);
	CU_ASSERT_TRUE(pty_wait_for(p, "read", PTY_WAIT));
	SHOWS(p, "<Enter>", "fixed");
	SHOWS(p, "m", "mouse: off");
	pty_wait_quiet(p, 50, PTY_WAIT);
	CU_ASSERT_FALSE(pty_mouse_on(p));
	quit(p);
}

/* Far to the right, where the oldest mouse reports end. */
static void test_mouse_far_right(void)
{
	struct pty_options o = {.cols = 300, .rows = 60};
	const char *args[] = {"symmetric", NULL};
	struct pty *p = start_with(&o, args);
	int x, y;

	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	SHOWS(p, "2", "[2 Utilities]");
	CU_ASSERT_TRUE(pty_wait_at(p, "share 0 ", &x, &y));
	pty_mouse(p, 0, 280, y - 5, true);
	pty_mouse(p, 0, 280, y - 5, false);
	CU_ASSERT_TRUE(pty_wait_for(p, "read 0.9", PTY_WAIT));
	quit(p);
}

/* ---- the terminal --------------------------------------------------------- */

static void refuses(const struct pty_options *o, const char *said)
{
	int status = -1;
	struct pty *p = start_with(o, NULL);

	CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, &status));
	CU_ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 4);
	CU_ASSERT_TRUE(pty_wait_for(p, said, PTY_WAIT));
	CU_ASSERT_TRUE(pty_cooked(p));
	pty_free(p);
}

static void test_terminals_refused(void)
{
	refuses(&(struct pty_options){.term = "nonexistent"}, "TERM=nonexistent is not");
	refuses(&(struct pty_options){.term = ""}, "TERM is not set");
}

static void test_not_a_terminal(void)
{
	static const char *const scripts[] = {
		"exec " HAGGLE_PROGRAM " </dev/null; ", HAGGLE_PROGRAM " | cat; exit 0"};

	for (int i = 0; i < 2; i++) {
		const char *argv[] = {"sh", "-c", scripts[i], NULL};
		struct pty *p = pty_start(&(struct pty_options){.argv = argv});
		int status;

		CU_ASSERT_PTR_NOT_NULL_FATAL(p);
		CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, &status));
		CU_ASSERT_TRUE(pty_wait_for(p, "is not a terminal", PTY_WAIT));
		CU_ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == (i == 0 ? 4 : 0));
		pty_free(p);
	}
}

static void test_terminals_taken(void)
{
	static const char *const terms[] = {"xterm", "xterm-256color", "screen", "tmux", "linux",
		"vt100", "vt220", "putty", "rxvt"};

	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
		const char *args[] = {"symmetric", NULL};
		struct pty *p = start_with(&(struct pty_options){.term = terms[i]}, args);
		int status = -1;

		/* a description that is not installed is said so, not failed */
		if (!pty_wait_for(p, "q quit", 2000) && pty_find(p, "is not", NULL, NULL)) {
			pty_free(p);
			continue;
		}
		SHOWS(p, ".", "share 0.51");
		SHOWS(p, "<Down><Down><Up>", "q quit");
		pty_send(p, "q");
		CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, &status));
		CU_ASSERT_EQUAL(status, 0);
		pty_free(p);
	}
}

static bool any(const struct pty *p, bool (*is)(const struct pty_cell *c))
{
	for (int y = 0; y < pty_rows(p); y++)
		for (int x = 0; x < pty_cols(p); x++) {
			struct pty_cell c = pty_cell(p, x, y);

			if (is(&c))
				return true;
		}
	return false;
}

static bool coloured(const struct pty_cell *c)
{
	return c->fg != -1 || c->bg != -1;
}

static bool standing_out(const struct pty_cell *c)
{
	return c->bold || c->reverse;
}

static void test_colour(void)
{
	static const char *const no_color[] = {PLACES, "NO_COLOR=1", NULL};
	static const char *const empty[] = {PLACES, "NO_COLOR=", NULL};
	struct {
		struct pty_options o;
		const char *args[3];
		bool colour;
	} cases[] = {
		{{.term = "xterm-256color"}, {"symmetric"}, true},
		{{.term = "xterm-256color", .env = no_color}, {"symmetric"}, false},
		{{.term = "xterm-256color", .env = empty}, {"symmetric"}, true},
		{{.term = "xterm-256color"}, {"--color=never", "symmetric"}, false},
		{{.term = "xterm-256color", .env = no_color}, {"--color=always", "symmetric"}, true},
		{{.term = "vt100"}, {"--color=always", "symmetric"}, false},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct pty *p = start_with(&cases[i].o, cases[i].args);

		CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
		CU_ASSERT_EQUAL(any(p, coloured), cases[i].colour);
		CU_ASSERT_TRUE(any(p, standing_out)); /* the cursor shows without colour */
		quit(p);
	}
}

static void test_c_locale_is_ascii(void)
{
	static const char *const env[] = {
		PLACES, "LC_ALL=C", "LANG=C", NULL};
	const char *args[] = {"--glyphs=unicode", "symmetric", NULL};
	struct pty *p = start_with(&(struct pty_options){.env = env}, args);
	const char *bytes;
	size_t n, beyond = 0;

	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	for (int view = '1'; view <= '9'; view++) {
		char key[2] = {(char)view, '\0'};

		pty_send(p, key);
		pty_wait_quiet(p, 60, PTY_WAIT);
	}
	SHOWS(p, "g", "no Unicode");
	bytes = pty_output(p, &n);
	for (size_t i = 0; i < n; i++)
		beyond += (unsigned char)bytes[i] >= 0x80;
	CU_ASSERT_EQUAL(beyond, 0);
	CU_ASSERT_FALSE(pty_wrote(p, "\016", 1)); /* no alternate character set either */
	quit(p);
}

static void test_unicode(void)
{
	const char *args[] = {"--glyphs=unicode", "symmetric", NULL};
	struct pty *p = start_with(NULL, args);

	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	CU_ASSERT_TRUE(pty_wait_for(p, "\342\224\202", PTY_WAIT)); /* a vertical line */
	SHOWS(p, "g", "glyphs: ascii");
	CU_ASSERT_FALSE(pty_find(p, "\342\224\202", NULL, NULL));
	quit(p);
}

static void test_sizes(void)
{
	static const int sizes[][2] = {{120, 40}, {40, 12}, {20, 5}, {10, 3}, {2, 2}, {1, 1},
		{512, 256}, {600, 300}, {1, 200}, {200, 1}, {60, 16}, {59, 16}, {80, 24}};
	struct pty *p = start("symmetric");

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		CU_ASSERT_TRUE(pty_resize(p, sizes[i][0], sizes[i][1]));
		pty_wait_quiet(p, 60, PTY_WAIT);
		pty_send(p, ".");
	}
	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	CU_ASSERT_TRUE(pty_resize(p, 50, 20));
	CU_ASSERT_TRUE(pty_wait_for(p, "60x16", PTY_WAIT)); /* what is needed, and what is */
	CU_ASSERT_TRUE(pty_wait_for(p, "50x20", PTY_WAIT));
	for (int i = 0; i < 200; i++) /* a storm */
		pty_resize(p, 20 + i, 10 + i / 4);
	CU_ASSERT_TRUE(pty_resize(p, 80, 24));
	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	quit(p);
}

/* A stale environment does not decide the size. */
static void test_stale_size(void)
{
	static const char *const env[] = {
		PLACES, "LINES=10", "COLUMNS=30", NULL};
	const char *args[] = {"symmetric", NULL};
	struct pty *p = start_with(&(struct pty_options){.env = env}, args);

	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	quit(p);
}

static void ends(struct pty *p, int signal_number)
{
	int status = -1;

	if (signal_number)
		CU_ASSERT_TRUE(pty_signal(p, signal_number));
	CU_ASSERT_TRUE(pty_wait_exit(p, 2000, &status));
	CU_ASSERT_TRUE(WIFEXITED(status));
	CU_ASSERT_FALSE(pty_altscreen(p));
	CU_ASSERT_FALSE(pty_mouse_on(p));
	CU_ASSERT_TRUE(pty_cooked(p));
	pty_free(p);
}

static void test_signals(void)
{
	ends(start("symmetric"), SIGTERM);
	ends(start("symmetric"), SIGINT);
	ends(start("symmetric"), SIGQUIT);
	ends(start("symmetric"), SIGHUP);
}

static void test_crash(void)
{
	static const int signals[] = {SIGSEGV, SIGABRT, SIGFPE, SIGBUS};

	for (int i = 0; i < 4; i++) {
		struct pty *p = start("symmetric");
		int status = -1;

		CU_ASSERT_TRUE(pty_signal(p, signals[i]));
		CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, &status));
		CU_ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == signals[i]);
		CU_ASSERT_FALSE(pty_altscreen(p));
		CU_ASSERT_FALSE(pty_mouse_on(p));
		CU_ASSERT_TRUE(pty_cooked(p));
		CU_ASSERT_TRUE(pty_wait_for(p, "haggle: crashed", PTY_WAIT));
		pty_free(p);
	}
}

static void test_hangup(void)
{
	for (int ignored = 0; ignored < 2; ignored++) {
		const char *args[] = {"symmetric", NULL};
		struct pty *p = start_with(&(struct pty_options){.ignore_hangup = ignored}, args);
		int status;

		CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
		pty_hangup(p);
		CU_ASSERT_TRUE(pty_wait_exit(p, 1000, &status));
		pty_free(p);
	}
}

static void test_suspend(void)
{
	const char *argv[] = {"sh", "-c",
		"set -m; " HAGGLE_PROGRAM " symmetric; stty -a | grep -o ' icanon'; fg; "
		"echo done",
		NULL};
	struct pty *p = pty_start(&(struct pty_options){.argv = argv, .env = presets_env});
	int status;

	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	/* stopped and continued by the shell; the screen is all there again */
	pty_count_reset(p);
	pty_send(p, "<C-z>");
	SHOWS(p, ".", "share 0.51");
	CU_ASSERT_TRUE(pty_wrote(p, "\033[?1049l", 8));
	CU_ASSERT_TRUE(pty_wrote(p, " icanon", 7));
	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	CU_ASSERT_TRUE(pty_wait_for(p, "Two equals", PTY_WAIT));
	pty_send(p, "q");
	CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, &status));
	CU_ASSERT_TRUE(pty_wait_for(p, "done", PTY_WAIT));
	pty_free(p);
}

/* ---- speed and quiet ------------------------------------------------------ */

static int by_size(const void *a, const void *b)
{
	return (*(const size_t *)a > *(const size_t *)b)
		- (*(const size_t *)a < *(const size_t *)b);
}

static void test_bytes_per_key(void)
{
	struct pty *p = start("symmetric");
	size_t bytes[30];

	pty_wait_quiet(p, 60, PTY_WAIT);
	for (int i = 0; i < 30; i++) { /* on the share */
		pty_count_reset(p);
		pty_send(p, i % 2 ? "<Left>" : "<Right>");
		pty_pump(p, PTY_WAIT); /* on a busy machine the answer may be long in coming */
		pty_wait_quiet(p, 30, PTY_WAIT);
		bytes[i] = pty_count(p);
		CU_ASSERT_TRUE(bytes[i] > 0);
		CU_ASSERT_FALSE(pty_wrote(p, "\033[2J", 4)); /* never cleared */
		CU_ASSERT_FALSE(pty_wrote(p, "\033[H\033[J", 6));
	}
	qsort(bytes, 30, sizeof bytes[0], by_size);
	CU_ASSERT_TRUE(bytes[15] <= 1400);
	quit(p);
}

static void test_idle(void)
{
	struct pty *p = start("symmetric");
	long cpu;

	pty_wait_quiet(p, 300, PTY_WAIT);
	pty_count_reset(p);
	cpu = pty_cpu(p);
	pty_wait_quiet(p, 1000, 1500);
	CU_ASSERT_EQUAL(pty_count(p), 0);
	CU_ASSERT_TRUE(pty_cpu(p) - cpu <= 10); /* one tick of the clock it is told in */
	quit(p);
}

static void test_flood(void)
{
	struct pty *p = start("symmetric");
	char keys[1000];

	for (int i = 0; i < 1000; i++)
		keys[i] = ".l,h"[i % 4];
	pty_send(p, "<Down>");
	pty_wait_quiet(p, 60, PTY_WAIT);
	pty_count_reset(p);
	CU_ASSERT_TRUE(pty_write(p, keys, sizeof keys));
	SHOWS(p, "u", "q quit");
	pty_wait_quiet(p, 100, PTY_WAIT);
	CU_ASSERT_TRUE(pty_count(p) <= 50000);
	quit(p);
}

/* ---- files ---------------------------------------------------------------- */

static void test_save_and_export(void)
{
	char directory[] = "/tmp/haggle-test-XXXXXX", keys[200], path[100];
	struct pty *p;
	struct stat st;
	const char *const names[] = {"s.ini", "v.txt", "v.csv", "v.json", "v.gp"};

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	p = start("symmetric");
	SHOWS(p, "<Home><Down><Down><Down><Down><Down><Enter>2.5<Enter>", "2.50");
	snprintf(keys, sizeof keys, "w<C-u>%s/s.ini<Enter>", directory);
	SHOWS(p, keys, "written: ");
	for (int i = 1; i < 5; i++) {
		SHOWS(p, "e<C-u>", "export to");
		snprintf(keys, sizeof keys, "%s/%s<Enter>", directory, names[i]);
		SHOWS(p, keys, "written: ");
		CU_ASSERT_TRUE(pty_wait_for(p, names[i], PTY_WAIT));
	}
	/* what exists is not written over before asking */
	snprintf(keys, sizeof keys, "e<C-u>%s/v.csv<Enter>", directory);
	SHOWS(p, keys, "it exists");
	SHOWS(p, "<Enter>", "written: ");
	SHOWS(p, "e<C-u>/no/such/place.csv<Enter>", "No such file");
	SHOWS(p, "<Esc>", "q quit");
	/* opened again, it is what was saved */
	snprintf(keys, sizeof keys, "osymm<Enter>");
	SHOWS(p, keys, "share 0.5000");
	snprintf(keys, sizeof keys, "o%s/s.ini<Enter>", directory);
	SHOWS(p, keys, "2.50");
	quit(p);
	for (int i = 0; i < 5; i++) {
		snprintf(path, sizeof path, "%s/%s", directory, names[i]);
		CU_ASSERT_TRUE(stat(path, &st) == 0 && st.st_size > 100);
		CU_ASSERT_EQUAL(unlink(path), 0);
	}
	CU_ASSERT_EQUAL(rmdir(directory), 0); /* nothing else was left there */
}

/* Saving where no file may grow is refused in words, and loses nothing. */
static void test_file_limit(void)
{
	char directory[] = "/tmp/haggle-test-XXXXXX", keys[200];
	const char *argv[] = {
		"sh", "-c", "ulimit -f 0; exec \"$0\" symmetric", HAGGLE_PROGRAM, NULL};
	struct pty *p;

	if (SANITIZED_THREADS) {
		skip("the sanitizer of threads writes a file of its own before main()");
		return;
	}
	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	p = pty_start(&(struct pty_options){.argv = argv, .env = presets_env});
	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	SHOWS(p, "<Home><Down><Down><Down><Down><Down><Enter>2.5<Enter>", "2.50");
	snprintf(keys, sizeof keys, "w<C-u>%s/s.ini<Enter>", directory);
	SHOWS(p, keys, "File too large");
	SHOWS(p, "<Esc>", "2.50");
	quit(p);
	CU_ASSERT_EQUAL(rmdir(directory), 0); /* nothing was left there */
}

static void config_is(const char *directory, const char *within, const char *expected)
{
	char path[100], text[400];
	FILE *f;
	size_t n;

	snprintf(path, sizeof path, "%s%s", directory, within);
	f = fopen(path, "r");
	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	n = fread(text, 1, sizeof text - 1, f);
	text[n] = '\0';
	fclose(f);
	CU_ASSERT_STRING_EQUAL(text, expected);
}

/* place: what names the directory; within: where below it, one directory a time. */
static void check_remembers(const char *place, const char *const within[3])
{
	char directory[] = "/tmp/haggle-test-XXXXXX", env[100], path[100];
	const char *const vars[] = {"HAGGLE_PRESETS=presets", "XDG_CONFIG_HOME=", env, NULL};
	const char *args[] = {"symmetric", NULL};
	struct pty_options o = {.env = vars};
	struct pty *p;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	snprintf(env, sizeof env, "%s=%s", place, directory);
	p = start_with(&o, args);
	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	SHOWS(p, "g", "glyphs: unicode");
	SHOWS(p, "m", "mouse: off");
	SHOWS(p, "c", "colours: dark; c goes on to light");
	quit(p);
	config_is(directory, within[0], "glyphs = unicode\nmouse = off\ncolors = dark\n");
	p = start_with(&o, args);
	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	CU_ASSERT_TRUE(pty_wait_for(p, "\342\224\202", PTY_WAIT));
	CU_ASSERT_FALSE(pty_mouse_on(p));
	quit(p);
	for (int i = 0; i < 3; i++) {
		snprintf(path, sizeof path, "%s%s", directory, within[i]);
		CU_ASSERT_EQUAL(remove(path), 0);
	}
	if (*within[2])
		CU_ASSERT_EQUAL(rmdir(directory), 0);
}

static void test_remembers(void)
{
	check_remembers("XDG_CONFIG_HOME", (const char *const[]){"/haggle/config", "/haggle", ""});
	check_remembers("HOME", (const char *const[]){"/.config/haggle/config", "/.config/haggle",
		"/.config"});
}

/* Only what was chosen is written; the rest of the file is somebody else's. A directory
 * that XDG_CONFIG_HOME names is made, for nobody else to read. */
static void test_remembers_one_choice(void)
{
	char directory[] = "/tmp/haggle-test-XXXXXX", env[100], path[100];
	const char *const vars[] = {"HAGGLE_PRESETS=presets", env, NULL};
	const char *args[] = {"--colors=safe", "--glyphs=unicode", "symmetric", NULL};
	const char *away[] = {"rm", "-r", directory, NULL};
	struct pty *p;
	struct child ran;
	struct stat st;
	FILE *f;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	snprintf(env, sizeof env, "XDG_CONFIG_HOME=%s/not/there", directory);
	p = start_with(&(struct pty_options){.env = vars}, args);
	SHOWS(p, "m", "mouse: off");
	quit(p);
	config_is(directory, "/not/there/haggle/config", "mouse = off\n");
	snprintf(path, sizeof path, "%s/not/there", directory);
	CU_ASSERT_TRUE(stat(path, &st) == 0 && (st.st_mode & 0777) == 0700);
	snprintf(path, sizeof path, "%s/not/there/haggle/config", directory);
	f = fopen(path, "w");
	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	fputs("# mine\n mouse=off\ncolours = light\nlater = 1\nglyphs = ascii\nmouse = off", f);
	fclose(f);
	p = start_with(&(struct pty_options){.env = vars}, args);
	CU_ASSERT_FALSE(pty_mouse_on(p));
	SHOWS(p, "m", "mouse: on");
	quit(p);
	config_is(directory, "/not/there/haggle/config",
		"# mine\nmouse = on\ncolours = light\nlater = 1\nglyphs = ascii\n");
	child_run(&ran, away, NULL, NULL);
	child_free(&ran);
}

/* Left alone for as long as --idle says, it ends, and puts the terminal back. */
static void test_idle_ends(void)
{
	const char *args[] = {"--idle=1", "symmetric", NULL};
	struct pty *p = start_with(NULL, args);

	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, NULL));
	ends(p, 0);
}

static void test_restricted(void)
{
	const char *args[] = {"--restricted", "symmetric", NULL};
	struct pty *p = start_with(NULL, args);

	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	SHOWS(p, "w", "restricted");
	SHOWS(p, "<Esc>e", "switched off");
	SHOWS(p, "<Esc><C-z>", "switched off"); /* no stopping */
	SHOWS(p, "o/etc/passwd<Enter>", "Nothing matches");
	SHOWS(p, "<Esc>.", "share 0.51");
	quit(p);
}

/* The environment is given up before anything is looked for where it says: a
 * locale that nobody ever writes would be waited for. */
static void test_restricted_locale(void)
{
	char directory[] = "/tmp/haggle-test-XXXXXX", locpath[60], place[60], fifo[80];
	const char *const vars[] = {locpath, "LC_ALL=xx_YY", NULL};
	const char *args[] = {"--restricted", "symmetric", NULL};
	struct pty *p;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	snprintf(locpath, sizeof locpath, "LOCPATH=%s", directory);
	snprintf(place, sizeof place, "%s/xx_YY", directory);
	snprintf(fifo, sizeof fifo, "%s/LC_CTYPE", place);
	CU_ASSERT_EQUAL(mkdir(place, 0700), 0);
	CU_ASSERT_EQUAL(mkfifo(fifo, 0600), 0);
	p = start_with(&(struct pty_options){.env = vars}, args);
	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	quit(p);
	CU_ASSERT_EQUAL(unlink(fifo), 0);
	CU_ASSERT_EQUAL(rmdir(place), 0);
	CU_ASSERT_EQUAL(rmdir(directory), 0);
}

void suite_explorer(void)
{
	CU_pSuite s = CU_add_suite("explorer", NULL, NULL);

	CU_add_test(s, "first steps", test_first_steps);
	CU_add_test(s, "keys change numbers", test_numbers_change);
	CU_add_test(s, "every action of the table", test_every_action);
	CU_add_test(s, "a bad scenario changes nothing", test_bad_scenario_changes_nothing);
	CU_add_test(s, "typing and pasting run nothing", test_typing_runs_nothing);
	CU_add_test(s, "mouse", test_mouse);
	CU_add_test(s, "mouse far to the right", test_mouse_far_right);
	CU_add_test(s, "terminals refused", test_terminals_refused);
	CU_add_test(s, "not a terminal", test_not_a_terminal);
	CU_add_test(s, "terminals taken", test_terminals_taken);
	CU_add_test(s, "colour or none", test_colour);
	CU_add_test(s, "C locale", test_c_locale_is_ascii);
	CU_add_test(s, "Unicode", test_unicode);
	CU_add_test(s, "every size", test_sizes);
	CU_add_test(s, "a stale size", test_stale_size);
	CU_add_test(s, "signals", test_signals);
	CU_add_test(s, "crashes", test_crash);
	CU_add_test(s, "hang-up", test_hangup);
	CU_add_test(s, "suspending", test_suspend);
	CU_add_test(s, "bytes a key", test_bytes_per_key);
	CU_add_test(s, "idle", test_idle);
	CU_add_test(s, "a flood of keys", test_flood);
	CU_add_test(s, "saving and exporting", test_save_and_export);
	CU_add_test(s, "files that may not grow", test_file_limit);
	CU_add_test(s, "remembering", test_remembers);
	CU_add_test(s, "one choice remembered", test_remembers_one_choice);
	CU_add_test(s, "left alone", test_idle_ends);
	CU_add_test(s, "restricted", test_restricted);
	CU_add_test(s, "restricted: locale", test_restricted_locale);
}
