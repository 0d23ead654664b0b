/** One order worth a name, and the complaints of callers and operators elsewhere (by their number in docs/race-explorer.md) that it answers. */
export interface Scenario {
  readonly name: string
  readonly complaints: readonly number[]
  readonly scene: string
  readonly order: readonly string[]
}

const plays = ['a prompt begins', 'a prompt is over']
/** Up to the last prompt, which may be interrupted; what must be heard in full is over. */
const toLastPrompt = [...plays, ...plays, 'a prompt begins']
const toListening = [...toLastPrompt, 'a prompt is over']

const scenario = (name: string, complaints: readonly number[], scene: string, ...order: readonly string[]): Scenario => ({ name, complaints, scene, order })

export const scenarios: readonly Scenario[] = [
  scenario('a noise lets the prompt go on', [1, 16], 'a question is asked', ...toLastPrompt, 'long speech', 'a long pause', 'the engine hears nothing'),
  scenario('"uh-huh" lets the prompt go on', [1, 16], 'a question is asked', ...toLastPrompt, 'a short word', 'the engine guesses "uh-huh"', 'long speech', 'a long pause', 'the engine hears nothing'),
  scenario('who hesitates is not cut off', [2], 'a question is asked', ...toListening, 'a hesitation', 'long speech', 'a long pause', 'the engine hears a sentence'),
  scenario('an answer ends the prompts', [3], 'a question is asked', ...toLastPrompt, 'long speech', 'a long pause', 'the engine hears a sentence'),
  scenario('a key answers over the prompts', [3, 11], 'a question is asked', ...toLastPrompt, 'key 1', 'key #'),
  scenario('no key cuts what is heard in full', [4, 11], 'a question is asked', ...plays, 'a prompt begins', 'key 1', 'a prompt is over'),
  scenario('no speech cuts what is heard in full', [4], 'a question is asked', ...plays, 'a prompt begins', 'long speech', 'a long pause'),
  scenario('an earlier recognition answers late', [16], 'a question is asked', ...toLastPrompt, 'long speech', 'a long pause', 'the engine hears nothing', 'long speech', 'an earlier recognition answers', 'a long pause'),
  scenario('a recogniser fails in a barge-in', [16, 17], 'a question is asked', ...toLastPrompt, 'long speech', 'the recogniser fails'),
  scenario('a message ends with its caller', [15], 'a message is asked for', ...plays, ...plays, ...plays, 'the tone is over', 'long speech', 'the caller leaves'),

  scenario('speech in an announced transfer drops nothing', [5], 'a transfer is announced', 'the caller speaks', 'a moment passes'),
  scenario('speech in a whisper drops nothing', [5, 9], 'a human hears the whisper', 'the caller speaks', 'a moment passes'),
  scenario('a key leaves the queue while a human accepts', [5, 8], 'a human is offered the caller', 'facts are late', 'the caller presses 1', 'the agent accepts', 'facts arrive'),
  scenario('the goodbye is heard to its end', [7], 'the goodbye plays', 'the caller speaks', 'the caller presses 1'),
  scenario('an operator ends the call in the goodbye', [7], 'the goodbye plays', 'the call is ended from outside'),
  scenario('an operator ends the call of a waiting caller', [8], 'the caller waits', 'the call is ended from outside'),
  scenario('nobody answers the offer', [8], 'a human is offered the caller', 'a timer of the runtime elapses'),
  scenario('the human who accepted never comes', [8], 'a human has accepted', "the agent's media never come"),
  scenario('the human gives up as the wait for them is over', [8], 'a human has accepted', 'the journal is slow', 'the agent ends the call', 'a timer of the runtime elapses', 'the journal goes on'),
  scenario('the human declines', [8], 'a human is offered the caller', 'the agent declines'),
  scenario('the human declines before the end of a turn is known', [8], 'the caller waits', 'facts are late', 'an agent sits down', 'the agent declines', 'a moment passes', 'facts arrive'),
  scenario('the human is gone in the whisper', [8], 'a human hears the whisper', 'the agent hangs up'),
  scenario('a talk is not transcribed', [9], 'both talk', 'the caller speaks', 'the caller presses 1', 'a moment passes'),
  scenario('a new turn comes into a talk', [9], 'a human hears the whisper', 'commands are late', 'the caller presses 1', 'a moment passes', 'commands arrive'),
  scenario('the caller hangs up as the human accepts', [10], 'a human is offered the caller', 'commands are late', 'the agent accepts', 'the caller hangs up', 'commands arrive', "the agent's media connect"),
  scenario('the human accepts before the hang-up is known', [10], 'a human is offered the caller', 'facts are late', 'the caller hangs up', 'the agent accepts', 'facts arrive'),
  scenario('the hang-up is known before the human accepts', [10], 'a human is offered the caller', 'the caller hangs up', 'the agent accepts'),
  scenario('the caller hangs up on a human who is on the way', [10], 'a human has accepted', 'the caller hangs up'),
  scenario('the caller hangs up in the whisper', [10], 'a human hears the whisper', 'the caller hangs up'),
  scenario('the caller hangs up in the talk while the link is down', [10, 15], 'both talk', 'the link breaks', 'the caller hangs up'),
  scenario('the caller hangs up in a message', [15], 'a message is recorded', 'the caller hangs up'),
  scenario('the caller hangs up before an answer is taken', [15], 'a request is under way', 'commands are late', 'the service answers', 'the caller hangs up', 'commands arrive'),
  scenario('keys pressed while facts are late', [11], 'digits are asked for', 'facts are late', 'the caller presses 1', 'the caller presses 1', 'the link breaks'),
  scenario('a restart in a question', [15, 16], 'the question is heard', 'the runtime dies'),
  scenario('a restart after the commit of an answer', [15, 16], 'the engine is to answer', 'the runtime dies after its next commit', 'the engine hears "set my code"'),
  scenario('a restart in a request that must not be repeated', [15], 'a request is under way', 'the runtime dies', 'the service answers'),
  scenario('a restart before a request is sent', [15], 'the engine is to answer', 'the runtime dies after its next commit', 'the engine hears "what is my balance"'),
  scenario('a restart after the commit of a note', [15], 'the engine is to answer', 'the runtime dies after its next commit', 'the engine hears "stop calling"'),
  scenario('a restart in the queue', [8, 15], 'the caller waits', 'the runtime dies', 'an agent sits down', 'the agent accepts', "the agent's media connect", 'a moment passes'),
  scenario('a restart while a human is on the way', [8, 15], 'a human has accepted', 'the runtime dies', 'an agent sits down', 'the agent accepts', "the agent's media connect", 'a moment passes'),
  scenario('a restart in the talk', [10, 15], 'both talk', 'the runtime dies', 'the agent hangs up'),
  scenario('a restart right after the hang-up was journaled', [10, 15], 'a human is offered the caller', 'the runtime dies after its next commit', 'the caller hangs up'),
  scenario('another runtime takes over a talk', [10, 15], 'both talk', 'another runtime takes over', 'the agent hangs up'),
  scenario('another runtime takes over an offer', [10, 15], 'a human is offered the caller', 'another runtime takes over', 'the agent accepts'),
  scenario('the link breaks with facts and commands under way', [15], 'the question is heard', 'commands are late', 'the caller presses 1', 'the link breaks'),
  scenario('a fact is sent again while the journal is slow', [15], 'digits are asked for', 'the journal is slow', 'the caller presses 1', 'the link breaks', 'a moment passes', 'the journal goes on'),
  scenario('the human accepts while the hang-up is journaled', [10], 'a human is offered the caller', 'the journal is slow', 'the caller hangs up', 'the agent accepts', 'the journal goes on'),
  scenario('the human accepts twice', [10], 'a human is offered the caller', 'the agent accepts', 'the agent accepts'),
  scenario('the longest time of the call is over in the goodbye', [7], 'the goodbye plays', 'a timer of the runtime elapses'),
  scenario('a restart while timers run', [15], 'the caller waits', 'the runtime dies'),
  scenario('the caller hangs up while speaking', [20], 'the caller cuts the question', 'the caller hangs up'),
  scenario('the link breaks after the music was over', [9, 15], 'both talk', 'the agent hangs up', 'a moment passes', 'the link breaks', 'a moment passes'),
  scenario('the link breaks with a turn under way', [15, 16], 'the engine is to answer', 'commands are late', 'the engine hears "set my code"', 'the link breaks'),
  scenario('the recogniser fails while it is to answer', [17], 'the engine is to answer', 'the recogniser fails'),
  scenario('the recogniser fails in a barge-in', [16, 17], 'the caller cuts the question', 'the recogniser fails'),
  scenario('the voice is lost in the middle of a call', [17], 'the engine is to answer', 'the voice is lost', 'the engine hears "set my code"'),
  scenario('an engine answers after the turn is over', [16], 'the caller cuts the question', 'the caller presses 1', 'a moment passes', 'an engine answers late'),
]
