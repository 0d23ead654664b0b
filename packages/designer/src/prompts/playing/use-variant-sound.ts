import { wordVariant, type Json, type Said, type WordedVariant } from '@callchart/flow'
import { useMemo } from 'react'
import { ApiError } from '../../api/request.js'
import { useWorkspace } from '../../api/workspace.js'
import { chosenLanguage } from '../../app/preferences.js'
import { useEditor } from '../../editor/EditorContext.js'
import { fetchRecording } from '../audio/audio-files.js'
import { fittingSample, sampleValues, type SampleValues } from '../sample-values.js'
import { writeVariant, type Variant } from '../variant.js'
import type { LoadSound } from './player-machine.js'
import { speaking } from './speak.js'
import { isObject } from '../../document/node-fields.js'

interface Pronunciation {
  readonly text: string
  readonly say: string
}

/** The parts of a flow that decide how a text sounds. */
export interface SpokenParts {
  readonly variables?: Json | undefined
  readonly pronunciations?: Json | undefined
}

/** Pronunciations of one language that can be used. */
export function pronunciationsIn({ pronunciations }: SpokenParts, language: string): readonly Pronunciation[] {
  const list = isObject(pronunciations) ? pronunciations[language] : undefined
  if (!Array.isArray(list)) return []
  return (list as readonly Json[]).filter((entry): entry is Json & Pronunciation => isObject(entry) && typeof entry.text === 'string' && entry.text !== '' && typeof entry.say === 'string')
}

export const inUiLanguage = ({ en, zh }: Said): string => (chosenLanguage() === 'zh-CN' ? zh : en)

/** A variant as a call would say it, with sample values. */
export function wordedWith(flow: SpokenParts, variant: Variant, language: string, last: SampleValues): WordedVariant {
  const written = variant.type === 'ssml' ? variant.ssml : variant.text
  const scope = fittingSample(written, sampleValues(flow, language, last))
  return wordVariant(writeVariant(variant) as Parameters<typeof wordVariant>[0], { language, scope, pronunciations: pronunciationsIn(flow, language) })
}

export interface VariantSound {
  readonly worded: WordedVariant | undefined
  /** Absent where there is nothing to say. */
  readonly load: LoadSound | undefined
}

const nothingYet: SampleValues = {}

/** How a variant sounds, and what is heard in it. @param last values of a simulated call, by variable */
export function useVariantSound(variant: Variant, language: string, last: SampleValues = nothingYet): VariantSound {
  const variables = useEditor(({ document }) => document.variables)
  const pronunciations = useEditor(({ document }) => document.pronunciations)
  const voice = useEditor(({ document }) => (isObject(document.voices) ? document.voices[language] : undefined))
  const { data: workspace } = useWorkspace()
  const speechUrl = workspace?.speechUrl ?? ''
  return useMemo(() => soundOf(), [variant.type, variant.text, variant.type === 'ssml' ? variant.ssml : '', variant.type === 'audio' ? variant.audio : '', language, last, variables, pronunciations, speechUrl, voice])

  function soundOf(): VariantSound {
    const isEmpty = variant.type === 'audio' ? variant.audio === '' : (variant.type === 'ssml' ? variant.ssml : variant.text).trim() === ''
    if (isEmpty) return { worded: undefined, load: undefined }
    const worded = wordedWith({ variables, pronunciations }, variant, language, last)
    return { worded, load: loadOf(worded) }
  }

  function loadOf(worded: WordedVariant): LoadSound {
    const spoken = { language, ...(typeof voice === 'string' && voice !== '' && { voice }) }
    switch (worded.type) {
      case 'audio':
        return async (signal) => (await fetchRecording(worded.audio, signal)).file
      case 'text':
        return speaking(speechUrl, { ...spoken, text: worded.spoken })
      case 'ssml':
        return speaking(speechUrl, { ...spoken, text: worded.text, ssml: worded.ssml })
      case 'fault':
        return () => Promise.reject(new ApiError(0, 'TEMPLATE', inUiLanguage(worded.fault)))
    }
  }
}
