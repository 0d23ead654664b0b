/** Menus of a turn's size, branch by branch, and things that callers say which are on no menu. Development material only. */
export const menus = {
  travel: {
    book: ['book a flight', 'i want to book a flight', 'reserve a seat', 'buy a ticket'],
    change: ['change my booking', 'change my flight', 'move my flight to another day', 'reschedule'],
    cancel: ['cancel my booking', 'cancel the trip', 'i want a refund'],
    baggage: ['lost luggage', 'my bag did not arrive', 'report missing baggage'],
    status: ['flight status', 'is my flight on time', 'arrivals and departures'],
    human: ['talk to a person', 'customer service', 'human please'],
    complaint: ['i want to complain', 'make a complaint'],
    yes: ['yes'],
    no: ['no'],
  },
  pizza: {
    order: ['order a pizza', 'i would like to order', 'place an order', 'get some food'],
    track: ['where is my order', 'track my delivery', 'how long will it take'],
    menu: ['what is on the menu', 'special offers', 'do you have vegetarian options', 'gluten free'],
    store: ['find a restaurant', 'nearest store', 'where are you located'],
    pay: ['pay my bill', 'payment problem', 'i was charged twice'],
    human: ['operator', 'let me speak to someone', 'manager'],
    complaint: ['the food was cold', 'terrible service'],
    yes: ['yes please', 'that is right'],
    no: ['no thank you'],
  },
  telecom: {
    internet: ['my internet is down', 'no connection', 'slow internet', 'wifi is not working'],
    bill: ['question about my bill', 'my bill is too high', 'pay the invoice', 'send me a copy of my invoice'],
    plan: ['upgrade my plan', 'change my subscription', 'what plans do you have'],
    sim: ['activate a sim card', 'my phone was stolen', 'block my number'],
    roaming: ['roaming charges', 'using my phone abroad'],
    technician: ['book a technician', 'when will the engineer come'],
    human: ['representative', 'real person', 'transfer me to support'],
    yes: ['correct', 'sure'],
    no: ['nope', 'not really'],
  },
}

export const offMenu = [
  'what is the weather like today', 'the quick brown fox jumps over the lazy dog', 'i had eggs for breakfast', 'can you tell me a joke',
  'my daughter plays the piano very well', 'where did you put the keys', 'it is raining outside again', 'we should paint the kitchen blue',
  'seventeen elephants marched in the parade', 'turn off the lights in the bedroom', 'the movie starts at half past eight',
  'he runs five miles every morning', 'please close the window', 'i forgot my umbrella at home', 'this coffee tastes bitter',
  'the garden needs more water', 'happy birthday to you', 'who won the football game last night', 'my car makes a strange noise',
  'the library closes early on sunday', 'i love listening to classical music', 'the children are playing in the park',
  'that is a beautiful painting', 'do you like chocolate ice cream', 'the train was late because of snow', 'somebody left the door open',
  'i think the answer is forty two', 'we went hiking in the mountains', 'good morning everyone', 'just a second', 'hold on', 'what did you say',
  'hmm let me think about that', 'i do not know', 'sorry', 'can you repeat that', 'purple monkey dishwasher', 'the president gave a speech',
  'hello', 'never mind',
]

export const digitStrings = [
  'eight zero seven nine', 'four two six zero', 'three one four five', 'six nine seven two', 'four four eight six', 'zero six two four',
  'six one five two', 'nine three three one', 'one two three four', 'five five zero eight', 'seven eight nine one', 'two oh one six',
]
