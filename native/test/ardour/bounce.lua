-- Bounces a track through Liminal.
-- env: DIR, NAME, TRACK; SAMPLES, 0 to save the session and no more; PLUGIN (its id), to insert it, or empty, where the session has it;
-- SET (PARAMETER=PLAIN, apart by semicolons); PRESET (one of the plugin's programs); SIDE (another track, to feed the sidechain); KILL (the
-- engine, in the midst of the bounce); AUTOMATE (SAMPLE=PLAIN ..., of Morph)
local s = load_session(os.getenv("DIR"), os.getenv("NAME"))
assert(s)
local function given(name)
  local value = os.getenv(name)
  return value ~= nil and value ~= "" and value or nil
end
local track = s:route_by_name(os.getenv("TRACK"))
local plugin
if given("PLUGIN") then
  plugin = ARDOUR.LuaAPI.new_plugin(s, os.getenv("PLUGIN"), ARDOUR.PluginType.VST3, "")
  assert(not plugin:isnil(), "no plugin " .. os.getenv("PLUGIN"))
  track:set_strict_io(true)
  assert(track:add_processor_by_index(plugin, 0, nil, true) == 0)
else
  plugin = track:nth_plugin(0)
  assert(not plugin:isnil(), "the session has no plugin")
end
local insert = plugin:to_plugininsert()
local effect = insert:plugin(0)

-- both numbers of a parameter: among controls, and of its own
local controls, ids = {}, {}
local n = 0
for i = 0, effect:parameter_count() - 1 do
  if effect:parameter_is_control(i) then
    controls[effect:parameter_label(i)] = n
    ids[effect:parameter_label(i)] = i
    n = n + 1
  end
end
if given("PRESET") then
  ARDOUR.LuaAPI.usleep(500000) -- until what Ardour sets on insertion has gone through
  assert(effect:load_preset(effect:preset_by_label(os.getenv("PRESET"))), "no preset")
end
for name, value in (given("SET") or ""):gmatch("([^;=]+)=([^;]+)") do
  assert(controls[name], "no parameter " .. name)
  assert(ARDOUR.LuaAPI.set_processor_param(plugin, controls[name], tonumber(value)), name)
end

if given("SIDE") then
  assert(track:add_sidechain(plugin))
  local other = s:route_by_name(os.getenv("SIDE"))
  -- Ardour does not count the plugin's latency on the way into a sidechain; it does on the way into the track,
  -- which plays from disk and so hears nothing of it
  local input = insert:sidechain_input()
  for c = 0, 1 do
    input:audio(c):connect(os.getenv("SIDE") .. "/audio_out " .. (c + 1))
    other:output():audio(c):disconnect("Master/audio_in " .. (c + 1))
    other:output():audio(c):connect(os.getenv("TRACK") .. "/audio_in " .. (c + 1))
  end
end

-- Ardour connects tracks when it finds the time; an export must not depend on it
for c = 0, 1 do
  local out = track:output():audio(c)
  if not out:connected_to("Master/audio_in " .. (c + 1)) then out:connect("Master/audio_in " .. (c + 1)) end
end

if given("AUTOMATE") then
  local _, curve = ARDOUR.LuaAPI.plugin_automation(plugin, controls["Morph"])
  for sample, value in os.getenv("AUTOMATE"):gmatch("(%d+)=(%S+)") do
    curve:add(Temporal.timepos_t(tonumber(sample)), tonumber(value), false, true)
  end
  local control = plugin:to_automatable():automation_control(
    Evoral.Parameter(ARDOUR.AutomationType.PluginAutomation, 0, ids["Morph"]), true)
  control:set_automation_state(ARDOUR.AutoState.Play)
  for sample in os.getenv("AUTOMATE"):gmatch("(%d+)=") do
    print("automated", sample, curve:eval(Temporal.timepos_t(tonumber(sample))))
  end
end

print("latency", insert:signal_latency())
for _, name in ipairs({ "Morph", "Anchor", "Profile" }) do
  print("is", name, (ARDOUR.LuaAPI.get_plugin_insert_param(insert, controls[name])))
end
s:save_state("")
if os.getenv("SAMPLES") == "0" then
  close_session()
  quit()
  os.exit(0)
end
if given("KILL") then
  -- two seconds into what is written: more than a new engine could make up for from what the ring holds
  os.execute([[host=$PPID; (
    cd "$DIR/interchange/$NAME/audiofiles"
    until [ "$(find . -name 'bounced*' -size +400k)" ]; do sleep 0.001; done
    kill -9 $(pgrep -P $host java)
  ) >/dev/null 2>&1 &]])
end
local function bounce(samples, name)
  local range = track:to_track():bounce_range(0, samples, ARDOUR.InterThreadInfo(), plugin, true, name)
  assert(not range:isnil(), "no bounce")
end
bounce(8192, "before") -- a track's gain glides in from nothing where its session was loaded; now it has arrived
bounce(tonumber(os.getenv("SAMPLES")), "bounced")
ARDOUR.LuaAPI.usleep(300000)
print("late", (ARDOUR.LuaAPI.get_plugin_insert_param(insert, controls["Late blocks"])))
print("bounced", os.getenv("SAMPLES"))
close_session()
quit()
