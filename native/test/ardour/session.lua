-- Makes an Ardour session with one stereo track a recording; its audio comes later, see place.lua.
-- env: DIR, NAME, RATE, TRACKS (names, apart by spaces), BPM
local s = create_session(os.getenv("DIR"), os.getenv("NAME"), tonumber(os.getenv("RATE")))
assert(s)
local bpm = tonumber(os.getenv("BPM"))
local tempos = Temporal.TempoMap.fetch_writable()
tempos:set_tempo(Temporal.Tempo(bpm, bpm, 4), Temporal.timepos_t(0))
Temporal.TempoMap.update(tempos)
tempos = nil
for name in os.getenv("TRACKS"):gmatch("%S+") do
  s:new_audio_track(2, 2, nil, 1, name, ARDOUR.PresentationInfo.max_order, ARDOUR.TrackMode.Normal, true)
end
s:save_state("")
close_session()
quit()
