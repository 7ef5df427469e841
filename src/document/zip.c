#include "document/zip.h"

#include <stdint.h>
#include <stdlib.h>

#include "document/libraries.h"

enum {
	MIB = 1 << 20,
	UPLOAD_BYTES = 20 * MIB,
	PART_MAX = 16 * MIB,
	TOTAL_MAX = 64 * MIB,
	END_SIZE = 22,	  /* end of central directory record, without comment */
	ENTRY_SIZE = 46,  /* directory entry, without name, extra and comment */
	LOCAL_SIZE = 30,  /* local header, likewise */
	NAME_SHOWN = 256, /* longer names are not ours */
};

/* One directory entry, as far as we care. */
struct entry {
	struct str name;
	unsigned flags, method, mode;
	size_t packed, local;
};

struct directory {
	const unsigned char *p;
	size_t size, start, end; /* [start, end) of the file */
	unsigned count;
};

static unsigned u16(const unsigned char *p)
{
	return p[0] | (unsigned)p[1] << 8;
}

static uint32_t u32(const unsigned char *p)
{
	return u16(p) | (uint32_t)u16(p + 2) << 16;
}

static enum rc broken(struct err *err, const char *why)
{
	err_log(err, "zip: %s", why);
	return err_set(err, RC_INPUT,
		       "文件不完整或已损坏，无法打开；请重新下载，或用 Word、WPS 打开后另存为新文件再试");
}

/* Finds the end record: the last one whose comment reaches exactly to the end of the file. */
static bool directory_find(struct str bytes, struct directory *ret)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	size_t lowest = bytes.n > END_SIZE + 65535u ? bytes.n - END_SIZE - 65535u : 0;

	if (bytes.n < END_SIZE)
		return false;
	for (size_t i = bytes.n - END_SIZE + 1; i-- > lowest;) {
		if (u32(p + i) != 0x06054b50u || i + END_SIZE + u16(p + i + 20) != bytes.n)
			continue;
		ret->p = p;
		ret->count = u16(p + i + 10);
		ret->size = u32(p + i + 12);
		ret->start = u32(p + i + 16);
		ret->end = i;
		/* one disk, no zip64, and the directory ends where its end record starts */
		return u16(p + i + 4) == 0 && u16(p + i + 8) == ret->count &&
		       ret->size <= i && ret->start == i - ret->size;
	}
	return false;
}

/* Reads the entry at *at and moves past it. */
static bool directory_next(const struct directory *d, size_t *at, struct entry *ret)
{
	const unsigned char *p = d->p + *at;
	size_t name, rest;

	if (d->end - *at < ENTRY_SIZE || u32(p) != 0x02014b50u)
		return false;
	name = u16(p + 28);
	rest = (size_t)u16(p + 30) + u16(p + 32);
	if (d->end - *at - ENTRY_SIZE < name + rest)
		return false;
	ret->name = (struct str){ (const char *)p + ENTRY_SIZE, name };
	ret->flags = u16(p + 8);
	ret->method = u16(p + 10);
	ret->packed = u32(p + 20);
	ret->mode = u32(p + 38) >> 16;
	ret->local = u32(p + 42);
	*at += ENTRY_SIZE + name + rest;
	return true;
}

/* The bytes of the file an entry takes up; false when they are not before the directory. */
static bool entry_range(const struct directory *d, const struct entry *e, size_t range[2])
{
	const unsigned char *p = d->p + e->local;
	size_t head;

	if (e->local > d->start || d->start - e->local < LOCAL_SIZE || u32(p) != 0x04034b50u)
		return false;
	head = LOCAL_SIZE + (size_t)u16(p + 26) + u16(p + 28);
	if (d->start - e->local < head || d->start - e->local - head < e->packed)
		return false;
	range[0] = e->local;
	range[1] = e->local + head + e->packed;
	return true;
}

static int by_start(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

static enum rc entry_check(const struct entry *e, struct err *err)
{
	if (e->flags & 1)
		return err_set(err, RC_INPUT,
			       "文件有密码，无法读取；请用 Word 或 WPS 打开，取消密码后另存再试");
	if ((e->mode & 0xF000) == 0xA000)
		return broken(err, "symbolic link");
	if (e->method != ZIP_CM_STORE && e->method != ZIP_CM_DEFLATE)
		return broken(err, "compression method");
	return RC_OK;
}

/* Two entries over the same bytes are how a small file claims to be a huge one. */
static enum rc directory_check(const struct directory *d, struct err *err)
{
	size_t(*ranges)[2] = calloc(d->count + 1u, sizeof(*ranges));
	size_t at = d->start;
	enum rc rc = RC_OK;

	if (ranges == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	for (unsigned i = 0; i < d->count && rc == RC_OK; i++) {
		struct entry e;

		if (!directory_next(d, &at, &e) || !entry_range(d, &e, ranges[i]))
			rc = broken(err, "directory entry");
		else
			rc = entry_check(&e, err);
	}
	if (rc == RC_OK && at != d->end)
		rc = broken(err, "bytes after the last directory entry");
	qsort(ranges, d->count, sizeof(*ranges), by_start);
	for (unsigned i = 0; i + 1 < d->count && rc == RC_OK; i++)
		if (ranges[i][1] > ranges[i + 1][0])
			rc = broken(err, "entries overlap");
	free(ranges);
	return rc;
}

size_t doc_scale(const struct doc_limits *limits)
{
	size_t scale = limits->file_max / UPLOAD_BYTES;

	return scale < 1 ? 1 : scale > 64 ? 64 : scale;
}

static enum rc archive_open(struct str bytes, struct doc_zip *z, struct err *err)
{
	zip_error_t why;
	zip_source_t *source;

	doc_libraries();
	libzip.zip_error_init(&why);
	source = libzip.zip_source_buffer_create(bytes.p, bytes.n, 0, &why);
	if (source != NULL)
		z->archive = libzip.zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &why);
	if (z->archive == NULL) {
		enum rc rc = broken(err, libzip.zip_error_strerror(&why));

		libzip.zip_source_free(source);
		libzip.zip_error_fini(&why);
		return rc;
	}
	libzip.zip_error_fini(&why);
	return RC_OK;
}

enum rc doc_zip_open(struct str bytes, const struct doc_limits *limits, struct doc_zip *ret,
		     struct err *err)
{
	struct doc_zip z = { 0 };
	struct directory d;
	enum rc rc;

	if (!directory_find(bytes, &d))
		return broken(err, "no directory");
	if (d.count > DOC_ZIP_ENTRIES_MAX)
		return err_set(err, RC_INPUT,
			       "文件内部有 %u 个部件，超过 %d 个的上限，不像正常的文档；请用 Word 或 WPS 打开后另存为新文件再试",
			       d.count, DOC_ZIP_ENTRIES_MAX);
	rc = directory_check(&d, err);
	if (rc != RC_OK)
		return rc;
	z.part_max = PART_MAX * doc_scale(limits);
	z.total_left = TOTAL_MAX * doc_scale(limits);
	rc = archive_open(bytes, &z, err);
	if (rc == RC_OK)
		*ret = z;
	return rc;
}

void doc_zip_close(struct doc_zip *z)
{
	if (z->archive != NULL)
		libzip.zip_discard(z->archive);
	z->archive = NULL;
}

static zip_int64_t part_index(const struct doc_zip *z, const char *part)
{
	zip_int64_t i = libzip.zip_name_locate(z->archive, part, ZIP_FL_ENC_RAW);

	/* part names do not depend on case (ECMA-376 part 2, 6.2.2) */
	return i >= 0 ? i : libzip.zip_name_locate(z->archive, part, ZIP_FL_ENC_RAW | ZIP_FL_NOCASE);
}

bool doc_zip_has(const struct doc_zip *z, const char *part)
{
	return part_index(z, part) >= 0;
}

static enum rc too_large(size_t max, struct err *err)
{
	return err_set(err, RC_INPUT,
		       "文件内容解压后超过 %zu MB，读取被中止；请删去多余的内容或拆成几个文件后再试",
		       max / MIB);
}

/* The buffer holds one byte more than declared, which shows a header that lies. */
static enum rc inflate_part(zip_file_t *f, struct buf *out, const char *part, struct err *err)
{
	while (out->n < out->max) {
		zip_int64_t got = libzip.zip_fread(f, out->p + out->n, out->max - out->n);

		if (got < 0) {
			err_log(err, "part %s: %s", part, libzip.zip_file_strerror(f));
			return broken(err, "part");
		}
		if (got == 0)
			break;
		out->n += (size_t)got;
	}
	if (out->n + 1 == out->max)
		return RC_OK;
	err_log(err, "part %s: not as long as declared", part);
	return broken(err, "part");
}

enum rc doc_zip_read(struct doc_zip *z, const char *part, struct buf *ret, struct err *err)
{
	zip_int64_t i = part_index(z, part);
	size_t max = z->part_max < z->total_left ? z->part_max : z->total_left;
	zip_stat_t st;
	zip_file_t *f;
	enum rc rc;

	if (i < 0 || libzip.zip_stat_index(z->archive, (zip_uint64_t)i, 0, &st) != 0) {
		err_log(err, "part %s is missing", part);
		return broken(err, "part");
	}
	if (st.size > max)
		return too_large(max, err);
	f = libzip.zip_fopen_index(z->archive, (zip_uint64_t)i, 0);
	if (f == NULL) {
		err_log(err, "part %s: %s", part, libzip.zip_strerror(z->archive));
		return broken(err, "part");
	}
	ret->max = (size_t)st.size + 1;
	buf_room(ret, ret->max);
	rc = inflate_part(f, ret, part, err);
	libzip.zip_fclose(f);
	z->total_left -= ret->n < z->total_left ? ret->n : z->total_left;
	return rc;
}

enum doc_zip_kind doc_zip_kind(struct str bytes)
{
	enum doc_zip_kind kind = DOC_ZIP_OTHER;
	struct directory d;
	struct entry e;
	size_t at;

	if (!directory_find(bytes, &d))
		return DOC_ZIP_BROKEN;
	at = d.start;
	for (unsigned i = 0; i < d.count && directory_next(&d, &at, &e); i++) {
		if (str_eq(e.name, STR("word/document.xml")))
			return DOC_ZIP_DOCX;
		if (str_eq(e.name, STR("xl/workbook.xml")))
			kind = DOC_ZIP_XLSX;
	}
	return kind;
}
