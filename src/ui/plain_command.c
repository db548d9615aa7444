/* The explorer without a screen: its commands, and actions by their names. */
#include "ui/plain.h"

#include "base/num.h"
#include "view/export.h"
#include "view/say.h"

#include <string.h>
#include <strings.h>

static enum status do_show(struct plain *p, UNUSED const char *unused, UNUSED struct error *err)
{
	if (!plain_hidden(p))
		plain_say_outcome(p);
	return STATUS_OK;
}

static enum status do_table(struct plain *p, UNUSED const char *unused, UNUSED struct error *err)
{
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

static enum status do_why(struct plain *p, UNUSED const char *unused, UNUSED struct error *err)
{
	if (plain_hidden(p))
		return STATUS_OK;
	act_why(&p->e, 0);
	if (!plain_leave_front(p))
		plain_say_message(p);
	return STATUS_OK;
}

/* ---- files ---------------------------------------------------------------------------- */

/* Asks once before a file is written over: the same again does it. */
static enum status may_write(struct plain *p, const char *path, bool scenario, struct error *err)
{
	bool asked = strcmp(p->asked, path) == 0;
	const char *doubt = save_doubt(&p->e, path, scenario);

	*p->asked = '\0';
	if (!*path)
		return error_set(err, STATUS_INPUT, "it takes the name of a file");
	if (strlen(path) >= sizeof p->asked || !doubt || asked)
		return STATUS_OK;
	snprintf(p->asked, sizeof p->asked, "%s", path);
	return error_set(err, STATUS_INPUT, "%s: %s: the same again writes over it", path,
		doubt);
}

static enum status do_save(struct plain *p, const char *path, struct error *err)
{
	enum status status = p->e.restricted ? STATUS_OK : may_write(p, path, true, err);

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
		status = may_write(p, path, false, err);
	if (status == STATUS_OK)
		status = export_view(&p->e, path, err);
	if (status == STATUS_OK)
		plain_add(p, "Written: %s.", path);
	return status;
}

/* ---- commands ------------------------------------------------------------------------- */

static enum status do_quit(struct plain *p, UNUSED const char *unused, UNUSED struct error *err)
{
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
	{"rows", "", plain_rows, "read out all rows with their values; a row's name alone, that row"},
	{"find", " TEXT", plain_find, "say the rows whose names have the text; a single one is chosen"},
	{"play", " ROW FROM:TO", plain_film, "play a number from one value to another"},
	{"options", " NAME WORD", plain_options, "say how haggle looks and listens, or set it"},
	{"open", " NAME", plain_open, "open a scenario; without a name, list them"},
	{"lesson", " NAME STEP", plain_lesson, "open a lesson, at a step"},
	{"next", "", plain_next, "next step of the lesson"},
	{"back", "", plain_back, "back a step"},
	{"reveal", "", plain_reveal, "say the answer"},
	{"role", "", plain_role, "play a role: haggle over the share, and invest"},
	{"save", " FILE", do_save, "save the scenario"},
	{"export", " FILE", do_export, "write the view to a file: " EXPORT_ENDINGS},
	{"help", " NAME", do_help, "list the commands, or explain one"},
	{"quit", "", do_quit, "end"},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

/* Whatever a word can name: commands first, then actions. */
enum { NAMES = COMMANDS + ACTION_COUNT };

static const char *name_of(int i)
{
	if (i < COMMANDS)
		return commands[i].name;
	for (int k = 0; k < COMMANDS; k++)
		if (!strcmp(commands[k].name, action_info((enum action_id)(i - COMMANDS))->name))
			return NULL; /* that is said already */
	return action_info((enum action_id)(i - COMMANDS))->flags & ACTION_SCREEN ? NULL
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
		plain_add(p, "\nA row and a value set it: cost scale of m 4. A row alone is read out. "
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

	plain_shares_now(p, shares);
	effects = action_run(&p->e, id);
	plain_do(p, effects);
	said = plain_leave_front(p);
	said = (!said && plain_say_message(p)) || said;
	if (p->end)
		return;
	if (effects & EFFECT_SOLVE) {
		plain_add(p, said ? " " : "");
		plain_say_change(p, shares);
	} else if (!said && p->e.view != view) {
		plain_stop(p, view_info(p->e.view)->label);
	} else if (!said && p->e.cursor != cursor && edit_ref(&p->e, &ref)) {
		plain_say_row(p, &ref);
	} else if (!said) {
		plain_stop(p, action_info(id)->help);
	}
}

enum status plain_word(struct plain *p, const char *line, struct error *err)
{
	char word[LINE_BYTES];
	size_t n = strcspn(line, " \t");
	int i;

	snprintf(word, sizeof word, "%.*s", (int)(n < sizeof word ? n : sizeof word - 1), line);
	i = find_name(word, err);
	if (i < 0)
		return err->status;
	if (i < COMMANDS)
		return commands[i].run(p, plain_skip_blanks(line + n), err);
	act(p, (enum action_id)(i - COMMANDS));
	return STATUS_OK;
}
