import { listOf } from '../text/list.js'

/** Small talk, noise of a telephone line and everyday questions: nothing that a contact centre's flow branches on. */
export const englishBackground: readonly string[] = listOf(`
  can you hear me, are you there, hello is anyone there, what did you say, say that again, i did not hear you, who is this
  are you a robot, hold on a second, wait a minute, one moment, how old are you, what is your name, where are you from
  tell me a joke, sing a song, what are dreams made of, i am bored, that is funny, you are stupid, shut up, i love you
  what is the weather like, is it going to rain, how tall is the mountain, who won the game last night, who is the president
  what is the capital of france, how far is the moon, play some music, turn off the light, turn up the volume
  set an alarm for six, how do you spell that, translate this to spanish, how many seeds are in a melon
  what movie should i watch, my dog is barking, are you a real person, are you human, am i talking to a machine
  is this a recording, who is your supervisor, my agent told me to call, someone told me about it, somebody called me
  the person at the door, a man in the street, come here, sit down, the baby is crying, i am talking to someone else
  not you i was talking to my wife, turn left at the corner, i am driving, the tv is too loud, dinner is ready, i do not know
  i am not sure, let me think, hmm let me see, what do you mean, i do not understand the question, can you explain that
  why are you asking, how does this work, what are my options, what can i say, nothing, never mind, whatever, that is interesting
  good for you, thank you, good morning, good bye, how are you today, nice to meet you, happy birthday, what time is it
  what day is it today, tell me a story, who wrote that book, what is two plus two, which team is the best, how do airplanes fly
  when was the war, what should i cook tonight
  the dog sleeps under the kitchen table, the children are playing in the garden, my neighbour has a red bicycle
  there is snow on the roof, we went to the beach in july, she is reading a novel by the fire, his brother plays the trumpet
  the soup needs more salt, i left my umbrella on the train, that painting hangs in the museum, our teacher wears glasses
  they are building a bridge over the river, the coffee is cold already, it smells like fresh bread in here
  i have a headache since this morning, the stairs are slippery, put the kettle on, where did i put my glasses
  can you see the stars from there, do you like spicy food, did you watch the film, have you ever been to africa
  how do you keep plants alive, how many legs does a spider have, how old is the universe, how fast can a horse run
  what makes the sky blue, what do pandas eat, what is your favourite colour, what sound does a whale make
  which planet is the largest, why do cats purr, why is the sea salty, when do the leaves fall, where do penguins live
  who painted that ceiling, who invented the wheel, is a tomato a fruit, is there life on mars, are sharks fish
  should i wear a coat, could it be magic, would you rather fly or swim, let us go for a walk, pass me the scissors
  close the window, open the curtains, feed the goldfish, water the flowers, wake up, slow down at the traffic light
  i am standing in the queue at the bakery, i was born in the mountains, we have two sons and a daughter
  my grandmother used to sing to us, the lift is broken again, the wind blew the fence down, it is my turn now
  all the lights went out, nobody knows the answer, everything is fine over here, the train leaves from platform nine
  i would like to learn the violin, i want to climb that mountain, i need new shoes for the wedding, i cannot find the remote
  i do not like mushrooms, i have never seen an elephant, we are out of milk, you are breaking up a little
  this chair is not comfortable, that was a good joke, those shoes look expensive, these apples are sour
`)
