#!/bin/sh
# Fossil with 15 tickets, 6 milestones and 12 notes each, read by anybody: what bench/web holds our pages against.
#
#     bench/peers/fossil.sh FOLDER PORT       prepares FOLDER, then serves on 127.0.0.1:PORT until it is stopped
#
# Debian's package: fossil.  Milestones stand as lines in a ticket's description, notes are appended to its comments.
#     list    /rptview?rn=1
#     detail  /tktview?name=…    the path of the first ticket is written to FOLDER/detail
set -eu
folder=$1
port=$2

command -v fossil >/dev/null || { echo "fossil is not installed" >&2; exit 3; }
export HOME="$folder" USER=bench
repo=$folder/minsheng.fossil
if [ ! -f "$folder/detail" ]; then
	rm -rf "$folder"
	mkdir -p "$folder"
	fossil init "$repo" >/dev/null
	fossil user capabilities nobody -R "$repo" jorw >/dev/null
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
		milestones=
		for m in 1 2 3 4 5 6; do
			milestones="$milestones 节点$m：$((m * 2))月底前完成主体施工。"
		done
		id=$(fossil ticket add -R "$repo" title "第${i}件 乡镇卫生院能力提升" type Feature status Open severity Important \
			comment "新建改扩建农村道路三十公里，方便沿线群众出行。$milestones" |
			grep -oE '[0-9a-f]{20,}' | head -n 1)
		for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
			fossil ticket change -R "$repo" "$id" icomment "第${n}次调度：进度正常，累计完成投资$((n * 40))万元。" \
				login bench mimetype text/plain >/dev/null
		done
		[ "$i" -ne 1 ] || echo "/tktview?name=$id" >"$folder/first"
	done
	mv "$folder/first" "$folder/detail"
fi
exec fossil server -P "127.0.0.1:$port" "$repo"
