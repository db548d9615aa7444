/* Keys as terminals send them, in and out of prompts: the numeric pad, Alt, keyboard
 * protocols, pasted lines, characters in a locale without them, terminals that nobody
 * has described. The real program in a real pseudo-terminal, in a directory of its own:
 * what is typed into a prompt there may name a file. */
#include "pty.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PLACES "XDG_CONFIG_HOME=/dev/null"

static const char *const env[] = {PLACES, NULL};
static char directory[] = "/tmp/haggle-keys.XXXXXX";

static struct pty *start_with(const char *term, const char *const *more, const char *scenario)
{
	char *program = realpath(HAGGLE_PROGRAM, NULL);
	const char *argv[] = {"sh", "-c", "cd \"$0\" && exec \"$@\"", directory, program, scenario,
		NULL};
	struct pty *p = pty_start(&(struct pty_options){.argv = argv, .env = more, .term = term});

	free(program);
	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	CU_ASSERT_TRUE(pty_wait_for(p, "share 0.5000", PTY_WAIT));
	return p;
}

static struct pty *start(void)
{
	return start_with(NULL, env, "symmetric");
}

/* Bytes in one write, then the text on the screen. */
static void gives(struct pty *p, const char *bytes, const char *text)
{
	bool ok;

	CU_ASSERT_TRUE(pty_write(p, bytes, strlen(bytes)));
	ok = pty_wait_for(p, text, PTY_WAIT);
	if (!ok) {
		char *screen = pty_screen(p);

		fprintf(stderr, "no \"%s\" on:\n%s\n", text, screen);
		free(screen);
	}
	CU_ASSERT_TRUE(ok);
}

/* An empty prompt. */
static void ask(struct pty *p)
{
	CU_ASSERT_TRUE(pty_press(p, "w<C-u>", "save to: "));
}

/* ---- the numeric pad -------------------------------------------------------- */

static void test_pad(void)
{
	static const char *const forms[][2] = {
		{"\033Oq\033On\033Ou", "\033OM"}, /* application mode */
		{"1.5", "\r"},                   /* numeric mode */
		{"\033[57400u\033[57409u\033[57404u", "\033[57414u"}};
	static const char *const terms[] = {"xterm-256color", "linux", "vt100", "screen", "putty"};
	char path[120];

	snprintf(path, sizeof path, "%s/1.5", directory);
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
		for (size_t k = 0; k < sizeof terms / sizeof terms[0]; k++) {
			struct pty *p = start_with(terms[k], env, "symmetric");

			gives(p, "\033On", "share 0.51"); /* the share, a hundredth up */
			gives(p, "\033Os", "3 Frontier");
			ask(p);
			gives(p, forms[i][0], "save to: 1.5 ");
			gives(p, forms[i][1], "written: 1.5");
			pty_free(p);
			CU_ASSERT_EQUAL(unlink(path), 0);
		}
}

/* ---- Alt --------------------------------------------------------------------- */

/* Right behind Esc, no key is a command; nor does it close what is in front. */
static void test_alt(void)
{
	static const char *const sent[][2] = {
		{"\033x", "Alt-x does nothing"}, {"\033b", "Alt-b does nothing"},
		{"\033q", "Alt-q does nothing"}, {"\033.", "Alt-. does nothing"},
		{"\033\r", "Alt-Enter does nothing"}, {"\033[1;3C", "Alt-Right does nothing"},
		{"\033[120;3u", "Alt-x does nothing"}, {"\033[27;3;120~", "Alt-x does nothing"},
		{"\033[23;2~", "that key does nothing"}};

	for (size_t i = 0; i < sizeof sent / sizeof sent[0]; i++) {
		struct pty *p = start();

		gives(p, sent[i][0], sent[i][1]);
		gives(p, ".", "share 0.51"); /* it plays on, with nothing to undo before that */
		gives(p, "u", "share 0.5000");
		gives(p, "u", "nothing to undo");
		pty_free(p);
	}
}

/* A slow hand, or line: Esc was a key, and what follows is another. */
static void test_slow_escape(void)
{
	struct pty *p = start();

	CU_ASSERT_TRUE(pty_press(p, "?", "Esc puts away what is in front"));
	CU_ASSERT_TRUE(pty_write(p, "\033", 1));
	CU_ASSERT_TRUE(pty_wait_gone(p, "Esc puts away what is in front", PTY_WAIT));
	gives(p, ".", "share 0.51");
	pty_free(p);
}

static void test_alt_in_prompts(void)
{
	struct pty *p = start();

	ask(p);
	gives(p, "12", "save to: 12 ");
	gives(p, "\033b3", "save to: 312 "); /* it moved to the front of the word */
	gives(p, "\033x", "Alt-x does nothing here");
	gives(p, "\033\177", "save to: 12 ");
	pty_free(p);
}

/* ---- keyboard protocols ------------------------------------------------------- */

static void test_protocols(void)
{
	struct pty *p = start();

	gives(p, "?", "Esc puts away what is in front");
	CU_ASSERT_TRUE(pty_write(p, "\033[27u", 5));
	CU_ASSERT_TRUE(pty_wait_gone(p, "Esc puts away what is in front", PTY_WAIT));
	gives(p, ".", "share 0.51");
	gives(p, "\033[117u", "share 0.5000");         /* u */
	gives(p, "\033[114;5u", "share 0.51");         /* C-r */
	gives(p, "u", "share 0.5000");
	gives(p, "\033[27;5;114~", "share 0.51");
	gives(p, "\033[46;1:3u.", "share 0.52");        /* released, and pressed */
	CU_ASSERT_TRUE(pty_write(p, "\033[27;5;99~", 10)); /* C-c */
	CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, NULL));
	pty_free(p);
}

/* ---- pasted text ---------------------------------------------------------------- */

static void test_pasted_lines(void)
{
	struct pty *p = start();

	ask(p);
	gives(p, "\033[200~\n4\n5\033[201~", "several lines were pasted: this is the first");
	gives(p, "6", "save to: 46 ");
	/* what is pasted anew is another paste; a line's own end is none too many */
	gives(p, "\033[200~2\r\033[201~\033[200~.5\r\n\033[201~", "save to: 462.5 ");
	CU_ASSERT_FALSE(pty_find(p, "several lines", NULL, NULL));
	gives(p, "\033[200~\t8\033[201~", "save to: 462.5 8 ");
	pty_free(p);
}

/* Into what takes no text, nothing is pasted: a letter would be a command there. */
static void test_pasted_commands(void)
{
	struct pty *p = start();

	gives(p, "i", "Why");
	gives(p, "\033[200~q i\r\033[201~", "Why");
	gives(p, "q", "q quit");
	gives(p, "r", "Which player are you?");
	gives(p, "\033[200~gdb\033[201~", "Which player are you?");
	gives(p, "g", "How does");
	gives(p, "t", "which share of the revenue");
	gives(p, "\033[200~hll0.25,.\033[201~", "> 0.25.");
	gives(p, "\177\r", "How far");
	pty_free(p);
}

/* ---- characters beyond ASCII ------------------------------------------------------ */

/* Whatever the locale, what is typed is the name that is written, or none is. */
static void test_names_in_c_locale(void)
{
	static const char *const locale[] = {PLACES, "LC_ALL=C", NULL};
	char path[120];
	struct pty *p = start_with(NULL, locale, "symmetric");

	CU_ASSERT_TRUE(pty_press(p, "w<C-u>", "save to"));
	gives(p, "\303\234bung.ini\r", "written");
	snprintf(path, sizeof path, "%s/\303\234bung.ini", directory);
	CU_ASSERT_EQUAL(unlink(path), 0);
	/* one that is not UTF-8 */
	CU_ASSERT_TRUE(pty_press(p, "w<C-u>", "save to"));
	gives(p, "\334bung.ini\r", "what came there is no character in UTF-8");
	pty_free(p);
}

/* ---- terminals that nobody has described ------------------------------------------- */

static void test_unknown_families(void)
{
	static const char *const terms[][2] = {{"xterm-nobody-has-it", "xterm-256color"},
		{"ghostty-nobody-has-it", "xterm-256color"}, {"foot-nobody-has-it", "xterm-256color"},
		{"screen.nobody-has-it", "screen"}};
	struct pty *p;
	int status = 0;

	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
		char said[120];

		p = start_with(terms[i][0], env, "symmetric");
		snprintf(said, sizeof said, "TERM=%s is not known here: taken for %s", terms[i][0],
			terms[i][1]);
		CU_ASSERT_TRUE(pty_wait_for(p, said, PTY_WAIT));
		CU_ASSERT_TRUE(pty_press(p, ".", "share 0.51"));
		pty_free(p);
	}
	p = pty_start(&(struct pty_options){
		.argv = (const char *const[]){HAGGLE_PROGRAM, "symmetric", NULL},
		.env = env, .term = "nobody-has-it"});
	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, &status));
	CU_ASSERT_NOT_EQUAL(status, 0);
	pty_free(p);
}

static int suite_begin(void)
{
	return mkdtemp(directory) ? 0 : -1;
}

/* Whatever was to be written there has been taken away. */
static void test_nothing_left(void)
{
	CU_ASSERT_EQUAL(rmdir(directory), 0);
}

void suite_explorer_keys(void)
{
	CU_pSuite s = CU_add_suite("explorer_keys", suite_begin, NULL);

	CU_add_test(s, "the numeric pad", test_pad);
	CU_add_test(s, "Alt", test_alt);
	CU_add_test(s, "Esc, and later another key", test_slow_escape);
	CU_add_test(s, "Alt in prompts", test_alt_in_prompts);
	CU_add_test(s, "keyboard protocols", test_protocols);
	CU_add_test(s, "pasted lines", test_pasted_lines);
	CU_add_test(s, "pasted where nothing is typed", test_pasted_commands);
	CU_add_test(s, "names beyond ASCII in the C locale", test_names_in_c_locale);
	CU_add_test(s, "terminals that are not described", test_unknown_families);
	CU_add_test(s, "no other file is left", test_nothing_left);
}
