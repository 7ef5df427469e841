#include "http/params.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/utf8.h"
#include "http/router.h"
#include "http/text.h"

enum { LINE_MAX_DEFAULT = 240, TEXT_MAX_DEFAULT = 2000, CODE_MAX_DEFAULT = 64 };

/* ---- one value ---- */

static size_t ceiling(const struct param *p)
{
	if (p->max > 0)
		return (size_t)p->max;
	return p->type == PARAM_TEXT ? TEXT_MAX_DEFAULT : p->type == PARAM_CODE ? CODE_MAX_DEFAULT : LINE_MAX_DEFAULT;
}

static bool int_parse(const struct param *p, struct str s, int64_t *ret)
{
	bool below = s.n > 0 && s.p[0] == '-';
	uint64_t n;

	if (!digits_parse(str_from(s, below), INT64_MAX, &n))
		return false;
	*ret = below ? -(int64_t)n : (int64_t)n;
	if (p->type == PARAM_ID)
		return *ret > 0;
	return (p->min == 0 && p->max == 0) || (*ret >= p->min && *ret <= p->max);
}

static bool word_parse(const char *words, struct str s, int64_t *ret)
{
	struct str rest = str_of(words);

	for (*ret = 0; rest.n > 0; ++*ret)
		if (str_eq(cut_at(&rest, '|'), s))
			return true;
	return false;
}

static bool code_is(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		      (c != '\0' && strchr("-_.", c) != NULL)))
			return false;
	}
	return s.n > 0;
}

/* Browsers send line breaks as CR LF; kept is LF. */
static struct str one_line_end(struct arena *a, struct str s)
{
	char *out = arena_bytes(a, s.n);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r')
			out[n++] = s.p[i];
		else if (i + 1 == s.n || s.p[i + 1] != '\n')
			out[n++] = '\n';
	return (struct str){ out, n };
}

static bool text_is(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (((unsigned char)s.p[i] < 32 && s.p[i] != '\n' && s.p[i] != '\t') || s.p[i] == 127)
			return false;
	return true;
}

static bool text_parse(struct arena *a, const struct param *p, struct value *v)
{
	if (p->type == PARAM_TEXT)
		v->s = one_line_end(a, v->s);
	if (p->type != PARAM_SECRET)
		v->s = str_trim(v->s);
	return v->s.n <= ceiling(p) && (p->type == PARAM_TEXT ? text_is(v->s) : !has_control(v->s));
}

/* Does this text read as the type says?  For the tail fields of "name.*" and for JSON bodies too. */
static bool param_parse(struct arena *a, const struct param *p, struct str text, struct value *ret)
{
	ret->s = text;
	switch (p->type) {
	case PARAM_ID:
	case PARAM_INT:
		return int_parse(p, text, &ret->n);
	case PARAM_DEC:
		return dec_parse(text, &ret->dec);
	case PARAM_DAY:
		return day_parse(text, &ret->day);
	case PARAM_LINE:
	case PARAM_TEXT:
	case PARAM_SECRET:
		return text_parse(a, p, ret);
	case PARAM_WORD:
		return word_parse(p->words, text, &ret->n);
	case PARAM_CODE:
		return text.n <= ceiling(p) && code_is(text);
	case PARAM_FLAG:
		ret->n = 1;
		return true;
	case PARAM_FILE:
	case PARAM_END:
		break;
	}
	return false;
}

/* ---- what to say ---- */

static const char *label_of(const struct param *p)
{
	return p->label != NULL ? p->label : p->name;
}

/* "完成日期应写成 2025-06-30 这样" */
static enum rc param_complain(const struct param *p, struct str text, struct err *err)
{
	const char *label = label_of(p);
	size_t max = ceiling(p);

	switch (p->type) {
	case PARAM_DAY:
		return err_set(err, RC_INPUT, "「%s」应写成 2025-06-30 这样的日期，请改正后重新提交", label);
	case PARAM_DEC:
		return err_set(err, RC_INPUT, "「%s」应是一个数，如 12 或 12.5，请改正后重新提交", label);
	case PARAM_ID:
	case PARAM_INT:
		if (p->type == PARAM_INT && (p->min != 0 || p->max != 0))
			return err_set(err, RC_INPUT, "「%s」应是 %" PRId64 " 到 %" PRId64 " 之间的整数，请改正后重新提交",
				       label, p->min, p->max);
		return err_set(err, RC_INPUT, "「%s」应是整数，请改正后重新提交", label);
	case PARAM_LINE:
	case PARAM_TEXT:
	case PARAM_SECRET:
	case PARAM_CODE:
		if (text.n > max)
			return err_set(err, RC_INPUT, "「%s」太长：最多约 %zu 个汉字，请删减后重新提交", label, max / 3);
		return err_set(err, RC_INPUT, "「%s」里有不能使用的字符，请改正后重新提交", label);
	default:
		return err_set(err, RC_INPUT, "「%s」不是可选的值，请重新选择", label);
	}
}

/* ---- all values of a request ---- */

struct reader {
	struct request *rq;
	struct err *err;
};

/* The code to answer with; the sentence was set on the way in. */
static int refuse(int code, enum rc said)
{
	(void)said;
	return code;
}

/* The parameter a field belongs to, NULL for none; its tail when the name stands for many. */
static const struct param *find_param(const struct route *route, struct str name, struct str *tail)
{
	for (const struct param *p = route->params; p != NULL && p->type != PARAM_END; p++) {
		struct str declared = str_of(p->name);
		struct str head = str_cut(declared, 0, declared.n - 1);

		*tail = STR("");
		if (str_eq(declared, name))
			return p;
		if (str_ends(declared, STR("*")) && str_starts(name, head)) {
			*tail = str_from(name, head.n);
			return p;
		}
	}
	return NULL;
}

static struct value *find_value(struct request *rq, struct str name, struct str *tail)
{
	const struct param *p = find_param(rq->route, name, tail);

	return p == NULL ? NULL : &rq->values[p - rq->route->params];
}

static bool empty_means_nothing(const struct param *p, struct str text)
{
	return text.n == 0 && p->type != PARAM_FLAG;
}

static int take_many(struct reader *r, struct value *v, struct str tail, struct str text)
{
	struct value one = { 0 };
	struct field *f;

	bool fits = empty_means_nothing(v->param, text) || param_parse(r->rq->arena, v->param, text, &one);

	/* one that does not fit is there for the page that comes again */
	v->given = true;
	f = list_add(&v->many, r->rq->arena);
	*f = (struct field){ tail, fits ? one.s : text, one.n };
	return fits ? 0 : refuse(422, param_complain(v->param, text, r->err));
}

static bool takes_many_files(const struct param *p)
{
	return p->type == PARAM_FILE && str_ends(str_of(p->name), STR("*"));
}

static int take_file(struct reader *r, struct value *v, const struct form_field *f)
{
	if (!f->is_file)
		return refuse(400,
			      err_set(r->err, RC_INPUT, "「%s」应是一个文件，请重新选择文件", label_of(v->param)));
	if (v->seen && !takes_many_files(v->param))
		return refuse(400, err_set(r->err, RC_INPUT, "「%s」一次只能选一个文件，请重新选择", label_of(v->param)));
	v->seen = true;
	if (f->value.n == 0 && f->file_name.n == 0)
		return 0;
	if (f->value.n > (size_t)v->param->max)
		return refuse(413,
			      err_set(r->err, RC_INPUT, "文件「%.*s」太大：最多 %" PRId64 " MB，请压缩或分开后再上传",
				      STR_ARG(f->file_name), v->param->max >> 20));
	v->given = true;
	v->file = (struct upload){ f->file_name, f->file_type, f->value };
	if (takes_many_files(v->param))
		list_add(&v->many, r->rq->arena)->file = v->file;
	return 0;
}

static int take(struct reader *r, struct value *v, struct str text)
{
	if (v->seen)
		return refuse(400,
			      err_set(r->err, RC_INPUT, "「%s」出现了两次，请返回上一页重新提交", label_of(v->param)));
	v->seen = true;
	if (empty_means_nothing(v->param, text))
		return 0;
	if (!param_parse(r->rq->arena, v->param, text, v))
		return refuse(422, param_complain(v->param, text, r->err));
	v->given = v->s.n > 0 || v->param->type == PARAM_FLAG;
	return 0;
}

static int take_field(struct reader *r, const struct form_field *f)
{
	struct str tail;
	struct value *v = find_value(r->rq, f->name, &tail);

	if (v == NULL && (r->rq->method == GET || str_eq(f->name, STR(TOKEN_FIELD))))
		return 0;
	if (v == NULL || (f->is_file && v->param->type != PARAM_FILE)) {
		err_log(r->err, "undeclared field %.*s", STR_ARG(f->name));
		return refuse(400,
			      err_set(r->err, RC_INPUT, "提交的内容和这个页面不符，请刷新页面后重新填写"));
	}
	if (tail.n > 0 && !f->is_file)
		return take_many(r, v, tail, f->value);
	return v->param->type == PARAM_FILE ? take_file(r, v, f) : take(r, v, f->value);
}

static int take_path(struct reader *r, const struct str *taken)
{
	struct str name, tail;

	for (size_t i = 0; name = pattern_name(r->rq->route->pattern, i), name.n > 0; i++) {
		struct value *v = find_value(r->rq, name, &tail);

		if (v != NULL && take(r, v, taken[i]) != 0)
			return refuse(404,
				      err_set(r->err, RC_INPUT, "没有找到这个页面，请核对地址，或从首页进入"));
	}
	return 0;
}

static int check_required(struct reader *r)
{
	for (size_t i = 0; i < r->rq->values_n; i++) {
		const struct value *v = &r->rq->values[i];

		if (v->param->need == REQUIRED && !v->given)
			return refuse(422, err_set(r->err, RC_INPUT, "还没有%s「%s」，请补上后再提交",
						   v->param->type == PARAM_FILE ? "选择" : "填写",
						   label_of(v->param)));
	}
	return 0;
}

void params_typed(struct request *rq, const struct form *form)
{
	for (size_t i = 0; i < form->n; i++) {
		struct str tail;
		const struct param *p = find_param(rq->route, form->v[i].name, &tail);

		if (p != NULL && !form->v[i].is_file && p->type != PARAM_SECRET && p->type != PARAM_FILE)
			*list_add(&rq->typed, rq->arena) = (struct typed_field){ p, form->v[i].name, form->v[i].value };
	}
}

int params_read(struct request *rq, const struct str *taken, const struct form *form, struct err *err)
{
	struct reader r = { rq, err };
	struct err later = { 0 };
	int code;

	rq->values_n = 0;
	for (const struct param *p = rq->route->params; p != NULL && p->type != PARAM_END; p++)
		rq->values_n++;
	rq->values = arena_alloc(rq->arena, (rq->values_n + 1) * sizeof(*rq->values));
	for (size_t i = 0; i < rq->values_n; i++)
		rq->values[i].param = &rq->route->params[i];
	code = take_path(&r, taken);
	/* after what a person can correct the rest is read too: the page that comes again shows it */
	for (size_t i = 0; (code == 0 || code == 422) && i < form->n; i++) {
		int one;

		r.err = code == 0 ? err : &later;
		one = take_field(&r, &form->v[i]);
		if (code == 0)
			code = one;
	}
	return code != 0 ? code : check_required(&r);
}
