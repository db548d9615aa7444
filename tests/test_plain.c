/* The explorer without a screen: its answers to the byte where their numbers are known by
 * closed forms, lessons to their ends, and lines of any kind. */
#include "child.h"
#include "games.h"
#include "pty.h"

#include "model/preset.h"
#include "ui/plain.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A session whose answers are collected. */
struct session {
	struct plain plain;
	FILE *f;
	char *text;
	size_t size, read;
};

static void begin(struct session *s, const char *name, bool restricted)
{
	struct explorer_options o = {.no_config = true, .restricted = restricted};
	struct error_list errors;
	struct scenario scenario;

	memset(s, 0, sizeof *s);
	s->f = open_memstream(&s->text, &s->size);
	CU_ASSERT_PTR_NOT_NULL_FATAL(s->f);
	CU_ASSERT_EQUAL_FATAL(preset_open(name, "presets", &scenario, &errors), STATUS_OK);
	o.scenario = &scenario;
	o.presets = "presets";
	CU_ASSERT_EQUAL_FATAL(plain_init(&s->plain, &o, s->f, NULL), STATUS_OK);
	scenario_free(&scenario);
	fflush(s->f);
}

static void end(struct session *s)
{
	plain_free(&s->plain);
	fclose(s->f);
	free(s->text);
}

/* The answer to a line, without its end. */
static const char *answer(struct session *s, const char *line)
{
	static char out[65536];

	fflush(s->f);
	s->read = s->size;
	CU_ASSERT_EQUAL(plain_line(&s->plain, line), STATUS_OK);
	fflush(s->f);
	snprintf(out, sizeof out, "%s", s->text + s->read);
	if (*out)
		out[strlen(out) - 1] = '\0';
	return out;
}

static bool says(struct session *s, const char *line, const char *wanted)
{
	const char *is = answer(s, line);
	bool well = !*wanted || strstr(is, wanted);

	if (!well)
		fprintf(stderr, "\n> %s\n%s\ninstead of\n%s", line, is, wanted);
	return well;
}

/* What is wrong with a line; nothing is said. */
static const char *wrong(struct session *s, const char *line)
{
	fflush(s->f);
	s->read = s->size;
	CU_ASSERT_EQUAL(plain_line(&s->plain, line), STATUS_INPUT);
	fflush(s->f);
	CU_ASSERT_EQUAL(s->size, s->read);
	return s->plain.error.text;
}

/* A tenth at which somebody switches is told once. */
static void test_film_once(void)
{
	struct session s;
	const char *text, *at;

	begin(&s, "squeeze", false);
	text = answer(&s, "play share of g 0:1");
	at = strstr(text, "share of g 0.8: ");
	CU_ASSERT_PTR_NOT_NULL_FATAL(at);
	CU_ASSERT_PTR_NULL(strstr(at + 1, "share of g 0.8: "));
	end(&s);
}

/* Just past the flip at .521004 the specialist gets .6083, more than the .6038 at .53, where the
 * theory accepts: no mean of what it gets on both sides. */
static void test_offer_at_jump(void)
{
	static const char *const offers[] = {"0.53", "0.525", "0.522"};
	struct session s;

	for (int i = 0; i < 3; i++) {
		begin(&s, "flip", false);
		answer(&s, "role");
		answer(&s, "generalist");
		answer(&s, "theory");
		CU_ASSERT_PTR_NOT_NULL(strstr(answer(&s, offers[i]), "Agreed: "));
		end(&s);
	}
}

/* With p = 1/4 and q = p/25000 of the closed forms: the share is 25000/25001, what is lost of
 * the first best pq/(p + q)^2; at a share of 0 there is q of p + q. */
static void test_nearly_all(void)
{
	struct session s;

	begin(&s, "symmetric", false);
	answer(&s, "cost scale of m 25000");
	CU_ASSERT_TRUE(says(&s, "rule vertical-monopoly", " to 0.99996. g 0.2500, m 2.000e-5, "
		"joint 0.2500, 99.996% of first best."));
	CU_ASSERT_TRUE(says(&s, "share of g", "share of g is 0.99996. "));
	CU_ASSERT_TRUE(says(&s, "table", "Nash: share 0.7500. "));
	CU_ASSERT_TRUE(says(&s, "read 0", ", 0.004% of first best."));
	CU_ASSERT_TRUE(says(&s, "share of g 0.999999", "share 0.99996 to 0.999999. "));
	end(&s);
}

static void test_transcript(void)
{
	struct session s;
	const char *text;

	begin(&s, "symmetric", false);
	CU_ASSERT_STRING_EQUAL(s.text, "Two equals. Rule Nash: share 0.5000. g 0.1875, m 0.1875, "
		"joint 0.3750, 75% of first best. Commands: help.\n");
	CU_ASSERT_STRING_EQUAL(answer(&s, "cost scale of m 4"), "cost scale of m 1 to 4: share "
		"0.5000 to 0.6911. g 0.1461, m 0.1127, joint 0.2588, 83% of first best.");
	CU_ASSERT_STRING_EQUAL(answer(&s, "read 0.3"), "At share 0.3: g 0.0488, m 0.1356, joint "
		"0.1844, 59% of first best. m contributes. Not Pareto: at 0.4286 both get more.");
	/* a jump at .521004: at .5210 itself the specialist has .2294 */
	answer(&s, "open flip");
	CU_ASSERT_STRING_EQUAL(answer(&s, "read 0.3"), "At share 0.3: g 0.4200, m 0.4900, joint "
		"0.9100, 73% of first best. m contributes. Not Pareto: just above 0.5210 both get more.");
	text = answer(&s, "lesson tests/lessons/quarter.ini 5");
	CU_ASSERT_EQUAL(strncmp(text, "Step 5 of 8, Does a difference help? ", 37), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, " Question: Two equals reach 75 % of first best. And "
		"these two? a: Less: unequal partners share badly. b: Also 75 %. c: More."));
	text = answer(&s, "c");
	CU_ASSERT_EQUAL(strncmp(text, "Right: c. 84 %, at a share of 0.800. ", 37), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(text,
		" Before: 75%. Commands: next, back, why, table, quit."));
	end(&s);
}

/* What there is to try is said of what somebody opens, not of what one merely begins with;
 * a lesson says itself what to do. */
static void test_try(void)
{
	static const char tries[] = "\nTry: Cross a share of 0.3 with , and . in view 4";
	struct session s;

	begin(&s, "free-rider", false);
	CU_ASSERT_PTR_NULL(strstr(s.text, "Try:"));
	CU_ASSERT_TRUE(says(&s, "open free-rider", tries));
	CU_ASSERT_PTR_NULL(strstr(answer(&s, "open lesson-quarter"), "Try:"));
	end(&s);
}

/* A round of role play: nothing of the equilibrium is said before it ends, and nothing else
 * is answered. */
static void test_role(void)
{
	static const char *const lines[] = {"role", "generalist", "fair", "0.9", "accept"};
	struct session s;

	begin(&s, "symmetric", false);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		const char *text = answer(&s, lines[i]);

		CU_ASSERT_PTR_NULL(strstr(text, "quilibrium"));
		CU_ASSERT_PTR_NULL(strstr(text, "0.1875"));
		CU_ASSERT_PTR_NOT_NULL(strstr(text, "leave ends the game"));
	}
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "show"), "say a level from 0 up"));
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "-1"), "say a level from 0 up"));
	CU_ASSERT_TRUE(says(&s, "0.25",
		"You got 0.1875: at this share no level would have paid more."));
	CU_ASSERT_TRUE(says(&s, "leave", "Role play ends."));
	CU_ASSERT_TRUE(says(&s, "show", "Rule Nash"));
	end(&s);
}

/* Rows by both names, commands by their beginnings, and what is wrong in a sentence. */
static void test_commands(void)
{
	struct session s;

	begin(&s, "symmetric", false);
	CU_ASSERT_TRUE(says(&s, "medicine.cost.scale=4", "cost scale of m 1 to 4: "));
	CU_ASSERT_TRUE(says(&s, "und", "share 0.6911 to 0.5000. g 0.1875"));
	CU_ASSERT_TRUE(says(&s, "redo", "share 0.5000 to 0.6911. "));
	CU_ASSERT_TRUE(says(&s, "reset-a", "share 0.6911 to 0.5000. "));
	CU_ASSERT_TRUE(says(&s, "share of g 0.6", "share of g 0.5 to 0.6: share 0.5000 to 0.6000. "
		"g 0.2100, m 0.1600, joint 0.3700, 74% of first best."));
	CU_ASSERT_TRUE(says(&s, "rule-n", "share 0.6000 to 0.5000"));
	CU_ASSERT_TRUE(says(&s, "  COST SCALE OF M  ", "cost scale of m is 1. Allowed: 0 to "));
	CU_ASSERT_TRUE(says(&s, "cost of m exponential", "cost of m power to exponential: "));
	CU_ASSERT_TRUE(says(&s, "undo", "share "));
	CU_ASSERT_TRUE(says(&s, "why", "contributes"));
	CU_ASSERT_TRUE(says(&s, "table", "Egalitarian: share 0.5000. g 0.1875, m 0.1875, joint "
		"0.3750, 75% of first best. Pareto.\n"));
	CU_ASSERT_TRUE(says(&s, "help read", "read SHARE: say what everybody would get"));
	CU_ASSERT_TRUE(says(&s, "view-frontier", "Frontier."));
	CU_ASSERT_TRUE(says(&s, "", "") && says(&s, "# nothing", ""));
	CU_ASSERT_TRUE(says(&s, "medicine.outside 9", "no deal. g 0.0000, m 9.0000, joint 9.0000"));
	CU_ASSERT_PTR_NOT_NULL(strstr(answer(&s, "open outside-option"), "share 0.7547."));
	CU_ASSERT_TRUE(says(&s, "outside of g 0.25", "g 0.2 to 0.25: no deal. g 0.2500, "
		"m 0.0000, joint 0.2500."));
	CU_ASSERT_TRUE(says(&s, "undo", "share 0.7547. g 0.2350, "));
	CU_ASSERT_TRUE(says(&s, "open costly-s", "A costly specialist. Rule Nash: share 0.6911."));
	CU_ASSERT_STRING_EQUAL(wrong(&s, "frob"),
		"there is no row or command 'frob'; help says which there are");
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "re"), "'re' can be read, "));
	CU_ASSERT_STRING_EQUAL(wrong(&s, "read 2"), "read takes a share from 0 to 1");
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "cost scale of m much"), "cost scale of m: "));
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "open lesson"), "several scenarios"));
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "open nowhere"), "there is no scenario"));
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "next"), "no lesson is open"));
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "lesson flip"), "there is no lesson in that"));
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "lesson quarter 9"), "it has 6 steps"));
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "zoom"), "there is no row or command"));
	CU_ASSERT_EQUAL(plain_line(&s.plain, "qui"), STATUS_OK);
	CU_ASSERT_TRUE(s.plain.end);
	end(&s);
}

/* A row by a part of its name; a film, told at ten values and where somebody switches, which
 * undo takes back at once; options. The closed form of two equals: Nash's share is a half. */
static void test_find_play_options(void)
{
	struct session s;
	const char *text;
	int lines = 1;

	begin(&s, "symmetric", false);
	CU_ASSERT_STRING_EQUAL(answer(&s, "find SCALE OF M"),
		"revenue scale of m: 1\ncost scale of m: 1");
	CU_ASSERT_STRING_EQUAL(answer(&s, "find medicine.cost.sc"),
		"cost scale of m: 1. Row chosen.");
	CU_ASSERT_TRUE(says(&s, "step-up", "share 0.5000 to "));
	CU_ASSERT_TRUE(says(&s, "undo", "share "));
	CU_ASSERT_STRING_EQUAL(wrong(&s, "find frob"), "no row's name has 'frob' in it");
	text = answer(&s, "play 1:4");
	CU_ASSERT_PTR_EQUAL(strstr(text, "cost scale of m 1: share 0.5000. g 0.1875, m 0.1875, joint "
		"0.3750, 75% of first best. m contributes.\n"), text);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "\ncost scale of m 4: share 0.6911. g 0.1461, m 0.1127, "
		"joint 0.2588, 83% of first best. m contributes.\nundo comes back to 1."));
	for (const char *at = text; *at; at++)
		lines += *at == '\n';
	CU_ASSERT_EQUAL(lines, 12);
	CU_ASSERT_TRUE(says(&s, "undo", "share 0.6911 to 0.5000. "));
	CU_ASSERT_TRUE(says(&s, "cost scale of m", "cost scale of m is 1. "));
	/* where m leaves, between two of the ten, a line of its own says so */
	CU_ASSERT_TRUE(says(&s, "play medicine.outside 0:1", "no deal"));
	CU_ASSERT_TRUE(says(&s, "undo", "share "));
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "play share of g 0:2"), "within 0 to 1"));
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "play rule"), "choose a number"));
	CU_ASSERT_STRING_EQUAL(answer(&s, "options glyphs"),
		"glyphs: ascii. It can be ascii, unicode.");
	CU_ASSERT_TRUE(says(&s, "options", "\ncurves: top. It can be top, alternate (where they "
		"cross).\n"));
	CU_ASSERT_TRUE(says(&s, "options curves alternate", "curves: alternate"));
	CU_ASSERT_TRUE(s.plain.e.canvas.alternate);
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "options curves blue"), "cannot be 'blue'"));
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "options frob"), "there is no option 'frob'"));
	end(&s);
}

/* Until the answer nothing says what it is. */
static void test_hidden(void)
{
	static const char *const lines[] = {"show", "read 0.5", "table", "why", "rows", "rule",
		"share of g", "share of g 0.3", "undo", "rule-next", "cost scale of m 3", "pin",
		"find share", "play cost scale of m 1:2"};
	struct session s;

	begin(&s, "symmetric", false);
	answer(&s, "lesson tests/lessons/quarter.ini 2");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		const char *text = answer(&s, lines[i]);

		CU_ASSERT_PTR_NULL(strstr(text, "0.375"));
		CU_ASSERT_PTR_NULL(strstr(text, "0.1875"));
		CU_ASSERT_PTR_NULL(strstr(text, "joint 0"));
		CU_ASSERT_PTR_NULL(strstr(text, "0.5"));
	}
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "export x.csv"), "before the answer is shown"));
	/* the answer is to the step as it was */
	CU_ASSERT_TRUE(says(&s, "a", "Not quite: a. The answer is b: At 0.5: half each."));
	CU_ASSERT_TRUE(says(&s, "b", "the answer is shown already"));
	CU_ASSERT_TRUE(says(&s, "table", "joint"));
	CU_ASSERT_TRUE(says(&s, "show", "share 0.5000. g 0.1875, m 0.1875"));
	end(&s);
}

/* Every lesson, by the right answers: each is said to be right, and the end is reached. */
static void test_lessons(void)
{
	struct preset_list list;

	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, "presets", NULL), STATUS_OK);
	for (int i = 0; i < list.count; i++) {
		struct session s;
		int steps;

		if (!list.item[i].lesson)
			continue;
		begin(&s, list.item[i].name, false);
		steps = s.plain.e.base.lesson.steps;
		for (int k = 0; k < steps; k++) {
			const struct lesson_step *step = &s.plain.e.base.lesson.step[k];
			char letter[] = {(char)('a' + step->answer), '\0'}, right[20];

			CU_ASSERT_EQUAL(s.plain.e.lesson.step, k);
			snprintf(right, sizeof right, "Right: %s. ", letter);
			if (step->question && step->answer >= 0)
				CU_ASSERT_TRUE(says(&s, letter, right));
			if (k + 1 < steps)
				CU_ASSERT_TRUE(says(&s, "next", "Step "));
		}
		CU_ASSERT_TRUE(says(&s, "next", "last step"));
		end(&s);
	}
	preset_list_free(&list);
}

static void test_restricted(void)
{
	struct session s;

	begin(&s, "symmetric", true);
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "save /tmp/haggle-no.ini"), "switched off"));
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "export /tmp/haggle-no.svg"), "switched off"));
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "open ./x.ini"), "only presets"));
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, "lesson /etc/passwd"), "only presets"));
	end(&s);
}

/* A file is written over only when that is said twice. */
static void test_files(void)
{
	char directory[] = "/tmp/haggle-test-XXXXXX", line[200], other[100];
	struct session s;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	begin(&s, "symmetric", false);
	snprintf(line, sizeof line, "save %s/a.ini", directory);
	CU_ASSERT_TRUE(says(&s, line, "Written: "));
	CU_ASSERT_TRUE(says(&s, line, "Written: ")); /* its own file by now */
	snprintf(other, sizeof other, "%s/b.ini", directory);
	CU_ASSERT_EQUAL(link(strchr(line, '/'), other), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, line), "it has other names (hard links), which keep "
		"what is there: the same again writes over it"));
	CU_ASSERT_TRUE(says(&s, line, "Written: "));
	CU_ASSERT_EQUAL(truncate(strchr(line, '/'), 3), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, line), "changed on disk since it was opened: the"));
	unlink(strchr(line, '/'));
	snprintf(line, sizeof line, "save %s", other);
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, line), "it exists: the same again writes over it"));
	CU_ASSERT_TRUE(says(&s, line, "Written: "));
	unlink(other);
	snprintf(line, sizeof line, "export %s/a.csv", directory);
	CU_ASSERT_TRUE(says(&s, line, "Written: "));
	CU_ASSERT_PTR_NOT_NULL(strstr(wrong(&s, line), "it exists: the same again writes over it"));
	unlink(strchr(line, '/'));
	end(&s);
	CU_ASSERT_EQUAL(rmdir(directory), 0);
}

/* ---- lines of any kind ------------------------------------------------------------------ */

static const char *const words[] = {"cost scale of m", "share of g", "rule", "read", "lesson",
	"quarter", "solutions", "5", "0.3", "1", "-1", "1e300", "next", "back", "reveal", "a", "b",
	"c", "undo", "redo", "pin", "why", "table", "rows", "show", "open flip", "open squeeze",
	"remove", "family", "rule-next", "reset-all", "view-next",
	"select-next", "step-up", "coarse-down", "help", "command", "together", "dismiss", "nash",
	"\033[A", "\xFF\x01", "=", "medicine.cost", "exponential", "axis-x", "quantity-next",
	"cursor-down", "share-up", "role", "frontier-x", "#", ".", "find", "play 1:2", "options",
	"open three-domains", "add"};
/* The last ones take their time, in hours of lines only. */
enum { SLOW_WORDS = 2 };

static void random_line(struct rng *r, bool slow, char *line, size_t size)
{
	int known = (int)(sizeof words / sizeof *words) - (slow ? 0 : SLOW_WORDS);
	size_t used = 0;
	int count = 1 + rng_below(r, 3);

	*line = '\0';
	for (int i = 0; i < count; i++)
		used += (size_t)snprintf(line + used, size - used, "%s%s", i > 0 ? " " : "",
			words[rng_below(r, known)]);
}

/* With HAGGLE_PLAIN_LINES=N, N lines. Whatever is said, every answer is a line or more of text that no terminal obeys. */
static void test_random_lines(void)
{
	const char *many = getenv("HAGGLE_PLAIN_LINES");
	int lines = many ? atoi(many) : 300, bad = 0;
	struct session s;
	struct rng r = {20261128};

	begin(&s, "symmetric", true);
	for (int i = 0; i < lines; i++) {
		char line[400];
		enum status status;

		random_line(&r, many != NULL, line, sizeof line);
		if (plain_role_on(&s.plain) && i % 8 == 0) /* not to stay in it */
			snprintf(line, sizeof line, "leave");
		fflush(s.f);
		s.read = s.size;
		status = plain_line(&s.plain, line);
		fflush(s.f);
		if (status == STATUS_OK && s.size > s.read && s.text[s.size - 1] != '\n')
			bad++;
		if (status != STATUS_OK && !*s.plain.error.text)
			bad++;
		for (size_t k = s.read; k < s.size; k++)
			bad += (unsigned char)s.text[k] < ' ' && s.text[k] != '\n';
		bad += (s.plain.e.mode != MODE_PLAY && !plain_role_on(&s.plain))
			|| s.plain.e.due != 0;
		if (bad)
			fprintf(stderr, "\nline %d: %s\n%s", i, line, s.text + s.read);
		CU_ASSERT_EQUAL_FATAL(bad, 0);
	}
	end(&s);
}

/* ---- the program ------------------------------------------------------------------------ */

static void run(struct child *ran, const char *options, const char *input)
{
	char script[600];

	snprintf(script, sizeof script, "printf '%s' | \"$HAGGLE\" --plain %s", input, options);
	child_shell(ran, script);
}

static void test_program(void)
{
	struct child ran;
	struct pty *p;
	int status = -1;

	run(&ran, "", "cost scale of m 4\\nfrob\\nread 0.3");
	CU_ASSERT_EQUAL(ran.status, 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "help.\ncost scale of m 1 to 4: "));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "\nAt share 0.3: "));
	CU_ASSERT_STRING_EQUAL(ran.err, "haggle: line 2: there is no row or command 'frob'; help "
		"says which there are\n");
	CU_ASSERT_PTR_NULL(strchr(ran.out, '\033'));
	child_free(&ran);
	run(&ran, "--strict", "frob\\nread 0.3\\n");
	CU_ASSERT_EQUAL(ran.status, 1);
	CU_ASSERT_PTR_NULL(strstr(ran.out, "At share"));
	child_free(&ran);
	run(&ran, "--strict >/dev/full", "read 0.3\\n");
	CU_ASSERT_EQUAL(ran.status, 4);
	child_free(&ran);
	p = pty_start(&(struct pty_options){.argv = (const char *const[]){HAGGLE_PROGRAM, NULL},
		.term = "dumb"});
	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	CU_ASSERT_TRUE(pty_wait_for(p, "Commands: help.", PTY_WAIT));
	CU_ASSERT_TRUE(pty_wait_for(p, ">", PTY_WAIT));
	CU_ASSERT_TRUE(pty_send(p, "read 0.3<Enter>"));
	CU_ASSERT_TRUE(pty_wait_for(p, "At share 0.3: ", PTY_WAIT));
	CU_ASSERT_TRUE(pty_send(p, "quit<Enter>"));
	CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, &status));
	CU_ASSERT_EQUAL(status, 0);
	CU_ASSERT_FALSE(pty_wrote(p, "\033", 1));
	pty_free(p);
}

void suite_plain(void)
{
	CU_pSuite s = CU_add_suite("plain", NULL, NULL);

	CU_add_test(s, "a session to the byte", test_transcript);
	CU_add_test(s, "nearly all, and next to nothing", test_nearly_all);
	CU_add_test(s, "what there is to try", test_try);
	CU_add_test(s, "rows and commands", test_commands);
	CU_add_test(s, "find, play, options", test_find_play_options);
	CU_add_test(s, "role play", test_role);
	CU_add_test(s, "a film tells each frame once", test_film_once);
	CU_add_test(s, "an offer past a jump", test_offer_at_jump);
	CU_add_test(s, "what is hidden is not said", test_hidden);
	CU_add_test(s, "lessons to their ends", test_lessons);
	CU_add_test(s, "restricted", test_restricted);
	CU_add_test(s, "files", test_files);
	CU_add_test(s, "lines of any kind", test_random_lines);
	CU_add_test(s, "the program", test_program);
}
