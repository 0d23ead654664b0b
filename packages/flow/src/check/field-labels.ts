import { said, type Said } from '../contract/said.js'

/** Labels under which the web app shows the fields that findings name, by where they stand in the schema; the web app's tests compare. */
export const fieldLabels = {
  'any.marks': said('Meaning for the rules', '合规标记'),
  'any.next': said('Then go to', '下一步'),
  'any.noInput': said('The caller stays silent', '无应答'),
  'any.noMatch': said('The caller is not understood', '未识别'),
  'any.retry.to': said('Then go to', '之后进入'),
  'any.branches': said('What the caller may say', '客户的回答'),
  'any.branches.to': said('Go to', '进入'),
  'any.saveSlots': said('Keep details that were said', '保存提到的信息'),
  'ask.disambiguation': said('Ask back when two answers are about as likely', '两种意图难分时反问'),
  'menu.choices': said('Choices', '选项'),
  'menu.choices.to': said('Go to', '进入'),
  'menu.invalidDigit': said('A key of no choice', '按了无效按键'),
  'collect.valueType': said('What is asked for', '要收集什么'),
  'collect.choices': said('List to choose from', '可选列表'),
  'collect.input': said('How it may be given', '输入方式'),
  'collect.minCount': said('Fewest digits', '最少位数'),
  'collect.maxCount': said('Most digits', '最多位数'),
  'collect.invalid': said('The value is refused', '校验不通过'),
  'collect.confirm.affirmDigit': said('Key for yes', '表示“对”的按键'),
  'collect.confirm.denyDigit': said('Key for no', '表示“不对”的按键'),
  'decide.branches': said('Conditions', '条件'),
  'decide.branches.to': said('Go to', '进入'),
  'decide.else': said('Otherwise go to', '否则进入'),
  'hours.calendar': said('Calendar', '日历'),
  'hours.open': said('When open, go to', '营业时间内进入'),
  'hours.closed': said('When closed, go to', '非营业时间进入'),
  'set.assign': said('New values', '赋值'),
  'set.language': said('Switch the language to', '切换语言为'),
  'request.next': said('When it worked, go to', '成功后进入'),
  'request.failure': said('When it failed, go to', '失败后进入'),
  'request.outcomeUnknown': said('When nobody can tell, go to', '结果未知时进入'),
  'request.retryCount': said('Try again', '重试次数'),
  'request.idempotent': said('Safe to repeat', '可安全重复'),
  'knowledge.source': said('Who answers', '由谁回答'),
  'knowledge.faq': said('Questions and answers', '问答'),
  'knowledge.faqFile': said('Further list', '其他知识库'),
  'knowledge.next': said('When the caller is done, go to', '问完后进入'),
  'knowledge.fallback': said('When there is no answer, go to', '兜底进入'),
  'transfer.queue': said('Queue', '技能组'),
  'transfer.extension': said('Extension', '分机'),
  'transfer.sip': said('SIP address', 'SIP 地址'),
  'transfer.number': said('Outside number', '外线号码'),
  'transfer.shows': said('Number shown', '主叫显示号码'),
  'transfer.positionPrompt': said('Told while waiting', '排队播报'),
  'transfer.keys': said('Keys while waiting', '等待时的按键'),
  'transfer.mode': said('Kind of transfer', '转接方式'),
  'transfer.whisper': said('Whisper', '接通前提示音'),
  'transfer.calendar': said('Opening hours of the queue', '技能组的营业时间'),
  'transfer.maxWaiting': said('Most callers waiting', '最多排队人数'),
  'transfer.maxWaitMs': said('Longest wait', '最长等待'),
  'transfer.ringMs': said('Ring for', '振铃时长'),
  'transfer.offer': said('Offer to a caller who has waited long', '久等后的建议'),
  'transfer.offerAfterMs': said('Offer it after', '多久后提出'),
  'transfer.keys.to': said('Go to', '进入'),
  'transfer.next': said('When the human hangs up, go to', '人工挂断后进入'),
  'transfer.busy': said('When busy, go to', '占线或全忙时进入'),
  'transfer.noAnswer': said('When nobody answers, go to', '无人接听时进入'),
  'transfer.declined': said('When they decline, go to', '拒接时进入'),
  'transfer.failed': said('When it fails, go to', '转接失败时进入'),
  'transfer.closed': said('When closed, go to', '非营业时间进入'),
  'transfer.overflow': said('When too many wait, go to', '排队已满时进入'),
  'start.machine': said('When an answering machine answers, go to', '应答机接听后进入'),
  'subflow.flow': said('Flow', '流程'),
  'subflow.version': said('Fixed version', '固定版本'),
  'subflow.next': said('When it comes back, go to', '返回后进入'),
  'voicemail.next': said('When the message is kept, go to', '留言保存后进入'),
  'voicemail.empty': said('When nothing was said, go to', '没有留言时进入'),
  'voicemail.failed': said('When it cannot be recorded, go to', '无法录制时进入'),
  'record.consent': said('The caller agreed if', '客户已同意'),
  'record.noConsent': said('Without consent, go to', '未同意时进入'),
  'jump.to': said('Go to', '跳到节点'),
  'jump.flow': said('Other flow', '其他流程'),
  'jump.back': said('Back to where the caller was', '返回客户原来的位置'),
  'flow.languages': said('Languages', '语言'),
  'flow.voices': said('Voices', '音色'),
  'flow.onHangup': said('After the call', '挂机后'),
  'flow.settings.analysisConsent': said('Consent to analysis', '同意分析'),
  'flow.variables.initial': said('Starts as', '初始值'),
  'flow.intents.spokenName': said('Name that callers hear', '对客户的称呼'),
  'flow.intents.phrases': said('What callers say', '客户的说法'),
  'flow.auxiliary': said('Global questions', '全局问题'),
  'flow.auxiliary.to': said('Answered at', '在此回答'),
  'flow.keyIntents': said('Key intents', '关键意图'),
  'flow.keyIntents.human': said('Wants a human', '转人工'),
  'flow.keyIntents.complaint': said('Complains', '投诉'),
  'flow.keyIntents.displeasure': said('Is annoyed', '不满'),
  'flow.keyIntents.doNotCall': said('Wants no more calls', '免打扰'),
  'flow.keyIntents.end': said('Wants to end the call', '结束通话'),
  'flow.keyIntents.repeat': said('Wants it repeated', '重复'),
  'flow.keyIntents.goBack': said('Wants to go back', '返回上一步'),
  'flow.keyIntents.any.key': said('Also by key', '也可按键'),
  'flow.keyIntents.any.to': said('Go to', '进入'),
} as const satisfies Readonly<Record<string, Said>>

export type LabelledField = keyof typeof fieldLabels

/** A field as people find it on the page. */
export const field = (label: LabelledField): Said => said(`"${fieldLabels[label].en}"`, `“${fieldLabels[label].zh}”`)

/** What is folded away at the end of a form. */
export const advancedPart = said('"Advanced"', '“高级设置”')

const isLabelled = (path: string): path is LabelledField => Object.hasOwn(fieldLabels, path)

/** Items of lists have a number of their own, which people count from one. */
const itemOf = (path: string): number | undefined => {
  const index = path.split('.').map(Number).find((step) => Number.isInteger(step))
  return index === undefined ? undefined : index + 1
}

/**
 * The field of a node, or of the flow, in which the target of a way is chosen.
 * @param root kind of the node, or `flow`
 * @param path `next`, `noInput.to`, `branches.0.to`
 * @param item name of the item of the list, where it has one
 */
export const targetField = (root: string, path: string, item?: string): Said => {
  const steps = path.split('.').filter((step) => !/^\d+$/.test(step))
  const own = [root, ...steps].join('.')
  const shared = ['any', ...steps].join('.')
  const [part = '', last = ''] = steps
  if (isLabelled(own) && itemOf(path) === undefined) return field(own)
  const parent = [`${root}.${part}`, `any.${part}`].find(isLabelled)
  if (last === 'to' && parent !== undefined) {
    const inner = [own, shared, root === 'flow' ? 'flow.keyIntents.any.to' : 'any.retry.to'].find(isLabelled) ?? 'any.branches.to'
    const number = itemOf(path)
    const which = item !== undefined ? said(`, "${item}"`, `中“${item}”的`) : number === undefined ? said('', '中的') : said(`, no. ${number}`, `第 ${number} 项中的`)
    const outer = fieldLabels[parent]
    return said(`${field(inner).en} under "${outer.en}"${which.en}`, `“${outer.zh}”${which.zh}${field(inner).zh}`)
  }
  if (part === 'keyIntents' && isLabelled(`flow.keyIntents.${last}`)) {
    const outer = fieldLabels[`flow.keyIntents.${last}` as LabelledField]
    return said(`${field('flow.keyIntents.any.to').en} of the key intent "${outer.en}"`, `关键意图“${outer.zh}”的${field('flow.keyIntents.any.to').zh}`)
  }
  return isLabelled(shared) ? field(shared) : field('any.next')
}
