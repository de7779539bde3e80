package audio.liminal.preset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.StftProfile;
import audio.liminal.morph.Control;
import audio.liminal.morph.MorphForm;
import audio.liminal.morph.PhaseMode;
import audio.liminal.signal.BadInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresetReaderTest {
  private static final String HEAD = "{'format':'liminal-preset','version':2,";
  private static final String WHOLE =
      HEAD
          + """
          'name':'All of it','author':'A','description':'D','feed':'F','tags':['pad','lo-fi'],
          'loudnessLu':9.0,'model':{'name':'cosine','sha256':'%s'},'profile':'hq',
          'target':{'corners':[{'timbre':'dark'},{'name':'Here','anchor':[0.1,-2.5e-7]},
            {'name':'Room','cloud':{'mean':[1.0,2.0],'covariance':[1.0,0.25,3.0]}}],
            'forgetSeconds':30.0},
          'controls':{'morph':0.7,'y':0.3333333,'freeze':true},
          'latents':{'c1':{'bias':-1.5},'2':{'slew':300.0,'freeze':true}},
          'modulation':{'sources':{
            'sway':{'type':'lfo','shape':'triangle','beats':8,'phase':0.25},
            'level':{'type':'follower','of':'sidechain','attackMs':5,'releaseMs':200},
            'seq':{'type':'steps','values':[0,1,-0.5],'beats':0.5,'glide':0.1},
            'dice':{'type':'sample-and-hold','hz':3,'seed':4},'drift':{'type':'walk','hz':0.1},
            'knob':{'type':'macro','number':2},'part':{'type':'sections','values':[0,1]}},
            'routes':[{'from':'sway','to':'x','depth':0.5},
              {'from':'knob','to':'latent/c1/scale','depth':-2}]},
          'form':'full','phase':'ab-sum','seed':77,'macros':['Light','Depth']}
          """
              .formatted("a".repeat(64));

  private static Preset read(String json) {
    return PresetReader.read("file.json", json.replace('\'', '"'));
  }

  @Test
  void shouldReadEveryField() {
    Preset preset = read(WHOLE);
    assertEquals(
        new Preset.About("All of it", "A", "D", "F", List.of("pad", "lo-fi"), 9), preset.about());
    assertEquals(new Preset.ModelRef("cosine", "a".repeat(64)), preset.model());
    assertEquals(StftProfile.HQ, preset.profile());
    assertEquals(MorphForm.FULL, preset.form());
    assertEquals(PhaseMode.AB_SUM, preset.phase());
    assertEquals(77, preset.seed());
    assertEquals(7, preset.modulation().sources().size());
    assertEquals(
        new PresetModulation.Route("knob", "latent/c1/scale", -2),
        preset.modulation().routes().get(1));
    assertEquals(List.of("Light", "Depth"), preset.macros());
    assertEquals(
        Map.of(
            "morph", 0.7f,
            "y", 0.3333333f,
            "freeze", 1f,
            "latent/c1/bias", -1.5f,
            "latent/2/slew", 300f,
            "latent/2/freeze", 1f),
        preset.controls());
    PresetTarget.Pad pad = (PresetTarget.Pad) preset.target();
    assertEquals(30, pad.forgetSeconds());
    assertEquals("dark", pad.corners().get(0).timbre());
    assertEquals(-2.5e-7f, pad.corners().get(1).captured().anchor()[1]);
    assertEquals(2, pad.corners().get(2).captured().timbre().latents());
  }

  @Test
  void shouldWriteWhatItReads() {
    Preset preset = read(WHOLE);
    String written = PresetWriter.write(preset);
    assertEquals(written, PresetWriter.write(read(written)));
    assertEquals(preset.controls(), read(written).controls());
    assertEquals(preset.about(), read(written).about());
    assertEquals(preset.modulation(), read(written).modulation());
  }

  @Test
  void shouldWriteNothingThatIsNeutral() {
    Preset least = read(HEAD + "'name':'n','model':{'name':'m'},'controls':{'morph':0}}");
    String written = PresetWriter.write(least);
    assertTrue(!written.contains("morph") && !written.contains("seed"), written);
    assertNull(read(written).model().sha256());
    assertFalse(read(written).listensToSidechain());
  }

  @Test
  void shouldReadTheFlatFirstVersion() {
    Preset preset =
        read(
            "{'format':'liminal-preset','version':1,'name':'Old','model':'envelope','timbre':'violin',"
                + "'morph':0.8,'smoothing':50,'dryWet':0.5,'gain':-3,'form':'full','profile':'live'}");
    assertEquals(
        List.of(PresetCorner.timbre("violin")), ((PresetTarget.Pad) preset.target()).corners());
    assertEquals("envelope", preset.model().name());
    assertEquals(StftProfile.LIVE, preset.profile());
    assertEquals(MorphForm.FULL, preset.form());
    assertEquals(
        List.of(0.8f, 50f, 0.5f, -3f),
        List.of(
            preset.get(Control.MORPH),
            preset.get(Control.SMOOTHING),
            preset.get(Control.DRY_WET),
            preset.get(Control.GAIN)));
    assertTrue(PresetWriter.write(preset).contains("\"version\" : 2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'version':2 | 'version':3 | version=3, expected at most 2, or a newer Liminal",
        "'version':2 | 'version':0 | version=0, expected a whole number, 1 to 2",
        "'version':2 | 'version':1 | author",
        "'version':2 | 'version':'2' | version=\"2\", expected a whole number",
        "'version':2 | 'version':99999999999999999999 | version=99999999999999999999, expected",
        "'liminal-preset' | 'other' | format=\"other\", expected \"liminal-preset\"",
        "'morph':0.7 | 'morph':'loud' | controls.morph=\"loud\", expected a number, 0.0 to 1.0",
        "'morph':0.7 | 'morph':1e400 | controls.morph=1E+400, expected a number, 0.0 to 1.0",
        "'morph':0.7 | 'morph':1e99999999999 | controls.morph=\"Infinity\", expected a number, 0.0 to 1.0",
        "'morph':0.7 | 'morph':true | controls.morph=true, expected a number",
        "'morph':0.7 | 'morph':null | controls.morph=null, expected a number",
        "'morph':0.7 | 'morph':NaN | json=",
        "'morph':0.7 | 'morph':0.7,'morph':0.8 | json=Duplicate field 'morph'",
        "'morph':0.7 | 'mroph':0.7 | controls.mroph=0.7, expected no such field; there are morph, x,",
        "'freeze':true} | 'freeze':1} | controls.freeze=1, expected true or false",
        "'bias':-1.5 | 'bias':-4.5 | latents.c1.bias=-4.5, expected a number, -4.0 to 4.0",
        "'bias':-1.5 | 'bais':1 | latents.c1.bais=1, expected no such field; there are bias",
        "'c1':{ | 'c/1':{ | latents.c/1=",
        "'dark' | 7 | target.corners[0].timbre=7, expected text",
        "-2.5e-7 | 1e39 | target.corners[1].anchor[1]=1E+39, expected a number",
        "-2.5e-7 | [] | target.corners[1].anchor[1]=[], expected a number",
        "0.25,3.0 | 0.25 | target.corners[2].cloud: latent cloud: covariance.length=2, expected 3",
        "1.0,0.25,3.0 | -1.0,0.25,3.0 | target.corners[2].cloud: latent cloud: covariance=not positive",
        "30.0 | 0.01 | target.forgetSeconds=0.01, expected 0, or 0.1 to 3600",
        "'hq' | 'best' | profile=\"best\", expected one of live, studio, hq",
        "'ab-sum' | 'AB_SUM' | phase=\"AB_SUM\", expected one of input, ab-sum, rtpghi, auto",
        "'seed':77 | 'seed':7.5 | seed=7.5, expected a whole number",
        "'triangle' | 'round' | modulation.sources.sway.shape=\"round\", expected one of sine, tri",
        "'beats':8 | 'hz':60 | modulation.sources.sway.hz=60, expected a number, 0.001 to 50",
        "'beats':8 | 'hz':6,'beats':1 | modulation.sources.sway.beats=1, expected none beside hz",
        "'beats':8 | 'glide':1 | modulation.sources.sway.glide=1, expected no such field; there are",
        "[0,1,-0.5] | [0,7] | modulation.sources.seq.values[1]=7, expected a number, -1.0 to 1.0",
        "'number':2 | 'number':5 | modulation.sources.knob.number=5, expected a whole number, 1 to 4",
        "'from':'sway' | 'from':'swey' | modulation.routes[0].from=\"swey\", expected one of [sway,",
        "'depth':0.5 | 'depth':1e9 | modulation.routes[0].depth=1E+9, expected a number",
        "'lo-fi' | 'Lo Fi' | tags[1]=\"Lo Fi\", expected lower-case letters",
        "'All of it' | '' | name=\"\", expected text of 1 to 64",
        "'All of it' | 'a\\nb' | name=\"a\\nb\", expected text of 1 to 64 characters on one line",
        "'name':'cosine' | 'name':'../x' | model.name=\"../x\", expected a model's name",
        "'name':'cosine', | '' | json=",
        "'macros':[ | 'macros':['1','2','3', | macros.length=5, expected a list of 0 to 4",
      })
  void shouldRefuseInOneLine(String part, String wrong, String message) {
    assertTrue(WHOLE.contains(part), part);
    BadInputException refused =
        assertThrows(
            BadInputException.class,
            () -> read(WHOLE.replaceFirst(quote(part), replacement(wrong))));
    String found = refused.getMessage();
    assertTrue(found.startsWith("file.json: ") && found.contains(message), found);
    assertEquals(1, found.lines().count(), found);
  }

  private static String quote(String text) {
    return java.util.regex.Pattern.quote(text);
  }

  private static String replacement(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | json",
        "[] | json=[], expected a preset",
        "{} | format=missing, expected a value",
        "{'format':'liminal-preset'} | version=missing",
        "{'format':'liminal-preset','version':2} | name=missing",
        "{'format':'liminal-preset','version':2,'name':'n','model':{'name':'m'}} x | json=",
      },
      quoteCharacter = '~')
  void shouldRefuseWhatIsNoPreset(String json, String message) {
    BadInputException refused =
        assertThrows(BadInputException.class, () -> read(json.equals("''") ? "" : json));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }
}
