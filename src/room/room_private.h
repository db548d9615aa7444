/* What the parts of a room share. */
#ifndef HAGGLE_ROOM_PRIVATE_H
#define HAGGLE_ROOM_PRIVATE_H

#include "room/room.h"

/* To a step, -1 the lobby: as it is before anything was done there. */
enum status room_enter(struct room *r, int step, struct room_news *news, struct error *err);
/* Whether it plays: from pairing to what came of it. */
bool room_in_lab(const struct room *r);

/* ---- people.c ----------------------------------------------------------------- */

void news_all(struct room_news *news);

/* ---- step.c ------------------------------------------------------------------- */

/* The step of a room that stands in a lab: never NULL. */
const struct lesson_lab *lab_rules(const struct room *r);
/* The game of the step at hand, all that the steps so far have set, and its texts. */
enum status step_load(struct room *r, struct error *err);
void step_free(struct room *r);

/* ---- lab.c ------------------------------------------------------------------- */

/* Begins with the step's first round that has not been played, or shows what came of them. */
enum status lab_enter(struct room *r, struct room_news *news, struct error *err);
/* Out of a lab whose next round has not begun. */
void lab_leave(struct room *r);
/* Pairs set to work; pairs at work are at their end; the next round, or the debriefing. */
enum status lab_next(struct room *r, struct room_news *news, struct error *err);
/* A person's doing: offer, accept, level, add. */
enum status lab_act(struct room *r, const struct room_event *e, struct room_news *news,
	struct error *err);
/* Whatever is due by now. */
enum status lab_tick(struct room *r, struct room_news *news, struct error *err);
long long lab_due(const struct room *r);
/* Somebody joined, or was taken away. */
enum status lab_joined(struct room *r, struct room_news *news, struct error *err);
enum status lab_removed(struct room *r, int person, struct room_news *news, struct error *err);
/* Somebody is back. */
void lab_back(struct room *r, int person, struct room_news *news);
/* All clocks that run go on by so much. */
void lab_extend(struct room *r, long long ms);

/* ---- pair.c ------------------------------------------------------------------ */

void pair_begin(struct room *r, struct room_pair *p, int number);
/* Has the computer act wherever it sits, until a person is to act. */
enum status pair_run(struct room *r, struct room_pair *p, struct error *err);
/* The time for what the pair is at is over. */
enum status pair_expire(struct room *r, struct room_pair *p, struct error *err);
enum status pair_act(struct room *r, struct room_pair *p, enum seat k, const struct room_event *e,
	struct error *err);
void pair_void(struct room_pair *p);

/* ---- match.c ----------------------------------------------------------------- */

/* Pairs those present into *round, which has room for as many pairs as people. */
void match_round(struct room *r, struct room_round *round);

/* ---- theory.c ---------------------------------------------------------------- */

/* The specialist that the step is about, from 0. */
int room_specialist(const struct room *r);
/* What seat k is paid without a deal. */
double theory_outside(const struct room *r, enum seat k);
/* Makes the solver and the theory of the step's game. STATUS_SYSTEM alone. */
enum status theory_make(struct room *r, struct error *err);
void theory_free(struct room *r);
/* Whether a term can stand beside the share: STATUS_INPUT with the reason. */
enum status theory_check(struct room *r, double term, struct error *err);
/* What seat k would have in equilibrium at a share and a term (NaN: the usual); NaN: nothing. */
double theory_worth(struct room *r, enum seat k, double share, double term);
/* What a pair's agreement comes to: level, what is added (PLAY_STAY_OUT).
 * STATUS_NO_EQUILIBRIUM. */
enum status theory_play(struct room *r, const struct room_pair *p, double *level, double *added,
	struct error *err);
/* What the specialist answers best to the pair's level. */
enum status theory_answer(struct room *r, const struct room_pair *p, double *added,
	struct error *err);
/* What was played, paid into *p. */
enum status theory_pay(struct room *r, struct room_pair *p, struct error *err);

#endif
