/* The numbers in a lesson's texts. */
#include "bargain/facts.h"

#include "bargain/floors.h"
#include "base/num.h"
#include "model/param.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLAYS_MAX 48 /* different scenarios that the texts of a step speak of */
#define DIGITS 4     /* that count, where the text does not say */

/* What a number is of. */
enum moment { BEFORE, ASKED, TOLD };

/* A scenario that some number is of. */
struct play {
	enum moment moment;
	char at[LESSON_NAME_MAX];
	unsigned want;            /* OR of enum study_have */
	struct scenario scenario; /* owned */
	struct study *study;      /* owned; NULL until its turn */
	bool want_floors;
	struct floors *floors;    /* owned; NULL until its turn */
	bool done, failed;
};

struct facts {
	struct scenario moment[TOLD + 1]; /* owned */
	int plays;
	struct play play[PLAYS_MAX];
	struct pause pause;
};

enum status facts_alloc(struct facts **out, struct error *err)
{
	*out = calloc(1, sizeof **out);
	if (!*out)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	for (int i = 0; i <= TOLD; i++)
		scenario_init(&(*out)->moment[i]);
	return STATUS_OK;
}

static void clear(struct facts *f)
{
	for (int i = 0; i <= TOLD; i++) {
		scenario_free(&f->moment[i]);
		scenario_init(&f->moment[i]);
	}
	for (int i = 0; i < f->plays; i++) {
		study_free(f->play[i].study);
		floors_free(f->play[i].floors);
		scenario_free(&f->play[i].scenario);
	}
	f->plays = 0;
}

void facts_free(struct facts *f)
{
	if (f)
		clear(f);
	free(f);
}

/* ---- the scenarios ------------------------------------------------------------- */

static void carry_out(struct scenario *s, char *const *set, int sets)
{
	for (int i = 0; i < sets; i++)
		param_assign(s, set[i], NULL);
}

enum status lesson_play(const struct scenario *s, int step, enum lesson_moment when,
	struct scenario *out, struct error *err)
{
	enum status status = scenario_copy(out, s, err);

	for (int i = 0; i <= step && status == STATUS_OK; i++) {
		const struct lesson_step *at = &s->lesson.step[i];

		carry_out(out, at->set, at->sets);
		if (i < step || when == LESSON_TOLD)
			carry_out(out, at->reveal_set, at->reveal_sets);
	}
	return status;
}

/* The play of a number, or NULL. */
static struct play *find_play(const struct facts *f, enum moment moment, const char *at)
{
	for (int i = 0; i < f->plays; i++)
		if (f->play[i].moment == moment && !strcmp(f->play[i].at, at))
			return (struct play *)&f->play[i];
	return NULL;
}

static struct play *make_play(struct facts *f, enum moment moment, const char *at)
{
	struct play *p = find_play(f, moment, at);

	if (p || f->plays == PLAYS_MAX)
		return p;
	p = &f->play[f->plays];
	memset(p, 0, sizeof *p);
	p->moment = moment;
	strcpy(p->at, at);
	if (scenario_copy(&p->scenario, &f->moment[moment], NULL) != STATUS_OK)
		return NULL;
	lesson_number_assign(&p->scenario, at, NULL);
	f->plays++;
	return p;
}

static unsigned want_of(const struct lesson_name *name)
{
	unsigned ruled = HAVE_PRESENT | HAVE_CURVE | HAVE_SOLUTIONS | HAVE_FIRST_BEST;

	if (name->ruled)
		return ruled;
	switch (name->item) {
	case ITEM_IDEAL:
		return ruled;
	case ITEM_PARETO_FROM:
	case ITEM_PARETO_TO:
		return HAVE_PRESENT | HAVE_CURVE | HAVE_PARETO;
	case ITEM_THRESHOLD:
	case ITEM_REGIME:
		return HAVE_PRESENT | HAVE_CURVE | HAVE_THRESHOLDS;
	case ITEM_EFFICIENCY:
	case ITEM_FIRST_BEST:
	case ITEM_FIRST_LEVEL:
		return HAVE_PRESENT | HAVE_FIRST_BEST;
	case ITEM_PARAMETER:
	case ITEM_BEST_FLOOR:
		return 0;
	default:
		return HAVE_PRESENT;
	}
}

static enum moment moment_of(const struct lesson_name *name, enum lesson_moment when)
{
	return name->before ? BEFORE : when == LESSON_TOLD ? TOLD : ASKED;
}

/* The plays that a text needs. */
static void need(struct facts *f, const char *text, enum lesson_moment when)
{
	struct lesson_number number;

	for (; text && (text = lesson_number_next(text)); text += number.length) {
		if (lesson_number_read(&f->moment[when == LESSON_TOLD ? TOLD : ASKED], text, &number,
			NULL) != STATUS_OK)
			continue;
		for (int i = 0; i < (number.operation ? 2 : 1); i++) {
			struct play *p = make_play(f, moment_of(&number.name[i], when),
				number.name[i].at);

			if (!p)
				continue;
			p->want |= want_of(&number.name[i]);
			p->want_floors = p->want_floors || number.name[i].item == ITEM_BEST_FLOOR;
		}
	}
}

enum status facts_start(struct facts *f, const struct scenario *s, int step,
	const struct pause *pause, struct error *err)
{
	const struct lesson_step *at = &s->lesson.step[step];
	enum status status;

	clear(f);
	f->pause = pause ? *pause : (struct pause){0};
	status = lesson_play(s, step - 1, LESSON_TOLD, &f->moment[BEFORE], err);
	if (status == STATUS_OK)
		status = lesson_play(s, step, LESSON_ASKED, &f->moment[ASKED], err);
	if (status == STATUS_OK)
		status = lesson_play(s, step, LESSON_TOLD, &f->moment[TOLD], err);
	if (status != STATUS_OK)
		return status;
	need(f, at->text, LESSON_ASKED);
	need(f, at->question, LESSON_ASKED);
	for (int i = 0; i < at->choices; i++)
		need(f, at->choice[i], LESSON_ASKED);
	need(f, at->reveal, LESSON_TOLD);
	need(f, at->notes, LESSON_TOLD);
	for (int i = 0; i < at->choices; i++)
		need(f, at->because[i], LESSON_TOLD);
	return STATUS_OK;
}

/* ---- playing ------------------------------------------------------------------- */

static bool begin_play(struct facts *f, struct play *p)
{
	struct study_plan plan = {.want = p->want, .axis = -1, .pause = f->pause};

	return study_alloc(&p->study, NULL) == STATUS_OK
		&& study_reset(p->study, &p->scenario, &plan, NULL) == STATUS_OK;
}

/* One pair of rows of floors after the other; whether any are left. */
static bool step_floors(struct play *p)
{
	if (!p->want_floors || !floors_apply(&p->scenario))
		return false;
	if (!p->floors && floors_alloc(&p->floors, &p->scenario, NULL) != STATUS_OK)
		return false;
	return floors_step(p->floors);
}

/* Whether anything is left to do of a play. */
static bool step_play(struct facts *f, struct play *p, double seconds)
{
	if (!p->study && p->want && !begin_play(f, p))
		p->failed = true;
	if (!p->failed && p->want && study_step(p->study, seconds))
		return true;
	while (step_floors(p))
		if (seconds >= 0)
			return true;
	return false;
}

bool facts_step(struct facts *f, double seconds)
{
	for (int i = 0; i < f->plays; i++) {
		struct play *p = &f->play[i];

		if (p->done)
			continue;
		p->done = !step_play(f, p, seconds);
		if (seconds >= 0)
			break;
	}
	for (int i = 0; i < f->plays; i++)
		if (!f->play[i].done)
			return true;
	return false;
}

/* ---- numbers ------------------------------------------------------------------- */

static double first_change(const struct study *st, const struct lesson_name *name)
{
	static const enum regime regimes[] = {REGIME_ABSTAIN, REGIME_FREE_RIDE, REGIME_CONTRIBUTE};

	for (int i = 0; i < st->thresholds; i++) {
		const struct threshold *t = &st->threshold[i];

		if (t->kind == THRESHOLD_REGIME && t->specialist == name->player - 1
			&& t->after == regimes[name->index])
			return t->x;
	}
	return NAN;
}

static double parameter(const struct scenario *s, const char *name)
{
	struct param_ref ref;

	return param_find(s, name, &ref, NULL) == STATUS_OK ? param_get(s, &ref) : NAN;
}

static double best_floor(const struct play *p, const struct lesson_name *name)
{
	const struct best_floors *best = p->floors ? floors_best(p->floors) : NULL;

	return !best || !best->found ? NAN : name->index ? best->specialists : best->generalist;
}

static double backfires(const struct play *p, const struct lesson_name *name)
{
	struct match *m = NULL;
	double edge[2], value = NAN;

	if (p->study->have & HAVE_PRESENT && !p->study->no_agreement
		&& match_alloc(&p->scenario.game, &m, NULL) == STATUS_OK
		&& match_backfiring(m, p->study->delta, &edge[0], &edge[1]))
		value = edge[name->index];
	match_free(m);
	return value;
}

/* What a row of the table or the present bargain has. */
static double outcome_item(const struct lesson_name *name, const double *delta,
	const struct outcome *o, double efficiency)
{
	switch (name->item) {
	case ITEM_SHARE:
		return delta ? delta[name->player - 1] : NAN;
	case ITEM_LEVEL:
	case ITEM_PERFORMANCE:
		return name->player ? o->domain[name->player - 1].alpha : o->alpha0;
	case ITEM_UTILITY:
		return outcome_utility(o, name->player);
	case ITEM_SAFETY:
		return name->player ? o->domain[name->player - 1].safety : o->safety0;
	case ITEM_WELFARE:
		return o->welfare;
	case ITEM_PAID:
		return o->domain[name->player - 1].paid;
	case ITEM_PAYMENT:
		return name->player ? o->domain[name->player - 1].payment : o->payment;
	case ITEM_JOINT:
		return o->joint;
	case ITEM_EFFICIENCY:
		return efficiency;
	default:
		return NAN;
	}
}

static double study_item(const struct study *st, const struct lesson_name *name)
{
	const struct solution *row = name->ruled ? study_solution(st, name->rule) : NULL;

	switch (name->item) {
	case ITEM_FIRST_BEST:
		return st->first_best_status == STATUS_OK ? st->first_best.joint : NAN;
	case ITEM_FIRST_LEVEL:
		return st->first_best_status == STATUS_OK ? st->first_best.alpha0 : NAN;
	case ITEM_IDEAL:
		return st->ideal ? st->ideal[name->player] : NAN;
	case ITEM_PARETO_FROM:
		return name->index < st->intervals ? st->interval[name->index].from : NAN;
	case ITEM_PARETO_TO:
		return name->index < st->intervals ? st->interval[name->index].to : NAN;
	case ITEM_THRESHOLD:
		return name->index < st->thresholds ? st->threshold[name->index].x : NAN;
	case ITEM_REGIME:
		return first_change(st, name);
	default:
		break;
	}
	if (name->ruled)
		return row && row->agreement ? outcome_item(name, row->delta, &row->out,
			row->efficiency) : NAN;
	return outcome_item(name, st->no_agreement ? NULL : st->delta, &st->present,
		st->efficiency);
}

/* *known: whether it is played already. */
static double name_value(const struct facts *f, const struct lesson_number *number, int i,
	enum lesson_moment when, bool *known)
{
	const struct lesson_name *name = &number->name[i];
	const struct play *p = find_play(f, moment_of(name, when), name->at);
	double value;

	if (!p || !p->done) {
		*known = false;
		return NAN;
	}
	if (name->item == ITEM_PARAMETER)
		return parameter(&p->scenario, name->param);
	if (name->item == ITEM_BEST_FLOOR)
		return best_floor(p, name);
	if (p->failed || !p->study || p->study->status != STATUS_OK)
		return NAN;
	value = name->item == ITEM_BACKFIRES ? backfires(p, name) : study_item(p->study, name);
	return name->item == ITEM_UTILITY || name->item == ITEM_JOINT
		? study_tidy(p->study, value) : value;
}

static double number_value(const struct facts *f, const struct lesson_number *number,
	enum lesson_moment when, bool *known)
{
	double a = name_value(f, number, 0, when, known), b;

	if (!number->operation)
		return num_tidy(a);
	b = name_value(f, number, 1, when, known);
	return num_tidy(number->operation == '-' ? a - b : a / b);
}

/* ---- texts --------------------------------------------------------------------- */

static void put_number(FILE *out, const struct lesson_number *number, double value, bool known)
{
	char text[NUM_TEXT_MAX];

	if (!known)
		fputs("...", out);
	else if (!isfinite(value))
		fputs("none", out);
	else if (number->digits < 0)
		fputs(num_format_short(value, DIGITS, text, sizeof text), out);
	else
		fprintf(out, "%.*f%s", number->digits, (number->percent ? 100 : 1) * value + 0.0,
			number->percent ? "%" : "");
}

char *facts_fill(const struct facts *f, const char *text, enum lesson_moment when, bool *known)
{
	char *filled = NULL;
	size_t size = 0;
	FILE *out = text ? open_memstream(&filled, &size) : NULL;

	if (!out)
		return NULL;
	for (; *text; text++) {
		struct lesson_number number;
		bool there = true;
		double value;

		if (*text != '{' || text[1] == '{') {
			text += *text == '{';
			fputc(*text, out);
			continue;
		}
		if (lesson_number_read(&f->moment[when == LESSON_TOLD ? TOLD : ASKED], text, &number,
			NULL) != STATUS_OK) {
			fputc(*text, out);
			continue;
		}
		value = number_value(f, &number, when, &there);
		put_number(out, &number, value, there);
		if (known && (!there || !isfinite(value)))
			*known = false;
		text += number.length - 1;
	}
	if (fclose(out) == 0)
		return filled;
	free(filled);
	return NULL;
}
