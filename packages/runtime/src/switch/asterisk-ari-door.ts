import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { refuseUpgrade } from '../queue/seat-socket.js'
import { AsteriskAri } from './asterisk-ari.js'
import { longestMessageBytes } from './asterisk-ari/transport.js'
import type { SwitchConnector } from './switch-port.js'

const path = /^\/v1\/switch\/asterisk\/([A-Za-z0-9][A-Za-z0-9_-]{0,99})$/
const subprotocol = 'ari'

export interface AriDoor {
  /** @returns whether the request is for a switch, and is answered */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  close(): void
}

/**
 * Where an Asterisk opens its control connection: `ws://…/v1/switch/asterisk/<switchId>`, subprotocol `ari`, with user and password of the switch.
 * @param connected the switch has come to this runtime, and is no other's any more
 */
export function createAriDoor(switches: ReadonlyMap<string, SwitchConnector>, connected: (switchId: string) => void = () => undefined): AriDoor {
  const server = new WebSocketServer({ noServer: true, maxPayload: longestMessageBytes, handleProtocols: () => subprotocol, perMessageDeflate: false })
  return {
    upgrade(request, socket, head) {
      const switchId = path.exec(request.url ?? '')?.[1]
      if (switchId === undefined) return false
      socket.on('error', () => socket.destroy())
      const connector = switches.get(switchId)
      if (!(connector instanceof AsteriskAri)) refuseUpgrade(socket, 404, 'RUNTIME_SWITCH_UNKNOWN', `No switch of the name "${switchId}" opens its control connection here: see SWITCHES.`)
      else if (!connector.knows(request.headers.authorization)) refuseUpgrade(socket, 401, 'RUNTIME_SWITCH_REFUSED', 'User or password is not that of the switch: see SWITCHES.')
      else if (!protocolsOf(request).includes(subprotocol)) refuseUpgrade(socket, 400, 'RUNTIME_BODY_INVALID', 'The connection must speak the subprotocol "ari": see websocket_client.conf.')
      else server.handleUpgrade(request, socket, head, (webSocket) => {
          connector.serve(webSocket)
          connected(switchId)
        })
      return true
    },
    close() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

const protocolsOf = ({ headers }: IncomingMessage): readonly string[] => (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
