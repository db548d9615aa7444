/* The names of the views, as lessons and --view use them. What each draws and
 * computes belongs to the view layer; here are only the words, so that scenario
 * files can be checked without it. */
#ifndef HAGGLE_MODEL_VIEWNAME_H
#define HAGGLE_MODEL_VIEWNAME_H

/* The steps that the view response is gone through in. */
#define RESPONSE_STEPS 4

/* X(ID, name, steps), in the order of the keys 1 to 9 and 0. steps: that the view is
 * gone through in, one at a time; 0: none. src/view/view_NAME.c has the rest as
 * struct view_info view_NAME. */
#define VIEW_NAMES(X) \
	X(OVERVIEW, overview, 0) \
	X(UTILITIES, utilities, 0) \
	X(FRONTIER, frontier, 0) \
	X(INVESTMENT, investment, 0) \
	X(RESPONSE, response, RESPONSE_STEPS) \
	X(FUNCTIONS, functions, 0) \
	X(STATICS, statics, 0) \
	X(MAP, map, 0) \
	X(SOLUTIONS, solutions, 0) \
	X(PATHS, paths, 0) \
	X(AXIOMS, axioms, 0)

#define VIEW_ID(id, name, steps) VIEW_##id,
enum view_id { VIEW_NAMES(VIEW_ID) VIEWS };
#undef VIEW_ID

/* All of them in one line, blanks between, for messages: a constant. */
#define VIEW_NAME_WORD(id, name, steps) " " #name
#define VIEW_NAME_LIST (&(VIEW_NAMES(VIEW_NAME_WORD))[1])

#define VIEW_NAME_MAX 16
extern const char view_name[VIEWS][VIEW_NAME_MAX];

/* Its digit; those beyond nine share one. */
#define VIEW_DIGIT(id) ((int)(id) < 9 ? (int)(id) + 1 : 0)

/* The view called name, or -1. */
int view_find(const char *name);
/* The steps that it is gone through in, or 0. */
int view_steps(enum view_id id);

#endif
