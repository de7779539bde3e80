#!/bin/bash
# run.sh HOME BUNDLE WAVS: Ardour 7.3 inserts the plugin, bounces through it, saves, reloads, and what it bounced is
# compared with what `./liminal render` makes of the same recording. Needs no display and no sound card.
set -euo pipefail
home=$1
bundle=$2
wavs=$3
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

liminal() { "$home/liminal" "$@"; }

# in Ardour's own home, so that nothing of the user's is touched
ardour() { env HOME="$work/home" XDG_CACHE_HOME="$work/cache" XDG_CONFIG_HOME="$work/config" "$@"; }

# say WHETHER WHAT: one line a check
say() {
  if [ "$1" = 0 ]; then echo "ok      $2"; else
    echo "FAILED  $2"
    failed=1
  fi
}

lua() { # lua SCRIPT NAME=VALUE...
  local script=$1
  shift
  ardour env DIR="$work/session" NAME=session "$@" timeout 120 ardour7-lua "$here/$script" >"$work/lua.log" 2>&1 || {
    tail -n 30 "$work/lua.log"
    return 1
  }
}

# the newest take that a bounce left, as one stereo file
bounced() { # bounced TO
  local left
  left=$(ls -t "$work"/session/interchange/session/audiofiles/bounced*L.wav | head -n 1)
  cp "$left" "$work/left.wav"
  cp "${left%L.wav}R.wav" "$work/right.wav"
  "$wavs" join "$work/left.wav" "$work/right.wav" "$1"
}

session() { # session TRACKS [BPM]: a new one, of recordings of one rate
  rm -rf "$work/session"
  lua session.lua TRACKS="$1" RATE="$rate" BPM="${2:-120}"
  local track length lengths="" audio=$work/session/interchange/session/audiofiles
  for track in $1; do
    read -r length _ < <("$wavs" split "$work/$track.wav" "$audio/$track%L.wav" "$audio/$track%R.wav")
    lengths="$lengths $length"
  done
  lua place.lua TRACKS="$1" LENGTHS="$lengths" RATE="$rate"
}

check_equal() { # check_equal WHAT A B [FROM TO]
  local what=$1 said
  shift
  if said=$("$wavs" compare "$@"); then say 0 "$what: $said"; else say 1 "$what: $said"; fi
}

mkdir -p "$work/home/.vst3"
cp -r "$bundle" "$work/home/.vst3/"
find "$work/home/.vst3" -exec touch -d '2 minutes ago' {} +
ardour env LD_LIBRARY_PATH=/usr/lib/ardour7 /usr/lib/ardour7/ardour-vst3-scanner -f -v "$work/home/.vst3/Liminal.vst3" >"$work/scan.log" 2>&1
id=$(grep -ohE 'uid="[^"]*"|[0-9A-F]{32}' "$work/scan.log" "$work"/cache/ardour*/vst/*.v3i 2>/dev/null | grep -oE '[0-9A-F]{32}' | head -n 1)
say $([ -n "$id" ]; echo $?) "scanned: $id"

liminal render "$home/demo/guitar.flac" -o "$work/trk.wav" 2>/dev/null >&2
read -r samples rate < <("$wavs" split "$work/trk.wav" "$work/left.wav" "$work/right.wav")
violin=$("$wavs" value "$bundle" Anchor violin)

session trk
lua bounce.lua TRACK=trk SAMPLES="$samples" PLUGIN="$id" SET="Morph=0.8;Anchor=$violin;Gain=-6"
grep -E '^(latency|is)' "$work/lua.log"
bounced "$work/first.wav"
liminal render "$work/trk.wav" -o "$work/expected.wav" --to violin --morph 0.8 --gain -6 >/dev/null 2>&1
check_equal "the bounce equals render" "$work/expected.wav" "$work/first.wav"

lua bounce.lua TRACK=trk SAMPLES="$samples"
bounced "$work/second.wav"
check_equal "saved and reloaded in another process" "$work/first.wav" "$work/second.wav"

# Ardour's export dies now and then, with any plugin: it is tried again, and only it.
export_session() { # export_session TO
  local try
  for try in 1 2 3; do
    if ardour timeout 120 ardour7-export -b float -o "$1" "$work/session" session >"$work/export.log" 2>&1; then return; fi
  done
  tail -n 20 "$work/export.log"
  return 1
}

# the morph is turned up in the middle
middle=$((samples / 2))
lua bounce.lua TRACK=trk SAMPLES=0 AUTOMATE="0=0 $((middle - 4096))=0 $middle=0.8 $samples=0.8"
export_session "$work/automated.wav"
liminal render "$work/trk.wav" -o "$work/dry.wav" --gain -6 >/dev/null 2>&1
check_equal "automated: before the change as without" "$work/dry.wav" "$work/automated.wav" "$rate" $((middle - 16384))
check_equal "automated: after the change as with" "$work/expected.wav" "$work/automated.wav" $((middle + 2 * rate)) "$samples"

# a render has 120 beats a minute: half of a preset's beats then last as long as all of them at 240
session trk 240
lua bounce.lua TRACK=trk SAMPLES="$samples" PLUGIN="$id" PRESET="Gated brass"
bounced "$work/synced.wav"
sed 's/"beats" : 0.25/"beats" : 0.125/' "$home/presets/gated-brass.json" >"$work/halved.json"
liminal render "$work/trk.wav" -o "$work/expected-synced.wav" --preset "$work/halved.json" >/dev/null 2>&1
check_equal "modulation keeps to the session's 240 beats a minute" "$work/expected-synced.wav" "$work/synced.wav" 0 "$samples"

session trk
lua bounce.lua TRACK=trk SAMPLES="$samples" PLUGIN="$id" SET="Morph=0.8;Anchor=$violin" KILL=1
late=$(awk '$1 == "late" { print int($2) }' "$work/lua.log")
bounced "$work/killed.wav"
read -r killed_samples _ < <("$wavs" split "$work/killed.wav" "$work/left.wav" "$work/right.wav")
if said=$("$wavs" gap "$work/killed.wav") && [ "$late" -gt 0 ] && [ "$killed_samples" = "$samples" ]; then whole=0; else whole=1; fi
say $whole "engine killed during the bounce: $said of $samples, dry blocks counted: $late"

sidechain=$("$wavs" value "$bundle" Anchor sidechain)
liminal render "$home/demo/glass.flac" -o "$work/side.wav" 2>/dev/null >&2
session "trk side"
lua bounce.lua TRACK=trk SAMPLES=0 PLUGIN="$id" SIDE=side SET="Morph=1;Anchor=$sidechain;Gain=-12"
export_session "$work/sided.wav"
# where it ends the track is silent, and render would start it over; a second track that were not heard would leave some 0 dB
"$wavs" pad "$work/side.wav" "$samples" "$work/padded.wav"
liminal render "$work/trk.wav" -o "$work/expected.wav" --to "$work/padded.wav" --gain -12 >/dev/null 2>&1
check_equal "the sidechain of another track equals render" "$work/expected.wav" "$work/sided.wav" 0 "$samples"

exit $failed
