-- Makes an Ardour session with one stereo track a recording; its audio comes later, see place.lua.
-- env: DIR, NAME, RATE, TRACKS (names, apart by spaces)
local s = create_session(os.getenv("DIR"), os.getenv("NAME"), tonumber(os.getenv("RATE")))
assert(s)
for name in os.getenv("TRACKS"):gmatch("%S+") do
  s:new_audio_track(2, 2, nil, 1, name, ARDOUR.PresentationInfo.max_order, ARDOUR.TrackMode.Normal, true)
end
s:save_state("")
close_session()
quit()
