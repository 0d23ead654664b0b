import type { WrapUpCode } from '@callchart/protocol'

/** What agents may say of a call after it, where the operator gives no other list. */
export const usualWrapUpCodes: readonly WrapUpCode[] = [
  { code: 'resolved', en: 'Resolved', zh: '已解决' },
  { code: 'call-back', en: 'To be called back', zh: '需回访' },
  { code: 'passed-on', en: 'Passed on to a colleague', zh: '已转交同事' },
  { code: 'complaint', en: 'Complaint', zh: '投诉' },
  { code: 'wrong-number', en: 'Wrong place', zh: '打错或问错部门' },
  { code: 'cut-off', en: 'Cut off', zh: '通话中断' },
  { code: 'other', en: 'Something else', zh: '其他' },
]
