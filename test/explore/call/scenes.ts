import type { Scene } from '../search.js'

const moment = 'a moment passes'
const says = (text: string): string[] => ['the caller speaks', moment, `the engine hears "${text}"`]

const question = [moment]
const listening = [...question, moment]
const announcing = [...listening, ...says('speak to an agent')]
const waiting = [...announcing, moment]
const ringing = ['an agent sits down', ...waiting]
const accepted = [...ringing, 'the agent accepts']
const whispering = [...accepted, "the agent's media connect"]
const typing = [...listening, ...says('set my code')]
const message = [...listening, ...says('leave a message')]

/** Places of a call at which its races begin. */
export const callScenes: readonly Scene[] = [
  { name: 'the notice plays', prefix: [] },
  { name: 'the question plays', prefix: question },
  { name: 'the caller cuts the question', prefix: [...question, 'the caller speaks'] },
  { name: 'the question is heard', prefix: listening },
  { name: 'the engine is to answer', prefix: [...listening, 'the caller speaks', moment] },
  { name: 'digits are asked for', prefix: typing },
  { name: 'a message is recorded', prefix: [...message, moment, moment, 'the caller speaks'] },
  { name: 'a request is under way', prefix: [...listening, ...says('what is my balance')] },
  { name: 'a transfer is announced', prefix: announcing },
  { name: 'the caller waits', prefix: waiting },
  { name: 'a human is offered the caller', prefix: ringing },
  { name: 'a human has accepted', prefix: accepted },
  { name: 'a human hears the whisper', prefix: whispering },
  { name: 'both talk', prefix: [...whispering, moment] },
  { name: 'the goodbye plays', prefix: [...listening, ...says('stop calling')] },
  { name: 'the caller has gone', prefix: [...listening, 'the caller hangs up'] },
]

export const sceneOf = (name: string): Scene => {
  const scene = callScenes.find((each) => each.name === name)
  if (scene === undefined) throw new Error(`There is no scene "${name}"`)
  return scene
}
