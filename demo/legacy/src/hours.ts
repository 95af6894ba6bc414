import dayjs, { type Dayjs } from 'dayjs'

export interface Store {
  readonly name: string
  readonly address: string
  /** Opening and closing hour, Sunday first; null where it stays closed. */
  readonly hours: readonly (readonly [opens: number, closes: number] | null)[]
}

export const stores: readonly Store[] = [
  {
    name: 'Harbour',
    address: 'Quay 12',
    hours: [null, [10, 19], [10, 19], [10, 19], [10, 20], [10, 20], [10, 18]],
  },
  {
    name: 'Old Town',
    address: 'Weavers’ Lane 3',
    hours: [
      [12, 17],
      [11, 18],
      [11, 18],
      [11, 18],
      [11, 18],
      [11, 19],
      [10, 19],
    ],
  },
]

export function isOpen(store: Store, now: Dayjs): boolean {
  const today = store.hours[now.day()]
  return today != null && now.hour() >= today[0] && now.hour() < today[1]
}

/** `Open until 19:00`, `Opens at 10:00`, `Opens on Monday at 10:00`. */
export function describeNow(store: Store, now: Dayjs): string {
  const today = store.hours[now.day()]
  if (today && isOpen(store, now)) return `Open until ${hour(today[1])}`
  if (today && now.hour() < today[0]) return `Opens at ${hour(today[0])}`
  for (let ahead = 1; ahead <= 7; ahead += 1) {
    const day = now.add(ahead, 'day')
    const hours = store.hours[day.day()]
    if (hours) return `Opens ${ahead === 1 ? 'tomorrow' : day.format('[on] dddd')} at ${hour(hours[0])}`
  }
  return 'Closed'
}

/** The week from Monday on: `['Monday', '10:00 – 19:00']`. */
export function week(store: Store): readonly (readonly [day: string, hours: string])[] {
  return [1, 2, 3, 4, 5, 6, 0].map(day => {
    const hours = store.hours[day]
    return [dayjs().day(day).format('dddd'), hours ? `${hour(hours[0])} – ${hour(hours[1])}` : 'closed'] as const
  })
}

function hour(value: number): string {
  return `${String(value).padStart(2, '0')}:00`
}
