// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { editorKey } from './useEditorKeys.js'

const press = (keys: Partial<KeyboardEventInit>, target?: HTMLElement): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { bubbles: true, ctrlKey: true, ...keys })
  ;(target ?? document.body).dispatchEvent(event)
  return event
}
const element = (html: string): HTMLElement => {
  document.body.innerHTML = html
  return document.body.firstElementChild as HTMLElement
}

describe('keys of the editor', () => {
  it.each([
    [{ key: 'z' }, 'undo'],
    [{ key: 'Z', shiftKey: true }, 'redo'],
    [{ key: 'y' }, 'redo'],
    [{ key: 's' }, 'save'],
    [{ key: 'z', ctrlKey: false, metaKey: true }, 'undo'],
    [{ key: 'я', code: 'KeyZ' }, 'undo'],
    [{ key: 'z', altKey: true }, undefined],
    [{ key: 'z', ctrlKey: false }, undefined],
    [{ key: 'a' }, undefined],
  ] as const)('%j: %s', (keys, expected) => {
    expect(editorKey(press(keys), false)).toBe(expected)
  })

  it.each(['<input>', '<textarea></textarea>', '<input type="number">', '<div contenteditable="true"></div>'])('leave undo to %s, which has its own', (html) => {
    expect(editorKey(press({ key: 'z' }, element(html)), false)).toBeUndefined()
    expect(editorKey(press({ key: 's' }, element(html)), false)).toBe('save')
  })

  it('undo where a switch has the focus', () => {
    expect(editorKey(press({ key: 'z' }, element('<input type="checkbox">')), false)).toBe('undo')
  })

  it('undo nothing behind a dialog', () => {
    expect(editorKey(press({ key: 'z' }), true)).toBeUndefined()
    expect(editorKey(press({ key: 's' }), true)).toBe('save')
  })
})
