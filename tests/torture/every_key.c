/* every_key MODE [ARGUMENT] COMMAND...: runs a command that comes to the
 * restricted explorer, over ssh say, in a real pseudo-terminal, and:
 *
 *   look             looks at it and quits
 *   type KEYS TEXT   sends the keys, waits for the text, quits; any explorer
 *   keys DIR         presses everything: the keys of the action table, every
 *                    byte, function keys, unknown sequences, the mouse, pastes,
 *                    in each of the explorer's prompts and lists; names below
 *                    DIR where it would ask for a file
 *   idle             presses nothing more: it must end by itself, with status 0
 *   kill             kills the command (SIGKILL) and says no word to the other end
 *   stay             stays, pressing nothing more, until it ends or is ended
 *   refused TEXT     no explorer: it says the text and ends, not with status 0
 *
 * The last line printed says what was done, or what was wrong and the screen. */
#include "../pty.h"
#include "ui/action.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { PATIENCE = 20000 };

static const struct {
	const char *name, *keys;
	unsigned flags;
} actions[] = {
#define ROW(id, name, keys, group, handler, argument, flags, help) {name, keys, flags},
	ACTIONS(ROW)
#undef ROW
};

/* Sequences that terminals send, and some that none should. No q is in them. */
static const char *const sequences[] = {
	"\033[A", "\033[B", "\033[C", "\033[D", "\033OA", "\033OB", "\033OC", "\033OD",
	"\033[1;2A", "\033[1;2B", "\033[1;2C", "\033[1;2D", "\033[1;5C", "\033[1;5D", "\033[1;3A",
	"\033[H", "\033[F", "\033OH", "\033OF", "\033[1~", "\033[2~", "\033[3~", "\033[4~",
	"\033[5~", "\033[6~", "\033[7~", "\033[8~", "\033[Z", "\033OM", "\033OP", "\033OQ", "\033OR",
	"\033OS", "\033[15~", "\033[17~", "\033[18~", "\033[19~", "\033[20~", "\033[23~", "\033[24~",
	"\033[25~", "\033[34~", "\033[99~", "\033[9999999999~", "\033[?1;2c", "\033[>0;276;0c",
	"\033[24;80R", "\033[I", "\033[O", "\033[?2026;2$y", "\033]0;owned\007", "\033]52;c;?\007",
	"\033]11;rgb:0000/0000/0000\033\\", "\033P1$r0m\033\\", "\033_G\033\\", "\033^x\033\\",
	"\033c", "\033[!p", "\033[2J", "\033[6n", "\033Ow", "\303\251", "\342\202\254",
	"\360\237\230\200", "\300\257", "\377\376", "\302", "\355\240\200",
};
#define SEQUENCES (sizeof sequences / sizeof *sequences)

/* What is open when a key is pressed: nothing, a value, the browser, the help,
 * role play, the reasons, the command line, a map, a lesson. */
static const char *const contexts[] = {"", "\r", "o", "?", "r", "i", "y", "8", "olesson-quarter\r"};
#define CONTEXTS (sizeof contexts / sizeof *contexts)

/* Esc for each thing that may be open; a character after them makes the last one's end known. */
#define OUT "\033[27u\033[27u\033[27u\033[27u"

static long pressed;

static bool send(struct pty *p, const char *bytes, size_t n)
{
	return pty_write(p, bytes, n) && pty_pump(p, 0) >= 0;
}

/* C-l: a key that changes nothing, and that an Esc before it cannot be one sequence with. */
static bool press(struct pty *p, const char *context, const char *bytes, size_t n)
{
	pressed++;
	return send(p, OUT "\014", sizeof OUT) && send(p, context, strlen(context))
		&& send(p, bytes, n);
}

/* Those that end it in their time: each of them is quit by. */
static bool quits(unsigned char byte)
{
	return byte == 'q' || byte == 3;
}

/* ---- everything ------------------------------------------------------------ */

/* Waits for a text as long as anything comes at all: behind a backlog of keys, on a busy
 * machine, there is no saying how long. */
static bool comes(struct pty *p, const char *text)
{
	while (!pty_find(p, text, NULL, NULL))
		if (pty_pump(p, PATIENCE) <= 0)
			return false;
	return true;
}

/* What is switched off says so, by whichever key. */
static bool switched_off(struct pty *p, const char *name, const char *key)
{
	char text[100];
	snprintf(text, sizeof text, "not here: %s is switched off (restricted)", name);
	pressed++;
	if (pty_send(p, "<C-l>") && pty_wait_gone(p, "not here", PATIENCE) && pty_send(p, key)
		&& comes(p, text))
		return true;
	printf("%s does not say: %s\n", key, text);
	return false;
}

static bool press_actions(struct pty *p)
{
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
		char keys[64], name[32];
		snprintf(keys, sizeof keys, "%s", actions[i].keys);
		if (strcmp(actions[i].name, "quit") == 0)
			continue;
		for (char *key = strtok(keys, " "); key; key = strtok(NULL, " ")) {
			snprintf(name, sizeof name, strcmp(key, "<") == 0 ? "<lt>"
				: strcmp(key, "Backspace") == 0 ? "<BS>"
				: strlen(key) > 1 ? "<%s>" : "%s", key);
			pressed++;
			if (actions[i].flags & ACTION_UNRESTRICTED
				? !send(p, OUT, sizeof OUT - 1) || !switched_off(p, actions[i].name, name)
				: !send(p, OUT "\014", sizeof OUT) || !pty_send(p, name))
				return false;
		}
	}
	return true;
}

static bool press_bytes(struct pty *p)
{
	for (size_t c = 0; c < CONTEXTS; c++) {
		for (int byte = 0; byte < 256; byte++) {
			char key = (char)byte;
			if (!quits((unsigned char)byte) && !press(p, contexts[c], &key, 1))
				return false;
		}
		for (size_t i = 0; i < SEQUENCES; i++)
			if (!press(p, contexts[c], sequences[i], strlen(sequences[i])))
				return false;
	}
	return true;
}

static bool press_mouse(struct pty *p)
{
	static const int buttons[] = {0, 32, 64, 65, 1, 2};
	for (int y = 0; y < pty_rows(p); y += 2)
		for (int x = 0; x < pty_cols(p); x += 5, pressed++)
			if (!pty_mouse(p, buttons[(x / 5 + y) % 6], x, y, true)
				|| !pty_mouse(p, 0, x, y, false) || pty_pump(p, 0) < 0)
				return false;
	return true;
}

/* Whatever would name a file, typed and pasted wherever something can be typed. */
static bool press_names(struct pty *p, const char *dir)
{
	static const char *const starts[] = {"w", "e", "o", ":", "!", "|", "y", "\r", "r", "?", "\032"};
	static const char *const names[] = {"%s/made.ini", "%s/made.txt", "%s/secret.ini", "%s/secret",
		"../../../..%s/secret.ini", "/etc/passwd", "!touch %s/made", "$(touch %s/made)",
		"`touch %s/made`", ";touch %s/made;", "|touch %s/made", ">%s/made", "~/made"};
	char name[1200], paste[1300];
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
			snprintf(name, sizeof name, names[k], dir);
			/* Where there is no prompt, its letters are keys, and q would be quit by. */
			for (char *q = name; (q = strchr(q, 'q')) != NULL;)
				*q = 'Q';
			snprintf(paste, sizeof paste, "\033[200~%s\r\n\033[201~\r", name);
			if (!press(p, starts[i], paste, strlen(paste)))
				return false;
			strcat(name, "\r\r");
			if (strchr("oweyr?\r", starts[i][0]) && !press(p, starts[i], name, strlen(name)))
				return false;
		}
	return true;
}

static bool press_everything(struct pty *p, const char *dir)
{
	static const int sizes[][2] = {{1, 1}, {20, 5}, {1000, 300}, {140, 45}, {80, 24}};
	if (!press_actions(p) || !press_bytes(p) || !press_mouse(p) || !press_names(p, dir))
		return false;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		if (!pty_resize(p, sizes[i][0], sizes[i][1]) || !pty_wait_quiet(p, 50, PATIENCE))
			return false;
	/* It still obeys, and only now its clipboard can be asked about. */
	if (!send(p, OUT "\014R", sizeof OUT + 1) || !switched_off(p, "save", "w"))
		return false;
	/* What it asks the terminal, its ground (OSC 11), is no such thing. */
	if (pty_wrote(p, "\033]52", 4) || pty_wrote(p, "\033]0", 3) || pty_wrote(p, "\033]2", 3))
		return printf("it writes to the terminal's clipboard or title\n"), false;
	return true;
}

/* ---- the modes ------------------------------------------------------------- */

static struct pty *start(char **command)
{
	return pty_start(&(struct pty_options){.argv = (const char *const *)command});
}

static bool ended(struct pty *p, int *status)
{
	return pty_wait_exit(p, PATIENCE, status) && WIFEXITED(*status);
}

static bool quit(struct pty *p, const char *key)
{
	int status;
	return pty_send(p, key) && ended(p, &status) && WEXITSTATUS(status) == 0 && !pty_altscreen(p);
}

static bool is_explorer(struct pty *p)
{
	return comes(p, "q quit") && switched_off(p, "save", "w");
}

static bool play(struct pty *p, const char *mode, char **argument)
{
	int status;
	if (strcmp(mode, "refused") == 0)
		return ended(p, &status) && WEXITSTATUS(status) != 0 && pty_find(p, *argument, NULL, NULL)
			&& !pty_find(p, "q quit", NULL, NULL);
	if (strcmp(mode, "type") == 0)
		return pty_wait_for(p, "q quit", PATIENCE) && pty_press(p, argument[0], argument[1])
			&& send(p, OUT "\014", sizeof OUT) && quit(p, "q");
	if (!is_explorer(p))
		return false;
	if (strcmp(mode, "idle") == 0)
		return ended(p, &status) && WEXITSTATUS(status) == 0 && !pty_altscreen(p);
	if (strcmp(mode, "stay") == 0)
		return pty_wait_exit(p, 30 * PATIENCE, &status);
	if (strcmp(mode, "kill") == 0)
		return pty_signal(p, SIGKILL) && pty_wait_exit(p, PATIENCE, NULL);
	return (strcmp(mode, "look") == 0 || press_everything(p, *argument)) && quit(p, "q");
}

int main(int argc, char **argv)
{
	static const struct {
		const char *mode;
		int arguments;
	} modes[] = {{"look", 0}, {"type", 2}, {"keys", 1}, {"idle", 0}, {"stay", 0}, {"kill", 0}, {"refused", 1}};
	int arguments = -1;
	for (size_t i = 0; argc > 2 && i < sizeof modes / sizeof *modes; i++)
		if (strcmp(argv[1], modes[i].mode) == 0)
			arguments = modes[i].arguments;
	if (arguments < 0 || argc < 3 + arguments) {
		fprintf(stderr, "usage: every_key look|type|keys|idle|stay|kill|refused [ARGUMENT] COMMAND...\n");
		return 2;
	}
	struct pty *p = start(argv + 2 + arguments);
	bool well = p && play(p, argv[1], argv + 2);
	if (well && pressed > 0)
		printf("%ld keys\n", pressed);
	if (!well) {
		char *screen = p ? pty_screen(p) : NULL;
		printf("%s: not so after %ld keys; the screen:\n%s\n", argv[1], pressed, screen ? screen : "");
		free(screen);
	}
	pty_free(p);
	return !well;
}
