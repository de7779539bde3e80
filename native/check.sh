#!/bin/sh
# check.sh HOME: the tests of the plugin, once the jars are built: natively plain, with AddressSanitizer and with
# ThreadSanitizer, then within Ardour. What a machine lacks is said and left out.
set -eu
home=$1
target=$home/target
export CTEST_OUTPUT_ON_FAILURE=1

for needed in cmake c++ jlink; do
  command -v $needed >/dev/null || {
    echo "native tests left out: no $needed (Debian: apt-get install cmake g++ juce-modules-source-data nlohmann-json3-dev doctest-dev)"
    exit 0
  }
done

for kind in plain address thread; do
  build=$target/native-$kind
  sanitize=$kind
  [ $kind != plain ] || sanitize=
  for step in "cmake -S $home/native -B $build -DLIMINAL_SANITIZE=$sanitize" "cmake --build $build --parallel $(nproc)"; do
    $step >"$build.log" 2>&1 || {
      tail -n 50 "$build.log"
      exit 1
    }
  done
  echo "native tests, $kind"
  (cd "$build" && ctest)
done

command -v ardour7-lua >/dev/null || {
  echo "tests within Ardour left out: no ardour7-lua (Debian: apt-get install ardour)"
  exit 0
}
echo "${LIMINAL_PROFILES:-}" >"$target/built" # what the launcher runs is what was just built
bundle=$("$home/native/bundle.sh" build "$home")
echo "real engine, 10 s"
XDG_CACHE_HOME="$target/cache" "$target/native-plain/test/paced_host" --bundle "$bundle" --seconds 10 --instances 2
echo "tests within Ardour"
"$home/native/test/ardour/run.sh" "$home" "$bundle" "$target/native-plain/test/wavs"
