import { lines, type CasesOf } from './cases.js'

/** Wishes that a person deals with. */
export const englishPeopleCases: CasesOf = {
  human: {
    means: lines(`
      agent
      representative please
      I want to talk to a real person
      can I speak to someone
      let me talk to a human
      get me an operator
      transfer me to an agent
      put me through to customer service
      could you connect me with a representative
      I'd like to speak with a supervisor
      give me a live person
      talk to a person
      operator
      I need to speak to somebody about this
      I don't want to talk to a machine
      please connect me to your support team member
      is there a real person there
      speak to a manager please
      customer service
      no agent, I mean, yes, give me an agent
      I want a human being
      can you put me through to a colleague of yours, an agent
      stop, I want to speak to a person
      human
      could I talk to one of your people please
      let me speak with a live agent
      I would rather talk to a real human
      hand me over to an agent
      just get me a representative
      sorry, can I speak with customer support
    `),
    doesNot: lines(`
      I don't want an agent
      I do not need to speak to anyone
      my agent told me to call
      the person at the door took my parcel
      someone stole my card
      I am talking to my wife
      somebody called me yesterday
      there is no need to transfer me
      I want to transfer money
      connect my phone to the internet
      put me down for two tickets
      my real estate papers are missing
      please do not put me through to anyone
      I spoke to a representative yesterday and nothing happened
      cancel my service
      a man in the street gave me this number
      can I bring another person to the appointment
      a table for two people
      how many people work there
      the washing machine is broken
      I want to register as an agent for insurance sales in my town
      never mind the operator
      the human resources form is missing
      I lost my support stocking
      operator error on the machine
      travel for one person
      I need a person to person transfer form
      the customer service number on the letter is wrong
      my manager signed it
      who is the manager of the shop
    `),
  },
  complaint: {
    means: lines(`
      I want to make a complaint
      complaint
      I'd like to complain
      I want to complain about the driver
      I have a complaint
      how do I file a complaint
      I am calling to complain
      this is a complaint
      I'd like to lodge a formal complaint
      where can I register a complaint
      complaints department please
      I need to report a complaint about your staff
      I wish to raise a complaint
      let me make a complaint
      I'm going to complain
      I want to file a formal grievance
      can I leave a complaint
      make a complaint
      I have to complain about the service
      put in a complaint for me
      I need to complain
      official complaint
      who do I complain to about this
      I would like to submit a complaint
      we want to place a complaint against the shop
      I'm complaining about the noise
    `),
    doesNot: lines(`
      I don't want to complain
      I'm not calling to complain
      no complaints from me
      I have nothing to complain about
      where is my order
      the weather is terrible
      I am not complaining
      I want to order a pizza
      what is the status of my order
      I do not have a complaint
      my stomach is complaining
      nobody complained so far
      it was a rude awakening
      my first complaint was resolved last week and I am happy
      the worst is over
      what time do you close
      I'm happy with the service
      I am disappointed with the weather
      is this the complaints desk or the sales desk
      I never complain
      cancel my order
      can I change my appointment
      I was unhappy with the old one so I bought a new one
      I do not wish to make a complaint
      the horrible film starts at nine
      he is not going to complain
    `),
  },
  doNotCall: {
    means: lines(`
      stop calling me
      stop calling
      don't call me again
      do not call me any more
      never call me again
      take me off your list
      remove me from your list
      please remove my number
      delete my number from your system
      put me on the do not call list
      I don't want any more calls
      no more calls please
      I don't want to be called
      quit calling me
      please stop phoning me
      stop ringing this number
      don't contact me again
      I want to opt out
      unsubscribe
      stop bothering me with these calls
      lose my number
      I told you not to call me
      how do I stop these calls
      do not ever call this number again
      take my name off your calling list
      I'm not interested, stop calling me
      no, don't call me again
      can you take me off the list please
      I would like to be removed from your call list
      please don't ring me any more
      stop harassing me
      I don't want you to call me any more
      I do not wish to receive these calls
      you people keep calling me, stop it and take me off your list
      don't ever call me again
      opt me out of these calls
    `),
    doesNot: lines(`
      stop the delivery
      do not call before noon
      don't call my office call my mobile
      please call me back
      why did you call me
      I called yesterday
      who is calling
      you can call me John
      stop my card
      stop payment on a check
      take the fee off my bill
      take the pepperoni off my order
      remove me from the flight
      remove an item from my order
      delete my last order
      remove my brother from the account
      put me on the waiting list
      the driver did not call me
      nobody called me back
      call me again tomorrow
      I don't want to call again
      cancel my subscription
      I want to opt out of paperless billing
      not interested
      no thanks
      unsubscribe me from the newsletter
      how many calls do I have left
      I can't make calls
      why don't you call me
      stop sending it to my old address
      I don't want it any more
      do not disturb mode does not work
      my number has changed
      take my name off the lease
      I stopped calling because nobody answered
      he told me not to call the bank
    `),
  },
}
