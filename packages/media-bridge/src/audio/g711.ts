export { aLawSilence, aLawToPcm, muLawSilence, muLawToPcm, pcmToALaw, pcmToMuLaw, type DecodeTable, type EncodeTable } from '@callchart/protocol'
