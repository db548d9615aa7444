/* Actions: everything a key can do. One table, ACTIONS
 * below, gives the enum, the keys, the help screen and the list in the manual;
 * a new action is one row and a handler. */
#ifndef HAGGLE_UI_ACTION_H
#define HAGGLE_UI_ACTION_H

struct explorer;

/* What a handler asks of the loop, which alone solves and draws. An OR. */
enum effect {
	EFFECT_NONE = 0,
	EFFECT_REDRAW = 1,   /* something that is shown changed */
	EFFECT_SOLVE = 2,    /* the scenario changed: everything that follows from it too */
	EFFECT_EXTRA = 4,    /* what the view alone computes (maps...) is another */
	EFFECT_STYLE = 8,    /* colour scheme or mouse */
	EFFECT_REPAINT = 16, /* send the whole screen anew */
	EFFECT_COPY = 32,    /* explorer.copy is for the clipboard */
	EFFECT_SUSPEND = 64,
	EFFECT_QUIT = 128,
};

enum action_group {
	GROUP_PARAMETERS,
	GROUP_BARGAIN,
	GROUP_SPECIALISTS,
	GROUP_VIEWS,
	GROUP_COMPARE,
	GROUP_SCENARIO,
	GROUP_LESSON,
	GROUP_PROGRAM,
	GROUPS
};

enum action_flag {
	ACTION_UNRESTRICTED = 1, /* not with --restricted */
	ACTION_EDITS = 2,        /* changes the scenario: a lesson is no more as it was */
	ACTION_SCREEN = 4,       /* is nothing without a screen */
};

/* X(ID, name, keys, group, handler, argument, flags, help)
 * name: in tests and the manual. keys: names separated by blanks (ui/key.h). */
#define ACTIONS(X) \
	X(CURSOR_UP, "cursor-up", "Up k", PARAMETERS, act_cursor, -1, 0, \
		"choose the parameter above") \
	X(CURSOR_DOWN, "cursor-down", "Down j", PARAMETERS, act_cursor, +1, 0, \
		"choose the parameter below") \
	X(PLAYER_UP, "player-up", "PgUp", PARAMETERS, act_player, -1, 0, \
		"go to the player above") \
	X(PLAYER_DOWN, "player-down", "PgDn", PARAMETERS, act_player, +1, 0, \
		"go to the player below") \
	X(FIRST, "first", "Home", PARAMETERS, act_end, -1, 0, "choose the first parameter") \
	X(LAST, "last", "End", PARAMETERS, act_end, +1, 0, "choose the last parameter") \
	X(STEP_DOWN, "step-down", "Left h", PARAMETERS, act_step, -10, ACTION_EDITS, \
		"step the number down") \
	X(STEP_UP, "step-up", "Right l", PARAMETERS, act_step, +10, ACTION_EDITS, \
		"step the number up") \
	X(COARSE_DOWN, "coarse-down", "S-Left H", PARAMETERS, act_step, -100, ACTION_EDITS, \
		"ten steps down") \
	X(COARSE_UP, "coarse-up", "S-Right L", PARAMETERS, act_step, +100, ACTION_EDITS, \
		"ten steps up") \
	X(FINE_DOWN, "fine-down", "<", PARAMETERS, act_step, -1, ACTION_EDITS, \
		"a tenth of a step down") \
	X(FINE_UP, "fine-up", ">", PARAMETERS, act_step, +1, ACTION_EDITS, \
		"a tenth of a step up") \
	X(TYPE, "type", "Enter", PARAMETERS, act_type, 0, ACTION_EDITS | ACTION_SCREEN, \
		"type a value or a formula, choose a word from a list, show rows at rest") \
	X(FIND, "find", "/", PARAMETERS, act_list, LIST_FIND, 0, \
		"find a parameter by its name on the screen or in files") \
	X(RESET, "reset", "Backspace", PARAMETERS, act_reset, 0, ACTION_EDITS, \
		"this parameter back to the scenario's value") \
	X(RESET_ALL, "reset-all", "R", PARAMETERS, act_reset_all, 0, ACTION_EDITS, \
		"everything back to the scenario as it was opened") \
	X(FAMILY, "family", "f", PARAMETERS, act_family, +1, ACTION_EDITS, \
		"next word: the family of the function under the cursor, or what the row can be") \
	X(UNDO, "undo", "u", PARAMETERS, act_undo, -1, 0, \
		"undo the last change, or opening a scenario, or a step of a lesson") \
	X(REDO, "redo", "C-r", PARAMETERS, act_undo, +1, 0, \
		"redo what was undone") \
	X(SHARE_DOWN, "share-down", ",", BARGAIN, act_share, -1, ACTION_EDITS, \
		"lower the generalist's share; it is then fixed by hand") \
	X(SHARE_UP, "share-up", ".", BARGAIN, act_share, +1, ACTION_EDITS, \
		"raise the generalist's share; it is then fixed by hand") \
	X(RULE_NEXT, "rule-next", "b", BARGAIN, act_rule, +1, ACTION_EDITS, \
		"next bargaining rule") \
	X(RULE_PREVIOUS, "rule-previous", "B", BARGAIN, act_rule, -1, ACTION_EDITS, \
		"previous bargaining rule") \
	X(CONTRACT, "contract", "C", BARGAIN, act_contract, 0, 0, \
		"the contract: rows for fees, cost shares, payments; again: put away") \
	X(ADD, "add", "a", SPECIALISTS, act_add, 0, ACTION_EDITS, "add a specialist") \
	X(REMOVE, "remove", "x", SPECIALISTS, act_remove, 0, ACTION_EDITS, \
		"remove the selected specialist") \
	X(SELECT_NEXT, "select-next", "s", SPECIALISTS, act_select, +1, 0, \
		"select the next specialist: tables, sentence and share keys refer to it") \
	X(SELECT_PREVIOUS, "select-previous", "S", SPECIALISTS, act_select, -1, 0, \
		"select the previous specialist") \
	X(VIEW_1, "view-overview", "1", VIEWS, act_view, VIEW_OVERVIEW, 0, \
		"overview: utilities and frontier") \
	X(VIEW_2, "view-utilities", "2", VIEWS, act_view, VIEW_UTILITIES, 0, \
		"utilities against the share") \
	X(VIEW_3, "view-frontier", "3", VIEWS, act_view, VIEW_FRONTIER, 0, \
		"bargaining frontier: utility against utility") \
	X(VIEW_4, "view-investment", "4", VIEWS, act_view, VIEW_INVESTMENT, 0, \
		"investment: levels against the share, with the regimes") \
	X(VIEW_5, "view-response", "5", VIEWS, act_view, VIEW_RESPONSE, 0, \
		"response: backward induction, step by step (Space)") \
	X(VIEW_6, "view-functions", "6", VIEWS, act_view, VIEW_FUNCTIONS, 0, \
		"functions: cost and revenue, total and marginal") \
	X(VIEW_7, "view-statics", "7", VIEWS, act_view, VIEW_STATICS, 0, \
		"statics: any outcome (v) against any parameter (;)") \
	X(VIEW_8, "view-map", "8", VIEWS, act_view, VIEW_MAP, 0, \
		"map: any outcome (v) over two parameters (; and :)") \
	X(VIEW_9, "view-solutions", "9", VIEWS, act_view, VIEW_SOLUTIONS, 0, \
		"solutions: the table of all bargaining rules") \
	X(VIEW_0, "view-more", "0", VIEWS, act_view, VIEW_PATHS, 0, \
		"paths, under regulation: performance and safety; else axioms: what rules promise") \
	X(VIEW_NEXT, "view-next", "Tab", VIEWS, act_view_turn, +1, 0, "next view") \
	X(VIEW_PREVIOUS, "view-previous", "S-Tab", VIEWS, act_view_turn, -1, 0, \
		"previous view") \
	X(QUANTITY_NEXT, "quantity-next", "v", VIEWS, act_quantity, +1, 0, \
		"statics and map: next outcome to show") \
	X(QUANTITY_PREVIOUS, "quantity-previous", "V", VIEWS, act_quantity, -1, 0, \
		"statics and map: previous outcome to show") \
	X(AXIS_X, "axis-x", ";", VIEWS, act_axis, 0, 0, \
		"statics and map: the chosen parameter along the horizontal axis") \
	X(AXIS_Y, "axis-y", ":", VIEWS, act_axis, 1, 0, \
		"map: the chosen parameter along the vertical axis") \
	X(RANGE_WIDER, "range-wider", "+", VIEWS, act_range, +1, 0, \
		"statics and map: a wider range") \
	X(RANGE_NARROWER, "range-narrower", "-", VIEWS, act_range, -1, 0, \
		"statics and map: a narrower range") \
	X(LOG_ACROSS, "log-across", "\\", VIEWS, act_log, 0, 0, \
		"statics and map: the horizontal axis logarithmic, or linear") \
	X(LOG_UP, "log-up", "|", VIEWS, act_log, 1, 0, \
		"map: the vertical axis logarithmic, or linear") \
	X(RANGE_TYPE, "range-type", "=", VIEWS, act_range_type, 0, ACTION_SCREEN, \
		"statics and map: type the range, from:to or from:to:log") \
	X(LEFTWARD, "left-on-map", "[", VIEWS, act_walk, -1, ACTION_EDITS, \
		"statics and map: step the horizontal axis's parameter down") \
	X(RIGHTWARD, "right-on-map", "]", VIEWS, act_walk, +1, ACTION_EDITS, \
		"statics and map: step the horizontal axis's parameter up") \
	X(DOWNWARD, "down-on-map", "{", VIEWS, act_walk, -2, ACTION_EDITS, \
		"map: step the vertical axis's parameter down") \
	X(UPWARD, "up-on-map", "}", VIEWS, act_walk, +2, ACTION_EDITS, \
		"map: step the vertical axis's parameter up") \
	X(FRONTIER_X, "frontier-x", "X", VIEWS, act_frontier, 0, 0, \
		"frontier: next player on the horizontal axis") \
	X(FRONTIER_Y, "frontier-y", "Y", VIEWS, act_frontier, 1, 0, \
		"frontier: next player on the vertical axis") \
	X(TOGETHER, "together", "t", VIEWS, act_together, 0, 0, \
		"curves against all shares together, or against the selected specialist's") \
	X(READ, "read", "I", VIEWS, act_read, 0, 0, \
		"read values off a plot or table: Left Right, Up Down to marks, Enter takes it") \
	X(ZOOM, "zoom", "z", VIEWS, act_zoom, 0, ACTION_SCREEN, \
		"one view over the whole screen, with large figures") \
	X(GLYPHS, "glyphs", "g", VIEWS, act_glyphs, 0, ACTION_SCREEN, \
		"draw with ASCII characters, or with Unicode ones") \
	X(COLOURS, "colours", "c", VIEWS, act_colours, 0, ACTION_SCREEN, \
		"next colour scheme: auto, dark, light, contrast, safe, projector, mono") \
	X(PIN, "pin", "p", COMPARE, act_pin, 0, 0, \
		"pin: keep the present curves as ghosts to compare with; again: let them go") \
	X(PIN_ANOTHER, "pin-another", "P", COMPARE, act_pin_another, 0, ACTION_SCREEN, \
		"pin another scenario: choose it from the list") \
	X(SWAP, "swap", "T", COMPARE, act_swap, 0, ACTION_EDITS, \
		"swap the pinned scenario and the present one") \
	X(FILM, "play", "A", COMPARE, act_film, 0, ACTION_EDITS, \
		"play the chosen number from one value to another, as a film: Space pauses") \
	X(WHY, "why", "i", COMPARE, act_why, 0, 0, \
		"why: what everybody does, and what the next best choice would have paid") \
	X(OPEN, "open", "o F3", SCENARIO, act_list, LIST_PRESETS, 0, \
		"open a scenario: choose from the list, type to narrow it") \
	X(RELOAD, "reload", "F5", SCENARIO, act_reload, 0, 0, \
		"load the scenario again from its file; a lesson goes on at its step") \
	X(SAVE, "save", "w F2", SCENARIO, act_save, 0, ACTION_UNRESTRICTED, \
		"save the scenario to a file") \
	X(EXPORT, "export", "e", SCENARIO, act_export, 0, ACTION_UNRESTRICTED, \
		"export this view as text, data or a picture, by the file's ending") \
	X(COMMAND, "command", "y", SCENARIO, act_command, 0, 0, \
		"show the command line that gives this screen, and copy it") \
	X(NEXT, "next", "n", LESSON, act_next, +1, 0, \
		"next step of the lesson, or of backward induction (view 5)") \
	X(BACK, "back", "N", LESSON, act_next, -1, 0, "back a step") \
	X(REVEAL, "reveal", "Space", LESSON, act_reveal, 0, 0, \
		"reveal the answer, else next step; after changes, this step as it was") \
	X(LESSON_UP, "lesson-up", "K", LESSON, act_lesson_scroll, -1, ACTION_SCREEN, \
		"scroll the lesson's text up") \
	X(LESSON_DOWN, "lesson-down", "J", LESSON, act_lesson_scroll, +1, ACTION_SCREEN, \
		"scroll the lesson's text down") \
	X(ROLE, "role", "r", LESSON, act_role, 0, 0, \
		"role play: haggle over the share, invest by hand, see what your choices cost") \
	X(FOLLOW, "follow", "F", LESSON, act_follow, 0, 0, \
		"in a class: all see what the teacher sees, or each goes on alone") \
	X(HELP, "help", "? F1", PROGRAM, act_list, LIST_HELP, 0, "this help; type to search it") \
	X(OPTIONS, "options", "O", PROGRAM, act_options, 0, 0, \
		"options: colours, glyphs, mouse; what is chosen is remembered") \
	X(MOUSE, "mouse", "m", PROGRAM, act_mouse, 0, ACTION_SCREEN, \
		"mouse on or off (off: the terminal selects text)") \
	X(DISMISS, "dismiss", "Esc", PROGRAM, act_dismiss, 0, 0, \
		"close the topmost window, the zoom or the lesson") \
	X(REPAINT, "repaint", "C-l", PROGRAM, act_effects, EFFECT_REPAINT | EFFECT_REDRAW, \
		ACTION_SCREEN, "draw the screen anew") \
	X(SUSPEND, "suspend", "C-z", PROGRAM, act_effects, EFFECT_SUSPEND, \
		ACTION_UNRESTRICTED | ACTION_SCREEN, \
		"suspend; fg resumes") \
	X(QUIT, "quit", "q F10 C-c", PROGRAM, act_effects, EFFECT_QUIT, 0, "quit")

#define ACTION_ID(id, name, keys, group, handler, argument, flags, help) ACTION_##id,
enum action_id { ACTIONS(ACTION_ID) ACTION_COUNT };
#undef ACTION_ID

/* The handlers: each returns effects, and is given the argument of its row. */
#define ACTION_HANDLER(id, name, keys, group, handler, argument, flags, help) \
	unsigned handler(struct explorer *e, int);
ACTIONS(ACTION_HANDLER)
#undef ACTION_HANDLER

struct action {
	const char *name;
	const char *keys;
	enum action_group group;
	unsigned (*run)(struct explorer *e, int argument); /* returns effects */
	int argument;
	unsigned flags; /* OR of enum action_flag */
	const char *help;
};

const struct action *action_info(enum action_id id); /* id < ACTION_COUNT */
const char *action_group_name(enum action_group group);
/* The action of a key, or -1. */
int action_find(int key);
/* Runs it: refuses what a restricted explorer does not do. Returns effects. */
unsigned action_run(struct explorer *e, enum action_id id);

#endif
