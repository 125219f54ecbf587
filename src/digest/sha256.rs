//! SHA-256 (FIPS 180-4).

/// The first 32 bits of the fractional parts of the square roots of the first 8 primes.
const START: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
#[rustfmt::skip]
const ROUNDS: [u32; 64] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
];

/// The digest of some bytes, as eight words.
pub(super) fn digest(bytes: &[u8]) -> [u32; 8] {
    let (blocks, rest) = bytes.as_chunks::<64>();
    let mut last = rest.to_vec();
    last.push(0x80);
    while last.len() & 63 != 56 {
        last.push(0);
    }
    let bits = (bytes.len() as u64).wrapping_mul(8);
    last.extend_from_slice(&bits.to_be_bytes());
    blocks.iter().chain(last.as_chunks::<64>().0).fold(START, compress)
}

/// Takes in a block. Stays a function of its own: V8 compiles one well when it is called again, not while it runs.
#[inline(never)]
fn compress(state: [u32; 8], block: &[u8; 64]) -> [u32; 8] {
    let mut words = [0_u32; ROUNDS.len()];
    for (word, four) in words.iter_mut().zip(block.as_chunks().0) {
        *word = u32::from_be_bytes(*four);
    }
    for position in 16..words.len() {
        let before = |by: usize| words.get(position.wrapping_sub(by)).copied().unwrap_or(0);
        let (b, d) = (before(15), before(2));
        let (b, d) = (turned(b, 7, 18) ^ (b >> 3), turned(d, 17, 19) ^ (d >> 10));
        let word = before(16).wrapping_add(b).wrapping_add(before(7)).wrapping_add(d);
        if let Some(place) = words.get_mut(position) {
            *place = word;
        }
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
    for (word, constant) in words.iter().zip(&ROUNDS) {
        let choice = (e & f) ^ (!e & g);
        let first = h.wrapping_add(turned(e, 6, 11) ^ e.rotate_right(25)).wrapping_add(choice);
        let first = first.wrapping_add(*constant).wrapping_add(*word);
        let majority = (a & b) ^ (a & c) ^ (b & c);
        let second = (turned(a, 2, 13) ^ a.rotate_right(22)).wrapping_add(majority);
        (h, g, f, e, d, c, b, a) = (g, f, e, d.wrapping_add(first), c, b, a, first.wrapping_add(second));
    }
    let [i, j, k, l, m, n, o, p] = state;
    [
        i.wrapping_add(a),
        j.wrapping_add(b),
        k.wrapping_add(c),
        l.wrapping_add(d),
        m.wrapping_add(e),
        n.wrapping_add(f),
        o.wrapping_add(g),
        p.wrapping_add(h),
    ]
}

const fn turned(word: u32, by: u32, and_by: u32) -> u32 {
    word.rotate_right(by) ^ word.rotate_right(and_by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_standard() {
        #[rustfmt::skip]
        let cases = [
            // why this row                  bytes                                                       starts      ends
            ("nothing",                      "".to_owned(),                                              0xe3b0_c442, 0x7852_b855),
            ("appendix B.1: one block",      "abc".to_owned(),                                           0xba78_16bf, 0xf200_15ad),
            ("appendix B.2: two blocks",     "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".to_owned(), 0x248d_6a61, 0x19db_06c1),
            ("appendix B.3: a million",      "a".repeat(1_000_000),                                      0xcdc7_6e5c, 0xc711_2cd0),
        ];
        for (why, text, starts, ends) in cases {
            let words = digest(text.as_bytes());
            assert_eq!((words[0], words[7]), (starts, ends), "{why}");
        }
    }
}
