/** Of a pcap file of the loopback, every stream of RTP: when its packets came. @see https://wiki.wireshark.org/Development/LibpcapFileFormat */
export interface RtpGaps {
  readonly streamCount: number
  readonly packetCount: number
  /** Packets that came later than this after the one before, in their stream. */
  readonly lateCount: number
  readonly longestMs: number
}

const fileHeaderBytes = 24
const packetHeaderBytes = 16
const ethernetBytes = 14
const udpBytes = 8
const rtpBytes = 12

/** @param lateMs a gap that is longer is counted */
export function rtpGaps(pcap: Buffer, lateMs: number): RtpGaps {
  const isNano = pcap.readUInt32LE(0) === 0xa1b23c4d
  const latest = new Map<string, number>()
  let [packetCount, lateCount, longestMs] = [0, 0, 0]
  for (let at = fileHeaderBytes; at + packetHeaderBytes <= pcap.length; ) {
    const ms = pcap.readUInt32LE(at) * 1_000 + pcap.readUInt32LE(at + 4) / (isNano ? 1e6 : 1e3)
    const length = pcap.readUInt32LE(at + 8)
    const packet = pcap.subarray(at + packetHeaderBytes, at + packetHeaderBytes + length)
    at += packetHeaderBytes + length
    const stream = streamOf(packet)
    if (stream === undefined) continue
    packetCount += 1
    const before = latest.get(stream)
    latest.set(stream, ms)
    if (before === undefined) continue
    longestMs = Math.max(longestMs, ms - before)
    if (ms - before > lateMs) lateCount += 1
  }
  return { streamCount: latest.size, packetCount, lateCount, longestMs: Math.round(longestMs) }
}

/** Ports and source of an RTP packet (RFC 3550 section 5.1) over IPv4. */
function streamOf(packet: Buffer): string | undefined {
  const ip = packet.subarray(ethernetBytes)
  if (ip.length < 20 || packet.readUInt16BE(12) !== 0x0800 || ip[9] !== 17) return undefined
  const udp = ip.subarray(((ip[0] ?? 0) & 15) * 4)
  const rtp = udp.subarray(udpBytes)
  // RTCP has packet types from 200 on, which would be payload types from 72 on.
  if (rtp.length < rtpBytes || (rtp[0] ?? 0) >> 6 !== 2 || ((rtp[1] ?? 0) & 127) >= 72) return undefined
  return `${udp.readUInt16BE(0)}>${udp.readUInt16BE(2)} ${rtp.readUInt32BE(8)}`
}
