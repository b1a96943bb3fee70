//! Known sheets, real wards, ties and lots, and that no vote is lost.

mod methods;
mod stv;
