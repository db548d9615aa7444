/* The kernel's own fence around a process that strangers are given: what it may open, and which
 * calls it may make. A second one: nothing outside of it relies on it.
 *
 *   sandbox_close_others();   first of all, before anything is opened
 *   ...                       terminal, sockets, databases: what needs more is opened
 *   sandbox_enter(&(struct sandbox){.read = {presets}}, &err);   no way back
 *
 * Threads may be started after it: they are in it. Nothing that is open is closed by it. */
#ifndef HAGGLE_BASE_SANDBOX_H
#define HAGGLE_BASE_SANDBOX_H

#include "base/status.h"

#include <stdbool.h>

enum { SANDBOX_READ_MAX = 4 };

struct sandbox {
	/* Directories below which files may be read and directories listed; NULL ends them, those
	 * that are not there are passed over. Nothing else can be opened. */
	const char *read[SANDBOX_READ_MAX];
	const char *write; /* below it files and sockets are made, written, renamed, removed; or NULL */
	bool connects;     /* connects to sockets of this machine, as a client does */
	bool serves;       /* and takes connections */
};

/* The parts of the fence. A kernel, or a system, need not have all. */
enum sandbox_part {
	SANDBOX_PRIVILEGES = 1, /* no program that it ran could gain any */
	SANDBOX_SECRECY = 2,    /* others of the same user do not look into it */
	SANDBOX_FILES = 4,      /* Landlock: only those directories */
	SANDBOX_CALLS = 8,      /* seccomp: a call that is not on the list ends it by SIGSYS */
	SANDBOX_ALL = 15,
};

/* Which parts there are here: an OR of enum sandbox_part. Changes nothing. */
unsigned sandbox_offers(void);
/* "Landlock" and so on, of one part. */
const char *sandbox_part_name(enum sandbox_part part);

/* Closes every descriptor but standard input, output and error. */
void sandbox_close_others(void);
/* Enters it, with all parts that there are; no part's absence is a failure. STATUS_SYSTEM where
 * one that is offered cannot be had. */
enum status sandbox_enter(const struct sandbox *s, struct error *err);

#endif
