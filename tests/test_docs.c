/* The manual and README against the program: whatever a page lists, the tables
 * of the program have, word for word; the tour is walked; the screen is that of
 * the program. Where a line is missing, the test prints the line it wants. */
#include "child.h"
#include "pty.h"
#include "skip.h"

#include "bargain/quantity.h"
#include "model/param.h"
#include "model/preset.h"
#include "model/rule.h"
#include "room/told.h"
#include "ui/action.h"
#include "ui/state.h"
#include "view/view.h"

#include <CUnit/CUnit.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LINE_MAX_BYTES 600
#define PATH_CHARACTERS \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./"

/* Presets of this tree, and nothing remembered. */
static const char *const env[] = {"HAGGLE_PRESETS=presets", "XDG_CONFIG_HOME=/dev/null", NULL};

static char *slurp(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = calloc(1, 1 << 18);

	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	CU_ASSERT_TRUE(fread(text, 1, (1 << 18) - 1, f) < (1 << 18) - 1);
	fclose(f);
	return text;
}

/* Whether whole lines of text are `lines` (one or several, joined by newlines). */
static bool has_lines(const char *text, const char *lines)
{
	size_t n = strlen(lines);

	for (const char *at = text; (at = strstr(at, lines)); at++)
		if ((at == text || at[-1] == '\n') && (at[n] == '\n' || !at[n]))
			return true;
	return false;
}

static void want_lines(const char *page, const char *text, const char *lines)
{
	bool there = has_lines(text, lines);

	if (!there)
		fprintf(stderr, "%s lacks:\n%s\n", page, lines);
	CU_ASSERT_TRUE(there);
}

static void want_text(const char *page, const char *text, const char *part)
{
	bool there = strstr(text, part) != NULL;

	if (!there)
		fprintf(stderr, "%s lacks: %s\n", page, part);
	CU_ASSERT_TRUE(there);
}

/* How often a line begins with start, between two others. */
static int count_between(const char *text, const char *from, const char *to, const char *start)
{
	const char *at = strstr(text, from), *end = at ? strstr(at + 1, to) : NULL;
	int n = 0;

	CU_ASSERT_PTR_NOT_NULL_FATAL(at);
	CU_ASSERT_PTR_NOT_NULL_FATAL(end);
	for (; at < end; at = strchr(at, '\n') + 1)
		n += strncmp(at, start, strlen(start)) == 0;
	return n;
}

/* ---- haggle(1) -------------------------------------------------------------- */

/* Appends word as an argument of a macro: what mdoc takes for punctuation or
 * for a macro is kept from it. */
static void put_argument(char *line, const char *word, size_t n)
{
	size_t have = strlen(line);

	if (*word == '\\') { /* the character that troff escapes with */
		strcat(line, " \\e");
		return;
	}
	snprintf(line + have, LINE_MAX_BYTES - have, " %s%.*s",
		n == 1 && !isalnum((unsigned char)*word) ? "\\&" : "", (int)n, word);
}

/* "Up k" as the manual has it: ".It Ic Up k". */
static void put_keys(char *line, const char *keys)
{
	strcpy(line, ".It Ic");
	while (*keys) {
		size_t n = strcspn(keys, " ");
		put_argument(line, keys, n);
		keys += n + strspn(keys + n, " ");
	}
}

static void test_keys(void)
{
	char *page = slurp("man/haggle.1"), lines[2 * LINE_MAX_BYTES];

	for (int i = 0; i < ACTION_COUNT; i++) {
		const struct action *a = action_info((enum action_id)i);
		put_keys(lines, a->keys);
		snprintf(lines + strlen(lines), LINE_MAX_BYTES, "\n%s", a->help);
		want_lines("man/haggle.1", page, lines);
	}
	struct front_key front;
	int fronts = 0;
	for (; help_front_key(fronts, &front); fronts++) {
		snprintf(lines, sizeof lines, ".Ss %s", front.group);
		want_lines("man/haggle.1", page, lines);
		put_keys(lines, front.keys);
		snprintf(lines + strlen(lines), LINE_MAX_BYTES, "\n%s", front.help);
		want_lines("man/haggle.1", page, lines);
	}
	CU_ASSERT_EQUAL(count_between(page, ".Sh KEYS", ".Sh VIEWS", ".It Ic "),
		ACTION_COUNT + fronts);
	for (int g = 0; g < GROUPS; g++) {
		snprintf(lines, sizeof lines, ".Ss %s", action_group_name((enum action_group)g));
		want_lines("man/haggle.1", page, lines);
	}
	free(page);
}

/* "  -s, --set=PARAM=VALUE   ..." of --help as the manual has it:
 * ".It Fl s , -set Ns = Ns Ar PARAM=VALUE". False: another line. */
static bool option_item(const char *help, char *item)
{
	const char *name = strstr(help, "--"), *end;

	if (!name || strspn(help, " ") > 6 || (help[2] != '-' && name != help + 6))
		return false;
	name += 2;
	end = name + strcspn(name, "= \n");
	strcpy(item, ".It");
	if (help[2] == '-')
		sprintf(item + strlen(item), " Fl %c ,", help[3]);
	sprintf(item + strlen(item), " Fl -%.*s", (int)(end - name), name);
	if (*end == '=')
		sprintf(item + strlen(item), " Ns = Ns Ar %.*s", (int)strcspn(end + 1, " \n"),
			end + 1);
	return true;
}

static void test_options_and_commands(void)
{
	char *page = slurp("man/haggle.1"), item[LINE_MAX_BYTES];
	const char *argv[] = {HAGGLE_PROGRAM, "--help", NULL};
	struct child ran;
	int options = 0, commands = 0;
	bool in_commands = false;

	child_run(&ran, argv, NULL, NULL);
	for (char *line = strtok(ran.out, "\n"); line; line = strtok(NULL, "\n")) {
		if (option_item(line, item)) {
			options++;
			want_lines("man/haggle.1", page, item);
		}
		in_commands = strstr(line, "(no command)") || (in_commands && !strncmp(line, "  ", 2));
		if (in_commands && !strstr(line, "(no command)")) {
			size_t n = strcspn(line + 2, " ");
			snprintf(item, sizeof item, ".It Cm %.*s ", (int)n, line + 2);
			commands++;
			want_text("man/haggle.1", page, item);
		}
	}
	CU_ASSERT_TRUE(options > 15);
	CU_ASSERT_EQUAL(commands, 8);
	CU_ASSERT_EQUAL(count_between(page, ".Sh OPTIONS", ".Sh KEYS", ".It Fl "), options);
	child_free(&ran);
	free(page);
}

static void test_views_and_quantities(void)
{
	char *page = slurp("man/haggle.1"), item[LINE_MAX_BYTES];

	for (int v = 0; v < VIEWS; v++) {
		snprintf(item, sizeof item, ".It Cm %s", view_info((enum view_id)v)->name);
		want_lines("man/haggle.1", page, item);
	}
	for (int q = 0; q < QUANTITY_KINDS; q++) {
		snprintf(item, sizeof item, "Cm %s", quantity_info((enum quantity_kind)q)->name);
		want_text("man/haggle.1", page, item);
	}
	free(page);
}

/* ---- haggle-scenario(5), haggle-theory(7) ----------------------------------- */

static void put(char *out, const char *text)
{
	size_t have = strlen(out);

	snprintf(out + have, 2 * LINE_MAX_BYTES - have, "%s", text);
}

/* The families that have a parameter, as words. */
static void put_families(char *out, const struct param_info *info)
{
	bool first = true;

	if (!info->families)
		return;
	put(out, "; with");
	for (int f = 0; f < info->function->families; f++) {
		if (!(info->families & 1u << f))
			continue;
		put(out, first ? " " : ", ");
		put(out, info->function->family[f]);
		first = false;
	}
}

/* The words of a choice, the default first of all where it is. */
static void put_words(char *out, const struct param_info *info)
{
	const struct function *f = strchr(info->key, '.') ? NULL : info->function;
	const char *word = "";
	int count = f ? f->families : !strcmp(info->key, "bargain") ? RULES :
		!strcmp(info->key, "contract") ? CONTRACTS : 2;
	bool game = !strcmp(info->key, "game");

	put(out, "One of");
	for (int i = 0; i < count; i++) {
		/* A kind of game may have a family of a name that another has, too. */
		if (f && i > 0 && !strcmp(f->family[i], f->family[0]))
			continue;
		if (game)
			word = game_kind_name((enum game_kind)i);
		else if (!strcmp(info->key, "share"))
			word = i ? "common" : "separate";
		else if (f)
			word = f->family[i];
		else if (!strcmp(info->key, "offers.first"))
			word = i ? "ID" : "generalist";
		else if (!strcmp(info->key, "contract"))
			word = contract_words[i];
		else if (!strcmp(info->key, "transfers"))
			word = i ? "yes" : "no";
		else if (!strcmp(info->key, "cost.basis"))
			word = cost_basis_words[i];
		else
			word = rule_info((enum rule)i)->name;
		put(out, i ? ", " : " ");
		put(out, word);
		if (!strncmp(word, "powerful:", 10))
			put(out, "ID");
		if (i == (int)info->value)
			put(out, " (default)");
	}
}

static void put_owners(char *out, const struct param_info *info)
{
	static const char *const names[] = {"scenario", "generalist", "specialist", "regulation"};
	bool first = true;

	put(out, "In");
	for (int o = 0; o < 4; o++) {
		if (!(info->owners & 1u << o))
			continue;
		put(out, first ? " " : ", ");
		put(out, names[o]);
		first = false;
	}
	put(out, ".");
}

/* What the page says of a parameter: four lines. */
static void param_lines(char *out, const struct param_info *info)
{
	char range[160];

	snprintf(out, LINE_MAX_BYTES, ".It Ic %s\n", info->key);
	if (info->kind == PARAM_TEXT)
		put(out, "Text.");
	else if (info->kind == PARAM_FORMULA)
		put(out, "A formula");
	else if (info->kind == PARAM_CHOICE)
		put_words(out, info);
	else {
		snprintf(range, sizeof range, "A number%s%s, %s %g to %g; default %g",
			info->unit ? " in units of " : "", info->unit ? info->unit : "",
			info->above_min ? "above" : "from", info->min, info->max, info->value);
		put(out, range);
	}
	put_families(out, info);
	if (info->games == 1u << GAME_REGULATION)
		put(out, "; where game = regulation");
	if (info->kind != PARAM_TEXT)
		put(out, ".");
	put(out, "\n");
	put_owners(out, info);
	put(out, "\n");
	put(out, info->help);
}

static void test_parameters(void)
{
	char *page = slurp("man/haggle-scenario.5"), lines[2 * LINE_MAX_BYTES];

	for (int i = 0; i < param_rows(); i++) {
		param_lines(lines, param_row(i));
		want_lines("man/haggle-scenario.5", page, lines);
	}
	CU_ASSERT_EQUAL(count_between(page, ".Sh PARAMETERS", ".Sh FORMULAS", ".It Ic "),
		param_rows());
	free(page);
}

static void test_rules(void)
{
	char *page = slurp("man/haggle-theory.7"), lines[2 * LINE_MAX_BYTES];

	for (int r = 0; r < RULES; r++) {
		const struct rule_info *rule = rule_info((enum rule)r);
		bool id = rule->name[strlen(rule->name) - 1] == ':';
		snprintf(lines, sizeof lines, ".It Cm %s%s Pq Cm %c\n%s, maximises %s.\n%s",
			rule->name, id ? " Ns Ar ID" : "", rule->mark, rule->label,
			rule->maximises, rule->help);
		want_lines("man/haggle-theory.7", page, lines);
	}
	free(page);
}

/* Constraints of formulas and lessons that the pages give as figures. */
static void test_limits(void)
{
	char *page = slurp("man/haggle-scenario.5"), text[80];

	snprintf(text, sizeof text, "%d characters, %d nodes, a depth of %d", FORMULA_TEXT_MAX,
		FORMULA_NODES_MAX, FORMULA_DEPTH_MAX);
	want_text("man/haggle-scenario.5", page, text);
	snprintf(text, sizeof text, "at most %d constants", FORMULA_CONSTANTS_MAX);
	want_text("man/haggle-scenario.5", page, text);
	snprintf(text, sizeof text, "at most %d steps", LESSON_STEPS_MAX);
	want_text("man/haggle-scenario.5", page, text);
	snprintf(text, sizeof text, "a depth of %d, %d constants", FORMULA_DEPTH_MAX, FORMULA_CONSTANTS_MAX);
	want_text("man/haggle-scenario.5", page, text);
	snprintf(text, sizeof text, "%d,%03d with a common share or a fixed one; %d with shares",
		GAME_SPECIALISTS_MAX / 1000, GAME_SPECIALISTS_MAX % 1000, SCENARIO_SHARES_MAX);
	want_text("man/haggle-scenario.5", page, text);
	snprintf(text, sizeof text, "%d bytes an id, %d a name, %d a title", GAME_ID_MAX, GAME_NAME_MAX,
		SCENARIO_TEXT_MAX);
	want_text("man/haggle-scenario.5", page, text);
	snprintf(text, sizeof text, "%d steps, %d choices, %d changes a step", LESSON_STEPS_MAX,
		LESSON_CHOICES_MAX, LESSON_SETS_MAX);
	want_text("man/haggle-scenario.5", page, text);
	snprintf(text, sizeof text, "%d by %d cells", CANVAS_COLS_MAX, CANVAS_ROWS_MAX);
	want_text("man/haggle-scenario.5", page, text);
	snprintf(text, sizeof text, "%d people at once, a game of %d KiB", ROOM_PLACES, TOLD_GAME_MAX >> 10);
	want_text("man/haggle-scenario.5", page, text);
	free(page);
}

/* ---- the pages as mdoc ------------------------------------------------------ */

static void test_mandoc(void)
{
	struct child ran;

	child_shell(&ran, "command -v mandoc >/dev/null || exit 77\n"
		"exec mandoc -T lint -W warning man/*.[1-8]");
	if (ran.status == 77) {
		skip("there is no mandoc");
	} else {
		if (ran.status)
			fprintf(stderr, "%s", ran.out);
		CU_ASSERT_EQUAL(ran.status, 0);
	}
	child_free(&ran);
	child_shell(&ran, "command -v groff >/dev/null || exit 77\n"
		"for p in man/*.[1-8]; do groff -ww -mdoc -Tutf8 \"$p\" >/dev/null || exit 1; done");
	if (ran.status == 77) {
		skip("there is no groff");
	} else {
		CU_ASSERT_EQUAL(ran.status, 0);
		CU_ASSERT_STRING_EQUAL(ran.err, "");
	}
	child_free(&ran);
}

/* How a heading's or an item's text ends, or the next line begins, with a mark. */
static bool is_marked(const char *at)
{
	static const char *const marks[] = {"(in the paper", "(known", "(derived here",
		"(on convex sets known", "(the game of that paper", "(definitions", "(computed here"};
	const char *end = at + strcspn(at, "\n"), *next = *end ? end + 1 : end;

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const char *found = strstr(at, marks[i]);

		if ((found && found < end) || !strncmp(next, marks[i], strlen(marks[i])))
			return true;
	}
	return false;
}

/* Every numbered statement says whether it is known, in the paper, or derived here: ".Ss 12
 * Units (derived here)", ".It O3. Who moves last" with it in the next line. */
static void test_statements(void)
{
	char *page = slurp("man/haggle-theory.7");
	int statements = 0;

	for (char *line = page; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		bool heading = !strncmp(line, ".Ss ", 4) && line[4] >= '1' && line[4] <= '9';
		size_t digits = strncmp(line, ".It ", 4) ? 0 : strspn(line + 5, "0123456789");
		bool item = digits > 0 && strchr("OXC", line[4]) && line[5 + digits] == '.';

		if (!heading && !item)
			continue;
		statements++;
		if (!is_marked(line))
			fprintf(stderr, "not marked: %.*s\n", (int)strcspn(line, "\n"), line);
		CU_ASSERT_TRUE(is_marked(line));
	}
	CU_ASSERT_EQUAL(statements, 19 + 5 + 6 + 10);
	free(page);
}

/* ---- README ----------------------------------------------------------------- */

static void test_readme_lists(void)
{
	char *readme = slurp("README.md"), item[LINE_MAX_BYTES];
	struct preset_list list;
	struct error err;

	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, "presets", &err), STATUS_OK);
	CU_ASSERT_TRUE(list.count > 10);
	for (int i = 0; i < list.count; i++) {
		snprintf(item, sizeof item, "| `%s` |", list.item[i].name);
		want_text("README.md", readme, item);
	}
	CU_ASSERT_EQUAL(count_between(readme, "## Gallery", "\n## Trust", "| `"), list.count);
	preset_list_free(&list);
	want_text("README.md", readme, "\n    make deps run\n");
	want_text("README.md", readme, "\n    make deps check\n");
	free(readme);
}

/* The settings for sshd stand in the manual alone, which README sends to. */
static void test_readme_sshd(void)
{
	char *readme = slurp("README.md"), *page = slurp("man/haggle-restricted.8");

	want_text("README.md", readme, "haggle-restricted(8) has the settings for sshd");
	want_text("haggle-restricted(8)", page, "\nMatch Group class\n");
	CU_ASSERT_PTR_NULL(strstr(readme, "ForceCommand"));
	free(readme);
	free(page);
}

/* README is for those who begin: what it says fits on a few screens, tables apart. */
static void test_readme_short(void)
{
	char *readme = slurp("README.md");
	bool block = false;
	int lines = 0;

	for (char *line = readme; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		block = !strncmp(line, "```", 3) ? !block : block;
		lines += !block && *line != '|' && *line != '`' && *line != '\n';
	}
	CU_ASSERT_TRUE(lines <= 100);
	free(readme);
}

/* Who finds a hole learns from haggle-restricted(8) whether it counts, and what to send. */
static void test_security(void)
{
	static const char *const counts[] = {".Fl -restricted", "a file read that is not a preset",
		"a byte written", "a program run", "a connection made", "another\nprocess disturbed",
		"a terminal that obeys", "an ordinary fault", "send what was typed, or the file",
		"haggle --version --verbose"};
	char *page = slurp("man/haggle-restricted.8"), *section = strstr(page, "\n.Sh SECURITY\n");
	char *end = section ? strstr(section + 1, "\n.Sh ") : NULL;

	CU_ASSERT_PTR_NOT_NULL_FATAL(end);
	*end = '\0';
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		want_text("haggle-restricted(8), SECURITY", section, counts[i]);
	free(page);
	/* and that is something to send */
	CU_ASSERT_TRUE(child_ends("\"$HAGGLE\" --version --verbose", 0, "haggle ",
		"sandbox of --restricted: ", NULL));
}

/* How many files and directories below the top does the page name? They are all there. */
static int paths_named(const char *page)
{
	static const char *const top[] = {"src/", "include/", "tests/", "presets/", "man/"};
	char *text = slurp(page), path[LINE_MAX_BYTES];
	int named = 0;

	for (size_t k = 0; k < sizeof top / sizeof *top; k++)
		for (const char *at = text; (at = strstr(at, top[k])); at++) {
			size_t n = strspn(at, PATH_CHARACTERS);
			if ((at > text && strchr(PATH_CHARACTERS, at[-1])) || n >= sizeof path)
				continue;
			while (at[n - 1] == '.')
				n--;
			snprintf(path, sizeof path, "%.*s", (int)n, at);
			if (strstr(path, "NAME"))
				continue;
			if (access(path, R_OK))
				fprintf(stderr, "%s names %s\n", page, path);
			CU_ASSERT_FALSE(access(path, R_OK));
			named++;
		}
	free(text);
	return named;
}

static void test_readme_paths(void)
{
	CU_ASSERT_TRUE(paths_named("README.md") >= 4);
	CU_ASSERT_TRUE(paths_named("src/README") >= 10);
	CU_ASSERT_TRUE(paths_named("tests/README") >= 3);
}

static struct pty *start(const char *scenario)
{
	const char *argv[] = {HAGGLE_PROGRAM, scenario, NULL};
	struct pty *p = pty_start(&(struct pty_options){.argv = argv, .env = env});

	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	CU_ASSERT_TRUE(pty_wait_for(p, "q quit", PTY_WAIT));
	return p;
}

/* Whether text stands on the screen, within one row; waits for it. */
static bool shows(struct pty *p, const char *text)
{
	bool ok = pty_wait_for(p, text, PTY_WAIT);

	if (!ok) {
		char *screen = pty_screen(p);
		fprintf(stderr, "no \"%s\" on:\n%s\n", text, screen);
		free(screen);
	}
	return ok;
}

static void test_screen(void)
{
	char *readme = slurp("README.md");
	char *from = strstr(readme, "```\n[1 Overview]"), *to = from ? strstr(from + 4, "```\n") : NULL;
	struct pty *p = start("costly-specialist");

	CU_ASSERT_PTR_NOT_NULL_FATAL(to);
	*to = '\0';
	/* Every row, waited for: curves come coarse first. */
	int y = 0;
	for (char *line = strtok(from + 4, "\n"); line; line = strtok(NULL, "\n"), y++) {
		CU_ASSERT_TRUE(shows(p, line));
		CU_ASSERT_STRING_EQUAL(pty_row(p, y), line);
	}
	CU_ASSERT_EQUAL(y, 24);
	pty_free(p);
	free(readme);
}

/* ---- the tour --------------------------------------------------------------- */

/* One `key` of the tour, pressed; words that name no key are typed. */
static void press(struct pty *p, const char *key, int times)
{
	static const char *const named[] = {"PgDn", "PgUp", "Up", "Down", "Left", "Right", "Enter",
		"Esc", "Space", "Tab", "Home", "End"};
	char keys[80];

	snprintf(keys, sizeof keys, "%s", key);
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (!strcmp(key, named[i]))
			snprintf(keys, sizeof keys, "<%s>", key);
	while (times--)
		CU_ASSERT_TRUE(pty_send(p, keys));
}

/* The next `span` from *at on, before end, into out; false: there is none. */
static bool next_span(const char **at, const char *end, char *out, size_t size)
{
	const char *open = memchr(*at, '`', (size_t)(end - *at)), *close;

	if (!open)
		return false;
	close = memchr(open + 1, '`', (size_t)(end - open - 1));
	CU_ASSERT_PTR_NOT_NULL_FATAL(close);
	snprintf(out, size, "%.*s", (int)(close - open - 1), open + 1);
	*at = close + 1;
	return true;
}

/* A row "| keys | what happens |": presses, and waits for what must be seen. */
static void walk(struct pty *p, const char *row)
{
	const char *end = row + strcspn(row, "\n"), *at = row + 1;
	const char *middle = strstr(row, " | ");
	char span[120];
	bool seen = false;

	CU_ASSERT_TRUE_FATAL(middle && middle < end);
	while (next_span(&at, middle, span, sizeof span)) {
		static const char times[] = " \xc3\x97"; /* a multiplication sign */
		bool many = !strncmp(at, times, 3);
		press(p, span, many ? atoi(at + 3) : 1);
	}
	at = middle;
	while (next_span(&at, end, span, sizeof span)) {
		/* Single characters are spoken of; what is longer must be seen. */
		if (strlen(span) < 2)
			continue;
		seen = true;
		CU_ASSERT_TRUE(shows(p, span));
	}
	if (!seen)
		CU_ASSERT_TRUE(pty_wait_quiet(p, 30, PTY_WAIT) || pty_wait_exit(p, PTY_WAIT, NULL));
}

static void test_tour(void)
{
	char *readme = slurp("README.md");
	const char *row = strstr(readme, "## A five-minute tour");
	struct pty *p = start("symmetric");
	int steps = 0, status = -1;

	CU_ASSERT_PTR_NOT_NULL_FATAL(row);
	row = strstr(row, "\n|---|---|\n");
	CU_ASSERT_PTR_NOT_NULL_FATAL(row);
	for (row += strlen("\n|---|---|\n"); *row == '|'; row = strchr(row, '\n') + 1, steps++)
		walk(p, row);
	CU_ASSERT_TRUE(steps >= 15);
	CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, &status)); /* its last step is q */
	CU_ASSERT_EQUAL(status, 0);
	pty_free(p);
	free(readme);
}

/* ---- examples --------------------------------------------------------------- */

/* The scenario that a page prints between these lines reads without errors. */
static void check_example(const char *page, const char *from, const char *before)
{
	char *text = slurp(page), *start = strstr(text, from), *end;
	struct error_list *errors = calloc(1, sizeof *errors);
	struct scenario s;

	CU_ASSERT_PTR_NOT_NULL_FATAL(errors);
	CU_ASSERT_PTR_NOT_NULL_FATAL(start);
	start += strlen(from);
	end = strstr(start, before);
	CU_ASSERT_PTR_NOT_NULL_FATAL(end);
	if (scenario_parse(page, start, (size_t)(end - start), &s, errors) == STATUS_OK)
		scenario_free(&s);
	else
		fprintf(stderr, "%s: example: line %d: %s\n", page, errors->item[0].line,
			errors->item[0].text);
	CU_ASSERT_EQUAL(errors->count, 0);
	free(errors);
	free(text);
}

static void test_examples(void)
{
	check_example("man/haggle-scenario.5", ".Bd -literal -compact\n", ".Ed\n");
}

void suite_docs(void)
{
	CU_pSuite suite = CU_add_suite("docs", NULL, NULL);

	CU_add_test(suite, "haggle(1) has every key", test_keys);
	CU_add_test(suite, "haggle(1) has every option and command", test_options_and_commands);
	CU_add_test(suite, "haggle(1) has every view and quantity", test_views_and_quantities);
	CU_add_test(suite, "haggle-scenario(5) has every parameter", test_parameters);
	CU_add_test(suite, "haggle-scenario(5) has the limits", test_limits);
	CU_add_test(suite, "haggle-scenario(5)'s example reads", test_examples);
	CU_add_test(suite, "haggle-theory(7) has every rule", test_rules);
	CU_add_test(suite, "haggle-theory(7) marks every statement", test_statements);
	CU_add_test(suite, "the pages are clean mdoc", test_mandoc);
	CU_add_test(suite, "README lists every preset", test_readme_lists);
	CU_add_test(suite, "README sends to the manual for sshd", test_readme_sshd);
	CU_add_test(suite, "README is short", test_readme_short);
	CU_add_test(suite, "haggle-restricted(8) has what counts as a fault", test_security);
	CU_add_test(suite, "The READMEs name files that are there", test_readme_paths);
	CU_add_test(suite, "README's screen is the program's", test_screen);
	CU_add_test(suite, "README's tour does what it says", test_tour);
}
