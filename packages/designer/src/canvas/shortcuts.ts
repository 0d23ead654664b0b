import type canvasTexts from '../locale/en/canvas.json'

export interface Shortcut {
  readonly text: keyof (typeof canvasTexts)['shortcuts']
  /** Alternatives; the keys of one are pressed together. */
  readonly keys: readonly (readonly string[])[]
}
export interface ShortcutGroup {
  readonly title: keyof (typeof canvasTexts)['shortcuts']
  readonly shortcuts: readonly Shortcut[]
}

/** Every key of the chart: what `useCanvasKeys`, `useClipboard` and the editor listen to. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    title: 'moving',
    shortcuts: [
      { text: 'alongEdges', keys: [['←'], ['→'], ['↑'], ['↓']] },
      { text: 'openInspector', keys: [['Enter']] },
      { text: 'ports', keys: [['C']] },
      { text: 'leave', keys: [['Esc']] },
    ],
  },
  { title: 'adding', shortcuts: [{ text: 'picker', keys: [['/']] }, { text: 'copy', keys: [['Ctrl', 'C'], ['Ctrl', 'X'], ['Ctrl', 'V']] }, { text: 'duplicate', keys: [['Ctrl', 'D']] }] },
  {
    title: 'editing',
    shortcuts: [
      { text: 'rename', keys: [['F2']] },
      { text: 'remove', keys: [['Del']] },
      { text: 'disable', keys: [['X']] },
      { text: 'nudge', keys: [['Shift', '← → ↑ ↓']] },
      { text: 'undo', keys: [['Ctrl', 'Z'], ['Ctrl', 'Shift', 'Z']] },
      { text: 'save', keys: [['Ctrl', 'S']] },
    ],
  },
  {
    title: 'looking',
    shortcuts: [
      { text: 'search', keys: [['Ctrl', 'F']] },
      { text: 'fit', keys: [['1']] },
      { text: 'home', keys: [['0']] },
      { text: 'zoom', keys: [['+'], ['−']] },
      { text: 'selectAll', keys: [['Ctrl', 'A']] },
      { text: 'boxSelect', keys: [['Shift', 'drag']] },
      { text: 'addToSelection', keys: [['Shift', 'click'], ['Ctrl', 'click']] },
      { text: 'sheet', keys: [['?']] },
    ],
  },
]
