/* Events, and the way through a lesson. */
#include "room_private.h"

#include "base/num.h"

#include <string.h>

static const char *const stage_names[ROOM_STAGES] = {
	[ROOM_LOBBY] = "lobby", [ROOM_TEXT] = "text", [ROOM_VOTE] = "vote",
	[ROOM_COUNTS] = "counts", [ROOM_ANSWER] = "answer", [ROOM_PAIRS] = "pairs",
	[ROOM_DEAL] = "deal", [ROOM_PAYOFFS] = "payoffs", [ROOM_DEBRIEF] = "debrief",
	[ROOM_END] = "end"};

const char *room_stage_name(enum room_stage stage)
{
	return stage_names[stage];
}

static signed char *vote_at(const struct room *r, int step, int ballot, int person)
{
	return &r->vote[(2 * step + ballot) * ROOM_PEOPLE_MAX + person];
}

int room_vote(const struct room *r, int step, int ballot, int person)
{
	return *vote_at(r, step, ballot, person) - 1;
}

/* ---- steps ------------------------------------------------------------------- */

enum status room_enter(struct room *r, int step, struct room_news *news,
	struct error *err)
{
	const struct lesson_step *s;
	enum status status;

	r->step = step;
	r->ballot = 0;
	r->deadline = 0;
	theory_free(r);
	news_all(news);
	status = step_load(r, err);
	s = room_lesson_step(r);
	if (status == STATUS_OK && s && s->is_lab)
		return lab_enter(r, news, err);
	r->stage = step < 0 ? ROOM_LOBBY : !s ? ROOM_END : s->question ? ROOM_VOTE : ROOM_TEXT;
	return status;
}

bool room_in_lab(const struct room *r)
{
	return r->stage >= ROOM_PAIRS && r->stage <= ROOM_DEBRIEF;
}

static enum status go_next(struct room *r, UNUSED const struct room_event *e,
	struct room_news *news, struct error *err)
{
	if (r->stage == ROOM_END)
		return error_set(err, STATUS_INPUT, "the lesson is at its end");
	if (room_in_lab(r) && r->stage != ROOM_DEBRIEF)
		return lab_next(r, news, err);
	return room_enter(r, r->step + 1, news, err);
}

static enum status go_back(struct room *r, UNUSED const struct room_event *e,
	struct room_news *news, struct error *err)
{
	if (r->stage == ROOM_LOBBY)
		return error_set(err, STATUS_INPUT, "this is where it began");
	if (r->stage == ROOM_DEAL)
		return error_set(err, STATUS_INPUT, "pairs are at work: n ends the round");
	if ((r->stage == ROOM_COUNTS || r->stage == ROOM_ANSWER) &&
		room_lesson_step(r)->choices > 0) {
		r->stage = ROOM_VOTE;
		r->ballot = 1;
		news_all(news);
		return STATUS_OK;
	}
	if (r->stage == ROOM_PAIRS)
		lab_leave(r);
	return room_enter(r, r->step - 1, news, err);
}

static enum status reveal(struct room *r, UNUSED const struct room_event *e, struct room_news *news,
	struct error *err)
{
	if (r->stage != ROOM_VOTE && r->stage != ROOM_COUNTS)
		return error_set(err, STATUS_INPUT, "there is nothing to reveal; n goes on");
	r->stage = r->stage == ROOM_VOTE && room_lesson_step(r)->choices > 0 ? ROOM_COUNTS :
		ROOM_ANSWER;
	r->deadline = 0;
	news_all(news);
	return STATUS_OK;
}

static enum status more(struct room *r, UNUSED const struct room_event *e, struct room_news *news,
	struct error *err)
{
	if (r->stage == ROOM_VOTE)
		r->deadline = (r->deadline ? r->deadline : r->ms) + ROOM_MORE_MS;
	else if (r->stage == ROOM_DEAL)
		lab_extend(r, ROOM_MORE_MS);
	else
		return error_set(err, STATUS_INPUT, "no clock runs now");
	news_all(news);
	return STATUS_OK;
}

static enum status choose(struct room *r, const struct room_event *e, struct room_news *news,
	struct error *err)
{
	long number;

	if (r->stage != ROOM_VOTE)
		return error_set(err, STATUS_INPUT, "no vote is open");
	if (!num_parse_int(e->body, 1, room_lesson_step(r)->choices, &number))
		return error_set(err, STATUS_INPUT, "that is not one of the choices");
	*vote_at(r, r->step, r->ballot, e->who) = (signed char)number;
	news->leaders = true;
	news->person[e->who] = true;
	return STATUS_OK;
}

static enum status follow(struct room *r, const struct room_event *e, struct room_news *news,
	struct error *err)
{
	if (strcmp(e->body, "on") && strcmp(e->body, "off"))
		return error_set(err, STATUS_INPUT, "follow takes on or off");
	r->follow = strcmp(e->body, "on") == 0;
	news_all(news);
	return STATUS_OK;
}

static enum status show(struct room *r, const struct room_event *e, struct room_news *news,
	UNUSED struct error *err)
{
	strcpy(r->show, e->body);
	if (r->follow)
		news_all(news);
	return STATUS_OK;
}

/* ---- people ------------------------------------------------------------------ */

static bool has_played(const struct room *r, int person)
{
	enum seat k;

	for (int i = 0; i < r->rounds; i++)
		if (room_pair_of(&r->round[i], person, &k))
			return true;
	return r->person[person].done.count > 0;
}

/* The place `at` that the teacher has freed, if not -1; else a new one, else one whose person left
 * without having done anything, so that nothing of it is lost; -1: none. */
static int free_place(const struct room *r, int at)
{
	int here = 0;

	for (int i = 0; i < r->people; i++)
		here += r->person[i].here;
	if (here >= ROOM_PLACES || at >= 0)
		return here < ROOM_PLACES ? at : -1;
	if (r->people < ROOM_PEOPLE_MAX)
		return r->people;
	for (int i = 0; i < r->people; i++)
		if (!r->person[i].here && !r->person[i].removed && !has_played(r, i))
			return i;
	return -1;
}

static enum status join(struct room *r, const struct room_event *e, struct room_news *news,
	struct error *err)
{
	struct room_person *p;
	int at;
	size_t n = strcspn(e->body, " ");
	char label[ROOM_LABEL_MAX + 1] = "";
	const char *code = e->body[n] ? e->body + n + 1 : "";

	if (n <= ROOM_LABEL_MAX) {
		memcpy(label, e->body, n);
		label[n] = '\0';
	}
	if (!room_label_ok(label) || (code[0] && (strlen(code) != ROOM_CODE_DIGITS ||
		strspn(code, "0123456789") != ROOM_CODE_DIGITS)))
		return error_set(err, STATUS_INPUT, "no such name can be given");
	at = room_find(r, label);
	if (at >= 0 && !r->person[at].removed)
		return error_set(err, STATUS_INPUT, "%s is here already", label);
	at = free_place(r, at);
	if (at < 0)
		return error_set(err, STATUS_INPUT, "the room is full");
	p = &r->person[at];
	if (!p->removed)
		*p = (struct room_person){.role = -1};
	p->here = true;
	p->removed = false;
	strcpy(p->label, label);
	strcpy(p->code, code);
	r->people += at == r->people;
	news->leaders = true;
	news->person[at] = true;
	lab_back(r, at, news);
	return lab_joined(r, news, err);
}

static enum status here(struct room *r, const struct room_event *e, struct room_news *news,
	struct error *err)
{
	if (r->person[e->who].removed)
		return error_set(err, STATUS_INPUT, "the teacher has closed this seat");
	r->person[e->who].here = true;
	news->leaders = true;
	news->person[e->who] = true;
	lab_back(r, e->who, news);
	return STATUS_OK;
}

static enum status gone(struct room *r, const struct room_event *e, struct room_news *news,
	struct error *err)
{
	if (!r->person[e->who].here)
		return error_set(err, STATUS_INPUT, "is not here");
	r->person[e->who].here = false;
	r->person[e->who].gone = r->ms;
	news->leaders = true;
	return STATUS_OK;
}

static enum status take_away(struct room *r, const struct room_event *e,
	struct room_news *news, struct error *err)
{
	int who = room_find(r, e->body);

	if (who < 0 || r->person[who].removed)
		return error_set(err, STATUS_INPUT, "nobody here is called so");
	r->person[who].removed = true;
	if (r->person[who].here)
		r->person[who].gone = r->ms;
	r->person[who].here = false;
	news->leaders = true;
	news->person[who] = true;
	return lab_removed(r, who, news, err);
}

/* ---- time -------------------------------------------------------------------- */

static enum status tick(struct room *r, const struct room_event *e, struct room_news *news,
	struct error *err)
{
	if (r->stage == ROOM_VOTE && r->deadline && r->ms >= r->deadline)
		return reveal(r, e, news, err);
	return r->stage == ROOM_DEAL ? lab_tick(r, news, err) : STATUS_OK;
}

/* Who was here has to come back; no clock ran. The body: how long that was. */
static enum status restart(struct room *r, const struct room_event *e, struct room_news *news,
	struct error *err)
{
	double stood;

	if (!num_parse(e->body, &stood) || !(stood >= 0 && stood <= 1e15))
		return error_set(err, STATUS_INPUT, "restart takes milliseconds");
	for (int i = 0; i < r->people; i++) {
		if (r->person[i].here)
			r->person[i].gone = r->ms;
		r->person[i].here = false;
	}
	if (r->deadline)
		r->deadline += (long long)stood;
	if (r->stage == ROOM_DEAL)
		lab_extend(r, (long long)stood);
	news_all(news);
	return STATUS_OK;
}

long long room_due(const struct room *r)
{
	if (r->stage == ROOM_VOTE && r->deadline)
		return r->deadline;
	return r->stage == ROOM_DEAL ? lab_due(r) : -1;
}

/* ---- all of them ------------------------------------------------------------- */

static const struct {
	const char *name;
	enum room_by by;
	enum status (*happen)(struct room *r, const struct room_event *e, struct room_news *news,
		struct error *err);
} kinds[ROOM_KINDS] = {
	[ROOM_JOIN] = {"join", BY_ROOM, join},
	[ROOM_HERE] = {"here", BY_ROOM, here},
	[ROOM_GONE] = {"gone", BY_ROOM, gone},
	[ROOM_TICK] = {"tick", BY_ROOM, tick},
	[ROOM_RESTART] = {"restart", BY_ROOM, restart},
	[ROOM_CHOOSE] = {"choose", BY_PERSON, choose},
	[ROOM_OFFER] = {"offer", BY_PERSON, lab_act},
	[ROOM_ACCEPT] = {"accept", BY_PERSON, lab_act},
	[ROOM_LEVEL] = {"level", BY_PERSON, lab_act},
	[ROOM_ADD] = {"add", BY_PERSON, lab_act},
	[ROOM_NEXT] = {"next", BY_TEACHER, go_next},
	[ROOM_BACK] = {"back", BY_TEACHER, go_back},
	[ROOM_REVEAL] = {"reveal", BY_TEACHER, reveal},
	[ROOM_MORE] = {"more", BY_TEACHER, more},
	[ROOM_REMOVE] = {"remove", BY_TEACHER, take_away},
	[ROOM_FOLLOW] = {"follow", BY_TEACHER, follow},
	[ROOM_SHOW] = {"show", BY_TEACHER, show},
};

const char *room_kind_name(enum room_kind kind)
{
	return kinds[kind].name;
}

enum room_by room_kind_by(enum room_kind kind)
{
	return kinds[kind].by;
}

int room_kind_find(const char *name)
{
	for (int i = 0; i < ROOM_KINDS; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return i;
	return -1;
}

/* ---- each thing once --------------------------------------------------------- */

static const struct room_done *done_by(const struct room *r, const struct room_event *e)
{
	return kinds[e->kind].by == BY_PERSON ? &r->person[e->who].done : &r->led;
}

/* FNV-1a, of kind and body. */
static unsigned long long digest(const struct room_event *e)
{
	unsigned long long h = 14695981039346656037ULL;

	h = (h ^ (unsigned)e->kind) * 1099511628211ULL;
	for (const char *c = e->body; *c; c++)
		h = (h ^ (unsigned char)*c) * 1099511628211ULL;
	return h;
}

static void count_up(struct room_done *d, const struct room_event *e)
{
	d->count++;
	d->last = digest(e);
}

int room_count(const struct room *r, const struct room_event *e)
{
	return done_by(r, e)->count;
}

enum room_turn room_turn(const struct room *r, const struct room_event *e, long number)
{
	const struct room_done *d = done_by(r, e);

	if (number == d->count + 1L)
		return ROOM_TURN_NEXT;
	return number > 0 && number == d->count && digest(e) == d->last ? ROOM_TURN_DONE :
		ROOM_TURN_OTHER;
}

/* ---- one event --------------------------------------------------------------- */

/* Whether the room is somewhere else than it was. */
static bool moved(const struct room *r, const struct room *before)
{
	return r->stage != before->stage || r->step != before->step ||
		r->ballot != before->ballot || r->rounds != before->rounds;
}

enum status room_step(struct room *r, const struct room_event *e, struct room_news *news,
	struct error *err)
{
	bool person = kinds[e->kind].by == BY_PERSON || e->kind == ROOM_HERE ||
		e->kind == ROOM_GONE;
	const struct room before = *r; /* what stands in it by itself */
	enum status status;

	if (strlen(e->body) > ROOM_BODY_MAX)
		return error_set(err, STATUS_INPUT, "at most %d bytes", ROOM_BODY_MAX);
	if (e->ms < r->ms || e->ms > ROOM_MS_MAX)
		return error_set(err, STATUS_INPUT, "time does not go back, nor on for ever");
	if (person && (e->who < 0 || e->who >= r->people))
		return error_set(err, STATUS_INPUT, "nobody here is called so");
	if (kinds[e->kind].by == BY_PERSON && !r->person[e->who].here)
		return error_set(err, STATUS_INPUT, "only somebody who is here can do that");
	r->ms = e->ms;
	status = kinds[e->kind].happen(r, e, news, err);
	if (status == STATUS_INPUT) {
		r->ms = before.ms;
		return status;
	}
	r->moment += moved(r, &before);
	if (kinds[e->kind].by == BY_PERSON)
		count_up(&r->person[e->who].done, e);
	else if (kinds[e->kind].by == BY_TEACHER)
		count_up(&r->led, e);
	return status;
}
