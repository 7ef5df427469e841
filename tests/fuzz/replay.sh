#!/bin/sh
# Runs every kept input once: corpus/TARGET/* and found/TARGET-*, each of which must neither crash, leak, hang nor break an assertion.
#
#   tests/fuzz/replay.sh BUILD      a build made with clang and -Dfuzz=true
#
# Prints the inputs that fail, then "N passed, N failed"; exit status 1 when any did.
set -u

here=$(cd "$(dirname "$0")" && pwd)
build=${1:?usage: replay.sh BUILD}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0

run() {
	program=$1
	shift
	ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1} UBSAN_OPTIONS=print_stacktrace=1 \
		"$program" -timeout=20 -rss_limit_mb=2560 -artifact_prefix="${TMPDIR:-/tmp}/" "$@" > "$log" 2>&1
}

for target in text pages docx xlsx frame ballots pb sheet; do
	program=$build/tests/fuzz/fuzz_$target
	if [ ! -x "$program" ]; then
		echo "replay.sh: $program is missing; build with -Dfuzz=true first" >&2
		exit 2
	fi
	set -- "$here/corpus/$target"/*
	for input in "$here/found/$target"-*; do
		[ -e "$input" ] && set -- "$@" "$input"
	done
	if run "$program" "$@"; then
		passed=$((passed + $#))
		continue
	fi
	for input in "$@"; do # one at a time, to name those that fail
		if run "$program" "$input"; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "failed: $input"
			grep -E 'does not hold|SUMMARY|runtime error' "$log" | head -3
		fi
	done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
