/* random_keys HAGGLE [SESSIONS [FIRST]]: presses keys at random in the explorer,
 * in a real pseudo-terminal: every key there is, mouse events, pastes, broken
 * escape sequences, changes of size. Meant for a sanitizer build.
 *
 * After every burst the screen must settle; at the end of a session the
 * program must quit with status 0, the terminal as it was before, and no
 * sanitizer may have spoken. Sessions are numbered: the same number presses the
 * same keys, with the same pauses between some of them; what the program does at
 * once with keys that come together, it does in turns with those that do not.
 * The last line printed sums up; exit status 1 where anything was found. */
#include "../pty.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BURSTS = 20, BURST_MAX = 40, PAUSE_MAX = 30, SETTLE = 60000, WAITS = 10 };

static uint64_t state;

static unsigned chance(unsigned below)
{
	state += 0x9e3779b97f4a7c15u;
	uint64_t z = (state ^ state >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return (unsigned)((z ^ z >> 31) % below);
}

/* What a random walk seldom types by itself: paths through prompts. */
static const char *const phrases[] = {
	"<Up>", "<Down>", "<Left>", "<Right>", "<S-Left>", "<S-Right>", "<S-Up>", "<S-Down>",
	"<Home>", "<End>", "<PgUp>", "<PgDn>", "<Ins>", "<Del>", "<BS>", "<Tab>", "<S-Tab>",
	"<Enter>", "<Esc>", "<Esc><Esc>", "<Space>", "<C-r>", "<C-l>", "<C-a>", "<C-e>", "<C-u>",
	"<F1>", "<F2>", "<F5>", "<F12>", "1", "2", "3", "4", "5", "6", "7", "8", "9", "?", "i", "p",
	"z", "f", "a", "x", "b", "B", "u", "n", "N", "R", "g", "c", "y", ",", ".", "<lt>", ">",
	"wmine.ini<Enter>", "emine.csv<Enter>", "emine.txt<Enter>", "o<Enter>", "olesson<Enter>",
	"oflip<Enter>", "omany<Enter>", "oformula<Enter>", "<Enter>1e308<Enter>", "<Enter>-1<Enter>",
	"<Enter>0<Enter>", "<Enter>nan<Enter>", "<Enter>.5<Enter>", "<Enter>1e-300<Enter>",
	"<Enter>R*(1-exp(-a/s))<Enter>", "<Enter>((((<Enter>", "aaaaaaaa", "xxxxxxxx", "hjkl",
	"?map<Esc>", "i<Esc>", "7<Enter>", "8<Enter>", "8zzz", "nnnn<Space>n<Space>", "uuuuuuuu",
};

static bool press_bytes(struct pty *p)
{
	char bytes[24];
	size_t n = 1 + chance(sizeof bytes - 1);
	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)(chance(4) ? 32 + chance(96) : chance(256));
	/* Not the keys that end or stop it, nor quit on the way. */
	for (size_t i = 0; i < n; i++)
		if (strchr("q\3\4\32\34\21\23", bytes[i]))
			bytes[i] = ' ';
	if (chance(3) == 0)
		bytes[0] = '\033';
	return pty_write(p, bytes, n);
}

static bool press_paste(struct pty *p)
{
	return pty_write(p, "\033[200~", 6) && press_bytes(p)
		&& (chance(4) == 0 || pty_write(p, "\033[201~", 6));
}

static bool press_mouse(struct pty *p)
{
	static const int buttons[] = { 0, 0, 0, 1, 2, 32, 64, 65 };
	int button = buttons[chance(8)];
	int x = (int)chance((unsigned)pty_cols(p)), y = (int)chance((unsigned)pty_rows(p));
	return pty_mouse(p, button, x, y, chance(3) > 0);
}

static bool resize(struct pty *p)
{
	bool roomy = chance(4) > 0;
	int cols = roomy ? 40 + (int)chance(160) : 1 + (int)chance(30);
	int rows = roomy ? 10 + (int)chance(60) : 1 + (int)chance(10);
	return pty_resize(p, cols, rows);
}

static bool press(struct pty *p)
{
	if (chance(4) == 0)
		pty_pump(p, (int)chance(PAUSE_MAX));
	switch (chance(12)) {
	case 0:
		return press_bytes(p);
	case 1:
		return press_mouse(p);
	case 2:
		return chance(4) || press_paste(p);
	case 3:
		return chance(6) || resize(p);
	default:
		return pty_send(p, phrases[chance(sizeof phrases / sizeof *phrases)]);
	}
}

static bool complained(struct pty *p)
{
	static const char *const words[] = { "Sanitizer", "runtime error:", "haggle: internal",
		"haggle: crashed" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (pty_wrote(p, words[i], strlen(words[i])))
			return true;
	return false;
}

/* Waits until what was asked for is computed and shown. So long is computed at most, which takes
 * longer where others have the processors. */
static bool settles(struct pty *p, int quiet)
{
	long start = pty_cpu(p);
	for (int i = 0; i < WAITS && pty_cpu(p) - start < SETTLE; i++)
		if (pty_wait_quiet(p, quiet, SETTLE))
			return true;
		else if (pty_wait_exit(p, 100, NULL))
			return false;
	return false;
}

/* How it ended, where it was not to. */
static const char *ending(struct pty *p)
{
	static char words[60];
	int status;
	if (!pty_wait_exit(p, 100, &status))
		return "it takes no keys";
	if (complained(p))
		return "it crashed";
	snprintf(words, sizeof words, WIFSIGNALED(status) ? "it ended by signal %d"
		: "it ended with status %d", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	return words;
}

/* Gives prompts up and quits. */
static bool leave(struct pty *p, int *status)
{
	pty_resize(p, 80, 24);
	pty_write(p, "\033[201~", 6);
	for (int i = 0; i < 6; i++) {
		pty_send(p, "<Esc>");
		/* Long enough for a lone Esc to be told from a sequence. */
		settles(p, 300);
	}
	pty_send(p, "q");
	return pty_wait_exit(p, SETTLE, status);
}

static const char *session(struct pty *p, long *keys)
{
	int status = 0;
	if (!settles(p, 300))
		return "no first screen";
	for (int burst = 0; burst < BURSTS; burst++) {
		for (unsigned n = 1 + chance(BURST_MAX); n > 0; n--, ++*keys)
			if (!press(p))
				return ending(p);
		if (!settles(p, 100))
			return pty_wait_exit(p, 100, NULL) ? ending(p) : "the screen does not settle";
	}
	if (!leave(p, &status))
		return "q does not end it";
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return "its status is not 0";
	if (complained(p))
		return "a sanitizer speaks";
	return pty_altscreen(p) || pty_mouse_on(p) ? "the terminal is left changed" : NULL;
}

/* What was wrong; NULL: nothing. */
static const char *play(const char *program, const char *dir, unsigned long number, long *keys)
{
	static const int sizes[][2] = { { 80, 24 }, { 100, 30 }, { 140, 45 }, { 200, 60 }, { 31, 9 } };
	static const char *const terms[] = { "xterm-256color", "xterm", "vt100", "screen", "linux" };
	const char *argv[] = { "sh", "-c", "cd \"$0\" && exec \"$1\"", dir, program, NULL };
	const char *env[] = { "XDG_CONFIG_HOME=/dev/null", NULL };
	state = number * 7919 + 1;
	const int *size = sizes[chance(5)];
	struct pty *p = pty_start(&(struct pty_options){ .argv = argv, .env = env,
		.cols = size[0], .rows = size[1], .term = terms[chance(5)] });
	const char *wrong = p ? session(p, keys) : "it does not start";
	if (wrong) {
		char *screen = p ? pty_screen(p) : NULL;
		printf("--- session %lu: %s\n%s\n", number, wrong, screen ? screen : "");
		size_t n = 0;
		const char *out = p && complained(p) ? pty_output(p, &n) : NULL;
		if (out)
			fwrite(out + (n > 6000 ? n - 6000 : 0), 1, n > 6000 ? 6000 : n, stdout);
		free(screen);
	}
	pty_free(p);
	return wrong;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: random_keys HAGGLE [SESSIONS [FIRST]]\n");
		return 2;
	}
	unsigned long sessions = argc > 2 ? strtoul(argv[2], NULL, 10) : 10;
	unsigned long first = argc > 3 ? strtoul(argv[3], NULL, 10) : 1;
	char *program = realpath(argv[1], NULL);
	char dir[] = "/tmp/haggle-keys.XXXXXX", command[64];
	if (!program || !mkdtemp(dir)) {
		perror(argv[1]);
		return 2;
	}
	unsigned long troubles = 0;
	long keys = 0;
	char which[120] = "";
	for (unsigned long i = first; i < first + sessions; i++) {
		const char *wrong = play(program, dir, i, &keys);
		if (wrong && troubles++ == 0)
			snprintf(which, sizeof which, ", first of session %lu: %s", i, wrong);
	}
	snprintf(command, sizeof command, "rm -rf %s", dir);
	if (system(command) != 0)
		perror(dir);
	free(program);
	printf("%ld keys in %lu sessions: %lu troubles%s\n", keys, sessions, troubles, which);
	return troubles > 0;
}
