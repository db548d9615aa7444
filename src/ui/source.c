/* Waiting for many things at once. */
#include "ui/source.h"

#include <string.h>

struct source *source_add(struct sources *s)
{
	struct source *added;

	if (s->count == SOURCES_MAX)
		return NULL;
	added = &s->source[s->count++];
	memset(added, 0, sizeof *added);
	return added;
}

unsigned source_wait(const struct sources *s, int timeout)
{
	struct pollfd fds[SOURCES_MAX];
	int count = s->count; /* who is told may add another */
	unsigned effects = 0;

	for (int i = 0; i < count; i++)
		fds[i] = (struct pollfd){.fd = s->source[i].fd, .events = s->source[i].events};
	if (poll(fds, (nfds_t)count, timeout) <= 0)
		return 0;
	for (int i = 0; i < count; i++)
		if (fds[i].revents && s->source[i].ready)
			effects |= s->source[i].ready(s->source[i].context, fds[i].revents);
	return effects;
}
