use rust_decimal::Decimal as Exact;
use std::fmt;

/// Postgres `numeric(P,S)`: an exact number of at most `P` digits, `S` of them behind the point,
/// held as a scaled integer (`numeric(12,2)` counts hundredths).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal<const P: u8, const S: u8>(i64);

/// An amount of money, `numeric(P,2)`.
pub type Money<const P: u8> = Decimal<P, 2>;

/// The largest scaled integer of `precision` digits.
pub(crate) const fn bound(precision: u8) -> i64 {
    10i64.pow(precision as u32) - 1
}

/// Reads a plain decimal (`-12.5`) into a scaled integer. `None` when it is not a number, has
/// more digits behind the point than `scale`, or more in all than `precision`: never rounded.
pub(crate) fn parse(text: &str, precision: u8, scale: u8) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && !digits.ends_with('.');
    let mut exact = Exact::from_str_exact(text).ok().filter(|_| plain)?.normalize();
    if exact.scale() > u32::from(scale) {
        return None;
    }
    exact.rescale(u32::from(scale));
    let scaled = i64::try_from(exact.mantissa()).ok()?;
    (scaled.unsigned_abs() <= bound(precision).unsigned_abs()).then_some(scaled)
}

/// The text of a scaled integer, always with `scale` digits behind the point.
pub(crate) fn write(scaled: i64, scale: u8, out: &mut impl fmt::Write) -> fmt::Result {
    let unit = 10u64.pow(u32::from(scale));
    let sign = if scaled < 0 { "-" } else { "" };
    let size = scaled.unsigned_abs();
    if scale == 0 {
        return write!(out, "{sign}{size}");
    }
    write!(out, "{sign}{}.{:0width$}", size / unit, size % unit, width = usize::from(scale))
}

impl<const P: u8, const S: u8> Decimal<P, S> {
    /// Nought.
    pub const ZERO: Self = Self(0);

    /// Reads a plain decimal; `None` where Postgres would round or refuse.
    pub fn parse(text: &str) -> Option<Self> {
        parse(text, P, S).map(Self)
    }

    /// From the scaled integer; `None` beyond `P` digits.
    pub fn from_scaled(scaled: i64) -> Option<Self> {
        (scaled.unsigned_abs() <= bound(P).unsigned_abs()).then_some(Self(scaled))
    }

    /// The scaled integer.
    pub fn scaled(self) -> i64 {
        self.0
    }

    /// As an exact number to calculate with.
    pub fn exact(self) -> Exact {
        Exact::new(self.0, u32::from(S))
    }

    /// From a calculated number; `None` where it does not fit exactly.
    pub fn from_exact(exact: Exact) -> Option<Self> {
        Self::parse(&exact.normalize().to_string())
    }
}

impl<const P: u8, const S: u8> fmt::Display for Decimal<P, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(self.0, S, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_what_it_could_not_give_back() {
        type Small = Decimal<3, 2>;
        assert_eq!(Small::parse("-1").map(|d| d.to_string()), Some("-1.00".into()));
        assert_eq!(Small::parse("9.990").map(|d| d.to_string()), Some("9.99".into()));
        for bad in ["10", "0.001", "1e1", "+1", "1.", ".5", "", "-", "1_0", " 1", "NaN", "0x1", "१"]
        {
            assert_eq!(Small::parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn comes_back_from_its_text(scaled in -999_999_999_999i64..=999_999_999_999) {
            let amount = Money::<12>::from_scaled(scaled).expect("in range");
            prop_assert_eq!(Money::<12>::parse(&amount.to_string()), Some(amount));
            prop_assert_eq!(Money::<12>::from_exact(amount.exact()), Some(amount));
        }

        #[test]
        fn agrees_with_rust_decimal(text in "-?[0-9]{1,12}(\\.[0-9]{1,4})?") {
            let exact: Exact = text.parse().expect("a number");
            let fits = exact.normalize().scale() <= 2 && exact.abs() < Exact::from(10_000_000_000i64);
            let ours = Money::<12>::parse(&text);
            prop_assert_eq!(ours.is_some(), fits);
            if let Some(ours) = ours { prop_assert_eq!(ours.exact(), exact); }
        }
    }
}
