#include "http/metrics.h"

#include "http/exchange.h"

/* Upper bounds in microseconds. */
static const unsigned bounds[METRICS_BUCKETS] = { 500, 1000, 2500, 5000, 10000, 25000, 100000, 500000, 2500000 };
static const char *const bound_words[METRICS_BUCKETS] = { "0.0005", "0.001", "0.0025", "0.005", "0.01",
							   "0.025",  "0.1",   "0.5",	 "2.5" };

void metrics_count(struct metrics *m, int code, int64_t us)
{
	size_t i = 0;

	while (i < METRICS_BUCKETS && us > (int64_t)bounds[i])
		i++;
	atomic_fetch_add(&m->took[i], 1);
	atomic_fetch_add(&m->took_us, (unsigned long long)us);
	if (code >= 100 && code < 600)
		atomic_fetch_add(&m->by_class[code / 100], 1);
}

static void head(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void number(struct buf *out, const char *name, const char *type, const char *help, unsigned long long n)
{
	head(out, name, type, help);
	buf_printf(out, "%s %llu\n", name, n);
}

static void write_times(struct metrics *m, struct buf *out)
{
	unsigned long long below = 0;

	head(out, "minsheng_http_seconds", "histogram", "Time from the end of the head to the reply.");
	for (size_t i = 0; i < METRICS_BUCKETS; i++) {
		below += atomic_load(&m->took[i]);
		buf_printf(out, "minsheng_http_seconds_bucket{le=\"%s\"} %llu\n", bound_words[i], below);
	}
	below += atomic_load(&m->took[METRICS_BUCKETS]);
	buf_printf(out, "minsheng_http_seconds_bucket{le=\"+Inf\"} %llu\n", below);
	buf_printf(out, "minsheng_http_seconds_sum %llu.%06llu\n", atomic_load(&m->took_us) / 1000000,
		   atomic_load(&m->took_us) % 1000000);
	buf_printf(out, "minsheng_http_seconds_count %llu\n", below);
}

void http_metrics(struct http *http, struct buf *out)
{
	struct metrics *m = &http->metrics;
	struct cache_figures f = cache_figures(http->cache);

	head(out, "minsheng_http_requests_total", "counter", "Requests by class of status.");
	for (int i = 2; i < 6; i++)
		buf_printf(out, "minsheng_http_requests_total{class=\"%dxx\"} %llu\n", i,
			   atomic_load(&m->by_class[i]));
	write_times(m, out);
	number(out, "minsheng_http_connections", "gauge", "Open connections.", atomic_load(&http->connections));
	number(out, "minsheng_http_crowded_total", "counter", "Requests answered 503 because connections ran short.",
	       atomic_load(&m->refused_early));
	number(out, "minsheng_http_cut_total", "counter", "Connections ended at a deadline.", atomic_load(&m->cut));
	number(out, "minsheng_page_cache_hits_total", "counter", "Pages sent from the cache.", f.hits);
	number(out, "minsheng_page_cache_misses_total", "counter", "Pages not in the cache.", f.misses);
	number(out, "minsheng_page_cache_bytes", "gauge", "Bytes of pages kept.", f.bytes);
}
