import { expect, it } from 'vitest'
import { masked } from './transcript.js'

it.each([
  ['You said 4321.', '4321', 'You said ••••.'],
  ['You said 4, 3, 2, 1.', '4321', 'You said ••••.'],
  ['You said 4 3 2 1 and 4321', '4321', 'You said •••• and ••••'],
  ['Press 1 to go on', '1', 'Press 1 to go on'],
  ['您的号码是四三二一。', '4321', '您的号码是••••。'],
  ['号码幺三八，零零零零', '1380000', '号码••••'],
  ['共一千二百五十元四角', '1250.4', '共••••角'],
  ['两千零五元', '2005', '两千零五元'],
  ['Is it Rose Street?', 'rose street', 'Is it ••••?'],
])('%s hides %s', (text, secret, shown) => {
  expect(masked(text, new Set([secret]))).toBe(shown)
})
