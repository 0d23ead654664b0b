import { afterAll, beforeAll, expect } from 'vitest'
import { TestBrowser, type UiLanguage } from './browser.js'
import { Designer } from './designer.js'

export interface People {
  readonly browser: () => TestBrowser
  /** Somebody with a browser of their own. */
  readonly person: (language: UiLanguage) => Promise<Designer>
  /** Somebody who has opened a flow. */
  readonly opens: (flow: string, language?: UiLanguage) => Promise<Designer>
}

/** People who use the designer, for the tests of a file. Called after what starts the system: the browser is closed before it. @param url of the system, once it runs */
export function people(url: () => string): People {
  let started: TestBrowser | undefined
  beforeAll(async () => {
    started = await TestBrowser.launch({ refuseMicrophone: true })
  })
  afterAll(() => started?.close())
  const browser = (): TestBrowser => started ?? expect.unreachable('Chromium was not started')
  const person = async (language: UiLanguage): Promise<Designer> => new Designer(await browser().page({ language, author: 'Lena' }), language)
  return {
    browser,
    person,
    async opens(flow, language = 'en') {
      const lena = await person(language)
      await lena.opens(url(), flow)
      return lena
    },
  }
}
