const ones = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const teens = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen']
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

function spellPair(value: number): string[] {
  if (value < 10) return [ones[value] ?? '']
  if (value < 20) return [teens[value - 10] ?? '']
  const unit = value % 10
  return unit === 0 ? [tens[value / 10] ?? ''] : [tens[(value - unit) / 10] ?? '', ones[unit] ?? '']
}

function spellRun(digits: string): string[] {
  if (digits.length <= 2 && !(digits.length === 2 && digits.startsWith('0'))) return spellPair(Number(digits))
  const round = /^([1-9])(00|000)$/.exec(digits)
  if (round) return [ones[Number(round[1])] ?? '', round[2] === '00' ? 'hundred' : 'thousand']
  return [...digits].map((digit) => ones[Number(digit)] ?? '')
}

/**
 * Digits as English words, so that a written "24" and a spoken "twenty four" are the same: pairs as numbers, longer runs digit
 * by digit.
 */
export function spellDigits(tokens: readonly string[]): string[] {
  return tokens.flatMap((token) => (/^[0-9]+$/.test(token) ? spellRun(token) : [token]))
}
