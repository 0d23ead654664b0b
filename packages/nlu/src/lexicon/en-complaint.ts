import { listOf, templatesOf } from '../text/list.js'
import type { KeyIntentWords } from './lexicon.js'

export const englishComplaintLists: Readonly<Record<string, readonly string[]>> = {
  file: listOf(`
    make, file, lodge, register, raise, submit, report, put in, log, have, place, send, leave, open, write, take, enter, making, filing, lodging
    raising, submitting, registering
  `),
  formal: ['formal', 'official', 'serious', 'big', 'written', 'new', 'real', 'proper', 'few'],
  complaint: ['complaint', 'complaints', 'grievance', 'grievances'],
  complain: ['complain', 'complaining'],
  about: ['about', 'against', 'regarding', 'on'],
  lead: listOf(`
    want to, would like to, need to, here to, calling to, going to, have to, i will, how do i, how can i, where do i, where can i
    who do i, who can i, can i, let me, like to, wish to, ringing to, phoning to, must, who should i, where should i
  `),
  complaintDesk: listOf(`
    complaints department, complaint department, complaints desk please, complaints team, complaints line, complaints office, complaints please
    complaint please
  `),
  reportYou: listOf(`
    report you, report your, reporting you, sue you, take legal action, take this further, taking this further, contact the ombudsman
    go to the ombudsman, call the ombudsman, write to the ombudsman
  `),
}

export const englishComplaint: KeyIntentWords = {
  declinedBy: 'no',
  wishes: listOf(`
    want, like, make, file, calling, report, wish, lodge, raise, service, staff, company, your, you, unacceptable, treated, grievance, who
    department, need, how, disgraceful, outrageous, appalling, worst
  `),
  cues: listOf(`
    complaint, complaints, complain, complaining, grievance, unacceptable, rude, rudely, terrible, horrible, awful, worst
    disgusting, disgraceful, disappointed, unhappy, dissatisfied, outrageous, appalling
  `),
  phrases: listOf(`
    complaint, complaints, complain, make a complaint, complaints department, i have a complaint, i want to complain
    this is a complaint
  `),
  templates: templatesOf(`
    file any? formal? complaint
    lead complain
    complain about
    complaint about
    any? formal complaint
    ^ any? complaintDesk $
    lead reportYou
  `),
  recogniser: ['make a complaint', 'i want to complain', 'complaint'],
  samples: listOf(`
    i want to make a complaint, i would like to file a complaint, i am calling to complain about your service
    i want to report terrible service, i am very unhappy with how i was treated, your service is terrible
    this is unacceptable i want to complain, i wish to lodge a formal complaint, i was treated very rudely
    your staff were rude to me, i am extremely disappointed with your company, who do i complain to, i have a grievance
    this is the worst service ever
  `),
}
