#!/bin/sh
# bundle.sh build|install HOME: makes the VST3 bundle in HOME/target, or puts it into the user's VST3 folder.
# The launcher runs it, once the jars are built.
set -eu
verb=$1
home=$2
target=$home/target
build=$target/plugin
bundle=$build/Liminal.vst3
resources=$bundle/Contents/Resources

fail() {
  echo "liminal: $1" >&2
  exit 3
}

# run WHAT COMMAND...: with its output only where it fails
run() {
  what=$1
  shift
  "$@" >"$target/plugin.log" 2>&1 || {
    tail -n 20 "$target/plugin.log" >&2
    fail "$what failed; the whole log is in $target/plugin.log"
  }
}

compile() {
  for tool in cmake c++ jlink; do
    command -v $tool >/dev/null || fail "no $tool found; the plugin needs it to be built (Debian: apt-get install cmake g++ juce-modules-source-data nlohmann-json3-dev openjdk-17-jdk-headless)"
  done
  run "configuring the plugin" cmake -S "$home/native" -B "$build" -DLIMINAL_TESTS=OFF
  run "compiling the plugin" cmake --build "$build" --target Liminal
}

# A Java runtime with no more than the engine needs.
link_runtime() {
  [ ! -x "$resources/runtime/bin/java" ] || return 0
  rm -rf "$resources/runtime"
  run "making the Java runtime" jlink --add-modules java.base,java.logging,jdk.unsupported \
    --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2 --output "$resources/runtime"
  # classes ready for use: half a second less until an engine is up
  run "sharing the runtime's classes" "$resources/runtime/bin/java" -Xshare:dump
}

# The native libraries of this machine lie beside the jars, so that nothing is unpacked at run time.
copy_libraries() {
  rm -rf "$resources/lib" "$resources/native"
  mkdir -p "$resources/lib" "$resources/native"
  cp "$target/liminal.jar" "$resources/"
  cp "$target"/lib/*.jar "$resources/lib/"
  case $(uname -m) in
  x86_64) onnx=linux-x64 jna=linux-x86-64 ;;
  *) onnx=linux-$(uname -m) jna=linux-$(uname -m) ;;
  esac
  cp "$target/native/ai/onnxruntime/native/$onnx"/*.so "$resources/native/"
  slim=$target/plugin-slim
  rm -rf "$slim"
  mkdir -p "$slim/onnx" "$slim/jna"
  (cd "$slim/jna" && jar xf "$(ls "$target"/lib/jna-*.jar)" "com/sun/jna/$jna" && cp "com/sun/jna/$jna"/*.so "$resources/native/")
  (cd "$slim/onnx" && jar xf "$(ls "$target"/lib/onnxruntime*.jar)" && rm -rf ai/onnxruntime/native &&
    jar cf "$resources/lib/$(basename "$target"/lib/onnxruntime*.jar)" .)
  rm -rf "$slim"
}

copy_sounds() {
  rm -rf "$resources/models" "$resources/presets"
  mkdir -p "$resources/models"
  for model in "$home"/models/*/; do
    cp -r "$model" "$resources/models/"
    rm -rf "$resources/models/$(basename "$model")/report"
  done
  cp -r "$home/presets" "$resources/"
  cp "$home/LICENSE" "$resources/"
}

build_bundle() {
  compile
  link_runtime
  copy_libraries
  copy_sounds
  echo "$bundle"
}

# Beside the old one first, so that a copy that fails leaves that as it was.
install_bundle() {
  folder=$HOME/.vst3
  mkdir -p "$folder"
  rm -rf "$folder/.Liminal.new" "$folder/.Liminal.old"
  cp -r "$bundle" "$folder/.Liminal.new"
  [ ! -e "$folder/Liminal.vst3" ] || mv "$folder/Liminal.vst3" "$folder/.Liminal.old"
  mv "$folder/.Liminal.new" "$folder/Liminal.vst3"
  rm -rf "$folder/.Liminal.old"
  echo "$folder/Liminal.vst3"
}

case $verb in
build) build_bundle ;;
install)
  build_bundle >/dev/null
  install_bundle
  ;;
esac
