/* One pair: offers, then what each of the two invests. */
#include "room_private.h"

#include "base/num.h"
#include "bargain/play.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The time to invest, as a part of that to agree. */
#define INVEST_PART 2
/* What rounding may take off an offer that is as good as the theory's, as a part of it. */
#define AS_GOOD 1e-6

static const char *const stage_names[PAIR_STAGES] = {
	[PAIR_BARGAIN] = "bargain", [PAIR_LEVEL] = "level", [PAIR_ADD] = "add",
	[PAIR_DONE] = "done", [PAIR_NO_DEAL] = "no deal", [PAIR_VOID] = "void"};

const char *pair_stage_name(enum pair_stage stage)
{
	return stage_names[stage];
}

bool pair_at_work(const struct room_pair *p)
{
	return p->stage < PAIR_DONE;
}

bool pair_to_act(const struct room_pair *p, enum lab_protocol protocol, enum seat k)
{
	if (p->stage == PAIR_LEVEL)
		return k == SEAT_GENERALIST;
	if (p->stage == PAIR_ADD)
		return k == SEAT_SPECIALIST;
	if (p->stage != PAIR_BARGAIN)
		return false;
	return protocol == LAB_FREE || (protocol == LAB_ULTIMATUM ? isnan(p->offer[k]) :
		p->turn == (int)k);
}

static void clock_from(const struct room *r, struct room_pair *p)
{
	long long ms = 1000LL * lab_rules(r)->seconds;

	p->deadline = r->ms + (p->stage == PAIR_BARGAIN ? ms : ms / INVEST_PART);
}

/* Only the seats are filled in. */
void pair_begin(struct room *r, struct room_pair *p, int number)
{
	p->stage = PAIR_BARGAIN;
	p->begun = r->ms;
	p->agreed = 0;
	p->turn = number % SEATS;
	p->share = p->term = p->level = p->added = p->theory_level = NAN;
	for (int k = 0; k < SEATS; k++) {
		p->bot[k] = p->seat[k] == ROOM_COMPUTER;
		p->helped[k] = p->bot[k];
		p->offer[k] = p->term_offer[k] = p->u[k] = p->regret[k] = p->theory_u[k] = NAN;
	}
	clock_from(r, p);
}

static void no_deal(const struct room *r, struct room_pair *p)
{
	p->stage = PAIR_NO_DEAL;
	p->deadline = 0;
	for (int k = 0; k < SEATS; k++) {
		p->u[k] = theory_outside(r, (enum seat)k);
		p->regret[k] = NAN;
	}
}

void pair_void(struct room_pair *p)
{
	p->stage = PAIR_VOID;
	p->deadline = 0;
}

static void deal(const struct room *r, struct room_pair *p, double share, double term)
{
	p->share = share;
	p->term = term;
	p->agreed = r->ms;
	p->stage = PAIR_LEVEL;
	clock_from(r, p);
}

static void take_level(const struct room *r, struct room_pair *p, double level)
{
	p->level = level;
	p->stage = PAIR_ADD;
	clock_from(r, p);
}

static enum status take_added(struct room *r, struct room_pair *p, double added,
	struct error *err)
{
	enum status status;

	p->added = added;
	status = theory_pay(r, p, err);
	if (status == STATUS_OK) {
		p->stage = PAIR_DONE;
		p->deadline = 0;
	}
	return status;
}

/* An offer, as the protocol has it. */
static void take_offer(const struct room *r, struct room_pair *p, enum seat k, double share,
	double term)
{
	enum lab_protocol protocol = lab_rules(r)->protocol;
	int other = SEATS - 1 - (int)k;
	double proposed, limit;

	p->offer[k] = share;
	p->term_offer[k] = term;
	if (protocol == LAB_ALTERNATING) {
		p->offer[other] = p->term_offer[other] = NAN;
		p->turn = other;
	}
	if (protocol != LAB_ULTIMATUM || isnan(p->offer[other]))
		return;
	proposed = p->offer[p->turn];
	limit = p->offer[SEATS - 1 - p->turn];
	if (p->turn == SEAT_GENERALIST ? proposed <= limit : proposed >= limit)
		deal(r, p, proposed, NAN); /* over the share alone */
	else
		no_deal(r, p);
}

/* ---- the computer -------------------------------------------------------------- */

/* At a point of the theory's curve. */
static bool leaves_enough(const struct room *r, enum seat k, int point)
{
	return r->theory.u[k][point] >= theory_outside(r, k);
}

/* In an ultimatum: what serves it best of what the other would take; the least that it
 * would take itself. */
static double ultimatum(const struct room *r, const struct room_pair *p, enum seat k)
{
	const struct room_theory *t = &r->theory;
	enum seat other = (enum seat)(SEATS - 1 - (int)k);
	bool proposes = p->turn == (int)k;
	double best = t->best, most = -INFINITY;

	for (int i = 0; i < ROOM_CURVE; i++) {
		double toward = k == SEAT_GENERALIST ? -t->share[i] : t->share[i];
		double value = proposes ? t->u[k][i] : toward;
		if (leaves_enough(r, proposes ? other : k, i) && value > most) {
			most = value;
			best = t->share[i];
		}
	}
	return best;
}

/* Accepts what is as good as what it asks for; else asks for that. Whether it did anything. */
static bool haggle(struct room *r, struct room_pair *p, enum seat k)
{
	const struct room_theory *t = &r->theory;
	enum lab_protocol protocol = lab_rules(r)->protocol;
	double theirs = p->offer[SEATS - 1 - (int)k], term = p->term_offer[SEATS - 1 - (int)k];

	if (!pair_to_act(p, protocol, k))
		return false;
	if (protocol == LAB_ULTIMATUM) {
		take_offer(r, p, k, ultimatum(r, p, k), NAN);
		return true;
	}
	if (!isnan(theirs) && theory_worth(r, k, theirs, term) >= t->best_u[k] -
		AS_GOOD * fabs(t->best_u[k])) {
		deal(r, p, theirs, term);
		return true;
	}
	if (protocol == LAB_FREE && !isnan(p->offer[k]))
		return false;
	take_offer(r, p, k, t->best, t->best_term);
	return true;
}

static enum status invest(struct room *r, struct room_pair *p, struct error *err)
{
	double level, added;
	enum status status;

	if (p->stage == PAIR_ADD) {
		status = theory_answer(r, p, &added, err);
		return status == STATUS_OK ? take_added(r, p, added, err) : status;
	}
	status = theory_play(r, p, &level, &added, err);
	if (status == STATUS_OK)
		take_level(r, p, level);
	return status;
}

/* Whether it did anything, in *did. */
static enum status computer(struct room *r, struct room_pair *p, enum seat k, bool *did,
	struct error *err)
{
	enum status status = STATUS_OK;

	*did = false;
	if (p->stage == PAIR_BARGAIN) {
		*did = haggle(r, p, k);
	} else if (pair_to_act(p, lab_rules(r)->protocol, k)) {
		*did = true;
		status = invest(r, p, err);
	}
	p->helped[k] = p->helped[k] || *did;
	return status;
}

/* A game that has no outcome is nobody's fault. */
static enum status or_void(struct room_pair *p, enum status status)
{
	if (status != STATUS_NO_EQUILIBRIUM && status != STATUS_INPUT)
		return status;
	pair_void(p);
	return STATUS_OK;
}

enum status pair_run(struct room *r, struct room_pair *p, struct error *err)
{
	enum status status = STATUS_OK;
	bool did = true;

	while (did && status == STATUS_OK && pair_at_work(p)) {
		did = false;
		for (int k = 0; k < SEATS && !did && status == STATUS_OK; k++)
			if (p->bot[k])
				status = computer(r, p, (enum seat)k, &did, err);
	}
	return or_void(p, status);
}

enum status pair_expire(struct room *r, struct room_pair *p, struct error *err)
{
	enum seat k = p->stage == PAIR_LEVEL ? SEAT_GENERALIST : SEAT_SPECIALIST;
	enum status status;

	if (p->stage == PAIR_BARGAIN) {
		no_deal(r, p);
		return STATUS_OK;
	}
	if (lab_rules(r)->bot == LAB_BOT_NONE) {
		pair_void(p);
		return STATUS_OK;
	}
	p->helped[k] = true;
	status = or_void(p, invest(r, p, err));
	return status == STATUS_OK ? pair_run(r, p, err) : status;
}

/* ---- people -------------------------------------------------------------------- */

/* "0.5", or with the term beside it "0.5 0.1", where that is haggled over; left out, it is the
 * usual one. */
static enum status read_terms(struct room *r, const char *body, double *share, double *term,
	struct error *err)
{
	size_t n = strcspn(body, " ");
	char first[NUM_TEXT_MAX];

	*term = r->theory.usual;
	snprintf(first, sizeof first, "%.*s", (int)(n < sizeof first ? n : 0), body);
	if (!num_parse(first, share) || *share < 0 || *share > 1)
		return error_set(err, STATUS_INPUT, "a share is a number from 0 to 1");
	if (!body[n])
		return STATUS_OK;
	if (lab_rules(r)->over == LAB_SHARE)
		return error_set(err, STATUS_INPUT, "the share alone is haggled over");
	if (!num_parse(body + n + 1, term))
		return error_set(err, STATUS_INPUT, "%s: that is no number",
			lab_over_name(lab_rules(r)->over));
	return theory_check(r, *term, err);
}

static enum status act_offer(struct room *r, struct room_pair *p, enum seat k,
	const struct room_event *e, struct error *err)
{
	double share, term;
	enum status status;

	if (p->stage != PAIR_BARGAIN)
		return error_set(err, STATUS_INPUT, "no offers are made now");
	if (!pair_to_act(p, lab_rules(r)->protocol, k))
		return error_set(err, STATUS_INPUT, lab_rules(r)->protocol == LAB_ULTIMATUM ?
			"you have said it: it stands" : "it is the other's turn");
	status = read_terms(r, e->body, &share, &term, err);
	if (status == STATUS_OK)
		take_offer(r, p, k, share, term);
	return status;
}

static enum status act_accept(struct room *r, struct room_pair *p, enum seat k,
	const struct room_event *e, struct error *err)
{
	double theirs = p->offer[SEATS - 1 - (int)k], term = p->term_offer[SEATS - 1 - (int)k];
	double share, with;

	if (p->stage != PAIR_BARGAIN || lab_rules(r)->protocol == LAB_ULTIMATUM || isnan(theirs))
		return error_set(err, STATUS_INPUT, "there is no offer to accept");
	if (!pair_to_act(p, lab_rules(r)->protocol, k))
		return error_set(err, STATUS_INPUT, "it is the other's turn");
	if (read_terms(r, e->body, &share, &with, NULL) != STATUS_OK || share != theirs ||
		(!isnan(term) && with != term))
		return error_set(err, STATUS_INPUT, "the offer is another one by now");
	deal(r, p, theirs, term);
	return STATUS_OK;
}

static bool read_level(const char *body, double *level)
{
	return num_parse(body, level) && *level >= 0 && *level <= ROOM_LEVEL_MAX;
}

static enum status act_level(struct room *r, struct room_pair *p, enum seat k,
	const struct room_event *e, struct error *err)
{
	double level;

	if (p->stage != PAIR_LEVEL || k != SEAT_GENERALIST)
		return error_set(err, STATUS_INPUT, "no level is to be chosen now");
	if (!read_level(e->body, &level))
		return error_set(err, STATUS_INPUT, "a level is a number from 0 up");
	take_level(r, p, level);
	return STATUS_OK;
}

static enum status act_add(struct room *r, struct room_pair *p, enum seat k,
	const struct room_event *e, struct error *err)
{
	double added = PLAY_STAY_OUT;
	enum status status;

	if (p->stage != PAIR_ADD || k != SEAT_SPECIALIST)
		return error_set(err, STATUS_INPUT, "nothing is to be added now");
	if (strcmp(e->body, "out") != 0 && !read_level(e->body, &added))
		return error_set(err, STATUS_INPUT, "what is added is a number from 0 up, or out");
	status = take_added(r, p, added, err);
	return or_void(p, status);
}

enum status pair_act(struct room *r, struct room_pair *p, enum seat k, const struct room_event *e,
	struct error *err)
{
	static enum status (*const act[ROOM_KINDS])(struct room *r, struct room_pair *p, enum seat k,
		const struct room_event *e, struct error *err) = {
		[ROOM_OFFER] = act_offer, [ROOM_ACCEPT] = act_accept, [ROOM_LEVEL] = act_level,
		[ROOM_ADD] = act_add};
	enum status status = act[e->kind](r, p, k, e, err);

	return status == STATUS_OK ? pair_run(r, p, err) : status;
}
