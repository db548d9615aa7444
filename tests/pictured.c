#include "pictured.h"

#include "child.h"
#include "drive.h"
#include "skip.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_MAX (1 << 20)

bool have_gnuplot(void)
{
	struct child ran;
	bool have;

	child_shell(&ran, "command -v gnuplot");
	have = ran.status == 0;
	child_free(&ran);
	if (!have)
		skip("there is no gnuplot");
	return have;
}

void written_begin(struct written *w, const char *name)
{
	strcpy(w->directory, "/tmp/haggle-test-XXXXXX");
	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(w->directory));
	snprintf(w->path, sizeof w->path, "%s/%s", w->directory, name);
}

char *written_take(const struct written *w)
{
	char *bytes = calloc(1, FILE_MAX);
	FILE *f = fopen(w->path, "r");

	CU_ASSERT_FATAL(f && bytes);
	CU_ASSERT(fread(bytes, 1, FILE_MAX - 1, f) > 0);
	fclose(f);
	CU_ASSERT_EQUAL(unlink(w->path), 0);
	return bytes;
}

void written_end(const struct written *w)
{
	CU_ASSERT_EQUAL(rmdir(w->directory), 0);
}

void export_keys(struct explorer *e, const char *path)
{
	drive_act(e, ACTION_EXPORT);
	drive_press(e, KEY_CTRL('u'));
	drive_type(e, path);
	drive_press(e, K_ENTER);
}
