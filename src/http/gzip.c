#include "http/gzip.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

enum { IDLE_MAX = 4, GZIP_WRAPPER = 16 };

struct packer {
	z_stream z;
	struct packer *next;
};

static pthread_mutex_t idle_lock = PTHREAD_MUTEX_INITIALIZER;
static struct packer *idle;
static int idle_n;

static struct packer *packer_take(void)
{
	struct packer *p;

	pthread_mutex_lock(&idle_lock);
	p = idle;
	if (p != NULL) {
		idle = p->next;
		idle_n--;
	}
	pthread_mutex_unlock(&idle_lock);
	if (p != NULL)
		return p;
	p = calloc(1, sizeof(*p));
	if (p == NULL ||
	    deflateInit2(&p->z, GZIP_FAST, Z_DEFLATED, MAX_WBITS + GZIP_WRAPPER, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		die("内存不足，程序停止；已保存的内容不受影响");
	return p;
}

static void packer_end(struct packer *p)
{
	deflateEnd(&p->z);
	free(p);
}

static void packer_give(struct packer *p)
{
	bool keep;

	pthread_mutex_lock(&idle_lock);
	keep = idle_n < IDLE_MAX;
	if (keep) {
		p->next = idle;
		idle = p;
		idle_n++;
	}
	pthread_mutex_unlock(&idle_lock);
	if (!keep)
		packer_end(p);
}

bool gzip_bytes(struct str plain, int level, struct buf *out)
{
	struct packer *p;
	bool good;

	if (plain.n > UINT32_MAX / 2 || !buf_room(out, plain.n))
		return false;
	p = packer_take();
	deflateReset(&p->z);
	deflateParams(&p->z, level, Z_DEFAULT_STRATEGY);
	p->z.next_in = (unsigned char *)(uintptr_t)plain.p;
	p->z.avail_in = (unsigned)plain.n;
	p->z.next_out = (unsigned char *)out->p + out->n;
	p->z.avail_out = (unsigned)plain.n;
	good = deflate(&p->z, Z_FINISH) == Z_STREAM_END;
	if (good)
		out->n += plain.n - p->z.avail_out;
	packer_give(p);
	return good;
}

void gzip_forget(void)
{
	struct packer *p;

	pthread_mutex_lock(&idle_lock);
	p = idle;
	idle = NULL;
	idle_n = 0;
	pthread_mutex_unlock(&idle_lock);
	while (p != NULL) {
		struct packer *next = p->next;

		packer_end(p);
		p = next;
	}
}
