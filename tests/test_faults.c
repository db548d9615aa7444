/* Each call of the system, each time it is made, fails once: the real program says so or gets
 * by, and what it writes is the old file or the new one, whole. faults/faults.c does it. */
#include "child.h"
#include "pty.h"
#include "skip.h"

#include "base/instrumented.h"

#include <CUnit/CUnit.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* So many times is each call made at most before the loop has gone wrong. */
enum { TIMES_MAX = 400 };

static const struct {
	const char *call;
	int error;
	bool harmless; /* it is only to be tried again */
} faults[] = {
	{"open", EACCES, false}, {"read", EIO, false}, {"write", ENOSPC, false},
	{"fsync", EIO, false}, {"rename", EXDEV, false}, {"close", EIO, false},
	{"poll", ENOMEM, false}, {"read", EINTR, true}, {"write", EINTR, true}, {"poll", EINTR, true},
};

/* In a directory of its own, "$d", where out is "old" before. */
static const struct {
	const char *name, *command;
	bool streams; /* what it writes goes to standard output, and ends where that does */
} work[] = {
	{"export", "\"$HAGGLE\" plot -o \"$d/out.txt\" \"$d/in.ini\"", false},
	{"save", "printf 'save %s/out.txt.ini\\n' \"$d\" | \"$HAGGLE\" --plain --strict \"$d/in.ini\" "
		 ">/dev/null && cat \"$d/out.txt.ini\" >\"$d/out.txt\"", false},
	{"sweep", "\"$HAGGLE\" sweep -j2 --vary delta=0:1:2000 \"$d/in.ini\" >\"$d/out.txt\"", true},
	{"solve", "\"$HAGGLE\" solve - <\"$d/in.ini\" >\"$d/out.txt\"", true},
	{"check", "\"$HAGGLE\" check \"$d/in.ini\" && echo well >\"$d/out.txt\"", true},
};

/* Runs one with a fault, or "" for none: what is written comes to ran.out, with what is left
 * over as a line of its own. Whether the fault happened. */
static bool run(struct child *ran, const char *command, const char *fault)
{
	char script[1600];

	snprintf(script, sizeof script,
		"d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; cp presets/flip.ini \"$d/in.ini\"\n"
		"echo old >\"$d/out.txt\"; haggle=$HAGGLE\n"
		"cat >\"$d/haggle\" <<END\n#!/bin/sh\n"
		"LD_PRELOAD=%s HAGGLE_FAULT=%s HAGGLE_FAULT_TOLD=$d/told exec $haggle \"\\$@\"\nEND\n"
		"chmod +x \"$d/haggle\"; HAGGLE=$d/haggle\n"
		"%s\ns=$?; cat \"$d/out.txt\"; ls -A \"$d\" | grep '^\\.haggle'\n"
		"! grep -q 1 \"$d/told\" || echo TOLD >&2; exit $s",
		HAGGLE_FAULTS, fault, command);
	child_shell(ran, script);
	char *told = strstr(ran->err, "TOLD\n");
	if (told)
		*told = '\0';
	return told != NULL;
}

/* Whether what came of it is as it should be, `whole` being what comes without a fault. */
static bool well(const struct child *ran, const char *whole, bool streams, bool harmless)
{
	if (ran->status == 0)
		return strcmp(ran->out, whole) == 0;
	if (harmless || ran->status > 4 || ran->err[0] == '\0')
		return false;
	return streams ? strncmp(ran->out, whole, strlen(ran->out)) == 0 || strcmp(ran->out, "old\n") == 0
		: strcmp(ran->out, "old\n") == 0 || strcmp(ran->out, whole) == 0;
}

static void test_commands(void)
{
	int failed = 0, happened = 0;

	if (SANITIZED) {
		skip("a sanitizer wants to be loaded first");
		return;
	}
	for (size_t w = 0; w < sizeof work / sizeof *work; w++) {
		struct child whole, ran;
		CU_ASSERT_FALSE(run(&whole, work[w].command, ""));
		CU_ASSERT_EQUAL(whole.status, 0);
		for (size_t f = 0; f < sizeof faults / sizeof *faults; f++) {
			bool more = true;
			for (int n = 1; more && n <= TIMES_MAX; n++) {
				char fault[40];
				snprintf(fault, sizeof fault, "%s:%d:%d", faults[f].call, n, faults[f].error);
				more = run(&ran, work[w].command, fault);
				happened += more;
				if (more && !well(&ran, whole.out, work[w].streams, faults[f].harmless)) {
					failed++;
					fprintf(stderr, "%s, %s: status %d, said %s\n", work[w].name, fault,
						ran.status, ran.err);
				}
				child_free(&ran);
			}
			CU_ASSERT_FALSE(more);
		}
		child_free(&whole);
	}
	CU_ASSERT_EQUAL(failed, 0);
	CU_ASSERT(happened > 50);
}

/* The explorer in its terminal: it ends, with the terminal as it was, or goes on. A byte that is
 * lost out of what the terminal answers may have opened something: hence Esc. */
static void test_explorer(void)
{
	static const char *const argv[] = {HAGGLE_PROGRAM, "symmetric", NULL};
	int failed = 0, happened = 0;

	if (SANITIZED) {
		skip("a sanitizer wants to be loaded first");
		return;
	}
	for (size_t f = 0; f < sizeof faults / sizeof *faults; f++)
		for (int n = 1; n <= 4; n++) {
			char fault[60];
			const char *env[] = {"LD_PRELOAD=" HAGGLE_FAULTS, fault, "HAGGLE_PRESETS=presets",
				"XDG_CONFIG_HOME=/dev/null", NULL};
			int status = -1;
			snprintf(fault, sizeof fault, "HAGGLE_FAULT=%s:%d:%d", faults[f].call, n,
				faults[f].error);
			struct pty *p = pty_start(&(struct pty_options){.argv = argv, .env = env});
			CU_ASSERT_PTR_NOT_NULL_FATAL(p);
			bool lives = pty_wait_for(p, "q quit", PTY_WAIT) && pty_send(p, "l8<Esc><Esc><Esc><C-l>q");
			bool ended = pty_wait_exit(p, PTY_WAIT, &status) && WIFEXITED(status);
			int code = ended ? WEXITSTATUS(status) : -1;
			happened++;
			if (!ended || pty_altscreen(p) || code > 4 || (faults[f].harmless && (!lives || code))) {
				failed++;
				fprintf(stderr, "explorer, %s: status %x\n", fault, (unsigned)status);
			}
			pty_free(p);
		}
	CU_ASSERT_EQUAL(failed, 0);
	CU_ASSERT_EQUAL(happened, 40);
}

/* ---- what is remembered ---------------------------------------------------------- */

static const char config_old[] = "# mine\nmouse = off\n";

/* Makes DIR/haggle/config, or takes it away with all that lies beside it: how many files. */
static int config_file(const char *dir, bool make)
{
	char command[200];
	struct child done;
	int files;

	snprintf(command, sizeof command, make ? "mkdir %s/haggle && printf '%s' >%s/haggle/config"
		: "ls -A %s/haggle | wc -l; rm -rf %s/haggle", dir, make ? "# mine\\nmouse = off\\n" : dir, dir);
	child_shell(&done, command);
	files = atoi(done.out);
	child_free(&done);
	return files;
}

static bool config_is(const char *dir, const char *text)
{
	char path[100], bytes[100] = "";
	FILE *f;

	snprintf(path, sizeof path, "%s/haggle/config", dir);
	f = fopen(path, "r");
	if (f) {
		bytes[fread(bytes, 1, sizeof bytes - 1, f)] = '\0';
		fclose(f);
	}
	return strcmp(bytes, text) == 0;
}

/* A key that changes what is remembered, from whose first call on (mkdir) one fails: the file is
 * the old one or the new one, alone in its place, and the explorer goes on. */
static void test_config(void)
{
	static const char *const argv[] = {HAGGLE_PROGRAM, "symmetric", NULL};
	static const char *const calls[] = {"mkdir", "fopen", "open", "write", "fsync", "rename", "close"};
	char dir[] = "/tmp/haggle-config-XXXXXX", home[60], fault[60], whole[100];
	int failed = 0, kept = 0;

	if (SANITIZED) {
		skip("a sanitizer wants to be loaded first");
		return;
	}
	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(dir));
	snprintf(home, sizeof home, "XDG_CONFIG_HOME=%s", dir);
	snprintf(whole, sizeof whole, "%sglyphs = unicode\n", config_old);
	for (size_t c = 0; c < sizeof calls / sizeof *calls; c++)
		for (int n = 1; n <= 3; n++) {
			const char *env[] = {"LD_PRELOAD=" HAGGLE_FAULTS, "HAGGLE_FAULT_FROM=mkdir", fault, home,
				"HAGGLE_PRESETS=presets", NULL};
			int status = -1, files;
			snprintf(fault, sizeof fault, "HAGGLE_FAULT=%s:%d:%d", calls[c], n, EIO);
			config_file(dir, true);
			struct pty *p = pty_start(&(struct pty_options){.argv = argv, .env = env});
			CU_ASSERT_PTR_NOT_NULL_FATAL(p);
			/* The second write is the terminal's, that ends it. */
			bool ends = strcmp(calls[c], "write") == 0 && n > 1;
			pty_wait_for(p, "q quit", PTY_WAIT);
			pty_send(p, "gq");
			bool ended = pty_wait_exit(p, PTY_WAIT, &status) && WIFEXITED(status);
			bool old = config_is(dir, config_old), new = config_is(dir, whole);
			files = config_file(dir, false);
			kept += old;
			if (!ended || (!ends && WEXITSTATUS(status) != 0) || !(old || new) || files != 1) {
				failed++;
				fprintf(stderr, "config, %s: status %x, %s, %d files\n", fault, (unsigned)status,
					old ? "old" : new ? "new" : "neither", files);
			}
			pty_free(p);
		}
	CU_ASSERT_EQUAL(failed, 0);
	CU_ASSERT(kept >= 6); /* they did happen */
	CU_ASSERT_EQUAL(rmdir(dir), 0);
}

void suite_faults(void)
{
	CU_pSuite s = CU_add_suite("faults", NULL, NULL);
	CU_add_test(s, "each call of each command fails once", test_commands);
	CU_add_test(s, "and of the explorer", test_explorer);
	CU_add_test(s, "and of what it remembers", test_config);
}
