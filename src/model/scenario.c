/* Scenarios in memory. */
#include "model/scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void scenario_init(struct scenario *s)
{
	memset(s, 0, sizeof(*s));
	game_init(&s->game);
	s->bargain.rule = RULE_NASH;
}

void scenario_free(struct scenario *s)
{
	game_free(&s->game);
	lesson_free(&s->lesson);
	free(s->delta);
	free(s->slider);
	free(s->text);
	s->delta = NULL;
	s->slider = NULL;
	s->text = NULL;
	s->sliders = 0;
}

/* A copy of n items, in *to; false when out of memory. None is NULL. */
static bool copy_items(void **to, const void *from, size_t n, size_t size)
{
	*to = NULL;
	if (!from || !n)
		return true;
	*to = malloc(n * size);
	if (!*to)
		return false;
	memcpy(*to, from, n * size);
	return true;
}

enum status scenario_copy(struct scenario *to, const struct scenario *from, struct error *err)
{
	/* slider grows by powers of two (see section_apply.c): a copy has just
	 * what it holds, and nothing appends to it. */
	*to = *from;
	to->delta = NULL;
	to->slider = NULL;
	to->text = NULL;
	memset(&to->lesson, 0, sizeof(to->lesson));
	if (game_copy(&to->game, &from->game, err) != STATUS_OK) {
		scenario_init(to);
		return STATUS_SYSTEM;
	}
	if (lesson_copy(&to->lesson, &from->lesson, err) != STATUS_OK) {
		scenario_free(to);
		scenario_init(to);
		return STATUS_SYSTEM;
	}
	if (copy_items((void **)&to->delta, from->delta, (size_t)from->game.n, sizeof(double)) &&
		copy_items((void **)&to->slider, from->slider, (size_t)from->sliders,
			sizeof(*from->slider)) &&
		copy_items((void **)&to->text, from->text, from->text ? strlen(from->text) + 1 : 0,
			1))
		return STATUS_OK;
	scenario_free(to);
	scenario_init(to);
	return error_set(err, STATUS_SYSTEM, "out of memory");
}

enum status scenario_check_shares(const struct scenario *s, struct error *err)
{
	int shares = game_shares(&s->game);

	if (s->bargain.rule == RULE_FIXED || shares <= SCENARIO_SHARES_MAX)
		return STATUS_OK;
	return error_set(err, STATUS_INPUT, "a bargaining rule finds at most %d separate shares, "
		"and here are %d specialists: set share = common, or bargain = fixed",
		SCENARIO_SHARES_MAX, shares);
}

enum status scenario_add_specialist(struct scenario *s, struct error *err)
{
	char id[GAME_ID_MAX + 1];
	double *delta = realloc(s->delta, (size_t)(s->game.n + 1) * sizeof(*delta));

	if (!delta)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	s->delta = delta;
	for (int i = s->game.n + 1;; i++) {
		snprintf(id, sizeof(id), "s%d", i);
		if (game_find(&s->game, id) < 0)
			break;
	}
	if (!game_add(&s->game, id, err))
		return s->game.n < GAME_SPECIALISTS_MAX ? STATUS_SYSTEM : STATUS_INPUT;
	s->delta[s->game.n - 1] = s->game.common && s->game.n > 1 ? s->delta[0] : 0.5;
	if (s->game.n > 1 && rule_info(s->bargain.rule)->one_domain)
		s->bargain = (struct bargain){ RULE_NASH, 0 };
	return STATUS_OK;
}

/* Forgets the sliders of the specialist with this id. */
static void drop_sliders(struct scenario *s, const char *id)
{
	size_t n = strlen(id);
	int kept = 0;

	for (int i = 0; i < s->sliders; i++)
		if (strncmp(s->slider[i].param, id, n) || s->slider[i].param[n] != '.')
			s->slider[kept++] = s->slider[i];
	s->sliders = kept;
}

enum status scenario_remove_specialist(struct scenario *s, int i, struct error *err)
{
	if (i < 0 || i >= s->game.n)
		return error_set(err, STATUS_INPUT, "there is no specialist number %d", i + 1);
	if (s->game.n == 1)
		return error_set(err, STATUS_INPUT, "the last specialist stays: there is no game "
			"without one");
	drop_sliders(s, s->game.specialist[i].id);
	game_remove(&s->game, i);
	memmove(s->delta + i, s->delta + i + 1, (size_t)(s->game.n - i) * sizeof(*s->delta));
	if (s->offers.first == i + 1)
		s->offers.first = 0;
	else if (s->offers.first > i + 1)
		s->offers.first--;
	if (s->bargain.rule == RULE_POWERFUL_SPECIALIST) {
		if (s->bargain.specialist == i)
			s->bargain = (struct bargain){ RULE_NASH, 0 };
		else if (s->bargain.specialist > i)
			s->bargain.specialist--;
	}
	return STATUS_OK;
}

char *scenario_bargain_name(const struct scenario *s, struct bargain b, char *out, size_t size)
{
	const char *id = "";

	if (b.rule == RULE_POWERFUL_SPECIALIST && b.specialist >= 0 && b.specialist < s->game.n)
		id = s->game.specialist[b.specialist].id;
	snprintf(out, size, "%s%s", rule_info(b.rule)->name, id);
	return out;
}

bool scenario_bargain_find(const struct scenario *s, const char *name, struct bargain *b)
{
	const char *prefix = rule_info(RULE_POWERFUL_SPECIALIST)->name;
	int i;

	for (int rule = 0; rule < RULES; rule++) {
		if (rule == RULE_POWERFUL_SPECIALIST ||
			strcmp(rule_info((enum rule)rule)->name, name))
			continue;
		*b = (struct bargain){ (enum rule)rule, 0 };
		return true;
	}
	if (strncmp(name, prefix, strlen(prefix)))
		return false;
	i = game_find(&s->game, name + strlen(prefix));
	if (i < 0)
		return false;
	*b = (struct bargain){ RULE_POWERFUL_SPECIALIST, i };
	return true;
}
