/* Rounds: a class haggles in pairs, invests, and is paid. */
#include "room_private.h"

#include "base/buffer.h"

#include <math.h>
#include <stdlib.h>

static struct room_round *last_round(const struct room *r)
{
	struct room_round *round = r->rounds > 0 ? &r->round[r->rounds - 1] : NULL;

	return round && round->step == r->step ? round : NULL;
}

const struct room_round *room_round(const struct room *r)
{
	for (int i = r->rounds - 1; i >= 0; i--)
		if (r->round[i].step == r->step)
			return &r->round[i];
	return NULL;
}

struct room_pair *room_pair_of(const struct room_round *round, int person, enum seat *seat)
{
	for (int i = 0; round && i < round->pairs; i++)
		for (int k = 0; k < SEATS; k++)
			if (round->pair[i].seat[k] == person && person >= 0) {
				*seat = (enum seat)k;
				return &round->pair[i];
			}
	return NULL;
}

double room_earned(const struct room *r, int step, int rounds, int person)
{
	double sum = 0;
	enum seat k;

	for (int i = 0; i < rounds; i++) {
		const struct room_pair *p = step != ROOM_ANY_STEP && r->round[i].step != step ?
			NULL : room_pair_of(&r->round[i], person, &k);
		if (p && (p->stage == PAIR_DONE || p->stage == PAIR_NO_DEAL))
			sum += p->u[k];
	}
	return sum;
}

static void news_pair(const struct room_pair *p, struct room_news *news)
{
	for (int k = 0; k < SEATS; k++)
		if (p->seat[k] >= 0)
			news->person[p->seat[k]] = true;
	news->leaders = true;
}

/* ---- rounds -------------------------------------------------------------------- */

static int played(const struct room *r)
{
	int count = 0;

	for (int i = 0; i < r->rounds; i++)
		count += r->round[i].step == r->step;
	return count;
}

static enum status add_round(struct room *r, struct error *err)
{
	struct room_round *round = array_grown(r->round, &r->rounds_room, r->rounds, sizeof *round);

	if (!round)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	r->round = round;
	round += r->rounds;
	*round = (struct room_round){.step = r->step, .number = played(r)};
	round->pair = calloc((size_t)r->people + 1, sizeof *round->pair);
	if (!round->pair)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	r->rounds++;
	r->stage = ROOM_PAIRS;
	match_round(r, round);
	return STATUS_OK;
}

void lab_leave(struct room *r)
{
	free(r->round[--r->rounds].pair);
}

/* The next round of the step, or what came of all of them. */
static enum status go_on(struct room *r, struct error *err)
{
	if (played(r) < lab_rules(r)->rounds)
		return add_round(r, err);
	r->stage = ROOM_DEBRIEF;
	return STATUS_OK;
}

/* While the clock stands, those who are here are paired anew. */
static enum status pair_anew(struct room *r, struct room_news *news, struct error *err)
{
	news_all(news);
	lab_leave(r);
	return add_round(r, err);
}

/* Of this step, nobody has had a role yet. */
static void forget_roles(struct room *r)
{
	for (int i = 0; i < ROOM_PEOPLE_MAX; i++) {
		r->person[i].role = -1;
		for (int k = 0; k < SEATS; k++)
			r->person[i].times[k] = 0;
	}
}

enum status lab_enter(struct room *r, struct room_news *news, struct error *err)
{
	enum status status = theory_make(r, err);

	news_all(news);
	if (status != STATUS_OK)
		return status;
	if (played(r) == 0)
		forget_roles(r);
	return go_on(r, err);
}

/* What is over for all pairs is over for the room. */
static void settle(struct room *r, struct room_news *news)
{
	const struct room_round *round = last_round(r);

	for (int i = 0; i < round->pairs; i++)
		if (pair_at_work(&round->pair[i]))
			return;
	r->stage = ROOM_PAYOFFS;
	news_all(news);
}

static enum status start(struct room *r, struct room_news *news, struct error *err)
{
	struct room_round *round = last_round(r);
	enum status status = STATUS_OK;

	r->stage = ROOM_DEAL;
	for (int i = 0; i < round->pairs && status == STATUS_OK; i++) {
		struct room_pair *p = &round->pair[i];
		pair_begin(r, p, round->number);
		for (int k = 0; k < SEATS; k++)
			if (p->seat[k] >= 0)
				r->person[p->seat[k]].times[k]++;
		status = pair_run(r, p, err);
	}
	news_all(news);
	settle(r, news);
	return status;
}

static enum status finish(struct room *r, struct room_news *news, struct error *err)
{
	struct room_round *round = last_round(r);
	enum status status = STATUS_OK;

	for (int i = 0; i < round->pairs; i++)
		while (status == STATUS_OK && pair_at_work(&round->pair[i]))
			status = pair_expire(r, &round->pair[i], err);
	settle(r, news);
	return status;
}

enum status lab_next(struct room *r, struct room_news *news, struct error *err)
{
	if (r->stage == ROOM_PAIRS)
		return last_round(r)->pairs > 0 ? start(r, news, err) :
			error_set(err, STATUS_INPUT, "nobody is here to be paired");
	if (r->stage == ROOM_DEAL)
		return finish(r, news, err);
	news_all(news);
	return go_on(r, err);
}

/* ---- people -------------------------------------------------------------------- */

/* A person's pair, while pairs are at work; or NULL. */
static struct room_pair *pair_at(const struct room *r, int person, enum seat *k)
{
	return r->stage == ROOM_DEAL ? room_pair_of(last_round(r), person, k) : NULL;
}

enum status lab_act(struct room *r, const struct room_event *e, struct room_news *news,
	struct error *err)
{
	enum seat k;
	struct room_pair *p = pair_at(r, e->who, &k);
	enum status status;

	if (!p)
		return error_set(err, STATUS_INPUT, "you are in no pair now");
	status = pair_act(r, p, k, e, err);
	if (status != STATUS_OK)
		return status;
	news_pair(p, news);
	settle(r, news);
	return STATUS_OK;
}

enum status lab_joined(struct room *r, struct room_news *news, struct error *err)
{
	return r->stage == ROOM_PAIRS ? pair_anew(r, news, err) : STATUS_OK;
}

void lab_back(struct room *r, int person, struct room_news *news)
{
	enum seat k;
	struct room_pair *p = pair_at(r, person, &k);

	if (!p || !p->bot[k])
		return;
	p->bot[k] = false;
	news_pair(p, news);
}

/* Who is away is played for, or voids the pair. */
static enum status go_on_without(struct room *r, struct room_pair *p, enum seat k,
	struct room_news *news, struct error *err)
{
	enum status status = STATUS_OK;

	if (lab_rules(r)->bot == LAB_BOT_THEORY && !r->away_void) {
		p->bot[k] = true;
		status = pair_run(r, p, err);
	} else {
		pair_void(p);
	}
	news_pair(p, news);
	return status;
}

enum status lab_removed(struct room *r, int person, struct room_news *news, struct error *err)
{
	enum seat k;
	struct room_pair *p = pair_at(r, person, &k);
	enum status status;

	if (r->stage == ROOM_PAIRS)
		return pair_anew(r, news, err);
	if (!p || !pair_at_work(p) || p->bot[k])
		return STATUS_OK;
	status = go_on_without(r, p, k, news, err);
	settle(r, news);
	return status;
}

/* ---- time ---------------------------------------------------------------------- */

/* When the pair has to go on without seat k; -1: never. */
static long long patience(const struct room *r, const struct room_pair *p, enum seat k)
{
	const struct room_person *who = p->seat[k] < 0 ? NULL : &r->person[p->seat[k]];

	return !who || who->here || p->bot[k] || !pair_at_work(p) ? -1 :
		who->gone + ROOM_AWAY_MS;
}

static void sooner(long long *due, long long ms)
{
	if (ms >= 0 && (*due < 0 || ms < *due))
		*due = ms;
}

long long lab_due(const struct room *r)
{
	const struct room_round *round = last_round(r);
	long long due = -1;

	for (int i = 0; i < round->pairs; i++) {
		const struct room_pair *p = &round->pair[i];
		if (!pair_at_work(p))
			continue;
		sooner(&due, p->deadline);
		for (int k = 0; k < SEATS; k++)
			sooner(&due, patience(r, p, (enum seat)k));
	}
	return due;
}

enum status lab_tick(struct room *r, struct room_news *news, struct error *err)
{
	struct room_round *round = last_round(r);
	enum status status = STATUS_OK;

	for (int i = 0; i < round->pairs; i++) {
		struct room_pair *p = &round->pair[i];
		for (int k = 0; k < SEATS && status == STATUS_OK; k++) {
			long long until = patience(r, p, (enum seat)k);
			if (until >= 0 && until <= r->ms)
				status = go_on_without(r, p, (enum seat)k, news, err);
		}
		if (pair_at_work(p) && p->deadline <= r->ms && status == STATUS_OK) {
			status = pair_expire(r, p, err);
			news_pair(p, news);
		}
		if (status != STATUS_OK)
			return status;
	}
	settle(r, news);
	return STATUS_OK;
}

void lab_extend(struct room *r, long long ms)
{
	struct room_round *round = last_round(r);

	for (int i = 0; i < round->pairs; i++)
		if (pair_at_work(&round->pair[i]))
			round->pair[i].deadline += ms;
}
