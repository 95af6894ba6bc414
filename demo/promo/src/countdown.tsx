import { useEffect, useState } from 'react'

const units = [
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
  ['seconds', 1],
] as const

/** What is left until a moment, given in milliseconds since the epoch. */
export function Countdown({ until }: { readonly until: number }) {
  const left = Math.max(0, Math.floor((until - useNow()) / 1000))
  let rest = left
  return (
    <dl className="promo-countdown">
      {units.map(([unit, seconds]) => {
        const amount = Math.floor(rest / seconds)
        rest %= seconds
        return (
          <div key={unit}>
            <dd>{String(amount).padStart(2, '0')}</dd>
            <dt>{unit}</dt>
          </div>
        )
      })}
    </dl>
  )
}

function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
