/* Keys as control sequences with numbers. */
#include "ui/decode.h"

#include <stdbool.h>

#define NUMBERS_MAX 3
#define NUMBER_MOST 0x110000
#define RELEASED 3
#define OTHER_KEY 27 /* of modifyOtherKeys: ESC [ 27 ; modifiers ; character ~ */

/* What is held, one less than the number that is sent. Whatever is neither Shift nor
 * Control stands for Alt. */
enum modifier { SHIFT = 1, CONTROL = 4, OTHERS = 2 | 8 | 16 | 32, CAPS = 64 };

/* A number and what follows it behind a colon; 0: not there. */
struct number {
	int value, more;
};

struct key_of {
	int code, key;
};

static const struct key_of letters[] = {
	{'A', K_UP}, {'B', K_DOWN}, {'C', K_RIGHT}, {'D', K_LEFT}, {'H', K_HOME}, {'F', K_END},
	{'P', K_F1}, {'Q', K_F1 + 1}, {'R', K_F1 + 2}, {'S', K_F1 + 3}, {'Z', K_SHIFT_TAB},
	{0, 0}};

static const struct key_of tildes[] = {
	{1, K_HOME}, {2, K_INSERT}, {3, K_DELETE}, {4, K_END}, {5, K_PAGE_UP}, {6, K_PAGE_DOWN},
	{7, K_HOME}, {8, K_END}, {11, K_F1}, {12, K_F1 + 1}, {13, K_F1 + 2}, {14, K_F1 + 3},
	{15, K_F1 + 4}, {17, K_F1 + 5}, {18, K_F1 + 6}, {19, K_F1 + 7}, {20, K_F1 + 8},
	{21, K_F1 + 9}, {23, K_F1 + 10}, {24, K_F12}, {0, 0}};

/* Of the kitty keyboard protocol: the numeric pad. */
static const struct key_of pad[] = {
	{57399, '0'}, {57400, '1'}, {57401, '2'}, {57402, '3'}, {57403, '4'}, {57404, '5'},
	{57405, '6'}, {57406, '7'}, {57407, '8'}, {57408, '9'}, {57409, '.'}, {57410, '/'},
	{57411, '*'}, {57412, '-'}, {57413, '+'}, {57414, K_ENTER}, {57415, '='}, {57416, ','},
	{57417, K_LEFT}, {57418, K_RIGHT}, {57419, K_UP}, {57420, K_DOWN}, {57421, K_PAGE_UP},
	{57422, K_PAGE_DOWN}, {57423, K_HOME}, {57424, K_END}, {57425, K_INSERT},
	{57426, K_DELETE}, {0, 0}};

static const struct key_of shifted[] = {
	{K_UP, K_SHIFT_UP}, {K_DOWN, K_SHIFT_DOWN}, {K_LEFT, K_SHIFT_LEFT},
	{K_RIGHT, K_SHIFT_RIGHT}, {K_TAB, K_SHIFT_TAB}, {K_SHIFT_TAB, K_SHIFT_TAB}, {0, 0}};

static const struct key_of controlled[] = {
	{'h', K_BACKSPACE}, {'j', K_ENTER}, {'H', K_BACKSPACE}, {'J', K_ENTER}, {K_LEFT, K_CTRL_LEFT}, {K_RIGHT, K_CTRL_RIGHT}, {0, 0}};

static int find(const struct key_of *table, int code)
{
	for (; table->code; table++)
		if (table->code == code)
			return table->key;
	return K_UNKNOWN;
}

/* Digits, at `*at`; too large a number is none that means anything. */
static int read_digits(const char **at)
{
	int value = 0;

	for (; **at >= '0' && **at <= '9'; ++*at)
		value = value < NUMBER_MOST ? 10 * value + **at - '0' : NUMBER_MOST;
	return value;
}

/* "97:65;2:1;97". False where it is something else, or longer. */
static bool read_numbers(const char *text, struct number n[NUMBERS_MAX], int *count)
{
	for (*count = 0; *count < NUMBERS_MAX;) {
		struct number *now = &n[(*count)++];

		now->value = read_digits(&text);
		now->more = 0;
		while (*text == ':') { /* of several, the first counts */
			int more;

			text++;
			more = read_digits(&text);
			now->more = now->more ? now->more : more;
		}
		if (!*text)
			return true;
		if (*text++ != ';')
			return false;
	}
	return false;
}

static bool is_letter(int key)
{
	return (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z');
}

static int with_control(int key)
{
	int other = find(controlled, key);

	return other != K_UNKNOWN ? other
		: is_letter(key) || (key >= '[' && key <= '_') ? key & 0x1f : K_UNKNOWN;
}

static int with_shift(int key)
{
	int other = find(shifted, key);

	if (other != K_UNKNOWN)
		return other;
	return key < K_SPECIAL ? key : K_UNKNOWN;
}

static int modified(int key, int held)
{
	if (key >= 'a' && key <= 'z' && !(held & SHIFT) != !(held & CAPS))
		key -= 'a' - 'A';
	if (held & CONTROL)
		key = with_control(key);
	else if (held & SHIFT)
		key = with_shift(key);
	return key != K_UNKNOWN && key != K_NONE && (held & OTHERS) ? key | K_ALT : key;
}

/* A key by its character, or by a number in the range that Unicode keeps for private
 * use, where kitty has those that have none. */
static int key_of_code(int code)
{
	if (code == '\b')
		return K_BACKSPACE;
	if ((code >= 57358 && code <= 57363) || (code >= 57428 && code <= 57454))
		return K_NONE; /* locks, media, modifiers alone */
	if (code >= 57344 && code <= 63743)
		return find(pad, code);
	if (code >= 0xd800 && code < 0xe000)
		return K_UNKNOWN; /* half of a character */
	if (code >= ' ' || code == K_ESC || code == K_ENTER || code == K_TAB)
		return code < K_SPECIAL ? code : K_UNKNOWN;
	return K_UNKNOWN;
}

static int key_of_character(const struct number n[NUMBERS_MAX], int count, int held)
{
	/* What it types is told, or what it is with Shift. */
	if (count == 3 && n[2].value >= ' ' && !(held & (CONTROL | OTHERS)))
		return key_of_code(n[2].value);
	if (n[0].more && (held & SHIFT))
		return modified(key_of_code(n[0].more), held & ~(SHIFT | CAPS));
	return modified(key_of_code(n[0].value), held);
}

int csi_key(const char *numbers, int last)
{
	struct number n[NUMBERS_MAX] = {{0, 0}};
	int count, held;

	if (!read_numbers(numbers, n, &count))
		return K_UNKNOWN;
	if (n[1].more == RELEASED)
		return K_NONE;
	held = n[1].value > 0 ? n[1].value - 1 : 0;
	if (last == 'u')
		return key_of_character(n, count, held);
	if (last == '~' && n[0].value == OTHER_KEY && count == 3)
		return modified(key_of_code(n[2].value), held);
	if (last == '~')
		return modified(find(tildes, n[0].value), held);
	return n[0].value <= 1 ? modified(find(letters, last), held) : K_UNKNOWN;
}
