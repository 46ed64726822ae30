//! Chance that comes out the same for the same seed, on every machine and in every version: a demo
//! made twice is the same twice, so the generator is written down here (SplitMix64).

use model::Instant;
use uuid::{Builder, Uuid};

pub(super) struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to, not including, `end`; 0 where there is nothing to choose from.
    pub fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.next()) * end as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// From `from` up to, not including, `to`.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let width = usize::try_from(to - from).unwrap_or(0);
        from + i64::try_from(self.below(width)).unwrap_or(0)
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of them.
    pub fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.below(among.len())]
    }

    /// One of them, each as often as its weight says.
    pub fn weighed<T: Copy>(&mut self, among: &[(usize, T)]) -> T {
        let mut left = self.below(among.iter().map(|(weight, _)| weight).sum());
        for (weight, one) in among {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return *one,
            }
        }
        among[0].1
    }

    /// The identifier of a row made at `at`: UUID v7, with chance for what is random in it.
    pub fn id(&mut self, at: Instant) -> Uuid {
        let millis = u64::try_from(at.0 / 1_000).unwrap_or(0);
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.next().to_be_bytes());
        random[8..].copy_from_slice(&self.next().to_be_bytes()[..2]);
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_same_for_the_same_seed() {
        let mut chance = Chance::new(7);
        let numbers: Vec<_> = (0..5).map(|_| chance.below(1_000)).collect();
        assert_eq!(numbers, [389, 16, 900, 582, 452]);
    }

    #[test]
    fn stays_within_bounds() {
        let mut chance = Chance::new(0);
        for _ in 0..1_000 {
            assert!((-3..9).contains(&chance.between(-3, 9)));
            assert!(chance.weighed(&[(0, false), (1, true)]));
        }
        let id = chance.id(Instant(1_700_000_000_000_000));
        assert_eq!(id.get_version_num(), 7);
    }
}
