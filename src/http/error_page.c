#include <inttypes.h>

#include "http/exchange.h"

const char *error_title(int code)
{
	switch (code) {
	case 400:
		return "这个请求有误";
	case 401:
		return "请先登录";
	case 403:
		return "没有权限";
	case 404:
		return "没有找到这个页面";
	case 405:
		return "这个地址不能这样使用";
	case 409:
		return "内容已被别人修改";
	case 411:
	case 413:
		return "提交的内容太大";
	case 414:
		return "地址太长";
	case 415:
		return "提交的格式不对";
	case 422:
		return "这次没有办成";
	case 429:
		return "操作太频繁";
	case 431:
		return "请求头太大";
	case 503:
		return "暂时无法服务";
	case 505:
		return "协议版本不受支持";
	case 507:
		return "磁盘空间不足";
	default:
		return code >= 500 ? "服务器出了问题" : "操作没有完成";
	}
}

/* Text for HTML; these few places are all that http/ itself writes. */
static void put_text(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '<':
			buf_str(out, STR("&lt;"));
			break;
		case '>':
			buf_str(out, STR("&gt;"));
			break;
		case '&':
			buf_str(out, STR("&amp;"));
			break;
		case '"':
			buf_str(out, STR("&quot;"));
			break;
		default:
			buf_char(out, s.p[i]);
		}
	}
}

void error_plain(const struct request *rq, struct reply *rp, int code, struct str says)
{
	struct buf *out = &rp->body;

	rp->type = HTML_TYPE;
	buf_printf(out,
		   "<!doctype html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n"
		   "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
		   "<title>%s</title>\n<h1>%s</h1>\n<p>",
		   error_title(code), error_title(code));
	put_text(out, says);
	buf_printf(out, "</p>\n<p>代码 %d，编号 %" PRIu64 "。 <a href=\"%.*s/\">回到首页</a></p>\n</html>\n", code,
		   rq->number, STR_ARG(rq->prefix));
}
