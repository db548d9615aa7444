/* What the loop waits for: descriptors, each with what is to be done when something
 * happens there. One more entry is one more source of events. */
#ifndef HAGGLE_UI_SOURCE_H
#define HAGGLE_UI_SOURCE_H

#include <poll.h>

#define SOURCES_MAX 8

struct source {
	int fd;       /* negative: none at present */
	short events; /* to wait for: POLLIN, POLLOUT; an end or an error always is */
	/* Told what happened, as poll has it; returns effects (ui/action.h). NULL: that the
	 * wait is over is enough, whoever it concerns looks for itself. */
	unsigned (*ready)(void *context, short happened);
	void *context;
};

struct sources {
	int count;
	struct source source[SOURCES_MAX];
};

/* A place for one more, zeroed, to be filled in; it stays where it is. NULL: there are
 * SOURCES_MAX. */
struct source *source_add(struct sources *s);
/* Waits until something happens at one of them or a signal arrives, at most timeout
 * milliseconds (-1: for ever); then each where something did is told, in order. Returns
 * all their effects. */
unsigned source_wait(const struct sources *s, int timeout);

#endif
