/* The explorer's state, and the parts that work on it. The terminal is not
 * among them: all of this runs, and is tested, without one. */
#ifndef HAGGLE_UI_STATE_H
#define HAGGLE_UI_STATE_H

#include "bargain/facts.h"
#include "bargain/quantity.h"
#include "model/viewname.h"
#include "ui/action.h"
#include "ui/coroutine.h"
#include "ui/explorer.h"
#include "ui/key.h"
#include "ui/line.h"
#include "ui/role.h"
#include "ui/style.h"
#include "ui/undo.h"
#include "game/match.h"
#include "view/reading.h"
#include "view/screen.h"

#include <sys/stat.h>

#define PARAM_NAME_MAX 100

/* Which keys mean what. */
enum mode {
	MODE_PLAY,
	MODE_PROMPT,
	MODE_LIST,
	MODE_FILM,   /* a number goes from one value to another by itself */
	MODE_READ,   /* going along a plot or table */
	MODE_EXPORT, /* waits until what is exported is computed */
};

enum prompt_kind { PROMPT_VALUE, PROMPT_RANGE, PROMPT_SAVE, PROMPT_EXPORT, PROMPT_FILM };

struct prompt_state {
	enum prompt_kind kind;
	struct line line;
	char label[PARAM_NAME_MAX]; /* a parameter's name, for PROMPT_VALUE */
	char hint[ERROR_TEXT_MAX];  /* what is allowed */
	char error[ERROR_TEXT_MAX]; /* what is wrong about the text; "" nothing */
	int bad_column;
	bool marked;               /* the first character typed replaces the text */
	bool confirmed;            /* overwriting was asked about: Enter again does it */
};

/* What an axis spans, as long as that parameter lies along it. */
struct axis_range {
	char param[PARAM_NAME_MAX];
	struct span span;
	bool chosen; /* by the user: stays where the parameter leaves it, too */
};

/* A scenario kept to compare with. */
struct pin {
	bool on;
	bool before;         /* it is what a lesson's step changed */
	struct scenario scenario;
	struct study *study; /* owned */
	bool left;           /* work on it */
	struct lab lab;      /* beside the present one; none before it is first needed */
	bool lab_ok;         /* it is along the line that the present one is */
	bool lab_left;       /* work on it */
};

/* A study and the scenario that it is of. */
struct solved {
	struct scenario scenario; /* owned */
	struct study *study;      /* owned; NULL before the first */
	unsigned scene;           /* which scenario of the pipeline's */
	unsigned asked;           /* what is to be found: OR of enum study_have */
	bool seen;                /* it was on the screen, and nothing was to be hidden */
};
/* One at work, one that is shown, one whose rules are. */
enum { STUDIES = 3 };

/* What is computed in turn with the rest. */
enum job { JOB_STUDY, JOB_EXTRA, JOB_PIN, JOB_PIN_LAB, JOB_FACTS, JOB_READ, JOBS };

/* What is being computed. */
struct pipeline {
	struct coroutine *job[JOBS]; /* owned */
	double seconds;         /* for the slice at hand */
	struct solved solved[STUDIES];
	int current;         /* at work, or the last that was */
	int shown, ruled;    /* what has been there to be shown, and with all rules; -1: none */
	struct study *study; /* of solved[current] */
	unsigned scene;      /* scenarios so far */
	unsigned always;     /* OR of enum study_have: needed, whatever is on the screen */
	bool patient;        /* somebody presses keys: the rest may wait for the last of them */
	bool slow;           /* all of the last study took long */
	unsigned put_off;    /* of what was needed, what waits for that; while this was the view: */
	enum view_id put_off_in;
	bool waits;          /* it still does */
	double spent;        /* s on the present scenario */
	double (*clock)(void); /* of the time at work, in s */
	struct lab lab;      /* what the view alone needs */
	bool study_left;
	bool extra_left;   /* of what the view alone needs */
	bool extra_begun;  /* it was reset for the present scenario and settings */
	bool extra_ok;     /* and there is something to show */
	bool extra_pinned; /* it looks at the pinned scenario as well */
	bool turn;         /* whose slice is next */
	int curve_axis;    /* of the study */
	struct facts *facts; /* owned: the numbers in the texts of a lesson's step, */
	const struct lesson_step *facts_of; /* of that one; NULL: none */
	bool facts_left;
};

/* What is said of the last key, where else the sentence stands. */
enum note_kind { NOTE_NONE, NOTE_WELCOME, NOTE_ROW, NOTE_CHANGE };
struct note {
	enum note_kind kind;
	unsigned count; /* of notes so far: whoever takes it away in time sees a new one */
	char text[ERROR_TEXT_MAX];
};

/* How things stood before a key. */
struct note_mark {
	bool outcome; /* one was shown */
	int cursor;
	int step;      /* of a lesson, */
	bool revealed; /* and whether its answer was shown, */
	bool away;     /* or it was left */
	enum rule rule;
	char opened[ERROR_FILE_MAX];                      /* the scenario */
	char name[PARAM_NAME_MAX], value[PARAM_NAME_MAX]; /* of the chosen row */
};

/* Where a lesson stands. */
struct lesson_state {
	int step;
	bool revealed;
	int chosen; /* answer, -1 none yet */
	signed char answer[LESSON_STEPS_MAX]; /* of all steps that were answered, 1 + which; */
	bool seen[LESSON_STEPS_MAX];          /* and whether what happens was shown there */
	bool touched; /* something was changed since the step was shown */
	bool leaving; /* Esc was pressed once in a question */
	bool away;    /* left, to play freely */
	int first;    /* line of the text at the top */
};

/* What is read off. Zeroed: nothing. */
struct read_state {
	double at[2]; /* the share, the values along the view's axes, the level, or the product */
	int rule;     /* of the table */
	struct reading shown; /* all that, for views */
	struct solved there;  /* owned: the scenario with the values that are read */
	bool left;    /* work on that */
	bool known;   /* there is an outcome, or will be; else why not: */
	struct error error;
	double *delta;         /* owned, like all that follows */
	struct outcome out;
	struct match *match;
};

/* A number on its way, in so many frames. */
#define FILM_FRAMES 40
struct film {
	bool paused, begun; /* begun: something was changed */
	char param[PARAM_NAME_MAX];
	double from, to, start;
	bool log;
	int frame;
	long regimes; /* at the last frame; -1: not known */
};

/* How much of what is being pasted was taken. */
enum pasted { PASTED_NOTHING, PASTED_LINE, PASTED_ENOUGH };

/* How it looks and listens: options.c's table. */
enum option { OPTION_COLORS, OPTION_GLYPHS, OPTION_MOUSE, OPTION_CURVES, OPTION_ROW_HELP,
	OPTION_SPEED, OPTIONS };

/* What the mouse's button was pressed on, and has hold of. */
enum held { HELD_NOTHING, HELD_PANEL, HELD_PRESENT, HELD_PLOT };

struct explorer {
	/* the options */
	bool restricted, no_config;
	char *presets; /* owned */
	struct key_entry class_key; /* in a class: what its key does now, in play; NULL: in none */
	bool led;       /* and no other key than that and q does anything */

	/* what is played */
	struct scenario scenario;
	struct scenario base; /* as opened */
	struct undo undo;
	struct pipeline pipeline;
	struct pin pin;
	struct lesson_state lesson;
	struct stat file; /* of the lesson, as it was when last looked at; zeroed before */
	struct role_state role;

	/* what is looked at */
	int cursor;     /* the panel's row (view/rows.h) */
	struct row_folds folds; /* those that are open */
	struct outcome_before before; /* owned */
	struct note note;
	struct read_state read;
	struct film film;
	int specialist; /* selected, from 0 */
	enum view_id view;
	bool zoom, zoomed_overview; /* which comes back after it */
	bool together;  /* curves vary all shares at once */
	int frontier_x, frontier_y;
	int response_step;
	bool total;     /* functions in total */
	struct quantity quantity[VIEWS]; /* that a view shows; where chosen: */
	bool quantity_chosen[VIEWS];
	char axis[2][PARAM_NAME_MAX]; /* of views with axes; "" none chosen yet */
	struct axis_range range[VIEWS][2];

	/* how */
	bool unicode, unicode_possible;
	enum scheme scheme;
	int colors;         /* that the terminal has, as style_get has it */
	enum ground ground; /* its own */
	long ground_rgb;    /* as it told it, 0xrrggbb; -1: it did not */
	bool mouse;
	int option[OPTIONS]; /* choices, of those that are kept nowhere else */
	unsigned options_given;      /* for this time, 1 << enum option */
	int options_before[OPTIONS]; /* when their screen was opened */

	/* what is in front */
	enum mode mode;
	struct prompt_state prompt;
	struct list_state list;
	char message[ERROR_TEXT_MAX];
	enum ink message_ink;
	char *copy; /* owned: for the clipboard */
	size_t copy_most; /* bytes that it takes; 0: there is none */
	int key;    /* being handled */
	bool exports_again; /* what is typed while an export is waited for is for the next one: */
	struct line export_next; /* where to */
	enum pasted pasted;
	enum held held;
	bool held_changed; /* something, since the button was pressed */
	bool merge; /* with the last change: one step of undo in all */
	unsigned due; /* EFFECT_SOLVE, EFFECT_EXTRA: asked for and not yet begun */

	struct canvas canvas;
	struct screen_shown shown;
	int panel_first;
};

/* ---- explorer_state.c: the whole ------------------------------------------ */

/* Copies the options' scenario. cols and rows: of the canvas. On failure
 * nothing is left to free. */
enum status explorer_init(struct explorer *e, const struct explorer_options *o, int cols,
	int rows, struct error *err);
void explorer_free(struct explorer *e);
enum status explorer_resize(struct explorer *e, int cols, int rows, struct error *err);
/* What a key, a pasted character or the mouse does; effects. */
unsigned explorer_key(struct explorer *e, int key);
/* The same of a key in free play. */
unsigned explorer_play(struct explorer *e, int key);
unsigned explorer_paste(struct explorer *e, int cp);
unsigned explorer_mouse(struct explorer *e, const struct mouse *m);
/* Says something on the status line. Returns EFFECT_REDRAW. */
unsigned explorer_say(struct explorer *e, enum ink ink, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Says what went wrong, with its place. */
unsigned explorer_fail(struct explorer *e, const struct error *err);
/* The preset, or file by its path, called so, into *s, as far as the explorer takes it. On failure
 * *err: the first thing that is wrong, and how many more are. */
enum status explorer_open(const struct explorer *e, const char *name, struct scenario *s,
	struct error *err);
/* Takes the scenario over (*s is emptied) as opened anew; undo comes back to
 * the one before, as it was left. */
unsigned explorer_adopt(struct explorer *e, struct scenario *s);
/* Cursor, selection and view within what is there. */
void explorer_settle(struct explorer *e);
/* The scheme that the screen is shown in now. */
enum scheme explorer_scheme(const struct explorer *e);

/* ---- frame.c: the screen -------------------------------------------------- */

void explorer_draw(struct explorer *e);
/* The same with all that there is to compute, for who does not look on meanwhile. */
void explorer_finish(struct explorer *e);
/* What the view looks at, for drawing it elsewhere. */
void frame_view(const struct explorer *e, struct view_model *v);

/* ---- studies.c: what the screen needs of the scenario -------------------------- */

enum status studies_init(struct pipeline *w, struct error *err);
void studies_free(struct pipeline *w);
/* Another scenario: what comes first is begun, or all where it is quick. */
void studies_begin(struct explorer *e);
/* Goes on for about pipeline.seconds. */
void studies_step(struct explorer *e);
/* Whether anything that is needed is left, but for what waits. */
bool studies_left(const struct explorer *e);
/* Whether anything waits for no key being pressed any more. */
bool studies_wait(const struct explorer *e);
/* For so many seconds none has been. Returns how long it still waits; INFINITY: nothing does. */
double studies_quiet(struct explorer *e, double seconds);
/* Whether there is something to show of the present scenario. */
bool studies_ready(const struct explorer *e);
/* What is shown was on the screen, with nothing hidden. */
void studies_seen(struct explorer *e);
double studies_progress(const struct explorer *e);
/* What is known of the present scenario. */
const struct study *pipeline_known(const struct explorer *e);
/* The study to show: the present one, or, until it has enough, that of a
 * scenario before where it is of the same players. */
const struct study *pipeline_shown(const struct explorer *e);
/* The study whose rules and Pareto set are shown: that, or, until it has them, one before. */
const struct study *pipeline_rules(const struct explorer *e);

/* ---- pipeline.c: computing in slices ------------------------------------------ */

enum status pipeline_init(struct pipeline *w, struct error *err);
void pipeline_free(struct pipeline *w);
/* The scenario changed: starts over. */
void pipeline_reset(struct explorer *e);
/* The view or its settings changed: only what the view alone needs. */
void pipeline_reset_extra(struct explorer *e);
/* The numbers of the lesson's step, as far as they are known: none before they are begun. */
const struct facts *pipeline_facts(const struct explorer *e);
/* The lesson may be another one: what is known of the step is not. */
void pipeline_forget_facts(struct explorer *e);
/* Begins whatever is due. Until then, what was computed is of a scenario that
 * may have had other players: whoever reads it beside the scenario calls this
 * first. */
void pipeline_catch_up(struct explorer *e);
/* Called when the screen has been drawn: has what the view alone needs computed
 * anew where it does not fit the room (it is due then). */
void pipeline_fit(struct explorer *e);
/* Works for about `seconds`; whether anything is left. */
bool pipeline_step(struct explorer *e, double seconds);
bool pipeline_left(const struct explorer *e);
/* Begins whatever is due, and works until nothing is left. */
void pipeline_finish(struct explorer *e);
/* Whether what it computes steps back behind other processes (coroutine_lower). */
void pipeline_lower(struct explorer *e, bool low);
/* Whether there is enough to show. */
bool pipeline_ready(const struct explorer *e);
double pipeline_progress(const struct explorer *e); /* 0..1 */
/* Which share curves vary: a specialist's, or -1 for all together. */
int pipeline_curve_axis(const struct explorer *e);
/* Whether the view's lab takes that. */
bool pipeline_takes(const struct explorer *e, enum view_takes what);
/* The work of the view's own lab, where there is something to show; or NULL. */
const void *pipeline_lab(const struct explorer *e);
/* What the view shows of its quantities: as chosen, or what goes with the scenario
 * as it is now. */
struct quantity pipeline_quantity(const struct explorer *e);
/* The parameter along an axis of the view (0, 1); picks one where none has been
 * chosen. STATUS_INPUT where there is none to pick. */
enum status pipeline_axis(const struct explorer *e, int axis, struct param_ref *ref,
	struct error *err);

/* ---- range.c --------------------------------------------------------------- */

/* What an axis of the view spans: as chosen; else what it did, as long as the parameter's
 * value is within; else around the value. */
const struct span *range_of(struct explorer *e, int axis, const struct param_ref *ref);
/* What the options say of the axes, and of the quantity, of the view that is begun with. */
enum status range_begin(struct explorer *e, const struct explorer_options *o, struct error *err);
/* Ranges as typed, one an axis; none: back to what they are by themselves. STATUS_INPUT
 * leaves all as it was. */
enum status range_take(struct explorer *e, const char *text, struct error *err);

/* ---- edit.c, cursor.c: the chosen row, and changing it ------------------------ */

/* The chosen parameter; false where the row is none. */
bool edit_ref(const struct explorer *e, struct param_ref *ref);
/* Shows or hides the rows at rest that the cursor is on. */
unsigned cursor_unfold(struct explorer *e);
/* Moves the cursor to a parameter by name, if it is shown. */
void edit_go(struct explorer *e, const char *param);
/* Moves it to the first parameter of a player that is not at rest; a specialist is then selected. */
void cursor_to_player(struct explorer *e, int player);
/* A number or choice; of a share, the present one. */
double edit_get(const struct explorer *e, const struct param_ref *ref);
/* Its value for readers, into out. Returns out. */
char *edit_text(const struct explorer *e, const struct param_ref *ref, char *out, size_t size);
/* Sets it, undoably; a share as edit_share does. */
unsigned edit_set(struct explorer *e, const struct param_ref *ref, double value);
/* Sets by text, undoably. STATUS_INPUT leaves all as it was. */
enum status edit_set_text(struct explorer *e, const struct param_ref *ref, const char *text,
	struct error *err);
/* The generalist's share of specialist i (-1: all) to value, undoably; the
 * bargain becomes fixed at the present shares but for this one. */
unsigned edit_share(struct explorer *e, int i, double value);
/* Chooses a rule. */
unsigned edit_rule(struct explorer *e, struct bargain b);
/* The present share of the selected specialist. */
double edit_present_share(const struct explorer *e, int i);
/* Whether the parameter is a share, and whose (-1: all). */
bool edit_is_share(const struct explorer *e, const struct param_ref *ref, int *whose);

/* ---- prompt.c ------------------------------------------------------------- */

void prompt_open(struct explorer *e, enum prompt_kind kind, const char *label,
	const char *text);
unsigned prompt_key(struct explorer *e, int key);
/* Says something until the next key. Returns EFFECT_REDRAW. */
unsigned prompt_say(struct explorer *e, const char *text);
/* Back to what was typed, with what is wrong about it. Returns EFFECT_REDRAW. */
unsigned prompt_complain(struct explorer *e, const struct error *err);

/* ---- help.c, command.c: lists that are read ------------------------------------ */

void help_fill(struct explorer *e);
const char *help_title(const struct explorer *e, char *out, size_t size);
/* Keys that are no actions: they mean something in front of something only. */
struct front_key {
	const char *group, *keys, *help; /* group: where, as a heading */
};
/* Row i; false beyond the last. */
bool help_front_key(int i, struct front_key *out);
/* Whether the key turned a page, began a search or closed it. */
bool help_key(struct explorer *e, int key);
void command_fill(struct explorer *e);
void why_fill(struct explorer *e);
/* Explains a study, which may go afterwards, in the place of the present outcome's; what it is of. */
unsigned why_open(struct explorer *e, const struct study *st, const char *where);
/* ---- film.c --------------------------------------------------------------------- */

enum status film_begin(struct explorer *e, const char *text, struct error *err);
unsigned film_key(struct explorer *e, int key);
/* Whether it goes on by itself; its next frame, where the last one is solved. */
bool film_runs(const struct explorer *e);
unsigned film_tick(struct explorer *e);
unsigned film_end(struct explorer *e);

/* ---- read.c: the read-out ------------------------------------------------------ */

/* What the view's places stand for. */
enum view_reads read_kind(const struct explorer *e);
/* Begins to read or goes on; without memory e->mode stays what it is, and that is said. */
unsigned read_start(struct explorer *e);
/* Explains what is read, which ends the reading. */
unsigned read_why(struct explorer *e);
/* The same at a share or level, or with other values along the axes. */
unsigned read_at(struct explorer *e, double x, double y);
/* What a share comes to, whatever the view: in e->read.out until read_end. On failure *err. */
enum status read_at_share(struct explorer *e, double share, struct error *err);
/* Whether anything of what is read is still to be solved; a slice of it, as long as
 * pipeline.seconds. */
bool read_left(const struct explorer *e);
void read_step(struct explorer *e);
/* Leaves it; also where none is on. */
void read_end(struct explorer *e);
/* What is read, from what is known by now. */
void read_update(struct explorer *e);
/* ---- read_move.c: moving it about, taking what is read ---------------------------- */

/* As read_at, at a place of the view, from the left and top of where it can be read. */
unsigned read_cell(struct explorer *e, int x, int y);
/* Whether what is read so could be taken over. */
bool read_takes(enum view_reads kind);
unsigned read_key(struct explorer *e, int key);

/* ---- choice.c, browser.c, list.c: lists to choose from ---------------------------- */

void find_fill(struct explorer *e);
unsigned find_choose(struct explorer *e, int index);
void words_fill(struct explorer *e);
unsigned words_open(struct explorer *e);
unsigned words_choose(struct explorer *e, int index);
/* Whether role play is to keep outcomes hidden. */
bool role_hides(const struct explorer *e);
/* What the last round came to, until the game is another; or NULL. */
const struct played_mark *role_mark(const struct explorer *e);
/* Reads the presets, where that has not been done since the list was opened; where that fails,
 * the list is closed and says why. */
void browser_fill(struct explorer *e);
unsigned browser_open(struct explorer *e, int preset);
/* Lessons, games or both. */
unsigned browser_turn(struct explorer *e);
/* The list, with the first lesson chosen. */
unsigned browser_lessons(struct explorer *e);
unsigned browser_open_path(struct explorer *e, const char *path);
/* What the chosen preset is about and what to try, into out; NULL: it does not say. */
const char *browser_detail(const struct explorer *e, char *out, size_t size);
/* ---- reload.c ------------------------------------------------------------------- */

/* Whether the lesson's file may have been written since the last time this was asked. */
bool reload_due(struct explorer *e);
/* Loads a lesson whose file is another one by now, if nothing was changed by the user;
 * else says so. Effects. */
unsigned reload_changed(struct explorer *e);

/* ---- pin.c: what is compared with ------------------------------------------------- */

/* Keeps a copy of a scenario to compare with; false without memory. */
bool pin_set(struct explorer *e, const struct scenario *s);
void pin_clear(struct explorer *e);
/* Begins the pinned scenario's lab beside the present one, where the view has such
 * a thing, unless it is that already. */
void pin_begin_lab(struct explorer *e);
/* The pinned scenario where its players are as many as the present one's, and
 * its present shares are known; for a view that computes with it. */
const struct scenario *pin_known(const struct explorer *e);
/* Whether anything is left to be done on what is pinned; a slice of it,
 * as long as pipeline.seconds. */
bool pin_left(const struct explorer *e);
void pin_step(struct explorer *e);

/* ---- lesson.c ----------------------------------------------------------------------- */

bool lesson_on(const struct explorer *e);
/* Begins the lesson, with no answers, at that step. Effects. */
unsigned lesson_begin(struct explorer *e, int step);
/* Shows the present step once more, with what was answered. Effects. */
unsigned lesson_resume(struct explorer *e);
/* The step's text with its numbers as far as they are known, malloced; NULL for NULL. */
char *lesson_words(const struct explorer *e, const char *text, enum lesson_moment when);
/* Answered right and answered at all, of the questions with choices shown so far. */
void lesson_score(const struct explorer *e, int *right, int *answered);
/* The key answers the step's question; false: it is for others. */
bool lesson_answer(struct explorer *e, int key, unsigned *effects);
/* The user changed something. */
void lesson_touch(struct explorer *e);
/* Leaves the lesson for free play, or comes back to it exactly. */
unsigned lesson_leave(struct explorer *e);
/* Whether curves are to be kept hidden, and what is to be done first. */
bool lesson_hides(const struct explorer *e);
const char *lesson_hidden(const struct explorer *e);
/* Whether a question keeps the step's changes back, and shows all as it was before. */
bool lesson_waits(const struct explorer *e);
/* Whether a question is open. */
bool lesson_asks(const struct explorer *e);
/* The scenario with the changes kept back, into *out, which the caller frees. */
enum status lesson_to_come(const struct explorer *e, struct scenario *out, struct error *err);

/* ---- save.c, command.c: files ------------------------------------------------------ */

/* Why one should ask before that path is written to, as a scenario or as an export: it exists, and
 * is not just what was opened, or it has other names; NULL: there is nothing to ask. */
const char *save_doubt(const struct explorer *e, const char *path, bool scenario);
/* Saves to the path typed. On failure *err, nothing written. */
enum status save_scenario(struct explorer *e, const char *path, struct error *err);
/* Whether the view can be exported to that path, by what it is called. */
enum status export_check(const struct explorer *e, const char *path, struct error *err);
/* Writes the view as far as it is computed. On failure *err, nothing written. */
enum status export_view(const struct explorer *e, const char *path, struct error *err);
/* Has the path typed written as soon as the view is finished, which is when
 * export_turn comes to it; it is for whoever works in slices to call, after
 * them. Both return effects. */
unsigned export_begin(struct explorer *e);
unsigned export_turn(struct explorer *e);
unsigned export_key(struct explorer *e, int key);
/* The command line that gives the present screen, malloced; NULL without
 * memory. *complete: nothing is lost in it. */
char *command_line(const struct explorer *e, bool *complete);
/* Whether the scenario is other than as opened. */
bool command_changed(const struct explorer *e);

/* ---- options.c, config.c: how it looks and listens ----------------------------------- */

/* Sets the option called name to the word; nothing where there is no such thing. */
void option_take(struct explorer *e, const char *name, const char *word);
/* As they are before anything is chosen. */
void options_init(struct explorer *e);
/* Seconds that the help of a row just chosen stands; 0: it is not shown. */
int option_row_help(const struct explorer *e);
/* Frames of a film in a second. */
int option_speed(const struct explorer *e);
struct option_row {
	const char *name;  /* of the command line's option, where there is one, and in the file */
	const char *label; /* on the screen */
	const char *more;  /* what the words do not say */
	int choices;
	const char *const *words; /* NULL: the schemes' names */
	int (*get)(const struct explorer *e);         /* NULL: of explorer.option */
	void (*set)(struct explorer *e, int choice);  /* NULL: in explorer.option */
};
const struct option_row *option_row(enum option option);
/* The word that it is at now; all words. */
const char *option_now(const struct explorer *e, enum option option);
const char *option_word(enum option option, int choice);
/* Sets it, remembers it for next time and says so. Effects. */
unsigned option_choose(struct explorer *e, enum option option, int choice);
void options_fill(struct explorer *e);
/* What the options' screen says below them, into out. Returns out. */
const char *options_detail(const struct explorer *e, char *out, size_t size);
/* The chosen option's next or last word. Effects. */
unsigned options_turn(struct explorer *e, int by);
/* False: the key is for lists. */
bool options_key(struct explorer *e, int key, unsigned *effects);

/* Reads what was chosen last time, as far as it can be read. */
void config_read(struct explorer *e);
/* Remembers one choice for next time, and leaves the others as they are in the file. On
 * failure *err. */
enum status config_write(const struct explorer *e, const char *name, const char *value,
	struct error *err);

/* ---- note.c: what was just chosen or changed --------------------------------- */

void note_welcome(struct explorer *e);
void note_row(struct explorer *e);
/* Before a key, and after it with its effects: what it changed becomes the note, and the
 * outcome from before it stays in e->before. */
void note_before(struct explorer *e, struct note_mark *mark);
void note_after(struct explorer *e, const struct note_mark *mark, unsigned effects);
void note_end(struct explorer *e);
/* The note as it is to be shown now, into out; NULL: none. */
const char *note_text(const struct explorer *e, char *out, size_t size);
void before_free(struct outcome_before *b);

#endif
