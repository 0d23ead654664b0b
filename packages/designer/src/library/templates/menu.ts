import { commonNodes } from './common.js'
import { templateNode as node, type Template } from './template.js'

/** A front desk: opening hours, a message, or a human. */
export const menu: Template = (words) => {
  const { name, prompt, promptWhereHeard, texts } = words
  const { goodbye, messageInstead, toHuman } = commonNodes(words)
  return {
    intents: {
      openingHours: {
        name: name('营业时间', 'Opening hours'),
        phrases: texts(['营业时间', '几点开门', '几点关门', '你们几点上班'], ['opening hours', 'when are you open', 'when do you close', 'are you open today']),
      },
      leaveMessage: {
        name: name('留言', 'Leave a message'),
        phrases: texts(['留言', '我要留言', '帮我留个言'], ['leave a message', 'i want to leave a message', 'take a message']),
      },
    },
    keyIntents: { human: { key: '0', to: 'toHuman' }, repeat: {}, goBack: {}, end: { to: 'goodbye' } },
    nodes: [
      node('start', 'start', name('开始', 'Start'), { next: 'welcome' }),
      node('welcome', 'say', name('欢迎', 'Welcome'), {
        note: name('改成贵公司的名称', 'Put the name of your company here'),
        marks: ['identity'],
        prompt: prompt('您好，欢迎致电客户服务中心。', 'Hello, welcome to customer service.'),
        next: 'main',
      }),
      node('main', 'menu', name('主菜单', 'Main menu'), {
        prompt: promptWhereHeard(
          { zh: '查询营业时间请按1，留言请按2，转人工请按0。', en: 'For our opening hours, press 1. To leave a message, press 2. To speak to someone, press 0.' },
          { zh: '您也可以直接说。', en: 'You can also just say it.' },
        ),
        choices: [
          { digit: '1', on: 'openingHours', to: 'hours' },
          { digit: '2', on: 'leaveMessage', to: 'message' },
        ],
        noInput: {
          prompts: texts(['没有听到您的回答。查询营业时间请按1，留言请按2，转人工请按0。'], ['I did not hear you. Press 1 for opening hours, 2 to leave a message, or 0 to speak to someone.']),
          to: 'toHuman',
        },
        noMatch: { prompts: texts(['抱歉，没有听明白。查询营业时间请按1，留言请按2，转人工请按0。'], ['Sorry, I did not get that. Press 1 for opening hours, 2 to leave a message, or 0 to speak to someone.']), to: 'toHuman' },
      }),
      node('hours', 'say', name('播报营业时间', 'Tell the opening hours'), {
        note: name('改成您的营业时间', 'Put your opening hours here'),
        prompt: prompt('我们周一到周五上午九点到下午六点为您服务。', 'We are open Monday to Friday, from nine to six.'),
        next: 'more',
      }),
      node('more', 'menu', name('还有别的事吗', 'Anything else?'), {
        prompt: prompt('返回主菜单请按1，转人工请按0，没有别的事可以直接挂机。', 'To go back to the menu, press 1. To speak to someone, press 0. Otherwise you can just hang up.'),
        choices: [
          { digit: '1', on: 'affirm', to: 'main' },
          { on: 'deny', to: 'goodbye' },
        ],
        noInput: { attempts: 1, to: 'goodbye' },
        noMatch: { attempts: 1, to: 'goodbye' },
      }),
      toHuman('service', ['前台来电。', 'A call from the front desk.']),
      ...messageInstead('frontDesk', {
        nobodyFree: ['抱歉，现在无人接听。', 'Sorry, nobody is free at the moment.'],
        ask: ['请在提示音后留言，说完请按井号键。', 'Please leave your message after the tone, then press the pound key.'],
        kept: ['您的留言已保存，我们会尽快回电。再见。', 'Thank you, your message is kept and we will call you back. Goodbye.'],
      }),
      goodbye(['感谢您的来电，再见。', 'Thank you for calling. Goodbye.']),
    ],
  }
}
