/* Scenarios written: what is read back is the same, and a text keeps its
 * comments. */
#include "base/file.h"
#include "model/param.h"
#include "model/scenario.h"

#include <CUnit/CUnit.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static void open_text(const char *text, struct scenario *s)
{
	struct error_list errors;
	char full[900];

	if (scenario_parse("t", text, strlen(text), s, &errors) == STATUS_OK)
		return;
	for (int i = 0; i < errors.count; i++)
		fprintf(stderr, "%s\n", error_format(&errors.item[i], full, sizeof(full)));
	CU_FAIL_FATAL("does not read");
}

static char *written(const struct scenario *s)
{
	struct error err;
	char *text = NULL;

	CU_ASSERT_EQUAL_FATAL(scenario_write(s, &text, &err), STATUS_OK);
	return text;
}

static void assign(struct scenario *s, const char *assignment)
{
	struct error err;

	if (param_assign(s, assignment, &err) == STATUS_OK)
		return;
	fprintf(stderr, "%s: %s\n", assignment, err.text);
	CU_FAIL("cannot be set");
}

/* All parameters in use, as text, one a line: two scenarios that say the same
 * give the same. The reader and the writer have no part in it. */
static char *digest(const struct scenario *s)
{
	static const char *const texts[] = { "title", "summary", "source" };
	size_t room = 200000;
	char *out = malloc(room), *at = out, name[160], value[600];
	struct param_ref ref;
	struct error err;

	for (int i = 0; i < 3; i++) {
		param_find(s, texts[i], &ref, &err);
		at += sprintf(at, "%s\n", param_get_text(s, &ref, value, sizeof(value)));
	}
	at += sprintf(at, "%s\n", s->game.generalist.name);
	for (int i = 0; i < s->game.n; i++)
		at += sprintf(at, "%s %s %.17g\n", s->game.specialist[i].id,
			s->game.specialist[i].name, s->delta[i]);
	for (int i = 0; param_at(s, i, &ref); i++) {
		struct slider slider;

		param_slider(s, &ref, &slider);
		param_name(s, &ref, name, sizeof(name));
		param_get_text(s, &ref, value, sizeof(value));
		at += sprintf(at, "%s=%s %g %g %g %d\n", name, value, slider.low, slider.high,
			slider.step, slider.log);
		CU_ASSERT_FATAL((size_t)(at - out) < room - 2000);
	}
	for (int i = 0; i < s->lesson.steps; i++) {
		const struct lesson_step *step = &s->lesson.step[i];

		at += sprintf(at, "%s|%s|%s|%d|%s|%d%d%d|%d|%d\n", step->title, step->text,
			step->view ? step->view : "", step->response_step,
			step->specialist ? step->specialist : "", step->pin, step->unpin,
			step->hide, step->choices, step->answer);
		for (int k = 0; k < step->sets; k++)
			at += sprintf(at, "%s\n", step->set[k]);
		for (int k = 0; k < step->choices; k++)
			at += sprintf(at, "%s\n", step->choice[k]);
		at += sprintf(at, "%s|%s\n", step->question ? step->question : "",
			step->reveal ? step->reveal : "");
	}
	return out;
}

static void check_same(const struct scenario *s, const char *text)
{
	struct scenario read;
	char *want = digest(s), *got;

	open_text(text, &read);
	got = digest(&read);
	CU_ASSERT_STRING_EQUAL(got, want);
	if (strcmp(got, want))
		fprintf(stderr, "\n--- want\n%s--- got\n%s--- from\n%s", want, got, text);
	free(want);
	free(got);
	scenario_free(&read);
}

/* ---- round trips ----------------------------------------------------------- */

static const char rich[] =
	"; What this is about.\n"
	"[scenario]\n"
	"title   = Old title ; or so\n"
	"summary = A long summary that goes on\n"
	"  on a second line\n"
	"delta   = 0.5 0.25\n"
	"\n"
	"[generalist]               ; the lab\n"
	"cost.scale    = 1          ; in millions\n"
	"cost.scale.range = 0.1:10:log\n"
	"cost.exponent = 2\n"
	"; last of the generalist\n"
	"\n"
	"# medicine comes first\n"
	"[specialist medicine]\n"
	"revenue         = formula\n"
	"revenue.formula = R*(1 -   ; saturates\n"
	"    exp(-a/s))\n"
	"revenue.R       = 10       ; a constant\n"
	"revenue.s       = 2\n"
	"revenue.s.step  = 0.25\n"
	"weight          = 2\n"
	"\n"
	"; law is simple\n"
	"[specialist law]\n"
	"revenue.scale = 3\n"
	"\n"
	"[lesson]\n"
	"title = One\n"
	"text  = First paragraph,\n"
	"   on two lines.\n"
	"text  = Second paragraph.\n"
	"set   = medicine.weight=3\n"
	"view  = response\n"
	"step  = 3\n"
	"specialist = law\n"
	"question = Which?\n"
	"choice = this\n"
	"choice = that\n"
	"answer = 2\n"
	"hide  = yes\n"
	"reveal = That.\n"
	"\n"
	"[lesson]\n"
	"title = Two\n"
	"pin   = yes\n"
	"text  = Kept to compare with.\n"
	"\n"
	"[lesson]\n"
	"title = Three\n"
	"text  = No more.\n"
	"unpin = yes\n";

static void test_untouched(void)
{
	struct scenario s;
	char *text;

	open_text(rich, &s);
	text = written(&s);
	CU_ASSERT_STRING_EQUAL(text, rich);
	free(text);
	free(s.text);
	s.text = NULL;
	text = written(&s);
	check_same(&s, text);
	free(text);
	scenario_free(&s);
}

/* The one line that differs between the two texts is `line`, and it is `want`. */
static void check_one_line(const char *before, const char *after, int line, const char *want)
{
	for (int i = 1; *before && *after; i++) {
		size_t n = strcspn(before, "\n"), m = strcspn(after, "\n");

		if (i == line) {
			CU_ASSERT(m == strlen(want) && !memcmp(after, want, m));
		} else {
			CU_ASSERT(n == m && !memcmp(before, after, n));
		}
		before += n + (before[n] == '\n');
		after += m + (after[m] == '\n');
	}
	CU_ASSERT(!*before && !*after);
}

static void test_one_change(void)
{
	static const struct { const char *set; int line; const char *want; } change[] = {
		{ "title=New", 3, "title   = New" },
		{ "title=New ; but not much", 3, "title   = New ; but not much" },
		{ "generalist.cost.scale=2.5", 9, "cost.scale    = 2.5        ; in millions" },
		{ "generalist.cost.scale=1234567.875", 9,
			"cost.scale    = 1234567.875 ; in millions" },
		{ "medicine.revenue.R=0.1", 19, "revenue.R       = 0.1      ; a constant" },
		{ "law.revenue.scale=3.5", 26, "revenue.scale = 3.5" },
		{ "medicine.weight=1", 22, "weight          = 1" },
	};

	for (size_t i = 0; i < sizeof(change) / sizeof(change[0]); i++) {
		struct scenario s;
		char *text;

		open_text(rich, &s);
		assign(&s, change[i].set);
		text = written(&s);
		check_one_line(rich, text, change[i].line, change[i].want);
		check_same(&s, text);
		free(text);
		scenario_free(&s);
	}
}

static bool has(const char *text, const char *part)
{
	if (strstr(text, part))
		return true;
	fprintf(stderr, "no \"%s\" in\n%s", part, text);
	return false;
}

/* Families, formulas, new keys, players gone and come: comments stay. */
static void test_more_changes(void)
{
	struct scenario s;
	struct error err;
	char *text;

	open_text(rich, &s);
	assign(&s, "law.revenue=power");
	assign(&s, "law.revenue.exponent=.5");
	assign(&s, "generalist.outside=0.125");
	assign(&s, "share=common");
	assign(&s, "medicine.revenue.formula=R*log1p(a/q)");
	assign(&s, "summary=Short");
	text = written(&s);
	check_same(&s, text);
	CU_ASSERT(has(text, "; What this is about.\n"));
	CU_ASSERT(has(text, "cost.exponent = 2\noutside = 0.125\n; last of the generalist\n\n"
		"# med"));
	CU_ASSERT(has(text, "revenue.formula = R*log1p(a/q) ; saturates\nrevenue.R       = 10"));
	CU_ASSERT(has(text, "summary = Short\ndelta "));
	CU_ASSERT_PTR_NULL(strstr(text, "second line"));
	CU_ASSERT_PTR_NULL(strstr(text, "revenue.s "));
	CU_ASSERT(has(text, "revenue.scale = 3\nrevenue = power\nrevenue.exponent = 0.5\n\n"
		"[lesson]"));
	free(text);
	CU_ASSERT_EQUAL(scenario_remove_specialist(&s, 0, &err), STATUS_OK);
	CU_ASSERT_EQUAL(scenario_add_specialist(&s, &err), STATUS_OK);
	lesson_free(&s.lesson);
	text = written(&s);
	check_same(&s, text);
	free(text);
	scenario_free(&s);
}

static void test_players(void)
{
	static const char before[] = "; head\n[generalist]\n\n; a\n[specialist a]\n"
		"weight = 2 ; two\n\n; b\n[specialist b]\n; within b\ncost.scale = 3\n; end\n";
	struct scenario s;
	struct error err;
	char *text;

	open_text(before, &s);
	CU_ASSERT_EQUAL(scenario_remove_specialist(&s, 0, &err), STATUS_OK);
	CU_ASSERT_EQUAL(scenario_add_specialist(&s, &err), STATUS_OK);
	assign(&s, "s2.cost.scale=7");
	assign(&s, "delta=.25 .75");
	text = written(&s);
	check_same(&s, text);
	CU_ASSERT(has(text, "\n; b\n[specialist b]\n; within b\ncost.scale = 3\n"));
	CU_ASSERT(has(text, "[specialist s2]\n"));
	CU_ASSERT(has(text, "; end\n"));
	CU_ASSERT(has(text, "[scenario]\nbargain = fixed\ndelta = 0.25 0.75\n"));
	CU_ASSERT_PTR_NULL(strstr(text, "specialist a"));
	free(text);
	scenario_free(&s);
}

/* Lines end as they did; a last line without an end is no trap. */
static void test_line_ends(void)
{
	struct scenario s;
	char *text;

	open_text("\xEF\xBB\xBF[specialist a]\r\nweight = 2 ; two", &s);
	assign(&s, "a.weight=3");
	assign(&s, "a.outside=1");
	text = written(&s);
	CU_ASSERT_STRING_EQUAL(text, "\xEF\xBB\xBF[specialist a]\r\nweight = 3 ; two\r\n"
		"outside = 1\r\n");
	check_same(&s, text);
	free(text);
	scenario_free(&s);
}

/* Texts that could be taken for something else. */
static void test_awkward(void)
{
	static const char *const sets[] = {
		"title=", "title=[generalist]", "title=a=b: c", "title=#1", "title=a;b",
		"title=; a", "title=Qui paie ? Le labo ; le reste", "notes= a ;; b ; ",
		"title=\"q\"",
		"title=  many   blanks   in   it", "title=\xE6\x97\xA5\xE6\x9C\xAC",
		"summary=a summary of one hundred and ninety bytes that has title = x and share: y "
		"and # and [x] where lines could break, again weight = 3 weight = 3 weight = 3 "
		"weight = 3 cost = 4 cost : 5",
		"summary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
		"law.cost.scale=0.1", "law.cost.scale=1e-300", "law.cost.scale=0.30000000000000004",
		"bargain=powerful:law", "bargain=fixed", "law.cost=exponential", "law.cost=formula",
		"law.cost.formula=c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+"
		"c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+"
		"c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+c*x+"
		"1e-5",
	};
	struct scenario s;
	char *text;

	open_text(rich, &s);
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		char *kept;

		assign(&s, sets[i]);
		text = written(&s);
		check_same(&s, text);
		free(text);
		kept = s.text;
		s.text = NULL;
		text = written(&s);
		check_same(&s, text);
		free(text);
		s.text = kept;
	}
	scenario_free(&s);
}

/* Long formulas without a blank, of pieces that leave a line few places to end. */
static void test_long_formulas(void)
{
	static const char *const pieces[] = {
		"+medicine", "-medicine", "+1e-5", "-1E+5", "+1.e-5", "+1.e-2-medicine", "*medicine",
		"+(medicine<medicine)", "-(medicine<=x)", "+(x>medicine)", "-(x>=medicine)",
		"+(medicine==x)", "-(medicine!=x)", "+(a==1e-5)", "+(b!=1.e-5)",
	};
	struct scenario s;

	open_text(rich, &s);
	assign(&s, "law.cost=formula");
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		char value[600] = "law.cost.formula=x", *text;

		/* A shift a time, so that every byte comes where lines may end. */
		for (int k = 0; k < 12; k++)
			strcat(value, k < (int)i ? "+2" : "");
		while (strlen(value) < 470)
			strcat(value, pieces[i]);
		assign(&s, value);
		text = written(&s);
		check_same(&s, text);
		free(text);
	}
	scenario_free(&s);
}

/* A key that would be another's in the new family goes with its own. */
static void test_new_family(void)
{
	static const char *const cases[][2] = {
		{ "cost.exponent = 2 ; survey\ncost.exponent.range = 1:3\n", "a.cost=exponential" },
		{ "cost.exponent = 2 ; survey\ncost.exponent.step = .5\n", "a.cost=exponential" },
		{ "cost = exponential ; survey\ncost.exponent.range = 1:3\n", "a.cost=power" },
		{ "cost = exponential ; survey\ncost.rate.range = 1:3\n", "a.cost=power" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scenario s;
		char before[200], *text;

		snprintf(before, sizeof(before), "; precious\n[specialist a]\n%s", cases[i][0]);
		open_text(before, &s);
		assign(&s, cases[i][1]);
		text = written(&s);
		CU_ASSERT_PTR_EQUAL(strstr(text, "; precious\n"), text);
		CU_ASSERT_PTR_NOT_NULL(strstr(text, "; survey\n"));
		check_same(&s, text);
		free(text);
		scenario_free(&s);
	}
}

/* What a lesson's step needs must not be saved away from under it. */
static void test_lesson_needs(void)
{
	struct scenario s;
	struct error err;
	char *text = NULL;

	open_text(rich, &s);
	CU_ASSERT_EQUAL(scenario_remove_specialist(&s, 0, &err), STATUS_OK);
	CU_ASSERT_EQUAL(scenario_write(&s, &text, &err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "medicine.weight"));
	CU_ASSERT_PTR_NULL(text);
	scenario_free(&s);
}

/* ---- files ----------------------------------------------------------------- */

static int files_in(const char *directory)
{
	DIR *d = opendir(directory);
	struct dirent *entry;
	int count = 0;

	while (d && (entry = readdir(d)))
		count += strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
	if (d)
		closedir(d);
	return count;
}

static void test_file(void)
{
	char directory[] = "/tmp/haggle-save-XXXXXX", path[100], link[100];
	struct error_list errors;
	struct scenario s, read;
	struct error err;
	struct stat st;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	snprintf(path, sizeof(path), "%s/a.ini", directory);
	snprintf(link, sizeof(link), "%s/link.ini", directory);
	open_text(rich, &s);
	CU_ASSERT_EQUAL(scenario_save(&s, path, NULL, &err), STATUS_OK);
	CU_ASSERT_EQUAL(chmod(path, 0640), 0);
	CU_ASSERT_EQUAL(symlink("a.ini", link), 0);
	assign(&s, "title=Through the link");
	CU_ASSERT_EQUAL(scenario_save(&s, link, NULL, &err), STATUS_OK);
	CU_ASSERT_EQUAL(lstat(link, &st), 0);
	CU_ASSERT(S_ISLNK(st.st_mode));
	CU_ASSERT_EQUAL(stat(path, &st), 0);
	CU_ASSERT_EQUAL(st.st_mode & 0777, 0640);
	CU_ASSERT_EQUAL(files_in(directory), 2);
	CU_ASSERT_EQUAL_FATAL(scenario_open(path, &read, &errors), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(read.title, "Through the link");
	scenario_free(&read);
	CU_ASSERT_EQUAL(scenario_save(&s, directory, NULL, &err), STATUS_SYSTEM);
	CU_ASSERT_EQUAL(scenario_save(&s, "/dev/full", NULL, &err), STATUS_SYSTEM);
	CU_ASSERT_EQUAL(scenario_save(&s, "/none/such/a.ini", NULL, &err), STATUS_SYSTEM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "No such file"));
	CU_ASSERT_EQUAL(files_in(directory), 2);
	scenario_free(&s);
	unlink(path);
	unlink(link);
	rmdir(directory);
}

/* Nothing longer than `bytes` can be written, as on a disk that is full. */
static rlim_t limit_files(rlim_t bytes)
{
	struct rlimit limit;
	rlim_t before;

	CU_ASSERT_EQUAL_FATAL(getrlimit(RLIMIT_FSIZE, &limit), 0);
	before = limit.rlim_cur;
	limit.rlim_cur = bytes;
	CU_ASSERT_EQUAL_FATAL(setrlimit(RLIMIT_FSIZE, &limit), 0);
	return before;
}

static bool holds(const char *path, const char *text)
{
	char bytes[100] = "";
	FILE *file = fopen(path, "r");

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
	fclose(file);
	return !strcmp(bytes, text);
}

static enum status save_rich(const char *path, struct error *err)
{
	struct scenario s;
	enum status status;

	open_text(rich, &s);
	status = scenario_save(&s, path, NULL, err);
	scenario_free(&s);
	return status;
}

static enum status write_export(const char *path, struct error *err)
{
	char bytes[1000];

	memset(bytes, 'x', sizeof bytes);
	return file_write(path, bytes, sizeof bytes, err);
}

/* What cannot be written whole leaves what was there, and nothing beside it:
 * of scenarios and of exports alike. */
static void test_troubled(enum status (*save)(const char *path, struct error *err))
{
	char directory[] = "/tmp/haggle-save-XXXXXX", path[100], left[150], loop[100];
	char deep[5000];
	struct error err;
	void (*before)(int) = signal(SIGXFSZ, SIG_IGN);
	rlim_t most;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	snprintf(path, sizeof path, "%s/a.ini", directory);
	CU_ASSERT_EQUAL(file_write(path, "before", 6, &err), STATUS_OK);
	most = limit_files(100);
	CU_ASSERT_EQUAL(save(path, &err), STATUS_SYSTEM);
	limit_files(most);
	signal(SIGXFSZ, before);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "File too large"));
	CU_ASSERT(holds(path, "before"));
	CU_ASSERT_EQUAL(files_in(directory), 1);
	/* A link that leads to itself; a name that is too long. */
	snprintf(loop, sizeof loop, "%s/loop.ini", directory);
	CU_ASSERT_EQUAL(symlink("loop.ini", loop), 0);
	CU_ASSERT_EQUAL(save(loop, &err), STATUS_SYSTEM);
	CU_ASSERT_STRING_EQUAL(err.file, loop);
	memset(deep, 'd', sizeof deep);
	memcpy(deep, path, strlen(directory) + 1);
	deep[sizeof deep - 1] = '\0';
	CU_ASSERT_EQUAL(save(deep, &err), STATUS_SYSTEM);
	CU_ASSERT_EQUAL(files_in(directory), 2);
	/* What a killed save left over is in nobody's way. */
	snprintf(left, sizeof left, "%s/.haggle-%ld-0.tmp", directory, (long)getpid());
	CU_ASSERT_EQUAL(symlink("nowhere", left), 0);
	CU_ASSERT_EQUAL(save(path, &err), STATUS_OK);
	CU_ASSERT(!holds(path, "before"));
	CU_ASSERT_EQUAL(files_in(directory), 3);
	unlink(left);
	unlink(loop);
	unlink(path);
	CU_ASSERT_EQUAL(rmdir(directory), 0);
}

/* A name as long as a name may be is saved like any other. */
static void test_long_name(enum status (*save)(const char *path, struct error *err))
{
	char directory[] = "/tmp/haggle-save-XXXXXX", path[300];
	struct error err;
	size_t n;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	n = (size_t)snprintf(path, sizeof path, "%s/", directory);
	memset(path + n, 'n', NAME_MAX);
	strcpy(path + n + NAME_MAX - 4, ".ini");
	CU_ASSERT_EQUAL(save(path, &err), STATUS_OK);
	CU_ASSERT_EQUAL(save(path, &err), STATUS_OK);
	CU_ASSERT_EQUAL(files_in(directory), 1);
	unlink(path);
	CU_ASSERT_EQUAL(rmdir(directory), 0);
}

/* What a file's owner has protected stays as it is, and a link that leads to
 * nothing does not become a file. */
static void test_protected(enum status (*save)(const char *path, struct error *err))
{
	char directory[] = "/tmp/haggle-save-XXXXXX", path[100], link[100];
	struct error err;
	struct stat st;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	snprintf(path, sizeof path, "%s/a.ini", directory);
	snprintf(link, sizeof link, "%s/link.ini", directory);
	CU_ASSERT_EQUAL(symlink("a.ini", link), 0);
	CU_ASSERT_EQUAL(save(link, &err), STATUS_SYSTEM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "a link to a file that is not there"));
	CU_ASSERT_EQUAL(files_in(directory), 1);
	CU_ASSERT_EQUAL(file_write(path, "before", 6, &err), STATUS_OK);
	CU_ASSERT_EQUAL(chmod(path, 0444), 0);
	CU_ASSERT_EQUAL(save(path, &err), STATUS_SYSTEM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "read-only"));
	CU_ASSERT_EQUAL(save(link, &err), STATUS_SYSTEM);
	CU_ASSERT(holds(path, "before"));
	CU_ASSERT_EQUAL(chmod(path, 0600), 0);
	CU_ASSERT_EQUAL(save(link, &err), STATUS_OK);
	CU_ASSERT(!holds(path, "before"));
	CU_ASSERT(lstat(link, &st) == 0 && S_ISLNK(st.st_mode));
	CU_ASSERT_EQUAL(files_in(directory), 2);
	unlink(link);
	unlink(path);
	CU_ASSERT_EQUAL(rmdir(directory), 0);
}

/* The group stays, where it is this user's to give: root's is any, others' are their own. */
static void test_group(void)
{
	char directory[] = "/tmp/haggle-test-XXXXXX", path[100], link[100];
	gid_t groups[64], other = getegid();
	int count = getgroups(64, groups);
	struct error err;
	struct stat st;

	for (int i = 0; i < count; i++)
		other = groups[i] != getegid() ? groups[i] : other;
	other = geteuid() == 0 ? getegid() + 12 : other;
	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	snprintf(path, sizeof path, "%s/a", directory);
	snprintf(link, sizeof link, "%s/b", directory);
	CU_ASSERT_EQUAL(file_write(path, "one", 3, &err), STATUS_OK);
	CU_ASSERT_EQUAL(chown(path, (uid_t)-1, other), 0);
	CU_ASSERT_EQUAL(chmod(path, 0664), 0);
	CU_ASSERT_FALSE(file_has_names(path));
	CU_ASSERT_EQUAL(file_write(path, "two", 3, &err), STATUS_OK);
	CU_ASSERT_EQUAL(stat(path, &st), 0);
	CU_ASSERT_EQUAL(st.st_gid, other);
	CU_ASSERT_EQUAL(st.st_mode & 0777, 0664);
	CU_ASSERT_EQUAL(linkat(AT_FDCWD, path, AT_FDCWD, link, 0), 0);
	CU_ASSERT_TRUE(file_has_names(path));
	CU_ASSERT_FALSE(file_has_names(directory));
	unlink(path);
	unlink(link);
	CU_ASSERT_EQUAL(rmdir(directory), 0);
}

static void test_trouble(void)
{
	test_troubled(save_rich);
	test_troubled(write_export);
}

static void test_names(void)
{
	test_long_name(save_rich);
	test_long_name(write_export);
	test_protected(save_rich);
	test_protected(write_export);
}

void suite_save(void)
{
	CU_pSuite suite = CU_add_suite("save", NULL, NULL);

	CU_add_test(suite, "what did not change is not touched", test_untouched);
	CU_add_test(suite, "one change rewrites one line", test_one_change);
	CU_add_test(suite, "comments stay", test_more_changes);
	CU_add_test(suite, "players come and go", test_players);
	CU_add_test(suite, "line ends", test_line_ends);
	CU_add_test(suite, "awkward texts come back", test_awkward);
	CU_add_test(suite, "long formulas", test_long_formulas);
	CU_add_test(suite, "a new family, and the comments", test_new_family);
	CU_add_test(suite, "a lesson's needs", test_lesson_needs);
	CU_add_test(suite, "files are replaced whole", test_file);
	CU_add_test(suite, "a file keeps its group", test_group);
	CU_add_test(suite, "or left as they were", test_trouble);
	CU_add_test(suite, "long names, links to nothing, read-only files", test_names);
}
