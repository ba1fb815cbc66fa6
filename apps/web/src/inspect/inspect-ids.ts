/** Ids of the controls that other parts of the screen point at. */
export const inspectIds = {
  paste: 'inspect-paste',
  status: 'inspect-status',
  key: 'inspect-key',
  edit: 'inspect-edit',
  values: 'inspect-values',
  json: 'inspect-json',
  code: 'inspect-code',
  fresh: 'inspect-new-cookie'
} as const
