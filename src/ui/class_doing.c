/* What is done, in the order it was done, one thing at a time on its way: what the room has
 * not answered when a connection is lost is said again over the next, under its number, so
 * that it happens once whether it had arrived or not. */
#include "ui/class_state.h"

#include "base/num.h"
#include "base/text.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void seat_say(struct class_seat *s, enum ink ink, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_sentence(s->message, sizeof s->message, format, args);
	va_end(args);
	s->message_ink = ink;
}

void seat_lose(struct class_seat *s)
{
	link_close(&s->link);
	s->connected = false;
	if (s->waiting)
		s->doing->lost = true;
	s->waiting = false;
	if (!s->ended)
		snprintf(s->notice, sizeof s->notice, "%s", SEAT_LOST);
}

void seat_do(struct class_seat *s, enum room_kind kind, const char *body)
{
	struct class_doing *d = &s->doing[s->doings];

	if (!s->connected) {
		seat_say(s, INK_ERROR, "%s", SEAT_LOST);
		return;
	}
	if (s->doings == SEAT_DOINGS_MAX) {
		seat_say(s, INK_ERROR, "the room does not answer: that was not taken");
		return;
	}
	*d = (struct class_doing){.kind = kind, .moment = s->told.moment};
	snprintf(d->body, sizeof d->body, "%s", body);
	s->doings++;
	doing_send(s);
}

void doing_send(struct class_seat *s)
{
	struct class_doing *d = s->doing;

	if (s->doings == 0 || s->waiting)
		return;
	if (d->seq == 0)
		d->seq = s->done + 1;
	s->waiting = true;
	if (!link_do(&s->link, d->seq, d->moment, d->kind, d->body))
		seat_lose(s);
}

static void pop(struct class_seat *s)
{
	s->doings--;
	memmove(s->doing, s->doing + 1, (size_t)s->doings * sizeof *s->doing);
}

bool doing_answered(struct class_seat *s, const char *word, const char *seq, const char *done)
{
	long number, count;

	if (!s->waiting || !num_parse_int(seq, 1, INT_MAX, &number) || number != s->doing->seq)
		return false;
	s->waiting = false;
	if (strcmp(word, "again") != 0) {
		s->done = strcmp(word, "ok") == 0 ? number : s->done;
		pop(s);
	} else if (!s->doing->lost && num_parse_int(done, 0, INT_MAX, &count)) {
		/* another terminal of the same person was sooner; this has not happened */
		s->done = count;
		s->doing->seq = 0;
	} else {
		pop(s);
		seat_say(s, INK_WARNING, "what you did last may have been lost: look, and do it "
			"again");
	}
	doing_send(s);
	return true;
}

void doing_drop(struct class_seat *s)
{
	s->doings = 0;
	s->waiting = false;
}
