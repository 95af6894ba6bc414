import type { Dayjs } from 'dayjs'

export type Speed = 'standard' | 'express'

const workdays: Readonly<Record<Speed, number>> = { standard: 3, express: 1 }

/** The day on which something ordered now arrives: Monday to Friday are workdays. */
export function deliveryDay(now: Dayjs, speed: Speed): Dayjs {
  let day = now
  for (let left = workdays[speed]; left > 0; ) {
    day = day.add(1, 'day')
    if (day.day() !== 0 && day.day() !== 6) left -= 1
  }
  return day
}
