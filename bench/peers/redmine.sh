#!/bin/sh
# Redmine with 15 projects, 6 milestones and 12 notes each, read by anybody: what bench/web holds our pages against.
#
#     bench/peers/redmine.sh FOLDER PORT      prepares FOLDER, then serves on 127.0.0.1:PORT until it is stopped
#
# Debian's packages: redmine redmine-sqlite puma (apt-get install --no-install-recommends, dbconfig declined).
# The programme is the project "minsheng"; each of its projects is an issue, a milestone is a subissue.
#     list    /projects/minsheng/issues?set_filter=1&parent_id=!*
#     detail  /issues/1
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
port=$2
system=/usr/share/redmine

[ -d $system ] || { echo "redmine is not installed" >&2; exit 3; }
export RAILS_ENV=production SECRET_KEY_BASE=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
if [ ! -f "$folder/ready" ]; then
	rm -rf "$folder"
	# without the links to the machine's own instances, which need not exist
	cp -rL $system "$folder" 2>/dev/null || true
	cd "$folder"
	rm -rf instances Gemfile.lock
	mkdir -p instances/default/config instances/default/log instances/default/tmp/cache instances/default/files
	printf 'production:\n  adapter: sqlite3\n  database: %s/redmine.db\n  timeout: 20000\n' "$PWD" >instances/default/config/database.yml
	cp instances/default/config/database.yml config/database.yml
	sed -i "s|$system/{config|$PWD/{config|" Gemfile
	echo "gem 'puma'" >Gemfile.local
	export BUNDLE_GEMFILE="$PWD/Gemfile"
	bundle exec rake db:migrate >setup.log 2>&1
	REDMINE_LANG=zh bundle exec rake redmine:load_default_data >>setup.log 2>&1
	bundle exec rails runner "$here/redmine_seed.rb" >>setup.log 2>&1
	touch ready
fi
cd "$folder"
export BUNDLE_GEMFILE="$PWD/Gemfile"
exec bundle exec puma -q -e production -b "tcp://127.0.0.1:$port" -w 2 -t 2:2
