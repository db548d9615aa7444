/* Signals as events. Handlers write one byte to a pipe, where asked to end set
 * an alarm, and do nothing else, but for crashes and whatever else ends the
 * process: those put the terminal back with bytes prepared beforehand. */
#ifndef HAGGLE_UI_SIGNALS_H
#define HAGGLE_UI_SIGNALS_H

#include "base/status.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

#define SIGNALS_RESTORE_MAX 256
#define SIGNALS_STACK 65536 /* bytes, for the rescue of who has overflown its own */

#define SIGNALS_PATIENCE 3 /* s for a process that was asked to end */

/* Starts catching SIGWINCH, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP and
 * SIGCONT, crashes, and what ends a process otherwise. SIGHUP stays ignored
 * where it was (nohup), and so does what else has been told not to end it. A
 * process that was asked to end and did not is ended, as by signals_watch. */
enum status signals_open(struct error *err);
/* As it was before. */
void signals_close(void);
/* To be polled: readable when a signal came in. */
int signals_fd(void);
/* The next signal that came in, or 0. */
int signals_next(void);
/* Unless told otherwise within that time (0: no more), the process is held up by
 * its terminal: it is put back as well as it goes and the process ends, with
 * STATUS_SYSTEM. Only the last call counts. */
void signals_watch(unsigned seconds);
/* What a crash writes to the terminal, and the modes it sets. Cut at
 * SIGNALS_RESTORE_MAX bytes. */
void signals_prepare(const char *bytes, size_t length, const struct termios *modes);
/* What a thread that leaves signals to others blocks: all but those of its own
 * faults. Blocked, these would end the process without any rescue. */
void signals_of_others(sigset_t *set);
/* Stops the process as SIGTSTP does by default; returns when it continues. */
void signals_stop(void);

#endif
