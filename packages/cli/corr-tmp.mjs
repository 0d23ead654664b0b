import { readWav, correlation, connectVoice } from '@callchart/cli'
const h=await readWav('/tmp/sp/rec.wav'); const v=connectVoice(process.argv[2])
for (const t of ['Welcome to card services.','You can check your balance, report a lost card, or ask for our opening hours. How can I help?','the quick brown fox jumps over the lazy dog']) console.log(t, correlation(await v.speak(t,'en-us'),h))
v.close()
