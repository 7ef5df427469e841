#include "http/exchange.h"
#include "web/web.h"

void web_error_page(const struct request *rq, struct reply *rp, int code, struct str says)
{
	error_plain(rq, rp, code, says);
}
