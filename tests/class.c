#include "class.h"

#include "base/num.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char text[] =
	"[scenario]\ntitle = Half is fair\nbargain = nash\n"
	"[generalist]\nname = Lab\n[specialist clinic]\nname = Clinic\n"
	"[lesson]\ntitle = A question\ntext = Think.\nquestion = How much?\n"
	"choice = Less\nchoice = As much\nchoice = More\nanswer = 2\nreveal = As much.\n"
	"[lesson]\ntitle = Haggle\ntext = In pairs.\n"
	"[lesson]\ntitle = The end\ntext = That was it.\n";

void class_open_text(struct class *c, const char *scenario)
{
	struct error_list *errors = calloc(1, sizeof *errors);

	*c = (struct class){.events = 0};
	CU_ASSERT_FATAL(errors != NULL);
	CU_ASSERT_FATAL(scenario_parse("class", scenario, strlen(scenario), &c->scenario,
		errors) == STATUS_OK);
	free(errors);
	CU_ASSERT_FATAL(room_alloc("class", &c->scenario, &c->room, &c->err) == STATUS_OK);
}

void class_open(struct class *c, const struct lesson_lab *rules)
{
	class_open_text(c, text);
	if (!rules)
		return;
	c->scenario.lesson.step[1].is_lab = true;
	c->scenario.lesson.step[1].lab = *rules;
	room_free(c->room);
	CU_ASSERT_FATAL(room_alloc("class", &c->scenario, &c->room, &c->err) == STATUS_OK);
}

void class_close(struct class *c)
{
	room_free(c->room);
	scenario_free(&c->scenario);
	free(c->event);
}

static void keep(struct class *c, int who, enum room_kind kind, const char *body)
{
	struct class_event *e;

	if (c->events == c->capacity) {
		c->capacity = 2 * c->capacity + 64;
		c->event = realloc(c->event, (size_t)c->capacity * sizeof *c->event);
		CU_ASSERT_FATAL(c->event != NULL);
	}
	e = &c->event[c->events++];
	*e = (struct class_event){.ms = c->ms, .who = who, .kind = kind};
	snprintf(e->body, sizeof e->body, "%s", body);
}

bool class_do(struct class *c, int who, enum room_kind kind, const char *body)
{
	struct room_event e = {.ms = c->ms, .who = who, .kind = kind, .body = body};
	enum status status;

	c->news = (struct room_news){.leaders = false};
	status = room_step(c->room, &e, &c->news, &c->err);
	CU_ASSERT_FATAL(status == STATUS_OK || status == STATUS_INPUT);
	if (status == STATUS_OK)
		keep(c, who, kind, body);
	return status == STATUS_OK;
}

bool class_share(struct class *c, int who, enum room_kind kind, double number)
{
	char body[NUM_TEXT_MAX];

	return class_do(c, who, kind, num_format(number, body, sizeof body));
}

void class_wait(struct class *c, long long ms)
{
	long long until = c->ms + ms, due;

	while ((due = room_due(c->room)) >= 0 && due <= until) {
		c->ms = due > c->ms ? due : c->ms;
		CU_ASSERT_TRUE_FATAL(class_do(c, ROOM_COMPUTER, ROOM_TICK, ""));
		CU_ASSERT_FATAL(room_due(c->room) != due); /* it would go on for ever */
	}
	c->ms = until;
}

void class_join(struct class *c, int count)
{
	char label[ROOM_LABEL_MAX + 1], body[2 * ROOM_LABEL_MAX];

	for (int i = 0; i < count; i++) {
		snprintf(body, sizeof body, "%s %06d", room_pseudonym(c->room, label),
			c->room->people);
		CU_ASSERT_TRUE_FATAL(class_do(c, ROOM_COMPUTER, ROOM_JOIN, body));
	}
}

void class_to_deal(struct class *c)
{
	for (int i = 0; c->room->stage != ROOM_DEAL; i++) {
		CU_ASSERT_FATAL(i < 10);
		CU_ASSERT_TRUE_FATAL(class_do(c, ROOM_COMPUTER, ROOM_NEXT, ""));
	}
}

void class_deal(struct class *c, const struct lesson_lab *rules, int count)
{
	class_open(c, rules);
	class_join(c, count);
	class_to_deal(c);
}

char *class_dump(const struct room *r)
{
	struct buffer w = {.text = NULL};

	wire_int(&w, "due", room_due(r));
	for (int i = ROOM_COMPUTER; i < r->people; i++) {
		struct told t;
		buffer_add_text(&w, "\n");
		CU_ASSERT_FATAL(room_tell(r, i, &t, NULL) == STATUS_OK);
		told_write(&t, &w);
		told_free(&t);
	}
	CU_ASSERT_FATAL(!w.no_memory);
	return w.text;
}

struct room *class_replay(const struct class *c)
{
	struct room_news news;
	struct room *r;

	if (room_alloc("class", &c->scenario, &r, NULL) != STATUS_OK)
		return NULL;
	r->away_void = c->room->away_void;
	for (int i = 0; i < c->events; i++) {
		const struct class_event *k = &c->event[i];
		struct room_event e = {.ms = k->ms, .who = k->who, .kind = k->kind,
			.body = k->body};
		if (room_step(r, &e, &news, NULL) != STATUS_OK) {
			room_free(r);
			return NULL;
		}
	}
	return r;
}
