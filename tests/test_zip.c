/* The zip around a document: what is opened, and above all what is not. */

#include "office_made.h"

#include "document/zip.h"

static const char xml[] = "<a/>";

/* Opens, reads "part"; "ok" or the sentence. */
static struct str opened(struct arena *a, struct str bytes, const char *part)
{
	struct doc_zip z = { 0 };
	struct buf b = { 0 };
	struct err err = { 0 };
	enum rc rc = doc_zip_open(bytes, &limits_upload, &z, &err);

	if (rc == RC_OK)
		rc = doc_zip_read(&z, part, &b, &err);
	if (rc != RC_OK)
		assert_int_equal(rc, RC_INPUT);
	buf_free(&b);
	doc_zip_close(&z);
	return arena_str(a, rc == RC_OK ? STR("ok") : str_of(err.msg));
}

static int expect(const char *what, struct str got, const char *want)
{
	if (str_has(got, str_of(want)))
		return 0;
	print_error("%s: got %.*s, want %s\n", what, STR_ARG(got), want);
	return 1;
}

static struct raw stored(const char *name)
{
	struct str s = str_of(xml);

	return (struct raw){ .name = name, .bytes = s, .crc = crc_of(s), .size = (uint32_t)s.n };
}

static void reads_whole_files(void **state)
{
	struct arena *a = arena_new();
	struct part parts[] = { { "[Content_Types].xml", STR("x") }, { "word/document.xml", STR("<a>文</a>") } };
	struct str bytes = zip_of(a, parts, COUNT(parts));

	(void)state;
	assert_int_equal(expect("docx", opened(a, bytes, "word/document.xml"), "ok"), 0);
	assert_int_equal(expect("other case", opened(a, bytes, "Word/Document.xml"), "ok"), 0);
	assert_int_equal(expect("missing", opened(a, bytes, "xl/workbook.xml"), "已损坏"), 0);
	assert_int_equal(doc_zip_kind(bytes), DOC_ZIP_DOCX);
	assert_int_equal(doc_office_kind(bytes), DOC_OFFICE_DOCX);
	arena_free(a);
}

/* One entry "p" changed in one way per row. */
static void refuses_crooked_entries(void **state)
{
	struct arena *a = arena_new();
	struct raw good = stored("p"), r[3];
	int wrong = 0;

	(void)state;
	wrong += expect("good", opened(a, zip_raw(a, &good, 1, STR("")), "p"), "ok");
	wrong += expect("bytes after the end", opened(a, zip_raw(a, &good, 1, STR("more")), "p"), "已损坏");
	r[0] = good;
	r[0].crc ^= 1;
	wrong += expect("checksum", opened(a, zip_raw(a, r, 1, STR("")), "p"), "已损坏");
	r[0] = good;
	r[0].flags = 1;
	wrong += expect("encrypted", opened(a, zip_raw(a, r, 1, STR("")), "p"), "密码");
	r[0] = good;
	r[0].method = 12;
	wrong += expect("bzip2", opened(a, zip_raw(a, r, 1, STR("")), "p"), "已损坏");
	r[0] = good;
	r[0].mode = 0120777;
	wrong += expect("symbolic link", opened(a, zip_raw(a, r, 1, STR("")), "p"), "已损坏");
	r[0] = good;
	r[0].size = 0xFFFFFFFFu;
	wrong += expect("zip64 size", opened(a, zip_raw(a, r, 1, STR("")), "p"), "已损坏");
	r[0] = good;
	r[0].size = 2;
	wrong += expect("longer than declared", opened(a, zip_raw(a, r, 1, STR("")), "p"), "已损坏");
	r[0] = r[1] = good;
	wrong += expect("the same name twice", opened(a, zip_raw(a, r, 2, STR("")), "p"), "已损坏");
	r[0] = good;
	r[1] = stored("q");
	r[1].same_place = true;
	wrong += expect("two entries in one place", opened(a, zip_raw(a, r, 2, STR("")), "p"), "已损坏");
	assert_int_equal(wrong, 0);
	arena_free(a);
}

static void ignores_foreign_names(void **state)
{
	struct arena *a = arena_new();
	struct raw r[] = { stored("../p"), stored("/p"), stored("..\\p"), stored("nested.zip"), stored("p") };

	(void)state;
	assert_int_equal(expect("names", opened(a, zip_raw(a, r, COUNT(r), STR("")), "p"), "ok"), 0);
	arena_free(a);
}

static void refuses_bombs(void **state)
{
	const size_t gib = 1 + (size_t)258 * 4161790; /* just over 1 GiB */
	struct arena *a = arena_new();
	struct raw r = { .name = "p", .method = ZIP_CM_DEFLATE, .bytes = deflated_zeros(a, gib) };
	struct raw *many = calloc(65000, sizeof(*many));
	char (*names)[8] = calloc(65000, sizeof(*names));
	int wrong = 0;

	(void)state;
	assert_true(r.bytes.n < (size_t)8 << 20);
	r.size = (uint32_t)gib;
	wrong += expect("1 GiB of zeros", opened(a, zip_raw(a, &r, 1, STR("")), "p"), "超过 16 MB");
	r.bytes = deflated_zeros(a, 1 + 258 * 800000); /* 200 MB */
	r.size = 1000;
	wrong += expect("a header that lies", opened(a, zip_raw(a, &r, 1, STR("")), "p"), "已损坏");
	for (unsigned i = 0; i < 65000; i++) {
		snprintf(names[i], sizeof(names[i]), "%x", i);
		many[i] = stored(names[i]);
	}
	wrong += expect("65000 entries", opened(a, zip_raw(a, many, 65000, STR("")), "1"), "65000 个部件");
	for (unsigned i = 1; i < 2000; i++)
		many[i].same_place = true;
	wrong += expect("2000 entries over one body", opened(a, zip_raw(a, many, 2000, STR("")), "1"), "已损坏");
	assert_int_equal(wrong, 0);
	free(many);
	free(names);
	arena_free(a);
}

static void adds_up_what_it_inflates(void **state)
{
	struct arena *a = arena_new();
	struct str zeros = repeat(a, "0123456789abcdef", 1 << 20); /* 16 MiB */
	struct part parts[] = { { "1", zeros }, { "2", zeros }, { "3", zeros }, { "4", zeros }, { "5", STR("x") } };
	struct str bytes = zip_of(a, parts, COUNT(parts));
	struct doc_zip z;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(doc_zip_open(bytes, &limits_upload, &z, &err), RC_OK);
	for (size_t i = 0; i < COUNT(parts); i++) {
		struct buf b = { 0 };
		enum rc rc = doc_zip_read(&z, parts[i].name, &b, &err);

		assert_int_equal(rc, i < 4 ? RC_OK : RC_INPUT);
		buf_free(&b);
	}
	doc_zip_close(&z);
	arena_free(a);
}

static void refuses_every_truncation(void **state)
{
	struct arena *a = arena_new();
	struct part parts[] = { { "word/document.xml", STR(W_DOC("")) } };
	struct str bytes = zip_of(a, parts, COUNT(parts));

	(void)state;
	for (size_t n = 0; n < bytes.n; n++)
		assert_false(str_eq(opened(a, str_cut(bytes, 0, n), "word/document.xml"), STR("ok")));
	arena_free(a);
}

static void tells_what_it_is_not(void **state)
{
	static const char ole[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
	struct arena *a = arena_new();
	struct part odt[] = { { "mimetype", STR("application/vnd.oasis.opendocument.text") } };
	struct part ppt[] = { { "ppt/presentation.xml", STR("x") } };
	struct part any[] = { { "a.docx", STR("PK") } };
	struct str locked = arena_cat(a, str_of(ole), STR("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"));
	struct str whole = zip_of(a, odt, 1);
	const struct {
		const char *what;
		struct str bytes;
		enum doc_office kind;
		const char *says;
	} rows[] = {
		{ "doc", str_of(ole), DOC_OFFICE_OLD, "另存为 docx" },
		{ "password", locked, DOC_OFFICE_PASSWORD, "密码" },
		{ "odt", whole, DOC_OFFICE_OTHER_ZIP, "odt" },
		{ "pptx", zip_of(a, ppt, 1), DOC_OFFICE_OTHER_ZIP, "pptx" },
		{ "zip", zip_of(a, any, 1), DOC_OFFICE_OTHER_ZIP, "解压" },
		{ "cut off", str_cut(whole, 0, whole.n - 9), DOC_OFFICE_OTHER_ZIP, "不完整" },
		{ "text", STR("民生实事"), DOC_OFFICE_NOT, "" },
		{ "empty", STR(""), DOC_OFFICE_NOT, "" },
	};
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct err err = { 0 };

		assert_int_equal(doc_office_kind(rows[i].bytes), rows[i].kind);
		if (rows[i].kind == DOC_OFFICE_NOT)
			continue;
		assert_int_equal(doc_office_refuse(rows[i].kind, rows[i].bytes, &err), RC_INPUT);
		wrong += expect(rows[i].what, str_of(err.msg), rows[i].says);
	}
	assert_int_equal(wrong, 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_whole_files),	   cmocka_unit_test(refuses_crooked_entries),
		cmocka_unit_test(ignores_foreign_names),   cmocka_unit_test(refuses_bombs),
		cmocka_unit_test(adds_up_what_it_inflates), cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(tells_what_it_is_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
