/* Who is who. */
#include "room_private.h"

#include <stdio.h>
#include <string.h>

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

bool room_label_ok(const char *text)
{
	size_t n = strlen(text);

	return n > 0 && n <= ROOM_LABEL_MAX && strspn(text, LETTERS "0123456789._-") == n &&
		text[0] != '.' && text[0] != '-';
}

int room_find(const struct room *r, const char *label)
{
	for (int i = 0; i < r->people; i++)
		if (strcmp(r->person[i].label, label) == 0)
			return i;
	return -1;
}

int room_find_code(const struct room *r, const char *code)
{
	for (int i = 0; i < r->people && code[0]; i++)
		if (strcmp(r->person[i].code, code) == 0)
			return i;
	return -1;
}

/* Two lists of WORDS, of which LABELS are made, no two alike; then with a number. */
#define WORDS 20
#define LABELS (WORDS * WORDS)
static const char *const first[WORDS] = {"amber", "blue", "brown", "calm", "coral", "cream",
	"dark", "gold", "green", "grey", "happy", "indigo", "ivory", "lilac", "mild", "olive",
	"pink", "red", "silver", "white"};
static const char *const second[WORDS] = {"badger", "bear", "crane", "deer", "dove", "eagle",
	"falcon", "finch", "fox", "hare", "heron", "horse", "lark", "lynx", "otter", "owl",
	"raven", "robin", "swan", "wolf"};

char *room_pseudonym(const struct room *r, char out[ROOM_LABEL_MAX + 1])
{
	for (int i = r->people;; i++) {
		int n = snprintf(out, ROOM_LABEL_MAX + 1, "%s-%s", first[i % WORDS],
			second[(i + i / WORDS) % WORDS]);
		if (i >= LABELS)
			snprintf(out + n, ROOM_LABEL_MAX + 1 - (size_t)n, "-%d", i / LABELS + 1);
		if (room_find(r, out) < 0)
			return out;
	}
}

void news_all(struct room_news *news)
{
	news->leaders = true;
	for (int i = 0; i < ROOM_PEOPLE_MAX; i++)
		news->person[i] = true;
}
