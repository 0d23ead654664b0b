import { templateNode as node, type Template } from './template.js'

/** Nothing but a greeting and a goodbye. */
export const empty: Template = ({ name, prompt }) => ({
  asksNothing: true,
  nodes: [
    node('start', 'start', name('开始', 'Start'), { next: 'greeting' }),
    node('greeting', 'say', name('问候', 'Greeting'), {
      marks: ['identity'],
      note: name('改成您的问候语', 'Put your own greeting here'),
      prompt: prompt('您好，感谢您的来电。', 'Hello, thank you for calling.'),
      next: 'goodbye',
    }),
    node('goodbye', 'hangup', name('道别', 'Goodbye'), { prompt: prompt('再见。', 'Goodbye.') }),
  ],
})
