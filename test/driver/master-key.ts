/** Of the systems that tests run in parts: base64 as a setting, and as bytes. */
export const masterKey = Buffer.alloc(32, 7)
export const masterKeySetting = masterKey.toString('base64')
