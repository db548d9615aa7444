/* Lines of the screens of a class. */
#include "class_parts.h"
#include "draw.h"

#include "base/num.h"
#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#define LINE_MAX_BYTES 1200

bool class_asks(const struct told *t)
{
	return t->stage == ROOM_DEAL && t->seat >= 0 && t->to_act;
}

void column_text(struct column *at, enum ink ink, const char *text)
{
	char line[WRAPPED_BYTES];

	while (at->y < at->end && wrap_line(&text, at->w, line))
		canvas_text(at->canvas, at->x, at->y++, at->w, ink, line);
}

void column_say(struct column *at, enum ink ink, const char *format, ...)
{
	char text[LINE_MAX_BYTES];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	column_text(at, ink, text);
}

bool class_begin(struct canvas *c)
{
	bool fits = c->cols >= CLASS_COLS_MIN && c->rows >= CLASS_ROWS_MIN;

	canvas_clear(c);
	if (!fits)
		canvas_printf(c, 0, 0, c->cols, INK_WARNING, "needs %dx%d", CLASS_COLS_MIN,
			CLASS_ROWS_MIN);
	return fits;
}

void class_title(struct canvas *c, const struct told *t, const char *right)
{
	int room = c->cols - 2, w = text_width(right);
	char left[300];

	snprintf(left, sizeof left, "%s   %s", t->room, t->heading ? t->heading : t->title);
	canvas_fill(c, (struct rect){0, 0, c->cols, 1}, ' ', INK_TITLE);
	if (w + 12 < room) {
		canvas_text(c, c->cols - 1 - w, 0, w, INK_TITLE, right);
		room -= w + 2;
	}
	canvas_text_fit(c, 1, 0, room, INK_TITLE, left);
}

void class_foot(struct canvas *c, const struct class_model *m)
{
	const char *text = m->notice ? m->notice : m->message;

	if (text)
		canvas_text_fit(c, 1, c->rows - 3, c->cols - 2, m->notice ? INK_ERROR :
			m->message_ink, text);
	for (int i = 0; i < 2; i++)
		panel_keys(c, c->rows - 2 + i, m->hint[i].key, m->hint[i].keys);
}

struct rect class_body(const struct canvas *c)
{
	return (struct rect){1, 2, c->cols - 2, c->rows - 5};
}

char class_letter(const struct class_model *m, int seat)
{
	return m->letter[seat] ? m->letter[seat] : seat == SEAT_GENERALIST ? 'g' : 's';
}

/* What serves the specialist best bears its letter, as a capital. */
char class_mark(const struct class_model *m, int i)
{
	char letter = (char)m->told->mark[i].letter;

	return letter == 'S' ? (char)toupper((unsigned char)class_letter(m, SEAT_SPECIALIST)) : letter;
}

char *class_rule(const struct class_model *m, int i, char out[CLASS_RULE_MAX])
{
	char letter = (char)m->told->mark[i].letter;

	snprintf(out, CLASS_RULE_MAX, "powerful %c", class_letter(m, SEAT_SPECIALIST));
	for (int k = 0; k < RULES && letter != 'S'; k++)
		if (rule_info((enum rule)k)->mark == letter)
			snprintf(out, CLASS_RULE_MAX, "%s", rule_info((enum rule)k)->brief);
	return out;
}

/* Each on a row with those before it, or on the next one; rows used. Draws where c is there. */
static int lay_marks(struct canvas *c, struct rect r, int y, const struct class_model *m)
{
	char name[CLASS_RULE_MAX], text[CLASS_RULE_MAX + 4];
	int x = 0, row = 0;

	for (int i = 0; i < m->told->marks; i++) {
		int w = snprintf(text, sizeof text, "%c %s", class_mark(m, i), class_rule(m, i, name));

		if (x > 0 && x + w > r.w) {
			x = 0;
			row++;
		}
		if (c)
			canvas_text(c, r.x + x, y + row, r.w - x, INK_SOLUTION, text);
		x += w + 2;
	}
	return m->told->marks > 0 ? row + 1 : 0;
}

int class_marks(struct canvas *c, struct rect r, int most, const struct class_model *m)
{
	int rows = lay_marks(NULL, r, 0, m);

	if (r.h - rows < most)
		return 0;
	return lay_marks(c, r, r.y + r.h - rows, m);
}

char *class_clock(int left, char out[16])
{
	int seconds = (left + 999) / 1000;

	snprintf(out, 16, "%d:%02d", seconds / 60, seconds % 60);
	return out;
}

/* ---- questions ------------------------------------------------------------------ */

static double votes(const struct told *t, int ballot)
{
	double sum = 0;

	for (int k = 0; k < t->choices; k++)
		sum += t->votes[ballot * LESSON_CHOICES_MAX + k];
	return sum;
}

/* "#### 4", as long as the vote's part of the largest. */
static void bar(struct column *at, const struct told *t, int ballot, int k)
{
	double most = 0, have = t->votes[ballot * LESSON_CHOICES_MAX + k];
	int room = at->w - 12, length;

	for (int i = 0; i < 2 * LESSON_CHOICES_MAX; i++)
		most = fmax(most, t->votes[i]);
	if (at->y >= at->end || room < 4)
		return;
	length = most > 0 ? (int)floor(have / most * room + .5) : 0;
	for (int i = 0; i < length; i++)
		canvas_put(at->canvas, at->x + 5 + i, at->y, ballot ? '=' : '#',
			ballot ? INK_SPECIALIST : INK_GENERALIST);
	canvas_printf(at->canvas, at->x + 6 + length, at->y, 6, INK_VALUE, "%g", have);
	at->y++;
}

void class_choices(struct column *at, const struct told *t, bool bars)
{
	static const char *const verdict[] = {"", "   RIGHT", "   NOT QUITE", "   THE ANSWER"};
	int mine = t->leader ? -1 : t->mine[t->ballot];

	for (int k = 0; k < t->choices; k++) {
		int says = t->answer < 0 ? 0 : k == t->answer ? (mine == k ? 1 : 3) :
			mine == k ? 2 : 0;
		column_say(at, says == 1 || says == 3 ? INK_VALUE : INK_TEXT, "%c %c) %s%s",
			mine == k ? '>' : says == 3 ? '=' : ' ', 'a' + k, t->choice[k],
			verdict[says]);
		for (int b = 0; b < 2 && bars; b++)
			if (votes(t, b) > 0)
				bar(at, t, b, k);
	}
	if (bars && votes(t, 1) > 0)
		column_text(at, INK_DIM, "# first vote   = second");
}

/* ---- rules ---------------------------------------------------------------------- */

void class_rules(struct column *at, const struct told *t)
{
	static const char *const how[LAB_PROTOCOLS] = {
		[LAB_FREE] = "Either side may make as many offers as it likes; an offer "
			"stands until its maker replaces it. The first to accept closes the deal.",
		[LAB_ALTERNATING] = "Offers are made in turn: accept, or make another.",
		[LAB_ULTIMATUM] = "One proposes; the other, without seeing it, says the worst that "
			"it would accept."};

	/* around the specialist's name */
	static const char *const beside[LAB_OVERS][2] = {
		[LAB_SHARE] = {"", ""}, [LAB_FEE] = {" and the fee that ", " pays it for going on"},
		[LAB_COST_SHARE] = {" and the part that it bears of the cost of ", ""},
		[LAB_BASE_SHARE] = {" and the part of its cost that ", " bears, going on"},
		[LAB_PAYMENT] = {" and a payment to ", " at once, below 0 the other way"}};

	column_say(at, INK_TEXT, "You haggle over %s's share of the revenue%s%s%s. %s",
		t->player[SEAT_GENERALIST], beside[t->over][0], t->over == LAB_SHARE ? "" :
		t->player[SEAT_SPECIALIST], beside[t->over][1], how[t->protocol]);
	column_say(at, INK_TEXT, "Then %s chooses how far to develop, and %s how much to add. "
		"Without a deal %s gets %g and %s %g.", t->player[SEAT_GENERALIST],
		t->player[SEAT_SPECIALIST], t->player[SEAT_GENERALIST],
		num_tidy(t->outside[SEAT_GENERALIST]), t->player[SEAT_SPECIALIST],
		num_tidy(t->outside[SEAT_SPECIALIST]));
}

/* ---- rounds --------------------------------------------------------------------- */

const char *class_figure(double x, char out[NUM_TEXT_MAX])
{
	return isnan(x) ? "-" : num_format_short(x, 3, out, NUM_TEXT_MAX);
}

void class_rounds(struct column *at, const struct class_model *m)
{
	const struct told *t = m->told;
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], d[NUM_TEXT_MAX], e[NUM_TEXT_MAX], f[NUM_TEXT_MAX];
	char g[NUM_TEXT_MAX];

	if (at->w < 58)
		return;
	column_say(at, INK_HEADING, "round  deals  void  share   %c gets  regret   %c gets  regret"
		"%s", class_letter(m, 0), class_letter(m, 1), at->w >= 68 ? "   seconds" : "");
	for (int i = 0; i < t->sums; i++) {
		const struct told_round *r = &t->sum[i];
		column_say(at, INK_TEXT, "%5d %3g/%-3g %4g  %5s  %7s %7s  %7s %7s  %8.0f", i + 1,
			r->deals, r->pairs - r->voids, r->voids, class_figure(r->median, a),
			class_figure(r->u[0], b), class_figure(r->regret[0], d),
			class_figure(r->u[1], e), class_figure(r->regret[1], f),
			isnan(r->seconds) ? 0 : r->seconds);
	}
	for (int i = 0; i < t->sums && t->over != LAB_SHARE; i++)
		column_say(at, INK_TEXT, "%5d agreed on a %s of %s", i + 1,
			lab_over_name((enum lab_over)t->over), class_figure(t->sum[i].term, a));
	if (t->theory)
		column_say(at, INK_DIM, "theory            %5s   shares are medians, the rest "
			"means", class_figure(t->best, g));
}
