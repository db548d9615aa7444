/* The names of the views, as lessons and --view use them. The drawing of each
 * belongs to the view layer; here are only the words, so that scenario files
 * can be checked without it. */
#ifndef HAGGLE_MODEL_VIEWNAME_H
#define HAGGLE_MODEL_VIEWNAME_H

/* In the order of the keys 1 to 9. */
enum view_name {
	VIEW_NAME_OVERVIEW,
	VIEW_NAME_UTILITIES,
	VIEW_NAME_FRONTIER,
	VIEW_NAME_INVESTMENT,
	VIEW_NAME_RESPONSE,
	VIEW_NAME_FUNCTIONS,
	VIEW_NAME_STATICS,
	VIEW_NAME_MAP,
	VIEW_NAME_SOLUTIONS,
	VIEW_NAMES
};

/* The view response goes step by step. */
#define RESPONSE_STEPS 4

/* The view called name, or -1. */
int view_name_find(const char *name);
/* All of them in one line, blanks between, for messages. */
const char *view_name_list(void);

#endif
