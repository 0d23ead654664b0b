import { targetName } from '@callchart/flow'
import { RuntimeError } from '../errors.js'
import type { SwitchTarget } from './switch-port.js'

/** Nothing that a switch or its dialplan would take for more than a word: no blank, no comma, no `&`, no `^`, no bracket, no `$`. */
const shapes: Readonly<Record<SwitchTarget['type'], RegExp>> = {
  extension: /^[\w+*#-][\w+*#.-]{0,63}$/,
  sip: /^sips?:[\w+.!~*'-]{1,64}@[A-Za-z0-9.-]{1,200}(:\d{1,5})?$/,
  number: /^\+?\d{2,20}$/,
}

/**
 * The target's own word: an extension, a `sip:` address, a number.
 * @throws RUNTIME_SWITCH_UNABLE it is none that a telephone has
 */
export const checkedWord = (target: SwitchTarget): string => {
  const word = targetName(target)
  if (shapes[target.type].test(word)) return word
  throw new RuntimeError('RUNTIME_SWITCH_UNABLE', `No switch can reach this ${target.type}: give it as a telephone has it, with no further signs.`, { fields: { type: target.type } })
}

/**
 * The target as a number or a SIP address, for a carrier that knows no extensions of its own.
 * @param extensionAddress `sip:{extension}@…`; absent: there are no extensions
 * @throws RUNTIME_SWITCH_UNABLE
 */
export const carrierAddressOf = (target: SwitchTarget, extensionAddress: string | undefined): string => {
  const word = checkedWord(target)
  if (target.type !== 'extension') return word
  if (extensionAddress !== undefined) return extensionAddress.replace('{extension}', () => encodeURIComponent(word))
  throw new RuntimeError('RUNTIME_SWITCH_UNABLE', 'The switch has no extensions: name the SIP address of your telephone system as extensionAddress in its settings.')
}
