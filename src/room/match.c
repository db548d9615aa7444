/* Who plays with whom, and in which role. */
#include "room_private.h"

#include <string.h>

/* Those to be paired, in the order they came. */
struct hall {
	int count;
	int who[ROOM_PEOPLE_MAX + 1];
};

static bool is_present(const struct room *r, int person)
{
	const struct room_person *p = &r->person[person];

	return !p->removed && (p->here || r->ms - p->gone < ROOM_AWAY_MS);
}

/* Where somebody stands in it; -1: nowhere. */
static int find(const struct hall *h, int person)
{
	for (int i = 0; i < h->count; i++)
		if (h->who[i] == person)
			return i;
	return -1;
}

static void leave(struct hall *h, int at)
{
	h->count--;
	memmove(&h->who[at], &h->who[at + 1], (size_t)(h->count - at) * sizeof *h->who);
}

static void add_pair(struct room_round *round, int g, int s)
{
	round->pair[round->pairs++] = (struct room_pair){.seat = {g, s}};
}

/* Who was generalist less often is it now; the role that somebody keeps goes first. */
static void seat_two(const struct room *r, struct room_round *round, int a, int b)
{
	const struct room_person *pa = a < 0 ? NULL : &r->person[a];
	const struct room_person *pb = b < 0 ? NULL : &r->person[b];
	int na = pa ? pa->times[SEAT_GENERALIST] - pa->times[SEAT_SPECIALIST] : 0;
	int nb = pb ? pb->times[SEAT_GENERALIST] - pb->times[SEAT_SPECIALIST] : 0;
	bool swap = !pa ? nb < 0 : !pb ? na > 0 : na > nb;

	add_pair(round, swap ? b : a, swap ? a : b);
}

/* Those whose partner of the round before is there as well stay together. */
static void keep_pairs(const struct room *r, struct hall *h, struct room_round *round)
{
	const struct room_round *last = r->rounds > 0 ? &r->round[r->rounds - 1] : NULL;
	bool alternating = lab_rules(r)->alternating;

	if (!last || last->step != r->step)
		return;
	for (int i = 0; i < last->pairs; i++) {
		int g = last->pair[i].seat[SEAT_GENERALIST];
		int s = last->pair[i].seat[SEAT_SPECIALIST];
		if (g < 0 || s < 0 || find(h, g) < 0 || find(h, s) < 0)
			continue;
		leave(h, find(h, g));
		leave(h, find(h, s));
		add_pair(round, alternating ? s : g, alternating ? g : s);
	}
}

/* The circle: the first stays, the others move on by a seat each round, and who sits
 * opposite is the partner. Among an even number all meet in count - 1 rounds. */
static void circle(const struct room *r, struct hall *h, struct room_round *round, int turn)
{
	int n = h->count;

	if (n % 2 == 1) {
		if (lab_rules(r)->bot == LAB_BOT_THEORY)
			h->who[h->count++] = ROOM_COMPUTER;
		else
			leave(h, turn % n);
		n = h->count;
	}
	for (int i = 0; i < n / 2; i++) {
		int a = i == 0 ? 0 : 1 + (i - 1 + turn) % (n - 1);
		int b = 1 + (n - 2 - i + turn) % (n - 1);
		seat_two(r, round, h->who[a], h->who[b]);
	}
}

static void give_roles(struct room *r, const struct hall *h)
{
	int have[SEATS] = {0, 0};

	for (int i = 0; i < h->count; i++)
		if (r->person[h->who[i]].role >= 0)
			have[r->person[h->who[i]].role]++;
	for (int i = 0; i < h->count; i++) {
		struct room_person *p = &r->person[h->who[i]];
		if (p->role >= 0)
			continue;
		p->role = have[SEAT_GENERALIST] <= have[SEAT_SPECIALIST] ? SEAT_GENERALIST :
			SEAT_SPECIALIST;
		have[p->role]++;
	}
}

/* Two rows that face each other, one of them moving on by a seat each round. */
static void rows(struct room *r, const struct hall *h, struct room_round *round, int turn)
{
	struct hall side[SEATS] = {{.count = 0}, {.count = 0}};
	int most;

	for (int i = 0; i < h->count; i++) {
		struct hall *to = &side[r->person[h->who[i]].role];
		to->who[to->count++] = h->who[i];
	}
	most = side[0].count > side[1].count ? side[0].count : side[1].count;
	for (int i = 0; i < most; i++) {
		int a = i, b = (i + turn) % most;
		int g = a < side[0].count ? side[0].who[a] : ROOM_COMPUTER;
		int s = b < side[1].count ? side[1].who[b] : ROOM_COMPUTER;
		if (lab_rules(r)->bot == LAB_BOT_THEORY ? g >= 0 || s >= 0 : g >= 0 && s >= 0)
			add_pair(round, g, s);
	}
}

void match_round(struct room *r, struct room_round *round)
{
	const struct lesson_lab *rules = lab_rules(r);
	int turn = rules->rematch ? round->number : 0;
	struct hall h = {.count = 0};

	round->pairs = 0;
	for (int i = 0; i < r->people; i++)
		if (is_present(r, i))
			h.who[h.count++] = i;
	if (!rules->rematch)
		keep_pairs(r, &h, round);
	if (rules->alternating) {
		circle(r, &h, round, turn);
	} else {
		give_roles(r, &h);
		rows(r, &h, round, turn);
	}
}
