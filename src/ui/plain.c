/* The explorer without a screen: what a line says, by the explorer's own handlers. */
#include "ui/plain.h"

#include "base/num.h"
#include "base/text.h"
#include "view/caption.h"
#include "view/export.h"
#include "view/say.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define COLS 80 /* of the screen that there is not: views take their room by it */
#define ROWS 24
#define SLICE 1.0 /* s of work between two looks at whether there is more */
#define LEAVES 4  /* presses of Esc that leave whatever is in front */

/* ---- work ------------------------------------------------------------------------- */

static void solve(struct plain *p)
{
	pipeline_catch_up(&p->e);
	while (pipeline_step(&p->e, SLICE))
		;
}

static void do_effects(struct plain *p, unsigned effects)
{
	p->e.due |= effects & (EFFECT_SOLVE | EFFECT_EXTRA);
	if (pipeline_curve_axis(&p->e) != p->e.pipeline.curve_axis)
		p->e.due |= EFFECT_SOLVE;
	if (effects & EFFECT_QUIT)
		p->end = true;
	solve(p);
}

static char *shares_now(const struct plain *p, char out[SAY_MAX])
{
	const struct study *st = p->e.pipeline.study;

	out[0] = '\0';
	return study_has_outcome(st) ? say_shares(st, st->delta, out, SAY_MAX) : out;
}

/* Says the message that a handler left, and that there is none any more. */
static bool say_message(struct plain *p)
{
	bool any = *p->e.message != '\0';

	if (any)
		plain_stop(p, p->e.message);
	*p->e.message = '\0';
	return any;
}

/* What a handler put in front of a screen: a list is read out, all else is left. */
static bool leave_front(struct plain *p)
{
	struct explorer *e = &p->e;
	bool any = false;

	if (e->mode == MODE_LIST && list_update(e))
		for (int i = 0; i < e->list.count; i++) {
			const struct list_item *item = &e->list.item[i];

			if (!*item->text && !*item->left)
				continue;
			plain_add(p, "%s%s%s", any ? "\n" : "", item->left, *item->left ? ": " : "");
			plain_stop(p, item->text);
			any = true;
		}
	for (int i = 0; i < LEAVES && e->mode != MODE_PLAY; i++)
		explorer_key(e, K_ESC);
	*e->message = any ? '\0' : *e->message;
	return any;
}

/* ---- rows -------------------------------------------------------------------------- */

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}

/* What follows `name` at the start of the line: the rest, from its first character on, or
 * NULL where the line does not begin so. */
static const char *after(const char *line, const char *name)
{
	size_t n = strlen(name);
	const char *rest = line + n;

	if (strncasecmp(line, name, n) != 0 || (*rest && !strchr(" \t=", *rest)))
		return NULL;
	rest = skip_blanks(rest);
	return *rest == '=' ? skip_blanks(rest + 1) : rest;
}

/* The row that the line begins with, by its name on screens or in files, the longest
 * first; *value: what follows. */
static bool find_row(const struct plain *p, const char *line, struct param_ref *ref,
	const char **value)
{
	size_t longest = 0;
	struct param_ref at;

	for (int i = 0; param_at(&p->e.scenario, i, &at); i++) {
		char said[PARAM_NAME_MAX], name[PARAM_NAME_MAX];
		const char *names[] = {
			param_caption(&p->e.scenario, &at, said, sizeof said),
			param_name(&p->e.scenario, &at, name, sizeof name)};

		for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
			const char *rest = after(line, names[k]);

			if (!rest || strlen(names[k]) <= longest)
				continue;
			longest = strlen(names[k]);
			*ref = at;
			*value = rest;
		}
	}
	return longest > 0;
}

/* A value for readers: shares to four digits, the rest as it was set. */
static void value_text(const struct plain *p, const struct param_ref *ref, char *out, size_t size)
{
	int whose;

	if (edit_is_share(&p->e, ref, &whose) && (lesson_hides(&p->e) || role_hides(&p->e)))
		snprintf(out, size, "?");
	else if (edit_is_share(&p->e, ref, &whose))
		num_format_short(edit_get(&p->e, ref), 4, out, size);
	else
		param_get_text(&p->e.scenario, ref, out, size);
}

static void say_row(struct plain *p, const struct param_ref *ref)
{
	char name[PARAM_NAME_MAX], full[PARAM_NAME_MAX], value[LINE_BYTES];

	param_caption(&p->e.scenario, ref, name, sizeof name);
	value_text(p, ref, value, sizeof value);
	prompt_open(&p->e, PROMPT_VALUE, param_name(&p->e.scenario, ref, full, sizeof full), "");
	if (plain_hidden(p))
		plain_add(p, " ");
	else
		plain_add(p, "%s is %s. ", name, value);
	if (*p->e.prompt.hint)
		plain_add(p, "Allowed: %s. ", p->e.prompt.hint);
	plain_add(p, "%s", ref->info->help);
	p->e.mode = MODE_PLAY;
}

/* Sets a row as its prompt does. */
static enum status set_row(struct plain *p, const struct param_ref *ref, const char *value,
	struct error *err)
{
	struct explorer *e = &p->e;
	char name[PARAM_NAME_MAX], full[PARAM_NAME_MAX], old[LINE_BYTES], new[LINE_BYTES];
	char shares[SAY_MAX];
	struct param_ref now;
	unsigned effects;

	param_name(&e->scenario, ref, full, sizeof full);
	param_caption(&e->scenario, ref, name, sizeof name);
	value_text(p, ref, old, sizeof old);
	shares_now(p, shares);
	prompt_open(e, PROMPT_VALUE, full, value);
	effects = prompt_key(e, K_ENTER);
	if (e->mode == MODE_PROMPT) {
		e->mode = MODE_PLAY;
		return error_set(err, STATUS_INPUT, "%s: %s", name, e->prompt.error);
	}
	do_effects(p, effects);
	if (param_find(&e->scenario, full, &now, NULL) == STATUS_OK) {
		value_text(p, &now, new, sizeof new);
		plain_add(p, "%s %s to %s: ", name, old, *new == '?' ? value : new);
	}
	plain_say_change(p, shares);
	return STATUS_OK;
}

static enum status do_rows(struct plain *p, const char *unused, struct error *err)
{
	struct param_ref ref;

	(void)unused;
	(void)err;
	if (plain_hidden(p))
		return STATUS_OK;
	for (int i = 0; param_at(&p->e.scenario, i, &ref); i++) {
		char name[PARAM_NAME_MAX], value[LINE_BYTES];

		value_text(p, &ref, value, sizeof value);
		plain_add(p, "%s%s: %s", i > 0 ? "\n" : "",
			param_caption(&p->e.scenario, &ref, name, sizeof name), value);
	}
	return STATUS_OK;
}

/* ---- outcomes ------------------------------------------------------------------------ */

static enum status do_show(struct plain *p, const char *unused, struct error *err)
{
	(void)unused;
	(void)err;
	if (!plain_hidden(p))
		plain_say_outcome(p);
	return STATUS_OK;
}

static enum status do_table(struct plain *p, const char *unused, struct error *err)
{
	(void)unused;
	(void)err;
	if (!plain_hidden(p))
		plain_say_table(p);
	return STATUS_OK;
}

static enum status do_read(struct plain *p, const char *text, struct error *err)
{
	double share;

	if (!num_parse(text, &share) || share < 0 || share > 1)
		return error_set(err, STATUS_INPUT, "read takes a share from 0 to 1");
	if (plain_hidden(p))
		return STATUS_OK;
	return plain_say_read(p, share, err);
}

static enum status do_why(struct plain *p, const char *unused, struct error *err)
{
	(void)unused;
	(void)err;
	if (plain_hidden(p))
		return STATUS_OK;
	act_why(&p->e, 0);
	if (!leave_front(p))
		say_message(p);
	return STATUS_OK;
}

/* ---- opening, lessons ------------------------------------------------------------------ */

/* The preset called so: by its name, by that of a lesson without the "lesson-", or the only
 * one whose name has it. */
static enum status find_preset(struct plain *p, const char *name, char *out, size_t size,
	struct error *err)
{
	struct preset_list list = {0};
	char lesson[80];
	int found = -1, many = 0;
	bool exact = false;
	enum status status = preset_list_read(&list, p->e.presets, err);

	if (status != STATUS_OK)
		return status;
	snprintf(lesson, sizeof lesson, "lesson-%s", name);
	for (int i = 0; i < list.count && !exact; i++) {
		const char *own = list.item[i].name;

		exact = !strcmp(own, name) || !strcmp(own, lesson);
		if (!exact && !strstr(own, name))
			continue;
		found = i;
		many++;
	}
	if (found >= 0 && (exact || many == 1))
		snprintf(out, size, "%s", list.item[found].name);
	else
		status = error_set(err, STATUS_INPUT, found < 0
			? "there is no scenario '%.60s'; open lists them"
			: "'%.60s' is in the names of several scenarios; open lists them", name);
	preset_list_free(&list);
	return status;
}

static enum status refuse(const struct error_list *errors, struct error *err)
{
	if (errors->count > 0)
		*err = errors->item[0];
	else
		error_set(err, STATUS_INPUT, "it cannot be opened");
	return err->status;
}

static enum status open_named(struct plain *p, const char *name, struct error *err)
{
	struct error_list errors;
	struct scenario s;
	char preset[80];
	enum status status = STATUS_OK;

	error_list_init(&errors);
	if (scenario_is_path(name)) {
		if (p->e.restricted)
			return error_set(err, STATUS_INPUT, "only presets are opened here, by name");
		status = scenario_open(name, &s, &errors);
	} else if ((status = find_preset(p, name, preset, sizeof preset, err)) != STATUS_OK) {
		return status;
	} else {
		status = preset_open(preset, p->e.presets, &s, &errors);
	}
	if (status != STATUS_OK)
		return refuse(&errors, err);
	if (s.game.n > GAME_SPECIALISTS_EXPLORER) {
		scenario_free(&s);
		return error_set(err, STATUS_INPUT, "that has more specialists than %d",
			GAME_SPECIALISTS_EXPLORER);
	}
	p->before = NAN;
	do_effects(p, explorer_adopt(&p->e, &s));
	*p->e.message = '\0';
	return STATUS_OK;
}

static void say_opened(struct plain *p)
{
	const struct scenario *s = &p->e.scenario;

	plain_stop(p, *s->title ? s->title : s->name);
	plain_add(p, " ");
	if (lesson_on(&p->e) && !p->e.lesson.away) {
		plain_say_step(p);
		return;
	}
	plain_say_outcome(p);
	plain_add(p, " Commands: help.");
}

/* Says all there are, or opens one. */
static enum status do_open(struct plain *p, const char *name, struct error *err)
{
	enum status status;

	if (!*name) {
		do_effects(p, action_run(&p->e, ACTION_OPEN));
		if (!leave_front(p))
			say_message(p);
		return STATUS_OK;
	}
	status = open_named(p, name, err);
	if (status == STATUS_OK)
		say_opened(p);
	return status;
}

#define NO_LESSON "no lesson is open: lesson NAME opens one, open lists them"

/* On or back by one step, remembering what it was like before. */
static void turn(struct plain *p, int by)
{
	const struct study *st = p->e.pipeline.study;

	if (by > 0 && !lesson_hides(&p->e) && study_has_outcome(st))
		p->before = study_efficiency(st, st->present.joint);
	else if (by < 0)
		p->before = NAN;
	do_effects(p, act_next(&p->e, by));
}

static enum status do_turn(struct plain *p, int by, struct error *err)
{
	int step = p->e.lesson.step;
	bool lesson = lesson_on(&p->e), away = p->e.lesson.away;

	if (!lesson && !view_steps(p->e.view))
		return error_set(err, STATUS_INPUT, NO_LESSON);
	turn(p, by);
	if (!say_message(p) && lesson && (step != p->e.lesson.step || away))
		plain_say_step(p);
	else if (!lesson)
		plain_say_outcome(p);
	return STATUS_OK;
}

static enum status do_next(struct plain *p, const char *unused, struct error *err)
{
	(void)unused;
	return do_turn(p, +1, err);
}

static enum status do_back(struct plain *p, const char *unused, struct error *err)
{
	(void)unused;
	return do_turn(p, -1, err);
}

/* "NAME", "NAME STEP", or "STEP" of the lesson that is open. */
static enum status do_lesson(struct plain *p, const char *text, struct error *err)
{
	char name[LINE_BYTES];
	const char *blank = strrchr(text, ' ');
	long step = 1;
	enum status status = STATUS_OK;

	snprintf(name, sizeof name, "%s", text);
	if (num_parse_int(text, 1, LESSON_STEPS_MAX, &step))
		*name = '\0';
	else if (blank && num_parse_int(blank + 1, 1, LESSON_STEPS_MAX, &step))
		name[blank - text] = '\0';
	if (*name)
		status = open_named(p, name, err);
	if (status != STATUS_OK)
		return status;
	if (!lesson_on(&p->e))
		return error_set(err, STATUS_INPUT, "there is no lesson in that: lesson NAME STEP");
	if (step > p->e.base.lesson.steps)
		return error_set(err, STATUS_INPUT, "it has %d steps", p->e.base.lesson.steps);
	if (p->e.lesson.step >= step || !*name)
		do_effects(p, lesson_begin(&p->e, 0));
	while (p->e.lesson.step + 1 < step)
		turn(p, +1);
	*p->e.message = '\0';
	plain_say_step(p);
	return STATUS_OK;
}

/* Shows the answer; in a step that asks nothing, or whose answer is there, goes on. */
static enum status do_reveal(struct plain *p, const char *unused, struct error *err)
{
	int step = p->e.lesson.step;
	bool revealed = p->e.lesson.revealed;

	(void)unused;
	if (!lesson_on(&p->e))
		return error_set(err, STATUS_INPUT, NO_LESSON);
	do_effects(p, act_reveal(&p->e, 0));
	if (say_message(p))
		return STATUS_OK;
	if (step == p->e.lesson.step && !revealed && p->e.lesson.revealed)
		plain_say_reveal(p);
	else
		plain_say_step(p);
	return STATUS_OK;
}

/* A letter that answers the question at hand; false: it is something else. */
static bool answer(struct plain *p, const char *line)
{
	struct explorer *e = &p->e;
	unsigned effects = EFFECT_NONE;

	if (line[0] == '\0' || line[1] != '\0'
		|| !lesson_answer(e, tolower((unsigned char)line[0]), &effects))
		return false;
	if (e->lesson.revealed) {
		say_message(p);
		return true;
	}
	*e->message = '\0';
	if (e->lesson.touched) /* the answer is to the step as it was, whatever was tried */
		effects |= act_reveal(e, 0);
	do_effects(p, effects);
	do_effects(p, act_reveal(e, 0));
	*e->message = '\0';
	plain_say_reveal(p);
	return true;
}

/* ---- files ---------------------------------------------------------------------------- */

/* Asks once before a file is written over: the same again does it. */
static enum status may_write(struct plain *p, const char *path, struct error *err)
{
	bool asked = strcmp(p->asked, path) == 0;

	*p->asked = '\0';
	if (!*path)
		return error_set(err, STATUS_INPUT, "it takes the name of a file");
	if (strlen(path) >= sizeof p->asked || access(path, F_OK) != 0 || asked)
		return STATUS_OK;
	snprintf(p->asked, sizeof p->asked, "%s", path);
	return error_set(err, STATUS_INPUT, "%s exists: the same again writes over it", path);
}

static enum status do_save(struct plain *p, const char *path, struct error *err)
{
	enum status status = p->e.restricted ? STATUS_OK : may_write(p, path, err);

	if (status == STATUS_OK)
		status = save_scenario(&p->e, path, err);
	if (status == STATUS_OK)
		plain_add(p, "Written: %s.", path);
	return status;
}

static enum status do_export(struct plain *p, const char *path, struct error *err)
{
	enum status status = export_check(&p->e, path, err);

	if (status == STATUS_OK)
		status = may_write(p, path, err);
	if (status == STATUS_OK)
		status = export_view(&p->e, path, err);
	if (status == STATUS_OK)
		plain_add(p, "Written: %s.", path);
	return status;
}

/* ---- commands ------------------------------------------------------------------------- */

static enum status do_quit(struct plain *p, const char *unused, struct error *err)
{
	(void)unused;
	(void)err;
	p->end = true;
	return STATUS_OK;
}

static enum status do_help(struct plain *p, const char *name, struct error *err);

/* What is said otherwise than by the action of that name, or is no action. */
static const struct command {
	const char *name, *takes;
	enum status (*run)(struct plain *p, const char *text, struct error *err);
	const char *help;
} commands[] = {
	{"show", "", do_show, "say the bargain and what everybody gets"},
	{"read", " SHARE", do_read, "say what everybody would get at a share"},
	{"table", "", do_table, "say what every rule comes to"},
	{"why", "", do_why, "say why everybody does what it does"},
	{"rows", "", do_rows, "say all rows with their values; a row's name says that one"},
	{"open", " NAME", do_open, "open a scenario; without a name, say which there are"},
	{"lesson", " NAME STEP", do_lesson, "open a lesson, at a step"},
	{"next", "", do_next, "next step of the lesson"},
	{"back", "", do_back, "back a step"},
	{"reveal", "", do_reveal, "say the answer"},
	{"role", "", plain_role, "play a role: haggle over the share, and invest"},
	{"save", " FILE", do_save, "save the scenario"},
	{"export", " FILE", do_export, "write the view to a file: " EXPORT_ENDINGS},
	{"help", " NAME", do_help, "say what there is, or what a command does"},
	{"quit", "", do_quit, "end"},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

/* Nothing without a screen. */
static bool needs_screen(enum action_id id)
{
	switch (id) {
	case ACTION_TYPE:
	case ACTION_FIND:
	case ACTION_RANGE_TYPE:
	case ACTION_ZOOM:
	case ACTION_GLYPHS:
	case ACTION_COLOURS:
	case ACTION_OPTIONS:
	case ACTION_PIN_ANOTHER:
	case ACTION_FILM:
	case ACTION_MOUSE:
	case ACTION_REPAINT:
	case ACTION_SUSPEND:
	case ACTION_LESSON_UP:
	case ACTION_LESSON_DOWN:
		return true;
	default:
		return false;
	}
}

/* Whatever a word can name: commands first, then actions. */
enum { NAMES = COMMANDS + ACTION_COUNT };

static const char *name_of(int i)
{
	if (i < COMMANDS)
		return commands[i].name;
	for (int k = 0; k < COMMANDS; k++)
		if (!strcmp(commands[k].name, action_info((enum action_id)(i - COMMANDS))->name))
			return NULL; /* that is said already */
	return needs_screen((enum action_id)(i - COMMANDS)) ? NULL
		: action_info((enum action_id)(i - COMMANDS))->name;
}

/* The one whose name the word is, or begins; -1 with what is wrong. */
static int find_name(const char *word, struct error *err)
{
	char several[ERROR_TEXT_MAX] = "";
	int found = -1, count = 0;

	for (int i = 0; i < NAMES; i++) {
		const char *name = name_of(i);

		if (!name || strncasecmp(name, word, strlen(word)) != 0)
			continue;
		if (strlen(name) == strlen(word))
			return i;
		found = i;
		count++;
		if (strlen(several) + strlen(name) + 3 < sizeof several) {
			strcat(several, *several ? ", " : "");
			strcat(several, name);
		}
	}
	if (count > 1)
		error_set(err, STATUS_INPUT, "'%.40s' can be %s", word, several);
	else if (count == 0)
		error_set(err, STATUS_INPUT, "there is no row or command '%.40s'; help says which "
			"there are", word);
	return count == 1 ? found : -1;
}

static enum status do_help(struct plain *p, const char *word, struct error *err)
{
	int one = *word ? find_name(word, err) : -1;

	if (*word && one < 0)
		return err->status;
	for (int i = 0; i < NAMES; i++) {
		const char *name = name_of(i);

		if (!name || (one >= 0 && i != one))
			continue;
		plain_add(p, "%s%s%s: %s", i > 0 && one < 0 ? "\n" : "", name,
			i < COMMANDS ? commands[i].takes : "",
			i < COMMANDS ? commands[i].help
				     : action_info((enum action_id)(i - COMMANDS))->help);
	}
	if (!*word)
		plain_add(p, "\nA row and a value set it: cost scale of m 4. A row alone is said. "
			"Names may be cut short. In a question a, b, c answer.");
	return STATUS_OK;
}

/* An action, and then what it changed. */
static void act(struct plain *p, enum action_id id)
{
	char shares[SAY_MAX];
	int cursor = p->e.cursor;
	enum view_id view = p->e.view;
	struct param_ref ref;
	unsigned effects;
	bool said;

	shares_now(p, shares);
	effects = action_run(&p->e, id);
	do_effects(p, effects);
	said = leave_front(p);
	said = (!said && say_message(p)) || said;
	if (p->end)
		return;
	if (effects & EFFECT_SOLVE) {
		plain_add(p, said ? " " : "");
		plain_say_change(p, shares);
	} else if (!said && p->e.view != view) {
		plain_stop(p, view_info(p->e.view)->label);
	} else if (!said && p->e.cursor != cursor && edit_ref(&p->e, &ref)) {
		say_row(p, &ref);
	} else if (!said) {
		plain_stop(p, action_info(id)->help);
	}
}

static enum status do_word(struct plain *p, const char *line, struct error *err)
{
	char word[LINE_BYTES];
	size_t n = strcspn(line, " \t");
	int i;

	snprintf(word, sizeof word, "%.*s", (int)(n < sizeof word ? n : sizeof word - 1), line);
	i = find_name(word, err);
	if (i < 0)
		return err->status;
	if (i < COMMANDS)
		return commands[i].run(p, skip_blanks(line + n), err);
	act(p, (enum action_id)(i - COMMANDS));
	return STATUS_OK;
}

enum status plain_line(struct plain *p, const char *text)
{
	struct error *err = &p->error;
	struct param_ref ref;
	const char *value;
	char line[LINE_BYTES];
	enum status status = STATUS_OK;
	size_t n;

	*p->e.message = '\0';
	text = skip_blanks(text);
	n = strlen(text);
	while (n > 0 && isspace((unsigned char)text[n - 1]))
		n--;
	if (n >= sizeof line)
		return error_set(err, STATUS_INPUT, "a line has at most %zu bytes",
			sizeof line - 1);
	memcpy(line, text, n);
	line[n] = '\0';
	if (n == 0 || line[0] == '#')
		return STATUS_OK;
	if (plain_role_on(p))
		status = plain_role_line(p, line, err);
	else if (answer(p, line))
		;
	else if (find_row(p, line, &ref, &value) && *value)
		status = set_row(p, &ref, value, err);
	else if (find_row(p, line, &ref, &value))
		say_row(p, &ref);
	else
		status = do_word(p, line, err);
	if (status == STATUS_OK && !p->end)
		fputc('\n', p->out);
	return status;
}

/* ---- the whole ------------------------------------------------------------------------- */

enum status plain_init(struct plain *p, const struct explorer_options *o, FILE *out,
	struct error *err)
{
	enum status status;

	memset(p, 0, sizeof *p);
	p->out = out;
	p->before = NAN;
	status = explorer_init(&p->e, o, COLS, ROWS, err);
	if (status != STATUS_OK)
		return status;
	do_effects(p, EFFECT_NONE);
	*p->e.message = '\0';
	say_opened(p);
	fputc('\n', out);
	return STATUS_OK;
}

void plain_free(struct plain *p)
{
	explorer_free(&p->e);
}

static void complain(const struct error *err, int line, FILE *complaints)
{
	char text[ERROR_TEXT_MAX + ERROR_FILE_MAX + 32];

	fprintf(complaints, "haggle: line %d: %s\n", line,
		error_format(err, text, sizeof text));
}

static enum status run_lines(struct plain *p, FILE *in, FILE *complaints, bool prompt,
	bool strict)
{
	char *line = NULL;
	size_t room = 0;
	enum status status = STATUS_OK;

	for (int number = 1; !p->end; number++) {
		if (prompt)
			fputs("> ", p->out);
		fflush(p->out);
		if (getline(&line, &room, in) < 0)
			break;
		status = plain_line(p, line);
		fflush(p->out);
		if (status != STATUS_OK)
			complain(&p->error, number, complaints);
		if (status != STATUS_OK && strict)
			break;
		status = STATUS_OK;
	}
	free(line);
	return status;
}

enum status plain_run(const struct explorer_options *o, FILE *in, FILE *out, FILE *complaints,
	bool prompt, bool strict, struct error *err)
{
	struct plain *p = malloc(sizeof *p);
	enum status status = p ? plain_init(p, o, out, err)
		: error_set(err, STATUS_SYSTEM, "out of memory");

	if (status != STATUS_OK) {
		free(p);
		return status;
	}
	/* what was wrong has been said, unless it is the end that could not be */
	status = run_lines(p, in, complaints, prompt, strict);
	plain_free(p);
	free(p);
	return status;
}
