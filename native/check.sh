#!/bin/sh
# check.sh HOME: builds the native tests plain, with AddressSanitizer and with ThreadSanitizer, and runs them all.
set -eu
home=$1
export CTEST_OUTPUT_ON_FAILURE=1
for kind in plain address thread; do
  build=$home/target/native-$kind
  sanitize=$kind
  [ $kind != plain ] || sanitize=
  cmake -S "$home/native" -B "$build" -DLIMINAL_SANITIZE=$sanitize >"$build.log" 2>&1 || { cat "$build.log"; exit 1; }
  cmake --build "$build" --parallel "$(nproc)" >"$build.log" 2>&1 || { tail -n 50 "$build.log"; exit 1; }
  echo "== native tests, $kind"
  (cd "$build" && ctest)
done
