import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchLogin } from './driver/asterisk.js'
import { startCutProxy } from './driver/cut-proxy.js'
import { freePorts } from '../driver/free-ports.js'
import { likeAtLeast } from './driver/likeness.js'
import { SeveralApps } from './driver/several-apps.js'
import { voiceLikeness } from './driver/switch-world.js'
import { numbers, toHuman } from './driver/transfer-flows.js'
import { isConnected } from './driver/transfers.js'

const [httpPort = 0] = await freePorts(1)
const ari = { type: 'asterisk-ari', switchId: 'main', ...switchLogin }

/** Until the words of a caller are over and on the other side. */
const talkMs = 3_000

describe.each([
  ['that Asterisk opens, by a balancer,', {}, {}],
  ['that is leased', { url: `http://127.0.0.1:${httpPort}`, user: 'callchart' }, { httpPort }],
])('a control connection %s whose app is killed', (_, login, asterisk) => {
  let apps: SeveralApps
  const balancer = startCutProxy(() => Number(new URL(apps.nodes.anyApp().address).port))
  beforeAll(async () => {
    apps = new SeveralApps({ flows: [toHuman('attended', {})], switches: [{ ...ari, ...login }], asterisk: { apiUrl: `http://127.0.0.1:${(await balancer).port}`, ...asterisk } })
    await apps.start()
  })
  afterAll(async () => {
    await apps.close()
    ;(await balancer).close()
  })

  it('goes over to the other app: who talks to the bot and who talks to a human go on, and nothing is left at the switch', async () => {
    const connected = await apps.connected()
    const [asks, talks] = [apps.scene('2000', 1), apps.scene('2002', 2)]
    const words = await apps.speech('thank you anna i would like to know more')
    const [firstHuman, secondHuman] = [await asks.human({ picksUp: true }), await talks.human({ picksUp: true })]
    const [asking, talking] = [await asks.caller(), await talks.caller()]
    talking.dials(numbers.attended)
    await talks.listensIn('question')
    await talking.presses('0')
    await talks.call('a human who talks', isConnected)
    asking.dials(numbers.attended)
    await asks.listensIn('question')

    await apps.nodes.ends(connected, 'SIGKILL')
    expect((await apps.connected()).pid).not.toBe(connected.pid)
    await asking.presses('0')
    await talking.says(words)
    await asks.call('a human who talks', isConnected)
    await talks.listens(talkMs)
    const heard = await voiceLikeness(words, secondHuman.heard())
    for (const human of [firstHuman, secondHuman]) human.hangsUp()
    const views = [await asks.isOver(), await talks.isOver()]
    await Promise.all([asks.end(), talks.end()])
    await apps.asterisk.isEmpty()

    expect(heard).toEqual(likeAtLeast(0.95))
    expect(views.map(({ path, disposition }) => [path.slice(-3), disposition])).toEqual(Array(2).fill([['question', 'toHuman', 'goodbye'], 'transferred']))
  })
})
