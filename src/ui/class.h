/* A room on a terminal: a student's seat, or the teacher's screen. main parses the command
 * line and says where the room is. */
#ifndef HAGGLE_UI_CLASS_H
#define HAGGLE_UI_CLASS_H

#include "ui/explorer.h"

struct class_options {
	const char *socket;   /* the room's, or NULL: */
	const char *through;  /* a command that speaks for one */
	const char *record;   /* of it, where this is the host that has it; or NULL */
	const char *directory; /* as given; NULL: the usual one */
	const char *name;
	const char *label;    /* who joins; NULL: nobody in particular */
	bool leader;
	const struct explorer_options *explore; /* how it looks and listens */
};

/* Runs until the user leaves. STATUS_INPUT: the room would not have it; STATUS_SYSTEM: as
 * explorer_run. */
enum status class_run(const struct class_options *o, struct error *err);

#endif
