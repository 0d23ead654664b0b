import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findModelFiles } from './model-files.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callchart-model-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const network = Buffer.from([8, 7, 18, 0, 1, 2, 3])
const tokens = '<blk> 0\n你 1\n'

const write = (files: Readonly<Record<string, string | Buffer>>) => Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(folder, name), content)))
const networks = (...names: string[]) => Object.fromEntries(names.map((name) => [name, network]))

describe('a model folder', () => {
  it('holds a transducer: the quantised networks, but for its decoder', async () => {
    const pairs = ['encoder', 'decoder', 'joiner'].flatMap((part) => [`${part}-epoch-99-avg-1.onnx`, `${part}-epoch-99-avg-1.int8.onnx`])
    await write({ ...networks(...pairs), 'tokens.txt': tokens, 'README.md': 'x' })

    expect(await findModelFiles({ folder })).toEqual({
      type: 'transducer',
      config: {
        transducer: {
          encoder: join(folder, 'encoder-epoch-99-avg-1.int8.onnx'),
          decoder: join(folder, 'decoder-epoch-99-avg-1.onnx'),
          joiner: join(folder, 'joiner-epoch-99-avg-1.int8.onnx'),
        },
        tokens: join(folder, 'tokens.txt'),
      },
    })
  })

  it('holds a paraformer, or a model of one network whose kind its name tells', async () => {
    await write({ ...networks('encoder.int8.onnx', 'decoder.onnx'), 'tokens.txt': tokens })
    expect((await findModelFiles({ folder })).config).toMatchObject({ paraformer: { encoder: join(folder, 'encoder.int8.onnx'), decoder: join(folder, 'decoder.onnx') } })

    await rm(join(folder, 'encoder.int8.onnx'))
    await rm(join(folder, 'decoder.onnx'))
    await write(networks('ctc-epoch-20.int8.onnx', 'ctc-epoch-20.onnx'))
    expect((await findModelFiles({ folder })).config).toMatchObject({ zipformer2Ctc: { model: join(folder, 'ctc-epoch-20.int8.onnx') } })
  })

  it.each([
    ['zipformer2-ctc', 'zipformer2Ctc'],
    ['nemo-ctc', 'nemoCtc'],
    ['tone-ctc', 'toneCtc'],
  ])('holds a model of the kind that is named: %s', async (type, key) => {
    await write({ ...networks('model.onnx'), 'tokens.txt': tokens })

    expect((await findModelFiles({ folder, type })).config).toMatchObject({ [key]: { model: join(folder, 'model.onnx') } })
  })
})

describe('what is refused', () => {
  const codeAndMessage = (options: { folder?: string; type?: string } = {}) =>
    findModelFiles({ folder, ...options }).then(
      () => 'found',
      ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
    )

  it('a folder that is none, or not there', async () => {
    await writeFile(join(folder, 'file'), '')

    expect(await codeAndMessage({ folder: join(folder, 'gone') })).toMatch(/^SPEECH_MODEL_FOLDER: .*gone, which does not exist: name a folder/)
    expect(await codeAndMessage({ folder: join(folder, 'file') })).toMatch(/^SPEECH_MODEL_FOLDER: .*file, which is no folder/)
    expect(await codeAndMessage({ folder: join(folder, 'file', 'below') })).toMatch(/^SPEECH_MODEL_FOLDER: .* cannot be read \(ENOTDIR\)/)
  })

  it.each<[string, Readonly<Record<string, string | Buffer>>, RegExp]>([
    ['a folder without a network', { 'tokens.txt': tokens }, /^SPEECH_MODEL_INVALID: .* holds no \.onnx file/],
    ['a transducer without its decoder', { ...networks('encoder.onnx', 'joiner.onnx'), 'tokens.txt': tokens }, /^SPEECH_MODEL_INVALID: .* no decoder network of a transducer model/],
    ['two encoders', { ...networks('encoder-1.onnx', 'encoder-2.onnx', 'decoder.onnx'), 'tokens.txt': tokens }, /^SPEECH_MODEL_INVALID: .* several networks for "encoder" \(encoder-1\.onnx, encoder-2\.onnx\): leave one/],
    ['a model without its tokens', networks('encoder.onnx', 'decoder.onnx'), /^SPEECH_MODEL_INVALID: .* has no tokens\.txt/],
    ['tokens that are none', { ...networks('encoder.onnx', 'decoder.onnx'), 'tokens.txt': '<html>' }, /^SPEECH_MODEL_INVALID: .*tokens\.txt is no list of tokens.* "<html>"/],
    ['an empty network', { 'encoder.onnx': '', ...networks('decoder.onnx'), 'tokens.txt': tokens }, /^SPEECH_MODEL_INVALID: .*encoder\.onnx is empty/],
    ['a pointer instead of a network', { 'encoder.onnx': 'version https://git-lfs.github.com/spec/v1\n', ...networks('decoder.onnx'), 'tokens.txt': tokens }, /^SPEECH_MODEL_INVALID: .*encoder\.onnx is a Git LFS pointer/],
    ['a page instead of a network', { 'encoder.onnx': '<!DOCTYPE html><html>Not found</html>', ...networks('decoder.onnx'), 'tokens.txt': tokens }, /^SPEECH_MODEL_INVALID: .*encoder\.onnx is a text/],
    ['a model that does not stream', { ...networks('tiny.en-encoder.onnx', 'whisper-decoder.onnx'), 'tokens.txt': tokens }, /^SPEECH_MODEL_UNSUPPORTED: .* does not stream/],
    ['a model of one network of an unknown kind', { ...networks('model.onnx'), 'tokens.txt': tokens }, /^SPEECH_MODEL_UNSUPPORTED: .*\(model\.onnx\): name it in ASR_MODEL_TYPE, one of transducer, paraformer/],
  ])('%s', async (_, files, message) => {
    await write(files)

    expect(await codeAndMessage()).toMatch(message)
  })

  it('a kind that the engine does not run', async () => {
    expect(await codeAndMessage({ type: 'whisper' })).toMatch(/^SPEECH_MODEL_UNSUPPORTED: ASR_MODEL_TYPE is "whisper": the engine runs transducer/)
  })

  it('a network that is a folder', async () => {
    await mkdir(join(folder, 'encoder.onnx'))
    await write({ ...networks('decoder.onnx'), 'tokens.txt': tokens })

    expect(await codeAndMessage()).toMatch(/^SPEECH_MODEL_INVALID: .*encoder\.onnx cannot be read \(EISDIR\)/)
  })
})
