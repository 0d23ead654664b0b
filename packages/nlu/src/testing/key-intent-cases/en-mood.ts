import { lines, type CasesOf } from './cases.js'

/** Anger, and answers that know nothing. */
export const englishMoodCases: CasesOf = {
  displeasure: {
    means: lines(`
      this is ridiculous
      you are useless
      what a waste of time
      I'm getting really annoyed
      how many times do I have to tell you
      for God's sake
      are you kidding me
      this is unacceptable
      I'm fed up with this
      why do you keep calling me
      stupid machine
      shut up
      I have had enough of this
      your people are awful
      you people are unbelievable
      I'm so angry right now
      this is driving me crazy
      what the hell is going on
      you're wasting my time
      not you again
      I've never been treated so badly
      this is the worst service I have ever had
      oh for crying out loud
      are you even listening to me
      I already told you that
      this is absolutely outrageous
      I am sick and tired of your calls
      damn it
      you idiots
      that's total nonsense
      I'm very disappointed with your company
      what is wrong with you people
      you're driving me mad
      I hate this stupid robot
      do you think this is funny
      this is a complete joke
      can't you understand a simple sentence
      I am not happy with the way you treat customers
      I'm really pissed off
      your company is a disgrace
      I am losing my patience here
      how dare you call me at this hour
    `),
    doesNot: lines(`
      I'd like to know my balance
      my washing machine is broken
      the screen is not working
      how many times can I change my booking
      this is my account number
      that is wrong
      no, that's not right
      I'm not angry
      how long do I have to wait for the parcel
      it's terribly cold in my flat, when does the heating come on
      I had a terrible headache yesterday
      the weather is awful
      I want to order a crazy golf ticket
      my ex is driving the car now
      is this a joke shop
      I enjoyed the call
      you are very helpful
      it's not ridiculous at all
      do I have to tell you my date of birth
      I told my wife already
      are you open on Sunday
      the hell's kitchen restaurant please
      I'm tired, call me tomorrow
      I am happy with the service
      I have had enough sugar, thanks
      the delivery time is fine
      what is wrong with my card
      it's a waste disposal question
      where do I return the rotten apples
      I was sick last week
      never mind
      I'm upset stomach medicine is what I ordered
      keep calling until you reach him
      that was fun
      the idiot's guide to cooking is the book I ordered
      you are right
      not again tomorrow, on Friday please
      my brother was furious
      I need to wait for my husband
    `),
  },
  doNotKnow: {
    means: lines(`
      I don't know
      no idea
      I'm not sure
      I have no clue
      I can't remember
      I forgot
      hard to say
      I really don't know
      sorry, I don't remember
      I haven't got a clue
      not sure to be honest
      I couldn't tell you
      dunno
      I don't know my customer number
      I'm not certain
      I don't have that number with me
      uh I'm not quite sure
      who knows
      I can't recall the date
      how should I know
      I don't know which one it is
      I'd have to look it up
      I wouldn't know
      honestly no idea
      I've forgotten it
      I don't remember exactly when
      your guess is as good as mine
      I'm unsure
      no clue, sorry
      I do not know if that is right
      I have absolutely no idea
      I don't have it on me
      it's difficult to say
      beats me
      I don't know yet
      I have forgotten the number
      I'm not sure which one I have
      well, I don't really know
      not a clue
    `),
    doesNot: lines(`
      yes
      no
      I know that
      I know it's the blue one
      do you know when you open
      I don't want it
      I don't have a car
      how do I know if it worked
      let me know when it's ready
      you know what, forget it
      I would like to know my balance
      sure
      I am sure
      that's for sure
      I remember it now
      I don't like it
      did you forget my order
      don't forget the ketchup
      I lost my card
      it doesn't know my name
      an unknown number called me
      I don't think so
      I have an idea
      any idea when it arrives
      certainly
      not really
      not today
      of course not
      my wife knows
      I'm quite certain
      as far as I remember it was in May
      nobody told me
      it's known as plan B
      whatever you say
      either one is fine
      I don't mind
    `),
  },
}
