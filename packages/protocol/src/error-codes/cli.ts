/** Codes raised by the cli part: code -> meaning. */
export const cliErrorCodes = {
  CLI_BAD_USAGE: 'The command line holds an unknown command, option or value',
  CLI_BAD_STEP: 'A step of a scripted call is malformed',
  CLI_SETTING_INVALID: 'An environment variable holds a value that the command does not take',
  CLI_FILE_UNREADABLE: 'A file named on the command line cannot be read or written',
  CLI_DATA_INVALID: 'A file of labelled utterances holds a line of another shape, or none',
  CLI_FLOW_INVALID: 'A flow file has errors: it cannot be run or exported',
  CLI_FLOW_UNKNOWN: 'No flow of this id or file name was found',
  CLI_PORT_IN_USE: 'Another process listens on the port',
  CLI_CHILD_FAILED: 'A child process of the system did not become ready, or ended again and again',
  CLI_SYSTEM_UNREACHABLE: 'The running system did not answer, or refused the request',
  CLI_MEDIA_REFUSED: 'The media connection of a call was refused or broke off',
  CLI_VOICE_FAILED: 'A speech engine did not speak the words of a simulated caller or agent',
  CLI_WAV_INVALID: 'A file is not a WAV file that can be read',
  CLI_CALL_STUCK: 'A simulated caller waited in vain for the bot to listen, to speak or to connect',
  CLI_CALL_CUT: 'The call ended before the script of the simulated caller did',
  CLI_LEG_LEFT_OPEN: 'The telephone of a simulated agent was still connected after the talk was over',
} as const satisfies Record<string, string>
