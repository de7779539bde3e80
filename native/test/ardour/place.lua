-- Puts recordings into a saved session's file: one region a track, from the session's start.
-- env: DIR, NAME, RATE, TRACKS (names, apart by spaces), LENGTHS (samples of each); the files are
-- interchange/NAME/audiofiles/TRACK%L.wav and TRACK%R.wav. Ids from 9000 on are free in a new session.
local ticks = 508032000 // tonumber(os.getenv("RATE")) -- of Ardour's clock, a sample
local path = os.getenv("DIR") .. "/" .. os.getenv("NAME") .. ".ardour"
local file = assert(io.open(path))
local xml = file:read("a")
file:close()

local lengths = {}
for n in os.getenv("LENGTHS"):gmatch("%d+") do lengths[#lengths + 1] = n end

local sources, id, longest = "", 9000, 0
local function put(track, samples)
  local left, right, region = id, id + 1, id + 2
  id = id + 10
  for channel, source in pairs({ L = left, R = right }) do
    sources = sources .. ('<Source name="%s%%%s.wav" take-id="" type="audio" flags="" id="%d" channel="0" origin="" gain="1"/>')
      :format(track, channel, source)
  end
  local length = ticks * samples
  longest = math.max(longest, length)
  local flags = {}
  for _, name in ipairs({ "muted", "locked", "video-locked", "automatic", "whole-file", "import", "sync-marked",
    "left-of-split", "right-of-split", "hidden", "position-locked", "valid-transients", "default-fade-in",
    "default-fade-out", "fade-in-active", "fade-out-active" }) do
    flags[#flags + 1] = name .. '="0"'
  end
  local xmlRegion = ('<Region name="%s" %s opaque="1" external="1" start="a0" length="a%d@a0" sync-position="a0"'
    .. ' ancestral-start="a0" ancestral-length="a0@a0" stretch="1" shift="1" layering-index="0" tags="" contents="0"'
    .. ' envelope-active="0" scale-amplitude="1" id="%d" type="audio" first-edit="nothing" master-source-0="%d"'
    .. ' master-source-1="%d" source-0="%d" source-1="%d" channels="2"/>')
    :format(track, table.concat(flags, " "), length, region, left, right, left, right)
  local found
  xml, found = xml:gsub('(<Playlist [^>]*name="' .. track .. '"[^>]*)/>', function(head)
    return head .. ">" .. xmlRegion .. "</Playlist>"
  end)
  assert(found == 1, "no empty playlist of " .. track)
end

local at = 0
for track in os.getenv("TRACKS"):gmatch("%S+") do
  at = at + 1
  put(track, tonumber(lengths[at]))
end
xml = xml:gsub("<Sources/>", function() return "<Sources>" .. sources .. "</Sources>" end)
xml = xml:gsub("<Locations/>", ('<Locations><Location id="9900" name="session" start="a0" end="a%d" flags="IsSessionRange"'
  .. ' locked="0" timestamp="1" cue="0"/></Locations>'):format(longest))
xml = xml:gsub('id%-counter="%d+"', 'id-counter="10000"')
file = assert(io.open(path, "w"))
file:write(xml)
file:close()
os.exit(0)
