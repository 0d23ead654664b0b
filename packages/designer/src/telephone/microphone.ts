/** Why there is no microphone: the person said no, the computer has none, another program has it, the page may not ask for one. */
export type MicrophoneLack = 'refused' | 'none' | 'busy' | 'insecure'

export type MicrophoneAnswer = { readonly stream: MediaStream } | { readonly lack: MicrophoneLack }

const lackOf = (error: unknown): MicrophoneLack => {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none'
  return 'busy'
}

/** Asks for the microphone, with the browser's own echo cancellation: the bot is heard by loudspeaker as well as by headset. */
export async function askForMicrophone(): Promise<MicrophoneAnswer> {
  // Absent on pages that came neither from this computer nor by HTTPS, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  if (devices === undefined) return { lack: 'insecure' }
  try {
    return { stream: await devices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 } }) }
  } catch (error) {
    return { lack: lackOf(error) }
  }
}
