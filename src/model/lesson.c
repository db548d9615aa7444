/* Lessons in memory. */
#include "model/lesson.h"

#include <stdlib.h>
#include <string.h>

void lesson_free(struct lesson *l)
{
	for (int i = 0; i < l->steps; i++)
		for (int k = 0; k < LESSON_STRINGS; k++)
			free(l->step[i].string[k]);
	free(l->step);
	l->step = NULL;
	l->steps = 0;
}

/* Every string of *to is its own or NULL afterwards, also on failure. */
static bool step_copy(struct lesson_step *to, const struct lesson_step *from)
{
	bool ok = true;

	*to = *from;
	for (int k = 0; k < LESSON_STRINGS; k++) {
		to->string[k] = from->string[k] ? strdup(from->string[k]) : NULL;
		ok = ok && !to->string[k] == !from->string[k];
	}
	return ok;
}

enum status lesson_copy(struct lesson *to, const struct lesson *from, struct error *err)
{
	bool ok = true;

	to->steps = 0;
	to->step = NULL;
	if (!from->steps)
		return STATUS_OK;
	to->step = malloc((size_t)from->steps * sizeof(*to->step));
	for (; to->step && ok && to->steps < from->steps; to->steps++)
		ok = step_copy(&to->step[to->steps], &from->step[to->steps]);
	if (to->step && ok)
		return STATUS_OK;
	lesson_free(to);
	return error_set(err, STATUS_SYSTEM, "out of memory");
}
