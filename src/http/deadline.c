#define _POSIX_C_SOURCE 200809L
#include "http/deadline.h"

#include <sys/socket.h>
#include <time.h>

enum { LOOK_MS = 250, SENT_PER_SECOND = 64 << 10, BODY_RATE = 1024, CROWDED_IDLE_MS = 1000 };

void watched_phase(struct watched *w, enum phase phase)
{
	atomic_store(&w->since_us, mono_us());
	atomic_store(&w->phase, phase);
}

void keeper_add(struct keeper *k, struct watched *w, int fd)
{
	w->fd = fd;
	watched_phase(w, PHASE_NEW);
	pthread_mutex_lock(&k->lock);
	w->next = k->first;
	w->back = &k->first;
	if (k->first != NULL)
		k->first->back = &w->next;
	k->first = w;
	pthread_mutex_unlock(&k->lock);
}

void keeper_remove(struct keeper *k, struct watched *w)
{
	pthread_mutex_lock(&k->lock);
	*w->back = w->next;
	if (w->next != NULL)
		w->next->back = w->back;
	pthread_mutex_unlock(&k->lock);
}

static bool body_is_slow(const struct watched *w, const struct http_config *c, int64_t ms)
{
	unsigned rate = atomic_load(&w->rate);
	int64_t counted = ms - c->grace_ms;

	return counted > 0 && (int64_t)atomic_load(&w->bytes) < counted * (rate > 0 ? rate : BODY_RATE) / 1000;
}

bool watched_late(const struct watched *w, const struct http_config *c, bool crowded, int64_t now_us)
{
	int64_t ms = (now_us - atomic_load(&w->since_us)) / 1000;

	switch (atomic_load(&w->phase)) {
	case PHASE_NEW:
	case PHASE_HEAD:
		return ms > c->head_ms;
	case PHASE_IDLE:
		return ms > (crowded ? CROWDED_IDLE_MS : (int64_t)c->idle_ms);
	case PHASE_BODY:
		return body_is_slow(w, c, ms);
	case PHASE_SENDING:
		return ms > c->reply_ms + (int64_t)(atomic_load(&w->bytes) / SENT_PER_SECOND * 1000);
	case PHASE_HANDLING:
		break;
	}
	return false;
}

static void look(struct keeper *k)
{
	const struct http_config *c = &k->http->config;
	bool crowded = atomic_load(&k->http->connections) > c->connections_max / 5 * 4;
	int64_t now = mono_us();

	for (struct watched *w = k->first; w != NULL; w = w->next) {
		if (w->cut || !watched_late(w, c, crowded, now))
			continue;
		/* Still in the list, so not closed: its owner takes it off under our lock first. */
		shutdown(w->fd, SHUT_RDWR);
		w->cut = true;
		if (atomic_load(&w->phase) != PHASE_IDLE)
			atomic_fetch_add(&k->http->metrics.cut, 1);
	}
}

static void *keep(void *of)
{
	struct keeper *k = of;

	pthread_mutex_lock(&k->lock);
	while (!k->stop) {
		struct timespec until;

		look(k);
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_nsec += LOOK_MS * 1000000L;
		if (until.tv_nsec >= 1000000000L) {
			until.tv_nsec -= 1000000000L;
			until.tv_sec++;
		}
		pthread_cond_timedwait(&k->wake, &k->lock, &until);
	}
	pthread_mutex_unlock(&k->lock);
	return NULL;
}

enum rc keeper_start(struct keeper *k, struct http *http, struct err *err)
{
	pthread_condattr_t attr;

	*k = (struct keeper){ .http = http };
	pthread_mutex_init(&k->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&k->wake, &attr);
	pthread_condattr_destroy(&attr);
	if (pthread_create(&k->thread, NULL, keep, k) != 0)
		return err_set(err, RC_OUTSIDE, "系统不能再开新的线程，请关掉一些程序后再启动");
	return RC_OK;
}

void keeper_stop(struct keeper *k)
{
	pthread_mutex_lock(&k->lock);
	k->stop = true;
	pthread_cond_signal(&k->wake);
	pthread_mutex_unlock(&k->lock);
	pthread_join(k->thread, NULL);
	pthread_cond_destroy(&k->wake);
	pthread_mutex_destroy(&k->lock);
}
