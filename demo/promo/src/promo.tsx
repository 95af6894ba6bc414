import { Countdown } from './countdown.tsx'
import './promo.css'
import { useVoucher } from './voucher.ts'

const photo = new URL('./room.svg', import.meta.url).href

export function Promo() {
  const { code, reveal } = useVoucher()
  return (
    <div className="promo">
      <div className="promo-text">
        <p className="promo-kicker">Until Sunday midnight</p>
        <h1 className="promo-title">Fewer things, better ones.</h1>
        <p className="promo-lead">
          Lamps that can be mended and chairs that come with spare parts. This week, all of it for fifteen per cent
          less.
        </p>
        <div className="promo-actions">
          {code === undefined ? (
            <form action={reveal}>
              <button type="submit" className="promo-button">
                Show me the code
              </button>
            </form>
          ) : (
            <output className="promo-code">{code}</output>
          )}
          <Countdown until={nextSundayMidnight()} />
        </div>
      </div>
      <img className="promo-photo" src={photo} alt="" width="640" height="480" />
    </div>
  )
}

/** The end of this week's Sunday, in milliseconds since the epoch. */
function nextSundayMidnight(): number {
  const end = new Date()
  end.setDate(end.getDate() + ((7 - end.getDay()) % 7) + 1)
  return end.setHours(0, 0, 0, 0)
}
