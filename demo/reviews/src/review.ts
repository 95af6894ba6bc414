export interface Review {
  readonly author: string
  /** 1 to 5. */
  readonly stars: number
  readonly text: string
}

export const firstReviews: readonly Review[] = [
  { author: 'Ingrid', stars: 5, text: 'The lamp dims so softly that the cat has stopped complaining about evenings.' },
  {
    author: 'Tomasz',
    stars: 4,
    text: 'Took the chair apart and put it together again with one key, as promised. One star short, for the weight of the parcel.',
  },
  { author: 'Lucía', stars: 5, text: 'Four years with the day pack and it looks better than on the first day.' },
]
