/* Players: names, letters, colours, and which of many a plot shows. */
#include "draw.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Letters are given out to this many specialists; the rest share one. */
#define LETTERED 64

/* Taken in every plot: the generalist and marks that are not letters' business. */
static const char reserved[] = "gox";

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

/* The first free letter: those of the id, then the alphabet, then digits. */
static char free_letter(const char *id, const bool *used)
{
	static const char all[] = "abcdefhijklmnpqrstuvwyz0123456789";

	for (const char *at = id; *at; at++) {
		int ch = tolower((unsigned char)*at);

		if (isalpha(ch) && !used[ch])
			return (char)ch;
	}
	for (const char *at = all; *at; at++)
		if (!used[(unsigned char)*at])
			return *at;
	return '*';
}

char player_mark(const struct scenario *s, int k)
{
	bool used[256] = { false };
	char mark = 's';

	if (k == 0)
		return 'g';
	if (k == PLAYER_JOINT)
		return MARK_JOINT;
	if (k == PLAYER_SPECIALISTS)
		return s->game.n == 1 ? player_mark(s, 1) : 's';
	if (k > LETTERED)
		return '*';
	for (const char *at = reserved; *at; at++)
		used[(unsigned char)*at] = true;
	for (int i = 0; i < k && i < s->game.n; i++) {
		mark = free_letter(s->game.specialist[i].id, used);
		if (mark != '*')
			used[(unsigned char)mark] = true;
	}
	return mark;
}

enum role player_role(int k)
{
	if (k == 0)
		return ROLE_GENERALIST;
	if (k == PLAYER_JOINT)
		return ROLE_JOINT;
	if (k == PLAYER_SPECIALISTS)
		return ROLE_SPECIALIST;
	return (enum role)(ROLE_SPECIALIST + (k - 1) % 4);
}

static void roster_add(struct roster *r, const struct scenario *s, int k)
{
	r->player[r->count] = k;
	r->mark[r->count] = player_mark(s, k);
	r->count++;
}

void roster_fill(struct roster *r, const struct view_model *m, bool generalist)
{
	const struct scenario *s = m->scenario;
	int room, n = s->game.n, chosen = m->specialist;

	memset(r, 0, sizeof *r);
	if (generalist)
		roster_add(r, s, 0);
	room = n < 6 ? n : 6;
	for (int i = 0; i < room; i++) {
		bool last = i == room - 1;

		roster_add(r, s, 1 + (last && chosen > i && chosen < n ? chosen : i));
	}
	r->others = n - room;
}
