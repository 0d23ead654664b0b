/** Path of a Chromium, or undefined. `CHROMIUM_PATH` names another one. */
export function findChromium(): string | undefined
/** @returns undefined when there is a Chromium now, else what to do */
export function needChromium(root: string, say: (line: string) => void): string | undefined
