//! As much protobuf as messages of remote read need.

/// A message that breaks off, or is none.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli::backtest) struct Broken;

/// The parts of protobuf that these messages have.
pub(super) mod field {
    pub const VARINT: u64 = 0;
    pub const FIXED64: u64 = 1;
    pub const BYTES: u64 = 2;
    pub const FIXED32: u64 = 5;
}

fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub(super) fn put_number(out: &mut Vec<u8>, number: u64, value: u64) {
    put_varint(out, number << 3 | field::VARINT);
    put_varint(out, value);
}

pub(super) fn put_bytes(out: &mut Vec<u8>, number: u64, bytes: &[u8]) {
    put_varint(out, number << 3 | field::BYTES);
    put_varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// A field of a message, with its number.
pub(super) enum Part<'a> {
    Number(u64, u64),
    Fixed(u64, u64),
    Bytes(u64, &'a [u8]),
}

/// The fields of a message, one after the other.
pub(super) struct Parts<'a>(pub &'a [u8]);

impl<'a> Parts<'a> {
    fn varint(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn fixed(&mut self) -> Option<u64> {
        let bytes = self.take(8)?;
        Some(u64::from_le_bytes(bytes.try_into().ok()?))
    }

    fn part(&mut self) -> Option<Part<'a>> {
        let tag = self.varint()?;
        let number = tag >> 3;
        match tag & 7 {
            field::VARINT => Some(Part::Number(number, self.varint()?)),
            field::FIXED64 => Some(Part::Fixed(number, self.fixed()?)),
            field::BYTES => {
                let length = usize::try_from(self.varint()?).ok()?;
                Some(Part::Bytes(number, self.take(length)?))
            }
            field::FIXED32 => Some(Part::Bytes(0, self.take(4)?)),
            _ => None,
        }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Result<Part<'a>, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let part = self.part().ok_or(Broken);
        if part.is_err() {
            self.0 = &[];
        }
        Some(part)
    }
}

impl Parts<'_> {
    /// The numbers of a field that holds many, one after the other.
    pub fn varints(bytes: &[u8]) -> Result<Vec<u64>, Broken> {
        let mut parts = Parts(bytes);
        let mut all = Vec::new();
        while !parts.0.is_empty() {
            all.push(parts.varint().ok_or(Broken)?);
        }
        Ok(all)
    }

    /// The same of floats.
    pub fn floats(bytes: &[u8]) -> Result<Vec<f64>, Broken> {
        let mut parts = Parts(bytes);
        let mut all = Vec::new();
        while !parts.0.is_empty() {
            all.push(f64::from_bits(parts.fixed().ok_or(Broken)?));
        }
        Ok(all)
    }
}
