#include "pty.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#define OUTPUT_KEEP ((size_t)1 << 20)
#define ENV_MAX 64

extern char **environ;

struct pty {
	int fd; /* the master's side; -1 after a hang-up */
	pid_t pid;
	bool exited;
	bool closed; /* the program's side is gone */
	int status;
	int cols, rows;
	VTerm *vt;
	VTermScreen *screen;
	bool cursor, altscreen, mouse;
	int cursor_x, cursor_y;
	char *row;   /* text of the row asked for last */
	int *column; /* of each byte of it */
	char *output;
	size_t output_n, count;
	const char *ground; /* NULL when answered */
	long started, answered; /* when; 0: not yet */
	bool mute;
	char reply[512]; /* what the emulator has to say to the program */
	size_t reply_n;
};

static long clock_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the emulator -------------------------------------------------------- */

static int on_property(VTermProp prop, VTermValue *value, void *user)
{
	struct pty *p = user;
	if (prop == VTERM_PROP_CURSORVISIBLE)
		p->cursor = value->boolean;
	else if (prop == VTERM_PROP_ALTSCREEN)
		p->altscreen = value->boolean;
	else if (prop == VTERM_PROP_MOUSE)
		p->mouse = value->number != VTERM_PROP_MOUSE_NONE;
	return 1;
}

static int on_cursor(VTermPos pos, VTermPos old, int visible, void *user)
{
	struct pty *p = user;
	(void)old;
	(void)visible;
	p->cursor_x = pos.col;
	p->cursor_y = pos.row;
	return 1;
}

static void on_reply(const char *bytes, size_t n, void *user)
{
	struct pty *p = user;
	if (n > sizeof p->reply - p->reply_n)
		n = sizeof p->reply - p->reply_n;
	memcpy(p->reply + p->reply_n, bytes, n);
	p->reply_n += n;
}

static const VTermScreenCallbacks callbacks = {
	.settermprop = on_property,
	.movecursor = on_cursor,
};

static bool emulator_start(struct pty *p)
{
	p->vt = vterm_new(p->rows, p->cols);
	if (!p->vt)
		return false;
	vterm_set_utf8(p->vt, 1);
	vterm_output_set_callback(p->vt, on_reply, p);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_set_callbacks(p->screen, &callbacks, p);
	vterm_screen_enable_altscreen(p->screen, 1);
	p->cursor = true;
	vterm_screen_reset(p->screen, 1);
	return true;
}

static bool row_alloc(struct pty *p)
{
	size_t room = (size_t)p->cols * VTERM_MAX_CHARS_PER_CELL * 4 + 1;
	free(p->row);
	free(p->column);
	p->row = malloc(room);
	p->column = malloc(room * sizeof *p->column);
	return p->row && p->column;
}

/* ---- start and end ------------------------------------------------------- */

static bool env_names(const char *entry, const char *setting)
{
	size_t n = strcspn(setting, "=");
	return strncmp(entry, setting, n) == 0 && entry[n] == '=';
}

static void env_set(const char **env, int *n, const char *setting)
{
	for (int i = 0; i < *n; i++)
		if (env_names(env[i], setting))
			env[i--] = env[--*n];
	if (strchr(setting, '=') && *n < ENV_MAX - 1)
		env[(*n)++] = setting;
	env[*n] = NULL;
}

/* A clean environment: what a test sees must not depend on who runs it. */
static void env_make(const struct pty_options *o, const char **env, char *term, size_t size)
{
	static const char *const keep[] = { "PATH=", "ASAN_OPTIONS=", "UBSAN_OPTIONS=",
		"LSAN_OPTIONS=", "TSAN_OPTIONS=", "GCOV_PREFIX=", NULL };
	int n = 0;
	env[0] = NULL;
	for (char **e = environ; *e; e++)
		for (int i = 0; keep[i]; i++)
			if (strncmp(*e, keep[i], strlen(keep[i])) == 0)
				env_set(env, &n, *e);
	env_set(env, &n, "HOME=/nonexistent");
	env_set(env, &n, "LC_ALL=C.UTF-8");
	snprintf(term, size, "TERM=%s", o->term ? o->term : "xterm-256color");
	if (!o->term || o->term[0])
		env_set(env, &n, term);
	for (int i = 0; o->env && o->env[i]; i++)
		env_set(env, &n, o->env[i]);
}

static void child_run(const struct pty_options *o, const char *slave)
{
	const char *env[ENV_MAX];
	char term[128];
	env_make(o, env, term, sizeof term);
	setsid();
	int fd = open(slave, O_RDWR);
	if (fd < 0)
		_exit(126);
#ifdef TIOCSCTTY
	ioctl(fd, TIOCSCTTY, 0);
#endif
	dup2(fd, 0);
	dup2(fd, 1);
	dup2(fd, 2);
	if (fd > 2)
		close(fd);
	signal(SIGHUP, o->ignore_hangup ? SIG_IGN : SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	/* Ignored, in tests that a shell runs in the background. */
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	environ = (char **)(uintptr_t)env;
	execvp(o->argv[0], (char *const *)(uintptr_t)o->argv);
	perror(o->argv[0]);
	_exit(127);
}

static bool tty_size(int fd, int cols, int rows)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	return ioctl(fd, TIOCSWINSZ, &size) == 0;
}

static bool program_start(struct pty *p, const struct pty_options *o)
{
	p->fd = posix_openpt(O_RDWR | O_NOCTTY);
	if (p->fd < 0 || grantpt(p->fd) != 0 || unlockpt(p->fd) != 0)
		return false;
	fcntl(p->fd, F_SETFD, FD_CLOEXEC);
	const char *slave = ptsname(p->fd);
	if (!slave || !tty_size(p->fd, p->cols, p->rows))
		return false;
	/* A pipe that closes when the child, its terminal open, becomes the program. */
	int ready[2];
	char byte;
	if (pipe(ready) != 0)
		return false;
	fcntl(ready[0], F_SETFD, FD_CLOEXEC);
	fcntl(ready[1], F_SETFD, FD_CLOEXEC);
	fflush(NULL);
	p->pid = fork();
	if (p->pid == 0)
		child_run(o, slave);
	close(ready[1]);
	while (p->pid > 0 && read(ready[0], &byte, 1) < 0 && errno == EINTR)
		;
	close(ready[0]);
	return p->pid > 0 && fcntl(p->fd, F_SETFL, O_NONBLOCK) == 0;
}

struct pty *pty_start(const struct pty_options *o)
{
	struct pty *p = calloc(1, sizeof *p);
	if (!p)
		return NULL;
	p->fd = -1;
	p->cols = o->cols ? o->cols : 80;
	p->rows = o->rows ? o->rows : 24;
	p->output = malloc(OUTPUT_KEEP);
	p->ground = o->ground;
	p->started = clock_ms();
	p->mute = o->mute;
	if (p->output && row_alloc(p) && emulator_start(p) && program_start(p, o))
		return p;
	perror("pty_start");
	pty_free(p);
	return NULL;
}

void pty_free(struct pty *p)
{
	if (!p)
		return;
	if (p->pid > 0 && !p->exited) {
		kill(p->pid, SIGKILL);
		waitpid(p->pid, &p->status, 0);
	}
	if (p->fd >= 0)
		close(p->fd);
	if (p->vt)
		vterm_free(p->vt);
	free(p->row);
	free(p->column);
	free(p->output);
	free(p);
}

/* ---- reading and writing ------------------------------------------------- */

static void output_keep(struct pty *p, const char *bytes, size_t n)
{
	p->count += n;
	if (p->output_n + n > OUTPUT_KEEP) {
		size_t drop = p->output_n / 2 > n ? p->output_n / 2 : p->output_n;
		memmove(p->output, p->output + drop, p->output_n - drop);
		p->output_n -= drop;
	}
	memcpy(p->output + p->output_n, bytes, n);
	p->output_n += n;
}

/* Sends what the emulator answered; a program that does not read gets none. */
static void reply_flush(struct pty *p)
{
	size_t done = 0;
	while (p->fd >= 0 && done < p->reply_n) {
		ssize_t n = write(p->fd, p->reply + done, p->reply_n - done);
		if (n <= 0)
			break;
		done += (size_t)n;
	}
	p->reply_n = 0;
}

/* The emulator does not know the question. */
static void answer_ground(struct pty *p)
{
	char answer[64];
	if (!p->ground || !pty_wrote(p, "\033]11;?\033\\", 8))
		return;
	snprintf(answer, sizeof answer, "\033]11;%s\033\\", p->ground);
	p->ground = NULL;
	p->answered = clock_ms();
	on_reply(answer, strlen(answer), p);
}

long pty_answered(const struct pty *p)
{
	return p->answered ? p->answered - p->started : -1;
}

long pty_pump(struct pty *p, int timeout)
{
	char bytes[4096];
	long total = 0;
	if (p->fd < 0 || p->closed)
		return -1;
	struct pollfd ready = { .fd = p->fd, .events = POLLIN };
	if (poll(&ready, 1, timeout) <= 0)
		return 0;
	for (;;) {
		ssize_t n = read(p->fd, bytes, sizeof bytes);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			break;
		if (n <= 0) {
			p->closed = true;
			break;
		}
		output_keep(p, bytes, (size_t)n);
		answer_ground(p);
		vterm_input_write(p->vt, bytes, (size_t)n);
		if (p->mute)
			p->reply_n = 0;
		reply_flush(p);
		total += n;
		if (total > 1 << 20)
			break;
	}
	vterm_screen_flush_damage(p->screen);
	return total || !p->closed ? total : -1;
}

bool pty_write(struct pty *p, const char *bytes, size_t n)
{
	long end = clock_ms() + PTY_WAIT;
	while (n > 0 && p->fd >= 0 && !p->closed && clock_ms() < end) {
		ssize_t done = write(p->fd, bytes, n);
		if (done > 0) {
			bytes += done;
			n -= (size_t)done;
		} else if (done < 0 && errno != EAGAIN && errno != EINTR) {
			return false;
		} else {
			pty_pump(p, 5);
		}
	}
	return n == 0;
}

static const struct {
	const char *name;
	VTermKey key;
	VTermModifier modifier;
} key_names[] = {
	{ "Up", VTERM_KEY_UP, VTERM_MOD_NONE },
	{ "Down", VTERM_KEY_DOWN, VTERM_MOD_NONE },
	{ "Left", VTERM_KEY_LEFT, VTERM_MOD_NONE },
	{ "Right", VTERM_KEY_RIGHT, VTERM_MOD_NONE },
	{ "S-Up", VTERM_KEY_UP, VTERM_MOD_SHIFT },
	{ "S-Down", VTERM_KEY_DOWN, VTERM_MOD_SHIFT },
	{ "S-Left", VTERM_KEY_LEFT, VTERM_MOD_SHIFT },
	{ "S-Right", VTERM_KEY_RIGHT, VTERM_MOD_SHIFT },
	{ "Home", VTERM_KEY_HOME, VTERM_MOD_NONE },
	{ "End", VTERM_KEY_END, VTERM_MOD_NONE },
	{ "PgUp", VTERM_KEY_PAGEUP, VTERM_MOD_NONE },
	{ "PgDn", VTERM_KEY_PAGEDOWN, VTERM_MOD_NONE },
	{ "Ins", VTERM_KEY_INS, VTERM_MOD_NONE },
	{ "Del", VTERM_KEY_DEL, VTERM_MOD_NONE },
	{ "BS", VTERM_KEY_BACKSPACE, VTERM_MOD_NONE },
	{ "Tab", VTERM_KEY_TAB, VTERM_MOD_NONE },
	{ "S-Tab", VTERM_KEY_TAB, VTERM_MOD_SHIFT },
	{ "Enter", VTERM_KEY_ENTER, VTERM_MOD_NONE },
};

/* Presses the key called name (n bytes), into p->reply. */
static bool key_press(struct pty *p, const char *name, size_t n)
{
	if (n == 2 && memcmp(name, "lt", 2) == 0)
		return on_reply("<", 1, p), true;
	if (n == 5 && memcmp(name, "Space", 5) == 0)
		return on_reply(" ", 1, p), true;
	if (n == 3 && memcmp(name, "Esc", 3) == 0)
		return on_reply("\033[27u", 5, p), true;
	if (n == 3 && memcmp(name, "C-", 2) == 0) {
		char control = (char)(name[2] & 0x1f);
		return on_reply(&control, 1, p), true;
	}
	int number = 0;
	if (n >= 2 && name[0] == 'F' && sscanf(name + 1, "%d", &number) == 1 && number > 0) {
		vterm_keyboard_key(p->vt, (VTermKey)VTERM_KEY_FUNCTION(number), VTERM_MOD_NONE);
		return true;
	}
	for (size_t i = 0; i < sizeof key_names / sizeof *key_names; i++) {
		if (strlen(key_names[i].name) == n && memcmp(name, key_names[i].name, n) == 0) {
			vterm_keyboard_key(p->vt, key_names[i].key, key_names[i].modifier);
			return true;
		}
	}
	fprintf(stderr, "pty_send: no key <%.*s>\n", (int)n, name);
	return false;
}

bool pty_send(struct pty *p, const char *keys)
{
	while (*keys) {
		size_t plain = strcspn(keys, "<");
		if (plain > 0) {
			if (!pty_write(p, keys, plain))
				return false;
			keys += plain;
			continue;
		}
		const char *end = strchr(keys, '>');
		char bytes[sizeof p->reply];
		if (!end || !key_press(p, keys + 1, (size_t)(end - keys - 1)))
			return false;
		size_t n = p->reply_n;
		memcpy(bytes, p->reply, n);
		p->reply_n = 0;
		if (!pty_write(p, bytes, n))
			return false;
		keys = end + 1;
	}
	return true;
}

bool pty_mouse(struct pty *p, int button, int x, int y, bool press)
{
	char bytes[64];
	int n = snprintf(bytes, sizeof bytes, "\033[<%d;%d;%d%c", button, x + 1, y + 1,
		press ? 'M' : 'm');
	return pty_write(p, bytes, (size_t)n);
}

/* ---- waiting ------------------------------------------------------------- */

static bool wait_text(struct pty *p, const char *text, bool there, int timeout)
{
	long end = clock_ms() + timeout;
	for (;;) {
		if (pty_find(p, text, NULL, NULL) == there)
			return true;
		long left = end - clock_ms();
		if (left <= 0 || pty_pump(p, (int)left) < 0)
			return pty_find(p, text, NULL, NULL) == there;
	}
}

bool pty_wait_for(struct pty *p, const char *text, int timeout)
{
	return wait_text(p, text, true, timeout);
}

bool pty_wait_gone(struct pty *p, const char *text, int timeout)
{
	return wait_text(p, text, false, timeout);
}

bool pty_wait_at(struct pty *p, const char *text, int *x, int *y)
{
	return pty_wait_for(p, text, PTY_WAIT) && pty_find(p, text, x, y);
}

#define STAT_MAX 1024
#define LAST_WORDS_MS 50 /* of those whose terminal outlives the program */

/* What /proc tells of a process or a task behind its name, in line; NULL where it has gone. */
static const char *read_stat(const char *path, char line[STAT_MAX])
{
	FILE *f = fopen(path, "r");

	if (!f)
		return NULL;
	/* The name may hold anything but ends at the last parenthesis. */
	const char *rest = fgets(line, STAT_MAX, f) ? strrchr(line, ')') : NULL;
	fclose(f);
	return rest ? rest + 1 : NULL;
}

/* The state of one task, and its session; 0 where it has gone. */
static char task_state(const char *path, int *session)
{
	char line[STAT_MAX], state = 0;
	const char *stat = read_stat(path, line);

	return stat && sscanf(stat, " %c %*d %*d %d", &state, session) == 2 ? state : 0;
}

/* Whether this process has not ended, and belongs to the session. */
static bool process_lives(const char *pid, int session)
{
	char path[300];
	int of;

	snprintf(path, sizeof path, "/proc/%s/stat", pid);
	char state = task_state(path, &of);
	return state && state != 'Z' && of == session;
}

/* Whether a thread of this process computes, or would if it had a processor. */
static bool process_works(const char *pid, int session)
{
	char path[300];
	int of;
	bool works = false;

	if (!process_lives(pid, session))
		return false;
	snprintf(path, sizeof path, "/proc/%s/task", pid);
	DIR *tasks = opendir(path);
	if (!tasks)
		return false;
	for (struct dirent *e; !works && (e = readdir(tasks));) {
		snprintf(path, sizeof path, "/proc/%s/task/%s/stat", pid, e->d_name);
		char state = e->d_name[0] == '.' ? 0 : task_state(path, &of);
		works = state == 'R' || state == 'D';
	}
	closedir(tasks);
	return works;
}

/* Whether one of the processes started in this terminal is as asked. */
static bool any_process(const struct pty *p, bool (*is)(const char *pid, int session))
{
	bool any = false;
	DIR *all = opendir("/proc");

	if (!all)
		return false;
	for (struct dirent *e; !any && (e = readdir(all));)
		any = e->d_name[0] >= '0' && e->d_name[0] <= '9' && is(e->d_name, (int)p->pid);
	closedir(all);
	return any;
}

/* Whether anything works there: a program that a busy machine does not let run writes nothing
 * either, but is not done. */
static bool works(const struct pty *p)
{
	return any_process(p, process_works);
}

bool pty_wait_quiet(struct pty *p, int quiet, int timeout)
{
	for (long end = clock_ms() + timeout; clock_ms() < end;) {
		bool worked = works(p);
		long n = pty_pump(p, quiet);

		if (n < 0)
			return false;
		if (n == 0 && !worked && !works(p))
			return true;
	}
	return false;
}

bool pty_press(struct pty *p, const char *keys, const char *text)
{
	return pty_send(p, keys) && pty_wait_for(p, text, PTY_WAIT);
}

bool pty_wait_exit(struct pty *p, int timeout, int *status)
{
	const struct timespec pause = { .tv_nsec = 2000000 };
	long end = clock_ms() + timeout;
	while (!p->exited) {
		pid_t pid = waitpid(p->pid, &p->status, WNOHANG);
		p->exited = pid == p->pid;
		if (p->exited || clock_ms() > end)
			break;
		if (pty_pump(p, 2) < 0)
			nanosleep(&pause, NULL);
	}
	/* The kernel may hand over what was written only after the exit: the end is where the
	 * terminal hangs up, or where those who still hold it are quiet. */
	end = clock_ms() + PTY_WAIT;
	while (p->exited && clock_ms() < end) {
		long n = pty_pump(p, LAST_WORDS_MS);
		if (n < 0 || (n == 0 && any_process(p, process_lives)))
			break;
	}
	if (p->exited && status)
		*status = p->status;
	return p->exited;
}

/* ---- the screen ---------------------------------------------------------- */

int pty_cols(const struct pty *p)
{
	return p->cols;
}

int pty_rows(const struct pty *p)
{
	return p->rows;
}

static size_t encode(unsigned cp, char *out)
{
	if (cp < 0x80)
		return out[0] = (char)cp, 1;
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		return out[1] = (char)(0x80 | (cp & 0x3f)), 2;
	}
	size_t n = cp < 0x10000 ? 3 : 4;
	out[0] = (char)(n == 3 ? 0xe0 | cp >> 12 : 0xf0 | cp >> 18);
	for (size_t i = 1; i < n; i++)
		out[i] = (char)(0x80 | (cp >> 6 * (n - 1 - i) & 0x3f));
	return n;
}

const char *pty_row(struct pty *p, int y)
{
	size_t n = 0, blanks = 0;
	for (int x = 0; y >= 0 && y < p->rows && x < p->cols; x++) {
		VTermScreenCell cell;
		if (!vterm_screen_get_cell(p->screen, (VTermPos){ .row = y, .col = x }, &cell))
			continue;
		if (cell.chars[0] == (uint32_t)-1)
			continue; /* the right half of a wide character */
		size_t from = n;
		if (cell.chars[0] == 0)
			p->row[n++] = ' ';
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			n += encode(cell.chars[i], p->row + n);
		for (size_t i = from; i < n; i++)
			p->column[i] = x;
		blanks = p->row[n - 1] == ' ' ? blanks : n;
	}
	p->row[blanks] = '\0';
	return p->row;
}

char *pty_screen(struct pty *p)
{
	size_t n = 0;
	char *text = malloc((size_t)p->rows * ((size_t)p->cols * VTERM_MAX_CHARS_PER_CELL * 4 + 2));
	for (int y = 0; text && y < p->rows; y++) {
		const char *row = pty_row(p, y);
		size_t length = strlen(row);
		memcpy(text + n, row, length);
		n += length;
		text[n++] = '\n';
		text[n] = '\0';
	}
	return text;
}

bool pty_find(struct pty *p, const char *text, int *x, int *y)
{
	for (int row = 0; row < p->rows; row++) {
		const char *found = strstr(pty_row(p, row), text);
		if (!found)
			continue;
		if (x)
			*x = p->column[found - p->row];
		if (y)
			*y = row;
		return true;
	}
	return false;
}

static int color_index(const VTermColor *color, bool usual)
{
	return !usual && VTERM_COLOR_IS_INDEXED(color) ? color->indexed.idx : -1;
}

struct pty_cell pty_cell(const struct pty *p, int x, int y)
{
	struct pty_cell out = { .cp = ' ', .fg = -1, .bg = -1 };
	VTermScreenCell cell;
	if (x < 0 || y < 0 || x >= p->cols || y >= p->rows
		|| !vterm_screen_get_cell(p->screen, (VTermPos){ .row = y, .col = x }, &cell))
		return out;
	if (cell.chars[0])
		out.cp = cell.chars[0];
	out.bold = cell.attrs.bold;
	out.reverse = cell.attrs.reverse;
	out.underline = cell.attrs.underline != VTERM_UNDERLINE_OFF;
	out.blink = cell.attrs.blink;
	out.fg = color_index(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg));
	out.bg = color_index(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
	return out;
}

bool pty_cursor(const struct pty *p, int *x, int *y)
{
	if (x)
		*x = p->cursor_x;
	if (y)
		*y = p->cursor_y;
	return p->cursor;
}

bool pty_altscreen(const struct pty *p)
{
	return p->altscreen;
}

bool pty_mouse_on(const struct pty *p)
{
	return p->mouse;
}

/* ---- what was written ---------------------------------------------------- */

size_t pty_count(const struct pty *p)
{
	return p->count;
}

void pty_count_reset(struct pty *p)
{
	p->count = 0;
	p->output_n = 0;
}

const char *pty_output(const struct pty *p, size_t *n)
{
	*n = p->output_n;
	return p->output;
}

bool pty_wrote(const struct pty *p, const char *bytes, size_t n)
{
	for (size_t i = 0; n > 0 && i + n <= p->output_n; i++)
		if (memcmp(p->output + i, bytes, n) == 0)
			return true;
	return false;
}

int pty_clears(const struct pty *p)
{
	int clears = 0;
	for (size_t i = 0; i + 2 < p->output_n; i++) {
		const char *at = p->output + i;
		if (at[0] != '\033' || at[1] != '[')
			continue;
		if (at[2] == 'J' || (i + 3 < p->output_n && strchr("023", at[2]) && at[3] == 'J'))
			clears++;
	}
	return clears;
}

/* ---- the other end ------------------------------------------------------- */

bool pty_resize(struct pty *p, int cols, int rows)
{
	if (p->fd < 0 || cols < 1 || rows < 1)
		return false;
	p->cols = cols;
	p->rows = rows;
	if (!row_alloc(p))
		return false;
	vterm_set_size(p->vt, rows, cols);
	return tty_size(p->fd, cols, rows);
}

void pty_hangup(struct pty *p)
{
	if (p->fd >= 0)
		close(p->fd);
	p->fd = -1;
	p->closed = true;
}

bool pty_signal(struct pty *p, int signal)
{
	return !p->exited && kill(p->pid, signal) == 0;
}

pid_t pty_pid(const struct pty *p)
{
	return p->pid;
}

int pty_fd(const struct pty *p)
{
	return p->fd;
}

long pty_cpu(const struct pty *p)
{
	char path[64], line[STAT_MAX];
	snprintf(path, sizeof path, "/proc/%ld/stat", (long)p->pid);
	const char *stat = read_stat(path, line);
	unsigned long user = 0, kernel = 0;
	if (!stat || sscanf(stat, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
			&user, &kernel) != 2)
		return -1;
	return (long)((user + kernel) * 1000 / (unsigned long)sysconf(_SC_CLK_TCK));
}

bool pty_cooked(const struct pty *p)
{
	struct termios t;
	return p->fd >= 0 && tcgetattr(p->fd, &t) == 0 && (t.c_lflag & ICANON)
		&& (t.c_lflag & ECHO);
}
