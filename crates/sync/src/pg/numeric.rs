//! Postgres' binary `numeric`: digits to the base of 10,000, the first of weight 10,000^weight.

use super::Unfit;
use bytes::{BufMut, BytesMut};

/// Decimal digits in one digit of the base.
const WIDTH: u32 = 4;
const BASE: u64 = 10_000;

const POSITIVE: u16 = 0x0000;
const NEGATIVE: u16 = 0x4000;

/// Appends a scaled integer.
pub fn encode(scaled: i64, scale: u8, out: &mut BytesMut) {
    // Filled up with zeros, so that a digit of the base ends at the decimal point.
    let behind = u32::from(scale).div_ceil(WIDTH);
    let fill = behind * WIDTH - u32::from(scale);
    let mut rest = u128::from(scaled.unsigned_abs()) * 10u128.pow(fill);
    let mut digits = Vec::with_capacity(6);
    while rest != 0 {
        // Below the base.
        digits.push((rest % u128::from(BASE)) as u16);
        rest /= u128::from(BASE);
    }
    let weight = digits.len() as i16 - behind as i16 - 1;
    let zeros = digits.iter().take_while(|digit| **digit == 0).count();
    out.put_u16((digits.len() - zeros) as u16);
    out.put_i16(if digits.is_empty() { 0 } else { weight });
    out.put_u16(if scaled < 0 { NEGATIVE } else { POSITIVE });
    out.put_u16(scale.into());
    for digit in digits.iter().skip(zeros).rev() {
        out.put_u16(*digit);
    }
}

/// The scaled integer, exactly.
pub fn decode(bytes: &[u8], precision: u8, scale: u8) -> Result<i64, Unfit> {
    let column = || format!("numeric({precision},{scale})");
    let (words, rest) = bytes.as_chunks::<2>();
    let mut words = words.iter().map(|word| u16::from_be_bytes(*word));
    let mut word = || words.next().ok_or_else(|| Unfit::Format(column()));
    let (count, weight, sign, _shown) = (word()?, word()? as i16, word()?, word()?);
    let negative = match sign {
        POSITIVE => false,
        NEGATIVE => true,
        _ => return Err(Unfit::NotANumber),
    };
    let mut size: u64 = 0;
    for place in 0..i32::from(count) {
        let digit = u64::from(word()?);
        let power = (i32::from(weight) - place) * WIDTH as i32 + i32::from(scale);
        let part = shifted(digit, power);
        size = part.and_then(|p| size.checked_add(p)).ok_or_else(|| Unfit::Digits(column()))?;
    }
    if !rest.is_empty() || words.next().is_some() {
        return Err(Unfit::Format(column()));
    }
    if size >= 10u64.pow(precision.into()) {
        return Err(Unfit::Digits(column()));
    }
    // Below 10^18.
    let size = size as i64;
    Ok(if negative { -size } else { size })
}

/// `digit * 10^power`, if that is a whole number of 64 bits.
fn shifted(digit: u64, power: i32) -> Option<u64> {
    let unit = 10u64.checked_pow(power.unsigned_abs());
    match unit {
        _ if digit == 0 => Some(0),
        Some(unit) if power >= 0 => digit.checked_mul(unit),
        Some(unit) if digit.is_multiple_of(unit) => Some(digit / unit),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[i32]) -> Vec<u8> {
        words.iter().flat_map(|word| (*word as u16).to_be_bytes()).collect()
    }

    #[test]
    fn writes_what_postgres_writes() {
        // Count, weight, sign, scale and digits, as numeric_send gives them.
        for (scaled, scale, expected) in [
            (0, 2, &[0, 0, 0, 2][..]),
            (5, 2, &[1, -1, 0, 2, 500]),
            (-12_000, 2, &[1, 0, 0x4000, 2, 120]),
            (1_234_567, 2, &[3, 1, 0, 2, 1, 2345, 6700]),
            (2_000_000, 2, &[1, 1, 0, 2, 2]),
            (45, 1, &[2, 0, 0, 1, 4, 5000]),
            (7, 0, &[1, 0, 0, 0, 7]),
        ] {
            let mut out = BytesMut::new();
            encode(scaled, scale, &mut out);
            assert_eq!(out, words(expected), "{scaled}");
            assert_eq!(decode(&out, 12, scale), Ok(scaled));
        }
    }

    #[test]
    fn refuses_what_it_could_not_give_back() {
        let digits = Err(Unfit::Digits("numeric(3,2)".into()));
        assert_eq!(decode(&words(&[1, -1, 0, 3, 5]), 3, 2), digits, "0.0005");
        assert_eq!(decode(&words(&[1, 0, 0, 2, 10]), 3, 2), digits, "10.00");
        assert_eq!(decode(&words(&[1, 30, 0, 0, 1]), 3, 2), digits, "1e120");
        assert_eq!(decode(&words(&[0, 0, 0xC000, 0]), 3, 2), Err(Unfit::NotANumber));
        for cut in [&[][..], &[1, 0, 0, 2], &[0, 0, 0, 2, 1]] {
            assert!(matches!(decode(&words(cut), 3, 2), Err(Unfit::Format(_))), "{cut:?}");
        }
    }
}
