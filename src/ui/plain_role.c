/* Role play without a screen: what is asked, as sentences, and a word or a number for each
 * answer. Nothing else is answered meanwhile: outcomes stay hidden. */
#include "ui/plain.h"

#include "base/num.h"
#include "base/text.h"
#include "ui/key.h"

#include <string.h>
#include <strings.h>

bool plain_role_on(const struct plain *p)
{
	return p->e.mode == MODE_LIST && p->e.list.kind == LIST_ROLE;
}

/* What is to be said, into out: a number, or one of the keys' words. */
#define WORDS_MAX 120
static const char *takes(const struct role_state *r, char out[WORDS_MAX])
{
	const char *word[8], *joint = "";
	const struct role_key *key;
	int words = 0;

	if (r->stage == STAGE_SHARE || r->stage == STAGE_BESIDE)
		return "a share from 0 to 1";
	if (r->stage == STAGE_PAYMENT)
		return "a payment, below 0 the other way";
	if (r->stage == STAGE_LEVEL || r->stage == STAGE_ADD) {
		char least[NUM_TEXT_MAX];

		snprintf(out, WORDS_MAX, "%s%s from %s up%s", r->attributes > 1 ? "" : "a ",
			r->attributes > 1 || r->stage == STAGE_LEVEL ? r->what : "number",
			num_format_short(r->least, 4, least, sizeof least),
			r->stage == STAGE_ADD && r->attribute == 0 ? ", or out" : "");
		return out;
	}
	for (int i = 0; (key = role_key_row(i)) && words < 8; i++)
		if (key->stages >> r->stage & 1 && key->run && key->word)
			word[words++] = key->word;
	out[0] = '\0';
	for (int i = 0; i < words; i++) {
		text_append(out, WORDS_MAX, "%s%s", joint, word[i]);
		joint = i + 2 < words ? ", " : " or ";
	}
	return out;
}

static void say_stage(struct plain *p)
{
	const struct role_state *r = &p->e.role;
	char words[WORDS_MAX];

	if (list_update(&p->e))
		for (int i = 0; i < p->e.list.count; i++) {
			plain_add(p, "%s", i > 0 ? "\n" : "");
			plain_stop(p, p->e.list.item[i].text);
		}
	plain_add(p, "\nSay %s; leave ends the game.", takes(r, words));
}

enum status plain_role(struct plain *p, UNUSED const char *unused, UNUSED struct error *err)
{
	act_role(&p->e, 0);
	p->e.role.words_only = true;
	say_stage(p);
	return STATUS_OK;
}

/* The key whose word the line begins, or whose name it is; 0: none. */
static int key_of(const struct role_state *r, const char *line)
{
	const struct role_key *key;

	for (int i = 0; (key = role_key_row(i)); i++)
		if (key->stages >> r->stage & 1 && key->run && key->word
			&& (!strncasecmp(key->word, line, strlen(line))
				|| (line[1] == '\0' && key_in_list(key->keys, (unsigned char)*line))))
			return key_in_list(key->keys, K_ENTER) ? K_ENTER
				: (unsigned char)*key->keys;
	return 0;
}

/* Types it as a number; false: it is none that is allowed. */
static bool type(struct plain *p, const char *line)
{
	struct role_state *r = &p->e.role;

	for (const char *at = line; *at; at++)
		if (!role_takes(r, (unsigned char)*at))
			return false;
	line_init(&r->line, line);
	explorer_key(&p->e, K_ENTER);
	if (!r->wrong)
		return true;
	line_init(&r->line, "");
	r->wrong = false;
	return false;
}

/* Left of 0 it stays out. */
static bool stay_out(struct plain *p, const char *line)
{
	const struct role_state *r = &p->e.role;

	if (r->stage != STAGE_ADD || r->attribute > 0 || strcasecmp(line, "out") != 0)
		return false;
	explorer_key(&p->e, K_LEFT);
	explorer_key(&p->e, K_ENTER);
	return true;
}

enum status plain_role_line(struct plain *p, const char *line, struct error *err)
{
	const struct role_state *r = &p->e.role;
	bool number = role_takes(r, '0');
	int key = number ? 0 : key_of(r, line);
	char words[WORDS_MAX];

	if (!strcasecmp(line, "leave") || !strcasecmp(line, "quit")) {
		p->end = !strcasecmp(line, "quit");
		explorer_key(&p->e, K_ESC);
		if (!p->end)
			plain_add(p, "Role play ends.");
		return STATUS_OK;
	}
	if (key != 0)
		explorer_key(&p->e, key);
	else if (!stay_out(p, line) && (!number || !type(p, line)))
		return error_set(err, STATUS_INPUT, "say %s; leave ends role play",
			takes(r, words));
	say_stage(p);
	return STATUS_OK;
}
