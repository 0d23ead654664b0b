import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the acoustic models, absolute: the module otherwise looks below the working directory. */
export const modelBase = join(dirname(fileURLToPath(import.meta.resolve('soundswallower'))), 'model/')

/** True 8 kHz telephone model. */
export const modelName = 'en-us'
export const modelRateHz = 8_000
export const dictionaryFile = join(modelBase, modelName, 'dict.txt')

/** Phones of the model, without silence and the two noises. */
export const phones = [
  'AA', 'AE', 'AH', 'AO', 'AW', 'AY', 'B', 'CH', 'D', 'DH', 'EH', 'ER', 'EY', 'F', 'G', 'HH', 'IH', 'IY', 'JH', 'K', 'L', 'M', 'N', 'NG', 'OW',
  'OY', 'P', 'R', 'S', 'SH', 'T', 'TH', 'UH', 'UW', 'V', 'W', 'Y', 'Z', 'ZH',
] as const
export type Phone = (typeof phones)[number]
