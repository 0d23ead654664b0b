import { fromPromise } from 'xstate'
import { askForMicrophone, type MicrophoneAnswer } from './microphone.js'

/** Asks for the microphone; one that is given when nobody waits for it any more is let go. */
export const microphoneActor = fromPromise<MicrophoneAnswer>(async ({ signal }) => {
  const answer = await askForMicrophone()
  if (signal.aborted && 'stream' in answer) for (const track of answer.stream.getTracks()) track.stop()
  return answer
})
