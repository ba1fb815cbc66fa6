/** States that the stage can be brought into, by real deeds; also the words of `/?state=…`. */
export const recipeNames = [
  'empty',
  'live',
  'tampered',
  'gone',
  'replayed',
  'revoked',
  'expiring',
  'hidden',
  'split',
  'server',
  'too-big'
] as const

export type RecipeName = (typeof recipeNames)[number]
