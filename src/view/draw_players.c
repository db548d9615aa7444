/* Players: names, letters, colours, and which of many a plot shows. */
#include "draw.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Letters are given out to this many specialists; the rest share one. */
#define LETTERED 64

/* Taken in every plot: the generalist and marks that are not letters' business. */
static const char reserved[] = "gojx";

const char *player_name(const struct scenario *s, int k)
{
	if (k == PLAYER_JOINT)
		return "joint";
	if (k == PLAYER_SPECIALISTS)
		return s->game.n == 1 ? s->game.specialist[0].name : "all specialists";
	if (k == 0)
		return s->game.generalist.name;
	return k <= s->game.n ? s->game.specialist[k - 1].name : "";
}

/* A character that can be a mark: a letter in lower case, or a digit. */
static char mark_of(char ch)
{
	return isalnum((unsigned char)ch) ? (char)tolower((unsigned char)ch) : '\0';
}

/* The first free one: a number that the id ends with ("d1"), its characters,
 * then the alphabet, then digits. */
static char free_mark(const char *id, const bool *used)
{
	static const char all[] = "abcdefhiklmnpqrstuvwyz0123456789";
	size_t length = strlen(id);

	if (length > 0 && isdigit((unsigned char)id[length - 1])
		&& !used[(unsigned char)id[length - 1]])
		return id[length - 1];
	for (const char *at = id; *at; at++) {
		char ch = mark_of(*at);

		if (ch && !used[(unsigned char)ch])
			return ch;
	}
	for (const char *at = all; *at; at++)
		if (!used[(unsigned char)*at])
			return *at;
	return '*';
}

/* Marks in order, each the first one free: whoever comes later changes none. */
static char mark_in_turn(const struct scenario *s, int k)
{
	bool used[256] = { false };
	char mark = '*';

	for (const char *at = reserved; *at; at++)
		used[(unsigned char)*at] = true;
	for (int i = 0; i < k && i < s->game.n; i++) {
		mark = free_mark(s->game.specialist[i].id, used);
		if (mark != '*')
			used[(unsigned char)mark] = true;
	}
	return mark;
}

char player_mark(const struct scenario *s, int k)
{
	if (k == 0)
		return 'g';
	if (k == PLAYER_JOINT)
		return MARK_JOINT;
	if (k == PLAYER_SPECIALISTS)
		return s->game.n == 1 ? player_mark(s, 1) : 's';
	if (k > LETTERED || k > s->game.n)
		return '*';
	return mark_in_turn(s, k);
}

enum ink player_ink(int k)
{
	if (k == 0)
		return INK_GENERALIST;
	if (k == PLAYER_JOINT)
		return INK_JOINT;
	if (k == PLAYER_SPECIALISTS)
		return INK_SPECIALIST;
	return (enum ink)(INK_SPECIALIST + (k - 1) % 4);
}

static void roster_add(struct roster *r, const struct scenario *s, int k)
{
	r->player[r->count] = k;
	r->mark[r->count] = player_mark(s, k);
	r->count++;
}

int roster_room(int rows, int n)
{
	int most = rows < 12 ? 3 : rows < 30 ? 4 : ROSTER_MAX - 2;

	/* a low plot of many curves is a braid: the selected one stands for all */
	return n > most && rows < 12 ? 1 : most;
}

void roster_fill(struct roster *r, const struct view_model *m, bool generalist, int most)
{
	const struct scenario *s = m->scenario;
	int room, n = s->game.n, chosen = m->specialist;

	memset(r, 0, sizeof *r);
	if (generalist)
		roster_add(r, s, 0);
	most = most < ROSTER_MAX - 2 ? most : ROSTER_MAX - 2;
	room = n < most ? n : most;
	for (int i = 0; i < room; i++) {
		bool last = i == room - 1;

		roster_add(r, s, 1 + (last && chosen > i && chosen < n ? chosen : i));
	}
	r->others = n - room;
}
