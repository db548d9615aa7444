/* Lessons in memory. */
#include "model/lesson.h"

#include <stdlib.h>
#include <string.h>

static void step_free(struct lesson_step *step)
{
	free(step->title);
	free(step->text);
	free(step->view);
	free(step->specialist);
	free(step->question);
	free(step->reveal);
	free(step->notes);
	for (int i = 0; i < step->reveal_sets; i++)
		free(step->reveal_set[i]);
	for (int i = 0; i < LESSON_CHOICES_MAX; i++)
		free(step->because[i]);
	for (int i = 0; i < step->sets; i++)
		free(step->set[i]);
	for (int i = 0; i < step->choices; i++)
		free(step->choice[i]);
}

void lesson_free(struct lesson *l)
{
	for (int i = 0; i < l->steps; i++)
		step_free(&l->step[i]);
	free(l->step);
	l->step = NULL;
	l->steps = 0;
}

/* A copy of text in *to, NULL for NULL; false when out of memory. */
static bool copy_text(char **to, const char *text)
{
	size_t n;

	*to = NULL;
	if (!text)
		return true;
	n = strlen(text) + 1;
	*to = malloc(n);
	if (!*to)
		return false;
	memcpy(*to, text, n);
	return true;
}

/* Every string of *to is its own or NULL afterwards, also on failure. */
static bool step_copy(struct lesson_step *to, const struct lesson_step *from)
{
	bool ok = true;

	*to = *from;
	ok = copy_text(&to->title, from->title) && ok;
	ok = copy_text(&to->text, from->text) && ok;
	ok = copy_text(&to->view, from->view) && ok;
	ok = copy_text(&to->specialist, from->specialist) && ok;
	ok = copy_text(&to->question, from->question) && ok;
	ok = copy_text(&to->reveal, from->reveal) && ok;
	ok = copy_text(&to->notes, from->notes) && ok;
	for (int i = 0; i < from->reveal_sets; i++)
		ok = copy_text(&to->reveal_set[i], from->reveal_set[i]) && ok;
	for (int i = 0; i < LESSON_CHOICES_MAX; i++)
		ok = copy_text(&to->because[i], from->because[i]) && ok;
	for (int i = 0; i < from->sets; i++)
		ok = copy_text(&to->set[i], from->set[i]) && ok;
	for (int i = 0; i < from->choices; i++)
		ok = copy_text(&to->choice[i], from->choice[i]) && ok;
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
