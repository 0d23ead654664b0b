/** Where a bot leg's audio goes, for a switch that speaks another dialect than the address is made for. */
export interface MediaAddress {
  /** Without a query. */
  readonly url: string
  readonly token: string
}

/**
 * @param mediaUrl as the runtime makes it, `ws://host:port/media?token=…`
 * @param dialect last part of the dialect's path at the bridge: `/media/<dialect>`
 */
export const mediaAddressFor = (mediaUrl: string, dialect: string): MediaAddress => {
  const url = new URL(mediaUrl)
  const token = url.searchParams.get('token') ?? ''
  url.search = ''
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${dialect}`
  return { url: url.href, token }
}
