import { describe, it } from 'vitest'
import { presses, says, staysSilent } from './testing/scenario.js'
import { answersAfter, itHasNoProblem, itIsHeardBySmallRecognisers, TestedFlow } from './testing/tested-flow.js'

/** Without a flow that runs it, its way back leads to the last question. */
const flow = new TestedFlow('identify-employee')
const asked = ['start', 'number']
const lookedUp = [...asked, 'countTry', 'lookUp']
const nonsense = says('purple elephants dance')

describe('an employee who is to be identified', () => {
  it('gives a number and says yes to the name', () => {
    const call = flow.call()
    call.expectPrompt(/five digit employee number/).expectIn('number')

    call.says('one zero zero zero one')
    call.expectPrompt('Am I speaking with John Miller?').expectIn('rightPerson')
    call.says('yes')

    call.expectVariable('identified', true).expectVariable('employeeNumber', '10001').expectVariable('employeeName', 'John Miller')
    call.expectPath([...lookedUp, 'rightPerson', 'setIdentified', 'back', 'rightPerson'])
  })

  it('mistypes the number once, and is found at the second try', () => {
    const call = flow.call()

    call.presses('00000').expectPrompt(/could not find employee number/).expectPrompt(/once more/)
    call.presses('10001').presses('1')

    call.expectVariable('identified', true).expectVariable('tries', 2)
  })

  it('is not found twice, and is given up', () => {
    flow.call([presses('00000'), presses('00000')]).expectVariable('identified', false).expectPath([...lookedUp, 'lookUpFailed', 'unknown', 'number', 'countTry', 'lookUp', 'lookUpFailed', 'back', 'number'])
  })

  it('is somebody else twice, and is given up', () => {
    const call = flow.call([presses('10001'), says('no'), presses('10001'), presses('2')])

    call.expectVariable('identified', false)
    call.expectPath([...lookedUp, 'rightPerson', 'wrongPerson', 'number', 'countTry', 'lookUp', 'rightPerson', 'wrongPerson', 'back', 'rightPerson'])
  })

  it.each([
    ['gives no number', [staysSilent, staysSilent, staysSilent], [...asked, 'back', 'number']],
    ['says what is no number', [nonsense, nonsense, nonsense], [...asked, 'back', 'number']],
    ['types nothing but the end of it', [presses('#'), presses('#'), presses('#')], [...asked, 'back', 'number']],
    ['gives no good number', [presses('123#'), presses('12#'), presses('1#')], [...asked, 'back', 'number']],
    ['does not say who it is', [presses('10001'), staysSilent, staysSilent], [...lookedUp, 'rightPerson', 'back', 'rightPerson']],
    ['does not say yes or no to the name', [presses('10001'), nonsense, nonsense], [...lookedUp, 'rightPerson', 'back', 'rightPerson']],
  ] as const)('%s, and is given up', (_what, does, path) => {
    flow.call(does).expectVariable('identified', false).expectPath(path)
  })

  it('hears a word while the number is looked up', () => {
    const call = flow.call([], { http: answersAfter(3_000) })

    call.presses('10001').expectNoPrompt().expectIn('lookUp')
    call.clock.advance(2_000).expectPrompt('One moment, please.')
    call.clock.advance(1_000)

    call.expectPrompt('John Miller')
  })

  it('is given up where the number cannot be looked up', () => {
    flow.call([presses('10001')], { http: () => ({ failure: 'timeout' }) }).expectPath([...lookedUp, 'lookUpFailed', 'back', 'number'])
  })

  it('is asked again where the line does not carry, and after a key that means nothing', () => {
    flow.call().turnFails().expectPrompt(/did not hear anything/).expectIn('number')
    flow.call([presses('10001')]).turnFails().expectPrompt(/Please say yes if you are John Miller/).expectIn('rightPerson')

    const call = flow.call([presses('10001'), presses('7')]).expectPrompt(/please say yes or no/i).expectIn('rightPerson')
    call.presses('7').expectPath([...lookedUp, 'rightPerson', 'back', 'rightPerson'])
  })

  it('hangs up, or is let go', () => {
    flow.call().hangsUp().expectEnded({ by: 'caller' })
    flow.call().endsFromOutside('operator').expectEnded({ cause: 'operator' })
    flow.call().clock.advance(flow.file.document.settings.maxCallMs).expectEnded({ cause: 'max-duration' })
  })
})

itHasNoProblem(flow)
itIsHeardBySmallRecognisers(flow)
