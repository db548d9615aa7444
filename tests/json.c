#include "json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 32 };

static struct json *read_value(const char **at, int depth);

static void skip(const char **at)
{
	*at += strspn(*at, " \t\r\n");
}

void json_free(struct json *j)
{
	if (!j)
		return;
	for (int i = 0; i < j->count; i++) {
		json_free(j->item[i]);
		if (j->key)
			free(j->key[i]);
	}
	free(j->item);
	free(j->key);
	free(j->string);
	free(j);
}

static struct json *make(enum json_kind kind)
{
	struct json *j = calloc(1, sizeof *j);
	if (!j)
		abort();
	j->kind = kind;
	return j;
}

/* Four hexadecimal digits, as a code point below U+10000 in UTF-8. */
static bool read_escape(const char **at, char **out)
{
	unsigned cp = 0;
	for (int i = 0; i < 4; i++) {
		const char *digits = "0123456789abcdef0123456789ABCDEF";
		char c = *(*at)++;
		const char *d = c ? strchr(digits, c) : NULL;
		if (!d)
			return false;
		cp = cp * 16 + (unsigned)((d - digits) % 16);
	}
	if (cp >= 0xd800 && cp < 0xe000)
		return false;
	if (cp < 0x80) {
		*(*out)++ = (char)cp;
	} else if (cp < 0x800) {
		*(*out)++ = (char)(0xc0 | cp >> 6);
		*(*out)++ = (char)(0x80 | (cp & 0x3f));
	} else {
		*(*out)++ = (char)(0xe0 | cp >> 12);
		*(*out)++ = (char)(0x80 | (cp >> 6 & 0x3f));
		*(*out)++ = (char)(0x80 | (cp & 0x3f));
	}
	return true;
}

/* After the opening quote. NULL where it is not a string. */
static char *read_string(const char **at)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	size_t room = 1;
	for (const char *p = *at; *p && *p != '"'; p++, room++)
		if (*p == '\\' && p[1])
			p++, room++;
	char *text = malloc(room), *out = text;
	for (;;) {
		char c = *(*at)++;
		if (c == '"')
			break;
		if ((unsigned char)c < 0x20) {
			free(text);
			return NULL;
		}
		if (c != '\\') {
			*out++ = c;
			continue;
		}
		c = *(*at)++;
		const char *simple = c ? strchr(from, c) : NULL;
		if (simple)
			*out++ = to[simple - from];
		else if (c != 'u' || !read_escape(at, &out)) {
			free(text);
			return NULL;
		}
	}
	*out = '\0';
	return text;
}

/* JSON's own grammar: no leading zeros, digits on both sides of a point. */
static struct json *read_number(const char **at)
{
	const char *p = *at;
	p += *p == '-';
	if (*p == '0')
		p++;
	else if (*p >= '1' && *p <= '9')
		p += strspn(p, "0123456789");
	else
		return NULL;
	if (*p == '.') {
		size_t n = strspn(p + 1, "0123456789");
		if (n == 0)
			return NULL;
		p += 1 + n;
	}
	if (*p == 'e' || *p == 'E') {
		p++;
		p += *p == '+' || *p == '-';
		size_t n = strspn(p, "0123456789");
		if (n == 0)
			return NULL;
		p += n;
	}
	struct json *j = make(JSON_NUMBER);
	j->number = strtod(*at, NULL);
	*at = p;
	return j;
}

static void append(struct json *j, char *key, struct json *item)
{
	size_t n = (size_t)j->count + 1;
	if ((n & (n - 1)) == 0) { /* room grows to the next power of two */
		j->item = realloc(j->item, 2 * n * sizeof *j->item);
		if (j->kind == JSON_OBJECT)
			j->key = realloc(j->key, 2 * n * sizeof *j->key);
	}
	j->item[j->count] = item;
	if (j->kind == JSON_OBJECT)
		j->key[j->count] = key;
	j->count++;
}

static bool has_key(const struct json *j, const char *key)
{
	for (int i = 0; i < j->count; i++)
		if (strcmp(j->key[i], key) == 0)
			return true;
	return false;
}

static bool read_member(const char **at, struct json *j, int depth)
{
	char *key = NULL;
	if (j->kind == JSON_OBJECT) {
		skip(at);
		if (*(*at)++ != '"' || !(key = read_string(at)))
			return false;
		skip(at);
	}
	bool good = !key || (!has_key(j, key) && *(*at)++ == ':');
	struct json *item = good ? read_value(at, depth + 1) : NULL;
	if (!item) {
		free(key);
		return false;
	}
	append(j, key, item);
	return true;
}

static struct json *read_group(const char **at, int depth)
{
	char close = *(*at)++ == '{' ? '}' : ']';
	struct json *j = make(close == '}' ? JSON_OBJECT : JSON_ARRAY);
	skip(at);
	if (**at == close) {
		(*at)++;
		return j;
	}
	for (;;) {
		if (!read_member(at, j, depth))
			break;
		skip(at);
		char c = *(*at)++;
		if (c == close)
			return j;
		if (c != ',')
			break;
	}
	json_free(j);
	return NULL;
}

static struct json *read_word(const char **at)
{
	static const struct {
		const char *word;
		enum json_kind kind;
		bool truth;
	} words[] = {
		{"null", JSON_NULL, false},
		{"true", JSON_BOOL, true},
		{"false", JSON_BOOL, false},
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i].word);
		if (strncmp(*at, words[i].word, n) != 0)
			continue;
		*at += n;
		struct json *j = make(words[i].kind);
		j->truth = words[i].truth;
		return j;
	}
	return NULL;
}

static struct json *read_value(const char **at, int depth)
{
	skip(at);
	if (depth > DEPTH_MAX)
		return NULL;
	if (**at == '{' || **at == '[')
		return read_group(at, depth);
	if (**at == '"') {
		(*at)++;
		char *text = read_string(at);
		if (!text)
			return NULL;
		struct json *j = make(JSON_STRING);
		j->string = text;
		return j;
	}
	return **at == '-' || (**at >= '0' && **at <= '9') ? read_number(at) : read_word(at);
}

struct json *json_read(const char *text, const char **rest)
{
	struct json *j = read_value(&text, 0);
	skip(&text);
	if (j && !rest && *text) {
		json_free(j);
		return NULL;
	}
	if (rest)
		*rest = text;
	return j;
}

const struct json *json_at(const struct json *j, const char *path)
{
	while (j && *path) {
		size_t n = strcspn(path, ".");
		const struct json *found = NULL;
		if (j->kind == JSON_ARRAY) {
			int i = atoi(path);
			found = i >= 0 && i < j->count ? j->item[i] : NULL;
		}
		for (int i = 0; j->kind == JSON_OBJECT && i < j->count; i++)
			if (strlen(j->key[i]) == n && memcmp(j->key[i], path, n) == 0)
				found = j->item[i];
		j = found;
		path += n + (path[n] == '.');
	}
	return j;
}

double json_double(const struct json *j, const char *path)
{
	const struct json *found = json_at(j, path);
	return found && found->kind == JSON_NUMBER ? found->number : NAN;
}

const char *json_text(const struct json *j, const char *path)
{
	const struct json *found = json_at(j, path);
	return found && found->kind == JSON_STRING ? found->string : "";
}

bool json_is_null(const struct json *j, const char *path)
{
	const struct json *found = json_at(j, path);
	return found && found->kind == JSON_NULL;
}
