/* What the explorer without a screen says. */
#include "ui/plain.h"

#include "base/num.h"
#include "base/text.h"
#include "model/rule.h"
#include "view/caption.h"
#include "view/say.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define DECIMALS 4

void plain_add(struct plain *p, const char *format, ...)
{
	char *text = NULL, *clean;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);
	va_list args;

	if (!f)
		return;
	va_start(args, format);
	vfprintf(f, format, args);
	va_end(args);
	fclose(f);
	clean = text ? malloc(size + 1) : NULL;
	/* a line of a table ends in a line's end, a text of a lesson has them within */
	for (char *at = text; clean && *at; at += strcspn(at, "\n"), at += *at == '\n') {
		size_t n = strcspn(at, "\n");
		bool line = at[n] == '\n';

		at[n] = '\0';
		fputs(text_sanitise(at, clean, size + 1), p->out);
		at[n] = line ? '\n' : '\0';
		if (line)
			fputc('\n', p->out);
	}
	free(clean);
	free(text);
}

/* Text in one line, its sentence ended. */
void plain_stop(struct plain *p, const char *text)
{
	size_t n = strlen(text);
	char *line = strdup(text);

	if (!line)
		return;
	for (char *at = line; *at; at++)
		if (*at == '\n')
			*at = ' ';
	plain_add(p, n > 0 && strchr(".?!:", text[n - 1]) ? "%s" : "%s.", line);
	free(line);
}

static const struct study *study_of(const struct plain *p)
{
	return pipeline_known(&p->e);
}

static const struct lesson_step *step_of(const struct plain *p)
{
	return &p->e.base.lesson.step[p->e.lesson.step];
}

bool plain_hidden(struct plain *p)
{
	if (!lesson_hides(&p->e) && !role_hides(&p->e))
		return false;
	plain_add(p, lesson_on(&p->e) && step_of(p)->is_lab
		? "The outcome is hidden till it is played: say role."
		: "The outcome is hidden till you answer, or say reveal.");
	return true;
}

/* ---- outcomes ------------------------------------------------------------------------ */

/* Why there is no outcome; false where there is one. */
static bool say_lack(struct plain *p)
{
	const struct study *st = study_of(p);

	if (study_has_outcome(st))
		return false;
	plain_stop(p, st->status != STATUS_OK ? st->error.text : "nothing is solved yet");
	return true;
}

void plain_say_outcome(struct plain *p)
{
	char text[SAY_MAX];

	if (!say_lack(p))
		plain_add(p, "%s", say_outcome(&p->e.scenario, study_of(p), text, sizeof text));
}

void plain_say_change(struct plain *p, const char *from)
{
	const struct study *st = study_of(p);
	char text[SAY_MAX], shares[SAY_MAX];

	if (plain_hidden(p) || say_lack(p))
		return;
	say_shares(st, st->delta, shares, sizeof shares);
	if (st->no_agreement)
		plain_add(p, "no deal. ");
	else if (*from && strcmp(from, shares) != 0)
		plain_add(p, "%s to%s. ", from, strchr(shares, ' '));
	else
		plain_add(p, "%s. ", shares);
	plain_add(p, "%s.", say_utilities(&p->e.scenario, st, &st->present, text, sizeof text));
}

/* ---- what would be at a share ---------------------------------------------------------- */

enum status plain_say_read(struct plain *p, double share, struct error *err)
{
	struct explorer *e = &p->e;
	char text[SAY_MAX], number[NUM_TEXT_MAX];
	enum status status = read_at_share(e, share, err);
	const struct outcome *out = &e->read.out;

	if (status == STATUS_OK) {
		plain_add(p, "At share %s: %s.", num_format(share, number, sizeof number),
			say_utilities(&e->scenario, study_of(p), out, text, sizeof text));
		plain_add(p, " %s.", reading_regimes(&e->scenario, out, text, sizeof text));
		reading_pareto(study_of(p), share, out, DECIMALS, text, sizeof text);
		plain_add(p, *text ? " %s." : "%s", text);
	}
	read_end(e);
	return status;
}

/* ---- all solutions -------------------------------------------------------------------- */

void plain_say_table(struct plain *p)
{
	const struct study *st = study_of(p);
	char shares[SAY_MAX], text[SAY_MAX];

	for (int i = 0; i < st->solutions; i++) {
		const struct solution *s = &st->solution[i];
		bool powerful = s->rule.rule == RULE_POWERFUL_SPECIALIST;

		plain_add(p, i > 0 ? "\n%s" : "%s", rule_info(s->rule.rule)->label);
		if (powerful)
			plain_add(p, " %c", player_mark(&p->e.scenario, s->rule.specialist + 1));
		plain_add(p, ": ");
		if (!s->done || !s->agreement)
			plain_add(p, "no deal.");
		else
			plain_add(p, "%s. %s.%s", say_shares(st, s->delta, shares, sizeof shares),
				say_utilities(&p->e.scenario, st, &s->out, text, sizeof text),
				s->pareto ? " Pareto." : "");
	}
	for (int i = 0; i < 2; i++)
		if (say_certainty(st, i, text))
			plain_add(p, "\n%s", text);
	if (st->solutions == 0)
		plain_stop(p, "there are no solutions");
}

/* ---- lessons -------------------------------------------------------------------------- */

/* A text of the step with its numbers. */
static void stop_filled(struct plain *p, const char *text, enum lesson_moment when)
{
	char *filled = lesson_words(&p->e, text, when);

	plain_stop(p, filled ? filled : text);
	free(filled);
}

/* At the end of the lesson. */
static void say_score(struct plain *p)
{
	int right, answered;

	lesson_score(&p->e, &right, &answered);
	if (p->e.lesson.step + 1 == p->e.base.lesson.steps && answered > 0)
		plain_add(p, " The end: %d of %d answers right.", right, answered);
}

static void say_choices(struct plain *p, const struct lesson_step *step)
{
	for (int i = 0; i < step->choices; i++) {
		plain_add(p, " %c: ", 'a' + i);
		stop_filled(p, step->choice[i], LESSON_ASKED);
	}
}

void plain_say_step(struct plain *p)
{
	const struct lesson_step *step = step_of(p);

	plain_add(p, "Step %d of %d, ", p->e.lesson.step + 1, p->e.base.lesson.steps);
	plain_stop(p, step->title);
	if (step->text) {
		plain_add(p, " ");
		stop_filled(p, step->text, LESSON_ASKED);
	}
	if (step->is_lab) {
		char words[LAB_WORDS_MAX];
		plain_add(p, " %s", lab_words(&step->lab, words));
	}
	if (step->question && !p->e.lesson.revealed) {
		plain_add(p, " Question: ");
		stop_filled(p, step->question, LESSON_ASKED);
		say_choices(p, step);
	} else if (!lesson_hides(&p->e)) {
		plain_add(p, " ");
		plain_say_outcome(p);
	}
}

/* "Before: 75%.", where the step changed something. */
static void say_before(struct plain *p)
{
	char text[NUMBER_TEXT];

	if (step_of(p)->sets > 0 && isfinite(p->before))
		plain_add(p, " Before: %s.", caption_percent(p->before, NUMBER_TEXT, text));
}

void plain_say_reveal(struct plain *p)
{
	const struct lesson_step *step = step_of(p);
	int chosen = p->e.lesson.chosen;
	bool asks = step->answer >= 0 && step->answer < step->choices;

	if (chosen >= 0 && !asks)
		plain_add(p, "Noted: %c. ", 'a' + chosen);
	else if (chosen >= 0 && chosen == step->answer)
		plain_add(p, "Right: %c. ", 'a' + chosen);
	else if (asks) {
		if (chosen >= 0)
			plain_add(p, "Not quite: %c. ", 'a' + chosen);
		plain_add(p, "The answer is %c: ", 'a' + step->answer);
		stop_filled(p, step->choice[step->answer], LESSON_ASKED);
		plain_add(p, " ");
	}
	if (chosen >= 0 && step->because[chosen]) {
		stop_filled(p, step->because[chosen], LESSON_TOLD);
		plain_add(p, " ");
	}
	if (step->reveal)
		stop_filled(p, step->reveal, LESSON_TOLD);
	else
		plain_say_outcome(p);
	say_before(p);
	say_score(p);
	plain_add(p, " Commands: next, back, why, table, quit.");
}
