import { templateNode as node, type Template } from './template.js'

/** An IT help desk: frequent problems are answered at once, the rest goes to a human with a summary. */
export const helpdesk: Template = ({ name, prompt, texts }) => ({
  variables: {
    problem: { type: 'string', description: name('客户说的问题', 'What the caller said') },
    employeeNumber: { type: 'string', description: name('工号', 'Number of the employee') },
  },
  intents: {
    password: { name: name('密码', 'Password'), phrases: texts(['忘记密码', '密码忘了', '重置密码', '登录不了账号'], ['forgot my password', 'reset my password', 'cannot log in', 'my account is locked']) },
    network: { name: name('网络', 'Network'), phrases: texts(['上不了网', '网络断了', '无线连不上', '网很慢'], ['no internet', 'the network is down', 'wifi does not work', 'the network is slow']) },
  },
  keyIntents: { human: { to: 'employee' }, repeat: {}, goBack: {}, end: { to: 'goodbye' } },
  nodes: [
    node('start', 'start', name('开始', 'Start'), { next: 'welcome' }),
    node('welcome', 'say', name('欢迎', 'Welcome'), { marks: ['identity'], prompt: prompt('您好，这里是IT服务台。', 'Hello, this is the IT help desk.'), next: 'whatIsWrong' }),
    node('whatIsWrong', 'ask', name('遇到什么问题', 'What is the problem?'), {
      prompt: prompt('请问您遇到了什么问题？例如忘记密码，或者上不了网。', 'What can I help you with? For example, you forgot your password, or you have no internet.'),
      branches: [
        { on: 'password', tags: [name('密码', 'Password')], to: 'passwordHelp' },
        { on: 'network', tags: [name('网络', 'Network')], to: 'networkHelp' },
        { on: 'anyReply', to: 'employee' },
      ],
      saveWords: 'problem',
      noInput: { prompts: texts(['没有听到您说话。请说一下您遇到的问题。'], ['I did not hear you. Please tell me what is wrong.']), to: 'employee' },
      noMatch: { to: 'employee' },
    }),
    node('passwordHelp', 'say', name('密码怎么办', 'Help with the password'), {
      note: name('改成您的操作说明', 'Put your own instructions here'),
      prompt: prompt('请打开登录页，点击“忘记密码”，按短信验证码重新设置。', 'Please open the sign-in page, choose "forgot password", and follow the text message.'),
      next: 'solved',
    }),
    node('networkHelp', 'say', name('网络怎么办', 'Help with the network'), {
      note: name('改成您的操作说明', 'Put your own instructions here'),
      prompt: prompt('请关闭无线网络，等待十秒后重新连接。', 'Please turn the wireless network off, wait ten seconds, and connect again.'),
      next: 'solved',
    }),
    node('solved', 'menu', name('解决了吗', 'Is it solved?'), {
      prompt: prompt('问题解决了吗？已解决请按1，需要人工帮助请按2。', 'Did that help? If so, press 1. To speak to someone, press 2.'),
      choices: [
        { digit: '1', on: 'affirm', tags: [name('自助解决', 'Solved by the bot')], to: 'goodbye' },
        { digit: '2', on: 'deny', to: 'employee' },
      ],
      noInput: { attempts: 1, to: 'goodbye' },
      noMatch: { attempts: 1, to: 'employee' },
    }),
    node('employee', 'collect', name('工号', 'Employee number'), {
      prompt: prompt('请输入或说出您的工号，按井号键结束。', 'Please type or say your employee number, then press the pound key.'),
      onlyIfMissing: true,
      variable: 'employeeNumber',
      valueType: 'digits',
      minCount: 3,
      maxCount: 8,
      confirm: {
        prompt: prompt('您的工号是{{ digits(value) }}，对吗？对请按1，不对请按2。', 'Your number is {{ digits(value) }}, is that right? For yes, press 1. For no, press 2.'),
        affirmDigit: '1',
        denyDigit: '2',
      },
      noInput: { attempts: 1, to: 'toHuman' },
      noMatch: { prompts: texts(['抱歉，没有听清您的工号。'], ['Sorry, I did not get your number.']), to: 'toHuman' },
      next: 'toHuman',
    }),
    node('toHuman', 'transfer', name('转人工', 'To a human'), {
      queue: 'helpdesk',
      announcement: prompt('正在为您转接工程师，请稍候。', 'I am putting you through to an engineer, one moment please.'),
      whisper: prompt('服务台来电。', 'A call from the help desk.'),
      summary: name('工号 {{ employeeNumber }}：{{ problem }}', 'Employee {{ employeeNumber }}: {{ problem }}'),
      positionPrompt: prompt('您前面还有{{ queue.position }}位。', 'You are number {{ queue.position }} in the queue.'),
      next: 'goodbye',
      busy: 'nobodyFree',
      noAnswer: 'nobodyFree',
      failed: 'nobodyFree',
    }),
    node('nobodyFree', 'say', name('坐席忙', 'Nobody is free'), { prompt: prompt('抱歉，工程师都在忙。', 'Sorry, all engineers are busy.'), next: 'message' }),
    node('message', 'voicemail', name('留言', 'Message'), {
      mailbox: 'helpdesk',
      prompt: prompt('请在提示音后描述您的问题，说完请按井号键。', 'Please describe your problem after the tone, then press the pound key.'),
      next: 'messageKept',
      empty: 'goodbye',
      failed: 'messageFailed',
    }),
    node('messageKept', 'hangup', name('留言已保存', 'Message kept'), { marks: ['goodbye'], prompt: prompt('已收到您的留言，我们会尽快联系您。再见。', 'Thank you, we will get back to you. Goodbye.') }),
    node('messageFailed', 'hangup', name('留言失败', 'Message not kept'), {
      marks: ['goodbye'],
      prompt: prompt('抱歉，留言没有保存成功，请稍后再拨。再见。', 'Sorry, your message could not be kept. Please call again later. Goodbye.'),
      cause: 'message-failed',
    }),
    node('goodbye', 'hangup', name('道别', 'Goodbye'), { marks: ['goodbye'], prompt: prompt('感谢您的来电，再见。', 'Thank you for calling. Goodbye.') }),
  ],
})
