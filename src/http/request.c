#include "http/http.h"
#include "http/text.h"

/* A handler that asks for what its table does not declare is a mistake of ours, found by its first test. */
static const struct value *value_of(const struct request *rq, const char *name)
{
	for (size_t i = 0; i < rq->values_n; i++)
		if (strcmp(rq->values[i].param->name, name) == 0)
			return &rq->values[i];
	die("http: %s does not declare the parameter %s", rq->route->pattern, name);
}

bool param_given(const struct request *rq, const char *name)
{
	return value_of(rq, name)->given;
}

int64_t param_int(const struct request *rq, const char *name)
{
	return value_of(rq, name)->n;
}

bool param_flag(const struct request *rq, const char *name)
{
	return value_of(rq, name)->n != 0;
}

struct str param_str(const struct request *rq, const char *name)
{
	const struct value *v = value_of(rq, name);

	return v->given ? v->s : STR("");
}

struct day param_day(const struct request *rq, const char *name)
{
	return value_of(rq, name)->day;
}

const struct upload *param_file(const struct request *rq, const char *name)
{
	const struct value *v = value_of(rq, name);

	return v->given ? &v->file : NULL;
}

const struct field_list *param_many(const struct request *rq, const char *name)
{
	return &value_of(rq, name)->many;
}

struct str request_header(const struct request *rq, const char *name)
{
	struct str found = { NULL, 0 };
	size_t times = 0;

	for (size_t i = 0; i < rq->headers.n; i++) {
		if (!ascii_same(rq->headers.v[i].name, str_of(name)))
			continue;
		found = str_trim(rq->headers.v[i].value);
		times++;
	}
	return times == 1 ? found : (struct str){ NULL, 0 };
}

struct str request_cookie(const struct request *rq, const char *name)
{
	struct str found = { NULL, 0 };
	size_t times = 0;

	for (size_t i = 0; i < rq->headers.n; i++) {
		struct str rest = rq->headers.v[i].value;

		if (!ascii_same(rq->headers.v[i].name, STR("Cookie")))
			continue;
		while (rest.n > 0) {
			struct str value = str_trim(cut_at(&rest, ';'));

			if (!str_eq(cut_at(&value, '='), str_of(name)))
				continue;
			found = value;
			times++;
		}
	}
	return times == 1 ? found : (struct str){ NULL, 0 };
}
