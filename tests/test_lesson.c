/* Lessons: their syntax, and that every number the real ones state is what the
 * solver finds. */
#include "model/param.h"
#include "model/preset.h"

#include "bargain/facts.h"
#include "bargain/study.h"
#include "base/text.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GAME "[specialist law]\n" /* line 1 */
#define STEP GAME "[lesson]\ntitle = T\ntext = X\n" /* lines 2 to 4 */

#define LAB_STEP GAME "[lab]\ntitle = T\ntext = X\n"

static enum status parse(const char *text, struct scenario *s, struct error_list *errors)
{
	return scenario_parse("t.ini", text, strlen(text), s, errors);
}

static void test_bad(void)
{
	static const struct { const char *text; int line; const char *says; } bad[] = {
		{ GAME "[lesson]\ntext = x\n", 2, "needs a title" },
		{ GAME "[lesson]\ntitle = x\n", 2, "needs a text" },
		{ GAME "[lab]\ntext = x\n", 2, "a [lab] step needs a title" },
		{ LAB_STEP "question = q\n", 5, "in [lab], which takes title text set view" },
		{ LAB_STEP "protocol = fair\n", 5, "free, alternating, ultimatum" },
		{ LAB_STEP "rounds = 21\n", 5, "a whole number from 1 to 20" },
		{ LAB_STEP "seconds = 9.5\n", 5, "a whole number from 10 to 3600" },
		{ LAB_STEP "roles = no\n", 5, "fixed, alternating" },
		{ LAB_STEP "match = random\n", 5, "fixed, round-robin" },
		{ LAB_STEP "bot = yes\n", 5, "theory, none" },
		{ LAB_STEP "bot = none\nbot = none\n", 6, "given in line 5" },
		{ STEP "rounds = 2\n", 5, "unknown key rounds in [lesson]" },
		{ STEP "text2 = x\n", 5, "which takes title text set" },
		{ STEP "titel = x\n", 5, "unknown key titel" },
		{ STEP "title = again\n", 5, "given in line 3" },
		{ STEP "text =\n", 5, "text is empty" },
		{ STEP "view = overwiev\n", 5, "overview utilities frontier" },
		{ STEP "view = response\nstep = 0\n", 6, "the view response: 1 to 4" },
		{ STEP "view = response\nstep = 5\n", 6, "the view response: 1 to 4" },
		{ STEP "view = response\nstep = two\n", 6, "the view response: 1 to 4" },
		{ STEP "view = response\nstep = 2\nstep = 3\n", 7, "given in line 6" },
		{ STEP "step = 2\n", 5, "without view = response" },
		{ STEP "step = 2\nview = map\n", 5, "without view = response" },
		{ STEP "specialist = med\n", 5, "none of the specialists" },
		{ STEP "specialist =\n", 5, "specialist is empty" },
		{ STEP "pin = 1\n", 5, "yes, no" },
		{ STEP "hide = true\n", 5, "yes, no" },
		{ STEP "pin = yes\nunpin = yes\n", 2, "choose one" },
		{ STEP "hide = yes\n", 2, "hide without a question" },
		{ STEP "reveal = x\n", 2, "reveal without a question" },
		{ STEP "choice = a\nchoice = b\nanswer = 1\n", 2, "choice without a question" },
		{ STEP "question = q\nchoice = a\nanswer = 1\n", 2, "at least two" },
		{ STEP "question = q\nchoice = a\nchoice = b\n", 2, "needs answer" },
		{ STEP "question = q\nanswer = 1\n", 6, "without choices" },
		{ STEP "question = q\nchoice = a\nchoice = b\nanswer = 3\n", 8, "1 to 2" },
		{ STEP "question = q\nchoice = a\nchoice = b\nanswer = 0\n", 8, "1 to 2" },
		{ STEP "question = q\nchoice = a\nchoice = b\nanswer = b\n", 8, "1 to 2" },
		{ STEP "question = q\nchoice = a\nchoice = b\nchoice = c\nchoice = d\nchoice = e\n"
			"choice = f\nanswer = 1\n", 11, "more than 5" },
		{ STEP "set = law.weight\n", 5, "PARAM=VALUE" },
		{ STEP "set = law.weight=-1\n", 5, "out of range" },
		{ STEP "set = law.cost.rate=2\n", 5, "does not belong to cost = power" },
		{ STEP "set = law.weight=2\nset = med.weight=2\n", 6, "neither generalist" },
		{ STEP "set = law.weight=2\n two\n", 6, "set takes one line" },
		{ STEP "text = a\n view = map\n", 6, "start view in the first column" },
		{ STEP "question = q\nbecause = 1 x\n", 6, "number of a choice: there are 0" },
		{ STEP "question = q\nchoice = a\nchoice = b\nanswer = 1\nbecause = 3 x\n", 9,
			"there are 2" },
		{ STEP "question = q\nbecause = x\n", 6, "write the number of a choice" },
		{ STEP "question = q\nchoice = a\nchoice = b\nanswer = 1\nbecause = 1 x\n"
			"because = 1 y\n", 10, "given in line 9" },
		{ STEP "reveal-set = law.weight=2\n", 2, "reveal-set without a question" },
		{ STEP "question = q\nreveal-set = law.weight=-1\n", 6, "out of range" },
		{ STEP "text = {u_med}\n", 5, "unknown number u_med: there are delta alpha0" },
		{ STEP "text = {u_law\n", 5, "needs its }" },
		{ STEP "text = {u_law:.x}\n", 5, "0 to 10 digits" },
		{ STEP "text = {u_law:.11}\n", 5, "0 to 10 digits" },
		{ STEP "text = {u_law at law.wait=1}\n", 5, "law.wait" },
		{ STEP "text = {fixed.u_law}\n", 5, "unknown number fixed.u_law" },
		{ STEP "text = {threshold.law.sleep}\n", 5, "unknown number" },
		{ STEP "question = q\nchoice = {x}\nchoice = b\nanswer = 1\n", 6, "unknown number" },
		{ STEP "question = q\nreveal = a\nreveal = {{ and {x}\n", 7, "unknown number" },
		{ "[scenario]\nminutes = ten\n" GAME, 2, "whole number from 1 to 600" },
		{ "[scenario]\nminutes = 0\n" GAME, 2, "whole number from 1 to 600" },
		/* What a step sets stays for those after it. */
		{ STEP "set = law.cost=exponential\n[lesson]\ntitle = U\ntext = Y\n"
			"set = law.cost=power\n[lesson]\ntitle = V\ntext = Z\n"
			"set = law.cost.rate=2\n",
			13, "does not belong to cost = power" },
	};
	struct scenario s;
	struct error_list errors;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		bool right = parse(bad[i].text, &s, &errors) == STATUS_INPUT &&
			errors.total == 1 && errors.item[0].line == bad[i].line &&
			strstr(errors.item[0].text, bad[i].says);

		CU_ASSERT(right);
		if (!right)
			fprintf(stderr, "%s: %d errors, line %d: %s\n", bad[i].text, errors.total,
				errors.item[0].line, errors.item[0].text);
		CU_ASSERT_EQUAL(s.lesson.steps, 0);
		scenario_free(&s);
	}
}

static void test_many_steps(void)
{
	static const char step[] = "[lesson]\ntitle = T\ntext = X\n";
	char text[60 * sizeof(step)] = GAME;
	struct scenario s;
	struct error_list errors;

	for (int i = 0; i < LESSON_STEPS_MAX; i++)
		strcat(text, step);
	CU_ASSERT_EQUAL_FATAL(parse(text, &s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL(s.lesson.steps, LESSON_STEPS_MAX);
	scenario_free(&s);
	strcat(text, step);
	CU_ASSERT_EQUAL(parse(text, &s, &errors), STATUS_INPUT);
	CU_ASSERT_EQUAL(errors.item[0].line, 2 + 3 * LESSON_STEPS_MAX);
}

/* Everything a step can say, and that a copy is one of its own. */
static void test_reads(void)
{
	static const char text[] = STEP
		"[lesson]\nanswer = 2\ntitle = Two\ntext = One\n  paragraph;\n  there\n"
		"text = Another.\nset = law.cost=exponential\nset = law.cost.rate = 2\n"
		"view = response\nstep = 3\nspecialist = law\npin = yes\nhide = yes\nquestion = Which\n  one?\nchoice = this\n"
		"choice = that\n  one\nreveal = R\nunpin = no\nbecause = 2 Not\n  so.\n"
		"reveal-set = law.weight=2\nnotes = N\nnotes = O {u_law}\n";
	struct scenario s, copy;
	struct error_list errors;
	struct error err;
	const struct lesson_step *step;

	CU_ASSERT_EQUAL_FATAL(parse(text, &s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(scenario_copy(&copy, &s, &err), STATUS_OK);
	scenario_free(&s);
	CU_ASSERT_EQUAL_FATAL(copy.lesson.steps, 2);
	step = &copy.lesson.step[0];
	CU_ASSERT_EQUAL(step->answer, -1);
	CU_ASSERT_PTR_NULL(step->view);
	CU_ASSERT_PTR_NULL(step->specialist);
	CU_ASSERT_EQUAL(step->response_step, 0);
	CU_ASSERT_PTR_NULL(step->question);
	step++;
	CU_ASSERT_EQUAL(step->line, 5);
	CU_ASSERT_STRING_EQUAL(step->title, "Two");
	CU_ASSERT_STRING_EQUAL(step->text, "One paragraph; there\nAnother.");
	CU_ASSERT_EQUAL(step->sets, 2);
	CU_ASSERT_STRING_EQUAL(step->set[1], "law.cost.rate = 2");
	CU_ASSERT_EQUAL(step->set_lines.line[1], 13);
	CU_ASSERT_STRING_EQUAL(step->view, "response");
	CU_ASSERT_EQUAL(step->response_step, 2);
	CU_ASSERT_STRING_EQUAL(step->specialist, "law");
	CU_ASSERT(step->pin && !step->unpin && step->hide);
	CU_ASSERT_STRING_EQUAL(step->question, "Which one?");
	CU_ASSERT_EQUAL(step->choices, 2);
	CU_ASSERT_STRING_EQUAL(step->choice[1], "that one");
	CU_ASSERT_EQUAL(step->answer, 1);
	CU_ASSERT_STRING_EQUAL(step->reveal, "R");
	CU_ASSERT_PTR_NULL(step->because[0]);
	CU_ASSERT_STRING_EQUAL(step->because[1], "Not so.");
	CU_ASSERT_EQUAL(step->reveal_sets, 1);
	CU_ASSERT_STRING_EQUAL(step->reveal_set[0], "law.weight=2");
	CU_ASSERT_STRING_EQUAL(step->notes, "N\nO {u_law}");
	scenario_free(&copy);
}

/* What is read is written, and reads as the same. */
static void test_written(void)
{
	static const char text[] = "[scenario]\ntry = T\ngoal = G\nminutes = 15\nnotes = N\n"
		STEP "question = q\nchoice = a {u_law:.2}\nchoice = b\nanswer = 1\nhide = change\n"
		"set = law.weight=3\nbecause = 2 B {{\nreveal = R\nreveal-set = law.weight=2\n"
		"notes = M\n";
	static const char *const said[] = { "try = T\n", "goal = G\n", "minutes = 15\n",
		"notes = N\n", "because = 2 B {{\n", "reveal-set = law.weight=2\n", "notes = M\n",
		"hide = change\n", "choice = a {u_law:.2}\n" };
	struct scenario s, again;
	struct error_list errors;
	char *first = NULL, *second = NULL;

	CU_ASSERT_EQUAL_FATAL(parse(text, &s, &errors), STATUS_OK);
	free(s.text);
	s.text = NULL; /* else it is what is written */
	CU_ASSERT_EQUAL_FATAL(scenario_write(&s, &first, NULL), STATUS_OK);
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		CU_ASSERT_PTR_NOT_NULL(strstr(first, said[i]));
	CU_ASSERT_EQUAL_FATAL(parse(first, &again, &errors), STATUS_OK);
	free(again.text);
	again.text = NULL;
	CU_ASSERT_EQUAL_FATAL(scenario_write(&again, &second, NULL), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(first, second);
	free(first);
	free(second);
	scenario_free(&s);
	scenario_free(&again);
}

/* In what is for readers a ; is a character like any other: nothing of it is cut when
 * read, and all of it is there when what was written is read again, by itself or as a
 * change of the old text. Elsewhere it begins a comment. */
static void test_semicolons(void)
{
	static const char text[] = "[scenario]\ntitle = A ; b\nsummary = ; c\nsource = d ;\n"
		"try = Ici ; l\xC3\xA0\ngoal = e ;; f\nminutes = 5 ; at least\nnotes = g ;\n    h ; i\n"
		"[specialist law]\nname = Law ; a comment\n"
		"[lesson] ; a comment\ntitle = T ; 1\ntext = Le labo paie ; le reste lui revient.\n"
		"text = P ;\n    q ; r\n; a comment\n    s\nset = law.weight=3 ; a comment\n"
		"question = Q ; q\nchoice = a ; a\nchoice = ; b\nanswer = 2 ; a comment\n"
		"because = 1 No ; not so\nreveal = R ; r\nhide = change ; a comment\nnotes = N ; n\n";
	static const char *const sets[] = { NULL, "title=Z ; z", "law.weight=2",
		"notes=A long text ; so long that it needs more lines than one ; and it has a "
		"semicolon ; or two ; wherever a line could end ; or begin ; all of them text ; ;" };
	struct scenario s;
	struct error_list errors;
	const struct lesson_step *step;

	CU_ASSERT_EQUAL_FATAL(parse(text, &s, &errors), STATUS_OK);
	step = &s.lesson.step[0];
	CU_ASSERT_STRING_EQUAL(s.title, "A ; b");
	CU_ASSERT_STRING_EQUAL(s.summary, "; c");
	CU_ASSERT_STRING_EQUAL(s.source, "d ;");
	CU_ASSERT_STRING_EQUAL(s.try, "Ici ; l\xC3\xA0");
	CU_ASSERT_STRING_EQUAL(s.goal, "e ;; f");
	CU_ASSERT_STRING_EQUAL(s.minutes, "5");
	CU_ASSERT_STRING_EQUAL(s.notes, "g ; h ; i");
	CU_ASSERT_STRING_EQUAL(s.game.specialist[0].name, "Law");
	CU_ASSERT_STRING_EQUAL(step->title, "T ; 1");
	CU_ASSERT_STRING_EQUAL(step->text, "Le labo paie ; le reste lui revient.\nP ; q ; r s");
	CU_ASSERT_STRING_EQUAL(step->set[0], "law.weight=3");
	CU_ASSERT_STRING_EQUAL(step->question, "Q ; q");
	CU_ASSERT_STRING_EQUAL(step->choice[0], "a ; a");
	CU_ASSERT_STRING_EQUAL(step->choice[1], "; b");
	CU_ASSERT_EQUAL(step->answer, 1);
	CU_ASSERT_STRING_EQUAL(step->because[0], "No ; not so");
	CU_ASSERT_STRING_EQUAL(step->reveal, "R ; r");
	CU_ASSERT_EQUAL(step->hide, HIDE_CHANGE);
	CU_ASSERT_STRING_EQUAL(step->notes, "N ; n");
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		char *fresh = NULL, *amended = NULL, *twice = NULL, *kept = s.text;
		struct scenario again;

		CU_ASSERT(!sets[i] || param_assign(&s, sets[i], NULL) == STATUS_OK);
		CU_ASSERT_EQUAL_FATAL(scenario_write(&s, &amended, NULL), STATUS_OK);
		s.text = NULL;
		CU_ASSERT_EQUAL_FATAL(scenario_write(&s, &fresh, NULL), STATUS_OK);
		s.text = kept;
		CU_ASSERT_EQUAL_FATAL(parse(amended, &again, &errors), STATUS_OK);
		free(again.text);
		again.text = NULL;
		CU_ASSERT_EQUAL_FATAL(scenario_write(&again, &twice, NULL), STATUS_OK);
		CU_ASSERT_STRING_EQUAL(fresh, twice);
		CU_ASSERT_PTR_NOT_NULL(strstr(amended, "; a comment\n    s\nset"));
		scenario_free(&again);
		free(fresh);
		free(amended);
		free(twice);
	}
	scenario_free(&s);
}

/* What is read is written again, defaults left out. */
static void test_lab(void)
{
	static const char text[] = LAB_STEP "protocol = ultimatum\nrounds = 5\nseconds = 45\n"
		"roles = fixed\nmatch = fixed\nbot = none\n[lab]\ntitle = U\ntext = Y\n";
	struct error_list errors;
	struct scenario s, again;
	char *written;

	error_list_init(&errors);
	CU_ASSERT_FATAL(parse(text, &s, &errors) == STATUS_OK);
	CU_ASSERT_FATAL(s.lesson.steps == 2);
	free(s.text); /* from nothing, not as it was */
	s.text = NULL;
	CU_ASSERT_FATAL(scenario_write(&s, &written, NULL) == STATUS_OK);
	CU_ASSERT_FATAL(parse(written, &again, &errors) == STATUS_OK);
	for (int i = 0; i < 2; i++) {
		const struct lesson_lab *a = &s.lesson.step[i].lab, *b = &again.lesson.step[i].lab;

		CU_ASSERT_TRUE(again.lesson.step[i].is_lab);
		CU_ASSERT_EQUAL(a->protocol, i ? LAB_FREE : LAB_ULTIMATUM);
		CU_ASSERT_EQUAL(a->seconds, i ? 120 : 45);
		CU_ASSERT_TRUE(a->protocol == b->protocol && a->rounds == b->rounds
			&& a->seconds == b->seconds && a->alternating == b->alternating
			&& a->rematch == b->rematch && a->bot == b->bot);
		CU_ASSERT_EQUAL(a->alternating, i == 1);
		CU_ASSERT_EQUAL(a->rematch, i == 1);
		CU_ASSERT_EQUAL(a->bot, i == 1 ? LAB_BOT_THEORY : LAB_BOT_NONE);
	}
	free(written);
	scenario_free(&again);
	scenario_free(&s);
}

/* ---- numbers in texts ----------------------------------------------------------- */

struct named {
	const char *text, *says;
};

/* The texts as the second step of `game`, which they end. */
static void check_named(const char *game, const struct named *known, size_t count)
{
	char text[600];

	for (size_t i = 0; i < count; i++) {
		struct scenario s;
		struct error_list errors;
		struct facts *f;
		char *filled;
		bool all = true;

		snprintf(text, sizeof(text), "%s%s\n", game, known[i].text);
		CU_ASSERT_EQUAL_FATAL(parse(text, &s, &errors), STATUS_OK);
		CU_ASSERT_EQUAL_FATAL(facts_alloc(&f, NULL), STATUS_OK);
		CU_ASSERT_EQUAL_FATAL(facts_start(f, &s, 1, NULL, NULL), STATUS_OK);
		if (!strncmp(known[i].text, "{alpha0", 7)) {
			filled = facts_fill(f, known[i].text, LESSON_ASKED, &all);
			CU_ASSERT_STRING_EQUAL(filled, "...");
			CU_ASSERT_FALSE(all);
			free(filled);
		}
		while (facts_step(f, -1))
			;
		filled = facts_fill(f, s.lesson.step[1].text, LESSON_ASKED, NULL);
		CU_ASSERT_STRING_EQUAL(filled, known[i].says);
		if (strcmp(filled, known[i].says))
			fprintf(stderr, "%s: %s, not %s\n", known[i].text, filled, known[i].says);
		free(filled);
		facts_free(f);
		scenario_free(&s);
	}
}

/* Two with the costs c0 x^2 and c1 x^2, revenue a and a share d: the levels are d / 2 c0 and
 * d / 2 c0 + (1 - d) / 2 c1, and all else follows. */
static void test_numbers(void)
{
	static const struct named known[] = {
		{ "{alpha0:.3}", "0.250" },
		{ "{alpha_law:.4}", "0.3125" },
		{ "{alpha_law - alpha0:.4}", "0.0625" },
		{ "{u_generalist}", "0.09375" },
		{ "{u_law:.6}", "0.140625" },
		{ "{joint}", "0.2344" },
		{ "{efficiency:.0%} of {first_best:.4}", "75% of 0.3125" },
		{ "{first_best_alpha0:.2}", "0.50" },
		{ "{delta} {delta_law:.1}", "0.5 0.5" },
		{ "{before.u_generalist:.4}", "0.1875" },
		{ "{u_generalist - before.u_generalist:.4}", "-0.0938" },
		{ "{u_generalist / before.u_generalist:.1%}", "50.0%" },
		{ "{vertical-monopoly.delta:.2}", "0.80" },
		{ "{powerful:generalist.delta:.2}", "1.00" },
		{ "{u_law at delta=0:.4}", "0.0625" },
		{ "{alpha_law at delta=0, law.cost.scale=1:.2}", "0.50" },
		{ "{law.cost.scale} {{ }", "4 { }" },
		{ "{pareto.1.to:.2}", "1.00" },
		{ "{threshold.9} {threshold.law.abstain}", "none none" },
	};
	static const char game[] = "[scenario]\nbargain = fixed\ndelta = 0.5\n" GAME
		"[lesson]\ntitle = A\ntext = x\n[lesson]\ntitle = B\nset = law.cost.scale=4\ntext = ";

	check_named(game, known, sizeof(known) / sizeof(known[0]));
}

/* In the game of performance and safety, at costs x^2 + y^2 and a share of one half, each adds
 * 1/4 of either. At a floor of 0.4 the lab adds no safety, and keeps 1/2 (1/2 + 0.4) - 1/16. */
static void test_law_numbers(void)
{
	static const struct named known[] = {
		{ "{before.performance_generalist} {before.performance_d}", "0.25 0.5" },
		{ "{before.safety_generalist} {before.safety_d}", "0.25 0.5" },
		{ "{safety_generalist} {safety_d} {u_generalist:.4}", "0 0.4 0.3875" },
		{ "{safety_d - before.safety_d:.1}", "-0.1" },
		{ "{welfare:.3} {welfare at regulation.value=2:.3}", "0.615 1.415" },
		{ "{nash.safety_d at regulation.floor.specialists=0:.1}", "0.5" },
		{ "{backfires.from:.3} {backfires.to:.1}", "0.375 0.5" },
		{ "{backfires.from at delta=0.25:.4}", "0.4375" },
		{ "{backfires.from at regulation.floor.generalist=0.3}", "none" },
		{ "{best_floor_generalist:.3} {best_floor_specialists:.3}", "0.500 1.000" },
	};
	static const char game[] = "[scenario]\ngame = regulation\nbargain = fixed\ndelta = 0.5\n"
		"[specialist d]\n[lesson]\ntitle = A\ntext = x\n"
		"[lesson]\ntitle = B\nset = regulation.floor.specialists=0.4\ntext = ";
	struct scenario s;
	struct error_list errors;

	check_named(game, known, sizeof(known) / sizeof(known[0]));
	CU_ASSERT_EQUAL(parse(STEP "text = {safety_law}\n", &s, &errors), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(errors.item[0].text, "unknown number safety_law"));
	CU_ASSERT_EQUAL(parse(STEP "text = {backfires.from}\n", &s, &errors), STATUS_INPUT);
}

/* Before the answer the texts are of the game as asked about, with it of the game it became. */
static void test_moments(void)
{
	static const char text[] = "[scenario]\nbargain = fixed\ndelta = 0\n" GAME
		"[lesson]\ntitle = A\ntext = {u_law:.4}\nset = delta=1\nquestion = {u_law:.4}\n"
		"reveal = {before.u_law:.4} {u_law:.4}\nreveal-set = delta=0.5\n";
	struct scenario s;
	struct error_list errors;
	struct facts *f;
	const struct lesson_step *step;
	char *asked, *told;

	CU_ASSERT_EQUAL_FATAL(parse(text, &s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(facts_alloc(&f, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(facts_start(f, &s, 0, NULL, NULL), STATUS_OK);
	while (facts_step(f, 0.001))
		;
	step = &s.lesson.step[0];
	asked = facts_fill(f, step->question, LESSON_ASKED, NULL);
	told = facts_fill(f, step->reveal, LESSON_TOLD, NULL);
	CU_ASSERT_STRING_EQUAL(asked, "0.0000");
	CU_ASSERT_STRING_EQUAL(told, "0.2500 0.1875");
	free(asked);
	free(told);
	facts_free(f);
	scenario_free(&s);
}

/* ---- the real ones -------------------------------------------------------- */

static void open_lesson(const char *name, struct scenario *s)
{
	struct error_list errors;
	char full[900];

	if (preset_open(name, "presets", s, &errors) == STATUS_OK)
		return;
	fprintf(stderr, "%s\n", error_format(&errors.item[0], full, sizeof(full)));
	CU_FAIL_FATAL("a lesson does not read");
}

static void assign(struct scenario *s, const char *assignment)
{
	struct error err;

	CU_ASSERT_EQUAL_FATAL(param_assign(s, assignment, &err), STATUS_OK);
}

/* Brings s to step number `to`, from 1. */
static void play(struct scenario *s, int to)
{
	for (int i = 0; i < to; i++)
		for (int k = 0; k < s->lesson.step[i].sets; k++)
			assign(s, s->lesson.step[i].set[k]);
}

static struct study *solve(const struct scenario *s, unsigned want)
{
	struct study_plan plan = { .want = want, .axis = -1 };
	struct study *st = NULL;
	struct error err;

	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_reset(st, s, &plan, &err), STATUS_OK);
	study_step(st, -1);
	CU_ASSERT_EQUAL_FATAL(st->status, STATUS_OK);
	return st;
}

/* Six to ten steps, questions with their answers explained, theory before the
 * end, a transfer question at it, and a game with an equilibrium throughout. What a class
 * plays is most of an hour by itself: a question before it and one after, and notes. */
static void check_lesson(const char *name)
{
	struct scenario s;
	int questions = 0;
	bool theory = false, lab = false;

	open_lesson(name, &s);
	for (int i = 0; i < s.lesson.steps; i++) {
		const struct lesson_step *step = &s.lesson.step[i];
		struct study *st;

		for (int k = 0; k < step->sets; k++)
			assign(&s, step->set[k]);
		st = solve(&s, HAVE_PRESENT);
		study_free(st);
		CU_ASSERT(text_width(step->title) <= 40);
		lab = lab || step->is_lab;
		theory = theory || text_contains(step->title, "theory");
		questions += step->question != NULL;
		/* Utilities are on view 5 from its second step on. */
		if (step->view && !strcmp(step->view, "response") && step->reveal &&
			text_contains(step->reveal, "utility"))
			CU_ASSERT(step->response_step > 0);
		if (step->question)
			CU_ASSERT(step->choices >= 2 && step->answer >= 0 && step->reveal);
	}
	for (int i = 0; lab && i < s.lesson.steps; i++)
		CU_ASSERT_PTR_NOT_NULL(s.lesson.step[i].notes);
	CU_ASSERT(lab || theory);
	CU_ASSERT(questions >= (lab ? 2 : 3));
	CU_ASSERT(s.lesson.steps >= (lab ? 3 : 6) && s.lesson.steps <= 10);
	CU_ASSERT(s.lesson.step[s.lesson.steps - 1].question != NULL);
	scenario_free(&s);
}

static void test_lessons(void)
{
	struct preset_list list;
	struct error err;
	int lessons = 0;

	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, "presets", &err), STATUS_OK);
	for (int i = 0; i < list.count; i++) {
		if (!list.item[i].lesson)
			continue;
		lessons++;
		check_lesson(list.item[i].name);
	}
	preset_list_free(&list);
	CU_ASSERT(lessons >= 5);
}

/* At costs of power 1.5, half of first best is lost at every share. */
static void test_flat(void)
{
	struct scenario s;

	open_lesson("lesson-quarter", &s);
	play(&s, 6);
	for (int i = 0; i <= 10; i++) {
		char set[20];
		struct study *st;

		snprintf(set, sizeof(set), "delta=%d.%d", i / 10, i % 10);
		assign(&s, set);
		st = solve(&s, HAVE_PRESENT | HAVE_FIRST_BEST);
		CU_ASSERT_DOUBLE_EQUAL(st->efficiency, 0.5, 1e-9);
		study_free(st);
	}
	scenario_free(&s);
}

void suite_lesson(void)
{
	CU_pSuite suite = CU_add_suite("lesson", NULL, NULL);

	CU_add_test(suite, "labs", test_lab);
	CU_add_test(suite, "what is wrong is named with its line", test_bad);
	CU_add_test(suite, "forty steps, no more", test_many_steps);
	CU_add_test(suite, "everything is read, and copied", test_reads);
	CU_add_test(suite, "what is read is written", test_written);
	CU_add_test(suite, "no comments within texts", test_semicolons);
	CU_add_test(suite, "numbers in texts are the closed form's", test_numbers);
	CU_add_test(suite, "performance and safety in texts", test_law_numbers);
	CU_add_test(suite, "a text is of its moment", test_moments);
	CU_add_test(suite, "the lessons have their parts", test_lessons);
	CU_add_test(suite, "flat costs lose half", test_flat);
}
