import { lines, type CasesOf } from './cases.js'
import { englishMoodCases } from './en-mood.js'
import { englishPeopleCases } from './en-people.js'

export const englishCases: CasesOf = {
  ...englishPeopleCases,
  ...englishMoodCases,
  repeat: {
    means: lines(`
      repeat
      repeat that please
      can you repeat that
      say that again
      could you say that again please
      sorry, what did you say?
      pardon
      I beg your pardon
      what was that
      come again
      I didn't catch that
      sorry I didn't hear you
      I couldn't hear what you said
      can you repeat the question
      please repeat the options
      what were the options again
      one more time please
      once more
      I missed that
      would you mind repeating that
      read that back to me again
      tell me that again
      I didn't quite get that, can you say it again
      the line is bad, please repeat that
      what?
      excuse me?
      I can't hear you, say it again
      sorry, could you go over that one more time
      let me hear the choices again
      what did you just say
      I did not understand the question, repeat it please
      hang on, say that one more time
      what was the question
      can you read the menu again
      again please
      you were breaking up, what did you say
    `),
    doesNot: lines(`
      I want to repeat my last order
      repeat my order from last week
      I need a repeat prescription
      don't repeat that
      please do not say it again
      the problem happened again
      I'd like to order again
      call me again tomorrow
      my card was declined again
      I didn't get my package
      I did not get the confirmation email
      I didn't hear from the doctor
      I never received that letter
      what was the balance on my account
      what is that charge for
      I missed my appointment
      I missed that flight this morning
      it's a repeat booking
      play the message I left yesterday
      can you try to deliver it one more time tomorrow
      I have to repeat the blood test
      the light keeps flashing again and again
      I'd like to hear about the offers
      what did you charge me for
      what were the fees last year
      sorry I am late with the payment
      read my meter for me
      say hello to my wife
      send the same again to my old address
      can I hear my voicemail
      I understand the question but I don't have the number
      what did the engineer say
      I want to book that hotel once more
      I could not hear the doorbell
      pardon is the name of the town
      tell me the opening hours
      uh-huh
      thanks again
      what was the last thing I bought
      I'd like to know my shopping list again
      what are my options now
    `),
  },
  goBack: {
    means: lines(`
      go back
      back
      please go back
      go back to the previous question
      previous question
      can we go back one step
      take me back
      one step back
      return to the previous menu
      previous menu
      back to the last question please
      I want to go back
      can you take me back to the previous step
      I'd like to change my previous answer
      step back
      go to the previous question
      go back please I pressed the wrong key
      back up
      return to the last step
      I want to change my last answer
      could you go back a step
      let's go back
      the previous one please
      wait, go back
      no go back
      undo that
      go back to the question before
      sorry wrong answer, go back
      I need to go back to the last question
      let me go back to the previous menu
      previous step
      can I correct my last answer
      bring me back to the last menu
      go back to where we were before
      hold on can we go back
      I want to return to the previous step
    `),
    doesNot: lines(`
      I want to send my order back
      call me back
      give me my money back
      I want my money back
      my back hurts
      get back to me tomorrow
      I'll be back on monday
      when do I get my deposit back
      a seat at the back please
      send it back
      I want to go back to my old plan
      I'm going back home on friday
      I need to fly back from Lisbon
      return my package
      I would like to return the shoes
      the previous owner still gets letters
      my previous address was Main Street
      a return flight please
      go back to Paris in may
      I came back yesterday
      can you ring me back in an hour
      the back door is broken
      the agent never came back to me
      take back the offer
      I have to bring the car back to the garage
      how does cash back work
      what was my previous balance
      the last question I have is about fees
      three digits on the back of the card
      I need to go back to work at two
      don't go back
      the previous agent was nice
      I paid the last step of the plan
      I want to go back to the hotel
      is there a way to get back my points
      undo my last payment
    `),
  },
  end: {
    means: lines(`
      goodbye
      bye
      bye bye
      that's all, bye
      thanks, bye
      that's all thank you goodbye
      okay goodbye
      have a nice day, bye
      hang up
      you can hang up now
      end the call
      please end this call
      I'm done, thank you
      that will be all
      I'm finished
      that's everything thanks
      nothing else, thank you, bye
      I have to go
      I've got to go now
      I need to go, bye
      talk to you later
      see you later
      cheers bye
      no thank you bye
      finish the call
      let's end this call
      I want to hang up
      disconnect the call
      no that's it thanks goodbye
      that is all I needed
      I don't need anything else, goodbye
      alright then bye for now
      thank you very much, have a good day
      I am going to hang up now
      that's all for today thank you
      good bye and thanks for your help
    `),
    doesNot: lines(`
      don't hang up
      please do not hang up on me
      your agent hung up on me
      the call was disconnected
      my internet got disconnected
      disconnect my landline
      end my contract
      I want to end my subscription
      when does the offer end
      is it open at the weekend
      that's all I know about it
      that is all the money I have
      buy two tickets
      I'd like to buy a phone
      by friday
      is that all
      finish my order
      I'm not done
      I'm not finished yet
      I have to go to the hospital
      I need to go to the airport
      have a look at my bill
      thank you
      okay thanks
      the end of the month
      nothing else works
      the phone hangs up by itself
      stop the call forwarding
      hang on a second
      what happens if I hang up
      record a goodbye message for my voicemail
      I have to go through customs
      I was done with the form when it crashed
      the payment is done
      everything else is fine but the screen is broken
      can you pick it up later
      it's nice to see you
      send my mother a message saying I'll talk to you later
    `),
  },
}
