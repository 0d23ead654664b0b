import { listOf, templatesOf } from '../text/list.js'
import type { KeyIntentWords } from './lexicon.js'

export const englishDispleasureLists: Readonly<Record<string, readonly string[]>> = {
  thisIs: listOf(`
    this is, that is, it is, this was, that was, it was, you are, you guys are, you people are, your company is, your service is, your system is
    your bot is, the service is, the whole thing is, this whole thing is, this call is, this service is, this system is, this bot is, this machine is
    this robot is, your customer service is, this conversation is, this thing is, your support is, your people are, your staff is, your staff are, how
    your service was, the service was, it all is, all this is, all of this is, talking to you is, dealing with you is, you are being, this company is
    your bank is, what you do is, this stupid thing is, it is getting, this is getting, this is becoming, it is becoming, you sound, your robot is
    your bots are, you were, the way you treat me is, the way you treat people is, your help is, your answers are, your machine is
  `),
  so: listOf(`
    so, very, really, just, absolutely, totally, completely, beyond, simply, too, getting, such, utterly, getting really, pretty, getting so
    starting to get, freaking, so very, really so, not just, quite, extremely, incredibly, seriously, just so, becoming, truly, getting very
    absolutely so, complete, an absolute, a complete, a total, plain, downright, more than, all, literally, actually, honestly, rather, a bit
    always, being, outright
  `),
  a: listOf(`
    a, an, the, such a, so much of a, some kind of, just a, a big, a real, one big, a bad, a sick, a huge, an absolute, a complete, a total
  `),
  bad: listOf(`
    ridiculous, unacceptable, outrageous, frustrating, infuriating, annoying, absurd, pathetic, useless, disgraceful, insane, insulting, intolerable
    maddening, hopeless, appalling, shameful, disgusting, not acceptable, exasperating, aggravating, a nightmare, a joke, nonsense, bullshit
    crap, garbage, rubbish, a disgrace, a farce, a scam, an insult, an outrage, waste of time, waste of my time, a waste of time
    a waste of my time, wasting my time, driving me crazy, driving me mad, driving me nuts, driving me insane, making me angry, making me mad
    making me furious, pissing me off, getting on my nerves, going nowhere, not going anywhere, getting us nowhere, getting me nowhere, not helping
    not helpful, unhelpful, no help, no help at all, no use, of no use, so slow, so bad, laughable, unprofessional, bull, horseshit, stupid, idiotic
    dumb, moronic, ludicrous, preposterous, shocking, dreadful, atrocious, abysmal, not good enough, harassment, dishonest, crooks, thieves
    ripping me off, ignoring me, not listening, not listening to me, not understanding me, deaf, idiots, morons, incompetent, clueless, worthless
    rude, the worst, worst, a liar, liars, lying to me, scammers, an idiot, a moron, annoying me, bothering me, testing my patience
    trying my patience, unbearable, irritating, tiresome, infuriatingly slow, lousy, rotten
    impossible to talk to, fooling me, making fun of me, mocking me, taking the piss, a piece of junk, a piece of crap
    a scandal, a shambles, a fiasco, a circus, a travesty, a bad joke, a broken record, a piece of garbage, piece of junk, piece of crap, full of it
  `),
  /** Bad, and said of much else than the service: the utterance is nothing more. */
  badAlone: listOf(`
    terrible, horrible, awful, crazy, unbelievable, not funny, a mess, unreal, upsetting, not working at all
  `),
  service: listOf(`
    service, customer service, company, experience, support, customer support, bot, robot, system, machine, help, bank, voice bot, assistant, thing
    app, treatment, way to treat people, way to treat a customer, way to treat customers, phone system, hotline, call, conversation, answers, answer
  `),
  badService: listOf(`
    terrible, horrible, awful, appalling, disgusting, shocking, poor, lousy, worst, dreadful, crappy, shitty, rubbish, pathetic, useless, stupid
    dumb, bloody, damn, ridiculous, bad, very bad, atrocious, abysmal, idiotic, fucking, hopeless, worst ever, miserable
    goddamn, freaking, horrid, such bad, such poor, disgraceful
  `),
  iAm: listOf(`
    i am, i am getting, i am becoming, i feel, i am starting to get, you make me, you are making me, this makes me, this is making me
    i am starting to feel, it makes me, that makes me, i have been, i am beginning to get, we are, i was, it is making me, i got, i have got
    leaves me, i have had it, just, getting
  `),
  angry: listOf(`
    angry, furious, annoyed, fed up, frustrated, pissed off, pissed, upset with you, upset with your, sick of this, sick of you, sick of your
    tired of this, tired of you, tired of your, sick and tired, losing my patience, losing patience, running out of patience, out of patience
    mad at you, outraged, livid, irritated, disgusted, enraged, fuming, at my wits end, at the end of my tether, done with you, done with this bot
    done with this nonsense, unhappy with your, unhappy with the service, unhappy with you, dissatisfied, not happy with you, not happy with your
    not happy about this, not happy with the way, unhappy with the way, not happy with how, unhappy with how, disappointed with the way
    disappointed with how, not happy about the way, unhappy about how, not happy with this, not happy with the service, not satisfied with your
    not satisfied with the service, appalled, very unhappy, very dissatisfied, very disappointed, really disappointed, so disappointed
    disappointed in you, disappointed with you, disappointed with your, disappointed in your, really unhappy, so unhappy, extremely unhappy
    extremely disappointed, really upset, so upset, very upset, extremely upset, really mad, so mad, very mad, getting mad, getting upset, offended
    insulted, not amused, shocked at your, aggravated, at the end of my patience, losing my temper, losing my mind, sick to death, cross with you
    sick of it, tired of it, sick of all this, tired of all this, sick of the, fed up with, had it with you, had it with this, sick of talking
    tired of talking, sick of repeating, tired of repeating, tired of waiting, sick of waiting, sick of being, tired of being, sick of explaining
    tired of explaining
  `),
  swear: listOf(`
    fuck, fucking, fucked, fuck off, fuck you, shit, shitty, bullshit, horseshit, damn it, dammit, goddamn, god damn, goddamn it, for gods sake
    for god sake, for fucks sake, for fuck sake, for heavens sake, for heaven sake, for goodness sake, for goodness sakes, for christ sake
    for christs sake, for pete sake, for petes sake, for crying out loud, bloody hell, what the hell, what the heck, what the fuck, wtf, who the hell
    who the fuck, why the hell, where the hell, how the hell, screw you, screw this, screw off, go to hell, piss off, asshole, arsehole, bastard
    bastards, son of a bitch, bitch, sod off, bugger off, shut up, shut the hell up, shut the fuck up, jesus christ, motherfucker, dumbass, jackass
    dickhead, wanker, prick, get lost, get stuffed, up yours, what the devil, frigging, effing, shut your mouth, kiss my ass, to hell with
  `),
  insultAlone: ['idiot', 'idiots', 'moron', 'morons', 'imbecile', 'imbeciles', 'fools', 'crooks', 'thieves', 'liars', 'scammers'],
  enoughNow: ['i have had enough', 'i had enough', 'i have had it', 'enough is enough', 'we have had enough'],
  insult: listOf(`
    you idiot, you idiots, you moron, you morons, you stupid, stupid bot, stupid robot, stupid machine, stupid computer, stupid system, stupid thing
    dumb bot, dumb robot, dumb machine, dumb computer, useless bot, useless robot, useless machine, useless thing, piece of junk, piece of crap
    piece of garbage, piece of shit, imbecile, bunch of crooks, bunch of thieves, bunch of idiots, bunch of liars, stupid idiot, you clown, you clowns
    you fool, you liar, dimwit, useless piece, stupid voice, stupid people, damn robot, damn machine, damn bot, damn computer, bloody robot
    bloody machine, bloody computer, scumbag, scumbags
  `),
  /** Questions that no one wants answered. */
  rhetorical: listOf(`
    how dare you, are you kidding, are you kidding me, are you serious, are you joking, you must be joking, you must be kidding
    you have got to be kidding, you have to be kidding, you are kidding me, give me a break, are you deaf, are you stupid, are you dumb
    are you an idiot, are you crazy, are you insane, are you out of your mind, are you brain dead, are you listening to me, are you even listening
    do you even listen, do you not listen, do not you listen, can not you listen, do you not understand english, do not you understand english
    do not you understand anything, do you understand anything, can you not understand, can not you understand, can you not hear
    what is wrong with you, what is the matter with you, what is your problem, are you thick, have you lost your mind, is this a joke, is that a joke
    is this some kind of joke, is this some sort of joke, do you think this is funny, do you think it is funny, do you find this funny
    do you think i am stupid, do you think this is a joke, do you think i have all day, do i look like, do you take me for, you call this service
    you call that service, what kind of service is this, what kind of company is this, what kind of company are you, what sort of service is this
    what kind of bank is this, not you again, not you people again, not this again, oh come on, come on already, enough is enough, enough already
    stop wasting my time, you waste my time, you are wasting my time, why are you wasting my time, why am i wasting my time, do not waste my time
    why am i even, what a waste of time, what a waste, what a joke, what a disgrace, what a nightmare, what a farce, what nonsense, what a load of
    load of rubbish, load of crap, load of nonsense, load of bull, shame on you, you should be ashamed, had enough of this, had enough of you
    had enough of your, had it up to here, i can not take this, i can not stand this, i can not stand you, i can not stand it, can not take it any
    can not take it anymore, i can not believe this, this can not be happening, i do not have time for this, i have no time for this
    got no time for this, wasted enough time, wasted my time, you do not understand anything, you understand nothing, you never understand
    you do not listen, you never listen, you are not listening, you did not listen, you do not get it, you just do not get it, you can not do anything
    you can not help me, you can not even, you never help, you know nothing, nothing works with you, nothing ever works, we are going round in circles
    going round in circles, going around in circles, running in circles, talking to a wall, talking to a brick wall, like talking to a wall
    this conversation is not working, this is not working at all, this chat is not working, you are useless, you people are useless
    what do you people want, what do you want from me, why do you people, who do you think you are, spare me, get out of here, i hate you, i hate this
    hate this company, hate your company, hate your service, hate this service, hate this system, hate your system, hate this bot, hate these machines
    hate talking to machines, hate this machine, hate robots, i hate bots, hate machines, hate automated, you suck, this sucks, it sucks, that sucks
    your service sucks, your company sucks, this service sucks, this bot sucks, really sucks, worst service, worst company, worst bank
    drives me crazy, drives me mad, drives me nuts, makes me mad, makes me sick, you make me sick, gets on my nerves, get on my nerves, ticks me off
    pisses me off, i will never use, never do business with you, never use you again, never buy from you again, i am losing it, beyond a joke
    past a joke, want my time back, i will sue you, see you in court, are you having a laugh, having a laugh
  `),
  annoysMe: listOf(`
    annoy me, annoys me, irritate me, irritates me, infuriate me, infuriates me, up the wall, round the bend, around the bend, on my nerves
    piss me off, get off my back, get off my case, off my back, treat me like, treating me like, treats me like, treat people like
    treat customers like, treat your customers like, treat us like, leave me in peace, let me be, in peace for once, had it with, done with this
    done with you, done with your, better things to do, anything better to do, nothing better to do, get anything right, do anything right
    get it right for once, get this right, on earth, broken record, like an idiot, like a moron, like a child, for an idiot, for a fool
    can not believe how, can not believe you, do not believe this, losing my mind, lost my patience, lost all patience, patience is running
    my patience has, run out of patience, no patience left, boiling, makes me furious
  `),
  wasted: ['wasted', 'waste', 'wasting', 'lost', 'spent'],
  myTime: listOf(`
    my time, minutes on this, minutes on you, hours on this, hours of my life, my whole day, my day, enough time, half an hour on this
    an hour on this, minutes of my life, everybodys time, everyones time, our time, so much time, more of my time
  `),
  neverSo: listOf(`
    never been so, never been treated, never in my life, never experienced such, never seen such, never had such, never heard such, never felt so
    in all my life, never met such, never dealt with such
  `),
  nobody: ['nobody', 'no one', 'none of you', 'not one of you', 'nobody ever', 'no one ever', 'nobody here'],
  cares: listOf(`
    helps, helps me, help me, listens, listens to me, cares, answers, answers me, understands me, does anything, can help me, calls back
    called me back, gets back to me
  `),
  doEven: listOf(`
    do you even, do you people even, do you guys even, can you even, does anyone even, does anybody even, are you even, did you even
    do you have any idea how, do you know how long i have, do you realise how, do you realize how, have you any idea how
  `),
  isTheNth: ['this is the', 'that is the', 'for the', 'it is the', 'this is already the', 'this is now the'],
  nthTime: listOf(`
    third time, fourth time, fifth time, sixth time, seventh time, tenth time, hundredth time, millionth time, thousandth time, umpteenth time
  `),
  iCalled: listOf(`
    i am calling, i call, i called, i have called, i have to, i have had to, i tell you, i am telling you, i have told, you call, you called
    you have called, you are calling, now, today, this week, i say, i said, i repeat, i explain, i am explaining, i am saying, you ask, you asked
    you have asked, no
  `),
  enoughOf: ['enough of', 'enough with', 'had enough of', 'sick of', 'tired of', 'stop', 'fed up of', 'cut'],
  nonsense: listOf(`
    this nonsense, this rubbish, this crap, this game, these games, your nonsense, the nonsense, the crap, this stupid, this bullshit, the games
    your games, your lies, this circus, this farce, this joke
  `),
  saidNo: listOf(`
    i said no, i have said no, i told you no, i already said, i have already said, i said it, i have told you, i told you, i have already told
    i have said it
  `),
  times: listOf(`
    three times, four times, five times, ten times, a hundred times, a thousand times, many times, a million times, so many times, twice
    over and over, several times, times already
  `),
  sameMistake: ['you keep', 'you just keep', 'you always', 'you guys always', 'you people always', 'why do you always', 'you still'],
  wrongly: listOf(`
    making the same, making mistakes, getting it wrong, getting this wrong, asking the same, saying the same, repeating, repeating yourself
    misunderstanding, giving me the same, doing this, doing that to me, do not understand, do not get it, interrupting me, talking over me
    lying to me, ignoring me, asking me that, asking me this, hanging up on me
  `),
  howOften: listOf(`
    how many times, how many more times, how often
  `),
  mustI: listOf(`
    do i have to, must i, do i need to, should i, do we have to, have i, will i have to, am i going to have to, do you want me to, shall i
  `),
  tell: listOf(`
    tell you, say it, say this, say that, repeat, repeat this, repeat it, repeat myself, explain, explain this, explain it, ask, ask you
    go through this, told you, said it, said this, said that, explained, asked, asked you, listen to this, put up with, say no, said no, call, called
    say the same, tell you people, deal with this, hear this, answer, answer this, waste, be asked
  `),
  keep: listOf(`
    you keep calling, you keep ringing, you keep bothering, you keep asking, you keep saying the same, you keep repeating, you keep harassing
    why do you keep calling, why do you keep ringing, why do you keep bothering, why are you calling me again, why are you calling again
    why do you call me again, why do you always call, you are calling me again, you called me again, you called again, do you keep calling
    calling me all the time, calling me every day, calling again and again, stop asking me, stop asking me the same, keep asking me the same
    keeps asking me the same, ask me the same, asking the same question, asking me the same question, same question again, same thing over and over
    do not call me at this hour
  `),
  already: listOf('i already, i have already, i just, i have just, like i already, as i already, but i already'),
  toldYou: listOf(`
    told you, told you that, told you this, told you twice, told you three times, told you people, said no, said that twice, said it twice
    answered that, answered this question
  `),
}

export const englishDispleasure: KeyIntentWords = {
  declinedBy: 'not',
  cues: [],
  phrases: listOf(`
    ridiculous, unacceptable, outrageous, useless, pathetic, nonsense, rubbish, bullshit, crap, fuck, fuck you, fuck off, damn, damn it, shit, shut up
    idiot, you idiot, stupid, you are stupid, stupid robot, this is stupid, oh my god, for god sake, what the hell, come on, unbelievable, seriously
    are you serious, i am angry, i am annoyed, i am upset, i am frustrated, i am mad, i am not happy, i am unhappy, i am fed up, frustrating
    so annoying, how annoying, annoying, seriously again, again seriously, you are annoying, this is annoying, leave me in peace, whatever idiot
    how rude, rude, you are rude, i am pissed, hopeless, get lost, go to hell, screw you, piss off, this is a joke, what a joke, this is too much
    i am disappointed
  `),
  templates: templatesOf(`
    thisIs so? a? bad
    thisIs so? badAlone $
    thisIs so? a? badService service
    badService service $
    iAm so? angry
    swear
    insult
    ^ insultAlone $
    enoughNow $
    rhetorical
    howOften mustI tell
    keep
    already toldYou
    annoysMe
    wasted ~2 myTime
    neverSo
    nobody ~1 cares
    doEven
    isTheNth nthTime iCalled
    enoughOf nonsense
    saidNo times
    sameMistake wrongly
  `),
  recogniser: ['this is ridiculous', 'you are useless', 'what the hell'],
  samples: [],
}
