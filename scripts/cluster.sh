#!/usr/bin/env bash
# A whole cluster on this machine, without containers: a private PostgreSQL and N silos, all on loopback.
#
#   scripts/cluster.sh up [N]     start PostgreSQL and N silos (3), or those that are missing
#   scripts/cluster.sh kill K     end silo K at once (kill -9); 'up' replaces it
#   scripts/cluster.sh stop K     tell silo K to stop, and wait until it has handed over (SIGTERM)
#   scripts/cluster.sh freeze K   stop silo K in its tracks; 'thaw K' lets it go on
#   scripts/cluster.sh database stop|start|restart|kill
#   scripts/cluster.sh status     what runs
#   scripts/cluster.sh down       end everything; the data stay ('down --delete' removes them)
#
# galnet --cluster local finds it from this folder. Everything is kept under .cluster/ (GALNET_CLUSTER_DIR).
#   GALNET_IMAGE_ROOTS   folders that images may be opened in, with semicolons (this repository's parent folder)
#   GALNET_PORTS         first port; PostgreSQL takes it, silos those after it (25400)
#   GALNET_SILO_ARGS     more settings for every silo, such as "--Limits:ComputeThreads 1"
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
dir=${GALNET_CLUSTER_DIR:-$root/.cluster}
ports=${GALNET_PORTS:-25400}
silo_dll=${GALNET_SILO:-$root/.artifacts/bin/Silo/release/galnet-silo.dll}
say() { echo "cluster.sh: $*" >&2; }
fail() { say "$*"; exit 1; }

# PostgreSQL's own programs, newest version first; Debian keeps them off the PATH.
pg_bin() {
  local found
  found=$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1)
  if [ -n "$found" ]; then dirname "$found"; return; fi
  found=$(command -v initdb) || fail "PostgreSQL is missing; install it (Debian/Ubuntu: apt-get install postgresql)"
  dirname "$found"
}

# PostgreSQL refuses to run as root: then the user that its package made runs it.
as_owner() {
  if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); else "$@"; fi
}

alive() { [ -s "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null; }
pg() { as_owner "$bin/pg_ctl" -D "$dir/postgres" -l "$dir/postgres.log" -w -s "$@"; }
pg_runs() { as_owner "$bin/pg_ctl" -D "$dir/postgres" status >/dev/null 2>&1; }

make_database() {
  if [ -n "$(ls -A "$dir/postgres" 2>/dev/null)" ]; then return; fi
  mkdir -p "$dir/postgres" && touch "$dir/postgres.log"
  (umask 077 && head -c 24 /dev/urandom | base64 | tr -d '/+=' > "$dir/password" && cp "$dir/password" "$dir/init-password")
  if [ "$(id -u)" = 0 ]; then
    chown postgres:postgres "$dir/postgres" "$dir/postgres.log" "$dir/init-password"
    as_owner test -w "$dir/postgres" || fail "$dir lies in a folder that user postgres may not enter; set GALNET_CLUSTER_DIR to another"
  fi
  chmod 700 "$dir/postgres"
  as_owner "$bin/initdb" -D "$dir/postgres" -U galnet -A scram-sha-256 --pwfile="$dir/init-password" -E UTF8 \
    --locale=C >/dev/null || fail "initdb failed"
  rm -f "$dir/init-password"
  cat >> "$dir/postgres/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $ports
unix_socket_directories = ''
max_connections = 200
shared_buffers = '128MB'
wal_compression = on
max_wal_size = '2GB'
CONF
}

start_database() {
  make_database
  pg_runs || pg start || fail "PostgreSQL did not start; $dir/postgres.log says why"
  PGPASSWORD=$(cat "$dir/password") "$bin/psql" -h 127.0.0.1 -p "$ports" -U galnet -d postgres -qAtc \
    "SELECT 1 FROM pg_database WHERE datname = 'galnet'" | grep -q 1 ||
    PGPASSWORD=$(cat "$dir/password") "$bin/createdb" -h 127.0.0.1 -p "$ports" -U galnet galnet
}

start_silo() {
  local k=$1
  alive "$dir/silo$k.pid" && return
  (
    cd "$dir"
    DOTNET_gcServer=0 exec setsid dotnet "$silo_dll" --Mode cluster \
      --Database:Port "$ports" --Database:PasswordFile "$dir/password" \
      --Silo:Name "silo$k" --Silo:Port $((ports + 2 * k - 1)) --Silo:GatewayPort $((ports + 2 * k)) \
      --Images:Roots "${GALNET_IMAGE_ROOTS:-$(dirname "$root")}" ${GALNET_SILO_ARGS:-} \
      >> "$dir/silo$k.log" 2>&1 < /dev/null &
    echo $! > "$dir/silo$k.pid"
  )
}

wait_for_silo() {
  local k=$1 log="$dir/silo$1.log" tries=0
  until [ "$(cat "$log" 2>/dev/null | grep -c 'Ctrl-C stops')" -gt "$2" ]; do
    alive "$dir/silo$k.pid" || { tail -3 "$log" >&2; fail "silo $k did not start; $log says why"; }
    tries=$((tries + 1)); [ $tries -lt 600 ] || fail "silo $k does not come up; see $log"
    sleep 0.2
  done
}

up() {
  local n=${1:-3} k
  [ -f "$silo_dll" ] || fail "$silo_dll is missing; build it: dotnet build src/Silo -c Release"
  command -v dotnet >/dev/null || fail "the .NET runtime is missing"
  mkdir -p "$dir"
  start_database
  # A command may read it at this moment: it is there as a whole or not at all.
  cat > "$dir/cluster.toml.new" <<TOML
host = "127.0.0.1"
port = $ports
password-file = "password"
TOML
  mv "$dir/cluster.toml.new" "$dir/cluster.toml"
  local -A before=()
  for k in $(seq 1 "$n"); do
    if ! alive "$dir/silo$k.pid"; then
      before[$k]=$(grep -c 'Ctrl-C stops' "$dir/silo$k.log" 2>/dev/null || true)
      start_silo "$k"
    fi
  done
  for k in "${!before[@]}"; do wait_for_silo "$k" "${before[$k]:-0}"; done
  say "$n silos on 127.0.0.1:$((ports + 1))-$((ports + 2 * n)); galnet --cluster local works on them"
}

signal() {
  [ -n "${2:-}" ] || fail "say which silo: $0 ${action} K"
  alive "$dir/silo$2.pid" || fail "silo $2 does not run"
  kill "-$1" "$(cat "$dir/silo$2.pid")"
}

# Waits until a process has ended; one that does not, within a minute, is ended.
gone() {
  local tries=0
  while alive "$1"; do
    tries=$((tries + 1))
    if [ $tries = 600 ]; then say "process $(cat "$1") does not stop; ending it"; kill -KILL "$(cat "$1")"; fi
    sleep 0.1
  done
  rm -f "$1"
}

down() {
  local file
  for file in "$dir"/silo*.pid; do
    if alive "$file"; then kill -CONT "$(cat "$file")"; kill -TERM "$(cat "$file")"; fi
  done
  for file in "$dir"/silo*.pid; do [ -e "$file" ] && gone "$file"; done
  if [ -d "$dir/postgres" ] && pg_runs; then pg stop -m fast; fi
  if [ "${1:-}" = --delete ]; then rm -rf "$dir"; fi
}

status() {
  local file k
  if [ -d "$dir/postgres" ] && pg_runs; then echo "postgres  127.0.0.1:$ports"; else echo "postgres  does not run"; fi
  for file in "$dir"/silo*.pid; do
    [ -e "$file" ] || continue
    k=${file##*/silo}; k=${k%.pid}
    if alive "$file"; then echo "silo $k    process $(cat "$file"), gateway 127.0.0.1:$((ports + 2 * k))"
    else echo "silo $k    does not run"; fi
  done
}

action=${1:-}
case $action in
  status | up | down | database) bin=$(pg_bin) ;;
esac
case $action in
  up) up "${2:-3}" ;;
  down) down "${2:-}" ;;
  kill) signal KILL "${2:-}"; gone "$dir/silo$2.pid" ;;
  stop) signal TERM "${2:-}"; gone "$dir/silo$2.pid" ;;
  freeze) signal STOP "${2:-}" ;;
  thaw) signal CONT "${2:-}" ;;
  database)
    case ${2:-} in
      stop) pg stop -m fast ;;
      start) start_database ;;
      restart) pg restart -m fast ;;
      kill) pg stop -m immediate ;;
      *) fail "say stop, start, restart or kill" ;;
    esac ;;
  status) status ;;
  *) sed -n '2,17s/^# \{0,1\}//p' "$0"; [ "$action" = --help ] ;;
esac
