/** Options of the tools that are run by hand, read by `parseArgs` of `node:util`. */

const isOfOptions = ({ code }) => typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS_')

export const badOption = (message) => Object.assign(new Error(message), { code: 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' })

function numberIn(name, text) {
  if (/^\d{1,15}(\.\d{1,3})?$/.test(text)) return Number(text)
  throw badOption(`--${name} is "${text}": give a number.`)
}

export const numberOf = (values, name) => (values[name] === undefined ? undefined : numberIn(name, values[name]))

export const numbersOf = (values, name) => (values[name] === '' ? [] : values[name].split(',').map((text) => numberIn(name, text)))

export async function exitCodeOf(run) {
  try {
    return await run()
  } catch (error) {
    if (!isOfOptions(error)) throw error
    process.stderr.write(`${error.message}\n`)
    return 64
  }
}
