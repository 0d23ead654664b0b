import { commonNodes } from './common.js'
import { templateNode as node, type Template } from './template.js'

/** A call before an appointment: kept, moved or cancelled. */
export const reminder: Template = (words) => {
  const { name, prompt, texts } = words
  const { end, goodbye, nobodyFree, optOuts, toHuman } = commonNodes(words)
  return {
    variables: {
      customerName: { type: 'string', description: name('客户称呼，随外呼名单带入', 'How the customer is addressed; comes with the contact') },
      visitDate: { type: 'date', description: name('预约日期，随外呼名单带入', 'Day of the appointment; comes with the contact') },
      visitTime: { type: 'string', initial: '09:30', description: name('预约时间，格式 HH:MM', 'Time of the appointment, HH:MM') },
      newDate: { type: 'date', description: name('客户希望改到哪一天', 'Day that the customer wants instead') },
    },
    intents: {
      keepVisit: { name: name('确认', 'Confirm'), phrases: texts(['确认', '我会来的', '准时到', '没问题会来'], ['confirm', 'i will be there', 'i am coming', 'keep it']) },
      moveVisit: { name: name('改期', 'Move'), phrases: texts(['改期', '我要改期', '换个时间', '改时间'], ['reschedule', 'move it', 'another day please', 'change the date']) },
      cancelVisit: { name: name('取消', 'Cancel'), phrases: texts(['取消', '取消预约', '我不来了'], ['cancel', 'cancel my appointment', 'i am not coming']) },
    },
    keyIntents: { human: { key: '0', to: 'toHuman' }, doNotCall: { to: 'optedOut' }, repeat: {}, goBack: {} },
    nodes: [
      node('start', 'start', name('开始', 'Start'), { next: 'greeting' }),
      node('greeting', 'say', name('自报家门', 'Say who is calling'), {
        note: name('改成贵公司的名称；先说完，不可打断', 'Put the name of your company here; heard in full'),
        marks: ['identity'],
        prompt: prompt('您好，这里是预约服务中心，提醒您有一个预约。', 'Hello, this is the appointment service with a reminder.'),
        interruptible: false,
        next: 'remind',
      }),
      node('remind', 'menu', name('确认、改期或取消', 'Keep, move or cancel?'), {
        prompt: prompt(
          '{{ customerName }}您预约了{{ date(visitDate) }}{{ time(visitTime) }}。确认请按1，改期请按2，取消请按3，转人工请按0，不想再接到提醒请按9。',
          '{{ customerName }} Your appointment is on {{ date(visitDate) }} at {{ time(visitTime) }}. To keep it, press 1. To move it, press 2. To cancel it, press 3. To speak to someone, press 0. For no more reminders, press 9.',
        ),
        choices: [
          { digit: '1', on: 'keepVisit', tags: [name('确认', 'Kept')], to: 'kept' },
          { digit: '2', on: 'moveVisit', tags: [name('改期', 'To be moved')], to: 'newDay' },
          { digit: '3', on: 'cancelVisit', tags: [name('取消', 'Cancelled')], to: 'cancelled' },
          { digit: '9', to: 'optOutByKey' },
        ],
        noInput: {
          prompts: texts(['没有听到您的回答。确认预约请按1，改期请按2，取消请按3。'], ['I did not hear you. Press 1 to keep your appointment, 2 to move it, or 3 to cancel it.']),
          to: 'noAnswer',
        },
        noMatch: { prompts: texts(['抱歉，没有听明白。确认请按1，改期请按2，取消请按3。'], ['Sorry, I did not get that. Press 1 to keep it, 2 to move it, or 3 to cancel it.']), to: 'toHuman' },
      }),
      node('newDay', 'collect', name('改到哪一天', 'Which day instead?'), {
        prompt: prompt('您想改到哪一天？请说日期，或者按八位数字，例如二零二六零一三一。', 'Which day would suit you? Say the date, or type it as eight digits, year, month and day.'),
        variable: 'newDate',
        valueType: 'date',
        minCount: 8,
        maxCount: 8,
        confirm: {
          prompt: prompt('改到{{ date(value) }}，对吗？对请按1，不对请按2。', '{{ date(value) }}, is that right? For yes, press 1. For no, press 2.'),
          affirmDigit: '1',
          denyDigit: '2',
        },
        noInput: { to: 'toHuman' },
        noMatch: { prompts: texts(['抱歉，没有听清日期，请再说一遍。'], ['Sorry, I did not get the date. Please say it again.']), to: 'toHuman' },
        next: 'moved',
      }),
      toHuman('appointments', ['预约提醒的客户。', 'A customer who was reminded of an appointment.'], { summary: name('预约提醒：{{ customerName }}', 'Appointment reminder: {{ customerName }}') }),
      nobodyFree(['抱歉，现在无人接听，我们会尽快给您回电。再见。', 'Sorry, nobody is free. We will call you back soon. Goodbye.']),
      end('kept', ['已确认', 'Kept'], ['好的，到时见。再见。', 'Thank you, see you then. Goodbye.']),
      end('moved', ['已登记改期', 'To be moved'], ['好的，已经为您登记改期，我们会再与您确认时间。再见。', 'Thank you, we will move it and confirm the time with you. Goodbye.'], { cause: 'to-be-moved' }),
      end('cancelled', ['已取消', 'Cancelled'], ['好的，已经为您取消预约。再见。', 'All right, your appointment is cancelled. Goodbye.'], { cause: 'cancelled' }),
      end('noAnswer', ['没有回答', 'No answer'], ['没有听到您的回答，我们稍后再联系您。再见。', 'I could not hear you, we will try again later. Goodbye.'], { cause: 'no-input' }),
      ...optOuts(['好的，今后不会再给您打提醒电话。再见。', 'All right, you will get no more reminders. Goodbye.']),
      goodbye(['感谢您的接听，再见。', 'Thank you for your time. Goodbye.']),
    ],
  }
}
