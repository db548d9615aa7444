/* A turn: what happens in it is put down at its end, or undone; and the lines that say so. */
#include "server_private.h"

#include "base/clock.h"

#include <stdio.h>

/* ---- lines ---------------------------------------------------------------------- */

void talk_line(struct buffer *w, const char *word, const char *name, const char *value,
	const char *why)
{
	buffer_add_text(w, word);
	if (name)
		wire_text(w, name, value);
	if (why)
		wire_text(w, "why", why);
	buffer_add_text(w, "\n");
}

void talk_bye(struct client *c, const char *why)
{
	talk_line(&c->out, "bye", NULL, NULL, why);
	c->leaving = true;
}

void talk_notice(struct client *c, const char *why)
{
	talk_line(&c->out, "notice", NULL, NULL, why);
}

/* ---- events -------------------------------------------------------------------- */

/* Never set back, whatever happens to the wall's clock while it is served. */
long long server_now(const struct server *s)
{
	long long now = s->base + (long long)((clock_now() - s->started) * 1000);

	return now > s->room->ms ? now : s->room->ms;
}

/* What the turn has changed so far is not on the disk, *why says the reason: back to what is. */
static enum status undo_turn(struct server *s, const struct error *why, struct error *err)
{
	struct room *room;
	enum status status = record_replay(s->record, (struct record_watch){.see = NULL}, &room,
		err);

	if (status != STATUS_OK)
		return status;
	room_free(s->room);
	s->room = room;
	s->full = true;
	snprintf(s->why, sizeof s->why, "%.200s; nothing is taken until that is over", why->text);
	s->recorded = false;
	s->probed = clock_now();
	for (int i = 0; i < s->clients; i++) {
		struct client *c = &s->client[i];
		if (c->fd < 0)
			continue;
		if (c->as == AS_STUDENT && (c->person >= room->people ||
			!room->person[c->person].here)) {
			talk_bye(c, s->why);
			c->as = AS_NOBODY;
		}
		buffer_free(&c->after);
		talk_notice(c, s->why);
		c->dirty = c->as != AS_NOBODY;
	}
	return STATUS_OK;
}

enum status server_event(struct server *s, const struct room_event *e, struct error *err)
{
	struct error why;
	enum status status;

	if (s->full)
		return error_set(err, STATUS_INPUT, "%s", s->why);
	status = room_step(s->room, e, &s->news, err);
	if (status != STATUS_OK)
		return status;
	if (record_add(s->record, s->room, e, &why) == STATUS_OK) {
		s->recorded = true;
		return STATUS_OK;
	}
	status = undo_turn(s, &why, err);
	return status == STATUS_OK ? error_set(err, STATUS_INPUT, "%s", s->why) : status;
}

/* ---- the turn's end ------------------------------------------------------------- */

static void append(struct client *c)
{
	if (c->after.text)
		buffer_add_text(&c->out, c->after.text);
	buffer_free(&c->after);
}

/* All that happened in the turn is put on the disk at once; then it is said. */
enum status server_commit(struct server *s, struct error *err)
{
	struct error why;
	enum status status = STATUS_OK;

	if (record_commit(s->record, &why) != STATUS_OK)
		status = undo_turn(s, &why, err);
	for (int i = 0; i < s->clients; i++) {
		struct client *c = &s->client[i];
		if (c->fd < 0)
			continue;
		append(c);
		if (s->recorded)
			c->dirty = c->dirty || (c->as == AS_LEADER && s->news.leaders) ||
				(c->as == AS_STUDENT && s->news.person[c->person]);
	}
	s->recorded = false;
	s->news = (struct room_news){.leaders = false};
	return status;
}
