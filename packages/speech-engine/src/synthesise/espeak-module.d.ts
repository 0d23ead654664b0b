/** The part of the espeak-ng module (GPL-3.0) that the synthesis worker calls; the package ships no types. */
declare module '@echogarden/espeak-ng-emscripten' {
  interface EspeakVoice {
    name: string
    identifier: string
    languages: { priority: number; name: string }[]
  }
  interface EspeakWorker {
    samplerate: number
    rate: number
    pitch: number
    volume: number
    range: number
    list_voices(): EspeakVoice[]
    /** 0 = found. All five arguments are needed: with fewer, or with an empty language, an unknown name breaks the voice in use. */
    set_voice(name: string, language: 0, gender: 0, age: 0, variant: 0): number
    /** Speaks SSML, synchronously; a callback that returns true stops it. */
    synthesize(ssml: string, onAudio: (samples: Int16Array) => boolean): void
    synthesize_ipa(text: string): { code: number; ipa: string }
  }
  interface EspeakModule {
    eSpeakNGWorker: new () => EspeakWorker
  }
  const createModule: () => Promise<EspeakModule>
  export default createModule
}
