/** A process in the place of the model's: what it does is told by the first letters of the model's tokens file. */
process.on('message', (message) => {
  const { stream } = message
  switch (message.type) {
    case 'load':
      return load(message.config.modelConfig.tokens)
    case 'audio':
      if (message.bytes[0] === 9) process.abort()
      if (message.bytes[0] === 8) return process.send({ type: 'failed', stream, message: 'bad audio' })
      return process.send({ type: 'hypothesis', stream, heard: { text: `heard ${message.bytes.length}`, words: [], confidence: 0 } })
    case 'finish':
      return process.send({ type: 'final', stream, heard: { text: 'the end', words: [], confidence: 0 }, audioMs: 20 })
  }
})
process.on('disconnect', () => process.exit(0))

function load(tokens) {
  if (tokens.includes('package')) return process.send({ type: 'refused', because: 'package', message: 'Cannot find module\nsecond line' })
  if (tokens.includes('config')) return process.send({ type: 'refused', because: 'model', message: 'Please check your config!' })
  if (tokens.includes('abort')) {
    process.stderr.write('the encoder has no metadata\n')
    return process.exit(255)
  }
  process.send({ type: 'ready' })
}
