import { expect, it } from 'vitest'
import { createMailbox } from './mailbox.js'

it('runs tasks one after the other, and goes on behind one that fails', async () => {
  const seen: string[] = []
  const mailbox = createMailbox(async (error) => void seen.push(String(error)))
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => (release = resolve))

  void mailbox.post(async () => {
    await held
    seen.push('first')
  })
  void mailbox.post(() => Promise.reject(new Error('second')))
  const third = mailbox.post(async () => void seen.push('third'))
  release()
  await third

  expect(seen).toEqual(['first', 'Error: second', 'third'])
})

it('drops what comes after it was closed', async () => {
  const seen: string[] = []
  const mailbox = createMailbox(async () => undefined)
  mailbox.close()

  await mailbox.post(async () => void seen.push('late'))

  expect(seen).toEqual([])
})
