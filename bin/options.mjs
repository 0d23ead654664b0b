/** Options of the tools that are run by hand, read by `parseArgs` of `node:util`. */

const isOfOptions = ({ code }) => typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS_')

export const badOption = (message) => Object.assign(new Error(message), { code: 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' })

const forms = { number: /^\d{1,15}(\.\d{1,3})?$/, 'whole number': /^\d{1,9}$/ }

function read(name, text, form) {
  if (forms[form].test(text)) return Number(text)
  throw badOption(`--${name} is "${text}": give a ${form}.`)
}

const given = (values, name, form) => (values[name] === undefined ? undefined : read(name, values[name], form))

export const numberOf = (values, name) => given(values, name, 'number')

export const wholeOf = (values, name) => given(values, name, 'whole number')

export const numbersOf = (values, name) => (values[name] === '' ? [] : values[name].split(',').map((text) => read(name, text, 'whole number')))

export async function exitCodeOf(run) {
  try {
    return await run()
  } catch (error) {
    if (!isOfOptions(error)) throw error
    process.stderr.write(`${error.message}\n`)
    return 64
  }
}
