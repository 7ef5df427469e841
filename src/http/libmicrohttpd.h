#ifndef HTTP_LIBMICROHTTPD_H
#define HTTP_LIBMICROHTTPD_H

/*
 * libmicrohttpd, loaded when a server is started: it brings a TLS library
 * along that nothing of ours uses, and every command and every child would
 * wait for them.
 */

#include <microhttpd.h>

#include "base/library.h"

#define LIBMICROHTTPD_FUNCTIONS(X)                                                                       \
	X(MHD_add_response_header) X(MHD_create_response_from_buffer) X(MHD_destroy_response)            \
	X(MHD_get_connection_info) X(MHD_get_connection_values_n) X(MHD_queue_response) X(MHD_quiesce_daemon) \
	X(MHD_start_daemon) X(MHD_stop_daemon)

struct libmicrohttpd {
	LIBMICROHTTPD_FUNCTIONS(LIBRARY_FIELD)
};

/* Its functions, once libmicrohttpd_load() has said true; the same for all threads. */
extern struct libmicrohttpd mhd;
bool libmicrohttpd_load(void);

#endif
