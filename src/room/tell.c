/* From a room to what one of those in it may know. */
#include "room/told.h"

#include "room_private.h"

#include "base/num.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static char *copy(const char *text, bool *ok)
{
	char *to = text ? strdup(text) : NULL;

	*ok = *ok && (to || !text);
	return to;
}

static int left(const struct room *r, long long deadline)
{
	long long ms = deadline - r->ms;

	return !deadline ? -1 : ms < 0 ? 0 : ms > INT_MAX ? INT_MAX : (int)ms;
}

/* ---- people -------------------------------------------------------------------- */

static void tell_people(const struct room *r, struct told *t, bool *ok)
{
	struct buffer gone = {.text = NULL};

	for (int i = 0; i < r->people; i++) {
		if (r->person[i].removed)
			continue;
		t->people++;
		t->here += r->person[i].here;
		if (r->person[i].here || !t->leader)
			continue;
		buffer_add_text(&gone, gone.length > 0 ? " " : "");
		buffer_add_text(&gone, r->person[i].label);
	}
	*ok = *ok && !gone.no_memory;
	t->gone = gone.text;
}

/* ---- questions ----------------------------------------------------------------- */

static void count_votes(const struct room *r, struct told *t)
{
	for (int i = 0; i < r->people; i++)
		for (int b = 0; b < 2; b++) {
			int vote = room_vote(r, r->step, b, i);
			if (vote < 0)
				continue;
			t->answered += b == r->ballot;
			if (r->stage != ROOM_VOTE)
				t->votes[b * LESSON_CHOICES_MAX + vote]++;
		}
}

static void tell_question(const struct room *r, const struct lesson_step *s, int person,
	struct told *t, bool *ok)
{
	t->question = copy(r->said.question, ok);
	t->choices = s->choices;
	for (int k = 0; k < s->choices; k++)
		t->choice[k] = copy(r->said.choice[k], ok);
	t->ballot = r->ballot;
	count_votes(r, t);
	for (int b = 0; b < 2 && person >= 0; b++)
		t->mine[b] = room_vote(r, r->step, b, person);
	if (r->stage != ROOM_ANSWER)
		return;
	t->answer = s->answer;
	t->reveal = copy(r->said.reveal, ok);
	if (person >= 0 && t->mine[r->ballot] >= 0)
		t->because = copy(r->said.because[t->mine[r->ballot]], ok);
}

/* ---- pairs --------------------------------------------------------------------- */

static void tell_own(const struct room *r, int person, struct told *t, bool *ok)
{
	enum seat k;
	const struct room_pair *p = room_pair_of(room_round(r), person, &k);
	int other;

	if (!p)
		return;
	other = SEATS - 1 - (int)k;
	t->seat = (int)k;
	t->computer = r->stage == ROOM_PAIRS ? p->seat[other] < 0 :
		r->stage == ROOM_DEAL ? p->bot[other] : p->helped[other];
	t->partner = copy(p->seat[other] < 0 ? NULL : r->person[p->seat[other]].label, ok);
	if (r->stage == ROOM_PAIRS)
		return;
	t->pair_stage = p->stage;
	t->to_act = pair_to_act(p, lab_rules(r)->protocol, k);
	t->proposes = p->turn == (int)k;
	t->offer[k] = p->offer[k];
	t->term_offer[k] = p->term_offer[k];
	/* of an ultimatum each sees only what it said itself, till both have */
	if (lab_rules(r)->protocol != LAB_ULTIMATUM || p->stage != PAIR_BARGAIN) {
		t->offer[other] = p->offer[other];
		t->term_offer[other] = p->term_offer[other];
	}
	t->share = p->share;
	t->term = p->term;
	t->level = p->level;
	t->added = p->added;
	t->theory_level = pair_at_work(p) ? NAN : p->theory_level;
	for (int i = 0; i < SEATS; i++) {
		t->u[i] = p->u[i];
		t->regret[i] = p->regret[i];
		t->theory_u[i] = pair_at_work(p) ? NAN : p->theory_u[i];
	}
	t->left = left(r, p->deadline);
}

static void tell_theory(const struct room *r, struct told *t, bool *ok)
{
	const struct room_theory *y = &r->theory;

	t->point = calloc(ROOM_CURVE, sizeof *t->point);
	*ok = *ok && t->point;
	for (int i = 0; t->point && i < ROOM_CURVE; i++)
		t->point[t->points++] = (struct told_point){y->share[i], {y->u[0][i], y->u[1][i]}};
	if (r->stage != ROOM_PAYOFFS && r->stage != ROOM_DEBRIEF)
		return;
	t->theory = true;
	t->best = y->best;
	t->best_term = y->best_term;
	t->mark = calloc(RULES, sizeof *t->mark);
	*ok = *ok && t->mark;
	for (int i = 0; t->mark && i < y->marks; i++)
		t->mark[t->marks++] = (struct told_mark){y->mark[i].letter, y->mark[i].share,
			{y->mark[i].u[0], y->mark[i].u[1]}};
}

static struct told_pair told_pair(const struct room_pair *p)
{
	bool paid = p->stage != PAIR_VOID;

	return (struct told_pair){p->share, p->level, p->added,
		{paid ? p->u[0] : NAN, paid ? p->u[1] : NAN}, {p->regret[0], p->regret[1]},
		isnan(p->share) ? NAN : (double)(p->agreed - p->begun) / 1000, p->stage,
		p->helped[0] || p->helped[1]};
}

/* NaN where there is none. */
static double median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof *v, num_rising);
	return n > 0 ? (v[(n - 1) / 2] + v[n / 2]) / 2 : NAN;
}

static void sum_up(const struct room_round *round, struct told_round *sum)
{
	double share[ROOM_PEOPLE_MAX], term[ROOM_PEOPLE_MAX], done = 0;
	int n = 0, terms = 0;

	*sum = (struct told_round){.pairs = round->pairs};
	for (int i = 0; i < round->pairs; i++) {
		const struct room_pair *p = &round->pair[i];
		sum->voids += p->stage == PAIR_VOID;
		sum->helped += p->stage != PAIR_VOID && (p->helped[0] || p->helped[1]);
		if (p->stage == PAIR_DONE) {
			share[n++] = p->share;
			if (!isnan(p->term))
				term[terms++] = p->term;
			sum->share += p->share;
			sum->seconds += (double)(p->agreed - p->begun) / 1000;
			for (int k = 0; k < SEATS; k++)
				sum->regret[k] += p->regret[k];
		}
		if (p->stage != PAIR_DONE && p->stage != PAIR_NO_DEAL)
			continue;
		done++;
		for (int k = 0; k < SEATS; k++)
			sum->u[k] += p->u[k];
	}
	sum->deals = n;
	sum->median = median(share, n);
	sum->term = median(term, terms);
	sum->share = n > 0 ? sum->share / n : NAN;
	sum->seconds = n > 0 ? sum->seconds / n : NAN;
	for (int k = 0; k < SEATS; k++) {
		sum->u[k] = done > 0 ? sum->u[k] / done : NAN;
		sum->regret[k] = n > 0 ? sum->regret[k] / n : NAN;
	}
}

static void tell_class(const struct room *r, struct told *t, bool *ok)
{
	const struct room_round *round = room_round(r);

	for (int i = 0; round && i < round->pairs && r->stage != ROOM_PAIRS; i++)
		t->count[round->pair[i].stage]++;
	if (r->stage == ROOM_PAIRS && round)
		t->count[PAIR_BARGAIN] = round->pairs;
	t->sum = calloc(LAB_ROUNDS_MAX, sizeof *t->sum);
	*ok = *ok && t->sum;
	for (int i = 0; t->sum && i < r->rounds; i++)
		if (r->round[i].step == r->step && (&r->round[i] != round ||
			r->stage == ROOM_PAYOFFS || r->stage == ROOM_DEBRIEF))
			sum_up(&r->round[i], &t->sum[t->sums++]);
	if (!round || (r->stage != ROOM_PAYOFFS && r->stage != ROOM_DEBRIEF))
		return;
	t->pairing = calloc((size_t)round->pairs + 1, sizeof *t->pairing);
	*ok = *ok && t->pairing;
	for (int i = 0; t->pairing && i < round->pairs; i++)
		t->pairing[t->pairs++] = told_pair(&round->pair[i]);
}

static void tell_lab(const struct room *r, int person, struct told *t, bool *ok)
{
	const struct lesson_lab *rules = lab_rules(r);
	const struct room_round *round = room_round(r);

	t->protocol = (int)rules->protocol;
	t->over = (int)rules->over;
	t->usual = r->theory.usual;
	t->rounds = rules->rounds;
	t->rematch = rules->rematch;
	t->round = round ? round->number : -1;
	t->specialist = room_specialist(r);
	t->player[SEAT_GENERALIST] = copy(r->now.game.generalist.name, ok);
	t->player[SEAT_SPECIALIST] = copy(r->now.game.specialist[t->specialist].name, ok);
	for (int k = 0; k < SEATS; k++)
		t->outside[k] = theory_outside(r, (enum seat)k);
	if (person >= 0) {
		tell_own(r, person, t, ok);
		t->total = room_earned(r, r->step, r->rounds, person);
	} else if (r->stage == ROOM_DEAL) {
		long long due = 0;
		for (int i = 0; i < round->pairs; i++)
			if (pair_at_work(&round->pair[i]) && round->pair[i].deadline > due)
				due = round->pair[i].deadline;
		t->left = left(r, due);
	}
	tell_theory(r, t, ok);
	tell_class(r, t, ok);
}

/* ---- all of it ------------------------------------------------------------------ */

static void tell_nothing(struct told *t)
{
	t->answer = t->mine[0] = t->mine[1] = t->left = t->seat = t->round = -1;
	t->share = t->level = t->added = t->theory_level = t->best = t->total = NAN;
	t->term = t->usual = t->best_term = NAN;
	for (int k = 0; k < SEATS; k++)
		t->offer[k] = t->term_offer[k] = t->u[k] = t->regret[k] = t->theory_u[k] = t->outside[k] = NAN;
}

enum status room_tell(const struct room *r, int person, struct told *t, struct error *err)
{
	const struct lesson_step *s = room_lesson_step(r);
	bool ok = true;

	*t = (struct told){.leader = person < 0, .stage = r->stage, .moment = r->moment,
		.done = person < 0 ? r->led.count : r->person[person].done.count, .step = r->step,
		.steps = r->scenario.lesson.steps, .follow = r->follow};
	tell_nothing(t);
	t->room = copy(r->name, &ok);
	t->title = copy(r->scenario.title[0] ? r->scenario.title : r->scenario.name, &ok);
	if (person >= 0) {
		t->label = copy(r->person[person].label, &ok);
		t->code = copy(r->person[person].code[0] ? r->person[person].code : NULL, &ok);
	}
	tell_people(r, t, &ok);
	if (s) {
		t->heading = copy(s->title, &ok);
		t->text = copy(r->said.text, &ok);
	}
	if (r->stage == ROOM_VOTE)
		t->left = left(r, r->deadline);
	if (s && s->question)
		tell_question(r, s, person, t, &ok);
	if (room_in_lab(r))
		tell_lab(r, person, t, &ok);
	/* what a step hides must not be worked out from its game */
	if (room_in_lab(r) || (r->follow && r->stage != ROOM_VOTE && r->stage != ROOM_COUNTS))
		t->game = copy(r->game, &ok);
	if (r->follow || person < 0)
		t->show = copy(r->show[0] ? r->show : NULL, &ok);
	if (ok)
		return STATUS_OK;
	told_free(t);
	return error_set(err, STATUS_SYSTEM, "out of memory");
}
