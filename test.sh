#!/usr/bin/env bash
# Builds everything, runs every test project, and ends with one line: N passed, N failed, N skipped.
#
#   ./test.sh                 all of it
#   ./test.sh Sky Photometry  only these rooms
#
# Tests that compare with other people's data look for it in GALNET_SHARED_DATA, else in ../shared/data, and are
# skipped by name where it is absent.
set -u
cd "$(dirname "$0")" || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Independent referees: astropy, CFITSIO and STILTS read our files, numpy runs the scoring script.
needed=()
/usr/bin/python3 -c 'import numpy' 2>/dev/null || needed+=(python3-numpy)
/usr/bin/python3 -c 'import astropy' 2>/dev/null || needed+=(python3-astropy)
/usr/bin/python3 -c 'import astropy_healpix' 2>/dev/null || needed+=(python3-astropy-healpix)
command -v funpack >/dev/null || needed+=(libcfitsio-bin)
command -v fitsverify >/dev/null || needed+=(fitsverify)
command -v stilts >/dev/null || needed+=(stilts)
# What a cluster stores in, and what reads its compose file; Debian keeps PostgreSQL's programs off the PATH.
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || needed+=(postgresql)
/usr/bin/python3 -c 'import yaml' 2>/dev/null || needed+=(python3-yaml)
if [ ${#needed[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing ${needed[*]} …"
    apt-get update -qq >/dev/null 2>&1
    for package in "${needed[@]}"; do
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 ||
        echo "could not install $package; tests that need it are skipped"
    done
  else
    echo "some tests need ${needed[*]}: install them (Debian/Ubuntu: apt-get install ${needed[*]})"
  fi
fi
if ! command -v dotnet >/dev/null; then
  echo "the .NET SDK 10 is needed: https://dotnet.microsoft.com/download (Debian/Ubuntu: apt-get install dotnet-sdk-10.0)"
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

echo "building …"
if ! dotnet build GaLNet.sln -c Release -v q --nologo -clp:ErrorsOnly; then
  echo "the build failed"
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

results=.artifacts/test-results
rm -rf "$results" && mkdir -p "$results"
passed=0 failed=0 skipped=0
count() { grep -oE "<assembly [^>]*" "$1" | grep -oE " $2=\"[0-9]+\"" | tr -dc '0-9\n' | awk '{s += $1} END {print s + 0}'; }
for project in tests/*.Tests; do
  name=$(basename "$project" .Tests)
  if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
  echo "== $name"
  report=$results/$name.xml
  ".artifacts/bin/$name.Tests/release/GaLNet.$name.Tests" -noColor -noLogo -result-xml "$report"
  status=$?
  if [ ! -s "$report" ]; then
    failed=$((failed + 1))
    continue
  fi
  here=$(( $(count "$report" failed) + $(count "$report" errors) ))
  if [ $status -ne 0 ] && [ $here -eq 0 ]; then here=1; fi
  passed=$((passed + $(count "$report" passed)))
  failed=$((failed + here))
  skipped=$((skipped + $(count "$report" skipped)))
done
if [ $((passed + failed)) -eq 0 ]; then failed=1; fi
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
