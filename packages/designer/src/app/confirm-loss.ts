import { modals } from '@mantine/modals'

type Question = Parameters<typeof modals.openConfirmModal>[0]

/** Asks before something is lost for ever: the button for it is red, in a shade on which its words can be read. */
export const confirmLoss = ({ confirmProps, ...question }: Question): string => modals.openConfirmModal({ ...question, confirmProps: { color: 'red.9', ...confirmProps } })
