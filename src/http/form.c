#define _GNU_SOURCE /* memmem */
#include "http/form.h"

#include "base/utf8.h"
#include "http/text.h"

static enum rc broken(struct err *err, const char *what)
{
	err_set(err, RC_INPUT, "提交的内容不完整或不是 UTF-8 文字，请返回上一页重新提交");
	err_log(err, "malformed form: %s", what);
	return RC_INPUT;
}

static enum rc too_many(struct err *err, size_t max)
{
	return err_set(err, RC_INPUT, "一次提交的项数过多，最多 %zu 项，请分几次提交", max);
}

enum rc form_urlencoded(struct arena *a, struct str s, size_t max, struct form *ret, struct err *err)
{
	struct form form = { 0 };

	while (s.n > 0) {
		struct str value = cut_at(&s, '&'), name;
		struct form_field *f;

		if (value.n == 0)
			continue;
		if (form.n == max)
			return too_many(err, max);
		name = cut_at(&value, '=');
		f = list_add(&form, a);
		if (!percent_decode(a, name, PLUS_IS_BLANK, &f->name) ||
		    !percent_decode(a, value, PLUS_IS_BLANK, &f->value))
			return broken(err, "percent code");
	}
	*ret = form;
	return RC_OK;
}

/* ---- multipart ---- */

/* The value of name="…" or name=… among the parameters of a header, unquoted; false when it is malformed. */
static bool parameter(struct arena *a, struct str s, struct str name, struct str *ret, bool *found)
{
	char *out = arena_bytes(a, s.n);

	*found = false;
	cut_at(&s, ';');
	while (s.n > 0) {
		struct str key = str_trim(cut_at(&s, '=')), value;
		size_t n = 0, i = 0;

		if (s.n > 0 && s.p[0] == '"') {
			for (i = 1; i < s.n && s.p[i] != '"'; i++) {
				if (s.p[i] == '\\' && i + 1 < s.n && (s.p[i + 1] == '"' || s.p[i + 1] == '\\'))
					i++;
				out[n++] = s.p[i];
			}
			if (i >= s.n)
				return false;
			i++;
		} else {
			while (i < s.n && s.p[i] != ';')
				out[n++] = s.p[i++];
		}
		value = (struct str){ out, n };
		out += n;
		s = str_from(s, i);
		cut_at(&s, ';');
		if (!ascii_same(key, name))
			continue;
		if (*found)
			return false;
		*found = true;
		*ret = value;
	}
	return true;
}

/* Browsers send %22 for a quote and %0D%0A for a line end in names (WHATWG); the path some send is cut off. */
static struct str last_part(struct str name)
{
	size_t slash = str_rfind(name, STR("/")), back;

	if (slash != STR_NONE)
		name = str_from(name, slash + 1);
	back = str_rfind(name, STR("\\"));
	return back != STR_NONE ? str_from(name, back + 1) : name;
}

static bool disposition(struct arena *a, struct str value, struct form_field *f)
{
	struct str rest = value;
	bool found, file;

	if (!ascii_same(str_trim(cut_at(&rest, ';')), STR("form-data")))
		return false;
	if (!parameter(a, value, STR("name"), &f->name, &found) || !found ||
	    !parameter(a, value, STR("filename"), &f->file_name, &file))
		return false;
	f->is_file = file;
	f->file_name = last_part(f->file_name);
	return utf8_invalid(f->name) == STR_NONE && utf8_invalid(f->file_name) == STR_NONE &&
	       !has_control(f->name) && !has_control(f->file_name) && f->file_name.n <= 255;
}

static bool part_head(struct arena *a, struct str head, struct form_field *f)
{
	bool named = false;

	while (head.n > 0) {
		size_t end = str_find(head, STR("\r\n"));
		struct str value = str_cut(head, 0, end == STR_NONE ? head.n : end), name;

		head = end == STR_NONE ? STR("") : str_from(head, end + 2);
		name = cut_at(&value, ':');
		if (!token_is(name))
			return false;
		if (ascii_same(name, STR("Content-Disposition"))) {
			if (named || !disposition(a, value, f))
				return false;
			named = true;
		} else if (ascii_same(name, STR("Content-Type"))) {
			f->file_type = str_trim(value);
			if (has_control(f->file_type))
				return false;
		}
	}
	return named;
}

/* One part, from behind its boundary line to before the next. */
static bool part_read(struct arena *a, struct str part, struct form_field *f)
{
	size_t end = str_find(str_cut(part, 0, part.n < PART_HEAD_MAX ? part.n : PART_HEAD_MAX), STR("\r\n\r\n"));

	if (end == STR_NONE || !part_head(a, str_cut(part, 0, end), f))
		return false;
	f->value = str_from(part, end + 4);
	return f->is_file || (utf8_invalid(f->value) == STR_NONE && memchr(f->value.p, '\0', f->value.n) == NULL);
}

static bool boundary_of(struct arena *a, struct str content_type, struct str *ret)
{
	struct str boundary;
	bool found;

	if (!parameter(a, content_type, STR("boundary"), &boundary, &found) || !found || boundary.n == 0 ||
	    boundary.n > 70 || has_control(boundary))
		return false;
	*ret = arena_cat(a, STR("\r\n--"), boundary);
	return true;
}

static size_t find_bytes(struct str s, struct str what)
{
	const char *p = s.n == 0 ? NULL : memmem(s.p, s.n, what.p, what.n);

	return p == NULL ? STR_NONE : (size_t)(p - s.p);
}

/* Adds the part that ends at byte `end` of rest. */
static enum rc add_part(struct arena *a, struct str part, size_t max, size_t *files, struct form *form, struct err *err)
{
	struct form_field *f;

	if (form->n - *files == max)
		return too_many(err, max);
	f = list_add(form, a);
	if (!part_read(a, part, f))
		return broken(err, "a part's head");
	if (f->is_file && ++*files > PARTS_MAX)
		return err_set(err, RC_INPUT, "一次最多上传 %d 个文件，请分几次上传", PARTS_MAX);
	return RC_OK;
}

enum rc form_multipart(struct arena *a, struct str body, struct str content_type, size_t max,
		       struct form *ret, struct err *err)
{
	struct form form = { 0 };
	struct str line; /* \r\n--boundary; the first one may stand at the very beginning */
	size_t files = 0;
	enum rc rc = RC_OK;

	if (!boundary_of(a, content_type, &line))
		return broken(err, "no boundary");
	if (!str_starts(body, str_from(line, 2)))
		return broken(err, "does not begin with its boundary");
	body = str_from(body, line.n - 2);
	while (rc == RC_OK && !str_starts(body, STR("--"))) {
		size_t end;

		if (!str_starts(body, STR("\r\n")))
			return broken(err, "text behind a boundary");
		end = find_bytes(body, line);
		/* the line end of the boundary may be the first one of an empty head */
		if (end == STR_NONE || end < 2)
			return broken(err, "the last boundary is missing");
		rc = add_part(a, str_cut(body, 2, end), max, &files, &form, err);
		body = str_from(body, end + line.n);
	}
	if (rc == RC_OK)
		*ret = form;
	return rc;
}
