/* The harness itself: what it says of a program must be so. */
#include "pty.h"

#include <CUnit/CUnit.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static struct pty *shell(const char *script, const struct pty_options *more)
{
	const char *argv[] = { "sh", "-c", script, NULL };
	struct pty_options o = more ? *more : (struct pty_options){ 0 };
	o.argv = argv;
	struct pty *p = pty_start(&o);
	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	return p;
}

static void test_screen_and_exit(void)
{
	int status = -1, x = -1, y = -1;
	struct pty *p = shell("printf 'one\\r\\n  \\303\\251t\\303\\251 \\033[1;31mred\\033[m'; exit 7",
		NULL);
	CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, &status));
	CU_ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 7);
	CU_ASSERT_STRING_EQUAL(pty_row(p, 0), "one");
	CU_ASSERT_STRING_EQUAL(pty_row(p, 1), "  \303\251t\303\251 red");
	CU_ASSERT_STRING_EQUAL(pty_row(p, 2), "");
	CU_ASSERT_TRUE(pty_wait_at(p, "red", &x, &y));
	CU_ASSERT_TRUE(x == 6 && y == 1);
	CU_ASSERT_TRUE(pty_cell(p, 6, 1).bold);
	CU_ASSERT_EQUAL(pty_cell(p, 6, 1).fg, 1);
	CU_ASSERT_EQUAL(pty_cell(p, 6, 1).cp, 'r');
	CU_ASSERT_EQUAL(pty_cell(p, 0, 0).fg, -1);
	CU_ASSERT_EQUAL(pty_count(p), strlen("one\r\r\n  \303\251t\303\251 \033[1;31mred\033[m"));
	CU_ASSERT_FALSE(pty_wait_for(p, "two", 50));
	pty_free(p);
}

static void test_keys_and_size(void)
{
	struct pty *p = shell("stty size; read line; echo \"got $line\"; read line; stty size",
		&(struct pty_options){ .cols = 100, .rows = 30 });
	CU_ASSERT_TRUE(pty_wait_for(p, "30 100", PTY_WAIT));
	CU_ASSERT_TRUE(pty_press(p, "a b<lt>c<Enter>", "got a b<c"));
	CU_ASSERT_TRUE(pty_resize(p, 61, 17));
	CU_ASSERT_TRUE(pty_press(p, "<Enter>", "17 61"));
	CU_ASSERT_EQUAL(pty_cols(p), 61);
	CU_ASSERT_FALSE(pty_send(p, "<Nonsense>"));
	pty_free(p);
}

/* The bytes of a key reach the program as the terminal sends them. */
static void test_key_bytes(void)
{
	struct pty *p = shell("stty raw -echo; printf 'ready\\033[?1h'; dd bs=1 count=20 2>/dev/null"
			      " | od -An -tx1 | tr -d '\\n'", NULL);
	CU_ASSERT_TRUE(pty_wait_for(p, "ready", PTY_WAIT));
	CU_ASSERT_FALSE(pty_cooked(p));
	CU_ASSERT_TRUE(pty_send(p, "<Up><S-Left><C-r><BS><S-Tab><Esc>xy"));
	CU_ASSERT_TRUE(pty_wait_for(p, "1b 4f 41 1b 5b 31 3b 32 44 12 7f 1b 5b 5a 1b 5b 32 37 75 78", PTY_WAIT));
	pty_free(p);
}

static void test_environment(void)
{
	const char *env[] = { "EXTRA=yes", "HOME", NULL };
	struct pty *p = shell("echo [$TERM][$EXTRA][${HOME-none}][$LC_ALL]",
		&(struct pty_options){ .term = "vt100", .env = env });
	CU_ASSERT_TRUE(pty_wait_for(p, "[vt100][yes][none][C.UTF-8]", PTY_WAIT));
	pty_free(p);
	p = shell("echo [${TERM-none}]", &(struct pty_options){ .term = "" });
	CU_ASSERT_TRUE(pty_wait_for(p, "[none]", PTY_WAIT) || pty_wait_for(p, "[dumb]", 1));
	pty_free(p);
}

static void test_hangup(void)
{
	int status = 0;
	struct pty *p = shell("echo up; exec sleep 60", NULL);
	CU_ASSERT_TRUE(pty_wait_for(p, "up", PTY_WAIT));
	pty_hangup(p);
	CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, &status));
	CU_ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGHUP);
	pty_free(p);
	p = shell("echo up; exec cat", &(struct pty_options){ .ignore_hangup = true });
	CU_ASSERT_TRUE(pty_wait_for(p, "up", PTY_WAIT));
	pty_hangup(p);
	CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, &status));
	CU_ASSERT_FALSE(WIFSIGNALED(status) && WTERMSIG(status) == SIGHUP);
	pty_free(p);
}

static void test_clears(void)
{
	struct pty *p = shell("printf 'a\\033[2Jb\\033[Jc\\033[1;2Hd\\033[K\\033[1Jover'", NULL);
	CU_ASSERT_TRUE(pty_wait_for(p, "over", PTY_WAIT));
	CU_ASSERT_EQUAL(pty_clears(p), 2);
	pty_count_reset(p);
	CU_ASSERT_EQUAL(pty_clears(p), 0);
	pty_free(p);
}

/* More input than the line holds, while the program talks back. */
static void test_flood(void)
{
	size_t n = 50000;
	char *bytes = malloc(n + 1);
	memset(bytes, 'x', n);
	for (size_t i = 99; i < n; i += 100)
		bytes[i] = '\r';
	memcpy(bytes + n - 4, "end\r", 5);
	struct pty *p = shell("while read line; do echo \"$line\"; [ \"${line#*end}\" = \"$line\" ]"
			      " || break; done; echo over", NULL);
	CU_ASSERT_TRUE(pty_write(p, bytes, n));
	CU_ASSERT_TRUE(pty_wait_for(p, "over", PTY_WAIT));
	CU_ASSERT_TRUE(pty_wrote(p, "end\r\nover", 9));
	pty_free(p);
	free(bytes);
}

void suite_pty(void)
{
	CU_pSuite s = CU_add_suite("pty", NULL, NULL);
	CU_add_test(s, "screen and exit", test_screen_and_exit);
	CU_add_test(s, "keys and size", test_keys_and_size);
	CU_add_test(s, "key bytes", test_key_bytes);
	CU_add_test(s, "environment", test_environment);
	CU_add_test(s, "hangup", test_hangup);
	CU_add_test(s, "clears", test_clears);
	CU_add_test(s, "flood", test_flood);
}
