/** Where a bot leg's audio goes, for a switch that speaks another dialect than the address is made for. */
export interface MediaAddress {
  /** Without a query. */
  readonly url: string
  readonly token: string
}

/**
 * The token of a bot leg's address, and where the switch is to send the audio.
 *
 * @param mediaUrl as the runtime makes it, `ws://host:port/media?token=…`
 * @param dialect last part of the dialect's path at the bridge: `/media/<dialect>`
 * @param base address under which this switch reaches the bridge, where it is another one than the runtime has: `wss://bot.example`
 */
export const mediaAddressFor = (mediaUrl: string, dialect: string, base?: string): MediaAddress => {
  const url = new URL(mediaUrl)
  const token = url.searchParams.get('token') ?? ''
  if (base !== undefined) return { url: `${base.replace(/\/+$/, '')}/media/${dialect}`, token }
  url.search = ''
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${dialect}`
  return { url: url.href, token }
}
