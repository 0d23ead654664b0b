import { commonNodes } from './common.js'
import { templateNode as node, type Template } from './template.js'

/** A call after a service: a score, the reason of a low one in the caller's own words. */
export const survey: Template = (words) => {
  const { name, prompt, texts } = words
  const { end, goodbye, nobodyFree, optOuts, toHuman } = commonNodes(words)
  return {
    variables: {
      customerName: { type: 'string', description: name('客户称呼，随外呼名单带入', 'How the customer is addressed; comes with the contact') },
      score: { type: 'number', description: name('1 到 5 分，0 为未评分', '1 to 5; 0 where none was given') },
      reason: { type: 'string', description: name('客户的原话', "The customer's own words") },
    },
    keyIntents: { human: { to: 'toHuman' }, doNotCall: { to: 'optedOut' }, complaint: { to: 'complained' }, repeat: {}, end: { to: 'goodbye' } },
    nodes: [
      node('start', 'start', name('开始', 'Start'), { next: 'greeting' }),
      node('greeting', 'say', name('自报家门', 'Say who is calling'), {
        note: name('改成贵公司的名称；先说完，不可打断', 'Put the name of your company here; heard in full'),
        marks: ['identity'],
        prompt: prompt('您好，这里是客户服务中心，给您做一个一分钟的满意度回访。', 'Hello, this is customer service with a one-minute survey about our service.'),
        interruptible: false,
        next: 'mayWeAsk',
      }),
      node('mayWeAsk', 'menu', name('现在方便吗', 'Is it a good time?'), {
        prompt: prompt(
          '{{ customerName }}请问现在方便吗？方便请按1，不方便请按2，不想再接到回访请按9。',
          '{{ customerName }} Is now a good time? For yes, press 1. For no, press 2. If you want no more of these calls, press 9.',
        ),
        choices: [
          { digit: '1', on: 'affirm', to: 'score' },
          { digit: '2', on: 'deny', to: 'notNow' },
          { on: 'refuse', to: 'notNow' },
          { digit: '9', to: 'optOutByKey' },
        ],
        noInput: { attempts: 1, to: 'notNow' },
        noMatch: { attempts: 1, to: 'notNow' },
      }),
      node('score', 'collect', name('打分', 'Score'), {
        prompt: prompt('请您为这次服务打分，1分最低，5分最高。可以按键，也可以直接说。', 'How would you rate our service, from 1, very poor, to 5, excellent? Press a key or just say it.'),
        variable: 'score',
        valueType: 'number',
        minCount: 1,
        maxCount: 1,
        validation: 'value >= 1 && value <= 5',
        invalid: { prompts: texts(['请打1到5分。'], ['Please give 1 to 5.']), to: 'notUnderstood' },
        noInput: { prompts: texts(['没有听到您的回答。请按1到5打分。'], ['I did not hear you. Please press 1 to 5.']), to: 'notUnderstood' },
        noMatch: { prompts: texts(['抱歉，没有听清。请按1到5打分。'], ['Sorry, I did not get that. Please press 1 to 5.']), to: 'notUnderstood' },
        next: 'satisfied',
      }),
      node('satisfied', 'decide', name('满意吗', 'Satisfied?'), { branches: [{ when: 'score >= 4', to: 'tagGood' }], else: 'tagPoor' }),
      node('tagGood', 'tag', name('标记：满意', 'Tag: satisfied'), { tag: name('满意', 'Satisfied'), next: 'goodbye' }),
      node('tagPoor', 'tag', name('标记：不满意', 'Tag: not satisfied'), { tag: name('不满意', 'Not satisfied'), next: 'reason' }),
      node('reason', 'ask', name('什么原因', 'What went wrong?'), {
        prompt: prompt('非常抱歉没有让您满意。能请您说说是什么原因吗？', 'I am sorry to hear that. What went wrong?'),
        branches: [
          { on: 'refuse', to: 'followUp' },
          { on: 'anyReply', to: 'followUp' },
        ],
        saveWords: 'reason',
        noInput: { attempts: 1, prompts: texts(['比如上门时间、服务质量，您直接说就可以。'], ['The time, the quality, anything: just say it.']), to: 'followUp' },
        noMatch: { attempts: 1, to: 'followUp' },
      }),
      node('followUp', 'menu', name('要转人工吗', 'Speak to someone?'), {
        prompt: prompt('需要现在为您转接人工客服吗？需要请按1，不需要请按2。', 'Would you like to speak to someone now? For yes, press 1. For no, press 2.'),
        choices: [
          { digit: '1', on: 'affirm', to: 'toHuman' },
          { digit: '2', on: 'deny', to: 'sorryGoodbye' },
        ],
        noInput: { attempts: 1, to: 'sorryGoodbye' },
        noMatch: { attempts: 1, to: 'sorryGoodbye' },
      }),
      toHuman('care', ['满意度回访的客户。', 'A customer from the survey.'], { summary: name('{{ customerName }}打了{{ score }}分：{{ reason }}', '{{ customerName }} gave {{ score }}: {{ reason }}') }),
      nobodyFree(['抱歉，客服现在都在忙，我们会尽快给您回电。再见。', 'Sorry, nobody is free. We will call you back soon. Goodbye.']),
      end('complained', ['客户投诉', 'Complaint'], ['非常抱歉给您带来不便，您的意见已经记录，不会再打扰您。再见。', 'I am very sorry. Your complaint is noted and we will not call you again. Goodbye.'], { cause: 'complaint' }),
      ...optOuts(['好的，今后不会再给您打回访电话。再见。', 'All right, you will get no more of these calls. Goodbye.']),
      end('notNow', ['不方便', 'Not now'], ['好的，打扰您了，再见。', 'All right, sorry to have troubled you. Goodbye.'], { cause: 'declined' }),
      end('notUnderstood', ['没有听懂', 'Not understood'], ['抱歉没能听清您的评价，感谢您的接听，再见。', 'Sorry, I could not get your score. Thank you for your time. Goodbye.'], { cause: 'not-understood' }),
      end('sorryGoodbye', ['致歉并道别', 'Sorry and goodbye'], ['感谢您的意见，我们会尽快改进。再见。', 'Thank you for telling us, we will do better. Goodbye.']),
      goodbye(['感谢您的支持，再见。', 'Thank you for your time. Goodbye.']),
    ],
  }
}
