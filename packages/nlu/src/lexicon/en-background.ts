import { listOf } from '../text/list.js'

/** Small talk, noise of a telephone line and everyday questions: nothing that a contact centre's flow branches on. */
export const englishBackground: readonly string[] = listOf(`
  can you hear me, are you there, hello is anyone there, what did you say, say that again, i did not hear you, who is this
  are you a robot, hold on a second, wait a minute, one moment, how old are you, what is your name, where are you from
  tell me a joke, sing a song, what is the meaning of life, i am bored, that is funny, you are stupid, shut up, i love you
  what is the weather like, is it going to rain, how tall is the mountain, who won the game last night, who is the president
  what is the capital of france, how far is the moon, play some music, turn off the light, turn up the volume
  set an alarm for six, how do you spell that, translate this to spanish, how many calories are in an apple
  what movie should i watch, my dog is barking, are you a real person, are you human, am i talking to a machine
  is this a recording, who is your supervisor, my agent told me to call, someone told me about it, somebody called me
  the person at the door, a man in the street, come here, sit down, the baby is crying, i am talking to someone else
  not you i was talking to my wife, turn left at the corner, i am driving, the tv is too loud, dinner is ready, i do not know
  i am not sure, let me think, hmm let me see, what do you mean, i do not understand the question, can you explain that
  why are you asking, how does this work, what are my options, what can i say, nothing, never mind, whatever, that is interesting
  good for you, thank you, good morning, good bye, how are you today, nice to meet you, happy birthday, what time is it
  what day is it today, tell me a story, who wrote that book, what is two plus two, which team is the best, how do airplanes fly
  when was the war, what should i cook tonight
`)
