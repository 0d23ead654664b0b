type Values = Readonly<Record<string, string | boolean | undefined>>

/** Of a value that a tool can do nothing with. @param message says what would do */
export function badOption(message: string): Error
/** @returns undefined where the option is not given. @throws Error as `badOption` makes it */
export function numberOf(values: Values, name: string): number | undefined
/** The same of a number without a fraction, of at most nine digits. */
export function wholeOf(values: Values, name: string): number | undefined
/** Of `10,20`, each as `wholeOf` takes it; none where it is empty. @throws Error as `badOption` makes it */
export function numbersOf(values: Values, name: string): number[]
/** Of a tool that is run here. What is wrong with its options is told in a line on stderr, and is 64; a fault of ours is thrown on. */
export function exitCodeOf(run: () => Promise<number>): Promise<number>
