/* Whether a lesson shows what it asks before it asks it. */
#ifndef HAGGLE_UI_LEAK_H
#define HAGGLE_UI_LEAK_H

#include "model/scenario.h"

#define LEAK_TEXT_MAX 200

struct leak {
	int step;       /* that asks, from 0 */
	int line;       /* of its section in the file */
	char text[LEAK_TEXT_MAX]; /* what can be seen, and where */
};

/* Walks the lesson on a screen of 80x24 and looks, in every view, for the numbers of the
 * right choice and of the reveal: on the screens of earlier steps with the same parameters,
 * shares and rule apart, and on the step's own before the answer. Numbers that the question
 * or the axes or the parameters have are no leaks; nor is a rule's name, unless the step
 * has it chosen and it is the right choice. A lesson with [lab] steps has none: a class plays
 * it in a room. *leaks (to be freed) has *count of them. STATUS_SYSTEM
 * without memory. */
enum status lesson_leaks(const struct scenario *s, struct leak **leaks, int *count,
	struct error *err);

#endif
