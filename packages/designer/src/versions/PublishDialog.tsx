export interface PublishDialogProps {
  readonly opened: boolean
  onClose(): void
}

export function PublishDialog(_props: PublishDialogProps) {
  return null
}
