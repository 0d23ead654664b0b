import { basename } from 'node:path'

const testFile = /\.test\.[cm]?[jt]sx?$/

/** Whether a file is named after the flow: `<flow>.test.ts`, `<flow>.generated.test.ts`. */
export const isTestOf = (flow: string, file: string): boolean => {
  const name = basename(file)
  return name.startsWith(`${flow}.`) && testFile.test(name)
}
