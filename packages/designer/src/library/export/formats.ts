export const exportFormats = ['flow', 'xstate', 'typescript'] as const
export type ExportFormat = (typeof exportFormats)[number]

export const fileEnds: Readonly<Record<ExportFormat, string>> = { flow: '.flow.json', xstate: '.machine.json', typescript: '.machine.ts' }
