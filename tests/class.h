/* A class for tests: a room with the events that happened in it. */
#ifndef HAGGLE_TESTS_CLASS_H
#define HAGGLE_TESTS_CLASS_H

#include "room/told.h"

struct class_event {
	long long ms;
	int who;
	enum room_kind kind;
	char body[ROOM_BODY_MAX + 1];
};

struct class {
	struct scenario scenario;
	struct room *room;
	struct class_event *event; /* those that happened */
	int events, capacity;
	long long ms;
	struct room_news news;     /* of the last event */
	struct error err;          /* why the last one was refused */
};

/* Costs a0^2 and x^2, revenue a; then a question with three choices, and, where rules is
 * given, a lab. */
void class_open(struct class *c, const struct lesson_lab *rules);
/* The same with a scenario's text. */
void class_open_text(struct class *c, const char *text);
void class_close(struct class *c);
/* Whether it happened. */
bool class_do(struct class *c, int who, enum room_kind kind, const char *body);
bool class_share(struct class *c, int who, enum room_kind kind, double number);
/* Time passes, with ticks when they are due. */
void class_wait(struct class *c, long long ms);
/* So many new people. */
void class_join(struct class *c, int count);
/* To the round at work of the lab. */
void class_to_deal(struct class *c);
/* A class of so many, there. */
void class_deal(struct class *c, const struct lesson_lab *rules, int count);
/* What everybody is told, as text; malloced. */
char *class_dump(const struct room *r);
/* Another room that the same events happened to; NULL: it went another way. */
struct room *class_replay(const struct class *c);

#endif
