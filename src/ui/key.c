/* Names of keys, both ways. */
#include "ui/key.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const struct {
	int key;
	const char *name;
} names[] = {
	{K_TAB, "Tab"},
	{K_ENTER, "Enter"},
	{K_ESC, "Esc"},
	{K_BACKSPACE, "Backspace"},
	{' ', "Space"},
	{K_UP, "Up"},
	{K_DOWN, "Down"},
	{K_LEFT, "Left"},
	{K_RIGHT, "Right"},
	{K_SHIFT_UP, "S-Up"},
	{K_SHIFT_DOWN, "S-Down"},
	{K_SHIFT_LEFT, "S-Left"},
	{K_SHIFT_RIGHT, "S-Right"},
	{K_CTRL_LEFT, "C-Left"},
	{K_CTRL_RIGHT, "C-Right"},
	{K_HOME, "Home"},
	{K_END, "End"},
	{K_PAGE_UP, "PgUp"},
	{K_PAGE_DOWN, "PgDn"},
	{K_INSERT, "Ins"},
	{K_DELETE, "Del"},
	{K_SHIFT_TAB, "S-Tab"},
};

#define NAMES ((int)(sizeof names / sizeof names[0]))

int key_parse(const char *name, size_t length)
{
	char label[KEY_NAME_MAX];
	unsigned cp;

	if (length == 0)
		return K_NONE;
	for (int i = 0; i < NAMES; i++)
		if (strlen(names[i].name) == length && !strncmp(names[i].name, name, length))
			return names[i].key;
	if (length == 3 && name[0] == 'C' && name[1] == '-' && name[2] >= 'a' && name[2] <= 'z')
		return KEY_CTRL(name[2]);
	if (utf8_decode(name, length, &cp) == length)
		return (int)cp;
	for (int key = K_F1; key <= K_F12; key++)
		if (strlen(key_label(key, label)) == length && !strncmp(label, name, length))
			return key;
	return K_NONE;
}

static char *label_with_alt(int key, char out[KEY_NAME_MAX])
{
	char plain[KEY_NAME_MAX];

	snprintf(out, KEY_NAME_MAX, "Alt-%.11s", key_label(key, plain));
	return out;
}

char *key_label(int key, char out[KEY_NAME_MAX])
{
	if (key & K_ALT)
		return label_with_alt(key & ~K_ALT, out);
	for (int i = 0; i < NAMES; i++)
		if (names[i].key == key) {
			snprintf(out, KEY_NAME_MAX, "%s", names[i].name);
			return out;
		}
	if (key >= K_F1 && key <= K_F12)
		snprintf(out, KEY_NAME_MAX, "F%d", (key - K_F1 + 1) % 100);
	else if (key > 0 && key < ' ')
		snprintf(out, KEY_NAME_MAX, "C-%c", key + 'a' - 1);
	else if (key > ' ' && key < K_SPECIAL)
		out[utf8_encode((unsigned)key, out)] = '\0';
	else
		snprintf(out, KEY_NAME_MAX, "?");
	return out;
}

bool key_in_list(const char *list, int key)
{
	while (*list) {
		size_t length = strcspn(list, " ");

		if (key != K_NONE && key_parse(list, length) == key)
			return true;
		list += length;
		list += strspn(list, " ");
	}
	return false;
}

bool key_is_text(int key)
{
	return key >= ' ' && key < K_SPECIAL && key != K_BACKSPACE && !(key >= 0x80 && key < 0xa0);
}
