import { keyIntents } from '@callchart/protocol'
import { canonicalJson } from '../identity/canonical.js'
import type { FlowDocument } from '../document/schema.js'
import type { BehaviourChange } from './behaviour-change.js'
import type { Reading } from './reading.js'
import type { DiffSide } from './side.js'
import { spokenIntent, told } from './words.js'
import type { Told } from '../explore/tell-move.js'
import { standsIn } from './stands-in.js'

interface Aspect {
  readonly aspect: string
  readonly value: unknown
  readonly name: Told
}

const list = (texts: readonly string[] | undefined): string[] => [...(texts ?? [])].sort()

/** Only what a flow speaks is heard. */
const heard = (texts: Readonly<Record<string, readonly string[]>>, { languages }: FlowDocument): unknown =>
  Object.fromEntries(languages.map((language) => [language, list(texts[language])]))

const intentsUsed = ({ records, side }: Reading): string[] => {
  const named = [...records.values()].flatMap(({ ways }) => [...ways.keys()].flatMap((way) => (way.startsWith('on:') ? [way.slice('on:'.length)] : [])))
  return [...new Set([...named, ...side.document.auxiliary.map(({ intent }) => side.intent(intent))])]
}

const intentAspects = (reading: Reading): Aspect[] => {
  const { document } = reading.side
  const used = new Set(intentsUsed(reading))
  return Object.entries(document.intents).flatMap(([id, { phrases, keywords, patterns, slots }]): Aspect[] => {
    const name = reading.side.intent(id)
    if (!used.has(name)) return []
    const spoken = spokenIntent(id, reading.side)
    const value = [heard(phrases, document), heard(keywords, document), heard(patterns, document), slots]
    return [{ aspect: `intents.${name}`, value, name: told(`What callers may say for “${spoken.en}”`, `表示“${spoken.zh}”的说法`) }]
  })
}

/** Intents that the caller may be asked back about; in a sub-flow too those that hold everywhere. */
const askedBack = ({ records, side }: Reading): ReadonlySet<string> => {
  const nodes = [...records.values()].map(({ node }) => node)
  const asking = nodes.filter((node) => node.kind === 'ask' && node.disambiguation !== undefined)
  const everywhere = asking.length > 0 || nodes.some(({ kind }) => kind === 'subflow') ? side.document.auxiliary.map(({ intent }) => intent) : []
  return new Set([...everywhere, ...asking.flatMap((node) => (node.kind === 'ask' ? node.branches.map(({ on }) => on) : []))])
}

const spokenNameAspects = (reading: Reading): Aspect[] => {
  const { languages, intents } = reading.side.document
  const asked = askedBack(reading)
  return Object.entries(intents).flatMap(([id, { name, spokenName = {} }]): Aspect[] =>
    asked.has(id)
      ? [{ aspect: `intents.${reading.side.intent(id)}.spokenName`, value: languages.map((language) => spokenName[language] ?? name), name: told(`How “${name}” is named in a question back`, `澄清提问中“${name}”的称呼`) }]
      : [],
  )
}

const keyIntentAspects = ({ document }: DiffSide): Aspect[] =>
  keyIntents.flatMap((name): Aspect[] => {
    const keyIntent = document.keyIntents[name]
    const isHeard = keyIntent?.enabled === true
    // One that leads somewhere is told with where it leads when it comes or goes.
    if (!isHeard && name !== 'repeat' && name !== 'goBack') return []
    return [
      { aspect: `keyIntents.${name}.phrases`, value: isHeard ? heard(keyIntent.phrases, document) : null, name: told(`The key intent “${name}”`, `关键意图“${name}”`) },
      { aspect: `keyIntents.${name}.key`, value: isHeard ? (keyIntent.key ?? null) : null, name: told(`The key of the key intent “${name}”`, `关键意图“${name}”的按键`) },
    ]
  })

const auxiliaryAspects = (side: DiffSide): Aspect[] =>
  side.document.auxiliary.map(({ intent, pullBack }) => ({
    aspect: `auxiliary.${side.intent(intent)}.pullBack`, value: pullBack ?? null, name: told(`What is said on the way back from “${intent}”`, `从“${intent}”拉回时的播报`),
  }))

const read = ({ records }: Reading, variable: string): boolean =>
  [...records.values()].some(({ node }) => standsIn(JSON.stringify(node), variable))

const variableAspects = (reading: Reading): Aspect[] =>
  Object.entries(reading.side.document.variables).flatMap(([name, { type, initial, sensitive }]): Aspect[] =>
    read(reading, name) ? [{ aspect: `variables.${reading.side.variable(name)}`, value: [type, initial, sensitive], name: told(`The variable “${name}”`, `变量“${name}”`) }] : [],
  )

const spokenOnly = <Value>(byLanguage: Readonly<Record<string, Value>>, { languages }: FlowDocument): Record<string, Value> =>
  Object.fromEntries(Object.entries(byLanguage).filter(([language]) => languages.includes(language)))

/** What the main flow alone decides, whichever flow it runs. */
const callAspects = (side: DiffSide): Aspect[] => {
  const { document } = side
  const { settings } = document
  return [
    { aspect: 'languages', value: document.languages, name: told('The languages', '语言') },
    { aspect: 'dnis', value: list(document.dnis), name: told('The numbers that are answered', '接听的号码') },
    { aspect: 'voices', value: spokenOnly(document.voices, document), name: told('The voice', '发音人') },
    { aspect: 'settings.maxCallMs', value: settings.maxCallMs, name: told('The longest time of a call (ms)', '最长通话时间（毫秒）') },
    { aspect: 'settings.falseAcceptCost', value: settings.falseAcceptCost ?? null, name: told('How readily something is taken for understood', '识别接受的代价') },
    { aspect: 'settings.analysisConsent', value: settings.analysisConsent ?? null, name: told('Which consent lets what was said be kept', '分析授权变量') },
    ...keyIntentAspects(side), ...auxiliaryAspects(side),
  ]
}

const flowAspects = ({ document }: DiffSide): Aspect[] => [
  { aspect: 'pronunciations', value: spokenOnly(document.pronunciations, document), name: told('How words are pronounced', '读音') },
  { aspect: 'bannedWords', value: document.bannedWords ?? null, name: told('What no text of a model may hold', '禁用词') },
]

const aspectsOf = (reading: Reading, isMain: boolean): Map<string, Aspect> =>
  new Map([...(isMain ? callAspects(reading.side) : []), ...flowAspects(reading.side), ...intentAspects(reading), ...spokenNameAspects(reading), ...variableAspects(reading)].map((each) => [each.aspect, each]))

const valueText = (value: unknown): string => (value === undefined || value === null ? '—' : JSON.stringify(value))

const changeOf = ({ aspect, name }: Aspect, was: unknown, now: unknown): BehaviourChange => {
  const isShort = valueText(was).length + valueText(now).length < 120
  const sentence = isShort
    ? told(`${name.en}: was ${valueText(was)}, now ${valueText(now)}`, `${name.zh}：原为 ${valueText(was)}，现为 ${valueText(now)}`)
    : told(`${name.en}: changed`, `${name.zh}：已变更`)
  return { type: 'flow', aspect, was: was ?? null, now: now ?? null, sentence }
}

/**
 * What holds in the whole call. What only one of both has is told where it is used.
 * @param isMain a sub-flow takes languages, key intents and what is like them from the flow that the call begins with
 */
export const changedFlowAspects = (older: Reading, newer: Reading, isMain: boolean): BehaviourChange[] => {
  const [was, now] = [aspectsOf(older, isMain), aspectsOf(newer, isMain)]
  return [...now].flatMap(([path, aspect]) => {
    const before = was.get(path)
    return before === undefined || canonicalJson(before.value) === canonicalJson(aspect.value) ? [] : [changeOf(aspect, before.value, aspect.value)]
  })
}
