/* Any bytes as what a terminal sends to the restricted explorer, which asks for no file and
 * writes none: bytes to events, events to what they do, and a screen of it each time. */
#include "fuzz.h"

#include "ui/decode.h"
#include "ui/state.h"

#include <stdbool.h>

enum { COLS = 80, ROWS = 24, EVENTS_MOST = 300 };
/* Bytes that stand for time that passes: a little, and so much that nothing more comes. */
enum { PAUSE = 0xfe, SILENCE = 0xff };

/* Whether it goes on. */
static bool apply(struct explorer *e, const struct event *event)
{
	unsigned effects = EFFECT_NONE;

	if (event->kind == EVENT_KEY)
		effects = explorer_key(e, event->key);
	else if (event->kind == EVENT_PASTE)
		effects = explorer_paste(e, event->key);
	else if (event->kind == EVENT_MOUSE)
		effects = explorer_mouse(e, &event->mouse);
	if (effects & EFFECT_QUIT)
		return false;
	pipeline_catch_up(e);
	pipeline_step(e, 0);
	explorer_draw(e);
	return true;
}

static const char *play(struct explorer *e, const uint8_t *data, size_t size)
{
	struct decoder d;
	struct event event[DECODE_EVENTS];
	int events = 0;

	d = (struct decoder){.state = DECODE_PLAIN};
	for (size_t i = 0; i < size && events < EVENTS_MOST; i++) {
		int n = data[i] == PAUSE || data[i] == SILENCE
			? decoder_flush(&d, data[i] == SILENCE, event) : decoder_feed(&d, data[i], event);
		if (n < 0 || n > DECODE_EVENTS)
			return "more events than there is room for";
		if (data[i] == SILENCE && decoder_waits(&d) && !d.pasting)
			return "it waits for more after a silence";
		for (int k = 0; k < n; k++, events++)
			if (!apply(e, &event[k]))
				return NULL;
	}
	return NULL;
}

const char *fuzz_keys(const uint8_t *data, size_t size)
{
	static const char game[] = "[generalist]\n[specialist medicine]\n";
	struct explorer_options o = {.no_config = true, .restricted = true, .presets = "presets"};
	struct error_list errors;
	struct scenario s;
	struct explorer e;
	const char *wrong = "the explorer does not start";

	error_list_init(&errors);
	if (scenario_parse("fuzz", game, sizeof game - 1, &s, &errors) != STATUS_OK)
		return wrong;
	o.scenario = &s;
	if (explorer_init(&e, &o, COLS, ROWS, NULL) == STATUS_OK) {
		wrong = play(&e, data, size);
		explorer_free(&e);
	}
	scenario_free(&s);
	return wrong;
}
